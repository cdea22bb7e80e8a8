"""The replay: the days on which something happens, in order, with a small state carried forward.

A release closes the group of sentences being served; later sentences start a new group. On one day
the order is: a scheme reaches the person, sentences, exits and returns, awards, absences. So a
person sentenced on the day a law begins is sentenced under it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

import msgspec

from gatelodge.sentencing.adjustments import Buckets, Rows, days_in
from gatelodge.sentencing.answer import RefusalKind, RefusalReason, ReleaseDateType, UnappliedDays
from gatelodge.sentencing.booking import Adjustment, AdjustmentKind, Booking, Direction
from gatelodge.sentencing.chains import Part, arrange, calculable
from gatelodge.sentencing.extraction import Dates, Extract, Group, Question, extract
from gatelodge.sentencing.lawbook import Scheme
from gatelodge.sentencing.movements import is_release, winning_movement
from gatelodge.sentencing.refusing import Refused
from gatelodge.sentencing.regimes import (
    ReleasePoint,
    as_imposed,
    reaches,
    regime_of,
    under_scheme,
)
from gatelodge.sentencing.release import Dated, Serving, licence_end_at_first_release, price
from gatelodge.sentencing.tranches import (
    Reach,
    Spell,
    allocate,
    is_touched,
    refuse_early_ard,
    refuse_unbuilt,
    settle,
)
from gatelodge.sentencing.working_days import previous_working_day


class _Kind(IntEnum):
    """The order of events within a day."""

    TRANCHE = 20
    AMENDMENT = 30
    SENTENCE = 50
    MOVEMENT = 60
    AWARD = 70
    ABSENCE = 90


class _Event(NamedTuple):
    day: int
    kind: _Kind
    scheme: int = 0


class Answer(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the replay ends with."""

    dates: Dates
    length: tuple[int, int, int]
    governing_at: int
    groups: tuple[Group, ...]
    reaches: tuple[Reach, ...]
    affected: frozenset[str]
    unapplied: tuple[UnappliedDays, ...]


