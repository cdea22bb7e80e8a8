"""The way to an exit, from the plan to the open gate, and all that stops it."""

from datetime import date, time, timedelta

import pytest

from gatelodge.adapters.keys import verifies
from gatelodge.casework.exits import (
    ExitStopped,
    authorise_exit,
    confirm_exit,
    do_not_authorise,
    plan_exit,
    renew_authorisation,
    renew_confirmation,
)
from gatelodge.casework.gate_desk import (
    cancel_pass,
    print_pass,
    record_exit,
    revocation_list,
    run_final_check,
    scan_pass,
)
from gatelodge.casework.leaving import (
    ask_return_to_custody,
    record_exit_on_paper,
    record_return,
    unfreeze,
)
from gatelodge.casework.office import Actor, ActRefused, RecordMovedOn
from gatelodge.casework.reception import hold_same_person
from gatelodge.casework.watching import POLICY
from gatelodge.gate import CHECKS, PassBook, PassStatus, check_offline, in_blocks, short_code
from gatelodge.record import Draft, Source, Write, document, ourselves, statement
from gatelodge.record import facts as f
from tests.gate.prison import (
    AMADI,
    COURT,
    FERNLEA,
    HALE,
    LISTER,
    NOAKES,
    ROWE,
    URN,
    Person,
    staff,
)

COMMUNITY = f.ExitType.COMMUNITY
NEWS = (
    f.RemandOrdered(court=COURT, case_urn=URN, next_hearing_on=None),
    f.AliasRecorded(surname="Pelham", forenames="Josh"),
    f.ImmigrationInterestStated(interest=f.Interest.STATED),
    f.HearingListed(hearing="h2", case_urn=URN, court=COURT, on=date(2026, 12, 1)),
)


