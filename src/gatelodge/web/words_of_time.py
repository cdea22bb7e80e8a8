"""Days, times and durations in the words that staff read, and names as screens write them.

Times come in as aware instants and are told in London's clock; calendar days as dates. Every
function refuses what it cannot say (a missing value, an instant without a zone): "not known" has
words of its own on each page and is never made here.
"""

import re
from datetime import date, datetime, timedelta
from typing import Final

from gatelodge.record import LONDON, spoken_day, spoken_moment, spoken_time

_FIGURES: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def day(when: date | datetime) -> str:
    """The calendar day in full, "Friday 24 October 2025"; an instant is told as London's day."""
    on = _in_london(when).date() if isinstance(when, datetime) else when
    if not isinstance(on, date):
        raise TypeError(f"day needs a date, not {when!r}; say in words that it is not known")
    return spoken_day(on)


def plain_days(words: str) -> str:
    """The same words with each day of figures, 2025-10-24, told in full; what is no day stays."""
    return _FIGURES.sub(_told_in_full, words)


def _told_in_full(found: re.Match[str]) -> str:
    try:
        return spoken_day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def moment(at: datetime) -> str:
    """Day and minute, "Friday 24 October 2025, 12:41", in London's clock."""
    return spoken_moment(_in_london(at))


def time_of_day(at: datetime) -> str:
    """The minute alone, "12:41"; the hour that comes twice in October says so when it repeats."""
    return spoken_time(_in_london(at))


def clock(at: datetime) -> str:
    """The second, "12:41:05", as on a board that says how fresh it is."""
    return spoken_time(_in_london(at), has_seconds=True)


def duration(length: timedelta) -> str:
    """The two largest units, whole and rounded down: "9 minutes", "2 days 10 hours".

    Seconds are told only below one minute. A unit of nought is left out ("2 days"). A negative
    length raises ValueError: the page has mixed up start and end.
    """
    if not isinstance(length, timedelta):
        raise TypeError(f"duration needs a timedelta, not {length!r}")
    if length < timedelta(0):
        raise ValueError(f"A duration cannot be negative: {length}")
    seconds = length // timedelta(seconds=1)
    if seconds < 60:  # noqa: PLR2004 - a minute has 60 seconds
        return _counted(seconds, "second")
    parts: list[tuple[int, str]] = []
    for unit, size in _UNITS:
        parts.append((seconds // size, unit))
        seconds %= size
    while parts[0][0] == 0:
        del parts[0]
    return " ".join(_counted(number, unit) for number, unit in parts[:2] if number)


def person_name(surname: str, forenames: str = "") -> str:
    """A person's name on screens and passes, "PELL, Joshua"; what is stored keeps its own case.

    Whoever has one name alone has it in the surname's place: "PELL (one name)".
    """
    if not isinstance(surname, str) or not surname.strip():
        raise ValueError("A name needs a surname; one name alone stands in its place.")
    last, first = surname.strip().upper(), forenames.strip()
    return f"{last}, {first}" if first else f"{last} (one name)"


def _in_london(at: datetime) -> datetime:
    if not isinstance(at, datetime):
        raise TypeError(f"An instant is needed, not {at!r}; say in words that it is not known")
    if at.tzinfo is None:
        raise ValueError(f"An instant needs its time zone: {at!r}")
    return at.astimezone(LONDON)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
