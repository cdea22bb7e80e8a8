"""What holds for every booking that can be made up, or else a named hazard is raised on it.

Beside each property stand the hazards that excuse it, and why. A property that fails without one of
them is a defect of the engine or of the register of hazards. The official service's ways are put to
the same questions: the hazards are then asked of its dates too.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TypeVar

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gatelodge.sentencing import (
    RELEASES,
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    LawBook,
    Offence,
    Refusal,
    ReleaseDateType,
    Sentence,
    Worked,
    calculate,
    work_out,
)
from gatelodge.sentencing.adjustments import CREDIT
from gatelodge.sentencing.breakdown import breakdown
from gatelodge.sentencing.chains import Form
from gatelodge.sentencing.hints import Reader, hints
from gatelodge.sentencing.validation import cannot_stand, must_not_calculate

from . import invented
from .any_booking import LAWS, SOAK, bookings, sentences

KIND = AdjustmentKind
T = TypeVar("T")
R = ReleaseDateType
EXTRA = "extra"
READER = Reader(today=date(2026, 4, 1), bank_holidays=frozenset())
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@cache
def law_of(name: str) -> LawBook:
    return invented.law(name)


def worked(booking: Booking, law: str) -> Worked | Refusal:
    return work_out(booking, law_of(law), bank_holidays=frozenset(), with_ersed=True)


def raised(found: Worked) -> set[str]:
    """Name the hazards of the dates, those of the official service's ways included."""
    statute = msgspec.structs.replace(found.question.law, follows_official_service=False)
    question = msgspec.structs.replace(found.question, law=statute)
    told = msgspec.structs.replace(found, question=question).calculation()
    refused = (*must_not_calculate(found.booking), *cannot_stand(found.answer))
    return {each.code for each in refused} | {each.code for each in told.hazards}


def held(*found: Worked, holds: bool, why: str, allowed: frozenset[str]) -> None:
    """Demand the property, or one of the hazards that excuse it on one of the bookings."""
    if holds:
        return
    told = set().union(*(raised(each) for each in found))
    assert told & allowed, f"{why}; raised: {sorted(told)}"


def days(found: Worked) -> dict[R, date]:
    return {each.type: each.on for each in found.calculation().dates}


def release(dates: dict[R, date]) -> date:
    return max(on for each, on in dates.items() if each in RELEASES)


def expiry(dates: dict[R, date]) -> date:
    return dates[R.SLED] if R.SLED in dates else dates[R.SED]


def contradictions(found: Worked) -> dict[str, bool]:
    """Say of each thing that dates may not do whether these do it."""
    dates = days(found)
    out, end = release(dates), expiry(dates)
    first = min(each.sentenced_on for each in found.booking.sentences)
    return {
        "released before the sentence that governs": out < _governing(found),
        "released before the first sentence": min(_releases(dates)) < first,
        "released after the end": max(_releases(dates)) > end,
        "licence ends after the sentence": dates.get(R.LED, end) > end,
        "a licence of its own without a sentence end": R.LED in dates and R.SED not in dates,
        "two ends or none": (R.SLED in dates) == (R.SED in dates),
        "conditional and automatic release": {R.CRD, R.ARD} <= dates.keys(),
        "parole after release": {R.PED, R.CRD} <= dates.keys() and dates[R.PED] > dates[R.CRD],
        "curfew after release": dates.get(R.HDCED, out) > out,
        "removal after release": dates.get(R.ERSED, out) > out,
        "no release": not _releases(dates),
    }


def _releases(dates: dict[R, date]) -> list[date]:
    return [on for each, on in dates.items() if each in RELEASES]


def _governing(found: Worked) -> date:
    return found.calculation().governing_sentenced_on


def other_order(booking: Booking, shuffling: Random) -> Booking:
    """Put the same rows in another order, and the sentences too.

    Sentences of one day stay in their order among themselves, and so do exits of one day: there the
    order is a fact of its own.
    """
    rows = list(booking.adjustments)
    shuffling.shuffle(rows)
    return msgspec.structs.replace(
        booking,
        sentences=_mixed(booking.sentences, lambda each: each.sentenced_on, shuffling),
        adjustments=tuple(rows),
        movements=_mixed(booking.movements, lambda each: each.moved_on, shuffling),
    )


