"""The ledger in the database: one transaction an append, writers one after another.

SQLite's immediate transactions and an advisory lock on PostgreSQL serialise writers, so numbers
have no gaps and appear in order. An append may stand inside a caller's transaction.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction

from gatelodge.record import DoneByOnePerson, Entry, StreamMoved, Write
from gatelodge.record.entry import (
    NO_PREVIOUS,
    Envelope,
    Sealed,
    Undecodable,
    body_digest,
    decode_body,
    decode_envelope,
    entry_hash,
)
from gatelodge.record.ledger import latest_instant, seal_all
from gatelodge.store.models import ActApart, CommandAnswer, LedgerBody, LedgerEntry

_WRITERS = 0x6761_7465_6C6F_6467
"""Number of the advisory lock that writers hold on PostgreSQL ("gatelodg")."""
_SALT_BYTES = 16
_COLUMNS = ("seq", "envelope", "hash", "body__salt", "body__body")
_Row = tuple[int, bytes, str, bytes | None, bytes | None]


class EntryDamaged(Exception):
    """A stored entry is not what was recorded. Nothing may be decided on it."""

    def __init__(self, seq: int) -> None:
        super().__init__(
            f"Entry {seq} of the ledger is not what was recorded. Run gatelodge verify."
        )
        self.seq = seq


class DjangoLedger:
    """`record.Ledger` on Django's default database. It holds no state and may be shared."""

    def append(
        self, writes: Sequence[Write], *, at: datetime, command: str | None = None
    ) -> tuple[Entry, ...]:
        """Record all drafts of all writes in one transaction, or nothing; see `record.Ledger`."""
        with transaction.atomic():
            _one_writer_at_a_time()
            if command is not None and (answer := self.answer_to(command)) is not None:
                return answer
            last = LedgerEntry.objects.order_by("-seq").values_list("seq", "envelope").first()
            head, before = (last[0], decode_envelope(bytes(last[1]))) if last else (0, None)
            sealed = tuple(
                seal_all(
                    writes,
                    heads={write.stream: self._head_of(write) for write in writes},
                    next_seq=head + 1,
                    recorded_at=latest_instant(at, before),
                    salts=iter(lambda: secrets.token_bytes(_SALT_BYTES), b""),
                )
            )
            _keep_apart(writes)
            _store(sealed)
            if command is not None:
                CommandAnswer.objects.create(command=command, first_seq=head + 1, count=len(sealed))
        return tuple(one.entry for one in sealed)

    def answer_to(self, command: str) -> tuple[Entry, ...] | None:
        """What a command wrote when it first came; none = it is new. Raises `EntryDamaged`."""
        wrote = CommandAnswer.objects.filter(command=command).first()
        if wrote is None:
            return None
        rows = LedgerEntry.objects.filter(
            seq__gte=wrote.first_seq, seq__lt=wrote.first_seq + wrote.count
        ).order_by("seq")
        return tuple(_proven(rows.values_list(*_COLUMNS)))

    def stream(self, stream: str) -> tuple[Entry, ...]:
        """All entries of one stream, oldest first. Raises `EntryDamaged`."""
        rows = LedgerEntry.objects.filter(stream=stream).order_by("stream_version")
        return tuple(_chained(stream, _proven(rows.values_list(*_COLUMNS))))

    def entry(self, seq: int) -> Entry | None:
        """One entry by its number. Raises `EntryDamaged`."""
        rows = LedgerEntry.objects.filter(seq=seq).values_list(*_COLUMNS)
        return next(_proven(rows), None)

    def after(self, seq: int, *, limit: int = 1000) -> tuple[Entry, ...]:
        """Entries with a higher number, lowest first.

        For followers. It proves no hashes, so that one altered entry stops the decisions on its
        own record (which read `stream`), and not the watch over all others.
        """
        rows = LedgerEntry.objects.filter(seq__gt=seq).order_by("seq")[:limit]
        return tuple(
            _decoded(decode_envelope(bytes(envelope)), hash_, body)
            for _seq, envelope, hash_, _salt, body in rows.values_list(*_COLUMNS)
        )

    def head(self) -> int:
        """Number of the newest entry; 0 when the ledger is empty."""
        return LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0

    def streams(self, prefix: str) -> Iterator[str]:
        """Names of all streams that begin so, in the order of their first entry."""
        first = LedgerEntry.objects.filter(stream_version=1, stream__startswith=prefix)
        names = list(first.order_by("seq").values_list("stream", flat=True))
        # SQLite's LIKE takes "a" for "A".
        return iter([name for name in names if name.startswith(prefix)])

    def _head_of(self, write: Write) -> tuple[int, str]:
        """Version and last hash of a write's stream. Raises `StreamMoved`."""
        rows = LedgerEntry.objects.filter(stream=write.stream).order_by("-stream_version")
        version, last = rows.values_list("stream_version", "hash").first() or (0, NO_PREVIOUS)
        if write.expected_version is not None and version != write.expected_version:
            raise StreamMoved(write.stream, self.stream(write.stream)[write.expected_version :])
        return version, last


