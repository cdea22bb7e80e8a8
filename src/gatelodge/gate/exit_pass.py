"""The exit pass: a signed permission for one person, one type of exit and one day.

The token is what the QR code holds: a prefix and, in base32 without padding (QR's alphanumeric
mode), the payload's bytes with their Ed25519 signature. Verification is over the stored bytes,
never over a value encoded again. A gate without the server needs the public keys and the newest
signed revocation list; with an old list it answers UNKNOWN, never valid.
"""

import re
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

import msgspec

from gatelodge.gate.revocations import RevocationList, Revoked, Verify, read_revocations
from gatelodge.record import day_in_london, spoken_day, spoken_moment
from gatelodge.record.facts import ExitType

PREFIX = "GATELODGE1"
"""Begins every token of this format; all of it lies in QR's alphanumeric set."""
LIST_GOOD_FOR = timedelta(minutes=10)
"""A revocation list older than this answers nothing (issue: never valid)."""
SIGNATURE_BYTES = 64
SHORT_CODE_SIGNS = 20
"""20 signs of 5 bits: enough that nobody hits a live code by typing."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_BETWEEN = re.compile(r"[\s\-.]+")

Sign = Callable[[bytes], bytes]


class PassPayload(msgspec.Struct, frozen=True, array_like=True):
    """What is signed. Order of the fields is part of the format.

    `record_version` is the place of the pass's own issue in the record's stream, and `follows` the
    hash of the newest entry that the duty governor saw: together they bind it to the record's head.
    """

    pass_id: str
    record_id: str
    prison_number: str
    surname: str
    forenames: str
    exit_type: ExitType
    on: date
    prison: str
    record_version: int
    follows: str
    key_id: str
    issued_at: datetime
    is_practice: bool


class NotAPass(Exception):
    """What was scanned or typed is no pass of ours; the text says why, in plain English."""


_ENCODE = msgspec.msgpack.Encoder()
_DECODE = msgspec.msgpack.Decoder(PassPayload)


def make_token(payload: PassPayload, sign: Sign) -> str:
    """Sign a payload and write it as a token."""
    content = _ENCODE.encode(payload)
    return PREFIX + b32encode(content + sign(content)).decode("ascii").rstrip("=")


def read_token(token: str) -> tuple[PassPayload, bytes, bytes]:
    """Read payload, signed content and signature of a token; spaces and small letters are forgiven.

    The payload is what the token says, not yet what it proves. Raises `NotAPass`.
    """
    text = _BETWEEN.sub("", token).upper()
    if not text.startswith(PREFIX):
        raise NotAPass("It does not begin as our passes do.")
    body = text.removeprefix(PREFIX)
    try:
        raw = b32decode(body + "=" * (-len(body) % 8))
    except (NotBase32, ValueError) as wrong:
        raise NotAPass("It was not read whole.") from wrong
    content, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    try:
        payload = _DECODE.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise NotAPass("It was not read whole.") from wrong
    if not f"{payload.record_id}{payload.pass_id}{payload.key_id}".isprintable():
        # Nobody has proved it yet, and its ids are looked up.
        raise NotAPass("It names no record.")
    return payload, content, signature


def short_code(token: str) -> str:
    """Give the 20 signs to type when a pass cannot be scanned; they follow from the token."""
    number = int.from_bytes(sha256(token.encode("ascii")).digest()) >> (256 - 5 * SHORT_CODE_SIGNS)
    places = range(5 * (SHORT_CODE_SIGNS - 1), -1, -5)
    return "".join(_CROCKFORD[(number >> place) & 31] for place in places)


def in_blocks(code: str) -> str:
    """A code in blocks of four, as printed and read out."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def read_short_code(typed: str) -> str | None:
    """Read a typed code: spaces, hyphens, small letters, O for 0 and I or L for 1 are forgiven.

    None = it is not 20 signs of the code's alphabet.
    """
    code = _BETWEEN.sub("", typed).upper().translate(_FORGIVEN)
    if len(code) != SHORT_CODE_SIGNS or set(code) - set(_CROCKFORD):
        return None
    return code


