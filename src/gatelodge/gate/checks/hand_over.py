"""The hand-over at the door: governor and escort, who ordered it, footage (G33 to G35)."""

from datetime import date
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
from gatelodge.gate.rule import DESK, OMU, Footing, Rule
from gatelodge.record import CustodyRecord, SourceKind, Stated, day_in_london
from gatelodge.record.facts import EndKind, OnFail, Role

_BEFORE_THE_DAY = frozenset({Step.AUTHORISE, Step.CONFIRM})


@check(
    "G33",
    "Is the duty governor at the hand-over, and the escort the one named?",
    what_to_do="The duty governor comes to reception, compares the escort, and enters it.",
    source="Release-gate table, G33 (rule of 27 October 2025)",
    cases=("A",),
    rule=Rule(
        accepts="The governor's own entry at the hand-over, with the name of the escort.",
        by=(Role.DUTY_GOVERNOR,),
        words=(
            "Somebody who is removed early is handed over in the presence of the duty governor,"
            " to the escort named."
        ),
        where="Rule of 27 October 2025; its paragraph is not known to us",
        on=date(2025, 10, 27),
        footing=Footing.UNCONFIRMED,
        example="The escort at the gate is not the one that the plan names: nobody is handed over.",
    ),
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
    rule=Rule(
        accepts=(
            "A call back on a number known before, with who was reached and when; or a message"
            " by the court's own feed."
        ),
        by=OMU,
        words=(
            "A paper that lets somebody out is rung back, on a number that is not from the paper."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "An e-mail with a bail order gives its own telephone number: look the court's"
            " number up, and ring that."
        ),
    ),
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
    rule=Rule(
        accepts="The number of the recording, or where another record of the exit is kept.",
        by=DESK,
        words="Each exit is filmed or recorded; the lack of it is kept, and stops nobody.",
        where="",
        footing=Footing.OUR_DECISION,
        example="The camera's battery is empty: note the number of the film of the gate.",
    ),
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
