"""The machine of `test_no_pass_while_held`, with every way out, every role and a clock that jumps.

Beside what holds somebody, its oracle keeps what lets them out under guard: hearings, production
orders, stays in hospital, licences, hand-overs, IS91. It knows nothing of checks. Never may there
be a live pass, or an exit on one, to a place that nothing on its list covers; a pass that lived
through a later fact; or one person's hand in two acts that are kept apart.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from gatelodge.casework.authorities import withdraw
from gatelodge.casework.emergency import order_emergency_escort
from gatelodge.casework.exits import authorise_exit, confirm_exit, plan_exit
from gatelodge.casework.gate_desk import record_exit, run_final_check, scan_pass
from gatelodge.casework.hand_over import accept_hand_over
from gatelodge.casework.leaving import record_return
from gatelodge.casework.office import Actor
from gatelodge.casework.overrides import override_check, second_override
from gatelodge.gate import CHECKS
from gatelodge.record import LONDON, day_in_london, open_items, statement
from gatelodge.record import facts as f
from gatelodge.record.facts import ExitType
from tests.casework.test_no_pass_while_held import PEOPLE, Held
from tests.gate.prison import (
    AMADI,
    COURT,
    FERNLEA,
    HALE,
    LISTER,
    NOAKES,
    URN,
    paper,
    registered,
    staff,
)

NWOSU = staff("nwosu.ada", f.Role.CASE_ADMINISTRATOR, prison="DMI")
WAYS = (
    ExitType.COURT_PRODUCTION,
    ExitType.POLICE_PRODUCTION,
    ExitType.HOSPITAL,
    ExitType.TEMPORARY_RELEASE,
    ExitType.TRANSFER,
    ExitType.IMMIGRATION_ESCORT,
)
RELEASES = (ExitType.COMMUNITY, ExitType.HOME_DETENTION_CURFEW)
ENDS_CUSTODY = (*RELEASES, ExitType.IMMIGRATION_ESCORT, ExitType.REMOVAL)
GOES_ON = {
    *("release_confirmed", "pass_issued", "pass_printed", "pass_scanned", "final_check_run"),
    *("licence_signed", "identity_confirmed", "governor_attended", "footage_noted"),
    *("exit_recorded", "alarm_raised", "alarm_taken", "alarm_ended", "alert"),
    *("authorisation_redecided", "exit_redecided", "pass_cancelled"),
}
"""Kinds of entry that a live pass goes on through: its own acts, and our own decisions."""
SOAK = settings().max_examples
RUNS = SOAK if SOAK > 1000 else 20
SETTINGS = settings(
    max_examples=RUNS,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def whoever() -> st.SearchStrategy[Actor]:
    """An account with any one or two roles: since the last act somebody may have changed them."""
    roles = st.lists(st.sampled_from(f.Role), min_size=1, max_size=2)
    accounts = st.sampled_from([each.account for each in PEOPLE])
    return st.builds(lambda account, given: staff(account, *given), accounts, roles)


class AnyWayOut(Held):
    """One person, all acts, all exits."""

    def __init__(self) -> None:
        super().__init__()
        registered(self.person.office, "DMI")
        self.covers: dict[int, tuple[ExitType, date, date]] = {}
        """Entry that lets the person out under guard: for what, first and last day."""
        self.seen_clock = self.person.clock.now()
        """The latest instant that the true clock showed."""

    @property
    def today(self) -> date:
        return day_in_london(self.person.clock.now())

    def covered(self, exit_type: ExitType) -> bool:
        """Whether something on the oracle's list lets the person go there today."""
        if exit_type is ExitType.EMERGENCY_HOSPITAL:
            return True
        return any(
            covers is exit_type and first <= self.today <= last
            for covers, first, last in self.covers.values()
        )

    # What lets somebody out under guard

    @rule(days=st.integers(0, 2), way=st.sampled_from(WAYS))
    def something_covers(self, days: int, way: ExitType) -> None:
        """Stated today, of today or a day soon."""
        on = self.today + timedelta(days=days)
        known = set(self.person.office.ledger.stream("custody/" + self.person.id))
        if not self.attempt(lambda: self.state_cover(way, on)):
            return
        record = self.person.record
        (new, *_) = [each for each in record.entries if each not in known]
        last = date.max if way in (ExitType.HOSPITAL, ExitType.IMMIGRATION_ESCORT) else on
        if way is ExitType.TRANSFER:
            on = min(on, self.today)
            last = date.max
        self.covers[new.seq] = (way, on, last)
        if way is ExitType.IMMIGRATION_ESCORT:
            self.holding[new.seq] = None

    def state_cover(self, way: ExitType, on: date) -> None:
        match way:
            case ExitType.COURT_PRODUCTION:
                listed = f.HearingListed(hearing=f"h{on}", case_urn=URN, court=COURT, on=on)
                self.person.state(listed)
            case ExitType.POLICE_PRODUCTION:
                order = f.ProductionOrdered(
                    ordered_by=COURT, place="Dunmere", first_on=on, last_on=on, reference="PO/7"
                )
                self.person.state(order)
            case ExitType.HOSPITAL:
                stay = f.HospitalStayAuthorised(
                    basis=f.HospitalBasis.MEDICAL_ESCORT,
                    hospital="Ashbourne General",
                    signed_by="Dr Amiri",
                    first_on=on,
                )
                self.person.state(stay)
            case ExitType.TEMPORARY_RELEASE:
                licence = f.TemporaryReleaseLicensed(
                    signed_by="Owen Lister",
                    purpose="work",
                    place="Dunmere",
                    leaves_on=on,
                    returns_at=datetime.combine(on, time(17), tzinfo=LONDON),
                )
                self.person.state(licence)
            case ExitType.TRANSFER:
                self.plan_way(way)
                items = [i.name for i in open_items(self.person.record, self.person.clock.now())]
                accept_hand_over(
                    self.person.office, NWOSU, self.person.id, items=items, papers_seen=()
                )
            case _:
                detained = f.ImmigrationDetentionAuthorised(reference="IS91/2")
                self.person.state(detained, true_from=self.person.clock.now())

    @precondition(lambda self: self.covers)
    @rule(choice=st.randoms(use_true_random=False))
    def it_was_never_so(self, choice: Random) -> None:
        """An order that lets somebody out is taken back, where two entries may take it back."""
        seq = choice.choice(sorted(self.covers))
        person = self.person
        source = paper(person.office, f"taken back {seq}")
        if self.attempt(
            lambda: withdraw(person.office, HALE, person.id, seq, why="wrong", source=source)
        ):
            way, _, _ = self.covers.pop(seq)
            if way is ExitType.IMMIGRATION_ESCORT:
                self.holding.pop(seq, None)

    # Facts of every other kind

    @rule()
    def others_told(self) -> None:
        """A licence may be refused that lacks a condition which was set."""
        self.attempt(self.person.licence)
        self.person.others_told()

    @rule(which=st.integers(0, 13))
    def told(self, which: int) -> None:
        person, now = self.person, self.person.clock.now()
        facts: tuple[Callable[[], object], ...] = (
            person.condition,
            lambda: person.state(f.ConditionsSet(conditions=("Live at one address.",))),
            lambda: person.licence("Wear a tag"),
            person.others_told,
            lambda: person.photograph(self.today),
            lambda: person.photograph(self.today - timedelta(days=4000), is_colour=False),
            lambda: person.state(f.AliasRecorded(surname="Pell", forenames="Josh")),
            lambda: person.state(f.NationalityStated(nationality="British")),
            lambda: person.asked(f.Enquiry.WARRANTS, "a fine in default"),
            lambda: person.asked(f.Enquiry.OTHER_INTEREST, "wanted by police"),
            lambda: person.recalls(f.RecallOnFile(recall_kind=f.RecallKind.STANDARD)),
            lambda: person.days(remand=3),
            lambda: person.state(
                f.EarlyReleaseDecided(
                    scheme=f.EarlyScheme.HDC, release_on=self.today, signed_by="Owen Lister"
                )
            ),
            lambda: person.state(
                f.WentAtLarge(
                    how=f.AtLarge.ABSCOND, since=now, place="Dunmere", police_told="ref 1"
                )
            ),
        )
        self.attempt(facts[which])

    @rule()
    def let_go_by_a_court(self) -> None:
        person = self.person
        gone = f.ReleasedByCourt(released_at=person.clock.now(), court=COURT, case_urn=URN)
        self.attempt(lambda: person.state(gone))

    @rule()
    def back_again(self) -> None:
        person = self.person
        self.attempt(
            lambda: record_return(
                person.office,
                AMADI,
                person.id,
                returned_at=person.clock.now(),
                how="with the escort",
                prison=FERNLEA,
                source=statement("gate book"),
            )
        )

    # Ways out

    def plan_way(self, way: ExitType) -> None:
        places = {
            ExitType.COURT_PRODUCTION: COURT,
            ExitType.HOSPITAL: "Ashbourne General",
        }
        plan = f.ExitPlanned(
            exit_type=way,
            on=self.today,
            destination="" if way is ExitType.TRANSFER else places.get(way, "Dunmere"),
            escort="" if way is ExitType.TEMPORARY_RELEASE else "Meridian",
            to_prison="DMI" if way is ExitType.TRANSFER else "",
        )
        source = statement("Amadi")
        plan_exit(self.person.office, AMADI, self.person.id, plan, source=source)

    @rule(way=st.sampled_from(WAYS), is_covered=st.booleans(), goes=st.booleans())
    def everything_towards_a_way_out(self, way: ExitType, *, is_covered: bool, goes: bool) -> None:
        """The shortest way to a pass to another place, with what it needs or without."""
        if is_covered:
            self.something_covers(0, way)
        if not (is_covered and way is ExitType.TRANSFER):
            self.attempt(lambda: self.plan_way(way))
        self.authorise(HALE, way)
        self.confirm(LISTER)
        if goes:
            self.go_to_the_gate(NOAKES)

    @rule()
    def an_emergency(self) -> None:
        order = f.EmergencyEscortOrdered(
            hospital="Ashbourne General", escort="A. Moss, B. Orr", identified_by="Noakes, Tom"
        )
        person = self.person
        self.attempt(lambda: order_emergency_escort(person.office, LISTER, person.id, order=order))

    @rule(by=whoever(), act=st.integers(0, 7))
    def somebody_in_another_role(self, by: Actor, act: int) -> None:
        """An act by an account whose roles are others than before."""
        person, office = self.person, self.person.office
        release, plan = person.record.release, person.record.plan
        exit_type = plan.fact.exit_type if plan else ExitType.COMMUNITY
        seen = person.version
        given = [each.given.seq for each in person.record.overrides]
        acts: tuple[Callable[[], object], ...] = (
            lambda: person.calculated(by=by),
            lambda: person.checked(by),
            lambda: authorise_exit(office, by, person.id, exit_type=exit_type, seen_version=seen),
            lambda: confirm_exit(office, by, person.id, seen_version=seen),
            lambda: override_check(
                office,
                by,
                person.id,
                check="G14",
                why="paid",
                national_operations="Petra Lowe",
                seen_version=seen,
            ),
            lambda: second_override(
                office,
                by,
                person.id,
                override=given[-1] if given else 0,
                why="seen",
                seen_version=seen,
            ),
            lambda: run_final_check(office, by, person.id),
            lambda: scan_pass(
                office,
                by,
                release.issued.fact.token if release and release.issued else "x",
                prison=FERNLEA,
                terminal="gate 2",
            ),
        )
        self.attempt(acts[act])

    @rule(days=st.sampled_from((-400, -30, -1, 0, 1, 30, 400)), hours=st.integers(-3, 3))
    def the_clock_was_wrong_for_a_moment(self, days: int, hours: int) -> None:
        """One fact is recorded by a clock that is wrong; then the clock is right again."""
        true = self.person.clock.now()
        self.person.clock.pass_by(days=days, hours=hours)
        self.attempt(lambda: self.person.state(f.AliasRecorded(surname="Pell", forenames="Jo")))
        self.person.clock.at = true

    @rule(by=st.sampled_from(PEOPLE))
    def go_to_the_gate(self, by: Actor) -> None:
        """As before, to whatever place; then what let them out is looked up on the list."""
        person = self.person
        release = person.record.release
        if release is None or release.issued is None:
            return
        issued = release.issued.fact
        held, covered = self.still_held(), self.covered(issued.exit_type)
        self.attempt(person.at_reception)
        self.attempt(lambda: run_final_check(person.office, by, person.id))
        self.attempt(
            lambda: scan_pass(person.office, NOAKES, issued.token, prison=FERNLEA, terminal="g1")
        )
        if self.attempt(
            lambda: record_exit(
                person.office, by, person.id, pass_id=issued.pass_id, terminal="gate 1"
            )
        ):
            assert covered or issued.exit_type in RELEASES
            assert not (held and issued.exit_type in RELEASES)

    # What may never be

    @invariant()
    def no_live_pass_to_a_place_that_nothing_covers(self) -> None:
        for release in self.person.record.releases:
            issued = release.issued
            if issued is None or not release.is_open or issued.fact.on != self.today:
                continue
            if issued.fact.exit_type in RELEASES:
                lasting = [seq for seq in self.still_held() if self.holding[seq] is None]
                assert not lasting
            else:
                assert self.covered(issued.fact.exit_type)

    @invariant()
    def no_pass_lives_through_a_later_fact(self) -> None:
        record = self.person.record
        for release in record.releases:
            if release.issued is None or release.cancelled is not None:
                continue
            used = release.exit.seq if release.exit else None
            later = [e for e in record.entries if e.seq > release.issued.seq]
            while_alive = [e for e in later if used is None or e.seq < used]
            assert {e.envelope.kind for e in while_alive} <= GOES_ON

    @invariant()
    def at_most_one_live_pass(self) -> None:
        live = [
            each for each in self.person.record.releases if each.issued is not None and each.is_open
        ]
        assert len(live) <= 1

    @invariant()
    def nobody_did_both_of_a_pair(self) -> None:
        """A calculation and its check, an authorisation and its confirmation, two governors."""
        by_seq = {each.seq: each.envelope.by for each in self.person.record.entries}
        for each in self.person.record.entries:
            match each.fact:
                case (
                    f.DatesChecked(calculation=of)
                    | f.ReleaseConfirmed(authorisation=of)
                    | f.OverrideSeconded(override=of)
                ):
                    assert by_seq[of] != each.envelope.by
                case _:
                    continue

    @invariant()
    def nobody_did_two_acts_kept_apart(self) -> None:
        """Over each custody: dates, authorisation and confirmation are three sets of people."""
        people: dict[str, set[str]] = {}
        left = False
        for each in self.person.record.entries:
            if isinstance(each.fact, f.ReturnRecorded) and left:
                people, left = {}, False
            left = left or ends_custody(each.fact)
            act = act_of(each.fact)
            if act is not None:
                people.setdefault(act, set()).add(each.envelope.by)
            for one, other in combinations(people.values(), 2):
                assert not one & other


