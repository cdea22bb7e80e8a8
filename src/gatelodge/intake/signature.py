"""The signature of a callback: HMAC-SHA256 over the raw body, in base64 (contract, X-Signature)."""

import base64
import binascii
import hmac


def sign(secret: str, body: bytes) -> str:
    """Sign a body with a subscription's secret, as the court returned it.

    The contract calls the secret base64-encoded, so its decoded bytes are the key; a secret that is
    not base64 is taken as it stands.
    """
    digest = hmac.digest(_key(secret), body, "sha256")
    return base64.b64encode(digest).decode("ascii")


def is_signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether a signature is right, compared in constant time. An empty secret signs nothing."""
    given = signature.strip().encode(errors="surrogatepass")
    return bool(_key(secret)) and hmac.compare_digest(sign(secret, body).encode(), given)


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret, validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()
