from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from gatelodge.casework.watching import look_again_at, watch_the_clock
from gatelodge.record import facts as f
from gatelodge.record import start_of_day
from tests.watch.stories import DAY, PAPER, Story, watch

OVERDUE = f.AlarmCause.OVERDUE_RELEASE
NO_AUTHORITY = f.AlarmCause.NO_AUTHORITY_TO_HOLD
MIDNIGHT = start_of_day(date(2026, 9, 4))
"""The first minute after the release day, Thursday 3 September 2026, in London's clock."""


def tick(story: Story) -> None:
    watch_the_clock(story.office, story.record_id)


def due(story: Story) -> None:
    """Somebody whose lawful day is Thursday 3 September, told some days before."""
    story.clock.at = DAY - timedelta(days=3)
    story.receive()
    story.sentence()
    story.calculate()


@pytest.mark.parametrize(
    ("at", "alarms"),
    [
        (DAY, []),
        (MIDNIGHT - timedelta(seconds=1), []),
        (MIDNIGHT, [(OVERDUE, True)]),
        (MIDNIGHT + timedelta(days=9), [(OVERDUE, True)]),
    ],
)
def test_the_day_after_the_release_day_alarms_from_its_first_minute(
    story: Story, at: object, alarms: object
) -> None:
    due(story)
    story.clock.at = at  # type: ignore[assignment] # an instant
    tick(story)
    tick(story)
    assert story.alarms == alarms


def test_the_alarm_says_which_day_and_since_when(story: Story) -> None:
    due(story)
    story.clock.at = MIDNIGHT + timedelta(hours=5)
    tick(story)
    (alarm,) = story.record.alarms
    assert "Thursday 3 September 2026" in alarm.raised.fact.words
    assert "CRD" in alarm.raised.fact.words
    assert alarm.raised.fact.since == MIDNIGHT


def test_a_date_on_a_sunday_is_due_on_the_friday_before(story: Story) -> None:
    story.clock.at = DAY
    story.receive()
    story.sentence(on=date(2026, 6, 25))
    story.calculate()
    assert story.record.calculation is not None
    assert story.record.calculation.fact.governing_on == date(2026, 9, 6)
    story.clock.at = start_of_day(date(2026, 9, 5))
    tick(story)
    assert story.alarms == [(OVERDUE, True)]


@pytest.mark.parametrize(
    "holding",
    [
        f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=None),
        f.ImmigrationDetentionAuthorised(reference="IS91-1"),
        f.RecallOrdered(recall_kind=f.RecallKind.STANDARD, revoked_on=date(2026, 8, 1)),
        f.AuthorityLodged(catalogue="B12", title="Default of a fine", reference="W1"),
    ],
)
def test_another_authority_in_force_holds_and_its_end_makes_the_release_overdue(
    story: Story, holding: f.Fact
) -> None:
    due(story)
    other = story.say(holding, source=PAPER).seq
    story.clock.at = MIDNIGHT
    tick(story)
    assert story.alarms == []

    story.clock.pass_by(days=1)
    at = story.clock.now()
    story.say(
        f.AuthorityEnded(authority=other, how=f.EndKind.ENDED, ended_at=at),
        source=PAPER,
        true_from=at,
    )
    watch(story)
    assert story.alarms == [(OVERDUE, True)]


def test_a_sentence_that_nobody_has_dated_yet_holds(story: Story) -> None:
    due(story)
    story.sentence(months=12, on=date(2026, 8, 20), urn="20AA0000099")
    story.clock.at = MIDNIGHT
    tick(story)
    assert story.alarms == []


def test_a_correction_of_the_sentence_does_not_silence_an_overdue_release(story: Story) -> None:
    due(story)
    (sentence,) = story.record.sentences
    story.say(
        replace(sentence.fact, court="Fernlea Crown Court"),
        source=PAPER,
        true_from=sentence.true_from,
        corrects=sentence.seq,
    )
    story.clock.at = MIDNIGHT
    tick(story)
    assert story.alarms == [(OVERDUE, True)]


