"""A remand, a sentence and a new person, entered from the paper when no court's message came."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from gatelodge import sentencing
from gatelodge.casework.office import load
from gatelodge.casework.registers import INSTALLATION, grant_role
from gatelodge.casework.statable import is_offence_code
from gatelodge.record import AuthorityKind, SourceKind, inputs_digest
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, COURT, FERNLEA, NOAKES, ROWE, URN, Person
from tests.web.house import BEXLEY, NWOSU, House, hidden, text_of
from tests.web.test_entering import PDF, a_paper, on

CODES = Path(sentencing.__file__).parent / "law" / "offences" / "codes.csv"
BORN = on("born_on", 4, 7, 1991)


@pytest.fixture
def person(house: House) -> Person:
    return house.person()


def remand(**changes: Any) -> dict[str, Any]:
    return {
        "court": COURT,
        "case_urn": URN,
        "catalogue": "A08",
        "paper": a_paper(),
        **on("true_from", 1, 9, 2026),
        **changes,
    }


def sentence(**changes: Any) -> dict[str, Any]:
    return {
        "court": COURT,
        "case_urn": URN,
        "count": 1,
        "offence_code": "TH68001",
        "sentence_kind": "SDS",
        "months": 14,
        "consecutive_to": "alone",
        "is_sds_plus_length_and_offence": "no",
        "is_section_250": "no",
        "early_release_exclusions": ["none"],
        "paper": a_paper(),
        **on("offence_committed_on", 3, 5, 2026),
        **on("imposed_on", 1, 9, 2026),
        **changes,
    }


def somebody(**changes: Any) -> dict[str, Any]:
    return {
        "prison_number": "A7531ZZ",
        "surname": "Quill",
        "forenames": "",
        "paper": a_paper(),
        **BORN,
        **changes,
    }


def test_a_remand_holds_from_the_start_of_its_day_in_london(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    assert "Enter a remand" in text_of(browser.see("person-authorities", person.id))
    done = browser.send("remand-enter", person.id, **remand(), **on("next_hearing_on", 9, 9, 2026))
    assert done.headers["Location"] == reverse("person-authorities", args=[person.id])
    (held,) = person.record.authorities_in_force
    assert held.kind is AuthorityKind.REMAND
    assert held.began.fact == f.RemandOrdered(
        court=COURT, case_urn=URN, next_hearing_on=date(2026, 9, 9), catalogue="A08"
    )
    envelope = held.began.entry.envelope
    assert envelope.true_from == datetime(2026, 8, 31, 23, tzinfo=UTC)
    assert house.office.documents.read(envelope.source.reference) == PDF
    assert "Remand warrant" in text_of(browser.see("person-authorities", person.id))


def test_a_remand_without_a_known_hearing_says_so(house: House, person: Person) -> None:
    house.browser(BEXLEY).send("remand-enter", person.id, **remand())
    (held,) = person.record.authorities_in_force
    assert held.next_event_on is None
    page = text_of(house.browser(BEXLEY).see("person-authorities", person.id))
    assert "No end or next event is recorded." in page


@pytest.mark.parametrize(
    ("changes", "words", "place"),
    [
        (on("true_from", 31, 2, 2026), "enter a real day", "id_true_from_day"),
        (
            on("true_from", 3, 9, 2027),
            "Day on which it was ordered: that day is still to come. Enter the day on which",
            "id_true_from_day",
        ),
        (on("next_hearing_on", 30, 8, 2026), "before the remand", "id_next_hearing_on_day"),
        ({"court": " "}, "Enter the court.", "id_court"),
        ({"case_urn": ""}, "Enter the number of the case.", "id_case_urn"),
        ({"catalogue": ""}, "Choose which kind of court.", "id_catalogue"),
        ({"paper": ""}, "Add the paper.", "id_paper"),
        ({"paper": "", "kept_paper": "0" * 64}, "That paper is not kept here.", "id_paper"),
    ],
)
def test_a_remand_that_cannot_be_is_refused_beside_its_field(
    house: House, person: Person, changes: dict[str, Any], words: str, place: str
) -> None:
    page = house.browser(AMADI).send("remand-enter", person.id, **remand(**changes))
    assert page.status_code == 422
    assert words in text_of(page)
    assert f'href="#{place}"' in text_of(page)
    assert not person.record.authorities


def test_a_word_is_no_warrant(house: House, person: Person) -> None:
    fields = remand(paper="", said_by="I. Marlowe, Ashbourne")
    page = house.browser(AMADI).send("remand-enter", person.id, **fields)
    assert "Add the paper." in text_of(page)
    assert not person.record.authorities


def test_a_sentence_is_entered_as_on_the_warrant(house: House, person: Person) -> None:
    done = house.browser(AMADI).send(
        "sentence-enter",
        person.id,
        **sentence(
            years=1,
            months=2,
            is_sds_plus_length_and_offence="yes",
            early_release_exclusions=["DOMESTIC_ABUSE"],
        ),
    )
    assert done.status_code == 302
    (held,) = person.record.authorities_in_force
    assert held.began.fact == f.SentenceImposed(
        court=COURT,
        case_urn=URN,
        sentence_kind=f.SentenceKind.SDS,
        term=f.Term(years=1, months=2),
        imposed_on=date(2026, 9, 1),
        offence_code="TH68001",
        offence_committed_on=date(2026, 5, 3),
    )
    (stated,) = person.record.release_marks
    assert stated.fact == f.ReleaseMarksStated(
        sentence=held.seq,
        marks=f.ReleaseMarks(
            is_sds_plus_length_and_offence=True,
            is_section_250=False,
            early_release_exclusions=("DOMESTIC_ABUSE",),
        ),
    )
    assert stated.entry.envelope.source == held.began.entry.envelope.source
    assert stated.true_from == held.began.true_from
    assert held.began.entry.envelope.source.kind is SourceKind.DOCUMENT


def test_not_known_yet_is_an_answer_that_states_nothing_and_dates_nothing(
    house: House, person: Person
) -> None:
    unknown = {
        "is_sds_plus_length_and_offence": "not known",
        "is_section_250": "not known",
        "early_release_exclusions": ["not known"],
    }
    done = house.browser(AMADI).send("sentence-enter", person.id, **sentence(**unknown))
    assert done.status_code == 302
    assert not person.record.release_marks
    assert inputs_digest(person.record) is None


def test_a_kind_that_needs_no_release_marks_is_entered_without_them(
    house: House, person: Person
) -> None:
    silent = {
        "sentence_kind": "A/FINE",
        "fine_pounds": "2500.50",
        "is_sds_plus_length_and_offence": "",
        "is_section_250": "",
        "early_release_exclusions": [],
    }
    done = house.browser(AMADI).send("sentence-enter", person.id, **sentence(**silent))
    assert done.status_code == 302
    assert len(person.record.sentences) == 1
    assert not person.record.release_marks


SILENT = {
    "is_sds_plus_length_and_offence": "",
    "is_section_250": "",
    "early_release_exclusions": [],
}


@pytest.mark.parametrize(
    ("changes", "own"),
    [
        (
            {"sentence_kind": "EDS", "extension_years": 3, "has_automatic_release": "no"},
            {"extension": f.Term(years=3)},
        ),
        (
            {"sentence_kind": "EDS", "extension_months": 18, "has_automatic_release": "yes"},
            {"extension": f.Term(months=18), "has_automatic_release": True},
        ),
        (
            {"sentence_kind": "SOPC", "extension_years": 1, "is_under_18_concern": "yes"},
            {"extension": f.Term(years=1), "is_under_18_concern": True},
        ),
        ({"sentence_kind": "A/FINE", "fine_pounds": "2500.50"}, {"fine_pence": 250_050}),
        (
            {"sentence_kind": "BOTUS", **on("supervised_until", 1, 2, 2027)},
            {"supervised_until": date(2027, 2, 1)},
        ),
        ({"sentence_kind": "BOTUS"}, {}),
    ],
)
def test_what_only_some_kinds_have_is_entered_with_them_and_dated(
    house: House, person: Person, changes: dict[str, Any], own: dict[str, Any]
) -> None:
    done = house.browser(AMADI).send("sentence-enter", person.id, **sentence(**SILENT, **changes))
    assert done.status_code == 302, text_of(done)
    (held,) = person.record.sentences
    plain = {
        "extension": None,
        "has_automatic_release": False,
        "is_under_18_concern": False,
        "fine_pence": None,
        "supervised_until": None,
    }
    assert {name: getattr(held.fact, name) for name in plain} == plain | own
    assert inputs_digest(person.record) is not None


def test_a_sentence_is_corrected_from_its_warrant_and_keeps_its_number(
    house: House, person: Person
) -> None:
    """Applied from a court's result, an extended sentence has no licence, and so no dates."""
    first = person.state(
        f.SentenceImposed(
            court=COURT,
            case_urn=URN,
            sentence_kind=f.SentenceKind.EDS,
            term=f.Term(years=5),
            imposed_on=date(2026, 9, 1),
            offence_code="TH68001",
            offence_committed_on=date(2026, 5, 3),
        )
    )
    assert inputs_digest(person.record) is None
    browser = house.browser(AMADI)
    address = reverse("sentence-correct", args=[person.id, first])
    assert address in text_of(browser.see("person-authorities", person.id))
    shown = hidden(browser.get(address)) | {"years": 5, "months": ""}
    changes = {"sentence_kind": "EDS", "extension_years": 4, "has_automatic_release": "no"}
    done = browser.post(address, shown | sentence(**SILENT, **changes, years=5, months=""))
    assert done.status_code == 302, text_of(done)
    (held,) = person.record.sentences
    assert held.seq == first
    assert held.entry.envelope.corrects == first
    assert held.fact.extension == f.Term(years=4)
    assert inputs_digest(person.record) is not None
    assert "with an extended licence of" in text_of(browser.see("person-authorities", person.id))


