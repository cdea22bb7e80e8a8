"""What ends or breaks custody and is no exit: a death, an escape, a release by a court.

Each is entered as what it is. None of them opens the gate, and none is counted as an exit.
"""

from datetime import datetime
from enum import StrEnum

from gatelodge.record.facts.kind import Fact, fact


class AtLarge(StrEnum):
    """How somebody came to be unlawfully at large."""

    ESCAPE = "escape"
    ABSCOND = "abscond"
    FAILURE_TO_RETURN = "failure to return"


@fact("death_recorded")
class DeathRecorded(Fact, frozen=True, kw_only=True):
    """The person died in custody. All clocks of this custody stop."""

    died_at: datetime
    place: str
    told: str
    """Who was told: police and coroner, by name or reference."""


@fact("went_at_large")
class WentAtLarge(Fact, frozen=True, kw_only=True):
    """The person is unlawfully at large; the days count from the moment until they are back."""

    how: AtLarge
    since: datetime
    place: str
    police_told: str
    """Which police, and their reference."""


@fact("released_by_court")
class ReleasedByCourt(Fact, frozen=True, kw_only=True):
    """A court let the person go from the dock or its cells. What else held them is not ended."""

    released_at: datetime
    court: str
    case_urn: str
