"""One line of the ledger: the envelope around a fact, its digest and its place in the chain.

The hash covers the envelope with a salted digest of the body. Body and salt lie apart, so that a
later retention rule can erase them and the chain still verifies. What is hashed is the stored
bytes, never a value encoded again.
"""

from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

import msgspec

from gatelodge.record.facts import FACT_BY_NAME, Fact
from gatelodge.record.upgrades import upgraded

NO_PREVIOUS = "0" * 64
"""What stands as the previous hash of a stream's first entry."""


class SourceKind(StrEnum):
    """Where a fact comes from."""

    DOCUMENT = "document"
    MESSAGE = "message"
    STATEMENT = "statement"
    OURSELVES = "Gatelodge"


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document by content hash, a message by id, a named person's statement, or our own decision.

    `reference` is the content hash, the message id, the name of who stated it, or the part of
    Gatelodge that decided. `page` and `field` say where on a document it stands.
    """

    kind: SourceKind
    reference: str
    page: int | None = None
    field: str | None = None


def document(content_hash: str, *, page: int | None = None, field: str | None = None) -> Source:
    """Name a document by its content hash (SHA-256, hexadecimal) as the source."""
    return Source(kind=SourceKind.DOCUMENT, reference=content_hash, page=page, field=field)


def message(message_id: str) -> Source:
    """Name a message by its id as the source."""
    return Source(kind=SourceKind.MESSAGE, reference=message_id)


def statement(name: str) -> Source:
    """Name a person's statement as the source: who stated it."""
    return Source(kind=SourceKind.STATEMENT, reference=name)


def ourselves(part: str) -> Source:
    """Name the part of Gatelodge that decided."""
    return Source(kind=SourceKind.OURSELVES, reference=part)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An entry not yet in the ledger: what somebody wants to say.

    `true_from` is the instant from which it was so (aware); none = from when it is recorded.
    `by` is the account of who says it; `reason` is their task in hand, in words.
    """

    fact: Fact
    by: str
    reason: str
    source: Source
    true_from: datetime | None = None
    corrects: int | None = None


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that the hash covers. Field order is part of the format."""

    seq: int
    stream: str
    stream_version: int
    recorded_at: datetime
    true_from: datetime
    by: str
    reason: str
    source: Source
    corrects: int | None
    kind: str
    kind_version: int
    body_digest: str
    previous_hash: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as recorded: envelope, its hash, and the fact; erased bodies have no fact."""

    envelope: Envelope
    hash: str
    fact: Fact | None

    @property
    def seq(self) -> int:
        """Number in the ledger, from 1, without gaps."""
        return self.envelope.seq


class UnknownKind(LookupError):
    """A stored entry has a kind or version that this release does not know."""


class Undecodable(ValueError):
    """Stored bytes are not what Gatelodge wrote: they were altered."""


_NOT_DECODED = (msgspec.DecodeError, UnicodeDecodeError)
"""What msgspec raises; bytes that are no UTF-8 inside a name raise Python's own error."""
_ENCODER = msgspec.json.Encoder(order="sorted")
_ENVELOPE_DECODER = msgspec.json.Decoder(Envelope)
_BODY_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in FACT_BY_NAME.items()}
"""Made while one thread alone imports this. msgspec lays out a type when it is first asked to
decode it, and a second thread that decodes the same type meanwhile ends the process with a fault of
memory access (msgspec 0.22)."""


def encode_body(fact: Fact) -> bytes:
    """Turn a fact into the bytes that are stored and digested: canonical JSON, sorted keys."""
    return _ENCODER.encode(fact)


def decode_body(kind: str, kind_version: int, body: bytes) -> Fact:
    """Turn stored bytes into today's fact, by stored name and version.

    Raises `UnknownKind` for a name and version that no release ever wrote, `Undecodable` for
    bytes that are no body of that kind.
    """
    kind, kind_version, body = upgraded(kind, kind_version, body)
    decoder = _BODY_DECODERS.get((kind, kind_version))
    if decoder is None:
        raise UnknownKind(f"no entry kind is called {kind!r} in version {kind_version}")
    try:
        return decoder.decode(body)
    except _NOT_DECODED as fault:
        raise Undecodable(f"the body is no {kind} of version {kind_version}") from fault


def encode_envelope(envelope: Envelope) -> bytes:
    """Turn an envelope into the bytes that are stored and hashed."""
    return _ENCODER.encode(envelope)


def decode_envelope(stored: bytes) -> Envelope:
    """Turn stored bytes into an envelope. Raises `Undecodable` when they are none."""
    try:
        return _ENVELOPE_DECODER.decode(stored)
    except _NOT_DECODED as fault:
        raise Undecodable("the envelope cannot be read") from fault


def body_digest(salt: bytes, body: bytes) -> str:
    """SHA-256 of salt and body, hexadecimal."""
    return sha256(salt + body).hexdigest()


def entry_hash(stored_envelope: bytes) -> str:
    """SHA-256 of the stored envelope, hexadecimal."""
    return sha256(stored_envelope).hexdigest()


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """An entry ready to be stored: the exact bytes, and what they decode to."""

    entry: Entry
    stored_envelope: bytes
    body: bytes
    salt: bytes


def seal(
    draft: Draft,
    *,
    seq: int,
    stream: str,
    stream_version: int,
    previous_hash: str,
    recorded_at: datetime,
    salt: bytes,
) -> Sealed:
    """Place a draft in the ledger: envelope, digest and hash.

    `seq` and `stream_version` count from 1. Raises `ValueError` for an instant without a time zone.
    """
    for instant in (recorded_at, draft.true_from):
        if instant is not None and instant.tzinfo is None:
            raise ValueError("an instant in the ledger needs a time zone")
    body = encode_body(draft.fact)
    envelope = Envelope(
        seq=seq,
        stream=stream,
        stream_version=stream_version,
        recorded_at=recorded_at.astimezone(UTC),
        true_from=(draft.true_from or recorded_at).astimezone(UTC),
        by=draft.by,
        reason=draft.reason,
        source=draft.source,
        corrects=draft.corrects,
        kind=draft.fact.KIND,
        kind_version=draft.fact.KIND_VERSION,
        body_digest=body_digest(salt, body),
        previous_hash=previous_hash,
    )
    stored = encode_envelope(envelope)
    return Sealed(
        entry=Entry(envelope=envelope, hash=entry_hash(stored), fact=draft.fact),
        stored_envelope=stored,
        body=body,
        salt=salt,
    )
