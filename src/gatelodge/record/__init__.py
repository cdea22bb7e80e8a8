"""The custody record: an append-only ledger of typed entries, and the state folded from it.

Every fact has its source, who entered it and when; nothing is overwritten; the history is
tamper-evident. Entry kinds are in `record.facts`; the folded values in `record.state`.
"""

from gatelodge.record.entry import (
    Draft,
    Entry,
    Source,
    SourceKind,
    document,
    message,
    ourselves,
    statement,
)
from gatelodge.record.fold import fold, live
from gatelodge.record.hazards import AGAINST_REGISTER, AS_CALCULATED, doubt_title, hazards_found
from gatelodge.record.inbox import InboxIndex, InboxItem, ItemStage, fold_item
from gatelodge.record.ledger import Ledger, MemoryLedger, StreamMoved, Write, latest_instant
from gatelodge.record.london import (
    LONDON,
    MONTHS,
    day_in_london,
    spoken_day,
    spoken_moment,
    spoken_time,
    start_of_day,
)
from gatelodge.record.people_index import (
    KnownName,
    PeopleIndex,
    PersonKnown,
    marks,
    name_key,
    number_key,
    parted_from,
    person_known,
)
from gatelodge.record.reconcile import Difference, amended, differences, values_said
from gatelodge.record.release_marks import (
    EXCLUSION_WORDS,
    NEED_MARKS,
    marks_of,
    marks_wanted,
    spoken_marks,
    without_marks,
)
from gatelodge.record.sentencing_input import (
    Given,
    NotBookable,
    booking,
    digest_of,
    given_parts,
    inputs_digest,
)
from gatelodge.record.staff import StaffMember, fold_staff
from gatelodge.record.state import (
    Alarm,
    Authority,
    AuthorityKind,
    AuthorityState,
    CourtItem,
    CustodyRecord,
    Exit,
    Query,
    Release,
    Stated,
    ends_a_pass,
    is_news_elsewhere,
)
from gatelodge.record.told import told

__all__ = [
    "AGAINST_REGISTER",
    "AS_CALCULATED",
    "EXCLUSION_WORDS",
    "LONDON",
    "MONTHS",
    "NEED_MARKS",
    "Alarm",
    "Authority",
    "AuthorityKind",
    "AuthorityState",
    "CourtItem",
    "CustodyRecord",
    "Difference",
    "Draft",
    "Entry",
    "Exit",
    "Given",
    "InboxIndex",
    "InboxItem",
    "ItemStage",
    "KnownName",
    "Ledger",
    "MemoryLedger",
    "NotBookable",
    "PeopleIndex",
    "PersonKnown",
    "Query",
    "Release",
    "Source",
    "SourceKind",
    "StaffMember",
    "Stated",
    "StreamMoved",
    "Write",
    "amended",
    "booking",
    "day_in_london",
    "differences",
    "digest_of",
    "document",
    "doubt_title",
    "ends_a_pass",
    "fold",
    "fold_item",
    "fold_staff",
    "given_parts",
    "hazards_found",
    "inputs_digest",
    "is_news_elsewhere",
    "latest_instant",
    "live",
    "marks",
    "marks_of",
    "marks_wanted",
    "message",
    "name_key",
    "number_key",
    "ourselves",
    "parted_from",
    "person_known",
    "spoken_day",
    "spoken_marks",
    "spoken_moment",
    "spoken_time",
    "start_of_day",
    "statement",
    "told",
    "values_said",
    "without_marks",
]
