"""Days on remand that a court's paper states: entered with that paper, by a person."""

from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gatelodge.record import Stated
from gatelodge.record.facts import Period, ReadingConfirmed, RemandCredited
from gatelodge.web.acts import enter, is_pressed_again, posted
from gatelodge.web.dates.remand import stated_on_papers
from gatelodge.web.entering.days import KIND_OF, DaysForm, entered
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.words_of_time import day, moment

_COMPARE: Final = (
    "Nothing is entered until you press. Compare the days with the paper, say which sentence they "
    "come off, and add the period if the paper gives it."
)


class StatedDaysForm(DaysForm):
    """Days on remand alone, from one paper that is kept already."""

    field_order = ("days", "counts_from", "first_on", "last_on", "why_fewer", "page")
    _NOT_ASKED: ClassVar[tuple[str, ...]] = (
        "paper",
        "said_by",
        "decided_on",
        "adjudication",
        "ual_reason",
    )

    def __init__(self, *args: Any, paper: str, **kwargs: Any) -> None:
        """`paper` is the content hash of the paper that states the days: their only source."""
        super().__init__(*args, **kwargs)
        for name in self._NOT_ASKED:
            del self.fields[name]
        self.fields["kind"].widget = forms.HiddenInput()
        self.initial["kind"] = KIND_OF[RemandCredited]
        if self.is_bound:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["kept_paper"], data["kind"] = paper, KIND_OF[RemandCredited]
            self.data = data

    @property
    def fact(self) -> RemandCredited:
        """The credit as a fact."""
        cleaned = self.cleaned_data
        first, last = cleaned["first_on"], cleaned["last_on"]
        return RemandCredited(
            days=cleaned["days"],
            period=Period(first, last) if first and last else None,
            counts_from=date.fromisoformat(cleaned["counts_from"]),
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
    form = StatedDaysForm(
        *posted(request),
        office=page.office,
        record=page.record,
        paper=found.fact.document,
        initial={"days": numbers[0] if len(set(numbers)) == 1 else None},
    )
    return enter(
        page,
        form,
        act=lambda: entered(page, form),
        template="entering/stated_days.html",
        paper_href=page.sources.document(found.fact.document),
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
    at = moment(reading.recorded_at)
    return f"{who} read {days} days on remand on the paper{of}. That was on {at}."
