"""`gatelodge demo` as somebody runs it: real processes, real signals, a real database."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from gatelodge.demo.serving import CannotServe, free_port, require_free

GATELODGE = (sys.executable, "-m", "gatelodge.cli")
PATIENCE_SECONDS = 180.0


def environment(var: Path, port: int | None = None) -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GATELODGE_", "DATABASE_URL", "PORT"))
    }
    return inherited | {"GATELODGE_VAR": str(var)} | ({"PORT": str(port)} if port else {})


def run(*arguments: str, var: Path, port: int | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (*GATELODGE, *arguments),
        env=environment(var, port),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_a_busy_port_is_answered_with_one_that_is_free_with_its_neighbour() -> None:
    """The port behind a running demo is its court: to advise that one would help nobody."""
    with ExitStack() as held:
        site = free_port()
        court_port = next(
            each
            for each in range(site, 65_000)
            if _listens(held, each) and _listens(held, each + 1)
        )
        with pytest.raises(CannotServe) as told:
            require_free(court_port)
        advised = int(str(told.value).rpartition("=")[2])
        assert advised not in (court_port, court_port + 1)
        require_free(advised)
        require_free(advised + 1)


def _listens(held: ExitStack, port: int) -> bool:
    """Take a port until the test ends; false where somebody has it."""
    taken = held.enter_context(closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)))
    try:
        taken.bind(("127.0.0.1", port))
        taken.listen()
    except OSError:
        return False
    return True


class Demo:
    """A running demo: its own process group, so that nobody of it can be overlooked."""

    def __init__(self, var: Path) -> None:
        self.port = free_port()
        self.said = var.parent / f"said-{self.port}"
        with self.said.open("wb") as file:
            self.process = subprocess.Popen(
                (*GATELODGE, "demo"),
                env=environment(var, self.port),
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def words(self) -> str:
        return self.said.read_text("utf-8")

    def wait_until_it_serves(self) -> None:
        wait_until(lambda: "serves at" in self.words or self.process.poll() is not None)
        assert self.process.poll() is None, self.words

    def get(self, path: str) -> str:
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=20) as answer:
            return str(answer.read().decode())

    def children(self) -> list[int]:
        listed = subprocess.run(
            ("ps", "-o", "pid=", "--ppid", str(self.process.pid)),
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in listed.stdout.split()]

    def is_anybody_left(self) -> bool:
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True


@contextmanager
def demo(var: Path) -> Iterator[Demo]:
    running = Demo(var)
    try:
        yield running
    finally:
        if running.is_anybody_left():
            os.killpg(running.process.pid, signal.SIGKILL)
        running.process.wait()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    var = tmp_path_factory.mktemp("demo") / "var"
    done = run("demo-estate", var=var)
    assert done.returncode == 0, done.stderr
    assert "grace.amadi" in done.stdout
    return var


@pytest.fixture
def var(loaded: Path, tmp_path: Path) -> Path:
    """A loaded installation of the test's own."""
    return Path(shutil.copytree(loaded, tmp_path / "var"))


def head(running: Demo) -> int:
    return int(running.get("/health/").split(":")[1].strip(" }"))


def test_keys_and_records_can_be_read_by_their_owner_alone(loaded: Path) -> None:
    secret = [loaded / "gatelodge.sqlite3", *(loaded / "keys").rglob("*")]
    assert len(secret) >= 3
    assert {path.stat().st_mode & 0o077 for path in (loaded / "keys", *secret)} == {0}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end_and_then_nobody_is_left(
    var: Path, number: signal.Signals
) -> None:
    with demo(var) as running:
        running.wait_until_it_serves()
        assert "Sign in" in running.get("/sign-in/")
        assert len(running.children()) == 3
        if number == signal.SIGINT:
            os.killpg(running.process.pid, number)  # as a terminal does on Ctrl-C
        else:
            running.process.send_signal(number)
        assert running.process.wait(PATIENCE_SECONDS) == 0
        wait_until(lambda: not running.is_anybody_left())
        assert "Traceback" not in running.words


def test_a_second_start_keeps_what_there_is(var: Path) -> None:
    heads = []
    for _ in range(2):
        with demo(var) as running:
            running.wait_until_it_serves()
            wait_until(lambda running=running: head(running) >= 7000)  # type: ignore[misc] # bound now
            assert "Loading" not in running.words
            running.process.send_signal(signal.SIGTERM)
            assert running.process.wait(PATIENCE_SECONDS) == 0
        done = run("verify", var=var)
        assert done.returncode == 0, done.stdout + done.stderr
        heads.append(int(done.stdout.split()[0].replace(",", "")))
    assert heads[0] <= heads[1]


def test_a_part_that_dies_ends_all_and_is_named(var: Path) -> None:
    with demo(var) as running:
        running.wait_until_it_serves()
        worker = next(
            pid
            for pid in running.children()
            if b"\0worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
        )
        os.kill(worker, signal.SIGKILL)
        assert running.process.wait(PATIENCE_SECONDS) == 1
        wait_until(lambda: not running.is_anybody_left())
        assert "The worker ended by itself (code -9), so all was ended." in running.words


def test_a_load_that_is_killed_leaves_nothing_and_the_next_one_is_whole(tmp_path: Path) -> None:
    var = tmp_path / "var"
    killed = subprocess.Popen(
        (*GATELODGE, "demo-estate"),
        env=environment(var),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    written = var / "gatelodge.sqlite3-wal"
    wait_until(lambda: written.exists() and written.stat().st_size > 1_000_000)
    os.killpg(killed.pid, signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    again = run("demo-estate", var=var)
    assert again.returncode == 0, again.stderr
    done = run("verify", var=var)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0].replace(",", "")) > 7000


def test_a_port_in_use_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("demo", var=tmp_path / "var", port=port)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} of 127.0.0.1 cannot be used")
    assert not (tmp_path / "var").exists()


def test_two_demos_do_not_serve_from_one_folder(var: Path) -> None:
    with demo(var) as running:
        running.wait_until_it_serves()
        done = run("demo", var=var, port=free_port())
        assert done.returncode == 1
        assert f"Another demo serves from {var} already." in done.stderr
        assert running.process.poll() is None


def test_an_estate_is_not_poured_over_records_of_another_kind(tmp_path: Path) -> None:
    var = tmp_path / "var"
    assert run("lookback", var=var).returncode == 0
    done = run("demo-estate", var=var)
    assert done.returncode == 1
    assert "entries that are not the demo's" in done.stderr
