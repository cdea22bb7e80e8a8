"""What bodies outside the prison answer when they are asked about a person who is to leave.

Each answer says whom staff asked, who answered, and when. "Clear" is their word, never ours.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from gatelodge.record.facts.authorities import RecallKind
from gatelodge.record.facts.kind import Fact, fact


class Enquiry(StrEnum):
    """What is asked about, in the words of the check that rests on it."""

    WARRANTS = "civil, fine and confiscation warrants"
    OTHER_INTEREST = "other police forces, prisons and countries"
    HEALTH = "hospital order, transfer direction and inpatient care"


@fact("enquiry_answered")
class EnquiryAnswered(Fact, frozen=True, kw_only=True):
    """A body that was asked whether anything holds or awaits the person answered (G14 to G16)."""

    enquiry: Enquiry
    asked_of: str
    answered_by: str
    asked_at: datetime
    is_clear: bool
    found: str = ""
    """What they found, in their words; empty when they found nothing."""


class RecallOnFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One recall that is outstanding in the file of those who order recalls."""

    recall_kind: RecallKind
    ends_on: date | None = None
    """First day on which it no longer holds; none = it lasts to the end of the sentence."""


@fact("recall_status_stated")
class RecallStatusStated(Fact, frozen=True, kw_only=True):
    """Those who order recalls state every recall of the person that is outstanding (G12)."""

    asked_of: str
    answered_by: str
    asked_at: datetime
    outstanding: tuple[RecallOnFile, ...]
    """Empty = they state that none is."""


class AwardStanding(StrEnum):
    """Whether an award of added days still adds them."""

    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    QUASHED = "quashed"


class AwardOnFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One award of added days in the adjudication register."""

    adjudication: str
    days: int
    standing: AwardStanding
    restored_days: int = 0

    @property
    def days_left(self) -> int:
        """Days that it adds now: none while it is suspended or once it is quashed."""
        return self.days - self.restored_days if self.standing is AwardStanding.IN_FORCE else 0


@fact("days_stated")
class DaysStated(Fact, frozen=True, kw_only=True):
    """Those who keep the registers state all days that move release dates (G10)."""

    asked_of: str
    answered_by: str
    asked_at: datetime
    awards: tuple[AwardOnFile, ...]
    """Every award of the adjudication register; empty = it has none."""
    remand_days: int
    tagged_bail_days: int
    at_large_days: int
