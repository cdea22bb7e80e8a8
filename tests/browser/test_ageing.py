"""Old information says so by itself, in a real browser, with no script of ours on the page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jinja2 import FileSystemLoader
from playwright.sync_api import Browser, Page

from gatelodge.web import jinja_environment

WEB = Path(jinja_environment.__file__).parent
PAGE = """
{% from "macros/freshness.html" import as_at, fades %}{% from "macros/answer.html" import answer %}
<html><head><style>{{ style | safe }}</style></head><body>
{{ as_at(at, "2140") }}<div id="row">{{ fades("Ready") }}</div>
{% call answer({"go": true, "title": "pass valid", "person": "PELL, Joshua"}) %}
<form><button>Record: PELL, Joshua has left</button></form>{% endcall %}
</body></html>
"""

pytestmark = pytest.mark.browser


@pytest.fixture(params=["reduce", "no-preference"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    pages = jinja_environment.environment(
        loader=FileSystemLoader(WEB / "templates"), autoescape=True
    )
    html = pages.from_string(PAGE).render(
        style=(WEB / "static" / "gatelodge" / "gatelodge.css").read_text(),
        at=datetime(2025, 12, 8, 10, 42, 10, tzinfo=UTC),
    )
    context = chromium.new_context(reduced_motion=request.param)
    opened = context.new_page()
    opened.set_content(html)
    yield opened
    context.close()


def seconds_later(page: Page, seconds: int) -> None:
    """Bring every animation to where the browser has it so many seconds after the page came."""
    page.evaluate(
        """seconds => {
          for (const one of document.getAnimations()) {
            const end = one.effect.getComputedTiming().endTime;
            if (seconds * 1000 >= end) { one.finish(); } else { one.currentTime = seconds * 1000; }
          }
        }""",
        seconds,
    )


def test_a_page_of_59_seconds_is_current(page: Page) -> None:
    seconds_later(page, 59)

    assert page.get_by_text("Correct at 10:42:10.").is_visible()
    assert page.locator("#row").get_by_text("Ready").is_visible()
    assert page.get_by_role("heading", name="GO: pass valid").is_visible()
    assert not page.get_by_text("Not current", exact=True).is_visible()
    assert not page.get_by_text("Too old. Scan again.").is_visible()


def test_after_a_minute_every_state_gives_way(page: Page) -> None:
    seconds_later(page, 61)

    assert not page.get_by_text("Correct at 10:42:10.").is_visible()
    assert page.get_by_text("Do not act on this page.").is_visible()
    assert not page.locator("#row").get_by_text("Ready").is_visible()
    assert page.locator("#row").get_by_text("Not current").is_visible()
    assert page.get_by_role("heading", name="Too old. Scan again.").is_visible()


def test_an_old_go_can_neither_be_read_nor_pressed(page: Page) -> None:
    seconds_later(page, 61)

    assert page.get_by_role("heading", name="GO: pass valid").count() == 0
    assert not page.get_by_text("PELL, Joshua", exact=True).is_visible()
    assert not page.locator("button").is_visible()
