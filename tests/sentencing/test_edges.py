"""The edges of the rules: one day, one more, worked by hand. Each edge has both its sides."""

import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Direction,
    Exclusion,
    ExternalMovement,
    MovementReason,
)

from .invented import FORTY, booking, calculated, codes, dates, day, doubts, row, sds

REMAND, UAL, ADA = AdjustmentKind.REMAND, AdjustmentKind.UAL, AdjustmentKind.ADA


def moved(on: str, reason: MovementReason, direction: Direction) -> ExternalMovement:
    return ExternalMovement(moved_on=day(on), direction=direction, reason=reason)


@pytest.mark.parametrize(
    ("imposed", "release"),
    [("2021-03-12", "2021-05-12"), ("2021-03-13", "2021-06-12")],
)
def test_on_the_day_of_release_the_person_is_still_inside(imposed: str, release: str) -> None:
    """Released on Friday 12 March 2021, 30 on remand; a sentence of that day shares them."""
    given = booking(
        sds("2021-01-11", months=6),
        sds(imposed, months=6, name="two"),
        rows=(row(REMAND, "2021-01-11", 30),),
    )
    assert dates(booking(sds("2021-01-11", months=6)))["CRD"] == "2021-04-11"
    assert dates(given)["CRD"] == release


@pytest.mark.parametrize("on", ["2024-02-17", "2024-02-18"])
def test_an_award_of_the_weekend_of_release_waits_for_a_person(on: str) -> None:
    """Release on Sunday 18 February 2024, so on Friday the 16th; practice loses the award."""
    sentence = sds("2023-09-20", months=10)
    assert dates(booking(sentence))["CRD"] == "2024-02-18"
    assert dates(booking(sentence, rows=(row(ADA, "2024-02-16", 10),)))["CRD"] == "2024-02-28"
    lost = booking(sentence, rows=(row(ADA, on, 10),))
    assert dates(lost)["CRD"] == "2024-02-18"
    (left,) = calculated(lost).unapplied
    assert left.adjustment.days == 10
    assert doubts(lost) == {"GL_ADA_NOT_APPLIED", "GL_AWARD_ON_RELEASE_WEEKEND"}


@pytest.mark.parametrize(
    ("imposed", "release", "doubted"),
    [("2021-03-12", "2021-06-12", set()), ("2021-03-15", "2021-06-14", {"GL_PARENT_MISSING"})],
)
def test_a_sentence_cannot_follow_one_already_released_from(
    imposed: str, release: str, doubted: set[str]
) -> None:
    """Let go on Friday 12 March. Alone, 184 days from the 15th are 92 to serve: 14 June."""
    given = booking(
        sds("2021-01-11", months=6),
        sds(imposed, months=6, name="two", after="one"),
        rows=(row(REMAND, "2021-01-11", 30),),
    )
    assert dates(given)["CRD"] == release
    assert doubts(given) == doubted


def test_an_award_of_the_day_of_release_counts() -> None:
    given = booking(sds("2022-06-06", years=2), rows=(row(ADA, "2023-06-06", 5),))
    assert dates(given)["CRD"] == "2023-06-11"


def test_days_served_for_awards_pass_to_a_third_sentence() -> None:
    """27 were served when the second came; the third comes before its own release: 60 - 27."""
    given = booking(
        sds("2019-01-07", months=12, offence_on="2018-05-04"),
        sds("2019-08-05", months=6, name="two", offence_on="2018-05-04"),
        sds("2019-09-02", months=6, name="three", offence_on="2018-05-04"),
        rows=(row(ADA, "2019-03-04", 60),),
    )
    assert dates(given)["CRD"] == "2020-01-03"


@pytest.mark.parametrize(("first_day", "overlaps"), [("2021-04-09", True), ("2021-04-10", False)])
def test_remand_may_not_begin_on_the_day_of_release(first_day: str, *, overlaps: bool) -> None:
    """Release on Sunday 11 April 2021; the person left on Friday the 9th."""
    given = booking(
        sds("2021-01-11", months=6),
        sds("2021-06-07", months=6, name="two"),
        rows=(row(REMAND, "2021-06-07", 30, first_day, "2021-05-20"),),
    )
    if overlaps:
        assert codes(given) == ["REMAND_OVERLAPS_WITH_SENTENCE"]
    else:
        assert "CRD" in dates(given)


def test_the_last_of_two_movements_on_a_day_counts() -> None:
    first = sds("2023-01-09", months=12)
    second = sds("2023-04-03", months=12, name="two")
    rows = (row(REMAND, "2023-01-09", 50),)
    out = moved("2023-03-20", MovementReason.HDC, Direction.OUT)
    back = moved("2023-03-20", MovementReason.HDC_RECALL, Direction.IN)
    stayed = dates(booking(first, second, rows=rows))["CRD"]
    alone = dates(booking(second))["CRD"]
    assert dates(booking(first, second, rows=rows, movements=(out, back)))["CRD"] == stayed
    assert dates(booking(first, second, rows=rows, movements=(back, out)))["CRD"] == alone


