"""Entry kinds: everything that can be said in the ledger, in staff's own words and past tense.

`AnyFact` is the closed list. A body is decoded strictly by its stored name and version; a changed
shape is a new version with one upgrade in `record.upgrades`.
"""

from typing import get_args

from gatelodge.record.facts.absences import (
    AtLarge,
    DeathRecorded,
    ReleasedByCourt,
    WentAtLarge,
)
from gatelodge.record.facts.authorities import (
    AddedDaysAwarded,
    AddedDaysRestored,
    AuthorityEnded,
    AuthorityLodged,
    CitizenshipEvidenceSeen,
    DeportationOrdered,
    EndKind,
    ImmigrationDetentionAuthorised,
    ImmigrationInterestStated,
    Interest,
    NoAuthorityNoted,
    RecallKind,
    RecallOrdered,
    ReleaseMarks,
    ReleaseMarksStated,
    RemandCredited,
    RemandOrdered,
    SentenceImposed,
    SentenceKind,
    SpokenWord,
    SuspendedSentenceOrdered,
    TaggedBailCredited,
    UalReason,
    UnlawfullyAtLargeRecorded,
)
from gatelodge.record.facts.conditions import (
    ConditionMet,
    LicenceSigned,
    ProbationTold,
    PublicProtectionStated,
    Recipient,
    ReleaseNotified,
    VictimContactStated,
)
from gatelodge.record.facts.court import (
    CaseDisposed,
    CaseStated,
    Concurrency,
    CourtCasesStated,
    CourtItemNotThisPerson,
    CourtMessageLinked,
    CourtMessageReceived,
    CourtMessageRefused,
    CourtQueried,
    CourtQueryAnswered,
    CourtRegisterAnswered,
    CourtResultApplied,
    CourtResultReceived,
    DocumentNotAvailable,
    DocumentRead,
    DocumentReceived,
    HearingListed,
    ItemClosed,
    ItemMatched,
    ItemOpened,
    MatchKind,
    MatchUndone,
    OffenceRecorded,
    OrderKind,
    OrderRead,
    ReadingConfirmed,
    RegisterAnswer,
    ResultDifferenceSettled,
    UnreadableMessageReceived,
)
from gatelodge.record.facts.dates import (
    CalculatedDate,
    CalculationReason,
    CalculationRefused,
    ConditionsSet,
    DateNotGiven,
    DatesCalculated,
    DatesChecked,
    EarlyReleaseDecided,
    EarlyScheme,
    HazardDecided,
    HazardFigure,
    HazardFound,
    HazardReading,
    LicenceIssued,
    PictureBar,
    PictureMark,
    PictureRow,
    SentencePicture,
    UnexpectedMove,
    UnexpectedMoveConfirmed,
    WorkingStep,
)
from gatelodge.record.facts.enquiries import (
    AwardOnFile,
    AwardStanding,
    DaysStated,
    Enquiry,
    EnquiryAnswered,
    RecallOnFile,
    RecallStatusStated,
)
from gatelodge.record.facts.exits import (
    LEAVES_CUSTODY,
    Answer,
    Assessed,
    CheckOverridden,
    CustodyReturnAsked,
    EscalationDecided,
    ExitPlanEnded,
    ExitPlanned,
    ExitRecorded,
    ExitType,
    FinalCheckRun,
    Finding,
    FootageNoted,
    GovernorAttended,
    InstructionVerified,
    OnFail,
    OverrideSeconded,
    PassCancelled,
    PassIssued,
    PassPrinted,
    PassScanned,
    RecordUnfrozen,
    ReleaseAuthorised,
    ReleaseConfirmed,
    ReleaseNotAuthorised,
    ReturnRecorded,
)
from gatelodge.record.facts.going_out import (
    EmergencyDuty,
    EmergencyDutyDone,
    EmergencyEscortOrdered,
    ExitPrepared,
    HandOverAccepted,
    HospitalBasis,
    HospitalStayAuthorised,
    PapersSeen,
    Prepared,
    ProductionOrdered,
    TemporaryReleaseLicensed,
)
from gatelodge.record.facts.identity import (
    AliasRecorded,
    Detail,
    DifferentPeopleFound,
    HeldBy,
    IdentifierRecorded,
    IdentityConfirmed,
    IdentityDoubted,
    IdentityMethod,
    IdentityRecorded,
    Issuer,
    LinkedRecordChanged,
    NationalityStated,
    PersonalDetailRecorded,
    PersonReceived,
    PhotographTaken,
    QuestionAsked,
    SamePersonHeld,
)
from gatelodge.record.facts.kind import Fact, Nature, Period, Term
from gatelodge.record.facts.registers import (
    EVERY_PRISON,
    EntryWithdrawn,
    NightlyLookbackRun,
    PackMade,
    PolicySet,
    PrisonRegistered,
    Role,
    RoleEnded,
    RoleGranted,
    SigningKeyPublished,
    StaffRegistered,
    SubscriptionCreated,
    SubscriptionSecretRotated,
)
from gatelodge.record.facts.rounds import (
    ChecksRound,
    EveningConfirmed,
    NearMissCounted,
    RoundOfChecks,
)
from gatelodge.record.facts.second_calculation import (
    DaysKind,
    EnteredDays,
    EnteredInputs,
    EnteredRecall,
    EnteredSentence,
    FieldDifference,
)
from gatelodge.record.facts.watching import (
    AlarmCause,
    AlarmEnded,
    AlarmRaised,
    AlarmTaken,
    AuthorisationRedecided,
    ExitRedecided,
)

