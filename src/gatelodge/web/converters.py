"""What may stand in an address: random identifiers and content hashes, never a name."""

import re
from typing import Final

from django.urls import register_converter

from gatelodge.record.facts import EmergencyDuty, Enquiry


class HexConverter:
    """Lower-case hexadecimal digits of a fixed length, taken as text."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """The digits as they stand."""
        return value

    def to_url(self, value: str) -> str:
        """The digits as they stand."""
        return value


class HashConverter(HexConverter):
    """A content hash (SHA-256)."""

    regex = "[0-9a-f]{64}"


class CheckConverter(HexConverter):
    """A check of the gate: G02."""

    regex = "G[0-9]{2}"


_ENQUIRIES: Final = {
    "warrants": Enquiry.WARRANTS,
    "other-interest": Enquiry.OTHER_INTEREST,
    "health": Enquiry.HEALTH,
}


class EnquiryConverter:
    """What others are asked about, by a short word."""

    regex = "|".join(_ENQUIRIES)

    def to_python(self, value: str) -> Enquiry:
        """The enquiry."""
        return _ENQUIRIES[value]

    def to_url(self, value: Enquiry) -> str:
        """Its word."""
        return next(word for word, enquiry in _ENQUIRIES.items() if enquiry is value)


class DutyConverter:
    """What an emergency left to be made good, by a short word."""

    regex = "|".join(each.name.lower().replace("_", "-") for each in EmergencyDuty)

    def to_python(self, value: str) -> EmergencyDuty:
        """The duty."""
        return EmergencyDuty[value.upper().replace("-", "_")]

    def to_url(self, value: EmergencyDuty) -> str:
        """Its word."""
        return value.name.lower().replace("_", "-")


class NumberConverter:
    """A number that the database can hold, unlike Django's own, which takes any digits."""

    regex = "[0-9]{1,15}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Its digits."""
        return str(value)


def is_identifier(text: str) -> bool:
    """Whether a text from a form or a query can be an identifier of ours at all."""
    return re.fullmatch(HexConverter.regex, text) is not None


def register() -> None:
    """Make the converters known to Django's addresses."""
    register_converter(HexConverter, "id")
    register_converter(HashConverter, "hash")
    register_converter(CheckConverter, "check")
    register_converter(EnquiryConverter, "enquiry")
    register_converter(DutyConverter, "duty")
    register_converter(NumberConverter, "number")
