"""What holds, or may hold, a person beside remand and sentence, entered from its paper.

Recalls, suspended sentence orders, immigration detention, deportation orders, and every other
authority of the catalogue. A word is enough for none of them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods
from msgspec import structs

from gatelodge.casework.catalogue import DETENTION, LODGED
from gatelodge.record import LONDON, CustodyRecord, Stated, day_in_london, start_of_day
from gatelodge.record.facts import (
    AuthorityLodged,
    DeportationOrdered,
    ImmigrationDetentionAuthorised,
    RecallKind,
    RecallOrdered,
    SuspendedSentenceOrdered,
    Term,
)
from gatelodge.web.acts import posted
from gatelodge.web.boxes import number_box, one_of_box, words_box
from gatelodge.web.entering.by_hand import TEMPLATE, FromPaperForm, WarrantForm
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.entering.stating import state
from gatelodge.web.form_fields import DayField
from gatelodge.web.of_kind import MOST_OF_A_UNIT, UNITS
from gatelodge.web.people.forms import ClockField
from gatelodge.web.record_page import RecordPage, plain_day
from gatelodge.web.request import StaffRequest

_METHODS: Final = ["GET", "POST"]
_RECALL_HOLDS: Final = (
    "It holds from the time at which the licence was revoked, without a time from the start of "
    "that day, and stands on the sentences imposed before that day."
)
_TO_COME: Final = "That day is still to come. Enter it as on the paper."
_MAY_BE_EMPTY: Final = "Leave it empty if the paper does not say. For example, 27 3 2026."


class _DatedForm(FromPaperForm):
    """A paper whose days lie in the past, in their order."""

    PAST: ClassVar[tuple[str, ...]] = ()
    """Boxes whose day cannot be later than today."""
    IN_ORDER: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """Pairs of boxes, the earlier day first, with what is said beside the later one."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a day that is still to come, and two days in the wrong order."""
        cleaned = super().clean() or {}
        today = day_in_london(self._office.clock.now())
        for name in self.PAST:
            if (on := cleaned.get(name)) is not None and on > today:
                self.add_error(name, f"{self.fields[name].label}: {_lower(_TO_COME)}")
        for first, second, words in self.IN_ORDER:
            earlier, later = cleaned.get(first), cleaned.get(second)
            if earlier is not None and later is not None and later < earlier:
                self.add_error(second, words)
        return cleaned


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


class RecallForm(_DatedForm, MomentMixin):
    """A recall to prison, as on its notice."""

    paper_label = "The recall notice"
    PAST = ("revoked_on", "returned_on")
    IN_ORDER = (
        ("revoked_on", "returned_on", "The return cannot be before the licence was revoked."),
        ("returned_on", "ends_on", "The recall cannot end before the return."),
        ("revoked_on", "ends_on", "The recall cannot end before the licence was revoked."),
    )

    recall_kind = one_of_box(
        "Which kind of recall?",
        (
            (RecallKind.STANDARD.value, "Standard: no end is fixed"),
            (RecallKind.FIXED_14.value, "Fixed term of 14 days"),
            (RecallKind.FIXED_28.value, "Fixed term of 28 days"),
            (RecallKind.FIXED_56.value, "Fixed term of 56 days"),
        ),
        "Choose which kind of recall.",
    )
    revoked_on = DayField(label="Day on which the licence was revoked")
    true_from = ClockField(
        label="Time at which it was revoked",
        help_text="Needed where the person left the prison on that day. For example, 09:00.",
        required=False,
    )
    returned_on = DayField(
        label="Day of the return to custody",
        help_text="A fixed term counts from this day, which is day 1. Leave it empty while the "
        "person is not back. For example, 27 3 2026.",
        required=False,
    )
    ends_on = DayField(
        label="First day on which the recall no longer holds",
        help_text=f"Only if the notice gives it. {_MAY_BE_EMPTY}",
        required=False,
    )

    @property
    def so_from(self) -> datetime | None:
        """The moment of the revocation, where its time is given."""
        given = self.cleaned_data["true_from"] is not None
        return self.moment("revoked_on", "true_from") if given else None

    @property
    def fact(self) -> RecallOrdered:
        """The recall as a fact."""
        cleaned = self.cleaned_data
        kind = RecallKind(cleaned["recall_kind"])
        return RecallOrdered(
            recall_kind=kind,
            revoked_on=cleaned["revoked_on"],
            returned_on=cleaned["returned_on"],
            ends_on=cleaned["ends_on"],
            catalogue=_ROW_OF_RECALL[kind],
        )


