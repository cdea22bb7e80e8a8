"""The revocation list: a signed text that says which passes are dead at an instant.

Text that a person can read and any program can check: a heading, the instant, the signing key, one
line for each pass of today and later that was cancelled or used, an empty line, and the signature
over everything above it.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from gatelodge.record import Entry
from gatelodge.record.facts import ExitRecorded, PassCancelled, PassIssued

Verify = Callable[[str, bytes, bytes], bool]
"""Whether a signature is of a content, by a raw Ed25519 key in base64: (key, content, signature).

A key that is none verifies nothing; it never raises.
"""
HEADING = "gatelodge exit pass revocations v1"


class Revoked(StrEnum):
    """How a pass died."""

    CANCELLED = "cancelled"
    USED = "used"


class DeadPass(msgspec.Struct, frozen=True, kw_only=True):
    """A pass that opens nothing any more, since when, and the day that it was for."""

    pass_id: str
    how: Revoked
    at: datetime
    on: date


class PassBook(msgspec.Struct, frozen=True, kw_only=True):
    """All passes of a ledger up to an entry: made by following it, and carried on from there."""

    seq: int = 0
    """Number of the newest entry that it knows."""
    days: dict[str, date] = {}
    """Day of each pass that was issued."""
    dead: tuple[DeadPass, ...] = ()

    def after(self, entries: Iterable[Entry]) -> "PassBook":
        """Carry on with the entries that follow, lowest first."""
        days, dead, seq = dict(self.days), list(self.dead), self.seq
        for entry in entries:
            seq = entry.seq
            at = entry.envelope.recorded_at
            match entry.fact:
                case PassIssued(pass_id=name, on=on):
                    days[name] = on
                case PassCancelled(pass_id=name) if name in days:
                    dead.append(DeadPass(pass_id=name, how=Revoked.CANCELLED, at=at, on=days[name]))
                case ExitRecorded(pass_id=name) if name is not None and name in days:
                    dead.append(DeadPass(pass_id=name, how=Revoked.USED, at=at, on=days[name]))
                case _:
                    pass
        return replace(self, seq=seq, days=days, dead=tuple(dead))


class RevocationList(msgspec.Struct, frozen=True, kw_only=True):
    """A list whose signature was checked: the instant it speaks of, and the dead passes."""

    at: datetime
    dead: tuple[DeadPass, ...]

    def against(self, pass_id: str) -> DeadPass | None:
        """How a pass died first; none = it is not on the list."""
        return next((each for each in self.dead if each.pass_id == pass_id), None)


def write_revocations(
    book: PassBook, *, at: datetime, today: date, key_id: str, sign: Callable[[bytes], bytes]
) -> bytes:
    """Write and sign the list of an instant; passes for days before `today` are left out."""
    dead = (each for each in book.dead if each.on >= today)
    lines = [
        HEADING,
        f"at {_stamp(at)}",
        f"key {key_id}",
        *(f"{each.how} {each.pass_id} {each.on} {_stamp(each.at)}" for each in dead),
        "",
        "",
    ]
    content = "\n".join(lines).encode()
    return content + b"signature " + b64encode(sign(content)) + b"\n"


def read_revocations(
    text: bytes, public_keys: Mapping[str, str], verify: Verify
) -> RevocationList | None:
    """Read a list whose signature is good; none = it is no list of ours, or was altered."""
    content, found, last = text.partition(b"\n\nsignature ")
    content += b"\n\n"
    try:
        heading, at_line, key_line, *rest = content.decode().split("\n")
        signature = b64decode(last.strip(), validate=True)
        key = public_keys.get(key_line.removeprefix("key "))
        if not found or heading != HEADING or key is None or not verify(key, content, signature):
            return None
        dead = tuple(_dead(line) for line in rest if line)
        return RevocationList(at=_instant(at_line.removeprefix("at ")), dead=dead)
    except (ValueError, NotBase64):
        return None


def _dead(line: str) -> DeadPass:
    how, pass_id, on, at = line.split(" ")
    return DeadPass(pass_id=pass_id, how=Revoked(how), at=_instant(at), on=date.fromisoformat(on))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _instant(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
