"""What must be in place when somebody is let out: what cannot be so of each kind."""

from gatelodge.casework.stating import Stating, cannot_be, filled
from gatelodge.record import facts as f


def conditions(fact: f.ConditionsSet | f.LicenceIssued, _stating: Stating) -> None:
    """Refuse a condition without words or one that stands twice; a paper may set none at all."""
    each = [condition.strip() for condition in fact.conditions]
    if not all(each):
        raise cannot_be("Enter each condition as one sentence.", "conditions", code="EMPTY")
    if len(set(each)) != len(each):
        raise cannot_be("Enter each condition once.", "conditions")


def licence(fact: f.LicenceIssued, stating: Stating) -> None:
    """Refuse a licence without conditions, or without one that was set for this release."""
    if not fact.conditions:
        raise cannot_be("Enter each condition as one sentence.", "conditions", code="EMPTY")
    conditions(fact, stating)
    set_out = stating.record.conditions
    lacking = [
        each for each in (set_out.fact.conditions if set_out else ()) if each not in fact.conditions
    ]
    if lacking:
        raise cannot_be(
            f"This condition was set and is not on the licence: {lacking[0]}", "conditions"
        )


def _told(fact: f.ProbationTold | f.ReleaseNotified, stating: Stating) -> None:
    if fact.told_at.tzinfo is None or fact.told_at > stating.at:
        raise cannot_be("The time at which they were told is still to come.", "told_at")


def probation(fact: f.ProbationTold, stating: Stating) -> None:
    """Refuse word to probation without officer or place, or with an appointment before it."""
    filled(fact, "officer", "reports_to")
    _told(fact, stating)
    if fact.reports_at < fact.told_at:
        raise cannot_be("The appointment cannot be before you told them.", "reports_at")


def notified(fact: f.ReleaseNotified, stating: Stating) -> None:
    """Refuse word of a release that names nobody, or that is still to come."""
    filled(fact, "named")
    _told(fact, stating)


def met(fact: f.ConditionMet, stating: Stating) -> None:
    """Refuse as met a condition that nobody set, or one without how."""
    filled(fact, "condition", "how")
    set_out = stating.record.conditions
    if set_out is None or fact.condition not in set_out.fact.conditions:
        raise cannot_be("Choose a condition that was set.", "condition")
