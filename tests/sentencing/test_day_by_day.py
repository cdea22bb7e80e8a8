"""The engine's formulas against a count that strikes days off a calendar, for every kind."""

from datetime import date, timedelta
from fractions import Fraction

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    DetentionAndTraining,
    Exclusion,
    Extended,
    FineDefault,
    ParticularConcern,
    Person,
    Recall,
    RecallType,
    ReleaseDateType,
    Sentence,
    StandardDeterminate,
    SupervisionBreach,
    Term,
    calculate,
)

from .any_booking import (
    FINE_LIMIT_PENCE,
    LATEST,
    LAWS,
    SOAK,
    absence,
    sentences,
)
from .day_by_day import Share, days_at_large, days_of, days_to_serve, strike_off
from .invented import HALF, IN_FORCE, PROGRESSION, law

R = ReleaseDateType
KIND = AdjustmentKind
HALF_SERVED, TWO_FIFTHS, TWO_THIRDS, A_THIRD = (
    Fraction(1, 2),
    Fraction(2, 5),
    Fraction(2, 3),
    Fraction(1, 3),
)
WHOLE = Fraction(1)
PERSON = Person(reference="G0001LD", born_on=date(1975, 4, 8))
FORTY_BEGAN, MORE_EXCLUDED = date(2024, 9, 10), date(2024, 12, 16)
MODEL_BEGAN = date(2026, 10, 1)
REMAND_OF_ORDERS, PAROLE_AT_TWO_THIRDS = date(2022, 6, 28), date(2022, 6, 28)
WHOLE_DEFAULT_TERM = date(2015, 6, 1)


def custody(sentence: Sentence) -> Term:
    match sentence:
        case Extended() | ParticularConcern():
            return sentence.custodial_term
        case _:
            return sentence.term


def whole(sentence: Sentence) -> Term:
    match sentence:
        case Extended() | ParticularConcern():
            return sentence.custodial_term.plus(sentence.extension)
        case _:
            return sentence.term


def part_served(sentence: Sentence, book: str) -> Fraction:
    """Say what part of custody is served before release without the Parole Board."""
    match sentence:
        case StandardDeterminate():
            return standard_part(sentence, book)
        case Extended(has_automatic_release=True):
            return TWO_THIRDS
        case FineDefault(fine_pence=int(pence), sentenced_on=on):
            least = FINE_LIMIT_PENCE + (book == IN_FORCE)
            return WHOLE if on >= WHOLE_DEFAULT_TERM and pence >= least else HALF_SERVED
        case DetentionAndTraining():
            return HALF_SERVED
        case _:
            return WHOLE


def standard_part(sentence: StandardDeterminate, book: str) -> Fraction:
    on = sentence.sentenced_on
    stands_outside = (
        sentence.is_section_250
        or (sentence.is_sds_plus_eligible and not sentence.is_sds_plus)
        or Exclusion.SA2026_PROGRESSION_MODEL_SCHEDULE in sentence.exclusions
    )
    has_model = book == PROGRESSION and on >= MODEL_BEGAN and not stands_outside
    if sentence.is_sds_plus:
        return HALF_SERVED if has_model else TWO_THIRDS
    if has_model:
        return A_THIRD
    if book == HALF or on < FORTY_BEGAN or Exclusion.SEXUAL in sentence.exclusions:
        return HALF_SERVED
    if on >= MORE_EXCLUDED and Exclusion.DOMESTIC_ABUSE_T3 in sentence.exclusions:
        return HALF_SERVED
    return TWO_FIFTHS


def is_by_the_act_of_1991(sentence: Sentence, book: str) -> bool:
    """Four years or more for a listed offence of before 4 April 2005, under the statute.

    The Board decides from one half and release is at two thirds; other tests count those days.
    """
    return (
        book == IN_FORCE
        and isinstance(sentence, StandardDeterminate)
        and sentence.offence.committed_on is not None
        and sentence.offence.committed_on < date(2005, 4, 4)
        and not {Exclusion.SEXUAL, Exclusion.VIOLENT}.isdisjoint(sentence.exclusions)
        and days_of(sentence.sentenced_on, [sentence.term])
        >= days_of(sentence.sentenced_on, [Term(years=4)])
    )


