"""The invented estate: the same for ever, of every kind, and right as far as can be judged."""

import subprocess
import sys
from collections import Counter

import msgspec
import pytest

from gatelodge.invented import MOST_PEOPLE, STANDS_ON, bookings
from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    DetentionAndTraining,
    Extended,
    FineDefault,
    MovementReason,
    ParticularConcern,
    RecallType,
    StandardDeterminate,
    SupervisionBreach,
    bank_holidays,
    calculate,
    chosen_law,
    record_faults,
)
from tests.sentencing.test_command_line import run

PEOPLE = 3000


@pytest.fixture(scope="module")
def estate() -> list[Booking]:
    return list(bookings(PEOPLE))


def test_the_same_seed_gives_the_same_people_and_a_large_estate_begins_as_a_small_one(
    estate: list[Booking],
) -> None:
    assert list(bookings(100)) == estate[:100]
    assert list(bookings(100, seed=2)) != estate[:100]


def test_the_command_writes_what_the_function_makes() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "gatelodge.cli", "demo-estate", "--people", "40", "--seed", "3"],
        capture_output=True,
        check=True,
    )
    lines = ran.stdout.splitlines()
    assert [msgspec.json.decode(each, type=Booking) for each in lines] == list(bookings(40, seed=3))


def test_nobody_shares_a_number_and_each_number_is_marked_as_invented() -> None:
    references = [each.person.reference for each in bookings(25_000)]
    assert len(set(references)) == len(references)
    assert all(each[-2:] in {"ZX", "ZY", "ZW", "ZV", "ZU"} for each in references)


def test_there_is_every_kind_of_sentence_row_recall_and_movement(estate: list[Booking]) -> None:
    sentences = [each for one in estate for each in one.sentences]
    assert {type(each) for each in sentences} == {
        StandardDeterminate,
        Extended,
        ParticularConcern,
        FineDefault,
        DetentionAndTraining,
        SupervisionBreach,
    }
    standard = [each for each in sentences if isinstance(each, StandardDeterminate)]
    assert {each.is_sds_plus for each in standard} == {True, False}
    assert any(each.consecutive_to for each in sentences)
    assert any(len(one.sentences) > 1 and not one.sentences[-1].consecutive_to for one in estate)
    assert {each.recall.recall_type for each in sentences if each.recall} == set(RecallType)
    rows: list[Adjustment] = [each for one in estate for each in one.adjustments]
    assert {each.kind for each in rows} == set(AdjustmentKind)
    assert {each.reason for one in estate for each in one.movements} >= {
        MovementReason.CRD,
        MovementReason.PAROLE,
        MovementReason.HDC,
        MovementReason.RECALL_ADMISSION,
    }


def test_no_record_has_a_fault_and_nearly_everybody_can_be_dated(estate: list[Booking]) -> None:
    law = chosen_law(None)
    ended: Counter[bool] = Counter()
    for one in estate:
        assert not record_faults(one)
        found = calculate(one, law.book, bank_holidays=bank_holidays())
        ended[isinstance(found, Calculation)] += 1
    assert ended[True] >= 0.97 * PEOPLE
    assert ended[False]


def test_everything_happened_by_the_day_of_the_estate(estate: list[Booking]) -> None:
    for one in estate:
        days = [each.sentenced_on for each in one.sentences]
        days += [each.applies_on for each in one.adjustments]
        days += [each.moved_on for each in one.movements]
        assert max(days) <= STANDS_ON


@pytest.mark.parametrize("people", ["-1", str(MOST_PEOPLE + 1), "many"])
def test_an_estate_beyond_belief_is_refused_plainly(people: str) -> None:
    ran = run("demo-estate", "--people", people)
    assert ran.returncode != 0
    assert "Invalid value" in ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr
