"""The dates of one calculable sentence: its price, moved by its days.

Source: CJA 2003 ss.244-246A, 255A-255C, 264; PSI 03/2015 for the counting.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec

from gatelodge.sentencing.adjustments import Buckets
from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import RecallType, Term
from gatelodge.sentencing.chains import Calculable
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import length, total
from gatelodge.sentencing.lawbook import LawBook, Scheme
from gatelodge.sentencing.pricing import Price
from gatelodge.sentencing.regimes import (
    ON_LICENCE,
    WITHOUT_LICENCE,
    Regime,
    Types,
    is_since_licence,
)
from gatelodge.sentencing.tracks import ReleasePoint
from gatelodge.sentencing.working import Note, note


class Entry(NamedTuple):
    """How the official service accounts for a date: rule tokens, amounts, days moved, from where.

    `extras` are (token, amount, unit). Days are day numbers.
    """

    rules: tuple[str, ...]
    extras: tuple[tuple[str, int, str], ...]
    adjusted_days: int
    released_on: int
    unadjusted_on: int


class Dated(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A day number, how it came about, and the official service's account of it if it has one."""

    on: int
    notes: tuple[Note, ...]
    entry: Entry | None = None

    def noting(self, *notes: Note) -> "Dated":
        """Add notes to the working."""
        return Dated(on=self.on, notes=(*self.notes, *notes), entry=self.entry)


class Allotted(NamedTuple):
    """A person's tranche: its name, its day (day number), and the length that put them into it.

    `length` is spoken, such as "3 years 2 months", and so is `limit`, such as "under 5 years".
    """

    tranche: str
    on: int
    length: str
    limit: str


class Recalled(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A recall as it is served: `fixed_days` from the return, or to the end where there is none.

    `waits_for` is the tranche before whose day a new fixed term lets nobody go.
    """

    recall_type: RecallType
    fixed_days: int | None
    returned_on: int
    waits_for: Allotted | None = None


class Serving(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A calculable sentence on the timeline: its price, its days, the tranche day it waits for.

    `scheme` is the early-release scheme under which it was last priced. A person is a child before
    `adult_on`. `serves_awards_after_credit`: credit of more than the whole of custody covers no
    added days. `set_aside` are the added days that ran past the end when the dates were last worked
    out in full, where practice takes them off from then on; None: they are off whenever asked.
    """

    number: int
    each: Calculable
    regime: Regime
    points: tuple[ReleasePoint, ...]
    price: Price
    adult_on: int
    days: Buckets = Buckets()
    last_at_large: int | None = None
    scheme: Scheme | None = None
    waits_for: int | None = None
    recalled: Recalled | None = None
    set_aside: int | None = None
    serves_awards_after_credit: bool = False

    @property
    def at(self) -> int:
        """The day of sentence."""
        return self.each.at

    @property
    def spoken(self) -> int | str:
        """The sentence as its working speaks of it: its term, or how many make it up."""
        return self.price.end_notes[0].figures[0]

    @property
    def unadjusted_release(self) -> int:
        """Release before any days are taken off or added."""
        return self.each.at + self.price.to_release - 1

    @property
    def unadjusted_end(self) -> int:
        """The end before any days are taken off or added."""
        return self.each.at + self.price.to_end - 1

    @property
    def release_without_ada(self) -> int:
        """Release with credit and absence, without awards; it may lie before the sentence."""
        days = self.days
        return self.each.at + self.price.to_release - 1 + days.ual - days.deductions

    @property
    def uncapped_release(self) -> int:
        """Release before the floor at the day of sentence and the cap at the end."""
        return self.after_credit(self.release_without_ada) + self.days.ada - self.days.served

    def after_credit(self, on: int) -> int:
        """Give the day (number) after which added days are served; none are served before it."""
        is_covered = on < self.at - 1 and self.days.ada > self.days.served
        return self.at - 1 if is_covered and self.serves_awards_after_credit else on

    @property
    def unused_ada(self) -> int:
        """The added days that would run past the end. A recall has an end of its own."""
        if self.set_aside is not None:
            return self.set_aside
        if self.recalled is not None or self.days.ada <= 0:
            return 0
        return max(0, max(self.uncapped_release, self.at) - self.end)

    def settled(self) -> "Serving":
        """Set the added days aside that run past the end as things stand; none ever come back."""
        over = self.lets_go - self.end
        if self.set_aside is None or over <= 0:
            return self
        return msgspec.structs.replace(self, set_aside=self.set_aside + over)

    @property
    def release(self) -> int:
        """The day on which this sentence alone first lets the person go (before any recall)."""
        return max(self.at, self.uncapped_release - self.unused_ada)

    @property
    def adjusted_end(self) -> int:
        """The end with credit and absence, before its floors. Added days never move it."""
        days = self.days
        return self.unadjusted_end + days.ual + days.ual_after - days.deductions

    @property
    def end(self) -> int:
        """The last day of the sentence: never before its day, nor before an absence is over."""
        end = max(self.adjusted_end, self.at)
        return end if self.last_at_large is None else max(end, self.last_at_large + 1)

    @property
    def lets_go(self) -> int:
        """The day on which it lets the person go: after a recall, else release."""
        if self.recalled is None:
            return self.release
        return self._after_recall(self.recalled)

    def _after_recall(self, recalled: Recalled) -> int:
        if recalled.fixed_days is None:
            return self.end
        on = recalled.returned_on + recalled.fixed_days - 1 + self.days.ual_fixed
        if recalled.waits_for is not None:
            on = max(on, recalled.waits_for.on)
        return min(on + self.days.ada_recall, self.end)

    @property
    def defaulted(self) -> int:
        """The day it lets go, but not before the day on which a scheme reached this sentence.

        The progression model adds the awards of this sentence to that day.
        """
        if self.recalled is not None:
            return self.lets_go
        release = self.release
        if self.waits_for is None:
            return release
        if self.is_under_progression:
            ada = self.days.ada
            return self.waits_for + ada if self.waits_for > release - ada else release
        return max(release, self.waits_for)

    @property
    def is_under_progression(self) -> bool:
        """Whether it was last priced under the progression model."""
        return self.scheme is not None and self.scheme.is_progression

    @property
    def parole(self) -> int | None:
        """The first day on which the Parole Board may direct release, not floored."""
        if self.price.to_parole is None:
            return None
        days = self.days
        without_ada = self.at + self.price.to_parole - 1 + days.ual - days.deductions
        return self.after_credit(without_ada) + days.ada - days.served

    @property
    def is_immediate(self) -> bool:
        """Whether release falls on the day of sentence."""
        return self.release == self.at

    @property
    def is_immediate_to_the_day(self) -> bool:
        """Whether release falls on the day of sentence with no days of credit over."""
        return self.is_immediate and self.uncapped_release == self.at

    @property
    def is_child_on_short_sentence(self) -> bool:
        """Whether the person leaves a short sentence as a child, and so without licence."""
        return self.regime.is_short and self.lets_go < self.adult_on

    @property
    def types(self) -> Types:
        """The dates it may have, as things stand."""
        if self.is_child_on_short_sentence:
            return (self.regime.types - ON_LICENCE) | WITHOUT_LICENCE
        return self.regime.types


def last_day_held(leader: Serving, chosen: AbstractSet[Construction]) -> int:
    """Give the last day (number) on which the sentence that leads holds the person.

    Not before its tranche; under the model one reading adds the awards that are served after it.
    """
    waits_for = leader.waits_for or 0
    if Construction.MODEL_LETS_GO_AFTER_AWARDS in chosen and leader.recalled is None:
        waits_for = max(waits_for, leader.defaulted)
    return max(leader.release, waits_for)


def last_day_without_awards(leader: Serving, chosen: AbstractSet[Construction]) -> int:
    """Give the last day (number) before the awards of the sentence that leads are served."""
    if Construction.MODEL_LETS_GO_AFTER_AWARDS in chosen and leader.is_under_progression:
        return max(leader.release_without_ada, leader.waits_for or 0)
    return leader.release_without_ada


def award_counts_until(serving: Serving, chosen: AbstractSet[Construction]) -> int:
    """Give the last day (number) on which an award to a sentence being served counts."""
    if Construction.MODEL_LETS_GO_AFTER_AWARDS in chosen:
        return max(serving.lets_go, serving.defaulted)
    return serving.lets_go


def governing_day(chosen: AbstractSet[Construction]) -> Callable[[Serving], int]:
    """Give the day (number) by which the sentence that governs is found: the latest one.

    Source: CJA 2003 s.263(2)(a); that a sentence's tranche counts for it is practice.
    """
    if Construction.LAST_RELEASE_OF_ITS_OWN_GOVERNS in chosen:
        return _own_day
    return _waited_day


def _own_day(serving: Serving) -> int:
    return serving.lets_go


def _waited_day(serving: Serving) -> int:
    return serving.defaulted


def release_of(serving: Serving) -> Dated:
    """Give the release of one sentence with its working."""
    notes = [*serving.price.release_notes, *moved_by(serving)]
    notes += _awards(serving, serving.release_without_ada)
    unused = serving.unused_ada
    if unused:
        notes.append(note("UNUSED", unused))
    release = serving.release
    if serving.uncapped_release - unused < serving.at:
        notes.append(note("FLOOR", serving.at))
    unadjusted = serving.unadjusted_release
    return Dated(
        on=release,
        notes=tuple(notes),
        entry=Entry(
            ("IMMEDIATE_RELEASE",) if release == serving.at else (),
            (("UNUSED_ADA", unused, "DAYS"),) if unused else (),
            release - unadjusted,
            release,
            unadjusted,
        ),
    )


def _awards(serving: Serving, without_ada: int) -> list[Note]:
    """Note the added days, served from the day without them or once credit has covered custody."""
    notes = []
    begins_after = serving.after_credit(without_ada)
    if begins_after != without_ada:
        notes.append(note("AWARDS_AFTER_CREDIT", begins_after))
    if serving.days.ada:
        notes.append(note("ADA", serving.days.ada))
    if serving.days.served:
        notes.append(note("SERVED", serving.days.served))
    return notes


def release_without_ada_notes(serving: Serving) -> tuple[Note, ...]:
    """Give the working of release with credit and absence, without awards."""
    notes = [*serving.price.release_notes, *moved_by(serving)]
    if serving.release_without_ada < serving.at:
        notes.append(note("FLOOR", serving.at))
    return tuple(notes)


def end_of_sentence(serving: Serving) -> Dated:
    """Give the end of one sentence with its working. Added days never move it."""
    notes = [*serving.price.end_notes, *moved_by(serving)]
    if serving.days.ual_after:
        notes.append(note("UAL_AFTER", serving.days.ual_after))
    adjusted = serving.adjusted_end
    if serving.end > max(adjusted, serving.at):
        notes.append(note("AT_LARGE_FLOOR", serving.end))
    elif serving.end > adjusted:
        notes.append(note("FLOOR", serving.end))
    unadjusted = serving.unadjusted_end
    return Dated(
        on=serving.end,
        notes=tuple(notes),
        entry=Entry((), (), adjusted - unadjusted, adjusted, unadjusted),
    )


def parole_of(serving: Serving) -> Dated | None:
    """Give the parole eligibility of one sentence, not floored; None where it has none."""
    on = serving.parole
    if on is None or serving.price.to_parole is None:
        return None
    unadjusted = serving.at + serving.price.to_parole - 1
    without_ada = unadjusted + serving.days.ual - serving.days.deductions
    notes = [*serving.price.parole_notes, *moved_by(serving), *_awards(serving, without_ada)]
    return Dated(on=on, notes=tuple(notes), entry=Entry((), (), on - unadjusted, on, unadjusted))


def after_recall(serving: Serving) -> Dated | None:
    """Give the release after recall (PRRD) of one sentence; None where it is not recalled."""
    recalled = serving.recalled
    if recalled is None:
        return None
    if recalled.fixed_days is None:
        return Dated(on=serving.end, notes=(*end_of_sentence(serving).notes, note("RECALL_TO_END")))
    on = recalled.returned_on + recalled.fixed_days - 1
    notes = [note("RECALL_FIXED", recalled.fixed_days, recalled.returned_on, on)]
    if serving.days.ual_fixed:
        on += serving.days.ual_fixed
        notes.append(note("UAL", serving.days.ual_fixed))
    waits = recalled.waits_for
    if waits is not None and on < waits.on:
        on = waits.on
        notes.append(note("RECALL_TRANCHE", on, waits.length, waits.limit))
    if serving.days.ada_recall:
        on += serving.days.ada_recall
        notes.append(note("ADA", serving.days.ada_recall))
    if on > serving.end:
        notes.append(note("RECALL_CAPPED", serving.end))
    return Dated(on=serving.lets_go, notes=tuple(notes))


def moved_by(serving: Serving) -> list[Note]:
    """Note the credit and the absence that move release, end and parole alike."""
    days = serving.days
    notes = []
    if days.remand:
        notes.append(note("REMAND", days.remand))
    if days.bail:
        notes.append(note("TAGGED_BAIL", days.bail))
    if days.recall_remand:
        notes.append(note("RECALL_REMAND", days.recall_remand))
    if days.recall_bail:
        notes.append(note("RECALL_TAGGED_BAIL", days.recall_bail))
    if days.ual:
        notes.append(note("UAL", days.ual))
    return notes


def licence_end(serving: Serving, law: LawBook) -> int | None:
    """Give the end of the licence of one sentence (day number); None where it has none."""
    types = serving.types
    if ReleaseDateType.SLED in types:
        return serving.end
    if ReleaseDateType.LED not in types:
        return None
    if serving.regime.is_mixed:
        return serving.release + _mixed_licence(serving, law)
    return serving.at + _three_quarters(serving, law) - 1 + _awards_on_licence(serving, law)


def _awards_on_licence(serving: Serving, law: LawBook) -> int:
    """Count the awards that put off a licence of its own; practice lets them put off none."""
    if Construction.AWARDS_LENGTHEN_OWN_LICENCE not in law.constructions:
        return 0
    return max(0, serving.days.ada - serving.days.served - serving.unused_ada)


def _mixed_licence_days(serving: Serving, law: LawBook) -> int:
    """Count the terms of offences since licence came for short sentences."""
    return length(serving.at, total(_newer_terms(serving, law)))


def _newer_terms(serving: Serving, law: LawBook) -> list[Term]:
    return [part.track.whole for part in serving.each.parts if is_since_licence(part, law)]


def _mixed_licence(serving: Serving, law: LawBook) -> int:
    """Count the licence of a mixed chain, from release.

    By statute it lasts for the custody of the older offences' terms and then for the whole of the
    others (CJA 2003 s.264B); practice gives half of the others.
    """
    if Construction.MIXED_LICENCE_TO_WHOLE_TERM not in law.constructions:
        return _half_of_newer(serving, law)
    newer = _newer_terms_begin(serving, law)
    last = newer + length(newer, total(_newer_terms(serving, law))) - 1
    return max(0, last - serving.unadjusted_release)


def _half_of_newer(serving: Serving, law: LawBook) -> int:
    """Count what is left of the newer terms once the part of them that is custody is served."""
    days = _mixed_licence_days(serving, law)
    return days - law.short.on(serving.each.offence_on).mixed_custody.of(days)


def _newer_terms_begin(serving: Serving, law: LawBook) -> int:
    """Give the day after the custody of the older offences' terms."""
    start = serving.at
    for part, point in zip(serving.each.parts, serving.points, strict=True):
        if not is_since_licence(part, law):
            start += point.ratio.of(length(start, part.track.whole))
    return start


def _three_quarters(serving: Serving, law: LawBook) -> int:
    """Count to three quarters, moved by absence and by credit that shortened custody."""
    counted = law.old_style.on(serving.at).licence.of(serving.price.to_end)
    return counted + serving.days.ual - _credit_on_licence(serving)


def _credit_on_licence(serving: Serving) -> int:
    """Count the credit that shortens licence: what could not shorten custody does not."""
    credit = serving.days.deductions
    return credit if serving.recalled is not None else min(credit, serving.price.to_release)


def _three_quarters_notes(serving: Serving, law: LawBook) -> list[Note]:
    ratio = law.old_style.on(serving.at).licence
    to_end = serving.price.to_end
    counted = ratio.of(to_end)
    last = serving.at + counted - 1
    notes = [*serving.price.end_notes, note("THREE_QUARTERS", str(ratio), to_end, counted, last)]
    credit = _credit_on_licence(serving)
    if credit:
        notes.append(note("LICENCE_CREDIT", credit))
    if serving.days.ual:
        notes.append(note("UAL", serving.days.ual))
    awarded = _awards_on_licence(serving, law)
    if awarded:
        notes.append(note("ADA", awarded))
    return notes


def licence_of(serving: Serving, law: LawBook, cut_days: int = 0) -> Dated | None:
    """Give the end of the licence with its working; `cut_days` would run past its group's end.

    A short chain that mixes offences from before and since licence came for short sentences has a
    licence of its own: half of the later offences' terms, rounded down, from release.
    """
    on = licence_end(serving, law)
    if on is None:
        return None
    if ReleaseDateType.SLED in serving.types:
        return end_of_sentence(serving)
    if not serving.regime.is_mixed:
        return Dated(on=on, notes=tuple(_three_quarters_notes(serving, law)))
    half = _half_of_newer(serving, law)
    notes = [*release_of(serving).notes, _mixed_licence_note(serving, law, half, on)]
    if cut_days:
        notes.append(note("LICENCE_CUT", cut_days))
    unused = serving.unused_ada + cut_days
    return Dated(
        on=on - cut_days,
        notes=tuple(notes),
        entry=Entry(
            ("LED_CONSEC_ORA_AND_NON_ORA",),
            (("UNUSED_ADA", unused, "DAYS"),) if unused else (),
            half,
            on - cut_days,
            serving.release,
        ),
    )


def _mixed_licence_note(serving: Serving, law: LawBook, half: int, on: int) -> Note:
    if Construction.MIXED_LICENCE_TO_WHOLE_TERM not in law.constructions:
        days = _mixed_licence_days(serving, law)
        point = law.short.on(serving.each.offence_on).mixed_custody
        return note("MIXED_LICENCE", days, str(point), half, on)
    newer = _newer_terms_begin(serving, law)
    days = length(newer, total(_newer_terms(serving, law)))
    return note("MIXED_LICENCE_WHOLE", newer, days, newer + days - 1, on)


def licence_end_at_first_release(serving: Serving, law: LawBook) -> int | None:
    """Give the licence end that held on release: days of credit left over come back."""
    licence = licence_end(serving, law)
    if licence is None:
        return None
    days = serving.days
    credit = days.deductions - days.ual - days.ada + days.served
    return licence + max(0, credit - serving.price.to_release)


class UsableCredit(NamedTuple):
    """The most days of credit that sentences served together can use."""

    days: int
    is_of_latest: bool
    """Whether the one that would hold longest without credit was also passed last."""


def credit_that_counts(together: Sequence[Serving]) -> UsableCredit:
    """Count the credit that the sentence which would hold longest without it can use.

    For one passed last: all its time to release. For one passed earlier: the days from the last
    sentence to its release, that day left out. Source: practice.
    """
    longest = max(together, key=_without_credit)
    latest_at = max(part.at for each in together for part in each.each.parts)
    if longest.at == latest_at:
        most = longest.price.to_release + longest.days.ual + longest.days.ada
        return UsableCredit(days=most, is_of_latest=True)
    return UsableCredit(days=_without_credit(longest) - latest_at, is_of_latest=False)


def _without_credit(each: Serving) -> int:
    return each.release_without_ada + each.days.ada - each.days.served + each.days.deductions
