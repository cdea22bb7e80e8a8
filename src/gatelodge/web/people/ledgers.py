"""What every ledger of a record shows: facts that count, the checks that read them, ways to enter.

A ledger decides nothing. Whether its facts are enough is the answer of the gate's own checks.
"""

from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gatelodge.casework.exits import assess_as_planned
from gatelodge.gate import PlannedExit
from gatelodge.record import Stated, day_in_london, live
from gatelodge.record.facts import ExitType, Fact, Finding
from gatelodge.web import entry_links
from gatelodge.web.exits import checklist
from gatelodge.web.people import timeline
from gatelodge.web.record_page import RecordPage
from gatelodge.web.states import step_of

Row = dict[str, Any]
Kind = TypeVar("Kind", bound=Fact)
_NO_PLAN = "No exit is planned. This is what the gate would say of a release to the community now."
_NOT_HERE = "This person is not in custody. The gate is not asked."


def show(
    page: RecordPage,
    template: str,
    *,
    found: dict[str, Finding],
    kinds: tuple[type[Fact], ...],
    enter: tuple[tuple[str, str], ...],
    **rows: Any,
) -> HttpResponse:
    """Render a ledger: its own rows, then the checks, the ways to enter, and every entry of it.

    `enter` names the addresses where its facts are entered; the reader sees what they may.
    """
    at = page.known_at or page.now
    ways = [
        {"text": words, "href": reverse(name, args=[page.record_id])}
        for name, words in enter
        if page.may(name) and not page.is_past
    ]
    return render(
        page.request,
        template,
        page.context(
            cards=[checklist.card(page, each, at) for each in found.values()],
            cards_of=_cards_of(page),
            ways=ways,
            entries=timeline.ledger(page, *kinds),
            **rows,
        ),
    )


def findings(page: RecordPage, *names: str) -> dict[str, Finding]:
    """What checks say of the planned exit; without a plan, of a release to the community now."""
    record = page.record
    if not record.is_in_custody:
        return {}
    at = page.known_at or page.now
    if record.plan is None:
        planned = PlannedExit(exit_type=ExitType.COMMUNITY, on=day_in_london(at))
    else:
        plan = record.plan.fact
        planned = PlannedExit(exit_type=plan.exit_type, on=plan.on, is_immediate=plan.is_immediate)
    assessed = assess_as_planned(
        page.office, record, planned, step_of(record), at=at, only=frozenset(names)
    )
    return {each.check: each for each in assessed.findings}


def counting(page: RecordPage, kind: type[Kind]) -> list[Stated[Kind]]:
    """Every fact of a kind that counts, in the order in which they were so."""
    until = page.effective_at
    return [
        each
        for each in live(page.record.entries)
        if isinstance(each.fact, kind) and (until is None or each.true_from <= until)
    ]


def row(page: RecordPage, stated: Stated[Any], key: str, value: str, *also: Stated[Any]) -> Row:
    """One fact with its source and the ways to correct it; `also` are facts told with it."""
    told = (stated, *also)
    return {
        "key": key,
        "value": value,
        "sources": [page.sources.of(each) for each in told],
        "actions": [link for each in told for link in entry_links.links(page, each)],
    }


def counted(number: int, one: str = "day") -> str:
    """A number with its word: "1 day", "21 days"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _cards_of(page: RecordPage) -> str:
    if not page.record.is_in_custody:
        return _NOT_HERE
    return _NO_PLAN if page.record.plan is None else ""
