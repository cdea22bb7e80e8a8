"""One assessment of an exit: all checks run, evidence is aged here, nothing unknown passes."""

import inspect
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from gatelodge.gate.check import Check, Circumstances, Ruling, Step
from gatelodge.gate.exit_types import EXIT_TYPES
from gatelodge.gate.reasons import Reason
from gatelodge.record import CustodyRecord, spoken_moment
from gatelodge.record.facts import Answer, Assessed, Finding, OnFail
from gatelodge.sentencing import ENGINE_VERSION

MET = frozenset({Answer.PASSED, Answer.NOT_APPLICABLE})
"""The only two answers that count."""

NOT_YET: dict[Step, frozenset[str]] = {
    Step.AUTHORISE: frozenset({"G20", "G31", "G32", "G33", "G35", "G36"}),
    Step.CONFIRM: frozenset({"G20", "G31", "G33", "G35", "G36"}),
    Step.FINAL: frozenset(),
    Step.GATE: frozenset(),
}
"""Checks that look at an act which, at this step, is still to come."""


def assess(
    record: CustodyRecord, circumstances: Circumstances, checks: tuple[Check, ...]
) -> Assessed:
    """Run all checks on a planned exit and give every finding, in the order of the checks.

    It never raises for what a check does: a check that breaks is unknown, and blocks. The same
    record, circumstances and checks give the same findings, today and in every look-back.
    """
    return Assessed(
        exit_type=circumstances.planned.exit_type,
        on=circumstances.planned.on,
        at=circumstances.at,
        record_version=record.version,
        findings=tuple(_finding(each, record, circumstances) for each in checks),
        checks_version=checks_version(checks),
        engine_version=ENGINE_VERSION,
        law_version=circumstances.law.version,
        clock=circumstances.clock,
    )


def blocking(assessed: Assessed, step: Step) -> tuple[Finding, ...]:
    """Give the findings that still stop an act; empty = it may be done.

    A check whose act is still to come does not stop the acts before it, as long as all it says is
    that the act has not been done yet.
    """
    return tuple(
        each
        for each in assessed.findings
        if each.answer not in MET
        and not each.let_through
        and each.if_not_met is not OnFail.WARN
        and not (each.check in NOT_YET[step] and each.reason == Reason.NOT_DONE_YET.code)
    )


def _finding(check: Check, record: CustodyRecord, circumstances: Circumstances) -> Finding:
    try:
        ruling = _ruled(check, record, circumstances)
        ruling, stale_at = _aged(check, ruling, circumstances)
    except Exception as fault:  # noqa: BLE001 # whatever broke: unknown, and it blocks
        ruling, stale_at = _unknown(Reason.CHECK_BROKE, fault=type(fault).__name__), None
    # A check that broke has found nothing that anybody could let through or be merely warned of.
    is_broken = ruling.reason is Reason.CHECK_BROKE
    return Finding(
        if_not_met=OnFail.BLOCK if is_broken else check.on_fail,
        let_through=() if is_broken else let_through(check, ruling, record),
        check=check.name,
        answer=ruling.answer,
        reason=ruling.reason.code,
        words=ruling.words,
        evidence=ruling.evidence,
        as_at=ruling.evidence_of or circumstances.at,
        stale_at=stale_at,
    )


