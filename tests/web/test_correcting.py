"""What was entered wrongly is corrected or taken back on a page, and the history keeps both."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.statable import STATABLE
from gatelodge.record import SourceKind
from gatelodge.record import facts as f
from gatelodge.web.entering.correcting import WAYS
from gatelodge.web.entry_links import CORRECTABLE
from tests.gate.prison import AMADI, COURT, HALE, LISTER, ROWE, URN, Person, paper
from tests.web.house import BEXLEY, NWOSU, House, hidden, text_of
from tests.web.test_entering import a_paper, on

SENTENCED_ON = date(2026, 6, 1)
REMANDED = f.Period(date(2026, 3, 14), date(2026, 5, 31))
CREDIT = f.RemandCredited(
    days=79, period=REMANDED, counts_from=SENTENCED_ON, agreed_by="I. Marlowe"
)


@pytest.fixture
def person(house: House) -> Person:
    made = house.person()
    made.sentence()
    return made


def days(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "remand",
        "days": "79",
        "counts_from": "2026-06-01",
        "said_by": "the list office",
        **on("first_on", 14, 3, 2026),
        **on("last_on", 31, 5, 2026),
        **changes,
    }


def address(name: str, person: Person, entry: int) -> str:
    return reverse(name, args=[person.id, entry])


def test_every_kind_that_has_a_link_has_a_form_and_may_be_stated() -> None:
    assert WAYS.keys() == CORRECTABLE
    assert set(STATABLE) > CORRECTABLE


def test_a_wrong_credit_is_corrected_beside_what_stands(house: House, person: Person) -> None:
    wrong = person.state(CREDIT)
    browser = house.browser(ROWE)
    for shown in ("person-dates", "person-history"):
        assert address("entry-correct", person, wrong) in text_of(browser.see(shown, person.id)), (
            shown
        )
    page = text_of(browser.see("entry-correct", person.id, wrong))
    assert "Stands now: 79." in page
    assert "Stands now: Saturday 14 March 2026." in page
    assert "Stands now: On remand: they come off." in page
    assert 'value="79"' in page
    assert "checked" not in page
    sent = browser.send(
        "entry-correct",
        person.id,
        wrong,
        **days(days="70", why_fewer="9 days were served on recall"),
    )
    assert sent.headers["Location"] == reverse("person-dates", args=[person.id])
    (row,) = person.record.adjustments
    assert row.fact == f.RemandCredited(
        days=70, period=REMANDED, counts_from=SENTENCED_ON, agreed_by="I. Marlowe"
    )
    assert (row.seq, row.entry.envelope.corrects) == (wrong, wrong)
    assert row.entry.envelope.source.kind is SourceKind.STATEMENT
    history = text_of(browser.see("person-history", person.id))
    assert f"Corrected by entry {row.entry.seq}." in history
    assert f"Corrects entry {wrong}." in history
    assert "79 days on remand credited" in history
    assert "70 days on remand credited" in history
    assert "9 days were served on recall" in text_of(browser.see("person-dates", person.id))


def test_a_correction_needs_a_source_and_every_choice_anew(house: House, person: Person) -> None:
    wrong = person.state(CREDIT)
    page = house.browser(BEXLEY).send(
        "entry-correct", person.id, wrong, **days(kind="", counts_from="", said_by="")
    )
    assert page.status_code == 422
    assert "Choose which days." in text_of(page)
    assert "A fact without a source is not taken." in text_of(page)
    assert person.record.adjustments[0].entry.seq == wrong


def test_what_was_corrected_meanwhile_is_shown_before_it_is_corrected_again(
    house: House, person: Person
) -> None:
    wrong = person.state(CREDIT)
    browser = house.browser(BEXLEY)
    opened = hidden(browser.see("entry-correct", person.id, wrong))
    period = f.Period(date(2026, 3, 15), date(2026, 5, 31))
    person.state(f.RemandCredited(days=78, period=period, counts_from=SENTENCED_ON), corrects=wrong)
    where = address("entry-correct", person, wrong)
    refused = browser.post(where, opened | days(days="70", why_fewer="served"))
    assert refused.status_code == 422
    assert "Somebody corrected this since you opened the page." in text_of(refused)
    assert "Stands now: 78." in text_of(refused)
    assert person.record.adjustments[0].fact.days == 78
    again = browser.post(where, hidden(refused) | days(days="70", why_fewer="served"))
    assert again.status_code == 302
    assert person.record.adjustments[0].fact.days == 70


def test_a_credit_that_was_never_so_is_taken_back_on_a_word(house: House, person: Person) -> None:
    wrong = person.state(CREDIT)
    browser = house.browser(AMADI)
    assert address("entry-take-back", person, wrong) in text_of(
        browser.see("person-dates", person.id)
    )
    page = text_of(browser.see("entry-take-back", person.id, wrong))
    assert "79 days on remand credited" in page
    assert "Who may: a case administrator" in page
    empty = browser.send("entry-take-back", person.id, wrong, said_by="the list office")
    assert "Say why it was never so." in text_of(empty)
    sent = browser.send(
        "entry-take-back",
        person.id,
        wrong,
        why="Days of another person.",
        said_by="the list office",
    )
    assert sent.status_code == 302
    assert not person.record.adjustments
    history = text_of(browser.see("person-history", person.id))
    assert "No longer counts: Days of another person." in history
    back = person.record.entries[-1].seq
    assert address("entry-take-back", person, back) in history
    assert "It counts again then." in text_of(browser.see("entry-take-back", person.id, back))
    browser.send(
        "entry-take-back", person.id, back, why="It was this person.", said_by="the list office"
    )
    assert person.record.adjustments[0].fact == CREDIT
    assert "No longer counts: Days of" not in text_of(browser.see("person-history", person.id))


def test_what_holds_is_taken_back_by_its_paper_and_by_another_person(house: House) -> None:
    person = house.person()
    remand = person.remand()
    own = text_of(house.browser(AMADI).see("entry-take-back", person.id, remand))
    assert "You entered it. Ask a colleague to look at the paper" in own
    assert "<button" not in own.split("<main")[1]
    browser = house.browser(HALE)
    page = text_of(browser.see("entry-take-back", person.id, remand))
    assert "A word is not enough: it needs the paper that shows it." in page
    assert "entered it and cannot take it back: another person must look." in page
    assert "Or who says so" not in page
    word = browser.send("entry-take-back", person.id, remand, why="Bail.", said_by="the court")
    assert "Add the paper." in text_of(word)
    assert person.record.authorities_in_force
    browser.send("entry-take-back", person.id, remand, why="Bail was granted.", paper=a_paper())
    assert not person.record.authorities
    barred = house.browser(AMADI).post(
        address("entry-take-back", person, remand), {"why": "x", "said_by": "y"}
    )
    assert barred.status_code == 404


def test_a_correction_taken_back_lets_what_stood_before_count(house: House, person: Person) -> None:
    first = person.state(CREDIT)
    second = person.state(
        f.RemandCredited(days=5, period=None, counts_from=SENTENCED_ON), corrects=first
    )
    browser = house.browser(ROWE)
    assert "goes with it" in text_of(browser.see("entry-take-back", person.id, first))
    page = text_of(browser.see("entry-take-back", person.id, second))
    assert f"What stood before it, entry {first}, counts again then." in page
    assert f"Corrected by entry {second}." in text_of(browser.see("person-history", person.id))
    browser.send("entry-take-back", person.id, second, why="A slip.", said_by="the list office")
    assert person.record.adjustments[0].fact == CREDIT
    history = text_of(browser.see("person-history", person.id))
    assert "Corrected by entry" not in history
    assert "No longer counts: A slip." in history


def test_a_correction_goes_with_the_entry_that_is_taken_back(house: House, person: Person) -> None:
    first = person.state(CREDIT)
    person.state(f.RemandCredited(days=5, period=None, counts_from=SENTENCED_ON), corrects=first)
    browser = house.browser(ROWE)
    browser.send("entry-take-back", person.id, first, why="Never.", said_by="the list office")
    assert not person.record.adjustments
    assert "No longer counts: Never." in text_of(browser.see("person-history", person.id))


def test_what_is_taken_back_from_a_row_is_the_entry_that_its_link_names(
    house: House, person: Person
) -> None:
    """A corrected fact goes whole: the link names the first entry, as the answer does."""
    first = person.state(CREDIT)
    fact = f.RemandCredited(days=5, period=None, counts_from=SENTENCED_ON)
    second = person.state(fact, corrects=first)
    browser = house.browser(ROWE)
    page = text_of(browser.see("person-dates", person.id))
    link = re.search(rf'href="{address("entry-take-back", person, first)}">(.*?)</a>', page)
    assert link
    named = re.sub("<[^>]+>", "", link[1])
    assert named == f"Take back entry {first} with its correction, entry {second}"
    answer = browser.send(
        "entry-take-back", person.id, first, why="Never.", said_by="the list office"
    )
    assert f"Entry {first} was withdrawn" in text_of(browser.get(answer["Location"]))


def test_a_remand_is_corrected_from_its_warrant_and_keeps_what_nobody_is_asked(
    house: House,
) -> None:
    person = house.person()
    limit = date(2026, 10, 1)
    wrong = person.state(
        f.RemandOrdered(
            court=COURT,
            case_urn=URN,
            next_hearing_on=date(2026, 9, 20),
            custody_time_limit_on=limit,
        )
    )
    browser = house.browser(BEXLEY)
    assert address("entry-correct", person, wrong) in text_of(
        browser.see("person-authorities", person.id)
    )
    fields = {"court": COURT, "case_urn": URN, "catalogue": "A08", "paper": a_paper()}
    sent = browser.send(
        "entry-correct",
        person.id,
        wrong,
        **fields,
        **on("true_from", 31, 8, 2026),
        **on("next_hearing_on", 18, 9, 2026),
    )
    assert sent.status_code == 302
    (held,) = person.record.authorities
    assert held.began.fact == f.RemandOrdered(
        court=COURT,
        case_urn=URN,
        next_hearing_on=date(2026, 9, 18),
        custody_time_limit_on=limit,
        catalogue="A08",
    )
    assert held.began.true_from.isoformat().startswith("2026-08-30T23:00")


def test_an_end_a_hearing_and_what_others_said_are_corrected(house: House) -> None:
    person = house.person()
    remand = person.remand()
    person.end(remand)
    end = person.record.authorities[0].ended
    assert end is not None
    hearing = person.state(
        f.HearingListed(hearing="h1", case_urn=URN, court=COURT, on=date(2026, 9, 9))
    )
    person.cases()
    cases = person.record.cases_stated
    assert cases is not None
    stated = person.state(f.ImmigrationInterestStated(interest=f.Interest.STATED, reference="HO/1"))
    passport = person.state(f.CitizenshipEvidenceSeen(evidence="passport", number="1", seen_by="x"))
    nation = person.state(f.NationalityStated(nationality="Irsh"))
    browser = house.browser(HALE)
    before = end.fact.ended_at
    said = {"said_by": "Ines Marlowe"}
    sends: dict[int, dict[str, Any]] = {
        end.seq: {
            "how": "satisfied",
            **on("ended_on", before.day, before.month, before.year),
            "ended_time": "00:00",
            "paper": a_paper(),
        },
        hearing: {
            "court": COURT,
            "case_urn": URN,
            "by_video": "yes",
            **on("on", 10, 9, 2026),
            **said,
        },
        cases.seq: {
            "asked_of": "Listing",
            "answered_by": "Ines Marlowe",
            **on("asked_on", cases.fact.asked_at.day, cases.fact.asked_at.month, 2026),
            "asked_time": "00:01",
            "state_0": "ended",
            "disposal_0": "fined",
            **said,
        },
        stated: {"interest": "interest stated", "reference": "HO/2", **said},
        passport: {"evidence": "passport", "number": "2", **said},
        nation: {"nationality": "Irish", **said},
    }
    for entry, fields in sends.items():
        sent = browser.send("entry-correct", person.id, entry, **fields)
        assert sent.status_code == 302, re.findall(
            r'error-message">(.*?)</p', text_of(sent), re.DOTALL
        )
    record = person.record
    assert record.authorities[0].ended is not None
    assert record.authorities[0].ended.fact.how is f.EndKind.SATISFIED
    assert (record.hearings[0].fact.hearing, record.hearings[0].fact.by_video) == ("h1", True)
    assert record.cases_stated is not None
    assert record.cases_stated.fact.cases[0].disposal == "fined"
    assert record.immigration[0].fact.reference == "HO/2"
    assert record.citizenship[0].fact.number == "2"
    assert record.nationalities[0].fact.nationality == "Irish"


def test_a_sentence_leads_to_its_own_page_and_can_be_taken_back(
    house: House, person: Person
) -> None:
    sentence = person.record.sentences[0].seq
    page = text_of(house.browser(HALE).see("person-authorities", person.id))
    assert address("sentence-correct", person, sentence) in page
    assert address("entry-take-back", person, sentence) in page
    dates = text_of(house.browser(HALE).see("person-dates", person.id))
    assert address("sentence-correct", person, sentence) in dates
    form = text_of(house.browser(HALE).see("sentence-correct", person.id, sentence))
    assert "Stands now: Standard determinate sentence (SDS)." in form
    assert "Stands now: TH68010." in form
    assert "checked" not in form


def test_who_may_not_see_the_dates_comes_back_to_the_history(house: House, person: Person) -> None:
    wrong = person.state(CREDIT)
    sent = house.browser(BEXLEY).send(
        "entry-take-back", person.id, wrong, why="never", said_by="the list office"
    )
    assert sent.headers["Location"] == reverse("person-history", args=[person.id])


@pytest.mark.parametrize(
    ("changes", "words", "place"),
    [
        ({"days": "80"}, "The period has 79 days", "days"),
        ({"days": "78"}, "Say why only 78 of them count.", "why_fewer"),
        (on("last_on", 1, 1, 2027) | {"days": "90"}, "still to come", "last_on_day"),
    ],
)
def test_days_that_do_not_fit_their_period_are_refused_beside_their_box(
    house: House, person: Person, changes: dict[str, Any], words: str, place: str
) -> None:
    page = house.browser(BEXLEY).send("days-enter", person.id, **days(**changes))
    assert page.status_code == 422
    assert words in text_of(page)
    assert f'href="#id_{place}"' in text_of(page)
    assert not person.record.adjustments


def test_a_period_counts_once_and_days_come_off_a_sentence_on_record(house: House) -> None:
    person = house.person()
    browser = house.browser(BEXLEY)
    none = browser.send("days-enter", person.id, **days(counts_from=""))
    assert "No sentence is on this record." in text_of(none)
    person.sentence()
    form = text_of(browser.see("days-enter", person.id))
    assert "Monday 1 June 2026: 12 months (SDS)" in form
    assert "checked" not in form
    unknown = browser.send("days-enter", person.id, **days(counts_from="2026-06-02"))
    assert unknown.status_code == 422
    assert browser.send("days-enter", person.id, **days()).status_code == 302
    twice = browser.send("days-enter", person.id, **days())
    assert "A day counts once" in text_of(twice)
    one_shared = days(days="1", **on("first_on", 31, 5, 2026))
    assert "A day counts once" in text_of(browser.send("days-enter", person.id, **one_shared))
    assert len(person.record.adjustments) == 1


def test_every_kind_of_days_is_corrected_with_the_boxes_that_it_needs(
    house: House, person: Person
) -> None:
    browser = house.browser(HALE)
    said = {"said_by": "the list office"}
    away = f.UnlawfullyAtLargeRecorded(
        days=3,
        period=f.Period(date(2026, 7, 1), date(2026, 7, 3)),
        ual_reason=f.UalReason.ESCAPE,
    )
    rows: list[tuple[f.Fact, dict[str, Any]]] = [
        (
            f.TaggedBailCredited(days=4, counts_from=SENTENCED_ON),
            {"kind": "tagged bail", "counts_from": "2026-06-01"},
        ),
        (away, {"kind": "away", "ual_reason": "recall", "why_fewer": "a slip"}),
        (
            f.AddedDaysAwarded(days=4, awarded_on=date(2026, 7, 9), adjudication="B/1"),
            {"kind": "added", "adjudication": "B/1", **on("decided_on", 9, 7, 2026)},
        ),
        (
            f.AddedDaysRestored(days=4, restored_on=date(2026, 8, 9), adjudication="B/1"),
            {"kind": "restored", "adjudication": "B/1", **on("decided_on", 9, 8, 2026)},
        ),
    ]
    for fact, fields in rows:
        wrong = person.state(fact)
        page = text_of(browser.see("entry-correct", person.id, wrong))
        assert ("ual_reason" in page) == (fact is away)
        more = on("first_on", 1, 7, 2026) | on("last_on", 3, 7, 2026) if fact is away else {}
        sent = browser.send("entry-correct", person.id, wrong, days="2", **fields, **more, **said)
        assert sent.status_code == 302, fact
    assert [each.fact.days for each in person.record.adjustments] == [2, 2, 2, 2]


def test_who_may_not_enter_papers_sees_no_way_and_gets_none(house: House, person: Person) -> None:
    wrong = person.state(CREDIT)
    stranger = house.browser(NWOSU)
    for name in ("entry-correct", "entry-take-back"):
        assert stranger.get(address(name, person, wrong)).status_code == 403
    duty = text_of(house.browser(LISTER).see("person-dates", person.id))
    assert address("entry-correct", person, wrong) in duty


def test_nothing_is_corrected_that_is_an_act_or_counts_no_more(
    house: House, person: Person
) -> None:
    browser = house.browser(HALE)
    received = person.record.entries[0].seq
    assert browser.get(address("entry-correct", person, received)).status_code == 404
    assert browser.get(address("entry-take-back", person, received)).status_code == 404
    assert browser.get(address("entry-take-back", person, 99_999)).status_code == 404
    wrong = person.state(CREDIT)
    browser.send("entry-take-back", person.id, wrong, why="never", said_by="the list office")
    assert browser.get(address("entry-correct", person, wrong)).status_code == 404
    past = text_of(browser.see("person-history", person.id, at="2026-09-01T00:00"))
    assert "/take-back/" not in past


def test_the_paper_that_began_an_authority_is_known_to_the_correction(house: House) -> None:
    person = house.person()
    began = paper(person.office, "a warrant")
    remand = person.state(
        f.RemandOrdered(court=COURT, case_urn=URN, next_hearing_on=None), source=began
    )
    page = text_of(house.browser(HALE).see("entry-correct", person.id, remand))
    assert "Stands now: nothing." in page
    assert "The paper that you added is kept." not in page


def test_dates_that_cannot_be_worked_out_lead_to_the_facts(house: House, person: Person) -> None:
    person.state(f.RemandCredited(days=999, period=None, counts_from=SENTENCED_ON))
    refused = f.CalculationRefused(
        inputs_digest="", refused="REMAND", words="Correct it.", engine_version="1", law_version="1"
    )
    person.say(refused)
    browser = house.browser(HALE)
    where = reverse("person-dates", args=[person.id])
    assert f'href="{where}#given"' in text_of(browser.see("person", person.id))
    page = text_of(browser.see("person-dates", person.id))
    assert 'href="#given"' in page
    assert 'id="given"' in page
