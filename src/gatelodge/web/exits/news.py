"""What came on the record since the exit was authorised, and which signatures died of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from gatelodge.casework import exits
from gatelodge.gate import Step
from gatelodge.record import CustodyRecord, Entry, Release
from gatelodge.record.facts import (
    Assessed,
    DifferentPeopleFound,
    Fact,
    LinkedRecordChanged,
    ReleaseAuthorised,
    SamePersonHeld,
)
from gatelodge.store import projections
from gatelodge.web.record_page import RecordPage, spoken
from gatelodge.web.states import assessed
from gatelodge.web.told import sentence
from gatelodge.web.words_of_time import moment


def ended_at(record: CustodyRecord) -> datetime | None:
    """When the newest authorisation and what hangs on it died; none while it stands.

    Also none when there is none, or when the person left on it.
    """
    release = record.release
    if release is None or release.exit is not None or exits.standing_release(record) is not None:
        return None
    if release.cancelled is not None:
        return release.cancelled.recorded_at
    newer = _newer(record, release)
    return newer[0].envelope.recorded_at if newer else None


def signatures_ended(page: RecordPage) -> str:
    """Which signatures of the exit no longer stand, and what is needed; empty while all stand."""
    record, release = page.record, page.record.release
    at = ended_at(record)
    if release is not None and at is not None:
        acts = "authorisation, confirmation and pass" if release.issued else "authorisation"
        needed = "it is authorised and confirmed again"
    else:
        former = confirmation_to_renew(record)
        if former is None or former.confirmed is None or former.cancelled is None:
            return ""
        acts = f"confirmation by {page.directory.staff(former.confirmed.by)}, and pass"
        at = former.cancelled.recorded_at
        needed = "a duty governor has confirmed it again"
    return f"Ended on {moment(at)}: {acts}. Do not let out before {needed}."


def news(page: RecordPage, *, for_governor: bool = False) -> list[dict[str, Any]]:
    """What came in after the newest authorisation and ended it, oldest first.

    For the duty governor what came in after the confirmation that they renew, or another renews:
    the authoriser has signed anew since, and the governor has not seen it. Each with the checks
    that rest on it now, and with the other record that it is about, by name.
    """
    release = page.record.release
    if release is None or release.exit is not None:
        return []
    former = confirmation_to_renew(page.record) if for_governor else None
    found = assessed(page.office, page.record, page.known_at or page.now, step=Step.AUTHORISE)
    return [
        {
            "at": entry.envelope.recorded_at,
            "words": sentence(entry),
            "href": f"{page.href('person-history')}#entry-{entry.seq}",
            "seq": entry.seq,
            "touches": _touched(page, entry, found),
            "other": _other(entry.fact),
        }
        for entry in (
            _since_confirmed(page.record, former, release)
            if former
            else _newer(page.record, release)
        )
    ]


def confirmation_to_renew(record: CustodyRecord) -> Release | None:
    """The former release whose confirmation the duty governor has still to renew; none = none."""
    release = record.release
    if release is None or release.confirmed is not None:
        return None
    return exits.confirmed_before(record)


def _since_confirmed(record: CustodyRecord, former: Release, now: Release) -> Iterator[Entry]:
    """What is new since the former release was authorised; no act of either release is news."""
    seq = former.authorised.entry.seq
    is_new = {entry.seq for entry in record.new_events_after(seq, release=former.seq)}
    for entry in record.new_events_after(seq, release=now.seq):
        if entry.seq in is_new and not isinstance(entry.fact, ReleaseAuthorised):
            yield entry


def _newer(record: CustodyRecord, release: Release) -> tuple[Entry, ...]:
    return record.new_events_after(release.authorised.entry.seq, release=release.seq)


def _touched(page: RecordPage, entry: Entry, found: Assessed | None) -> str:
    """Which checks rest on an entry, in words; all of them run again whatever it says."""
    named = [f.check for f in found.findings if entry.seq in f.evidence] if found else []
    questions = [f"{c.name}, {c.question}" for c in page.office.checks if c.name in named]
    if not questions:
        return "No check rests on it by itself; all run again."
    return f"It touches: {' '.join(questions)}"


def _other(fact: Fact | None) -> dict[str, str] | None:
    """The other record that an entry is about: words with its person's name, and its address."""
    match fact:
        case LinkedRecordChanged(other_record=record_id):
            words = "Something new stands on another record that is held to be the same person:"
        case SamePersonHeld(other_record=record_id, held_by=by, basis=basis):
            words = f"Held by {by} to be the same person ({basis}) as"
        case DifferentPeopleFound(other_record=record_id, basis=basis):
            words = f"Found not to be the same person ({basis}) as"
        case _:
            return None
    card = projections.people_cards([record_id]).get(record_id)
    return {
        "words": words,
        "text": spoken(card) if card else "a record without a name",
        "href": reverse("person", args=[record_id]),
    }