def _mixed(given: tuple[T, ...], day: Callable[[T], date], shuffling: Random) -> tuple[T, ...]:
    """Shuffle, and let things of one day keep their order."""
    places = list(given)
    shuffling.shuffle(places)
    of_day = {on: iter([each for each in given if day(each) == on]) for on in map(day, given)}
    return tuple(next(of_day[day(each)]) for each in places)


def with_row(booking: Booking, row: Adjustment) -> Booking:
    return msgspec.structs.replace(booking, adjustments=(*booking.adjustments, row))


def with_sentence(booking: Booking, sentence: Sentence) -> Booking:
    return msgspec.structs.replace(booking, sentences=(*booking.sentences, sentence))


def spells(found: Worked) -> list[set[str]]:
    """Give the sentences that are served together, spell by spell, without the one that was put in.

    Somebody who is let go before a later sentence begins it with a clean sheet: credit and awards
    of before stay behind. What changes who was let go when is another question than what a row does
    to a release, and is not asked here.
    """
    ids = [
        {part.sentence.sentence_id for each in group.servings for part in each.each.parts}
        for group in found.answer.groups
    ]
    return [each - {EXTRA} for each in ids if each - {EXTRA}]


def awards(found: Worked) -> list[int]:
    """Give the added days, net, that each spell holds."""
    return [max(each.days.ada for each in group.servings) for group in found.answer.groups]


def credit_left_over(found: Worked) -> int:
    """Count the days of credit that reach no sentence."""
    left = (each.adjustment for each in found.answer.unapplied)
    return sum(row.days for row in left if row.kind in CREDIT)


def is_one_term(found: Worked) -> bool:
    """Whether sentences are served as one term: half of the whole then, by law, can be sooner."""
    return any(
        each.each.form is Form.SINGLE_TERM
        for group in found.answer.groups
        for each in group.servings
    )


NO_HAZARD: frozenset[str] = frozenset()
OF_CONTRADICTIONS = {
    # Practice counts removal back from a date that credit or an absence has moved past release.
    "removal after release": frozenset({"GL_ERSED_AFTER_RELEASE"}),
    "curfew after release": frozenset({"GL_HDC_NOT_BEFORE_RELEASE"}),
}
OF_CREDIT = frozenset(
    {
        # Credit of the other kind, recalled or not, stays with the sentence that holds the most.
        "GL_CREDIT_DONOR",
        # An award that came too late for one spell is lost, or held for the next.
        "GL_ADA_NOT_APPLIED",
        "GL_AWARD_BETWEEN_SPELLS",
    }
)
OF_ANOTHER_SENTENCE = frozenset(
    {
        # A sentence that breaks a term of several up leaves the others without dates.
        "GL_SENTENCE_NOT_PRICED",
        # Beside another sentence the mid-term date of an older order leaves days at large out.
        "GL_ABSENCE_ON_OLD_ORDER",
        # It may end one spell sooner or later: an award then reaches another one, or none.
        "GL_ADA_NOT_APPLIED",
        "GL_AWARD_BETWEEN_SPELLS",
    }
)


@settings(max_examples=200 * SOAK, suppress_health_check=SLOW)
@given(bookings(), LAWS)
def test_an_answer_hangs_together_and_every_account_of_it_can_be_given(
    booking: Booking, law: str
) -> None:
    found = worked(booking, law)
    if isinstance(found, Refusal):
        assert all(each.text and each.code for each in found.reasons)
        return
    answer = found.calculation()
    for dated in answer.dates:
        assert dated.steps, dated.type
        assert all(step.authority and step.text for step in dated.steps), dated.type
    assert breakdown(found)
    assert [each.type for each in hints(found, READER)] == [each.type for each in answer.dates]
    ids = {each.sentence_id for each in booking.sentences}
    assert {each.sentence_id for each in found.sentence_dates()} <= ids
    for what, is_so in contradictions(found).items():
        allowed = OF_CONTRADICTIONS.get(what, NO_HAZARD)
        held(found, holds=not is_so, why=what, allowed=allowed)


@settings(max_examples=60 * SOAK, suppress_health_check=SLOW)
@given(bookings(), LAWS)
def test_the_same_booking_gives_the_same_bytes(booking: Booking, law: str) -> None:
    def told() -> bytes:
        found = calculate(booking, law_of(law), bank_holidays=frozenset(), with_ersed=True)
        dates = found.dates if isinstance(found, Calculation) else ()
        words = [step.text for each in dates for step in each.steps]
        return msgspec.json.encode((found, words))

    assert told() == told()


