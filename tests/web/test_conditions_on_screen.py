"""Entering what must be in place at the exit: refusals beside their boxes, nothing twice."""

from typing import Any

import pytest
from django.urls import reverse

from gatelodge.record import SourceKind
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, LISTER, Person, paper
from tests.web.house import NWOSU, House, hidden, text_of
from tests.web.test_entering import a_paper, on

HOME = "Live at 4 Field Lane."
SURETY = "A surety of £500 & no more."
ASKED: dict[str, Any] = {
    "asked_of": "Public protection unit",
    "answered_by": "Lena Foss",
    "asked_time": "09:30",
    "said_by": "Lena Foss, public protection",
    **on("asked_on", 2, 9, 2026),
}
TOLD: dict[str, Any] = {"told_time": "09:30", **on("told_on", 2, 9, 2026)}
PROBATION: dict[str, Any] = {
    "officer": "Lena Foss",
    "address": "yes",
    "reports_time": "10:00",
    "reports_to": "Ashbourne office",
    **TOLD,
    **on("reports_on", 3, 9, 2026),
}
NOTIFIED: dict[str, Any] = {
    "recipient": "police",
    "named": "Ada Crane",
    "reference": "P/17",
    **TOLD,
    **on("release_on", 3, 9, 2026),
}
CALL: dict[str, Any] = {
    "called_number": "01632 960140",
    "number_known_from": "list of courts",
    "spoke_to": "Ines Marlowe",
    "said_time": "09:30",
    **on("said_on", 2, 9, 2026),
}
FORMS: dict[str, dict[str, Any]] = {
    "conditions-set": {"any_set": "none", "paper": None},
    "licence-issue": {"conditions": "Report to probation.", "paper": None},
    "probation-told": PROBATION,
    "public-protection": {**ASKED, "any_flag": "none"},
    "victim-contact": {**ASKED, "wants": "no"},
    "release-notified": NOTIFIED,
}
"""What each form is sent with when all of it is right; a paper is added anew each time."""


@pytest.fixture
def person(house: House) -> Person:
    made = house.person()
    made.remand()
    return made


def filled(name: str, **changes: Any) -> dict[str, Any]:
    fields = {**FORMS[name], **changes}
    return fields | {"paper": a_paper()} if "paper" in fields else fields


def entered(person: Person) -> f.Fact | None:
    return person.record.entries[-1].fact


def test_conditions_are_kept_line_by_line_as_on_the_paper(house: House, person: Person) -> None:
    typed = f"  {HOME}\r\n\r\n{SURETY}\r\n"
    done = house.browser(AMADI).send(
        "conditions-set", person.id, any_set="some", conditions=typed, paper=a_paper()
    )
    assert done.status_code == 302
    assert entered(person) == f.ConditionsSet(conditions=(HOME, SURETY))


def test_a_paper_that_sets_none_is_entered_as_none(house: House, person: Person) -> None:
    house.browser(AMADI).send("conditions-set", person.id, **filled("conditions-set"))
    assert entered(person) == f.ConditionsSet(conditions=())


def test_each_condition_is_entered_as_met_with_how(house: House, person: Person) -> None:
    person.state(f.ConditionsSet(conditions=(HOME, SURETY)))
    browser = house.browser(AMADI)
    met = {"how": "visited", "said_by": "Lena Foss"}
    browser.send("condition-met", person.id, condition=HOME, **met)
    assert entered(person) == f.ConditionMet(condition=HOME, how="visited")
    browser.see("condition-met", person.id)  # takes away what the last press said
    page = text_of(browser.see("condition-met", person.id))
    assert HOME not in page
    browser.send("condition-met", person.id, condition=SURETY, **met)
    assert "Every condition that was set is entered as met." in text_of(
        browser.see("condition-met", person.id)
    )