@pytest.mark.parametrize(("sentences", "published"), [(1, False), (2, False)])
def test_a_curfew_on_the_day_of_release_is_none(sentences: int, *, published: bool) -> None:
    """50 to serve and 35 on remand: release and the 14 days both fall on the 20th."""
    imposed = [sds("2022-06-06", days=100, name=f"s{place}") for place in range(sentences)]
    given = booking(*imposed, rows=(row(REMAND, "2022-06-06", 35),))
    found = dates(given)
    assert found["CRD"] == "2022-06-20"
    assert ("HDCED" in found) is published


def test_a_day_more_to_serve_allows_a_curfew_on_the_fifteenth_day() -> None:
    given = booking(sds("2022-06-06", days=100), rows=(row(REMAND, "2022-06-06", 34),))
    assert dates(given)["HDCED"] == "2022-06-20"
    assert dates(given)["CRD"] == "2022-06-21"


def test_only_a_single_sentence_that_would_be_longer_today_bars_every_curfew() -> None:
    """Practice: a released chain that holds such a sentence does not."""
    old = sds("2013-02-04", months=12, offence_on="2012-12-10", plus_today=True)
    behind = sds("2013-02-04", months=6, offence_on="2012-12-10", name="two", after="one")
    new = sds("2016-05-09", years=2, name="three", offence_on="2015-06-01")
    assert "HDCED" not in dates(booking(old, new))
    assert dates(booking(old, behind, new))["HDCED"] == dates(booking(new))["HDCED"]


def test_removal_is_never_after_release() -> None:
    found = dates(booking(sds("2022-06-06", days=2)), ersed=True)
    assert found["ERSED"] == found["CRD"] == "2022-06-06"


def test_much_time_at_large_puts_removal_past_it() -> None:
    """320 to serve from 25 January 2024, 118 on remand, 820 at large: 820 days on."""
    given = booking(
        sds("2024-01-25", days=640),
        rows=(row(REMAND, "2024-01-25", 118), row(UAL, "2024-03-04", 820)),
    )
    assert dates(given, ersed=True)["ERSED"] == "2026-04-24"


def test_added_days_do_not_carry_removal_into_the_new_window() -> None:
    """731 to serve from 4 July 2024: 5 July 2025, and 70 at large, is before the new window."""
    given = booking(
        sds("2024-07-04", days=1461),
        rows=(row(UAL, "2024-08-05", 70), row(ADA, "2024-12-02", 20)),
    )
    assert dates(given, ersed=True)["ERSED"] == "2025-10-03"


def test_a_sentence_over_at_once_does_not_decide_removal() -> None:
    """4 years less 40 days on remand: half of 731, less 40, is served on 21 January 2022."""
    given = booking(
        sds("2021-03-01", years=4),
        sds("2022-12-05", weeks=11, name="two"),
        rows=(row(REMAND, "2021-03-01", 40),),
    )
    assert dates(given, ersed=True)["ERSED"] == "2022-01-21"


def test_supervision_needs_the_birthday_before_the_day_after_half() -> None:
    """Half of 100 days ends on 22 October. Days at large do not make up for a later birthday."""
    absence = (row(UAL, "2022-09-12", 5),)
    older = booking(sds("2022-09-03", days=100), rows=absence, born="2004-10-22")
    younger = booking(sds("2022-09-03", days=100), rows=absence, born="2004-10-23")
    assert "TUSED" in dates(older)
    assert "TUSED" not in dates(younger)


def test_added_days_do_not_make_a_child_of_age_for_supervision() -> None:
    """18 on 10 October: after release without awards (2 October), before release with them."""
    given = booking(
        sds("2022-09-03", days=100),
        rows=(row(REMAND, "2022-09-03", 20), row(ADA, "2022-09-12", 30)),
        born="2004-10-10",
    )
    found = dates(given)
    assert found["CRD"] == "2022-11-01"
    assert "TUSED" not in found


@pytest.mark.parametrize(("length", "follows"), [(414, True), (415, False)])
def test_supervision_must_outlast_the_last_licence(length: int, *, follows: bool) -> None:
    """Supervision to 24 October 2023; the other licence ends on the 23rd or the 24th."""
    given = booking(
        sds("2022-09-05", days=100),
        sds("2022-09-05", days=length, name="two", offence_on="2014-06-02"),
    )
    assert ("TUSED" in dates(given)) is follows


