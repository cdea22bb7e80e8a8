"""Forms of the day itself: licence, identity, governor, footage. Nothing is chosen beforehand."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from gatelodge.record import Stated
from gatelodge.record.facts import Detail, PersonalDetailRecorded, QuestionAsked
from gatelodge.web.acts import ActForm, SeenForm
from gatelodge.web.boxes import one_of_box, words_box
from gatelodge.web.entering.identity import PictureForm
from gatelodge.web.words_of_time import day

_YES_NO: Final = (("yes", "Yes"), ("no", "No"))
QUESTIONS: Final = 2
"""How many questions are asked beside face, name and number."""


class LicenceReadForm(SeenForm):
    """The licence was read; it was signed, or refused before a witness (G20)."""

    answer = one_of_box(
        "After you read it out, what did the person do?",
        (
            ("signed", "Signed it"),
            ("refused", "Refused to sign, before a second officer. The release goes on"),
        ),
        "Choose what the person did.",
    )
    refusal_witnessed_by = words_box(
        "If they refused: which officer saw it?", most=200, hint="Surname and forename."
    )

    def clean(self) -> dict[str, Any] | None:
        """A refusal has its witness, and a signature none."""
        cleaned = super().clean() or {}
        answer, witness = cleaned.get("answer"), cleaned.get("refusal_witnessed_by", "")
        box = "refusal_witnessed_by"
        if answer == "refused" and not witness and box not in self.errors:
            self.add_error(box, "Enter the officer who saw the refusal.")
        if answer == "signed" and witness:
            self.add_error(box, "Signed, or refused: choose one. Clear this box if it was signed.")
        return cleaned


class IdentityForm(SeenForm):
    """One officer compares face, name and number, and asks two questions (G31)."""

    face = one_of_box(
        "Is it the face of the photo?", _YES_NO, "Choose whether the face is that of the photo."
    )
    told = one_of_box(
        "Did the person say the right name, prison number and date of birth?",
        _YES_NO,
        "Choose whether name, number and date of birth were right.",
        "Ask for them. Do not read them out.",
    )
    found = words_box(
        "If anything is wrong: what?", most=500, hint="What you saw or heard. It is kept."
    )

    def __init__(
        self, *args: Any, known: Sequence[Stated[PersonalDetailRecorded]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._known = {each.fact.about: each for each in known}
        for about, each in self._known.items():
            self.fields[_box(about)] = forms.ChoiceField(
                label=f"Question: {about}",
                help_text=f"On record since {day(each.recorded_at)}: {each.fact.answer}",
                choices=(("right", "Right answer"), ("wrong", "Wrong answer")),
                widget=forms.RadioSelect,
                required=False,
            )
        asked = [_box(about) for about in self._known]
        self.order_fields(["command", "seen_version", "face", "told", *asked, "found"])

    def clean(self) -> dict[str, Any] | None:
        """Two questions at least were asked, unless face or name already says no."""
        cleaned = super().clean() or {}
        is_doubted = "no" in (cleaned.get("face"), cleaned.get("told"))
        if not self.errors and not is_doubted and len(self.questions) < QUESTIONS:
            unasked = [about for about in self._known if not cleaned.get(_box(about))]
            if unasked:
                self.add_error(_box(unasked[0]), "Ask two questions, and choose how each went.")
        return cleaned

    @property
    def questions(self) -> tuple[QuestionAsked, ...]:
        """The questions that were asked, each with how it went."""
        return tuple(
            QuestionAsked(about=about, is_right=went == "right")
            for about in self._known
            if (went := self.cleaned_data.get(_box(about)))
        )

    @property
    def doubts(self) -> str:
        """What does not fit, in words; empty when all of it does."""
        cleaned = self.cleaned_data
        wrong = [str(each.about) for each in self.questions if not each.is_right]
        said = [
            *(["the face is not that of the photo"] if cleaned["face"] == "no" else []),
            *(["name, number or date of birth were wrong"] if cleaned["told"] == "no" else []),
            *([f"wrong answer about {' and '.join(wrong)}"] if wrong else []),
            *([cleaned["found"].rstrip(".")] if cleaned["found"] else []),
        ]
        return "; ".join(said)


def _box(about: Detail) -> str:
    return f"asked_{about.name.lower()}"


class DeviceForm(SeenForm):
    """What a device said of a finger or a face, by its own number (G31)."""

    result = one_of_box(
        "What does the device say?",
        (("same", "The person on this record"), ("other", "Somebody else, or no match")),
        "Choose what the device says.",
    )
    reference = words_box(
        "Number of its result", "Enter the number of the result.", most=100, hint="As it shows it."
    )


class CompareForm(PictureForm, SeenForm):
    """A photo taken now, and then what an officer sees who has both side by side."""

    is_news = False

    looks_same = forms.ChoiceField(
        label="Is it the same person?",
        choices=_YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].label = "A photo of the person, taken now"

    def clean_paper(self) -> "UploadedFile[bytes] | None":
        """A new picture is looked at before anybody says what they see."""
        chosen = super().clean_paper()
        if chosen is not None:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data.pop("looks_same", None)
            self.data = data
        return chosen

    @property
    def is_new(self) -> bool:
        """Whether the picture came with this very press, so that nobody can have compared it."""
        return bool(self.files.get("paper"))


class DoubtForm(ActForm):
    """Why the person may not be the one on record."""

    is_news = True

    found = words_box(
        "What does not fit?",
        "Enter what does not fit.",
        most=500,
        hint="What you saw or heard. It is kept.",
        is_long=True,
    )


class AttendForm(ActForm):
    """The duty governor is present at the hand-over to an escort (G33)."""

    escort = words_box(
        "Who is the escort?",
        "Enter who the escort is, by name.",
        most=300,
        hint="Firm and names, as on their own papers. The check compares them with the plan.",
    )


class FootageForm(ActForm):
    """Where the footage of the exit is kept (G35)."""

    reference = words_box(
        "Number of the recording",
        "Enter the number of the recording.",
        most=100,
        hint="For example, camera 7, file 31.",
    )
