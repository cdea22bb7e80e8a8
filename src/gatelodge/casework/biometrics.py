"""A device or service that compares the person at the desk with what was kept of them (G31).

Gatelodge recognises nobody by itself: whatever compares stands behind this port, and its result is
kept with its reference, so that whoever runs it can look it up.
"""

from typing import Protocol

import msgspec

from gatelodge.casework.exit_day import confirm_identity, doubt_identity
from gatelodge.casework.office import Actor, ActRefused, Office, load
from gatelodge.record import Entry
from gatelodge.record.facts import IdentityMethod


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison came to."""

    is_same: bool
    reference: str
    """By which whoever compared finds it again; never empty."""


class Biometrics(Protocol):
    """Whoever compares two pictures of a face."""

    name: str
    """As staff call it, in the middle of a sentence."""

    def compare(self, kept: bytes, taken: bytes, *, looks_same: bool) -> Compared:
        """Compare the photo on record with one taken now.

        `looks_same` is what the officer sees who has both side by side. A device may ignore it; it
        may never call two pictures the same person's against the officer's eyes.
        """


def compare_faces(
    office: Office,
    actor: Actor,
    record_id: str,
    provider: Biometrics,
    *,
    taken: str,
    looks_same: bool,
    seen_version: int | None = None,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Have the photo on record compared with one taken now, and enter what it came to.

    `taken` is the content hash of the new picture. The same person: identity is confirmed by the
    result; another: it is in doubt, and a live pass dies. `seen_version` as in `confirm_identity`.
    Raises `ActRefused` when a picture lacks.
    """
    photograph = load(office, record_id).photograph
    kept = office.documents.read(photograph.fact.photo) if photograph else None
    now = office.documents.read(taken)
    if kept is None:
        raise ActRefused("There is no photo on record to compare with.", code="NO_PHOTO")
    if now is None:
        raise ActRefused("Take a photo of the person now.", code="EMPTY", field="paper")
    result = provider.compare(kept, now, looks_same=looks_same)
    if result.is_same and looks_same:
        return confirm_identity(
            office,
            actor,
            record_id,
            method=IdentityMethod.BIOMETRIC,
            reference=result.reference,
            seen_version=seen_version,
            command=command,
        )
    found = f"{provider.name}: another person's face. Result {result.reference}."
    return doubt_identity(
        office, actor, record_id, found=found[:1].upper() + found[1:], command=command
    )
