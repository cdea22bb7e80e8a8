"""Moves within custody: to another prison, which answers for the person from then on; hospital."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.reception import record_movement
from gatelodge.record.facts import MovementKind, PrisonRegistered
from gatelodge.web.acts import PaperForm, enter, posted
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.forms import ClockField
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.staff import prisons

_KINDS: Final = (
    (MovementKind.TRANSFER_OUT.value, "To another prison"),
    (MovementKind.HOSPITAL_OUT.value, "To hospital, still in custody"),
    (MovementKind.HOSPITAL_BACK.value, "Back from hospital"),
)
_NO_EXIT: Final = (
    "A move is no release: the person stays in custody, and what holds them stays too. To court, "
    "and out of custody, somebody leaves on an exit pass alone."
)
_OTHER_PRISON: Final = "From the move on the other prison answers for the person, and you no more."


class MovementForm(PaperForm, MomentMixin):
    """Where somebody was moved, and when."""

    kind = one_of_box("Where was the person moved?", _KINDS, "Choose where the person was moved.")
    prison = forms.ChoiceField(
        label="To which prison?",
        help_text="Only for a move to another prison.",
        required=False,
    )
    hospital = words_box("Which hospital?", most=200, hint="Only for a move to or from hospital.")
    moved_on = DayField(label="On which day?")
    moved_time = ClockField(label="At", help_text="For example, 09:00.")

    field_order = ("kind", "prison", "hospital", "moved_on", "moved_time")

    def __init__(self, *args: Any, others: Sequence[PrisonRegistered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = {each.prison: each.name for each in others}
        self.fields["prison"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "No other prison"),
            *self._names.items(),
        ]

    def clean(self) -> dict[str, Any] | None:
        """Ask for what the chosen move needs, and refuse what it has no place for."""
        cleaned = super().clean() or {}
        if not cleaned.get("kind"):
            return cleaned
        is_transfer = cleaned["kind"] == MovementKind.TRANSFER_OUT
        needed, other = ("prison", "hospital") if is_transfer else ("hospital", "prison")
        if not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, _ASK[needed])
        if cleaned.get(other):
            self.add_error(other, "This move has no such entry. Clear it, or choose another above.")
        return cleaned

    @property
    def prison_from_now(self) -> str | None:
        """The prison that answers from the move on; none = it does not change."""
        return self.cleaned_data["prison"] or None

    @property
    def place(self) -> str:
        """Where the person was moved to, or back from, in words."""
        prison = self.prison_from_now
        return self._names[prison] if prison else str(self.cleaned_data["hospital"])


_ASK: Final = {
    "prison": "Choose to which prison the person was moved.",
    "hospital": "Enter which hospital it was.",
}


@require_http_methods(["GET", "POST"])
def movement(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A move within custody."""
    page = RecordPage(request, "person")
    others = [each for each in prisons(page.office).values() if each.prison != page.record.prison]
    form = MovementForm(*posted(request), office=page.office, others=others)
    is_transfer = form.data.get("kind") == MovementKind.TRANSFER_OUT
    return enter(
        page,
        form,
        act=lambda: record_movement(
            page.office,
            request.actor,
            page.record_id,
            MovementKind(form.cleaned_data["kind"]),
            place=form.place,
            prison=form.prison_from_now,
            moved_at=form.moment("moved_on", "moved_time"),
            source=form.source,
            command=form.press,
        ),
        then=reverse("home") if is_transfer else "",
        title="A move within custody",
        intro=(_NO_EXIT, _OTHER_PRISON)
        if page.record.is_in_custody
        else ("This person is not in custody here. There is no move to enter.",),
        no_form=not page.record.is_in_custody,
        button=f"Enter the move of {page.name}",
    )
