"""Help, accessibility, privacy; whether the service runs; and what is shown in place of a fault."""

from http import HTTPStatus
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gatelodge.gate import listed
from gatelodge.web.service import office


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """How the commonest tasks are done."""
    return render(request, "guidance/help.html", {"checks": office().checks})


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use this, and what is not proven."""
    return render(request, "guidance/accessibility.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, and who can see it."""
    return render(request, "guidance/privacy.html")


@require_GET
def checks_api(_request: HttpRequest) -> HttpResponse:
    """The list of checks with their rules, as data; nothing about anybody."""
    return JsonResponse(listed(office().checks))


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Whether the service runs and its ledger answers; nothing about anybody."""
    return JsonResponse({"ledger_head": office().ledger.head()})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """In place of a request that cannot be read."""
    return render(request, "errors/400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """In place of a page that the reader may not see."""
    return render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """In place of a page that does not exist."""
    return render(request, "errors/404.html", status=HTTPStatus.NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """In place of a page that failed: nothing that could fail again, and no trace of the fault."""
    page = (Path(__file__).parents[1] / "templates" / "errors" / "500.html").read_text("utf-8")
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """In place of a form that did not come from our own page."""
    return render(request, "errors/csrf.html", status=HTTPStatus.FORBIDDEN)
