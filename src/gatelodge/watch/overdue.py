"""Nobody is held past their day, and nobody without authority: what the clock alone reveals.

The mirror of the release gate. It asks one record at one instant; nothing is stored, so it can be
asked each minute and for any instant of the past.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from gatelodge.gate import LawfulDay, day_of
from gatelodge.record import (
    AuthorityKind,
    CustodyRecord,
    Entry,
    Stated,
    at_large_not_entered,
    day_in_london,
    fold,
    spoken_day,
    spoken_moment,
    start_of_day,
)
from gatelodge.record.facts import LEAVES_CUSTODY, AlarmCause, DatesCalculated, PersonReceived
from gatelodge.sentencing import ReleaseDateType
from gatelodge.watch.alarms import AGAIN_AFTER, DECISION_AGAIN_AFTER, AlarmDue
from gatelodge.watch.away import back_by
from gatelodge.watch.redecide import Limits
from gatelodge.watch.rounds import round_instants
from gatelodge.watch.undecided import instants as decision_instants

NOTHING_ENTERED_FOR = timedelta(hours=1)
"""So long after somebody's reception their warrant is to be on the record (our decision): the
escort hands it over with the person."""


def overdue(
    record: CustodyRecord, at: datetime, bank_holidays: frozenset[date]
) -> tuple[AlarmDue, ...]:
    """Find what alarms at an instant: a day that has passed, or no authority to hold.

    `record` is folded as effective at `at`, so that an end stated ahead of its time does not count
    yet. Source: rules of calculation 9.6 (the day after the release day, Europe/London, and no
    other authority in force); authorities to hold 1.1 (nobody is held without one) and 1.3 (the
    moment the last one lapses).
    """
    since = record.no_authority_since
    if since is not None:
        return (_no_authority(record, since),)
    received = _held_on_nothing(record)
    if received is not None:
        is_late = at >= received.envelope.recorded_at + NOTHING_ENTERED_FOR
        return (_nothing_entered(received),) if is_late else ()
    if not record.is_in_custody or holds_beside_the_sentences(record):
        return ()
    due = _day_last_calculated(record, bank_holidays)
    if due is None or record.calculation is None:
        return ()
    if day_in_london(at) <= due.on + _days_not_entered(record):
        return ()
    return (_past_the_day(record, record.calculation, due),)


def next_look(
    record_id: str,
    entries: Sequence[Entry],
    bank_holidays: frozenset[date],
    at: datetime,
    limits: Limits = (),
) -> datetime | None:
    """Find the next instant at which time alone could make an alarm or a round due; none = never.

    A new entry can change the answer, whatever it is. The instant may be earlier than needed, never
    later: on it `overdue` and `decisions_due` are asked. `limits` are those tightened by `at`.
    """
    record = fold(record_id, entries, effective_at=at)
    instants = [e.envelope.true_from for e in entries]
    received = _held_on_nothing(record)
    if received is not None:
        instants.append(received.envelope.recorded_at + NOTHING_ENTERED_FOR)
    day = _day_last_calculated(record, bank_holidays)
    if day is not None:
        instants.append(start_of_day(day.on + timedelta(days=1)))
        instants.append(start_of_day(day.on + _days_not_entered(record) + timedelta(days=1)))
    if (due_back := back_by(record)) is not None:
        instants.append(due_back + timedelta(seconds=1))
    ends = [a.ended.recorded_at for a in fold(record_id, entries).alarms if a.ended]
    instants += [ended_at + after for ended_at in ends for after in _AGAIN]
    instants += decision_instants(record, bank_holidays, limits)
    instants += round_instants(record, at, bank_holidays)
    return min((instant for instant in instants if instant > at), default=None)


_AGAIN = (AGAIN_AFTER, DECISION_AGAIN_AFTER)


def due_day(record: CustodyRecord, bank_holidays: frozenset[date]) -> LawfulDay | None:
    """Find the day on which the person is to leave under the sentences calculated; none = no such.

    The gate's own day, of whichever exit comes first: the governing date (CRD, ARD, PRRD, MTD)
    counts by itself, HDCED, PED and ERSED only with their decision. A calculation counts before its
    second check too: somebody may be past their day because nobody has checked. A newer refusal of
    the engine leaves no day to go by, but does not silence `overdue`. Raises `ValueError` for a
    governing date on which nobody is released.
    """
    return None if record.refused is not None else _day_last_calculated(record, bank_holidays)


def _day_last_calculated(record: CustodyRecord, bank_holidays: frozenset[date]) -> LawfulDay | None:
    """The day of the last calculation, also when the engine has refused the record since then.

    What is not known any more is no reason to hold: somebody has to find out by hand by that day.
    """
    calculated = record.calculation
    if calculated is None or not record.sentences:
        return None
    days = (day_of(record, calculated, bank_holidays, exit_type) for exit_type in LEAVES_CUSTODY)
    return min(days, key=lambda day: day.on)


def holds_beside_the_sentences(record: CustodyRecord) -> bool:
    """Whether another authority holds than the sentences (and recall) that the dates speak of.

    A sentence first stated after the calculation is such another: its dates are not known yet. One
    that was only corrected is none: a correction must not silence an overdue release. A recall is
    part of the dates when they are governed by its re-release date (PRRD).
    """
    calculated = record.calculation
    for authority in record.authorities_in_force:
        if authority.kind is AuthorityKind.SENTENCE:
            if calculated is None or authority.seq > calculated.entry.seq:
                return True
            continue
        is_dated_recall = (
            authority.kind is AuthorityKind.RECALL
            and calculated is not None
            and calculated.fact.governing == ReleaseDateType.PRRD.value
            and authority.seq < calculated.entry.seq
        )
        if not is_dated_recall:
            return True
    return False


def _days_not_entered(record: CustodyRecord) -> timedelta:
    """Days at large that nobody has entered yet: so much later is nobody overdue (our count).

    Somebody who comes back after their old release day is not late because the days that move it
    are still to be entered; the gate stays shut until they are (G10).
    """
    return timedelta(days=sum(days for _absence, days in at_large_not_entered(record)))


def _held_on_nothing(record: CustodyRecord) -> Entry | None:
    """The reception of somebody in custody for whom nobody ever entered an authority to hold."""
    if not record.is_in_custody or record.authorities or record.authority_withdrawn:
        return None
    receptions = (e for e in reversed(record.entries) if isinstance(e.fact, PersonReceived))
    return next(receptions, None)


def _past_the_day(
    record: CustodyRecord, calculated: Stated[DatesCalculated], due: LawfulDay
) -> AlarmDue:
    refused = record.refused
    doubt = (
        f"Since then Gatelodge has refused to date this person ({refused.fact.words.rstrip('.')}): "
        "work the day out by hand now. "
        if refused
        else ""
    )
    return AlarmDue(
        cause=AlarmCause.OVERDUE_RELEASE,
        about=calculated.seq,
        words=(
            f"This person was due to leave on {spoken_day(due.on)} and is still here. "
            f"{' '.join(due.steps)} {doubt}No other authority to hold is in force. Run the release "
            "now, "
            "or enter the authority that holds them."
        ),
        since=start_of_day(due.on + timedelta(days=1)),
        again_after=AGAIN_AFTER,
    )


def _nothing_entered(received: Entry) -> AlarmDue:
    since = received.envelope.true_from
    return AlarmDue(
        cause=AlarmCause.NO_AUTHORITY_TO_HOLD,
        about=received.seq,
        words=(
            f"This person was received on {spoken_moment(since)}, and no authority to hold was "
            "ever entered. Enter the warrant or order that holds them, with its document; if there "
            "is none, run the release now."
        ),
        since=since,
        again_after=AGAIN_AFTER,
    )


def _no_authority(record: CustodyRecord, since: datetime) -> AlarmDue:
    last = max(
        (a for a in record.authorities if a.ended),
        key=lambda a: a.ended.fact.ended_at if a.ended else since,
        default=None,
    )
    withdrawn = record.authority_withdrawn
    if last is not None:
        about, which = last.seq, f"The last authority was: {last.kind.value}."
    else:
        about = withdrawn.seq if withdrawn else record.entries[0].seq
        which = "The last authority was withdrawn: it never was one."
    return AlarmDue(
        cause=AlarmCause.NO_AUTHORITY_TO_HOLD,
        about=about,
        words=(
            f"Nothing has held this person since {spoken_moment(since)}. {which} Run the release "
            "now, or enter the authority that holds them with its document."
        ),
        since=since,
        again_after=AGAIN_AFTER,
    )