def test_the_form_of_a_correction_shows_what_stands_and_asks_the_marks_anew(
    house: House, person: Person
) -> None:
    browser = house.browser(AMADI)
    browser.send("sentence-enter", person.id, **sentence())
    number = person.record.sentences[0].seq
    page = text_of(browser.get(reverse("sentence-correct", args=[person.id, number])))
    for entered in ("TH68001", URN, COURT, 'value="14"'):
        assert entered in page
    assert f"Consecutive to entry {number}" not in page
    assert 'value="yes" checked' not in page
    assert browser.get(reverse("sentence-correct", args=[person.id, 9999])).status_code == 404


def test_a_sentence_follows_one_that_the_record_has(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    browser.send("sentence-enter", person.id, **sentence())
    first = person.record.authorities[0].seq
    form = text_of(browser.see("sentence-enter", person.id))
    assert f"Consecutive to entry {first}: " in form
    browser.send("sentence-enter", person.id, **sentence(count=2, consecutive_to=str(first)))
    second = person.record.authorities[1].began.fact
    assert isinstance(second, f.SentenceImposed)
    assert second.consecutive_to == first
    unknown = browser.send("sentence-enter", person.id, **sentence(consecutive_to="99999"))
    assert unknown.status_code == 422
    assert len(person.record.authorities) == 2


@pytest.mark.parametrize(
    ("changes", "words", "place"),
    [
        ({"months": 0}, "Enter a length above 0, as on the warrant.", "id_years"),
        ({"months": ""}, "Enter a length above 0, as on the warrant.", "id_years"),
        ({"months": "-1"}, "Months: enter a number from 0.", "id_months"),
        ({"months": "a few"}, "Months: enter a whole number.", "id_months"),
        ({"days": 1000}, "Days: enter at most 999.", "id_days"),
        ({"years": 999, "months": 5}, "A length is at most 99 years", "id_years"),
        ({"years": 99, "months": 1}, "A length is at most 99 years", "id_years"),
        ({"offence_code": "<b>ZZ</b>"}, "An offence code is two letters", "id_offence_code"),
        ({"offence_code": "ZZ99999"}, "does not know the code ZZ99999.", "id_offence_code"),
        ({"count": 0}, "Count: enter a number from 1.", "id_count"),
        (on("imposed_on", 31, 2, 2026), "enter a real day", "id_imposed_on_day"),
        (on("imposed_on", 3, 9, 2027), "still to come", "id_imposed_on_day"),
        (
            on("offence_committed_on", 2, 9, 2026),
            "The offence cannot be later than its sentence.",
            "id_offence_committed_on_day",
        ),
        ({"sentence_kind": ""}, "Choose the kind of sentence.", "id_sentence_kind"),
        ({"consecutive_to": ""}, "Choose how it stands", "id_consecutive_to"),
        (
            {"is_sds_plus_length_and_offence": ""},
            "Choose whether it would be SDS+",
            "id_is_sds_plus_length_and_offence",
        ),
        ({"is_section_250": ""}, "detention under section 250.", "id_is_section_250"),
        (
            {"early_release_exclusions": []},
            "none of these, or not known yet.",
            "id_early_release_exclusions",
        ),
        (
            {"early_release_exclusions": ["none", "SEXUAL"]},
            "one of the three.",
            "id_early_release_exclusions",
        ),
        (
            {"sentence_kind": "SDS+"},
            "The warrant makes it SDS+.",
            "id_is_sds_plus_length_and_offence",
        ),
        ({"paper": ""}, "Add the paper.", "id_paper"),
        ({"sentence_kind": "EDS"}, "Enter the length of the extended", "id_extension_years"),
        ({"sentence_kind": "EDS"}, "release is automatic.", "id_has_automatic_release"),
        ({"sentence_kind": "SOPC"}, "the person was under 18.", "id_is_under_18_concern"),
        ({"sentence_kind": "A/FINE"}, "Enter the sum in pounds.", "id_fine_pounds"),
        (
            {"sentence_kind": "A/FINE", "fine_pounds": "a lot"},
            "Enter the sum in pounds, such as",
            "id_fine_pounds",
        ),
        (
            {"sentence_kind": "A/FINE", "fine_pounds": "-5"},
            "Enter the sum in pounds, such as",
            "id_fine_pounds",
        ),
        (
            {"sentence_kind": "A/FINE", "fine_pounds": "1.234"},
            "Enter the sum in pounds, such as",
            "id_fine_pounds",
        ),
        ({"extension_months": 4}, "has no such entry. Clear it", "id_extension_years"),
        ({"fine_pounds": "12"}, "has no such entry. Clear it", "id_fine_pounds"),
        (
            on("supervised_until", 1, 2, 2027),
            "has no such entry. Clear it",
            "id_supervised_until_day",
        ),
    ],
)
def test_a_sentence_that_cannot_be_is_refused_beside_its_field(
    house: House, person: Person, changes: dict[str, Any], words: str, place: str
) -> None:
    page = house.browser(AMADI).send("sentence-enter", person.id, **sentence(**changes))
    assert page.status_code == 422
    assert words in text_of(page)
    assert f'href="#{place}"' in text_of(page)
    assert not person.record.authorities


def test_nothing_is_chosen_for_anybody(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    for name in ("remand-enter", "sentence-enter"):
        assert " checked" not in text_of(browser.see(name, person.id))


def test_an_open_remand_is_ended_by_itself(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    assert "A remand is open" not in text_of(browser.see("sentence-enter", person.id))
    browser.send("remand-enter", person.id, **remand())
    form = text_of(browser.see("sentence-enter", person.id))
    assert "Entering the sentence does not end it" in form
    assert f"Remanded in custody by {COURT}, case {URN}." in form
    browser.send("sentence-enter", person.id, **sentence())
    kinds = [held.kind for held in person.record.authorities_in_force]
    assert kinds == [AuthorityKind.REMAND, AuthorityKind.SENTENCE]


def test_a_press_counts_once(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    for name, fields in (("remand-enter", remand), ("sentence-enter", sentence)):
        form = hidden(browser.see(name, person.id))
        for _ in range(2):
            address = reverse(name, args=[person.id])
            assert browser.post(address, form | fields()).status_code == 302
    assert len(person.record.authorities) == 2


def test_somebody_new_gets_a_record_with_the_reception_paper(house: House) -> None:
    browser = house.browser(BEXLEY)
    assert reverse("person-receive") in text_of(browser.see("people"))
    form = hidden(browser.see("person-receive"))
    done = browser.post(reverse("person-receive"), form | somebody())
    again = browser.post(reverse("person-receive"), form | somebody())
    assert done.status_code == 302
    assert again.headers["Location"] == done.headers["Location"]
    record = load(house.office, done.headers["Location"].strip("/").rsplit("/", 1)[-1])
    assert (record.prison, record.is_in_custody) == (FERNLEA, True)
    assert record.identity is not None
    assert (record.identity.fact.surname, record.identity.fact.forenames) == ("Quill", "")
    assert record.identity.fact.born_on == date(1991, 7, 4)
    assert record.entries[0].envelope.source.kind is SourceKind.DOCUMENT
    assert "QUILL" in text_of(browser.get(done.headers["Location"]))


@pytest.mark.parametrize(
    ("changes", "words", "place"),
    [
        (on("born_on", 31, 2, 1991), "enter a real day", "id_born_on_day"),
        (on("born_on", 1, 1, 2027), "The day of birth is still to come.", "id_born_on_day"),
        (on("born_on", 1, 1, 2020), "By this date of birth the person is 6.", "id_born_on_day"),
        ({"surname": " "}, "Enter the surname.", "id_surname"),
        ({"prison_number": ""}, "Enter the prison number.", "id_prison_number"),
        ({"paper": ""}, "Add the paper.", "id_paper"),
    ],
)
def test_somebody_who_cannot_be_is_not_received(
    house: House, changes: dict[str, Any], words: str, place: str
) -> None:
    before = house.office.ledger.head()
    page = house.browser(BEXLEY).send("person-receive", **somebody(**changes))
    assert page.status_code == 422
    assert words in text_of(page)
    assert f'href="#{place}"' in text_of(page)
    assert house.office.ledger.head() == before


def test_another_prison_may_enter_nothing(house: House, person: Person) -> None:
    for name in ("remand-enter", "sentence-enter"):
        assert house.browser(NWOSU).see(name, person.id).status_code == 403
    for actor in (NOAKES, ROWE):
        assert house.browser(actor).see("person-receive").status_code == 403
    assert reverse("person-receive") not in text_of(house.browser(ROWE).see("people"))


def test_a_role_at_another_prison_receives_nobody_here(house: House) -> None:
    grant_role(house.office, INSTALLATION, NWOSU.account, f.Role.GATE_OFFICER, FERNLEA)
    browser = house.browser(NWOSU)
    session = browser.session
    session["prison"] = FERNLEA
    session.save()
    page = browser.send("person-receive", **somebody())
    assert page.status_code == 422
    assert "of this prison may enter this." in text_of(page)


def test_a_number_that_is_on_a_record_opens_no_second_one(house: House) -> None:
    browser = house.browser(BEXLEY)
    assert browser.send("person-receive", **somebody()).status_code == 302
    page = browser.send("person-receive", **somebody(surname="Ashe"))
    assert page.status_code == 422
    assert 'href="#id_prison_number"' in text_of(page)
    shown = " ".join(text_of(page).split())
    assert "If it is this person, open that record." in shown
    assert (
        "QUILL (one name)</a>, A7531ZZ, born 4 July 1991, HMP Fernlea. Same prison number." in shown
    )
    assert "Same name and birth date" not in shown
    assert "None of these" not in shown
    assert 'value="Ashe"' in shown


def test_whoever_may_be_on_record_is_shown_before_a_second_record_is_opened(house: House) -> None:
    browser = house.browser(BEXLEY)
    first = browser.send("person-receive", **somebody())
    asked = browser.send("person-receive", **somebody(prison_number="a7532 zz"))
    assert asked.status_code == 422
    page = text_of(asked)
    assert "Somebody on record may be this person." in page
    assert "Same name and birth date." in page
    assert f'href="{first["Location"]}"' in page
    assert "live exit pass" not in page
    sure = somebody(prison_number="a7532 zz") | hidden(asked)
    del sure["paper"]
    opened = browser.post(reverse("person-receive"), sure)
    assert opened.status_code == 302
    assert opened["Location"] != first["Location"]
    assert "A7532ZZ" in text_of(browser.get(opened["Location"]))


def test_reception_is_told_that_a_second_record_cancels_a_live_pass(house: House) -> None:
    person = house.person().ready().with_pass()
    same = somebody(surname="PELL", forenames="Joshua", **on("born_on", 14, 3, 1998))
    page = text_of(house.browser(BEXLEY).send("person-receive", **same))
    assert reverse("person", args=[person.id]) in page
    words = (
        "PELL, Joshua has a live exit pass. If you open a second record, that pass is cancelled."
    )
    assert words in page
    release = person.record.release
    assert release is not None
    assert release.cancelled is None


@pytest.mark.parametrize(
    ("changes", "age"),
    [(on("born_on", 3, 9, 2011), 14), (on("born_on", 2, 9, 1926), 100)],
)
def test_a_rare_age_is_asked_about_once(house: House, changes: dict[str, Any], age: int) -> None:
    """The day is 2 September 2026: one is fifteen tomorrow, the other a hundred today."""
    browser = house.browser(BEXLEY)
    asked = browser.send("person-receive", **somebody(**changes))
    assert asked.status_code == 422
    assert f"By this date of birth the person is {age}. Compare it with the paper." in text_of(
        asked
    )
    assert 'href="#id_born_on_day"' in text_of(asked)
    sure = somebody(**changes) | hidden(asked)
    del sure["paper"]
    assert browser.post(reverse("person-receive"), sure).status_code == 302


def test_an_ordinary_age_is_not_asked_about(house: House) -> None:
    young = somebody(**on("born_on", 2, 9, 2011))
    assert house.browser(BEXLEY).send("person-receive", **young).status_code == 302


@pytest.mark.parametrize("number", ["42", "AA042ZX", "A0042Z", "A00424ZX", "A0O42ZX"])
def test_what_has_not_the_form_of_a_prison_number_is_refused(house: House, number: str) -> None:
    page = house.browser(BEXLEY).send("person-receive", **somebody(prison_number=number))
    assert page.status_code == 422
    assert "A prison number is a letter, four figures and two letters" in text_of(page)
    assert 'href="#id_prison_number"' in text_of(page)


def test_a_paper_that_is_missing_is_told_together_with_the_other_faults(house: House) -> None:
    wrong = somebody(prison_number="42")
    del wrong["paper"]
    page = text_of(house.browser(BEXLEY).send("person-receive", **wrong))
    assert 'href="#id_prison_number"' in page
    assert 'href="#id_paper"' in page


def test_a_code_that_no_register_knows_is_taken_once_somebody_looked(
    house: House, person: Person
) -> None:
    browser = house.browser(AMADI)
    first = browser.send("sentence-enter", person.id, **sentence(offence_code="zz 99999"))
    assert "Press again to enter it as typed." in text_of(first)
    where = reverse("sentence-enter", args=[person.id])
    other = browser.post(where, hidden(first) | sentence(offence_code="ZZ88888"))
    assert "does not know the code ZZ88888." in text_of(other)
    assert not person.record.sentences
    assert browser.post(where, hidden(other) | sentence(offence_code="ZZ88888")).status_code == 302
    assert person.record.sentences[0].fact.offence_code == "ZZ88888"


def test_a_count_of_a_case_has_one_sentence_until_it_is_corrected_or_ended(
    house: House, person: Person
) -> None:
    browser = house.browser(AMADI)
    browser.send("sentence-enter", person.id, **sentence())
    first = person.record.sentences[0].seq
    again = browser.send("sentence-enter", person.id, **sentence(case_urn=f" {URN.lower()}"))
    assert again.status_code == 422
    assert f"is on record already (entry {first})" in text_of(again)
    assert 'href="#id_count"' in text_of(again)
    assert browser.send("sentence-enter", person.id, **sentence(count=2)).status_code == 302
    corrected = browser.send("sentence-correct", person.id, first, **sentence(months=15))
    assert corrected.status_code == 302
    assert sorted(each.fact.term.months for each in person.record.sentences) == [14, 15]
    person.end(first)
    assert browser.send("sentence-enter", person.id, **sentence(months=16)).status_code == 302


def test_every_code_of_the_register_has_the_shape_that_a_form_takes() -> None:
    codes = [row.split(",")[0] for row in CODES.read_text("utf-8").splitlines()[1:]]
    assert len(codes) > 8000
    assert [each for each in codes if not is_offence_code(each)] == []
