"""What a recall would do: "recalled on this day, due on ...", and the credit nobody has used.

A preview and nothing else: who is recalled, and for how long, the recall authority decides.
Source: CJA 2003 ss.255A-255C; s.240ZA for the credit; the counting of unused days is practice.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from gatelodge.sentencing.answer import (
    CalculatedDate,
    Calculation,
    Refusal,
    ReleaseDateType,
)
from gatelodge.sentencing.booking import (
    Adjustment,
    AdjustmentKind,
    Booking,
    FixedTermRecallDetails,
    Recall,
    Sentence,
)
from gatelodge.sentencing.calculation import ENGINE_VERSION, Worked, work_out
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.recalls import FIXED
from gatelodge.sentencing.refusing import Refused, invalid
from gatelodge.sentencing.release import credit_that_counts

_RELEASED_ON = (ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.MTD)
_LICENCE_ENDS = (ReleaseDateType.SLED, ReleaseDateType.LED)
_TOO_MUCH_CREDIT = frozenset(
    {
        "RELEASE_DATE_BEFORE_SENTENCE_DATE",
        "PROGRESSION_MODEL_UNSUPPORTED_EXTINGUISHED_SENTENCE",
    }
)
"""Refusals of a booking for having more credit than it can use: here that is the question."""
_ON_RECALL = {
    AdjustmentKind.REMAND: AdjustmentKind.RECALL_REMAND,
    AdjustmentKind.TAGGED_BAIL: AdjustmentKind.RECALL_TAGGED_BAIL,
}


class RecallPreview(msgspec.Struct, frozen=True, kw_only=True):
    """What a recall would come to: the day it lets the person go, and every date with its working.

    `recalled_ids` are the sentences whose licence ran on the day of revocation. `unused_days` is
    the remand and tagged bail that the sentences before the recall could not use.
    """

    due: CalculatedDate
    recalled_ids: tuple[str, ...]
    unused_days: int
    calculation: Calculation


def unused_deductions(
    booking: Booking, law: LawBook, *, bank_holidays: frozenset[date]
) -> int | Refusal:
    """Count the days of remand and tagged bail that cannot shorten custody.

    The rows hold their full days. Counted for the sentences served last: their most credit, less
    what the one that would hold longest without credit can use. 0 where no release is published.
    """
    worked = work_out(booking, law, bank_holidays=bank_holidays, overlooking=_TOO_MUCH_CREDIT)
    return worked if isinstance(worked, Refusal) else _unused(worked)


def _unused(worked: Worked) -> int:
    answer = worked.answer
    if not any(each in answer.extract.dates for each in _RELEASED_ON):
        return 0
    last = answer.groups[-1].servings
    most = credit_that_counts(last).days
    return max(0, max(each.days.deductions for each in last) - most)


def preview_recall(
    booking: Booking, law: LawBook, recall: Recall, *, bank_holidays: frozenset[date]
) -> RecallPreview | Refusal:
    """Say when somebody recalled on a day would be due, and which credit is unused.

    The recall is put on every sentence whose licence runs on the day of revocation; a chain is
    recalled whole. Refused where `recall` names no day of revocation or a return before it, where
    the person is not released by then, and where no licence runs.
    """
    try:
        return _previewed(booking, law, recall, bank_holidays)
    except Refused as refused:
        return Refusal(
            reasons=refused.reasons, engine_version=ENGINE_VERSION, law_version=law.version
        )


def _previewed(
    booking: Booking, law: LawBook, recall: Recall, bank_holidays: frozenset[date]
) -> RecallPreview:
    revoked_on = _revoked_on(recall)
    before = _dated(booking, law, bank_holidays)
    released = before.calculation().governing().on
    if released >= revoked_on:
        raise Refused(
            invalid(
                "RECALL_BEFORE_RELEASE",
                f"Release falls on {released.day} {released:%B %Y}. Enter a later day of "
                "revocation.",
            )
        )
    recalled = frozenset(_on_licence(before, revoked_on))
    if not recalled:
        raise Refused(
            invalid("RECALL_NO_LICENCE", "No licence runs on that day, so none is revoked.")
        )
    found = _dated(_recalled(booking, recall, recalled), law, bank_holidays).calculation()
    return RecallPreview(
        due=found.governing(),
        recalled_ids=tuple(
            each.sentence_id for each in booking.sentences if each.sentence_id in recalled
        ),
        unused_days=_unused(before),
        calculation=found,
    )


def _revoked_on(recall: Recall) -> date:
    if recall.revoked_on is None:
        raise Refused(
            invalid("RECALL_NO_REVOCATION", "Enter the day on which the licence is revoked.")
        )
    if recall.returned_on is not None and recall.returned_on < recall.revoked_on:
        raise Refused(
            invalid(
                "RECALL_RETURN_BEFORE_REVOCATION",
                "The day of return to custody is before the day of revocation. Correct one of "
                "them.",
            )
        )
    return recall.revoked_on


def _dated(booking: Booking, law: LawBook, bank_holidays: frozenset[date]) -> Worked:
    worked = work_out(booking, law, bank_holidays=bank_holidays, overlooking=_TOO_MUCH_CREDIT)
    if isinstance(worked, Refusal):
        raise Refused(*worked.reasons)
    return worked


def _on_licence(worked: Worked, revoked_on: date) -> Iterator[str]:
    """Name the sentences whose licence runs on a day; the parts of a chain come together."""
    for each in worked.sentence_dates():
        ends = [each.dates[kind] for kind in _LICENCE_ENDS if kind in each.dates]
        if ends and max(ends) >= revoked_on:
            yield each.sentence_id


def _recalled(booking: Booking, recall: Recall, recalled: frozenset[str]) -> Booking:
    """Put a recall on sentences. Their credit becomes credit of a recalled sentence."""
    sentences = tuple(_with(each, recall, recalled) for each in booking.sentences)
    days = {each.sentenced_on for each in booking.sentences if each.sentence_id in recalled}
    fixed_term = booking.fixed_term_recall
    if recall.recall_type in FIXED and recall.returned_on is not None:
        fixed_term = FixedTermRecallDetails(returned_on=recall.returned_on)
    return msgspec.structs.replace(
        booking,
        sentences=sentences,
        adjustments=tuple(_moved(booking.adjustments, days)),
        returned_to_custody_on=recall.returned_on or booking.returned_to_custody_on,
        fixed_term_recall=fixed_term,
    )


def _with(sentence: Sentence, recall: Recall, recalled: frozenset[str]) -> Sentence:
    if sentence.sentence_id not in recalled:
        return sentence
    return msgspec.structs.replace(sentence, recall=recall)


def _moved(rows: Iterable[Adjustment], days: set[date]) -> Iterator[Adjustment]:
    for row in rows:
        kind = _ON_RECALL.get(row.kind) if row.applies_on in days else None
        yield row if kind is None else msgspec.structs.replace(row, kind=kind)
