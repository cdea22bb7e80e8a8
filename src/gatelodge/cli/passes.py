"""Verify an exit pass without the server: the public keys and the newest revocation list do."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from cyclopts import App

from gatelodge.adapters.keys import verifies
from gatelodge.gate import PassStatus, check_offline

_NOT_VALID = 1
_UNREADABLE = 2

app = App(name="gatelodge")
_pass = App(name="pass", help="Verify an exit pass.")
app.command(_pass)


@_pass.command
def verify(token: str, *, keys: Path, revocations: Path | None = None) -> None:
    """Say what an exit pass is worth at this moment. Only VALID is not STOP.

    Exit code 0: valid. 1: anything else. 2: a file cannot be read.

    Parameters
    ----------
    token
        The signs of the QR code, as a scanner types them; spaces and small letters are forgiven.
    keys
        The public keys, one a line: key id, space, key in base64.
    revocations
        The newest signed revocation list. Older than 10 minutes, or absent: UNKNOWN.
    """
    answer = check_offline(
        token,
        public_keys=dict(_key(line, keys) for line in _read(keys).decode().splitlines() if line),
        revocations=_read(revocations) if revocations else None,
        at=datetime.now(tz=UTC),
        verify=verifies,
    )
    sys.stdout.write(f"{answer.status.upper()}: {answer.words}\n")
    if answer.payload is not None:
        who = answer.payload
        sys.stdout.write(
            f"{who.surname.upper()}, {who.forenames}, {who.prison_number}; {who.exit_type} from "
            f"{who.prison}, {who.on}\n"
        )
    sys.exit(0 if answer.status is PassStatus.VALID else _NOT_VALID)


def _key(line: str, path: Path) -> tuple[str, str]:
    key_id, _, key = line.strip().partition(" ")
    if not key:
        _stop(f"{path}: each line needs a key id, a space and a key; this one has not: {line}")
    return key_id, key.strip()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        _stop(f"{path}: {fault.strerror}")


def _stop(words: str) -> NoReturn:
    sys.stderr.write(words + "\n")
    sys.exit(_UNREADABLE)
