"""The dates page: how each date was reached, what is not there and why, and the picture."""

import re
from datetime import UTC, date, datetime, time
from html import unescape

import pytest

from gatelodge.record import facts as f
from gatelodge.record.facts import DatesCalculated
from gatelodge.sentencing import BarKind
from gatelodge.web.dates.sections import cited
from gatelodge.web.staff import Directory
from tests.gate.prison import AMADI, COURT, ROWE, URN, Person, paper
from tests.web.house import House, day_boxes, text_of


@pytest.fixture
def dated(house: House) -> Person:
    """Somebody under a sentence of 34 months with 21 days on remand."""
    person = house.person()
    person.sentence(months=34, imposed_on=date(2026, 3, 2))
    person.state(f.RemandCredited(days=21, period=None, counts_from=date(2026, 3, 2)))
    person.calculated()
    return person


@pytest.fixture
def page(house: House, dated: Person) -> str:
    return text_of(house.browser(AMADI).see("person-dates", dated.id))


def stored(person: Person) -> DatesCalculated:
    calculation = person.record.calculation
    assert calculation is not None
    return calculation.fact


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_each_date_leads_to_its_steps_and_each_step_to_its_law(dated: Person, page: str) -> None:
    for each in stored(dated).dates:
        assert f'href="#working-{each.date_type}"' in page
        assert f'id="working-{each.date_type}"' in page
    assert 'id="working-CRD-1"' in page
    assert "https://www.legislation.gov.uk/ukpga/2003/44/section/240ZA" in page
    assert "Less 21 days on remand" in words(page)
    assert "source not confirmed" in words(page)


def test_dates_that_do_not_apply_say_why(dated: Person, page: str) -> None:
    told = {each.date_type for each in stored(dated).not_given}
    assert {"PED", "ERSED", "ARD"} <= told
    assert "No PED:" in words(page)
    assert "Not asked for: nothing says that the person is liable to removal." in words(page)


def test_the_order_is_the_fields_own(page: str) -> None:
    shown = re.findall(r'href="#working-(\w+)"', page)
    order = ["SLED", "SED", "LED", "CRD", "ARD", "HDCED", "TUSED", "PRRD", "PED", "ERSED", "ESED"]
    assert shown == [each for each in order if each in shown]
    assert shown[-1] == "ESED"


def test_a_release_on_no_working_day_says_when_the_person_leaves(house: House) -> None:
    person = house.person()
    for months in range(3, 12):
        person = house.person()
        person.sentence(months=months, imposed_on=date(2026, 3, 2))
        person.calculated()
        if stored(person).governing_on.isoweekday() in {6, 7}:
            break
    on = stored(person).governing_on
    assert on.isoweekday() in {6, 7}
    shown = words(text_of(house.browser(AMADI).see("person-dates", person.id)))
    assert "No working day. Leaves on Friday" in shown


def test_the_picture_and_its_table_say_the_same(dated: Person, page: str) -> None:
    picture = stored(dated).picture
    assert picture is not None
    table = page.split("The picture as a table", 1)[1].split("</table>", 1)[0]
    for bar in picture.rows[0].bars:
        if bar.kind == BarKind.REMAND:
            assert "21 days of remand and tagged bail come off. A number" in words(table)
            continue
        assert bar.kind in words(table)
        assert f"{bar.to_on.day} {bar.to_on:%B %Y}" in words(table)
    drawing = page.split('class="gl-picture__drawing"><svg', 1)[1]
    assert 'role="img"' in drawing.split(">", 1)[0]
    assert "style=" not in drawing.split("</svg>", 1)[0]


def test_an_old_calculation_is_shown_as_it_was_entered(
    house: House, dated: Person, page: str
) -> None:
    """Facts that came later change nothing on the page until somebody calculates again."""
    dated.state(f.RemandCredited(days=9, period=None, counts_from=date(2026, 3, 2)))
    later = text_of(house.browser(AMADI).see("person-dates", dated.id))
    assert page.split('id="working"', 1)[1].split("</section>", 1)[0] in later
    assert "Less 30 days" not in words(later)


def test_without_a_calculation_there_is_no_picture_and_no_working(house: House) -> None:
    shown = text_of(house.browser(AMADI).see("person-dates", house.person().id))
    assert "No dates yet." in shown
    assert "gl-picture" not in shown
    assert 'id="working"' not in shown


def asked(house: House, person: Person, **boxes: object) -> str:
    query = {name: str(value) for name, value in boxes.items()}
    return text_of(house.browser(AMADI).see("dates-recall", person.id, **query))