def test_a_condition_that_was_set_anew_meanwhile_is_not_met_by_an_old_page(
    house: House, person: Person
) -> None:
    person.state(f.ConditionsSet(conditions=(HOME,)))
    browser = house.browser(AMADI)
    page = browser.see("condition-met", person.id)
    person.state(f.ConditionsSet(conditions=(SURETY,)))
    sent = hidden(page) | {"condition": HOME, "how": "visited", "said_by": "Lena Foss"}
    stale = browser.post(reverse("condition-met", args=[person.id]), sent)
    assert "The conditions changed since you looked." in text_of(stale)
    assert 'value="visited"' in text_of(stale)
    assert not person.record.conditions_met


def test_a_licence_has_every_condition_that_was_set(house: House, person: Person) -> None:
    person.state(f.ConditionsSet(conditions=(HOME, SURETY)))
    browser = house.browser(AMADI)
    assert "checked" not in text_of(browser.see("licence-issue", person.id))
    lacks = browser.send("licence-issue", person.id, **filled("licence-issue", set_out=[HOME]))
    assert "Every condition that was set must stand on the licence." in text_of(lacks)
    assert person.record.licence is None
    browser.send("licence-issue", person.id, **filled("licence-issue", set_out=[HOME, SURETY]))
    assert entered(person) == f.LicenceIssued(conditions=(HOME, SURETY, "Report to probation."))


def test_whoever_was_spoken_to_is_the_source_unless_a_paper_is(
    house: House, person: Person
) -> None:
    browser = house.browser(AMADI)
    browser.send("probation-told", person.id, **PROBATION)
    told = person.record.probation
    assert told is not None
    assert told.fact.address_is_confirmed
    assert told.fact.reports_at.isoformat() == "2026-09-03T10:00:00+01:00"
    source = told.entry.envelope.source
    assert (source.kind, source.reference) == (SourceKind.STATEMENT, "Lena Foss")
    browser.send("probation-told", person.id, paper=a_paper(), **PROBATION)
    told = person.record.probation
    assert told is not None
    assert told.entry.envelope.source.kind is SourceKind.DOCUMENT


