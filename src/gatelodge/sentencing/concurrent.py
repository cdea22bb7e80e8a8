"""From the dates of each sentence to the dates of sentences served side by side.

Source: CJA 2003 s.263 for what governs; PSI 03/2015 for what is published.
"""

from collections.abc import Mapping, Sequence

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.chains import Form
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import is_shorter, years_months_days
from gatelodge.sentencing.ersed import BookingRemoval, removal_of_booking, spans_the_change
from gatelodge.sentencing.extraction import (
    Dates,
    Entries,
    Extract,
    Group,
    Question,
    floored,
    keep_earlier_removal,
    licence_cuts,
    of_one,
    put_transfers,
    schemes_of,
    unadjusted_end,
)
from gatelodge.sentencing.hdc import curfew_of, curfew_of_booking
from gatelodge.sentencing.recalls import after_recalls
from gatelodge.sentencing.regimes import is_since_licence
from gatelodge.sentencing.release import (
    Dated,
    Entry,
    Serving,
    after_recall,
    end_of_sentence,
    governing_day,
    licence_end,
    licence_of,
    parole_of,
    release_of,
)
from gatelodge.sentencing.tused import supervision_of, supervision_of_booking
from gatelodge.sentencing.working import Note, note

_CRD, _ARD, _PED = ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.PED
_SLED, _SED, _LED = ReleaseDateType.SLED, ReleaseDateType.SED, ReleaseDateType.LED
_MTD, _ETD, _LTD = ReleaseDateType.MTD, ReleaseDateType.ETD, ReleaseDateType.LTD
_HDCED, _TUSED, _ERSED = ReleaseDateType.HDCED, ReleaseDateType.TUSED, ReleaseDateType.ERSED
_PRRD, _ESED = ReleaseDateType.PRRD, ReleaseDateType.ESED


def extract(
    groups: Sequence[Group], question: Question, before_ers_30: Extract | None = None
) -> Extract:
    """Work out the dates of all groups together.

    `before_ers_30` is the answer as it stood when the wider removal window began, where practice
    keeps a later removal date of then.
    """
    flat = [serving for group in groups for serving in group.servings]
    if len(flat) == 1:
        return of_one(flat[0], question, before_ers_30)
    return _Several(groups, flat, question).extract(before_ers_30)


