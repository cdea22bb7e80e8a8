"""Counting days: the worked examples of sentence calculation, and what must always hold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.sentencing import Term
from gatelodge.sentencing.days import (
    Ratio,
    add_months,
    age,
    aggregate,
    end_of,
    length,
    years_months_days,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31)).map(date.toordinal)
TERMS = st.builds(
    Term,
    years=st.integers(0, 20),
    months=st.integers(0, 24),
    weeks=st.integers(0, 60),
    days=st.integers(0, 90),
)


def on(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("start", "term", "last", "days"),
    [
        ("2020-08-31", Term(months=1), "2020-09-30", 31),
        ("2020-04-01", Term(years=7), "2027-03-31", 2556),
        ("2024-02-29", Term(years=1), "2025-02-28", 366),
        ("2021-03-01", Term(months=1), "2021-03-31", 31),
        ("2021-03-01", Term(days=30), "2021-03-30", 30),
        ("2023-01-31", Term(months=1), "2023-02-28", 29),
        ("2023-12-15", Term(weeks=2, days=1), "2023-12-29", 15),
    ],
)
def test_a_term_ends_where_practice_has_it(start: str, term: Term, last: str, days: int) -> None:
    assert date.fromordinal(end_of(on(start), term)) == date.fromisoformat(last)
    assert length(on(start), term) == days


@pytest.mark.parametrize(
    ("start", "terms", "days"),
    [
        # A change from years and months to days starts a new run: 854 + 28 + 304.
        (
            "2022-05-06",
            [Term(years=2, months=4), Term(days=28), Term(months=10)],
            1186,
        ),
        # Neighbouring months are joined before they are counted: 7 + 59, not 7 + 31 + 30.
        ("2022-01-23", [Term(weeks=1), Term(months=1), Term(months=1)], 66),
        ("2015-02-22", [Term(months=3), Term(months=7)], 303),
    ],
)
def test_terms_that_follow_one_another(start: str, terms: list[Term], days: int) -> None:
    assert aggregate(on(start), terms) == days


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2012-05-31", "2015-12-01", (3, 6, 1)),
        ("2015-02-22", "2015-12-22", (0, 10, 0)),
        ("2024-01-31", "2024-02-29", (0, 0, 29)),
        ("2021-05-05", "2021-05-12", (0, 0, 7)),
    ],
)
def test_periods_in_calendar_units(first: str, last: str, period: tuple[int, int, int]) -> None:
    assert years_months_days(on(first), on(last)) == period


def test_someone_born_on_29_february_comes_of_age_on_1_march() -> None:
    born = on("2004-02-29")
    assert age(born, on("2022-02-28")) == 17
    assert age(born, on("2022-03-01")) == 18
    assert age(on("2004-03-01"), on("2022-02-28")) == 17
    assert age(on("2004-03-01"), on("2022-03-01")) == 18


def test_a_part_of_a_day_is_served_whole() -> None:
    assert Ratio(1, 2).of(2191) == 1096
    assert Ratio(2, 3).of(2556) == 1704
    assert Ratio(2, 5).of(274) == 110


@given(DAYS, TERMS)
def test_one_day_more_of_term_ends_one_day_later(start: int, term: Term) -> None:
    longer = term.plus(Term(days=1))
    assert end_of(start, longer) == end_of(start, term) + 1


@given(DAYS, TERMS)
def test_a_chain_of_one_is_that_sentence_taken_in_two_runs(start: int, term: Term) -> None:
    """Years and months come first, then weeks and days from the day after."""
    calendar = Term(years=term.years, months=term.months)
    plain = Term(weeks=term.weeks, days=term.days)
    assert aggregate(start, [term]) == aggregate(start, [calendar, plain])


@given(DAYS, st.integers(-400, 400))
def test_months_land_in_the_month_they_name(start: int, months: int) -> None:
    first, last = date.fromordinal(start), date.fromordinal(add_months(start, months))
    assert (last.year - first.year) * 12 + last.month - first.month == months
    assert last.day <= first.day


@given(DAYS, st.integers(0, 20_000))
def test_a_period_leads_from_its_first_day_to_its_last(start: int, days: int) -> None:
    years, months, left = years_months_days(start, start + days)
    assert add_months(start, years * 12 + months) + left == start + days
