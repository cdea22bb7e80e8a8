"""A death, an escape, a release by a court: what cannot be so of each kind."""

from datetime import datetime

from gatelodge.casework.office import ActRefused
from gatelodge.casework.stating import Stating, cannot_be, filled
from gatelodge.record import facts as f


def died(fact: f.DeathRecorded, stating: Stating) -> None:
    """Refuse a death without a place or without who was told, or of somebody not in custody."""
    filled(fact, "place", "told")
    _broke_off(fact.died_at, "died_at", stating)


def at_large_since(fact: f.WentAtLarge, stating: Stating) -> None:
    """Refuse without place or police; a failure to return is of somebody on temporary release."""
    filled(fact, "place", "police_told")
    _broke_off(fact.since, "since", stating)
    out = stating.record.out
    is_on_licence = out is not None and out.left.fact.exit_type is f.ExitType.TEMPORARY_RELEASE
    if fact.how is f.AtLarge.FAILURE_TO_RETURN and not is_on_licence:
        raise cannot_be("The person is not out on temporary release.", "how")


def let_go_by_court(fact: f.ReleasedByCourt, stating: Stating) -> None:
    """Refuse without court or case, or of somebody not in custody."""
    filled(fact, "court", "case_urn")
    _broke_off(fact.released_at, "released_at", stating)


def _broke_off(at: datetime, field: str, stating: Stating) -> None:
    """Refuse a moment still to come, one before the last exit, and of somebody not in custody."""
    record = stating.record
    if stating.corrects is None and not record.is_in_custody:
        raise ActRefused("The person is not in custody here.", code="NOT_IN_CUSTODY")
    if at.tzinfo is None or at > stating.at:
        raise cannot_be("That moment is still to come.", field)
    if record.out is not None and at < record.out.left.fact.exited_at:
        raise cannot_be("That cannot be before the person left the prison.", field)
    last = record.exits[-1].returned if record.exits else None
    if last is not None and at < last.fact.returned_at:
        raise cannot_be("That cannot be before the last return.", field)
