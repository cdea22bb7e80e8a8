"""Added days, days at large, exits: what moves which date, and what moves none."""

from datetime import date

import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Direction,
    ExternalMovement,
    MovementReason,
    Recall,
    RecallType,
)

from .invented import answer, booking, calculated, dates, day, own_dates, row, sds

REMAND, UAL = AdjustmentKind.REMAND, AdjustmentKind.UAL
ADA, RADA = AdjustmentKind.ADA, AdjustmentKind.RADA


def out(on: str, reason: MovementReason) -> ExternalMovement:
    return ExternalMovement(moved_on=day(on), direction=Direction.OUT, reason=reason)


def back(on: str, reason: MovementReason) -> ExternalMovement:
    return ExternalMovement(moved_on=day(on), direction=Direction.IN, reason=reason)


def test_added_days_move_release_and_not_the_end() -> None:
    plain = dates(booking(sds("2022-06-06", years=2)))
    given = booking(
        sds("2022-06-06", years=2),
        rows=(row(ADA, "2022-09-01", 21), row(RADA, "2022-12-01", 7)),
    )
    found = dates(given)
    assert plain["CRD"] == "2023-06-06"
    assert found["CRD"] == "2023-06-20"
    assert found["SLED"] == plain["SLED"] == "2024-06-05"


def test_added_days_never_run_past_the_end() -> None:
    """7 months from 19 October 2020 end on 18 May 2021, whatever was awarded."""
    given = booking(
        sds("2020-10-19", months=7, offence_on="2014-05-01"), rows=(row(ADA, "2020-11-02", 135),)
    )
    found = dates(given)
    assert found["ARD"] == found["SED"] == "2021-05-18"


def test_days_awarded_on_remand_wait_for_the_sentence() -> None:
    given = booking(
        sds("2021-03-17", months=8),
        rows=(
            row(ADA, "2021-02-01", 8),
            row(ADA, "2021-02-15", 8),
            row(RADA, "2021-03-01", 3),
            row(RADA, "2021-05-17", 10),
            row(REMAND, "2021-03-17", 44),
        ),
    )
    found = dates(given)
    assert found["CRD"] == "2021-06-06"
    assert found["SLED"] == "2021-10-03"
    assert found["TUSED"] == "2022-06-03"


def test_days_already_served_for_awards_are_not_served_again() -> None:
    """56 months with 131 added days; 52 months imposed 59 days past the release without them."""
    given = booking(
        sds("2017-02-17", months=56),
        sds("2019-05-23", months=52, name="two"),
        rows=(row(REMAND, "2017-02-17", 85), row(ADA, "2018-01-08", 131)),
    )
    assert dates(given)["CRD"] == "2021-07-10"


def test_a_sentence_consecutive_to_the_one_being_served_serves_the_awards_whole() -> None:
    """Whether it is imposed before or after the release without awards makes no difference."""
    first = sds("2017-02-17", months=56)
    rows = (row(REMAND, "2017-02-17", 85), row(ADA, "2018-01-08", 131))
    before = sds("2019-02-11", months=1, name="two", after="one")
    after = sds("2019-05-23", months=1, name="two", after="one")
    assert (
        dates(booking(first, after, rows=rows))["CRD"]
        == (dates(booking(first, before, rows=rows))["CRD"])
    )


def test_days_at_large_before_release_move_release_and_end() -> None:
    given = booking(
        sds("2022-06-06", years=2),
        rows=(row(UAL, "2022-10-03", 10, "2022-10-03", "2022-10-12"),),
    )
    found = dates(given)
    assert found["CRD"] == "2023-06-16"
    assert found["SLED"] == "2024-06-15"
    assert found["ESED"] == "2024-06-05"


def test_days_at_large_after_release_move_nothing_and_are_named() -> None:
    given = booking(
        sds("2022-06-06", years=2),
        rows=(row(UAL, "2023-07-03", 10, "2023-07-03", "2023-07-12"),),
    )
    assert dates(given) == dates(booking(sds("2022-06-06", years=2)))
    (left,) = calculated(given).unapplied
    assert left.adjustment.days == 10
    assert "No sentence was being served" in left.reason


def test_an_absence_that_begins_on_the_day_of_release_counts_whole() -> None:
    """Release on Sunday 12 February 2023: the group leaves on Friday, the licence runs."""
    given = booking(
        sds("2022-08-14", months=12),
        rows=(row(UAL, "2023-02-12", 19, "2023-02-12", "2023-03-02"),),
    )
    assert day("2023-02-12").weekday() == 6
    assert dates(booking(sds("2022-08-14", months=12)))["CRD"] == "2023-02-12"
    assert dates(given)["CRD"] == "2023-03-03"


def test_absence_stays_with_the_old_sentence_and_with_the_chain_that_grows_from_it() -> None:
    absence = row(UAL, "2022-08-01", 12, "2022-08-01", "2022-08-12")
    first = sds("2022-06-06", years=2)
    beside = sds("2022-10-10", years=2, name="two")
    behind = sds("2022-10-10", months=6, name="two", after="one")
    assert dates(booking(first, beside, rows=(absence,)))["CRD"] == "2023-10-10"
    chain = dates(booking(first, behind))["CRD"]
    grown = dates(booking(first, behind, rows=(absence,)))["CRD"]
    assert (day(grown) - day(chain)).days == 12


