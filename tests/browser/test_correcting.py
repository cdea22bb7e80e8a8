"""Somebody corrects days that do not fit, and another takes back a remand that was never so."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.casework.office import Actor
from gatelodge.record import AuthorityKind
from gatelodge.record import facts as f
from gatelodge.web import service
from tests.browser.terminal import RULES
from tests.gate.prison import AMADI, HALE, Person
from tests.web.house import House
from tests.web.test_entering import PDF

pytestmark = pytest.mark.browser

SENTENCED_ON = date(2026, 6, 1)
PERIOD = f.Period(date(2026, 3, 14), date(2026, 5, 31))
Open = Callable[[Actor], Page]
Look = Callable[[Page, str], None]


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)


@pytest.fixture
def person(house: House) -> Person:
    made = house.person()
    made.remand()
    made.sentence()
    made.state(f.RemandCredited(days=79, period=PERIOD, counts_from=SENTENCED_ON))
    return made


@pytest.fixture
def sit(chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def sit_down(actor: Actor) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 1280, "height": 900}
        )
        cookie = house.browser(actor).cookies["gatelodge_session"]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield sit_down
    for each in contexts:
        each.close()


@pytest.fixture
def look(pytestconfig: pytest.Config) -> Look:
    """Nothing that a machine can find is wrong with a page; its picture is kept if asked."""
    kept = pytestconfig.getoption("--keep-pictures")

    def looked(page: Page, name: str) -> None:
        if kept:
            page.screenshot(path=Path(kept) / f"{name}.png", full_page=True)
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()

    return looked


def pressed(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()


def test_days_are_corrected_and_taken_back_from_the_dates_page(
    sit: Open, look: Look, person: Person
) -> None:
    page = sit(AMADI)
    page.goto(reverse("person-dates", args=[person.id]))
    look(page, "correcting-1-dates")
    credit = person.record.adjustments[0].seq
    page.get_by_role("link", name=f"Correct entry {credit}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Correct days that move release dates"
    )
    expect(page.get_by_text("Stands now: Saturday 14 March 2026.")).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(0)
    look(page, "correcting-2-form")
    page.get_by_label("On remand: they come off").check()
    page.get_by_label("Monday 1 June 2026:").check()
    page.get_by_label("How many days?").fill("80")
    page.get_by_label("Or who says so").fill("Ines Marlowe, listing officer")
    pressed(page, "Enter the correction")
    expect(page.get_by_text("The period has 79 days").first).to_be_visible()
    look(page, "correcting-3-refused")
    page.get_by_label("How many days?").fill("70")
    page.get_by_label("Why do not all days").fill("Nine days were served on a recall")
    pressed(page, "Enter the correction")
    expect(page.get_by_text("Nine days were served on a recall.")).to_be_visible()
    page.get_by_role("link", name="Take back entry").last.click()
    look(page, "correcting-4-take-back")
    page.get_by_label("Why was it never so?").fill("The days are of another person.")
    page.get_by_label("Or who says so").fill("Ines Marlowe, listing officer")
    pressed(page, "Take back entry")
    assert not person.record.adjustments
    page.goto(reverse("person-history", args=[person.id]))
    expect(page.get_by_text("No longer counts: The days are of another person.")).to_be_visible()
    look(page, "correcting-5-history")


def test_a_remand_that_was_never_so_needs_its_paper_and_a_second_person(
    sit: Open, look: Look, person: Person
) -> None:
    remand = next(a.seq for a in person.record.authorities if a.kind is AuthorityKind.REMAND)
    own = sit(AMADI)
    own.goto(reverse("person-authorities", args=[person.id]))
    look(own, "taking-back-1-authorities")
    own.get_by_role("link", name=f"Take back entry {remand}").click()
    expect(own.get_by_text("You entered it. Ask a colleague")).to_be_visible()
    expect(own.locator("main").get_by_role("button")).to_have_count(0)
    look(own, "taking-back-2-own")
    other = sit(HALE)
    other.goto(reverse("entry-take-back", args=[person.id, remand]))
    other.get_by_label("Why was it never so?").fill("The warrant is of another person.")
    other.get_by_label("The paper", exact=True).set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    look(other, "taking-back-3-form")
    pressed(other, "Take back entry")
    look(other, "taking-back-4-done")
    assert [each.kind.value for each in person.record.authorities] == ["sentence"]
