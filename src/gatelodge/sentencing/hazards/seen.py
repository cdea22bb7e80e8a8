"""What a hazard is asked of, and the shape of its entry in the register."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.sentencing.answer import RELEASES, ReleaseDateType
from gatelodge.sentencing.booking import Adjustment, AdjustmentKind, Booking
from gatelodge.sentencing.chains import Part
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.extraction import Question
from gatelodge.sentencing.lawbook import LawBook, Scheme
from gatelodge.sentencing.release import Dated, Serving
from gatelodge.sentencing.timeline import Replayed
from gatelodge.sentencing.tranches import Reach
from gatelodge.sentencing.working import Citation


class Need(StrEnum):
    """What a booking must have before a hazard is worth asking about."""

    SEVERAL = "more than one sentence"
    RECALL = "a recall"
    ROWS = "rows of days"
    MOVEMENTS = "exits or returns"
    REACH = "a scheme that reached the person"
    REMOVAL = "a removal date that was asked for"
    WARNING = "a hazard that the replay came upon"


class Seen(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A booking that was dated, and everything that was found on the way."""

    booking: Booking
    question: Question
    answer: Replayed
    flat: tuple[Serving, ...]
    parts: tuple[Part, ...]

    @staticmethod
    def of(booking: Booking, question: Question, answer: Replayed) -> "Seen":
        """Lay out the sentences of all groups."""
        flat = tuple(each for group in answer.groups for each in group.servings)
        parts = {part.place: part for each in flat for part in each.each.parts}
        return Seen(
            booking=booking,
            question=question,
            answer=answer,
            flat=flat,
            parts=tuple(parts.values()),
        )

    @property
    def law(self) -> LawBook:
        """The law under which it was dated."""
        return self.question.law

    def has(self) -> frozenset[Need | None]:
        """Say what the booking has; None stands for nothing in particular."""
        booking = self.booking
        has = {
            Need.SEVERAL: len(booking.sentences) > 1,
            Need.RECALL: any(each.recall is not None for each in booking.sentences),
            Need.ROWS: bool(booking.adjustments),
            Need.MOVEMENTS: bool(booking.movements),
            Need.REACH: bool(self.answer.reaches),
            Need.REMOVAL: self.question.with_ersed,
            Need.WARNING: bool(self.answer.hazards),
        }
        return frozenset({None, *(need for need, is_there in has.items() if is_there)})

    def on(self, date_type: ReleaseDateType) -> int | None:
        """Give the published day (number) of a type; None where there is none."""
        dated = self.answer.extract.dates.get(date_type)
        return None if dated is None else dated.on

    @property
    def release(self) -> int | None:
        """The day (number) on which custody ends: the latest of CRD, ARD, PRRD and MTD."""
        days = [on for each in RELEASES if (on := self.on(each)) is not None]
        return max(days, default=None)

    def rows(self, *kinds: AdjustmentKind) -> tuple[Adjustment, ...]:
        """Give the rows of some kinds."""
        return tuple(row for row in self.booking.adjustments if row.kind in kinds)

    def progression(self) -> Reach | None:
        """The progression model, where it reached the person."""
        return next((each for each in self.answer.reaches if each.scheme.is_progression), None)

    def progression_scheme(self) -> Scheme | None:
        """The progression model, where the law book holds it."""
        return next((each for each in self.law.schemes if each.is_progression), None)

    def before(self, reach: Reach) -> Mapping[ReleaseDateType, Dated]:
        """Give the dates as they stood before a scheme reached the person; empty: as they are."""
        return self.answer.standards.get(reach.scheme.id, {})

    def warned(self, code: str) -> "Spot | None":
        """Say whether the replay came upon a hazard, and on which sentences."""
        found = [each for each in self.answer.hazards if each.code == code]
        if not found:
            return None
        ids = dict.fromkeys(name for each in found for name in each.sentence_ids)
        return Spot(sentence_ids=tuple(ids))


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where a hazard fires: on which sentences, and on which figures."""

    sentence_ids: tuple[str, ...] = ()
    figures: dict[str, str] = {}


class Doubt(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One hazard of the register.

    `fires` is a pure function of what was found. `other` names the construction whose choice is
    turned round for the second reading; where both readings give the same dates, nothing is in
    doubt, unless it `asks_more` than a date: then it is raised with both. None: there is no second
    reading that the engine could work out. `by_hand` names further readings that rest on what no
    booking says, so the engine cannot date them. `source` is the authority, or says that the rule
    is practice or our decision; `unread` is what of it nobody has read. It is asked only of
    bookings that have what it needs.
    """

    code: str
    title: str
    question: str
    source: str
    fires: Callable[[Seen], Spot | None]
    unread: tuple[str, ...] = ()
    need: Need | None = None
    other: Construction | None = None
    asks_more: bool = False
    by_hand: tuple[str, ...] = ()

    @property
    def authority(self) -> str:
        """The source as it is shown: what nobody has read is marked."""
        unread = (str(Citation(text=each, is_confirmed=False)) for each in self.unread)
        return "; ".join(each for each in (self.source, *unread) if each)


def spot(
    servings: Iterable[Serving] = (), parts: Iterable[Part] = (), **figures: int | str
) -> Spot:
    """Name sentences and figures, each once. Figures that are day numbers end in `_on`."""
    ids = [part.sentence.sentence_id for each in servings for part in each.each.parts]
    ids += [part.sentence.sentence_id for part in parts]
    return Spot(
        sentence_ids=tuple(dict.fromkeys(ids)),
        figures={name.replace("_", " "): _spoken(name, value) for name, value in figures.items()},
    )


def _spoken(name: str, value: int | str) -> str:
    if isinstance(value, int) and name.endswith("_on"):
        return date.fromordinal(value).isoformat()
    return str(value)


def overlaps(row: Adjustment, first: int, last: int) -> bool:
    """Whether the row's period shares a day with another, both ends included."""
    if row.from_on is None or row.to_on is None:
        return False
    return row.from_on.toordinal() <= last and first <= row.to_on.toordinal()
