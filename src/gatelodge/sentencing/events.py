"""The days on which something happens to a booking, and in which order within a day.

A scheme reaches the person, then come sentences, exits and returns, awards, absences. So a person
sentenced on the day a law begins is sentenced under it.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum, auto
from typing import NamedTuple

from gatelodge.sentencing.adjustments import Rows
from gatelodge.sentencing.booking import AdjustmentKind, ExternalMovement
from gatelodge.sentencing.chains import Part
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.recalls import has_new_term


class Happening(IntEnum):
    """What happens, in the order of events within a day."""

    REMOVAL_WINDOW = auto()
    TRANCHE = auto()
    AMENDMENT = auto()
    RECALL_TERM = auto()
    SENTENCE = auto()
    MOVEMENT = auto()
    AWARD = auto()
    ABSENCE = auto()


class Event(NamedTuple):
    """Something happens on a day (day number). `scheme` is the place of a scheme in the law."""

    day: int
    kind: Happening
    scheme: int = 0


def events_by_day(
    parts: Sequence[Part],
    rows: Rows,
    movements: Sequence[ExternalMovement],
    law: LawBook,
    *,
    with_ersed: bool,
) -> dict[int, list[Event]]:
    """Lay out what happens on each day, days and events in order. `parts` are in order of date."""
    begins = parts[0].at
    events = {Event(part.at, Happening.SENTENCE) for part in parts}
    events |= {event for event in _law_events(parts, law) if event.day >= begins}
    events |= {Event(each.moved_on.toordinal(), Happening.MOVEMENT) for each in movements}
    for kind in (AdjustmentKind.ADA, AdjustmentKind.RADA):
        events |= {Event(day, Happening.AWARD) for day in rows.days_of(kind)}
    events |= {Event(day, Happening.ABSENCE) for day in rows.days_of(AdjustmentKind.UAL)}
    _, window_began, _ = law.ers.last_change()
    if (
        Practice.ERS_30_TAKES_NOTHING_AWAY in law.practices
        and with_ersed
        and parts[-1].at > window_began
    ):
        events.add(Event(window_began, Happening.REMOVAL_WINDOW))
    by_day: dict[int, list[Event]] = {}
    for event in sorted(events):
        by_day.setdefault(event.day, []).append(event)
    return by_day


def _law_events(parts: Sequence[Part], law: LawBook) -> Iterator[Event]:
    """Name the days of the law that can touch such sentences.

    A recall for the new fixed term is placed by sentences whose licence is over too, and a licence
    is seen to be over only on a day on which something happens: it needs the days of every scheme.
    """
    is_recalled = has_new_term(parts)
    if is_recalled or any(part.track.is_standard for part in parts):
        for place, scheme in enumerate(law.schemes):
            if not scheme.tranches and (
                scheme.reaches_back
                or Construction.DETENTION_AT_HALF_REACHES_BACK in law.constructions
            ):
                yield Event(scheme.commences, Happening.AMENDMENT, place)
            for tranche in scheme.tranches:
                yield Event(tranche.begins.toordinal(), Happening.TRANCHE, place)
    if law.recall_scheme is not None and is_recalled:
        for tranche in law.recall_scheme.tranches:
            yield Event(tranche.begins.toordinal(), Happening.RECALL_TERM)
