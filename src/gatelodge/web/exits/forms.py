"""Forms of an exit. Nothing custody-critical is chosen beforehand."""

from typing import Any

from django import forms

from gatelodge.record.facts import ExitPlanned, ExitType
from gatelodge.web.acts import ActForm, SignedForm
from gatelodge.web.form_fields import DayField

_TYPES = (
    (ExitType.COMMUNITY.value, "Community"),
    (ExitType.IMMIGRATION_ESCORT.value, "Immigration escort"),
    (ExitType.COURT_PRODUCTION.value, "Court production"),
)


class PlanForm(ActForm):
    """Who is to leave, how, and on which day."""

    exit_type = forms.ChoiceField(
        label="Where does the exit lead?",
        choices=_TYPES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the exit leads."},
    )
    on = DayField(label="On which day?")
    destination = forms.CharField(
        label="Where to?",
        help_text="Address, court or port. May stay empty.",
        required=False,
        max_length=300,
    )
    escort = forms.CharField(
        label="Escort",
        help_text="Firm and names. An exit to the community has none.",
        required=False,
        max_length=300,
    )
    is_immediate = forms.ChoiceField(
        label="Has a court ordered immediate release?",
        help_text="Then no waiting time for amendments applies.",
        choices=(("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )

    @property
    def fact(self) -> ExitPlanned:
        """The plan as a fact."""
        cleaned = self.cleaned_data
        return ExitPlanned(
            exit_type=ExitType(cleaned["exit_type"]),
            on=cleaned["on"],
            destination=cleaned["destination"],
            escort=cleaned["escort"],
            is_immediate=cleaned["is_immediate"] == "yes",
        )


class AuthoriseForm(SignedForm):
    """The authoriser says which exit the authority allows, and signs."""

    field_order = ("exit_type", "password")
    exit_type = forms.ChoiceField(
        label="Which exit does the authority allow?",
        choices=_TYPES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which exit the authority allows."},
    )


class WhyForm(ActForm):
    """A reason in words."""

    why = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why."},
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label
