"""Days are the prison's own: summer time, a leap day, and a server whose time is wrong."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gatelodge.casework.exits import CLOCKS_DIFFER_BY
from gatelodge.casework.gate_desk import record_exit
from gatelodge.casework.office import ActRefused
from gatelodge.record import day_in_london
from gatelodge.record import facts as f
from tests.gate.prison import NOAKES, Person


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-10-24T22:59", date(2026, 10, 24)),
        ("2026-10-24T23:00", date(2026, 10, 25)),
        ("2026-10-25T00:30", date(2026, 10, 25)),
        ("2026-10-25T23:30", date(2026, 10, 25)),
        ("2026-03-29T00:30", date(2026, 3, 29)),
        ("2026-03-29T23:00", date(2026, 3, 30)),
        ("2028-02-28T23:59", date(2028, 2, 28)),
        ("2028-02-29T00:00", date(2028, 2, 29)),
    ],
)
def test_the_day_of_a_decision_is_londons(instant: str, day: date) -> None:
    assert day_in_london(at(instant)) == day


def scanned(person: Person) -> None:
    person.final_check()
    assert person.scan().is_go


def test_a_pass_is_good_until_midnight_in_london() -> None:
    """In October London is an hour ahead: 23:30 there is still the same day, and 00:30 is not."""
    person = Person().ready().with_pass()
    on = person.clock.now().date()
    person.clock.at = datetime(on.year, on.month, on.day, 22, 30, tzinfo=UTC)
    person.others_asked()
    person.plan()
    person.cases()
    person.others_told()
    person.with_pass()
    scanned(person)
    person.clock.pass_by(minutes=40)
    assert day_in_london(person.clock.now()) == on + timedelta(days=1)
    assert person.scan().cause == "WRONG_DAY"


def test_every_assessment_keeps_what_told_the_time() -> None:
    person = Person().ready().with_pass()
    person.final_check()
    release = person.record.release
    assert release is not None
    assert release.confirmed is not None
    assert release.final_check is not None
    for act in (release.authorised, release.confirmed, release.final_check):
        assert act.fact.assessed.clock == person.clock.source != ""


def test_a_clock_that_ran_ahead_lets_nobody_out_when_it_is_right_again() -> None:
    person = Person()
    person.sentence()
    person.calculated()
    person.checked()
    day = person.lawful_day()
    right = person.clock.now()
    person.go_to(day)
    person.state(f.NationalityStated(nationality="British"))
    person.clock.at = right
    person.plan(on=day)
    with pytest.raises(ActRefused) as refused:
        person.authorise()
    assert refused.value.code == "CLOCK_WRONG"
    assert "put the clock right" in refused.value.words


def test_a_clock_that_runs_back_stops_a_pass_at_the_gate() -> None:
    person = Person().ready().with_pass()
    scanned(person)
    person.clock.at -= CLOCKS_DIFFER_BY + timedelta(seconds=1)
    assert person.scan().cause == "CLOCK_WRONG"
    with pytest.raises(ActRefused):
        record_exit(person.office, NOAKES, person.id, pass_id=person.pass_id, terminal="g")


def test_servers_that_differ_by_little_stop_nobody() -> None:
    person = Person().ready().with_pass()
    scanned(person)
    person.clock.at -= CLOCKS_DIFFER_BY
    assert person.scan().is_go


def test_facts_are_entered_whatever_the_clock_says() -> None:
    """What holds somebody must never wait for a clock."""
    person = Person().ready().with_pass()
    person.clock.at -= timedelta(days=30)
    person.remand()
    assert person.record.release is not None
    assert person.record.release.cancelled is not None
