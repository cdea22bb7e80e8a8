"""What must be in place when somebody is let out: licence signed, conditions met, people told."""

from datetime import date, datetime
from enum import StrEnum

from gatelodge.record.facts.kind import Fact, Nature, fact


class Recipient(StrEnum):
    """Who is told of a release before it."""

    POLICE = "police"
    VICTIM_LIAISON = "victim liaison officer"


@fact("condition_met")
class ConditionMet(Fact, frozen=True, kw_only=True):
    """One condition of release is in place: the surety came, the address stands, the tag is on."""

    condition: str
    """The condition, word for word as it was set."""
    how: str


@fact("licence_signed", nature=Nature.RELEASE_ACT)
class LicenceSigned(Fact, frozen=True, kw_only=True):
    """The licence was read to the person, who signed it, or refused before a witness."""

    read_by: str
    refusal_witnessed_by: str = ""
    """Who saw the refusal; empty = it was signed. A refusal does not stop the release."""


@fact("probation_told")
class ProbationTold(Fact, frozen=True, kw_only=True):
    """Probation was told of the release, and says where and when the person reports."""

    officer: str
    told_at: datetime
    address_is_confirmed: bool
    reports_at: datetime
    reports_to: str


@fact("public_protection_stated")
class PublicProtectionStated(Fact, frozen=True, kw_only=True):
    """Those who keep the register state the person's public-protection flags; empty = none."""

    asked_of: str
    answered_by: str
    asked_at: datetime
    flags: tuple[str, ...]


@fact("victim_contact_stated")
class VictimContactStated(Fact, frozen=True, kw_only=True):
    """Whether a victim asked to be told, and which liaison officer tells them."""

    asked_of: str
    answered_by: str
    asked_at: datetime
    liaison_officer: str = ""
    """Empty = nobody asked to be told."""


@fact("release_notified")
class ReleaseNotified(Fact, frozen=True, kw_only=True):
    """Somebody was told, by name, that the person is to leave on a day."""

    recipient: Recipient
    named: str
    told_at: datetime
    release_on: date
    reference: str = ""
