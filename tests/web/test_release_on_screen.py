"""A release through the screens: four people, one pass, GO; and everything that stops it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.registers import INSTALLATION, grant_role
from gatelodge.record import day_in_london, spoken_day
from gatelodge.record import facts as f
from gatelodge.web.staff import Directory
from gatelodge.web.states import exit_state
from gatelodge.web.words_of_time import moment, time_of_day
from tests.gate.prison import AMADI, ASKED, COURT, HALE, LISTER, NOAKES, ROWE, URN, Person
from tests.web.house import BEXLEY, OKAFOR, PASSWORD, House, hidden, text_of
from tests.web.papers_read import compare, read_papers


def authorise(house: House, person: Person, **changes: str) -> Any:
    fields = {"exit_type": "community", "password": PASSWORD} | changes
    return house.browser(HALE).send("exit-authorise", person.id, **fields)


def confirm(house: House, person: Person, **changes: str) -> Any:
    return house.browser(LISTER).send(
        "exit-confirm", person.id, **({"password": PASSWORD} | changes)
    )


def plain(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(page)).split())


def scan(house: House, code: str) -> Any:
    return house.browser(NOAKES).post(reverse("gate-desk"), {"scanned": code}, follow=True)


def code_of(house: House, person: Person) -> str:
    page = text_of(house.browser(BEXLEY).see("exit-pass", person.id))
    found = re.search(r'gl-pass__signs">([^<]+)<', page)
    assert found
    return found[1]


def test_four_people_let_somebody_out(house: House) -> None:
    person = house.person()
    person.sentence()
    house.browser(AMADI).send("dates-calculate", person.id, why="initial")
    first = person.record.calculation
    assert first is not None
    dates = {each.date_type: each.on for each in first.fact.dates}
    read_papers(house, person)
    blind = house.browser(ROWE).see("dates-check", person.id)
    assert spoken_day(dates["CRD"]) not in plain(blind)
    assert spoken_day(dates["SLED"]) not in plain(blind)
    person.go_to(dates["CRD"])
    house.browser(AMADI).send("dates-calculate", person.id, why="2 days before release")
    compare(house, person)
    assert person.record.check is not None
    assert person.record.check.fact.agrees
    person.cases()
    person.citizen()
    person.others_asked()
    person.in_place()
    on = person.clock.now()
    house.browser(AMADI).send(
        "exit-plan",
        person.id,
        exit_type="community",
        is_immediate="no",
        on_day=on.day,
        on_month=on.month,
        on_year=on.year,
    )
    assert "Nothing stops this exit now" in text_of(house.browser(HALE).see("exit", person.id))
    assert authorise(house, person).status_code == 302
    assert confirm(house, person).headers["Location"] == reverse("exit-pass", args=[person.id])
    house.browser(BEXLEY).send("exit-pass-print", person.id)
    stopped = scan(house, code_of(house, person))
    assert "STOP: do not open" in text_of(stopped)
    house.browser(BEXLEY).send("exit-licence", person.id, answer="signed")
    right = {f"asked_{about.name.lower()}": "right" for about in ASKED}
    for officer in (BEXLEY, OKAFOR):
        house.browser(officer).send("exit-identity", person.id, face="yes", told="yes", **right)
    house.browser(NOAKES).post(reverse("gate-final-check", args=[person.id]), {})
    browser = house.browser(NOAKES)
    go = browser.post(reverse("gate-desk"), {"scanned": code_of(house, person)}, follow=True)
    assert "GO: pass valid" in text_of(go)
    left = browser.post(
        reverse("gate-exit", args=[person.id]),
        {"pass_id": person.pass_id, "command": "c" * 32},
        follow=True,
    )
    assert "Exit recorded" in text_of(left)
    assert not person.record.is_in_custody
    assert "Used at" in text_of(scan(house, person.token))


def test_a_later_fact_turns_the_answer_to_stop_and_shows_what_changed(house: House) -> None:
    person = house.person().ready().with_pass()
    person.final_check()
    assert "GO: pass valid" in text_of(scan(house, person.token))
    person.state(f.HearingListed(hearing="h1", case_urn=URN, court=COURT, on=person.lawful_day()))
    answer = plain(scan(house, person.token))
    assert "STOP: do not open" in answer
    assert "Cancelled" in answer
    shown = plain(house.browser(BEXLEY).see("exit-pass", person.id))
    assert "Pass cancelled" in shown
    assert "Do not let out" in shown
    assert "What is new since it was authorised" in shown
    assert URN in shown
    assert 'class="gl-pass__qr"' not in text_of(house.browser(BEXLEY).see("exit-pass", person.id))


def test_an_answer_that_said_go_says_stop_when_it_is_looked_at_again(house: House) -> None:
    person = house.person().ready().with_pass()
    person.final_check()
    gate = house.browser(NOAKES)
    went = gate.post(reverse("gate-desk"), {"scanned": person.token}, follow=True)
    address = went.request["PATH_INFO"]
    assert "GO: pass valid" in text_of(gate.get(address))
    person.state(f.HearingListed(hearing="h1", case_urn=URN, court=COURT, on=person.lawful_day()))
    again = plain(gate.get(address, follow=True))
    assert "STOP: do not open" in again
    assert "GO:" not in again


def test_the_pass_is_printed_as_a_pdf_and_never_once_it_is_dead(house: House) -> None:
    person = house.person().ready().with_pass()
    tom = house.browser(BEXLEY)
    tom.send("exit-pass-print", person.id)
    assert "Printed by BEXLEY, Tom" in text_of(tom.see("exit-pass", person.id))
    paper = tom.see("exit-pass-pdf", person.id)
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    person.citizen()
    dead = tom.see("exit-pass-pdf", person.id)
    assert dead.status_code == 422
    assert "There is nothing to print." in text_of(dead)


def test_the_same_two_renew_a_cancelled_pass_in_one_act_each(house: House) -> None:
    person = house.person().ready().with_pass()
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    person.citizen()
    page = text_of(house.browser(HALE).see("exit", person.id))
    assert reverse("exit-renew", args=[person.id]) in page
    before = person.pass_id
    house.browser(HALE).send("exit-renew", person.id, password=PASSWORD)
    house.browser(LISTER).send("exit-renew", person.id, password=PASSWORD)
    assert person.pass_id != before
    assert "Pass live until 23:59" in plain(house.browser(BEXLEY).see("exit-pass", person.id))


def test_authorising_asks_for_the_password_again(house: House) -> None:
    person = house.person().ready()
    refused = authorise(house, person, password="not it")
    assert refused.status_code == 422
    assert "That is not your password. Nothing was recorded." in text_of(refused)
    assert person.record.release is None


def test_nothing_is_chosen_beforehand(house: House) -> None:
    person = house.person().ready()
    for actor, name in ((HALE, "exit-authorise"), (AMADI, "exit-plan"), (ROWE, "dates-check")):
        page = text_of(house.browser(actor).see(name, person.id))
        assert not re.search(r"\schecked[\s>=]", page), name


def test_another_exit_than_planned_is_refused_beside_its_field(house: House) -> None:
    person = house.person().ready()
    page = authorise(house, person, exit_type="immigration escort")
    assert page.status_code == 422
    assert "Stop and find out" in text_of(page)
    assert 'href="#id_exit_type"' in text_of(page)
    assert person.record.release is None


def test_whoever_calculated_is_told_why_they_cannot_sign(house: House) -> None:

    person = house.person().ready()
    grant_role(house.office, INSTALLATION, AMADI.account, f.Role.HEAD_OF_OMU, "FNI")
    page = text_of(house.browser(AMADI).see("exit-authorise", person.id))
    assert "You made the first calculation, so you cannot authorise." in page
    assert 'name="password"' not in page


def test_who_authorised_cannot_confirm(house: House) -> None:

    person = house.person().ready()
    person.authorise()
    grant_role(house.office, INSTALLATION, HALE.account, f.Role.DUTY_GOVERNOR, "FNI")
    assert "You authorised this exit" in text_of(house.browser(HALE).see("exit", person.id))
    page = house.browser(HALE).send("exit-confirm", person.id, password=PASSWORD, seen_version=99)
    assert page.status_code == 422
    assert person.record.release is not None
    assert person.record.release.issued is None


def test_a_blocked_exit_shows_what_stops_it_in_place_of_the_button(house: House) -> None:
    person = house.person().ready()
    person.remand("09XY7777726")
    page = plain(house.browser(HALE).see("exit-authorise", person.id))
    assert "Has every authority to hold ended" in page
    assert "What to do" in page
    assert 'name="password"' not in text_of(house.browser(HALE).see("exit-authorise", person.id))


def test_a_record_that_moved_on_shows_what_changed_and_keeps_what_was_typed(house: House) -> None:
    person = house.person().ready()
    browser = house.browser(HALE)
    page = browser.see("exit-authorise", person.id)
    person.citizen()
    answer = browser.post(
        reverse("exit-authorise", args=[person.id]),
        hidden(page) | {"exit_type": "community", "password": PASSWORD},
    )
    assert answer.status_code == 422
    shown = plain(answer)
    assert "The record changed while you were working" in shown
    assert "New on this record" in shown
    assert re.search(r'value="community"[^>]*checked', text_of(answer))
    assert person.record.release is None


@pytest.mark.parametrize("name", ["exit-authorise", "exit-confirm", "exit-renew"])
def test_whoever_was_shown_what_changed_can_sign_on_that_very_page(house: House, name: str) -> None:
    person = house.person().ready()
    if name == "exit-confirm":
        person.authorise()
    if name == "exit-renew":
        person.with_pass()
        person.citizen()
    browser = house.browser(LISTER if name == "exit-confirm" else HALE)
    address = reverse(name, args=[person.id])
    page = browser.see(name, person.id)
    fields = {"exit_type": "community", "password": PASSWORD}
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    person.citizen()
    refused = browser.post(address, hidden(page) | fields)
    assert refused.status_code == 422
    if name == "exit-confirm":  # the authorisation fell with it: the authoriser's move, no form
        assert 'name="password"' not in text_of(refused)
        return
    assert "type your password again" in plain(refused)
    assert browser.post(address, hidden(refused) | fields).status_code == 302
    release = person.record.release
    assert release is not None
    assert release.is_open
    assert release.authorised.by == HALE.account


def test_pressing_twice_does_it_once(house: House) -> None:
    person = house.person().ready()
    browser = house.browser(HALE)
    page = browser.see("exit-authorise", person.id)
    fields = hidden(page) | {"exit_type": "community", "password": PASSWORD}
    address = reverse("exit-authorise", args=[person.id])
    first = browser.post(address, fields)
    again = browser.post(address, fields)
    assert (first.status_code, again.status_code) == (302, 302)
    assert len(person.record.releases) == 1


def test_two_officers_at_once_make_one_authorisation(house: House) -> None:
    person = house.person().ready()
    priya, ruth = house.browser(HALE), house.browser(OKAFOR)
    address = reverse("exit-authorise", args=[person.id])
    shown = {b: hidden(b.see("exit-authorise", person.id)) for b in (priya, ruth)}
    fields = {"exit_type": "community", "password": PASSWORD}
    assert priya.post(address, shown[priya] | fields).status_code == 302
    second = ruth.post(address, shown[ruth] | fields)
    assert second.status_code == 422
    assert len(person.record.releases) == 1


@pytest.mark.parametrize(
    "code", ["", "0000 0000 0000 0000 0000", "hello", "GATELODGE1AAAA", "é" * 50]
)
def test_whatever_is_no_pass_begins_with_stop_or_says_what_to_enter(
    house: House, code: str
) -> None:
    answer = scan(house, code)
    page = text_of(answer)
    assert "GO:" not in page
    assert "STOP: do not open" in page or "type its 20 signs" in page


def test_an_answer_belongs_to_its_terminal_alone(house: House) -> None:
    person = house.person().ready().with_pass()
    person.final_check()
    browser = house.browser(NOAKES)
    answer = browser.post(reverse("gate-desk"), {"scanned": person.token})
    assert "GO" in text_of(browser.get(answer.headers["Location"]))
    elsewhere = house.browser(BEXLEY).get(answer.headers["Location"])
    assert elsewhere.headers["Location"] == reverse("gate-desk")


def test_the_pass_that_lies_on_the_desk_opens_nothing_without_a_scan(house: House) -> None:
    person = house.person().ready().with_pass()
    person.final_check()
    page = house.browser(NOAKES).post(
        reverse("gate-exit", args=[person.id]), {"pass_id": person.pass_id}, follow=True
    )
    assert "Scan the pass first" in text_of(page)
    assert person.record.is_in_custody


def test_a_word_at_the_gate_freezes_pages_and_holds_nobody(house: House) -> None:
    person = house.person().ready().with_pass()
    browser = house.browser(NOAKES)
    which = browser.post(reverse("gate-return"), {"who": "pell", "words": "He says it is wrong."})
    assert person.id in text_of(which)
    assert not re.search(r"\schecked[\s>=]", text_of(which))
    done = browser.post(
        reverse("gate-return"),
        hidden(which) | {"record_id": person.id, "listed": [person.id]},
        follow=True,
    )
    assert "This holds nobody." in text_of(done)
    assert person.record.frozen is not None
    assert person.record.frozen.fact.words == "He says it is wrong."
    assert "STOP" in text_of(scan(house, person.token))
    assert "frozen by a word at the gate" in plain(house.browser(HALE).see("exit", person.id))
    house.browser(LISTER).send("record-unfreeze", person.id, why="He had forgotten his coat.")
    assert person.record.frozen is None


def test_a_press_without_a_choice_keeps_the_list_and_the_search(house: House) -> None:
    """Somebody who left long ago is found by name alone: the list must not be made anew."""
    person = house.person()
    browser = house.browser(NOAKES)
    which = browser.post(reverse("gate-return"), {"who": "pell", "words": "He says it is wrong."})
    pressed = browser.post(reverse("gate-return"), hidden(which))
    assert pressed.status_code == 422
    page = plain(pressed)
    assert "There is a problem" in page
    assert "Choose the person, or “None of these”." in page
    assert "PELL, Joshua" in page
    assert "Looked for: pell" in page
    kept = hidden(pressed)
    assert (kept["listed"], kept["words"]) == (person.id, "He says it is wrong.")
    assert person.record.frozen is None
    browser.post(reverse("gate-return"), kept | {"record_id": person.id})
    assert person.record.frozen is not None


def test_somebody_unknown_at_the_gate_freezes_nobody_and_the_page_says_so(house: House) -> None:
    browser = house.browser(NOAKES)
    which = browser.post(reverse("gate-return"), {"who": "", "words": ""})
    page = text_of(browser.post(reverse("gate-return"), hidden(which) | {"record_id": "none"}))
    assert "Nobody was frozen. Ring now." in page


def test_looking_at_the_checklist_does_not_claim_a_final_check(house: House) -> None:
    person = house.person().ready().with_pass()
    shown = plain(house.browser(BEXLEY).see("exit", person.id))
    assert "final check at" not in shown
    person.at_reception()
    shown = plain(house.browser(BEXLEY).see("exit", person.id))
    assert "final check at" not in shown
    assert "Nothing stops this exit now" in shown
    assert "1 still to be done on the day" in shown
    person.final_check()
    assert "final check at" in plain(house.browser(BEXLEY).see("exit", person.id))


def test_a_dead_pass_waits_for_the_owner_of_the_check_that_is_not_met(house: House) -> None:
    person = house.person().ready().with_pass()
    person.state(f.RemandOrdered(court=COURT, case_urn="09XY26", next_hearing_on=None))
    question = "Has every authority to hold ended, or does it cover this exit?"
    for page in (
        house.browser(HALE).see("exit", person.id),
        house.browser(HALE).see("exit-pass", person.id),
    ):
        shown = plain(page)
        assert "Pass cancelled" in shown
        assert f"Not met now: {question} Waiting for case administrator" in shown
        assert "Waiting for HALE, Priya to renew" not in shown
    board = plain(house.browser(HALE).see("releases"))
    assert "Case administrator" in board
    work = plain(house.browser(HALE).see("home"))
    assert work.index("Exits of today that are blocked") < work.index("PELL, Joshua")
    renewal = plain(house.browser(HALE).see("exit-renew", person.id))
    first = renewal.index("You cannot renew. ")
    assert first < renewal.index("Acts and people")
    assert 'name="password"' not in text_of(house.browser(HALE).see("exit-renew", person.id))


def test_a_dead_pass_with_every_check_met_waits_for_its_authoriser(house: House) -> None:
    person = house.person().ready().with_pass()
    person.citizen()
    assert "Waiting for HALE, Priya to renew" in plain(house.browser(HALE).see("exit", person.id))
    work = plain(house.browser(HALE).see("home"))
    assert work.index("To authorise or renew today") < work.index("PELL, Joshua")


def test_the_renewal_says_which_signatures_are_dead_and_of_what(house: House) -> None:
    person = house.person().ready().with_pass()
    person.citizen()
    release = person.record.release
    assert release is not None
    assert release.cancelled is not None
    ended = release.cancelled.recorded_at
    shown = plain(house.browser(HALE).see("exit-renew", person.id))
    for act in ("Authorise", "Confirm", "Pass"):
        assert f"{act} Ended at {time_of_day(ended)}, to renew" in shown
    assert "Authorise Done" not in shown
    assert "First calculation Done" in shown
    assert "It ended the authorisation and all that followed from it on" in shown
    assert "It touches: G13," in shown
    assert shown.index("What is new since it was authorised") < shown.index("Acts and people")


def test_signatures_that_have_ended_stand_under_what_stops_the_exit(house: House) -> None:
    """No check stops it, and still nobody may leave before both have signed again."""
    person = house.person().ready().with_pass()
    person.at_reception()
    priya = house.browser(HALE)
    assert "Nothing stops this exit now." in plain(priya.see("exit", person.id))
    person.citizen()
    release = person.record.release
    assert release is not None
    assert release.cancelled is not None
    ended = f"What stops this exit Ended on {moment(release.cancelled.recorded_at)}"
    shown = plain(priya.see("exit", person.id))
    assert f"{ended}: authorisation, confirmation and pass." in shown
    assert "Do not let out before it is authorised and confirmed again." in shown
    assert "Nothing stops this exit now" not in shown
    priya.send("exit-renew", person.id, password=PASSWORD)
    half = plain(priya.see("exit", person.id))
    assert f"{ended}: confirmation by LISTER, Owen, and pass." in half
    assert "Do not let out before a duty governor has confirmed it again." in half
    house.browser(LISTER).send("exit-renew", person.id, password=PASSWORD)
    assert "Nothing stops this exit now." in plain(priya.see("exit", person.id))


def test_an_authorisation_that_ended_before_it_was_confirmed_stops_the_exit(house: House) -> None:
    person = house.person().ready()
    person.authorise()
    person.citizen()
    shown = plain(house.browser(HALE).see("exit", person.id))
    assert re.search(r"What stops this exit Ended on [^:]+:\d\d: authorisation\. Do not", shown)


def test_the_governor_who_renews_sees_what_is_new_since_they_confirmed(house: House) -> None:
    """The authoriser's own renewal is no news, and hides none of it."""
    person = house.person().ready().with_pass()
    owen = house.browser(LISTER)
    assert "What is new since" not in plain(owen.see("exit-confirm", person.id))
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    for _ in range(2):  # the second news comes after the authoriser renewed for the first
        person.citizen()
        house.browser(HALE).send("exit-renew", person.id, password=PASSWORD)
    shown = plain(owen.see("exit-renew", person.id))
    assert shown.index("What is new since it was confirmed") < shown.index("Acts and people")
    told = shown.split("What is new since it was confirmed")[1].split("Acts and people")[0]
    assert "Josh" in told
    assert "It touches: G13," in told
    assert told.count("Entry ") == 3, "the alias and two papers; no authorisation"
    owen.send("exit-renew", person.id, password=PASSWORD)
    assert "What is new since" not in plain(owen.see("exit-confirm", person.id))


