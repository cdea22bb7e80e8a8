"""Hazards of schemes that reached somebody: tranches, progression model, new recall terms."""

from collections.abc import Iterator

from gatelodge.sentencing.adjustments import net
from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import AdjustmentKind
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.hazards.seen import Doubt, Need, Seen, Spot, overlaps, spot
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.regimes import is_short_of, is_since_licence, reaches
from gatelodge.sentencing.release import Dated, Serving
from gatelodge.sentencing.settling import days_of
from gatelodge.sentencing.tranches import Reach, is_undated, is_unexplained, measured_parts

_ARD, _CRD = ReleaseDateType.ARD, ReleaseDateType.CRD
_AWARDS = (AdjustmentKind.ADA, AdjustmentKind.RADA)
_SETTLED = (_CRD, _ARD, ReleaseDateType.PED, ReleaseDateType.ERSED)


def _ard_before_tranche(seen: Seen) -> Spot | None:
    """S.I. 2024/844 art. 3(1) covers s.243A too, but practice does not move an ARD to that day."""
    new = seen.on(_ARD)
    for reach in seen.answer.reaches:
        old = seen.before(reach).get(_ARD)
        if new is not None and old is not None and new <= reach.on <= old.on:
            return spot(_touched(seen, reach), reached_on=reach.on, before_on=old.on)
    return None


def _touched(seen: Seen, reach: Reach) -> list[Serving]:
    return [each for each in seen.flat if each.scheme is not None and each.scheme is reach.scheme]


def _returned(seen: Seen) -> Spot | None:
    """Somebody who was out early and came back, with an offence of the later exclusions."""
    if not seen.booking.movements:
        return None
    found = [
        part
        for scheme in seen.law.schemes
        if scheme.procedure == "at_once"
        for part in seen.parts
        if part.at < scheme.commences and reaches(scheme, part)
    ]
    return spot(parts=found) if found else None


def _detention_at_two_fifths(seen: Seen) -> Spot | None:
    scheme = seen.progression_scheme()
    if scheme is None:
        return None
    found = [
        part
        for each in seen.flat
        if each.release >= scheme.commences
        for part in each.each.parts
        if part.standard is not None
        and part.standard.is_section_250
        and not part.standard.is_sds_plus
        and part.at < scheme.commences
    ]
    return spot(parts=found, model_begins_on=scheme.commences) if found else None


def _detention_under_model(seen: Seen) -> Spot | None:
    found = [
        part
        for scheme in seen.law.schemes
        if not scheme.reaches_back
        for part in seen.parts
        if part.at >= scheme.commences and reaches(scheme, part)
    ]
    return spot(parts=found) if found else None


def _short_under_model(seen: Seen) -> Spot | None:
    """A child who leaves a short sentence, or a mixed chain with a licence of its own."""
    found = [
        each
        for each in seen.flat
        if each.is_under_progression
        and is_short_of(each.each, seen.law)
        and (each.lets_go < each.adult_on or _is_mixed(each, seen.law))
    ]
    return spot(found) if found else None


def _is_mixed(each: Serving, law: LawBook) -> bool:
    return len({is_since_licence(part, law) for part in each.each.parts}) > 1


def _sentenced_on_switch_day(seen: Seen) -> Spot | None:
    days = {
        day
        for scheme in seen.law.schemes
        for day in (
            scheme.commences,
            *(tranche.begins.toordinal() for tranche in scheme.tranches),
        )
    }
    found = [
        part
        for part in seen.parts
        if part.at in days and any(reaches(scheme, part) for scheme in seen.law.schemes)
    ]
    return spot(parts=found, sentenced_on=found[0].at) if found else None


def _without_effect(seen: Seen) -> Spot | None:
    dates = days_of(seen.answer.extract.dates)
    for reach in seen.answer.reaches:
        before = seen.before(reach)
        touched = _touched(seen, reach)
        if touched and before and days_of(before) == dates:
            return spot(touched, reached_on=reach.on)
    model = seen.progression_scheme()
    if model is None or seen.progression() is not None:
        return None
    found = [
        each
        for each in seen.flat
        if each.is_under_progression and any(part.at < model.commences for part in each.each.parts)
    ]
    return spot(found) if found else None


