"""The ledgers of a record: days, immigration, conditions, identity; and what holds, drawn."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.authorities import withdraw
from gatelodge.casework.exit_day import doubt_identity
from gatelodge.casework.reception import find_different_people, hold_same_person
from gatelodge.gate import AT_LARGE, REMAND, TAGGED_BAIL, days_compared
from gatelodge.record import facts as f
from gatelodge.record import statement
from tests.gate.prison import AMADI, BEXLEY, HALE, Person
from tests.web.house import NOAKES, NWOSU, House, text_of

LEDGERS = ("person-days", "person-immigration", "person-conditions", "person-identity")


def words(page: Any) -> str:
    """The words of a page as somebody reads them, without the marks between them."""
    main = text_of(page).partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def seen(house: House, name: str, person: Person, **query: str) -> str:
    page = house.browser(AMADI).see(name, person.id, **query)
    assert page.status_code == 200
    return words(page)


def awarded(person: Person, days: int, adjudication: str = "FNI-12/26", **more: Any) -> int:
    on = date(2026, 7, 1)
    fact = f.AddedDaysAwarded(days=days, awarded_on=on, adjudication=adjudication)
    return person.state(fact, **more)


def on_remand(person: Person, agreed_by: str | None = None) -> int:
    period = f.Period(first_on=date(2026, 5, 11), last_on=date(2026, 5, 31))
    credited = f.RemandCredited(
        days=21, period=period, counts_from=date(2026, 6, 1), agreed_by=agreed_by
    )
    return person.state(credited)


def award_on_file(days: int, standing: f.AwardStanding, back: int = 0) -> f.AwardOnFile:
    return f.AwardOnFile(adjudication="fni-12/26", days=days, standing=standing, restored_days=back)


@pytest.mark.parametrize("name", LEDGERS)
def test_each_ledger_is_a_part_of_the_record_for_those_who_may(house: House, name: str) -> None:
    person = house.person()
    page = text_of(house.browser(AMADI).see("person", person.id))
    assert f'href="{reverse(name, args=[person.id])}"' in page
    for outsider in (NOAKES, NWOSU):
        assert house.browser(outsider).see(name, person.id).status_code == 403


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_of_somebody_of_whom_nothing_is_known_says_so(house: House, name: str) -> None:
    person = house.person()
    page = seen(house, name, person)
    assert "No exit is planned." in page
    assert "not known" in page.lower() or "No photo is recorded" in page


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_of_somebody_with_everything_leads_each_fact_to_its_source(
    house: House, name: str
) -> None:
    person = house.person().ready()
    page = seen(house, name, person)
    assert "No source recorded" not in page
    assert "entered by" in page or "Stated by" in page


@pytest.mark.parametrize("name", LEDGERS)
def test_a_past_view_shows_the_ledger_as_it_was_known_and_enters_nothing(
    house: House, name: str
) -> None:
    person = house.person().ready()
    before = (person.clock.now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M")
    person.clock.pass_by(hours=3)
    awarded(person, 77)
    person.state(f.NationalityStated(nationality="Freedonian"))
    person.condition("Live at 9 Birch Row.")
    person.state(f.AliasRecorded(surname="Smudge", forenames=""))
    page = house.browser(AMADI).see(name, person.id, at=before)
    now = seen(house, name, person)
    told = {
        "person-days": "77 days",
        "person-immigration": "Freedonian",
        "person-conditions": "9 Birch Row",
        "person-identity": "Smudge",
    }[name]
    assert told in now
    assert told not in words(page)
    assert "as known at" in text_of(page)
    assert f"{reverse('days-enter', args=[person.id])}" not in text_of(page)
    assert ">Enter<" not in text_of(page)


class TestDays:
    def test_the_registers_and_the_record_stand_side_by_side_with_each_difference_in_words(
        self, house: House
    ) -> None:
        person = house.person()
        person.sentence()
        awarded(person, 10)
        on_remand(person, agreed_by="Lena Foss")
        person.days(award_on_file(10, f.AwardStanding.SUSPENDED), remand=20)
        page = seen(house, "person-days", person)
        assert "Added days of adjudication FNI-12/26 10 0" in page
        assert "10 days more on this record than in the registers." in page
        assert "Remand 21 20" in page
        assert "1 day more on this record than in the registers." in page
        assert "The register says: 10 days, suspended: it adds no days now." in page
        assert "Agreed by Lena Foss." in page

    def test_the_page_and_the_gate_find_the_same_differences(self, house: House) -> None:
        person = house.person()
        person.sentence()
        awarded(person, 10)
        person.days(award_on_file(9, f.AwardStanding.IN_FORCE, back=4), away=3)
        stated = person.record.days_stated
        assert stated is not None
        compared = {each.what: each for each in days_compared(person.record, stated.fact)}
        assert (compared[AT_LARGE].here, compared[AT_LARGE].there) == (0, 3)
        assert not compared[REMAND].differs
        assert not compared[TAGGED_BAIL].differs
        page = seen(house, "person-days", person)
        for each in compared.values():
            if each.differs:
                assert f"{each.what}: {each.here} here, {each.there} there" in page
        assert "Days do not agree" in page or "Not met" in page

    def test_days_that_the_dates_do_not_count_yet_are_told(self, house: House) -> None:
        person = house.person()
        person.sentence()
        assert "No dates count them yet." in seen(house, "person-days", person)
        person.calculated()
        awarded(person, 14)
        page = seen(house, "person-days", person)
        assert "14 days fewer in the dates than on this record: work them out anew." in page
        assert "Out of date: an award of added days" in page
        person.calculated(f.CalculationReason.ADDED_DAYS)
        assert "work them out anew" not in seen(house, "person-days", person)

    def test_days_given_back_come_off_their_award(self, house: House) -> None:
        person = house.person()
        person.sentence()
        awarded(person, 10)
        back = f.AddedDaysRestored(days=4, restored_on=date(2026, 7, 20), adjudication="fni-12/26")
        person.state(back)
        page = seen(house, "person-days", person)
        assert "Given back: 4 days" in page
        assert "6 days count on this record." in page
        assert page.count("Adjudication FNI-12/26 Awarded") == 1

    def test_a_correction_and_a_withdrawal_are_told_in_the_ledger(self, house: House) -> None:
        person = house.person()
        person.sentence()
        wrong = awarded(person, 10)
        right = awarded(person, 12, corrects=wrong)
        never = awarded(person, 5, "FNI-13/26")
        withdraw(
            house.office, AMADI, person.id, never, why="quashed", source=statement("Lena Foss")
        )
        page = seen(house, "person-days", person)
        assert f"Corrected by entry {right}." in page
        assert "No longer counts: quashed" in page
        assert "12 days count on this record." in page
        assert "Adjudication FNI-13/26" not in page

    def test_credit_for_a_sentence_that_is_not_there_says_so(self, house: House) -> None:
        person = house.person()
        sentence = person.sentence()
        on_remand(person)
        assert "No sentence of that day" not in seen(house, "person-days", person)
        person.end(sentence)
        assert "No sentence of that day is in force." in seen(house, "person-days", person)
        assert "Who agreed it is not recorded." in seen(house, "person-days", person)


class TestImmigration:
    def test_an_interest_is_fresh_for_24_hours_and_the_page_says_until_when(
        self, house: House
    ) -> None:
        person = house.person()
        person.sentence()
        person.state(f.ImmigrationInterestStated(interest=f.Interest.STATED, reference="HO1"))
        page = seen(house, "person-immigration", person)
        assert "The question is open. The Home Office has an interest" in page
        person.state(f.ImmigrationInterestStated(interest=f.Interest.NOT_OF_INTEREST))
        until = person.clock.now() + timedelta(hours=24)
        page = seen(house, "person-immigration", person)
        assert f"It is fresh until {until.strftime('%A')} {until.day} {until:%B}" in page
        assert "This is the last statement." in page
        person.clock.pass_by(hours=25)
        assert "The question is open." in seen(house, "person-immigration", person)

    def test_a_nationality_that_came_after_the_evidence_opened_the_question_again(
        self, house: House
    ) -> None:
        person = house.person()
        person.sentence()
        passport = person.citizen()
        page = seen(house, "person-immigration", person)
        assert "This evidence does not age." in page
        person.state(f.NationalityStated(nationality="Freedonian"))
        page = seen(house, "person-immigration", person)
        came = f"It came after the evidence of entry {passport} and opened the question again."
        assert f"Freedonian. {came}" in page
        assert "The question is open." in page
        again = person.citizen()
        assert f"Entry {again} is evidence given since." in seen(
            house, "person-immigration", person
        )

    def test_a_word_without_a_document_closes_nothing(self, house: House) -> None:
        person = house.person()
        person.state(
            f.ImmigrationInterestStated(interest=f.Interest.NOT_OF_INTEREST),
            source=statement("Lena Foss"),
        )
        page = seen(house, "person-immigration", person)
        assert "It rests on no document, so that it closes nothing." in page
        assert "The question is open." in page

    def test_detention_and_deportation_stand_with_their_references(self, house: House) -> None:
        person = house.person()
        person.state(f.ImmigrationDetentionAuthorised(reference="IS-77"))
        person.state(f.DeportationOrdered(reference="DO-12"))
        page = seen(house, "person-immigration", person)
        assert "IS91 IS-77" in page
        assert "Reference DO-12." in page


class TestConditions:
    def test_each_condition_has_its_proof_or_says_that_it_has_none(self, house: House) -> None:
        person = house.person()
        person.sentence()
        person.condition("Wear a tag.")
        assert "Wear a tag. Met: seen by the probation officer" in seen(
            house, "person-conditions", person
        )
        assert "Take back its proof" in seen(house, "person-conditions", person)
        person.state(f.ConditionsSet(conditions=("Wear a tag.",)))
        page = seen(house, "person-conditions", person)
        assert "Wear a tag. Not met yet. It was met once, before these conditions were set" in page

    def test_no_victim_is_named_and_the_rest_is_told(self, house: House) -> None:
        person = house.person().ready()
        now = person.clock.now()
        asked = f.VictimContactStated(
            asked_of="OMU", answered_by="Lena Foss", asked_at=now, liaison_officer="Iris Bell"
        )
        person.state(asked, source=statement("Lena Foss"))
        told = f.ReleaseNotified(
            recipient=f.Recipient.POLICE,
            named="Sgt Moor",
            told_at=now,
            release_on=now.date(),
            reference="P-4",
        )
        person.state(told, source=statement("Sgt Moor"))
        page = seen(house, "person-conditions", person)
        assert "Victim liaison is to be told: Iris Bell." in page
        assert "Sgt Moor, told" in page
        assert "reference P-4" in page
        assert "Report to probation" in page
        assert "Ashbourne probation office" in page

    def test_a_licence_issued_anew_is_not_signed(self, house: House) -> None:
        person = house.person().ready()
        person.at_reception()
        assert "It was signed." in seen(house, "person-conditions", person)
        person.licence("Stay away from Ashbourne.")
        assert "Of an earlier licence." in seen(house, "person-conditions", person)


class TestIdentity:
    def test_no_answer_of_the_person_is_shown(self, house: House) -> None:
        person = house.person()
        person.state(
            f.PersonalDetailRecorded(about=f.Detail.FIRST_SCHOOL, answer="Larkfield Primary"),
            by=BEXLEY,
            source=statement("the person"),
        )
        for actor in (AMADI, BEXLEY, HALE):
            page = text_of(house.browser(actor).see("person-identity", person.id))
            assert "First school" in page
            assert "Larkfield" not in page

    def test_each_photo_has_its_day_its_age_and_its_use(self, house: House) -> None:
        person = house.person()
        today = person.clock.now().date()
        person.photograph(today - timedelta(days=800))
        person.photograph(today, is_colour=False)
        page = seen(house, "person-identity", person)
        assert "800 days old. Too old: it was good until" in page
        assert "Of this day. Not in colour: no face is compared with it." in page

    def test_doubts_and_comparisons_stand_in_time_with_wrong_answers(self, house: House) -> None:
        person = house.person().ready()
        person.at_reception()
        doubt_identity(
            house.office,
            BEXLEY,
            person.id,
            found="The scar is missing",
            questions=(f.QuestionAsked(about=f.Detail.FIRST_SCHOOL, is_right=False),),
        )
        page = seen(house, "person-identity", person)
        assert "Doubted: The scar is missing. Asked 1 question: first school. Wrong: first" in page
        assert page.index("Doubted: The scar") < page.index("Held to be the person on record, by")

    def test_pairs_of_records_and_what_was_decided(self, house: House) -> None:
        person, other = house.person(), house.person("Ashe")
        why = statement("Grace Amadi")
        hold_same_person(house.office, AMADI, person.id, other.id, basis="one tattoo", source=why)
        assert "one tattoo" in seen(house, "person-identity", person)
        find_different_people(
            house.office, HALE, person.id, other.id, basis="two faces", source=why
        )
        page = seen(house, "person-identity", person)
        assert "Two people" in page
        assert "two faces" in page

    def test_whom_somebody_must_not_be_taken_for_stands_on_top(self, house: House) -> None:
        person = house.person()
        assert "Not to be taken for" not in seen(house, "person-identity", person)
        namesake = house.person()
        page = seen(house, "person-identity", person)
        assert f"Not to be taken for PELL, Joshua, {namesake.record.prison_number}" in page


class TestPicture:
    def test_what_holds_somebody_is_drawn_and_stands_in_a_table(self, house: House) -> None:
        person = house.person()
        remand = person.remand()
        person.end(remand)
        person.sentence()
        person.calculated()
        page = house.browser(AMADI).see("person-authorities", person.id)
        drawn = re.search(r"<svg[^>]*role=\"img\".*?</svg>", text_of(page), re.DOTALL)
        assert drawn
        assert drawn[0].count("<rect x=") == 4  # two bars, and two patterns in the legend
        assert "Today" in drawn[0]
        assert "Release day (CRD)" in drawn[0]
        assert "2 authorities to hold" in words(page)
        assert "The picture as a table" in words(page)

    def test_an_end_that_is_not_known_is_told_and_a_doubted_one_is_not_drawn(
        self, house: House
    ) -> None:
        person = house.person()
        person.sentence()
        assert "no end or next event known" in text_of(
            house.browser(AMADI).see("person-authorities", person.id)
        )
        person.calculated()
        assert "Release day" in text_of(house.browser(AMADI).see("person-authorities", person.id))
        awarded(person, 14)
        page = text_of(house.browser(AMADI).see("person-authorities", person.id))
        assert "Release day (" not in page
        assert "no end or next event known" in page

    def test_words_that_somebody_typed_do_not_break_the_picture(self, house: House) -> None:
        person = house.person()
        lodged = f.AuthorityLodged(
            catalogue="E01", title='<b>"Fine" & default</b>', reference="<script>"
        )
        person.state(lodged)
        page = text_of(house.browser(AMADI).see("person-authorities", person.id))
        assert "<b>" not in page
        assert "<script>," not in page
        assert "&lt;script&gt;" in page
