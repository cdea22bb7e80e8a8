"""The prisoner's slip and the prison's copy: on the screen, and as paper."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gatelodge.adapters.pass_print import NotPrinted
from gatelodge.adapters.slip_print import prison_copy_pdf
from gatelodge.adapters.slip_print import slip_pdf as printed_slip
from gatelodge.casework.office import ActRefused
from gatelodge.casework.slip import prison_copy_of, slip_of
from gatelodge.web.dates import facts_used, given
from gatelodge.web.dates.words import MEANING
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest


@require_GET
def slip(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The words of the slip, and both papers to print."""
    return _shown(RecordPage(request, "person-dates"))


@require_GET
def slip_pdf(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The prisoner's slip, A4."""
    page = RecordPage(request, "person-dates")
    return _paper(page, "slip.pdf", lambda: printed_slip(slip_of(page.office, page.record)))


@require_GET
def copy_pdf(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The prison's copy, A4, with what the dates follow from and their working."""
    page = RecordPage(request, "person-dates")
    rows = given.rows(page, facts_used.used(page))
    follows_from = tuple(
        (str(row["key"]), str(row.get("value") or row.get("missing", ""))) for row in rows
    )
    return _paper(
        page,
        "prison-copy.pdf",
        lambda: prison_copy_pdf(
            prison_copy_of(
                page.office,
                page.record,
                follows_from=follows_from,
                meaning=MEANING,
                at=page.now,
            )
        ),
    )


def _paper(page: RecordPage, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """A paper of the record as it is now; where it cannot be made, the page says what to do."""
    if page.is_past:
        raise Http404
    try:
        content = make()
    except NotPrinted as fault:
        return _shown(page, str(fault))
    except ActRefused as refused:
        raise Http404 from refused
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _shown(page: RecordPage, trouble: str = "") -> HttpResponse:
    try:
        words = slip_of(page.office, page.record)
    except ActRefused:
        words = None
    return render(
        page.request,
        "dates/slip.html",
        page.context(
            back={"text": "Back to release dates", "href": page.href("person-dates")},
            slip=words,
            trouble=trouble,
        ),
    )
