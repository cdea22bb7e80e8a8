"""What a file has wrong: each fault names its path, such as `sentences[0].term`, and what to do."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from gatelodge.sentencing.field_names import fitting, unknown_fields

T = TypeVar("T")


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: the path of the field, and a whole sentence that names it too.

    The path is empty where it is the file as a whole.
    """

    path: str
    text: str


class BadCase(ValueError):
    """A case or a booking that cannot be read: each fault names its field and says what to do."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(each.text for each in faults))
        self.faults = faults


def decoded(text: bytes | str, whole: str) -> Any:
    """Read JSON. `whole` is the word for what it should be, "case" or "booking". Raises BadCase."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as wrong:
        words = f"This is not JSON: {wrong}. Give one {whole}, as a JSON object."
        raise BadCase(Fault(path="", text=words)) from wrong


def refuse_unknown(raw: object, shape: inspect.Type, whole: str) -> None:
    """Refuse each field that a shape does not have, with the nearest that it has."""
    found = [Fault(path=path, text=text) for path, text in unknown_fields(raw, shape, f"a {whole}")]
    if found:
        raise BadCase(*found)


def fit(raw: object, wanted: type[T], whole: str) -> T:
    """Turn decoded JSON into a value of a type. `whole` is the word for it. Raises BadCase."""
    try:
        return msgspec.convert(raw, wanted)
    except (msgspec.ValidationError, RecursionError) as wrong:
        raise BadCase(_plain(raw, wanted, str(wrong), whole)) from wrong


_PLACE = re.compile(r" - at (?P<key>`key` in )?`\$\.?(?P<place>[^`]*)`$")
_MISSING = re.compile(r"^Object missing required field `(?P<field>[^`]+)`")
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_ANY_KEY = "[...]"
_ADVICE = (
    ("RFC3339 encoded date", "is not a day of the calendar; give it as YYYY-MM-DD"),
    ("got `null`", "is empty; give a value"),
    ("Expected `date", "is not a day; give it as YYYY-MM-DD"),
    ("Expected `int` >= 0", "is less than none; give the number, 0 or more"),
    ("Expected `int", "is not a whole number; give digits without quotes"),
    ("Integer value out of range", "is too large a number; correct it"),
    ("Expected `bool", "must be true or false"),
    ("Expected `str", "must be a text in quotes"),
    ("Expected `object", "must be an object in braces"),
    ("Expected `array", "must be a list in square brackets"),
)


def _plain(raw: object, wanted: type, message: str, whole: str) -> Fault:
    found = _PLACE.search(message)
    place = _named(raw, wanted, found["place"]) if found else ""
    missing = _MISSING.match(message)
    if missing:
        inside = f"{place}.{missing['field']}" if place else missing["field"]
        return Fault(path=inside, text=f"{inside} is missing; add it.")
    named = place or f"the {whole}"
    if "Invalid value" in message or "Invalid enum value" in message:
        is_key = bool(found and found["key"])
        words = _unknown_word(raw, inspect.type_info(wanted), place, message, is_key=is_key)
        return Fault(path=place, text=f"{named}: {words}")
    for sign, advice in _ADVICE:
        if sign in message:
            return Fault(path=place, text=f"{named} {advice}.")
    return Fault(path=place, text=f"{named}: {message.partition(' - at')[0]}.")


def _named(raw: object, wanted: type, place: str) -> str:
    """Put the key into a path where msgspec says only that it is some key of an object."""
    before, sign, after = place.partition(_ANY_KEY)
    if not sign:
        return place
    inside = _at(raw, _steps(before))
    for key in inside if isinstance(inside, dict) else ():
        try:
            msgspec.convert(_only(raw, list(_steps(before)), str(key)), wanted)
        except msgspec.ValidationError as wrong:
            if place in str(wrong):
                return f"{before}.{key}{after}"
    return place


def _only(raw: object, way: list[str | int], key: str) -> object:
    """Give decoded JSON again, with one key alone in the object that the way leads to."""
    if not way:
        return {key: raw[key]} if isinstance(raw, dict) else raw
    step, *rest = way
    if isinstance(raw, dict) and step in raw:
        return {**raw, step: _only(raw[step], rest, key)}
    if isinstance(raw, list) and isinstance(step, int):
        return [*raw[:step], _only(raw[step], rest, key), *raw[step + 1 :]]
    return raw


def _steps(place: str) -> Iterator[str | int]:
    for index, name in _STEP.findall(place):
        yield int(index) if index else name


def _at(raw: object, way: Iterable[str | int]) -> Any:
    """Give what decoded JSON holds at a place; None where it holds nothing there."""
    for step in way:
        try:
            raw = raw[step]  # type: ignore[index] # what cannot be indexed holds nothing there
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def _unknown_word(
    raw: object, shape: inspect.Type, place: str, message: str, *, is_key: bool
) -> str:
    quoted = re.search(r"'([^']*)'", message)
    said = quoted[0] if quoted else "this value"
    known = sorted(_accepted(raw, shape, list(_steps(place)), is_key=is_key))
    if not known:
        return f"{said} is not known here; correct it."
    near = get_close_matches(quoted[1].upper() if quoted else "", known, n=1)
    nearest = f"did you mean {near[0]}? Accepted" if near else "accepted"
    return f"{said} is not known here; {nearest} are {', '.join(known)}."


def _accepted(
    raw: object, shape: inspect.Type, way: list[str | int], *, is_key: bool
) -> Iterator[str]:
    """Give the words that a place of a shape accepts."""
    if isinstance(shape, inspect.UnionType):
        tags = [each for each in shape.types if isinstance(each, inspect.StructType) and each.tag]
        if len(way) == 1 and tags and way[0] == tags[0].tag_field:
            yield from (str(each.tag) for each in tags)
            return
        for each in fitting(raw, shape):
            yield from _accepted(raw, each, way, is_key=is_key)
    elif not way:
        inside = shape.key_type if is_key and isinstance(shape, inspect.DictType) else shape
        if isinstance(inside, inspect.EnumType):
            yield from (str(each.value) for each in inside.cls)
    elif (inner := _inner(shape, way[0])) is not None:
        yield from _accepted(_at(raw, way[:1]), inner, way[1:], is_key=is_key)


def _inner(shape: inspect.Type, step: str | int) -> inspect.Type | None:
    if isinstance(shape, inspect.StructType):
        return next((each.type for each in shape.fields if each.encode_name == step), None)
    if isinstance(shape, inspect.VarTupleType):
        return shape.item_type
    return shape.value_type if isinstance(shape, inspect.DictType) else None
