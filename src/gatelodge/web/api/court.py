"""The callback that the court sends its events to, as the contract of its subscription has it.

It answers 202 only after the message is durably recorded, and every other answer is the contract's
`ErrorResponse`: a word for machines and a sentence for people.
"""

import logging
import secrets
import uuid
from functools import cache
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from gatelodge import installation
from gatelodge.casework.court import (
    LARGEST_BODY,
    CallbackRefused,
    Secrets,
    receive_callback,
    refuse_too_large,
)
from gatelodge.web import service

_LOG = logging.getLogger(__name__)
_PIECE: Final = 64 * 1024
_LONGEST_TALK: Final = 64_000_000
"""Bytes that are read and thrown away, so that a caller who sends too much hears why."""


class _Chosen:
    """The secrets of this process; a test puts in its own."""

    secrets: Secrets | None = None


def use_secrets(chosen: Secrets | None) -> None:
    """Choose the signing secrets before the first call; none = the installation's own."""
    _Chosen.secrets = chosen


@csrf_exempt
def court_callback(request: HttpRequest) -> HttpResponse:
    """Take in one event of the court. The signature, not a session, says who calls."""
    correlation_id = _correlation_id(request)
    try:
        answer = _answered(request, correlation_id)
    except CallbackRefused as refused:
        answer = _error(refused.status, refused.error, refused.words)
    except UnreadablePostError:
        answer = _error(400, "invalid_request", "The message was cut short. Send it again.")
    except Exception:  # noqa: BLE001 - not stored: the court sends it again; no trace goes out
        _LOG.exception("a court's message could not be stored")
        answer = _error(503, "unavailable", "The message could not be stored. Send it again.")
    answer.headers["X-Correlation-Id"] = correlation_id
    return answer


def _answered(request: HttpRequest, correlation_id: str) -> HttpResponse:
    if request.method != "POST":
        answer = _error(405, "method_not_allowed", "Send events with POST.")
        answer.headers["Allow"] = "POST"
        return answer
    office = service.office()
    body, size = _body(request)
    if body is None:
        raise refuse_too_large(office, correlation_id, size=size)
    receive_callback(
        office,
        body,
        key_id=request.headers.get("X-Key-Id", ""),
        signature=request.headers.get("X-Signature", ""),
        correlation_id=correlation_id,
        content_type=request.headers.get("Content-Type", ""),
        secrets=_Chosen.secrets or _secrets(),
    )
    return HttpResponse(status=202)


def _body(request: HttpRequest) -> tuple[bytes | None, int]:
    """The raw body and its size; none instead of a body that is too large to be kept."""
    parts: list[bytes] = []
    size = 0
    while size <= _LONGEST_TALK and (part := request.read(_PIECE)):
        size += len(part)
        if size <= LARGEST_BODY:
            parts.append(part)
    return (b"".join(parts) if size <= LARGEST_BODY else None), size


def _correlation_id(request: HttpRequest) -> str:
    """The caller's correlation id; a fresh one when there is none in the contract's shape."""
    try:
        return str(uuid.UUID(request.headers.get("X-Correlation-Id", "")))
    except ValueError:
        return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


def _error(status: int, error: str, message: str) -> JsonResponse:
    return JsonResponse({"error": error, "message": message}, status=status)


@cache
def _secrets() -> Secrets:
    return installation.court_secrets()
