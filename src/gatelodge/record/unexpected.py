"""Dates that should have moved and did not, or that moved against what the papers say.

Days added hold longer, days credited or given back let go sooner, a new sentence changes something.
Where the dates say otherwise it may be right: a credit can come off a sentence that does not
govern. But a person has to say why, and a second one has to look (our decision; the cases of a
credit counted the wrong way round and of added days that were entered and never worked out).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.record.entry import Entry
from gatelodge.record.facts import (
    AddedDaysAwarded,
    AddedDaysRestored,
    AuthorityEnded,
    DatesCalculated,
    DatesChecked,
    EntryWithdrawn,
    Fact,
    RecallOrdered,
    ReleaseMarksStated,
    RemandCredited,
    SentenceImposed,
    TaggedBailCredited,
    UnexpectedMove,
    UnlawfullyAtLargeRecorded,
)
from gatelodge.record.london import spoken_day
from gatelodge.record.state import CustodyRecord, Stated


class Way(StrEnum):
    """Where an entry should move the release."""

    LATER = "later"
    EARLIER = "earlier"
    NOT_EARLIER = "not earlier, and something changes"
    CHANGE = "something changes"
    ANY = "any"


class Mover(msgspec.Struct, frozen=True, kw_only=True):
    """An entry since the calculation before that bears on dates: what it is and which way."""

    what: str
    way: Way
    days: int = 0
    """Days by which it should move the release, later counted above 0."""


def movers_since(record: CustodyRecord, calculation: int) -> tuple[Mover, ...]:
    """What was entered after a calculation that should move dates, oldest first."""
    by_number = {each.seq: each for each in record.entries}
    return tuple(
        mover
        for entry in record.entries
        if entry.seq > calculation
        for mover in _movers(entry, by_number, calculation)
    )


def unexpected_moves(
    before: DatesCalculated, after: DatesCalculated, since: Sequence[Mover]
) -> tuple[UnexpectedMove, ...]:
    """Compare two calculations with what was entered between them; empty = as it should be.

    With nothing entered between, only another law or engine may move a date.
    """
    what = ", ".join(dict.fromkeys(each.what for each in since))
    if not since:
        is_same_law = (before.law_version, before.engine_version) == (
            after.law_version,
            after.engine_version,
        )
        if is_same_law and _changed(before, after):
            return (
                _move("MOVED_BY_NOTHING", "Nothing that moves dates was entered", before, after),
            )
        return ()
    wanted = _wanted(since)
    if wanted is Way.ANY:
        return ()
    if wanted is not Way.CHANGE:
        moved = (after.governing_on - before.governing_on).days
        is_wrong = moved <= 0 if wanted is Way.LATER else moved >= 0
        if wanted is Way.NOT_EARLIER:
            is_wrong = moved < 0
        if is_wrong:
            return (_move(_CODES[wanted], f"Entered since: {what}", before, after),)
    if wanted in (Way.CHANGE, Way.NOT_EARLIER) and not _changed(before, after):
        return (_move("NOTHING_MOVED", f"Entered since: {what}", before, after),)
    return ()


_CODES = {
    Way.LATER: "NOT_LATER",
    Way.EARLIER: "NOT_EARLIER",
    Way.NOT_EARLIER: "MOVED_EARLIER",
}
_EXPECTED = {
    "NOT_LATER": "The release should be later.",
    "NOT_EARLIER": "The release should be earlier.",
    "MOVED_EARLIER": "The release should not be earlier.",
    "NOTHING_MOVED": "Something should change.",
    "MOVED_BY_NOTHING": "The dates should be the same.",
}


def _move(code: str, why: str, before: DatesCalculated, after: DatesCalculated) -> UnexpectedMove:
    changed = _changed(before, after)
    came = changed or "They are as before"
    if code in ("NOT_LATER", "NOT_EARLIER") and before.governing_on == after.governing_on:
        came = f"It is {after.governing} {spoken_day(after.governing_on)}, as before"
    return UnexpectedMove(code=code, words=f"{why}. {_EXPECTED[code]} {came}.")


def _changed(before: DatesCalculated, after: DatesCalculated) -> str:
    """Each date that differs, in words; empty = none does.

    Early removal is worked out once it is a question at all (`casework.dates`): that it is there,
    or no more, moves nothing.
    """
    was, now = ({each.date_type: each.on for each in one.dates} for one in (before, after))
    return "; ".join(
        f"{kind} was {_spoken(was.get(kind))} and is {_spoken(now.get(kind))}"
        for kind in dict.fromkeys((*was, *now))
        if was.get(kind) != now.get(kind)
        and (kind != _EARLY_REMOVAL or (kind in was and kind in now))
    )


_EARLY_REMOVAL = "ERSED"


def _spoken(on: date | None) -> str:
    return spoken_day(on) if on else "not there"


def _wanted(since: Sequence[Mover]) -> Way:
    """What all entries together ask of the release.

    Days for and against each other are weighed by their number; beside an entry that may move
    dates either way nothing can be asked.
    """
    ways = {each.way for each in since}
    if Way.ANY in ways:
        return Way.ANY
    if ways <= {Way.LATER, Way.EARLIER}:
        net = sum(each.days for each in since)
        return Way.ANY if net == 0 else Way.LATER if net > 0 else Way.EARLIER
    if Way.EARLIER in ways or Way.CHANGE in ways:
        return Way.CHANGE
    return Way.NOT_EARLIER


def last_that_stood(record: CustodyRecord) -> Stated[DatesCalculated] | None:
    """The calculation to compare with: the newest on which two people agreed, else the first.

    Not the newest of all: whoever calculates twice would be asked nothing the second time. None =
    nobody has calculated.
    """
    agreed = {
        each.fact.calculation
        for each in record.entries
        if isinstance(each.fact, DatesChecked) and each.fact.agrees
    }
    made = [each for each in record.entries if isinstance(each.fact, DatesCalculated)]
    stood = [each for each in made if each.seq in agreed][-1:] or made[:1]
    for each in stood:
        if isinstance(each.fact, DatesCalculated):
            return Stated(seq=each.seq, entry=each, fact=each.fact)
    return None


def _movers(entry: Entry, by_number: dict[int, Entry], calculation: int) -> Iterator[Mover]:
    fact = entry.fact
    if isinstance(fact, EntryWithdrawn):
        taken = by_number.get(fact.entry)
        if taken is not None and isinstance(taken.fact, _MOVING):
            yield _withdrawn(taken.fact)
        return
    if not isinstance(fact, _MOVING) or not _bears(fact, by_number, calculation):
        return
    corrected = by_number.get(entry.envelope.corrects or 0)
    if corrected is None or corrected.fact is None:
        yield _mover(fact)
        return
    days = _days(fact) - _days(corrected.fact)
    what = f"a correction of {_WHAT[type(fact)]}"
    if days == 0:
        yield Mover(what=what, way=Way.ANY)
    else:
        yield Mover(what=what, way=Way.LATER if days > 0 else Way.EARLIER, days=days)


def _bears(fact: Fact, by_number: dict[int, Entry], calculation: int) -> bool:
    """Whether it moves dates by itself: not the end of a remand, no answer for a new sentence."""
    if isinstance(fact, AuthorityEnded):
        ended = by_number.get(fact.authority)
        return ended is not None and isinstance(ended.fact, SentenceImposed | RecallOrdered)
    return not (isinstance(fact, ReleaseMarksStated) and fact.sentence > calculation)


def _mover(fact: Fact) -> Mover:
    what = _WHAT[type(fact)]
    if days := _days(fact):
        return Mover(what=what, way=Way.LATER if days > 0 else Way.EARLIER, days=days)
    if isinstance(fact, SentenceImposed):
        return Mover(what=what, way=Way.NOT_EARLIER)
    if isinstance(fact, RecallOrdered | AuthorityEnded):
        return Mover(what=what, way=Way.CHANGE)
    return Mover(what=what, way=Way.ANY)


def _withdrawn(taken: Fact) -> Mover:
    """What taking an entry back should do: the opposite of what it did."""
    what = f"the withdrawal of {_WHAT[type(taken)]}"
    if days := -_days(taken):
        return Mover(what=what, way=Way.LATER if days > 0 else Way.EARLIER, days=days)
    is_sentence = isinstance(taken, SentenceImposed | RecallOrdered)
    return Mover(what=what, way=Way.CHANGE if is_sentence else Way.ANY)


_WHAT: dict[type[Fact], str] = {
    SentenceImposed: "a sentence",
    ReleaseMarksStated: "what decides a release point",
    RemandCredited: "a credit for days on remand",
    TaggedBailCredited: "a credit for days on tagged bail",
    UnlawfullyAtLargeRecorded: "days unlawfully at large",
    AddedDaysAwarded: "an award of added days",
    AddedDaysRestored: "added days that were given back",
    RecallOrdered: "a recall",
    AuthorityEnded: "the end of a sentence or recall",
}
_MOVING = tuple(_WHAT)
"""Entries that a paper about the sentence brings. Where an exit, a return or a birth date moves
dates, nobody is told which way: whoever calculates is asked why."""


def _days(fact: Fact) -> int:
    """Days by which an entry should move the release, later above 0; 0 = no row of days."""
    match fact:
        case AddedDaysAwarded(days=days) | UnlawfullyAtLargeRecorded(days=days):
            return days
        case (
            AddedDaysRestored(days=days) | RemandCredited(days=days) | TaggedBailCredited(days=days)
        ):
            return -days
    return 0
