"""What the navigation counts, at the prison where the reader works."""

from gatelodge.store import projections
from gatelodge.web.service import office
from gatelodge.web.staff import prisons


def inbox_waiting(prison: str) -> int:
    """Items in the inbox of a prison, those that no mailbox claims too."""
    return len(projections.open_items(mailboxes(prison)))


def alarms_open(prison: str) -> int:
    """Alarms of a prison that nobody has ended; of every prison for whoever is tied to none."""
    return len(projections.open_alarms(prison or None))


def mailboxes(prison: str) -> list[str] | None:
    """Mailboxes that courts write to for a prison; none = every mailbox."""
    if not prison:
        return None
    known = prisons(office()).get(prison)
    return [known.mailbox] if known else []
