"""A doubt about the law: the decision comes due, is late, and an exit without it is suspected."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from gatelodge.casework.registers import INSTALLATION
from gatelodge.casework.watching import POLICY, look_again_at, watch_the_clock
from gatelodge.record import Draft, Write, spoken_day, start_of_day
from gatelodge.record import facts as f
from gatelodge.watch import HAZARD_DECISION
from tests.gate.doubts import OTHER, OWN, WEEK, doubt
from tests.watch.stories import DAY, FOUR, PAPER, Story, watch

DUE = f.AlarmCause.HAZARD_DECISION_DUE
LATE = f.AlarmCause.HAZARD_DECISION_LATE
OVERDUE = f.AlarmCause.OVERDUE_RELEASE
SUSPECTED = f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR
CRD = date(2026, 9, 3)
DAY_BEGINS = start_of_day(CRD)
ASKED_FROM = start_of_day(date(2026, 8, 20))


def tick(story: Story) -> None:
    watch_the_clock(story.office, story.record_id)


def in_doubt(story: Story, by: timedelta = WEEK) -> f.HazardFound:
    """Dated by two, on a law in doubt, some weeks before the day."""
    story.clock.at = DAY - timedelta(days=40)
    story.receive()
    story.sentence()
    hazard = calculate(story, by)
    story.check()
    story.state_cases()
    return hazard


def calculate(story: Story, by: timedelta = WEEK) -> f.HazardFound:
    fact = story.calculated()
    hazard = doubt(fact.dates, by)
    story.say(replace(fact, hazards=(hazard,)), by=FOUR["first calculation"])
    return hazard


def decide(
    story: Story, hazard: f.HazardFound, reading: str, *, corrects: int | None = None
) -> int:
    calculation = story.record.calculation
    assert calculation is not None
    decided = f.HazardDecided(
        calculation=calculation.seq,
        inputs_digest=calculation.fact.inputs_digest,
        hazard=hazard,
        reading=reading,
        why="the order says so",
    )
    return story.say(decided, by="staff:other-head-of-omu", corrects=corrects).seq


@pytest.mark.parametrize(
    ("at", "alarms"),
    [
        (ASKED_FROM - timedelta(seconds=1), []),
        (ASKED_FROM, [(DUE, True)]),
        (DAY_BEGINS - timedelta(seconds=1), [(DUE, True)]),
        (DAY_BEGINS, [(LATE, True)]),
    ],
)
def test_a_decision_is_asked_for_two_weeks_before_and_is_late_on_the_day(
    story: Story, at: object, alarms: object
) -> None:
    in_doubt(story)
    story.clock.at = at  # type: ignore[assignment] # an instant
    tick(story)
    tick(story)
    assert story.alarms == alarms


def test_the_alarm_names_the_doubt_both_days_and_when(story: Story) -> None:
    in_doubt(story)
    story.clock.at = ASKED_FROM
    tick(story)
    words = story.record.alarms[0].raised.fact.words
    assert "TRANCHE_DAY" in words
    assert f"{OWN}: CRD Thursday 3 September 2026" in words
    assert f"{OTHER}: CRD Thursday 10 September 2026" in words
    assert "before Thursday 3 September 2026" in words


def test_the_earlier_reading_counts_whichever_it_is(story: Story) -> None:
    in_doubt(story, by=-WEEK)
    story.clock.at = DAY_BEGINS - WEEK
    tick(story)
    assert story.alarms == [(LATE, True)]


def test_a_reading_that_falls_on_a_sunday_is_decided_before_the_friday(story: Story) -> None:
    in_doubt(story, by=timedelta(days=-4))
    friday = start_of_day(date(2026, 8, 28))
    story.clock.at = friday - timedelta(seconds=1)
    tick(story)
    assert story.alarms == [(DUE, True)]
    story.clock.at = friday
    tick(story)
    assert story.alarms == [(DUE, True), (LATE, True)]


def test_the_clock_is_looked_at_when_the_decision_comes_due_and_when_it_is_late(
    story: Story,
) -> None:
    in_doubt(story)
    story.clock.pass_by(hours=2)
    assert look_again_at(story.office, story.record_id) == ASKED_FROM
    story.clock.at = DAY_BEGINS - timedelta(hours=1)
    assert look_again_at(story.office, story.record_id) == DAY_BEGINS


def test_policy_asks_earlier_and_never_later(story: Story) -> None:
    in_doubt(story)
    story.clock.pass_by(hours=2)
    for days, asked in ((1, 14), (21, 21)):
        limit = f.PolicySet(limit=HAZARD_DECISION, minutes=days * 24 * 60)
        set_policy(story, limit)
        from_then = DAY_BEGINS - timedelta(days=asked)
        assert look_again_at(story.office, story.record_id) == from_then


def set_policy(story: Story, limit: f.PolicySet) -> None:
    draft = Draft(fact=limit, by=INSTALLATION.account, reason="test", source=PAPER)
    story.office.ledger.append([Write(stream=POLICY, drafts=(draft,))], at=story.clock.now())


def test_a_decision_ends_the_asking(story: Story) -> None:
    decide(story, in_doubt(story), OWN)
    story.clock.at = DAY
    tick(story)
    assert story.alarms == []


def test_dates_worked_out_anew_do_not_alarm_twice(story: Story) -> None:
    in_doubt(story)
    story.clock.at = ASKED_FROM
    tick(story)
    story.clock.pass_by(days=2)
    calculate(story)
    tick(story)
    assert story.alarms == [(DUE, True)]


def test_a_late_decision_alarms_again_each_hour_after_it_was_ended(story: Story) -> None:
    in_doubt(story)
    story.clock.at = DAY_BEGINS
    tick(story)
    story.end_alarm(story.record.alarms[0].raised.fact.alarm, "I ring the policy team")
    story.clock.pass_by(minutes=59)
    tick(story)
    assert story.alarms == [(LATE, False)]
    assert look_again_at(story.office, story.record_id) == DAY_BEGINS + timedelta(hours=1)
    story.clock.pass_by(minutes=1)
    tick(story)
    assert story.alarms == [(LATE, False), (LATE, True)]


def test_the_later_day_decided_is_the_day_that_may_be_overdue(story: Story) -> None:
    decide(story, in_doubt(story), OTHER)
    story.clock.at = DAY_BEGINS + timedelta(days=1)
    tick(story)
    assert story.alarms == []
    story.clock.at = DAY_BEGINS + WEEK + timedelta(days=1)
    tick(story)
    assert story.alarms == [(OVERDUE, True)]


def test_an_exit_on_an_undecided_doubt_is_suspected(story: Story) -> None:
    in_doubt(story)
    story.clock.at = DAY
    calculate(story)
    story.check()
    story.leave()
    watch(story)
    redecided = story.record.exits[-1].redecided
    assert redecided is not None
    assert "G08" in redecided.fact.fallen
    assert (SUSPECTED, True) in story.alarms


def test_an_exit_is_suspected_when_its_decision_turns_out_wrong(story: Story) -> None:
    hazard = in_doubt(story)
    decision = decide(story, hazard, OWN)
    story.clock.at = DAY
    calculate(story)
    story.check()
    story.state_cases()
    story.leave_by_pass()
    watch(story)
    assert story.alarms == []
    story.clock.pass_by(days=1)
    decide(story, hazard, OTHER, corrects=decision)
    watch(story)
    assert (SUSPECTED, True) in story.alarms
    redecided = story.record.exits[-1].redecided
    assert redecided is not None
    assert "G09" in redecided.fact.fallen


def test_a_decision_after_the_exit_heals_nothing(story: Story) -> None:
    hazard = in_doubt(story)
    story.clock.at = DAY
    story.leave()
    story.clock.pass_by(days=1)
    decide(story, hazard, OWN)
    watch(story)
    assert (SUSPECTED, True) in story.alarms


def curfew_in_doubt(story: Story) -> date:
    """Dated on a law of whose readings one has curfew two weeks earlier; gives that day."""
    story.clock.at = DAY - timedelta(days=60)
    story.receive()
    story.sentence(months=24)
    fact = story.calculated()
    hdced = next(each.on for each in fact.dates if each.date_type == "HDCED")
    sooner = hdced - timedelta(days=14)
    other = tuple(
        replace(each, on=sooner) if each.date_type == "HDCED" else each for each in fact.dates
    )
    found = doubt(fact.dates)
    readings = (found.readings[0], f.HazardReading(name=OTHER, dates=other))
    hazard = replace(found, readings=readings, decide_by=fact.governing_on)
    story.say(replace(fact, hazards=(hazard,)), by=FOUR["first calculation"])
    return sooner


def test_a_doubt_about_curfew_is_asked_for_before_the_earlier_day_and_late_on_none(
    story: Story,
) -> None:
    sooner = curfew_in_doubt(story)
    story.clock.at = start_of_day(sooner) - timedelta(days=14, seconds=1)
    tick(story)
    assert story.alarms == []
    story.clock.pass_by(seconds=1)
    tick(story)
    assert story.alarms == [(DUE, True)]
    assert f"before {spoken_day(sooner)}" in story.record.alarms[0].raised.fact.words
    story.clock.at = start_of_day(sooner)
    tick(story)
    assert story.alarms == [(DUE, True)]


def test_a_curfew_that_was_allowed_is_late_on_the_day_that_any_reading_opens(story: Story) -> None:
    on = curfew_in_doubt(story)
    while on.weekday() > 4 or on in story.office.bank_holidays:
        on += timedelta(days=1)
    story.say(
        f.EarlyReleaseDecided(scheme=f.EarlyScheme.HDC, release_on=on, signed_by="WREN, Odette"),
        source=PAPER,
    )
    story.clock.at = start_of_day(on)
    tick(story)
    assert story.alarms == [(LATE, True)]


def test_an_earlier_day_that_was_decided_for_release_asks_for_the_decision_before_it(
    story: Story,
) -> None:
    story.clock.at = DAY - timedelta(days=60)
    story.receive()
    story.sentence(months=24)
    calculate(story)
    calculation = story.record.calculation
    assert calculation is not None
    hdced = next(each.on for each in calculation.fact.dates if each.date_type == "HDCED")
    on = hdced + timedelta(days=1)
    while on.weekday() > 4 or on in story.office.bank_holidays:
        on += timedelta(days=1)
    story.say(
        f.EarlyReleaseDecided(scheme=f.EarlyScheme.HDC, release_on=on, signed_by="WREN, Odette"),
        source=PAPER,
    )
    story.clock.at = start_of_day(on)
    tick(story)
    assert story.alarms == [(LATE, True)]
