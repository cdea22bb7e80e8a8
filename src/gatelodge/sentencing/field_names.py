"""Fields that a case carries and nobody reads: a slip in a name must not lose what it holds."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from msgspec import inspect

PASSED_OVER = "passed_over"
"""A struct's class attribute of this name lists fields that are known and have no effect."""
_COMMENT = "comment"


def unknown_fields(
    raw: object, shape: inspect.Type, whole: str, place: str = ""
) -> Iterator[tuple[str, str]]:
    """Give the path of each field of decoded JSON that its shape does not know, and plain words.

    `whole` says what is read, such as "a case". A sentence may have the fields of its own kind
    only: another kind's would be lost as a slip is. `comment` is known to every shape that does not
    forbid unknown fields by itself. What does not fit the shape in another way is passed over: the
    conversion to the shape names it.
    """
    if isinstance(shape, inspect.UnionType):
        for each in fitting(raw, shape):
            yield from unknown_fields(raw, each, whole, place)
    elif isinstance(shape, inspect.VarTupleType) and isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from unknown_fields(item, shape.item_type, whole, f"{place}[{index}]")
    elif isinstance(shape, inspect.DictType) and isinstance(raw, dict):
        known = _keys(shape)
        for key, value in raw.items():
            if known and key not in known:
                yield _unknown(_inside(place, key), key, known, whole)
            yield from unknown_fields(value, shape.value_type, whole, _inside(place, key))
    elif isinstance(shape, inspect.StructType) and isinstance(raw, dict):
        yield from _unknown_in_struct(raw, shape, whole, place)


def _unknown_in_struct(
    raw: dict[str, object], shape: inspect.StructType, whole: str, place: str
) -> Iterator[tuple[str, str]]:
    fields = {field.encode_name: field.type for field in shape.fields}
    passed_over: frozenset[str] = getattr(shape.cls, PASSED_OVER, frozenset())
    for key, value in raw.items():
        if key in fields:
            yield from unknown_fields(value, fields[key], whole, _inside(place, key))
        elif key not in {shape.tag_field} | passed_over and (
            key != _COMMENT or shape.forbid_unknown_fields
        ):
            said = _said(place, whole) if shape.tag is None else str(shape.tag)
            yield _unknown(_inside(place, key), key, (*fields, *passed_over), said)


def fitting(raw: object, union: inspect.UnionType) -> Iterator[inspect.Type]:
    """Give the members a value may be: of tagged structs, the one that its tag names."""
    return (each for each in union.types if not _is_another_kind(raw, each))


def _is_another_kind(raw: object, shape: inspect.Type) -> bool:
    if not isinstance(shape, inspect.StructType) or shape.tag_field is None:
        return False
    return not isinstance(raw, dict) or raw.get(shape.tag_field) != shape.tag


def _keys(shape: inspect.DictType) -> tuple[str, ...]:
    """The keys a mapping may have; none = any."""
    key = shape.key_type
    return tuple(each.value for each in key.cls) if isinstance(key, inspect.EnumType) else ()


def _inside(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _said(place: str, whole: str) -> str:
    """What a field is none of: of an entry of a list that entry, else the whole."""
    listed = _ENTRY.search(place)
    return f"an entry of {listed[1]}" if listed else whole


_ENTRY = re.compile(r"(\w+)\[\d+\]$")


def _unknown(place: str, key: str, known: Iterable[str], whole: str) -> tuple[str, str]:
    folded = {name.casefold(): name for name in known}
    near = get_close_matches(key.casefold(), folded, n=1)
    advice = (
        f"did you mean {folded[near[0]]}?"
        if near
        else f"correct its name or leave it out. There are {', '.join(sorted(folded.values()))}."
    )
    return place, f"{place}: not a field of {whole}; {advice}"
