"""One contract for every ledger: in memory, on SQLite, on PostgreSQL."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections, transaction

from gatelodge.record import (
    Draft,
    Entry,
    Ledger,
    MemoryLedger,
    Source,
    StreamMoved,
    Write,
    document,
    statement,
)
from gatelodge.record.entry import NO_PREVIOUS, encode_envelope, entry_hash
from gatelodge.record.facts import AliasRecorded, EntryWithdrawn, Fact
from gatelodge.store.ledger import DjangoLedger
from tests.offices import salts

AT = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
PERSON = "custody/" + "a" * 32
OTHER = "custody/" + "b" * 32
WORKERS = 8


def draft(name: str = "SMITH", *, corrects: int | None = None, fact: Fact | None = None) -> Draft:
    return Draft(
        fact=fact or AliasRecorded(surname=name, forenames="Ann"),
        by="amy",
        reason="reception",
        source=statement("Amy Poole"),
        corrects=corrects,
    )


def write(*names: str, stream: str = PERSON, expected: int | None = None) -> Write:
    return Write(stream=stream, drafts=tuple(map(draft, names)), expected_version=expected)


def surnames(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.fact.surname for entry in entries if isinstance(entry.fact, AliasRecorded)]


@pytest.fixture(
    params=["memory", pytest.param("database", marks=pytest.mark.django_db(transaction=True))]
)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return MemoryLedger(salts()) if request.param == "memory" else DjangoLedger()


def test_an_entry_comes_back_as_it_was_recorded(ledger: Ledger) -> None:
    source: Source = document("c" * 64, page=2, field="name")
    said = Draft(
        fact=AliasRecorded(surname="O'NEIL", forenames="Zoë", born_on=date(1990, 2, 28)),
        by="amy",
        reason="reception",
        source=source,
        true_from=datetime(2026, 9, 1, 23, 30, tzinfo=UTC),
    )
    (recorded,) = ledger.append([Write(stream=PERSON, drafts=(said,))], at=AT)
    assert recorded.fact == said.fact
    assert recorded.envelope.source == source
    assert (recorded.seq, recorded.envelope.stream_version) == (1, 1)
    assert (recorded.envelope.recorded_at, recorded.envelope.true_from) == (AT, said.true_from)
    assert ledger.entry(1) == recorded
    assert ledger.stream(PERSON) == (recorded,)
    assert ledger.after(0) == (recorded,)


def test_an_empty_ledger_has_nothing(ledger: Ledger) -> None:
    assert ledger.head() == 0
    assert ledger.stream(PERSON) == ()
    assert ledger.entry(1) is None
    assert ledger.entry(0) is None
    assert ledger.after(0) == ()
    assert list(ledger.streams("")) == []


def test_without_its_own_moment_a_fact_was_so_when_it_was_recorded(ledger: Ledger) -> None:
    (recorded,) = ledger.append([write("SMITH")], at=AT)
    assert recorded.envelope.true_from == AT


def test_numbers_run_on_over_all_streams_and_chains_stay_apart(ledger: Ledger) -> None:
    ledger.append([write("A"), write("B", stream=OTHER), write("C")], at=AT)
    ledger.append([write("D", stream=OTHER)], at=AT)
    everything = ledger.after(0)
    assert [e.seq for e in everything] == [1, 2, 3, 4]
    assert surnames(ledger.stream(PERSON)) == ["A", "C"]
    assert surnames(ledger.stream(OTHER)) == ["B", "D"]
    for stream in (PERSON, OTHER):
        first, second = ledger.stream(stream)
        assert first.envelope.previous_hash == NO_PREVIOUS
        assert second.envelope.previous_hash == first.hash
        assert second.hash == entry_hash(encode_envelope(second.envelope))
        assert (first.envelope.stream_version, second.envelope.stream_version) == (1, 2)
    assert ledger.head() == 4


def test_a_follower_reads_on_from_its_last_number(ledger: Ledger) -> None:
    ledger.append([write("A", "B", "C", "D")], at=AT)
    assert surnames(ledger.after(1, limit=2)) == ["B", "C"]
    assert surnames(ledger.after(3)) == ["D"]
    assert ledger.after(4) == ()


def test_streams_are_named_in_the_order_of_their_first_entry(ledger: Ledger) -> None:
    for stream in (OTHER, "staff/amy", PERSON, "Custody/odd", OTHER):
        ledger.append([write("A", stream=stream)], at=AT)
    assert list(ledger.streams("custody/")) == [OTHER, PERSON]
    assert list(ledger.streams("staff/")) == ["staff/amy"]
    assert list(ledger.streams("custody_")) == []


def test_the_same_fact_twice_has_two_digests(ledger: Ledger) -> None:
    first, second = ledger.append([write("SMITH", "SMITH")], at=AT)
    assert first.envelope.body_digest != second.envelope.body_digest


def test_a_writer_who_has_not_seen_the_newest_is_told_what_it_is(ledger: Ledger) -> None:
    ledger.append([write("A", expected=0)], at=AT)
    ledger.append([write("B", "C", expected=1)], at=AT)
    with pytest.raises(StreamMoved) as moved:
        ledger.append([write("D", expected=1)], at=AT)
    assert moved.value.stream == PERSON
    assert surnames(moved.value.newer) == ["B", "C"]
    assert surnames(ledger.stream(PERSON)) == ["A", "B", "C"]


def test_when_one_stream_moved_nothing_of_the_act_is_written(ledger: Ledger) -> None:
    ledger.append([write("A", stream=OTHER)], at=AT)
    with pytest.raises(StreamMoved):
        ledger.append([write("B"), write("C", stream=OTHER, expected=0)], at=AT, command="c1")
    assert ledger.head() == 1
    assert ledger.stream(PERSON) == ()
    assert surnames(ledger.append([write("B")], at=AT, command="c1")) == ["B"]


def test_a_repeated_command_writes_nothing_and_gives_the_first_answer(ledger: Ledger) -> None:
    first = ledger.append([write("A"), write("B", stream=OTHER)], at=AT, command="c1")
    ledger.append([write("C")], at=AT)
    again = ledger.append([write("A", expected=0)], at=AT + timedelta(hours=1), command="c1")
    assert again == first
    assert ledger.head() == 3
    assert ledger.append([], at=AT, command="nothing to say") == ()
    assert ledger.append([write("D")], at=AT, command="nothing to say") == ()


def test_a_command_that_came_is_known_with_its_answer(ledger: Ledger) -> None:
    assert ledger.answer_to("c1") is None
    first = ledger.append([write("A", "B")], at=AT, command="c1")
    ledger.append([write("C")], at=AT, command="c2")
    assert ledger.answer_to("c1") == first
    with pytest.raises(StreamMoved):
        ledger.append([write("D", expected=1)], at=AT, command="c3")
    assert ledger.answer_to("c3") is None
    assert ledger.append([], at=AT, command="c4") == ()
    assert ledger.answer_to("c4") == ()


def test_a_clock_that_runs_back_gives_the_last_instant_again(ledger: Ledger) -> None:
    ledger.append([write("A")], at=AT)
    (late,) = ledger.append([write("B", stream=OTHER)], at=AT - timedelta(seconds=5))
    assert late.envelope.recorded_at == AT
    (later,) = ledger.append([write("C")], at=AT + timedelta(seconds=5))
    assert later.envelope.recorded_at == AT + timedelta(seconds=5)


@pytest.mark.parametrize("is_first", [True, False])
def test_an_instant_without_a_time_zone_is_refused(ledger: Ledger, *, is_first: bool) -> None:
    if not is_first:
        ledger.append([write("A")], at=AT)
    before = ledger.head()
    with pytest.raises(ValueError, match="time zone"):
        ledger.append([write("B")], at=AT.replace(tzinfo=None))
    assert ledger.head() == before


def test_a_draft_that_cannot_be_sealed_leaves_no_trace_of_the_others(ledger: Ledger) -> None:
    naive = Draft(
        fact=EntryWithdrawn(entry=1, why="entered for another person"),
        by="amy",
        reason="mistake",
        source=statement("Amy Poole"),
        true_from=AT.replace(tzinfo=None),
    )
    with pytest.raises(ValueError, match="time zone"):
        ledger.append([write("A"), Write(stream=PERSON, drafts=(naive,))], at=AT, command="c1")
    assert ledger.head() == 0
    assert surnames(ledger.append([write("A")], at=AT, command="c1")) == ["A"]


def at_once(work: Callable[[int], None]) -> None:
    """Run the work in eight threads that start together; raise what any of them raised."""
    start = threading.Barrier(WORKERS)
    faults: list[BaseException] = []

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except BaseException as fault:  # noqa: BLE001 - shown by the test's own thread
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


@pytest.mark.parametrize("rounds", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_eight_writers_on_one_stream_lose_nothing(ledger: Ledger, rounds: int) -> None:
    def work(number: int) -> None:
        for turn in range(rounds):
            name = f"{number}-{turn}"
            while True:
                seen = len(ledger.stream(PERSON))
                try:
                    ledger.append([write(name, expected=seen)], at=AT)
                except StreamMoved:
                    continue
                break

    at_once(work)
    entries = ledger.stream(PERSON)
    assert sorted(surnames(entries)) == sorted(
        f"{number}-{turn}" for number in range(WORKERS) for turn in range(rounds)
    )
    assert [e.envelope.stream_version for e in entries] == list(range(1, WORKERS * rounds + 1))
    everything = ledger.after(0, limit=WORKERS * rounds + 1)
    assert [e.seq for e in everything] == list(range(1, WORKERS * rounds + 1))


def test_of_eight_who_decided_on_the_same_version_one_is_heard(ledger: Ledger) -> None:
    won: list[int] = []
    lost: list[int] = []

    def work(number: int) -> None:
        try:
            ledger.append([write(str(number), expected=0)], at=AT)
        except StreamMoved:
            lost.append(number)
        else:
            won.append(number)

    at_once(work)
    assert (len(won), len(lost)) == (1, WORKERS - 1)
    assert surnames(ledger.stream(PERSON)) == [str(won[0])]


def test_one_command_sent_eight_times_at_once_is_done_once(ledger: Ledger) -> None:
    answers: list[tuple[Entry, ...]] = []

    def work(number: int) -> None:
        answers.append(ledger.append([write(str(number), "x")], at=AT, command="c1"))

    at_once(work)
    assert ledger.head() == 2
    assert answers == [ledger.stream(PERSON)] * WORKERS


def test_a_follower_never_misses_a_number_while_others_write(ledger: Ledger) -> None:
    rounds = 15
    total = (WORKERS - 1) * rounds
    seen: list[int] = []

    def work(number: int) -> None:
        if number:
            for turn in range(rounds):
                stream = f"custody/{number % 3}"
                ledger.append([write(f"{number}-{turn}", stream=stream)], at=AT)
            return
        while len(seen) < total:
            seen.extend(e.seq for e in ledger.after(seen[-1] if seen else 0, limit=7))

    at_once(work)
    assert seen == list(range(1, total + 1))


@pytest.mark.django_db(transaction=True)
def test_an_append_falls_with_the_transaction_around_it() -> None:
    ledger = DjangoLedger()

    class CallerFailed(Exception):
        pass

    @transaction.atomic
    def act() -> None:
        ledger.append([write("A")], at=AT, command="c1")
        raise CallerFailed

    with pytest.raises(CallerFailed):
        act()
    assert ledger.head() == 0
    assert surnames(ledger.append([write("B")], at=AT, command="c1")) == ["B"]


@pytest.mark.django_db(transaction=True)
def test_a_caller_may_go_on_after_a_lost_race_inside_its_transaction() -> None:
    ledger = DjangoLedger()
    ledger.append([write("A")], at=AT)
    with transaction.atomic():
        with pytest.raises(StreamMoved):
            ledger.append([write("B", expected=0)], at=AT)
        ledger.append([write("B", expected=1)], at=AT)
    assert surnames(ledger.stream(PERSON)) == ["A", "B"]
