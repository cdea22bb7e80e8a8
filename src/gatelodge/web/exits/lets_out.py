"""Where what lets somebody out on each type of exit is entered (G30)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gatelodge.record import CustodyRecord
from gatelodge.record.facts import ExitType

_PREPARED: Final = ("exit-prepared", "Enter what was made ready for the exit")

LETS_OUT: Final[Mapping[ExitType, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        ExitType.HOME_DETENTION_CURFEW: (
            ("early-release-enter", "Enter the decision on home detention curfew"),
        ),
        ExitType.COURT_PRODUCTION: (("hearing-list", "Enter a hearing"),),
        ExitType.POLICE_PRODUCTION: (("production-enter", "Enter a production order"),),
        ExitType.IMMIGRATION_ESCORT: (("detention-enter", "Enter an IS91"),),
        ExitType.REMOVAL: (
            ("deportation-enter", "Enter a deportation order"),
            ("early-release-enter", "Enter the decision on early removal"),
        ),
        ExitType.HOSPITAL: (("hospital-enter", "Enter what takes the person to hospital"),),
        ExitType.TRANSFER: (("hand-over", "Look at the hand-over"),),
        ExitType.TEMPORARY_RELEASE: (
            ("temporary-licence-enter", "Enter a temporary release licence"),
        ),
    }
)
"""Address and words for each type; the others need no paper of their own."""


def ways(record: CustodyRecord) -> tuple[tuple[str, str], ...]:
    """Addresses and words for the planned exit, and for what was made ready for it."""
    if record.plan is None:
        return ()
    return (*LETS_OUT.get(record.plan.fact.exit_type, ()), _PREPARED)
