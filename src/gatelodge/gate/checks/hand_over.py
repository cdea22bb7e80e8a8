"""The hand-over at the door: governor and escort, who ordered it, footage (G33 to G35)."""

from typing import Any

from gatelodge.gate.check import (
    Circumstances,
    Ruling,
    Step,
    check,
    failed,
    not_applicable,
    not_done_yet,
    passed,
    unknown,
)
from gatelodge.gate.reasons import Reason
from gatelodge.record import CustodyRecord, SourceKind, Stated, day_in_london
from gatelodge.record.facts import EndKind, OnFail

_BEFORE_THE_DAY = frozenset({Step.AUTHORISE, Step.CONFIRM})


@check(
    "G33",
    "Is the duty governor at the hand-over, and the escort the one named?",
    what_to_do="The duty governor comes to reception, compares the escort, and enters it.",
    source="Release-gate table, G33 (rule of 27 October 2025)",
    cases=("A",),
)
def governor_is_present(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Somebody who is removed leaves in the presence of the duty governor, with a named escort."""
    plan = record.plan
    attended = record.attended
    is_of_the_day = (
        attended is not None
        and day_in_london(attended.recorded_at) == circumstances.planned.on
        and attended.recorded_at <= circumstances.at
    )
    if attended is None or not is_of_the_day:
        return not_done_yet("the duty governor's presence at the hand-over")
    planned = " ".join(plan.fact.escort.split()) if plan else ""
    here = " ".join(attended.fact.escort.split())
    if planned.casefold() != here.casefold():
        return failed(Reason.ESCORT_IS_ANOTHER, attended, here=here, planned=planned or "nobody")
    return passed(Reason.GOVERNOR_PRESENT, attended, escort=here)


@check(
    "G34",
    "Did what lets the person out truly come from who signed it?",
    what_to_do=(
        "Ring back who is said to have sent the paper, on a number known before, never on one from"
        " the paper. Enter whom you reached."
    ),
    source="Release-gate table, G34",
    cases=("E",),
)
def instruction_is_authentic(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """What ends an authority or opens an earlier day came by the court's feed, or was rung back.

    A spoken end was rung back by two people already, or counts for nothing (G02).
    """
    orders = instructions(record)
    if not orders:
        rests_on = [each.ended or each.began for each in record.authorities]
        return not_applicable(Reason.NO_INSTRUCTION, *rests_on)
    for each in instructions_to_verify(record):
        kind = each.entry.envelope.kind.replace("_", " ")
        return unknown(Reason.INSTRUCTION_NOT_VERIFIED, each, what=kind)
    verified = [each for each in record.verified if each.recorded_at <= circumstances.at]
    return passed(Reason.INSTRUCTION_TRUSTED, *orders, *verified)


@check(
    "G35",
    "Is there footage, or another record, of the exit?",
    what_to_do="Note the number of the body-worn camera's recording.",
    source="Release-gate table, G35",
    on_fail=OnFail.WARN,
)
def footage_is_noted(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """It stops nobody: the lack of it is shown and kept."""
    footage = record.footage
    if footage is not None and day_in_london(footage.recorded_at) == circumstances.planned.on:
        return passed(Reason.FOOTAGE_NOTED, footage, reference=footage.fact.reference)
    if circumstances.step in _BEFORE_THE_DAY:
        return not_done_yet("footage of the exit")
    return unknown(Reason.FOOTAGE_NOT_NOTED)


def instructions(record: CustodyRecord) -> list[Stated[Any]]:
    """Entries from papers that let somebody out: an end, a decision, an order to go at once."""
    ends = [
        ended
        for each in record.authorities
        if (ended := each.ended) is not None and ended.fact.how is EndKind.ENDED
    ]
    orders: list[Stated[Any]] = [*ends, *record.early_decisions]
    if record.plan is not None and record.plan.fact.is_immediate:
        orders.append(record.plan)
    return [each for each in orders if each.entry.envelope.source.kind is SourceKind.DOCUMENT]


def instructions_to_verify(record: CustodyRecord) -> list[Stated[Any]]:
    """Those of `instructions` that came by no signed message and that nobody rang back about."""
    trusted = _from_the_feed(record) | {each.fact.document for each in record.verified}
    return [
        each for each in instructions(record) if each.entry.envelope.source.reference not in trusted
    ]


def _from_the_feed(record: CustodyRecord) -> set[str]:
    """Papers that came with the court's signed messages."""
    return {
        document
        for item in record.items
        if item.result is not None and (document := item.result.fact.document) is not None
    }
