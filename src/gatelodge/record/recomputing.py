"""Recompute a whole ledger from its stored rows: nothing is taken on trust but the bytes.

Rows come in order; each is judged on its own bytes, on its stream's chain and on its number. The
same pass gives the root of the tree at every size that a checkpoint names.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from gatelodge.record.checkpoint import Checkpoint
from gatelodge.record.entry import (
    NO_PREVIOUS,
    Envelope,
    SourceKind,
    Undecodable,
    UnknownKind,
    body_digest,
    decode_body,
    decode_envelope,
    entry_hash,
)
from gatelodge.record.facts import Fact, SigningKeyPublished
from gatelodge.record.merkle import Frontier, leaf_hash


class StoredRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entry exactly as it is stored; no salt or body = the body's row is missing."""

    seq: int
    stream: str
    stream_version: int
    envelope: bytes
    hash: str
    salt: bytes | None
    body: bytes | None


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it was recorded: what, and what is wrong with it."""

    what: str
    words: str
    seq: int | None = None
    """Number of the entry, when it is one."""


class Recomputed:
    """What has been recomputed so far: feed it every row in order of number."""

    def __init__(self, sizes: Sequence[int] = ()) -> None:
        """`sizes` are the ledger sizes whose roots are wanted."""
        self.entries = 0
        self.keys: dict[str, str] = {}
        """Published keys: id to raw public key in base64."""
        self.documents: dict[str, int] = {}
        """Content hash of every document that is a source, and the first entry that names it."""
        self.roots: dict[int, bytes] = {}
        self._wanted = frozenset(sizes)
        self._tree = Frontier()
        self._heads: dict[str, tuple[int, str]] = {}
        self._latest: Envelope | None = None
        self._next = 1

    @property
    def root(self) -> bytes:
        """Root over all rows so far."""
        return self._tree.root()

    def judge(self, row: StoredRow) -> Iterator[Fault]:
        """Give everything that is wrong with the next row, and with the number before it."""
        yield from self._gap_before(row.seq)
        for words in self._faults(row):
            yield Fault(what=f"entry {row.seq}", words=words, seq=row.seq)
        self.entries += 1
        self._heads[row.stream] = (row.stream_version, row.hash)
        self._tree.add(leaf_hash(row.envelope))
        if self._tree.size in self._wanted:
            self.roots[self._tree.size] = self._tree.root()

    def judge_unreadable(self, seq: int) -> Iterator[Fault]:
        """Give what is wrong with a row that the database cannot read."""
        yield from self._gap_before(seq)
        yield Fault(what=f"entry {seq}", words="the database cannot read its row", seq=seq)

    def _gap_before(self, seq: int) -> Iterator[Fault]:
        if seq != self._next:
            yield Fault(
                what=f"entry {self._next}",
                words=f"it is missing: entry {seq} stands in its place",
                seq=self._next,
            )
        self._next = seq + 1

    def _faults(self, row: StoredRow) -> Iterator[str]:
        if entry_hash(row.envelope) != row.hash:
            yield "the envelope does not give its hash"
        try:
            envelope = decode_envelope(row.envelope)
        except Undecodable as fault:
            yield str(fault)
            return
        yield from self._misplaced(row, envelope)
        yield from self._body_faults(row, envelope)
        self._latest = envelope
        if envelope.source.kind is SourceKind.DOCUMENT:
            self.documents.setdefault(envelope.source.reference, row.seq)

    def _misplaced(self, row: StoredRow, envelope: Envelope) -> Iterator[str]:
        if (envelope.seq, envelope.stream, envelope.stream_version) != (
            row.seq,
            row.stream,
            row.stream_version,
        ):
            yield "the envelope names another place in the ledger than its row"
        version, previous = self._heads.get(row.stream, (0, NO_PREVIOUS))
        if row.stream_version != version + 1:
            yield f"it is version {row.stream_version} of its stream after version {version}"
        if envelope.previous_hash != previous:
            yield "it does not follow on the entry before it in its stream"
        if self._latest and envelope.recorded_at < self._latest.recorded_at:
            yield "it was recorded before the entry ahead of it"

    def _body_faults(self, row: StoredRow, envelope: Envelope) -> Iterator[str]:
        if row.salt is None or row.body is None:
            yield "its body is missing"
            return
        if body_digest(row.salt, row.body) != envelope.body_digest:
            yield "body and salt do not give the digest in its envelope"
            return
        try:
            fact = decode_body(envelope.kind, envelope.kind_version, row.body)
        except (UnknownKind, Undecodable) as fault:
            yield str(fault)
        else:
            self._note_key(fact)

    def _note_key(self, fact: Fact) -> None:
        if isinstance(fact, SigningKeyPublished):
            self.keys[fact.key_id] = fact.public_key


def checkpoint_fault(
    checkpoint: Checkpoint,
    recomputed: Recomputed,
    verifies: Callable[[str, bytes, bytes], bool],
) -> str | None:
    """What is wrong with a checkpoint against the recomputed ledger, in words; none = nothing.

    `verifies` answers for public key (base64), content and signature.
    """
    key = recomputed.keys.get(checkpoint.key_id)
    if key is None:
        return f"it is signed with key {checkpoint.key_id}, which the ledger never published"
    if not verifies(key, checkpoint.signed_text, checkpoint.signature):
        return "its signature does not verify"
    if checkpoint.size > recomputed.entries:
        return (
            f"it was signed over {checkpoint.size} entries and the ledger has "
            f"{recomputed.entries}: the newest are missing"
        )
    if recomputed.roots.get(checkpoint.size) != checkpoint.root:
        return (
            f"the first {checkpoint.size} entries do not give the root that was signed: "
            "one of them was rewritten"
        )
    return None


def missing_documents(recomputed: Recomputed, kept: Mapping[str, object]) -> Iterator[Fault]:
    """Name each entry whose source is a document that is not kept."""
    for content_hash, seq in recomputed.documents.items():
        if content_hash not in kept:
            yield Fault(
                what=f"entry {seq}",
                words=f"its source is document {content_hash}, which is not kept",
                seq=seq,
            )
