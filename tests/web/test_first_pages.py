"""First pages: what waits for each role, since when, and what is next."""

import re
from datetime import timedelta
from typing import Any

from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, FERNLEA, HALE, ROWE
from tests.web.house import BEXLEY, ORCHARD, STROUD, VANE, House, text_of


def plain(page: Any) -> str:
    body = text_of(page).split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def section(page: Any, title: str) -> str:
    """What stands under one heading of a first page."""
    body = text_of(page).split(f">{title}</h2>")[1].split("<h2")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def registered(house: House, *prisons: tuple[str, str]) -> None:
    for code, name in prisons:
        fact = f.PrisonRegistered(
            prison=code, name=name, telephone="2140", mailbox=f"omu@{code.lower()}.invalid"
        )
        register_prison(house.office, INSTALLATION, fact)


def test_a_task_says_since_when_it_waits(house: House) -> None:
    person = house.person()
    person.sentence()
    home = house.browser(AMADI).see("home")
    assert "Since Wednesday 2 September 2026, 10:00" in section(home, "No dates worked out")
    person.clock.pass_by(hours=3)
    person.calculated()
    assert "Since Wednesday 2 September 2026, 13:00" in section(
        house.browser(ROWE).see("home"), "Second checks"
    )


def test_a_case_administrator_sees_what_is_theirs_by_deadline(house: House) -> None:
    today = house.office.clock.now().date()
    for surname, ahead in (("Moss", 3), ("Birch", 0), ("Ashe", 5)):
        house.person(surname).plan(on=today + timedelta(days=ahead))
    theirs = section(house.browser(AMADI).see("home"), "Yours now")
    assert theirs.index("BIRCH") < theirs.index("MOSS")
    assert "ASHE" not in theirs


def test_a_head_of_omu_sees_what_is_stuck_and_what_ages(house: House) -> None:
    person = house.person("Birch")
    person.remand()
    person.plan(on=house.office.clock.now().date() + timedelta(days=1))
    stuck = "Blocked over a day, by whose move"
    assert "BIRCH" not in section(house.browser(HALE).see("home"), stuck)
    person.clock.pass_by(hours=25)
    assert "BIRCH" in section(house.browser(HALE).see("home"), stuck)
    later = house.person("Moss")
    later.plan(on=house.office.clock.now().date() + timedelta(days=2))
    later.asked(f.Enquiry.OTHER_INTEREST)
    assert "1 police check will be too old" in section(
        house.browser(HALE).see("home"), "Too old by the day"
    )


def test_reception_sees_todays_exits_papers_and_surnames(house: House) -> None:
    house.person("Pell")
    house.person("Pell").plan()
    home = house.browser(BEXLEY).see("home")
    assert "PELL" in section(home, "Exits of today")
    assert "1 other person named PELL in this prison" in plain(home)
    person = house.person("Ashe")
    person.plan()
    ashe = plain(house.browser(BEXLEY).see("home"))
    assert "Papers awaited" in ashe


def test_national_operations_see_the_worst_prison_first(house: House) -> None:
    registered(house, ("AAI", "HMP Aldmoor"), (FERNLEA, "HMP Fernlea"))
    house.item()
    late = house.person("Ashe")
    late.end(late.remand())
    late.clock.pass_by(hours=2)
    listed = section(house.browser(STROUD).see("home"), "Prisons today")
    assert listed.index("HMP Fernlea") < listed.index("HMP Aldmoor")
    assert "1 without authority" in listed
    assert "in the inbox, the oldest since Wednesday 2 September 2026" in listed


def test_an_inspector_is_led_to_the_search_and_an_administrator_to_no_record(house: House) -> None:
    house.person().ready()
    registered(house, (FERNLEA, "HMP Fernlea"))
    assert "Find a person" in plain(house.browser(VANE).see("home"))
    home = plain(house.browser(ORCHARD).see("home"))
    assert "omu@fni.invalid" in home
    assert "PELL" not in home
