"""A nationality and the end of a plan, entered on their pages."""

import pytest
from django.urls import reverse

from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, FERNLEA, Person
from tests.web.house import House, text_of
from tests.web.test_entering import a_paper


@pytest.fixture
def person(house: House) -> Person:
    for code, name in ((FERNLEA, "HMP Fernlea"), ("DMI", "HMP Dunmere")):
        prison = f.PrisonRegistered(prison=code, name=name, telephone="2140", mailbox="")
        register_prison(house.office, INSTALLATION, prison)
    return house.person().ready()


def test_a_nationality_asks_the_immigration_question_anew(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    page = text_of(browser.see("person-authorities", person.id))
    assert reverse("nationality-state", args=[person.id]) in page
    sent = browser.send(
        "nationality-state", person.id, nationality="Portuguese", paper=a_paper(), page="2"
    )
    assert sent.status_code == 302
    assert person.record.nationalities[-1].fact.nationality == "Portuguese"
    empty = browser.send("nationality-state", person.id, nationality=" ", said_by="a letter")
    assert "Enter the nationality." in text_of(empty)


def test_a_plan_that_ended_lets_nobody_out(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    assert reverse("exit-plan-end", args=[person.id]) in text_of(browser.see("exit", person.id))
    assert "Enter why." in text_of(browser.send("exit-plan-end", person.id, why=" "))
    done = browser.send("exit-plan-end", person.id, why="The court sits again tomorrow.")
    assert done.headers["Location"] == reverse("exit", args=[person.id])
    assert person.record.plan is None
    assert "No exit is planned." in text_of(browser.see("exit", person.id))
    assert "No exit is planned." in text_of(browser.see("exit-plan-end", person.id))
