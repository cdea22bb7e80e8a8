"""Release at 40 per cent: whom it reaches, when, and that nobody leaves before that day."""

import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Direction,
    Exclusion,
    ExternalMovement,
    MovementReason,
    RecallType,
    ReleaseDateType,
)

from .invented import (
    FORTY,
    HALF,
    IN_FORCE,
    PROGRESSION,
    booking,
    calculated,
    codes,
    dates,
    day,
    recall,
    row,
    sds,
)


def reached(given: Booking) -> list[tuple[str, str]]:
    found = calculated(given, FORTY)
    return [(each.tranche, str(each.reached_on)) for each in found.schemes]


def test_a_date_the_scheme_would_bring_before_its_day_becomes_that_day() -> None:
    """2 years from 12 October 2023: half is 11 October 2024, 40 per cent 30 July."""
    given = booking(sds("2023-10-12", years=2))
    assert dates(given, HALF)["CRD"] == "2024-10-11"
    found = calculated(given, FORTY)
    assert dates(given, FORTY)["CRD"] == "2024-09-10"
    assert found.affected_by == ("SDS_40",)
    assert reached(given) == [("TRANCHE_1", "2024-09-10")]


def test_a_date_before_the_day_stays_as_it_was() -> None:
    given = booking(sds("2023-09-11", years=2))
    assert dates(given, FORTY) == dates(given, HALF)
    assert dates(given, FORTY)["CRD"] == "2024-09-10"


def test_a_date_after_the_day_is_the_new_one() -> None:
    """3 years from 4 December 2023: 1,096 days, 439 to serve."""
    found = dates(booking(sds("2023-12-04", years=3)), FORTY)
    assert found["CRD"] == "2025-02-14"


@pytest.mark.parametrize(
    ("given", "tranche"),
    [
        (booking(sds("2022-05-16", years=5)), ("TRANCHE_2", "2024-10-22")),
        (booking(sds("2022-05-16", years=4, months=11, days=29)), ("TRANCHE_1", "2024-09-10")),
    ],
)
def test_five_years_wait_for_the_second_tranche(given: Booking, tranche: tuple[str, str]) -> None:
    assert reached(given) == [tranche]


def test_one_long_sentence_puts_the_person_in_the_second_tranche() -> None:
    given = booking(
        sds("2023-11-06", years=2),
        sds("2022-05-16", years=6, name="two", exclusions=(Exclusion.SEXUAL,)),
    )
    assert reached(given) == [("TRANCHE_2", "2024-10-22")]


@pytest.mark.parametrize(
    "exclusion",
    [
        Exclusion.SEXUAL,
        Exclusion.VIOLENT,
        Exclusion.DOMESTIC_ABUSE,
        Exclusion.NATIONAL_SECURITY,
    ],
)
def test_an_excluded_sentence_keeps_one_half(exclusion: Exclusion) -> None:
    given = booking(sds("2023-12-04", years=3, exclusions=(exclusion,)))
    found = calculated(given, FORTY)
    assert dates(given, FORTY) == dates(given, HALF)
    assert found.affected_by == ()


def test_an_offence_excluded_later_goes_back_to_one_half_for_those_still_inside() -> None:
    still_inside = booking(sds("2023-12-04", years=4, exclusions=(Exclusion.DOMESTIC_ABUSE_T3,)))
    out_before = booking(sds("2024-07-01", months=10, exclusions=(Exclusion.SEXUAL_T3,)))
    assert dates(still_inside, FORTY)["CRD"] == dates(still_inside, HALF)["CRD"]
    assert dates(out_before, FORTY)["CRD"] == "2024-10-30"
    assert dates(out_before, HALF)["CRD"] == "2024-11-29"


@pytest.mark.parametrize(
    "reason",
    [MovementReason.HDC, MovementReason.ERS, MovementReason.ECSL, MovementReason.CRD],
)
def test_the_scheme_does_not_reach_those_who_are_out(reason: MovementReason) -> None:
    left = ExternalMovement(moved_on=day("2024-08-05"), direction=Direction.OUT, reason=reason)
    given = booking(sds("2023-12-04", years=3), movements=(left,))
    assert calculated(given, FORTY).schemes == ()
    assert dates(given, FORTY)["CRD"] == dates(given, HALF)["CRD"]


