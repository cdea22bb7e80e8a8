"""Who may be received: once under one number, at a prison that there is, and born already."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.leaving import record_exit_on_paper, record_return
from gatelodge.casework.office import CUSTODY, ActRefused, Office
from gatelodge.casework.reception import NewPerson, receive_person
from gatelodge.record import facts as f
from gatelodge.record import statement
from tests.casework.test_races import ROUNDS, at_once, own_office
from tests.gate.prison import AMADI, FERNLEA, Person, paper, registered
from tests.offices import make_office

NUMBER = "A7531ZZ"
SOMEBODY = NewPerson(
    prison=FERNLEA,
    prison_number=NUMBER,
    surname="Quill",
    forenames="Tamsin",
    born_on=date(1991, 7, 4),
)


@pytest.fixture
def office() -> Office:
    made = make_office()
    registered(made)
    return made


def receive(office: Office, *, command: str | None = None, **changes: Any) -> str:
    person = msgspec.structs.replace(SOMEBODY, **changes)
    return receive_person(office, AMADI, person, source=paper(office), command=command)


def refused(office: Office, **changes: Any) -> ActRefused:
    before = office.ledger.head()
    with pytest.raises(ActRefused) as found:
        receive(office, **changes)
    assert office.ledger.head() == before
    return found.value


@pytest.mark.parametrize("number", [NUMBER, "a7531zz", " A7531 ZZ "])
def test_one_number_opens_one_record(office: Office, number: str) -> None:
    receive(office)
    found = refused(office, prison_number=number, surname="Ashe")
    assert (found.field, found.code) == ("prison_number", "NUMBER_TAKEN")
    assert "open that record" in found.words


def test_a_number_that_staff_stated_later_is_taken_too(office: Office) -> None:
    person = Person(office)
    other_number = f.IdentifierRecorded(issuer=f.Issuer.PRISON_NUMBER, value=NUMBER)
    seq = person.state(other_number)
    assert refused(office).code == "NUMBER_TAKEN"
    right = f.IdentifierRecorded(issuer=f.Issuer.PRISON_NUMBER, value="A7351ZZ")
    state_fact(office, AMADI, person.id, right, source=paper(office), corrects=seq)
    assert receive(office) != person.id
    assert refused(office, prison_number="A7351ZZ").code == "NUMBER_TAKEN"


def test_the_same_press_again_is_the_same_record(office: Office) -> None:
    first = receive(office, command="press")
    assert receive(office, command="press") == first
    assert refused(office, command="another press").code == "NUMBER_TAKEN"


def test_two_receptions_at_once_under_one_number_open_one_record() -> None:
    for _ in range(ROUNDS):
        office = make_office()
        registered(office)
        one, other = own_office(office, 1), own_office(office, 2)
        results = at_once(lambda one=one: receive(one), lambda other=other: receive(other))
        (second,) = [each for each in results if isinstance(each, Exception)]
        assert isinstance(second, ActRefused)
        assert second.code == "NUMBER_TAKEN"
        assert len(list(office.ledger.streams(CUSTODY))) == 1


def test_no_prison_that_nobody_registered_receives_anybody() -> None:
    found = refused(make_office())
    assert (found.field, found.code) == ("prison", "NO_SUCH_PRISON")


def test_nobody_comes_back_to_a_prison_that_nobody_registered(office: Office) -> None:
    person = Person(office)
    now = office.clock.now()
    source = statement("gate book")
    record_exit_on_paper(
        office,
        AMADI,
        person.id,
        exit_type=f.ExitType.COURT_PRODUCTION,
        exited_at=now,
        place="gate",
        source=source,
    )
    with pytest.raises(ActRefused) as found:
        record_return(
            office, AMADI, person.id, returned_at=now, how="escort", prison="XXI", source=source
        )
    assert found.value.field == "prison"


def test_whoever_is_born_today_in_london_is_born() -> None:
    """In summer London's day begins an hour before UTC's."""
    office = make_office(at=datetime(2026, 7, 3, 23, 30, tzinfo=UTC))
    registered(office)
    assert refused(office, born_on=date(2026, 7, 5)).code == "BORN_LATER"
    assert refused(office, born_on=date(2026, 7, 4)).code == "TOO_YOUNG"


def test_nobody_whom_no_court_could_hold_is_received(office: Office) -> None:
    """Today is 2 September 2026: ten years to the day is the least age of guilt."""
    found = refused(office, born_on=date(2016, 9, 3))
    assert (found.field, found.code) == ("born_on", "TOO_YOUNG")
    assert "the person is 9" in found.words
    receive(office, born_on=date(2016, 9, 2))
