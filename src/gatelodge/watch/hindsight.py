"""What the record would have said at the gate, had all been known then that is known now.

Two records of one exit. `as_known_now`: every fact known today that was so at the moment of exit.
`as_done_then`: what the ledger held when the exit was entered, for checks that ask whether the acts
of the release were done in time; nothing recorded later can undo how they were done.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from gatelodge.record import (
    CustodyRecord,
    Entry,
    Exit,
    Release,
    asks_for_removal,
    booking,
    fold,
    hazards_found,
    inputs_digest,
    start_of_day,
)
from gatelodge.record import facts as f
from gatelodge.sentencing import LawBook, Refusal, calculate

Linked = Mapping[str, Sequence[Entry]]
"""Whole streams of the records that are held to be one person with a record, by record."""
NOBODY_ELSE: Linked = MappingProxyType({})

HOLDS_NOBODY = frozenset(
    {
        f.OrderKind.SUSPENDED,
        f.OrderKind.BAIL,
        f.OrderKind.NOT_CUSTODIAL,
        f.OrderKind.ACQUITTED,
    }
)
"""Orders under which nobody may be held. A late result that makes only such orders, each read with
certainty, cannot have made an exit wrong: it waits in the inbox like any other, without alarm."""

_OF_AN_ITEM = (
    f.CourtMessageLinked
    | f.CourtItemNotThisPerson
    | f.CourtResultReceived
    | f.ReadingConfirmed
    | f.ResultDifferenceSettled
    | f.CourtResultApplied
)
_WORK_ON_AN_ITEM = (
    f.CourtMessageLinked
    | f.CourtItemNotThisPerson
    | f.ReadingConfirmed
    | f.ResultDifferenceSettled
    | f.CourtResultApplied
)
_HOLDS = (
    f.RemandOrdered
    | f.ImmigrationDetentionAuthorised
    | f.ImmigrationInterestStated
    | f.DeportationOrdered
    | f.AuthorityLodged
)
"""Facts that hold somebody, or may, and name no day of their own."""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """One time that the gate opened: the exit, the release it was made under, and the moment.

    `release` none = on paper. `at` is when the gate looked at the pass for the last time; without
    a scan, when the person left. Evidence was good or not good at that moment, not a minute later.
    """

    exit: Exit
    release: Release | None
    at: datetime


def opening(record: CustodyRecord, left: Exit) -> Opening:
    """Find the release and the moment of an exit in the record as known now."""
    fact = left.left.fact
    for release in record.releases:
        if fact.pass_id is None or release.issued is None:
            continue
        if release.issued.fact.pass_id == fact.pass_id:
            looked = [s.recorded_at for s in release.scans if s.seq < left.left.seq]
            at = min(max(looked, default=fact.exited_at), fact.exited_at)
            return Opening(exit=left, release=release, at=at)
    return Opening(exit=left, release=None, at=fact.exited_at)


def as_known_now(record_id: str, entries: Sequence[Entry], opened: Opening) -> CustodyRecord:
    """Fold what is known now, effective when the gate opened, without the exit itself.

    Our decisions, where the two times alone would mislead:
    - What people did later with a court's item (confirmed, settled, applied, found to be another
      person's) is knowledge about a hearing before the exit: it counts as if done by then, when
      the item itself was so by then.
    - A result that came after the exit and holds nobody is left out, with all work on it.
    - What holds somebody, says no moment, and was entered before the exit was, held them then.
    """
    kept = _without_exit(entries, opened.exit)
    harmless = _late_and_holding_nobody(kept, opened.exit)
    by_then = _items_of(kept, opened.at)
    seen = [
        _known_by(entry, opened, by_then)
        for entry in kept
        if not (isinstance(entry.fact, _OF_AN_ITEM) and entry.fact.item in harmless)
    ]
    return fold(record_id, seen, effective_at=opened.at)


def as_done_then(record_id: str, entries: Sequence[Entry], opened: Opening) -> CustodyRecord:
    """Fold what the ledger held when the exit was entered.

    With a pass the exit is entered as it happens, so all that stood before it counts. An exit on
    paper is entered afterwards: what became so only after the person left does not count.
    """
    before = [e for e in entries if e.seq < opened.exit.left.seq]
    on_paper = opened.release is None
    return fold(record_id, before, effective_at=opened.at if on_paper else None)


def linked_by_then(
    then: CustodyRecord, linked: Linked, opened: Opening
) -> tuple[CustodyRecord, ...]:
    """Fold, as done then, the records held to be this person when the exit was entered."""
    found: dict[str, CustodyRecord] = {}
    waiting = list(then.same_person)
    while waiting:
        other = waiting.pop(0)
        if other in linked and other not in found:
            found[other] = as_done_then(other, linked[other], opened)
            waiting += found[other].same_person
    return tuple(found.values())


def dated_anew(
    record: CustodyRecord, law: LawBook, bank_holidays: frozenset[date]
) -> CustodyRecord:
    """Put the dates in the place of those calculated then, when facts that move them came later.

    Days that came to light after an exit (remand, at large, added) or a late sentence make the old
    calculation stale; whether the exit was wrong depends on the day that they lead to, not on that
    (our decision). Nobody takes these dates on; they serve the judgement alone, and nobody has
    decided a doubt about the law in them. When the two
    calculations did not agree then, or the engine refuses now, the record stays as it is, and the
    checks say so.
    """
    calculation, check = record.calculation, record.check
    digest = inputs_digest(record)
    if calculation is None or check is None or digest is None:
        return record
    agreed_on = {calculation.fact.inputs_digest, check.fact.inputs_digest}
    if digest in agreed_on or len(agreed_on) > 1:
        return record
    found = calculate(
        booking(record),
        law,
        bank_holidays=bank_holidays,
        with_ersed=asks_for_removal(record),
    )
    if isinstance(found, Refusal):
        return record
    governing = found.governing()
    dates = tuple(f.CalculatedDate(each.type.value, each.on) for each in found.dates)
    dated = replace(
        calculation.fact,
        inputs_digest=digest,
        dates=dates,
        governing=governing.type.value,
        governing_on=governing.on,
        earliest_sentence_on=min(each.fact.imposed_on for each in record.sentences),
        engine_version=found.engine_version,
        law_version=found.law_version,
        hazards=hazards_found(found),
    )
    return replace(
        record,
        calculation=replace(calculation, fact=dated),
        check=replace(check, fact=replace(check.fact, inputs_digest=digest, dates=dates)),
    )


def _without_exit(entries: Iterable[Entry], left: Exit) -> list[Entry]:
    """All entries but the exit and its corrections."""
    of_the_exit = {left.left.seq}
    kept = []
    for entry in entries:
        if entry.seq in of_the_exit or entry.envelope.corrects in of_the_exit:
            of_the_exit.add(entry.seq)
        else:
            kept.append(entry)
    return kept


def _known_by(entry: Entry, opened: Opening, items: frozenset[str]) -> Entry:
    """Date what was so by then, though its entry says later, to the moment the gate opened."""
    fact, envelope = entry.fact, entry.envelope
    if envelope.true_from <= opened.at:
        return entry
    is_work = isinstance(fact, _WORK_ON_AN_ITEM) and fact.item in items
    holds_since_ever = (
        isinstance(fact, _HOLDS)
        and envelope.true_from == envelope.recorded_at
        and entry.seq < opened.exit.left.seq
    )
    if not (is_work or holds_since_ever):
        return entry
    return replace(entry, envelope=replace(envelope, true_from=opened.at))


def _items_of(entries: Iterable[Entry], at: datetime) -> frozenset[str]:
    """Items whose message, result or hearing was so by an instant."""
    found = set()
    for entry in entries:
        match entry.fact:
            case f.CourtMessageLinked(item=item) | f.CourtResultReceived(item=item):
                if entry.envelope.true_from <= at:
                    found.add(item)
            case f.ReadingConfirmed(item=item, hearing_on=hearing_on):
                if hearing_on is not None and start_of_day(hearing_on) <= at:
                    found.add(item)
            case _:
                continue
    return frozenset(found)


def _late_and_holding_nobody(entries: Iterable[Entry], left: Exit) -> frozenset[str]:
    """Items first heard of after the person left, all of whose orders hold nobody beyond doubt."""
    first: dict[str, datetime] = {}
    orders: dict[str, list[f.OrderRead]] = {}
    for entry in entries:
        if isinstance(entry.fact, _OF_AN_ITEM):
            first.setdefault(entry.fact.item, entry.envelope.recorded_at)
        if isinstance(entry.fact, f.CourtResultReceived | f.ReadingConfirmed):
            orders.setdefault(entry.fact.item, []).extend(entry.fact.orders)
    return frozenset(
        item
        for item, read in orders.items()
        if first[item] > left.left.fact.exited_at
        and read
        and all(order.order in HOLDS_NOBODY and not order.doubts for order in read)
    )
