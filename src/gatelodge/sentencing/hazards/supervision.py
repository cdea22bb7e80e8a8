"""Hazards of the end of supervision."""

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.hazards.seen import Doubt, Need, Seen, Spot, spot
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.release import Serving, licence_end
from gatelodge.sentencing.tused import licence_days_of, supervision_rule

_TUSED = ReleaseDateType.TUSED


def _supervised(seen: Seen) -> list[Serving]:
    """Give the sentences that supervision may follow, but for committals for its breach."""
    return [each for each in seen.flat if _TUSED in each.types and not each.each.is_botus]


def _age_at_half(seen: Seen) -> Spot | None:
    """Somebody who was still a child when half was served may be an adult on release."""
    found = [
        each
        for each in seen.flat
        if _TUSED not in each.types
        and each.days.ual > each.days.deductions
        and each.at < each.adult_on <= each.release_without_ada
    ]
    return spot(found) if found else None


def _age_after_absence(seen: Seen) -> Spot | None:
    found = [
        each
        for each in _supervised(seen)
        if each.release_without_ada - each.days.ual < each.adult_on <= each.release_without_ada
    ]
    return spot(found) if found else None


def _leap_year(seen: Seen) -> Spot | None:
    found = [
        each
        for each in _supervised(seen)
        if licence_days_of(each) == supervision_rule(each, seen.law).licence_days
    ]
    return spot(found) if found else None


def _before_sentence(seen: Seen) -> Spot | None:
    found = [
        each
        for each in _supervised(seen)
        if each.release_without_ada < each.at and not each.is_immediate
    ]
    return spot(found) if found else None


def _within_licence(seen: Seen) -> Spot | None:
    """Of one sentence supervision is published whether or not it outlasts the licence."""
    on = seen.on(_TUSED)
    ends = [end for each in seen.flat if (end := licence_end(each, seen.law)) is not None]
    if on is None or not ends or on > max(ends):
        return None
    return spot(seen.flat, supervised_on=on, licence_ends_on=max(ends))


def _recorded_lost(seen: Seen) -> Spot | None:
    if seen.on(_TUSED) is not None:
        return None
    found = [each for each in seen.flat if each.each.is_botus and _TUSED in each.types]
    return spot(found) if found else None


def _before_tranche(seen: Seen) -> Spot | None:
    """Practice counts from the release point, though nobody leaves before the tranche."""
    found = [
        each
        for each in _supervised(seen)
        if each.recalled is None
        and each.waits_for is not None
        and each.release_without_ada < each.waits_for
    ]
    return spot(found) if found else None


def _after_repeal(seen: Seen) -> Spot | None:
    on, repealed = seen.on(_TUSED), seen.law.practices.get(Practice.NO_SUPERVISION)
    if on is None or repealed is None or on < repealed:
        return None
    found = [each for each in seen.flat if each.each.is_botus]
    return spot(found, ends_on=on, repealed_on=repealed) if found else None


_C = Construction
DOUBTS = (
    Doubt(
        code="GL_TUSED_AGE_AT_HALF",
        title="No supervision for somebody who was a child when half was served",
        question="Does only the age on the last day of custody count?",
        source="CJA 2003 s.256AA(1); the age when half is served is practice",
        fires=_age_at_half,
        other=_C.SUPERVISION_BY_AGE_AT_RELEASE,
    ),
    Doubt(
        code="GL_TUSED_AGE_AFTER_ABSENCE",
        title="Supervision of somebody who is an adult on release for days at large alone",
        question="On which day is the age asked: is it put off by days at large?",
        source="CJA 2003 s.256AA(1); Prison Act 1952 s.49(2)",
        fires=_age_after_absence,
        need=Need.ROWS,
        other=_C.SUPERVISION_AGE_WITHOUT_ABSENCE,
    ),
    Doubt(
        code="GL_TUSED_LEAP_YEAR",
        title="A licence of as many days as a common year has, in a leap year",
        question="Does supervision follow until twelve months from release are over?",
        source="CJA 2003 s.256AA(4); the number of days is practice",
        fires=_leap_year,
        other=_C.SUPERVISION_BY_CALENDAR_YEAR,
    ),
    Doubt(
        code="GL_TUSED_BEFORE_SENTENCE",
        title="Supervision counted from a day before the sentence",
        question="When does supervision end? Nobody is released before the sentence.",
        source="CJA 2003 s.256AA(4); practice counts from the day to which credit reaches back",
        fires=_before_sentence,
        need=Need.ROWS,
        other=_C.SUPERVISION_NOT_BEFORE_SENTENCE,
    ),
    Doubt(
        code="GL_TUSED_WITHIN_LICENCE",
        title="Supervision that does not outlast the licence",
        question="Is there any? Beside another sentence practice gives none.",
        source="CJA 2003 s.256AA(2), (4); practice publishes it for one sentence",
        fires=_within_licence,
        other=_C.SUPERVISION_OUTLASTS_LICENCE,
    ),
    Doubt(
        code="GL_TUSED_OF_COMMITTAL_LOST",
        title="Supervision recorded with a committal that is lost beside another term",
        question="Does it go on? Recorded with a committal alone it does.",
        source="CJA 2003 s.256AA(4); that it is lost where nobody has a licence is practice",
        fires=_recorded_lost,
        need=Need.SEVERAL,
        other=_C.RECORDED_SUPERVISION_STANDS,
    ),
    Doubt(
        code="GL_TUSED_BEFORE_TRANCHE",
        title="Supervision counted from before the tranche for which release waits",
        question="Does it last for twelve months from the release point, or from the tranche?",
        source="CJA 2003 s.256AA(4); practice counts from the release point",
        fires=_before_tranche,
        need=Need.REACH,
        other=_C.SUPERVISION_FROM_TRANCHE,
    ),
    Doubt(
        code="GL_BOTUS_TUSED_AFTER_REPEAL",
        title="A supervision end recorded with a committal, though supervision was repealed",
        question="Is it dropped? Supervision ended for everybody on the day of the repeal.",
        source="Sentencing Act 2026 s.34(4)",
        fires=_after_repeal,
        other=_C.REPEAL_ENDS_RECORDED_SUPERVISION,
    ),
)
"""The hazards of this module."""
