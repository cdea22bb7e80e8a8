"""Going on although a check is not met: one governor's decision, and two governors' override."""

import pytest

from gatelodge.casework.exits import ExitStopped
from gatelodge.casework.office import Actor, ActRefused, RecordMovedOn
from gatelodge.casework.overrides import decide_escalation, override_check, second_override
from gatelodge.gate import CHECKS, NEVER_OVERRIDDEN, check
from gatelodge.gate.check import Circumstances, Ruling
from gatelodge.record import CustodyRecord
from gatelodge.record.facts import Answer, Enquiry, OnFail, Role
from tests.gate.prison import AMADI, HALE, LISTER, ROWE, Person, staff
from tests.offices import make_office

DEACON = staff("deacon.ruth", Role.DUTY_GOVERNOR)
WANTED = "wanted by Ashbourne police for questioning"


@pytest.fixture
def wanted() -> Person:
    """Ready, but for a police force that wants the person."""
    person = Person().ready()
    person.asked(Enquiry.OTHER_INTEREST, WANTED, of="Ashbourne police")
    return person


@pytest.fixture
def warrant() -> Person:
    """Ready, but for a warrant that a search found."""
    person = Person().ready()
    person.asked(Enquiry.WARRANTS, "fine default, 120 pounds", of="Dunmere fines office")
    return person


def decide(
    person: Person, check: str = "G15", by: Actor = LISTER, seen_version: int | None = None
) -> None:
    decide_escalation(
        person.office,
        by,
        person.id,
        check=check,
        why="the force was told the time and place of release",
        seen_version=person.version if seen_version is None else seen_version,
    )


def override(person: Person, check: str = "G14", by: Actor = LISTER) -> int:
    entries = override_check(
        person.office,
        by,
        person.id,
        check=check,
        why="paid in full at the counter, the office is shut",
        national_operations="Petra Lowe, 21:40",
        seen_version=person.version,
    )
    return entries[0].seq


def agree(person: Person, override: int, by: Actor = DEACON) -> None:
    second_override(
        person.office,
        by,
        person.id,
        override=override,
        why="seen the receipt",
        seen_version=person.version,
    )


def stops(person: Person) -> set[str]:
    """The checks that stop an authorisation now."""
    try:
        person.authorise()
    except ExitStopped as stopped:
        return {each.check for each in stopped.findings}
    return set()


class TestAnEscalation:
    def test_stops_until_a_duty_governor_decides(self, wanted: Person) -> None:
        assert stops(wanted) == {"G15"}
        decide(wanted)
        assert stops(wanted) == set()

    def test_the_check_still_says_what_it_found(self, wanted: Person) -> None:
        decide(wanted)
        wanted.authorise()
        release = wanted.record.release
        assert release is not None
        found = {e.check: e for e in release.authorised.fact.assessed.findings}["G15"]
        assert found.answer is Answer.FAILED
        assert WANTED in found.words
        assert found.let_through == (wanted.record.escalations[0].entry.seq,)

    def test_is_for_what_was_found_then(self, wanted: Person) -> None:
        decide(wanted)
        wanted.asked(Enquiry.OTHER_INTEREST, "a live warrant", of="Ashbourne police")
        assert stops(wanted) == {"G15"}

    def test_is_for_the_exit_that_was_planned_then(self, wanted: Person) -> None:
        decide(wanted)
        wanted.plan()
        assert stops(wanted) == {"G15"}

    def test_what_nobody_asked_is_not_for_one_governor_to_decide(self) -> None:
        person = Person().ready()
        person.clock.pass_by(hours=25)
        person.plan(on=person.clock.now().date())
        with pytest.raises(ActRefused) as refused:
            decide(person)
        assert refused.value.code == "NOT_ESCALATED"

    @pytest.mark.parametrize("by", [AMADI, ROWE, HALE])
    def test_is_a_duty_governors(self, wanted: Person, by: Actor) -> None:
        with pytest.raises(ActRefused) as refused:
            decide(wanted, by=by)
        assert refused.value.code == "NO_ROLE"

    def test_a_blocking_check_cannot_be_decided_by_one(self, warrant: Person) -> None:
        with pytest.raises(ActRefused) as refused:
            decide(warrant, "G14")
        assert refused.value.code == "NOT_ESCALATED"

    def test_on_a_record_that_moved_on_it_is_refused(self, wanted: Person) -> None:
        seen = wanted.version
        wanted.asked(Enquiry.OTHER_INTEREST, "a live warrant", of="Ashbourne police")
        with pytest.raises(RecordMovedOn):
            decide(wanted, seen_version=seen)


class TestAnOverride:
    def test_takes_two_governors(self, warrant: Person) -> None:
        assert stops(warrant) == {"G14"}
        asked = override(warrant)
        assert stops(warrant) == {"G14"}
        with pytest.raises(ActRefused) as refused:
            agree(warrant, asked, by=LISTER)
        assert refused.value.code == "SAME_PERSON"
        agree(warrant, asked)
        assert stops(warrant) == set()

    @pytest.mark.parametrize("name", sorted(NEVER_OVERRIDDEN & {c.name for c in CHECKS}))
    def test_some_checks_nobody_overrides(self, name: str) -> None:
        person = Person().ready()
        person.remand("09AB0000926")
        with pytest.raises(ActRefused) as refused:
            override(person, name)
        assert refused.value.code == "NEVER_OVERRIDDEN"

    def test_who_calculated_does_not_override(self, warrant: Person) -> None:
        both = staff("rowe.samir", Role.SECOND_CHECKER, Role.DUTY_GOVERNOR)
        with pytest.raises(ActRefused) as refused:
            override(warrant, by=both)
        assert refused.value.code == "SAME_PERSON"
        asked = override(warrant)
        with pytest.raises(ActRefused) as refused:
            agree(warrant, asked, by=both)
        assert refused.value.code == "SAME_PERSON"

    def test_a_check_that_is_met_needs_none(self, warrant: Person) -> None:
        with pytest.raises(ActRefused) as refused:
            override(warrant, "G13")
        assert refused.value.code == "MET"

    def test_national_operations_are_told_first(self, warrant: Person) -> None:
        with pytest.raises(ActRefused) as refused:
            override_check(
                warrant.office,
                LISTER,
                warrant.id,
                check="G14",
                why="paid",
                national_operations=" ",
                seen_version=warrant.version,
            )
        assert refused.value.field == "national_operations"

    def test_dies_with_its_plan(self, warrant: Person) -> None:
        agree(warrant, override(warrant))
        warrant.plan()
        assert stops(warrant) == {"G14"}

    def test_ends_a_live_pass(self) -> None:
        person = Person().ready().with_pass()
        person.asked(Enquiry.WARRANTS, "fine default", of="Dunmere fines office")
        agree(person, override(person))
        release = person.record.release
        assert release is not None
        assert release.cancelled is not None

    def test_a_check_that_broke_is_not_let_through(self) -> None:
        @check("G99", "Does it break?", what_to_do="Mend it.", source="test", on_fail=OnFail.WARN)
        def breaks(_record: CustodyRecord, _circumstances: Circumstances) -> Ruling:
            """It raises."""
            raise ZeroDivisionError

        person = Person(make_office(checks=(*CHECKS, breaks))).ready()
        assert stops(person) == {"G99"}
        with pytest.raises(ActRefused) as refused:
            override(person, "G99")
        assert refused.value.code == "BROKEN"