@pytest.mark.parametrize(
    ("scheme", "named_on", "first_overdue_on"),
    [
        (f.EarlyScheme.HDC, date(2026, 7, 30), date(2026, 7, 31)),
        (f.EarlyScheme.HDC, date(2026, 8, 12), date(2026, 8, 13)),
        (f.EarlyScheme.HDC, date(2026, 7, 20), date(2026, 7, 31)),
        (f.EarlyScheme.FRIDAY, date(2026, 9, 3), date(2026, 9, 4)),
    ],
)
def test_an_earlier_day_counts_only_with_its_decision(
    story: Story, scheme: f.EarlyScheme, named_on: date, first_overdue_on: date
) -> None:
    story.clock.at = start_of_day(date(2026, 7, 6))
    story.receive()
    story.sentence(on=date(2026, 6, 23))
    story.calculate()
    assert story.record.calculation is not None
    assert story.record.calculation.fact.governing_on == date(2026, 9, 4), "a Friday"
    story.clock.at = start_of_day(first_overdue_on)
    tick(story)
    assert story.alarms == []

    decided = f.EarlyReleaseDecided(scheme=scheme, release_on=named_on, signed_by="WREN, Odette")
    story.say(decided, source=PAPER)
    tick(story)
    assert story.alarms == [(OVERDUE, True)]


def test_a_later_decision_of_a_scheme_takes_the_place_of_an_earlier_one(story: Story) -> None:
    story.clock.at = start_of_day(date(2026, 7, 6))
    story.receive()
    story.sentence(on=date(2026, 6, 23))
    story.calculate()
    for named_on in (date(2026, 7, 30), date(2026, 8, 12)):
        story.clock.pass_by(days=1)
        story.say(
            f.EarlyReleaseDecided(
                scheme=f.EarlyScheme.HDC, release_on=named_on, signed_by="WREN, Odette"
            ),
            source=PAPER,
        )
    story.clock.at = start_of_day(date(2026, 8, 12))
    tick(story)
    assert story.alarms == []
    story.clock.at = start_of_day(date(2026, 8, 13))
    tick(story)
    assert story.alarms == [(OVERDUE, True)]


def test_no_authority_to_hold_alarms_at_once_and_says_since_when(story: Story) -> None:
    story.receive()
    remand = story.say(
        f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=DAY.date()),
        source=PAPER,
    ).seq
    ended_at = story.clock.pass_by(hours=2)
    story.clock.pass_by(minutes=30)
    story.say(
        f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=ended_at),
        source=PAPER,
        true_from=ended_at,
    )

    watch(story)

    (alarm,) = story.record.alarms
    assert alarm.raised.fact.cause is NO_AUTHORITY
    assert alarm.raised.fact.since == ended_at
    assert "12:00" in alarm.raised.fact.words


def test_an_end_stated_ahead_alarms_only_when_its_time_has_come(story: Story) -> None:
    story.receive()
    remand = story.say(
        f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=DAY.date()),
        source=PAPER,
    ).seq
    ends_at = DAY + timedelta(hours=6)
    story.say(
        f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=ends_at),
        source=PAPER,
        true_from=ends_at,
    )
    story.clock.at = ends_at - timedelta(minutes=1)
    tick(story)
    assert look_again_at(story.office, story.record_id) == ends_at
    assert story.alarms == []
    story.clock.at = ends_at
    tick(story)
    assert story.alarms == [(NO_AUTHORITY, True)]


def test_a_person_who_left_is_not_overdue(story: Story) -> None:
    story.due_today()
    story.leave_by_pass()
    story.clock.pass_by(days=5)
    tick(story)
    assert story.alarms == []


def test_somebody_who_is_still_held_is_alarmed_about_again_an_hour_after_the_alarm_was_ended(
    story: Story,
) -> None:
    due(story)
    story.clock.at = MIDNIGHT
    tick(story)
    story.clock.pass_by(hours=8)
    story.end_alarm(story.record.alarms[0].raised.fact.alarm, "the licence is being signed")
    story.clock.pass_by(minutes=59)
    tick(story)
    again = look_again_at(story.office, story.record_id)
    assert again == story.clock.now() + timedelta(minutes=1)
    assert story.alarms == [(OVERDUE, False)]
    story.clock.pass_by(minutes=1)
    tick(story)
    assert story.alarms == [(OVERDUE, False), (OVERDUE, True)]