AnyFact = (
    PersonReceived
    | IdentityRecorded
    | AliasRecorded
    | IdentifierRecorded
    | NationalityStated
    | SamePersonHeld
    | DifferentPeopleFound
    | LinkedRecordChanged
    | PhotographTaken
    | PersonalDetailRecorded
    | IdentityConfirmed
    | IdentityDoubted
    | RemandOrdered
    | SentenceImposed
    | ReleaseMarksStated
    | SuspendedSentenceOrdered
    | RecallOrdered
    | ImmigrationInterestStated
    | CitizenshipEvidenceSeen
    | ImmigrationDetentionAuthorised
    | DeportationOrdered
    | AuthorityLodged
    | AuthorityEnded
    | NoAuthorityNoted
    | RemandCredited
    | TaggedBailCredited
    | UnlawfullyAtLargeRecorded
    | AddedDaysAwarded
    | AddedDaysRestored
    | CourtMessageReceived
    | UnreadableMessageReceived
    | CourtMessageRefused
    | CourtRegisterAnswered
    | DocumentReceived
    | DocumentNotAvailable
    | ItemMatched
    | MatchUndone
    | ItemOpened
    | ItemClosed
    | CourtMessageLinked
    | CourtItemNotThisPerson
    | CourtResultReceived
    | DocumentRead
    | ReadingConfirmed
    | CourtResultApplied
    | ResultDifferenceSettled
    | CourtQueried
    | CourtQueryAnswered
    | CourtCasesStated
    | CaseDisposed
    | HearingListed
    | OffenceRecorded
    | DatesCalculated
    | CalculationRefused
    | HazardDecided
    | DatesChecked
    | UnexpectedMoveConfirmed
    | EarlyReleaseDecided
    | ConditionsSet
    | LicenceIssued
    | ConditionMet
    | LicenceSigned
    | ProbationTold
    | PublicProtectionStated
    | VictimContactStated
    | ReleaseNotified
    | EnquiryAnswered
    | RecallStatusStated
    | DaysStated
    | ExitPlanned
    | ExitPlanEnded
    | ReleaseAuthorised
    | ReleaseConfirmed
    | ReleaseNotAuthorised
    | EscalationDecided
    | CheckOverridden
    | OverrideSeconded
    | InstructionVerified
    | GovernorAttended
    | FootageNoted
    | PassIssued
    | PassPrinted
    | FinalCheckRun
    | PassScanned
    | PassCancelled
    | ExitRecorded
    | ReturnRecorded
    | ProductionOrdered
    | HospitalStayAuthorised
    | TemporaryReleaseLicensed
    | ExitPrepared
    | HandOverAccepted
    | PapersSeen
    | EmergencyEscortOrdered
    | EmergencyDutyDone
    | DeathRecorded
    | WentAtLarge
    | ReleasedByCourt
    | CustodyReturnAsked
    | RecordUnfrozen
    | ExitRedecided
    | AuthorisationRedecided
    | AlarmRaised
    | AlarmTaken
    | AlarmEnded
    | ChecksRound
    | EveningConfirmed
    | NearMissCounted
    | StaffRegistered
    | RoleGranted
    | RoleEnded
    | PolicySet
    | SubscriptionCreated
    | SubscriptionSecretRotated
    | SigningKeyPublished
    | PackMade
    | PrisonRegistered
    | EntryWithdrawn
    | NightlyLookbackRun
)

FACT_KINDS: tuple[type[Fact], ...] = get_args(AnyFact)
"""Every kind, in the order of the list above."""

FACT_BY_NAME: dict[tuple[str, int], type[Fact]] = {(k.KIND, k.KIND_VERSION): k for k in FACT_KINDS}
"""Kind by its stored name and version."""

