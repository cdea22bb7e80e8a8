"""The pages on which a second person enters what the papers say, one sentence or row at a time.

Nothing is filled in and nothing is chosen: what the record says is not here.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Final

from django import forms

from gatelodge.casework.statable import NO_OFFENCE_CODE, is_offence_code
from gatelodge.record import NEED_MARKS
from gatelodge.record.facts import (
    CalculationReason,
    DaysKind,
    EnteredDays,
    EnteredRecall,
    EnteredSentence,
    RecallKind,
    SentenceKind,
    Term,
)
from gatelodge.web.acts import ActForm, SeenForm
from gatelodge.web.boxes import number_box, one_of_box, words_box
from gatelodge.web.form_fields import DayField
from gatelodge.web.of_kind import (
    EXTENSION,
    EXTENSION_WORDS,
    KINDS,
    MOST_OF_A_UNIT,
    OTHERS,
    OTHERS_WORDS,
    UNITS,
    OfKindForm,
)
from gatelodge.web.release_marks import (
    ASK,
    CONTRADICTION,
    EXCLUSIONS,
    is_contradiction,
    mark_fields,
    marks_from,
)
from gatelodge.web.states import sentence_case

_LENGTH: Final = "Length"
_ALONE: Final = "alone"
_MOST_DAYS: Final = 9999
_FIRST: Final = (
    "offence_code",
    "offence_committed_on",
    "imposed_on",
    "sentence_kind",
)
ENTERED, NONE = "entered", "none"


class CalculateForm(ActForm):
    """Why dates are worked out, and why it is right where they do not move as they should."""

    why_unexpected = words_box(
        "Why is that right?",
        "Say why the dates are right.",
        most=1000,
        hint="Look at the papers again first. A second person has to confirm it.",
        is_long=True,
    )

    def __init__(
        self,
        *args: Any,
        reasons: Sequence[CalculationReason],
        is_unexpected: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        why = one_of_box(
            "Why are the dates worked out?",
            [(each.value, sentence_case(each.value)) for each in reasons],
            "Choose why the dates are worked out.",
        )
        if not is_unexpected:
            del self.fields["why_unexpected"]
        self.fields = {"why": why} | self.fields

    @property
    def why(self) -> CalculationReason:
        """The reason of the closed list."""
        return CalculationReason(self.cleaned_data["why"])


class ReadSentenceForm(OfKindForm):
    """One sentence as a second person reads it on its warrant."""

    NARROW: ClassVar[frozenset[str]] = frozenset({*UNITS, *EXTENSION})
    LENGTHS: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            _LENGTH: "Length of the sentence, or its custodial term",
            EXTENSION_WORDS: "Length of the extended licence",
        }
    )

    offence_code = words_box(
        "Offence code", "Enter the offence code.", most=20, hint="For example, TH68010."
    )
    offence_committed_on = DayField(label="Day of the offence")
    imposed_on = DayField(label="Day on which the sentence was imposed")
    sentence_kind = one_of_box(
        "Kind of sentence", [(k.value, w) for k, w in KINDS], "Choose the kind of sentence."
    )
    years = number_box("Years", least=0, most=MOST_OF_A_UNIT)
    months = number_box("Months", least=0, most=MOST_OF_A_UNIT)
    weeks = number_box("Weeks", least=0, most=MOST_OF_A_UNIT)
    days = number_box("Days", least=0, most=MOST_OF_A_UNIT)
    consecutive_to = one_of_box(
        "How does it stand to other sentences?",
        (),
        "Choose how it stands to other sentences.",
        "Enter the sentence that it follows first.",
    )

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """`others` are the sentences entered so far, by number and in words, without this one."""
        super().__init__(*args, **kwargs)
        self.fields["consecutive_to"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (_ALONE, "Alone, or concurrent with the others"),
            *((str(n), f"Consecutive to sentence {n}: {words}") for n, words in others),
        ]
        self.fields |= mark_fields()
        self.order_fields((*_FIRST, *UNITS, *EXTENSION, *OTHERS, "consecutive_to", *ASK))
        for name in ASK:
            self.fields[name].required = False  # needed for standard sentences alone: see `clean`

    def clean(self) -> dict[str, Any] | None:
        """A sentence has a length and what its kind needs, and nothing of another kind."""
        cleaned = super().clean() or {}
        self.judge_own_of_kind(cleaned)
        self.judge_lengths(cleaned)
        if cleaned.get("sentence_kind") in NEED_MARKS:
            for name in (each for each in ASK if not cleaned.get(each) and each not in self.errors):
                self.add_error(name, ASK[name])
        if is_contradiction(cleaned.get(EXCLUSIONS) or []):
            self.add_error(EXCLUSIONS, CONTRADICTION)
        if not any(cleaned.get(unit) for unit in UNITS) and not set(UNITS) & set(self.errors):
            self.add_error("years", "Enter a length above 0, as on the warrant.")
        return cleaned

    def clean_offence_code(self) -> str:
        """Refuse what has not the shape of an offence code; letters are kept as capitals."""
        code = "".join(str(self.cleaned_data["offence_code"]).split()).upper()
        if not is_offence_code(code):
            raise forms.ValidationError(NO_OFFENCE_CODE)
        return code

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes in the order of the warrant; each length stands by itself."""
        return [
            ("", [self[name] for name in _FIRST]),
            (_LENGTH, [self[name] for name in UNITS]),
            (EXTENSION_WORDS, [self[name] for name in EXTENSION]),
            (OTHERS_WORDS, [self[name] for name in OTHERS]),
            ("", [self["consecutive_to"]]),
            ("What decides the release point of a standard sentence", [self[n] for n in ASK]),
        ]

    @property
    def entered(self) -> EnteredSentence:
        """The sentence as it was read."""
        cleaned = self.cleaned_data
        kind = SentenceKind(cleaned["sentence_kind"])
        follows = cleaned["consecutive_to"]
        return EnteredSentence(
            sentence_kind=kind,
            offence_code=cleaned["offence_code"],
            offence_committed_on=cleaned["offence_committed_on"],
            imposed_on=cleaned["imposed_on"],
            term=Term(*(cleaned[unit] or 0 for unit in UNITS)),
            extension=self.extension(),
            consecutive_to=None if follows == _ALONE else int(follows),
            has_automatic_release=self.answer("has_automatic_release") or False,
            is_under_18_concern=self.answer("is_under_18_concern") or False,
            fine_pence=self.fine_pence(),
            supervised_until=cleaned["supervised_until"],
            marks=marks_from(cleaned) if kind in NEED_MARKS else None,
        )