def test_what_is_new_on_a_second_record_names_its_person(house: House) -> None:
    person, other = house.person().ready().with_pass(), house.person("Ashe")
    person.say(f.LinkedRecordChanged(other_record=other.id, other_version=1))
    page = house.browser(HALE).see("exit-renew", person.id)
    shown = plain(page)
    assert f"ASHE, Joshua, {other.record.prison_number}" in shown
    assert f'href="{reverse("person", args=[other.id])}"' in text_of(page)
    assert other.id not in shown


def test_nobody_is_shown_a_form_while_it_is_another_persons_move(house: House) -> None:
    person = house.person().ready()
    early = house.browser(LISTER).see("exit-confirm", person.id)
    assert "Nobody has authorised this exit." in plain(early)
    assert 'name="password"' not in text_of(early)
    person.with_pass()
    person.citizen()
    for name in ("exit-renew", "exit-confirm"):
        page = house.browser(LISTER).see(name, person.id)
        assert "Waiting for HALE, Priya to renew" in plain(page)
        assert 'name="password"' not in text_of(page)
    house.browser(HALE).send("exit-renew", person.id, password=PASSWORD)
    page = house.browser(LISTER).see("exit-renew", person.id)
    assert 'name="password"' in text_of(page)
    priya = house.browser(HALE).see("exit-renew", person.id)
    assert "Waiting for LISTER, Owen to renew the confirmation" in plain(priya)
    assert 'name="password"' not in text_of(priya)


