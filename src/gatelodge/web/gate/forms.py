"""Forms of the gate."""

from typing import Any

from django import forms

from gatelodge.web.acts import ActForm
from gatelodge.web.boxes import words_box


class ScanForm(ActForm):
    """A scanned token, or the 20 signs typed from the paper; spaces and small letters count."""

    scanned = forms.CharField(
        label="Pass code",
        help_text="Scan the square code, or type the 20 signs below it.",
        max_length=4000,
        error_messages={"required": "Scan the pass, or type its 20 signs."},
        widget=forms.TextInput(
            attrs={"spellcheck": "false", "autocapitalize": "characters", "data-gl-focus": ""}
        ),
    )


class LeftForm(ActForm):
    """The pass on which somebody leaves."""

    pass_id = forms.CharField(widget=forms.HiddenInput, max_length=64)


class WhoForm(forms.Form):
    """Who is at the gate; nobody needs to know yet."""

    who = forms.CharField(
        label="Who is at the gate?",
        help_text="Name, prison number, or the code of a pass. May stay empty.",
        required=False,
        max_length=4000,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    words = words_box("What do they say?", most=500, hint="May stay empty.", is_long=True)


class FreezeForm(ActForm):
    """Which record is frozen. Nobody is chosen beforehand."""

    who = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    """What was typed to find them, kept so that a press without a choice loses nothing."""
    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    record_id = forms.ChoiceField(
        label="Which of these is it?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the person, or “None of these”.",
            "invalid_choice": "Choose one of the people listed.",
        },
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record_id"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *people,
            ("none", "None of these"),
        ]
