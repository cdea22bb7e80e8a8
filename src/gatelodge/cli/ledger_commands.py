"""Verify and sign the ledger. Answers go to standard output, the progress bar to standard error."""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

from cyclopts import Parameter
from django.db import DatabaseError
from rich.console import Console
from rich.progress import Progress

from gatelodge import installation
from gatelodge.record.checkpoint import Checkpoint, NotACheckpoint, parse
from gatelodge.store.verification import Verdict, is_there

_DAMAGED = 1
_UNREADABLE = 2
_SHOWN = 20


def verify(*, checkpoint: Annotated[tuple[Path, ...], Parameter(negative="")] = ()) -> None:
    """Recompute the whole ledger and name the first bad entry.

    Exit code 0: everything is as it was recorded. 1: something is not. 2: there is nothing to
    verify, or a file cannot be read.

    Parameters
    ----------
    checkpoint
        A checkpoint's text that was kept outside this installation; may be given several times.
    """
    kept_elsewhere = [_read(path) for path in checkpoint]
    try:
        if not is_there():
            _stop("There is no ledger here. Check DATABASE_URL and GATELODGE_VAR.", _UNREADABLE)
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Recomputing", total=None)
            verdict = installation.verify(
                kept_elsewhere=kept_elsewhere,
                on_progress=lambda done, total: progress.update(bar, completed=done, total=total),
            )
    except DatabaseError as fault:
        _stop(f"The database itself cannot be read: {fault}", _DAMAGED)
    sys.exit(_tell(verdict))


def checkpoint() -> None:
    """Sign the ledger as it is now and print the checkpoint's text.

    Keep it somewhere else: `gatelodge verify --checkpoint FILE` shows that nothing before it was
    rewritten.
    """
    if not is_there() or (made := installation.make_checkpoint()) is None:
        _stop("The ledger is empty: there is nothing to sign.", _UNREADABLE)
    sys.stdout.write(made.text.decode())


def _tell(verdict: Verdict) -> int:
    """Write the verdict; give the exit code."""
    for fault in verdict.faults[:_SHOWN]:
        sys.stdout.write(f"{fault.what}: {fault.words}\n")
    if more := len(verdict.faults) - _SHOWN:
        sys.stdout.write(f"and {more} more\n" if more > 0 else "")
    sys.stdout.write(
        f"{_counted(verdict.entries, 'entry', 'entries')}, "
        f"{_counted(verdict.documents, 'document')}, "
        f"{_counted(verdict.checkpoints, 'checkpoint')} recomputed; root {verdict.root.hex()}\n"
    )
    if not verdict.faults:
        sys.stdout.write("Everything is as it was recorded.\n")
        return 0
    first = verdict.first_bad_entry
    sys.stdout.write(
        f"DAMAGED. First bad entry: {first}.\n"
        if first
        else "DAMAGED. No entry is bad by itself; see above.\n"
    )
    return _DAMAGED


def _read(path: Path) -> Checkpoint:
    try:
        return parse(path.read_bytes())
    except OSError as fault:
        _stop(f"{path}: {fault.strerror}", _UNREADABLE)
    except NotACheckpoint as fault:
        _stop(f"{path}: {fault}", _UNREADABLE)


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _stop(words: str, code: int) -> NoReturn:
    sys.stderr.write(words + "\n")
    sys.exit(code)
