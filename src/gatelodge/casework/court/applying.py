"""Applying a court's result: from the confirmed reading to facts on the record.

A person applies. What the paper and the message say differently is settled by the court first;
what is missing is named; nothing is guessed. An amended result is laid over the one before it:
facts that changed are corrected, facts that it no longer makes are withdrawn.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec.structs import replace

from gatelodge.casework.court.items import item_of, result_of
from gatelodge.casework.court.judging import APPLYING, READERS, court_item, must_work
from gatelodge.casework.court.telling import earlier_results, later_result
from gatelodge.casework.office import CUSTODY, ITEM, Actor, ActRefused, Office, change, load
from gatelodge.casework.release_marks import must_be_marks, must_be_supported
from gatelodge.intake import (
    HearingHeard,
    Proposal,
    Proposed,
    ends_remand,
    has_new_remand,
    key_of,
    propose,
)
from gatelodge.record import (
    Authority,
    CourtItem,
    CustodyRecord,
    Draft,
    Entry,
    Source,
    Stated,
    Write,
    document,
    marks_of,
    message,
)
from gatelodge.record.facts import (
    AuthorityEnded,
    CaseDisposed,
    Concurrency,
    CourtResultApplied,
    EndKind,
    EntryWithdrawn,
    Fact,
    ItemClosed,
    OrderKind,
    OrderRead,
    ReadingConfirmed,
    ReleaseMarks,
    ReleaseMarksStated,
    RemandOrdered,
    SentenceImposed,
)
from gatelodge.record.reconcile import Difference, differences

Key = tuple[str, ...]
NOTHING_ANSWERED: Mapping[int, ReleaseMarks] = MappingProxyType({})


class Follows(msgspec.Struct, frozen=True, kw_only=True):
    """What a consecutive sentence follows: another order of this result, or an entry on record.

    `order` and `after_order` are places in the reading, from 0; `after_entry` is the number of a
    sentence's entry. One of the two is given.
    """

    order: int
    after_order: int | None = None
    after_entry: int | None = None


class RemandFate(msgspec.Struct, frozen=True, kw_only=True):
    """What applying a result does to one remand that is in force now."""

    remand: Authority
    is_ended: bool
    offences_left: tuple[str, ...] = ()
    """Codes of the case's offences on record that the result decides nothing about."""


def remands_then(record: CustodyRecord, item: str) -> tuple[RemandFate, ...]:
    """Which remands in force an item's confirmed reading ends, and which hold on; none unread.

    A remand that the reading itself states, for the case again, is left out: it is no end.
    """
    known = court_item(record, item)
    if known is None or known.reading is None:
        return ()
    orders = known.reading.fact.orders
    hearing = _hearing(known, known.reading.fact)
    proposed = {each.key for each in _proposed(record, known, orders, hearing).facts}
    restated = {s.seq for key, s in _facts_before(record, known).items() if key in proposed}
    return tuple(
        _fate(record, known, authority, authority.began.fact, orders)
        for authority in record.authorities_in_force
        if isinstance(authority.began.fact, RemandOrdered) and authority.seq not in restated
    )


def _fate(
    record: CustodyRecord,
    item: CourtItem,
    authority: Authority,
    remand: RemandOrdered,
    orders: Sequence[OrderRead],
) -> RemandFate:
    """The one rule by which a remand ends: its case is named, and no offence of it is left."""
    left = _offences_left(record, item, remand.case_urn, orders)
    is_named = ends_remand(remand.case_urn, orders)
    return RemandFate(
        remand=authority,
        is_ended=is_named and not left,
        offences_left=tuple(sorted(left)) if is_named else (),
    )


def preview(record: CustodyRecord, item: str) -> Proposal | None:
    """What applying an item would propose from its confirmed reading; none = nobody read it yet."""
    known = court_item(record, item)
    if known is None or known.reading is None:
        return None
    reading = known.reading.fact
    return _proposed(record, known, reading.orders, _hearing(known, reading))


def unsettled(record: CustodyRecord, item: str) -> tuple[Difference, ...]:
    """Where the court's message and its paper differ and the court did not call the paper right."""
    known = court_item(record, item)
    found = differences(record, known) if known else ()
    return tuple(each for each in found if each.settled != each.paper_says)


