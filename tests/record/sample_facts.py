"""One fact of every kind, built from the shape of the kind alone, the same in every run."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from msgspec import inspect

from gatelodge.record.facts import FACT_KINDS, Fact

DAY = date(2026, 3, 2)
INSTANT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def sample(kind: type[Fact]) -> Fact:
    """Give a fact with every field filled: no default, no none, no empty tuple."""
    count = iter(range(1, 1000))
    built = _value(inspect.type_info(kind), kind.KIND, count)
    if not isinstance(built, kind):
        raise TypeError(f"{kind.KIND} was built as {type(built).__name__}")
    return built


def samples() -> dict[type[Fact], Fact]:
    """One of each."""
    return {kind: sample(kind) for kind in FACT_KINDS}


def _value(
    shape: inspect.Type, name: str, count: Iterator[int], within: tuple[type, ...] = ()
) -> Any:
    """Build one value; what holds itself again holds none of its kind."""
    if isinstance(shape, inspect.StructType):
        inside = (*within, shape.cls)
        fields = {f.name: _value(f.type, f.name, count, inside) for f in shape.fields}
        return shape.cls(**fields)
    if isinstance(shape, inspect.UnionType):
        first = next(t for t in shape.types if not isinstance(t, inspect.NoneType))
        return _value(first, name, count, within)
    if isinstance(shape, inspect.VarTupleType):
        item = shape.item_type
        if isinstance(item, inspect.StructType) and item.cls in within:
            return ()
        return (_value(item, name, count, within), _value(item, name, count, within))
    if isinstance(shape, inspect.TupleType):
        return tuple(_value(each, name, count, within) for each in shape.item_types)
    return _plain(shape, name, next(count))


_PLAIN: dict[type[inspect.Type], Callable[[str, int], Any]] = {
    inspect.StrType: lambda name, number: f"{name.replace('_', ' ')} {number}",
    inspect.IntType: lambda _name, number: number,
    inspect.BoolType: lambda _name, _number: True,
    inspect.DateType: lambda _name, number: DAY + timedelta(days=number),
    inspect.DateTimeType: lambda _name, number: INSTANT + timedelta(days=number),
}


def _plain(shape: inspect.Type, name: str, number: int) -> Any:
    if isinstance(shape, inspect.EnumType):
        members = list(shape.cls)
        return members[number % len(members)]
    make = _PLAIN.get(type(shape))
    if make is None:
        raise TypeError(f"{name} has a shape that no sample is written for: {shape}")
    return make(name, number)


def encoded(fact: Fact) -> bytes:
    """Give a fact's body, indented for a person to read."""
    return msgspec.json.format(msgspec.json.encode(fact, order="sorted"), indent=2) + b"\n"
