"""Scenario files are read strictly: what is wrong in one is said with its place."""

from importlib.resources import files

import pytest

from gatelodge.demo import person
from gatelodge.replay import ScenarioWrong, named, read, scenarios


def packaged(name: str) -> str:
    return files("gatelodge.replay").joinpath("cases", f"{name}.toml").read_text("utf-8")


def test_the_cases_are_those_of_the_dossier_and_b_is_played_twice() -> None:
    assert [(each.case, each.name) for each in scenarios()] == [
        ("A", "A"),
        ("B", "B1"),
        ("B", "B2"),
        ("C", "C"),
        *((each, each) for each in "DEFG"),
    ]
    assert [each.name for each in named("b")] == ["B1", "B2"]
    assert [each.name for each in named("B2")] == ["B2"]
    assert named("") == ()


def test_everybody_in_them_is_invented() -> None:
    for each in scenarios():
        assert person(each.person.number).prison_number.endswith("ZX")
        assert "invented" in each.after


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('do = "receive"', 'do = "release"', "release"),
        ('what = "He comes from court', 'waht = "He comes from court', "waht"),
        ("number = 1003", "number = -", "C.toml"),
        ("at = 2025-09-15T16:30:00+01:00", "at = 2025-09-15T16:30:00", "timezone"),
        ("at = 2025-09-15T16:30:00+01:00", "at = 2025-09-18T16:30:00+01:00", "comes after"),
        ('outcome = "stopped at the gate"', 'outcome = "fine"', "fine"),
    ],
)
def test_a_file_that_is_wrong_says_what_and_where(right: str, wrong: str, said: str) -> None:
    text = packaged("C")
    assert right in text
    with pytest.raises(ScenarioWrong, match=said):
        read("C.toml", text.replace(right, wrong, 1))
