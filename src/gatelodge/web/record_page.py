"""The frame of every page about one person: whose record, which part, and which moment of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.http import urlencode

from gatelodge.gate import decided_dates, undecided
from gatelodge.record import (
    LONDON,
    Authority,
    AuthorityKind,
    CustodyRecord,
    day_in_london,
    fold,
    inputs_digest,
)
from gatelodge.store import projections
from gatelodge.web.access import Verdict, judged
from gatelodge.web.exit_words import OUT_NOW, gone_words
from gatelodge.web.photos import photo_shown
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office, record_of
from gatelodge.web.sources import Sources
from gatelodge.web.staff import Directory
from gatelodge.web.words_of_time import day, moment, person_name

_PARTS = (
    ("person", "Summary"),
    ("person-dates", "Dates"),
    ("person-authorities", "Authorities"),
    ("person-cases", "Court cases"),
    ("person-days", "Days"),
    ("person-immigration", "Immigration"),
    ("person-conditions", "Conditions"),
    ("person-identity", "Identity"),
    ("person-documents", "Documents"),
    ("exit", "Exit"),
    ("person-history", "History"),
)


class RecordPage:
    """One page about one record: as it stands now, or as it was known at `known_at`."""

    def __init__(self, request: StaffRequest, part: str) -> None:
        self.request = request
        self.part = part
        self.office = office()
        self.now = self.office.clock.now()
        self.known_at, self.effective_at = _moments(request, self.now)
        self.record = (
            fold(
                request.record.record_id,
                request.record.entries,
                known_at=self.known_at,
                effective_at=self.effective_at,
            )
            if self.is_past
            else request.record
        )
        self.directory = Directory(self.office)
        self.sources = Sources(self.record, self.directory)

    @property
    def is_past(self) -> bool:
        """Whether the page shows an earlier moment: then nobody can act on it."""
        return self.known_at is not None or self.effective_at is not None

    @property
    def record_id(self) -> str:
        """Name of the record, as in its address."""
        return self.request.record.record_id

    @property
    def name(self) -> str:
        """The person's name, or words for a record that has none yet."""
        return name_of(self.record)

    def href(self, name: str, *args: object, **query: str) -> str:
        """Address of a page of this record; a past view leads to past views alone."""
        address = reverse(name, args=[self.record_id, *args])
        asked = {key: self.request.GET[key] for key in ("at", "about") if key in self.request.GET}
        asked |= query
        return f"{address}?{urlencode(asked)}" if asked else address

    def may(self, name: str) -> bool:
        """Whether this reader may have another page of this record."""
        return (
            judged(name, self.request.actor, subject_prison=self.record.prison, has_reason=True)
            is Verdict.ALLOWED
        )

    def context(self, **more: Any) -> dict[str, Any]:
        """What `base.html` needs beside the page's own values."""
        context: dict[str, Any] = {
            "page": self,
            "record": self.record,
            "identity": self._identity(),
            "parts": [
                {"text": words, "href": self.href(name), "active": name == self.part}
                for name, words in _PARTS
                if self.may(name)
            ],
            "now": self.now,
        }
        if self.is_past:
            context["past_view"] = {
                "at": self.known_at or self.now,
                "left_out": len(self.request.record.entries) - len(self.record.entries),
                "href": reverse(self.part, args=[self.record_id]),
            }
            context["as_known"] = f"(as known at {moment(self.known_at or self.now)})"
        return context | more

    def _identity(self) -> dict[str, Any]:
        record = self.record
        facts = [record.prison_number] if record.prison_number else []
        if record.identity:
            born = record.identity.fact.born_on
            on = day_in_london(self.known_at or self.now)
            facts.append(f"Born {plain_day(born)} ({age(born, on)})")
        if record.prison:
            facts.append(self.directory.prison(record.prison))
        hold, holds_nothing = hold_sentence(record, self.known_at or self.now)
        bar: dict[str, Any] = {
            "name": self.name,
            "href": None if self.part == "person" else self.href("person"),
            "facts": facts,
            "hold": f"{hold}{self._held_elsewhere()}",
            "no_authority": holds_nothing,
        }
        if not self.is_past:
            bar["namesakes"] = self._namesakes()
        photo = photo_shown(record, day_in_london(self.known_at or self.now))
        return bar | {"photo": photo} if photo else bar

    def _held_elsewhere(self) -> str:
        """Words for what holds the person on records that are held to be theirs; empty if none."""
        others = [] if self.is_past else [record_of(each) for each in self.record.same_person]
        number = sum(len(each.authorities_in_force) for each in others if each)
        if not number:
            return ""
        more = "1 authority" if number == 1 else f"{number} authorities"
        return f". And {more} on another record that is held to be this person"

    def _namesakes(self) -> dict[str, str] | None:
        return namesakes_line(self.record)


