"""What the courts say: cases, results with their papers, and what may still come (G03 to G07)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec

from gatelodge.gate.check import (
    Circumstances,
    Ruling,
    check,
    failed,
    not_applicable,
    passed,
    unknown,
)
from gatelodge.gate.checks.authorities import why_it_holds
from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import OMU, Footing, Rule
from gatelodge.record import (
    CourtItem,
    CustodyRecord,
    SourceKind,
    Stated,
    day_in_london,
    differences,
    name_key,
    person_known,
    spoken_day,
    spoken_moment,
)
from gatelodge.record.facts import (
    CaseStated,
    CourtCasesStated,
    CourtMessageLinked,
    CourtResultReceived,
    MatchKind,
    OrderKind,
    ReadingConfirmed,
    RemandOrdered,
    Role,
    SentenceImposed,
)

AMENDMENT_WINDOW = "G06 amendment window"
"""Name of the limit that policy may lengthen."""
AMENDMENT_WINDOW_DEFAULT = timedelta(hours=2)
"""How long after a result was shared the court may still amend it unseen (our decision)."""


@check(
    "G03",
    "Has every court case a result or a live authority?",
    what_to_do=(
        "Ask the court, by number and by each name the person is known by. Record who answered,"
        " what, and when."
    ),
    source="Release-gate table, G03; our decision",
    fresh_for=timedelta(hours=24),
    cases=("B",),
    rule=Rule(
        accepts=(
            "A named person's statement of all cases, by number and by each alias, and a result"
            " or live authority for each case."
        ),
        by=OMU,
        words="The list of cases is asked again for each exit, and is good for 24 hours.",
        where="",
        footing=Footing.OUR_DECISION,
        example="The list was asked on Thursday at 09:00. On Friday at 11:00 it is asked again.",
    ),
)
def every_case_is_handled(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A named person's statement of the cases, and every case that the court feed ever named.

    A case is handled by a disposal, a sentence, bail, or a current authority that this exit
    respects. What a court calls open is not closed by an earlier entry of ours. Cases of a record
    that is held to be the same person are this person's.
    """
    stated = record.cases_stated
    if stated is None:
        return unknown(Reason.CASES_NOT_STATED)
    if not stated.fact.answered_by.strip():
        return unknown(Reason.CASES_ANSWERED_BY_NOBODY, stated)
    # Of two answers on one case the one that calls it open stands.
    told = {c.case_urn: c for c in sorted(stated.fact.cases, key=lambda case: case.is_open)}
    records = (record, *circumstances.same_person)
    named = [each for own in records for each in _named_cases(own, circumstances)]
    cases = tuple(dict.fromkeys((*told, *(urn for urn, _seq in named))))
    evidence: list[Stated[Any]] = [stated]
    open_ones = []
    for urn in cases:
        handled_by = [
            each
            for own in records
            for each in _handled(urn, told.get(urn), stated, own, circumstances)
        ]
        evidence.extend(handled_by)
        if not handled_by:
            open_ones.append(urn)
    if open_ones:
        open_case = failed(Reason.CASES_OPEN, stated, cases=", ".join(open_ones))
        naming = (seq for urn, seq in named if urn in open_ones)
        evidence_of_it = tuple(dict.fromkeys((*open_case.evidence, *naming)))
        return msgspec.structs.replace(open_case, evidence=evidence_of_it)
    asked_at = stated.fact.asked_at
    if not cases:
        return passed(Reason.NO_CASES, stated, evidence_of=asked_at)
    return passed(Reason.CASES_HANDLED, *evidence, evidence_of=asked_at, cases=", ".join(cases))


