"""Days that move dates, counted by what they are for: on the record, and in the registers (G10).

The check and the page of days both take their figures from here, so that they cannot differ.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

import msgspec

from gatelodge.record import CustodyRecord
from gatelodge.record.facts import (
    AddedDaysAwarded,
    AddedDaysRestored,
    DaysStated,
    RemandCredited,
    TaggedBailCredited,
    UnlawfullyAtLargeRecorded,
)

REMAND: Final = "remand"
TAGGED_BAIL: Final = "tagged bail"
AT_LARGE: Final = "unlawfully at large"


class DaysCompared(msgspec.Struct, frozen=True, kw_only=True):
    """Days for one purpose: one adjudication, remand, tagged bail or time at large."""

    what: str
    here: int
    """Days by the facts of the record that count."""
    there: int
    """Days that the registers answered."""

    @property
    def differs(self) -> bool:
        """Whether record and registers do not agree."""
        return self.here != self.there


def days_compared(record: CustodyRecord, stated: DaysStated) -> tuple[DaysCompared, ...]:
    """Every purpose that record or registers name, those of the record first.

    An award that is suspended or quashed adds nothing; what was given back comes off its award.
    """
    here, there = days_here(record), days_there(stated)
    return tuple(
        DaysCompared(what=what, here=here.get(what, 0), there=there.get(what, 0))
        for what in dict.fromkeys((*here, *there))
    )


def days_here(record: CustodyRecord) -> Mapping[str, int]:
    """Days of the record by what they are for."""
    days: Counter[str] = Counter()
    for each in record.adjustments:
        match each.fact:
            case RemandCredited(days=number):
                days[REMAND] += number
            case TaggedBailCredited(days=number):
                days[TAGGED_BAIL] += number
            case UnlawfullyAtLargeRecorded(days=number):
                days[AT_LARGE] += number
            case AddedDaysAwarded(days=number, adjudication=adjudication):
                days[award_named(adjudication)] += number
            case AddedDaysRestored(days=number, adjudication=adjudication):
                days[award_named(adjudication)] -= number
    return days


def days_there(stated: DaysStated) -> Mapping[str, int]:
    """Days of the registers by what they are for."""
    return {award_named(each.adjudication): each.days_left for each in stated.awards} | {
        REMAND: stated.remand_days,
        TAGGED_BAIL: stated.tagged_bail_days,
        AT_LARGE: stated.at_large_days,
    }


def award_named(adjudication: str) -> str:
    """What the days of an adjudication are called, however its number was typed."""
    return f"added days of adjudication {' '.join(adjudication.upper().split())}"
