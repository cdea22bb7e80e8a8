"""The engine's one public act: a booking and a law in, dates or a refusal out."""

from collections.abc import Iterable
from datetime import date

import msgspec

from gatelodge.sentencing.answer import (
    CalculatedDate,
    Calculation,
    Hazard,
    NotGiven,
    Refusal,
    RefusalReason,
    SchemeReach,
    SentenceDates,
    SentenceLength,
)
from gatelodge.sentencing.booking import Booking
from gatelodge.sentencing.extraction import Question
from gatelodge.sentencing.hazards import Seen, hazards_of
from gatelodge.sentencing.lawbook import LawBook, NoLawForDate
from gatelodge.sentencing.not_given import not_given
from gatelodge.sentencing.picture import Picture, picture_of
from gatelodge.sentencing.record_readings import as_read
from gatelodge.sentencing.refusing import Refused, unsupported
from gatelodge.sentencing.release import Dated
from gatelodge.sentencing.sentence_dates import sentence_dates
from gatelodge.sentencing.timeline import Replay, Replayed
from gatelodge.sentencing.validation import before_calculation, cannot_stand, parts_of
from gatelodge.sentencing.validation_after import after_calculation
from gatelodge.sentencing.working import RULES, Citation, Note, Step, reached

ENGINE_VERSION = "1"


def calculate(
    booking: Booking,
    law: LawBook,
    *,
    bank_holidays: frozenset[date],
    with_ersed: bool = False,
) -> Calculation | Refusal:
    """Work out every date the booking publishes, or say why it cannot be dated.

    `bank_holidays` are those of England and Wales; they decide only on which working day a group of
    sentences let go, never a published date. `with_ersed` asks for early removal, whether or not
    the person is liable to it. Nothing is read but the arguments. What cannot be dated is refused
    by name, whole.
    """
    worked = work_out(booking, law, bank_holidays=bank_holidays, with_ersed=with_ersed)
    return worked if isinstance(worked, Refusal) else worked.calculation()


class Worked(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A booking that was worked out: what every outward account of it is read from."""

    booking: Booking
    question: Question
    answer: Replayed
    bank_holidays: frozenset[date]
    overlooking: frozenset[str]
    """Codes of reasons, found after the dates, that did not refuse it."""

    def calculation(self) -> Calculation:
        """Give the dates with their working, and what a person must decide about them."""
        law = self.question.law
        absent = not_given(self.answer, self.question)
        hazards = () if law.follows_official_service else self._hazards()
        return _calculation(self.answer, law, absent, hazards)

    def _hazards(self) -> tuple[Hazard, ...]:
        return hazards_of(Seen.of(self.booking, self.question, self.answer), self._under)

    def _under(self, law: LawBook) -> Seen | None:
        """Work the same booking out under another reading of the law; none = it cannot be dated."""
        question = msgspec.structs.replace(self.question, law=law)
        read = as_read(self.booking, law)
        if read is not self.booking and before_calculation(read, law):
            return None
        try:
            answer = Replay(read, parts_of(read, law), question, self.bank_holidays).run()
            reasons = _reasons_after(read, answer, law, self.overlooking)
        except (Refused, NoLawForDate):
            return None
        return None if reasons else Seen.of(self.booking, question, answer)

    def picture(self) -> Picture:
        """Lay the sentences and their dates out as bars and marks."""
        return picture_of(self.answer, self.question, self.booking.adjustments)

    def sentence_dates(self) -> tuple[SentenceDates, ...]:
        """Give the dates of each sentence as imposed."""
        return sentence_dates(self.answer.groups, self.question, self.answer.extract.drives)


def work_out(
    booking: Booking,
    law: LawBook,
    *,
    bank_holidays: frozenset[date],
    with_ersed: bool = False,
    overlooking: frozenset[str] = frozenset(),
) -> Worked | Refusal:
    """Work a booking out as `calculate` does, and keep the whole of it.

    `overlooking`: codes of reasons, found after the dates, that shall not refuse it.
    """
    read = as_read(booking, law)
    reasons = before_calculation(read, law)
    if reasons:
        return _refusal(reasons, law)
    returned_on = booking.returned_to_custody_on
    question = Question(
        person=booking.person,
        law=law,
        with_ersed=with_ersed,
        returned_on=None if returned_on is None else returned_on.toordinal(),
    )
    try:
        answer = Replay(read, parts_of(read, law), question, bank_holidays).run()
        reasons = _reasons_after(read, answer, law, overlooking)
    except Refused as refused:
        return _refusal(refused.reasons, law)
    except NoLawForDate as missing:
        return _refusal([unsupported("NO_LAW_FOR_DATE", str(missing))], law)
    if reasons:
        return _refusal(reasons, law)
    return Worked(
        booking=booking,
        question=question,
        answer=answer,
        bank_holidays=bank_holidays,
        overlooking=overlooking,
    )


def _reasons_after(
    booking: Booking, answer: Replayed, law: LawBook, overlooking: frozenset[str]
) -> tuple[RefusalReason, ...]:
    """Say why dates that were worked out cannot be given; empty = they can."""
    reasons = tuple(
        each for each in after_calculation(booking, answer, law) if each.code not in overlooking
    )
    if reasons or law.follows_official_service:
        return reasons
    return cannot_stand(answer)


def _refusal(reasons: Iterable[RefusalReason], law: LawBook) -> Refusal:
    return Refusal(reasons=tuple(reasons), engine_version=ENGINE_VERSION, law_version=law.version)


def _calculation(
    answer: Replayed, law: LawBook, absent: tuple[NotGiven, ...], hazards: tuple[Hazard, ...]
) -> Calculation:
    found = answer.extract
    years, months, days = found.length
    return Calculation(
        dates=tuple(
            CalculatedDate(type=date_type, on=date.fromordinal(dated.on), steps=_steps(dated, law))
            for date_type, dated in found.dates.items()
        ),
        effective_sentence_length=SentenceLength(years=years, months=months, days=days),
        governing_sentenced_on=date.fromordinal(found.governs.at),
        schemes=_schemes(answer, law),
        affected_by=tuple(sorted(found.affected)),
        unapplied=tuple(
            each for each in answer.unapplied if each.adjustment not in found.counted_after
        ),
        engine_version=ENGINE_VERSION,
        law_version=law.version,
        hazards=hazards,
        not_given=absent,
    )


def _schemes(answer: Replayed, law: LawBook) -> tuple[SchemeReach, ...]:
    schemes = [
        SchemeReach(
            scheme=reach.scheme.id,
            tranche=reach.tranche,
            reached_on=date.fromordinal(reach.on),
        )
        for reach in answer.reaches
    ]
    if answer.recall_reach is not None and law.recall_scheme is not None:
        allotted = answer.recall_reach
        schemes.append(
            SchemeReach(
                scheme=law.recall_scheme.id,
                tranche=allotted.tranche,
                reached_on=date.fromordinal(allotted.on),
            )
        )
    return tuple(schemes)


def _steps(dated: Dated, law: LawBook) -> tuple[Step, ...]:
    steps = []
    day: int | None = None
    for number, each in enumerate(dated.notes, start=1):
        before, day = day, reached(each, day)
        steps.append(
            Step(
                number=number,
                rule=each.rule,
                figures=each.figures,
                authority=_authority(each, law),
                before=before,
                after=day,
            )
        )
    return tuple(steps)


def _authority(each: Note, law: LawBook) -> tuple[Citation, ...]:
    if each.authority:
        return each.authority
    topic = RULES[each.rule].topic
    return () if topic is None else law.citations[topic]
