"""What others answer when they are asked about somebody who is to leave (G12, G14 to G16)."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.record.facts import (
    Enquiry,
    EnquiryAnswered,
    RecallKind,
    RecallOnFile,
    RecallStatusStated,
)
from gatelodge.web.acts import PaperForm, posted
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.entering.stating import state
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.forms import ClockField
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest

_METHODS = ["GET", "POST"]
RECALLS: Final = 3
"""How many outstanding recalls one answer can name; nobody has had more (our decision)."""
_COUNTS = "The answer counts for 24 hours from when you asked."

TITLES: Final = {
    Enquiry.WARRANTS: "What the search for warrants found",
    Enquiry.OTHER_INTEREST: "What police, other prisons or other countries answered",
    Enquiry.HEALTH: "What healthcare answered",
}
_INTRO: Final = {
    Enquiry.WARRANTS: (
        "Have civil, fine and confiscation warrants searched by prison number and by each name.",
        _COUNTS,
        "What one office has found stands until that office says that it has ended.",
    ),
    Enquiry.OTHER_INTEREST: (
        "Ask for live warrants, and for interest of other forces, prisons and countries.",
        _COUNTS,
        "An interest alone holds nobody: where one is found, the duty governor decides.",
    ),
    Enquiry.HEALTH: (
        (
            "Ask whether a hospital order or transfer direction is in force, and whether the"
            " person is an inpatient."
        ),
        _COUNTS,
        "Enter the status alone, nothing of the illness.",
    ),
}


class AskedForm(PaperForm, MomentMixin):
    """Whom staff asked, who answered and when."""

    asked_of = words_box("Which office did you ask?", "Enter whom you asked.", most=200)
    answered_by = words_box(
        "Who answered?", "Enter who answered.", most=200, hint="Name and office."
    )
    asked_on = DayField(label="When did you ask?")
    asked_time = ClockField(label="At", help_text="For example, 09:00.")

    @property
    def asked_at(self) -> datetime:
        """The instant at which they were asked."""
        return self.moment("asked_on", "asked_time")


ASKED: Final = ("asked_of", "answered_by", "asked_on", "asked_time")
SOURCE: Final = ("paper", "page", "said_by")


class EnquiryForm(AskedForm):
    """One body's answer to one enquiry."""

    result = one_of_box(
        "What did they answer?",
        (("clear", "Clear: they found nothing"), ("found", "They found something")),
        "Choose what they answered.",
    )
    found = words_box(
        "If they found something: what?", most=1000, hint="In their words, with their reference."
    )
    field_order = (*ASKED, "result", "found", *SOURCE)

    def clean(self) -> dict[str, Any] | None:
        """What was found needs words, and a clear answer has none."""
        cleaned = super().clean() or {}
        result, found = cleaned.get("result"), cleaned.get("found", "")
        if result == "found" and not found and "found" not in self.errors:
            self.add_error("found", "Enter what they found.")
        if result == "clear" and found:
            words = "They found nothing, or something: choose one. Clear this box if nothing."
            self.add_error("found", words)
        return cleaned

    def fact(self, enquiry: Enquiry) -> EnquiryAnswered:
        """The answer as a fact."""
        cleaned = self.cleaned_data
        return EnquiryAnswered(
            enquiry=enquiry,
            asked_of=cleaned["asked_of"],
            answered_by=cleaned["answered_by"],
            asked_at=self.asked_at,
            is_clear=cleaned["result"] == "clear",
            found=cleaned["found"],
        )


_KINDS: Final = (
    (RecallKind.STANDARD.value, "Standard, to the end of the sentence"),
    (RecallKind.FIXED_14.value, "Fixed term, 14 days"),
    (RecallKind.FIXED_28.value, "Fixed term, 28 days"),
    (RecallKind.FIXED_56.value, "Fixed term, 56 days"),
)


class RecallStatusForm(AskedForm):
    """Every recall that those who order recalls name as outstanding."""

    any_outstanding = one_of_box(
        "Which recalls do they name?",
        (("none", "None is outstanding"), ("some", "Those that I enter below")),
        "Choose whether a recall is outstanding.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(RECALLS):
            which = f"Recall {row + 1}"
            self.fields[f"kind_{row}"] = forms.ChoiceField(
                label=f"{which}: kind", choices=(("", "Choose"), *_KINDS), required=False
            )
            self.fields[f"ends_{row}"] = DayField(
                label=f"{which}: first day on which it no longer holds",
                help_text="Leave it empty when it lasts to the end of the sentence.",
                required=False,
            )
        rows = [f"{name}_{row}" for row in range(RECALLS) for name in ("kind", "ends")]
        self.order_fields([*ASKED, "any_outstanding", *rows, *SOURCE])

    def clean(self) -> dict[str, Any] | None:
        """A recall has its kind; none is outstanding only where none is entered."""
        cleaned = super().clean() or {}
        kinds = [cleaned.get(f"kind_{row}") for row in range(RECALLS)]
        for row, kind in enumerate(kinds):
            if cleaned.get(f"ends_{row}") and not kind:
                self.add_error(f"kind_{row}", "Choose the kind of this recall.")
        chosen = cleaned.get("any_outstanding")
        if chosen == "some" and not any(kinds) and "kind_0" not in self.errors:
            self.add_error("kind_0", "Enter each recall that they name.")
        if chosen == "none" and any(kinds):
            words = "None is outstanding, or those below: choose one. Clear the recalls if none is."
            self.add_error("any_outstanding", words)
        return cleaned

    @property
    def fact(self) -> RecallStatusStated:
        """The statement as a fact."""
        cleaned = self.cleaned_data
        return RecallStatusStated(
            asked_of=cleaned["asked_of"],
            answered_by=cleaned["answered_by"],
            asked_at=self.asked_at,
            outstanding=tuple(
                RecallOnFile(
                    recall_kind=RecallKind(cleaned[f"kind_{row}"]), ends_on=cleaned[f"ends_{row}"]
                )
                for row in range(RECALLS)
                if cleaned[f"kind_{row}"]
            ),
        )


@require_http_methods(_METHODS)
def enquiry(request: StaffRequest, record_id: str, which: Enquiry) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What one body answered that was asked about the person."""
    page = RecordPage(request, "exit")
    form = EnquiryForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact(which),
        title=TITLES[which],
        intro=_INTRO[which],
        button=f"Enter the answer about {page.name}",
    )


@require_http_methods(_METHODS)
def recall_status(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Which recalls are outstanding, by those who order them."""
    page = RecordPage(request, "exit")
    form = RecallStatusForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        title="Which recalls are outstanding",
        intro=(
            (
                "Ask those who order recalls. Enter all that they name, also those that are on"
                " this record already: the check compares both."
            ),
            _COUNTS,
        ),
        button=f"Enter the recalls of {page.name}",
    )
