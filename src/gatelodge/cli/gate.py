"""The checks of the release gate at the command line; the base install is enough."""

import sys

import msgspec
from rich.console import Console
from rich.table import Table

from gatelodge.gate import CHECKS, checks_version, listed, not_needed_for, spoken_limit


def checks(*, json: bool = False) -> None:
    """List the checks of the release gate, with where each comes from and for which exits.

    Parameters
    ----------
    json
        Write JSON, one object for each check, with the version of the whole list.
    """
    if json:
        sys.stdout.write(
            msgspec.json.format(msgspec.json.encode(listed(CHECKS)), indent=2).decode() + "\n"
        )
        return
    table = Table("Id", "Question", "Fresh for", "Not needed for", "The rule", "Source", box=None)
    for each in CHECKS:
        table.add_row(
            each.name,
            each.question,
            spoken_limit(each.fresh_for) if each.fresh_for else "does not age",
            ", ".join(not_needed_for(each)),
            each.rule.spoken if each.rule else "",
            each.source,
        )
    console = Console()
    console.print(table)
    console.print(f"{len(CHECKS)} checks, version {checks_version(CHECKS)}")
