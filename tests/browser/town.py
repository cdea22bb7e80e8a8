"""A whole installation on free ports of this machine: site, worker and court, each a process.

The clock is a practice clock in a file, so that a journey of three days takes a minute.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from gatelodge.adapters.clock import PracticeClock
from gatelodge.demo.serving import free_port
from gatelodge.simulator import Control
from tests.browser.people import RECEIVED_AT

READY_SECONDS = 60.0
_POLL_SECONDS = 0.1


class Town:
    """The installation as a journey sees it."""

    def __init__(self, folder: Path) -> None:
        self.port, self.court_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.clock = PracticeClock(folder / "clock")
        self.clock.set(RECEIVED_AT)
        self.court = Control(f"http://127.0.0.1:{self.court_port}")
        self.people: dict[str, str] = {}
        self._environment = {
            "PATH": os.environ["PATH"],
            "GATELODGE_VAR": str(folder),
            "GATELODGE_MODE": "demo",
            "GATELODGE_CLOCK": str(folder / "clock"),
            "GATELODGE_PUBLIC_URL": self.url,
            "GATELODGE_COURT_URL": f"http://127.0.0.1:{self.court_port}",
        }
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Fill the database, then serve."""
        seeded = subprocess.run(
            [sys.executable, "-m", "tests.browser.seed"],
            env=self._environment,
            check=True,
            capture_output=True,
        )
        self.people = json.loads(seeded.stdout)
        gatelodge = [sys.executable, "-m", "gatelodge.cli"]
        self._start("court", *gatelodge, "court-simulator", "--port", str(self.court_port))
        until(lambda: answers(f"http://127.0.0.1:{self.court_port}/control/state"))
        self._start("web", *gatelodge, "serve", "--port", str(self.port), "--processes", "1")
        until(lambda: answers(f"{self.url}/health/"))
        self._start("worker", *gatelodge, "worker")
        until(lambda: bool(self.court.state()["subscriptions"]))

    def _start(self, name: str, *command: str) -> None:
        with (self._folder / f"{name}.log").open("wb") as log:
            self._processes.append(
                subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
            )

    def stop(self) -> None:
        """End every process, the last one first."""
        self.court.close()
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            process.wait(timeout=READY_SECONDS)

    def go_to(self, at: datetime) -> None:
        """Move the practice clock."""
        self.clock.set(at.astimezone(UTC))


@contextmanager
def running(folder: Path) -> Iterator[Town]:
    """Start a town in a folder, and end it whatever happens."""
    town = Town(folder)
    try:
        town.start()
        yield town
    finally:
        town.stop()


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address on this machine
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def until(is_so: Callable[[], bool], *, seconds: float = READY_SECONDS) -> None:
    """Wait for another process to have done something; fails when it never does."""
    pause = threading.Event()
    for _ in range(int(seconds / _POLL_SECONDS)):
        if is_so():
            return
        pause.wait(_POLL_SECONDS)
    raise AssertionError("another process did not do what the journey waits for")
