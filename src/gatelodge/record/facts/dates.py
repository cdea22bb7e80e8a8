"""Release dates: calculated, checked by a second person, and early-release decisions."""

from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.record.facts.kind import Fact, fact
from gatelodge.record.facts.second_calculation import EnteredInputs, FieldDifference


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


class DateNotGiven(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date that a reader would look for and that was not given, the reason, and its authority."""

    date_type: str
    words: str
    authority: tuple[str, ...] = ()


class PictureBar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days of one kind in the sentence picture, first and last included, and the same in words."""

    kind: str
    """How the kind is spoken: "Custody", "Licence"."""
    from_on: date
    to_on: date
    words: str
    date_type: str | None = None
    """The published date that the bar ends on; none = a day of this sentence alone."""
    step: int | None = None
    """The step of that date's working that comes to the day."""
    is_uncertain: bool = False


class PictureRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sentence, or sentences reckoned as one, with its bars in order of time."""

    words: str
    bars: tuple[PictureBar, ...]


class PictureMark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key date of the picture: a date type's code, or a code of the engine's own."""

    code: str
    on: date
    words: str


class SentencePicture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sentences and their dates as they were drawn when they were worked out."""

    rows: tuple[PictureRow, ...]
    marks: tuple[PictureMark, ...]


class HazardFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number or day that raised a hazard, by its name."""

    name: str
    value: str


class HazardReading(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One way to read the law, by its name, and every date that the booking has under it.

    Without any date the engine could not date it: its dates are worked out by hand.
    """

    name: str
    dates: tuple[CalculatedDate, ...]
    further: tuple["HazardFound", ...] = ()
    """Doubts that only this reading raises: whoever decides for it has to decide them too."""


class HazardFound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place where the law or its practice is in doubt, as the engine named it with the dates.

    Whole enough to be shown and decided later without another calculation. The first reading is
    the law book's own.
    """

    code: str
    text: str
    question: str
    sentence_ids: tuple[str, ...] = ()
    """Entry numbers of the sentences concerned; empty = the record as a whole."""
    figures: tuple[HazardFigure, ...] = ()
    readings: tuple[HazardReading, ...] = ()
    decide_by: date | None = None
    """Earliest release that any reading gives: it is to be decided before that day; none = now."""


class EarlyScheme(StrEnum):
    """Decisions that allow a day other than the ordinary release day (rules 9.6)."""

    FRIDAY = "Friday and pre-bank-holiday scheme"
    HDC = "home detention curfew"
    PAROLE = "Parole Board direction"
    EARLY_REMOVAL = "early removal"


class CalculationReason(StrEnum):
    """Why dates are worked out: the closed list (release-gate table, section 4.3)."""

    INITIAL = "initial"
    TRANSFER = "transfer"
    LODGED_WARRANT = "lodged warrant"
    ADDED_DAYS = "added days"
    RESTORED_DAYS = "restored days"
    FOURTEEN_DAYS = "14 days before release"
    TWO_DAYS = "2 days before release"
    APPEAL = "appeal"
    CORRECTION = "correction"
    ERROR_IN_ORIGINAL = "error in the original"
    CHANGE_OF_LAW = "change of law"


class UnexpectedMove(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Dates that did not move as the entries since should have moved them.

    `code` is stable; `words` say in plain English what was expected and what came of it.
    """

    code: str
    words: str


@fact("dates_calculated")
class DatesCalculated(Fact, frozen=True, kw_only=True):
    """First calculation: the engine's dates from the record's facts, taken on by a named person."""

    inputs_digest: str
    """Digest of everything the engine was given; while no fact of the record changes, it stays."""
    why: CalculationReason
    dates: tuple[CalculatedDate, ...]
    governing: str
    """Type of the date that governs the exit (CRD, ARD ...)."""
    governing_on: date
    earliest_sentence_on: date
    working: tuple[WorkingStep, ...]
    engine_version: str
    law_version: str
    marks_used: tuple[str, ...] = ()
    """What was answered for the release point of each standard sentence, and by whom, in words."""
    hazards: tuple[HazardFound, ...] = ()
    """What a person must decide before anyone leaves on these dates."""
    not_given: tuple[DateNotGiven, ...] = ()
    picture: SentencePicture | None = None
    """None for a calculation entered before pictures were kept."""
    unexpected: tuple[UnexpectedMove, ...] = ()
    """Where the dates did not move as the papers since should have moved them."""
    why_unexpected: str = ""
    """Why that is right, in the calculator's words. A second person confirms it."""


@fact("hazard_decided")
class HazardDecided(Fact, frozen=True, kw_only=True):
    """A person decided a hazard: one of its readings, or dates worked out by hand, with a reason.

    It decides what was asked and nothing else: other inputs, or another hazard, are undecided.
    """

    calculation: int
    """Entry number of the calculation that carried the hazard."""
    inputs_digest: str
    """Digest of what that calculation was given."""
    hazard: HazardFound
    reading: str | None
    """Name of the reading chosen; none = neither."""
    by_hand: tuple[CalculatedDate, ...] = ()
    """The dates worked out by hand, where no reading was chosen or the engine could not date it."""
    why: str


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
    """Second check by another person: what they read from the papers, and the dates it leads to."""

    calculation: int
    """Entry number of the first calculation."""
    inputs_digest: str
    """Digest of what the engine was given of the second person's own entry."""
    entered: EnteredInputs
    dates: tuple[CalculatedDate, ...]
    """The engine's dates from what was entered; empty = it gave none."""
    agrees: bool
    differences: tuple[FieldDifference, ...] = ()
    why_again: str = ""
    """What the paper says where the same person's entry differed before; empty = they entered
    before they saw anything of the first."""


@fact("unexpected_move_confirmed")
class UnexpectedMoveConfirmed(Fact, frozen=True, kw_only=True):
    """A second person looked at the papers and says that an unexpected move of dates is right."""

    calculation: int
    """Entry number of the calculation that moved unexpectedly."""
    why: str


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
    """The licence and its conditions, as it will be read to the person on the day."""

    conditions: tuple[str, ...]
