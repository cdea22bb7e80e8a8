"""One custody written down twice: other order, other pieces, the same booking and dates."""

from datetime import date, timedelta
from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from gatelodge.record import CustodyRecord, booking
from gatelodge.record import facts as f
from gatelodge.record.sentencing_input import digest_of
from gatelodge.sentencing import Booking, Calculation, LawBook, calculate
from tests.gate.prison import COURT, URN, Person
from tests.offices import UNMARKED

RUNS = max(1, settings().max_examples // 100)
FIRST = date(2025, 3, 3)
LAW = LawBook.in_force()

LATER = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))
CREDIT = st.one_of(
    st.builds(
        f.RemandCredited,
        days=st.integers(1, 40),
        counts_from=st.just(FIRST),
        period=st.none(),
    ),
    st.builds(f.TaggedBailCredited, days=st.integers(1, 40), counts_from=st.just(FIRST)),
)
AWARDS = st.builds(
    f.AddedDaysAwarded,
    days=st.integers(1, 20),
    awarded_on=LATER,
    adjudication=st.integers(1, 99).map(str),
)
ABSENCES = st.builds(
    lambda on, days: f.UnlawfullyAtLargeRecorded(
        days=days,
        period=f.Period(on, on + timedelta(days=days - 1)),
        ual_reason=f.UalReason.ESCAPE,
    ),
    LATER,
    st.integers(1, 9),
)
Row = f.RemandCredited | f.TaggedBailCredited | f.AddedDaysAwarded | f.UnlawfullyAtLargeRecorded
ROWS = st.lists(st.one_of(CREDIT, AWARDS), max_size=4, unique=True)
TERMS = st.lists(
    st.tuples(st.integers(6, 40), st.booleans(), st.integers(0, 20)), min_size=1, max_size=3
).map(lambda terms: [(*terms[0][:2], 0), *terms[1:]])
"""Months, whether it follows the one before, and how many days after the first it was imposed.

The first is of the day to which days are credited."""


def imposed(months: int, after: int | None, later: int, count: int) -> f.SentenceImposed:
    return f.SentenceImposed(
        court=COURT,
        case_urn=URN,
        sentence_kind=f.SentenceKind.SDS,
        term=f.Term(months=months),
        imposed_on=FIRST + timedelta(days=later),
        offence_code="TH68010",
        offence_committed_on=date(2025, 1, 5),
        count=count,
        consecutive_to=after,
    )


def sentenced(person: Person, terms: list[tuple[int, bool, int]], *, marks_last: bool) -> None:
    """Enter the sentences as the warrants came, and what marks them then or at the end."""
    numbers: list[int] = []
    for count, (months, follows, later) in enumerate(terms, start=1):
        after = numbers[-1] if follows and numbers else None
        numbers.append(person.state(imposed(months, after, later, count)))
        if not marks_last:
            person.marks(numbers[-1], UNMARKED)
    for number in numbers if marks_last else ():
        person.marks(number, UNMARKED)


def mistaken(row: Row) -> Row:
    """The row with a slip, as it may be entered at first."""
    if isinstance(row, f.UnlawfullyAtLargeRecorded):
        return msgspec.structs.replace(row, ual_reason=f.UalReason.RECALL)
    return msgspec.structs.replace(row, days=row.days + 100)


def in_pieces(person: Person, rows: list[Row], shuffling: Random) -> None:
    """Enter the rows in another order, some of them wrong at first and corrected afterwards."""
    rows = list(rows)
    shuffling.shuffle(rows)
    wrong = {
        place: person.state(mistaken(row))
        for place, row in enumerate(rows)
        if shuffling.random() < 0.5
    }
    for place, row in enumerate(rows):
        person.state(row, corrects=wrong.get(place))


def plain(given_booking: Booking) -> Booking:
    """Name the sentences by their turn and the person by nobody: numbers of entries say nothing."""
    turns = {each.sentence_id: str(place) for place, each in enumerate(given_booking.sentences)}
    return msgspec.structs.replace(
        given_booking,
        person=msgspec.structs.replace(given_booking.person, reference=""),
        sentences=tuple(
            msgspec.structs.replace(
                each,
                sentence_id=turns[each.sentence_id],
                consecutive_to=tuple(turns[name] for name in each.consecutive_to),
            )
            for each in given_booking.sentences
        ),
        adjustments=tuple(
            sorted(given_booking.adjustments, key=lambda row: (row.kind, row.applies_on, row.days))
        ),
    )


def dates_of(record: CustodyRecord) -> tuple[object, ...]:
    found = calculate(booking(record), LAW, bank_holidays=frozenset())
    if isinstance(found, Calculation):
        return tuple((each.type, each.on) for each in found.dates)
    return tuple(each.code for each in found.reasons)


@settings(max_examples=60 * RUNS)
@given(TERMS, ROWS, st.none() | ABSENCES, st.randoms(use_true_random=False))
def test_the_same_facts_in_other_order_and_pieces_give_the_same_dates(
    terms: list[tuple[int, bool, int]],
    rows: list[Row],
    absence: Row | None,
    shuffling: Random,
) -> None:
    facts = rows if absence is None else [*rows, absence]
    at_once, by_pieces = Person(), Person()
    sentenced(at_once, terms, marks_last=False)
    for each in facts:
        at_once.state(each)
    sentenced(by_pieces, terms, marks_last=True)
    in_pieces(by_pieces, facts, shuffling)
    one, other = plain(booking(at_once.record)), plain(booking(by_pieces.record))
    assert digest_of(one, asks_for_removal=False) == digest_of(other, asks_for_removal=False)
    assert dates_of(at_once.record) == dates_of(by_pieces.record)
