"""Days, times, durations and names, in the words that staff read."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.web.words_of_time import (
    clock,
    day,
    duration,
    moment,
    person_name,
    plain_days,
    time_of_day,
)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2025, 10, 24), "Friday 24 October 2025"),
        (date(2028, 2, 29), "Tuesday 29 February 2028"),
        (date(2025, 12, 8), "Monday 8 December 2025"),
    ],
)
def test_a_day_has_its_weekday_and_year(when: date, words: str) -> None:
    assert day(when) == words


def test_an_instant_falls_on_the_day_that_london_has() -> None:
    half_past_midnight = datetime(2026, 6, 14, 23, 30, tzinfo=UTC)

    assert day(half_past_midnight) == "Monday 15 June 2026"
    assert moment(half_past_midnight) == "Monday 15 June 2026, 00:30"


def test_summer_and_winter_are_told_in_londons_clock() -> None:
    assert moment(datetime(2025, 10, 24, 11, 41, tzinfo=UTC)) == "Friday 24 October 2025, 12:41"
    assert moment(datetime(2025, 12, 8, 10, 42, tzinfo=UTC)) == "Monday 8 December 2025, 10:42"


def test_midnight_and_the_last_minute_are_figures() -> None:
    assert time_of_day(datetime(2025, 12, 8, 0, 0, tzinfo=UTC)) == "00:00"
    assert time_of_day(datetime(2025, 12, 8, 23, 59, 59, tzinfo=UTC)) == "23:59"


def test_the_hour_that_comes_twice_says_so_the_second_time() -> None:
    first = datetime(2025, 10, 26, 0, 30, 5, tzinfo=UTC)
    second = first + timedelta(hours=1)

    assert moment(first) == "Sunday 26 October 2025, 01:30"
    assert moment(second) == "Sunday 26 October 2025, 01:30 (second time)"
    assert clock(second) == "01:30:05 (second time)"
    assert time_of_day(second + timedelta(minutes=30)) == "02:00"


def test_a_board_tells_the_second() -> None:
    assert clock(datetime(2025, 10, 24, 11, 41, 5, tzinfo=UTC)) == "12:41:05"


def test_an_instant_may_come_in_any_zone() -> None:
    elsewhere = datetime(2025, 12, 8, 16, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    assert moment(elsewhere) == "Monday 8 December 2025, 10:42"


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = datetime(2025, 12, 8, 10, 42)  # noqa: DTZ001 - the wrong kind on purpose

    for said in (day, moment, clock, time_of_day):
        with pytest.raises(ValueError, match="needs its time zone"):
            said(naive)


@pytest.mark.parametrize("said", [day, moment, clock, time_of_day, duration])
@pytest.mark.parametrize("missing", [None, "", "8 December"])
def test_a_missing_value_is_refused_and_never_blank(
    said: Callable[[Any], str], missing: str | None
) -> None:
    with pytest.raises(TypeError):
        said(missing)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=0), "0 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=40), "40 seconds"),
        (timedelta(seconds=59, microseconds=999_999), "59 seconds"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=9, seconds=59), "9 minutes"),
        (timedelta(hours=1, minutes=4), "1 hour 4 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=2, hours=10, minutes=59), "2 days 10 hours"),
        (timedelta(days=1, minutes=59), "1 day"),
        (timedelta(days=400, hours=1), "400 days 1 hour"),
    ],
)
def test_a_duration_has_its_two_largest_units(length: timedelta, words: str) -> None:
    assert duration(length) == words


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        duration(timedelta(seconds=-1))


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=20_000)))
def test_a_duration_is_never_told_longer_than_it_is(length: timedelta) -> None:
    """What is said lies at or below the truth, and less than one of its last unit below it."""
    sizes = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
    sizes["second"] = timedelta(seconds=1)
    parts = [(int(n), unit) for n, unit in re.findall(r"(\d+) ([a-z]+?)s?\b", duration(length))]
    said = sum((n * sizes[unit] for n, unit in parts), timedelta(0))
    # "1 day" may leave out hours of nought, so the finest unit is the one after the largest.
    order = list(sizes)
    finest = order[min(order.index(parts[0][1]) + 1, 2)] if parts[0][1] != "second" else "second"

    assert 1 <= len(parts) <= 2
    assert timedelta(0) <= length - said < sizes[finest]


def test_a_name_stands_surname_first_in_capitals() -> None:
    assert person_name("Pell", "Joshua") == "PELL, Joshua"
    assert person_name(" van Dael ", " Mara Lin ") == "VAN DAEL, Mara Lin"


def test_one_name_stands_in_the_surnames_place() -> None:
    assert person_name("Tomasz") == "TOMASZ (one name)"


def test_nothing_is_cut_from_a_long_name() -> None:
    surname = "Abernathy-" * 9 + "Rowe"

    assert person_name(surname, "Samir") == f"{'ABERNATHY-' * 9}ROWE, Samir"


def test_a_name_without_a_surname_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a surname"):
        person_name("  ", "Joshua")


def test_days_of_figures_are_told_in_full_and_other_figures_stay() -> None:
    said = plain_days("From 2026-09-05 to 2026-11-22; 2026-02-31 and case 61ZX0000126 stay.")
    assert said == (
        "From Saturday 5 September 2026 to Sunday 22 November 2026; "
        "2026-02-31 and case 61ZX0000126 stay."
    )