def test_a_fact_that_kills_a_live_pass_says_so_before_and_after(house: House) -> None:
    person = house.person().ready()
    grace = house.browser(AMADI)
    warning = "A live exit pass exists for PELL, Joshua. To enter this cancels it."
    assert warning not in plain(grace.see("citizenship-see", person.id))
    person.authorise()
    assert "To enter this ends the authorisation" in plain(grace.see("query-ask", person.id))
    person.confirm()
    assert warning in plain(grace.see("citizenship-see", person.id))
    sent = grace.send(
        "query-ask", person.id, about="Is the count of theft closed?", asked_of="Listing office"
    )
    shown = grace.get(sent.headers["Location"])
    assert "govuk-notification-banner--success" in text_of(shown)
    assert "Entered for PELL, Joshua:" in plain(shown)
    assert "Is the count of theft closed?" in plain(shown)
    assert "This cancelled the exit pass of PELL, Joshua. Do not let out." in plain(shown)
    again = text_of(grace.get(sent.headers["Location"]))
    assert "govuk-notification-banner--success" not in again


def test_an_act_that_kills_nothing_says_only_what_it_entered(house: House) -> None:
    person = house.person().ready()
    priya = house.browser(HALE)
    sent = priya.send("exit-authorise", person.id, exit_type="community", password=PASSWORD)
    shown = plain(priya.get(sent.headers["Location"]))
    assert "Entered for PELL, Joshua:" in shown
    assert "This cancelled the exit pass" not in shown


