"""Out and back on each exit that is no release, through the pass and the gate; and emergencies."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest

from gatelodge.casework.emergency import do_duty, order_emergency_escort
from gatelodge.casework.exit_day import attend_removal
from gatelodge.casework.exits import ExitStopped
from gatelodge.casework.gate_desk import record_exit
from gatelodge.casework.hand_over import accept_hand_over, see_papers
from gatelodge.casework.leaving import record_exit_on_paper, record_return
from gatelodge.casework.office import Actor, ActRefused
from gatelodge.casework.pass_face import pass_face
from gatelodge.casework.watching import redecide_record, watch_the_clock
from gatelodge.gate import Step, assess, blocking
from gatelodge.record import duties_after, open_items, papers_not_seen, spoken_day, statement
from gatelodge.record import facts as f
from gatelodge.record.facts import ExitType
from tests.gate.prison import (
    AMADI,
    COURT,
    FERNLEA,
    HALE,
    LISTER,
    NOAKES,
    URN,
    Person,
    paper,
    registered,
    staff,
)
from tests.gate.spoken import HEARD_BY, spoken_end

NWOSU = staff("nwosu.ada", f.Role.CASE_ADMINISTRATOR, prison="DMI")
ORR = staff("orr.mina", f.Role.CUSTODIAL_MANAGER)


def court(person: Person, today: date) -> None:
    person.state(f.HearingListed(hearing="h1", case_urn=URN, court=COURT, on=today))
    person.plan(ExitType.COURT_PRODUCTION, destination=COURT, escort="Meridian Escorts")


def police(person: Person, today: date) -> None:
    order = f.ProductionOrdered(
        ordered_by=COURT, place="Dunmere", first_on=today, last_on=today, reference="PO/7"
    )
    person.state(order)
    person.plan(ExitType.POLICE_PRODUCTION, destination="Dunmere", escort="DC Orr")


def hospital(person: Person, today: date) -> None:
    stay = f.HospitalStayAuthorised(
        basis=f.HospitalBasis.MEDICAL_ESCORT,
        hospital="Ashbourne General",
        signed_by="Dr Amiri",
        first_on=today,
    )
    person.state(stay)
    person.plan(ExitType.HOSPITAL, destination="Ashbourne General", escort="A. Moss")


def on_licence(person: Person, today: date) -> None:
    licence = f.TemporaryReleaseLicensed(
        signed_by="Owen Lister",
        purpose="work",
        place="Dunmere",
        leaves_on=today,
        returns_at=datetime.combine(today, time(17), tzinfo=UTC),
    )
    person.state(licence)
    person.plan(ExitType.TEMPORARY_RELEASE, destination="Dunmere")


def transfer(person: Person, _today: date) -> None:
    person.plan(ExitType.TRANSFER, to_prison="DMI", escort="Meridian Escorts")
    accept(person)


def accept(person: Person, *, papers: tuple[str, ...] = (), by: Actor = NWOSU) -> None:
    items = [each.name for each in open_items(person.record, person.clock.now())]
    accept_hand_over(person.office, by, person.id, items=items, papers_seen=papers)


def serving() -> Person:
    person = Person()
    registered(person.office, "DMI")
    person.sentence()
    person.known()
    return person


def out(person: Person) -> None:
    """The two acts, what reception does, the final check, and the gate."""
    person.with_pass()
    person.final_check()
    assert person.scan().is_go
    record_exit(person.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1")


def back(person: Person, *, prison: str = FERNLEA, by: Actor = AMADI) -> None:
    record_return(
        person.office,
        by,
        person.id,
        returned_at=person.clock.now(),
        how="back with the escort",
        prison=prison,
        source=statement("gate book"),
    )


def judged(person: Person) -> f.ExitRedecided:
    redecide_record(person.office, person.id, person.office.ledger.head())
    decided = person.record.exits[-1].redecided
    assert decided is not None
    return decided.fact


def causes(person: Person) -> list[f.AlarmCause]:
    return [each.raised.fact.cause for each in person.record.alarms]


@pytest.mark.parametrize("way", [court, police, hospital, on_licence, transfer])
def test_out_by_two_people_and_back_without_an_alarm(way: Callable[[Person, date], None]) -> None:
    person = serving()
    way(person, person.clock.now().date())
    out(person)
    assert person.record.is_in_custody
    assert person.record.out is not None
    assert judged(person).fallen == ()
    assert judged(person).never_evidenced == ()
    assert causes(person) == []
    person.clock.pass_by(hours=3)
    is_transfer = way is transfer
    back(person, prison="DMI" if is_transfer else FERNLEA, by=NWOSU if is_transfer else AMADI)
    record = person.record
    assert (record.out, record.is_in_custody) == (None, True)
    assert record.prison == ("DMI" if is_transfer else FERNLEA)
    assert record.sentences
    assert judged(person).fallen == ()
    assert causes(person) == []


@pytest.mark.parametrize("way", [court, police, hospital, on_licence, transfer])
def test_who_is_out_leaves_on_no_second_pass(way: Callable[[Person, date], None]) -> None:
    person = serving()
    today = person.clock.now().date()
    way(person, today)
    out(person)
    hospital(person, today)
    person.with_pass()
    person.final_check()
    assert person.scan().cause == "ALREADY_OUT"


def test_an_exit_on_paper_counts_the_order_that_was_entered_after_it() -> None:
    person = serving()
    person.cases()
    person.clock.pass_by(hours=2)
    record_exit_on_paper(
        person.office,
        AMADI,
        person.id,
        exit_type=ExitType.POLICE_PRODUCTION,
        exited_at=person.clock.now() - timedelta(hours=1),
        place="gate",
        source=statement("gate book"),
    )
    assert "G30" in judged(person).never_evidenced
    assert causes(person) == []
    today = person.clock.now().date()
    order = f.ProductionOrdered(
        ordered_by=COURT, place="Dunmere", first_on=today, last_on=today, reference="PO/7"
    )
    person.state(order)
    decided = judged(person)
    assert "G30" not in (*decided.never_evidenced, *decided.fallen)
    assert causes(person) == []


@pytest.mark.parametrize(
    ("way", "on_paper", "at_the_gate"),
    [
        (court, f"court production: {COURT}", f"Court production ({COURT}), "),
        (police, "police production: Dunmere", "Police production (Dunmere), "),
        (transfer, "transfer to another prison: HMP DMI", "Transfer to another prison (HMP DMI), "),
        (hospital, "", "Hospital (Ashbourne General), "),
    ],
)
def test_pass_and_gate_say_where_an_escort_goes_and_the_paper_no_hospital(
    way: Callable[[Person, date], None], on_paper: str, at_the_gate: str
) -> None:
    person = serving()
    way(person, person.clock.now().date())
    person.with_pass()
    person.final_check()
    assert person.scan().words.startswith(at_the_gate)
    release = person.record.releases[-1]
    live = pass_face(person.office, person.record, release)
    assert live.place == f"from {live.start}, {_today(person)}, until 23:59"
    assert live.start.endswith(on_paper)
    assert "ospital" not in msgspec.json.encode(live).decode()
    record_exit(person.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1")
    used = pass_face(person.office, person.record, person.record.releases[-1])
    assert (used.exit, used.start) == (live.exit, live.start)
    assert used.exit.removeprefix("ONLY WITH THE ESCORT ")
    if way is transfer:
        person.clock.pass_by(hours=3)
        back(person, prison="DMI", by=NWOSU)
        arrived = pass_face(person.office, person.record, person.record.releases[-1])
        assert arrived.start == live.start


def _today(person: Person) -> str:
    return spoken_day(person.clock.now().date())


def test_a_curfew_needs_four_people_and_is_judged_without_alarm() -> None:
    person = Person()
    person.sentence(months=24)
    person.calculated()
    person.checked()
    calculation = person.record.calculation
    assert calculation is not None
    on = next(each.on for each in calculation.fact.dates if each.date_type == "HDCED")
    while on.weekday() > 3 or on in person.office.bank_holidays:
        on += timedelta(days=1)
    person.go_to(on)
    person.calculated()
    person.checked()
    person.cases()
    person.citizen()
    person.others_asked()
    person.in_place()
    decided = person.state(
        f.EarlyReleaseDecided(scheme=f.EarlyScheme.HDC, release_on=on, signed_by="Owen Lister")
    )
    person.rung_back(decided)
    person.condition("Curfew at the address named.")
    person.plan(ExitType.HOME_DETENTION_CURFEW)
    out(person)
    assert not person.record.is_in_custody
    assert judged(person).fallen == ()
    assert causes(person) == []


def test_a_removal_needs_four_people_the_duty_governor_and_the_escort_named() -> None:
    person = Person().ready()
    person.state(f.DeportationOrdered(reference="DO/4"))
    person.calculated()
    person.checked()
    person.decided()
    person.plan(ExitType.REMOVAL, destination="the airport", escort="Meridian Escorts, R. Oduya")
    person.with_pass()
    with pytest.raises(ExitStopped) as stopped:
        person.last_check()
    assert "G33" in {each.check for each in stopped.value.findings}
    first = stopped.value.findings[0]
    assert stopped.value.words.startswith(f"{first.words} ({first.check}. Stopped by ")
    person.at_reception()
    attend_removal(person.office, LISTER, person.id, escort="somebody else")
    with pytest.raises(ActRefused, match="not the one planned"):
        person.last_check()
    attend_removal(person.office, LISTER, person.id, escort="Meridian Escorts, R. Oduya")
    person.last_check()
    answer = person.scan()
    assert (answer.is_go, answer.headline) == (True, "GO: only with the escort")
    record_exit(person.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1")
    assert not person.record.is_in_custody
    assert judged(person).fallen == ()
    assert causes(person) == []


def test_the_sender_keeps_somebody_until_all_that_is_open_is_taken_over() -> None:
    person = serving()
    today = person.clock.now().date()
    person.state(
        f.HearingListed(hearing="h2", case_urn=URN, court=COURT, on=today + timedelta(days=9))
    )
    person.plan(ExitType.TRANSFER, to_prison="DMI", escort="Meridian Escorts")
    with pytest.raises(ActRefused, match="receiving prison"):
        accept(person, by=AMADI)
    with pytest.raises(ActRefused, match=f"Hearing at {COURT}"):
        accept_hand_over(person.office, NWOSU, person.id, items=[], papers_seen=[])
    accept(person)
    person.state(
        f.HearingListed(hearing="h3", case_urn=URN, court=COURT, on=today + timedelta(days=12))
    )
    with pytest.raises(ActRefused, match="Not taken over by DMI"):
        person.authorise()
    accept(person)
    person.authorise()


def test_papers_that_the_receiver_has_not_seen_stay_named() -> None:
    person = serving()
    person.plan(ExitType.TRANSFER, to_prison="DMI", escort="Meridian Escorts")
    first, *others = papers_not_seen(person.record)
    accept(person, papers=(first,))
    assert papers_not_seen(person.record) == tuple(others)
    out(person)
    assert person.record.bound_for == "DMI"
    back(person, prison="DMI", by=NWOSU)
    waiting = papers_not_seen(person.record)
    assert set(others) <= set(waiting)
    assert first not in waiting
    with pytest.raises(ActRefused, match="Choose the papers"):
        see_papers(person.office, NWOSU, person.id, papers=[first])
    see_papers(person.office, NWOSU, person.id, papers=waiting)
    assert papers_not_seen(person.record) == ()


ORDER = f.EmergencyEscortOrdered(
    hospital="Ashbourne General", escort="A. Moss, B. Lane", identified_by="Tom Noakes"
)


def test_in_an_emergency_one_act_lets_somebody_out_and_the_rest_stays_open() -> None:
    person = serving()
    order_emergency_escort(person.office, ORR, person.id, order=ORDER)
    record = person.record
    assert record.out is not None
    assert record.out.left.fact.exit_type is ExitType.EMERGENCY_HOSPITAL
    assert record.is_in_custody
    assert (judged(person).fallen, judged(person).never_evidenced) == ((), ())
    assert causes(person) == []
    open_ones = [each.duty for each in duties_after(person.record)]
    assert open_ones == list(f.EmergencyDuty)
    order = person.record.emergencies[0].seq
    looked = f.EmergencyDuty.LOOKED_AT
    with pytest.raises(ActRefused, match="Another person"):
        do_duty(person.office, ORR, person.id, order=order, duty=looked, how="seen")
    for duty in f.EmergencyDuty:
        do_duty(person.office, LISTER, person.id, order=order, duty=duty, how="at 09:40")
    assert duties_after(person.record) == ()
    back(person)
    assert person.record.out is None


def test_an_emergency_kills_a_live_pass_and_needs_a_second_officer() -> None:
    person = Person().ready().with_pass()
    alone = f.EmergencyEscortOrdered(
        hospital="Ashbourne General", escort="A. Moss", identified_by="Mina Orr"
    )
    with pytest.raises(ActRefused, match="Another officer"):
        order_emergency_escort(person.office, ORR, person.id, order=alone)
    with pytest.raises(ActRefused, match="may order an emergency escort"):
        order_emergency_escort(person.office, NOAKES, person.id, order=alone)
    order_emergency_escort(person.office, ORR, person.id, order=ORDER)
    assert person.record.release is not None
    assert person.record.release.cancelled is not None
    with pytest.raises(ActRefused, match="not here"):
        order_emergency_escort(person.office, LISTER, person.id, order=ORDER)


def test_the_courts_word_lets_somebody_go_at_night_and_its_paper_is_chased() -> None:
    person = Person()
    remand = person.remand()
    person.cases()
    person.citizen()
    person.others_asked()
    person.in_place()
    for by, heard_as in HEARD_BY:
        ended = spoken_end(person, remand, heard_as)
        person.state(ended, source=statement("Ines Marlowe"), by=by)
    person.plan()
    assessed = assess(person.record, person.circumstances(), person.office.checks)
    assert "G02" not in {each.check for each in blocking(assessed, Step.AUTHORISE)}
    (chased,) = duties_after(person.record)
    assert chased.seq == person.record.authorities[0].ends[0].seq
    order = f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=person.clock.now())
    person.state(order, source=paper(person.office, "the court's order"))
    assert duties_after(person.record) == ()


def test_whoever_is_not_back_by_the_licences_time_raises_an_alarm_until_at_large() -> None:
    person = serving()
    on_licence(person, person.clock.now().date())
    out(person)
    watch_the_clock(person.office, person.id)
    assert causes(person) == []
    person.go_to(person.clock.now().date(), time(17, 1))
    watch_the_clock(person.office, person.id)
    assert causes(person) == [f.AlarmCause.NOT_BACK_IN_TIME]
    person.state(
        f.WentAtLarge(
            how=f.AtLarge.FAILURE_TO_RETURN,
            since=person.clock.now(),
            place="Dunmere",
            police_told="Ashbourne police, log 12",
        ),
        source=statement("Owen Lister"),
    )
    assert not person.record.is_in_custody
    person.clock.pass_by(days=2)
    watch_the_clock(person.office, person.id)
    assert causes(person) == [f.AlarmCause.NOT_BACK_IN_TIME]
    back(person)
    assert (person.record.out, person.record.gone) == (None, None)
    assert person.record.is_in_custody


def test_a_failure_to_return_is_only_of_somebody_on_temporary_release() -> None:
    person = serving()
    gone = f.WentAtLarge(
        how=f.AtLarge.FAILURE_TO_RETURN,
        since=person.clock.now(),
        place="Dunmere",
        police_told="log 12",
    )
    with pytest.raises(ActRefused, match="temporary release"):
        person.state(gone, source=statement("Hale"))


def test_a_death_stops_every_clock_and_is_no_exit() -> None:
    person = Person().ready().with_pass()
    person.state(
        f.DeathRecorded(
            died_at=person.clock.now(), place="the wing", told="police log 3, the coroner"
        ),
        source=statement("Owen Lister"),
        by=HALE,
    )
    record = person.record
    assert (record.is_in_custody, record.exits, record.plan) == (False, (), None)
    assert record.release is not None
    assert record.release.cancelled is not None
    person.clock.pass_by(days=60)
    watch_the_clock(person.office, person.id)
    assert not {f.AlarmCause.OVERDUE_RELEASE, f.AlarmCause.NO_AUTHORITY_TO_HOLD} & set(
        causes(person)
    )
    with pytest.raises(ActRefused, match="death"):
        back(person)


def test_an_escape_counts_days_at_large_and_no_date_moves_until_they_are_entered() -> None:
    person = Person().ready()
    due = person.lawful_day()
    since = person.clock.now()
    person.state(
        f.WentAtLarge(
            how=f.AtLarge.ESCAPE, since=since, place="the yard", police_told="police log 9"
        ),
        source=statement("Owen Lister"),
    )
    assert not person.record.exits
    person.go_to(due + timedelta(days=4))
    watch_the_clock(person.office, person.id)
    assert causes(person) == []
    back(person)
    (days,) = duties_after(person.record)
    assert "5 days" in days.words
    person.others_asked()
    person.plan()
    assessed = assess(person.record, person.circumstances(), person.office.checks)
    found = {each.check: each.reason for each in assessed.findings}
    assert found["G10"] == "AT_LARGE_NOT_ENTERED"
    watch_the_clock(person.office, person.id)
    assert causes(person) == []
    period = f.Period(first_on=due, last_on=due + timedelta(days=4))
    person.state(f.UnlawfullyAtLargeRecorded(days=5, period=period, ual_reason=f.UalReason.ESCAPE))
    assert duties_after(person.record) == ()


def test_a_court_that_lets_somebody_go_whom_more_held_alarms() -> None:
    person = Person()
    remand = person.remand()
    person.remand("02CD0000226")
    freed = f.ReleasedByCourt(released_at=person.clock.now(), court=COURT, case_urn=URN)
    person.state(freed, source=statement("the escort's log"))
    redecide_record(person.office, person.id, person.office.ledger.head())
    assert causes(person) == [f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR]
    assert "02CD0000226" in person.record.alarms[0].raised.fact.words
    assert not person.record.is_in_custody
    assert person.record.authorities[0].seq == remand
    assert person.record.authorities[0].is_in_force


def test_a_court_that_lets_somebody_go_whom_nothing_else_held_alarms_nobody() -> None:
    person = Person()
    remand = person.remand()
    person.end(remand)
    freed = f.ReleasedByCourt(released_at=person.clock.now(), court=COURT, case_urn=URN)
    person.state(freed, source=statement("the escort's log"))
    redecide_record(person.office, person.id, person.office.ledger.head())
    watch_the_clock(person.office, person.id)
    assert causes(person) == []