_ROW_OF_RECALL: Final[Mapping[RecallKind, str]] = MappingProxyType(
    {
        RecallKind.STANDARD: "C01",
        RecallKind.FIXED_14: "C02",
        RecallKind.FIXED_28: "C03",
        RecallKind.FIXED_56: "C04",
    }
)
_SUSPENDED: Final = tuple(f"suspended_{unit}" for unit in UNITS)
_LENGTH, _FOR = "Length of the sentence", "Suspended for"


class SuspendedForm(_DatedForm, WarrantForm):
    """A suspended sentence order, as the court made it."""

    paper_label = "The order"
    PAST = ("imposed_on",)
    NARROW: ClassVar[frozenset[str]] = frozenset({"page", "count", *UNITS, *_SUSPENDED})
    LENGTHS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {_LENGTH: "Length of the sentence", _FOR: "How long the sentence is suspended"}
    )

    count = number_box("Count", "Enter the number of the count.", least=1, most=MOST_OF_A_UNIT)
    offence_code = words_box("Offence code", "Enter the offence code.", most=20)
    imposed_on = DayField(label="Day on which it was imposed")
    years = number_box("Years", least=0, most=MOST_OF_A_UNIT)
    months = number_box("Months", least=0, most=MOST_OF_A_UNIT)
    weeks = number_box("Weeks", least=0, most=MOST_OF_A_UNIT)
    days = number_box("Days", least=0, most=MOST_OF_A_UNIT)
    suspended_years = number_box("Suspended for, years", least=0, most=MOST_OF_A_UNIT)
    suspended_months = number_box("Suspended for, months", least=0, most=MOST_OF_A_UNIT)
    suspended_weeks = number_box("Suspended for, weeks", least=0, most=MOST_OF_A_UNIT)
    suspended_days = number_box("Suspended for, days", least=0, most=MOST_OF_A_UNIT)

    def clean(self) -> dict[str, Any] | None:
        """Both lengths are above nothing."""
        cleaned = super().clean() or {}
        for boxes, words in (
            (UNITS, "Enter a length above 0, as on the order."),
            (_SUSPENDED, "Enter how long it is suspended, as on the order."),
        ):
            if not any(cleaned.get(box) for box in boxes) and not set(boxes) & set(self.errors):
                self.add_error(boxes[0], words)
        return cleaned

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes in the order of the paper; each length stands by itself."""
        (_, own), paper = super().parts
        lengths = {*UNITS, *_SUSPENDED}
        return [
            ("", [box for box in own if box.name not in lengths]),
            (_LENGTH, [self[box] for box in UNITS]),
            (_FOR, [self[box] for box in _SUSPENDED]),
            paper,
        ]

    @property
    def fact(self) -> SuspendedSentenceOrdered:
        """The order as a fact."""
        cleaned = self.cleaned_data
        return SuspendedSentenceOrdered(
            court=cleaned["court"],
            case_urn=cleaned["case_urn"],
            term=Term(*(cleaned[box] or 0 for box in UNITS)),
            suspended_for=Term(*(cleaned[box] or 0 for box in _SUSPENDED)),
            imposed_on=cleaned["imposed_on"],
            offence_code=cleaned["offence_code"],
            count=cleaned["count"],
        )


class _HoldsFromForm(_DatedForm):
    """A paper that holds somebody from a day that it names."""

    paper_label = "The paper"
    PAST = ("true_from",)

    reference = words_box("Its number or reference", "Enter its number or reference.", most=100)
    true_from = DayField(label="Day from which it holds")

    @property
    def so_from(self) -> datetime:
        """The start, in London, of the day from which it holds."""
        return start_of_day(self.cleaned_data["true_from"])


class LodgedForm(_HoldsFromForm):
    """Another authority of the catalogue."""

    IN_ORDER = (
        ("true_from", "ends_on", "It cannot end before it holds."),
        ("true_from", "next_event_on", "Its next event cannot be before it holds."),
    )

    catalogue = forms.ChoiceField(
        label="What holds the person?",
        choices=[("", "Choose"), *LODGED.items()],
        error_messages={"required": "Choose what holds the person."},
    )
    ends_on = DayField(
        label="First day on which it no longer holds", help_text=_MAY_BE_EMPTY, required=False
    )
    next_event_on = DayField(label="Day of its next event", help_text=_MAY_BE_EMPTY, required=False)

    field_order = ("catalogue", "reference", "true_from", "ends_on", "next_event_on")

    @property
    def fact(self) -> AuthorityLodged:
        """The authority as a fact."""
        cleaned = self.cleaned_data
        return AuthorityLodged(
            catalogue=cleaned["catalogue"],
            title=LODGED[cleaned["catalogue"]],
            reference=cleaned["reference"],
            ends_on=cleaned["ends_on"],
            next_event_on=cleaned["next_event_on"],
        )


class DetentionForm(_HoldsFromForm):
    """The Home Office's authority to detain (IS91)."""

    paper_label = "The IS91"
    IN_ORDER = (("true_from", "review_on", "Its review cannot be before it holds."),)

    catalogue = one_of_box(
        "What is the detention for?", DETENTION.items(), "Choose what the detention is for."
    )
    review_on = DayField(
        label="Day by which it is reviewed", help_text=_MAY_BE_EMPTY, required=False
    )

    field_order = ("catalogue", "reference", "true_from", "review_on")

    @property
    def fact(self) -> ImmigrationDetentionAuthorised:
        """The authority to detain as a fact."""
        cleaned = self.cleaned_data
        return ImmigrationDetentionAuthorised(
            reference=cleaned["reference"],
            review_on=cleaned["review_on"],
            catalogue=cleaned["catalogue"],
        )


