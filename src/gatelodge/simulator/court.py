"""The simulated court's memory: subscriptions with their secrets, results, and what was delivered.

Everything lies in one value that can be written to a file, so that a demo that is started again
still knows its subscriber. Many threads may ask; one lock guards all.
"""

import base64
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from gatelodge.adapters.private_file import private_file
from gatelodge.simulator.results import Amend, Decided, Json, Share, register_row

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Refused(Exception):
    """A call that the court does not accept: HTTP status, error word, message."""

    def __init__(self, status: int, error: str, message: str) -> None:
        """Say why."""
        super().__init__(message)
        self.status = status
        self.error = error
        self.message = message


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A signing key of a subscription."""

    key_id: str
    secret: str


class Subscriber(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription; the last key signs."""

    subscription_id: str
    callback_url: str
    event_types: tuple[str, ...]
    created_at: datetime
    updated_at: datetime | None = None
    keys: tuple[Key, ...]

    def shown(self, *, with_secret: bool = False) -> Json:
        """The subscription as the contract shows it; the secret once only."""
        shown: Json = {
            "clientSubscriptionId": self.subscription_id,
            "notificationEndpoint": {"callbackUrl": self.callback_url},
            "eventTypes": list(self.event_types),
            "createdAt": self.created_at.isoformat(),
        }
        if self.updated_at is not None:
            shown["updatedAt"] = self.updated_at.isoformat()
        if with_secret:
            shown["hmac"] = shown_key(self.keys[-1])
        return shown


def shown_key(key: Key) -> Json:
    """A key as the contract returns it, once."""
    return {"keyId": key.key_id, "secret": key.secret}


class _Memory(msgspec.Struct, kw_only=True):
    subscribers: list[Subscriber] = []
    results: list[Decided] = []
    asked: dict[str, int] = {}


