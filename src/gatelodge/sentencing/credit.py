"""Credit that some readings leave out: of days on which the person was held for something else.

Source: CJA 2003 s.240ZA(4), (6), s.240A; Sentencing Act 2020 s.325. Practice counts what was
entered.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec

from gatelodge.sentencing.booking import Adjustment, AdjustmentKind
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.release import Serving

LEAVES_OUT = frozenset(
    {Construction.OVERLAPPING_BAIL_LEFT_OUT, Construction.REMAND_ON_RECALL_LEFT_OUT}
)
"""The readings of this module."""
_BAIL, _REMAND, _UAL = AdjustmentKind.TAGGED_BAIL, AdjustmentKind.REMAND, AdjustmentKind.UAL


class Custody(NamedTuple):
    """A time in custody under sentence, first and last day (day numbers); no last day: it lasts."""

    begins: int
    ends: int | None
    servings: Sequence[Serving]


def that_count(
    rows: Sequence[Adjustment],
    beside: Iterable[Adjustment],
    served: Sequence[Custody],
    chosen: AbstractSet[Construction],
) -> tuple[Adjustment, ...]:
    """Give the rows of credit of one kind that count, with the days of them that do.

    `beside` are all rows of the booking; `served` what was served until then, and is.
    """
    if Construction.OVERLAPPING_BAIL_LEFT_OUT in chosen:
        others = [each for each in beside if each.kind in {_BAIL, _REMAND, _UAL}]
        spans = [(each.begins, each.ends) for each in served]
        rows = [
            row
            for row in rows
            if row.kind is not _BAIL
            or not _days_inside(
                row, [*spans, *_periods(each for each in others if each is not row)]
            )
        ]
    if Construction.REMAND_ON_RECALL_LEFT_OUT in chosen:
        recalls = list(_recalls(served))
        rows = [_less(row, recalls) if row.kind is _REMAND else row for row in rows]
    return tuple(rows)


_Span = tuple[int, int | None]


def _periods(rows: Iterable[Adjustment]) -> list[_Span]:
    return [
        (row.from_on.toordinal(), row.to_on.toordinal())
        for row in rows
        if row.from_on is not None and row.to_on is not None
    ]


def _recalls(served: Iterable[Custody]) -> Iterable[_Span]:
    """Name the times of a fixed term of recall, and of a recall beside a sentence."""
    for each in served:
        are_recalled = {serving.recalled is not None for serving in each.servings}
        if len(are_recalled) > 1:
            yield each.begins, each.ends
        for serving in each.servings:
            recalled = serving.recalled
            if recalled is not None and recalled.fixed_days is not None:
                yield recalled.returned_on, serving.lets_go


def _days_inside(row: Adjustment, spans: Iterable[_Span]) -> int:
    """Count the days of a row's period inside any of the spans. Without a period: none."""
    inside: set[int] = set()
    for first, last in _periods([row]):
        for begins, ends in spans:
            if last is not None:
                until = last if ends is None else min(last, ends)
                inside.update(range(max(first, begins), until + 1))
    return len(inside)


def _less(row: Adjustment, spans: Iterable[_Span]) -> Adjustment:
    return msgspec.structs.replace(row, days=max(0, row.days - _days_inside(row, spans)))
