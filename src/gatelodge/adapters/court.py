"""The court's two services over HTTP, by their contracts, and the folder of our signing secrets.

Contracts: the result subscription (April 2026) and the prison court register (version 0.1.0, August
2026). Whatever the network does becomes a `CourtFault` in plain English; nothing else is raised.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, takewhile
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from gatelodge.adapters.private_file import private_file
from gatelodge.casework.court import CourtFault, Credentials, Fetched, NotThere

TIMEOUT: Final = httpx.Timeout(10.0, connect=3.0)
"""Seconds for a whole read and for connecting (our decision)."""
LARGEST_DOCUMENT: Final = 20_000_000
LARGEST_ANSWER: Final = 5_000_000
"""Bytes; what is larger is not a court's paper or result (our decision)."""
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_NOT_FOUND: Final = 404
_REFUSED: Final = frozenset({401, 403})


class ApiKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What we show the court's services to be let in: both headers of their contracts."""

    bearer: str
    subscription_key: str


def api_keys(path: Path) -> ApiKeys:
    """Read our credentials for the court's services from a file that its owner alone can read.

    Without a file, one with fresh words is made: the simulator lets in any. The court's own words
    take their place in the file: a JSON object with `bearer` and `subscription_key`.
    """
    made = ApiKeys(bearer=secrets.token_urlsafe(32), subscription_key=secrets.token_urlsafe(32))
    return msgspec.json.decode(private_file(path, lambda: msgspec.json.encode(made)), type=ApiKeys)


