"""What no court message brought: a remand, a sentence or a person, entered from the paper itself.

A word is not enough for any of the three: each form asks for its paper.
"""

import re
from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.reception import NewPerson, receive_person
from gatelodge.casework.release_marks import must_be_marks
from gatelodge.record import (
    NEED_MARKS,
    AuthorityKind,
    CustodyRecord,
    Entry,
    PersonKnown,
    start_of_day,
)
from gatelodge.record.facts import (
    Issuer,
    ReleaseMarks,
    ReleaseMarksStated,
    RemandOrdered,
    SentenceImposed,
    SentenceKind,
    Term,
)
from gatelodge.web.acts import PaperForm, attempt, enter, posted
from gatelodge.web.boxes import number_box, one_of_box, words_box
from gatelodge.web.entering import already_here
from gatelodge.web.entering.stating import state
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage
from gatelodge.web.release_marks import (
    ASK,
    CONTRADICTION,
    EXCLUSIONS,
    is_contradiction,
    mark_fields,
    marks_from,
)
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory

_METHODS = ["GET", "POST"]
_TEMPLATE = "entering/by_hand.html"
_UNITS = ("years", "months", "weeks", "days")
_MOST_OF_A_UNIT = 999
_ALONE = "alone"
_PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")

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
        self.fields |= mark_fields()
        for name in ASK:
            self.fields[name].required = False  # needed for standard sentences alone: see `clean`

    def clean(self) -> dict[str, Any] | None:
        """A sentence has a length, and a standard one an answer to each question of its release."""
        cleaned = super().clean() or {}
        if cleaned.get("sentence_kind") in NEED_MARKS:
            for name in (each for each in ASK if not cleaned.get(each) and each not in self.errors):
                self.add_error(name, ASK[name])
        if is_contradiction(cleaned.get(EXCLUSIONS) or []):
            self.add_error(EXCLUSIONS, CONTRADICTION)
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
        )

    @property
    def marks(self) -> ReleaseMarks | None:
        """What decides the release point; none = another kind of sentence, or nothing is known."""
        if self.cleaned_data["sentence_kind"] not in NEED_MARKS:
            return None
        marks = marks_from(self.cleaned_data)
        return None if marks == ReleaseMarks() else marks


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
    return enter(
        page,
        form,
        act=lambda: _enter_sentence(page, form),
        template=_TEMPLATE,
        title="Enter a sentence",
        intro=("One sentence at a time: each count of the warrant is entered by itself.",),
        open_remands=_open_remands(page.record),
        button=f"Enter the sentence of {page.name}",
    )


def _enter_sentence(page: RecordPage, form: SentenceForm) -> tuple[Entry, ...]:
    """Enter the sentence, and then what was answered for it: one press, two facts of one paper."""
    fact, marks = form.fact, form.marks
    if marks is not None:
        must_be_marks(marks, fact)
    entries = state_fact(
        page.office,
        page.request.actor,
        page.record_id,
        fact,
        source=form.source,
        command=form.press,
    )
    if marks is None:
        return entries
    return entries + state_fact(
        page.office,
        page.request.actor,
        page.record_id,
        ReleaseMarksStated(sentence=entries[0].seq, marks=marks),
        source=form.source,
        command=f"{form.press}/marks",
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


def _open_remands(record: CustodyRecord) -> list[str]:
    return [
        authority_words(authority)
        for authority in record.authorities_in_force
        if authority.kind is AuthorityKind.REMAND
    ]
