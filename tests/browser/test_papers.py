"""From a court's paper to the record by keyboard: an extended sentence, its days, and a recall."""

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
from tests.gate.prison import AMADI
from tests.web.house import BEXLEY, House
from tests.web.test_entering import PDF
from tests.web.test_inbox_on_screen import Sent

pytestmark = pytest.mark.browser
Looked = Callable[[Page, str], None]


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)


@pytest.fixture
def sent(house: House) -> Sent:
    made = Sent(house)
    made.match()
    return made


@pytest.fixture
def look(pytestconfig: pytest.Config) -> Looked:
    """Nothing for axe to find, and at 320 pixels nothing scrolls sideways; keep a picture."""
    kept = pytestconfig.getoption("--keep-pictures")

    def looked(page: Page, name: str) -> None:
        found = Axe().run(page, options={"runOnly": RULES})
        assert not found.violations_count, found.generate_report()
        if kept:
            page.screenshot(path=Path(kept) / f"papers-{name}.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 800})
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        page.set_viewport_size({"width": 1280, "height": 900})

    return looked


@pytest.fixture
def grace(chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Page]:
    yield from signed_in(chromium, live_server, house.browser(AMADI).cookies["gatelodge_session"])


@pytest.fixture
def tom(chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Page]:
    yield from signed_in(chromium, live_server, house.browser(BEXLEY).cookies["gatelodge_session"])


def signed_in(chromium: Browser, live: LiveServer, cookie: object) -> Iterator[Page]:
    context = chromium.new_context(base_url=live.url, viewport={"width": 1280, "height": 900})
    name, value = getattr(cookie, "key", ""), getattr(cookie, "value", "")
    context.add_cookies([{"name": name, "value": value, "url": live.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    # The browser calls a form that comes back with its errors an error.
    assert not [words for words in said if "422" not in words]


def fill_day(page: Page, name: str, on: date) -> None:
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(on, part)))


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"[name='{name}'][value='{value}']").check()


def test_the_enter_key_confirms_a_reading_and_every_fault_comes_at_once(
    sent: Sent, grace: Page, look: Looked
) -> None:
    """An extended sentence is read without a licence, then with it; its days go on with it."""
    # Chromium's own viewer takes the focus once it has the paper: nobody types before that here.
    grace.goto(reverse("inbox-read", args=[sent.item]), wait_until="networkidle")
    box = grace.get_by_label
    box("Surname on the paper").fill("Pell")
    box("Forenames on the paper").fill("Joshua")
    box("Court on the paper").fill("Fernlea Crown Court")
    fill_day(grace, "hearing_on", date(2026, 9, 1))
    choose(grace, "o0-order", "custody")
    box("Case number").fill("61ZX0000126")
    box("Count", exact=True).fill("1")
    box("Offence code").fill("TH68001")
    fill_day(grace, "o0-offence_on", date(2027, 3, 2))
    box("Kind of sentence").select_option(label="Extended determinate sentence (EDS)")
    box("Length, months").fill("45")
    choose(grace, "o0-concurrency", "not stated")
    box("Days on remand").fill("143")
    box("Days on remand").press("Enter")
    summary = grace.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(3)
    expect(grace.get_by_text("Order 2", exact=True)).to_have_count(0)
    look(grace, "reading-faults")
    fill_day(grace, "o0-offence_on", date(2026, 3, 2))
    box("Licence, years").fill("2")
    box("Is release from the extended sentence automatic?").select_option("no")
    look(grace, "reading")
    box("Days on remand").press("Enter")
    expect(grace.get_by_text("Message and paper say the same.")).to_be_visible()
    grace.goto(reverse("inbox-apply", args=[sent.item]))
    grace.get_by_role("button", name="Apply this result to PELL, Joshua").click()
    grace.goto(reverse("person-dates", args=[sent.record]))
    look(grace, "dates-before-credit")
    grace.get_by_role("link", name="Enter the days on remand that the court's paper").click()
    expect(grace.get_by_label("How many days?")).to_have_value("143")
    choose(grace, "counts_from", "2026-09-01")
    look(grace, "days-stated")
    grace.get_by_role("button", name="Enter the days of PELL, Joshua").click()
    expect(grace.get_by_role("link", name="Enter the days on remand that")).to_have_count(0)
    record = sent.house.court.record(sent.record)
    assert record.sentences[0].fact.extension == f.Term(years=2)
    assert [each.fact.days for each in record.adjustments] == [143]


def test_a_recall_is_entered_from_its_notice(sent: Sent, grace: Page, look: Looked) -> None:
    grace.goto(reverse("person-authorities", args=[sent.record]))
    look(grace, "authorities")
    grace.get_by_role("link", name="Enter a recall").click()
    choose(grace, "recall_kind", "fixed term 28 days")
    fill_day(grace, "revoked_on", date(2026, 8, 1))
    fill_day(grace, "returned_on", date(2026, 8, 5))
    notice = {"name": "notice.pdf", "mimeType": "application/pdf", "buffer": PDF}
    grace.get_by_label("The recall notice").set_input_files(notice)
    look(grace, "recall")
    grace.get_by_role("button", name="Enter the recall of PELL, Joshua").click()
    expect(
        grace.get_by_text("Recalled (fixed term 28 days)").locator("visible=true").first
    ).to_be_visible()
    look(grace, "authorities-recalled")


@pytest.mark.parametrize(
    "name", ["suspended-enter", "authority-lodge", "detention-enter", "deportation-enter"]
)
def test_the_other_orders_have_sound_pages(
    sent: Sent, grace: Page, look: Looked, name: str
) -> None:
    grace.goto(reverse(name, args=[sent.record]))
    look(grace, name)


def test_a_number_that_is_taken_leads_to_its_record(sent: Sent, tom: Page, look: Looked) -> None:
    number = sent.house.court.record(sent.record).identifiers[0].fact.value
    tom.goto(reverse("person-receive"))
    tom.get_by_label("Prison number").fill(number)
    tom.get_by_label("Surname").fill("Ashe")
    fill_day(tom, "born_on", date(1991, 7, 4))
    paper = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": PDF}
    tom.get_by_label("The reception paper").set_input_files(paper)
    tom.get_by_role("button", name="Receive this person").click()
    expect(tom.get_by_text("Same prison number.")).to_be_visible()
    expect(tom.get_by_role("button", name="None of these")).to_have_count(0)
    look(tom, "number-taken")
