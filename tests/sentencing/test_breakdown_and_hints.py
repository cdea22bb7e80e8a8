"""The official service's accounts: its breakdown, and hints that no outside case shows."""

from datetime import date
from typing import Any

import msgspec
import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Exclusion,
    HistoricTused,
    HistoricTusedSource,
    RecallType,
    ReleaseDateType,
    Term,
)
from gatelodge.sentencing.breakdown import breakdown
from gatelodge.sentencing.hints import OVERRIDDEN, RECORDED_SLED, Reader, hints

from .invented import FORTY, HALF, booking, botus, dto, eds, fine, recall, row, sds, worked

ON = "2027-01-11"
"""A Monday."""
TODAY = date(2026, 4, 1)
LATER = "An order holds the person longer, to its mid-term date (MTD)"
FRIDAY = "The Friday scheme may name an earlier working day"


def said(
    given: Booking,
    profile: str = HALF,
    *,
    ersed: bool = False,
    today: date = TODAY,
    holidays: frozenset[date] = frozenset(),
    **known: bool,
) -> dict[str, tuple[str, ...]]:
    reader = Reader(today=today, bank_holidays=holidays, **known)
    found = hints(worked(given, profile, ersed=ersed), reader)
    return {each.type.value: each.hints for each in found}


# The working day


def test_release_goes_back_to_a_working_day_and_a_curfew_forward() -> None:
    """120 days from 14 January 2027: curfew on Saturday 13 February, release on Sunday 14 March."""
    found = said(booking(sds("2027-01-14", days=120)))
    assert found["HDCED"] == ("Monday, 15 February 2027 when adjusted to a working day",)
    assert found["CRD"] == ("Friday, 12 March 2027 when adjusted to a working day",)


def test_bank_holidays_are_no_working_days_and_what_is_past_is_not_moved() -> None:
    given = booking(sds("2027-01-14", days=120))
    holiday = frozenset({date(2027, 2, 15), date(2027, 3, 12)})
    found = said(given, holidays=holiday)
    assert found["HDCED"] == ("Tuesday, 16 February 2027 when adjusted to a working day",)
    assert found["CRD"] == ("Thursday, 11 March 2027 when adjusted to a working day",)
    assert said(given, today=date(2027, 2, 13))["HDCED"] != ()
    assert said(given, today=date(2027, 2, 14))["HDCED"] == ()


@pytest.mark.parametrize(
    ("start", "hint"),
    [
        # 60 to serve, to Thursday 11, Friday 12 and Sunday 14 March 2027.
        ("2027-01-11", ()),
        ("2027-01-12", (FRIDAY,)),
        ("2027-01-14", (FRIDAY,)),
    ],
)
def test_the_friday_scheme_takes_the_place_of_the_working_day(
    start: str, hint: tuple[str, ...]
) -> None:
    found = said(booking(sds(start, days=120)), covers_fridays=True)
    assert found["CRD"] == hint
    assert not any(FRIDAY in said_of for kind, said_of in found.items() if kind != "CRD")


def test_the_friday_scheme_covers_neither_parole_nor_what_is_past() -> None:
    """Two thirds of 365 days from 18 January 2027 are 244: Saturday 18 September."""
    given = booking(eds("2027-01-18", Term(years=1), Term(years=1)))
    assert said(given, covers_fridays=True)["PED"] == (
        "Friday, 17 September 2027 when adjusted to a working day",
    )
    weekend = booking(sds("2027-01-14", days=120))
    assert said(weekend, covers_fridays=True, today=date(2027, 3, 15))["CRD"] == ()


# An order beside another sentence


def test_an_order_that_holds_longer_is_told_beside_curfew_and_release() -> None:
    """Order of 365 days: 183, to 12 July. Sentence of 120: curfew 10 February, release 11 March."""
    given = booking(sds(ON, days=120), dto(ON, Term(months=12)))
    found = said(given, knows_sentences=True)
    assert found["HDCED"] == found["CRD"] == (LATER,)
    assert found["MTD"] == ()
    assert LATER not in {hint for each in said(given).values() for hint in each}


def test_an_order_that_holds_longer_is_told_beside_parole() -> None:
    """Parole from 244 of 365 days, release on 10 January 2028; the order's 335 of 670 between."""
    given = booking(eds(ON, Term(years=1), Term(years=1)), dto(ON, Term(months=22)))
    found = said(given, knows_sentences=True)
    assert found["PED"] == ("Friday, 10 September 2027 when adjusted to a working day", LATER)
    assert found["CRD"] == ()
    assert found["MTD"] == (
        "Friday, 10 December 2027 when adjusted to a working day",
        "Another sentence holds the person longer, at least to its CRD",
    )


def test_an_order_that_holds_no_longer_is_not_told() -> None:
    """Both are 365 days, and let go on 12 July 2027."""
    given = booking(sds(ON, months=12), dto(ON, Term(months=12)))
    found = said(given, knows_sentences=True)
    assert found["CRD"] == found["MTD"] == ()


