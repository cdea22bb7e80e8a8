"""The watch writes what it decided; people take alarms and end them with a reason.

Doing it twice writes once: a decision is an entry only when it says something new.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from gatelodge.casework.office import (
    CUSTODY,
    REGISTER,
    WATCH,
    Actor,
    ActRefused,
    Office,
    change,
    load,
    same_person,
)
from gatelodge.record import (
    Alarm,
    CustodyRecord,
    Draft,
    Entry,
    Exit,
    Stated,
    Write,
    day_in_london,
    fold,
    ourselves,
    person_known,
    statement,
)
from gatelodge.record.facts import (
    AlarmCause,
    AlarmEnded,
    AlarmRaised,
    AlarmTaken,
    ChecksRound,
    ExitRecorded,
    Fact,
    NightlyLookbackRun,
    PolicySet,
)
from gatelodge.watch import (
    PAGED,
    Around,
    Limits,
    Rules,
    alarm_name,
    alarms_of_the_clock,
    decide_again,
    next_look,
    rounds_due,
    run_round,
)

POLICY = REGISTER + "policy"
WATCHED = REGISTER + "watch"
"""The stream of the watch's own runs."""


class Lookback(msgspec.Struct, frozen=True, kw_only=True):
    """What a look-back found: how many exits it judged, and which records need a person.

    `suspected` and `failed` are record ids: with a suspected release in error among the exits of
    the days asked for, and those that could not be decided. `written` counts new entries.
    """

    days: int
    records: int
    exits: int
    suspected: tuple[str, ...]
    failed: tuple[str, ...]
    written: int


def rules(office: Office) -> Rules:
    """Put together what the watch decides by, with the limits set by policy."""
    tightened = [
        (e.envelope.true_from, e.fact.limit, timedelta(minutes=_bounded(e.fact.minutes)))
        for e in office.ledger.stream(POLICY)
        if isinstance(e.fact, PolicySet)
    ]

    def limits_at(at: datetime) -> Limits:
        return tuple((limit, length) for since, limit, length in tightened if since <= at)

    return Rules(
        checks=office.checks,
        clock=office.clock.source,
        law=office.law,
        bank_holidays=office.bank_holidays,
        limits_at=limits_at,
    )


def others_around(office: Office, record: CustodyRecord) -> Around:
    """Who shares a number, or name and birth date, with a record's person; who is in their cases.

    Records held to be the same person are neither: the gate looks at those by themselves.
    """
    near = office.people.near(person_known(record))
    if near is None:
        return Around()
    in_cases = near.in_cases - same_person(office, record).keys()
    return Around(
        alike=near.alike,
        co_defendants=_readable(office, sorted(in_cases)),
    )


def _readable(office: Office, records: Sequence[str]) -> tuple[CustodyRecord, ...] | None:
    """Records as they stand; none when one of them cannot be read: then nobody has compared (G07).

    A damaged record stops its own exit and those of its co-defendants, and hides no page of theirs.
    """
    try:
        return tuple(load(office, each) for each in records)
    except Exception:  # noqa: BLE001 - whatever keeps a record from being read, nobody compared it
        return None


def _bounded(minutes: int) -> int:
    """Minutes of a limit, within what any clock can count: 0 to ten years."""
    return min(max(minutes, 0), 10 * 366 * 24 * 60)


def redecide_record(
    office: Office, record_id: str, upto_seq: int, *, by_rules: Rules | None = None
) -> tuple[Entry, ...]:
    """Decide everything about one record again, because of entries up to a number.

    It decides on all that is known at the time of writing, later entries too. Returns what was
    written: decisions and alarms; nothing when they say nothing new. Raises what folding raises.
    """
    using = by_rules or rules(office)

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        linked = same_person(office, record)
        facts = decide_again(
            record.record_id,
            record.entries,
            using,
            at,
            same_person=linked,
            around=others_around(office, record),
        )
        return (
            *_drafts(facts, "something new is known"),
            *_drafts(_rounds(office, record, using, at), "all checks run at this time"),
        )

    return change(office, record_id, decide, command=f"redecide:{record_id}:{upto_seq}")


def watch_the_clock(
    office: Office, record_id: str, *, by_rules: Rules | None = None
) -> tuple[Entry, ...]:
    """Raise the alarms that time alone makes due, and run the round of checks that is due.

    An overdue release, no authority to hold, a doubt about the law that nobody decided in time.
    """
    using = by_rules or rules(office)

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        facts = alarms_of_the_clock(record.record_id, record.entries, using, at)
        return (
            *_drafts(facts, "the time has come"),
            *_drafts(_rounds(office, record, using, at), "all checks run at this time"),
        )

    return change(office, record_id, decide)


