"""What `calculate` gives back: dates with their working, or a refusal that says why not."""

from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.sentencing.booking import Adjustment
from gatelodge.sentencing.working import Citation, Step


class ReleaseDateType(StrEnum):
    """The date types of the field, by their codes."""

    CRD = "CRD"
    ARD = "ARD"
    PED = "PED"
    PRRD = "PRRD"
    MTD = "MTD"
    ETD = "ETD"
    LTD = "LTD"
    SED = "SED"
    LED = "LED"
    SLED = "SLED"
    TUSED = "TUSED"
    HDCED = "HDCED"
    ERSED = "ERSED"
    ESED = "ESED"


class CalculatedDate(msgspec.Struct, frozen=True, kw_only=True):
    """One date of one type, and how it came about. Weekends move only its `release_day`."""

    type: ReleaseDateType
    on: date
    steps: tuple[Step, ...]


class NotGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A date that a reader would look for and that the booking does not have, and the reason."""

    type: ReleaseDateType
    text: str
    authority: tuple[Citation, ...]


class SentenceLength(msgspec.Struct, frozen=True, kw_only=True):
    """From the first sentence date to the day after ESED, in calendar years, months and days."""

    years: int
    months: int
    days: int

    def __str__(self) -> str:
        """Write the ISO 8601 period, such as `P1Y6M`."""
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0D")


class UnappliedDays(msgspec.Struct, frozen=True, kw_only=True):
    """A row whose days moved no date, and why. A person must look at each."""

    adjustment: Adjustment
    reason: str


class SentenceDates(msgspec.Struct, frozen=True, kw_only=True):
    """What one sentence as imposed would say alone; a chain's dates stand on each of its parts.

    `index` counts the calculable sentences from 0. `release_point` is a fraction such as "2/5".
    `awarded_days` are added days of the first custody, net; the other those of a recall.
    """

    sentence_id: str
    index: int
    drives_release: bool
    release_point: str
    awarded_days: int
    awarded_on_recall_days: int
    dates: dict[ReleaseDateType, date]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One way to read the law, and every date that the booking then publishes.

    Without any dates it cannot be dated by the engine: they are worked out by hand. `further` are
    the doubts that only this reading raises; whoever decides for it has to decide those too.
    """

    name: str
    dates: dict[ReleaseDateType, date]
    further: tuple["Hazard", ...] = ()


class Hazard(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the law or its practice is in doubt: a person decides before anyone leaves.

    `figures` are the numbers and days that raised it, by name. `readings` are the ways to read it,
    the law book's own first; empty where there is only one. `decide_by` is the earliest release
    that any reading gives, those of further doubts too: until somebody has decided, nobody leaves
    on it.
    """

    code: str
    text: str = ""
    question: str = ""
    sentence_ids: tuple[str, ...] = ()
    figures: dict[str, str] = {}
    readings: tuple[Reading, ...] = ()
    decide_by: date | None = None


class SchemeReach(msgspec.Struct, frozen=True, kw_only=True):
    """An early-release scheme reached the person in a tranche, whether or not a date changed."""

    scheme: str
    tranche: str
    reached_on: date


class Calculation(msgspec.Struct, frozen=True, kw_only=True):
    """The dates of one booking under one law, in the order in which they were worked out.

    `governing_sentenced_on` is the day of the sentence whose release governs: nobody leaves before
    it. `schemes` are the early-release schemes that reached the person; `affected_by` names those
    whose release point stands behind a date; `unapplied` are the rows that moved no date;
    `hazards` are what a person must decide before anyone leaves on these dates; `not_given` the
    dates that a reader would look for, and why they are not there.
    """

    dates: tuple[CalculatedDate, ...]
    effective_sentence_length: SentenceLength
    governing_sentenced_on: date
    schemes: tuple[SchemeReach, ...]
    affected_by: tuple[str, ...]
    unapplied: tuple[UnappliedDays, ...]
    engine_version: str
    law_version: str
    hazards: tuple[Hazard, ...] = ()
    not_given: tuple[NotGiven, ...] = ()

    def on(self, date_type: ReleaseDateType) -> date | None:
        """Give the day of a type, or None where the booking has no such date."""
        return next((each.on for each in self.dates if each.type is date_type), None)

    def governing(self) -> CalculatedDate:
        """Give the date on which custody under these sentences ends: latest of CRD, ARD, PRRD, MTD.

        Source: CJA 2003 s.263(2)(a), not released on one sentence until due on each.
        """
        return max((each for each in self.dates if each.type in RELEASES), key=lambda each: each.on)


RELEASES = frozenset(
    {ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.PRRD, ReleaseDateType.MTD}
)


class RefusalKind(StrEnum):
    """Unsupported: a trained person works the dates out. Invalid: the record must be corrected."""

    UNSUPPORTED = "unsupported"
    INVALID = "invalid"


class RefusalReason(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that keeps the booking from being dated: a stable code, plain words, and whom.

    `sentence_ids` are the sentences concerned; empty when it is the booking as a whole. `path` is
    the place in the booking to correct, such as `sentences[0].term`; empty where there is no one.
    """

    code: str
    kind: RefusalKind
    text: str
    sentence_ids: tuple[str, ...] = ()
    path: str = ""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """No date at all, and every reason found. A refused booking is never dated in part."""

    reasons: tuple[RefusalReason, ...]
    engine_version: str
    law_version: str
