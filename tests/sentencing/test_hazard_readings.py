"""The days that both readings of a hazard give, each worked by hand."""

from typing import Any

import msgspec
import pytest

from gatelodge.sentencing import (
    Adjustment,
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

from .hazard_cases import CASES
from .hazard_cases_of_records import IN_FORCE, fixed, moved, out
from .invented import booking, dto, row, sds

ADA, REMAND = AdjustmentKind.ADA, AdjustmentKind.REMAND
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
    # The record, and what may be meant
    # 20 and 12 months are 976 days, 488 to serve; 10 and 12 are 672, 336 to serve, which is longer
    # than the half of the 20 months left alone.
    "GL_SEVERAL_PARENTS": (
        {"SLED": "2025-11-05", "CRD": "2024-07-05"},
        {"SLED": "2025-01-05", "CRD": "2024-02-04"},
    ),
    # A year of 1 March 2021 alone: 183 of 365 days. Two years of 2 March 2020: 365 of 730.
    "GL_PARENT_MISSING": (
        {"SLED": "2022-02-28", "CRD": "2021-08-30"},
        {"SLED": "2022-03-01", "CRD": "2021-03-01"},
    ),
    # Two thirds of 2922 days are 1948, half of them 1461.
    "GL_SENTENCE_TYPE_ERA": ({"CRD": "2025-07-30"}, {"CRD": "2024-03-30"}),
    # 28 days of 3 November are to the 30th; of the 4th to 1 December.
    "GL_TWO_RETURN_DATES": ({"PRRD": "2025-11-30"}, {"PRRD": "2025-12-01"}),
    # 14 days of 3 November are to the 16th. The term of 56 days was no law yet: a recall for it
    # lasts to the end, 5 December.
    "GL_RECALL_LENGTH_56": ({"PRRD": "2025-11-16"}, {"PRRD": "2025-12-05"}),
    "GL_FIXED_TERM_IN_FORCE": ({"PRRD": "2025-11-16"}, {"PRRD": "2025-12-05"}),
    # 14 days of 26 November 2024 are to 9 December. 28 would be to the 23rd, but the twelve months
    # are over on the 10th.
    "GL_FOURTEEN_DAY_GAP": ({"PRRD": "2024-12-09"}, {"PRRD": "2024-12-10"}),
    # Half of twelve months, 183 days, is to 4 September 2023: less 10 and 5, or less 5 alone.
    "GL_BAIL_OVERLAP": ({"CRD": "2023-08-20"}, {"CRD": "2023-08-30"}),
    # The same half: less the 5 days entered, or the 4 of the period.
    "GL_DAYS_DIFFER_FROM_PERIOD": ({"CRD": "2023-08-30"}, {"CRD": "2023-08-31"}),
    # 73 of 182 days are to 25 February 2026. The six on remand were days of the 28 of a recall.
    "GL_REMAND_IN_MIXED_GROUP": ({"CRD": "2026-02-19"}, {"CRD": "2026-02-25"}),
    # 14 days are to 14 March; a committal counts no remand, or the three days.
    "GL_DEDUCTION_NOT_APPLIED": ({"ARD": "2024-03-14"}, {"ARD": "2024-03-11"}),
    # Half of 1096 days is to 31 December 2024. Only a sentence that joins one still served takes
    # its 30 days of remand over.
    "GL_EXIT_ENDS_NEW_SENTENCE": (
        {"SLED": "2026-07-02", "CRD": "2024-12-31"},
        {"SLED": "2026-06-02", "CRD": "2024-12-01"},
    ),
    # Half of 1096 days is to 5 March 2024, and 40 days sooner where the removal ended nothing.
    "GL_RETURN_AFTER_REMOVAL": (
        {"SLED": "2025-09-04", "CRD": "2024-03-05"},
        {"SLED": "2025-07-26", "CRD": "2024-01-25"},
    ),
    # Days served, credited and awarded
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
    # Curfew
    # Half of 731 days is to 5 March 2024, and a curfew of 180 days begins on 8 September.
    "GL_HDC_BARRED_BY_RELEASED": (
        {"CRD": "2024-03-05"},
        {"CRD": "2024-03-05", "HDCED": "2023-09-08"},
    ),
    # Half of 1461 days is to 4 January 2023, and 180 days before its end is 9 July 2022. Of the
    # chain half was over in October 2021.
    "GL_HDC_BESIDE_SDS_PLUS_CHAIN": (
        {"CRD": "2023-01-04", "HDCED": "2022-07-09"},
        {"CRD": "2023-01-04"},
    ),
    # Half of two years and the whole of twelve months of extended custody end on one day.
    "GL_HDC_NOT_BEFORE_RELEASE": (
        {"CRD": "2024-03-05", "HDCED": "2024-03-05"},
        {"CRD": "2024-03-05"},
    ),
    # Two fifths (585 days) are to 3 October 2024. Half (731) was to 26 February 2025, its curfew
    # from 31 August 2024, which had come before the tranche. Both are put off by 1000 days.
    "GL_HDC_PAST_ITS_END": (
        {"CRD": "2027-06-30", "HDCED": "2027-05-28"},
        {"CRD": "2027-06-30"},
    ),
    # Half of 1096 days is to 3 September 2024; 180 days before its end is 8 March.
    "GL_HDC_OF_RECALLED_CHAIN": (
        {"CRD": "2024-09-03", "HDCED": "2024-03-08"},
        {"CRD": "2024-09-03"},
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


@pytest.mark.parametrize(
    ("credit", "why"),
    [
        (row(REMAND, "2024-03-04", 20), "it hangs on a day before the sentence"),
        (row(REMAND, "2024-05-01", 20), "it hangs on a day after the last sentence"),
        (row(AdjustmentKind.RECALL_REMAND, "2024-03-06", 20), "it is credit for a recall"),
    ],
)
def test_credit_that_reaches_no_sentence_comes_off_by_the_other_reading(
    credit: Adjustment, why: str
) -> None:
    """A year of 6 March 2024 is 365 days. Two fifths are 146, to 29 July."""
    given = booking(sds("2024-03-06", years=1), rows=(credit,))
    first, second = told(hazard("GL_DEDUCTION_NOT_APPLIED", given, IN_FORCE))
    assert first["SLED"] == "2025-03-05"
    assert second["SLED"] == "2025-02-13", why


def test_bail_inside_a_sentence_that_was_served_is_left_out_by_the_other_reading() -> None:
    """Half of 181 days, 91, are served from 2 January to 2 April 2023: bail in March is none.

    Half of 184 days from 3 July is to 2 October.
    """
    given = booking(
        sds("2023-01-02", months=6),
        sds("2023-07-03", months=6, name="two"),
        rows=(row(AdjustmentKind.TAGGED_BAIL, "2023-07-03", 15, "2023-03-01", "2023-03-30"),),
    )
    first, second = told(hazard("GL_BAIL_OVERLAP", given, IN_FORCE))
    assert (first["CRD"], second["CRD"]) == ("2023-09-17", "2023-10-02")


def test_remand_of_a_day_on_recall_and_of_days_off_it_counts_for_the_latter() -> None:
    """As the hazard's own case, but for eight days, of which six were days of the recall."""
    own = CASES["GL_REMAND_IN_MIXED_GROUP"].fires
    given = msgspec.structs.replace(
        own, adjustments=(row(REMAND, "2025-12-15", 8, "2025-11-25", "2025-12-02"),)
    )
    first, second = told(hazard("GL_REMAND_IN_MIXED_GROUP", given, IN_FORCE))
    assert (first["CRD"], second["CRD"]) == ("2026-02-17", "2026-02-23")


def test_a_record_read_in_another_way_is_asked_all_that_a_record_is_asked() -> None:
    """The second parent named would close a circle: it is no reading that can be dated."""
    three = msgspec.structs.replace(
        sds("2023-03-06", months=12, name="three"), consecutive_to=("one", "two")
    )
    given = booking(
        sds("2023-03-06", months=20),
        sds("2023-03-06", months=10, name="two", after="three"),
        three,
    )
    first, second = told(hazard("GL_SEVERAL_PARENTS", given, IN_FORCE))
    assert first
    assert not second
