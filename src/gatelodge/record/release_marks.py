"""What decides the release point of a standard sentence: which answers count, and in which words.

A sentence of nobody's answer is not dated. An answer is for what the sentence said when it was
given: when the sentence is corrected, it must be given again.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from gatelodge import sentencing
from gatelodge.record.facts import (
    ReleaseMarks,
    ReleaseMarksStated,
    SentenceImposed,
    SentenceKind,
    Term,
)
from gatelodge.record.state import CustodyRecord, Stated
from gatelodge.sentencing import Exclusion

NEED_MARKS: Final = frozenset({SentenceKind.SDS, SentenceKind.SDS_PLUS})
"""Kinds whose release point depends on the marks; the others are released by rules of their own."""

EXCLUSION_WORDS: Final[Mapping[Exclusion, str]] = MappingProxyType(
    {
        Exclusion.SEXUAL: "Sexual offence",
        Exclusion.VIOLENT: "Violent offence, 4 years or more",
        Exclusion.DOMESTIC_ABUSE: "Domestic abuse",
        Exclusion.NATIONAL_SECURITY: "National security",
        Exclusion.TERRORISM: "Terrorism",
        Exclusion.SEXUAL_T3: "Sexual offence added on 16 December 2024",
        Exclusion.DOMESTIC_ABUSE_T3: "Domestic abuse offence added on 16 December 2024",
        Exclusion.MURDER_T3: "Murder offence added on 16 December 2024",
    }
)
"""The exclusions in force; those of the progression model are a draft in its own profile."""


def marks_of(
    record: CustodyRecord, sentence: Stated[SentenceImposed]
) -> Stated[ReleaseMarksStated] | None:
    """Find the newest statement about a sentence as it stands; none = nobody answered for it."""
    about = (each for each in record.release_marks if each.fact.sentence == sentence.entry.seq)
    return max(about, key=lambda each: each.entry.seq, default=None)


def registered(
    law: sentencing.LawBook,
    *,
    offence_code: str,
    term: Term,
    imposed_on: date,
    on: date,
    is_section_250: bool = False,
) -> sentencing.Marks:
    """Ask the register what decides the release point of a standard sentence, by the law of a day.

    Each mark is yes, no or unknown; a code that it does not know is unknown.
    """
    kind = (
        sentencing.StandardKind.DETENTION_250
        if is_section_250
        else sentencing.StandardKind.IMPRISONMENT
    )
    length = sentencing.Term(years=term.years, months=term.months, weeks=term.weeks, days=term.days)
    imposed = sentencing.Imposed(
        offence_code=offence_code or None, kind=kind, sentenced_on=imposed_on, term=length
    )
    return sentencing.marks_of(imposed, law, on)


def without_marks(record: CustodyRecord) -> tuple[Stated[SentenceImposed], ...]:
    """Give the sentences in force that cannot be dated, because a mark of theirs is not known."""
    return tuple(
        each
        for each in sorted(record.sentences, key=lambda each: each.seq)
        if each.fact.sentence_kind in NEED_MARKS
        and ((stated := marks_of(record, each)) is None or not stated.fact.marks.are_known)
    )


def marks_wanted(sentences: tuple[Stated[SentenceImposed], ...]) -> str:
    """Say which sentences wait for whose answers, in plain words."""
    named = "; ".join(
        f"entry {each.seq}, {each.fact.term} for offence {each.fact.offence_code or 'not named'}"
        for each in sentences
    )
    return (
        f"Nobody has said what decides the release point ({named}): whether it would be SDS+"
        " today, whether it is section 250, and which exclusions were found. Not known is not no."
        " The OMU answers from the warrant and the indictment, on the release dates page"
    )


def spoken_marks(marks: ReleaseMarks) -> str:
    """Each answer in words: "not SDS+ by today's test; not section 250; no exclusion found"."""
    return "; ".join(
        (
            _spoken("SDS+ by today's test", answer=marks.is_sds_plus_length_and_offence),
            _spoken("section 250", answer=marks.is_section_250),
            _exclusions(marks.early_release_exclusions),
        )
    )


def _spoken(what: str, *, answer: bool | None) -> str:
    if answer is None:
        return f"not known whether {what}"
    return what if answer else f"not {what}"


def _exclusions(codes: tuple[str, ...] | None) -> str:
    if codes is None:
        return "not known whether an exclusion was found"
    if not codes:
        return "no exclusion found"
    known = {each.value: words for each, words in EXCLUSION_WORDS.items()}
    return f"excluded from early release: {', '.join(known.get(code, code) for code in codes)}"
