"""The gate desk and the return to custody."""

import secrets
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gatelodge.casework.gate_answer import GateAnswer, final_check_holds_until, worth
from gatelodge.casework.gate_desk import record_exit, run_final_check, scan_pass
from gatelodge.casework.leaving import ask_return_to_custody
from gatelodge.casework.office import load
from gatelodge.gate import NotAPass, read_token
from gatelodge.record import CustodyRecord, day_in_london
from gatelodge.store import projections
from gatelodge.web.access import Verdict, judged
from gatelodge.web.acts import ActForm, attempt, posted
from gatelodge.web.converters import is_identifier
from gatelodge.web.damage import DAMAGE
from gatelodge.web.gate.forms import FreezeForm, LeftForm, ScanForm, WhoForm
from gatelodge.web.guard import about
from gatelodge.web.mixed_up import mixed_up
from gatelodge.web.photos import photo_shown
from gatelodge.web.record_page import name_of, plain_day
from gatelodge.web.request import SESSION_ANSWERS, StaffRequest
from gatelodge.web.service import office, record_of
from gatelodge.web.staff import Directory
from gatelodge.web.words_of_time import day, moment, time_of_day

ANSWER_GOOD_FOR: Final = timedelta(seconds=60)
_ANSWERS_KEPT: Final = 5
_LEFT_WITHIN: Final = timedelta(hours=48)
_MOST_SHOWN: Final = 20
FROZE: Final = "Somebody at the gate says that this person should not be out."


