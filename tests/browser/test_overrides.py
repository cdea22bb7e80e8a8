"""A warrant is found, two governors override it and the person gets a pass, in a real browser."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.casework.office import Actor
from gatelodge.record import facts as f
from gatelodge.web import service
from tests.browser.terminal import RULES
from tests.gate.prison import AMADI, HALE, LISTER, Person
from tests.web.house import DEACON, PASSWORD, House

pytestmark = pytest.mark.browser
Sit = Callable[[Actor], AbstractContextManager[Page]]
PERSON = "PELL, Joshua"


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)


@pytest.fixture
def sit(chromium: Browser, live_server: LiveServer, house: House) -> Sit:
    @contextmanager
    def sit_down(actor: Actor) -> Iterator[Page]:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 1280, "height": 900}
        )
        cookie = house.browser(actor).cookies["gatelodge_session"]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        yield page
        context.close()
        # The browser calls a form that comes back with its errors an error.
        assert not [words for words in said if "422" not in words]

    return sit_down


@pytest.fixture
def look(pytestconfig: pytest.Config) -> Callable[[Page, str], None]:
    """Nothing for axe to find, at 320 pixels nothing scrolls sideways; a picture if asked for."""
    kept = pytestconfig.getoption("--keep-pictures")

    def look_at(page: Page, name: str) -> None:
        found = Axe().run(page, options={"runOnly": RULES})
        assert not found.violations_count, found.generate_report()
        if kept:
            page.screenshot(path=Path(kept) / f"{name}.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 800})
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        page.set_viewport_size({"width": 1280, "height": 900})

    return look_at


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).press("Enter")


def follow(page: Page, link: str) -> None:
    page.get_by_role("link", name=link).first.press("Enter")


def test_from_a_warrant_found_to_an_override_by_two_and_a_pass(
    house: House, sit: Sit, look: Callable[[Page, str], None]
) -> None:
    person = house.person().ready()
    exit_page = reverse("exit", args=[person.id])
    with sit(AMADI) as grace:
        grace.goto(f"{reverse('evidence')}?day={person.clock.now().date().isoformat()}")
        expect(grace.get_by_label(f"Clear: {PERSON}, A0042ZX")).not_to_be_checked()
        look(grace, "evidence")
        grace.goto(reverse("enquiry-answer", args=[person.id, f.Enquiry.WARRANTS]))
        look(grace, "enquiry")
        enter_what_was_found(grace, person)
        look(grace, "enquiry-found")
        expect(grace.get_by_text("Found, and not cleared since").first).to_be_visible()
        expect(grace.get_by_text("Override this check")).to_have_count(0)
    with sit(LISTER) as owen:
        owen.goto(exit_page)
        follow(owen, "Override this check, with a second governor")
        look(owen, "override-before")
        press(owen, "Go on to the override")
        press(owen, f"Override this check for the exit of {PERSON}")
        assert owen.title().startswith("Error: ")
        look(owen, "override-refused")
        owen.get_by_label("Why must the exit go on?").fill("Paid at the counter; receipt seen")
        told = "Whom in national operations did you tell, and when?"
        owen.get_by_label(told).fill("Petra Lowe, 07:50")
        owen.get_by_label("Your password", exact=True).fill(PASSWORD)
        press(owen, f"Override this check for the exit of {PERSON}")
        expect(owen.get_by_text("Waiting for a second governor").first).to_be_visible()
        look(owen, "override-asked")
    with sit(DEACON) as ruth:
        ruth.goto(exit_page)
        follow(ruth, "Agree to the override, as second governor")
        look(ruth, "override-agree")
        ruth.get_by_label("Why do you agree?").fill("I have read the receipt")
        ruth.get_by_label("Your password", exact=True).fill(PASSWORD)
        press(ruth, f"Agree to the override for the exit of {PERSON}")
        expect(ruth.get_by_text("Nothing stops this exit now.")).to_be_visible()
        expect(ruth.get_by_role("heading", name="Not met, and let through")).to_be_visible()
        look(ruth, "override-let-through")
    sign(sit, look, person)


def enter_what_was_found(grace: Page, person: Person) -> None:
    on = person.clock.now()
    grace.get_by_label("Which office did you ask?").fill("Dunmere fines office")
    grace.get_by_label("Who answered?").fill("Odette Farr, clerk")
    for part in ("day", "month", "year"):
        grace.locator(f"[name=asked_on_{part}]").fill(str(getattr(on, part)))
    grace.get_by_label("At", exact=True).fill("09:00")
    grace.get_by_label("They found something", exact=True).check()
    grace.get_by_label("If they found something: what?", exact=True).fill(
        "Fine of 480 pounds, unpaid"
    )
    grace.get_by_label("Or who says so").fill("Odette Farr, clerk")
    press(grace, f"Enter the answer about {PERSON}")


def sign(sit: Sit, look: Callable[[Page, str], None], person: Person) -> None:
    """Authorise and confirm, each seeing what was let through; the pass is there."""
    with sit(HALE) as priya:
        priya.goto(reverse("exit-authorise", args=[person.id]))
        expect(priya.get_by_text(re.compile("I have read the receipt")).first).to_be_visible()
        look(priya, "override-authorise")
        priya.get_by_label("Community", exact=True).check()
        priya.get_by_label("Your password", exact=True).fill(PASSWORD)
        press(priya, f"Authorise exit of {PERSON}")
    with sit(LISTER) as owen:
        owen.goto(reverse("exit-confirm", args=[person.id]))
        expect(owen.get_by_text(re.compile("I have read the receipt")).first).to_be_visible()
        owen.get_by_label("Your password", exact=True).fill(PASSWORD)
        press(owen, f"Confirm exit of {PERSON}")
        expect(owen.get_by_role("heading", name="EXIT PASS. One person")).to_be_visible()
        look(owen, "override-pass")