def _each_below_the_limit(seen: Seen) -> Spot | None:
    """Concurrent sentences go by each of them, a chain by the sum: a person with both has two days.

    Practice gives a person one tranche, by the longest.
    """
    for reach in seen.answer.reaches:
        begins = reach.scheme.commences
        has_limits = any(each.under_years for each in reach.scheme.tranches)
        if not has_limits or not any(each.each.is_chain for each in _touched(seen, reach)):
            continue
        running = [each for each in seen.flat if each.adjusted_end >= begins]
        first = min((each.at for each in running), default=begins)
        beside = [
            each
            for each in seen.flat
            if each.adjusted_end >= first and measured_parts(each, begins)
        ]
        if len(beside) > 1:
            return spot(beside, reached_on=reach.on, tranche=reach.tranche)
    return None


def _over_before_the_scheme(seen: Seen) -> Spot | None:
    """A sentence that ran beside those reached, and was over before the scheme began."""
    for reach in seen.answer.reaches:
        running = [each for each in seen.flat if each.adjusted_end >= reach.scheme.commences]
        first = min((each.at for each in running), default=reach.on)
        over = [each for each in seen.flat if first <= each.adjusted_end < reach.scheme.commences]
        if over and not reach.scheme.is_progression:
            return spot(over, reached_on=reach.on, tranche=reach.tranche)
    return None


def _moved_on_the_day(seen: Seen) -> Spot | None:
    """Somebody entered or left custody on the very day of a tranche, reached by it or not."""
    moved = {each.moved_on.toordinal() for each in seen.booking.movements}
    days = (
        tranche.begins.toordinal() for scheme in seen.law.schemes for tranche in scheme.tranches
    )
    found = [part for part in seen.parts if part.standard is not None]
    return next((spot(parts=found, moved_on=day) for day in days if day in moved), None)


def _at_large_before_the_day(seen: Seen) -> Spot | None:
    reach = seen.progression()
    if reach is None:
        return None
    eve = reach.on - 1
    found = [row for row in seen.rows(AdjustmentKind.UAL) if overlaps(row, eve, eve)]
    return spot(absent=f"{found[0].from_on} to {found[0].to_on}", eve_on=eve) if found else None


def _tie_of_release_and_recall(seen: Seen) -> Spot | None:
    if not seen.answer.extract.release_ties_with_recall:
        return None
    recalls = [each for each in seen.flat if each.recalled is not None]
    return spot(recalls, released_on=seen.release or 0)


# The progression model and awards


def _awards(seen: Seen) -> int:
    return net(seen.rows(*_AWARDS))


def _counted_not_served(seen: Seen) -> Spot | None:
    reach = seen.progression()
    governs = seen.answer.extract.governs
    awarded = _awards(seen)
    if reach is None or awarded == governs.days.ada:
        return None
    return spot([governs], awarded_days=awarded, days_held=governs.days.ada)


def _tests_disagree(seen: Seen) -> Spot | None:
    """Eligibility asks without awards, touching with the sentence's own, the end with them all."""
    reach = seen.progression()
    old = None if reach is None else seen.before(reach).get(_CRD)
    if reach is None or old is None:
        return None
    own = seen.answer.extract.governs.days.ada
    asked = {old.on, old.on - own, old.on - _awards(seen)}
    if len({on < reach.on for on in asked}) == 1:
        return None
    return spot(
        [seen.answer.extract.governs],
        reached_on=reach.on,
        without_awards_on=min(asked),
        with_awards_on=max(asked),
    )


def _awards_after_tranche(seen: Seen) -> Spot | None:
    reach = seen.progression()
    awarded = _awards(seen)
    if reach is None or not awarded:
        return None
    found = [each for each in _SETTLED if seen.on(each) == reach.on + awarded]
    return (
        spot(reached_on=reach.on, awarded_days=awarded, moved=", ".join(found)) if found else None
    )


