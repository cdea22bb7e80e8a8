"""Doubts about the law that stand behind somebody's dates, and what a person decided of them.

A hazard is decided when somebody who made no calculation of these facts chose one of its readings,
or dates worked out by hand. The decision speaks of the very question that was asked: when an input
changes, or the hazard itself, it comes back undecided. Whoever decides for a reading that raises
doubts of its own is asked those too. Where the engine could not date a reading, dates worked out by
hand count once two people decided for the very same (our decision).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from gatelodge.gate.check import Ruling, failed
from gatelodge.gate.reasons import Reason
from gatelodge.record import (
    AGAINST_REGISTER,
    CustodyRecord,
    Stated,
    doubt_title,
    marks_of,
    spoken_day,
)
from gatelodge.record.facts import (
    CalculatedDate,
    DatesCalculated,
    DatesChecked,
    HazardDecided,
    HazardFound,
    HazardReading,
    ReleaseMarksStated,
)
from gatelodge.sentencing import RELEASES, ReleaseDateType, release_day


class DecidedDates(msgspec.Struct, frozen=True, kw_only=True):
    """The dates of a calculation after what was decided of its hazards, and those decisions."""

    calculation: Stated[DatesCalculated]
    decisions: tuple[Stated[HazardDecided], ...]


def governing_of(dates: Iterable[CalculatedDate]) -> CalculatedDate | None:
    """The date on which custody ends: the latest of CRD, ARD, PRRD and MTD; none = none of them.

    Source: Criminal Justice Act 2003 s.263(2)(a).
    """
    releases = (each for each in dates if each.date_type in RELEASES)
    return max(releases, key=lambda each: each.on, default=None)


def decision_on(
    record: CustodyRecord, calculation: Stated[DatesCalculated], hazard: HazardFound
) -> Stated[HazardDecided] | None:
    """Find the newest decision of this hazard on these inputs that names a day of release.

    Whoever made it: `hazards_ruling` asks whether it was the right person.
    """
    return next(
        (
            each
            for each in reversed(record.hazard_decisions)
            if each.fact.inputs_digest == calculation.fact.inputs_digest
            and each.fact.hazard == hazard
            and governing_of(dates_chosen(each.fact)) is not None
        ),
        None,
    )


def hazards_asked(
    record: CustodyRecord, calculation: Stated[DatesCalculated]
) -> tuple[HazardFound, ...]:
    """Give the hazards that have to be decided as things stand: the calculation's, in its order.

    After them those that only the readings raise for which somebody decided.
    """
    found = list(calculation.fact.hazards)
    for hazard in found:  # It grows on the way: a further doubt may be decided and raise others.
        decision = _that_counts(record, calculation, hazard)
        if decision is not None:
            found += [each for each in _further(decision.fact) if each not in found]
    return tuple(found)


def undecided(
    record: CustodyRecord, calculation: Stated[DatesCalculated]
) -> tuple[HazardFound, ...]:
    """Give the hazards of a calculation that nobody has decided so that it counts."""
    return tuple(
        each
        for each in hazards_asked(record, calculation)
        if _that_counts(record, calculation, each) is None
    )


def dates_chosen(decided: HazardDecided) -> tuple[CalculatedDate, ...]:
    """The dates that a decision names; empty for a reading that its hazard does not have.

    Of a reading that the engine could not date, those worked out by hand.
    """
    if decided.reading is None:
        return decided.by_hand
    reading = reading_chosen(decided)
    return () if reading is None else reading.dates or decided.by_hand


def reading_chosen(decided: HazardDecided) -> HazardReading | None:
    """The reading that a decision names; none = it names none, or none that its hazard has."""
    named = (each for each in decided.hazard.readings if each.name == decided.reading)
    return next(named, None)


def is_worked_by_hand(hazard: HazardFound, reading: HazardReading) -> bool:
    """Whether a reading may be chosen with dates worked out by hand: the engine gives it none.

    What the offence register says is opened by answering anew, not by hand.
    """
    return not reading.dates and hazard.code != AGAINST_REGISTER


def waits_for_second(
    record: CustodyRecord, calculation: Stated[DatesCalculated], decided: Stated[HazardDecided]
) -> bool:
    """Whether dates by hand, of a hazard with a reading that has no dates, are one person's alone.

    The two decisions before and after nothing else stand, and name the same reading and dates.
    """
    fact = decided.fact
    if not fact.by_hand or all(each.dates for each in fact.hazard.readings):
        return False
    first = by_hand_before(record, decided)
    return first is None or first.by in barred(record, calculation, fact.hazard)


def by_hand_before(
    record: CustodyRecord, decided: Stated[HazardDecided]
) -> Stated[HazardDecided] | None:
    """The decision that another person made for the same dates by hand, just before; none = none.

    Any other decision in between, taken back or not, parts the two.
    """
    entries = [
        entry.seq
        for entry in record.entries
        if isinstance(fact := entry.fact, HazardDecided)
        and (fact.hazard, fact.inputs_digest) == (decided.fact.hazard, decided.fact.inputs_digest)
    ]
    if len(entries) < _TWO:
        return None
    return next(
        (
            each
            for each in record.hazard_decisions
            if each.entry.seq == entries[-_TWO]
            and each.by != decided.by
            and (each.fact.reading, each.fact.by_hand)
            == (decided.fact.reading, decided.fact.by_hand)
        ),
        None,
    )


_TWO = 2


def departs(decided: HazardDecided) -> bool:
    """Whether a decision leaves the law book's own reading."""
    readings = decided.hazard.readings
    return not readings or decided.reading != readings[0].name


