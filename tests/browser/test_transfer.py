"""A transfer in a real browser: planned, taken over, signed by two, let out, and arrived."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import facts as f
from gatelodge.record import papers_not_seen
from tests.browser.test_overrides import PERSON, Sit, follow, house, look, press, sit
from tests.gate.prison import AMADI, COURT, FERNLEA, HALE, LISTER, NOAKES, URN, Person
from tests.web.house import NWOSU, PASSWORD, House

__all__ = ["house", "look", "sit"]
pytestmark = pytest.mark.browser
Look = Callable[[Page, str], None]


@pytest.fixture
def person(house: House) -> Person:
    for code, name in ((FERNLEA, "HMP Fernlea"), ("DMI", "HMP Dunmere")):
        prison = f.PrisonRegistered(prison=code, name=name, telephone="2140", mailbox="")
        register_prison(house.office, INSTALLATION, prison)
    person = house.person()
    person.sentence()
    person.known()
    on = person.clock.now().date()
    person.state(f.HearingListed(hearing="h", case_urn=URN, court=COURT, on=on))
    return person


def test_from_the_plan_to_the_arrival_at_the_other_prison(
    person: Person,
    sit: Sit,
    look: Look,
) -> None:
    exit_page = reverse("exit", args=[person.id])
    with sit(AMADI) as grace:
        grace.goto(reverse("exit-plan", args=[person.id]))
        look(grace, "transfer-plan")
        plan(grace, person)
        expect(grace.get_by_text("HMP Dunmere").first).to_be_visible()
        waits = "HMP Dunmere has not taken over what is open."
        expect(grace.get_by_text(waits).first).to_be_visible()
        look(grace, "transfer-waits")
    with sit(NWOSU) as ada:
        ada.goto(reverse("home"))
        expect(ada.get_by_role("heading", name="Transfers to here")).to_be_visible()
        look(ada, "transfer-home")
        follow(ada, PERSON)
        look(ada, "transfer-hand-over")
        press(ada, f"Take over {PERSON}")
        expect(ada.get_by_text("Choose each open item").first).to_be_visible()
        ada.get_by_label(f"Hearing at {COURT}").check()
        ada.get_by_label("Warrant", exact=True).check()
        press(ada, f"Take over {PERSON}")
        expect(ada.get_by_text("Taken over by Nwosu")).to_be_visible()
        look(ada, "transfer-taken-over")
    with sit(HALE) as priya:
        priya.goto(reverse("exit-authorise", args=[person.id]))
        priya.get_by_label("Transfer to another prison", exact=True).check()
        priya.get_by_label("Your password", exact=True).fill(PASSWORD)
        press(priya, f"Authorise exit of {PERSON}")
    with sit(LISTER) as owen:
        owen.goto(reverse("exit-confirm", args=[person.id]))
        owen.get_by_label("Your password", exact=True).fill(PASSWORD)
        press(owen, f"Confirm exit of {PERSON}")
        expect(owen.get_by_text("ONLY WITH THE ESCORT").first).to_be_visible()
        look(owen, "transfer-pass")
    person.final_check()
    leave(sit, look, person)
    with sit(AMADI) as grace:
        grace.goto(exit_page)
        expect(grace.get_by_text("on the way to another prison now").first).to_be_visible()
    person.clock.pass_by(hours=3)
    with sit(NWOSU) as ada:
        ada.goto(reverse("home"))
        follow(ada, PERSON)
        arrive(ada, person)
        ada.goto(reverse("person", args=[person.id]))
        expect(ada.get_by_text("Papers not seen here")).to_be_visible()
        look(ada, "transfer-arrived")
    assert person.record.prison == "DMI"
    assert papers_not_seen(person.record)


def plan(grace: Page, person: Person) -> None:
    on = person.clock.now()
    grace.get_by_label("Transfer to another prison", exact=True).check()
    for part in ("day", "month", "year"):
        grace.locator(f"[name=on_{part}]").fill(str(getattr(on, part)))
    grace.get_by_label("To which prison?").select_option("DMI")
    grace.get_by_label("Escort", exact=True).fill("Meridian Escorts, R. Oduya")
    grace.get_by_label("No", exact=True).check()
    press(grace, f"Plan the exit of {PERSON}")


def leave(sit: Sit, look: Look, person: Person) -> None:
    with sit(NOAKES) as tom:
        tom.goto(reverse("gate-desk"))
        tom.get_by_role("textbox").first.fill(person.token)
        press(tom, "Check pass")
        expect(tom.get_by_role("heading", name="GO: only with the escort")).to_be_visible()
        look(tom, "transfer-go")
        press(tom, f"Record: {PERSON} has left")
        expect(tom.get_by_text("Exit recorded").first).to_be_visible()


def arrive(ada: Page, person: Person) -> None:
    at = person.clock.now()
    for part in ("day", "month", "year"):
        ada.locator(f"[name=returned_at_{part}]").fill(str(getattr(at, part)))
    ada.get_by_label("At", exact=True).fill("12:30")
    ada.get_by_label("Which prison took the person in?").select_option("DMI")
    ada.get_by_label("How did the person arrive?").fill("With the escort, transfer")
    ada.get_by_label("Or who says so").fill("R. Oduya, escort")
    press(ada, f"Enter the arrival of {PERSON}")
