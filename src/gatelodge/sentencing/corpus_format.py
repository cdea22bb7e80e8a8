"""The shape of the outside cases: one JSON file a case, read into a Booking.

`calculate` at the command line takes the same shape. Unknown fields are ignored, unless the reader
asks for them to be refused; a missing whole number is 0, a missing mark is "no", a missing kind of
sentence is a standard one, and an optional field that is empty (null) is a missing one, as the
outside tests have it. What cannot be read raises BadCase, which names the field and says what to
do.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import msgspec

from gatelodge.sentencing.booking import (
    Adjustment,
    AdjustmentKind,
    Booking,
    DetentionAndTraining,
    Direction,
    Exclusion,
    Extended,
    ExternalMovement,
    ExternalSentenceId,
    FineDefault,
    FixedTermRecallDetails,
    HistoricTused,
    HistoricTusedSource,
    MovementReason,
    Offence,
    ParticularConcern,
    Person,
    Recall,
    RecallType,
    Sentence,
    StandardDeterminate,
    SupervisionBreach,
    Term,
    UalReason,
)
from gatelodge.sentencing.faults import BadCase, Fault, decoded, fit, refuse_unknown

_PENCE = 100


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    passed_over: ClassVar[frozenset[str]] = frozenset()
    """Fields of the format that change no date, so that nothing here reads them."""


class _Elements(msgspec.Struct, frozen=True, kw_only=True, rename="upper"):
    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    days: int | None = None


class _Duration(_Wire, frozen=True, kw_only=True):
    duration_elements: _Elements

    def read(self) -> Term:
        each = self.duration_elements
        counts = tuple(count or 0 for count in (each.years, each.months, each.weeks, each.days))
        if min(counts) < 0:
            raise ValueError("a length cannot be negative; give the term the court imposed")
        if not any(counts):
            raise ValueError("the term is 0; give the term the court imposed")
        years, months, weeks, days = counts
        return Term(years=years, months=months, weeks=weeks, days=days)


class _Offence(_Wire, frozen=True, kw_only=True):
    committed_at: date | None = None
    offence_code: str | None = None


class _Recall(_Wire, frozen=True, kw_only=True):
    recall_type: RecallType
    revocation_date: date | None = None
    return_to_custody_date: date | None = None


class _Arrangements(_Wire, frozen=True, kw_only=True):
    is_sds_plus: bool | None = msgspec.field(name="isSDSPlus", default=None)
    is_sds_plus_eligible: bool | None = msgspec.field(
        name="isSDSPlusEligibleSentenceTypeLengthAndOffence", default=None
    )
    is_section_250: bool | None = msgspec.field(name="isSection250", default=None)
    exclusions: tuple[str | None, ...] | None = msgspec.field(
        name="sdsEarlyReleaseExclusions", default=None
    )


def _exclusion(token: str | None) -> Exclusion:
    if token not in set(Exclusion):
        raise ValueError(f"{token!r} is not known here as an exclusion; correct it")
    return Exclusion(token)


class _External(_Wire, frozen=True, kw_only=True):
    sentence_sequence: int | None = None
    booking_id: int | None = None


class _Sentence(_Wire, frozen=True, kw_only=True, tag_field="type"):
    sentenced_at: date
    offence: _Offence
    identifier: str | None = None
    consecutive_to: tuple[str, ...] | None = msgspec.field(
        name="consecutiveSentenceUUIDs", default=None
    )
    recall: _Recall | None = None
    case_sequence: int | None = None
    line_sequence: int | None = None
    case_reference: str | None = None
    external_sentence_id: _External | None = None

    def shared(self, place: int) -> dict[str, Any]:
        recall = self.recall
        return {
            "sentence_id": self.identifier or f"sentence {place + 1}",
            "sentenced_on": self.sentenced_at,
            "offence": Offence(
                committed_on=self.offence.committed_at, code=self.offence.offence_code
            ),
            "consecutive_to": self.consecutive_to or (),
            "recall": None
            if recall is None
            else Recall(
                recall_type=recall.recall_type,
                revoked_on=recall.revocation_date,
                returned_on=recall.return_to_custody_date,
            ),
            "case_sequence": self.case_sequence,
            "line_sequence": self.line_sequence,
            "case_reference": self.case_reference,
            "external_id": None
            if self.external_sentence_id is None
            else ExternalSentenceId(
                booking=self.external_sentence_id.booking_id or 0,
                sequence=self.external_sentence_id.sentence_sequence or 0,
            ),
        }


class _Standard(_Sentence, frozen=True, kw_only=True, tag="StandardSentence"):
    passed_over = frozenset({"hasAnSDSEarlyReleaseExclusion"})
    duration: _Duration
    release_arrangements: _Arrangements

    def read(self, place: int) -> Sentence:
        marks = self.release_arrangements
        return StandardDeterminate(
            **self.shared(place),
            term=self.duration.read(),
            is_sds_plus=bool(marks.is_sds_plus),
            is_sds_plus_eligible=bool(marks.is_sds_plus_eligible),
            is_section_250=bool(marks.is_section_250),
            exclusions=tuple(
                _exclusion(each) for each in marks.exclusions or () if each not in {None, "NO"}
            ),
        )


class _Extended(_Sentence, frozen=True, kw_only=True, tag="ExtendedDeterminateSentence"):
    custodial_duration: _Duration
    extension_duration: _Duration
    automatic_release: bool | None = None

    def read(self, place: int) -> Sentence:
        return Extended(
            **self.shared(place),
            custodial_term=self.custodial_duration.read(),
            extension=self.extension_duration.read(),
            has_automatic_release=bool(self.automatic_release),
        )


class _ParticularConcern(_Sentence, frozen=True, kw_only=True, tag="SopcSentence"):
    custodial_duration: _Duration
    extension_duration: _Duration
    sdopcu18: bool | None = None

    def read(self, place: int) -> Sentence:
        return ParticularConcern(
            **self.shared(place),
            custodial_term=self.custodial_duration.read(),
            extension=self.extension_duration.read(),
            is_under_18=bool(self.sdopcu18),
        )


class _Fine(_Sentence, frozen=True, kw_only=True, tag="AFineSentence"):
    duration: _Duration
    fine_amount: Decimal | None = None

    def read(self, place: int) -> Sentence:
        amount = self.fine_amount
        return FineDefault(
            **self.shared(place),
            term=self.duration.read(),
            fine_pence=None if amount is None else int(amount * _PENCE),
        )


class _Dto(_Sentence, frozen=True, kw_only=True, tag="DetentionAndTrainingOrderSentence"):
    duration: _Duration

    def read(self, place: int) -> Sentence:
        return DetentionAndTraining(**self.shared(place), term=self.duration.read())


class _Botus(_Sentence, frozen=True, kw_only=True, tag="BotusSentence"):
    duration: _Duration
    latest_tused_date: date | None = None
    latest_tused_source: HistoricTusedSource | None = None

    def read(self, place: int) -> Sentence:
        return SupervisionBreach(
            **self.shared(place),
            term=self.duration.read(),
            latest_tused_on=self.latest_tused_date,
            latest_tused_source=self.latest_tused_source,
        )


class _Reason(_Wire, frozen=True, kw_only=True):
    type: str | None = None
    reason: UalReason | None = None


class _Adjustment(_Wire, frozen=True, kw_only=True):
    applies_to_sentences_from: date
    number_of_days: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    additional_info: _Reason | None = None

    def read(self, kind: AdjustmentKind) -> Adjustment:
        return Adjustment(
            kind=kind,
            applies_on=self.applies_to_sentences_from,
            days=self.number_of_days or 0,
            from_on=self.from_date,
            to_on=self.to_date,
            ual_reason=None if self.additional_info is None else self.additional_info.reason,
        )


class _Offender(_Wire, frozen=True, kw_only=True):
    reference: str
    date_of_birth: date
    is_active_sex_offender: bool | None = None


class _Movement(_Wire, frozen=True, kw_only=True):
    movement_date: date
    direction: Direction
    movement_reason: MovementReason


class _FixedTerm(_Wire, frozen=True, kw_only=True):
    passed_over = frozenset({"bookingId"})
    return_to_custody_date: date
    recall_length: int | None = None


class _Historic(_Wire, frozen=True, kw_only=True):
    tused: date | None = None
    historical_tused_source: HistoricTusedSource | None = None


class _Booking(_Wire, frozen=True, kw_only=True):
    passed_over = frozenset({"bookingId"})
    offender: _Offender
    sentences: tuple[_Standard | _Extended | _ParticularConcern | _Fine | _Dto | _Botus, ...]
    adjustments: dict[AdjustmentKind, tuple[_Adjustment, ...] | None] | None = None
    return_to_custody_date: date | None = None
    fixed_term_recall_details: _FixedTerm | None = None
    historical_tused_data: _Historic | None = None
    external_movements: tuple[_Movement, ...] | None = None


class _UserInputs(_Wire, frozen=True, kw_only=True):
    passed_over = frozenset(
        {
            "sentenceCalculationUserInputs",
            "useOffenceIndicators",
            "usePreviouslyRecordedSLEDIfFound",
        }
    )
    calculate_ersed: bool | None = None


class _Case(_Wire, frozen=True, kw_only=True):
    passed_over = frozenset({"expectedValidationMessage", "previousCalculations"})
    booking: _Booking
    user_inputs: _UserInputs | None = None
    params: str | None = None
    feature_toggles: dict[str, bool | None] | None = None
    assert_sds40: bool | None = None
    expected_validation_exception: str | None = None
    error: str | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One outside case: what to calculate, under which profile, and what is expected.

    `switches` are the outside service's switches that are on.
    """

    booking: Booking
    profile: str
    with_ersed: bool
    switches: frozenset[str]
    compares_sds_40: bool
    expected_codes: tuple[str, ...]
    expected_error: str | None