def test_stop_says_whose_pass_it_is(house: House) -> None:
    person = house.person().ready().with_pass()
    whose = f"This pass is of PELL, Joshua. {person.record.prison_number}, born 14 March 1998"
    assert whose in plain(scan(house, person.token)), "no final check yet"
    person.citizen()
    cancelled = plain(scan(house, person.token))
    assert "Cancelled" in cancelled
    assert whose in cancelled


def test_a_mistyped_sign_asks_to_type_again(house: House) -> None:
    person = house.person().ready().with_pass()
    code = code_of(house, person)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    for typed in (wrong, code[:-1]):
        shown = plain(scan(house, typed))
        assert "STOP: do not open" in shown
        assert "type them again" in shown
        assert "PELL" not in shown


def test_the_final_check_at_the_desk_answers_the_same_pass(house: House) -> None:
    person = house.person().ready().with_pass()
    person.at_reception()
    tom = house.browser(NOAKES)
    tom.post(reverse("gate-desk"), {"scanned": code_of(house, person)}, follow=True)
    go = tom.post(reverse("gate-final-check", args=[person.id]), {}, follow=True)
    shown = plain(go)
    assert "GO: pass valid" in shown
    release = person.record.release
    assert release is not None
    assert release.final_check is not None
    until = release.final_check.recorded_at + timedelta(minutes=10)
    assert f"The final check holds until {time_of_day(until)}." in shown
    assert release.scans[-1].fact.answer == "GO"


