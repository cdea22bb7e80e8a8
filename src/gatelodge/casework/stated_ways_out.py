"""Orders and licences for going out, and what is made ready: what cannot be so of each kind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from gatelodge.casework.stating import Stating, cannot_be, filled
from gatelodge.record import SourceKind, day_in_london, start_of_day
from gatelodge.record import facts as f


def by_its_day(field: str) -> Callable[[Any, Stating], datetime]:
    """Make the moment from which a paper is so: the day that it names, or now where that is ahead.

    So a paper entered after an exit on paper counts for that exit.
    """
    return lambda fact, stating: min(start_of_day(getattr(fact, field)), stating.at)


def production(fact: f.ProductionOrdered, _stating: Stating) -> None:
    """Refuse a production order without its force, place or reference, or that ends too early."""
    filled(fact, "ordered_by", "place", "reference")
    if fact.last_on < fact.first_on:
        raise cannot_be("The last day cannot be before the first.", "last_on")


def hospital_stay(fact: f.HospitalStayAuthorised, _stating: Stating) -> None:
    """Refuse a decision without hospital or signature, or that ends before it begins."""
    filled(fact, "hospital", "signed_by")
    if fact.last_on is not None and fact.last_on < fact.first_on:
        raise cannot_be("The last day cannot be before the first.", "last_on")


def temporary_licence(fact: f.TemporaryReleaseLicensed, _stating: Stating) -> None:
    """Refuse a licence without signature, purpose or place, or whose return is before its day."""
    filled(fact, "signed_by", "purpose", "place")
    if fact.returns_at.tzinfo is None or day_in_london(fact.returns_at) < fact.leaves_on:
        raise cannot_be("The return cannot be before the day of leaving.", "returns_at")


def prepared(fact: f.ExitPrepared, _stating: Stating) -> None:
    """Refuse a list that names no exit: then it says nothing."""
    if fact.what is f.Prepared.LIST and fact.exit_type is None and fact.stands:
        raise cannot_be("Choose which exit the list names.", "exit_type", code="EMPTY")


def must_be_rung_back(heard: f.SpokenWord | None, stating: Stating) -> None:
    """Refuse the spoken end of an authority without whom the actor rang back, how and when.

    With a paper there is no spoken word. `heard_as` is a role that the actor has.
    """
    is_spoken = stating.source.kind is SourceKind.STATEMENT
    if heard is None:
        if is_spoken:
            raise cannot_be(
                "Ring back, and enter who spoke, their role, the number you called and when.",
                "spoke_to",
                code="EMPTY",
            )
        return
    if not is_spoken:
        raise cannot_be("A paper ends it: enter no call, or enter the call by itself.", "spoke_to")
    filled(heard, "name", "role", "called_number", "number_known_from")
    if heard.said_at.tzinfo is None or heard.said_at > stating.at:
        raise cannot_be("The time of the call is still to come.", "said_at")
    if heard.heard_as not in stating.roles:
        raise cannot_be("You do not have that role here.", "heard_as")
