"""Days that move release dates: credit for remand and tagged bail, absence, awards."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.office import ActRefused
from gatelodge.record import AuthorityKind, CustodyRecord, Entry
from gatelodge.record.facts import (
    AddedDaysAwarded,
    AddedDaysRestored,
    Fact,
    Period,
    RemandCredited,
    SentenceImposed,
    TaggedBailCredited,
    UalReason,
    UnlawfullyAtLargeRecorded,
)
from gatelodge.web.acts import PaperForm, enter, posted
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.words_of_time import day

TITLE: Final = "Days that move release dates"
_ANEW: Final = "Dates that were worked out before do not know these days. Work them out anew."
_MOST_DAYS: Final = 9999
_NO_SENTENCE: Final = "No sentence is on this record. Enter the sentence first: days come off one."

_KINDS: Final = (
    ("remand", "On remand: they come off"),
    ("tagged bail", "On tagged bail: they come off"),
    ("away", "Unlawfully away: they are added"),
    ("added", "Added for breaking rules (ADA)"),
    ("restored", "Given back (RADA)"),
)
KIND_OF: Final[Mapping[type[Fact], str]] = {
    RemandCredited: "remand",
    TaggedBailCredited: "tagged bail",
    UnlawfullyAtLargeRecorded: "away",
    AddedDaysAwarded: "added",
    AddedDaysRestored: "restored",
}
"""What each kind of days is called on the form."""


class DaysForm(PaperForm):
    """Days of one kind, with the sentence, the period or the decision that they belong to."""

    kind = one_of_box("Which days?", _KINDS, "Choose which days.")
    days = forms.IntegerField(
        label="How many days?",
        min_value=1,
        max_value=_MOST_DAYS,
        error_messages={
            "required": "Enter how many days.",
            "invalid": "Enter the days as a whole number.",
            "min_value": "Enter a number of days above 0.",
            "max_value": f"Enter at most {_MOST_DAYS} days.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    first_on = DayField(label="From (first day)", required=False)
    last_on = DayField(label="To (last day)", required=False)
    why_fewer = words_box(
        "Why do not all days of this period count?",
        most=500,
        hint="Only where there are fewer days than the period has.",
    )
    counts_from = one_of_box("Which sentence do they come off?", (), "")
    decided_on = DayField(
        label="Day of the award or decision",
        help_text="Only for days that were added or given back. For example, 27 3 2026.",
        required=False,
    )
    adjudication = words_box("Number of the adjudication", most=50)
    ual_reason = forms.ChoiceField(
        label="Why was the person away?",
        choices=[("", "Not away"), *((r.value, r.value) for r in UalReason)],
        required=False,
    )

    def __init__(
        self, *args: Any, record: CustodyRecord, only: str | None = None, **kwargs: Any
    ) -> None:
        """Offer the sentences of a record; `only` leaves one kind of days, and what it needs."""
        super().__init__(*args, **kwargs)
        offered = _days_of_sentences(record)
        self._has_sentences = bool(offered)
        sentences = self.fields["counts_from"]
        sentences.required = False
        sentences.help_text = (
            "Only for days on remand and tagged bail." if offered else _NO_SENTENCE
        )
        sentences.choices = offered  # type: ignore[attr-defined]  # a ChoiceField
        if only is not None:
            self.fields["kind"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
                each for each in _KINDS if each[0] == only
            ]
            for name in set(_ASK) - {*_NEEDED[only], *_MAY_BE.get(only, ())}:
                del self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        """Ask for what the chosen kind needs, and refuse what it has no place for."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind", "")
        if not kind:
            return cleaned
        needed, may_be = _NEEDED[kind], _MAY_BE.get(kind, ())
        for field in needed:
            if not cleaned.get(field) and field not in self.errors:
                is_without = field == "counts_from" and not self._has_sentences
                self.add_error(field, _NO_SENTENCE if is_without else _ASK[field])
        for field in _ASK:
            is_typed = field in cleaned and cleaned[field]
            if is_typed and field not in (*needed, *may_be):
                self.add_error(field, _NO_PLACE)
        self._whole_period(may_be)
        return cleaned

    def _whole_period(self, may_be: tuple[str, ...]) -> None:
        """A period that need not be given is given whole, and does not end before it begins."""
        if not set(_PERIOD) <= self.cleaned_data.keys():
            return
        first, last = (self.cleaned_data[field] for field in _PERIOD)
        if first and last and last < first:
            self.add_error("last_on", "The last day cannot be before the first.")
        if set(_PERIOD) <= set(may_be) and bool(first) != bool(last):
            missing = "last_on" if first else "first_on"
            other = "first" if first else "last"
            which = "last" if first else "first"
            self.add_error(missing, f"Enter the {which} day as well, or clear the {other} one.")

    @property
    def reason(self) -> str:
        """Why not all days of the period count; empty where they do."""
        return str(self.cleaned_data.get("why_fewer", ""))

    @property
    def fact(self) -> Fact:
        """The days as a fact of their kind."""
        cleaned = self.cleaned_data
        days = cleaned["days"]
        match cleaned["kind"]:
            case "remand":
                both = cleaned["first_on"] and cleaned["last_on"]
                period = Period(cleaned["first_on"], cleaned["last_on"]) if both else None
                return RemandCredited(days=days, period=period, counts_from=self._sentence_day)
            case "tagged bail":
                return TaggedBailCredited(days=days, counts_from=self._sentence_day)
            case "added":
                on, number = cleaned["decided_on"], cleaned["adjudication"]
                return AddedDaysAwarded(days=days, awarded_on=on, adjudication=number)
            case "restored":
                on, number = cleaned["decided_on"], cleaned["adjudication"]
                return AddedDaysRestored(days=days, restored_on=on, adjudication=number)
        return UnlawfullyAtLargeRecorded(
            days=days,
            period=Period(cleaned["first_on"], cleaned["last_on"]),
            ual_reason=UalReason(cleaned["ual_reason"]),
        )

    @property
    def _sentence_day(self) -> date:
        return date.fromisoformat(self.cleaned_data["counts_from"])


