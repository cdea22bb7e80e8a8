"""What one record that is held to be the same person hears of the other."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from gatelodge.casework.exits import ExitStopped
from gatelodge.casework.gate_desk import print_pass, record_exit
from gatelodge.casework.leaving import ask_return_to_custody, record_exit_on_paper
from gatelodge.casework.matching import hold_match
from gatelodge.casework.office import CUSTODY, ActRefused
from gatelodge.casework.reception import find_different_people, hold_same_person
from gatelodge.intake import Match
from gatelodge.record import Entry, MemoryLedger, Source, Write, document, ends_a_pass, statement
from gatelodge.record import facts as f
from tests.gate.court import ITEM, whole_item
from tests.gate.court import linked as link_item
from tests.gate.prison import AMADI, HALE, NOAKES, URN, Person, paper, staff
from tests.offices import make_office, salts


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


def chain() -> tuple[Person, Person, Person]:
    """A is held to be B, and B to be C: nobody has said anything of A and C."""
    first = Person().ready()
    second = Person(first.office, surname="Pelham")
    third = Person(first.office, surname="Pelly")
    for one, other in ((first, second), (second, third)):
        hold_same_person(
            one.office, HALE, one.id, other.id, basis="same face", source=statement("Hale")
        )
    first.citizen()
    return first, second, third


def stopped_by(person: Person) -> set[str]:
    with pytest.raises(ExitStopped) as stopped:
        person.authorise()
    return {each.check for each in stopped.value.findings}


def test_two_links_make_one_person() -> None:
    """What holds the third record's person holds the first's, and its news kills their pass."""
    first, _second, third = chain()
    first.with_pass()
    first.final_check()
    assert first.scan().is_go
    third.remand("09ZZ0000926")
    assert first.scan().cause == "CANCELLED"
    assert stopped_by(first) >= {"G02", "G30"}


def test_a_word_at_the_gate_freezes_the_person_on_every_record() -> None:
    first, _second, third = chain()
    ask_return_to_custody(
        first.office, NOAKES, third.id, words="he says it", said_by="him", terminal="gate 1"
    )
    with pytest.raises(ActRefused) as refused:
        first.authorise()
    assert refused.value.code == "FROZEN"


def asked(person: Person) -> None:
    person.say(f.CourtQueried(query="q", about="custody or suspended", asked_of="court"))


@pytest.mark.parametrize(
    ("waits", "checks"),
    [
        pytest.param(link_item, {"G04", "G05", "G06"}, id="a message nobody has read"),
        pytest.param(asked, {"G06"}, id="a question to a court"),
    ],
)
def test_what_waits_on_one_record_stops_the_exit_on_the_other(
    waits: Callable[[Person], None], checks: set[str]
) -> None:
    person, other = linked()
    waits(other)
    assert stopped_by(person) >= checks


class Interrupted(MemoryLedger):
    """A ledger in which something happens just before the next append."""

    before_next: Callable[[], object] | None = None

    def append(
        self, writes: Sequence[Write], *, at: datetime, command: str | None = None
    ) -> tuple[Entry, ...]:
        happens, self.before_next = self.before_next, None
        if happens is not None:
            happens()
        return super().append(writes, at=at, command=command)


def test_a_pass_issued_while_news_is_on_its_way_dies_in_the_same_moment() -> None:
    """A gate without the server knows of it by the revocation list alone."""
    ledger = Interrupted(salts())
    person = Person(make_office(ledger=ledger)).ready()
    other = Person(person.office, surname="Pelham")
    hold_same_person(
        person.office, HALE, person.id, other.id, basis="same face", source=statement("Hale")
    )
    person.citizen()
    person.authorise()
    ledger.before_next = person.confirm
    other.citizen()
    release = person.record.release
    assert release
    assert release.issued
    assert release.cancelled


def test_two_people_find_that_two_records_are_two_people() -> None:
    """What holds the one record then holds the other no more."""
    person, other = linked()
    other.remand("09ZZ0000926")
    basis, source = "fingerprints", statement("Hale")
    with pytest.raises(ActRefused) as refused:
        find_different_people(person.office, HALE, person.id, other.id, basis=basis, source=source)
    assert refused.value.code == "SAME_PERSON"
    assert stopped_by(person) >= {"G02"}
    find_different_people(person.office, AMADI, person.id, other.id, basis=basis, source=source)
    person.authorise()


def matched() -> tuple[Person, Person]:
    """Two records that the matcher alone holds to be one person."""
    person = Person().ready()
    other = Person(person.office, surname="Pelham")
    match = Match(record=person.id, other=other.id, basis="both have the same prison number")
    assert len(hold_match(person.office, match)) == 2
    assert hold_match(person.office, match) == ()
    person.citizen()
    other.remand("09ZZ0000926")
    return person, other


def test_what_the_matcher_holds_one_person_parts_with_a_paper_and_no_word() -> None:
    """What holds somebody is not taken back by one person's word, whoever put it there."""
    person, other = matched()
    assert stopped_by(person) >= {"G02"}

    def part(source: Source) -> None:
        find_different_people(
            person.office, AMADI, person.id, other.id, basis="fingerprints", source=source
        )

    for source in (statement("Amadi"), document("ab" * 32)):
        with pytest.raises(ActRefused) as refused:
            part(source)
        assert refused.value.field == "source"
    assert stopped_by(person) >= {"G02"}
    part(paper(person.office, "fingerprint bureau's answer"))
    person.authorise()


