"""A whole release day of the demo in a real browser: every exit to its end, each wrong one stopped.

The demo's own staff do it, each at a terminal of their own, with what the pages say alone.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.casework.office import CUSTODY, Office, load
from gatelodge.demo import estate, release_day
from gatelodge.demo.desk import Desk, SteppingClock
from gatelodge.demo.quickly import RememberedLedger
from gatelodge.demo.staff import PRISONS, staff
from gatelodge.record import CustodyRecord, fold
from gatelodge.record.facts import ExitType, Role
from gatelodge.store.ledger import DjangoLedger
from gatelodge.web import service
from gatelodge.web.exit_words import EXIT_WORDS
from tests.browser.terminal import RULES
from tests.demo.test_estate import RELEASE_DAY, Estate
from tests.offices import make_office

pytestmark = pytest.mark.browser
NOW = datetime(2026, 11, 23, 10, 40, tzinfo=UTC)
PASSWORD = "four-invented-words-here"
FIRST_OF_A_PRISON = 31
"""How many states of a board are told before the release day."""
RELEASED = (ExitType.COMMUNITY, ExitType.HOME_DETENTION_CURFEW)
REMOVED = (ExitType.IMMIGRATION_ESCORT, ExitType.REMOVAL)
"""Whoever leaves on a licence; and whoever the duty governor hands over."""
EVERY_WAY = (*RELEASED, *REMOVED, *(each for each in ExitType if each.keeps_in_custody))
REASONS = {
    "too early": "Too early: the first lawful day is",
    "days differ from the register": "Days of record and registers differ: ",
    "a recall is on file": "A recall is outstanding that is not on this record",
    "a transfer to hospital is on its way": "two doctors recommend a transfer to hospital",
    "the licence lacks a condition": "The licence lacks what was set: Live at Quayside House",
    "a condition is not met": "Not yet met: Live at Quayside House",
    "the address is not confirmed": "has not confirmed the address",
    "the police do not know": "and the police were not told of",
    "the victim's officer does not know": "their liaison officer does not know of",
    "a travel warrant beside an escort": "travel warrant was made ready for Monday 23 November",
    "to court for a video link": "nobody is taken to court for it",
    "not taken over": "has not taken over what is open",
    "not the person": "An officer doubts who this is: says another first school",
    "not rung back": "nobody has rung its sender back",
}
"""What a page must say first of each wrong exit."""


class House:
    """The demo's main prison on its day, and a terminal for each of its staff."""

    def __init__(self, chromium: Browser, live: LiveServer, pictures: str) -> None:
        self._chromium, self._live, self._pictures = chromium, live, pictures
        self._pages: dict[str, Page] = {}
        self._contexts: list[BrowserContext] = []
        self.clock = SteppingClock(estate.begins_at(NOW))
        self.office: Office = replace(make_office(ledger=DjangoLedger()), clock=self.clock)
        remembered = RememberedLedger(self.office.ledger)
        count = FIRST_OF_A_PRISON + len(release_day.RIGHT) + len(release_day.WRONG)
        telling = replace(self.office, ledger=remembered)
        people = estate.load(telling, self.clock, NOW, a_prison=count)
        self.clock.move_to(NOW)
        service.use(self.office)
        hashed = make_password(PASSWORD)
        for one in staff():
            get_user_model().objects.create(
                username=one.account, staff=one.account, password=hashed
            )
        self.desk = Desk(self.office, PRISONS[0].prison)
        self.found = Estate(
            now=NOW,
            office=telling,
            people=people,
            records=tuple(
                fold(name.removeprefix(CUSTODY), remembered.stream(name))
                for name in remembered.streams(CUSTODY)
            ),
            items=(),
        )

    def who(self, state: str) -> CustodyRecord:
        """Somebody at the main prison who is as this state says."""
        at_main = self.found.at(PRISONS[0].prison)
        return next(each for each in at_main if RELEASE_DAY[state](self.found, each))

    def at(self, role: Role) -> Page:
        """The terminal of whoever has a role."""
        account = self.desk.actor(role).account
        if account not in self._pages:
            browser = Client()
            browser.force_login(get_user_model().objects.get(username=account))
            context = self._chromium.new_context(
                base_url=self._live.url, viewport={"width": 1280, "height": 900}
            )
            cookie = browser.cookies["gatelodge_session"]
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": self._live.url}]
            )
            self._contexts.append(context)
            self._pages[account] = context.new_page()
        return self._pages[account]

    def picture(self, page: Page, name: str) -> None:
        if self._pictures:
            name = re.sub(r"\W+", "-", name)
            page.screenshot(path=Path(self._pictures) / f"release-{name}.png", full_page=True)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def house(
    chromium: Browser,
    live_server: LiveServer,
    transactional_db: None,  # noqa: ARG001 - the database is asked for
    settings: object,
    pytestconfig: pytest.Config,
) -> Iterator[House]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    made = House(chromium, live_server, pytestconfig.getoption("--keep-pictures"))
    yield made
    made.close()
    service.use(None)


