"""Rounds: all checks run by the clock, before anybody asks, so that what is missing has its time.

At reception, 14 and 2 days before the day, the evening before, and on its morning; each once for a
person and a day. Between them the checks run at each act and each new fact.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from gatelodge.gate import PlannedExit, Step, blocking, day_of
from gatelodge.record import CustodyRecord, Entry, Stated, day_in_london, in_london
from gatelodge.record.facts import (
    LEAVES_CUSTODY,
    ChecksRound,
    EveningConfirmed,
    ExitPlanned,
    ExitType,
    PersonReceived,
    ReturnRecorded,
    RoundOfChecks,
)
from gatelodge.watch.redecide import NOBODY_LOOKED, Around, Rules, assessed_by

MORNING: Final = 6
"""Hour, in London, at which a round of a day begins (our decision)."""
EVENING: Final = 18
"""Hour, in London, of the round on the evening before (our decision; table of needs, N29)."""
AFTER_RECEPTION: Final = timedelta(hours=1)
"""So long after a reception the first round runs: the papers came along (our decision)."""
RECEPTION_UNTIL: Final = timedelta(hours=24)
"""From then on a reception's round is not made up for: the clock was away (our decision)."""


class RoundDue(msgspec.Struct, frozen=True, kw_only=True):
    """A round whose time has come, and the exit that it looks at."""

    round: RoundOfChecks
    on: date | None
    planned: PlannedExit


def evening_before(on: date) -> datetime:
    """The instant at which the evening before a day begins: 18:00 in London."""
    return in_london(on - timedelta(days=1), EVENING)


def rounds_due(
    record: CustodyRecord, at: datetime, bank_holidays: frozenset[date]
) -> tuple[RoundDue, ...]:
    """Find the rounds whose time has come and that were not run yet.

    Of the rounds before a day only the latest whose time has come: an earlier one that was missed,
    as the day was not known then, is not made up for. Raises `ValueError` for a governing date on
    which nobody is released.
    """
    if not record.is_in_custody or record.out is not None:
        return ()
    planned = _planned(record, at, bank_holidays)
    return tuple(
        each
        for each in (_of_reception(record, planned, at), _of_the_day(record, planned, at))
        if each is not None
    )


def round_instants(
    record: CustodyRecord, at: datetime, bank_holidays: frozenset[date]
) -> Iterator[datetime]:
    """The instants at which a round of a record comes due, past ones included."""
    if not record.is_in_custody or record.out is not None:
        return
    received = _came(record)
    if received is not None:
        yield received.envelope.recorded_at + AFTER_RECEPTION
    planned = _planned(record, at, bank_holidays)
    if planned is not None:
        yield from (instant for _round, instant in _times(planned.on))


def run_round(
    record: CustodyRecord,
    due: RoundDue,
    rules: Rules,
    at: datetime,
    *,
    same_person: tuple[CustodyRecord, ...] = (),
    around: Around = NOBODY_LOOKED,
) -> ChecksRound:
    """Run all checks for a round, as an authoriser would find them at this instant."""
    assessed = assessed_by(
        record,
        planned=due.planned,
        at=at,
        rules=rules,
        step=Step.AUTHORISE,
        same_person=same_person,
        around=around,
    )
    return ChecksRound(
        round=due.round,
        on=due.on,
        assessed=assessed,
        not_met=tuple(each.check for each in blocking(assessed, Step.AUTHORISE)),
    )


def _planned(
    record: CustodyRecord, at: datetime, bank_holidays: frozenset[date]
) -> PlannedExit | None:
    """The exit that is planned, or the first that the dates allow; none = no day lies ahead."""
    today = day_in_london(at)
    if record.plan is not None:
        plan = record.plan.fact
        planned = PlannedExit(exit_type=plan.exit_type, on=plan.on, is_immediate=plan.is_immediate)
    elif record.calculation is not None and record.sentences and record.refused is None:
        on, exit_type = min(
            (
                (day_of(record, record.calculation, bank_holidays, each).on, each)
                for each in LEAVES_CUSTODY
            ),
            key=lambda found: found[0],
        )
        planned = PlannedExit(exit_type=exit_type, on=on)
    else:
        return None
    return planned if planned.on >= today else None


def _times(on: date) -> tuple[tuple[RoundOfChecks, datetime], ...]:
    """The rounds before a day with the instant of each, the latest first."""
    return (
        (RoundOfChecks.ON_THE_DAY, in_london(on, MORNING)),
        (RoundOfChecks.EVENING_BEFORE, evening_before(on)),
        (RoundOfChecks.TWO_DAYS, in_london(on - timedelta(days=2), MORNING)),
        (RoundOfChecks.FOURTEEN_DAYS, in_london(on - timedelta(days=14), MORNING)),
    )


def _of_the_day(
    record: CustodyRecord, planned: PlannedExit | None, at: datetime
) -> RoundDue | None:
    if planned is None:
        return None
    due = next((name for name, instant in _times(planned.on) if instant <= at), None)
    if due is None or any(
        (each.fact.round, each.fact.on) == (due, planned.on) for each in record.rounds
    ):
        return None
    return RoundDue(round=due, on=planned.on, planned=planned)


def _of_reception(
    record: CustodyRecord, planned: PlannedExit | None, at: datetime
) -> RoundDue | None:
    received = _came(record)
    if received is None:
        return None
    since = at - received.envelope.recorded_at
    if not AFTER_RECEPTION <= since < RECEPTION_UNTIL:
        return None
    if any(
        each.fact.round is RoundOfChecks.RECEPTION and each.seq > received.seq
        for each in record.rounds
    ):
        return None
    to_the_community = PlannedExit(exit_type=ExitType.COMMUNITY, on=day_in_london(at))
    return RoundDue(
        round=RoundOfChecks.RECEPTION,
        on=planned.on if planned else None,
        planned=planned or to_the_community,
    )


def _came(record: CustodyRecord) -> Entry | None:
    """The newest reception or return of somebody."""
    came = (PersonReceived, ReturnRecorded)
    return next((e for e in reversed(record.entries) if isinstance(e.fact, came)), None)


def evening_missing(record: CustodyRecord, at: datetime) -> bool:
    """Whether a governor's confirmation of the evening before is wanted for the plan and missing.

    Wanted from that evening on, of an exit that ends custody and that some plan had put on that day
    before the evening began: planning it anew afterwards does not take it away. An exit first
    planned later, as after an order of the day or in the night, needs none, nor does one that is to
    be immediate (our decision; table of needs, N29).
    """
    plan = record.plan
    if plan is None or plan.fact.exit_type not in LEAVES_CUSTODY or plan.fact.is_immediate:
        return False
    begins = evening_before(plan.fact.on)
    if at < begins or evening_given(record) is not None:
        return False
    return any(
        isinstance(each.fact, ExitPlanned)
        and each.fact.on == plan.fact.on
        and each.fact.exit_type in LEAVES_CUSTODY
        and each.envelope.recorded_at < begins
        for each in record.entries
    )


def evening_given(record: CustodyRecord) -> Stated[EveningConfirmed] | None:
    """The governor's confirmation of the planned exit, type and day; none = none stands."""
    if record.plan is None:
        return None
    plan = record.plan.fact
    return next(
        (
            each
            for each in reversed(record.evenings)
            if (each.fact.on, each.fact.assessed.exit_type) == (plan.on, plan.exit_type)
        ),
        None,
    )