def ends_custody(fact: f.Fact | None) -> bool:
    if isinstance(fact, f.ExitRecorded):
        return fact.exit_type in ENDS_CUSTODY
    return isinstance(fact, f.ReleasedByCourt)


def act_of(fact: f.Fact | None) -> str | None:
    """Which of the acts of a release that ends custody an entry is; none = none of them."""
    if isinstance(fact, f.DatesCalculated | f.DatesChecked):
        return "dates"
    if not isinstance(fact, f.ReleaseAuthorised | f.ReleaseConfirmed):
        return None
    return fact.KIND if fact.assessed.exit_type in ENDS_CUSTODY else None


TestAnyWayOut = AnyWayOut.TestCase
TestAnyWayOut.settings = SETTINGS


@pytest.mark.parametrize("way", WAYS[:-1])
def test_the_machine_reaches_each_way_out(way: ExitType) -> None:
    """Without this it would prove nothing. The escort of the Home Office is walked elsewhere."""
    machine = AnyWayOut()
    machine.identified()
    machine.sentenced(9)
    machine.everything_towards_a_way_out(way, is_covered=True, goes=True)
    assert machine.person.record.out is not None
    machine.no_pass_lives_through_a_later_fact()
    machine.nobody_did_two_acts_kept_apart()


@pytest.mark.parametrize("way", WAYS)
def test_without_what_it_needs_the_machine_reaches_no_way_out(way: ExitType) -> None:
    machine = AnyWayOut()
    machine.identified()
    machine.sentenced(9)
    machine.everything_towards_a_way_out(way, is_covered=False, goes=True)
    assert machine.person.record.releases == ()


class WithoutTheTypeOfExit(AnyWayOut):
    checks = tuple(each for each in CHECKS if each.name != "G30")


@pytest.mark.parametrize("way", WAYS[:-2])
def test_it_finds_a_way_out_too_many_when_the_check_of_it_is_taken_out(way: ExitType) -> None:
    machine = WithoutTheTypeOfExit()
    machine.identified()
    machine.sentenced(9)
    machine.everything_towards_a_way_out(way, is_covered=False, goes=False)
    with pytest.raises(AssertionError):
        machine.no_live_pass_to_a_place_that_nothing_covers()


def test_a_day_that_a_wrong_clock_brought_lets_nobody_out() -> None:
    """The clock ran a year ahead for a moment, on the record and nowhere else."""
    machine = AnyWayOut()
    machine.identified()
    machine.sentenced(9)
    machine.person.calculated()
    machine.person.checked()
    machine.the_clock_was_wrong_for_a_moment(days=400, hours=0)
    machine.everything_towards_an_exit(lets_go=False)
    assert machine.person.record.releases == ()
