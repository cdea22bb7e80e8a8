"""From a date to the day the gate may open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.sentencing import (
    Decision,
    ReleaseDateType,
    eligible_working_day,
    is_working_day,
    next_working_day,
    previous_working_day,
    release_day,
)

from .invented import day

EASTER = frozenset({day("2023-04-07"), day("2023-04-10"), day("2023-05-01")})
CHRISTMAS = frozenset({day("2021-12-27"), day("2021-12-28")})
CRD, HDCED = ReleaseDateType.CRD, ReleaseDateType.HDCED
DATES = st.dates(date(2015, 1, 1), date(2040, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2015, 1, 1), date(2040, 12, 31)), max_size=40)


@pytest.mark.parametrize(
    ("on", "before", "after"),
    [
        ("2021-10-23", "2021-10-22", "2021-10-25"),
        ("2021-12-27", "2021-12-24", "2021-12-29"),
        ("2021-12-29", "2021-12-29", "2021-12-29"),
    ],
)
def test_working_days_around_weekends_and_holidays(on: str, before: str, after: str) -> None:
    assert previous_working_day(day(on), CHRISTMAS) == day(before)
    assert next_working_day(day(on), CHRISTMAS) == day(after)


@pytest.mark.parametrize(
    ("on", "eligible"),
    [
        ("2023-04-06", "2023-04-05"),
        ("2023-04-10", "2023-04-05"),
        ("2023-05-01", "2023-04-27"),
        ("2023-10-06", "2023-10-05"),
        ("2023-10-08", "2023-10-05"),
        ("2023-10-05", "2023-10-05"),
    ],
)
def test_the_day_the_friday_scheme_points_to(on: str, eligible: str) -> None:
    assert eligible_working_day(day(on), EASTER) == day(eligible)


@pytest.mark.parametrize("governing", ["CRD", "ARD", "PRRD", "MTD"])
def test_a_release_on_sunday_is_a_release_on_friday(governing: str) -> None:
    found = release_day(
        ReleaseDateType(governing),
        day("2027-04-11"),
        sentenced_on=day("2024-01-08"),
        bank_holidays=frozenset(),
    )
    assert found.on == day("2027-04-09")
    assert found.needs is None
    assert not found.follows_friday_decision


def test_nobody_leaves_before_the_day_of_sentence() -> None:
    """Sentenced on a Saturday sitting, with the time served."""
    found = release_day(
        CRD, day("2023-10-07"), sentenced_on=day("2023-10-07"), bank_holidays=frozenset()
    )
    assert found.on == day("2023-10-07")


def test_curfew_goes_forward_and_needs_its_decision() -> None:
    found = release_day(HDCED, day("2026-03-01"), sentenced_on=None, bank_holidays=frozenset())
    assert found.on == day("2026-03-02")
    assert found.needs is Decision.HDC


@pytest.mark.parametrize(
    ("governing", "decision"),
    [("PED", Decision.PAROLE_BOARD), ("ERSED", Decision.REMOVAL)],
)
def test_parole_and_removal_are_never_before_their_date(governing: str, decision: Decision) -> None:
    sunday = day("2026-03-01")
    found = release_day(
        ReleaseDateType(governing),
        sunday,
        sentenced_on=None,
        bank_holidays=frozenset(),
        friday_decision=day("2026-02-26"),
    )
    assert found.on == sunday
    assert found.needs is decision
    assert not found.follows_friday_decision


@pytest.mark.parametrize("governing", ["ETD", "LTD"])
def test_an_early_or_late_transfer_needs_an_order(governing: str) -> None:
    found = release_day(
        ReleaseDateType(governing), day("2026-03-01"), sentenced_on=None, bank_holidays=frozenset()
    )
    assert found.on == day("2026-02-27")
    assert found.needs is Decision.COURT_OR_SECRETARY_OF_STATE


def test_a_signed_friday_decision_is_followed() -> None:
    found = release_day(
        CRD,
        day("2023-10-08"),
        sentenced_on=day("2022-01-10"),
        bank_holidays=frozenset(),
        friday_decision=day("2023-10-05"),
    )
    assert found.on == day("2023-10-05")
    assert found.follows_friday_decision


@pytest.mark.parametrize("named", ["2023-10-04", "2023-10-06", "2023-10-07", "2023-10-09"])
def test_a_friday_decision_for_another_day_is_set_aside_and_said(named: str) -> None:
    found = release_day(
        CRD,
        day("2023-10-08"),
        sentenced_on=day("2022-01-10"),
        bank_holidays=frozenset(),
        friday_decision=day(named),
    )
    assert found.on == day("2023-10-06")
    assert not found.follows_friday_decision
    assert "set aside" in found.steps[-1]


def test_a_friday_decision_never_reaches_before_the_sentence() -> None:
    found = release_day(
        CRD,
        day("2023-10-06"),
        sentenced_on=day("2023-10-06"),
        bank_holidays=frozenset(),
        friday_decision=day("2023-10-05"),
    )
    assert found.on == day("2023-10-06")


@pytest.mark.parametrize("governing", ["SED", "SLED", "LED", "TUSED", "ESED"])
def test_nobody_is_released_on_an_expiry(governing: str) -> None:
    with pytest.raises(ValueError, match=f"{governing} is not a date on which anyone is released"):
        release_day(
            ReleaseDateType(governing),
            day("2023-10-06"),
            sentenced_on=None,
            bank_holidays=frozenset(),
        )


@given(DATES, HOLIDAYS)
def test_working_days_are_working_days(on: date, holidays: frozenset[date]) -> None:
    before, after = previous_working_day(on, holidays), next_working_day(on, holidays)
    assert before <= on <= after
    assert is_working_day(before, holidays)
    assert is_working_day(after, holidays)
    assert (before == on) == (after == on) == is_working_day(on, holidays)


@given(DATES, HOLIDAYS, st.dates(date(2014, 12, 1), date(2041, 1, 31)))
def test_no_decision_opens_before_the_eligible_day(
    on: date, holidays: frozenset[date], named: date
) -> None:
    found = release_day(CRD, on, sentenced_on=None, bank_holidays=holidays, friday_decision=named)
    assert eligible_working_day(on, holidays) <= found.on <= previous_working_day(on, holidays)
    assert is_working_day(found.on, holidays)