_DEFAULT_PROFILE = "calculation-params"
_DEFAULT_TYPE = "StandardSentence"
_WHOLE = "case"


def read_case(text: bytes | str, *, refuse_unknown_fields: bool = False) -> Case:
    """Read one case. Raises BadCase with the field and what to do.

    With `refuse_unknown_fields` a field that the format does not have is refused, with the nearest
    name that it has; without, it is ignored.
    """
    return case_from(decoded(text, _WHOLE), refuse_unknown_fields=refuse_unknown_fields)


def case_from(raw: object, *, refuse_unknown_fields: bool = False) -> Case:
    """Read one case from decoded JSON, as `read_case` does."""
    _fill_types(raw)
    if refuse_unknown_fields:
        refuse_unknown(raw, msgspec.inspect.type_info(_Case), _WHOLE)
    wire = fit(raw, _Case, _WHOLE)
    codes = wire.expected_validation_exception
    inputs = wire.user_inputs or _UserInputs()
    return Case(
        booking=_read_booking(wire.booking),
        profile=wire.params or _DEFAULT_PROFILE,
        with_ersed=bool(inputs.calculate_ersed),
        switches=frozenset(name for name, on in (wire.feature_toggles or {}).items() if on),
        compares_sds_40=bool(wire.assert_sds40),
        expected_codes=tuple(codes.split("|")) if codes else (),
        expected_error=wire.error,
    )


