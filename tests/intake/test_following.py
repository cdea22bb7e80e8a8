"""What the machine does with a message: fetch, match, tell; and when the court does it wrong."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise, permutations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatelodge.casework.court import (
    Fetched,
    bring_document,
    close_item,
    confirm_match,
    confirm_reading,
    fetch_due_at,
    find_candidates,
    item_of,
    next_attempt_at,
    pending_items,
    undo_match,
)
from gatelodge.casework.court.following import PAUSES
from gatelodge.casework.leaving import record_exit_on_paper, record_return
from gatelodge.casework.office import CUSTODY, ActRefused
from gatelodge.intake import Agreement, Told
from gatelodge.record import Entry, InboxIndex, Ledger, Write, statement
from gatelodge.record.facts import (
    CourtMessageLinked,
    CourtResultReceived,
    ExitType,
    MatchKind,
    RegisterAnswer,
)
from gatelodge.record.london import start_of_day
from gatelodge.simulator import Amend, Faults
from gatelodge.simulator.courier import Delivery
from tests.intake.court import (
    DUNMERE_MAILBOX,
    HEARING_ON,
    OMU,
    PELL,
    RECEPTION,
    SECOND,
    CourtNearBy,
    Desk,
    custody,
    master_id,
    months,
    read_by_person,
    shared,
    suspended,
)
from tests.offices import make_office


class AnotherComesFirst:
    """A ledger on which somebody else's act is through just before one's own is written."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.first: Callable[[], object] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)

    def append(
        self, writes: Sequence[Write], *, at: datetime, command: str | None = None
    ) -> tuple[Entry, ...]:
        first, self.first = self.first, None
        if first is not None:
            first()
        return self._ledger.append(writes, at=at, command=command)


def links(desk: Desk, record_id: str) -> list[CourtMessageLinked]:
    facts = (e.fact for e in desk.office.ledger.stream(CUSTODY + record_id))
    return [fact for fact in facts if isinstance(fact, CourtMessageLinked)]


def results(desk: Desk, record_id: str) -> list[CourtResultReceived]:
    return [i.result.fact for i in desk.record(record_id).items if i.result]


def test_a_message_is_linked_fetched_and_told(desk: Desk) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody("45 Months")))
    assert item.proposed == (record_id,)
    assert item.register.fact.answer is RegisterAnswer.FOUND
    (told,) = results(desk, record_id)
    assert told.orders[0].term == months(45)
    assert told.orders[0].doubts == ()
    assert told.document == item.document.fact.document
    (known,) = desk.record(record_id).items
    assert known.result.true_from == start_of_day(HEARING_ON)


def test_doing_it_again_writes_nothing(desk: Desk) -> None:
    desk.receive_person()
    item = desk.share(shared(custody()))
    head = desk.office.ledger.head()
    for _ in range(3):
        desk.process(item.item)
    assert desk.office.ledger.head() == head


def test_the_link_comes_before_any_fetch(desk: Desk) -> None:
    """A live pass must die even when the court's services cannot be reached."""
    record_id = desk.receive_person()
    desk.court.is_down = True
    item = desk.share(shared(custody()))
    assert links(desk, record_id)[0].match is MatchKind.PROPOSED
    assert item.document is None
    assert item.register.fact.answer is RegisterAnswer.NOT_REACHED


def test_the_link_was_so_when_the_court_made_its_document(desk: Desk) -> None:
    record_id = desk.receive_person()
    decided = desk.court.memory.share(shared(custody()))
    desk.office.clock.pass_by(days=2)
    desk.take_in(decided)
    (known,) = desk.record(record_id).items
    assert known.linked.true_from == decided.generated_at


