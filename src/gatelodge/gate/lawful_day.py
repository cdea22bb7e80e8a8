"""The day on which the gate may open for a sentenced person, and what makes the dates settled.

A calculated date opens nothing until two people reached it from the same facts, those facts are
still the record's, and a person has decided every doubt about the law. From date to day: rules of
release days; a decision that allows another day (Friday scheme, HDC, parole, early removal) must be
on the record and name the day.
"""

from datetime import date
from typing import Any

import msgspec

from gatelodge.gate.check import Ruling, failed, not_applicable, passed, unknown
from gatelodge.gate.hazards import DecidedDates, decided_dates, hazards_ruling
from gatelodge.gate.reasons import Reason
from gatelodge.record import (
    AuthorityKind,
    CustodyRecord,
    Stated,
    doubt_title,
    inputs_digest,
    marks_wanted,
    spoken_day,
    spoken_difference,
    without_marks,
)
from gatelodge.record.facts import (
    Answer,
    DatesCalculated,
    DatesChecked,
    EarlyReleaseDecided,
    EarlyScheme,
    ExitType,
    HazardDecided,
)
from gatelodge.sentencing import ReleaseDateType, release_day


class LawfulDay(msgspec.Struct, frozen=True, kw_only=True):
    """The lawful day, how it came about, and the entries that it rests on."""

    on: date
    steps: tuple[str, ...]
    evidence: tuple[Stated[Any], ...]


def dates_settled(record: CustodyRecord) -> Ruling:
    """Rule whether two people reached the same dates from the facts of today (G08).

    Unknown while nobody has said what decides the release point of a standard sentence, whatever
    was calculated before. A hazard that nobody has decided fails, checked or not: it is known that
    the day is in doubt.
    Not applicable, with the authorities as evidence, where no sentence is in force.
    """
    if not record.sentences:
        return _no_sentence(record)
    if unanswered := without_marks(record):
        return unknown(Reason.MARKS_NOT_STATED, *unanswered, what=marks_wanted(unanswered))
    calculation = record.calculation
    if record.refused is not None:
        return unknown(Reason.ENGINE_REFUSED, record.refused, words=record.refused.fact.words)
    if calculation is None:
        return unknown(Reason.NOT_CALCULATED)
    if calculation.fact.inputs_digest != inputs_digest(record):
        return failed(Reason.FACTS_CHANGED, calculation)
    return hazards_ruling(record, calculation) or _second_check(record, calculation)


def lawful_day(
    record: CustodyRecord, bank_holidays: frozenset[date], exit_type: ExitType
) -> LawfulDay | Ruling:
    """Find the lawful day of a sentenced person for a type of exit, or rule why there is none yet.

    Give the ruling of `dates_settled` when the dates are not settled or no sentence is in force.
    """
    ruling = dates_settled(record)
    calculation, check = record.calculation, record.check
    if ruling.answer is not Answer.PASSED or calculation is None or check is None:
        return ruling
    day = day_of(record, calculation, bank_holidays, exit_type)
    return msgspec.structs.replace(day, evidence=(*day.evidence, check))


def day_of(
    record: CustodyRecord,
    calculation: Stated[DatesCalculated],
    bank_holidays: frozenset[date],
    exit_type: ExitType,
) -> LawfulDay:
    """Find the day that a calculation leads to with the record's decisions, checked or not.

    For whoever may be past a day that nobody has checked; the gate asks `lawful_day`. A hazard that
    nobody has decided leaves the law book's own day.
    """
    after = decided_dates(record, calculation)
    calculation = after.calculation
    friday = _decision(record, EarlyScheme.FRIDAY)
    ordinary = release_day(
        ReleaseDateType(calculation.fact.governing),
        calculation.fact.governing_on,
        sentenced_on=calculation.fact.earliest_sentence_on,
        bank_holidays=bank_holidays,
        friday_decision=friday.fact.release_on if friday else None,
    )
    evidence: tuple[Stated[Any], ...] = (calculation, *after.decisions)
    why = tuple(map(_decided_words, after.decisions))
    days = [
        LawfulDay(
            on=ordinary.on,
            steps=(*why, *ordinary.steps),
            evidence=(*evidence, friday) if friday else evidence,
        )
    ]
    for scheme, date_type, exits in _EARLIER:
        decided = _decision(record, scheme)
        falls_on = _date(calculation.fact, date_type)
        if decided is None or falls_on is None or exit_type not in exits:
            continue
        first = release_day(
            date_type,
            falls_on,
            sentenced_on=calculation.fact.earliest_sentence_on,
            bank_holidays=bank_holidays,
        )
        on = max(first.on, decided.fact.release_on)
        named = f"The decision ({scheme}) names {spoken_day(decided.fact.release_on)}."
        days.append(
            LawfulDay(on=on, steps=(*why, *first.steps, named), evidence=(*evidence, decided))
        )
    return min(days, key=lambda each: each.on)


