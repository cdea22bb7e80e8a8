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
from gatelodge.sentencing.hazards import curfew, reached, record, removal, served, supervision
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
Again = Callable[[LawBook], Seen | None]
"""Works the booking out under another law book: what was found, or None if it cannot be dated."""
_Asked = tuple[str, tuple[str, ...]]
"""What a doubt asks, and of which sentences: who decided it once is not asked again."""

_REGISTER = (
    *record.DOUBTS,
    *served.DOUBTS,
    *reached.DOUBTS,
    *curfew.DOUBTS,
    *removal.DOUBTS,
    *supervision.DOUBTS,
)


def hazard_register() -> tuple[Doubt, ...]:
    """Give every hazard that the engine can find, by code."""
    return tuple(sorted(_REGISTER, key=lambda each: each.code))


def hazards_of(seen: Seen, again: Again) -> tuple[Hazard, ...]:
    """Ask every hazard of the register of a booking that was dated.

    `again` works the booking out under the same law with constructions turned round. Where that
    changes no date, the doubt makes no difference, and is not raised (our decision), unless it asks
    more than a date. A reading of which the booking cannot be dated is given without dates. What
    only the other reading puts in doubt stands with that reading.
    """
    return _found(seen, again, known=frozenset(), turned=frozenset())


class _Raised(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A doubt that makes a difference, where, and the booking as dated by the other reading."""

    doubt: Doubt
    where: Spot
    other: Seen | None

    @property
    def asks(self) -> _Asked:
        return self.doubt.code, self.where.sentence_ids


def _found(
    seen: Seen, again: Again, *, known: frozenset[_Asked], turned: frozenset[Construction]
) -> tuple[Hazard, ...]:
    """Find the hazards of a booking as dated, but for those known and the readings chosen."""
    own = published_dates(seen.answer)
    raised = list(_raised(seen, own, again, known, turned))
    known |= {each.asks for each in raised}
    found = []
    for each in raised:
        further: tuple[Hazard, ...] = ()
        other = each.doubt.other
        if each.other is not None and other is not None:
            further = _found(each.other, again, known=known, turned=turned | {other})
        found.append(_hazard(each, own, _readings(seen.law, each, own, further)))
    return tuple(found)


def _raised(
    seen: Seen,
    own: Dates,
    again: Again,
    known: frozenset[_Asked],
    turned: frozenset[Construction],
) -> Iterator[_Raised]:
    has = seen.has()
    for doubt in _REGISTER:
        if doubt.need not in has or doubt.other in turned:
            continue
        where = doubt.fires(seen)
        if where is None or (doubt.code, where.sentence_ids) in known:
            continue
        other = None if doubt.other is None else again(turned_round(seen.law, doubt.other))
        if doubt.asks_more or other is None or published_dates(other.answer) != own:
            yield _Raised(doubt=doubt, where=where, other=other)


def published_dates(answer: Replayed) -> Dates:
    """Give the days that a booking publishes, by type."""
    return {
        date_type: date.fromordinal(dated.on) for date_type, dated in answer.extract.dates.items()
    }


def turned_round(law: LawBook, construction: Construction) -> LawBook:
    """Give the same law with one construction chosen that was not, or the other way round."""
    return msgspec.structs.replace(law, constructions=law.constructions ^ frozenset({construction}))


def _readings(
    law: LawBook, raised: _Raised, own: Dates, further: tuple[Hazard, ...]
) -> tuple[Reading, ...]:
    construction = raised.doubt.other
    if construction is None:
        return ()
    ways = WAYS[construction]
    names = (ways.chosen, ways.otherwise)
    if construction not in law.constructions:
        names = names[::-1]
    dates = {} if raised.other is None else published_dates(raised.other.answer)
    return (
        Reading(name=names[0], dates=own),
        Reading(name=names[1], dates=dates, further=further),
        *(Reading(name=each, dates={}) for each in raised.doubt.by_hand),
    )


def _hazard(raised: _Raised, own: Dates, readings: tuple[Reading, ...]) -> Hazard:
    doubt, where = raised.doubt, raised.where
    releases = [_release(each.dates) for each in readings] or [_release(own)]
    releases += [further.decide_by for each in readings for further in each.further]
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
