"""G13: the Home Office's interest. Not known is not no."""

import pytest
from msgspec.structs import replace

from gatelodge.gate.checks import CHECKS
from gatelodge.record import facts as f
from gatelodge.record import statement
from gatelodge.record.facts import Answer, Interest
from tests.gate.prison import Person, finding

G13 = next(each for each in CHECKS if each.name == "G13")


def stated(person: Person, interest: Interest, *, on_paper: bool = True) -> None:
    source = None if on_paper else statement("Home Office, by telephone")
    person.state(f.ImmigrationInterestStated(interest=interest), source=source)


def test_nothing_known_is_not_known() -> None:
    assert Person().finding(G13).reason == "IMMIGRATION_NOT_KNOWN"


def test_evidence_of_citizenship_passes_and_does_not_age() -> None:
    person = Person()
    person.citizen()
    person.clock.pass_by(days=900)
    found = person.finding(G13)
    assert (found.answer, found.reason) == (Answer.PASSED, "IMMIGRATION_CITIZEN")


def test_a_nationality_that_comes_later_reopens_it() -> None:
    person = Person()
    person.citizen()
    person.state(f.NationalityStated(nationality="Ruritanian"))
    found = person.finding(G13)
    assert (found.answer, found.reason) == (Answer.UNKNOWN, "IMMIGRATION_REOPENED")
    person.citizen()
    assert person.finding(G13).answer is Answer.PASSED


def test_another_name_that_comes_later_reopens_it() -> None:
    person = Person()
    stated(person, Interest.NOT_OF_INTEREST)
    assert person.finding(G13).answer is Answer.PASSED
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    assert person.finding(G13).reason == "IMMIGRATION_REOPENED"


def test_never_of_interest_in_writing_passes_and_does_not_age() -> None:
    person = Person()
    stated(person, Interest.NOT_OF_INTEREST)
    person.clock.pass_by(days=30)
    assert person.finding(G13).reason == "IMMIGRATION_NEVER"


def test_no_interest_by_telephone_is_not_enough() -> None:
    person = Person()
    stated(person, Interest.NOT_OF_INTEREST, on_paper=False)
    found = person.finding(G13)
    assert (found.answer, found.reason) == (Answer.UNKNOWN, "IMMIGRATION_NO_PAPER")


@pytest.mark.parametrize("interest", [Interest.STATED, Interest.REMOVAL_PLANNED])
def test_a_stated_interest_stops_an_exit_to_the_community(interest: Interest) -> None:
    person = Person()
    person.citizen()
    stated(person, interest)
    found = person.finding(G13)
    assert (found.answer, found.reason) == (Answer.FAILED, "IMMIGRATION_OPEN")


def test_citizenship_does_not_close_what_was_once_stated() -> None:
    person = Person()
    stated(person, Interest.STATED)
    person.citizen()
    assert person.finding(G13).answer is Answer.FAILED


def test_a_document_closes_it_for_24_hours() -> None:
    person = Person()
    stated(person, Interest.STATED)
    stated(person, Interest.NOT_OF_INTEREST)
    assert person.finding(G13).reason == "IMMIGRATION_CLOSED"
    person.clock.pass_by(hours=24)
    assert person.finding(G13).reason == "TOO_OLD"


def test_bail_in_writing_closes_it() -> None:
    person = Person()
    is91 = person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7"))
    person.end(is91)
    stated(person, Interest.BAILED)
    assert person.finding(G13).reason == "IMMIGRATION_BAILED"


def test_a_doubt_stated_later_than_the_evidence_stands() -> None:
    person = Person()
    person.citizen()
    stated(person, Interest.NOT_KNOWN)
    assert person.finding(G13).answer is Answer.UNKNOWN


def test_an_ended_is91_alone_is_not_known() -> None:
    person = Person()
    person.end(person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7")))
    person.citizen()
    assert person.finding(G13).reason == "IMMIGRATION_NOT_KNOWN"


def test_case_a_an_is91_in_force_goes_with_the_escort_alone() -> None:
    person = Person()
    person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7"))
    found = person.finding(G13)
    assert (found.answer, found.reason) == (Answer.FAILED, "IMMIGRATION_DETAINS")
    escort = f.ExitType.IMMIGRATION_ESCORT
    assert person.finding(G13, exit_type=escort).reason == "IMMIGRATION_GOES_ON"


def test_without_is91_no_escort_takes_anybody() -> None:
    person = Person()
    person.citizen()
    found = person.finding(G13, exit_type=f.ExitType.IMMIGRATION_ESCORT)
    assert (found.answer, found.reason) == (Answer.FAILED, "IMMIGRATION_NO_IS91")


def as_one(person: Person, other: Person) -> f.Finding:
    """What the check finds of a person with another record that is held to be theirs."""
    circumstances = replace(person.circumstances(), same_person=(other.record,))
    return finding(person.record, G13, circumstances)


def test_an_interest_on_a_record_of_the_same_person_is_not_outvoted_by_citizenship_here() -> None:
    """Only a later document of the Home Office closes what it stated, wherever that stands."""
    other = Person(surname="Pelham")
    person = Person(other.office)
    stated(other, Interest.STATED)
    person.citizen()
    assert person.finding(G13).answer is Answer.PASSED
    assert as_one(person, other).reason == "IMMIGRATION_OPEN"
    person.clock.pass_by(hours=1)
    stated(person, Interest.NOT_OF_INTEREST)
    assert as_one(person, other).reason == "IMMIGRATION_CLOSED"


def test_a_deportation_order_on_a_record_of_the_same_person_leaves_it_unknown() -> None:
    other = Person(surname="Pelham")
    person = Person(other.office)
    other.state(f.DeportationOrdered(reference="D/1"))
    person.citizen()
    assert as_one(person, other).reason == "IMMIGRATION_NOT_KNOWN"


def test_evidence_of_citizenship_on_a_record_of_the_same_person_counts_here() -> None:
    person = Person()
    other = Person(person.office, surname="Pelham")
    other.citizen()
    assert as_one(person, other).reason == "IMMIGRATION_CITIZEN"


def test_a_name_on_a_record_of_the_same_person_that_comes_later_reopens_it() -> None:
    person = Person()
    person.citizen()
    other = Person(person.office, surname="Pelham")
    assert as_one(person, other).reason == "IMMIGRATION_REOPENED"
