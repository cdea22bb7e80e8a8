"""G08 where a reading has no dates, and where only the reading chosen raises a doubt."""

from datetime import date

import pytest
from msgspec.structs import replace

from gatelodge.casework.office import Actor
from gatelodge.gate import decided_dates, earliest_release, hazards_asked
from gatelodge.gate.checks import CHECKS
from gatelodge.record import facts as f
from gatelodge.record.facts import Answer
from tests.gate.doubts import OTHER, OWN, WEEK, doubt, in_doubt, raising_another, undated
from tests.gate.prison import AMADI, HALE, LISTER, ROWE, Person, staff

G08, G32 = (next(each for each in CHECKS if each.name == name) for name in ("G08", "G32"))
OKORO = staff("okoro.ada", f.Role.HEAD_OF_OMU)
CRD = date(2026, 10, 24)
EARLY = (f.CalculatedDate("CRD", date(2026, 10, 1)),)


def decide(
    person: Person,
    reading: str | None,
    *,
    by_hand: tuple[f.CalculatedDate, ...] = (),
    by: Actor = HALE,
    place: int = 0,
) -> None:
    calculation = person.record.calculation
    assert calculation is not None
    decided = f.HazardDecided(
        calculation=calculation.seq,
        inputs_digest=calculation.fact.inputs_digest,
        hazard=hazards_asked(person.record, calculation)[place],
        reading=reading,
        by_hand=by_hand,
        why="The order names the day.",
    )
    person.say(decided, by=by)


def counts_on(person: Person) -> date:
    record = person.record
    assert record.calculation is not None
    return decided_dates(record, record.calculation).calculation.fact.governing_on


def asked_codes(person: Person) -> list[str]:
    record = person.record
    assert record.calculation is not None
    return [each.code for each in hazards_asked(record, record.calculation)]


def test_an_undecided_reading_without_dates_is_told_and_fails() -> None:
    found = in_doubt(make=undated).finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "HAZARD_UNDECIDED")
    assert "the engine cannot date it, so its dates are worked out by hand" in found.words


def test_choosing_it_without_dates_decides_nothing() -> None:
    person = in_doubt(make=undated)
    decide(person, OTHER)
    assert person.finding(G08).reason == "HAZARD_UNDECIDED"
    assert counts_on(person) == CRD


@pytest.mark.parametrize("reading", [OTHER, None])
def test_dates_by_hand_by_one_person_let_nobody_leave(reading: str | None) -> None:
    person = in_doubt(make=undated)
    decide(person, reading, by_hand=EARLY)
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "BY_HAND_BY_ONE")
    assert counts_on(person) == CRD


@pytest.mark.parametrize("reading", [OTHER, None])
def test_the_same_dates_by_a_second_person_count(reading: str | None) -> None:
    person = in_doubt(make=undated)
    decide(person, reading, by_hand=EARLY, by=HALE)
    decide(person, reading, by_hand=EARLY, by=OKORO)
    assert person.finding(G08).answer is Answer.PASSED
    assert counts_on(person) == date(2026, 10, 1)


def test_one_person_twice_is_one_person() -> None:
    person = in_doubt(make=undated)
    decide(person, OTHER, by_hand=EARLY)
    decide(person, OTHER, by_hand=EARLY)
    assert person.finding(G08).reason == "BY_HAND_BY_ONE"


def test_other_dates_by_the_second_person_let_nobody_leave() -> None:
    person = in_doubt(make=undated)
    decide(person, OTHER, by_hand=EARLY, by=HALE)
    decide(person, OTHER, by_hand=(f.CalculatedDate("CRD", date(2026, 10, 2)),), by=OKORO)
    assert person.finding(G08).reason == "BY_HAND_BY_ONE"


def test_a_decision_in_between_parts_the_two() -> None:
    person = in_doubt(make=undated)
    decide(person, OTHER, by_hand=EARLY, by=HALE)
    decide(person, OWN, by=HALE)
    assert person.finding(G08).answer is Answer.PASSED
    decide(person, OTHER, by_hand=EARLY, by=OKORO)
    assert person.finding(G08).reason == "BY_HAND_BY_ONE"


def test_two_readings_without_dates_are_dated_together_by_hand() -> None:
    person = in_doubt(make=undated)
    first = person.record.calculation
    assert first is not None
    one = first.fact.hazards[0]
    person.say(replace(first.fact, hazards=(one, replace(one, code="OTHER_DAY"))), by=AMADI)
    check = f.DatesChecked(
        calculation=person.record.calculation.seq if person.record.calculation else 0,
        inputs_digest=first.fact.inputs_digest,
        entered=person.as_on_paper,
        dates=first.fact.dates,
        agrees=True,
    )
    person.say(check, by=ROWE)
    for place in (0, 1):
        for who in (HALE, OKORO):
            decide(person, OTHER, by_hand=EARLY, by=who, place=place)
    assert person.finding(G08).answer is Answer.PASSED
    assert counts_on(person) == date(2026, 10, 1)


