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
