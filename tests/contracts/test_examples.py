"""The contract's own examples, read where they lie: each ends as facts or waits for a person."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest

from gatelodge.casework.court import Fetched, confirm_match, pending_items, process_item
from gatelodge.intake import (
    HearingHeard,
    is_certain,
    propose,
    read_callback,
    read_history,
    read_row,
)
from gatelodge.record import InboxIndex
from gatelodge.record.facts import OrderKind, RegisterAnswer
from gatelodge.simulator import Person
from tests.contracts.openapi import CONTRACTS, contract, faults
from tests.intake.court import OMU, CourtNearBy, Desk, custody, shared

REGISTER = "prison-court-register"
SUBSCRIPTION = "result-subscription"


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of an example: orders, facts that are proposed, and why a person must look."""

    orders: tuple[OrderKind, ...]
    proposed: tuple[str, ...]
    because: str


EXPECTED = {
    # Custody of seven months, but neither a conviction nor which sentence it is.
    "CaseMarkersAndResults": Expected(
        orders=(OrderKind.CUSTODY,),
        proposed=("case_disposed",),
        because="no day of conviction",
    ),
    # A next hearing and a prison are named; that the person is remanded is not said.
    "CourtApplicationAndNextHearing": Expected(
        orders=(OrderKind.NOT_READ, OrderKind.NOT_READ),
        proposed=("hearing_listed",),
        because="neither remand nor bail",
    ),
    "MultipleOffencesPerDefendant": Expected(
        orders=(OrderKind.NOT_READ, OrderKind.NOT_READ),
        proposed=("hearing_listed",),
        because="neither remand nor bail",
    ),
    # A remand for medical reports: to prison, or to hospital under the Mental Health Act 1983?
    "DomesticViolenceMarkerWithRemand": Expected(
        orders=(OrderKind.REMAND,),
        proposed=("offence_recorded", "remand_ordered", "hearing_listed"),
        because="to prison or to hospital",
    ),
    # Life, and fifteen days on a breach: which runs how is not said.
    "CourtApplicationWithLinkedOffence": Expected(
        orders=(OrderKind.LIFE, OrderKind.CUSTODY),
        proposed=("offence_recorded", "sentence_imposed", "case_disposed"),
        because="whether it is concurrent or consecutive",
    ),
}


def examples() -> dict[str, list[dict[str, Any]]]:
    path = "/cases/{caseURN}/hearings/{hearingId}/defendants/{defendantId}"
    answer = contract(REGISTER)["paths"][path]["get"]["responses"]["200"]
    return {
        name: example["value"]
        for name, example in answer["content"]["application/json"]["examples"].items()
    }


def body_of(name: str) -> bytes:
    return json.dumps(examples()[name]).encode()


def test_every_example_is_expected_here() -> None:
    assert set(examples()) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_waits_for_a_person_with_its_facts_proposed(name: str) -> None:
    history = read_history(body_of(name))
    assert history.faults == ()
    result = read_row(history.rows[0])
    expected = EXPECTED[name]
    assert tuple(order.order for order in result.orders) == expected.orders
    assert not is_certain(result.orders)
    assert any(expected.because in doubt for order in result.orders for doubt in order.doubts)
    proposal = propose(result.orders, HearingHeard(court=result.court, on=result.hearing_on))
    assert tuple(each.fact.KIND for each in proposal.facts) == expected.proposed


class CourtWithExample(CourtNearBy):
    """Answers every question to the register with one of the contract's examples."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self._body = body

    def register(
        self, case_urn: str, hearing_id: str, defendant_id: str, *, correlation_id: str
    ) -> bytes:
        assert case_urn
        assert hearing_id
        assert defendant_id
        assert correlation_id
        return self._body

    def document(self, subscription_id: str, document_id: str, *, correlation_id: str) -> Fetched:
        assert subscription_id
        assert document_id
        assert correlation_id
        return Fetched(content=b"%PDF-1.7 %%EOF", media_type="application/pdf")


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_goes_the_whole_way_without_an_error(desk: Desk, name: str) -> None:
    (row,) = examples()[name]
    defendant = row["defendant"]
    somebody = Person(
        master_defendant_id=defendant["masterDefendantId"],
        surname=defendant["lastName"],
        forenames=defendant["firstName"],
        born_on=msgspec.convert(defendant["dateOfBirth"], type=date),
    )
    record_id = desk.receive_person(somebody, knows_court_id=False)
    decided = desk.court.memory.share(
        shared(
            custody(),
            person=somebody,
            case_urn=row["prosecutionCase"]["caseURN"],
            hearing_id=row["hearing"]["id"],
        )
    )
    desk.court = _same_memory(desk.court, CourtWithExample(body_of(name)))
    item = desk.take_in(decided)
    assert item.register.fact.answer is RegisterAnswer.FOUND
    assert item.proposed == (record_id,)
    confirm_match(desk.office, OMU, item.item, record_id, basis="name and birth date")
    (known,) = desk.record(record_id).items
    assert known.is_open
    assert tuple(o.order for o in known.result.fact.orders) == EXPECTED[name].orders


def _same_memory(court: CourtNearBy, other: CourtNearBy) -> CourtNearBy:
    other.memory = court.memory
    return other


def test_the_contracts_callback_is_read() -> None:
    contract(SUBSCRIPTION)
    path = CONTRACTS / SUBSCRIPTION / "schema" / "eventNotificationPayload.schema.example.json"
    callback = read_callback(path.read_bytes())
    assert str(callback.master_defendant_id) == "550e8400-e29b-41d4-a716-446655440000"
    assert callback.case_urns == ("CT981234123",)
    assert callback.hearing_id is not None


@pytest.mark.parametrize("name", EXPECTED)
def test_our_check_of_shapes_accepts_the_contracts_own_examples(name: str) -> None:
    """The check that the simulator must pass is no stricter than the contract itself."""
    for row in examples()[name]:
        assert faults(row, "PcrHearingResult", contract(REGISTER)) == []


def test_an_item_that_waits_has_nothing_more_for_a_machine(desk: Desk) -> None:
    desk.receive_person()
    item = desk.share(shared(custody()))
    inbox = InboxIndex(desk.office.ledger)
    assert pending_items(inbox, desk.office.clock.now()) == (item.item,)
    process_item(desk.office, desk.court, item.item, desk.people)
    assert pending_items(inbox, desk.office.clock.now()) == ()
