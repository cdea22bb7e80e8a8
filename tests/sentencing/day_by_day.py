"""Sentences counted as a person with a wall calendar counts them: one day after another.

Written from the rules of counting, not from the engine: months are stepped through, days are struck
off. It knows no event, no credit that is handed on, and no early-release scheme.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from gatelodge.sentencing import Adjustment, Term

DAY = timedelta(days=1)
Share = tuple[Fraction, tuple[Term, ...]]
"""The part that is served of some terms that follow one another."""


def last_day(first: date, term: Term) -> date:
    """Find the last day of a term that begins on a day.

    Whole calendar months from the first of a month; else the eve's day of the month, years before
    months, clipped to the month's end each time.
    """
    if first.day == 1 and (term.years or term.months):
        on = first
        for _ in range(12 * term.years + term.months):
            on = _first_of_next_month(on)
        on -= DAY
    else:
        on = _months_on(_months_on(first - DAY, 12 * term.years), term.months)
    for _ in range(7 * term.weeks + term.days):
        on += DAY
    return on


def _first_of_next_month(on: date) -> date:
    month = on.month
    while on.month == month:
        on += DAY
    return on


def _months_on(on: date, count: int) -> date:
    """Step through months to the same day of the month, or to the month's last."""
    wanted, first = on.day, on.replace(day=1)
    for _ in range(count):
        first = _first_of_next_month(first)
    found = first
    while found.day < wanted and (found + DAY).month == first.month:
        found += DAY
    return found


def days_of(first: date, terms: Iterable[Term]) -> int:
    """Count the days of terms that follow one another, the first day included."""
    begins = first
    for term in _joined(terms):
        begins = last_day(begins, term) + DAY
    return sum(1 for _ in _days(first, begins))


def _days(first: date, before: date) -> Iterator[date]:
    on = first
    while on < before:
        yield on
        on += DAY


def _joined(terms: Iterable[Term]) -> list[Term]:
    """Add neighbours of one class together: years and months, or weeks and days."""
    found: list[tuple[bool, Term]] = []
    for term in terms:
        for is_calendar, piece in (
            (True, Term(years=term.years, months=term.months)),
            (False, Term(weeks=term.weeks, days=term.days)),
        ):
            if piece == Term():
                continue
            if found and found[-1][0] is is_calendar:
                found[-1] = (is_calendar, found[-1][1].plus(piece))
            else:
                found.append((is_calendar, piece))
    return [piece for _, piece in found]


def days_to_serve(first: date, shares: Iterable[Share]) -> int:
    """Count the days of custody: of each share the least whole number that is no less than it."""
    served = 0
    for part, terms in shares:
        whole = days_of(first + served * DAY, terms)
        here = 0
        while here * part.denominator < part.numerator * whole:
            here += 1
        served += here
    return served


def strike_off(
    first: date, count: int, *, credit: int = 0, added: int = 0, absent: frozenset[date]
) -> date:
    """Strike days off a calendar until all are served; the last one struck off is the answer.

    Credit is struck off before the first day, a day at large never; never before the first day.
    """
    left = count - credit
    on = first - DAY
    while left > 0:
        on += DAY
        left -= on not in absent
    while added > 0:
        on += DAY
        added -= on not in absent
    return max(on, first)


def days_at_large(
    rows: Iterable[Adjustment], first: date, count: int, *, credit: int, added: int
) -> frozenset[date]:
    """Collect the days of absences that began while the person was still to be held."""
    absent: frozenset[date] = frozenset()
    for row in sorted(rows, key=lambda each: each.applies_on):
        if row.applies_on > strike_off(first, count, credit=credit, added=added, absent=absent):
            break
        absent |= {row.applies_on + place * DAY for place in range(row.days)}
    return absent
