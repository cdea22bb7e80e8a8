"""The second calculation: another person's reading of the papers, before they saw any first result.

What they enter goes to the engine by the same way as the record. The two readings and the two
results are compared field by field; a difference is kept, and nobody leaves until it is settled:
somebody corrects the record and both calculate anew, or what was read wrong is entered again.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from gatelodge.casework.dates import CHECK, engine_answer, may_act_on_dates
from gatelodge.casework.hazards import refuse_decider
from gatelodge.casework.near_misses import SECOND_CALCULATION, count_stops
from gatelodge.casework.office import Actor, ActRefused, Office, gate_act, load
from gatelodge.gate import Reason
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    Stated,
    as_read,
    compared,
    inputs_digest,
    reading_of,
    spoken_day,
    statement,
)
from gatelodge.record.facts import (
    CalculatedDate,
    CalculationRefused,
    DatesCalculated,
    DatesChecked,
    EnteredInputs,
    FieldDifference,
    UnexpectedMoveConfirmed,
)


def second_check_dates(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    entered: EnteredInputs,
    seen_version: int,
    why_again: str = "",
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter the second calculation: what another person read from the papers.

    It is compared with the first calculation, which must still be of the record's facts of now. A
    difference is entered too, and stops the exit until it is settled. `why_again` says what the
    paper shows, where the same person's reading differed before. `seen_version` as in `gate_act`.
    Raises `RecordMovedOn`, and `ActRefused` for the first calculator, for whoever decided a doubt
    about these inputs, and for a reading that is not whole.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        first = first_to_check(record, actor)
        refuse_decider(record, first.fact.inputs_digest, actor, "check")
        _is_whole(entered)
        if differed_before(record, actor.account) and not why_again.strip():
            raise ActRefused(
                "Say what the paper shows where the two readings differed.",
                code="EMPTY",
                field="why_again",
            )
        fact = _checked(office, record, first, entered, why_again.strip())
        return (
            Draft(
                fact=fact,
                by=actor.account,
                reason="second calculation",
                source=statement(actor.name),
            ),
        )

    entries = gate_act(office, record_id, decide, seen_version=seen_version, command=command)
    for each in entries:
        if isinstance(each.fact, DatesChecked) and not each.fact.agrees:
            at = each.envelope.recorded_at
            cause = (("G08", Reason.DATES_DIFFER.code),)
            count_stops(office, load(office, record_id), SECOND_CALCULATION, cause, at=at)
    return entries


def first_to_check(record: CustodyRecord, actor: Actor) -> Stated[DatesCalculated]:
    """Give the first calculation that somebody may make the second of.

    Raises `ActRefused` for whoever may not, made the first, or comes before it or after its facts.
    """
    may_act_on_dates(actor, CHECK, record, "check")
    first = record.calculation
    if first is None or record.refused is not None:
        raise ActRefused("Nobody has made the first calculation.", code="NOT_CALCULATED")
    if first.by == actor.account:
        raise ActRefused(
            "You made the first calculation, so you cannot make the second.", code="SAME_PERSON"
        )
    if inputs_digest(record) != first.fact.inputs_digest:
        raise ActRefused(
            "Facts that move dates changed after the first calculation. Calculate again.",
            code="FACTS_CHANGED",
        )
    return first


def differed_before(record: CustodyRecord, account: str) -> bool:
    """Whether somebody's own reading differed from this very first calculation."""
    first = record.calculation
    return first is not None and any(
        isinstance(each.fact, DatesChecked)
        and each.fact.calculation == first.seq
        and not each.fact.agrees
        and each.envelope.by == account
        for each in record.entries
    )