def opens_earlier(dates: Iterable[CalculatedDate], than: Iterable[CalculatedDate]) -> bool:
    """Whether dates open a day before others do: of release, curfew, parole or early removal."""
    dates, than = tuple(dates), tuple(than)
    return _release_of(dates) < _release_of(than) or any(
        on < (_on(than, date_type) or date.max)
        for date_type in _POSSIBLE_FROM
        if (on := _on(dates, date_type)) is not None
    )


def decided_dates(record: CustodyRecord, calculation: Stated[DatesCalculated]) -> DecidedDates:
    """Put what was decided in the place of the dates calculated.

    What is decided for the law book's own reading, or not decided yet, leaves them as they are. Of
    several departures, which `hazards_ruling` lets nobody leave on, the latest release counts.
    """
    decisions = _decisions(record, calculation)
    departures = [
        dates_chosen(each.fact) for each in _departures(calculation.fact.hazards, decisions)
    ]
    chosen = max(departures, key=_release_of, default=())
    return DecidedDates(calculation=_dated(calculation, chosen) or calculation, decisions=decisions)


def as_read(
    calculation: Stated[DatesCalculated], hazard: HazardFound
) -> tuple[Stated[DatesCalculated], ...]:
    """Give a calculation as each reading of a hazard has it, nothing left to decide.

    A reading that names no day of release is left out; those of further doubts count too.
    """
    dated = (_dated(calculation, reading.dates) for reading in _all_readings(hazard))
    return tuple(
        msgspec.structs.replace(each, fact=msgspec.structs.replace(each.fact, hazards=()))
        for each in dated
        if each is not None
    )


def _dated(
    calculation: Stated[DatesCalculated], dates: tuple[CalculatedDate, ...]
) -> Stated[DatesCalculated] | None:
    """A calculation with other dates; none = they name no day of release."""
    governing = governing_of(dates)
    if governing is None:
        return None
    fact = msgspec.structs.replace(
        calculation.fact, dates=dates, governing=governing.date_type, governing_on=governing.on
    )
    return msgspec.structs.replace(calculation, fact=fact)


def earliest_release(record: CustodyRecord, calculation: Stated[DatesCalculated]) -> date:
    """The earliest date, before weekends, on which release may fall by what is known.

    The date that counts and, while a doubt is open, that of each of its readings.
    """
    counts = decided_dates(record, calculation).calculation.fact.governing_on
    open_ones = undecided(record, calculation)
    by_reading = (
        governing_of(reading.dates) for each in open_ones for reading in _all_readings(each)
    )
    days = [each.on for each in by_reading if each is not None]
    days += [each.decide_by for each in open_ones if each.decide_by is not None]
    return min((counts, *days))