def test_the_sentence_does_not_end_while_the_person_is_at_large() -> None:
    given = booking(
        sds("2022-06-06", months=2),
        rows=(row(UAL, "2022-06-10", 1, "2022-06-10", "2022-09-30"),),
    )
    assert dates(given)["SLED"] == "2022-10-01"


def test_remand_on_a_day_without_a_sentence_moves_nothing_and_is_named() -> None:
    given = booking(sds("2022-06-06", years=2), rows=(row(REMAND, "2022-06-05", 33),))
    assert dates(given)["CRD"] == "2023-06-06"
    (left,) = calculated(given).unapplied
    assert left.reason == "No sentence was imposed on the day from which it applies."


def test_credit_for_a_recall_is_named_where_nothing_is_recalled() -> None:
    given = booking(
        sds("2022-06-06", years=2), rows=(row(AdjustmentKind.RECALL_REMAND, "2022-06-06", 9),)
    )
    (left,) = calculated(given).unapplied
    assert left.reason == "It is credit for a recall, and no sentence is recalled."


def test_a_new_sentence_after_an_exit_gets_no_remand_of_the_old_one() -> None:
    first = sds("2023-01-09", months=12)
    second = sds("2023-04-03", months=12, name="two")
    rows = (row(REMAND, "2023-01-09", 50),)
    left = (out("2023-03-20", MovementReason.HDC), back("2023-04-03", MovementReason.SENTENCE))
    assert dates(booking(first, second, rows=rows))["CRD"] == "2023-08-13"
    assert dates(booking(first, second, rows=rows, movements=left))["CRD"] == "2023-10-02"


@pytest.mark.parametrize(
    ("removed", "returned", "shares"),
    [
        ("2023-03-20", MovementReason.ERS_BREACH, True),
        ("2022-06-20", MovementReason.ERS_BREACH, False),
        ("2022-06-20", MovementReason.FAILED_ERS_REMOVAL, True),
    ],
)
def test_removal_keeps_the_sentence_running_since_2022_or_if_it_failed(
    removed: str, returned: MovementReason, *, shares: bool
) -> None:
    start = "2022-05-09"
    first = sds(start, years=4)
    second = sds("2023-04-03", years=4, name="two")
    rows = (row(REMAND, start, 50),)
    left = (out(removed, MovementReason.ERS), back("2023-04-02", returned))
    alone = dates(booking(second))["CRD"]
    found = dates(booking(first, second, rows=rows, movements=left))["CRD"]
    assert (day(alone) - day(found)).days == (50 if shares else 0)


def test_bank_holidays_decide_only_when_a_group_lets_go() -> None:
    given = booking(sds("2022-06-06", years=2))
    found = answer(given, bank_holidays=frozenset({date(2023, 6, 6)}))
    assert found == answer(given)


def test_a_standard_recall_holds_to_the_end_whatever_runs_beside_it() -> None:
    """731 days end on 5 June 2024; the year beside them is served long before."""
    recalled = sds("2022-06-06", years=2, recall=Recall(recall_type=RecallType.STANDARD_RECALL))
    assert dates(booking(recalled, sds("2022-06-06", years=1, name="two"))) == {
        "SLED": "2024-06-05",
        "PRRD": "2024-06-05",
        "ESED": "2024-06-05",
    }


def test_an_award_of_a_day_counts_before_an_absence_of_that_day() -> None:
    """The first lets go on 6 June 2023; 5 awarded on the 8th, while the other holds, reach it.

    So the 4 days at large of the same day fall before its release, the 11th.
    """
    given = booking(
        sds("2022-06-06", years=2),
        sds("2022-06-06", years=3, name="longer"),
        rows=(row(UAL, "2023-06-08", 4), row(ADA, "2023-06-08", 5)),
    )
    assert [each["CRD"] for each in own_dates(given)] == ["2023-06-15", "2023-12-14"]


def test_a_sentence_of_the_day_of_exit_joins_those_that_leave_that_day() -> None:
    """366 and 92 to serve, 50 on remand for both, though the person leaves as it is imposed."""
    given = booking(
        sds("2023-01-09", months=24),
        sds("2023-08-07", months=6, name="two"),
        rows=(row(REMAND, "2023-01-09", 50),),
        movements=(out("2023-08-07", MovementReason.ECSL),),
    )
    assert [each["CRD"] for each in own_dates(given)] == ["2023-11-20", "2023-09-17"]


@pytest.mark.parametrize("is_sorted", [True, False])
def test_the_movement_after_a_removal_is_the_next_one_listed(*, is_sorted: bool) -> None:
    """A failed removal ends nothing; listed after a later return it is not seen."""
    failed = back("2022-06-10", MovementReason.FAILED_ERS_REMOVAL)
    later = back("2022-12-05", MovementReason.SENTENCE)
    removed = out("2022-06-01", MovementReason.ERS)
    given = booking(
        sds("2022-05-09", years=4),
        sds("2022-06-13", years=4, name="two"),
        rows=(row(REMAND, "2022-05-09", 50),),
        movements=(removed, failed, later) if is_sorted else (removed, later, failed),
    )
    alone = dates(booking(sds("2022-06-13", years=4)))["CRD"]
    shared = (day(alone) - day(dates(given)["CRD"])).days
    assert shared == (50 if is_sorted else 0)
