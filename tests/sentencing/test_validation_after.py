"""What the dates show to be wrong or outside the engine: each message at its edge and beside it."""

from datetime import date
from pathlib import Path

import pytest

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Direction,
    Exclusion,
    ExternalMovement,
    FixedTermRecallDetails,
    MovementReason,
    RecallType,
    Refusal,
    Sentence,
    StandardDeterminate,
    Term,
    UalReason,
    calculate,
    read_profile,
)
from gatelodge.sentencing.validation_after import CODES

from .invented import FORTY, PROGRESSION, answer, booking, day, fine, recall, row, sds

REMAND, UAL = AdjustmentKind.REMAND, AdjustmentKind.UAL
ADA, RADA = AdjustmentKind.ADA, AdjustmentKind.RADA
FTR_14, FTR_28 = RecallType.FIXED_TERM_RECALL_14, RecallType.FIXED_TERM_RECALL_28


def messages(given: Booking, profile: str = FORTY, *switches: str) -> list[str]:
    if not switches:
        found = answer(given, profile)
    else:
        law = read_profile(profile, frozenset(switches)).law
        found = calculate(given, law, bank_holidays=frozenset[date]())
    return [each.code for each in found.reasons] if isinstance(found, Refusal) else []


# Awards and release


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2023-06-05", []), ("2023-06-06", []), ("2023-06-07", ["ADJUSTMENT_AFTER_RELEASE_ADA"])],
)
def test_an_award_may_be_dated_on_the_day_of_release(on: str, expected: list[str]) -> None:
    """366 of 731 days, to 6 June 2023."""
    assert messages(booking(sds("2022-06-06", years=2), rows=(row(ADA, on, 5),))) == expected


@pytest.mark.parametrize(
    ("on", "expected"), [("2024-09-10", []), ("2024-09-11", ["ADJUSTMENT_AFTER_RELEASE_ADA"])]
)
def test_who_waits_for_a_tranche_is_released_on_its_day(on: str, expected: list[str]) -> None:
    """219 of 547 days would end on 13 August 2024."""
    assert messages(booking(sds("2024-01-08", months=18), rows=(row(ADA, on, 5),))) == expected


def test_each_kind_of_award_is_told_once_the_first_dated_first() -> None:
    late = (
        row(ADA, "2023-08-07", 5),
        row(RADA, "2023-07-03", 2),
        row(ADA, "2023-09-04", 5),
        row(RADA, "2023-09-11", 1),
    )
    assert messages(booking(sds("2022-06-06", years=2), rows=late)) == [
        "ADJUSTMENT_AFTER_RELEASE_RADA",
        "ADJUSTMENT_AFTER_RELEASE_ADA",
    ]


def test_default_terms_alone_have_no_release_that_an_award_could_follow() -> None:
    given = booking(fine("2022-06-06", Term(days=28)), rows=(row(ADA, "2022-09-05", 5),))
    assert messages(given) == []


# Fixed terms of recall


def returned(on: str, recorded: int, *sentences: Sentence, has_own_day: bool = True) -> Booking:
    return booking(
        *sentences,
        returned=on if has_own_day else None,
        fixed_term=FixedTermRecallDetails(returned_on=day(on), recall_days=recorded),
    )


def chain(kind: RecallType, second: Term) -> tuple[StandardDeterminate, StandardDeterminate]:
    """Give six months of 5 February 2024 and a term after them, recalled."""
    back = recall(kind, returned="2024-07-22")
    first = sds("2024-02-05", months=6, recall=back)
    terms = {"months": second.months, "weeks": second.weeks, "days": second.days}
    return first, sds("2024-02-05", name="two", after="one", recall=back, **terms)


