"""The second calculation at the screen: blind, page by page, kept, compared, settled."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from msgspec.structs import replace

from gatelodge.casework.office import Actor
from gatelodge.casework.registers import INSTALLATION, grant_role
from gatelodge.record import facts as f
from gatelodge.record import spoken_day
from tests.gate.prison import AMADI, FERNLEA, HALE, ROWE, Person
from tests.web.house import House, hidden, text_of
from tests.web.papers_read import (
    SENTENCED_ON,
    compare,
    read_papers,
    sentence_typed,
    three_terms,
)


def words(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(page)).split())


@pytest.fixture
def person(house: House) -> Person:
    return three_terms(house)


def secrets_of(person: Person) -> list[str]:
    """What no page may say before the comparison: each first date, each length, each figure."""
    first = person.record.calculation
    assert first is not None
    days = [on for each in first.fact.dates for on in (spoken_day(each.on), each.on.isoformat())]
    lengths = [str(each.fact.term) for each in person.record.sentences]
    codes = [each.fact.offence_code for each in person.record.sentences]
    return [*days, *lengths, *codes, "21 days", "12 days", spoken_day(SENTENCED_ON)]


def test_what_the_papers_say_agrees_in_another_order(house: House, person: Person) -> None:
    one, two, three = person.as_on_paper.sentences
    read = replace(person.as_on_paper, sentences=(replace(three, consecutive_to=3), two, one))
    typed = (replace(three, consecutive_to=None), two, one)
    read_papers(house, person, replace(read, sentences=typed))
    again = reverse("dates-check-sentence", args=[person.id, 1])
    house.browser(ROWE).post(again, sentence_typed(read.sentences[0]))
    answer = compare(house, person, read)
    assert answer.headers["Location"] == reverse("dates-compared", args=[person.id])
    check = person.record.check
    assert check is not None
    assert check.fact.differences == ()
    assert check.fact.agrees
    assert check.fact.entered == read


def test_no_page_before_the_comparison_says_anything_of_the_first(
    house: House, person: Person
) -> None:
    browser = house.browser(ROWE)
    for name, place in (
        ("dates-check", []),
        ("dates-check-sentence", [1]),
        ("dates-check-days", [1]),
        ("dates-check-recall", []),
        ("dates-compared", []),
    ):
        page = words(browser.see(name, person.id, *place))
        page = page.replace("For example, TH68010.", "")
        for secret in secrets_of(person):
            assert secret not in page, (name, secret)


def test_what_came_in_meanwhile_is_told_without_what_it_says(house: House, person: Person) -> None:
    read = person.as_on_paper
    read_papers(house, person, read)
    browser = house.browser(ROWE)
    where = reverse("dates-check", args=[person.id])
    sent = hidden(browser.get(where)) | {"days_answer": "entered", "recall_answer": "none"}
    person.state(f.AddedDaysAwarded(days=5, awarded_on=date(2026, 8, 20), adjudication="FNI/1"))
    person.calculated()
    answer = browser.post(where, sent)
    assert answer.status_code == 422
    page = words(answer)
    assert "Nothing you typed is lost." in page
    assert "An award of added days" in page
    assert "FNI/1" not in page
    assert "5 added days" not in page
    first = person.record.calculation
    assert first is not None
    assert spoken_day(first.fact.governing_on) not in page
    assert person.record.check is None
    browser.post(where, hidden(answer) | {"days_answer": "entered", "recall_answer": "none"})
    check = person.record.check
    assert check is not None
    assert not check.fact.agrees
    assert "the whole of it" in {each.field for each in check.fact.differences}


def test_what_is_typed_is_kept_half_filled_for_its_writer_alone(
    house: House, person: Person
) -> None:
    browser = house.browser(ROWE)
    page = reverse("dates-check-sentence", args=[person.id, 1])
    answer = browser.post(page, {"offence_code": "TH68001", "years": "2", "keep": "1"})
    assert answer.status_code == 204
    signed_in_again = house.browser(ROWE)
    assert 'value="TH68001"' in text_of(signed_in_again.get(page))
    assert "Not complete." in text_of(signed_in_again.see("dates-check", person.id))
    refused = compare(house, person, replace(person.as_on_paper, days=()))
    assert refused.status_code == 422
    assert "Sentence 1 is not complete." in text_of(refused)
    assert person.record.check is None
    grant_role(house.office, INSTALLATION, HALE.account, f.Role.SECOND_CHECKER, FERNLEA)
    assert "TH68001" not in text_of(house.browser(HALE).get(page)).replace("TH68010", "")


def test_nothing_is_understood_from_silence(house: House, person: Person) -> None:
    read = replace(person.as_on_paper, days=())
    read_papers(house, person, read)
    browser = house.browser(ROWE)
    page = browser.send("dates-check", person.id)
    assert page.status_code == 422
    assert "Choose whether the papers show any days." in text_of(page)
    page = browser.send("dates-check", person.id, days_answer="entered", recall_answer="none")
    assert "Nothing of this is entered yet." in text_of(page)
    assert person.record.check is None


def test_differences_stand_field_by_field_and_are_settled_by_entering_again(
    house: House, person: Person
) -> None:
    one, two, three = person.as_on_paper.sentences
    wrong = replace(
        person.as_on_paper, sentences=(replace(one, term=f.Term(months=33)), two, three)
    )
    read_papers(house, person, wrong)
    compare(house, person, wrong)
    shown = words(house.browser(ROWE).see("dates-compared", person.id))
    assert "30 months" in shown
    assert "33 months" in shown
    assert "Sentence 1 length" in shown
    assert "Dates CRD" in shown
    assert waits_for(house, ROWE)
    assert "Correct it" in words(house.browser(AMADI).see("dates-compared", person.id))
    page = reverse("dates-check-sentence", args=[person.id, 1])
    browser = house.browser(ROWE)
    assert 'value="33"' in text_of(browser.get(page))
    browser.post(page, sentence_typed(one))
    assert compare(house, person).status_code == 422
    compare(house, person, why_again="The warrant says 30; I read the total.")
    check = person.record.check
    assert check is not None
    assert check.fact.agrees
    assert check.fact.why_again == "The warrant says 30; I read the total."
    assert "Nothing yet." in text_of(browser.see("dates-check", person.id))
    assert not waits_for(house, ROWE)


def waits_for(house: House, actor: Actor) -> bool:
    """Whether a second check waits on somebody's own page."""
    return "No second check waits for you." not in words(house.browser(actor).see("home"))


