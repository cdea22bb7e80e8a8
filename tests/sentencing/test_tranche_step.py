"""The step that moves a date to the day of a tranche names the length that decided the tranche."""

import pytest

from gatelodge.sentencing import Booking, RecallType, ReleaseDateType

from .invented import FORTY, PROGRESSION, booking, calculated, law, recall, sds

FTR_56 = RecallType.FIXED_TERM_RECALL_56


def text_of(given: Booking, profile: str, rule: str, kind: ReleaseDateType) -> str:
    steps = next(each.steps for each in calculated(given, profile).dates if each.type is kind)
    assert steps[-1].rule == rule, [each.rule for each in steps]
    return steps[-1].text


def test_years_and_months_below_the_limit() -> None:
    given = booking(
        sds("2022-10-12", years=3, months=2), sds("2022-10-12", months=10, name="two", after="one")
    )
    assert text_of(given, FORTY, "TRANCHE", ReleaseDateType.CRD) == (
        "The longest sentence or chain comes to 4 years, which is under 5 years, so the new "
        "release point reaches this person on 10 September 2024 and not before: it is that day."
    )


def test_the_last_tranche_names_the_limit_that_was_reached() -> None:
    given = booking(sds("2022-04-11", years=5, months=1, days=1))
    assert text_of(given, FORTY, "TRANCHE", ReleaseDateType.CRD) == (
        "The longest sentence or chain comes to 5 years 1 month 1 day, which is 5 years or more, "
        "so the new release point reaches this person on 22 October 2024 and not before: it is "
        "that day."
    )


def test_a_tranche_by_days_speaks_of_days() -> None:
    given = booking(sds("2025-10-06", months=38))
    limit = next(
        tranche.at_most_days
        for scheme in law(PROGRESSION).schemes
        if scheme.is_progression
        for tranche in scheme.tranches
        if (tranche.at_most_days or 0) >= 1157
    )
    assert text_of(given, PROGRESSION, "TRANCHE", ReleaseDateType.CRD) == (
        f"The longest sentence or chain comes to 1,157 days, which is at most {limit:,} days, so "
        "the new release point reaches this person on 10 November 2026 and not before: it is that "
        "day."
    )


@pytest.mark.parametrize(
    ("sentenced_on", "days", "limit", "day"),
    [
        ("2022-05-09", 2000, "at most 2,128 days", "14 April 2026"),
        ("2017-06-12", 4500, "more than 4,438 days", "12 May 2026"),
    ],
)
def test_a_recall_that_waits_for_its_tranche(
    sentenced_on: str, days: int, limit: str, day: str
) -> None:
    ordered = recall(FTR_56, revoked="2025-11-03", returned="2025-11-10")
    given = booking(
        sds(sentenced_on, days=days, offence_on="2017-05-08", recall=ordered),
        returned="2025-11-10",
    )
    assert text_of(given, FORTY, "RECALL_TRANCHE", ReleaseDateType.PRRD) == (
        f"The longest sentence or chain comes to {days:,} days, which is {limit}, so the new fixed "
        f"term reaches this person on {day} and not before."
    )
