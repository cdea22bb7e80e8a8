"""Bookings by the thousand: date a file of them, or compare an installation's dates on record.

Answers go to standard output or a file, progress and the total to standard error.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, NoReturn

import msgspec
from cyclopts import Parameter, validators
from cyclopts.types import PositiveInt
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from gatelodge.invented import MOST_PEOPLE, bookings
from gatelodge.recalculation import (
    LINES_OF_A_CHUNK,
    InOrder,
    Tally,
    Wanted,
    WorkersDied,
    is_dask_here,
    shared_out,
)
from gatelodge.recalculation import recalculate as date_all
from gatelodge.sentencing import LawBookError

_SHARED_FROM_BYTES = 12_000_000
"""A smaller file is done before the processes that would share it have started."""
_LINES_UNREADABLE = 1
_NOT_INSTALLED = 1
_UNREADABLE = 2
_FAILED = 3
_INTERRUPTED = 130
_BELIEVABLE = validators.Number(gte=0, lte=MOST_PEOPLE)


def recalculate(
    file: Path | None = None,
    *,
    out: Path | None = None,
    profile: str | None = None,
    ersed: Annotated[bool, Parameter(negative="")] = False,
    jobs: PositiveInt | None = None,
    estate: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Date every booking of a file, one JSON object a line, and write the answers in that order.

    A line that cannot be read gives a line that says why, and the others are dated all the same.
    The last line on standard error is the total. Exit code 0: every line was read; dated or refused
    by name. 1: some could not be read (with --estate: some dates would change). 2: the file, the
    profile or the database cannot be read, or the answers cannot be written. 3: the engine itself
    failed at somebody. 130: interrupted; with --out nothing is left then.

    Parameters
    ----------
    file
        Bookings (`gatelodge schema booking`) or outside cases, one a line.
    out
        Write the answers to this file, which appears when all are written. Without it they go to
        standard output.
    profile
        The law to use, as for `gatelodge calculate`.
    ersed
        Ask for the early removal date of everybody.
    jobs
        How many processes share the work; needs gatelodge[bulk]. Without it a large file is shared
        over all processors.
    estate
        In place of a file, read the database of this installation and list whose dates would change
        against those calculated on record. Nothing is entered. Needs gatelodge[server].
    """
    if estate == (file is not None):
        _stop("Give a file of bookings, or --estate for the records of this installation.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if file is None:
            sys.exit(_estate(out, profile))
        sys.exit(_file(file, out, Wanted(profile=profile, with_ersed=ersed), jobs))
    except KeyboardInterrupt:
        _stop("Interrupted." + (f" {out} was not written." if out else ""), _INTERRUPTED)
    except WorkersDied as died:
        _stop(f"The processes that shared the work ended by themselves: {died}", _FAILED)


def demo_estate(
    *, people: Annotated[int | None, Parameter(validator=_BELIEVABLE)] = None, seed: int = 1
) -> None:
    """Write invented bookings, one JSON object a line; or load the demo estate into the database.

    Parameters
    ----------
    people
        How many bookings to write to standard output, for `gatelodge recalculate`. Without it the
        demo's people are loaded into this installation, which must be empty, and their sign-ins are
        printed; that needs gatelodge[server].
    seed
        Another seed gives other bookings; the same one the same.
    """
    if people is None:
        _load_demo_estate()
        return
    with _quiet_pipe(), _bar() as bar:
        task = bar.add_task("Inventing", total=people, people=0)
        for number, each in enumerate(bookings(people, seed=seed), start=1):
            sys.stdout.buffer.write(msgspec.json.encode(each) + b"\n")
            if number % LINES_OF_A_CHUNK == 0 or number == people:
                bar.update(task, completed=number, people=number)
        sys.stdout.buffer.flush()


def _load_demo_estate() -> None:
    try:
        from gatelodge.cli import demo  # noqa: PLC0415 - the server extra
    except ImportError as missing:
        _stop(
            "gatelodge demo-estate without --people loads a database: install gatelodge[server] "
            f"to use it ({missing}).",
            _NOT_INSTALLED,
        )
    demo.demo_estate()


def _file(file: Path, out: Path | None, wanted: Wanted, jobs: int | None) -> int:
    began = time.perf_counter()
    try:
        with ExitStack() as stack:
            stack.enter_context(_quiet_pipe())
            source = stack.enter_context(file.open("rb"))
            size = os.fstat(source.fileno()).st_size
            in_order = stack.enter_context(_processes(jobs, size))
            target = stack.enter_context(written_whole(out))
            show = stack.enter_context(_progress(size, source))
            tally = date_all(source, target, wanted, in_order=in_order, done=show)
    except OSError as wrong:
        _stop(f"{wrong.filename or out or file}: {wrong.strerror}. Check the path.")
    except LawBookError as wrong:
        _stop(str(wrong))
    sys.stderr.write(_told(tally, time.perf_counter() - began))
    if tally.failed:
        return _FAILED
    return _LINES_UNREADABLE if tally.unreadable else 0


def _estate(out: Path | None, profile: str | None) -> int:
    if profile is not None:
        _stop("--profile is for a file: the records of an installation stand under its own law.")
    try:
        from gatelodge.store import set_up_django  # noqa: PLC0415 - the server extra

        set_up_django()
        from gatelodge.cli.estate import list_changes  # noqa: PLC0415 - needs Django's settings
    except ImportError as missing:
        _stop(f"gatelodge recalculate --estate: install gatelodge[server] to use it ({missing}).")
    try:
        with written_whole(out) as target:
            return list_changes(target)
    except OSError as wrong:
        _stop(f"{wrong.filename or out}: {wrong.strerror}. Check the path.")


@contextmanager
def _quiet_pipe() -> Iterator[None]:
    """End without a word when nobody reads standard output any more, as `head` does."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_UNREADABLE)


@contextmanager
def written_whole(path: Path | None) -> Iterator[BinaryIO]:
    """Give a file that takes its name only when all is written; without a path standard output.

    A run that fails or is interrupted removes what it wrote; one that is killed leaves a file whose
    name begins with a dot and ends in `.part`, never one of the name asked for.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _processes(jobs: int | None, size: int) -> Iterator[InOrder]:
    """Give the way to do the work: shared by Dask, or by this process alone."""
    wanted = jobs or (len(os.sched_getaffinity(0)) if size >= _SHARED_FROM_BYTES else 1)
    if wanted > 1 and not is_dask_here():
        sys.stderr.write(
            "Dask is not installed, so one process does all the work. Install gatelodge[bulk] to "
            f"share it over {wanted}.\n"
        )
        wanted = 1
    if wanted == 1:
        yield map
        return
    with ExitStack() as stack:
        # Processes that start now inherit this: Ctrl-C in a terminal reaches them too, and it is
        # for this process to end them.
        ours = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            in_order = stack.enter_context(shared_out(wanted))
        finally:
            signal.signal(signal.SIGINT, ours)
        yield in_order


@contextmanager
def _progress(size: int, source: BinaryIO) -> Iterator[Callable[[Tally], None]]:
    with _bar() as bar:
        has_end = source.seekable()
        task = bar.add_task("Dating", total=size if has_end else None, people=0)

        def show(tally: Tally) -> None:
            read = min(source.tell(), size) if has_end else 0
            bar.update(task, completed=read, people=tally.people)

        yield show


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[people]:,} people"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _told(tally: Tally, seconds: float) -> str:
    lines = [f"{count:>9,}  {code}\n" for code, count in sorted(tally.why.items())]
    lines.append(
        f"Total: {tally.people:,} people in {seconds:.1f} s "
        f"({tally.people / max(seconds, 1e-9):,.0f} a second): {tally.dated:,} dated "
        f"({tally.in_doubt:,} in doubt), {tally.refused:,} refused, {tally.unreadable:,} "
        f"unreadable, {tally.failed:,} failed\n"
    )
    return "".join(lines)


def _stop(message: str, code: int = _UNREADABLE) -> NoReturn:
    sys.stderr.write(message.rstrip() + "\n")
    sys.exit(code)
