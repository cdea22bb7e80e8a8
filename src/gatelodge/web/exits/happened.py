"""What happened beside the gate desk: a return to custody, and an exit that was done on paper."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework.leaving import record_exit_on_paper, record_return
from gatelodge.record import CustodyRecord, day_in_london, start_of_day
from gatelodge.record.facts import ExitType
from gatelodge.web.access import Verdict, judged
from gatelodge.web.acts import enter, posted
from gatelodge.web.exit_words import EXIT_WORDS, gone_words
from gatelodge.web.exits.forms import PaperExitForm, ReturnForm
from gatelodge.web.record_page import RecordPage
from gatelodge.web.releases import board
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory, prisons
from gatelodge.web.words_of_time import day, moment

_METHODS: Final = ["GET", "POST"]
_HOLDS_NOTHING: Final = (
    "A return is no authority to hold. Enter the warrant or order that holds the person now by "
    "itself, on the Authorities page."
)
_NOTHING_CHECKED: Final = (
    "Enter this only for an exit that has happened. No check of the gate is run first. Gatelodge "
    "judges it afterwards, as it judges every exit. A live pass is cancelled."
)


@require_http_methods(_METHODS)
def come_back(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter that the person is back in custody, when, where and how."""
    page = RecordPage(request, "person")
    out = page.record.out
    is_arrival = out is not None and out.left.fact.exit_type is ExitType.TRANSFER
    what = "arrival" if is_arrival else "return"
    form = ReturnForm(
        *posted(request),
        office=page.office,
        prisons=list(prisons(page.office).values()),
        here=request.prison,
        is_arrival=is_arrival,
    )
    is_away = page.record.out is not None or page.record.gone is not None
    left = _left_words(page.record)
    return enter(
        page,
        form,
        act=lambda: record_return(
            page.office,
            request.actor,
            page.record_id,
            returned_at=form.moment("returned_at", "returned_time"),
            how=form.cleaned_data["how"],
            prison=form.cleaned_data["prison"],
            source=form.source,
            command=form.press,
        ),
        then=_holds_now(page),
        title="Enter the arrival" if is_arrival else "Enter a return",
        intro=(left, _HOLDS_NOTHING) if is_away else (left,),
        no_form=not is_away,
        button=f"Enter the {what} of {page.name}",
    )


def _left_words(record: CustodyRecord) -> str:
    """How the person came to be away, in one sentence."""
    if gone := gone_words(record):
        return f"{gone}."
    out = record.out
    if out is None:
        return "This person is not out. There is no return to enter."
    left = out.left.fact
    return f"{EXIT_WORDS[left.exit_type]}: left on {moment(left.exited_at)}."


def _holds_now(page: RecordPage) -> str:
    """Where what holds the person is entered, after an exit that ended it; else the record."""
    out = page.record.out
    has_ended = out is not None and not out.left.fact.exit_type.keeps_in_custody
    name = "person-authorities" if has_ended and page.may("person-authorities") else page.part
    return reverse(name, args=[page.record_id])


@require_http_methods(_METHODS)
def left_on_paper(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter an exit that was done on paper, when Gatelodge could not be asked."""
    page = RecordPage(request, "exit")
    form = PaperExitForm(*posted(request), office=page.office)
    is_here = page.record.is_in_custody
    not_here = "This person is not in custody here. There is no exit to enter."
    return enter(
        page,
        form,
        act=lambda: record_exit_on_paper(
            page.office,
            request.actor,
            page.record_id,
            exit_type=form.exit_type,
            exited_at=form.moment("exited_at", "exited_time"),
            place=form.cleaned_data["place"],
            source=form.source,
            command=form.press,
        ),
        title="Enter an exit that was done on paper",
        intro=(_NOTHING_CHECKED,) if is_here else (not_here,),
        no_form=not is_here,
        button=f"Enter the exit of {page.name}",
    )


@require_GET
def people_out(request: StaffRequest) -> HttpResponse:
    """Who left this prison in the last days and is not back, newest first."""
    if not request.prison:
        return redirect("location")
    at = office().clock.now()
    first = start_of_day(day_in_london(at) - board.LISTED_AS_OUT)
    may_enter = judged("return-enter", request.actor, subject_prison=request.prison)
    return render(
        request,
        "releases/out.html",
        {
            "prison_name": Directory(office()).prison(request.prison),
            "at": at,
            "ring": Directory(office()).telephone(request.prison),
            "since": day(first),
            "table": {
                "caption": "People who are out",
                "caption_hidden": True,
                "head": ["Person", "Exit", "Left", "Enter"],
                "rows": [
                    _out_row(row, may_enter=may_enter is Verdict.ALLOWED)
                    for row in reversed(board.out(office(), request.prison, first, at))
                ],
                "empty": "Nobody who left since then is still out.",
            },
        },
    )


def _out_row(row: board.Row, *, may_enter: bool) -> list[Any]:
    record = row.record
    href = reverse("person", args=[record.record_id])
    if record.out is None:  # a damaged record: its row says so, and hides nobody else's
        return [board.person_cell(record, href), row.state.words, "Not known", "Nothing now"]
    left = record.out.left.fact
    enters = board.return_link(record) if may_enter else "Not yours to enter"
    return [
        board.person_cell(record, href),
        EXIT_WORDS[left.exit_type],
        moment(left.exited_at),
        enters,
    ]
