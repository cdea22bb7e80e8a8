"""Two records that the matcher holds to be one person, on the screens of whoever looks at both."""

import pytest
from django.urls import reverse

from gatelodge.casework.matching import hold_match
from gatelodge.intake import Match
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, HALE, ROWE, Person
from tests.web.house import House, logged, text_of
from tests.web.test_dates_page import words
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


def test_an_open_pair_is_work_once_for_whoever_may_say(
    house: House, pair: tuple[Person, Person]
) -> None:
    for actor in (AMADI, HALE):
        page = text_of(house.browser(actor).get("/"))
        assert page.count("PELL, Joshua, A0042ZX and PELHAM, Joshua, A0043ZX") == 1
        assert f"Held by the matcher to be one person: {BASIS}" in page
    assert "One person or two" not in text_of(house.browser(ROWE).get("/"))
    assert not found(house, pair, found="one", said_by="Grace Amadi")
    assert "No two records wait to be told." in text_of(house.browser(AMADI).get("/"))


def test_both_people_stand_side_by_side_with_what_differs(
    house: House, pair: tuple[Person, Person]
) -> None:
    pair[1].remand()
    page = text_of(house.browser(AMADI).see("person-same", pair[0].id, pair[1].id))
    table = words(page.split("side by side", 1)[1].split("</table>")[0])
    assert "Name PELL, Joshua PELHAM, Joshua Differs" in table
    assert "Born 14 March 1998 (28) 14 March 1998 (28) The same" in table
    assert "Photo No photo No photo" in table
    for each in pair:
        assert reverse("person", args=[each.id]) in page
    answers = page.split("Is this one person?", 1)[1]
    assert "A live pass of either is cancelled." in answers
    assert "holds them on the other no more" in answers
    assert "And 1 authority on another record that is held to be this person" in page


def test_a_number_that_both_have_is_told_where_one_of_them_has_another_too(
    house: House, pair: tuple[Person, Person]
) -> None:
    person, other = pair
    for whose, number in (
        (person, "2019/0332598Z"),
        (other, "2019/0332598Z"),
        (other, "2020/0340517Z"),
    ):
        whose.state(f.IdentifierRecorded(issuer=f.Issuer.PNC, value=number))
    table = words(text_of(house.browser(AMADI).see("person-same", person.id, other.id)))
    numbers = "2019/0332598Z 2019/0332598Z, 2020/0340517Z"
    assert f"PNC {numbers} One is the same, not all" in table
    assert f"{numbers} Differs" not in table


def test_after_parting_every_page_says_in_words_what_happened(
    house: House, pair: tuple[Person, Person]
) -> None:
    person, other = pair
    browser = house.browser(AMADI)
    answer = browser.send(
        "person-same", person.id, other.id, basis="fingerprints", found="two", paper=a_paper()
    )
    assert answer.status_code == 302
    said = (
        "Found to be two people, this one and the record of PELHAM, Joshua, A0043ZX: fingerprints."
    )
    confirmed = text_of(browser.get(answer["Location"]))
    assert f"Entered for PELL, Joshua: {said}" in confirmed
    assert said in summary(house, person).split("Latest")[0]
    assert said in text_of(browser.see("person-same", person.id, other.id))
    history = words(text_of(browser.see("person-history", person.id)))
    assert said in history
    assert other.id not in history


def test_whoever_looks_at_two_people_is_logged_on_both(
    house: House, pair: tuple[Person, Person]
) -> None:
    person, other = pair
    house.browser(AMADI).see("person-same", person.id, other.id)
    looked = {line.record_id for line in logged(url_name="person-same")}
    assert looked == {person.id, other.id}
