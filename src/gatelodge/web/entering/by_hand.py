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
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.reception import NewPerson, receive_person
from gatelodge.record import PersonKnown, start_of_day
from gatelodge.record.facts import Issuer, RemandOrdered
from gatelodge.web.acts import PaperForm, attempt, posted
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering import already_here
from gatelodge.web.entering.stating import state
from gatelodge.web.form_fields import DayField
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory

_METHODS = ["GET", "POST"]
TEMPLATE: Final = "entering/by_hand.html"
_PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")


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
        """The next hearing comes after the remand."""
        cleaned = super().clean() or {}
        ordered, following = cleaned.get("true_from"), cleaned.get("next_hearing_on")
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


class ReceptionForm(FromPaperForm):
    """Who came, as on the papers that came along."""

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
    """Records that may be this person's, as shown to whoever pressed last."""

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

    def must_have_looked(self, found: tuple[PersonKnown, ...]) -> bool:
        """Whether these were all shown before; if not, the form says so and shows them now."""
        number = str(self.cleaned_data["prison_number"])
        if any(number in each.values(Issuer.PRISON_NUMBER) for each in found):
            self.add_error(
                "prison_number",
                f"The prison number {number} is on a record already. Find the person by this number"
                " and open that record; do not open a second one.",
            )
            return False
        shown = set(str(self.cleaned_data["looked_at"]).split())
        names = [each.record for each in found]
        if shown.issuperset(names):
            return True
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["looked_at"] = " ".join(names)
        self.data = data
        self.add_error(
            None,
            "Somebody on record may be this person. Look at each one below. Press again only if "
            "none of them is.",
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
    opened = office().ledger.answer_to(form.press) if form.is_valid() else None
    if form.is_valid() and (opened is not None or form.must_have_looked(found)):
        made = attempt(form, lambda: _received(request, form))
        if made is not None:
            return redirect("person", made)
    number = form.cleaned_data.get("prison_number", "") if form.is_bound else ""
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
            "button": "None of these: receive this person" if found else "Receive this person",
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
