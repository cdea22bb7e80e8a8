"""What a task costs the person who does it, counted as they do it: acts, clicks and key presses."""

import sys
from typing import Self

import msgspec
import pytest
from playwright.sync_api import Locator, Page, Request

_OPEN_AND_CHOOSE = 2


class Effort(msgspec.Struct, kw_only=True):
    """Acts are forms that were sent; clicks are of the mouse; keys are signs that were typed."""

    acts: int = 0
    clicks: int = 0
    keys: int = 0

    @property
    def words(self) -> str:
        """As the documentation states it."""
        return f"{self.acts} acts, {self.clicks} clicks, {self.keys} key presses"


class Hands:
    """A person's hands on mouse and keyboard; whatever they do is counted."""

    def __init__(self, page: Page, effort: Effort) -> None:
        self.page = page
        self._effort = effort

    def __enter__(self) -> Self:
        self.page.on("request", self._sent)
        return self

    def __exit__(self, *_fault: object) -> None:
        self.page.remove_listener("request", self._sent)

    def _sent(self, request: Request) -> None:
        if request.method == "POST" and request.is_navigation_request():
            self._effort.acts += 1

    def click(self, what: Locator) -> None:
        """One click."""
        what.click()
        self._effort.clicks += 1
        self.page.wait_for_load_state()

    def press(self, button: str) -> None:
        """One click on a button or on a link that looks like one."""
        self.click(self.page.get_by_role("button", name=button, exact=True))

    def write(self, box: Locator, words: str) -> None:
        """Type into a box as a person does: into it by Tab or by mouse, then each sign."""
        box.click()
        box.press_sequentially(words)
        self._effort.clicks += 1
        self._effort.keys += len(words)

    def tick(self, box: Locator) -> None:
        """Choose one answer."""
        box.check()
        self._effort.clicks += 1

    def pick(self, box: Locator, value: str) -> None:
        """Choose from a list that opens."""
        box.select_option(value)
        self._effort.clicks += _OPEN_AND_CHOOSE


def tell(capsys: pytest.CaptureFixture[str], task: str, effort: Effort) -> None:
    """Print what a task cost, also when pytest keeps what tests print to itself."""
    with capsys.disabled():
        sys.stdout.write(f"\n{task}: {effort.words}\n")