def test_a_recall_is_previewed_with_its_steps_and_nothing_is_entered(
    house: House, dated: Person
) -> None:
    before = len(dated.record.entries)
    days = {**day_boxes("revoked_on", 1, 6, 2028), **day_boxes("returned_on", 8, 6, 2028)}
    shown = words(asked(house, dated, kind="STANDARD_RECALL", **days))
    end = next(each.on for each in stored(dated).dates if each.date_type == "SLED")
    assert f"due for release on {end:%A} {end.day} {end:%B %Y} (PRRD)." in shown
    assert "Licence revoked on Thursday 1 June 2028" in shown
    assert "Unused credit: none." in shown
    assert "Recalled, and held to the end of the sentence." in shown
    assert "Nothing is recorded." in shown
    assert f"Law {house.office.law.version}" in shown
    assert len(dated.record.entries) == before


def test_what_is_in_doubt_of_a_recall_is_told_with_its_readings(house: House) -> None:
    person = house.person()
    sentence = person.unanswered(months=34, imposed_on=date(2026, 3, 2), offence="SX03001")
    person.marks(sentence)
    person.calculated()
    days = {**day_boxes("revoked_on", 1, 6, 2028), **day_boxes("returned_on", 8, 6, 2028)}
    shown = words(asked(house, person, kind="FIXED_TERM_RECALL_56", **days))
    assert "Is the fixed term still in force" in shown
    assert "The readings: The fixed term is in force: " in shown
    assert ": PRRD Wednesday 2 August 2028; " in shown
    assert "contradict the offence register" in shown


@pytest.mark.parametrize(
    ("kind", "is_told"),
    [
        ("FIXED_TERM_RECALL_28", True),
        ("FIXED_TERM_RECALL_56", True),
        ("STANDARD_RECALL", False),
    ],
)
def test_a_fixed_term_is_not_previewed_for_an_extended_sentence_without_a_word(
    house: House, kind: str, *, is_told: bool
) -> None:
    person = house.person()
    person.state(
        f.SentenceImposed(
            court=COURT,
            case_urn=URN,
            sentence_kind=f.SentenceKind.EDS,
            term=f.Term(years=3),
            extension=f.Term(years=2),
            imposed_on=date(2026, 3, 2),
            offence_code="SX03001",
            offence_committed_on=date(2026, 1, 5),
        )
    )
    person.calculated()
    days = {**day_boxes("revoked_on", 1, 6, 2029), **day_boxes("returned_on", 8, 6, 2029)}
    shown = words(asked(house, person, kind=kind, **days))
    assert "due for release on" in shown
    about = "A fixed-term recall of an extended sentence, for which the law has none."
    assert (about in shown) is is_told
    assert ("served as a standard one" in shown) is is_told


def test_a_fixed_term_of_a_standard_sentence_is_not_called_extended(
    house: House, dated: Person
) -> None:
    days = {**day_boxes("revoked_on", 1, 6, 2028), **day_boxes("returned_on", 8, 6, 2028)}
    assert "extended sentence" not in asked(house, dated, kind="FIXED_TERM_RECALL_56", **days)


def test_a_recall_before_release_says_what_to_enter(house: House, dated: Person) -> None:
    days = day_boxes("revoked_on", 1, 4, 2026)
    shown = words(asked(house, dated, kind="STANDARD_RECALL", **days))
    assert "Enter a later day of revocation." in shown
    assert "due for release" not in shown


def test_an_incomplete_question_is_asked_again_beside_its_box(house: House, dated: Person) -> None:
    shown = asked(house, dated, revoked_on_day="1", revoked_on_month="", revoked_on_year="")
    assert "Choose the kind of recall." in shown
    assert "Error:" in shown


@pytest.mark.parametrize(
    ("words_of_it", "place"),
    [
        ("CJA 2003 s.244(1), (3)(a)", "ukpga/2003/44/section/244"),
        ("CJA 2003 s.240ZA(3), (9)", "ukpga/2003/44/section/240ZA"),
        ("CJA 2003 ss.246, 263 (source not confirmed)", "ukpga/2003/44/section/246"),
        ("CJA 2003 Sch. 20B paras 3-6", "ukpga/2003/44/schedule/20B/paragraph/3"),
        ("CJA 2003 Sch. 20B para. 17(1)", "ukpga/2003/44/schedule/20B/paragraph/17"),
        ("S.I. 2024/844 arts 1-3", "uksi/2024/844/article/1"),
        ("S.I. 2026/402 reg. 2", "uksi/2026/402/regulation/2"),
        ("Sentencing Act 2026 s.23(2)(a)-(c), (3), (10)", "ukpga/2026/2/section/23"),
        ("Prison Act 1952 s.49(2)", "ukpga/Geo6and1Eliz2/15-16/52/section/49"),
        ("S.I. 2023/390", "uksi/2023/390"),
    ],
)
def test_a_citation_leads_to_its_place_in_the_published_law(words_of_it: str, place: str) -> None:
    found = cited(words_of_it)
    assert found.words == words_of_it
    assert found.href == f"https://www.legislation.gov.uk/{place}"