class CourtMemory:
    """What the simulated court knows. Raises `Refused` for calls that the contract refuses."""

    def __init__(self, kept_in: Path | None = None) -> None:
        """Begin with what lies in the file, or with nothing."""
        self._kept_in = kept_in
        self._lock = threading.RLock()
        empty = msgspec.json.encode(_Memory())
        stored = private_file(kept_in, lambda: empty) if kept_in else empty
        self._memory = msgspec.json.decode(stored, type=_Memory)

    @contextmanager
    def _changing(self) -> Iterator[_Memory]:
        with self._lock:
            yield self._memory
            if self._kept_in is not None:
                beside = self._kept_in.with_name(f".{self._kept_in.name}.new")
                beside.touch(mode=0o600)
                beside.write_bytes(msgspec.json.encode(self._memory))
                beside.replace(self._kept_in)

    def subscribe(self, callback_url: str, event_types: tuple[str, ...]) -> Subscriber:
        """Create a subscription with its first key."""
        _check(callback_url, event_types)
        made = Subscriber(
            subscription_id=str(uuid.uuid4()),
            callback_url=callback_url,
            event_types=event_types,
            created_at=datetime.now(UTC),
            keys=(_new_key(1),),
        )
        with self._changing() as memory:
            memory.subscribers.append(made)
        return made

    def subscriber(self, subscription_id: str) -> Subscriber:
        """One subscription by its id."""
        with self._lock:
            for known in self._memory.subscribers:
                if known.subscription_id == subscription_id:
                    return known
        raise Refused(404, "not_found", f"No subscription exists for ID {subscription_id}.")

    def subscribers(self) -> tuple[Subscriber, ...]:
        """Every subscription."""
        with self._lock:
            return tuple(self._memory.subscribers)

    def update(
        self, subscription_id: str, callback_url: str, event_types: tuple[str, ...]
    ) -> Subscriber:
        """Change where and what a subscription sends."""
        _check(callback_url, event_types)
        return self._put(
            replace(
                self.subscriber(subscription_id),
                callback_url=callback_url,
                event_types=event_types,
                updated_at=datetime.now(UTC),
            )
        )

    def unsubscribe(self, subscription_id: str) -> None:
        """End a subscription."""
        gone = self.subscriber(subscription_id)
        with self._changing() as memory:
            memory.subscribers.remove(gone)

    def rotate(self, subscription_id: str, key_id: str, *, keeps_key_id: bool = False) -> Key:
        """Give a subscription a new secret, under a new key id or, as in the example, the old."""
        known = self.subscriber(subscription_id)
        if known.keys[-1].key_id != key_id:
            raise Refused(404, "not_found", "The keyId is no current key of this subscription.")
        made = _new_key(len(known.keys) + 1)
        if keeps_key_id:
            made = replace(made, key_id=key_id)
        self._put(replace(known, keys=(*known.keys, made)))
        return made

    def share(self, share: Share) -> Decided:
        """Share a result: a row in the register, a document, an event."""
        shared_at = share.shared_at or datetime.now(UTC)
        decided = Decided(
            result_id=str(uuid.uuid4()),
            document_id=str(uuid.uuid4()),
            hearing_id=share.hearing_id or str(uuid.uuid4()),
            shared_at=shared_at,
            generated_at=share.document_generated_at or shared_at,
            share=share,
        )
        with self._changing() as memory:
            memory.results.append(decided)
        return decided

    def amend(self, result_id: str, amend: Amend) -> Decided:
        """Share a later result of the same hearing; it is a new event with a new document."""
        before = self.result(result_id)
        share = before.share
        return self.share(
            replace(
                share,
                hearing_id=before.hearing_id,
                orders=share.orders if amend.orders is None else amend.orders,
                paper_orders=amend.paper_orders,
                prison_email=amend.prison_email or share.prison_email,
                shared_at=amend.shared_at,
                document_generated_at=amend.document_generated_at,
                faults=amend.faults,
            )
        )

    def result(self, result_id: str) -> Decided:
        """One result by its id."""
        with self._lock:
            for known in self._memory.results:
                if known.result_id == result_id:
                    return known
        raise Refused(404, "not_found", f"No result has the ID {result_id}.")

    def results(self) -> tuple[Decided, ...]:
        """Every result, in the order in which they were shared with us."""
        with self._lock:
            return tuple(self._memory.results)

    def documented(self, document_id: str) -> Decided:
        """The result of a document."""
        for known in self.results():
            if known.document_id == document_id and not known.share.faults.lose_document:
                return known
        raise Refused(404, "not_found", f"No document exists for ID {document_id}.")

    def history(self, case_urn: str, hearing_id: str, defendant_id: str) -> list[Json]:
        """The register's answer: every result of the hearing so far, oldest first."""
        found = [
            known
            for known in self.results()
            if (known.share.case_urn, known.hearing_id, known.share.person.court_id)
            == (case_urn, hearing_id, defendant_id)
            and not known.share.faults.register_not_found
        ]
        if not found:
            raise Refused(
                404,
                "NOT_FOUND",
                "No case, hearing, or defendant found for the supplied identifiers",
            )
        in_order = sorted(found, key=lambda known: known.shared_at)
        return [register_row(known) for known in in_order if not self._is_lagging(known)]

    def _is_lagging(self, decided: Decided) -> bool:
        """Whether the register does not have the result yet, for as often as it was told."""
        with self._changing() as memory:
            asked = memory.asked.get(decided.result_id, 0)
            memory.asked[decided.result_id] = asked + 1
        return asked < decided.share.faults.register_empty_for

    def _put(self, changed: Subscriber) -> Subscriber:
        with self._changing() as memory:
            memory.subscribers[:] = [
                changed if known.subscription_id == changed.subscription_id else known
                for known in memory.subscribers
            ]
        return changed


def _new_key(number: int) -> Key:
    secret = base64.b64encode(secrets.token_bytes(32)).decode()
    return Key(key_id=f"kid-v{number}-{uuid.uuid4()}", secret=secret)


def _check(callback_url: str, event_types: tuple[str, ...]) -> None:
    """Refuse what the contract refuses.

    The contract's callback address must begin with https. On this very machine, where no
    certificate can stand, http is let through as well: that is the one liberty taken.
    """
    parts = urlsplit(callback_url)
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK
    if parts.scheme != "https" and not is_here:
        raise Refused(400, "invalid_request", "callbackUrl must begin with https://.")
    if len(event_types) != 1:
        raise Refused(400, "invalid_request", "eventTypes must contain exactly one value.")
