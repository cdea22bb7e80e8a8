"""HDCED, ERSED and TUSED, worked by hand, on both sides of every change of law."""

import pytest

from gatelodge.sentencing import AdjustmentKind

from .invented import FORTY, HALF, booking, dates, row, sds

REMAND, UAL, ADA = AdjustmentKind.REMAND, AdjustmentKind.UAL, AdjustmentKind.ADA


def test_half_of_a_short_time_to_serve_comes_before_the_curfew() -> None:
    """12 weeks from 14 November 2023: 42 days to serve, and at least 28 of them inside."""
    assert dates(booking(sds("2023-11-14", weeks=12)))["HDCED"] == "2023-12-12"


def test_fewer_than_42_days_to_serve_allow_no_curfew() -> None:
    assert "HDCED" in dates(booking(sds("2023-11-14", days=83)))
    assert "HDCED" not in dates(booking(sds("2023-11-14", days=82)))


def test_a_person_under_notification_as_a_sex_offender_has_no_curfew() -> None:
    assert "HDCED" not in dates(booking(sds("2023-11-14", weeks=20), sex_offender=True))


def test_the_shorter_curfew_opens_179_days_before_release() -> None:
    """3 years from 26 July 2020: 1,095 days, 548 to serve, release on 24 January 2022."""
    found = dates(booking(sds("2020-07-26", years=3)))
    assert found["CRD"] == "2022-01-24"
    assert found["HDCED"] == "2021-07-29"


def test_the_last_day_before_the_longer_curfew_still_goes_by_the_shorter() -> None:
    """438 to serve from 13 November 2024, 57 on remand: 179 days before is 2 June 2025."""
    given = booking(sds("2024-11-13", days=875), rows=(row(REMAND, "2024-11-13", 57),))
    assert dates(given)["HDCED"] == "2025-06-02"
    day_later = booking(sds("2024-11-13", days=875), rows=(row(REMAND, "2024-11-13", 56),))
    assert dates(day_later)["HDCED"] == "2025-06-03"


def test_a_curfew_that_would_reach_back_begins_with_its_law() -> None:
    """426 to serve from 30 October 2024, 21 on remand: old 12 June, new 10 May 2025."""
    given = booking(sds("2024-10-30", days=851), rows=(row(REMAND, "2024-10-30", 21),))
    assert dates(given)["HDCED"] == "2025-06-03"


def test_a_chain_across_the_change_never_goes_by_the_shorter_curfew() -> None:
    """110 to serve, 15 on remand: 3 May 2025; the law begins on 3 June; 8 days were awarded."""
    given = booking(
        sds("2025-03-24", days=180),
        sds("2025-06-04", days=40, name="two", after="one"),
        rows=(row(REMAND, "2025-03-24", 15), row(ADA, "2025-04-14", 8)),
    )
    assert dates(given)["HDCED"] == "2025-06-11"
    before = booking(
        sds("2025-03-24", days=180),
        sds("2025-06-02", days=40, name="two", after="one"),
        rows=(row(REMAND, "2025-03-24", 15), row(ADA, "2025-04-14", 8)),
    )
    assert dates(before)["HDCED"] == "2025-05-11"


def test_fourteen_days_are_stayed_and_then_the_days_at_large() -> None:
    """292 to serve from 1 November 2024, 140 on remand: 6 days, so 14; then 150 at large."""
    given = booking(
        sds("2024-11-01", days=583),
        rows=(row(REMAND, "2024-11-01", 140), row(UAL, "2024-11-05", 150)),
    )
    assert dates(given)["HDCED"] == "2025-04-14"


def test_a_sentence_without_curfew_holds_the_person_until_it_lets_go() -> None:
    """12 weeks allow a curfew on 12 December; 4 weeks from 5 December hold to the 18th."""
    given = booking(sds("2023-11-14", weeks=12), sds("2023-12-05", weeks=4, name="two"))
    assert dates(given)["HDCED"] == "2023-12-18"


@pytest.mark.parametrize(("remand", "curfew"), [(41, "2022-12-27"), (42, "2022-12-25")])
def test_a_sentence_over_on_its_own_day_holds_nobody_unless_to_the_day(
    remand: int, curfew: str
) -> None:
    given = booking(
        sds("2021-09-03", years=3, months=10),
        sds("2022-12-27", weeks=11, days=6, name="two"),
        rows=(row(REMAND, "2021-09-03", remand),),
    )
    assert dates(given)["HDCED"] == curfew


