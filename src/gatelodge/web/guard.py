"""The door of every page: the access table decides, and the access log keeps what was decided."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gatelodge.casework.office import CUSTODY, Actor
from gatelodge.record import CustodyRecord
from gatelodge.web import access_log
from gatelodge.web.access import OF_THE_RECEIVER, TABLE, Scope, Verdict, judged
from gatelodge.web.access_log import Visit
from gatelodge.web.damage import DAMAGE, damaged
from gatelodge.web.items import item_prison
from gatelodge.web.request import SESSION_PRISON, SESSION_REASONS, StaffRequest
from gatelodge.web.service import office, record_of
from gatelodge.web.staff import (
    Directory,
    actor_of,
    prisons_of,
    staff_account,
    works_everywhere,
)


class AccessMiddleware:
    """Deny what the table does not allow, and log who looked at what, when and why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the view answer, then log what came of it."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        visit: Visit | None = getattr(request, "visit", None)
        if visit is not None:
            visit.outcome = visit.outcome or _outcome(request, response)
            access_log.note(visit)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A damaged record has words of its own; every other fault is Django's."""
        return damaged(request, exception) if isinstance(exception, DAMAGE) else None

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponseBase],
        _args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Judge before the view runs; none lets it run."""
        name = request.resolver_match.view_name if request.resolver_match else None
        rule = TABLE.get(name or "")
        if rule is not None and rule.scope is Scope.ANYONE:
            return None
        actor = _actor(request)
        visit = Visit(
            url_name=name or "?",
            account=actor.account if actor else "",
            reason=rule.task if rule else "",
        )
        staff = cast("StaffRequest", request)
        staff.visit = visit  # type: ignore[attr-defined]  # read back in __call__ alone
        if actor is not None:
            staff.actor = actor
            staff.prison = _working_prison(request, actor)
            visit.prison = staff.prison
        verdict = judged(name, actor)
        if verdict is Verdict.ALLOWED and rule is not None:
            try:
                verdict = _of_subject(staff, visit, name or "", kwargs)
            except DAMAGE as fault:
                return damaged(request, fault)
        return _denied(staff, visit, verdict)


def about(request: HttpRequest, record_id: str, prison: str = "") -> None:
    """Tell the access log whom a page turned out to be about."""
    visit: Visit | None = getattr(request, "visit", None)
    if visit is not None:
        visit.record_id = record_id
        visit.prison = prison or visit.prison


def also_about(request: HttpRequest, record: CustodyRecord) -> None:
    """Write into the access log that a page shows a second person too (DPA 2018 s.62)."""
    visit: Visit | None = getattr(request, "visit", None)
    if visit is not None:
        access_log.note(
            msgspec.structs.replace(
                visit, record_id=record.record_id, prison=record.prison, outcome="shown"
            )
        )


def _actor(request: HttpRequest) -> Actor | None:
    account = staff_account(request)
    return actor_of(office(), account) if account else None


def _working_prison(request: HttpRequest, actor: Actor) -> str:
    """Where the reader works now: as chosen, else their first prison; empty = every prison."""
    choices = [p.prison for p in prisons_of(office(), actor)]
    chosen = request.session.get(SESSION_PRISON, "")
    if chosen in choices:
        return str(chosen)
    return "" if works_everywhere(actor) or not choices else choices[0]


def _of_subject(request: StaffRequest, visit: Visit, name: str, kwargs: dict[str, Any]) -> Verdict:
    """Judge again with the prison of the record or item that the address names."""
    scope = TABLE[name].scope
    if scope is Scope.RECORD:
        visit.record_id = _record_id(kwargs)
        record = record_of(visit.record_id)
        if record is None:
            raise Http404
        request.record = record
        prison = record.prison
        if _is_receiver(request, name, record):
            prison = record.bound_for
    elif scope is Scope.ITEM:
        visit.record_id = kwargs["item_id"]
        prison = item_prison(office(), kwargs["item_id"], request.prison)
    else:
        return Verdict.ALLOWED
    visit.prison = prison or visit.prison
    given = request.session.get(SESSION_REASONS, {}).get(visit.record_id, "")
    visit.reason = given or visit.reason
    return judged(name, request.actor, subject_prison=prison, has_reason=bool(given))


def _is_receiver(request: StaffRequest, name: str, record: CustodyRecord) -> bool:
    """Whether somebody asks as the prison that the person is to be transferred to."""
    if name not in OF_THE_RECEIVER or not record.bound_for:
        return False
    verdict = judged(name, request.actor, subject_prison=record.bound_for)
    return verdict is Verdict.ALLOWED


def _record_id(kwargs: dict[str, Any]) -> str:
    """The record that an address names, itself or by the number of one of its alarms."""
    if "record_id" in kwargs:
        return str(kwargs["record_id"])
    entry = office().ledger.entry(kwargs["alarm"])
    stream = entry.envelope.stream if entry else ""
    if not stream.startswith(CUSTODY):
        raise Http404
    return stream.removeprefix(CUSTODY)


def _denied(request: StaffRequest, visit: Visit, verdict: Verdict) -> HttpResponseBase | None:
    if verdict is Verdict.ALLOWED:
        return None
    visit.outcome = f"denied: {verdict.value}"
    if verdict is Verdict.SIGN_IN_FIRST:
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
    if verdict is Verdict.REASON_NEEDED:
        query = urlencode({"about": visit.record_id, "next": request.get_full_path()})
        return redirect(f"{reverse('reason')}?{query}")
    words = {"subject": "this page"}
    if verdict is Verdict.OTHER_PRISON:
        words = {
            "subject": "this record",
            "role": "the head of OMU",
            "prison": Directory(office()).prison(visit.prison),
        }
    return render(request, "errors/403.html", words, status=HTTPStatus.FORBIDDEN)


def _outcome(request: HttpRequest, response: HttpResponse) -> str:
    if response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        return "not done: the form was shown again"
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return f"refused: {response.status_code}"
    return "done" if request.method == "POST" else "shown"