class _Hmac(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    key_id: str
    secret: str


class _Subscribed(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    client_subscription_id: str
    hmac: _Hmac


# Made while one thread alone imports this; `record.entry` says why.
_HMAC = msgspec.json.Decoder(_Hmac)
_SUBSCRIBED = msgspec.json.Decoder(_Subscribed)


class CourtClient:
    """Both services of the court. One connection pool; safe to use from many threads."""

    def __init__(self, base_url: str, keys: ApiKeys, *, register_url: str | None = None) -> None:
        """Talk to the services at `base_url`; the register may have an address of its own.

        Raises `ValueError` for an address that is not https: only this machine itself may be
        reached without, where the simulator runs.
        """
        self._subscriptions = _checked(base_url)
        self._register = _checked(register_url or base_url)
        self._http = httpx.Client(
            timeout=TIMEOUT,
            follow_redirects=False,
            # No proxy of the environment stands between us and this very machine.
            trust_env=urlsplit(base_url).hostname not in LOOPBACK,
            headers={
                "Authorization": f"Bearer {keys.bearer}",
                "Ocp-Apim-Subscription-Key": keys.subscription_key,
            },
        )

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def subscribe(self, callback_url: str, event_type: str, *, correlation_id: str) -> Credentials:
        """Create a subscription; see `CourtService.subscribe`."""
        body = {
            "notificationEndpoint": {"callbackUrl": callback_url},
            "eventTypes": [event_type],
        }
        url = f"{self._subscriptions}/client-subscriptions"
        answer = self._ask("POST", url, correlation_id=correlation_id, json=body)
        made = _decoded(answer, _SUBSCRIBED)
        return Credentials(
            subscription_id=made.client_subscription_id,
            key_id=made.hmac.key_id,
            secret=made.hmac.secret,
        )

    def rotate(self, subscription_id: str, key_id: str, *, correlation_id: str) -> Credentials:
        """Ask for a new secret; see `CourtService.rotate`."""
        url = f"{self._of(subscription_id)}/secret/rotate"
        body = {"keyId": key_id}
        answer = self._ask("POST", url, correlation_id=correlation_id, json=body)
        made = _decoded(answer, _HMAC)
        return Credentials(subscription_id=subscription_id, key_id=made.key_id, secret=made.secret)

    def document(self, subscription_id: str, document_id: str, *, correlation_id: str) -> Fetched:
        """Fetch a document; see `CourtService.document`."""
        url = f"{self._of(subscription_id)}/documents/{quote(document_id, safe='')}"
        answer = self._ask("GET", url, correlation_id=correlation_id, largest=LARGEST_DOCUMENT)
        media_type = answer.media_type or "application/octet-stream"
        return Fetched(content=answer.body, media_type=media_type)

    def register(
        self, case_urn: str, hearing_id: str, defendant_id: str, *, correlation_id: str
    ) -> bytes:
        """Fetch the result history; see `CourtService.register`."""
        case, hearing, defendant = (
            quote(part, safe="") for part in (case_urn, hearing_id, defendant_id)
        )
        url = f"{self._register}/cases/{case}/hearings/{hearing}/defendants/{defendant}"
        return self._ask("GET", url, correlation_id=correlation_id).body

    def _of(self, subscription_id: str) -> str:
        return f"{self._subscriptions}/client-subscriptions/{quote(subscription_id, safe='')}"

    def _ask(
        self,
        method: str,
        url: str,
        *,
        correlation_id: str,
        json: object = None,
        largest: int = LARGEST_ANSWER,
    ) -> "_Answer":
        headers = {"X-Correlation-Id": correlation_id} if correlation_id else {}
        with (
            _plain_faults(),
            self._http.stream(method, url, headers=headers, json=json) as response,
        ):
            return _judged(response, _body(response, largest))


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
    body: bytes
    media_type: str


def _body(response: httpx.Response, largest: int) -> bytes:
    """Read a body up to a size. Raises `CourtFault` for one that is larger."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > largest:
            raise CourtFault(f"The court's answer is larger than {largest} bytes.")
        parts.append(part)
    return b"".join(parts)


def _judged(response: httpx.Response, body: bytes) -> _Answer:
    """Take an answer that is a success. Raises `NotThere` for 404, else `CourtFault`."""
    if response.status_code == _NOT_FOUND:
        raise NotThere("The court has no such thing (404).")
    if response.status_code in _REFUSED:
        raise CourtFault(
            f"The court does not let us in ({response.status_code}). "
            "Look at our credentials for its services."
        )
    if not response.is_success:
        raise CourtFault(f"The court's service answered {response.status_code}.")
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return _Answer(body=body, media_type=media_type)


@contextmanager
def _plain_faults() -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as fault:
        raise CourtFault("The court's service did not answer in time.") from fault
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise CourtFault(f"The court's service cannot be reached: {fault}.") from fault


S = TypeVar("S", bound=msgspec.Struct)


def _decoded(answer: _Answer, decoder: msgspec.json.Decoder[S]) -> S:
    try:
        return decoder.decode(answer.body)
    except ValueError as fault:
        raise CourtFault(f"The court's answer is not as its contract says: {fault}.") from fault


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return url.rstrip("/")
    raise ValueError(f"{url!r}: the court's services are reached by https alone")


_KEY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class SecretFolder:
    """Signing secrets, one file each, readable by their owner alone."""

    def __init__(self, folder: Path) -> None:
        """Keep them in this folder; it is made when the first secret comes."""
        self._folder = folder

    def read(self, key_id: str) -> tuple[str, ...]:
        """The secrets of a key, oldest first; empty for a key that we never had."""
        if not _KEY_ID.fullmatch(key_id):
            return ()
        return tuple(
            private_file(path, bytes).decode()
            for path in takewhile(Path.exists, self._paths(key_id))
        )

    def keep(self, key_id: str, secret: str) -> None:
        """Keep a secret durably. Raises `CourtFault` for a key id that cannot be one."""
        if not _KEY_ID.fullmatch(key_id):
            raise CourtFault(f"The court gave a key id that we cannot keep: {key_id!r}.")
        for path in self._paths(key_id):
            if private_file(path, secret.encode) == secret.encode():
                return

    def _paths(self, key_id: str) -> Iterator[Path]:
        """Where the first, second, third secret of a key lie, without end."""
        return (self._folder / f"court-{key_id}~{number}" for number in count(1))
