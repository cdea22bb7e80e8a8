"""The working of any date, whoever is dated: a chain of days, sourced, the same each time."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from gatelodge.sentencing import (
    BadCase,
    Booking,
    CalculatedDate,
    Calculation,
    LawBook,
    Refusal,
    calculate,
    read_case,
    read_profile,
    run_case,
)

from .test_properties import PROFILES, bookings

CASES = Path(__file__).parents[2].parent / "shared" / "corpus" / "overall_calculation"
UNSPACED = re.compile(r"[a-z]\d|\d[a-z]|[ ]{2}|[{}]|[.]{2}|-\d")


def faults(found: Calculation) -> list[str]:
    """Name each place where the working of a date cannot be followed to it."""
    return [
        f"{dated.type} {dated.on}: {fault}" for dated in found.dates for fault in faults_of(dated)
    ]


def faults_of(dated: CalculatedDate) -> Iterator[str]:
    if not dated.steps:
        yield "no steps"
        return
    if dated.steps[-1].after != dated.on.toordinal():
        yield "the last step comes to another day"
    before = None
    for number, step in enumerate(dated.steps, start=1):
        if step.number != number:
            yield f"step {number} is numbered {step.number}"
        if step.before != before:
            yield f"step {number} does not begin where the one before ended"
        before = step.after
        if not step.authority:
            yield f"{step.rule} rests on nothing"
        if UNSPACED.search(step.text) or not step.text.endswith("."):
            yield f"{step.rule} does not read well: {step.text}"


@pytest.fixture(scope="module")
def outside() -> dict[str, Calculation]:
    if not CASES.is_dir():
        pytest.skip(f"../shared is not here: {CASES}")
    found = {}
    for path in sorted(CASES.rglob("*.json")):
        try:
            case = read_case(path.read_bytes())
        except BadCase:
            continue
        answer = run_case(case, read_profile(case.profile, case.switches))
        if isinstance(answer, Calculation):
            found[path.relative_to(CASES).with_suffix("").as_posix()] = answer
    return found


def test_the_steps_of_every_outside_date_lead_to_it(outside: dict[str, Calculation]) -> None:
    wrong = {name: told for name, found in outside.items() if (told := faults(found))}
    assert wrong == {}
    assert len(outside) > 700


@given(bookings(), PROFILES)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_the_steps_of_any_date_lead_to_it(made: Booking, profile: str) -> None:
    law = read_profile(profile).law
    found = calculate(made, law, bank_holidays=frozenset(), with_ersed=True)
    if isinstance(found, Refusal):
        return
    assert faults(found) == []
    again = calculate(made, law, bank_holidays=frozenset(), with_ersed=True)
    assert again == found


@given(bookings())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_the_law_in_force_tells_its_steps_as_well(made: Booking) -> None:
    found = calculate(made, LawBook.in_force(), bank_holidays=frozenset(), with_ersed=True)
    assert isinstance(found, Refusal) or faults(found) == []
