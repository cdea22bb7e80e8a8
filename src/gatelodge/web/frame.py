"""What stands on every page: who is signed in, where they can go, and the clock that is shown."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from gatelodge.casework.office import Actor
from gatelodge.record.facts import Role
from gatelodge.web import lists
from gatelodge.web.access import Verdict, judged
from gatelodge.web.request import (
    SESSION_LOCKED,
    SESSION_NOTICE,
    SESSION_SIGNED_IN_AT,
    StaffRequest,
)
from gatelodge.web.service import office
from gatelodge.web.staff import Directory, prisons_of, roles_at
from gatelodge.web.words_of_time import time_of_day

_LINKS = (
    ("home", "Your work"),
    ("releases", "Releases"),
    ("people", "People"),
    ("inbox", "Inbox"),
    ("alarms", "Alarms"),
)
_COURT_LINK = ("court-answer", "Not for release?")
_GATE_LINKS = (("gate-desk", "Gate desk"), ("gate-return", "Return to custody"))
_AT_MOST = 5
"""Links beside Help: more than six in all are not found (published)."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; see the head of `base.html`."""
    clock = office().clock
    now = clock.now()
    context: dict[str, Any] = {
        "rendered_at": now,
        "practice_clock": now if clock.is_practice else None,
        "home_href": reverse("home"),
        "help_href": reverse("help"),
        "accessibility_href": reverse("accessibility"),
        "privacy_href": reverse("privacy"),
        "is_demo": settings.GATELODGE_MODE == "demo",
    }
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or request.session.get(SESSION_LOCKED):
        context["navigation"] = [_link(request, "help", "Help")]
        return context
    staff = cast("StaffRequest", request)
    context["navigation"] = _navigation(staff)
    context["whoami"] = _who_am_i(staff)
    if not request.headers.get("HX-Request"):
        context["notice"] = request.session.pop(SESSION_NOTICE, None)
    return context


def _navigation(request: StaffRequest) -> list[dict[str, Any]]:
    actor = request.actor
    allowed = [(name, words) for name, words in _LINKS if judged(name, actor) is Verdict.ALLOWED]
    gate = [(name, words) for name, words in _GATE_LINKS if judged(name, actor) is Verdict.ALLOWED]
    if judged(_COURT_LINK[0], actor) is Verdict.ALLOWED:
        allowed.append(_COURT_LINK)
    if any(role is Role.GATE_OFFICER for role, _ in actor.roles):
        allowed = gate
    shown = [*allowed, *gate[: max(0, _AT_MOST - len(allowed))]] if allowed is not gate else gate
    links = [_link(request, name, words) for name, words in shown]
    return [*links, _link(request, "help", "Help")]


def _link(request: HttpRequest, name: str, words: str) -> dict[str, Any]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    part_of = {"inbox": "inbox", "alarms": "alarm", "releases": "exit", "people": "person"}
    link: dict[str, Any] = {
        "href": reverse(name),
        "text": words,
        "active": here == name or here.startswith((f"{name}-", f"{part_of.get(name, name)}-")),
    }
    if name == "inbox":
        link |= {
            "count": len(lists.inbox_waiting(request.prison)),  # type: ignore[attr-defined] # the guard puts it there
            "counted": "items waiting",
        }
    if name == "alarms":
        link |= {
            "count": lists.alarms_open(request.prison),  # type: ignore[attr-defined] # the guard puts it there
            "counted": "open alarms",
        }
    return link


def _who_am_i(request: StaffRequest) -> dict[str, Any]:
    actor = request.actor
    roles = roles_at(actor, request.prison)
    links = [
        {"text": f"Lock (by itself at {time_of_day(request.locks_at)})", "href": reverse("lock")}
    ]
    if len(prisons_of(office(), actor)) > 1:
        links.insert(0, {"text": "Change location", "href": reverse("location")})
    since = request.session.get(SESSION_SIGNED_IN_AT)
    return {
        "name": actor.name,
        "role": " and ".join(roles) or "no role here",
        "prison": Directory(office()).prison(request.prison),
        "since": datetime.fromisoformat(since) if since else None,
        "links": links,
        "sign_out": reverse("sign-out"),
    }
