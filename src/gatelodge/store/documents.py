"""Documents kept whole: the bytes in a folder, then a signed card in the database."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Protocol

import msgspec
from django.db import IntegrityError, transaction

from gatelodge.casework.office import Clock, Signer
from gatelodge.store.models import DocumentCard

_CARD_SIGNED = b"gatelodge document card\n"
"""What precedes a card under its signature, so that no other signed text can pass for one."""


class Folder(Protocol):
    """Where the bytes lie."""

    def keep(self, content: bytes) -> str:
        """Write the bytes durably and return their SHA-256, hexadecimal."""

    def read(self, content_hash: str) -> bytes | None:
        """The bytes, or none when no such document is kept; raises when they were altered."""

    def as_it_is(self, content_hash: str) -> bytes | None:
        """The bytes that are there now, right or wrong; none when there is no file."""


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What we know of a document from its receipt: it never changes."""

    sha256: str
    media_type: str
    size_bytes: int
    received_at: datetime
    key_id: str
    """The key that signed the card."""


_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(Card)


class KeptDocuments:
    """`casework.Documents`: the file is durable before its card is written."""

    def __init__(self, folder: Folder, *, clock: Clock, signer: Signer) -> None:
        """Keep bytes in a folder; cards get the clock's instant and the signer's signature."""
        self._folder = folder
        self._clock = clock
        self._signer = signer

    def keep(self, content: bytes, *, media_type: str) -> str:
        """Store the bytes durably and return their SHA-256, hexadecimal.

        The first receipt's card stands; a repeat changes nothing.
        """
        content_hash = self._folder.keep(content)
        if DocumentCard.objects.filter(pk=content_hash).exists():
            return content_hash
        card = _ENCODER.encode(
            Card(
                sha256=content_hash,
                media_type=media_type,
                size_bytes=len(content),
                received_at=self._clock.now(),
                key_id=self._signer.key_id,
            )
        )
        signature = self._signer.sign(_CARD_SIGNED + card)
        try:
            with transaction.atomic():
                DocumentCard.objects.create(sha256=content_hash, card=card, signature=signature)
        except IntegrityError:
            # Somebody else received the same document in the same moment: their card stands.
            if not DocumentCard.objects.filter(pk=content_hash).exists():
                raise
        return content_hash

    def read(self, content_hash: str) -> bytes | None:
        """The bytes, or none when no such document is kept. Raises what the folder raises."""
        return self._folder.read(content_hash)

    def card(self, content_hash: str) -> Card | None:
        """A document's card, or none when no such document is kept."""
        row = DocumentCard.objects.filter(pk=content_hash).first()
        return None if row is None else _DECODER.decode(bytes(row.card))


def card_fault(
    row: DocumentCard, content: bytes | None, verifies: Callable[[str, bytes, bytes], bool]
) -> str | None:
    """What is wrong with a document or its card, in words; none = nothing.

    `content` is what the file holds, none when there is no file. `verifies` answers whether a
    signature on content was made by the key of an id.
    """
    if content is None:
        return "its file is missing"
    stored = bytes(row.card)
    try:
        card = _DECODER.decode(stored)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "its card cannot be read"
    if not verifies(card.key_id, _CARD_SIGNED + stored, bytes(row.signature)):
        return "the signature on its card is not ours"
    if card.sha256 != row.sha256:
        return "its card is another document's"
    if sha256(content).hexdigest() != card.sha256 or len(content) != card.size_bytes:
        return "its bytes are not those that were kept"
    return None
