"""The first day on which home detention curfew is possible (HDCED). It decides eligibility only.

Source: CJA 2003 s.246; HDC Policy Framework. The curfew's length goes by the calculated date: the
dates under the shorter and the longer curfew are both worked out and compared.
"""

from collections.abc import Mapping, Sequence

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import Hdc, LawBook
from gatelodge.sentencing.release import Dated, Entry, Serving
from gatelodge.sentencing.working import note

_HALF = "HDCED_GE_MIN_PERIOD_LT_MIDPOINT"
_LONG = "HDCED_GE_MIDPOINT_LT_MAX_PERIOD"
_MINIMUM = "HDCED_MINIMUM_CUSTODIAL_PERIOD"
_OLD = "HDC_180"
_COMMENCES = "HDCED_ADJUSTED_TO_365_COMMENCEMENT"
_MOVED = "HDCED_ADJUSTED_TO_CONCURRENT_"


def curfew_of(serving: Serving, law: LawBook) -> Dated | None:
    """Give the curfew date of one sentence, or None where it allows no curfew."""
    if ReleaseDateType.HDCED not in serving.regime.types:
        return None
    shorter, began, longer = law.hdc.last_change()
    if serving.price.to_release < longer.minimum_custodial_days:
        return None
    if serving.release < serving.at + longer.minimum_stay_days:
        return None
    awarded = serving.days.ada - serving.unused_ada - serving.days.served
    parts = serving.each.parts
    spans = len(parts) > 1 and min(part.at for part in parts) < began <= max(
        part.at for part in parts
    )
    if not spans and _day(serving, shorter) < began:
        old = _without_ada(serving, shorter)
        old = old.noting(note("HDC_OLD", old.on, began))
        return _with_ada(old, awarded, extra_rule=_OLD)
    new = _without_ada(serving, longer)
    if new.on >= began:
        return _with_ada(new, awarded)
    entry = _with_ada(new, awarded, extra_rule=_COMMENCES).entry
    started = Dated(on=began, notes=(*new.notes, note("HDC_COMMENCES", began)))
    return Dated(on=began + awarded, notes=_with_ada(started, awarded).notes, entry=entry)


def _with_ada(dated: Dated, awarded: int, extra_rule: str | None = None) -> Dated:
    notes = dated.notes
    if awarded:
        notes = (*notes, note("ADA", awarded))
    entry = dated.entry
    if entry is not None:
        is_long = _LONG in entry.rules and _MINIMUM not in entry.rules
        entry = Entry(
            entry.rules if extra_rule is None else (*entry.rules, extra_rule),
            entry.extras,
            entry.adjusted_days + awarded,
            entry.released_on + awarded,
            entry.unadjusted_on + awarded * is_long,
        )
    return Dated(on=dated.on + awarded, notes=notes, entry=entry)


def _base(serving: Serving, law: Hdc) -> int:
    to_release = serving.price.to_release
    if to_release < law.midpoint_days:
        return max(law.minimum_served_days, law.midway.of(to_release))
    return to_release - law.deduction_days - 1


def _day(serving: Serving, law: Hdc) -> int:
    """Give the curfew day with absence and credit, without awards."""
    on = serving.at + _base(serving, law) - serving.days.deductions
    return max(on, serving.at + law.minimum_stay_days) + serving.days.ual


def _without_ada(serving: Serving, law: Hdc) -> Dated:
    to_release, base, days = serving.price.to_release, _base(serving, law), serving.days
    is_long = to_release >= law.midpoint_days
    if is_long:
        first = note(
            "HDC_LONG",
            to_release,
            law.midpoint_days,
            law.deduction_days,
            serving.at + base,
            by=law.authority,
        )
    else:
        first = note(
            "HDC_HALF",
            to_release,
            law.midpoint_days,
            law.minimum_served_days,
            serving.at,
            serving.at + base,
            by=law.authority,
        )
    notes = [*serving.price.release_notes, first]
    on = serving.at + base - days.deductions
    if days.deductions:
        notes.append(note("CREDIT", days.deductions))
    earliest = serving.at + law.minimum_stay_days
    is_floored = on <= earliest
    if is_floored:
        on = earliest
        notes.append(note("HDC_STAY", law.minimum_stay_days, earliest))
    if days.ual:
        on += days.ual
        notes.append(note("UAL", days.ual))
    rule = _LONG if is_long else _HALF
    if is_floored:
        extras = ((_MINIMUM, law.minimum_stay_days, "DAYS"),)
        entry = Entry((_MINIMUM, rule), extras, days.ual, on, serving.at)
    elif is_long:
        extras = ((rule, -law.deduction_days, "DAYS"),)
        moved = days.ual - days.deductions
        entry = Entry((rule,), extras, moved, on, on + law.deduction_days)
    else:
        extras = ((rule, base, "DAYS"),)
        entry = Entry((rule,), extras, days.ual - days.deductions, on, serving.at)
    return Dated(on=on, notes=tuple(notes), entry=entry)


