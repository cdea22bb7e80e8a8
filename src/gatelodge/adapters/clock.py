"""The sources of time: the system's clock, and a practice clock whose time stands in a file."""

import os
from datetime import UTC, datetime
from pathlib import Path


class SystemClock:
    """The machine's own clock."""

    is_practice = False
    source = "system clock"

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)


class PracticeClock:
    """A clock whose instant stands in a file, so that several processes keep the same time.

    Only for demo and replay; it is shown on every page and pass.
    """

    is_practice = True
    source = "practice clock"

    def __init__(self, path: Path) -> None:
        """Read and set the instant in this file."""
        self._path = path

    def now(self) -> datetime:
        """The instant in the file. Raises `ValueError` when there is none."""
        try:
            at = datetime.fromisoformat(self._path.read_text("ascii").strip())
        except (OSError, ValueError) as fault:
            raise ValueError(
                f"The practice clock's file {self._path} holds no instant such as "
                "2026-09-03T09:00:00+00:00. Write one, or unset GATELODGE_CLOCK."
            ) from fault
        if at.tzinfo is None:
            raise ValueError(f"The instant in {self._path} needs a time zone, such as +00:00.")
        return at.astimezone(UTC)

    def set(self, at: datetime) -> None:
        """Move the clock to an aware instant; no reader ever sees half of it."""
        if at.tzinfo is None:
            raise ValueError("a practice clock needs a time zone")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        beside.write_text(at.astimezone(UTC).isoformat(), "ascii")
        beside.replace(self._path)
