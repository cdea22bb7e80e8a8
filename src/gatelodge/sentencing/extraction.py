"""From the dates of each sentence to the dates of the booking.

Source: CJA 2003 s.263 for sentences served side by side; PSI 03/2015 for what is published.
"""

from collections.abc import Iterable

import msgspec

from gatelodge.sentencing.answer import RELEASES, ReleaseDateType
from gatelodge.sentencing.booking import Adjustment, Person
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import add_months, is_shorter, years_months_days
from gatelodge.sentencing.ersed import removal_of, spans_the_change
from gatelodge.sentencing.hdc import curfew_of, is_switched_off
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.release import (
    Dated,
    Entry,
    Serving,
    after_recall,
    end_of_sentence,
    licence_end,
    licence_of,
    parole_of,
    release_of,
)
from gatelodge.sentencing.tused import outlasting, recorded_past_end, supervision_of
from gatelodge.sentencing.working import Note, note

Dates = dict[ReleaseDateType, Dated]
Entries = dict[ReleaseDateType, Entry]

_CRD, _ARD, _PED = ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.PED
_SLED, _SED, _LED = ReleaseDateType.SLED, ReleaseDateType.SED, ReleaseDateType.LED
_MTD, _ETD, _LTD = ReleaseDateType.MTD, ReleaseDateType.ETD, ReleaseDateType.LTD
_HDCED, _TUSED, _ERSED = ReleaseDateType.HDCED, ReleaseDateType.TUSED, ReleaseDateType.ERSED
_PRRD, _ESED = ReleaseDateType.PRRD, ReleaseDateType.ESED


