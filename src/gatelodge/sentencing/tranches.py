"""Early-release schemes: whom one reaches, on which day, and what becomes of dates before that day.

Source: S.I. 2024/844 arts 1-3 and S.I. 2024/1331; the order of working is practice. Nobody is
released before the day on which a scheme reaches them.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gatelodge.sentencing.adjustments import days_in
from gatelodge.sentencing.answer import RefusalKind, RefusalReason, ReleaseDateType
from gatelodge.sentencing.booking import (
    Adjustment,
    AdjustmentKind,
    ExternalMovement,
    MovementReason,
)
from gatelodge.sentencing.chains import Part
from gatelodge.sentencing.days import end_of, years_months_days
from gatelodge.sentencing.extraction import Dates
from gatelodge.sentencing.lawbook import Scheme, Tranche
from gatelodge.sentencing.movements import reason_out
from gatelodge.sentencing.refusing import Refused
from gatelodge.sentencing.regimes import reaches
from gatelodge.sentencing.release import Dated, Serving
from gatelodge.sentencing.working import note

_NEVER_REACHED = frozenset({MovementReason.HDC, MovementReason.ERS, MovementReason.ECSL})
_DEFAULTED = (ReleaseDateType.CRD, ReleaseDateType.ERSED, ReleaseDateType.HDCED)
_RUNNING_ON = (ReleaseDateType.HDCED, ReleaseDateType.ERSED)


class Reach(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A scheme reached the person: in which tranche, on which day (day number)."""

    scheme: Scheme
    tranche: str
    on: int


