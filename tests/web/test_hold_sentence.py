"""What the identity bar says of what holds a person."""

from datetime import UTC, date, datetime

import pytest

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.office import Actor, Office, load
from gatelodge.casework.reception import NewPerson, receive_person
from gatelodge.record import document
from gatelodge.record.facts import EVERY_PRISON, AddedDaysAwarded, RemandOrdered, Role
from gatelodge.web.record_page import hold_sentence
from tests.gate.doubts import in_doubt
from tests.gate.prison import Person, registered

CLERK = Actor(
    account="ann",
    surname="Clerk",
    forenames="Ann",
    roles=frozenset(
        {(Role.CASE_ADMINISTRATOR, EVERY_PRISON), (Role.RECEPTION_OFFICER, EVERY_PRISON)}
    ),
)
MORNING = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def record_id(office: Office) -> str:
    paper = document(office.documents.keep(b"reception", media_type="text/plain"))
    registered(office)
    person = NewPerson(
        prison="FNI",
        prison_number="A0042ZX",
        surname="Pell",
        forenames="Joshua",
        born_on=date(1998, 3, 14),
    )
    return receive_person(office, CLERK, person, source=paper)


def remanded(office: Office, record_id: str, urn: str, until: date | None) -> None:
    paper = document(office.documents.keep(urn.encode(), media_type="text/plain"))
    remand = RemandOrdered(court="Fernlea Crown Court", case_urn=urn, next_hearing_on=until)
    state_fact(office, CLERK, record_id, remand, source=paper, true_from=MORNING)


@pytest.mark.parametrize(
    ("hearings", "said"),
    [
        ([], "No authority to hold is recorded"),
        ([date(2026, 9, 9)], "Held under 1 authority until Wednesday 9 September 2026"),
        (
            [date(2026, 9, 9), date(2026, 9, 16)],
            "Held under 2 authorities until Wednesday 16 September 2026",
        ),
        (
            [date(2026, 9, 9), None],
            "Held under 2 authorities; no end or next event of 1 is known",
        ),
        ([None], "Held under 1 authority; no end or next event is recorded"),
    ],
)
def test_no_day_is_named_while_one_authority_has_none(
    office: Office, record_id: str, hearings: list[date | None], said: str
) -> None:
    for number, hearing in enumerate(hearings):
        remanded(office, record_id, f"URN{number}", hearing)
    assert hold_sentence(load(office, record_id), MORNING)[0] == said


def test_a_release_day_is_named_once_it_is_worked_out() -> None:
    person = Person()
    person.sentence()
    person.calculated()
    assert held(person) == "Held under 1 authority until Saturday 24 October 2026"


def test_no_release_day_is_named_while_the_law_behind_it_is_in_doubt() -> None:
    person = in_doubt()
    said = "Held under 1 authority; the release day is in doubt, and nobody has decided"
    assert held(person) == said


def test_no_release_day_is_named_that_facts_have_overtaken() -> None:
    person = Person()
    person.sentence()
    person.calculated()
    person.state(AddedDaysAwarded(days=14, awarded_on=date(2026, 7, 9), adjudication="1"))
    assert held(person) == "Held under 1 authority; the release day is out of date"


def held(person: Person) -> str:
    return hold_sentence(person.record, person.clock.now())[0]