def test_someone_at_large_on_the_day_is_still_reached() -> None:
    """6 months from 7 June 2024; let go in August; at large from the 22nd to 10 September."""
    left = ExternalMovement(
        moved_on=day("2024-08-21"), direction=Direction.OUT, reason=MovementReason.CRD
    )
    absence = row(AdjustmentKind.UAL, "2024-08-22", 20, "2024-08-22", "2024-09-10")
    given = booking(sds("2024-06-07", months=6), rows=(absence,), movements=(left,))
    found = dates(given, FORTY)
    assert found["CRD"] == "2024-09-10"
    assert found["TUSED"] == "2025-09-08"


def test_days_at_large_after_the_day_move_what_was_kept() -> None:
    given = booking(
        sds("2023-12-04", years=4),
        rows=(row(AdjustmentKind.UAL, "2024-11-04", 12, "2024-11-04", "2024-11-15"),),
    )
    plain = dates(booking(sds("2023-12-04", years=4)), FORTY)
    later = dates(given, FORTY)
    assert (day(later["CRD"]) - day(plain["CRD"])).days == 12


def test_an_automatic_release_waits_for_the_day_in_law_and_not_in_practice() -> None:
    """10 months for an offence before licence came: practice leaves its ARD before the day.

    S.I. 2024/844 art. 3(1) covers s.243A too, so the law in force lets nobody go before it.

    306 days from 20 April 2024: 40 per cent are 123, half are 153 (19 September).
    """
    given = booking(sds("2024-04-20", months=10, offence_on="2015-01-18"))
    assert dates(given, FORTY)["ARD"] == "2024-08-20"
    assert dates(given, HALF)["ARD"] == "2024-09-19"
    assert dates(given, IN_FORCE)["ARD"] == "2024-09-10"


def test_a_chain_across_the_two_tranche_days_is_refused() -> None:
    given = booking(
        sds("2022-05-16", years=6),
        sds("2024-09-23", years=1, name="two", after="one"),
    )
    assert codes(given, FORTY) == [
        "UNSUPPORTED_SDS40_CONSECUTIVE_SDS_BETWEEN_TRANCHE_COMMENCEMENTS"
    ]


def test_a_breach_of_a_prevention_order_with_an_open_release_point_is_refused() -> None:
    given = booking(
        sds(
            "2024-01-12",
            months=19,
            offence_on="2023-11-02",
            code="SX03220",
            exclusions=(Exclusion.SEXUAL,),
        ),
    )
    assert codes(given, FORTY) == ["UNABLE_TO_DETERMINE_SHPO_RELEASE_PROVISIONS"]
    other = booking(sds("2024-01-12", months=19, offence_on="2020-11-30", code="SX03220"))
    assert "CRD" in dates(other, FORTY)


@pytest.mark.parametrize(
    ("given", "release", "curfew", "tranche"),
    [
        # Sentenced under it: a third of 365 days is 122, half of those 61. No tranche.
        (booking(sds("2026-10-01", years=1)), "2027-01-30", "2026-12-01", None),
        # 1,096 days: a third is 366. The curfew stays that of 40 per cent: half of 439, 220.
        (booking(sds("2025-12-01", years=3)), "2026-12-01", "2026-07-09", "TRANCHE_3"),
        # 2,557 days, SDS+: one half is 1,279. No curfew.
        (booking(sds("2024-01-08", years=7, plus=True)), "2027-07-09", None, "TRANCHE_6"),
    ],
)
def test_whom_the_progression_model_reaches(
    given: Booking, release: str, curfew: str | None, tranche: str | None
) -> None:
    found = dates(given, PROGRESSION)
    assert found["CRD"] == release
    assert found.get("HDCED") == curfew
    answered = calculated(given, PROGRESSION)
    assert "SDS_PROGRESSION_MODEL" in answered.affected_by
    reaches = {each.scheme: each.tranche for each in answered.schemes}
    assert reaches.get("SDS_PROGRESSION_MODEL") == tranche


@pytest.mark.parametrize(
    "given",
    [
        booking(sds("2025-12-01", months=20)),
        booking(sds("2025-12-01", years=3, child=True), born="2010-01-01"),
    ],
)
def test_whom_it_cannot_reach_is_dated_as_before(given: Booking) -> None:
    assert dates(given, PROGRESSION) == dates(given, FORTY)