class Spell(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A time at large, first and last day (day numbers)."""

    begins: int
    ends: int


def allocate(
    scheme: Scheme,
    held: Sequence[Serving],
    movements: Sequence[ExternalMovement],
    spells: Iterable[Spell],
) -> Tranche | None:
    """Find the tranche in which a scheme reaches a person, or None if it reaches nobody here.

    `held` are the sentences in custody or on licence. Exclusions are not looked at: the tranche is
    the person's, whatever becomes of each sentence.
    """
    begins = scheme.commences
    if not any(
        serving.release > begins
        and any(not part.sentence.is_sds_plus and part.at < begins for part in serving.each.parts)
        for serving in held
    ):
        return None
    running = [
        serving
        for serving in held
        if serving.unadjusted_end + serving.days.ual - serving.days.deductions >= begins
    ]
    longest = max((_years(serving, begins) for serving in running), default=0)
    tranche = next(
        each for each in scheme.tranches if each.under_years is None or longest < each.under_years
    )
    day = tranche.begins.toordinal()
    out = reason_out(movements, day)
    if out is None:
        return tranche
    if out in _NEVER_REACHED:
        return None
    was_at_large = any(spell.begins < day <= spell.ends for spell in spells)
    return tranche if was_at_large else None


def _years(serving: Serving, begins: int) -> int:
    """Lay the terms imposed before a day end to end and count whole years."""
    parts = [part for part in serving.each.parts if part.at < begins]
    if not parts:
        return 0
    first = min(part.at for part in parts)
    day = first
    for part in parts:
        day = end_of(day, part.sentence.term) + 1
    return years_months_days(first, day)[0]


def is_touched(scheme: Scheme, serving: Serving, day: int) -> bool:
    """Whether a scheme re-prices a sentence on the day it reaches the person."""
    return serving.release > day and any(reaches(scheme, part) for part in serving.each.parts)


def refuse_unbuilt(scheme: Scheme, parts: Iterable[Part]) -> None:
    """Refuse a person whom a scheme that is not worked out here may reach."""
    if any(reaches(scheme, part) for part in parts):
        raise Refused(
            RefusalReason(
                code=f"GL_SCHEME_{scheme.id}",
                kind=RefusalKind.UNSUPPORTED,
                text=(
                    f"{scheme.title}: it may change the release of this person, and Gatelodge does "
                    "not work it out. Work the dates out by hand."
                ),
            )
        )


def refuse_early_ard(
    dates: Mapping[ReleaseDateType, Dated], standard: Mapping[ReleaseDateType, Dated], day: int
) -> None:
    """Refuse an ARD that the scheme brings before the day on which it reached the person.

    S.I. 2024/844 art. 3(1) covers s.243A too, but practice does not move such a date to that day.
    """
    new, old = dates.get(ReleaseDateType.ARD), standard.get(ReleaseDateType.ARD)
    if new is not None and old is not None and new.on < day <= old.on:
        raise Refused(
            RefusalReason(
                code="GL_ARD_BEFORE_TRANCHE",
                kind=RefusalKind.UNSUPPORTED,
                text=(
                    "The automatic release date falls before the day on which the new release "
                    "point reached this person. Work it out by hand; it is not before that day."
                ),
            )
        )


def settle(
    final: Dates,
    standard: Mapping[ReleaseDateType, Dated],
    reach: Reach,
    rows: Iterable[Adjustment],
) -> Dates:
    """Compare the final dates with those before the scheme reached the person.

    A date that the scheme would bring before that day, and that used to be later, becomes that day;
    one that had come before it stands as it was; any other is the new one.
    """
    dates = dict(final)
    day = reach.on
    marks = _compare(dates, final, standard, reach)
    release = dates.get(ReleaseDateType.CRD) or dates.get(ReleaseDateType.ARD)
    for each in _RUNNING_ON:
        if each in dates and release is not None and dates[each].on == release.on == day:
            del dates[each]
    _run_on(dates, marks, day, rows)
    return dates


def _compare(
    dates: Dates, final: Dates, standard: Mapping[ReleaseDateType, Dated], reach: Reach
) -> dict[ReleaseDateType, str]:
    day = reach.on
    marks: dict[ReleaseDateType, str] = {}
    moves = any(
        (final.get(each) or standard[each]).on < day
        for each in _DEFAULTED
        if each in final or each in standard
    )
    for each in _DEFAULTED:
        new, old = final.get(each), standard.get(each)
        if moves and new is not None and old is not None and new.on < day <= old.on:
            waits = note("TRANCHE", day, by=reach.scheme.authority)
            dates[each] = Dated(on=day, notes=(*new.notes, waits))
            marks[each] = "defaulted"
        elif old is not None and (old.on < day or (new is not None and new.on == old.on)):
            marks[each] = "standard"
            if moves:
                _keep(dates, each, standard, reach)
        else:
            marks[each] = "early"
    return marks


def _keep(
    dates: Dates,
    each: ReleaseDateType,
    standard: Mapping[ReleaseDateType, Dated],
    reach: Reach,
) -> None:
    old = standard[each]
    stands = note("BEFORE_TRANCHE", reach.on, by=reach.scheme.authority)
    dates[each] = Dated(on=old.on, notes=(*old.notes, stands))
    if each is ReleaseDateType.CRD and ReleaseDateType.TUSED in standard:
        dates[ReleaseDateType.TUSED] = standard[ReleaseDateType.TUSED]


def _run_on(
    dates: Dates, marks: Mapping[ReleaseDateType, str], day: int, rows: Iterable[Adjustment]
) -> None:
    if ReleaseDateType.CRD not in dates:
        return
    release = dates[ReleaseDateType.CRD].on
    later = [row for row in rows if day <= row.applies_on.toordinal() < release]
    added = days_in(
        row for row in later if row.kind in {AdjustmentKind.UAL, AdjustmentKind.ADA}
    ) - days_in(row for row in later if row.kind is AdjustmentKind.RADA)
    if not added:
        return
    for each in _RUNNING_ON:
        if each in dates and marks[each] != "early" and dates[each].on <= day:
            moved = dates[each].on + added
            if marks[each] == "defaulted":
                moved = max(moved, day)
            dates[each] = Dated(
                on=moved,
                notes=(*dates[each].notes, note("AFTER_TRANCHE", added, day, moved)),
            )
