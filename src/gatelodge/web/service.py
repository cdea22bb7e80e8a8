"""The office that serves this process: chosen once, when the process starts."""

from gatelodge import installation
from gatelodge.casework.office import CUSTODY, Office
from gatelodge.record import CustodyRecord, PeopleOnRecord, fold


class _Chosen:
    """Holds the office of this process; a test puts in one with a shorter tuple of checks."""

    office: Office | None = None


def office() -> Office:
    """The ledger, clock, documents, signer, law and checks that every page works with."""
    if _Chosen.office is None:
        _Chosen.office = installation.office()
    return _Chosen.office


def people() -> PeopleOnRecord:
    """Everybody on record by name and number, for matching what courts send."""
    return office().people


def record_of(record_id: str) -> CustodyRecord | None:
    """A record as it is now; none when nothing was ever entered on it."""
    entries = office().ledger.stream(CUSTODY + record_id)
    return fold(record_id, entries) if entries else None


def use(chosen: Office | None) -> None:
    """Choose the office before the first request; none = the installation's own."""
    _Chosen.office = chosen
