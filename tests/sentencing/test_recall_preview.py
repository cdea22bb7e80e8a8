"""What a recall would come to, and the credit that nobody could use."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    LawBook,
    Recall,
    RecallPreview,
    RecallType,
    Refusal,
    ReleaseDateType,
    calculate,
    preview_recall,
    unused_deductions,
)

from .invented import FORTY, HALF, booking, calculated, day, law, row, sds

REMAND, BAIL = AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL
SINGLE = sds("2021-02-01", months=6)


@pytest.mark.parametrize(
    ("made", "profile", "unused"),
    [
        (booking(SINGLE, rows=(row(REMAND, "2021-02-01", 396),)), HALF, 305),
        (booking(SINGLE, rows=(row(REMAND, "2021-02-01", 10),)), HALF, 0),
        (
            booking(
                sds("2024-01-01", months=5),
                sds("2024-01-15", months=1, name="two"),
                rows=(row(BAIL, "2024-01-15", 70),),
            ),
            HALF,
            9,
        ),
        (
            booking(sds("2024-09-17", days=100), rows=(row(REMAND, "2024-09-17", 60),)),
            FORTY,
            20,
        ),
        (
            booking(
                sds("2024-05-14", months=41),
                sds("2025-09-01", months=12, name="two"),
                rows=(row(REMAND, "2024-05-14", 102), row(REMAND, "2025-09-01", 77)),
            ),
            FORTY,
            0,
        ),
        (
            booking(
                sds("2025-08-05", weeks=30),
                sds("2025-08-05", weeks=2, name="two", after="one"),
                sds("2025-08-29", months=3, name="three"),
                rows=(
                    row(REMAND, "2025-08-05", 12),
                    row(REMAND, "2025-08-05", 73),
                    row(REMAND, "2025-08-29", 19),
                ),
            ),
            FORTY,
            0,
        ),
    ],
)
def test_credit_that_cannot_shorten_custody(made: Booking, profile: str, unused: int) -> None:
    assert unused_deductions(made, law(profile), bank_holidays=frozenset()) == unused


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 30), st.integers(0, 700), st.dates(date(2021, 1, 1), date(2023, 12, 31)))
def test_a_day_more_of_credit_than_is_usable_is_a_day_more_unused(
    months: int, credit: int, on: date
) -> None:
    def unused(days: int) -> int:
        rows = (Adjustment(kind=REMAND, applies_on=on, days=days),) if days else ()
        made = booking(sds(on.isoformat(), months=months), rows=rows)
        found = unused_deductions(made, law(HALF), bank_holidays=frozenset())
        assert isinstance(found, int), found
        return found

    now, more = unused(credit), unused(credit + 1)
    assert more - now in {0, 1}
    assert now <= credit
    if now:
        assert more == now + 1


def previewed(made: Booking, recall: Recall, book: LawBook | None = None) -> RecallPreview:
    found = preview_recall(made, book or law(HALF), recall, bank_holidays=frozenset())
    assert isinstance(found, RecallPreview), found
    return found


def code_of(made: Booking, recall: Recall) -> str:
    found = preview_recall(made, law(HALF), recall, bank_holidays=frozenset())
    assert isinstance(found, Refusal), found
    return found.reasons[0].code


TWO_YEARS = booking(sds("2022-06-06", years=2), rows=(row(REMAND, "2022-06-06", 40),))
STANDARD = Recall(
    recall_type=RecallType.STANDARD_RECALL,
    revoked_on=day("2023-09-04"),
    returned_on=day("2023-09-11"),
)


def test_a_standard_recall_holds_to_the_end_with_the_credit_kept() -> None:
    released = calculated(TWO_YEARS)
    found = previewed(TWO_YEARS, STANDARD)
    assert found.due.type is ReleaseDateType.PRRD
    assert found.due.on == released.on(ReleaseDateType.SLED)
    assert found.recalled_ids == ("one",)
    assert found.unused_days == 0


@pytest.mark.parametrize(
    ("kind", "days"),
    [(RecallType.FIXED_TERM_RECALL_14, 14), (RecallType.FIXED_TERM_RECALL_28, 28)],
)
def test_a_fixed_term_counts_from_the_first_day_back(kind: RecallType, days: int) -> None:
    months = 10 if days == 14 else 24
    made = booking(sds("2022-06-06", months=months))
    returned = day("2022-12-05") if days == 14 else day("2023-09-11")
    recall = Recall(recall_type=kind, revoked_on=returned - timedelta(days=3), returned_on=returned)
    found = previewed(made, recall)
    assert found.due.type is ReleaseDateType.PRRD
    assert found.due.on == returned + timedelta(days=days - 1)


def test_a_sentence_whose_licence_is_over_is_not_recalled() -> None:
    made = booking(sds("2022-06-06", years=4), sds("2022-06-06", months=12, name="short"))
    recall = Recall(recall_type=RecallType.STANDARD_RECALL, revoked_on=day("2024-09-02"))
    assert previewed(made, recall).recalled_ids == ("one",)


def test_what_cannot_be_previewed_says_what_to_enter() -> None:
    none = Recall(recall_type=RecallType.STANDARD_RECALL)
    inside = Recall(recall_type=RecallType.STANDARD_RECALL, revoked_on=day("2022-09-05"))
    over = Recall(recall_type=RecallType.STANDARD_RECALL, revoked_on=day("2030-09-05"))
    backward = Recall(
        recall_type=RecallType.STANDARD_RECALL,
        revoked_on=day("2023-09-04"),
        returned_on=day("2023-09-01"),
    )
    fixed = Recall(recall_type=RecallType.FIXED_TERM_RECALL_28, revoked_on=day("2023-09-04"))
    assert code_of(TWO_YEARS, none) == "RECALL_NO_REVOCATION"
    assert code_of(TWO_YEARS, inside) == "RECALL_BEFORE_RELEASE"
    assert code_of(TWO_YEARS, over) == "RECALL_NO_LICENCE"
    assert code_of(TWO_YEARS, backward) == "RECALL_RETURN_BEFORE_REVOCATION"
    assert code_of(TWO_YEARS, fixed) == "FTR_NO_RETURN_TO_CUSTODY_DATE"


def test_a_preview_leaves_the_booking_as_it_was() -> None:
    before = calculate(TWO_YEARS, law(HALF), bank_holidays=frozenset())
    previewed(TWO_YEARS, STANDARD)
    assert isinstance(before, Calculation)
    assert calculate(TWO_YEARS, law(HALF), bank_holidays=frozenset()) == before


def test_credit_beyond_the_part_to_be_served_is_unused_and_shortens_the_recall() -> None:
    """Half of 12 months is 183 days: of 200 on remand 17 are left, and the end comes 200 sooner."""
    made = booking(sds("2022-06-06", months=12), rows=(row(REMAND, "2022-06-06", 200),))
    recall = Recall(recall_type=RecallType.STANDARD_RECALL, revoked_on=day("2022-08-01"))
    found = previewed(made, recall)
    assert found.unused_days == 17
    assert found.due.on == day("2023-06-05") - timedelta(days=200)
