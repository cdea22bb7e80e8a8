"""Credit and awards among several sentences: who takes over what, and what is lost on the way."""

import pytest

from gatelodge.sentencing import AdjustmentKind, Term

from .invented import (
    FORTY,
    booking,
    calculated,
    codes,
    dates,
    fine,
    own_dates,
    recall,
    row,
    sds,
    worked,
)

REMAND, BAIL = AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL
RECALL_REMAND = AdjustmentKind.RECALL_REMAND
UAL, ADA = AdjustmentKind.UAL, AdjustmentKind.ADA


@pytest.mark.parametrize(
    ("imposed", "release"),
    [
        # On the day, and the day after: nothing was served for awards yet. 92 days and 60.
        ("2019-07-08", "2019-12-06"),
        ("2019-07-09", "2019-12-07"),
        # Two days after: one was. So the later sentence lets go on the same day.
        ("2019-07-10", "2019-12-07"),
    ],
)
def test_days_served_for_awards_count_from_the_second_day_after(imposed: str, release: str) -> None:
    """12 months from 7 January 2019: without its 60 awarded days release is on 8 July."""
    given = booking(
        sds("2019-01-07", months=12, offence_on="2018-05-04"),
        sds(imposed, months=6, name="two", offence_on="2018-05-04"),
        rows=(row(ADA, "2019-03-04", 60),),
    )
    assert dates(given)["CRD"] == release


def test_days_served_for_awards_are_not_added_up_in_practice() -> None:
    """27 were served when the second came, 20 when the third did; only the 20 are taken off."""
    given = booking(
        sds("2019-01-07", months=12, offence_on="2018-05-04"),
        sds("2019-08-05", months=6, name="two", offence_on="2018-05-04"),
        sds("2019-11-25", months=4, name="three", offence_on="2018-05-04"),
        rows=(row(ADA, "2019-03-04", 60),),
    )
    assert dates(given)["CRD"] == "2020-03-04"


def test_a_new_sentence_takes_over_what_the_fullest_has_of_its_own_kind() -> None:
    """The recalled sentence holds 100 days that are nothing to the new one: 366 of 731 to serve."""
    given = booking(
        sds("2023-01-09", months=24, recall=recall()),
        sds("2023-01-09", months=20, name="two"),
        sds("2023-03-06", months=24, name="new"),
        rows=(row(RECALL_REMAND, "2023-01-09", 100), row(REMAND, "2023-01-09", 60)),
    )
    assert own_dates(given)[2]["CRD"] == "2024-03-05"


def test_bail_that_hangs_on_two_sentences_counts_twice_in_practice() -> None:
    """183 days to 4 September 2023, less 30 and 30."""
    given = booking(
        sds("2023-03-06", months=12),
        sds("2023-03-06", months=10, name="two"),
        rows=(row(BAIL, "2023-03-06", 30),) * 2,
    )
    assert dates(given)["CRD"] == "2023-07-06"


def test_credit_beyond_the_sentence_eats_no_award_unseen() -> None:
    """31 to serve, 60 on remand and 20 awarded: ten days short, so it is sent back."""
    given = booking(
        sds("2023-09-04", months=2),
        rows=(row(REMAND, "2023-09-04", 60), row(ADA, "2023-09-04", 20)),
    )
    assert codes(given) == ["RELEASE_DATE_BEFORE_SENTENCE_DATE"]


def test_what_counts_from_a_day_before_the_sentence_in_practice() -> None:
    """50 to serve from 10 January 2022, 60 on remand, 20 awarded: release on the 19th.

    Supervision counts from 30 December 2021, and removal from the sentence and the awards.
    """
    given = booking(
        sds("2022-01-10", days=100),
        rows=(row(REMAND, "2022-01-10", 60), row(ADA, "2022-01-03", 20)),
    )
    found = dates(given, ersed=True)
    assert found["CRD"] == "2022-01-19"
    assert found["TUSED"] == "2022-12-30"
    assert found["ERSED"] == "2022-01-30"


