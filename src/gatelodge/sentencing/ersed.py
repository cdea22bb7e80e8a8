"""The first day on which a person liable to removal may be removed (ERSED), when it is asked for.

Whether anyone is liable is not decided here. Source: CJA 2003 s.260. The window goes by the
calculated date: the dates under the old and the new window are both worked out and compared.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.chains import Form
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import add_years
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import Ers, LawBook
from gatelodge.sentencing.release import (
    Dated,
    Entry,
    Serving,
    moved_by,
    parole_of,
    release_of,
)
from gatelodge.sentencing.tracks import is_old_style, may_be_terrorist
from gatelodge.sentencing.working import Note, note


class _Window(NamedTuple):
    on: int
    compare: int
    notes: tuple[Note, ...]
    entry: Entry


def removal_of(serving: Serving, law: LawBook) -> Dated | None:
    """Give the removal date of one sentence, or None for a kind that allows no removal.

    Where removal is possible at any time, that is the day of sentence, but not a day of before the
    Act was passed.
    """
    if _is_barred(serving, law):
        return None
    counted = _at_any_time(serving, _counted_removal(serving, law), law)
    return counted if serving.recalled is None else _since_return(serving, counted, law)


def _at_any_time(serving: Serving, counted: Dated, law: LawBook) -> Dated:
    passed = law.practices.get(Practice.REMOVAL_AT_ANY_TIME_PASSED)
    if passed is None or Construction.REMOVAL_AT_ANY_TIME not in law.constructions:
        return counted
    on = max(serving.at, passed)
    if on >= counted.on:
        return counted
    return Dated(on=on, notes=(note("ERS_ANY_TIME", on),), entry=counted.entry)


def _is_barred(serving: Serving, law: LawBook) -> bool:
    """Whether a sentence allows no removal.

    Recalls, default terms, orders and committals allow none; nor does a single sentence under the
    1991 Act's rules. By other readings a recall does, and a single sentence under those rules; or
    no term or chain under them does, and no terrorist sentence.
    """
    each, chosen = serving.each, law.constructions
    if serving.recalled is not None and Construction.REMOVAL_OF_THE_RECALLED not in chosen:
        return True
    if is_old_single(serving, law) and Construction.REMOVAL_OF_OLD_SINGLES not in chosen:
        return True
    barred = {
        Construction.NO_REMOVAL_OF_OLD_CHAINS: is_old_throughout(serving, law),
        Construction.TERRORISTS_NOT_REMOVED: any(
            may_be_terrorist(part.sentence, law) for part in each.parts
        ),
    }
    return each.is_term_throughout or any(barred[reading] for reading in barred.keys() & chosen)


def _since_return(serving: Serving, counted: Dated, law: LawBook) -> Dated | None:
    """Let a recalled person be removed from the return, once the law lets recalled people be.

    None: the day of return is not known.
    """
    recall = serving.each.recall
    if recall is None or recall.returned_on is None:
        return None
    _, began, _ = law.removal.last_change()
    on = max(recall.returned_on.toordinal(), began)
    if on <= counted.on:
        return counted
    return Dated(on=on, notes=(*counted.notes, note("ERS_RECALLED", on)), entry=counted.entry)


def _counted_removal(serving: Serving, law: LawBook) -> Dated:
    """Count the removal date of one sentence, by the window before the last change and since."""
    before, began, since = law.ers.last_change()
    old = _window(serving, before, law.constructions)
    new = _window(serving, since, law.constructions)
    is_since = _is_since_the_change(serving, law)
    if not is_since and old.compare < began:
        return Dated(on=old.on, notes=(*old.notes, note("ERS_OLD", began)), entry=old.entry)
    if not is_since and new.compare < began:
        awarded = serving.days.ada - serving.unused_ada - serving.days.served
        notes = (*new.notes, note("ERS_COMMENCES", began), *_awarded(awarded))
        on = began + awarded
        entry = Entry(("ERSED_ADJUSTED_TO_ERS30_COMMENCEMENT",), (), awarded, on, began)
        return Dated(on=on, notes=notes, entry=entry)
    return Dated(on=new.on, notes=new.notes, entry=new.entry)


def is_old_single(serving: Serving, law: LawBook) -> bool:
    """Whether it is one sentence of before the 2003 Act for an offence of before it.

    A short one for a later offence is a sentence under the 1991 Act too, but practice gives it a
    removal date, and removal is open to every prisoner with a fixed term.
    """
    only = serving.each.only
    return (
        only is not None
        and only.track.is_standard
        and is_old_style(only.offence_on, serving.at, law)
    )


def is_old_throughout(serving: Serving, law: LawBook) -> bool:
    """Whether it is a term or chain all of whose sentences are such as `is_old_single` finds."""
    return serving.each.form is not Form.SINGLE and all(
        part.track.is_standard and is_old_style(part.offence_on, part.at, law)
        for part in serving.each.parts
    )


def _is_since_the_change(serving: Serving, law: LawBook) -> bool:
    """Whether the present window holds for a sentence whatever day it gives.

    Practice asks for one part of the day on which it began or later; one reading for the first
    part, another one for a later day than that.
    """
    _, began, _ = law.ers.last_change()
    chosen = law.constructions
    if Construction.WIDER_WINDOW_FROM_ITS_DAY in chosen:
        return serving.at >= began
    if Construction.WINDOW_DAY_IS_BEFORE in chosen:
        return any(part.at > began for part in serving.each.parts)
    return any(part.at >= began for part in serving.each.parts)


def spans_the_change(serving: Serving, law: LawBook) -> bool:
    """Whether a chain was imposed partly before and partly since the present window began."""
    _, began, _ = law.ers.last_change()
    parts = serving.each.parts
    return (
        len(parts) > 1
        and any(part.at < began for part in parts)
        and any(part.at >= began for part in parts)
    )


def _awarded(awarded: int) -> tuple[Note, ...]:
    return (note("ADA", awarded),) if awarded else ()


def _window(serving: Serving, law: Ers, chosen: AbstractSet[Construction]) -> _Window:
    """Open the window a time before release, or before parole where there is a parole date.

    By one reading whole years are counted as the days are, to the day after they are served; by
    another credit counts against the days at large and added that the floor asks for.
    """
    days = serving.days
    parole = serving.parole
    base = serving.release if parole is None else parole
    to_base = serving.price.to_parole or serving.price.to_release
    opens = add_years(base, -law.longest_years) - law.longest_days
    if law.longest_years and Construction.REMOVAL_AFTER_WHOLE_YEARS in chosen:
        opens += 1
    first_served = serving.at + law.served.of(to_base)
    served = first_served + days.ual - days.deductions + days.ada - days.served
    capped = min(served, base)
    added = days.ual + days.ada
    later = max(opens, capped)
    counted = _counted(serving, law, opens=opens, served=served, base=base)
    if Construction.REMOVAL_FLOOR_AFTER_CREDIT in chosen:
        later = max(later, serving.at)
    elif later - added < serving.at:
        floored = serving.at + added
        return _Window(
            floored,
            serving.at + days.ual,
            (*counted, note("ERS_FLOOR", added, floored)),
            Entry(("ERSED_BEFORE_SENTENCE_DATE",), (), added, floored, serving.at),
        )
    if opens >= capped:
        amount = law.longest_years or law.longest_days
        unit = "YEARS" if law.longest_years else "DAYS"
        entry = Entry(
            ("ERSED_MAX_PERIOD",),
            (("ERSED_MAX_PERIOD", -amount, unit),),
            serving.release - serving.unadjusted_release,
            opens,
            serving.at + to_base - 1,
        )
    else:
        entry = Entry(
            ("ERSED_MIN_EFFECTIVE_DATE",), (), capped - first_served, capped, first_served
        )
    return _Window(later, later - days.ada, counted, entry)


def _counted(serving: Serving, law: Ers, *, opens: int, served: int, base: int) -> tuple[Note, ...]:
    """Tell how the window was counted: before release, or from the day of sentence if later."""
    if opens >= min(served, base):
        spoken = f"{law.longest_years} years" if law.longest_years else f"{law.longest_days} days"
        from_parole = parole_of(serving)
        before = release_of(serving).notes if from_parole is None else from_parole.notes
        rule = "ERS_LONGEST" if from_parole is None else "ERS_LONGEST_PAROLE"
        return (*before, note(rule, spoken, base, opens, by=law.authority))
    price = serving.price
    to_base = price.to_parole or price.to_release
    first_served = serving.at + law.served.of(to_base)
    notes = [
        *(price.release_notes if serving.parole is None else price.parole_notes),
        note("ERS_SERVED", str(law.served), to_base, serving.at, first_served, by=law.authority),
        *moved_by(serving),
    ]
    if serving.days.ada:
        notes.append(note("ADA", serving.days.ada))
    if serving.days.served:
        notes.append(note("SERVED", serving.days.served))
    if base < served:
        notes.append(note("ERS_BEFORE_RELEASE", base))
    return tuple(notes)


class BookingRemoval(NamedTuple):
    """The removal date of several sentences, whose it is, and whether an order took it away."""

    dated: Dated | None
    chosen: Serving
    is_barred_by_order: bool = False


def removal_of_booking(
    groups: Sequence[Sequence[Serving]],
    dates: Mapping[ReleaseDateType, Dated],
    law: LawBook,
) -> BookingRemoval | None:
    """Give the removal date of several sentences: the latest of those not over at once.

    `groups` are the sentences as they were served together; `dates` what is published already. A
    default term served beside it holds the person; so does an order whose mid-term date comes
    later.
    """
    dated = [
        (each, own, group)
        for group in groups
        for each in group
        if not each.is_immediate and (own := removal_of(each, law)) is not None
    ]
    if not dated:
        return None
    chosen, own, group = max(dated, key=lambda each: each[1].on)
    own = own.noting(note("ERS_LAST", chosen.spoken, chosen.at))
    holding = [
        each
        for each in group
        if each.each.only is not None
        and (each.each.only.track.is_fine or each.each.is_botus)
        and not each.is_immediate
    ]
    if any(each.lets_go > chosen.lets_go for each in holding):
        return BookingRemoval(None, chosen)
    fines = [each for each in holding if not each.each.is_botus and each.lets_go > own.on]
    if fines:
        on = max(each.lets_go for each in fines)
        entry = Entry(("ERSED_ADJUSTED_TO_CONCURRENT_TERM",), (), 0, on, own.on)
        moved = Dated(on=on, notes=(*own.notes, note("ERS_FINE", on)), entry=entry)
        return BookingRemoval(moved, chosen)
    if any(each.each.is_dto for group in groups for each in group):
        return _beside_order(own, chosen, dates)
    return BookingRemoval(own, chosen)


def _beside_order(
    own: Dated, chosen: Serving, dates: Mapping[ReleaseDateType, Dated]
) -> BookingRemoval:
    release = dates.get(ReleaseDateType.CRD) or dates.get(ReleaseDateType.ARD)
    middle = dates.get(ReleaseDateType.MTD)
    if release is None or middle is None or middle.on >= release.on:
        return BookingRemoval(None, chosen, is_barred_by_order=True)
    if middle.on < own.on:
        return BookingRemoval(own, chosen)
    entry = Entry(("ERSED_ADJUSTED_TO_MTD",), (), 0, middle.on, own.on)
    moved = Dated(on=middle.on, notes=(*own.notes, note("ERS_MTD", middle.on)), entry=entry)
    return BookingRemoval(moved, chosen)
