"""The comparison that needs no device: two pictures side by side, and an officer's eyes.

For demonstrations and training alone. It recognises nobody; it keeps what the officer saw, with a
reference made of both pictures.
"""

from hashlib import sha256

from gatelodge.casework.biometrics import Compared


class ByEye:
    """An officer compares two pictures side by side; see `casework.biometrics.Biometrics`."""

    name = "comparison by eye, in practice"

    def compare(self, kept: bytes, taken: bytes, *, looks_same: bool) -> Compared:
        """Give back what the officer saw; the same two pictures have the same reference."""
        both = sha256(sha256(kept).digest() + sha256(taken).digest()).hexdigest()
        return Compared(is_same=looks_same, reference=f"BY-EYE-{both[:12].upper()}")
