"""Doubts about the law: both readings side by side, and the forms that decide or take back."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.hazards import decide_hazard, withdraw_decision
from gatelodge.gate import (
    NOT_DATED,
    barred,
    dates_chosen,
    decide_before,
    decision_on,
    governing_of,
    hazards_asked,
    is_worked_by_hand,
    undecided,
    waits_for_second,
)
from gatelodge.record import Stated, day_in_london, doubt_title
from gatelodge.record.facts import (
    CalculatedDate,
    DatesCalculated,
    HazardDecided,
    HazardFound,
    HazardReading,
)
from gatelodge.sentencing import ReleaseDateType, release_day
from gatelodge.web.acts import PaperForm, SeenForm, enter, posted
from gatelodge.web.boxes import number_box, one_of_box, words_box
from gatelodge.web.dates import words
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import sentence_case
from gatelodge.web.words_of_time import day, plain_days

_METHODS: Final = ["GET", "POST"]
_BY_HAND_ONLY: Final = "By hand"
_NEITHER: Final = "neither"
_BY_HAND: Final = (("by_hand_type", "by_hand"), ("early_type", "early_on"), ("end_type", "end_on"))
"""The boxes of a date worked out by hand: its kind, and its day."""


class DecideForm(PaperForm, SeenForm):
    """Which reading counts, why, and who or what says so."""

    calculation = number_box("Calculation", least=0, most=10**15)
    reading = one_of_box(
        "Which reading counts for this person?", (), "Choose a reading, or neither."
    )
    by_hand_type = one_of_box(
        "Kind of release date", words.RELEASE_TYPES, "Choose the kind of release date."
    )
    by_hand = DayField(label="On which day does the release fall?", required=False)
    early_type = one_of_box(
        "Kind of earlier date",
        words.EARLY_TYPES,
        "Choose the kind of earlier date.",
        "Without it, no curfew, parole or early removal opens a day before the release.",
    )
    early_on = DayField(label="From which day is it possible?", required=False)
    end_type = one_of_box("Kind of end date", words.END_TYPES, "Choose the kind of end date.")
    end_on = DayField(label="On which day does the sentence end?", required=False)
    why = words_box("Why is it right?", "Say why this is right.", most=2000, is_long=True)

    def __init__(
        self, *args: Any, calculation: Stated[DatesCalculated], hazard: HazardFound, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["calculation"] = calculation.seq
        self._calculation = calculation
        self._hazard = hazard
        self.fields["calculation"].widget = self.fields["command"].hidden_widget()
        for name, _on in _BY_HAND:
            self.fields[name].required = False
        choices = [
            (str(place), _choice_words(place, each))
            for place, each in enumerate(hazard.readings)
            if governing_of(each.dates) is not None or is_worked_by_hand(hazard, each)
        ]
        self.fields["reading"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            *choices,
            (_NEITHER, "Neither: the dates were worked out by hand"),
        ]

    def clean(self) -> dict[str, Any] | None:
        """A day worked out by hand is of a kind, and a kind has its day."""
        cleaned = super().clean() or {}
        for kind, on in _BY_HAND:
            if cleaned.get(on) and not cleaned.get(kind):
                self.add_error(kind, f"{self.fields[kind].label}: choose one for the day.")
            if cleaned.get(kind) and not cleaned.get(on) and on not in self.errors:
                self.add_error(on, f"{str(self.fields[on].label).rstrip('?')}: enter the day.")
        return cleaned

    def show_newer(self, version: int) -> None:
        """Carry the calculation that is shown now too; readings of another are chosen anew."""
        super().show_newer(version)
        shown = str(self._calculation.seq)
        if self.data.get("calculation") != shown:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["calculation"] = shown
            data.pop("reading", None)
            self.data = data

    @property
    def chosen(self) -> str | None:
        """Name of the reading chosen; none = neither."""
        choice = self.cleaned_data["reading"]
        return None if choice == _NEITHER else self._hazard.readings[int(choice)].name

    @property
    def dates(self) -> tuple[CalculatedDate, ...]:
        """The dates worked out by hand, as entered."""
        cleaned = self.cleaned_data
        return tuple(
            CalculatedDate(cleaned[kind], cleaned[on]) for kind, on in _BY_HAND if cleaned.get(on)
        )


class TakeBackForm(PaperForm):
    """Why a decision does not stand."""

    why = words_box("Why does it not stand?", "Say why it does not stand.", most=2000, is_long=True)


@require_http_methods(_METHODS)
def decide(request: StaffRequest, record_id: str, place: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Decide one doubt of the calculation of now."""
    page = RecordPage(request, "person-dates")
    calculation = page.record.calculation
    if calculation is None:
        raise Http404("no such doubt")
    hazards = hazards_asked(page.record, calculation)
    if place >= len(hazards):
        raise Http404("no such doubt")
    form = DecideForm(
        *posted(request),
        office=page.office,
        calculation=calculation,
        hazard=hazards[place],
        initial={"seen_version": page.record.version},
    )
    return enter(
        page,
        form,
        template="dates/decide.html",
        act=lambda: decide_hazard(
            page.office,
            request.actor,
            page.record_id,
            calculation=form.cleaned_data["calculation"] or 0,
            place=place,
            reading=form.chosen,
            by_hand=form.dates,
            why=form.cleaned_data["why"],
            source=form.source,
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
        one=block(page, calculation, hazards[place], place)
        | {"decide_href": "", "take_back_href": ""},
        button=f"Decide which dates count for {page.name}",
    )


@require_http_methods(_METHODS)
def take_back(request: StaffRequest, record_id: str, decision: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Take a decision back: the doubt is open again, and nobody leaves."""
    page = RecordPage(request, "person-dates")
    if all(each.seq != decision for each in page.record.hazard_decisions):
        raise Http404("no such decision")
    form = TakeBackForm(*posted(request), office=page.office)
    return enter(
        page,
        form,
        act=lambda: withdraw_decision(
            page.office,
            request.actor,
            page.record_id,
            decision,
            why=form.cleaned_data["why"],
            source=form.source,
            command=form.press,
        ),
        page_title="Take the decision back",
        intro=["The doubt about the law is open again then. Nobody leaves until it is decided."],
        button=f"Take the decision for {page.name} back",
    )


def blocks(page: RecordPage) -> list[dict[str, Any]]:
    """Every doubt of the calculation of now, decided or not, in the engine's order.

    After them those that only the readings raise for which somebody decided.
    """
    calculation = page.record.calculation
    if calculation is None:
        return []
    asked = enumerate(hazards_asked(page.record, calculation))
    return [block(page, calculation, hazard, place) for place, hazard in asked]


def block(
    page: RecordPage, calculation: Stated[DatesCalculated], hazard: HazardFound, place: int
) -> dict[str, Any]:
    """One doubt with its readings, what was decided, and what this reader may do."""
    decision = decision_on(page.record, calculation, hazard)
    is_open = hazard in undecided(page.record, calculation)
    may_decide = not page.is_past and page.may("hazard-decide") and page.record.refused is None
    may_take_back = not page.is_past and decision is not None and page.may("hazard-take-back")
    return {
        "place": place,
        "code": hazard.code,
        "heading": plain_days(hazard.text or hazard.question),
        "question": plain_days(hazard.question) if hazard.text else "",
        "figures": [_figure(page, each.name, each.value) for each in hazard.figures],
        "sentences": _sentences(page, hazard),
        "table": _table(page, calculation.fact, hazard),
        "further": list(_further(hazard)),
        "state": _state(page, calculation, hazard, decision),
        "is_open": is_open,
        "why": decision.fact.why if decision else "",
        "source": page.sources.of(decision),
        "decide_href": reverse("hazard-decide", args=[page.record_id, place]) if may_decide else "",
        "decide_words": "Decide" if decision is None else "Decide anew",
        "take_back_href": reverse("hazard-take-back", args=[page.record_id, decision.seq])
        if may_take_back and decision
        else "",
    }


def _figure(page: RecordPage, name: str, value: str) -> str:
    """A figure of a doubt with its days in full; a release that is still to come is not past."""
    label = sentence_case(name)
    if label == "Released on" and value > day_in_london(page.now).isoformat():
        label = "Release falls on"
    return f"{label}: {plain_days(value)}"


def _state(
    page: RecordPage,
    calculation: Stated[DatesCalculated],
    hazard: HazardFound,
    decision: Stated[HazardDecided] | None,
) -> str:
    if decision is None:
        before = decide_before(calculation.fact, hazard, page.office.bank_holidays)
        when = f"before {day(before)}" if before else "now"
        return f"Nobody has decided. The head of OMU decides {when}. Until then nobody leaves."
    by = page.directory.staff(decision.by)
    if decision.by in barred(page.record, calculation, hazard):
        return (
            f"{by} decided and also made a calculation, or gave the answer that this is about. "
            "Another head of OMU must decide. Until then nobody leaves."
        )
    chosen = (decision.fact.reading or "neither reading").rstrip(".")
    if decision.fact.by_hand:
        chosen += ", but dates worked out by hand"
    governing = governing_of(dates_chosen(decision.fact))
    on = f" {governing.date_type} {day(governing.on)}" if governing else ""
    if waits_for_second(page.record, calculation, decision):
        return (
            f"{by} decided: {chosen}:{on}. One person alone worked them out, so another head of "
            "OMU must decide for the very same dates. Until then nobody leaves."
        )
    return f"{by} decided: {chosen}.{on} counts." if governing else f"{by} decided: {chosen}."


def _further(hazard: HazardFound) -> Iterator[str]:
    """What has to be decided as well by whoever decides for a reading."""
    for reading in hazard.readings:
        if reading.further:
            doubts = "; ".join(map(doubt_title, reading.further))
            name = sentence_case(reading.name.rstrip("."))
            yield f"Whoever decides for this reading is asked more: {name}. {doubts}."


def _sentences(page: RecordPage, hazard: HazardFound) -> list[str]:
    named = set(hazard.sentence_ids)
    return [authority_words(a) for a in page.record.authorities if str(a.seq) in named]


def _table(page: RecordPage, fact: DatesCalculated, hazard: HazardFound) -> dict[str, Any]:
    """One column a reading, one row a date; rows in which the readings differ are marked."""
    types = sorted(
        {each.date_type for reading in hazard.readings for each in reading.dates}, key=words.place
    )
    by_reading = [
        {each.date_type: each.on for each in reading.dates} for reading in hazard.readings
    ]
    leaves = [
        sentence_case(NOT_DATED)
        if is_worked_by_hand(hazard, reading)
        else _leaves(page, fact, reading)
        for reading in hazard.readings
    ]
    rows = [{"cells": ["May leave from", *leaves], "differs": len(set(leaves)) > 1}]
    for date_type in types:
        days = [_day(dates, date_type) for dates in by_reading]
        rows.append({"cells": [date_type, *days], "differs": len(set(days)) > 1})
    heads = [_head(place, reading) for place, reading in enumerate(hazard.readings)]
    return {
        "caption": "The readings side by side" if len(hazard.readings) > 1 else "The one reading",
        "caption_size": "s",
        "head": ["Date", *heads],
        "rows": rows if hazard.readings else [],
        "empty": "No reading could be dated. The dates are worked out by hand.",
    }


def _day(dates: dict[str, date], date_type: str) -> str:
    """The day of a kind by a reading; a reading without dates is worked out by hand."""
    if not dates:
        return _BY_HAND_ONLY
    return day(dates[date_type]) if date_type in dates else "None"


def _head(place: int, reading: HazardReading) -> str:
    name = sentence_case(reading.name.rstrip("."))
    return f"{name} (the law book follows this)" if place == 0 else name


def _leaves(page: RecordPage, fact: DatesCalculated, reading: HazardReading) -> str:
    """The ordinary day by a reading, weekends and holidays counted."""
    governing = governing_of(reading.dates)
    if governing is None:
        return "No release day"
    found = release_day(
        ReleaseDateType(governing.date_type),
        governing.on,
        sentenced_on=fact.earliest_sentence_on,
        bank_holidays=page.office.bank_holidays,
    )
    return day(found.on)


def _choice_words(place: int, reading: HazardReading) -> str:
    governing = governing_of(reading.dates)
    on = f": {governing.date_type} {day(governing.on)}" if governing else f": {NOT_DATED}"
    return f"{_head(place, reading)}{on}"
