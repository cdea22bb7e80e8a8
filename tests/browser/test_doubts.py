"""The head of OMU decides a doubt about the law in a real browser, by keyboard and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.web import service
from tests.browser.terminal import RULES
from tests.gate.doubts import in_doubt
from tests.gate.prison import HALE, Person
from tests.web.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)


@pytest.fixture
def person(house: House) -> Person:
    return in_doubt(house.office)


@pytest.fixture
def page(
    chromium: Browser, live_server: LiveServer, house: House, person: Person
) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    cookie = house.browser(HALE).cookies["gatelodge_session"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(reverse("person-dates", args=[person.id]))
    yield opened
    context.close()
    # The browser calls a form that comes back with its errors an error.
    assert not [words for words in said if "422" not in words]


def sound(page: Page) -> None:
    """Nothing for axe to find, and at 320 pixels nothing scrolls sideways."""
    found = Axe().run(page, options={"runOnly": RULES})
    assert not found.violations_count, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 800})
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_doubt_is_decided_where_both_readings_stand(
    page: Page, person: Person, pytestconfig: pytest.Config
) -> None:
    kept = pytestconfig.getoption("--keep-pictures")
    sound(page)
    if kept:
        page.screenshot(path=Path(kept) / "doubt.png", full_page=True)
    expect(page.get_by_text("The order (the law book follows this)")).to_be_visible()
    page.get_by_role("button", name="Decide which reading counts").press("Enter")
    sound(page)
    if kept:
        page.screenshot(path=Path(kept) / "doubt-form.png", full_page=True)
    page.get_by_role("button", name="Decide which dates count").press("Enter")
    assert page.title().startswith("Error: ")
    sound(page)
    page.get_by_label("The official service: CRD Saturday 31 October 2026").press("Space")
    page.get_by_label("Why is it right?").fill("The order says so.")
    page.get_by_label("Or who says so").fill("Ines Marlowe, sentencing policy team")
    page.get_by_role("button", name="Decide which dates count").press("Enter")
    expect(page.get_by_text("HALE, Priya decided: the official service.")).to_be_visible()
    expect(page.get_by_role("link", name="Decide anew")).to_be_visible()
    sound(page)
    assert len(person.record.hazard_decisions) == 1
