import re
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.demo import people, person
from gatelodge.record import name_key

ESTATE = tuple(people(500))


def test_the_same_number_gives_the_same_person() -> None:
    assert person(42) == person(42)
    assert person(42).prison_number == "A0042ZX"


@given(st.integers(min_value=1, max_value=4 * 9_999))
def test_every_prison_number_has_the_shape_and_lies_in_the_invented_range(number: int) -> None:
    assert re.fullmatch(r"A\d{4}Z[XYWV]", person(number).prison_number)


@pytest.mark.parametrize("number", [0, -1, 4 * 9_999 + 1])
def test_there_is_nobody_beyond_the_invented_range(number: int) -> None:
    with pytest.raises(ValueError, match="no invented prison number"):
        person(number)


def test_no_two_people_share_a_number() -> None:
    for number_of in ("prison_number", "pnc", "master_defendant_id"):
        assert len({getattr(each, number_of) for each in ESTATE}) == len(ESTATE)


def test_names_take_every_shape_that_a_form_must_take() -> None:
    names = [(each.surname, each.forenames) for each in ESTATE]
    assert any(not forenames for _, forenames in names)
    assert any("'" in surname for surname, _ in names)
    assert any("-" in surname for surname, _ in names)
    assert any(" " in surname for surname, _ in names)
    own_script = [n.surname for e in ESTATE for n in e.other_names if not n.surname.isascii()]
    assert len(set(own_script)) >= 5


def test_some_people_can_be_taken_for_each_other() -> None:
    surnames = [each.surname for each in ESTATE]
    assert max(surnames.count(each) for each in set(surnames)) >= 8
    same = [
        (a, b)
        for a, b in combinations(ESTATE, 2)
        if (a.surname, a.forenames) == (b.surname, b.forenames)
    ]
    assert same
    assert all(a.born_on != b.born_on for a, b in same)


def test_nobody_is_taken_for_another_by_any_name_and_birth_date() -> None:
    told = [
        (name_key(surname), name_key(forenames), each.born_on)
        for each in ESTATE
        for surname, forenames in (
            (each.surname, each.forenames),
            *((other.surname, other.forenames) for other in each.other_names),
        )
    ]
    assert len(set(told)) == len(told)


def test_everybody_is_an_adult() -> None:
    assert all(date(1955, 1, 1) < each.born_on < date(2006, 1, 1) for each in ESTATE)
