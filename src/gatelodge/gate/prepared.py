"""What goes with which exit: payment, licence, property, transport and lists (needs N33)."""

from gatelodge.gate.check import PlannedExit
from gatelodge.record import CustodyRecord, Stated, spoken_day
from gatelodge.record.facts import ExitPrepared, ExitType, Prepared

_RELEASED = frozenset({ExitType.COMMUNITY, ExitType.HOME_DETENTION_CURFEW})
_ESCORTED = frozenset(each for each in ExitType if each.is_escorted)

GOES_WITH: dict[Prepared, frozenset[ExitType]] = {
    Prepared.SUBSISTENCE_PAYMENT: _RELEASED,
    Prepared.RELEASE_LICENCE: _RELEASED,
    Prepared.TEMPORARY_LICENCE: frozenset({ExitType.TEMPORARY_RELEASE}),
    Prepared.ALL_PROPERTY: _RELEASED
    | {ExitType.IMMIGRATION_ESCORT, ExitType.REMOVAL, ExitType.TRANSFER},
    Prepared.TRAVEL_WARRANT: _RELEASED | {ExitType.TEMPORARY_RELEASE},
    Prepared.ESCORT_VEHICLE: _ESCORTED,
    Prepared.LIST: frozenset(ExitType),
}
"""Exits that each thing may be made ready for (our decision)."""


def why_prepared_otherwise(
    record: CustodyRecord, planned: PlannedExit
) -> tuple[Stated[ExitPrepared], str] | None:
    """Find the first thing made ready for the planned day that does not fit; none = all fit.

    Of each thing the newest statement counts, and one that was stopped counts no more.
    """
    newest = {each.fact.what: each for each in record.prepared if each.fact.on == planned.on}
    for each in newest.values():
        fact = each.fact
        if not fact.stands:
            continue
        if fact.exit_type is not None and fact.exit_type is not planned.exit_type:
            said = f"{fact.what.value}: for an exit to {_words(fact.exit_type)}"
            return each, f"{said}; planned is {_words(planned.exit_type)}"
        if planned.exit_type not in GOES_WITH[fact.what]:
            said = f"{fact.what.value} was made ready for {spoken_day(fact.on)}, and"
            return each, f"{said} does not go with {_words(planned.exit_type)}"
    return None


def _words(exit_type: ExitType) -> str:
    return f"“{exit_type.value}”"
