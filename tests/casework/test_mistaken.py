"""For whom somebody may be mistaken: who stands on the list, in which order, and who does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.casework.mistaken import Likeness, mistakable, mistakable_here
from gatelodge.casework.reception import hold_same_person
from gatelodge.record import KnownName, PersonKnown
from gatelodge.record import facts as f
from tests.gate.prison import HALE, Person, paper

SURNAME, ALIAS, NAME, BORN = (
    Likeness.SURNAME,
    Likeness.ALIAS,
    Likeness.NAME,
    Likeness.BORN,
)


def known(
    surname: str,
    forenames: str = "Joshua",
    *others: str,
    born_on: date | None = date(1998, 3, 14),
    record: str = "one",
) -> PersonKnown:
    names = [KnownName(surname=surname, forenames=forenames, born_on=born_on)]
    names += [KnownName(surname=each, forenames=forenames, born_on=born_on) for each in others]
    return PersonKnown(record=record, prison="FNI", prison_number=record, names=tuple(names))


def alike(one: PersonKnown, other: PersonKnown) -> tuple[Likeness, ...]:
    found = mistakable(one, [other])
    return found[0].likenesses if found else ()


OTHER_DAY = date(1971, 5, 5)


@pytest.mark.parametrize(
    ("other", "likenesses"),
    [
        (known("Pell", "Jordan", born_on=OTHER_DAY, record="two"), (SURNAME,)),
        (known("PELL", "Jordan", record="two"), (SURNAME, BORN)),
        (known("Péll", "Ann", born_on=OTHER_DAY, record="two"), (SURNAME,)),
        (known("Pool", "Joshuah", born_on=OTHER_DAY, record="two"), ()),
        (known("Pelle", "Joshuah", born_on=OTHER_DAY, record="two"), (NAME,)),
        (known("Joshua", "Pell", born_on=OTHER_DAY, record="two"), (NAME,)),
        (known("Pelle", "Adam", born_on=OTHER_DAY, record="two"), ()),
        (known("Birch", "Adam", "Pell", born_on=OTHER_DAY, record="two"), (ALIAS,)),
        (known("Birch", "Adam", record="two"), (BORN,)),
        (known("Birch", "Adam", born_on=OTHER_DAY, record="two"), ()),
        (known("Birch", "Adam", born_on=None, record="two"), ()),
    ],
)
def test_in_what_two_people_are_alike(other: PersonKnown, likenesses: tuple[Likeness, ...]) -> None:
    assert alike(known("Pell"), other) == likenesses


def test_an_alias_of_both_is_shared() -> None:
    one = known("Pell", "Joshua", "Harrow")
    two = known("Birch", "Adam", "harrow", born_on=OTHER_DAY, record="two")
    assert alike(one, two) == (ALIAS,)


@pytest.mark.parametrize(
    ("one", "other"), [("Mohammed", "Muhammad"), ("Smith", "Smyth"), ("Khan", "Kahn")]
)
def test_spellings_of_one_name_are_similar(one: str, other: str) -> None:
    assert alike(known(one), known(other, born_on=OTHER_DAY, record="two")) == (NAME,)


def test_whoever_is_most_alike_stands_first() -> None:
    twin = known("Pell", "Joseph", record="z")
    cousin = known("Pell", "Jordan", born_on=OTHER_DAY, record="a")
    found = mistakable(known("Pell"), [cousin, twin])
    assert [each.person.record for each in found] == ["z", "a"]


NAMES = st.text(min_size=0, max_size=12)


@given(NAMES, NAMES, NAMES, NAMES)
def test_likeness_holds_both_ways_whatever_people_are_called(
    surname: str, forenames: str, other_surname: str, other_forenames: str
) -> None:
    one = known(surname, forenames, born_on=None)
    two = known(other_surname, other_forenames, born_on=OTHER_DAY, record="two")
    assert bool(alike(one, two)) == bool(alike(two, one))


class TestHere:
    def test_only_people_in_custody_at_the_same_prison_stand_on_the_list(self) -> None:
        person = Person()
        namesake = Person(person.office)
        assert [each.person.record for each in mistakable_here(person.office, person.record)] == [
            namesake.id
        ]

    def test_whoever_is_held_to_be_the_same_person_does_not(self) -> None:
        person = Person()
        again = Person(person.office)
        hold_same_person(
            person.office,
            HALE,
            person.id,
            again.id,
            basis="fingerprints",
            source=paper(person.office, "comparison"),
        )
        assert mistakable_here(person.office, person.record) == ()

    def test_whoever_left_does_not(self) -> None:
        person = Person()
        namesake = Person(person.office)
        left = f.ExitRecorded(
            exit_type=f.ExitType.COMMUNITY,
            exited_at=person.clock.now(),
            pass_id=None,
            place="main gate",
        )
        namesake.say(left)
        assert mistakable_here(person.office, person.record) == ()