def apply_result(
    office: Office,
    actor: Actor,
    item: str,
    *,
    follows: Sequence[Follows] = (),
    marks: Mapping[int, ReleaseMarks] = NOTHING_ANSWERED,
) -> tuple[int, ...]:
    """Put the facts of an item's confirmed reading on the record; return the entries they stand in.

    `marks` is what the paper and the indictment answer for the release point of each standard
    sentence, by the place of its order from 0; what nobody answers stays unknown, and no dates
    follow. Raises `ActRefused` with the field when the reading is missing, differs from the
    message, lacks something, or was overtaken by a later result. Done again after a crash it goes
    on where it stopped: each step has its own command.
    """
    found = item_of(office, item)
    if found.confirmed is None:
        raise ActRefused("Match the item to a person first.", code="NOT_MATCHED")
    record = load(office, found.confirmed)
    must_work(actor, READERS, record)
    known, reading = _may_be_applied(record, item)
    chosen = result_of(office, found)
    next_hearing_id = chosen.result.next_hearing_id if chosen and chosen.result else ""
    hearing = replace(_hearing(known, reading.fact), next_hearing_id=next_hearing_id)
    proposal = _proposed(record, known, reading.fact.orders, hearing)
    if proposal.missing:
        lacking = proposal.missing[0]
        place = "" if lacking.order is None else f"orders.{lacking.order}."
        raise ActRefused(lacking.words, code="MISSING", field=place + lacking.field)
    chain = _chain(record, reading.fact.orders, follows)
    applying = _Applying(office, actor, record, known, reading)
    applying.may_be_marked(proposal.facts, marks)
    for step in _steps(proposal.facts, chain):
        applying.step(step, chain)
    applying.mark(marks)
    applying.end_what_it_ends()
    return applying.finish()


def _may_be_applied(record: CustodyRecord, item: str) -> tuple[CourtItem, Stated[ReadingConfirmed]]:
    known = court_item(record, item)
    if known is None or known.reading is None:
        raise ActRefused(
            "Nobody has read the document yet. Confirm a reading first.", code="NOT_READ"
        )
    if known.applied is not None:
        raise ActRefused("The result is applied already.", code="APPLIED")
    later = later_result(record, known)
    if later is not None:
        raise ActRefused(
            "The court shared a later result of this hearing. Apply that one.", code="OVERTAKEN"
        )
    if open_ones := unsettled(record, item):
        raise _differs(next((each for each in open_ones if each.settled is None), open_ones[0]))
    return known, known.reading


def _differs(found: Difference) -> ActRefused:
    """What is needed of the court: its answer, else a paper that says what it called right."""
    words = (
        f"The court's message and its paper differ on {found.field}: the message says "
        f'"{found.message_says}", the paper "{found.paper_says}". Ask the court.'
    )
    if found.settled is not None:
        words = (
            f'The court called "{found.settled}" right on {found.field}, and its paper says '
            f'"{found.paper_says}". Ask the court for a corrected paper, add it and read it.'
        )
    return ActRefused(words, code="DIFFERS", field=found.field)


def _proposed(
    record: CustodyRecord, item: CourtItem, orders: Sequence[OrderRead], hearing: HearingHeard
) -> Proposal:
    """What the orders propose for this record: no case is disposed of by a part of its offences."""
    proposal = propose(orders, hearing)
    facts = tuple(
        each
        for each in proposal.facts
        if not isinstance(each.fact, CaseDisposed)
        or not _offences_left(record, item, each.fact.case_urn, orders)
    )
    return replace(proposal, facts=facts)


def _offences_left(
    record: CustodyRecord, item: CourtItem, case_urn: str, orders: Sequence[OrderRead]
) -> frozenset[str]:
    """Offences of a case, by code, that earlier results put on record and this paper does not name.

    The court has decided nothing on them here: a remand on the case holds on until a person ends it
    from its own paper. An order without a code may be about any of them; what this result amends
    is no earlier result.
    """
    named = {order.offence_code for order in orders if order.case_urn == case_urn}
    if "" in named:
        return frozenset()
    amended = {stated.seq for stated in _facts_before(record, item).values()}
    known = {
        o.fact.offence_code
        for o in record.offences
        if o.fact.case_urn == case_urn and o.seq not in amended
    }
    return frozenset(known - named)


def _hearing(item: CourtItem, reading: ReadingConfirmed) -> HearingHeard:
    """The hearing as the paper names it, else as the message does."""
    result = item.result.fact if item.result else None
    return HearingHeard(
        court=reading.court or (result.court if result else ""),
        on=reading.hearing_on or (result.hearing_on if result else None),
    )


