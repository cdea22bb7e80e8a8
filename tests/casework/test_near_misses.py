"""Stops are counted with check and cause, and with nobody's name."""

import msgspec
import pytest

from gatelodge.casework.exits import ExitStopped
from gatelodge.casework.near_misses import NEAR_MISSES, counted
from tests.gate.prison import HALE, Person


@pytest.fixture
def person() -> Person:
    """Somebody of whom nothing is ready."""
    return Person()


def stopped(person: Person) -> None:
    with pytest.raises(ExitStopped):
        person.authorise()


def test_a_stop_counts_once_a_day_for_each_check_and_names_nobody(person: Person) -> None:
    person.sentence()
    person.plan()
    before = person.record.version
    stopped(person)
    first = counted(person.office, person.record.prison)
    assert {each.check for each in first} >= {"G03", "G08"}
    assert {(each.step, each.times) for each in first} == {("authorise", 1)}
    stopped(person)
    assert counted(person.office) == first
    assert person.record.version == before
    for entry in person.office.ledger.stream(NEAR_MISSES):
        told = msgspec.json.encode((entry.envelope, entry.fact)).decode()
        assert person.id not in told
        assert person.record.prison_number not in told
        assert HALE.account not in told


def test_another_day_and_another_prison_count_by_themselves(person: Person) -> None:
    person.sentence()
    person.plan()
    stopped(person)
    person.clock.pass_by(days=1)
    person.plan()
    stopped(person)
    times = {each.check: each.times for each in counted(person.office)}
    assert times["G03"] == 2
    assert counted(person.office, "ZZZ") == ()
