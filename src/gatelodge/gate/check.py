"""What a check is: a pure function beside its source, and the ruling that it gives.

A check judges; it knows neither its own name nor how old its evidence may be. The assessment ages
evidence, demands it, and turns rulings into findings, in one place for all checks.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import Rule
from gatelodge.record import CustodyRecord, Entry, PersonKnown, Stated
from gatelodge.record.facts import Answer, ExitType, OnFail
from gatelodge.sentencing import LawBook


class Step(StrEnum):
    """The act for which an exit is assessed; each asks for more checks than the one before."""

    AUTHORISE = "authorise"
    CONFIRM = "confirm"
    FINAL = "final check"
    """The final check itself is being made: everything but its own entry must be there."""
    GATE = "gate"
    """Scan and exit, and every later look-back at them: everything must be there."""


class PlannedExit(msgspec.Struct, frozen=True, kw_only=True):
    """The exit that is assessed: its type and its day."""

    exit_type: ExitType
    on: date
    is_immediate: bool = False


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """All that a check may know beside the record: the exit, the instant, holidays, law, limits."""

    planned: PlannedExit
    at: datetime
    clock: str
    """What told the instant: the name of the clock of the process that decides."""
    bank_holidays: frozenset[date]
    law: LawBook
    policy: tuple[tuple[str, timedelta], ...] = ()
    """Limits that were tightened, by name; a check's own default stands beside it."""
    step: Step = Step.GATE
    same_person: tuple[CustodyRecord, ...] = ()
    """Other records that are held to be this person: what holds them there holds them."""
    alike: tuple[PersonKnown, ...] | None = None
    """Others on record who share a number, or name and birth date; none = nobody compared."""
    co_defendants: tuple[CustodyRecord, ...] | None = None
    """Records of others in the person's cases; none = nobody looked."""
    acting: str | None = None
    """Account of the person whose act is decided now; their entry is not in the ledger yet."""

    def at_most(self, limit: str, default: timedelta) -> timedelta:
        """A limit that policy may only shorten (our decision)."""
        return min((default, *(value for name, value in self.policy if name == limit)))

    def at_least(self, limit: str, default: timedelta) -> timedelta:
        """A waiting time that policy may only lengthen (our decision)."""
        return max((default, *(value for name, value in self.policy if name == limit)))


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found, before its evidence is aged."""

    answer: Answer
    reason: Reason
    words: str
    evidence: tuple[int, ...] = ()
    evidence_of: datetime | None = None
    """The instant that the evidence speaks of, when it ages; none = it does not age."""


Judge = Callable[[CustodyRecord, Circumstances], Ruling]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check of the release gate, as published in the dossier's table."""

    name: str
    """G02, G03 ..."""
    question: str
    """In plain English, put so that yes = met."""
    what_to_do: str
    source: str
    """Section, policy, or "our decision"."""
    on_fail: OnFail
    fresh_for: timedelta | None
    """Evidence older than this must be renewed; none = it does not age."""
    cases: tuple[str, ...]
    """Cases of the dossier that it would have stopped, by their letters."""
    judge: Judge
    rule: Rule | None = None
    """What stands behind it; every check of the published list has one."""


def check(
    name: str,
    question: str,
    *,
    what_to_do: str,
    source: str,
    on_fail: OnFail = OnFail.BLOCK,
    fresh_for: timedelta | None = None,
    cases: tuple[str, ...] = (),
    rule: Rule | None = None,
) -> Callable[[Judge], Check]:
    """Make a check of a function. It registers nothing: the list is `gate.checks.CHECKS`."""

    def made(judge: Judge) -> Check:
        return Check(
            name=name,
            question=question,
            what_to_do=what_to_do,
            source=source,
            on_fail=on_fail,
            fresh_for=fresh_for,
            cases=cases,
            judge=judge,
            rule=rule,
        )

    return made


def passed(
    reason: Reason,
    *evidence: Stated[Any] | Entry,
    evidence_of: datetime | None = None,
    **found: str,
) -> Ruling:
    """Met. Without evidence the assessment makes it unknown."""
    return _ruling(Answer.PASSED, reason, evidence, evidence_of, found)


def failed(reason: Reason, *evidence: Stated[Any], **found: str) -> Ruling:
    """Not met, and it is known why."""
    return _ruling(Answer.FAILED, reason, evidence, None, found)


def unknown(reason: Reason, *evidence: Stated[Any], **found: str) -> Ruling:
    """Not known. Unknown never passes."""
    return _ruling(Answer.UNKNOWN, reason, evidence, None, found)


def not_applicable(reason: Reason, *evidence: Stated[Any], **found: str) -> Ruling:
    """Not needed for this person, with the evidence that says so."""
    return _ruling(Answer.NOT_APPLICABLE, reason, evidence, None, found)


def not_done_yet(what: str) -> Ruling:
    """Before its time: the act that the check looks at has not been done."""
    return unknown(Reason.NOT_DONE_YET, what=what)


def _ruling(
    answer: Answer,
    reason: Reason,
    evidence: tuple[Stated[Any] | Entry, ...],
    evidence_of: datetime | None,
    found: dict[str, str],
) -> Ruling:
    return Ruling(
        answer=answer,
        reason=reason,
        words=reason.words(**found),
        evidence=tuple(
            dict.fromkeys(
                each.seq if isinstance(each, Entry) else each.entry.seq for each in evidence
            )
        ),
        evidence_of=evidence_of,
    )
