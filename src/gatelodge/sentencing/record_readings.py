"""The record read in another way, where what was entered may not be what is meant.

These constructions are no rules: each corrects the record as a person might, before it is dated.
"""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from gatelodge.sentencing.adjustments import CREDIT
from gatelodge.sentencing.booking import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Direction,
    ExternalMovement,
    MovementReason,
    Recall,
    RecallType,
    Sentence,
    StandardDeterminate,
)
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.recalls import FIXED

_SHORTER, _LONGER = RecallType.FIXED_TERM_RECALL_14, RecallType.FIXED_TERM_RECALL_28
_NEW = RecallType.FIXED_TERM_RECALL_56
_PERIODS = frozenset({AdjustmentKind.REMAND, AdjustmentKind.UAL})
EXITS_OF_NO_RELEASE = frozenset({MovementReason.RECALL_RELEASE, MovementReason.IMMIGRATION_BAIL})
"""Exits that do not by themselves end a sentence that is not recalled."""


def as_read(booking: Booking, law: LawBook) -> Booking:
    """Give the booking as the law book's constructions read its record; as it is without any."""
    for construction in sorted(law.constructions & _READINGS.keys()):
        booking = _READINGS[construction](booking, law)
    return booking


def sds_plus_begins(law: LawBook) -> int:
    """Give the first day (number) on which any law of the book made a sentence SDS+."""
    return min(
        each.commences.toordinal()
        for each in law.enactments
        if any(key.startswith("sds_plus.") for key in each.set)
    )


# Sentences


def _each_sentence(booking: Booking, read: Callable[[Sentence], Sentence]) -> Booking:
    return msgspec.structs.replace(booking, sentences=tuple(map(read, booking.sentences)))


def _last_named_parent(booking: Booking, _: LawBook) -> Booking:
    def read(sentence: Sentence) -> Sentence:
        return msgspec.structs.replace(sentence, consecutive_to=sentence.consecutive_to[-1:])

    return _each_sentence(booking, read)


def _mark_wrong(booking: Booking, law: LawBook) -> Booking:
    begins = sds_plus_begins(law)

    def read(sentence: Sentence) -> Sentence:
        if isinstance(sentence, StandardDeterminate) and (
            sentence.sentenced_on.toordinal() < begins
        ):
            return msgspec.structs.replace(sentence, is_sds_plus=False)
        return sentence

    return _each_sentence(booking, read)


# Recalls


def _each_recall(booking: Booking, read: Callable[[Recall], Recall]) -> Booking:
    def reread(sentence: Sentence) -> Sentence:
        if sentence.recall is None:
            return sentence
        return msgspec.structs.replace(sentence, recall=read(sentence.recall))

    return _each_sentence(booking, reread)


def _booking_return(booking: Booking, _: LawBook) -> Booking:
    on = booking.returned_to_custody_on
    if on is None:
        return booking
    return _each_recall(booking, lambda each: msgspec.structs.replace(each, returned_on=on))


def _of_types(booking: Booking, types: Mapping[RecallType, RecallType]) -> Booking:
    def read(each: Recall) -> Recall:
        recall_type = types.get(each.recall_type, each.recall_type)
        return msgspec.structs.replace(each, recall_type=recall_type)

    return _each_recall(booking, read)


def _recorded_length(booking: Booking, law: LawBook) -> Booking:
    details = booking.fixed_term_recall
    if details is None:
        return booking
    rule = law.recall.values[-1]
    lengths = {rule.shorter_days: _SHORTER, rule.longer_days: _LONGER}
    if law.recall_scheme is not None:
        lengths[law.recall_scheme.days] = _NEW
    recorded = lengths.get(details.recall_days)
    if recorded is None:
        return booking
    return _of_types(booking, dict.fromkeys(FIXED, recorded))


def _other_length(booking: Booking, law: LawBook) -> Booking:
    booking = _of_types(booking, {_SHORTER: _LONGER, _LONGER: _SHORTER})
    details, rule = booking.fixed_term_recall, law.recall.values[-1]
    if details is None:
        return booking
    days = {rule.shorter_days: rule.longer_days, rule.longer_days: rule.shorter_days}
    other = days.get(details.recall_days, details.recall_days)
    return msgspec.structs.replace(
        booking, fixed_term_recall=msgspec.structs.replace(details, recall_days=other)
    )


def _not_in_force(booking: Booking, _: LawBook) -> Booking:
    return _of_types(booking, dict.fromkeys(FIXED, RecallType.STANDARD_RECALL))


# Rows of days, and exits


def _each_row(booking: Booking, read: Callable[[Adjustment], Adjustment]) -> Booking:
    return msgspec.structs.replace(booking, adjustments=tuple(map(read, booking.adjustments)))


def _periods(booking: Booking, _: LawBook) -> Booking:
    def read(row: Adjustment) -> Adjustment:
        if row.kind not in _PERIODS or row.from_on is None or row.to_on is None:
            return row
        return msgspec.structs.replace(row, days=(row.to_on - row.from_on).days + 1)

    return _each_row(booking, read)


def _on_sentence_days(booking: Booking, _: LawBook) -> Booking:
    """Hang credit of a day without a sentence on the next sentence, or else on the last."""
    days = sorted({each.sentenced_on for each in booking.sentences})

    def read(row: Adjustment) -> Adjustment:
        if row.kind not in CREDIT or row.applies_on in days:
            return row
        return msgspec.structs.replace(row, applies_on=_next(days, row.applies_on))

    return _each_row(booking, read)


def _next(days: list[date], on: date) -> date:
    return next((each for each in days if each >= on), days[-1])


def _without_exits(booking: Booking, _: LawBook) -> Booking:
    """Leave out exits that end no sentence, where one that is not recalled was being served."""
    first = min(
        (each.sentenced_on for each in booking.sentences if each.recall is None), default=None
    )

    def is_kept(each: ExternalMovement) -> bool:
        return (
            first is None
            or each.direction is Direction.IN
            or each.reason not in EXITS_OF_NO_RELEASE
            or each.moved_on < first
        )

    return msgspec.structs.replace(booking, movements=tuple(filter(is_kept, booking.movements)))


_READINGS: dict[Construction, Callable[[Booking, LawBook], Booking]] = {
    Construction.BOOKING_RETURN_COUNTS: _booking_return,
    Construction.CREDIT_ALWAYS_COUNTS: _on_sentence_days,
    Construction.EXITS_END_NO_NEW_SENTENCE: _without_exits,
    Construction.FIXED_TERMS_NOT_IN_FORCE: _not_in_force,
    Construction.LAST_NAMED_PARENT: _last_named_parent,
    Construction.PERIODS_COUNT: _periods,
    Construction.RECALLS_OF_OTHER_LENGTH: _other_length,
    Construction.RECORDED_LENGTH_COUNTS: _recorded_length,
    Construction.SDS_PLUS_MARK_TOO_EARLY: _mark_wrong,
}
