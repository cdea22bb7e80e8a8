"""The escort contractor asks at court, on the page and by machine."""

from base64 import b64encode
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.gate.prison import AMADI, Person
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
