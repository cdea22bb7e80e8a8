"""Forms of an exit. Nothing custody-critical is chosen beforehand."""

from typing import Any

from gatelodge.record.facts import ExitPlanned, ExitType
from gatelodge.web.acts import ActForm, SignedForm
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.form_fields import DayField

_TYPES = (
    (ExitType.COMMUNITY.value, "Community"),
    (ExitType.IMMIGRATION_ESCORT.value, "Immigration escort"),
    (ExitType.COURT_PRODUCTION.value, "Court production"),
)


class PlanForm(ActForm):
    """Who is to leave, how, and on which day."""

    exit_type = one_of_box("Where does the exit lead?", _TYPES, "Choose where the exit leads.")
    on = DayField(label="On which day?")
    destination = words_box("Where to?", most=300, hint="Address, court or port. May stay empty.")
    escort = words_box(
        "Escort", most=300, hint="Firm and names. An exit to the community has none."
    )
    is_immediate = one_of_box(
        "Has a court ordered immediate release?",
        (("yes", "Yes"), ("no", "No")),
        "Choose yes or no.",
        "Then no waiting time for amendments applies.",
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
    exit_type = one_of_box(
        "Which exit does the authority allow?", _TYPES, "Choose which exit the authority allows."
    )


class WhyForm(ActForm):
    """A reason in words."""

    why = words_box("Why?", "Enter why.", most=1000, is_long=True)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label
