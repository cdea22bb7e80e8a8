"""What the macros put on a page: words first, sources always, nothing blank, nothing unescaped."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, meta

from gatelodge.web import jinja_environment

ROOT = Path(__file__).parents[2]
WEB = Path(jinja_environment.__file__).parent
STATIC = WEB / "static" / "gatelodge"
AT = datetime(2025, 12, 8, 10, 42, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def pages() -> Environment:
    return jinja_environment.environment(
        loader=FileSystemLoader(WEB / "templates"), autoescape=True
    )


def words(html: str) -> str:
    """What a reader sees, without marks and white space."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def show(pages: Environment, file: str, call: str, **given: Any) -> str:
    macro = call.split("(", maxsplit=1)[0]
    template = f'{{% from "macros/{file}.html" import {macro} %}}{{{{ {call} }}}}'
    return pages.from_string(template).render(at=AT, **given)


@pytest.mark.parametrize("not_true", [False, None, "", 0, 1, "yes", "true", "GO", [1]])
def test_anything_but_a_plain_yes_is_stop(pages: Environment, not_true: object) -> None:
    html = show(pages, "answer", "answer(a)", a={"go": not_true, "title": "do not open"})

    assert "STOP: do not open" in words(html)
    assert "gl-answer--stop" in html
    assert "gl-answer--go" not in html
    assert "GO:" not in words(html)


def test_go_has_the_person_and_who_it_is_not(pages: Environment) -> None:
    html = show(
        pages,
        "answer",
        "answer(a)",
        a={
            "go": True,
            "title": "pass valid",
            "person": "PELL, Joshua, COMMUNITY, until 23:59",
            "others": ["PELL, Jordan, A0417ZX"],
        },
    )

    said = words(html)
    assert said.startswith("GO: pass valid No photo. Compare all the rest. PELL, Joshua")
    assert "Not: PELL, Jordan, A0417ZX" in said
    assert "STOP" not in said
    # The cover that comes after a minute lies in the page from the start, without script.
    assert "Too old. Scan again." in said


@pytest.mark.parametrize(
    ("word", "colour"),
    [
        ("Overdue", "red"),
        ("No authority", "red"),
        ("Blocked", "orange"),
        ("Not known", "orange"),
        ("Ready", "blue"),
        ("Pass live", "green"),
    ],
)
def test_a_state_tag_has_its_word(pages: Environment, word: str, colour: str) -> None:
    html = show(pages, "state", "state_tag(w)", w=word)

    assert words(html) == word
    assert f"govuk-tag--{colour}" in html


def test_a_state_without_a_tag_is_plain_words(pages: Environment) -> None:
    assert show(pages, "state", 'state_tag("Out")') == "Out"


def test_a_row_that_grows_old_says_so_by_itself(pages: Environment) -> None:
    assert words(show(pages, "state", 'state_tag("Ready", true)')) == "Ready Not current"


def test_a_board_says_when_it_was_right_and_whom_to_ring(pages: Environment) -> None:
    said = words(show(pages, "freshness", 'as_at(at, "2140")'))

    assert said.startswith("Correct at 10:42:10. Not current.")
    assert "Last contact 10:42:10. Do not act on this page." in said
    assert "or ring 2140" in said


def test_a_source_line_names_paper_person_and_time(pages: Environment) -> None:
    source = {
        "document": "Warrant, page 1",
        "href": "/d/1",
        "act": "confirmed by",
        "by": "AMADI, Grace",
        "at": datetime(2025, 12, 4, 15, 20, tzinfo=UTC),
    }

    html = show(pages, "source", "source_line(s)", s=source)

    line = "Warrant, page 1 , confirmed by AMADI, Grace, Thursday 4 December 2025, 15:20"
    assert words(html) == f"Source: {line}"
    assert 'href="/d/1"' in html


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"key": "CRD"}, "CRD Not recorded. No source recorded."),
        ({"key": "CRD", "value": "Monday"}, "CRD Monday No source recorded."),
        ({"key": "Interest", "missing": "Not known."}, "Interest Not known."),
        (
            {"key": "CRD", "value": "Monday", "source": {"unseen": True}},
            "CRD Monday Not yet seen against its document.",
        ),
    ],
)
def test_no_fact_stands_blank_or_without_its_source(
    pages: Environment, row: dict[str, Any], said: str
) -> None:
    assert words(show(pages, "source", "facts(rows)", rows=[row])) == said


def test_empty_lists_say_so(pages: Environment) -> None:
    empty = show(pages, "timeline", 'timeline([], empty="Nothing was recorded by then.")')
    table = show(pages, "table", "stacked_table(t)", t={"rows": [], "empty": "Nobody is late."})

    assert words(empty) == "Nothing was recorded by then."
    assert words(table) == "Nobody is late."


