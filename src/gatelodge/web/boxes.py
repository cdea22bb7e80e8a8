"""The boxes that most forms ask with: a few words, a whole number, one answer of several.

Each names what to do when it is left empty or wrong. A day has `DayField`.
"""

from collections.abc import Iterable

from django import forms


def words_box(
    label: str, ask: str = "", *, most: int, hint: str = "", is_long: bool = False
) -> forms.CharField:
    """Words of at most `most` characters. `ask` is said when it is empty; none = it may be."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(ask),
        max_length=most,
        error_messages={"required": ask, "max_length": f"Enter at most {most} characters."},
        widget=forms.Textarea if is_long else forms.TextInput,
    )


def number_box(label: str, ask: str = "", *, least: int, most: int) -> forms.IntegerField:
    """A whole number from `least` to `most`. `ask` is said when it is empty; none = it may be."""
    return forms.IntegerField(
        label=label,
        required=bool(ask),
        min_value=least,
        max_value=most,
        error_messages={
            "required": ask,
            "invalid": f"{label}: enter a whole number.",
            "min_value": f"{label}: enter a number from {least}.",
            "max_value": f"{label}: enter at most {most}.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def one_of_box(
    label: str, choices: Iterable[tuple[str, str]], ask: str, hint: str = ""
) -> forms.ChoiceField:
    """One answer, none of them chosen beforehand. `ask` is said when none is chosen."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=list(choices),
        widget=forms.RadioSelect,
        error_messages={"required": ask},
    )
