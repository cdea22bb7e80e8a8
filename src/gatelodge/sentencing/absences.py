"""What an absence does to each sentence: before its own release, after it, and on recall.

Source: Prison Act 1952 s.49(2); which sentence it moves, and the day before which none ends, are
practice.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec

from gatelodge.sentencing.adjustments import Buckets, days_in
from gatelodge.sentencing.booking import Adjustment
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.recalls import is_fixed
from gatelodge.sentencing.release import Serving


class Absence(NamedTuple):
    """The absences of one day (day number), counted together.

    `ends` is the last day at large, as far as it floors the end of a sentence; None: it floors no
    end. `has_no_end`: no last day was entered. Such an absence takes an earlier floor away.
    `is_in_awards`: one reading counts it while awards are served after a tranche day.
    `moves_recalled`: another one lets it put off release on a sentence that is recalled, too.
    """

    day: int
    days: int
    ends: int | None
    has_no_end: bool
    is_in_awards: bool
    moves_recalled: bool


def absence_of(day: int, rows: Sequence[Adjustment], chosen: AbstractSet[Construction]) -> Absence:
    """Take the rows of absence that apply on one day together."""
    days = days_in(rows)
    ends = max((row.to_on.toordinal() for row in rows if row.to_on), default=None)
    has_no_end = ends is None
    if has_no_end and Construction.ABSENCE_ENDS_BY_ITS_DAYS in chosen:
        ends = day + days - 1
    if Construction.ABSENCE_FLOORS_NO_END in chosen:
        ends = None
    return Absence(
        day=day,
        days=days,
        ends=ends,
        has_no_end=has_no_end,
        is_in_awards=Construction.MODEL_LETS_GO_AFTER_AWARDS in chosen,
        moves_recalled=Construction.ABSENCE_MOVES_RECALLED_ALIKE in chosen,
    )


def absent_in_custody(open_ones: Iterable[Serving], absence: Absence) -> list[tuple[Serving, bool]]:
    """Give the sentences being served, with the absence, and whether it moves them."""
    found = []
    for each in open_ones:
        more = Buckets()
        is_before = absence.day <= (each.defaulted if absence.is_in_awards else each.release)
        if is_before:
            more = Buckets(ual=absence.days)
        elif each.recalled is not None:
            more = Buckets(ual_after=absence.days)
        is_moved = is_before or each.recalled is not None
        found.append((_moved(each, more, _floor(each, absence)), is_moved))
    return found


def absent_on_licence(
    licensed: Sequence[Serving], absence: Absence, returned_on: int | None
) -> list[Serving]:
    """Give the sentences on licence that the absence moves, with it.

    After release it lengthens only a sentence on which the person was recalled, and a fixed term
    once it has begun: on `returned_on`, the booking's day of return.
    """
    day, days = absence.day, absence.days
    early = [each for each in licensed if day <= each.release]
    after = [each for each in licensed if day > each.release and each.recalled is not None]
    is_fixed_term = (
        returned_on is not None and returned_on <= day and any(is_fixed(each) for each in after)
    )
    found = []
    for each in early:
        moves_release = each.recalled is None or absence.moves_recalled
        more = Buckets(ual=days) if moves_release else Buckets(ual_after=days)
        found.append(_moved(each, more, each.last_at_large))
    for each in after:
        inside = days if is_fixed_term and day <= each.lets_go else 0
        more = Buckets(ual_after=days, ual_fixed=inside)
        found.append(_moved(each, more, _floor(each, absence)))
    return found


def _floor(each: Serving, absence: Absence) -> int | None:
    """Give the last day at large. One that is counted, not entered, takes none away."""
    if absence.ends is None or not absence.has_no_end or each.last_at_large is None:
        return absence.ends
    return max(absence.ends, each.last_at_large)


def _moved(each: Serving, more: Buckets, last_at_large: int | None) -> Serving:
    days = each.days.plus(more, each.each)
    return msgspec.structs.replace(each, days=days, last_at_large=last_at_large)
