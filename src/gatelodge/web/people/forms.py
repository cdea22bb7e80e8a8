"""Finding a person, and asking what was known at a moment."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms

from gatelodge.record import LONDON
from gatelodge.web.acts import PaperForm
from gatelodge.web.form_fields import DayField

_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})$")


class SearchForm(forms.Form):
    """A name or a number, in any order and any case."""

    words = forms.CharField(
        label="Name or number",
        help_text="Surname, forename, another name the person uses, any of their numbers, or the "
        "birth date, such as 14/3/1998.",
        max_length=200,
        error_messages={"required": "Enter a name or a number."},
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )

    def clean_words(self) -> str:
        """Refuse figures written as a day that is none: nobody would be found for them."""
        words = str(self.cleaned_data["words"])
        for word in words.replace(",", " ").split():
            written = _DAY.match(word)
            if written and not _is_day(*map(int, written.groups())):
                raise forms.ValidationError(
                    f"{word} is no day. Enter a birth date as day, month and year, such as"
                    " 14/3/1998."
                )
        return words


def _is_day(on: int, month: int, year: int) -> bool:
    try:
        date(year, month, on)
    except ValueError:
        return False
    return True


class ClockField(forms.Field):
    """A time of day on the 24-hour clock."""

    default_error_messages = {  # noqa: RUF012 - Django merges this dict along the classes
        "required": "Enter a time, such as 09:00.",
        "invalid": "Enter a time of day, such as 09:00.",
    }

    def to_python(self, value: Any) -> time | None:
        """Read hours and minutes; raises ValidationError for any other text."""
        text = str(value or "").strip()
        if not text:
            return None
        read = _CLOCK.match(text)
        try:
            return time(int(read[1]), int(read[2])) if read else self._refuse()
        except ValueError:
            return self._refuse()

    def _refuse(self) -> time:
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class PastForm(forms.Form):
    """What did we know at a moment, and about which day."""

    day = DayField(label="What did we know on")
    time = ClockField(label="At", help_text="For example, 09:00.")
    about = DayField(
        label="About which day (may stay empty)",
        help_text="What was so at the end of that day. For example, 27 3 2026.",
        required=False,
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = now

    def clean(self) -> dict[str, Any] | None:
        """Refuse a moment that has not come."""
        cleaned = super().clean() or {}
        if cleaned.get("day") and cleaned.get("time") and self.known_at > self._now:
            self.add_error("day", "Enter a time that has passed.")
        return cleaned

    @property
    def known_at(self) -> datetime:
        """The moment asked for, in London's clock."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=LONDON)


class SamePersonForm(PaperForm):
    """What somebody found who looked at two records."""

    found = forms.ChoiceField(
        label="Is this one person?",
        choices=(("one", "One person with two records"), ("two", "Two people")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found."},
    )
    basis = forms.CharField(
        label="What did you compare?",
        help_text="For example, face and fingerprints. Leave out what need not stand here.",
        max_length=500,
        error_messages={"required": "Enter what you compared."},
    )

    field_order = ("found", "basis", "paper", "page", "said_by")
