"""The first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from gatelodge.record.facts import Role
from gatelodge.web.accounts.views import is_gate_alone
from gatelodge.web.home.tasks import Work
from gatelodge.web.home.work import sections
from gatelodge.web.request import StaffRequest
from gatelodge.web.staff import roles_at


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """What waits for this reader; at the gate the desk itself, at court its one question."""
    if is_gate_alone(request.actor):
        return redirect("gate-desk")
    if {role for role, _ in request.actor.roles} == {Role.ESCORT_CONTRACTOR}:
        return redirect("court-answer")
    work = Work(request)
    listed = sections(work)
    return render(
        request,
        "home/home.html",
        {
            "sections": listed,
            "is_administrator": Role.ADMINISTRATOR in roles_at(request.actor, request.prison),
            "waiting": sum(len(s.tasks) + s.more for s in listed),
            "at": work.now,
        },
    )
