"""Whether the dates are settled, today is the day, and the days behind them agree (G08 to G10)."""

from datetime import date, timedelta

from gatelodge.gate.check import (
    Circumstances,
    Ruling,
    Step,
    check,
    failed,
    not_applicable,
    passed,
    unknown,
)
from gatelodge.gate.days_compared import days_compared, days_there
from gatelodge.gate.lawful_day import dates_settled, lawful_day
from gatelodge.gate.reasons import Reason, as_a_part
from gatelodge.gate.rule import OMU, Footing, Rule
from gatelodge.record import CustodyRecord, at_large_not_entered, day_in_london, spoken_day
from gatelodge.record.facts import Answer, Role


@check(
    "G08",
    "Did two people reach the same dates from the same facts?",
    what_to_do=(
        "Where nobody has said what decides the release point of a sentence, the OMU answers from"
        " the warrant and the indictment, on the release dates page. Then start the second"
        " calculation, from the papers alone. Where the two differ, settle each field from the"
        " paper: correct the record, or enter again what was read wrong. Where dates did not move"
        " as a paper should have moved them, a second person confirms why. A"
        " doubt about the law is decided by the head of OMU, with a reason, on the dates page."
    ),
    source="Release-gate table, G08; our decision",
    fresh_for=timedelta(days=2),
    cases=("G",),
    rule=Rule(
        accepts=(
            "A second calculation from the papers alone by somebody else, on the facts of today."
        ),
        by=(Role.SECOND_CHECKER, Role.HEAD_OF_OMU),
        words=(
            "Two people reach the same dates from the same facts, each without the other's"
            " result; good for 2 days."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "The first reads 60 days on tagged bail, the second 30. The paper settles it, and"
            " both calculate again."
        ),
    ),
)
def two_people_reached_the_dates(record: CustodyRecord, _circumstances: Circumstances) -> Ruling:
    """First calculation and second check: different people, one digest, that of today's facts.

    Every hazard of the calculation is decided, by somebody who made neither.
    """
    return dates_settled(record)


@check(
    "G09",
    "Is today the lawful day?",
    what_to_do=(
        "Too early: stop. Late: tell the duty governor and finish the checks now. Every minute"
        " past the day is counted."
    ),
    source="Release-gate table, G09; Criminal Justice Act 1961 s.23(3), (3B)-(3D); our decision",
    cases=("G", "H"),
    rule=Rule(
        accepts=(
            "The dates that two people reached, and a signed decision where a scheme allows"
            " another day."
        ),
        by=OMU,
        words=(
            "Whoever is due on a Saturday, Sunday or bank holiday leaves on the last working"
            " day before it."
        ),
        where="Criminal Justice Act 1961 s.23(3)",
        footing=Footing.LAW,
        example="Due on Sunday 25 October 2026: the lawful day is Friday 23 October 2026.",
    ),
)
def today_is_the_lawful_day(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Early fails. Late passes and says so: lateness is no reason to hold anybody longer."""
    planned_on = circumstances.planned.on
    today = day_in_london(circumstances.at)
    must_be_today = circumstances.step in (Step.FINAL, Step.GATE)
    if planned_on < today or (must_be_today and planned_on != today):
        return failed(
            Reason.NOT_THE_PLANNED_DAY, planned=spoken_day(planned_on), today=spoken_day(today)
        )
    day = lawful_day(record, circumstances.bank_holidays, circumstances.planned.exit_type)
    if isinstance(day, Ruling):
        if day.answer is Answer.NOT_APPLICABLE:
            return day
        return unknown(Reason.DAY_NOT_SETTLED, why=as_a_part(day.words))
    lawful_on, steps = spoken_day(day.on), " ".join(day.steps)
    if planned_on < day.on:
        return failed(Reason.DAY_IS_EARLY, *day.evidence, day=lawful_on, steps=steps)
    reason = Reason.DAY_IS_LAWFUL if planned_on == day.on else Reason.DAY_IS_LATE
    return passed(reason, *day.evidence, day=lawful_on, steps=steps)


@check(
    "G10",
    "Do the days on the record agree with the registers?",
    what_to_do=(
        "Ask those who keep the adjudication, remand and absence registers, and enter what they"
        " say. Where the two differ, correct the record from its paper, or let them correct the"
        " register."
    ),
    source="Release-gate table, G10",
    fresh_for=timedelta(days=2),
    rule=Rule(
        accepts=(
            "The word of each register: adjudications, remand, tagged bail and days at large,"
            " held against the record."
        ),
        by=OMU,
        words=(
            "Days in custody before sentence count towards it, each day once; what adds and"
            " credits days must agree with its register; good for 2 days."
        ),
        where="Criminal Justice Act 2003 s.240ZA(3), (9)",
        on=date(2012, 12, 3),
        footing=Footing.LAW,
        example="The register has 14 added days, the record 7: find the award that is missing.",
    ),
)
def days_are_reconciled(record: CustodyRecord, _circumstances: Circumstances) -> Ruling:
    """Added days award by award, then remand, tagged bail and days at large, each by its sum.

    An award that is suspended or quashed adds nothing; what was given back comes off its award.
    """
    if not record.sentences:
        ends = [each.ended for each in record.authorities if each.ended]
        return not_applicable(Reason.NO_SENTENCE_TO_MOVE, *ends)
    if uncounted := at_large_not_entered(record):
        began = [absence.began for absence, _days in uncounted]
        return failed(Reason.AT_LARGE_NOT_ENTERED, *began)
    stated = record.days_stated
    if stated is None:
        return unknown(Reason.NOT_ASKED, about="added days, remand, bail and absence")
    if not stated.fact.answered_by.strip():
        return unknown(Reason.ANSWERED_BY_NOBODY, stated, about="days")
    differences = [
        f"{each.what}: {each.here} here, {each.there} there"
        for each in days_compared(record, stated.fact)
        if each.differs
    ]
    if differences:
        told = "; ".join(differences)
        return failed(Reason.DAYS_DIFFER, stated, *record.adjustments, differences=told)
    theirs = days_there(stated.fact).items()
    days = ", ".join(f"{name} {number}" for name, number in theirs if number)
    return passed(
        Reason.DAYS_RECONCILED,
        stated,
        *record.adjustments,
        evidence_of=stated.fact.asked_at,
        days=days or "none",
    )
