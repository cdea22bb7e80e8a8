"""What makes the loading of an estate quick: one writer who need not read what it wrote.

Both stand before the real ledger and the real folder for as long as one transaction lasts in which
nobody else writes. Nothing is skipped: every entry is appended and every document made durable.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256

from gatelodge.adapters.documents import DocumentFolder
from gatelodge.record import Entry, Ledger, Write

_TOGETHER = 16
"""How many documents are made durable at once."""


class RememberedLedger:
    """A ledger that remembers the streams it has read or begun. Only for a sole writer."""

    def __init__(self, ledger: Ledger) -> None:
        """Stand before a ledger."""
        self._ledger = ledger
        self._streams: dict[str, tuple[Entry, ...]] = {}

    def append(
        self, writes: Sequence[Write], *, at: datetime, command: str | None = None
    ) -> tuple[Entry, ...]:
        """Append to the real ledger, and remember."""
        for write in writes:
            self.stream(write.stream)
        entries = self._ledger.append(writes, at=at, command=command)
        for entry in entries:
            stream = entry.envelope.stream
            known = self._streams[stream]
            if entry.envelope.stream_version == len(known) + 1:
                self._streams[stream] = (*known, entry)
        return entries

    def answer_to(self, command: str) -> tuple[Entry, ...] | None:
        """What a command wrote when it first came."""
        return self._ledger.answer_to(command)

    def stream(self, stream: str) -> tuple[Entry, ...]:
        """All entries of one stream, read once."""
        if stream not in self._streams:
            self._streams[stream] = self._ledger.stream(stream)
        return self._streams[stream]

    def entry(self, seq: int) -> Entry | None:
        """One entry by its number."""
        return self._ledger.entry(seq)

    def after(self, seq: int, *, limit: int = 1000) -> tuple[Entry, ...]:
        """Entries with a higher number."""
        return self._ledger.after(seq, limit=limit)

    def head(self) -> int:
        """Number of the newest entry."""
        return self._ledger.head()

    def streams(self, prefix: str) -> Iterator[str]:
        """Names of all streams that begin so."""
        return self._ledger.streams(prefix)


class GatheredDocuments:
    """A folder that holds documents in memory until all are made durable together."""

    def __init__(self, folder: DocumentFolder) -> None:
        """Gather for a folder."""
        self._folder = folder
        self._gathered: dict[str, bytes] = {}

    def keep(self, content: bytes) -> str:
        """Hold the bytes and return their SHA-256, hexadecimal."""
        content_hash = sha256(content).hexdigest()
        self._gathered[content_hash] = content
        return content_hash

    def read(self, content_hash: str) -> bytes | None:
        """The bytes, gathered or kept before."""
        return self._gathered.get(content_hash) or self._folder.read(content_hash)

    def as_it_is(self, content_hash: str) -> bytes | None:
        """The bytes that are there now, gathered or kept before."""
        return self._gathered.get(content_hash) or self._folder.as_it_is(content_hash)

    def make_durable(self) -> None:
        """Keep everything that was gathered in the real folder."""
        with ThreadPoolExecutor(_TOGETHER) as pool:
            for _ in pool.map(self._folder.keep, self._gathered.values()):
                pass
