"""Who the person is: one record for one person, and the right person at the exit (G01, G31)."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from gatelodge.casework.exit_day import confirm_identity, doubt_identity
from gatelodge.casework.reception import find_different_people, hold_same_person
from gatelodge.gate import CELL_CARD, CHECKS, Check, Step, photo_stands_until
from gatelodge.record import facts as f
from gatelodge.record.facts import Answer, Detail, IdentityMethod, QuestionAsked
from tests.gate.prison import AMADI, ASKED, BEXLEY, HALE, NOAKES, Person, paper

BY_NAME = {each.name: each for each in CHECKS}
G01, G31 = BY_NAME["G01"], BY_NAME["G31"]
RIGHT = [QuestionAsked(about=each, is_right=True) for each in ASKED]


@pytest.fixture
def person() -> Person:
    made = Person()
    made.known()
    return made


def answer(person: Person, check: Check, step: Step = Step.FINAL) -> tuple[Answer, str]:
    found = person.finding(check, step=step)
    return found.answer, found.reason


def confirmed_by(person: Person, *officers: object) -> None:
    for officer in officers:
        confirm_identity(
            person.office,
            officer,  # type: ignore[arg-type]  # an Actor
            person.id,
            method=IdentityMethod.PHOTO,
            questions=RIGHT,
        )


class TestOneRecord:
    def test_alone_on_record_it_passes(self, person: Person) -> None:
        assert answer(person, G01) == (Answer.PASSED, "ONE_RECORD")

    def test_nobody_compared_is_not_known(self, person: Person) -> None:
        nobody = replace(person.circumstances(), alike=None)
        assert G01.judge(person.record, nobody).reason.code == "NOT_COMPARED"

    def test_a_record_without_a_name_is_not_known(self, person: Person) -> None:
        nameless = replace(person.record, identity=None)
        ruling = G01.judge(nameless, person.circumstances())
        assert (ruling.answer, ruling.reason.code) == (Answer.UNKNOWN, "WHO_NOT_RECORDED")

    def test_another_record_of_the_name_and_birth_date_waits_for_a_person(
        self, person: Person
    ) -> None:
        other = Person(person.office)
        found = person.finding(G01)
        assert (found.answer, found.reason) == (Answer.UNKNOWN, "MAY_BE_ANOTHER_RECORD")
        assert other.record.prison_number in found.words

    def test_a_persons_decision_of_either_kind_passes(self, person: Person) -> None:
        one, two = Person(person.office), Person(person.office, surname="Birch")
        self.decide(person, one, "one")
        assert answer(person, G01) == (Answer.PASSED, "ONE_RECORD")
        two.state(f.AliasRecorded(surname="Pell", forenames="Joshua"))
        assert answer(person, G01)[1] == "MAY_BE_ANOTHER_RECORD"
        self.decide(person, two, "two")
        assert answer(person, G01) == (Answer.PASSED, "ONE_RECORD")

    def test_a_name_that_came_since_reopens_it(self, person: Person) -> None:
        other = Person(person.office)
        self.decide(person, other, "two")
        person.state(f.AliasRecorded(surname="Harrow", forenames="Josh"))
        assert answer(person, G01) == (Answer.UNKNOWN, "MAY_BE_ANOTHER_RECORD")

    @staticmethod
    def decide(person: Person, other: Person, what: str) -> None:
        act = hold_same_person if what == "one" else find_different_people
        act(
            person.office,
            HALE,
            person.id,
            other.id,
            basis="face and fingerprints",
            source=paper(person.office, "comparison"),
        )


class TestIdentityAtTheExit:
    def test_before_the_day_it_is_only_still_to_come(self, person: Person) -> None:
        assert answer(person, G31, Step.AUTHORISE)[1] == "NOT_DONE_YET"
        assert answer(person, G31) == (Answer.UNKNOWN, "IDENTITY_NOT_CONFIRMED")

    def test_one_officer_is_not_enough_nor_the_same_one_twice(self, person: Person) -> None:
        confirmed_by(person, BEXLEY)
        assert answer(person, G31) == (Answer.UNKNOWN, "IDENTITY_BY_ONE")
        confirmed_by(person, BEXLEY)
        assert answer(person, G31) == (Answer.UNKNOWN, "IDENTITY_BY_ONE")

    def test_two_officers_pass(self, person: Person) -> None:
        confirmed_by(person, BEXLEY, NOAKES)
        assert answer(person, G31) == (Answer.PASSED, "IDENTITY_CONFIRMED")

    def test_a_device_passes_alone(self, person: Person) -> None:
        confirm_identity(
            person.office,
            BEXLEY,
            person.id,
            method=IdentityMethod.BIOMETRIC,
            reference="F-20981",
        )
        assert answer(person, G31) == (Answer.PASSED, "IDENTITY_CONFIRMED")

    def test_what_was_found_on_another_day_does_not_count(self, person: Person) -> None:
        confirmed_by(person, BEXLEY, NOAKES)
        person.clock.pass_by(days=1)
        assert answer(person, G31) == (Answer.UNKNOWN, "IDENTITY_NOT_CONFIRMED")

    def test_what_was_found_after_the_exit_does_not_count_for_it(self, person: Person) -> None:
        before = person.clock.now()
        person.clock.pass_by(minutes=5)
        confirmed_by(person, BEXLEY, NOAKES)
        assert person.finding(G31, at=before, step=Step.GATE).answer is Answer.UNKNOWN

    def test_a_doubt_fails_until_two_confirm_anew(self, person: Person) -> None:
        confirmed_by(person, BEXLEY, NOAKES)
        doubt_identity(person.office, NOAKES, person.id, found="a scar that the photo lacks")
        found = person.finding(G31, step=Step.FINAL)
        assert (found.answer, found.reason) == (Answer.FAILED, "IDENTITY_IN_DOUBT")
        assert "a scar that the photo lacks" in found.words
        assert answer(person, G31, Step.AUTHORISE)[0] is Answer.FAILED
        confirmed_by(person, BEXLEY)
        assert answer(person, G31)[0] is Answer.FAILED
        confirmed_by(person, HALE)
        assert answer(person, G31) == (Answer.PASSED, "IDENTITY_CONFIRMED")

    @pytest.mark.parametrize(
        "fact",
        [
            f.AliasRecorded(surname="Harrow", forenames="Josh"),
            f.IdentifierRecorded(issuer=f.Issuer.PNC, value="98/7654321A"),
            f.IdentityRecorded(surname="Pelle", forenames="Joshua", born_on=date(1998, 3, 14)),
        ],
        ids=lambda fact: fact.KIND,
    )
    def test_a_change_of_who_the_person_is_needs_it_anew(
        self, person: Person, fact: f.Fact
    ) -> None:
        confirmed_by(person, BEXLEY, NOAKES)
        person.state(fact, by=AMADI)
        assert answer(person, G31) == (Answer.UNKNOWN, "IDENTITY_NOT_CONFIRMED")


def test_a_photo_in_colour_stands_for_two_years_and_no_other_does() -> None:
    taken_on = date(2026, 9, 2)
    colour = f.PhotographTaken(photo="x", taken_on=taken_on, is_colour=True)
    assert photo_stands_until(colour) == taken_on + timedelta(days=730)
    grey = f.PhotographTaken(photo="x", taken_on=taken_on, is_colour=False)
    assert photo_stands_until(grey) is None


def test_the_birth_date_is_on_the_card_and_nothing_that_is_asked() -> None:
    assert Detail.BORN_ON in CELL_CARD
    assert not CELL_CARD & set(ASKED)
