"""The matcher, round by round: it links who is one person, once, and never whom a person parted."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import OperationalError

from gatelodge.bulk import Matcher
from gatelodge.casework.exits import ExitStopped
from gatelodge.casework.office import CUSTODY, INTAKE, Office
from gatelodge.casework.reception import find_different_people, hold_same_person
from gatelodge.record import Entry, MemoryLedger, PeopleIndex, Write
from gatelodge.record import facts as f
from gatelodge.store.ledger import DjangoLedger
from tests.gate.prison import AMADI, HALE, Person, paper
from tests.offices import make_office, salts
from tests.store.test_kill import address
from tests.watch.stories import DAY, Story
from tests.watch.test_worker import Damaged

ROOT = Path(__file__).parents[2]
ONE, TWO, THREE = (f"{number:032x}" for number in (1, 2, 3))
PNC = f.IdentifierRecorded(issuer=f.Issuer.PNC, value="2001/0001234Z")


def received(office: Office, record_id: str, surname: str, forenames: str = "Tamsin") -> Story:
    story = Story(office, record_id)
    story.say(
        f.PersonReceived(prison="FNI", prison_number=record_id[-7:]),
        f.IdentityRecorded(surname=surname, forenames=forenames, born_on=date(1990, 1, 1)),
    )
    return story


def run(matcher: Matcher) -> None:
    while matcher.round():
        continue


def match(office: Office) -> Matcher:
    matcher = Matcher(office, PeopleIndex(office.ledger))
    run(matcher)
    return matcher


def links(story: Story) -> list[f.SamePersonHeld]:
    return [e.fact for e in story.record.entries if isinstance(e.fact, f.SamePersonHeld)]


@pytest.fixture
def office() -> Office:
    return make_office(at=DAY)


def test_one_that_starts_links_everybody_and_names_itself(office: Office) -> None:
    one, two = received(office, ONE, "Quill"), received(office, TWO, "QUILL")
    stranger = received(office, THREE, "Quill", "Robin")
    match(office)
    for this, other in ((one, TWO), (two, ONE)):
        assert links(this) == [
            f.SamePersonHeld(
                other_record=other,
                held_by=f.HeldBy.MATCHER,
                basis="both have the same name and birth date",
            )
        ]
        assert this.record.entries[-1].envelope.by == INTAKE.account
    assert links(stranger) == []


def test_one_that_follows_links_whoever_gets_a_name_or_number(office: Office) -> None:
    one, two = received(office, ONE, "Quill"), received(office, TWO, "Ashe")
    three = received(office, THREE, "Pell")
    matcher = match(office)
    assert links(one) == []
    two.say(f.AliasRecorded(surname="Quill", forenames="Tamsin"))
    run(matcher)
    assert one.record.same_person == (TWO,)
    for story in (two, three):
        story.say(PNC)
    run(matcher)
    assert set(two.record.same_person) == {ONE, THREE}


def test_what_is_linked_is_linked_once(office: Office) -> None:
    received(office, ONE, "Quill")
    received(office, TWO, "Quill")
    matcher = match(office)
    head = office.ledger.head()
    run(matcher)
    match(office)
    assert office.ledger.head() == head


def test_two_matchers_at_once_write_once(office: Office) -> None:
    one, two = received(office, ONE, "Quill"), received(office, TWO, "Quill")
    stale = Matcher(office, PeopleIndex(office.ledger))
    match(office)
    run(stale)
    assert (len(links(one)), len(links(two))) == (1, 1)


def test_a_link_of_which_one_side_was_written_is_completed(office: Office) -> None:
    one, two = received(office, ONE, "Quill"), received(office, TWO, "Quill")
    two.say(f.SamePersonHeld(other_record=ONE, held_by=f.HeldBy.PERSON, basis="face"))
    match(office)
    assert one.record.same_person == (TWO,)
    assert len(links(two)) == 1


@pytest.mark.parametrize("parted", [(ONE,), (TWO,), (ONE, TWO)])
def test_whom_a_person_parted_is_never_linked_again(
    office: Office, parted: tuple[str, ...]
) -> None:
    """Also where only one of the two records says so."""
    stories = {each: received(office, each, "Quill") for each in (ONE, TWO)}
    matcher = match(office)
    others = {ONE: TWO, TWO: ONE}
    for each in parted:
        stories[each].say(f.DifferentPeopleFound(other_record=others[each], basis="fingerprints"))
    for story in stories.values():
        story.say(PNC)
    run(matcher)
    match(office)
    assert all(len(links(story)) == 1 for story in stories.values())
    assert all(stories[each].record.same_person == () for each in parted)


def test_what_too_many_share_links_nobody_and_is_said(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(1, 12):
        received(office, f"{number:032x}", "Unknown", "Unknown")
    pair = [received(office, f"{number:032x}", "Unknown", "Unknown") for number in (20, 21)]
    for story in pair:
        story.say(PNC)
    match(office)
    assert [story.record.same_person for story in pair] == [(f"{21:032x}",), (f"{20:032x}",)]
    linked = [e for e in office.ledger.after(0) if isinstance(e.fact, f.SamePersonHeld)]
    assert len(linked) == 2
    assert "more than 10 records share one name and birth date" in caplog.text
    assert "Unknown" not in caplog.text


def test_a_damaged_record_stops_nobody_else_and_is_linked_when_it_is_mended(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ledger = Damaged(salts())
    office = make_office(ledger=ledger, at=DAY)
    one, two, bad = (received(office, each, "Quill") for each in (ONE, TWO, THREE))
    people = PeopleIndex(ledger)
    people.changed()
    ledger.stream_of = CUSTODY + THREE
    matcher = Matcher(office, people)
    run(matcher)
    assert one.record.same_person == (TWO,)
    assert two.record.same_person == (ONE,)
    assert f"{THREE} could not be linked" in caplog.text
    ledger.stream_of = ""
    run(matcher)
    assert bad.record.same_person == ()
    one.clock.pass_by(minutes=1)
    run(matcher)
    assert set(bad.record.same_person) == {ONE, TWO}


class Away(MemoryLedger):
    """A ledger whose database is away for the first link."""

    is_away = False

    def append(
        self, writes: Sequence[Write], *, at: datetime, command: str | None = None
    ) -> tuple[Entry, ...]:
        if self.is_away:
            self.is_away = False
            raise OperationalError("the database is away")
        return super().append(writes, at=at, command=command)


def test_a_matcher_that_begins_anew_after_its_database_was_away_loses_nobody() -> None:
    ledger = Away(salts())
    office = make_office(ledger=ledger, at=DAY)
    one, _two = received(office, ONE, "Quill"), received(office, TWO, "Quill")
    people = PeopleIndex(ledger)
    ledger.is_away = True
    with pytest.raises(OperationalError):
        run(Matcher(office, people))
    run(Matcher(office, people))
    assert one.record.same_person == (TWO,)


WORKER = textwrap.dedent(
    """
    import os, signal
    from gatelodge.store import set_up_django
    set_up_django()
    from gatelodge.bulk import Matcher
    from gatelodge.record import PeopleIndex
    from gatelodge.store.ledger import DjangoLedger
    from tests.offices import make_office
    from tests.watch.stories import DAY

    class Ledger(DjangoLedger):
        written = 0

        def append(self, writes, *, at, command=None):
            if self.written:
                os.kill(os.getpid(), signal.SIGKILL)
            self.written += 1
            return super().append(writes, at=at, command=command)

    office = make_office(ledger=Ledger(), at=DAY)
    matcher = Matcher(office, PeopleIndex(office.ledger))
    while matcher.round():
        pass
    """
)


@pytest.mark.django_db(transaction=True)
def test_a_matcher_killed_between_the_two_records_finishes_and_writes_once() -> None:
    office = make_office(ledger=DjangoLedger(), at=DAY)
    stories = [received(office, ONE, "Quill"), received(office, TWO, "Quill")]
    killed = subprocess.run(
        [sys.executable, "-c", WORKER],
        env={**os.environ, "DATABASE_URL": address(), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert sorted(len(links(story)) for story in stories) == [0, 1]
    match(office)
    match(office)
    assert [len(links(story)) for story in stories] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_a_pass_dies_with_the_link_and_a_new_one_with_the_news_of_the_other_record() -> None:
    office = make_office(ledger=DjangoLedger())
    person = Person(office).ready().with_pass()
    person.final_check()
    assert person.scan().is_go
    other = Person(office, surname="Pelham")
    same = f.IdentifierRecorded(issuer=f.Issuer.PRISON_NUMBER, value=person.record.prison_number)
    other.state(same)
    matcher = match(office)
    assert person.scan().cause == "CANCELLED"

    hold_same_person(
        office, AMADI, person.id, other.id, basis="same number", source=paper(office, "file")
    )
    person.citizen()
    person.with_pass()
    person.final_check()
    assert person.scan().is_go
    other.remand("09ZZ0000926")
    assert person.scan().cause == "CANCELLED"

    find_different_people(
        office, HALE, person.id, other.id, basis="fingerprints", source=paper(office, "answer")
    )
    person.state(PNC)
    other.state(PNC)
    run(matcher)
    assert person.record.same_person == other.record.same_person == ()
    with pytest.raises(ExitStopped, match="G01"):
        person.authorise()
    find_different_people(
        office, HALE, person.id, other.id, basis="fingerprints", source=paper(office, "answer")
    )
    person.with_pass()
