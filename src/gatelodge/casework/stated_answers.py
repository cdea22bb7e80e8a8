"""What others answer who were asked: what cannot be so of each kind."""

from gatelodge.casework.stated_days import MOST_DAYS
from gatelodge.casework.stating import Stating, cannot_be, filled
from gatelodge.record import facts as f

Answered = (
    f.CourtCasesStated
    | f.EnquiryAnswered
    | f.RecallStatusStated
    | f.DaysStated
    | f.PublicProtectionStated
    | f.VictimContactStated
)
"""What is stated by whoever was asked, with who that was, who answered, and when."""


def court_cases(fact: f.CourtCasesStated, stating: Stating) -> None:
    """Refuse an answer on court cases with a case that has no number or an end that is not said."""
    asked(fact, stating)
    for case in fact.cases:
        if not case.case_urn.strip():
            raise cannot_be("Enter the number of each case.", "cases", code="EMPTY")
        if not case.is_open and not case.disposal.strip():
            raise cannot_be(f"Say how case {case.case_urn} ended.", "cases", code="EMPTY")


def asked(fact: Answered, stating: Stating) -> None:
    """Refuse an answer without who was asked and who answered, or asked in time to come."""
    filled(fact, "asked_of", "answered_by")
    if fact.asked_at.tzinfo is None or fact.asked_at > stating.at:
        raise cannot_be("The time at which you asked is still to come.", "asked_at")


def days_on_file(fact: f.DaysStated, stating: Stating) -> None:
    """Refuse days of a register that are no number, or an award without one or named twice."""
    asked(fact, stating)
    for field in ("remand_days", "tagged_bail_days", "at_large_days"):
        if not 0 <= getattr(fact, field) <= MOST_DAYS:
            raise cannot_be(f"Enter a number of days from 0 to {MOST_DAYS}.", field)
    for award in fact.awards:
        if not award.adjudication.strip():
            raise cannot_be("Enter the number of each adjudication.", "awards", code="EMPTY")
        if not 1 <= award.days <= MOST_DAYS:
            raise cannot_be("Enter the days of each award as a number above 0.", "awards")
        if not 0 <= award.restored_days <= award.days:
            raise cannot_be("No more days can be given back than were awarded.", "awards")
    names = [_key(each.adjudication) for each in fact.awards]
    if len(set(names)) != len(names):
        raise cannot_be("Enter each adjudication once.", "awards")


def _key(words: str) -> str:
    return " ".join(words.casefold().split())


def enquiry(fact: f.EnquiryAnswered, stating: Stating) -> None:
    """Refuse an answer that is clear and found something, or neither."""
    asked(fact, stating)
    if fact.is_clear == bool(fact.found.strip()):
        words = "Say what they found." if not fact.is_clear else "Found or clear: not both."
        raise cannot_be(words, "found", code="CANNOT_BE_SO" if fact.is_clear else "EMPTY")


def flags(fact: f.PublicProtectionStated, stating: Stating) -> None:
    """Refuse an answer on public protection with a flag that has no name."""
    asked(fact, stating)
    if not all(each.strip() for each in fact.flags):
        raise cannot_be("Enter each flag as the register names it.", "flags", code="EMPTY")
