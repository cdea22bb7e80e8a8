"""What a way out rests on, from its paper: production order, hospital, licence, decision.

Also what was made ready for an exit: payment, licence, property, transport, list.
"""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.record.facts import (
    EarlyReleaseDecided,
    EarlyScheme,
    ExitPrepared,
    ExitType,
    HospitalBasis,
    HospitalStayAuthorised,
    Prepared,
    ProductionOrdered,
    TemporaryReleaseLicensed,
)
from gatelodge.web.acts import PaperForm, posted
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.by_hand import TEMPLATE, FromPaperForm
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.entering.stating import state
from gatelodge.web.exit_words import EVERY_TYPE
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.forms import ClockField
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest

_METHODS: Final = ["GET", "POST"]
_LAST_BEFORE_FIRST: Final = "The last day cannot be before the first."


class ProductionForm(FromPaperForm):
    """A production order to the police, as on its paper."""

    paper_label = "The production order"

    ordered_by = words_box("Who ordered it?", "Enter which court or force.", most=200)
    place = words_box("To which police station?", "Enter the police station.", most=200)
    first_on = DayField(label="First day")
    last_on = DayField(label="Last day")
    reference = words_box("Its reference", "Enter its reference.", most=100)

    def clean(self) -> dict[str, Any] | None:
        """Refuse two days in the wrong order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first is not None and last is not None and last < first:
            self.add_error("last_on", _LAST_BEFORE_FIRST)
        return cleaned

    @property
    def fact(self) -> ProductionOrdered:
        """The order as a fact."""
        cleaned = self.cleaned_data
        return ProductionOrdered(
            ordered_by=cleaned["ordered_by"],
            place=cleaned["place"],
            first_on=cleaned["first_on"],
            last_on=cleaned["last_on"],
            reference=cleaned["reference"],
        )


class HospitalForm(FromPaperForm):
    """A medical escort decision or a transfer direction, as on its paper."""

    paper_label = "The decision or direction"

    basis = one_of_box(
        "What is it?",
        (
            (HospitalBasis.MEDICAL_ESCORT.value, "A medical escort decision"),
            (HospitalBasis.TRANSFER_DIRECTION.value, "A transfer direction (mental health)"),
        ),
        "Choose what it is.",
    )
    hospital = words_box("Which hospital?", "Enter the hospital.", most=200)
    signed_by = words_box("Who signed it?", "Enter who signed it.", most=200)
    first_on = DayField(label="From which day?")
    last_on = DayField(
        label="To which day?", help_text="Leave it empty if it names none.", required=False
    )

    @property
    def fact(self) -> HospitalStayAuthorised:
        """The decision as a fact."""
        cleaned = self.cleaned_data
        return HospitalStayAuthorised(
            basis=HospitalBasis(cleaned["basis"]),
            hospital=cleaned["hospital"],
            signed_by=cleaned["signed_by"],
            first_on=cleaned["first_on"],
            last_on=cleaned["last_on"],
        )


class TemporaryLicenceForm(FromPaperForm, MomentMixin):
    """A temporary release licence, as signed."""

    paper_label = "The licence"

    signed_by = words_box("Who signed it?", "Enter who signed it.", most=200)
    purpose = words_box("For what?", "Enter for what.", most=200)
    place = words_box("To where?", "Enter where the person goes.", most=200)
    leaves_on = DayField(label="On which day does the person leave?")
    returns_on = DayField(label="By which day is the person to be back?")
    returns_time = ClockField(label="By", help_text="For example, 17:00.")

    @property
    def returns_at(self) -> datetime:
        """The last instant at which the person is to be back."""
        return self.moment("returns_on", "returns_time")

    @property
    def fact(self) -> TemporaryReleaseLicensed:
        """The licence as a fact."""
        cleaned = self.cleaned_data
        return TemporaryReleaseLicensed(
            signed_by=cleaned["signed_by"],
            purpose=cleaned["purpose"],
            place=cleaned["place"],
            leaves_on=cleaned["leaves_on"],
            returns_at=self.returns_at,
        )


class EarlyReleaseForm(FromPaperForm):
    """A signed decision on early release, as on its paper."""

    paper_label = "The decision"

    scheme = one_of_box(
        "Under which scheme?",
        tuple((each.value, each.value[:1].upper() + each.value[1:]) for each in EarlyScheme),
        "Choose the scheme.",
    )
    release_on = DayField(label="Which day does it name?")
    signed_by = words_box("Who signed it?", "Enter who signed it.", most=200)

    @property
    def fact(self) -> EarlyReleaseDecided:
        """The decision as a fact."""
        cleaned = self.cleaned_data
        return EarlyReleaseDecided(
            scheme=EarlyScheme(cleaned["scheme"]),
            release_on=cleaned["release_on"],
            signed_by=cleaned["signed_by"],
        )


_THINGS: Final = tuple((each.value, each.value[:1].upper() + each.value[1:]) for each in Prepared)


class PreparedForm(PaperForm):
    """What was made ready for the exit of a day."""

    what = one_of_box("What was made ready?", _THINGS, "Choose what was made ready.")
    on = DayField(label="For which day?")
    exit_type = forms.ChoiceField(
        label="Which exit does it name?",
        help_text="As written on it. A list always names one.",
        choices=(("", "It names none"), *EVERY_TYPE),
        required=False,
    )
    reference = words_box("Its reference", most=100)
    stands = one_of_box(
        "Does it stand?",
        (("yes", "Yes, it was made ready"), ("no", "No, it was stopped or taken back")),
        "Choose whether it stands.",
    )
    field_order = ("what", "on", "exit_type", "reference", "stands", "paper", "page", "said_by")

    @property
    def fact(self) -> ExitPrepared:
        """What was made ready, as a fact."""
        cleaned = self.cleaned_data
        return ExitPrepared(
            what=Prepared(cleaned["what"]),
            on=cleaned["on"],
            exit_type=ExitType(cleaned["exit_type"]) if cleaned["exit_type"] else None,
            reference=cleaned["reference"],
            stands=cleaned["stands"] == "yes",
        )


def _stated(
    request: StaffRequest, kind: type[PaperForm], *, title: str, intro: tuple[str, ...], of: str
) -> HttpResponse:
    page = RecordPage(request, "exit")
    form: Any = kind(*posted(request), office=page.office)
    more = {"template": TEMPLATE} if issubclass(kind, FromPaperForm) else {}
    return state(
        page,
        form,
        lambda: form.fact,
        title=title,
        intro=intro,
        button=f"Enter the {of} of {page.name}",
        **more,
    )


@require_http_methods(_METHODS)
def production(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A production order to the police."""
    return _stated(
        request,
        ProductionForm,
        title="Enter a production order",
        intro=("It lets the police have the person on these days. The authority goes along.",),
        of="production order",
    )


@require_http_methods(_METHODS)
def hospital(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A medical escort decision or a transfer direction."""
    return _stated(
        request,
        HospitalForm,
        title="Enter what takes the person to hospital",
        intro=("Enter nothing of the illness. Custody goes on, and so do the release dates.",),
        of="hospital decision",
    )


@require_http_methods(_METHODS)
def temporary_licence(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A temporary release licence."""
    return _stated(
        request,
        TemporaryLicenceForm,
        title="Enter a temporary release licence",
        intro=("After the time of return an alarm is raised until the return is entered.",),
        of="temporary release licence",
    )


@require_http_methods(_METHODS)
def early_release(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A signed decision on early release."""
    return _stated(
        request,
        EarlyReleaseForm,
        title="Enter a decision on early release",
        intro=("It opens an earlier date, if there is one. Without its paper it opens none.",),
        of="decision",
    )


@require_http_methods(_METHODS)
def prepared(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What was made ready for an exit: it must fit the exit that is planned."""
    return _stated(
        request,
        PreparedForm,
        title="Enter what was made ready for the exit",
        intro=("What does not fit the planned exit stops it: one of the two is wrong.",),
        of="preparation",
    )
