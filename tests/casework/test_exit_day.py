"""What is done at reception on the day: who may, what cannot be so, and what it ends."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from gatelodge.adapters.biometrics import ByEye
from gatelodge.casework.biometrics import Compared, compare_faces
from gatelodge.casework.exit_day import (
    attend_removal,
    confirm_identity,
    doubt_identity,
    note_footage,
    sign_licence,
)
from gatelodge.casework.office import ActRefused, RecordMovedOn
from gatelodge.demo.faces import PNG, face
from gatelodge.record import facts as f
from gatelodge.record.facts import Detail, IdentityMethod, QuestionAsked
from tests.gate.prison import AMADI, ASKED, BEXLEY, LISTER, NOAKES, Person, staff

RIGHT = tuple(QuestionAsked(about=each, is_right=True) for each in ASKED)
ELSEWHERE = staff("bexley.tom", f.Role.RECEPTION_OFFICER, prison="DMI")


@pytest.fixture
def person() -> Person:
    return Person().ready().with_pass()


def by_photo(person: Person, actor: Any = BEXLEY, **more: Any) -> None:
    sent = {"method": IdentityMethod.PHOTO, "questions": RIGHT} | more
    confirm_identity(person.office, actor, person.id, **sent)


def refusal(act: Callable[[], object]) -> ActRefused:
    with pytest.raises(ActRefused) as refused:
        act()
    assert refused.value.words.endswith(".")
    return refused.value


def is_dead(person: Person) -> bool:
    release = person.record.release
    assert release is not None
    return release.cancelled is not None


@pytest.mark.parametrize("actor", [AMADI, ELSEWHERE], ids=["no desk", "another prison"])
def test_the_acts_of_the_desk_are_the_desks(person: Person, actor: Any) -> None:
    for act in (
        lambda: sign_licence(person.office, actor, person.id),
        lambda: by_photo(person, actor),
        lambda: doubt_identity(person.office, actor, person.id, found="another face"),
        lambda: note_footage(person.office, actor, person.id, reference="camera 7"),
    ):
        assert refusal(act).code == "NO_ROLE"


def test_only_a_duty_governor_is_at_a_removal_and_names_the_escort(person: Person) -> None:
    at = refusal(lambda: attend_removal(person.office, BEXLEY, person.id, escort="R. Dale"))
    assert at.code == "NO_ROLE"
    unnamed = refusal(lambda: attend_removal(person.office, LISTER, person.id, escort=" "))
    assert unnamed.field == "escort"
    attend_removal(person.office, LISTER, person.id, escort="R. Dale")
    assert person.record.attended is not None


def test_a_pass_lives_through_the_acts_of_its_day(person: Person) -> None:
    sign_licence(person.office, BEXLEY, person.id)
    by_photo(person)
    by_photo(person, NOAKES)
    note_footage(person.office, BEXLEY, person.id, reference="camera 7")
    assert not is_dead(person)


def test_a_doubt_ends_the_pass_and_keeps_the_wrong_answer(person: Person) -> None:
    wrong = (QuestionAsked(about=ASKED[0], is_right=False),)
    doubt_identity(person.office, BEXLEY, person.id, found="a wrong answer", questions=wrong)
    doubted = person.record.identity_doubted
    assert doubted is not None
    assert doubted.fact.questions == wrong
    assert is_dead(person)
    assert (
        refusal(lambda: doubt_identity(person.office, BEXLEY, person.id, found=" ")).field
        == "found"
    )


class TestTheLicence:
    def test_without_one_there_is_nothing_to_read(self) -> None:
        bare = Person()
        assert refusal(lambda: sign_licence(bare.office, BEXLEY, bare.id)).code == "NO_LICENCE"

    def test_nobody_witnesses_what_they_read_themselves(self, person: Person) -> None:
        own = BEXLEY.name.upper()
        refused = refusal(
            lambda: sign_licence(person.office, BEXLEY, person.id, refusal_witnessed_by=f" {own} ")
        )
        assert (refused.code, refused.field) == ("SAME_PERSON", "refusal_witnessed_by")

    def test_what_came_after_the_page_was_shown_refuses_it(self, person: Person) -> None:
        seen = person.version
        person.licence("Stay away from Dunmere.")
        with pytest.raises(RecordMovedOn):
            sign_licence(person.office, BEXLEY, person.id, seen_version=seen)
        assert person.record.licence_signed is None


class TestIdentity:
    def test_two_different_questions_are_asked(self, person: Person) -> None:
        for questions in ((), RIGHT[:1], (RIGHT[0], RIGHT[0])):
            refused = refusal(partial(by_photo, person, questions=questions))
            assert (refused.code, refused.field) == ("TOO_FEW", "questions")

    def test_what_the_cell_card_says_is_no_question(self, person: Person) -> None:
        asked = (*RIGHT[:1], QuestionAsked(about=Detail.BORN_ON, is_right=True))
        assert refusal(lambda: by_photo(person, questions=asked)).code == "ON_THE_CARD"

    def test_what_the_record_does_not_hold_is_no_question(self, person: Person) -> None:
        asked = (*RIGHT[:1], QuestionAsked(about=Detail.NEXT_OF_KIN, is_right=True))
        assert refusal(lambda: by_photo(person, questions=asked)).code == "NOT_KNOWN"

    def test_a_wrong_answer_confirms_nobody(self, person: Person) -> None:
        asked = (RIGHT[0], QuestionAsked(about=ASKED[1], is_right=False))
        assert refusal(lambda: by_photo(person, questions=asked)).code == "WRONG_ANSWER"

    def test_the_photo_is_in_colour_and_at_most_two_years_old(self) -> None:
        bare = Person()
        assert refusal(lambda: by_photo(bare)).code == "NO_PHOTO"
        bare.known()
        today = bare.clock.now().date()
        bare.photograph(today, is_colour=False)
        assert refusal(lambda: by_photo(bare)).code == "PHOTO_TOO_OLD"
        bare.photograph(today - timedelta(days=731))
        assert refusal(lambda: by_photo(bare)).code == "PHOTO_TOO_OLD"
        bare.photograph(today - timedelta(days=730))
        by_photo(bare)
        assert len(bare.record.identity_confirmed) == 1

    def test_a_device_has_the_number_of_its_result(self, person: Person) -> None:
        device = {"method": IdentityMethod.BIOMETRIC, "questions": ()}
        assert refusal(lambda: by_photo(person, **device)).field == "reference"
        by_photo(person, **device, reference="F-20981")

    def test_the_second_officers_page_stays_good_when_the_first_confirms(
        self, person: Person
    ) -> None:
        seen = person.version
        by_photo(person, seen_version=seen)
        by_photo(person, NOAKES, seen_version=seen)
        assert len(person.record.identity_confirmed) == 2

    def test_a_name_that_came_since_refuses_it(self, person: Person) -> None:
        seen = person.version
        person.state(f.AliasRecorded(surname="Harrow", forenames="Josh"))
        with pytest.raises(RecordMovedOn):
            by_photo(person, seen_version=seen)


class Wrong:
    """A device that calls everybody the same person."""

    name = "a device that errs"

    def compare(self, kept: bytes, taken: bytes, *, looks_same: bool) -> Compared:  # noqa: ARG002 - the port's shape
        return Compared(is_same=True, reference="ERR-1")


class TestComparingFaces:
    def taken(self, person: Person, number: int = 2) -> str:
        return person.office.documents.keep(face(number), media_type=PNG)

    def test_the_same_face_confirms_with_a_reference_to_both_pictures(self, person: Person) -> None:
        taken = self.taken(person)
        compare_faces(person.office, BEXLEY, person.id, ByEye(), taken=taken, looks_same=True)
        confirmed = person.record.identity_confirmed[0].fact
        assert confirmed.method is IdentityMethod.BIOMETRIC
        other = ByEye().compare(face(1), face(3), looks_same=True)
        assert confirmed.reference == ByEye().compare(face(1), face(2), looks_same=True).reference
        assert confirmed.reference != other.reference

    @pytest.mark.parametrize("provider", [ByEye(), Wrong()], ids=["by eye", "wrong device"])
    def test_another_face_is_a_doubt_whatever_the_device_says(
        self, person: Person, provider: Any
    ) -> None:
        compare_faces(
            person.office,
            BEXLEY,
            person.id,
            provider,
            taken=self.taken(person),
            looks_same=False,
        )
        assert not person.record.identity_confirmed
        assert person.record.identity_doubted is not None
        assert is_dead(person)

    def test_both_pictures_are_needed(self, person: Person) -> None:
        refused = refusal(
            lambda: compare_faces(
                person.office, BEXLEY, person.id, ByEye(), taken="0" * 64, looks_same=True
            )
        )
        assert refused.field == "paper"
        bare = Person()
        taken = self.taken(bare)
        refused = refusal(
            lambda: compare_faces(
                bare.office, BEXLEY, bare.id, ByEye(), taken=taken, looks_same=True
            )
        )
        assert refused.code == "NO_PHOTO"
