"""Days of the record held against the registers that they come from (G10)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.gate import CHECKS
from gatelodge.record.facts import (
    AddedDaysAwarded,
    AddedDaysRestored,
    Answer,
    AwardOnFile,
    AwardStanding,
    Period,
    RemandCredited,
    TaggedBailCredited,
    UalReason,
    UnlawfullyAtLargeRecorded,
)
from tests.gate.prison import Person

G10 = next(each for each in CHECKS if each.name == "G10")
SENTENCED = date(2026, 6, 1)


@pytest.fixture
def person() -> Person:
    person = Person()
    person.sentence(imposed_on=SENTENCED)
    return person


def awarded(person: Person, days: int, adjudication: str = "F123") -> None:
    person.state(
        AddedDaysAwarded(days=days, awarded_on=date(2026, 7, 6), adjudication=adjudication)
    )


def on_file(
    days: int,
    adjudication: str = "F123",
    *,
    standing: AwardStanding = AwardStanding.IN_FORCE,
    restored: int = 0,
) -> AwardOnFile:
    return AwardOnFile(
        adjudication=adjudication, days=days, standing=standing, restored_days=restored
    )


def answer(person: Person) -> tuple[Answer, str]:
    found = person.finding(G10)
    return found.answer, found.reason


def test_nobody_asked_is_not_known(person: Person) -> None:
    assert answer(person) == (Answer.UNKNOWN, "NOT_ASKED")


def test_nothing_here_and_nothing_there(person: Person) -> None:
    person.days()
    assert answer(person) == (Answer.PASSED, "DAYS_RECONCILED")


def test_an_award_that_never_reached_the_record_is_found(person: Person) -> None:
    """The commonest way to lose added days: given in the adjudication room, entered nowhere."""
    person.days(on_file(14))
    found = person.finding(G10)
    assert (found.answer, found.reason) == (Answer.FAILED, "DAYS_DIFFER")
    assert "F123: 0 here, 14 there" in found.words


def test_days_under_another_adjudication_do_not_make_up_for_it(person: Person) -> None:
    awarded(person, 14, "F123")
    person.days(on_file(14, "F124"))
    assert answer(person) == (Answer.FAILED, "DAYS_DIFFER")


@pytest.mark.parametrize("standing", [AwardStanding.SUSPENDED, AwardStanding.QUASHED])
def test_an_award_that_adds_nothing_any_more_may_not_stand_here(
    person: Person, standing: AwardStanding
) -> None:
    awarded(person, 14)
    person.days(on_file(14, standing=standing))
    assert answer(person) == (Answer.FAILED, "DAYS_DIFFER")


def test_what_was_given_back_comes_off_its_own_award(person: Person) -> None:
    awarded(person, 14)
    person.state(AddedDaysRestored(days=5, restored_on=date(2026, 8, 3), adjudication="f123 "))
    person.days(on_file(14, restored=5))
    assert answer(person) == (Answer.PASSED, "DAYS_RECONCILED")
    person.days(on_file(14))
    assert answer(person) == (Answer.FAILED, "DAYS_DIFFER")


def test_remand_bail_and_absence_each_by_itself(person: Person) -> None:
    period = Period(first_on=date(2026, 5, 1), last_on=date(2026, 5, 10))
    person.state(RemandCredited(days=10, period=period, counts_from=SENTENCED))
    person.state(TaggedBailCredited(days=4, counts_from=SENTENCED))
    away = Period(first_on=date(2026, 7, 1), last_on=date(2026, 7, 3))
    person.state(UnlawfullyAtLargeRecorded(days=3, period=away, ual_reason=UalReason.ESCAPE))
    person.days(remand=10, bail=4, away=3)
    assert answer(person) == (Answer.PASSED, "DAYS_RECONCILED")
    person.days(remand=14, bail=0, away=3)
    assert answer(person) == (Answer.FAILED, "DAYS_DIFFER")


def test_the_answer_counts_for_two_days(person: Person) -> None:
    person.days()
    person.clock.at += timedelta(days=2) - timedelta(minutes=1)
    assert answer(person) == (Answer.PASSED, "DAYS_RECONCILED")
    person.clock.at += timedelta(minutes=1)
    assert answer(person) == (Answer.UNKNOWN, "TOO_OLD")


def test_without_a_sentence_no_days_move_a_date() -> None:
    person = Person()
    remand = person.remand()
    assert answer(person) == (Answer.UNKNOWN, "NO_EVIDENCE")
    person.end(remand)
    assert answer(person) == (Answer.NOT_APPLICABLE, "NO_SENTENCE_TO_MOVE")


@given(ours=st.integers(1, 40), theirs=st.integers(1, 40), back=st.integers(0, 40))
def test_it_passes_when_the_days_left_are_the_same_and_only_then(
    ours: int, theirs: int, back: int
) -> None:
    person = Person()
    person.sentence(imposed_on=SENTENCED)
    awarded(person, ours)
    back = min(back, theirs)
    person.days(on_file(theirs, restored=back))
    assert (answer(person)[0] is Answer.PASSED) == (ours + back == theirs)