def _chain(
    record: CustodyRecord, orders: Sequence[OrderRead], follows: Sequence[Follows]
) -> Mapping[int, Follows]:
    """What each consecutive order follows. Raises `ActRefused` for one that follows nothing."""
    chain = {each.order: each for each in follows}
    sentences = {a.seq for a in record.authorities if isinstance(a.began.fact, SentenceImposed)}
    for place, order in enumerate(orders):
        field = f"orders.{place}.consecutive_to"
        link = chain.get(place)
        if order.concurrency is not Concurrency.CONSECUTIVE or order.order is not OrderKind.CUSTODY:
            if link is not None:
                raise ActRefused(
                    "This order is not consecutive.", code="NOT_CONSECUTIVE", field=field
                )
            continue
        if link is None or (link.after_order is None) == (link.after_entry is None):
            raise ActRefused("Say which sentence this one follows.", code="MISSING", field=field)
        if link.after_entry is not None and link.after_entry not in sentences:
            raise ActRefused(
                "There is no such sentence on the record.", code="NO_SENTENCE", field=field
            )
        if link.after_order is not None and not _is_custody(orders, link.after_order):
            raise ActRefused("There is no such order in this result.", code="NO_ORDER", field=field)
    return chain


def _is_custody(orders: Sequence[OrderRead], place: int) -> bool:
    return 0 <= place < len(orders) and orders[place].order is OrderKind.CUSTODY


def _steps(
    facts: Sequence[Proposed], chain: Mapping[int, Follows]
) -> Iterator[tuple[Proposed, ...]]:
    """Facts that can be written together: a sentence comes a step after the one it follows.

    Raises `ActRefused` when sentences follow each other in a ring.
    """

    def depth(place: int | None, seen: frozenset[int] = frozenset()) -> int:
        if place in seen:
            raise ActRefused(
                "These sentences follow each other in a ring.",
                code="RING",
                field=f"orders.{place}.consecutive_to",
            )
        link = chain.get(place) if place is not None else None
        if place is None or link is None or link.after_order is None:
            return 0
        return 1 + depth(link.after_order, seen | {place})

    depths = [(depth(f.order) if isinstance(f.fact, SentenceImposed) else 0, f) for f in facts]
    for level in range(max((d for d, _ in depths), default=0) + 1):
        yield tuple(each for d, each in depths if d == level)


