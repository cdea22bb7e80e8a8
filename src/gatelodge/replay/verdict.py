"""What came of a play, judged by what its scenario expects."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from gatelodge.record import CustodyRecord, spoken_moment
from gatelodge.record.facts import AlarmCause, ExitType
from gatelodge.replay.scenario import Expected, Outcome


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a play in one sentence, and whatever is not as it must be."""

    words: str
    faults: tuple[str, ...]


def judge(expected: Expected, record: CustodyRecord, stopped_by: frozenset[str]) -> Verdict:
    """Judge the record at the end of a play.

    `stopped_by` are the checks that stopped an act or spoke against an authorisation.
    """
    return Verdict(
        words=_words(record),
        faults=(
            *_of_outcome(expected, record),
            *_of_checks(expected, stopped_by),
            *_of_the_pass(expected, record),
            *_of_the_end(expected, record),
        ),
    )


def suspected_at(record: CustodyRecord) -> datetime | None:
    """When the first alarm of a suspected release in error was raised; none = never."""
    return min(
        (
            alarm.raised.recorded_at
            for alarm in record.alarms
            if alarm.raised.fact.cause is AlarmCause.SUSPECTED_RELEASE_IN_ERROR
        ),
        default=None,
    )


def _words(record: CustodyRecord) -> str:
    if not record.exits:
        return "Stopped. The person never left custody."
    left = record.exits[-1].left.fact
    out = f"Out on {spoken_moment(left.exited_at)}, {left.exit_type}."
    if not _freed_at(record):
        return f"Stopped. {out}"
    alarmed_at = suspected_at(record)
    return f"{out} Alarmed on {spoken_moment(alarmed_at)}." if alarmed_at else out


def _freed_at(record: CustodyRecord) -> list[datetime]:
    """When the person was let out to the community."""
    return [
        each.left.fact.exited_at
        for each in record.exits
        if each.left.fact.exit_type is ExitType.COMMUNITY
    ]


def _of_outcome(expected: Expected, record: CustodyRecord) -> Iterator[str]:
    freed_at = _freed_at(record)
    if expected.outcome is Outcome.STOPPED:
        if freed_at:
            yield "the person was let out; an alarm after an exit is no stop"
        return
    if not freed_at:
        yield "the person never left, so there was nothing to alarm about"
        return
    alarmed_at = suspected_at(record)
    if alarmed_at is None:
        yield "nobody was alarmed"
    elif expected.alarm_within is not None and alarmed_at > freed_at[0] + expected.alarm_within:
        yield f"the alarm came on {spoken_moment(alarmed_at)}, which is too late"


def _of_checks(expected: Expected, stopped_by: frozenset[str]) -> Iterator[str]:
    missing = [name for name in expected.stopped_by if name not in stopped_by]
    if missing:
        yield f"nothing was ever stopped by {', '.join(missing)}"


def _of_the_pass(expected: Expected, record: CustodyRecord) -> Iterator[str]:
    if expected.pass_dies and not any(each.cancelled for each in record.releases):
        yield "no live pass was cancelled"


def _of_the_end(expected: Expected, record: CustodyRecord) -> Iterator[str]:
    if expected.exit_in_the_end is None:
        return
    last = record.exits[-1].left.fact.exit_type if record.exits else None
    if last is not expected.exit_in_the_end:
        yield f"the person should have left in the end: {expected.exit_in_the_end}"
