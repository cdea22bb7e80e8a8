"""Rounds of checks before an exit, by the clock, and the governor's word the evening before.

None of these is news about the person: no pass dies of one, and the watch decides nothing anew.
"""

from datetime import date
from enum import StrEnum

from gatelodge.record.facts.exits import Assessed
from gatelodge.record.facts.kind import Fact, Nature, fact


class RoundOfChecks(StrEnum):
    """When all checks run by the clock alone (dossier, section 3; table of needs, N29)."""

    RECEPTION = "reception"
    FOURTEEN_DAYS = "14 days before"
    TWO_DAYS = "2 days before"
    EVENING_BEFORE = "the evening before"
    ON_THE_DAY = "the morning of the day"


@fact("checks_round", nature=Nature.OUR_DECISION)
class ChecksRound(Fact, frozen=True, kw_only=True):
    """All checks ran because their time had come, and this is what they found."""

    round: RoundOfChecks
    on: date | None
    """The day of the exit, planned or calculated; none = no day is known."""
    assessed: Assessed
    """Without a plan: as if the person left to the community, or as their first day allows."""
    not_met: tuple[str, ...]
    """Checks that would stop an authorisation; acts that are still to come are none."""


@fact("evening_confirmed", nature=Nature.OUR_DECISION)
class EveningConfirmed(Fact, frozen=True, kw_only=True):
    """A duty governor looked at what the checks found the evening before, and stands by the day."""

    on: date
    assessed: Assessed
    """All checks, run in the act itself: what the governor saw."""
    not_met: tuple[str, ...]
    why_late: str
    """Why it was given on the day itself; empty when it was given the evening before."""


@fact("near_miss_counted", nature=Nature.OUR_DECISION)
class NearMissCounted(Fact, frozen=True, kw_only=True):
    """A check stopped something in time. No record, prisoner or member of staff is named."""

    prison: str
    on: date
    check: str
    cause: str
    """Reason code of what the check found."""
    step: str
    """What it stopped: authorise, confirm, final check, gate, or second calculation."""