class ReadDaysForm(forms.Form):
    """One row of days as a second person reads it."""

    kind = one_of_box(
        "Which days?",
        (
            (DaysKind.REMAND.value, "On remand: they come off"),
            (DaysKind.TAGGED_BAIL.value, "On tagged bail: they come off"),
            (DaysKind.AWAY.value, "Unlawfully away: they are added"),
            (DaysKind.ADDED.value, "Added for breaking rules (ADA)"),
            (DaysKind.RESTORED.value, "Given back (RADA)"),
        ),
        "Choose which days.",
    )
    days = number_box("How many days?", "Enter how many days.", least=1, most=_MOST_DAYS)
    on = DayField(
        label="Day",
        help_text="On remand or tagged bail: the day of the sentence that they come off. "
        "Unlawfully away: the first day. Added or given back: the day of the award or decision. "
        "For example, 27 3 2026.",
    )
    last_on = DayField(
        label="Last day away",
        help_text="Only for days unlawfully away. For example, 27 3 2026.",
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        """Days away have a last day, not before the first; other days have none."""
        cleaned = super().clean() or {}
        kind, last = cleaned.get("kind"), cleaned.get("last_on")
        if kind == DaysKind.AWAY.value:
            if last is None and "last_on" not in self.errors:
                self.add_error("last_on", "Enter the last day away.")
            elif last and cleaned.get("on") and last < cleaned["on"]:
                self.add_error("last_on", "The last day cannot be before the first.")
        elif kind and last:
            self.add_error("last_on", "These days have no such entry. Clear it.")
        return cleaned

    @property
    def entered(self) -> EnteredDays:
        """The row as it was read."""
        cleaned = self.cleaned_data
        return EnteredDays(
            kind=DaysKind(cleaned["kind"]),
            days=cleaned["days"],
            on=cleaned["on"],
            last_on=cleaned["last_on"],
        )


class ReadRecallForm(forms.Form):
    """The recall in force as a second person reads it."""

    recall_kind = one_of_box(
        "Kind of recall",
        [(each.value, sentence_case(each.value)) for each in RecallKind],
        "Choose the kind of recall.",
    )
    revoked_on = DayField(label="Day on which the licence was revoked")
    returned_on = DayField(
        label="First day back in custody",
        help_text="Leave it empty where the papers do not say. For example, 27 3 2026.",
        required=False,
    )

    @property
    def entered(self) -> EnteredRecall:
        """The recall as it was read."""
        cleaned = self.cleaned_data
        return EnteredRecall(
            recall_kind=RecallKind(cleaned["recall_kind"]),
            revoked_on=cleaned["revoked_on"],
            returned_on=cleaned["returned_on"],
        )


class CompareForm(SeenForm):
    """All is entered: what is not there is said, and never understood from silence."""

    days_answer = one_of_box(
        "Days on remand, on tagged bail, unlawfully away, added, or given back",
        (
            (ENTERED, "I entered every row that the papers show"),
            (NONE, "The papers show none"),
        ),
        "Choose whether the papers show any days.",
    )
    recall_answer = one_of_box(
        "Recall",
        ((ENTERED, "I entered the recall in force"), (NONE, "The papers show no recall in force")),
        "Choose whether the papers show a recall in force.",
    )
    why_again = words_box(
        "What does the paper say where the two differed?",
        "Say what the paper shows where the two readings differed.",
        most=1000,
        is_long=True,
    )

    def __init__(
        self,
        *args: Any,
        has_days: bool,
        has_recall: bool,
        is_again: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._has = {"days_answer": has_days, "recall_answer": has_recall}
        if not is_again:
            del self.fields["why_again"]

    def clean(self) -> dict[str, Any] | None:
        """What is said must be what is entered above."""
        cleaned = super().clean() or {}
        for name, has in self._has.items():
            if cleaned.get(name) == ENTERED and not has:
                self.add_error(name, "Nothing of this is entered yet. Enter it, or choose none.")
            if cleaned.get(name) == NONE and has:
                self.add_error(name, "Something of this is entered above. Remove it, or choose it.")
        return cleaned


class ConfirmForm(SeenForm):
    """A second person's word that dates moved rightly, against what was to be expected."""

    calculation = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    why = words_box(
        "Why is that right?",
        "Say why that is right.",
        most=1000,
        hint="What the papers show, in your own words.",
        is_long=True,
    )