_REMOVED = frozenset({ExitType.IMMIGRATION_ESCORT, ExitType.REMOVAL})
_EARLIER = (
    (
        EarlyScheme.HDC,
        ReleaseDateType.HDCED,
        frozenset({ExitType.HOME_DETENTION_CURFEW}),
    ),
    (EarlyScheme.PAROLE, ReleaseDateType.PED, frozenset({ExitType.COMMUNITY}) | _REMOVED),
    (EarlyScheme.EARLY_REMOVAL, ReleaseDateType.ERSED, _REMOVED),
)
"""Decisions that open an earlier date, the date each opens, and the exits that it allows."""


def _decided_words(decision: Stated[HazardDecided]) -> str:
    fact = decision.fact
    chosen = "neither reading" if fact.reading is None else fact.reading.rstrip(".")
    if fact.by_hand:
        chosen += ", with dates worked out by hand"
    return f"A person decided a doubt ({doubt_title(fact.hazard)}): {chosen}."


def _decision(record: CustodyRecord, scheme: EarlyScheme) -> Stated[EarlyReleaseDecided] | None:
    """The newest decision of a scheme."""
    of_scheme = [each for each in record.early_decisions if each.fact.scheme is scheme]
    return of_scheme[-1] if of_scheme else None


def _date(calculation: DatesCalculated, date_type: ReleaseDateType) -> date | None:
    return next((each.on for each in calculation.dates if each.date_type == date_type), None)


def _no_sentence(record: CustodyRecord) -> Ruling:
    known = tuple(each.ended or each.began for each in record.authorities)
    if not known:
        return unknown(Reason.NO_AUTHORITY_EVER)
    ended = "every sentence has ended" if _was_sentenced(record) else "none was imposed"
    return not_applicable(Reason.NO_SENTENCE_HOLDS, *known, ended=ended)


def _was_sentenced(record: CustodyRecord) -> bool:
    return any(each.kind is AuthorityKind.SENTENCE for each in record.authorities)


def _second_check(record: CustodyRecord, calculation: Stated[DatesCalculated]) -> Ruling:
    if record.check is None:
        return unknown(Reason.NOT_CHECKED, calculation)
    return _two_agree(record, calculation, record.check, decided_dates(record, calculation))


def _is_confirmed(record: CustodyRecord, calculation: Stated[DatesCalculated]) -> bool:
    """Whether somebody else than the calculator says that the dates moved rightly."""
    confirmed = record.unexpected_confirmed
    return (
        confirmed is not None
        and confirmed.fact.calculation == calculation.seq
        and confirmed.by != calculation.by
    )


def _two_agree(
    record: CustodyRecord,
    calculation: Stated[DatesCalculated],
    check: Stated[DatesChecked],
    decided: DecidedDates,
) -> Ruling:
    if check.fact.calculation != calculation.seq:
        return unknown(Reason.CHECKED_OTHER, calculation, check)
    if check.by == calculation.by:
        return failed(Reason.SAME_PERSON_CHECKED, calculation, check)
    if not check.fact.agrees or check.fact.inputs_digest != calculation.fact.inputs_digest:
        told = "; ".join(map(spoken_difference, check.fact.differences))
        differences = told or "the facts that each was given"
        return failed(Reason.DATES_DIFFER, calculation, check, differences=differences)
    if calculation.fact.unexpected and not _is_confirmed(record, calculation):
        moved = " ".join(each.words for each in calculation.fact.unexpected)
        return failed(Reason.MOVED_UNEXPECTEDLY, calculation, check, moved=moved)
    counts = decided.calculation.fact
    governing = f"{counts.governing} {spoken_day(counts.governing_on)}"
    if decided.decisions:
        return passed(
            Reason.TWO_AGREE_AND_DECIDED,
            calculation,
            check,
            *decided.decisions,
            evidence_of=check.recorded_at,
            doubts="; ".join(doubt_title(each.fact.hazard) for each in decided.decisions),
            release_date=governing,
        )
    return passed(
        Reason.TWO_AGREE,
        calculation,
        check,
        evidence_of=check.recorded_at,
        release_date=governing,
    )
