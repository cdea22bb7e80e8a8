"""The official service's hints beside each date, read from the same working as the dates.

Texts that its tests compare are its own short labels, kept letter by letter. They say which branch
of the working was taken and have no legal value.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.calculation import Worked
from gatelodge.sentencing.extraction import Extract
from gatelodge.sentencing.working_days import (
    is_working_day,
    next_working_day,
    previous_working_day,
)

_CRD, _ARD, _PED = ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.PED
_HDCED, _ERSED, _TUSED = ReleaseDateType.HDCED, ReleaseDateType.ERSED, ReleaseDateType.TUSED
_SLED, _MTD = ReleaseDateType.SLED, ReleaseDateType.MTD
_BACK = frozenset(
    {_CRD, _ARD, _PED, ReleaseDateType.PRRD, _MTD, ReleaseDateType.ETD, ReleaseDateType.LTD}
)
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
_FINE_HOLDS = "Removal waits for the ARD of a default term"
_ORDER_BETWEEN = "The DTO's mid-term date lies between ERSED and CRD"
_TUSED_RECORDED = "TUSED from last calculation saved to NOMIS"


class DateHints(msgspec.Struct, frozen=True, kw_only=True):
    """One published date and the hints beside it, in the service's order."""

    type: ReleaseDateType
    on: date
    hints: tuple[str, ...]


def hints(
    worked: Worked,
    *,
    today: date,
    bank_holidays: frozenset[date],
    is_overridden: bool = False,
    has_recorded_sled: bool = False,
) -> tuple[DateHints, ...]:
    """Give the hints of every published date, in the order of writing.

    `today` and `bank_holidays` decide on the weekend hint alone. `is_overridden` marks every date
    that a person may override; `has_recorded_sled` the SLED of an earlier calculation.
    """
    hinter = _Hinter(worked, today, bank_holidays)
    return tuple(
        DateHints(
            type=kind,
            on=date.fromordinal(dated.on),
            hints=(
                *((OVERRIDDEN,) if is_overridden and kind in _OVERRIDABLE else ()),
                *((RECORDED_SLED,) if has_recorded_sled and kind is _SLED else ()),
                *hinter.of(kind, date.fromordinal(dated.on)),
            ),
        )
        for kind, dated in worked.answer.extract.dates.items()
    )


class _Hinter:
    """Reads the hints of one calculation."""

    def __init__(self, worked: Worked, today: date, bank_holidays: frozenset[date]) -> None:
        self.worked = worked
        self.found: Extract = worked.answer.extract
        self.today = today
        self.bank_holidays = bank_holidays
        schemes = worked.question.law.schemes
        self.shows_schemes = self.found.shows_scheme_hints and not any(
            scheme.is_progression for scheme in schemes
        )

    def of(self, kind: ReleaseDateType, on: date) -> Iterator[str]:
        yield from self._working_day(kind, on)
        if self.shows_schemes:
            yield from self._scheme(kind)
        rules = self._rules(kind)
        if kind is _PED:
            yield from self._parole(rules, on)
        if kind is _HDCED:
            if "HDCED_MINIMUM_CUSTODIAL_PERIOD" in rules:
                yield _STAY
            yield from [text for token, text in _HDCED_MOVED if token in rules][:1]
        if kind is _ERSED:
            yield from self._removal(rules, on)
        if kind is _TUSED and "BOTUS_LATEST_TUSED_USED" in rules:
            historic = self.worked.booking.historic_tused
            if historic is not None and historic.source is not None:
                yield _TUSED_RECORDED

    def _rules(self, kind: ReleaseDateType) -> tuple[str, ...]:
        entry = self.found.entries.get(kind)
        return () if entry is None else entry.rules

    def _working_day(self, kind: ReleaseDateType, on: date) -> Iterator[str]:
        if on < self.today or is_working_day(on, self.bank_holidays):
            return
        if kind in _BACK:
            yield _spoken(previous_working_day(on, self.bank_holidays)) + _ADJUSTED
        elif kind is _HDCED:
            yield _spoken(next_working_day(on, self.bank_holidays)) + _ADJUSTED

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

    def _removal(self, rules: tuple[str, ...], on: date) -> Iterator[str]:
        if "ERSED_ADJUSTED_TO_CONCURRENT_TERM" in rules:
            yield _FINE_HOLDS
        middle, release = self.found.dates.get(_MTD), self.found.dates.get(_CRD)
        if middle is not None and release is not None and on.toordinal() < middle.on < release.on:
            yield _ORDER_BETWEEN


_ADJUSTED = " when adjusted to a working day"


def _spoken(day: date) -> str:
    return f"{day:%A}, {day:%d} {day:%B} {day.year}"
