"""What holds a person: remand, sentence, recall, immigration; and how each of them ends.

An entry that begins an authority to hold is the authority: its number in the ledger is the
authority's name in all later entries. Catalogue rows (A01, B01 ...) are those of the law file
`law/authorities`.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from gatelodge.record.facts.kind import Fact, Period, Term, fact
from gatelodge.record.facts.registers import Role


class SentenceKind(StrEnum):
    """Kinds of sentence, in the codes of the field (rules of calculation, section 2)."""

    SDS = "SDS"
    SDS_PLUS = "SDS+"
    EDS = "EDS"
    SOPC = "SOPC"
    A_FINE = "A/FINE"
    DTO = "DTO"
    BOTUS = "BOTUS"
    LIFE = "LIFE"
    OTHER = "OTHER"


class RecallKind(StrEnum):
    """How long a recall lasts: to expiry, or a fixed number of days."""

    STANDARD = "standard"
    FIXED_14 = "fixed term 14 days"
    FIXED_28 = "fixed term 28 days"
    FIXED_56 = "fixed term 56 days"


class Interest(StrEnum):
    """What is known of the Home Office's interest. Not known is not "no"."""

    NOT_KNOWN = "not known"
    STATED = "interest stated"
    NOT_OF_INTEREST = "not of interest"
    BAILED = "immigration bail"
    REMOVAL_PLANNED = "removal planned"


class EndKind(StrEnum):
    """How an authority to hold stopped."""

    SATISFIED = "satisfied"
    ENDED = "ended"
    REPLACED = "replaced"


class UalReason(StrEnum):
    """Why the person was unlawfully at large; it does not change the count of days."""

    ESCAPE = "escape"
    SENTENCED_IN_ABSENCE = "sentenced in absence"
    IMMIGRATION_DETENTION = "immigration detention"
    RECALL = "recall"
    RELEASE_IN_ERROR = "release in error"


@fact("remand_ordered")
class RemandOrdered(Fact, frozen=True, kw_only=True):
    """A court remanded the person in custody until a next event."""

    court: str
    case_urn: str
    next_hearing_on: date | None
    custody_time_limit_on: date | None = None
    catalogue: str = "A01"


@fact("sentence_imposed")
class SentenceImposed(Fact, frozen=True, kw_only=True):
    """A court imposed a custodial sentence; the length is unit by unit as on the warrant."""

    court: str
    case_urn: str
    sentence_kind: SentenceKind
    term: Term
    imposed_on: date
    offence_code: str
    offence_committed_on: date
    count: int = 1
    consecutive_to: int | None = None
    """Entry number of the sentence that this one follows; none = concurrent or alone."""
    extension: Term | None = None
    """The extended licence of an EDS or SOPC; `term` is then the custodial term."""
    has_automatic_release: bool = False
    """An EDS of before 13 April 2015 from which release is automatic at two thirds."""
    is_under_18_concern: bool = False
    """A SOPC passed on somebody under 18 (Sentencing Code s.252A)."""
    fine_pence: int | None = None
    """The sum whose default this is, in pence: half or the whole is served by it."""
    supervised_until: date | None = None
    """The end of the supervision that was breached (BOTUS), as it was last recorded."""
    catalogue: str = "B01"


class ReleaseMarks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What decides the release point of a standard sentence. None = not known, never "no"."""

    is_sds_plus_length_and_offence: bool | None = None
    """Type, length and offence would make it SDS+ if sentenced today; it blocks HDC."""
    is_section_250: bool | None = None
    early_release_exclusions: tuple[str, ...] | None = None
    """Codes of the engine's exclusions; an empty tuple = somebody looked and found none."""

    @property
    def are_known(self) -> bool:
        """Whether each of the three questions has an answer."""
        return None not in (
            self.is_sds_plus_length_and_offence,
            self.is_section_250,
            self.early_release_exclusions,
        )


@fact("release_marks_stated")
class ReleaseMarksStated(Fact, frozen=True, kw_only=True):
    """A paper or a named person says what decides the release point of one standard sentence.

    A later statement takes the place of the whole of an earlier one.
    """

    sentence: int
    """Number of the very entry that was answered for: of a correction where there is one. When the
    sentence is corrected again, nobody has answered for what it says then."""
    marks: ReleaseMarks


