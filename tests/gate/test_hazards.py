"""G08, G09 and G02 where the law behind somebody's dates is in doubt."""

from datetime import date

import pytest
from msgspec.structs import replace

from gatelodge.casework.office import Actor
from gatelodge.gate import decided_dates, undecided
from gatelodge.gate.checks import CHECKS
from gatelodge.record import facts as f
from gatelodge.record.facts import Answer
from tests.gate.doubts import OTHER, OWN, WEEK, doubt, in_doubt, with_doubt
from tests.gate.prison import AMADI, HALE, LISTER, ROWE, Person

G02, G08, G09, G32 = (
    next(each for each in CHECKS if each.name == name) for name in ("G02", "G08", "G09", "G32")
)


def decide(
    person: Person,
    reading: str | None,
    *,
    by_hand: tuple[f.CalculatedDate, ...] = (),
    by: Actor = HALE,
    place: int = 0,
) -> f.HazardFound:
    calculation = person.record.calculation
    assert calculation is not None
    hazard = calculation.fact.hazards[place]
    decided = f.HazardDecided(
        calculation=calculation.seq,
        inputs_digest=calculation.fact.inputs_digest,
        hazard=hazard,
        reading=reading,
        by_hand=by_hand,
        why="The order names the day.",
    )
    person.say(decided, by=by)
    return hazard


def test_an_undecided_doubt_fails_and_says_both_days_and_whose_move_it_is() -> None:
    person = in_doubt()
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "HAZARD_UNDECIDED")
    assert "TRANCHE_DAY" in found.words
    assert "the order: CRD Saturday 24 October 2026" in found.words
    assert "the official service: CRD Saturday 31 October 2026" in found.words
    assert "head of OMU" in found.words
    assert person.finding(G02).answer is Answer.UNKNOWN
    assert person.finding(G09).answer is Answer.UNKNOWN


def test_a_doubt_fails_before_anybody_checked() -> None:
    person = Person()
    person.sentence()
    person.calculated()
    first = person.record.calculation
    assert first is not None
    person.say(replace(first.fact, hazards=(doubt(first.fact.dates),)))
    assert person.finding(G08).reason == "HAZARD_UNDECIDED"


def test_the_law_books_own_reading_leaves_its_day() -> None:
    person = in_doubt()
    before = decided_calculation(person).governing_on
    decide(person, OWN)
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.PASSED, "TWO_AGREE_AND_DECIDED")
    assert decided_calculation(person).governing_on == before
    assert person.lawful_day() <= before


def test_a_later_reading_holds_to_its_own_day() -> None:
    person = in_doubt(by=WEEK)
    decide(person, OTHER)
    early = date(2026, 10, 23)
    person.go_to(early)
    found = person.finding(G09)
    assert (found.answer, found.reason) == (Answer.FAILED, "DAY_IS_EARLY")
    assert person.finding(G02).reason == "HELD_UNTIL_LATER"
    person.go_to(early + WEEK)
    found = person.finding(G09)
    assert (found.answer, found.reason) == (Answer.PASSED, "DAY_IS_LAWFUL")
    assert "The scheme reached this person before its own order says so" in found.words


def test_dates_by_hand_open_their_day_and_none_before() -> None:
    person = in_doubt()
    on = date(2026, 12, 10)
    decide(person, None, by_hand=(f.CalculatedDate("CRD", on),))
    assert person.lawful_day() == on


@pytest.mark.parametrize("reading", ["no such reading", None])
def test_a_decision_that_names_no_day_decides_nothing(reading: str | None) -> None:
    person = in_doubt()
    decide(person, reading, by_hand=(f.CalculatedDate("SLED", date(2027, 5, 31)),))
    assert person.finding(G08).reason == "HAZARD_UNDECIDED"


@pytest.mark.parametrize("who", [AMADI, ROWE])
def test_neither_calculator_nor_checker_decides(who: Actor) -> None:
    person = in_doubt()
    decide(person, OTHER, by=who)
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "HAZARD_DECIDED_BY_CALCULATOR")


