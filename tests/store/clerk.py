"""Acts of a release that several do at once: in threads, and in this process beside others.

`python -m tests.store.clerk NUMBER` waits for lines of record, act, version seen and instant, does
each at once and answers "done" or the code of the refusal.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from itertools import count

from msgspec.structs import replace

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.exits import authorise_exit, confirm_exit
from gatelodge.casework.gate_desk import cancel_pass, record_exit
from gatelodge.casework.office import ActRefused, Office, load
from gatelodge.record import Ledger
from gatelodge.record import facts as f
from gatelodge.store import set_up_django
from tests.gate.prison import AMADI, COURT, HALE, LISTER, NOAKES, paper, staff
from tests.offices import make_office

UNA = staff("marsh.una", f.Role.HEAD_OF_OMU, f.Role.DUTY_GOVERNOR)
"""Who has two roles: of authorising and confirming she may do one."""
Act = Callable[[Office, str, int], object]


def _authorise(office: Office, record_id: str, seen: int) -> object:
    community = f.ExitType.COMMUNITY
    return authorise_exit(office, HALE, record_id, exit_type=community, seen_version=seen)


def _authorise_too(office: Office, record_id: str, seen: int) -> object:
    community = f.ExitType.COMMUNITY
    return authorise_exit(office, UNA, record_id, exit_type=community, seen_version=seen)


def _confirm(office: Office, record_id: str, seen: int) -> object:
    return confirm_exit(office, LISTER, record_id, seen_version=seen)


def _confirm_too(office: Office, record_id: str, seen: int) -> object:
    return confirm_exit(office, UNA, record_id, seen_version=seen)


def _correct(office: Office, record_id: str, _seen: int) -> object:
    """A remand becomes known: nobody leaves after it."""
    remand = f.RemandOrdered(court=COURT, case_urn="09ZZ0000926", next_hearing_on=None)
    return state_fact(office, AMADI, record_id, remand, source=paper(office, "order"))


def _cancel(office: Office, record_id: str, _seen: int) -> object:
    return cancel_pass(office, HALE, record_id, why="a doubt")


def _exit(office: Office, record_id: str, _seen: int) -> object:
    release = load(office, record_id).release
    pass_id = release.issued.fact.pass_id if release and release.issued else "none"
    return record_exit(office, NOAKES, record_id, pass_id=pass_id, terminal="gate 1")


ACTS: dict[str, Act] = {
    "authorise": _authorise,
    "authorise too": _authorise_too,
    "confirm": _confirm,
    "confirm too": _confirm_too,
    "correct": _correct,
    "cancel": _cancel,
    "exit": _exit,
}


def own_office(ledger: Ledger, at: datetime, number: int) -> Office:
    """The office of another process: the same ledger, identifiers of its own."""
    ids = (f"{number:08x}{place:024x}" for place in count(1))
    in_tables = import_module("gatelodge.store.people").PeopleInTables(
        import_module("gatelodge.store.projections").catch_up
    )
    return replace(make_office(ledger=ledger, at=at), new_ids=ids, people=in_tables)


def do(office: Office, act: str, record_id: str, seen: int) -> str:
    """Do an act; gives "done", or the code of its refusal."""
    try:
        ACTS[act](office, record_id, seen)
    except ActRefused as refused:
        return refused.code
    return "done"


def main() -> None:
    """Answer line by line until there are no more."""
    set_up_django()
    ledger: Ledger = import_module("gatelodge.store.ledger").DjangoLedger()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for turn, line in enumerate(sys.stdin):
        record_id, act, seen, at = line.rstrip("\n").split("|")
        number = int(sys.argv[1]) * 1_000_000 + turn
        office = own_office(ledger, datetime.fromisoformat(at), number)
        sys.stdout.write(do(office, act, record_id, int(seen)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
