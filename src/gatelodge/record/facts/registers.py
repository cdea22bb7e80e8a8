"""Entries that are not about one person in custody: staff, policy, keys, the court subscription."""

from datetime import date, datetime
from enum import StrEnum

from gatelodge.record.facts.kind import Fact, Nature, fact


class Role(StrEnum):
    """What a member of staff may do at a prison."""

    CASE_ADMINISTRATOR = "case administrator"
    SECOND_CHECKER = "second checker"
    HEAD_OF_OMU = "head of OMU"
    RECEPTION_OFFICER = "reception officer"
    CUSTODIAL_MANAGER = "custodial manager"
    DUTY_GOVERNOR = "duty governor"
    GATE_OFFICER = "gate officer"
    NATIONAL_OPERATIONS = "national operations"
    INSPECTOR = "inspector"
    ESCORT_CONTRACTOR = "escort contractor"
    ADMINISTRATOR = "administrator"


EVERY_PRISON = "*"
"""The scope of a role that is not tied to one prison."""


@fact("staff_registered")
class StaffRegistered(Fact, frozen=True, kw_only=True):
    """A member of staff has an account."""

    surname: str
    forenames: str


@fact("role_granted")
class RoleGranted(Fact, frozen=True, kw_only=True):
    """A role at a prison begins."""

    role: Role
    prison: str


@fact("role_ended")
class RoleEnded(Fact, frozen=True, kw_only=True):
    """A role at a prison ends."""

    role: Role
    prison: str


@fact("policy_set")
class PolicySet(Fact, frozen=True, kw_only=True):
    """A limit that stands beside a check or clock was tightened. It can never be loosened."""

    limit: str
    minutes: int


@fact("subscription_created")
class SubscriptionCreated(Fact, frozen=True, kw_only=True):
    """The court's result subscription. The secret lies with the keys, never in the ledger."""

    subscription_id: str
    callback_url: str
    event_type: str
    key_id: str


@fact("subscription_secret_rotated")
class SubscriptionSecretRotated(Fact, frozen=True, kw_only=True):
    """The signing secret was changed; the old key is accepted until the rotation ends."""

    subscription_id: str
    old_key_id: str
    new_key_id: str
    old_key_until: datetime


@fact("signing_key_published")
class SigningKeyPublished(Fact, frozen=True, kw_only=True):
    """A public key for passes and checkpoints, kept for ever so that old passes verify."""

    key_id: str
    public_key: str
    """Raw Ed25519 public key in base64."""


@fact("pack_made", nature=Nature.OUR_DECISION)
class PackMade(Fact, frozen=True, kw_only=True):
    """A pack of paper for when the system is down was made for a prison, and kept."""

    prison: str
    on: date
    """The evening it is of; one made by hand is of the day on which it was made."""
    pdf: str
    """SHA-256 of the paper, a kept document."""
    contents: str
    """SHA-256 of what stands on it as JSON, a kept document; this is what is signed."""
    key_id: str
    signature: str
    """Ed25519 signature of the contents in base64; it is printed on the paper too."""
    releases: int
    """How many people's releases stand in it."""


@fact("prison_registered")
class PrisonRegistered(Fact, frozen=True, kw_only=True):
    """A prison: its code, name, telephone for the gate, and mailbox that courts write to."""

    prison: str
    name: str
    telephone: str
    mailbox: str


@fact("entry_withdrawn")
class EntryWithdrawn(Fact, frozen=True, kw_only=True):
    """A fact that was never so and has no successor. It can itself be withdrawn."""

    entry: int
    why: str


@fact("nightly_lookback_run", nature=Nature.OUR_DECISION)
class NightlyLookbackRun(Fact, frozen=True, kw_only=True):
    """All exits of the last days were decided again."""

    days: int
    exits: int
    suspected: int
