"""The dates of each sentence as imposed, apart from the booking: what each would say alone.

No tranche day, other sentence or end of curfew moves them. A chain's dates stand on each of its
parts. Source: practice (sentence-level dates of the official service).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from gatelodge.sentencing.answer import ReleaseDateType, SentenceDates
from gatelodge.sentencing.extraction import Group, Question, licence_cuts
from gatelodge.sentencing.hdc import curfew_of
from gatelodge.sentencing.release import Serving, licence_end
from gatelodge.sentencing.tused import supervision_of

_ORDER = tuple(ReleaseDateType)


def sentence_dates(
    groups: Sequence[Group], question: Question, drives: frozenset[int]
) -> tuple[SentenceDates, ...]:
    """Give one row for each part of each calculable sentence, in the order they were served.

    `drives` are the places of the sentences that set the final release. Every sentence with the
    identifier of one of them is marked: several offences of one sentence share it.
    """
    flat = [serving for group in groups for serving in group.servings]
    driving = frozenset(
        part.sentence.sentence_id
        for each in flat
        for part in each.each.parts
        if part.place in drives
    )
    cuts = licence_cuts(groups, question.law)
    return tuple(
        row
        for index, each in enumerate(flat)
        for row in _rows(index, each, question, driving, cuts.get(each.number, 0))
    )


def _rows(
    index: int, each: Serving, question: Question, driving: frozenset[str], cut_days: int
) -> Iterator[SentenceDates]:
    days = _days(each, question, cut_days)
    dates = {
        kind: date.fromordinal(on)
        for kind in _ORDER
        if kind in each.types and (on := days.get(kind)) is not None
    }
    for part, point in zip(each.each.parts, each.points, strict=True):
        ratio = point.ratio
        yield SentenceDates(
            sentence_id=part.sentence.sentence_id,
            index=index,
            drives_release=part.sentence.sentence_id in driving,
            release_point=f"{ratio.numerator}/{ratio.denominator}",
            awarded_days=each.days.ada,
            awarded_on_recall_days=each.days.ada_recall,
            dates=dates,
        )


def _days(each: Serving, question: Question, cut_days: int) -> dict[ReleaseDateType, int | None]:
    licence = licence_end(each, question.law)
    curfew = curfew_of(each, question.law)
    supervision = supervision_of(each, question.person, question.law)
    return {
        ReleaseDateType.CRD: each.release,
        ReleaseDateType.ARD: each.release,
        ReleaseDateType.SLED: each.end,
        ReleaseDateType.SED: each.end,
        ReleaseDateType.LED: None if licence is None else licence - cut_days,
        ReleaseDateType.PRRD: None if each.recalled is None else each.lets_go,
        ReleaseDateType.PED: each.parole,
        ReleaseDateType.HDCED: None if curfew is None else curfew.on,
        ReleaseDateType.TUSED: None if supervision is None else supervision.on,
    }
