"""The worker, and the nightly look-back.

Answers go to standard output, progress and the log to standard error.
"""

import signal
import sys
import threading
from typing import Annotated

import msgspec
from cyclopts import Parameter
from cyclopts.types import PositiveInt
from django.conf import settings
from django.urls import reverse
from rich.console import Console
from rich.progress import Progress

from gatelodge import installation
from gatelodge.bulk import Chore, run_worker
from gatelodge.casework.court import ensure_subscription
from gatelodge.casework.office import Office
from gatelodge.casework.registers import INSTALLATION
from gatelodge.casework.watching import Lookback
from gatelodge.casework.watching import lookback as look_back
from gatelodge.store import followers
from gatelodge.web.releases.pack import make_evening_pack

SUBSCRIBE_SECONDS = 15.0
"""How often the worker looks whether our subscription to the court's results stands."""
CHECKPOINT_SECONDS = 60.0
"""How often it looks whether a checkpoint is due."""
PACK_SECONDS = 10.0
"""How often it looks whether a prison lacks its pack of the evening, and makes one."""
SUSPECTED = 1
"""Exit code of a look-back that found a suspected release in error."""
FAILED = 3
"""Exit code of a look-back that could not decide about somebody."""


def worker() -> None:
    """Do the background work until Ctrl-C or a request to end.

    It fetches and matches what courts sent, decides again after each new entry, watches the clock,
    signs checkpoints and makes each prison's pack of paper in the evening. When it starts,
    everything that was left undone is done at once.
    """
    installation.start_up()
    office = installation.office()
    stop = threading.Event()
    for request in (signal.SIGINT, signal.SIGTERM):
        signal.signal(request, lambda _number, _frame: stop.set())
    run_worker(
        office,
        installation.court(),
        office.people,
        followers,
        stop,
        chores=(
            Chore(
                name="subscription to the court's results",
                every_seconds=SUBSCRIBE_SECONDS,
                do=lambda: _subscribe(office),
            ),
            Chore(
                name="checkpoint",
                every_seconds=CHECKPOINT_SECONDS,
                do=installation.checkpoint_if_due,
            ),
            Chore(
                name="pack of the evening",
                every_seconds=PACK_SECONDS,
                do=lambda: make_evening_pack(office),
            ),
        ),
    )


def lookback(
    *, days: PositiveInt = 30, json: Annotated[bool, Parameter(negative="")] = False
) -> None:
    """Ask again about every exit of the last days whether we would have opened the gate.

    It decides with everything that is known now, and looks for overdue releases too. Exit code 0:
    nothing is suspected. 1: an exit is suspected to be a release in error. 3: somebody's record
    could not be decided. Running it twice raises no alarm twice.

    Parameters
    ----------
    days
        How many days to look back, today included.
    json
        Print what was found as JSON.
    """
    installation.start_up()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Deciding again", total=None)
        found = look_back(
            installation.office(),
            days,
            done=lambda through, total: progress.update(bar, completed=through, total=total),
        )
    sys.stdout.write(msgspec.json.encode(found).decode() + "\n" if json else _told(found))
    sys.exit(FAILED if found.failed else SUSPECTED if found.suspected else 0)


def _subscribe(office: Office) -> None:
    """See to it that the court knows where to call us."""
    ensure_subscription(
        office,
        INSTALLATION,
        installation.court(),
        installation.court_secrets(),
        callback_url=settings.GATELODGE_PUBLIC_URL + reverse("court-callback"),
    )


def _told(found: Lookback) -> str:
    lines = [
        f"{found.exits} exits of the last {found.days} days decided again.",
        f"{found.records} records looked at, {found.written} new entries.",
        *(f"suspected release in error: record {record}" for record in found.suspected),
        *(f"could not be decided: record {record}" for record in found.failed),
        f"{len(found.suspected)} suspected, {len(found.failed)} not decided.",
    ]
    return "\n".join(lines) + "\n"
