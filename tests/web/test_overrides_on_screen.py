"""On screen: an enquiry's answer is found, a governor decides, two governors override."""

import re
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.watching import redecide_record
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, HALE, LISTER, ROWE, Person
from tests.web.house import DEACON, PASSWORD, House, day_boxes, text_of

FINE = "480 pounds unpaid, 14 days in default"
SPOKEN = {"asked_of": "National warrants desk", "answered_by": "Odette Farr", "asked_time": "09:00"}


def plain(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(page)).split())


def asked_today(person: Person) -> dict[str, Any]:
    on = person.clock.now()
    return (
        SPOKEN | {"said_by": "Odette Farr"} | dict(day_boxes("asked_on", on.day, on.month, on.year))
    )


def wanted(house: House) -> Person:
    """Ready, but for a police force that wants the person."""
    person = house.person().ready()
    person.asked(f.Enquiry.OTHER_INTEREST, "wanted for questioning", of="Ashbourne police")
    return person


def fined(house: House) -> Person:
    """Ready, but for a warrant that a search found."""
    person = house.person().ready()
    person.asked(f.Enquiry.WARRANTS, FINE, of="Dunmere fines office")
    return person


def override(house: House, person: Person, check: str = "G14", **changes: str) -> Any:
    fields = {
        "why": "Paid at the counter; the receipt is here",
        "national_operations": "Petra Lowe, 07:50",
        "password": PASSWORD,
    }
    return house.browser(LISTER).send("exit-override", person.id, check, **(fields | changes))


def agree(house: House, person: Person, **changes: str) -> Any:
    number = person.record.overrides[-1].given.seq
    fields = {"why": "I have seen the receipt", "password": PASSWORD}
    return house.browser(DEACON).send(
        "exit-override-agree", person.id, number, **(fields | changes)
    )


@pytest.mark.parametrize("enquiry", list(f.Enquiry))
def test_a_clear_answer_is_entered_for_each_enquiry(house: House, enquiry: f.Enquiry) -> None:
    person = house.person().ready()
    done = house.browser(AMADI).send(
        "enquiry-answer", person.id, enquiry, result="clear", **asked_today(person)
    )
    assert done.status_code == 302
    said = person.record.enquiries[-1].fact
    assert (said.enquiry, said.is_clear, said.found) == (enquiry, True, "")
    assert (said.asked_of, said.answered_by) == ("National warrants desk", "Odette Farr")
    assert said.asked_at == person.clock.now()


def test_nothing_is_chosen_beforehand_in_the_forms_of_what_others_answered(house: House) -> None:
    person = house.person().ready()
    for name, more in (("enquiry-answer", [f.Enquiry.WARRANTS]), ("recall-status", [])):
        page = text_of(house.browser(AMADI).see(name, person.id, *more))
        assert " checked" not in page
        assert not re.search(r'<option[^>]*value="[^"]+"[^>]* selected', page)
        assert not re.search(r'type="text"[^>]* value="[^"]+"', page)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"result": "found"}, "Enter what they found."),
        ({"result": "clear", "found": FINE}, "They found nothing, or something: choose one."),
        ({}, "Choose what they answered."),
        ({"result": "clear", "answered_by": ""}, "Enter who answered."),
        ({"result": "clear", "said_by": ""}, "A fact without a source is not taken."),
        (
            {"result": "clear", "asked_time": "23:30"},
            "The time at which you asked is still to come.",
        ),
    ],
)
def test_an_answer_that_cannot_be_so_is_refused_beside_its_field(
    house: House, changes: dict[str, str], words: str
) -> None:
    person = house.person().ready()
    before = person.version
    page = house.browser(AMADI).send(
        "enquiry-answer", person.id, f.Enquiry.WARRANTS, **(asked_today(person) | changes)
    )
    assert page.status_code == 422
    assert words in plain(page)
    assert person.version == before


def test_outstanding_recalls_are_entered_with_kind_and_end(house: House) -> None:
    person = house.person().ready()
    rows = {"any_outstanding": "some", "kind_0": "standard", "kind_1": "fixed term 28 days"}
    rows |= day_boxes("ends_1", 3, 12, 2027)
    done = house.browser(AMADI).send("recall-status", person.id, **(asked_today(person) | rows))
    assert done.status_code == 302
    first, second = person.record.recall_statuses[-1].fact.outstanding
    assert (first.recall_kind, first.ends_on) == (f.RecallKind.STANDARD, None)
    assert second.recall_kind is f.RecallKind.FIXED_28
    assert str(second.ends_on) == "2027-12-03"
    shown = plain(house.browser(AMADI).see("exit-check", person.id, "G12"))
    assert "A recall is outstanding that is not on this record" in shown


