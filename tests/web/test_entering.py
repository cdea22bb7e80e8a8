"""Entering what papers and people say: each fact with its source, errors beside their field."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gatelodge.gate import CHECKS
from gatelodge.record import SourceKind, document
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, COURT, HALE, LISTER, NOAKES, URN, Person, paper
from tests.web.house import BEXLEY, House, hidden, text_of

G02 = next(each for each in CHECKS if each.name == "G02")

PDF = b"%PDF-1.4\nan invented paper\n%%EOF"


def a_paper(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.pdf", content, content_type="application/pdf")


def on(name: str, day: int, month: int, year: int) -> dict[str, Any]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


@pytest.fixture
def person(house: House) -> Person:
    made = house.person()
    made.remand()
    return made


def cases(**changes: Any) -> dict[str, Any]:
    return {
        "asked_of": "Court listing office",
        "answered_by": "Ines Marlowe",
        "asked_time": "09:30",
        "said_by": "Ines Marlowe, listing officer",
        "state_0": "open",
        **on("asked_on", 2, 9, 2026),
        **changes,
    }


def test_what_courts_answered_stands_with_who_and_when(house: House, person: Person) -> None:
    done = house.browser(AMADI).send(
        "cases-state",
        person.id,
        **cases(urn_1="09XY1111126", court_1="Ashbourne", state_1="ended", disposal_1="fined"),
    )
    assert done.status_code == 302
    stated = person.record.cases_stated
    assert stated is not None
    assert [(c.case_urn, c.is_open, c.disposal) for c in stated.fact.cases] == [
        (URN, True, ""),
        ("09XY1111126", False, "fined"),
    ]
    assert stated.fact.cases[0].court == COURT
    assert stated.fact.asked_at.isoformat() == "2026-09-02T09:30:00+01:00"
    page = text_of(house.browser(AMADI).see("person-cases", person.id))
    assert "Closed: fined" in page
    assert "Statement of Ines Marlowe" in page


def test_a_known_case_must_be_answered_and_an_ended_one_needs_how(
    house: House, person: Person
) -> None:
    missing = house.browser(AMADI).send("cases-state", person.id, **cases(state_0=""))
    assert f"Choose what they said about case {URN}." in text_of(missing)
    how = house.browser(AMADI).send("cases-state", person.id, **cases(state_0="ended"))
    assert 'href="#id_disposal_0"' in text_of(how)
    assert person.record.cases_stated is None


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"court_1": "Ashbourne"}, "urn_1"),
        ({"court_1": "Ashbourne"}, "state_1"),
        ({"disposal_2": "fined"}, "urn_2"),
        ({"disposal_2": "fined"}, "state_2"),
        ({"urn_1": "09XY1111126"}, "state_1"),
        ({"state_1": "open"}, "urn_1"),
        ({"disposal_0": "fined"}, "disposal_0"),
        ({"urn_1": "09XY1111126", "state_1": "open", "disposal_1": "fined"}, "disposal_1"),
        ({"urn_1": "09XY1111126", "state_1": "unknown", "disposal_1": "fined"}, "disposal_1"),
    ],
)
def test_nothing_typed_about_a_case_is_dropped(
    house: House, person: Person, typed: dict[str, str], place: str
) -> None:
    page = house.browser(AMADI).send("cases-state", person.id, **cases(**typed))
    assert page.status_code == 422
    assert f'href="#id_{place}"' in text_of(page)
    for text in typed.values():
        assert f'value="{text}"' in text_of(page)
    assert person.record.cases_stated is None


def test_a_fact_without_a_source_is_not_taken(house: House, person: Person) -> None:
    page = house.browser(AMADI).send("cases-state", person.id, **cases(said_by=""))
    assert page.status_code == 422
    assert "A fact without a source is not taken." in text_of(page)
    assert "Error: " in text_of(page).split("</title>")[0]
    assert 'value="Court listing office"' in text_of(page)


def test_an_authority_ends_with_its_own_paper(house: House, person: Person) -> None:
    remand = person.record.authorities[0].seq
    house.browser(AMADI).send(
        "authority-end",
        person.id,
        remand,
        how="ended",
        ended_time="09:00",
        paper=a_paper(),
        page=1,
        **on("ended_on", 2, 9, 2026),
    )
    ended = person.record.authorities[0].ended
    assert ended is not None
    source = ended.entry.envelope.source
    assert (source.kind, source.page) == (SourceKind.DOCUMENT, 1)
    page = house.browser(AMADI).see("person-document", person.id, source.reference)
    assert page.content == PDF
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_a_spoken_end_is_entered_by_a_second_person_too(house: House, person: Person) -> None:
    remand = person.record.authorities[0].seq
    said = {"how": "ended", "ended_time": "09:00", "said_by": "I. Marlowe, Ashbourne"}
    fields = said | on("ended_on", 2, 9, 2026)
    refused = house.browser(AMADI).send("authority-end", person.id, remand, **fields)
    assert "Enter the number that you called." in text_of(refused)
    fields |= on("called_on", 2, 9, 2026) | {
        "their_role": "listing officer",
        "called_number": "01632 960140",
        "number_known_from": "our telephone book",
        "called_time": "09:00",
    }
    house.browser(AMADI).send("authority-end", person.id, remand, **fields)
    page = text_of(house.browser(HALE).see("person-authorities", person.id))
    assert "One person alone heard it" in page
    assert "I rang back too" in page
    again = house.browser(AMADI).send("authority-end", person.id, remand, **fields)
    assert "A second person must ring back." in text_of(again)
    house.browser(LISTER).send("authority-end", person.id, remand, **fields)
    assert person.finding(G02).answer is f.Answer.PASSED
    assert "One person alone" not in text_of(
        house.browser(HALE).see("person-authorities", person.id)
    )


def test_a_paper_is_kept_when_another_field_is_wrong(house: House, person: Person) -> None:
    remand = person.record.authorities[0].seq
    browser = house.browser(AMADI)
    fields = {"how": "ended", "ended_time": "25:00", **on("ended_on", 2, 9, 2026)}
    wrong = browser.send("authority-end", person.id, remand, paper=a_paper(), **fields)
    assert "Enter a time of day, such as 09:00." in text_of(wrong)
    assert "You need not choose it again." in text_of(wrong)
    right = hidden(wrong) | fields | {"ended_time": "09:00"}
    done = browser.post(reverse("authority-end", args=[person.id, remand]), right)
    assert done.status_code == 302
    ended = person.record.authorities[0].ended
    assert ended is not None
    assert house.office.documents.read(ended.entry.envelope.source.reference) == PDF


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((31, 2, 2026), "enter a real day, such as 27 3 2026."),
        (("", 2, 2026), "enter the day as well."),
        (("x", "y", "z"), "enter a real day"),
        ((1, 1, 99999), "enter a real day"),
        ((3, 9, 2026), "still to come"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_boxes(
    house: House, person: Person, day: tuple[Any, Any, Any], words: str
) -> None:
    remand = person.record.authorities[0].seq
    page = house.browser(AMADI).send(
        "authority-end",
        person.id,
        remand,
        how="ended",
        ended_time="09:00",
        paper=a_paper(),
        **on("ended_on", *day),
    )
    assert page.status_code == 422
    assert words in text_of(page)
    assert person.record.authorities[0].ended is None


@pytest.mark.parametrize("content", [b"", b"x" * (20 * 1024 * 1024 + 1)], ids=["empty", "20 MB"])
def test_a_file_that_is_no_paper_is_refused_in_words(
    house: House, person: Person, content: bytes
) -> None:
    remand = person.record.authorities[0].seq
    page = house.browser(AMADI).send(
        "authority-end",
        person.id,
        remand,
        how="ended",
        ended_time="09:00",
        paper=a_paper(content),
        **on("ended_on", 2, 9, 2026),
    )
    assert page.status_code == 422
    assert "file is empty" in text_of(page) or "larger than 20 MB" in text_of(page)


SCRIPT = b"<html><script>alert(1)</script>"


def test_a_file_that_is_no_paper_ends_nothing_whatever_it_is_called(
    house: House, person: Person
) -> None:
    remand = person.record.authorities[0].seq
    page = house.browser(AMADI).send(
        "authority-end",
        person.id,
        remand,
        how="ended",
        ended_time="09:00",
        paper=a_paper(SCRIPT),
        **on("ended_on", 2, 9, 2026),
    )
    assert page.status_code == 422
    assert "neither a PDF nor a photo" in text_of(page)
    assert person.record.authorities[0].ended is None


def test_whatever_is_kept_as_a_paper_is_never_run(house: House, person: Person) -> None:
    kept = house.office.documents.keep(SCRIPT, media_type="text/html")
    person.state(
        f.CitizenshipEvidenceSeen(evidence="passport", number="1", seen_by="Amadi"),
        source=document(kept),
    )
    page = house.browser(AMADI).see("person-document", person.id, kept)
    assert page.headers["Content-Type"] == "application/octet-stream"
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_a_paper_of_another_record_is_not_found_under_this_one(
    house: House, person: Person
) -> None:
    other = house.person("Ashe")
    own = paper(house.office, "a passport")
    other.state(
        f.CitizenshipEvidenceSeen(evidence="passport", number="1", seen_by="Amadi"), source=own
    )
    grace = house.browser(AMADI)
    assert grace.see("person-document", other.id, own.reference).status_code == 200
    assert grace.see("person-document", person.id, own.reference).status_code == 404


def test_the_home_office_and_citizenship(house: House, person: Person) -> None:
    browser = house.browser(HALE)
    browser.send("immigration-state", person.id, interest="interest stated", paper=a_paper())
    assert person.record.immigration[-1].fact.interest is f.Interest.STATED
    browser.send(
        "citizenship-see", person.id, evidence="British passport", number="9", paper=a_paper()
    )
    assert person.record.citizenship[-1].fact.seen_by.startswith("HALE")
    nothing = browser.send("immigration-state", person.id, paper=a_paper())
    assert "Choose what the Home Office states." in text_of(nothing)


def test_a_hearing_and_days(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    hearing = {"court": COURT, "case_urn": URN, "by_video": "yes", **on("on", 9, 9, 2026)}
    browser.send("hearing-list", person.id, said_by="the list office", **hearing)
    assert person.record.hearings[0].fact.by_video
    person.sentence()
    days = {"kind": "added", "days": "0", "adjudication": "B/12", **on("decided_on", 1, 9, 2026)}
    zero = browser.send("days-enter", person.id, said_by="the adjudicator", **days)
    assert "Enter a number of days above 0." in text_of(zero)
    browser.send("days-enter", person.id, said_by="the adjudicator", **(days | {"days": "7"}))
    assert person.record.adjustments[0].fact.days == 7
    away = browser.send("days-enter", person.id, kind="away", days="3", said_by="police")
    assert "Enter the first day away." in text_of(away)


FIRST, LAST = on("first_on", 3, 8, 2026), on("last_on", 9, 8, 2026)
COUNTS_FROM = {"counts_from": "2026-06-01"}
DECIDED = on("decided_on", 1, 9, 2026)
ADJUDICATION = {"adjudication": "B/12"}
REASON = {"ual_reason": f.UalReason.ESCAPE.value}
REMAND = {"kind": "remand"} | COUNTS_FROM
BAIL = {"kind": "tagged bail"} | COUNTS_FROM
ADDED = {"kind": "added"} | DECIDED | ADJUDICATION
AWAY = {"kind": "away"} | FIRST | LAST | REASON


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        (REMAND | FIRST, "last_on_day"),
        (REMAND | LAST, "first_on_day"),
        (REMAND | on("first_on", 10, 8, 2026) | LAST, "last_on_day"),
        (REMAND | ADJUDICATION, "adjudication"),
        (REMAND | REASON, "ual_reason"),
        (BAIL | FIRST | LAST, "first_on_day"),
        (BAIL | LAST, "last_on_day"),
        (ADDED | FIRST, "first_on_day"),
        (ADDED | REASON, "ual_reason"),
        (AWAY | COUNTS_FROM, "counts_from"),
        (AWAY | ADJUDICATION, "adjudication"),
    ],
)
def test_no_day_that_is_typed_is_dropped(
    house: House, person: Person, typed: dict[str, Any], place: str
) -> None:
    person.sentence()
    fields = {"days": "7", "said_by": "the list office"} | typed
    page = house.browser(BEXLEY).send("days-enter", person.id, **fields)
    assert page.status_code == 422
    assert f'href="#id_{place}"' in text_of(page)
    assert not person.record.adjustments


def test_remand_days_are_credited_with_or_without_their_period(
    house: House, person: Person
) -> None:
    person.sentence()
    browser = house.browser(BEXLEY)
    fields = {"days": "7", "said_by": "the list office"} | REMAND
    for more in ({}, FIRST | LAST):
        assert browser.send("days-enter", person.id, **fields, **more).status_code == 302
    without, with_period = (each.fact for each in person.record.adjustments)
    assert isinstance(without, f.RemandCredited)
    assert isinstance(with_period, f.RemandCredited)
    assert without.period is None
    assert with_period.period is not None


def test_a_question_to_a_court_stops_every_exit_until_it_is_answered(
    house: House, person: Person
) -> None:
    browser = house.browser(AMADI)
    browser.send("query-ask", person.id, about="Was it suspended?", asked_of="Ashbourne")
    query = person.record.queries[0].asked.fact.query
    assert "Was it suspended?" in text_of(browser.see("person", person.id))
    empty = browser.send("query-answer", person.id, query)
    assert "Enter the answer." in text_of(empty)
    browser.send("query-answer", person.id, query, answer="No: custody.", answered_by="I. Marlowe")
    assert person.record.queries[0].answered is not None
    assert browser.see("query-answer", person.id, "0" * 32).status_code == 404


def test_whoever_may_not_enter_it_is_refused_by_the_table(house: House, person: Person) -> None:

    assert house.browser(NOAKES).see("cases-state", person.id).status_code == 403
