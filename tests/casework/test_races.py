"""Two people at the same moment: one act counts, the other is shown what changed."""

import threading
from collections.abc import Callable
from itertools import count

import msgspec

from gatelodge.casework.exits import authorise_exit, confirm_exit
from gatelodge.casework.gate_desk import scan_pass
from gatelodge.casework.office import Actor, Office, RecordMovedOn
from gatelodge.record import facts as f
from tests.gate.prison import FERNLEA, HALE, LISTER, NOAKES, Person, staff

UNA = staff("marsh.una", f.Role.HEAD_OF_OMU)
VIK = staff("rao.vik", f.Role.DUTY_GOVERNOR)
ROUNDS = 25


def own_office(office: Office, worker: int) -> Office:
    """Give the office of another process: the same ledger, identifiers of its own."""
    return msgspec.structs.replace(
        office, new_ids=(f"{worker:02x}{number:030x}" for number in count(1))
    )


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all acts at the same moment; gives what each returned or raised."""
    together = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        together.wait()
        try:
            results[place] = act()
        except Exception as raised:  # noqa: BLE001 # what was raised is the result
            results[place] = raised

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return results


def passes(person: Person) -> int:
    return sum(isinstance(each.fact, f.PassIssued) for each in person.record.entries)


def authorising(person: Person, who: Actor, *, worker: int) -> Callable[[], object]:
    office, seen = own_office(person.office, worker), person.version
    return lambda: authorise_exit(
        office, who, person.id, exit_type=f.ExitType.COMMUNITY, seen_version=seen
    )


def confirming(person: Person, who: Actor, *, worker: int) -> Callable[[], object]:
    office, seen = own_office(person.office, worker), person.version
    return lambda: confirm_exit(office, who, person.id, seen_version=seen)


def a_remand_comes_in(person: Person) -> Callable[[], object]:
    return lambda: person.remand("09ZZ0000926")


def the_one_refused(results: list[object]) -> list[str]:
    """Kinds of the entries that the later of two was shown."""
    (moved,) = [each for each in results if isinstance(each, Exception)]
    assert isinstance(moved, RecordMovedOn)
    return [each.envelope.kind for each in moved.newer]


def test_two_authorisers_at_once_make_one_authorisation() -> None:
    for _ in range(ROUNDS):
        person = Person().ready()
        results = at_once(authorising(person, HALE, worker=1), authorising(person, UNA, worker=2))
        assert len(person.record.releases) == 1
        assert the_one_refused(results) == ["release_authorised"]


def test_two_governors_at_once_issue_one_pass() -> None:
    for _ in range(ROUNDS):
        person = Person().ready()
        person.authorise()
        results = at_once(confirming(person, LISTER, worker=1), confirming(person, VIK, worker=2))
        assert passes(person) == 1
        assert the_one_refused(results) == ["release_confirmed", "pass_issued"]


def test_a_fact_and_a_scan_at_once_never_leave_a_live_pass() -> None:
    """Whichever comes first, after the fact the pass is dead."""
    for _ in range(ROUNDS):
        person = Person().ready().with_pass()
        person.final_check()
        results = at_once(a_remand_comes_in(person), scanning(person))
        assert not [each for each in results if isinstance(each, Exception)]
        kinds = [each.envelope.kind for each in person.record.entries]
        assert kinds.count("pass_cancelled") == 1
        assert kinds.index("pass_cancelled") == kinds.index("remand_ordered") + 1
        assert person.scan().cause == "CANCELLED"


def test_a_fact_and_a_confirmation_at_once_never_leave_a_live_pass() -> None:
    for _ in range(ROUNDS):
        person = Person().ready()
        person.authorise()
        at_once(a_remand_comes_in(person), confirming(person, LISTER, worker=1))
        release = person.record.release
        assert release is not None
        assert release.issued is None or release.cancelled is not None


def scanning(person: Person) -> Callable[[], object]:
    office, token = own_office(person.office, 1), person.token
    return lambda: scan_pass(office, NOAKES, token, prison=FERNLEA, terminal="gate 1")
