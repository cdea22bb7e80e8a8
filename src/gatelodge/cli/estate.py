"""The dates on record of this installation against a calculation of now; nothing is entered."""

import sys
from typing import BinaryIO

import msgspec
from django.db import DatabaseError
from rich.console import Console
from rich.progress import Progress

from gatelodge import installation
from gatelodge.casework.recalculating import compare_dates
from gatelodge.store.verification import is_there

_CHANGES = 1
_UNREADABLE = 2
_FAILED = 3


def list_changes(target: BinaryIO) -> int:
    """Write whose dates would change, one JSON object a line; give the exit code.

    0: no dates would change. 1: some would. 2: there is no ledger. 3: a record could not be read.
    """
    compared = changed = failed = 0
    try:
        if not is_there():
            sys.stderr.write("There is no ledger here. Check DATABASE_URL and GATELODGE_VAR.\n")
            return _UNREADABLE
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Recalculating", total=None)
            for each in compare_dates(
                installation.office(),
                done=lambda done, total: progress.update(bar, completed=done, total=total),
            ):
                compared += 1
                failed += bool(each.fault)
                changed += each.change is not None
                if each.change is not None or each.fault:
                    target.write(msgspec.json.encode(each.change or each) + b"\n")
    except DatabaseError as fault:
        sys.stderr.write(f"The database itself cannot be read: {fault}\n")
        return _UNREADABLE
    sys.stderr.write(
        f"Total: {compared:,} records with dates compared: {changed:,} would change, "
        f"{failed:,} could not be read. Nothing was entered.\n"
    )
    return _FAILED if failed else _CHANGES if changed else 0
