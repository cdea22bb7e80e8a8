"""One answer about many people: a force's, a court's or an office's reply to a list of exits.

Each person ticked gets an entry of their own, in an act of their own. Who could not be entered is
named with the reason, and nothing typed about them is lost.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.office import ActRefused, Office
from gatelodge.record import CustodyRecord, day_in_london
from gatelodge.record.facts import Enquiry, EnquiryAnswered, Fact, RecallStatusStated
from gatelodge.web.acts import BOX_OF, is_pressed_again, note_press, posted
from gatelodge.web.boxes import one_of_box
from gatelodge.web.damage import DAMAGE
from gatelodge.web.damage import WORDS as DAMAGED
from gatelodge.web.entering.enquiries import ASKED, SOURCE, AskedForm
from gatelodge.web.form_fields import DayField
from gatelodge.web.guard import also_about
from gatelodge.web.record_page import name_of
from gatelodge.web.releases import board
from gatelodge.web.request import SESSION_NOTICE, StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory
from gatelodge.web.states import AWAY
from gatelodge.web.words_of_time import day

_METHODS = ["GET", "POST"]
DAYS: Final = 3
"""How many days of exits stand on one page: the chosen one and the next (our decision)."""
_RECALLS: Final = "recalls"
_ABOUT: Final = (
    (Enquiry.WARRANTS.value, "Civil, fine and confiscation warrants"),
    (Enquiry.OTHER_INTEREST.value, "Other police forces, prisons and countries"),
    (Enquiry.HEALTH.value, "Hospital order, transfer direction and inpatient care"),
    (_RECALLS, "Outstanding recalls"),
)
_CLEAR, _FOUND = "clear_", "found_"


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the list, and the day on which they are to leave."""

    record: CustodyRecord
    on: date


class FirstDayForm(forms.Form):
    """From which day on people are listed."""

    day = DayField(label="First day")


