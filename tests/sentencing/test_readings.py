"""Every way to read the law is shown: one that cannot be dated, and what only one puts in doubt."""

import json
from pathlib import Path
from typing import Any

import msgspec

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Calculation,
    Hazard,
    ReleaseDateType,
    calculate,
)

from .hazard_cases import CASES
from .hazard_cases_of_records import IN_FORCE
from .invented import booking, row, sds
from .test_command_line import run


def hazards(given: Booking) -> dict[str, Hazard]:
    found = calculate(given, IN_FORCE, bank_holidays=frozenset())
    assert isinstance(found, Calculation), found
    return {each.code: each for each in found.hazards}


def twice_the_bail(days: int) -> Booking:
    """182 days are to be served. The law book credits equal bail once; the other reading twice."""
    bail = row(AdjustmentKind.TAGGED_BAIL, "2023-03-06", days)
    return booking(
        sds("2023-03-06", months=12),
        sds("2023-03-06", months=10, name="two"),
        rows=(bail, bail),
    )


def test_a_reading_that_cannot_be_dated_is_given_without_dates() -> None:
    """Bail of 100 days twice comes to more than the part to be served: nobody can be dated so."""
    first, second = hazards(twice_the_bail(100))["GL_BAIL_TWICE"].readings
    assert str(first.dates[ReleaseDateType.CRD]) == "2023-05-27"
    assert second.name == "Each row of tagged bail is a credit of its own."
    assert not second.dates


def test_a_reading_that_can_be_dated_just_so_has_its_dates() -> None:
    _first, second = hazards(twice_the_bail(91))["GL_BAIL_TWICE"].readings
    assert str(second.dates[ReleaseDateType.CRD]) == "2023-03-06"


def test_without_dates_of_the_other_reading_it_is_decided_before_the_law_books_own_release() -> (
    None
):
    assert str(hazards(twice_the_bail(100))["GL_BAIL_TWICE"].decide_by) == "2023-05-27"


def told(folder: Path, given: Booking, *words: str) -> str:
    path = folder / "booking.json"
    path.write_bytes(msgspec.json.encode(given))
    return run("calculate", path, *words).stdout


def test_the_terminal_says_that_a_reading_is_worked_out_by_hand(tmp_path: Path) -> None:
    said = told(tmp_path, twice_the_bail(100))
    assert (
        "Each row of tagged bail is a credit of its own. The engine cannot date this reading. Work "
        "its dates out by hand." in said
    )


def test_what_only_the_other_reading_puts_in_doubt_stands_with_it() -> None:
    """Were the chain not recalled it would have a curfew date, and a recalled part beside it."""
    found = hazards(CASES["GL_MIXED_RECALL_CHAIN"].fires)
    assert "GL_HDC_DOUBTFUL" not in found
    own, other = found["GL_MIXED_RECALL_CHAIN"].readings
    assert not own.further
    (further,) = other.further
    assert further.code == "GL_HDC_DOUBTFUL"
    assert further.question


def test_a_doubt_of_both_readings_is_raised_once() -> None:
    for pair in CASES.values():
        found = calculate(pair.fires, pair.law, bank_holidays=frozenset(), with_ersed=pair.ersed)
        assert isinstance(found, Calculation)
        asked = {(each.code, each.sentence_ids) for each in found.hazards}
        for hazard in found.hazards:
            for reading in hazard.readings:
                assert asked.isdisjoint((each.code, each.sentence_ids) for each in reading.further)


def test_the_terminal_tells_what_only_the_other_reading_puts_in_doubt(tmp_path: Path) -> None:
    said = told(tmp_path, CASES["GL_MIXED_RECALL_CHAIN"].fires)
    by_reading = said.index("Whoever decides for this reading decides too:")
    assert said.index("IN DOUBT GL_HDC_DOUBTFUL") > by_reading


def test_json_gives_both(tmp_path: Path) -> None:
    def readings(given: Booking, code: str) -> list[dict[str, Any]]:
        answer = json.loads(told(tmp_path, given, "--json"))
        return next(each["readings"] for each in answer["hazards"] if each["code"] == code)

    assert readings(twice_the_bail(100), "GL_BAIL_TWICE")[1]["dates"] == {}
    other = readings(CASES["GL_MIXED_RECALL_CHAIN"].fires, "GL_MIXED_RECALL_CHAIN")[1]
    assert [each["code"] for each in other["further"]] == ["GL_HDC_DOUBTFUL"]
