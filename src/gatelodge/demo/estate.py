"""The demo estate: about 500 invented people in three invented prisons, told side by side.

All stories are told in one order of time and inside one transaction, so that the estate is there
whole or not at all: whoever is interrupted begins again with nothing.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import count

import msgspec
from msgspec.structs import replace

from gatelodge.casework.office import Office
from gatelodge.casework.registers import PRISONS as PRISONS_STREAM
from gatelodge.demo import inbox, release_day, stories
from gatelodge.demo.court import InventedCourts
from gatelodge.demo.desk import Desk, SteppingClock, open_prisons
from gatelodge.demo.people import people
from gatelodge.demo.staff import PRISONS
from gatelodge.demo.stories import Tell
from gatelodge.demo.telling import Now, Teller, Telling
from gatelodge.sentencing import is_working_day

_TODAY: tuple[Tell, ...] = (
    *(stories.ready, stories.ready, stories.authorised, stories.pass_live, stories.cancelled),
    *(stories.left, stories.left, stories.suspected),
    *(stories.blocked_by_query, stories.blocked_by_remand, stories.immigration_not_known),
    *(stories.warrant_found, stories.wanted_by_police),
    *(stories.too_old, stories.overdue, stories.nobody_holds),
    *(stories.for_removal, stories.to_court, stories.recalled),
    *(stories.extended, stories.for_life),
    *(stories.not_dated_yet, stories.not_dated_yet),
    *(inbox.at_odds, inbox.just_come, inbox.read_not_applied, inbox.paper_awaited),
    *(inbox.to_another_prison, inbox.of_nobody_known, inbox.applied, inbox.not_readable),
)
"""What a board shows today, once at each prison.

Where today is no working day, whoever was due today should have left before it, and is late.
"""
_FORTNIGHT = 14
_LATEST_RELEASE_DAYS = 700
_FIRST_DAYS = 16
"""Releases further away than the fortnight begin so many days from today."""
_ON_REMAND_EVERY = 3
_BY_ANOTHER_NAME = 3
"""Which of those on remand, counted from 0 with everybody else, has a second record."""


class _Turn(msgspec.Struct, order=True, frozen=True):
    """Whose turn it is next: a story, and the instant at which it goes on."""

    at: datetime
    number: int


def is_loaded(office: Office) -> bool:
    """Whether an estate, or anything else, stands in this ledger."""
    return bool(office.ledger.stream(PRISONS_STREAM))


def load(
    office: Office,
    clock: SteppingClock,
    now: datetime,
    *,
    a_prison: int = 167,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> int:
    """Tell the stories of so many people `a_prison`, each on its own record, up to `now`.

    `clock` is the office's own clock; it is moved from act to act. `told` hears how many stories of
    how many have ended. Gives the number of people. The caller holds the transaction.
    """
    office = replace(office, clock=clock)
    open_prisons(office)
    all_stories = list(_stories(office, InventedCourts(office), Now(at=now), a_prison))
    turns: list[_Turn] = []
    for number, story in enumerate(all_stories):
        _go_on(turns, number, story)
    done = 0
    while turns:
        turn = heapq.heappop(turns)
        clock.move_to(turn.at)
        if not _go_on(turns, turn.number, all_stories[turn.number]):
            done += 1
            told(done, len(all_stories))
    return len(all_stories)


def begins_at(now: datetime) -> datetime:
    """The instant before which no story acts."""
    return now.replace(year=now.year - 4, month=1, day=1)


def _go_on(turns: list[_Turn], number: int, story: Telling) -> bool:
    """Let a story act and note its next turn; False when it has ended."""
    at = next(story, None)
    if at is None:
        return False
    heapq.heappush(turns, _Turn(at=at, number=number))
    return True


def _stories(office: Office, courts: InventedCourts, now: Now, a_prison: int) -> Iterator[Telling]:
    """Every story, with the person it is about: the numbers run on from prison to prison."""
    everybody = people(a_prison * len(PRISONS))
    for prison in PRISONS:
        desk = Desk(office, prison.prison)
        tells = _tells(office, now, is_main=prison is PRISONS[0])
        for _, tell, person in zip(range(a_prison), tells, everybody, strict=False):
            yield tell(Teller(desk=desk, courts=courts, person=person, now=now))


def _tells(office: Office, now: Now, *, is_main: bool) -> Iterator[Tell]:
    """What is told at a prison: today's states, the next fortnight, then everybody else.

    At the main one a whole release day is there to be worked.
    """
    yield from _TODAY
    if is_main:
        yield from release_day.RIGHT
        yield from release_day.WRONG
    for days in range(1, _FORTNIGHT + 1):
        if is_working_day(now.day(days), office.bank_holidays):
            yield partial(stories.planned_soon, in_days=days)
    for number in count():
        if number % _ON_REMAND_EVERY == 0:
            is_second = number == _BY_ANOTHER_NAME
            yield partial(
                stories.received_by_another_name if is_second else stories.on_remand,
                hearing_in_days=1 + (number * 5) % 40,
                since_days=3 + (number * 11) % 150,
            )
        else:
            days = _FIRST_DAYS + (number * 29) % (_LATEST_RELEASE_DAYS - _FIRST_DAYS)
            yield partial(stories.sentenced_for_later, release_in_days=days)
