"""The first page after signing in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gatelodge.web.request import StaffRequest


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this reader."""
    staff = cast("StaffRequest", request)
    return render(request, "home/home.html", {"actor": staff.actor})