@settings(max_examples=150 * SOAK, suppress_health_check=SLOW)
@given(bookings(), LAWS, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(booking: Booking, law: str, shuffling: Random) -> None:
    one, other = worked(booking, law), worked(other_order(booking, shuffling), law)
    if isinstance(one, Refusal) or isinstance(other, Refusal):
        assert isinstance(one, Refusal)
        assert isinstance(other, Refusal)
        return
    assert days(one) == days(other)
    assert raised(one) == raised(other)


@settings(max_examples=200 * SOAK, suppress_health_check=SLOW)
@given(
    bookings(),
    LAWS,
    st.sampled_from([KIND.REMAND, KIND.TAGGED_BAIL, KIND.RECALL_REMAND, KIND.RECALL_TAGGED_BAIL]),
    st.integers(1, 90),
    st.data(),
)
def test_more_credit_never_delays(
    booking: Booking, law: str, kind: AdjustmentKind, count: int, data: st.DataObject
) -> None:
    on = data.draw(st.sampled_from([each.sentenced_on for each in booking.sentences]))
    credit = Adjustment(kind=kind, applies_on=on, days=count)
    one, other = worked(booking, law), worked(with_row(booking, credit), law)
    assume(isinstance(one, Worked) and isinstance(other, Worked))
    assert isinstance(one, Worked)
    assert isinstance(other, Worked)
    if spells(one) != spells(other):
        return
    before, after = days(one), days(other)
    is_no_later = release(after) <= release(before) and expiry(after) <= expiry(before)
    held(one, other, holds=is_no_later, why=f"{kind} delays", allowed=OF_CREDIT)


@settings(max_examples=200 * SOAK, suppress_health_check=SLOW)
@given(bookings(), LAWS, st.integers(0, 300), st.integers(1, 60))
def test_added_days_never_advance(booking: Booking, law: str, after_days: int, count: int) -> None:
    on = min(each.sentenced_on for each in booking.sentences) + timedelta(days=after_days)
    award = Adjustment(kind=KIND.ADA, applies_on=on, days=count)
    one, other = worked(booking, law), worked(with_row(booking, award), law)
    assume(isinstance(one, Worked) and isinstance(other, Worked))
    assert isinstance(one, Worked)
    assert isinstance(other, Worked)
    if spells(one) != spells(other):
        return
    if any(late < early for early, late in zip(awards(one), awards(other), strict=True)):
        return  # A longer spell serves an award that the next one would have been made to serve.
    before, after = days(one), days(other)
    is_no_sooner = release(after) >= release(before) and expiry(after) >= expiry(before)
    held(one, other, holds=is_no_sooner, why="an award advances", allowed=NO_HAZARD)


@settings(max_examples=200 * SOAK, suppress_health_check=SLOW)
@given(bookings(most=3), sentences(most=1), LAWS, st.sampled_from([0, 1, 100]), st.data())
def test_another_concurrent_sentence_never_shortens(
    booking: Booking,
    others: tuple[Sentence, ...],
    law: str,
    later_days: int,
    data: st.DataObject,
) -> None:
    on = data.draw(st.sampled_from([each.sentenced_on for each in booking.sentences]))
    first = min(each.sentenced_on for each in booking.sentences)
    extra = msgspec.structs.replace(
        others[0],
        sentence_id=EXTRA,
        sentenced_on=on + timedelta(days=later_days),
        offence=Offence(committed_on=first - timedelta(days=500), code="TH68010"),
        recall=None,
    )
    one, other = worked(booking, law), worked(with_sentence(booking, extra), law)
    assume(isinstance(one, Worked) and isinstance(other, Worked))
    assert isinstance(one, Worked)
    assert isinstance(other, Worked)
    if spells(one) != spells(other) or is_one_term(one) or is_one_term(other):
        return
    if credit_left_over(other) < credit_left_over(one):
        return  # Credit that no sentence of its day could take is taken, and handed on.
    before, after = days(one), days(other)
    is_no_shorter = release(after) >= release(before) and expiry(after) >= expiry(before)
    allowed = OF_ANOTHER_SENTENCE
    held(one, other, holds=is_no_shorter, why="shortens", allowed=allowed)
