"""Each published case ends as it must, and would not without the checks that it is named for."""

import subprocess
import sys
from pathlib import Path

import pytest

from gatelodge.gate import CHECKS

HERE = Path(__file__).parents[2]
NAMED_FOR = {
    "A": ("G13", "G30", "G33"),
    "B1": ("G02", "G03", "G04"),
    "B2": ("G02", "G03", "G04"),
    "C": ("G05", "G06", "G07", "G36"),
    "D": ("G11",),
    "E": ("G34",),
    "F": ("G31",),
    "G": ("G08", "G09"),
}
BESIDE = {"D": ("G02", "G08", "G09", "G30"), "G": ("G02", "G30")}
"""Checks that stop the same thing a second time: a sentence whose day nobody has settled, or whose
day has not come, holds by itself, and no exit covers it."""
WHAT_HAPPENS_WITHOUT = {
    "A": "the person was let out",
    "B1": "nobody was alarmed",
    "B2": "the person was let out",
    "C": "the person was let out",
    "D": "the person was let out",
    "E": "the person was let out",
    "F": "the person was let out",
    "G": "the person was let out",
}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=HERE, capture_output=True, text=True, timeout=300, check=False
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize("name", NAMED_FOR)
def test_the_case_ends_as_it_must(name: str) -> None:
    done = run(sys.executable, "-m", "gatelodge.cli", "replay", name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert last_line(done) == "1 of 1 plays ended as they must."
    assert "None" not in done.stdout


@pytest.mark.parametrize("name", NAMED_FOR)
def test_without_the_checks_that_it_is_named_for_it_goes_wrong(name: str) -> None:
    left_out = (*NAMED_FOR[name], *BESIDE.get(name, ()))
    done = run(sys.executable, "-m", "tests.cases.without", name, *left_out)
    assert done.returncode == 1, done.stdout + done.stderr
    assert WHAT_HAPPENS_WITHOUT[name] in done.stdout
    assert last_line(done) == "0 of 1 plays ended as they must."


@pytest.mark.parametrize("name", NAMED_FOR)
def test_these_are_all_the_checks_that_say_they_would_have_stopped_it(name: str) -> None:
    assert tuple(each.name for each in CHECKS if name[0] in each.cases) == NAMED_FOR[name]


def test_an_unknown_case_is_refused_with_the_cases_that_there_are() -> None:
    done = run(sys.executable, "-m", "gatelodge.cli", "replay", "Z")
    assert done.returncode == 2
    assert done.stderr == "Say which case to play: A, B, B1, B2, C, D, E, F, G, or --all.\n"