def _ruled(check: Check, record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Let the table speak first, then the check; whatever counts must rest on something."""
    rule = EXIT_TYPES[circumstances.planned.exit_type]
    not_needed = rule.not_needed.get(check.name)
    if not_needed is None:
        ruling = check.judge(record, circumstances)
    else:
        rests_on = not_needed.evidence(record)
        ruling = Ruling(
            answer=Answer.NOT_APPLICABLE,
            reason=not_needed.reason,
            words=not_needed.reason.words(),
            evidence=tuple(each.entry.seq for each in rests_on),
        )
    if ruling.answer in MET and not ruling.evidence:
        return _unknown(Reason.NO_EVIDENCE)
    return ruling


def _aged(
    check: Check, ruling: Ruling, circumstances: Circumstances
) -> tuple[Ruling, datetime | None]:
    """Turn evidence that is too old, or of a later time, into unknown; give when it will be."""
    if ruling.evidence_of is None or ruling.answer not in MET:
        return ruling, None
    if ruling.evidence_of > circumstances.at:
        when = spoken_moment(ruling.evidence_of)
        return _unknown(Reason.EVIDENCE_FROM_LATER, ruling, when=when), None
    if check.fresh_for is None:
        return ruling, None
    limit = circumstances.at_most(check.name, check.fresh_for)
    stale_at = ruling.evidence_of + limit
    if circumstances.at >= stale_at:
        when = spoken_moment(ruling.evidence_of)
        return _unknown(Reason.TOO_OLD, ruling, when=when, limit=spoken_limit(limit)), stale_at
    return ruling, stale_at


NEVER_OVERRIDDEN = frozenset({"G02", "G31", "G32", "G36"})
"""Checks that nobody may override (dossier, section 5; G36 is our decision: its way is renewal)."""


def let_through(check: Check, ruling: Ruling, record: CustodyRecord) -> tuple[int, ...]:
    """Entries by which governors let the planned exit go on although this ruling is not met.

    They count for the plan that stood when they were made, and for what the check said then, word
    for word: a new plan, or anything else found, needs a new decision.
    """
    if ruling.answer in MET or record.plan is None:
        return ()
    planned, found = record.plan.entry.seq, (check.name, ruling.reason.code, ruling.words)
    if check.on_fail is OnFail.ESCALATE and ruling.answer is Answer.FAILED:
        for each in reversed(record.escalations):
            decided = (each.fact.check, each.fact.reason, each.fact.words)
            if each.entry.seq > planned and decided == found:
                return (each.entry.seq,)
    if check.name in NEVER_OVERRIDDEN:
        return ()
    for override in reversed(record.overrides):
        given, seconded = override.given, override.seconded
        decided = (given.fact.check, given.fact.reason, given.fact.words)
        if given.entry.seq > planned and decided == found:
            by_two = seconded is not None and seconded.by != given.by
            return (given.entry.seq, seconded.entry.seq) if seconded and by_two else ()
    return ()


def _unknown(reason: Reason, before: Ruling | None = None, **found: str) -> Ruling:
    return Ruling(
        answer=Answer.UNKNOWN,
        reason=reason,
        words=reason.words(**found),
        evidence=before.evidence if before else (),
        evidence_of=before.evidence_of if before else None,
    )


def spoken_limit(limit: timedelta) -> str:
    """A limit in whole days, hours or minutes: "14 days", "24 hours", "10 minutes"."""
    minutes = int(limit.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    days, more = divmod(hours, 24)
    if days > 1 and not more and not rest:
        return f"{days} days"
    if hours and not rest:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


_DECIDING = (
    "gatelodge.gate.assess",
    "gatelodge.gate.check",
    "gatelodge.gate.days_compared",
    "gatelodge.gate.exit_types",
    "gatelodge.gate.hazards",
    "gatelodge.gate.lawful_day",
    "gatelodge.gate.prepared",
    "gatelodge.record.fold",
    "gatelodge.record.kept_apart",
    "gatelodge.record.open_items",
    "gatelodge.record.people_index",
    "gatelodge.record.reconcile",
    "gatelodge.record.release_marks",
    "gatelodge.record.sentencing_input",
)
"""Modules that every decision passes through, beside those of the checks themselves."""


@lru_cache
def checks_version(checks: tuple[Check, ...]) -> str:
    """Name a list of checks by its content: names, sources, limits and the code that judges.

    Any change of a check, of the table of exit types or of the assessment gives another version.
    """
    digest = sha256()
    for part in _content(checks):
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _content(checks: tuple[Check, ...]) -> Iterator[str]:
    for each in checks:
        yield each.name
        yield each.source
        yield each.on_fail
        yield str(each.fresh_for)
    for name in deciding_modules(checks):
        yield name
        yield inspect.getsource(sys.modules[name])


def deciding_modules(checks: tuple[Check, ...]) -> tuple[str, ...]:
    """Name the modules whose code decides what a list of checks finds, in order."""
    return tuple(sorted({*_DECIDING, *(each.judge.__module__ for each in checks)}))
