"""Whom somebody rang back about the end of an authority, where no paper ends it yet."""

from typing import Any, Final

from gatelodge.casework.authorities import PAPERS
from gatelodge.record.facts import Role, SpokenWord
from gatelodge.web.acts import PaperForm
from gatelodge.web.boxes import words_box
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.forms import ClockField
from gatelodge.web.record_page import RecordPage

_WITHOUT_PAPER: Final = "Only where no paper ends it yet."
_ASK: Final = {
    "their_role": "Enter what the person who spoke is.",
    "called_number": "Enter the number that you called.",
    "number_known_from": "Enter where the number is from.",
    "called_on": "Enter on which day you called.",
    "called_time": "Enter at what time you called.",
}
CALL: Final = tuple(_ASK)
"""The boxes of the call."""


def heard_as(page: RecordPage) -> Role:
    """The role in which this reader hears an end: duty governor before any other."""
    actor, prison = page.request.actor, page.record.prison
    order = (Role.DUTY_GOVERNOR, *PAPERS)
    return next((role for role in order if actor.has(role, prison)), Role.CASE_ADMINISTRATOR)


class RungBackForm(PaperForm, MomentMixin):
    """A source that may be a call: who spoke, their role, the number rung back, and when."""

    their_role = words_box("What is the person who spoke?", most=100, hint=_WITHOUT_PAPER)
    called_number = words_box("Which number did you call back?", most=50, hint=_WITHOUT_PAPER)
    number_known_from = words_box(
        "Where is the number from?", most=200, hint="Never from the paper or the call in question."
    )
    called_on = DayField(label="On which day did you call?", required=False)
    called_time = ClockField(label="Called at", help_text="For example, 21:40.", required=False)

    def __init__(self, *args: Any, heard_as: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._heard_as = heard_as
        first = [name for name in self.fields if name not in CALL]
        self.order_fields([*first, *CALL])

    def clean(self) -> dict[str, Any] | None:
        """A word needs the whole call; a paper needs none of it."""
        cleaned = super().clean() or {}
        if cleaned.get("kept_paper") or not cleaned.get("said_by"):
            return cleaned
        for name, words in _ASK.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        return cleaned

    @property
    def heard(self) -> SpokenWord | None:
        """The call; none where a paper says it."""
        cleaned = self.cleaned_data
        if cleaned["kept_paper"]:
            return None
        return SpokenWord(
            name=cleaned["said_by"],
            role=cleaned["their_role"],
            called_number=cleaned["called_number"],
            number_known_from=cleaned["number_known_from"],
            said_at=self.moment("called_on", "called_time"),
            heard_as=self._heard_as,
        )
