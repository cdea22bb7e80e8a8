"""Whether each offence may have the release point that was answered for it (G11)."""

from datetime import date
from typing import Any

from gatelodge.gate.check import (
    Circumstances,
    Ruling,
    check,
    failed,
    not_applicable,
    passed,
    unknown,
)
from gatelodge.gate.hazards import decision_on
from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import Footing, Rule
from gatelodge.record import (
    AGAINST_REGISTER,
    EXCLUSION_WORDS,
    NEED_MARKS,
    CustodyRecord,
    SourceKind,
    Stated,
    day_in_london,
    marks_of,
    registered,
)
from gatelodge.record.facts import HazardDecided, ReleaseMarks, Role, SentenceImposed
from gatelodge.sentencing import Standing


@check(
    "G11",
    "May each offence have the release point that was answered for it?",
    what_to_do=(
        "Compare the indictment with the offence register, repealed and replaced offences"
        " included. Where the two contradict each other, another head of OMU decides, on the dates"
        " page. Where the register does not know the offence, answer from the paper itself."
    ),
    source="Release-gate table, G11",
    cases=("D",),
    rule=Rule(
        accepts=(
            "What was answered for each sentence from warrant and indictment, held against the"
            " offence register."
        ),
        by=(Role.HEAD_OF_OMU, Role.SECOND_CHECKER),
        words=(
            "Release at 40% is for sentences that the order does not exclude, repealed and"
            " replaced offences included."
        ),
        where=(
            "Criminal Justice Act 2003 (Requisite and Minimum Custodial Periods) Order 2024, SI"
            " 2024/844, arts 1(2), 3(1)"
        ),
        on=date(2024, 9, 10),
        footing=Footing.LAW,
        example=(
            "A sentence for stalking under a repealed section is excluded as that under the new"
            " one: half, and not 40%."
        ),
    ),
)
def early_release_is_allowed(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """The answers of each standard sentence, held against the offence register of today's law.

    What the register excludes and the answer does not fails, until somebody else has decided it.
    What it does not know needs an answer from a paper: that an offence stands on no list that we
    know of is no evidence that it may be released early.
    """
    if not record.sentences:
        ends = [each.ended for each in record.authorities if each.ended]
        return not_applicable(Reason.NO_SENTENCE_TO_MOVE, *ends)
    standard = [each for each in record.sentences if each.fact.sentence_kind in NEED_MARKS]
    if not standard:
        return not_applicable(Reason.NO_STANDARD_SENTENCE, *record.sentences)
    evidence: list[Stated[Any]] = []
    for sentence in standard:
        stated = marks_of(record, sentence)
        if stated is None or not stated.fact.marks.are_known:
            return unknown(Reason.RELEASE_POINT_NOT_ANSWERED, sentence, offence=_named(sentence))
        evidence.append(stated)
        excluded, not_known = _registered(sentence, stated.fact.marks, circumstances)
        if excluded:
            decided = _decided(record, sentence)
            if decided is None:
                return failed(
                    Reason.OFFENCE_EXCLUDED,
                    stated,
                    sentence,
                    offence=_named(sentence),
                    lists=", ".join(excluded),
                )
            evidence.append(decided)
        elif not_known and stated.entry.envelope.source.kind is not SourceKind.DOCUMENT:
            return unknown(Reason.OFFENCE_NOT_REGISTERED, stated, offence=_named(sentence))
    offences = ", ".join(dict.fromkeys(map(_named, standard)))
    return passed(Reason.RELEASE_POINT_ALLOWED, *evidence, offences=offences)


def _registered(
    sentence: Stated[SentenceImposed], marks: ReleaseMarks, circumstances: Circumstances
) -> tuple[tuple[str, ...], bool]:
    """Lists that keep the person longer than was answered; and whether the register has no answer.

    An answer that keeps somebody longer than the register would is a matter of the dates (G08).
    """
    fact = sentence.fact
    found = registered(
        circumstances.law,
        offence_code=fact.offence_code,
        term=fact.term,
        imposed_on=fact.imposed_on,
        on=day_in_london(circumstances.at),
        is_section_250=bool(marks.is_section_250),
    )
    answered = set(marks.early_release_exclusions or ())
    excluded = [
        EXCLUSION_WORDS[each]
        for each in found.excluded
        if each in EXCLUSION_WORDS and each.value not in answered
    ]
    is_plus = found.is_sds_plus_eligible.answer is Standing.YES
    if is_plus and not marks.is_sds_plus_length_and_offence:
        excluded.insert(0, "SDS+ if imposed today")
    not_known = any(
        mark.answer is Standing.UNKNOWN
        for each, mark in found.exclusions.items()
        if each in EXCLUSION_WORDS
    )
    return tuple(excluded), not_known or found.is_sds_plus_eligible.answer is Standing.UNKNOWN


def _decided(
    record: CustodyRecord, sentence: Stated[SentenceImposed]
) -> Stated[HazardDecided] | None:
    """Whose decision of the contradiction counts for the dates of now."""
    calculation = record.calculation
    if calculation is None:
        return None
    about = [
        each
        for each in calculation.fact.hazards
        if each.code == AGAINST_REGISTER and str(sentence.seq) in each.sentence_ids
    ]
    decisions = (decision_on(record, calculation, each) for each in about)
    return next((each for each in decisions if each is not None), None)


def _named(sentence: Stated[SentenceImposed]) -> str:
    return f"offence {sentence.fact.offence_code or 'not named'}"
