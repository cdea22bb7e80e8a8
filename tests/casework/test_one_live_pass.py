"""One person has at most one live pass, also when they stand on two records."""

import pytest

from gatelodge.casework.office import ActRefused
from gatelodge.casework.reception import hold_same_person
from gatelodge.record import statement
from tests.gate.prison import HALE, Person


def live(*people: Person) -> list[str]:
    """Identifiers of the passes on which somebody could leave."""
    return [
        release.issued.fact.pass_id
        for person in people
        for release in person.record.releases
        if release.issued is not None and release.is_open
    ]


def link(one: Person, other: Person) -> None:
    hold_same_person(one.office, HALE, one.id, other.id, basis="one face", source=statement("Hale"))


def test_a_second_pass_is_not_issued_while_the_first_lives() -> None:
    person = Person().ready().with_pass()
    first = live(person)
    for again in (person.authorise, person.confirm):
        with pytest.raises(ActRefused) as refused:
            again()
        assert refused.value.code == "ALREADY"
    assert live(person) == first


def test_a_renewed_pass_takes_the_place_of_the_dead_one() -> None:
    person = Person().ready().with_pass()
    (first,) = live(person)
    person.others_asked()
    assert live(person) == []
    person.with_pass()
    assert len(live(person)) == 1
    assert live(person) != [first]


def test_when_two_records_with_a_pass_each_are_linked_neither_pass_lives() -> None:
    one = Person().ready()
    other = Person(one.office, surname="Quarshie").ready()
    one.with_pass()
    other.with_pass()
    assert len(live(one, other)) == 2
    link(one, other)
    assert live(one, other) == []


def test_of_two_linked_records_the_later_act_ends_the_earlier_pass() -> None:
    one = Person().ready()
    other = Person(one.office, surname="Quarshie").ready()
    link(one, other)
    one.with_pass()
    assert len(live(one, other)) == 1
    other.authorise()
    assert live(one, other) == []
    other.confirm()
    assert live(one, other) == live(other)
    assert len(live(one, other)) == 1


def test_of_three_records_that_are_one_person_one_has_a_live_pass() -> None:
    first = Person().ready()
    second, third = (Person(first.office, surname=name).ready() for name in ("Quarshie", "Omar"))
    link(first, second)
    link(second, third)
    for person in (first, second, third):
        person.with_pass()
        assert live(first, second, third) == live(person)
        assert len(live(person)) == 1
