"""What two tasks cost in acts, clicks and key presses, and that neither may cost more unnoticed."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.record import facts as f
from gatelodge.web import service
from tests.browser.effort import Effort, Hands, tell
from tests.browser.test_exit_day import Desk
from tests.gate.prison import AMADI, HALE, LISTER
from tests.intake.court import custody
from tests.web.house import PASSWORD, House
from tests.web.test_inbox_on_screen import Sent

pytestmark = pytest.mark.browser
RELEASE = Effort(acts=2, clicks=9, keys=2 * len(PASSWORD))
"""A clean release from the first pages of two people to the pass; the keys are two passwords."""
THREE_TERMS = Effort(acts=3, clicks=45, keys=122)
"""A paper with three terms read and confirmed, boxes for the second and third term asked for."""


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, house: House, pytestconfig: pytest.Config
) -> Iterator[Desk]:
    opened = Desk(chromium, live_server, house, pytestconfig.getoption("--keep-pictures"))
    yield opened
    opened.close()


def within(spent: Effort, budget: Effort) -> bool:
    return spent.acts <= budget.acts and spent.clicks <= budget.clicks and spent.keys <= budget.keys


def test_a_clean_release_is_checked_and_authorised(
    desk: Desk, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    person = house.person().ready()
    spent = Effort()
    for actor, act in ((HALE, "Authorise exit of PELL, Joshua"), (LISTER, "Confirm exit")):
        page = desk.of(actor)
        page.goto(reverse("home"))
        with Hands(page, spent) as hands:
            hands.click(page.get_by_role("link", name="PELL, Joshua").first)
            expect(page.get_by_text("Nothing stops this exit now.")).to_be_visible()
            hands.click(page.locator("main a.govuk-button"))
            if (kind := page.locator("[name=exit_type][value=community]")).count():
                hands.tick(kind)
            hands.write(page.get_by_label("Your password", exact=True), PASSWORD)
            hands.click(page.locator("main form button.govuk-button", has_text=act))
    assert person.record.release is not None
    assert person.record.release.issued is not None
    tell(capsys, "A clean release checked and authorised", spent)
    assert within(spent, RELEASE), spent


def test_a_sentence_of_three_terms_is_confirmed(
    desk: Desk, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = ("45", "21", "9")
    sent = Sent(house, *(custody(f"{term} Months") for term in terms))
    sent.match()
    spent = Effort()
    page = desk.of(AMADI)
    page.goto(reverse("inbox-read", args=[sent.item]))
    with Hands(page, spent) as hands:
        for name, typed in (
            ("Surname on the paper", "Pell"),
            ("Forenames on the paper", "Joshua"),
            ("Court on the paper", "Fernlea Crown Court"),
        ):
            hands.write(page.get_by_label(name, exact=True), typed)
        three_boxes(hands, "defendant_born_on", 17, 4, 1991)
        three_boxes(hands, "hearing_on", 1, 9, 2026)
        for place, months in enumerate(terms):
            if place:
                hands.press("Boxes for another order")
            one_term(hands, place, months)
        desk.sound(page, "budget-three-terms")
        hands.press("Confirm this reading for PELL, Joshua")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    expect(page).to_have_url(re.compile(reverse("inbox-item", args=[sent.item]) + "$"))
    read = house.court.record(sent.record).entries
    (reading,) = [each.fact for each in read if isinstance(each.fact, f.ReadingConfirmed)]
    assert [order.term.months for order in reading.orders if order.term] == [45, 21, 9]
    tell(capsys, "A three-term sentence confirmed", spent)
    assert within(spent, THREE_TERMS), spent


def three_boxes(hands: Hands, name: str, *parts: int) -> None:
    for part, value in zip(("day", "month", "year"), parts, strict=True):
        hands.write(hands.page.locator(f"[name={name}_{part}]"), str(value))


def one_term(hands: Hands, place: int, months: str) -> None:
    page = hands.page
    order = page.locator(f"fieldset.gl-order >> nth={place}")
    hands.tick(page.locator(f"[name=o{place}-order][value=custody]"))
    for name, typed in (
        ("case_urn", "61ZX0000126"),
        ("count", str(place + 1)),
        ("offence_code", "TH68001"),
        ("term_months", months),
    ):
        hands.write(order.locator(f"[name=o{place}-{name}]"), typed)
    three_boxes(hands, f"o{place}-offence_on", 2, 3, 2026)
    hands.pick(page.locator(f"[name=o{place}-sentence_kind]"), f.SentenceKind.SDS.value)
    hands.tick(page.locator(f"[name=o{place}-concurrency][value='not stated']"))
