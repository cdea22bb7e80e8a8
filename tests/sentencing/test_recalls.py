"""Recalls at their edges, worked by hand: where no outside case would notice a day's slip."""

import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    RecallType,
    ReleaseDateType,
    StandardDeterminate,
    Term,
)

from .invented import (
    FORTY,
    HALF,
    booking,
    calculated,
    codes,
    dates,
    eds,
    own_dates,
    recall,
    row,
    sds,
    sopc,
    worked,
)

REMAND, RECALL_REMAND = AdjustmentKind.REMAND, AdjustmentKind.RECALL_REMAND
UAL, ADA, RADA = AdjustmentKind.UAL, AdjustmentKind.ADA, AdjustmentKind.RADA
FTR_14, FTR_28 = RecallType.FIXED_TERM_RECALL_14, RecallType.FIXED_TERM_RECALL_28
FTR_56 = RecallType.FIXED_TERM_RECALL_56


def two_years(kind: RecallType = FTR_28, returned: str = "2023-10-02") -> StandardDeterminate:
    """731 days from 6 June 2022: first release on Tuesday 6 June 2023, the end on 5 June 2024."""
    return sds("2022-06-06", years=2, recall=recall(kind, returned=returned))


def test_a_fixed_term_counts_the_day_of_return() -> None:
    """14 days from 2 October 2023 end on the 15th, 28 on the 29th."""
    assert dates(booking(two_years(FTR_14), returned="2023-10-02"))["PRRD"] == "2023-10-15"
    assert dates(booking(two_years(FTR_28), returned="2023-10-02"))["PRRD"] == "2023-10-29"


@pytest.mark.parametrize(
    ("returned", "after"),
    [("2024-05-09", "2024-06-05"), ("2024-05-10", "2024-06-05"), ("2024-05-08", "2024-06-04")],
)
def test_a_fixed_term_never_outlasts_the_sentence(returned: str, after: str) -> None:
    """28 days from 9 May 2024 end on 5 June, with the sentence; a day later they are cut."""
    given = booking(two_years(returned=returned), returned=returned)
    assert dates(given)["PRRD"] == after
    assert dates(given)["SLED"] == "2024-06-05"


def test_credit_never_takes_the_end_before_the_day_of_sentence() -> None:
    """2 months from 9 January 2023 are 59 days; 100 days of recall remand would reach 2022."""
    given = booking(
        sds("2023-01-09", months=2, recall=recall()),
        rows=(row(RECALL_REMAND, "2023-01-09", 100),),
    )
    found = dates(given)
    assert found["SLED"] == found["PRRD"] == "2023-01-09"
    assert found["ESED"] == "2023-03-08"


def test_credit_counts_on_the_side_of_the_recall_it_belongs_to() -> None:
    """20 days of each kind on both: each sentence takes its own, once."""
    given = booking(
        sds("2022-06-06", years=2, recall=recall()),
        sds("2022-06-06", years=2, name="two"),
        rows=(row(REMAND, "2022-06-06", 20), row(RECALL_REMAND, "2022-06-06", 20)),
    )
    recalled, other = own_dates(given)
    assert recalled["SLED"] == recalled["PRRD"] == other["SLED"] == "2024-05-16"
    assert other["CRD"] == "2023-05-17"


@pytest.mark.parametrize(
    ("on", "first_release"), [("2023-06-06", "2023-06-16"), ("2023-06-07", "2023-06-06")]
)
def test_an_absence_on_the_day_of_release_is_before_it_in_custody(
    on: str, first_release: str
) -> None:
    """A longer sentence keeps the group together; the end of the recalled one moves either way."""
    given = booking(
        sds("2022-06-06", years=2, recall=recall()),
        sds("2022-06-06", years=3, name="longer"),
        rows=(row(UAL, on, 10),),
    )
    recalled, longer = own_dates(given)
    assert recalled["CRD"] == first_release
    assert recalled["SLED"] == recalled["PRRD"] == "2024-06-15"
    # 1,096 days: 548 to serve, to 5 December 2023, and 10.
    assert longer["CRD"] == "2023-12-15"


