"""What a court sent, what it says, what a person confirmed of it, and what is still asked of it."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from gatelodge.record.facts.authorities import SentenceKind
from gatelodge.record.facts.kind import Fact, Term, fact


class OrderKind(StrEnum):
    """What an order of the court does with the person."""

    CUSTODY = "custody"
    SUSPENDED = "suspended sentence"
    REMAND = "remand in custody"
    BAIL = "bail"
    NOT_CUSTODIAL = "not custodial"
    ACQUITTED = "acquitted or discontinued"
    LIFE = "life"
    NOT_READ = "not read"


class Concurrency(StrEnum):
    """How a term stands to others. Not stated is its own answer."""

    NOT_STATED = "not stated"
    CONCURRENT = "concurrent"
    CONSECUTIVE = "consecutive"


class OrderRead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One order on one offence, as read from a court's labelled texts or from its document."""

    case_urn: str
    offence_code: str = ""
    offence_title: str = ""
    offence_on: date | None = None
    count: int | None = None
    order: OrderKind
    sentence_kind: SentenceKind | None = None
    """Which custodial sentence it is; the labelled texts do not say, a person reads it."""
    term: Term | None = None
    extension: Term | None = None
    """The extended licence of an EDS or SOPC; `term` is then the custodial term."""
    has_automatic_release: bool | None = None
    """Of an EDS; none = not said."""
    is_under_18_concern: bool | None = None
    """Of a SOPC: whether the person was under 18 when convicted; none = not said."""
    fine_pence: int | None = None
    """The sum whose default this is, in pence (A/FINE)."""
    supervised_until: date | None = None
    """The end of the supervision that was breached (BOTUS)."""
    suspended_for: Term | None = None
    concurrency: Concurrency = Concurrency.NOT_STATED
    consecutive_to: str = ""
    """The court's own words for what it follows: a date and a court, never a case."""
    remand_days: int | None = None
    tagged_bail_days: int | None = None
    """Days on bail with a tagged curfew, as the court states them (half of them count)."""
    next_hearing_on: date | None = None
    next_hearing_court: str = ""
    convicted_on: date | None = None
    doubts: tuple[str, ...] = ()
    """Plain English: why a person must look. Empty = the reading is certain."""
    texts: tuple[tuple[str, str], ...] = ()
    """The labelled texts that it was read from, as they came."""


class MatchKind(StrEnum):
    """How an item came to a record."""

    PROPOSED = "proposed by the matcher"
    CONFIRMED = "confirmed by a person"


class RegisterAnswer(StrEnum):
    """What the court's register said when it was asked for the result."""

    FOUND = "found"
    EMPTY = "no result yet"
    NOT_FOUND = "not found"
    OTHER_PERSON = "names another person"
    NOT_ASKED = "not asked: the message names no hearing"
    UNREADABLE = "cannot be read"
    NOT_REACHED = "could not be reached"


@fact("court_message_received")
class CourtMessageReceived(Fact, frozen=True, kw_only=True):
    """A signed callback of the court's result subscription, kept whole as a document.

    It begins the item's own stream; what the message does not give is none.
    """

    message: str
    """Content hash of the body as it came."""
    correlation_id: str
    key_id: str
    event_type: str
    master_defendant_id: str
    hearing_id: str | None
    case_urns: tuple[str, ...]
    document_id: str
    document_generated_at: datetime
    prison_email: str


@fact("unreadable_message_received")
class UnreadableMessageReceived(Fact, frozen=True, kw_only=True):
    """A correctly signed body that cannot be read as the contract says; kept for a person."""

    message: str
    correlation_id: str
    key_id: str
    fault: str


@fact("court_message_refused")
class CourtMessageRefused(Fact, frozen=True, kw_only=True):
    """A call on the callback that was refused: signature, key, content type or size."""

    fault: str
    correlation_id: str
    body: str | None = None
    """Content hash of the refused body, where keeping it could matter."""


@fact("court_register_answered")
class CourtRegisterAnswered(Fact, frozen=True, kw_only=True):
    """The register's answer to the fetch; every row of its history is kept in the document."""

    answer: RegisterAnswer
    rows: str | None = None
    row_count: int = 0


@fact("document_received")
class DocumentReceived(Fact, frozen=True, kw_only=True):
    """A document came in and is kept whole by its content hash."""

    document: str
    media_type: str
    size_bytes: int
    title: str
    is_readable: bool = True
    """False: it is not what it says it is (a PDF that is not one); kept, and a person looks."""


