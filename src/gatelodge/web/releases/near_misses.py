"""How often checks stopped something in time, by month, check and step. Nobody is named."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from gatelodge.casework.near_misses import counted
from gatelodge.record.facts import Role
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import prisons, roles_at

_HEAD = ["Month", "Prison", "Check", "Stopped", "Times"]


@require_GET
def near_misses(request: StaffRequest) -> HttpResponse:
    """The counts of the reader's prison; national operations see every prison."""
    if not request.prison:
        return redirect("location")
    is_national = Role.NATIONAL_OPERATIONS in roles_at(request.actor, request.prison)
    at = office()
    questions = {each.name: each.question for each in at.checks}
    named = prisons(at)
    found = counted(at, None if is_national else request.prison)
    rows = [
        [
            each.month,
            named[each.prison].name if each.prison in named else each.prison,
            {"text": questions.get(each.check, each.check), "sub": each.check},
            each.step,
            str(each.times),
        ]
        for each in found
    ]
    table = {"caption": "Stopped in time", "caption_size": "m", "head": _HEAD, "rows": rows}
    return render(request, "releases/near_misses.html", {"table": table if rows else None})
