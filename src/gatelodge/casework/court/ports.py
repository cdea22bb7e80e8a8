"""What work with a court needs from outside: its services, our secrets, and people on record."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import msgspec

from gatelodge.record import PersonKnown
from gatelodge.record.facts import Issuer


class CourtFault(Exception):
    """The court could not be asked: unreachable, slow, or an answer that makes no sense."""

    def __init__(self, words: str) -> None:
        """Say in plain English what happened."""
        super().__init__(words)
        self.words = words


class NotThere(CourtFault):
    """The court answered that it has no such thing (404)."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A document as the court sent it."""

    content: bytes
    media_type: str


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription's signing secret, as the court returns it once."""

    subscription_id: str
    key_id: str
    secret: str


class CourtService(Protocol):
    """The court's two services: the result subscription and the prison court register.

    Every call may raise `CourtFault`; 404 is `NotThere`. `correlation_id` travels with the call.
    """

    def subscribe(self, callback_url: str, event_type: str, *, correlation_id: str) -> Credentials:
        """Create a subscription for one type of event and return its secret."""

    def rotate(self, subscription_id: str, key_id: str, *, correlation_id: str) -> Credentials:
        """Ask for a new secret in place of this key's."""

    def document(self, subscription_id: str, document_id: str, *, correlation_id: str) -> Fetched:
        """Fetch a document by the id that a message named."""

    def register(
        self, case_urn: str, hearing_id: str, defendant_id: str, *, correlation_id: str
    ) -> bytes:
        """Fetch the result history of one case, hearing and defendant: the body as it came."""


class Secrets(Protocol):
    """Signing secrets by key id. They are never in the ledger."""

    def read(self, key_id: str) -> Sequence[str]:
        """The secrets of a key, oldest first; several when a rotation kept the key's id."""

    def keep(self, key_id: str, secret: str) -> None:
        """Keep a secret durably, beside earlier ones, before anything relies on it."""


class People(Protocol):
    """Everybody on record, for the matcher."""

    def find(self, issuer: Issuer, value: str) -> Sequence[PersonKnown]:
        """Everybody with this number of this issuer."""

    def find_by_name(self, surname: str, born_on: date | None) -> Sequence[PersonKnown]:
        """Everybody with this surname, by any name, or this birth date."""