@fact("document_not_available")
class DocumentNotAvailable(Fact, frozen=True, kw_only=True):
    """The document named by a message could not be fetched."""

    document_id: str
    fault: str


@fact("item_matched")
class ItemMatched(Fact, frozen=True, kw_only=True):
    """An inbox item is held to belong to a record."""

    record: str
    match: MatchKind
    basis: str


@fact("match_undone")
class MatchUndone(Fact, frozen=True, kw_only=True):
    """A person found that an item does not belong to a record after all."""

    record: str
    basis: str


@fact("item_opened")
class ItemOpened(Fact, frozen=True, kw_only=True):
    """Somebody opened the item. Opening clears nothing (needs N14)."""


@fact("item_closed")
class ItemClosed(Fact, frozen=True, kw_only=True):
    """The item left the inbox: its facts stand on a record, or a person gave a reason."""

    outcome: str


@fact("court_message_linked")
class CourtMessageLinked(Fact, frozen=True, kw_only=True):
    """A court's message is held to be about this person; nobody has applied it yet."""

    item: str
    match: MatchKind
    basis: str
    case_urns: tuple[str, ...] = ()
    """Every case that the message names, read or not (G03)."""


@fact("court_item_not_this_person")
class CourtItemNotThisPerson(Fact, frozen=True, kw_only=True):
    """A person found that a court's item, linked to this record, is about somebody else."""

    item: str
    basis: str


@fact("court_result_received")
class CourtResultReceived(Fact, frozen=True, kw_only=True):
    """What the court's result message says for this person, read from its labelled texts."""

    item: str
    hearing_id: str | None
    hearing_on: date | None
    court: str
    shared_at: datetime
    orders: tuple[OrderRead, ...]
    document: str | None
    """Content hash of the result's document; none = document awaited."""
    amends: int | None = None
    """Entry number of the result that this one amends."""


@fact("document_read")
class DocumentRead(Fact, frozen=True, kw_only=True):
    """What a machine read on a document. It makes no fact until a person confirms it."""

    item: str
    document: str
    orders: tuple[OrderRead, ...]


@fact("reading_confirmed")
class ReadingConfirmed(Fact, frozen=True, kw_only=True):
    """What a person read on the document itself, field by field."""

    item: str
    document: str
    orders: tuple[OrderRead, ...]
    defendant_surname: str
    defendant_forenames: str
    defendant_born_on: date | None
    hearing_on: date | None = None
    court: str = ""


@fact("court_result_applied")
class CourtResultApplied(Fact, frozen=True, kw_only=True):
    """The result's facts stand on the record; nothing of the item is left to do."""

    item: str
    entries: tuple[int, ...] = ()


@fact("result_difference_settled")
class ResultDifferenceSettled(Fact, frozen=True, kw_only=True):
    """The court said which of two differing statements is right."""

    item: str
    field: str
    right_value: str
    said_by: str


@fact("court_queried")
class CourtQueried(Fact, frozen=True, kw_only=True):
    """A question to the court. Open, it blocks every exit (G06)."""

    query: str
    about: str
    asked_of: str
    item: str | None = None


@fact("court_query_answered")
class CourtQueryAnswered(Fact, frozen=True, kw_only=True):
    """The court answered a question."""

    query: str
    answer: str
    answered_by: str


class CaseStated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case in a statement of the person's cases."""

    case_urn: str
    court: str
    is_open: bool
    disposal: str = ""


@fact("court_cases_stated")
class CourtCasesStated(Fact, frozen=True, kw_only=True):
    """All the person's cases, by number and by each alias, as somebody stated them (G03)."""

    asked_of: str
    answered_by: str
    asked_at: datetime
    cases: tuple[CaseStated, ...]


@fact("case_disposed")
class CaseDisposed(Fact, frozen=True, kw_only=True):
    """A case ended: how, and by which court. The source is the disposal's paper or message."""

    case_urn: str
    court: str
    disposal: str
    disposed_on: date


@fact("hearing_listed")
class HearingListed(Fact, frozen=True, kw_only=True):
    """A hearing with its next event: the court wants the person on a day."""

    hearing: str
    case_urn: str
    court: str
    on: date
    by_video: bool = False


@fact("offence_recorded")
class OffenceRecorded(Fact, frozen=True, kw_only=True):
    """An offence of the person, charged or convicted."""

    case_urn: str
    offence_code: str
    title: str
    committed_on: date
    convicted_on: date | None = None