def name_of(record: CustodyRecord) -> str:
    assert record.identity is not None
    who = record.identity.fact
    return f"{who.surname.upper()}, {who.forenames}".rstrip(" ,")


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def test_every_wrong_exit_of_the_day_is_stopped_with_its_reason(house: House) -> None:
    board = house.at(Role.HEAD_OF_OMU)
    board.goto(reverse("releases"))
    house.picture(board, "board")
    for state, reason in REASONS.items():
        stopped(house, state, reason)
    stopped_at_the_gate(house)
    found = Axe().run(board, options={"runOnly": RULES})
    assert not found.violations_count, found.generate_report()


def test_every_way_out_is_worked_to_its_end(house: House) -> None:
    for exit_type in EVERY_WAY:
        if exit_type is ExitType.EMERGENCY_HOSPITAL:
            sent_at_once(house)
        else:
            let_out(house, exit_type)


def stopped(house: House, state: str, reason: str) -> None:
    """The checklist says why, above everything else; nobody can sign; a pass opens nothing."""
    record = house.who(state)
    page = house.at(Role.HEAD_OF_OMU)
    page.goto(reverse("exit", args=[record.record_id]))
    cards = page.locator("main")
    expect(cards.get_by_text(reason).first).to_be_visible()
    house.picture(page, state)
    page.goto(reverse("exit-authorise", args=[record.record_id]))
    house.picture(page, f"{state} authorise")
    expect(page.locator("main").get_by_text(reason).first).to_be_visible()
    expect(page.get_by_role("button", name=f"Authorise exit of {name_of(record)}")).to_have_count(0)


def stopped_at_the_gate(house: House) -> None:
    """A pass that was live until reception doubted who this is."""
    gate = house.at(Role.GATE_OFFICER)
    scan(gate, house.who("not the person"))
    expect(gate.get_by_role("heading", name=re.compile("^STOP"))).to_be_visible()
    expect(gate.get_by_text("identity doubted. Ring the OMU")).to_be_visible()
    house.picture(gate, "gate stop")


def scan(gate: Page, record: CustodyRecord) -> None:
    """The gate officer enters the code of somebody's newest pass."""
    assert record.release is not None
    assert record.release.issued is not None
    gate.goto(reverse("gate-desk"))
    gate.get_by_role("textbox").first.fill(record.release.issued.fact.token)
    press(gate, "Check pass")


def let_out(house: House, exit_type: ExitType) -> None:
    """Two people sign, reception does its part, and the gate answers with GO."""
    record = house.who(f"ready: {exit_type}")
    sign(house, record, exit_type)
    at_reception(house, record, exit_type)
    check = house.at(Role.CUSTODIAL_MANAGER)
    check.goto(reverse("exit-final-check", args=[record.record_id]))
    press(check, f"Run the final check of {name_of(record)}")
    gate = house.at(Role.GATE_OFFICER)
    scan(gate, load(house.office, record.record_id))
    expect(gate.get_by_role("heading", name=re.compile("^GO"))).to_be_visible()
    house.picture(gate, f"{exit_type} go")
    press(gate, f"Record: {name_of(record)} has left")
    expect(gate.get_by_text("Exit recorded").first).to_be_visible()


