"""Acts that one person may not do together, over the whole life of a release.

A release lives from the reception, or the return, to the exit that ends custody: whoever worked out
or checked its dates then neither authorises nor confirms it, whatever role they hold by now and
however often an act is made again (our decision). The ledger enforces it by these names: within a
scope an account has one duty, and keeps it.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gatelodge.record import facts as f
from gatelodge.record.entry import Draft, Entry
from gatelodge.record.state import CustodyRecord

DATES = "dates"
"""Calculating and checking: two people for each calculation, but neither lets the person out."""
AUTHORISES = "authorisation"
CONFIRMS = "confirmation"
CALCULATES = "first calculation"
CHECKS = "second check"
GOVERNS = "governor's decision"
ASKS = "override"
AGREES = "agreement to it"


class ActApart(msgspec.Struct, frozen=True, kw_only=True):
    """One account's duty in one scope of a record; in that scope it may never have another."""

    scope: str
    account: str
    duty: str


def acts_on(record: CustodyRecord) -> tuple[ActApart, ...]:
    """Every such act on a record, oldest first, corrected and withdrawn ones too: they were done.

    Of the custody of now alone; an earlier one ended with the exit that ended it.
    """
    life = _Life()
    acts = [act for entry in record.entries for act in life.after_entry(entry)]
    return tuple(act for act in acts if life.is_of_now(act))


def acts_of(entries: Sequence[Entry], drafts: Iterable[Draft]) -> tuple[ActApart, ...]:
    """What these drafts, appended after these entries, do of what is kept apart."""
    life = _Life()
    for entry in entries:
        for _ in life.after_entry(entry):
            pass
    return tuple(
        act
        for place, draft in enumerate(drafts, start=len(entries) + 1)
        for act in life.after(draft.fact, draft.by, place)
    )


class _Life:
    """Follows one record, entry by entry: which custody it is, and which exit is planned."""

    def __init__(self) -> None:
        self._custody = 1
        self._has_left = False
        self._plan = 0
        self._places: dict[int, int] = {}

    def is_of_now(self, act: ActApart) -> bool:
        """Whether an act is not of a custody that is over."""
        return not act.scope.startswith("custody ") or act.scope.startswith(self._name())

    def after_entry(self, entry: Entry) -> Iterator[ActApart]:
        self._places[entry.seq] = entry.envelope.stream_version
        if entry.fact is not None:
            yield from self.after(entry.fact, entry.envelope.by, entry.envelope.stream_version)

    def after(self, fact: f.Fact, by: str, place: int) -> Iterator[ActApart]:
        """Go on by one fact at its place in the stream; gives what it does of what is apart."""
        self._move(fact, place)
        for scope, duty in self._duties(fact, place):
            yield ActApart(scope=scope, account=by, duty=duty)

    def _move(self, fact: f.Fact, place: int) -> None:
        match fact:
            case f.ExitPlanned():
                self._plan = place
            case f.ExitRecorded(exit_type=exit_type) if not exit_type.keeps_in_custody:
                self._has_left = True
            case f.ReleasedByCourt():
                self._has_left = True
            case f.ReturnRecorded() if self._has_left:
                self._has_left = False
                self._custody += 1
            case _:
                pass

    def _duties(self, fact: f.Fact, place: int) -> Iterator[tuple[str, str]]:
        match fact:
            case f.DatesCalculated():
                yield f"calculation {place}", CALCULATES
                yield from self._of_dates()
            case (
                f.DatesChecked(calculation=calculation)
                | f.UnexpectedMoveConfirmed(calculation=calculation)
            ):
                yield f"calculation {self._places.get(calculation, 0)}", CHECKS
                yield from self._of_dates()
            case f.ReleaseAuthorised(assessed=assessed):
                yield self._of_exit(assessed.exit_type), AUTHORISES
            case f.ReleaseConfirmed(assessed=assessed):
                yield self._of_exit(assessed.exit_type), CONFIRMS
            case f.EscalationDecided():
                yield f"{self._name()} decisions", GOVERNS
            case f.CheckOverridden():
                yield f"override {place}", ASKS
                yield f"{self._name()} decisions", GOVERNS
            case f.OverrideSeconded(override=override):
                yield f"override {self._places.get(override, 0)}", AGREES
                yield f"{self._name()} decisions", GOVERNS
            case _:
                return

    def _of_dates(self) -> Iterator[tuple[str, str]]:
        yield f"{self._name()} exit", DATES
        yield f"{self._name()} decisions", DATES

    def _of_exit(self, exit_type: f.ExitType) -> str:
        """Of a release the whole custody; of a way out and back, the exit that is planned."""
        return f"plan {self._plan}" if exit_type.keeps_in_custody else f"{self._name()} exit"

    def _name(self) -> str:
        return f"custody {self._custody}"
