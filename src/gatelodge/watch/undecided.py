"""A doubt about the law is decided before the first day on which somebody could leave by it.

What the clock alone reveals: the decision comes due, and then the day is there and nobody decided.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from gatelodge.gate import (
    as_read,
    day_of,
    decide_before,
    leaves_from,
    spoken_readings,
    undecided,
)
from gatelodge.record import CustodyRecord, Stated, spoken_day, start_of_day
from gatelodge.record.facts import LEAVES_CUSTODY, AlarmCause, DatesCalculated, HazardFound
from gatelodge.watch.alarms import AGAIN_AFTER, DECISION_AGAIN_AFTER, AlarmDue
from gatelodge.watch.redecide import Limits

HAZARD_DECISION = "hazard decision"
"""Name of the limit that policy may lengthen: how long before the day a decision is asked for."""
HAZARD_DECISION_DEFAULT = timedelta(days=14)
"""How long before the first day a decision is asked for (our decision)."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody still has to decide, and the day before which; none = at once.

    `leaves_on` is the first day on which the person could leave by a reading; none = not known. It
    is after `before` where a curfew, parole or early removal that nobody has allowed yet might be
    possible earlier.
    """

    calculation: Stated[DatesCalculated]
    hazards: tuple[HazardFound, ...]
    before: date | None
    leaves_on: date | None

    @property
    def late_from(self) -> datetime:
        """When the day of leaving begins; without one, when the dates were calculated."""
        return start_of_day(self.leaves_on) if self.leaves_on else self.calculation.recorded_at

    @property
    def due_by(self) -> datetime:
        """When the day begins before which it is to be decided."""
        return start_of_day(self.before) if self.before else self.late_from


def waiting_decision(record: CustodyRecord, bank_holidays: frozenset[date]) -> Waiting | None:
    """Find what is undecided in the dates of somebody in custody under a sentence; none = nothing.

    A newer refusal of the engine does not silence it: by that day somebody has to know. A day that
    a decision on early release opens, by the law book or by a reading, counts as well.
    """
    calculation = record.calculation
    if calculation is None or not record.sentences or not record.is_in_custody:
        return None
    hazards = undecided(record, calculation)
    if not hazards:
        return None
    released = [leaves_from(calculation.fact, each, bank_holidays) for each in hazards]
    released += [
        day_of(record, each, bank_holidays, exit_type).on
        for each in (calculation, *(read for one in hazards for read in as_read(calculation, one)))
        for exit_type in LEAVES_CUSTODY
    ]
    leaves_on = _first(released)
    due = [decide_before(calculation.fact, each, bank_holidays) for each in hazards]
    return Waiting(
        calculation=calculation,
        hazards=hazards,
        before=None if leaves_on is None else _first([leaves_on, *due]),
        leaves_on=leaves_on,
    )


def _first(days: list[date | None]) -> date | None:
    """The first of some days; none = one of them is not known."""
    known = [each for each in days if each is not None]
    return min(known) if len(known) == len(days) else None


def decisions_due(
    record: CustodyRecord, at: datetime, bank_holidays: frozenset[date], limits: Limits = ()
) -> tuple[AlarmDue, ...]:
    """Find the alarm of a decision that is due or late at an instant.

    `record` is folded as effective at `at`; `limits` are those tightened by then.
    """
    waiting = waiting_decision(record, bank_holidays)
    if waiting is None:
        return ()
    if at >= waiting.late_from:
        return (_late(waiting),)
    since = waiting.due_by - asked_before(limits)
    return (_due(waiting, since),) if at >= since else ()


def asked_before(limits: Limits) -> timedelta:
    """How long before the day a decision is asked for: policy may only lengthen it."""
    set_by_policy = (length for limit, length in limits if limit == HAZARD_DECISION)
    return max((HAZARD_DECISION_DEFAULT, *set_by_policy))


def instants(
    record: CustodyRecord, bank_holidays: frozenset[date], limits: Limits
) -> Iterable[datetime]:
    """The instants at which time alone makes a decision due, then late."""
    waiting = waiting_decision(record, bank_holidays)
    if waiting is None:
        return ()
    return (waiting.due_by - asked_before(limits), waiting.late_from)


def _due(waiting: Waiting, since: datetime) -> AlarmDue:
    before = f"before {spoken_day(waiting.before)}" if waiting.before else "now"
    return AlarmDue(
        cause=AlarmCause.HAZARD_DECISION_DUE,
        about=waiting.calculation.seq,
        words=(
            f"The law behind this person's dates is in doubt. {_told(waiting)} Decide on the dates "
            f"page, {before}. Until then the gate stays shut."
        ),
        since=since,
        again_after=DECISION_AGAIN_AFTER,
    )


def _late(waiting: Waiting) -> AlarmDue:
    day = (
        f"and by one reading this person could leave from {spoken_day(waiting.leaves_on)}"
        if waiting.leaves_on
        else "and no reading says from which day this person could leave"
    )
    return AlarmDue(
        cause=AlarmCause.HAZARD_DECISION_LATE,
        about=waiting.calculation.seq,
        words=(
            f"Nobody has decided a doubt about the law, {day}. {_told(waiting)} The gate stays "
            "shut until a head of OMU decides: decide now, on the dates page. If by that this "
            "person is to leave today or was to leave before, run the release at once."
        ),
        since=waiting.late_from,
        again_after=AGAIN_AFTER,
    )


def _told(waiting: Waiting) -> str:
    return " ".join(
        f"{(each.text or each.question).rstrip('.')} ({each.code}). The readings: "
        f"{spoken_readings(each)}."
        for each in waiting.hazards
    )
