"""Forms for the facts that checks of the gate rest on. Nothing is chosen beforehand."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from gatelodge.record import Authority
from gatelodge.record.facts import (
    AuthorityEnded,
    CaseStated,
    CitizenshipEvidenceSeen,
    CourtCasesStated,
    EndKind,
    HearingListed,
    ImmigrationInterestStated,
    Interest,
    NationalityStated,
)
from gatelodge.web.acts import ActForm, PaperForm
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.forms_of_time import MomentMixin
from gatelodge.web.entering.spoken import RungBackForm
from gatelodge.web.form_fields import DayField
from gatelodge.web.people.forms import ClockField

MORE_CASES = 3
"""Empty rows for cases that the record does not know yet."""


_ROW: Final = ("urn", "court", "state", "disposal")
_WHAT_SAID: Final = "Choose what they said."
_NOT_ENDED: Final = "Only a case that ended has an end. Choose “Ended”, or clear how it ended."


class CasesForm(PaperForm, MomentMixin):
    """What courts answered about all cases of a person (G03)."""

    asked_of = words_box("Which court or office did you ask?", "Enter whom you asked.", most=200)
    answered_by = words_box(
        "Who answered?", "Enter who answered.", most=200, hint="Name and office."
    )
    asked_on = DayField(label="When did you ask?")
    asked_time = ClockField(label="At", help_text="For example, 09:00.")

    def __init__(self, *args: Any, known: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = tuple(known)
        for place, (urn, court) in enumerate((*self.known, *[("", "")] * MORE_CASES)):
            self._add_row(place, urn, court)

    def _add_row(self, place: int, urn: str, court: str) -> None:
        which = f"Case {urn}" if urn else f"Another case ({place + 1 - len(self.known)})"
        if not urn:
            self.fields[f"urn_{place}"] = words_box(f"{which}: number", most=50)
            self.fields[f"court_{place}"] = words_box(f"{which}: court", most=200)
        self.fields[f"state_{place}"] = forms.ChoiceField(
            label=f"{which}{f', {court}' if court else ''}: what did they say?",
            choices=(("open", "Open"), ("ended", "Ended"), ("unknown", "They know no such case")),
            widget=forms.RadioSelect,
            required=bool(urn),
            error_messages={"required": f"Choose what they said about case {urn}."},
        )
        self.fields[f"disposal_{place}"] = words_box(f"{which}: how did it end?", most=200)

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each case together."""
        places = range(len(self.known) + MORE_CASES)
        return [
            [self[f"{name}_{place}"] for name in _ROW if f"{name}_{place}" in self.fields]
            for place in places
        ]

    def clean(self) -> dict[str, Any] | None:
        """A case that ended needs how, and no other has it; a row that is begun needs all of it."""
        cleaned = super().clean() or {}
        for place in range(len(self.known) + MORE_CASES):
            state = cleaned.get(f"state_{place}")
            ending = cleaned.get(f"disposal_{place}")
            if state == "ended" and not ending:
                self._refuse(f"disposal_{place}", "Enter how the case ended.")
            elif state and state != "ended" and ending:
                self._refuse(f"disposal_{place}", _NOT_ENDED)
            if place >= len(self.known):
                self._whole_or_empty(place)
        return cleaned

    def _whole_or_empty(self, place: int) -> None:
        """Refuse a new row of which only a part is filled in: nothing typed is dropped."""
        typed = {name: self.cleaned_data.get(f"{name}_{place}") for name in _ROW}
        if not any(typed.values()):
            return
        for name, words in (("urn", "Enter the number of the case."), ("state", _WHAT_SAID)):
            if not typed[name]:
                self._refuse(f"{name}_{place}", words)

    def _refuse(self, field: str, words: str) -> None:
        """Add an error where the field has none yet."""
        if field not in self.errors:
            self.add_error(field, words)

    @property
    def fact(self) -> CourtCasesStated:
        """The statement as a fact."""
        return CourtCasesStated(
            asked_of=self.cleaned_data["asked_of"],
            answered_by=self.cleaned_data["answered_by"],
            asked_at=self.moment("asked_on", "asked_time"),
            cases=tuple(self._cases()),
        )

    def _cases(self) -> list[CaseStated]:
        cases = []
        for place in range(len(self.known) + MORE_CASES):
            cleaned = self.cleaned_data
            state = cleaned.get(f"state_{place}")
            if not state or state == "unknown":
                continue
            known = self.known[place] if place < len(self.known) else None
            urn, court = known or (cleaned[f"urn_{place}"], cleaned[f"court_{place}"])
            cases.append(
                CaseStated(
                    case_urn=urn,
                    court=court or cleaned["asked_of"],
                    is_open=state == "open",
                    disposal=cleaned[f"disposal_{place}"] if state == "ended" else "",
                )
            )
        return cases


