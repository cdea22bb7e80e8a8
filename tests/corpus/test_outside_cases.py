"""The outside cases, read where they lie: none is wrong, and none that was right is lost."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gatelodge.sentencing import Outcome, Verdict, judge, judge_hints, read_case

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
CASES = CORPUS / "overall_calculation"
ANSWERS = CORPUS / "overall_calculation_response"
HINTS = CORPUS / "hint-text"

# What is right today stays right. The engine refuses the rest by name.
RIGHT = 294
DATED = 277


def _expected(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    if not CASES.is_dir():
        pytest.skip(f"../shared is not here: {CORPUS}")
    found = []
    for path in sorted(CASES.rglob("*.json")):
        name = path.relative_to(CASES)
        expected = _expected(ANSWERS / name)
        found.append(judge(name.with_suffix("").as_posix(), path.read_bytes(), expected))
    for path in sorted((HINTS / "input-data").glob("*.json")):
        expected = _expected(HINTS / "expected-results" / path.name)
        found.append(judge_hints(f"hint-text/{path.stem}", path.read_bytes(), expected))
    return found


def test_nothing_is_wrong(verdicts: list[Verdict]) -> None:
    wrong = {each.name: each.reasons for each in verdicts if each.outcome is Outcome.WRONG}
    assert wrong == {}


def test_nothing_that_was_right_is_lost(verdicts: list[Verdict]) -> None:
    right = [each for each in verdicts if each.outcome is Outcome.RIGHT]
    assert len(right) >= RIGHT
    assert sum(each.is_date_case for each in right) >= DATED


def test_every_refusal_has_a_name(verdicts: list[Verdict]) -> None:
    refused = [each for each in verdicts if each.outcome is Outcome.REFUSED]
    assert all(each.reasons for each in refused)
    reasons = Counter(reason for each in refused for reason in each.reasons)
    assert all(reason == reason.upper() for reason in reasons)


def test_no_case_has_a_field_that_calculate_refuses() -> None:
    if not CASES.is_dir():
        pytest.skip(f"../shared is not here: {CORPUS}")
    paths = [*CASES.rglob("*.json"), *(HINTS / "input-data").glob("*.json")]
    read = [read_case(path.read_bytes(), refuse_unknown_fields=True) for path in paths]
    assert all(case.booking.sentences for case in read)


def test_the_command_judges_the_folder(tmp_path: Path, verdicts: list[Verdict]) -> None:
    wanted = [
        "psi-examples/25",
        "custom-examples/crs-657-single-sentence",
        "framework-examples/16",
        "hint-text/crs-2164-ac1",
    ]
    names = tmp_path / "names.txt"
    names.write_text("\n".join(wanted) + "\n\n")
    out = tmp_path / "verdicts.json"
    command = [sys.executable, "-m", "gatelodge.cli", "conformance", str(CORPUS), "--failures"]
    ran = subprocess.run(
        [*command, "--names", str(names), "--jobs", "2", "--json", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    last = ran.stdout.strip().splitlines()[-1]
    assert last == "Total: 2 right, 2 refused, 0 wrong of 4 cases (1 date cases right)"
    written = {each["name"]: each["outcome"] for each in json.loads(out.read_text())}
    assert written == {each.name: each.outcome for each in verdicts if each.name in wanted}
