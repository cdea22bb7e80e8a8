"""Forms for what must be in place when somebody is let out (G20 to G24, G34)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Final

from django import forms

from gatelodge.record.facts import (
    ConditionMet,
    ConditionsSet,
    InstructionVerified,
    LicenceIssued,
    ProbationTold,
    PublicProtectionStated,
    Recipient,
    ReleaseNotified,
    VictimContactStated,
)
from gatelodge.web.acts import PaperForm
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.enquiries import ASKED, SOURCE, AskedForm
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.forms import ClockField

_AT: Final = "For example, 09:00."
_ONE_A_LINE: Final = "One on each line, word for word."
_MOST_WORDS: Final = 10_000
_CHANGED: Final = "The conditions changed since you looked. Look at them, and answer anew."


def lines_of(text: str) -> tuple[str, ...]:
    """What was typed one on each line, without empty lines and needless spaces."""
    return tuple(line for each in text.splitlines() if (line := " ".join(each.split())))


class SpokenForm(PaperForm, MomentMixin):
    """What somebody outside was told or said: the person named is the source unless a paper is."""

    SPEAKER: ClassVar[str]
    """The box with who it was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["said_by"]
        self.fields["paper"].label = "The paper, if there is one"

    def clean(self) -> dict[str, Any] | None:
        """Whoever was spoken to stands for what they said; their own box says when it is empty."""
        self.cleaned_data["said_by"] = self.cleaned_data.get(self.SPEAKER) or "nobody named"
        return super().clean()


class ConditionsForm(PaperForm):
    """Conditions as the direction, bail order or curfew decision states them (G21)."""

    any_set = one_of_box(
        "Does the paper set conditions?",
        (("some", "Yes: those that I enter below"), ("none", "No: it sets none")),
        "Choose whether the paper sets conditions.",
    )
    conditions = words_box("The conditions", most=_MOST_WORDS, hint=_ONE_A_LINE, is_long=True)
    field_order = ("any_set", "conditions", "paper", "page")
    needs_paper = True

    def clean(self) -> dict[str, Any] | None:
        """Some are entered, or none: never both."""
        cleaned = super().clean() or {}
        chosen, typed = cleaned.get("any_set"), lines_of(cleaned.get("conditions", ""))
        if chosen == "some" and not typed and "conditions" not in self.errors:
            self.add_error("conditions", "Enter each condition as on the paper.")
        if chosen == "none" and typed:
            words = "It sets none, or those below: choose one. Clear this box if it sets none."
            self.add_error("conditions", words)
        return cleaned

    @property
    def fact(self) -> ConditionsSet:
        """The conditions as a fact."""
        return ConditionsSet(conditions=lines_of(self.cleaned_data["conditions"]))


class ConditionMetForm(PaperForm):
    """How one condition is in place (G21)."""

    how = words_box(
        "How is it met?",
        "Enter how it is met.",
        most=500,
        hint="For example: surety of £500 taken by A. Field; address seen; tag on, number 8817.",
    )

    def __init__(self, *args: Any, open_ones: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"] = forms.ChoiceField(
            label="Which condition is met?",
            choices=[(each, each) for each in open_ones],
            widget=forms.RadioSelect,
            error_messages={
                "required": "Choose the condition that is met.",
                "invalid_choice": _CHANGED,
            },
        )
        self.order_fields(["condition", "how", *SOURCE])

    @property
    def fact(self) -> ConditionMet:
        """The condition as met."""
        return ConditionMet(condition=self.cleaned_data["condition"], how=self.cleaned_data["how"])


