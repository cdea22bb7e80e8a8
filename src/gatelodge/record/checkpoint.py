"""A signed text checkpoint: how many entries the ledger had, and the root over them.

It is a signed note that a person can read and other programs can verify: origin, size, root in
base64, when it was made, an empty line, the signature. Source: C2SP tlog-checkpoint, signed-note.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

ORIGIN = "gatelodge"
"""First line of every checkpoint, and name of the key in its signature line."""
_HASH_BYTES = 32
_KEY_ID_BYTES = 4
_NOTE = re.compile(
    rf"{ORIGIN}\n(?P<size>0|[1-9][0-9]*)\n(?P<root>[A-Za-z0-9+/=]+)\nmade (?P<made_at>[^\n]+)\n"
    rf"\n— {ORIGIN} (?P<signed>[A-Za-z0-9+/=]+)\n"
)


class NotACheckpoint(ValueError):
    """A text that is no checkpoint, or not in the one form in which we write them."""


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Size and root of the ledger at an instant, and the key and signature that say so."""

    size: int
    root: bytes
    made_at: datetime
    key_id: str
    signature: bytes

    @property
    def signed_text(self) -> bytes:
        """What the signature covers."""
        return _signed_text(self.size, self.root, self.made_at)

    @property
    def text(self) -> bytes:
        """The whole note."""
        signed = b64encode(bytes.fromhex(self.key_id) + self.signature).decode()
        return self.signed_text + f"\n— {ORIGIN} {signed}\n".encode()


def sign(
    *, size: int, root: bytes, made_at: datetime, key_id: str, signs: Callable[[bytes], bytes]
) -> Checkpoint:
    """Sign size and root as they were at an aware instant.

    `key_id` (8 hexadecimal digits) and `signs` are those of the installation's signer.
    """
    made_at = made_at.astimezone(UTC)
    signature = signs(_signed_text(size, root, made_at))
    return Checkpoint(size=size, root=root, made_at=made_at, key_id=key_id, signature=signature)


def parse(note: bytes) -> Checkpoint:
    """Read a checkpoint's text. Raises `NotACheckpoint` for anything but the exact form."""
    try:
        found = _NOTE.fullmatch(note.decode())
        if found is None:
            raise NotACheckpoint("the text does not have the lines of a checkpoint")
        signed = b64decode(found["signed"], validate=True)
        checkpoint = Checkpoint(
            size=int(found["size"]),
            root=b64decode(found["root"], validate=True),
            made_at=datetime.fromisoformat(found["made_at"]),
            key_id=signed[:_KEY_ID_BYTES].hex(),
            signature=signed[_KEY_ID_BYTES:],
        )
    except (UnicodeDecodeError, NotBase64) as fault:
        raise NotACheckpoint("the text cannot be read") from fault
    except ValueError as fault:
        raise NotACheckpoint(f"the text cannot be read: {fault}") from fault
    if len(checkpoint.root) != _HASH_BYTES or checkpoint.text != note:
        raise NotACheckpoint("the text is not written as a checkpoint is")
    return checkpoint


def _signed_text(size: int, root: bytes, made_at: datetime) -> bytes:
    lines = (ORIGIN, str(size), b64encode(root).decode(), f"made {made_at.isoformat()}", "")
    return "\n".join(lines).encode()
