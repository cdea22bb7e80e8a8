"""The dates of one calculable sentence: priced from its terms, then moved by its days.

Source: CJA 2003 ss.244, 244ZA, 264 for the part to be served; PSI 03/2015 for the counting.
"""

from collections.abc import Sequence

import msgspec

from gatelodge.sentencing.adjustments import Buckets
from gatelodge.sentencing.booking import Term
from gatelodge.sentencing.chains import Calculable
from gatelodge.sentencing.days import Ratio, age, aggregate, length, total
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.regimes import Licence, Regime, ReleasePoint, is_since_licence
from gatelodge.sentencing.working import Citation, Note, note


class Dated(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A day number and how it came about."""

    on: int
    notes: tuple[Note, ...]


class Price(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The unadjusted figures of a sentence: days to its end and days to release, both inclusive."""

    to_end: int
    to_release: int
    end_notes: tuple[Note, ...]
    release_notes: tuple[Note, ...]


class Serving(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A calculable sentence on the timeline: its price, its days, the tranche day it waits for."""

    number: int
    each: Calculable
    regime: Regime
    points: tuple[ReleasePoint, ...]
    price: Price
    days: Buckets = Buckets()
    last_at_large: int | None = None
    waits_for: int | None = None

    @property
    def at(self) -> int:
        """The day of sentence."""
        return self.each.at

    @property
    def unadjusted_release(self) -> int:
        """Release before any days are taken off or added."""
        return self.at + self.price.to_release - 1

    @property
    def unadjusted_end(self) -> int:
        """The end before any days are taken off or added."""
        return self.at + self.price.to_end - 1

    @property
    def release_without_ada(self) -> int:
        """Release with credit and absence, without awards; it may lie before the sentence."""
        return self.unadjusted_release + self.days.ual - self.days.deductions

    @property
    def uncapped_release(self) -> int:
        """Release before the floor at the day of sentence and the cap at the end."""
        return self.release_without_ada + self.days.ada - self.days.served

    @property
    def unused_ada(self) -> int:
        """The added days that would run past the end."""
        return max(0, max(self.uncapped_release, self.at) - self.end)

    @property
    def release(self) -> int:
        """The day on which this sentence alone lets the person go."""
        return max(self.at, self.uncapped_release - self.unused_ada)

    @property
    def defaulted_release(self) -> int:
        """Release, but not before the tranche day on which a scheme reached this sentence."""
        return max(self.release, self.waits_for or 0)

    @property
    def end(self) -> int:
        """The last day of the sentence: never before its day, nor before an absence is over."""
        adjusted = self.unadjusted_end + self.days.ual - self.days.deductions
        back = 0 if self.last_at_large is None else self.last_at_large + 1
        return max(adjusted, self.at, back)

    @property
    def is_immediate(self) -> bool:
        """Whether release falls on the day of sentence."""
        return self.release == self.at

    @property
    def is_immediate_to_the_day(self) -> bool:
        """Whether release falls on the day of sentence with no days of credit over."""
        return self.uncapped_release == self.at

    def is_under_age_and_short(self, born: int, adult_age: int) -> bool:
        """Whether the person is a child on release from a short sentence: no licence follows."""
        return self.regime.is_short and age(born, self.release) < adult_age


def price(each: Calculable, points: Sequence[ReleasePoint]) -> Price:
    """Count the days to the end and to release; `points` are its parts' release points."""
    if not each.is_chain:
        return _price_single(each, points[0])
    to_end = aggregate(each.at, each.terms)
    groups: dict[Ratio, tuple[list[Term], tuple[Citation, ...]]] = {}
    for part, point in zip(each.parts, points, strict=True):
        groups.setdefault(point.ratio, ([], point.authority))[0].append(part.sentence.term)
    start = each.at
    notes = []
    for ratio, (terms, authority) in groups.items():
        days = aggregate(start, terms)
        served = ratio.of(days)
        notes.append(note("CHAIN_GROUP", str(ratio), days, start, served, by=authority))
        start += served
    to_release = start - each.at
    notes.append(note("CHAIN_RELEASE", to_release, start - 1))
    return Price(
        to_end=to_end,
        to_release=to_release,
        end_notes=(note("CHAIN", len(each.parts), each.at, to_end, each.at + to_end - 1),),
        release_notes=tuple(notes),
    )


def _price_single(each: Calculable, point: ReleasePoint) -> Price:
    term = each.parts[0].sentence.term
    to_end = length(each.at, term)
    to_release = point.ratio.of(to_end)
    counted = note("TERM", spoken_term(term), each.at, to_end, each.at + to_end - 1)
    served = note(
        "RELEASE_POINT",
        str(point.ratio),
        to_end,
        to_release,
        each.at + to_release - 1,
        by=point.authority,
    )
    return Price(
        to_end=to_end,
        to_release=to_release,
        end_notes=(counted,),
        release_notes=(counted, served),
    )


def spoken_term(term: Term) -> str:
    """Write a term as the court speaks it: largest unit first, empty units left out."""
    counts = (
        (term.years, "year"),
        (term.months, "month"),
        (term.weeks, "week"),
        (term.days, "day"),
    )
    return " ".join(
        f"{count} {unit}" if count == 1 else f"{count} {unit}s" for count, unit in counts if count
    )


def release_of(serving: Serving) -> Dated:
    """Give the release of one sentence with its working."""
    notes = [*serving.price.release_notes, *_moved_by(serving.days)]
    if serving.days.ada:
        notes.append(note("ADA", serving.days.ada))
    if serving.days.served:
        notes.append(note("SERVED", serving.days.served))
    if serving.unused_ada:
        notes.append(note("UNUSED", serving.unused_ada))
    if serving.uncapped_release - serving.unused_ada < serving.at:
        notes.append(note("FLOOR", serving.at))
    elif len(notes) > len(serving.price.release_notes):
        notes.append(note("ADJUSTED", serving.release))
    return Dated(on=serving.release, notes=tuple(notes))


def end_of_sentence(serving: Serving) -> Dated:
    """Give the end of one sentence with its working. Added days never move it."""
    notes = [*serving.price.end_notes, *_moved_by(serving.days)]
    adjusted = serving.unadjusted_end + serving.days.ual - serving.days.deductions
    if len(notes) > len(serving.price.end_notes):
        notes.append(note("ADJUSTED", adjusted))
    if serving.end > max(adjusted, serving.at):
        notes.append(note("AT_LARGE_FLOOR", serving.end))
    elif serving.end > adjusted:
        notes.append(note("FLOOR", serving.end))
    return Dated(on=serving.end, notes=tuple(notes))


def _moved_by(days: Buckets) -> list[Note]:
    notes = []
    if days.remand:
        notes.append(note("REMAND", days.remand))
    if days.bail:
        notes.append(note("TAGGED_BAIL", days.bail))
    if days.ual:
        notes.append(note("UAL", days.ual))
    return notes


def licence_end(serving: Serving, law: LawBook) -> Dated | None:
    """Give the end of the licence of one sentence, as imposed; None where it has none.

    A short chain that mixes offences from before and since licence came for short sentences has a
    licence of its own: half of the later offences' terms, rounded down, from release.
    """
    if serving.regime.licence is Licence.NONE:
        return None
    if serving.regime.licence is Licence.TO_THE_END:
        return end_of_sentence(serving)
    terms = [part.sentence.term for part in serving.each.parts if is_since_licence(part, law)]
    days = length(serving.at, total(terms))
    half = days // 2
    on = serving.release + half
    return Dated(on=on, notes=(note("MIXED_LICENCE", days, half, on),))


def licence_end_at_first_release(serving: Serving, law: LawBook) -> int | None:
    """Give the licence end that held on release: days of credit left over come back."""
    licence = licence_end(serving, law)
    if licence is None:
        return None
    credit = serving.days.deductions - serving.days.ual - serving.days.ada + serving.days.served
    return licence.on + max(0, credit - serving.price.to_release)
