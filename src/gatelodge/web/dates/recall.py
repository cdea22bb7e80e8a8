"""The preview of a recall: a question with an answer, and no fact."""

from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gatelodge.casework.dates import preview_of_recall
from gatelodge.casework.office import ActRefused
from gatelodge.sentencing import Recall, RecallPreview, RecallType, Refusal
from gatelodge.web.boxes import one_of_box
from gatelodge.web.dates.sections import cited
from gatelodge.web.dates.words import MEANING, leaves, place
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.words_of_time import day

_KINDS: Final = (
    (RecallType.STANDARD_RECALL.value, "Standard: to the end of the sentence"),
    (RecallType.FIXED_TERM_RECALL_14.value, "Fixed term of 14 days"),
    (RecallType.FIXED_TERM_RECALL_28.value, "Fixed term of 28 days"),
    (RecallType.FIXED_TERM_RECALL_56.value, "Fixed term of 56 days"),
)


class RecallForm(forms.Form):
    """Which recall, and on which days."""

    kind = one_of_box("Which recall would it be?", _KINDS, "Choose the kind of recall.")
    revoked_on = DayField(label="On which day would the licence be revoked?")
    returned_on = DayField(
        label="On which day would the person be back in custody?",
        help_text="A fixed term counts from this day. For a standard recall it may stay empty.",
        required=False,
    )

    @property
    def recall(self) -> Recall:
        """The recall that is asked about."""
        cleaned = self.cleaned_data
        return Recall(
            recall_type=RecallType(cleaned["kind"]),
            revoked_on=cleaned["revoked_on"],
            returned_on=cleaned["returned_on"],
        )


@require_GET
def recall(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Ask "recalled on this day, due on ...", and answer."""
    page = RecordPage(request, "person-dates")
    form = RecallForm(request.GET if "revoked_on_day" in request.GET else None)
    found = _asked(page, form) if form.is_bound and form.is_valid() else {}
    return render(
        request,
        "dates/recall.html",
        page.context(
            form=form,
            back={"text": "Back to release dates", "href": page.href("person-dates")},
            law_version=page.office.law.version,
            **found,
        ),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _asked(page: RecordPage, form: RecallForm) -> dict[str, Any]:
    try:
        asked = preview_of_recall(page.office, page.record, form.recall)
    except ActRefused as refused:
        return {"refused": [refused.words]}
    found = asked.answer
    if isinstance(found, Refusal):
        return {"refused": [each.text for each in found.reasons]}
    return {"found": _shown(page, form.recall, found) | {"doubts": asked.doubts}}


def _asked_for(recall: Recall) -> str:
    """Say which day was asked about; the form refuses a recall without one."""
    return f"Licence revoked on {day(recall.revoked_on)}" if recall.revoked_on else "Recalled"


def _shown(page: RecordPage, recall: Recall, found: RecallPreview) -> dict[str, Any]:
    recalled = [
        authority_words(each)
        for each in page.record.authorities
        if str(each.seq) in found.recalled_ids
    ]
    dates = sorted(found.calculation.dates, key=lambda each: place(each.type))
    return {
        "due": f"{_asked_for(recall)}: due for release on {day(found.due.on)} ({found.due.type}).",
        "leaves": leaves(
            found.due.type,
            found.due.on,
            sentenced_on=found.calculation.governing_sentenced_on,
            bank_holidays=page.office.bank_holidays,
        ),
        "recalled": recalled,
        "unused": found.unused_days,
        "steps": [
            {"words": step.text, "authority": [cited(str(each)) for each in step.authority]}
            for step in found.due.steps
        ],
        "table": {
            "caption": "Dates if so recalled",
            "caption_size": "s",
            "head": ["Date", "Falls on", "Meaning"],
            "rows": [[each.type, day(each.on), MEANING.get(each.type, "")] for each in dates],
        },
    }
