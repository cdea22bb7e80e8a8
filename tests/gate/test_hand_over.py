"""The hand-over at the door: governor and escort, who ordered it, footage (G33 to G35)."""

import pytest

from gatelodge.casework.exit_day import attend_removal, note_footage
from gatelodge.gate import CHECKS, Check, Step, instructions_to_verify
from gatelodge.record import facts as f
from gatelodge.record import message
from gatelodge.record.facts import Answer, ExitType
from tests.gate.court import applied, linked, read, result
from tests.gate.prison import BEXLEY, LISTER, Person, paper

BY_NAME = {each.name: each for each in CHECKS}
G33, G34, G35 = BY_NAME["G33"], BY_NAME["G34"], BY_NAME["G35"]
ESCORT = "Northgate Escorts: R. Dale and P. Quill"


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def removed(person: Person) -> Person:
    """Somebody who is planned to be handed to an immigration escort today."""
    person.remand()
    person.plan(ExitType.IMMIGRATION_ESCORT, escort=ESCORT)
    return person


def answer(
    person: Person,
    check: Check,
    step: Step = Step.FINAL,
    exit_type: ExitType = ExitType.COMMUNITY,
) -> tuple[Answer, str]:
    found = person.finding(check, step=step, exit_type=exit_type)
    return found.answer, found.reason


class TestTheDutyGovernor:
    removal = ExitType.IMMIGRATION_ESCORT

    def test_nobody_needs_one_who_is_not_removed(self, person: Person) -> None:
        person.end(person.remand())
        assert answer(person, G33) == (Answer.NOT_APPLICABLE, "NOT_A_REMOVAL")

    def test_it_is_still_to_come_until_the_governor_is_there(self, removed: Person) -> None:
        assert answer(removed, G33, exit_type=self.removal) == (Answer.UNKNOWN, "NOT_DONE_YET")

    def test_with_the_escort_of_the_plan_it_passes(self, removed: Person) -> None:
        attend_removal(removed.office, LISTER, removed.id, escort=f"  {ESCORT.upper()} ")
        assert answer(removed, G33, exit_type=self.removal) == (Answer.PASSED, "GOVERNOR_PRESENT")

    def test_another_escort_fails_with_both_names(self, removed: Person) -> None:
        attend_removal(removed.office, LISTER, removed.id, escort="Southgate: T. Brook")
        found = removed.finding(G33, exit_type=self.removal)
        assert (found.answer, found.reason) == (Answer.FAILED, "ESCORT_IS_ANOTHER")
        assert ESCORT in found.words
        assert "Southgate: T. Brook" in found.words

    def test_yesterdays_presence_is_none(self, removed: Person) -> None:
        attend_removal(removed.office, LISTER, removed.id, escort=ESCORT)
        removed.clock.pass_by(days=1)
        assert answer(removed, G33, exit_type=self.removal)[0] is Answer.UNKNOWN


class TestTheInstruction:
    def test_where_no_paper_lets_anybody_out_there_is_nothing_to_ask(self, person: Person) -> None:
        person.remand()
        assert answer(person, G34) == (Answer.NOT_APPLICABLE, "NO_INSTRUCTION")

    def test_a_paper_that_nobody_rang_back_about_is_not_known(self, person: Person) -> None:
        ended = person.end(person.remand())
        assert answer(person, G34) == (Answer.UNKNOWN, "INSTRUCTION_NOT_VERIFIED")
        assert [each.entry.seq for each in instructions_to_verify(person.record)] == [ended]

    def test_rung_back_it_passes(self, person: Person) -> None:
        person.rung_back(person.end(person.remand()))
        assert answer(person, G34) == (Answer.PASSED, "INSTRUCTION_TRUSTED")
        assert not instructions_to_verify(person.record)

    def test_each_paper_is_rung_back_about_by_itself(self, person: Person) -> None:
        person.rung_back(person.end(person.remand()))
        person.state(
            f.EarlyReleaseDecided(
                scheme=f.EarlyScheme.PAROLE,
                release_on=person.clock.now().date(),
                signed_by="A. Judge",
            ),
            source=paper(person.office, "direction"),
        )
        assert answer(person, G34) == (Answer.UNKNOWN, "INSTRUCTION_NOT_VERIFIED")

    def test_a_paper_of_the_courts_own_feed_needs_no_call(self, person: Person) -> None:
        remand = person.remand()
        linked(person)
        result(person)
        read(person)
        applied(person)
        ended = f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=person.clock.now())
        person.state(ended, source=paper(person.office, "result item-1"))
        assert answer(person, G34) == (Answer.PASSED, "INSTRUCTION_TRUSTED")

    def test_what_a_signed_message_ends_needs_no_call(self, person: Person) -> None:
        remand = person.remand()
        ended = f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=person.clock.now())
        person.say(ended, source=message("item-1"))
        assert answer(person, G34)[0] is Answer.NOT_APPLICABLE

    def test_an_order_to_go_at_once_is_an_instruction(self, person: Person) -> None:
        person.remand()
        person.plan(is_immediate=True)
        assert answer(person, G34) == (Answer.UNKNOWN, "INSTRUCTION_NOT_VERIFIED")


class TestFootage:
    def test_it_stops_nobody(self, person: Person) -> None:
        assert person.finding(G35, step=Step.FINAL).if_not_met is f.OnFail.WARN

    def test_before_the_day_it_is_still_to_come(self, person: Person) -> None:
        assert answer(person, G35, Step.AUTHORISE)[1] == "NOT_DONE_YET"
        assert answer(person, G35) == (Answer.UNKNOWN, "FOOTAGE_NOT_NOTED")

    def test_noted_it_passes_on_its_day_alone(self, person: Person) -> None:
        note_footage(person.office, BEXLEY, person.id, reference="camera 7, file 31")
        assert answer(person, G35) == (Answer.PASSED, "FOOTAGE_NOTED")
        person.clock.pass_by(days=1)
        assert answer(person, G35) == (Answer.UNKNOWN, "FOOTAGE_NOT_NOTED")
