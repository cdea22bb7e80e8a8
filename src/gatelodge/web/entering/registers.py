"""What the registers of days hold: awards, remand, tagged bail and absence (G10)."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.stated_days import MOST_DAYS
from gatelodge.record.facts import AwardOnFile, AwardStanding, DaysStated
from gatelodge.web.acts import posted
from gatelodge.web.boxes import number_box, words_box
from gatelodge.web.entering.enquiries import ASKED, SOURCE, AskedForm
from gatelodge.web.entering.stating import state
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest

AWARDS: Final = 6
"""How many awards one answer can name."""
_TOTALS: Final = (
    ("remand_days", "Days on remand"),
    ("tagged_bail_days", "Days on tagged bail that come off"),
    ("at_large_days", "Days unlawfully at large"),
)
_STANDINGS: Final = (
    (AwardStanding.IN_FORCE.value, "In force"),
    (AwardStanding.SUSPENDED.value, "Suspended: it adds no days now"),
    (AwardStanding.QUASHED.value, "Quashed: it adds no days"),
)
_ROW: Final = ("adjudication", "award_days", "standing", "restored")


class RegistersForm(AskedForm):
    """What those who keep the registers say, award by award and in sums."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _TOTALS:
            ask = f"{label}: enter a number, 0 if there are none."
            self.fields[name] = number_box(label, ask, least=0, most=MOST_DAYS)
        for row in range(AWARDS):
            which = f"Award {row + 1}"
            self.fields[f"adjudication_{row}"] = words_box(f"{which}: adjudication", most=50)
            self.fields[f"award_days_{row}"] = number_box(
                f"{which}: days awarded", least=1, most=MOST_DAYS
            )
            self.fields[f"standing_{row}"] = forms.ChoiceField(
                label=f"{which}: how does it stand?",
                choices=(("", "Choose"), *_STANDINGS),
                required=False,
            )
            self.fields[f"restored_{row}"] = number_box(
                f"{which}: days given back", least=0, most=MOST_DAYS
            )
        rows = [f"{name}_{row}" for row in range(AWARDS) for name in _ROW]
        self.order_fields([*ASKED, *(name for name, _ in _TOTALS), *rows, *SOURCE])

    def rows(self) -> list[list[forms.BoundField]]:
        """The boxes of each award together."""
        return [[self[f"{name}_{row}"] for name in _ROW] for row in range(AWARDS)]

    def totals(self) -> list[forms.BoundField]:
        """The boxes of the days that stand as sums."""
        return [self[name] for name, _ in _TOTALS]

    def clean(self) -> dict[str, Any] | None:
        """An award that is begun has its number, its days and its standing."""
        cleaned = super().clean() or {}
        for row in range(AWARDS):
            typed = {name: cleaned.get(f"{name}_{row}") for name in _ROW}
            if all(value in (None, "") for value in typed.values()):
                continue
            for name, words in (
                ("adjudication", "Enter the number of the adjudication."),
                ("award_days", "Enter the days that were awarded."),
                ("standing", "Choose how the award stands."),
            ):
                if not typed[name] and f"{name}_{row}" not in self.errors:
                    self.add_error(f"{name}_{row}", words)
            if typed["award_days"] and (typed["restored"] or 0) > typed["award_days"]:
                words = "No more days can be given back than were awarded."
                self.add_error(f"restored_{row}", words)
        return cleaned

    @property
    def fact(self) -> DaysStated:
        """The statement as a fact."""
        cleaned = self.cleaned_data
        return DaysStated(
            asked_of=cleaned["asked_of"],
            answered_by=cleaned["answered_by"],
            asked_at=self.asked_at,
            awards=tuple(
                AwardOnFile(
                    adjudication=cleaned[f"adjudication_{row}"],
                    days=cleaned[f"award_days_{row}"],
                    standing=AwardStanding(cleaned[f"standing_{row}"]),
                    restored_days=cleaned[f"restored_{row}"] or 0,
                )
                for row in range(AWARDS)
                if cleaned[f"adjudication_{row}"]
            ),
            remand_days=cleaned["remand_days"],
            tagged_bail_days=cleaned["tagged_bail_days"],
            at_large_days=cleaned["at_large_days"],
        )


@require_http_methods(["GET", "POST"])
def registers(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What those who keep the registers say of all days that move dates."""
    page = RecordPage(request, "person-dates")
    form = RegistersForm(*posted(request), office=page.office)
    return state(page, form, lambda: form.fact, template="entering/registers.html")
