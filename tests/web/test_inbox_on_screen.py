"""The inbox on screen: whose is it, what does its paper say, what differs, and how it leaves."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from msgspec.structs import replace

from gatelodge.casework.court import CallbackRefused, apply_result, unsettled
from gatelodge.casework.office import ActRefused, change
from gatelodge.record import Draft, InboxIndex
from gatelodge.record import facts as f
from gatelodge.record.reconcile import Difference
from gatelodge.simulator import Faults
from tests.gate.prison import AMADI, ROWE, paper
from tests.intake.court import DUNMERE_MAILBOX, HEARING_ON, PELL, custody, shared, suspended
from tests.intake.test_applying import state_remand
from tests.intake.test_receiving import call
from tests.web.house import NWOSU, House, hidden, text_of
from tests.web.test_release_on_screen import plain

HEAD: dict[str, Any] = {
    "defendant_surname": "Pell",
    "defendant_forenames": "Joshua",
    "court": "Fernlea Crown Court",
    "hearing_on_day": HEARING_ON.day,
    "hearing_on_month": HEARING_ON.month,
    "hearing_on_year": HEARING_ON.year,
    "number": "1",
}
ORDER: dict[str, Any] = {
    "o0-order": "custody",
    "o0-case_urn": "61ZX0000126",
    "o0-offence_code": "TH68001",
    "o0-count": "1",
    "o0-term_months": "45",
    "o0-concurrency": "not stated",
    "o0-sentence_kind": "SDS",
    "o0-offence_on_day": "2",
    "o0-offence_on_month": "3",
    "o0-offence_on_year": "2026",
}


class Sent:
    """A court's result about PELL, and Grace, who deals with it."""

    def __init__(self, house: House, *orders: Any, **changes: Any) -> None:
        self.house = house
        self.record = house.court.receive_person(PELL)
        self.item = house.court.share(shared(*orders, **changes)).item
        self.grace = house.browser(AMADI)

    def match(self) -> Any:
        page = self.grace.see("inbox-match", self.item)
        fields = hidden(page) | {
            "candidate": self.record,
            f"{self.record[:8]}-basis": "name and birth date, page 1",
        }
        return self.grace.post(reverse("inbox-match", args=[self.item]), fields)

    def read(self, **changes: Any) -> Any:
        return self.grace.send("inbox-read", self.item, **(HEAD | ORDER | changes))

    def apply(self, *places: int, **changes: Any) -> Any:
        """Apply the result; for each standard sentence of it nothing moves the release point."""
        answers: dict[str, Any] = {}
        for place in places or (0,):
            answers |= {
                f"orders.{place}.is_sds_plus_length_and_offence": "no",
                f"orders.{place}.is_section_250": "no",
                f"orders.{place}.early_release_exclusions": ["none"],
            }
        return self.grace.send("inbox-apply", self.item, **(answers | changes))

    def settle_for_the_paper(self) -> None:
        """Enter for each difference that the court called the paper right."""
        self.settle(lambda difference: difference.paper_says)

    def settle(self, right: Callable[[Difference], str]) -> None:
        """Enter for each difference which value the court called right."""
        open_ones = unsettled(self.house.court.record(self.record), self.item)
        for number, difference in enumerate(open_ones):
            fields = {"right_value": right(difference), "said_by": "Ines Marlowe"}
            assert self.grace.send("inbox-settle", self.item, number, **fields).status_code == 302

    def page(self) -> str:
        return text_of(self.grace.see("inbox-item", self.item))


def test_from_message_to_facts(house: House) -> None:
    sent = Sent(house)
    listed = text_of(sent.grace.see("inbox"))
    assert "1 item" in listed
    assert "PELL, Joshua" in listed
    assert "Match this item to a person" in sent.page()
    assert sent.match().status_code == 302
    assert sent.read().status_code == 302
    assert "Message and paper say the same." in sent.page()
    done = sent.apply()
    assert done.status_code == 302
    record = house.court.record(sent.record)
    assert record.sentences[0].fact.term == f.Term(months=45)
    assert "Nothing waits." in text_of(sent.grace.see("inbox"))
    again = text_of(sent.grace.see("inbox-apply", sent.item))
    assert "This result is applied already" in again
    assert "Apply this result to" not in again


