"""Forms of the inbox. The boxes of a reading are empty: nothing of the message is filled in."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms

from gatelodge.casework import court
from gatelodge.casework.court import PDF, Follows, Reading
from gatelodge.intake import missing_of_order
from gatelodge.record.facts import (
    Concurrency,
    OrderKind,
    OrderRead,
    ReleaseMarks,
    SentenceKind,
    Term,
)
from gatelodge.web.acts import ActForm, opened_paper
from gatelodge.web.boxes import number_box, one_of_box, words_box
from gatelodge.web.form_fields import DayField
from gatelodge.web.of_kind import (
    EXTENSION,
    EXTENSION_WORDS,
    FIELD_OF,
    KINDS,
    OTHERS,
    OTHERS_WORDS,
    UNITS,
    OfKindForm,
)
from gatelodge.web.release_marks import (
    ASK,
    CONTRADICTION,
    EXCLUSIONS,
    is_contradiction,
    mark_fields,
    marks_from,
)

_LONGEST = 9999


class BasisForm(ActForm):
    """What somebody compared before they said whose an item is."""

    basis = words_box(
        "What did you compare?",
        "Enter what you compared.",
        most=500,
        hint="For example: name and birth date on the paper, page 1.",
    )


class NotTheirsForm(ActForm):
    """Why an item is not about somebody."""

    basis = words_box("How do you know?", "Enter how you know.", most=500)


class SettleForm(ActForm):
    """Which value the court called right."""

    right_value = one_of_box(
        "What did the court call right?",
        (),
        "Choose the value that the court called right.",
        "If the court calls none of them right, ask it for a right paper instead.",
    )
    said_by = words_box("Who at the court said so?", "Enter who at the court said so.", most=200)

    def __init__(self, *args: Any, values: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the values that were said, each as it is stored and as it is spoken."""
        super().__init__(*args, **kwargs)
        self.fields["right_value"].choices = list(values)  # type: ignore[attr-defined] # a choice


class BringForm(ActForm):
    """A paper that came another way."""

    document = forms.FileField(
        label="The paper",
        help_text="A PDF, at most 20 MB.",
        error_messages={"required": "Choose the paper.", "empty": "The file is empty."},
    )
    title = words_box(
        "How did it come?",
        "Enter how the paper came.",
        most=200,
        hint="For example: by hand, from the escort.",
    )

    def clean_document(self) -> tuple[bytes, str]:
        """The paper's bytes and that they are a PDF: a court's order is read as one."""
        content, media_type = opened_paper(self.cleaned_data["document"])
        if media_type != PDF:
            raise forms.ValidationError("Choose a PDF. Print a photo of the paper to a PDF first.")
        return content, media_type


class PaperHeadForm(ActForm):
    """Whose paper it is, and of which hearing."""

    defendant_surname = words_box(
        "Surname on the paper", "Enter the surname as on the paper.", most=200
    )
    defendant_forenames = words_box("Forenames on the paper", most=200)
    defendant_born_on = DayField(label="Birth date on the paper", required=False)
    court = words_box("Court on the paper", "Enter the court as on the paper.", most=200)
    hearing_on = DayField(label="Day of the hearing on the paper")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """`today` is London's day: no hearing of a paper is later."""
        super().__init__(*args, **kwargs)
        self._today = today

    def clean(self) -> dict[str, Any] | None:
        """Refuse a hearing that is still to come, and a birth after it."""
        cleaned = super().clean() or {}
        hearing_on = cleaned.get("hearing_on")
        if hearing_on is not None:
            born_on = cleaned.get("defendant_born_on")
            for fault in court.faults_of_hearing(hearing_on, born_on, self._today):
                self.add_error(fault.field, fault.words)
        return cleaned

    def reading(self, orders: Sequence[OrderRead]) -> Reading:
        """The reading, with its orders."""
        cleaned = self.cleaned_data
        return Reading(
            orders=tuple(orders),
            defendant_surname=cleaned["defendant_surname"],
            defendant_forenames=cleaned["defendant_forenames"],
            defendant_born_on=cleaned["defendant_born_on"],
            hearing_on=cleaned["hearing_on"],
            court=cleaned["court"],
        )


