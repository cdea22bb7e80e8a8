"""Filter, fortnight, late, wall, and the packs of paper on their page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.pack import kept_packs
from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import facts as f
from gatelodge.web.releases.pack import gather, make_evening_pack
from gatelodge.web.staff import prisons
from tests.gate.prison import AMADI, FERNLEA, HALE, LISTER, NOAKES, Person
from tests.web.house import BEXLEY, NWOSU, VANE, House, day_boxes, hidden, text_of


def plain(page: Any) -> str:
    body = text_of(page).split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def blocked(house: House, surname: str = "Birch") -> Person:
    """Somebody whose exit of today is stopped by nobody's answers."""
    person = house.person(surname)
    person.plan()
    return person


def test_a_board_shows_only_what_its_filter_names_and_says_so(house: House) -> None:
    house.person("Pell").ready()
    blocked(house)
    browser = house.browser(HALE)
    everybody = plain(browser.see("releases"))
    assert "PELL" in everybody
    assert "BIRCH" in everybody
    page = browser.see("releases", state="ready")
    assert "PELL" in plain(page)
    assert "BIRCH" not in plain(page)
    assert "Only these are shown: state: Ready . 1 of 2." in plain(page)
    assert "1 of 2 listed, only state: Ready" in text_of(page).split("</title>")[0]
    assert "BIRCH" not in plain(browser.see("releases", whose="head-of-omu"))
    assert "PELL" not in plain(browser.see("releases", whose="case-administrator"))
    none = plain(browser.see("releases", kind="hospital"))
    assert "Nobody of these is still here." in none
    assert "0 of 2." in none


def test_the_filter_is_a_form_and_keeps_the_day_that_is_shown(house: House) -> None:
    browser = house.browser(HALE)
    tomorrow = (house.office.clock.now() + timedelta(days=1)).date()
    boxes = dict.fromkeys(("day_day", "day_month", "day_year"), "")
    asked = browser.get(
        reverse("releases"),
        {"day": tomorrow.isoformat(), "kind": "community", "whose": "", "state": "", **boxes},
    )
    assert asked.headers["Location"].endswith(f"?day={tomorrow.isoformat()}&kind=community")
    wrong = browser.get(reverse("releases"), day_boxes("day", 31, 2, 2026))
    assert wrong.status_code == 422
    assert "enter a real day" in text_of(wrong)


def test_from_a_checklist_the_way_back_leads_to_the_same_filtered_board(house: House) -> None:
    person = blocked(house)
    browser = house.browser(HALE)
    browser.see("releases", state="blocked", kind="community")
    assert "?kind=community&amp;state=blocked" in text_of(browser.see("exit", person.id))
    browser.see("releases-fortnight")
    checklist = text_of(browser.see("exit", person.id))
    assert "Back to releases in 14 days" in checklist
    assert reverse("releases-fortnight") in checklist


def test_the_fortnight_tells_day_by_day_who_leaves_and_what_will_be_too_old(house: House) -> None:
    today = house.office.clock.now().date()
    for surname, ahead in (("Pell", 0), ("Ashe", 1), ("Birch", 14), ("Moss", 15)):
        person = house.person(surname)
        person.plan(on=today + timedelta(days=ahead))
        person.asked(f.Enquiry.OTHER_INTEREST)
    shown = plain(house.browser(HALE).see("releases-fortnight"))
    assert shown.index("ASHE") < shown.index("BIRCH")
    assert "PELL" not in shown
    assert "MOSS" not in shown
    assert "will be too old" in shown
    assert "Nobody" in plain(house.browser(NWOSU).see("releases-fortnight"))


def test_whoever_is_late_stands_on_a_board_of_their_own(house: House) -> None:
    assert "Nobody is late." in plain(house.browser(HALE).see("releases-overdue"))
    late = house.person("Ashe")
    late.end(late.remand())
    late.clock.pass_by(hours=2)
    house.person("Pell").ready()
    shown = plain(house.browser(HALE).see("releases-overdue"))
    assert "ASHE" in shown
    assert "No authority to hold since" in shown
    assert "PELL" not in shown