@check(
    "G04",
    "Is each court result here with its paper, matched and applied?",
    what_to_do="Fetch the paper that is missing, or chase the court; then confirm the reading.",
    source="Release-gate table, G04; our decision",
    cases=("B",),
    rule=Rule(
        accepts=(
            "The court's own result and its paper, matched by a person, read by a person, and"
            " applied."
        ),
        by=(*OMU, Role.SECOND_CHECKER),
        words="No result counts without its paper, and no paper without its result.",
        where="",
        footing=Footing.OUR_DECISION,
        example="A message says bail. No bail order has come: ask the court for it.",
    ),
)
def results_are_complete(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Each item matched by a person, its own paper read by a person, and applied."""
    for _own, item in _items(record, circumstances):
        if (waiting := _waits_for(item)) is not None:
            return unknown(Reason.RESULT_WAITS, *_came(item), what=f"{_named(item)}: {waiting}")
    orders = _court_orders(record)
    for each in orders:
        if not _has_paper(each, record):
            return unknown(Reason.PAPER_AWAITED, each, court=each.fact.court)
    applied = [each.applied for each in record.items if each.applied]
    if applied:
        return passed(Reason.RESULTS_COMPLETE, *applied, *orders)
    if orders:
        return passed(Reason.PAPERS_SEEN, *orders)
    return _no_result(record)


@check(
    "G05",
    "Do result and paper say the same?",
    what_to_do=(
        "Read all columns. Never bend one to fit the other: open a query to the court and record"
        " its answer."
    ),
    source="Release-gate table, G05; our decision",
    cases=("C",),
    rule=Rule(
        accepts=(
            "The message, the confirmed reading and the record, or the court's answer to a"
            " query on what differs."
        ),
        by=(*OMU, Role.SECOND_CHECKER),
        words="Where result and paper differ, only the court's own answer settles it.",
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "The message says suspended, the warrant says 12 months to serve: nobody leaves"
            " before the court has answered."
        ),
    ),
)
def result_and_paper_agree(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Message, confirmed reading and record, field by field, but for what the court settled."""
    items = _items(record, circumstances)
    for _own, item in items:
        if item.reading is None:
            return unknown(Reason.READING_AWAITED, *_came(item))
    evidence = [item.reading for _own, item in items if item.reading]
    open_ones = [
        each for own, item in items for each in differences(own, item) if each.settled is None
    ]
    if open_ones:
        fields = "; ".join(each.field for each in open_ones)
        return failed(Reason.MOUTHS_DIFFER, *evidence, fields=fields)
    if evidence:
        settled = [each for _own, item in items for each in item.settled]
        return passed(Reason.MOUTHS_AGREE, *evidence, *settled)
    orders = _court_orders(record)
    if orders:
        return not_applicable(Reason.NOTHING_TO_COMPARE, *orders)
    return _no_result(record)


@check(
    "G06",
    "Is nothing from a court unread, unanswered or too new?",
    what_to_do=(
        "Read and apply what came. Close the query with its answer. Or wait until the time shown."
    ),
    source="Release-gate table, G06; amendment window of 2 hours: our decision",
    cases=("C",),
    rule=Rule(
        accepts=(
            "Items that are read and applied, queries that are answered, and a quiet time since"
            " the newest result."
        ),
        by=OMU,
        words=(
            "Two hours pass after a court's result, for its amendment; nobody whom a court"
            " released at once waits."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "A result came at 10:00 and ends the custody by sentence served: the gate may open"
            " from 12:00."
        ),
    ),
)
def nothing_is_unread(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """No open query, no item that waits, and the amendment window past, but at once if released.

    The window does not hold anybody whom the court ordered to be released immediately. That an exit
    is planned as immediate is the planner's word; it counts beside the court's own: a paper that
    orders it, or bail, an acquittal or no custody in a result that is read and applied.
    """
    for own in (record, *circumstances.same_person):
        for query in own.queries:
            if query.answered is None:
                return failed(Reason.QUERY_OPEN, query.asked, about=query.asked.fact.about)
    items = _items(record, circumstances)
    for _own, item in items:
        if item.is_open:
            return unknown(Reason.UNREAD, *_came(item), what=_named(item))
    window = circumstances.at_least(AMENDMENT_WINDOW, AMENDMENT_WINDOW_DEFAULT)
    for _own, item in items:
        shared_at = _shared_at(item)
        if shared_at is None or shared_at + window <= circumstances.at:
            continue
        if not (circumstances.planned.is_immediate and _at_once(item, record, items)):
            return failed(
                Reason.TOO_NEW,
                *_came(item),
                shared_at=spoken_moment(shared_at),
                until=spoken_moment(shared_at + window),
            )
    rests_on_items = [each.applied for each in record.items if each.applied]
    rests_on_answers = [each.answered for each in record.queries if each.answered]
    stated = [record.cases_stated] if record.cases_stated else []
    return passed(Reason.NOTHING_UNREAD, *rests_on_items, *rests_on_answers, *stated)


@check(
    "G07",
    "Is every result this person's own, and no co-defendant's?",
    what_to_do=(
        "Compare the name and birth date on the paper with both records. A result of the other"
        " person is undone here and matched there."
    ),
    source="Release-gate table, G07",
    cases=("C",),
    rule=Rule(
        accepts=(
            "Name and birth date of the defendant on each paper, held against this record and"
            " each co-defendant's."
        ),
        by=(*OMU, Role.SECOND_CHECKER),
        words=(
            "A result is applied to the person whom its own paper names, and to nobody else in"
            " the case."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "A bail order names Dean Moss. It was matched to his co-defendant: undo the match"
            " here, and match it there."
        ),
    ),
)
def results_are_the_persons_own(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """The defendant on each paper is this person by name and birth date, and no co-defendant is.

    Where others stand in the same case, an order that was entered by hand has no defendant to
    compare: it counts once a second person has calculated from the papers.
    """
    if circumstances.co_defendants is None:
        return unknown(Reason.CO_DEFENDANTS_NOT_LOOKED_FOR)
    orders = _court_orders(record)
    readings = [item.reading for item in record.items if item.reading]
    if not readings and not orders:
        return _no_result(record)
    for reading in readings:
        own = _is_named(record, reading.fact)
        swapped = [each for each in circumstances.co_defendants if _is_named(each, reading.fact)]
        if swapped and not own:
            who = ", ".join(each.prison_number for each in swapped)
            return failed(Reason.RESULT_OF_ANOTHER, reading, who=who)
        if swapped or not own:
            name = f"{reading.fact.defendant_forenames} {reading.fact.defendant_surname}"
            return unknown(Reason.DEFENDANT_NOT_CLEAR, reading, name=name.strip())
    by_hand = [each for each in orders if each.entry.envelope.source.kind is SourceKind.DOCUMENT]
    if circumstances.co_defendants and by_hand and record.sentences and record.check is None:
        return unknown(Reason.ENTERED_BY_HAND, *by_hand)
    return passed(Reason.RESULTS_OWN, *readings, *orders)


def _is_named(record: CustodyRecord, reading: ReadingConfirmed) -> bool:
    """Whether a paper's defendant is the person of a record, by any name of theirs."""
    first = name_key((reading.defendant_forenames.split() or [""])[0])
    return any(
        name_key(name.surname) == name_key(reading.defendant_surname)
        and name_key(name.forenames).startswith(first)
        and reading.defendant_born_on in (None, name.born_on)
        for name in person_known(record).names
    )


Filed = tuple[tuple[CustodyRecord, CourtItem], ...]
"""Court items, each with the record on which it is filed."""


def _items(record: CustodyRecord, circumstances: Circumstances) -> Filed:
    """All that came from courts for this person, each with the record on which it is filed.

    The matcher files one item on every record of a person; the one where a person confirmed it
    speaks for all.
    """
    filed: dict[str, tuple[CustodyRecord, CourtItem]] = {}
    for own in (record, *circumstances.same_person):
        for item in own.items:
            before = filed.get(item.item)
            if before is None or (_is_confirmed(item) and not _is_confirmed(before[1])):
                filed[item.item] = (own, item)
    return tuple(filed.values())


def _is_confirmed(item: CourtItem) -> bool:
    return item.linked is not None and item.linked.fact.match is MatchKind.CONFIRMED


def _shared_at(item: CourtItem) -> datetime | None:
    """When the court shared an item; of one without a result, when its message was made."""
    if item.result is not None:
        return item.result.fact.shared_at
    return item.linked.true_from if item.linked is not None else None


def _at_once(item: CourtItem, record: CustodyRecord, items: Filed) -> bool:
    """Whether the court's own word lets the person go at once, whatever it may still amend.

    A paper of its own that orders it, named as the plan's source, or the item itself: read by a
    person, applied, and nothing in it but bail, an acquittal or no custody. A suspended sentence is
    no such order: one entered wrongly let somebody out the same day (case C; our decision).
    """
    plan_rests_on = record.plan.entry.envelope.source if record.plan else None
    if plan_rests_on and plan_rests_on.kind is SourceKind.DOCUMENT:
        papers = {i.reading.fact.document for _own, i in items if i.reading}
        papers |= {i.result.fact.document or "" for _own, i in items if i.result}
        if plan_rests_on.reference not in papers:
            return True
    orders = item.reading.fact.orders if item.reading and item.applied else ()
    return bool(orders) and all(each.order in _LETS_GO for each in orders)


_LETS_GO = frozenset({OrderKind.BAIL, OrderKind.ACQUITTED, OrderKind.NOT_CUSTODIAL})


def _named_cases(record: CustodyRecord, circumstances: Circumstances) -> Iterator[tuple[str, int]]:
    """Cases that the feed named in items of this person, and those of the record's own facts.

    Each with the number of the entry that names it.

    Entries count that were so by the moment of the exit, whenever they became known.
    """
    items = {each.item for each in record.items}
    for entry in record.entries:
        if entry.envelope.true_from > circumstances.at:
            continue
        match entry.fact:
            case CourtMessageLinked(item=item, case_urns=urns) if item in items:
                yield from ((each, entry.seq) for each in urns if each)
            case CourtResultReceived(item=item, orders=orders) if item in items:
                yield from ((each.case_urn, entry.seq) for each in orders if each.case_urn)
            case ReadingConfirmed(item=item, orders=orders) if item in items:
                yield from ((each.case_urn, entry.seq) for each in orders if each.case_urn)
    for authority in record.authorities:
        match authority.began.fact:
            case RemandOrdered(case_urn=urn) | SentenceImposed(case_urn=urn) if urn:
                yield urn, authority.began.entry.seq
    yield from ((s.fact.case_urn, s.entry.seq) for s in record.suspended if s.fact.case_urn)
    yield from ((h.fact.case_urn, h.entry.seq) for h in record.hearings if h.fact.case_urn)


def _handled(
    urn: str,
    told: CaseStated | None,
    stated: Stated[CourtCasesStated],
    record: CustodyRecord,
    circumstances: Circumstances,
) -> tuple[Stated[Any], ...]:
    """The entries by which a case is handled; empty = it is not."""
    is_open = told is not None and told.is_open
    if told is not None and not told.is_open and told.disposal.strip():
        return (stated,)
    for disposal in record.disposals:
        if disposal.fact.case_urn == urn:
            since = disposal.fact.disposed_on >= day_in_london(stated.fact.asked_at)
            if (since and disposal.recorded_at >= stated.fact.asked_at) or not is_open:
                return (disposal,)
    return (
        *_of_case(urn, record, circumstances, is_open=is_open),
        *_bailed(urn, record),
    )


def _of_case(
    urn: str, record: CustodyRecord, circumstances: Circumstances, *, is_open: bool
) -> tuple[Stated[Any], ...]:
    """Sentences of a case, and authorities in force that are out of the way of this exit."""
    found: list[Stated[Any]] = []
    for authority in record.authorities:
        fact = authority.began.fact
        if not isinstance(fact, RemandOrdered | SentenceImposed) or fact.case_urn != urn:
            continue
        if authority.is_in_force:
            if why_it_holds(authority, record, circumstances) is not None:
                return ()
            found.append(authority.began)
        elif isinstance(fact, SentenceImposed) and not is_open:
            found.append(authority.began)
    if not is_open:
        found.extend(each for each in record.suspended if each.fact.case_urn == urn)
    return tuple(found)


def _bailed(urn: str, record: CustodyRecord) -> tuple[Stated[Any], ...]:
    """The newest confirmed reading of a case, when it says that the court granted bail."""
    readings = [
        (item.reading, order)
        for item in record.items
        if item.reading is not None and item.applied is not None
        for order in item.reading.fact.orders
        if order.case_urn == urn
    ]
    if readings and readings[-1][1].order is OrderKind.BAIL:
        return (readings[-1][0],)
    return ()


def _waits_for(item: CourtItem) -> str | None:
    """What is still to be done with an item; none = it is complete."""
    if item.linked is not None and item.linked.fact.match is not MatchKind.CONFIRMED:
        return "a person must say whose it is"
    if item.reading is None:
        has_paper = item.result is not None and item.result.fact.document is not None
        return "a person must read the paper" if has_paper else "its paper is awaited"
    if not item.reading.fact.document:
        return "its paper is awaited"
    if (
        item.result is not None
        and item.result.fact.document is not None
        and item.result.fact.document != item.reading.fact.document
    ):
        return "the paper that was read is not the result's own"
    return None if item.applied is not None else "it is read but not yet applied"


def _came(item: CourtItem) -> tuple[Stated[Any], ...]:
    """What the record has of an item."""
    parts: tuple[Stated[Any] | None, ...] = (item.linked, item.result, item.reading)
    return tuple(each for each in parts if each is not None)


def _named(item: CourtItem) -> str:
    """Name an item for a reader by its court and day."""
    if item.result is None:
        return "a court message"
    on = item.result.fact.hearing_on
    day = f" of {spoken_day(on)}" if on else ""
    return f"the result of {item.result.fact.court or 'a court'}{day}"


def _court_orders(record: CustodyRecord) -> tuple[Stated[Any], ...]:
    """Sentences, suspended orders and remands on the record, whether or not they still hold."""
    begun = [
        each.began
        for each in record.authorities
        if isinstance(each.began.fact, SentenceImposed | RemandOrdered)
    ]
    return (*begun, *record.suspended)


def _has_paper(order: Stated[Any], record: CustodyRecord) -> bool:
    """A document, or the message of an item whose paper is checked with it.

    A remand that has ended needs no paper of its own any more: its end does (G02).
    """
    kind = order.entry.envelope.source.kind
    if kind is SourceKind.DOCUMENT or (kind is SourceKind.MESSAGE and record.items):
        return True
    in_force = {each.seq for each in record.authorities_in_force}
    return isinstance(order.fact, RemandOrdered) and order.seq not in in_force


def _no_result(record: CustodyRecord) -> Ruling:
    """Neither result nor order: right for somebody whom the courts do not know at all."""
    stated = record.cases_stated
    if stated is not None and not stated.fact.cases:
        return not_applicable(Reason.NO_CASES, stated)
    return unknown(Reason.NO_RESULT_KNOWN)
