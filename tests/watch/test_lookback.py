from datetime import timedelta

import pytest

from gatelodge.casework.office import CUSTODY
from gatelodge.casework.watching import WATCHED, lookback
from gatelodge.record import Entry, MemoryLedger
from gatelodge.record import facts as f
from tests.offices import make_office, salts
from tests.watch.stories import DAY, Story

OTHERS = tuple(f"{number:032x}" for number in range(1, 4))


class Unreadable(MemoryLedger):
    """A ledger one of whose streams can be written and no longer read."""

    damaged = ""

    def stream(self, stream: str) -> tuple[Entry, ...]:
        if stream == self.damaged:
            raise ValueError("entry 7 is not what was recorded")
        return super().stream(stream)


def left_on_paper(office: object, record_id: str, *, held: bool, days_ago: int = 0) -> Story:
    """Somebody who left on paper, held or not held by another authority."""
    story = Story(office, record_id)  # type: ignore[arg-type] # an office
    story.due_today()
    if held:
        remand = f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=None)
        story.say(remand, true_from=DAY - timedelta(days=100))
    story.leave(at=story.clock.now() - timedelta(days=days_ago))
    return story


def test_every_exit_of_the_days_is_judged_and_the_run_is_written_down() -> None:
    office = make_office(at=DAY)
    wrong = left_on_paper(office, OTHERS[0], held=True)
    left_on_paper(office, OTHERS[1], held=False)
    heard: list[tuple[int, int]] = []

    found = lookback(office, 30, done=lambda *through: heard.append(through))

    assert (found.exits, found.suspected, found.failed) == (2, (OTHERS[0],), ())
    assert heard == [(1, 2), (2, 2)]
    assert wrong.alarms == [(f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR, True)]
    (run,) = office.ledger.stream(WATCHED)
    assert run.fact == f.NightlyLookbackRun(days=30, exits=2, suspected=1)


def test_a_second_run_finds_the_same_and_writes_nothing_on_any_record() -> None:
    office = make_office(at=DAY)
    left_on_paper(office, OTHERS[0], held=True)
    first = lookback(office, 30)
    second = lookback(office, 30)
    assert (first.suspected, first.written > 0) == ((OTHERS[0],), True)
    assert (second.suspected, second.written) == ((OTHERS[0],), 0)


@pytest.mark.parametrize(("days", "exits"), [(1, 0), (9, 0), (10, 1), (30, 1)])
def test_the_days_asked_for_count_back_from_now(days: int, exits: int) -> None:
    office = make_office(at=DAY)
    left_on_paper(office, OTHERS[0], held=True, days_ago=10)
    assert lookback(office, days).exits == exits


def test_less_than_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        lookback(make_office(at=DAY), 0)


def test_it_finds_the_overdue_too() -> None:
    office = make_office(at=DAY)
    story = Story(office, OTHERS[0])
    story.due_today()
    story.clock.pass_by(days=1)
    lookback(office, 30)
    assert story.alarms == [(f.AlarmCause.OVERDUE_RELEASE, True)]


def test_a_record_that_cannot_be_decided_alarms_once_and_stops_nobody_else() -> None:
    ledger = Unreadable(salts())
    office = make_office(ledger=ledger, at=DAY)
    damaged = left_on_paper(office, OTHERS[0], held=True)
    sound = left_on_paper(office, OTHERS[1], held=True)
    ledger.damaged = CUSTODY + OTHERS[0]

    found = lookback(office, 30)
    lookback(office, 30)

    assert (found.failed, found.suspected) == ((OTHERS[0],), (OTHERS[1],))
    assert sound.alarms == [(f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR, True)]
    ledger.damaged = ""
    (failure,) = (
        a.raised.fact
        for a in damaged.record.alarms
        if a.raised.fact.cause is f.AlarmCause.WATCH_FAILED
    )
    assert "entry 7 is not what was recorded" in failure.words
