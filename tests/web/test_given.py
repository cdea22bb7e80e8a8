"""What the dates follow from, on screen: nothing that moves a date is left out."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from msgspec.structs import fields, replace

from gatelodge.record import NEED_MARKS, booking, given_parts, inputs_digest
from gatelodge.record import facts as f
from gatelodge.web.dates.given import _plainly
from tests.gate.prison import AMADI, COURT, HALE, URN, Person
from tests.offices import UNMARKED
from tests.web.house import House, text_of

IMPOSED_ON = date(2026, 6, 1)
SENTENCE = f.SentenceImposed(
    court=COURT,
    case_urn=URN,
    sentence_kind=f.SentenceKind.SDS,
    term=f.Term(months=12),
    imposed_on=IMPOSED_ON,
    offence_code="TH68010",
    offence_committed_on=date(2026, 1, 5),
)
EDS = replace(SENTENCE, sentence_kind=f.SentenceKind.EDS, extension=f.Term(years=1))
SOPC = replace(EDS, sentence_kind=f.SentenceKind.SOPC)
FINE = replace(SENTENCE, sentence_kind=f.SentenceKind.A_FINE, fine_pence=250_000)
BREACH = replace(SENTENCE, sentence_kind=f.SentenceKind.BOTUS, supervised_until=date(2026, 12, 1))
DETENTION = replace(SENTENCE, sentence_kind=f.SentenceKind.DTO)
RECALL = f.RecallOrdered(
    recall_kind=f.RecallKind.FIXED_28, revoked_on=date(2026, 8, 3), returned_on=date(2026, 8, 5)
)
PERIOD = f.Period(date(2026, 5, 1), date(2026, 5, 31))
CREDIT = f.RemandCredited(days=31, period=PERIOD, counts_from=IMPOSED_ON)
BAIL = f.TaggedBailCredited(days=9, counts_from=IMPOSED_ON)
AWAY = f.UnlawfullyAtLargeRecorded(
    days=31,
    period=f.Period(date(2026, 7, 1), date(2026, 7, 31)),
    ual_reason=f.UalReason.ESCAPE,
)
ADDED = f.AddedDaysAwarded(days=7, awarded_on=date(2026, 7, 9), adjudication="B/12")
BACK = f.AddedDaysRestored(days=3, restored_on=date(2026, 8, 9), adjudication="B/12")

CHANGES: list[tuple[f.Fact, dict[str, Any]]] = [
    (SENTENCE, {"term": f.Term(weeks=52)}),
    (SENTENCE, {"imposed_on": date(2026, 6, 2)}),
    (SENTENCE, {"offence_committed_on": date(2026, 1, 6)}),
    (SENTENCE, {"offence_code": "TH68001"}),
    (SENTENCE, {"sentence_kind": f.SentenceKind.SDS_PLUS}),
    (SENTENCE, {"sentence_kind": f.SentenceKind.DTO}),
    (EDS, {"extension": f.Term(years=2)}),
    (EDS, {"has_automatic_release": True}),
    (SOPC, {"is_under_18_concern": True}),
    (FINE, {"fine_pence": 250_001}),
    (FINE, {"fine_pence": None}),
    (BREACH, {"supervised_until": date(2026, 12, 2)}),
    (BREACH, {"supervised_until": None}),
    (RECALL, {"recall_kind": f.RecallKind.FIXED_14}),
    (RECALL, {"revoked_on": date(2026, 8, 2)}),
    (RECALL, {"returned_on": date(2026, 8, 6)}),
    (RECALL, {"returned_on": None}),
    (CREDIT, {"period": f.Period(date(2026, 4, 30), date(2026, 5, 30))}),
    (CREDIT, {"period": None}),
    (CREDIT, {"days": 30, "period": None}),
    (BAIL, {"days": 10}),
    (AWAY, {"period": f.Period(date(2026, 6, 30), date(2026, 7, 30))}),
    (AWAY, {"ual_reason": f.UalReason.RECALL}),
    (ADDED, {"days": 8}),
    (ADDED, {"awarded_on": date(2026, 7, 10)}),
    (BACK, {"restored_on": date(2026, 8, 8)}),
]


def shown(house: House, person: Person) -> list[str]:
    """Keys and values of the rows, without their sources: a correction changes those too."""
    page = text_of(house.browser(AMADI).see("dates-calculate", person.id))
    cells = re.findall(
        r'<dt[^>]*>(.*?)</dt>.*?<p class="gl-facts__value">(.*?)</p>', page, re.DOTALL
    )
    return [unescape(f"{key.strip()}: {value.strip()}") for key, value in cells]


def stated(person: Person, fact: f.Fact, *, corrects: int | None = None) -> int:
    """Enter a fact, and for a sentence what decides its release point."""
    seq = person.state(fact, by=HALE if corrects else AMADI, corrects=corrects)
    if isinstance(fact, f.SentenceImposed) and fact.sentence_kind in NEED_MARKS:
        is_plus = fact.sentence_kind is f.SentenceKind.SDS_PLUS
        person.marks(seq, replace(UNMARKED, is_sds_plus_length_and_offence=is_plus))
    return seq


@pytest.mark.parametrize(("fact", "change"), CHANGES, ids=lambda each: str(each)[:60])
def test_whatever_changes_the_input_changes_what_is_shown(
    house: House, fact: f.Fact, change: dict[str, Any]
) -> None:
    person = house.person()
    if not isinstance(fact, f.SentenceImposed):
        stated(person, SENTENCE)
    first = stated(person, fact)
    before, digest = shown(house, person), inputs_digest(person.record)
    stated(person, replace(fact, **change), corrects=first)
    assert inputs_digest(person.record) not in (None, digest)
    assert shown(house, person) != before


def test_each_fact_of_an_extended_and_recalled_sentence_is_told(house: House) -> None:
    person = house.person()
    stated(person, replace(SENTENCE, imposed_on=date(2026, 5, 1)))
    stated(person, replace(EDS, count=2))
    for fact in (RECALL, CREDIT, BAIL, AWAY, ADDED, BACK):
        stated(person, fact)
    told = "\n".join(shown(house, person))
    for words in (
        "Born: 14 March 1998.",
        "12 months (SDS) imposed by Ashbourne Crown Court on Friday 1 May 2026",
        "Offence TH68010 of Monday 5 January 2026. Alone or concurrent. Recalled.",
        "12 months (EDS) with an extended licence of 1 year",
        "Release is not automatic.",
        "Not SDS+ by today's test; not section 250; no exclusion found.",
        "Recall: Fixed term of 28 days; licence revoked on Monday 3 August 2026;",
        "; back in custody on Wednesday 5 August 2026.",
        "31 days on remand, Friday 1 May 2026 to Sunday 31 May 2026 come off the recalled",
        "9 days for tagged bail come off the recalled sentence of Monday 1 June 2026.",
        "31 days unlawfully away (escape), Wednesday 1 July 2026 to Friday 31 July 2026.",
        "7 days added for breaking rules on Thursday 9 July 2026 (adjudication B/12).",
        "3 days given back on Sunday 9 August 2026 (adjudication B/12).",
    ):
        assert words in told, words


def test_a_sentence_that_cannot_be_given_says_what_is_missing(house: House) -> None:
    person = house.person()
    stated(person, replace(EDS, extension=None))
    (row,) = (each for each in shown(house, person) if each.startswith("Sentence"))
    assert "Nobody has entered the extended licence of the EDS." in row
    assert "Offence TH68010 of Monday 5 January 2026." in row


def test_the_input_is_made_of_the_parts_that_are_shown_and_of_nothing_else(house: House) -> None:
    person = house.person()
    stated(person, SENTENCE)
    for fact in (RECALL, CREDIT, AWAY):
        stated(person, fact)
    given, parts = booking(person.record), [each.part for each in given_parts(person.record)]
    recall = given.sentences[0].recall
    assert recall is not None
    held = [given.person, *given.sentences, recall, *given.adjustments, *given.movements]
    assert sorted(map(repr, parts)) == sorted(map(repr, held))
    kinds = {each.name for each in fields(type(given))}
    told = {"person", "sentences", "adjustments", "movements", "returned_to_custody_on"}
    assert {name for name in kinds - told if getattr(given, name) is not None} == set()
    assert given.returned_to_custody_on == recall.returned_on


@pytest.mark.parametrize(
    ("value", "words"), [(7, "Line sequence: 7."), (None, ""), (True, "Line sequence: True.")]
)
def test_a_field_without_words_of_its_own_is_named_all_the_same(value: object, words: str) -> None:
    assert _plainly("line_sequence", value) == words
