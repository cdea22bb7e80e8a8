"""Leaving: the plan, the four acts, the pass, the gate, and coming back."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from gatelodge.record.facts.kind import Fact, Nature, fact


class ExitType(StrEnum):
    """Where an exit leads. It is part of the authority, never a free choice at reception (G30)."""

    COMMUNITY = "community"
    HOME_DETENTION_CURFEW = "home detention curfew"
    COURT_PRODUCTION = "court production"
    POLICE_PRODUCTION = "police production"
    IMMIGRATION_ESCORT = "immigration escort"
    REMOVAL = "removal from the country"
    HOSPITAL = "hospital"
    EMERGENCY_HOSPITAL = "emergency hospital escort"
    TRANSFER = "transfer to another prison"
    TEMPORARY_RELEASE = "temporary release"

    @property
    def keeps_in_custody(self) -> bool:
        """Whether custody goes on: the authority goes along, and a return is entered."""
        return self in _KEEPS_IN_CUSTODY

    @property
    def is_escorted(self) -> bool:
        """Whether somebody leaves only together with an escort."""
        return self not in _ALONE


_KEEPS_IN_CUSTODY = frozenset(
    {
        ExitType.COURT_PRODUCTION,
        ExitType.POLICE_PRODUCTION,
        ExitType.HOSPITAL,
        ExitType.EMERGENCY_HOSPITAL,
        ExitType.TRANSFER,
        ExitType.TEMPORARY_RELEASE,
    }
)
_ALONE = frozenset({ExitType.COMMUNITY, ExitType.HOME_DETENTION_CURFEW, ExitType.TEMPORARY_RELEASE})
LEAVES_CUSTODY = tuple(each for each in ExitType if not each.keeps_in_custody)
"""Exits that end custody in prison, and so have a lawful day."""


class Answer(StrEnum):
    """What a check says. Only passed and not applicable count; unknown never passes."""

    PASSED = "pass"
    FAILED = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


class OnFail(StrEnum):
    """What a check that is not met does."""

    BLOCK = "block"
    ESCALATE = "escalate"
    """A duty governor decides with a reason; not known still blocks."""
    WARN = "warn"
    """Shown and kept; it stops nobody."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One check's answer, with what it rests on."""

    check: str
    answer: Answer
    reason: str
    """Stable reason code; its plain English stands in the gate's one catalogue."""
    words: str
    evidence: tuple[int, ...] = ()
    """Numbers of the entries that it rests on."""
    as_at: datetime
    stale_at: datetime | None = None
    """From this moment the evidence is too old; none = it does not age."""
    if_not_met: OnFail = OnFail.BLOCK
    let_through: tuple[int, ...] = ()
    """Entries by which governors let the exit go on although it is not met."""


class Assessed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All findings of one assessment and what they were decided with."""

    exit_type: ExitType
    on: date
    at: datetime
    record_version: int
    findings: tuple[Finding, ...]
    checks_version: str
    engine_version: str
    law_version: str
    clock: str
    """What told the time at which it was decided, such as the system's clock."""


@fact("exit_planned")
class ExitPlanned(Fact, frozen=True, kw_only=True):
    """Somebody plans an exit: type, day, and to whom the person goes."""

    exit_type: ExitType
    on: date
    destination: str = ""
    escort: str = ""
    is_immediate: bool = False
    """A court's order for immediate release: no amendment window applies (G06)."""
    to_prison: str = ""
    """Code of the prison that takes the person over; only of a transfer."""


@fact("exit_plan_ended")
class ExitPlanEnded(Fact, frozen=True, kw_only=True):
    """The plan no longer stands."""

    why: str


@fact("release_authorised", nature=Nature.NEW_EVENT)
class ReleaseAuthorised(Fact, frozen=True, kw_only=True):
    """Third act: an authoriser who made neither calculation. It carries all findings."""

    assessed: Assessed
    renews: int | None = None
    """Entry number of the authorisation whose pass was cancelled."""


@fact("release_confirmed", nature=Nature.RELEASE_ACT)
class ReleaseConfirmed(Fact, frozen=True, kw_only=True):
    """Fourth act: the duty governor's confirmation, after all checks ran again."""

    authorisation: int
    assessed: Assessed


