"""Which entries are news to a release that is under way (G36)."""

from typing import Any

import pytest
from msgspec.structs import replace

from gatelodge.record import ends_a_pass
from gatelodge.record.facts import (
    FACT_KINDS,
    AlarmRaised,
    ExitRecorded,
    Fact,
    FinalCheckRun,
    FootageNoted,
    GovernorAttended,
    IdentityConfirmed,
    LicenceSigned,
    Nature,
    PassIssued,
    PassPrinted,
    PassScanned,
    ReleaseConfirmed,
)
from tests.record.sample_facts import sample
from tests.record.stream import Stream, remand

ACTS = {
    *(ReleaseConfirmed, PassIssued, PassPrinted, FinalCheckRun, PassScanned, ExitRecorded),
    *(LicenceSigned, IdentityConfirmed, GovernorAttended, FootageNoted),
}
OWN_DECISIONS = {
    "alarm_ended",
    "alarm_taken",
    "alert",
    "authorisation_redecided",
    "checks_round",
    "evening_confirmed",
    "exit_redecided",
    "near_miss_counted",
    "nightly_lookback_run",
    "pack_made",
    "pass_cancelled",
}
RELEASE = 7


def test_only_these_acts_belong_to_a_release() -> None:
    assert {kind for kind in FACT_KINDS if kind.NATURE is Nature.RELEASE_ACT} == ACTS


def test_only_these_are_our_own_decisions() -> None:
    decided = {kind.KIND for kind in FACT_KINDS if kind.NATURE is Nature.OUR_DECISION}
    assert decided == OWN_DECISIONS


@pytest.mark.parametrize("kind", FACT_KINDS, ids=lambda kind: kind.KIND)
def test_every_other_entry_ends_every_pass(kind: type[Fact]) -> None:
    is_news = kind.NATURE is Nature.NEW_EVENT
    fact = sample(kind)
    if isinstance(fact, ReleaseConfirmed | PassIssued | FinalCheckRun):
        fact = replace(fact, authorisation=RELEASE)
    assert ends_a_pass(fact, release=RELEASE) is is_news
    assert ends_a_pass(fact, release=None) is is_news


@pytest.mark.parametrize("kind", [ReleaseConfirmed, PassIssued, FinalCheckRun])
def test_the_acts_of_another_release_end_it(kind: type[Any]) -> None:
    assert ends_a_pass(replace(sample(kind), authorisation=RELEASE + 1), release=RELEASE)


def test_an_exit_without_a_pass_ends_it() -> None:
    on_paper = replace(sample(ExitRecorded), pass_id=None)
    assert ends_a_pass(on_paper, release=RELEASE)
    assert ends_a_pass(on_paper, release=None)


def test_an_erased_entry_ends_it() -> None:
    assert ends_a_pass(None, release=RELEASE)


def test_what_is_new_since_an_entry() -> None:
    stream = Stream()
    stream.say(remand())
    seen = stream.say(replace(sample(PassIssued), authorisation=RELEASE))
    stream.say(sample(PassPrinted))
    stream.say(sample(AlarmRaised))
    assert stream.fold().new_events_after(seen, release=RELEASE) == ()
    new = stream.say(remand("45GD2"))
    assert [e.seq for e in stream.fold().new_events_after(seen, release=RELEASE)] == [new]
    assert [e.seq for e in stream.fold().new_events_after(0, release=None)] == [1, new]
