"""The index of people in tables gives the answers of the one in memory, whatever was entered."""

from datetime import date

import pytest
from django.db import connection
from msgspec.structs import replace

from gatelodge.casework.reception import NewPerson, hold_same_person, receive_person
from gatelodge.record import PeopleIndex, person_known, statement
from gatelodge.record import facts as f
from gatelodge.store import projections
from gatelodge.store.ledger import DjangoLedger
from gatelodge.store.models import KnownPerson, LedgerBody
from gatelodge.store.people import PeopleInTables
from tests.databases import triggers_off
from tests.gate.prison import AMADI, BEXLEY, FERNLEA, HALE, URN, Person, paper
from tests.offices import make_office

BORN = date(1998, 3, 14)


@pytest.fixture
def town(db: None) -> Person:  # noqa: ARG001 - the database itself
    """Five people: two of one name and birth date, two held to be one, one who left."""
    office = make_office(ledger=DjangoLedger())
    first = Person(office)
    for number, (surname, forenames) in enumerate(
        (("Pell", "Joshua"), ("PÉLL", "Josh"), ("Quarshie", "Ada"), ("Omar", "Idris"))
    ):
        receive_person(
            office,
            BEXLEY,
            NewPerson(
                prison=FERNLEA,
                prison_number=f"A{900 + number:04d}ZX",
                surname=surname,
                forenames=forenames,
                born_on=BORN,
                numbers=((f.Issuer.PNC, "2001/0000007Z"),) if number > 1 else (),
            ),
            source=paper(office),
        )
    first.remand()
    others = list(office.ledger.streams("custody/"))
    hold_same_person(
        office,
        HALE,
        first.id,
        others[3].removeprefix("custody/"),
        basis="face",
        source=statement("H"),
    )
    return first


def in_tables() -> PeopleInTables:
    return PeopleInTables(projections.catch_up)


def test_both_give_the_same_answers(town: Person) -> None:
    memory, tables = PeopleIndex(town.office.ledger), in_tables()
    records = [s.removeprefix("custody/") for s in town.office.ledger.streams("custody/")]
    for record in records:
        assert tables.person(record) == memory.person(record)
        assert tables.alike(record) == memory.alike(record)
        known = memory.person(record)
        assert known is not None
        assert tables.near(known) == memory.near(known)
    for surname in ("pell", "Pell", "quarshie", "nobody"):
        assert tables.find_by_name(surname, None) == memory.find_by_name(surname, None)
    assert tables.find_by_name("nobody", BORN) == memory.find_by_name("nobody", BORN)
    assert len(tables.find(f.Issuer.PNC, "2001/0000007Z")) == 2
    assert tables.find(f.Issuer.CRO, "2001/0000007Z") == ()
    assert tables.of_case(URN) == memory.of_case(URN) != ()
    assert tables.linked(FERNLEA) == memory.linked(FERNLEA)
    assert tables.held_at(FERNLEA) == memory.held_at(FERNLEA)
    assert sorted(tables.changed()[1]) == sorted(memory.changed()[1])


def test_rows_kept_up_and_rows_made_anew_are_the_same(town: Person) -> None:
    tables = in_tables()
    tables.held_at(FERNLEA)
    town.state(f.AliasRecorded(surname="Pellow", forenames="J"))
    kept = tables.find_by_name("Pellow", None)
    assert [each.record for each in kept] == [town.id]
    projections.rebuild()
    assert tables.find_by_name("Pellow", None) == kept


def test_who_changed_since_a_turn(town: Person) -> None:
    tables = in_tables()
    turn, everybody = tables.changed()
    assert tables.changed(turn) == (turn, ())
    assert len(everybody) == 5
    town.state(f.NationalityStated(nationality="British"))
    later, changed = tables.changed(turn)
    assert later > turn
    assert town.id in changed


def test_nobody_is_near_somebody_who_is_not_on_record(town: Person) -> None:
    known = replace(person_known(town.record), record="f" * 32)
    assert in_tables().near(known) is None


def test_a_mark_that_too_many_share_tells_nobody(town: Person) -> None:
    tables = in_tables()
    assert [each.record for each in tables.alike(town.id)] != []
    for number in range(10):
        receive_person(
            town.office,
            AMADI,
            NewPerson(
                prison=FERNLEA,
                prison_number=f"A{700 + number:04d}ZX",
                surname="Pell",
                forenames="Joshua",
                born_on=BORN,
            ),
            source=paper(town.office),
        )
    memory = PeopleIndex(town.office.ledger)
    assert tables.alike(town.id) == memory.alike(town.id) == ()
    near = tables.near(person_known(town.record))
    assert near is not None
    assert near.alike == ()


def test_a_damaged_record_is_named_and_hides_nobody_else(town: Person) -> None:
    tables = in_tables()
    before = tables.held_at(FERNLEA)
    town.state(f.NationalityStated(nationality="British"))
    with triggers_off(connection):
        LedgerBody.objects.filter(entry_id=town.record.entries[0].seq).update(salt=b"x")
    assert tables.damaged() == (f"custody/{town.id}",)
    assert tables.held_at(FERNLEA) == before
    assert KnownPerson.objects.get(pk=town.id).is_damaged
