"""From a form's fields to the parameters of GOV.UK's macros."""

from datetime import date
from typing import Any, ClassVar

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.web.form_fields import (
    DayField,
    error_summary_params,
    field_kind,
    field_params,
)

EXITS: list[tuple[str, str]] = [("c", "Community"), ("i", "Immigration escort")]


class AnswerForm(forms.Form):
    who = forms.CharField(label="Who answered", help_text="Name and role at the court.")
    on = DayField(label="Day of the answer")
    exit_type = forms.ChoiceField(
        label="Which exit does the authority allow?",
        choices=EXITS,
        widget=forms.RadioSelect,
        initial="c",
    )
    asked = forms.MultipleChoiceField(
        label="What was asked", choices=EXITS, widget=forms.CheckboxSelectMultiple
    )
    court = forms.ChoiceField(
        label="Court", choices=[("Crown", [("1", "Fernlea")]), ("2", "Dunmere")], initial="1"
    )
    words = forms.CharField(label="Words of the answer", widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label="I looked at the evidence", initial=True)
    code = forms.CharField(label="Password", widget=forms.PasswordInput)


FILLED: dict[str, Any] = {
    "who": "NWOSU, Ada",
    "on_day": "31",
    "on_month": "2",
    "on_year": "2026",
    "exit_type": "i",
    "asked": ["c"],
    "court": "2",
    "words": "<b>None</b>",
    "sure": "on",
    "code": "secret",
}


def items_of(form: forms.Form, name: str) -> list[dict[str, Any]]:
    return list(field_params(form[name])["items"])


def test_nothing_is_chosen_on_a_fresh_form_whatever_its_initial_values_say() -> None:
    form = AnswerForm()

    assert not any(item["checked"] for item in items_of(form, "exit_type"))
    assert not any(item["selected"] for item in items_of(form, "court"))
    assert not items_of(form, "sure")[0]["checked"]
    # The browser shows a select's first option: it must say that nothing is chosen.
    assert items_of(form, "court")[0] == {"value": "", "text": "Choose", "selected": False}


def test_what_was_sent_stays_as_it_was() -> None:
    form = AnswerForm(FILLED)

    assert [item["value"] for item in items_of(form, "exit_type") if item["checked"]] == ["i"]
    assert [item["value"] for item in items_of(form, "asked") if item["checked"]] == ["c"]
    assert [item["value"] for item in items_of(form, "court") if item["selected"]] == ["2"]
    assert items_of(form, "sure")[0]["checked"]
    assert field_params(form["words"])["value"] == "<b>None</b>"
    assert [box["value"] for box in items_of(form, "on")] == ["31", "2", "2026"]


def test_a_password_never_comes_back() -> None:
    assert "secret" not in repr(field_params(AnswerForm(FILLED)["code"]))


def test_browsers_fill_in_nothing_unless_a_form_says_so() -> None:
    class SignInForm(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))
        other = forms.CharField()

    form = SignInForm()

    assert field_params(form["name"])["attributes"]["autocomplete"] == "username"
    assert field_params(form["other"])["attributes"]["autocomplete"] == "off"


def test_the_summary_has_the_fields_own_words_and_leads_to_its_first_box() -> None:
    form = AnswerForm({**FILLED, "who": "", "exit_type": ""})
    summary = error_summary_params(form)

    assert summary is not None
    lines = {line["href"]: line["text"] for line in summary["errorList"]}
    assert lines["#id_on_day"] == "Day of the answer: enter a real day, such as 27 3 2026."
    assert lines["#id_who"] == "Who answered: enter an answer."
    assert lines["#id_exit_type"].endswith(": choose an answer.")
    assert field_params(form["on"])["errorMessage"] == {"text": lines["#id_on_day"]}
    assert field_params(form["exit_type"])["idPrefix"] == "id_exit_type"
    assert field_params(form["on"])["items"][0]["id"] == "id_on_day"


def test_a_right_form_has_no_summary() -> None:
    assert error_summary_params(AnswerForm()) is None
    assert error_summary_params(AnswerForm({**FILLED, "on_day": "27"})) is None


def test_errors_of_the_whole_form_and_of_a_second_form_are_listed_too() -> None:
    class Refusing(forms.Form):
        prefix = "other"
        why = forms.CharField(label="Why")

        def clean(self) -> None:
            raise forms.ValidationError("The three terms add up to 45 months.")

    summary = error_summary_params(AnswerForm({**FILLED, "on_day": "27"}), Refusing({}))

    assert summary is not None
    assert summary["errorList"] == [
        {"text": "The three terms add up to 45 months."},
        {"text": "Why: enter an answer.", "href": "#id_other-why"},
    ]


def test_each_widget_has_its_component() -> None:
    form = AnswerForm()

    assert {bound.name: field_kind(bound) for bound in form} == {
        "who": "input",
        "on": "day",
        "exit_type": "radios",
        "asked": "checkboxes",
        "court": "select",
        "words": "textarea",
        "sure": "checkbox",
        "code": "password",
    }


class DayForm(forms.Form):
    on = DayField(label="Release day")
    maybe = DayField(label="Last seen", required=False)

    empty: ClassVar[dict[str, str]] = {"maybe_day": "", "maybe_month": "", "maybe_year": ""}


def read(day: str, month: str, year: str) -> DayForm:
    return DayForm({"on_day": day, "on_month": month, "on_year": year, **DayForm.empty})


@pytest.mark.parametrize("month", ["3", "03", "Mar", "march", "MARCH"])
def test_a_month_is_read_by_number_and_by_name(month: str) -> None:
    form = read(" 27 ", month, "2026")

    assert form.is_valid()
    assert form.cleaned_data == {"on": date(2026, 3, 27), "maybe": None}


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (("31", "2", "2026"), "Release day: enter a real day, such as 27 3 2026."),
        (("29", "2", "2025"), "Release day: enter a real day, such as 27 3 2026."),
        (("0", "1", "2026"), "Release day: enter a real day, such as 27 3 2026."),
        (("27", "13", "2026"), "Release day: enter a real day, such as 27 3 2026."),
        (("27", "ma", "2026"), "Release day: enter a real day, such as 27 3 2026."),
        (("27", "marble", "2026"), "Release day: enter a real day, such as 27 3 2026."),
        (("27", "3", "26"), "Release day: enter a real day, such as 27 3 2026."),
        (("9" * 5000, "9" * 5000, "9" * 5000), "Release day: enter a real day, such as 27 3 2026."),
        (("-1", "3", "2026"), "Release day: enter a real day, such as 27 3 2026."),
        (("٢٧", "3", "2026"), "Release day: enter a real day, such as 27 3 2026."),
        (("27", "", "2026"), "Release day: enter the month as well."),
        (("", "3", ""), "Release day: enter the day and year as well."),
        (("", "", ""), "Release day: enter the day."),
    ],
)
def test_a_day_that_cannot_be_read_is_refused_by_name(
    boxes: tuple[str, str, str], words: str
) -> None:
    form = read(*boxes)

    assert form.errors["on"] == [words]
    assert [box["value"] for box in items_of(form, "on")] == list(boxes)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    form = read(str(day.day), str(day.month), str(day.year))

    assert form.is_valid()
    assert form.cleaned_data["on"] == day


@given(st.tuples(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6)))
def test_nothing_that_can_be_typed_breaks_a_day(boxes: tuple[str, str, str]) -> None:
    form = read(*boxes)

    assert form.is_valid() or form.errors["on"][0].startswith("Release day: ")
