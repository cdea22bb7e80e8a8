"""The matcher's own act: it holds two records to be one person, on both.

Which two, `intake.same_person` says; this writes it. Doing it twice writes once, and a link of
which only one side was written is completed.
"""

from datetime import datetime

from gatelodge.casework.office import INTAKE, Office, change, load
from gatelodge.intake import Match
from gatelodge.record import CustodyRecord, Draft, Entry, ourselves, parted_from
from gatelodge.record.facts import HeldBy, SamePersonHeld


def hold_match(office: Office, match: Match) -> tuple[Entry, ...]:
    """Hold two records to be one person, where no person has ever parted them.

    It is news to both: a live pass of either dies. Returns what was written, and nothing when both
    records say so already. Raises what folding either of them raises, before anything is written:
    a damaged record must not take a sound one with it.
    """
    pairs = ((match.record, match.other), (match.other, match.record))
    for this, _ in pairs:
        load(office, this)
    return tuple(
        entry for this, other in pairs for entry in _hold(office, this, other, match.basis)
    )


def _hold(office: Office, this: str, other: str, basis: str) -> tuple[Entry, ...]:
    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        is_parted = other in parted_from(record) or this in parted_from(load(office, other))
        if is_parted or other in record.same_person:
            return ()
        return (
            Draft(
                fact=SamePersonHeld(other_record=other, held_by=HeldBy.MATCHER, basis=basis),
                by=INTAKE.account,
                reason="held to be the same person",
                source=ourselves("matcher"),
            ),
        )

    return change(office, this, decide)
