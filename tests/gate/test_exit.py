"""G30, G32 and G36: the type of exit, the people, and that nothing is new."""

from datetime import timedelta

import pytest

from gatelodge.gate import Step
from gatelodge.gate.checks import CHECKS
from gatelodge.record import facts as f
from gatelodge.record import spoken_moment
from gatelodge.record.facts import Answer, ExitType
from tests.gate.prison import AMADI, COURT, HALE, LISTER, NOAKES, ROWE, URN, Person

G30, G32, G36 = (
    next(each for each in CHECKS if each.name == name) for name in ("G30", "G32", "G36")
)
ESCORT, COMMUNITY = ExitType.IMMIGRATION_ESCORT, ExitType.COMMUNITY


# G30


def test_case_a_a_detained_person_does_not_leave_to_the_community() -> None:
    person = Person()
    person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7"))
    assert person.finding(G30).reason == "EXIT_IS_ANOTHER"
    assert person.finding(G30, exit_type=ESCORT).answer is Answer.PASSED


@pytest.mark.parametrize("exit_type", [COMMUNITY, ESCORT])
def test_a_remand_allows_no_release(exit_type: ExitType) -> None:
    person = Person()
    person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7"))
    person.remand()
    assert person.finding(G30, exit_type=exit_type).answer is Answer.FAILED


def test_without_is91_there_is_no_escort() -> None:
    person = Person()
    person.end(person.remand())
    assert person.finding(G30, exit_type=ESCORT).reason == "EXIT_IS_ANOTHER"
    assert person.finding(G30).answer is Answer.PASSED


def test_an_escort_booked_for_the_community_contradicts_itself() -> None:
    person = Person()
    person.end(person.remand())
    person.plan(escort="Meridian Escorts")
    assert person.finding(G30).reason == "EXIT_CONTRADICTED"


def test_an_escort_without_a_name_is_not_known() -> None:
    person = Person()
    person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7"))
    person.say(f.ExitPlanned(exit_type=ESCORT, on=person.clock.now().date()))
    assert person.finding(G30, exit_type=ESCORT).reason == "ESCORT_NOT_NAMED"


def test_a_hearing_by_video_link_takes_nobody_to_court() -> None:
    person = Person()
    person.remand()
    on = person.clock.now().date()
    production = ExitType.COURT_PRODUCTION
    person.state(f.HearingListed(hearing="", case_urn=URN, court=COURT, on=on, by_video=True))
    found = person.finding(G30, exit_type=production)
    assert (found.answer, found.reason) == (Answer.FAILED, "HEARING_BY_VIDEO")
    person.state(f.HearingListed(hearing="", case_urn="01AB0000999", court=COURT, on=on))
    assert person.finding(G30, exit_type=production).answer is Answer.PASSED


def test_a_hearing_that_the_court_moved_allows_no_production_on_its_old_day() -> None:
    person = Person()
    person.remand()
    today = person.clock.now().date()
    production = ExitType.COURT_PRODUCTION
    later = today + timedelta(days=7)
    for on in (today, later):
        person.state(f.HearingListed(hearing="h9", case_urn=URN, court=COURT, on=on))
    assert person.finding(G30, exit_type=production).reason == "HEARING_NOT_LISTED"
    assert person.finding(G30, exit_type=production, on=later).answer is Answer.PASSED


def test_a_production_needs_a_hearing_of_that_day_at_that_court() -> None:
    person = Person()
    person.remand()
    today = person.clock.now().date()
    production = ExitType.COURT_PRODUCTION
    assert person.finding(G30, exit_type=production).reason == "HEARING_NOT_LISTED"
    person.state(f.HearingListed(hearing="h9", case_urn=URN, court=COURT, on=today))
    assert person.finding(G30, exit_type=production).answer is Answer.PASSED
    tomorrow = today + timedelta(days=1)
    assert person.finding(G30, exit_type=production, on=tomorrow).answer is Answer.FAILED
    person.plan(production, destination="Another Court")
    assert person.finding(G30, exit_type=production).reason == "EXIT_CONTRADICTED"