class DeportationForm(_HoldsFromForm):
    """A deportation order that is in force."""

    paper_label = "The deportation order"

    @property
    def fact(self) -> DeportationOrdered:
        """The order as a fact."""
        return DeportationOrdered(reference=self.cleaned_data["reference"])


def as_entered(stated: Stated[Any]) -> dict[str, Any]:
    """What the boxes say for an order of these kinds that is on record."""
    known = structs.asdict(stated.fact) | {"true_from": day_in_london(stated.true_from)}
    if isinstance(stated.fact, RecallOrdered):
        known |= {"true_from": _time_of(stated)}
    if isinstance(fact := stated.fact, SuspendedSentenceOrdered):
        for prefix, term in (("", fact.term), ("suspended_", fact.suspended_for)):
            known |= {f"{prefix}{unit}": getattr(term, unit) or None for unit in UNITS}
    return known


def _time_of(stated: Stated[RecallOrdered]) -> str | None:
    """The time of the revocation as it was given; none where it counts from the start of a day."""
    at = stated.true_from
    is_given = at != start_of_day(day_in_london(at))
    return at.astimezone(LONDON).strftime("%H:%M") if is_given else None


def _entered(
    request: StaffRequest,
    kind: type[RecallForm | SuspendedForm | LodgedForm | DetentionForm | DeportationForm],
    *,
    title: str,
    intro: Sequence[str | Callable[[CustodyRecord], str]],
    button: str,
) -> HttpResponse:
    """Show the form of an order, or enter what it says; `intro` may look at the record."""
    page = RecordPage(request, "person-authorities")
    form = kind(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        template=TEMPLATE,
        title=title,
        intro=[words if isinstance(words, str) else words(page.record) for words in intro],
        button=f"{button} {page.name}",
    )


@require_http_methods(_METHODS)
def recall(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A recall to prison from its notice."""
    return _entered(
        request,
        RecallForm,
        title="Enter a recall",
        intro=(_RECALL_HOLDS, _returned),
        button="Enter the recall of",
    )


def _returned(record: CustodyRecord) -> str:
    """When the person last came back, to compare with the notice."""
    back: list[date] = [
        day_in_london(each.returned.fact.returned_at) for each in record.exits if each.returned
    ]
    if not back:
        return "No return to custody is on record."
    return f"The last return on record is of {plain_day(back[-1])}."


@require_http_methods(_METHODS)
def suspended(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A suspended sentence order from the court's paper."""
    return _entered(
        request,
        SuspendedForm,
        title="Enter a suspended sentence order",
        intro=("It holds nobody. When a court activates it, enter the sentence then.",),
        button="Enter the order of",
    )


@require_http_methods(_METHODS)
def lodged(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Another authority to hold from its paper."""
    return _entered(
        request,
        LodgedForm,
        title="Enter another authority to hold",
        intro=(
            "Remands, sentences, recalls and immigration detention have pages of their own.",
            "Gatelodge works no dates out for it. It holds until its end is entered from a paper.",
        ),
        button="Enter this authority for",
    )


@require_http_methods(_METHODS)
def detention(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The Home Office's authority to detain."""
    return _entered(
        request,
        DetentionForm,
        title="Enter immigration detention (IS91)",
        intro=("It holds also after every sentence has ended, until its own end is entered.",),
        button="Enter the IS91 of",
    )


@require_http_methods(_METHODS)
def deportation(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A deportation order."""
    return _entered(
        request,
        DeportationForm,
        title="Enter a deportation order",
        intro=("It allows detention only together with an IS91, which is entered by itself.",),
        button="Enter the deportation order of",
    )
