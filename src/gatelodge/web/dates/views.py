"""The dates page and the first calculation."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework.dates import calculate_dates, engine_answer, reasons_to_calculate
from gatelodge.casework.office import ActRefused
from gatelodge.record import day_in_london
from gatelodge.record.facts import CalculationReason, DatesCalculated
from gatelodge.web.acts import ActForm, enter, posted
from gatelodge.web.dates import facts_used, given, hazards, remand, second, words, worked
from gatelodge.web.dates.second_forms import CalculateForm
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest


@require_GET
def dates(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The dates, what they are worth, and how they were reached."""
    page = RecordPage(request, "person-dates")
    sentence, tags = words.state(page)
    return render(
        request,
        "dates/dates.html",
        page.context(
            state_words=sentence,
            state_tags=tags,
            refused=page.record.refused,
            release_day=words.day_of_release(page),
            hazards=hazards.blocks(page),
            by_decision=words.by_decision(page.record),
            table=words.table(page),
            not_given=worked.not_given(page.record),
            picture=worked.picture(page.record, day_in_london(page.known_at or page.now)),
            working=worked.working(page.record),
            **_facts(page),
            uncredited=words.uncredited(page.record),
            offers=remand.offers(page),
            calculated=page.record.calculation,
            source=page.sources.of(page.record.calculation),
            check_source=page.sources.of(words.check_of_these(page.record)),
            form=ActForm(),
            **second.unexpected(page),
            **_next_act(page),
        ),
    )


def _facts(page: RecordPage) -> dict[str, Any]:
    """The facts that the dates shown follow from, and those of now that they do not know of."""
    now = given.rows(page)
    if not facts_used.is_out_of_date(page.record):
        return {"given": now}
    used = given.rows(page, facts_used.used(page))
    frozen = [{k: row[k] for k in row.keys() - {"actions"}} for row in used]
    return {"given": frozen, "given_since": [row for row in now if row not in used]}


def _next_act(page: RecordPage) -> dict[str, Any]:
    """What this reader can do with the dates, or why not."""
    record = page.record
    if page.is_past or not record.sentences:
        return {}
    calculated = record.calculation
    may_calculate = page.may("dates-calculate")
    act: dict[str, Any] = {"may_calculate": may_calculate}
    if calculated is None or not page.may("dates-check"):
        return act
    if calculated.by == page.request.actor.account:
        return act | {"why_not": "You made the first calculation, so you cannot make the second."}
    return act | {"check_href": reverse("dates-check", args=[page.record_id])}


@require_http_methods(["GET", "POST"])
def calculate(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Make the first calculation, or a later one: with its reason, and why dates did not move."""
    page = RecordPage(request, "person-dates")
    moves = _moves(page)
    form = CalculateForm(
        *posted(request), reasons=reasons_to_calculate(page.record), is_unexpected=bool(moves)
    )
    return enter(
        page,
        form,
        template="dates/calculate.html",
        act=lambda: calculate_dates(
            page.office,
            request.actor,
            page.record_id,
            why=form.why,
            why_unexpected=form.cleaned_data.get("why_unexpected", ""),
            command=form.press,
        ),
        given=given.rows(page),
        uncredited=words.uncredited(page.record),
        offers=remand.offers(page),
        moves=moves,
        button=f"Work out the dates of {page.name}",
    )


def _moves(page: RecordPage) -> list[str]:
    """Words for dates that would not move as the papers since should move them."""
    try:
        answer = engine_answer(page.office, page.record, why=CalculationReason.CORRECTION)
    except ActRefused:
        return []
    return [each.words for each in answer.unexpected] if isinstance(answer, DatesCalculated) else []
