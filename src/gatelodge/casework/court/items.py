"""Inbox items: found, added to, and what the court's kept answers say about them."""

from gatelodge.casework.court.ports import Fetched
from gatelodge.casework.office import ITEM, ActRefused, Office
from gatelodge.intake import Chosen, Unreadable, choose, read_history
from gatelodge.record import (
    Draft,
    InboxItem,
    Source,
    StreamMoved,
    Write,
    fold_item,
    message,
)
from gatelodge.record.facts import DocumentReceived, Fact

PDF = "application/pdf"
_END_WITHIN = 2048
"""Bytes from the end of a PDF within which its end mark stands."""


def item_of(office: Office, item: str) -> InboxItem:
    """Fold an inbox item as it is now. Raises `ActRefused` when there is none."""
    entries = office.ledger.stream(ITEM + item)
    if not entries:
        raise ActRefused("There is no such item in the inbox.", code="NO_ITEM")
    return fold_item(item, entries)


def say(
    office: Office,
    item: InboxItem,
    fact: Fact,
    *,
    by: str,
    reason: str,
    source: Source | None = None,
    command: str | None = None,
) -> bool:
    """Add to an item's own stream. Returns false when somebody else added something first."""
    draft = Draft(fact=fact, by=by, reason=reason, source=source or message(item.item))
    write = Write(stream=ITEM + item.item, drafts=(draft,), expected_version=item.version)
    try:
        office.ledger.append([write], at=office.clock.now(), command=command)
    except StreamMoved:
        return False
    return True


def kept_document(office: Office, fetched: Fetched, *, title: str) -> DocumentReceived:
    """Keep a document whole, whatever it is, and say whether it is the PDF that it should be."""
    content_hash = office.documents.keep(fetched.content, media_type=fetched.media_type)
    return DocumentReceived(
        document=content_hash,
        media_type=fetched.media_type,
        size_bytes=len(fetched.content),
        title=title,
        is_readable=fetched.media_type == PDF and is_pdf(fetched.content),
    )


def is_pdf(content: bytes) -> bool:
    """Whether bytes begin and end like a PDF; what is in between only a reader can say."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-_END_WITHIN:]


def result_of(office: Office, item: InboxItem) -> Chosen | None:
    """Read the register's kept answer for an item again; none when it gave no rows."""
    if item.message is None or item.register is None or item.register.fact.rows is None:
        return None
    body = office.documents.read(item.register.fact.rows)
    try:
        return choose(read_history(body), item.message.fact) if body is not None else None
    except Unreadable:
        return None