@pytest.mark.parametrize(
    ("kind", "recorded", "second", "expected"),
    [
        (
            FTR_14,
            14,
            Term(months=6),
            ["FTR_14_DAYS_AGGREGATE_GE_12_MONTHS", "FTR_TYPE_14_DAYS_AGGREGATE_GE_12_MONTHS"],
        ),
        (FTR_14, 28, Term(months=6), ["FTR_TYPE_14_DAYS_AGGREGATE_GE_12_MONTHS"]),
        (FTR_14, 14, Term(months=5, days=28), []),
        (FTR_28, 28, Term(months=6), []),
        (FTR_28, 14, Term(months=6), ["FTR_14_DAYS_AGGREGATE_GE_12_MONTHS"]),
        (
            FTR_28,
            28,
            Term(months=5, days=28),
            ["FTR_28_DAYS_AGGREGATE_LT_12_MONTHS", "FTR_TYPE_28_DAYS_AGGREGATE_LT_12_MONTHS"],
        ),
        (FTR_14, 28, Term(months=5, days=28), ["FTR_28_DAYS_AGGREGATE_LT_12_MONTHS"]),
    ],
)
def test_the_length_of_a_chain_decides_its_fixed_term(
    kind: RecallType, recorded: int, second: Term, expected: list[str]
) -> None:
    """6 and 6 months of 5 February 2024 are 12; 11 months and 28 days are not."""
    assert messages(returned("2024-07-22", recorded, *chain(kind, second))) == expected


def test_without_a_record_of_the_recall_nothing_is_asked() -> None:
    given = booking(*chain(FTR_14, Term(months=6)), returned="2024-07-22")
    assert messages(given) == []


def beside(
    kind: RecallType, on: str, *, short_days: int = 335, long_from: str = "2024-02-06"
) -> tuple[StandardDeterminate, StandardDeterminate]:
    """Give 12 months from a day, and a shorter sentence of 6 February 2024, recalled."""
    back = recall(kind, returned=on)
    return (
        sds(long_from, months=12, recall=back),
        sds("2024-02-06", days=short_days, name="short", recall=back),
    )


@pytest.mark.parametrize(
    ("short_days", "expected"),
    [(352, ["FTR_TYPE_14_DAYS_SENTENCE_GT_12_MONTHS"]), (353, [])],
)
def test_14_days_do_not_suit_a_longer_sentence_that_ends_a_fortnight_after(
    short_days: int, expected: list[str]
) -> None:
    """12 months of 6 February 2024 end on 5 February 2025; 352 days on 22 January, 14 before."""
    given = returned("2024-11-11", 14, *beside(FTR_14, "2024-11-11", short_days=short_days))
    assert messages(given) == expected


@pytest.mark.parametrize(
    ("kind", "on", "expected"),
    [
        (FTR_14, "2024-11-26", ["FTR_TYPE_14_DAYS_SENTENCE_GAP_GT_14_DAYS"]),
        (FTR_14, "2024-11-27", []),
        (FTR_28, "2024-11-25", []),
        (FTR_28, "2024-11-26", ["FTR_TYPE_28_DAYS_SENTENCE_GAP_LT_14_DAYS"]),
        # On the last day of the longer one, and the day after, when it runs no more.
        (FTR_28, "2024-12-10", ["FTR_TYPE_28_DAYS_SENTENCE_GAP_LT_14_DAYS"]),
        (FTR_28, "2024-12-11", []),
    ],
)
def test_the_days_left_of_the_longer_sentence_decide_the_fixed_term(
    kind: RecallType, on: str, expected: list[str]
) -> None:
    """12 months end on 10 December 2024, 14 days after 26 November; the shorter in January 2025."""
    sentences = beside(kind, on, long_from="2023-12-11")
    recorded = 14 if kind is FTR_14 else 28
    assert messages(returned(on, recorded, *sentences)) == expected
    assert messages(returned(on, recorded, *sentences, has_own_day=False)) == []


# The end of adult curfew


