"""The command line, `gatelodge`. The base install calculates; the rest say what they need.

`library`, `law`, `bulk` and `sentences` hold the commands of the library alone. The commands of
ELSEWHERE lie in modules that need an extra; such a module is imported only when one of its commands
is called, so that `--help` is quick and a bare install stays whole.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any, NamedTuple

from cyclopts import App, Group, Parameter

from gatelodge.cli.bulk import demo_estate, recalculate
from gatelodge.cli.gate import checks
from gatelodge.cli.law import law
from gatelodge.cli.library import calculate, schema
from gatelodge.cli.sentences import conformance


class Elsewhere(NamedTuple):
    """A command in another module, whose `app` has it by this name; `extra` is what it needs."""

    help: str
    module: str = "gatelodge.cli.server"
    extra: str = "server"


ELSEWHERE: dict[str, Elsewhere] = {
    "demo": Elsewhere(
        "Make what is missing, load the demo estate, serve everything.", "gatelodge.cli.demo"
    ),
    "serve": Elsewhere("Serve the site.", "gatelodge.cli.demo"),
    "worker": Elsewhere("Do the background work."),
    "court-simulator": Elsewhere("Play the court by its contracts.", module="gatelodge.cli.court"),
    "replay": Elsewhere(
        "Play a case through the real contracts against a fresh database.", "gatelodge.cli.demo"
    ),
    "pass": Elsewhere("Verify an exit pass.", module="gatelodge.cli.passes", extra="verify"),
    "gate-lists": Elsewhere("Write the keys and the revocation list for a gate without it."),
    "pack": Elsewhere("Make the signed pack of paper of a prison, for when the system is down."),
    "verify": Elsewhere("Recompute the whole ledger and name the first bad entry."),
    "checkpoint": Elsewhere("Sign the ledger as it is now; prints the text to keep elsewhere."),
    "lookback": Elsewhere("Ask again about every exit: would we have opened the gate?"),
    "prison": Elsewhere("Enter a prison, with its telephone and mailbox."),
    "staff": Elsewhere("Enter who works here; grant and end roles."),
    "rotate-court-secret": Elsewhere("Change the secret by which the court signs its messages."),
}

app = App(
    name="gatelodge",
    help="Custody records, release dates and the release gate for prisons in England and Wales.",
    version=lambda: version("gatelodge"),
)
app.command(calculate)
app.command(recalculate)
app.command(demo_estate)
app.command(checks)
app.command(conformance)
app.command(law)
app.command(schema)


def _forward(name: str, place: Elsewhere) -> Callable[..., Any]:
    def run(*tokens: Annotated[str, Parameter(allow_leading_hyphen=True, show=False)]) -> Any:
        try:
            module = import_module(place.module)
        except ImportError as missing:
            sys.stderr.write(
                f"gatelodge {name}: install gatelodge[{place.extra}] to use this command "
                f"({missing}).\n"
            )
            sys.exit(1)
        return module.app([name, *tokens])

    return run


_server = Group("Commands of the server extra")
for _name, _place in ELSEWHERE.items():
    app.command(
        _forward(_name, _place),
        name=_name,
        help=_place.help,
        group=_server,
        help_flags=[],
        version_flags=[],
    )


def main() -> None:
    """Run the command line; it ends the process with the command's exit code."""
    app()
