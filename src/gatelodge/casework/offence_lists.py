"""What the offence register says of a standard sentence, held against what people answered.

The register answers from the offence code alone; a finding of the court can make it otherwise, so
neither goes before the other. Where the two contradict each other, a second person decides, as of
any doubt behind dates.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from gatelodge import sentencing as s
from gatelodge.casework.office import Office
from gatelodge.gate import governing_of
from gatelodge.record import (
    AGAINST_REGISTER,
    EXCLUSION_WORDS,
    CustodyRecord,
    Stated,
    day_in_london,
    marks_of,
    registered,
    spoken_day,
    spoken_marks,
)
from gatelodge.record.facts import (
    CalculatedDate,
    HazardFigure,
    HazardFound,
    HazardReading,
    SentenceImposed,
)

AS_ANSWERED: Final = "as answered"
AS_REGISTERED: Final = "as the offence register says"


def is_registered(law: s.LawBook, offence_code: str) -> bool:
    """Whether the offence register knows a code at all, on a list or in any other table."""
    return s.offence_register(law.listed).knows(offence_code)


def spoken_register(marks: s.Marks) -> str:
    """Say in one sentence what the register knows: on which lists, on none, or not known."""
    listed = [EXCLUSION_WORDS[each] for each in marks.excluded if each in EXCLUSION_WORDS]
    if marks.is_sds_plus_eligible.answer is s.Standing.YES:
        listed.insert(0, "SDS+ if imposed today")
    unknown = [
        mark.text
        for each, mark in marks.exclusions.items()
        if each in EXCLUSION_WORDS and mark.answer is s.Standing.UNKNOWN
    ]
    if marks.is_sds_plus_eligible.answer is s.Standing.UNKNOWN:
        unknown.insert(0, marks.is_sds_plus_eligible.text)
    told = f"on the list: {'; '.join(listed)}" if listed else ""
    if unknown:
        told = "; ".join(filter(None, (told, f"not known: {unknown[0].rstrip('.')}")))
    return f"The offence register says: {told or 'on no list'}."


def contradictions(
    office: Office,
    record: CustodyRecord,
    given: s.Booking,
    answer: s.Calculation,
    *,
    with_ersed: bool,
) -> tuple[HazardFound, ...]:
    """Find each sentence whose answers the register contradicts, with the dates of both readings.

    `given` and `answer` are the calculation from the answers, `with_ersed` as it was asked. Unknown
    contradicts nothing. Dates by the register that have doubts of their own are told and cannot be
    chosen: they are opened by answering anew, which raises those doubts.
    """
    found = []
    for sentence in sorted(record.sentences, key=lambda each: each.seq):
        contradicted = _contradicted(office, record, sentence, given)
        if contradicted is not None:
            again = s.calculate(
                contradicted.given,
                office.law,
                bank_holidays=office.bank_holidays,
                with_ersed=with_ersed,
            )
            found.append(_hazard(contradicted, answer, again))
    return tuple(found)


def spoken_contradictions(
    office: Office, record: CustodyRecord, given: s.Booking
) -> tuple[str, ...]:
    """Say which answers of a booking the register contradicts, without dating them anew."""
    found = (_contradicted(office, record, each, given) for each in record.sentences)
    return tuple(each.words for each in found if each is not None)


class _Contradicted(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence whose answers the register contradicts, and the booking as the register has it."""

    sentence: Stated[SentenceImposed]
    words: str
    given: s.Booking


def _contradicted(
    office: Office, record: CustodyRecord, sentence: Stated[SentenceImposed], given: s.Booking
) -> _Contradicted | None:
    stated = marks_of(record, sentence)
    booked = next((e for e in given.sentences if e.sentence_id == str(sentence.seq)), None)
    if stated is None or not isinstance(booked, s.StandardDeterminate):
        return None
    found = registered(
        office.law,
        offence_code=sentence.fact.offence_code,
        term=sentence.fact.term,
        imposed_on=sentence.fact.imposed_on,
        on=day_in_london(office.clock.now()),
        is_section_250=booked.is_section_250,
    )
    differing = tuple(_differing(booked, found))
    if not differing:
        return None
    other = _as_registered(booked, found)
    sentences = tuple(other if each is booked else each for each in given.sentences)
    return _Contradicted(
        sentence=sentence,
        words=(
            f"The answers for the sentence of entry {sentence.seq}"
            f" ({spoken_marks(stated.fact.marks)}) contradict the offence register:"
            f" {'; '.join(differing)}."
        ),
        given=msgspec.structs.replace(given, sentences=sentences),
    )


