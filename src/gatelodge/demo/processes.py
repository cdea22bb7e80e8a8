"""Several processes as one: started together, ended together, and none missed when it dies.

They stay in the foreground process group of the terminal. Ctrl-C reaches this process alone, which
ends the others in order: the children are started with that signal ignored.
"""

import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import FrameType
from typing import Self

import msgspec

ENDING_SECONDS = 10.0
POLL_SECONDS = 0.1


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One process of the group: how it is called in messages, and its command line."""

    name: str
    command: tuple[str, ...]


class PartDied(Exception):
    """A process of the group ended by itself: which one, and with what code."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"The {name} ended by itself (code {code}), so all was ended.")
        self.name = name
        self.code = code


class NotReady(Exception):
    """The group did not answer in time."""


class Group:
    """Processes that live and end together. Use it as a context: leaving it ends all of them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._children: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._asked_to_end = threading.Event()
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._end_was_asked)
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type] # what `signal` itself returned

    def _end_was_asked(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_end.set()

    @property
    def is_ending(self) -> bool:
        """Whether Ctrl-C or a request to end came."""
        return self._asked_to_end.is_set()

    def start(self, part: Part) -> int:
        """Start a process of the group and return its id; of its words only errors are shown."""
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            child = subprocess.Popen(  # noqa: S603 - our own command lines
                part.command, env=self._environment, stdout=subprocess.DEVNULL
            )
        finally:
            signal.signal(signal.SIGINT, handler)
        self._children.append((part.name, child))
        return child.pid

    def check(self) -> None:
        """Raise `PartDied` for the first process that ended by itself."""
        for name, child in self._children:
            code = child.poll()
            if code is not None:
                raise PartDied(name, code)

    def wait_until(self, is_so: Callable[[], bool], *, what: str, seconds: float) -> bool:
        """Wait until something is so; False when the group was asked to end meanwhile.

        Raises `PartDied`, and `NotReady` when it is not so after so many seconds.
        """
        deadline = time.monotonic() + seconds
        while not self.is_ending:
            self.check()
            if is_so():
                return True
            if time.monotonic() > deadline:
                raise NotReady(f"{what} did not happen within {seconds:.0f} seconds.")
            self._asked_to_end.wait(POLL_SECONDS)
        return False

    def run(self) -> None:
        """Stay until the group is asked to end. Raises `PartDied`."""
        while not self._asked_to_end.wait(POLL_SECONDS):
            self.check()

    def end(self) -> None:
        """End all processes, newest first: ask, wait, then force."""
        for _, child in reversed(self._children):
            with suppress(ProcessLookupError):
                child.terminate()
        deadline = time.monotonic() + ENDING_SECONDS
        for _, child in reversed(self._children):
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self._children.clear()


def answers(url: str) -> bool:
    """Whether a web address answers with success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own http address
            return bool(200 <= response.status < 300)  # noqa: PLR2004 - HTTP success
    except (urllib.error.URLError, OSError):
        return False
