"""Counting days and calendar months, on day numbers.

Inside the engine a day is its proleptic Gregorian ordinal (`date.toordinal`), an `int`; dates are
made only at the edge. Day 1 of a sentence is the day it is imposed.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gatelodge.sentencing.booking import Term

_MONTHS_A_YEAR = 12
_DAYS_A_WEEK = 7
_DAYS_OF_EVERY_MONTH = 28


class Ratio(NamedTuple):
    """An exact fraction of a length in days."""

    numerator: int
    denominator: int

    def of(self, days: int) -> int:
        """Take the fraction of a number of days, rounded up to whole days."""
        return -(-days * self.numerator // self.denominator)

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


def add_months(day: int, months: int) -> int:
    """Add calendar months (negative: take off), keeping the day number or the month's last day."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * _MONTHS_A_YEAR + start.month - 1 + months, _MONTHS_A_YEAR)
    month += 1
    if start.day <= _DAYS_OF_EVERY_MONTH:
        return date(year, month, start.day).toordinal()
    return date(year, month, min(start.day, monthrange(year, month)[1])).toordinal()


def add_years(day: int, years: int) -> int:
    """Add calendar years; 29 February becomes the 28th in a common year."""
    return add_months(day, years * _MONTHS_A_YEAR)


def end_of(start: int, term: Term) -> int:
    """Find the last day of a term that starts on a day.

    From the 1st of a month whole years and months run to month ends; from any other day they are
    added to the day before, years first. Source: PSI 03/2015 (guidance; no statute counts days).
    """
    day = start
    if date.fromordinal(start).day == 1 and (term.years or term.months):
        day = add_months(add_years(start, term.years), term.months) - 1
    else:
        day = add_months(add_years(start - 1, term.years), term.months)
    return day + _DAYS_A_WEEK * term.weeks + term.days


def length(start: int, term: Term) -> int:
    """Count the days of a term from its first day to its last, both included."""
    return end_of(start, term) - start + 1


def aggregate(start: int, terms: Iterable[Term]) -> int:
    """Count the days of terms that follow one another from a day.

    Neighbouring parts of the same class (years and months, or weeks and days) are added unit by
    unit before they are counted; a change of class starts a new run. Source: PSI 03/2015.
    """
    day = start
    running = Term()
    is_calendar = None
    for part, part_is_calendar in _split(terms):
        if is_calendar is not None and part_is_calendar != is_calendar:
            day += length(day, running)
            running = Term()
        running = running.plus(part)
        is_calendar = part_is_calendar
    return day + length(day, running) - start


def _split(terms: Iterable[Term]) -> Iterable[tuple[Term, bool]]:
    for term in terms:
        if term.years or term.months:
            yield Term(years=term.years, months=term.months), True
        if term.weeks or term.days:
            yield Term(weeks=term.weeks, days=term.days), False


def is_shorter(days: int, start: int, *, months: int) -> bool:
    """Say whether a number of days from a day falls short of so many calendar months from it."""
    return days < add_months(start, months) - start


def total(terms: Iterable[Term]) -> Term:
    """Add terms unit by unit, without carrying."""
    whole = Term()
    for term in terms:
        whole = whole.plus(term)
    return whole


def years_months_days(start: int, end: int) -> tuple[int, int, int]:
    """Measure from one day to another in calendar years, months and days."""
    first, last = date.fromordinal(start), date.fromordinal(end)
    months = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month
    days = last.day - first.day
    if months > 0 and days < 0:
        months -= 1
        days = end - add_months(start, months)
    return months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR, days


def age(born: int, day: int) -> int:
    """Count completed years of life. Someone born on 29 February comes of age on 1 March."""
    return years_months_days(born, day)[0]


def birthday(born: int, years: int) -> int:
    """Find the day on which someone completes so many years; from 29 February, 1 March."""
    first = date.fromordinal(born)
    day = add_years(born, years)
    return day if date.fromordinal(day).day == first.day else day + 1


def plainly_after(start: int, term: Term) -> int:
    """Add a term to a day with no day taken off: years and months first, then weeks and days."""
    day = add_months(add_years(start, term.years), term.months)
    return day + _DAYS_A_WEEK * term.weeks + term.days
