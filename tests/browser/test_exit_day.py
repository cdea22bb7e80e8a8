"""Reception on the day in a real browser: what must be in place, licence, identity, footage."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatelodge.casework.office import Actor
from gatelodge.demo.faces import face
from gatelodge.web import service
from tests.browser.terminal import RULES
from tests.gate.prison import AMADI, BEXLEY, Person
from tests.web.house import OKAFOR, House

pytestmark = pytest.mark.browser
HOME = "Live at 4 Field Lane."


@pytest.fixture
def house(transactional_db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)


@pytest.fixture
def person(house: House) -> Person:
    """Somebody whose pass is live; in the same prison is another of almost the name."""
    house.person("Pelle")
    made = house.person().ready().with_pass()
    made.clock.pass_by(hours=1)
    return made


class Desk:
    """Terminals at one desk, a browser for each officer."""

    def __init__(self, chromium: Browser, live: LiveServer, house: House, pictures: str) -> None:
        self._chromium, self._live, self._house = chromium, live, house
        self._pictures = pictures
        self._contexts: list[BrowserContext] = []

    def of(self, actor: Actor) -> Page:
        context = self._chromium.new_context(
            base_url=self._live.url, viewport={"width": 1280, "height": 900}
        )
        cookie = self._house.browser(actor).cookies["gatelodge_session"]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self._live.url}])
        self._contexts.append(context)
        return context.new_page()

    def sound(self, page: Page, picture: str) -> None:
        """Nothing for axe to find, and at 320 pixels nothing scrolls sideways."""
        found = Axe().run(page, options={"runOnly": RULES})
        assert not found.violations_count, found.generate_report()
        if self._pictures:
            page.screenshot(path=Path(self._pictures) / f"{picture}.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 800})
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        page.set_viewport_size({"width": 1280, "height": 900})

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, house: House, pytestconfig: pytest.Config
) -> Iterator[Desk]:
    opened = Desk(chromium, live_server, house, pytestconfig.getoption("--keep-pictures"))
    yield opened
    opened.close()


def day(page: Page, name: str, day: int, month: int, year: int) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f"#id_{name}_{part}").fill(str(value))


def test_somebody_is_let_go_who_is_who_they_should_be(desk: Desk, person: Person) -> None:
    """Each officer at their own terminal: read, compare, note; then the pass opens the gate."""
    reception = desk.of(BEXLEY)
    reception.goto(reverse("exit", args=[person.id]))
    reception.get_by_role("link", name="Reception on the day").click()
    expect(reception.get_by_text("Not to be taken for PELLE, Joshua, A0042ZX")).to_be_visible()
    desk.sound(reception, "day-before")

    reception.get_by_role("link", name="Read the licence to the person").click()
    expect(reception.get_by_text("Report to probation")).to_be_visible()
    desk.sound(reception, "day-licence")
    reception.get_by_label("Signed it").check()
    reception.get_by_role("button", name="Enter that PELL, Joshua heard the licence").click()
    expect(reception.get_by_role("heading", name="Reception on the day")).to_be_visible()

    for page in (reception, desk.of(OKAFOR)):
        page.goto(reverse("exit-identity", args=[person.id]))
        desk.sound(page, "day-identity")
        for group, answer in (
            ("Is it the face of the photo?", "Yes"),
            ("Did the person say the right name", "Yes"),
            ("Question: mother's name", "Right answer"),
            ("Question: first school", "Right answer"),
        ):
            page.get_by_role("group", name=group).get_by_label(answer).check()
        page.get_by_role("button", name="Enter what I found").click()
        expect(page.get_by_role("heading", name="Reception on the day")).to_be_visible()

    reception.goto(reverse("exit-footage", args=[person.id]))
    reception.get_by_label("Number of the recording").fill("camera 7, file 31")
    reception.get_by_role("button", name="Note the footage").click()
    desk.sound(reception, "day-after")
    reception.get_by_role("link", name="Run the final check").click()
    reception.get_by_role("button", name="Run the final check of PELL, Joshua").click()
    expect(reception.get_by_text("Final check run at").first).to_be_visible()
    assert person.scan().is_go


def test_a_wrong_answer_is_kept_and_the_gate_stays_shut(desk: Desk, person: Person) -> None:
    page = desk.of(BEXLEY)
    page.goto(reverse("exit-identity", args=[person.id]))
    page.get_by_role("button", name="Enter what I found").press("Enter")
    assert page.title().startswith("Error: ")
    desk.sound(page, "day-identity-errors")
    page.get_by_role("group", name="Is it the face of the photo?").get_by_label("Yes").check()
    page.get_by_role("group", name="Did the person say").get_by_label("Yes").check()
    page.get_by_role("group", name="Question: mother's").get_by_label("Right answer").check()
    page.get_by_role("group", name="Question: first").get_by_label("Wrong answer").check()
    page.get_by_role("button", name="Enter what I found").click()
    expect(page.get_by_text("This cancelled the exit pass of PELL, Joshua.")).to_be_visible()
    expect(page.get_by_text("An officer doubts who this is").first).to_be_visible()
    desk.sound(page, "day-doubt")
    assert not person.scan().is_go


def test_two_photos_stand_side_by_side(desk: Desk, person: Person) -> None:
    page = desk.of(BEXLEY)
    page.goto(reverse("exit-compare", args=[person.id]))
    photo = {"name": "now.png", "mimeType": "image/png", "buffer": face(7)}
    page.get_by_label("A photo of the person, taken now").set_input_files(photo)  # type: ignore[arg-type]  # one file in memory
    page.get_by_role("button", name="Compare with the photo of PELL, Joshua").click()
    expect(page.get_by_role("img", name="Face taken now")).to_be_visible()
    expect(page.get_by_role("img", name="Face on record of PELL, Joshua")).to_be_visible()
    desk.sound(page, "day-compare")
    page.get_by_role("group", name="Is it the same person?").get_by_label("Yes").check()
    page.get_by_role("button", name="Enter what I see").click()
    expect(page.get_by_text("BY-EYE-").first).to_be_visible()


def test_conditions_are_set_met_and_on_the_licence(desk: Desk, person: Person) -> None:
    page = desk.of(AMADI)
    paper = {"name": "direction.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}
    page.goto(reverse("conditions-set", args=[person.id]))
    page.get_by_label("Yes: those that I enter below").check()
    page.get_by_label("The conditions", exact=True).fill(f"{HOME}\nA tag is on.")
    page.get_by_label("The paper", exact=True).set_input_files(paper)  # type: ignore[arg-type]  # one file in memory
    page.get_by_role("button", name="Enter the conditions of PELL, Joshua").click()
    expect(page.get_by_text("This cancelled the exit pass of PELL, Joshua.")).to_be_visible()

    page.get_by_role("link", name="Enter that a condition is met").first.click()
    desk.sound(page, "condition-met")
    page.get_by_label(HOME).check()
    page.get_by_label("How is it met?").fill("seen by the probation officer")
    page.get_by_label("Or who says so").fill("Lena Foss")
    page.get_by_role("button", name="Enter this condition of PELL, Joshua as met").click()

    page.goto(reverse("licence-issue", args=[person.id]))
    page.get_by_label(HOME).check()
    page.get_by_label("The licence", exact=True).set_input_files(paper)  # type: ignore[arg-type]  # one file in memory
    page.get_by_role("button", name="Issue the licence of PELL, Joshua").click()
    expect(page.get_by_role("link", name="Every condition that was set must stand")).to_be_visible()
    desk.sound(page, "licence-lacks")
    page.get_by_label("A tag is on.").check()
    page.get_by_role("button", name="Issue the licence of PELL, Joshua").click()
    page.wait_for_url(f"**{reverse('exit', args=[person.id])}")
    desk.sound(page, "checklist")
    licence = person.record.licence
    assert licence is not None
    assert licence.fact.conditions == (HOME, "A tag is on.")


def test_probation_is_told_by_keyboard_alone(desk: Desk, person: Person) -> None:
    page = desk.of(AMADI)
    page.goto(reverse("probation-told", args=[person.id]))
    on = person.clock.now().date()
    page.get_by_label("Whom in probation did you tell?").press_sequentially("Lena Foss")
    day(page, "told_on", on.day, on.month, on.year)
    page.locator("#id_told_time").press_sequentially("08:15")
    page.get_by_label("Yes, probation confirmed it").press("Space")
    day(page, "reports_on", on.day, on.month, on.year + 1)
    page.locator("#id_reports_time").press_sequentially("10:00")
    page.get_by_label("Where do they report?").press_sequentially("Ashbourne office")
    desk.sound(page, "probation")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('exit', args=[person.id])}")
    told = person.record.probation
    assert told is not None
    assert told.fact.reports_to == "Ashbourne office"
    assert told.fact.told_at.hour in (7, 8)
