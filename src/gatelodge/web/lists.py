"""What the navigation counts, at the prison where the reader works."""

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
