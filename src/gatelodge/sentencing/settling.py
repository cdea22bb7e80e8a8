"""What becomes of dates once a scheme has reached the person: nobody leaves before that day.

Source: S.I. 2024/844 arts 1-3; Sentencing Act 2026 s.23; the comparison of the dates before and
after is practice.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

import msgspec

from gatelodge.sentencing.adjustments import CREDIT_OF_RECALL, days_in, net
from gatelodge.sentencing.answer import RELEASES, ReleaseDateType
from gatelodge.sentencing.booking import Adjustment, AdjustmentKind
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.extraction import Dates, Entries, Extract, Group
from gatelodge.sentencing.hdc import is_too_late
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.release import Dated, Entry, Serving, governing_day
from gatelodge.sentencing.tranches import Reach
from gatelodge.sentencing.working import Note, note

_CRD, _ARD, _PED = ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.PED
_HDCED, _ERSED, _PRRD = ReleaseDateType.HDCED, ReleaseDateType.ERSED, ReleaseDateType.PRRD
_TUSED = ReleaseDateType.TUSED
_COMPARED = (_CRD, _ERSED, _HDCED, _PED, _PRRD)
_COMPARED_WITH_ARD = (_CRD, _ARD, _ERSED, _HDCED, _PED, _PRRD)
_DEFAULTED = (_CRD, _PED, _ERSED)
_DEFAULTED_WITH_ARD = (_CRD, _ARD, _PED, _ERSED)
_STANDARD, _EARLY = "SDS_STANDARD_RELEASE_APPLIES", "SDS_EARLY_RELEASE_APPLIES"


class _Mark(Enum):
    """How a date came out of the comparison."""

    DEFAULTED = "defaulted"
    STANDARD = "standard"
    EARLY = "early"


def settle(
    final: Extract,
    standard: Extract,
    reach: Reach,
    rows: Sequence[Adjustment],
    flat: Sequence[Serving],
    *,
    chosen: AbstractSet[Construction],
) -> Extract:
    """Compare the final dates with those before a scheme reached the person.

    A date that the scheme would bring before that day, and that used to be later, becomes that day;
    one that had come before it stands as it was; any other is the new one.
    """
    if reach.scheme.is_progression:
        return _settle_progression(final, standard, reach, rows, chosen)
    compared = _COMPARED_WITH_ARD if Construction.ARD_WAITS_FOR_TRANCHE in chosen else _COMPARED
    return _Comparison(final, standard, reach, compared, chosen).settled(rows, flat)


class _Comparison:
    """The dates before and after a scheme reached the person, laid side by side."""

    def __init__(
        self,
        final: Extract,
        standard: Extract,
        reach: Reach,
        compared: Sequence[ReleaseDateType],
        chosen: AbstractSet[Construction],
    ) -> None:
        self.compared = compared
        self.keeps_release = Construction.TIE_KEEPS_RELEASE in chosen
        self.governing = governing_day(chosen)
        self.final = final
        self.standard = standard
        self.reach = reach
        self.day = reach.on
        self.dates: Dates = dict(final.dates)
        self.entries: Entries = dict(final.entries)
        self.marks: dict[ReleaseDateType, _Mark] = {}
        self.is_tied = False
        self.counted: frozenset[Adjustment] = frozenset()

    def settled(self, rows: Sequence[Adjustment], flat: Sequence[Serving]) -> Extract:
        """Carry out the comparison, one rule after the other."""
        is_open = any(
            (self.final.dates.get(each) or self.standard.dates[each]).on < self.day
            for each in self.compared
            if each in self.final.dates or each in self.standard.dates
        )
        for each in self.compared:
            self._compare(each, is_open=is_open)
        self._supervision_of_early_recalls(flat)
        self._curfew_and_recall()
        release = self.dates.get(_CRD) or self.dates.get(_ARD)
        for each in (_HDCED, _ERSED):
            dated = self.dates.get(each)
            if dated is not None and release is not None and dated.on == release.on == self.day:
                del self.dates[each]
        leader = max(flat, key=self.governing)
        if _PED in self.dates and _PED not in leader.types:
            del self.dates[_PED]
            self.entries.pop(_PED, None)
        self._run_on(rows)
        differs = days_of(self.dates) != days_of(self.standard.dates)
        base = self.final if differs else self.standard
        own = {self.reach.scheme.id}
        affected = base.affected - own
        if differs or own & self.standard.affected:
            affected |= own
        hints = _CRD not in self.dates or not any(
            row.applies_on.toordinal() >= self.day and row.kind not in CREDIT_OF_RECALL
            for row in rows
        )
        return msgspec.structs.replace(
            self.final,
            dates=self.dates,
            entries=self.entries,
            affected=affected,
            drives=base.drives,
            removal_is_barred_by_order=False,
            shows_scheme_hints=hints,
            release_ties_with_recall=self.is_tied,
            counted_after=self.counted,
        )

    def _compare(self, each: ReleaseDateType, *, is_open: bool) -> None:
        new, old = self.final.dates.get(each), self.standard.dates.get(each)
        day = self.day
        if is_open and new is not None and old is not None and new.on < day <= old.on:
            self.marks[each] = _Mark.DEFAULTED
            token = f"SDS_EARLY_RELEASE_ADJUSTED_TO_{self.reach.tranche}_COMMENCEMENT"
            self.entries[each] = Entry((token,), (), 0, day, new.on)
            waits = _waits(self.reach)
            self.dates[each] = Dated(on=day, notes=(*new.notes, waits))
        elif old is not None and (old.on < day or (new is not None and new.on == old.on)):
            self.marks[each] = _Mark.STANDARD
            self._mark_entry(each, self.standard.entries, _STANDARD)
            if is_open:
                self._keep(each, old)
        else:
            self.marks[each] = _Mark.EARLY
            self._mark_entry(each, self.final.entries, _EARLY)

    def _mark_entry(self, each: ReleaseDateType, entries: Entries, token: str) -> None:
        entry = entries.get(each)
        if entry is not None:
            self.entries[each] = entry._replace(rules=(*entry.rules, token))

    def _keep(self, each: ReleaseDateType, old: Dated) -> None:
        stands = note("BEFORE_TRANCHE", self.day, by=self.reach.scheme.authority)
        if old.on >= self.day:
            stands = note("SAME_BEFORE", self.day, by=self.reach.scheme.authority)
        self.dates[each] = old.noting(stands)
        if each is _CRD:
            self._take_supervision()

    def _take_supervision(self) -> None:
        if _TUSED in self.standard.dates:
            self.dates[_TUSED] = self.standard.dates[_TUSED]
        if _TUSED in self.standard.entries:
            self.entries[_TUSED] = self.standard.entries[_TUSED]

    def _supervision_of_early_recalls(self, flat: Iterable[Serving]) -> None:
        """Keep the supervision of recalls whose release came before the scheme began."""
        release = self.standard.dates.get(_CRD)
        if (
            release is not None
            and release.on < self.reach.scheme.commences
            and _TUSED in self.dates
            and any(
                each.recalled is not None
                and _TUSED in each.types
                and any(part.track.is_standard for part in each.each.parts)
                for each in flat
            )
        ):
            self._take_supervision()

    def _curfew_and_recall(self) -> None:
        """Move a curfew that a recall outlasts; of release and recall keep the later alone.

        Of two on one day practice keeps the recall, and another reading both: no curfew either way.
        """
        kind = _ARD if _ARD in self.dates else _CRD
        release = self.dates.get(kind)
        if release is None:
            return
        recall = self.dates.get(_PRRD)
        after = self.final.last_recall if recall is None else recall.on
        curfew = self.dates.get(_HDCED)
        if curfew is not None and after is not None and after > curfew.on:
            self.dates[_HDCED] = Dated(
                on=after, notes=(*curfew.notes, note("HDC_HELD_BY_RECALL", after))
            )
            self.marks.pop(_HDCED, None)
            entry = self.standard.entries.get(_HDCED)
            if entry is not None:
                token = "HDCED_ADJUSTED_TO_CONCURRENT_PRRD"
                self.entries[_HDCED] = entry._replace(rules=(*entry.rules, token))
        if recall is None:
            return
        self.is_tied = release.on == recall.on
        if release.on > recall.on:
            del self.dates[_PRRD]
            return
        if not (self.is_tied and self.keeps_release):
            del self.dates[kind]
        self.dates.pop(_HDCED, None)

    def _run_on(self, rows: Iterable[Adjustment]) -> None:
        """Move dates fixed by the comparison by absences and awards from then to release."""
        if _CRD not in self.dates:
            return
        release = self.dates[_CRD].on
        later = [row for row in rows if self.day <= row.applies_on.toordinal() < release]
        absent = days_in(row for row in later if row.kind is AdjustmentKind.UAL)
        added = absent + _net_awards(later)
        if not added:
            return
        for each in (_HDCED, _ERSED, _PED):
            mark = self.marks.get(each)
            if (
                each not in self.dates
                or mark not in {_Mark.DEFAULTED, _Mark.STANDARD}
                or each not in self.entries
                or self.dates[each].on > self.day
            ):
                continue
            self.counted = frozenset(row for row in later if row.kind in _RUN_ON)
            moved = self.dates[each].on + added
            if mark is _Mark.DEFAULTED:
                moved = max(moved, self.day)
            after = note("AFTER_TRANCHE", added, self.day, moved)
            self.dates[each] = Dated(on=moved, notes=(*self.dates[each].notes, after))
            entry = self.entries[each]
            token = "ADJUSTED_AFTER_TRANCHE_COMMENCEMENT"
            self.entries[each] = entry._replace(
                rules=(*entry.rules, token), extras=(*entry.extras, (token, added, "DAYS"))
            )


_AWARDS = frozenset({AdjustmentKind.ADA, AdjustmentKind.RADA})
_RUN_ON = _AWARDS | {AdjustmentKind.UAL}


def _net_awards(rows: Iterable[Adjustment]) -> int:
    return net(row for row in rows if row.kind in _AWARDS)


def _settle_progression(
    final: Extract,
    standard: Extract,
    reach: Reach,
    rows: Iterable[Adjustment],
    chosen: AbstractSet[Construction],
) -> Extract:
    """Settle the dates under the progression model: every award of the booking is served after."""
    dates: Dates = dict(final.dates)
    entries: Entries = dict(final.entries)
    counted, moving = _awards_after(rows, final, standard, reach, chosen)
    absent = _absent_after(rows, reach, counted, chosen)
    by = reach.scheme.authority
    works_curfew_out = Construction.MODEL_WORKS_CURFEW_OUT_ANEW in chosen
    if _HDCED in standard.dates and not works_curfew_out:
        dates[_HDCED] = standard.dates[_HDCED].noting(note("CURFEW_KEPT", reach.on, by=by))
    if _HDCED in standard.entries and not works_curfew_out:
        entries[_HDCED] = standard.entries[_HDCED]
    waits = Construction.ARD_WAITS_FOR_TRANCHE in chosen
    for each in _DEFAULTED_WITH_ARD if waits else _DEFAULTED:
        new, old = final.dates.get(each), standard.dates.get(each)
        if old is not None and old.on - counted < reach.on:
            dates[each] = old.noting(note("BEFORE_TRANCHE", reach.on, by=by))
            if each in standard.entries:
                entries[each] = standard.entries[each]
            continue
        if new is not None and new.on - counted - absent < reach.on:
            served = (note("ADA", counted),) if counted else ()
            missed = (note("UAL", absent),) if absent else ()
            notes = (*new.notes, _waits(reach), *served, *missed)
            dates[each] = Dated(on=reach.on + counted + absent, notes=notes)
        if each in dates and each in entries:
            entries[each] = entries[each]._replace(released_on=dates[each].on)
    own = frozenset({reach.scheme.id})
    differs = days_of(dates) != days_of(standard.dates)
    return msgspec.structs.replace(
        final,
        dates=dates,
        entries=entries,
        affected=own if differs else own & standard.affected,
        removal_is_barred_by_order=False,
        shows_scheme_hints=True,
        counted_after=standard.counted_after | moving,
    )


def _waits(reach: Reach) -> Note:
    """Note that a date waits for the day of the tranche, and the length that decided which."""
    length, limit = reach.allotted.length, reach.allotted.limit
    return note("TRANCHE", reach.on, length, limit, by=reach.scheme.authority)


def _awards_after(
    rows: Iterable[Adjustment],
    final: Extract,
    standard: Extract,
    reach: Reach,
    chosen: AbstractSet[Construction],
) -> tuple[int, frozenset[Adjustment]]:
    """Count the awards served after the tranche day; give them where they move a date by that."""
    if Construction.MODEL_RELEASES_ON_ITS_DAY in chosen:
        return 0, frozenset()
    if Construction.MODEL_COUNTS_AWARDS_SERVED in chosen:
        return final.governs.days.ada, frozenset()
    counted = _net_awards(rows)

    def day_of(kind: ReleaseDateType, days: int) -> int | None:
        new, old = final.dates.get(kind), standard.dates.get(kind)
        if old is not None and old.on - days < reach.on:
            return old.on
        if new is not None and new.on - days < reach.on:
            return reach.on + days
        return None if new is None else new.on

    if all(day_of(kind, counted) == day_of(kind, 0) for kind in _DEFAULTED_WITH_ARD):
        return counted, frozenset()
    return counted, frozenset(row for row in rows if row.kind in _AWARDS)


def _absent_after(
    rows: Iterable[Adjustment], reach: Reach, counted: int, chosen: AbstractSet[Construction]
) -> int:
    """Count the days at large while awards are served after the tranche day, by one reading."""
    if Construction.MODEL_LETS_GO_AFTER_AWARDS not in chosen:
        return 0
    return days_in(
        row
        for row in rows
        if row.kind is AdjustmentKind.UAL
        and reach.on <= row.applies_on.toordinal() <= reach.on + counted
    )


def without_late_curfew(settled: Extract, groups: Iterable[Group], law: LawBook) -> Extract:
    """Take away a curfew date that is none by a reading, for the day to which it was moved."""
    curfew = settled.dates.get(_HDCED)
    release = max(
        (settled.dates[each].on for each in RELEASES if each in settled.dates), default=None
    )
    flat = [serving for group in groups for serving in group.servings]
    if curfew is None or not is_too_late(curfew.on, release, flat, law):
        return settled
    dates = {each: dated for each, dated in settled.dates.items() if each is not _HDCED}
    entries = {each: entry for each, entry in settled.entries.items() if each is not _HDCED}
    return msgspec.structs.replace(settled, dates=dates, entries=entries)


def days_of(dates: Mapping[ReleaseDateType, Dated]) -> dict[ReleaseDateType, int]:
    """Give the days alone."""
    return {date_type: dated.on for date_type, dated in dates.items()}
