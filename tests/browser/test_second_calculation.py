"""First and blind second calculation of somebody with three terms, in the browser, by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.casework.office import Actor
from gatelodge.record import facts as f
from gatelodge.web import service
from tests.browser.terminal import RULES
from tests.gate.prison import AMADI, ROWE, Person
from tests.web.house import House
from tests.web.papers_read import days_typed, sentence_typed, three_terms

pytestmark = pytest.mark.browser

Shoot = Callable[[Page, str], None]


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)


@pytest.fixture
def person(house: House) -> Person:
    return three_terms(house, is_dated=False)


@pytest.fixture
def shoot(pytestconfig: pytest.Config) -> Shoot:
    kept = pytestconfig.getoption("--keep-pictures")

    def taken(page: Page, name: str) -> None:
        if kept:
            page.screenshot(path=Path(kept) / f"{name}.png", full_page=True)

    return taken


Terminal = Callable[..., Page]


@pytest.fixture
def terminal(chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Terminal]:
    """A browser for somebody who is signed in; without a script where that is asked for."""
    opened: list[BrowserContext] = []

    def sit_down(actor: Actor, *, has_script: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": 1280, "height": 900},
            java_script_enabled=has_script,
        )
        opened.append(context)
        cookie = house.browser(actor).cookies["gatelodge_session"]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return context.new_page()

    yield sit_down
    for context in opened:
        context.close()


def is_sound(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


class Typist:
    """Fills boxes as a person does, and counts what it takes: presses, clicks and signs typed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts = 0
        self.signs = 0

    def fill(self, typed: dict[str, str | list[str]]) -> None:
        for name, value in typed.items():
            for each in value if isinstance(value, list) else [value]:
                self._one(name, each)

    def _one(self, name: str, value: str) -> None:
        choice = self.page.locator(f'input[name="{name}"][value="{value}"]')
        if choice.count() and choice.get_attribute("type") in ("radio", "checkbox"):
            choice.check()
            self.acts += 1
            return
        box = self.page.locator(f'[name="{name}"]')
        if box.evaluate("each => each.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
        self.signs += len(value)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()
        self.acts += 1

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).click()
        self.acts += 1


def first_calculation(page: Page, person: Person, shoot: Shoot) -> None:
    page.goto(reverse("dates-calculate", args=[person.id]))
    is_sound(page)
    page.get_by_label("Initial").check()
    shoot(page, "first-calculation")
    page.get_by_role("button", name="Work out the dates of PELL, Joshua").click()
    expect(page.get_by_text("Second check needed")).to_be_visible()


def test_two_people_work_out_the_dates_of_three_terms(
    terminal: Terminal, person: Person, shoot: Shoot
) -> None:
    first_calculation(terminal(AMADI), person, shoot)
    page = terminal(ROWE)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.goto(reverse("person-dates", args=[person.id]))
    typist = Typist(page)
    typist.press("Start second calculation of PELL, Joshua")
    is_sound(page)
    shoot(page, "second-empty")
    read = person.as_on_paper
    typist.follow("Enter the first sentence")
    for place, sentence in enumerate(read.sentences, start=1):
        expect(page.get_by_role("heading", level=1)).to_have_text(
            f"Second calculation: sentence {place}"
        )
        typist.fill(sentence_typed(sentence))
        if place == 1:
            is_sound(page)
        if place == len(read.sentences):
            shoot(page, "second-sentence")
            typist.press("Keep sentence 3")
        else:
            typist.press("Keep it, and enter another sentence")
    typist.follow("Enter days on remand")
    for place, row in enumerate(read.days, start=1):
        typist.fill(days_typed(row))
        is_last = place == len(read.days)
        shoot(page, f"second-days-{place}")
        typist.press(f"Keep days {place}" if is_last else "Keep them, and enter another row")
    page.get_by_label("I entered every row that the papers show").check()
    page.get_by_label("The papers show no recall in force").check()
    typist.acts += 2
    is_sound(page)
    shoot(page, "second-whole")
    typist.press("Compare the two calculations of PELL, Joshua")
    expect(page.get_by_text("The two agree in every field and every date.")).to_be_visible()
    is_sound(page)
    shoot(page, "second-agrees")
    assert person.record.check is not None
    assert person.record.check.fact.agrees
    print(f"three terms read a second time: {typist.acts} acts, {typist.signs} signs typed")  # noqa: T201 - the time budget is told
    page.goto(reverse("dates-slip", args=[person.id]))
    is_sound(page)
    shoot(page, "slip")
    assert not said


def test_what_is_typed_is_there_again_after_the_page_was_left(
    terminal: Terminal, person: Person
) -> None:
    person.calculated()
    page = terminal(ROWE)
    page.goto(reverse("dates-check-sentence", args=[person.id, 1]))
    page.locator('[name="offence_code"]').fill("TH68001")
    with page.expect_response(lambda answer: answer.status == 204):
        page.locator('[name="years"]').press_sequentially("2")
    page.goto(reverse("person-dates", args=[person.id]))
    page.goto(reverse("dates-check-sentence", args=[person.id, 1]))
    expect(page.locator('[name="offence_code"]')).to_have_value("TH68001")
    expect(page.locator('[name="years"]')).to_have_value("2")


def test_without_a_script_a_difference_is_shown_and_settled(
    terminal: Terminal, person: Person, shoot: Shoot
) -> None:
    person.calculated()
    page = terminal(ROWE, has_script=False)
    typist = Typist(page)
    page.goto(reverse("dates-check-sentence", args=[person.id, 1]))
    read = person.as_on_paper
    for place, sentence in enumerate(read.sentences, start=1):
        typed = sentence_typed(sentence)
        typist.fill(typed | {"months": "33"} if place == 1 else typed)
        is_last = place == len(read.sentences)
        typist.press("Keep sentence 3" if is_last else "Keep it, and enter another sentence")
    page.goto(reverse("dates-check-days", args=[person.id, 1]))
    for place, row in enumerate(read.days, start=1):
        typist.fill(days_typed(row))
        is_last = place == len(read.days)
        typist.press(f"Keep days {place}" if is_last else "Keep them, and enter another row")
    compare(page)
    table = page.get_by_role("table", name="Where the two differ")
    expect(table.get_by_role("row", name="Sentence 1 length 30 months 33 months")).to_be_visible()
    shoot(page, "second-differs")
    page.get_by_role("button", name="Enter the second calculation of PELL, Joshua again").click()
    page.get_by_role("link", name="Change Sentence 1").click()
    page.locator('[name="months"]').fill("30")
    page.get_by_role("button", name="Keep sentence 1").click()
    page.get_by_label("What does the paper say where the two differed?").fill("30 months.")
    compare(page)
    expect(page.get_by_text("The two agree in every field and every date.")).to_be_visible()
    check = person.record.check
    assert check is not None
    assert check.fact.entered.sentences[0].term == f.Term(months=30)


def compare(page: Page) -> None:
    page.get_by_label("I entered every row that the papers show").check()
    page.get_by_label("The papers show no recall in force").check()
    page.get_by_role("button", name="Compare the two calculations of PELL, Joshua").click()