@pytest.mark.parametrize(
    ("first", "last", "is_reached"),
    [
        ("2024-10-21", "2024-10-22", True),
        ("2024-10-22", "2024-10-23", False),
        ("2024-10-20", "2024-10-21", False),
    ],
)
def test_who_was_let_go_is_reached_while_at_large_since_before_the_day(
    first: str, last: str, *, is_reached: bool
) -> None:
    """5 years of 16 May 2022, let go in September; the second tranche is 22 October 2024."""
    left = ExternalMovement(
        moved_on=day("2024-09-16"), direction=Direction.OUT, reason=MovementReason.CRD
    )
    absence = row(AdjustmentKind.UAL, "2024-10-01", 2, first, last)
    given = booking(sds("2022-05-16", years=5), rows=(absence,), movements=(left,))
    assert bool(reached(given)) is is_reached


@pytest.mark.parametrize(
    ("start", "tranche"),
    [
        # 5 years to 9 September 2024: over the day before.
        ("2019-09-10", ("TRANCHE_1", "2024-09-10")),
        ("2019-09-11", ("TRANCHE_2", "2024-10-22")),
    ],
)
def test_an_older_sentence_counts_while_it_runs(start: str, tranche: tuple[str, str]) -> None:
    given = booking(
        sds(start, years=5, offence_on="2018-05-07"), sds("2023-12-04", years=3, name="new")
    )
    assert reached(given) == [tranche]


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        ("2024-08-13", {"CRD": "2024-09-10"}),
        ("2024-08-14", {"PRRD": "2024-09-10"}),
        ("2024-08-15", {"PRRD": "2024-09-11"}),
    ],
)
def test_where_a_recall_ties_with_the_day_of_the_tranche_the_recall_alone_is_published(
    returned: str, expected: dict[str, str]
) -> None:
    """28 days from 14 August 2024 end on 10 September, when the other sentence lets go too."""
    back = recall(RecallType.FIXED_TERM_RECALL_28, returned=returned)
    given = booking(
        sds("2020-03-02", years=4, months=10, recall=back),
        sds("2023-10-12", years=2, name="new"),
        returned=returned,
    )
    found = dates(given, FORTY)
    assert {kind: found[kind] for kind in ("CRD", "PRRD") if kind in found} == expected
    assert reached(given) == [("TRANCHE_1", "2024-09-10")]


def test_an_absence_that_moves_the_curfew_alone_is_not_named_as_moving_nothing() -> None:
    """187 days of 10 June 2024 are let go on 10 September; the next sentence on the day after.

    Nobody serves on the 10th any more, but practice puts off the curfew fixed by the comparison.
    """
    both = (
        sds("2024-06-10", days=187, offence_on="2024-06-09"),
        sds("2024-09-11", days=1, name="two", offence_on="2024-09-10"),
    )
    plain = calculated(booking(*both), FORTY)
    absent = calculated(booking(*both, rows=(row(AdjustmentKind.UAL, "2024-09-10", 1),)), FORTY)
    on = {each.type: each.on for each in plain.dates}
    later = {each.type: each.on for each in absent.dates}
    assert (later[ReleaseDateType.HDCED] - on[ReleaseDateType.HDCED]).days == 1
    assert absent.unapplied == ()


def test_an_award_that_no_sentence_holds_is_not_named_where_the_model_counts_it() -> None:
    """24 months of 5 January 2026 wait for 13 October; who is let go on it gets no award on it.

    Practice serves every award of the booking after that day all the same.
    """
    late = row(AdjustmentKind.ADA, "2026-10-13", 10)
    found = calculated(booking(sds("2026-01-05", months=24), rows=(late,)), PROGRESSION)
    assert {each.type: str(each.on) for each in found.dates}[ReleaseDateType.CRD] == "2026-10-23"
    assert found.unapplied == ()


def test_an_award_lost_on_recall_is_named_where_the_model_moves_no_date_by_it() -> None:
    """A third of 2,192 days, 731, with 10 awarded, is long after the tranche day of February 2027.

    The award of 2024 came during a standard recall; that of 2025 waits for the next sentence.
    """
    lost, held = (
        row(AdjustmentKind.ADA, "2024-02-05", 10),
        row(AdjustmentKind.ADA, "2025-02-03", 10),
    )
    given = booking(
        sds("2022-01-10", years=3, recall=recall()),
        sds("2026-03-02", years=6, name="two"),
        rows=(lost, held),
    )
    found = calculated(given, PROGRESSION)
    assert {each.type: str(each.on) for each in found.dates}[ReleaseDateType.CRD] == "2028-03-11"
    assert [each.adjustment for each in found.unapplied] == [lost]
