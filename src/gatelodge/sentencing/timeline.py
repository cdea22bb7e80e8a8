"""The replay: the days on which something happens, in order, with a small state carried forward.

A release closes the group of sentences being served; later sentences start a new group.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

import msgspec

from gatelodge.sentencing.absences import absence_of, absent_in_custody, absent_on_licence
from gatelodge.sentencing.adjustments import (
    CREDIT,
    CREDIT_OF_RECALL,
    Buckets,
    Lost,
    Rows,
    counts_for,
    days_in,
    net,
)
from gatelodge.sentencing.answer import Hazard, ReleaseDateType, UnappliedDays
from gatelodge.sentencing.booking import Adjustment, AdjustmentKind, Booking, Direction
from gatelodge.sentencing.chains import Calculable, Form, Part, arrange, calculable, is_listed_long
from gatelodge.sentencing.concurrent import extract
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.credit import LEAVES_OUT, Custody, that_count
from gatelodge.sentencing.days import birthday
from gatelodge.sentencing.events import Event, Happening, events_by_day
from gatelodge.sentencing.extraction import Dates, Extract, Group, Question, without_late_removal
from gatelodge.sentencing.handing_on import handed_on
from gatelodge.sentencing.lawbook import Scheme
from gatelodge.sentencing.movements import is_release, returned_before, winning_movement
from gatelodge.sentencing.pricing import price
from gatelodge.sentencing.recalls import has_new_term, is_fixed, recalled
from gatelodge.sentencing.regimes import (
    as_imposed,
    governing_scheme,
    reaches,
    regime_of,
    under_model,
    under_scheme,
)
from gatelodge.sentencing.release import (
    Allotted,
    Recalled,
    Serving,
    award_counts_until,
    last_day_held,
    last_day_without_awards,
    licence_end_at_first_release,
)
from gatelodge.sentencing.settling import settle, without_late_curfew
from gatelodge.sentencing.tracks import ReleasePoint
from gatelodge.sentencing.tranches import (
    COUNT_EXPIRED,
    Reach,
    Spell,
    allocate,
    allocate_recall,
    is_left_out,
    is_touched,
)
from gatelodge.sentencing.working_days import previous_working_day


class Replayed(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the replay ends with. `recall_reach` is the tranche of the new fixed term, if any."""

    extract: Extract
    standards: Mapping[str, Dates]
    """The dates as they stood before each scheme reached the person, by scheme."""
    affected_before: Mapping[str, frozenset[str]]
    """The schemes behind those dates, by scheme."""
    groups: tuple[Group, ...]
    reaches: tuple[Reach, ...]
    recall_reach: Allotted | None
    unapplied: tuple[UnappliedDays, ...]
    hazards: tuple[Hazard, ...]


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
        self.chosen = question.law.constructions
        holds = Construction.AWARDS_PAST_END_HOLD in self.chosen
        self.none_set_aside = 0 if holds or question.law.follows_official_service else None
        self.bank_holidays = bank_holidays
        self.born = booking.person.born_on.toordinal()
        self.future = sorted(parts, key=lambda part: part.at)
        self.rows = Rows(booking.adjustments)
        self.points: dict[int, ReleasePoint] = {}
        self.servings: dict[int, Serving] = {}
        self.open: tuple[int, ...] = ()
        self.on_licence: tuple[int, ...] = ()
        self.expired: tuple[int, ...] = ()
        self.closed: list[tuple[int, int, tuple[int, ...]]] = []
        self.dated: set[int] = set()
        self.latest_release = self.future[0].at
        self.leader: int | None = None
        self.held: tuple[Adjustment, ...] = ()
        self.spells: list[Spell] = []
        self.reached: dict[str, Reach] = {}
        self.snapshots: dict[str, Extract] = {}
        self.before_ers_30: Extract | None = None
        term = self.law.recall_scheme
        self.has_new_recall_term = term is not None and term.commences <= self.future[0].at
        self.recall_reach: Allotted | None = None
        self.unapplied: list[UnappliedDays] = []
        self.hazards: list[Hazard] = []

    def run(self) -> Replayed:
        """Play all days and extract the booking's dates."""
        by_day = events_by_day(
            self.future,
            self.rows,
            self.booking.movements,
            self.law,
            with_ersed=self.question.with_ersed,
        )
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

    def _play(self, event: Event) -> bool:
        """Play one event; say whether it keeps the day of release from being worked out anew."""
        match event.kind:
            case Happening.REMOVAL_WINDOW:
                self._keep_removal()
            case Happening.TRANCHE:
                self._tranche(self.law.schemes[event.scheme], event.day)
            case Happening.AMENDMENT:
                self._amend(self.law.schemes[event.scheme])
            case Happening.RECALL_TERM:
                self._recall_term(event.day)
            case Happening.SENTENCE:
                self._sentence(event.day)
            case Happening.MOVEMENT:
                return self._move(event.day)
            case Happening.AWARD:
                self._award(event.day)
            case Happening.ABSENCE:
                self._absence(event.day)
        return False

    def _keep_removal(self) -> None:
        self._settle(self.servings)
        groups = self._groups()
        if groups:
            self.before_ers_30 = extract(groups, self.question)

    def _settle(self, numbers: Iterable[int]) -> None:
        """Work sentences out in full, as practice does on a release and before a law changes them.

        Added days past the end are set aside only then, and a licence with an end of its own is
        known only from then on.
        """
        if self.none_set_aside is not None:
            self.dated.update(numbers)
            self.servings |= {each.number: each.settled() for each in self._of(tuple(numbers))}

    def _of(self, numbers: Iterable[int]) -> list[Serving]:
        return [self.servings[number] for number in numbers]

    def _give(self, numbers: Iterable[int], more: Buckets) -> None:
        for number in numbers:
            serving = self.servings[number]
            self.servings[number] = msgspec.structs.replace(
                serving, days=serving.days.plus(more, serving.each)
            )

    def _give_all(self, numbers: Iterable[int], more: Buckets) -> None:
        """Add days whatever the kind of sentence: what counts for it by one reading only."""
        for each in self._of(tuple(numbers)):
            self.servings[each.number] = msgspec.structs.replace(
                each, days=each.days.with_all(more)
            )

    # Release

    def _lead(self) -> None:
        leader = max(self._of(self.open), key=lambda each: each.release)
        self.leader = leader.number
        last = date.fromordinal(last_day_held(leader, self.chosen))
        if Construction.LET_GO_ON_CALCULATED_DAY not in self.chosen:
            last = previous_working_day(last, self.bank_holidays)
        self.latest_release = max(leader.at, last.toordinal())

    def _release_before(self, day: int) -> None:
        if day > self.latest_release and self.open:
            released = self.open
            self._close()
            self.on_licence += tuple(
                number for number in released if self._licence_runs(number, day)
            )
            self._settle(number for _, _, numbers in self.closed for number in numbers)
        still = tuple(number for number in self.on_licence if self._licence_runs(number, day - 1))
        if len(still) < len(self.on_licence):
            self.expired += tuple(number for number in self.on_licence if number not in still)
            self.on_licence = still

    def _licence_runs(self, number: int, day: int) -> bool:
        serving = self.servings[number]
        ends = licence_end_at_first_release(serving, self.law)
        is_unknown = Construction.LICENCE_OF_ITS_OWN_UNKNOWN in self.chosen or (
            self.law.follows_official_service and number not in self.dated
        )
        if is_unknown and ReleaseDateType.LED in serving.types:
            return False
        return ends is not None and ends > day

    def _close(self) -> None:
        if self.open:
            begins = min(each.at for each in self._of(self.open))
            self.closed.append((begins, self.latest_release, self.open))
            self.open = ()

    # Sentences

    def _sentence(self, day: int) -> None:
        imposed = [part for part in self.future if part.at == day]
        if Construction.PARENTS_HAD_NOT_LET_GO in self.chosen:
            self._take_up_again({part.parent for part in imposed})
        before = self._of(self.open)
        served = self._served(day, imposed, before)
        for part in imposed:
            self.points[part.place] = as_imposed(part, self.law)
        known = {each.each.places: each.number for each in before}
        fresh = {part.place for part in imposed}
        made, kept = [], []
        for form, parts in arrange([*_parts_of(before), *imposed]):
            places = tuple(part.place for part in parts)
            if not fresh.isdisjoint(places):
                taken = handed_on(parts, before, served, self.chosen)
                for code in taken.hazards:
                    self._warn(code, parts)
                made.append(self._price_new(form, parts, taken.days, day))
            elif places in known:
                kept.append(known[places])
            else:
                self._warn("GL_SENTENCE_NOT_PRICED", parts)
        self.open = tuple(
            each.number for each in sorted(self._of([*made, *kept]), key=lambda each: each.at)
        )
        credit = {kind: self._credit(kind, day) for kind in CREDIT}
        self._give(
            self.open,
            Buckets(
                remand=credit[AdjustmentKind.REMAND],
                bail=credit[AdjustmentKind.TAGGED_BAIL],
                recall_remand=credit[AdjustmentKind.RECALL_REMAND],
                recall_bail=credit[AdjustmentKind.RECALL_TAGGED_BAIL],
                ada=net(self.held),
            ),
        )
        self.held = ()

    def _take_up_again(self, parents: AbstractSet[str | None]) -> None:
        """Serve again, by one reading, what a new sentence follows though it had let go."""
        for group in [*self.closed]:
            numbers = group[-1]
            parts = _parts_of(self._of(numbers))
            if not parents.isdisjoint(part.sentence.sentence_id for part in parts):
                self.closed.remove(group)
                self.open += numbers
                self.on_licence = tuple(each for each in self.on_licence if each not in numbers)
                self.expired = tuple(each for each in self.expired if each not in numbers)

    def _credit(self, kind: AdjustmentKind, day: int) -> int:
        """Count the credit that hangs on a day, and name what no sentence being served counts."""
        rows = self.rows.take(kind, day)
        if self.chosen & LEAVES_OUT:
            rows = that_count(rows, self.booking.adjustments, self._served_until_now(), self.chosen)
        if rows and not any(counts_for(kind, each.each) for each in self._of(self.open)):
            if Construction.CREDIT_ALWAYS_COUNTS in self.chosen:
                self._give_all(self.open, Buckets(remand=days_in(rows)))
                return 0
            self._lost(Lost.NO_RECALL if kind in CREDIT_OF_RECALL else Lost.COUNTS_NO_CREDIT, rows)
        is_bail = kind is AdjustmentKind.TAGGED_BAIL
        if is_bail and Construction.BAIL_OF_ONE_DATE_ONCE in self.chosen:
            # It has no period, so equal rows of one date may be one credit, given twice.
            return sum({row.days for row in rows})
        return days_in(rows)

    def _served_until_now(self) -> list[Custody]:
        times: list[tuple[int, int | None, tuple[int, ...]]] = [*self.closed]
        times.append((min(each.at for each in self._of(self.open)), None, self.open))
        return [Custody(begins, ends, self._of(numbers)) for begins, ends, numbers in times]

    def _served(self, day: int, imposed: Sequence[Part], before: Sequence[Serving]) -> int:
        """Count the added days served already: held past the release without them."""
        if self.leader is None or not before:
            return 0
        serving_now = {part.sentence.sentence_id for each in before for part in each.each.parts}
        if any(part.parent in serving_now for part in imposed):
            return 0
        leader = self.servings[self.leader]
        served = max(0, day - last_day_without_awards(leader, self.chosen) - 1)
        awarded = max(0, leader.days.ada - leader.days.served)
        if served > awarded:
            self._warn("GL_HELD_WITHOUT_AWARDS", imposed)
            if Construction.SERVED_DAYS_ARE_AWARDS in self.chosen:
                return awarded
        return served

    def _price_new(self, form: Form, parts: tuple[Part, ...], taken: Buckets, day: int) -> int:
        """Price a new sentence, chain or single term."""
        law = self.law
        each = calculable(form, parts, law)
        points = tuple(self.points[part.place] for part in parts)
        scheme = governing_scheme(parts, law, day)
        regime = regime_of(each, self.question.person, law)
        number = len(self.servings)
        self.servings[number] = Serving(
            number=number,
            each=each,
            regime=under_model(scheme, regime, each.offence_on, law),
            points=points,
            price=price(each, points, law),
            adult_on=birthday(self.born, law.short.on(each.offence_on).adult_age),
            days=_NONE.plus(taken, each),
            scheme=scheme,
            recalled=self._recalled(each, has_new_term=self.has_new_recall_term),
            set_aside=self.none_set_aside,
            serves_awards_after_credit=Construction.CREDIT_COVERS_NO_AWARDS in self.chosen,
        )
        return number

    def _recalled(self, each: Calculable, *, has_new_term: bool) -> Recalled | None:
        return recalled(each, self.law, has_new_term=has_new_term, waits_for=self.recall_reach)

    # What happens in custody and on licence

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
            self._award_after_release(day, rows, is_of_both_kinds=bool(awarded and restored))
            return
        lets_go = [
            award_counts_until(each, self.chosen)
            for each in self._of(self.open)
            if not each.each.is_term
        ]
        is_over = not lets_go or max(lets_go) < day
        if is_over and Construction.AWARDS_ALWAYS_SERVED not in self.chosen:
            self._lost(Lost.NOT_SERVING, rows)
        else:
            self._serve(self.open, rows)

    def _award_after_release(
        self, day: int, rows: tuple[Adjustment, ...], *, is_of_both_kinds: bool
    ) -> None:
        """Serve awards in a fixed term of recall, or hold them for the next sentence."""
        licensed = self._of(self.on_licence)
        fixed = [each.number for each in licensed if is_fixed(each)]
        returned_on = self.question.returned_on
        always = Construction.AWARDS_ALWAYS_SERVED in self.chosen
        if fixed and (always or (returned_on is not None and day >= returned_on)):
            self._give(fixed, Buckets(ada_recall=net(rows)))
        elif not always and any(each.recalled is not None for each in licensed):
            self._lost(Lost.ON_RECALL, rows)
        elif self._belongs_before(day):
            self._serve(self.closed[-1][-1], rows)
        else:
            if is_of_both_kinds:
                self._warn("GL_PROSPECTIVE_ADA_COUNTED_TWICE", ())
                # The official service reads the rows of such a day once for each of the two kinds.
                is_read_twice = (
                    self.law.follows_official_service
                    or Construction.AWARDS_OF_ONE_DAY_TWICE in self.chosen
                )
                self.held += rows * is_read_twice
            self.held += rows

    def _belongs_before(self, day: int) -> bool:
        """Whether awards of after a release belong to what came before it, by a reading."""
        is_followed = any(part.at > day for part in self.future)
        reading = (
            Construction.AWARDS_KEEP_TO_THEIR_SPELL
            if is_followed
            else Construction.AWARDS_ALWAYS_SERVED
        )
        return bool(self.closed) and reading in self.chosen

    def _serve(self, numbers: Sequence[int], rows: tuple[Adjustment, ...]) -> None:
        """Add awards to sentences; to default terms, orders and committals by one reading only."""
        if not all(each.each.is_term_throughout for each in self._of(numbers)):
            self._give(numbers, Buckets(ada=net(rows)))
        elif Construction.AWARDS_ALWAYS_SERVED not in self.chosen:
            self._lost(Lost.TAKES_NO_AWARD, rows)
        else:
            self._give_all(numbers, Buckets(ada=net(rows)))

    def _absence(self, day: int) -> None:
        rows = self.rows.take(AdjustmentKind.UAL, day)
        absence = absence_of(day, rows, self.chosen)
        if absence.has_no_end:
            held = self._of((*self.open, *self.on_licence))
            floored = [each for each in held if each.last_at_large is not None]
            if floored:
                parts = [part for each in floored for part in each.each.parts]
                self._warn("GL_UAL_FLOOR_LOST", parts)
        inside = absent_in_custody(self._of(self.open), absence)
        licensed = absent_on_licence(self._of(self.on_licence), absence, self.question.returned_on)
        self.servings |= {each.number: each for each in (*(each for each, _ in inside), *licensed)}
        if not (licensed or any(is_moved for _, is_moved in inside)):
            self._lost(Lost.NOT_SERVING, rows)
        self.spells += [
            Spell(begins=row.from_on.toordinal(), ends=row.to_on.toordinal())
            for row in rows
            if row.from_on is not None and row.to_on is not None
        ]

    def _lost(self, reason: str, rows: tuple[Adjustment, ...]) -> None:
        self.unapplied += [UnappliedDays(adjustment=row, reason=reason) for row in rows]

    def _warn(self, code: str, parts: Sequence[Part]) -> None:
        ids = tuple(part.sentence.sentence_id for part in parts)
        self.hazards.append(Hazard(code=code, sentence_ids=ids))

    # Schemes

    def _tranche(self, scheme: Scheme, day: int) -> None:
        held = self._of((*self.on_licence, *self.open))
        if scheme.id not in self.reached:
            over = () if COUNT_EXPIRED.isdisjoint(self.chosen) else self.expired
            known = [*held, *self._of(over)]
            allotted = allocate(scheme, known, self.booking.movements, self.spells, self.chosen)
            if allotted is not None:
                self.reached[scheme.id] = Reach(scheme=scheme, allotted=allotted)
        reach = self.reached.get(scheme.id)
        if reach is None or reach.on != day:
            return
        if is_left_out(reach, self.spells, self.booking.adjustments, self.chosen):
            return
        if scheme.is_progression or any(is_touched(scheme, each, day) for each in held):
            self.snapshots[scheme.id] = self._snapshot(scheme)
        held = self._of((*self.on_licence, *self.open))
        touched = [each for each in held if is_touched(scheme, each, day)]
        self._reprice(scheme, touched, waits_for=day)

    def _snapshot(self, scheme: Scheme) -> Extract:
        """Take the dates as they stand before a scheme re-prices, settled under earlier schemes."""
        self._settle(self.servings)
        groups = self._groups()
        standard = extract(groups, self.question, self.before_ers_30)
        is_unmoved = Construction.MODEL_COMPARES_UNMOVED_DATES in self.chosen
        if scheme.is_progression and not is_unmoved:
            return self._settle_under(standard, groups, is_progression=False)
        return standard

    def _amend(self, scheme: Scheme) -> None:
        held = self._of(self.open)
        if Construction.MORE_EXCLUSIONS_REACH_THE_RETURNED in self.chosen:
            held += [
                each
                for each in self._of(self.on_licence)
                if returned_before(self.booking.movements, scheme.commences, each.release)
            ]
        touched = [each for each in held if any(reaches(scheme, part) for part in each.each.parts)]
        self._reprice(scheme, touched, waits_for=None)

    def _reprice(self, scheme: Scheme, touched: Iterable[Serving], waits_for: int | None) -> None:
        for serving in touched:
            if is_listed_long(serving.each, self.law):
                continue  # Released under Schedule 20B, which no scheme changes.
            for part in serving.each.parts:
                if reaches(scheme, part):
                    self.points[part.place] = under_scheme(scheme, part)
            points = tuple(self.points[part.place] for part in serving.each.parts)
            self.servings[serving.number] = msgspec.structs.replace(
                serving,
                points=points,
                price=price(serving.each, points, self.law),
                regime=under_model(scheme, serving.regime, serving.each.offence_on, self.law),
                scheme=scheme,
                waits_for=waits_for,
                set_aside=serving.set_aside if waits_for is None else self.none_set_aside,
            )

    def _recall_term(self, day: int) -> None:
        """Let the new fixed term reach recalls of before it, each person in their tranche."""
        scheme = self.law.recall_scheme
        if scheme is None:
            return
        held = self._of((*self.open, *self.on_licence))
        if day == scheme.commences:
            self.recall_reach = allocate_recall(scheme, [*held, *self._of(self.expired)])
            self.has_new_recall_term = True
        for each in held:
            if each.lets_go > day and has_new_term(each.each.parts):
                self.servings[each.number] = msgspec.structs.replace(
                    each,
                    recalled=self._recalled(each.each, has_new_term=True),
                    set_aside=self.none_set_aside,
                )

    # The end

    def _groups(self) -> tuple[Group, ...]:
        closed = [
            Group(begins=begins, released=released, servings=self._at_last_points(numbers))
            for begins, released, numbers in self.closed
        ]
        if self.open:
            servings = self._at_last_points(self.open)
            begins = min(each.at for each in servings)
            closed.append(Group(begins=begins, released=self.latest_release, servings=servings))
        return tuple(closed)

    def _at_last_points(self, numbers: Iterable[int]) -> tuple[Serving, ...]:
        """Give sentences with the release points that their parts have by now.

        A scheme that re-prices one chain changes the points of the parts it shares with another;
        the other's days stay as they were counted.
        """
        found = []
        for each in self._of(numbers):
            points = tuple(self.points[part.place] for part in each.each.parts)
            is_same = points == each.points
            found.append(each if is_same else msgspec.structs.replace(each, points=points))
        return tuple(found)

    def _settle_under(
        self, final: Extract, groups: Sequence[Group], *, is_progression: bool
    ) -> Extract:
        """Settle dates under the scheme of one procedure that reached the person, if one did."""
        for reach in self.reached.values():
            standard = self.snapshots.get(reach.scheme.id)
            if standard is not None and reach.scheme.is_progression is is_progression:
                flat = [serving for group in groups for serving in group.servings]
                rows = self.booking.adjustments
                return settle(final, standard, reach, rows, flat, chosen=self.chosen)
        return final

    def _settled(self) -> Replayed:
        self._settle(self.servings)
        groups = self._groups()
        final = extract(groups, self.question, self.before_ers_30)
        settled = self._settle_under(final, groups, is_progression=True)
        if settled is final:
            settled = self._settle_under(final, groups, is_progression=False)
        settled = without_late_removal(settled, self.law)
        self._lost(Lost.NO_LATER_SENTENCE, self.held)
        for row in self.rows.left():
            self._lost(Lost.NO_SENTENCE_THAT_DAY, (row,))
        return Replayed(
            extract=without_late_curfew(settled, groups, self.law),
            standards={name: each.dates for name, each in self.snapshots.items()},
            affected_before={name: each.affected for name, each in self.snapshots.items()},
            groups=groups,
            reaches=tuple(self.reached.values()),
            recall_reach=self.recall_reach,
            unapplied=tuple(self.unapplied),
            hazards=tuple(self.hazards),
        )


def _parts_of(servings: Iterable[Serving]) -> list[Part]:
    parts = {part.place: part for each in servings for part in each.each.parts}
    return list(parts.values())


_NONE = Buckets()
