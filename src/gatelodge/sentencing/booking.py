"""What a court and a prison say about one period in custody: the engine's whole input.

All values are frozen. A calendar date ends in `_on`, a number of days in `_days`. Nothing here is
checked against the law; `calculate` refuses by name what it cannot date.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec


class Exclusion(StrEnum):
    """Why a standard determinate sentence stands outside an early-release scheme."""

    SEXUAL = "SEXUAL"
    VIOLENT = "VIOLENT"
    DOMESTIC_ABUSE = "DOMESTIC_ABUSE"
    NATIONAL_SECURITY = "NATIONAL_SECURITY"
    TERRORISM = "TERRORISM"
    SEXUAL_T3 = "SEXUAL_T3"
    DOMESTIC_ABUSE_T3 = "DOMESTIC_ABUSE_T3"
    MURDER_T3 = "MURDER_T3"
    PROGRESSION_MODEL_SCHEDULE_13_PART_3 = "PROGRESSION_MODEL_SCHEDULE_13_PART_3"
    SA2026_PROGRESSION_MODEL_SCHEDULE = "SA2026_PROGRESSION_MODEL_SCHEDULE"


class RecallType(StrEnum):
    """How a person was recalled to custody (CJA 2003 ss.255, 255A-255C)."""

    STANDARD_RECALL = "STANDARD_RECALL"
    FIXED_TERM_RECALL_14 = "FIXED_TERM_RECALL_14"
    FIXED_TERM_RECALL_28 = "FIXED_TERM_RECALL_28"
    FIXED_TERM_RECALL_56 = "FIXED_TERM_RECALL_56"
    STANDARD_RECALL_255 = "STANDARD_RECALL_255"


class AdjustmentKind(StrEnum):
    """What a row of days does: the first four take days off, UAL and ADA add, RADA gives back."""

    REMAND = "REMAND"
    TAGGED_BAIL = "TAGGED_BAIL"
    RECALL_REMAND = "RECALL_REMAND"
    RECALL_TAGGED_BAIL = "RECALL_TAGGED_BAIL"
    UAL = "UNLAWFULLY_AT_LARGE"
    ADA = "ADDITIONAL_DAYS_AWARDED"
    RADA = "RESTORATION_OF_ADDITIONAL_DAYS_AWARDED"


class UalReason(StrEnum):
    """Why a person was unlawfully at large. The reason never changes the arithmetic."""

    ESCAPE = "ESCAPE"
    SENTENCED_IN_ABSENCE = "SENTENCED_IN_ABSENCE"
    IMMIGRATION_DETENTION = "IMMIGRATION_DETENTION"
    RECALL = "RECALL"
    RELEASE_IN_ERROR = "RELEASE_IN_ERROR"


class Direction(StrEnum):
    """Into custody, or out of it."""

    IN = "IN"
    OUT = "OUT"


class MovementReason(StrEnum):
    """Why a person entered or left custody."""

    HDC = "HDC"
    ERS = "ERS"
    PAROLE = "PAROLE"
    ECSL = "ECSL"
    CRD = "CRD"
    DTO = "DTO"
    IMMIGRATION_BAIL = "IMMIGRATION_BAIL"
    RECALL_RELEASE = "RECALL_RELEASE"
    SENTENCE = "SENTENCE"
    REMAND = "REMAND"
    RECALL_ADMISSION = "RECALL_ADMISSION"
    HDC_RECALL = "HDC_RECALL"
    ERS_BREACH = "ERS_BREACH"
    FAILED_ERS_REMOVAL = "FAILED_ERS_REMOVAL"


class HistoricTusedSource(StrEnum):
    """Where the supervision end of an earlier sentence was read."""

    CRDS = "CRDS"
    CRDS_OVERRIDDEN = "CRDS_OVERRIDDEN"
    NOMIS = "NOMIS"
    NOMIS_OVERRIDDEN = "NOMIS_OVERRIDDEN"


Count = Annotated[int, msgspec.Meta(ge=0)]
"""A number that cannot be less than none. Asked when JSON is read; `calculate` asks again."""


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Read from JSON, a field that is not there is refused: a slip in a name must lose nothing."""


class Term(_Strict, frozen=True, kw_only=True):
    """A length as the court spoke it. Units are kept: 12 months is 1 year only once counted."""

    years: Count = 0
    months: Count = 0
    weeks: Count = 0
    days: Count = 0

    def plus(self, other: "Term") -> "Term":
        """Add unit by unit, without carrying."""
        return Term(
            years=self.years + other.years,
            months=self.months + other.months,
            weeks=self.weeks + other.weeks,
            days=self.days + other.days,
        )


class Offence(_Strict, frozen=True, kw_only=True):
    """An offence as convicted: its last day, if known, and its code, if known."""

    committed_on: date | None = None
    code: str | None = None


