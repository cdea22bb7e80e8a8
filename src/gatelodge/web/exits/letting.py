"""What governors let through, in words, and the way there from a check that is not met."""

from typing import Any

from django.urls import reverse

from gatelodge.record import Override
from gatelodge.record.facts import (
    CheckOverridden,
    EscalationDecided,
    Finding,
    OverrideSeconded,
)
from gatelodge.web.overrides import may_be_decided, may_be_overridden, waiting_override
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
    waiting = waiting_override(page.record, finding)
    if waiting is not None and waiting.given.by != page.request.actor.account:
        href = reverse("exit-override-agree", args=[page.record_id, waiting.given.seq])
        return [{"text": "Agree to the override, as second governor", "href": href}]
    if waiting is not None:
        return []
    href = reverse("exit-override-before", args=[page.record_id, finding.check])
    return [{"text": "Override this check, with a second governor", "href": href}]
