"""From the court's message to facts on the record, and what an amendment does to them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.court import (
    Follows,
    answer_query,
    apply_result,
    close_item,
    confirm_match,
    confirm_reading,
    falls_with_match,
    item_of,
    open_item,
    preview,
    raise_query,
    settle_difference,
    undo_match,
    unsettled,
)
from gatelodge.casework.office import ActRefused
from gatelodge.record import (
    CustodyRecord,
    Entry,
    InboxItem,
    ItemStage,
    Ledger,
    Stated,
    Write,
    document,
    statement,
)
from gatelodge.record.facts import (
    AuthorityEnded,
    Concurrency,
    CourtResultReceived,
    EndKind,
    MatchKind,
    OrderKind,
    OrderRead,
    RemandOrdered,
    SentenceImposed,
    Term,
)
from gatelodge.record.london import start_of_day
from gatelodge.simulator import Amend, Faults, Kind
from tests.intake.court import (
    GATE,
    HEARING_ON,
    OMU,
    SECOND,
    Desk,
    custody,
    months,
    read_by_person,
    remand,
    shared,
    suspended,
)


def result_on(record: CustodyRecord, item: InboxItem) -> Stated[CourtResultReceived]:
    result = next(i for i in record.items if i.item == item.item).result
    assert result is not None
    return result


def read_and_apply(desk: Desk, item: InboxItem, record_id: str) -> None:
    if item_of(desk.office, item.item).confirmed is None:
        confirm_match(desk.office, OMU, item.item, record_id, basis="name, birth date, number")
    orders = result_on(desk.record(record_id), item).fact.orders
    confirm_reading(desk.office, OMU, item.item, read_by_person(orders))
    apply_result(desk.office, OMU, item.item)


def state_remand(desk: Desk, record_id: str, case_urn: str = "61ZX0000126") -> int:
    content = desk.office.documents.keep(b"%PDF-1.4 warrant %%EOF", media_type="application/pdf")
    fact = RemandOrdered(court="Fernlea Crown Court", case_urn=case_urn, next_hearing_on=HEARING_ON)
    entries = state_fact(
        desk.office,
        OMU,
        record_id,
        fact,
        source=document(content),
        true_from=start_of_day(date(2026, 8, 4)),
    )
    return entries[0].seq


def test_a_sentence_ends_the_remand_on_its_case(desk: Desk) -> None:
    record_id = desk.receive_person()
    remand_seq = state_remand(desk, record_id)
    other_remand = state_remand(desk, record_id, case_urn="61ZX0000999")
    item = desk.share(shared(custody("45 Months", remand_days=28)))

    read_and_apply(desk, item, record_id)

    record = desk.record(record_id)
    sentence = record.sentences[0]
    assert sentence.fact.term == months(45)
    assert sentence.fact.imposed_on == HEARING_ON
    assert sentence.true_from == start_of_day(HEARING_ON)
    ended = {a.seq: a for a in record.authorities}[remand_seq].ended
    assert ended is not None
    assert (ended.fact.how, ended.fact.replaced_by) == (EndKind.REPLACED, sentence.seq)
    assert ended.entry.envelope.source.reference == item.item
    assert {a.seq for a in record.authorities_in_force} == {sentence.seq, other_remand}
    assert [d.fact.case_urn for d in record.disposals] == ["61ZX0000126"]
    closed = item_of(desk.office, item.item)
    assert (closed.is_open, closed.stage) == (False, ItemStage.APPLIED)


def test_a_suspended_sentence_holds_nobody(desk: Desk) -> None:
    record_id = desk.receive_person()
    state_remand(desk, record_id)
    read_and_apply(desk, desk.share(shared(suspended())), record_id)
    record = desk.record(record_id)
    assert record.authorities_in_force == ()
    assert record.no_authority_since is not None
    assert record.suspended[0].fact.suspended_for == months(24)


def test_a_result_on_one_offence_leaves_the_remand_on_the_others(desk: Desk) -> None:
    """The court decided nothing on the second: the case is not over and the remand holds."""
    record_id = desk.receive_person()
    both = (remand(offence_code="TH68010"), remand(offence_code="OF61016"))
    before = {"hearing_on": date(2026, 8, 4), "shared_at": start_of_day(date(2026, 8, 4))}
    first = desk.share(shared(*both, **before))
    confirm_match(desk.office, OMU, first.item, record_id, basis="number")
    orders = result_on(desk.record(record_id), first).fact.orders
    reading = read_by_person(orders, hearing_on=before["hearing_on"])
    confirm_reading(desk.office, OMU, first.item, reading)
    apply_result(desk.office, OMU, first.item)
    (held,) = desk.record(record_id).authorities_in_force

    one = desk.share(shared(suspended(offence_code="TH68010")))
    read_and_apply(desk, one, record_id)
    record = desk.record(record_id)
    assert record.authorities_in_force == (held,)
    assert record.disposals == ()

    whole = (suspended(offence_code="TH68010"), suspended(offence_code="OF61016"))
    read_and_apply(desk, desk.share(shared(*whole)), record_id)
    record = desk.record(record_id)
    assert record.authorities_in_force == ()
    assert [each.fact.case_urn for each in record.disposals] == ["61ZX0000126"]


def test_bail_ends_the_remand_and_keeps_the_case_open(desk: Desk) -> None:
    record_id = desk.receive_person()
    state_remand(desk, record_id)
    bail = custody("", kind=Kind.BAIL, next_hearing_on=date(2026, 10, 6))
    read_and_apply(desk, desk.share(shared(bail)), record_id)
    record = desk.record(record_id)
    assert record.authorities_in_force == ()
    assert record.disposals == ()
    assert [h.fact.on for h in record.hearings] == [date(2026, 10, 6)]


def test_a_further_remand_takes_the_place_of_the_one_before(desk: Desk) -> None:
    record_id = desk.receive_person()
    before = state_remand(desk, record_id)
    read_and_apply(desk, desk.share(shared(remand(), remand(count=2))), record_id)
    record = desk.record(record_id)
    (still,) = record.authorities_in_force
    assert still.next_event_on == date(2026, 9, 29)
    ended = {a.seq: a.ended for a in record.authorities}[before]
    assert ended is not None
    assert ended.fact.replaced_by == still.seq


def test_an_amendment_turns_the_suspended_order_into_custody(desk: Desk) -> None:
    """Case C: entered as suspended, amended afterwards."""
    record_id = desk.receive_person()
    state_remand(desk, record_id)
    first = desk.court.memory.share(shared(suspended("45 Months")))
    item = desk.take_in(first)
    read_and_apply(desk, item, record_id)
    wrong = desk.record(record_id).suspended[0]
    desk.office.clock.pass_by(hours=3)
    amended = desk.take_in(
        desk.court.memory.amend(
            first.result_id,
            Amend(
                orders=(custody("45 Months"),),
                prison_email="omu.dunmere@invented-prison.example",
                shared_at=desk.office.clock.now(),
            ),
        )
    )

    record = desk.record(record_id)
    told = result_on(record, amended)
    assert told.fact.amends == result_on(record, item).seq
    assert told.true_from == start_of_day(HEARING_ON)
    assert told.fact.orders[0].order is OrderKind.CUSTODY

    read_and_apply(desk, amended, record_id)
    record = desk.record(record_id)
    (sentence,) = record.sentences
    assert (sentence.seq, sentence.fact.term) == (wrong.seq, months(45))
    assert record.suspended == ()
    assert len(record.disposals) == 1


def test_an_amendment_withdraws_what_it_no_longer_says(desk: Desk) -> None:
    record_id = desk.receive_person()
    first = desk.court.memory.share(shared(custody("6 Months"), remand(count=2)))
    read_and_apply(desk, desk.take_in(first), record_id)
    assert len(desk.record(record_id).authorities_in_force) == 2
    desk.office.clock.pass_by(hours=1)
    fine = custody("£200.00", kind=Kind.FINE)
    ended = custody("", kind=Kind.ENDED, count=2)
    later = desk.court.memory.amend(
        first.result_id, Amend(orders=(fine, ended), shared_at=desk.office.clock.now())
    )
    read_and_apply(desk, desk.take_in(later), record_id)
    assert desk.record(record_id).authorities_in_force == ()


def test_the_older_result_cannot_be_applied_after_the_amendment(desk: Desk) -> None:
    record_id = desk.receive_person()
    first = desk.court.memory.share(shared(suspended()))
    later = desk.court.memory.amend(
        first.result_id,
        Amend(orders=(custody(),), shared_at=desk.office.clock.now()),
    )
    amended, original = desk.take_in(later), desk.take_in(first)
    record = desk.record(record_id)
    assert result_on(record, amended).fact.amends == result_on(record, original).seq
    read_and_apply(desk, amended, record_id)
    with pytest.raises(ActRefused) as refused:
        read_and_apply(desk, original, record_id)
    assert refused.value.code == "OVERTAKEN"
    closed = close_item(desk.office, OMU, original.item, outcome="amended by the court since")
    assert not closed.is_open
    assert all(not i.is_open for i in desk.record(record_id).items)


def test_an_item_about_somebody_cannot_just_be_closed(desk: Desk) -> None:
    desk.receive_person()
    item = desk.share(shared(custody()))
    with pytest.raises(ActRefused) as refused:
        close_item(desk.office, OMU, item.item, outcome="seen")
    assert refused.value.code == "STILL_MEANT"
    assert item_of(desk.office, item.item).is_open


def test_consecutive_sentences_name_what_they_follow(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(
        shared(
            custody("12 Months", count=2, runs="Consecutive", consecutive_to="count 1"),
            custody("6 Months", count=1, runs="Concurrent"),
        )
    )
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    orders = result_on(desk.record(record_id), item).fact.orders
    confirm_reading(desk.office, OMU, item.item, read_by_person(orders))
    with pytest.raises(ActRefused) as refused:
        apply_result(desk.office, OMU, item.item)
    assert (refused.value.code, refused.value.field) == ("MISSING", "orders.0.consecutive_to")
    with pytest.raises(ActRefused) as refused:
        apply_result(desk.office, OMU, item.item, follows=[Follows(order=0, after_order=0)])
    assert refused.value.code == "RING"

    apply_result(desk.office, OMU, item.item, follows=[Follows(order=0, after_order=1)])

    by_count = {s.fact.count: s for s in desk.record(record_id).sentences}
    assert by_count[2].fact.consecutive_to == by_count[1].seq
    assert by_count[1].fact.consecutive_to is None


def test_message_and_paper_that_differ_go_back_to_the_court(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody("54 Months"), paper_orders=(custody("45 Months"),)))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    (order,) = result_on(desk.record(record_id), item).fact.orders
    on_paper = msgspec.structs.replace(order, term=months(45))
    confirm_reading(desk.office, OMU, item.item, read_by_person((on_paper,)))
    with pytest.raises(ActRefused) as refused:
        apply_result(desk.office, OMU, item.item)
    assert refused.value.code == "DIFFERS"
    assert "54 months" in refused.value.words

    query = raise_query(
        desk.office, OMU, record_id, about="45 or 54 months?", asked_of="list office"
    )
    answer_query(desk.office, OMU, record_id, query, answer="45 months", answered_by="I. Denholm")
    (difference,) = unsettled(desk.record(record_id), item.item)
    settle_difference(
        desk.office,
        OMU,
        record_id,
        item.item,
        field=difference.field,
        right_value="45 months",
        said_by="I. Denholm",
    )
    apply_result(desk.office, OMU, item.item)
    assert desk.record(record_id).sentences[0].fact.term == months(45)
    assert desk.record(record_id).queries[0].answered is not None


def test_what_the_court_calls_right_but_the_paper_does_not_say_is_not_applied(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody("54 Months"), paper_orders=(custody("45 Months"),)))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    (order,) = result_on(desk.record(record_id), item).fact.orders
    on_paper = msgspec.structs.replace(order, term=months(45))
    confirm_reading(desk.office, OMU, item.item, read_by_person((on_paper,)))
    (difference,) = unsettled(desk.record(record_id), item.item)
    settle_difference(
        desk.office,
        OMU,
        record_id,
        item.item,
        field=difference.field,
        right_value="54 months",
        said_by="I. Denholm",
    )
    with pytest.raises(ActRefused):
        apply_result(desk.office, OMU, item.item)
    assert desk.record(record_id).sentences == ()


def test_the_court_can_call_right_only_what_somebody_said(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody("54 Months"), paper_orders=(custody("45 Months"),)))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    (order,) = result_on(desk.record(record_id), item).fact.orders
    on_paper = msgspec.structs.replace(order, term=months(45))
    confirm_reading(desk.office, OMU, item.item, read_by_person((on_paper,)))
    (difference,) = unsettled(desk.record(record_id), item.item)
    for value in ("anything", "45 Months", ""):
        with pytest.raises(ActRefused) as refused:
            settle_difference(
                desk.office,
                OMU,
                record_id,
                item.item,
                field=difference.field,
                right_value=value,
                said_by="I. Denholm",
            )
        assert refused.value.field == "right_value"
    assert unsettled(desk.record(record_id), item.item) == (difference,)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sentence_kind": None}, "orders.0.sentence_kind"),
        ({"offence_on": None}, "orders.0.offence_on"),
    ],
)
def test_what_is_missing_for_a_fact_is_named(
    desk: Desk, change: dict[str, Any], field: str
) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody()))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    reading = read_by_person(result_on(desk.record(record_id), item).fact.orders)
    order = msgspec.structs.replace(reading.orders[0], **change)
    confirm_reading(desk.office, OMU, item.item, msgspec.structs.replace(reading, orders=(order,)))
    with pytest.raises(ActRefused) as refused:
        apply_result(desk.office, OMU, item.item)
    assert refused.value.field == field
    assert desk.record(record_id).authorities == ()


def test_a_length_of_nothing_is_no_reading(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody("0 Months")))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    (order,) = result_on(desk.record(record_id), item).fact.orders
    assert order.term is None
    assert any("0 Months" in doubt for doubt in order.doubts)
    nothing = msgspec.structs.replace(order, term=months(0))
    with pytest.raises(ActRefused) as refused:
        confirm_reading(desk.office, OMU, item.item, read_by_person((nothing,)))
    assert refused.value.field == "orders.0.term"


@pytest.mark.parametrize("term", [Term(years=1_000), Term(years=1, days=-1)])
def test_a_length_that_cannot_be_is_no_reading(desk: Desk, term: Term) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody()))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    (order,) = result_on(desk.record(record_id), item).fact.orders
    reading = read_by_person((msgspec.structs.replace(order, term=term),))
    with pytest.raises(ActRefused) as refused:
        confirm_reading(desk.office, OMU, item.item, reading)
    assert refused.value.field == "orders.0.term"


def test_a_hearing_still_to_come_is_no_reading(desk: Desk) -> None:
    """Its sentence would count at the gate and be unknown to the clock."""
    record_id = desk.receive_person()
    item = desk.share(shared(custody()))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    orders = result_on(desk.record(record_id), item).fact.orders
    reading = read_by_person(orders, hearing_on=date(2062, 9, 1))
    with pytest.raises(ActRefused) as refused:
        confirm_reading(desk.office, OMU, item.item, reading)
    assert refused.value.field == "hearing_on"


def test_undoing_a_match_takes_everything_back(desk: Desk) -> None:
    record_id = desk.receive_person(knows_court_id=False)
    remand_seq = state_remand(desk, record_id)
    item = desk.share(shared(custody()))
    read_and_apply(desk, item, record_id)
    falls = falls_with_match(desk.office, item.item, record_id)
    assert {type(e.fact) for e in falls} >= {SentenceImposed, AuthorityEnded}

    with pytest.raises(ActRefused) as refused:
        undo_match(desk.office, OMU, item.item, record_id, basis="the co-defendant was meant")
    assert refused.value.code == "SAME_PERSON"
    undo_match(desk.office, SECOND, item.item, record_id, basis="the co-defendant was meant")

    record = desk.record(record_id)
    assert [a.seq for a in record.authorities_in_force] == [remand_seq]
    assert record.items == ()
    assert all(i.fact.issuer.value != "court master defendant" for i in record.identifiers)
    again = desk.process(item.item)
    assert again.is_open
    assert again.records == ()
    assert again.not_theirs == (record_id,)


def test_an_item_that_is_matched_again_stands_on_the_record_again(desk: Desk) -> None:
    """What the court said is so from its hearing, long before anybody undid the match."""
    record_id = desk.receive_person()
    item = desk.share(shared(remand()))
    confirm_match(desk.office, OMU, item.item, record_id, basis="name, birth date, number")
    undo_match(desk.office, OMU, item.item, record_id, basis="the wrong page was open")
    assert desk.record(record_id).items == ()
    confirm_match(desk.office, OMU, item.item, record_id, basis="it is about this person after all")

    (known,) = desk.record(record_id).items
    assert known.linked
    assert known.linked.fact.match is MatchKind.CONFIRMED
    assert known.result
    assert known.is_open

    read_and_apply(desk, item, record_id)
    assert desk.record(record_id).authorities_in_force


def test_applying_goes_on_after_a_crash(desk: Desk) -> None:
    """Each step has its own command: done again it writes nothing twice."""
    record_id = desk.receive_person()
    state_remand(desk, record_id)
    item = desk.share(shared(custody()))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    orders = result_on(desk.record(record_id), item).fact.orders
    confirm_reading(desk.office, OMU, item.item, read_by_person(orders))

    class Dies(Exception):
        pass

    class DyingLedger:
        """The real ledger, in a process that is killed before its second append."""

        def __init__(self, ledger: Ledger) -> None:
            self._ledger = ledger
            self._left = 1

        def __getattr__(self, name: str) -> Any:
            return getattr(self._ledger, name)

        def append(
            self, writes: Sequence[Write], *, at: datetime, command: str | None = None
        ) -> tuple[Entry, ...]:
            if self._left == 0:
                raise Dies
            self._left -= 1
            return self._ledger.append(writes, at=at, command=command)

    dying = msgspec.structs.replace(desk.office, ledger=DyingLedger(desk.office.ledger))
    with pytest.raises(Dies):
        apply_result(dying, OMU, item.item)
    assert len(desk.record(record_id).authorities_in_force) == 2
    assert SentenceImposed in {
        type(e.fact) for e in falls_with_match(desk.office, item.item, record_id)
    }

    apply_result(desk.office, OMU, item.item)
    record = desk.record(record_id)
    assert len(record.authorities_in_force) == 1
    assert sum(isinstance(e.fact, SentenceImposed) for e in record.entries) == 1
    assert not record.items[0].is_open


def test_only_readers_of_the_prison_may_match_and_apply(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody()))
    with pytest.raises(ActRefused) as refused:
        confirm_match(desk.office, GATE, item.item, record_id, basis="looked")
    assert refused.value.code == "NO_ROLE"
    assert item_of(desk.office, item.item).confirmed is None


def test_opening_clears_nothing(desk: Desk) -> None:
    desk.receive_person()
    item = desk.share(shared(custody()))
    open_item(desk.office, OMU, item.item)
    opened = open_item(desk.office, OMU, item.item)
    assert (opened.stage, opened.is_open, len(opened.opened)) == (ItemStage.OPENED, True, 1)


def test_the_preview_says_what_applying_would_do(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody()))
    assert preview(desk.record(record_id), item.item) is None
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    orders = result_on(desk.record(record_id), item).fact.orders
    confirm_reading(desk.office, OMU, item.item, read_by_person(orders))
    proposal = preview(desk.record(record_id), item.item)
    assert proposal is not None
    assert proposal.missing == ()
    assert "sentence_imposed" in {each.fact.KIND for each in proposal.facts}


def test_a_question_blocks_until_it_is_answered_once(desk: Desk) -> None:
    record_id = desk.receive_person()
    query = raise_query(desk.office, OMU, record_id, about="Which count?", asked_of="the court")
    assert desk.record(record_id).queries[0].answered is None
    answer_query(desk.office, OMU, record_id, query, answer="Count 2", answered_by="I. Denholm")
    with pytest.raises(ActRefused):
        answer_query(desk.office, OMU, record_id, query, answer="Count 1", answered_by="Nobody")
    with pytest.raises(ActRefused) as refused:
        raise_query(desk.office, OMU, record_id, about=" ", asked_of="the court")
    assert refused.value.field == "about"


def test_a_statement_is_no_document(desk: Desk) -> None:
    """The source of an applied fact is the court's own paper, never the person who applied it."""
    record_id = desk.receive_person()
    read_and_apply(desk, desk.share(shared(custody())), record_id)
    source = desk.record(record_id).sentences[0].entry.envelope.source
    assert source != statement(OMU.name)
    assert desk.office.documents.read(source.reference) is not None


