"""Hazards of the removal date."""

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.ersed import (
    is_old_single,
    is_old_throughout,
    spans_the_change,
)
from gatelodge.sentencing.hazards.seen import Doubt, Need, Seen, Spot, spot
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.release import Serving
from gatelodge.sentencing.tracks import may_be_terrorist

_ERSED = ReleaseDateType.ERSED


def _rests_on(seen: Seen, rule: str) -> bool:
    """Whether the removal date that is published came about by a rule."""
    dated = seen.answer.extract.dates.get(_ERSED)
    return dated is not None and any(note.rule == rule for note in dated.notes)


def _after_release(seen: Seen) -> Spot | None:
    on, release = seen.on(_ERSED), seen.release
    if on is None or release is None or on < release:
        return None
    return spot(removal_on=on, released_on=release)


def _spanning(seen: Seen) -> list[Serving]:
    return [each for each in seen.flat if spans_the_change(each, seen.law)]


def _is_of_the_day(serving: Serving, began: int) -> bool:
    """Whether no part is from after the day on which the window grew wider."""
    return max(part.at for part in serving.each.parts) == began


def _before_wider_window(seen: Seen) -> Spot | None:
    on = seen.on(_ERSED)
    _, began, _ = seen.law.ers.last_change()
    if on is None or on >= began or _rests_on(seen, "ERS_KEPT"):
        return None
    found = [each for each in _spanning(seen) if not _is_of_the_day(each, began)]
    return spot(found, removal_on=on, wider_since_on=began) if found else None


def _on_day_of_change(seen: Seen) -> Spot | None:
    _, began, _ = seen.law.ers.last_change()
    found = [each for each in _spanning(seen) if _is_of_the_day(each, began)]
    return spot(found, wider_since_on=began) if found else None


def _of_older_law(seen: Seen) -> Spot | None:
    found = [each for each in seen.flat if is_old_throughout(each, seen.law)]
    return spot(found) if found else None


def _not_of_older_law(seen: Seen) -> Spot | None:
    found = [each for each in seen.flat if is_old_single(each, seen.law)]
    return spot(found) if found else None


def _floored(seen: Seen) -> Spot | None:
    found = [
        each
        for each in seen.flat
        if each.days.deductions and (each.days.ual or each.days.ada) and each.recalled is None
    ]
    return spot(found) if found and _rests_on(seen, "ERS_FLOOR") else None


def _by_years(seen: Seen) -> Spot | None:
    on = seen.on(_ERSED)
    if on is None or not any(value.longest_years for value in seen.law.ers.values):
        return None
    return spot(removal_on=on)


def _at_any_time(seen: Seen) -> Spot | None:
    """Parliament has passed it; the day from which it holds has not been found."""
    passed, on = seen.law.practices.get(Practice.REMOVAL_AT_ANY_TIME_PASSED), seen.on(_ERSED)
    if passed is None or on is None or on <= passed:
        return None
    return spot(removal_on=on, passed_on=passed)


def _of_recalled(seen: Seen) -> Spot | None:
    """Practice gives no removal date on a recall; since a day recalled people may be removed."""
    _, began, _ = seen.law.removal.last_change()
    found = [each for each in seen.flat if each.recalled is not None and each.lets_go >= began]
    return spot(found) if found else None


def _of_terrorists(seen: Seen) -> Spot | None:
    if seen.on(_ERSED) is None:
        return None
    found = [part for part in seen.parts if may_be_terrorist(part.sentence, seen.law)]
    return spot(parts=found) if found else None