@pytest.mark.parametrize(
    ("on", "after"),
    [
        ("2023-10-01", "2023-10-29"),
        ("2023-10-02", "2023-11-03"),
        ("2023-10-29", "2023-11-03"),
        ("2023-10-30", "2023-10-29"),
    ],
)
def test_an_absence_lengthens_a_fixed_term_from_its_first_day_to_its_last(
    on: str, after: str
) -> None:
    """28 days: 2 to 29 October 2023. Outside them 5 days move the end of the sentence alone."""
    found = dates(booking(two_years(), rows=(row(UAL, on, 5),), returned="2023-10-02"))
    assert found["PRRD"] == after
    assert found["SLED"] == "2024-06-10"


def test_each_absence_moves_the_window_of_the_next() -> None:
    """5 days from the 28th move the last day to 3 November; one of the 2nd is still inside."""
    rows = (row(UAL, "2023-10-28", 5), row(UAL, "2023-11-02", 4))
    found = dates(booking(two_years(), rows=rows, returned="2023-10-02"))
    assert found["PRRD"] == "2023-11-07"
    assert found["SLED"] == "2024-06-14"


@pytest.mark.parametrize(
    ("on", "after"), [("2023-10-01", "2023-10-29"), ("2023-10-02", "2023-11-01")]
)
def test_an_award_counts_from_the_day_of_return(on: str, after: str) -> None:
    given = booking(two_years(), rows=(row(ADA, on, 3),), returned="2023-10-02")
    assert dates(given)["PRRD"] == after
    left = calculated(given).unapplied
    assert [each.adjustment.days for each in left] == ([3] if after == "2023-10-29" else [])


def test_an_award_during_a_standard_recall_is_lost_and_named() -> None:
    given = booking(
        sds("2022-06-06", years=2, recall=recall()),
        rows=(row(ADA, "2023-10-16", 7),),
        returned="2023-10-02",
    )
    assert dates(given)["PRRD"] == "2024-06-05"
    (left,) = calculated(given).unapplied
    assert "on recall then" in left.reason


def test_an_award_without_the_bookings_day_of_return_is_outside_a_fixed_term() -> None:
    given = booking(two_years(), rows=(row(ADA, "2023-10-16", 7),))
    assert dates(given)["PRRD"] == "2023-10-29"
    assert len(calculated(given).unapplied) == 1


def test_restored_days_shorten_a_fixed_term_and_awards_come_after_absences() -> None:
    """29 October, and 5 absent, and 9 less 4 awarded: 8 November."""
    rows = (
        row(UAL, "2023-10-09", 5),
        row(ADA, "2023-10-10", 9),
        row(RADA, "2023-10-20", 4),
    )
    found = dates(booking(two_years(), rows=rows, returned="2023-10-02"))
    assert found["PRRD"] == "2023-11-08"


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        # 5 June: a day before the other sentence lets go; the curfew waits for the recall alone.
        ("2023-05-09", {"CRD": "2023-06-06", "HDCED": "2023-06-05"}),
        ("2023-05-10", {"CRD": "2023-06-06", "PRRD": "2023-06-06"}),
        ("2023-05-11", {"PRRD": "2023-06-07"}),
    ],
)
def test_the_later_of_a_recall_and_a_release_is_published_and_both_where_they_tie(
    returned: str, expected: dict[str, str]
) -> None:
    """4 years from 6 January 2020 were left on 5 January 2022; 28 days from each day of return."""
    given = booking(
        sds("2020-01-06", years=4, recall=recall(FTR_28, returned=returned)),
        sds("2022-06-06", years=2, name="new"),
        returned=returned,
    )
    ends = {"SLED": "2024-06-05", "ESED": "2024-06-05"}
    assert dates(given) == {**ends, **expected}


def test_a_chain_is_recalled_by_its_first_part_alone() -> None:
    """18 months from 6 June 2022 are 548 days, of them 274 to serve: to 6 March 2023."""

    def chain(*, first: bool) -> Booking:
        back = recall()
        return booking(
            sds("2022-06-06", years=1, recall=back if first else None),
            sds("2022-06-06", months=6, name="two", after="one", recall=None if first else back),
        )

    assert dates(chain(first=True)) == {
        "SLED": "2023-12-05",
        "PRRD": "2023-12-05",
        "TUSED": "2024-03-06",
        "ESED": "2023-12-05",
    }
    assert dates(chain(first=False))["CRD"] == "2023-03-06"


