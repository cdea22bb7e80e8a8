"""Alarms: when one is raised, in which words, and who is paged.

One alarm stands for one cause and one subject. It is not raised again while it is open; a new
ground for the same cause raises a new one, and somebody who is still held without a day or an
authority is alarmed about again. Words say what is known and what to do, never who is at fault.
"""

from datetime import datetime, timedelta

import msgspec

from gatelodge.record import Alarm, CustodyRecord
from gatelodge.record.facts import AlarmCause, AlarmRaised, Role

PAGED: dict[AlarmCause, tuple[Role, ...]] = {
    AlarmCause.SUSPECTED_RELEASE_IN_ERROR: (
        Role.DUTY_GOVERNOR,
        Role.HEAD_OF_OMU,
        Role.NATIONAL_OPERATIONS,
    ),
    AlarmCause.OVERDUE_RELEASE: (
        Role.DUTY_GOVERNOR,
        Role.HEAD_OF_OMU,
        Role.NATIONAL_OPERATIONS,
    ),
    AlarmCause.NO_AUTHORITY_TO_HOLD: (
        Role.DUTY_GOVERNOR,
        Role.CUSTODIAL_MANAGER,
        Role.HEAD_OF_OMU,
    ),
    AlarmCause.PASS_CANCELLED: (
        Role.GATE_OFFICER,
        Role.DUTY_GOVERNOR,
        Role.HEAD_OF_OMU,
        Role.CUSTODIAL_MANAGER,
    ),
    AlarmCause.CUSTODY_RETURN_ASKED: (
        Role.DUTY_GOVERNOR,
        Role.CUSTODIAL_MANAGER,
        Role.HEAD_OF_OMU,
    ),
    AlarmCause.AUTHORISATION_NO_LONGER_STANDS: (
        Role.HEAD_OF_OMU,
        Role.CUSTODIAL_MANAGER,
        Role.DUTY_GOVERNOR,
    ),
    AlarmCause.CHECK_OVERRIDDEN: (Role.NATIONAL_OPERATIONS, Role.HEAD_OF_OMU),
    AlarmCause.HAZARD_DECISION_DUE: (Role.HEAD_OF_OMU, Role.CUSTODIAL_MANAGER),
    AlarmCause.HAZARD_DECISION_LATE: (
        Role.HEAD_OF_OMU,
        Role.DUTY_GOVERNOR,
        Role.NATIONAL_OPERATIONS,
    ),
    AlarmCause.NOT_BACK_IN_TIME: (
        Role.DUTY_GOVERNOR,
        Role.CUSTODIAL_MANAGER,
        Role.NATIONAL_OPERATIONS,
    ),
    AlarmCause.WATCH_FAILED: (
        Role.HEAD_OF_OMU,
        Role.CUSTODIAL_MANAGER,
        Role.ADMINISTRATOR,
    ),
}
"""Roles at the record's prison that an alarm pages, first the one who answers for it.

Our decision, after the dossier's clocks: the duty governor answers for a person, whoever made the
papers; the gate hears of its own pass; national operations of everybody wrongly out or wrongly in,
and of each override (release-gate table of the dossier).
"""

OF_THE_STAY = frozenset(
    {
        AlarmCause.OVERDUE_RELEASE,
        AlarmCause.NO_AUTHORITY_TO_HOLD,
        AlarmCause.HAZARD_DECISION_DUE,
        AlarmCause.HAZARD_DECISION_LATE,
    }
)
"""Causes whose subject is the person's stay in custody, not one entry: a new calculation or another
end while the alarm is open does not raise a second one, unless it became so only after that alarm
was raised."""

AGAIN_AFTER = timedelta(hours=1)
"""Somebody who is still held past their day, or without authority, is alarmed about again so long
after a person ended the alarm (our decision; the dossier asks for an alarm each hour)."""

DECISION_AGAIN_AFTER = timedelta(days=1)
"""A decision that is due and not made is asked for again so long after a person ended the alarm
(our decision); once its day is there, each hour as above."""


class AlarmDue(msgspec.Struct, frozen=True, kw_only=True):
    """A reason for an alarm, found by looking at a record; whether it is raised `to_raise` says.

    `about` is the number of the entry that it is about, `since` the instant from which it was so.
    """

    cause: AlarmCause
    about: int
    words: str
    since: datetime
    has_new_ground: bool = False
    """Something that was not known when the last alarm of this cause and subject was decided."""
    again_after: timedelta | None = None
    """Raised again when it is still so this long after a person ended it; none = never again."""


def to_raise(record: CustodyRecord, due: AlarmDue, at: datetime) -> AlarmRaised | None:
    """Decide whether a due alarm is raised at an instant; none when one already stands for it."""
    earlier = [a for a in record.alarms if _same_subject(record, a, due)]
    if any(alarm.is_open for alarm in earlier):
        return None
    if earlier and not due.has_new_ground:
        ended_at = max(a.ended.recorded_at for a in earlier if a.ended)
        if due.again_after is None or at - ended_at < due.again_after:
            return None
    of_cause = sum(a.raised.fact.cause is due.cause for a in record.alarms)
    return AlarmRaised(
        alarm=alarm_name(due.cause, due.about, of_cause + 1),
        cause=due.cause,
        about=due.about,
        words=due.words,
        since=due.since,
    )


def alarm_name(cause: AlarmCause, about: int, occurrence: int) -> str:
    """Name of an alarm, the only one of its kind in the ledger.

    `occurrence` counts the alarms of this cause on the record, from 1.
    """
    return f"{cause.name.lower().replace('_', '-')}-{about}-{occurrence}"


def _same_subject(record: CustodyRecord, alarm: Alarm, due: AlarmDue) -> bool:
    raised = alarm.raised
    if raised.fact.cause is not due.cause:
        return False
    if due.cause not in OF_THE_STAY:
        return raised.fact.about == due.about
    if due.since > raised.recorded_at:
        # What that alarm was about had been settled, though nobody ended it: this came later.
        return False
    began = _stay_began(record)
    return began is None or raised.recorded_at >= began


def _stay_began(record: CustodyRecord) -> datetime | None:
    """When the person last came back into custody; none = still the first stay."""
    returns = [
        e.returned.recorded_at
        for e in record.exits
        if e.returned and not e.left.fact.exit_type.keeps_in_custody
    ]
    returns += [a.returned.recorded_at for a in record.absences if a.returned]
    return max(returns, default=None)
