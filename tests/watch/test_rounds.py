"""Rounds of checks by the clock, and the governor's confirmation on the evening before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gatelodge.casework.evening import confirm_evening
from gatelodge.casework.office import ActRefused, RecordMovedOn
from gatelodge.casework.watching import look_again_at, watch_the_clock
from gatelodge.record import facts as f
from gatelodge.watch import evening_before, evening_missing
from tests.watch.stories import GOVERNOR, Story

RELEASE_DAY = date(2026, 9, 3)
"""The day on which the story's person is due."""
COMMUNITY = f.ExitType.COMMUNITY


def rounds(story: Story) -> list[tuple[f.RoundOfChecks, date | None]]:
    watch_the_clock(story.office, story.record_id)
    return [(each.fact.round, each.fact.on) for each in story.record.rounds]


def planned(story: Story, *, at: datetime, **more: bool) -> None:
    """Somebody received long ago whose release is planned at an instant."""
    story.clock.at = at - timedelta(days=2)
    story.receive()
    story.clock.at = at
    story.say(f.ExitPlanned(exit_type=COMMUNITY, on=RELEASE_DAY, **more))


def london(day: int, hour: int, *, month: int = 9) -> datetime:
    """An hour of London's summer time."""
    return datetime(2026, month, day, hour - 1, tzinfo=UTC)


def test_each_round_runs_once_when_its_time_comes(story: Story) -> None:
    planned(story, at=london(1, 9, month=8))
    assert rounds(story) == []
    seen = []
    for _ in range(5):
        looks_at = look_again_at(story.office, story.record_id)
        if looks_at is None:
            break
        story.clock.at = looks_at
        assert rounds(story) == rounds(story)
        seen.append(story.clock.at)
    assert seen == [
        london(20, 6, month=8),
        london(1, 6),
        london(2, 18),
        london(3, 6),
    ]
    assert rounds(story) == [
        (f.RoundOfChecks.FOURTEEN_DAYS, RELEASE_DAY),
        (f.RoundOfChecks.TWO_DAYS, RELEASE_DAY),
        (f.RoundOfChecks.EVENING_BEFORE, RELEASE_DAY),
        (f.RoundOfChecks.ON_THE_DAY, RELEASE_DAY),
    ]


def test_a_round_keeps_what_was_found_and_what_stops(story: Story) -> None:
    planned(story, at=london(1, 12))
    rounds(story)
    (found,) = story.record.rounds
    answers = {each.check: each.answer for each in found.fact.assessed.findings}
    assert "G02" in found.fact.not_met
    assert answers["G02"] is not f.Answer.PASSED
    assert "G36" not in found.fact.not_met


def test_rounds_that_were_missed_are_not_made_up_for(story: Story) -> None:
    planned(story, at=london(2, 19))
    assert rounds(story) == [(f.RoundOfChecks.EVENING_BEFORE, RELEASE_DAY)]


def test_another_day_has_its_own_rounds(story: Story) -> None:
    planned(story, at=london(1, 12))
    rounds(story)
    later = RELEASE_DAY + timedelta(days=1)
    story.clock.at = london(2, 7)
    story.say(f.ExitPlanned(exit_type=COMMUNITY, on=later))
    assert rounds(story) == [
        (f.RoundOfChecks.TWO_DAYS, RELEASE_DAY),
        (f.RoundOfChecks.TWO_DAYS, later),
    ]


def test_reception_has_its_round_an_hour_later_and_again_after_a_return(story: Story) -> None:
    story.receive()
    assert rounds(story) == []
    story.clock.pass_by(hours=1)
    assert rounds(story) == [(f.RoundOfChecks.RECEPTION, None)]
    story.clock.pass_by(hours=30)
    assert rounds(story) == [(f.RoundOfChecks.RECEPTION, None)]


def test_a_reception_of_long_ago_gets_no_round(story: Story) -> None:
    story.receive()
    story.clock.pass_by(days=1)
    assert rounds(story) == []


def test_a_round_ends_no_live_pass_and_makes_the_watch_decide_nothing(story: Story) -> None:
    planned(story, at=london(1, 12))
    seen = story.record.version
    rounds(story)
    assert story.record.version > seen
    assert not story.record.new_events_after(story.record.entries[seen - 1].seq)


def test_the_evening_is_wanted_of_what_was_planned_before_it(story: Story) -> None:
    planned(story, at=london(1, 12))
    begins = evening_before(RELEASE_DAY)
    assert begins == london(2, 18)
    assert not evening_missing(story.record, begins - timedelta(seconds=1))
    assert evening_missing(story.record, begins)
    story.clock.at = london(3, 8)
    story.say(f.ExitPlanned(exit_type=COMMUNITY, on=RELEASE_DAY))
    assert evening_missing(story.record, story.clock.at)


@pytest.mark.parametrize(("at", "is_immediate"), [(london(2, 18), False), (london(1, 12), True)])
def test_a_plan_of_the_night_and_an_immediate_one_need_no_evening(
    story: Story, at: datetime, *, is_immediate: bool
) -> None:
    planned(story, at=at, is_immediate=is_immediate)
    assert not evening_missing(story.record, london(3, 9))


def test_a_governor_confirms_on_the_evening_and_keeps_what_was_found(story: Story) -> None:
    planned(story, at=london(1, 12))
    seen = story.record.version
    with pytest.raises(ActRefused, match="begins on Wednesday 2 September 2026, 18:00"):
        confirm_evening(story.office, GOVERNOR, story.record_id, seen_version=seen)
    story.clock.at = london(2, 20)
    confirm_evening(story.office, GOVERNOR, story.record_id, seen_version=seen)
    (given,) = story.record.evenings
    assert "G02" in given.fact.not_met
    assert given.fact.why_late == ""
    assert not evening_missing(story.record, london(3, 9))
    with pytest.raises(ActRefused, match="A duty governor confirmed it"):
        confirm_evening(story.office, GOVERNOR, story.record_id, seen_version=seen)


def test_on_the_day_it_needs_a_reason_and_news_is_shown_first(story: Story) -> None:
    planned(story, at=london(1, 12))
    story.clock.at = london(3, 8)
    seen = story.record.version
    with pytest.raises(ActRefused, match="not confirmed on the evening before"):
        confirm_evening(story.office, GOVERNOR, story.record_id, seen_version=seen)
    story.say(f.AliasRecorded(surname="Quell", forenames="Tam"))
    with pytest.raises(RecordMovedOn):
        confirm_evening(
            story.office, GOVERNOR, story.record_id, why_late="system down", seen_version=seen
        )
    confirm_evening(
        story.office,
        GOVERNOR,
        story.record_id,
        why_late="system down",
        seen_version=story.record.version,
    )
    assert story.record.evenings[0].fact.why_late == "system down"