_C = Construction
DOUBTS = (
    Doubt(
        code="GL_ERSED_AFTER_RELEASE",
        title="A removal date that does not come before release",
        question="Was the person removable before release at all? Removal is possible only before "
        "it.",
        source="CJA 2003 s.260(1); practice publishes the date all the same",
        fires=_after_release,
        need=Need.REMOVAL,
        other=_C.NO_REMOVAL_FROM_RELEASE,
    ),
    Doubt(
        code="GL_ERSED_BEFORE_WIDER_WINDOW",
        title="A removal date by the wider window, from before it was law",
        question="Which window held for the chain before the change: the one of then, or none?",
        source="CJA 2003 s.260(2); which window a chain across the change has is practice",
        fires=_before_wider_window,
        need=Need.REMOVAL,
        other=_C.WIDER_WINDOW_FROM_ITS_DAY,
    ),
    Doubt(
        code="GL_ERSED_ON_DAY_OF_CHANGE",
        title="A chain with a sentence of the very day on which the removal window grew wider",
        question="Is a sentence of that day one of before or of since?",
        source="CJA 2003 s.260(2); practice takes it for one of since, but keeps no earlier date "
        "for it",
        fires=_on_day_of_change,
        need=Need.REMOVAL,
        other=_C.WINDOW_DAY_IS_BEFORE,
    ),
    Doubt(
        code="GL_ERSED_OF_OLDER_LAW",
        title="A removal date for a term or chain under the older law",
        question="May the person be removed early from such a term or chain, though not from a "
        "single sentence?",
        source="CJA 2003 s.260; practice asks single sentences alone which law they stand under",
        fires=_of_older_law,
        need=Need.REMOVAL,
        other=_C.NO_REMOVAL_OF_OLD_CHAINS,
    ),
    Doubt(
        code="GL_NO_ERSED_OF_OLDER_LAW",
        title="No removal date for a single sentence under the older law",
        question="May the person be removed early from it, as from a term or chain?",
        source="CJA 2003 s.260; that such a sentence allows none is practice",
        fires=_not_of_older_law,
        need=Need.REMOVAL,
        other=_C.REMOVAL_OF_OLD_SINGLES,
    ),
    Doubt(
        code="GL_ERSED_FLOOR",
        title="A removal date put off by days at large or added, though credit had served the part",
        question="Does credit count against them, so that removal comes sooner?",
        source="CJA 2003 ss.257, 260(2); the floor is practice",
        fires=_floored,
        need=Need.REMOVAL,
        other=_C.REMOVAL_FLOOR_AFTER_CREDIT,
    ),
    Doubt(
        code="GL_ERSED_ONE_DAY",
        title="A removal date whole years before release",
        question="May removal be on that day, or on the day after the minimum period is served?",
        source="CJA 2003 s.260(1), (2); the day is practice",
        fires=_by_years,
        need=Need.REMOVAL,
        other=_C.REMOVAL_AFTER_WHOLE_YEARS,
    ),
    Doubt(
        code="GL_REMOVAL_AT_ANY_TIME",
        title="A removal date of after the Act that abolishes the minimum period was passed",
        question="Is section 35 in force? Then removal is possible at any time after sentence.",
        source="Sentencing Act 2026 s.35(1); its day has not been found",
        fires=_at_any_time,
        need=Need.REMOVAL,
        other=_C.REMOVAL_AT_ANY_TIME,
    ),
    Doubt(
        code="GL_REMOVAL_OF_RECALLED",
        title="A recalled person who may be liable to removal",
        question="May the person be removed although recalled, and from when?",
        source="practice gives no removal date on a recall",
        unread=("Nationality and Borders Act 2022 s.47",),
        fires=_of_recalled,
        need=Need.REMOVAL,
        other=_C.REMOVAL_OF_THE_RECALLED,
        asks_more=True,
    ),
    Doubt(
        code="GL_TERRORIST_REMOVAL",
        title="A removal date for an offence that may be a terrorist one",
        question="Does CJA 2003 s.247A govern the sentence? Then there is no early removal.",
        source="CJA 2003 s.260(2C); the official service looks at extended sentences alone",
        fires=_of_terrorists,
        need=Need.REMOVAL,
        other=_C.TERRORISTS_NOT_REMOVED,
    ),
)
"""The hazards of this module."""
