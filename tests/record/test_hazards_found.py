"""The engine's doubts as they are entered: each reading with its dates, and what it raises."""

from gatelodge.record import AS_CALCULATED, hazards_found
from gatelodge.sentencing import Booking, Calculation, LawBook, calculate
from tests.sentencing.hazard_cases import CASES


def dated(given: Booking) -> Calculation:
    found = calculate(given, LawBook.in_force(), bank_holidays=frozenset())
    assert isinstance(found, Calculation)
    return found


def test_what_only_the_other_reading_raises_is_entered_with_that_readings_dates() -> None:
    found = hazards_found(dated(CASES["GL_MIXED_RECALL_CHAIN"].fires))
    chain = next(each for each in found if each.code == "GL_MIXED_RECALL_CHAIN")
    own, other = chain.readings
    assert not own.further
    (further,) = other.further
    assert further.code == "GL_HDC_OF_RECALLED_CHAIN"
    assert further.readings[0].dates == other.dates
    assert further.readings[0].dates != own.dates


def test_a_reading_by_hand_is_entered_without_dates() -> None:
    found = hazards_found(dated(CASES["GL_FTR_56_TRANCHE"].fires))
    term = next(each for each in found if each.code == "GL_FTR_56_TRANCHE")
    assert [bool(each.dates) for each in term.readings] == [True, True, False]


def test_a_doubt_of_one_reading_has_the_dates_of_the_calculation() -> None:
    answer = dated(CASES["GL_TRANCHE_WITHOUT_EFFECT"].fires)
    (found,) = (e for e in hazards_found(answer) if e.code == "GL_TRANCHE_WITHOUT_EFFECT")
    (reading,) = found.readings
    assert reading.name == AS_CALCULATED
    assert {each.date_type: each.on for each in reading.dates} == {
        each.type.value: each.on for each in answer.dates
    }
