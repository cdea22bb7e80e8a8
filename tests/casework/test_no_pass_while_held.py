"""A machine that does every act in any order by anybody, and looks for one pass too many.

The oracle keeps its own list of what the courts and the Home Office ordered and ended; it knows
nothing of checks. Never may there be a live pass to the community, or an exit on one, while a
remand, a recall, an IS91, another warrant, or a sentence whose own day has not come, is in that
list.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from gatelodge.casework.authorities import withdraw
from gatelodge.casework.exits import (
    authorise_exit,
    confirm_exit,
    plan_exit,
    renew_authorisation,
    renew_confirmation,
)
from gatelodge.casework.gate_desk import record_exit, run_final_check, scan_pass
from gatelodge.casework.office import Actor, ActRefused
from gatelodge.gate import CHECKS
from gatelodge.record import SourceKind, day_in_london, statement
from gatelodge.record import facts as f
from tests.gate.prison import (
    AMADI,
    COURT,
    EVERYBODY,
    FERNLEA,
    HALE,
    LISTER,
    NOAKES,
    ROWE,
    Person,
    paper,
    staff,
)
from tests.gate.spoken import word
from tests.offices import make_office

EVERYTHING = staff("brook.sam", *f.Role)
PEOPLE = (*EVERYBODY, EVERYTHING)
anybody = st.sampled_from(PEOPLE)
JUNE = date(2026, 6, 1)


class Held(RuleBasedStateMachine):
    """One person, all acts."""

    checks = CHECKS

    def __init__(self) -> None:
        super().__init__()
        self.person = Person(make_office(checks=self.checks))
        self.holding: dict[int, date | None] = {}
        """Entry that began it, and the first day on which it lets go by itself (none = never)."""
        self.heard: dict[int, set[str]] = {}
        self.cases: set[str] = set()

    @initialize()
    def identified(self) -> None:
        self.person.citizen()
        self.person.known()

    def attempt(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except ActRefused:
            return False
        return True

    # What the outside world orders and ends

    @rule(number=st.integers(1, 4))
    def remanded(self, number: int) -> None:
        urn = f"0{number}AB0000126"
        self.cases.add(urn)
        self.holding[self.person.remand(urn, true_from=self.person.clock.now())] = None

    @rule(months=st.integers(2, 30))
    def sentenced(self, months: int) -> None:
        """Six tenths at most are served, so nobody is out before four tenths of the days."""
        self.cases.add("01AB0000126")
        seq = self.person.sentence(months=months, imposed_on=JUNE)
        self.holding[seq] = JUNE + timedelta(days=months * 30 * 4 // 10 - 4)

    @rule()
    def recalled(self) -> None:
        seq = self.person.state(
            f.RecallOrdered(recall_kind=f.RecallKind.STANDARD, revoked_on=date(2026, 8, 1))
        )
        self.holding[seq] = None

    @rule()
    def detained(self) -> None:
        seq = self.person.state(
            f.ImmigrationDetentionAuthorised(reference="IS91/1"),
            true_from=self.person.clock.now(),
        )
        self.holding[seq] = None

    @rule()
    def lodged(self) -> None:
        seq = self.person.state(
            f.AuthorityLodged(catalogue="B12", title="default of a fine", reference="W1"),
            true_from=self.person.clock.now(),
        )
        self.holding[seq] = None

    @precondition(lambda self: self.holding)
    @rule(choice=st.randoms(use_true_random=False), by=anybody, is_heard=st.booleans())
    def ended(self, choice: "st.random.Random", by: Actor, *, is_heard: bool) -> None:
        seq = choice.choice(sorted(self.holding))
        fact = f.AuthorityEnded(
            authority=seq, how=f.EndKind.ENDED, ended_at=self.person.clock.now()
        )
        office = self.person.office
        source = statement("listing office") if is_heard else paper(office, f"end of {seq}")
        if is_heard:
            fact = replace(fact, heard=word(self.person, min(r for r, _ in by.roles)))
        if not self.attempt(lambda: self.person.state(fact, by=by, source=source)):
            return
        heard = self.heard.setdefault(seq, set())
        heard.add(by.account)
        if not is_heard or (len(heard) > 1 and LISTER.account in heard):
            del self.holding[seq]

    @rule()
    def all_let_go_but_sentences(self) -> None:
        for seq in [seq for seq, until in self.holding.items() if until is None]:
            self.person.end(seq)
            del self.holding[seq]

    @precondition(lambda self: self.holding)
    @rule(choice=st.randoms(use_true_random=False))
    def ended_by_its_own_paper_or_by_us(self, choice: "st.random.Random") -> None:
        """Neither of these ends anything."""
        seq = choice.choice(sorted(self.holding))
        began = next(e for e in self.person.record.entries if e.seq == seq)
        fact = f.AuthorityEnded(
            authority=seq, how=f.EndKind.ENDED, ended_at=self.person.clock.now()
        )
        assert not self.attempt(lambda: self.person.state(fact, source=began.envelope.source))

    @rule(is_open=st.booleans())
    def cases_stated(self, *, is_open: bool) -> None:
        told = [
            f.CaseStated(
                case_urn=urn, court=COURT, is_open=is_open, disposal="" if is_open else "ended"
            )
            for urn in sorted(self.cases)
        ]
        self.person.state(
            f.CourtCasesStated(
                asked_of="court",
                answered_by="Ines Marlowe",
                asked_at=self.person.clock.now(),
                cases=tuple(told),
            ),
            source=statement("Ines Marlowe"),
        )

    @rule()
    def others_asked(self) -> None:
        self.person.others_asked()

    @rule()
    def others_told(self) -> None:
        self.person.licence()
        self.person.others_told()

    @rule()
    def rung_back(self) -> None:
        """Whoever sent the paper of each end was rung back, and had sent it."""
        for each in self.person.record.entries:
            by_paper = each.envelope.source.kind is SourceKind.DOCUMENT
            if by_paper and isinstance(each.fact, f.AuthorityEnded):
                self.person.rung_back(each.seq)

    @rule()
    def doubted(self) -> None:
        self.person.doubt()

    @rule(interest=st.sampled_from(f.Interest))
    def interest_stated(self, interest: f.Interest) -> None:
        self.person.state(f.ImmigrationInterestStated(interest=interest))

    @rule()
    def withdrew_something(self) -> None:
        """Acts of the release and the gate's own entries cannot be withdrawn."""
        kept = f.PassCancelled | f.ReleaseAuthorised | f.PassIssued | f.ExitPlanned
        of_release = [e.seq for e in self.person.record.entries if isinstance(e.fact, kept)]
        assert not any(self.withdrawn(seq) for seq in of_release)

    @rule()
    def took_back_on_a_word_what_holds(self) -> None:
        """Neither does a word undo that they are held."""
        assert not any(self.withdrawn(seq) for seq in self.holding)

    def withdrawn(self, seq: int) -> bool:
        office, source = self.person.office, statement("Hale")
        return self.attempt(
            lambda: withdraw(office, HALE, self.person.id, seq, why="never so", source=source)
        )

    @rule(days=st.integers(0, 120), hours=st.integers(0, 12))
    def time_passes(self, days: int, hours: int) -> None:
        self.person.clock.pass_by(days=days, hours=hours)

    @rule()
    def the_day_comes(self) -> None:
        """The first morning on which every sentence on the oracle's list has let go."""
        until = [each for each in self.holding.values() if each is not None]
        while until and day_in_london(self.person.clock.now()) < max(until):
            self.person.clock.pass_by(days=1)

    # What staff do, in any order

    @rule(by=anybody)
    def calculate(self, by: Actor) -> None:
        self.attempt(lambda: self.person.calculated(by=by, why_unexpected="It is so."))

    @rule(by=anybody)
    def check(self, by: Actor) -> None:
        self.attempt(lambda: self.person.checked(by))

    @rule(by=anybody, exit_type=st.sampled_from(f.ExitType), is_immediate=st.booleans())
    def plan(self, by: Actor, exit_type: f.ExitType, *, is_immediate: bool) -> None:
        plan = f.ExitPlanned(
            exit_type=exit_type,
            on=day_in_london(self.person.clock.now()),
            escort="" if exit_type is f.ExitType.COMMUNITY else "Meridian",
            is_immediate=is_immediate,
        )
        source = statement("Amadi")
        self.attempt(lambda: plan_exit(self.person.office, by, self.person.id, plan, source=source))

    @rule(by=anybody, exit_type=st.sampled_from(f.ExitType))
    def authorise(self, by: Actor, exit_type: f.ExitType) -> None:
        person = self.person
        self.attempt(
            lambda: authorise_exit(
                person.office, by, person.id, exit_type=exit_type, seen_version=person.version
            )
        )

    @rule(by=anybody)
    def confirm(self, by: Actor) -> None:
        person = self.person
        self.attempt(
            lambda: confirm_exit(person.office, by, person.id, seen_version=person.version)
        )

    @rule(by=anybody)
    def renew(self, by: Actor) -> None:
        person = self.person
        self.attempt(
            lambda: renew_authorisation(person.office, by, person.id, seen_version=person.version)
        )
        self.attempt(
            lambda: renew_confirmation(
                person.office, LISTER, person.id, seen_version=person.version
            )
        )

    @rule(lets_go=st.booleans())
    def everything_towards_an_exit(self, *, lets_go: bool) -> None:
        """The shortest way to a pass, so that the machine gets there when it may."""
        if lets_go:
            self.all_let_go_but_sentences()
            self.the_day_comes()
        self.cases_stated(is_open=False)
        self.others_asked()
        self.others_told()
        self.rung_back()
        self.attempt(self.person.at_reception)
        self.interest_stated(f.Interest.NOT_OF_INTEREST)
        self.calculate(AMADI)
        self.check(ROWE)
        self.plan(AMADI, f.ExitType.COMMUNITY, is_immediate=False)
        self.authorise(HALE, f.ExitType.COMMUNITY)
        self.confirm(LISTER)

    @rule(by=anybody)
    def go_to_the_gate(self, by: Actor) -> None:
        person = self.person
        release = person.record.release
        if release is None or release.issued is None:
            return
        pass_id, token = release.issued.fact.pass_id, release.issued.fact.token
        self.attempt(person.at_reception)
        self.attempt(lambda: run_final_check(person.office, by, person.id))
        self.attempt(
            lambda: scan_pass(person.office, NOAKES, token, prison=FERNLEA, terminal="gate 1")
        )
        is_community = release.issued.fact.exit_type is f.ExitType.COMMUNITY
        left = self.attempt(
            lambda: record_exit(person.office, by, person.id, pass_id=pass_id, terminal="gate 1")
        )
        assert not (left and is_community and self.still_held())

    # What may never be

    def still_held(self) -> list[int]:
        today = day_in_london(self.person.clock.now())
        return [seq for seq, until in self.holding.items() if until is None or today < until]

    @invariant()
    def no_live_pass_while_held(self) -> None:
        for release in self.person.record.releases:
            if release.issued is None or not release.is_open:
                continue
            if release.issued.fact.exit_type is f.ExitType.COMMUNITY:
                today = day_in_london(self.person.clock.now())
                is_of_today = release.issued.fact.on == today
                assert not (is_of_today and self.still_held())

    @invariant()
    def four_acts_by_different_people(self) -> None:
        record = self.person.record
        for release in record.releases:
            if release.confirmed is not None:
                assert release.confirmed.by != release.authorised.by


SETTINGS = settings(
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestHeld = Held.TestCase
TestHeld.settings = SETTINGS


def test_the_machine_can_reach_an_open_gate() -> None:
    """Without this the machine would prove nothing."""
    machine = Held()
    machine.identified()
    machine.sentenced(9)
    machine.person.calculated()
    machine.person.checked()
    machine.person.go_to(machine.person.lawful_day())
    machine.everything_towards_an_exit(lets_go=False)
    machine.go_to_the_gate(NOAKES)
    assert not machine.person.record.is_in_custody


class HeldWithoutSomeChecks(Held):
    checks = tuple(each for each in CHECKS if each.name not in ("G02", "G30"))


def test_the_machine_finds_a_pass_too_many_when_checks_are_taken_out() -> None:
    """Without this its silence would prove nothing either."""
    thorough = settings(SETTINGS, max_examples=400, derandomize=True, phases=[Phase.generate])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(HeldWithoutSomeChecks, settings=thorough)
