"""What a check is: a pure function beside its source, and how its finding is made."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from gatelodge.record import CustodyRecord
from gatelodge.record.facts import ExitType, Finding
from gatelodge.sentencing import LawBook


class OnFail(StrEnum):
    """What a check that is not met does."""

    BLOCK = "block"
    ESCALATE = "escalate"
    WARN = "warn"


class PlannedExit(msgspec.Struct, frozen=True, kw_only=True):
    """The exit that is assessed: its type and its day."""

    exit_type: ExitType
    on: date
    is_immediate: bool = False


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """All that a check may know beside the record: the exit, the instant, holidays, law, limits."""

    planned: PlannedExit
    at: datetime
    bank_holidays: frozenset[date]
    law: LawBook
    policy: tuple[tuple[str, timedelta], ...] = ()
    """Limits that were tightened, by name; a check's own default stands beside it."""


Judge = Callable[[CustodyRecord, Circumstances], Finding]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check of the release gate, as published in the dossier's table."""

    name: str
    """G02, G03 ..."""
    question: str
    """In plain English, put so that yes = met."""
    what_to_do: str
    source: str
    """Section, policy, or "our decision"."""
    on_fail: OnFail
    fresh_for: timedelta | None
    """Evidence older than this must be renewed; none = it does not age."""
    judge: Judge
