"""What only some kinds of sentence have: asked in groups that say so, and refused for the others.

The form of a sentence from its warrant and the reading of a court's paper ask with the same boxes.
"""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from gatelodge.casework.statable import TOO_LONG, is_too_long
from gatelodge.record.facts import SentenceKind, Term
from gatelodge.web.boxes import number_box
from gatelodge.web.form_fields import DayField

UNITS: Final = ("years", "months", "weeks", "days")
MOST_OF_A_UNIT: Final = 999
EXTENSION: Final = tuple(f"extension_{unit}" for unit in UNITS)
EXTENSION_WORDS: Final = "Extended licence: only of an EDS or a SOPC"
OTHERS: Final = ("has_automatic_release", "is_under_18_concern", "fine_pounds", "supervised_until")
OTHERS_WORDS: Final = "Only for some kinds of sentence"
KINDS: Final = (
    (SentenceKind.SDS, "Standard determinate sentence (SDS)"),
    (SentenceKind.SDS_PLUS, "Standard determinate sentence, two thirds (SDS+)"),
    (SentenceKind.EDS, "Extended determinate sentence (EDS)"),
    (SentenceKind.SOPC, "Sentence for offenders of particular concern (SOPC)"),
    (SentenceKind.DTO, "Detention and training order (DTO)"),
    (SentenceKind.A_FINE, "Imprisonment in default of a fine (A/FINE)"),
    (SentenceKind.BOTUS, "Breach of supervision after a sentence (BOTUS)"),
    (SentenceKind.LIFE, "Life sentence"),
    (SentenceKind.OTHER, "Another kind"),
)
"""Every kind of sentence as a person chooses it."""
FIELD_OF: Final[Mapping[str, str]] = {"extension": EXTENSION[0], "fine_pence": "fine_pounds"}
"""Where an error about a field of the fact stands."""

_YES, _NO = "yes", "no"
_PENCE: Final = 100
_ASK: Final[Mapping[str, str]] = {
    EXTENSION[0]: "Enter the length of the extended licence, as on the paper.",
    "has_automatic_release": "Choose whether release is automatic.",
    "is_under_18_concern": "Choose whether the person was under 18.",
    "fine_pounds": "Enter the sum in pounds.",
    "supervised_until": "",
}
"""What is asked of some kinds alone, and what is said where it is missing; nothing: it may be."""
_OF_KIND: Final[Mapping[SentenceKind, tuple[str, ...]]] = {
    SentenceKind.EDS: (EXTENSION[0], "has_automatic_release"),
    SentenceKind.SOPC: (EXTENSION[0], "is_under_18_concern"),
    SentenceKind.A_FINE: ("fine_pounds",),
    SentenceKind.BOTUS: ("supervised_until",),
}
_NOT_OF_KIND: Final = "A sentence of this kind has no such entry. Clear it, or choose another kind."


def _yes_no(label: str, neither: str, hint: str = "") -> forms.ChoiceField:
    """A question for one kind of sentence; `neither` is chosen for the others."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=(("", neither), (_YES, "Yes"), (_NO, "No")),
        required=False,
    )


class OfKindForm(forms.Form):
    """The boxes for what only some kinds of sentence have. `sentence_kind` is the child's own."""

    extension_years = number_box("Licence, years", least=0, most=MOST_OF_A_UNIT)
    extension_months = number_box("Licence, months", least=0, most=MOST_OF_A_UNIT)
    extension_weeks = number_box("Licence, weeks", least=0, most=MOST_OF_A_UNIT)
    extension_days = number_box("Licence, days", least=0, most=MOST_OF_A_UNIT)
    has_automatic_release = _yes_no(
        "Is release from the extended sentence automatic?",
        "Not an extended sentence",
        "Only of an EDS. Some older ones are released without the Parole Board: the warrant says "
        "so.",
    )
    is_under_18_concern = _yes_no(
        "Was the person under 18 when convicted of the offence of particular concern?",
        "Not a sentence of particular concern",
        "Only of a SOPC.",
    )
    fine_pounds = forms.DecimalField(
        label="The sum of the fine in pounds",
        help_text="Only of default of a fine. The sum decides whether half or the whole is served.",
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_whole_digits", "max_decimal_places"),
            "Enter the sum in pounds, such as 2500 or 2500.50.",
        ),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    supervised_until = DayField(
        label="Day on which the supervision was to end",
        help_text="Only of a breach of supervision. Leave it empty when it is not known. For "
        "example, 27 3 2026.",
        required=False,
    )

    def judge_own_of_kind(self, cleaned: Mapping[str, Any]) -> None:
        """Ask for what the chosen kind needs, and refuse what it has no place for.

        Without a kind that can be read nothing is judged; a choice of no kind has none of it.
        """
        if "sentence_kind" not in cleaned:
            return
        kind = cleaned["sentence_kind"]
        own = _OF_KIND.get(SentenceKind(kind), ()) if kind else ()
        for name, ask in _ASK.items():
            boxes = EXTENSION if name in EXTENSION else (name,)
            is_given = any(cleaned.get(box) not in (None, "", 0) for box in boxes)
            if name in own and ask and not is_given and not set(boxes) & set(self.errors):
                self.add_error(name, ask)
            if name not in own and is_given:
                self.add_error(name, _NOT_OF_KIND)

    def judge_lengths(self, cleaned: Mapping[str, Any]) -> None:
        """Refuse a length or an extended licence of more years than any has."""
        for boxes in (UNITS, EXTENSION):
            term = Term(*(cleaned.get(unit) or 0 for unit in boxes))
            if is_too_long(term) and not set(boxes) & set(self.errors):
                self.add_error(boxes[0], TOO_LONG)

    def extension(self) -> Term | None:
        """The extended licence as entered; none = no box was filled."""
        term = Term(*(self.cleaned_data.get(unit) or 0 for unit in EXTENSION))
        return None if term.is_nothing else term

    def fine_pence(self) -> int | None:
        """The sum of the fine in pence; none = not entered."""
        pounds = self.cleaned_data.get("fine_pounds")
        return None if pounds is None else int(pounds * _PENCE)

    def answer(self, name: str) -> bool | None:
        """What was answered to a question of yes or no; none = nothing."""
        return {_YES: True, _NO: False}.get(self.cleaned_data.get(name) or "")


def as_pounds(pence: int | None) -> str | None:
    """A sum of a fact as the box shows it."""
    return None if pence is None else f"{pence / _PENCE:.2f}"
