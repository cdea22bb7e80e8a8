"""Whether each offence may have the release point that was answered for it (G11)."""

import pytest

from gatelodge.gate import CHECKS
from gatelodge.record import statement
from gatelodge.record.facts import Answer, ReleaseMarks
from tests.gate.prison import HALE, Person
from tests.offices import UNMARKED

G11 = next(each for each in CHECKS if each.name == "G11")
HARASSMENT_REPEALED = "PH97003"
"""Breach of a restraining order under the Act of 1997: repealed, and excluded by its successors."""
NOT_IN_THE_REGISTER = "ZZ99999"


def answered(person: Person, offence: str, marks: ReleaseMarks = UNMARKED) -> None:
    person.marks(person.unanswered(offence=offence), marks)


@pytest.fixture
def person() -> Person:
    return Person()


def finding(person: Person) -> tuple[Answer, str]:
    found = person.finding(G11)
    return found.answer, found.reason


def test_an_offence_of_no_list_passes(person: Person) -> None:
    person.sentence()
    assert finding(person) == (Answer.PASSED, "RELEASE_POINT_ALLOWED")


def test_nobody_has_answered(person: Person) -> None:
    person.unanswered()
    assert finding(person) == (Answer.UNKNOWN, "RELEASE_POINT_NOT_ANSWERED")


def test_an_offence_of_repealed_law_is_excluded_by_what_replaced_it(person: Person) -> None:
    """Case D: 37 people left early in 2024 because an offence stood under repealed law."""
    answered(person, HARASSMENT_REPEALED)
    found = person.finding(G11)
    assert (found.answer, found.reason) == (Answer.FAILED, "OFFENCE_EXCLUDED")
    assert HARASSMENT_REPEALED in found.words
    assert "Domestic abuse" in found.words


def test_the_same_offence_answered_as_excluded_passes(person: Person) -> None:
    marks = ReleaseMarks(
        is_sds_plus_length_and_offence=False,
        is_section_250=False,
        early_release_exclusions=("DOMESTIC_ABUSE_T3",),
    )
    answered(person, HARASSMENT_REPEALED, marks)
    assert finding(person) == (Answer.PASSED, "RELEASE_POINT_ALLOWED")


def test_an_offence_that_the_register_does_not_know_needs_a_paper(person: Person) -> None:
    sentence = person.unanswered(offence=NOT_IN_THE_REGISTER)
    person.marks(sentence)
    assert finding(person) == (Answer.PASSED, "RELEASE_POINT_ALLOWED")
    person.marks(sentence, source=statement("HALE, Priya"), by=HALE)
    assert finding(person) == (Answer.UNKNOWN, "OFFENCE_NOT_REGISTERED")


def test_one_excluded_offence_among_others_is_found(person: Person) -> None:
    person.sentence()
    answered(person, HARASSMENT_REPEALED)
    assert finding(person) == (Answer.FAILED, "OFFENCE_EXCLUDED")


def test_without_a_sentence_nothing_is_released_early(person: Person) -> None:
    person.end(person.remand())
    assert finding(person) == (Answer.NOT_APPLICABLE, "NO_SENTENCE_TO_MOVE")
