"""Every page there is, in a real browser: nothing that a machine can find is wrong with it."""

import io
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.casework.office import Actor
from gatelodge.web import service
from gatelodge.web.access import TABLE, Scope
from tests.browser.terminal import RULES
from tests.gate.prison import HALE, LISTER, NOAKES, Person
from tests.web.house import BEXLEY, PASSWORD, House
from tests.web.world import World, insider_of

pytestmark = pytest.mark.browser

NO_PAGE = frozenset(
    {
        "court-callback",
        "court-answer-api",
        "health",
        "sign-out",
        "person-document",
        "exit-pass-pdf",
        "releases-pack-paper",
        "releases-pack-make",
        "dates-slip-pdf",
        "dates-copy-pdf",
        "checks-api",
        "person-photo",
        "inbox-document",
        "alarm-take",
        "gate-exit",
        "gate-final-check",
    }
)
"""Addresses that are acts, papers or for machines."""


class Visitor:
    """Opens pages as somebody who may, without typing a password each time."""

    def __init__(self, browser: Browser, live: LiveServer, world: World) -> None:
        self._browser = browser
        self._live = live
        self._world = world

    def visit(
        self, name: str, actor: Actor | None, **options: Any
    ) -> tuple[BrowserContext, Page, list[str]]:
        """Open a page; gives what the browser complained of, too."""
        context = self._browser.new_context(base_url=self._live.url, **options)
        if actor is not None:
            signed_in = self._world.house.browser(actor)
            cookie = signed_in.cookies["gatelodge_session"]
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": self._live.url}]
            )
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda fault: said.append(str(fault)))
        answer = page.goto(self._world.address(name))
        if answer is not None and answer.status == HTTPStatus.NOT_FOUND:
            said.clear()  # the browser calls every page that is not there an error
        return context, page, said


def pages() -> list[tuple[str, Actor | None]]:
    """Each page with somebody who may see it."""
    return [
        (name, None if rule.scope is Scope.ANYONE else insider_of(name))
        for name, rule in TABLE.items()
        if name not in NO_PAGE
    ]


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    yield Visitor(chromium, live_server, World(House()))
    service.use(None)