def test_who_dealt_with_an_item_first_has_opened_it(house: House) -> None:
    sent = Sent(house)
    assert "Nobody has opened it." in sent.page()
    sent.match()
    assert "Nobody has opened it." not in sent.page()
    row = plain(sent.grace.see("inbox"))
    assert "Matched Read the paper, then apply AMADI, Grace" in row


def test_two_items_of_one_case_are_told_apart_in_the_list(house: House) -> None:
    sent = Sent(house)
    assert "1 of 1" not in plain(sent.grace.see("inbox"))
    house.court.share(shared(custody("50 Months")))
    listed = plain(sent.grace.see("inbox"))
    assert "Court result, 61ZX0000126, 1 of 2 that wait, paper made" in listed
    assert "Court result, 61ZX0000126, 2 of 2 that wait, paper made" in listed


def test_days_that_differ_are_told_in_full(house: House) -> None:
    sent = Sent(house)
    sent.match()
    sent.read(**{"o0-offence_on_day": "3"})
    page = plain(sent.grace.see("inbox-item", sent.item))
    assert "3 March 2026" in page
    assert "2026-03-0" not in page


def test_the_preview_says_which_remand_ends_and_which_stays_and_why(house: House) -> None:
    sent = Sent(house, custody("45 Months", offence_code="TH68010"))
    state_remand(house.court, sent.record)
    state_remand(house.court, sent.record, case_urn="61ZX0000999")
    sent.match()
    sent.read(**{"o0-offence_code": "TH68010"})
    before = plain(sent.grace.see("inbox-apply", sent.item))
    assert "Ends: Remanded in custody by Fernlea Crown Court, case 61ZX0000126" in before
    assert "case 61ZX0000999 until the hearing of" in before
    assert "This result is about another case." in before

    charged = f.OffenceRecorded(
        case_urn="61ZX0000126",
        offence_code="OF61016",
        title="Assault",
        committed_on=date(2026, 3, 2),
    )
    draft = Draft(fact=charged, by="test", reason="test", source=paper(house.office))
    change(house.office, sent.record, lambda _record, _at: (draft,))
    after = plain(sent.grace.see("inbox-apply", sent.item))
    assert "Stays in force: Remanded in custody by Fernlea Crown Court, case 61ZX0000126" in after
    assert "On record the case has the offence OF61016 too" in after
    sent.apply()
    held = house.court.record(sent.record).authorities_in_force
    assert [a.began.fact.case_urn for a in held if isinstance(a.began.fact, f.RemandOrdered)] == [
        "61ZX0000126",
        "61ZX0000999",
    ]


def test_days_that_the_paper_states_are_asked_for_until_somebody_enters_them(house: House) -> None:
    sent = Sent(house)
    sent.match()
    sent.read(**{"o0-remand_days": "143"})
    sent.apply()
    asks = "143 days on remand, and nobody has entered them"
    assert asks in text_of(sent.grace.see("person-dates", sent.record))
    assert asks in text_of(sent.grace.see("dates-calculate", sent.record))
    days = {"kind": "remand", "days": "143", "said_by": "the court's order, page 1"}
    on = {"counts_from": "2026-09-01"}
    assert sent.grace.send("days-enter", sent.record, **days, **on).status_code == 302
    assert asks not in text_of(sent.grace.see("person-dates", sent.record))


def test_what_the_message_orders_is_hidden_until_the_paper_is_read(house: House) -> None:
    sent = Sent(house, suspended())
    sent.match()
    for page in (sent.page(), text_of(sent.grace.see("inbox-read", sent.item))):
        assert "21 months" not in page.lower()
        assert "24 months" not in page.lower()
    form = text_of(sent.grace.see("inbox-read", sent.item))
    assert "checked" not in form.split("What you read")[1].split("</form>")[0].replace(
        "aria-checked", ""
    )


