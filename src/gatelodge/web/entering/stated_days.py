"""Days on remand that a court's paper states: entered with that paper, by a person."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gatelodge.record import Stated
from gatelodge.record.facts import ReadingConfirmed
from gatelodge.web.acts import enter, is_pressed_again, posted
from gatelodge.web.dates.remand import stated_on_papers
from gatelodge.web.entering.days import DaysForm, entered
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.words_of_time import day, moment

_COMPARE: Final = (
    "Nothing is entered until you press. Compare the days with the paper, say which sentence they "
    "come off, and add the period if the paper gives it."
)


@require_http_methods(["GET", "POST"])
def stated(request: StaffRequest, record_id: str, item_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The days that one reading states, with its paper as their source."""
    page = RecordPage(request, "person-dates")
    found = next((r for r in stated_on_papers(page.record) if r.fact.item == item_id), None)
    if found is None and is_pressed_again(request):
        return redirect(page.part, page.record_id)
    if found is None:
        raise Http404
    numbers = [order.remand_days for order in found.fact.orders if order.remand_days]
    form = DaysForm(
        *posted(request),
        office=page.office,
        record=page.record,
        only="remand",
        initial={
            "days": numbers[0] if len(set(numbers)) == 1 else None,
            "kept_paper": found.fact.document,
        },
    )
    return enter(
        page,
        form,
        act=lambda: entered(page, form),
        title="Days on remand that the court's paper states",
        intro=(_read(page, found, numbers), _COMPARE),
        button=f"Enter the days of {page.name}",
    )


def _read(page: RecordPage, reading: Stated[ReadingConfirmed], numbers: list[int]) -> str:
    """Who read how many days on which paper."""
    on = reading.fact.hearing_on
    of = f" of the hearing of {day(on)}" if on else ""
    who = page.directory.staff(reading.by)
    days = " and ".join(str(each) for each in dict.fromkeys(numbers))
    return f"{who} read {days} days on remand on the paper{of}, {moment(reading.recorded_at)}."
