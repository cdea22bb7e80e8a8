"""Rounds of checks on the checklist and first pages, and the governor's page of the evening."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from gatelodge.casework.office import ActRefused
from gatelodge.casework.watching import watch_the_clock
from gatelodge.watch import evening_before
from tests.gate.prison import AMADI, HALE, LISTER, Person
from tests.web.house import House, text_of
from tests.web.test_first_pages import plain, section


def planned_ahead(house: House) -> Person:
    """Somebody sentenced whose release was planned the day before, at noon."""
    person = house.person()
    person.sentence()
    person.calculated()
    person.checked()
    on = person.lawful_day()
    person.go_to(on - timedelta(days=1))
    person.plan(on=on)
    watch_the_clock(person.office, person.id)
    return person


def test_a_round_stands_on_the_checklist_and_on_the_first_page_of_whose_move_it_is(
    house: House,
) -> None:
    person = planned_ahead(house)
    shown = plain(house.browser(AMADI).see("exit", person.id))
    assert "2 days before Not met: G03 (case administrator)" in shown
    assert "Found by a round of checks" in plain(house.browser(AMADI).see("home"))


def test_a_governor_confirms_in_the_evening_and_the_task_goes(house: House) -> None:
    person = planned_ahead(house)
    person.clock.at = evening_before(person.lawful_day())
    browser = house.browser(LISTER)
    title = "To confirm on the evening before"
    assert "PELL, Joshua" in section(browser.see("home"), title)
    page = text_of(browser.see("exit-evening", person.id))
    assert "Has every court case a result or a live authority?" in page
    browser.send("exit-evening", person.id, why_late="")
    assert len(person.record.evenings) == 1
    assert "Governor, the evening before" in text_of(browser.see("exit", person.id))
    assert "waits for you" in section(browser.see("home"), title)


def test_without_it_nothing_is_signed_on_the_day_until_a_late_one_says_why(house: House) -> None:
    person = planned_ahead(house)
    person.go_to(person.lawful_day())
    signing = plain(house.browser(HALE).see("exit-authorise", person.id))
    assert "No duty governor has confirmed this exit since the evening before" in signing
    browser = house.browser(LISTER)
    refused = text_of(browser.send("exit-evening", person.id, why_late=""))
    assert "Say why this was not confirmed on the evening before." in refused
    assert person.record.evenings == ()
    browser.send("exit-evening", person.id, why_late="Fire alarm all evening")
    assert person.record.evenings[0].fact.why_late == "Fire alarm all evening"
    signing = plain(house.browser(HALE).see("exit-authorise", person.id))
    assert "since the evening before" not in signing


def test_a_refusal_shows_the_one_rule_with_an_example_and_the_api_gives_all(house: House) -> None:
    person = planned_ahead(house)
    shown = plain(house.browser(AMADI).see("exit", person.id))
    assert "The list of cases is asked again for each exit" in shown
    assert "On Friday at 11:00 it is asked again." in shown
    told = house.browser(AMADI).see("checks-api").json()
    assert len(told["checks"]) == len(person.office.checks)


def test_stops_are_shown_as_counts_to_who_leads_and_to_nobody_else(house: House) -> None:
    person = planned_ahead(house)
    with pytest.raises(ActRefused):
        person.authorise()
    shown = plain(house.browser(HALE).see("near-misses"))
    assert "Has every court case a result or a live authority? G03" in shown
    assert "PELL" not in shown
    assert house.browser(AMADI).see("near-misses").status_code == HTTPStatus.FORBIDDEN
