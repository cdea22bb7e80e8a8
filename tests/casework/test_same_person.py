"""What one record that is held to be the same person hears of the other."""

from gatelodge.casework.gate_desk import print_pass, record_exit
from gatelodge.casework.office import CUSTODY
from gatelodge.casework.reception import hold_same_person
from gatelodge.record import ends_a_pass, statement
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, HALE, NOAKES, Person


def linked() -> tuple[Person, Person]:
    person = Person().ready()
    other = Person(person.office, surname="Pelham")
    hold_same_person(
        person.office, HALE, person.id, other.id, basis="same face", source=statement("Hale")
    )
    person.citizen()
    return person, other


def heard(other: Person) -> int:
    """How often a record heard that something new stands on the other."""
    return sum(
        isinstance(entry.fact, f.LinkedRecordChanged)
        for entry in other.office.ledger.stream(CUSTODY + other.id)
    )


def test_each_act_of_a_release_on_one_record_is_news_on_the_other() -> None:
    """Two records, one person: nobody may leave on both."""
    person, other = linked()
    acts = (
        person.authorise,
        person.confirm,
        lambda: print_pass(person.office, AMADI, person.id, person.pass_id),
        person.final_check,
        person.scan,
        lambda: record_exit(
            person.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate 1"
        ),
    )
    for act in acts:
        before = heard(other)
        act()
        assert heard(other) > before
    assert not person.record.is_in_custody
    newest = other.record.newest
    assert newest
    assert ends_a_pass(newest.fact, release=1)


def test_what_one_record_heard_it_does_not_tell_back() -> None:
    person, _other = linked()
    person.authorise()
    person.confirm()
    assert heard(person) == 0
    person.final_check()
    assert person.scan().is_go