def sign(house: House, record: CustodyRecord, exit_type: ExitType) -> None:
    """The head of OMU authorises, the duty governor confirms."""
    name = name_of(record)
    omu, governor = house.at(Role.HEAD_OF_OMU), house.at(Role.DUTY_GOVERNOR)
    omu.goto(reverse("exit", args=[record.record_id]))
    expect(omu.get_by_text("Nothing stops this exit now.")).to_be_visible()
    omu.goto(reverse("exit-authorise", args=[record.record_id]))
    omu.get_by_label(EXIT_WORDS[exit_type], exact=True).check()
    omu.get_by_label("Your password", exact=True).fill(PASSWORD)
    press(omu, f"Authorise exit of {name}")
    governor.goto(reverse("exit-confirm", args=[record.record_id]))
    governor.get_by_label("Your password", exact=True).fill(PASSWORD)
    press(governor, f"Confirm exit of {name}")
    expect(governor.get_by_role("heading", name=re.compile("EXIT PASS"))).to_be_visible()


def at_reception(house: House, record: CustodyRecord, exit_type: ExitType) -> None:
    """Licence, two officers who compare, the governor at a hand-over, footage."""
    name, where = name_of(record), [record.record_id]
    officer = house.at(Role.RECEPTION_OFFICER)
    if exit_type in (*RELEASED, *REMOVED):
        officer.goto(reverse("exit-licence", args=where))
        officer.get_by_label("Signed it").check()
        press(officer, f"Enter that {name} heard the licence")
    for page in (officer, house.at(Role.CUSTODIAL_MANAGER)):
        page.goto(reverse("exit-identity", args=where))
        for group, answer in (
            ("Is it the face of the photo?", "Yes"),
            ("Did the person say the right name", "Yes"),
            ("Question: mother's name", "Right answer"),
            ("Question: first school", "Right answer"),
        ):
            page.get_by_role("group", name=group).get_by_label(answer).check()
        press(page, "Enter what I found")
    if exit_type in REMOVED:
        hand_over(house, record)
    officer.goto(reverse("exit-footage", args=where))
    officer.get_by_label("Number of the recording").fill("camera 7, file 31")
    press(officer, f"Note the footage of the exit of {name}")


def hand_over(house: House, record: CustodyRecord) -> None:
    """Another escort than the one planned comes first, and is stopped; then the right one."""
    assert record.plan is not None
    name, where = name_of(record), [record.record_id]
    governor, reception = house.at(Role.DUTY_GOVERNOR), house.at(Role.RECEPTION_OFFICER)
    for escort in ("Meridian Escorts", record.plan.fact.escort):
        governor.goto(reverse("exit-governor", args=where))
        governor.get_by_role("textbox").first.fill(escort)
        press(governor, f"Enter that I am at the hand-over of {name}")
        if escort != record.plan.fact.escort:
            reception.goto(reverse("exit-final-check", args=where))
            press(reception, f"Run the final check of {name}")
            stop = "The escort at the gate (Meridian Escorts) is not the one planned"
            expect(reception.get_by_text(stop).first).to_be_visible()
            house.picture(reception, f"{record.plan.fact.exit_type} another escort")


def sent_at_once(house: House) -> None:
    """To hospital in an emergency: the officer in charge orders it, another says who it is."""
    record = house.who("days differ from the register")
    page = house.at(Role.CUSTODIAL_MANAGER)
    page.goto(reverse("person", args=[record.record_id]))
    page.get_by_role("link", name="Emergency hospital escort").click()
    page.get_by_label("Which hospital?").fill("Fernlea General Hospital")
    page.get_by_label("Who escorts?").fill("Officers Dane and Pryor")
    page.get_by_label(re.compile("other officer")).first.fill("Tom Bexley")
    house.picture(page, "emergency")
    press(page, f"Send {name_of(record)} to hospital now")
    assert load(house.office, record.record_id).out is not None
