"""Many bookings dated at once: one booking a line in, one answer a line out, in the same order.

Lines travel between processes as they were read and as they will be written, so that nothing of the
engine has to be packed up. Nothing here reads a database: the `bulk` extra is Dask, and without it
one process does all the work.
"""

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from typing import Any, BinaryIO, Protocol

import msgspec

from gatelodge.sentencing import (
    BadCase,
    Dated,
    Failed,
    Fault,
    LawBookError,
    Refused,
    Unreadable,
    calculate,
    chosen_law,
    read_asked,
    shown,
)

LINES_OF_A_CHUNK = 500
"""Lines that one process gets at a time: enough work that handing it over costs little."""
_AHEAD_FOR_EACH = 3
"""Chunks read ahead for each process; the rest of the file waits on the disk."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of every booking alike: a profile (None: the law in force), early removal."""

    profile: str | None = None
    with_ersed: bool = False


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """Some lines of a file as they stand there, and the number of the first, counted from 1."""

    first: int
    lines: tuple[bytes, ...]


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many bookings ended how. `in_doubt` are those dated with a hazard; `why` counts codes."""

    dated: int = 0
    in_doubt: int = 0
    refused: int = 0
    unreadable: int = 0
    failed: int = 0
    why: dict[str, int] = {}

    @property
    def people(self) -> int:
        """All bookings, dated or not."""
        return self.dated + self.refused + self.unreadable + self.failed

    def plus(self, other: "Tally") -> "Tally":
        """Add two tallies."""
        return Tally(
            dated=self.dated + other.dated,
            in_doubt=self.in_doubt + other.in_doubt,
            refused=self.refused + other.refused,
            unreadable=self.unreadable + other.unreadable,
            failed=self.failed + other.failed,
            why=dict(Counter(self.why) + Counter(other.why)),
        )


class WorkersDied(Exception):
    """The processes that share the work ended by themselves, such as for want of memory."""


Answered = tuple[bytes, Tally]
Work = Callable[[Chunk], Answered]


class InOrder(Protocol):
    """A way to do the work on every chunk that gives the answers in the order of the chunks."""

    def __call__(self, work: Work, chunks: Iterable[Chunk], /) -> Iterator[Answered]:
        """Do it."""


def recalculate(
    source: BinaryIO,
    target: BinaryIO,
    wanted: Wanted,
    *,
    in_order: InOrder = map,
    done: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Date every booking of `source`, one a line, and write the answers to `target` in that order.

    Empty lines are passed over. A line that holds no booking gives an answer that names its number,
    the path of each fault and what to do; the others are dated all the same. `done` hears the tally
    so far after each chunk. Raises LawBookError for a profile that is not there.
    """
    chosen_law(wanted.profile)
    so_far = Tally()
    for written, tally in in_order(partial(date_chunk, wanted), _chunks(source)):
        target.write(written)
        so_far = so_far.plus(tally)
        done(so_far)
    return so_far


def is_dask_here() -> bool:
    """Whether the `bulk` extra is installed."""
    return find_spec("distributed") is not None


@contextmanager
def shared_out(processes: int) -> Iterator[InOrder]:
    """Share work over processes of this machine, by Dask. Raises ImportError where it is absent.

    What it yields raises `WorkersDied` when processes end by themselves again and again.
    """
    from dask.distributed import (  # noqa: PLC0415 - an extra, slow to import
        Client,
        KilledWorker,
        LocalCluster,
    )

    with (
        LocalCluster(  # type: ignore[no-untyped-call] # Dask leaves it untyped
            n_workers=processes,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call] # the same
    ):

        def in_order(work: Work, chunks: Iterable[Chunk], /) -> Iterator[Answered]:
            waiting: deque[Any] = deque()
            try:
                for chunk in chunks:
                    waiting.append(client.submit(work, chunk, pure=False))
                    if len(waiting) >= processes * _AHEAD_FOR_EACH:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            except KilledWorker as died:
                raise WorkersDied(str(died)) from died

        yield in_order


def _chunks(source: BinaryIO) -> Iterator[Chunk]:
    first, lines = 1, []
    for number, line in enumerate(source, start=1):
        lines.append(line)
        if len(lines) == LINES_OF_A_CHUNK:
            yield Chunk(first=first, lines=tuple(lines))
            first, lines = number + 1, []
    if lines:
        yield Chunk(first=first, lines=tuple(lines))


def date_chunk(wanted: Wanted, chunk: Chunk) -> Answered:
    """Date the bookings of one chunk: the lines to write, and the tally."""
    answers = [
        _answer(number, line, wanted)
        for number, line in enumerate(chunk.lines, start=chunk.first)
        if line.strip()
    ]
    return msgspec.json.Encoder().encode_lines(answers), _tally(answers)


def _answer(number: int, line: bytes, wanted: Wanted) -> Dated | Refused | Unreadable | Failed:
    try:
        asked = read_asked(line)
        law = chosen_law(wanted.profile or asked.profile, asked.switches)
    except BadCase as wrong:
        return Unreadable(line=number, faults=wrong.faults)
    except LawBookError as wrong:
        return Unreadable(line=number, faults=(Fault(path="params", text=str(wrong)),))
    try:
        found = calculate(
            asked.booking,
            law.book,
            bank_holidays=law.bank_holidays,
            with_ersed=wanted.with_ersed or asked.with_ersed,
        )
    except Exception as fault:  # noqa: BLE001 - one booking must not stop the others; it is told
        words = f"The engine failed: {type(fault).__name__}: {fault}. Work the dates out by hand."
        return Failed(line=number, reference=asked.booking.person.reference, text=words)
    return shown(found, asked, profile=law.profile, line=number)


def _tally(answers: Iterable[Dated | Refused | Unreadable | Failed]) -> Tally:
    counts: Counter[str] = Counter()
    why: Counter[str] = Counter()
    for each in answers:
        counts[type(each).__name__] += 1
        if isinstance(each, Refused):
            why.update({reason.code for reason in each.refused})
        elif isinstance(each, Dated) and each.hazards:
            counts["in doubt"] += 1
            why.update({hazard.code for hazard in each.hazards})
    return Tally(
        dated=counts[Dated.__name__],
        in_doubt=counts["in doubt"],
        refused=counts[Refused.__name__],
        unreadable=counts[Unreadable.__name__],
        failed=counts[Failed.__name__],
        why=dict(why),
    )
