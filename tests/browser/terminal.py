"""Somebody at a terminal: what they open, fill in, choose and press, and what the page must be."""

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import PASSWORD
from tests.browser.town import Town

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Terminal:
    """One person's browser. Every page it comes to is looked at by axe, and no error is silent."""

    def __init__(
        self,
        browser: Browser,
        town: Town,
        account: str,
        *,
        has_script: bool = True,
        width: int = 1280,
        shots: Path | None = None,
    ) -> None:
        self._context = browser.new_context(
            base_url=town.url,
            java_script_enabled=has_script,
            viewport={"width": width, "height": 900},
        )
        self.page: Page = self._context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda fault: self._hear("error", str(fault)))
        self._has_script = has_script
        self._shots = shots
        self._account = account

    def __enter__(self) -> Self:
        self.open("/sign-in/")
        self.fill("User name", self._account)
        self.fill("Password", PASSWORD)
        self.press("Sign in")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._context.close()
        if kind is None:
            assert not self.complaints, self.complaints

    def open(self, path: str) -> None:
        self.page.goto(path)

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def fill_day(self, name: str, on: date) -> None:
        for part in ("day", "month", "year"):
            self.page.locator(f"[name={name}_{part}]").fill(str(getattr(on, part)))

    def choose(self, question: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=question)
        group.get_by_label(answer, exact=True).check()

    def choose_from(self, question: str, part: str) -> None:
        """Choose the one answer that has these words in it."""
        self.page.get_by_role("group", name=question).get_by_label(part).check()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state()

    def follow(self, link: str) -> None:
        self.page.locator("main a").filter(has_text=link).first.click()
        self.page.wait_for_load_state()

    def reads(self, words: str) -> None:
        """The page says this, somewhere that a person can see."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def says_not(self, words: str) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def is_headed(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def is_sound(self, name: str = "") -> None:
        """Nothing that a machine can find is wrong with the page; its picture is kept if asked."""
        if name and self._shots is not None:
            self.page.screenshot(path=self._shots / f"{name}.png", full_page=True)
        if not self._has_script:
            return
        found = Axe().run(self.page, options={"runOnly": RULES})
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"

    def _hear(self, kind: str, text: str) -> None:
        # A form that is shown again with its errors is answered 422, which Chromium calls an error.
        if kind in {"error", "warning"} and "422" not in text:
            self.complaints.append(text)
