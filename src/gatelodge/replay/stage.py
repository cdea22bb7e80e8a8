"""Where a case is played: a fresh installation, a clock that the player moves, and a real court."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.urls import reverse

from gatelodge import installation
from gatelodge.adapters.clock import PracticeClock
from gatelodge.bulk import FOLLOWER
from gatelodge.casework.court import (
    ensure_subscription,
    fetch_due_at,
    item_of,
)
from gatelodge.casework.office import ITEM, Office, load
from gatelodge.casework.registers import INSTALLATION
from gatelodge.demo.desk import Desk, open_prisons
from gatelodge.demo.people import InventedPerson, person
from gatelodge.demo.processes import answers
from gatelodge.demo.serving import address
from gatelodge.gate import Check
from gatelodge.record import CustodyRecord, InboxItem, fold
from gatelodge.record.facts import CourtMessageReceived
from gatelodge.replay.processes import Processes, do_background_work, play_court, serve_site
from gatelodge.replay.scenario import CannotPlay, Scenario
from gatelodge.simulator import Control, Shared
from gatelodge.store import followers

POLL_SECONDS = 0.02
_LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 60.0
"""How long the player waits for something that must come before it gives up (our decision)."""


class GaveUp(CannotPlay):
    """Something that must come did not come in time."""


class Stage:
    """Everything that acts of a play need. Times are the play's own, by the practice clock."""

    def __init__(
        self, scenario: Scenario, office: Office, clock: PracticeClock, processes: Processes
    ) -> None:
        """Set the stage for one scenario."""
        self.scenario = scenario
        self.office = office
        self.clock = clock
        self.desk = Desk(office, scenario.person.prison)
        self.person: InventedPerson = person(scenario.person.number)
        self.record_id = ""
        self.items: dict[str, str] = {}
        self.shared: dict[str, Shared] = {}
        self.court = Control(os.environ["GATELODGE_COURT_URL"])
        self._processes = processes

    @property
    def record(self) -> CustodyRecord:
        """The person's record as it stands; empty before reception."""
        if not self.record_id:
            return fold("", ())
        return load(self.office, self.record_id)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so. Raises `GaveUp`, and `Died` when a process ended."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            self._processes.check()
            if time.monotonic() > deadline:
                raise GaveUp(
                    f"{what} did not come within {PATIENCE_SECONDS:.0f} seconds.\n"
                    f"{self._processes.said()}"
                )
            time.sleep(POLL_SECONDS)

    def stay(self) -> None:
        """Stay as it is until somebody interrupts. Raises `Died`."""
        while True:
            self._processes.check()
            time.sleep(_LOOK_SECONDS)

    def settle(self) -> None:
        """Wait until the worker has dealt with everything that is in the ledger now."""
        self.wait_until(self._is_settled, "The worker's decision on everything")

    def name_item(self, name: str, shared: Shared) -> None:
        """Wait for the item of a result that was shared, and name it for later steps."""
        self.shared[name] = shared
        found: list[str] = []

        def has_come() -> bool:
            found[:] = [i for i in self._items() if self._document_of(i) == shared.document_id]
            return bool(found)

        self.wait_until(has_come, "The court's message")
        self.items[name] = found[0]

    def item(self, name: str) -> InboxItem:
        """An item by the name that the scenario gave it."""
        return item_of(self.office, self.items[name])

    def _items(self) -> Iterator[str]:
        return (stream.removeprefix(ITEM) for stream in self.office.ledger.streams(ITEM))

    def _document_of(self, item: str) -> str:
        first = self.office.ledger.stream(ITEM + item)[0].fact
        return first.document_id if isinstance(first, CourtMessageReceived) else ""

    def _is_settled(self) -> bool:
        if not all(self._is_told(item_of(self.office, item)) for item in self._items()):
            return False
        return followers.position(FOLLOWER) >= self.office.ledger.head()

    def _is_told(self, item: InboxItem) -> bool:
        """Whether the machine has done for an item all that it can do now."""
        due = fetch_due_at(item)
        if due is not None and due <= self.clock.now():
            return False
        if not item.is_open:
            return True
        return bool(item.records) and all(
            any(known.item == item.item and known.result for known in load(self.office, r).items)
            for r in item.records
        )


@contextmanager
def stage(
    scenario: Scenario, checks: tuple[Check, ...], *, folder: Path, port: int, court_port: int
) -> Iterator[Stage]:
    """Set up everything for one scenario, and take it down again. Django is set up already."""
    clock = PracticeClock(folder / "clock")
    clock.set(scenario.steps[0].at)
    installation.start_up()
    office = installation.office(checks)
    open_prisons(office)
    processes = Processes(folder)
    try:
        processes.start("court", partial(play_court, court_port))
        processes.start("site", partial(serve_site, port, checks))
        processes.start("worker", partial(do_background_work, checks))
        made = Stage(scenario, office, clock, processes)
        made.wait_until(lambda: answers(f"{address(port)}/health/"), "An answer of the site")
        made.wait_until(lambda: answers(f"{address(court_port)}/control/state"), "The court")
        ensure_subscription(
            office,
            INSTALLATION,
            installation.court(),
            installation.court_secrets(),
            callback_url=address(port) + reverse("court-callback"),
        )
        yield made
    finally:
        processes.end()
