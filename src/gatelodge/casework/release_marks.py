"""What decides the release point of a standard sentence: which answers are taken, and from whom.

Each act that states them asks here: applying a court's result, the sentence entered by hand, and
the statement made later.
"""

from gatelodge.casework.office import STAFF, ActRefused, Office
from gatelodge.record import (
    EXCLUSION_WORDS,
    NEED_MARKS,
    CustodyRecord,
    Source,
    SourceKind,
    Stated,
    fold_staff,
    marks_of,
    spoken_marks,
)
from gatelodge.record.facts import (
    ReleaseMarks,
    ReleaseMarksStated,
    SentenceImposed,
    SentenceKind,
)


def must_be_marks(marks: ReleaseMarks, sentence: SentenceImposed) -> None:
    """Refuse marks that cannot be so of a sentence. Raises `ActRefused` with the field."""
    if sentence.sentence_kind not in NEED_MARKS:
        raise ActRefused(
            f"A sentence of the kind {sentence.sentence_kind} is dated without these answers.",
            code="NOT_NEEDED",
            field="sentence",
        )
    is_plus = sentence.sentence_kind is SentenceKind.SDS_PLUS
    if is_plus and marks.is_sds_plus_length_and_offence is False:
        raise ActRefused(
            "The warrant makes it SDS+. Choose yes, or correct the sentence from the warrant.",
            code="CANNOT_BE_SO",
            field="is_sds_plus_length_and_offence",
        )
    unknown = set(marks.early_release_exclusions or ()) - {each.value for each in EXCLUSION_WORDS}
    if unknown:
        raise ActRefused(
            f"There is no exclusion called {', '.join(sorted(unknown))}.",
            code="CANNOT_BE_SO",
            field="early_release_exclusions",
        )


def marks_used(office: Office, record: CustodyRecord) -> tuple[str, ...]:
    """Say for each standard sentence which answers its dates follow from, and who gave them."""
    told = []
    for sentence in sorted(record.sentences, key=lambda each: each.seq):
        stated = marks_of(record, sentence)
        if stated is not None:
            who = fold_staff(stated.by, office.ledger.stream(STAFF + stated.by)).name or stated.by
            source = stated.entry.envelope.source
            said = source.reference if source.kind is SourceKind.STATEMENT else "a paper"
            told.append(
                f"Sentence of entry {sentence.seq}: {spoken_marks(stated.fact.marks)}. Entry"
                f" {stated.entry.seq}, by {who}, from {said}."
            )
    return tuple(told)


def keeps_longer(marks: ReleaseMarks) -> bool:
    """Whether marks hold somebody back: SDS+ by today's test, or any exclusion."""
    return bool(marks.is_sds_plus_length_and_offence or marks.early_release_exclusions)


def must_be_supported(
    record: CustodyRecord,
    sentence: Stated[SentenceImposed],
    marks: ReleaseMarks,
    *,
    source: Source,
    by: str,
) -> None:
    """Refuse to take back what holds somebody back on a word, or by whoever said it.

    Every statement ever made about the sentence counts, corrected and withdrawn ones too: else one
    person could say "not known" in between. Raises `ActRefused`.
    """
    of_sentence = {sentence.seq}
    for entry in record.entries:
        if entry.envelope.corrects in of_sentence:
            of_sentence.add(entry.seq)
    stricter = [
        entry
        for entry in record.entries
        if isinstance(entry.fact, ReleaseMarksStated)
        and entry.fact.sentence in of_sentence
        and _takes_back(entry.fact.marks, marks)
    ]
    if not stricter:
        return
    if source.kind is not SourceKind.DOCUMENT:
        raise ActRefused(
            f"Entry {stricter[-1].seq} says more. A word does not take it back: add the paper that"
            " shows it.",
            code="CANNOT_BE_SO",
            field="source",
        )
    if any(entry.envelope.by == by for entry in stricter):
        raise ActRefused(
            "You said more before. A second person must look at the paper and take it back.",
            code="SAME_PERSON",
            field="early_release_exclusions",
        )


def _takes_back(before: ReleaseMarks, after: ReleaseMarks) -> bool:
    """Whether `after` denies something by which `before` holds somebody back."""
    is_no_plus = after.is_sds_plus_length_and_offence is False
    if before.is_sds_plus_length_and_offence and is_no_plus:
        return True
    if after.early_release_exclusions is None:
        return False
    return bool(set(before.early_release_exclusions or ()) - set(after.early_release_exclusions))
