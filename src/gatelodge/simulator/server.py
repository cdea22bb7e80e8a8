"""The simulated court over HTTP: both services by their contracts, and a control interface.

`/client-subscriptions` and `/cases` are the court's; `/control` is ours alone, for the demo, the
replays and tests, and `/` is a page for people who practise. It listens on this machine only.
"""

import re
import threading
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, NamedTuple, Self
from urllib.parse import unquote

import msgspec

from gatelodge.simulator import page
from gatelodge.simulator.courier import RETRY_SECONDS, Courier, parcel
from gatelodge.simulator.court import CourtMemory, Refused, Subscriber, shown_key
from gatelodge.simulator.paper import document
from gatelodge.simulator.results import Amend, Decided, Json, Share, event

HOST: Final = "127.0.0.1"
_LARGEST_BODY: Final = 1_000_000
_LOOK_SECONDS: Final = 0.05
"""How often the server looks whether it is to stop."""
_EVENT_TYPES: Final = [
    {
        "eventName": "PRISON_COURT_REGISTER_GENERATED",
        "displayName": "Prison Court Register",
        "category": "REGISTER",
    },
    {
        "eventName": "WEE_CustodialSentence",
        "displayName": "Warrant for Custodial Sentence",
        "category": "WARRANT",
    },
]


