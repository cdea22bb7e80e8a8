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
    ORDER = "order of the officer in charge"
    """In an emergency, with another officer who says who the person is."""


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

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the checks of the table that this exit needs."""
        return tuple(each for each in ALL_CHECKS if each not in self.not_needed)


def _held_under(record: CustodyRecord) -> tuple[Stated[Any], ...]:
    """The authorities that go along."""
    return tuple(each.began for each in record.authorities_in_force)


def _planned_or_known(record: CustodyRecord) -> tuple[Stated[Any], ...]:
    """The plan, which names no removal; without one, what held the person."""
    if record.plan is not None:
        return (record.plan,)
    return tuple(each.ended or each.began for each in record.authorities)


def _ordered_at_once(record: CustodyRecord) -> tuple[Stated[Any], ...]:
    """The order of the officer in charge, which says that there was no time."""
    return record.emergencies[-1:]


ALL_CHECKS = (
    *("G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09", "G10", "G11", "G12", "G13"),
    *("G14", "G15", "G16", "G20", "G21", "G22", "G23", "G24"),
    *("G30", "G31", "G32", "G33", "G34", "G35", "G36"),
)
"""The columns of the table; a test holds them against the list of checks."""

_ASKED_WHEN_LEAVING = tuple(name for name in ALL_CHECKS if "G03" <= name <= "G24" and name != "G07")
"""Checks about the end of custody, which an exit that ends none does not ask."""
_ASKED_IN_AN_EMERGENCY = ("G30", "G31", "G35")
"""Escort and officer in charge; who the person is; the footage, which stops nobody."""

_STAYS = NotNeeded(reason=Reason.STAYS_IN_CUSTODY, evidence=_held_under)
_AFTERWARDS = NotNeeded(reason=Reason.ASKED_AFTERWARDS, evidence=_ordered_at_once)
_NO_REMOVAL = NotNeeded(reason=Reason.NOT_A_REMOVAL, evidence=_planned_or_known)

_RELEASE = ExitTypeRule(
    acts=(Act.CALCULATE, Act.CHECK, Act.AUTHORISE, Act.CONFIRM),
    people=4,
    not_needed={"G33": _NO_REMOVAL},
)
_REMOVAL = ExitTypeRule(acts=_RELEASE.acts, people=4, not_needed={})
# Nothing ends: whether cases are closed, results complete, the day lawful and the Home Office
# satisfied is asked when the person is to leave custody (our decision).
_GOES_OUT = ExitTypeRule(
    acts=(Act.AUTHORISE, Act.CONFIRM),
    people=2,
    not_needed={**dict.fromkeys(_ASKED_WHEN_LEAVING, _STAYS), "G33": _NO_REMOVAL},
)
_EMERGENCY = ExitTypeRule(
    acts=(Act.ORDER,),
    people=2,
    not_needed={name: _AFTERWARDS for name in ALL_CHECKS if name not in _ASKED_IN_AN_EMERGENCY},
)

EXIT_TYPES: dict[ExitType, ExitTypeRule] = {
    ExitType.COMMUNITY: _RELEASE,
    ExitType.HOME_DETENTION_CURFEW: _RELEASE,
    ExitType.IMMIGRATION_ESCORT: _REMOVAL,
    ExitType.REMOVAL: _REMOVAL,
    ExitType.COURT_PRODUCTION: _GOES_OUT,
    ExitType.POLICE_PRODUCTION: _GOES_OUT,
    ExitType.HOSPITAL: _GOES_OUT,
    ExitType.TRANSFER: _GOES_OUT,
    ExitType.TEMPORARY_RELEASE: _GOES_OUT,
    ExitType.EMERGENCY_HOSPITAL: _EMERGENCY,
}
"""The gate's table (dossier, sections 5 and 8; where it is silent, our decision)."""
