"""Days that move a sentence's dates, and what becomes of each row of them.

Source: CJA 2003 ss.240ZA, 240A, 257; Prison Act 1952 s.49(2); PSI 03/2015.
"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from gatelodge.sentencing.booking import Adjustment, AdjustmentKind


class Buckets(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The days that one calculable sentence holds. `ada` is net of what was restored."""

    remand: int = 0
    bail: int = 0
    ual: int = 0
    ada: int = 0
    served: int = 0

    @property
    def deductions(self) -> int:
        """The days taken off: remand and tagged bail."""
        return self.remand + self.bail

    @property
    def plain_sum(self) -> int:
        """The sum of all days, whatever they do; it decides who hands them on."""
        return self.remand + self.bail + self.ual + self.ada + self.served

    def plus(self, *, remand: int = 0, bail: int = 0, ual: int = 0, ada: int = 0) -> "Buckets":
        """Add days to the buckets."""
        return Buckets(
            remand=self.remand + remand,
            bail=self.bail + bail,
            ual=self.ual + ual,
            ada=self.ada + ada,
            served=self.served,
        )


class Rows:
    """The rows of a booking by kind and day. A row is read once, on the day it applies."""

    def __init__(self, adjustments: Iterable[Adjustment]) -> None:
        self._rows: dict[tuple[AdjustmentKind, int], list[Adjustment]] = defaultdict(list)
        for row in adjustments:
            self._rows[row.kind, row.applies_on.toordinal()].append(row)

    def days_of(self, kind: AdjustmentKind) -> set[int]:
        """Name the days on which rows of a kind apply."""
        return {day for row_kind, day in self._rows if row_kind is kind}

    def take(self, kind: AdjustmentKind, day: int) -> tuple[Adjustment, ...]:
        """Read the rows of a kind that apply on a day; they are gone afterwards."""
        return tuple(self._rows.pop((kind, day), ()))

    def left(self) -> tuple[Adjustment, ...]:
        """Give the rows that nothing has read."""
        return tuple(row for rows in self._rows.values() for row in rows)


def days_in(rows: Iterable[Adjustment]) -> int:
    """Add up the days of rows. Their periods are never counted."""
    return sum(row.days for row in rows)
