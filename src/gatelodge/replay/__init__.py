"""Cases that went wrong elsewhere, played through the real contracts with invented people.

Hour by hour a play tells what happened, what a process on paper did, and what Gatelodge did at the
same moment. It ends well only when the person was stopped at the gate, or when the alarm came in
the time that the case asks for.
"""

from gatelodge.replay.player import Ended, named, play, serve
from gatelodge.replay.scenario import CannotPlay, Scenario, ScenarioWrong, read, scenarios

__all__ = [
    "CannotPlay",
    "Ended",
    "Scenario",
    "ScenarioWrong",
    "named",
    "play",
    "read",
    "scenarios",
    "serve",
]
