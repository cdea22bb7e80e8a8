"""What stands in a pack, in the words of board and checklist; and how it is made and printed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from gatelodge.adapters.pack_print import pack_pdf
from gatelodge.casework.exits import assess_exit
from gatelodge.casework.office import Actor, Office
from gatelodge.casework.pack import (
    DAYS,
    PACKER,
    BlankCheck,
    KeptPack,
    PackContents,
    PackedCheck,
    PackedRelease,
    SameSurname,
    make_if_due,
    make_pack,
)
from gatelodge.casework.pass_face import prison_of
from gatelodge.gate import Check, Step, checks_version, spoken_limit
from gatelodge.record import CustodyRecord, day_in_london, name_key
from gatelodge.record.facts import Finding
from gatelodge.web.exit_words import EXIT_WORDS
from gatelodge.web.mixed_up import mixed_up
from gatelodge.web.record_page import name_of
from gatelodge.web.releases import board
from gatelodge.web.staff import prisons
from gatelodge.web.states import AWAY, Group, answer_words
from gatelodge.web.words_of_time import day, duration, moment, person_name

_NOT_HERE: Final = AWAY | {Group.NOT_BACK}
"""Who has left already: there is no exit of theirs to do on paper."""
_DAMAGED: Final = "Record damaged: ring national operations"


def make_now(office: Office, actor: Actor, prison: str) -> KeptPack:
    """Make and keep a pack of what is known now.

    Raises `ActRefused`, and `PackNotPrinted` when the printer fails.
    """
    return make_pack(
        office, actor, prison, gather=_gatherer(office, prison, actor), prints=pack_pdf
    )


def make_evening_pack(office: Office) -> KeptPack | None:
    """Make the pack of the evening for one prison that has none yet; none when all have theirs.

    One a turn, so that the worker's other work waits for one pack at most. Raises the first fault
    when it can make none: the prisons behind one whose pack fails have theirs all the same.
    """
    faults: list[Exception] = []
    for prison in prisons(office):
        try:
            kept = make_if_due(
                office, prison, gather=_gatherer(office, prison, PACKER), prints=pack_pdf
            )
        except Exception as fault:  # noqa: BLE001 - one prison's fault must not cost another its pack
            faults.append(fault)
            continue
        if kept is not None:
            return kept
    if faults:
        raise faults[0]
    return None


def _gatherer(office: Office, prison: str, actor: Actor) -> Callable[[], PackContents]:
    return lambda: gather(office, prison, by=actor.name, at=office.clock.now())


def gather(office: Office, prison: str, *, by: str, at: datetime) -> PackContents:
    """Everything that a pack says: who is late or leaves today or in the next three days."""
    today = day_in_london(at)
    registered = prison_of(office, prison)
    rows = tuple(_rows(office, prison, today, at))
    return PackContents(
        prison=prison,
        prison_name=registered.name if registered else prison,
        ring=registered.telephone if registered else "",
        on=today,
        made_at=moment(at),
        until=day(today + timedelta(days=DAYS)),
        by=by,
        releases=tuple(_release(office, row, at) for row in rows),
        surnames=_surnames(office, prison, rows),
        checks=tuple(map(_blank, office.checks)),
        versions=f"Checks {checks_version(office.checks)}.",
        is_practice=office.clock.is_practice,
    )


def _rows(office: Office, prison: str, today: date, at: datetime) -> Iterator[board.Row]:
    seen: set[str] = set()
    for ahead in range(DAYS + 1):
        for row in board.rows(office, prison, today + timedelta(days=ahead), at):
            if row.state.group not in _NOT_HERE and row.record.record_id not in seen:
                seen.add(row.record.record_id)
                yield row


def _release(office: Office, row: board.Row, at: datetime) -> PackedRelease:
    record = row.record
    if record.identity is None:
        facts: tuple[str, ...] = (record.prison_number or _DAMAGED,)
    else:
        _weekday, born = day(record.identity.fact.born_on).split(" ", 1)
        facts = (record.prison_number, f"born {born}")
    found = assess_exit(office, record, Step.AUTHORISE, at=at) if record.identity else None
    checks = {each.name: each for each in office.checks}
    return PackedRelease(
        person=name_of(record),
        facts=facts,
        on=day(row.on) if row.on else "No day is known",
        exit=_exit(record),
        state=row.state.words,
        others=mixed_up(office, record) if record.identity else (),
        checks=tuple(_check(each, checks[each.check], at) for each in found.findings)
        if found
        else (),
    )


def _exit(record: CustodyRecord) -> str:
    if record.plan is None:
        return "No exit planned"
    plan = record.plan.fact
    told = (EXIT_WORDS[plan.exit_type], plan.destination, plan.escort)
    return ", ".join(each for each in told if each)


def _check(finding: Finding, check: Check, at: datetime) -> PackedCheck:
    return PackedCheck(
        name=finding.check,
        question=check.question,
        answer=answer_words(finding),
        words=finding.words,
        age=_age(finding, at),
    )


def _age(finding: Finding, at: datetime) -> str:
    """How old the evidence is now, and until when it counts: nobody can reckon it from paper."""
    if finding.stale_at is None:
        return ""
    old = duration(max(at - finding.as_at, timedelta(0)))
    if at >= finding.stale_at:
        return f"{old}: too old"
    return f"{old}; counts until {moment(finding.stale_at)}"


def _surnames(office: Office, prison: str, rows: tuple[board.Row, ...]) -> tuple[SameSurname, ...]:
    """Each surname of somebody who leaves that somebody else here has too."""
    leaving = {
        name_key(row.record.identity.fact.surname): row.record.identity.fact.surname.upper()
        for row in rows
        if row.record.identity
    }
    named: dict[str, list[str]] = {key: [] for key in leaving}
    for person in office.people.held_at(prison):
        key = name_key(person.names[0].surname) if person.names else ""
        if key in named:
            name = person_name(person.names[0].surname, person.names[0].forenames)
            named[key].append(f"{name}, {person.prison_number}")
    return tuple(
        SameSurname(surname=leaving[key], people=tuple(sorted(people)))
        for key, people in sorted(named.items())
        if len(people) > 1
    )


def _blank(check: Check) -> BlankCheck:
    limit = f"Counts for {spoken_limit(check.fresh_for)}." if check.fresh_for else ""
    return BlankCheck(
        name=check.name,
        question=check.question,
        what_to_do=check.what_to_do,
        counts_for=limit,
    )
