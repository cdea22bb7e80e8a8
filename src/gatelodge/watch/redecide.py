"""The gate's question asked again: of a past exit, and of an authorisation that is still open.

Of a past exit: would we have opened the gate then, had we known what we know now? Of an open
authorisation: does it still stand? Both are answered by `gate.assess`, by the checks of today.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

import msgspec
from msgspec.structs import replace

from gatelodge.gate import MET, Check, Circumstances, PlannedExit, Reason, Step, assess, blocking
from gatelodge.record import (
    CustodyRecord,
    Entry,
    Exit,
    PersonKnown,
    Release,
    day_in_london,
    fold,
)
from gatelodge.record.facts import Answer, Assessed, AuthorisationRedecided, ExitRedecided, Finding
from gatelodge.sentencing import LawBook
from gatelodge.watch.hindsight import (
    NOBODY_ELSE,
    Linked,
    Opening,
    as_done_then,
    as_known_now,
    dated_anew,
    linked_by_then,
    opening,
)

Limits = tuple[tuple[str, timedelta], ...]

AS_DONE_THEN = frozenset({"G06", "G10", "G31", "G33", "G35", "G36"})
"""Checks that ask whether the acts of a release were done in time: judged by what the ledger held
when the exit was entered. What arrived later cannot have been unread then, nor have been a new
event, and days that came to light later were on no register that was asked; their substance is for
the other checks, the dates above all. Who stood before the officers, and whether the governor was
there, no later correction of a name or plan undoes. Of an exit on paper nobody entered such acts
before it: they are listed as never evidenced, and a person looks (our decision)."""


ASKED_THEN = frozenset({"G01"})
"""Checks whose answer at the gate stands: who was compared with whom that day. Somebody alike who
came on record since says nothing against the exit; a record held to be the same person does, by
what holds the person there (our decision)."""


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """Who may be mixed up with a person; see `Circumstances`. None = nobody looked."""

    alike: tuple[PersonKnown, ...] | None = None
    co_defendants: tuple[CustodyRecord, ...] | None = None


NOBODY_LOOKED = Around()


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What decisions are made by: the same checks, law and holidays as at the gate.

    `limits_at` gives the limits that had been tightened by an instant.
    """

    checks: tuple[Check, ...]
    clock: str
    """What tells the time to whoever decides; kept with every assessment."""
    law: LawBook
    bank_holidays: frozenset[date]
    limits_at: Callable[[datetime], Limits]


def redecide_exit(
    record: CustodyRecord,
    entries: Sequence[Entry],
    left: Exit,
    rules: Rules,
    *,
    because_of: int,
    same_person: Linked = NOBODY_ELSE,
    around: Around = NOBODY_LOOKED,
) -> ExitRedecided:
    """Judge one past exit with all that is known now, effective when the gate opened.

    Compared with the assessment under which the gate opened or, for an exit on paper, with what was
    known when it was entered: so the answer does not hang on the order in which later facts came. A
    check that fails now, or that was met and is unknown now, has fallen: we would not have opened.
    One that is unknown and was not met then either is listed for a person. A link between two
    records counts whenever it was found: they were one person all along.
    """
    opened = opening(record, left)
    then = as_done_then(record.record_id, entries, opened)
    planned = PlannedExit(
        exit_type=left.left.fact.exit_type,
        on=day_in_london(left.left.fact.exited_at),
        is_immediate=then.plan is not None and then.plan.fact.is_immediate,
    )
    known_now = as_known_now(record.record_id, entries, opened)
    known_now = dated_anew(known_now, rules.law, rules.bank_holidays)
    linked_now = tuple(
        dated_anew(as_known_now(other, theirs, opened), rules.law, rules.bank_holidays)
        for other, theirs in same_person.items()
    )
    linked_then = linked_by_then(then, same_person, opened)
    judged = partial(
        assessed_by, planned=planned, at=opened.at, rules=rules, step=Step.GATE, around=around
    )
    assessed = judged(known_now, same_person=linked_now)
    done_then = judged(then, same_person=linked_then)
    acts = {f.check: f for f in done_then.findings if f.check in AS_DONE_THEN}
    opened_under = _opened_under(opened)
    if opened_under is not None:
        acts |= {f.check: f for f in opened_under.findings if f.check in ASKED_THEN}
    assessed = replace(assessed, findings=tuple(acts.get(f.check, f) for f in assessed.findings))
    met_then = {f.check for f in (opened_under or done_then).findings if f.answer in MET}
    fallen = tuple(
        f.check
        for f in blocking(assessed, Step.GATE)
        if f.answer is Answer.FAILED or f.check in met_then
    )
    return ExitRedecided(
        exit=left.left.seq,
        because_of=because_of,
        assessed=assessed,
        fallen=fallen,
        never_evidenced=tuple(
            f.check for f in blocking(assessed, Step.GATE) if f.check not in fallen
        ),
    )


def redecide_authorisation(
    record: CustodyRecord,
    release: Release,
    rules: Rules,
    at: datetime,
    *,
    because_of: int,
    same_person: Linked = NOBODY_ELSE,
    around: Around = NOBODY_LOOKED,
) -> AuthorisationRedecided:
    """Judge an open authorisation anew on the record as it is now.

    It stands while the duty governor could confirm it, or could have: every check met, and nothing
    new since it was given.
    """
    authorised = release.authorised.fact.assessed
    planned = PlannedExit(
        exit_type=authorised.exit_type,
        on=authorised.on,
        is_immediate=record.plan is not None and record.plan.fact.is_immediate,
    )
    linked = tuple(fold(other, theirs) for other, theirs in same_person.items())
    assessed = assessed_by(
        record,
        planned=planned,
        at=at,
        rules=rules,
        step=Step.CONFIRM,
        same_person=linked,
        around=around,
    )
    return AuthorisationRedecided(
        authorisation=release.seq,
        because_of=because_of,
        assessed=assessed,
        stands=not speaks_against(assessed),
    )


def speaks_against(assessed: Assessed) -> tuple[Finding, ...]:
    """Give the findings that speak against an open authorisation; an act to come is none."""
    return tuple(
        f for f in blocking(assessed, Step.CONFIRM) if f.reason != Reason.NOT_DONE_YET.code
    )


def assessed_by(
    record: CustodyRecord,
    *,
    planned: PlannedExit,
    at: datetime,
    rules: Rules,
    step: Step,
    same_person: tuple[CustodyRecord, ...],
    around: Around,
) -> Assessed:
    """Assess an exit at an instant, by the rules and with the limits that held then."""
    circumstances = Circumstances(
        planned=planned,
        at=at,
        clock=rules.clock,
        bank_holidays=rules.bank_holidays,
        law=rules.law,
        policy=rules.limits_at(at),
        step=step,
        same_person=same_person,
        alike=around.alike,
        co_defendants=around.co_defendants,
    )
    return assess(record, circumstances, rules.checks)


def _opened_under(opened: Opening) -> Assessed | None:
    """The last assessment before the person left; none = the exit was on paper."""
    release = opened.release
    if release is None:
        return None
    last = release.final_check or release.confirmed or release.authorised
    return last.fact.assessed