def hazards_ruling(record: CustodyRecord, calculation: Stated[DatesCalculated]) -> Ruling | None:
    """Rule why the hazards of a calculation still stop everybody (G08); none = all are decided."""
    for hazard in hazards_asked(record, calculation):
        decision = decision_on(record, calculation, hazard)
        if decision is None:
            return failed(
                Reason.HAZARD_UNDECIDED,
                calculation,
                doubt=_doubt(hazard),
                readings=spoken_readings(hazard),
            )
        if decision.by in barred(record, calculation, hazard):
            return failed(
                Reason.HAZARD_DECIDED_BY_CALCULATOR, calculation, decision, doubt=_doubt(hazard)
            )
        if waits_for_second(record, calculation, decision):
            return failed(Reason.BY_HAND_BY_ONE, calculation, decision, doubt=_doubt(hazard))
    decisions = _decisions(record, calculation)
    departures = list(_departures(calculation.fact.hazards, decisions))
    if len(departures) > 1 and not _is_one_by_hand(departures):
        doubts = "; ".join(doubt_title(each.fact.hazard) for each in departures)
        return failed(Reason.HAZARDS_TOGETHER, calculation, *departures, doubts=doubts)
    return None


def calculators(
    record: CustodyRecord, calculation: Stated[DatesCalculated], hazard: HazardFound
) -> frozenset[str]:
    """Accounts of everybody who ever calculated or checked dates with a hazard in them.

    From these inputs, or from others that led to the very same question: a fact that is entered and
    moves no date makes nobody's work another's.
    """
    same = {
        each.seq: each.envelope.by
        for each in record.entries
        if isinstance(each.fact, DatesCalculated)
        and (
            each.fact.inputs_digest == calculation.fact.inputs_digest
            or hazard in _with_further(each.fact.hazards)
        )
    }
    checked = (
        each.envelope.by
        for each in record.entries
        if isinstance(each.fact, DatesChecked)
        and (
            each.fact.inputs_digest == calculation.fact.inputs_digest
            or each.fact.calculation in same
        )
    )
    return frozenset((*same.values(), *checked))


def answerers(record: CustodyRecord, hazard: HazardFound) -> frozenset[str]:
    """Accounts of those who gave the answers that a hazard is about; empty where it is about none.

    Everybody who ever gave the answer that stands, before or after others and decisions: else one
    person could answer, let another repeat it, and decide.
    """
    if hazard.code != AGAINST_REGISTER:
        return frozenset()
    stands = {
        each.entry.seq: stated.fact.marks
        for each in record.sentences
        if str(each.seq) in hazard.sentence_ids and (stated := marks_of(record, each)) is not None
    }
    return frozenset(
        each.envelope.by
        for each in record.entries
        if isinstance(each.fact, ReleaseMarksStated)
        and stands.get(each.fact.sentence) == each.fact.marks
    )


def barred(
    record: CustodyRecord, calculation: Stated[DatesCalculated], hazard: HazardFound
) -> frozenset[str]:
    """Accounts whose decision of a hazard of a calculation does not count: it is on their work."""
    return calculators(record, calculation, hazard) | answerers(record, hazard)


def spoken_readings(hazard: HazardFound) -> str:
    """Each reading with its day of release: "the statute: CRD Monday 7 December 2026; ..."."""
    told = []
    for each in hazard.readings:
        governing = governing_of(each.dates)
        undated = NOT_DATED if is_worked_by_hand(hazard, each) else "no release day"
        on = f"{governing.date_type} {spoken_day(governing.on)}" if governing else undated
        told.append(f"{each.name.rstrip('.')}: {on}")
    return "; ".join(told) or "no reading was dated"


