"""Days that move a sentence's dates, and what becomes of each row of them.

Source: CJA 2003 ss.240ZA, 240A, 257; Prison Act 1952 s.49(2); PSI 03/2015.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from gatelodge.sentencing.booking import Adjustment, AdjustmentKind
from gatelodge.sentencing.chains import Calculable


class Buckets(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The days that one calculable sentence holds.

    `ual` fell before its own release, `ual_after` after it (recalls only), `ual_fixed` is the part
    of `ual_after` inside a fixed term of recall. `ada` and `ada_recall` are net of what was
    restored; `served` counts added days served before a later sentence was imposed.
    """

    remand: int = 0
    bail: int = 0
    recall_remand: int = 0
    recall_bail: int = 0
    ual: int = 0
    ual_after: int = 0
    ual_fixed: int = 0
    ada: int = 0
    ada_recall: int = 0
    served: int = 0

    @property
    def deductions(self) -> int:
        """The days taken off: remand and tagged bail, before the sentence or during a recall."""
        return self.remand + self.bail + self.recall_remand + self.recall_bail

    @property
    def plain_sum(self) -> int:
        """The sum of all days, whatever they do; it decides who hands them on."""
        return (
            self.deductions
            + self.ual
            + self.ual_after
            + self.ual_fixed
            + self.ada
            + self.ada_recall
            + self.served
        )

    def plus(self, more: "Buckets", each: Calculable) -> "Buckets":
        """Add days of a sentence, leaving out those that do not count for its kind.

        Added days never touch a default term, an order or a committal; remand and bail count for a
        sentence not recalled, recall remand and recall bail for a recalled one.
        """
        is_recalled = each.recall is not None
        return self.with_all(
            msgspec.structs.replace(
                more,
                remand=more.remand * counts_for(AdjustmentKind.REMAND, each),
                bail=more.bail * counts_for(AdjustmentKind.TAGGED_BAIL, each),
                recall_remand=more.recall_remand * is_recalled,
                recall_bail=more.recall_bail * is_recalled,
                ada=more.ada * (not each.is_term_throughout),
            )
        )

    def with_all(self, more: "Buckets") -> "Buckets":
        """Add days, whatever they count for."""
        return Buckets(
            remand=self.remand + more.remand,
            bail=self.bail + more.bail,
            recall_remand=self.recall_remand + more.recall_remand,
            recall_bail=self.recall_bail + more.recall_bail,
            ual=self.ual + more.ual,
            ual_after=self.ual_after + more.ual_after,
            ual_fixed=self.ual_fixed + more.ual_fixed,
            ada=self.ada + more.ada,
            ada_recall=self.ada_recall + more.ada_recall,
            served=self.served + more.served,
        )


CREDIT = (
    AdjustmentKind.REMAND,
    AdjustmentKind.TAGGED_BAIL,
    AdjustmentKind.RECALL_REMAND,
    AdjustmentKind.RECALL_TAGGED_BAIL,
)


CREDIT_OF_RECALL = frozenset({AdjustmentKind.RECALL_REMAND, AdjustmentKind.RECALL_TAGGED_BAIL})
"""Credit that counts for a recalled sentence alone."""


def counts_for(kind: AdjustmentKind, each: Calculable) -> bool:
    """Whether credit of a kind counts for a sentence: by its recall, and by its own kind."""
    is_recalled = each.recall is not None
    if kind is AdjustmentKind.REMAND:
        return each.remand_counts and not is_recalled
    if kind is AdjustmentKind.TAGGED_BAIL:
        return each.bail_counts and not is_recalled
    return is_recalled


class Lost(StrEnum):
    """Why a row of days moves nothing, in the words that are shown."""

    NOT_SERVING = "No sentence was being served then."
    ON_RECALL = "The person was on recall then, and not in a fixed term of it."
    NO_RECALL = "It is credit for a recall, and no sentence is recalled."
    COUNTS_NO_CREDIT = (
        "No sentence being served counts it: recalled, or of a kind without such credit."
    )
    TAKES_NO_AWARD = "Only default terms, orders or committals were being served then."
    NO_LATER_SENTENCE = "No sentence was being served, and none was imposed later."
    NO_SENTENCE_THAT_DAY = "No sentence was imposed on the day from which it applies."


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


def net(rows: Iterable[Adjustment]) -> int:
    """Count added days less restored days."""
    return sum(-row.days if row.kind is AdjustmentKind.RADA else row.days for row in rows)
