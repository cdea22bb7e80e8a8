"""To hospital at once, and what is made good afterwards."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.emergency import do_duty, order_emergency_escort
from gatelodge.record import ItemKind, OpenItem, duties_after
from gatelodge.record.facts import EmergencyDuty, EmergencyEscortOrdered
from gatelodge.web.acts import ActForm, enter, posted
from gatelodge.web.boxes import words_box
from gatelodge.web.exits.forms import WhyForm
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest

_METHODS: Final = ["GET", "POST"]
_AT_ONCE: Final = (
    "Life goes first: the person leaves with the escort as soon as this is entered. Nothing else "
    "is asked now. What could not wait stays open on this record until somebody does it."
)
_PRESS: Final = "Press as you let the escort go. To press enters the exit with this moment."


class EmergencyForm(ActForm):
    """Hospital, escort, and who else held the person against the record."""

    is_news = True

    hospital = words_box("Which hospital?", "Enter which hospital.", most=200)
    escort = words_box("Who escorts?", "Enter the names of the escort.", most=300)
    identified_by = words_box(
        "Which other officer held face and number against the record?",
        "Enter which other officer held face and number against the record.",
        most=200,
    )

    @property
    def order(self) -> EmergencyEscortOrdered:
        """The order as a fact."""
        cleaned = self.cleaned_data
        return EmergencyEscortOrdered(
            hospital=cleaned["hospital"],
            escort=cleaned["escort"],
            identified_by=cleaned["identified_by"],
        )


@require_http_methods(_METHODS)
def emergency(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Order an emergency hospital escort as officer in charge; it enters the exit too."""
    page = RecordPage(request, "person")
    form = EmergencyForm(*posted(request))
    is_here = page.record.is_in_custody and page.record.out is None
    return enter(
        page,
        form,
        act=lambda: order_emergency_escort(
            page.office, request.actor, page.record_id, order=form.order, command=form.press
        ),
        title="Emergency hospital escort",
        intro=(_AT_ONCE, _PRESS) if is_here else ("This person is not here.",),
        no_form=not is_here,
        button=f"Send {page.name} to hospital now",
    )


def duty_rows(page: RecordPage) -> list[dict[str, Any]]:
    """What an exit left to be done, for the summary: what, since when, and where it is done."""
    return [_row(page, each) for each in duties_after(page.record)]


def _row(page: RecordPage, item: OpenItem) -> dict[str, Any]:
    entries = {e.seq: e for e in page.record.entries}
    row: dict[str, Any] = {"key": "To be made good", "value": f"{item.words}."}
    if (entry := entries.get(item.seq)) is not None:
        row["source"] = page.sources.of(entry)
    if page.is_past:
        return row
    href, words = _way(item)
    if page.may(href[0]):
        to = reverse(href[0], args=[page.record_id, *href[1:]])
        row["actions"] = [{"text": words, "href": to, "of": item.words}]
    return row


def _way(item: OpenItem) -> tuple[tuple[Any, ...], str]:
    """Address and words of where a duty is done."""
    if item.duty is not None:
        return ("duty-done", item.seq, item.duty), "Enter how it was done"
    if item.kind is ItemKind.DAYS:
        return ("days-enter",), "Enter the days"
    authority = int(item.name.removeprefix("paper:"))
    return ("authority-end", authority), "Enter the paper"


@require_http_methods(_METHODS)
def duty(request: StaffRequest, record_id: str, order: int, duty: EmergencyDuty) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter how a duty that an emergency left open was done."""
    page = RecordPage(request, "person")
    open_ones = [each.duty for each in duties_after(page.record) if each.seq == order and each.duty]
    if duty not in open_ones:
        raise Http404
    form = WhyForm(*posted(request), label="How was it done, when, and by whom?")
    return enter(
        page,
        form,
        act=lambda: do_duty(
            page.office,
            request.actor,
            page.record_id,
            order=order,
            duty=duty,
            how=form.cleaned_data["why"],
            command=form.press,
        ),
        title="Make good after an emergency",
        intro=(f"{duty.value[:1].upper()}{duty.value[1:]}.",),
        button=f"Enter how it was done for {page.name}",
    )