class _Several:
    """The dates of several sentences, worked out one after the other; later ones read earlier."""

    def __init__(
        self, groups: Sequence[Group], flat: Sequence[Serving], question: Question
    ) -> None:
        self.groups = groups
        self.flat = flat
        self.question = question
        self.law = question.law
        governing = governing_day(self.law.constructions)
        most = max(governing(each) for each in flat)
        self.top = [each for each in flat if governing(each) == most]
        self.governs = self.top[0]
        self.leaves = self.governs.lets_go
        self.latest = max(flat, key=lambda each: each.release)
        self.longest = max(flat, key=lambda each: each.end)
        self.ends_last = max(flat, key=lambda each: each.unadjusted_end)
        self.begins = min(each.at for each in flat)
        self.whole = years_months_days(self.begins, self.ends_last.unadjusted_end + 1)
        self.orders = [each for each in flat if each.each.is_dto]
        self.others = [each for each in flat if not each.each.is_dto]
        self.is_child = all(each.lets_go < each.adult_on for each in flat)
        self.is_adult = all(each.lets_go >= each.adult_on for each in flat)
        self.cuts = licence_cuts(groups, self.law)
        self.licence = self._last_licence()
        self.dates: Dates = {}
        self.entries: Entries = {}

    def extract(self, before_ers_30: Extract | None) -> Extract:
        """Write the dates in the field's order."""
        is_conditional, may_have_led, why = self._conditional()
        self._expiry(may_have_led=may_have_led)
        drives = self._release(why, is_conditional=is_conditional)
        last_licence = None if self.licence is None else self.licence[1]
        self._write(
            _TUSED,
            supervision_of_booking(self.flat, last_licence, self.question.person, self.law),
        )
        curfews = {
            each.number: own for each in self.flat if (own := curfew_of(each, self.law)) is not None
        }
        last_held = self.groups[-1].servings
        self._write(
            _HDCED, curfew_of_booking(self.flat, last_held, self.governs, curfews, self.law)
        )
        moved_parole = self._parole()
        is_barred = self._removal(before_ers_30)
        last_recall = max(
            (each.lets_go for each in self.flat if each.recalled is not None), default=None
        )
        drives |= self._recall(last_recall)
        self.dates[_ESED] = unadjusted_end(self.ends_last)
        return Extract(
            dates=self.dates,
            entries=self.entries,
            length=self.whole,
            governs=self.governs,
            affected=self._affected(curfews, moved_parole),
            drives=drives,
            last_recall=last_recall,
            removal_is_barred_by_order=is_barred,
        )

    def _write(self, date_type: ReleaseDateType, dated: Dated | None) -> None:
        if dated is None:
            return
        self.dates[date_type] = dated
        if dated.entry is not None:
            self.entries[date_type] = dated.entry

    def _last_licence(self) -> tuple[Serving, int] | None:
        known = [
            (each, on - self.cuts.get(each.number, 0))
            for each in self.flat
            if (on := licence_end(each, self.law)) is not None
        ]
        return max(known, key=lambda pair: pair[1], default=None)

    # Expiry and release

    def _conditional(self) -> tuple[bool, bool, Note]:
        """Decide whether release is on licence, whether a LED may be shown, and why."""
        mixed = self._mixed_singles()
        if mixed is not None:
            return mixed
        rule = self.law.short.on(self.latest.each.offence_on)
        days = self.ends_last.unadjusted_end + 1 - self.begins
        is_short = is_shorter(days, self.begins, months=rule.under_months)
        if self.orders and self.is_child and is_short:
            why = note("UNCONDITIONAL_UNDER_18", self.leaves, rule.adult_age, rule.under_months)
            return False, True, why
        if self.orders and self.others and self.is_adult:
            return True, True, note("ON_LICENCE_BESIDE_ORDER")
        if self.licence is not None and self.licence[1] >= self.leaves:
            return True, True, note("ON_LICENCE_THROUGHOUT", self.licence[1])
        return False, True, note("NO_LICENCE_LEFT")

    def _mixed_singles(self) -> tuple[bool, bool, Note] | None:
        rule = self.law.short.on(self.latest.each.offence_on)
        if _CRD in self.latest.types or self.whole[0] >= rule.mixed_under_years:
            return None
        singles = [
            each
            for each in self.flat
            if each.each.form is Form.SINGLE and each.each.parts[0].track.is_standard
        ]
        since = [is_since_licence(each.each.parts[0], self.law) for each in singles]
        short_before = any(
            not is_since and is_shorter(each.each.days, each.at, months=rule.under_months)
            for each, is_since in zip(singles, since, strict=True)
        )
        without = any(_SED in each.types for each in self.flat)
        on_licence = [each.end for each in self.flat if _SLED in each.types]
        if not (any(since) and short_before and without and on_licence):
            return None
        licence_ends = max(on_licence)
        if _SED in self.longest.types and self.leaves > licence_ends:
            return False, False, note("NO_LICENCE_LEFT")
        return True, True, note("ON_LICENCE_THROUGHOUT", licence_ends)

    def _expiry(self, *, may_have_led: bool) -> None:
        end = end_of_sentence(self.longest)
        end = end.noting(note("LAST_EXPIRY", len(self.flat), self.longest.spoken, self.longest.at))
        licence = self.licence
        if licence is not None and licence[1] == end.on and _SLED in self.longest.types:
            self._write(_SLED, end)
            return
        if self.orders and self.others:
            last_other, last_order = _last(self.others), _last(self.orders)
            self._write(_SLED if last_other.end == last_order.end else _SED, end)
            return
        self._write(_SED, end)
        if licence is not None and may_have_led and licence[1] >= self.leaves:
            whose, _ = licence
            own = licence_of(whose, self.law, self.cuts.get(whose.number, 0))
            if own is not None:
                self._write(_LED, own.noting(note("LAST_LICENCE", whose.spoken, whose.at)))

    def _release(self, why: Note, *, is_conditional: bool) -> frozenset[int]:
        """Write when the sentences let go; give the places of those that say so."""
        if self.orders and not self.others:
            middle = _release_of(self.governs).noting(
                note("LAST_RELEASE", len(self.flat), self.governs.spoken, self.governs.at)
            )
            self.dates[_MTD] = middle
            if _MTD in self.longest.types:
                put_transfers(self.dates, (_ETD, _LTD), middle, self.longest, self.law)
            return frozenset()
        if self.orders:
            return self._release_beside_orders(why, is_conditional=is_conditional)
        chosen = next((each for each in self.top if each.recalled is None), None)
        if chosen is None:
            return frozenset()
        kind = _CRD if is_conditional else _ARD
        released = release_of(chosen)
        released = Dated(
            on=self.leaves,
            notes=(
                *released.notes,
                note("LAST_RELEASE", len(self.flat), chosen.spoken, chosen.at),
                why,
            ),
            entry=released.entry if {_CRD, _ARD} & chosen.types else None,
        )
        self._write(kind, released)
        return frozenset(chosen.each.places)

    def _release_beside_orders(self, why: Note, *, is_conditional: bool) -> frozenset[int]:
        other, order = _last(self.others), _last(self.orders)
        released = _release_of(other)
        kind = _CRD if is_conditional else _ARD
        self.dates[kind] = Dated(
            on=released.on,
            notes=(
                *released.notes,
                note("LAST_RELEASE", len(self.flat), other.spoken, other.at),
                why,
            ),
        )
        on_middle, rule = self._middle(order, is_conditional=is_conditional)
        middle = Dated(on=on_middle, notes=(*release_of(order).notes, note(rule, on_middle)))
        self.dates[_MTD] = middle
        if not any(each.is_immediate for each in self.orders):
            put_transfers(self.dates, (_LTD, _ETD), middle, order, self.law)
        if is_conditional and _SLED not in self.dates:
            licence = licence_of(other, self.law, self.cuts.get(other.number, 0))
            if licence is not None:
                self.dates[_LED] = Dated(on=licence.on, notes=licence.notes)
        return frozenset(other.each.places)

    def _middle(self, order: Serving, *, is_conditional: bool) -> tuple[int, str]:
        """Find the mid-term date of an order beside other sentences."""
        if order.is_immediate and order.each.remand_counts:
            return order.at, "MTD_OF_ORDER"
        if is_conditional and not order.each.remand_counts:
            moves = Construction.ABSENCE_MOVES_OLD_ORDER in self.law.constructions
            absent = order.days.ual if moves else 0
            return order.unadjusted_release + absent, "MTD_WITHOUT_REMAND"
        if is_conditional or self.is_child:
            return order.release, "MTD_OF_ORDER"
        return self.leaves, "MTD_OF_LAST"

    # Parole, removal, recall

    def _parole(self) -> int | None:
        """Write when parole is possible; give the release it was moved to, if it was."""
        if _PED not in self.governs.types:
            return None
        figures = [(each, on) for each in self.flat if (on := each.parole) is not None]
        if not figures or self.latest.parole is None:
            return None
        whose, _ = max(figures, key=lambda pair: pair[1])
        parole = parole_of(whose)
        if parole is None:
            return None
        parole = floored(parole, self.begins)
        waiting = [
            each
            for each in self.flat
            if each.recalled is None
            and each.parole is None
            and not each.each.is_dto
            and not each.is_immediate
        ]
        last = max(waiting, key=lambda each: each.release, default=None)
        if last is not None and last.release >= self.latest.release:
            return None
        if last is not None and parole.on < last.release:
            word = "ACTUAL_RELEASE" if _ARD in last.types else "CONDITIONAL_RELEASE"
            entry = Entry((f"PED_EQUAL_TO_LATEST_NON_PED_{word}",), (), 0, last.release, parole.on)
            held = note("PAROLE_HELD", last.spoken, last.at, last.release)
            self._write(_PED, Dated(on=last.release, notes=(*parole.notes, held), entry=entry))
            return last.release
        entry = Entry((), (), 0, parole.on, parole.on)
        self._write(_PED, Dated(on=parole.on, notes=parole.notes, entry=entry))
        return None

    def _removal(self, before_ers_30: Extract | None) -> bool:
        if not self.question.with_ersed:
            return False
        found: BookingRemoval | None = removal_of_booking(
            [group.servings for group in self.groups], self.dates, self.law
        )
        if found is None:
            return False
        self._write(_ERSED, found.dated)
        if (
            before_ers_30 is not None
            and _ERSED in self.dates
            and spans_the_change(found.chosen, self.law)
            and keep_earlier_removal(self.dates, self.entries, before_ers_30)
        ):
            return before_ers_30.removal_is_barred_by_order
        return found.is_barred_by_order

    def _recall(self, last_recall: int | None) -> frozenset[int]:
        """Write the release after recall where a recall governs; give the places it rests on."""
        if last_recall is None:
            return frozenset()
        recalls = [each for each in self.flat if each.recalled is not None]
        if any(each.recalled is not None for each in self.top):
            sled = self.dates.get(_SLED)
            after = after_recalls(
                self.flat,
                self.leaves,
                None if sled is None else sled.on,
                self.question.returned_on,
                self.law,
            )
            own = after_recall(next(each for each in self.top if each.recalled is not None))
            notes = () if own is None else own.notes
            lasts = note("LAST_RELEASE", len(self.flat), self.governs.spoken, self.governs.at)
            if after != self.leaves:
                notes = (*notes, note("RECALL_MIXED", after))
            self.dates[_PRRD] = Dated(on=after, notes=(*notes, lasts))
            self._drop_curfew(after)
        chosen = next(each for each in recalls if each.lets_go == last_recall)
        return frozenset(chosen.each.places)

    def _drop_curfew(self, after: int) -> None:
        """A recalled person has no curfew, unless another sentence holds them longer anyway."""
        release = self.dates.get(_CRD)
        latest = max(
            (self.dates[each].on for each in (_CRD, _ARD) if each in self.dates), default=None
        )
        is_conditional_day = release is not None and release.on == after
        if latest is None or is_conditional_day or after >= latest:
            self.dates.pop(_HDCED, None)

    def _affected(self, curfews: Mapping[int, Dated], moved_parole: int | None) -> frozenset[str]:
        """Name the schemes of sentences one of whose own dates is published."""
        found: frozenset[str] = frozenset()
        for each in self.flat:
            schemes = schemes_of(each)
            if schemes.progression is not None and self._sets_release(each, moved_parole):
                found |= {schemes.progression}
            if schemes.of_points and self._has_own_date(each, curfews):
                found |= schemes.of_points
        return found

    def _on(self, date_type: ReleaseDateType) -> int | None:
        dated = self.dates.get(date_type)
        return None if dated is None else dated.on

    def _sets_release(self, each: Serving, moved_parole: int | None) -> bool:
        if each.release == self._on(_CRD):
            return True
        parole = each.release if moved_parole is not None else each.parole
        return parole is not None and parole == self._on(_PED)

    def _has_own_date(self, each: Serving, curfews: Mapping[int, Dated]) -> bool:
        if each.release in {self._on(_CRD), self._on(_ARD)}:
            return True
        curfew = curfews.get(each.number)
        supervision = supervision_of(each, self.question.person, self.law)
        own = (
            (_HDCED, None if curfew is None else curfew.on),
            (_TUSED, None if supervision is None else supervision.on),
            (_PED, each.parole),
        )
        return any(on is not None and on == self._on(kind) for kind, on in own)


def _release_of(serving: Serving) -> Dated:
    return after_recall(serving) or release_of(serving)


def _last(servings: Sequence[Serving]) -> Serving:
    """Find the last to let go; among equals the last listed."""
    return max(reversed(servings), key=lambda each: each.lets_go)