def test_every_page_is_sound_and_scrolls_nowhere_sideways(visitor: Visitor) -> None:
    """No finding of axe, one h1, no name in the title, no error; and 320 pixels are wide enough.

    1280 pixels at 400% are 320.
    """
    wrong: list[str] = []
    for name, actor in pages():
        context, page, said = visitor.visit(name, actor)
        found = Axe().run(page, options={"runOnly": RULES})
        if found.violations_count:
            wrong.append(found.generate_report())
        if page.locator("h1").count() != 1:
            wrong.append(f"{page.locator('h1').count()} h1")
        if "pell" in page.title().lower():
            wrong.append("a name in the title")
        page.set_viewport_size({"width": 320, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append("it scrolls sideways")
        wrong = [f"{name}: {each}" if ": " not in each[:25] else each for each in (*wrong, *said)]
        context.close()
    assert not wrong, "\n".join(wrong)


def test_every_form_shows_its_errors_beside_the_fields(visitor: Visitor) -> None:
    """Press each main button on an empty form: the page says what is wrong, and is sound."""
    forms = (
        "exit-plan",
        "exit-authorise",
        "exit-on-paper",
        "person-receive",
        "cases-state",
        "enquiry-answer",
        "recall-status",
        "days-registers",
        "conditions-set",
        "licence-issue",
        "probation-told",
        "public-protection",
        "victim-contact",
        "release-notified",
        "photo-add",
        "details-enter",
        "exit-licence",
        "exit-identity",
        "exit-device",
        "exit-compare",
        "exit-doubt",
        "exit-governor",
        "exit-footage",
        "evidence",
        "exit-override-agree",
        "inbox-read",
        "people",
        "dates-check",
        "dates-check-sentence",
        "dates-check-days",
        "dates-check-recall",
        "dates-calculate",
    )
    wrong = []
    for name in forms:
        context, page, _said = visitor.visit(name, insider_of(name))
        buttons = page.locator("main form button.govuk-button:not(.govuk-button--secondary)")
        if buttons.count() == 0:
            context.close()
            continue
        buttons.last.click()
        page.wait_for_load_state()
        if not page.title().startswith("Error: "):
            wrong.append(f"{name}: the title is {page.title()}")
        if not page.evaluate("document.activeElement.classList.contains('govuk-error-summary')"):
            wrong.append(f"{name}: the summary has no focus")
        found = Axe().run(page, options={"runOnly": RULES})
        if found.violations_count:
            wrong.append(f"{name}: {found.generate_report()}")
        context.close()
    assert not wrong, "\n".join(wrong)


def test_the_gate_can_be_worked_by_keyboard_alone(visitor: Visitor) -> None:
    world = visitor._world
    world.person.final_check()
    context, page, _said = visitor.visit("gate-desk", NOAKES)
    assert page.evaluate("document.activeElement.name") == "scanned"
    page.keyboard.type(world.person.token.lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/gate/desk/*/")
    assert page.evaluate("document.activeElement.id") == "answer"
    assert page.get_by_role("heading", level=1).inner_text() == "GO: pass valid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").startswith("Record: PELL, Joshua")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Exit recorded")
    assert not world.person.record.is_in_custody
    context.close()


def test_the_answer_stands_without_script_and_without_colour(visitor: Visitor) -> None:
    world = visitor._world
    options = {"java_script_enabled": False, "forced_colors": "active", "reduced_motion": "reduce"}
    context, page, _said = visitor.visit("gate-desk", NOAKES, **options)
    page.get_by_label("Pass code").fill("0000 0000 0000 0000 0000")
    page.get_by_role("button", name="Check pass").click()
    assert page.get_by_role("heading", level=1).inner_text() == "STOP: do not open"
    page.get_by_role("link", name="Scan again").first.click()
    world.person.final_check()
    page.get_by_label("Pass code").fill(world.person.token)
    page.get_by_role("button", name="Check pass").click()
    assert page.get_by_role("heading", level=1).inner_text() == "GO: pass valid"
    page.get_by_role("button", name="Record: PELL, Joshua has left").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Exit recorded"
    context.close()


def test_a_release_needs_no_script(visitor: Visitor) -> None:
    """Authorise, confirm, print and run the final check with scripts turned off."""
    person = ready_person(visitor)
    acts = (
        (HALE, "exit-authorise", "Authorise exit of LOWE, Joshua", "Waiting for duty governor"),
        (LISTER, "exit-confirm", "Confirm exit of LOWE, Joshua", "Pass live until 23:59."),
    )
    for actor, name, button, outcome in acts:
        context, page, _said = visitor.visit("home", actor, java_script_enabled=False)
        page.goto(reverse(name, args=[person.id]))
        if name == "exit-authorise":
            page.get_by_label("Community").check()
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text(outcome).first).to_be_visible()
        context.close()
    context, page, _said = visitor.visit("home", BEXLEY, java_script_enabled=False)
    page.goto(reverse("exit-pass", args=[person.id]))
    page.get_by_role("button", name="Print pass for LOWE, Joshua").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exit pass to print")
    person.at_reception()
    page.goto(reverse("exit-final-check", args=[person.id]))
    page.get_by_role("button", name="Run the final check of LOWE, Joshua").click()
    expect(page.get_by_text("Final check run at").first).to_be_visible()
    assert person.scan().is_go
    context.close()


def test_the_pass_is_one_sheet_also_right_after_the_button(visitor: Visitor) -> None:
    """What the last act says on the screen above the pass does not push it to another sheet."""
    person = ready_person(visitor).with_pass()
    context, page, _said = visitor.visit("home", BEXLEY)
    page.goto(reverse("exit-pass", args=[person.id]))
    page.get_by_role("button", name="Print pass for LOWE, Joshua").click()
    expect(page.get_by_role("alert").get_by_text("Done")).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    context.close()
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 1


def test_the_page_of_a_pass_is_one_sheet_before_its_button_is_pressed(visitor: Visitor) -> None:
    """Its paper is no pass, says so on one sheet, and has nothing on it that looks like one."""
    person = ready_person(visitor).with_pass()
    context, page, _said = visitor.visit("home", BEXLEY)
    page.goto(reverse("exit-pass", args=[person.id]))
    page.emulate_media(media="print")
    expect(page.get_by_text("Not a pass. Print it with")).to_be_visible()
    expect(page.get_by_role("heading", name="EXIT PASS. One person")).to_be_hidden()
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    context.close()
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 1


def test_an_exit_is_authorised_by_keyboard_alone(visitor: Visitor) -> None:
    person = ready_person(visitor)
    context, page, _said = visitor.visit("home", HALE)
    page.goto(reverse("exit-authorise", args=[person.id]))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    tab_to(page, "document.activeElement.type === 'radio'")
    page.keyboard.press("Space")
    tab_to(page, "document.activeElement.type === 'password'")
    page.keyboard.type(PASSWORD)
    tab_to(page, "document.activeElement.innerText.startsWith('Authorise exit of LOWE')")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Waiting for duty governor").first).to_be_visible()
    assert person.record.release is not None
    context.close()


def ready_person(visitor: Visitor) -> Person:
    """Somebody whose exit waits for its first signature."""
    person = visitor._world.house.person("Lowe").ready()
    person.clock.pass_by(hours=4)  # later than anything that is recorded already
    return person


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is there; fails when the keyboard never comes to it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(wanted):
            return
    raise AssertionError(f"the keyboard never comes to {wanted}")


def test_a_board_refreshes_its_words_where_they_stand(visitor: Visitor) -> None:
    """With a script the state of a row changes in its place; the reader's place is kept."""
    world = visitor._world
    context, page, _said = visitor.visit("releases", insider_of("releases"))
    row = page.locator(f"#state-{world.person.id}")
    assert "Pass live" in row.inner_text()
    page.locator(f"#row-{world.person.id} a").first.focus()
    world.person.citizen()
    page.evaluate(
        "htmx.ajax('GET', document.querySelector('[hx-get]').getAttribute('hx-get'),"
        "{source: document.querySelector('[hx-get]'), swap: 'none'})"
    )
    page.wait_for_function(
        "id => document.getElementById(id).innerText.includes('Cancelled')",
        arg=f"state-{world.person.id}",
    )
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == reverse("exit", args=[world.person.id])
    context.close()