def test_a_new_calculation_does_not_alarm_twice_while_the_alarm_is_open(story: Story) -> None:
    due(story)
    story.clock.at = MIDNIGHT + timedelta(days=1)
    tick(story)
    story.say(f.RemandCredited(days=3, period=None, counts_from=date(2026, 6, 22)))
    story.calculate()
    watch(story)
    assert story.alarms == [(OVERDUE, True)]


def test_the_next_look_at_somebody_who_is_not_due_yet_is_the_first_minute_after_the_day(
    story: Story,
) -> None:
    due(story)
    story.clock.at = MIDNIGHT - timedelta(hours=1)
    assert look_again_at(story.office, story.record_id) == MIDNIGHT


def test_a_newer_refusal_of_the_engine_does_not_silence_the_day_that_was_calculated(
    story: Story,
) -> None:
    due(story)
    story.say(
        f.CalculationRefused(
            inputs_digest="0",
            refused="X",
            words="A term in years and days is dated by hand.",
            engine_version="1",
            law_version="1",
        )
    )
    story.clock.pass_by(hours=2)
    assert look_again_at(story.office, story.record_id) == MIDNIGHT
    story.clock.at = MIDNIGHT
    tick(story)
    assert story.alarms == [(OVERDUE, True)]
    (alarm,) = story.record.alarms
    assert "A term in years and days is dated by hand" in alarm.raised.fact.words


def test_somebody_received_without_any_authority_to_hold_alarms_after_an_hour(
    story: Story,
) -> None:
    story.receive()
    received_at = story.clock.now()
    watch(story)
    assert story.alarms == []
    assert look_again_at(story.office, story.record_id) == received_at + timedelta(hours=1)
    story.clock.pass_by(minutes=59)
    tick(story)
    assert story.alarms == []
    story.clock.pass_by(minutes=1)
    tick(story)
    (alarm,) = story.record.alarms
    assert alarm.raised.fact.cause is NO_AUTHORITY
    assert alarm.raised.fact.since == received_at


def test_an_open_alarm_about_what_is_settled_does_not_hide_the_next(story: Story) -> None:
    """Nobody ended the first one when the warrant came; what lapsed later is another matter."""
    story.receive()
    story.clock.pass_by(hours=1)
    tick(story)
    remand = story.say(
        f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=None)
    )
    story.clock.pass_by(days=20)
    tick(story)
    assert story.alarms == [(NO_AUTHORITY, True)]
    ended_at = story.clock.now()
    story.say(
        f.AuthorityEnded(authority=remand.seq, how=f.EndKind.ENDED, ended_at=ended_at),
        source=PAPER,
    )
    for _ in range(2):
        tick(story)
        assert story.alarms == [(NO_AUTHORITY, True), (NO_AUTHORITY, True)]
    assert story.record.alarms[-1].raised.fact.since == ended_at


def test_a_warrant_entered_within_the_hour_of_reception_leaves_nothing_to_alarm(
    story: Story,
) -> None:
    story.receive()
    story.clock.pass_by(minutes=40)
    story.say(f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=None))
    story.clock.pass_by(days=1)
    tick(story)
    assert story.alarms == []


def test_somebody_whose_only_authority_was_withdrawn_is_held_by_nothing(story: Story) -> None:
    story.receive()
    remand = story.say(
        f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=None)
    )
    watch(story)
    assert story.alarms == []
    story.clock.pass_by(hours=1)
    gone = story.say(f.EntryWithdrawn(entry=remand.seq, why="another man's warrant"))
    watch(story)
    (alarm,) = story.record.alarms
    assert alarm.raised.fact.cause is f.AlarmCause.NO_AUTHORITY_TO_HOLD
    assert alarm.raised.fact.since == gone.envelope.recorded_at
