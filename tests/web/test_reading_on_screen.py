"""Reading a court's paper on screen: what each kind of sentence needs, and every fault at once."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.court import Reading, confirm_reading
from gatelodge.casework.office import ActRefused
from gatelodge.record import document, statement
from gatelodge.record import facts as f
from tests.gate.prison import AMADI
from tests.intake.court import HEARING_ON
from tests.web.house import House, hidden, text_of
from tests.web.test_entering import on
from tests.web.test_inbox_on_screen import ORDER, Sent

AUGUST_2026 = on("o0-supervised_until", 1, 8, 2027)


@pytest.fixture
def sent(house: House) -> Sent:
    made = Sent(house)
    made.match()
    return made


def errors(page: Any) -> set[str]:
    """The boxes that the summary of errors leads to."""
    return set(re.findall(r'<a href="#id_([^"]+)"', text_of(page)))


@pytest.mark.parametrize(
    ("kind", "typed", "wanted"),
    [
        (
            "EDS",
            {"o0-extension_years": "2", "o0-has_automatic_release": "yes"},
            {"extension": f.Term(years=2), "has_automatic_release": True},
        ),
        (
            "SOPC",
            {"o0-extension_years": "1", "o0-is_under_18_concern": "yes"},
            {"extension": f.Term(years=1), "is_under_18_concern": True},
        ),
        ("A/FINE", {"o0-fine_pounds": "2500.50"}, {"fine_pence": 250_050}),
        ("BOTUS", AUGUST_2026, {"supervised_until": date(2027, 8, 1)}),
    ],
)
def test_what_one_kind_of_sentence_needs_goes_from_the_paper_to_the_record(
    sent: Sent, kind: str, typed: dict[str, str], wanted: dict[str, object]
) -> None:
    assert sent.read(**{"o0-sentence_kind": kind}, **typed).status_code == 302
    assert sent.grace.send("inbox-apply", sent.item).status_code == 302
    fact = sent.house.court.record(sent.record).sentences[0].fact
    assert fact.sentence_kind == kind
    assert {name: getattr(fact, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("typed", "boxes"),
    [
        ({"o0-sentence_kind": "EDS"}, {"o0-extension_years", "o0-has_automatic_release"}),
        ({"o0-sentence_kind": "SOPC"}, {"o0-extension_years", "o0-is_under_18_concern"}),
        ({"o0-sentence_kind": "A/FINE"}, {"o0-fine_pounds"}),
        ({"o0-sentence_kind": "BOTUS"}, set()),
        ({"o0-extension_years": "2"}, {"o0-extension_years"}),
        ({"o0-has_automatic_release": "no"}, {"o0-has_automatic_release"}),
        ({"o0-is_under_18_concern": "no"}, {"o0-is_under_18_concern"}),
        ({"o0-fine_pounds": "20"}, {"o0-fine_pounds"}),
        (AUGUST_2026, {"o0-supervised_until_day"}),
    ],
)
def test_it_is_asked_of_its_kind_and_refused_of_another(
    sent: Sent, typed: dict[str, str], boxes: set[str]
) -> None:
    """The order that stands in the boxes is a standard sentence unless it is changed."""
    page = sent.read(**typed)
    assert errors(page) == boxes
    assert page.status_code == (422 if boxes else 302)


def test_every_fault_is_told_in_one_round(sent: Sent) -> None:
    """A box left empty, a day that cannot be so, a length of nothing and a missing kind."""
    page = sent.read(
        court="",
        **{"o0-term_months": "0", "o0-sentence_kind": "", "o0-order": "custody"},
        **on("o0-offence_on", 2, 9, 2026),
        **on("o0-convicted_on", 3, 9, 2026),
        **on("o0-next_hearing_on", 31, 8, 2026),
        **on("defendant_born_on", 2, 9, 2026),
    )
    assert page.status_code == 422
    assert errors(page) == {
        "court",
        "defendant_born_on_day",
        "o0-term_months",
        "o0-sentence_kind",
        "o0-offence_on_day",
        "o0-convicted_on_day",
        "o0-next_hearing_on_day",
    }


def test_a_hearing_that_is_still_to_come_is_told_with_the_rest(sent: Sent) -> None:
    page = sent.read(**on("hearing_on", 1, 9, 2027), **{"o0-order": ""})
    assert errors(page) == {"hearing_on_day", "o0-order"}


@pytest.mark.parametrize("year", [2026, 2027])
def test_an_offence_is_never_later_than_its_hearing(sent: Sent, year: int) -> None:
    page = sent.read(**on("o0-offence_on", 2, 9, year))
    words = "The offence cannot be later than the hearing. If the paper itself says so, ask"
    assert words in text_of(page)
    assert sent.read(**on("o0-offence_on", 1, 9, 2026)).status_code == 302


def test_a_day_of_the_offence_that_the_paper_lacks_can_be_left_empty(sent: Sent) -> None:
    """Whoever must type a day that the paper does not give would guess one."""
    empty = dict.fromkeys(on("o0-offence_on", 1, 1, 2026), "")
    assert sent.read(**empty).status_code == 302
    assert "Enter the day of the offence." in text_of(sent.grace.see("inbox-apply", sent.item))


def test_the_acts_refuse_the_same_without_a_form(sent: Sent) -> None:
    order = f.OrderRead(
        case_urn="61ZX0000126",
        order=f.OrderKind.CUSTODY,
        sentence_kind=f.SentenceKind.SDS,
        term=f.Term(months=45),
        fine_pence=5,
    )
    reading = Reading(
        orders=(order,),
        defendant_surname="Pell",
        defendant_forenames="Joshua",
        defendant_born_on=None,
        hearing_on=HEARING_ON,
        court="Fernlea Crown Court",
    )
    with pytest.raises(ActRefused) as refused:
        confirm_reading(sent.house.office, AMADI, sent.item, reading)
    assert refused.value.field == "orders.0.fine_pence"
    assert "A/FINE" in refused.value.words


def test_the_first_button_confirms_because_the_enter_key_presses_it(sent: Sent) -> None:
    """The button that a browser presses for Enter is the first one in the form."""
    page = text_of(sent.grace.see("inbox-read", sent.item))
    form = page[page.index("What you read") : page.rindex("Boxes for another order") + 40]
    buttons = re.findall(r"<button[^>]*>([^<]*)", form)
    assert [" ".join(each.split()) for each in buttons] == [
        "Confirm this reading for PELL, Joshua",
        "Boxes for another order",
    ]


def test_kinds_of_sentence_are_spelled_out(sent: Sent) -> None:
    page = text_of(sent.grace.see("inbox-read", sent.item))
    for words in (
        "Standard determinate sentence (SDS)",
        "Breach of supervision after a sentence (BOTUS)",
        "Imprisonment in default of a fine (A/FINE)",
        "Another kind",
    ):
        assert words in page


def test_days_that_were_read_are_entered_with_the_paper_they_were_read_on(sent: Sent) -> None:
    """A person still says which sentence they come off, and presses."""
    sent.read(**{"o0-remand_days": "143"})
    sent.apply()
    dates = text_of(sent.grace.see("person-dates", sent.record))
    assert dates.count("Nothing credits them by itself.") == 1
    href = reverse("days-stated", args=[sent.record, sent.item])
    for name in ("person-dates", "dates-calculate"):
        assert href in text_of(sent.grace.see(name, sent.record))
    form = text_of(sent.grace.get(href))
    assert "read 143 days on remand on the paper of the hearing of" in form
    assert "Why was the person away?" not in form
    assert "Open the court's paper" in form
    assert 'value="143"' in form
    assert " checked" not in form
    assert not sent.house.court.record(sent.record).adjustments
    silent = sent.grace.post(href, hidden(sent.grace.get(href)) | {"days": "143"})
    assert errors(silent) == {"counts_from"}
    other = {"kind": "added", "kept_paper": "0" * 64}
    chosen = {"days": "143", "counts_from": "2026-09-01"} | other
    fields = hidden(sent.grace.get(href)) | chosen
    assert [sent.grace.post(href, fields).status_code for _ in range(2)] == [302, 302]
    record = sent.house.court.record(sent.record)
    (credit,) = record.adjustments
    reading = record.items[0].reading
    assert reading is not None
    assert credit.fact == f.RemandCredited(days=143, period=None, counts_from=date(2026, 9, 1))
    assert credit.entry.envelope.source == document(reading.fact.document)
    assert href not in text_of(sent.grace.see("person-dates", sent.record))
    assert sent.grace.get(href).status_code == 404


def test_days_of_a_remand_on_record_are_told_with_the_paper_and_not_twice(house: House) -> None:
    sent = Sent(house)
    remand = f.RemandOrdered(
        court="Fernlea Crown Court", case_urn="61ZX0000126", next_hearing_on=None
    )
    state_fact(
        house.office,
        AMADI,
        sent.record,
        remand,
        source=statement("the escort"),
        true_from=datetime(2026, 8, 1, tzinfo=UTC),
    )
    sent.match()
    sent.read(**{"o0-remand_days": "31"})
    sent.apply()
    dates = text_of(sent.grace.see("person-dates", sent.record))
    assert "31 days on remand, and nobody has entered them" in dates
    assert "31 days on remand are recorded" in dates
    assert dates.count("Nothing credits them by itself.") == 1


def test_two_orders_that_state_other_days_fill_no_box(sent: Sent) -> None:
    """The same days may stand on several orders, or different ones: a person reads which."""
    second = {k.replace("o0", "o1"): v for k, v in ORDER.items()} | {"o1-count": "2"}
    sent.read(**second, number="2", **{"o0-remand_days": "143", "o1-remand_days": "20"})
    sent.settle_for_the_paper()
    sent.apply(0, 1)
    href = reverse("days-stated", args=[sent.record, sent.item])
    form = text_of(sent.grace.get(href))
    assert "read 143 and 20 days on remand" in form
    assert 'value="143"' not in form
