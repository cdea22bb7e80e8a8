"""What one person may not do together, found in the history of a record."""

import pytest
from msgspec.structs import replace

from gatelodge.casework.exit_day import confirm_identity, note_footage, sign_licence
from gatelodge.casework.gate_desk import record_exit
from gatelodge.casework.office import Actor, ActRefused
from gatelodge.casework.overrides import decide_escalation, override_check, second_override
from gatelodge.gate import CHECKS
from gatelodge.record import ActApart, acts_on
from gatelodge.record import facts as f
from tests.gate.prison import (
    AMADI,
    ASKED,
    BEXLEY,
    FERNLEA,
    HALE,
    LISTER,
    NOAKES,
    ROWE,
    Person,
    staff,
)

G32 = next(each for each in CHECKS if each.name == "G32")
UNA = staff("marsh.una", f.Role.HEAD_OF_OMU)
VIK = staff("rao.vik", f.Role.DUTY_GOVERNOR)
ADA = staff("bright.ada", f.Role.CASE_ADMINISTRATOR, f.Role.SECOND_CHECKER)
CY = staff("holt.cy", f.Role.SECOND_CHECKER)


def now_with(who: Actor, *roles: f.Role) -> Actor:
    """The same account after a change of roles: the old ones are gone."""
    return replace(who, roles=frozenset((role, FERNLEA) for role in roles))


def calculate(person: Person, by: Actor) -> None:
    person.calculated(by=by)


def check(person: Person, by: Actor) -> None:
    person.checked(by)


def refused_g32(person: Person, by: Actor) -> None:
    with pytest.raises(ActRefused, match="G32"):
        person.authorise(by)


def test_one_account_with_two_roles_does_not_do_both() -> None:
    person = Person().ready()
    both = staff("hale.priya", f.Role.HEAD_OF_OMU, f.Role.DUTY_GOVERNOR)
    person.authorise(both)
    with pytest.raises(ActRefused, match="G32"):
        person.confirm(both)
    person.confirm()


def test_a_second_calculator_later_made_head_of_omu_authorises_nothing() -> None:
    person = Person().ready()
    refused_g32(person, now_with(ROWE, f.Role.HEAD_OF_OMU))
    person.authorise()


def test_also_when_others_calculated_and_checked_anew_since() -> None:
    """Whoever stood behind the dates once does not let out on them, whoever repeats the work."""
    person = Person().ready()
    calculate(person, ADA)
    check(person, CY)
    for before in (AMADI, ROWE, ADA, CY):
        refused_g32(person, now_with(before, f.Role.HEAD_OF_OMU, f.Role.CUSTODIAL_MANAGER))
    person.authorise()
    for before in (AMADI, ROWE):
        with pytest.raises(ActRefused, match="G32"):
            person.confirm(now_with(before, f.Role.DUTY_GOVERNOR))


def test_who_authorised_once_does_not_confirm_what_another_authorised_since() -> None:
    person = Person().ready()
    person.authorise()
    person.others_asked()
    person.authorise(UNA)
    with pytest.raises(ActRefused, match="G32"):
        person.confirm(now_with(HALE, f.Role.DUTY_GOVERNOR))
    person.confirm()


def test_who_confirmed_does_not_authorise_the_renewal() -> None:
    person = Person().ready().with_pass()
    person.others_asked()
    refused_g32(person, now_with(LISTER, f.Role.HEAD_OF_OMU))
    person.authorise()
    person.confirm()


def test_who_authorised_does_not_calculate_in_the_same_custody() -> None:
    """The ledger itself refuses: no check looks at a calculation while it is made."""
    person = Person().ready()
    person.authorise()
    with pytest.raises(ActRefused) as stopped:
        calculate(person, now_with(HALE, f.Role.CASE_ADMINISTRATOR))
    assert stopped.value.code == "SAME_PERSON"
    assert "authorisation" in stopped.value.words


def test_the_first_calculator_does_not_check_after_a_change_of_role() -> None:
    person = Person()
    person.sentence()
    person.calculated()
    with pytest.raises(ActRefused) as stopped:
        check(person, now_with(AMADI, f.Role.SECOND_CHECKER))
    assert stopped.value.code == "SAME_PERSON"


def test_two_trained_people_may_take_turns_at_the_dates() -> None:
    """Each calculation has its own two people; what is kept apart is letting out on it."""
    person = Person()
    person.sentence()
    calculate(person, ADA)
    check(person, ROWE)
    calculate(person, ROWE)
    check(person, ADA)


