"""Plays cases: each in a fresh installation and in a process of its own, then the total.

The tuple of checks is given in code alone; no setting or flag of the product shortens it.
"""

import multiprocessing
import os
import secrets
import sys
import tempfile
from enum import IntEnum
from pathlib import Path

from gatelodge.demo.serving import address, court_port_beside, free_port
from gatelodge.gate import CHECKS, Check
from gatelodge.replay.scenario import CannotPlay, Scenario, scenarios
from gatelodge.store import set_up_django

_PASSWORD_BYTES = 9
_FORK = multiprocessing.get_context("fork")


class Ended(IntEnum):
    """How a play ended, as an exit code."""

    AS_IT_MUST = 0
    OTHERWISE = 1
    NOT_PLAYED = 2


def named(case: str) -> tuple[Scenario, ...]:
    """The scenarios of a case by its letter, or one by its name; empty = there is none."""
    wanted = case.upper()
    return tuple(each for each in scenarios() if wanted in (each.case, each.name))


def play(chosen: tuple[Scenario, ...], checks: tuple[Check, ...] = CHECKS) -> Ended:
    """Play scenarios one after another; the last line that is printed is the total.

    Django must not be set up in this process: each play has settings of its own.
    """
    ends = [_in_own_process(each, checks) for each in chosen]
    as_it_must = sum(end is Ended.AS_IT_MUST for end in ends)
    _say(f"{as_it_must} of {len(chosen)} plays ended as they must.")
    return max(ends, default=Ended.NOT_PLAYED)


def serve(scenario: Scenario, port: int) -> None:
    """Play a scenario until a check stops something, and serve it there until Ctrl-C.

    Raises `CannotPlay`.
    """
    with tempfile.TemporaryDirectory(prefix="gatelodge-replay-") as folder:
        court_port = court_port_beside(port)
        _mean_installation(Path(folder), port, court_port)
        set_up_django()
        from gatelodge.replay.performance import perform_to_the_stop  # noqa: PLC0415 - Django first

        _say(f"Play {scenario.name}. {scenario.title}\n{scenario.after}")
        perform_to_the_stop(
            scenario,
            folder=Path(folder),
            port=port,
            court_port=court_port,
            say=_say,
            password=secrets.token_urlsafe(_PASSWORD_BYTES),
        )


def _in_own_process(scenario: Scenario, checks: tuple[Check, ...]) -> Ended:
    process = _FORK.Process(target=_play_and_exit, args=(scenario, checks))
    process.start()
    process.join()
    known = {end.value: end for end in Ended}
    return known.get(process.exitcode if process.exitcode is not None else -1, Ended.NOT_PLAYED)


def _play_and_exit(scenario: Scenario, checks: tuple[Check, ...]) -> None:
    try:
        sys.exit(_play(scenario, checks))
    except CannotPlay as fault:
        _say(f"\nPlay {scenario.name} was not brought to its end: {fault}\n")
        sys.exit(Ended.NOT_PLAYED)


def _play(scenario: Scenario, checks: tuple[Check, ...]) -> Ended:
    """Play one scenario in a folder of its own, and say what came of it."""
    with tempfile.TemporaryDirectory(prefix="gatelodge-replay-") as folder:
        port, court_port = free_port(), free_port()
        _mean_installation(Path(folder), port, court_port)
        set_up_django()
        from gatelodge.replay.performance import perform_all  # noqa: PLC0415 - Django comes first

        _say(f"Play {scenario.name}. {scenario.title}\n{scenario.after}")
        verdict = perform_all(
            scenario, checks, folder=Path(folder), port=port, court_port=court_port, say=_say
        )
    _say(f"\nOn paper   {scenario.paper_outcome}\nGatelodge  {verdict.words}")
    for fault in verdict.faults:
        _say(f"NOT AS IT MUST BE: {fault}.")
    _say("")
    return Ended.OTHERWISE if verdict.faults else Ended.AS_IT_MUST


def _mean_installation(folder: Path, port: int, court_port: int) -> None:
    """Let the environment mean a fresh installation in this folder, with a practice clock."""
    os.environ.pop("GATELODGE_SECRET_KEY_FILE", None)
    os.environ |= {
        "GATELODGE_MODE": "replay",
        "GATELODGE_VAR": str(folder),
        "GATELODGE_CLOCK": str(folder / "clock"),
        "GATELODGE_PUBLIC_URL": address(port),
        "GATELODGE_COURT_URL": address(court_port),
        "DATABASE_URL": f"sqlite:///{folder / 'gatelodge.sqlite3'}",
    }


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
