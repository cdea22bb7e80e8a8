"""The board says which evidence of coming exits will be too old on the day."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gatelodge.record import facts as f
from tests.gate.prison import AMADI, NOAKES, Person
from tests.web.house import NWOSU, VANE, House, text_of

THURSDAY = date(2026, 10, 22)
MONDAY = date(2026, 10, 26)


def plain(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(page)).split())


def leaving_on(house: House, on: date, surname: str = "Pell") -> Person:
    """Somebody whose plan is for that day; nobody was asked about them yet."""
    person = house.person(surname)
    person.plan(on=on)
    return person


def go_to(person: Person, on: date, hour: int) -> None:
    person.clock.at = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


def test_on_thursday_the_board_counts_what_will_be_too_old_on_monday(house: House) -> None:
    people = [leaving_on(house, MONDAY, each) for each in ("Pell", "Ashe", "Birch")]
    go_to(people[0], THURSDAY, 9)
    for each in people:
        each.asked(f.Enquiry.OTHER_INTEREST)
    people[0].asked(f.Enquiry.WARRANTS)
    shown = plain(house.browser(AMADI).see("releases"))
    line = (
        "Monday: 1 warrant search and 3 police checks will be too old. Ask again on Sunday evening."
    )
    assert line in shown
    assert line in plain(house.browser(AMADI).see("releases", day=MONDAY.isoformat()))
    assert "will be too old" not in plain(house.browser(NWOSU).see("releases"))


def test_what_lasts_until_noon_of_the_day_is_not_counted(house: House) -> None:
    person = leaving_on(house, MONDAY)
    go_to(person, MONDAY - timedelta(days=1), 13)
    person.asked(f.Enquiry.OTHER_INTEREST)
    assert "will be too old" not in plain(house.browser(AMADI).see("releases"))


def test_what_was_found_or_never_asked_is_no_evidence_that_could_age(house: House) -> None:
    person = leaving_on(house, MONDAY)
    go_to(person, THURSDAY, 9)
    person.asked(f.Enquiry.OTHER_INTEREST, "wanted for questioning")
    assert "will be too old" not in plain(house.browser(AMADI).see("releases"))


def test_dates_that_are_worked_out_anew_anyhow_are_no_answer_of_anybody(house: House) -> None:
    person = house.person()
    person.sentence()
    go_to(person, THURSDAY, 9)
    person.calculated()
    person.checked()
    person.plan(on=MONDAY)
    assert "will be too old" not in plain(house.browser(AMADI).see("releases"))


def test_an_exit_further_away_than_the_board_looks_is_left_out(house: House) -> None:
    person = leaving_on(house, MONDAY + timedelta(days=1))
    go_to(person, THURSDAY, 9)
    person.asked(f.Enquiry.OTHER_INTEREST)
    assert "will be too old" not in plain(house.browser(AMADI).see("releases"))


def test_only_who_may_enter_evidence_is_led_to_it(house: House) -> None:
    leaving_on(house, MONDAY)
    words = "Enter one office&#39;s answer about many people"
    assert words in text_of(house.browser(AMADI).see("releases")).replace("'", "&#39;")
    assert words not in text_of(house.browser(VANE).see("releases")).replace("'", "&#39;")
    assert house.browser(NOAKES).see("releases").status_code == 403
