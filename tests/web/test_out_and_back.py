"""A return to custody and an exit done on paper, entered on their pages."""

from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.leaving import record_exit_on_paper
from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.casework.watching import redecide_record
from gatelodge.record import SourceKind, statement
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, FERNLEA, LISTER, NOAKES, Person
from tests.web.house import BEXLEY, NWOSU, OKAFOR, House, hidden, text_of
from tests.web.test_entering import a_paper, on


@pytest.fixture
def person(house: House) -> Person:
    for code, name in ((FERNLEA, "HMP Fernlea"), ("DMI", "HMP Dunmere")):
        prison = f.PrisonRegistered(prison=code, name=name, telephone="2140", mailbox="")
        register_prison(house.office, INSTALLATION, prison)
    return house.person().ready()


def at_court(person: Person) -> Person:
    """Somebody who went to court at 10:00 in London; it is 14:00 now."""
    record_exit_on_paper(
        person.office,
        AMADI,
        person.id,
        exit_type=f.ExitType.COURT_PRODUCTION,
        exited_at=person.clock.now(),
        place="gate",
        source=statement("gate book"),
    )
    person.clock.pass_by(hours=4)
    return person


def today(person: Person, name: str) -> dict[str, Any]:
    day = person.clock.now().date()
    return on(name, day.day, day.month, day.year)


def back(person: Person, **changes: Any) -> dict[str, Any]:
    return {
        "returned_time": "12:30",
        "prison": FERNLEA,
        "how": "back from court with the escort",
        "said_by": "M. Orr, escort",
        **today(person, "returned_at"),
        **changes,
    }


def left(person: Person, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "community",
        "exited_time": "08:30",
        "place": "main gate",
        "paper": a_paper(),
        **today(person, "exited_at"),
        **changes,
    }


def test_whoever_is_back_from_court_can_leave_again(house: House, person: Person) -> None:
    """Until the return is entered the gate says that the person is out already."""
    at_court(person)
    browser = house.browser(BEXLEY)
    summary = text_of(browser.see("person", person.id))
    assert reverse("return-enter", args=[person.id]) in summary
    done = browser.send("return-enter", person.id, **back(person))
    assert done.headers["Location"] == reverse("person", args=[person.id])
    returned = person.record.exits[-1].returned
    assert returned is not None
    assert (returned.fact.prison, returned.fact.how) == (FERNLEA, "back from court with the escort")
    assert returned.entry.envelope.source.kind is SourceKind.STATEMENT
    assert returned.entry.envelope.true_from == returned.fact.returned_at
    assert person.record.out is None
    person.plan()
    person.cases()
    person.with_pass()
    person.final_check()
    assert person.scan().is_go
    assert reverse("return-enter", args=[person.id]) not in text_of(
        browser.see("person", person.id)
    )


@pytest.mark.parametrize(
    ("changes", "words", "place"),
    [
        ({"returned_time": "23:59"}, "That moment is still to come.", "id_returned_at_day"),
        ({"returned_time": "06:00"}, "cannot be before the exit", "id_returned_at_day"),
        ({"returned_time": "noon"}, "Enter a time of day, such as 09:00.", "id_returned_time"),
        (on("returned_at", 31, 2, 2026), "enter a real day", "id_returned_at_day"),
        ({"prison": ""}, "Choose which prison took the person in.", "id_prison"),
        ({"prison": "XXI"}, "XXI is not one of the available choices", "id_prison"),
        ({"how": " "}, "Enter how and why the person came back.", "id_how"),
        ({"said_by": ""}, "A fact without a source is not taken.", "id_paper"),
    ],
)
def test_a_return_that_cannot_be_is_refused_beside_its_field(
    house: House, person: Person, changes: dict[str, Any], words: str, place: str
) -> None:
    at_court(person)
    page = house.browser(BEXLEY).send("return-enter", person.id, **back(person, **changes))
    assert page.status_code == 422
    assert words in text_of(page)
    assert f'href="#{place}"' in text_of(page)
    assert person.record.out is not None


