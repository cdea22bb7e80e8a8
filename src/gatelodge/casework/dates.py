"""Release dates: the first calculation, what a recall would come to, and the engine's answer."""

from datetime import datetime

import msgspec

from gatelodge.casework.hazards import refuse_decider
from gatelodge.casework.offence_lists import contradictions, spoken_contradictions
from gatelodge.casework.office import Actor, ActRefused, Office, change
from gatelodge.casework.release_marks import marks_used
from gatelodge.gate import spoken_readings
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    NotBookable,
    asks_for_removal,
    booking,
    digest_of,
    hazards_found,
    last_that_stood,
    movers_since,
    statement,
    unexpected_moves,
)
from gatelodge.record.facts import (
    AddedDaysAwarded,
    AddedDaysRestored,
    AuthorityLodged,
    CalculatedDate,
    CalculationReason,
    CalculationRefused,
    DateNotGiven,
    DatesCalculated,
    Fact,
    PictureBar,
    PictureMark,
    PictureRow,
    RecallOrdered,
    RemandOrdered,
    Role,
    SentenceImposed,
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


_BY_HAND = ("SENTENCE_KIND", "NO_EXTENSION")
"""Why a record cannot be booked, where that is entered as a refusal by name."""


def calculate_dates(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    why: CalculationReason,
    why_unexpected: str = "",
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Make the first calculation from the record's facts of now, taken on by the actor.

    `why` is one of the closed list. Where the dates do not move as the entries since should have
    moved them, `why_unexpected` says why that is right. Enters the dates with their working, or the
    engine's refusal by name. Raises `ActRefused` for who may not, for whoever decided a doubt about
    these inputs, for a reason that cannot be so, and as `engine_answer` does.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        may_act_on_dates(actor, CALCULATE, record, "calculate")
        _is_a_reason(record, why)
        fact = engine_answer(office, record, why=why)
        refuse_decider(record, fact.inputs_digest, actor, "calculate")
        if isinstance(fact, DatesCalculated) and fact.unexpected:
            if not why_unexpected.strip():
                moved = " ".join(each.words for each in fact.unexpected)
                raise ActRefused(
                    f"{moved} Look at the papers again. If it is right, say why.",
                    code="MOVED_UNEXPECTEDLY",
                    field="why_unexpected",
                )
            fact = msgspec.structs.replace(fact, why_unexpected=why_unexpected.strip())
        return (
            Draft(
                fact=fact,
                by=actor.account,
                reason=f"first calculation: {why}",
                source=statement(actor.name),
            ),
        )

    return change(office, record_id, decide, command=command)


def reasons_to_calculate(record: CustodyRecord) -> tuple[CalculationReason, ...]:
    """Which reasons of the closed list can be so now: `INITIAL` once, and then never again.

    What names a paper needs an entry of it since the calculation before.
    """
    if record.calculation is None:
        return (CalculationReason.INITIAL,)
    last = record.calculation.entry.seq
    since = {type(each.fact) for each in record.entries if each.seq > last}
    return tuple(
        each
        for each in CalculationReason
        if each is not CalculationReason.INITIAL and (each not in _NEEDS or _NEEDS[each] & since)
    )


_NEEDS: dict[CalculationReason, frozenset[type[Fact]]] = {
    CalculationReason.ADDED_DAYS: frozenset({AddedDaysAwarded}),
    CalculationReason.RESTORED_DAYS: frozenset({AddedDaysRestored}),
    CalculationReason.LODGED_WARRANT: frozenset(
        {SentenceImposed, RemandOrdered, AuthorityLodged, RecallOrdered}
    ),
}


def _is_a_reason(record: CustodyRecord, why: CalculationReason) -> None:
    if why in reasons_to_calculate(record):
        return
    if why is CalculationReason.INITIAL:
        words = "These dates were worked out before. Choose why they are worked out again."
    elif record.calculation is None:
        words = "Nobody has worked out these dates before. Choose the initial calculation."
    else:
        words = f"No paper of this was entered since the last calculation: {why}."
    raise ActRefused(words, code="NO_SUCH_REASON", field="why")


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


def engine_answer(
    office: Office, record: CustodyRecord, *, why: CalculationReason
) -> DatesCalculated | CalculationRefused:
    """What the engine says of a record's facts of now; nothing is entered.

    `why` stands in the answer as given; whether it can be so is for `calculate_dates`. Raises
    `ActRefused` when no sentence is in force, and when nobody entered the birth date or said
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
    calculated = msgspec.structs.replace(
        _calculated(answer, digest, record, _kept(worked.picture()), why),
        hazards=(
            *hazards_found(answer),
            *contradictions(office, record, given, answer, with_ersed=with_ersed),
        ),
        marks_used=marks_used(office, record),
    )
    before = last_that_stood(record)
    if before is None:
        return calculated
    moves = unexpected_moves(before.fact, calculated, movers_since(record, before.seq))
    return msgspec.structs.replace(calculated, unexpected=moves)


def _calculated(
    answer: Calculation,
    digest: str,
    record: CustodyRecord,
    picture: SentencePicture,
    why: CalculationReason,
) -> DatesCalculated:
    governing = answer.governing()
    return DatesCalculated(
        inputs_digest=digest,
        why=why,
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


def may_act_on_dates(
    actor: Actor, roles: tuple[Role, ...], record: CustodyRecord, act: str
) -> None:
    """Refuse whoever has none of these roles at the record's prison. Raises `ActRefused`."""
    if not actor.has_any(roles, record.prison):
        raise ActRefused(
            f"Only a {' or a '.join(roles)} of this prison may {act} dates.", code="NO_ROLE"
        )
