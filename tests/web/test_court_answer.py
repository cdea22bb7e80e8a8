"""The escort contractor asks at court, on the page and by machine."""

from base64 import b64encode
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, FERNLEA, URN, Person
from tests.web.house import LINDQVIST, PASSWORD, House, day_boxes, logged, text_of


def asked(person: Person, **more: str) -> dict[str, str]:
    born = day_boxes("born_on", 14, 3, 1998)
    return {"prison_number": person.record.prison_number.lower(), "case_urn": "", **born, **more}


def by_machine(account: str, password: str, **fields: str) -> Any:
    basic = b64encode(f"{account}:{password}".encode()).decode()
    return Client().post(
        reverse("court-answer-api"), fields, headers={"authorization": f"Basic {basic}"}
    )


def test_a_person_held_is_not_for_release_and_the_look_is_logged(house: House) -> None:
    person = house.person()
    person.remand()
    page = house.browser(LINDQVIST).send("court-answer", **asked(person))
    assert "NOT FOR RELEASE" in text_of(page)
    assert "Held under remand until" in text_of(page)
    assert "Joshua" not in text_of(page)
    line = logged(url_name="court-answer", record_id=person.id)[0]
    assert (line.account, line.outcome) == (LINDQVIST.account, "shown")


def test_nobody_hears_that_somebody_may_go(house: House) -> None:
    person = house.person()
    page = house.browser(LINDQVIST).send("court-answer", **asked(person))
    assert "No other authority known here" in text_of(page)
    assert "This lets nobody go." in text_of(page)


def test_another_birth_date_is_nobody_known(house: House) -> None:
    person = house.person()
    person.remand()
    other = asked(person) | day_boxes("born_on", 15, 3, 1998)
    page = house.browser(LINDQVIST).send("court-answer", **other)
    assert "Not known here" in text_of(page)
    assert "NOT FOR RELEASE" not in text_of(page)
    assert not logged(url_name="court-answer", record_id=person.id)


def test_every_answer_says_whom_it_is_about_and_which_prison_to_ring(house: House) -> None:
    prison = f.PrisonRegistered(prison=FERNLEA, name="HMP Fernlea", telephone="2140", mailbox="")
    register_prison(house.office, INSTALLATION, prison)
    held, free = house.person(), house.person("Ashe")
    held.remand()
    browser = house.browser(LINDQVIST)
    for person in (held, free):
        page = text_of(browser.send("court-answer", **asked(person)))
        box = page[page.index("gl-answer__face") : page.index("Ask again</h2>")]
        assert f"{person.record.prison_number}, born 14 March 1998" in box
        assert "HMP Fernlea, 2140" in box
    other = {**asked(held), **day_boxes("born_on", 15, 3, 1998)}
    page = text_of(browser.send("court-answer", **other))
    box = page[page.index("gl-answer__face") : page.index("Ask again</h2>")]
    assert f"{held.record.prison_number}, born 15 March 1998" in box
    assert "Fernlea" not in box


def test_a_case_that_nobody_knows_is_named(house: House) -> None:
    person = house.person()
    person.remand()
    browser = house.browser(LINDQVIST)
    page = text_of(browser.send("court-answer", **asked(person, case_urn="31ZX9999999")))
    assert "Nobody here knows that case: 31ZX9999999." in page
    assert "NOT FOR RELEASE" in page
    assert "knows that case" not in text_of(
        browser.send("court-answer", **asked(person, case_urn=URN))
    )


@pytest.mark.parametrize("number", ["ABCDEFG", "A" * 3000 + "1"])
def test_what_can_be_no_prison_number_is_named_by_its_box(house: House, number: str) -> None:
    fields = asked(house.person()) | {"prison_number": number}
    page = house.browser(LINDQVIST).send("court-answer", **fields)
    assert page.status_code == 422
    assert "That is no prison number." in text_of(page)
    assert "Not known here" not in text_of(page)


def test_empty_boxes_are_named(house: House) -> None:
    page = house.browser(LINDQVIST).send("court-answer", prison_number="", case_urn="")
    assert page.status_code == 422
    assert "Enter the prison number as on the escort record." in text_of(page)
    assert "Date of birth: enter the day." in text_of(page)


def test_only_the_contractor_asks_and_sees_nothing_else(house: House) -> None:
    person = house.person()
    assert house.browser(AMADI).see("court-answer").status_code == 403
    petra = house.browser(LINDQVIST)
    assert petra.see("home").headers["Location"] == reverse("court-answer")
    assert petra.see("person", person.id).status_code == 403
    assert petra.see("people").status_code == 403
    assert petra.see("releases").status_code == 403


def test_a_machine_asks_with_account_and_password(house: House) -> None:
    person = house.person()
    person.remand()
    fields = {"prison_number": person.record.prison_number, "born_on": "1998-03-14"}
    answer = by_machine(LINDQVIST.account, PASSWORD, **fields)
    assert answer.status_code == 200
    said = answer.json()
    assert said["not_for_release"] is True
    assert said["words"].startswith("NOT FOR RELEASE. Held under remand")
    assert [each["why"] for each in said["holds"]] == ["Held under remand"]
    assert logged(url_name="court-answer-api", record_id=person.id)[0].outcome == "shown"


def test_a_machine_without_right_person_or_role_hears_no_answer(house: House) -> None:
    person = house.person()
    person.remand()
    fields = {"prison_number": person.record.prison_number, "born_on": "1998-03-14"}
    assert by_machine(LINDQVIST.account, "wrong", **fields).status_code == 401
    assert Client().post(reverse("court-answer-api"), fields).status_code == 401
    assert by_machine(AMADI.account, PASSWORD, **fields).status_code == 403
    unknown = by_machine(LINDQVIST.account, PASSWORD, **fields | {"born_on": "1998-03-15"})
    assert (unknown.status_code, unknown.json()["error"]) == (404, "not_known")
    bad = by_machine(LINDQVIST.account, PASSWORD, **fields | {"born_on": "1998-02-31"})
    assert bad.status_code == 422
    assert "born_on" in bad.json()["fields"]