def test_a_difference_stops_it_until_the_court_says_which_is_right(house: House) -> None:
    sent = Sent(house, suspended(), paper_orders=(custody(),))
    sent.match()
    sent.read()
    assert "Differs" in sent.page()
    stopped = text_of(sent.grace.see("inbox-apply", sent.item))
    assert "It cannot be applied before the court has said which is right." in stopped
    assert '<button type="submit" class="govuk-button" data-module' not in stopped.split("<main")[1]
    sent.settle_for_the_paper()
    assert "Differs" not in sent.page()
    assert sent.apply().status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"o0-term_months": "0"}, "A length of nothing cannot be a sentence"),
        ({"o0-term_months": "many"}, "Length, months: enter a whole number."),
        ({"o0-order": ""}, "Choose what the court ordered."),
        ({"o0-case_urn": ""}, "Enter the case number as on the paper."),
        ({"defendant_surname": ""}, "Enter the surname as on the paper."),
        ({"hearing_on_day": "31", "hearing_on_month": "2"}, "enter a real day"),
        ({"o0-offence_on_day": "31", "o0-offence_on_month": "2"}, "enter a real day"),
    ],
)
def test_what_cannot_stand_on_a_paper_is_refused_beside_its_box(
    house: House, wrong: dict[str, str], words: str
) -> None:
    sent = Sent(house)
    sent.match()
    page = sent.read(**wrong)
    assert page.status_code == 422
    assert words in text_of(page)
    assert "Error: Confirm a reading" in " ".join(text_of(page).split())
    assert 'value="Fernlea Crown Court"' in text_of(page)


def test_more_orders_get_more_boxes_and_keep_what_was_typed(house: House) -> None:
    sent = Sent(house)
    sent.match()
    page = sent.read(more="1")
    assert page.status_code == 200
    assert "Order 2" in text_of(page)
    assert 'value="61ZX0000126"' in text_of(page)
    assert "There is a problem" not in text_of(page)


@pytest.mark.parametrize("number", ["\u00b2", "\u0664", "9" * 5_000, "-3", "", "2.0"])
def test_a_number_of_orders_that_is_none_is_one(house: House, number: str) -> None:
    """A superscript two is a digit to Python and no number; thousands of figures it refuses."""
    sent = Sent(house)
    sent.match()
    page = sent.read(number=number, court="")
    assert page.status_code == 422
    assert "Order 1" in text_of(page)
    assert "Order 2" not in text_of(page)
    assert 'value="61ZX0000126"' in text_of(page)


def test_a_consecutive_term_asks_what_it_follows(house: House) -> None:
    first, second = custody("12 Months"), custody("6 Months", count=2, runs="Consecutive")
    sent = Sent(house, first, second)
    sent.match()
    other = {k.replace("o0", "o1"): v for k, v in ORDER.items()}
    changes = other | {
        "number": "2",
        "o0-term_months": "12",
        "o0-concurrency": "concurrent",
        "o1-term_months": "6",
        "o1-count": "2",
        "o1-concurrency": "consecutive",
    }
    sent.read(**changes)
    sent.settle_for_the_paper()
    asked = sent.apply(0, 1)
    assert "Choose which sentence this one follows." in text_of(asked)
    assert sent.apply(0, 1, follows_1="order-0").status_code == 302
    terms = {s.fact.term.months: s for s in house.court.record(sent.record).sentences}
    assert terms[6].fact.consecutive_to == terms[12].seq


def test_undoing_a_match_shows_what_falls_and_brings_the_item_back(house: House) -> None:
    sent = Sent(house)
    sent.match()
    sent.read()
    sent.apply()
    page = text_of(sent.grace.see("inbox-undo", sent.item, sent.record))
    assert "entries fall with this match" in page
    second = house.browser(ROWE)  # what holds somebody is taken back by a second person
    second.send("inbox-undo", sent.item, sent.record, basis="another man's birth date")
    assert not house.court.record(sent.record).sentences
    assert "1 item" in text_of(sent.grace.see("inbox"))


def test_a_paper_that_is_none_is_kept_and_said(house: House) -> None:
    sent = Sent(house, faults=Faults(spoil_document=True))
    sent.match()
    assert "This file cannot be opened. It is kept." in sent.page()
    assert "This file cannot be opened." in text_of(sent.grace.see("inbox-read", sent.item))


def test_a_missing_paper_is_awaited_and_can_be_brought_by_hand(house: House) -> None:
    sent = Sent(house, faults=Faults(lose_document=True))
    sent.match()
    assert "Awaited. It is fetched again by itself." in sent.page()
    paper = SimpleUploadedFile("order.pdf", b"%PDF-1.4\nx\n%%EOF", content_type="application/pdf")
    done = sent.grace.send("inbox-bring", sent.item, document=paper, title="By hand, escort")
    assert done.status_code == 302
    assert "Read the paper" in sent.page()