class _Applying:
    """One result on its way to the record. Lives only while `apply_result` runs."""

    def __init__(
        self,
        office: Office,
        actor: Actor,
        record: CustodyRecord,
        item: CourtItem,
        reading: Stated[ReadingConfirmed],
    ) -> None:
        self.office = office
        self.actor = actor
        self.record_id = record.record_id
        self.item = item
        self.reading = reading
        self.before = _facts_before(record, item)
        self.stands: dict[Key, int] = {}
        self.sentence_of: dict[int | None, int] = {}
        self.custodial: list[Key] = []
        self.written: list[int] = []
        self.steps = 0

    def step(self, facts: Sequence[Proposed], chain: Mapping[int, Follows]) -> None:
        """Write facts that do not depend on each other, and keep where each of them stands."""
        drafts: list[Draft] = []
        for proposed in facts:
            fact = self._linked(proposed, chain)
            known = self.before.get(proposed.key)
            if known is not None and known.fact == fact:
                self.stands[proposed.key] = known.seq
                self.written.append(known.entry.seq)
            else:
                drafts.append(self._draft(fact, corrects=known.entry.seq if known else None))
        for entry in self._write(drafts):
            if entry.fact is not None:
                key = key_of(entry.fact)
                known = self.before.get(key)
                self.stands[key] = known.seq if known else entry.seq
                self.written.append(entry.seq)
        for proposed in facts:
            if isinstance(proposed.fact, SentenceImposed):
                self.sentence_of[proposed.order] = self.stands[proposed.key]
                self.custodial.append(proposed.key)

    def may_be_marked(self, facts: Sequence[Proposed], marks: Mapping[int, ReleaseMarks]) -> None:
        """Refuse answers that cannot be so, or that this person may not give: nothing is written.

        Raises `ActRefused` with the field.
        """
        record = load(self.office, self.record_id)
        for proposed in facts:
            answered = marks.get(proposed.order) if proposed.order is not None else None
            if answered is None or not isinstance(proposed.fact, SentenceImposed):
                continue
            known = self.before.get(proposed.key)
            try:
                must_be_marks(answered, proposed.fact)
                if known is not None and isinstance(known.fact, SentenceImposed):
                    source = document(self.reading.fact.document)
                    must_be_supported(record, known, answered, source=source, by=self.actor.account)
            except ActRefused as refused:
                refused.field = f"orders.{proposed.order}.{refused.field}"
                raise

    def mark(self, marks: Mapping[int, ReleaseMarks]) -> None:
        """State what was answered for each standard sentence, where it does not stand already."""
        record = load(self.office, self.record_id)
        in_force = {each.seq: each for each in record.sentences}
        drafts = []
        for place, seq in self.sentence_of.items():
            sentence = in_force.get(seq)
            if place is None or sentence is None:
                continue
            answered, stated = marks.get(place), marks_of(record, sentence)
            if stated is not None and answered in (None, stated.fact.marks):
                self.written.append(stated.entry.seq)
            elif answered is not None:
                fact = ReleaseMarksStated(sentence=sentence.entry.seq, marks=answered)
                drafts.append(self._draft(fact))
        self.written += [entry.seq for entry in self._write(drafts)]

    def end_what_it_ends(self) -> None:
        """Withdraw what the amended result no longer says, and end the remands that it ends."""
        record = load(self.office, self.record_id)
        drafts = [*self._withdrawals(), *self._ends(record)]
        self.written += [entry.seq for entry in self._write(drafts)]

    def finish(self) -> tuple[int, ...]:
        """Say that the result is applied, and let its item leave the inbox."""
        entries = tuple(dict.fromkeys(self.written))
        done = self._draft(CourtResultApplied(item=self.item.item, entries=entries))

        def decide(_record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
            return (done,)

        def also(_record: CustodyRecord) -> tuple[Write, ...]:
            closed = replace(done, fact=ItemClosed(outcome="applied"), true_from=None)
            return (Write(stream=ITEM + self.item.item, drafts=(closed,)),)

        change(self.office, self.record_id, decide, command=self._command(), also=also)
        return entries

    def _linked(self, proposed: Proposed, chain: Mapping[int, Follows]) -> Fact:
        """Name the entry that a consecutive sentence follows."""
        link = chain.get(proposed.order) if proposed.order is not None else None
        if link is None or not isinstance(proposed.fact, SentenceImposed):
            return proposed.fact
        if link.after_entry is not None:
            return replace(proposed.fact, consecutive_to=link.after_entry)
        return replace(proposed.fact, consecutive_to=self.sentence_of[link.after_order])

    def _withdrawals(self) -> Iterator[Draft]:
        for key, known in self.before.items():
            if key not in self.stands:
                why = "the court's amended result does not say it"
                yield self._draft(EntryWithdrawn(entry=known.seq, why=why))

    def _ends(self, record: CustodyRecord) -> Iterator[Draft]:
        """Each remand in force on a case of this result, other than the one it makes itself."""
        orders = self.reading.fact.orders
        for authority in record.authorities_in_force:
            remand = authority.began.fact
            if not isinstance(remand, RemandOrdered) or authority.seq in self.stands.values():
                continue
            if _fate(record, self.item, authority, remand, orders).is_ended:
                successor = self._successor(remand.case_urn)
                ended = AuthorityEnded(
                    authority=authority.seq,
                    how=EndKind.ENDED if successor is None else EndKind.REPLACED,
                    ended_at=self._ended_at(),
                    replaced_by=successor,
                )
                yield self._draft(ended, source=message(self.item.item))

    def _successor(self, case_urn: str) -> int | None:
        """The new remand on a case, else its first sentence, else nothing."""
        if has_new_remand(case_urn, self.reading.fact.orders):
            return self.stands.get(("remand", case_urn))
        return next((self.stands[key] for key in self.custodial if key[1] == case_urn), None)

    def _ended_at(self) -> datetime:
        """When the court's result ended a remand: when it was shared, else the day's start."""
        return self.item.result.fact.shared_at if self.item.result else self.reading.true_from

    def _draft(
        self, fact: Fact, *, corrects: int | None = None, source: Source | None = None
    ) -> Draft:
        """What a court ordered was so from the start of the day of the hearing."""
        return Draft(
            fact=fact,
            by=self.actor.account,
            reason=APPLYING,
            source=source or document(self.reading.fact.document),
            true_from=self.reading.true_from,
            corrects=corrects,
        )

    def _command(self) -> str:
        """The name of the next step: the same for a step that is done again after a crash."""
        self.steps += 1
        return f"apply/{self.item.item}/{self.reading.entry.seq}/{self.steps}"

    def _write(self, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
        """Write one step and return its own entries, without what follows from them."""
        command = self._command()
        own = {type(draft.fact) for draft in drafts}

        def decide(_record: CustodyRecord, _at: datetime) -> Sequence[Draft]:
            return drafts

        entries = change(self.office, self.record_id, decide, command=command)
        stream = CUSTODY + self.record_id
        return tuple(e for e in entries if e.envelope.stream == stream and type(e.fact) in own)


def _facts_before(record: CustodyRecord, item: CourtItem) -> dict[Key, Stated[Any]]:
    """The facts that stand from the result that this one amends, by what they are about."""
    applied = [each.applied for each in earlier_results(record, item) if each.applied is not None]
    if not applied:
        return {}
    entries = set(applied[-1].fact.entries)
    on_record: tuple[Stated[Any], ...] = (
        *(authority.began for authority in record.authorities),
        *record.suspended,
        *record.hearings,
        *record.disposals,
        *record.offences,
    )
    return {key_of(s.fact): s for s in on_record if entries & {s.seq, s.entry.seq}}
