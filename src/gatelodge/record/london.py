"""Calendar days in London's clock: courts sit and prisons open by it, whatever the ledger keeps."""

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")


def day_in_london(at: datetime) -> date:
    """The calendar day of an aware instant in London."""
    return at.astimezone(LONDON).date()


def start_of_day(on: date) -> datetime:
    """The first instant of a calendar day in London, in UTC."""
    return datetime.combine(on, time.min, tzinfo=LONDON).astimezone(UTC)
