"""The exit pass: its face, printing, cancelling."""

import io
from typing import Any

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework.gate_desk import cancel_pass, print_pass
from gatelodge.gate import in_blocks, short_code
from gatelodge.record import Release, spoken_moment
from gatelodge.record.facts import ExitType, PassPrinted
from gatelodge.web.acts import ActForm, enter, shown
from gatelodge.web.exits.acts import renews
from gatelodge.web.exits.forms import WhyForm
from gatelodge.web.record_page import RecordPage, namesakes, plain_day, spoken
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import exit_state
from gatelodge.web.words_of_time import moment, time_of_day

_QUIET_MODULES = 4
"""Empty modules around a QR code that the standard asks for."""


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
        "printed": _printed(page),
        "form": ActForm(),
    }
    if release is not None and issued is not None:
        is_live = release.cancelled is None and release.exit is None
        context |= {
            "face": face(page, release),
            "is_live": is_live,
            "is_final_done": release.final_check is not None,
            "renew_href": reverse("exit-renew", args=[page.record_id])
            if renews(page.record, request.actor.account) and page.may("exit-renew")
            else "",
        }
    return render(request, "exits/pass.html", page.context(**context))


def face(page: RecordPage, release: Release) -> dict[str, Any]:
    """Everything that stands on the pass."""
    if release.issued is None:
        raise ValueError("no pass was issued")
    record, issued = page.record, release.issued.fact
    is_dead = release.cancelled is not None or release.exit is not None
    identity = record.identity.fact if record.identity else None
    assessed = release.authorised.fact.assessed
    escort = record.plan.fact.escort if record.plan else ""
    is_community = issued.exit_type is ExitType.COMMUNITY
    where = "COMMUNITY" if is_community else f"ONLY WITH THE ESCORT {escort}".strip()
    photo = page.context()["identity"].get("photo")
    return {
        "person": page.name,
        "facts": [
            record.prison_number,
            f"born {plain_day(identity.born_on)}" if identity else "birth date not known",
        ],
        "photo": photo,
        "exit": where,
        "from": page.directory.prison(record.prison),
        "on": issued.on,
        "until": "23:59",
        "others": [spoken(o) for o in namesakes(record)],
        "qr": "" if is_dead else qr(issued.token),
        "code": "" if is_dead else in_blocks(short_code(issued.token)),
        "acts": _signed(page, release),
        "versions": f"Checks {assessed.checks_version}, law {assessed.law_version}, "
        f"engine {assessed.engine_version}.",
        "ring": page.directory.telephone(record.prison),
        "practice": page.office.clock.is_practice,
        "cancelled": _death(release),
    }


def qr(token: str) -> SafeString:
    """The pass's token as a QR code, in SVG without any outside reference."""
    drawn = io.BytesIO()
    code = segno.make(token, error="m", micro=False)
    code.save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=_QUIET_MODULES,
        title="QR code of this pass",
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - drawn by ourselves from base32 signs


def _signed(page: RecordPage, release: Release) -> str:
    authoriser = page.directory.staff(release.authorised.by)
    words = [f"Authorised {authoriser} {time_of_day(release.authorised.recorded_at)}."]
    if release.confirmed is not None:
        by = page.directory.staff(release.confirmed.by)
        words.append(f"Confirmed {by} {time_of_day(release.confirmed.recorded_at)}.")
    return " ".join(words)


def _death(release: Release) -> str:
    if release.exit is not None:
        return f"Used {spoken_moment(release.exit.fact.exited_at)}."
    if release.cancelled is not None:
        at = time_of_day(release.cancelled.recorded_at)
        return f"Cancelled {at}: {release.cancelled.fact.words}."
    return ""


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
            template="entering/form.html",
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


@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Cancel the live pass by hand."""
    page = RecordPage(request, "exit")
    form = WhyForm(
        request.POST if request.method == "POST" else None, label="Why is the pass cancelled?"
    )
    return enter(
        page,
        form,
        template="entering/form.html",
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