__all__ = [
    "EVERY_PRISON",
    "FACT_BY_NAME",
    "FACT_KINDS",
    "LEAVES_CUSTODY",
    "AddedDaysAwarded",
    "AddedDaysRestored",
    "AlarmCause",
    "AlarmEnded",
    "AlarmRaised",
    "AlarmTaken",
    "AliasRecorded",
    "Answer",
    "AnyFact",
    "Assessed",
    "AtLarge",
    "AuthorisationRedecided",
    "AuthorityEnded",
    "AuthorityLodged",
    "AwardOnFile",
    "AwardStanding",
    "CalculatedDate",
    "CalculationReason",
    "CalculationRefused",
    "CaseDisposed",
    "CaseStated",
    "CheckOverridden",
    "ChecksRound",
    "CitizenshipEvidenceSeen",
    "Concurrency",
    "ConditionMet",
    "ConditionsSet",
    "CourtCasesStated",
    "CourtItemNotThisPerson",
    "CourtMessageLinked",
    "CourtMessageReceived",
    "CourtMessageRefused",
    "CourtQueried",
    "CourtQueryAnswered",
    "CourtRegisterAnswered",
    "CourtResultApplied",
    "CourtResultReceived",
    "CustodyReturnAsked",
    "DateNotGiven",
    "DatesCalculated",
    "DatesChecked",
    "DaysKind",
    "DaysStated",
    "DeathRecorded",
    "DeportationOrdered",
    "Detail",
    "DifferentPeopleFound",
    "DocumentNotAvailable",
    "DocumentRead",
    "DocumentReceived",
    "EarlyReleaseDecided",
    "EarlyScheme",
    "EmergencyDuty",
    "EmergencyDutyDone",
    "EmergencyEscortOrdered",
    "EndKind",
    "Enquiry",
    "EnquiryAnswered",
    "EnteredDays",
    "EnteredInputs",
    "EnteredRecall",
    "EnteredSentence",
    "EntryWithdrawn",
    "EscalationDecided",
    "EveningConfirmed",
    "ExitPlanEnded",
    "ExitPlanned",
    "ExitPrepared",
    "ExitRecorded",
    "ExitRedecided",
    "ExitType",
    "Fact",
    "FieldDifference",
    "FinalCheckRun",
    "Finding",
    "FootageNoted",
    "GovernorAttended",
    "HandOverAccepted",
    "HazardDecided",
    "HazardFigure",
    "HazardFound",
    "HazardReading",
    "HearingListed",
    "HeldBy",
    "HospitalBasis",
    "HospitalStayAuthorised",
    "IdentifierRecorded",
    "IdentityConfirmed",
    "IdentityDoubted",
    "IdentityMethod",
    "IdentityRecorded",
    "ImmigrationDetentionAuthorised",
    "ImmigrationInterestStated",
    "InstructionVerified",
    "Interest",
    "Issuer",
    "ItemClosed",
    "ItemMatched",
    "ItemOpened",
    "LicenceIssued",
    "LicenceSigned",
    "LinkedRecordChanged",
    "MatchKind",
    "MatchUndone",
    "NationalityStated",
    "Nature",
    "NearMissCounted",
    "NightlyLookbackRun",
    "NoAuthorityNoted",
    "OffenceRecorded",
    "OnFail",
    "OrderKind",
    "OrderRead",
    "OverrideSeconded",
    "PackMade",
    "PapersSeen",
    "PassCancelled",
    "PassIssued",
    "PassPrinted",
    "PassScanned",
    "Period",
    "PersonReceived",
    "PersonalDetailRecorded",
    "PhotographTaken",
    "PictureBar",
    "PictureMark",
    "PictureRow",
    "PolicySet",
    "Prepared",
    "PrisonRegistered",
    "ProbationTold",
    "ProductionOrdered",
    "PublicProtectionStated",
    "QuestionAsked",
    "ReadingConfirmed",
    "RecallKind",
    "RecallOnFile",
    "RecallOrdered",
    "RecallStatusStated",
    "Recipient",
    "RecordUnfrozen",
    "RegisterAnswer",
    "ReleaseAuthorised",
    "ReleaseConfirmed",
    "ReleaseMarks",
    "ReleaseMarksStated",
    "ReleaseNotAuthorised",
    "ReleaseNotified",
    "ReleasedByCourt",
    "RemandCredited",
    "RemandOrdered",
    "ResultDifferenceSettled",
    "ReturnRecorded",
    "Role",
    "RoleEnded",
    "RoleGranted",
    "RoundOfChecks",
    "SamePersonHeld",
    "SentenceImposed",
    "SentenceKind",
    "SentencePicture",
    "SigningKeyPublished",
    "SpokenWord",
    "StaffRegistered",
    "SubscriptionCreated",
    "SubscriptionSecretRotated",
    "SuspendedSentenceOrdered",
    "TaggedBailCredited",
    "TemporaryReleaseLicensed",
    "Term",
    "UalReason",
    "UnexpectedMove",
    "UnexpectedMoveConfirmed",
    "UnlawfullyAtLargeRecorded",
    "UnreadableMessageReceived",
    "VictimContactStated",
    "WentAtLarge",
    "WorkingStep",
]
