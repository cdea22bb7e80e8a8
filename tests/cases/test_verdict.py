"""A play ends well only when the person was stopped, or the alarm came in time."""

from datetime import UTC, datetime, timedelta

from gatelodge.record import Entry, MemoryLedger, Write, fold, ourselves
from gatelodge.record.entry import Draft
from gatelodge.record.facts import (
    AlarmCause,
    AlarmRaised,
    ExitRecorded,
    ExitType,
    Fact,
    PersonReceived,
)
from gatelodge.replay.scenario import Expected, Outcome
from gatelodge.replay.verdict import Verdict, judge

EXIT = datetime(2025, 10, 29, 10, 5, tzinfo=UTC)
STOPPED = Expected(outcome=Outcome.STOPPED)
ALARMED = Expected(outcome=Outcome.ALARMED, alarm_within_hours=24)
RECEIVED = (PersonReceived(prison="FNI", prison_number="A0001ZX"), EXIT - timedelta(days=90))
OUT = ExitRecorded(exit_type=ExitType.COMMUNITY, exited_at=EXIT, pass_id=None, place="gate")
ESCORTED = ExitRecorded(
    exit_type=ExitType.IMMIGRATION_ESCORT, exited_at=EXIT, pass_id=None, place="gate"
)


def alarm(cause: AlarmCause) -> AlarmRaised:
    return AlarmRaised(alarm="a", cause=cause, about=2, words="w", since=EXIT)


def judged(
    expected: Expected, *facts: tuple[Fact, datetime], stopped_by: frozenset[str] = frozenset()
) -> Verdict:
    ledger = MemoryLedger(iter(lambda: b"salt", b""))
    entries: list[Entry] = []
    for fact, at in (RECEIVED, *facts):
        draft = Draft(fact=fact, by="x", reason="x", source=ourselves("test"))
        entries += ledger.append([Write(stream="custody/1", drafts=(draft,))], at=at)
    return judge(expected, fold("1", entries), stopped_by)


def test_somebody_who_never_left_was_stopped() -> None:
    assert judged(STOPPED).faults == ()


def test_an_alarm_after_the_exit_is_no_stop() -> None:
    suspected = alarm(AlarmCause.SUSPECTED_RELEASE_IN_ERROR)
    found = judged(STOPPED, (OUT, EXIT), (suspected, EXIT + timedelta(seconds=5)))
    assert found.faults == ("the person was let out; an alarm after an exit is no stop",)


def test_a_hand_over_to_the_escort_is_no_release() -> None:
    in_the_end = Expected(outcome=Outcome.STOPPED, exit_in_the_end=ExitType.IMMIGRATION_ESCORT)
    assert judged(in_the_end, (ESCORTED, EXIT)).faults == ()
    assert judged(in_the_end).faults == (
        "the person should have left in the end: immigration escort",
    )


def test_a_stop_by_other_checks_than_those_of_the_case_is_said() -> None:
    named_for = Expected(outcome=Outcome.STOPPED, stopped_by=("G05", "G06"))
    found = judged(named_for, stopped_by=frozenset({"G04", "G06"}))
    assert found.faults == ("nothing was ever stopped by G05",)


def test_the_alarm_counts_within_the_time_and_not_a_moment_later() -> None:
    suspected = alarm(AlarmCause.SUSPECTED_RELEASE_IN_ERROR)
    in_time = EXIT + timedelta(hours=24)
    assert judged(ALARMED, (OUT, EXIT), (suspected, in_time)).faults == ()
    late = judged(ALARMED, (OUT, EXIT), (suspected, in_time + timedelta(seconds=1)))
    assert late.faults == ("the alarm came on Thursday 30 October 2025, 10:05, which is too late",)


def test_an_alarm_about_something_else_is_none() -> None:
    other = alarm(AlarmCause.OVERDUE_RELEASE)
    found = judged(ALARMED, (OUT, EXIT), (other, EXIT + timedelta(hours=1)))
    assert found.faults == ("nobody was alarmed",)


def test_a_case_about_an_exit_needs_one() -> None:
    assert judged(ALARMED).faults == ("the person never left, so there was nothing to alarm about",)
