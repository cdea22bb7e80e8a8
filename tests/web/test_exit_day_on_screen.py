"""Reception on the day, on screen: licence, identity, device, governor, footage, photo, answers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gatelodge.demo.faces import face
from gatelodge.gate import Step
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, ASKED, BEXLEY, LISTER, Person
from tests.web.house import NWOSU, OKAFOR, House, hidden, text_of
from tests.web.test_entering import a_paper, on

MOTHERS, SCHOOL = (f"asked_{about.name.lower()}" for about in ASKED)
RIGHT: dict[str, Any] = {"face": "yes", "told": "yes", MOTHERS: "right", SCHOOL: "right"}
OF_THE_DAY = ("exit-licence", "exit-identity", "exit-device", "exit-doubt", "exit-footage")


def a_photo(number: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile("face.png", face(number), content_type="image/png")


@pytest.fixture
def person(house: House) -> Person:
    """Somebody whose pass is live, and who stands at reception."""
    return house.person().ready().with_pass()


def finding(person: Person, check: str) -> f.Finding:
    by_name = {each.name: each for each in person.office.checks}
    return person.finding(by_name[check], step=Step.FINAL)


def cancelled(person: Person) -> bool:
    release = person.record.release
    assert release is not None
    return release.cancelled is not None


def test_the_day_shows_what_is_left_and_whom_not_to_take_the_person_for(
    house: House, person: Person
) -> None:
    house.person("Pell")
    page = text_of(house.browser(BEXLEY).see("exit-day", person.id))
    assert "Not to be taken for PELL, Joshua, A0043ZX (same surname, same date of birth)." in page
    assert "Read the licence to the person" in page
    assert "Confirm who this is" in page
    assert "Note the footage" in page
    assert "Enter that you are at the hand-over" not in page
    for name in ("exit", "exit-identity", "exit-pass"):
        assert "A0043ZX (same surname" in text_of(house.browser(BEXLEY).see(name, person.id))


def test_the_final_check_names_all_that_stops_it_and_leads_to_reception(
    house: House, person: Person
) -> None:
    browser = house.browser(BEXLEY)
    for page in (
        browser.see("exit-final-check", person.id),
        browser.send("exit-final-check", person.id),
    ):
        shown = text_of(page)
        assert "What stops it now" in shown
        for check in ("G20", "G31"):
            assert finding(person, check).words in shown
            assert reverse("exit-check", args=[person.id, check]) in shown
        assert reverse("exit-day", args=[person.id]) in shown
    assert page.status_code == 422
    person.at_reception()
    assert "What stops it now" not in text_of(browser.see("exit-final-check", person.id))
    assert browser.send("exit-final-check", person.id).status_code == 302


def test_a_licence_is_read_as_it_stands_and_signed(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    assert "Report to probation" in text_of(browser.see("exit-licence", person.id))
    done = browser.send("exit-licence", person.id, answer="signed")
    assert done.headers["Location"] == reverse("exit-day", args=[person.id])
    signed = person.record.licence_signed
    assert signed is not None
    assert signed.fact.refusal_witnessed_by == ""
    assert not cancelled(person)


def test_a_refusal_needs_another_officer_and_lets_the_release_go_on(
    house: House, person: Person
) -> None:
    browser = house.browser(BEXLEY)
    alone = browser.send("exit-licence", person.id, answer="refused")
    assert "Enter the officer who saw the refusal." in text_of(alone)
    own = browser.send(
        "exit-licence", person.id, answer="refused", refusal_witnessed_by="BEXLEY, tom"
    )
    assert "Another officer must witness a refusal." in text_of(own)
    browser.send("exit-licence", person.id, answer="refused", refusal_witnessed_by="Okafor, Ruth")
    signed = person.record.licence_signed
    assert signed is not None
    assert signed.fact.refusal_witnessed_by == "Okafor, Ruth"
    assert not cancelled(person)


def test_a_licence_that_came_while_another_was_read_is_read_itself(
    house: House, person: Person
) -> None:
    browser = house.browser(BEXLEY)
    page = browser.see("exit-licence", person.id)
    person.licence("Stay away from Dunmere.")
    address = reverse("exit-licence", args=[person.id])
    stale = browser.post(address, hidden(page) | {"answer": "signed"})
    assert stale.status_code == 422
    assert "The record changed while you were working." in text_of(stale)
    assert "Stay away from Dunmere." in text_of(stale)
    assert person.record.licence_signed is None
    browser.post(address, hidden(stale) | {"answer": "signed"})
    assert person.record.licence_signed is not None


def test_two_officers_confirm_each_for_themselves(house: House, person: Person) -> None:
    first, second = house.browser(BEXLEY), house.browser(OKAFOR)
    pages = [each.see("exit-identity", person.id) for each in (first, second)]
    text = text_of(pages[0])
    assert " checked" not in text
    assert ": the mother" in text
    assert "date of birth" not in text.split("Question:", 1)[1].split("If anything is wrong")[0]
    address = reverse("exit-identity", args=[person.id])
    first.post(address, hidden(pages[0]) | RIGHT)
    assert finding(person, "G31").reason == "IDENTITY_BY_ONE"
    second.post(address, hidden(pages[1]) | RIGHT)
    assert finding(person, "G31").answer is f.Answer.PASSED
    assert not cancelled(person)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"face": "no"}, "the face is not that of the photo"),
        ({"told": "no"}, "name, number or date of birth were wrong"),
        ({SCHOOL: "wrong"}, "wrong answer about first school"),
        ({"found": "a scar that the photo lacks"}, "a scar that the photo lacks"),
    ],
)
def test_what_is_wrong_is_kept_and_ends_the_pass(
    house: House, person: Person, changes: dict[str, str], words: str
) -> None:
    house.browser(BEXLEY).send("exit-identity", person.id, **RIGHT | changes)
    doubted = person.record.identity_doubted
    assert doubted is not None
    assert words in doubted.fact.found
    assert {each.about for each in doubted.fact.questions} == set(ASKED)
    assert not person.record.identity_confirmed
    assert cancelled(person)
    assert words in text_of(house.browser(BEXLEY).see("exit-day", person.id))


def test_a_doubt_is_told_as_no_success(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    browser.send("exit-identity", person.id, **RIGHT | {SCHOOL: "wrong"})
    page = text_of(browser.see("exit-day", person.id))
    assert "govuk-notification-banner--success" not in page
    asked = "Asked about: mother&#39;s name before marriage (right); first school (wrong)."
    assert asked in page


def test_fewer_than_two_questions_confirm_nobody(house: House, person: Person) -> None:
    page = house.browser(BEXLEY).send("exit-identity", person.id, **RIGHT | {SCHOOL: ""})
    assert page.status_code == 422
    assert "Ask two questions, and choose how each went." in text_of(page)
    assert not person.record.identity_confirmed
    assert person.record.identity_doubted is None


def test_a_name_that_came_meanwhile_is_looked_at_first(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    page = browser.see("exit-identity", person.id)
    person.state(f.AliasRecorded(surname="Harrow", forenames="Josh"))
    address = reverse("exit-identity", args=[person.id])
    stale = browser.post(address, hidden(page) | RIGHT)
    assert "The record changed while you were working." in text_of(stale)
    assert text_of(stale).count(" checked") == len(RIGHT)
    assert not person.record.identity_confirmed
    browser.post(address, hidden(stale) | RIGHT)
    assert len(person.record.identity_confirmed) == 1


@pytest.mark.parametrize("is_colour", [True, False])
def test_nobody_is_compared_with_an_old_or_grey_photo(house: House, *, is_colour: bool) -> None:
    person = house.person()
    person.known()
    today = person.clock.now().date()
    person.photograph(today - timedelta(days=731 if is_colour else 0), is_colour=is_colour)
    browser = house.browser(BEXLEY)
    page = text_of(browser.see("exit-identity", person.id))
    why = "too old: it was good until" if is_colour else "not in colour"
    assert why in page
    assert "There is no photo that a face may be compared with." in page
    assert "Enter what I found" not in page
    browser.post(reverse("exit-identity", args=[person.id]), RIGHT | {"seen_version": 0})
    assert not person.record.identity_confirmed


def test_without_answers_on_record_there_is_nothing_to_ask(house: House) -> None:
    person = house.person()
    person.photograph(person.clock.now().date())
    page = text_of(house.browser(BEXLEY).see("exit-identity", person.id))
    assert "The record holds fewer than two answers to ask for." in page


def test_a_device_confirms_with_its_number_or_doubts(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    bare = browser.send("exit-device", person.id, result="same")
    assert "Enter the number of the result." in text_of(bare)
    browser.send("exit-device", person.id, result="same", reference="F-20981")
    assert finding(person, "G31").answer is f.Answer.PASSED
    assert person.record.identity_confirmed[0].fact.reference == "F-20981"
    browser.send("exit-device", person.id, result="other", reference="F-20982")
    assert "F-20982" in finding(person, "G31").words
    assert cancelled(person)


def test_two_photos_stand_side_by_side_before_anybody_says_what_they_see(
    house: House, person: Person
) -> None:
    browser = house.browser(BEXLEY)
    address = reverse("exit-compare", args=[person.id])
    taken = browser.send("exit-compare", person.id, paper=a_photo(2), looks_same="yes")
    assert taken.status_code == 200
    assert "data:image/png;base64," in text_of(taken)
    assert " checked" not in text_of(taken)
    assert not person.record.identity_confirmed
    silent = browser.post(address, hidden(taken))
    assert "Choose whether it is the same person." in text_of(silent)
    browser.post(address, hidden(taken) | {"looks_same": "yes"})
    assert person.record.identity_confirmed[0].fact.reference.startswith("BY-EYE-")


def test_another_face_beside_the_photo_is_a_doubt(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    taken = browser.send("exit-compare", person.id, paper=a_photo(2))
    browser.post(reverse("exit-compare", args=[person.id]), hidden(taken) | {"looks_same": "no"})
    assert person.record.identity_doubted is not None
    assert cancelled(person)


def test_a_doubt_in_words_ends_the_pass(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    page = text_of(browser.see("exit-doubt", person.id))
    assert "To enter this cancels it." in page
    assert "Enter what does not fit." in text_of(browser.send("exit-doubt", person.id))
    browser.send("exit-doubt", person.id, found="He answers to another name.")
    assert cancelled(person)


def test_the_duty_governor_alone_is_at_a_hand_over(house: House) -> None:
    person = house.person()
    person.remand()
    escort = "Northgate: R. Dale"
    person.plan(f.ExitType.IMMIGRATION_ESCORT, escort=escort)
    assert house.browser(BEXLEY).see("exit-governor", person.id).status_code == 403
    browser = house.browser(LISTER)
    page = text_of(browser.see("exit-governor", person.id))
    assert escort not in page.split("<form", 1)[1]
    assert "Enter who the escort is, by name." in text_of(browser.send("exit-governor", person.id))
    browser.send("exit-governor", person.id, escort=escort)
    attended = person.record.attended
    assert attended is not None
    assert attended.fact.escort == escort


def test_footage_is_noted_and_ends_nothing(house: House, person: Person) -> None:
    browser = house.browser(BEXLEY)
    assert "Enter the number of the recording." in text_of(
        browser.send("exit-footage", person.id, reference=" ")
    )
    browser.send("exit-footage", person.id, reference="camera 7, file 31")
    assert person.record.footage is not None
    assert not cancelled(person)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("exit-licence", {"answer": "signed"}),
        ("exit-identity", RIGHT),
        ("exit-device", {"result": "same", "reference": "F-1"}),
        ("exit-doubt", {"found": "another face"}),
        ("exit-footage", {"reference": "camera 7"}),
    ],
)
def test_an_act_of_the_day_counts_once(
    house: House, person: Person, name: str, fields: dict[str, str]
) -> None:
    browser = house.browser(BEXLEY)
    page = browser.see(name, person.id)
    before = person.version
    sent = hidden(page) | fields
    browser.post(reverse(name, args=[person.id]), sent)
    once = person.version
    assert once > before
    again = browser.post(reverse(name, args=[person.id]), sent)
    assert again.status_code == 302
    assert person.version == once


@pytest.mark.parametrize("name", ["exit-day", "photo-add", "details-enter", *OF_THE_DAY])
def test_another_prisons_staff_are_not_let_in(house: House, person: Person, name: str) -> None:
    assert house.browser(NWOSU).see(name, person.id).status_code == 403


class TestPhotosAndAnswers:
    def test_a_photo_is_its_own_source_and_stands_with_its_age(self, house: House) -> None:
        person = house.person()
        browser = house.browser(BEXLEY)
        assert reverse("photo-add", args=[person.id]) in text_of(browser.see("person", person.id))
        sent = {"colour": "yes", **on("taken_on", 1, 9, 2026)}
        browser.send("photo-add", person.id, paper=a_photo(), **sent)
        taken = person.record.photograph
        assert taken is not None
        assert taken.entry.envelope.source.reference == taken.fact.photo
        assert browser.see("person-photo", person.id).content == face(1)
        assert "Photo of Tuesday 1 September 2026<" in text_of(browser.see("person", person.id))
        person.known()
        person.photograph(date(2026, 9, 1))
        page = text_of(browser.see("exit-identity", person.id))
        assert "Photo of Tuesday 1 September 2026, good until Thursday 31 August 2028" in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"paper": a_paper}, "This is a paper. Choose a photo (JPEG or PNG)."),
            ({"paper": lambda: a_paper(b"text")}, "neither a PDF nor a photo"),
            ({"paper": lambda: ""}, "Add the photo."),
            ({"colour": ""}, "Choose whether the photo is in colour."),
            (on("taken_on", 3, 9, 2026), "still to come"),
            ({"taken_on_day": ""}, "enter the day as well."),
        ],
    )
    def test_what_is_no_photo_is_refused(
        self, house: House, changes: dict[str, Any], words: str
    ) -> None:
        person = house.person()
        sent = {"paper": a_photo, "colour": "yes", **on("taken_on", 1, 9, 2026), **changes}
        sent["paper"] = sent["paper"]()
        page = house.browser(BEXLEY).send("photo-add", person.id, **sent)
        assert page.status_code == 422
        assert words in text_of(page)
        assert person.record.photograph is None

    def test_answers_are_kept_in_the_persons_own_words(self, house: House) -> None:
        person = house.person()
        browser = house.browser(BEXLEY)
        empty = browser.send("details-enter", person.id)
        assert "Enter at least one answer." in text_of(empty)
        browser.send("details-enter", person.id, first_school="Dunmere Primary", birthplace="York")
        known = {each.fact.about: each.fact.answer for each in person.record.personal_details}
        assert known == {f.Detail.BIRTHPLACE: "York", f.Detail.FIRST_SCHOOL: "Dunmere Primary"}

    def test_the_newest_answer_is_the_one_to_ask_for(self, house: House) -> None:
        person = house.person()
        person.known()
        browser = house.browser(BEXLEY)
        browser.send("details-enter", person.id, first_school="Fernlea Infants")
        page = text_of(browser.see("exit-identity", person.id))
        assert "On record since Wednesday 2 September 2026: Fernlea Infants" in page
        assert ": the first school" not in page

    def test_reception_takes_photo_and_answers_with_the_person(self, house: House) -> None:
        browser = house.browser(BEXLEY)
        sent = {
            "prison_number": "A0999ZX",
            "surname": "Ashe",
            "forenames": "Ruth",
            "first_school": "Dunmere Primary",
            "photo_colour": "yes",
            **on("born_on", 4, 7, 1991),
        }
        page = browser.send("person-receive", paper=a_paper(), photo=a_photo(), **sent)
        assert "Enter on which day the photo was taken." in text_of(page)
        assert "The photo that you added is kept." in text_of(page)
        done = browser.post(
            reverse("person-receive"), hidden(page) | sent | on("photo_taken_on", 2, 9, 2026)
        )
        assert done.status_code == 302
        record_id = done.headers["Location"].strip("/").split("/")[-1]
        assert browser.see("person-photo", record_id).content == face(1)
        assert house.browser(AMADI).see("person", record_id).status_code == 200