class Replay:
    """One booking played through its days, under one law."""

    def __init__(
        self,
        booking: Booking,
        parts: Sequence[Part],
        question: Question,
        bank_holidays: frozenset[date],
    ) -> None:
        self.booking = booking
        self.question = question
        self.law = question.law
        self.bank_holidays = bank_holidays
        self.future = sorted(parts, key=lambda part: part.at)
        self.rows = Rows(booking.adjustments)
        self.points: dict[int, ReleasePoint] = {}
        self.servings: dict[int, Serving] = {}
        self.open: tuple[int, ...] = ()
        self.on_licence: tuple[int, ...] = ()
        self.closed: list[tuple[int, int, tuple[int, ...]]] = []
        self.latest_release = self.future[0].at
        self.leader: int | None = None
        self.held: tuple[Adjustment, ...] = ()
        self.spells: list[Spell] = []
        self.reached: dict[str, Reach] = {}
        self.snapshots: dict[str, Extract] = {}
        self.unapplied: list[UnappliedDays] = []

    def run(self) -> Answer:
        """Play all days and extract the booking's dates."""
        events = sorted(self._events())
        by_day: dict[int, list[_Event]] = {}
        for event in events:
            by_day.setdefault(event.day, []).append(event)
        for day, of_day in by_day.items():
            self._release_before(day)
            blocked = False
            for event in of_day:
                blocked |= self._play(event)
            if self.open and not blocked:
                self._lead()
        self._close()
        return self._settled()

    # Events

    def _events(self) -> set[_Event]:
        events = {_Event(part.at, _Kind.SENTENCE) for part in self.future}
        for place, scheme in enumerate(self.law.schemes):
            if not scheme.tranches:
                events.add(_Event(scheme.commences, _Kind.AMENDMENT, place))
            for tranche in scheme.tranches:
                events.add(_Event(tranche.begins.toordinal(), _Kind.TRANCHE, place))
        events |= {
            _Event(each.moved_on.toordinal(), _Kind.MOVEMENT) for each in self.booking.movements
        }
        for kind in (AdjustmentKind.ADA, AdjustmentKind.RADA):
            events |= {_Event(day, _Kind.AWARD) for day in self.rows.days_of(kind)}
        events |= {_Event(day, _Kind.ABSENCE) for day in self.rows.days_of(AdjustmentKind.UAL)}
        return events

    def _play(self, event: _Event) -> bool:
        """Play one event; say whether it keeps the day of release from being worked out anew."""
        match event.kind:
            case _Kind.TRANCHE:
                self._tranche(self.law.schemes[event.scheme], event.day)
            case _Kind.AMENDMENT:
                self._amend(self.law.schemes[event.scheme])
            case _Kind.SENTENCE:
                self._sentence(event.day)
            case _Kind.MOVEMENT:
                return self._move(event.day)
            case _Kind.AWARD:
                self._award(event.day)
            case _Kind.ABSENCE:
                self._absence(event.day)
        return False

    def _of(self, numbers: Iterable[int]) -> list[Serving]:
        return [self.servings[number] for number in numbers]

    def _give(self, numbers: Iterable[int], **days: int) -> None:
        for number in numbers:
            serving = self.servings[number]
            self.servings[number] = msgspec.structs.replace(serving, days=serving.days.plus(**days))

    # Release

    def _lead(self) -> None:
        leader = max(self._of(self.open), key=lambda each: each.release)
        self.leader = leader.number
        last = date.fromordinal(leader.defaulted_release)
        working = previous_working_day(last, self.bank_holidays).toordinal()
        self.latest_release = max(leader.at, working)

    def _release_before(self, day: int) -> None:
        if day > self.latest_release and self.open:
            released = self.open
            self._close()
            self.on_licence += tuple(
                number for number in released if self._licence_runs(number, day)
            )
        self.on_licence = tuple(
            number for number in self.on_licence if self._licence_runs(number, day - 1)
        )

    def _licence_runs(self, number: int, day: int) -> bool:
        ends = licence_end_at_first_release(self.servings[number], self.law)
        return ends is not None and ends > day

    def _close(self) -> None:
        if self.open:
            begins = min(each.at for each in self._of(self.open))
            self.closed.append((begins, self.latest_release, self.open))
            self.open = ()

    # Sentences

    def _sentence(self, day: int) -> None:
        imposed = [part for part in self.future if part.at == day]
        before = self._of(self.open)
        served = self._served(day, imposed, before)
        donor = max((each.days for each in before), key=lambda days: days.plain_sum, default=None)
        for scheme in self.law.schemes:
            if not scheme.is_built and scheme.commences <= day:
                refuse_unbuilt(scheme, imposed)
        for part in imposed:
            self.points[part.place] = as_imposed(part, self.law.schemes, self.law)
        known = {each.each.places: each.number for each in before}
        fresh = {part.place for part in imposed}
        made, kept = [], []
        for parts in arrange([*_parts_of(before), *imposed]):
            places = tuple(part.place for part in parts)
            if fresh.isdisjoint(places):
                kept.append(known[places])
            else:
                made.append(self._price_new(parts, before, donor or Buckets(), served))
        self.open = tuple(
            each.number for each in sorted(self._of([*made, *kept]), key=lambda each: each.at)
        )
        self._give(
            self.open,
            remand=days_in(self.rows.take(AdjustmentKind.REMAND, day)),
            bail=days_in(self.rows.take(AdjustmentKind.TAGGED_BAIL, day)),
            ada=_net(self.held),
        )
        self.held = ()

    def _served(self, day: int, imposed: Sequence[Part], before: Sequence[Serving]) -> int:
        """Count the added days served already: held past the release without them."""
        if self.leader is None or not before:
            return 0
        serving_now = {part.sentence.sentence_id for each in before for part in each.each.parts}
        if any(part.parent in serving_now for part in imposed):
            return 0
        leader = self.servings[self.leader]
        served = max(0, day - leader.release_without_ada - 1)
        if served > max(0, leader.days.ada - leader.days.served):
            raise Refused(_HELD_WITHOUT_AWARDS)
        return served

    def _price_new(
        self, parts: tuple[Part, ...], before: Sequence[Serving], donor: Buckets, served: int
    ) -> int:
        """Price a new sentence or chain; it takes over what the group already had, but no absence.

        Only a chain that grew takes over the absences of the sentence it grew from.
        """
        each = calculable(parts)
        points = tuple(self.points[part.place] for part in parts)
        ual = 0
        if each.is_chain:
            grown_from = (old for old in before if not set(old.each.places).isdisjoint(each.places))
            ual = next((old.days.ual for old in grown_from), 0)
        number = len(self.servings)
        self.servings[number] = Serving(
            number=number,
            each=each,
            regime=regime_of(each, self.question.person, self.law),
            points=points,
            price=price(each, points),
            days=Buckets(
                remand=donor.remand,
                bail=donor.bail,
                ual=ual,
                ada=donor.ada,
                served=served or donor.served,
            ),
        )
        return number

    # What happens in custody

    def _move(self, day: int) -> bool:
        movement = winning_movement(self.booking.movements, day)
        if movement is None or movement.direction is Direction.IN:
            return False
        if self.open and is_release(movement, self.booking.movements, self.law):
            self.latest_release = day
        return True

    def _award(self, day: int) -> None:
        awarded = self.rows.take(AdjustmentKind.ADA, day)
        restored = self.rows.take(AdjustmentKind.RADA, day)
        rows = (*awarded, *restored)
        if not self.open:
            if awarded and restored:
                raise Refused(_AWARD_AND_RESTORATION)
            self.held += rows
        elif max(each.release for each in self._of(self.open)) >= day:
            self._give(self.open, ada=_net(rows))
        else:
            self._lost(_NOT_SERVING, rows)

    def _absence(self, day: int) -> None:
        rows = self.rows.take(AdjustmentKind.UAL, day)
        days = days_in(rows)
        ends = max((row.to_on.toordinal() for row in rows if row.to_on), default=None)
        in_custody = [
            each.number for each in self._of((*self.open, *self.on_licence)) if day <= each.release
        ]
        self._give(in_custody, ual=days)
        if not in_custody:
            self._lost(_NOT_SERVING, rows)
        for number in self.open:
            self.servings[number] = msgspec.structs.replace(
                self.servings[number], last_at_large=ends
            )
        self.spells += [
            Spell(begins=row.from_on.toordinal(), ends=row.to_on.toordinal())
            for row in rows
            if row.from_on is not None and row.to_on is not None
        ]

    def _lost(self, reason: str, rows: tuple[Adjustment, ...]) -> None:
        self.unapplied += [UnappliedDays(adjustment=row, reason=reason) for row in rows]

    # Schemes

    def _tranche(self, scheme: Scheme, day: int) -> None:
        held = self._of((*self.open, *self.on_licence))
        if not scheme.is_built:
            refuse_unbuilt(scheme, (part for each in held for part in _still_held(each, scheme)))
            return
        if scheme.id not in self.reached:
            tranche = allocate(scheme, held, self.booking.movements, self.spells)
            if tranche is not None:
                self.reached[scheme.id] = Reach(
                    scheme=scheme, tranche=tranche.name, on=tranche.begins.toordinal()
                )
        reach = self.reached.get(scheme.id)
        if reach is None or reach.on != day:
            return
        touched = [each for each in held if is_touched(scheme, each, day)]
        if touched:
            self.snapshots[scheme.id] = extract(self._groups(), self.question)
            self._reprice(scheme, touched, waits_for=day)

    def _amend(self, scheme: Scheme) -> None:
        touched = [
            each
            for each in self._of(self.open)
            if any(reaches(scheme, part) for part in each.each.parts)
        ]
        self._reprice(scheme, touched, waits_for=None)

    def _reprice(self, scheme: Scheme, touched: Iterable[Serving], waits_for: int | None) -> None:
        for serving in touched:
            for part in serving.each.parts:
                if reaches(scheme, part):
                    self.points[part.place] = under_scheme(scheme, part)
            points = tuple(self.points[part.place] for part in serving.each.parts)
            self.servings[serving.number] = msgspec.structs.replace(
                serving,
                points=points,
                price=price(serving.each, points),
                waits_for=waits_for,
            )

    # The end

    def _groups(self) -> tuple[Group, ...]:
        closed = [
            Group(begins=begins, released=released, servings=tuple(self._of(numbers)))
            for begins, released, numbers in self.closed
        ]
        if self.open:
            servings = tuple(self._of(self.open))
            begins = min(each.at for each in servings)
            closed.append(Group(begins=begins, released=self.latest_release, servings=servings))
        return tuple(closed)

    def _settled(self) -> Answer:
        groups = self._groups()
        final = extract(groups, self.question)
        dates, affected = final.dates, final.affected
        for reach in self.reached.values():
            standard = self.snapshots.get(reach.scheme.id)
            if standard is not None:
                dates = settle(final.dates, standard.dates, reach, self.booking.adjustments)
                affected = standard.affected
                if _days_of(dates) != _days_of(standard.dates):
                    affected |= {reach.scheme.id}
                refuse_early_ard(dates, standard.dates, reach.on)
        self._lost(_NO_LATER_SENTENCE, self.held)
        for row in self.rows.left():
            self._lost(_NO_RECALL if row.kind in _OF_RECALLS else _NO_SENTENCE_THAT_DAY, (row,))
        return Answer(
            dates=dates,
            length=final.length,
            governing_at=final.governing_at,
            groups=groups,
            reaches=tuple(self.reached.values()),
            affected=affected,
            unapplied=tuple(self.unapplied),
        )