@pytest.mark.parametrize("chained", [False, True])
@pytest.mark.parametrize(("days", "on_licence"), [(123, True), (122, False)])
def test_a_licence_on_the_day_of_release_makes_it_conditional(
    days: int, *, on_licence: bool, chained: bool
) -> None:
    """8 months without licence are served to 2 July 2015; the other licence ends then or before."""
    before = (
        sds("2015-03-02", months=4, offence_on="2014-11-03"),
        sds("2015-03-02", months=4, offence_on="2014-11-03", name="two", after="one"),
    )
    single = (sds("2015-03-02", months=8, offence_on="2014-11-03"),)
    since = sds("2015-03-02", days=days, offence_on="2015-02-10", name="since")
    found = dates(booking(*(before if chained else single), since))
    assert ("CRD" in found) is on_licence
    assert ("LED" in found) is on_licence
    assert found.get("CRD", found.get("ARD")) == "2015-07-02"


def test_a_licence_of_its_own_ends_with_the_sentence() -> None:
    """Release is pushed to the end, 21 December 2015, and no licence runs past it."""
    given = booking(
        sds("2015-02-22", months=3, offence_on="2015-02-10"),
        sds("2015-02-22", months=7, offence_on="2014-11-01", name="two", after="one"),
        rows=(row(ADA, "2015-03-02", 200),),
    )
    found = dates(given)
    assert found["CRD"] == found["LED"] == found["SED"] == "2015-12-21"


def test_release_on_the_first_tranche_day_is_not_reached() -> None:
    given = booking(sds("2023-09-11", years=2))
    assert dates(given, FORTY)["CRD"] == "2024-09-10"
    assert calculated(given, FORTY).schemes == ()


def test_curfew_and_release_on_the_tranche_day_leave_release_alone() -> None:
    """2,100 days from 24 June 2022: half 8 May 2025, 40 per cent 10 October 2024."""
    found = dates(booking(sds("2022-06-24", days=2100)), FORTY)
    assert found["CRD"] == "2024-10-22"
    assert "HDCED" not in found


@pytest.mark.parametrize("on", ["2024-09-09", "2024-09-10", "2024-09-16"])
def test_days_at_large_move_a_curfew_that_was_kept(on: str) -> None:
    """1,000 days from 2 October 2023: the curfew under one half, 17 August 2024, is kept."""
    plain = booking(sds("2023-10-02", days=1000))
    late = booking(sds("2023-10-02", days=1000), rows=(row(UAL, on, 10),))
    assert dates(plain, FORTY)["HDCED"] == "2024-08-17"
    assert dates(plain, FORTY)["CRD"] == "2024-11-04"
    assert dates(late, FORTY)["HDCED"] == "2024-08-27"
    assert dates(late, FORTY)["CRD"] == "2024-11-14"


def test_an_old_curfew_does_not_come_back_once_a_later_sentence_leads() -> None:
    """860 days from 2 October 2023 are served on 9 September 2024 at 40 per cent, so on the 10th.

    200 days of the 10th lead then: 80 to serve, 40 to curfew.
    """
    given = booking(
        sds("2023-10-02", days=860),
        sds("2024-09-10", days=200, name="two"),
    )
    found = dates(given, FORTY)
    assert found["CRD"] == "2024-11-28"
    assert found["HDCED"] == "2024-10-20"


def test_days_waited_for_a_scheme_taken_for_added_days_served_wait_for_a_person() -> None:
    """760 days are served on 31 July 2024 at 40 per cent; the person waits for 10 September.

    Practice takes the 40 days between for awards served: 80 to serve from that day, less 40.
    """
    given = booking(
        sds("2023-10-02", days=760),
        sds("2024-09-10", days=200, name="two"),
    )
    assert dates(given, FORTY)["CRD"] == "2024-10-19"
    assert "GL_HELD_WITHOUT_AWARDS" in doubts(given)


@pytest.mark.parametrize(("on", "is_reached"), [("2024-09-09", False), ("2024-09-10", True)])
def test_who_leaves_on_the_tranche_day_was_inside_before_it(on: str, *, is_reached: bool) -> None:
    left = moved(on, MovementReason.ECSL, Direction.OUT)
    given = booking(sds("2023-12-04", years=3), movements=(left,))
    assert bool(calculated(given, FORTY).schemes) is is_reached


def test_who_is_out_on_curfew_is_not_reached_even_when_at_large() -> None:
    absence = row(UAL, "2024-08-22", 30, "2024-08-22", "2024-09-20")
    for reason, is_reached in ((MovementReason.HDC, False), (MovementReason.CRD, True)):
        left = moved("2024-08-05", reason, Direction.OUT)
        given = booking(sds("2023-12-04", years=3), rows=(absence,), movements=(left,))
        assert bool(calculated(given, FORTY).schemes) is is_reached


def test_a_holding_sentence_without_curfew_holds_to_its_tranche_day() -> None:
    """Curfew on 6 September 2024; the short sentence, served on the 5th, waits for the 10th."""
    given = booking(
        sds("2024-03-05", years=2, exclusions=(Exclusion.SEXUAL,)),
        sds("2024-08-13", days=60, name="two"),
    )
    found = dates(given, FORTY)
    assert found["CRD"] == "2025-03-04"
    assert found["HDCED"] == "2024-09-10"