class TestRetries:
    """A court that does not answer is asked again, ever more slowly."""

    def test_it_is_asked_again_when_due_and_not_before(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        desk.court.is_down = True
        item = desk.share(shared(custody()))
        desk.court.is_down = False
        assert fetch_due_at(item) == desk.office.clock.now() + PAUSES[0]
        assert desk.process(item.item).document is None
        desk.office.clock.at += PAUSES[0]
        assert desk.process(item.item).document is not None
        assert len(results(desk, record_id)) == 1

    def test_the_pauses_grow_and_end(self) -> None:
        now = make_office().clock.now()
        times = [next_attempt_at(n, now) for n in range(1, len(PAUSES) + 1)]
        assert all(a < b for a, b in pairwise(times))
        assert next_attempt_at(len(PAUSES) + 1, now) is None

    def test_a_machine_gives_up_in_the_end_and_the_item_stays(self, desk: Desk) -> None:
        desk.receive_person()
        desk.court.is_down = True
        item = desk.share(shared(custody()))
        while (due := fetch_due_at(item)) is not None:
            desk.office.clock.at = due
            item = desk.process(item.item)
        assert len(item.document_faults) == len(PAUSES) + 1
        assert item.is_open

    def test_a_register_that_lags_is_asked_again(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        item = desk.share(shared(custody(), faults=Faults(register_empty_for=1)))
        assert item.register.fact.answer is RegisterAnswer.EMPTY
        assert results(desk, record_id) == []
        desk.office.clock.at += PAUSES[0]
        assert desk.process(item.item).register.fact.answer is RegisterAnswer.FOUND
        assert len(results(desk, record_id)) == 1

    def test_a_document_that_comes_later_is_told_with_the_result(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        item = desk.share(shared(custody(), faults=Faults(lose_document=True)))
        (told,) = results(desk, record_id)
        assert told.document is None
        first = desk.record(record_id).items[0].result.seq
        brought = bring_document(
            desk.office,
            OMU,
            item.item,
            b"%PDF-1.4 by hand %%EOF",
            media_type="application/pdf",
            title="Warrant, brought by the escort",
        )
        (told,) = results(desk, record_id)
        assert told.document == brought.document.fact.document
        assert desk.record(record_id).items[0].result.seq == first


@pytest.mark.parametrize(
    ("faults", "answer"),
    [
        (Faults(omit_hearing_id=True), RegisterAnswer.NOT_ASKED),
        (Faults(register_not_found=True), RegisterAnswer.NOT_FOUND),
        (Faults(name_other_person=True), RegisterAnswer.OTHER_PERSON),
    ],
)
def test_without_the_registers_result_the_document_is_the_only_source(
    desk: Desk, faults: Faults, answer: RegisterAnswer
) -> None:
    record_id = desk.receive_person()
    item = desk.share(shared(custody(), faults=faults))
    if answer is RegisterAnswer.OTHER_PERSON:
        # The other person's row is under their own id: ask what our person's id answers.
        assert item.register.fact.row_count == 1
    assert item.register.fact.answer is answer
    assert item.document is not None
    assert results(desk, record_id) == []
    assert desk.record(record_id).items[0].is_open
    confirm_match(desk.office, OMU, item.item, record_id, basis="name and birth date on the paper")
    read = read_by_person(())
    with pytest.raises(ActRefused):
        confirm_reading(desk.office, OMU, item.item, read)


def test_an_empty_document_has_not_come(desk: Desk) -> None:
    """It is asked for again, and nobody is asked to read it."""

    class Empty(CourtNearBy):
        def document(
            self, subscription_id: str, document_id: str, *, correlation_id: str
        ) -> Fetched:
            whole = super().document(subscription_id, document_id, correlation_id=correlation_id)
            return Fetched(content=b"", media_type=whole.media_type)

    whole = desk.court
    desk.court = Empty()
    desk.court.memory = whole.memory
    item = desk.share(shared(custody()))
    assert item.document is None
    assert "empty" in item.document_faults[-1].fact.fault
    desk.court = whole
    desk.office.clock.pass_by(minutes=1)
    assert desk.process(item.item).document is not None


def test_a_pdf_that_is_not_one_is_kept_for_a_person(desk: Desk) -> None:
    desk.receive_person()
    item = desk.share(shared(custody(), faults=Faults(spoil_document=True)))
    assert not item.document.fact.is_readable
    assert desk.office.documents.read(item.document.fact.document) == b"<html>"


class TestMatching:
    """The machine proposes; a person confirms; who was ruled out stays out."""

    def test_an_unknown_person_waits_and_is_matched_when_they_arrive(self, desk: Desk) -> None:
        inbox = InboxIndex(desk.office.ledger)
        item = desk.share(shared(custody()))
        assert item.records == ()
        inbox.changed()
        record_id = desk.receive_person()
        assert pending_items(inbox, desk.office.clock.now()) == (item.item,)
        assert desk.process(item.item).records == (record_id,)
        assert len(results(desk, record_id)) == 1

    def test_same_name_and_birth_date_is_held(self, desk: Desk) -> None:
        record_id = desk.receive_person(knows_court_id=False)
        item = desk.share(shared(custody()))
        assert item.proposed == (record_id,)
        confirm_match(desk.office, OMU, item.item, record_id, basis="name and birth date")
        numbers = {i.fact.value for i in desk.record(record_id).identifiers}
        assert PELL.master_defendant_id in numbers

    def test_of_two_people_who_match_it_to_two_records_at_once_one_is_refused(
        self, desk: Desk
    ) -> None:
        one = desk.receive_person()
        namesake = desk.receive_person(
            msgspec.structs.replace(PELL, master_defendant_id=master_id(2)), prison="DMI"
        )
        item = desk.share(shared(custody())).item
        late = AnotherComesFirst(desk.office.ledger)
        late.first = lambda: confirm_match(desk.office, SECOND, item, one, basis="birth date")
        office = msgspec.structs.replace(desk.office, ledger=late)
        with pytest.raises(ActRefused) as refused:
            confirm_match(office, OMU, item, namesake, basis="the court's number")
        assert refused.value.code == "MATCHED"
        assert item_of(desk.office, item).confirmed == one
        assert all(link.match is MatchKind.PROPOSED for link in links(desk, namesake))

    def test_every_held_record_hears_of_it(self, desk: Desk) -> None:
        one = desk.receive_person()
        namesake = desk.receive_person(
            msgspec.structs.replace(PELL, master_defendant_id=master_id(2)), prison="DMI"
        )
        item = desk.share(shared(custody()))
        assert set(item.proposed) == {one, namesake}
        confirm_match(desk.office, OMU, item.item, one, basis="the court's number")
        item = item_of(desk.office, item.item)
        assert (item.confirmed, item.proposed, item.not_theirs) == (one, (), (namesake,))
        assert desk.record(namesake).items == ()
        assert len(results(desk, one)) == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"surname": "Pall"},
            {"forenames": "Jason"},
            {"born_on": date(1991, 4, 18)},
        ],
    )
    def test_somebody_else_is_not_held_but_shown(self, desk: Desk, changes: dict[str, Any]) -> None:
        desk.receive_person(
            msgspec.structs.replace(PELL, master_defendant_id=master_id(2), **changes)
        )
        item = desk.share(shared(custody()))
        assert item.records == ()
        (candidate,) = find_candidates(desk.office, item, desk.people)
        differing = [c.field for c in candidate.compared if c.agreement is Agreement.DIFFERS]
        assert len(differing) == 2
        assert "court's master defendant id" in differing

    def test_who_was_ruled_out_is_never_proposed_again(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        item = desk.share(shared(custody()))
        undo_match(desk.office, OMU, item.item, record_id, basis="the father was meant")
        assert desk.process(item.item).records == ()
        assert desk.record(record_id).items == ()

    def test_a_person_searches_by_what_the_paper_says(self, desk: Desk) -> None:
        record_id = desk.receive_person(knows_court_id=False)
        item = desk.share(shared(custody(), faults=Faults(omit_hearing_id=True)))
        assert item.records == ()
        told = Told(surname="PELL", forenames="Joshua Lee", born_on=PELL.born_on)
        (candidate,) = find_candidates(desk.office, item, desk.people, told=told)
        assert (candidate.person.record, candidate.is_held) == (record_id, True)

    def test_the_wrong_prisons_mailbox_changes_nothing_but_is_seen(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        item = desk.share(shared(custody(), prison_email=DUNMERE_MAILBOX))
        assert item.proposed == (record_id,)
        (candidate,) = find_candidates(desk.office, item, desk.people)
        prison = next(c for c in candidate.compared if c.field == "prison")
        assert prison.agreement is Agreement.DIFFERS

    def test_an_unknown_mailbox_is_no_error(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        item = desk.share(shared(custody(), prison_email="who@nowhere.example"))
        assert item.proposed == (record_id,)

    def test_the_index_follows_people_who_move(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        assert desk.people.person(record_id).prison == "FNI"
        now, source = desk.office.clock.now(), statement("escort")
        record_exit_on_paper(
            desk.office,
            RECEPTION,
            record_id,
            exit_type=ExitType.TRANSFER,
            exited_at=now,
            place="gate",
            source=source,
        )
        record_return(
            desk.office,
            RECEPTION,
            record_id,
            returned_at=now,
            how="transfer",
            prison="DMI",
            source=source,
        )
        assert desk.people.person(record_id).prison == "DMI"

    def test_an_item_about_nobody_here_leaves_with_a_reason(self, desk: Desk) -> None:
        item = desk.share(shared(custody()))
        with pytest.raises(ActRefused):
            close_item(desk.office, OMU, item.item, outcome="  ")
        closed = close_item(desk.office, OMU, item.item, outcome="Never received; court told.")
        assert not closed.is_open
        assert pending_items(InboxIndex(desk.office.ledger), desk.office.clock.now()) == ()


class TestOrder:
    """At least once and out of order: the same items, and the same facts."""

    def history(self, desk: Desk) -> list[Delivery]:
        first = desk.court.memory.share(shared(suspended("21 Months")))
        at = first.shared_at
        second = desk.court.memory.amend(
            first.result_id,
            Amend(orders=(custody("21 Months"),), shared_at=at + timedelta(hours=1)),
        )
        third = desk.court.memory.amend(
            first.result_id,
            Amend(orders=(custody("24 Months"),), shared_at=at + timedelta(hours=2)),
        )
        return [desk.delivery(each) for each in (first, second, third)]

    def told(self, desk: Desk, record_id: str) -> dict[datetime, tuple[object, ...]]:
        """What the record knows of each result, by when the court shared it."""
        known = [i.result for i in desk.record(record_id).items if i.result]
        shared_at = {each.seq: each.fact.shared_at for each in known}
        return {
            each.fact.shared_at: (
                each.fact.orders,
                each.fact.document is not None,
                shared_at.get(each.fact.amends),
                each.true_from,
            )
            for each in known
        }

    @given(
        order=st.permutations([0, 1, 2, 0, 1, 2, 2]),
        processed=st.lists(st.booleans(), min_size=7, max_size=7),
    )
    @settings(max_examples=60, deadline=None)
    def test_any_order_and_any_repeats_lead_to_the_same(
        self, order: list[int], processed: list[bool]
    ) -> None:
        told = []
        for places, by_and_by in (([0, 1, 2], [True] * 3), (order, processed)):
            desk = Desk(make_office())
            record_id = desk.receive_person()
            deliveries = self.history(desk)
            for place, is_processed in zip(places, by_and_by, strict=True):
                item = desk.deliver_parcel(deliveries[place]).item
                if is_processed:
                    desk.process(item)
            for item in pending_items(InboxIndex(desk.office.ledger), desk.office.clock.now()):
                desk.process(item)
            told.append(self.told(desk, record_id))
        assert len(told[0]) == 3
        assert told[0] == told[1]

    def test_each_message_has_its_own_row_of_the_history(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        for order in permutations(self.history(desk)):
            for delivery in order:
                desk.process(desk.deliver_parcel(delivery).item)
        terms = sorted(str(told.orders[0].term) for told in results(desk, record_id))
        assert terms == ["21 months", "21 months", "24 months"]

    def test_a_later_row_without_its_message_is_a_doubt(self, desk: Desk) -> None:
        record_id = desk.receive_person()
        first, _, _ = self.history(desk)
        desk.process(desk.deliver_parcel(first).item)
        (told,) = results(desk, record_id)
        assert any("later result" in doubt for doubt in told.orders[0].doubts)