def test_a_return_is_entered_once_and_of_nobody_who_is_here(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    here = text_of(browser.see("return-enter", person.id))
    assert "This person is not out." in here
    assert "<button" not in here.split("<main")[1]
    form = hidden(browser.see("return-enter", at_court(person).id))
    for _ in range(2):
        address = reverse("return-enter", args=[person.id])
        assert browser.post(address, form | back(person)).status_code == 302
    kinds = [entry.envelope.kind for entry in person.record.entries]
    assert kinds.count("return_recorded") == 1


def test_who_is_out_is_listed_until_the_return_is_entered(house: House, person: Person) -> None:
    at_court(person)
    browser = house.browser(BEXLEY)
    for name in ("gate-desk", "releases"):
        assert reverse("releases-out") in text_of(browser.see(name))
    address = reverse("return-enter", args=[person.id])
    listed = text_of(browser.see("releases-out"))
    assert address in listed
    assert "Court production" in listed
    browser.send("return-enter", person.id, **back(person))
    assert address not in text_of(browser.see("releases-out"))
    assert reverse("releases-out") not in text_of(house.browser(NOAKES).see("gate-desk"))


def test_another_prison_takes_somebody_in(house: House, person: Person) -> None:
    at_court(person)
    house.browser(BEXLEY).send("return-enter", person.id, **back(person, prison="DMI"))
    assert person.record.prison == "DMI"


def test_an_exit_on_paper_is_entered_afterwards(house: House, person: Person) -> None:
    browser = house.browser(OKAFOR)
    assert reverse("exit-on-paper", args=[person.id]) in text_of(browser.see("exit", person.id))
    done = browser.send("exit-on-paper", person.id, **left(person))
    assert done.headers["Location"] == reverse("exit", args=[person.id])
    out = person.record.out
    assert out is not None
    assert (out.left.fact.exit_type, out.left.fact.pass_id) == (f.ExitType.COMMUNITY, None)
    assert out.left.entry.envelope.source.kind is SourceKind.DOCUMENT
    again = text_of(browser.see("exit-on-paper", person.id))
    assert "This person is not in custody here." in again


def test_an_exit_on_paper_is_marked_so_and_judged_like_any_exit(
    house: House, person: Person
) -> None:
    """A remand is in force that nothing ended: the watch suspects the exit by its true time."""
    person.remand()
    before = person.clock.now()
    person.clock.pass_by(hours=5)
    entered = house.browser(OKAFOR).send("exit-on-paper", person.id, **left(person))
    assert entered.status_code == 302
    marked = "Entered afterwards, from paper"
    assert f"{marked}." in text_of(house.browser(LISTER).see("person-history", person.id))
    assert marked in text_of(house.browser(LISTER).see("exit", person.id))
    out = person.record.out
    assert out is not None
    assert out.left.fact.exited_at < before < out.left.recorded_at
    redecide_record(house.office, person.id, out.left.seq)
    (alarm,) = person.record.alarms
    assert alarm.raised.fact.cause is f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR
    assert alarm.raised.fact.since == out.left.fact.exited_at


@pytest.mark.parametrize(
    ("changes", "words", "place"),
    [
        ({"exited_time": "23:59"}, "That moment is still to come.", "id_exited_at_day"),
        ({"kind": ""}, "Choose where the exit led.", "id_kind"),
        ({"place": ""}, "Enter where the person left.", "id_place"),
        ({"paper": ""}, "A fact without a source is not taken.", "id_paper"),
    ],
)
def test_an_exit_on_paper_that_cannot_be_is_refused_beside_its_field(
    house: House, person: Person, changes: dict[str, Any], words: str, place: str
) -> None:
    page = house.browser(LISTER).send("exit-on-paper", person.id, **left(person, **changes))
    assert page.status_code == 422
    assert words in text_of(page)
    assert f'href="#{place}"' in text_of(page)
    assert person.record.out is None


def test_nobody_is_freed_at_court_before_they_went_there(house: House, person: Person) -> None:
    at_court(person)
    fields = left(person, exited_time="00:01")
    page = text_of(house.browser(LISTER).send("exit-on-paper", person.id, **fields))
    assert "The exit cannot be before the last exit." in page


def test_who_may_enter_neither(house: House, person: Person) -> None:
    at_court(person)
    for actor in (NOAKES, NWOSU):
        assert house.browser(actor).see("return-enter", person.id).status_code == 403
    for actor in (NOAKES, NWOSU, BEXLEY, AMADI):
        assert house.browser(actor).see("exit-on-paper", person.id).status_code == 403
