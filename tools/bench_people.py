"""Gate decision and release board with 100,000 people on record: a table, and JSON beside it.

On a fresh SQLite file, or on the empty database that DATABASE_URL names. The people of the demo
estate are told by their acts; the others are put down in bulk through the ledger's own append.
"""

import json
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

VAR = Path(tempfile.mkdtemp(prefix="gatelodge-bench-people-"))
os.environ |= {
    "GATELODGE_VAR": str(VAR),
    "GATELODGE_MODE": "demo",
    "DJANGO_SETTINGS_MODULE": "gatelodge.settings",
}

import django  # noqa: E402 - settings are read from the environment made above

django.setup()

from django.conf import settings  # noqa: E402 - needs Django's settings
from django.contrib.auth import get_user_model  # noqa: E402 - the same
from django.db import connection, transaction  # noqa: E402 - the same
from django.test import Client  # noqa: E402 - the same
from django.urls import reverse  # noqa: E402 - the same
from rich.console import Console  # noqa: E402 - the same

from gatelodge import installation  # noqa: E402 - the same
from gatelodge.casework.exits import assess_exit, next_step  # noqa: E402 - the same
from gatelodge.casework.office import CUSTODY, Office, load  # noqa: E402 - the same
from gatelodge.demo import loading  # noqa: E402 - the same
from gatelodge.demo.people import person  # noqa: E402 - the same
from gatelodge.demo.staff import staff  # noqa: E402 - the same
from gatelodge.record import Draft, Write, fold, ourselves  # noqa: E402 - the same
from gatelodge.record import facts as f  # noqa: E402 - the same
from gatelodge.store import projections  # noqa: E402 - the same