def test_flags_victims_and_word_of_the_day_stand_as_told(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    flags = {**ASKED, "any_flag": "some", "flags": "MAPPA level 2\r\nSex offender register"}
    browser.send("public-protection", person.id, **flags)
    stated = person.record.public_protection
    assert stated is not None
    assert stated.fact.flags == ("MAPPA level 2", "Sex offender register")
    browser.send("victim-contact", person.id, **ASKED, wants="yes", liaison_officer="Ada Crane")
    victim = person.record.victim_contact
    assert victim is not None
    assert victim.fact.liaison_officer == "Ada Crane"
    browser.send("release-notified", person.id, **NOTIFIED)
    assert person.record.notified[0].fact.recipient is f.Recipient.POLICE
    assert person.record.notified[0].fact.release_on.isoformat() == "2026-09-03"


def test_a_call_back_is_about_a_paper_that_lets_the_person_out(
    house: House, person: Person
) -> None:
    browser = house.browser(AMADI)
    assert "No paper waits for a call" in text_of(browser.see("call-back", person.id))
    ended = person.end(person.record.authorities[0].seq)
    document = next(e for e in person.record.entries if e.seq == ended).envelope.source.reference
    elsewhere = paper(house.office, "some other paper").reference
    wrong = browser.send("call-back", person.id, **CALL, document=elsewhere)
    assert "That paper waits for no call any more." in text_of(wrong)
    browser.send("call-back", person.id, **CALL, document=document)
    assert person.record.verified[0].fact.document == document
    assert person.record.verified[0].fact.spoke_to == "Ines Marlowe"


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("conditions-set", {"any_set": ""}, "Choose whether the paper sets conditions."),
        ("conditions-set", {"any_set": "some"}, "Enter each condition as on the paper."),
        ("conditions-set", {"conditions": HOME}, "It sets none, or those below: choose one."),
        ("conditions-set", {"any_set": "some", "conditions": "x" * 10_001}, "at most 10000"),
        (
            "conditions-set",
            {"any_set": "some", "conditions": f"{HOME}\n{HOME}"},
            "Enter each condition once.",
        ),
        ("licence-issue", {"conditions": " "}, "Enter each condition as on the licence."),
        ("probation-told", {"officer": ""}, "Enter whom you told."),
        ("probation-told", {"officer": "x" * 201}, "Enter at most 200 characters."),
        ("probation-told", {"address": ""}, "Choose whether the address is confirmed."),
        ("probation-told", on("told_on", 3, 9, 2026), "is still to come"),
        ("probation-told", on("told_on", 31, 2, 2026), "enter a real day"),
        ("probation-told", {"reports_time": "25:00"}, "Enter a time of day"),
        (
            "probation-told",
            on("reports_on", 1, 9, 2026),
            "The appointment cannot be before you told them.",
        ),
        ("public-protection", {"any_flag": ""}, "Choose what they answered."),
        ("public-protection", {"any_flag": "some"}, "Enter each flag as the register names it."),
        ("public-protection", {"flags": "MAPPA"}, "No flag, or those below: choose one."),
        ("public-protection", on("asked_on", 3, 9, 2026), "still to come"),
        ("public-protection", {"said_by": ""}, "A fact without a source is not taken."),
        ("victim-contact", {"wants": ""}, "Choose whether a victim wants to be told."),
        ("victim-contact", {"wants": "yes"}, "Enter who tells the victim."),
        ("victim-contact", {"liaison_officer": "Ada"}, "No victim, or this officer: choose one."),
        ("release-notified", {"recipient": ""}, "Choose whom you told."),
        ("release-notified", {"recipient": "the press"}, "Select a valid choice"),
        ("release-notified", {"named": ""}, "Enter whom you told."),
        ("release-notified", {"release_on_day": ""}, "enter the day as well."),
    ],
)
def test_what_is_missing_too_long_or_wrong_is_said_beside_its_box(
    house: House, person: Person, name: str, changes: dict[str, Any], words: str
) -> None:
    before = person.version
    page = house.browser(AMADI).send(name, person.id, **filled(name, **changes))
    assert page.status_code == 422
    assert words in text_of(page)
    assert "Error: " in text_of(page).split("</title>")[0]
    assert person.version == before


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_shown_with_nothing_chosen(house: House, person: Person, name: str) -> None:
    page = text_of(house.browser(AMADI).see(name, person.id))
    assert " checked" not in page


@pytest.mark.parametrize("name", FORMS)
def test_a_press_counts_once(house: House, person: Person, name: str) -> None:
    browser = house.browser(AMADI)
    page = browser.see(name, person.id)
    address = reverse(name, args=[person.id])
    sent = hidden(page) | filled(name)
    for _ in range(2):
        done = browser.post(address, sent | ({"paper": a_paper()} if "paper" in sent else {}))
        assert done.status_code == 302
        assert done.headers["Location"] == reverse("exit", args=[person.id])
    kind = entered(person)
    assert sum(type(e.fact) is type(kind) for e in person.record.entries) == 1


@pytest.mark.parametrize("name", [*FORMS, "condition-met", "call-back"])
def test_another_prisons_staff_are_not_let_in(house: House, person: Person, name: str) -> None:
    assert house.browser(NWOSU).see(name, person.id).status_code == 403


def test_what_is_news_says_that_it_ends_the_pass(house: House) -> None:
    person = house.person().ready().with_pass()
    page = text_of(house.browser(LISTER).see("conditions-set", person.id))
    assert "To enter this cancels it." in page
    browser = house.browser(AMADI)
    done = browser.send("conditions-set", person.id, **filled("conditions-set"))
    assert done.status_code == 302
    release = person.record.release
    assert release is not None
    assert release.cancelled is not None