def test_that_no_recall_is_outstanding_is_a_choice_of_its_own(house: House) -> None:
    person = house.person().ready()
    sent = asked_today(person) | {"any_outstanding": "none"}
    assert house.browser(AMADI).send("recall-status", person.id, **sent).status_code == 302
    assert person.record.recall_statuses[-1].fact.outstanding == ()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({}, "Choose whether a recall is outstanding."),
        ({"any_outstanding": "some"}, "Enter each recall that they name."),
        ({"any_outstanding": "none", "kind_0": "standard"}, "None is outstanding, or those below"),
        (
            {"any_outstanding": "some", **day_boxes("ends_0", 3, 12, 2027)},
            "Choose the kind of this recall.",
        ),
    ],
)
def test_recalls_that_contradict_themselves_are_refused(
    house: House, rows: dict[str, str], words: str
) -> None:
    person = house.person().ready()
    page = house.browser(AMADI).send("recall-status", person.id, **(asked_today(person) | rows))
    assert page.status_code == 422
    assert words in plain(page)
    assert len(person.record.recall_statuses) == 1


def test_what_the_registers_hold_is_entered_award_by_award_and_in_sums(house: House) -> None:
    person = house.person().ready()
    award = {"adjudication_0": "ADJ 7", "award_days_0": "14", "standing_0": "suspended"}
    sums = {"remand_days": "0", "tagged_bail_days": "0", "at_large_days": "3"}
    sent = asked_today(person) | award | sums
    assert house.browser(AMADI).send("days-registers", person.id, **sent).status_code == 302
    assert person.record.days_stated is not None
    said = person.record.days_stated.fact
    assert (said.remand_days, said.tagged_bail_days, said.at_large_days) == (0, 0, 3)
    (stated,) = said.awards
    assert (stated.adjudication, stated.days, stated.restored_days) == ("ADJ 7", 14, 0)
    assert stated.standing is f.AwardStanding.SUSPENDED
    shown = plain(house.browser(AMADI).see("exit-check", person.id, "G10"))
    assert "unlawfully at large: 0 here, 3 there" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"remand_days": ""}, "Days on remand: enter a number, 0 if there are none."),
        ({"adjudication_0": "ADJ 7"}, "Enter the days that were awarded."),
        ({"award_days_1": "5"}, "Enter the number of the adjudication."),
        (
            {
                "adjudication_0": "ADJ 7",
                "award_days_0": "5",
                "standing_0": "in force",
                "restored_0": "6",
            },
            "No more days can be given back than were awarded.",
        ),
    ],
)
def test_days_of_the_registers_that_cannot_be_so_are_refused(
    house: House, changes: dict[str, str], words: str
) -> None:
    person = house.person().ready()
    before = person.version
    sums = {"remand_days": "0", "tagged_bail_days": "0", "at_large_days": "0"}
    sent = asked_today(person) | sums | changes
    page = house.browser(AMADI).send("days-registers", person.id, **sent)
    assert page.status_code == 422
    assert words in plain(page)
    assert person.version == before


def test_each_check_leads_to_the_form_of_its_evidence(house: House) -> None:
    person = house.person().ready()
    person.clock.pass_by(hours=49)
    for check, href in (
        ("G10", reverse("days-registers", args=[person.id])),
        ("G12", reverse("recall-status", args=[person.id])),
        ("G14", reverse("enquiry-answer", args=[person.id, f.Enquiry.WARRANTS])),
        ("G15", reverse("enquiry-answer", args=[person.id, f.Enquiry.OTHER_INTEREST])),
        ("G16", reverse("enquiry-answer", args=[person.id, f.Enquiry.HEALTH])),
    ):
        assert f'href="{href}"' in text_of(house.browser(AMADI).see("exit-check", person.id, check))


def test_the_duty_governor_decides_on_an_interest_and_it_stays_not_met(house: House) -> None:
    person = wanted(house)
    link = reverse("exit-check-decide", args=[person.id, "G15"])
    assert link in text_of(house.browser(LISTER).see("exit", person.id))
    assert link in text_of(house.browser(LISTER).see("exit-check", person.id, "G15"))
    assert link not in text_of(house.browser(HALE).see("exit", person.id))
    assert "Whose move Duty governor" in plain(house.browser(HALE).see("exit", person.id))
    done = house.browser(LISTER).send(
        "exit-check-decide", person.id, "G15", why="They will meet him", password=PASSWORD
    )
    assert done.status_code == 302
    shown = plain(house.browser(HALE).see("exit", person.id))
    assert "Nothing stops this exit now." in shown
    assert "Not met, and let through" in shown
    assert re.search(r"Let through by LISTER, \w+, duty governor, .*?: They will meet him\.", shown)
    assert "1 not met and let through" in shown
    sign = plain(house.browser(HALE).see("exit-authorise", person.id))
    assert "Not met, and let through" in sign
    assert "They will meet him." in sign
    board = plain(house.browser(HALE).see("releases"))
    assert "1 check is not met, and governors let it through." in board


