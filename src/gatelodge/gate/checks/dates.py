"""Whether the dates are settled and today is the day (G08, G09)."""

from datetime import timedelta

from gatelodge.gate.check import Circumstances, Ruling, Step, check, failed, passed, unknown
from gatelodge.gate.lawful_day import dates_settled, lawful_day
from gatelodge.gate.reasons import Reason, as_a_part
from gatelodge.record import CustodyRecord, day_in_london, spoken_day
from gatelodge.record.facts import Answer


@check(
    "G08",
    "Did two people reach the same dates from the same facts?",
    what_to_do=(
        "Where nobody has said what decides the release point of a sentence, the OMU answers from"
        " the warrant and the indictment, on the release dates page. Then start the second"
        " calculation. Where the two differ, settle each field from the paper. A"
        " doubt about the law is decided by the head of OMU, with a reason, on the dates page."
    ),
    source="Release-gate table, G08; our decision",
    fresh_for=timedelta(days=2),
    cases=("G",),
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