_PERIOD: Final = ("first_on", "last_on")
_NEEDED: Final = {
    "remand": ("counts_from",),
    "tagged bail": ("counts_from",),
    "away": ("first_on", "last_on", "ual_reason"),
    "added": ("decided_on", "adjudication"),
    "restored": ("decided_on", "adjudication"),
}
_MAY_BE: Final = {"remand": (*_PERIOD, "why_fewer"), "away": ("why_fewer",)}
_NO_PLACE: Final = "These days have no such entry. Clear it, or choose other days above."
_ASK: Final = {
    "counts_from": "Choose the sentence that the days come off.",
    "decided_on": "Enter the day of the award or decision.",
    "first_on": "Enter the first day away.",
    "last_on": "Enter the last day away.",
    "ual_reason": "Choose why the person was away.",
    "adjudication": "Enter the number of the adjudication.",
    "why_fewer": "",
}
_BOX_OF: Final = {
    "period": "last_on",
    "awarded_on": "decided_on",
    "restored_on": "decided_on",
    "reason": "why_fewer",
}
"""The box that asks for a field of the fact, where it is called otherwise."""


def as_entered(fact: Any) -> dict[str, Any]:
    """What the boxes say for days that are on record; `fact` is of a kind in `KIND_OF`."""
    period = getattr(fact, "period", None)
    counts_from = getattr(fact, "counts_from", None)
    return {
        "kind": KIND_OF[type(fact)],
        "days": fact.days,
        "first_on": period.first_on if period else None,
        "last_on": period.last_on if period else None,
        "counts_from": counts_from.isoformat() if counts_from else None,
        "decided_on": getattr(fact, "awarded_on", None) or getattr(fact, "restored_on", None),
        "adjudication": getattr(fact, "adjudication", None),
        "ual_reason": getattr(fact, "ual_reason", None),
    }


def entered(
    page: RecordPage,
    form: DaysForm,
    fact: Callable[[], Fact] | None = None,
    *,
    corrects: int | None = None,
) -> tuple[Entry, ...]:
    """State or correct the days; a refusal names the box that it is about."""
    try:
        return state_fact(
            page.office,
            page.request.actor,
            page.record_id,
            fact() if fact else form.fact,
            source=form.source,
            reason=form.reason,
            corrects=corrects,
            command=form.press,
        )
    except ActRefused as refused:
        field = _BOX_OF.get(refused.field or "", refused.field)
        raise ActRefused(refused.words, code=refused.code, field=field) from refused


@require_http_methods(["GET", "POST"])
def days(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Days that move release dates."""
    page = RecordPage(request, "person-dates")
    form = DaysForm(*posted(request), office=page.office, record=page.record)
    return enter(
        page,
        form,
        act=lambda: entered(page, form),
        title=TITLE,
        intro=(_ANEW,),
        button=f"Enter the days of {page.name}",
    )


def _days_of_sentences(record: CustodyRecord) -> list[tuple[str, str]]:
    """Each day on which a sentence of the record was imposed, with the sentences of that day."""
    of_day: dict[date, list[str]] = {}
    for authority in record.authorities:
        fact = authority.began.fact
        if authority.kind is AuthorityKind.SENTENCE and isinstance(fact, SentenceImposed):
            ended = "" if authority.is_in_force else " (it has ended)"
            of_day.setdefault(fact.imposed_on, []).append(f"{authority_words(authority)}{ended}")
    return [(on.isoformat(), f"{day(on)}: {' '.join(of_day[on])}") for on in sorted(of_day)]
