"""What every entry kind has: a stored name, a version, and its weight for a live exit pass."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeVar

import msgspec


class Nature(StrEnum):
    """What an entry of this kind means to a release that is under way (G36; our decision)."""

    NEW_EVENT = "new event"
    """Something became known: a live pass dies."""
    RELEASE_ACT = "act of the release itself"
    """Confirmation, issue, print, scan, final check, exit: its own release stays alive."""
    OUR_DECISION = "our own decision"
    """Decisions of the watch, alarms and what people do with alarms: re-decides nothing."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every entry kind. The stored name and version never change; the class may move."""

    KIND: ClassVar[str]
    KIND_VERSION: ClassVar[int]
    NATURE: ClassVar[Nature]


F = TypeVar("F", bound=type[Fact])


def fact(kind: str, *, version: int = 1, nature: Nature = Nature.NEW_EVENT) -> Callable[[F], F]:
    """Give a class its stored name. It registers nothing: the closed list is `facts.AnyFact`."""

    def name(cls: F) -> F:
        cls.KIND = kind
        cls.KIND_VERSION = version
        cls.NATURE = nature
        return cls

    return name


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A length as the court stated it, unit by unit; "12 months" is never turned into "1 year"."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether no unit has a number above 0."""
        return not (self.years or self.months or self.weeks or self.days)

    def __str__(self) -> str:
        parts = (
            (self.years, "year"),
            (self.months, "month"),
            (self.weeks, "week"),
            (self.days, "day"),
        )
        words = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
        return " ".join(words) or "0 days"


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Calendar days from first to last, both counted."""

    first_on: date
    last_on: date
