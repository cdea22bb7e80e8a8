"""A button that was pressed twice does its act once, and both presses get the same answer."""

import pytest

from gatelodge.casework.exits import authorise_exit, confirm_exit
from gatelodge.casework.leaving import ask_return_to_custody
from gatelodge.casework.office import ActRefused
from gatelodge.record import Entry
from gatelodge.record import facts as f
from tests.gate.prison import HALE, LISTER, NOAKES, Person


def test_an_act_of_the_gate_sent_twice_is_done_once() -> None:
    person = Person().ready()
    seen = person.version

    def authorise() -> tuple[Entry, ...]:
        return authorise_exit(
            person.office,
            HALE,
            person.id,
            exit_type=f.ExitType.COMMUNITY,
            seen_version=seen,
            command="press 1",
        )

    assert authorise() == authorise()
    seen = person.version

    def confirm() -> tuple[Entry, ...]:
        return confirm_exit(person.office, LISTER, person.id, seen_version=seen, command="press 2")

    assert confirm() == confirm() == confirm()
    kinds = [type(entry.fact) for entry in person.record.entries]
    assert kinds.count(f.ReleaseAuthorised) == 1
    assert kinds.count(f.ReleaseConfirmed) == 1
    assert kinds.count(f.PassIssued) == 1


def test_an_act_sent_before_about_somebody_else_is_not_taken_for_done() -> None:
    one = Person()
    other = Person(one.office, surname="Pelham")

    def ask(person: Person) -> None:
        ask_return_to_custody(
            person.office,
            NOAKES,
            person.id,
            words="he says it",
            said_by="him",
            terminal="gate 1",
            command="press 1",
        )

    ask(one)
    ask(one)
    with pytest.raises(ActRefused) as refused:
        ask(other)
    assert refused.value.code == "SENT_BEFORE"
    assert other.record.frozen is None


@pytest.mark.parametrize("seen", [-1, 999_999])
def test_nobody_decides_on_a_record_that_nobody_can_have_seen(seen: int) -> None:
    person = Person().ready()
    with pytest.raises(ActRefused) as refused:
        authorise_exit(
            person.office, HALE, person.id, exit_type=f.ExitType.COMMUNITY, seen_version=seen
        )
    assert refused.value.code == "UNSEEN"
