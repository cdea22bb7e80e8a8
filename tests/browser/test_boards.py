"""The boards and the pack in a real browser: filter, act, back; wall; a pack made and printed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import facts as f
from gatelodge.web import service
from tests.browser.test_exit_day import Desk
from tests.gate.prison import BEXLEY, FERNLEA, HALE
from tests.web.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    made = House()
    prison = f.PrisonRegistered(
        prison=FERNLEA, name="HMP Fernlea", telephone="2140", mailbox="omu@fernlea.invalid"
    )
    register_prison(made.office, INSTALLATION, prison)
    late = made.person("Ashe")
    late.end(late.remand())
    made.person("Pell").ready()
    today = made.office.clock.now().date()
    for surname, ahead in (("Birch", 0), ("Pell", 0), ("Moss", 2), ("Orr", 9)):
        person = made.person(surname)
        person.remand()
        person.plan(on=today + timedelta(days=ahead))
    yield made
    service.use(None)


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, house: House, pytestconfig: pytest.Config
) -> Iterator[Desk]:
    opened = Desk(chromium, live_server, house, pytestconfig.getoption("--keep-pictures"))
    yield opened
    opened.close()


def test_a_filtered_board_is_where_back_leads(desk: Desk) -> None:
    page = desk.of(HALE)
    page.goto(reverse("releases"))
    desk.sound(page, "board")
    page.get_by_label("State").select_option("blocked")
    page.get_by_label("Exit", exact=True).select_option("community")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_text("Only these are shown:")).to_be_visible()
    desk.sound(page, "board-filtered")
    filtered = page.url
    page.get_by_role("link", name="BIRCH, Joshua").click()
    page.get_by_role("link", name="Back to releases").click()
    assert page.url == filtered
    expect(page.get_by_label("State")).to_have_value("blocked")


def test_the_boards_of_days_ahead_of_the_late_and_on_the_wall(desk: Desk) -> None:
    page = desk.of(HALE)
    for name, seen, unseen in (
        ("releases-fortnight", "ORR", "BIRCH"),
        ("releases-overdue", "ASHE", "BIRCH"),
        ("releases-wall", "BIRCH", "ORR"),
    ):
        page.goto(reverse(name))
        expect(page.locator("main")).to_contain_text(seen)
        expect(page.locator("main")).not_to_contain_text(unseen)
        desk.sound(page, f"board-{name}")
    expect(page.locator("main")).not_to_contain_text("Joshua")


def test_a_pack_is_made_and_lies_ready_to_print(desk: Desk) -> None:
    page = desk.of(BEXLEY)
    page.goto(reverse("releases"))
    page.get_by_role("link", name="Packs for releases on paper").click()
    expect(page.get_by_text("No pack is kept.")).to_be_visible()
    page.get_by_role("button", name="Make a pack of HMP Fernlea now").click()
    expect(page.get_by_role("link", name="Pack of")).to_be_visible()
    desk.sound(page, "pack")
    paper = page.request.get(page.get_by_role("link", name="Pack of").get_attribute("href") or "")
    assert paper.body().startswith(b"%PDF-")


def test_a_board_without_contact_greys_out(desk: Desk) -> None:
    """No refresh comes through; a minute later the page says so by itself."""
    for name in ("releases", "releases-fortnight", "releases-overdue", "releases-wall", "alarms"):
        page = desk.of(HALE)
        page.route(
            "**/*", lambda r: r.abort() if r.request.headers.get("hx-request") else r.continue_()
        )
        page.goto(reverse(name))
        old = page.locator(".gl-as-at__old")
        expect(old).to_be_hidden()
        page.evaluate("document.getAnimations().forEach(a => { a.currentTime = 61000 })")
        expect(old).to_be_visible()
        expect(old).to_contain_text("Last contact")
