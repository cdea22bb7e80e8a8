"""The site is killed while the court calls it: what was answered 202 is there, and done once."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import pytest

from gatelodge import installation
from gatelodge.adapters.court import ApiKeys, CourtClient
from gatelodge.casework.court import ensure_subscription, item_name, process_item
from gatelodge.casework.office import INTAKE, ITEM, load
from gatelodge.record import PeopleIndex
from gatelodge.record.facts import CourtMessageReceived, CourtResultReceived
from gatelodge.simulator import CourtSimulator, Faults
from tests.contracts.listening import PATH
from tests.contracts.test_over_http import _desk
from tests.intake.court import custody, shared
from tests.store.test_kill import address

SITE = textwrap.dedent(
    """
    import socketserver
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
    from gatelodge.store import set_up_django
    set_up_django()
    from gatelodge.web.wsgi import application

    class Server(socketserver.ThreadingMixIn, WSGIServer):
        daemon_threads = True

    server = make_server("127.0.0.1", 0, application, server_class=Server)
    print(server.server_port, flush=True)
    server.serve_forever()
    """
)
MESSAGES = 40
KILLED_AFTER = 12


@contextmanager
def site() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve the real site, with all that stands before the callback, in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", SITE],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "DATABASE_URL": address(), "GATELODGE_MODE": "demo"},
    ) as process:
        try:
            assert process.stdout
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}{PATH}", process
        finally:
            process.send_signal(signal.SIGKILL)


def deliver_all(
    court: CourtSimulator, results: list[str], process: subprocess.Popen[str]
) -> set[bytes]:
    """Deliver from four threads at once; kill the site in the midst. Gives what got a 202."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for result in results:
        waiting.put(result)
    accepted: set[bytes] = set()

    def call() -> None:
        while not waiting.empty():
            told = court._delivered(court.memory.result(waiting.get()), 1)
            ids = {each["deliveryId"] for each in told["deliveries"]}
            accepted.update(
                d.body
                for d in court.courier.deliveries()
                if d.delivery_id in ids and d.is_delivered
            )
            if len(accepted) >= KILLED_AFTER:
                process.send_signal(signal.SIGKILL)

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return accepted


@pytest.mark.django_db(transaction=True)
def test_what_was_answered_202_is_there_after_kill_9_and_is_done_once() -> None:
    installation.start_up()
    office = installation.office()
    record_id = _desk(office).receive_person()
    with CourtSimulator(retry_seconds=()) as court:
        client = CourtClient(court.url, ApiKeys(bearer="x", subscription_key="y"))
        with site() as (url, process):
            ensure_subscription(
                office, INTAKE, client, installation.court_secrets(), callback_url=url
            )
            held = Faults(hold_delivery=True)
            results = [
                court.memory.share(shared(custody(f"{n} Months"), faults=held)).result_id
                for n in range(1, MESSAGES + 1)
            ]
            accepted = deliver_all(court, results, process)
        assert KILLED_AFTER <= len(accepted) < MESSAGES
        items = {name.removeprefix(ITEM) for name in office.ledger.streams(ITEM)}
        assert {item_name(body) for body in accepted} <= items

        people = PeopleIndex(office.ledger)
        for item in [*items, *items]:
            process_item(office, client, item, people)
        client.close()
    kinds = Counter(
        (e.envelope.stream, type(e.fact))
        for item in items
        for e in office.ledger.stream(ITEM + item)
    )
    assert all(kinds[ITEM + item, CourtMessageReceived] == 1 for item in items)
    told = Counter(
        e.fact.item
        for e in load(office, record_id).entries
        if isinstance(e.fact, CourtResultReceived) and e.envelope.corrects is None
    )
    assert told == Counter(dict.fromkeys(items, 1))