def _effect_hidden(seen: Seen) -> Spot | None:
    reach = seen.progression()
    if reach is None:
        return None
    before = seen.answer.affected_before.get(reach.scheme.id, frozenset())
    hidden = before - seen.answer.extract.affected - {reach.scheme.id}
    return spot(schemes=", ".join(sorted(hidden))) if hidden else None


def _curfew_kept(seen: Seen) -> Spot | None:
    reach = seen.progression()
    if reach is None or ReleaseDateType.HDCED not in seen.before(reach):
        return None
    is_later = any(part.at >= reach.on for part in seen.parts) or any(
        row.applies_on.toordinal() >= reach.on for row in seen.booking.adjustments
    )
    return spot(reached_on=reach.on) if is_later else None


def _event_before_awards(seen: Seen) -> Spot | None:
    """The replay lets go on the tranche day; the awards after it hold the person longer."""
    days = [
        *(row.applies_on.toordinal() for row in seen.booking.adjustments),
        *(part.at for part in seen.parts),
        *(each.moved_on.toordinal() for each in seen.booking.movements),
    ]
    for group in seen.answer.groups:
        for each in group.servings:
            if not (each.is_under_progression and each.waits_for and each.days.ada > 0):
                continue
            if any(group.released < day <= each.defaulted for day in days):
                return spot([each], let_go_on=group.released, calculated_on=each.defaulted)
    return None


def _defaulted_twice(seen: Seen) -> Spot | None:
    if seen.progression() is None:
        return None
    for each in _SETTLED:
        dated = seen.answer.extract.dates.get(each)
        if dated is not None and {"TRANCHE", "BEFORE_TRANCHE"} <= set(_rules(dated)):
            return spot(date=each.value, on_the_day_on=dated.on)
    return None


def _rules(dated: Dated) -> Iterator[str]:
    return (each.rule for each in dated.notes)


def _absence_at_commencement(seen: Seen) -> Spot | None:
    reach = seen.progression()
    if reach is None:
        return None
    eve = reach.scheme.commences - 1
    found = [row for row in seen.rows(AdjustmentKind.UAL) if is_unexplained(row, eve)]
    return spot(absent=f"{found[0].from_on} to {found[0].to_on}", asked_on=eve) if found else None


def _absence_without_days(seen: Seen) -> Spot | None:
    if seen.progression() is None:
        return None
    found = [row for row in seen.booking.adjustments if is_undated(row)]
    return spot(applies=str(found[0].applies_on)) if found else None


# The new fixed term of recall


def _new_term_tranche(seen: Seen) -> Spot | None:
    reached = seen.answer.recall_reach
    if reached is None:
        return None
    found = [each for each in seen.flat if each.recalled is not None and each.recalled.waits_for]
    if not found:
        return None
    return spot(found, tranche=reached.tranche, reached_on=reached.on, longest=reached.length)