def newest_hash() -> str:
    """Hash of the newest entry, which names all that is recorded; empty for an empty ledger."""
    return LedgerEntry.objects.order_by("-seq").values_list("hash", flat=True).first() or ""


def _one_writer_at_a_time() -> None:
    """Hold the writers' lock to the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])


def _keep_apart(writes: Sequence[Write]) -> None:
    """Note each account's duty in each scope. Raises `DoneByOnePerson` for a second duty.

    The table takes one row a stream, scope and account and never changes one, so that not even a
    writer who came past the lock could give somebody two duties.
    """
    for write in writes:
        for act in write.apart:
            noted, _ = ActApart.objects.get_or_create(
                stream=write.stream,
                scope=act.scope,
                account=act.account,
                defaults={"duty": act.duty},
            )
            if noted.duty != act.duty:
                raise DoneByOnePerson(act, noted.duty)


def _store(sealed: Sequence[Sealed]) -> None:
    """Insert envelopes, then bodies."""
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            seq=one.entry.seq,
            stream=one.entry.envelope.stream,
            stream_version=one.entry.envelope.stream_version,
            envelope=one.stored_envelope,
            hash=one.entry.hash,
        )
        for one in sealed
    )
    LedgerBody.objects.bulk_create(
        LedgerBody(entry_id=one.entry.seq, salt=one.salt, body=one.body) for one in sealed
    )


def _proven(rows: Iterable[_Row]) -> Iterator[Entry]:
    """Decode rows whose hash and digest are right. Raises `EntryDamaged` at the first other.

    No retention rule erases bodies yet, so a body that is not there is damage too: an authority
    to hold must not vanish from a decision because a row did.
    """
    for seq, stored, hash_, salt, body in rows:
        if salt is None or body is None:
            raise EntryDamaged(seq)
        try:
            envelope = bytes(stored)
            placed = decode_envelope(envelope)
            digest = body_digest(bytes(salt), bytes(body))
        except (Undecodable, TypeError) as fault:
            # SQLite holds text in a column of bytes, if somebody put it there.
            raise EntryDamaged(seq) from fault
        if (entry_hash(envelope), digest, placed.seq) != (hash_, placed.body_digest, seq):
            raise EntryDamaged(seq)
        yield _decoded(placed, hash_, body)


def _chained(stream: str, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of one stream that follow on each other from the first. Raises `EntryDamaged`."""
    previous = NO_PREVIOUS
    for version, entry in enumerate(entries, start=1):
        envelope = entry.envelope
        place = (envelope.stream, envelope.stream_version, envelope.previous_hash)
        if place != (stream, version, previous):
            raise EntryDamaged(entry.seq)
        previous = entry.hash
        yield entry


def _decoded(envelope: Envelope, hash_: str, body: bytes | None) -> Entry:
    """An entry from its parts; without a body it has no fact."""
    fact = None if body is None else decode_body(envelope.kind, envelope.kind_version, bytes(body))
    return Entry(envelope=envelope, hash=hash_, fact=fact)
