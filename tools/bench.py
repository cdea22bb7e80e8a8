"""How fast Gatelodge is on this machine: a table, and the same figures in bench.json.

Everything is real: a fresh database in a temporary folder (or an empty one by DATABASE_URL), the
demo estate, the worker as a process of its own, and `gatelodge demo` started a second time.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

VAR = Path(tempfile.mkdtemp(prefix="gatelodge-bench-"))
os.environ |= {
    "GATELODGE_VAR": str(VAR),
    "GATELODGE_MODE": "demo",
    "DJANGO_SETTINGS_MODULE": "gatelodge.settings",
}

import django  # noqa: E402 - settings are read from the environment made above

django.setup()

from gatelodge import installation  # noqa: E402 - needs Django's settings
from gatelodge.casework.authorities import state_fact  # noqa: E402 - the same
from gatelodge.casework.exits import assess_exit, next_step  # noqa: E402 - the same
from gatelodge.casework.office import CUSTODY, Actor, Office, load  # noqa: E402 - the same
from gatelodge.record import Draft, Write, booking, document, fold, statement  # noqa: E402 - the same
from gatelodge.record.facts import (  # noqa: E402 - the same
    EVERY_PRISON,
    AliasRecorded,
    RemandOrdered,
    Role,
)
from gatelodge.record.state import CustodyRecord  # noqa: E402 - the same
from gatelodge.sentencing import calculate  # noqa: E402 - the same

APPENDS = 500
STREAMS = 50
LONG_HISTORY = 200
ALARMS = 5
DEADLINE_SECONDS = 60.0
GATELODGE = Path(sys.executable).with_name("gatelodge")
CLERK = Actor(
    account="bench",
    surname="Bench",
    forenames="Ann",
    roles=frozenset({(Role.CASE_ADMINISTRATOR, EVERY_PRISON)}),
)
Figures = dict[str, tuple[float, str]]


def main() -> None:
    """Measure, print the table, write bench.json."""
    try:
        figures = dict(measured())
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
    width = max(map(len, figures))
    for name, (value, unit) in figures.items():
        print(f"{name:<{width}}  {value:>10.3f} {unit}")
    told = {name: {"value": value, "unit": unit} for name, (value, unit) in figures.items()}
    Path("bench.json").write_text(json.dumps(told, indent=2) + "\n")


def measured() -> Iterator[tuple[str, tuple[float, str]]]:
    """Give each figure with its name and unit, as it is measured."""
    estate = [GATELODGE, "demo-estate"]
    took = seconds(lambda: subprocess.run(estate, check=True, stdout=subprocess.DEVNULL))
    yield "demo estate loaded", (took, "s")
    office = installation.office()
    yield f"appends, one transaction each ({APPENDS})", (APPENDS / appending(office), "a second")
    yield f"fold of {LONG_HISTORY} entries", (folding(office) * 1000, "ms")
    records = [load(office, s.removeprefix(CUSTODY)) for s in office.ledger.streams(CUSTODY)]
    decisions = deciding(office, records)
    yield "gate decision, read from the database", (statistics.median(decisions) * 1000, "ms")
    yield "gate decision, slowest", (max(decisions) * 1000, "ms")
    bookings = [booking(each) for each in records if each.sentences and each.calculation]
    holidays = office.bank_holidays
    took = seconds(lambda: [calculate(b, office.law, bank_holidays=holidays) for b in bookings])
    yield "calculations", (len(bookings) / took, "a second")
    waits = alarming(office, records)
    yield f"new fact to alarm, median of {len(waits)}", (statistics.median(waits), "s")
    yield "new fact to alarm, slowest", (max(waits), "s")
    yield "second start of the demo until it serves", (second_start(), "s")


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def alias(number: int) -> Draft:
    """An entry like any other."""
    return Draft(
        fact=AliasRecorded(surname=f"Bench{number}", forenames="Ann"),
        by=CLERK.account,
        reason="measuring",
        source=statement(CLERK.account),
    )


def appending(office: Office) -> float:
    """Seconds for all appends, each in its own transaction, over many streams."""
    streams = [f"register/bench{n}" for n in range(STREAMS)]

    def append(number: int) -> None:
        write = Write(stream=streams[number % STREAMS], drafts=(alias(number),))
        office.ledger.append([write], at=office.clock.now())

    return seconds(lambda: [append(n) for n in range(APPENDS)])


def folding(office: Office) -> float:
    """Median seconds of a fold of one long history, already read."""
    stream = f"register/{secrets.token_hex(8)}"
    drafts = tuple(alias(n) for n in range(LONG_HISTORY))
    office.ledger.append([Write(stream=stream, drafts=drafts)], at=office.clock.now())
    history = office.ledger.stream(stream)
    return statistics.median(seconds(lambda: fold("long", history)) for _ in range(50))


def deciding(office: Office, records: list[CustodyRecord]) -> list[float]:
    """Seconds of each gate decision: read the stream, fold it, run all checks."""

    def decide(before: CustodyRecord) -> None:
        record = load(office, before.record_id)
        assess_exit(office, record, next_step(record), at=office.clock.now())

    return [seconds(lambda each=each: decide(each)) for each in records if each.plan is not None]


def alarming(office: Office, records: list[CustodyRecord]) -> list[float]:
    """Seconds from "recorded" until the alarm stands on the record, the worker being at work."""
    out = [each for each in records if each.exits and not each.is_in_custody and not each.alarms]
    with subprocess.Popen([GATELODGE, "worker"], stderr=subprocess.DEVNULL) as worker:
        try:
            wait_until(lambda: any(office.ledger.streams("register/watch")) or idle(office))
            return [one_alarm(office, each) for each in out[:ALARMS]]
        finally:
            worker.send_signal(signal.SIGINT)


def idle(office: Office) -> bool:
    """Whether nothing was recorded for a second: the worker has caught up."""
    head = office.ledger.head()
    time.sleep(1)
    return office.ledger.head() == head


def one_alarm(office: Office, record: CustodyRecord) -> float:
    """A remand from before the exit becomes known; wait for its alarm."""
    left = record.exits[-1].left.fact.exited_at
    paper = office.documents.keep(secrets.token_bytes(64), media_type="text/plain")
    remand = RemandOrdered(court="Fernlea Crown Court", case_urn="BENCH1", next_hearing_on=None)
    state_fact(
        office,
        CLERK,
        record.record_id,
        remand,
        source=document(paper),
        true_from=left.replace(hour=0),
    )
    began = time.perf_counter()
    wait_until(lambda: any(a.is_open for a in load(office, record.record_id).alarms))
    return time.perf_counter() - began


def second_start() -> float:
    """Seconds until the site answers when the demo is started on what is there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    with subprocess.Popen(
        [GATELODGE, "demo"],
        env=os.environ | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as demo:
        try:
            wait_until(lambda: answers(f"http://127.0.0.1:{port}/sign-in/"))
            return time.perf_counter() - began
        finally:
            demo.send_signal(signal.SIGINT)


def answers(address: str) -> bool:
    """Whether a page is there."""
    try:
        with urllib.request.urlopen(address, timeout=2) as page:  # noqa: S310 - our own address
            return page.status == 200  # noqa: PLR2004 - the usual answer
    except (urllib.error.URLError, OSError):
        return False


def wait_until(so: Callable[[], bool]) -> None:
    """Ask again every 20 ms until it is so; raise `TimeoutError` when it never is."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not so():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.02)


if __name__ == "__main__":
    main()