def test_after_another_first_calculation_everything_is_typed_anew(
    house: House, person: Person
) -> None:
    one, *more = person.as_on_paper.sentences
    wrong = replace(person.as_on_paper, sentences=(replace(one, term=f.Term(months=33)), *more))
    read_papers(house, person, wrong)
    compare(house, person, wrong)
    person.calculated(f.CalculationReason.ERROR_IN_ORIGINAL)
    assert "Nothing yet." in text_of(house.browser(ROWE).see("dates-check", person.id))


def test_a_sentence_is_removed_and_what_followed_it_is_asked_again(
    house: House, person: Person
) -> None:
    read_papers(house, person)
    browser = house.browser(ROWE)
    browser.post(reverse("dates-check-sentence", args=[person.id, 1]), {"then": "remove"})
    page = words(browser.see("dates-check", person.id))
    assert "Sentence 2" in page
    assert "Sentence 3" not in page
    assert "Not complete." in page
    assert "Consecutive to sentence" not in page


def test_who_cannot_make_the_second_is_told_why_in_place_of_the_form(house: House) -> None:
    person = house.person()
    person.sentence()
    page = text_of(house.browser(ROWE).see("dates-check", person.id))
    assert "Nobody has made the first calculation." in page
    assert 'name="days_answer"' not in page
    person.calculated(by=ROWE)
    page = text_of(house.browser(ROWE).see("dates-check", person.id))
    assert "You made the first calculation, so you cannot make the second." in page