class PassStatus(StrEnum):
    """What a pass is worth at a moment. VALID alone is not STOP."""

    VALID = "valid"
    CANCELLED = "cancelled"
    USED = "used"
    WRONG_DAY = "wrong day"
    NOT_OURS = "not ours"
    UNKNOWN = "unknown"


class PassAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of a gate without the server, with its words."""

    status: PassStatus
    words: str
    payload: PassPayload | None = None
    """What the pass says; only from a pass whose signature is good."""


def check_offline(
    token: str,
    *,
    public_keys: Mapping[str, str],
    revocations: bytes | None,
    at: datetime,
    verify: Verify,
) -> PassAnswer:
    """Say what a pass is worth, by public keys and the newest revocation list.

    `public_keys`: key id to raw Ed25519 key in base64. `revocations` none = no list is
    here. `at` is aware. Never VALID unless the signature is good, the day is London's today, and a
    list not older than 10 minutes does not name the pass. The 20 signs of a short code are UNKNOWN:
    they hold no signature, so they accuse nobody and prove nothing.
    """
    try:
        payload, content, signature = read_token(token)
    except NotAPass as wrong:
        if read_short_code(token) is not None:
            return PassAnswer(status=PassStatus.UNKNOWN, words=_SHORT_CODE)
        return PassAnswer(status=PassStatus.NOT_OURS, words=f"{wrong} {_NOT_OURS}")
    key = public_keys.get(payload.key_id)
    if key is None or not verify(key, content, signature):
        return PassAnswer(status=PassStatus.NOT_OURS, words=_NOT_OURS)
    known = read_revocations(revocations, public_keys, verify) if revocations else None
    status, words = _worth(payload, known, at)
    return PassAnswer(status=status, words=words, payload=payload)


_NOT_OURS = "Not our pass. Keep the paper. Ring the duty governor."
_SHORT_CODE = (
    f"These {SHORT_CODE_SIGNS} signs cannot be checked here. Scan the QR code, or ring the OMU. "
    "Do not open."
)
_ASK = "Do not open. Ring the OMU and read the code to them."


def _worth(
    payload: PassPayload, known: RevocationList | None, at: datetime
) -> tuple[PassStatus, str]:
    """What speaks against a pass first; a cancelled pass stays cancelled on an old list too."""
    against = known.against(payload.pass_id) if known else None
    if against is not None:
        when = spoken_moment(against.at)
        if against.how is Revoked.USED:
            return PassStatus.USED, f"Used at {when}. Do not open. Ring the OMU."
        return PassStatus.CANCELLED, f"Cancelled at {when}. Do not open. Ring the OMU."
    if day_in_london(at) != payload.on:
        return PassStatus.WRONG_DAY, f"For {spoken_day(payload.on)}. Do not open. Ring the OMU."
    doubt = _doubt(payload, known, at)
    if doubt is not None:
        return PassStatus.UNKNOWN, f"Cannot tell: {doubt}. {_ASK}"
    practice = " PRACTICE: no real pass." if payload.is_practice else ""
    until = f"{spoken_day(payload.on)}, until 23:59"
    return PassStatus.VALID, f"{payload.exit_type.value.capitalize()}, {until}.{practice}"


def _doubt(payload: PassPayload, known: RevocationList | None, at: datetime) -> str | None:
    """Why the list cannot answer for this pass; none = it can."""
    if known is None:
        return "there is no signed revocation list"
    age = at - known.at
    if age > LIST_GOOD_FOR:
        return f"the list is {int(age.total_seconds() // 60)} minutes old"
    if min(age, at - payload.issued_at) < -LIST_GOOD_FOR:
        return "this clock is behind the list or the pass"
    return None