class LicenceForm(PaperForm):
    """The licence as it will be read to the person (G20)."""

    needs_paper = True
    conditions = words_box(
        "All other conditions on the licence", most=_MOST_WORDS, hint=_ONE_A_LINE, is_long=True
    )

    def __init__(self, *args: Any, set_out: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_out = tuple(set_out)
        if self.set_out:
            self.fields["set_out"] = forms.MultipleChoiceField(
                label="Conditions that were set: tick each one that stands on the licence",
                choices=[(each, each) for each in self.set_out],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                error_messages={"invalid_choice": _CHANGED},
            )
        self.fields["paper"].label = "The licence"
        self.order_fields(["set_out", "conditions", "paper", "page"])

    def clean(self) -> dict[str, Any] | None:
        """Every condition that was set stands on it, and it has at least one."""
        cleaned = super().clean() or {}
        ticked = cleaned.get("set_out", [])
        if len(ticked) < len(self.set_out) and "set_out" not in self.errors:
            words = (
                "Every condition that was set must stand on the licence. Compare it, and have it"
                " issued anew if one is missing. If one was set wrongly, enter the conditions anew."
            )
            self.add_error("set_out", words)
        if not self.set_out and not lines_of(cleaned.get("conditions", "")):
            self.add_error("conditions", "Enter each condition as on the licence.")
        return cleaned

    @property
    def fact(self) -> LicenceIssued:
        """The licence as a fact; a condition that is ticked and typed stands once."""
        typed = lines_of(self.cleaned_data["conditions"])
        return LicenceIssued(conditions=tuple(dict.fromkeys((*self.set_out, *typed))))


class ProbationForm(SpokenForm):
    """Probation was told, and says where and when the person reports (G22)."""

    SPEAKER = "officer"
    officer = words_box(
        "Whom in probation did you tell?",
        "Enter whom you told.",
        most=200,
        hint="Name and office.",
    )
    told_on = DayField(label="When did you tell them?")
    told_time = ClockField(label="At", help_text=_AT)
    address = one_of_box(
        "Is the address confirmed?",
        (
            ("yes", "Yes, probation confirmed it"),
            ("no", "No, or not yet: the duty governor decides"),
        ),
        "Choose whether the address is confirmed.",
    )
    reports_on = DayField(label="When does the person report?")
    reports_time = ClockField(label="At this time", help_text=_AT)
    reports_to = words_box("Where do they report?", "Enter where they report.", most=300)
    field_order = (
        *("officer", "told_on", "told_time", "address", "reports_on", "reports_time"),
        *("reports_to", "paper", "page"),
    )

    @property
    def fact(self) -> ProbationTold:
        """What was told and answered, as a fact."""
        cleaned = self.cleaned_data
        return ProbationTold(
            officer=cleaned["officer"],
            told_at=self.moment("told_on", "told_time"),
            address_is_confirmed=cleaned["address"] == "yes",
            reports_at=self.moment("reports_on", "reports_time"),
            reports_to=cleaned["reports_to"],
        )


class FlagsForm(AskedForm):
    """What those who keep the register answer about public protection (G23)."""

    any_flag = one_of_box(
        "What did they answer?",
        (("none", "No flag"), ("some", "The flags that I enter below")),
        "Choose what they answered.",
    )
    flags = words_box("The flags", most=1000, hint=_ONE_A_LINE, is_long=True)
    field_order = (*ASKED, "any_flag", "flags", *SOURCE)

    def clean(self) -> dict[str, Any] | None:
        """Some are entered, or none: never both."""
        cleaned = super().clean() or {}
        chosen, typed = cleaned.get("any_flag"), lines_of(cleaned.get("flags", ""))
        if chosen == "some" and not typed and "flags" not in self.errors:
            self.add_error("flags", "Enter each flag as the register names it.")
        if chosen == "none" and typed:
            words = "No flag, or those below: choose one. Clear this box if there is none."
            self.add_error("flags", words)
        return cleaned

    @property
    def fact(self) -> PublicProtectionStated:
        """The answer as a fact."""
        cleaned = self.cleaned_data
        return PublicProtectionStated(
            asked_of=cleaned["asked_of"],
            answered_by=cleaned["answered_by"],
            asked_at=self.asked_at,
            flags=lines_of(cleaned["flags"]),
        )


class VictimForm(AskedForm):
    """Whether a victim asked to be told, and by whom (G24)."""

    wants = one_of_box(
        "Does a victim want to be told?",
        (("no", "No"), ("yes", "Yes, by the liaison officer named below")),
        "Choose whether a victim wants to be told.",
    )
    liaison_officer = words_box("Liaison officer", most=200, hint="Name and office.")
    field_order = (*ASKED, "wants", "liaison_officer", *SOURCE)

    def clean(self) -> dict[str, Any] | None:
        """An officer is named when a victim wants to be told, and only then."""
        cleaned = super().clean() or {}
        wants, officer = cleaned.get("wants"), cleaned.get("liaison_officer", "")
        if wants == "yes" and not officer and "liaison_officer" not in self.errors:
            self.add_error("liaison_officer", "Enter who tells the victim.")
        if wants == "no" and officer:
            words = "No victim, or this officer: choose one. Clear this box if nobody is told."
            self.add_error("liaison_officer", words)
        return cleaned

    @property
    def fact(self) -> VictimContactStated:
        """The answer as a fact. It never says who the victim is."""
        cleaned = self.cleaned_data
        return VictimContactStated(
            asked_of=cleaned["asked_of"],
            answered_by=cleaned["answered_by"],
            asked_at=self.asked_at,
            liaison_officer=cleaned["liaison_officer"],
        )


class NotifyForm(SpokenForm):
    """Who was told that the person leaves, and of which day (G23, G24)."""

    SPEAKER = "named"
    recipient = one_of_box(
        "Whom did you tell?",
        (
            (Recipient.POLICE.value, "The police"),
            (Recipient.VICTIM_LIAISON.value, "The victim liaison officer"),
        ),
        "Choose whom you told.",
    )
    named = words_box("Who was it?", "Enter whom you told.", most=200, hint="Name and office.")
    told_on = DayField(label="When did you tell them?")
    told_time = ClockField(label="At", help_text=_AT)
    release_on = DayField(
        label="Of which day of release did you tell them?",
        help_text="Another day needs another word. For example, 27 3 2026.",
    )
    reference = words_box("Their reference", most=100)
    field_order = (
        *("recipient", "named", "told_on", "told_time", "release_on", "reference"),
        *("paper", "page"),
    )

    @property
    def fact(self) -> ReleaseNotified:
        """The word as a fact."""
        cleaned = self.cleaned_data
        return ReleaseNotified(
            recipient=Recipient(cleaned["recipient"]),
            named=cleaned["named"],
            told_at=self.moment("told_on", "told_time"),
            release_on=cleaned["release_on"],
            reference=cleaned["reference"],
        )


class CallBackForm(SpokenForm):
    """Who was rung back about a paper, and on which number (G34)."""

    SPEAKER = "spoke_to"
    called_number = words_box("Which number did you call?", "Enter the number.", most=50)
    number_known_from = words_box(
        "Where is the number from?",
        "Enter where the number is from.",
        most=200,
        hint="For example, the list of courts. Never from the paper itself.",
    )
    spoke_to = words_box(
        "Who confirmed it?", "Enter who confirmed it.", most=200, hint="Name and office."
    )
    said_on = DayField(label="When did you call?")
    said_time = ClockField(label="At", help_text=_AT)

    def __init__(self, *args: Any, papers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = forms.ChoiceField(
            label="Which paper did you ask about?",
            choices=papers,
            widget=forms.RadioSelect,
            error_messages={
                "required": "Choose the paper that you asked about.",
                "invalid_choice": "That paper waits for no call any more. Look at the list.",
            },
        )
        own = ("document", "called_number", "number_known_from", "spoke_to", "said_on", "said_time")
        self.order_fields([*own, "paper", "page"])

    @property
    def said_at(self) -> datetime:
        """The instant of the call."""
        return self.moment("said_on", "said_time")

    @property
    def fact(self) -> InstructionVerified:
        """The call as a fact."""
        cleaned = self.cleaned_data
        return InstructionVerified(
            document=cleaned["document"],
            called_number=cleaned["called_number"],
            number_known_from=cleaned["number_known_from"],
            spoke_to=cleaned["spoke_to"],
            said_at=self.said_at,
        )
