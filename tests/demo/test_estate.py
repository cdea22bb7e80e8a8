"""The estate: every state that a board can show, on whatever day and at whatever hour it loads."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from itertools import combinations

import msgspec
import pytest

from gatelodge.casework.exits import assess_exit, standing_release
from gatelodge.casework.office import CUSTODY, ITEM, STAFF, Office
from gatelodge.casework.registers import PRISONS as PRISONS_STREAM
from gatelodge.casework.watching import others_around, rules
from gatelodge.demo import estate
from gatelodge.demo.desk import SteppingClock
from gatelodge.demo.staff import PRISONS, staff
from gatelodge.gate import Step, blocking
from gatelodge.intake import basis_of, matches
from gatelodge.record import (
    CustodyRecord,
    Entry,
    InboxItem,
    SourceKind,
    day_in_london,
    fold,
    fold_item,
    fold_staff,
    person_known,
)
from gatelodge.record.facts import AlarmCause, AlarmRaised, ExitType, Role
from gatelodge.watch import decide_again
from tests.offices import make_office

A_PRISON = 66
EMERGENCY = ExitType.EMERGENCY_HOSPITAL
MOMENTS = {
    "Monday afternoon": datetime(2026, 11, 23, 15, 40, tzinfo=UTC),
    "Sunday morning": datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    "half a minute into Boxing Day": datetime(2026, 12, 26, 0, 0, 30, tzinfo=UTC),
    "a minute before midnight on Easter Monday": datetime(2027, 3, 29, 22, 59, tzinfo=UTC),
    "the night of a leap day": datetime(2028, 2, 29, 0, 10, tzinfo=UTC),
}


class Estate(msgspec.Struct, frozen=True, kw_only=True):
    now: datetime
    office: Office
    people: int
    records: tuple[CustodyRecord, ...]
    items: tuple[InboxItem, ...]

    def at(self, prison: str) -> tuple[CustodyRecord, ...]:
        return tuple(each for each in self.records if each.prison == prison)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.office.ledger.after(0, limit=1_000_000)


@cache
def loaded(moment: str) -> Estate:
    now = MOMENTS[moment]
    clock = SteppingClock(estate.begins_at(now))
    office = msgspec.structs.replace(make_office(), clock=clock)
    people = estate.load(office, clock, now, a_prison=A_PRISON)
    clock.move_to(now)
    ledger = office.ledger
    return Estate(
        now=now,
        office=office,
        people=people,
        records=tuple(
            fold(name.removeprefix(CUSTODY), ledger.stream(name))
            for name in ledger.streams(CUSTODY)
        ),
        items=tuple(
            fold_item(name.removeprefix(ITEM), ledger.stream(name)) for name in ledger.streams(ITEM)
        ),
    )


@pytest.fixture(params=MOMENTS)
def found(request: pytest.FixtureRequest) -> Estate:
    return loaded(str(request.param))


_STOPS: dict[tuple[datetime, str], frozenset[str]] = {}


def stops(found: Estate, record: CustodyRecord) -> frozenset[str]:
    """The checks that keep a planned exit from being authorised now, asked once of each record."""
    key = (found.now, record.record_id)
    if key not in _STOPS:
        assessed = assess_exit(found.office, record, Step.AUTHORISE, at=found.now)
        stopping = blocking(assessed, Step.AUTHORISE) if assessed else ()
        _STOPS[key] = frozenset(each.check for each in stopping)
    return _STOPS[key]


def is_due_today(found: Estate, record: CustodyRecord) -> bool:
    return record.plan is not None and record.plan.fact.on == day_in_london(found.now)


def is_ready(found: Estate, record: CustodyRecord) -> bool:
    waits = is_due_today(found, record) and record.release is None
    return waits and not stops(found, record)


def alarms(found: Estate, record: CustodyRecord) -> set[AlarmCause]:
    """What the watch alarms about, once it has looked at this record."""
    around = others_around(found.office, record)
    by = rules(found.office)
    facts = decide_again(record.record_id, record.entries, by, found.now, around=around)
    return {each.cause for each in facts if isinstance(each, AlarmRaised)}


def late_people(found: Estate) -> int:
    late = [AlarmCause.OVERDUE_RELEASE in alarms(found, each) for each in found.records]
    return sum(late)


TOO_OLD = {"G03", "G12", "G14", "G15", "G16"}
"""What rests on answers that count for a day."""
STATES: dict[str, Callable[[Estate, CustodyRecord], bool]] = {
    "not due": lambda _e, r: bool(r.sentences and r.calculation and not r.plan),
    "on remand": lambda _e, r: bool(r.hearings and not r.sentences and not r.plan),
    "no dates yet": lambda _e, r: bool(r.sentences and not r.calculation and not r.refused),
    "planned within two weeks": lambda e, r: bool(r.plan and not is_due_today(e, r)),
    "ready": lambda e, r: is_ready(e, r) and r.plan.fact.exit_type is ExitType.COMMUNITY,  # type: ignore[union-attr] # a ready exit is planned
    "ready, with the escort": lambda e, r: (
        is_ready(e, r) and r.plan.fact.exit_type is ExitType.IMMIGRATION_ESCORT  # type: ignore[union-attr] # the same
    ),
    "ready, to court": lambda e, r: (
        is_ready(e, r) and r.plan.fact.exit_type is ExitType.COURT_PRODUCTION  # type: ignore[union-attr] # the same
    ),
    "authorised": lambda _e, r: bool((s := standing_release(r)) and not s.issued),
    "pass live": lambda _e, r: bool((s := standing_release(r)) and s.issued),
    "pass cancelled": lambda _e, r: bool(r.release and r.release.cancelled),
    "out": lambda _e, r: bool(r.exits and not r.is_in_custody),
    "blocked by a question to the court": lambda e, r: stops(e, r) == {"G06"},
    "blocked by another remand": lambda e, r: is_due_today(e, r) and "G02" in stops(e, r),
    "immigration not known": lambda e, r: is_due_today(e, r) and stops(e, r) == {"G13"},
    "too old": lambda e, r: is_due_today(e, r) and stops(e, r) == TOO_OLD,
    "stopped by a warrant": lambda e, r: is_due_today(e, r) and stops(e, r) == {"G14"},
    "wanted by a police force": lambda e, r: is_due_today(e, r) and stops(e, r) == {"G15"},
    "refused by the engine": lambda _e, r: r.refused is not None,
    "overdue": lambda e, r: AlarmCause.OVERDUE_RELEASE in alarms(e, r),
    "no authority": lambda e, r: AlarmCause.NO_AUTHORITY_TO_HOLD in alarms(e, r),
    "suspected": lambda e, r: AlarmCause.SUSPECTED_RELEASE_IN_ERROR in alarms(e, r),
}


def is_stopped(exit_type: ExitType, *checks: str) -> Callable[[Estate, CustodyRecord], bool]:
    """Due today by such an exit, and stopped by these checks and no others."""

    def found_so(found: Estate, record: CustodyRecord) -> bool:
        if not is_due_today(found, record) or record.plan is None:
            return False
        planned = record.plan.fact.exit_type
        return planned is exit_type and stops(found, record) == set(checks)

    return found_so


def is_ready_for(exit_type: ExitType) -> Callable[[Estate, CustodyRecord], bool]:
    def found_so(found: Estate, record: CustodyRecord) -> bool:
        return is_stopped(exit_type)(found, record) and is_ready(found, record)

    return found_so


RELEASE_DAY: dict[str, Callable[[Estate, CustodyRecord], bool]] = {
    **{f"ready: {each}": is_ready_for(each) for each in ExitType if each is not EMERGENCY},
    "too early": is_stopped(ExitType.COMMUNITY, "G02", "G09"),
    "days differ from the register": is_stopped(ExitType.COMMUNITY, "G10"),
    "a recall is on file": is_stopped(ExitType.COMMUNITY, "G12"),
    "a transfer to hospital is on its way": is_stopped(ExitType.COMMUNITY, "G16"),
    "the licence lacks a condition": is_stopped(ExitType.COMMUNITY, "G20"),
    "a condition is not met": is_stopped(ExitType.COMMUNITY, "G21"),
    "the address is not confirmed": is_stopped(ExitType.COMMUNITY, "G22"),
    "the police do not know": is_stopped(ExitType.COMMUNITY, "G23"),
    "the victim's officer does not know": is_stopped(ExitType.COMMUNITY, "G24"),
    "a travel warrant beside an escort": is_stopped(ExitType.IMMIGRATION_ESCORT, "G30"),
    "to court for a video link": is_stopped(ExitType.COURT_PRODUCTION, "G30"),
    "not taken over": is_stopped(ExitType.TRANSFER, "G30"),
    "not the person": is_stopped(ExitType.COMMUNITY, "G31"),
    "not rung back": is_stopped(ExitType.HOME_DETENTION_CURFEW, "G34"),
}
"""What waits at the main prison beside the states of every board."""


@pytest.mark.parametrize("state", RELEASE_DAY)
def test_a_whole_release_day_waits_at_the_main_prison(found: Estate, state: str) -> None:
    at_main = found.at(PRISONS[0].prison)
    assert any(RELEASE_DAY[state](found, each) for each in at_main)


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_board_is_there_at_every_prison(found: Estate, state: str) -> None:
    for prison in PRISONS:
        assert any(STATES[state](found, each) for each in found.at(prison.prison)), prison.name


def test_nobody_else_alarms(found: Estate) -> None:
    late = {cause for each in found.records for cause in alarms(found, each)}
    assert late == {
        AlarmCause.OVERDUE_RELEASE,
        AlarmCause.NO_AUTHORITY_TO_HOLD,
        AlarmCause.SUSPECTED_RELEASE_IN_ERROR,
        AlarmCause.PASS_CANCELLED,
    }


def test_on_a_working_day_few_are_late_and_on_another_all_who_should_have_left_before_it() -> None:
    working, holiday = loaded("Monday afternoon"), loaded("Sunday morning")
    assert late_people(working) == len(PRISONS)
    assert late_people(holiday) > 5 * len(PRISONS)


def test_the_inbox_has_items_in_every_stage(found: Estate) -> None:
    items = found.items
    held = {i.item: i for r in found.records for i in r.items}
    assert any(each.unreadable for each in items)
    assert any(not each.records and each.message for each in items)
    assert any(each.records and not each.confirmed and not each.opened for each in items)
    assert any(each.message and each.register and not each.document for each in items)
    assert any(each.confirmed and each.is_open and not held[each.item].reading for each in items)
    assert any(each.confirmed and each.is_open and held[each.item].reading for each in items)
    assert any(not each.is_open for each in items)


def test_somewhere_the_court_says_suspended_and_its_paper_does_not(found: Estate) -> None:
    said = {
        order.order.value
        for each in found.records
        for item in each.items
        if item.result
        for order in item.result.fact.orders
    }
    assert said == {"suspended sentence", "custody"}


def test_the_matcher_links_one_pair_at_each_prison_and_nobody_by_chance(found: Estate) -> None:
    people = [person_known(each) for each in found.records]
    linked = [
        (one, other)
        for one, other in combinations(people, 2)
        if matches(one, [other]) or matches(other, [one])
    ]
    assert [basis_of(one, other) for one, other in linked] == ["both have the same PNC"] * len(
        PRISONS
    )
    assert [one.prison for one, _ in linked] == [prison.prison for prison in PRISONS]
    assert all(one.prison == other.prison for one, other in linked)


def test_everybody_is_somebody_else_and_on_one_record(found: Estate) -> None:
    assert found.people == A_PRISON * len(PRISONS) == len(found.records)
    assert len({each.prison_number for each in found.records}) == found.people


def test_nothing_happens_after_the_moment_or_out_of_order(found: Estate) -> None:
    recorded = [each.envelope.recorded_at for each in found.entries]
    assert recorded == sorted(recorded)
    assert recorded[-1] <= found.now
    assert all(each.envelope.true_from <= found.now for each in found.entries)


def test_every_paper_named_as_a_source_is_kept(found: Estate) -> None:
    papers = {
        each.envelope.source.reference
        for each in found.entries
        if each.envelope.source.kind is SourceKind.DOCUMENT
    }
    assert len(papers) > found.people
    assert all(found.office.documents.read(paper) for paper in papers)


def test_everybody_who_acts_has_an_account_and_every_role_is_held(found: Estate) -> None:
    actors = {each.envelope.by for each in found.entries}
    members = {
        name.removeprefix(STAFF): fold_staff(name, found.office.ledger.stream(name))
        for name in found.office.ledger.streams(STAFF)
    }
    assert {each for each in actors if not each.startswith("system:")} <= set(members)
    assert set(members) == {each.account for each in staff()}
    assert {role for each in members.values() for role, _ in each.roles} == set(Role)
    assert len(found.office.ledger.stream(PRISONS_STREAM)) == len(PRISONS)
