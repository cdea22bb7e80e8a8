"""Early-release schemes and the new fixed term of recall: whom one reaches, and on which day.

Source: S.I. 2024/844 arts 1-3, S.I. 2024/1331, Sentencing Act 2026 ss.23, 32; the order of working
and the progression model's tranches are practice.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from gatelodge.sentencing.booking import (
    Adjustment,
    AdjustmentKind,
    ExternalMovement,
    MovementReason,
    RecallType,
)
from gatelodge.sentencing.chains import Part
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import end_of, years_months_days
from gatelodge.sentencing.law_files import Tranche
from gatelodge.sentencing.lawbook import RecallScheme, Scheme
from gatelodge.sentencing.movements import reason_out
from gatelodge.sentencing.recalls import is_of
from gatelodge.sentencing.regimes import reaches
from gatelodge.sentencing.release import Allotted, Serving
from gatelodge.sentencing.working import spoken_days

_NEVER_REACHED = frozenset({MovementReason.HDC, MovementReason.ERS, MovementReason.ECSL})
_NEW_TERM = RecallType.FIXED_TERM_RECALL_56


class Reach(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A scheme reached the person, in the tranche that their longest sentence put them into."""

    scheme: Scheme
    allotted: Allotted

    @property
    def tranche(self) -> str:
        """The name of the tranche."""
        return self.allotted.tranche

    @property
    def on(self) -> int:
        """The day (number) on which the scheme reached the person."""
        return self.allotted.on