@fact("release_not_authorised")
class ReleaseNotAuthorised(Fact, frozen=True, kw_only=True):
    """A person looked and did not authorise; counted as stopped in time, without names."""

    why: str


@fact("escalation_decided")
class EscalationDecided(Fact, frozen=True, kw_only=True):
    """A duty governor decided that what an escalating check found does not stop the exit."""

    check: str
    reason: str
    """Reason code of the finding that was decided on."""
    words: str
    """What the finding said, word for word: another finding needs another decision."""
    why: str


@fact("check_overridden")
class CheckOverridden(Fact, frozen=True, kw_only=True):
    """A governor wants the exit to go on although a check is not met; a second must agree."""

    check: str
    reason: str
    words: str
    why: str
    national_operations: str
    """Who in national operations was told."""


@fact("override_seconded")
class OverrideSeconded(Fact, frozen=True, kw_only=True):
    """A second governor agreed to an override."""

    override: int
    why: str


@fact("pass_issued", nature=Nature.RELEASE_ACT)
class PassIssued(Fact, frozen=True, kw_only=True):
    """A signed exit pass: one person, one exit type, one day."""

    authorisation: int
    pass_id: str
    token: str
    """The signed pass itself, as in its QR code."""
    exit_type: ExitType
    on: date
    key_id: str


@fact("pass_printed", nature=Nature.RELEASE_ACT)
class PassPrinted(Fact, frozen=True, kw_only=True):
    """The pass was printed."""

    pass_id: str


@fact("final_check_run", nature=Nature.RELEASE_ACT)
class FinalCheckRun(Fact, frozen=True, kw_only=True):
    """All checks ran once more; good for 10 minutes (G36)."""

    authorisation: int
    assessed: Assessed


@fact("pass_scanned", nature=Nature.RELEASE_ACT)
class PassScanned(Fact, frozen=True, kw_only=True):
    """The gate scanned or typed the pass and was answered."""

    pass_id: str
    answer: str
    cause: str
    terminal: str


@fact("pass_cancelled", nature=Nature.OUR_DECISION)
class PassCancelled(Fact, frozen=True, kw_only=True):
    """The pass is dead: the entry that killed it, or the person who cancelled it."""

    pass_id: str
    because_of_version: int | None
    """Place in this record's stream of the entry that killed it; none = a person cancelled it."""
    words: str


@fact("governor_attended", nature=Nature.RELEASE_ACT)
class GovernorAttended(Fact, frozen=True, kw_only=True):
    """The duty governor is present at the hand-over of somebody who is removed early (G33)."""

    escort: str
    """Who takes the person, by name."""


@fact("footage_noted", nature=Nature.RELEASE_ACT)
class FootageNoted(Fact, frozen=True, kw_only=True):
    """Where the footage, or another record of the exit, is kept (G35)."""

    reference: str


@fact("instruction_verified")
class InstructionVerified(Fact, frozen=True, kw_only=True):
    """Somebody rang back who is said to have sent a paper, on a number that was known before."""

    document: str
    """Content hash of the paper."""
    called_number: str
    number_known_from: str
    """Where the number is from; never from the paper itself."""
    spoke_to: str
    said_at: datetime


@fact("exit_recorded", nature=Nature.RELEASE_ACT)
class ExitRecorded(Fact, frozen=True, kw_only=True):
    """The person left custody. Without a pass it was done on paper and entered afterwards."""

    exit_type: ExitType
    exited_at: datetime
    pass_id: str | None
    place: str


@fact("return_recorded")
class ReturnRecorded(Fact, frozen=True, kw_only=True):
    """The person came back into custody, or the court sent them back."""

    returned_at: datetime
    how: str
    prison: str


@fact("custody_return_asked", nature=Nature.NEW_EVENT)
class CustodyReturnAsked(Fact, frozen=True, kw_only=True):
    """Somebody at the gate says that this person should not be out. It freezes; it holds nobody."""

    said_by: str
    terminal: str
    words: str


@fact("record_unfrozen")
class RecordUnfrozen(Fact, frozen=True, kw_only=True):
    """A duty governor ended the freeze, with a reason."""

    why: str
