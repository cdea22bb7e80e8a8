"""An inbox item as folded from its own stream, and an index of all items that follows the ledger.

One item is one court message. Its stream is the truth: what came, what was fetched for it, whose
record it is held to belong to, who opened it, and how it left the inbox.
"""

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec.structs import replace

from gatelodge.record import facts as f
from gatelodge.record.entry import Entry
from gatelodge.record.fold import live
from gatelodge.record.following import Following
from gatelodge.record.ledger import Ledger
from gatelodge.record.state import Stated, Value

ITEM_STREAM = "item/"
CUSTODY_STREAM = "custody/"

CHANGES_WHO_SOMEBODY_IS = (
    f.PersonReceived,
    f.IdentityRecorded,
    f.AliasRecorded,
    f.IdentifierRecorded,
    f.SamePersonHeld,
    f.DifferentPeopleFound,
    f.EntryWithdrawn,
)
"""After one of these an item that fits nobody is matched again (needs N16)."""


class ItemStage(StrEnum):
    """How far an item has come. Opening clears nothing (needs N14).

    The fifth stage, second-checked, belongs to the dates that follow and stands on the record.
    """

    RECEIVED = "received"
    OPENED = "opened"
    MATCHED = "matched"
    APPLIED = "applied"


class InboxItem(Value, frozen=True, kw_only=True):
    """One court message and all that became of it."""

    item: str
    version: int = 0
    """Number of entries known; the stream's version."""
    message: Stated[f.CourtMessageReceived] | None = None
    unreadable: Stated[f.UnreadableMessageReceived] | None = None
    """Set instead of `message` when the signed body could not be read."""
    document: Stated[f.DocumentReceived] | None = None
    """The newest paper."""
    documents: tuple[Stated[f.DocumentReceived], ...] = ()
    """Every paper that came, oldest first: a later one never hides an earlier one."""
    document_faults: tuple[Stated[f.DocumentNotAvailable], ...] = ()
    register: Stated[f.CourtRegisterAnswered] | None = None
    """The register's newest answer."""
    register_answers: tuple[Stated[f.CourtRegisterAnswered], ...] = ()
    proposed: tuple[str, ...] = ()
    """Records that the matcher holds to be meant and that no person has judged."""
    confirmed: str | None = None
    """The record that a person confirmed."""
    not_theirs: tuple[str, ...] = ()
    """Records that a person found not to be meant; the matcher never proposes them again."""
    opened: tuple[Stated[f.ItemOpened], ...] = ()
    closed: Stated[f.ItemClosed] | None = None

    @property
    def records(self) -> tuple[str, ...]:
        """Every record that the item is held to belong to, proposed or confirmed."""
        return tuple(
            dict.fromkeys((*((self.confirmed,) if self.confirmed else ()), *self.proposed))
        )

    @property
    def received_at(self) -> datetime:
        """When the message was recorded. Raises `LookupError` for a stream without a message."""
        began = self.message or self.unreadable
        if began is None:
            raise LookupError(f"item {self.item} has no message")
        return began.recorded_at

    @property
    def is_open(self) -> bool:
        """Whether the item is still in the inbox."""
        return self.closed is None

    @property
    def stage(self) -> ItemStage:
        """How far it has come."""
        if self.closed:
            return ItemStage.APPLIED
        if self.confirmed:
            return ItemStage.MATCHED
        return ItemStage.OPENED if self.opened else ItemStage.RECEIVED


def fold_item(item: str, entries: Iterable[Entry]) -> InboxItem:
    """Fold an item's stream into its state; withdrawn entries do not count."""
    known = tuple(entries)
    folded = InboxItem(item=item, version=len(known))
    for stated in sorted(live(known), key=lambda s: s.entry.seq):
        folded = _APPLY.get(type(stated.fact), _nothing)(folded, stated)
    return folded


def _nothing(item: InboxItem, _stated: Stated[Any]) -> InboxItem:
    return item


def _latest(field: str) -> Callable[[InboxItem, Stated[Any]], InboxItem]:
    def apply(item: InboxItem, stated: Stated[Any]) -> InboxItem:
        return replace(item, **{field: stated})

    return apply