def test_nobody_parts_beforehand_by_word_what_the_matcher_would_hold() -> None:
    person = Person()
    other = Person(person.office, surname="Pelham")
    with pytest.raises(ActRefused) as refused:
        find_different_people(
            person.office, AMADI, person.id, other.id, basis="seen both", source=statement("Amadi")
        )
    assert refused.value.code == "NEEDS_PAPER"


def test_once_a_person_holds_them_too_another_person_parts_them() -> None:
    person, other = matched()
    office, basis, source = person.office, "same face", statement("Hale")
    hold_same_person(office, HALE, person.id, other.id, basis=basis, source=source)
    with pytest.raises(ActRefused) as refused:
        find_different_people(office, HALE, other.id, person.id, basis=basis, source=source)
    assert refused.value.code == "SAME_PERSON"
    find_different_people(office, AMADI, other.id, person.id, basis=basis, source=source)
    person.authorise()


def test_after_a_person_parted_them_a_person_alone_links_them_again() -> None:
    person, other = matched()
    find_different_people(
        person.office, AMADI, person.id, other.id, basis="prints", source=paper(person.office)
    )
    match = Match(record=other.id, other=person.id, basis="both have the same PNC")
    assert hold_match(person.office, match) == ()
    hold_same_person(
        person.office, HALE, person.id, other.id, basis="face", source=statement("Hale")
    )
    assert person.record.same_person == (other.id,)


def test_records_of_two_prisons_are_parted_at_either_and_nowhere_else() -> None:
    person, other = matched()
    other.say(f.ReturnRecorded(returned_at=other.clock.now(), how="transfer", prison="DMI"))
    answer = paper(person.office, "fingerprint bureau's answer")
    before = person.office.ledger.head()
    elsewhere = staff("vale.ines", f.Role.HEAD_OF_OMU, prison="ZZI")
    with pytest.raises(ActRefused) as refused:
        find_different_people(
            person.office, elsewhere, person.id, other.id, basis="prints", source=answer
        )
    assert refused.value.code == "NO_ROLE"
    assert person.office.ledger.head() == before
    there = staff("orme.liv", f.Role.HEAD_OF_OMU, prison="DMI")
    find_different_people(person.office, there, person.id, other.id, basis="prints", source=answer)
    assert person.record.same_person == other.record.same_person == ()


def test_a_damaged_record_is_linked_to_nobody() -> None:
    ledger = Unreadable(salts())
    person = Person(make_office(ledger=ledger)).ready()
    other = Person(person.office, surname="Pelham")
    ledger.stream_of = CUSTODY + other.id
    match = Match(record=person.id, other=other.id, basis="both have the same PNC")
    with pytest.raises(ValueError, match="damaged"):
        hold_match(person.office, match)
    assert person.record.same_person == ()