def confirm_unexpected_move(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    calculation: int,
    why: str,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Say, as a second person who saw the papers, that dates moved rightly against expectation.

    `calculation` is the number of the calculation that was looked at. Only after a second
    calculation that agrees: whoever confirms first would know the first result. Raises
    `RecordMovedOn`, and `ActRefused` for the first calculator and where nothing is to be confirmed.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        first = first_to_check(record, actor)
        check = record.check
        if first.seq != calculation:
            raise ActRefused(
                "The dates were worked out anew since you looked. Look at them, then decide.",
                code="CALCULATED_ANEW",
            )
        if not first.fact.unexpected:
            raise ActRefused("These dates moved as they should.", code="NOTHING_UNEXPECTED")
        if check is None or check.fact.calculation != first.seq or not check.fact.agrees:
            raise ActRefused(
                "The second calculation comes first, and must agree.", code="NOT_CHECKED"
            )
        if not why.strip():
            raise ActRefused("Say why that is right.", code="EMPTY", field="why")
        fact = UnexpectedMoveConfirmed(calculation=first.seq, why=why.strip())
        return (Draft(fact=fact, by=actor.account, reason=fact.why, source=statement(actor.name)),)

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def _is_whole(entered: EnteredInputs) -> None:
    """Refuse a reading without a sentence, or with one that follows none of those entered."""
    if not entered.sentences:
        raise ActRefused("Enter each sentence from its warrant.", code="EMPTY", field="sentences")
    number = len(entered.sentences)
    for place, each in enumerate(entered.sentences, start=1):
        follows = each.consecutive_to
        if follows is not None and (follows == place or not 1 <= follows <= number):
            raise ActRefused(
                f"Sentence {place} follows a sentence that you have not entered.",
                code="CANNOT_BE_SO",
                field="sentences",
            )


def _checked(
    office: Office,
    record: CustodyRecord,
    first: Stated[DatesCalculated],
    entered: EnteredInputs,
    why_again: str,
) -> DatesChecked:
    as_entered = as_read(record, entered)
    own = _engine_on(office, as_entered, first.fact)
    differences = [*compared(reading_of(record), entered), *_of_dates(first.fact, own)]
    own_digest = inputs_digest(as_entered) or ""
    if own_digest != first.fact.inputs_digest and not differences:
        # The last word: whatever no field above names is a difference all the same.
        differences.append(_one("Facts", "all of them together", "as on record", "other"))
    return DatesChecked(
        calculation=first.seq,
        inputs_digest=own_digest,
        entered=entered,
        dates=own.dates if isinstance(own, DatesCalculated) else (),
        agrees=not differences,
        differences=tuple(differences),
        why_again=why_again,
    )


def _engine_on(
    office: Office, record: CustodyRecord, first: DatesCalculated
) -> DatesCalculated | CalculationRefused | ActRefused:
    """What the engine says of a second reading; a reading that it cannot take is no dates."""
    try:
        return engine_answer(office, record, why=first.why)
    except ActRefused as refused:
        return refused


def _of_dates(
    first: DatesCalculated, own: DatesCalculated | CalculationRefused | ActRefused
) -> Iterator[FieldDifference]:
    """Each date on which the second reading, or the engine of today, differs from the first."""
    if not isinstance(own, DatesCalculated):
        yield _one("Dates", "all of them", _spoken_dates(first.dates), f"none: {own.words}")
        return
    ours, theirs = _by_type(first.dates), _by_type(own.dates)
    for date_type in dict.fromkeys((*ours, *theirs)):
        before, after = ours.get(date_type), theirs.get(date_type)
        if before != after:
            yield _one("Dates", date_type, _spoken(before), _spoken(after))
    if first.hazards != own.hazards:
        yield _one("Dates", "doubts about the law", *map(_doubts, (first, own)))


def _one(what: str, field: str, first: str, second: str) -> FieldDifference:
    return FieldDifference(what=what, field=field, first=first, second=second)


def _by_type(dates: Sequence[CalculatedDate]) -> dict[str, date]:
    return {each.date_type: each.on for each in dates}


def _spoken(on: date | None) -> str:
    return spoken_day(on) if on else "no such date"


def _spoken_dates(dates: Sequence[CalculatedDate]) -> str:
    return ", ".join(f"{each.date_type} {spoken_day(each.on)}" for each in dates)


def _doubts(fact: DatesCalculated) -> str:
    return ", ".join(each.code for each in fact.hazards) or "none"