def parole_part(sentence: Sentence) -> Fraction | None:
    match sentence:
        case Extended(has_automatic_release=False):
            return TWO_THIRDS
        case ParticularConcern(sentenced_on=on, is_under_18=is_child):
            return TWO_THIRDS if is_child or on >= PAROLE_AT_TWO_THIRDS else HALF_SERVED
        case _:
            return None


def takes_remand(sentence: Sentence) -> bool:
    if isinstance(sentence, DetentionAndTraining):
        return sentence.sentenced_on >= REMAND_OF_ORDERS
    return not isinstance(sentence, SupervisionBreach)


def takes_awards(sentence: Sentence) -> bool:
    return not isinstance(sentence, DetentionAndTraining | FineDefault | SupervisionBreach)


def is_reached_by_no_scheme(sentence: Sentence, book: str, release: date) -> bool:
    """Whether no early-release scheme begins while the sentence is being served."""
    began = {HALF: (), PROGRESSION: (FORTY_BEGAN, MODEL_BEGAN)}.get(book, (FORTY_BEGAN,))
    starts = (*began, *((MORE_EXCLUDED,) if began else ()))
    return not isinstance(sentence, StandardDeterminate) or not any(
        sentence.sentenced_on < each <= release + timedelta(days=400) for each in starts
    )


def dated(given: Booking, book: str) -> Calculation | None:
    found = calculate(given, law(book), bank_holidays=frozenset())
    return found if isinstance(found, Calculation) else None


def end_of(found: Calculation) -> date | None:
    return found.on(R.SLED) or found.on(R.SED)


def booked(*imposed: Sentence, rows: tuple[Adjustment, ...] = ()) -> Booking:
    return Booking(person=PERSON, sentences=imposed, adjustments=rows)


SINGLE = sentences(most=1).map(lambda made: msgspec.structs.replace(made[0], recall=None))
ABSENCES = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 40)), max_size=2)


def absences(first: date, drawn: list[tuple[int, int]]) -> tuple[Adjustment, ...]:
    found = []
    on = first
    for gap, count in drawn:
        on += timedelta(days=gap)
        found.append(absence(on, count))
        on += timedelta(days=count)
    return tuple(found)


def falls_on_release_weekend(rows: tuple[Adjustment, ...], release: date) -> bool:
    """Whether an absence begins on days on which the person had been let go already, or not."""
    weekend = release.weekday() - 4
    return any(0 <= (release - row.applies_on).days < weekend for row in rows)


@settings(max_examples=200 * SOAK)
@given(SINGLE, LAWS, st.integers(0, 120), st.integers(0, 40), ABSENCES)
def test_one_sentence_of_any_kind_is_served_day_by_day(
    sentence: Sentence, book: str, remand: int, award: int, drawn: list[tuple[int, int]]
) -> None:
    first = sentence.sentenced_on
    to_serve = days_to_serve(first, [(part_served(sentence, book), (custody(sentence),))])
    all_days = days_of(first, [whole(sentence)])
    entered = min(remand, to_serve - 1)
    credit = entered if takes_remand(sentence) else 0
    added = award if takes_awards(sentence) else 0
    at_large = absences(first + timedelta(days=3), drawn)
    absent = days_at_large(at_large, first, to_serve, credit=credit, added=added)
    releases = [
        strike_off(
            first,
            to_serve,
            credit=credit,
            added=added,
            absent=days_at_large(at_large[:count], first, to_serve, credit=credit, added=added),
        )
        for count in range(len(at_large) + 1)
    ]
    unstopped, release = releases[0], releases[-1]
    served_out = strike_off(first, all_days, credit=credit, absent=frozenset())
    if (
        is_by_the_act_of_1991(sentence, book)
        # Whether days awarded past the end hold anybody who goes at large then, is in doubt
        # (GL_AWARDS_PAST_END).
        or (at_large and unstopped > served_out)
        or not is_reached_by_no_scheme(sentence, book, release)
        or any(falls_on_release_weekend(at_large, each) for each in releases)
    ):
        return
    end = strike_off(first, all_days, credit=credit, absent=absent)
    rows = [
        Adjustment(kind=KIND.REMAND, applies_on=first, days=entered),
        Adjustment(kind=KIND.ADA, applies_on=first, days=award),
    ]
    given_rows = (*(each for each in rows if each.days), *at_large)
    found = dated(booked(sentence, rows=given_rows), book)
    if found is None:
        return
    assert found.governing().on == min(release, end)
    assert end_of(found) == end
    share = parole_part(sentence)
    if share is None:
        assert found.on(R.PED) is None
    else:
        terms = (custody(sentence),)
        at_parole = days_to_serve(first, [(share * to_serve / days_of(first, terms), terms)])
        board_may_decide = strike_off(first, at_parole, credit=credit, added=added, absent=absent)
        eligible = found.on(R.PED)
        assert eligible is not None
        assert eligible >= board_may_decide
        # Whoever goes at large past the parole date finds it put off all the same.
        assert eligible == board_may_decide or max(absent) > board_may_decide


