"""Release dates: the first calculation, and the second one by another person."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from gatelodge.casework.hazards import refuse_decider
from gatelodge.casework.offence_lists import contradictions, spoken_contradictions
from gatelodge.casework.office import Actor, ActRefused, Office, change, gate_act
from gatelodge.casework.release_marks import marks_used
from gatelodge.gate import governing_of, spoken_readings
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    NotBookable,
    asks_for_removal,
    booking,
    digest_of,
    hazards_found,
    spoken_day,
    statement,
)
from gatelodge.record.facts import (
    CalculatedDate,
    CalculationRefused,
    DateNotGiven,
    DatesCalculated,
    DatesChecked,
    PictureBar,
    PictureMark,
    PictureRow,
    Role,
    SentencePicture,
    WorkingStep,
)
from gatelodge.sentencing import (
    ENGINE_VERSION,
    Calculation,
    Picture,
    Recall,
    RecallPreview,
    Refusal,
    preview_recall,
    work_out,
)

CALCULATE = (Role.CASE_ADMINISTRATOR, Role.SECOND_CHECKER)
"""Who may make a first calculation: those who are trained to (our decision)."""
CHECK = (Role.SECOND_CHECKER,)
"""Who may make a second check (our decision)."""


EARLY_DATES = ("PED", "HDCED", "ERSED")
"""Kinds of date on which a decision may let somebody out before the release date: a second person
reaches each of them too (our decision)."""

_BY_HAND = ("SENTENCE_KIND", "NO_EXTENSION")
"""Why a record cannot be booked, where that is entered as a refusal by name."""


def calculate_dates(
    office: Office, actor: Actor, record_id: str, *, command: str | None = None
) -> tuple[Entry, ...]:
    """Make the first calculation from the record's facts of now, taken on by the actor.

    Enters the dates with their working, or the engine's refusal by name. Raises `ActRefused` for
    who may not, for whoever decided a doubt about these inputs, and as `engine_answer` does.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        _may(actor, CALCULATE, record, "calculate")
        fact = engine_answer(office, record)
        refuse_decider(record, fact.inputs_digest, actor, "calculate")
        return (
            Draft(
                fact=fact,
                by=actor.account,
                reason="first calculation",
                source=statement(actor.name),
            ),
        )

    return change(office, record_id, decide, command=command)


