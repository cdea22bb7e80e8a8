"""The official service's hints beside each date, read from the same working as the dates.

Texts that its tests compare are its own short labels, kept letter by letter. They say which branch
of the working was taken and have no legal value.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import DetentionAndTraining, StandardDeterminate
from gatelodge.sentencing.calculation import Worked
from gatelodge.sentencing.extraction import Extract
from gatelodge.sentencing.working_days import (
    eligible_working_day,
    is_working_day,
    next_working_day,
    previous_working_day,
)

_CRD, _ARD, _PED = ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.PED
_HDCED, _ERSED, _TUSED = ReleaseDateType.HDCED, ReleaseDateType.ERSED, ReleaseDateType.TUSED
_SLED, _MTD = ReleaseDateType.SLED, ReleaseDateType.MTD
_FRIDAYS = frozenset(
    {_CRD, _ARD, ReleaseDateType.PRRD, _MTD, ReleaseDateType.ETD, ReleaseDateType.LTD}
)
_BACK = _FRIDAYS | {_PED}
_OF_SCHEMES = frozenset({_CRD, _ARD, _PED, _HDCED, _ERSED})
_OVERRIDABLE = frozenset(
    {
        _HDCED,
        _CRD,
        ReleaseDateType.LED,
        ReleaseDateType.SED,
        _SLED,
        _ARD,
        _TUSED,
        _PED,
    }
)
_EARLY, _STANDARD = "SDS_EARLY_RELEASE_APPLIES", "SDS_STANDARD_RELEASE_APPLIES"
_TRANCHE_TOKEN = "SDS_EARLY_RELEASE_ADJUSTED_TO_"
_COMMENCED = frozenset(
    {"HDCED_ADJUSTED_TO_365_COMMENCEMENT", "ERSED_ADJUSTED_TO_ERS30_COMMENCEMENT"}
)
OVERRIDDEN = "Manually overridden"
RECORDED_SLED = "SLED from a previous period of custody"
_FORTY = "40% date has been applied"
_FIFTY = "50% date has been applied"
_ANNIVERSARY = "Anniversary of 40% CRD"
_DEFAULTED = " - CRD has been defaulted to tranche commencement date"
_PED_MOVED = "PED adjusted for the {} of a concurrent sentence or default term"
_STAY = "Adjusted for sentence date, plus 14 days as per HDC policy"
_HDCED_MOVED = (
    (
        "HDCED_ADJUSTED_TO_CONCURRENT_CONDITIONAL_RELEASE",
        "HDCED adjusted for the CRD of a concurrent sentence or default term",
    ),
    (
        "HDCED_ADJUSTED_TO_CONCURRENT_ACTUAL_RELEASE",
        "HDCED adjusted for the ARD of a concurrent sentence or default term",
    ),
    ("HDCED_ADJUSTED_TO_CONCURRENT_PRRD", "HDCED adjusted for the PRRD of a recall"),
)
_FINE_HOLDS = "A default term holds the person: no removal before its ARD"
_ORDER_BETWEEN = "The mid-term date (MTD) of an order falls after ERSED and before CRD"
_FRIDAY = "The Friday scheme may name an earlier working day"
_ORDER_LATER = "An order holds the person longer, to its mid-term date (MTD)"
_MIDDLE_WAITS = "Another sentence holds the person longer, at least to its {}"
_TUSED_RECORDED = "TUSED from last calculation saved to NOMIS"


class DateHints(msgspec.Struct, frozen=True, kw_only=True):
    """One published date and the hints beside it, in the service's order."""

    type: ReleaseDateType
    on: date
    hints: tuple[str, ...]


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """On which day hints are read, and what their reader knows.

    `today` and `bank_holidays` decide on the hints about working days alone; `covers_fridays` says
    that the prison takes part in the Friday scheme. `is_overridden` marks every date that a person
    may override, `has_recorded_sled` the SLED of an earlier calculation. `knows_sentences`: the
    reader sees the sentences too, and so is told how an order and another sentence hold each other,
    and no longer told of a scheme once a sentence was imposed under it.
    """

    today: date
    bank_holidays: frozenset[date]
    covers_fridays: bool = False
    is_overridden: bool = False
    has_recorded_sled: bool = False
    knows_sentences: bool = False


def hints(worked: Worked, reader: Reader) -> tuple[DateHints, ...]:
    """Give the hints of every published date, in the order of writing."""
    hinter = _Hinter(worked, reader)
    return tuple(
        DateHints(
            type=kind,
            on=date.fromordinal(dated.on),
            hints=(
                *((OVERRIDDEN,) if reader.is_overridden and kind in _OVERRIDABLE else ()),
                *((RECORDED_SLED,) if reader.has_recorded_sled and kind is _SLED else ()),
                *hinter.of(kind, date.fromordinal(dated.on)),
            ),
        )
        for kind, dated in worked.answer.extract.dates.items()
    )


