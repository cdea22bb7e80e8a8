"""The days that both readings of a hazard give, each worked by hand."""

from typing import Any

import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Calculation,
    Direction,
    Hazard,
    LawBook,
    MovementReason,
    RecallType,
    Term,
    calculate,
)

from .hazard_cases import CASES, IN_FORCE, fixed, moved, out
from .invented import booking, dto, row, sds

ADA = AdjustmentKind.ADA
Days = dict[str, str]


def hazard(code: str, given: Booking, book: LawBook, *, ersed: bool = False) -> Hazard:
    found = calculate(given, book, bank_holidays=frozenset(), with_ersed=ersed)
    assert isinstance(found, Calculation), found
    return next(each for each in found.hazards if each.code == code)


def told(found: Hazard) -> list[Days]:
    return [
        {each.value: str(on) for each, on in reading.dates.items()} for reading in found.readings
    ]


READINGS: dict[str, tuple[Days, Days]] = {
    # Six months of 24 November 2025 are 181 days: 73 to serve, to 4 February. With the 7: the 11th.
    "GL_ADA_NOT_APPLIED": ({"CRD": "2026-02-04"}, {"CRD": "2026-02-11"}),
    # Six months of 1 September 2025 are 181 days: 73 to serve, to 12 November. With the 7: the
    # 19th.
    "GL_AWARD_BETWEEN_SPELLS": ({"CRD": "2025-11-19"}, {"CRD": "2025-11-12"}),
    # Two months are 61 days: 31 to serve. Of 33 days of credit 31 cover them, from 4 September on;
    # the other two swallow the two days awarded, or those are served on the 4th and 5th.
    "GL_ADA_LOST_TO_CREDIT": ({"CRD": "2023-09-04"}, {"CRD": "2023-09-05"}),
    # A year to 8 January 2024, at large until 30 June: to the day after, or 5 days later only.
    "GL_UAL_FLOOR": ({"SLED": "2024-07-01"}, {"SLED": "2024-01-13"}),
    # Two months to 11 May 2025 and 20 days at large: to the 31st; but not before the day after 20
    # June, until which the person was at large.
    "GL_UAL_FLOOR_LOST": (
        {"SLED": "2025-05-31", "PRRD": "2025-05-31"},
        {"SLED": "2025-06-21", "PRRD": "2025-06-21"},
    ),
    # At two fifths (439 days of 1096) three years let go on 14 June 2024, but not before the
    # tranche of 10 September; they have no parole. 18 months of extended custody last to 5 August.
    # If those govern, there is parole, held by the three years until 14 June.
    "GL_LEADING_SENTENCE_DIFFERS": (
        {"CRD": "2024-09-10"},
        {"CRD": "2024-09-10", "PED": "2024-06-14"},
    ),
}


@pytest.mark.parametrize("code", sorted(READINGS))
def test_both_readings_of_a_hazard_give_the_days_worked_by_hand(code: str) -> None:
    pair, expected = CASES[code], READINGS[code]
    found = told(hazard(code, pair.fires, pair.law, ersed=pair.ersed))
    kinds = {kind for each in expected for kind in each}
    assert tuple({on: each[on] for on in each if on in kinds} for each in found[:2]) == expected


def back_from_curfew(*rows: Any) -> Booking:
    """A year of 2 October 2023: 183 of 366 days to serve, to 1 April 2024."""
    return booking(
        sds("2023-10-02", years=1),
        rows=rows,
        movements=(
            out("2024-02-05", MovementReason.HDC),
            moved("2024-02-26", Direction.IN, MovementReason.HDC_RECALL),
        ),
    )


def recalled_for_28_days(*rows: Any) -> Booking:
    """Two years of 6 November 2023, returned on Monday 2 June 2025: 28 days are to the 29th."""
    ordered = fixed(RecallType.FIXED_TERM_RECALL_28, "2025-06-02", "2025-05-30")
    return booking(sds("2023-11-06", years=2, recall=ordered), rows=rows, returned="2025-06-02")


@pytest.mark.parametrize(
    ("given", "kind", "own", "other"),
    [
        pytest.param(
            back_from_curfew(row(ADA, "2024-03-04", 7)),
            "CRD",
            "2024-04-01",
            "2024-04-08",
            id="back from curfew before release was due",
        ),
        pytest.param(
            recalled_for_28_days(row(ADA, "2025-06-01", 7)),
            "PRRD",
            "2025-06-29",
            "2025-07-06",
            id="on a fixed-term recall, before the return",
        ),
        pytest.param(
            booking(
                dto("2022-07-04", Term(months=12)),
                born="2006-05-05",
                rows=(row(ADA, "2022-08-01", 7),),
            ),
            "MTD",
            "2023-01-02",
            "2023-01-09",
            id="on an order",
        ),
    ],
)
def test_awards_that_practice_drops_are_served_by_the_other_reading(
    given: Booking, kind: str, own: str, other: str
) -> None:
    first, second = told(hazard("GL_ADA_NOT_APPLIED", given, IN_FORCE))
    assert (first[kind], second[kind]) == (own, other)


def test_awards_that_change_no_day_are_asked_about_all_the_same() -> None:
    """On a recall to the end, with nothing after it, seven days move nothing; somebody lost them.

    Eleven months of 6 January 2025 end on 5 December.
    """
    ordered = CASES["GL_ADA_NOT_APPLIED"].fires.sentences[0]
    given = booking(ordered, rows=(row(ADA, "2025-11-10", 7),))
    first, second = told(hazard("GL_ADA_NOT_APPLIED", given, IN_FORCE))
    assert first == second
    assert first["PRRD"] == "2025-12-05"
