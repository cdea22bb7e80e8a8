"""A person's custody record as folded from the ledger: values only, and questions they answer.

Nothing here is stored. `fold` makes it from entries, as known at and as effective at any instant.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from gatelodge.record.entry import Entry
from gatelodge.record.facts import (
    AddedDaysAwarded,
    AddedDaysRestored,
    AlarmEnded,
    AlarmRaised,
    AlarmTaken,
    AliasRecorded,
    AuthorisationRedecided,
    AuthorityEnded,
    AuthorityLodged,
    CalculationRefused,
    CaseDisposed,
    CheckOverridden,
    ChecksRound,
    CitizenshipEvidenceSeen,
    ConditionMet,
    ConditionsSet,
    CourtCasesStated,
    CourtMessageLinked,
    CourtQueried,
    CourtQueryAnswered,
    CourtResultApplied,
    CourtResultReceived,
    CustodyReturnAsked,
    DatesCalculated,
    DatesChecked,
    DaysStated,
    DeathRecorded,
    DeportationOrdered,
    EarlyReleaseDecided,
    EmergencyDutyDone,
    EmergencyEscortOrdered,
    EndKind,
    EnquiryAnswered,
    EntryWithdrawn,
    EscalationDecided,
    EveningConfirmed,
    ExitPlanned,
    ExitPrepared,
    ExitRecorded,
    ExitRedecided,
    ExitType,
    Fact,
    FinalCheckRun,
    FootageNoted,
    GovernorAttended,
    HandOverAccepted,
    HazardDecided,
    HearingListed,
    HospitalStayAuthorised,
    IdentifierRecorded,
    IdentityConfirmed,
    IdentityDoubted,
    IdentityRecorded,
    ImmigrationDetentionAuthorised,
    ImmigrationInterestStated,
    InstructionVerified,
    LicenceIssued,
    LicenceSigned,
    LinkedRecordChanged,
    NationalityStated,
    Nature,
    OffenceRecorded,
    OverrideSeconded,
    PapersSeen,
    PassCancelled,
    PassIssued,
    PassScanned,
    PersonalDetailRecorded,
    PhotographTaken,
    ProbationTold,
    ProductionOrdered,
    PublicProtectionStated,
    ReadingConfirmed,
    RecallOrdered,
    RecallStatusStated,
    ReleaseAuthorised,
    ReleaseConfirmed,
    ReleasedByCourt,
    ReleaseMarksStated,
    ReleaseNotified,
    RemandCredited,
    RemandOrdered,
    ResultDifferenceSettled,
    ReturnRecorded,
    SentenceImposed,
    SuspendedSentenceOrdered,
    TaggedBailCredited,
    TemporaryReleaseLicensed,
    UnexpectedMoveConfirmed,
    UnlawfullyAtLargeRecorded,
    VictimContactStated,
    WentAtLarge,
)

AuthorityFact = (
    RemandOrdered
    | SentenceImposed
    | RecallOrdered
    | ImmigrationDetentionAuthorised
    | AuthorityLodged
)
AdjustmentFact = (
    RemandCredited
    | TaggedBailCredited
    | UnlawfullyAtLargeRecorded
    | AddedDaysAwarded
    | AddedDaysRestored
)

T = TypeVar("T", bound=Fact)


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the folded values: frozen."""


class Stated(Value, Generic[T], frozen=True, kw_only=True):
    """A fact with the entry that states it.

    `seq` is the number of the entry that first stated it: a correction keeps the number of what it
    corrects, so that other entries can go on naming it. `entry` is the one in force.
    """

    seq: int
    entry: Entry
    fact: T
    keeps_moment: datetime | None = None
    """The moment of what it corrects, for a correction that was recorded without its own."""

    @property
    def recorded_at(self) -> datetime:
        """When the statement in force was recorded."""
        return self.entry.envelope.recorded_at

    @property
    def true_from(self) -> datetime:
        """From when it was so."""
        return self.keeps_moment or self.entry.envelope.true_from

    @property
    def by(self) -> str:
        """Account of who recorded it."""
        return self.entry.envelope.by


class AuthorityKind(StrEnum):
    """What holds the person, in the field's words."""

    REMAND = "remand"
    SENTENCE = "sentence"
    RECALL = "recall"
    IMMIGRATION = "immigration (IS91)"
    OTHER = "other authority"


class AuthorityState(StrEnum):
    """Whether an authority to hold still holds."""

    IN_FORCE = "in force"
    SATISFIED = "satisfied"
    ENDED = "ended"
    REPLACED = "replaced"


