"""The worker: one process that follows the ledger and does everything behind its head.

Three loops side by side, so that a court that answers slowly never delays an alarm, nor a link that
kills a pass. `Watcher` decides again after each new entry and looks at the clock; `Matcher` holds
records that are one person's to be so; `Clerk` fetches and matches what courts sent, and does the
chores. The ledger is the queue: a worker that was killed finds all its work there again, and doing
it twice writes once.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Protocol

import msgspec
from django.db import InterfaceError, OperationalError, close_old_connections, connections

from gatelodge.casework.court import CourtFault, CourtService, People, pending_items, process_item
from gatelodge.casework.matching import hold_match
from gatelodge.casework.office import CUSTODY, Office
from gatelodge.casework.watching import (
    POLICY,
    look_again_at,
    note_failure,
    redecide_record,
    rules,
    watch_the_clock,
)
from gatelodge.intake import matches
from gatelodge.record import Entry, InboxIndex, PeopleOnRecord
from gatelodge.watch import Rules, redecides

FOLLOWER = "watch"
"""The name under which the worker keeps its place in the ledger."""
POLL_SECONDS = 0.1
"""How long an idle loop waits before it looks again: far below the five seconds of an alarm."""
FAULT_SECONDS = 1.0
"""How long a loop waits after a fault of its own, such as a database that does not answer."""
AFTER_A_FAULT = timedelta(minutes=1)
"""How long an inbox item, or a record to be matched, waits after a fault of its own."""
AT_ONCE = 20
"""Records dealt with before a loop looks for newer entries, so that a backlog delays no news."""

_LOG = logging.getLogger(__name__)
_DATABASE_IS_AWAY = (OperationalError, InterfaceError)
"""Faults of the database itself say nothing about a record: the loop waits and begins anew."""


class Followers(Protocol):
    """Where followers keep their place. A lost place costs work, never a decision."""

    def position(self, follower: str) -> int:
        """Number of the last entry dealt with; 0 = none yet."""

    def move_to(self, follower: str, seq: int) -> None:
        """Everything up to and with this number is dealt with."""


class Chore(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is done again and again, such as signing a checkpoint.

    `every_seconds` is counted by the machine, whatever a practice clock says. A fault is logged and
    the chore is tried again at its next turn.
    """

    name: str
    every_seconds: float
    do: Callable[[], object]


