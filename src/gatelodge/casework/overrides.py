"""Going on although a check is not met: a duty governor's decision, and two governors' override.

Neither makes a check met. Each is an entry of its own, with a reason, on what the check said word
for word; it dies with the plan that it was made for. Whatever is entered ends a pass that is live.
"""

from datetime import datetime

from gatelodge.casework.exits import CONFIRM, assess_exit, must_have, next_step, own_word
from gatelodge.casework.office import Actor, ActRefused, Office, gate_act
from gatelodge.gate import MET, NEVER_OVERRIDDEN, Reason
from gatelodge.record import CustodyRecord, Draft, Entry
from gatelodge.record.facts import (
    Answer,
    CheckOverridden,
    DatesCalculated,
    DatesChecked,
    EscalationDecided,
    Finding,
    OnFail,
    OverrideSeconded,
)


def decide_escalation(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    check: str,
    why: str,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Decide as duty governor that what an escalating check found does not stop this exit.

    Raises `ActRefused` for a check that is met, that does not escalate or that is not known: for
    what is not known there is only the evidence, or an override.
    """
    _must_say(why)

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, CONFIRM, record, "decide on what a check found")
        found = _not_met(office, record, check, at)
        if found.if_not_met is not OnFail.ESCALATE or found.answer is not Answer.FAILED:
            raise ActRefused(
                f"{check} cannot be decided by one governor: get its evidence, or ask a second"
                " governor to agree to an override.",
                code="NOT_ESCALATED",
            )
        decided = EscalationDecided(check=check, reason=found.reason, words=found.words, why=why)
        return (own_word(actor, decided, "escalation decided"),)

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def override_check(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    check: str,
    why: str,
    national_operations: str,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Ask as governor for the exit to go on although a check is not met; a second must agree.

    `national_operations` names who there was told. Raises `ActRefused` for a check that nobody may
    override, for one that is met, and for a governor who calculated or checked the dates.
    """
    _must_say(why)
    if not national_operations.strip():
        raise ActRefused(
            "Tell national operations first, and enter whom you told.",
            code="EMPTY",
            field="national_operations",
        )

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        _governor(actor, record)
        if check in NEVER_OVERRIDDEN:
            raise ActRefused(f"Nobody can override {check}.", code="NEVER_OVERRIDDEN")
        found = _not_met(office, record, check, at)
        asked = CheckOverridden(
            check=check,
            reason=found.reason,
            words=found.words,
            why=why,
            national_operations=national_operations,
        )
        return (own_word(actor, asked, "check overridden"),)

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def second_override(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    override: int,
    why: str,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Agree to an override as a second governor. Raises `ActRefused` for the first one."""
    _must_say(why)

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        _governor(actor, record)
        asked = next((o for o in record.overrides if o.given.seq == override), None)
        if asked is None:
            raise ActRefused("There is no such override on this record.", code="NO_OVERRIDE")
        if asked.seconded is not None:
            raise ActRefused("A second governor has agreed to it.", code="ALREADY")
        if asked.given.by == actor.account:
            raise ActRefused("You asked for it. Another governor must agree.", code="SAME_PERSON")
        agreed = OverrideSeconded(override=override, why=why)
        return (own_word(actor, agreed, "override seconded"),)

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def _must_say(why: str) -> None:
    if not why.strip():
        raise ActRefused("Say why.", code="EMPTY", field="why")


def _governor(actor: Actor, record: CustodyRecord) -> None:
    """A governor of this prison, who made neither calculation (our decision)."""
    must_have(actor, CONFIRM, record, "override a check")
    calculated = {
        each.envelope.by
        for each in record.entries
        if isinstance(each.fact, DatesCalculated | DatesChecked)
    }
    if record.sentences and actor.account in calculated:
        raise ActRefused(
            "You calculated or checked the dates. Another governor must do this.",
            code="SAME_PERSON",
        )


def _not_met(office: Office, record: CustodyRecord, check: str, at: datetime) -> Finding:
    """What a check says now of the planned exit, when it is not met."""
    assessed = assess_exit(office, record, next_step(record), at=at)
    if assessed is None:
        raise ActRefused("No exit is planned. Plan one first.", code="NO_PLAN")
    found = next((each for each in assessed.findings if each.check == check), None)
    if found is None:
        raise ActRefused("There is no such check.", code="NO_CHECK", field="check")
    if found.answer in MET or found.let_through:
        raise ActRefused(f"{check} does not stop this exit.", code="MET")
    if found.reason == Reason.CHECK_BROKE.code:
        raise ActRefused(
            f"{check} could not be run, so nobody knows what it would say. It must be mended.",
            code="BROKEN",
        )
    return found
