"""The register of hazards: places where the law or its practice is in doubt about a date.

Each is a small pure function over a booking that was dated. Where the doubt is between two readings
that the engine can work out, both are given, the law book's own first. Until a person has decided,
nobody leaves on any of them.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from gatelodge.sentencing.answer import RELEASES, Hazard, Reading, ReleaseDateType
from gatelodge.sentencing.constructions import WAYS, Construction
from gatelodge.sentencing.hazards import published, reached, record, served
from gatelodge.sentencing.hazards.asked import AskedDoubt, asked_of_a_person
from gatelodge.sentencing.hazards.seen import Doubt, Seen, Spot
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.timeline import Replayed

__all__ = [
    "AskedDoubt",
    "Dates",
    "Doubt",
    "Seen",
    "asked_of_a_person",
    "hazard_register",
    "hazards_of",
    "published_dates",
]

Dates = dict[ReleaseDateType, date]
Again = Callable[[LawBook], Dates | None]
"""Works the booking out under another law book: its published dates, or None if it cannot."""

_REGISTER = (*record.DOUBTS, *served.DOUBTS, *reached.DOUBTS, *published.DOUBTS)


def hazard_register() -> tuple[Doubt, ...]:
    """Give every hazard that the engine can find, by code."""
    return tuple(sorted(_REGISTER, key=lambda each: each.code))


def hazards_of(seen: Seen, again: Again) -> tuple[Hazard, ...]:
    """Ask every hazard of the register of a booking that was dated.

    `again` works the booking out under the same law with one construction turned round. Where that
    changes no date, the doubt makes no difference, and is not raised (our decision).
    """
    return tuple(_found(seen, again))


def _found(seen: Seen, again: Again) -> Iterator[Hazard]:
    own: Dates | None = None
    has = seen.has()
    for doubt in _REGISTER:
        if doubt.need not in has:
            continue
        where = doubt.fires(seen)
        if where is None:
            continue
        if own is None:
            own = published_dates(seen.answer)
        readings: tuple[Reading, ...] = ()
        if doubt.other is not None:
            other = again(turned_round(seen.law, doubt.other))
            if other == own:
                continue
            if other is not None:
                readings = _readings(seen.law, doubt.other, own, other)
        yield _hazard(doubt, where, own, readings)


def published_dates(answer: Replayed) -> Dates:
    """Give the days that a booking publishes, by type."""
    return {
        date_type: date.fromordinal(dated.on) for date_type, dated in answer.extract.dates.items()
    }


def turned_round(law: LawBook, construction: Construction) -> LawBook:
    """Give the same law with one construction chosen that was not, or the other way round."""
    return msgspec.structs.replace(law, constructions=law.constructions ^ frozenset({construction}))


def _readings(
    law: LawBook, construction: Construction, own: Dates, other: Dates
) -> tuple[Reading, ...]:
    ways = WAYS[construction]
    names = (ways.chosen, ways.otherwise)
    if construction not in law.constructions:
        names = names[::-1]
    return (Reading(name=names[0], dates=own), Reading(name=names[1], dates=other))


def _hazard(doubt: Doubt, where: Spot, own: Dates, readings: tuple[Reading, ...]) -> Hazard:
    releases = [_release(each.dates) for each in readings] or [_release(own)]
    return Hazard(
        code=doubt.code,
        text=f"{doubt.title}. Source: {doubt.authority}.",
        question=doubt.question,
        sentence_ids=where.sentence_ids,
        figures=where.figures,
        readings=readings,
        decide_by=min((each for each in releases if each is not None), default=None),
    )


def _release(dates: Mapping[ReleaseDateType, date]) -> date | None:
    return max((on for each, on in dates.items() if each in RELEASES), default=None)
