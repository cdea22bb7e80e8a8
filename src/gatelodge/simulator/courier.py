"""Delivers events: signed, answered 202 or tried again with growing pauses, then dead-lettered."""

import heapq
import threading
import time
import uuid
from collections.abc import Sequence
from typing import Final

import httpx
import msgspec

from gatelodge.intake import sign
from gatelodge.simulator.court import Subscriber
from gatelodge.simulator.results import Json

RETRY_SECONDS: Final = (60.0, 240.0, 600.0)
"""Three more attempts over 15 minutes (contract)."""
ACCEPTED: Final = 202
_TIMEOUT: Final = httpx.Timeout(15.0)


class Delivery(msgspec.Struct, kw_only=True):
    """One event on its way to one subscriber."""

    delivery_id: str
    result_id: str
    callback_url: str
    body: bytes
    headers: dict[str, str]
    answers: list[int] = []
    """HTTP status of each attempt; 0 = nobody answered."""
    is_dead: bool = False

    @property
    def is_delivered(self) -> bool:
        """Whether the subscriber answered 202."""
        return ACCEPTED in self.answers

    def shown(self) -> Json:
        """What the control interface tells of it."""
        return {
            "deliveryId": self.delivery_id,
            "resultId": self.result_id,
            "answers": list(self.answers),
            "isDelivered": self.is_delivered,
            "isDeadLetter": self.is_dead,
        }


def parcel(
    subscriber: Subscriber, result_id: str, payload: Json, *, with_old_key: bool = False
) -> Delivery:
    """Pack and sign an event for a subscriber; `with_old_key` as if signed before a rotation."""
    key = subscriber.keys[-2] if with_old_key and len(subscriber.keys) > 1 else subscriber.keys[-1]
    body = msgspec.json.encode(payload)
    return Delivery(
        delivery_id=str(uuid.uuid4()),
        result_id=result_id,
        callback_url=subscriber.callback_url,
        body=body,
        headers={
            "Content-Type": "application/json",
            "X-Key-Id": key.key_id,
            "X-Signature": sign(key.secret, body),
            "X-Correlation-Id": str(uuid.uuid4()),
        },
    )


class Courier:
    """The first attempt is made while the caller waits; retries come from a thread of its own."""

    def __init__(self, retry_seconds: Sequence[float] = RETRY_SECONDS) -> None:
        """Wait so long after each failed attempt; after the last one it is a dead letter."""
        self._retry_seconds = tuple(retry_seconds)
        self._due: list[tuple[float, int, Delivery]] = []
        self._all: list[Delivery] = []
        self._number = 0
        self._changed = threading.Condition()
        self._is_closed = False
        self._http = httpx.Client(timeout=_TIMEOUT, trust_env=False)
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._thread.start()

    def deliver(self, delivery: Delivery) -> Delivery:
        """Make the first attempt, and leave the rest to the thread."""
        with self._changed:
            self._all.append(delivery)
        self._attempt(delivery)
        return delivery

    def deliveries(self) -> tuple[Delivery, ...]:
        """Everything that was ever on its way."""
        with self._changed:
            return tuple(self._all)

    def replay_dead_letters(self) -> tuple[Delivery, ...]:
        """Try every dead letter once more."""
        dead = [d for d in self.deliveries() if d.is_dead]
        for delivery in dead:
            delivery.is_dead = False
            self._attempt(delivery)
        return tuple(dead)

    def wait_until_settled(self, seconds: float) -> bool:
        """Wait until nothing is on its way; false when it took too long."""
        with self._changed:
            return self._changed.wait_for(
                lambda: all(d.is_delivered or d.is_dead for d in self._all), timeout=seconds
            )

    def close(self) -> None:
        """Stop; what is on its way stays undelivered."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._thread.join()
        self._http.close()

    def _attempt(self, delivery: Delivery) -> None:
        try:
            answer = self._http.post(
                delivery.callback_url, content=delivery.body, headers=delivery.headers
            )
            status = answer.status_code
        except httpx.HTTPError:
            status = 0
        with self._changed:
            delivery.answers.append(status)
            failed = len(delivery.answers)
            if status != ACCEPTED and failed <= len(self._retry_seconds):
                at = time.monotonic() + self._retry_seconds[failed - 1]
                self._number += 1
                heapq.heappush(self._due, (at, self._number, delivery))
            elif status != ACCEPTED:
                delivery.is_dead = True
            self._changed.notify_all()

    def _run(self) -> None:
        while (delivery := self._next()) is not None:
            self._attempt(delivery)

    def _next(self) -> Delivery | None:
        """Wait for the next delivery that is due; none = closed."""
        with self._changed:
            while not self._is_closed:
                now = time.monotonic()
                if self._due and self._due[0][0] <= now:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(self._due[0][0] - now if self._due else None)
        return None