def moved(on: str, direction: Direction, reason: MovementReason) -> ExternalMovement:
    return ExternalMovement(moved_on=day(on), direction=direction, reason=reason)


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        (None, ["HDCED_REPEAL"]),
        ("2026-02-08", ["HDCED_REPEAL"]),
        ("2026-02-09", []),
        ("2026-02-10", []),
    ],
)
def test_who_is_out_on_curfew_is_worked_out_by_hand_once_it_has_ended(
    back: str | None, expected: list[str]
) -> None:
    """240 of 600 days from 6 October 2025: curfew on 3 February 2026, out on the 9th."""
    out = moved("2026-02-09", Direction.OUT, MovementReason.HDC)
    returns = () if back is None else (moved(back, Direction.IN, MovementReason.HDC_RECALL),)
    given = booking(sds("2025-10-06", days=600), movements=(out, *returns))
    assert messages(given, FORTY, "applyPostHdcedRepealRules") == expected
    assert messages(given) == []
    left_otherwise = moved("2026-02-09", Direction.OUT, MovementReason.ECSL)
    otherwise = booking(sds("2025-10-06", days=600), movements=(left_otherwise,))
    assert messages(otherwise, FORTY, "applyPostHdcedRepealRules") == []


# The progression model

OUT_OF_CUSTODY = "UNSUPPORTED_OUT_OF_CUSTODY_AT_PROGRESSION_MODEL_COMMENCEMENT"


def absent(first: str, last: str, reason: UalReason | None) -> Adjustment:
    return Adjustment(
        kind=UAL,
        applies_on=day("2026-06-01"),
        days=1,
        from_on=day(first),
        to_on=day(last),
        ual_reason=reason,
    )


@pytest.mark.parametrize(
    ("reason", "first", "last", "is_out"),
    [
        (UalReason.ESCAPE, "2026-09-28", "2026-10-01", True),
        (UalReason.ESCAPE, "2026-09-28", "2026-09-30", False),
        (UalReason.ESCAPE, "2026-09-30", "2026-10-01", True),
        (UalReason.ESCAPE, "2026-10-01", "2026-10-05", False),
        # Before 21 July 2008 the first and the last day of an escape were not counted.
        (UalReason.ESCAPE, "2008-07-20", "2026-09-30", True),
        (UalReason.ESCAPE, "2008-07-21", "2026-09-30", False),
        (UalReason.RELEASE_IN_ERROR, "2026-10-01", "2026-10-05", True),
        (UalReason.RELEASE_IN_ERROR, "2026-10-02", "2026-10-05", False),
        (UalReason.RELEASE_IN_ERROR, "2026-09-28", "2026-09-30", True),
        (UalReason.RELEASE_IN_ERROR, "2026-09-28", "2026-09-29", False),
        (UalReason.SENTENCED_IN_ABSENCE, "2026-09-28", "2026-09-30", True),
        (UalReason.SENTENCED_IN_ABSENCE, "2026-09-28", "2026-09-29", False),
        (UalReason.SENTENCED_IN_ABSENCE, "2026-10-01", "2026-10-05", False),
        (UalReason.IMMIGRATION_DETENTION, "2026-09-28", "2026-09-30", True),
        (UalReason.IMMIGRATION_DETENTION, "2026-09-28", "2026-09-29", False),
        (UalReason.RECALL, "2026-09-28", "2026-10-05", False),
        (None, "2026-09-28", "2026-10-05", False),
    ],
)
def test_who_was_at_large_the_day_before_it_began_is_worked_out_by_hand(
    reason: UalReason | None, first: str, last: str, *, is_out: bool
) -> None:
    """3 years of 1 December 2025: the third tranche."""
    given = booking(sds("2025-12-01", years=3), rows=(absent(first, last, reason),))
    assert messages(given, PROGRESSION) == ([OUT_OF_CUSTODY] if is_out else [])


