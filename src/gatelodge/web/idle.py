"""The lock of a shared terminal: after idle minutes a page asks who is there.

The times are our decision and may only be made shorter: 5 minutes, at the gate 2. A page that
refreshes itself does not count as somebody being there.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from gatelodge.web.access import TABLE, Scope
from gatelodge.web.request import (
    SESSION_AT_THE_GATE,
    SESSION_KEPT,
    SESSION_LOCKED,
    SESSION_SEEN_AT,
    StaffRequest,
)

IDLE: Final = timedelta(minutes=5)
IDLE_AT_THE_GATE: Final = timedelta(minutes=2)
_NEVER_KEPT: Final = frozenset({"password", "username", "csrfmiddlewaretoken"})
_STILL_OPEN: Final = frozenset({"lock", "sign-out"})


class LockMiddleware:
    """Lock a terminal that nobody touched, and keep what was typed for the same person alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do here: the name of the address is known only in `process_view`."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponseBase],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Send a locked terminal to the lock page; else note that somebody is there."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        rule = TABLE.get(name)
        if not request.user.is_authenticated or (rule and rule.scope is Scope.ANYONE):
            return None
        now = datetime.now(UTC)
        last = request.session.get(SESSION_SEEN_AT)
        seen_at = datetime.fromisoformat(last) if last else now
        allowed = _idle_for(request)
        cast("StaffRequest", request).locks_at = now + allowed
        if request.session.get(SESSION_LOCKED) or now - seen_at >= allowed:
            request.session[SESSION_LOCKED] = True
            return None if name in _STILL_OPEN else _to_the_lock(request)
        if not request.headers.get("HX-Request"):
            request.session[SESSION_SEEN_AT] = now.isoformat()
        return None


def _idle_for(request: HttpRequest) -> timedelta:
    return IDLE_AT_THE_GATE if request.session.get(SESSION_AT_THE_GATE) else IDLE


def _to_the_lock(request: HttpRequest) -> HttpResponseBase:
    """Show the lock page; what a form sent is kept for the same user, but never a password."""
    if request.method == "POST":
        request.session[SESSION_KEPT] = {
            "path": request.get_full_path(),
            "fields": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in _NEVER_KEPT
                for value in values
            ],
        }
        back_to = ""
    else:
        back_to = request.get_full_path()
    return redirect(f"{reverse('lock')}?{urlencode({'next': back_to})}")
