"""What governors let through, in words, and the way there from a check that is not met."""

from typing import Any

from django.urls import reverse

from gatelodge.gate import MET, NEVER_OVERRIDDEN, Reason
from gatelodge.record import Override
from gatelodge.record.facts import (
    Answer,
    CheckOverridden,
    EscalationDecided,
    Finding,
    OnFail,
    OverrideSeconded,
)
from gatelodge.web.record_page import RecordPage
from gatelodge.web.words_of_time import moment


def words_of_letting(page: RecordPage, finding: Finding) -> list[str]:
    """Who let a finding through, when and why: a sentence an entry; empty when nobody did."""
    entries = {e.seq: e for e in page.record.entries}
    said = []
    for entry in (entries[seq] for seq in finding.let_through if seq in entries):
        who = page.directory.staff(entry.envelope.by)
        when = moment(entry.envelope.recorded_at)
        match entry.fact:
            case EscalationDecided(why=why):
                said.append(f"Let through by {who}, duty governor, {when}: {_sentence(why)}")
            case CheckOverridden(why=why, national_operations=told):
                said.append(
                    f"Let through by {who}, governor, {when}: {_sentence(why)} Told in national"
                    f" operations: {_sentence(told)}"
                )
            case OverrideSeconded(why=why):
                said.append(f"And by {who}, second governor, {when}: {_sentence(why)}")
    return said


def _sentence(words: str) -> str:
    said = words.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."


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


def waiting_override(page: RecordPage, finding: Finding) -> Override | None:
    """The newest override of this very finding that waits for a second governor."""
    if not may_be_overridden(finding):
        return None
    planned = page.record.plan
    for each in reversed(page.record.overrides):
        given = each.given
        same = (given.fact.check, given.fact.reason, given.fact.words)
        if planned is None or given.entry.seq < planned.entry.seq:
            return None
        if same == (finding.check, finding.reason, finding.words):
            return each if each.seconded is None else None
    return None


def asked_words(page: RecordPage, override: Override) -> str:
    """Who asked for an override, when and why, and who was told."""
    given = override.given
    return (
        f"{page.directory.staff(given.by)} asked for an override,"
        f" {moment(given.recorded_at)}: {_sentence(given.fact.why)} Told in national operations:"
        f" {_sentence(given.fact.national_operations)}"
    )


def ways_past(page: RecordPage, finding: Finding) -> list[dict[str, Any]]:
    """Links for a duty governor to decide, override or agree; nobody else sees them."""
    if page.is_past or not page.may("exit-check-decide"):
        return []
    if may_be_decided(finding):
        return [
            {
                "text": "Decide that this does not stop the exit",
                "href": reverse("exit-check-decide", args=[page.record_id, finding.check]),
            }
        ]
    if not may_be_overridden(finding):
        return []
    waiting = waiting_override(page, finding)
    if waiting is not None and waiting.given.by != page.request.actor.account:
        href = reverse("exit-override-agree", args=[page.record_id, waiting.given.seq])
        return [{"text": "Agree to the override, as second governor", "href": href}]
    if waiting is not None:
        return []
    href = reverse("exit-override-before", args=[page.record_id, finding.check])
    return [{"text": "Override this check, with a second governor", "href": href}]
