"""The assessment: every check runs, nothing unknown passes, and its version tells what it was."""

import inspect
import sys
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.gate import CHECKS, EXIT_TYPES, MET, Reason, Step, assess, blocking, checks_version
from gatelodge.gate.assess import deciding_modules
from gatelodge.gate.check import Circumstances, PlannedExit, Ruling, check, passed
from gatelodge.record import CustodyRecord
from gatelodge.record import facts as f
from gatelodge.record.facts import Answer, ExitType
from tests.gate.prison import Person
from tests.offices import law

TABLE = tuple(
    f"G{number:02d}"
    for number in range(1, 37)
    if number <= 16 or 20 <= number <= 24 or number >= 30
)


def test_the_checks_stand_in_the_order_of_the_table() -> None:
    assert tuple(each.name for each in CHECKS) == TABLE


def test_each_check_says_what_it_asks_what_to_do_and_where_it_comes_from() -> None:
    for each in CHECKS:
        assert each.question.endswith("?")
        assert each.what_to_do.endswith(".")
        assert each.source
        assert each.judge.__doc__


@given(
    exit_type=st.sampled_from(ExitType),
    step=st.sampled_from(Step),
    days=st.integers(0, 3_650),
    is_immediate=st.booleans(),
)
def test_on_an_empty_record_no_check_passes(
    exit_type: ExitType, step: Step, days: int, *, is_immediate: bool
) -> None:
    at = datetime(2020, 1, 1, 12, tzinfo=UTC) + timedelta(days=days)
    planned = PlannedExit(exit_type=exit_type, on=at.date(), is_immediate=is_immediate)
    circumstances = Circumstances(
        planned=planned, at=at, clock="", bank_holidays=frozenset(), law=law(), step=step
    )
    assessed = assess(CustodyRecord(record_id="0" * 32), circumstances, CHECKS)
    assert [each.check for each in assessed.findings] == list(TABLE)
    assert not [each for each in assessed.findings if each.answer in MET]


def test_a_check_that_breaks_is_unknown_and_the_others_still_run() -> None:
    @check("G99", "Does it break?", what_to_do="Mend it.", source="test")
    def breaks(_record: CustodyRecord, _circumstances: Circumstances) -> NoReturn:
        raise ZeroDivisionError

    person = Person().ready()
    assessed = assess(person.record, person.circumstances(), (breaks, *CHECKS))
    first, *others = assessed.findings
    assert (first.answer, first.reason) == (Answer.UNKNOWN, "CHECK_BROKE")
    assert [each.check for each in blocking(assessed, Step.AUTHORISE)] == ["G99"]
    assert len(others) == len(CHECKS)


def test_a_pass_that_rests_on_nothing_is_unknown() -> None:
    @check("G99", "Is it so?", what_to_do="Look.", source="test")
    def says_so(_record: CustodyRecord, _circumstances: Circumstances) -> Ruling:
        return passed(Reason.ALL_ENDED)

    assert Person().finding(says_so).reason == "NO_EVIDENCE"


def test_evidence_of_a_later_time_does_not_count() -> None:
    @check("G99", "Is it so?", what_to_do="Look.", source="test", fresh_for=timedelta(days=1))
    def from_tomorrow(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
        assert record.identity is not None
        later = circumstances.at + timedelta(days=1)
        return passed(Reason.ALL_ENDED, record.identity, evidence_of=later)

    assert Person().finding(from_tomorrow).reason == "EVIDENCE_FROM_LATER"


def test_only_what_is_not_done_yet_is_excused_before_its_time() -> None:
    person = Person().ready()
    assessed = assess(person.record, person.circumstances(), CHECKS)
    assert not blocking(assessed, Step.AUTHORISE)
    assert [each.check for each in blocking(assessed, Step.CONFIRM)] == ["G32"]
    assert [each.check for each in blocking(assessed, Step.GATE)] == ["G20", "G31", "G32", "G36"]
    person.authorise()
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    person.citizen()
    moved_on = assess(person.record, person.circumstances(step=Step.CONFIRM), CHECKS)
    assert "G36" in [each.check for each in blocking(moved_on, Step.CONFIRM)]


def test_a_court_production_needs_neither_dates_nor_cases_but_an_authority() -> None:
    person = Person()
    remand = person.remand()
    today = person.clock.now().date()
    person.state(f.HearingListed(hearing="h", case_urn="u", court="c", on=today))
    circumstances = person.circumstances(exit_type=ExitType.COURT_PRODUCTION)
    assessed = assess(person.record, circumstances, CHECKS)
    assert not blocking(assessed, Step.AUTHORISE)
    not_needed = {e.check for e in assessed.findings if e.answer is Answer.NOT_APPLICABLE}
    stays = set(TABLE[2:21]) - {"G07"}
    assert not_needed == stays | {"G33", "G34"}
    assert all(each.evidence == (remand,) for each in assessed.findings if each.check in stays)
    person.end(remand)
    assessed = assess(person.record, circumstances, CHECKS)
    not_needed = {e.check for e in assessed.findings if e.answer is Answer.NOT_APPLICABLE}
    assert not_needed == {"G33"}


def test_the_table_knows_every_exit_and_names_only_checks_that_exist() -> None:
    assert set(EXIT_TYPES) == set(ExitType)
    for rule in EXIT_TYPES.values():
        assert set(rule.not_needed) <= set(TABLE)
        assert rule.required
        assert set(rule.required) | set(rule.not_needed) == set(TABLE)
        assert not set(rule.not_needed) & {"G30", "G31"}
        assert rule.people >= 2
    assert EXIT_TYPES[ExitType.EMERGENCY_HOSPITAL].required == ("G30", "G31", "G35")
    for exit_type in set(ExitType) - {ExitType.EMERGENCY_HOSPITAL}:
        assert {"G02", "G32", "G36"} <= set(EXIT_TYPES[exit_type].required)
        assert EXIT_TYPES[exit_type].people == (2 if exit_type.keeps_in_custody else 4)


def test_the_version_follows_the_checks_content() -> None:
    assert checks_version(CHECKS) == checks_version(tuple(CHECKS))
    assert checks_version(CHECKS) != checks_version(CHECKS[1:])
    looser = msgspec.structs.replace(CHECKS[1], fresh_for=timedelta(hours=25))
    assert checks_version(CHECKS) != checks_version((CHECKS[0], looser, *CHECKS[2:]))


NOTHING_DECIDED_THERE = {
    "gatelodge.gate.reasons": "the words of a finding",
    "gatelodge.record.hazards": "the words of a doubt",
    "gatelodge.record.two_readings": "the words of a difference",
    "gatelodge.record.london": "days and hours, and their words",
    "gatelodge.sentencing.working_days": "the engine has a version of its own",
}
"""Modules whose functions the checks ask, but which the version of the checks leaves out: why."""


def test_the_version_follows_all_code_that_decides() -> None:
    deciding = deciding_modules(CHECKS)
    asked = {
        each.__module__
        for name in deciding
        for each in vars(sys.modules[name]).values()
        if inspect.isfunction(each) and each.__module__.startswith("gatelodge.")
    }
    assert asked - set(deciding) == set(NOTHING_DECIDED_THERE)


def test_an_assessment_names_what_it_was_made_with() -> None:
    person = Person().ready()
    assessed = assess(person.record, person.circumstances(), CHECKS)
    assert assessed.law_version == law().version
    assert assessed.record_version == person.version
    assert assessed.on == person.lawful_day()


def test_words_that_lack_what_the_check_found_are_refused() -> None:
    with pytest.raises(KeyError):
        Reason.STILL_HELD.words()
