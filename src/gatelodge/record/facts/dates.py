"""Release dates: calculated, checked by a second person, and early-release decisions."""

from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.record.facts.kind import Fact, fact


class CalculatedDate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One date by its type code (CRD, SLED ...), in the order the engine published it."""

    date_type: str
    on: date


class WorkingStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One numbered step of a date's working, and the statute or policy that it rests on."""

    date_type: str
    number: int
    words: str
    authority: tuple[str, ...] = ()
    """Citations; one that nobody has confirmed says so."""


class EarlyScheme(StrEnum):
    """Decisions that allow a day other than the ordinary release day (rules 9.6)."""

    FRIDAY = "Friday and pre-bank-holiday scheme"
    HDC = "home detention curfew"
    PAROLE = "Parole Board direction"
    EARLY_REMOVAL = "early removal"


@fact("dates_calculated")
class DatesCalculated(Fact, frozen=True, kw_only=True):
    """First calculation: the engine's dates from the record's facts, taken on by a named person."""

    inputs_digest: str
    """Digest of everything the engine was given; the same facts give the same digest."""
    dates: tuple[CalculatedDate, ...]
    governing: str
    """Type of the date that governs the exit (CRD, ARD ...)."""
    governing_on: date
    earliest_sentence_on: date
    working: tuple[WorkingStep, ...]
    engine_version: str
    law_version: str


@fact("calculation_refused")
class CalculationRefused(Fact, frozen=True, kw_only=True):
    """The engine refused, by name. The record has no dates from it."""

    inputs_digest: str
    refused: str
    words: str
    engine_version: str
    law_version: str


@fact("dates_checked")
class DatesChecked(Fact, frozen=True, kw_only=True):
    """Second check by another person: their own calculation from the papers."""

    calculation: int
    """Entry number of the first calculation."""
    inputs_digest: str
    dates: tuple[CalculatedDate, ...]
    agrees: bool
    differences: tuple[str, ...] = ()


@fact("early_release_decided")
class EarlyReleaseDecided(Fact, frozen=True, kw_only=True):
    """A signed decision that names the day: the scheme, and who signed."""

    scheme: EarlyScheme
    release_on: date
    signed_by: str


@fact("conditions_set")
class ConditionsSet(Fact, frozen=True, kw_only=True):
    """Conditions that must be met at release, each as one checkable sentence."""

    conditions: tuple[str, ...]


@fact("licence_issued")
class LicenceIssued(Fact, frozen=True, kw_only=True):
    """The licence and its conditions; signed, or the refusal to sign was witnessed."""

    conditions: tuple[str, ...]
    signed_on: date | None = None
    refusal_witnessed_by: str | None = None
