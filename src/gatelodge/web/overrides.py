"""Which checks a governor may decide on or two may override, and which override waits."""

from gatelodge.gate import MET, NEVER_OVERRIDDEN, Reason
from gatelodge.record import CustodyRecord, Override
from gatelodge.record.facts import Answer, Finding, OnFail


def may_be_decided(finding: Finding) -> bool:
    """Whether one duty governor decides on what the check found."""
    is_open = finding.answer is Answer.FAILED and not finding.let_through
    return is_open and finding.if_not_met is OnFail.ESCALATE


def may_be_overridden(finding: Finding) -> bool:
    """Whether two governors may let the exit go on although the check is not met.

    Not where one governor decides, where the act is only still to come, and where the check broke.
    """
    if finding.answer in MET or finding.let_through or finding.if_not_met is OnFail.WARN:
        return False
    return (
        finding.check not in NEVER_OVERRIDDEN
        and not may_be_decided(finding)
        and finding.reason not in {Reason.CHECK_BROKE.code, Reason.NOT_DONE_YET.code}
    )


def waiting_override(record: CustodyRecord, finding: Finding) -> Override | None:
    """The newest override of this very finding that waits for a second governor."""
    if not may_be_overridden(finding):
        return None
    planned = record.plan
    for each in reversed(record.overrides):
        given = each.given
        same = (given.fact.check, given.fact.reason, given.fact.words)
        if planned is None or given.entry.seq < planned.entry.seq:
            return None
        if same == (finding.check, finding.reason, finding.words):
            return each if each.seconded is None else None
    return None
