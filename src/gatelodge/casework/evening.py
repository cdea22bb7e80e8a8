"""The evening before an exit: a duty governor looks at what the checks found, and stands by it.

Asked of every exit that ends custody and was planned before that evening (table of needs, N29).
It keeps nobody past their day: what is missing is given on the day itself, at any hour, with the
reason why it is late. An exit that is planned later, as after a court's order of the day or in the
night, and one planned as immediate, is not stopped by it. All of that is our decision.
"""

from datetime import datetime

from gatelodge.casework.exits import CONFIRM, assess_exit, must_have, own_word
from gatelodge.casework.office import Actor, ActRefused, Office, gate_act
from gatelodge.gate import Step, blocking
from gatelodge.record import CustodyRecord, Draft, Entry, day_in_london, spoken_day, spoken_moment
from gatelodge.record.facts import LEAVES_CUSTODY, EveningConfirmed, ExitPlanned
from gatelodge.watch import evening_before, evening_given


def confirm_evening(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    why_late: str = "",
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Confirm as duty governor, from 18:00 on the evening before, that the exit is to go on.

    All checks run in the act and are kept with it; what they find stops the exit at its own acts,
    not here: the governor has seen it, and whose move it is. On the day itself it needs `why_late`.
    Raises `RecordMovedOn` with what is new since `seen_version`, `ActRefused` for everything else.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, CONFIRM, record, "confirm on the evening before")
        refused = why_not_this_evening(record, at)
        assessed = assess_exit(office, record, Step.AUTHORISE, at=at)
        if refused or assessed is None:
            raise ActRefused(refused, code="NOT_THIS_EVENING")
        is_late = day_in_london(at) >= assessed.on
        if is_late and not why_late.strip():
            raise ActRefused(
                "Say why this was not confirmed on the evening before.",
                code="EMPTY",
                field="why_late",
            )
        given = EveningConfirmed(
            on=assessed.on,
            assessed=assessed,
            not_met=tuple(each.check for each in blocking(assessed, Step.AUTHORISE)),
            why_late=why_late.strip() if is_late else "",
        )
        return (own_word(actor, given, "confirmed for the next day"),)

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def why_not_this_evening(record: CustodyRecord, at: datetime) -> str:
    """Why the exit cannot be confirmed for its day at an instant; empty when it can."""
    if record.plan is None:
        return "No exit is planned. Plan one first."
    plan: ExitPlanned = record.plan.fact
    if plan.exit_type not in LEAVES_CUSTODY:
        return "Custody goes on after this exit, so nobody confirms it on the evening before."
    begins = evening_before(plan.on)
    if at < begins:
        return f"The evening before begins on {spoken_moment(begins)}. Confirm it from then on."
    if day_in_london(at) > plan.on:
        return f"The day of the plan, {spoken_day(plan.on)}, has passed. Plan the exit anew."
    given = evening_given(record)
    if given is not None:
        return f"A duty governor confirmed it on {spoken_moment(given.recorded_at)}."
    return ""
