"""The processes of a play: the court, the site and the worker, each a real process of its own.

They are forked, so that the site and the worker can be given a tuple of checks in code: no setting
or flag of the product shortens it.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from django.db import connections

from gatelodge import installation
from gatelodge.bulk import run_worker
from gatelodge.demo.serving import HOST
from gatelodge.gate import Check
from gatelodge.replay.scenario import CannotPlay
from gatelodge.simulator import CourtSimulator
from gatelodge.store import followers
from gatelodge.web import service
from gatelodge.web.site import Site

_FORK = multiprocessing.get_context("fork")
_ENDING_SECONDS = 10.0
_LAST_WORDS = 2000


class Died(CannotPlay):
    """A process of the play ended by itself; its last words are in the text."""


class Processes:
    """Processes of one play. What they say to standard error lies in files of the folder."""

    def __init__(self, folder: Path) -> None:
        """Keep what they say in a folder."""
        self._folder = folder
        self._running: dict[str, multiprocessing.process.BaseProcess] = {}

    def start(self, name: str, run: Callable[[], None]) -> None:
        """Start a process. Connections to the database are closed first: none may be shared."""
        connections.close_all()
        said = self._folder / f"{name}.log"
        process = _FORK.Process(target=_run, args=(said, run), name=name, daemon=True)
        process.start()
        self._running[name] = process

    def check(self) -> None:
        """Raise `Died` for a process that is not running any more."""
        for name, process in self._running.items():
            if not process.is_alive():
                raise Died(f"The {name} ended by itself (code {process.exitcode}).\n{self.said()}")

    def said(self) -> str:
        """The last words of all processes, each under its name."""
        logs = sorted(self._folder.glob("*.log"))
        texts = ((log.stem, log.read_text("utf-8", errors="replace").strip()) for log in logs)
        return "\n".join(f"{name}: {text[-_LAST_WORDS:]}" for name, text in texts if text)

    def end(self) -> None:
        """End all of them."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.join(_ENDING_SECONDS)
            if process.is_alive():
                process.kill()
                process.join()
        self._running.clear()


def play_court(port: int) -> None:
    """Be the court until the process is ended."""
    CourtSimulator(port=port).serve()


def serve_site(port: int, checks: tuple[Check, ...]) -> None:
    """Serve the site with these checks until the process is ended."""
    service.use(installation.office(checks))
    Site(host=HOST, port=port, processes=1).run()


def do_background_work(checks: tuple[Check, ...]) -> None:
    """Do the worker's work with these checks until the process is ended."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    office = installation.office(checks)
    run_worker(office, installation.court(), office.people, followers, stop)


def _run(said: Path, run: Callable[[], None]) -> None:
    """Run in the child: Ctrl-C is the parent's to answer, words go to a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(descriptor, 2)
    run()
