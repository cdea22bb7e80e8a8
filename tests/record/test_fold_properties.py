"""Properties of the fold over any history of statements, corrections and withdrawals."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gatelodge.record import CustodyRecord, Stated, fold
from gatelodge.record.facts import (
    AddedDaysAwarded,
    AliasRecorded,
    CourtCasesStated,
    EntryWithdrawn,
    Fact,
    IdentityRecorded,
    NationalityStated,
)
from tests.record.stream import MONDAY, RECORD, Stream, ended, moment, remand, sentence

NAMES = st.sampled_from(["AYRES", "BELL", "COLE", "DEAN"])
DAYS = st.integers(-5, 5)
STATEMENTS = st.one_of(
    NAMES.map(lambda n: IdentityRecorded(surname=n, forenames="Ann", born_on=date(1990, 5, 1))),
    NAMES.map(lambda n: AliasRecorded(surname=n, forenames="Ann")),
    NAMES.map(lambda n: NationalityStated(nationality=n)),
    NAMES.map(remand),
    st.integers(1, 24).map(lambda months: sentence(months=months)),
    st.integers(1, 40).map(
        lambda days: AddedDaysAwarded(days=days, awarded_on=date(2026, 8, 1), adjudication="7")
    ),
    DAYS.map(
        lambda days: CourtCasesStated(
            asked_of="listing", answered_by="an officer", asked_at=moment(days), cases=()
        )
    ),
)


@st.composite
def streams(draw: st.DrawFn) -> Stream:
    """Any history: statements, ends, corrections and withdrawals of anything before."""
    stream = Stream()
    for _ in range(draw(st.integers(0, 12))):
        numbers = [entry.seq for entry in stream.entries]
        true_from = draw(st.none() | DAYS.map(moment))
        at = stream.at + timedelta(hours=draw(st.integers(0, 40)))
        act = draw(st.sampled_from(["say", "say", "end", "correct", "withdraw"]))
        if act == "say" or not numbers:
            stream.say(draw(STATEMENTS), true_from=true_from, at=at)
        elif act == "end":
            stream.say(ended(draw(st.sampled_from(numbers))), true_from=true_from, at=at)
        elif act == "correct":
            target = draw(st.sampled_from(numbers))
            stream.say(draw(STATEMENTS), true_from=true_from, corrects=target, at=at)
        else:
            target = draw(st.sampled_from(numbers))
            stream.say(EntryWithdrawn(entry=target, why="a mistake"), at=at)
    return stream


def state(record: CustodyRecord) -> Any:
    """What a record says, without its history."""
    return replace(record, version=0, entries=())


def facts_of(record: CustodyRecord) -> dict[str, Any]:
    """What a record says, without the numbers of the entries that say it."""

    def bare(value: Any) -> Any:
        if isinstance(value, Stated):
            return (value.true_from, value.fact)
        if isinstance(value, tuple):
            return tuple(bare(each) for each in value)
        if hasattr(value, "began"):
            return (bare(value.began), bare(value.ends))
        return value

    whole = state(record)
    return {name: bare(getattr(whole, name)) for name in whole.__struct_fields__}


@given(streams(), st.integers(-1, 500))
def test_what_was_known_is_the_fold_of_what_was_recorded_by_then(
    stream: Stream, hours: int
) -> None:
    at = MONDAY + timedelta(hours=hours)
    prefix = [e for e in stream.entries if e.envelope.recorded_at <= at]
    assert stream.fold(known_at=at) == fold(RECORD, prefix)


@given(streams())
def test_no_limit_of_time_is_a_limit_far_ahead(stream: Stream) -> None:
    far = moment(10_000)
    assert stream.fold(known_at=far, effective_at=far) == stream.fold()


@given(streams())
def test_a_record_never_says_what_nobody_ever_recorded(stream: Stream) -> None:
    recorded = {entry.seq: entry.fact for entry in stream.entries}
    record = stream.fold()
    statements: list[Stated[Any]] = [*record.aliases, *record.nationalities, *record.adjustments]
    for said in statements:
        assert recorded[said.entry.seq] == said.fact
        assert said.seq <= said.entry.seq


@given(streams(), st.data())
def test_withdrawing_an_entry_leaves_what_the_others_say(
    stream: Stream, data: st.DataObject
) -> None:
    """A withdrawn last entry is as if it had never come, whatever it was."""
    before = state(stream.fold())
    fact = data.draw(STATEMENTS)
    numbers: list[int | None] = [None, *(e.seq for e in stream.entries)]
    corrects = data.draw(st.sampled_from(numbers))
    seq = stream.say(fact, true_from=data.draw(st.none() | DAYS.map(moment)), corrects=corrects)
    stream.say(EntryWithdrawn(entry=seq, why="a mistake"))
    assert state(stream.fold()) == before


@given(streams(), st.data())
def test_withdrawing_a_withdrawal_restores_everything(stream: Stream, data: st.DataObject) -> None:
    if not stream.entries:
        return
    before = state(stream.fold())
    target = data.draw(st.sampled_from([e.seq for e in stream.entries]))
    withdrawal = stream.say(EntryWithdrawn(entry=target, why="a mistake"))
    stream.say(EntryWithdrawn(entry=withdrawal, why="it was right after all"))
    assert state(stream.fold()) == before


@given(streams(), st.data())
def test_a_correction_that_says_the_same_changes_no_fact(
    stream: Stream, data: st.DataObject
) -> None:
    """Neither when it was so nor, for an authority, its name."""
    record = stream.fold()
    live: list[Stated[Any]] = [
        *(a.began for a in record.authorities),
        *record.aliases,
        *record.adjustments,
    ]
    if not live:
        return
    said = data.draw(st.sampled_from(live))
    stream.say(said.fact, corrects=said.entry.seq)
    after = stream.fold()
    assert facts_of(after) == facts_of(record)
    assert [a.seq for a in after.authorities] == [a.seq for a in record.authorities]


@given(
    st.lists(st.tuples(STATEMENTS, st.integers(-500, 500)), max_size=8, unique_by=lambda e: e[1]),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_makes_no_difference(
    statements: list[tuple[Fact, int]], chance: Any
) -> None:
    """Papers come in any order; what was so follows from the moments that they state."""
    shuffled = list(statements)
    chance.shuffle(shuffled)
    told: list[dict[str, Any]] = []
    for order in (statements, shuffled):
        stream = Stream()
        for fact, hours in order:
            stream.say(fact, true_from=MONDAY + timedelta(hours=hours))
        told.append(facts_of(stream.fold()))
    assert told[0] == told[1]


@given(streams(), DAYS)
def test_nothing_that_was_so_only_later_is_in_the_state(stream: Stream, days: int) -> None:
    at: datetime = moment(days)
    record = stream.fold(effective_at=at)
    said: list[Stated[Any]] = [*record.aliases, *record.nationalities, *record.adjustments]
    said += [a.began for a in record.authorities]
    said += [end for a in record.authorities for end in a.ends]
    assert all(each.true_from <= at for each in said)


@given(streams())
def test_an_authority_once_ended_is_in_force_before_its_end(stream: Stream) -> None:
    for authority in stream.fold().authorities:
        if authority.ended and authority.began.true_from < authority.ended.true_from:
            before = authority.ended.true_from - timedelta(microseconds=1)
            held = {a.seq for a in stream.fold(effective_at=before).authorities}
            assert authority.seq in held