def _rounds(
    office: Office, record: CustodyRecord, using: Rules, at: datetime
) -> tuple[ChecksRound, ...]:
    """Run the rounds that are due; who may be mixed up is looked for only when one is."""
    due = rounds_due(record, at, office.bank_holidays)
    if not due:
        return ()
    linked = tuple(fold(other, theirs) for other, theirs in same_person(office, record).items())
    around = others_around(office, record)
    return tuple(
        run_round(record, each, using, at, same_person=linked, around=around) for each in due
    )


def look_again_at(office: Office, record_id: str) -> datetime | None:
    """Find the next instant at which time alone could alarm; none = not before a new entry."""
    entries = office.ledger.stream(CUSTODY + record_id)
    now = office.clock.now()
    return next_look(
        record_id, entries, office.bank_holidays, now, limits=rules(office).limits_at(now)
    )


def lookback(
    office: Office,
    days: int,
    *,
    done: Callable[[int, int], None] | None = None,
) -> Lookback:
    """Decide every exit of the last days again, with every open authorisation and overdue release.

    `days` counts back from now and includes today. `done` hears how many of how many records are
    through. A record that cannot be decided gets its own alarm and does not stop the others.
    Raises `ValueError` for less than one day.
    """
    if days < 1:
        raise ValueError("a look-back needs at least one day")
    using = rules(office)
    upto = office.ledger.head()
    since = office.clock.now() - timedelta(days=days)
    streams = list(office.ledger.streams(CUSTODY))
    judged: dict[str, tuple[Exit, ...]] = {}
    failed: list[str] = []
    written = 0
    for place, stream in enumerate(streams, start=1):
        record_id = stream.removeprefix(CUSTODY)
        try:
            record = load(office, record_id)
            if record.is_in_custody or _left_since(record, since):
                written += len(redecide_record(office, record_id, upto, by_rules=using))
                judged[record_id] = _left_since(load(office, record_id), since)
        except Exception as fault:  # noqa: BLE001 - one record must not stop the others; it alarms
            note_failure(office, record_id, upto, fault)
            failed.append(record_id)
        if done is not None:
            done(place, len(streams))
    suspected = tuple(r for r, exits in judged.items() if any(map(_is_suspected, exits)))
    exits = sum(map(len, judged.values()))
    _say_of_the_run(office, NightlyLookbackRun(days=days, exits=exits, suspected=len(suspected)))
    return Lookback(
        days=days,
        records=len(streams),
        exits=exits,
        suspected=suspected,
        failed=tuple(failed),
        written=written,
    )


def note_failure(office: Office, record_id: str, seq: int, fault: Exception) -> tuple[Entry, ...]:
    """Alarm that the watch could not decide about a record, without folding what cannot be folded.

    One alarm a record while it is open; of a record whose alarms cannot be read, one a day.
    """
    stream = CUSTODY + record_id
    earlier = _failures(office, stream)
    if earlier is not None and any(alarm not in earlier.ended for alarm in earlier.raised):
        return ()
    name = alarm_name(
        AlarmCause.WATCH_FAILED, seq, 1 + (len(earlier.raised) if earlier is not None else 0)
    )
    at = office.clock.now()
    command = f"watch-failed:{record_id}:{seq if earlier else day_in_london(at)}"
    alarm = AlarmRaised(
        alarm=name,
        cause=AlarmCause.WATCH_FAILED,
        about=seq,
        words=(
            "Gatelodge could not decide about this person by itself, so nothing here is watched. "
            "Check by hand every exit and every date of this record, and let the fault be mended. "
            f"Fault: {type(fault).__name__}: {fault}"
        ),
        since=at,
    )
    write = Write(stream=stream, drafts=_drafts([alarm], "the watch failed"))
    return office.ledger.append([write], at=at, command=command)


def take_alarm(office: Office, actor: Actor, record_id: str, alarm: str) -> tuple[Entry, ...]:
    """Take an alarm: from now on this person answers for it, even if another had taken it.

    Raises `ActRefused` for somebody whom the alarm does not page and for one that is over.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        found = _open_alarm(record, actor, alarm)
        if found.taken is not None and found.taken.by == actor.account:
            return ()
        return _by(actor, AlarmTaken(alarm=alarm), "took the alarm")

    return change(office, record_id, decide)


def end_alarm(
    office: Office, actor: Actor, record_id: str, alarm: str, why: str
) -> tuple[Entry, ...]:
    """End an alarm with a reason; it stays in the record with that reason for ever.

    Ending it changes nothing of what it is about: an overdue release alarms again while it lasts.
    Raises `ActRefused` without a reason, for somebody whom it does not page, when it is over, and
    for a suspected release in error that they had a hand in.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        if not why.strip():
            raise ActRefused("Say why the alarm is over.", code="NO_REASON", field="why")
        _not_their_own(record, actor, _open_alarm(record, actor, alarm))
        return _by(actor, AlarmEnded(alarm=alarm, why=why.strip()), "ended the alarm")

    return change(office, record_id, decide)


