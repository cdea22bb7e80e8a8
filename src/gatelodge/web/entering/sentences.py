"""A sentence from its warrant: entered, and corrected where it was entered otherwise.

A word is not enough. Of a standard sentence the form asks what decides its release point too, and
after a correction anew; of other kinds, what their dates need besides the length.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.offence_lists import is_registered
from gatelodge.casework.release_marks import must_be_marks
from gatelodge.casework.statable import NO_OFFENCE_CODE, is_offence_code
from gatelodge.record import NEED_MARKS, AuthorityKind, CustodyRecord, Entry
from gatelodge.record.facts import (
    ReleaseMarks,
    ReleaseMarksStated,
    SentenceImposed,
    SentenceKind,
    Term,
)
from gatelodge.web.acts import enter, posted
from gatelodge.web.boxes import number_box, one_of_box, words_box
from gatelodge.web.entering.by_hand import TEMPLATE, WarrantForm
from gatelodge.web.entering.correcting import carry_what_stands, must_stand, show_what_stands
from gatelodge.web.form_fields import DayField
from gatelodge.web.of_kind import (
    EXTENSION,
    EXTENSION_WORDS,
    KINDS,
    MOST_OF_A_UNIT,
    OTHERS,
    OTHERS_WORDS,
    UNITS,
    OfKindForm,
    as_pounds,
)
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

_METHODS: Final = ["GET", "POST"]
_LENGTH: Final = "Length"
_ALONE: Final = "alone"
_KEPT: Final = (
    "What stands there is kept beside the correction. Answer anew what decides the release point "
    "of a standard sentence."
)
_LENGTH_WORDS: Final = (
    "Of an extended sentence and of one of particular concern, the length is the custodial term."
)


_AS_ON_THE_WARRANT: Final = (
    "court",
    "case_urn",
    "count",
    "offence_code",
    "offence_committed_on",
    "imposed_on",
    "sentence_kind",
    *UNITS,
    *EXTENSION,
    *OTHERS,
    "consecutive_to",
)


class SentenceForm(OfKindForm, WarrantForm):
    """One sentence of imprisonment or detention, as on its warrant."""

    NARROW: ClassVar[frozenset[str]] = frozenset({"page", "count", *UNITS, *EXTENSION})
    LENGTHS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            _LENGTH: "Length of the sentence, or its custodial term",
            EXTENSION_WORDS: "Length of the extended licence",
        }
    )

    count = number_box("Count", "Enter the number of the count.", least=1, most=MOST_OF_A_UNIT)
    offence_code = words_box(
        "Offence code", "Enter the offence code.", most=20, hint="For example, TH68010."
    )
    looked_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    """A code that no register knows, as it was shown to whoever pressed last."""
    offence_committed_on = DayField(label="Day of the offence")
    imposed_on = DayField(label="Day on which the sentence was imposed")
    sentence_kind = one_of_box(
        "Kind of sentence", [(k.value, w) for k, w in KINDS], "Choose the kind of sentence."
    )
    years = number_box("Years", least=0, most=MOST_OF_A_UNIT)
    months = number_box("Months", least=0, most=MOST_OF_A_UNIT)
    weeks = number_box("Weeks", least=0, most=MOST_OF_A_UNIT)
    days = number_box("Days", least=0, most=MOST_OF_A_UNIT)
    consecutive_to = one_of_box(
        "How does it stand to other sentences?", (), "Choose how it stands to other sentences."
    )

    def __init__(
        self, *args: Any, record: CustodyRecord, itself: int | None = None, **kwargs: Any
    ) -> None:
        """Offer the sentences of a record to follow, but not the one that is corrected."""
        super().__init__(*args, **kwargs)
        self.fields["consecutive_to"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (_ALONE, "Alone, or concurrent with the others"),
            *(
                (str(a.seq), f"Consecutive to entry {a.seq}: {authority_words(a)}")
                for a in record.authorities
                if a.kind is AuthorityKind.SENTENCE and a.seq != itself
            ),
        ]
        self.fields |= mark_fields()
        self.order_fields((*_AS_ON_THE_WARRANT, *ASK))
        for name in ASK:
            self.fields[name].required = False  # needed for standard sentences alone: see `clean`

    def clean(self) -> dict[str, Any] | None:
        """A sentence has a length and what its kind needs, and nothing of another kind."""
        cleaned = super().clean() or {}
        self.judge_own_of_kind(cleaned)
        self.judge_lengths(cleaned)
        self._must_have_looked(cleaned)
        if cleaned.get("sentence_kind") in NEED_MARKS:
            for name in (each for each in ASK if not cleaned.get(each) and each not in self.errors):
                self.add_error(name, ASK[name])
        if is_contradiction(cleaned.get(EXCLUSIONS) or []):
            self.add_error(EXCLUSIONS, CONTRADICTION)
        if not any(cleaned.get(unit) for unit in UNITS) and not set(UNITS) & set(self.errors):
            self.add_error("years", "Enter a length above 0, as on the warrant.")
        return cleaned

    def clean_offence_code(self) -> str:
        """Refuse what has not the shape of an offence code; letters are kept as capitals."""
        code = "".join(str(self.cleaned_data["offence_code"]).split()).upper()
        if not is_offence_code(code):
            raise forms.ValidationError(NO_OFFENCE_CODE)
        return code

    def _must_have_looked(self, cleaned: Mapping[str, Any]) -> None:
        """Warn once of a code that the register does not know; the next press takes it as typed."""
        code = cleaned.get("offence_code")
        if not code or cleaned.get("looked_at") == code or is_registered(self._office.law, code):
            return
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["looked_at"] = code
        self.data = data
        self.add_error(
            "offence_code",
            f"The offence register does not know the code {code}. Compare it with the warrant. "
            "Press again to enter it as typed.",
        )

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes in the order of the warrant; each length stands by itself."""
        (_, own), paper = super().parts
        names = [box.name for box in own]
        first, licence = names.index(UNITS[0]), names.index(EXTENSION[0])
        kinds, rest = licence + len(EXTENSION), names.index("consecutive_to")
        return [
            ("", own[:first]),
            (_LENGTH, own[first:licence]),
            (EXTENSION_WORDS, own[licence:kinds]),
            (OTHERS_WORDS, own[kinds:rest]),
            ("", own[rest:]),
            paper,
        ]

    @property
    def fact(self) -> SentenceImposed:
        """The sentence as a fact."""
        cleaned = self.cleaned_data
        follows = cleaned["consecutive_to"]
        return SentenceImposed(
            court=cleaned["court"],
            case_urn=cleaned["case_urn"],
            sentence_kind=SentenceKind(cleaned["sentence_kind"]),
            term=Term(*(cleaned[unit] or 0 for unit in UNITS)),
            imposed_on=cleaned["imposed_on"],
            offence_code=cleaned["offence_code"],
            offence_committed_on=cleaned["offence_committed_on"],
            count=cleaned["count"],
            consecutive_to=None if follows == _ALONE else int(follows),
            extension=self.extension(),
            has_automatic_release=self.answer("has_automatic_release") or False,
            is_under_18_concern=self.answer("is_under_18_concern") or False,
            fine_pence=self.fine_pence(),
            supervised_until=cleaned["supervised_until"],
        )

    @property
    def marks(self) -> ReleaseMarks | None:
        """What decides the release point; none = another kind of sentence, or nothing is known."""
        if self.cleaned_data["sentence_kind"] not in NEED_MARKS:
            return None
        marks = marks_from(self.cleaned_data)
        return None if marks == ReleaseMarks() else marks


