"""Recalls, suspended sentences, immigration papers and other authorities, each from its paper."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.urls import reverse

from gatelodge.casework.catalogue import LODGED
from gatelodge.casework.leaving import record_exit_on_paper
from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import LONDON, AuthorityKind, SourceKind, live, statement
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, COURT, URN, Person
from tests.web.house import BEXLEY, NWOSU, House, hidden, text_of
from tests.web.test_entering import PDF, a_paper, on
from tests.web.test_reading_on_screen import errors

KINDS = {
    kind.KIND
    for kind in (
        f.RecallOrdered,
        f.SuspendedSentenceOrdered,
        f.AuthorityLodged,
        f.ImmigrationDetentionAuthorised,
        f.DeportationOrdered,
    )
}
PAGES = (
    "recall-enter",
    "suspended-enter",
    "authority-lodge",
    "detention-enter",
    "deportation-enter",
)


@pytest.fixture
def person(house: House) -> Person:
    return house.person()


def recall(**changes: Any) -> dict[str, Any]:
    return {
        "recall_kind": "fixed term 28 days",
        "paper": a_paper(),
        **on("revoked_on", 1, 8, 2026),
        **on("returned_on", 5, 8, 2026),
        **changes,
    }


def suspended(**changes: Any) -> dict[str, Any]:
    return {
        "court": COURT,
        "case_urn": URN,
        "count": "2",
        "offence_code": "TH68001",
        "months": "8",
        "suspended_years": "2",
        "paper": a_paper(),
        **on("imposed_on", 1, 9, 2026),
        **changes,
    }


def holds(**changes: Any) -> dict[str, Any]:
    return {
        "reference": "W/26/0042",
        "paper": a_paper(),
        **on("true_from", 1, 9, 2026),
        **changes,
    }


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("standard", "C01"),
        ("fixed term 14 days", "C02"),
        ("fixed term 28 days", "C03"),
        ("fixed term 56 days", "C04"),
    ],
)
def test_a_recall_holds_from_the_day_on_which_the_licence_was_revoked(
    house: House, person: Person, kind: str, row: str
) -> None:
    done = house.browser(AMADI).send("recall-enter", person.id, **recall(recall_kind=kind))
    assert done.headers["Location"] == reverse("person-authorities", args=[person.id])
    (held,) = person.record.authorities_in_force
    assert held.began.fact == f.RecallOrdered(
        recall_kind=f.RecallKind(kind),
        revoked_on=date(2026, 8, 1),
        returned_on=date(2026, 8, 5),
        ends_on=None,
        catalogue=row,
    )
    envelope = held.began.entry.envelope
    assert envelope.true_from == datetime(2026, 7, 31, 23, tzinfo=UTC)
    assert house.office.documents.read(envelope.source.reference) == PDF
    assert "Recalled" in text_of(house.browser(AMADI).see("person-authorities", person.id))


def test_a_recall_of_somebody_who_is_not_back_has_no_return(house: House, person: Person) -> None:
    fields = recall(**dict.fromkeys(on("returned_on", 1, 1, 2026), ""))
    assert house.browser(BEXLEY).send("recall-enter", person.id, **fields).status_code == 302
    fact = person.record.authorities[0].began.fact
    assert isinstance(fact, f.RecallOrdered)
    assert fact.returned_on is None


def test_a_recall_of_the_day_on_which_somebody_left_asks_for_its_time(
    house: House, person: Person
) -> None:
    left_at = person.clock.now()
    left = f.ExitRecorded(
        exit_type=f.ExitType.COMMUNITY, exited_at=left_at, pass_id=None, place="gate"
    )
    person.say(left, true_from=left_at)
    person.clock.pass_by(hours=2)
    that_day = on("revoked_on", left_at.day, left_at.month, left_at.year)
    fields = recall(**that_day, **dict.fromkeys(on("returned_on", 1, 1, 2026), ""))
    browser = house.browser(AMADI)
    asked = browser.send("recall-enter", person.id, **fields)
    assert "true_from" in errors(asked)
    assert "at which time of it the licence was revoked" in text_of(asked)
    assert not person.record.authorities

    revoked_at = datetime.combine(left_at, time(10, 40), tzinfo=LONDON)
    fields |= {"true_from": "10:40", "paper": a_paper()}
    assert browser.send("recall-enter", person.id, **fields).status_code == 302
    (held,) = person.record.authorities
    assert held.began.true_from == revoked_at
    href = reverse("entry-correct", args=[person.id, held.seq])
    assert "Stands now: 10:40." in text_of(browser.get(href))


def test_a_suspended_sentence_holds_nobody(house: House, person: Person) -> None:
    done = house.browser(AMADI).send("suspended-enter", person.id, **suspended())
    assert done.status_code == 302
    assert not person.record.authorities
    (order,) = person.record.suspended
    assert order.fact == f.SuspendedSentenceOrdered(
        court=COURT,
        case_urn=URN,
        term=f.Term(months=8),
        suspended_for=f.Term(years=2),
        imposed_on=date(2026, 9, 1),
        offence_code="TH68001",
        count=2,
    )
    page = text_of(house.browser(AMADI).see("person-authorities", person.id))
    assert "8 months suspended for 2 years. It holds nobody." in page


@pytest.mark.parametrize(("row", "title"), LODGED.items())
def test_every_other_authority_holds_until_its_end_is_entered(
    house: House, person: Person, row: str, title: str
) -> None:
    fields = holds(catalogue=row, **on("next_event_on", 9, 10, 2026))
    assert house.browser(AMADI).send("authority-lodge", person.id, **fields).status_code == 302
    (held,) = person.record.authorities_in_force
    assert held.began.fact == f.AuthorityLodged(
        catalogue=row,
        title=title,
        reference="W/26/0042",
        ends_on=None,
        next_event_on=date(2026, 10, 9),
    )
    assert held.began.true_from == datetime(2026, 8, 31, 23, tzinfo=UTC)


def test_the_home_office_detains_and_deports_by_two_papers(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    fields = holds(catalogue="D03", **on("review_on", 1, 10, 2026))
    assert browser.send("detention-enter", person.id, **fields).status_code == 302
    assert browser.send("deportation-enter", person.id, **holds()).status_code == 302
    (held,) = person.record.authorities_in_force
    assert held.kind is AuthorityKind.IMMIGRATION
    assert held.began.fact == f.ImmigrationDetentionAuthorised(
        reference="W/26/0042", review_on=date(2026, 10, 1), catalogue="D03"
    )
    (order,) = person.record.deportation
    assert order.fact == f.DeportationOrdered(reference="W/26/0042")
    assert order.entry.envelope.source.kind is SourceKind.DOCUMENT


@pytest.mark.parametrize(
    ("name", "fields", "boxes"),
    [
        ("recall-enter", recall(recall_kind=""), {"recall_kind"}),
        ("recall-enter", recall(**on("revoked_on", 6, 8, 2026)), {"returned_on_day"}),
        ("recall-enter", recall(**on("returned_on", 3, 9, 2026)), {"returned_on_day"}),
        ("recall-enter", recall(**on("revoked_on", 1, 8, 2027)), {"revoked_on_day"}),
        ("recall-enter", recall(**on("ends_on", 4, 8, 2026)), {"ends_on_day"}),
        ("recall-enter", recall(paper="", said_by="probation"), {"paper"}),
        ("suspended-enter", suspended(months=""), {"years"}),
        ("suspended-enter", suspended(suspended_years=""), {"suspended_years"}),
        ("suspended-enter", suspended(court=" ", count="0"), {"court", "count"}),
        ("suspended-enter", suspended(**on("imposed_on", 3, 9, 2026)), {"imposed_on_day"}),
        ("authority-lodge", holds(), {"catalogue"}),
        ("authority-lodge", holds(catalogue="A01"), {"catalogue"}),
        ("authority-lodge", holds(catalogue="B14", reference=""), {"reference"}),
        ("authority-lodge", holds(catalogue="B14", paper=""), {"paper"}),
        ("authority-lodge", holds(catalogue="B14", **on("ends_on", 1, 8, 2026)), {"ends_on_day"}),
        ("detention-enter", holds(catalogue="D09"), {"catalogue"}),
        ("detention-enter", holds(catalogue="D01", paper=""), {"paper"}),
        ("deportation-enter", holds(**on("true_from", 3, 9, 2026)), {"true_from_day"}),
    ],
)
def test_what_cannot_be_is_refused_beside_its_box(
    house: House, person: Person, name: str, fields: dict[str, Any], boxes: set[str]
) -> None:
    """The day is 2 September 2026."""
    before = person.version
    page = house.browser(AMADI).send(name, person.id, **(fields | {"paper": _fresh(fields)}))
    assert page.status_code == 422
    assert errors(page) == boxes
    assert person.version == before


def _fresh(fields: dict[str, Any]) -> Any:
    """A paper of its own: an uploaded file is read once."""
    return a_paper() if fields["paper"] else ""


@pytest.mark.parametrize("name", PAGES)
def test_who_may_not_enter_papers_has_no_such_page(house: House, person: Person, name: str) -> None:
    assert house.browser(NWOSU).see(name, person.id).status_code == 403
    listed = text_of(house.browser(AMADI).see("person-authorities", person.id))
    assert reverse(name, args=[person.id]) in listed


ENTERED = {
    "recall-enter": recall,
    "suspended-enter": suspended,
    "authority-lodge": lambda: holds(catalogue="B14"),
    "detention-enter": lambda: holds(catalogue="D01"),
    "deportation-enter": holds,
}


@pytest.mark.parametrize(
    ("name", "changed", "wanted"),
    [
        ("recall-enter", {"recall_kind": "standard"}, {"recall_kind": "standard"}),
        ("suspended-enter", {"months": "9"}, {"term": f.Term(months=9)}),
        ("authority-lodge", {"reference": "W/2"}, {"reference": "W/2"}),
        ("detention-enter", {"reference": "W/2"}, {"reference": "W/2"}),
        ("deportation-enter", {"reference": "W/2"}, {"reference": "W/2"}),
    ],
)
def test_each_is_corrected_on_the_form_it_was_entered_with(
    house: House, person: Person, name: str, changed: dict[str, str], wanted: dict[str, object]
) -> None:
    browser = house.browser(AMADI)
    assert browser.send(name, person.id, **ENTERED[name]()).status_code == 302
    (first,) = [e for e in person.record.entries if e.fact and e.fact.KIND in KINDS]
    href = reverse("entry-correct", args=[person.id, first.seq])
    assert href in text_of(browser.see("person-authorities", person.id))
    form = browser.get(href)
    assert "Stands now: " in text_of(form)
    assert browser.post(href, hidden(form) | ENTERED[name]() | changed).status_code == 302
    (stands,) = [s for s in live(person.record.entries) if s.seq == first.seq]
    assert {field: getattr(stands.fact, field) for field in wanted} == wanted
    assert stands.true_from == first.envelope.true_from


def test_a_press_counts_once(house: House, person: Person) -> None:
    browser = house.browser(AMADI)
    form = hidden(browser.see("recall-enter", person.id))
    for _ in range(2):
        address = reverse("recall-enter", args=[person.id])
        assert browser.post(address, form | recall()).status_code == 302
    assert len(person.record.authorities) == 1


@pytest.mark.parametrize(
    ("exit_type", "part"),
    [
        (f.ExitType.COMMUNITY, "person-authorities"),
        (f.ExitType.COURT_PRODUCTION, "person"),
    ],
)
def test_after_a_return_the_page_leads_to_what_holds_the_person(
    house: House, person: Person, exit_type: f.ExitType, part: str
) -> None:
    """Whoever was released is held by something new; whoever was at court, by what held before."""
    fernlea = f.PrisonRegistered(prison="FNI", name="HMP Fernlea", telephone="2140", mailbox="")
    register_prison(house.office, INSTALLATION, fernlea)
    record_exit_on_paper(
        house.office,
        AMADI,
        person.id,
        exit_type=exit_type,
        exited_at=person.clock.now(),
        place="gate",
        source=statement("gate book"),
    )
    person.clock.pass_by(hours=4)
    browser = house.browser(BEXLEY)
    fields = {"returned_time": "12:30", "prison": "FNI", "how": "police", "said_by": "M. Orr"}
    done = browser.send("return-enter", person.id, **fields, **on("returned_at", 2, 9, 2026))
    assert done.headers["Location"] == reverse(part, args=[person.id])
    form = text_of(browser.see("recall-enter", person.id))
    assert "The last return on record is of 2 September 2026." in form