def why_not_end(record: CustodyRecord, actor: Actor, alarm: str) -> str:
    """Why somebody cannot end an alarm, in plain English; empty when they can."""
    try:
        _not_their_own(record, actor, _open_alarm(record, actor, alarm))
    except ActRefused as refused:
        return refused.words
    return ""


def _left_since(record: CustodyRecord, since: datetime) -> tuple[Exit, ...]:
    return tuple(e for e in record.exits if e.left.fact.exited_at >= since)


def _is_suspected(left: Exit) -> bool:
    return left.redecided is not None and bool(left.redecided.fact.fallen)


def _open_alarm(record: CustodyRecord, actor: Actor, alarm: str) -> Alarm:
    found = next((a for a in record.alarms if a.raised.fact.alarm == alarm), None)
    if found is None:
        raise ActRefused("There is no such alarm on this record.", code="NO_ALARM")
    paged = PAGED[found.raised.fact.cause]
    if not actor.has_any(paged, record.prison):
        raise ActRefused(
            f"This alarm is for a {' or a '.join(paged)} of the person's prison.", code="NO_ROLE"
        )
    if found.ended is not None:
        raise ActRefused(f"This alarm was ended before: {found.ended.fact.why}", code="ALARM_ENDED")
    return found


def _not_their_own(record: CustodyRecord, actor: Actor, alarm: Alarm) -> None:
    """Refuse to let somebody judge their own exit or override (our decision)."""
    raised = alarm.raised.fact
    if raised.cause is AlarmCause.CHECK_OVERRIDDEN:
        _not_their_override(record, actor, raised.about)
    if raised.cause is not AlarmCause.SUSPECTED_RELEASE_IN_ERROR:
        return
    left = next((e.left for e in record.exits if e.left.seq == raised.about), None)
    acts = [left, *_signed(record, left)] if left is not None else []
    if any(act.by == actor.account for act in acts):
        raise ActRefused(
            "You had a hand in this exit, so another person ends this alarm. National operations"
            " always can.",
            code="OWN_ACT",
        )


def _not_their_override(record: CustodyRecord, actor: Actor, override: int) -> None:
    found = next((o for o in record.overrides if o.given.seq == override), None)
    acts = [each for each in (found.given, found.seconded) if each] if found else []
    if any(act.by == actor.account for act in acts):
        raise ActRefused(
            "You had a hand in this override, so another person ends this alarm. National"
            " operations always can.",
            code="OWN_ACT",
        )


def _signed(record: CustodyRecord, left: Stated[ExitRecorded]) -> tuple[Stated[Any], ...]:
    """Authorisation and confirmation of an exit; nothing for an exit on paper."""
    release = next((r for r in record.releases if r.exit and r.exit.seq == left.seq), None)
    if release is None:
        return ()
    return (release.authorised, *((release.confirmed,) if release.confirmed else ()))


class _Failures(msgspec.Struct, frozen=True, kw_only=True):
    raised: tuple[str, ...]
    ended: frozenset[str]


def _failures(office: Office, stream: str) -> _Failures | None:
    """The record's alarms of this cause, read without folding; none = it cannot even be read."""
    try:
        facts = [entry.fact for entry in office.ledger.stream(stream)]
    except Exception:  # noqa: BLE001 - whatever keeps it from being read, the alarm must be raised
        return None
    return _Failures(
        raised=tuple(
            fact.alarm
            for fact in facts
            if isinstance(fact, AlarmRaised) and fact.cause is AlarmCause.WATCH_FAILED
        ),
        ended=frozenset(fact.alarm for fact in facts if isinstance(fact, AlarmEnded)),
    )


def _say_of_the_run(office: Office, run: NightlyLookbackRun) -> None:
    write = Write(stream=WATCHED, drafts=_drafts([run], "look-back"))
    office.ledger.append([write], at=office.clock.now())


def _drafts(facts: Sequence[Fact], reason: str) -> tuple[Draft, ...]:
    return tuple(
        Draft(fact=fact, by=WATCH.account, reason=reason, source=ourselves("watch"))
        for fact in facts
    )


def _by(actor: Actor, fact: Fact, reason: str) -> tuple[Draft, ...]:
    return (Draft(fact=fact, by=actor.account, reason=reason, source=statement(actor.name)),)
