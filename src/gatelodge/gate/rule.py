"""The one rule that a check applies: what it asks, where it stands, who answers, one example."""

from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.record import spoken_day
from gatelodge.record.facts import Role


class Footing(StrEnum):
    """What a rule stands on; nobody is to take our own decision for the law."""

    LAW = "read in the law's own text"
    UNCONFIRMED = "citation not confirmed against its text"
    OUR_DECISION = "our decision"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind a check, for whoever it stops."""

    accepts: str
    """The evidence that it accepts."""
    by: tuple[Role, ...]
    """Who may supply it."""
    words: str
    """The rule, in one sentence."""
    where: str
    """Act, order or policy with its paragraph; empty for our own decision."""
    on: date | None = None
    """Since when it applies; none = not known, or ours since the first release."""
    footing: Footing
    example: str
    """One case of an invented person."""

    @property
    def cited(self) -> str:
        """Where it stands and how far that is confirmed, for a reader."""
        return f"{self.where}; {self.footing}" if self.where else str(self.footing)

    @property
    def spoken(self) -> str:
        """The rule as one line: its words, where they stand, and from when."""
        since = f", since {spoken_day(self.on)}" if self.on else ""
        return f"{self.words} ({self.cited}{since})"


OMU = (Role.CASE_ADMINISTRATOR, Role.HEAD_OF_OMU)
"""Who enters papers and answers in the offender management unit."""
DESK = (Role.RECEPTION_OFFICER, Role.CUSTODIAL_MANAGER, Role.DUTY_GOVERNOR)
"""Who acts at reception on the day."""