_KIND_OF_AUTHORITY: dict[type[Fact], AuthorityKind] = {
    RemandOrdered: AuthorityKind.REMAND,
    SentenceImposed: AuthorityKind.SENTENCE,
    RecallOrdered: AuthorityKind.RECALL,
    ImmigrationDetentionAuthorised: AuthorityKind.IMMIGRATION,
    AuthorityLodged: AuthorityKind.OTHER,
}
_STATE_OF_END = {
    EndKind.SATISFIED: AuthorityState.SATISFIED,
    EndKind.ENDED: AuthorityState.ENDED,
    EndKind.REPLACED: AuthorityState.REPLACED,
}


class Authority(Value, frozen=True, kw_only=True):
    """An authority to hold: what began it and, when it stopped, the sourced entry that says so."""

    began: Stated[AuthorityFact]
    ended: Stated[AuthorityEnded] | None = None
    ends: tuple[Stated[AuthorityEnded], ...] = ()
    """Every statement of its end: a spoken end needs two people (G02)."""

    @property
    def seq(self) -> int:
        """The authority's name: number of the entry that first stated it."""
        return self.began.seq

    @property
    def kind(self) -> AuthorityKind:
        """What kind of authority it is."""
        return _KIND_OF_AUTHORITY[type(self.began.fact)]

    @property
    def state(self) -> AuthorityState:
        """In force until a sourced entry ends it; nothing ends by the calendar alone."""
        return _STATE_OF_END[self.ended.fact.how] if self.ended else AuthorityState.IN_FORCE

    @property
    def is_in_force(self) -> bool:
        """Whether it still holds."""
        return self.ended is None

    @property
    def next_event_on(self) -> date | None:
        """Its stated end or next event; none = not known."""
        match self.began.fact:
            case RemandOrdered(next_hearing_on=on):
                return on
            case RecallOrdered(ends_on=on):
                return on
            case ImmigrationDetentionAuthorised(review_on=on):
                return on
            case AuthorityLodged(ends_on=ends, next_event_on=event):
                return ends or event
        return None


class CourtItem(Value, frozen=True, kw_only=True):
    """All that came from a court under one inbox item, as far as this record is concerned."""

    item: str
    linked: Stated[CourtMessageLinked] | None = None
    result: Stated[CourtResultReceived] | None = None
    reading: Stated[ReadingConfirmed] | None = None
    settled: tuple[Stated[ResultDifferenceSettled], ...] = ()
    applied: Stated[CourtResultApplied] | None = None

    @property
    def is_open(self) -> bool:
        """Whether something of it still waits for a person."""
        return self.applied is None


class Query(Value, frozen=True, kw_only=True):
    """A question to a court and, once there, its answer."""

    asked: Stated[CourtQueried]
    answered: Stated[CourtQueryAnswered] | None = None


class Override(Value, frozen=True, kw_only=True):
    """A governor's override of a check and, once there, the second governor's agreement."""

    given: Stated[CheckOverridden]
    seconded: Stated[OverrideSeconded] | None = None


class Release(Value, frozen=True, kw_only=True):
    """One authorised release: its acts, its pass, and what became of the pass."""

    authorised: Stated[ReleaseAuthorised]
    confirmed: Stated[ReleaseConfirmed] | None = None
    issued: Stated[PassIssued] | None = None
    cancelled: Stated[PassCancelled] | None = None
    final_check: Stated[FinalCheckRun] | None = None
    scans: tuple[Stated[PassScanned], ...] = ()
    exit: Stated[ExitRecorded] | None = None
    redecided: Stated[AuthorisationRedecided] | None = None

    @property
    def seq(self) -> int:
        """Number of the authorisation."""
        return self.authorised.seq

    @property
    def is_open(self) -> bool:
        """Authorised, not yet left and not cancelled."""
        return self.exit is None and self.cancelled is None


class Exit(Value, frozen=True, kw_only=True):
    """The person left; and came back, if they did."""

    left: Stated[ExitRecorded]
    returned: Stated[ReturnRecorded] | None = None
    redecided: Stated[ExitRedecided] | None = None


AbsenceFact = DeathRecorded | WentAtLarge | ReleasedByCourt


class Absence(Value, frozen=True, kw_only=True):
    """Custody broke off otherwise than by an exit; and the person came back, if they did."""

    began: Stated[AbsenceFact]
    returned: Stated[ReturnRecorded] | None = None

    @property
    def began_at(self) -> datetime:
        """The moment from which the person was not in custody."""
        match self.began.fact:
            case (
                DeathRecorded(died_at=at) | ReleasedByCourt(released_at=at) | WentAtLarge(since=at)
            ):
                return at