def _fill_types(raw: object) -> None:
    """Write the kind into sentences that leave it out."""
    booking = raw.get("booking") if isinstance(raw, dict) else None
    sentences = booking.get("sentences") if isinstance(booking, dict) else None
    if isinstance(sentences, list):
        for sentence in sentences:
            if isinstance(sentence, dict) and sentence.get("type") is None:
                sentence["type"] = _DEFAULT_TYPE


def _read_booking(wire: _Booking) -> Booking:
    sentences = []
    for place, sentence in enumerate(wire.sentences):
        try:
            sentences.append(sentence.read(place))
        except ValueError as wrong:
            path = f"booking.sentences[{place}]"
            raise BadCase(Fault(path=path, text=f"{path}: {wrong}.")) from wrong
    recall, historic = wire.fixed_term_recall_details, wire.historical_tused_data
    return Booking(
        person=Person(
            reference=wire.offender.reference,
            born_on=wire.offender.date_of_birth,
            is_active_sex_offender=bool(wire.offender.is_active_sex_offender),
        ),
        sentences=tuple(sentences),
        adjustments=tuple(
            row.read(kind) for kind, rows in (wire.adjustments or {}).items() for row in rows or ()
        ),
        movements=tuple(
            ExternalMovement(
                moved_on=each.movement_date,
                direction=each.direction,
                reason=each.movement_reason,
            )
            for each in wire.external_movements or ()
        ),
        returned_to_custody_on=wire.return_to_custody_date,
        fixed_term_recall=None
        if recall is None
        else FixedTermRecallDetails(
            returned_on=recall.return_to_custody_date, recall_days=recall.recall_length or 0
        ),
        historic_tused=None
        if historic is None
        else HistoricTused(tused_on=historic.tused, source=historic.historical_tused_source),
    )


_NAMES = {
    "person": "offender",
    "born_on": "dateOfBirth",
    "sentence_id": "identifier",
    "sentenced_on": "sentencedAt",
    "committed_on": "committedAt",
    "code": "offenceCode",
    "consecutive_to": "consecutiveSentenceUUIDs",
    "term": "duration",
    "custodial_term": "custodialDuration",
    "extension": "extensionDuration",
    "fine_pence": "fineAmount",
    "latest_tused_on": "latestTusedDate",
    "revoked_on": "revocationDate",
    "returned_on": "returnToCustodyDate",
    "applies_on": "appliesToSentencesFrom",
    "days": "numberOfDays",
    "from_on": "fromDate",
    "to_on": "toDate",
    "movements": "externalMovements",
    "moved_on": "movementDate",
    "returned_to_custody_on": "returnToCustodyDate",
    "fixed_term_recall": "fixedTermRecallDetails",
    "historic_tused": "historicalTusedData",
    "tused_on": "tused",
}
"""The format's names for the fields of a booking, where they differ."""
_ROW = re.compile(r"^adjustments\[(\d+)\]")


def place_in_case(path: str, booking: Booking) -> str:
    """Name a place in a booking as the case names it that the booking was read from."""
    row = _ROW.match(path)
    if row is not None:
        place = int(row[1])
        kind = booking.adjustments[place].kind
        before = sum(each.kind is kind for each in booking.adjustments[:place])
        path = f"adjustments.{kind.value}[{before}]{path[row.end() :]}"
    return "booking." + re.sub(r"[a-z_]+", lambda word: _NAMES.get(word[0], word[0]), path)