def test_who_calculated_is_no_second_person() -> None:
    person = in_doubt(make=undated)
    decide(person, OTHER, by_hand=EARLY, by=AMADI)
    decide(person, OTHER, by_hand=EARLY, by=OKORO)
    assert person.finding(G08).reason == "BY_HAND_BY_ONE"


def test_the_law_books_own_reading_needs_one_person() -> None:
    person = in_doubt(make=undated)
    decide(person, OWN)
    assert person.finding(G08).answer is Answer.PASSED
    assert counts_on(person) == CRD


def test_neither_of_the_two_opens_the_gate_on_an_earlier_day() -> None:
    person = in_doubt(make=undated)
    decide(person, OTHER, by_hand=EARLY, by=HALE)
    decide(person, OTHER, by_hand=EARLY, by=OKORO)
    for who in (HALE, OKORO):
        assert person.finding(G32, acting=who.account).reason == "SAME_PERSON_TWICE"
    assert person.finding(G32, acting=LISTER.account).reason != "SAME_PERSON_TWICE"


def test_the_law_books_own_reading_raises_nothing_further() -> None:
    person = in_doubt(make=raising_another)
    assert asked_codes(person) == ["TRANCHE_DAY"]
    decide(person, OWN)
    assert asked_codes(person) == ["TRANCHE_DAY"]
    assert person.finding(G08).answer is Answer.PASSED


def test_who_decides_for_the_other_reading_is_asked_what_it_raises() -> None:
    person = in_doubt(make=raising_another)
    decide(person, OTHER)
    assert asked_codes(person) == ["TRANCHE_DAY", "RETURN_DAY"]
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "HAZARD_UNDECIDED")
    assert "RETURN_DAY" in found.words


def test_its_own_first_reading_leaves_the_day_of_the_one_chosen() -> None:
    person = in_doubt(make=raising_another)
    decide(person, OTHER)
    decide(person, OWN, place=1)
    assert person.finding(G08).answer is Answer.PASSED
    assert counts_on(person) == CRD + WEEK


def test_both_decided_otherwise_are_one_dating_with_both_turned_round() -> None:
    person = in_doubt(make=raising_another)
    decide(person, OTHER)
    decide(person, OTHER, place=1)
    assert person.finding(G08).answer is Answer.PASSED
    assert counts_on(person) == CRD + 2 * WEEK


def test_an_earlier_day_of_both_is_not_lost_in_the_later_of_one() -> None:
    person = in_doubt(make=lambda dates: raising_another(dates, -WEEK))
    decide(person, OTHER)
    decide(person, OTHER, place=1)
    assert counts_on(person) == CRD - 2 * WEEK


def test_a_change_of_mind_asks_the_further_doubt_no_more() -> None:
    person = in_doubt(make=raising_another)
    decide(person, OTHER)
    decide(person, OTHER, place=1)
    decide(person, OWN)
    assert asked_codes(person) == ["TRANCHE_DAY"]
    assert counts_on(person) == CRD


def test_two_departures_that_raise_the_same_doubt_open_nothing() -> None:
    """The further doubt dates each with itself, and nobody dated the two together."""
    person = in_doubt(make=raising_another)
    first = person.record.calculation
    assert first is not None
    one = first.fact.hazards[0]
    person.say(replace(first.fact, hazards=(one, replace(one, code="OTHER_DAY"))), by=AMADI)
    for place in range(3):
        decide(person, OTHER, place=place)
    assert asked_codes(person) == ["TRANCHE_DAY", "OTHER_DAY", "RETURN_DAY"]
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "HAZARDS_TOGETHER")


def test_the_first_day_of_a_further_doubt_counts_before_anybody_decided() -> None:
    person = in_doubt(make=lambda dates: raising_another(dates, -WEEK))
    record = person.record
    assert record.calculation is not None
    assert earliest_release(record, record.calculation) == CRD - 2 * WEEK


def test_who_calculated_a_further_doubt_does_not_decide_it() -> None:
    person = in_doubt(make=raising_another)
    decide(person, OTHER)
    decide(person, OWN, by=AMADI, place=1)
    assert person.finding(G08).reason == "HAZARD_DECIDED_BY_CALCULATOR"


def test_beside_another_departure_nobody_dated_them_together() -> None:
    person = in_doubt(make=raising_another)
    first = person.record.calculation
    assert first is not None
    more = doubt(first.fact.dates, code="ADDED_DAYS_LOST")
    person.say(replace(first.fact, hazards=(*first.fact.hazards, more)), by=AMADI)
    decide(person, OTHER, place=0)
    decide(person, OTHER, place=1)
    decide(person, OTHER, place=2)
    assert person.finding(G08).reason == "HAZARDS_TOGETHER"
