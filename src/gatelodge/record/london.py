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


def in_london(on: date, hour: int) -> datetime:
    """The instant, in UTC, at which London's clock shows a full hour of a day; no hour of 1 or 2.

    Clocks change between one and two o'clock, so every other hour comes once on every day.
    """
    return datetime.combine(on, time(hour), tzinfo=LONDON).astimezone(UTC)


_WEEKDAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def spoken_day(on: date) -> str:
    """A day in full, "Friday 24 October 2025", whatever the machine's language."""
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def spoken_moment(at: datetime) -> str:
    """An aware instant in London's clock, "Friday 24 October 2025, 12:41"; see `spoken_time`."""
    return f"{spoken_day(day_in_london(at))}, {spoken_time(at)}"


def spoken_time(at: datetime, *, has_seconds: bool = False) -> str:
    """The minute of an aware instant in London's clock, "12:41", or the second, "12:41:05".

    The hour that comes twice when summer time ends says so when it repeats.
    """
    local = at.astimezone(LONDON)
    seconds = f":{local.second:02}" if has_seconds else ""
    repeated = " (second time)" if local.fold else ""
    return f"{local.hour:02}:{local.minute:02}{seconds}{repeated}"
