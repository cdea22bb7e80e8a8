"""Verify everything that is stored: rows, chains, tree, checkpoints, documents, triggers.

It reads the rows as they are and recomputes; it writes nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from django.db import DatabaseError, connection
from django.db.models import Exists, Model, OuterRef, QuerySet

from gatelodge.record.checkpoint import Checkpoint, NotACheckpoint, parse
from gatelodge.record.recomputing import (
    Fault,
    Recomputed,
    StoredRow,
    checkpoint_fault,
    missing_documents,
)
from gatelodge.store.append_only import statements
from gatelodge.store.documents import Folder, card_fault
from gatelodge.store.models import (
    CommandAnswer,
    DocumentCard,
    LedgerBody,
    LedgerEntry,
    SignedCheckpoint,
)

_CHUNK = 1000
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+)")
_COLUMNS = (
    "seq",
    "stream",
    "stream_version",
    "envelope",
    "hash",
    "body__salt",
    "body__body",
)

T = TypeVar("T", bound=Model)
_NO_BYTES = "its row holds text where it should hold bytes"

Verifies = Callable[[str, bytes, bytes], bool]
Progress = Callable[[int, int], None]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What was recomputed, and every fault, entries first in order of number."""

    entries: int
    documents: int
    checkpoints: int
    root: bytes
    faults: tuple[Fault, ...]

    @property
    def first_bad_entry(self) -> int | None:
        """Number of the first bad entry; none when no entry is bad."""
        return min((f.seq for f in self.faults if f.seq is not None), default=None)


def is_there() -> bool:
    """Whether this database has a ledger at all; asking makes no file."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return LedgerEntry._meta.db_table in connection.introspection.table_names()  # noqa: SLF001 - Django's documented name for it


def verify(
    *,
    folder: Folder,
    verifies: Verifies,
    kept_elsewhere: Sequence[Checkpoint] = (),
    on_progress: Progress = lambda _done, _total: None,
) -> Verdict:
    """Recompute the whole ledger and all that belongs to it.

    `folder` holds the documents; `verifies` answers for public key, content and signature;
    `kept_elsewhere` are checkpoints that somebody kept outside this database.
    """
    faults: list[Fault] = list(_missing_triggers())
    # What points into the ledger is read before it, for the ledger may grow meanwhile.
    answered = _readable(CommandAnswer.objects.all(), "answers to commands", faults)
    checkpoints = [*kept_elsewhere, *_stored_checkpoints(faults)]
    recomputed = Recomputed([each.size for each in checkpoints])
    total = LedgerEntry.objects.count()
    for row in _rows():
        if isinstance(row, int):
            faults.extend(recomputed.judge_unreadable(row))
            continue
        faults.extend(recomputed.judge(row))
        if recomputed.entries % _CHUNK == 0:
            on_progress(recomputed.entries, total)
    on_progress(total, total)
    faults.extend(_stray_rows(answered, recomputed.entries))
    documents = _documents(recomputed, folder, verifies, faults)
    faults.extend(
        Fault(what=f"checkpoint of {checkpoint.size} entries", words=words)
        for checkpoint in checkpoints
        if (words := checkpoint_fault(checkpoint, recomputed, verifies))
    )
    return Verdict(
        entries=recomputed.entries,
        documents=documents,
        checkpoints=len(checkpoints),
        root=recomputed.root,
        faults=tuple(sorted(faults, key=lambda f: (f.seq is None, f.seq or 0))),
    )


def _rows() -> Iterator[StoredRow | int]:
    """Every row in order of number; the number alone of one that the database cannot read."""
    last = 0
    while True:
        after = LedgerEntry.objects.filter(seq__gt=last).order_by("seq")
        numbers = list(after.values_list("seq", flat=True)[:_CHUNK])
        if not numbers:
            return
        last = numbers[-1]
        try:
            rows = [_row(values) for values in after.filter(seq__lte=last).values_list(*_COLUMNS)]
        except (DatabaseError, TypeError):
            yield from _rows_one_by_one(numbers)
        else:
            yield from rows


def _rows_one_by_one(numbers: Sequence[int]) -> Iterator[StoredRow | int]:
    for seq in numbers:
        try:
            yield _row(LedgerEntry.objects.filter(seq=seq).values_list(*_COLUMNS)[0])
        except (DatabaseError, TypeError):
            yield seq


def _row(values: tuple[Any, ...]) -> StoredRow:
    """Raises `TypeError` for a column that holds text where it should hold bytes."""
    seq, stream, version, envelope, hash_, salt, body = values
    return StoredRow(
        seq=seq,
        stream=stream,
        stream_version=version,
        envelope=bytes(envelope),
        hash=hash_,
        salt=None if salt is None else bytes(salt),
        body=None if body is None else bytes(body),
    )


def _readable(rows: QuerySet[T], what: str, faults: list[Fault]) -> list[T]:
    """Rows of a table beside the ledger; a table that cannot be read becomes a fault."""
    try:
        return list(rows)
    except DatabaseError as fault:
        faults.append(Fault(what=what, words=f"the database cannot read them ({fault})"))
        return []


def _stray_rows(answered: Sequence[CommandAnswer], entries: int) -> Iterator[Fault]:
    """Rows beside the ledger that belong to no entry."""
    owners = LedgerEntry.objects.filter(seq=OuterRef("entry_id"))
    strays = LedgerBody.objects.filter(~Exists(owners)).values_list("entry_id", flat=True)
    for seq in strays:
        yield Fault(what=f"entry {seq}", words="there is a body and no entry", seq=seq)
    for answer in answered:
        if answer.first_seq < 1 or answer.first_seq + answer.count - 1 > entries:
            yield Fault(
                what=f"command {answer.command}",
                words="it was answered with entries that are not in the ledger",
            )


def _stored_checkpoints(faults: list[Fault]) -> Iterator[Checkpoint]:
    for row in _readable(SignedCheckpoint.objects.order_by("size"), "checkpoints", faults):
        what = f"checkpoint of {row.size} entries"
        try:
            checkpoint = parse(bytes(row.text))
        except NotACheckpoint as fault:
            faults.append(Fault(what=what, words=str(fault)))
            continue
        except TypeError:
            faults.append(Fault(what=what, words=_NO_BYTES))
            continue
        if checkpoint.size != row.size:
            faults.append(Fault(what=what, words=f"its text says {checkpoint.size} entries"))
        yield checkpoint


def _documents(
    recomputed: Recomputed, folder: Folder, verifies: Verifies, faults: list[Fault]
) -> int:
    """Judge every kept document and its card; gives their number."""

    def by_key_id(key_id: str, content: bytes, signature: bytes) -> bool:
        key = recomputed.keys.get(key_id)
        return key is not None and verifies(key, content, signature)

    kept: dict[str, None] = {}
    for row in _readable(DocumentCard.objects.order_by("sha256"), "documents' cards", faults):
        kept[row.sha256] = None
        content = folder.as_it_is(row.sha256)
        try:
            words = card_fault(row, content, by_key_id)
        except TypeError:
            words = _NO_BYTES
        if words:
            faults.append(Fault(what=f"document {row.sha256}", words=words))
    faults.extend(missing_documents(recomputed, kept))
    return len(kept)


def _missing_triggers() -> Iterator[Fault]:
    """Triggers that somebody took away: the ledger could be changed."""
    names = {
        found[1]
        for statement in statements(connection.vendor)
        if (found := _TRIGGER.search(statement))
    }
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        there = {name for (name,) in cursor.fetchall()}
    for name in sorted(names - there):
        yield Fault(what=f"trigger {name}", words="it is missing: the table could be changed")
