"""What others know of the person: recall, warrants, other forces, hospital (G12, G14 to G16)."""

from datetime import date, timedelta

import pytest

from gatelodge.gate import CHECKS, Check
from gatelodge.record.facts import (
    Answer,
    Enquiry,
    EnquiryAnswered,
    ExitType,
    RecallKind,
    RecallOnFile,
    RecallOrdered,
)
from tests.gate.prison import Person

BY_NAME = {each.name: each for each in CHECKS}
ASKED = {
    "G14": Enquiry.WARRANTS,
    "G15": Enquiry.OTHER_INTEREST,
    "G16": Enquiry.HEALTH,
}


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture(params=ASKED)
def named(request: pytest.FixtureRequest) -> Check:
    return BY_NAME[request.param]


def answer(person: Person, check: Check) -> tuple[Answer, str]:
    found = person.finding(check)
    return found.answer, found.reason


class TestAnEnquiry:
    def test_nobody_asked_is_not_known(self, person: Person, named: Check) -> None:
        assert answer(person, named) == (Answer.UNKNOWN, "NOT_ASKED")

    def test_clear_counts_for_a_day(self, person: Person, named: Check) -> None:
        person.asked(ASKED[named.name])
        assert answer(person, named) == (Answer.PASSED, "NOTHING_FOUND")
        person.clock.at += timedelta(hours=23, minutes=59)
        assert answer(person, named) == (Answer.PASSED, "NOTHING_FOUND")
        person.clock.at += timedelta(minutes=1)
        assert answer(person, named) == (Answer.UNKNOWN, "TOO_OLD")

    def test_an_answer_about_something_else_says_nothing(
        self, person: Person, named: Check
    ) -> None:
        for other in set(Enquiry) - {ASKED[named.name]}:
            person.asked(other)
        assert answer(person, named) == (Answer.UNKNOWN, "NOT_ASKED")

    def test_what_one_body_found_is_not_cleared_by_another(
        self, person: Person, named: Check
    ) -> None:
        enquiry = ASKED[named.name]
        person.asked(enquiry, "warrant 17 of Dunmere", of="Dunmere fines office")
        person.clock.at += timedelta(hours=1)
        person.asked(enquiry, of="National warrants desk")
        found = person.finding(named)
        assert found.answer is Answer.FAILED
        assert "warrant 17 of Dunmere" in found.words
        person.asked(enquiry, of="dunmere  Fines Office")
        assert answer(person, named) == (Answer.PASSED, "NOTHING_FOUND")

    def test_the_newest_is_by_when_it_was_asked_not_by_when_it_was_entered(
        self, person: Person, named: Check
    ) -> None:
        enquiry, at = ASKED[named.name], person.clock.now()
        person.asked(enquiry, "a bed in the hospital wing, or a warrant")
        person.clock.at += timedelta(hours=2)
        entered_late = EnquiryAnswered(
            enquiry=enquiry,
            asked_of="National warrants desk",
            answered_by="Ines Marlowe",
            asked_at=at - timedelta(hours=3),
            is_clear=True,
        )
        person.state(entered_late)
        assert answer(person, named) == (Answer.FAILED, "SOMETHING_FOUND")

    def test_what_was_found_on_another_record_of_the_person_counts(
        self, person: Person, named: Check
    ) -> None:
        other = Person(person.office, surname="Pelle")
        other.asked(ASKED[named.name], "a live warrant", of="Ashbourne police")
        person.asked(ASKED[named.name])
        assert answer(person, named) == (Answer.PASSED, "NOTHING_FOUND")
        found = person.finding(named, same_person=(other.record,))
        assert found.answer is Answer.FAILED

    def test_somebody_who_comes_back_from_court_needs_none(
        self, person: Person, named: Check
    ) -> None:
        person.remand()
        found = person.finding(named, exit_type=ExitType.COURT_PRODUCTION)
        assert found.answer is Answer.NOT_APPLICABLE


class TestRecalls:
    G12 = BY_NAME["G12"]

    def recalled(self, person: Person, *, ends_on: date | None = None) -> int:
        today = person.clock.now().date()
        return person.state(
            RecallOrdered(
                recall_kind=RecallKind.FIXED_28,
                revoked_on=today,
                returned_on=today,
                ends_on=ends_on,
            )
        )

    def test_nobody_asked_is_not_known(self, person: Person) -> None:
        assert answer(person, self.G12) == (Answer.UNKNOWN, "NOT_ASKED")

    def test_none_on_file_and_none_on_record(self, person: Person) -> None:
        person.recalls()
        assert answer(person, self.G12) == (Answer.PASSED, "NO_RECALL")

    def test_a_recall_that_nobody_entered_is_found(self, person: Person) -> None:
        person.recalls(RecallOnFile(recall_kind=RecallKind.STANDARD))
        assert answer(person, self.G12) == (Answer.FAILED, "RECALL_NOT_APPLIED")

    def test_a_recall_that_is_not_on_file_is_found(self, person: Person) -> None:
        self.recalled(person)
        person.recalls()
        assert answer(person, self.G12) == (Answer.FAILED, "RECALL_NOT_ON_FILE")

    def test_the_same_recall_on_both_sides(self, person: Person) -> None:
        self.recalled(person)
        person.recalls(RecallOnFile(recall_kind=RecallKind.FIXED_28))
        assert answer(person, self.G12) == (Answer.PASSED, "RECALLS_CONFIRMED")

    def test_another_kind_is_another_recall(self, person: Person) -> None:
        self.recalled(person)
        person.recalls(RecallOnFile(recall_kind=RecallKind.FIXED_14))
        assert answer(person, self.G12) == (Answer.FAILED, "RECALL_NOT_ON_FILE")

    def test_another_end_is_another_recall(self, person: Person) -> None:
        ends_on = person.clock.now().date() + timedelta(days=28)
        self.recalled(person, ends_on=ends_on)
        theirs = RecallOnFile(recall_kind=RecallKind.FIXED_28, ends_on=ends_on + timedelta(days=1))
        person.recalls(theirs)
        assert answer(person, self.G12) == (Answer.FAILED, "RECALL_NOT_ON_FILE")

    def test_two_on_file_and_one_on_record(self, person: Person) -> None:
        self.recalled(person)
        theirs = RecallOnFile(recall_kind=RecallKind.FIXED_28)
        person.recalls(theirs, theirs)
        assert answer(person, self.G12) == (Answer.FAILED, "RECALL_NOT_APPLIED")
