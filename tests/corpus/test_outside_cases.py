"""The outside cases, read where they lie: every one is right, and none is refused.

A case is right when everything that lies beside it is: dates, effective length, flags, tranches,
messages, the dates of each sentence, the breakdown, the hints. A test is named after its case.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gatelodge.sentencing import Expected, Outcome, Verdict, judge, judge_hints, read_case

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
CASES = CORPUS / "overall_calculation"
ANSWERS = CORPUS / "overall_calculation_response"
SENTENCES = CORPUS / "sentence_level_calculation_response"
BREAKDOWNS = CORPUS / "calculation_breakdown_response"
HINTS = CORPUS / "hint-text"
HINT = "hint-text/"


def _names() -> list[str]:
    dated = (path.relative_to(CASES).with_suffix("") for path in CASES.rglob("*.json"))
    hinted = (path.stem for path in (HINTS / "input-data").glob("*.json"))
    return sorted([*(name.as_posix() for name in dated), *(HINT + name for name in hinted)])


NAMES = _names()
IS_HERE = pytest.param("", id="no-case-is-here")


def _bytes(folder: Path, name: str) -> bytes | None:
    path = folder / f"{name}.json"
    return path.read_bytes() if path.is_file() else None


def _judged(name: str) -> Verdict:
    if name.startswith(HINT):
        stem = name.removeprefix(HINT)
        text = (HINTS / "input-data" / f"{stem}.json").read_bytes()
        return judge_hints(name, text, _bytes(HINTS / "expected-results", stem))
    beside = Expected(
        dates=_bytes(ANSWERS, name),
        sentences=_bytes(SENTENCES, name),
        breakdown=_bytes(BREAKDOWNS, name),
    )
    return judge(name, (CASES / f"{name}.json").read_bytes(), beside)


def _skip_unless_here() -> None:
    if not CASES.is_dir():
        pytest.skip(f"../shared is not here: {CORPUS}")


@pytest.mark.parametrize("name", NAMES or [IS_HERE])
def test_a_case_is_right(name: str) -> None:
    _skip_unless_here()
    verdict = _judged(name)
    assert (verdict.outcome, verdict.reasons) == (Outcome.RIGHT, ())


def test_all_of_them_are_judged() -> None:
    """844 cases: 769 with dates, 30 with hints, 45 that expect a message or an error."""
    _skip_unless_here()
    verdicts = [_judged(name) for name in NAMES]
    assert Counter(each.outcome for each in verdicts) == {Outcome.RIGHT: 844}
    assert sum(each.is_date_case for each in verdicts) == 769
    assert sum(name.startswith(HINT) for name in NAMES) == 30


@pytest.mark.parametrize(("folder", "beside"), [(SENTENCES, 5), (BREAKDOWNS, 36)])
def test_no_answer_lies_beside_nothing(folder: Path, beside: int) -> None:
    _skip_unless_here()
    answers = {
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json")
    }
    assert len(answers & set(NAMES)) == beside
    assert answers <= set(NAMES)


def test_no_case_has_a_field_that_calculate_refuses() -> None:
    _skip_unless_here()
    paths = [*CASES.rglob("*.json"), *(HINTS / "input-data").glob("*.json")]
    read = [read_case(path.read_bytes(), refuse_unknown_fields=True) for path in paths]
    assert all(case.booking.sentences for case in read)


def test_the_command_judges_the_folder(tmp_path: Path) -> None:
    _skip_unless_here()
    out = tmp_path / "verdicts.json"
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "gatelodge.cli", "conformance", str(CORPUS)),
            *("--jobs", "2", "--json", str(out)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    last = ran.stdout.strip().splitlines()[-1]
    assert last == (
        f"Total: {len(NAMES)} right, 0 refused, 0 wrong of {len(NAMES)} cases "
        "(769 date cases right)"
    )
    written = json.loads(out.read_text())
    assert [each["name"] for each in written] == NAMES
    assert {each["outcome"] for each in written} == {"right"}
