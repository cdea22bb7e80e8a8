"""The sources of time."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from gatelodge.adapters.clock import PracticeClock, SystemClock

AT = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)


def test_the_systems_clock_is_aware_and_runs() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta(0)
    assert first <= second
    assert not clock.is_practice


def test_a_practice_clock_keeps_one_time_for_all_who_read_its_file(tmp_path: Path) -> None:
    path = tmp_path / "replay" / "clock"
    PracticeClock(path).set(AT)
    reader = PracticeClock(path)
    assert reader.now() == AT
    assert reader.is_practice
    PracticeClock(path).set(AT.astimezone(timezone(timedelta(hours=1))) + timedelta(minutes=1))
    assert reader.now() == AT + timedelta(minutes=1)
    assert [each.name for each in path.parent.iterdir()] == ["clock"]


@pytest.mark.parametrize("text", ["", "noon", "2026-09-31T09:00:00+00:00", "\xe9"])
def test_a_practice_clock_without_an_instant_says_what_to_do(tmp_path: Path, text: str) -> None:
    path = tmp_path / "clock"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ValueError, match="Write one, or unset GATELODGE_CLOCK"):
        PracticeClock(path).now()


def test_a_practice_clock_needs_its_file_and_a_time_zone(tmp_path: Path) -> None:
    clock = PracticeClock(tmp_path / "clock")
    with pytest.raises(ValueError, match="holds no instant"):
        clock.now()
    with pytest.raises(ValueError, match="time zone"):
        clock.set(AT.replace(tzinfo=None))
    (tmp_path / "clock").write_text("2026-09-03T09:00:00")
    with pytest.raises(ValueError, match="needs a time zone"):
        clock.now()