class OrderForm(OfKindForm):
    """One order on one offence, as on the paper."""

    hearing_on: date | None = None
    """The day of the hearing as read beside it; none = it could not be read."""

    order = one_of_box(
        "What did the court order?",
        [(k.value, k.value.capitalize()) for k in OrderKind if k != OrderKind.NOT_READ],
        "Choose what the court ordered.",
    )
    case_urn = words_box("Case number", "Enter the case number as on the paper.", most=50)
    count = number_box("Count", least=0, most=_LONGEST)
    offence_code = words_box("Offence code", most=20)
    offence_title = words_box("Offence", most=300)
    offence_on = DayField(
        label="Day of the offence",
        required=False,
        help_text="A sentence needs it. If the paper does not give it, leave it empty and ask the "
        "court. For example, 27 3 2026.",
    )
    convicted_on = DayField(label="Day of conviction", required=False)
    sentence_kind = forms.ChoiceField(
        label="Kind of sentence",
        choices=[("", "Not custody"), *((kind.value, words) for kind, words in KINDS)],
        help_text="Only of custody.",
        required=False,
    )
    term_years = number_box("Length, years", least=0, most=_LONGEST)
    term_months = number_box("Length, months", least=0, most=_LONGEST)
    term_weeks = number_box("Length, weeks", least=0, most=_LONGEST)
    term_days = number_box("Length, days", least=0, most=_LONGEST)
    suspended_years = number_box("Suspended for, years", least=0, most=_LONGEST)
    suspended_months = number_box("Suspended for, months", least=0, most=_LONGEST)
    suspended_weeks = number_box("Suspended for, weeks", least=0, most=_LONGEST)
    suspended_days = number_box("Suspended for, days", least=0, most=_LONGEST)
    concurrency = one_of_box(
        "How does it stand to other terms?",
        (
            (Concurrency.NOT_STATED.value, "The paper does not say"),
            (Concurrency.CONCURRENT.value, "Concurrent: served together"),
            (Concurrency.CONSECUTIVE.value, "Consecutive: one after another"),
        ),
        "Choose how it stands to other terms.",
    )
    consecutive_to = words_box("Consecutive to what, in the court's words?", most=300)
    remand_days = number_box("Days on remand", least=0, most=_LONGEST)
    tagged_bail_days = number_box("Days on tagged bail", least=0, most=_LONGEST)
    next_hearing_on = DayField(label="Next hearing", required=False)
    next_hearing_court = words_box("Court of the next hearing", most=200)

    FIELD_OF: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"term": "term_months", "suspended_for": "suspended_months", **FIELD_OF}
    )
    """Where an error about a field of the order stands, if it is another box."""

    def clean(self) -> dict[str, Any] | None:
        """Everything that is wrong with the order, at once: what cannot be so and what it lacks.

        A day of the offence that the paper does not give is no fault of the reading: it is missed
        when the result is applied.
        """
        cleaned = super().clean() or {}
        self.judge_own_of_kind(cleaned)
        order = self.read()
        for fault in court.faults_of_order(order, self.hearing_on):
            self.refuse(fault.field, fault.words)
        for lacking in missing_of_order(order):
            if lacking.field != "offence_on":
                self.refuse(lacking.field, lacking.words)
        return cleaned

    def refuse(self, field: str, words: str) -> None:
        """Say what is wrong beside its box, unless something is said there already."""
        box = self.FIELD_OF.get(field, field)
        if box not in self.errors:
            self.add_error(box if box in self.fields else None, words)

    def read(self) -> OrderRead:
        """The order as a value; a box that could not be read counts as empty."""
        cleaned = self.cleaned_data.get
        kind = cleaned("sentence_kind")
        return OrderRead(
            case_urn=cleaned("case_urn") or "",
            offence_code=cleaned("offence_code") or "",
            offence_title=cleaned("offence_title") or "",
            offence_on=cleaned("offence_on"),
            count=cleaned("count"),
            order=OrderKind(cleaned("order") or OrderKind.NOT_READ),
            sentence_kind=SentenceKind(kind) if kind else None,
            term=self._term("term"),
            extension=self.extension(),
            has_automatic_release=self.answer("has_automatic_release"),
            is_under_18_concern=self.answer("is_under_18_concern"),
            fine_pence=self.fine_pence(),
            supervised_until=cleaned("supervised_until"),
            suspended_for=self._term("suspended"),
            concurrency=Concurrency(cleaned("concurrency") or Concurrency.NOT_STATED),
            consecutive_to=cleaned("consecutive_to") or "",
            remand_days=cleaned("remand_days"),
            tagged_bail_days=cleaned("tagged_bail_days"),
            next_hearing_on=cleaned("next_hearing_on"),
            next_hearing_court=cleaned("next_hearing_court") or "",
            convicted_on=cleaned("convicted_on"),
        )

    def _term(self, name: str) -> Term | None:
        """A length if any of its boxes was filled; a length of nothing is refused by casework."""
        values = [self.cleaned_data.get(f"{name}_{unit}") for unit in UNITS]
        if all(value is None for value in values):
            return None
        return Term(*(value or 0 for value in values))

    def lengths(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes of each length."""
        return [
            ("Length of the term", [self[f"term_{unit}"] for unit in UNITS]),
            (EXTENSION_WORDS, [self[box] for box in EXTENSION]),
            ("Suspended for: only of a suspended sentence", self._suspended()),
        ]

    def _suspended(self) -> list[forms.BoundField]:
        return [self[f"suspended_{unit}"] for unit in UNITS]

    def of_kinds(self) -> tuple[str, list[forms.BoundField]]:
        """What else only some kinds of sentence have, under its heading."""
        return OTHERS_WORDS, [self[box] for box in OTHERS]


class ApplyForm(ActForm):
    """What each consecutive sentence follows, and what decides the release point of each.

    The second is not in a court's message: whoever applies answers it from the paper and the
    indictment. Nothing is chosen beforehand, and "not known yet" is an answer.
    """

    def __init__(
        self,
        *args: Any,
        consecutive: Sequence[tuple[int, str]],
        followed: Sequence[tuple[str, str]],
        standard: Sequence[tuple[int, str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._places = [place for place, _ in consecutive]
        self._standard = [place for place, _, _ in standard]
        for place, words in consecutive:
            self.fields[f"follows_{place}"] = one_of_box(
                f"What does this one follow? {words}",
                [each for each in followed if each[0] != f"order-{place}"],
                "Choose which sentence this one follows.",
            )
        for place, words, register in standard:
            for name, question in mark_fields(f"({words})", register=register).items():
                self.fields[_of_order(place, name)] = question

    def clean(self) -> dict[str, Any] | None:
        """Refuse "none of these" and "not known yet" beside another answer."""
        cleaned = super().clean() or {}
        for place in self._standard:
            name = _of_order(place, EXCLUSIONS)
            if is_contradiction(cleaned.get(name, [])):
                self.add_error(name, CONTRADICTION)
        return cleaned

    @property
    def marks(self) -> dict[int, ReleaseMarks]:
        """What was answered, by order; an order of which nothing is known is left out."""
        answered = {
            place: marks_from({name: self.cleaned_data[_of_order(place, name)] for name in ASK})
            for place in self._standard
        }
        return {place: marks for place, marks in answered.items() if marks != ReleaseMarks()}

    @property
    def follows(self) -> tuple[Follows, ...]:
        """The chain as chosen."""
        return tuple(self._link(place) for place in self._places)

    def _link(self, place: int) -> Follows:
        kind, _, number = self.cleaned_data[f"follows_{place}"].partition("-")
        if kind == "order":
            return Follows(order=place, after_order=int(number))
        return Follows(order=place, after_entry=int(number))


def _of_order(place: int, name: str) -> str:
    """A question about one order, by the name under which casework refuses its answer."""
    return f"orders.{place}.{name}"


class OutcomeForm(ActForm):
    """Why an item leaves without facts."""

    outcome = words_box(
        "Why does the item need nothing more?",
        "Enter why the item needs nothing more.",
        most=500,
        is_long=True,
    )