class Alarm(Value, frozen=True, kw_only=True):
    """An alarm, who took it, and the decision that ended it."""

    raised: Stated[AlarmRaised]
    taken: Stated[AlarmTaken] | None = None
    ended: Stated[AlarmEnded] | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has ended it."""
        return self.ended is None


class CustodyRecord(Value, frozen=True, kw_only=True):
    """One person's record as folded. Tuples keep the order in which things were so."""

    record_id: str
    version: int = 0
    """Number of entries known; the stream's version when everything is known."""
    entries: tuple[Entry, ...] = ()
    """Every entry known, oldest first, corrected and withdrawn ones too."""
    prison: str = ""
    prison_number: str = ""
    identity: Stated[IdentityRecorded] | None = None
    aliases: tuple[Stated[AliasRecorded], ...] = ()
    identifiers: tuple[Stated[IdentifierRecorded], ...] = ()
    nationalities: tuple[Stated[NationalityStated], ...] = ()
    same_person: tuple[str, ...] = ()
    """Other records that are held to be this person."""
    authorities: tuple[Authority, ...] = ()
    release_marks: tuple[Stated[ReleaseMarksStated], ...] = ()
    """Whatever entry each answers for; `marks_of` says which of them counts."""
    suspended: tuple[Stated[SuspendedSentenceOrdered], ...] = ()
    adjustments: tuple[Stated[AdjustmentFact], ...] = ()
    immigration: tuple[Stated[ImmigrationInterestStated], ...] = ()
    citizenship: tuple[Stated[CitizenshipEvidenceSeen], ...] = ()
    deportation: tuple[Stated[DeportationOrdered], ...] = ()
    items: tuple[CourtItem, ...] = ()
    queries: tuple[Query, ...] = ()
    cases_stated: Stated[CourtCasesStated] | None = None
    disposals: tuple[Stated[CaseDisposed], ...] = ()
    hearings: tuple[Stated[HearingListed], ...] = ()
    offences: tuple[Stated[OffenceRecorded], ...] = ()
    calculation: Stated[DatesCalculated] | None = None
    refused: Stated[CalculationRefused] | None = None
    """The engine's refusal, when it is newer than the last calculation."""
    check: Stated[DatesChecked] | None = None
    unexpected_confirmed: Stated[UnexpectedMoveConfirmed] | None = None
    """Of whatever calculation it was; the gate says whether it is of the dates of now."""
    hazard_decisions: tuple[Stated[HazardDecided], ...] = ()
    """Whatever calculation they were of; the gate says which of them decides the dates of now."""
    early_decisions: tuple[Stated[EarlyReleaseDecided], ...] = ()
    conditions: Stated[ConditionsSet] | None = None
    conditions_met: tuple[Stated[ConditionMet], ...] = ()
    licence: Stated[LicenceIssued] | None = None
    licence_signed: Stated[LicenceSigned] | None = None
    probation: Stated[ProbationTold] | None = None
    public_protection: Stated[PublicProtectionStated] | None = None
    victim_contact: Stated[VictimContactStated] | None = None
    notified: tuple[Stated[ReleaseNotified], ...] = ()
    enquiries: tuple[Stated[EnquiryAnswered], ...] = ()
    recall_statuses: tuple[Stated[RecallStatusStated], ...] = ()
    days_stated: Stated[DaysStated] | None = None
    photograph: Stated[PhotographTaken] | None = None
    personal_details: tuple[Stated[PersonalDetailRecorded], ...] = ()
    identity_confirmed: tuple[Stated[IdentityConfirmed], ...] = ()
    identity_doubted: Stated[IdentityDoubted] | None = None
    verified: tuple[Stated[InstructionVerified], ...] = ()
    attended: Stated[GovernorAttended] | None = None
    footage: Stated[FootageNoted] | None = None
    plan: Stated[ExitPlanned] | None = None
    escalations: tuple[Stated[EscalationDecided], ...] = ()
    overrides: tuple[Override, ...] = ()
    """Of whatever exit they were; the gate says which of them count for the one that is planned."""
    releases: tuple[Release, ...] = ()
    exits: tuple[Exit, ...] = ()
    absences: tuple[Absence, ...] = ()
    productions: tuple[Stated[ProductionOrdered], ...] = ()
    hospital_stays: tuple[Stated[HospitalStayAuthorised], ...] = ()
    temporary_licences: tuple[Stated[TemporaryReleaseLicensed], ...] = ()
    prepared: tuple[Stated[ExitPrepared], ...] = ()
    hand_overs: tuple[Stated[HandOverAccepted], ...] = ()
    papers_seen: tuple[Stated[PapersSeen], ...] = ()
    rounds: tuple[Stated[ChecksRound], ...] = ()
    evenings: tuple[Stated[EveningConfirmed], ...] = ()
    emergencies: tuple[Stated[EmergencyEscortOrdered], ...] = ()
    emergency_duties: tuple[Stated[EmergencyDutyDone], ...] = ()
    frozen: Stated[CustodyReturnAsked] | None = None
    alarms: tuple[Alarm, ...] = ()

    @property
    def is_in_custody(self) -> bool:
        """Received, and not gone: at court, in hospital, on the way to a prison custody goes on."""
        if not self.prison or self.gone is not None:
            return False
        last = self.exits[-1] if self.exits else None
        return (
            last is None or last.returned is not None or last.left.fact.exit_type.keeps_in_custody
        )

    @property
    def out(self) -> Exit | None:
        """The exit, to court or hospital too, after which no return is entered; none = is here."""
        last = self.exits[-1] if self.exits else None
        return last if last is not None and last.returned is None else None

    @property
    def gone(self) -> Absence | None:
        """The death, escape or release by a court after which no return is entered."""
        last = self.absences[-1] if self.absences else None
        return last if last is not None and last.returned is None else None

    @property
    def bound_for(self) -> str:
        """Code of the prison that is to take the person over, or on their way; empty = none."""
        plan, out = self.plan, self.out
        if plan is not None:
            return plan.fact.to_prison
        if out is None or out.left.fact.exit_type is not ExitType.TRANSFER or not self.hand_overs:
            return ""
        return self.hand_overs[-1].fact.prison

    @property
    def authorities_in_force(self) -> tuple[Authority, ...]:
        """Authorities that nothing with a source has ended."""
        return tuple(a for a in self.authorities if a.is_in_force)

    @property
    def no_authority_since(self) -> datetime | None:
        """The moment the last authority stopped, when none is in force and some were.

        When every one was withdrawn as never so: the moment at which that was found.
        """
        if not self.is_in_custody or self.authorities_in_force:
            return None
        ends = [a.ended.fact.ended_at for a in self.authorities if a.ended]
        found = self.authority_withdrawn
        return max(ends, default=found.envelope.recorded_at if found else None)

    @property
    def authority_withdrawn(self) -> Entry | None:
        """The newest entry that withdrew an authority to hold."""
        began = {e.seq for e in self.entries if isinstance(e.fact, AuthorityFact)}
        for entry in reversed(self.entries):
            if isinstance(entry.fact, EntryWithdrawn) and entry.fact.entry in began:
                return entry
        return None

    @property
    def sentences(self) -> tuple[Stated[SentenceImposed], ...]:
        """Sentences whose authority is in force."""
        return tuple(
            Stated(seq=a.seq, entry=a.began.entry, fact=a.began.fact)
            for a in self.authorities_in_force
            if isinstance(a.began.fact, SentenceImposed)
        )

    @property
    def release(self) -> Release | None:
        """The newest authorised release, whatever became of it."""
        return self.releases[-1] if self.releases else None

    @property
    def newest(self) -> Entry | None:
        """The newest entry of any kind."""
        return self.entries[-1] if self.entries else None

    def new_events_after(self, seq: int, *, release: int | None = None) -> tuple[Entry, ...]:
        """Entries after a number that end a live pass (G36, pass; our decision).

        Acts of the release named by `release` (number of its authorisation), and our own decisions,
        alarms and alerts, do not count. An entry whose body was erased counts.
        """
        return tuple(
            e for e in self.entries if e.seq > seq and ends_a_pass(e.fact, release=release)
        )


def ends_a_pass(fact: Fact | None, *, release: int | None) -> bool:
    """Whether an entry is a new event for the release whose authorisation has this number.

    `release` none = for any release. A fact that was erased counts as new, and so does an exit
    without a pass: nobody may leave a second time on a pass that still lives.
    """
    if fact is None or (isinstance(fact, ExitRecorded) and fact.pass_id is None):
        return True
    if fact.NATURE is Nature.OUR_DECISION:
        return False
    if fact.NATURE is Nature.RELEASE_ACT:
        authorisation = getattr(fact, "authorisation", release)
        return bool(release is not None and authorisation != release)
    return True


def is_news_elsewhere(fact: Fact | None) -> bool:
    """Whether an entry is news on a record that is held to be the same person (our decision).

    Everything is but our own decisions and the news itself: the acts of a release on one record
    are no acts of a release on the other, and nobody may leave on both.
    """
    if isinstance(fact, LinkedRecordChanged):
        return False
    return fact is None or fact.NATURE is not Nature.OUR_DECISION