@pytest.mark.parametrize(
    ("reason", "out", "back", "is_out"),
    [
        (MovementReason.ERS, "2026-09-30", None, True),
        (MovementReason.PAROLE, "2026-09-30", None, True),
        (MovementReason.ERS, "2026-10-01", None, False),
        (MovementReason.ERS, "2026-09-28", "2026-09-28", True),
        (MovementReason.ERS, "2026-09-28", "2026-09-29", False),
        (MovementReason.ERS, "2026-09-28", "2026-10-01", True),
        (MovementReason.ECSL, "2026-09-30", None, False),
    ],
)
def test_who_had_left_by_then_is_worked_out_by_hand(
    reason: MovementReason, out: str, back: str | None, *, is_out: bool
) -> None:
    returns = () if back is None else (moved(back, Direction.IN, MovementReason.ERS_BREACH),)
    given = booking(
        sds("2025-12-01", years=3), movements=(moved(out, Direction.OUT, reason), *returns)
    )
    assert messages(given, PROGRESSION) == ([OUT_OF_CUSTODY] if is_out else [])


@pytest.mark.parametrize(
    ("days", "expected"), [(574, ["PROGRESSION_TRANCHE_ONE_ALLOCATION"]), (575, [])]
)
def test_the_first_tranche_may_be_confirmed_by_hand(days: int, expected: list[str]) -> None:
    given = booking(sds("2026-08-03", days=days))
    assert messages(given, PROGRESSION, "progressionTrancheOneManualJourney") == expected
    assert messages(given, PROGRESSION) == []


# Credit

EXTINGUISHED = "PROGRESSION_MODEL_UNSUPPORTED_EXTINGUISHED_SENTENCE"
TOO_MUCH = "RELEASE_DATE_BEFORE_SENTENCE_DATE"


@pytest.mark.parametrize(("days", "expected"), [(182, []), (183, []), (184, [TOO_MUCH])])
@pytest.mark.parametrize("kind", [REMAND, AdjustmentKind.TAGGED_BAIL])
def test_credit_may_take_up_all_that_is_to_be_served(
    kind: AdjustmentKind, days: int, expected: list[str]
) -> None:
    """183 of 365 days from 1 October 2020."""
    given = booking(sds("2020-10-01", months=12), rows=(row(kind, "2020-10-01", days),))
    assert messages(given) == expected


def test_credit_of_a_recall_is_never_too_much() -> None:
    given = booking(
        sds("2020-10-01", months=12, recall=recall()),
        rows=(row(AdjustmentKind.RECALL_REMAND, "2020-10-01", 300),),
    )
    assert messages(given) == []


@pytest.mark.parametrize(
    ("second", "expected"), [("2026-09-30", EXTINGUISHED), ("2026-10-01", TOO_MUCH)]
)
def test_credit_since_the_model_began_is_the_records_fault(second: str, expected: str) -> None:
    """440 days of credit for 366 to serve at one third; and a day on a later sentence."""
    given = booking(
        sds("2026-08-20", years=3, exclusions=(Exclusion.SEXUAL,)),
        sds(second, days=20, name="two"),
        rows=(row(REMAND, "2026-08-20", 440), row(REMAND, second, 1)),
    )
    found = messages(given, PROGRESSION, "routePreProgressionExtinguishedSentenceToManual")
    assert found == [expected]


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        ("2020-11-22", "2020-12-14", False),
        ("2020-11-22", "2020-12-15", True),
        ("2020-12-16", "2020-12-17", True),
        # The group leaves on Friday the 18th: release falls on Saturday.
        ("2020-12-18", "2020-12-30", True),
        ("2020-12-19", "2020-12-30", False),
    ],
)
def test_remand_shares_no_day_with_a_sentence_being_served(
    first: str, last: str, *, overlaps: bool
) -> None:
    """8 weeks from 15 December 2020 with 23 on remand: 28 less 23, to Saturday the 19th."""
    given = booking(
        sds("2020-12-15", weeks=8),
        sds("2021-03-01", weeks=8, name="two"),
        rows=(
            row(REMAND, "2020-12-15", 23),
            row(REMAND, "2021-03-01", 10, first, last),
        ),
    )
    assert messages(given) == (["REMAND_OVERLAPS_WITH_SENTENCE"] if overlaps else [])