def second_check_dates(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    reached: Sequence[CalculatedDate],
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter the second check: the dates that another person reached from the papers.

    `reached` holds at least the date that governs the release, of whatever kind they reached, and
    each early date (`EARLY_DATES`): one that only one of the two reached is a difference. It is
    compared with the first calculation, which must still be of the record's facts of now. A
    difference is entered too, and stops the exit until it is settled. `seen_version` as in
    `gate_act`: what came in after the page with the facts was shown, nobody has checked. Raises
    `RecordMovedOn`, and `ActRefused` for the first calculator.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        _may(actor, CHECK, record, "check")
        first = record.calculation
        if first is None:
            raise ActRefused("Nobody has made the first calculation.", code="NOT_CALCULATED")
        if first.by == actor.account:
            raise ActRefused(
                "You made the first calculation, so you cannot make the second.",
                code="SAME_PERSON",
            )
        own = engine_answer(office, record)
        if own.inputs_digest != first.fact.inputs_digest:
            raise ActRefused(
                "Facts that move dates changed after the first calculation. Calculate again.",
                code="FACTS_CHANGED",
            )
        refuse_decider(record, own.inputs_digest, actor, "check")
        if governing_of(reached) is None:
            raise ActRefused(
                "Enter the release date that you reached.", code="EMPTY", field="reached"
            )
        differences = _differences(first.fact, own, reached)
        return (
            Draft(
                fact=DatesChecked(
                    calculation=first.seq,
                    inputs_digest=own.inputs_digest,
                    dates=tuple(reached),
                    agrees=not differences,
                    differences=differences,
                ),
                by=actor.account,
                reason="second check",
                source=statement(actor.name),
            ),
        )

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


class RecallAsked(msgspec.Struct, frozen=True, kw_only=True):
    """When a recall would let somebody go, or why that cannot be said, and what is in doubt of it.

    `doubts` are told in words, with the day of release by each reading where there are several. The
    answer is the law book's own, whatever was decided of the dates before the recall.
    """

    answer: RecallPreview | Refusal
    doubts: tuple[str, ...] = ()


def preview_of_recall(office: Office, record: CustodyRecord, recall: Recall) -> RecallAsked:
    """Say when the person would be due if the licence were revoked; nothing is entered.

    Raises `ActRefused` when no sentence is in force or what dates follow from is not known.
    """
    try:
        given = booking(record)
    except NotBookable as missing:
        raise ActRefused(missing.words, code=missing.code) from missing
    answer = preview_recall(given, office.law, recall, bank_holidays=office.bank_holidays)
    if isinstance(answer, Refusal):
        return RecallAsked(answer=answer)
    doubts = [
        f"{each.text} {each.question} The readings: {spoken_readings(each)}."
        for each in hazards_found(answer.calculation)
    ]
    doubts += spoken_contradictions(office, record, given)
    return RecallAsked(answer=answer, doubts=tuple(doubts))


def engine_answer(office: Office, record: CustodyRecord) -> DatesCalculated | CalculationRefused:
    """What the engine says of a record's facts of now; nothing is entered.

    Raises `ActRefused` when no sentence is in force, and when nobody entered the birth date or said
    what decides the release point of a standard sentence.
    """
    try:
        given = booking(record)
    except NotBookable as missing:
        if missing.code not in _BY_HAND:
            raise ActRefused(missing.words, code=missing.code) from missing
        return CalculationRefused(
            inputs_digest="",
            refused=missing.code,
            words=missing.words,
            engine_version=ENGINE_VERSION,
            law_version=office.law.version,
        )
    with_ersed = asks_for_removal(record)
    worked = work_out(
        given,
        office.law,
        bank_holidays=office.bank_holidays,
        with_ersed=with_ersed,
    )
    digest = digest_of(given, asks_for_removal=with_ersed)
    if isinstance(worked, Refusal):
        return CalculationRefused(
            inputs_digest=digest,
            refused=", ".join(dict.fromkeys(each.code for each in worked.reasons)),
            words=" ".join(dict.fromkeys(each.text for each in worked.reasons)),
            engine_version=worked.engine_version,
            law_version=worked.law_version,
        )
    answer = worked.calculation()
    return msgspec.structs.replace(
        _calculated(answer, digest, record, _kept(worked.picture())),
        hazards=(
            *hazards_found(answer),
            *contradictions(office, record, given, answer, with_ersed=with_ersed),
        ),
        marks_used=marks_used(office, record),
    )


def _calculated(
    answer: Calculation,
    digest: str,
    record: CustodyRecord,
    picture: SentencePicture,
) -> DatesCalculated:
    governing = answer.governing()
    return DatesCalculated(
        inputs_digest=digest,
        dates=tuple(CalculatedDate(date_type=each.type, on=each.on) for each in answer.dates),
        governing=governing.type,
        governing_on=governing.on,
        earliest_sentence_on=min(each.fact.imposed_on for each in record.sentences),
        working=tuple(
            WorkingStep(
                date_type=each.type,
                number=step.number,
                words=step.text,
                authority=tuple(map(str, step.authority)),
            )
            for each in answer.dates
            for step in each.steps
        ),
        engine_version=answer.engine_version,
        law_version=answer.law_version,
        not_given=tuple(
            DateNotGiven(
                date_type=each.type, words=each.text, authority=tuple(map(str, each.authority))
            )
            for each in answer.not_given
        ),
        picture=picture,
    )


def _kept(picture: Picture) -> SentencePicture:
    """The engine's picture as the record keeps it: showing it later works nothing out."""
    return SentencePicture(
        rows=tuple(
            PictureRow(
                words=row.text,
                bars=tuple(
                    PictureBar(
                        kind=bar.kind,
                        from_on=bar.from_on,
                        to_on=bar.to_on,
                        words=bar.text,
                        date_type=bar.date_type,
                        step=bar.step,
                        is_uncertain=bar.is_uncertain,
                    )
                    for bar in row.bars
                ),
            )
            for row in picture.rows
        ),
        marks=tuple(
            PictureMark(code=mark.code, on=mark.on, words=mark.text) for mark in picture.marks
        ),
    )


def _differences(
    first: DatesCalculated,
    own: DatesCalculated | CalculationRefused,
    reached: Sequence[CalculatedDate],
) -> tuple[str, ...]:
    """Each date on which the second person, or the engine of today, differs from the first."""
    if isinstance(own, CalculationRefused):
        return (f"the engine now refuses: {own.words}",)
    found = []
    if own.hazards != first.hazards:
        found.append("the engine now finds other doubts about the law: calculate again")
    dates = _by_type(first.dates)
    by_hand, by_engine = _by_type(reached), _by_type(own.dates)
    compared = [(each, by_hand) for each in (*by_hand, first.governing, *EARLY_DATES)]
    compared += [(each, by_engine) for each in (*by_engine, *dates)]
    for date_type, second in compared:
        before, after = dates.get(date_type), second.get(date_type)
        if before != after:
            found.append(f"{date_type}: first {_spoken(before)}, second {_spoken(after)}")
    return tuple(dict.fromkeys(found))


def _by_type(dates: Sequence[CalculatedDate]) -> dict[str, date]:
    return {each.date_type: each.on for each in dates}


def _spoken(on: date | None) -> str:
    return spoken_day(on) if on else "no such date"


def _may(actor: Actor, roles: tuple[Role, ...], record: CustodyRecord, act: str) -> None:
    if not actor.has_any(roles, record.prison):
        raise ActRefused(
            f"Only a {' or a '.join(roles)} of this prison may {act} dates.", code="NO_ROLE"
        )
