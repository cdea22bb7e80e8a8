"""Ways out other than a release on their pages: papers, hand-over, emergency, what happened."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.emergency import order_emergency_escort
from gatelodge.casework.gate_desk import record_exit
from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.casework.watching import redecide_record, watch_the_clock
from gatelodge.record import duties_after, papers_not_seen
from gatelodge.record import facts as f
from gatelodge.record.facts import ExitType
from tests.gate.prison import AMADI, COURT, FERNLEA, HALE, LISTER, NOAKES, URN, Person
from tests.web.house import BEXLEY, NWOSU, OKAFOR, House, text_of
from tests.web.test_entering import a_paper, on
from tests.web.test_out_and_back import back, today


@pytest.fixture
def person(house: House) -> Person:
    for code, name in ((FERNLEA, "HMP Fernlea"), ("DMI", "HMP Dunmere")):
        prison = f.PrisonRegistered(prison=code, name=name, telephone="2140", mailbox="")
        register_prison(house.office, INSTALLATION, prison)
    person = house.person()
    person.sentence()
    person.known()
    return person


def plan(house: House, person: Person, exit_type: ExitType, **fields: Any) -> Any:
    sent = {
        "exit_type": exit_type.value,
        "is_immediate": "no",
        "destination": "",
        "to_prison": "",
        "escort": "Meridian Escorts",
        **today(person, "on"),
        **fields,
    }
    return house.browser(AMADI).send("exit-plan", person.id, **sent)


PAPERS: tuple[tuple[str, ExitType, dict[str, Any]], ...] = (
    (
        "production-enter",
        ExitType.POLICE_PRODUCTION,
        {"ordered_by": COURT, "place": "Dunmere", "reference": "PO/7"},
    ),
    (
        "hospital-enter",
        ExitType.HOSPITAL,
        {"basis": "medical escort decision", "hospital": "Dunmere", "signed_by": "Dr Amiri"},
    ),
    (
        "temporary-licence-enter",
        ExitType.TEMPORARY_RELEASE,
        {
            "signed_by": "Owen Lister",
            "purpose": "work",
            "place": "Dunmere",
            "returns_time": "17:00",
        },
    ),
)


def days(person: Person, address: str) -> dict[str, Any]:
    names = {
        "production-enter": ("first_on", "last_on"),
        "hospital-enter": ("first_on",),
        "temporary-licence-enter": ("leaves_on", "returns_on"),
    }[address]
    return {key: value for name in names for key, value in today(person, name).items()}


@pytest.mark.parametrize(("address", "exit_type", "fields"), PAPERS)
def test_the_card_leads_to_the_paper_and_the_paper_meets_the_check(
    house: House, person: Person, address: str, exit_type: ExitType, fields: dict[str, Any]
) -> None:
    escort = "" if exit_type is ExitType.TEMPORARY_RELEASE else "A. Moss"
    plan(house, person, exit_type, escort=escort, destination="Dunmere")
    card = text_of(house.browser(AMADI).see("exit", person.id))
    assert reverse(address, args=[person.id]) in card
    without = house.browser(AMADI).send(address, person.id, **fields, **days(person, address))
    assert "Add the paper." in text_of(without)
    sent = house.browser(AMADI).send(
        address, person.id, paper=a_paper(), **fields, **days(person, address)
    )
    assert sent.status_code == 302
    page = text_of(house.browser(AMADI).see("exit", person.id))
    assert f"The authority allows this exit: {exit_type.value}." in page
    person.authorise()


def test_days_in_the_wrong_order_and_other_prisons_are_refused_beside_their_fields(
    house: House, person: Person
) -> None:
    fields = PAPERS[0][2] | today(person, "first_on") | on("last_on", 1, 1, 2020)
    page = house.browser(AMADI).send("production-enter", person.id, paper=a_paper(), **fields)
    assert "The last day cannot be before the first." in text_of(page)
    assert "Choose the prison that takes" in text_of(plan(house, person, ExitType.TRANSFER))
    wrong = plan(house, person, ExitType.HOSPITAL, to_prison="DMI")
    assert "Only a transfer goes to a prison." in text_of(wrong)
    unnamed = plan(house, person, ExitType.REMOVAL, escort="")
    assert "Enter the escort&#39;s name." in text_of(unnamed)


def test_a_payment_made_ready_for_another_exit_stops_this_one(house: House, person: Person) -> None:
    person.state(f.HearingListed(hearing="h", case_urn=URN, court=COURT, on=_on(person)))
    plan(house, person, ExitType.COURT_PRODUCTION, destination=COURT)
    sent = house.browser(BEXLEY).send(
        "exit-prepared",
        person.id,
        what="subsistence payment",
        stands="yes",
        exit_type="",
        reference="P 12",
        said_by="cash office",
        **today(person, "on"),
    )
    assert sent.status_code == 302
    page = text_of(house.browser(BEXLEY).see("exit", person.id))
    assert "subsistence payment was made ready for" in page


def _on(person: Person) -> Any:
    return person.clock.now().date()


def test_the_receiving_prison_takes_over_and_names_what_it_has_not_seen(
    house: House, person: Person
) -> None:
    person.state(f.HearingListed(hearing="h", case_urn=URN, court=COURT, on=_on(person)))
    plan(house, person, ExitType.TRANSFER, to_prison="DMI")
    receiver = house.browser(NWOSU)
    assert receiver.see("person", person.id).status_code == 403
    assert reverse("hand-over", args=[person.id]) in text_of(receiver.get(reverse("home")))
    page = receiver.see("hand-over", person.id)
    assert page.status_code == 200
    assert f"Hearing at {COURT}" in text_of(page)
    assert "First calculation" not in text_of(house.browser(AMADI).see("exit", person.id))
    assert "checked" not in text_of(page).split("<form", 1)[1]
    missed = receiver.send("hand-over", person.id)
    assert "Choose each open item" in text_of(missed)
    (hearing,) = person.record.hearings
    warrant = person.record.sentences[0].entry.envelope.source.reference
    taken = receiver.send(
        "hand-over", person.id, items=[f"hearing:{hearing.entry.seq}"], papers=[warrant]
    )
    assert taken.status_code == 302
    person.with_pass()
    person.final_check()
    assert person.scan().is_go
    record_exit(house.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1")
    assert reverse("return-enter", args=[person.id]) in text_of(receiver.get(reverse("home")))
    assert "Enter the arrival<" in text_of(house.browser(AMADI).see("releases-out"))
    assert "Enter the arrival<" in text_of(house.browser(AMADI).see("exit", person.id))
    assert "Enter the arrival<" in text_of(house.browser(AMADI).see("person", person.id))
    used = text_of(house.browser(AMADI).see("exit-pass", person.id))
    assert "ONLY WITH THE ESCORT Meridian Escorts</strong> from HMP Fernlea, transfer to" in used
    asked = text_of(receiver.see("return-enter", person.id))
    assert "Enter the arrival" in asked
    assert "come back" not in asked
    assert asked.index("HMP Dunmere</option>") < asked.index("HMP Fernlea</option>")
    assert " selected" not in asked
    elsewhere = receiver.send("return-enter", person.id, **back(person, prison=FERNLEA))
    assert "The person is on the way to HMP Dunmere. Choose that prison." in text_of(elsewhere)
    arrived = receiver.send(
        "return-enter", person.id, **back(person, prison="DMI", returned_time="10:30")
    )
    assert arrived.status_code == 422, "the clock has not moved on"
    person.clock.pass_by(hours=4)
    receiver.send("return-enter", person.id, **back(person, prison="DMI"))
    assert person.record.prison == "DMI"
    summary = text_of(receiver.see("person", person.id))
    assert "Papers not seen here" in summary
    waiting = papers_not_seen(person.record)
    assert warrant not in waiting
    receiver.send("hand-over", person.id, papers=list(waiting))
    assert "Papers not seen here" not in text_of(receiver.see("person", person.id))


def test_who_signs_a_transfer_says_nothing_of_keeping_the_person(
    house: House, person: Person
) -> None:
    plan(house, person, ExitType.TRANSFER, to_prison="DMI")
    asked = house.browser(NWOSU).send("hand-over", person.id)
    assert "You chose no paper." in text_of(asked)
    taken = house.browser(NWOSU).send("hand-over", person.id, no_paper="on")
    assert taken.status_code == 302
    says = text_of(house.browser(HALE).see("exit-authorise", person.id))
    assert "I know of no reason against this exit." in says
    assert "keep this person" not in says
    assert "ead of omu" not in text_of(house.browser(HALE).see("exit", person.id))


def test_nobody_of_the_sending_prison_takes_over_from_itself(house: House, person: Person) -> None:
    plan(house, person, ExitType.TRANSFER, to_prison="DMI")
    page = house.browser(AMADI).send("hand-over", person.id)
    assert "Only staff of the receiving prison" in text_of(page)
    seen = text_of(house.browser(AMADI).see("hand-over", person.id))
    assert "Only staff of the receiving prison, HMP Dunmere, may take this person over." in seen
    assert "Take over" not in seen
    waits = text_of(house.browser(AMADI).see("exit", person.id))
    assert "ase administrator of the receiving prison" in waits
    assert house.browser(NWOSU).see("exit", person.id).status_code == 403


def test_an_emergency_is_one_press_and_leaves_its_duties_open(house: House, person: Person) -> None:
    browser = house.browser(OKAFOR)
    assert reverse("exit-emergency", args=[person.id]) in text_of(browser.see("person", person.id))
    empty = browser.send("exit-emergency", person.id, hospital="Dunmere General")
    assert "Enter the names of the escort." in text_of(empty)
    done = browser.send(
        "exit-emergency",
        person.id,
        hospital="Dunmere General",
        escort="A. Moss, B. Lane",
        identified_by="Tom Noakes",
    )
    assert done.status_code == 302
    summary = text_of(browser.see("person", person.id))
    assert "in hospital now, after an emergency" in summary
    order = person.record.emergencies[0].seq
    looked = f.EmergencyDuty.LOOKED_AT
    own = browser.send("duty-done", person.id, order, looked, why="seen")
    assert "Another person must look at it." in text_of(own)
    house.browser(LISTER).send("duty-done", person.id, order, looked, why="Seen at 09:40")
    assert [each.duty for each in duties_after(person.record)] == list(f.EmergencyDuty)[1:]
    assert house.browser(LISTER).see("duty-done", person.id, order, looked).status_code == 404


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("death", "Died in custody"),
        ("escape", "Unlawfully at large since"),
        ("abscond", "(abscond)"),
        ("court", "Let go by the yard"),
    ],
)
def test_what_happened_is_entered_as_what_it_is(
    house: House, person: Person, kind: str, words: str
) -> None:
    fields = {
        "kind": kind,
        "happened_time": "08:30",
        "place": "the yard",
        "told": "police log 9",
        "said_by": "Owen Lister",
        **today(person, "happened_on"),
    }
    browser = house.browser(LISTER)
    assert reverse("happened-enter", args=[person.id]) in text_of(browser.see("person", person.id))
    late = browser.send("happened-enter", person.id, **(fields | {"happened_time": "23:59"}))
    assert "That moment is still to come." in text_of(late)
    browser.send("happened-enter", person.id, **fields)
    record = person.record
    assert (record.is_in_custody, record.exits) == (False, ())
    summary = text_of(browser.see("person", person.id))
    assert words in summary
    again = text_of(browser.see("happened-enter", person.id))
    assert "This person is not in custody here." in again


def test_not_back_from_temporary_release_is_only_of_who_is_out_on_it(
    house: House, person: Person
) -> None:
    fields = {
        "kind": "failure to return",
        "happened_time": "08:30",
        "place": "Dunmere",
        "told": "police log 9",
        "said_by": "Owen Lister",
        **today(person, "happened_on"),
    }
    page = house.browser(LISTER).send("happened-enter", person.id, **fields)
    assert "not out on temporary release" in text_of(page)


def test_whoever_was_at_large_comes_back_on_the_same_page_as_any_return(
    house: House, person: Person
) -> None:
    order = f.EmergencyEscortOrdered(hospital="D", escort="A. Moss", identified_by="T. Noakes")
    order_emergency_escort(house.office, LISTER, person.id, order=order)
    person.clock.pass_by(hours=1)
    gone = f.WentAtLarge(
        how=f.AtLarge.ESCAPE, since=person.clock.now(), place="Dunmere", police_told="log 9"
    )
    person.state(gone)
    person.clock.pass_by(hours=3)
    browser = house.browser(BEXLEY)
    assert reverse("return-enter", args=[person.id]) in text_of(browser.see("person", person.id))
    browser.send("return-enter", person.id, **back(person))
    assert (person.record.out, person.record.gone) == (None, None)
    assert person.record.is_in_custody


def test_what_an_emergency_left_open_waits_on_the_first_page(house: House, person: Person) -> None:
    order = f.EmergencyEscortOrdered(hospital="D", escort="A. Moss", identified_by="T. Noakes")
    order_emergency_escort(house.office, OKAFOR, person.id, order=order)
    first = text_of(house.browser(LISTER).get(reverse("home")))
    assert "To be made good" in first
    assert reverse("person", args=[person.id]) in first


def test_whoever_is_not_back_stands_on_todays_board(house: House, person: Person) -> None:
    at = person.clock.now()
    licence = f.TemporaryReleaseLicensed(
        signed_by="Owen Lister",
        purpose="work",
        place="Dunmere",
        leaves_on=at.date(),
        returns_at=at + timedelta(hours=2),
    )
    person.state(licence)
    plan(house, person, ExitType.TEMPORARY_RELEASE, escort="")
    person.with_pass()
    person.final_check()
    assert person.scan().is_go
    record_exit(house.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1")
    board = reverse("releases")
    assert "Not back from temporary release" not in text_of(house.browser(LISTER).get(board))
    person.clock.pass_by(hours=3)
    watch_the_clock(house.office, person.id)
    page = text_of(house.browser(LISTER).get(board))
    assert "Not back from temporary release" in page
    assert person.record.alarms[0].raised.fact.cause is f.AlarmCause.NOT_BACK_IN_TIME


def test_whom_a_court_let_go_while_more_held_is_suspected_on_the_board(
    house: House, person: Person
) -> None:
    freed = f.ReleasedByCourt(released_at=person.clock.now(), court=COURT, case_urn=URN)
    person.state(freed)
    redecide_record(house.office, person.id, house.office.ledger.head())
    page = text_of(house.browser(LISTER).get(reverse("releases")))
    assert "Suspected release in error" in page
    assert f"Let go by {COURT}" in text_of(house.browser(LISTER).see("person", person.id))