class Group(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Sentences whose custody overlaps: from the first sentence date to the day they let go."""

    begins: int
    released: int
    servings: tuple[Serving, ...]


def licence_cuts(groups: Iterable[Group], law: LawBook) -> dict[int, int]:
    """Count, for each sentence, the licence days that would run past its group's last end."""
    cuts: dict[int, int] = {}
    for group in groups:
        mixed = [each for each in group.servings if each.regime.is_mixed]
        if not mixed:
            continue
        last_end = max(each.end for each in group.servings)
        most = max((licence_end(each, law) or 0) - last_end for each in mixed)
        if most > 0:
            cuts |= {each.number: most for each in mixed}
    return cuts


class Question(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """For whom, under which law, whether early removal is asked for, and the day of return.

    `returned_on` is the booking's own day of return to custody, which may differ from a sentence's.
    """

    person: Person
    law: LawBook
    with_ersed: bool
    returned_on: int | None


class Extract(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The dates of a booking in the order of writing, its whole length, and what governs it.

    `entries` are the official service's accounts, also of dates that are not published; `drives`
    the places of the sentences that set the release; `last_recall` the latest release after recall
    of several sentences, published or not. `removal_is_barred_by_order`: a detention and training
    order took the removal date away; `shows_scheme_hints`: the official service may speak of a
    scheme beside these dates. `release_ties_with_recall`: a scheme left only the latter of a
    release and a release after recall on one day.
    """

    dates: Dates
    entries: Entries
    length: tuple[int, int, int]
    governs: Serving
    affected: frozenset[str]
    drives: frozenset[int]
    last_recall: int | None = None
    removal_is_barred_by_order: bool = False
    shows_scheme_hints: bool = True
    release_ties_with_recall: bool = False
    counted_after: frozenset[Adjustment] = frozenset()
    """Rows that moved a date after a scheme reached the person, whichever sentence held them."""


def _own_dates(only: Serving, question: Question) -> tuple[Dates, Dated]:
    """Give every date that one sentence may have of its own, published or not, and its release."""
    types, law = only.types, question.law
    end, release = end_of_sentence(only), release_of(only)
    own: Dates = {_SLED if _SLED in types else _SED: end}
    if _ARD in types:
        own[_ARD] = release.noting(_why_unconditional(only, law))
    elif _CRD in types:
        own[_CRD] = release.noting(_why_on_licence(only))
    if _LED in types:
        licence = licence_end(only, law)
        cut = 0 if licence is None or not only.regime.is_mixed else max(0, licence - only.end)
        _put(own, _LED, licence_of(only, law, cut))
    _put(own, _TUSED, supervision_of(only, question.person, law))
    _put(own, _HDCED, curfew_of(only, law))
    if _PED in types:
        _put(own, _PED, parole_of(only))
    if question.with_ersed:
        _put(own, _ERSED, removal_of(only, law))
    return own, release


def of_one(only: Serving, question: Question, before_ers_30: Extract | None) -> Extract:
    """Give the dates of a booking that holds one sentence, chain or single term."""
    law = question.law
    types = only.types
    own, release = _own_dates(only, question)
    entries = {date_type: dated.entry for date_type, dated in own.items() if dated.entry}
    dates: Dates = {}
    expiry = _SLED if _SLED in types else _SED
    dates[expiry] = own[expiry]
    recalled = after_recall(only)
    if recalled is not None:
        dates[_PRRD] = recalled
    elif _CRD in own or _ARD in own:
        kind = _CRD if _CRD in own else _ARD
        dates[kind] = own[kind]
    else:
        dates[_MTD if _MTD in types else _ARD] = release
    _put(dates, _LED, own.get(_LED))
    _put(dates, _TUSED, outlasting(own.get(_TUSED), licence_end(only, law), law))
    curfew = own.get(_HDCED)
    if (
        curfew is not None
        and _PED not in types
        and only.lets_go > curfew.on
        and not is_switched_off((only,), only, curfew.on, law)
    ):
        dates[_HDCED] = curfew
    parole = own.get(_PED)
    if parole is not None:
        dates[_PED] = floored(parole, only.at)
    _put(dates, _ERSED, own.get(_ERSED))
    if before_ers_30 is not None and _ERSED in dates and spans_the_change(only, law):
        keep_earlier_removal(dates, entries, before_ers_30)
    if _MTD in dates and not only.is_immediate:
        put_transfers(dates, (_ETD, _LTD), dates[_MTD], only, law)
    if only.each.is_botus:
        _put(dates, _TUSED, recorded_past_end(only, law))
    if not only.each.is_botus:
        dates[_ESED] = unadjusted_end(only)
    return Extract(
        dates=dates,
        entries=entries,
        length=years_months_days(only.at, only.unadjusted_end + 1),
        governs=only,
        affected=schemes_of(only).all,
        drives=frozenset(only.each.places),
    )


def _why_unconditional(only: Serving, law: LawBook) -> Note:
    rule = law.short.on(only.each.offence_on)
    if _ARD in only.regime.types:
        if only.each.is_term_throughout:
            return note("UNCONDITIONAL_TERM")
        return note("UNCONDITIONAL", rule.under_months)
    return note("UNCONDITIONAL_UNDER_18", only.lets_go, rule.adult_age, rule.under_months)


def _why_on_licence(only: Serving) -> Note:
    if _SLED in only.types:
        return note("LICENCE")
    return note("LICENCE_OF_ITS_OWN" if only.regime.is_mixed else "LICENCE_THREE_QUARTERS")


def floored(parole: Dated, day: int) -> Dated:
    """Keep parole from coming before a day of sentence."""
    if parole.on >= day:
        return parole
    return Dated(on=day, notes=(*parole.notes, note("FLOOR", day)), entry=parole.entry)


def keep_earlier_removal(dates: Dates, entries: Entries, before: Extract) -> bool:
    """Keep the removal date of before the wider window, where it is the later one."""
    kept = before.dates.get(_ERSED)
    if kept is None or kept.on <= dates[_ERSED].on:
        return False
    dates[_ERSED] = kept.noting(note("ERS_KEPT", kept.on))
    if kept.entry is not None:
        entries[_ERSED] = kept.entry
    return True


def without_late_removal(found: Extract, law: LawBook) -> Extract:
    """Give dates without a removal date that does not come before release, by one reading."""
    removal = found.dates.get(_ERSED)
    released = max((on.on for each, on in found.dates.items() if each in RELEASES), default=None)
    if (
        Construction.NO_REMOVAL_FROM_RELEASE not in law.constructions
        or removal is None
        or released is None
        or removal.on < released
    ):
        return found
    dates = {each: dated for each, dated in found.dates.items() if each is not _ERSED}
    return msgspec.structs.replace(found, dates=dates)


def put_transfers(
    dates: Dates,
    order: tuple[ReleaseDateType, ...],
    middle: Dated,
    by: Serving,
    law: LawBook,
) -> None:
    """Put the early and late transfer dates beside a mid-term date, by an order's length."""
    rule = law.dto.on(by.at)
    days, at = by.each.days, by.at
    longest = add_months(at, rule.longest_months) - at
    if is_shorter(days, at, months=rule.transfer_from_months) or days > longest:
        return
    months = rule.transfer_longer_months
    if is_shorter(days, at, months=rule.transfer_longer_from_months):
        months = rule.transfer_months
    for each in order:
        on = add_months(middle.on, -months if each is _ETD else months)
        rule_name = "TRANSFER_EARLY" if each is _ETD else "TRANSFER_LATE"
        dates[each] = Dated(
            on=on, notes=(*middle.notes, note(rule_name, months, on, by=rule.authority))
        )


def unadjusted_end(serving: Serving) -> Dated:
    """Give the end that no days move (ESED)."""
    on = serving.unadjusted_end
    return Dated(on=on, notes=(*serving.price.end_notes, note("UNADJUSTED_END", on)))


class Schemes(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The schemes behind a sentence: those of its release points, and the progression model.

    The latter counts for the whole sentence, however its parts were priced.
    """

    of_points: frozenset[str] = frozenset()
    progression: str | None = None

    @property
    def all(self) -> frozenset[str]:
        """Every scheme behind the sentence."""
        return self.of_points if self.progression is None else self.of_points | {self.progression}


def schemes_of(serving: Serving) -> Schemes:
    """Name the schemes behind a sentence's own release. A recall rests on none."""
    if serving.recalled is not None:
        return Schemes()
    is_progression = serving.is_under_progression and any(
        part.track.is_standard for part in serving.each.parts
    )
    return Schemes(
        of_points=frozenset(
            point.scheme.id
            for point in serving.points
            if point.scheme is not None and not point.scheme.is_progression
        ),
        progression=serving.scheme.id if is_progression and serving.scheme else None,
    )


def _put(dates: Dates, date_type: ReleaseDateType, dated: Dated | None) -> None:
    if dated is not None:
        dates[date_type] = dated
