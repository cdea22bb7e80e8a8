"""One duty a person, kept by the ledger itself: in memory, on SQLite, on PostgreSQL."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from gatelodge.record import ActApart, DoneByOnePerson, Ledger, MemoryLedger, Write
from gatelodge.store.ledger import DjangoLedger
from gatelodge.store.models import ActApart as Row
from tests.offices import salts
from tests.store.test_ledger import AT, OTHER, PERSON, at_once, draft

SCOPE = "custody 1 exit"


@pytest.fixture(
    params=["memory", pytest.param("database", marks=pytest.mark.django_db(transaction=True))]
)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return MemoryLedger(salts()) if request.param == "memory" else DjangoLedger()


def does(duty: str, by: str = "amy", *, stream: str = PERSON, scope: str = SCOPE) -> Write:
    apart = ActApart(scope=scope, account=by, duty=duty)
    return Write(stream=stream, drafts=(draft(),), apart=(apart,))


def test_a_second_duty_is_refused_and_nothing_of_the_act_is_written(ledger: Ledger) -> None:
    ledger.append([does("authorisation")], at=AT)
    with pytest.raises(DoneByOnePerson) as refused:
        ledger.append([does("dates", "bob"), does("confirmation")], at=AT, command="c1")
    assert (refused.value.earlier, ledger.head()) == ("authorisation", 1)
    assert ledger.answer_to("c1") is None
    ledger.append([does("confirmation", "bob")], at=AT)


def test_the_same_duty_may_be_done_again(ledger: Ledger) -> None:
    for _ in range(3):
        ledger.append([does("authorisation")], at=AT)
    assert ledger.head() == 3


def test_another_record_and_another_scope_know_nothing_of_it(ledger: Ledger) -> None:
    ledger.append([does("authorisation")], at=AT)
    ledger.append([does("confirmation", stream=OTHER)], at=AT)
    ledger.append([does("confirmation", scope="plan 4")], at=AT)
    assert ledger.head() == 3


def test_two_duties_of_one_person_in_one_write_are_refused(ledger: Ledger) -> None:
    both = does("authorisation")
    with pytest.raises(DoneByOnePerson):
        ledger.append([both, does("confirmation")], at=AT)
    assert ledger.head() == 0


@pytest.mark.parametrize("rounds", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_of_two_duties_at_the_same_moment_one_is_kept(ledger: Ledger, rounds: int) -> None:
    """Eight threads, one person, no version expected: the ledger alone decides."""
    done: list[tuple[int, str]] = []
    lock = threading.Lock()

    def work(number: int) -> None:
        duty = ("authorisation", "confirmation")[number % 2]
        for turn in range(rounds):
            try:
                ledger.append([does(duty, scope=f"plan {turn}")], at=AT)
            except DoneByOnePerson:
                continue
            with lock:
                done.append((turn, duty))

    at_once(work)
    assert len(set(done)) == rounds
    assert len({turn for turn, _ in done}) == rounds


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_second_duty_from_whoever_comes_past_the_ledger() -> None:
    DjangoLedger().append([does("authorisation")], at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Row.objects.create(stream=PERSON, scope=SCOPE, account="amy", duty="confirmation")
    if connection.vendor == "sqlite":
        replacing = (
            "INSERT OR REPLACE INTO store_actapart (stream, scope, account, duty) VALUES (?,?,?,?)"
        )
        with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only"):
            cursor.execute(replacing.replace("?", "%s"), [PERSON, SCOPE, "amy", "confirmation"])
    assert list(Row.objects.values_list("account", "duty")) == [("amy", "authorisation")]