def test_orders_alone_are_told_nothing() -> None:
    given = booking(
        dto(ON, Term(months=12)), dto(ON, Term(months=8), name="two"), born="2010-05-01"
    )
    assert said(given, knows_sentences=True) == said(given)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        # Curfew 13 April, mid-term 12 May, release 12 July.
        (booking(sds(ON, months=12), dto(ON, Term(months=8))), "CRD"),
        # A child: curfew 5 April, mid-term 12 May, release 26 June without licence.
        (booking(sds(ON, months=11), dto(ON, Term(months=8)), born="2011-05-01"), "ARD"),
        # Mid-term 11 March, curfew 13 April, release 12 July.
        (booking(sds(ON, months=12), dto(ON, Term(days=120))), "HDCED"),
        # Mid-term 11 March, parole 11 May 2028, release 10 January 2029.
        (booking(eds(ON, Term(years=2), Term(years=1)), dto(ON, Term(days=120))), "PED"),
    ],
    ids=["CRD", "ARD", "HDCED", "PED"],
)
def test_the_middle_of_an_order_waits_for_the_other_sentence(given: Booking, name: str) -> None:
    expected = (f"Another sentence holds the person longer, at least to its {name}",)
    assert said(given, knows_sentences=True)["MTD"] == expected
    assert said(given)["MTD"] == ()


def test_what_holds_removal_is_told() -> None:
    """Three tenths of 183 days are served by 6 March 2027. The fine holds to the 11th.

    The order's middle, 12 May, lies between that and release on 12 July.
    """
    given = booking(sds(ON, months=12), fine(ON, Term(days=120)), dto(ON, Term(months=8)))
    assert said(given, ersed=True)["ERSED"] == (
        "A default term holds the person: no removal before its ARD",
        "The mid-term date (MTD) of an order falls after ERSED and before CRD",
    )


# Schemes, marks, records


@pytest.mark.parametrize(
    ("imposed", "known", "shown"),
    [
        ("2024-09-10", True, True),
        ("2024-09-11", True, False),
        ("2024-09-11", False, True),
    ],
)
def test_a_sentence_under_the_scheme_hides_its_hints_from_who_sees_it(
    imposed: str, *, known: bool, shown: bool
) -> None:
    """585 of 1,461 days at 40 per cent; the short sentence beside them changes no date."""
    given = booking(sds("2023-12-04", years=4), sds(imposed, days=10, name="short"))
    found = said(given, FORTY, knows_sentences=known)
    assert ("40% date has been applied" in found["CRD"]) is shown


def test_a_recall_and_a_longer_sentence_hide_no_hints() -> None:
    given = booking(
        sds("2023-12-04", years=4),
        sds("2024-11-04", days=10, name="plus", plus=True),
        sds("2024-11-04", days=10, name="recalled", recall=recall()),
    )
    assert "40% date has been applied" in said(given, FORTY, knows_sentences=True)["CRD"]


def test_marks_stand_first_and_only_where_they_may() -> None:
    given = booking(sds("2027-01-14", days=120))
    found = said(given, is_overridden=True, has_recorded_sled=True)
    assert found["SLED"] == (OVERRIDDEN, RECORDED_SLED)
    assert found["CRD"][0] == found["HDCED"][0] == OVERRIDDEN
    assert found["ESED"] == ()


@pytest.mark.parametrize(("source", "told"), [(HistoricTusedSource.NOMIS, True), (None, False)])
def test_supervision_read_from_a_record_says_so_where_the_record_is_known(
    source: HistoricTusedSource | None, *, told: bool
) -> None:
    committed = botus("2027-01-11", Term(days=7), supervised_until="2027-06-01")
    given = msgspec.structs.replace(
        booking(committed), historic_tused=HistoricTused(tused_on=None, source=source)
    )
    expected = ("TUSED from last calculation saved to NOMIS",) if told else ()
    assert said(given)["TUSED"] == expected


# The breakdown


def entry(given: Booking, kind: ReleaseDateType, profile: str = HALF) -> dict[str, Any]:
    account = breakdown(worked(given, profile, ersed=True))
    found: dict[str, Any] = account["breakdownByReleaseDateType"][kind.value]
    return found


def test_the_days_of_a_parole_window_are_those_of_the_release() -> None:
    """6 years from 10 January 2022 and 800 awarded: release is cut to the end, a year later.

    Parole, 9 January 2026, comes 800 days later, and the window 544 before that.
    """
    given = booking(
        eds("2022-01-10", Term(years=6), Term(years=1)),
        rows=(row(AdjustmentKind.ADA, "2023-03-06", 800),),
    )
    found = entry(given, ReleaseDateType.ERSED)
    assert found == {
        "rules": ["ERSED_MAX_PERIOD"],
        "rulesWithExtraAdjustments": {
            "ERSED_MAX_PERIOD": {"adjustmentValue": -544, "type": "DAYS"}
        },
        "adjustedDays": 366,
        "releaseDate": "2026-09-22",
        "unadjustedDate": "2026-01-09",
    }


