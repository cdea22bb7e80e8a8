"""The court's contracts as they lie beside the project, and a check of values against them."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

CONTRACTS = Path(__file__).resolve().parents[2].parent / "shared" / "contracts"


def contract(name: str) -> dict[str, Any]:
    """Read a contract where it lies; a test that needs one that is not here is skipped."""
    if not (CONTRACTS / name / "openapi.yml").exists():
        pytest.skip(f"../shared is not here: the contract {name} cannot be read")
    return _contract(name)


@cache
def _contract(name: str) -> dict[str, Any]:
    text = (CONTRACTS / name / "openapi.yml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def faults(value: object, schema_name: str, of: dict[str, Any]) -> list[str]:
    """Say where a value is not as a named schema of a contract has it; empty = it fits."""
    return list(_faults(value, of["components"]["schemas"][schema_name], of, schema_name))


def _faults(value: object, schema: dict[str, Any], of: dict[str, Any], at: str) -> list[str]:
    if "$ref" in schema:
        schema = of["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if value is None:
        return [] if schema.get("nullable") else [f"{at} is null"]
    kind = schema.get("type", "object")
    kinds = kind if isinstance(kind, list) else [kind]
    if not any(isinstance(value, _KINDS[each]) for each in kinds):
        return [f"{at} is {type(value).__name__}, not {kind}"]
    if isinstance(value, dict):
        return _object(value, schema, of, at)
    if isinstance(value, list):
        return _list(value, schema, of, at)
    return _text(value, schema, at) if isinstance(value, str) else []


_KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
}


def _object(
    value: dict[str, Any], schema: dict[str, Any], of: dict[str, Any], at: str
) -> list[str]:
    known = schema.get("properties", {})
    found = [f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value]
    found += [f"{at}.{name} is not in the contract" for name in value if name not in known]
    for name in known.keys() & value.keys():
        found += _faults(value[name], known[name], of, f"{at}.{name}")
    return found


def _list(value: list[Any], schema: dict[str, Any], of: dict[str, Any], at: str) -> list[str]:
    found = []
    if len(value) < schema.get("minItems", 0) or len(value) > schema.get("maxItems", len(value)):
        found.append(f"{at} has {len(value)} items")
    for place, each in enumerate(value):
        found += _faults(each, schema["items"], of, f"{at}[{place}]")
    return found


def _text(value: str, schema: dict[str, Any], at: str) -> list[str]:
    read = {"uuid": UUID, "date": date.fromisoformat, "date-time": datetime.fromisoformat}
    try:
        read.get(schema.get("format", ""), str)(value)
    except ValueError:
        return [f"{at} is no {schema['format']}: {value}"]
    pattern = schema.get("pattern")
    return [f"{at} does not fit {pattern}"] if pattern and not re.search(pattern, value) else []