def test_the_reason_is_asked_and_none_is_chosen(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    page = text_of(browser.see("dates-calculate", person.id))
    assert 'value="2 days before release"' in page
    assert 'value="initial"' not in page
    assert 'value="added days"' not in page
    assert not re.search(r"\schecked[\s>=]", page)
    refused = browser.send("dates-calculate", person.id)
    assert refused.status_code == 422
    assert "Choose why the dates are worked out." in text_of(refused)
    person.state(f.AddedDaysAwarded(days=5, awarded_on=date(2026, 8, 20), adjudication="FNI/1"))
    browser.send("dates-calculate", person.id, why="added days")
    first = person.record.calculation
    assert first is not None
    assert first.fact.why is f.CalculationReason.ADDED_DAYS
    assert "Worked out because: added days." in words(browser.see("person-dates", person.id))


def test_dates_that_do_not_move_are_asked_about_and_confirmed_by_another(
    house: House, person: Person
) -> None:
    person.checked()
    person.sentence(months=3, imposed_on=SENTENCED_ON)
    browser = house.browser(AMADI)
    page = words(browser.see("dates-calculate", person.id))
    assert "Entered since: a sentence. Something should change." in page
    refused = browser.send("dates-calculate", person.id, why="lodged warrant")
    assert refused.status_code == 422
    assert "Say why the dates are right." in text_of(refused)
    browser.send(
        "dates-calculate", person.id, why="lodged warrant", why_unexpected="It runs alongside."
    )
    blind = words(house.browser(ROWE).see("dates-check", person.id))
    assert "It runs alongside." not in blind
    read_papers(house, person)
    compare(house, person)
    shown = words(house.browser(ROWE).see("dates-compared", person.id))
    assert "It runs alongside." in shown
    assert "Confirm how the dates" in shown
    assert "Confirm how the dates" not in words(
        house.browser(HALE).see("dates-compared", person.id)
    )
    assert "A second person has to confirm why." in words(
        house.browser(AMADI).see("person-dates", person.id)
    )
    assert waits_for(house, ROWE)
    to_confirm = reverse("dates-confirm", args=[person.id])
    assert to_confirm in text_of(house.browser(ROWE).see("dates-check", person.id))
    sent = house.browser(ROWE).send("dates-confirm", person.id)
    assert sent.status_code == 422
    house.browser(ROWE).send("dates-confirm", person.id, why="The warrant says concurrent.")
    assert person.record.unexpected_confirmed is not None
    assert not waits_for(house, ROWE)
    after = words(house.browser(AMADI).see("person-dates", person.id))
    assert "Two people reached these dates from the papers" in after
    assert "The warrant says concurrent." in after


def test_a_slip_of_unchecked_dates_names_no_day_of_release(house: House, person: Person) -> None:
    first = person.record.calculation
    assert first is not None
    browser = house.browser(AMADI)
    before = words(browser.see("dates-slip", person.id))
    assert "These dates are not checked. Do not plan by them." in before
    assert "You are due to be released" not in before
    person.checked()
    after = words(browser.see("dates-slip", person.id))
    assert "not checked" not in after
    assert first.fact.governing_on.strftime("%A") == "Saturday"
    friday = first.fact.governing_on - timedelta(days=1)
    assert f"You are due to be released on licence on {spoken_day(friday)} (CRD)." in after
    assert "That is not a working day" in after
    assert "If you think this is wrong" in after


@pytest.mark.parametrize("name", ["dates-slip-pdf", "dates-copy-pdf"])
def test_both_papers_are_pdfs_that_can_be_read_aloud(
    house: House, person: Person, name: str
) -> None:
    person.checked()
    paper = house.browser(AMADI).see(name, person.id)
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    assert b"pdfuaid" in paper.content
    assert house.browser(AMADI).see(name, house.person("Moss").id).status_code == 404
