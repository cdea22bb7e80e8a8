"""All that the watch decides about one record at one instant: decisions first, then alarms.

It ends by itself only the alarm about a pass that a newer pass has replaced; all others a person.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from gatelodge.record import CustodyRecord, Entry, Release, day_in_london, fold
from gatelodge.record.facts import AlarmRaised, AuthorisationRedecided, ExitRedecided, Fact, Nature
from gatelodge.watch.alarms import AlarmDue, to_raise
from gatelodge.watch.away import let_go_while_held, not_back
from gatelodge.watch.grounds import (
    answers,
    asked_back,
    no_longer_stands,
    overridden,
    pass_cancelled,
    settled,
    suspected,
)
from gatelodge.watch.hindsight import NOBODY_ELSE, Linked
from gatelodge.watch.overdue import overdue
from gatelodge.watch.redecide import (
    NOBODY_LOOKED,
    Around,
    Rules,
    redecide_authorisation,
    redecide_exit,
)
from gatelodge.watch.undecided import decisions_due


def redecides(entry: Entry) -> bool:
    """Whether an entry makes the watch decide again: all but our own decisions and alarms.

    An entry whose body was erased counts.
    """
    return entry.fact is None or entry.fact.NATURE is not Nature.OUR_DECISION


def decide_again(
    record_id: str,
    entries: Sequence[Entry],
    rules: Rules,
    at: datetime,
    *,
    same_person: Linked = NOBODY_ELSE,
    around: Around = NOBODY_LOOKED,
) -> tuple[Fact, ...]:
    """Decide everything about one record again; empty = nothing new is to be said.

    `entries` is the whole stream as known, `at` the instant of deciding (aware), `same_person` the
    whole streams of the records that are held to be this person, by record, `around` who else may
    be mixed up with them. Every past exit is judged, from the first to the newest, then the open
    authorisation, then what the clock reveals.
    """
    record = fold(record_id, entries)
    because_of = max((e.seq for e in entries if redecides(e)), default=0)
    decisions: list[Fact] = []
    due: list[AlarmDue] = []
    for left in record.exits:
        decided = redecide_exit(
            record,
            entries,
            left,
            rules,
            because_of=because_of,
            same_person=same_person,
            around=around,
        )
        if left.redecided is None or _differs(decided, left.redecided.fact):
            decisions.append(decided)
            due += suspected(left, decided, rules.checks)
    release = record.release
    if release is not None and _may_still_leave(release, at):
        renewed = redecide_authorisation(
            record,
            release,
            rules,
            at,
            because_of=because_of,
            same_person=same_person,
            around=around,
        )
        if _says_otherwise(renewed, release):
            decisions.append(renewed)
            due += no_longer_stands(release, renewed, rules.checks)
    due += pass_cancelled(record, at)
    due += asked_back(record)
    due += overridden(record, rules.checks)
    due += let_go_while_held(record, tuple(entries))
    due += _by_the_clock(record_id, entries, rules, at)
    return (*decisions, *settled(record), *_raised(record, due, at))


def alarms_of_the_clock(
    record_id: str, entries: Sequence[Entry], rules: Rules, at: datetime
) -> tuple[AlarmRaised, ...]:
    """Give the alarms that time alone makes due on a record.

    Overdue, no authority to hold, and a doubt about the law that is not decided in time.
    """
    due = _by_the_clock(record_id, entries, rules, at)
    return _raised(fold(record_id, entries), due, at) if due else ()


def _by_the_clock(
    record_id: str, entries: Sequence[Entry], rules: Rules, at: datetime
) -> tuple[AlarmDue, ...]:
    record = fold(record_id, entries, effective_at=at)
    return (
        *overdue(record, at, rules.bank_holidays),
        *not_back(record, at),
        *decisions_due(record, at, rules.bank_holidays, rules.limits_at(at)),
    )


def _may_still_leave(release: Release, at: datetime) -> bool:
    """Whether a person could still leave on it: open, and its day is not over."""
    return release.is_open and release.authorised.fact.assessed.on >= day_in_london(at)


def _differs(decided: ExitRedecided, before: ExitRedecided) -> bool:
    return (
        (decided.fallen, decided.never_evidenced) != (before.fallen, before.never_evidenced)
        or answers(decided.assessed) != answers(before.assessed)
        or decided.assessed.at != before.assessed.at
    )


def _says_otherwise(decided: AuthorisationRedecided, release: Release) -> bool:
    """Whether it differs from the last answer; the first answer is the authorisation itself."""
    if release.redecided is None:
        return not decided.stands
    before = release.redecided.fact
    return decided.stands != before.stands or (
        not decided.stands and answers(decided.assessed) != answers(before.assessed)
    )


def _raised(
    record: CustodyRecord, due: Iterable[AlarmDue], at: datetime
) -> tuple[AlarmRaised, ...]:
    alarms = (to_raise(record, each, at) for each in due)
    return tuple(alarm for alarm in alarms if alarm is not None)