def test_a_decision_needs_its_reason_and_the_governors_own_password(house: House) -> None:
    person = wanted(house)
    page = house.browser(LISTER).send("exit-check-decide", person.id, "G15", password="not it")
    assert page.status_code == 422
    assert "Enter why." in plain(page)
    assert "That is not your password. Nothing was recorded." in plain(page)
    assert person.record.escalations == ()


def test_two_governors_override_after_a_page_of_second_thoughts(house: House) -> None:
    person = fined(house)
    governor = house.browser(LISTER)
    before = reverse("exit-override-before", args=[person.id, "G14"])
    assert before in text_of(governor.see("exit", person.id))
    assert before not in text_of(house.browser(HALE).see("exit", person.id))
    card = governor.get(before)
    assert reverse("exit-override", args=[person.id, "G14"]) in text_of(card)
    main = text_of(card).split("<main", 1)[1].split("</main", 1)[0]
    assert "<input" not in main
    assert "<form" not in main
    assert override(house, person).status_code == 302
    waits = plain(house.browser(DEACON).see("exit", person.id))
    assert "Blocked by" in waits
    assert "Waiting for second governor since" in waits
    assert "Second governor" in plain(house.browser(DEACON).see("releases"))
    assert "Agree to the override, as second governor" in waits
    assert "Agree to the override" not in plain(governor.see("exit", person.id))
    own = governor.see("exit-override-agree", person.id, person.record.overrides[-1].given.seq)
    assert "You asked for it. Another governor must agree." in plain(own)
    assert agree(house, person).status_code == 302
    shown = plain(house.browser(HALE).see("exit", person.id))
    assert "Nothing stops this exit now." in shown
    assert "Not met" in shown
    assert "Paid at the counter; the receipt is here." in shown
    assert "Told in national operations: Petra Lowe, 07:50." in shown
    assert re.search(r"And by DEACON, \w+, second governor, .*?: I have seen the receipt\.", shown)
    person.with_pass()
    assert person.record.release is not None
    assert person.record.release.issued is not None


def test_an_override_alarms_national_operations_on_screen(house: House) -> None:
    person = fined(house)
    override(house, person)
    agree(house, person)
    redecide_record(house.office, person.id, house.office.ledger.head())
    (alarm,) = person.record.alarms
    shown = plain(house.browser(HALE).see("alarm", alarm.raised.seq))
    assert "Check overridden by two governors" in shown
    assert "national operations, head of OMU" in shown


@pytest.mark.parametrize("check", ["G02", "G32", "G36"])
def test_what_nobody_may_override_offers_no_way(house: House, check: str) -> None:
    person = house.person().ready()
    person.remand("31AB0000226")
    page = house.browser(LISTER).see("exit-check", person.id, check)
    assert "Override this check" not in plain(page)
    before = house.browser(LISTER).see("exit-override-before", person.id, check)
    assert "This check cannot be overridden as it stands." in plain(before)
    assert "Go on to the override" not in plain(before)
    assert override(house, person, check).status_code == 422
    assert person.record.overrides == ()


def test_an_override_without_national_operations_is_refused_and_keeps_the_reason(
    house: House,
) -> None:
    person = fined(house)
    page = override(house, person, national_operations="")
    assert page.status_code == 422
    assert "Tell national operations first, and enter whom you told." in plain(page)
    assert "Paid at the counter; the receipt is here" in text_of(page)


def test_an_override_dies_when_something_else_is_found(house: House) -> None:
    person = fined(house)
    override(house, person)
    person.asked(f.Enquiry.WARRANTS, "and 60 pounds more", of="Ashbourne fines office")
    page = agree(house, person)
    assert "The check says something else now, or the plan is another." in plain(page)
    assert person.record.overrides[-1].seconded is None


def test_an_override_and_a_decision_are_a_duty_governors_alone(house: House) -> None:
    person = fined(house)
    override(house, person)
    number = person.record.overrides[-1].given.seq
    for actor in (AMADI, ROWE, HALE):
        for name, more in (
            ("exit-check-decide", "G15"),
            ("exit-override-before", "G14"),
            ("exit-override", "G14"),
            ("exit-override-agree", number),
        ):
            assert house.browser(actor).see(name, person.id, more).status_code == 403


def test_what_waits_for_a_governor_stands_on_their_first_page(house: House) -> None:
    interest, fine = wanted(house), house.person("Ashe").ready()
    interest.clock.at = fine.clock.at
    fine.asked(f.Enquiry.WARRANTS, FINE, of="Dunmere fines office")
    assert "ASHE" not in to_decide(house.browser(DEACON))
    override(house, fine)
    assert "PELL" in to_decide(house.browser(DEACON))
    assert "ASHE" in to_decide(house.browser(DEACON))
    assert "ASHE" not in to_decide(house.browser(LISTER))
    agree(house, fine)
    assert "ASHE" not in to_decide(house.browser(DEACON))


def to_decide(browser: Any) -> str:
    shown = plain(browser.see("home"))
    return shown.split("To decide as governor", 1)[1].split("Alarms", 1)[0]
