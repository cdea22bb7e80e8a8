"""Which dates of a person cannot stand beside one another, whoever worked them out.

Some types exclude each other, some need another, and some days have an order. Asked of dates that
a person enters by hand; the types are asked of computed dates too.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from gatelodge.sentencing.answer import RefusalReason
from gatelodge.sentencing.answer import ReleaseDateType as R
from gatelodge.sentencing.refusing import invalid

_NOT_TOGETHER = (
    (R.CRD, R.ARD),
    (R.HDCED, R.PRRD),
    (R.PED, R.PRRD),
    (R.HDCED, R.PED),
    (R.TUSED, R.PED),
    (R.ARD, R.LED),
    (R.SLED, R.SED),
    (R.SLED, R.LED),
)
"""The last two are ours: SLED is SED and LED in one."""
_IN_ORDER = (
    (R.PED, R.CRD),
    (R.HDCED, R.CRD),
    (R.HDCED, R.ARD),
    (R.LED, R.SED),
    (R.SLED, R.TUSED),
    (R.PRRD, R.SLED),
    (R.PRRD, R.SED),
    *((release, end) for release in (R.CRD, R.ARD) for end in (R.SLED, R.SED)),
)
"""The first day of each pair is never after the second (our decision)."""


def exclude_each_other(types: Collection[R]) -> tuple[RefusalReason, ...]:
    """Say which of these types cannot both be given for one person, whatever their days."""
    return tuple(
        invalid(
            "DATES_PAIRINGS_INVALID",
            f"{one} and {other} exclude each other. Take out the one that is wrong.",
        )
        for one, other in _NOT_TOGETHER
        if one in types and other in types
    )


def wrong_pairs(dates: Mapping[R, date]) -> tuple[RefusalReason, ...]:
    """Say what is wrong between dates: types that are missing or exclude each other, and days.

    Two dates of one day are in order.
    """
    return (*_missing(dates), *exclude_each_other(dates), *_out_of_order(dates))


def _missing(types: Collection[R]) -> Iterator[RefusalReason]:
    """Release on licence needs the licence's end.

    Computed dates are not asked: beside an order or a default term there may be no licence.
    """
    if R.CRD in types and R.SED in types and R.LED not in types:
        yield invalid(
            "DATES_MISSING_REQUIRED_TYPE",
            "CRD and SED need LED, the end of the licence. Add it, or give SLED instead of SED.",
        )


def _out_of_order(dates: Mapping[R, date]) -> Iterator[RefusalReason]:
    for first, second in _IN_ORDER:
        if first in dates and second in dates and dates[first] > dates[second]:
            yield invalid(
                "GL_DATES_OUT_OF_ORDER",
                f"{first}, {dates[first]}, is after {second}, {dates[second]}. Correct the one "
                "that is wrong.",
            )
