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
from gatelodge.record.fold import fold
from gatelodge.record.inbox import InboxIndex, InboxItem, ItemStage, fold_item
from gatelodge.record.ledger import Ledger, MemoryLedger, StreamMoved, Write
from gatelodge.record.people_index import (
    KnownName,
    PeopleIndex,
    PersonKnown,
    name_key,
    person_known,
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
)

__all__ = [
    "Alarm",
    "Authority",
    "AuthorityKind",
    "AuthorityState",
    "CourtItem",
    "CustodyRecord",
    "Draft",
    "Entry",
    "Exit",
    "InboxIndex",
    "InboxItem",
    "ItemStage",
    "KnownName",
    "Ledger",
    "MemoryLedger",
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
    "document",
    "ends_a_pass",
    "fold",
    "fold_item",
    "fold_staff",
    "message",
    "name_key",
    "ourselves",
    "person_known",
    "statement",
]
