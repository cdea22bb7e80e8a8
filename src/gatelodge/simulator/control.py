"""Tells a running court simulator what to do: for the demo, the replays and tests."""

from typing import Any

import httpx
import msgspec

from gatelodge.simulator.results import Amend, Json, Share


class Shared(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What the simulator did with a result."""

    result_id: str
    document_id: str
    hearing_id: str
    shared_at: str
    deliveries: tuple[dict[str, Any], ...] = ()

    @property
    def answers(self) -> tuple[tuple[int, ...], ...]:
        """What the subscribers answered to each delivery, attempt by attempt."""
        return tuple(tuple(each["answers"]) for each in self.deliveries)


class Control:
    """A line to a simulator's control interface. Raises `httpx.HTTPError` when it says no."""

    def __init__(self, url: str) -> None:
        """Talk to the simulator at this base address."""
        self._http = httpx.Client(base_url=url, timeout=60.0, trust_env=False)

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def share(self, share: Share) -> Shared:
        """Let the court share a result and send its event."""
        return _shared(self._send("POST", "/control/results", share))

    def amend(self, result_id: str, amend: Amend) -> Shared:
        """Let the court amend a result: a later row, a new document, a new event."""
        return _shared(self._send("POST", f"/control/results/{result_id}/amend", amend))

    def copy(self, result_id: str) -> Shared:
        """Let the court send equal text under another document id."""
        return _shared(self._send("POST", f"/control/results/{result_id}/copy", {}))

    def deliver(self, result_id: str, *, copies: int = 1, with_old_key: bool = False) -> Shared:
        """Let the court send an event (again); `with_old_key` as if signed before a rotation."""
        asked = {"copies": copies, "withOldKey": with_old_key}
        return _shared(self._send("POST", f"/control/results/{result_id}/deliver", asked))

    def replay_dead_letters(self) -> Json:
        """Let the court send once more what it had given up."""
        return self._send("POST", "/control/dead-letters/replay", {})

    def behave(self, *, is_down: bool = False, rotation_keeps_key_id: bool = False) -> None:
        """Let the court's services fail, or rotate as the contract's example does."""
        asked = {"isDown": is_down, "rotationKeepsKeyId": rotation_keeps_key_id}
        self._send("PUT", "/control/behaviour", asked)

    def state(self) -> Json:
        """Subscriptions, results and deliveries."""
        answer = self._http.get("/control/state").raise_for_status()
        state: Json = answer.json()
        return state

    def _send(self, method: str, path: str, body: object) -> Json:
        content = msgspec.json.encode(body)
        answer = self._http.request(method, path, content=content).raise_for_status()
        told: Json = answer.json()
        return told


def _shared(told: Json) -> Shared:
    return msgspec.convert(told, type=Shared)