def test_removal_counts_back_545_days_with_the_day_itself() -> None:
    """4 years from 1 March 2021: release 1 March 2023; the window opens 544 days before."""
    found = dates(booking(sds("2021-03-01", years=4)), ersed=True)
    assert found["CRD"] == "2023-03-01"
    assert found["ERSED"] == "2022-03-02"


def test_removal_waits_until_half_of_the_time_is_served() -> None:
    """183 to serve from 31 August 2010: half, rounded up, is served on 1 December."""
    found = dates(booking(sds("2013-08-31", years=1)), ersed=True)
    assert found["ERSED"] == "2013-12-01"


def test_removal_is_only_worked_out_when_asked_for() -> None:
    assert "ERSED" not in dates(booking(sds("2021-03-01", years=4)))


def test_the_long_window_goes_back_four_years_by_the_calendar() -> None:
    """SDS+ from 14 June 2025, 3,166 to serve, 139 on remand: release 26 September 2033."""
    given = booking(sds("2025-06-14", days=4749, plus=True), rows=(row(REMAND, "2025-06-14", 139),))
    found = dates(given, FORTY, ersed=True)
    assert found["CRD"] == "2033-09-26"
    assert found["ERSED"] == "2029-09-26"


def test_a_window_that_would_reach_back_opens_with_its_law() -> None:
    """731 to serve from 4 July 2024, 90 at large, 20 awarded: 23 September 2025 and 20 days."""
    given = booking(
        sds("2024-07-04", days=1461),
        rows=(row(UAL, "2024-08-05", 90), row(ADA, "2024-12-02", 20)),
    )
    assert dates(given, HALF, ersed=True)["ERSED"] == "2025-10-13"


def test_supervision_runs_12_months_from_release_without_awards() -> None:
    """Adjust first, then add the months: 2 May 2023 less 205 days is 9 October 2022."""
    given = booking(
        sds("2022-08-03", days=545),
        rows=(row(REMAND, "2022-08-03", 205), row(ADA, "2022-08-10", 5)),
    )
    found = dates(given)
    assert found["CRD"] == "2022-10-14"
    assert found["TUSED"] == "2023-10-09"


@pytest.mark.parametrize(("days", "follows"), [(729, True), (730, False)])
def test_a_licence_of_a_year_needs_no_supervision(days: int, *, follows: bool) -> None:
    assert ("TUSED" in dates(booking(sds("2022-06-06", days=days)))) is follows


@pytest.mark.parametrize(("days", "follows"), [(608, True), (609, False)])
def test_at_40_per_cent_the_licence_is_longer(days: int, *, follows: bool) -> None:
    given = booking(sds("2025-01-05", days=days, offence_on="2024-06-01"))
    assert ("TUSED" in dates(given, FORTY)) is follows


@pytest.mark.parametrize(("born", "follows"), [("2004-10-22", True), ("2004-10-23", False)])
def test_supervision_is_for_those_of_age_on_the_last_day_served(
    born: str, *, follows: bool
) -> None:
    """100 days from 3 September 2022: the 50th is 22 October; the day after half counts too."""
    given = booking(sds("2022-09-03", days=100), born=born)
    assert ("TUSED" in dates(given)) is follows


def test_supervision_that_ends_within_a_licence_is_not_shown() -> None:
    given = booking(sds("2022-06-06", years=4), sds("2022-06-06", months=6, name="two"))
    assert "TUSED" not in dates(given)


def test_an_offence_before_supervision_came_brings_none() -> None:
    assert "TUSED" not in dates(booking(sds("2015-06-01", months=14, offence_on="2015-01-31")))
    assert "TUSED" in dates(booking(sds("2015-06-01", months=14, offence_on="2015-02-01")))


def test_of_old_sentences_a_single_one_alone_allows_no_removal_in_practice() -> None:
    """Two years in one: none. Twice twelve months, 365 of 730 to serve: 183 served on 5 April 2010.

    3 months and 4 of another day are one term: 35 of 70 to serve are served on 3 September 2012.
    """
    single = booking(sds("2009-10-05", years=2, offence_on="2004-05-03"))
    chain = booking(
        sds("2009-10-05", months=12, offence_on="2004-05-03"),
        sds("2009-10-05", months=12, offence_on="2004-05-03", name="two", after="one"),
    )
    term = booking(
        sds("2012-07-31", months=3, offence_on="2004-05-03"),
        sds("2012-08-17", months=4, offence_on="2004-05-03", name="two"),
    )
    assert "ERSED" not in dates(single, ersed=True)
    assert dates(chain, ersed=True)["ERSED"] == "2010-04-06"
    assert dates(term, ersed=True)["ERSED"] == "2012-09-04"
