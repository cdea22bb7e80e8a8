"""What no court message brought: a remand or a person, entered from the paper itself.

A word is not enough for either: each form asks for its paper. `sentences` does the same for those.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, ClassVar, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.court import PDF
from gatelodge.casework.reception import (
    NEVER_IN_CUSTODY_BELOW,
    NewPerson,
    age_on,
    receive_person,
)
from gatelodge.record import PersonKnown, day_in_london, start_of_day
from gatelodge.record.facts import RemandOrdered
from gatelodge.web.acts import PaperForm, attempt, opened_paper, posted
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering import already_here
from gatelodge.web.entering.identity import DETAILS, detail_box, details_in
from gatelodge.web.entering.stating import state
from gatelodge.web.form_fields import DayField
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory

_METHODS = ["GET", "POST"]
TEMPLATE: Final = "entering/by_hand.html"
_PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
_ORDERED_LATER: Final = (
    "Day on which it was ordered: that day is still to come. Enter the day on which the court sat, "
    "as on the warrant."
)
_USUAL_AGES: Final = range(15, 100)
"""Years of age that nobody asks about at reception (our decision)."""


class FromPaperForm(PaperForm):
    """What one paper says, entered with the paper itself."""

    needs_paper = True
    paper_label = "The warrant"
    NARROW: ClassVar[frozenset[str]] = frozenset({"page"})
    """Fields of a few figures."""
    LENGTHS: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Headings of `parts` over the units of a length, and how each is read aloud."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].label = self.paper_label

    def clean(self) -> dict[str, Any] | None:
        """A paper that was added with an earlier press must be kept here."""
        cleaned = super().clean() or {}
        kept = cleaned["kept_paper"]
        if kept and self._office.documents.read(kept) is None:
            self.add_error("paper", "That paper is not kept here. Add it again.")
        return cleaned

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes in the order of the paper, in groups with a heading; the paper comes last."""
        last = [self["paper"], self["page"]]
        own = [box for box in self.visible_fields() if box.name not in {"paper", "page"}]
        return [("", own), ("Where this comes from", last)]


