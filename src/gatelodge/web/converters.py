"""What may stand in an address: random identifiers and content hashes, never a name."""

from typing import Final

from django.urls import register_converter


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


_CONVERTERS: Final = {"id": HexConverter, "hash": HashConverter, "check": CheckConverter}


def register() -> None:
    """Make the converters known to Django's addresses."""
    for name, converter in _CONVERTERS.items():
        register_converter(converter, name)
