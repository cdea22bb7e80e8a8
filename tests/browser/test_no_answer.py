"""A page whose server is gone says so, in a real browser, with our own script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gatelodge import web

SCRIPT = Path(web.__file__).parent / "static" / "gatelodge" / "gatelodge.js"
BOARD = """
<html><body><main><h1>Releases</h1><div hx-get="/releases/" hx-trigger="every 15s"></div>
<div id="as-at">Correct at 10:42:10.</div></main></body></html>
"""
WORDS = "No answer since 10:42. Do not rely on this page."
RUN = """
source => new Promise((done) => {
  window.addEventListener("ran", () => done(), {once: true});
  const script = document.createElement("script");
  script.type = "module";
  script.textContent = `${source}\nwindow.dispatchEvent(new Event("ran"));`;
  document.head.append(script);
})
"""
"""Run a module, which runs in its own time, and come back once it did."""

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()
    opened.clock.install()
    opened.set_content(BOARD)
    opened.evaluate(RUN, SCRIPT.read_text())
    yield opened
    context.close()


def tell(page: Page, name: str, answer: str = "") -> None:
    """What htmx tells the page about one poll."""
    page.evaluate(
        """([name, answer]) => document.body.dispatchEvent(new CustomEvent(name, {
             detail: {successful: answer !== "", xhr: {responseText: answer}}}))""",
        [name, answer],
    )


@pytest.mark.parametrize("name", ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
def test_two_polls_without_an_answer_are_said_in_words(page: Page, name: str) -> None:
    tell(page, name)
    expect(page.get_by_text(WORDS)).to_have_count(0)
    tell(page, name)
    expect(page.get_by_role("alert")).to_have_text(WORDS)
    expect(page.locator("main")).to_have_css("opacity", "0.4")


def test_an_answer_takes_the_words_back(page: Page) -> None:
    tell(page, "htmx:sendError")
    tell(page, "htmx:sendError")
    tell(page, "htmx:afterRequest", '<div id="as-at">Correct at 10:43:00.</div>')
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("main")).to_have_css("opacity", "1")


def test_a_minute_without_a_new_page_is_said_though_something_answers(page: Page) -> None:
    tell(page, "htmx:afterRequest", "<h1>This terminal is locked</h1>")
    page.clock.fast_forward(59_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.clock.fast_forward(3_000)
    expect(page.get_by_role("alert")).to_have_text(WORDS)