def leave(person: Person) -> None:
    record_exit(person.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1")


def test_a_sentenced_person_leaves_on_the_lawful_day() -> None:
    person = Person().ready().with_pass()
    assert person.scan().cause == "G20"
    person.at_reception()
    assert person.scan().cause == "FINAL_CHECK"
    person.last_check()
    answer = person.scan()
    assert (answer.is_go, answer.headline) == (True, "GO: pass valid")
    leave(person)
    assert not person.record.is_in_custody
    assert person.scan().cause == "USED"


def test_every_act_carries_all_findings_and_what_decided_them() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    release = person.record.release
    assert release is not None
    assert release.confirmed is not None
    assert release.final_check is not None
    for stated in (release.authorised, release.confirmed, release.final_check):
        assert len(stated.fact.assessed.findings) == len(CHECKS)
        assert stated.fact.assessed.law_version == person.office.law.version


def test_an_acquitted_person_needs_two_people_and_no_dates() -> None:
    person = Person()
    remand = person.remand()
    person.clock.pass_by(days=1)
    end = person.end(remand)
    person.state(
        f.CaseDisposed(
            case_urn=URN,
            court=COURT,
            disposal="acquitted",
            disposed_on=person.clock.now().date(),
        )
    )
    person.cases(f.CaseStated(case_urn=URN, court=COURT, is_open=False, disposal="acquitted"))
    person.citizen()
    person.others_asked()
    person.known()
    person.others_told()
    person.plan()
    with pytest.raises(ExitStopped) as stopped:
        person.authorise()
    assert {each.check for each in stopped.value.findings} == {"G34"}
    person.rung_back(end)
    person.authorise()
    person.confirm()
    person.final_check()
    assert person.scan().is_go


def test_an_immigration_detainee_leaves_with_the_escort_alone() -> None:
    """Case A: 12 months served, then hand-over; to the community nothing opens."""
    person = Person().ready()
    person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7"))
    with pytest.raises(ExitStopped) as stopped:
        person.authorise()
    assert {"G02", "G13", "G30"} <= {each.check for each in stopped.value.findings}
    # Early removal is a question now, so the dates are worked out anew, with its day.
    person.calculated()
    person.checked()
    person.decided()
    person.plan(f.ExitType.IMMIGRATION_ESCORT, escort="Meridian Escorts")
    person.with_pass()
    person.final_check()
    answer = person.scan()
    assert answer.headline == "GO: only with the escort"
    assert answer.escort == "Meridian Escorts"


def test_a_court_production_needs_two_people_and_comes_back() -> None:
    person = Person()
    person.remand()
    today = person.clock.now().date()
    person.state(f.HearingListed(hearing="h", case_urn=URN, court=COURT, on=today))
    person.known()
    person.plan(f.ExitType.COURT_PRODUCTION, destination=COURT, escort="Meridian Escorts")
    person.authorise(HALE)
    person.confirm(LISTER)
    person.final_check()
    assert person.scan().is_go
    leave(person)
    assert person.record.is_in_custody
    person.clock.pass_by(hours=5)
    back = person.clock.now()
    record_return(
        person.office,
        NOAKES,
        person.id,
        returned_at=back,
        how="from court",
        prison=FERNLEA,
        source=statement("escort"),
    )
    assert person.record.exits[-1].returned is not None


@pytest.mark.parametrize(
    ("who", "allowed"),
    [(AMADI, False), (ROWE, False), (LISTER, False), (NOAKES, False), (HALE, True)],
    ids=lambda each: each.account if isinstance(each, Actor) else str(each),
)
def test_who_may_authorise(who: Actor, *, allowed: bool) -> None:
    person = Person().ready()
    if allowed:
        person.authorise(who)
        return
    with pytest.raises(ActRefused):
        person.authorise(who)
    assert person.record.release is None


def test_a_head_of_omu_of_another_prison_may_not() -> None:
    person = Person().ready()
    elsewhere = staff("hale.priya", f.Role.HEAD_OF_OMU, prison="DMI")
    with pytest.raises(ActRefused) as refused:
        person.authorise(elsewhere)
    assert refused.value.code == "NO_ROLE"


def test_no_role_lets_one_person_do_two_acts() -> None:
    everything = staff("brook.sam", *f.Role)
    person = Person().ready()
    person.authorise(everything)
    with pytest.raises(ExitStopped):
        person.confirm(everything)
    other = Person().ready()
    other.calculated()
    other.checked(by=everything)
    with pytest.raises(ExitStopped) as stopped:
        other.authorise(everything)
    assert [each.check for each in stopped.value.findings] == ["G32"]


def test_the_first_calculator_does_not_check() -> None:
    everything = staff("brook.sam", *f.Role)
    person = Person()
    person.sentence()
    person.calculated(by=everything)
    with pytest.raises(ActRefused) as refused:
        person.checked(by=everything)
    assert refused.value.code == "SAME_PERSON"


def test_choosing_another_exit_than_planned_is_stopped() -> None:
    person = Person().ready()
    with pytest.raises(ActRefused) as refused:
        authorise_exit(
            person.office,
            HALE,
            person.id,
            exit_type=f.ExitType.IMMIGRATION_ESCORT,
            seen_version=person.version,
        )
    assert refused.value.field == "exit_type"


def test_who_decides_on_an_old_page_is_shown_what_is_new() -> None:
    person = Person().ready()
    seen = person.version
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    with pytest.raises(RecordMovedOn) as moved:
        authorise_exit(person.office, HALE, person.id, exit_type=COMMUNITY, seen_version=seen)
    assert [each.envelope.kind for each in moved.value.newer] == ["alias_recorded"]


@pytest.mark.parametrize("news", NEWS, ids=lambda each: each.KIND)
def test_any_new_fact_cancels_the_pass(news: f.Fact) -> None:
    person = Person().ready().with_pass()
    person.final_check()
    assert person.scan().is_go
    person.state(news)
    answer = person.scan()
    assert (answer.is_go, answer.cause) == (False, "CANCELLED")
    with pytest.raises(ActRefused) as refused:
        leave(person)
    assert refused.value.code == "CANCELLED"


def test_the_releases_own_acts_cancel_nothing() -> None:
    person = Person().ready().with_pass()
    print_pass(person.office, AMADI, person.id, person.pass_id)
    person.final_check()
    for _ in range(3):
        assert person.scan().is_go
    release = person.record.release
    assert release is not None
    assert release.cancelled is None


def test_news_on_a_record_held_to_be_the_same_person_cancels_it() -> None:
    person = Person().ready()
    other = Person(person.office, surname="Pelham")
    hold_same_person(
        person.office, HALE, person.id, other.id, basis="same face", source=statement("Hale")
    )
    person.citizen()
    person.with_pass()
    person.final_check()
    assert person.scan().is_go
    other.remand()
    assert person.scan().cause == "CANCELLED"


def test_what_holds_the_same_person_on_another_record_holds_them_here() -> None:
    person = Person().ready()
    other = Person(person.office, surname="Pelham")
    remand = other.remand("09ZZ0000926")
    hold_same_person(
        person.office, HALE, person.id, other.id, basis="same face", source=statement("Hale")
    )
    with pytest.raises(ExitStopped) as stopped:
        person.authorise()
    # G13: the other record's name came after the evidence of citizenship.
    assert {each.check for each in stopped.value.findings} == {"G02", "G03", "G13", "G30"}
    other.end(remand)
    person.citizen()
    person.cases(
        *(
            f.CaseStated(case_urn=urn, court=COURT, is_open=False, disposal="ended")
            for urn in (URN, "09ZZ0000926")
        )
    )
    person.authorise()


def test_a_cancelled_pass_is_renewed_by_the_same_two_in_one_act_each() -> None:
    person = Person().ready().with_pass()
    old = person.token
    person.condition()
    renew_authorisation(person.office, HALE, person.id, seen_version=person.version)
    with pytest.raises(ActRefused) as refused:
        renew_confirmation(
            person.office,
            staff("marsh.una", f.Role.DUTY_GOVERNOR),
            person.id,
            seen_version=person.version,
        )
    assert refused.value.code == "NOT_THE_SAME"
    renew_confirmation(person.office, LISTER, person.id, seen_version=person.version)
    person.final_check()
    assert person.scan().is_go
    assert person.scan(old).cause == "CANCELLED"


def test_a_renewal_runs_all_checks_anew() -> None:
    person = Person().ready().with_pass()
    person.remand("09ZZ0000926")
    with pytest.raises(ExitStopped) as stopped:
        renew_authorisation(person.office, HALE, person.id, seen_version=person.version)
    assert "G02" in {each.check for each in stopped.value.findings}


def test_somebody_else_does_not_renew() -> None:
    person = Person().ready().with_pass()
    person.condition()
    other = staff("marsh.una", f.Role.CUSTODIAL_MANAGER)
    with pytest.raises(ActRefused) as refused:
        renew_authorisation(person.office, other, person.id, seen_version=person.version)
    assert refused.value.code == "NOT_THE_SAME"
    person.authorise(other)


def test_something_new_before_the_governor_confirms_asks_for_the_authoriser_again() -> None:
    person = Person().ready()
    person.authorise()
    person.condition()
    with pytest.raises(ExitStopped) as stopped:
        person.confirm()
    assert [each.check for each in stopped.value.findings] == ["G36"]
    person.authorise()
    person.confirm()


def test_authorising_twice_says_who_did() -> None:
    person = Person().ready()
    person.authorise()
    with pytest.raises(ActRefused) as refused:
        person.authorise(staff("marsh.una", f.Role.CUSTODIAL_MANAGER))
    assert refused.value.code == "ALREADY"
    assert "hale.priya" in refused.value.words


def test_a_refusal_by_hand_ends_a_live_pass() -> None:
    person = Person().ready().with_pass()
    do_not_authorise(person.office, LISTER, person.id, why="the face does not fit the photo")
    assert person.scan().cause == "CANCELLED"


def test_a_pass_is_cancelled_by_hand_with_a_reason() -> None:
    person = Person().ready().with_pass()
    with pytest.raises(ActRefused) as refused:
        cancel_pass(person.office, AMADI, person.id, why=" ")
    assert refused.value.field == "why"
    cancel_pass(person.office, AMADI, person.id, why="lost on the way to the gate")
    answer = person.scan()
    assert answer.cause == "CANCELLED"
    assert "lost on the way" in answer.words
    with pytest.raises(ActRefused):
        run_final_check(person.office, NOAKES, person.id)


def test_the_pass_is_for_one_day() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    person.clock.pass_by(days=1)
    assert person.scan().cause == "WRONG_DAY"


def test_evidence_that_grows_too_old_closes_the_gate() -> None:
    """The case list was made the morning before; it is good for 24 hours."""
    person = Person().ready()
    today = person.clock.now().date()
    person.go_to(today - timedelta(days=1), time(10))
    person.cases()
    person.go_to(today, time(8))
    person.with_pass()
    person.go_to(today, time(9, 59))
    person.final_check()
    assert person.scan().is_go
    person.go_to(today, time(10))
    answer = person.scan()
    assert (answer.cause, answer.stopped_by[0].reason) == ("G03", "TOO_OLD")


def test_an_answer_lets_somebody_out_for_a_minute() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    with pytest.raises(ActRefused) as refused:
        leave(person)
    assert refused.value.code == "NOT_SCANNED"
    assert person.scan().is_go
    person.clock.pass_by(seconds=61)
    with pytest.raises(ActRefused) as refused:
        leave(person)
    assert refused.value.code == "SCAN_AGAIN"
    assert person.scan().is_go
    leave(person)


def test_a_typed_code_is_as_good_as_a_scan() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    assert person.scan(in_blocks(short_code(person.token)).lower()).is_go
    assert person.scan("WRONG").cause == "WRONG_CODE"
    assert person.scan("0" * 20).cause == "WRONG_CODE"


def test_a_pass_that_this_ledger_did_not_issue_opens_nothing() -> None:
    person, stranger = Person().ready().with_pass(), Person().ready().with_pass()
    stranger.final_check()
    answer = person.scan(person.token[:-1] + ("A" if person.token[-1] != "A" else "B"))
    assert answer.cause == "NOT_OURS"
    assert person.scan("GATELODGE1" + "A" * 200).cause == "NOT_OURS"


def test_another_prisons_gate_does_not_open() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    elsewhere = staff("dunn.eve", f.Role.GATE_OFFICER, prison="DMI")
    answer = scan_pass(person.office, elsewhere, person.token, prison="DMI", terminal="g")
    assert answer.cause == "OTHER_PRISON"


def test_a_word_at_the_gate_freezes_until_a_governor_ends_it() -> None:
    person = Person().ready().with_pass()
    ask_return_to_custody(
        person.office, NOAKES, person.id, words="says he has months left", said_by="", terminal="g"
    )
    assert person.scan().cause == "CANCELLED"
    with pytest.raises(ActRefused) as refused:
        person.authorise()
    assert refused.value.code == "FROZEN"
    with pytest.raises(ActRefused):
        unfreeze(person.office, HALE, person.id, why="looked")
    unfreeze(person.office, LISTER, person.id, why="another man of this name")
    person.authorise()


def test_an_exit_on_paper_kills_the_pass_and_is_entered_unchecked() -> None:
    person = Person().ready().with_pass()
    record_exit_on_paper(
        person.office,
        AMADI,
        person.id,
        exit_type=COMMUNITY,
        exited_at=person.clock.now(),
        place="reception",
        source=statement("reception officer"),
    )
    assert not person.record.is_in_custody
    assert person.scan().cause == "CANCELLED"


def test_the_revocation_list_follows_the_ledger() -> None:
    person = Person().ready().with_pass()
    other = Person(person.office)
    signer = person.office.signer
    keys = {signer.key_id: signer.public_key}  # type: ignore[attr-defined] # the key of tests has it

    def offline(listed: bytes) -> PassStatus:
        return check_offline(
            person.token,
            public_keys=keys,
            revocations=listed,
            at=person.clock.now(),
            verify=verifies,
        ).status

    book, listed = revocation_list(person.office, PassBook())
    assert offline(listed) is PassStatus.VALID
    person.clock.pass_by(minutes=1)
    cancel_pass(person.office, AMADI, person.id, why="found a letter")
    other.citizen()
    assert offline(listed) is PassStatus.VALID
    book, listed = revocation_list(person.office, book)
    assert offline(listed) is PassStatus.CANCELLED
    assert book.seq == person.office.ledger.head()


def test_the_governors_page_may_be_as_old_as_the_authorisation() -> None:
    person = Person().ready()
    seen = person.version
    person.authorise()
    with pytest.raises(RecordMovedOn):
        confirm_exit(person.office, LISTER, person.id, seen_version=seen)


@pytest.mark.parametrize("source", [document("0" * 64), statement(" "), ourselves("the gate")])
def test_an_exit_and_a_return_rest_on_a_source_that_is_one(source: Source) -> None:
    person = Person()

    def leave_on_paper(source: Source) -> None:
        record_exit_on_paper(
            person.office,
            AMADI,
            person.id,
            exit_type=COMMUNITY,
            exited_at=person.clock.now(),
            place="gate",
            source=source,
        )

    with pytest.raises(ActRefused) as refused:
        leave_on_paper(source)
    assert refused.value.field == "source"
    leave_on_paper(statement("gate book"))
    with pytest.raises(ActRefused) as refused:
        record_return(
            person.office,
            NOAKES,
            person.id,
            returned_at=person.clock.now(),
            how="arrested",
            prison=FERNLEA,
            source=source,
        )
    assert refused.value.field == "source"


def test_an_exit_on_paper_is_not_before_the_last_return() -> None:
    """Else somebody who left again would be taken to be here."""
    person = Person().ready().with_pass()
    person.final_check()
    person.scan()
    leave(person)
    person.clock.pass_by(hours=5)
    back = person.clock.now()
    record_return(
        person.office,
        NOAKES,
        person.id,
        returned_at=back,
        how="arrested",
        prison=FERNLEA,
        source=statement("police"),
    )
    with pytest.raises(ActRefused) as refused:
        record_exit_on_paper(
            person.office,
            AMADI,
            person.id,
            exit_type=f.ExitType.COMMUNITY,
            exited_at=back - timedelta(hours=1),
            place="gate",
            source=statement("gate book"),
        )
    assert refused.value.field == "exited_at"


@pytest.mark.parametrize("minutes", [10**15, -(10**15)])
def test_a_limit_that_no_clock_can_count_breaks_nothing(minutes: int) -> None:
    """It tightens as far as it can; every act and the whole watch read it."""
    person = Person().ready()
    limit = Draft(
        fact=f.PolicySet(limit="G06 amendment window", minutes=minutes),
        by=HALE.account,
        reason="test",
        source=statement("Hale"),
    )
    write = Write(stream=POLICY, drafts=(limit,))
    person.office.ledger.append([write], at=person.clock.now())
    person.authorise()


def test_a_clock_that_runs_back_hides_nothing_that_is_new() -> None:
    person = Person().ready()
    person.authorise()
    person.clock.pass_by(minutes=10)
    person.condition()
    person.clock.pass_by(minutes=-4)
    with pytest.raises(ExitStopped) as stopped:
        person.confirm()
    assert {each.check for each in stopped.value.findings} == {"G36"}


def test_a_clock_that_runs_back_makes_no_final_check_young() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    person.clock.pass_by(minutes=11)
    print_pass(person.office, AMADI, person.id, person.pass_id)
    person.clock.pass_by(minutes=-4)
    assert person.scan().cause == "FINAL_CHECK"


def test_a_plan_rests_on_a_paper_that_is_here() -> None:
    """A paper may waive the court's time to amend, so it has to be one."""
    person = Person().ready()
    plan = f.ExitPlanned(exit_type=f.ExitType.COMMUNITY, on=person.clock.now().date())
    with pytest.raises(ActRefused) as refused:
        plan_exit(person.office, AMADI, person.id, plan, source=document("0" * 64))
    assert refused.value.field == "source"
