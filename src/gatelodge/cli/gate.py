"""The checks of the release gate at the command line; the base install is enough."""

import sys

import msgspec
from rich.console import Console
from rich.table import Table

from gatelodge.gate import CHECKS, EXIT_TYPES, Check, checks_version, spoken_limit


def checks(*, json: bool = False) -> None:
    """List the checks of the release gate, with where each comes from and for which exits.

    Parameters
    ----------
    json
        Write JSON, one object for each check, with the version of the whole list.
    """
    if json:
        listed = {"version": checks_version(CHECKS), "checks": [_told(each) for each in CHECKS]}
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(listed), indent=2).decode() + "\n")
        return
    table = Table("Id", "Question", "Fresh for", "Not needed for", "Source", box=None)
    for each in CHECKS:
        table.add_row(
            each.name,
            each.question,
            spoken_limit(each.fresh_for) if each.fresh_for else "does not age",
            ", ".join(_not_needed(each)),
            each.source,
        )
    console = Console()
    console.print(table)
    console.print(f"{len(CHECKS)} checks, version {checks_version(CHECKS)}")


def _told(each: Check) -> dict[str, object]:
    return {
        "id": each.name,
        "question": each.question,
        "what_to_do": each.what_to_do,
        "source": each.source,
        "on_fail": each.on_fail,
        "fresh_for_minutes": (
            int(each.fresh_for.total_seconds() // 60) if each.fresh_for else None
        ),
        "cases": each.cases,
        "not_needed_for": _not_needed(each),
    }


def _not_needed(each: Check) -> list[str]:
    return [
        str(exit_type) for exit_type, rule in EXIT_TYPES.items() if each.name in rule.not_needed
    ]