PEOPLE = int(os.environ.get("PEOPLE", "100000"))
A_PRISON = 60
"""How many people of each of the demo's prisons have a whole history."""
OTHER_PRISONS = 130
AT_ONCE = 2_000
NAMES = 39_000
"""How many invented people there are; the others have their names and other numbers."""
DECISIONS = 300
PAGES = 60
WIDTH = 46
START = """
import resource, time
began = time.perf_counter()
from gatelodge.store import set_up_django
set_up_django()
from gatelodge import installation
office = installation.office()
set_up = time.perf_counter()
office.people.person("0" * 32)
asked = time.perf_counter()
print(asked - set_up, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
Figures = dict[str, tuple[float, str]]


def main() -> None:
    """Measure, print each figure as it is known, write the JSON."""
    figures: Figures = {}
    print(f"{PEOPLE:,} people on {connection.vendor}", flush=True)
    try:
        for name, (value, unit) in measured():
            figures[name] = (value, unit)
            print(f"{name:<{WIDTH}}  {value:>10.3f} {unit}", flush=True)
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
    told = {name: {"value": value, "unit": unit} for name, (value, unit) in figures.items()}
    Path(f"bench-people-{connection.vendor}.json").write_text(json.dumps(told, indent=2) + "\n")


def measured() -> Iterator[tuple[str, tuple[float, str]]]:
    """Give each figure with its name and unit, as it is measured."""
    loading.prepare(Console(stderr=True, quiet=True), a_prison=A_PRISON)
    office = installation.office()
    records = [s.removeprefix(CUSTODY) for s in office.ledger.streams(CUSTODY)]
    yield "people put down in bulk", (seconds(lambda: fill(office)), "s")
    yield "lists and index caught up", (seconds(projections.catch_up), "s")
    waited, memory = first_question()
    yield "first question of a new process to the index", (waited * 1000, "ms")
    yield "memory of that process", (memory, "MB")
    planned = [each for each in records if load(office, each).plan is not None]
    if not planned:
        raise RuntimeError("nobody of the demo estate has an exit planned")
    for name, work in decisions(office, planned):
        yield from told(f"gate decision, {name}", work, DECISIONS)
    client = signed_in(office)
    for _ in range(3):
        client.get(reverse("releases"))
    yield from told("release board's page", lambda _: board(client), PAGES)
    yield from told("board's page after a new entry", lambda n: after_entry(office, client, n), 30)


def told(
    name: str, work: Callable[[int], object], times: int
) -> Iterator[tuple[str, tuple[float, str]]]:
    """Median and 95th of a hundred, in milliseconds."""
    took = [seconds(lambda n=n: work(n)) * 1000 for n in range(times)]
    yield f"{name}, p50", (statistics.median(took), "ms")
    yield f"{name}, p95", (statistics.quantiles(took, n=20)[-1], "ms")


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fill(office: Office) -> None:
    """Put down people on remand, in large transactions, until there are enough."""
    here = sum(1 for _ in office.ledger.streams(CUSTODY))
    at = office.clock.now()
    numbers = range(here + 1, PEOPLE + 1)
    for first in range(0, len(numbers), AT_ONCE):
        with transaction.atomic():
            office.ledger.append(
                [somebody(number) for number in numbers[first : first + AT_ONCE]], at=at
            )


def somebody(number: int) -> Write:
    """A person on remand under a case of their own, in one of many prisons."""
    like = person(1 + number % NAMES)
    born_on = like.born_on + timedelta(days=number // NAMES)
    told_by = "bench"
    facts: tuple[f.Fact, ...] = (
        f.PersonReceived(prison=f"B{number % OTHER_PRISONS:03d}", prison_number=f"B{number:06d}"),
        f.IdentityRecorded(surname=like.surname, forenames=like.forenames, born_on=born_on),
        f.IdentifierRecorded(issuer=f.Issuer.PRISON_NUMBER, value=f"B{number:06d}"),
        f.IdentifierRecorded(
            issuer=f.Issuer.PNC, value=f"{2001 + number % 24}/{number + 5_000_000:07d}Z"
        ),
        *(
            f.AliasRecorded(surname=each.surname, forenames=each.forenames, born_on=born_on)
            for each in like.other_names
        ),
        f.RemandOrdered(
            court="Fernlea Crown Court",
            case_urn=f"77BN{number:07d}26",
            next_hearing_on=date(2030, 1, 7),
        ),
    )
    drafts = tuple(
        Draft(fact=fact, by=told_by, reason="measuring", source=ourselves("bench"))
        for fact in facts
    )
    return Write(stream=f"{CUSTODY}{secrets.token_hex(16)}", drafts=drafts, expected_version=0)


def first_question() -> tuple[float, float]:
    """Seconds until a fresh process has its first answer of the index, and its memory in MB."""
    ran = subprocess.run(
        [sys.executable, "-c", START], check=True, capture_output=True, text=True, env=os.environ
    )
    waited, memory = ran.stdout.split()
    return float(waited), float(memory)


def decisions(office: Office, planned: list[str]) -> Iterator[tuple[str, Callable[[int], object]]]:
    """The whole decision, read from the database; and the same of a record that lies folded."""

    def read_and_decide(turn: int) -> None:
        record = load(office, planned[turn % len(planned)])
        assess_exit(office, record, next_step(record), at=office.clock.now())

    folded = [fold(each, office.ledger.stream(CUSTODY + each)) for each in planned]

    def decide(turn: int) -> None:
        record = folded[turn % len(folded)]
        assess_exit(office, record, next_step(record), at=office.clock.now())

    yield "read from the database", read_and_decide
    yield "of a folded record", decide


def signed_in(office: Office) -> Client:
    """A browser of somebody who works on releases at one of the demo's prisons."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    name = next(one.account for one in staff() if one.role is f.Role.HEAD_OF_OMU)
    client = Client()
    client.force_login(get_user_model().objects.get(username=name))
    board(client)
    if office.clock.now() > datetime.now(UTC) + timedelta(days=1):
        raise RuntimeError("the clock is not the machine's")
    return client


def after_entry(office: Office, client: Client, number: int) -> None:
    """Open the board when something was recorded, so that every row is worked out anew."""
    office.ledger.append([somebody(PEOPLE + 1 + number)], at=office.clock.now())
    board(client)


def board(client: Client) -> None:
    """Open the release board; a page that is none raises."""
    page = client.get(reverse("releases"), follow=True)
    if page.status_code != 200 or not page.redirect_chain == []:  # noqa: PLR2004 - the usual answer
        raise RuntimeError(f"the board answered {page.status_code} {page.redirect_chain}")


if __name__ == "__main__":
    main()
