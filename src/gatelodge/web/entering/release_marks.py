"""What decides the release point of a sentence that is on record already: said, or said anew."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.record import NEED_MARKS, marks_of, spoken_marks
from gatelodge.record.facts import ReleaseMarksStated
from gatelodge.web.acts import PaperForm, posted
from gatelodge.web.entering.stating import state
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage
from gatelodge.web.release_marks import (
    CONTRADICTION,
    EXCLUSIONS,
    NOT_KNOWN_WORDS,
    is_contradiction,
    mark_fields,
    marks_from,
    register_words,
)
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import sentence_case


class MarksForm(PaperForm):
    """The answers for one sentence as it stood when the page was shown."""

    answered_for = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, register: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = mark_fields(register=register) | self.fields

    def clean(self) -> dict[str, Any] | None:
        """Refuse "none of these" and "not known yet" beside another answer."""
        cleaned = super().clean() or {}
        if is_contradiction(cleaned.get(EXCLUSIONS, [])):
            self.add_error(EXCLUSIONS, CONTRADICTION)
        return cleaned

    @property
    def fact(self) -> ReleaseMarksStated:
        """The statement as a fact."""
        return ReleaseMarksStated(
            sentence=self.cleaned_data["answered_for"], marks=marks_from(self.cleaned_data)
        )


@require_http_methods(["GET", "POST"])
def release_marks(request: StaffRequest, record_id: str, sentence: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Say what decides the release point of one sentence; a later answer takes its place."""
    page = RecordPage(request, "person-dates")
    found = next((a for a in page.record.authorities_in_force if a.seq == sentence), None)
    asked = next((s for s in page.record.sentences if s.seq == sentence), None)
    if found is None or asked is None or asked.fact.sentence_kind not in NEED_MARKS:
        raise Http404
    stated = marks_of(page.record, asked)
    before = f"Until now: {spoken_marks(stated.fact.marks)}." if stated else ""
    fact = asked.fact
    form = MarksForm(
        *posted(request),
        office=page.office,
        initial={"answered_for": asked.entry.seq},
        register=register_words(
            page.office,
            offence_code=fact.offence_code,
            term=fact.term,
            imposed_on=fact.imposed_on,
        ),
    )
    intro = (authority_words(found), f"Offence {asked.fact.offence_code}.", before, NOT_KNOWN_WORDS)
    return state(
        page,
        form,
        lambda: form.fact,
        title="What decides the release point",
        intro=tuple(sentence_case(each) for each in intro if each),
        button=f"Enter the answers for {page.name}",
    )