def test_a_pass_is_printed_by_its_own_act_alone(house: House) -> None:
    person = house.person().ready().with_pass()
    tom = house.browser(BEXLEY)
    looked_at = text_of(tom.see("exit-pass", person.id))
    assert '<section class="gl-pass gl-screen-only"' in looked_at
    assert "Not a pass. Print it with" in looked_at
    tom.send("exit-pass-print", person.id)
    printed = text_of(tom.see("exit-pass-print", person.id))
    assert '<section class="gl-pass"' in printed
    assert "Not a pass. Print it with" not in printed


def test_the_head_of_omu_is_waited_for_since_the_last_thing_that_made_it_ready(
    house: House,
) -> None:
    """The plan is of the morning; the second check, hours later, made it theirs."""
    person = house.person().ready()
    planned_at = person.record.entries[-1].envelope.recorded_at
    person.clock.pass_by(hours=3)
    person.calculated()
    person.clock.pass_by(hours=1)
    person.checked()
    checked_at = person.record.entries[-1].envelope.recorded_at
    state = exit_state(house.office, person.record, person.clock.now(), Directory(house.office))
    assert state.whose == "head of OMU"
    assert state.since == checked_at
    assert state.since > planned_at
    board = plain(house.browser(HALE).see("releases"))
    assert f"Head of OMU since {moment(checked_at)}" in board


