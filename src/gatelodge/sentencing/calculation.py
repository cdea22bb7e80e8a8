"""The engine's one public act: a booking and a law in, dates or a refusal out."""

from collections.abc import Iterable
from datetime import date

from gatelodge.sentencing.answer import (
    CalculatedDate,
    Calculation,
    Refusal,
    RefusalKind,
    RefusalReason,
    SchemeReach,
    SentenceLength,
)
from gatelodge.sentencing.booking import Booking
from gatelodge.sentencing.extraction import Question
from gatelodge.sentencing.lawbook import LawBook, NoLawForDate
from gatelodge.sentencing.refusing import Refused
from gatelodge.sentencing.release import Dated
from gatelodge.sentencing.timeline import Answer, Replay
from gatelodge.sentencing.validation import after_calculation, before_calculation, parts_of
from gatelodge.sentencing.working import RULES, Citation, Note, Step

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
    the person is liable to it. Nothing is read but the arguments. Only standard determinate
    sentences without recall are dated; everything else is refused by name, whole.
    """
    reasons = before_calculation(booking, law)
    if reasons:
        return _refusal(reasons, law)
    question = Question(person=booking.person, law=law, with_ersed=with_ersed)
    try:
        answer = Replay(booking, parts_of(booking), question, bank_holidays).run()
    except Refused as refused:
        return _refusal(refused.reasons, law)
    except NoLawForDate as missing:
        reason = RefusalReason(
            code="NO_LAW_FOR_DATE", kind=RefusalKind.UNSUPPORTED, text=str(missing)
        )
        return _refusal((reason,), law)
    reasons = after_calculation(booking, answer, law)
    if reasons:
        return _refusal(reasons, law)
    return _calculation(answer, law)


def _refusal(reasons: Iterable[RefusalReason], law: LawBook) -> Refusal:
    return Refusal(reasons=tuple(reasons), engine_version=ENGINE_VERSION, law_version=law.version)


def _calculation(answer: Answer, law: LawBook) -> Calculation:
    years, months, days = answer.length
    return Calculation(
        dates=tuple(
            CalculatedDate(type=date_type, on=date.fromordinal(dated.on), steps=_steps(dated, law))
            for date_type, dated in answer.dates.items()
        ),
        effective_sentence_length=SentenceLength(years=years, months=months, days=days),
        governing_sentenced_on=date.fromordinal(answer.governing_at),
        schemes=tuple(
            SchemeReach(
                scheme=reach.scheme.id,
                tranche=reach.tranche,
                reached_on=date.fromordinal(reach.on),
            )
            for reach in answer.reaches
        ),
        affected_by=tuple(sorted(answer.affected)),
        unapplied=answer.unapplied,
        engine_version=ENGINE_VERSION,
        law_version=law.version,
    )


def _steps(dated: Dated, law: LawBook) -> tuple[Step, ...]:
    return tuple(
        Step(number=number, rule=each.rule, figures=each.figures, authority=_authority(each, law))
        for number, each in enumerate(dated.notes, start=1)
    )


def _authority(each: Note, law: LawBook) -> tuple[Citation, ...]:
    if each.authority:
        return each.authority
    topic = RULES[each.rule].topic
    return () if topic is None else law.citations[topic]