def test_on_nothing_at_all_no_exit_matches() -> None:
    assert Person().finding(G30).reason == "NO_EVIDENCE"


# G32


def test_two_people_who_made_no_calculation() -> None:
    person = Person().ready()
    assert person.finding(G32, acting=HALE.account).reason == "NOT_DONE_YET"
    person.authorise()
    confirming = person.finding(G32, step=Step.CONFIRM, acting=LISTER.account)
    assert confirming.answer is Answer.PASSED
    assert person.finding(G32, step=Step.GATE).reason == "NOT_DONE_YET"
    person.confirm()
    assert person.finding(G32, step=Step.GATE).answer is Answer.PASSED


@pytest.mark.parametrize("by", [AMADI.account, ROWE.account])
def test_nobody_who_calculated_authorises_or_confirms(by: str) -> None:
    person = Person().ready()
    assert person.finding(G32, acting=by).reason == "SAME_PERSON_TWICE"
    person.authorise()
    assert person.finding(G32, step=Step.CONFIRM, acting=by).reason == "SAME_PERSON_TWICE"


def test_the_authoriser_does_not_confirm() -> None:
    person = Person().ready()
    person.authorise()
    found = person.finding(G32, step=Step.CONFIRM, acting=HALE.account)
    assert (found.answer, found.reason) == (Answer.FAILED, "SAME_PERSON_TWICE")


def test_an_authorisation_for_another_day_is_none() -> None:
    person = Person().ready().with_pass()
    tomorrow = person.clock.now().date() + timedelta(days=1)
    assert person.finding(G32, on=tomorrow, step=Step.GATE).reason == "NOT_DONE_YET"


def test_in_a_court_production_two_people_are_enough() -> None:
    person = Person()
    person.sentence()
    person.calculated()
    found = person.finding(G32, exit_type=ExitType.COURT_PRODUCTION, acting=AMADI.account)
    assert found.reason == "NOT_DONE_YET"


# G36


def test_the_final_check_is_good_for_ten_minutes() -> None:
    person = Person().ready()
    assert person.finding(G36, step=Step.GATE).reason == "NOT_DONE_YET"
    person.with_pass()
    assert person.finding(G36, step=Step.GATE).reason == "NOT_DONE_YET"
    acting = person.finding(G36, step=Step.FINAL, acting=NOAKES.account)
    assert acting.answer is Answer.PASSED
    person.final_check()
    person.clock.pass_by(minutes=10)
    assert person.finding(G36, step=Step.GATE).answer is Answer.PASSED
    person.clock.pass_by(seconds=1)
    assert person.finding(G36, step=Step.GATE).reason == "FINAL_CHECK_OLD"


def test_looking_at_the_exit_makes_no_final_check() -> None:
    person = Person().ready().with_pass()
    found = person.finding(G36, step=Step.FINAL)
    assert found.reason == "NOT_DONE_YET"
    assert "final check at" not in found.words
    person.final_check()
    at = person.record.entries[-1].envelope.recorded_at
    person.clock.pass_by(minutes=4)
    made = person.finding(G36, step=Step.GATE)
    assert spoken_moment(at) in made.words


def test_policy_may_make_it_shorter() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    person.clock.pass_by(minutes=6)
    policy = (("G36 final check", timedelta(minutes=5)),)
    assert person.finding(G36, step=Step.GATE, policy=policy).reason == "FINAL_CHECK_OLD"


def test_something_new_between_authorisation_and_confirmation_fails() -> None:
    person = Person().ready()
    person.authorise()
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    found = person.finding(G36, step=Step.CONFIRM)
    assert (found.answer, found.reason) == (Answer.FAILED, "NEW_SINCE")
    assert "alias recorded" in found.words


def test_what_was_recorded_after_the_moment_looked_at_is_not_new_then() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    then = person.clock.now()
    person.clock.pass_by(minutes=5)
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    assert person.finding(G36, at=then, step=Step.GATE).answer is Answer.PASSED
    assert person.finding(G36, step=Step.GATE).answer is not Answer.PASSED
