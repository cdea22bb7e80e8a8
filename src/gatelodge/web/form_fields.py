"""From a Django bound field to the parameters of GOV.UK's macros, and a day in three boxes.

Validation is Django's, on the server; this module only carries label, hint, value and error over.
Nothing is chosen for anybody: a choice is shown as made only when the form was sent with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.forms import BaseForm

from gatelodge.record import MONTHS

_EARLIEST_YEAR: Final = 1900
_SHORTEST_MONTH: Final = 3

# First match wins: a PasswordInput is an Input, a RadioSelect and its kin are ChoiceWidgets.
_KINDS: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
)
_GROUPS: Final = ("radios", "checkboxes")
_ANSWER_WORDS: Final = {
    "radios": "choose an answer",
    "checkboxes": "choose at least one",
    "checkbox": "tick the box, or do not go on",
    "select": "choose an answer",
    "file": "choose a file",
}
_LABEL_OF: Final = {
    "radios": "fieldset__legend",
    "checkboxes": "fieldset__legend",
    "day": "fieldset__legend",
}


class DayBoxes(forms.MultiWidget):
    """Three boxes for day, month and year, posted as `name_day`, `name_month`, `name_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"day": forms.TextInput(), "month": forms.TextInput(), "year": forms.TextInput()},
            attrs,
        )

    def decompress(self, value: date | None) -> list[str]:
        """The three boxes' texts of a day, all empty without one."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class FilterSelect(forms.Select):
    """A list that leaves people out of a page; its empty answer leaves nobody out."""


class DayField(forms.Field):
    """A calendar day typed into three boxes, months also by name; gives a `date`, or None if empty.

    A box left empty, a day that no calendar has and a year of fewer than four figures are refused
    with words that name the field.
    """

    widget = DayBoxes
    default_error_messages = {  # noqa: RUF012 - Django merges this dict along the classes
        "required": "Enter the day.",
        "incomplete": "Enter the %(missing)s as well.",
        "invalid": "Enter a real day, such as 27 3 2026.",
    }

    def to_python(self, value: Any) -> date | None:
        """Read the three boxes; raises ValidationError with codes incomplete or invalid."""
        if value is None or isinstance(value, date):
            return value
        boxes = {
            name: str(box or "").strip()
            for name, box in zip(("day", "month", "year"), value, strict=True)
        }
        missing = [name for name, box in boxes.items() if not box]
        if len(missing) == len(boxes):
            return None
        if missing:
            raise self._refusal("incomplete", missing=" and ".join(missing))
        read = _date_of(**boxes)
        if read is None:
            raise self._refusal("invalid")
        return read

    def validate(self, value: Any) -> None:
        """Refuse an empty answer where one is needed, naming the field."""
        if value is None and self.required:
            raise self._refusal("required")

    def _refusal(self, code: str, **words: str) -> ValidationError:
        named = _named(self.label) if self.label else ""
        text = self.error_messages[code] % words if words else self.error_messages[code]
        sentence = f"{named}{text[0].lower()}{text[1:]}" if named else str(text)
        return ValidationError(sentence, code=code)


def field_kind(bound: BoundField) -> str:
    """The component that shows a field.

    One of input, textarea, select, radios, checkboxes, checkbox, day, password, file, hidden.
    """
    widget = bound.field.widget
    if isinstance(widget, DayBoxes):
        return "day"
    return next((kind for class_, kind in _KINDS if isinstance(widget, class_)), "input")


def field_params(
    bound: BoundField,
    *,
    label: str | None = None,
    hint: str | None = None,
    heading: bool = False,
    size: str = "s",
    classes: str = "",
    hints: Mapping[str, str] | None = None,
    conditional: Mapping[str, str] | None = None,
    inline: bool = False,
    rows: int = 5,
) -> dict[str, Any]:
    """Parameters of the GOV.UK macro for this field.

    `label` and `hint` stand in for the form's own; `heading` makes the label the page's h1 and
    `size` is its type size (s, m, l, xl); `hints` and `conditional` (HTML shown under a chosen
    answer) go by a choice's value; `inline` lays radios in a row; `rows` is for a textarea.
    """
    kind = field_kind(bound)
    identifier = bound.auto_id or bound.html_name
    name = str(label or bound.label or "")
    words = {
        "text": name,
        "isPageHeading": heading,
        "classes": f"govuk-{_LABEL_OF.get(kind, 'label')}--{size}",
    }
    params: dict[str, Any] = {"name": bound.html_name, "classes": classes}
    explained = str(hint or bound.help_text or "")
    if explained:
        params["hint"] = {"text": explained}
    if bound.errors:
        params["errorMessage"] = {"text": _refusals(bound)}
    if kind in _GROUPS:
        params |= {"idPrefix": identifier, "fieldset": {"legend": words}}
        params["items"] = _choices(bound, hints or {}, conditional or {})
        if inline:
            params["classes"] = f"govuk-{kind}--inline {classes}".strip()
    elif kind == "day":
        params |= {"id": identifier, "fieldset": {"legend": words}, "items": _day_boxes(bound)}
        params.setdefault("hint", {"text": "For example, 27 3 2026."})
    elif kind == "checkbox":
        params |= {"idPrefix": identifier, "items": [_single_box(bound, name, explained)]}
        params.pop("hint", None)
    else:
        params |= {"id": identifier, "label": words, "attributes": _attributes(bound)}
        params |= _typed(bound, kind, rows)
    return params


def error_summary_params(*form_list: BaseForm) -> dict[str, Any] | None:
    """Parameters of govukErrorSummary for one or several forms; None when nothing is wrong.

    Each line has the words that stand beside the field and leads to its first box.
    """
    lines = [line for form in form_list if form.errors for line in _error_lines(form)]
    return {"titleText": "There is a problem", "errorList": lines} if lines else None


def _error_lines(form: BaseForm) -> Iterable[dict[str, str]]:
    for words in form.non_field_errors():
        yield {"text": str(words)}
    for bound in form:
        if bound.errors:
            first = bound.auto_id or bound.html_name
            box = f"{first}_day" if field_kind(bound) == "day" else first
            yield {"text": _refusals(bound), "href": f"#{box}"}


def _refusals(bound: BoundField) -> str:
    """Every error of a field in one line, because GOV.UK shows one message beside a field.

    Django's "This field is required." names no field; our words for it do.
    """
    refused = bound.form.errors.as_data()[bound.name]
    words = [
        f"{_named(bound.label)}{_ANSWER_WORDS.get(field_kind(bound), 'enter an answer')}."
        if each.message == forms.Field.default_error_messages["required"]
        else " ".join(each.messages)
        for each in refused
    ]
    return " ".join(words)


def _named(label: object) -> str:
    """How a refusal begins that names its field; a label that asks loses its question mark."""
    return f"{str(label).rstrip('?')}: "


def _typed(bound: BoundField, kind: str, rows: int) -> dict[str, Any]:
    """What boxes for typing need: their text, kept as typed, and how they behave."""
    if kind == "select":
        return {"items": _options(bound)}
    if kind == "file":
        return {}  # never sent back
    if kind == "password":  # never sent back; its macro writes autocomplete by itself
        return {"autocomplete": bound.field.widget.attrs.get("autocomplete", "current-password")}
    value = bound.field.widget.format_value(bound.value())
    text = {"value": "" if value is None else str(value)}
    if kind == "textarea":
        return text | {"rows": rows}
    return text | {"type": getattr(bound.field.widget, "input_type", "text")}


def _attributes(bound: BoundField) -> dict[str, Any]:
    """The widget's own attributes. Browsers fill in nothing about other people unless told to."""
    given = {
        name: {"value": True, "optional": True} if value is True else value
        for name, value in bound.field.widget.attrs.items()
        if name not in {"class", "id", "required"} and value is not None and value is not False
    }
    if field_kind(bound) in {"file", "password"}:
        given.pop("autocomplete", None)
        return given
    return {"autocomplete": "off"} | given


def _flat_choices(bound: BoundField) -> Iterable[tuple[str, str]]:
    """Value and words of each choice; named groups are laid flat (GOV.UK has none)."""
    for value, words in bound.field.widget.choices:
        inner = words if isinstance(words, list | tuple) else ((value, words),)
        for each_value, each_words in inner:
            yield ("" if each_value is None else str(each_value)), str(each_words)


def _chosen(bound: BoundField) -> Sequence[str]:
    """What the form was sent with; nothing for a fresh form, whatever its initial values say."""
    if not bound.form.is_bound:
        return ()
    return tuple(str(value) for value in bound.field.widget.format_value(bound.value()))


def _choices(
    bound: BoundField, hints: Mapping[str, str], conditional: Mapping[str, str]
) -> list[dict[str, Any]]:
    chosen = _chosen(bound)
    items: list[dict[str, Any]] = []
    for value, words in _flat_choices(bound):
        if value == "":
            continue  # Django's "---------" is no answer that a person could give
        item: dict[str, Any] = {"value": value, "text": words, "checked": value in chosen}
        if value in hints:
            item["hint"] = {"text": hints[value]}
        if value in conditional:
            item["conditional"] = {"html": conditional[value]}
        items.append(item)
    return items


def _options(bound: BoundField) -> list[dict[str, Any]]:
    """A select's options behind an empty first one, or the browser would choose for the reader."""
    chosen = _chosen(bound)
    empty = "All" if isinstance(bound.field.widget, FilterSelect) else "Choose"
    options = [
        {"value": value, "text": words, "selected": value in chosen}
        for value, words in _flat_choices(bound)
        if value != ""
    ]
    return [{"value": "", "text": empty, "selected": False}, *options]


def _single_box(bound: BoundField, words: str, explained: str) -> dict[str, Any]:
    ticked = bound.form.is_bound and bool(bound.value())
    box: dict[str, Any] = {"value": "on", "text": words, "checked": ticked}
    if explained:
        box["hint"] = {"text": explained}
    return box


def _day_boxes(bound: BoundField) -> list[dict[str, Any]]:
    value = bound.value()
    texts = value if isinstance(value, list | tuple) else bound.field.widget.decompress(value)
    wrong = " govuk-input--error" if bound.errors else ""
    identifier = bound.auto_id or bound.html_name
    return [
        {
            "name": f"{bound.html_name}_{name}",
            "id": f"{identifier}_{name}",
            "label": name.capitalize(),
            "value": str(text or ""),
            "classes": f"govuk-input--width-{width}{wrong}",
            "autocomplete": "off",
        }
        for (name, width), text in zip((("day", 2), ("month", 2), ("year", 4)), texts, strict=True)
    ]


def _date_of(*, day: str, month: str, year: str) -> date | None:
    """The day that three texts mean, or None when no calendar has it."""
    day_number, year_number = whole_number(day, 2), whole_number(year, 4)
    month_number = _month_number(month)
    if day_number is None or month_number is None or year_number is None:
        return None
    if year_number < _EARLIEST_YEAR:
        return None  # "26" is a slip for 2026 more often than it is a year
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


def whole_number(text: str, most_figures: int) -> int | None:
    """Nought or more in plain figures, at most so many of them; None for any other text."""
    is_number = text.isascii() and text.isdigit() and len(text) <= most_figures
    return int(text) if is_number else None


def _month_number(month: str) -> int | None:
    """A month by number or by its English name or the beginning of it (three letters or more)."""
    begins = month.capitalize()
    if len(begins) >= _SHORTEST_MONTH:
        return next((n for n, name in enumerate(MONTHS, start=1) if name.startswith(begins)), None)
    return whole_number(month, 2)
