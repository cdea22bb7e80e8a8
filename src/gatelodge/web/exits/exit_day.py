"""Reception on the day: what is left to do with the person, and each act of it."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework.exit_day import attend_removal, doubt_identity, note_footage, sign_licence
from gatelodge.gate import Step
from gatelodge.web.acts import enter, posted
from gatelodge.web.exit_words import EXIT_WORDS
from gatelodge.web.exits import checklist
from gatelodge.web.exits.day_forms import AttendForm, DoubtForm, FootageForm, LicenceReadForm
from gatelodge.web.mixed_up import mixed_up
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import assessed

_METHODS = ["GET", "POST"]
ON_THE_DAY: Final = ("G20", "G31", "G33", "G35")
"""Checks whose act is done at reception, in the order in which it is done."""


@require_GET
def day(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Licence, identity, governor and footage: what is done, and what is still to do."""
    page = RecordPage(request, "exit")
    at = page.known_at or page.now
    found = assessed(page.office, page.record, at, step=Step.FINAL)
    by_name = {each.check: each for each in found.findings} if found else {}
    context: dict[str, Any] = {
        "found": found,
        "others": () if page.is_past else mixed_up(page.office, page.record),
        "cards": [
            checklist.card(page, by_name[name], at) for name in ON_THE_DAY if name in by_name
        ],
        "exit_href": page.href("exit"),
    }
    if found is not None and page.record.plan is not None:
        context |= {
            "plan": page.record.plan.fact,
            "exit_words": EXIT_WORDS[page.record.plan.fact.exit_type],
        }
    return render(request, "exits/day.html", page.context(**context))


@require_http_methods(_METHODS)
def licence(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Read the licence out, and enter that it was signed or refused."""
    page = RecordPage(request, "exit")
    form = LicenceReadForm(*posted(request), initial=seen(page))
    standing = page.record.licence
    return enter(
        page,
        form,
        act=lambda: sign_licence(
            page.office,
            request.actor,
            page.record_id,
            refusal_witnessed_by=form.cleaned_data["refusal_witnessed_by"],
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
        then=day_of(page),
        template="exits/licence.html",
        title="Read the licence to the person",
        conditions=standing.fact.conditions if standing else (),
        source=page.sources.of(standing),
        intro=()
        if standing
        else ("No licence is on the record. The OMU issues it first, from its paper.",),
        no_form=standing is None,
        button=f"Enter that {page.name} heard the licence",
    )


@require_http_methods(_METHODS)
def doubt(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter that the person may not be the one on this record."""
    page = RecordPage(request, "exit")
    form = DoubtForm(*posted(request))
    return enter(
        page,
        form,
        act=lambda: doubt_identity(
            page.office,
            request.actor,
            page.record_id,
            found=form.cleaned_data["found"],
            command=form.press,
        ),
        then=day_of(page),
        title="Doubt who this is",
        intro=(
            "Nobody leaves on this record until two officers, or a device, confirm anew who it is.",
        ),
        button=f"Enter that this may not be {page.name}",
    )


@require_http_methods(_METHODS)
def attend(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter as duty governor that the actor is at the hand-over."""
    page = RecordPage(request, "exit")
    form = AttendForm(*posted(request))
    return enter(
        page,
        form,
        act=lambda: attend_removal(
            page.office,
            request.actor,
            page.record_id,
            escort=form.cleaned_data["escort"],
            command=form.press,
        ),
        then=day_of(page),
        title="Enter that you are at the hand-over",
        intro=("Look at the escort's own papers, at the desk, with the person present.",),
        button=f"Enter that I am at the hand-over of {page.name}",
    )


@require_http_methods(_METHODS)
def footage(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter where the footage of the exit is kept."""
    page = RecordPage(request, "exit")
    form = FootageForm(*posted(request))
    return enter(
        page,
        form,
        act=lambda: note_footage(
            page.office,
            request.actor,
            page.record_id,
            reference=form.cleaned_data["reference"],
            command=form.press,
        ),
        then=day_of(page),
        title="Note the footage",
        intro=("Without it the exit goes on, and the lack is kept.",),
        button=f"Note the footage of the exit of {page.name}",
    )


def day_of(page: RecordPage) -> str:
    """Where each act of the day goes back to."""
    return reverse("exit-day", args=[page.record_id])


def seen(page: RecordPage) -> dict[str, int]:
    """What an act is decided on: the entries on this page."""
    return {"seen_version": page.record.version}