def _hazard(
    contradicted: _Contradicted, answer: s.Calculation, again: s.Calculation | s.Refusal
) -> HazardFound:
    as_registered = _dates(again)
    further = _further(answer, again)
    readings = (
        HazardReading(name=AS_ANSWERED, dates=_dates(answer)),
        HazardReading(name=AS_REGISTERED, dates=() if further else as_registered),
    )
    released = [
        day.on
        for each in (_dates(answer), as_registered)
        if (day := governing_of(each)) is not None
    ]
    told = (
        f" The dates as the register says stand on doubts of their own ({', '.join(further)}). If"
        " the register is right, answer anew and work the dates out again; then decide those."
        if further
        else ""
    )
    sentence = str(contradicted.sentence.seq)
    return HazardFound(
        code=AGAINST_REGISTER,
        text=f"{contradicted.words}{told}",
        question="Which is right, by the indictment, what the court found, and the list in law?",
        sentence_ids=(sentence,),
        figures=tuple(
            HazardFigure(f"{each.date_type} as the offence register says", spoken_day(each.on))
            for each in (as_registered if further else ())
        ),
        readings=readings,
        decide_by=min(released, default=None),
    )


def _further(answer: s.Calculation, again: s.Calculation | s.Refusal) -> tuple[str, ...]:
    """Codes of the doubts behind the dates by the register that are not raised by the answers."""
    if isinstance(again, s.Refusal):
        return ()
    raised = {(each.code, each.sentence_ids) for each in answer.hazards}
    new = (each.code for each in again.hazards if (each.code, each.sentence_ids) not in raised)
    return tuple(dict.fromkeys(new))


def _differing(booked: s.StandardDeterminate, found: s.Marks) -> Iterator[str]:
    """Each mark on which the answer and the register say yes and no, in words."""
    for what, is_so, mark in (
        ("SDS+", booked.is_sds_plus, found.is_sds_plus),
        ("SDS+ if imposed today", booked.is_sds_plus_eligible, found.is_sds_plus_eligible),
    ):
        if _contradicts(mark, is_so=is_so):
            yield f"{what}: answered {'yes' if is_so else 'no'}. {mark.text.rstrip('.')}"
    for exclusion, mark in found.exclusions.items():
        is_so = exclusion in booked.exclusions
        if exclusion in EXCLUSION_WORDS and _contradicts(mark, is_so=is_so):
            said = "yes" if is_so else "no"
            yield f"{EXCLUSION_WORDS[exclusion]}: answered {said}. {mark.text.rstrip('.')}"


def _contradicts(mark: s.SentenceMark, *, is_so: bool) -> bool:
    return mark.answer is (s.Standing.NO if is_so else s.Standing.YES)


def _as_registered(booked: s.StandardDeterminate, found: s.Marks) -> s.StandardDeterminate:
    """The sentence with the register's answer wherever it has one."""
    is_plus = _settled(found.is_sds_plus, is_so=booked.is_sds_plus)
    is_eligible = _settled(found.is_sds_plus_eligible, is_so=booked.is_sds_plus_eligible)
    return msgspec.structs.replace(
        booked,
        is_sds_plus=is_plus,
        is_sds_plus_eligible=is_plus or is_eligible,
        exclusions=tuple(
            exclusion
            for exclusion in sorted(EXCLUSION_WORDS)
            if (mark := found.exclusions.get(exclusion)) is not None
            and _settled(mark, is_so=exclusion in booked.exclusions)
        ),
    )


def _settled(mark: s.SentenceMark, *, is_so: bool) -> bool:
    return is_so if mark.answer is s.Standing.UNKNOWN else mark.answer is s.Standing.YES


def _dates(answer: s.Calculation | s.Refusal) -> tuple[CalculatedDate, ...]:
    if isinstance(answer, s.Refusal):
        return ()
    return tuple(CalculatedDate(each.type.value, each.on) for each in answer.dates)
