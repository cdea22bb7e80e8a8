"""The library at the command line, as a process: words, JSON, exit codes; never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .invented import HALF, law
from .test_case_files import case, sentence

CASE = case(
    sentence(),
    adjustments={"REMAND": [{"appliesToSentencesFrom": "2022-06-06", "numberOfDays": 40}]},
)
CURFEW_RECALL = sentence(
    identifier="curfew",
    recall={"recallType": "STANDARD_RECALL_255", "revocationDate": "2023-01-09"},
)
"""A recall from home detention curfew: the one kind that is never dated."""
EXPECTED: dict[str, Any] = {
    "dates": {
        "SLED": "2024-04-26",
        "CRD": "2023-04-27",
        "HDCED": "2022-10-30",
        "ESED": "2024-06-05",
    },
    "effectiveSentenceLength": "P2Y",
}


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gatelodge.cli", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
    )


def write(folder: Path, name: str, what: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(what if isinstance(what, str) else json.dumps(what))
    return path


def test_a_case_is_dated(tmp_path: Path) -> None:
    ran = run("calculate", write(tmp_path, "case.json", CASE))
    assert ran.returncode == 0, ran.stderr
    assert "CRD    Thu 27 Apr 2023" in ran.stdout
    assert "Effective sentence length P2Y" in ran.stdout
    assert f"Profile sds-50; law {law(HALF).version}; engine " in ran.stdout


def test_the_working_is_shown_with_its_sources(tmp_path: Path) -> None:
    ran = run("calculate", write(tmp_path, "case.json", CASE), "--working")
    assert "Half of 731 days, rounded up, is 366 days to serve, to 6 June 2023." in ran.stdout
    assert "[CJA 2003 s.244(1), (3)(a)]" in ran.stdout
    assert "(source not confirmed)" in ran.stdout


def test_json_holds_the_same(tmp_path: Path) -> None:
    ran = run("calculate", write(tmp_path, "case.json", CASE), "--json", "--working")
    written = json.loads(ran.stdout)
    assert written["dates"] == EXPECTED["dates"]
    assert written["effective_sentence_length"] == "P2Y"
    first = written["working"]["CRD"][0]
    assert (first["number"], first["rule"]) == (1, "TERM")
    assert first["authority"][0]["is_confirmed"] is False


def test_the_profile_may_be_chosen(tmp_path: Path) -> None:
    path = write(tmp_path, "case.json", case(sentence(sentencedAt="2025-01-06")))
    half, forty = run("calculate", path), run("calculate", path, "--profile", "calculation-params")
    assert "CRD    Mon  5 Jan 2026" in half.stdout
    assert "CRD    Fri 24 Oct 2025" in forty.stdout


def test_a_refused_case_gives_no_date_and_ends_with_1(tmp_path: Path) -> None:
    refused = case(sentence(), CURFEW_RECALL)
    path = write(tmp_path, "case.json", refused)
    ran = run("calculate", path)
    assert ran.returncode == 1
    assert "Refused: no date is given." in ran.stdout
    assert "UNSUPPORTED_SENTENCE_TYPE" in ran.stdout
    assert "CRD" not in ran.stdout
    as_json = json.loads(run("calculate", path, "--json").stdout)
    assert [each["code"] for each in as_json["refused"]] == ["UNSUPPORTED_SENTENCE_TYPE"]
    assert "dates" not in as_json


@pytest.mark.parametrize("is_on", [True, False])
def test_a_switch_of_the_case_chooses_its_law(tmp_path: Path, *, is_on: bool) -> None:
    """With adult curfew suspended the same sentence has every date but the curfew."""
    switched = {**CASE, "featureToggles": {"adultHdcSuspended": is_on, "secondCheck": False}}
    ran = run("calculate", write(tmp_path, "case.json", switched), "--json")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)["dates"]
    kept = {kind: on for kind, on in EXPECTED["dates"].items() if not is_on or kind != "HDCED"}
    assert found == kept


def test_days_that_moved_nothing_are_said(tmp_path: Path) -> None:
    lost = case(
        adjustments={"REMAND": [{"appliesToSentencesFrom": "2022-06-05", "numberOfDays": 4}]}
    )
    ran = run("calculate", write(tmp_path, "case.json", lost))
    assert "Not applied: REMAND, 4 days of 2022-06-05." in ran.stdout


def test_a_slip_in_a_name_does_not_lose_days(tmp_path: Path) -> None:
    booking = dict(CASE["booking"])
    booking["adjustmentz"] = booking.pop("adjustments")
    slipped = {**CASE, "booking": booking}
    ran = run("calculate", write(tmp_path, "case.json", slipped))
    assert ran.returncode == 2
    assert "booking.adjustmentz: not a field of a case; did you mean adjustments?" in ran.stderr
    assert ran.stdout == ""


def test_conformance_ignores_fields_that_no_case_has(tmp_path: Path) -> None:
    folder = corpus(tmp_path, EXPECTED)
    write(folder, "overall_calculation/ours/plain.json", {**CASE, "note": "from elsewhere"})
    ran = run("conformance", folder)
    assert "2 right, 1 refused, 0 wrong" in ran.stdout.strip().splitlines()[-1]


def test_an_offence_after_its_sentence_is_an_error_beside_the_dates(tmp_path: Path) -> None:
    """An outside case may hold one and expects dates all the same; it never ends well."""
    late = case(sentence(), sentence(identifier="late", offence={"committedAt": "2022-06-07"}))
    ran = run("calculate", write(tmp_path, "case.json", late), "--json")
    assert ran.stderr.count("ERROR") == 1
    told = (
        "booking.sentences[1].offence.committedAt: The offence, 2022-06-07, is dated after its "
        "sentence, 2022-06-06. Correct the one that is wrong."
    )
    assert told in ran.stderr
    written = json.loads(ran.stdout)
    assert [each["text"] for each in written["faults"]] == [told]
    assert written["dates"]["CRD"] == "2023-06-06"
    assert ran.returncode == 1


def test_an_offence_on_the_day_of_its_sentence_is_no_error(tmp_path: Path) -> None:
    same_day = case(sentence(offence={"committedAt": "2022-06-06"}))
    assert run("calculate", write(tmp_path, "case.json", same_day)).stderr == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "This is not JSON"),
        (case(sentence(sentencedAt="2022-02-31")), "sentencedAt is not a day of the calendar"),
        (case(sentence(duration={"durationElements": {"MONTHS": 0}})), "the term is 0"),
        (case(sentence(type="LifeSentence")), "'LifeSentence' is not known here"),
        ({**case(), "params": "sds-60"}, "There is no profile 'sds-60'"),
    ],
)
def test_bad_input_is_told_plainly(tmp_path: Path, text: Any, message: str) -> None:
    ran = run("calculate", write(tmp_path, "case.json", text))
    assert ran.returncode == 2
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ("calculate", "nowhere.json"),
        ("calculate", "."),
        ("calculate",),
        ("calculate", "a", "--nope"),
        ("conformance", "nowhere"),
        ("law", "show", "hdc.nothing"),
        ("law", "show", "--profile", "sds-60"),
        ("fly",),
    ],
)
def test_a_wrong_command_is_told_plainly(words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.returncode == 2 if words != ("fly",) else ran.returncode != 0
    assert "Traceback" not in ran.stderr
    assert (ran.stderr + ran.stdout).strip()


def corpus(folder: Path, answer: dict[str, Any]) -> Path:
    write(folder, "overall_calculation/ours/plain.json", CASE)
    write(folder, "overall_calculation_response/ours/plain.json", answer)
    write(folder, "overall_calculation/ours/curfew.json", case(CURFEW_RECALL))
    write(folder, "overall_calculation_response/ours/curfew.json", EXPECTED)
    write(folder, "hint-text/input-data/hinted.json", CASE)
    hints = [{"type": kind, "date": on, "hints": []} for kind, on in EXPECTED["dates"].items()]
    write(folder, "hint-text/expected-results/hinted.json", hints)
    return folder


def test_conformance_counts_right_and_refused(tmp_path: Path) -> None:
    ran = run("conformance", corpus(tmp_path, EXPECTED))
    assert ran.returncode == 0, ran.stdout
    assert ran.stdout.strip().splitlines()[-1] == (
        "Total: 2 right, 1 refused, 0 wrong of 3 cases (1 date cases right)"
    )
    assert "refused    1  UNSUPPORTED_SENTENCE_TYPE" in ran.stdout


@pytest.mark.parametrize(
    ("answer", "difference"),
    [
        (
            {**EXPECTED, "dates": {**EXPECTED["dates"], "CRD": "2023-04-28"}},
            "CRD: 2023-04-27, but 2023-04-28 was expected",
        ),
        (
            {**EXPECTED, "dates": {"CRD": "2023-04-27"}},
            "SLED: 2024-04-26, but None was expected",
        ),
        (
            {**EXPECTED, "effectiveSentenceLength": "P24M"},
            "effective length: P2Y, but P24M was expected",
        ),
        (
            {**EXPECTED, "trancheAllocationByLegislationName": {"SDS_40": "TRANCHE_1"}},
            "SDS_40: None, but TRANCHE_1 was expected",
        ),
    ],
)
def test_conformance_fails_on_anything_wrong(
    tmp_path: Path, answer: dict[str, Any], difference: str
) -> None:
    ran = run("conformance", corpus(tmp_path, answer), "--failures")
    assert ran.returncode == 1
    assert "WRONG ours/plain: " in ran.stdout
    assert difference in ran.stdout
    assert "1 wrong of 3 cases" in ran.stdout.strip().splitlines()[-1]


def test_a_dated_case_that_expected_a_message_is_wrong(tmp_path: Path) -> None:
    folder = corpus(tmp_path, EXPECTED)
    expecting = {**CASE, "expectedValidationException": "RELEASE_DATE_BEFORE_SENTENCE_DATE"}
    write(folder, "overall_calculation/ours/plain.json", expecting)
    ran = run("conformance", folder, "--failures")
    assert ran.returncode == 1
    expected = "messages: (), but ('RELEASE_DATE_BEFORE_SENTENCE_DATE',) was expected"
    assert f"WRONG ours/plain: {expected}" in ran.stdout


def test_an_unreadable_case_is_wrong_and_named(tmp_path: Path) -> None:
    folder = corpus(tmp_path, EXPECTED)
    write(folder, "overall_calculation/ours/plain.json", "{")
    ran = run("conformance", folder, "--failures")
    assert ran.returncode == 1
    assert "WRONG ours/plain: This is not JSON" in ran.stdout


def test_names_limit_the_cases_and_a_wrong_name_is_told(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "cases", EXPECTED)
    names = write(tmp_path, "names", "hint-text/hinted\n")
    assert "1 right, 0 refused, 0 wrong of 1 cases" in (
        run("conformance", folder, "--names", names).stdout
    )
    wrong = write(tmp_path, "wrong", "ours/nothing\n")
    ran = run("conformance", folder, "--names", wrong)
    assert ran.returncode == 2
    assert "ours/nothing is no case" in ran.stderr


def test_the_law_is_shown_with_its_history() -> None:
    whole, one = run("law", "show"), run("law", "show", "hdc.midpoint_days")
    assert "2024-09-10  SDS_40: Release at 40 per cent" in whole.stdout
    assert one.stdout.splitlines()[:2] == [
        "2023-06-06  hdc.midpoint_days = 360  [CJA 2003 s.246(2); S.I. 2023/390]",
        "2025-06-03  hdc.midpoint_days = 730  [CJA 2003 s.246(1)(a); S.I. 2024/1331 art. 2]",
    ]
    early = run("law", "show", "hdc.midpoint_days", "--on", "2025-06-02")
    assert "730" not in early.stdout


def test_help_names_every_command() -> None:
    ran = run("--help")
    assert ran.returncode == 0
    for word in ("calculate", "conformance", "law", "replay", "court-simulator", "verify"):
        assert word in ran.stdout


def test_a_hint_that_is_not_ours_is_wrong_and_named(tmp_path: Path) -> None:
    folder = corpus(tmp_path, EXPECTED)
    hints = [
        {"type": kind, "date": on, "hints": ["An invented hint"] if kind == "CRD" else []}
        for kind, on in EXPECTED["dates"].items()
    ]
    write(folder, "hint-text/expected-results/hinted.json", hints)
    ran = run("conformance", folder, "--failures")
    assert ran.returncode == 1
    assert "WRONG hint-text/hinted: hints: ('CRD', '2023-04-27', ())" in ran.stdout


@pytest.mark.parametrize(
    ("folder_name", "answer", "difference"),
    [
        (
            "calculation_breakdown_response",
            {"concurrentSentences": []},
            "breakdown concurrentSentences: ",
        ),
        (
            "sentence_level_calculation_response",
            {"sentenceLevelDates": []},
            "was not expected",
        ),
    ],
)
def test_every_answer_beside_a_case_is_judged(
    tmp_path: Path, folder_name: str, answer: dict[str, Any], difference: str
) -> None:
    folder = corpus(tmp_path, EXPECTED)
    write(folder, f"{folder_name}/ours/plain.json", answer)
    ran = run("conformance", folder, "--failures")
    assert ran.returncode == 1
    assert difference in ran.stdout


def test_the_picture_is_drawn_into_a_file(tmp_path: Path) -> None:
    drawing = tmp_path / "dates.svg"
    done = run("calculate", write(tmp_path, "case.json", CASE), "--picture", drawing)
    assert done.returncode == 0
    assert "CRD 27 Apr 2023" in drawing.read_text("utf-8")
    nowhere = tmp_path / "no" / "dates.svg"
    refused = run("calculate", write(tmp_path, "case.json", CASE), "--picture", nowhere)
    assert refused.returncode == 2
    assert "cannot be written" in refused.stderr
    assert "Traceback" not in refused.stderr
