"""Forms of the inbox. The boxes of a reading are empty: nothing of the message is filled in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from gatelodge.casework.court import PDF, Follows, Reading
from gatelodge.record.facts import Concurrency, OrderKind, OrderRead, SentenceKind, Term
from gatelodge.web.acts import ActForm, opened_paper
from gatelodge.web.form_fields import DayField

_UNITS = ("years", "months", "weeks", "days")
_LONGEST = 9999


class BasisForm(ActForm):
    """What somebody compared before they said whose an item is."""

    basis = forms.CharField(
        label="What did you compare?",
        help_text="For example: name and birth date on the paper, page 1.",
        max_length=500,
        error_messages={"required": "Enter what you compared."},
    )


class NotTheirsForm(ActForm):
    """Why an item is not about somebody."""

    basis = forms.CharField(
        label="How do you know?",
        max_length=500,
        error_messages={"required": "Enter how you know."},
    )


class SettleForm(ActForm):
    """Which value the court called right."""

    right_value = forms.ChoiceField(
        label="What did the court call right?",
        help_text="If the court calls none of them right, ask it for a right paper instead.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the value that the court called right."},
    )
    said_by = forms.CharField(
        label="Who at the court said so?",
        max_length=200,
        error_messages={"required": "Enter who at the court said so."},
    )

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
    title = forms.CharField(
        label="How did it come?",
        help_text="For example: by hand, from the escort.",
        max_length=200,
        error_messages={"required": "Enter how the paper came."},
    )

    def clean_document(self) -> tuple[bytes, str]:
        """The paper's bytes and that they are a PDF: a court's order is read as one."""
        content, media_type = opened_paper(self.cleaned_data["document"])
        if media_type != PDF:
            raise forms.ValidationError("Choose a PDF. Print a photo of the paper to a PDF first.")
        return content, media_type


class PaperHeadForm(ActForm):
    """Whose paper it is, and of which hearing."""

    defendant_surname = forms.CharField(
        label="Surname on the paper",
        max_length=200,
        error_messages={"required": "Enter the surname as on the paper."},
    )
    defendant_forenames = forms.CharField(
        label="Forenames on the paper", max_length=200, required=False
    )
    defendant_born_on = DayField(label="Birth date on the paper", required=False)
    court = forms.CharField(
        label="Court on the paper",
        max_length=200,
        error_messages={"required": "Enter the court as on the paper."},
    )
    hearing_on = DayField(label="Day of the hearing on the paper")

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


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=_LONGEST,
        error_messages={
            "invalid": f"{label}: enter a whole number.",
            "min_value": f"{label}: enter a number from 0.",
            "max_value": f"{label}: enter a number up to {_LONGEST}.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class OrderForm(forms.Form):
    """One order on one offence, as on the paper."""

    order = forms.ChoiceField(
        label="What did the court order?",
        choices=[(k.value, k.value.capitalize()) for k in OrderKind if k != OrderKind.NOT_READ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the court ordered."},
    )
    case_urn = forms.CharField(
        label="Case number",
        max_length=50,
        error_messages={"required": "Enter the case number as on the paper."},
    )
    count = _number("Count")
    offence_code = forms.CharField(label="Offence code", max_length=20, required=False)
    offence_title = forms.CharField(label="Offence", max_length=300, required=False)
    offence_on = DayField(label="Day of the offence", required=False)
    convicted_on = DayField(label="Day of conviction", required=False)
    sentence_kind = forms.ChoiceField(
        label="Kind of sentence",
        choices=[("", "Not custody"), *((k.value, k.value) for k in SentenceKind)],
        required=False,
    )
    term_years = _number("Length, years")
    term_months = _number("Length, months")
    term_weeks = _number("Length, weeks")
    term_days = _number("Length, days")
    suspended_years = _number("Suspended for, years")
    suspended_months = _number("Suspended for, months")
    suspended_weeks = _number("Suspended for, weeks")
    suspended_days = _number("Suspended for, days")
    concurrency = forms.ChoiceField(
        label="How does it stand to other terms?",
        choices=(
            (Concurrency.NOT_STATED.value, "The paper does not say"),
            (Concurrency.CONCURRENT.value, "Concurrent: served together"),
            (Concurrency.CONSECUTIVE.value, "Consecutive: one after another"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands to other terms."},
    )
    consecutive_to = forms.CharField(
        label="Consecutive to what, in the court's words?", max_length=300, required=False
    )
    remand_days = _number("Days on remand")
    tagged_bail_days = _number("Days on tagged bail")
    next_hearing_on = DayField(label="Next hearing", required=False)
    next_hearing_court = forms.CharField(
        label="Court of the next hearing", max_length=200, required=False
    )

    FIELD_OF = {"term": "term_months", "suspended_for": "suspended_months"}  # noqa: RUF012 - never written
    """Where an error about a length stands."""

    def read(self) -> OrderRead:
        """The order as a value."""
        cleaned = self.cleaned_data
        return OrderRead(
            case_urn=cleaned["case_urn"],
            offence_code=cleaned["offence_code"],
            offence_title=cleaned["offence_title"],
            offence_on=cleaned["offence_on"],
            count=cleaned["count"],
            order=OrderKind(cleaned["order"]),
            sentence_kind=SentenceKind(cleaned["sentence_kind"])
            if cleaned["sentence_kind"]
            else None,
            term=self._term("term"),
            suspended_for=self._term("suspended"),
            concurrency=Concurrency(cleaned["concurrency"]),
            consecutive_to=cleaned["consecutive_to"],
            remand_days=cleaned["remand_days"],
            tagged_bail_days=cleaned["tagged_bail_days"],
            next_hearing_on=cleaned["next_hearing_on"],
            next_hearing_court=cleaned["next_hearing_court"],
            convicted_on=cleaned["convicted_on"],
        )

    def _term(self, name: str) -> Term | None:
        """A length if any of its boxes was filled; a length of nothing is refused by casework."""
        values = [self.cleaned_data[f"{name}_{unit}"] for unit in _UNITS]
        if all(value is None for value in values):
            return None
        return Term(*(value or 0 for value in values))

    def lengths(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes of both lengths."""
        return [
            ("Length of the term", [self[f"term_{unit}"] for unit in _UNITS]),
            ("Suspended for", [self[f"suspended_{unit}"] for unit in _UNITS]),
        ]


class ApplyForm(ActForm):
    """What each consecutive sentence follows; nothing else is asked when a result is applied."""

    def __init__(
        self,
        *args: Any,
        consecutive: Sequence[tuple[int, str]],
        followed: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._places = [place for place, _ in consecutive]
        for place, words in consecutive:
            self.fields[f"follows_{place}"] = forms.ChoiceField(
                label=f"What does this one follow? {words}",
                choices=[each for each in followed if each[0] != f"order-{place}"],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose which sentence this one follows."},
            )

    @property
    def follows(self) -> tuple[Follows, ...]:
        """The chain as chosen."""
        return tuple(self._link(place) for place in self._places)

    def _link(self, place: int) -> Follows:
        kind, _, number = self.cleaned_data[f"follows_{place}"].partition("-")
        if kind == "order":
            return Follows(order=place, after_order=int(number))
        return Follows(order=place, after_entry=int(number))


class OutcomeForm(ActForm):
    """Why an item leaves without facts."""

    outcome = forms.CharField(
        label="Why does the item need nothing more?",
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the item needs nothing more."},
    )
