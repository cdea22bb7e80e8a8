"""The dates on record against a calculation of now: what would change is listed, and no more."""

from datetime import date
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from gatelodge.casework.office import Office
from gatelodge.casework.recalculating import Comparison, DateChange, compare_dates
from gatelodge.cli.estate import list_changes
from gatelodge.record import facts as f
from gatelodge.sentencing import chosen_law
from gatelodge.store.ledger import DjangoLedger
from tests.gate.prison import Person
from tests.offices import make_office
from tests.sentencing.test_command_line import run


def under_half(office: Office) -> Office:
    """The same installation the day after release at 40 per cent was taken back."""
    return msgspec.structs.replace(office, law=chosen_law("sds-50").book)


def dated(office: Office) -> Person:
    person = Person(office)
    person.sentence(months=20, imposed_on=date(2026, 6, 1))
    person.calculated()
    return person


def test_dates_that_stand_are_compared_and_not_listed() -> None:
    person = dated(make_office())
    assert list(compare_dates(person.office)) == [Comparison(record_id=person.id)]


def test_a_change_of_law_names_each_date_that_it_changes() -> None:
    person = dated(make_office())
    ((change,),) = (tuple(each.change for each in compare_dates(under_half(person.office))),)
    assert change is not None
    assert "CRD" in change.changed
    assert "SLED" not in change.changed
    assert change.dates["CRD"] > change.recorded["CRD"]
    assert change.dates["SLED"] == change.recorded["SLED"]
    assert not change.other_facts
    assert change.law_version != change.law_version_on_record


def test_facts_entered_after_the_calculation_are_told_apart_from_a_change_of_law() -> None:
    person = dated(make_office())
    person.say(f.AddedDaysAwarded(days=14, awarded_on=date(2026, 7, 1), adjudication="1"))
    ((change,),) = (tuple(each.change for each in compare_dates(person.office)),)
    assert change is not None
    assert change.other_facts
    assert change.law_version == change.law_version_on_record
    assert "CRD" in change.changed


def test_a_doubt_that_the_dates_on_record_do_not_know_is_told_though_no_date_changes() -> None:
    person = Person()
    sentence = person.unanswered(offence="SX03001")
    person.marks(sentence)
    person.calculated()
    ((alike,),) = (tuple(each.change for each in compare_dates(person.office)),)
    assert alike is None
    known = person.record.calculation
    assert known is not None
    person.say(msgspec.structs.replace(known.fact, hazards=()))
    ((change,),) = (tuple(each.change for each in compare_dates(person.office)),)
    assert change is not None
    assert (change.changed, change.doubts) == ((), ("GL_ANSWERS_AGAINST_REGISTER",))
    person.say(known.fact)
    assert list(compare_dates(person.office)) == [Comparison(record_id=person.id)]


def test_a_record_without_dates_is_not_compared() -> None:
    office = make_office()
    Person(office).sentence()
    assert list(compare_dates(office)) == []


def test_nothing_is_entered_and_each_record_is_counted() -> None:
    office = make_office()
    dated(office)
    Person(office, surname="Other").sentence()
    before = office.ledger.head()
    heard: list[tuple[int, int]] = []
    found = list(compare_dates(under_half(office), done=lambda *each: heard.append(each)))
    assert len(found) == 1
    assert heard == [(1, 2), (2, 2)]
    assert office.ledger.head() == before


@pytest.mark.django_db(transaction=True)
def test_the_listing_says_what_would_change_and_ends_with_the_total(
    capsys: pytest.CaptureFixture[str],
) -> None:
    office = make_office(ledger=DjangoLedger())
    person = dated(office)
    target = BytesIO()
    assert list_changes(target) == 0
    assert target.getvalue() == b""
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Total: 1 records with dates compared: 0 would change, 0 could not be read. "
        "Nothing was entered."
    )
    person.say(f.AddedDaysAwarded(days=14, awarded_on=date(2026, 7, 1), adjudication="1"))
    before = office.ledger.head()
    assert list_changes(target) == 1
    change = msgspec.json.decode(target.getvalue(), type=DateChange)
    assert change.record_id == person.id
    assert office.ledger.head() == before


def test_a_database_that_is_not_there_is_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite3")
    monkeypatch.setenv("GATELODGE_VAR", str(tmp_path))
    ran = run("recalculate", "--estate")
    assert ran.returncode == 2
    assert "There is no ledger here." in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "none.sqlite3").exists()
