"""A doubt about the law on the dates page, on the board and on the checklist, and how it ends."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.gate import CHECKS, undecided
from gatelodge.record import SourceKind
from gatelodge.record import facts as f
from tests.gate.doubts import OTHER, OWN, raising_another, undated, with_doubt
from tests.gate.prison import AMADI, HALE, ROWE, Person, staff
from tests.web.house import House, hidden, text_of
from tests.web.test_entering import a_paper, on

CRD = date(2026, 10, 24)
TITLE = "The scheme reached this person before its own order says so"


@pytest.fixture
def person(house: House) -> Person:
    person = house.person()
    person.sentence()
    person.calculated()
    with_doubt(person)
    return person


def decision(reading: str = "0", **changes: Any) -> dict[str, Any]:
    return {
        "reading": reading,
        "why": "The order names the day.",
        "paper": a_paper(),
        **changes,
    }


def is_open(person: Person) -> bool:
    record = person.record
    assert record.calculation is not None
    return bool(undecided(record, record.calculation))


def test_both_readings_stand_side_by_side_above_the_dates(house: House, person: Person) -> None:
    page = text_of(house.browser(AMADI).see("person-dates", person.id))
    assert f"The law is in doubt ({TITLE}), and nobody has decided" in page
    assert "before Friday 23 October 2026" in page
    assert "The order (the law book follows this)" in page
    assert "The official service" in page
    assert "Saturday 31 October 2026" in page
    assert "Friday 30 October 2026" in page
    assert "Which day did the scheme reach this person?" in page
    assert page.index("The law is in doubt here") < page.index("What the dates follow from")
    assert "Release day:" not in page


def test_only_a_head_of_omu_is_offered_the_decision(house: House, person: Person) -> None:
    where = reverse("hazard-decide", args=[person.id, 0])
    assert where in text_of(house.browser(HALE).see("person-dates", person.id))
    for reader in (AMADI, ROWE):
        assert where not in text_of(house.browser(reader).see("person-dates", person.id))
        assert house.browser(reader).get(where).status_code == 403


def test_a_head_of_omu_decides_and_the_page_says_who_and_why(house: House, person: Person) -> None:
    browser = house.browser(HALE)
    done = browser.send("hazard-decide", person.id, 0, **decision("1"))
    assert done.headers["Location"] == reverse("person-dates", args=[person.id])
    (decided,) = person.record.hazard_decisions
    assert (decided.fact.reading, decided.by) == (OTHER, HALE.account)
    assert decided.entry.envelope.source.kind is SourceKind.DOCUMENT
    page = text_of(browser.see("person-dates", person.id))
    assert "HALE, Priya decided: the official service." in page
    assert "The order names the day." in page
    assert "These are the dates that were decided." in page
    assert "Release day: Friday 30 October 2026." in page
    assert "nobody has decided" not in page


def test_a_curfew_worked_out_by_hand_is_kept_with_the_release(house: House, person: Person) -> None:
    browser = house.browser(HALE)
    without_day = browser.send(
        "hazard-decide",
        person.id,
        0,
        **decision("neither", by_hand_type="CRD", early_type="HDCED"),
        **on("by_hand", 10, 12, 2026),
    )
    assert "From which day is it possible: enter the day." in text_of(without_day)
    browser.send(
        "hazard-decide",
        person.id,
        0,
        **decision("neither", by_hand_type="CRD", early_type="HDCED"),
        **on("by_hand", 10, 12, 2026),
        **on("early_on", 1, 9, 2026),
    )
    (decided,) = person.record.hazard_decisions
    assert decided.fact.by_hand == (
        f.CalculatedDate("CRD", date(2026, 12, 10)),
        f.CalculatedDate("HDCED", date(2026, 9, 1)),
    )


def test_dates_worked_out_by_hand(house: House, person: Person) -> None:
    house.browser(HALE).send(
        "hazard-decide",
        person.id,
        0,
        **decision("neither", by_hand_type="CRD", end_type="SLED"),
        **on("by_hand", 10, 12, 2026),
        **on("end_on", 31, 5, 2027),
    )
    (decided,) = person.record.hazard_decisions
    assert decided.fact.by_hand == (
        f.CalculatedDate("CRD", date(2026, 12, 10)),
        f.CalculatedDate("SLED", date(2027, 5, 31)),
    )
    assert person.lawful_day() == date(2026, 12, 10)


def test_a_reading_without_dates_is_worked_out_by_hand_by_two(house: House, person: Person) -> None:
    with_doubt(person, make=undated)
    page = text_of(house.browser(HALE).see("person-dates", person.id))
    assert "The engine cannot date it, so its dates are worked out by hand" in page
    second = staff("okoro.ada", f.Role.HEAD_OF_OMU)
    house.join(second)
    fields = decision("1", by_hand_type="CRD", **on("by_hand", 1, 10, 2026))
    house.browser(HALE).send("hazard-decide", person.id, 0, **fields)
    page = text_of(house.browser(HALE).see("person-dates", person.id))
    assert "One person alone worked them out" in page
    assert is_open(person)
    house.browser(second).send("hazard-decide", person.id, 0, **fields | {"paper": a_paper()})
    assert not is_open(person)
    assert person.lawful_day() == date(2026, 10, 1)


def test_what_only_one_reading_raises_is_told_with_it_and_asked_once_it_is_chosen(
    house: House, person: Person
) -> None:
    with_doubt(person, make=raising_another)
    browser = house.browser(HALE)
    page = text_of(browser.see("person-dates", person.id))
    assert "Whoever decides for this reading is asked more: The official service." in page
    assert browser.get(reverse("hazard-decide", args=[person.id, 1])).status_code == 404
    browser.send("hazard-decide", person.id, 0, **decision("1"))
    page = text_of(browser.see("person-dates", person.id))
    assert "RETURN_DAY" in page
    assert "Do not release on these dates." in page
    browser.send("hazard-decide", person.id, 1, **decision("0"))
    assert not is_open(person)
    assert "Release day: Friday 30 October 2026." in text_of(browser.see("person-dates", person.id))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reading": ""}, "Choose a reading, or neither."),
        ({"why": ""}, "Say why this is right."),
        ({"paper": "", "said_by": ""}, "A fact without a source is not taken."),
        ({"reading": "neither"}, "Enter the release date that was worked out by hand."),
        (
            {"reading": "neither", **on("by_hand", 10, 12, 2026)},
            "Kind of release date: choose one for the day.",
        ),
        ({"reading": "neither", "by_hand_type": "CRD"}, "does the release fall: enter the day."),
        (
            {"by_hand_type": "CRD", **on("by_hand", 10, 12, 2026)},
            "Choose a reading, or enter dates by hand: not both.",
        ),
        ({"reading": "7"}, "Select a valid choice"),
    ],
)
def test_what_decides_nothing_is_said_beside_its_field(
    house: House, person: Person, fields: dict[str, Any], words: str
) -> None:
    answer = house.browser(HALE).send("hazard-decide", person.id, 0, **decision(**fields))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert is_open(person)


def test_a_page_that_was_opened_before_a_new_calculation_decides_nothing(
    house: House, person: Person
) -> None:
    browser = house.browser(HALE)
    old = person.record.calculation
    assert old is not None
    with_doubt(person)
    answer = browser.send("hazard-decide", person.id, 0, **decision(), calculation=old.seq)
    assert answer.status_code == 422
    assert "worked out anew since you looked" in text_of(answer)
    assert is_open(person)


def test_what_came_in_meanwhile_is_shown_and_what_was_typed_is_not_lost(
    house: House, person: Person
) -> None:
    browser = house.browser(HALE)
    where = reverse("hazard-decide", args=[person.id, 0])
    sent = hidden(browser.get(where))
    with_doubt(person)
    answer = browser.post(where, sent | decision())
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Nothing you typed is lost." in page
    assert "The order names the day." in page
    assert not re.search(r"<input[^>]*\schecked", page), "a reading of another calculation"
    assert is_open(person)
    again = hidden(answer) | {"why": "The order names the day."}
    unchosen = browser.post(where, again)
    assert "Choose a reading, or neither." in text_of(unchosen)
    assert browser.post(where, hidden(unchosen) | again | {"reading": "0"}).status_code == 302
    assert not is_open(person)


def test_a_decision_is_taken_back(house: House, person: Person) -> None:
    browser = house.browser(HALE)
    browser.send("hazard-decide", person.id, 0, **decision())
    (decided,) = person.record.hazard_decisions
    where = reverse("hazard-take-back", args=[person.id, decided.seq])
    assert where in text_of(browser.see("person-dates", person.id))
    browser.send("hazard-take-back", person.id, decided.seq, why="Wrong person", paper=a_paper())
    assert is_open(person)
    assert browser.see("hazard-take-back", person.id, decided.seq).status_code == 404


def test_what_is_not_there_is_not_found(house: House, person: Person) -> None:
    browser = house.browser(HALE)
    assert browser.see("hazard-decide", person.id, 1).status_code == 404
    assert browser.see("hazard-decide", house.person("Ashe").id, 0).status_code == 404


@pytest.mark.usefixtures("person")
def test_the_board_names_the_doubt_from_the_first_day_of_any_reading(house: House) -> None:
    page = text_of(house.browser(HALE).see("releases", day="2026-10-23"))
    assert f"The law is in doubt, and nobody has decided ({TITLE})" in page
    assert "Head of OMU" in page


def test_the_checklist_names_the_doubt_first_and_whose_move_it_is(
    house: House, person: Person
) -> None:
    person.cases()
    person.citizen()
    person.others_asked()
    person.go_to(CRD - timedelta(days=1))
    with_doubt(person)
    person.plan()
    page = text_of(house.browser(HALE).see("exit", person.id))
    first = page.index("The law is in doubt here, and nobody has decided")
    assert first < page.index(f"All {len(CHECKS)} checks")
    assert f"{OWN}: CRD Saturday 24 October 2026" in page
    assert "Head of OMU" in page
    assert f"Decision on: {TITLE}" in page
    assert "Waiting for head of OMU who calculated nothing." in page
    board = text_of(house.browser(HALE).see("releases"))
    assert TITLE in board


def test_the_summary_gives_no_day_while_it_is_in_doubt(house: House, person: Person) -> None:
    page = text_of(house.browser(AMADI).see("person", person.id))
    assert f"The law is in doubt ({TITLE})." in page
    assert "Release day (CRD)" not in page


def test_a_doubt_does_not_hide_that_one_person_alone_worked_the_dates_out(
    house: House, person: Person
) -> None:
    page = text_of(house.browser(HALE).see("person-dates", person.id))
    assert "and nobody has decided" in page
    assert "Second check needed" not in page
    first = person.record.calculation
    assert first is not None
    person.say(first.fact, by=AMADI)
    alone = text_of(house.browser(HALE).see("person-dates", person.id))
    assert "and nobody has decided" in alone
    assert "Provisional: worked out by" in alone
    assert "Second check needed" in alone
