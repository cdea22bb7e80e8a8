"""Bad input, in both schemas: an error that names the path and what to do, and never a traceback.

The same faults are put into a booking of ours and into an outside case, and both are told alike.
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatelodge.sentencing import (
    BadCase,
    Calculation,
    Refusal,
    bank_holidays,
    calculate,
    chosen_law,
    read_asked,
    shown,
)

from .test_case_files import case, sentence
from .test_command_line import run, write

GONE = object()

BOOKING: dict[str, Any] = {
    "person": {"reference": "G0001LD", "born_on": "1990-02-11"},
    "sentences": [
        {
            "kind": "SDS",
            "sentence_id": name,
            "sentenced_on": "2022-06-06",
            "offence": {"committed_on": "2022-01-09", "code": "TH68010"},
            "consecutive_to": after,
            "term": {"years": 2},
            "is_sds_plus": False,
            "is_sds_plus_eligible": False,
            "is_section_250": False,
            "exclusions": [],
        }
        for name, after in (("one", []), ("two", ["one"]))
    ],
    "adjustments": [
        {
            "kind": "REMAND",
            "applies_on": "2022-06-06",
            "days": 10,
            "from_on": "2022-05-01",
            "to_on": "2022-05-10",
        },
        {
            "kind": "REMAND",
            "applies_on": "2022-06-06",
            "days": 10,
            "from_on": "2022-05-11",
            "to_on": "2022-05-20",
        },
    ],
}

OUTSIDE: dict[str, Any] = {
    **case(
        sentence(identifier="one"),
        sentence(identifier="two", consecutiveSentenceUUIDs=["one"]),
        adjustments={
            "REMAND": [
                {
                    "appliesToSentencesFrom": "2022-06-06",
                    "numberOfDays": 10,
                    "fromDate": first,
                    "toDate": last,
                }
                for first, last in (("2022-05-01", "2022-05-10"), ("2022-05-11", "2022-05-20"))
            ]
        },
    )
}

FAULTS: dict[str, tuple[str, str, str, Any, str]] = {
    "31 February": (
        "sentences[0].sentenced_on",
        "booking.sentences[0].sentencedAt",
        "",
        "2022-02-31",
        "is not a day of the calendar; give it as YYYY-MM-DD",
    ),
    "negative days": (
        "adjustments[1].days",
        "booking.adjustments.REMAND[1].numberOfDays",
        "",
        -3,
        "fewer than none|less than none",
    ),
    "a negative term": (
        "sentences[0].term.months",
        "booking.sentences[0].duration.durationElements.MONTHS",
        "sentences[0]",
        -3,
        "less than none|cannot be negative",
    ),
    "a chain that refers to itself": (
        "sentences[1].consecutive_to[0]",
        "booking.sentences[1].consecutiveSentenceUUIDs[0]",
        "",
        "two",
        "leads back to the start",
    ),
    "a chain that refers to nothing": (
        "sentences[1].consecutive_to[0]",
        "booking.sentences[1].consecutiveSentenceUUIDs[0]",
        "",
        "three",
        "'three', which is not among those given. Add that sentence",
    ),
    "overlapping remand": (
        "adjustments[1].from_on",
        "booking.adjustments.REMAND[1].fromDate",
        "",
        "2022-05-10",
        "share a day, 2022-05-10 to 2022-05-20 and 2022-05-01 to 2022-05-10",
    ),
    "a period that ends before it begins": (
        "adjustments[1].from_on",
        "booking.adjustments.REMAND[1].fromDate",
        "",
        "2022-05-30",
        "The first day, 2022-05-30, is after the last, 2022-05-20",
    ),
    "a sentence before the offence": (
        "sentences[0].offence.committed_on",
        "booking.sentences[0].offence.committedAt",
        "",
        "2022-06-07",
        "dated after its sentence, 2022-06-06. Correct the one that is wrong",
    ),
    "no day of the offence": (
        "sentences[0].offence.committed_on",
        "booking.sentences[0].offence.committedAt",
        "",
        None,
        "Add the date of the offence",
    ),
    "an unknown code": (
        "sentences[0].exclusions[0]",
        "booking.sentences[0].releaseArrangements.sdsEarlyReleaseExclusions[0]",
        "sentences[0]",
        "ARSON",
        "'ARSON' is not known here",
    ),
    "an empty booking": (
        "sentences",
        "booking.sentences",
        "",
        [],
        "There is no active sentence on this record. Give at least one",
    ),
    "an empty object": ("person", "booking.offender", "", GONE, "is missing; add it"),
    "a wrong type": (
        "sentences[0].term.years",
        "booking.sentences[0].duration.durationElements.YEARS",
        "",
        "two",
        "is not a whole number; give digits without quotes",
    ),
    "a list in place of an object": (
        "person",
        "booking.offender",
        "",
        [],
        "must be an object in braces",
    ),
    "nothing where something must be": (
        "sentences[0].sentenced_on",
        "booking.sentences[0].sentencedAt",
        "",
        None,
        "is empty; give a value",
    ),
    "an unknown field": (
        "sentences[0].sentenced_om",
        "booking.sentences[0].sentencdAt",
        "",
        "2022-06-06",
        "did you mean sentence",
    ),
    "a year of long ago": (
        "sentences[0].sentenced_on",
        "booking.sentences[0].sentencedAt",
        "",
        "0022-06-06",
        "0022-06-06 lies outside 1850 to 2200",
    ),
}
"""What is wrong: the path in ours, in the outside case, the path told there if it is another, the
value put there, and words that must be said (either of two where the schemas differ)."""


def put(whole: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    changed = deepcopy(whole)
    at: Any = changed
    *way, last = path.replace("[", ".[").split(".")
    for step in way:
        at = at[int(step[1:-1])] if step.startswith("[") else at[step]
    key: Any = int(last[1:-1]) if last.startswith("[") else last
    if value is GONE:
        del at[key]
    elif isinstance(at, list) and key == len(at):
        at.append(value)
    else:
        at[key] = value
    return changed


def told(file: dict[str, Any]) -> list[tuple[str, str]]:
    """Everything that is said of a file under the law in force: path and words."""
    try:
        asked = read_asked(json.dumps(file))
    except BadCase as wrong:
        return [(each.path, each.text) for each in wrong.faults]
    law = chosen_law("in-force")
    found = calculate(asked.booking, law.book, bank_holidays=law.bank_holidays)
    assert isinstance(found, Refusal), found
    answer = shown(found, asked, profile=None)
    return [(each.path, each.text) for each in answer.refused]  # type: ignore[union-attr] # refused


def test_both_files_are_right_before_anything_is_wrong_with_them() -> None:
    dates = []
    for file in (BOOKING, OUTSIDE):
        asked = read_asked(json.dumps(file))
        law = chosen_law("in-force")
        found = calculate(asked.booking, law.book, bank_holidays=law.bank_holidays)
        assert isinstance(found, Calculation)
        dates.append({each.type: each.on for each in found.dates})
    assert dates[0] == dates[1]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_booking_is_named_by_its_path(name: str) -> None:
    path, _, _, value, words = FAULTS[name]
    found = told(put(BOOKING, path, value))
    assert any(
        where == path and any(each in text for each in words.split("|")) for where, text in found
    ), found


@pytest.mark.parametrize("name", FAULTS)
def test_the_same_fault_of_an_outside_case_is_named_by_the_path_there(name: str) -> None:
    _, path, told_at, value, words = FAULTS[name]
    expected = f"booking.{told_at}" if told_at else path
    found = told(put(OUTSIDE, path, value))
    assert any(
        where == expected and any(each in text for each in words.split("|"))
        for where, text in found
    ), found


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("which", ["booking", "outside"])
def test_the_command_says_it_and_does_not_end_well(tmp_path: Path, name: str, which: str) -> None:
    ours, theirs, told_at, value, _ = FAULTS[name]
    file = put(BOOKING, ours, value) if which == "booking" else put(OUTSIDE, theirs, value)
    expected = ours if which == "booking" else (f"booking.{told_at}" if told_at else theirs)
    ran = run("calculate", write(tmp_path, "bad.json", file))
    assert ran.returncode in {1, 2}
    assert expected in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_case_of_the_official_service_keeps_its_dates_and_the_fault_is_told_beside_them(
    tmp_path: Path,
) -> None:
    late = put(OUTSIDE, "booking.sentences[0].offence.committedAt", "2022-06-07")
    ran = run("calculate", write(tmp_path, "late.json", late), "--json")
    written = json.loads(ran.stdout)
    assert "CRD" in written["dates"]
    assert [each["path"] for each in written["faults"]] == [
        "booking.sentences[0].offence.committedAt"
    ]
    assert "ERROR: booking.sentences[0].offence.committedAt: The offence, 2022-06-07" in ran.stderr
    assert ran.returncode == 1


@pytest.mark.parametrize(
    ("file", "put_at"),
    [
        (BOOKING, "sentences[1].offence.code"),
        (OUTSIDE, "booking.sentences[1].offence.offenceCode"),
    ],
)
def test_an_offence_that_the_register_does_not_know_is_told_beside_the_dates(
    tmp_path: Path, file: dict[str, Any], put_at: str
) -> None:
    path = write(tmp_path, "unknown.json", put(file, put_at, "ZZ99999"))
    ran = run("calculate", path, "--profile", "in-force", "--json")
    assert ran.returncode == 1
    assert [each["path"] for each in json.loads(ran.stdout)["faults"]] == [put_at]
    assert f"ERROR: {put_at}: 'ZZ99999' is not in the offence register." in ran.stderr


def test_two_sentences_of_one_id_are_refused() -> None:
    unchained = put(BOOKING, "sentences[1].consecutive_to", [])
    ((where, text),) = told(put(unchained, "sentences[1].sentence_id", "one"))
    assert where == "sentences[1].sentence_id"
    assert text.startswith("'one' names sentences[0] too. Give each an id")


def test_ten_thousand_sentences_are_refused_at_once(tmp_path: Path) -> None:
    many = deepcopy(BOOKING)
    one = many["sentences"][0]
    many["sentences"] = [
        {**one, "sentence_id": f"s{n}", "consecutive_to": [f"s{n - 1}"] if n else []}
        for n in range(10_000)
    ]
    assert told(many) == [
        (
            "sentences",
            "There are 10,000 sentences, more than 500. Give those of one person.",
        )
    ]
    outside = put(
        OUTSIDE,
        "booking.sentences",
        [sentence(identifier=f"s{n}") for n in range(10_000)],
    )
    ran = run("calculate", write(tmp_path, "many.json", outside))
    assert ran.returncode == 1
    assert "booking.sentences: There are 10,000 sentences" in ran.stdout


def test_as_many_sentences_as_are_believed_are_dated() -> None:
    """A chain of that length goes through every part of the engine."""
    many = deepcopy(BOOKING)
    one = {**many["sentences"][0], "term": {"weeks": 2}}
    many["sentences"] = [
        {**one, "sentence_id": f"s{n}", "consecutive_to": [f"s{n - 1}"] if n else []}
        for n in range(500)
    ]
    asked = read_asked(json.dumps(many))
    law = chosen_law(None)
    assert isinstance(
        calculate(asked.booking, law.book, bank_holidays=bank_holidays()), Calculation
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "This is not JSON"),
        ("{", "This is not JSON"),
        ("[]", "the booking must be an object in braces."),
        ("null", "the booking is empty; give a value."),
        ("{}", "This is neither a booking"),
        ('{"name": 1}', "nor an outside case"),
        ('{"booking": {}}', "booking.offender is missing; add it."),
        ('{"sentences": []}', "person is missing; add it."),
        (b"\xff\xfe", "This is not JSON"),
        ("[" * 100_000, "This is not JSON"),
        ('{"person": ' * 50_000, "This is not JSON"),
    ],
)
def test_what_is_neither_is_said_to_be_neither(text: str | bytes, words: str) -> None:
    with pytest.raises(BadCase) as refused:
        read_asked(text)
    assert words in str(refused.value)


_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(["0001-01-01", "9999-12-31", "2022-02-31", "SDS", "EDS", "one", "two"]),
)
_ANYTHING = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def _paths(part: Any, at: str = "") -> list[str]:
    """Every place of a file, as `put` takes it."""
    steps: list[tuple[str, Any]] = []
    if isinstance(part, dict):
        steps = [(f"{at}.{key}" if at else str(key), value) for key, value in part.items()]
    elif isinstance(part, list):
        steps = [(f"{at}[{index}]", value) for index, value in enumerate(part)]
    return [path for step, value in steps for path in (step, *_paths(value, step))]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([BOOKING, OUTSIDE]), st.data())
def test_whatever_stands_anywhere_it_is_dated_or_refused_in_words(
    file: dict[str, Any], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(_paths(file)))
    changed = put(file, path, data.draw(_ANYTHING))
    faults: tuple[str, ...]
    try:
        asked = read_asked(json.dumps(changed))
    except BadCase as wrong:
        faults = tuple(each.text for each in wrong.faults) or ("",)
    else:
        law = chosen_law(asked.profile if asked.profile in {"sds-50", None} else None)
        found = calculate(asked.booking, law.book, bank_holidays=law.bank_holidays, with_ersed=True)
        faults = (
            tuple(each.text for each in found.reasons) or ("",)
            if isinstance(found, Refusal)
            else ()
        )
    assert all(each.endswith((".", "?")) for each in faults)


def test_a_slip_that_is_near_no_name_is_told_of_its_entry_with_the_names_there_are(
    tmp_path: Path,
) -> None:
    slip = {"sentences": [], "adjustments": [{"kind": "remand", "counts_from": "2026-01-01"}]}
    ran = run("calculate", write(tmp_path, "slip.json", slip))
    assert "adjustments[0].counts_from: not a field of an entry of adjustments;" in ran.stderr
    assert "There are applies_on, days, from_on, kind, to_on, ual_reason." in ran.stderr


def test_days_that_their_period_does_not_hold_are_named_with_their_path() -> None:
    misfit = deepcopy(BOOKING)
    misfit["adjustments"][1] |= {"days": 500, "to_on": "2022-05-19"}
    with pytest.raises(BadCase) as refused:
        read_asked(json.dumps(misfit))
    (fault,) = refused.value.faults
    assert fault.path == "adjustments[1].days"
    assert "500 days are more than the 9 of the period (2022-05-11 to 2022-05-19" in fault.text


@pytest.mark.parametrize("days", [1, 8, 9])
def test_fewer_days_than_the_period_has_are_read(days: int) -> None:
    fewer = deepcopy(BOOKING)
    fewer["adjustments"][1] |= {"days": days, "to_on": "2022-05-19"}
    assert read_asked(json.dumps(fewer)).booking.adjustments[1].days == days
