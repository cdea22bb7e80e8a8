"""Authorise, confirm, correct, cancel, exit at the same moment: in threads and in processes.

Whatever comes first, the ledger tells one story in which no rule was broken.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import combinations

import pytest
from django.core.management import call_command
from django.db import connections
from msgspec.structs import replace

from gatelodge.casework.office import Office
from gatelodge.casework.reception import hold_same_person
from gatelodge.record import CustodyRecord, statement
from gatelodge.store.ledger import DjangoLedger
from tests.gate.prison import HALE, Person
from tests.offices import make_office
from tests.store.clerk import ACTS, UNA, do, own_office
from tests.store.test_kill import address

ROUNDS = [10, pytest.param(200, marks=pytest.mark.soak)]
MIXED = [
    *combinations(ACTS, 3),
    *(("confirm", "confirm too"), ("authorise", "authorise too"), ("exit", "exit", "exit")),
]
"""Which acts meet. Some are refused at once for what was not done yet: then the others race."""


def someone(number: int) -> Person:
    """At one of three moments of a release: ready; authorised; with a pass that was scanned GO.

    Alone on record: else each round's person would be compared with those of all rounds before.
    """
    call_command("flush", verbosity=0, interactive=False)
    ids = (f"{number:016x}{place:016x}" for place in range(1, 1000))
    person = Person(replace(make_office(ledger=DjangoLedger()), new_ids=ids)).ready()
    if number % 3:
        person.authorise()
    if number % 3 == 2:
        person.confirm()
        person.final_check()
        assert person.scan().is_go
    return person


def at_once(acts: Sequence[Callable[[], str]]) -> list[str]:
    together = threading.Barrier(len(acts))
    answers = [""] * len(acts)

    def run(place: int) -> None:
        try:
            together.wait()
            answers[place] = acts[place]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert all(answers), answers
    return answers


def tells_one_story(record: CustodyRecord) -> None:
    """No rule broken, by the order in which the entries stand."""
    entries = record.entries
    kinds = [each.envelope.kind for each in entries]
    live = [each for each in record.releases if each.issued is not None and each.is_open]
    assert len(live) <= 1
    assert kinds.count("exit_recorded") <= 1
    for release in record.releases:
        if release.issued is None:
            continue
        assert release.confirmed is not None
        assert release.confirmed.by != release.authorised.by
        after = kinds[kinds.index("pass_issued") :]
        if "remand_ordered" in after:
            later = after[after.index("remand_ordered") :]
            assert "exit_recorded" not in later
            assert "exit_recorded" in after or release.cancelled is not None
    exits = {"pass_cancelled", "exit_recorded"} & set(kinds)
    assert len(exits) <= 1 or kinds.index("pass_cancelled") > kinds.index("exit_recorded")
    acts = [
        (each.envelope.by, each.envelope.kind)
        for each in entries
        if each.envelope.kind in ("release_authorised", "release_confirmed")
    ]
    assert len({kind for by, kind in acts if by == UNA.account}) <= 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", ROUNDS)
def test_acts_of_several_threads_at_once(rounds: int) -> None:
    for number in range(rounds):
        person = someone(number)
        seen, at = person.version, person.clock.now()
        acts = MIXED[number * 7 % len(MIXED)]
        offices = [own_office(DjangoLedger(), at, number * 10 + k) for k in range(len(acts))]
        at_once(
            [
                partial(do, office, act, person.id, seen)
                for office, act in zip(offices, acts, strict=True)
            ]
        )
        tells_one_story(person.record)


@contextmanager
def clerks(count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes of their own, ready to act."""
    environment = os.environ | {"DATABASE_URL": address(), "GATELODGE_MODE": "demo"}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.clerk", str(number + 1)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        for number in range(count)
    ]
    try:
        for each in started:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        yield started
    finally:
        for each in started:
            assert each.stdin is not None
            each.stdin.close()
            each.wait()
            assert each.stdout is not None
            each.stdout.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", ROUNDS)
def test_acts_of_several_processes_at_once(rounds: int) -> None:
    with clerks(3) as processes:
        for number in range(rounds):
            person = someone(number)
            seen, at = person.version, person.clock.now().isoformat()
            acts = MIXED[number * 5 % len(MIXED)]
            for each, act in zip(processes, acts, strict=False):
                assert each.stdin is not None
                each.stdin.write(f"{person.id}|{act}|{seen}|{at}\n")
                each.stdin.flush()
            answers = [
                each.stdout.readline()
                for each, _ in zip(processes, acts, strict=False)
                if each.stdout is not None
            ]
            assert all(answers)
            tells_one_story(person.record)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", ROUNDS)
def test_one_person_in_two_roles_does_one_of_two_acts_at_once(rounds: int) -> None:
    """She confirms what another authorised, or authorises again after something new; never both."""
    for number in range(rounds):
        person = someone(3 * number)
        person.authorise()
        seen, at = person.version, person.clock.now()
        first = own_office(DjangoLedger(), at, 10 * number + 1)
        second = own_office(DjangoLedger(), at, 10 * number + 2)
        at_once(
            [
                partial(do, first, "confirm too", person.id, seen),
                partial(_renewed_by_una, second, person.id, seen),
            ]
        )
        tells_one_story(person.record)


def _renewed_by_una(office: Office, record_id: str, seen: int) -> str:
    do(office, "correct", record_id, seen)
    return do(office, "authorise too", record_id, seen + 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_linked_records_never_have_two_live_passes(rounds: int) -> None:
    """The same person on two records, both authorised, both confirmed at the same moment."""
    for number in range(rounds):
        one = someone(6 * number)
        other = Person(one.office, surname="Quarshie").ready()
        hold_same_person(
            one.office, HALE, one.id, other.id, basis="one face", source=statement("Hale")
        )
        offices = [own_office(DjangoLedger(), one.clock.now(), 100 * number + k) for k in (1, 2)]
        offices = [replace(each, documents=one.office.documents) for each in offices]
        pairs = list(zip((one, other), offices, strict=True))
        for person, office in pairs:
            do(office, "authorise", person.id, person.version)
        at_once(
            [partial(do, office, "confirm", person.id, person.version) for person, office in pairs]
        )
        live = [
            release
            for person in (one, other)
            for release in person.record.releases
            if release.issued is not None and release.is_open
        ]
        assert len(live) <= 1
