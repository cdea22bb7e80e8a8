"""Instants in London's clock, as every reason, alarm and page says them."""

from datetime import UTC, datetime, timedelta

from gatelodge.record import spoken_moment

FIRST = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_hour_that_comes_twice_says_so_when_it_repeats() -> None:
    """Without it a pass cancelled at 01:30 and a scan an hour later read as one moment."""
    assert spoken_moment(FIRST) == "Sunday 25 October 2026, 01:30"
    assert (
        spoken_moment(FIRST + timedelta(hours=1)) == "Sunday 25 October 2026, 01:30 (second time)"
    )
    assert spoken_moment(FIRST + timedelta(hours=2)) == "Sunday 25 October 2026, 02:30"