def test_days_taken_off_are_positive_and_days_added_negative() -> None:
    given = booking(
        sds("2022-06-06", years=2),
        rows=(
            row(AdjustmentKind.REMAND, "2022-06-06", 40),
            row(AdjustmentKind.ADA, "2022-10-03", 7),
        ),
    )
    (only,) = breakdown(worked(given))["concurrentSentences"]
    assert only["sentenceLength"] == "2 years"
    assert only["sentenceLengthDays"] == 731
    assert only["dates"] == {
        "SLED": {
            "unadjusted": "2024-06-05",
            "adjusted": "2024-04-26",
            "daysFromSentenceStart": 731,
            "adjustedByDays": 40,
        },
        "CRD": {
            "unadjusted": "2023-06-06",
            "adjusted": "2023-05-04",
            "daysFromSentenceStart": 366,
            "adjustedByDays": 33,
        },
    }


def test_a_chain_names_the_length_of_standard_parts_alone() -> None:
    given = booking(
        eds("2022-06-06", Term(years=2), Term(years=1)),
        sds("2022-06-06", months=6, weeks=1, name="two", after="eds"),
    )
    account = breakdown(worked(given))
    assert account["concurrentSentences"] == []
    parts = account["consecutiveSentence"]["sentenceParts"]
    assert [each["sentenceLength"] for each in parts] == ["", "6 months 1 week"]
    # Each from its own day: 3 years are 1,096 days, 6 months and a week 190.
    assert [each["sentenceLengthDays"] for each in parts] == [1096, 190]


def test_two_chains_are_left_out_and_recalls_are_told_beside_the_dates() -> None:
    given = booking(
        sds("2022-06-06", months=12),
        sds("2022-06-06", months=6, name="two", after="one"),
        sds("2022-06-06", months=12, name="three", after="one"),
        sds(
            "2020-01-06",
            years=4,
            name="recalled",
            recall=recall(RecallType.FIXED_TERM_RECALL_28, returned="2023-05-01"),
        ),
        returned="2023-05-01",
    )
    account = breakdown(worked(given))
    assert account["consecutiveSentence"] is None
    assert account["otherDates"] == {"PRRD": "2023-05-28"}


def test_awards_cut_at_the_end_are_told() -> None:
    """7 months from 19 October 2020: 106 to serve, to 1 February; 135 awarded pass 18 May by 29."""
    given = booking(
        sds("2020-10-19", months=7, offence_on="2014-05-01"),
        rows=(row(AdjustmentKind.ADA, "2020-11-02", 135),),
    )
    found = entry(given, ReleaseDateType.ARD)
    assert found["rulesWithExtraAdjustments"] == {
        "UNUSED_ADA": {"adjustmentValue": 29, "type": "DAYS"}
    }
    assert (found["unadjustedDate"], found["releaseDate"]) == ("2021-02-01", "2021-05-18")
    assert found["adjustedDays"] == 106


@pytest.mark.parametrize(
    ("kind", "shows"),
    [(AdjustmentKind.UAL, False), (AdjustmentKind.ADA, False), (AdjustmentKind.REMAND, True)],
)
def test_rows_of_after_the_tranche_hide_the_hints_of_the_scheme(
    kind: AdjustmentKind, *, shows: bool
) -> None:
    """Remand hangs on the day of sentence, long before 10 September 2024."""
    on = "2023-12-04" if kind is AdjustmentKind.REMAND else "2024-11-04"
    given = booking(sds("2023-12-04", years=4), rows=(row(kind, on, 5),))
    assert breakdown(worked(given, FORTY))["showSds40Hints"] is shows


def test_the_longer_curfews_entry_keeps_the_day_that_was_not_reached() -> None:
    """426 of 1,065 days from 30 October 2024, less 21: the longer curfew from 10 May 2025.

    It begins with its law, on 3 June; the entry says 10 May.
    """
    given = booking(
        sds("2024-10-30", days=1065), rows=(row(AdjustmentKind.REMAND, "2024-10-30", 21),)
    )
    found = entry(given, ReleaseDateType.HDCED, FORTY)
    assert found["releaseDate"] == "2025-05-10"
    assert "HDCED_ADJUSTED_TO_365_COMMENCEMENT" in found["rules"]


def test_a_date_kept_from_before_the_scheme_is_told_as_standard() -> None:
    """Excluded from the scheme beside one that is not: the curfew of before 10 September stands."""
    given = booking(
        sds("2023-12-04", years=2, exclusions=(Exclusion.SEXUAL,)),
        sds("2023-12-04", months=20, name="two"),
    )
    found = entry(given, ReleaseDateType.HDCED, FORTY)
    assert "SDS_STANDARD_RELEASE_APPLIES" in found["rules"]
