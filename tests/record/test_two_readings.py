"""Two readings of the same papers: what is the same, in whatever order it was read."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gatelodge.record import as_read, compared, inputs_digest, reading_of
from gatelodge.record import facts as f
from tests.gate.prison import Person
from tests.offices import UNMARKED

DAY = date(2026, 3, 2)
NUMBER = 4


def person() -> Person:
    """Four sentences in a chain of three and one by itself, two rows of remand, added days."""
    made = Person()
    first = made.sentence(months=12, imposed_on=DAY)
    fact = made.record.sentences[0].fact
    before = first
    for count, months in ((11, 6), (12, 6)):
        follows = replace(fact, term=f.Term(months=months), count=count, consecutive_to=before)
        before = made.state(follows)
        made.state(f.ReleaseMarksStated(sentence=before, marks=UNMARKED))
    made.sentence(months=12, imposed_on=DAY)
    made.state(f.RemandCredited(days=21, period=None, counts_from=DAY))
    made.state(f.RemandCredited(days=3, period=None, counts_from=DAY))
    made.state(f.AddedDaysAwarded(days=12, adjudication="A1", awarded_on=date(2026, 5, 1)))
    return made


RECORD = person().record
READ = reading_of(RECORD).inputs


def in_order(places: list[int]) -> f.EnteredInputs:
    """The same sentences, read in another order of the papers; places count from 0."""
    number_of = {old: new for new, old in enumerate(places, start=1)}
    return replace(
        READ,
        sentences=tuple(
            replace(
                each,
                consecutive_to=None
                if each.consecutive_to is None
                else number_of[each.consecutive_to - 1],
            )
            for each in (READ.sentences[place] for place in places)
        ),
        days=tuple(reversed(READ.days)),
    )


@given(st.permutations(range(NUMBER)))
def test_another_order_of_the_papers_is_no_difference(places: list[int]) -> None:
    read = in_order(places)
    assert compared(reading_of(RECORD), read) == ()
    assert inputs_digest(as_read(RECORD, read)) == inputs_digest(RECORD)


@given(st.permutations(range(NUMBER)), st.integers(0, NUMBER - 1), st.integers(1, 40))
def test_one_other_length_is_one_difference_in_any_order(
    places: list[int], which: int, months: int
) -> None:
    read = in_order(places)
    term = f.Term(months=months, weeks=1)
    sentences = list(read.sentences)
    sentences[which] = replace(sentences[which], term=term)
    found = compared(reading_of(RECORD), replace(read, sentences=tuple(sentences)))
    assert ("length", str(term)) in [(each.field, each.second) for each in found]
    assert inputs_digest(as_read(RECORD, replace(read, sentences=tuple(sentences)))) != (
        inputs_digest(RECORD)
    )


def test_what_only_one_of_the_two_has_is_told_whole() -> None:
    less = replace(READ, sentences=READ.sentences[:3], days=READ.days[:2])
    found = compared(reading_of(RECORD), less)
    assert [(each.what, each.field, each.second) for each in found] == [
        ("A sentence of the record", "the whole of it", "not there"),
        ("Days: added days", "the whole of it", "not there"),
    ]
    more = replace(
        READ, recall=f.EnteredRecall(recall_kind=f.RecallKind.STANDARD, revoked_on=date(2026, 8, 3))
    )
    (recall,) = compared(reading_of(RECORD), more)
    assert (recall.what, recall.first) == ("Recall", "not there")
    assert inputs_digest(as_read(RECORD, more)) != inputs_digest(RECORD)


def test_concurrent_is_not_consecutive() -> None:
    one, two, *rest = READ.sentences
    read = replace(READ, sentences=(one, replace(two, consecutive_to=None), *rest))
    assert "how it stands to the others" in {
        each.field for each in compared(reading_of(RECORD), read)
    }


def test_days_of_another_sentence_are_other_days() -> None:
    first, *rest = READ.days
    read = replace(READ, days=(replace(first, on=date(2026, 3, 3)), *rest))
    (found,) = compared(reading_of(RECORD), read)
    assert (found.what, found.field) == ("Days: remand", "day")