def test_an_item_about_nobody_known_waits_for_a_person(house: House) -> None:
    item = house.item()
    page = text_of(house.browser(AMADI).see("inbox-match", item))
    assert "Nobody on record fits what the court says." in page
    closed = house.browser(AMADI).send("inbox-close", item, outcome="Sent to us by mistake.")
    assert closed.status_code == 302
    assert "Nothing waits." in text_of(house.browser(AMADI).see("inbox"))


def test_what_was_sent_to_another_prison_stands_in_its_inbox_alone(house: House) -> None:
    house.court.share(shared(prison_email=DUNMERE_MAILBOX))
    assert "Nothing waits." in text_of(house.browser(AMADI).see("inbox"))
    assert "1 item" in text_of(house.browser(NWOSU).see("inbox"))


def test_what_no_mailbox_claims_lies_in_every_inbox(house: House) -> None:
    item = house.court.share(shared(prison_email="omu.nowhere@prisons.invalid")).item
    for reader in (AMADI, NWOSU):
        assert house.browser(reader).see("inbox-item", item).status_code == 200


def test_taking_an_item_says_who_and_clears_nothing(house: House) -> None:
    sent = Sent(house)
    sent.grace.send("inbox-item", sent.item)
    page = sent.page()
    assert "Opening clears nothing" in page
    assert "Take this item" not in page
    assert "1 item" in text_of(sent.grace.see("inbox"))


def test_the_day_of_the_hearing_is_the_day_of_the_sentence(house: House) -> None:
    sent = Sent(house)
    sent.match()
    sent.read()
    sent.apply()
    assert house.court.record(sent.record).sentences[0].fact.imposed_on == date(2026, 9, 1)


def test_the_questions_of_the_release_point_are_asked_and_nothing_is_answered_for_anybody(
    house: House,
) -> None:
    sent = Sent(house)
    sent.match()
    sent.read()
    form = text_of(sent.grace.see("inbox-apply", sent.item))
    assert "What keeps it out of early release schemes?" in form
    assert " checked" not in form
    silent = sent.grace.send("inbox-apply", sent.item)
    assert silent.status_code == 422
    assert 'href="#id_orders.0.early_release_exclusions"' in text_of(silent)
    assert not house.court.record(sent.record).sentences


def test_what_is_answered_on_applying_rests_on_the_courts_paper(house: House) -> None:
    sent = Sent(house)
    sent.match()
    sent.read()
    sexual = {"orders.0.early_release_exclusions": ["SEXUAL"]}
    assert sent.apply(**sexual).status_code == 302
    record = house.court.record(sent.record)
    (stated,) = record.release_marks
    assert stated.fact.marks.early_release_exclusions == ("SEXUAL",)
    assert stated.fact.sentence == record.sentences[0].entry.seq
    assert stated.entry.envelope.source == record.sentences[0].entry.envelope.source
    page = text_of(sent.grace.see("person-dates", sent.record))
    assert "excluded from early release: Sexual offence" in page


def test_not_known_on_applying_leaves_no_dates_until_somebody_answers(house: House) -> None:
    sent = Sent(house)
    sent.match()
    sent.read()
    assert sent.apply(**{"orders.0.early_release_exclusions": ["not known"]}).status_code == 302
    refused = sent.grace.send("dates-calculate", sent.record)
    assert refused.status_code == 422
    assert "Not known is not no." in text_of(refused)
    record = house.court.record(sent.record)
    sentence = record.sentences[0]
    assert "Answer anew" in text_of(sent.grace.see("person-dates", sent.record))
    answers = {
        "is_sds_plus_length_and_offence": "no",
        "is_section_250": "no",
        "early_release_exclusions": ["none"],
        "answered_for": sentence.entry.seq,
        "said_by": "Ines Marlowe, CPS",
    }
    done = sent.grace.send("release-marks", sent.record, sentence.seq, **answers)
    assert done.status_code == 302
    assert sent.grace.send("dates-calculate", sent.record, why="initial").status_code == 302
    page = text_of(sent.grace.see("person-dates", sent.record))
    assert "no exclusion found" in page
    assert "Ines Marlowe, CPS" in page


def unreadable(house: House) -> str:
    """A signed message that names nobody whom Gatelodge can read."""
    with pytest.raises(CallbackRefused):
        call(house.court, b"{}")
    (item,) = InboxIndex(house.office.ledger).changed()
    return item


