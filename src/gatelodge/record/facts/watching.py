"""What Gatelodge decided by itself and the alarms it raised. None of these re-decides anything."""

from datetime import datetime
from enum import StrEnum

from gatelodge.record.facts.exits import Assessed
from gatelodge.record.facts.kind import Fact, Nature, fact


class AlarmCause(StrEnum):
    """What an alarm is about. An alert is a risk marker in prisons, so pages say alarm."""

    SUSPECTED_RELEASE_IN_ERROR = "suspected release in error"
    OVERDUE_RELEASE = "overdue release"
    NO_AUTHORITY_TO_HOLD = "no authority to hold"
    PASS_CANCELLED = "pass cancelled"
    CUSTODY_RETURN_ASKED = "return to custody asked"
    AUTHORISATION_NO_LONGER_STANDS = "authorisation no longer stands"
    CHECK_OVERRIDDEN = "check overridden by two governors"
    HAZARD_DECISION_DUE = "decision on a doubt about the law due"
    HAZARD_DECISION_LATE = "decision on a doubt about the law late"
    NOT_BACK_IN_TIME = "not back in time"
    WATCH_FAILED = "the watch could not decide"


@fact("exit_redecided", nature=Nature.OUR_DECISION)
class ExitRedecided(Fact, frozen=True, kw_only=True):
    """A past exit, decided again with all that is known now, effective at the moment of exit."""

    exit: int
    """Entry number of the exit."""
    because_of: int
    """Number of the newest entry known to this decision."""
    assessed: Assessed
    fallen: tuple[str, ...]
    """Checks that became fail, or fell from pass to unknown: a suspected release in error."""
    never_evidenced: tuple[str, ...]
    """Checks that never had evidence: listed for a person, no alarm."""


@fact("authorisation_redecided", nature=Nature.OUR_DECISION)
class AuthorisationRedecided(Fact, frozen=True, kw_only=True):
    """An open authorisation, decided again after a new entry."""

    authorisation: int
    because_of: int
    assessed: Assessed
    stands: bool


@fact("alert", nature=Nature.OUR_DECISION)
class AlarmRaised(Fact, frozen=True, kw_only=True):
    """An alarm: one a cause and subject; only a decision with a reason ends it."""

    alarm: str
    cause: AlarmCause
    about: int
    """Entry number that it is about."""
    words: str
    since: datetime


@fact("alarm_taken", nature=Nature.OUR_DECISION)
class AlarmTaken(Fact, frozen=True, kw_only=True):
    """Somebody took the alarm."""

    alarm: str


@fact("alarm_ended", nature=Nature.OUR_DECISION)
class AlarmEnded(Fact, frozen=True, kw_only=True):
    """A person ended the alarm with a reason."""

    alarm: str
    why: str
