"""Confirming a reading: the paper beside empty boxes."""

import re
from datetime import date
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gatelodge.casework import court
from gatelodge.casework.office import ActRefused
from gatelodge.record import day_in_london
from gatelodge.web.form_fields import whole_number
from gatelodge.web.inbox.forms import OrderForm, PaperHeadForm
from gatelodge.web.inbox.page import ItemPage
from gatelodge.web.request import StaffRequest

MOST_ORDERS = 12
"""Orders that one reading can hold on the page (our decision)."""
_FIELD = re.compile(r"^orders\.(\d+)\.(\w+)$")


@require_http_methods(["GET", "POST"])
def read(request: StaffRequest, item_id: str) -> HttpResponse:
    """The paper in one pane, empty boxes in the other; the message's values are not shown."""
    page = ItemPage(request, item_id)
    number = _number(request)
    typed = request.POST if request.method == "POST" else None
    today = day_in_london(page.now)
    head = PaperHeadForm(typed, today=today)
    orders = [OrderForm(typed, prefix=f"o{place}") for place in range(number)]
    if "more" in request.POST:
        number = min(number + 1, MOST_ORDERS)
        head, orders = _kept_with_one_more(request, number, today)
    elif _is_read(head, orders) and _confirm(page, head, orders):
        return redirect("inbox-item", item_id)
    has_errors = bool(head.errors) or any(o.errors for o in orders)
    return render(
        request,
        "inbox/read.html",
        page.context(
            form=head,
            orders=orders,
            forms=[head, *orders],
            number=number,
            can_add=number < MOST_ORDERS,
            has_errors=has_errors,
            media_type=page.item.document.fact.media_type if page.item.document else "",
        ),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if has_errors else HTTPStatus.OK,
    )


def _is_read(head: PaperHeadForm, orders: list[OrderForm]) -> bool:
    """Judge all boxes, so that every error is shown at once; orders against the hearing's day."""
    is_head = head.is_valid()
    for order in orders:
        order.hearing_on = head.cleaned_data.get("hearing_on") if head.is_bound else None
    return all([is_head, *(order.is_valid() for order in orders)])


def _confirm(page: ItemPage, head: PaperHeadForm, orders: list[OrderForm]) -> bool:
    """Enter the reading; a refusal stands beside the box that it names."""
    try:
        court.confirm_reading(
            page.office,
            page.request.actor,
            page.item.item,
            head.reading([order.read() for order in orders]),
            command=head.press,
        )
    except ActRefused as refused:
        _beside(refused, head, orders)
        return False
    return True


def _beside(refused: ActRefused, head: PaperHeadForm, orders: list[OrderForm]) -> None:
    named = _FIELD.match(refused.field or "")
    if named and int(named[1]) < len(orders):
        orders[int(named[1])].refuse(named[2], refused.words)
        return
    head.add_error(refused.field if refused.field in head.fields else None, refused.words)


def _number(request: StaffRequest) -> int:
    """How many orders the page has boxes for."""
    return min(whole_number(request.POST.get("number", ""), 2) or 1, MOST_ORDERS)


def _kept_with_one_more(
    request: StaffRequest, number: int, today: date
) -> tuple[PaperHeadForm, list[OrderForm]]:
    """The boxes as typed, none of them judged yet, and one more order."""
    head = PaperHeadForm(request.POST, today=today)
    orders = [OrderForm(request.POST, prefix=f"o{place}") for place in range(number)]
    for form in (head, *orders):
        form.is_valid()
        form.errors.clear()
    return head, orders