class Spell(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A time at large, first and last day (day numbers)."""

    begins: int
    ends: int


def allocate(
    scheme: Scheme,
    held: Sequence[Serving],
    movements: Sequence[ExternalMovement],
    spells: Iterable[Spell],
    chosen: AbstractSet[Construction],
) -> Allotted | None:
    """Find the tranche in which a scheme reaches a person, or None if it reaches nobody here.

    `held` are the sentences in custody or on licence, and those that were over where a reading
    counts them. The tranche is the person's, whatever becomes of each sentence.
    """
    if scheme.is_progression:
        return _allocate_progression(scheme, held, spells)
    begins = scheme.commences
    if not any(
        serving.release > begins
        and any(
            part.track.is_standard and not part.track.is_sds_plus and part.at < begins
            for part in serving.each.parts
        )
        for serving in held
    ):
        return None
    tranche = _allot(scheme.tranches, _measured(_counting(held, begins, chosen), begins, chosen))
    day = tranche.on
    out = reason_out(movements, day + (Construction.MOVEMENTS_OF_THE_DAY_COUNT in chosen))
    if out is None:
        return tranche
    if out in _NEVER_REACHED:
        return None
    was_at_large = any(spell.begins < day <= spell.ends for spell in spells)
    return tranche if was_at_large else None


def _allocate_progression(
    scheme: Scheme, held: Sequence[Serving], spells: Iterable[Spell]
) -> Allotted | None:
    """Find the tranche without regard to awards or exits; absences since the start count less."""
    begins = scheme.commences
    at_large = sum(spell.ends - spell.begins for spell in spells if spell.begins >= begins)
    if not any(
        serving.release_without_ada - at_large >= begins
        and any(part.at < begins and reaches(scheme, part) for part in serving.each.parts)
        for serving in held
    ):
        return None
    return _allot(
        scheme.tranches, [_laid_out(serving, begins) for serving in _running(held, begins)]
    )


def _running(held: Sequence[Serving], day: int) -> list[Serving]:
    return [each for each in held if each.adjusted_end >= day]


def _counting(
    held: Sequence[Serving], begins: int, chosen: AbstractSet[Construction]
) -> list[Serving]:
    """Leave out what was over before the scheme; some readings count what ran beside the rest."""
    running = _running(held, begins)
    if COUNT_EXPIRED.isdisjoint(chosen) or not running:
        return running
    return _running(held, min(each.at for each in running))


COUNT_EXPIRED = frozenset(
    {Construction.EXPIRED_SENTENCES_COUNT, Construction.LIMIT_BY_EACH_SENTENCE}
)
"""Readings that count a sentence which was over, if it ran beside those that still do."""


def _measured(
    counted: Sequence[Serving], begins: int, chosen: AbstractSet[Construction]
) -> list[tuple[int, int]]:
    """Lay out what the limit of a tranche goes by.

    One reading takes the ways to be short enough as alternatives: of several concurrent sentences
    each by itself, chained or not; or the chains as wholes, where only chains are still to be let
    go. Source: S.I. 2024/844 art. 2(2)(a)-(c).
    """
    concurrent = [each for each in counted if measured_parts(each, begins)]
    if Construction.LIMIT_BY_EACH_SENTENCE not in chosen or len(concurrent) <= 1:
        return [_laid_out(each, begins) for each in counted]
    by_each = [
        (part.at, end_of(part.at, part.track.whole) + 1)
        for each in concurrent
        for part in measured_parts(each, begins)
    ]
    waiting = [each for each in concurrent if each.release > begins]
    if not waiting or not all(each.each.is_chain for each in waiting):
        return by_each
    return min(by_each, [_laid_out(each, begins) for each in waiting], key=_longest)


def _allot(tranches: Sequence[Tranche], laid_out: Iterable[tuple[int, int]]) -> Allotted:
    """Go by the longest in calendar years where the limits are years, else by the most days."""
    spans = [*laid_out] or [(1, 1)]
    longest = _longest(spans)
    days = max(last - first for first, last in spans)
    place, tranche = next(
        (place, each)
        for place, each in enumerate(tranches)
        if (each.under_years is None or longest[0] < each.under_years)
        and (each.at_most_days is None or days <= each.at_most_days)
    )
    goes_by_years = any(each.under_years is not None for each in tranches)
    return Allotted(
        tranche=tranche.name,
        on=tranche.begins.toordinal(),
        length=_spoken_length(longest) if goes_by_years else spoken_days(days),
        limit=_spoken_limit(tranches[: place + 1]),
    )


def _longest(spans: Iterable[tuple[int, int]]) -> tuple[int, int, int]:
    return max(years_months_days(*each) for each in spans)


def _spoken_length(length: tuple[int, int, int]) -> str:
    units = zip(length, ("year", "month", "day"), strict=True)
    spoken = [f"{count} {unit}{'s' * (count != 1)}" for count, unit in units if count]
    return " ".join(spoken) or spoken_days(0)


def _spoken_limit(tranches: Sequence[Tranche]) -> str:
    """Say what the last of these tranches takes, those before it being too short."""
    last = tranches[-1]
    if last.under_years is not None:
        return f"under {last.under_years} years"
    if last.at_most_days is not None:
        return f"at most {spoken_days(last.at_most_days)}"
    limits = [each for each in tranches if each.limit is not None]
    if not limits:
        return "of any length"
    years, days = limits[-1].under_years, limits[-1].at_most_days
    return f"{years} years or more" if days is None else f"more than {spoken_days(days)}"


def measured_parts(serving: Serving, begins: int) -> list[Part]:
    """Give the sentences imposed before a day, but for default terms, orders and committals."""
    return [part for part in serving.each.parts if part.at < begins and not part.track.is_term]


def _laid_out(serving: Serving, begins: int) -> tuple[int, int]:
    """Lay the terms imposed before a day end to end: the first day, and the day after the last."""
    parts = measured_parts(serving, begins)
    if not parts:
        return begins, begins
    first = min(part.at for part in parts)
    day = first
    for part in parts:
        day = end_of(day, part.track.whole) + 1
    return first, day


def allocate_recall(scheme: RecallScheme, recalls: Iterable[Serving]) -> Allotted | None:
    """Find the tranche in which the new fixed term reaches earlier recalls, or None.

    `recalls` are all sentences recalled for it, those whose licence is over included: what counts
    is that they ran when the licence was last revoked.
    """
    known = [each for each in recalls if is_of(each, _NEW_TERM)]
    revoked = {
        each.number: each.each.recall.revoked_on.toordinal()
        for each in known
        if each.each.recall is not None and each.each.recall.revoked_on is not None
    }
    if not revoked:
        return None
    last_revoked = max(revoked.values())
    kept = [
        each
        for each in known
        if each.adjusted_end > last_revoked
        and revoked.get(each.number) != scheme.commences
        and _returned_by(each, scheme.commences)
    ]
    if not kept:
        return None
    return _allot(scheme.tranches, [_laid_out(each, scheme.commences) for each in kept])


def _returned_by(serving: Serving, day: int) -> bool:
    recalls = [part.sentence.recall for part in serving.each.parts]
    return any(
        recall is not None
        and recall.recall_type is _NEW_TERM
        and recall.returned_on is not None
        and recall.returned_on.toordinal() <= day
        for recall in recalls
    )


def is_left_out(
    reach: Reach,
    spells: Iterable[Spell],
    rows: Iterable[Adjustment],
    chosen: AbstractSet[Construction],
) -> bool:
    """Whether a reading leaves somebody out who was at large, or may have been.

    One asks on the eve of their day; one takes an absence that is not explained, on the eve of the
    scheme or without its days, for one that ended custody.
    """
    if not reach.scheme.is_progression:
        return False
    if Construction.MODEL_ASKS_ON_EACH_EVE in chosen and any(
        each.begins < reach.on <= each.ends + 1 for each in spells
    ):
        return True
    return Construction.UNEXPLAINED_ABSENCE_LEAVES_OUT in chosen and any(
        is_unexplained(row, reach.scheme.commences - 1) or is_undated(row) for row in rows
    )


def is_unexplained(row: Adjustment, eve: int) -> bool:
    """Whether it is an absence over a day (number) for which nobody gave a reason."""
    return (
        row.kind is AdjustmentKind.UAL
        and row.ual_reason is None
        and row.from_on is not None
        and row.to_on is not None
        and row.from_on.toordinal() <= eve <= row.to_on.toordinal()
    )


def is_undated(row: Adjustment) -> bool:
    """Whether it is an absence without its first or last day."""
    return row.kind is AdjustmentKind.UAL and (row.from_on is None or row.to_on is None)


def is_touched(scheme: Scheme, serving: Serving, day: int) -> bool:
    """Whether a scheme re-prices a sentence on the day it reaches the person."""
    return serving.release > day and any(reaches(scheme, part) for part in serving.each.parts)
