"""What each type of exit asks for: one table as data, exit type x check, with acts and people.

A check that the table does not name as not needed is required. "Not needed" needs evidence too:
the entries that make it so.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import msgspec

from gatelodge.gate.reasons import Reason
from gatelodge.record import CustodyRecord, Stated
from gatelodge.record.facts import ExitType

Evidence = Callable[[CustodyRecord], tuple[Stated[Any], ...]]


class Act(StrEnum):
    """One act of a release, each done by its own person."""

    CALCULATE = "first calculation"
    CHECK = "second check"
    AUTHORISE = "authorise the exit"
    CONFIRM = "duty governor's confirmation"


class NotNeeded(msgspec.Struct, frozen=True, kw_only=True):
    """Why a check is not needed for an exit type, and where the evidence for that is found."""

    reason: Reason
    evidence: Evidence


class ExitTypeRule(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table.

    `people` is how many different people the acts need when a sentence is in force; where none is
    (an acquittal), there is no calculation, and two people are enough.
    """

    acts: tuple[Act, ...]
    people: int
    not_needed: dict[str, NotNeeded]


def _held_under(record: CustodyRecord) -> tuple[Stated[Any], ...]:
    """The authorities that go along to court."""
    return tuple(each.began for each in record.authorities_in_force)


_ASKED_WHEN_LEAVING = (
    "G03",
    "G04",
    "G05",
    "G06",
    "G08",
    "G09",
    "G10",
    "G11",
    "G12",
    "G13",
    "G14",
    "G15",
    "G16",
    "G20",
    "G21",
    "G22",
    "G23",
    "G24",
)
"""Checks about the end of custody, which an exit that ends none does not ask."""

_STAYS = NotNeeded(reason=Reason.STAYS_IN_CUSTODY, evidence=_held_under)
_RELEASE_ACTS = (Act.CALCULATE, Act.CHECK, Act.AUTHORISE, Act.CONFIRM)

EXIT_TYPES: dict[ExitType, ExitTypeRule] = {
    ExitType.COMMUNITY: ExitTypeRule(acts=_RELEASE_ACTS, people=4, not_needed={}),
    ExitType.IMMIGRATION_ESCORT: ExitTypeRule(acts=_RELEASE_ACTS, people=4, not_needed={}),
    # A court production ends nothing: whether cases are closed, results complete, the day lawful
    # and the Home Office satisfied is asked when the person is to leave custody (our decision).
    ExitType.COURT_PRODUCTION: ExitTypeRule(
        acts=(Act.AUTHORISE, Act.CONFIRM),
        people=2,
        not_needed=dict.fromkeys(_ASKED_WHEN_LEAVING, _STAYS),
    ),
}
"""The gate's table (dossier, sections 5 and 8; where it is silent, our decision)."""