def decide_before(
    calculation: DatesCalculated, hazard: HazardFound, bank_holidays: frozenset[date]
) -> date | None:
    """The day before which a hazard is to be decided; none = at once.

    The first day on which somebody could leave by a reading. Where the readings differ in a day
    from which curfew at home, parole or early removal is possible, that is the first of those days:
    until it is known, nobody can prepare for it (our decision).
    """
    days = [leaves_from(calculation, hazard, bank_holidays)]
    for date_type in _POSSIBLE_FROM:
        by_reading = {_on(reading.dates, date_type) for reading in _all_readings(hazard)}
        if len(by_reading) > 1:
            days += by_reading
    return min((each for each in days if each is not None), default=None)


def leaves_from(
    calculation: DatesCalculated, hazard: HazardFound, bank_holidays: frozenset[date]
) -> date | None:
    """The first day of release by any reading of a hazard; none = no reading gives one."""
    days = [hazard.decide_by] if hazard.decide_by else []
    for each in _all_readings(hazard):
        governing = governing_of(each.dates)
        if governing is not None:
            day = release_day(
                ReleaseDateType(governing.date_type),
                governing.on,
                sentenced_on=calculation.earliest_sentence_on,
                bank_holidays=bank_holidays,
            )
            days.append(day.on)
    return min(days, default=None)


NOT_DATED = "the engine cannot date it, so its dates are worked out by hand"
"""Said of a reading without dates."""
_POSSIBLE_FROM = (ReleaseDateType.HDCED, ReleaseDateType.PED, ReleaseDateType.ERSED)
"""Days from which a decision may let somebody leave before the release."""


def _on(dates: Iterable[CalculatedDate], date_type: ReleaseDateType) -> date | None:
    return next((each.on for each in dates if each.date_type == date_type), None)


def _decisions(
    record: CustodyRecord, calculation: Stated[DatesCalculated]
) -> tuple[Stated[HazardDecided], ...]:
    """The decisions that count: at most one a hazard, by somebody on whose work it is not."""
    found = (_that_counts(record, calculation, each) for each in hazards_asked(record, calculation))
    return tuple(each for each in found if each is not None)


def _that_counts(
    record: CustodyRecord, calculation: Stated[DatesCalculated], hazard: HazardFound
) -> Stated[HazardDecided] | None:
    """The decision of a hazard; none = there is none yet that may let anybody leave."""
    decision = decision_on(record, calculation, hazard)
    if (
        decision is None
        or decision.by in barred(record, calculation, hazard)
        or waits_for_second(record, calculation, decision)
    ):
        return None
    return decision


def _departures(
    hazards: Iterable[HazardFound], decisions: Sequence[Stated[HazardDecided]]
) -> Iterator[Stated[HazardDecided]]:
    """The decisions against the law book's own reading, whose dates count.

    Where a further doubt was decided against the reading that raises it, its dates are those of
    both decisions and stand for both.
    """
    for hazard in hazards:
        decision = next((each for each in decisions if each.fact.hazard == hazard), None)
        if decision is not None and departs(decision.fact):
            further = tuple(_departures(_further(decision.fact), decisions))
            yield from further or (decision,)


def _further(decided: HazardDecided) -> tuple[HazardFound, ...]:
    """The doubts that only the reading raises for which somebody decided."""
    reading = reading_chosen(decided)
    return () if reading is None else reading.further


def _all_readings(hazard: HazardFound) -> Iterator[HazardReading]:
    """The readings of a hazard and of all that its readings raise further."""
    return (reading for each in _with_further((hazard,)) for reading in each.readings)


def _with_further(hazards: Iterable[HazardFound]) -> Iterator[HazardFound]:
    for each in hazards:
        yield each
        for reading in each.readings:
            yield from _with_further(reading.further)


def _is_one_by_hand(departures: list[Stated[HazardDecided]]) -> bool:
    """Whether all of them name the same dates, worked out by hand with every doubt in view."""
    return (
        all(each.fact.by_hand for each in departures)
        and len({each.fact.by_hand for each in departures}) == 1
    )


def _release_of(dates: Iterable[CalculatedDate]) -> date:
    governing = governing_of(dates)
    return governing.on if governing else date.min


def _doubt(hazard: HazardFound) -> str:
    return f"{(hazard.text or hazard.question).rstrip('.')} ({hazard.code})"