def test_a_wall_shows_surname_and_three_signs_and_never_why(house: House) -> None:
    person = blocked(house)
    shown = plain(house.browser(HALE).see("releases-wall"))
    assert "BIRCH" in shown
    assert person.record.prison_number[-3:] in shown
    assert person.record.prison_number not in shown
    assert "Joshua" not in shown
    for word in ("immigration", "Home Office", "Theft", "licence", "health", "?"):
        assert word not in shown.replace("Reload, or ring", "")


@pytest.mark.parametrize(
    "name",
    [
        "releases",
        "releases-out",
        "releases-fortnight",
        "releases-overdue",
        "releases-wall",
        "alarms",
    ],
)
def test_every_board_says_by_itself_when_it_is_old(house: House, name: str) -> None:
    blocked(house)
    page = text_of(house.browser(HALE).see(name))
    assert "Not current." in page
    assert "Do not act on this page." in page
    assert "no-store" in house.browser(HALE).see(name).headers["Cache-Control"]


def registered(house: House) -> None:
    prison = f.PrisonRegistered(
        prison=FERNLEA, name="HMP Fernlea", telephone="2140", mailbox="omu@fernlea.invalid"
    )
    register_prison(house.office, INSTALLATION, prison)


def test_a_pack_says_who_leaves_with_all_checks_and_their_age(house: House) -> None:
    registered(house)
    ready = house.person("Pell").ready()
    today = house.office.clock.now().date()
    blocked(house, "Ashe")
    for surname, ahead in (("Moss", 3), ("Orr", 4)):
        house.person(surname).plan(on=today + timedelta(days=ahead))
    house.person("Pell")
    said = gather(house.office, FERNLEA, by="somebody", at=house.office.clock.now())
    named = [each.person.split(",")[0] for each in said.releases]
    assert sorted(named) == ["ASHE", "MOSS", "PELL"]
    pell = next(each for each in said.releases if each.person.startswith("PELL"))
    assert {each.name for each in pell.checks} == {each.name for each in house.office.checks}
    assert any("counts until" in each.age for each in pell.checks)
    assert pell.others
    (same,) = said.surnames
    assert (same.surname, len(same.people)) == ("PELL", 2)
    assert [each.name for each in said.checks] == [each.name for each in house.office.checks]
    assert said.ring == "2140"
    assert ready.record.prison_number in pell.facts


def test_the_worker_makes_the_pack_of_each_prison_once(house: House) -> None:
    registered(house)
    blocked(house)
    made = [make_evening_pack(house.office) for _ in prisons(house.office)]
    assert {each.fact.prison for each in made if each} == set(prisons(house.office))
    assert make_evening_pack(house.office) is None
    assert len(kept_packs(house.office, FERNLEA)) == 1


def test_packs_are_made_listed_and_printed_by_their_own_prison(house: House) -> None:
    registered(house)
    blocked(house)
    browser = house.browser(BEXLEY)
    empty = browser.see("releases-pack")
    assert "No pack is kept." in plain(empty)
    for _ in range(2):  # a double press makes one
        done = browser.post(reverse("releases-pack-make"), hidden(empty))
        assert done.headers["Location"] == reverse("releases-pack")
    (kept,) = kept_packs(house.office, FERNLEA)
    listed = text_of(browser.see("releases-pack")).replace("<wbr>", "")
    assert kept.fact.key_id in listed
    assert kept.fact.signature.replace("+", "&#43;") in listed.replace("+", "&#43;")
    paper = browser.see("releases-pack-paper", kept.seq)
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    assert house.browser(NWOSU).see("releases-pack-paper", kept.seq).status_code == 404
    assert house.browser(NOAKES).see("releases-pack").status_code == 403
    reading = house.browser(VANE).post(reverse("releases-pack-make"), {})
    assert reading.status_code == 403


def test_only_whoever_may_make_a_pack_is_offered_to(house: House) -> None:
    registered(house)
    assert "Make a pack of HMP Fernlea now" in plain(house.browser(AMADI).see("releases-pack"))
    assert "Make a pack of HMP Fernlea now" in plain(house.browser(LISTER).see("releases-pack"))
