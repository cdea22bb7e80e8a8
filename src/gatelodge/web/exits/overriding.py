"""A governor's decision on what a check found, and the override by two governors."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework.overrides import decide_escalation, override_check, second_override
from gatelodge.record import Override
from gatelodge.record.facts import Finding
from gatelodge.web.acts import enter, posted
from gatelodge.web.exits import checklist
from gatelodge.web.exits.acts import calculated_here
from gatelodge.web.exits.forms import GovernorForm, OverrideForm
from gatelodge.web.exits.letting import asked_words
from gatelodge.web.overrides import may_be_decided, may_be_overridden, waiting_override
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import assessed

_METHODS = ["GET", "POST"]
_NO_PLAN = "No exit is planned, so no check has been run."
_NEITHER_MET = (
    "The check stays “Not met”. What you enter counts for this plan and for what the check says"
    " now, word for word."
)


@require_http_methods(_METHODS)
def decide(request: StaffRequest, record_id: str, check: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Decide as duty governor that what an escalating check found does not stop the exit."""
    page = RecordPage(request, "exit")
    finding = _finding(page, check)
    form = GovernorForm(
        *posted(request),
        request=request,
        initial=_seen(page),
        label="Why does this not stop the exit?",
    )
    return _signed(
        page,
        form,
        finding,
        stopped=""
        if finding is None or may_be_decided(finding)
        else "This check does not wait for a duty governor's decision now.",
        title="Decide on what a check found",
        says=f"Speak to those who want the person first. {_NEITHER_MET}",
        button=f"Decide that this does not stop the exit of {page.name}",
        act=lambda: decide_escalation(
            page.office,
            request.actor,
            page.record_id,
            check=check,
            why=form.cleaned_data["why"],
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
    )


@require_GET
def before(request: StaffRequest, record_id: str, check: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Say what an override does, before anybody enters one. It has no fields."""
    page = RecordPage(request, "exit")
    finding = _finding(page, check)
    rule = checklist.check_of(page, check)
    stopped = _stopped(page, finding)
    return render(
        request,
        "exits/override_before.html",
        page.context(
            stopped=stopped,
            question=rule.question if rule else check,
            because=finding.words if finding else "",
            then=reverse("exit-override", args=[page.record_id, check]),
            exit_href=reverse("exit", args=[page.record_id]),
        ),
    )


@require_http_methods(_METHODS)
def override(request: StaffRequest, record_id: str, check: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Ask for an override as first governor."""
    page = RecordPage(request, "exit")
    finding = _finding(page, check)
    form = OverrideForm(*posted(request), request=request, initial=_seen(page))
    return _signed(
        page,
        form,
        finding,
        stopped=_stopped(page, finding),
        title="Override a check",
        says=f"{_NEITHER_MET} It counts once a second governor agrees.",
        button=f"Override this check for the exit of {page.name}",
        act=lambda: override_check(
            page.office,
            request.actor,
            page.record_id,
            check=check,
            why=form.cleaned_data["why"],
            national_operations=form.cleaned_data["national_operations"],
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
    )


@require_http_methods(_METHODS)
def agree(request: StaffRequest, record_id: str, override: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Agree to an override as second governor."""
    page = RecordPage(request, "exit")
    asked = next((o for o in page.record.overrides if o.given.seq == override), None)
    if asked is None:
        raise Http404
    finding = _finding(page, asked.given.fact.check)
    form = GovernorForm(
        *posted(request), request=request, initial=_seen(page), label="Why do you agree?"
    )
    return _signed(
        page,
        form,
        finding,
        stopped=_not_theirs(page, asked, finding),
        title="Agree to an override",
        asked=asked_words(page, asked),
        says=f"{_NEITHER_MET} National operations are alarmed when you agree.",
        button=f"Agree to the override for the exit of {page.name}",
        act=lambda: second_override(
            page.office,
            request.actor,
            page.record_id,
            override=override,
            why=form.cleaned_data["why"],
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
    )


def _signed(
    page: RecordPage,
    form: GovernorForm,
    finding: Finding | None,
    *,
    act: Callable[[], object],
    stopped: str,
    **words: Any,
) -> HttpResponse:
    """A signed act of a governor, beside the finding that it is about."""
    why_not = _NO_PLAN if finding is None else stopped
    return enter(
        page,
        form,
        act=act,
        template="exits/override.html",
        card=checklist.card(page, finding, page.now) | {"actions": []} if finding else None,
        stopped=why_not,
        no_form=bool(why_not),
        **words,
    )


def _finding(page: RecordPage, check: str) -> Finding | None:
    """What a check says now; none without a plan. Raises `Http404` for a check there is not."""
    if checklist.check_of(page, check) is None:
        raise Http404
    found = assessed(page.office, page.record, page.now)
    return next((f for f in found.findings if f.check == check), None) if found else None


def _stopped(page: RecordPage, finding: Finding | None) -> str:
    """Why nobody can ask for an override now; empty when a governor can."""
    if finding is None:
        return _NO_PLAN
    if not may_be_overridden(finding):
        return "This check cannot be overridden as it stands."
    waiting = waiting_override(page.record, finding)
    if waiting is not None:
        return f"{asked_words(page, waiting)} It waits for a second governor."
    return _calculated(page)


def _not_theirs(page: RecordPage, asked: Override, finding: Finding | None) -> str:
    """Why this reader cannot agree to an override; empty when they can."""
    if asked.seconded is not None:
        return "A second governor has agreed to it already."
    if asked.given.by == page.request.actor.account:
        return "You asked for it. Another governor must agree."
    if finding is not None and waiting_override(page.record, finding) is not asked:
        return "The check says something else now, or the plan is another. Ask for it anew."
    return _calculated(page)


def _calculated(page: RecordPage) -> str:
    """Why a governor who worked on the dates cannot override; empty for anybody else."""
    reason = calculated_here(page.record, page.request.actor.account)
    return f"{reason}, so another governor must do this." if reason else ""


def _seen(page: RecordPage) -> dict[str, int]:
    return {"seen_version": page.record.version}
