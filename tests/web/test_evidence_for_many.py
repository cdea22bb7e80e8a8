"""One office's answer about everybody on tomorrow's list, entered person by person."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gatelodge.record import SourceKind
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, LISTER, NOAKES, Person
from tests.web.house import NWOSU, House, day_boxes, logged, text_of

FOUND = "wanted for questioning by Dunmere police"
PDF = b"%PDF-1.4 an invented answer %%EOF"


def plain(page: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text_of(page))).split())


def leaving_tomorrow(house: House, *surnames: str) -> tuple[date, list[Person]]:
    """People whose exit is planned for tomorrow; everything but the enquiries is there."""
    people = []
    for surname in surnames:
        person = house.person(surname)
        person.plan(on=person.clock.now().date() + timedelta(days=1))
        people.append(person)
    return people[0].clock.now().date() + timedelta(days=1), people


def answered(person: Person, **changes: Any) -> dict[str, Any]:
    on = person.clock.now()
    return {
        "about": f.Enquiry.OTHER_INTEREST.value,
        "asked_of": "Fernlea Police, records desk",
        "answered_by": "PC Niall Brandt",
        **day_boxes("asked_on", on.day, on.month, on.year),
        "asked_time": "07:30",
        "said_by": "PC Niall Brandt",
        **changes,
    }


def test_everybody_of_tomorrow_and_the_next_days_is_listed_and_nobody_is_ticked(
    house: House,
) -> None:
    on, (pell, ashe) = leaving_tomorrow(house, "Pell", "Ashe")
    later = house.person("Birch")
    later.plan(on=on + timedelta(days=2))
    much_later = house.person("Moss")
    much_later.plan(on=on + timedelta(days=5))
    page = house.browser(AMADI).see("evidence")
    shown = plain(page)
    for each in (pell, ashe, later):
        assert f"Clear: {each.record.identity.fact.surname.upper()}" in shown
    assert "MOSS" not in shown
    assert " checked" not in text_of(page)
    other = plain(house.browser(AMADI).see("evidence", day=(on + timedelta(days=5)).isoformat()))
    assert "MOSS" in other
    assert "PELL" not in other


def test_one_answer_enters_one_fact_a_person_and_leaves_out_whoever_is_not_ticked(
    house: House,
) -> None:
    _, (pell, ashe, birch) = leaving_tomorrow(house, "Pell", "Ashe", "Birch")
    sent = answered(pell, **{f"clear_{pell.id}": "on", f"found_{ashe.id}": FOUND})
    done = house.browser(AMADI).send("evidence", **sent)
    assert done.status_code == 302
    (clear,) = pell.record.enquiries
    assert clear.fact.enquiry is f.Enquiry.OTHER_INTEREST
    assert clear.fact.is_clear
    assert clear.fact.asked_of == "Fernlea Police, records desk"
    (found,) = ashe.record.enquiries
    assert (found.fact.is_clear, found.fact.found) == (False, FOUND)
    assert birch.record.enquiries == ()
    assert logged(record_id=pell.id, url_name="evidence")
    told = house.browser(AMADI)
    told.send("evidence", **answered(pell, **{f"clear_{birch.id}": "on"}))
    assert "Entered for 1 person" in plain(told.see("evidence"))


def test_the_paper_of_the_answer_is_the_source_on_each_record(house: House) -> None:
    _, (pell, ashe) = leaving_tomorrow(house, "Pell", "Ashe")
    paper = SimpleUploadedFile("answer.pdf", PDF, content_type="application/pdf")
    sent = answered(
        pell,
        paper=paper,
        page="2",
        said_by="",
        **{f"clear_{pell.id}": "on", f"clear_{ashe.id}": "on"},
    )
    assert house.browser(AMADI).send("evidence", **sent).status_code == 302
    sources = {each.record.enquiries[0].entry.envelope.source for each in (pell, ashe)}
    (source,) = sources
    assert source.kind is SourceKind.DOCUMENT
    assert source.page == 2
    assert house.office.documents.read(source.reference) == PDF


def test_that_no_recall_is_outstanding_can_be_said_of_many_and_a_recall_of_nobody(
    house: House,
) -> None:
    _, (pell, ashe) = leaving_tomorrow(house, "Pell", "Ashe")
    both = {f"clear_{pell.id}": "on", f"found_{ashe.id}": "recalled on Tuesday"}
    page = house.browser(AMADI).send("evidence", **answered(pell, about="recalls", **both))
    assert page.status_code == 422
    assert "Enter an outstanding recall on the person's own page" in plain(page)
    assert pell.record.recall_statuses == ()
    clear = {f"clear_{pell.id}": "on"}
    house.browser(AMADI).send("evidence", **answered(pell, about="recalls", **clear))
    assert pell.record.recall_statuses[0].fact.outstanding == ()


def test_what_cannot_be_so_is_refused_and_nothing_typed_is_lost(house: House) -> None:
    _, (pell, ashe) = leaving_tomorrow(house, "Pell", "Ashe")
    wrong = answered(pell, asked_time="23:00", **{f"clear_{pell.id}": "on"})
    page = house.browser(AMADI).send("evidence", **wrong)
    assert page.status_code == 422
    assert "The time at which you asked is still to come." in plain(page)
    assert " checked" in text_of(page)
    both = {f"clear_{pell.id}": "on", f"found_{pell.id}": FOUND, f"found_{ashe.id}": FOUND}
    page = house.browser(AMADI).send("evidence", **answered(pell, **both))
    assert "Found or clear: not both." in plain(page)
    nobody = house.browser(AMADI).send("evidence", **answered(pell))
    assert "Tick who is clear, or enter what was found about somebody." in plain(nobody)
    unsourced = answered(pell, said_by="", **{f"clear_{pell.id}": "on"})
    page = house.browser(AMADI).send("evidence", **unsourced)
    assert "A fact without a source is not taken." in plain(page)
    assert pell.record.enquiries == ashe.record.enquiries == ()


def test_whoever_is_no_longer_on_the_list_is_not_dropped_silently(house: House) -> None:
    on, (pell, ashe) = leaving_tomorrow(house, "Pell", "Ashe")
    browser = house.browser(AMADI)
    browser.see("evidence")
    ashe.plan(on=on + timedelta(days=30))
    ticked = {f"clear_{pell.id}": "on", f"clear_{ashe.id}": "on"}
    page = browser.send("evidence", **answered(pell, **ticked))
    assert page.status_code == 422
    assert "1 person whom you ticked or wrote about no longer stand" in plain(page)
    assert pell.record.enquiries == ashe.record.enquiries == ()


def test_a_second_press_enters_nobody_twice(house: House) -> None:
    _, (pell,) = leaving_tomorrow(house, "Pell")
    sent = answered(pell, command="c" * 32, **{f"clear_{pell.id}": "on"})
    for _ in range(2):
        assert house.browser(AMADI).post(reverse("evidence"), sent).status_code == 302
    assert len(pell.record.enquiries) == 1


def test_a_live_pass_of_somebody_who_is_answered_about_dies(house: House) -> None:
    person = house.person().ready().with_pass()
    today = person.clock.now().date().isoformat()
    browser = house.browser(AMADI)
    fields = answered(person, command="d" * 32, **{f"found_{person.id}": FOUND})
    done = browser.post(f"{reverse('evidence')}?day={today}", fields)
    assert done.status_code == 302
    assert person.record.release is not None
    assert person.record.release.cancelled is not None


def test_people_of_other_prisons_are_neither_listed_nor_entered(house: House) -> None:
    _, (pell,) = leaving_tomorrow(house, "Pell")
    assert "PELL" not in plain(house.browser(NWOSU).see("evidence"))
    ticked = answered(pell, command="e" * 32, **{f"clear_{pell.id}": "on"})
    page = house.browser(NWOSU).post(reverse("evidence"), ticked)
    assert page.status_code == 422
    assert "PELL" not in plain(page)
    assert pell.record.enquiries == ()
    assert house.browser(NOAKES).see("evidence").status_code == 403


def test_the_page_takes_any_day_and_refuses_what_is_none(house: House) -> None:
    leaving_tomorrow(house, "Pell")
    browser = house.browser(LISTER)
    assert browser.see("evidence", day="9999-12-31").status_code == 200
    assert browser.see("evidence", day="never").status_code == 200
    wrong = browser.see("evidence", **day_boxes("day", 31, 2, 2026))
    assert wrong.status_code == 422
    moved = browser.see("evidence", **day_boxes("day", 3, 12, 2026))
    assert moved.headers["Location"].endswith("?day=2026-12-03")