@fact("suspended_sentence_ordered")
class SuspendedSentenceOrdered(Fact, frozen=True, kw_only=True):
    """A suspended sentence order: it holds nobody. Activated, it becomes `sentence_imposed`."""

    court: str
    case_urn: str
    term: Term
    suspended_for: Term
    imposed_on: date
    offence_code: str = ""
    count: int = 1


@fact("recall_ordered")
class RecallOrdered(Fact, frozen=True, kw_only=True):
    """The licence was revoked. A fixed term counts from the day of return, that day being day 1."""

    recall_kind: RecallKind
    revoked_on: date
    returned_on: date | None = None
    ends_on: date | None = None
    """First day on which the recall no longer holds, where a document states it."""
    catalogue: str = "C01"


@fact("immigration_interest_stated")
class ImmigrationInterestStated(Fact, frozen=True, kw_only=True):
    """The Home Office, or a document of theirs, states its interest; later statements supersede."""

    interest: Interest
    reference: str | None = None


@fact("citizenship_evidence_seen")
class CitizenshipEvidenceSeen(Fact, frozen=True, kw_only=True):
    """Evidence of British citizenship: kind, number, who saw it. It does not age (G13)."""

    evidence: str
    number: str
    seen_by: str


@fact("immigration_detention_authorised")
class ImmigrationDetentionAuthorised(Fact, frozen=True, kw_only=True):
    """IS91: authority to detain under the Immigration Acts, with a review date set by a person."""

    reference: str
    review_on: date | None = None
    catalogue: str = "D01"


@fact("deportation_ordered")
class DeportationOrdered(Fact, frozen=True, kw_only=True):
    """A deportation order is in force; it authorises detention only with an IS91."""

    reference: str


@fact("authority_lodged")
class AuthorityLodged(Fact, frozen=True, kw_only=True):
    """Any other authority of the catalogue: civil, fine default, extradition, hospital."""

    catalogue: str
    title: str
    reference: str
    ends_on: date | None = None
    next_event_on: date | None = None


class SpokenWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody heard who rang a court or office back: whom they reached, how and when."""

    name: str
    role: str
    """What the person who spoke is: clerk, legal adviser."""
    called_number: str
    number_known_from: str
    """Where the number is from; never from the paper or call in question."""
    said_at: datetime
    heard_as: Role
    """In which role it was heard: one of the two who hear an end is the duty governor."""


@fact("authority_ended")
class AuthorityEnded(Fact, frozen=True, kw_only=True):
    """One authority to hold ended. The source of this entry is the source of the end."""

    authority: int
    how: EndKind
    ended_at: datetime
    replaced_by: int | None = None
    heard: SpokenWord | None = None
    """The spoken confirmation, where no paper ends it yet."""


@fact("no_authority_noted")
class NoAuthorityNoted(Fact, frozen=True, kw_only=True):
    """A person noted, with its source, that nothing more holds this person since a moment."""

    since: datetime


@fact("remand_credited")
class RemandCredited(Fact, frozen=True, kw_only=True):
    """Days on remand that count towards a sentence (CJA 2003 s.240ZA)."""

    days: int
    period: Period | None
    counts_from: date
    """Date of the sentence that the days are credited to."""
    agreed_by: str | None = None


@fact("tagged_bail_credited")
class TaggedBailCredited(Fact, frozen=True, kw_only=True):
    """Credit for bail with an electronically monitored curfew, half days counted already."""

    days: int
    counts_from: date


@fact("unlawfully_at_large_recorded")
class UnlawfullyAtLargeRecorded(Fact, frozen=True, kw_only=True):
    """Days at large (Prison Act 1952 s.49(2)), first and last day counted as the rule states."""

    days: int
    period: Period
    ual_reason: UalReason


@fact("added_days_awarded")
class AddedDaysAwarded(Fact, frozen=True, kw_only=True):
    """ADA: days added for breaking prison rules (CJA 2003 s.257)."""

    days: int
    awarded_on: date
    adjudication: str


@fact("added_days_restored")
class AddedDaysRestored(Fact, frozen=True, kw_only=True):
    """RADA: added days given back."""

    days: int
    restored_on: date
    adjudication: str
