"""Sign in and out, lock and unlock, change location, and give a reason in words."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from gatelodge.casework.office import CUSTODY, Actor
from gatelodge.record import fold
from gatelodge.record.facts import EVERY_PRISON, Role
from gatelodge.web import access_log
from gatelodge.web.accounts.forms import LocationForm, PasswordForm, ReasonForm, SignInForm
from gatelodge.web.accounts.passwords import PasswordRefused, owner_of
from gatelodge.web.converters import is_identifier
from gatelodge.web.request import (
    SESSION_AT_THE_GATE,
    SESSION_KEPT,
    SESSION_LOCKED,
    SESSION_PRISON,
    SESSION_REASONS,
    SESSION_SEEN_AT,
    SESSION_SIGNED_IN_AT,
    StaffRequest,
)
from gatelodge.web.service import office
from gatelodge.web.staff import actor_of, prisons_of, staff_account, works_everywhere

WRONG = "That user name and password do not go together. Check both and try again."
NOT_YOURS = "That is not your password. Try again."


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with the account's own password."""
    form = SignInForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["account"].strip()
        refused = _refused(request, account, form.cleaned_data["password"])
        if refused is None:
            return redirect(_next(request))
        form.add_error(None, refused)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(
        request,
        "accounts/sign_in.html",
        {
            "form": form,
            "next": request.GET.get("next", ""),
            "is_demo": settings.GATELODGE_MODE == "demo",
        },
        status=status,
    )


def _refused(request: HttpRequest, account: str, password: str) -> str | None:
    """Why the sign-in is refused, in words; none when the person is signed in."""
    try:
        user = owner_of(request, account, password, wrong=WRONG)
    except PasswordRefused as refused:
        return refused.words
    login(request, user)
    request.session.pop(SESSION_LOCKED, None)
    now = datetime.now(UTC).isoformat()
    request.session[SESSION_SIGNED_IN_AT] = now
    request.session[SESSION_SEEN_AT] = now
    actor = actor_of(office(), staff_account(request))
    request.session[SESSION_AT_THE_GATE] = bool(actor and is_gate_alone(actor))
    access_log.note_sign_in(account, outcome="signed in")
    return None


def is_gate_alone(actor: Actor) -> bool:
    """Whether somebody works at the gate and nowhere else: their terminal locks sooner."""
    return bool(actor.roles) and all(role is Role.GATE_OFFICER for role, _ in actor.roles)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; nothing of this person stays on the terminal."""
    logout(request)
    return redirect("sign-in")


@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the terminal, and unlock it for the same person by their password."""
    request.session[SESSION_LOCKED] = True
    form = PasswordForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        account, password = request.user.get_username(), form.cleaned_data["password"]
        try:
            owner_of(request, account, password, wrong=NOT_YOURS)
        except PasswordRefused as refused:
            form.add_error("password", refused.words)
        else:
            del request.session[SESSION_LOCKED]
            request.session[SESSION_SEEN_AT] = datetime.now(UTC).isoformat()
            return _where_they_were(request)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    actor = actor_of(office(), staff_account(request))
    return render(
        request,
        "accounts/lock.html",
        {
            "form": form,
            "locked_name": actor.name if actor else "",
            "username": request.user.get_username(),
            "next": _next(request),
        },
        status=status,
    )


def _where_they_were(request: HttpRequest) -> HttpResponse:
    """Back to the page, or to a form whose words were kept when the terminal locked."""
    kept = request.session.pop(SESSION_KEPT, None)
    if kept is None:
        return redirect(_next(request))
    return render(request, "accounts/kept.html", {"kept": kept})


@require_http_methods(["GET", "POST"])
def location(request: HttpRequest) -> HttpResponse:
    """Change the prison whose lists are shown."""
    staff = cast("StaffRequest", request)
    choices = [(p.prison, p.name) for p in prisons_of(office(), staff.actor)]
    if works_everywhere(staff.actor):
        choices.append((EVERY_PRISON, "Every prison"))
    form = LocationForm(choices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[SESSION_PRISON] = form.cleaned_data["prison"]
        return redirect("home")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/location.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest) -> HttpResponse:
    """Take the reason in words for a record outside the reader's prison or queue."""
    about = request.GET.get("about", "")
    if not is_identifier(about):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = request.session.get(SESSION_REASONS, {})
        request.session[SESSION_REASONS] = {**given, about: form.cleaned_data["why"]}
        return redirect(_next(request))
    record = fold(about, office().ledger.stream(CUSTODY + about))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/reason.html", {"form": form, "subject": record}, status=status)


def _next(request: HttpRequest) -> str:
    """The page that the reader wanted, if it is one of ours; else their own work."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and safe else reverse("home")
