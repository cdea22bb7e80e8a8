"""Forms about the reader: who they are, where they work, why they look."""

from django import forms

SHORTEST_REASON = 10
"""Letters that a reason in words needs at least, so that "x" is none (our decision)."""


class SignInForm(forms.Form):
    """Account and password; password managers and pasting work."""

    account = forms.CharField(
        label="User name",
        max_length=150,
        error_messages={"required": "Enter your user name."},
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=1000,
        strip=False,
        error_messages={"required": "Enter your password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The password alone, for whoever is signed in already."""

    password = forms.CharField(
        label="Your password",
        max_length=1000,
        strip=False,
        error_messages={"required": "Enter your password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class LocationForm(forms.Form):
    """Where the reader works now."""

    prison = forms.ChoiceField(
        label="Where do you work now?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a prison.",
            "invalid_choice": "Choose one of the prisons listed.",
        },
    )

    def __init__(self, prisons: list[tuple[str, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["prison"].choices = prisons  # type: ignore[attr-defined]  # a ChoiceField


class ReasonForm(forms.Form):
    """Why somebody from outside needs a record."""

    why = forms.CharField(
        label="Why do you need this record?",
        help_text="Inspectors can read your answer.",
        min_length=SHORTEST_REASON,
        max_length=500,
        error_messages={
            "required": "Enter why you need this record.",
            "min_length": "Enter why you need this record, in a sentence.",
        },
        widget=forms.Textarea,
    )
