"""What stands in a cell of a table: links, tags and second lines, always escaped."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

_COLOURS = {
    "Blocked": "orange",
    "Not known": "orange",
    "Too old": "orange",
    "Differs": "orange",
    "Ready": "blue",
    "Authorised, not confirmed yet": "blue",
    "Pass live": "green",
    "Cancelled": "red",
    "Overdue": "red",
    "No authority": "red",
    "Suspected": "red",
    "Not back": "red",
    "Frozen": "red",
}


def link(text: str, href: str, *, sub: str = "", hidden: str = "") -> dict[str, Any]:
    """A cell that leads somewhere; `sub` is a second line, `hidden` is heard and not seen."""
    more = format_html('<span class="govuk-visually-hidden">{}</span>', hidden) if hidden else ""
    html = format_html('<a class="govuk-link" href="{}">{}{}</a>', href, text, more)
    return {"html": html, "sub": sub}


def anchor(text: str, href: str) -> SafeString:
    """A link inside a sentence."""
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, text)


def sub(text: str, second: str) -> dict[str, Any]:
    """Words with a second line."""
    return {"text": text, "sub": second}


def tag(word: str) -> SafeString:
    """The tag of a state; a word without one stays plain."""
    colour = _COLOURS.get(word)
    if colour is None:
        return format_html("{}", word)
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, word)


def fading(words: object) -> SafeString:
    """Words that turn into "Not current" 60 seconds after they were put on the page."""
    return format_html(
        '<span class="gl-fades"><span class="gl-fades__now">{}</span>'
        '<span class="gl-fades__old">Not current</span></span>',
        words,
    )
