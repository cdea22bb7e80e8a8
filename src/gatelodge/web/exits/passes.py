"""The exit pass: its face, printing, cancelling."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.adapters.pass_print import NotPrinted, pass_pdf, qr_svg
from gatelodge.casework.gate_desk import cancel_pass, print_pass
from gatelodge.casework.pass_face import PassFace, pass_face
from gatelodge.record import Release, spoken_moment
from gatelodge.record.facts import PassPrinted
from gatelodge.web.acts import ActForm, enter, posted, shown
from gatelodge.web.exits.acts import renews
from gatelodge.web.exits.forms import WhyForm
from gatelodge.web.exits.news import ended_at, news
from gatelodge.web.mixed_up import mixed_up
from gatelodge.web.photos import photo_of
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import exit_state
from gatelodge.web.words_of_time import moment


@require_GET
def exit_pass(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The pass as it stands: live with its code, or cancelled without."""
    page = RecordPage(request, "exit")
    release = page.record.release
    issued = release.issued if release else None
    state = exit_state(page.office, page.record, page.now, page.directory)
    context: dict[str, Any] = {
        "exit_sentences": state.sentences,
        "exit_tags": state.tags,
        "missing": _missing(release),
        "news": news(page),
        "ended_at": ended_at(page.record),
        "printed": _printed(page),
        "form": ActForm(),
    }
    if release is not None and issued is not None:
        is_live = release.cancelled is None and release.exit is None
        context |= {
            "face": face(page, release) | {"is_screen_alone": True},
            "is_live": is_live,
            "is_final_done": release.final_check is not None,
            "renew_href": reverse("exit-renew", args=[page.record_id])
            if renews(page.record, request.actor.account) and page.may("exit-renew")
            else "",
        }
    return render(request, "exits/pass.html", page.context(**context))


def face(page: RecordPage, release: Release) -> dict[str, Any]:
    """Everything that stands on the pass, in the words of the paper."""
    words = _face(page, release)
    is_dead = bool(words.cancelled) or release.exit is not None
    used = f"Used {spoken_moment(release.exit.fact.exited_at)}." if release.exit else ""
    return {
        "person": words.person,
        "facts": words.facts,
        "photo": page.context()["identity"].get("photo"),
        "exit": words.exit,
        "from": words.start,
        "on": release.issued.fact.on if release.issued else None,
        "until": "23:59",
        "others": words.others,
        "qr": "" if is_dead else mark_safe(qr_svg(words.token)),  # noqa: S308 - drawn by ourselves
        "code": "" if is_dead else words.code,
        "acts": words.acts,
        "versions": words.versions,
        "ring": words.ring,
        "practice": words.is_practice,
        "cancelled": words.cancelled or used,
    }


def _face(page: RecordPage, release: Release) -> PassFace:
    return pass_face(page.office, page.record, release, others=mixed_up(page.office, page.record))


def _photo(page: RecordPage) -> bytes | None:
    kept = photo_of(page.record)
    return page.office.documents.read(kept) if kept else None


def _missing(release: Release | None) -> str:
    if release is None or release.exit is not None:
        return "No pass. Missing: authorisation, then the duty governor's confirmation."
    if release.issued is None:
        return "No pass. Missing: duty governor's confirmation."
    return ""


def _printed(page: RecordPage) -> list[str]:
    """Who printed this pass and when."""
    release = page.record.release
    pass_id = release.issued.fact.pass_id if release and release.issued else None
    return [
        f"Printed by {page.directory.staff(e.envelope.by)}, {moment(e.envelope.recorded_at)}."
        for e in page.record.entries
        if isinstance(e.fact, PassPrinted) and e.fact.pass_id == pass_id
    ]


@require_http_methods(["GET", "POST"])
def print_face(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter that the pass is printed, and show nothing but its face for the printer."""
    page = RecordPage(request, "exit")
    release = page.record.release
    if release is None or release.issued is None:
        raise Http404
    issued = release.issued.fact
    if request.method == "POST":
        form = ActForm(request.POST)
        return enter(
            page,
            form,
            act=lambda: print_pass(
                page.office, request.actor, page.record_id, issued.pass_id, command=form.press
            ),
            then=reverse("exit-pass-print", args=[page.record_id]),
            title="Print the pass",
            button=f"Print pass for {page.name}",
        )
    if release.cancelled is not None or release.exit is not None:
        return redirect("exit-pass", page.record_id)
    return shown(page, ActForm(), "exits/print.html", face=face(page, release))


@require_GET
def pdf(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The live pass as one A5 page; where it cannot be made, the page says what to do."""
    page = RecordPage(request, "exit")
    release = page.record.release
    if release is None or release.issued is None or release.exit is not None:
        raise Http404
    try:
        content = pass_pdf(_face(page, release), photo=_photo(page))
    except NotPrinted as fault:
        form = ActForm({})
        form.add_error(None, str(fault))
        return shown(page, form, "exits/print.html", face=face(page, release))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="exit-pass.pdf"'
    return response


@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Cancel the live pass by hand."""
    page = RecordPage(request, "exit")
    form = WhyForm(*posted(request), label="Why is the pass cancelled?")
    return enter(
        page,
        form,
        act=lambda: cancel_pass(
            page.office,
            request.actor,
            page.record_id,
            why=form.cleaned_data["why"],
            command=form.press,
        ),
        then=reverse("exit-pass", args=[page.record_id]),
        title="Cancel this pass",
        intro=("The gate answers STOP from this moment. The paper is to be destroyed.",),
        button=f"Cancel the pass of {page.name}",
    )
