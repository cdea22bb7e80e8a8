"""What a board showed a moment ago, while nothing was recorded since.

Many screens of a prison ask for the same board every few seconds, and each row asks every check. An
answer is good for the ledger's newest entry and a few seconds of the clock; no decision reads it.
"""

import threading
from collections.abc import Callable
from datetime import date, datetime
from typing import Generic, TypeVar

from gatelodge.casework.office import Office
from gatelodge.store.ledger import newest_hash

GOOD_FOR_SECONDS = 10
"""Far less than the minute after which a board says that it is old (our decision)."""
_BOARDS = 64
Shown = TypeVar("Shown")


class Remembered(Generic[Shown]):
    """The boards of this process as last worked out. Many threads may ask."""

    def __init__(self, work_out: Callable[[Office, str, date, datetime], Shown]) -> None:
        """Take what works a board out: by office, prison, day and instant."""
        self._work_out = work_out
        self._boards: dict[tuple[object, ...], Shown] = {}
        self._lock = threading.Lock()

    def board(self, office: Office, prison: str, on: date, at: datetime) -> Shown:
        """Give the board of a prison and a day as at this instant."""
        newest = newest_hash()
        slot = int(at.timestamp()) // GOOD_FOR_SECONDS
        key = (newest, id(office), prison, on, slot)
        with self._lock:
            known = self._boards.get(key)
        if known is not None:
            return known
        made = self._work_out(office, prison, on, at)
        with self._lock:
            while len(self._boards) >= _BOARDS:
                self._boards.pop(next(iter(self._boards)))
            self._boards[key] = made
        return made