class Watcher:
    """Decides again after each new entry; newest news first, and no record twice for one batch."""

    def __init__(self, office: Office, followers: Followers) -> None:
        """Begin at the place that was kept; every record's clock is looked at once."""
        self._office = office
        self._followers = followers
        self._kept = followers.position(FOLLOWER)
        self._read = self._kept
        self._pending: dict[str, int] = {}
        self._unseen = dict.fromkeys(reversed(_records(office)))
        self._looks: dict[str, datetime] = {}
        self._agenda: list[tuple[datetime, str]] = []
        self._has_caught_up = False
        _LOG.info("following the ledger from entry %d", self._kept)

    def round(self) -> bool:
        """Do some of what is to be done; whether there was anything."""
        self._read_news()
        return any((self._decide(), self._look_at_the_clock()))

    @property
    def is_idle(self) -> bool:
        """Whether everything behind the head that was last read is decided."""
        return not self._pending and not self._unseen

    def _read_news(self) -> None:
        while entries := self._after():
            for entry in entries:
                self._note(entry)
            self._read = entries[-1].seq

    def _after(self) -> tuple[Entry, ...]:
        """Entries not read yet. When one cannot be read at all, every record is decided anew.

        Whose entry it was is not known then; the record that cannot be folded alarms by itself.
        """
        try:
            return self._office.ledger.after(self._read)
        except _DATABASE_IS_AWAY:
            raise
        except Exception:  # noqa: BLE001 - one damaged entry must not end the watch over everybody
            _LOG.exception("entries after %d cannot be read; deciding every record", self._read)
            self._read = self._office.ledger.head()
            self._pending = dict.fromkeys(_records(self._office), self._read)
            return ()

    def _note(self, entry: Entry) -> None:
        stream = entry.envelope.stream
        if stream == POLICY:
            self._pending |= dict.fromkeys(_records(self._office), entry.seq)
        if not stream.startswith(CUSTODY):
            return
        record_id = stream.removeprefix(CUSTODY)
        if redecides(entry):
            self._pending.pop(record_id, None)
            self._pending[record_id] = entry.seq
        else:
            self._unseen[record_id] = None

    def _decide(self) -> bool:
        if not self._pending:
            self._keep_place()
            return False
        using = rules(self._office)
        for _ in range(min(AT_ONCE, len(self._pending))):
            record_id, seq = self._pending.popitem()
            self._alone(record_id, seq, self._redecide, using)
        self._keep_place()
        return True

    def _look_at_the_clock(self) -> bool:
        unseen = [self._unseen.popitem()[0] for _ in range(min(AT_ONCE, len(self._unseen)))]
        together = dict.fromkeys((*self._due(), *unseen))
        using = rules(self._office) if together else None
        for record_id in together:
            if using is not None:
                self._alone(record_id, self._read, self._look, using)
        return bool(together)

    def _due(self) -> Iterator[str]:
        """Take from the agenda the records whose time has come; what was put off is dropped."""
        now = self._office.clock.now()
        while self._agenda and self._agenda[0][0] <= now:
            at, record_id = heappop(self._agenda)
            if self._looks.get(record_id) == at:
                del self._looks[record_id]
                yield record_id

    def _alone(
        self,
        record_id: str,
        seq: int,
        do: Callable[[str, int, Rules], None],
        using: Rules,
    ) -> None:
        """Do something about one record; a fault alarms on it and stops nobody else's."""
        try:
            do(record_id, seq, using)
        except _DATABASE_IS_AWAY:
            raise
        except Exception as fault:  # noqa: BLE001 - one record must not stop the others; it alarms
            _LOG.exception("record %s could not be decided at entry %d", record_id, seq)
            self._looks.pop(record_id, None)
            note_failure(self._office, record_id, seq, fault)

    def _redecide(self, record_id: str, seq: int, using: Rules) -> None:
        redecide_record(self._office, record_id, seq, by_rules=using)
        self._unseen.pop(record_id, None)
        self._look_again(record_id, look_again_at(self._office, record_id))

    def _look(self, record_id: str, _seq: int, using: Rules) -> None:
        watch_the_clock(self._office, record_id, by_rules=using)
        self._look_again(record_id, look_again_at(self._office, record_id))

    def _look_again(self, record_id: str, at: datetime | None) -> None:
        self._looks.pop(record_id, None)
        if at is not None:
            self._looks[record_id] = at
            heappush(self._agenda, (at, record_id))

    def _keep_place(self) -> None:
        if not self._pending and self._read > self._kept:
            self._followers.move_to(FOLLOWER, self._read)
            self._kept = self._read
        if self.is_idle and not self._has_caught_up:
            self._has_caught_up = True
            _LOG.info("everything up to entry %d is decided", self._kept)


class Matcher:
    """Holds records that are one person's to be so: all at first, then whoever changed."""

    def __init__(self, office: Office, people: PeopleOnRecord) -> None:
        """Begin with everybody: a worker that was killed had told nobody how far it came."""
        self._office = office
        self._people = people
        self._turn = 0
        self._waiting: dict[str, None] = {}
        self._rests_until: dict[str, datetime] = {}

    def round(self) -> bool:
        """Match some of those who changed or whose rest is over; whether there was anybody."""
        self._turn, changed = self._people.changed(self._turn)
        now = self._office.clock.now()
        rested = [each for each, until in self._rests_until.items() if until <= now]
        # The last to be put in is the first to be taken out: news goes before a backlog.
        for record_id in (*rested, *reversed(changed)):
            self._rests_until.pop(record_id, None)
            self._waiting.pop(record_id, None)
            self._waiting[record_id] = None
        taken = [self._waiting.popitem()[0] for _ in range(min(AT_ONCE, len(self._waiting)))]
        for record_id in taken:
            self._match(record_id)
        return bool(taken)

    def _match(self, record_id: str) -> None:
        person = self._people.person(record_id)
        if person is None:
            return
        for match in matches(person, self._people.alike(record_id)):
            try:
                hold_match(self._office, match)
            except _DATABASE_IS_AWAY:
                raise
            except Exception:  # noqa: BLE001 - one pair must not stop the others; it is tried again
                _LOG.exception(
                    "records %s and %s could not be linked; trying again", record_id, match.other
                )
                self._rests_until[record_id] = self._office.clock.now() + AFTER_A_FAULT


