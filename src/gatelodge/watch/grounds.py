"""From a decision, a dead pass or a word at the gate to an alarm that is due, and its words.

Words are for somebody who is woken by them: what is known, about which day, what to do. They blame
nobody.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from gatelodge.gate import Check
from gatelodge.record import (
    CustodyRecord,
    Exit,
    Release,
    Stated,
    day_in_london,
    spoken_day,
    spoken_moment,
)
from gatelodge.record.facts import (
    AlarmCause,
    AlarmEnded,
    Answer,
    Assessed,
    AuthorisationRedecided,
    ExitRedecided,
    Finding,
    PassIssued,
)
from gatelodge.watch.alarms import AlarmDue
from gatelodge.watch.redecide import speaks_against

Ground = tuple[str, str, tuple[int, ...]]
"""A finding that speaks against an exit: check, reason code, evidence."""


def suspected(
    left: Exit, decided: ExitRedecided, checks: tuple[Check, ...]
) -> tuple[AlarmDue, ...]:
    """Find the alarm of a past exit that would not be opened today: a suspected release in error.

    An exit that keeps somebody in custody releases nobody: it alarms only while the person is not
    back (our decision).
    """
    fact = left.left.fact
    is_back = left.returned is not None
    if not decided.fallen or (fact.exit_type.keeps_in_custody and is_back):
        return ()
    before = _grounds_of_exit(left.redecided.fact) if left.redecided else frozenset()
    return (
        AlarmDue(
            cause=AlarmCause.SUSPECTED_RELEASE_IN_ERROR,
            about=left.left.seq,
            words=(
                f"This person left on {spoken_moment(fact.exited_at)} ({fact.exit_type.value}). "
                "With what is known now the gate would have stayed shut: "
                f"{_listed(decided.assessed, decided.fallen, checks)} "
                "Check the sources now; if it is so, start the response and tell the police."
            ),
            since=fact.exited_at,
            has_new_ground=not _grounds_of_exit(decided) <= before,
        ),
    )


def no_longer_stands(
    release: Release, decided: AuthorisationRedecided, checks: tuple[Check, ...]
) -> tuple[AlarmDue, ...]:
    """Find the alarm of an open authorisation whose checks are no longer met."""
    if decided.stands:
        return ()
    now = speaks_against(decided.assessed)
    before = release.redecided.fact if release.redecided else None
    known = speaks_against(before.assessed) if before and not before.stands else ()
    return (
        AlarmDue(
            cause=AlarmCause.AUTHORISATION_NO_LONGER_STANDS,
            about=release.seq,
            words=(
                f"The release planned for {spoken_day(decided.assessed.on)} was authorised, and "
                "something new speaks against it: "
                f"{_listed(decided.assessed, [f.check for f in now], checks)} "
                "Do not let the person leave on it; settle the checks and authorise anew."
            ),
            since=decided.assessed.at,
            has_new_ground=not _grounds(now) <= _grounds(known),
        ),
    )


def pass_cancelled(record: CustodyRecord, at: datetime) -> tuple[AlarmDue, ...]:
    """Find the alarms of passes that a new entry killed on their day or before it.

    A pass that a person cancelled alarms nobody: that person knows. Neither does one whose day is
    over: it opens no gate.
    """
    return tuple(
        AlarmDue(
            cause=AlarmCause.PASS_CANCELLED,
            about=release.cancelled.seq,
            words=(
                f"The exit pass for {spoken_day(release.authorised.fact.assessed.on)} is "
                f"cancelled. Something new is on the record: {release.cancelled.fact.words}. Do "
                "not open the gate on it. The authoriser and the duty governor look at what is "
                "new and renew it, or stop the release."
            ),
            since=release.cancelled.recorded_at,
        )
        for release in record.releases
        if release.cancelled is not None
        and release.cancelled.fact.because_of_version is not None
        and release.exit is None
        and release.authorised.fact.assessed.on >= day_in_london(at)
        and _new_pass_after(record, release.cancelled.seq) is None
    )


def settled(record: CustodyRecord) -> tuple[AlarmEnded, ...]:
    """Find the open alarms of cancelled passes whose exit has a newer pass: they are over."""
    return tuple(
        AlarmEnded(
            alarm=alarm.raised.fact.alarm,
            why=(
                "Ended by the watch: the exit was renewed or replaced, and a new pass was issued on"
                f" {spoken_moment(issued.recorded_at)}."
            ),
        )
        for alarm in record.alarms
        if alarm.is_open
        and alarm.raised.fact.cause is AlarmCause.PASS_CANCELLED
        and (issued := _new_pass_after(record, alarm.raised.fact.about)) is not None
    )


def _new_pass_after(record: CustodyRecord, seq: int) -> Stated[PassIssued] | None:
    """The first pass that was issued after an entry."""
    issued = [each.issued for each in record.releases if each.issued is not None]
    return next((each for each in issued if each.seq > seq), None)


def asked_back(record: CustodyRecord) -> tuple[AlarmDue, ...]:
    """Find the alarm of somebody who, by a word at the gate, should not be out."""
    if record.frozen is None:
        return ()
    asked = record.frozen.fact
    return (
        AlarmDue(
            cause=AlarmCause.CUSTODY_RETURN_ASKED,
            about=record.frozen.seq,
            words=(
                f"At {asked.terminal} {asked.said_by} says that this person should not be out: "
                f"{asked.words} The record is frozen and no pass is valid. Nobody is held by this: "
                "the duty governor decides."
            ),
            since=record.frozen.recorded_at,
        ),
    )


def overridden(record: CustodyRecord, checks: tuple[Check, ...]) -> tuple[AlarmDue, ...]:
    """Find the alarm of each override that two governors made, whatever became of the exit.

    It names no finding: what was found may be about somebody's health. The record says it.
    """
    questions = {check.name: check.question for check in checks}
    return tuple(
        AlarmDue(
            cause=AlarmCause.CHECK_OVERRIDDEN,
            about=each.given.seq,
            words=(
                f"Two governors let the planned exit go on although {each.given.fact.check} is not"
                f" met ({questions.get(each.given.fact.check, each.given.fact.check)}). Read both"
                " reasons on the record. If they are not good enough, cancel the pass or ring the"
                " duty governor before the person leaves."
            ),
            since=each.seconded.recorded_at,
        )
        for each in record.overrides
        if each.seconded is not None and each.seconded.by != each.given.by
    )


def answers(assessed: Assessed) -> frozenset[tuple[str, str, str, tuple[int, ...]]]:
    """What an assessment says, apart from when it was made and in which words."""
    return frozenset((f.check, f.answer.value, f.reason, f.evidence) for f in assessed.findings)


def _grounds_of_exit(decided: ExitRedecided) -> frozenset[Ground]:
    return _grounds(f for f in decided.assessed.findings if f.check in decided.fallen)


def _grounds(findings: Iterable[Finding]) -> frozenset[Ground]:
    return frozenset((f.check, f.reason, f.evidence) for f in findings)


def _listed(assessed: Assessed, named: Iterable[str], checks: tuple[Check, ...]) -> str:
    """Name the findings of some checks, one sentence each."""
    chosen = set(named)
    questions = {check.name: check.question for check in checks}
    return " ".join(
        f"{questions.get(f.check, f.check)} {_SAID[f.answer]}. {_sentence(f)}"
        for f in assessed.findings
        if f.check in chosen
    )


_SAID: Final[Mapping[Answer, str]] = MappingProxyType(
    {
        Answer.PASSED: "Met",
        Answer.FAILED: "Not met",
        Answer.UNKNOWN: "Not known",
        Answer.NOT_APPLICABLE: "Not needed",
    }
)
"""The answers in the words of the screens."""


def _sentence(finding: Finding) -> str:
    words = finding.words.strip()
    return words if words.endswith((".", "?", "!")) else f"{words}."
