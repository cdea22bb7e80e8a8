"""Bookings as JSON: the types of `booking`, field by field; and the outside cases beside them.

A file is taken for an outside case when it has `booking`, and for a booking of ours otherwise.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from gatelodge.sentencing.booking import Adjustment, Booking
from gatelodge.sentencing.corpus_format import Case, case_from, place_in_case
from gatelodge.sentencing.faults import BadCase, Fault, decoded, fit, refuse_unknown

_DECODER = msgspec.json.Decoder(Booking)
_SHAPE = msgspec.inspect.type_info(Booking)
_WHOLE = "booking"
_FIELDS = frozenset(field.encode_name for field in msgspec.structs.fields(Booking))


class Shape(StrEnum):
    """Which of the two shapes a file has."""

    BOOKING = "booking"
    OUTSIDE_CASE = "outside case"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a file asks: a booking to date; of an outside case also its law and its switches.

    `profile` is None where the file names no law.
    """

    booking: Booking
    shape: Shape
    profile: str | None = None
    switches: frozenset[str] = frozenset()
    with_ersed: bool = False

    def place(self, path: str) -> str:
        """Name a place in the booking as the file names it."""
        if self.shape is Shape.BOOKING or not path:
            return path
        return place_in_case(path, self.booking)


def read_booking(text: bytes | str) -> Booking:
    """Read a booking from JSON, its fields named as in `Booking`; docs/schemas has the JSON Schema.

    A field that no booking has is refused. Raises BadCase with the path of each fault and what to
    do.
    """
    try:
        read = _DECODER.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        read = _booking(decoded(text, _WHOLE))
    return _fitting(read)


def read_asked(text: bytes | str) -> Asked:
    """Read a file of either shape. Raises BadCase with the path of each fault and what to do."""
    try:
        return Asked(booking=_fitting(_DECODER.decode(text)), shape=Shape.BOOKING)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raw = decoded(text, _WHOLE)
    if isinstance(raw, Mapping) and "booking" in raw:
        return _asked(case_from(raw, refuse_unknown_fields=True))
    if isinstance(raw, Mapping) and not _FIELDS.intersection(raw):
        raise BadCase(Fault(path="", text=_NEITHER))
    return Asked(booking=_fitting(_booking(raw)), shape=Shape.BOOKING)


_NEITHER = (
    "This is neither a booking (an object with person and sentences; see `gatelodge schema "
    "booking`) nor an outside case (an object with booking). Give one of them."
)


def _booking(raw: object) -> Booking:
    refuse_unknown(raw, _SHAPE, _WHOLE)
    return fit(raw, Booking, _WHOLE)


def _fitting(booking: Booking) -> Booking:
    """Refuse more days than their own period has. Raises BadCase.

    Outside cases are read as they are: some have more days than their period, and count the days.
    """
    faults = [
        Fault(path=f"adjustments[{place}].{field}", text=f"adjustments[{place}].{field}: {text}")
        for place, row in enumerate(booking.adjustments)
        for field, text in _misfit(row)
    ]
    if faults:
        raise BadCase(*faults)
    return booking


def _misfit(row: Adjustment) -> Iterator[tuple[str, str]]:
    if row.from_on is None or row.to_on is None:
        return
    has = (row.to_on - row.from_on).days + 1
    if 0 < has < row.days:
        span = f"{row.from_on} to {row.to_on}, both days included"
        text = f"{row.days} days are more than the {has} of the period ({span}). Correct either."
        yield "days", text


def _asked(case: Case) -> Asked:
    return Asked(
        booking=case.booking,
        shape=Shape.OUTSIDE_CASE,
        profile=case.profile,
        switches=case.switches,
        with_ersed=case.with_ersed,
    )
