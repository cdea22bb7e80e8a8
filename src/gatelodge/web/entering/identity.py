"""What tells somebody from others when they leave: a photo, and what they say of themselves."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.authorities import state_facts
from gatelodge.casework.court import is_pdf
from gatelodge.gate import CELL_CARD, PHOTO_GOOD_FOR
from gatelodge.record import Source, statement
from gatelodge.record.facts import Detail, PersonalDetailRecorded, PhotographTaken
from gatelodge.web.acts import ActForm, PaperForm, enter, posted
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.stating import state
from gatelodge.web.form_fields import DayField
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest

_METHODS = ["GET", "POST"]
DETAILS: Final = tuple(each for each in Detail if each not in CELL_CARD)
"""What can be asked of somebody that nobody reads on the card at the cell door."""


class PictureForm(PaperForm):
    """A picture of a face; a paper is refused."""

    needs_paper = True
    ask_for_paper = "Add the photo."
    kept_words = "The photo that you added is kept. You need not choose it again."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["page"]
        self.fields["paper"].label = "The photo"
        self.fields["paper"].help_text = "A JPEG or PNG of the face, at most 20 MB."

    def clean_paper(self) -> "UploadedFile[bytes] | None":
        """Keep the picture; a PDF is none."""
        chosen: UploadedFile[bytes] | None = self.cleaned_data.get("paper")
        if chosen is not None and is_pdf(chosen.read()):
            raise forms.ValidationError("This is a paper. Choose a photo (JPEG or PNG).")
        if chosen is not None:
            chosen.seek(0)
        return super().clean_paper()

    def clean(self) -> dict[str, Any] | None:
        """A picture that was added with an earlier press must be kept here."""
        cleaned = super().clean() or {}
        kept = cleaned["kept_paper"]
        if kept and self._office.documents.read(kept) is None:
            self.add_error("paper", "That photo is not kept here. Add it again.")
        return cleaned


class PhotoForm(PictureForm):
    """A photo of the face, and when it was taken (G31)."""

    taken_on = DayField(label="On which day was it taken?")
    colour = one_of_box(
        "Is it in colour?",
        (("yes", "In colour"), ("no", "Black and white")),
        "Choose whether the photo is in colour.",
    )
    field_order = ("paper", "taken_on", "colour")

    @property
    def fact(self) -> PhotographTaken:
        """The photo as a fact; it is its own source."""
        return PhotographTaken(
            photo=self.cleaned_data["kept_paper"],
            taken_on=self.cleaned_data["taken_on"],
            is_colour=self.cleaned_data["colour"] == "yes",
        )


def detail_box(about: Detail) -> forms.CharField:
    """The box for one answer; it may stay empty."""
    return words_box(about[:1].upper() + about[1:], most=200)


class DetailsForm(ActForm):
    """What the person says of themselves, as far as they do."""

    is_news = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for about in DETAILS:
            self.fields[about.name.lower()] = detail_box(about)

    def clean(self) -> dict[str, Any] | None:
        """One answer at least."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(about.name.lower()) for about in DETAILS) and not self.errors:
            self.add_error(DETAILS[0].name.lower(), "Enter at least one answer.")
        return cleaned

    @property
    def facts(self) -> list[PersonalDetailRecorded]:
        """Each answer that was given, as a fact."""
        return details_in(self.cleaned_data)


def details_in(cleaned: dict[str, Any]) -> list[PersonalDetailRecorded]:
    """The answers among what a form was sent with."""
    return [
        PersonalDetailRecorded(about=about, answer=answer)
        for about in DETAILS
        if (answer := cleaned.get(about.name.lower()))
    ]


@require_http_methods(_METHODS)
def photo(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A photo of the person, at reception or later."""
    page = RecordPage(request, "person")
    form = PhotoForm(*posted(request), office=page.office)
    years = PHOTO_GOOD_FOR.days // 365
    return state(
        page,
        form,
        lambda: form.fact,
        title="Add a photo",
        intro=(
            f"Two officers compare a face with it for {years} years from the day it was taken.",
            "Take it when you know who the person is, not when they are about to leave.",
        ),
        button=f"Add the photo of {page.name}",
    )


@require_http_methods(_METHODS)
def details(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What the person says of themselves, to be asked again when they leave."""
    page = RecordPage(request, "person")
    form = DetailsForm(*posted(request))
    return enter(
        page,
        form,
        act=lambda: state_facts(
            page.office,
            request.actor,
            page.record_id,
            form.facts,
            source=_own_word(page),
            command=form.press,
        ),
        title="Enter what the person says of themselves",
        intro=(
            "Two officers ask for two of these answers when the person leaves.",
            "Ask the person alone. Leave empty what they do not say. The newest answer counts.",
        ),
        button=f"Enter the answers of {page.name}",
    )


def _own_word(page: RecordPage) -> Source:
    return statement(page.name)