class KnownByForm(FromPaperForm):
    """A photo of the face, and what the person says of themselves: all of it may come later."""

    photo = forms.FileField(
        label="The photo",
        help_text="A JPEG or PNG of the face, at most 20 MB. It may be added later.",
        required=False,
        allow_empty_file=False,
        error_messages={"empty": "The file is empty. Choose the photo again."},
    )
    kept_photo = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    photo_taken_on = DayField(label="On which day was the photo taken?", required=False)
    photo_colour = forms.ChoiceField(
        label="Is the photo in colour?",
        choices=(("yes", "In colour"), ("no", "Black and white")),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for about in DETAILS:
            self.fields[about.name.lower()] = detail_box(about)

    def clean_photo(self) -> "UploadedFile[bytes] | None":
        """Keep the photo at once, so that it is not lost when another field is wrong."""
        chosen: UploadedFile[bytes] | None = self.cleaned_data.get("photo")
        if chosen is None:
            return None
        content, media_type = opened_paper(chosen)
        if media_type == PDF:
            raise forms.ValidationError("This is a paper. Choose a photo (JPEG or PNG).")
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["kept_photo"] = self._office.documents.keep(content, media_type=media_type)
        self.data = data
        return chosen

    def clean(self) -> dict[str, Any] | None:
        """A photo has its day and says whether it is in colour; without one, neither is asked."""
        cleaned = super().clean() or {}
        kept = cleaned["kept_photo"] = str(self.data.get("kept_photo", ""))
        day, colour = cleaned.get("photo_taken_on"), cleaned.get("photo_colour")
        if kept and self._office.documents.read(kept) is None:
            self.add_error("photo", "That photo is not kept here. Add it again.")
        if kept and not day and "photo_taken_on" not in self.errors:
            self.add_error("photo_taken_on", "Enter on which day the photo was taken.")
        if day and day > day_in_london(self._office.clock.now()):
            self.add_error("photo_taken_on", "Day of the photo: that day is still to come.")
        if kept and not colour:
            self.add_error("photo_colour", "Choose whether the photo is in colour.")
        if not kept and (day or colour) and "photo" not in self.errors:
            self.add_error("photo", "Add the photo, or clear what you entered about it.")
        return cleaned

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Names first, then photo and answers, and the paper last."""
        (_, own), last = super().parts
        photo = {"photo", "photo_taken_on", "photo_colour"}
        asked = {about.name.lower() for about in DETAILS}
        return [
            ("", [box for box in own if box.name not in photo | asked]),
            ("Photo of the face", [box for box in own if box.name in photo]),
            ("What the person says of themselves", [box for box in own if box.name in asked]),
            last,
        ]


class WarrantForm(FromPaperForm):
    """Of which court and case a warrant is."""

    court = words_box("Which court?", "Enter the court.", most=200)
    case_urn = words_box("Case number", "Enter the number of the case.", most=50)


class RemandForm(WarrantForm):
    """A remand in custody, as on its warrant."""

    catalogue = one_of_box(
        "Which kind of court?",
        (("A01", "Magistrates' court or youth court"), ("A08", "Crown Court")),
        "Choose which kind of court.",
    )
    true_from = DayField(label="Day on which it was ordered")
    next_hearing_on = DayField(
        label="Day of the next hearing",
        help_text="Leave it empty when it is not known. For example, 27 3 2026.",
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        """A remand was ordered by today, and the next hearing comes after it."""
        cleaned = super().clean() or {}
        ordered, following = cleaned.get("true_from"), cleaned.get("next_hearing_on")
        if ordered and ordered > day_in_london(self._office.clock.now()):
            self.add_error("true_from", _ORDERED_LATER)
        if ordered and following and following < ordered:
            self.add_error("next_hearing_on", "The next hearing cannot be before the remand.")
        return cleaned

    @property
    def fact(self) -> RemandOrdered:
        """The remand as a fact."""
        cleaned = self.cleaned_data
        return RemandOrdered(
            court=cleaned["court"],
            case_urn=cleaned["case_urn"],
            next_hearing_on=cleaned["next_hearing_on"],
            catalogue=cleaned["catalogue"],
        )

    @property
    def so_from(self) -> datetime:
        """The start, in London, of the day on which it was ordered."""
        return start_of_day(self.cleaned_data["true_from"])


class ReceptionForm(KnownByForm):
    """Who came, as on the papers that came along, and what tells them from others."""

    prison_number = words_box(
        "Prison number",
        "Enter the prison number.",
        most=20,
        hint="A letter, four figures and two letters. For example, A0042ZX.",
    )
    surname = words_box(
        "Surname",
        "Enter the surname.",
        most=100,
        hint="Somebody with one name has it here.",
    )
    forenames = forms.CharField(
        label="Forenames",
        help_text="Leave it empty for somebody with one name.",
        required=False,
        max_length=100,
    )
    born_on = DayField(label="Date of birth", help_text="For example, 4 7 1991.")

    looked_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)
    """Records that may be this person's, and a rare age, as shown to whoever pressed last."""

    paper_label = "The reception paper"

    def clean_prison_number(self) -> str:
        """Refuse what has not the form of a prison number; letters are kept as capitals."""
        number = "".join(str(self.cleaned_data["prison_number"]).split()).upper()
        if not _PRISON_NUMBER.fullmatch(number):
            raise forms.ValidationError(
                "A prison number is a letter, four figures and two letters, such as A0042ZX. Enter "
                "it as on the paper."
            )
        return number

    def likely(self) -> tuple[PersonKnown, ...]:
        """Who on record may be this person; nobody while the form is not complete."""
        if not self.is_valid():
            return ()
        cleaned = self.cleaned_data
        return already_here.likely(
            surname=cleaned["surname"],
            forenames=cleaned["forenames"],
            born_on=cleaned["born_on"],
            number=cleaned["prison_number"],
        )

    def has_free_number(self, found: tuple[PersonKnown, ...]) -> bool:
        """Whether no record has the prison number; if one has, the form says so."""
        number = str(self.cleaned_data["prison_number"])
        if not already_here.has_number(found, number):
            return True
        self.add_error(
            "prison_number",
            f"The prison number {number} is on a record already. If it is this person, open that "
            "record. If not, enter the number as on the paper.",
        )
        return False

    def must_have_looked(self, found: tuple[PersonKnown, ...]) -> bool:
        """Whether all to look at was shown before; if not, the form says so and shows it now."""
        shown = set(str(self.cleaned_data["looked_at"]).split())
        asked = [each.record for each in found]
        today = day_in_london(self._office.clock.now())
        age = age_on(self.cleaned_data["born_on"], today)
        is_rare = age not in _USUAL_AGES and age >= NEVER_IN_CUSTODY_BELOW
        if is_rare:
            asked.append(f"age-{age}")
        if shown.issuperset(asked):
            return True
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["looked_at"] = " ".join(asked)
        self.data = data
        if is_rare and f"age-{age}" not in shown:
            self.add_error(
                "born_on",
                f"By this date of birth the person is {age}. Compare it with the paper. Press again"
                " only if it is right.",
            )
        if not shown.issuperset(each.record for each in found):
            self.add_error(
                None,
                "Somebody on record may be this person. Look at each one below. Press again only "
                "if none of them is.",
            )
        return False

    def person(self, prison: str) -> NewPerson:
        """Who came, to this prison."""
        cleaned = self.cleaned_data
        return NewPerson(
            prison=prison,
            prison_number=cleaned["prison_number"],
            surname=cleaned["surname"],
            forenames=cleaned["forenames"],
            born_on=cleaned["born_on"],
            photo=cleaned["kept_photo"] or None,
            photo_taken_on=cleaned["photo_taken_on"],
            photo_is_colour=cleaned["photo_colour"] == "yes",
            details=tuple((each.about, each.answer) for each in details_in(cleaned)),
        )


@require_http_methods(_METHODS)
def remand(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A remand in custody from its warrant."""
    page = RecordPage(request, "person-authorities")
    form = RemandForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        template=TEMPLATE,
        title="Enter a remand",
        intro=("It holds from the start of the day on which the court ordered it.",),
        button=f"Enter the remand of {page.name}",
    )


@require_http_methods(_METHODS)
def receive(request: StaffRequest) -> HttpResponse:
    """Somebody who came into this prison and has no record."""
    form = ReceptionForm(*posted(request), office=office())
    found = form.likely()
    number = form.cleaned_data.get("prison_number", "") if form.is_bound else ""
    opened = office().ledger.answer_to(form.press) if form.is_valid() else None
    if form.is_valid() and (
        opened is not None or (form.has_free_number(found) and form.must_have_looked(found))
    ):
        made = attempt(form, lambda: _received(request, form))
        if made is not None:
            return redirect("person", made)
    is_taken = already_here.has_number(found, number)
    prison = Directory(office()).prison(request.prison)
    return render(
        request,
        "entering/receive.html",
        {
            "form": form,
            "likely": already_here.cards(found, number, Directory(office())),
            "title": "Receive a person",
            "intro": (
                "Find the person first: somebody who was in prison before may have a record.",
                f"This opens a new record at {prison}.",
            ),
            "back_href": reverse("people"),
            "is_taken": is_taken,
            "button": "None of these: receive this person"
            if found and not is_taken
            else "Receive this person",
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _received(request: StaffRequest, form: ReceptionForm) -> str:
    return receive_person(
        office(),
        request.actor,
        form.person(request.prison),
        source=form.source,
        command=form.press,
    )
