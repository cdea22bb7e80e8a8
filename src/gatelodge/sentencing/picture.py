"""The sentence picture as data: each sentence a row of bars, the published dates as marks.

All bars are whole days, first and last included; the day of release is the last day in custody.
A picture never works a date out: every end is a day that the engine reached.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.sentencing.answer import RELEASES, ReleaseDateType
from gatelodge.sentencing.booking import Adjustment, AdjustmentKind
from gatelodge.sentencing.extraction import Dates, Question
from gatelodge.sentencing.release import Serving, licence_end
from gatelodge.sentencing.timeline import Replayed
from gatelodge.sentencing.tused import supervision_of
from gatelodge.sentencing.working import spoken_day, spoken_days

_HDCED, _ERSED, _PED = ReleaseDateType.HDCED, ReleaseDateType.ERSED, ReleaseDateType.PED
_TUSED, _PRRD, _ESED = ReleaseDateType.TUSED, ReleaseDateType.PRRD, ReleaseDateType.ESED
_WINDOWS = ((_HDCED, "CURFEW"), (_PED, "PAROLE"), (_ERSED, "REMOVAL"))
SENTENCED, REACHED = "SENTENCED", "REACHED"
"""Codes of the two marks that are no date type."""


class BarKind(StrEnum):
    """What a bar shows; the value is how it is spoken."""

    REMAND = "Days that count from before sentence"
    CUSTODY = "Custody"
    WAITING = "Held on to the published release"
    CURFEW = "Curfew possible"
    PAROLE = "Parole possible"
    REMOVAL = "Early removal possible"
    AWAY = "Unlawfully at large"
    LICENCE = "Licence"
    WITHOUT_LICENCE = "Sentence without licence"
    RECALL = "Custody after recall"
    SUPERVISION = "Supervision"


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """Days of one kind, first and last included, in words too.

    `date_type` and `step` name the published date and the step of its working that the bar ends on;
    none where it ends on a day of this sentence alone. `is_uncertain`: the day on which a recall
    began, or first custody ended before it, is not known for certain.
    """

    kind: BarKind
    from_on: date
    to_on: date
    text: str
    date_type: str | None = None
    step: int | None = None
    is_uncertain: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One calculable sentence: the identifiers of its parts, what it is, its bars."""

    sentence_ids: tuple[str, ...]
    text: str
    bars: tuple[Bar, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A key date of the whole booking."""

    code: str
    on: date
    text: str


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """Rows in the order in which the sentences were served, and the key dates in order of day."""

    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]


def picture_of(answer: Replayed, question: Question, days: Sequence[Adjustment]) -> Picture:
    """Lay out a booking that was worked out; `days` are its rows, for the absences among them."""
    flat = [each for group in answer.groups for each in group.servings]
    supervised = _supervised(flat, answer.extract.dates, question)
    away = [each for each in days if each.kind is AdjustmentKind.UAL]
    return Picture(
        rows=tuple(
            Row(
                sentence_ids=tuple(part.sentence.sentence_id for part in each.each.parts),
                text=_subject(each),
                bars=tuple(
                    _Bars(each, answer, question).laid_out(
                        away, is_supervised=each.number == supervised
                    )
                ),
            )
            for each in flat
        ),
        marks=_marks(answer, flat),
    )


def _subject(each: Serving) -> str:
    spoken = each.spoken
    what = spoken if isinstance(spoken, str) else f"{spoken} sentences served as one"
    recalled = ", recalled" if each.recalled is not None else ""
    return f"{what} from {spoken_day(each.at)}{recalled}"


def _supervised(flat: Sequence[Serving], dates: Dates, question: Question) -> int | None:
    """Find whose supervision is published."""
    published = dates.get(_TUSED)
    if published is None:
        return None
    owners = [
        each.number
        for each in flat
        if (own := supervision_of(each, question.person, question.law)) is not None
        and own.on == published.on
    ]
    return owners[0] if owners else flat[0].number


class _Bars:
    """The bars of one sentence, in order of time."""

    def __init__(self, each: Serving, answer: Replayed, question: Question) -> None:
        self.each = each
        self.dates = answer.extract.dates
        self.law = question.law
        self.governs = answer.extract.governs.number == each.number
        self.release = each.release
        self.licence = licence_end(each, question.law)

    def laid_out(self, away: Sequence[Adjustment], *, is_supervised: bool) -> Iterator[Bar]:
        """Give the bars; `away` are the absences of the booking."""
        yield from self._before_sentence()
        yield from self._custody()
        yield from self._windows()
        yield from self._absences(away)
        yield from self._after_release()
        if is_supervised:
            over = max(self.licence or self.each.end, self._leaves())
            yield from self._bar(BarKind.SUPERVISION, over + 1, self.dates[_TUSED].on, _TUSED)

    def _leaves(self) -> int:
        """The day on which custody under this sentence is over."""
        published = self._published_release()
        own = self.each.lets_go
        return own if published is None else max(own, published.on)

    def _published_release(self) -> "_Day | None":
        if not self.governs:
            return None
        found = [_Day(kind, self.dates[kind].on) for kind in RELEASES if kind in self.dates]
        return max(found, key=lambda day: day.on, default=None)

    def _bar(
        self,
        kind: BarKind,
        first: int,
        last: int,
        date_type: ReleaseDateType | None = None,
        *,
        text: str = "",
        is_uncertain: bool = False,
    ) -> Iterator[Bar]:
        """Give a bar unless it would hold no day."""
        if first > last:
            return
        dated = None if date_type is None else self.dates.get(date_type)
        is_that_day = dated is not None and dated.on == last
        yield Bar(
            kind=kind,
            from_on=date.fromordinal(first),
            to_on=date.fromordinal(last),
            text=text or _told(kind, first, last, is_uncertain=is_uncertain),
            date_type=str(date_type) if is_that_day else None,
            step=len(dated.notes) if is_that_day and dated is not None else None,
            is_uncertain=is_uncertain,
        )

    def _before_sentence(self) -> Iterator[Bar]:
        days, at = self.each.days.deductions, self.each.at
        text = f"{spoken_days(days)} of remand and tagged bail come off. A number, not a period."
        yield from self._bar(BarKind.REMAND, at - days, at - 1, text=text)

    def _custody(self) -> Iterator[Bar]:
        each, published = self.each, self._published_release()
        kind = None if published is None else published.kind
        last = self._first_custody_ends()
        if each.recalled is None and published is not None:
            last = min(last, published.on)
        cut = last < self.release and each.recalled is not None
        yield from self._bar(BarKind.CUSTODY, each.at, last, kind, is_uncertain=cut)
        if each.recalled is None and published is not None:
            yield from self._bar(BarKind.WAITING, last + 1, published.on, kind)

    def _windows(self) -> Iterator[Bar]:
        """Curfew, parole and removal are possible from their date to release."""
        if not self.governs or self.each.recalled is not None:
            return
        for kind, name in _WINDOWS:
            if kind in self.dates:
                first = max(self.dates[kind].on, self.each.at)
                release = self._published_release()
                if release is not None:
                    yield from self._bar(BarKind[name], first, release.on, release.kind)

    def _absences(self, away: Sequence[Adjustment]) -> Iterator[Bar]:
        for row in away:
            if row.from_on is None or row.to_on is None:
                continue
            first, last = row.from_on.toordinal(), row.to_on.toordinal()
            if first >= self.each.at and last <= max(self.each.end, self._leaves()):
                yield from self._bar(BarKind.AWAY, first, last)

    def _after_release(self) -> Iterator[Bar]:
        each, over = self.each, self._leaves()
        if each.recalled is not None:
            back, is_uncertain = self._returned()
            on_licence = min(back - 1, self.licence or back - 1)
            yield from self._bar(BarKind.LICENCE, self._first_custody_ends() + 1, on_licence)
            yield from self._bar(BarKind.RECALL, back, over, _PRRD, is_uncertain=is_uncertain)
        if self.licence is not None:
            kind = ReleaseDateType.SLED if self.licence == each.end else ReleaseDateType.LED
            yield from self._bar(BarKind.LICENCE, over + 1, self.licence, kind)
        after = max(over, self.licence or over)
        yield from self._bar(BarKind.WITHOUT_LICENCE, after + 1, each.end, ReleaseDateType.SED)

    def _first_custody_ends(self) -> int:
        """Release; or the day before a return that came sooner, after some earlier release."""
        if self.each.recalled is None:
            return self.release
        return max(self.each.at, min(self.release, self._returned()[0] - 1))

    def _returned(self) -> tuple[int, bool]:
        """Give the first day back in custody; without it the day of revocation, not certain."""
        recall = self.each.each.recall
        if recall is not None and recall.returned_on is not None:
            return recall.returned_on.toordinal(), False
        if recall is not None and recall.revoked_on is not None:
            return recall.revoked_on.toordinal(), True
        return self.release + 1, True


def _told(kind: BarKind, first: int, last: int, *, is_uncertain: bool) -> str:
    which = "last" if kind is BarKind.CUSTODY else "first"
    doubt = f" The {which} day is not known for certain." if is_uncertain else ""
    return f"{kind.value}: {spoken_day(first)} to {spoken_day(last)}.{doubt}"


class _Day(msgspec.Struct, frozen=True):
    kind: ReleaseDateType
    on: int


def _marks(answer: Replayed, flat: Sequence[Serving]) -> tuple[Mark, ...]:
    dates = answer.extract.dates
    first = min(each.at for each in flat)
    marks = [_mark(SENTENCED, first, "Sentenced")]
    marks += [
        _mark(kind, dated.on, f"{kind} {spoken_day(dated.on)}") for kind, dated in dates.items()
    ]
    marks += [
        _mark(REACHED, reach.on, f"{reach.scheme.id} reaches the person")
        for reach in answer.reaches
    ]
    return tuple(sorted(marks, key=lambda mark: (mark.on, mark.code)))


def _mark(code: str, on: int, text: str) -> Mark:
    return Mark(code=str(code), on=date.fromordinal(on), text=text)
