"""The register of hazards: each fires on a booking of its own, and not on the one beside it."""

import pytest

from gatelodge.sentencing import (
    Booking,
    Calculation,
    Hazard,
    LawBook,
    calculate,
)
from gatelodge.sentencing.hazards import asked_of_a_person, hazard_register

from .hazard_cases import CASES
from .hazard_cases_of_records import IN_FORCE, Pair
from .invented import FORTY, booking, law, sds

REGISTER = {each.code: each for each in hazard_register()}


def hazards(given: Booking, book: LawBook, *, ersed: bool = False) -> dict[str, Hazard]:
    found = calculate(given, book, bank_holidays=frozenset(), with_ersed=ersed)
    assert isinstance(found, Calculation), found
    return {each.code: each for each in found.hazards}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_hazard_is_named_with_what_a_person_must_decide(code: str) -> None:
    pair = CASES[code]
    found = hazards(pair.fires, pair.law, ersed=pair.ersed)
    assert code in found, sorted(found)
    hazard = found[code]
    assert hazard.question.endswith((".", "?"))
    assert hazard.decide_by is not None
    assert bool(hazard.readings) is (REGISTER[code].other is not None)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_hazard_does_not_fire_beside_its_case(code: str) -> None:
    pair = CASES[code]
    assert code not in hazards(pair.beside, pair.law, ersed=pair.ersed)


def test_every_hazard_of_the_register_has_its_case() -> None:
    assert set(CASES) == set(REGISTER)
    assert len(REGISTER) == len(hazard_register())


@pytest.mark.parametrize(
    "pair", [each for code, each in CASES.items() if REGISTER[code].other], ids=lambda _: ""
)
def test_the_law_books_own_reading_stands_first_and_the_other_differs(pair: Pair) -> None:
    found = calculate(pair.fires, pair.law, bank_holidays=frozenset(), with_ersed=pair.ersed)
    assert isinstance(found, Calculation)
    own = {each.type: each.on for each in found.dates}
    for hazard in found.hazards:
        if hazard.readings:
            first, second, *by_hand = hazard.readings
            assert first.dates == own
            assert second.dates != own or REGISTER[hazard.code].asks_more
            assert not any(each.dates for each in by_hand)
            names = [each.name for each in hazard.readings]
            assert len(set(names)) == len(names)


def test_it_is_decided_before_the_earliest_release_of_any_reading() -> None:
    pair = CASES["GL_FINE_AT_THRESHOLD"]
    hazard = hazards(pair.fires, pair.law)["GL_FINE_AT_THRESHOLD"]
    assert str(hazard.decide_by) == "2025-12-04"


def test_the_official_services_books_name_no_hazard() -> None:
    """Their dates are only one reading; whoever asks them asks what the official service says."""
    for pair in CASES.values():
        found = calculate(pair.fires, law(FORTY), bank_holidays=frozenset())
        assert not isinstance(found, Calculation) or not found.hazards


def test_a_source_that_nobody_has_read_is_marked_wherever_the_hazard_is_told() -> None:
    hazard = hazards(CASES["GL_RETURN_AFTER_REMOVAL"].fires, IN_FORCE)["GL_RETURN_AFTER_REMOVAL"]
    assert hazard.text.endswith(
        "Source: CJA 2003 s.261 (source not confirmed); Nationality and Borders Act 2022 s.47 "
        "(source not confirmed)."
    )


def test_every_hazard_has_a_source() -> None:
    assert all(each.authority for each in hazard_register())


def test_what_the_engine_cannot_find_is_asked_in_words_and_is_no_hazard_of_its_register() -> None:
    asked = asked_of_a_person()
    assert asked
    assert all("?" in each.question and each.because and each.source for each in asked)
    titles = [each.title for each in (*asked, *hazard_register())]
    assert len(set(titles)) == len(titles)


def test_an_ordinary_sentence_raises_none() -> None:
    assert not hazards(booking(sds("2024-01-08", years=3)), IN_FORCE)