@pytest.mark.parametrize("policy", ["PSI 03/2015", "HDC Policy Framework", "No page was seen"])
def test_policy_has_no_page_of_statute(policy: str) -> None:
    assert cited(policy).href == ""


def test_dates_say_that_they_are_out_of_date_and_keep_the_facts_they_follow_from(
    house: House, dated: Person
) -> None:
    """A second sentence came in after the dates: they stand, say so, and no fact joins them."""
    browser = house.browser(AMADI)
    before = words(text_of(browser.see("person-dates", dated.id)))
    assert "Out of date" not in before
    second = dated.sentence(months=50, imposed_on=date(2026, 4, 6))
    page = words(text_of(browser.see("person-dates", dated.id)))
    assert f"Out of date: a sentence (entry {second}) was entered at " in page
    assert ". The dates below do not know of it. Work the dates out anew." in page
    assert "Release day:" not in page
    assert "Out of date: facts changed" in text_of(browser.see("person", dated.id))
    follow, since = page.split("What the dates follow from")[1].split("Entered since:")
    assert "34 months" in follow
    assert "50 months" not in follow
    assert "50 months" in since
    dated.calculated()
    after = words(text_of(browser.see("person-dates", dated.id)))
    assert "Out of date" not in after
    assert "50 months" in after.split("What the dates follow from")[1]


def test_an_alias_makes_no_dates_out_of_date(house: House, dated: Person) -> None:
    dated.state(f.AliasRecorded(surname="Pellow", forenames="Joe"))
    assert "Out of date" not in text_of(house.browser(AMADI).see("person-dates", dated.id))


def remanded(house: House, on: date, **more: object) -> Person:
    """Somebody remanded on a day and sentenced on 2 March 2026; the remand ends as they say."""
    person = house.person()
    at = datetime.combine(on, time(15), tzinfo=UTC)
    remand = person.remand(true_from=at)
    person.sentence(months=34, imposed_on=date(2026, 3, 2))
    if ended_on := more.get("ended_on"):
        assert isinstance(ended_on, date)
        ended_at = datetime.combine(ended_on, time(15), tzinfo=UTC)
        ended = f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=ended_at)
        person.state(ended, source=paper(house.office, "granted bail"))
    return person


def test_a_remand_without_its_credit_is_warned_of_before_and_after_the_dates(house: House) -> None:
    person = remanded(house, date(2025, 12, 19))
    warning = (
        "73 days on remand are recorded (Friday 19 December 2025 to Sunday 1 March 2026, before "
        "the sentence of Monday 2 March 2026) and 0 are credited: ask the court or enter the credit"
    )
    browser = house.browser(AMADI)
    for page in ("person-dates", "dates-calculate"):
        assert warning in words(text_of(browser.see(page, person.id)))
    person.state(f.RemandCredited(days=73, period=None, counts_from=date(2026, 3, 2)))
    for page in ("person-dates", "dates-calculate"):
        assert "on remand are recorded" not in words(text_of(browser.see(page, person.id)))


def test_days_on_remand_stop_where_the_remand_stopped(house: House) -> None:
    person = remanded(house, date(2025, 12, 19), ended_on=date(2025, 12, 29))
    shown = words(text_of(house.browser(AMADI).see("person-dates", person.id)))
    assert "10 days on remand are recorded" in shown


def test_two_remands_of_one_day_count_once(house: House) -> None:
    person = remanded(house, date(2026, 2, 20))
    at = datetime(2026, 2, 25, 15, tzinfo=UTC)
    person.remand("01AB0000999", true_from=at)
    shown = words(text_of(house.browser(AMADI).see("person-dates", person.id)))
    assert "10 days on remand are recorded" in shown


def test_a_calculation_that_fails_is_no_success(house: House) -> None:
    person = house.person()
    person.sentence(months=34, imposed_on=date(2026, 3, 2))
    person.state(f.RemandCredited(days=5000, period=None, counts_from=date(2026, 3, 2)))
    grace = house.browser(AMADI)
    grace.send("dates-calculate", person.id, why="initial")
    assert person.record.refused is not None
    shown = text_of(grace.see("person-dates", person.id))
    assert "govuk-notification-banner" in shown
    assert "govuk-notification-banner--success" not in shown
    assert "Important" in shown


def test_dates_worked_out_anew_do_not_carry_the_check_of_the_former_ones(
    house: House, dated: Person
) -> None:
    browser = house.browser(AMADI)
    dated.checked()
    stated = f"Stated by {Directory(house.office).staff(ROWE.account)}"
    assert stated in words(text_of(browser.see("person-dates", dated.id)))
    dated.calculated()
    anew = words(text_of(browser.see("person-dates", dated.id)))
    assert "Provisional: worked out by" in anew
    assert stated not in anew