OF_A_CHAIN = st.lists(SINGLE, min_size=2, max_size=4)
RANK = (StandardDeterminate, Extended, ParticularConcern)


@settings(max_examples=150 * SOAK)
@given(OF_A_CHAIN, st.dates(date(2005, 6, 1), LATEST), st.integers(0, 60))
def test_a_chain_is_served_share_by_share(drawn: list[Sentence], first: date, remand: int) -> None:
    """Terms of equal shares are joined and served in their order; what the Board may end, last."""
    parts = tuple(
        msgspec.structs.replace(
            each,
            sentence_id=f"s{place}",
            sentenced_on=first,
            offence=msgspec.structs.replace(each.offence, committed_on=first - timedelta(days=30)),
            consecutive_to=(f"s{place - 1}",) if place else (),
        )
        for place, each in enumerate(drawn)
        if isinstance(each, RANK)
    )
    if len(parts) < 2 or parts[0].sentence_id != "s0" or _has_gap(parts):
        return
    shares: dict[Fraction, list[Term]] = {}
    for each in parts:
        if parole_part(each) is None:
            shares.setdefault(part_served(each, HALF), []).append(custody(each))
    by_board = [custody(each) for each in parts if parole_part(each) is not None]
    in_order: list[Share] = [(part, tuple(terms)) for part, terms in shares.items()]
    if by_board:
        in_order.append((WHOLE, tuple(by_board)))
    to_serve = days_to_serve(first, in_order)
    credit = min(remand, to_serve - 1)
    rows = (Adjustment(kind=KIND.REMAND, applies_on=first, days=credit),) if credit else ()
    found = dated(booked(*parts, rows=rows), HALF)
    assert found is not None
    assert found.governing().on == strike_off(first, to_serve, credit=credit, absent=frozenset())
    all_days = days_of(first, [whole(each) for each in parts])
    assert end_of(found) == strike_off(first, all_days, credit=credit, absent=frozenset())
    assert found.on(R.ESED) == strike_off(first, all_days, absent=frozenset())


def _has_gap(parts: tuple[Sentence, ...]) -> bool:
    ids = {each.sentence_id for each in parts}
    return any(not ids.issuperset(each.consecutive_to) for each in parts)


@settings(max_examples=100 * SOAK)
@given(
    SINGLE,
    st.sampled_from(
        [
            (RecallType.STANDARD_RECALL, None),
            (RecallType.FIXED_TERM_RECALL_14, 14),
            (RecallType.FIXED_TERM_RECALL_28, 28),
        ]
    ),
    st.integers(0, 300),
    st.integers(0, 60),
)
def test_a_recall_is_served_day_by_day(
    drawn: Sentence, kind: tuple[RecallType, int | None], later: int, remand: int
) -> None:
    """A fixed term is struck off from the day of return; a standard recall runs to the end."""
    recall_type, fixed = kind
    if not isinstance(drawn, StandardDeterminate | Extended):
        return
    first = drawn.sentenced_on
    to_serve = days_to_serve(first, [(part_served(drawn, HALF), (custody(drawn),))])
    returned = first + timedelta(days=to_serve + later)
    recalled = msgspec.structs.replace(
        drawn, recall=Recall(recall_type=recall_type, revoked_on=returned, returned_on=returned)
    )
    rows = (Adjustment(kind=KIND.RECALL_REMAND, applies_on=first, days=remand),) if remand else ()
    given_booking = msgspec.structs.replace(
        booked(recalled, rows=rows), returned_to_custody_on=returned
    )
    found = dated(given_booking, HALF)
    if found is None:
        return
    end = strike_off(first, days_of(first, [whole(drawn)]), credit=remand, absent=frozenset())
    assert end_of(found) == end
    expected = end
    if fixed is not None:
        expected = min(end, strike_off(returned, fixed, absent=frozenset()))
    assert found.on(R.PRRD) == expected
