"""An office for tests: real parts, in memory, with a clock that stands still until it is moved."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import count

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gatelodge.adapters.holidays import bank_holidays
from gatelodge.adapters.keys import SigningKey
from gatelodge.casework.office import Office
from gatelodge.gate import CHECKS, Check
from gatelodge.record import Ledger, MemoryLedger, PeopleIndex
from gatelodge.record.facts import ReleaseMarks
from gatelodge.sentencing import LawBook

WEDNESDAY = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
"""An ordinary working day, 10:00 in London."""


UNMARKED = ReleaseMarks(
    is_sds_plus_length_and_offence=False, is_section_250=False, early_release_exclusions=()
)
"""Somebody looked at a plain theft: nothing moves its release point."""


class FixedClock:
    """A clock that stands still; a test moves it."""

    is_practice = True
    source = "a test's clock"

    def __init__(self, at: datetime = WEDNESDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> datetime:
        """Move on by days, hours, minutes or seconds; gives the new instant."""
        self.at += timedelta(**span)
        return self.at


class MemoryDocuments:
    """Documents by content hash, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def keep(self, content: bytes, *, media_type: str) -> str:  # noqa: ARG002 - the port's shape
        content_hash = sha256(content).hexdigest()
        self._kept[content_hash] = content
        return content_hash

    def read(self, content_hash: str) -> bytes | None:
        return self._kept.get(content_hash)


def known_key(name: str = "one") -> SigningKey:
    """Give a signing key that is the same in every run."""
    return SigningKey(Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest()))


def salts() -> Iterator[bytes]:
    """Salts that are the same in every run."""
    return (number.to_bytes(16, "big") for number in count(1))


def new_ids() -> Iterator[str]:
    """Identifiers that are the same in every run, 32 hexadecimal digits each."""
    return (f"{number:032x}" for number in count(1))


@cache
def law() -> LawBook:
    return LawBook.in_force()


def make_office(
    *,
    ledger: Ledger | None = None,
    at: datetime = WEDNESDAY,
    checks: tuple[Check, ...] = CHECKS,
) -> Office:
    """Put an office together: the memory ledger unless another is given."""
    kept = ledger or MemoryLedger(salts())
    return Office(
        ledger=kept,
        clock=FixedClock(at),
        documents=MemoryDocuments(),
        signer=known_key(),
        law=law(),
        bank_holidays=bank_holidays(),
        new_ids=new_ids(),
        people=PeopleIndex(kept),
        checks=checks,
    )
