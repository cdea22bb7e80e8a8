"""Releases done by staff through every act of the gate, then judged by the watch."""

from datetime import date, timedelta

import pytest

from gatelodge.casework.gate_desk import record_exit
from gatelodge.casework.leaving import (
    ask_return_to_custody,
    record_exit_on_paper,
    record_return,
)
from gatelodge.casework.watching import lookback, redecide_record
from gatelodge.record import facts as f
from gatelodge.record import start_of_day, statement
from tests.gate.prison import FERNLEA, LISTER, NOAKES, Person

SUSPECTED = f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR


@pytest.fixture
def out() -> Person:
    """Somebody who left on a valid pass, some minutes after each act."""
    person = Person().ready()
    person.authorise()
    person.clock.pass_by(minutes=12)
    person.confirm()
    person.clock.pass_by(minutes=40)
    person.final_check()
    person.clock.pass_by(minutes=9)
    assert person.scan().is_go
    person.clock.pass_by(seconds=50)
    record_exit(person.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1")
    return person


def watch(person: Person) -> None:
    redecide_record(person.office, person.id, person.office.ledger.head())


def judged(person: Person) -> f.ExitRedecided:
    redecided = person.record.exits[-1].redecided
    assert redecided is not None
    return redecided.fact


def causes(person: Person) -> list[f.AlarmCause]:
    return [a.raised.fact.cause for a in person.record.alarms]


def test_a_release_through_every_act_stands_in_hindsight(out: Person) -> None:
    watch(out)
    assert (judged(out).fallen, judged(out).never_evidenced, causes(out)) == ((), (), [])
    found = lookback(out.office, 30)
    assert (found.exits, found.suspected, found.written) == (1, (), 0)


def test_a_remand_that_was_in_force_all_along_is_found_by_the_next_look(out: Person) -> None:
    out.clock.pass_by(days=2)
    out.state(
        f.RemandOrdered(court="Dunmere", case_urn="01AB0000999", next_hearing_on=None),
        true_from=start_of_day(date(2026, 6, 2)),
    )
    watch(out)
    assert "G02" in judged(out).fallen
    assert causes(out) == [SUSPECTED]


def test_a_recall_after_a_lawful_release_alarms_nobody(out: Person) -> None:
    out.clock.pass_by(days=20)
    revoked_on = out.clock.now().date()
    out.state(
        f.RecallOrdered(recall_kind=f.RecallKind.FIXED_28, revoked_on=revoked_on),
        true_from=out.clock.now(),
    )
    watch(out)
    assert (judged(out).fallen, causes(out)) == ((), [])


def recalled_today(out: Person, *, minutes: int) -> None:
    """Back within the hour; the licence was revoked so many minutes after the exit, or before."""
    left_at = out.record.exits[-1].left.fact.exited_at
    out.clock.pass_by(minutes=20)
    record_return(
        out.office,
        LISTER,
        out.id,
        returned_at=left_at + timedelta(minutes=18),
        how="recalled",
        prison=FERNLEA,
        source=statement("LISTER, Owen"),
    )
    today = out.clock.now().date()
    out.state(
        f.RecallOrdered(recall_kind=f.RecallKind.FIXED_56, revoked_on=today, returned_on=today),
        true_from=left_at + timedelta(minutes=minutes),
    )


def test_a_recall_of_the_very_day_of_a_lawful_release_alarms_nobody(out: Person) -> None:
    recalled_today(out, minutes=10)
    watch(out)
    assert (judged(out).fallen, SUSPECTED in causes(out)) == ((), False)


def test_a_licence_that_was_revoked_an_hour_before_the_exit_speaks_against_it(out: Person) -> None:
    recalled_today(out, minutes=-60)
    watch(out)
    assert "G02" in judged(out).fallen


def test_a_word_at_the_gate_after_the_exit_pages_and_holds_nobody(out: Person) -> None:
    ask_return_to_custody(
        out.office,
        NOAKES,
        out.id,
        words="They say they have years to serve.",
        said_by="the person",
        terminal="gate 1",
    )
    watch(out)
    assert causes(out) == [f.AlarmCause.CUSTODY_RETURN_ASKED]
    assert not out.record.is_in_custody


def test_an_exit_on_paper_is_judged_when_it_is_entered() -> None:
    person = Person()
    person.remand()
    person.citizen()
    left_at = person.clock.now()
    person.clock.pass_by(hours=30)
    record_exit_on_paper(
        person.office,
        LISTER,
        person.id,
        exit_type=f.ExitType.COMMUNITY,
        exited_at=left_at,
        place="reception",
        source=statement("LISTER, Owen"),
    )
    watch(person)
    assert {"G02", "G30"} <= set(judged(person).fallen)
    assert {"G03", "G32", "G36"} <= set(judged(person).never_evidenced)
    assert causes(person) == [SUSPECTED]
    assert person.record.alarms[0].raised.fact.since == left_at


def test_news_between_pass_and_exit_cancels_pages_and_is_told_once(out: Person) -> None:
    person = Person().ready().with_pass()
    person.say(f.NationalityStated(nationality="Portuguese"))
    watch(person)
    watch(person)
    assert causes(person) == [f.AlarmCause.PASS_CANCELLED]
    assert causes(out) == []


def test_somebody_who_is_ready_and_does_not_leave_is_overdue_the_next_day() -> None:
    person = Person().ready().with_pass()
    person.clock.pass_by(days=1)
    watch(person)
    assert f.AlarmCause.OVERDUE_RELEASE in causes(person)
    assert person.record.alarms[-1].raised.fact.since <= person.clock.now() - timedelta(hours=1)