def _each(field: str) -> Callable[[InboxItem, Stated[Any]], InboxItem]:
    def apply(item: InboxItem, stated: Stated[Any]) -> InboxItem:
        return replace(item, **{field: (*getattr(item, field), stated)})

    return apply


def _document(item: InboxItem, stated: Stated[f.DocumentReceived]) -> InboxItem:
    return replace(item, document=stated, documents=(*item.documents, stated))


def _register(item: InboxItem, stated: Stated[f.CourtRegisterAnswered]) -> InboxItem:
    return replace(item, register=stated, register_answers=(*item.register_answers, stated))


def _matched(item: InboxItem, stated: Stated[f.ItemMatched]) -> InboxItem:
    record = stated.fact.record
    proposed = tuple(r for r in item.proposed if r != record)
    if stated.fact.match is f.MatchKind.CONFIRMED:
        not_theirs = tuple(r for r in item.not_theirs if r != record)
        return replace(item, proposed=proposed, confirmed=record, not_theirs=not_theirs)
    if record in (item.confirmed, *item.not_theirs):
        return item
    return replace(item, proposed=(*proposed, record))


def _undone(item: InboxItem, stated: Stated[f.MatchUndone]) -> InboxItem:
    record = stated.fact.record
    return replace(
        item,
        proposed=tuple(r for r in item.proposed if r != record),
        confirmed=None if item.confirmed == record else item.confirmed,
        not_theirs=tuple(dict.fromkeys((*item.not_theirs, record))),
        closed=None if item.confirmed == record else item.closed,
    )


_APPLY: dict[type[f.Fact], Callable[[InboxItem, Stated[Any]], InboxItem]] = {
    f.CourtMessageReceived: _latest("message"),
    f.UnreadableMessageReceived: _latest("unreadable"),
    f.DocumentReceived: _document,
    f.DocumentNotAvailable: _each("document_faults"),
    f.CourtRegisterAnswered: _register,
    f.ItemMatched: _matched,
    f.MatchUndone: _undone,
    f.ItemOpened: _each("opened"),
    f.ItemClosed: _latest("closed"),
}


class InboxIndex:
    """All items, folded, kept up to date by following the ledger. Many threads may ask it.

    A damaged item stays as it was last read, or unknown; it stops nobody else's (`Following`).
    """

    def __init__(self, ledger: Ledger) -> None:
        """Begin empty; the first question reads the ledger."""
        self._following = Following(ledger, ITEM_STREAM)
        self._items: dict[str, InboxItem] = {}
        self._changed: dict[str, None] = {}
        self._identity_changed = False
        self._lock = threading.Lock()

    def items(self) -> tuple[InboxItem, ...]:
        """Every item, in the order in which they were received."""
        with self._lock:
            self._follow()
            return tuple(self._items.values())

    def changed(self) -> tuple[str, ...]:
        """Open items that may have work for a machine since the last call; all at the first.

        An item is named when its own stream grew, and each unconfirmed one when somebody's identity
        changed (N16). Fetches that fell due by the clock alone are the caller's to ask for.
        """
        with self._lock:
            self._follow()
            names = tuple(name for name in self._changed if self._items[name].is_open)
            self._changed.clear()
            return names

    def damaged(self) -> tuple[str, ...]:
        """Streams of items that cannot be read or folded."""
        with self._lock:
            self._follow()
            return self._following.damaged

    def _follow(self) -> None:
        is_whole = self._following.follow(self._touches, self._take)
        if self._identity_changed or not is_whole:
            self._identity_changed = False
            unsure = (i.item for i in self._items.values() if i.is_open and not i.confirmed)
            self._changed.update(dict.fromkeys(unsure))

    def _touches(self, entry: Entry) -> bool:
        is_of_item = entry.envelope.stream.startswith(ITEM_STREAM)
        if not is_of_item and isinstance(entry.fact, CHANGES_WHO_SOMEBODY_IS):
            self._identity_changed = True
        return is_of_item

    def _take(self, name: str, entries: tuple[Entry, ...]) -> None:
        self._items[name] = fold_item(name, entries)
        self._changed[name] = None