@require_http_methods(_METHODS)
def sentence(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A sentence from its warrant."""
    page = RecordPage(request, "person-authorities")
    form = SentenceForm(*posted(request), office=page.office, record=page.record)
    return enter(
        page,
        form,
        act=lambda: _enter_sentence(page, form),
        template=TEMPLATE,
        title="Enter a sentence",
        intro=(
            "One sentence at a time: each count of the warrant is entered by itself.",
            _LENGTH_WORDS,
        ),
        open_remands=_open_remands(page.record),
        button=f"Enter the sentence of {page.name}",
    )


@require_http_methods(_METHODS)
def correct(request: StaffRequest, record_id: str, sentence: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A sentence that stands otherwise on its warrant than on the record."""
    page = RecordPage(request, "person-authorities")
    found = next((a for a in page.record.authorities_in_force if a.seq == sentence), None)
    if found is None or not isinstance(fact := found.began.fact, SentenceImposed):
        raise Http404
    form = SentenceForm(
        *posted(request),
        office=page.office,
        record=page.record,
        itself=sentence,
        initial=_as_entered(fact),
    )
    show_what_stands(form)
    carry_what_stands(form, found.began)

    def act() -> tuple[Entry, ...]:
        must_stand(form, found.began)
        return _enter_sentence(page, form, corrects=found.began.entry.seq)

    return enter(
        page,
        form,
        act=act,
        template=TEMPLATE,
        title="Correct a sentence",
        intro=(authority_words(found), _KEPT, _LENGTH_WORDS),
        button=f"Correct the sentence of {page.name}",
    )


def _as_entered(fact: SentenceImposed) -> dict[str, Any]:
    """What the form shows of a sentence at first; each question of yes or no is asked anew."""
    extension = fact.extension or Term()
    return {
        "court": fact.court,
        "case_urn": fact.case_urn,
        "count": fact.count,
        "offence_code": fact.offence_code,
        "offence_committed_on": fact.offence_committed_on,
        "imposed_on": fact.imposed_on,
        "sentence_kind": fact.sentence_kind.value,
        "consecutive_to": _ALONE if fact.consecutive_to is None else str(fact.consecutive_to),
        **{unit: getattr(fact.term, unit) for unit in UNITS},
        **{f"extension_{unit}": getattr(extension, unit) or None for unit in UNITS},
        "fine_pounds": as_pounds(fact.fine_pence),
        "supervised_until": fact.supervised_until,
    }


def _enter_sentence(
    page: RecordPage, form: SentenceForm, *, corrects: int | None = None
) -> tuple[Entry, ...]:
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
        corrects=corrects,
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


def _open_remands(record: CustodyRecord) -> list[str]:
    return [
        authority_words(authority)
        for authority in record.authorities_in_force
        if authority.kind is AuthorityKind.REMAND
    ]
