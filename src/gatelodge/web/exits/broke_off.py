"""What happened that is no exit: a death, an escape, a failure to return, a release by a court."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.record.facts import AtLarge, DeathRecorded, Fact, ReleasedByCourt, WentAtLarge
from gatelodge.web.acts import PaperForm, posted
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.entering.stating import state
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.forms import ClockField
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest

_KINDS: Final = (
    ("death", "The person died"),
    (AtLarge.ESCAPE.value, "The person escaped"),
    (AtLarge.ABSCOND.value, "The person absconded"),
    (AtLarge.FAILURE_TO_RETURN.value, "The person did not come back from temporary release"),
    ("court", "A court let the person go"),
)
_NO_EXIT: Final = (
    "None of these is an exit: nobody opened the gate for it, and it is entered as what it is. A "
    "live exit pass is cancelled."
)
_CLOCKS: Final = (
    "A death stops every clock. Days at large count until the return. A release by a court ends "
    "only what that court ends: enter each end by itself, with its paper."
)


class HappenedForm(PaperForm, MomentMixin):
    """What happened, when, where, and who was told."""

    kind = one_of_box("What happened?", _KINDS, "Choose what happened.")
    happened_on = DayField(label="On which day?")
    happened_time = ClockField(label="At", help_text="For example, 09:00.")
    place = words_box("Where?", "Enter where.", most=200, hint="For a court: which court.")
    told = words_box(
        "Who was told, or which case?",
        "Enter who was told; for a court, the number of the case.",
        most=200,
        hint="Police and coroner with their reference. For a court: the case number.",
    )
    field_order = ("kind", "happened_on", "happened_time", "place", "told")

    @property
    def fact(self) -> Fact:
        """What happened, as what it is."""
        at = self.moment("happened_on", "happened_time")
        place, told = self.cleaned_data["place"], self.cleaned_data["told"]
        return _FACTS[self.cleaned_data["kind"]](at, place, told)


def _at_large(how: AtLarge) -> Callable[[datetime, str, str], Fact]:
    return lambda at, place, told: WentAtLarge(how=how, since=at, place=place, police_told=told)


_FACTS: Final[Mapping[str, Callable[[datetime, str, str], Fact]]] = MappingProxyType(
    {
        "death": lambda at, place, told: DeathRecorded(died_at=at, place=place, told=told),
        "court": lambda at, place, told: ReleasedByCourt(
            released_at=at, court=place, case_urn=told
        ),
        **{how.value: _at_large(how) for how in AtLarge},
    }
)


@require_http_methods(["GET", "POST"])
def happened(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter a death, an escape, an abscond, a failure to return, or a release by a court."""
    page = RecordPage(request, "person")
    form = HappenedForm(*posted(request), office=page.office)
    is_here = page.record.is_in_custody
    context: dict[str, Any] = {"no_form": not is_here}
    return state(
        page,
        form,
        lambda: form.fact,
        then=reverse("person", args=[page.record_id]),
        title="Enter what happened",
        intro=(_NO_EXIT, _CLOCKS) if is_here else ("This person is not in custody here.",),
        button=f"Enter what happened to {page.name}",
        **context,
    )
