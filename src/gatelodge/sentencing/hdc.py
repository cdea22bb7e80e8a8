"""The first day on which home detention curfew is possible (HDCED). It decides eligibility only.

Source: CJA 2003 s.246; HDC Policy Framework. The curfew's length goes by the calculated date: the
dates under the shorter and the longer curfew are both worked out and compared.
"""

from collections.abc import Sequence

from gatelodge.sentencing.lawbook import Hdc, LawBook
from gatelodge.sentencing.release import Dated, Serving
from gatelodge.sentencing.working import Note, note


def curfew_of(serving: Serving, law: LawBook) -> Dated | None:
    """Give the curfew date of one sentence, or None where it allows no curfew."""
    shorter, began, longer = law.hdc.last_change()
    if not serving.regime.may_have_curfew:
        return None
    if serving.release < serving.at + longer.minimum_stay_days:
        return None
    if serving.price.to_release < longer.minimum_custodial_days:
        return None
    awarded = serving.days.ada - serving.unused_ada - serving.days.served
    old = _without_ada(serving, shorter)
    new = _without_ada(serving, longer)
    spans = any(part.at < began for part in serving.each.parts) and any(
        part.at >= began for part in serving.each.parts
    )
    if old.on < began and not spans:
        notes = [*old.notes, note("HDC_OLD", old.on, began)]
        return _with_ada(old.on, awarded, notes)
    if new.on >= began:
        return _with_ada(new.on, awarded, [*new.notes])
    return _with_ada(began, awarded, [*new.notes, note("HDC_COMMENCES", began)])


def _with_ada(on: int, awarded: int, notes: list[Note]) -> Dated:
    if awarded:
        notes += [note("ADA", awarded), note("ADJUSTED", on + awarded)]
    return Dated(on=on + awarded, notes=tuple(notes))


def _without_ada(serving: Serving, law: Hdc) -> Dated:
    to_release = serving.price.to_release
    if to_release < law.midpoint_days:
        base = max(law.minimum_served_days, law.midway.of(to_release))
        first = note(
            "HDC_HALF",
            to_release,
            law.midpoint_days,
            law.minimum_served_days,
            serving.at,
            serving.at + base,
            by=law.authority,
        )
    else:
        base = to_release - law.deduction_days - 1
        first = note(
            "HDC_LONG",
            to_release,
            law.midpoint_days,
            law.deduction_days,
            serving.at + base,
            by=law.authority,
        )
    notes = [first]
    on = serving.at + base - serving.days.deductions
    if serving.days.deductions:
        notes += [note("CREDIT", serving.days.deductions), note("ADJUSTED", on)]
    earliest = serving.at + law.minimum_stay_days
    if on <= earliest:
        on = earliest
        notes.append(note("HDC_STAY", law.minimum_stay_days, earliest))
    if serving.days.ual:
        on += serving.days.ual
        notes += [note("UAL", serving.days.ual), note("ADJUSTED", on)]
    return Dated(on=on, notes=tuple(notes))


def curfew_of_booking(flat: Sequence[Serving], leader: Serving, law: LawBook) -> Dated | None:
    """Give the curfew date of several sentences; `leader` is the one that governs release.

    A sentence that allows no curfew and still holds the person moves the date to its own release.
    """
    if any(
        not each.each.is_chain and each.each.parts[0].sentence.is_sds_plus_eligible for each in flat
    ):
        return None
    curfews = {each.number: curfew_of(each, law) for each in flat}
    last = max(flat, key=lambda each: each.release)
    if curfews[last.number] is None:
        return None
    stay = law.hdc.values[-1].minimum_stay_days
    allowed = [
        (each, dated)
        for each in flat
        if (dated := curfews[each.number]) is not None and leader.release >= each.at + stay
    ]
    if not allowed:
        return None
    chosen, dated = max(allowed, key=lambda pair: pair[1].on)
    if leader.release <= dated.on:
        return None
    notes = (note("HDC_LAST", len(flat), chosen.at), *dated.notes)
    held = _held_by(flat, curfews, dated.on)
    if held is None:
        return Dated(on=dated.on, notes=notes)
    on = held.defaulted_release
    return Dated(on=on, notes=(*notes, note("HDC_HELD", held.at, on)))


def _held_by(
    flat: Sequence[Serving], curfews: dict[int, Dated | None], curfew: int
) -> Serving | None:
    holding = [
        each for each in flat if curfews[each.number] is None and each.defaulted_release > curfew
    ]
    if not holding:
        return None
    last = max(holding, key=lambda each: each.release)
    if last.is_immediate_to_the_day or not all(each.is_immediate for each in holding):
        return last
    return None
