"""Documents on disk by content hash: whole, and durable before anything names them."""

import re
from hashlib import sha256
from pathlib import Path

from gatelodge.adapters.durable import make_durable, written_beside

_CONTENT_HASH = re.compile(r"[0-9a-f]{64}")


class DocumentDamaged(Exception):
    """A kept document is not what was kept: its bytes do not give its hash."""

    def __init__(self, content_hash: str) -> None:
        super().__init__(f"Document {content_hash} is not what was kept. Run gatelodge verify.")
        self.content_hash = content_hash


class DocumentFolder:
    """One file a document, named by its SHA-256, in folders by its first two digits."""

    def __init__(self, folder: Path) -> None:
        """Keep documents under this folder; it is made when the first one comes."""
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Write the bytes durably and return their SHA-256, hexadecimal; a repeat changes nothing.

        A file that is there and damaged is written anew: by its name it can hold only this.
        """
        content_hash = sha256(content).hexdigest()
        path = self._path(content_hash)
        if path.exists() and path.read_bytes() == content:
            return content_hash
        for folder in (self._folder, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_beside(path, content) as beside:
            beside.replace(path)
        make_durable(self._folder)
        return content_hash

    def read(self, content_hash: str) -> bytes | None:
        """Read a document; none when no such one is kept. Raises `DocumentDamaged`."""
        content = self.as_it_is(content_hash)
        if content is not None and sha256(content).hexdigest() != content_hash:
            raise DocumentDamaged(content_hash)
        return content

    def as_it_is(self, content_hash: str) -> bytes | None:
        """Read the bytes that are there now, right or wrong; none when there is no file."""
        if not _CONTENT_HASH.fullmatch(content_hash):
            return None
        path = self._path(content_hash)
        return path.read_bytes() if path.exists() else None

    def _path(self, content_hash: str) -> Path:
        return self._folder / content_hash[:2] / content_hash