@pytest.mark.parametrize(
    "sentence",
    [
        eds("2020-03-02", Term(years=3), Term(years=1), recall=recall()),
        sopc("2020-03-02", Term(years=3), Term(years=1), recall=recall()),
        eds("2020-03-02", Term(years=3), Term(years=1), automatic=True, recall=recall()),
    ],
    ids=["parole", "particular concern", "automatic"],
)
def test_a_recalled_extended_sentence_holds_to_its_end(sentence: StandardDeterminate) -> None:
    """4 years from 2 March 2020 end on 1 March 2024; 30 days of recall remand come off."""
    given = booking(sentence, rows=(row(RECALL_REMAND, "2020-03-02", 30),))
    found = dates(given, ersed=True)
    assert found == {"SLED": "2024-01-31", "PRRD": "2024-01-31", "ESED": "2024-03-01"}


def test_a_sentence_imposed_once_56_days_are_law_waits_for_the_persons_tranche_too() -> None:
    """5 years recalled for 56 days wait for 14 April 2026. 14 days from 30 March end on the 12th.

    The shorter recall waits with them where its sentence was imposed since 31 March, not before.
    """

    def shorter(on: str) -> str:
        given = booking(
            sds(
                "2022-05-09",
                years=5,
                recall=recall(FTR_56, revoked="2026-01-05", returned="2026-01-09"),
            ),
            sds(on, weeks=8, name="two", recall=recall(FTR_14, returned="2026-03-30")),
            returned="2026-03-30",
        )
        return own_dates(given, FORTY)[1]["PRRD"]

    assert shorter("2026-03-30") == "2026-04-12"
    assert shorter("2026-04-07") == "2026-04-14"


def test_recalls_on_both_sides_of_twelve_months_are_taken_together() -> None:
    """12 months to 10 December 2024 and 11 months to 5 January 2025, both 18 days at large.

    Back on 12 December for 28 days: 8 January. But the longer sentence ends on 28 December.
    """
    back = recall(FTR_28, returned="2024-12-12")
    given = booking(
        sds("2023-12-11", months=12, recall=back),
        sds("2024-02-06", months=11, name="two", recall=back),
        rows=(row(UAL, "2024-11-18", 18),),
        returned="2024-12-12",
    )
    found = dates(given, FORTY)
    assert found["SLED"] == "2025-01-23"
    assert found["PRRD"] == "2024-12-28"


def test_the_bookings_own_day_of_return_decides_where_recalls_are_taken_together() -> None:
    """28 days from the booking's 24 December, not from the sentences' 7 December."""
    back = recall(FTR_28, returned="2024-12-07")
    given = booking(
        sds("2024-04-24", months=20, recall=back),
        sds("2024-06-03", months=8, name="two", recall=back),
        returned="2024-12-24",
    )
    assert dates(given, FORTY)["PRRD"] == "2025-01-20"
    apart = booking(sds("2024-04-24", months=20, recall=back), returned="2024-12-24")
    assert dates(apart, FORTY)["PRRD"] == "2025-01-03"


def test_a_recall_never_has_a_curfew_or_a_removal_date() -> None:
    found = dates(booking(two_years(), returned="2023-10-02"), ersed=True)
    assert not {"HDCED", "ERSED", "CRD"} & set(found)


@pytest.mark.parametrize("kind", [FTR_14, FTR_28, FTR_56])
def test_a_fixed_term_without_a_day_of_return_is_sent_back(kind: RecallType) -> None:
    given = booking(sds("2022-06-06", years=2, recall=recall(kind, revoked="2023-09-20")))
    assert codes(given, HALF) == ["FTR_NO_RETURN_TO_CUSTODY_DATE"]


def test_a_recall_that_leads_names_its_part_as_what_drives_the_release() -> None:
    given = booking(two_years(), sds("2022-06-06", months=6, name="short"), returned="2023-10-02")
    rows = worked(given).sentence_dates()
    assert [each.drives_release for each in rows] == [True, False]
    assert str(rows[0].dates[ReleaseDateType.PRRD]) == "2023-10-29"