def namesakes(record: CustodyRecord) -> tuple[projections.Found, ...]:
    """Others in the same prison with the same surname."""
    if record.identity is None or not record.prison:
        return ()
    same = projections.people_named(record.identity.fact.surname, record.prison)
    return tuple(found for found in same if found.record_id != record.record_id)


def namesakes_line(record: CustodyRecord) -> dict[str, str] | None:
    """Words for the identity bar when somebody else here has this surname."""
    others = namesakes(record)
    if not others or record.identity is None:
        return None
    surname = record.identity.fact.surname.upper()
    number = len(others)
    who = "1 other person" if number == 1 else f"{number} others"
    return {"text": f"{who} named {surname} in this prison: {', '.join(map(spoken, others))}."}


def spoken(found: projections.Found) -> str:
    """A person in a list of people: name and prison number."""
    return f"{person_name(found.surname or 'not known', found.forenames)}, {found.prison_number}"


def name_of(record: CustodyRecord) -> str:
    """A person's name as screens write it."""
    if record.identity is None:
        return "Name not known"
    return person_name(record.identity.fact.surname, record.identity.fact.forenames)


def hold_sentence(record: CustodyRecord, at: datetime) -> tuple[str, bool]:
    """What holds the person, in one sentence, and whether that is nothing."""
    if not record.is_in_custody:
        return (_not_here(record), False)
    if record.no_authority_since is not None:
        return (f"No authority to hold since {moment(record.no_authority_since)}", True)
    in_force = record.authorities_in_force
    if not in_force:
        return ("No authority to hold is recorded", True)
    number = "1 authority" if len(in_force) == 1 else f"{len(in_force)} authorities"
    at_court = f" ({OUT_NOW[out.left.fact.exit_type]})" if (out := record.out) is not None else ""
    return (f"Held under {number}{_how_long(record, in_force, at)}{at_court}", False)


def _how_long(record: CustodyRecord, in_force: Sequence[Authority], at: datetime) -> str:
    """Until when authorities hold the person, or why that cannot be said."""
    unsettled = _unsettled(record, in_force)
    if unsettled is not None:
        return f"; {unsettled}"
    ends = [end_or_event(each, record) for each in in_force]
    known = [each for each in ends if each is not None]
    if not known:
        return "; no end or next event is recorded"
    if len(known) < len(ends):
        return f"; no end or next event of {len(ends) - len(known)} is known"
    until = max(known)
    passed = ", which has passed" if until < day_in_london(at) else ""
    return f" until {day(until)}{passed}"


def _unsettled(record: CustodyRecord, in_force: Sequence[Authority]) -> str | None:
    """Why a release day that was worked out does not say how long a sentence holds; none = it does.

    Until somebody decides a doubt about the law, nobody leaves on the law book's own day either.
    """
    calculated = record.calculation
    if calculated is None or all(each.kind is not AuthorityKind.SENTENCE for each in in_force):
        return None
    if calculated.fact.inputs_digest != inputs_digest(record):
        return "the release day is out of date"
    if undecided(record, calculated):
        return "the release day is in doubt, and nobody has decided"
    return None


def _not_here(record: CustodyRecord) -> str:
    left = record.exits[-1].left.fact if record.exits else None
    return gone_words(record) or (
        f"Out since {moment(left.exited_at)}" if left else "Not received yet"
    )


def end_or_event(authority: Authority, record: CustodyRecord) -> date | None:
    """The day an authority is known to last to: its own, or a sentence's release date."""
    if authority.kind is AuthorityKind.SENTENCE:
        calculated = record.calculation
        if calculated is None:
            return None
        return decided_dates(record, calculated).calculation.fact.governing_on
    return authority.next_event_on


def plain_day(on: date) -> str:
    """A day long ago, without its weekday: "14 March 1998"."""
    return day(on).split(" ", 1)[1]


def age(born: date, on: date) -> int:
    """Whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _moments(request: StaffRequest, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The moment asked for by `at` (London's clock) and the end of the day asked for by `about`."""
    known = effective = None
    try:
        if request.GET.get("at"):
            known = datetime.fromisoformat(request.GET["at"])
            known = known.replace(tzinfo=known.tzinfo or LONDON).astimezone(UTC)
        if request.GET.get("about"):
            end = date.fromisoformat(request.GET["about"]) + timedelta(days=1)
            effective = datetime.combine(end, time(), tzinfo=LONDON) - timedelta(microseconds=1)
    except (ValueError, OverflowError) as fault:  # no day follows the calendar's last
        raise BadRequest("at and about must be a time and a day") from fault
    if known is not None and known > now:
        known = None
    return known, effective