class _Hinter:
    """Reads the hints of one calculation."""

    def __init__(self, worked: Worked, reader: Reader) -> None:
        self.worked = worked
        self.found: Extract = worked.answer.extract
        self.reader = reader
        sentences = worked.booking.sentences
        orders = [isinstance(each, DetentionAndTraining) for each in sentences]
        self.is_beside_order = reader.knows_sentences and any(orders) and not all(orders)
        self.shows_schemes = (
            self.found.shows_scheme_hints
            and not any(scheme.is_progression for scheme in worked.question.law.schemes)
            and not (reader.knows_sentences and self._has_sentence_of_scheme())
        )

    def _has_sentence_of_scheme(self) -> bool:
        """Whether a standard sentence was imposed after the first day of release by tranches."""
        begins = min(
            (each.commences for each in self.worked.question.law.schemes if each.tranches),
            default=None,
        )
        return begins is not None and any(
            isinstance(each, StandardDeterminate)
            and each.recall is None
            and not each.is_sds_plus
            and each.sentenced_on.toordinal() > begins
            for each in self.worked.booking.sentences
        )

    def of(self, kind: ReleaseDateType, on: date) -> Iterator[str]:
        yield from self._working_day(kind, on)
        if self.shows_schemes:
            yield from self._scheme(kind)
        rules = self._rules(kind)
        if kind in {_CRD, _ARD}:
            yield from self._before_order(on)
        if kind is _PED:
            yield from self._parole(rules, on)
        if kind is _HDCED:
            yield from self._curfew(rules, on)
        if kind is _MTD:
            yield from self._middle(on)
        if kind is _ERSED:
            yield from self._removal(rules, on)
        if kind is _TUSED:
            yield from self._recorded(rules)

    def _curfew(self, rules: tuple[str, ...], on: date) -> Iterator[str]:
        if "HDCED_MINIMUM_CUSTODIAL_PERIOD" in rules:
            yield _STAY
        yield from [text for token, text in _HDCED_MOVED if token in rules][:1]
        yield from self._before_order(on)

    def _recorded(self, rules: tuple[str, ...]) -> Iterator[str]:
        historic = self.worked.booking.historic_tused
        if "BOTUS_LATEST_TUSED_USED" in rules and historic is not None and historic.source:
            yield _TUSED_RECORDED

    def _on(self, kind: ReleaseDateType) -> int | None:
        dated = self.found.dates.get(kind)
        return None if dated is None else dated.on

    def _before_order(self, on: date) -> Iterator[str]:
        """Say that an order beside another sentence holds longer than that sentence."""
        if self.is_beside_order and _is_before(on.toordinal(), self._on(_MTD)):
            yield _ORDER_LATER

    def _middle(self, on: date) -> Iterator[str]:
        """Say of an order's middle which date of the other sentence it has to wait for."""
        if not self.is_beside_order:
            return
        middle, curfew, parole = on.toordinal(), self._on(_HDCED), self._on(_PED)
        conditional, automatic = self._on(_CRD), self._on(_ARD)
        is_open = _is_before(curfew, middle) or _is_before(parole, middle)
        waits = (
            ("CRD", is_open and _is_before(middle, conditional)),
            ("ARD", is_open and _is_before(middle, automatic)),
            (
                "HDCED",
                _is_before(middle, curfew)
                and (_is_before(curfew, conditional) or _is_before(curfew, automatic)),
            ),
            ("PED", _is_before(middle, parole) and _is_before(parole, conditional)),
        )
        yield from [_MIDDLE_WAITS.format(name) for name, is_so in waits if is_so][:1]

    def _rules(self, kind: ReleaseDateType) -> tuple[str, ...]:
        entry = self.found.entries.get(kind)
        return () if entry is None else entry.rules

    def _working_day(self, kind: ReleaseDateType, on: date) -> Iterator[str]:
        holidays = self.reader.bank_holidays
        if on < self.reader.today:
            return
        if (
            self.reader.covers_fridays
            and kind in _FRIDAYS
            and eligible_working_day(on, holidays) != on
        ):
            yield _FRIDAY
        elif is_working_day(on, holidays):
            return
        elif kind in _BACK:
            yield _spoken(previous_working_day(on, holidays)) + _ADJUSTED
        elif kind is _HDCED:
            yield _spoken(next_working_day(on, holidays)) + _ADJUSTED

    def _scheme(self, kind: ReleaseDateType) -> Iterator[str]:
        rules = self._rules(_CRD if kind is _TUSED else kind)
        tranche = next((rule for rule in rules if rule.startswith(_TRANCHE_TOKEN)), None)
        if kind is _TUSED:
            if tranche is not None:
                yield _ANNIVERSARY + _DEFAULTED
            elif _EARLY in rules:
                yield _ANNIVERSARY
            return
        if kind not in _OF_SCHEMES:
            return
        if _EARLY in rules and _COMMENCED.isdisjoint(rules):
            yield _FORTY
        elif tranche is not None:
            number = tranche.removeprefix(_TRANCHE_TOKEN).split("_")[1]
            yield f"Defaulted to tranche {number} commencement"
        elif _STANDARD in rules and _COMMENCED.isdisjoint(rules) and kind in {_PED, _HDCED, _ERSED}:
            yield _FIFTY

    def _parole(self, rules: tuple[str, ...], on: date) -> Iterator[str]:
        moved = "PED_EQUAL_TO_LATEST_NON_PED_"
        if f"{moved}CONDITIONAL_RELEASE" in rules:
            yield _PED_MOVED.format("CRD")
        elif f"{moved}ACTUAL_RELEASE" in rules:
            yield _PED_MOVED.format("ARD")
        last_recall = self.found.last_recall
        if last_recall is not None and last_recall > on.toordinal():
            day = _spoken(date.fromordinal(last_recall))
            yield f"The post recall release date (PRRD) of {day} is later than the PED"
        yield from self._before_order(on)

    def _removal(self, rules: tuple[str, ...], on: date) -> Iterator[str]:
        if "ERSED_ADJUSTED_TO_CONCURRENT_TERM" in rules:
            yield _FINE_HOLDS
        middle, release = self.found.dates.get(_MTD), self.found.dates.get(_CRD)
        if middle is not None and release is not None and on.toordinal() < middle.on < release.on:
            yield _ORDER_BETWEEN


def _is_before(one: int | None, other: int | None) -> bool:
    """Whether both days are known, and one comes before the other."""
    return one is not None and other is not None and one < other


_ADJUSTED = " when adjusted to a working day"


def _spoken(day: date) -> str:
    return f"{day:%A}, {day:%d} {day:%B} {day.year}"