def test_remand_may_run_beside_a_recall_and_within_a_sentence_over_at_once() -> None:
    beside_recall = booking(
        sds("2020-12-14", months=12, recall=recall()),
        sds("2022-03-01", months=12, name="two"),
        rows=(row(REMAND, "2022-03-01", 10, "2021-02-01", "2021-02-10"),),
    )
    assert messages(beside_recall) == []
    at_once = booking(
        sds("2020-12-14", days=2), rows=(row(REMAND, "2020-12-14", 1, "2020-12-14", "2020-12-14"),)
    )
    assert messages(at_once) == []


# Release points that nobody has settled, and chains between tranches

UNSETTLED = "UNABLE_TO_DETERMINE_SHPO_RELEASE_PROVISIONS"


def breach(
    release: str,
    *,
    offence_on: str = "2023-11-02",
    code: str = "SX03220",
    plus: bool = False,
) -> Booking:
    """Give 578 days at one half, 289 to serve, so that release falls on a day."""
    start = date.fromordinal(day(release).toordinal() - 288)
    return booking(
        sds(
            start.isoformat(),
            days=578,
            offence_on=offence_on,
            code=code,
            plus=plus,
            exclusions=(Exclusion.SEXUAL,),
        )
    )


@pytest.mark.parametrize(
    ("release", "is_open"),
    [("2024-09-09", False), ("2024-09-10", True), ("2024-12-15", True), ("2024-12-16", False)],
)
def test_a_breach_is_open_while_the_first_list_was_law(release: str, *, is_open: bool) -> None:
    assert messages(breach(release)) == ([UNSETTLED] if is_open else [])


@pytest.mark.parametrize(
    ("offence_on", "is_open"),
    [("2020-11-30", False), ("2020-12-01", True), ("2023-11-02", True)],
)
def test_a_breach_is_open_for_offences_since_the_code_began(
    offence_on: str, *, is_open: bool
) -> None:
    given = breach("2024-10-28", offence_on=offence_on)
    assert messages(given) == ([UNSETTLED] if is_open else [])


@pytest.mark.parametrize(
    ("code", "is_open"),
    [
        ("SX03220", True),
        ("SX03220A", True),
        ("SX03244", True),
        ("SX03244A", True),
        ("SX03247", True),
        ("SX03247A", True),
        ("SX03221", False),
    ],
)
def test_a_breach_goes_by_the_code_of_the_offence(code: str, *, is_open: bool) -> None:
    assert messages(breach("2024-10-28", code=code)) == ([UNSETTLED] if is_open else [])
    assert messages(breach("2024-10-28", code=code, plus=True)) == []


@pytest.mark.parametrize(("months", "is_open"), [(19, True), (25, False)])
def test_a_recalled_breach_is_open_where_supervision_follows(months: int, *, is_open: bool) -> None:
    """19 months leave less than a year of licence, so supervision; 25 months leave more."""
    start = {19: "2024-01-12", 25: "2023-10-09"}[months]
    given = booking(
        sds(
            start,
            months=months,
            offence_on="2023-06-05",
            code="SX03220",
            exclusions=(Exclusion.SEXUAL,),
            recall=recall(),
        )
    )
    assert messages(given) == ([UNSETTLED] if is_open else [])


@pytest.mark.parametrize(
    ("imposed", "years", "is_between"),
    [
        ("2024-09-09", 6, False),
        ("2024-09-10", 6, True),
        ("2024-10-21", 6, True),
        ("2024-10-22", 6, False),
        # Of the first tranche: nothing is left to reach on the second day.
        ("2024-09-10", 4, False),
    ],
)
def test_a_chain_may_not_grow_between_the_two_days_of_a_scheme(
    imposed: str, years: int, *, is_between: bool
) -> None:
    given = booking(
        sds({6: "2022-05-16", 4: "2023-05-15"}[years], years=years),
        sds(imposed, years=1, name="two", after="one"),
    )
    expected = "UNSUPPORTED_SDS40_CONSECUTIVE_SDS_BETWEEN_TRANCHE_COMMENCEMENTS"
    assert messages(given) == ([expected] if is_between else [])


def test_every_message_of_these_checks_has_a_test_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert {code for code in CODES if code not in text} == set()
