"""Secrets on disk: files that their owner alone can read, each made once and never half-written."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gatelodge.adapters.durable import written_beside

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SecretExposed(Exception):
    """A secret lies in a file that others than its owner can reach."""


def private_file(path: Path, make: Callable[[], bytes]) -> bytes:
    """Read a secret; on the first start make it, with mode 0600 in a folder with mode 0700.

    Two processes that start at once get the same secret: the file appears whole or not at all.
    Raises `SecretExposed` when others can read or write the file.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _appear_whole(path, make())
    if stat.S_IMODE(path.stat().st_mode) & _OTHERS:
        raise SecretExposed(
            f"{path} can be reached by others than its owner. "
            f"Find out who may have read it, then run: chmod 600 {path}"
        )
    return path.read_bytes()


def _appear_whole(path: Path, content: bytes) -> None:
    """Write beside, then link: the first of two makers wins."""
    with written_beside(path, content) as beside, suppress(FileExistsError):
        os.link(beside, path)
