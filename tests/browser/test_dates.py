"""Somebody follows a date to its section of the Act, prints one side, and asks about a recall."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.record import facts as f
from gatelodge.web import service
from tests.browser.terminal import RULES
from tests.gate.prison import AMADI, Person
from tests.web.house import House

pytestmark = pytest.mark.browser

Shoot = Callable[[Page, str], None]
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)


@pytest.fixture
def dated(house: House) -> Person:
    """Two sentences, one of them long, days on remand and added days; removal is a question."""
    person = house.person()
    person.sentence(months=34, imposed_on=date(2026, 3, 2))
    person.sentence(months=6, imposed_on=date(2026, 3, 2))
    person.state(f.RemandCredited(days=21, period=None, counts_from=date(2026, 3, 2)))
    person.state(f.AddedDaysAwarded(days=12, adjudication="A1", awarded_on=date(2026, 5, 1)))
    person.calculated()
    return person


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, house: House, dated: Person) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    cookie = house.browser(AMADI).cookies["gatelodge_session"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda fault: said.append(str(fault)))
    opened.goto(reverse("person-dates", args=[dated.id]))
    yield opened
    context.close()
    assert not said


@pytest.fixture
def shoot(pytestconfig: pytest.Config) -> Shoot:
    kept = pytestconfig.getoption("--keep-pictures")

    def taken(page: Page, name: str) -> None:
        if kept:
            page.screenshot(path=Path(kept) / f"{name}.png", full_page=True)

    return taken


def is_sound(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


def test_a_date_is_followed_to_its_section_by_keyboard(page: Page, shoot: Shoot) -> None:
    is_sound(page)
    shoot(page, "dates")
    to_working = page.get_by_role("link", name="Working of CRD")
    to_working.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#working-CRD")
    heading = page.locator("#working-CRD")
    expect(heading).to_be_in_viewport()
    expect(heading).to_contain_text("CRD: ")
    step = page.locator("#working-CRD-3")
    expect(step).to_contain_text("Less 21 days on remand")
    section = step.get_by_role("link")
    expect(section).to_have_attribute(
        "href", "https://www.legislation.gov.uk/ukpga/2003/44/section/240ZA"
    )
    expect(section).to_have_attribute("rel", "external noreferrer")


def test_the_picture_has_words_and_a_table_that_opens_by_keyboard(page: Page, shoot: Shoot) -> None:
    image = page.get_by_role("img", name="Sentence picture")
    expect(image).to_be_visible()
    table = page.get_by_role("table", name="The sentence picture")
    expect(table).to_be_hidden()
    page.locator("summary", has_text="The picture as a table").focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    expect(table.get_by_role("row", name=re.compile("Curfew possible"))).to_be_visible()
    is_sound(page)
    shoot(page, "dates-table")


def test_the_dates_print_on_one_side(page: Page, pytestconfig: pytest.Config) -> None:
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    kept = pytestconfig.getoption("--keep-pictures")
    if kept:
        (Path(kept) / "dates.pdf").write_bytes(printed)
    assert len(PAGE_OF_PDF.findall(printed)) == 1


def test_paper_holds_the_facts_and_breaks_no_step_of_the_working(page: Page) -> None:
    page.emulate_media(media="print")
    follows = page.locator(".gl-follows-from")
    expect(follows).to_be_visible()
    expect(follows).to_contain_text("34 months (SDS) imposed by")
    expect(follows).to_contain_text("21 days on remand")
    breaks = page.locator(".gl-working li").evaluate_all(
        "steps => steps.map(step => getComputedStyle(step).breakInside)"
    )
    assert breaks
    assert set(breaks) == {"avoid"}
    sizes = page.locator(".gl-working li, .gl-follows-from p").evaluate_all(
        "parts => parts.map(part => parseFloat(getComputedStyle(part).fontSize))"
    )
    assert min(sizes) >= 10.0  # CSS pixels: 7.5 points


@pytest.mark.parametrize("width", [320, 640])
def test_a_narrow_page_scrolls_nowhere_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_recall_is_asked_about_and_answered(page: Page, dated: Person, shoot: Shoot) -> None:
    before = len(dated.record.entries)
    page.get_by_role("link", name="When would PELL, Joshua be due if recalled?").click()
    is_sound(page)
    page.get_by_label("Standard: to the end of the sentence").check()
    for box, text in (("day", "5"), ("month", "6"), ("year", "2028")):
        page.locator(f"[name=revoked_on_{box}]").fill(text)
    page.get_by_role("button", name="Show when PELL, Joshua would be due").click()
    expect(
        page.get_by_role("heading", level=2, name=re.compile("due for release on"))
    ).to_be_visible()
    expect(page.get_by_text("Unused credit: none.")).to_be_visible()
    is_sound(page)
    shoot(page, "recall")
    page.get_by_role("link", name="Back to release dates").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Release dates")
    assert len(dated.record.entries) == before