def test_a_case_that_a_court_names_later_waits_since_it_was_named(house: House) -> None:
    person = house.person().ready()
    person.clock.pass_by(hours=5)
    person.state(
        f.HearingListed(hearing="h1", case_urn="09XY26", court=COURT, on=person.lawful_day())
    )
    named_at = person.record.entries[-1].envelope.recorded_at
    shown = plain(house.browser(HALE).see("exit", person.id))
    assert f"Waiting for case administrator since {moment(named_at)}." in shown


def test_a_sentence_that_comes_later_stops_the_exit_since_it_was_entered(house: House) -> None:
    person = house.person().ready()
    person.clock.pass_by(hours=5)
    newer = person.sentence(months=45, imposed_on=day_in_london(person.clock.now()))
    entered_at = next(e for e in person.record.entries if e.seq == newer).envelope.recorded_at
    person.clock.pass_by(hours=1)
    person.calculated()
    person.checked()
    shown = plain(house.browser(HALE).see("exit", person.id))
    assert f"Waiting for case administrator since {moment(entered_at)}." in shown


def test_history_names_no_code_of_a_prison_and_no_number_of_a_pass(house: House) -> None:
    person = house.person().ready().with_pass()
    shown = plain(house.browser(HALE).see("person-history", person.id))
    assert "Received at HMP Fernlea, prison number" in shown
    assert "Received at FNI" not in shown
    assert "Exit pass issued for" in shown
    assert person.pass_id not in shown
