"""What pages call each type of exit, and where somebody is who left on it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gatelodge.record import CustodyRecord, spoken_moment
from gatelodge.record.facts import DeathRecorded, ExitType, ReleasedByCourt, WentAtLarge

EXIT_WORDS: Final[Mapping[ExitType, str]] = MappingProxyType(
    {
        ExitType.COMMUNITY: "Community",
        ExitType.HOME_DETENTION_CURFEW: "Home detention curfew (HDC)",
        ExitType.COURT_PRODUCTION: "Court production",
        ExitType.POLICE_PRODUCTION: "Police production",
        ExitType.IMMIGRATION_ESCORT: "Immigration escort",
        ExitType.REMOVAL: "Removal from the country",
        ExitType.HOSPITAL: "Hospital",
        ExitType.EMERGENCY_HOSPITAL: "Emergency hospital escort",
        ExitType.TRANSFER: "Transfer to another prison",
        ExitType.TEMPORARY_RELEASE: "Temporary release (ROTL)",
    }
)

EVERY_TYPE: Final = tuple((each.value, EXIT_WORDS[each]) for each in ExitType)
"""What a form offers where any exit may be meant."""
PLANNED_TYPES: Final = tuple(
    (value, words) for value, words in EVERY_TYPE if value != ExitType.EMERGENCY_HOSPITAL
)
"""What can be planned: an emergency is ordered at once."""

OUT_NOW: Final[Mapping[ExitType, str]] = MappingProxyType(
    {
        ExitType.COURT_PRODUCTION: "at court now",
        ExitType.POLICE_PRODUCTION: "with the police now",
        ExitType.HOSPITAL: "in hospital now",
        ExitType.EMERGENCY_HOSPITAL: "in hospital now, after an emergency",
        ExitType.TRANSFER: "on the way to another prison now",
        ExitType.TEMPORARY_RELEASE: "out on temporary release now",
    }
)
"""Where somebody is whose custody goes on."""


def gone_words(record: CustodyRecord) -> str:
    """How custody broke off otherwise than by an exit, in one sentence; empty = it did not."""
    gone = record.gone
    if gone is None:
        return ""
    at = spoken_moment(gone.began_at)
    match gone.began.fact:
        case DeathRecorded():
            return f"Died in custody, {at}"
        case WentAtLarge(how=how):
            return f"Unlawfully at large since {at} ({how.value})"
        case ReleasedByCourt(court=court):
            return f"Let go by {court}, {at}"
