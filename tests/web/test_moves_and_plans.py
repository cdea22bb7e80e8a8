"""Moves within custody, a nationality, and the end of a plan, entered on their pages."""

from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, FERNLEA, LISTER, Person
from tests.web.house import BEXLEY, House, text_of
from tests.web.test_entering import a_paper
from tests.web.test_out_and_back import left, today


@pytest.fixture
def person(house: House) -> Person:
    for code, name in ((FERNLEA, "HMP Fernlea"), ("DMI", "HMP Dunmere")):
        prison = f.PrisonRegistered(prison=code, name=name, telephone="2140", mailbox="")
        register_prison(house.office, INSTALLATION, prison)
    return house.person().ready()


def move(person: Person, **changes: Any) -> dict[str, Any]:
    return {
        "kind": f.MovementKind.TRANSFER_OUT.value,
        "prison": "DMI",
        "moved_time": "08:30",
        "said_by": "M. Orr, escort",
        **today(person, "moved_on"),
        **changes,
    }


HOSPITAL = {
    "kind": f.MovementKind.HOSPITAL_OUT.value,
    "prison": "",
    "hospital": "Ashbourne General",
}


def test_after_a_transfer_the_other_prison_answers(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    assert reverse("movement-enter", args=[person.id]) in text_of(browser.see("person", person.id))
    done = browser.send("movement-enter", person.id, **move(person))
    assert done.headers["Location"] == reverse("home")
    (moved,) = person.record.movements
    assert (person.record.prison, moved.fact.place) == ("DMI", "HMP Dunmere")
    assert moved.entry.envelope.true_from.isoformat() == "2026-10-23T07:30:00+00:00"
    assert browser.see("person", person.id).status_code == 403


def test_in_hospital_the_same_prison_answers(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    assert browser.send("movement-enter", person.id, **move(person, **HOSPITAL)).status_code == 302
    back = HOSPITAL | {"kind": f.MovementKind.HOSPITAL_BACK.value}
    browser.send("movement-enter", person.id, **move(person, **back, moved_time="08:45"))
    assert [(m.fact.movement, m.fact.place) for m in person.record.movements] == [
        (f.MovementKind.HOSPITAL_OUT, "Ashbourne General"),
        (f.MovementKind.HOSPITAL_BACK, "Ashbourne General"),
    ]
    assert (person.record.prison, person.record.is_in_custody) == (FERNLEA, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": ""}, "Choose where the person was moved."),
        ({"prison": ""}, "Choose to which prison the person was moved."),
        ({"prison": FERNLEA}, "Select a valid choice"),
        (HOSPITAL | {"hospital": ""}, "Enter which hospital it was."),
        (HOSPITAL | {"prison": "DMI"}, "This move has no such entry."),
        ({"hospital": "Ashbourne General"}, "This move has no such entry."),
        ({"moved_time": "23:59"}, "That moment is still to come."),
        ({"said_by": ""}, "A fact without a source is not taken."),
    ],
)
def test_a_move_that_cannot_be_so_is_refused_beside_its_field(
    changes: dict[str, str], words: str, house: House, person: Person
) -> None:
    answer = house.browser(BEXLEY).send("movement-enter", person.id, **move(person, **changes))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert person.record.movements == ()


def test_nobody_who_has_left_is_moved(house: House, person: Person) -> None:
    house.browser(LISTER).send("exit-on-paper", person.id, **left(person))
    page = house.browser(BEXLEY).see("movement-enter", person.id)
    assert "This person is not in custody here." in text_of(page)
    house.browser(BEXLEY).send("movement-enter", person.id, **move(person))
    assert person.record.movements == ()


def test_a_nationality_asks_the_immigration_question_anew(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    page = text_of(browser.see("person-authorities", person.id))
    assert reverse("nationality-state", args=[person.id]) in page
    sent = browser.send(
        "nationality-state", person.id, nationality="Portuguese", paper=a_paper(), page="2"
    )
    assert sent.status_code == 302
    assert person.record.nationalities[-1].fact.nationality == "Portuguese"
    empty = browser.send("nationality-state", person.id, nationality=" ", said_by="a letter")
    assert "Enter the nationality." in text_of(empty)


def test_a_plan_that_ended_lets_nobody_out(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    assert reverse("exit-plan-end", args=[person.id]) in text_of(browser.see("exit", person.id))
    assert "Enter why." in text_of(browser.send("exit-plan-end", person.id, why=" "))
    done = browser.send("exit-plan-end", person.id, why="The court sits again tomorrow.")
    assert done.headers["Location"] == reverse("exit", args=[person.id])
    assert person.record.plan is None
    assert "No exit is planned." in text_of(browser.see("exit", person.id))
    assert "No exit is planned." in text_of(browser.see("exit-plan-end", person.id))
