"""The callback of a real office behind a real socket, so that the court calls it as it would."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from gatelodge.casework.court import Secrets
from gatelodge.casework.office import Office
from gatelodge.web import service
from gatelodge.web.api.court import court_callback, use_secrets

PATH = "/api/court/results/"


class Callback:
    """A callback that can be told to be down, and remembers what it answered."""

    def __init__(self) -> None:
        self.is_down = False
        self.answers: list[int] = []
        self.url = ""

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        request = WSGIRequest(environ)
        answer = HttpResponse(status=503) if self.is_down else court_callback(request)
        self.answers.append(answer.status_code)
        start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
        return [answer.content]


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Tests are quiet."""


@contextmanager
def listening(office: Office, secrets: Secrets) -> Iterator[Callback]:
    """Serve the callback of an office on a free port of this machine."""
    callback = Callback()
    server = make_server("127.0.0.1", 0, callback, server_class=WSGIServer, handler_class=_Silent)
    callback.url = f"http://127.0.0.1:{server.server_port}{PATH}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    service.use(office)
    use_secrets(secrets)
    thread.start()
    try:
        yield callback
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        service.use(None)
        use_secrets(None)
