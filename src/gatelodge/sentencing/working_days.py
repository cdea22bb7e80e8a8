"""From a calculated date to the day on which a person may walk out.

A calculated date never moves. Non-working days are Saturdays, Sundays and the bank holidays of
England and Wales that the caller gives; nothing else.
"""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from gatelodge.sentencing.answer import ReleaseDateType

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, bank_holidays: frozenset[date]) -> bool:
    """Whether a day is neither Saturday, Sunday nor one of the bank holidays given."""
    return day.weekday() < _SATURDAY and day not in bank_holidays


def previous_working_day(day: date, bank_holidays: frozenset[date]) -> date:
    """Give the day itself if it is a working day, otherwise the last working day before it."""
    while not is_working_day(day, bank_holidays):
        day -= _DAY
    return day


def next_working_day(day: date, bank_holidays: frozenset[date]) -> date:
    """Give the day itself if it is a working day, otherwise the first working day after it."""
    while not is_working_day(day, bank_holidays):
        day += _DAY
    return day


def eligible_working_day(day: date, bank_holidays: frozenset[date]) -> date:
    """Find the latest working day, on or before a day, that another working day follows.

    It is the earliest day to which the Friday and pre-bank-holiday scheme points (Criminal Justice
    Act 1961 s.23(3B)-(3D), inserted by the Offenders (Day of Release from Detention) Act 2023).
    """
    while not (is_working_day(day, bank_holidays) and is_working_day(day + _DAY, bank_holidays)):
        day -= _DAY
    return day


class Decision(StrEnum):
    """A decision without which a date opens nothing."""

    HDC = "HDC decision"
    PAROLE_BOARD = "Parole Board direction"
    REMOVAL = "removal decision"
    COURT_OR_SECRETARY_OF_STATE = "decision of the court or the Secretary of State"


class ReleaseDay(msgspec.Struct, frozen=True, kw_only=True):
    """The day a date leads to, the decision it still needs, and why, step by step.

    `follows_friday_decision`: the day is the earlier one that a Friday-scheme decision names.
    """

    on: date
    needs: Decision | None
    follows_friday_decision: bool
    steps: tuple[str, ...]


_Rule = tuple[Callable[[date, frozenset[date]], date] | None, Decision | None]
_BACK: _Rule = (previous_working_day, None)
_BACK_BY_ORDER: _Rule = (previous_working_day, Decision.COURT_OR_SECRETARY_OF_STATE)
_RULES: dict[ReleaseDateType, _Rule] = {
    ReleaseDateType.CRD: _BACK,
    ReleaseDateType.ARD: _BACK,
    ReleaseDateType.PRRD: _BACK,
    ReleaseDateType.MTD: _BACK,
    ReleaseDateType.ETD: _BACK_BY_ORDER,
    ReleaseDateType.LTD: _BACK_BY_ORDER,
    ReleaseDateType.HDCED: (next_working_day, Decision.HDC),
    ReleaseDateType.PED: (None, Decision.PAROLE_BOARD),
    ReleaseDateType.ERSED: (None, Decision.REMOVAL),
}


def release_day(
    governing: ReleaseDateType,
    on: date,
    *,
    sentenced_on: date | None,
    bank_holidays: frozenset[date],
    friday_decision: date | None = None,
) -> ReleaseDay:
    """Find the day on which the gate may open for a date of this type.

    CRD, ARD, PRRD, MTD, ETD and LTD go back to the previous working day, never before the day of
    sentence; HDCED goes forward; PED and ERSED stand. A Friday-scheme decision counts only for the
    first six and only if it names a working day from the eligible working day up to the ordinary
    day; any other is set aside, and a step says so. Raises ValueError for a type on which nobody
    is released (SED, SLED, LED, TUSED, ESED).
    Source: Criminal Justice Act 1961 s.23(3); for HDC the policy framework; otherwise our decision.
    """
    if governing not in _RULES:
        raise ValueError(f"{governing} is not a date on which anyone is released")
    move, needs = _RULES[governing]
    steps = [f"{governing} falls on {_spoken(on)}."]
    ordinary = on if move is None else move(on, bank_holidays)
    if ordinary != on:
        steps.append(f"That is not a working day: moved to {_spoken(ordinary)}.")
    if move is previous_working_day and sentenced_on is not None and ordinary < sentenced_on:
        ordinary = sentenced_on
        steps.append(f"Nobody leaves before the day of sentence: {_spoken(ordinary)}.")
    day = ordinary
    if friday_decision is not None:
        may_move = move is previous_working_day
        earliest = eligible_working_day(on, bank_holidays) if may_move else ordinary
        if sentenced_on is not None:
            earliest = max(earliest, sentenced_on)
        day, step = _with_decision(friday_decision, earliest, ordinary, bank_holidays)
        steps.append(step)
    if needs is not None:
        steps.append(f"It opens nothing without a {needs}.")
    return ReleaseDay(
        on=day, needs=needs, follows_friday_decision=day != ordinary, steps=tuple(steps)
    )


def _with_decision(
    named: date, earliest: date, ordinary: date, bank_holidays: frozenset[date]
) -> tuple[date, str]:
    if earliest <= named < ordinary and is_working_day(named, bank_holidays):
        return named, f"A Friday-scheme decision names {_spoken(named)}."
    return ordinary, (
        f"The Friday-scheme decision names {_spoken(named)}; it may only name a working day from "
        f"{_spoken(earliest)} and before {_spoken(ordinary)}, so it is set aside."
    )


def _spoken(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