def test_an_award_reaches_every_sentence_served_together_though_its_own_release_is_past() -> None:
    """6 months let go on 5 September 2022 (92 days), 12 months on 5 December (183).

    8 days awarded in October lengthen both.
    """
    given = booking(
        sds("2022-06-06", months=6),
        sds("2022-06-06", months=12, name="two"),
        rows=(row(ADA, "2022-10-03", 8),),
    )
    rows = worked(given).sentence_dates()
    assert [each.awarded_days for each in rows] == [8, 8]
    assert [each["CRD"] for each in own_dates(given)] == ["2022-09-13", "2022-12-13"]


@pytest.mark.parametrize(("on", "expected"), [("2022-07-06", 10), ("2022-07-07", None)])
def test_an_award_counts_to_the_last_release_of_what_takes_awards(
    on: str, expected: int | None
) -> None:
    """31 of 61 days to 6 July 2022; a default term holds to November and takes none."""
    given = booking(
        sds("2022-06-06", months=2),
        fine("2022-06-06", Term(days=300)),
        rows=(row(ADA, on, 10),),
    )
    if expected is None:
        assert codes(given) == ["ADJUSTMENT_AFTER_RELEASE_ADA"]
    else:
        assert [each.awarded_days for each in worked(given).sentence_dates()] == [expected, 0]


@pytest.mark.parametrize(
    ("more", "ends"),
    [
        ((), "2025-06-21"),
        ((row(UAL, "2025-04-15", 1),), "2025-05-31"),
        ((row(UAL, "2025-04-15", 1, "2025-04-15", "2025-06-30"),), "2025-07-01"),
    ],
)
def test_the_last_absence_alone_says_how_long_the_person_is_away_in_practice(
    more: tuple[AdjustmentKind, ...], ends: str
) -> None:
    """61 days from 12 March 2025 to 11 May, and 19 at large, to 20 June: the end is the day after.

    A later absence without a last day takes that floor away.
    """
    given = booking(
        sds("2025-03-12", months=2, recall=recall()),
        rows=(row(UAL, "2025-04-14", 19, "2025-04-14", "2025-06-20"), *more),
    )
    assert dates(given)["SLED"] == ends


def test_a_closed_group_hands_nothing_on() -> None:
    """Let go on 5 December 2022 with 40 days of remand; the next sentence serves all of its 183."""
    given = booking(
        sds("2022-06-06", months=12),
        sds("2023-02-06", months=12, name="two"),
        rows=(row(REMAND, "2022-06-06", 40),),
    )
    assert dates(given)["CRD"] == "2023-08-07"


def test_awards_on_remand_go_to_the_next_sentence_even_into_a_group() -> None:
    """12 days awarded before the first sentence lengthen it, and nothing waits for a second."""
    given = booking(
        sds("2022-06-06", months=12),
        sds("2022-06-20", months=6, name="two"),
        rows=(row(ADA, "2022-05-09", 12),),
    )
    assert [each.awarded_days for each in worked(given).sentence_dates()] == [12, 12]
    assert dates(given)["CRD"] == "2022-12-17"


def test_awards_past_the_end_hold_the_person_until_the_dates_are_worked_out_in_full() -> None:
    """8 months end on 11 October 2015; with 312 awarded the person leaves only in April 2016.

    Practice takes the days past the end off once they are worked out, on release. So an absence of
    before then still counts, and the sentence is not over while it lasts.
    """
    given = booking(
        sds("2015-02-12", months=8, offence_on="2015-01-01"),
        rows=(row(ADA, "2015-03-12", 312), row(UAL, "2016-03-30", 1, "2016-03-30", "2016-03-30")),
    )
    assert (dates(given)["ARD"], dates(given)["SED"]) == ("2016-03-31", "2016-03-31")


def test_awards_past_the_end_are_lost_for_good_once_set_aside() -> None:
    """2 years of 5 March 2021 end on 4 March 2023, and nothing of 1,487 awarded passes that."""
    given = booking(
        sds("2021-03-05", years=2, offence_on="2019-06-02"),
        rows=(row(ADA, "2019-05-25", 1487),),
    )
    found = dates(given, FORTY)
    assert (found["CRD"], found["SLED"]) == ("2023-03-04", "2023-03-04")
    # It holds the person when the scheme begins, so the scheme has a tranche, and changes nothing.
    assert [each.tranche for each in calculated(given, FORTY).schemes] == ["TRANCHE_1"]
    assert [each.release_point for each in worked(given, FORTY).sentence_dates()] == ["1/2"]
