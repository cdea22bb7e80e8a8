"""The Ed25519 key that signs passes, checkpoints and documents' cards, and how to verify with it.

The private key lies beside the database's folder, outside the repository: PKCS8, mode 0600. The
public key is published in the ledger, so that what it signed verifies years later.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from gatelodge.adapters.private_file import private_file

KEY_NAME = "gatelodge"
"""Name of the key in a signed note, as in its signature line."""
_ED25519_NOTE = b"\n\x01"
_KEY_ID_DIGITS = 8


class SigningKey:
    """`casework.Signer` with the private key in memory."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        """Take the private key; `key_id` and `public_key` follow from it."""
        self._private = private
        raw = private.public_key().public_bytes_raw()
        self.public_key = b64encode(raw).decode()
        """Raw Ed25519 public key in base64."""
        self.key_id = key_id(self.public_key)

    def sign(self, content: bytes) -> bytes:
        """Ed25519 signature, 64 bytes."""
        return self._private.sign(content)


def key_id(public_key: str) -> str:
    """Name of a public key (base64): 8 hexadecimal digits, the key hash of a signed note.

    Source: C2SP signed-note: first 4 bytes of SHA-256 of name, newline, algorithm 1 and key.
    """
    hashed = sha256(KEY_NAME.encode() + _ED25519_NOTE + b64decode(public_key))
    return hashed.hexdigest()[:_KEY_ID_DIGITS]


def signing_key(path: Path) -> SigningKey:
    """Read the signing key, or make it on the first start.

    Raises `SecretExposed` when others can read the file and `TypeError` for one that holds a key
    of another kind.
    """
    pem = private_file(path, _new_key)
    private = load_pem_private_key(pem, password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(f"{path} holds a key of another kind; Gatelodge signs with Ed25519")
    return SigningKey(private)


def verifies(public_key: str, content: bytes, signature: bytes) -> bool:
    """Whether a signature on content was made with the key of this public key (base64).

    A public key that is none verifies nothing.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(public_key, validate=True))
    except (NotBase64, ValueError):
        return False
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