def test_a_concurrent_statement_is_kept(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody("6 Months", runs="Concurrent"), custody("4 Months", count=2)))
    first, second = result_on(desk.record(record_id), item).fact.orders
    assert first.concurrency is Concurrency.CONCURRENT
    assert any("concurrent or consecutive" in doubt for doubt in second.doubts)


def test_the_paper_alone_is_enough_when_the_register_has_nothing(desk: Desk) -> None:
    record_id = desk.receive_person()
    remand_seq = state_remand(desk, record_id)
    item = desk.share(shared(custody(), faults=Faults(omit_hearing_id=True)))
    confirm_match(desk.office, OMU, item.item, record_id, basis="name on the paper")
    on_paper = OrderRead(
        case_urn="61ZX0000126",
        offence_code="TH68001",
        offence_on=date(2026, 3, 2),
        order=OrderKind.CUSTODY,
        term=months(45),
    )
    confirm_reading(desk.office, OMU, item.item, read_by_person((on_paper,)))
    apply_result(desk.office, OMU, item.item)
    record = desk.record(record_id)
    (sentence,) = record.sentences
    assert sentence.fact.court == "Fernlea Crown Court"
    ended = {a.seq: a.ended for a in record.authorities}[remand_seq]
    assert ended is not None
    assert ended.fact.ended_at == start_of_day(HEARING_ON)


def test_a_second_reading_takes_the_place_of_the_first(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody("45 Months")))
    confirm_match(desk.office, OMU, item.item, record_id, basis="number")
    (order,) = result_on(desk.record(record_id), item).fact.orders
    misread = msgspec.structs.replace(order, term=months(54))
    confirm_reading(desk.office, OMU, item.item, read_by_person((misread,)))
    confirm_reading(desk.office, OMU, item.item, read_by_person((order,)))
    apply_result(desk.office, OMU, item.item)
    assert desk.record(record_id).sentences[0].fact.term == months(45)
    with pytest.raises(ActRefused) as refused:
        apply_result(desk.office, OMU, item.item)
    assert refused.value.code == "APPLIED"
