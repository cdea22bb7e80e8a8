"""What no court message brought: a remand, a sentence or a person, entered from the paper itself.

A word is not enough for any of the three: each form asks for its paper.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.reception import NewPerson, receive_person
from gatelodge.record import AuthorityKind, CustodyRecord, start_of_day
from gatelodge.record.facts import RemandOrdered, SentenceImposed, SentenceKind, Term
from gatelodge.sentencing import Exclusion
from gatelodge.web.acts import PaperForm, attempt, posted
from gatelodge.web.boxes import number_box, one_of_box, words_box
from gatelodge.web.entering.stating import state
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory

_METHODS = ["GET", "POST"]
_TEMPLATE = "entering/by_hand.html"
_UNITS = ("years", "months", "weeks", "days")
_MOST_OF_A_UNIT = 999
_ALONE = "alone"
_YES_NO = (("yes", "Yes"), ("no", "No"))

_KINDS: Final = (
    (SentenceKind.SDS, "Standard determinate sentence (SDS)"),
    (SentenceKind.SDS_PLUS, "Standard determinate sentence, two thirds (SDS+)"),
    (SentenceKind.EDS, "Extended determinate sentence (EDS)"),
    (SentenceKind.SOPC, "Sentence for offenders of particular concern (SOPC)"),
    (SentenceKind.DTO, "Detention and training order (DTO)"),
    (SentenceKind.A_FINE, "Imprisonment in default of a fine (A/FINE)"),
    (SentenceKind.BOTUS, "Breach of supervision after a sentence (BOTUS)"),
    (SentenceKind.LIFE, "Life sentence"),
    (SentenceKind.OTHER, "Another kind"),
)
_EXCLUSIONS: Final = (
    (Exclusion.SEXUAL, "Sexual offence"),
    (Exclusion.VIOLENT, "Violent offence, 4 years or more"),
    (Exclusion.DOMESTIC_ABUSE, "Domestic abuse"),
    (Exclusion.NATIONAL_SECURITY, "National security"),
    (Exclusion.TERRORISM, "Terrorism"),
    (Exclusion.SEXUAL_T3, "Sexual offence added on 16 December 2024"),
    (Exclusion.DOMESTIC_ABUSE_T3, "Domestic abuse offence added on 16 December 2024"),
    (Exclusion.MURDER_T3, "Murder offence added on 16 December 2024"),
)
"""The exclusions in force; those of the progression model are a draft in its own profile."""


class FromPaperForm(PaperForm):
    """What one paper says, entered with the paper itself."""

    needs_paper = True
    paper_label = "The warrant"
    NARROW: ClassVar[frozenset[str]] = frozenset({"page", "count", *_UNITS})
    """Fields of a few figures."""

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


class SentenceForm(WarrantForm):
    """One sentence of imprisonment or detention, as on its warrant."""

    count = number_box("Count", "Enter the number of the count.", least=1, most=_MOST_OF_A_UNIT)
    offence_code = words_box("Offence code", "Enter the offence code.", most=20)
    offence_committed_on = DayField(label="Day of the offence")
    imposed_on = DayField(label="Day on which the sentence was imposed")
    sentence_kind = one_of_box(
        "Kind of sentence", [(k.value, w) for k, w in _KINDS], "Choose the kind of sentence."
    )
    years = number_box("Years", least=0, most=_MOST_OF_A_UNIT)
    months = number_box("Months", least=0, most=_MOST_OF_A_UNIT)
    weeks = number_box("Weeks", least=0, most=_MOST_OF_A_UNIT)
    days = number_box("Days", least=0, most=_MOST_OF_A_UNIT)
    consecutive_to = one_of_box(
        "How does it stand to other sentences?", (), "Choose how it stands to other sentences."
    )
    is_plus_today = one_of_box(
        "Would it be SDS+ by kind, length and offence if it were imposed today?",
        _YES_NO,
        "Choose whether it would be SDS+ today.",
        "It shuts out home detention curfew. For a kind that is not SDS, choose no.",
    )
    is_section_250 = one_of_box(
        "Is it detention under section 250 of the Sentencing Code?",
        _YES_NO,
        "Choose whether it is detention under section 250.",
        "For somebody who was under 18 when convicted.",
    )
    exclusions = forms.MultipleChoiceField(
        label="What keeps it out of early release schemes?",
        help_text="Choose all that were found for this offence. Leave it empty when none was.",
        choices=[(e.value, words) for e, words in _EXCLUSIONS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, record: CustodyRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consecutive_to"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (_ALONE, "Alone, or concurrent with the others"),
            *(
                (str(a.seq), f"Consecutive to entry {a.seq}: {authority_words(a)}")
                for a in record.authorities
                if a.kind is AuthorityKind.SENTENCE
            ),
        ]

    def clean(self) -> dict[str, Any] | None:
        """A sentence has a length."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(unit) for unit in _UNITS) and not set(_UNITS) & set(self.errors):
            self.add_error("years", "Enter a length above 0, as on the warrant.")
        return cleaned

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes in the order of the warrant; the length stands by itself."""
        (_, own), paper = super().parts
        names = [box.name for box in own]
        first = names.index(_UNITS[0])
        after = first + len(_UNITS)
        return [("", own[:first]), ("Length", own[first:after]), ("", own[after:]), paper]

    @property
    def fact(self) -> SentenceImposed:
        """The sentence as a fact."""
        cleaned = self.cleaned_data
        follows = cleaned["consecutive_to"]
        return SentenceImposed(
            court=cleaned["court"],
            case_urn=cleaned["case_urn"],
            sentence_kind=SentenceKind(cleaned["sentence_kind"]),
            term=Term(*(cleaned[unit] or 0 for unit in _UNITS)),
            imposed_on=cleaned["imposed_on"],
            offence_code=cleaned["offence_code"],
            offence_committed_on=cleaned["offence_committed_on"],
            count=cleaned["count"],
            consecutive_to=None if follows == _ALONE else int(follows),
            is_sds_plus_length_and_offence=cleaned["is_plus_today"] == "yes",
            is_section_250=cleaned["is_section_250"] == "yes",
            early_release_exclusions=tuple(cleaned["exclusions"]),
        )


class ReceptionForm(FromPaperForm):
    """Who came, as on the papers that came along."""

    prison_number = words_box("Prison number", "Enter the prison number.", most=20)
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

    paper_label = "The reception paper"

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
        template=_TEMPLATE,
        title="Enter a remand",
        intro=("It holds from the start of the day on which the court ordered it.",),
        button=f"Enter the remand of {page.name}",
    )


@require_http_methods(_METHODS)
def sentence(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A sentence from its warrant."""
    page = RecordPage(request, "person-authorities")
    form = SentenceForm(*posted(request), office=page.office, record=page.record)
    return state(
        page,
        form,
        lambda: form.fact,
        template=_TEMPLATE,
        title="Enter a sentence",
        intro=("One sentence at a time: each count of the warrant is entered by itself.",),
        open_remands=_open_remands(page.record),
        button=f"Enter the sentence of {page.name}",
    )


@require_http_methods(_METHODS)
def receive(request: StaffRequest) -> HttpResponse:
    """Somebody who came into this prison and has no record."""
    form = ReceptionForm(*posted(request), office=office())
    if form.is_valid():
        made = attempt(form, lambda: _received(request, form))
        if made is not None:
            return redirect("person", made)
    prison = Directory(office()).prison(request.prison)
    return render(
        request,
        _TEMPLATE,
        {
            "form": form,
            "title": "Receive a person",
            "intro": (
                "Find the person first: somebody who was in prison before may have a record.",
                f"This opens a new record at {prison}.",
            ),
            "back_href": reverse("people"),
            "button": "Receive this person",
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


def _open_remands(record: CustodyRecord) -> list[str]:
    return [
        authority_words(authority)
        for authority in record.authorities_in_force
        if authority.kind is AuthorityKind.REMAND
    ]