def _parts_of(servings: Iterable[Serving]) -> list[Part]:
    parts = {part.place: part for each in servings for part in each.each.parts}
    return list(parts.values())


def _still_held(serving: Serving, scheme: Scheme) -> tuple[Part, ...]:
    return serving.each.parts if serving.release >= scheme.commences else ()


def _net(rows: Iterable[Adjustment]) -> int:
    """Count added days less restored days."""
    return sum(-row.days if row.kind is AdjustmentKind.RADA else row.days for row in rows)


def _days_of(dates: Mapping[ReleaseDateType, Dated]) -> dict[ReleaseDateType, int]:
    return {date_type: dated.on for date_type, dated in dates.items()}


_NOT_SERVING = "No sentence was being served then."
_NO_LATER_SENTENCE = "No sentence was being served, and none was imposed later."
_NO_RECALL = "It is credit for a recall, and no sentence is recalled."
_NO_SENTENCE_THAT_DAY = "No sentence was imposed on the day from which it applies."
_OF_RECALLS = frozenset({AdjustmentKind.RECALL_REMAND, AdjustmentKind.RECALL_TAGGED_BAIL})
_HELD_WITHOUT_AWARDS = RefusalReason(
    code="GL_HELD_WITHOUT_AWARDS",
    kind=RefusalKind.UNSUPPORTED,
    text=(
        "A sentence was imposed on a person held past the release of another for a reason that is "
        "no award. Those days must not be taken off it: work the dates out by hand."
    ),
)
_AWARD_AND_RESTORATION = RefusalReason(
    code="GL_PROSPECTIVE_ADA_COUNTED_TWICE",
    kind=RefusalKind.UNSUPPORTED,
    text=(
        "Added days were awarded and restored on one day while no sentence was being served. "
        "Work the net figure out by hand."
    ),
)
