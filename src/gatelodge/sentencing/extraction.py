"""From the dates of each sentence to the dates of the booking.

Source: CJA 2003 s.263 for sentences served side by side; PSI 03/2015 for what is published.
"""

from collections.abc import Sequence

import msgspec

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import Person
from gatelodge.sentencing.days import is_shorter, years_months_days
from gatelodge.sentencing.ersed import removal_of, removal_of_booking
from gatelodge.sentencing.hdc import curfew_of, curfew_of_booking
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.regimes import Licence, is_since_licence
from gatelodge.sentencing.release import (
    Dated,
    Serving,
    end_of_sentence,
    licence_end,
    release_of,
)
from gatelodge.sentencing.tused import supervision_of, supervision_of_booking
from gatelodge.sentencing.working import Note, note

Dates = dict[ReleaseDateType, Dated]


class Group(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Sentences whose custody overlaps: from the first sentence date to the day they let go."""

    begins: int
    released: int
    servings: tuple[Serving, ...]


class Extract(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The dates of a booking in the order of writing, its whole length, and what governs it."""

    dates: Dates
    length: tuple[int, int, int]
    governing_at: int
    affected: frozenset[str]


class Question(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """For whom, under which law, and whether early removal is asked for."""

    person: Person
    law: LawBook
    with_ersed: bool

    def is_child_on_short_sentence(self, serving: Serving) -> bool:
        """Whether the person leaves a short sentence as a child, and so without licence."""
        adult_age = self.law.short.on(serving.each.offence_on).adult_age
        return serving.is_under_age_and_short(self.person.born_on.toordinal(), adult_age)

    def licence(self, serving: Serving) -> Licence:
        """Give the licence as it stands on the present release date."""
        if serving.regime.licence is Licence.TO_THE_END and self.is_child_on_short_sentence(
            serving
        ):
            return Licence.NONE
        return serving.regime.licence

    def is_unconditional(self, serving: Serving) -> bool:
        """Whether release of this sentence alone is without licence."""
        return serving.regime.is_unconditional or self.is_child_on_short_sentence(serving)


def extract(groups: Sequence[Group], question: Question) -> Extract:
    """Work out the dates of all groups together."""
    flat = [serving for group in groups for serving in group.servings]
    if len(flat) == 1:
        return _of_one(flat[0], question)
    return _of_several(groups, flat, question)


def _of_one(only: Serving, question: Question) -> Extract:
    law = question.law
    licence = question.licence(only)
    dates: Dates = {}
    expiry = ReleaseDateType.SLED if licence is Licence.TO_THE_END else ReleaseDateType.SED
    dates[expiry] = end_of_sentence(only)
    release = release_of(only)
    if question.is_unconditional(only):
        dates[ReleaseDateType.ARD] = _with(release, _why_unconditional(only))
    else:
        why = "LICENCE" if licence is Licence.TO_THE_END else "LICENCE_OF_ITS_OWN"
        dates[ReleaseDateType.CRD] = _with(release, note(why))
    if licence is Licence.OF_ITS_OWN:
        _put(dates, ReleaseDateType.LED, _cut(licence_end(only, law), only.end))
    _put(dates, ReleaseDateType.TUSED, supervision_of(only, question.person, law))
    curfew = curfew_of(only, law)
    if curfew is not None and only.release > curfew.on:
        dates[ReleaseDateType.HDCED] = curfew
    if question.with_ersed:
        dates[ReleaseDateType.ERSED] = removal_of(only, law)
    dates[ReleaseDateType.ESED] = _unadjusted(only)
    return Extract(
        dates=dates,
        length=years_months_days(only.at, only.unadjusted_end + 1),
        governing_at=only.at,
        affected=_schemes_of(only),
    )


def _why_unconditional(only: Serving) -> Note:
    if only.regime.is_unconditional:
        return note("UNCONDITIONAL")
    return note("UNCONDITIONAL_UNDER_18", only.release)


def _of_several(groups: Sequence[Group], flat: Sequence[Serving], question: Question) -> Extract:
    law = question.law
    governs = max(flat, key=lambda each: each.defaulted_release)
    longest = max(flat, key=lambda each: each.end)
    ends_last = max(flat, key=lambda each: each.unadjusted_end)
    begins = min(each.at for each in flat)
    whole = years_months_days(begins, ends_last.unadjusted_end + 1)
    licence = _last_licence(groups, question)
    release = governs.release
    is_conditional, may_have_led, why = _conditional(flat, whole, licence, question)
    dates: Dates = {}
    end = end_of_sentence(longest)
    end = _with(end, note("LAST_EXPIRY", len(flat), longest.at))
    if (
        licence is not None
        and licence[1].on == end.on
        and question.licence(longest) is Licence.TO_THE_END
    ):
        dates[ReleaseDateType.SLED] = end
    else:
        dates[ReleaseDateType.SED] = end
        if licence is not None and may_have_led and licence[1].on >= release:
            dates[ReleaseDateType.LED] = _with(licence[1], note("LAST_LICENCE", licence[0].at))
    released = release_of(governs)
    released = _with(released, note("LAST_RELEASE", len(flat), governs.at), why)
    dates[ReleaseDateType.CRD if is_conditional else ReleaseDateType.ARD] = released
    last_licence = None if licence is None else licence[1].on
    _put(
        dates,
        ReleaseDateType.TUSED,
        supervision_of_booking(flat, last_licence, question.person, law),
    )
    _put(dates, ReleaseDateType.HDCED, curfew_of_booking(flat, governs, law))
    if question.with_ersed:
        _put(dates, ReleaseDateType.ERSED, removal_of_booking(flat, law))
    dates[ReleaseDateType.ESED] = _unadjusted(ends_last)
    return Extract(
        dates=dates,
        length=whole,
        governing_at=governs.at,
        affected=_schemes_that_count(flat, dates, question),
    )


def _schemes_of(serving: Serving) -> frozenset[str]:
    return frozenset(point.scheme for point in serving.points if point.scheme is not None)


def _schemes_that_count(
    flat: Sequence[Serving], dates: Dates, question: Question
) -> frozenset[str]:
    """Name the schemes of sentences one of whose own dates is published."""
    found: frozenset[str] = frozenset()
    for each in flat:
        own = {
            ReleaseDateType.CRD: each.release,
            ReleaseDateType.ARD: each.release,
            ReleaseDateType.HDCED: _day(curfew_of(each, question.law)),
            ReleaseDateType.TUSED: _day(supervision_of(each, question.person, question.law)),
        }
        if any(kind in dates and dates[kind].on == on for kind, on in own.items()):
            found |= _schemes_of(each)
    return found


def _day(dated: Dated | None) -> int | None:
    return None if dated is None else dated.on


def _unadjusted(serving: Serving) -> Dated:
    on = serving.unadjusted_end
    return Dated(on=on, notes=(*serving.price.end_notes, note("UNADJUSTED_END", on)))


def _last_licence(groups: Sequence[Group], question: Question) -> tuple[Serving, Dated] | None:
    known = []
    for group in groups:
        last_end = max(each.end for each in group.servings)
        for each in group.servings:
            if question.licence(each) is not Licence.NONE:
                own = _cut(licence_end(each, question.law), last_end)
                if own is not None:
                    known.append((each, own))
    return max(known, key=lambda pair: pair[1].on, default=None)


def _cut(licence: Dated | None, last_end: int) -> Dated | None:
    """End a licence of its own with the last sentence of its group."""
    if licence is None or licence.on <= last_end:
        return licence
    return Dated(on=last_end, notes=(*licence.notes, note("LICENCE_CUT", licence.on - last_end)))


def _conditional(
    flat: Sequence[Serving],
    whole: tuple[int, int, int],
    licence: tuple[Serving, Dated] | None,
    question: Question,
) -> tuple[bool, bool, Note]:
    """Decide whether release is on licence, whether a LED may be shown, and why."""
    release = max(flat, key=lambda each: each.defaulted_release).release
    mixed = _mixed_singles(flat, whole, release, question)
    if mixed is not None:
        return mixed
    if licence is not None and licence[1].on >= release:
        return True, True, note("ON_LICENCE_THROUGHOUT", licence[1].on)
    return False, True, note("NO_LICENCE_LEFT")


def _mixed_singles(
    flat: Sequence[Serving], whole: tuple[int, int, int], release: int, question: Question
) -> tuple[bool, bool, Note] | None:
    law = question.law
    latest = max(flat, key=lambda each: each.release)
    rule = law.short.on(latest.each.offence_on)
    if not question.is_unconditional(latest) or whole[0] >= rule.mixed_under_years:
        return None
    singles = [each for each in flat if not each.each.is_chain]
    since = [is_since_licence(each.each.parts[0], law) for each in singles]
    short_before = [
        is_shorter(each.each.days, each.at, months=rule.under_months)
        for each, is_since in zip(singles, since, strict=True)
        if not is_since
    ]
    without = [each for each in flat if question.licence(each) is not Licence.TO_THE_END]
    on_licence = [each for each in flat if question.licence(each) is Licence.TO_THE_END]
    if not (any(since) and any(short_before) and without and on_licence):
        return None
    longest = max(flat, key=lambda each: each.end)
    licence_ends = max(each.end for each in on_licence)
    if question.licence(longest) is not Licence.TO_THE_END and release > licence_ends:
        return False, False, note("NO_LICENCE_LEFT")
    return True, True, note("ON_LICENCE_THROUGHOUT", licence_ends)


def _with(dated: Dated, *notes: Note) -> Dated:
    return Dated(on=dated.on, notes=(*dated.notes, *notes))


def _put(dates: Dates, date_type: ReleaseDateType, dated: Dated | None) -> None:
    if dated is not None:
        dates[date_type] = dated