def test_a_new_custody_begins_with_nobodys_hand_in_it() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    person.scan()
    record_exit(person.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1")
    assert {each.account for each in of_the_exit(person)} == {
        each.account for each in (AMADI, ROWE, HALE, LISTER)
    }
    back = f.ReturnRecorded(returned_at=person.clock.now(), how="recalled", prison=FERNLEA)
    person.say(back)
    assert of_the_exit(person) == []


def of_the_exit(person: Person) -> list[ActApart]:
    return [each for each in acts_on(person.record) if each.scope.endswith("exit")]


def test_who_dated_the_sentence_may_send_somebody_to_hospital() -> None:
    """A way out and back asks for two acts by two people; the dates are none of them."""
    person = Person()
    person.sentence()
    calculate(person, ADA)
    hospital = f.ExitType.HOSPITAL
    assert person.finding(G32, exit_type=hospital, acting=ADA.account).reason == "NOT_DONE_YET"
    assert person.finding(G32, acting=ADA.account).reason == "SAME_PERSON_TWICE"


def on_a_finding(person: Person, by: Actor) -> None:
    decide_escalation(
        person.office, by, person.id, check="G15", why="told", seen_version=person.version
    )


def test_who_calculated_decides_nothing_that_a_check_found() -> None:
    person = Person().ready()
    person.asked(f.Enquiry.OTHER_INTEREST, "wanted", of="Ashbourne police")
    with pytest.raises(ActRefused) as stopped:
        on_a_finding(person, now_with(ROWE, f.Role.DUTY_GOVERNOR))
    assert stopped.value.code == "SAME_PERSON"
    on_a_finding(person, LISTER)
    with pytest.raises(ActRefused) as stopped:
        calculate(person, now_with(LISTER, f.Role.CASE_ADMINISTRATOR))
    assert stopped.value.code == "SAME_PERSON"


def test_a_governor_who_decided_on_a_finding_may_confirm() -> None:
    """It is the same look at the same release, and no second pair of eyes is lost."""
    person = Person().ready()
    person.asked(f.Enquiry.OTHER_INTEREST, "wanted", of="Ashbourne police")
    on_a_finding(person, LISTER)
    person.with_pass()


def test_an_override_needs_two_governors_whatever_roles_change_between() -> None:
    person = Person().ready()
    person.asked(f.Enquiry.WARRANTS, "a fine", of="Dunmere fines office")
    given = override_check(
        person.office,
        LISTER,
        person.id,
        check="G14",
        why="paid",
        national_operations="Petra Lowe",
        seen_version=person.version,
    )[0].seq

    def agree(by: Actor) -> None:
        second_override(
            person.office, by, person.id, override=given, why="seen", seen_version=person.version
        )

    promoted = now_with(LISTER, f.Role.HEAD_OF_OMU, f.Role.DUTY_GOVERNOR)
    for refused in (promoted, now_with(AMADI, f.Role.DUTY_GOVERNOR)):
        with pytest.raises(ActRefused) as stopped:
            agree(refused)
        assert stopped.value.code == "SAME_PERSON"
    agree(VIK)


def test_one_officer_who_looks_twice_is_not_two_officers() -> None:
    person = Person().ready().with_pass()
    sign_licence(person.office, BEXLEY, person.id)
    promoted = now_with(BEXLEY, f.Role.CUSTODIAL_MANAGER)
    for who in (BEXLEY, promoted):
        questions = [f.QuestionAsked(about=each, is_right=True) for each in ASKED]
        confirm_identity(
            person.office, who, person.id, method=f.IdentityMethod.PHOTO, questions=questions
        )
    with pytest.raises(ActRefused, match="G31"):
        person.last_check()


def test_who_said_who_the_person_is_may_be_one_of_the_four() -> None:
    """At night few are on duty; two officers are asked, and four acts are by four people."""
    person = Person().ready().with_pass()
    governor = now_with(LISTER, f.Role.DUTY_GOVERNOR, f.Role.RECEPTION_OFFICER)
    sign_licence(person.office, governor, person.id)
    for who in (governor, NOAKES):
        questions = [f.QuestionAsked(about=each, is_right=True) for each in ASKED]
        confirm_identity(
            person.office, who, person.id, method=f.IdentityMethod.PHOTO, questions=questions
        )
    note_footage(person.office, BEXLEY, person.id, reference="camera 7")
    person.last_check()


def test_one_confirming_for_another_kind_of_exit_counts_for_its_plan_alone() -> None:
    """Whoever authorised a visit to hospital may confirm the next one; not the same one."""
    hospital = f.ExitType.HOSPITAL
    person = Person()
    person.sentence()
    on = person.clock.now().date()
    plan = f.ExitPlanned(exit_type=hospital, on=on, escort="Meridian")
    assessed = f.Assessed(
        exit_type=hospital,
        on=on,
        at=person.clock.now(),
        record_version=1,
        findings=(),
        checks_version="",
        engine_version="",
        law_version="",
        clock="system clock",
    )
    person.say(plan)
    authorised = person.say(f.ReleaseAuthorised(assessed=assessed), by=HALE)
    confirmed = f.ReleaseConfirmed(authorisation=authorised.seq, assessed=assessed)
    with pytest.raises(ActRefused, match="authorisation"):
        person.say(confirmed, by=HALE)
    person.say(plan)
    person.say(f.ReleaseAuthorised(assessed=assessed), by=LISTER)
    person.say(confirmed, by=HALE)
