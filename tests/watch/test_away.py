"""Clocks of somebody who is away: temporary release, days at large, a hospital bed, a death."""

from datetime import timedelta

import pytest

from gatelodge.casework.watching import look_again_at, watch_the_clock
from gatelodge.record import facts as f
from gatelodge.record import start_of_day
from tests.watch.stories import DAY, Story

OVERDUE = f.AlarmCause.OVERDUE_RELEASE
NOT_BACK = f.AlarmCause.NOT_BACK_IN_TIME
NO_AUTHORITY = f.AlarmCause.NO_AUTHORITY_TO_HOLD


def tick(story: Story) -> None:
    watch_the_clock(story.office, story.record_id)


def serving(story: Story, *, before: int) -> None:
    """Somebody due out on Thursday 3 September 2026, so many days before it."""
    story.clock.at = DAY - timedelta(days=before)
    story.receive()
    story.sentence()
    story.calculate()


def out(story: Story, exit_type: f.ExitType) -> None:
    left = f.ExitRecorded(
        exit_type=exit_type, exited_at=story.clock.now(), pass_id=None, place="gate"
    )
    story.say(left)


def test_the_watch_looks_again_when_a_licence_runs_out(story: Story) -> None:
    serving(story, before=30)
    due = story.clock.now() + timedelta(hours=6)
    story.say(
        f.TemporaryReleaseLicensed(
            signed_by="Owen Lister",
            purpose="work",
            place="Dunmere",
            leaves_on=story.clock.now().date(),
            returns_at=due,
        )
    )
    out(story, f.ExitType.TEMPORARY_RELEASE)
    again = look_again_at(story.office, story.record_id)
    assert again is not None
    assert due < again <= due + timedelta(minutes=1)
    story.clock.at = due
    tick(story)
    assert story.alarms == []
    story.clock.at = again
    tick(story)
    assert story.alarms == [(NOT_BACK, True)]
    tick(story)
    assert story.alarms == [(NOT_BACK, True)]


@pytest.mark.parametrize("exit_type", [f.ExitType.HOSPITAL, f.ExitType.EMERGENCY_HOSPITAL])
def test_a_hospital_bed_stops_no_release_date(story: Story, exit_type: f.ExitType) -> None:
    serving(story, before=2)
    out(story, exit_type)
    story.clock.at = start_of_day(DAY.date() + timedelta(days=1))
    tick(story)
    assert (OVERDUE, True) in story.alarms


@pytest.mark.parametrize(("how", "days"), [(f.AtLarge.ESCAPE, 12), (f.AtLarge.ABSCOND, 10)])
def test_whoever_comes_back_after_their_day_is_overdue_only_by_the_days_counted(
    story: Story, how: f.AtLarge, days: int
) -> None:
    serving(story, before=5)
    since = story.clock.now()
    gone = f.WentAtLarge(how=how, since=since, place="the yard", police_told="log 9")
    story.say(gone, true_from=since)
    story.clock.at = DAY + timedelta(days=6)
    tick(story)
    assert story.alarms == []
    story.come_back()
    last_day = DAY.date() + timedelta(days=days)
    story.clock.at = start_of_day(last_day + timedelta(days=1)) - timedelta(seconds=1)
    tick(story)
    assert story.alarms == []
    story.clock.at += timedelta(seconds=1)
    tick(story)
    assert story.alarms == [(OVERDUE, True)]


def test_after_a_death_no_clock_runs(story: Story) -> None:
    serving(story, before=5)
    died = f.DeathRecorded(died_at=story.clock.now(), place="the wing", told="log 3")
    story.say(died, true_from=story.clock.now())
    story.clock.at = DAY + timedelta(days=90)
    tick(story)
    assert not {OVERDUE, NO_AUTHORITY, NOT_BACK} & {cause for cause, _open in story.alarms}
