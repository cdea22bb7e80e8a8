"""The callback as the court sees it: status, error shape, correlation id; and never a trace."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gatelodge.casework.court import LARGEST_BODY
from gatelodge.casework.office import ITEM
from gatelodge.web import service
from gatelodge.web.api.court import court_callback, use_secrets
from tests.contracts.listening import PATH
from tests.contracts.openapi import contract, faults
from tests.intake.court import Desk, custody, shared
from tests.intake.test_receiving import BODY, signed

CORRELATION = "d679fd61-061f-4440-9623-36280f0807b7"


@pytest.fixture
def served(desk: Desk) -> Iterator[Desk]:
    service.use(desk.office)
    use_secrets(desk.secrets)
    yield desk
    service.use(None)
    use_secrets(None)


def call(desk: Desk, body: bytes = BODY, *, method: str = "POST", **headers: str) -> HttpResponse:
    sent = {
        "X-Key-Id": desk.subscription.key_id,
        "X-Signature": signed(desk, body),
        "X-Correlation-Id": CORRELATION,
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    kind = sent.pop("Content-Type", "application/json")
    request = RequestFactory().generic(method, PATH, body, content_type=kind, headers=sent)
    return court_callback(request)


def test_a_message_is_answered_202_when_it_is_stored(served: Desk) -> None:
    answer = call(served)
    assert answer.status_code == 202
    assert answer.headers["X-Correlation-Id"] == CORRELATION
    assert len(list(served.office.ledger.streams(ITEM))) == 1


def test_a_fresh_correlation_id_stands_in_for_one_that_is_none(served: Desk) -> None:
    answer = call(served, X_Correlation_Id="<script>")
    assert answer.status_code == 202
    assert len(answer.headers["X-Correlation-Id"]) == 36


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"X_Signature": "AAAA"}, 401, "wrong_signature"),
        ({"X_Key_Id": "kid-nobody"}, 401, "unknown_key"),
        ({"Content_Type": "text/xml"}, 415, "unsupported_media_type"),
        ({"body": b"{"}, 400, "invalid_request"),
        ({"body": BODY.replace(b"documentId", b"dokument")}, 400, "invalid_request"),
        ({"body": b" " * (LARGEST_BODY + 1)}, 413, "too_large"),
        ({"body": b" " * 20_000_000}, 413, "too_large"),
        ({"method": "GET"}, 405, "method_not_allowed"),
    ],
)
def test_what_is_not_accepted_is_told_in_the_contracts_shape(
    served: Desk, changes: dict[str, Any], status: int, error: str
) -> None:
    answer = call(served, **changes)
    told = json.loads(answer.content)
    assert (answer.status_code, told["error"]) == (status, error)
    assert answer.headers["X-Correlation-Id"] == CORRELATION
    assert "Traceback" not in told["message"]
    assert faults(told, "ErrorResponse", contract("result-subscription")) == []


def test_a_field_that_is_wrong_is_named(served: Desk) -> None:
    answer = call(served, BODY.replace(b"2026-09-01T10:30:00Z", b"2026-02-31T10:30:00Z"))
    assert (
        "documentGeneratedTimestamp is not a date and time" in json.loads(answer.content)["message"]
    )


class BrokenLedger:
    """A ledger whose disk is full."""

    def __init__(self, ledger: object) -> None:
        self._ledger = ledger

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)

    def append(self, *_: object, **__: object) -> None:
        raise OSError("no space left on device")


def test_what_could_not_be_stored_is_never_answered_202(
    served: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    broken = msgspec.structs.replace(served.office, ledger=BrokenLedger(served.office.ledger))
    service.use(broken)
    answer = call(served)
    assert answer.status_code == 503
    assert b"space" not in answer.content
    assert "could not be stored" in caplog.text
    service.use(served.office)
    assert call(served).status_code == 202


def test_a_replayed_callback_changes_nothing(served: Desk) -> None:
    delivery = served.delivery(served.court.memory.share(shared(custody())))
    sent = {name.replace("-", "_"): value for name, value in delivery.headers.items()}
    assert call(served, delivery.body, **sent).status_code == 202
    head = served.office.ledger.head()
    served.office.clock.pass_by(days=20)
    assert call(served, delivery.body, **sent).status_code == 202
    assert served.office.ledger.head() == head
