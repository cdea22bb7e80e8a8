"""The published schemas, the packaged calendar and the library's page are what the code says."""

import doctest
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gatelodge.adapters import holidays
from gatelodge.invented import bookings
from gatelodge.sentencing import (
    SCHEMAS,
    Adjustment,
    Answer,
    Booking,
    Dated,
    Refused,
    bank_holidays,
    read_asked,
    read_booking,
    read_case,
    schema,
    schema_text,
)

from .test_bad_input import BOOKING, OUTSIDE
from .test_command_line import CASE, run, write

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_that_of_the_types(name: str) -> None:
    published = (DOCS / "schemas" / f"{name}.json").read_text("utf-8")
    assert published == schema_text(name), "Run: make docs"
    assert run("schema", name).stdout == published


def test_the_packaged_calendar_is_the_installation_s() -> None:
    assert bank_holidays() == holidays.bank_holidays(), "Run: make docs"


def _fits(value: Any, shape: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Judge a value by the part of JSON Schema that the published files use."""
    if "$ref" in shape:
        return _fits(value, whole["$defs"][shape["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in shape:
        return any(_fits(value, each, whole) for each in shape["anyOf"])
    if "enum" in shape:
        return value in shape["enum"]
    if shape.get("type") == "object":
        return isinstance(value, dict) and _fits_object(value, shape, whole)
    if shape.get("type") == "array":
        return isinstance(value, list) and all(_fits(v, shape["items"], whole) for v in value)
    least = shape.get("minimum")
    return type(value) is _PLAIN[shape["type"]] and (least is None or value >= least)


_PLAIN: dict[str, type] = {"integer": int, "string": str, "boolean": bool, "null": type(None)}


def _fits_object(value: dict[str, Any], shape: dict[str, Any], whole: dict[str, Any]) -> bool:
    known, others = shape.get("properties", {}), shape.get("additionalProperties", True)
    return all(name in value for name in shape.get("required", ())) and all(
        _fits(each, known[name], whole)
        if name in known
        else others is True or (others is not False and _fits(each, others, whole))
        for name, each in value.items()
    )


def _is_booking(value: Any) -> bool:
    whole = schema("booking")
    return _fits(value, whole, whole)


def _is_answer(value: Any) -> bool:
    whole = schema("answer")
    return _fits(value, whole, whole)


def test_invented_bookings_of_every_kind_fit_the_schema_and_are_read_as_they_were() -> None:
    for each in bookings(400):
        written = msgspec.json.encode(each)
        assert _is_booking(json.loads(written))
        assert read_booking(written) == each


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("person", "born_on"), 7),
        (("sentences", 0, "kind"), "LIFE"),
        (("sentences", 0, "term", "months"), -1),
        (("sentences", 0, "exclusions"), ["ARSON"]),
        (("sentences", 0, "fine_pence"), 100),
        (("adjustments", 0, "days"), "ten"),
        (("slip",), 1),
    ],
)
def test_what_is_refused_does_not_fit_the_schema_either(
    path: tuple[str | int, ...], value: Any
) -> None:
    assert _is_booking(BOOKING)
    changed: Any = json.loads(json.dumps(BOOKING))
    at = changed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert not _is_booking(changed)
    with pytest.raises(ValueError, match=str(path[-1])):
        read_asked(json.dumps(changed))


def test_every_field_of_a_booking_is_told_in_the_schema() -> None:
    shapes = schema("booking")["$defs"]
    for kind in (Booking, Adjustment):
        assert set(shapes[kind.__name__]["properties"]) == set(kind.__struct_fields__)
    assert all(each.get("description") for each in shapes.values())


@pytest.mark.parametrize("words", [(), ("--working",), ("--profile", "in-force", "--ersed")])
def test_an_answer_is_what_its_schema_says(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = run("calculate", write(tmp_path, "case.json", CASE), "--json", *words)
    assert ran.returncode == 0, ran.stderr
    answer = msgspec.json.decode(ran.stdout, type=Answer)
    assert isinstance(answer, Dated)
    assert _is_answer(json.loads(ran.stdout))
    assert json.loads(msgspec.json.encode(answer)) == json.loads(ran.stdout)


def test_a_refusal_is_what_its_schema_says(tmp_path: Path) -> None:
    empty = {**BOOKING, "sentences": []}
    ran = run("calculate", write(tmp_path, "empty.json", empty), "--json")
    answer = msgspec.json.decode(ran.stdout, type=Answer)
    assert isinstance(answer, Refused)
    assert [each.path for each in answer.refused] == ["sentences"]
    assert _is_answer(json.loads(ran.stdout))


def test_the_answer_says_as_what_the_file_was_read_and_under_which_law(tmp_path: Path) -> None:
    ours = write(tmp_path, "ours.json", BOOKING)
    theirs = write(tmp_path, "theirs.json", OUTSIDE)
    assert "Law in force; law 20" in run("calculate", ours).stdout
    assert run("calculate", ours).stdout.endswith("read as a booking\n")
    assert "Profile sds-50; law 20" in run("calculate", theirs).stdout
    assert run("calculate", theirs).stdout.endswith("read as an outside case\n")
    under_half = json.loads(run("calculate", ours, "--profile", "sds-50", "--json").stdout)
    assert under_half["profile"] == "sds-50"
    in_force = json.loads(run("calculate", theirs, "--profile", "in-force", "--json").stdout)
    assert "profile" not in in_force


def test_both_schemas_say_the_same_of_one_person() -> None:
    ours, theirs = read_asked(json.dumps(BOOKING)).booking, read_case(json.dumps(OUTSIDE)).booking
    assert ours == theirs


def test_the_ten_lines_of_the_library_s_page_do_what_they_show() -> None:
    page = (DOCS / "library.md").read_text("utf-8")
    (example,) = re.findall(r"```pycon\n(.*?)```", page, re.DOTALL)
    assert len(re.findall(r"^(?:>>>|\.\.\.) ", example, re.MULTILINE)) <= 10
    parsed = doctest.DocTestParser().get_doctest(example, {}, "library.md", None, 0)
    assert doctest.DocTestRunner().run(parsed).failed == 0
