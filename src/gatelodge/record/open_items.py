"""What is open on a record: what a receiving prison takes over, and duties left for afterwards.

Each item has a name that stays the same, so that taking it over, or doing it, can name it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from gatelodge.record import facts as f
from gatelodge.record.entry import SourceKind
from gatelodge.record.london import day_in_london, spoken_day
from gatelodge.record.state import Absence, Authority, CustodyRecord, Exit, Stated


class ItemKind(StrEnum):
    """What kind of thing is open."""

    COURT = "from a court"
    QUESTION = "question to a court"
    ALARM = "alarm"
    HEARING = "hearing to come"
    PAPER = "paper to chase"
    AFTER_EMERGENCY = "after an emergency"
    DAYS = "days to enter"


class OpenItem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody has to do or know of."""

    name: str
    kind: ItemKind
    words: str
    since: datetime
    """When it was recorded."""
    seq: int
    """Number of the entry that opened it."""
    duty: f.EmergencyDuty | None = None


def open_items(record: CustodyRecord, at: datetime) -> tuple[OpenItem, ...]:
    """Everything open on a record of what was recorded by an instant, oldest first."""
    found = (
        *_of_courts(record),
        *_alarms(record),
        *_hearings(record, at),
        *duties_after(record),
    )
    return tuple(sorted((i for i in found if i.since <= at), key=lambda i: (i.since, i.name)))


def duties_after(record: CustodyRecord) -> tuple[OpenItem, ...]:
    """What an exit left to be done: papers of spoken ends, after an emergency, days at large."""
    return (
        *_papers_to_chase(record),
        *_after_emergencies(record),
        *_days_to_enter(record),
    )


def _of_courts(record: CustodyRecord) -> Iterator[OpenItem]:
    for item in record.items:
        came = item.linked or item.result or item.reading
        if item.is_open and came is not None:
            yield _item(f"item:{item.item}", ItemKind.COURT, "What a court sent", came)
    for query in record.queries:
        if query.answered is None:
            asked = query.asked
            words = f"{asked.fact.asked_of} was asked: {asked.fact.about}"
            yield _item(f"query:{asked.fact.query}", ItemKind.QUESTION, words, asked)


def _alarms(record: CustodyRecord) -> Iterator[OpenItem]:
    for alarm in record.alarms:
        if alarm.is_open:
            raised = alarm.raised
            words = f"Alarm: {raised.fact.cause.value}"
            yield _item(f"alarm:{raised.fact.alarm}", ItemKind.ALARM, words, raised)


def _hearings(record: CustodyRecord, at: datetime) -> Iterator[OpenItem]:
    for each in record.hearings:
        if each.fact.on >= day_in_london(at):
            words = f"Hearing at {each.fact.court}, {spoken_day(each.fact.on)}"
            yield _item(f"hearing:{each.entry.seq}", ItemKind.HEARING, words, each)


def _papers_to_chase(record: CustodyRecord) -> Iterator[OpenItem]:
    """Authorities that ended by a spoken word whose paper has not come."""
    for authority in record.authorities:
        if authority.ended is not None and _is_spoken_alone(authority):
            words = f"The paper that ends the authority of entry {authority.seq}, heard only so far"
            yield _item(f"paper:{authority.seq}", ItemKind.PAPER, words, authority.ends[0])


def _is_spoken_alone(authority: Authority) -> bool:
    sources = {each.entry.envelope.source.kind for each in authority.ends}
    return sources == {SourceKind.STATEMENT}


def _after_emergencies(record: CustodyRecord) -> Iterator[OpenItem]:
    done = {(each.fact.order, each.fact.duty) for each in record.emergency_duties}
    for order in record.emergencies:
        for duty in f.EmergencyDuty:
            if (order.seq, duty) not in done:
                name = f"duty:{order.seq}:{duty.name}"
                words = f"After the emergency escort to {order.fact.hospital}: {duty.value}"
                yield OpenItem(
                    name=name,
                    kind=ItemKind.AFTER_EMERGENCY,
                    words=words,
                    since=order.recorded_at,
                    seq=order.seq,
                    duty=duty,
                )


def at_large_not_entered(record: CustodyRecord) -> tuple[tuple[Absence, int], ...]:
    """Times at large that have ended and whose days nobody has entered, each with its days.

    Days count from the day after to the day before the return; of an escape both end days count
    too (calculation of time at large, Ministry of Justice).
    """
    found = []
    for each in record.absences:
        fact = each.began.fact
        if each.returned is None or not isinstance(fact, f.WentAtLarge):
            continue
        out_on = day_in_london(fact.since)
        back_on = day_in_london(each.returned.fact.returned_at)
        both_ends = 2 if fact.how is f.AtLarge.ESCAPE else 0
        days = max((back_on - out_on).days - 1 + both_ends, 0)
        if days and not _is_entered(record, out_on, back_on):
            found.append((each, days))
    return tuple(found)


def _is_entered(record: CustodyRecord, out_on: date, back_on: date) -> bool:
    return any(
        each.fact.period.first_on <= back_on and out_on <= each.fact.period.last_on
        for each in record.adjustments
        if isinstance(each.fact, f.UnlawfullyAtLargeRecorded)
    )


def _days_to_enter(record: CustodyRecord) -> Iterator[OpenItem]:
    for absence, days in at_large_not_entered(record):
        number = "1 day" if days == 1 else f"{days} days"
        words = f"Enter the days unlawfully at large: {number} by our count"
        yield _item(f"days:{absence.began.seq}", ItemKind.DAYS, words, absence.began)


def _item(name: str, kind: ItemKind, words: str, opened: Stated[Any]) -> OpenItem:
    return OpenItem(name=name, kind=kind, words=words, since=opened.recorded_at, seq=opened.seq)


def last_transfer(record: CustodyRecord) -> Exit | None:
    """The newest transfer after which the person arrived; none = never transferred."""
    moved = [
        each
        for each in record.exits
        if each.left.fact.exit_type is f.ExitType.TRANSFER and each.returned is not None
    ]
    return moved[-1] if moved else None


def papers_not_seen(record: CustodyRecord) -> tuple[str, ...]:
    """Papers of the sending prison that nobody at the receiving prison has looked at.

    Content hashes, in the order in which they came. Before a transfer all papers count; after it
    those that were there when the person left.
    """
    transfer = last_transfer(record)
    until = transfer.left.seq if transfer else None
    receiving = record.bound_for or (record.prison if transfer else "")
    if not receiving:
        return ()
    if record.bound_for:
        until = None
    seen = {
        paper
        for each in record.hand_overs
        if each.fact.prison == receiving
        for paper in each.fact.papers_seen
    }
    seen |= {p for e in record.papers_seen if e.fact.prison == receiving for p in e.fact.papers}
    return tuple(paper for paper in papers_of(record, until=until) if paper not in seen)


def papers_of(record: CustodyRecord, *, until: int | None = None) -> tuple[str, ...]:
    """Content hashes of all papers that entries rest on, up to an entry, each once."""
    papers: dict[str, None] = {}
    for entry in record.entries:
        if until is not None and entry.seq > until:
            break
        source = entry.envelope.source
        if source.kind is SourceKind.DOCUMENT:
            papers[source.reference] = None
        if isinstance(entry.fact, f.CourtResultReceived) and entry.fact.document:
            papers[entry.fact.document] = None
    return tuple(papers)
