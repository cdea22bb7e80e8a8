"""The ledger's port, and the one in memory that tests and dry runs use.

Writers are serialised: sequence numbers are handed out without gaps inside one transaction, so a
follower that asks "after my last number" never misses a late lower one.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from gatelodge.record.entry import NO_PREVIOUS, Draft, Entry, Envelope, Sealed, seal
from gatelodge.record.kept_apart import ActApart


class Write(msgspec.Struct, frozen=True, kw_only=True):
    """What one command adds to one stream.

    `expected_version` is the stream's version that the command decided on (0 = a new stream);
    none = whatever it is now, for entries that do not depend on the stream's state.
    `apart` names what the drafts do of what one person may not do together (`kept_apart`).
    """

    stream: str
    drafts: tuple[Draft, ...]
    expected_version: int | None = None
    apart: tuple[ActApart, ...] = ()


class StreamMoved(Exception):
    """The stream has entries that the writer did not know; `newer` are those entries."""

    def __init__(self, stream: str, newer: tuple[Entry, ...]) -> None:
        super().__init__(f"{stream} has {len(newer)} newer entries")
        self.stream = stream
        self.newer = newer


class DoneByOnePerson(Exception):
    """A write by an account that has another duty in the same scope; `earlier` is that duty."""

    def __init__(self, act: ActApart, earlier: str) -> None:
        super().__init__(f"{act.account} did the {earlier} and cannot do the {act.duty}")
        self.act = act
        self.earlier = earlier


class Ledger(Protocol):
    """Append-only, in one order, for all streams."""

    def append(
        self, writes: Sequence[Write], *, at: datetime, command: str | None = None
    ) -> tuple[Entry, ...]:
        """Record all drafts of all writes in one transaction, or nothing.

        `at` is the clock's instant; an entry is never recorded before the one ahead of it, so a
        clock that runs back gives the last instant again. `command` is the caller's own id: a
        repeat writes nothing and returns the first answer. Raises `StreamMoved`, and
        `DoneByOnePerson` when an account has another duty in a scope of `apart` already.
        """

    def answer_to(self, command: str) -> tuple[Entry, ...] | None:
        """What a command wrote when it first came; none = it never came, or wrote nothing yet."""

    def stream(self, stream: str) -> tuple[Entry, ...]:
        """All entries of one stream, oldest first; empty when there is none."""

    def entry(self, seq: int) -> Entry | None:
        """One entry by its number."""

    def after(self, seq: int, *, limit: int = 1000) -> tuple[Entry, ...]:
        """Entries with a higher number, lowest first, at most `limit`."""

    def head(self) -> int:
        """Number of the newest entry; 0 when the ledger is empty."""

    def streams(self, prefix: str) -> Iterator[str]:
        """Names of all streams that begin so, in the order of their first entry."""


class MemoryLedger:
    """A ledger in memory, real in all but durability."""

    def __init__(self, salts: Iterator[bytes]) -> None:
        """Take salts from outside: the core draws no chance."""
        self._salts = salts
        self._sealed: list[Sealed] = []
        self._streams: dict[str, list[Entry]] = {}
        self._answers: dict[str, tuple[Entry, ...]] = {}
        self._duties: dict[tuple[str, str, str], str] = {}
        self._lock = threading.Lock()

    def append(
        self, writes: Sequence[Write], *, at: datetime, command: str | None = None
    ) -> tuple[Entry, ...]:
        """Record all drafts, or nothing; see `Ledger.append`."""
        with self._lock:
            if command is not None and command in self._answers:
                return self._answers[command]
            before = self._sealed[-1].entry.envelope if self._sealed else None
            sealed = tuple(
                seal_all(
                    writes,
                    heads={write.stream: self._head_of(write) for write in writes},
                    next_seq=len(self._sealed) + 1,
                    recorded_at=latest_instant(at, before),
                    salts=self._salts,
                )
            )
            self._duties |= self._new_duties(writes)
            for one in sealed:
                self._sealed.append(one)
                self._streams.setdefault(one.entry.envelope.stream, []).append(one.entry)
            entries = tuple(one.entry for one in sealed)
            if command is not None:
                self._answers[command] = entries
            return entries

    def answer_to(self, command: str) -> tuple[Entry, ...] | None:
        """What a command wrote when it first came."""
        with self._lock:
            return self._answers.get(command)

    def stream(self, stream: str) -> tuple[Entry, ...]:
        """All entries of one stream, oldest first."""
        with self._lock:
            return tuple(self._streams.get(stream, ()))

    def entry(self, seq: int) -> Entry | None:
        """One entry by its number."""
        with self._lock:
            return self._sealed[seq - 1].entry if 1 <= seq <= len(self._sealed) else None

    def after(self, seq: int, *, limit: int = 1000) -> tuple[Entry, ...]:
        """Entries with a higher number."""
        with self._lock:
            return tuple(one.entry for one in self._sealed[seq : seq + limit])

    def head(self) -> int:
        """Number of the newest entry."""
        with self._lock:
            return len(self._sealed)

    def streams(self, prefix: str) -> Iterator[str]:
        """Names of all streams that begin so."""
        with self._lock:
            return iter([name for name in self._streams if name.startswith(prefix)])

    def _new_duties(self, writes: Sequence[Write]) -> dict[tuple[str, str, str], str]:
        """Duties of these writes by stream, scope and account. Raises `DoneByOnePerson`."""
        new: dict[tuple[str, str, str], str] = {}
        for write in writes:
            for act in write.apart:
                place = (write.stream, act.scope, act.account)
                earlier = self._duties.get(place) or new.get(place, act.duty)
                if earlier != act.duty:
                    raise DoneByOnePerson(act, earlier)
                new[place] = act.duty
        return new

    def _head_of(self, write: Write) -> tuple[int, str]:
        """Version and last hash of a write's stream. Raises `StreamMoved`."""
        known = self._streams.get(write.stream, [])
        if write.expected_version is not None and len(known) != write.expected_version:
            raise StreamMoved(write.stream, tuple(known[write.expected_version :]))
        return len(known), known[-1].hash if known else NO_PREVIOUS


def latest_instant(at: datetime, before: Envelope | None) -> datetime:
    """When an append is recorded: `at`, or the instant of the entry ahead when that is later.

    Raises `ValueError` for an instant without a time zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant in the ledger needs a time zone")
    return at if before is None else max(at, before.recorded_at)


def seal_all(
    writes: Sequence[Write],
    *,
    heads: dict[str, tuple[int, str]],
    next_seq: int,
    recorded_at: datetime,
    salts: Iterator[bytes],
) -> Iterable[Sealed]:
    """Place all drafts one after another; `heads` gives each stream's version and last hash."""
    heads = dict(heads)
    for write in writes:
        for draft in write.drafts:
            version, previous = heads.get(write.stream, (0, NO_PREVIOUS))
            one = seal(
                draft,
                seq=next_seq,
                stream=write.stream,
                stream_version=version + 1,
                previous_hash=previous,
                recorded_at=recorded_at,
                salt=next(salts),
            )
            heads[write.stream] = (version + 1, one.entry.hash)
            next_seq += 1
            yield one
