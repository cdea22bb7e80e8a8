"""Two records that the matcher holds to be one person, on the screens of whoever looks at both."""

import pytest

from gatelodge.casework.matching import hold_match
from gatelodge.intake import Match
from tests.gate.prison import AMADI, HALE, ROWE, Person
from tests.web.house import House, text_of
from tests.web.test_entering import a_paper

BASIS = "both have the same prison number"


@pytest.fixture
def pair(house: House) -> tuple[Person, Person]:
    person, other = house.person(), house.person("Pelham")
    hold_match(house.office, Match(record=person.id, other=other.id, basis=BASIS))
    return person, other


def found(
    house: House, pair: tuple[Person, Person], actor: object = AMADI, **fields: object
) -> str:
    person, other = pair
    answer = house.browser(actor).send(  # type: ignore[arg-type] # a member of staff
        "person-same", person.id, other.id, basis="fingerprints", **fields
    )
    return "" if answer.status_code == 302 else text_of(answer)


def summary(house: House, person: Person) -> str:
    return text_of(house.browser(AMADI).see("person", person.id))


def test_a_link_waits_on_both_records_and_says_who_holds_it_and_why(
    house: House, pair: tuple[Person, Person]
) -> None:
    others = ("PELHAM, Joshua, A0043ZX", "PELL, Joshua, A0042ZX")
    for this, other in zip(pair, others, strict=True):
        page = summary(house, this)
        assert other in page
        assert f"Held by the matcher to be the same person: {BASIS}." in page
        assert "Nobody has looked at it yet." in page
        assert "Worked out by Gatelodge (matcher)" in page


def test_who_may_not_say_is_offered_nothing(house: House, pair: tuple[Person, Person]) -> None:
    page = text_of(house.browser(ROWE).see("person", pair[0].id))
    assert BASIS in page
    assert "Say what you found" not in page


def test_a_person_finds_one_person(house: House, pair: tuple[Person, Person]) -> None:
    assert not found(house, pair, found="one", said_by="Grace Amadi")
    page = summary(house, pair[0])
    assert "Other records of this person" in page
    assert "Held by a person to be the same person: fingerprints." in page
    assert "Nobody has looked" not in page
    again = found(house, pair, found="two", said_by="Grace Amadi")
    assert "A second person must look at both." in again
    assert not found(house, pair, HALE, found="two", said_by="Priya Hale")
    assert pair[0].record.same_person == pair[1].record.same_person == ()


def test_a_person_finds_two_people_by_a_paper_and_not_by_a_word(
    house: House, pair: tuple[Person, Person]
) -> None:
    refused = found(house, pair, found="two", said_by="Grace Amadi")
    assert "Add the paper that shows that they are two." in refused
    assert 'href="#id_paper"' in refused
    assert pair[1].id in pair[0].record.same_person
    assert not found(house, pair, found="two", paper=a_paper())
    assert pair[0].record.same_person == pair[1].record.same_person == ()
    assert BASIS not in summary(house, pair[0]).split("Latest")[0]


def test_there_is_no_such_page_about_two_that_nobody_links(house: House) -> None:
    person, other = house.person(), house.person("Pelham")
    answer = house.browser(AMADI).see("person-same", person.id, other.id)
    assert answer.status_code == 404
