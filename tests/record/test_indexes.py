"""One damaged stream is named, and keeps nobody else from being found."""

import logging
from collections.abc import Callable
from datetime import date

import pytest

from gatelodge.record import Draft, Entry, InboxIndex, MemoryLedger, PeopleIndex, Write, statement
from gatelodge.record import facts as f
from gatelodge.record.people_index import MOST_OF_ONE_PERSON
from tests.offices import salts
from tests.record.stream import MONDAY


class Damaged(MemoryLedger):
    """A ledger some of whose streams, or whose whole list of entries, cannot be read."""

    def __init__(self) -> None:
        super().__init__(salts())
        self.streams_damaged: set[str] = set()
        self.is_list_damaged = False

    def stream(self, stream: str) -> tuple[Entry, ...]:
        if stream in self.streams_damaged:
            raise ValueError("entry 1 is damaged")
        return super().stream(stream)

    def after(self, seq: int, *, limit: int = 1000) -> tuple[Entry, ...]:
        if self.is_list_damaged and seq == 0:
            raise ValueError("entry 1 cannot be decoded")
        return super().after(seq, limit=limit)

    def say(self, stream: str, *facts: f.Fact) -> None:
        drafts = tuple(
            Draft(fact=fact, by="amy", reason="test", source=statement("Amy")) for fact in facts
        )
        self.append([Write(stream=stream, drafts=drafts)], at=MONDAY)

    def person(self, record: str, surname: str) -> None:
        self.say(
            f"custody/{record}",
            f.PersonReceived(prison="FNI", prison_number="A1"),
            f.IdentityRecorded(surname=surname, forenames="Joshua", born_on=date(1990, 1, 1)),
        )

    def item(self, name: str) -> None:
        self.say(
            f"item/{name}",
            f.UnreadableMessageReceived(message="0", correlation_id="c", key_id="k", fault="x"),
        )


def by_streams(ledger: Damaged) -> None:
    ledger.streams_damaged = {"custody/bad", "item/bad"}


def by_list_too(ledger: Damaged) -> None:
    by_streams(ledger)
    ledger.is_list_damaged = True


@pytest.fixture(params=[by_streams, by_list_too], ids=["a stream", "the list of entries too"])
def ledger(request: pytest.FixtureRequest) -> Damaged:
    damage: Callable[[Damaged], None] = request.param
    made = Damaged()
    for name in ("one", "bad", "two"):
        made.person(name, "Pell")
        made.item(name)
    damage(made)
    return made


def test_a_damaged_item_stops_no_other_item(
    ledger: Damaged, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = InboxIndex(ledger)
    with caplog.at_level(logging.ERROR):
        assert inbox.changed() == ("one", "two")
        assert [i.item for i in inbox.items()] == ["one", "two"]
    assert inbox.damaged() == ("item/bad",)
    assert sum("item/bad" in each.getMessage() for each in caplog.records) == 1
    ledger.item("three")
    assert inbox.changed() == ("three",)


def test_a_damaged_record_hides_nobody_else(
    ledger: Damaged, caplog: pytest.LogCaptureFixture
) -> None:
    people = PeopleIndex(ledger)
    with caplog.at_level(logging.ERROR):
        assert {p.record for p in people.find_by_name("PELL", None)} == {"one", "two"}
    assert people.damaged() == ("custody/bad",)
    assert any("custody/bad" in each.getMessage() for each in caplog.records)
    ledger.person("three", "Pell")
    assert len(people.find_by_name("Pell", None)) == 3


def test_what_can_be_read_again_is_read_again(ledger: Damaged) -> None:
    """A fault that goes away by itself, such as a database that did not answer, costs nothing."""
    inbox, people = InboxIndex(ledger), PeopleIndex(ledger)
    assert (len(inbox.changed()), len(people.find_by_name("Pell", None))) == (2, 2)
    ledger.streams_damaged.clear()
    assert inbox.changed() == ("bad",)
    assert len(people.find_by_name("Pell", None)) == 3
    assert (inbox.damaged(), people.damaged()) == ((), ())


def test_a_record_damaged_after_it_was_read_stays_as_it_was(ledger: Damaged) -> None:
    people = PeopleIndex(ledger)
    assert people.person("one")
    ledger.streams_damaged.add("custody/one")
    ledger.say("custody/one", f.AliasRecorded(surname="Pelham", forenames="Jo"))
    known = people.person("one")
    assert known
    assert [name.surname for name in known.names] == ["Pell"]
    assert "custody/one" in people.damaged()


def test_who_shares_a_mark_is_found_by_it_and_no_longer_when_it_is_corrected() -> None:
    ledger = Damaged()
    for name, surname in (("one", "Pell"), ("two", "PELL"), ("three", "Pelham")):
        ledger.person(name, surname)
    people = PeopleIndex(ledger)
    assert [p.record for p in people.alike("one")] == ["two"]
    assert people.alike("three") == people.alike("nobody") == ()
    ledger.say(
        "custody/two",
        f.IdentityRecorded(surname="Ashe", forenames="Joshua", born_on=date(1990, 1, 1)),
        f.AliasRecorded(surname="Pelham", forenames="Joshua"),
    )
    assert people.alike("one") == ()
    assert [p.record for p in people.alike("two")] == ["three"]


def test_a_mark_that_more_share_than_one_person_can_be_tells_nobody() -> None:
    ledger = Damaged()
    names = [f"record {number:02}" for number in range(MOST_OF_ONE_PERSON)]
    for name in names:
        ledger.person(name, "Pell")
    people = PeopleIndex(ledger)
    assert [p.record for p in people.alike(names[0])] == names[1:]
    ledger.person("one too many", "Pell")
    assert people.alike(names[0]) == people.alike("one too many") == ()


def test_each_who_asks_for_changes_gets_everybody_first_and_then_what_changed() -> None:
    ledger = Damaged()
    for name in ("one", "two"):
        ledger.person(name, "Pell")
    people = PeopleIndex(ledger)
    turn, everybody = people.changed()
    assert set(everybody) == {"one", "two"}
    assert people.changed(turn) == (turn, ())
    ledger.person("three", "Ashe")
    ledger.say("custody/one", f.AliasRecorded(surname="Pelham", forenames="Jo"))
    later, changed = people.changed(turn)
    assert set(changed) == {"one", "three"}
    assert people.changed(later) == (later, ())
    assert set(people.changed()[1]) == {"one", "two", "three"}