def test_whose_item_nobody_knows_blocks_nobody_knows_what(house: House) -> None:
    unreadable(house)
    row = text_of(house.browser(AMADI).see("inbox")).split("Nobody knows yet whose it is")[1]
    assert "No exit planned today" not in row
    assert "Not known" in row.split("</tr>")[0]


def test_somebody_is_chosen_by_a_search_for_a_message_that_cannot_be_read(house: House) -> None:
    record = house.court.receive_person(PELL)
    item = unreadable(house)
    grace = house.browser(AMADI)
    page = text_of(grace.see("inbox-item", item))
    assert "It is fetched again by itself" not in page
    address = reverse("inbox-match", args=[item])
    assert "Nobody on record fits" in text_of(grace.see("inbox-match", item))
    found = grace.post(address, {"words": "pell"})
    assert "You searched for this person. Nothing was compared" in text_of(found)
    assert "PELL, Joshua, A0001ZX, born 17 April 1991, HMP Fernlea" in text_of(found)
    chosen = hidden(found) | {"candidate": record, f"{record[:8]}-basis": "the paper, page 1"}
    assert grace.post(address, chosen).status_code == 302
    assert house.court.record(record).items[0].item == item


def test_a_candidate_who_differs_is_marked_and_has_no_green_button(house: House) -> None:
    house.court.receive_person(replace(PELL, surname="Pelham"))
    item = house.court.share(shared()).item
    page = text_of(house.browser(AMADI).see("inbox-match", item))
    assert '<strong class="govuk-tag govuk-tag--orange">Differs</strong>' in page
    assert "Something differs. Compare the paper" in page
    button = page[: page.index("This is PELHAM, Joshua\n")].rsplit("<button", 1)[1]
    assert "govuk-button--secondary" in button


def test_the_list_says_what_is_left_to_do_with_a_paper_that_is_read(house: House) -> None:
    sent = Sent(house)
    sent.match()
    assert "Read the paper, then apply" in text_of(sent.grace.see("inbox"))
    sent.read()
    listed = text_of(sent.grace.see("inbox"))
    assert "The paper is read: apply it" in listed
    assert "Read the paper, then apply" not in listed


def test_the_list_says_settle_while_message_and_paper_differ(house: House) -> None:
    sent = Sent(house, suspended(), paper_orders=(custody(),))
    sent.match()
    sent.read()
    listed = text_of(sent.grace.see("inbox"))
    assert "The paper is read: settle what differs" in listed
    assert "apply it" not in listed
    sent.settle_for_the_paper()
    assert "The paper is read: apply it" in text_of(sent.grace.see("inbox"))


def test_a_paper_that_the_court_contradicts_asks_for_a_corrected_one(house: House) -> None:
    """No page says that an answer is missing once the court has called the message right."""
    sent = Sent(house, suspended(), paper_orders=(custody(),))
    sent.match()
    sent.read()
    sent.settle(lambda difference: difference.message_says)
    for name in ("inbox-item", "inbox-apply"):
        shown = plain(sent.grace.see(name, sent.item))
        assert "The paper contradicts what the court called right." in shown
        assert "the court called “Suspended sentence” right, the paper says “Custody”" in shown
        assert "before the court has said which is right" not in shown
    assert "Apply this result" not in sent.page()
    assert "a corrected paper is needed" in text_of(sent.grace.see("inbox"))
    with pytest.raises(ActRefused, match="Ask the court for a corrected paper, add it and read"):
        apply_result(house.office, AMADI, sent.item)

    paper = SimpleUploadedFile("order.pdf", b"%PDF-1.4\nx\n%%EOF", content_type="application/pdf")
    sent.grace.send("inbox-bring", sent.item, document=paper, title="Corrected, by mail")
    assert "Read the corrected paper" in sent.page()
    assert "Read the corrected paper, then apply" in text_of(sent.grace.see("inbox"))
    of_message = {
        "o0-order": "suspended sentence",
        "o0-term_months": "21",
        "o0-suspended_months": "24",
        "o0-sentence_kind": "",
    }
    assert sent.read(**of_message).status_code == 302
    assert "Message and paper say the same." in sent.page()
    assert sent.grace.send("inbox-apply", sent.item).status_code == 302
    assert house.court.record(sent.record).suspended
