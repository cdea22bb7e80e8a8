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
from gatelodge.record.ledger import Ledger, MemoryLedger, StreamMoved, Write
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
    "Ledger",
    "MemoryLedger",
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
    "fold_staff",
    "message",
    "ourselves",
    "statement",
]