def test_a_change_of_an_input_brings_the_doubt_back() -> None:
    person = in_doubt()
    decide(person, OWN)
    person.state(f.AddedDaysAwarded(days=5, awarded_on=date(2026, 8, 20), adjudication="FNI/1"))
    assert person.finding(G08).reason == "FACTS_CHANGED"
    person.calculated()
    with_doubt(person)
    assert person.finding(G08).reason == "HAZARD_UNDECIDED"


def test_the_same_facts_calculated_again_keep_the_decision() -> None:
    person = in_doubt()
    decide(person, OWN)
    person.clock.pass_by(days=3)
    with_doubt(person)
    assert person.finding(G08).answer is Answer.PASSED


def test_another_question_on_the_same_facts_is_undecided() -> None:
    person = in_doubt(by=WEEK)
    decide(person, OWN)
    with_doubt(person, by=2 * WEEK)
    assert person.finding(G08).reason == "HAZARD_UNDECIDED"


def test_each_doubt_is_decided_by_itself() -> None:
    person = in_doubt(codes=("TRANCHE_DAY", "ADDED_DAYS_LOST"))
    decide(person, OWN)
    found = person.finding(G08)
    assert found.reason == "HAZARD_UNDECIDED"
    assert "ADDED_DAYS_LOST" in found.words
    decide(person, OTHER, place=1)
    assert person.finding(G08).answer is Answer.PASSED
    assert decided_calculation(person).governing_on == date(2026, 10, 31)


def test_two_departures_that_nobody_dated_together_open_nothing() -> None:
    person = in_doubt(codes=("TRANCHE_DAY", "ADDED_DAYS_LOST"))
    decide(person, OTHER, place=0)
    decide(person, OTHER, place=1)
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "HAZARDS_TOGETHER")
    by_hand = (f.CalculatedDate("CRD", date(2026, 12, 14)),)
    decide(person, None, by_hand=by_hand, place=0)
    assert person.finding(G08).reason == "HAZARDS_TOGETHER"
    decide(person, None, by_hand=by_hand, place=1)
    assert person.finding(G08).answer is Answer.PASSED
    assert person.lawful_day() == date(2026, 12, 14)


def test_a_doubt_without_a_reading_is_decided_by_hand_alone() -> None:
    person = in_doubt()
    first = person.record.calculation
    assert first is not None
    bare = f.HazardFound(code="NO_RETURN_DATE", text="No return is entered.", question="When?")
    person.say(replace(first.fact, hazards=(bare,)), by=AMADI)
    assert person.finding(G08).words.count("no reading was dated") == 1
    assert undecided_codes(person) == ["NO_RETURN_DATE"]
    decide(person, None, by_hand=(f.CalculatedDate("CRD", date(2026, 12, 14)),))
    assert undecided_codes(person) == []


def decided_calculation(person: Person) -> f.DatesCalculated:
    record = person.record
    assert record.calculation is not None
    return decided_dates(record, record.calculation).calculation.fact


def undecided_codes(person: Person) -> list[str]:
    record = person.record
    assert record.calculation is not None
    return [each.code for each in undecided(record, record.calculation)]


def test_who_decided_for_the_earlier_day_does_not_open_it_too() -> None:
    person = in_doubt(by=-WEEK)
    person.cases()
    person.citizen()
    person.others_asked()
    decide(person, OTHER, by=HALE)
    person.go_to(person.lawful_day())
    with_doubt(person, by=-WEEK)
    found = person.finding(G32, acting=HALE.account)
    assert (found.answer, found.reason) == (Answer.FAILED, "SAME_PERSON_TWICE")
    assert person.finding(G32, acting=LISTER.account).reason == "NOT_DONE_YET"


def test_who_decided_for_the_law_books_day_may_open_it() -> None:
    person = in_doubt(by=-WEEK)
    decide(person, OWN, by=HALE)
    assert person.finding(G32, acting=HALE.account).reason == "NOT_DONE_YET"
