"""Forms of an exit. Nothing custody-critical is chosen beforehand."""

from collections.abc import Sequence
from typing import Any

from django import forms

from gatelodge.record.facts import ExitPlanned, ExitType, PrisonRegistered
from gatelodge.web.acts import ActForm, PaperForm, SignedForm
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.exit_words import EVERY_TYPE, PLANNED_TYPES
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.forms import ClockField


class PlanForm(ActForm):
    """Who is to leave, how, and on which day."""

    is_news = True

    exit_type = one_of_box(
        "Where does the exit lead?", PLANNED_TYPES, "Choose where the exit leads."
    )
    on = DayField(label="On which day?")
    destination = words_box(
        "Where to?", most=300, hint="Address, court, hospital or port. May stay empty."
    )
    to_prison = forms.ChoiceField(
        label="To which prison?", help_text="Only for a transfer.", required=False
    )
    escort = words_box(
        "Escort",
        most=300,
        hint="Firm and names. To the community, on curfew and on temporary release there is none.",
    )
    is_immediate = one_of_box(
        "Has a court ordered immediate release?",
        (("yes", "Yes"), ("no", "No")),
        "Choose yes or no.",
        "Then no waiting time for amendments applies.",
    )

    def __init__(self, *args: Any, others: Sequence[PrisonRegistered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = {each.prison: each.name for each in others}
        self.fields["to_prison"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "No other prison"),
            *self._names.items(),
        ]

    def clean(self) -> dict[str, Any] | None:
        """A transfer names its prison, and nothing else does."""
        cleaned = super().clean() or {}
        is_transfer = cleaned.get("exit_type") == ExitType.TRANSFER
        prison = cleaned.get("to_prison")
        if is_transfer and not prison and "to_prison" not in self.errors:
            self.add_error("to_prison", "Choose the prison that takes the person over.")
        if prison and cleaned.get("exit_type") and not is_transfer:
            self.add_error("to_prison", "Only a transfer goes to a prison. Clear this.")
        return cleaned

    @property
    def fact(self) -> ExitPlanned:
        """The plan as a fact."""
        cleaned = self.cleaned_data
        return ExitPlanned(
            exit_type=ExitType(cleaned["exit_type"]),
            on=cleaned["on"],
            destination=cleaned["destination"] or self._names.get(cleaned["to_prison"], ""),
            to_prison=cleaned["to_prison"],
            escort=cleaned["escort"],
            is_immediate=cleaned["is_immediate"] == "yes",
        )


class AuthoriseForm(SignedForm):
    """The authoriser says which exit the authority allows, and signs."""

    field_order = ("exit_type", "password")
    exit_type = one_of_box(
        "Which exit does the authority allow?",
        PLANNED_TYPES,
        "Choose which exit the authority allows.",
    )


class WhyForm(ActForm):
    """A reason in words."""

    why = words_box("Why?", "Enter why.", most=1000, is_long=True)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label


class EndPlanForm(WhyForm):
    """Why nobody is to leave as planned."""

    is_news = True


class SignedWhyForm(SignedForm):
    """A reason in words, signed with the password."""

    why = words_box("Why?", "Enter why.", most=1000, is_long=True)
    field_order: tuple[str, ...] = ("why", "password")

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label


class GovernorForm(SignedWhyForm):
    """A governor's reason to let an exit go on; whatever is entered ends a live pass."""

    is_news = True


class OverrideForm(GovernorForm):
    """The first governor's reason, and who in national operations was told."""

    national_operations = words_box(
        "Whom in national operations did you tell, and when?",
        "Tell national operations first, and enter whom you told.",
        most=200,
        hint="Name and time.",
    )
    field_order = ("why", "national_operations", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label="Why must the exit go on?", **kwargs)


class ReturnForm(PaperForm, MomentMixin):
    """When, where and how somebody came back into custody."""

    returned_at = DayField(label="On which day did the person come back?")
    returned_time = ClockField(label="At", help_text="For example, 09:00.")
    prison = forms.ChoiceField(
        label="Which prison took the person in?",
        error_messages={"required": "Choose which prison took the person in."},
    )
    how = words_box(
        "How and why did the person come back?",
        "Enter how and why the person came back.",
        most=300,
        hint="For example, back from court with the escort, or recalled.",
    )

    field_order = ("returned_at", "returned_time", "prison", "how", "paper", "page", "said_by")

    def __init__(
        self,
        *args: Any,
        prisons: Sequence[PrisonRegistered],
        here: str = "",
        is_arrival: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer the prison `here` first, and choose none; `is_arrival` = after a transfer."""
        super().__init__(*args, **kwargs)
        self.fields["prison"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Choose"),
            *((p.prison, p.name) for p in sorted(prisons, key=lambda p: p.prison != here)),
        ]
        if is_arrival:
            self.fields["returned_at"].label = "On which day did the person arrive?"
            how = self.fields["how"]
            how.label = "How did the person arrive?"
            how.help_text = "For example, from the other prison with the escort."
            how.error_messages["required"] = "Enter how the person arrived."


class PaperExitForm(PaperForm, MomentMixin):
    """When, from where and to where somebody left on paper."""

    kind = one_of_box("Where did the exit lead?", EVERY_TYPE, "Choose where the exit led.")
    exited_at = DayField(label="On which day did the person leave?")
    exited_time = ClockField(label="At", help_text="For example, 09:00.")
    place = words_box(
        "Where did the person leave?",
        "Enter where the person left.",
        most=200,
        hint="For example, the main gate, or the cells of a court.",
    )

    field_order = ("kind", "exited_at", "exited_time", "place", "paper", "page", "said_by")

    @property
    def exit_type(self) -> ExitType:
        """Where the exit led."""
        return ExitType(self.cleaned_data["kind"])
