"""What the tests at the edges of the law share: the law, its days, and which values are held."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from gatelodge.sentencing import Booking
from gatelodge.sentencing.breakdown import breakdown
from tests.sentencing.invented import FORTY, HALF, law, worked

DAY = timedelta(days=1)
BOOK = law(FORTY)
HELD: set[str] = set()
OLD = "2004-05-03"
"""An offence of before the 2003 Act."""
UNLICENSED = "2014-05-05"
"""An offence of before licence followed short sentences."""


def holds(*fields: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Note which values of the law a test holds at their edge."""
    HELD.update(fields)

    def same(test: Callable[..., None]) -> Callable[..., None]:
        return test

    return same


def began(field: str) -> date:
    """Find the day on which a mark of the law was last set to yes."""
    return max(
        each.commences for each in BOOK.enactments if field in each.set and each.set[field].now
    )


def on(day: date) -> str:
    return day.isoformat()


def days_of_months(start: date, months: int) -> int:
    year, month = divmod(start.month - 1 + months, 12)
    last = calendar.monthrange(start.year + year, month + 1)[1]
    end = date(start.year + year, month + 1, min(start.day, last))
    return (end - start).days


def rules(given: Booking, kind: str, profile: str = HALF) -> list[str]:
    account = breakdown(worked(given, profile, ersed=True))
    found: list[str] = account["breakdownByReleaseDateType"][kind]["rules"]
    return found
