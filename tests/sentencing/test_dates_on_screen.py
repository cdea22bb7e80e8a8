"""Dates on a terminal: nothing wider than it, nothing lost."""

import re

import pytest
from rich.console import Console

from gatelodge.cli.dates_on_screen import show_dates
from gatelodge.sentencing import (
    AdjustmentKind,
    Asked,
    Dated,
    Shape,
    calculate,
    read_profile,
    shown,
)

from .invented import FORTY, booking, row, sds

MADE = booking(
    sds("2022-06-06", years=2),
    sds("2022-06-06", months=5, name="two", after="one"),
    rows=(row(AdjustmentKind.REMAND, "2022-06-06", 20),),
)


def dated(*, working: bool) -> Dated:
    found = calculate(MADE, read_profile(FORTY).law, bank_holidays=frozenset())
    answer = shown(found, Asked(booking=MADE, shape=Shape.BOOKING), profile=FORTY, working=working)
    assert isinstance(answer, Dated), answer
    return answer


def printed(answer: Dated, width: int) -> list[str]:
    console = Console(width=width, color_system=None, force_terminal=False, highlight=False)
    with console.capture() as captured:
        show_dates(answer, console)
    return [line.rstrip() for line in captured.get().splitlines()]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_every_step_and_every_source_is_there_and_nothing_runs_over(width: int) -> None:
    answer = dated(working=True)
    lines = printed(answer, width)
    assert max(map(len, lines)) <= width
    told = re.sub(r"\s+", " ", " ".join(lines))
    assert answer.working
    for date_type, on in answer.dates.items():
        assert f"{date_type.value} {on:%A} {on.day} {on:%B %Y}" in told
        for step in answer.working[date_type]:
            assert f"{step.number}. {step.text}" in told
            assert "; ".join(map(str, step.authority)) in told
    assert answer.not_given
    for absent in answer.not_given:
        assert f"No {absent.type.value}: {absent.text}" in told


def test_without_the_working_each_date_is_one_line() -> None:
    answer = dated(working=False)
    assert len(printed(answer, 80)) == len(answer.dates)
