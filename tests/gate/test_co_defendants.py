"""G07: every result is this person's own, and no co-defendant's."""

from datetime import date

import pytest
from msgspec.structs import replace

from gatelodge.gate import CHECKS
from gatelodge.record import facts as f
from gatelodge.record.facts import Answer
from tests.gate.court import applied, linked, read, result
from tests.gate.prison import Person

G07 = next(each for each in CHECKS if each.name == "G07")
BORN_ON = date(1998, 3, 14)


@pytest.fixture
def person() -> Person:
    return Person()


def answer(person: Person) -> tuple[Answer, str]:
    found = person.finding(G07)
    return found.answer, found.reason


def with_result(person: Person, surname: str = "PELL", born_on: date = BORN_ON) -> None:
    linked(person)
    result(person)
    read(person, surname=surname, born_on=born_on)
    applied(person)


def test_nobody_looked_for_co_defendants_is_not_known(person: Person) -> None:
    person.sentence()
    nobody = replace(person.circumstances(), co_defendants=None)
    ruling = G07.judge(person.record, nobody)
    assert (ruling.answer, ruling.reason.code) == (
        Answer.UNKNOWN,
        "CO_DEFENDANTS_NOT_LOOKED_FOR",
    )


def test_without_result_or_order_nothing_is_known(person: Person) -> None:
    assert answer(person) == (Answer.UNKNOWN, "NO_RESULT_KNOWN")


def test_somebody_whom_the_courts_do_not_know_needs_none(person: Person) -> None:
    stated = f.CourtCasesStated(
        asked_of="court", answered_by="Ines Marlowe", asked_at=person.clock.now(), cases=()
    )
    person.state(stated)
    assert answer(person) == (Answer.NOT_APPLICABLE, "NO_CASES")


def test_a_paper_with_the_persons_own_name_and_birth_date_passes(person: Person) -> None:
    with_result(person)
    assert answer(person) == (Answer.PASSED, "RESULTS_OWN")


def test_a_co_defendants_result_fails_and_names_their_number(person: Person) -> None:
    other = Person(person.office, surname="Birch")
    other.remand()
    with_result(person, surname="BIRCH")
    found = person.finding(G07)
    assert (found.answer, found.reason) == (Answer.FAILED, "RESULT_OF_ANOTHER")
    assert other.record.prison_number in found.words


def test_a_result_of_nobody_in_the_case_is_not_clear(person: Person) -> None:
    with_result(person, surname="HARROW")
    assert answer(person) == (Answer.UNKNOWN, "DEFENDANT_NOT_CLEAR")


def test_another_birth_date_is_another_defendant(person: Person) -> None:
    with_result(person, born_on=date(1979, 1, 2))
    assert answer(person) == (Answer.UNKNOWN, "DEFENDANT_NOT_CLEAR")


def test_a_paper_that_fits_two_of_the_case_is_not_clear(person: Person) -> None:
    """Two of one name and birth date in one case: only a person can say whose it is."""
    namesake = Person(person.office)
    namesake.remand()
    with_result(person)
    assert answer(person) == (Answer.UNKNOWN, "DEFENDANT_NOT_CLEAR")


def test_an_order_entered_by_hand_beside_a_co_defendant_waits_for_a_second_person(
    person: Person,
) -> None:
    person.sentence()
    assert answer(person) == (Answer.PASSED, "RESULTS_OWN")
    Person(person.office, surname="Birch").remand()
    assert answer(person) == (Answer.UNKNOWN, "ENTERED_BY_HAND")
    person.calculated()
    assert answer(person) == (Answer.UNKNOWN, "ENTERED_BY_HAND")
    person.checked()
    assert answer(person) == (Answer.PASSED, "RESULTS_OWN")