def test_stacked_cells_keep_the_words_of_their_column(pages: Environment) -> None:
    table = {
        "caption": "Still here",
        "head": ["Person", {"text": "State", "sort": {"href": "?s", "direction": "ascending"}}],
        "rows": [["PELL, Joshua", {"text": "Ready"}]],
    }

    html = show(pages, "table", "stacked_table(t)", t=table)

    assert re.findall(r'data-label="([^"]+)"', html) == ["Person", "State"]
    assert re.search(r'<th scope="row" role="rowheader"[^>]*>PELL, Joshua</th>', html)
    assert 'aria-sort="ascending"' in html


def test_a_check_without_a_known_answer_is_marked_not_known(pages: Environment) -> None:
    check = {"code": "G13", "question": "Is immigration interest closed?", "answer": "Perhaps"}

    html = show(pages, "check_card", "check_card(c)", c=check)

    assert "gl-check--not-known" in html
    assert "gl-check--met" not in html


def test_a_cancelled_pass_has_no_code_left_to_read(pages: Environment) -> None:
    face = {"person": "PELL, Joshua", "exit": "COMMUNITY", "from": "HMP Fernlea", "on": AT}
    code = {"until": "23:59", "qr": "QR-OF-THE-PASS", "code": "GL1 AB2C"}

    live = show(pages, "exit_pass", "exit_pass(p)", p=face | code | {"practice": True})
    dead = show(pages, "exit_pass", "exit_pass(p)", p=face | code | {"cancelled": "Cancelled."})

    assert "GL1 AB2C" in live
    assert "PRACTICE. NOT A PASS" in live
    assert "GL1" not in dead
    assert "QR-OF-THE-PASS" not in dead
    assert "Cancelled. Destroy the paper." in words(dead)


@pytest.mark.parametrize(
    ("file", "call", "given"),
    [
        ("alert", "alert(x)", {"title": "t", "text": "<i>"}),
        ("check_card", "check_card(x)", {"code": "G1", "answer": "Met", "because": "<i>"}),
        ("identity_bar", "identity_bar(x)", {"name": "<i>", "facts": ["<i>"], "hold": "<i>"}),
        ("timeline", "timeline([x])", {"day": AT, "entries": [{"sentence": "<i>"}]}),
        ("answer", "answer(x)", {"go": False, "title": "<i>", "cause": "<i>"}),
        ("source", "facts([x])", {"key": "<i>", "value": "<i>", "source": {"statement": "<i>"}}),
    ],
)
def test_words_from_outside_are_never_markup(
    pages: Environment, file: str, call: str, given: dict[str, Any]
) -> None:
    html = show(pages, file, call, x=given)

    assert "&lt;i&gt;" in html
    assert "<i>" not in html


def test_every_template_is_sound_and_asks_only_for_what_there_is(pages: Environment) -> None:
    known = set(pages.list_templates(extensions=["html"]))
    ours = sorted(name for name in known if not name.startswith("govuk_frontend_jinja/"))

    assert "base.html" in ours
    for name in ours:
        pages.get_template(name)
        asked = meta.find_referenced_templates(pages.parse((WEB / "templates" / name).read_text()))
        assert set(asked) - {None} <= known, name


# --- the built look ------------------------------------------------------------------------------


def test_the_stylesheet_carries_nothing_of_the_crowns() -> None:
    style = (STATIC / "gatelodge.css").read_text().lower()

    for banned in ("gds transport", "@font-face", "crest", "crown", "gov.uk"):
        assert banned not in style


def test_the_stylesheet_was_built_and_asks_for_no_file_that_is_not_there() -> None:
    style = (STATIC / "gatelodge.css").read_text()

    assert ".gl-answer--stop" in style
    assert ".govuk-button" in style
    for address in re.findall(r"url\(\"?([^\")]+)", style):
        assert address.startswith("data:") or (STATIC / address).is_file()


def test_no_part_switches_the_ageing_off_for_reduced_motion() -> None:
    style = (STATIC / "gatelodge.css").read_text()
    ageing = re.findall(r"animation:gl-[a-z-]+ [^;}]+", style)

    assert len(ageing) >= 5
    assert all(" 60s " in each for each in ageing)
    for block in re.findall(r"@media[^{]*prefers-reduced-motion[^{]*\{(.*?)\}\}", style):
        assert "gl-" not in block


def test_the_lock_of_the_look_holds_no_addresses() -> None:
    lock = json.loads((ROOT / "tools" / "look" / "package-lock.json").read_text())

    assert lock["packages"]
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


def test_the_page_of_a_fault_needs_nothing_that_could_fail() -> None:
    page = (WEB / "templates" / "errors" / "500.html").read_text()

    assert "Treat every exit as stopped." in page
    assert "{{" not in page
    assert "{%" not in page
    assert "<script" not in page
