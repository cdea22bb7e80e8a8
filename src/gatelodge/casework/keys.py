"""The public keys of passes and checkpoints, published in the ledger and kept for ever."""

from collections.abc import Mapping
from datetime import datetime

from gatelodge.casework.office import REGISTER
from gatelodge.record import Draft, Ledger, StreamMoved, Write, ourselves
from gatelodge.record.facts import SigningKeyPublished

KEYS = REGISTER + "keys"
"""The stream of published keys."""


def published_keys(ledger: Ledger) -> Mapping[str, str]:
    """Key id to raw public key in base64, of every key that ever signed here."""
    facts = (entry.fact for entry in ledger.stream(KEYS))
    return {f.key_id: f.public_key for f in facts if isinstance(f, SigningKeyPublished)}


def publish_signing_key(ledger: Ledger, key_id: str, public_key: str, *, at: datetime) -> None:
    """Publish the key that signs from now on; a key that is published already stays as it is.

    `public_key` is the raw Ed25519 key in base64; `at` is aware.
    """
    while key_id not in published_keys(ledger):
        draft = Draft(
            fact=SigningKeyPublished(key_id=key_id, public_key=public_key),
            by="system:keys",
            reason="a key that signs is published before it signs",
            source=ourselves("keys"),
        )
        seen = len(ledger.stream(KEYS))
        write = Write(stream=KEYS, drafts=(draft,), expected_version=seen)
        try:
            ledger.append([write], at=at)
        except StreamMoved:
            continue
