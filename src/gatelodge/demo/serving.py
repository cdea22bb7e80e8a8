"""Everything served at once: site, worker and court, in one foreground process group."""

import fcntl
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from gatelodge.demo.processes import Group, Part, answers

READY_SECONDS = 60.0
HOST = "127.0.0.1"
"""The demo answers this machine alone (our decision)."""
_LAST_PORT = 65_535
_LOOKED_AT = 100
"""How many ports are tried for one to advise."""


class CannotServe(Exception):
    """The demo cannot be served: why and what to do, in plain English."""


def require_free(port: int) -> None:
    """Raise `CannotServe` when something else listens on a port of this machine."""
    try:
        _take(port)
    except (OSError, OverflowError) as fault:
        raise CannotServe(
            f"Port {port} of {HOST} cannot be used ({fault}). End what uses it, or choose "
            f"another: make run PORT={_two_free_after(port)}"
        ) from fault


def _two_free_after(port: int) -> int:
    """The next port that is free with the one behind it, which the court takes."""
    after = range(port + 1, min(port + _LOOKED_AT, _LAST_PORT))
    return next((each for each in after if _is_free(each) and _is_free(each + 1)), free_port())


def _is_free(port: int) -> bool:
    try:
        _take(port)
    except OSError:
        return False
    return True


def _take(port: int) -> None:
    """Listen on a port for a moment. Raises what the machine says when that cannot be."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))


def court_port_beside(port: int) -> int:
    """Give the port for the court: the next one, or any free one when that is taken."""
    try:
        require_free(port + 1)
    except CannotServe:
        return free_port()
    return port + 1


def free_port() -> int:
    """Give a port of this machine that nothing listens on at the moment."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one demo at a time serve from a folder. Raises `CannotServe` for a second one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "serving", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotServe(
                f"Another demo serves from {folder} already. End it, or choose another folder: "
                "GATELODGE_VAR=/some/folder make run"
            ) from None
        yield
    finally:
        os.close(descriptor)


def address(port: int) -> str:
    """The address under which a port of this machine is reached."""
    return f"http://{HOST}:{port}"


def parts(port: int, court_port: int) -> tuple[Part, ...]:
    """The processes of the demo: court first, so that nobody calls it in vain."""
    gatelodge = (sys.executable, "-m", "gatelodge.cli")
    return (
        Part(
            name="court simulator",
            command=(*gatelodge, "court-simulator", "--port", str(court_port)),
        ),
        Part(name="web", command=(*gatelodge, "serve", "--port", str(port))),
        Part(name="worker", command=(*gatelodge, "worker")),
    )


def serve_all(
    port: int, court_port: int, environment: Mapping[str, str], *, when_ready: Callable[[], None]
) -> None:
    """Serve until Ctrl-C or a request to end. Raises `PartDied` and `NotReady`.

    `when_ready` is called once the site answers.
    """
    with Group(environment) as group:
        for part in parts(port, court_port):
            group.start(part)
        is_up = group.wait_until(
            lambda: answers(f"{address(port)}/health/"),
            what="An answer of the site",
            seconds=READY_SECONDS,
        )
        if is_up:
            when_ready()
            group.run()
