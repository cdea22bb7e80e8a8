"""The record's own reading of the papers, and the record as a second reading would make it.

Both readings go the same way to the engine: a second calculation is that of a record whose
custody-critical facts are those that the second person entered. Birth date, and exits and returns,
stay the record's: who the person is and when they were out is compared elsewhere (our decision).
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from gatelodge.record import facts as f
from gatelodge.record.entry import Entry
from gatelodge.record.release_marks import NEED_MARKS, marks_of
from gatelodge.record.state import AdjustmentFact, Authority, AuthorityKind, CustodyRecord, Stated
from gatelodge.record.two_readings import (
    FirstReading,
    Pair,
    follows_the_same,
    pairs_of_days,
    pairs_of_sentences,
)

_NO_SUCH: Final = 0
"""Place of a sentence that is followed and no longer in force."""


def reading_of(record: CustodyRecord) -> FirstReading:
    """What the record says of everything that a second person enters, as they would enter it."""
    sentences = _in_order(record)
    place = {each.seq: number for number, each in enumerate(sentences, start=1)}
    recall = _recall(record)
    rows = sorted(record.adjustments, key=lambda each: each.seq)
    return FirstReading(
        inputs=f.EnteredInputs(
            sentences=tuple(_sentence(record, each, place) for each in sentences),
            days=tuple(_days(each.fact) for each in rows),
            recall=None if recall is None else _entered_recall(recall.began.fact),
        ),
        sentence_entries=tuple(each.seq for each in sentences),
        days_entries=tuple(each.seq for each in rows),
        recall_entry=None if recall is None else recall.seq,
    )


def as_read(record: CustodyRecord, second: f.EnteredInputs) -> CustodyRecord:
    """Give the record as it would be if it said what the second person read, and nothing else.

    What is the same sentence or row keeps its entry number, so a reading that agrees in every field
    gives the engine the same input, to the last letter. Nothing is entered.
    """
    first = reading_of(record)
    made = _Made(record=record, first=first, second=second)
    sentences = tuple(made.sentences())
    others = tuple(
        each
        for each in record.authorities
        if not each.is_in_force or each.kind not in (AuthorityKind.SENTENCE, AuthorityKind.RECALL)
    )
    return replace(
        record,
        authorities=(*others, *sentences, *made.recall()),
        release_marks=tuple(_marks_of(second, sentences)),
        adjustments=tuple(made.days()),
    )


class _Made(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a record as a second person read it."""

    record: CustodyRecord
    first: FirstReading
    second: f.EnteredInputs

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(
            pair
            for pair in pairs_of_sentences(self.first.inputs, self.second)
            if pair[1] is not None
        )

    def sentences(self) -> Iterator[Authority]:
        """One authority for each sentence of the second reading, in its order."""
        known = _in_order(self.record)
        numbers = [
            self._new_number(place) if one is None else known[one].seq
            for place, (one, _) in enumerate(self.pairs)
        ]
        for place, pair in enumerate(self.pairs):
            entered = self.second.sentences[place]
            stated = None if pair[0] is None else known[pair[0]]
            follows = entered.consecutive_to
            consecutive_to = None if follows is None else numbers[follows - 1]
            if stated and follows_the_same(self.first.inputs, self.second, pair, self.pairs):
                consecutive_to = stated.fact.consecutive_to
            fact = _fact(stated.fact if stated else None, entered, consecutive_to)
            yield Authority(began=self._stated(numbers[place], stated, fact))

    def days(self) -> Iterator[Stated[AdjustmentFact]]:
        """One row for each row of days of the second reading."""
        rows = sorted(self.record.adjustments, key=lambda each: each.seq)
        for one, other in pairs_of_days(self.first.inputs, self.second):
            if other is not None:
                stated = None if one is None else rows[one]
                fact = _row(self.second.days[other], stated.fact if stated else None)
                number = self._new_number(len(self.second.sentences) + other)
                yield self._stated(stated.seq if stated else number, stated, fact)

    def recall(self) -> Iterator[Authority]:
        """The recall of the second reading, if it has one."""
        entered, known = self.second.recall, _recall(self.record)
        if entered is None:
            return
        number = self._new_number(len(self.second.sentences) + len(self.second.days))
        fact = f.RecallOrdered(
            recall_kind=entered.recall_kind,
            revoked_on=entered.revoked_on,
            returned_on=entered.returned_on,
        )
        yield Authority(
            began=self._stated(known.seq if known else number, known.began if known else None, fact)
        )

    def _new_number(self, place: int) -> int:
        return self.record.entries[-1].seq + 1 + place

    def _stated(self, number: int, stated: Stated[Any] | None, fact: f.Fact) -> Stated[Any]:
        if stated is not None:
            return replace(stated, fact=fact)
        last = self.record.entries[-1]
        entry = Entry(envelope=replace(last.envelope, seq=number), hash="", fact=fact)
        return Stated(seq=number, entry=entry, fact=fact)


