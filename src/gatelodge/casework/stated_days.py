"""Days that come off a term or are added to it: what cannot be so of each kind."""

from gatelodge.casework.stating import (
    Stating,
    cannot_be,
    filled,
    not_later,
    others_of,
    sentences_on,
)
from gatelodge.record import facts as f
from gatelodge.record import spoken_day

MOST_DAYS = 99_999
"""The most days of one credit or award (our decision)."""


def _days(days: int) -> None:
    if days < 1:
        raise cannot_be("Enter a number of days above 0.", "days")
    if days > MOST_DAYS:
        raise cannot_be(f"Enter at most {MOST_DAYS} days.", "days")


def credit(fact: f.RemandCredited | f.TaggedBailCredited, stating: Stating) -> None:
    """Refuse days off a term that no sentence has, that do not fit, or that count already."""
    _days(fact.days)
    imposed = (
        *(each.fact for each in sentences_on(stating.record)),
        *(each for each in stating.before_it if isinstance(each, f.SentenceImposed)),
    )
    if fact.counts_from not in {each.imposed_on for each in imposed}:
        raise cannot_be(
            "No sentence of that day is on this record. Enter the sentence first, then the days"
            " that come off it.",
            "counts_from",
        )
    period = fact.period if isinstance(fact, f.RemandCredited) else None
    if period is not None:
        _in_period(fact.days, period, stating)
        _no_day_twice(type(fact), period, stating)
    elif same := [each.seq for each in others_of(type(fact), stating) if each.fact == fact]:
        raise cannot_be(
            f"The same days for the same sentence are on record already (entry {same[0]})."
            " Enter their period, or correct that entry.",
            "days",
            code="TWICE",
        )


def at_large(fact: f.UnlawfullyAtLargeRecorded, stating: Stating) -> None:
    """Refuse days unlawfully at large that do not fit their period, or that count already."""
    _days(fact.days)
    _in_period(fact.days, fact.period, stating)
    _no_day_twice(type(fact), fact.period, stating)


def _in_period(days: int, period: f.Period, stating: Stating) -> None:
    """Refuse more days than a period has, fewer without a reason, and a period still to come."""
    if period.last_on < period.first_on:
        raise cannot_be("The last day cannot be before the first.", "period")
    not_later(period.last_on, stating, "period")
    has = (period.last_on - period.first_on).days + 1
    span = f"{spoken_day(period.first_on)} to {spoken_day(period.last_on)}, both included"
    if days > has:
        raise cannot_be(
            f"The period has {has} days ({span}). {days} do not fit. Enter days and period as on"
            " the paper.",
            "days",
            code="MORE_THAN_PERIOD",
        )
    if days < has and not stating.reason.strip():
        raise cannot_be(
            f"The period has {has} days ({span}). Say why only {days} of them count.",
            "reason",
            code="EMPTY",
        )


def _no_day_twice(kind: type[f.Fact], period: f.Period, stating: Stating) -> None:
    """Refuse a period that shares a day with another of its kind: a day counts once."""
    for each in others_of(kind, stating):
        other = each.fact.period
        if other and other.first_on <= period.last_on and period.first_on <= other.last_on:
            span = f"{spoken_day(other.first_on)} to {spoken_day(other.last_on)}"
            raise cannot_be(
                f"Entry {each.seq} has days of this period already ({span}). A day counts once:"
                " enter another period, or correct or take back that entry.",
                "period",
                code="TWICE",
            )


def _not_twice(fact: f.AddedDaysAwarded | f.AddedDaysRestored, stating: Stating) -> None:
    """Refuse the very same decision of the same adjudication a second time."""
    if same := [each.seq for each in others_of(type(fact), stating) if each.fact == fact]:
        raise cannot_be(
            f"The same days of this adjudication are on record already (entry {same[0]}).",
            "adjudication",
            code="TWICE",
        )


def awarded(fact: f.AddedDaysAwarded, stating: Stating) -> None:
    """Refuse an award without days or adjudication, still to come, or on record already."""
    _days(fact.days)
    filled(fact, "adjudication")
    not_later(fact.awarded_on, stating, "awarded_on")
    _not_twice(fact, stating)


def restored(fact: f.AddedDaysRestored, stating: Stating) -> None:
    """Refuse days given back without days or adjudication, still to come, or on record already."""
    _days(fact.days)
    filled(fact, "adjudication")
    not_later(fact.restored_on, stating, "restored_on")
    _not_twice(fact, stating)
