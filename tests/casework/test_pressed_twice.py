"""A button that was pressed twice does its act once, and both presses get the same answer."""

from gatelodge.casework.exits import authorise_exit, confirm_exit
from gatelodge.record import Entry
from gatelodge.record import facts as f
from tests.gate.prison import HALE, LISTER, Person


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