def is_switched_off(flat: Sequence[Serving], chosen: Serving, on: int, law: LawBook) -> bool:
    """Whether the law's end of adult curfew takes this date away."""
    if not law.practices or all(_is_youth(each, law) for each in flat):
        return False
    if Practice.NO_ADULT_CURFEW in law.practices:
        return True
    since = law.practices.get(Practice.NO_ADULT_CURFEW_SINCE)
    if since is None:
        return False
    is_progression = chosen.is_under_progression and any(
        part.track.is_standard for part in chosen.each.parts
    )
    return on >= since or is_progression


def _is_youth(serving: Serving, law: LawBook) -> bool:
    parts = serving.each.parts
    if Construction.CURFEW_FOR_CHAINS_OF_CHILDREN in law.constructions and all(
        part.standard is not None and part.standard.is_section_250 for part in parts
    ):
        return True
    only = serving.each.only
    if only is not None and only.standard is not None:
        return only.standard.is_section_250
    return serving.each.is_term


def is_too_late(on: int, release: int | None, flat: Sequence[Serving], law: LawBook) -> bool:
    """Whether a published curfew date is none by a reading, for the day to which it was moved.

    `on` and `release` are day numbers; `release` is the published one.
    """
    chosen = law.constructions
    if Construction.CURFEW_ONLY_BEFORE_RELEASE in chosen and release is not None and on >= release:
        return True
    since = law.practices.get(Practice.NO_ADULT_CURFEW_SINCE)
    if since is None or Construction.CURFEW_ENDS_FOR_MOVED_DATES not in chosen:
        return False
    return on >= since and not all(_is_youth(each, law) for each in flat)


def curfew_of_booking(
    flat: Sequence[Serving],
    last_held: Sequence[Serving],
    leader: Serving,
    curfews: Mapping[int, Dated],
    law: LawBook,
) -> Dated | None:
    """Give the curfew date of several sentences; `leader` is the one that governs release.

    `last_held` are those that hold the person since the last release. A sentence that allows no
    curfew and still holds the person moves the date to its own release.
    """
    if not curfews or _is_barred(flat, last_held, law):
        return None
    eligible = [each for each in flat if each.recalled is None and not each.each.is_dto]
    if not eligible or max(eligible, key=lambda each: each.release).number not in curfews:
        return None
    leaves = leader.lets_go
    stay = law.hdc.values[-1].minimum_stay_days
    allowed = [each for each in flat if each.number in curfews and leaves >= each.at + stay]
    if not allowed:
        return None
    chosen = max(allowed, key=lambda each: curfews[each.number].on)
    dated = curfews[chosen.number]
    if leaves <= dated.on:
        return None
    held = _held_by(flat, curfews, dated.on)
    curfew = dated.noting(note("HDC_LAST", chosen.spoken, chosen.at))
    if held is not None:
        on = held.defaulted
        curfew = Dated(
            on=on,
            notes=(*curfew.notes, note("HDC_HELD", held.spoken, held.at, on)),
            entry=Entry((_MOVED + _release_word(held),), (), dated.on - on, on, dated.on),
        )
    return None if is_switched_off(flat, chosen, curfew.on, law) else curfew


def _is_barred(flat: Sequence[Serving], last_held: Sequence[Serving], law: LawBook) -> bool:
    """Whether a sentence that would be SDS+ today bars curfew for the whole booking."""
    barring = [each for each in flat if would_be_plus(each)]
    if Construction.CURFEW_BARRED_BY_CHAINS not in law.constructions:
        barring = [each for each in barring if each.each.only is not None]
    if Construction.CURFEW_NOT_BARRED_BY_RELEASED in law.constructions:
        numbers = {each.number for each in last_held}
        barring = [each for each in barring if each.number in numbers or each.recalled is not None]
    return bool(barring)


def would_be_plus(serving: Serving) -> bool:
    """Whether any of its sentences is SDS+ or would be if it were passed today."""
    return any(
        part.standard is not None and part.standard.is_sds_plus_eligible
        for part in serving.each.parts
    )


def _release_word(serving: Serving) -> str:
    if ReleaseDateType.ARD in serving.types:
        return "ACTUAL_RELEASE"
    return "CONDITIONAL_RELEASE" if serving.recalled is None else "PRRD"


def _held_by(flat: Sequence[Serving], curfews: Mapping[int, Dated], curfew: int) -> Serving | None:
    holding = [
        each
        for each in flat
        if each.number not in curfews and not each.each.is_dto and each.defaulted > curfew
    ]
    if not holding:
        return None
    last = max(holding, key=lambda each: each.lets_go)
    if last.is_immediate_to_the_day or not all(
        each.is_immediate and each.recalled is None for each in holding
    ):
        return last
    return None