@require_http_methods(["GET", "POST"])
def desk(request: StaffRequest) -> HttpResponse:
    """Scan or type a pass."""
    form = ScanForm(*posted(request))
    if form.is_valid():
        answer = attempt(
            form,
            lambda: scan_pass(
                office(),
                request.actor,
                form.cleaned_data["scanned"],
                prison=request.prison,
                terminal=terminal(request),
            ),
        )
        if answer is not None:
            return redirect("gate-answer", _keep(request, answer))
    return render(
        request,
        "gate/desk.html",
        {
            "form": form,
            "prison_name": Directory(office()).prison(request.prison),
            "ring": Directory(office()).telephone(request.prison),
            "may_see_out": judged("releases-out", request.actor) is Verdict.ALLOWED,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_http_methods(["GET"])
def answer(request: StaffRequest, answer_id: str) -> HttpResponse:
    """The answer to one scan, for 60 seconds and for this terminal alone."""
    kept = request.session.get(SESSION_ANSWERS, {}).get(answer_id)
    if kept is None:
        return redirect("gate-desk")
    record = record_of(kept["record_id"]) if kept["record_id"] else None
    if record is not None:
        about(request, record.record_id, record.prison)
    is_old = datetime.now(UTC) - datetime.fromisoformat(kept["at"]) > ANSWER_GOOD_FOR
    if kept["is_go"] and not is_old and record is not None:
        stopped = _stopped_since(request, record, kept["pass_id"])
        if stopped is not None:
            return redirect("gate-answer", _keep(request, stopped))
    if kept["left"]:
        return render(
            request, "gate/left.html", {"kept": kept, "name": name_of(record) if record else ""}
        )
    return render(
        request,
        "gate/answer.html",
        {
            "is_old": is_old,
            "kept": kept,
            "form": LeftForm(initial={"pass_id": kept["pass_id"]}),
            "final_form": ActForm(),
            "record": record,
            "identity_name": name_of(record) if record else "",
            "answer": _face(request, kept, record),
            "needs_final_check": kept["cause"] == "FINAL_CHECK" and not kept["is_go"],
        },
    )


def _stopped_since(request: StaffRequest, record: CustodyRecord, pass_id: str) -> GateAnswer | None:
    """What stops a pass that was GO when it was scanned: no page says GO twice unasked."""
    release = next(
        (r for r in record.releases if r.issued and r.issued.fact.pass_id == pass_id), None
    )
    if release is None:
        return None
    now = worth(office(), record, release, prison=request.prison, at=office().clock.now())
    return None if now.is_go else now


@require_POST
def leave(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Record that the person has left. Everything is decided once more."""
    form = LeftForm(request.POST)
    record = request.record
    if form.is_valid():
        done = attempt(
            form,
            lambda: record_exit(
                office(),
                request.actor,
                record.record_id,
                pass_id=form.cleaned_data["pass_id"],
                terminal=terminal(request),
                command=form.press,
            ),
        )
        if done is not None:
            return redirect("gate-answer", _keep_exit(request, record))
    return _stopped(request, record.record_id, form)


@require_POST
def final_check(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Run the final check from the desk, and answer the same pass anew.

    The pass of the record is the one that lies on the desk: a record has one live pass.
    """
    form = ActForm(request.POST)
    record = request.record
    form.is_valid()
    done = attempt(
        form,
        lambda: run_final_check(office(), request.actor, record.record_id, command=form.press),
    )
    if done is None:
        return _stopped(request, record.record_id, form)
    release = load(office(), record.record_id).release
    if release is None or release.issued is None:
        return redirect("gate-desk")
    scanned = attempt(
        form,
        lambda: scan_pass(
            office(),
            request.actor,
            release.issued.fact.token if release.issued else "",
            prison=request.prison,
            terminal=terminal(request),
        ),
    )
    if scanned is None:
        return _stopped(request, record.record_id, form)
    return redirect("gate-answer", _keep(request, scanned))


@require_http_methods(["GET", "POST"])
def return_to_custody(request: StaffRequest) -> HttpResponse:
    """Take the word that somebody at the gate should not be out: freeze and page. It holds nobody.

    First who it is, in whatever words; then which of the people that it can be.
    """
    # The press that freezes is named even when nobody was chosen; the first step has no such name.
    if request.method == "POST" and {"record_id", "command"} & request.POST.keys():
        return _freeze(request)
    form = WhoForm(*posted(request))
    if form.is_valid():
        words = form.cleaned_data["words"]
        who = form.cleaned_data["who"]
        people = _people_for(request, who)
        chosen = FreezeForm(initial={"who": who, "words": words}, people=people)
        return _which(request, chosen, number=len(people))
    return render(
        request,
        "gate/return.html",
        {"form": form, "ring": Directory(office()).telephone(request.prison)},
    )


def _freeze(request: StaffRequest) -> HttpResponse:
    listed = [r for r in request.POST.getlist("listed") if is_identifier(r)][:_MOST_SHOWN]
    people = [(r, _label(r)) for r in listed if _is_of(r, request.prison)]
    form = FreezeForm(request.POST, people=people)
    if form.is_valid():
        record_id = form.cleaned_data["record_id"]
        if record_id == "none":
            return _not_known(request)
        about(request, record_id, request.prison)
        done = attempt(
            form,
            lambda: ask_return_to_custody(
                office(),
                request.actor,
                record_id,
                words=form.cleaned_data["words"] or FROZE,
                said_by=request.actor.name,
                terminal=terminal(request),
                command=form.press,
            ),
        )
        if done is not None:
            return redirect("gate-return-paged", record_id)
    return _which(request, form, number=len(people))


def _which(request: StaffRequest, form: FreezeForm, *, number: int) -> HttpResponse:
    listed = [value for value, _ in form.fields["record_id"].choices if value != "none"]  # type: ignore[attr-defined]  # a ChoiceField
    return render(
        request,
        "gate/return_which.html",
        {
            "form": form,
            "listed": listed,
            "number": number,
            "who": form["who"].value(),
            "ring": Directory(office()).telephone(request.prison),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _not_known(request: StaffRequest) -> HttpResponse:
    directory = Directory(office())
    return render(
        request,
        "gate/return_not_known.html",
        {"ring": directory.telephone(request.prison)},
    )


@require_http_methods(["GET"])
def paged(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What was done: frozen and paged. It holds nobody, and the page says so."""
    record = request.record
    if record.frozen is None:
        return redirect("gate-return")
    directory = Directory(office())
    return render(
        request,
        "gate/return_paged.html",
        {
            "name": name_of(record),
            "number": record.prison_number,
            "frozen_at": record.frozen.recorded_at,
            "ring": directory.telephone(record.prison),
        },
    )


def terminal(request: StaffRequest) -> str:
    """Where the act is done, as entries keep it."""
    return f"Gate desk, {Directory(office()).prison(request.prison)}"


def _keep(request: StaffRequest, given: GateAnswer) -> str:
    """Keep an answer for this terminal: no name in it, only what leads to the record."""
    return _put(
        request,
        {
            "record_id": given.record_id or "",
            "pass_id": given.payload.pass_id if given.payload else "",
            "is_go": given.is_go,
            "headline": given.headline,
            "cause": given.cause,
            "words": given.words,
            "escort": given.escort,
            "left": False,
        },
    )


def _stopped(request: StaffRequest, record_id: str, form: ActForm) -> HttpResponse:
    """STOP, for the reasons for which an act at the desk was refused."""
    answer_id = _put(
        request,
        {
            "record_id": record_id,
            "pass_id": "",
            "is_go": False,
            "headline": "STOP: do not open",
            "cause": "REFUSED",
            "words": " ".join(str(e) for errors in form.errors.values() for e in errors),
            "escort": "",
            "left": False,
        },
    )
    return redirect("gate-answer", answer_id)


def _keep_exit(request: StaffRequest, record: CustodyRecord) -> str:
    left = load(office(), record.record_id).exits[-1]
    return _put(
        request,
        {
            "record_id": record.record_id,
            "pass_id": "",
            "is_go": False,
            "headline": "",
            "cause": "LEFT",
            "words": f"{left.left.fact.exit_type.value}, {moment(left.left.fact.exited_at)}",
            "escort": "",
            "left": True,
        },
    )


def _put(request: StaffRequest, kept: dict[str, Any]) -> str:
    name = secrets.token_hex(16)
    before = list(request.session.get(SESSION_ANSWERS, {}).items())[-(_ANSWERS_KEPT - 1) :]
    stamped = kept | {"at": datetime.now(UTC).isoformat()}
    request.session[SESSION_ANSWERS] = dict(before) | {name: stamped}
    return name


def _face(
    request: StaffRequest, kept: dict[str, Any], record: CustodyRecord | None
) -> dict[str, Any]:
    """What the answer shows: on STOP the cause and whose pass it is, on GO whom to compare."""
    _first, _, title = kept["headline"].partition(": ")
    shown: dict[str, Any] = {
        "go": kept["is_go"],
        "title": title,
        "again": reverse("gate-desk"),
        "cause": "" if kept["is_go"] else _with_ring(request, kept["words"]),
    }
    if record is None or record.prison != request.prison:
        return shown
    shown |= _whose(record)
    if not kept["is_go"]:
        return shown | {"person": f"This pass is of {name_of(record)}."}
    lines = ["Two officers compare.", *_until(kept, record)]
    if kept["escort"]:
        lines = [f"The escort: {kept['escort']}. Never alone.", *lines]
    return shown | {
        "person": f"{name_of(record)}. {kept['words']}",
        "lines": lines,
        "others": mixed_up(office(), record),
    }


def _whose(record: CustodyRecord) -> dict[str, Any]:
    """Number, birth date and photo of the person whose pass it is."""
    identity = record.identity.fact if record.identity else None
    if identity is None:
        return {"facts": [record.prison_number]}
    whose: dict[str, Any] = {"facts": [record.prison_number, f"born {plain_day(identity.born_on)}"]}
    photo = photo_shown(record, day_in_london(office().clock.now()))
    return whose | {"photo": photo} if photo else whose


def _until(kept: dict[str, Any], record: CustodyRecord) -> list[str]:
    """Until when the final check of the scanned pass lets the person out."""
    release = next(
        (r for r in record.releases if r.issued and r.issued.fact.pass_id == kept["pass_id"]), None
    )
    if release is None or release.final_check is None:
        return []
    until = final_check_holds_until(office(), release.final_check.recorded_at)
    return [f"The final check holds until {time_of_day(until)}. After that, scan again."]


def _with_ring(request: StaffRequest, words: str) -> str:
    number = Directory(office()).telephone(request.prison)
    return words.replace("Ring the OMU.", f"Ring the OMU, {number}.") if number else words


def _people_for(request: StaffRequest, who: str) -> list[tuple[str, str]]:
    """Whom a word at the gate can mean: the pass's own record, a name, or who left lately."""
    try:
        payload, _content, _signature = read_token(who)
        names = [payload.record_id] if _is_of(payload.record_id, request.prison) else []
    except NotAPass:
        found = projections.find_people(who, limit=_MOST_SHOWN)
        names = [f.record_id for f in found if f.prison == request.prison]
    now = office().clock.now()
    lately = projections.left_between(
        request.prison, now - _LEFT_WITHIN, now + timedelta(seconds=1)
    )
    names += [each.record_id for each in reversed(lately)]
    readable = [name for name in dict.fromkeys(names) if _is_of(name, request.prison)]
    return [(name, _label(name)) for name in readable[:_MOST_SHOWN]]


def _label(record_id: str) -> str:
    record = record_of(record_id)
    if record is None:
        raise Http404
    left = record.exits[-1].left.fact if record.exits and not record.is_in_custody else None
    out = f", left {day(left.exited_at)} at {time_of_day(left.exited_at)}" if left else ""
    return f"{name_of(record)}, {record.prison_number}{out}"


def _is_of(record_id: str, prison: str) -> bool:
    """Whether a record is this prison's. A damaged one is nobody's here, and hides nobody else."""
    try:
        record = record_of(record_id)
    except DAMAGE:
        return False
    return record is not None and record.prison == prison