class EvidenceForm(AskedForm):
    """Whom staff asked about what, and for each person a tick or what was found."""

    about = one_of_box("What did you ask about?", _ABOUT, "Choose what you asked about.")
    field_order = ("about", *ASKED)

    def __init__(self, *args: Any, leaving: tuple[Leaving, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaving = leaving
        boxes: list[str] = []
        for each in leaving:
            record = each.record
            boxes += [f"{_CLEAR}{record.record_id}", f"{_FOUND}{record.record_id}"]
            who = f"{name_of(record)}, {record.prison_number}"
            self.fields[f"{_CLEAR}{record.record_id}"] = forms.BooleanField(
                label=f"Clear: {who}", required=False
            )
            self.fields[f"{_FOUND}{record.record_id}"] = forms.CharField(
                label=f"Or found about {who}", required=False, max_length=1000
            )
        self.order_fields([*self.field_order, *boxes, *SOURCE])

    def days(self) -> Iterator[tuple[str, list[list[forms.BoundField]]]]:
        """The people of each day, each with their boxes."""
        for on in sorted({each.on for each in self.leaving}):
            yield (
                day(on),
                [
                    [
                        self[f"{_CLEAR}{each.record.record_id}"],
                        self[f"{_FOUND}{each.record.record_id}"],
                    ]
                    for each in self.leaving
                    if each.on == on
                ],
            )

    def clean(self) -> dict[str, Any] | None:
        """Each person is clear, or something was found, or nothing was said of them; not both."""
        cleaned = super().clean() or {}
        for each in self.leaving:
            found = f"{_FOUND}{each.record.record_id}"
            if not cleaned.get(found):
                continue
            if cleaned.get(f"{_CLEAR}{each.record.record_id}"):
                self.add_error(found, "Found or clear: not both. Clear the tick or this box.")
            elif cleaned.get("about") == _RECALLS:
                words = "Enter an outstanding recall on the person's own page, with kind and end."
                self.add_error(found, words)
        names = {each.record.record_id for each in self.leaving}
        sent = {name.split("_", 1)[1] for name in self.data if name.startswith((_CLEAR, _FOUND))}
        said = {name for name in sent - names if self._is_said(name)}
        if said:
            number = "1 person" if len(said) == 1 else f"{len(said)} people"
            self.add_error(
                None,
                f"{number} whom you ticked or wrote about no longer stand on this list. Nothing was"
                " entered. Look at the list again, and enter their answers on their own pages.",
            )
        elif not self.errors and not any(self.answered()):
            self.add_error(None, "Tick who is clear, or enter what was found about somebody.")
        return cleaned

    def _is_said(self, record_id: str) -> bool:
        return bool(self.data.get(f"{_CLEAR}{record_id}") or self.data.get(f"{_FOUND}{record_id}"))

    def answered(self) -> Iterator[tuple[Leaving, Fact]]:
        """Who was answered about, with the fact; who is neither ticked nor found is left out."""
        for each in self.leaving:
            found = self.cleaned_data.get(f"{_FOUND}{each.record.record_id}", "")
            if found or self.cleaned_data.get(f"{_CLEAR}{each.record.record_id}"):
                yield each, self._fact(found)

    def _fact(self, found: str) -> Fact:
        asked_of, by = self.cleaned_data["asked_of"], self.cleaned_data["answered_by"]
        about = self.cleaned_data["about"]
        if about == _RECALLS:
            return RecallStatusStated(
                asked_of=asked_of, answered_by=by, asked_at=self.asked_at, outstanding=()
            )
        return EnquiryAnswered(
            enquiry=Enquiry(about),
            asked_of=asked_of,
            answered_by=by,
            asked_at=self.asked_at,
            is_clear=not found,
            found=found,
        )

    def refuse(self, record_id: str, refused: ActRefused) -> None:
        """Put a refusal where it belongs: at the box that all share, else at the person's own."""
        shared = BOX_OF.get(refused.field or "", refused.field or "")
        box = shared if shared in self.fields else f"{_FOUND}{record_id}"
        if refused.words not in self.errors.get(box, ()):
            self.add_error(box, refused.words)


@require_http_methods(_METHODS)
def evidence(request: StaffRequest) -> HttpResponse:
    """Enter one office's answer about everybody who leaves on a day and the next days."""
    if not request.prison:
        return redirect("location")
    using = office()
    at = using.clock.now()
    first = _first_day(request, day_in_london(at) + timedelta(days=1))
    here = f"{reverse('evidence')}?day={first.isoformat()}"
    chosen = FirstDayForm(request.GET) if "day_day" in request.GET else FirstDayForm()
    if chosen.is_bound and chosen.is_valid():
        return redirect(f"{reverse('evidence')}?day={chosen.cleaned_data['day'].isoformat()}")
    if request.method == "POST" and is_pressed_again(request):
        return redirect(here)
    leaving = _leaving(using, request.prison, first)
    form = EvidenceForm(*posted(request), office=using, leaving=leaving)
    entered: list[str] = []
    if request.method == "POST" and form.is_valid():
        entered = _enter_each(request, using, form)
        if not form.errors:
            note_press(request)
            request.session[SESSION_NOTICE] = {
                "heading": f"Entered for {_people(len(entered))}",
                "lines": entered,
                "warnings": [],
            }
            return redirect(here)
    directory = Directory(using)
    return render(
        request,
        "entering/for_many.html",
        {
            "form": form,
            "chosen": chosen,
            "entered": entered,
            "first": first,
            "last": first + timedelta(days=DAYS - 1),
            "prison_name": directory.prison(request.prison),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or chosen.errors else HTTPStatus.OK,
    )


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _enter_each(request: StaffRequest, using: Office, form: EvidenceForm) -> list[str]:
    """Enter what was answered, an act a person; give who was entered. A refusal stands in the form.

    Pressed again after a refusal, nobody is entered twice: each act has the press for its name.
    """
    entered = []
    for each, fact in form.answered():
        record = each.record
        also_about(request, record)
        try:
            state_fact(
                using,
                request.actor,
                record.record_id,
                fact,
                source=form.source,
                command=f"{form.press}:{record.record_id}",
            )
        except ActRefused as refused:
            form.refuse(record.record_id, refused)
        except DAMAGE:
            form.refuse(record.record_id, ActRefused(DAMAGED))
        else:
            said = "something was found" if getattr(fact, "found", "") else "clear"
            entered.append(f"{name_of(record)}, {record.prison_number}: {said}.")
    return entered


def _leaving(using: Office, prison: str, first: date) -> tuple[Leaving, ...]:
    """Everybody here whose exit is planned or due on a day or the next ones, each once."""
    at = using.clock.now()
    found: dict[str, Leaving] = {}
    for on in (first + timedelta(days=n) for n in range(DAYS)):
        for row in board.rows(using, prison, on, at):
            is_here = row.record.is_in_custody and row.state.group not in AWAY
            if is_here:
                found.setdefault(row.record.record_id, Leaving(record=row.record, on=on))
    return tuple(found.values())


def _first_day(request: StaffRequest, tomorrow: date) -> date:
    try:
        first = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return tomorrow
    return first if first.year < date.max.year else tomorrow
