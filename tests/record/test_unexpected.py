"""Dates that move otherwise than the papers since should have moved them."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from gatelodge.record import Mover, Way, last_that_stood, movers_since, unexpected_moves
from gatelodge.record import facts as f
from tests.gate.prison import Person

LATER, EARLIER = Way.LATER, Way.EARLIER
DAY = date(2026, 3, 2)


def calculated() -> f.DatesCalculated:
    person = Person()
    person.sentence(months=24)
    person.calculated()
    first = person.record.calculation
    assert first is not None
    return first.fact


BEFORE = calculated()


def moved(days: int) -> f.DatesCalculated:
    """The same dates, each so many days later."""
    by = timedelta(days=days)
    return replace(
        BEFORE,
        governing_on=BEFORE.governing_on + by,
        dates=tuple(f.CalculatedDate(each.date_type, each.on + by) for each in BEFORE.dates),
    )


def mover(way: Way, days: int = 0) -> Mover:
    return Mover(what="a paper", way=way, days=days)


ADDED, CREDITED = mover(LATER, 10), mover(EARLIER, -4)
SENTENCE, RECALL, MARKS = mover(Way.NOT_EARLIER), mover(Way.CHANGE), mover(Way.ANY)


@pytest.mark.parametrize(
    ("since", "days", "code"),
    [
        ([ADDED], 10, None),
        ([ADDED], 0, "NOT_LATER"),
        ([ADDED], -1, "NOT_LATER"),
        ([CREDITED], -4, None),
        ([CREDITED], 0, "NOT_EARLIER"),
        ([CREDITED], 4, "NOT_EARLIER"),
        ([ADDED, CREDITED], 6, None),
        ([ADDED, CREDITED], -6, "NOT_LATER"),
        ([ADDED, mover(EARLIER, -10)], 0, None),
        ([SENTENCE], 30, None),
        ([SENTENCE], 0, "NOTHING_MOVED"),
        ([SENTENCE], -1, "MOVED_EARLIER"),
        ([SENTENCE, ADDED], -1, "MOVED_EARLIER"),
        ([SENTENCE, CREDITED], -4, None),
        ([SENTENCE, CREDITED], 0, "NOTHING_MOVED"),
        ([RECALL], 0, "NOTHING_MOVED"),
        ([RECALL], -20, None),
        ([MARKS], 0, None),
        ([MARKS, ADDED], -50, None),
        ([], 0, None),
        ([], 1, "MOVED_BY_NOTHING"),
    ],
)
def test_what_was_entered_says_which_way_the_release_moves(
    since: list[Mover], days: int, code: str | None
) -> None:
    found = unexpected_moves(BEFORE, moved(days), since)
    assert [each.code for each in found] == ([code] if code else [])


def test_another_law_may_move_dates_without_a_paper() -> None:
    assert not unexpected_moves(BEFORE, replace(moved(9), law_version="2027-01"), [])


def test_that_early_removal_became_a_question_moves_nothing() -> None:
    with_removal = (*BEFORE.dates, f.CalculatedDate("ERSED", BEFORE.governing_on))
    assert not unexpected_moves(BEFORE, replace(BEFORE, dates=with_removal), [])
    (found,) = unexpected_moves(BEFORE, replace(BEFORE, dates=with_removal), [SENTENCE])
    assert found.code == "NOTHING_MOVED"


def test_an_early_date_alone_does_not_move_by_nothing() -> None:
    later = tuple(
        f.CalculatedDate(each.date_type, each.on + timedelta(days=7))
        if each.date_type == "HDCED"
        else each
        for each in BEFORE.dates
    )
    (found,) = unexpected_moves(BEFORE, replace(BEFORE, dates=later), [])
    assert found.code == "MOVED_BY_NOTHING"
    assert "The dates should be the same. HDCED was " in found.words
    assert "CRD" not in found.words


def test_the_words_name_the_papers_what_was_expected_and_what_came_of_it() -> None:
    (found,) = unexpected_moves(BEFORE, moved(0), [mover(LATER, 3)])
    assert found.words.startswith("Entered since: a paper. The release should be later. It is CRD ")
    assert found.words.endswith(", as before.")


def since_first(person: Person) -> list[tuple[str, Way, int]]:
    stood = last_that_stood(person.record)
    assert stood is not None
    return [(each.what, each.way, each.days) for each in movers_since(person.record, stood.seq)]


def test_entries_are_told_by_kind_and_by_what_they_correct_or_take_back() -> None:
    person = Person()
    person.sentence(months=24, imposed_on=DAY)
    award = person.state(f.AddedDaysAwarded(days=5, awarded_on=DAY, adjudication="A1"))
    person.calculated()
    person.state(f.RemandCredited(days=7, period=None, counts_from=DAY))
    person.state(f.AddedDaysAwarded(days=3, awarded_on=DAY, adjudication="A1"), corrects=award)
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    assert since_first(person) == [
        ("a credit for days on remand", EARLIER, -7),
        ("a correction of an award of added days", EARLIER, -2),
    ]


def test_a_new_sentence_counts_once_and_not_its_answers_nor_the_end_of_the_remand() -> None:
    person = Person()
    remand = person.remand()
    person.sentence(months=24, imposed_on=DAY)
    person.calculated()
    person.end(remand)
    person.sentence(months=3, imposed_on=DAY)
    assert since_first(person) == [("a sentence", Way.NOT_EARLIER, 0)]


def test_it_is_compared_with_what_two_people_agreed_on_last() -> None:
    person = Person()
    person.sentence(months=24, imposed_on=DAY)
    person.calculated()
    person.checked()
    agreed = person.record.calculation
    person.state(f.RemandCredited(days=7, period=None, counts_from=DAY))
    person.calculated()
    person.calculated()
    stood = last_that_stood(person.record)
    assert agreed is not None
    assert stood is not None
    assert stood.seq == agreed.seq