def _in_order(record: CustodyRecord) -> list[Stated[f.SentenceImposed]]:
    return sorted(record.sentences, key=lambda each: each.seq)


def _recall(record: CustodyRecord) -> Authority | None:
    return next(
        (a for a in record.authorities_in_force if a.kind is AuthorityKind.RECALL),
        None,
    )


def _sentence(
    record: CustodyRecord, each: Stated[f.SentenceImposed], place: dict[int, int]
) -> f.EnteredSentence:
    fact = each.fact
    marks = None
    if fact.sentence_kind in NEED_MARKS:
        stated = marks_of(record, each)
        marks = stated.fact.marks if stated else f.ReleaseMarks()
    follows = fact.consecutive_to
    return f.EnteredSentence(
        sentence_kind=fact.sentence_kind,
        offence_code=fact.offence_code,
        offence_committed_on=fact.offence_committed_on,
        imposed_on=fact.imposed_on,
        term=fact.term,
        extension=fact.extension,
        consecutive_to=None if follows is None else place.get(follows, _NO_SUCH),
        has_automatic_release=fact.has_automatic_release,
        is_under_18_concern=fact.is_under_18_concern,
        fine_pence=fact.fine_pence,
        supervised_until=fact.supervised_until,
        marks=marks,
    )


def _fact(
    known: f.SentenceImposed | None, entered: f.EnteredSentence, consecutive_to: int | None
) -> f.SentenceImposed:
    """A sentence as it was read; what moves no date stays what the record says."""
    return f.SentenceImposed(
        court=known.court if known else "",
        case_urn=known.case_urn if known else "",
        count=known.count if known else 1,
        catalogue=known.catalogue if known else _CATALOGUE,
        sentence_kind=entered.sentence_kind,
        term=entered.term,
        imposed_on=entered.imposed_on,
        offence_code=entered.offence_code,
        offence_committed_on=entered.offence_committed_on,
        consecutive_to=consecutive_to,
        extension=entered.extension,
        has_automatic_release=entered.has_automatic_release,
        is_under_18_concern=entered.is_under_18_concern,
        fine_pence=entered.fine_pence,
        supervised_until=entered.supervised_until,
    )


_CATALOGUE: Final = "B01"


def _marks_of(
    second: f.EnteredInputs, sentences: tuple[Authority, ...]
) -> Iterator[Stated[f.ReleaseMarksStated]]:
    for entered, made in zip(second.sentences, sentences, strict=True):
        if entered.marks is not None:
            entry = made.began.entry
            fact = f.ReleaseMarksStated(sentence=entry.seq, marks=entered.marks)
            yield Stated(seq=entry.seq, entry=entry, fact=fact)


def _entered_recall(fact: Any) -> f.EnteredRecall:
    return f.EnteredRecall(
        recall_kind=fact.recall_kind, revoked_on=fact.revoked_on, returned_on=fact.returned_on
    )


def _days(fact: AdjustmentFact) -> f.EnteredDays:
    kinds = f.DaysKind
    match fact:
        case f.RemandCredited(days=days, counts_from=on):
            return f.EnteredDays(kind=kinds.REMAND, days=days, on=on)
        case f.TaggedBailCredited(days=days, counts_from=on):
            return f.EnteredDays(kind=kinds.TAGGED_BAIL, days=days, on=on)
        case f.UnlawfullyAtLargeRecorded(days=days, period=period):
            first_on, last_on = period.first_on, period.last_on
            return f.EnteredDays(kind=kinds.AWAY, days=days, on=first_on, last_on=last_on)
        case f.AddedDaysAwarded(days=days, awarded_on=on):
            return f.EnteredDays(kind=kinds.ADDED, days=days, on=on)
        case f.AddedDaysRestored(days=days, restored_on=on):
            return f.EnteredDays(kind=kinds.RESTORED, days=days, on=on)


def _row(entered: f.EnteredDays, known: AdjustmentFact | None) -> AdjustmentFact:
    """A row of days as it was read; what moves no date stays what the record says."""
    days, on = entered.days, entered.on
    match entered.kind:
        case f.DaysKind.REMAND:
            period = known.period if isinstance(known, f.RemandCredited) else None
            return f.RemandCredited(days=days, period=period, counts_from=on)
        case f.DaysKind.TAGGED_BAIL:
            return f.TaggedBailCredited(days=days, counts_from=on)
        case f.DaysKind.AWAY:
            was = known if isinstance(known, f.UnlawfullyAtLargeRecorded) else None
            why = was.ual_reason if was else f.UalReason.ESCAPE
            return f.UnlawfullyAtLargeRecorded(
                days=days, period=f.Period(on, entered.last_on or on), ual_reason=why
            )
        case f.DaysKind.ADDED:
            return f.AddedDaysAwarded(days=days, awarded_on=on, adjudication="")
        case f.DaysKind.RESTORED:
            return f.AddedDaysRestored(days=days, restored_on=on, adjudication="")
