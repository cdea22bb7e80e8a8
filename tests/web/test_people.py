"""Finding somebody, and a record as it is and as it was known."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.authorities import withdraw
from gatelodge.record import facts as f
from gatelodge.record import statement
from tests.gate.prison import AMADI, HALE, ROWE, Person
from tests.web.house import ORCHARD, House, text_of


def found(house: House, words: str) -> Any:
    return house.browser(AMADI).post(reverse("people"), {"words": words}, follow=True)


@pytest.mark.parametrize("words", ["pell", "PELL, Joshua", "joshua pell", "a0042zx", "smudge"])
def test_a_person_is_found_by_any_name_or_number_in_any_case(house: House, words: str) -> None:
    person = house.person()
    person.state(f.AliasRecorded(surname="Smudge", forenames=""))
    page = found(house, words)
    assert "PELL, Joshua" in text_of(page)
    assert person.id in text_of(page)


def test_no_address_and_no_title_holds_a_name(house: House) -> None:
    person = house.person()
    person.remand()
    page = found(house, "pell")
    hops = [address for address, _status in page.redirect_chain]
    assert all("pell" not in address.lower() for address in hops)
    for name in ("person", "person-history", "person-dates", "exit", "person-cases"):
        title = re.search(
            r"<title[^>]*>(.*?)</title>",
            text_of(house.browser(AMADI).see(name, person.id)),
            re.DOTALL,
        )
        assert title
        assert "pell" not in title[1].lower()


def test_nobody_found_says_so_and_an_empty_search_asks(house: House) -> None:
    assert "Nobody found" in text_of(found(house, "Featherstonehaugh"))
    assert "Enter a name or a number." in text_of(found(house, "  "))


def test_a_search_that_finds_too_many_says_that_it_is_cut_off(house: House) -> None:
    for _ in range(50):
        house.person("Lightfoot")
    assert "these are the first" not in text_of(found(house, "lightfoot"))
    house.person("Lightfoot")
    page = text_of(found(house, "lightfoot"))
    assert "50 people found" in page
    assert "these are the first" in page


def test_a_search_belongs_to_its_reader_alone(house: House) -> None:
    house.person()
    page = found(house, "pell")
    address = page.redirect_chain[-1][0]
    assert "Find a person" in text_of(house.browser(HALE).get(address, follow=True))


@pytest.mark.parametrize(
    "surname",
    ["O'Hanlon-ap-Rhys", "Ковальчук", "X" * 100, "<script>alert(1)</script>", "الراشدي"],
)
def test_any_name_is_shown_as_it_is(house: House, surname: str) -> None:
    person = house.person(surname=surname)
    page = text_of(house.browser(AMADI).see("person", person.id))
    assert "<script>alert(1)" not in page
    shown = surname.upper().replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
    assert shown in page


def test_each_fact_stands_with_its_source_who_and_when(house: House) -> None:
    person = house.person()
    person.remand()
    page = " ".join(
        re.sub(
            r"<[^>]+>", " ", text_of(house.browser(AMADI).see("person-authorities", person.id))
        ).split()
    )
    assert "Remand warrant , entered by AMADI, Grace, Wednesday 2 September 2026, 10:00" in page


def past(house: House, person: Person, name: str, **query: str) -> str:
    return text_of(house.browser(AMADI).see(name, person.id, **query))


def test_what_was_known_at_a_moment_is_shown_on_every_part_and_acts_nowhere(house: House) -> None:
    person = house.person()
    person.remand()
    person.clock.pass_by(days=2)
    person.state(f.ImmigrationInterestStated(interest=f.Interest.STATED))
    moment = {"at": "2026-09-03T09:00"}
    for name in ("person", "person-authorities", "person-cases", "person-dates", "exit"):
        page = past(house, person, name, **moment)
        assert "You see what was known on" in page
        assert "1 later entry is left out" in page
        assert "(as known at Thursday 3 September 2026, 09:00)" in page
        assert "Interest stated" not in page
        assert 'role="button"' not in page
        assert "at=2026-09-03" in page
    assert "Interest stated" in past(house, person, "person-authorities")


def test_the_history_form_leads_to_the_moment_and_refuses_the_future(house: House) -> None:
    person = house.person()
    browser = house.browser(AMADI)
    asked = {"day_day": "2", "day_month": "9", "day_year": "2026", "time": "09:59"}
    answer = browser.see("person-history", person.id, **asked)
    assert answer.headers["Location"].endswith("at=2026-09-02T09%3A59")
    empty = text_of(browser.get(answer.headers["Location"]))
    assert "Nothing was recorded by then." in empty
    later = browser.see("person-history", person.id, **(asked | {"day_year": "2027"}))
    assert "Enter a time that has passed." in text_of(later)


@pytest.mark.parametrize("at", ["yesterday", "2026-13-01T00:00", "2026-09-02T25:00", "\x00"])
def test_a_moment_that_is_none_is_refused_without_a_fault(house: House, at: str) -> None:
    person = house.person()
    answer = house.browser(AMADI).see("person", person.id, at=at)
    assert answer.status_code == 400
    assert "cannot read this request" in text_of(answer)


def test_a_corrected_and_a_withdrawn_entry_stay_readable(house: House) -> None:
    person = house.person()
    wrong = person.state(f.AliasRecorded(surname="Pelham", forenames="Jo"))
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"), corrects=wrong)
    never = person.state(f.AliasRecorded(surname="Nobody", forenames="At All"))
    withdraw(
        house.office,
        AMADI,
        person.id,
        never,
        why="read on another man's paper",
        source=statement("Grace Amadi"),
    )
    page = text_of(house.browser(AMADI).see("person-history", person.id))
    assert "Corrected by entry" in page
    assert f"Corrects entry {wrong}." in page
    assert "No longer counts: read on another man&#39;s paper" in page


def test_same_surnames_are_named_on_every_page_about_somebody(house: House) -> None:
    person = house.person()
    other = house.person()
    page = text_of(house.browser(AMADI).see("exit", person.id))
    assert "1 other person named PELL in this prison" in page
    assert other.record.prison_number in page


def test_dates_say_that_nobody_checked_them_and_who_reached_them(house: House) -> None:
    person = house.person()
    person.sentence()
    browser = house.browser(AMADI)
    assert "No dates yet." in text_of(browser.see("person-dates", person.id))
    person.calculated()
    assert "Provisional" in text_of(browser.see("person-dates", person.id))
    person.checked()
    page = text_of(browser.see("person-dates", person.id))
    assert "Two people reached these dates from the papers" in page
    assert "CJA 2003" in page


def test_the_first_calculator_is_told_why_they_cannot_check(house: House) -> None:
    person = house.person()
    person.sentence()
    house.browser(ROWE).send("dates-calculate", person.id, why="initial")
    page = text_of(house.browser(ROWE).see("person-dates", person.id))
    assert "You made the first calculation, so you cannot make the second." in page


def test_a_new_record_asks_for_an_authority_before_any_exit(house: House) -> None:
    person = house.person()
    browser = house.browser(AMADI)
    page = text_of(browser.see("person", person.id))
    assert "Enter the warrant or other authority" in page
    assert "Plan an exit" not in page
    person.sentence()
    page = text_of(browser.see("person", person.id))
    assert "Enter the warrant or other authority" not in page
    assert "Plan an exit" in page


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("14/3/1998", True), ("pell 14.03.1998", True), ("15/3/1998", False), ("31/2/1998", False)],
)
def test_a_birth_date_finds_somebody(house: House, words: str, *, is_found: bool) -> None:
    house.person()
    page = text_of(house.browser(AMADI).post(reverse("people"), {"words": words}, follow=True))
    assert ("PELL, Joshua" in page) is is_found


def test_open_now_says_that_nothing_holds_and_that_dates_are_not_there(house: House) -> None:
    person = house.person()
    grace = house.browser(AMADI)
    assert "Nothing holds this person" in text_of(grace.see("person", person.id))
    person.sentence()
    waiting = text_of(grace.see("person", person.id))
    assert "Nothing holds this person" not in waiting
    assert "Nobody has worked them out." in waiting
    person.calculated()
    assert "Nothing is open on this record." in text_of(grace.see("person", person.id))
    person.state(f.RemandCredited(days=5000, period=None, counts_from=date(2026, 6, 1)))
    grace.send("dates-calculate", person.id, why="correction")
    refused = text_of(grace.see("person", person.id))
    assert "Gatelodge cannot work them out" in refused
    assert "Nothing is open on this record." not in refused


def test_figures_that_are_no_day_are_said_to_be_none(house: House) -> None:
    page = text_of(house.browser(AMADI).post(reverse("people"), {"words": "3/14/1998"}))
    assert "3/14/1998 is no day. Enter a birth date as day, month and year" in page
    assert "Nobody" not in page


def test_an_administrator_is_told_what_is_and_is_not_theirs(house: House) -> None:
    page = text_of(house.browser(ORCHARD).see("home"))
    assert "you look after accounts and roles" in page
    assert "Use the links above" not in page
