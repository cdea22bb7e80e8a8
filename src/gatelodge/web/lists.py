"""What the navigation counts, at the prison where the reader works."""

from typing import Final

from gatelodge.record.facts import AlarmCause
from gatelodge.store import projections
from gatelodge.web.service import office
from gatelodge.web.staff import prisons


def inbox_waiting(prison: str) -> tuple[str, ...]:
    """Items of the inbox that a prison sees, oldest first; without a prison all of them.

    A prison sees what courts wrote to its mailbox, what is held to be about somebody whom it
    answers for, wherever the court wrote to, and what no mailbox claims: a correction sent to
    another prison must not lie unseen.
    """
    mailboxes = {p.prison: projections.folded(p.mailbox) for p in prisons(office()).values()}
    return tuple(
        each.item
        for each in projections.open_items()
        if not prison
        or each.mailbox == mailboxes.get(prison)
        or each.mailbox not in mailboxes.values()
        or prison in each.prisons
    )


def alarms_open(prison: str) -> int:
    """Alarms of a prison that nobody has ended; of every prison for whoever is tied to none."""
    return len(projections.open_alarms(prison or None))


_GRAVEST_FIRST: Final = (
    AlarmCause.SUSPECTED_RELEASE_IN_ERROR,
    AlarmCause.NOT_BACK_IN_TIME,
    AlarmCause.CUSTODY_RETURN_ASKED,
    AlarmCause.NO_AUTHORITY_TO_HOLD,
    AlarmCause.OVERDUE_RELEASE,
    AlarmCause.PASS_CANCELLED,
    AlarmCause.AUTHORISATION_NO_LONGER_STANDS,
    AlarmCause.CHECK_OVERRIDDEN,
    AlarmCause.WATCH_FAILED,
    AlarmCause.HAZARD_DECISION_LATE,
    AlarmCause.HAZARD_DECISION_DUE,
)
"""Wrongly out before wrongly in, wrongly in before what may still go wrong (our decision)."""


def alarms_gravest_first(prison: str) -> tuple[projections.OpenAlarm, ...]:
    """Open alarms of a prison, or of all: the gravest first, of equal ones the newest."""
    rank = {cause.value: place for place, cause in enumerate(_GRAVEST_FIRST)}
    newest = sorted(projections.open_alarms(prison or None), key=lambda a: a.since, reverse=True)
    return tuple(sorted(newest, key=lambda a: rank.get(a.cause, -1)))