class Unreadable(MemoryLedger):
    """A ledger one of whose streams cannot be read."""

    stream_of = ""

    def stream(self, stream: str) -> tuple[Entry, ...]:
        if stream == self.stream_of:
            raise ValueError("the stream is damaged")
        return super().stream(stream)


def leave_on_paper(person: Person) -> None:
    record_exit_on_paper(
        person.office,
        AMADI,
        person.id,
        exit_type=f.ExitType.COMMUNITY,
        exited_at=person.clock.now(),
        place="gate",
        source=statement("gate book"),
    )


def test_whoever_left_on_one_record_does_not_leave_on_the_other() -> None:
    """The one who stands at the gate now is somebody else."""
    person, other = linked()
    person.clock.pass_by(minutes=1)
    leave_on_paper(other)
    with pytest.raises(ActRefused) as refused:
        person.authorise()
    assert refused.value.code == "ALREADY_OUT"


def test_an_old_record_of_an_earlier_stay_stops_nobody() -> None:
    office = make_office()
    earlier = Person(office, surname="Pelham")
    leave_on_paper(earlier)
    earlier.clock.pass_by(days=1)
    person = Person(office).ready()
    hold_same_person(office, HALE, person.id, earlier.id, basis="face", source=statement("Hale"))
    person.citizen()
    person.authorise()


def test_an_item_on_both_records_is_read_and_applied_once() -> None:
    """The matcher files it on each; a person confirms it for one of them."""
    person, other = linked()
    other.say(
        f.CourtMessageLinked(item=ITEM, match=f.MatchKind.PROPOSED, basis="name", case_urns=(URN,))
    )
    assert stopped_by(person) >= {"G04", "G06"}
    whole_item(person, person.record.authorities[0].seq)
    person.authorise()


def test_what_holds_somebody_who_left_on_another_record_says_since_when() -> None:
    person, other = linked()
    leave_on_paper(other)
    with pytest.raises(ActRefused) as refused:
        person.remand("09ZZ0000926")
    assert refused.value.field == "true_from"


class Killed(Exception):
    """The process is gone."""


class DiesAfterOne(MemoryLedger):
    """A ledger whose process is killed after its next append."""

    left: int | None = None

    def append(
        self, writes: Sequence[Write], *, at: datetime, command: str | None = None
    ) -> tuple[Entry, ...]:
        if self.left is not None:
            if self.left == 0:
                raise Killed
            self.left -= 1
        return super().append(writes, at=at, command=command)


def test_a_link_and_its_parting_stand_on_both_records_or_on_none() -> None:
    """One append writes both sides: no death of a process shows one record without the other."""
    ledger = DiesAfterOne(salts())
    person = Person(make_office(ledger=ledger)).ready().with_pass()
    other = Person(person.office, surname="Pelham")
    answer = paper(person.office)
    ledger.left = 1
    hold_same_person(person.office, HALE, person.id, other.id, basis="face", source=answer)
    assert (person.record.same_person, other.record.same_person) == ((other.id,), (person.id,))
    release = person.record.release
    assert release is not None
    assert release.cancelled is not None
    ledger.left = 1
    find_different_people(person.office, AMADI, person.id, other.id, basis="print", source=answer)
    assert person.record.same_person == other.record.same_person == ()


def test_a_link_that_loses_a_race_is_decided_again_on_both() -> None:
    ledger = Interrupted(salts())
    person = Person(make_office(ledger=ledger))
    other = Person(person.office, surname="Pelham")
    answer = paper(person.office)
    ledger.before_next = other.citizen
    hold_same_person(person.office, HALE, person.id, other.id, basis="face", source=answer)
    assert (person.record.same_person, other.record.same_person) == ((other.id,), (person.id,))
    links = [e for e in other.record.entries if isinstance(e.fact, f.SamePersonHeld)]
    assert len(links) == 1


def test_a_third_record_hears_of_a_parting_from_both_sides() -> None:
    first, second, third = chain()
    before = heard(third)
    find_different_people(
        first.office, AMADI, first.id, second.id, basis="prints", source=paper(first.office)
    )
    told = [e.fact for e in third.record.entries if isinstance(e.fact, f.LinkedRecordChanged)]
    assert heard(third) == before + 2
    assert {each.other_record for each in told[-2:]} == {first.id, second.id}
