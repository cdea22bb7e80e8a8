"""The questions that decide the release point of a standard sentence, as each form asks them.

Nothing is chosen beforehand. "None of these" and "Not known yet" are answers, and no answer is
none: silence never reads as "no".
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms

from gatelodge.casework.offence_lists import spoken_register
from gatelodge.casework.office import Office
from gatelodge.record import EXCLUSION_WORDS, day_in_london, registered
from gatelodge.record.facts import ReleaseMarks, Term
from gatelodge.web.boxes import one_of_box

_YES, _NO, _NOT_KNOWN, _NONE = "yes", "no", "not known", "none"
_ANSWERS: Final = ((_YES, "Yes"), (_NO, "No"), (_NOT_KNOWN, "Not known yet"))
_EXCLUSIONS: Final = (
    *((each.value, words) for each, words in EXCLUSION_WORDS.items()),
    (_NONE, "None of these: somebody looked and found none"),
    (_NOT_KNOWN, "Not known yet"),
)
_TRUTH: Final = {_YES: True, _NO: False}

PLUS: Final = "is_sds_plus_length_and_offence"
SECTION_250: Final = "is_section_250"
EXCLUSIONS: Final = "early_release_exclusions"
ASK: Final[Mapping[str, str]] = {
    PLUS: "Choose whether it would be SDS+ today.",
    SECTION_250: "Choose whether it is detention under section 250.",
    EXCLUSIONS: "Choose what keeps it out of early release, none of these, or not known yet.",
}
"""What is said beside each question that has no answer."""
NOT_KNOWN_WORDS: Final = (
    "While one of these is not known, no release dates are worked out and nobody leaves on them."
)


def mark_fields(which: str = "", *, register: str = "") -> dict[str, forms.Field]:
    """The three questions by their names; `which` says of which sentence, where there are more.

    `register` is what the offence register says of the offence; it stands beside the questions and
    chooses nothing.
    """
    of = f" {which}" if which else ""
    known = f" {register}" if register else ""
    return {
        PLUS: one_of_box(
            f"Would it be SDS+ by kind, length and offence if it were imposed today?{of}",
            _ANSWERS,
            ASK[PLUS],
            f"Answer from the warrant and the indictment. It shuts out home curfew.{known}",
        ),
        SECTION_250: one_of_box(
            f"Is it detention under section 250 of the Sentencing Code?{of}",
            _ANSWERS,
            ASK[SECTION_250],
            "For somebody who was under 18 when convicted.",
        ),
        EXCLUSIONS: forms.MultipleChoiceField(
            label=f"What keeps it out of early release schemes?{of}",
            help_text=f"Choose all that were found for this offence. {NOT_KNOWN_WORDS}{known}",
            choices=_EXCLUSIONS,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": ASK[EXCLUSIONS]},
        ),
    }


def register_words(
    office: Office, *, offence_code: str, term: Term | None, imposed_on: date | None
) -> str:
    """What the offence register says of a sentence today; empty where the day or length is open."""
    if term is None or imposed_on is None:
        return ""
    on = day_in_london(office.clock.now())
    found = registered(
        office.law, offence_code=offence_code, term=term, imposed_on=imposed_on, on=on
    )
    return spoken_register(found)


def is_contradiction(chosen: list[str]) -> bool:
    """Whether "none of these" or "not known yet" was chosen with something else."""
    return len(chosen) > 1 and bool({_NONE, _NOT_KNOWN} & set(chosen))


CONTRADICTION: Final = (
    "Choose what was found, or none of these, or not known yet: one of the three."
)


def marks_from(answers: Mapping[str, Any]) -> ReleaseMarks:
    """The marks of cleaned answers by the names of `mark_fields`."""
    chosen = list(answers[EXCLUSIONS])
    found = tuple(each for each in chosen if each != _NONE)
    return ReleaseMarks(
        is_sds_plus_length_and_offence=_TRUTH.get(answers[PLUS]),
        is_section_250=_TRUTH.get(answers[SECTION_250]),
        early_release_exclusions=None if _NOT_KNOWN in chosen else found,
    )
