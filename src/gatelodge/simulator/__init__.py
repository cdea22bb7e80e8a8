"""Plays the court by its own contracts, over real HTTP, as a process of its own.

Signs and delivers events, retries and dead-letters them, serves documents as real PDFs and the
register's history; and does wrong on request: loses documents, names another person, sends to
another prison, twice, late and out of order. Everybody in it is invented.
"""

from gatelodge.simulator.control import Control, Shared
from gatelodge.simulator.courier import RETRY_SECONDS
from gatelodge.simulator.results import Amend, Faults, Kind, Order, Person, Share
from gatelodge.simulator.server import CourtSimulator

__all__ = [
    "RETRY_SECONDS",
    "Amend",
    "Control",
    "CourtSimulator",
    "Faults",
    "Kind",
    "Order",
    "Person",
    "Share",
    "Shared",
]
