"""`gatelodge court-simulator`: the court played by its contracts, as a process of its own."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from gatelodge.simulator import RETRY_SECONDS, CourtSimulator

app = App(name="gatelodge")


@app.command
def court_simulator(
    *,
    port: Annotated[int, Parameter(help="Port of this machine to listen on.")] = 8001,
    memory: Annotated[
        Path | None,
        Parameter(help="File to remember in. Without it: court-simulator in GATELODGE_VAR."),
    ] = None,
    retry_seconds: Annotated[
        tuple[float, ...],
        Parameter(help="Pauses before the second, third and fourth attempt to deliver an event."),
    ] = RETRY_SECONDS,
) -> None:
    """Play the court: subscriptions, signed events, documents, the register, and a control line.

    It listens on this machine alone, and everybody in it is invented.
    """
    kept_in = memory or Path(os.environ.get("GATELODGE_VAR", "var")) / "court-simulator"
    try:
        court = CourtSimulator(port=port, kept_in=kept_in, retry_seconds=retry_seconds)
    except (OSError, OverflowError) as fault:
        sys.stderr.write(f"gatelodge court-simulator: port {port} cannot be used ({fault}).\n")
        sys.exit(1)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.stdout.write(f"The court simulator answers at {court.url}\n")
    sys.stdout.flush()
    try:
        court.serve()
    except KeyboardInterrupt:
        sys.exit(0)