class _Endpoint(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    callback_url: str


class _SubscriptionAsked(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    notification_endpoint: _Endpoint
    event_types: tuple[str, ...]


class _RotationAsked(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    key_id: str


class _DeliverAsked(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    copies: int = 1
    with_old_key: bool = False


class _Behaviour(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    is_down: bool = False
    """Both of the court's services answer 503."""
    rotation_keeps_key_id: bool = False
    """A rotation answers with the key id that was asked about, as in the contract's example."""


# Made before the threads that answer calls begin; `record.entry` says why.
_DECODERS: dict[type[Any], msgspec.json.Decoder[Any]] = {
    shape: msgspec.json.Decoder(shape)
    for shape in (_SubscriptionAsked, _RotationAsked, _DeliverAsked, _Behaviour, Share, Amend)
}


class _Reply(NamedTuple):
    status: int
    body: Json | list[Json] | bytes | None = None
    media_type: str = "application/json"
    location: str = ""


_COURTS_OWN = ("/client-subscriptions", "/event-types", "/cases/")
_HTML = "text/html; charset=utf-8"
_UUID = "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
_ONE = f"/client-subscriptions/{_UUID}"


class CourtSimulator:
    """The court as a server of this machine. Use it as a context, or call `start` and `stop`."""

    def __init__(
        self,
        *,
        port: int = 0,
        kept_in: Path | None = None,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
    ) -> None:
        """Take a port (0 = a free one), a file to remember in, and the pauses between attempts."""
        self.memory = CourtMemory(kept_in)
        self.courier = Courier(retry_seconds)
        self._behaviour = _Behaviour()
        self._server = ThreadingHTTPServer((HOST, port), self._listener())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_LOOK_SECONDS,), name="court"
        )

    @property
    def url(self) -> str:
        """Base address of both services and of the control interface."""
        return f"http://{HOST}:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Answer calls in a thread of its own."""
        self._thread.start()

    def serve(self) -> None:
        """Answer calls until the process is told to end."""
        try:
            self._server.serve_forever(_LOOK_SECONDS)
        finally:
            self._server.server_close()
            self.courier.close()

    def stop(self) -> None:
        """Stop answering and delivering."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.courier.close()

    def answer(self, call: "_Call") -> _Reply:
        """Answer one call. Raises `Refused`."""
        if call.path.startswith(_COURTS_OWN):
            self._let_in(call)
        elif call.is_from_elsewhere:
            raise Refused(403, "forbidden", "Only this court's own page may do that.")
        for method, pattern, act in self._routes():
            found = re.fullmatch(pattern, call.path)
            if found and method == call.method:
                return act(call, *map(unquote, found.groups()))
        raise Refused(404, "not_found", f"There is nothing at {call.path}.")

    def _let_in(self, call: "_Call") -> None:
        if self._behaviour.is_down:
            raise Refused(503, "unavailable", "The service is not available.")
        if not (
            call.headers.get("Authorization") and call.headers.get("Ocp-Apim-Subscription-Key")
        ):
            raise Refused(401, "unauthorized", "Credentials are missing.")

    def _routes(self) -> tuple[tuple[str, str, Callable[..., _Reply]], ...]:
        return (
            ("GET", "/event-types", self._event_types),
            ("POST", "/client-subscriptions", self._subscribe),
            ("GET", _ONE, self._show),
            ("PUT", _ONE, self._update),
            ("DELETE", _ONE, self._unsubscribe),
            ("POST", f"{_ONE}/secret/rotate", self._rotate),
            ("GET", f"{_ONE}/documents/{_UUID}", self._document),
            ("GET", "/cases/([^/]+)/hearings/([^/]+)/defendants/([^/]+)", self._register),
            ("POST", "/control/results", self._share),
            ("POST", f"/control/results/{_UUID}/amend", self._amend),
            ("POST", f"/control/results/{_UUID}/copy", self._copy),
            ("POST", f"/control/results/{_UUID}/deliver", self._deliver),
            ("POST", "/control/dead-letters/replay", self._replay),
            ("PUT", "/control/behaviour", self._behave),
            ("GET", "/control/state", self._state),
            ("GET", "/", self._page),
            ("POST", "/practice/share", self._page_share),
            ("POST", f"/practice/results/{_UUID}/amend", self._page_amend),
            ("POST", f"/practice/results/{_UUID}/deliver", self._page_deliver),
        )

    def _event_types(self, _call: "_Call") -> _Reply:
        # The contract's schema calls the list `events`, its example `eventTypes`: both are given.
        return _Reply(200, {"events": _EVENT_TYPES, "eventTypes": _EVENT_TYPES})

    def _subscribe(self, call: "_Call") -> _Reply:
        asked = call.read(_SubscriptionAsked)
        made = self.memory.subscribe(asked.notification_endpoint.callback_url, asked.event_types)
        return _Reply(201, made.shown(with_secret=True))

    def _show(self, _call: "_Call", subscription_id: str) -> _Reply:
        return _Reply(200, self.memory.subscriber(subscription_id).shown())

    def _update(self, call: "_Call", subscription_id: str) -> _Reply:
        asked = call.read(_SubscriptionAsked)
        url = asked.notification_endpoint.callback_url
        return _Reply(200, self.memory.update(subscription_id, url, asked.event_types).shown())

    def _unsubscribe(self, _call: "_Call", subscription_id: str) -> _Reply:
        self.memory.unsubscribe(subscription_id)
        return _Reply(204)

    def _rotate(self, call: "_Call", subscription_id: str) -> _Reply:
        made = self.memory.rotate(
            subscription_id,
            call.read(_RotationAsked).key_id,
            keeps_key_id=self._behaviour.rotation_keeps_key_id,
        )
        return _Reply(200, shown_key(made))

    def _document(self, _call: "_Call", subscription_id: str, document_id: str) -> _Reply:
        self.memory.subscriber(subscription_id)
        made = document(self.memory.documented(document_id))
        return _Reply(200, made, "application/pdf")

    def _register(
        self, _call: "_Call", case_urn: str, hearing_id: str, defendant_id: str
    ) -> _Reply:
        for name, value in (("hearingId", hearing_id), ("defendantId", defendant_id)):
            if not re.fullmatch(_UUID, value):
                raise Refused(400, "BAD_REQUEST", f"The supplied {name} is not a valid UUID")
        return _Reply(200, self.memory.history(case_urn, hearing_id, defendant_id))

    def _share(self, call: "_Call") -> _Reply:
        return self._sent(self.memory.share(call.read(Share)))

    def _amend(self, call: "_Call", result_id: str) -> _Reply:
        return self._sent(self.memory.amend(result_id, call.read(Amend)))

    def _copy(self, _call: "_Call", result_id: str) -> _Reply:
        """The same text again under another document id."""
        before = self.memory.result(result_id)
        amend = Amend(
            paper_orders=before.share.paper_orders,
            shared_at=before.shared_at,
            document_generated_at=before.generated_at,
        )
        return self._sent(self.memory.amend(result_id, amend))

    def _deliver(self, call: "_Call", result_id: str) -> _Reply:
        asked = call.read(_DeliverAsked)
        decided = self.memory.result(result_id)
        return _Reply(200, self._delivered(decided, asked.copies, with_old_key=asked.with_old_key))

    def _replay(self, _call: "_Call") -> _Reply:
        return _Reply(200, {"deliveries": [d.shown() for d in self.courier.replay_dead_letters()]})

    def _behave(self, call: "_Call") -> _Reply:
        self._behaviour = call.read(_Behaviour)
        return _Reply(200, msgspec.to_builtins(self._behaviour))

    def _state(self, _call: "_Call") -> _Reply:
        return _Reply(
            200,
            {
                "subscriptions": [s.shown() for s in self.memory.subscribers()],
                "results": [_told(known) for known in self.memory.results()],
                "deliveries": [d.shown() for d in self.courier.deliveries()],
            },
        )

    def _page(
        self,
        _call: "_Call",
        *,
        typed: page.Fields | None = None,
        faults: Sequence[str] = (),
    ) -> _Reply:
        shown = page.shown(
            self.memory.results(), self.courier.deliveries(), typed=typed, faults=faults
        )
        return _Reply(400 if faults else 200, shown, _HTML)

    def _page_share(self, call: "_Call") -> _Reply:
        typed = page.typed_form(call.body)
        try:
            share = page.share_from(typed, datetime.now(UTC), self.memory.results())
        except page.Wrong as wrong:
            return self._page(call, typed=typed, faults=wrong.faults)
        self._sent(self.memory.share(share))
        return _Reply(303, location="/")

    def _page_amend(self, call: "_Call", result_id: str) -> _Reply:
        try:
            amend = page.amend_from(
                page.typed_form(call.body), self.memory.result(result_id), datetime.now(UTC)
            )
        except page.Wrong as wrong:
            return self._page(call, faults=wrong.faults)
        self._sent(self.memory.amend(result_id, amend))
        return _Reply(303, location="/")

    def _page_deliver(self, _call: "_Call", result_id: str) -> _Reply:
        self._delivered(self.memory.result(result_id), 1)
        return _Reply(303, location="/")

    def _sent(self, decided: Decided) -> _Reply:
        if decided.share.faults.hold_delivery:
            return _Reply(201, _told(decided) | {"deliveries": []})
        return _Reply(201, self._delivered(decided, 1))

    def _delivered(self, decided: Decided, copies: int, *, with_old_key: bool = False) -> Json:
        deliveries = [
            self.courier.deliver(
                parcel(subscriber, decided.result_id, event(decided), with_old_key=with_old_key)
            )
            for subscriber in self._interested()
            for _ in range(copies)
        ]
        return _told(decided) | {"deliveries": [delivery.shown() for delivery in deliveries]}

    def _interested(self) -> tuple[Subscriber, ...]:
        name = _EVENT_TYPES[0]["eventName"]
        return tuple(s for s in self.memory.subscribers() if name in s.event_types)

    def _listener(self) -> type[BaseHTTPRequestHandler]:
        simulator = self

        class Listener(_Listener):
            court = simulator

        return Listener


def _told(decided: Decided) -> Json:
    return {
        "resultId": decided.result_id,
        "documentId": decided.document_id,
        "hearingId": decided.hearing_id,
        "sharedAt": decided.shared_at.isoformat(),
    }


class _Call(NamedTuple):
    """One call as it came."""

    method: str
    path: str
    headers: Any
    body: bytes

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether a page of somewhere else makes a browser call."""
        origin = self.headers.get("Origin")
        return origin not in (None, f"http://{self.headers.get('Host')}")

    def read(self, shape: type[Any]) -> Any:
        """The body in the shape that is asked for. Raises `Refused` (400)."""
        try:
            return _DECODERS[shape].decode(self.body or b"{}")
        except ValueError as fault:
            raise Refused(400, "invalid_request", str(fault)) from fault


class _Listener(BaseHTTPRequestHandler):
    """Takes a call from the socket, gives the answer back, and echoes the correlation id."""

    court: CourtSimulator
    protocol_version = "HTTP/1.1"
    server_version = "CourtSimulator"

    def _take(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _LARGEST_BODY:
            self.close_connection = True
            self._give(_Reply(413, self._error(Refused(413, "too_large", "Too large."))))
            return
        path = self.path.partition("?")[0]
        call = _Call(self.command, path, self.headers, self.rfile.read(length))
        try:
            reply = self.court.answer(call)
        except Refused as refused:
            reply = _Reply(refused.status, self._error(refused))
        self._give(reply)

    do_GET = do_POST = do_PUT = do_DELETE = _take  # noqa: N815 - names that http.server asks for

    def _error(self, refused: Refused) -> Json:
        shown: Json = {"error": refused.error, "message": refused.message}
        if self.path.startswith("/cases/"):
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            shown |= {"timestamp": at, "traceId": uuid.uuid4().hex[:16]}
        return shown

    def _give(self, reply: _Reply) -> None:
        body = reply.body if isinstance(reply.body, bytes) else msgspec.json.encode(reply.body)
        if reply.body is None:
            body = b""
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        if reply.location:
            self.send_header("Location", reply.location)
        self.send_header("Content-Length", str(len(body)))
        correlation_id = self.headers.get("X-Correlation-Id") or str(uuid.uuid4())
        self.send_header("X-Correlation-Id", correlation_id)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing: what was delivered can be asked for."""
