"""The court's signed callback: checked, kept whole, recorded, and only then answered.

Delivery is at least once. The item's name is made from the bytes of the message, so the same
message is the same item however often it comes; equal text under another document id is another
item, and an amendment until a person says otherwise (needs N19).
"""

from hashlib import sha256

import msgspec

from gatelodge.casework.court.ports import Secrets
from gatelodge.casework.court.subscribing import accepted_secrets, known_subscriptions
from gatelodge.casework.office import INTAKE, ITEM, REGISTER, Office
from gatelodge.intake import Callback, Unreadable, is_signed, read_callback
from gatelodge.record import Draft, StreamMoved, Write, message, ourselves
from gatelodge.record.facts import (
    CourtMessageReceived,
    CourtMessageRefused,
    Fact,
    UnreadableMessageReceived,
)

REFUSALS = REGISTER + "court-refusals"
"""The register of refused calls on the callback."""
LARGEST_BODY = 1_000_000
"""Bytes. A message is about a thousand; ten would be a flood (our decision)."""
CONTENT_TYPE = "application/json"


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A message that is safely stored."""

    item: str
    is_repeat: bool
    """Whether the same message had come before; nothing was recorded again."""


class CallbackRefused(Exception):
    """A call that is not accepted: HTTP status, the contract's error word, and plain English."""

    def __init__(self, status: int, error: str, words: str) -> None:
        """Say why."""
        super().__init__(words)
        self.status = status
        self.error = error
        self.words = words


def item_name(body: bytes) -> str:
    """The inbox item of a message: 32 hexadecimal digits made from its bytes."""
    return sha256(body).hexdigest()[:32]


def receive_callback(
    office: Office,
    body: bytes,
    *,
    key_id: str,
    signature: str,
    correlation_id: str,
    content_type: str,
    secrets: Secrets,
) -> Received:
    """Take in one call of the court. Returns only after the message is durably recorded.

    Raises `CallbackRefused`: 415 wrong content type, 413 too large, 401 unknown key or wrong
    signature (each recorded in the register of refusals), and 400 for a signed body that cannot be
    read, which is kept and queued for a person all the same.
    """
    _check(
        office,
        body,
        key_id=key_id,
        signature=signature,
        correlation_id=correlation_id,
        content_type=content_type,
        secrets=secrets,
    )
    kept = office.documents.keep(body, media_type=CONTENT_TYPE)
    item = item_name(body)
    try:
        callback = read_callback(body)
    except Unreadable as fault:
        words = str(fault)
        unreadable = UnreadableMessageReceived(
            message=kept, correlation_id=correlation_id, key_id=key_id, fault=words
        )
        _record(office, item, unreadable)
        raise CallbackRefused(
            400, "invalid_request", f"{words}. The message is kept, and a person will look at it."
        ) from fault
    is_new = _record(office, item, _received(callback, kept, correlation_id, key_id))
    return Received(item=item, is_repeat=not is_new)


def refuse_too_large(office: Office, correlation_id: str, *, size: int) -> CallbackRefused:
    """Record a body over `LARGEST_BODY` that was not even read; `size` in bytes, as announced."""
    words = f"The message has {size} bytes; at most {LARGEST_BODY} are accepted."
    return _refused(office, 413, "too_large", words, correlation_id, body=b"")


def _check(
    office: Office,
    body: bytes,
    *,
    key_id: str,
    signature: str,
    correlation_id: str,
    content_type: str,
    secrets: Secrets,
) -> None:
    """Raise `CallbackRefused` unless the call is a signed message of acceptable size and type."""
    if content_type.partition(";")[0].strip().lower() != CONTENT_TYPE:
        words = f"The content type must be {CONTENT_TYPE}."
        raise _refused(office, 415, "unsupported_media_type", words, correlation_id, body=b"")
    if len(body) > LARGEST_BODY:
        raise refuse_too_large(office, correlation_id, size=len(body))
    accepted = accepted_secrets(known_subscriptions(office), secrets, key_id, office.clock.now())
    if not accepted:
        words = "X-Key-Id names no key that we accept."
        raise _refused(office, 401, "unknown_key", words, correlation_id, body=b"")
    if not any(is_signed(secret, body, signature) for secret in accepted):
        words = "X-Signature is not the signature of this body with this key."
        raise _refused(office, 401, "wrong_signature", words, correlation_id, body=body)


def _received(
    callback: Callback, kept: str, correlation_id: str, key_id: str
) -> CourtMessageReceived:
    return CourtMessageReceived(
        message=kept,
        correlation_id=correlation_id,
        key_id=key_id,
        event_type=callback.event_type,
        master_defendant_id=str(callback.master_defendant_id),
        hearing_id=str(callback.hearing_id) if callback.hearing_id else None,
        case_urns=callback.case_urns,
        document_id=str(callback.document_id),
        document_generated_at=callback.document_generated_timestamp,
        prison_email=callback.prison_email_address,
    )


def _record(office: Office, item: str, fact: Fact) -> bool:
    """Begin the item's stream. Returns false when it had begun: the message came before."""
    draft = Draft(
        fact=fact, by=INTAKE.account, reason="a message from the court", source=message(item)
    )
    try:
        office.ledger.append(
            [Write(stream=ITEM + item, drafts=(draft,), expected_version=0)],
            at=office.clock.now(),
        )
    except StreamMoved:
        return False
    return True


def _refused(
    office: Office, status: int, error: str, words: str, correlation_id: str, *, body: bytes
) -> CallbackRefused:
    """Record a refusal, and return it for raising.

    Anybody can call the callback, so the register must not grow as fast as they call: of each
    fault at most 16 refusals a minute are recorded, and the same body once (our decision). A body
    is kept only when its caller knew one of our keys: it may be a message of the court's.
    """
    at = office.clock.now()
    digest = sha256(body or correlation_id.encode()).hexdigest()
    kept = office.documents.keep(body, media_type="application/octet-stream") if body else None
    draft = Draft(
        fact=CourtMessageRefused(fault=words, correlation_id=correlation_id, body=kept),
        by=INTAKE.account,
        reason="a refused call on the court's callback",
        source=ourselves("court callback"),
    )
    command = f"court-refusal/{error}/{at:%Y%m%d%H%M}/{digest[0]}"
    office.ledger.append([Write(stream=REFUSALS, drafts=(draft,))], at=at, command=command)
    return CallbackRefused(status, error, words)