class Clerk:
    """Does what a machine can do for inbox items, one item after another, and the chores."""

    def __init__(
        self, office: Office, court: CourtService, people: People, chores: Sequence[Chore] = ()
    ) -> None:
        """Begin with every open item, and every chore due."""
        self._office = office
        self._court = court
        self._people = people
        self._inbox = InboxIndex(office.ledger)
        self._waiting: dict[str, None] = {}
        self._rests_until: dict[str, datetime] = {}
        self._chores = tuple(chores)
        self._next_turn = dict.fromkeys((chore.name for chore in chores), 0.0)

    def round(self) -> bool:
        """Process one item that changed or fell due, and do the chores whose turn it is."""
        self._do_chores()
        now = self._office.clock.now()
        self._waiting |= dict.fromkeys(pending_items(self._inbox, now))
        item = next((i for i in self._waiting if self._rests_until.get(i, now) <= now), None)
        if item is None:
            return False
        del self._waiting[item]
        self._rests_until.pop(item, None)
        self._process(item)
        return True

    def _process(self, item: str) -> None:
        try:
            process_item(self._office, self._court, item, self._people)
        except _DATABASE_IS_AWAY:
            raise
        except Exception:  # noqa: BLE001 - one item must not stop the others; it is tried again
            _LOG.exception("item %s could not be processed; trying again", item)
            self._waiting[item] = None
            self._rests_until[item] = self._office.clock.now() + AFTER_A_FAULT

    def _do_chores(self) -> None:
        for chore in self._chores:
            if time.monotonic() < self._next_turn[chore.name]:
                continue
            try:
                chore.do()
            except CourtFault as fault:
                _LOG.warning("%s: %s Trying again later.", chore.name, fault.words)
            except Exception:  # noqa: BLE001 - a chore must not stop the inbox; it is tried again
                _LOG.exception("%s: failed; trying again later", chore.name)
            self._next_turn[chore.name] = time.monotonic() + chore.every_seconds


def run_worker(
    office: Office,
    court: CourtService,
    people: PeopleOnRecord,
    followers: Followers,
    stop: threading.Event,
    *,
    chores: Sequence[Chore] = (),
) -> None:
    """Follow the ledger until `stop` is set. Everything behind its head is decided first."""
    beside = (
        threading.Thread(
            target=_loop, args=("clerk", lambda: Clerk(office, court, people, chores), stop)
        ),
        threading.Thread(target=_loop, args=("matcher", lambda: Matcher(office, people), stop)),
    )
    for each in beside:
        each.start()
    try:
        _loop("watcher", lambda: Watcher(office, followers), stop)
    finally:
        stop.set()
        for each in beside:
            each.join()


def _loop(name: str, made: Callable[[], Watcher | Matcher | Clerk], stop: threading.Event) -> None:
    """Round after round until `stop`; after a fault of the loop itself it begins anew, loudly."""
    worker: Watcher | Matcher | Clerk | None = None
    while not stop.is_set():
        close_old_connections()
        try:
            worker = worker or made()
            had_work = worker.round()
        except Exception:  # noqa: BLE001 - a worker that ends decides nothing; it begins anew
            _LOG.exception("the %s stopped and begins anew", name)
            worker = None
            stop.wait(FAULT_SECONDS)
        else:
            if not had_work:
                stop.wait(POLL_SECONDS)
    connections.close_all()


def _records(office: Office) -> list[str]:
    return [stream.removeprefix(CUSTODY) for stream in office.ledger.streams(CUSTODY)]