class Recall(_Strict, frozen=True, kw_only=True):
    """A recall of one sentence: its type, the day of revocation, the first day back in custody."""

    recall_type: RecallType
    revoked_on: date | None = None
    returned_on: date | None = None


class ExternalSentenceId(_Strict, frozen=True, kw_only=True):
    """How another system names a sentence. It changes no date."""

    booking: int
    sequence: int


class _Imposed(_Strict, frozen=True, kw_only=True, tag_field="kind"):
    """What every sentence has. `consecutive_to` names the sentences that it follows."""

    sentence_id: str
    sentenced_on: date
    offence: Offence
    consecutive_to: tuple[str, ...] = ()
    recall: Recall | None = None
    case_sequence: int | None = None
    line_sequence: int | None = None
    case_reference: str | None = None
    external_id: ExternalSentenceId | None = None


class StandardDeterminate(_Imposed, frozen=True, kw_only=True, tag="SDS"):
    """A standard determinate sentence (SDS), with the marks that decide how it is released.

    `is_sds_plus`: served at the SDS+ point. `is_sds_plus_eligible`: kind, length and offence would
    make it SDS+ if passed today, whatever its date; that alone bars home detention curfew.
    `is_section_250`: detention of a child. None of them has a default: unknown is not "no".
    """

    term: Term
    is_sds_plus: bool
    is_sds_plus_eligible: bool
    is_section_250: bool
    exclusions: tuple[Exclusion, ...]


class Extended(_Imposed, frozen=True, kw_only=True, tag="EDS"):
    """An extended determinate sentence (EDS): a custodial term and an extended licence."""

    custodial_term: Term
    extension: Term
    has_automatic_release: bool = False


class ParticularConcern(_Imposed, frozen=True, kw_only=True, tag="SOPC"):
    """A sentence for an offender of particular concern (SOPC): custody and one year's licence."""

    custodial_term: Term
    extension: Term
    is_under_18: bool = False


class FineDefault(_Imposed, frozen=True, kw_only=True, tag="AFINE"):
    """Imprisonment in default of a fine or a confiscation order. The amount is in whole pence."""

    term: Term
    fine_pence: Count | None = None


class DetentionAndTraining(_Imposed, frozen=True, kw_only=True, tag="DTO"):
    """A detention and training order (DTO)."""

    term: Term


class SupervisionBreach(_Imposed, frozen=True, kw_only=True, tag="BOTUS"):
    """A committal for breach of top-up supervision (BOTUS), with the supervision's own end."""

    term: Term
    latest_tused_on: date | None = None
    latest_tused_source: HistoricTusedSource | None = None


Sentence = (
    StandardDeterminate
    | Extended
    | ParticularConcern
    | FineDefault
    | DetentionAndTraining
    | SupervisionBreach
)


class Adjustment(_Strict, frozen=True, kw_only=True):
    """One row of days.

    `applies_on` is the day on which the engine reads it: for remand and tagged bail the date of the
    sentence it hangs on, for UAL, ADA and RADA the day it takes effect. `days` alone is counted;
    the period `from_on` to `to_on` (both days included) is never turned into days. Tagged bail is
    the credit, already halved and rounded up by its source.
    """

    kind: AdjustmentKind
    applies_on: date
    days: Count
    from_on: date | None = None
    to_on: date | None = None
    ual_reason: UalReason | None = None


class ExternalMovement(_Strict, frozen=True, kw_only=True):
    """A person entered or left custody on a day. Temporary absence and court are no movements.

    Neither is a release in error: it ends no sentence. The days out are a row of UAL.
    """

    moved_on: date
    direction: Direction
    reason: MovementReason


class FixedTermRecallDetails(_Strict, frozen=True, kw_only=True):
    """The booking's own record of a fixed-term recall."""

    returned_on: date
    recall_days: Count = 0


class HistoricTused(_Strict, frozen=True, kw_only=True):
    """The supervision end that an earlier sentence left behind."""

    tused_on: date | None = None
    source: HistoricTusedSource | None = None


class Person(_Strict, frozen=True, kw_only=True):
    """What the dates need to know of the person."""

    reference: str
    born_on: date
    is_active_sex_offender: bool = False


class Booking(_Strict, frozen=True, kw_only=True):
    """One period in custody: person, sentences, days to adjust by, exits and returns."""

    person: Person
    sentences: tuple[Sentence, ...]
    adjustments: tuple[Adjustment, ...] = ()
    movements: tuple[ExternalMovement, ...] = ()
    returned_to_custody_on: date | None = None
    fixed_term_recall: FixedTermRecallDetails | None = None
    historic_tused: HistoricTused | None = None