_C = Construction
DOUBTS = (
    Doubt(
        code="GL_ARD_BEFORE_TRANCHE",
        title="An automatic release that 40 per cent or the model brings before its day",
        question="Does automatic release wait for the day on which the scheme reached the person?",
        source="S.I. 2024/844 arts 1(2), 3(1); the official service does not move it",
        fires=_ard_before_tranche,
        need=Need.REACH,
        other=_C.ARD_WAITS_FOR_TRANCHE,
    ),
    Doubt(
        code="GL_MORE_EXCLUSIONS_AFTER_RETURN",
        title="Out early and back, with an offence that later left release at 40 per cent",
        question="Did the person come back before release was due? Then one half is served.",
        source="S.I. 2024/1331 art. 4(2)-(5); the official service leaves 40 per cent",
        fires=_returned,
        need=Need.MOVEMENTS,
        other=_C.MORE_EXCLUSIONS_REACH_THE_RETURNED,
    ),
    Doubt(
        code="GL_S250_AFTER_PROGRESSION",
        title="Detention of a child from before the progression model",
        question="Does one half reach this sentence, or does it keep its release point?",
        source="Sentencing Act 2026 s.23(2)(c), (3), (12); a saving has not been found",
        fires=_detention_at_two_fifths,
        other=_C.DETENTION_AT_HALF_REACHES_BACK,
    ),
    Doubt(
        code="GL_S250_UNDER_PROGRESSION",
        title="Detention of a child passed under the progression model",
        question="Is one half to be served, or the part of before the model?",
        source="Sentencing Act 2026 s.23(2)(c), (3), (7), (10); the official service leaves the "
        "part of before",
        fires=_detention_under_model,
        other=_C.DETENTION_KEEPS_EARLIER_POINT,
    ),
    Doubt(
        code="GL_SHORT_SENTENCE_UNDER_MODEL",
        title="A short sentence of a child, or of offences of before and since licence, under the "
        "progression model",
        question="Does the person leave on licence, and when does the licence end?",
        source="Sentencing Act 2026 s.23(2)(a), (b), (8); the official service lets every child "
        "leave without licence",
        fires=_short_under_model,
        other=_C.UNCONDITIONAL_FOR_DETAINED_ALONE,
    ),
    Doubt(
        code="GL_SENTENCED_ON_SWITCH_DAY",
        title="A sentence of the very day on which the law changed",
        question="Does the old or the new law apply?",
        source="S.I. 2024/844 art. 1(2)(a)(i); Sentencing Act 2026 s.23(12): on or after",
        fires=_sentenced_on_switch_day,
        other=_C.SWITCH_DAY_UNDER_OLD_LAW,
    ),
    Doubt(
        code="GL_TRANCHE_WITHOUT_EFFECT",
        title="A scheme reached a sentence and changed no date, or changed it without a tranche",
        question="Is that right for this person?",
        source="practice",
        fires=_without_effect,
    ),
    Doubt(
        code="GL_TRANCHE_OF_MIXED_SENTENCES",
        title="A chain beside other sentences, where the way to measure them decides the tranche",
        question="Does the limit go by each sentence, by the chain or by the longest of all?",
        source="S.I. 2024/844 art. 2(2)(a)-(c); practice gives a person one tranche",
        fires=_each_below_the_limit,
        need=Need.REACH,
        other=_C.LIMIT_BY_EACH_SENTENCE,
    ),
    Doubt(
        code="GL_TRANCHE_OF_EXPIRED_SENTENCE",
        title="A concurrent sentence that was over before the scheme began",
        question="Must that sentence too be short enough for the first tranche?",
        source="S.I. 2024/844 art. 2(2)(b), each of those sentences; practice counts those that "
        "still run",
        fires=_over_before_the_scheme,
        need=Need.REACH,
        other=_C.EXPIRED_SENTENCES_COUNT,
    ),
    Doubt(
        code="GL_MOVED_ON_TRANCHE_DAY",
        title="An entry or exit on the very day of a tranche",
        question="Was the person in custody on that day?",
        source="S.I. 2024/844 art. 3(4); practice asks for the day before",
        fires=_moved_on_the_day,
        need=Need.MOVEMENTS,
        other=_C.MOVEMENTS_OF_THE_DAY_COUNT,
    ),
    Doubt(
        code="GL_AT_LARGE_AT_TRANCHE",
        title="At large on the eve of the tranche of the progression model",
        question="Does the model reach somebody who was not in custody just before their day?",
        source="Sentencing Act 2026 s.23(12); practice asks for the eve of the model alone",
        fires=_at_large_before_the_day,
        need=Need.REACH,
        other=_C.MODEL_ASKS_ON_EACH_EVE,
    ),
    Doubt(
        code="GL_CRD_PRRD_TIE",
        title="Release and release after recall fall on one day under a scheme",
        question="Which of them governs? Practice drops the first.",
        source="practice",
        fires=_tie_of_release_and_recall,
        need=Need.RECALL,
        other=_C.TIE_KEEPS_RELEASE,
    ),
    Doubt(
        code="GL_ADA_COUNTED_NOT_SERVED",
        title="The progression model adds awards that the governing sentence does not hold",
        question="Is release on the tranche day, or that many days later?",
        source="CJA 2003 s.257(2)(a); the official service counts every award of the booking",
        fires=_counted_not_served,
        need=Need.REACH,
        other=_C.MODEL_COUNTS_AWARDS_SERVED,
    ),
    Doubt(
        code="GL_PM_ADA_TESTS_DISAGREE",
        title="Awards decide whether the progression model reaches the person",
        question="Does the progression model reach this person?",
        source="practice: three tests count awards in three ways",
        fires=_tests_disagree,
        need=Need.REACH,
        other=_C.MODEL_RELEASES_ON_ITS_DAY,
    ),
    Doubt(
        code="GL_ADA_AFTER_TRANCHE",
        title="Awards served after the day on which the progression model reached the person",
        question="Is release due on the tranche day, once the part with all awards is served?",
        source="CJA 2003 s.257(2)(a); the official service adds the awards to that day",
        fires=_awards_after_tranche,
        need=Need.REACH,
        other=_C.MODEL_RELEASES_ON_ITS_DAY,
    ),
    Doubt(
        code="GL_SDS40_EFFECT_HIDDEN",
        title="The progression model hides that an earlier scheme moved the dates",
        question="Is what the person was told about their dates still right?",
        source="practice",
        fires=_effect_hidden,
        need=Need.REACH,
    ),
    Doubt(
        code="GL_HDCED_FROM_SNAPSHOT",
        title="The curfew date of before the progression model, though something came later",
        question="Is the curfew date worked out anew?",
        source="practice",
        fires=_curfew_kept,
        need=Need.REACH,
        other=_C.MODEL_WORKS_CURFEW_OUT_ANEW,
    ),
    Doubt(
        code="GL_REPLAY_RELEASE_BEFORE_ADA",
        title="Something happened between the tranche day and the end of the awards",
        question="Was the person in custody on that day?",
        source="practice",
        fires=_event_before_awards,
        need=Need.REACH,
        other=_C.MODEL_LETS_GO_AFTER_AWARDS,
        asks_more=True,
    ),
    Doubt(
        code="GL_DEFAULTED_TWICE",
        title="A date kept from before the progression model had been moved by release at 40 "
        "per cent",
        question="Do both movements stand?",
        source="practice",
        fires=_defaulted_twice,
        need=Need.REACH,
        other=_C.MODEL_COMPARES_UNMOVED_DATES,
    ),
    Doubt(
        code="GL_UAL_REASON_UNKNOWN",
        title="An absence without a reason on the eve of the progression model",
        question="Was the person in custody on that day?",
        source="Sentencing Act 2026 s.23(12)",
        fires=_absence_at_commencement,
        need=Need.REACH,
        other=_C.UNEXPLAINED_ABSENCE_LEAVES_OUT,
    ),
    Doubt(
        code="GL_UAL_DATES_MISSING",
        title="An absence without its first or last day, and the progression model",
        question="From when to when was the person absent?",
        source="Sentencing Act 2026 s.23(12)",
        fires=_absence_without_days,
        need=Need.REACH,
        other=_C.UNEXPLAINED_ABSENCE_LEAVES_OUT,
    ),
    Doubt(
        code="GL_FTR_56_TRANCHE",
        title="A 56-day recall that waits for its tranche",
        question="Did the sentence run at revocation, had the person returned by then, and did "
        "the Parole Board refuse release? After a refusal the term runs anew from its service.",
        source="S.I. 2026/86 reg. 4, 4(2); the tests of the person are practice",
        fires=_new_term_tranche,
        need=Need.RECALL,
        other=_C.NEW_TERM_LEAVES_EARLIER_RECALLS,
        by_hand=("The Parole Board refused release: the new term runs anew after the refusal.",),
    ),
)
"""The hazards of this module."""
