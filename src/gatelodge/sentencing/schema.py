"""The published JSON Schemas, made from the types that are read and written."""

from typing import Any

import msgspec

from gatelodge.sentencing.answer_format import Answer
from gatelodge.sentencing.booking import Booking

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ROOTS: dict[str, tuple[str, Any]] = {
    "booking": ("A booking, as `gatelodge calculate` and `gatelodge recalculate` read it", Booking),
    "answer": ("An answer, as `calculate --json` and `recalculate` write it", Answer),
}
SCHEMAS = tuple(_ROOTS)
"""The names of the schemas there are."""


def schema(name: str) -> dict[str, Any]:
    """Give a JSON Schema (2020-12) by its name in SCHEMAS. Raises KeyError for another name."""
    title, root = _ROOTS[name]
    return {"$schema": _DIALECT, "title": title, **_in_one_line(msgspec.json.schema(root))}


def _in_one_line(part: Any) -> Any:
    """Take the line breaks of the code out of the descriptions, which are the types' docstrings."""
    if isinstance(part, list):
        return [_in_one_line(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: " ".join(value.split())
        if key == "description" and isinstance(value, str)
        else _in_one_line(value)
        for key, value in part.items()
    }


def schema_text(name: str) -> str:
    """Give a schema as the file that is published: indented, with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(schema(name)), indent=2).decode() + "\n"