class AuthorityEndForm(RungBackForm):
    """How one authority to hold ended, with the source of its end (G02)."""

    how = one_of_box(
        "How did it end?",
        (
            (EndKind.SATISFIED.value, "Satisfied: served, paid or done"),
            (EndKind.ENDED.value, "Ended: by the court or the authority"),
            (EndKind.REPLACED.value, "Replaced by another authority"),
        ),
        "Choose how it ended.",
    )
    ended_on = DayField(label="When did it end?")
    ended_time = ClockField(label="At", help_text="For example, 09:00.")
    replaced_by = forms.ChoiceField(label="Replaced by which authority?", required=False)

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Not replaced"),
            *((str(seq), words) for seq, words in others),
        ]
        if not others:
            del self.fields["replaced_by"]

    def fact(self, authority: Authority) -> AuthorityEnded:
        """The end as a fact."""
        other = self.cleaned_data.get("replaced_by")
        return AuthorityEnded(
            authority=authority.seq,
            how=EndKind(self.cleaned_data["how"]),
            ended_at=self.moment("ended_on", "ended_time"),
            replaced_by=int(other) if other else None,
            heard=self.heard,
        )


class ImmigrationForm(PaperForm):
    """What the Home Office states (G13)."""

    interest = one_of_box(
        "What does the Home Office state?",
        (
            (Interest.NOT_OF_INTEREST.value, "Not of interest to them"),
            (Interest.STATED.value, "They have an interest"),
            (Interest.BAILED.value, "Immigration bail is granted"),
            (Interest.REMOVAL_PLANNED.value, "Removal from the country is planned"),
            (Interest.NOT_KNOWN.value, "It is not known"),
        ),
        "Choose what the Home Office states.",
    )
    reference = words_box("Their reference", most=100)

    @property
    def fact(self) -> ImmigrationInterestStated:
        """The statement as a fact."""
        return ImmigrationInterestStated(
            interest=Interest(self.cleaned_data["interest"]),
            reference=self.cleaned_data["reference"] or None,
        )


class NationalityForm(PaperForm):
    """A nationality as a paper or person states it (G13)."""

    nationality = words_box(
        "Which nationality?", "Enter the nationality.", most=100, hint="For example, Portuguese."
    )

    @property
    def fact(self) -> NationalityStated:
        """The statement as a fact."""
        return NationalityStated(nationality=self.cleaned_data["nationality"])


class CitizenshipForm(PaperForm):
    """Evidence of British citizenship (G13)."""

    evidence = words_box(
        "What did you see?", "Enter what you saw.", most=200, hint="For example, British passport."
    )
    number = words_box("Its number", "Enter its number.", most=100)

    def fact(self, seen_by: str) -> CitizenshipEvidenceSeen:
        """The evidence as a fact."""
        return CitizenshipEvidenceSeen(
            evidence=self.cleaned_data["evidence"],
            number=self.cleaned_data["number"],
            seen_by=seen_by,
        )


class HearingForm(PaperForm):
    """A hearing that the court has listed (G30)."""

    court = words_box("Which court?", "Enter the court.", most=200)
    case_urn = words_box("Case number", "Enter the number of the case.", most=50)
    on = DayField(label="On which day?")
    by_video = one_of_box(
        "How?", (("no", "In the court room"), ("yes", "By video link")), "Choose how."
    )

    def fact(self, hearing: str) -> HearingListed:
        """The hearing as a fact under a new name."""
        return HearingListed(
            hearing=hearing,
            case_urn=self.cleaned_data["case_urn"],
            court=self.cleaned_data["court"],
            on=self.cleaned_data["on"],
            by_video=self.cleaned_data["by_video"] == "yes",
        )


class AskForm(ActForm):
    """A question to a court: open, it stops every exit (G06)."""

    is_news = True

    about = words_box("What do you ask?", "Enter what you ask.", most=1000, is_long=True)
    asked_of = words_box("Which court or office do you ask?", "Enter whom you ask.", most=200)


class AnswerForm(ActForm):
    """What the court answered."""

    is_news = True

    answer = words_box("What did they answer?", "Enter the answer.", most=2000, is_long=True)
    answered_by = words_box(
        "Who answered?", "Enter who answered.", most=200, hint="Name and office."
    )
