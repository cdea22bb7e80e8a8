"""Commands that serve: the demo with all its parts, the site alone, the estate, and replays.

Django is imported inside the commands, once the environment says which installation they mean.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

from cyclopts import App, Parameter
from rich.console import Console

from gatelodge.demo.processes import NotReady, PartDied
from gatelodge.demo.serving import (
    HOST,
    CannotServe,
    address,
    alone,
    court_port_beside,
    require_free,
    serve_all,
)
from gatelodge.store import set_up_django

app = App(name="gatelodge", help="The server's commands.")

FAILED = 1
DEFAULT_PORT = 8000

Port = Annotated[int, Parameter(env_var="PORT", help="Port of the site.")]


@app.command
def demo(*, port: Port = DEFAULT_PORT) -> None:
    """Make what is missing, load the demo estate, and serve the site, the worker and a court.

    It stays in the foreground; Ctrl-C ends all of it. A second start keeps what was entered.
    """
    console = Console(highlight=False)
    var = Path(os.environ.get("GATELODGE_VAR", "var"))
    court_port = court_port_beside(port)
    os.environ["GATELODGE_MODE"] = "demo"
    os.environ["GATELODGE_COURT_URL"] = address(court_port)
    os.environ.setdefault("GATELODGE_PUBLIC_URL", address(port))
    try:
        require_free(port)
        with alone(var):
            sign_ins = _prepared(console)
            serve_all(
                port,
                court_port,
                os.environ,
                when_ready=lambda: console.print(
                    f"{sign_ins}\n\n"
                    f"Play the court at   {address(court_port)}\n"
                    f"Gatelodge serves at {address(port)}   (Ctrl-C ends all)"
                ),
            )
    except (CannotServe, NotReady, PartDied) as fault:
        _stop(str(fault))
    console.print("Ended.")


def demo_estate() -> None:
    """Load the demo estate into an empty database and print its sign-ins; demo mode alone."""
    os.environ["GATELODGE_MODE"] = "demo"
    console = Console(highlight=False)
    try:
        console.print(_prepared(console))
    except CannotServe as fault:
        _stop(str(fault))


@app.command
def serve(*, port: Port = DEFAULT_PORT, host: str = HOST, processes: int = 2) -> None:
    """Serve the site alone. The worker is a command of its own."""
    set_up_django()
    from gatelodge import installation  # noqa: PLC0415 - needs Django's settings
    from gatelodge.web.site import Site  # noqa: PLC0415 - the same

    installation.start_up()
    Site(host=host, port=port, processes=processes).run()


@app.command
def replay(
    case: str | None = None,
    *,
    is_all: Annotated[bool, Parameter(name="--all", negative="")] = False,
    is_served: Annotated[bool, Parameter(name="--serve", negative="")] = False,
    port: Port = DEFAULT_PORT,
) -> None:
    """Play a case through the real contracts against a fresh database, hour by hour.

    Exit code 0: the person was stopped at the gate, or the alarm came in time. 1: neither. 2: there
    is no such case, or it could not be played. The last line is the total.

    Parameters
    ----------
    case
        The letter of a case, or the name of one of its plays.
    is_all
        Play every case.
    is_served
        Play the case until a check stops something, and serve it there until Ctrl-C.
    port
        Port of the site, when it is served.
    """
    from gatelodge import replay as plays  # noqa: PLC0415 - only here
    from gatelodge.replay import Ended, named, play, scenarios  # noqa: PLC0415 - only here

    known = scenarios()
    chosen = known if is_all else named(case or "")
    if not chosen:
        names = ", ".join(dict.fromkeys(name for each in known for name in (each.case, each.name)))
        _stop(f"Say which case to play: {names}, or --all.", Ended.NOT_PLAYED)
    if is_served:
        try:
            require_free(port)
            plays.serve(chosen[0], port)
        except (CannotServe, plays.CannotPlay) as fault:
            _stop(str(fault))
        return
    sys.exit(play(chosen))


def _prepared(console: Console) -> str:
    """Make what is missing, load the estate if there is none, and give the sign-ins as text."""
    set_up_django()
    from gatelodge.demo import loading  # noqa: PLC0415 - needs Django's settings

    return loading.prepare(console)


def _stop(message: str, code: int = FAILED) -> NoReturn:
    sys.stderr.write(f"{message.rstrip()}\n")
    sys.exit(code)
