"""Each override that two governors made is told to national operations, once."""

import pytest

from gatelodge.casework.office import ActRefused
from gatelodge.casework.overrides import override_check, second_override
from gatelodge.casework.watching import end_alarm, redecide_record, take_alarm
from gatelodge.record import facts as f
from gatelodge.watch import PAGED
from tests.gate.prison import LISTER, Person, staff

OVERRIDDEN = f.AlarmCause.CHECK_OVERRIDDEN
DEACON = staff("deacon.ruth", f.Role.DUTY_GOVERNOR, f.Role.HEAD_OF_OMU)
STROUD = staff("stroud.miriam", f.Role.NATIONAL_OPERATIONS, prison=f.EVERY_PRISON)
FINE = "fine default, 120 pounds"


@pytest.fixture
def asked() -> Person:
    """Ready but for a warrant, and a governor has asked for an override."""
    person = Person().ready()
    person.asked(f.Enquiry.WARRANTS, FINE, of="Dunmere fines office")
    override_check(
        person.office,
        LISTER,
        person.id,
        check="G14",
        why="paid in full at the counter",
        national_operations="Petra Lowe, 21:40",
        seen_version=person.version,
    )
    return person


def agree(person: Person) -> None:
    second_override(
        person.office,
        DEACON,
        person.id,
        override=person.record.overrides[-1].given.seq,
        why="seen the receipt",
        seen_version=person.version,
    )


def watch(person: Person) -> list[f.AlarmCause]:
    redecide_record(person.office, person.id, person.office.ledger.head())
    return [each.raised.fact.cause for each in person.record.alarms]


def test_one_governor_alone_alarms_nobody(asked: Person) -> None:
    assert watch(asked) == []


def test_two_governors_alarm_national_operations_first_and_once(asked: Person) -> None:
    agree(asked)
    assert watch(asked) == [OVERRIDDEN]
    assert watch(asked) == [OVERRIDDEN]
    assert PAGED[OVERRIDDEN] == (f.Role.NATIONAL_OPERATIONS, f.Role.HEAD_OF_OMU)
    raised = asked.record.alarms[0].raised.fact
    assert raised.about == asked.record.overrides[0].given.seq
    assert raised.since == asked.clock.now()
    assert "G14" in raised.words
    assert "Is no civil, fine or confiscation warrant outstanding?" in raised.words


def test_the_alarm_says_nothing_of_what_was_found(asked: Person) -> None:
    agree(asked)
    watch(asked)
    assert FINE not in asked.record.alarms[0].raised.fact.words


def test_the_alarm_stands_though_the_plan_is_another_by_then(asked: Person) -> None:
    agree(asked)
    asked.plan()
    assert watch(asked) == [OVERRIDDEN]


def test_each_override_has_its_own_alarm(asked: Person) -> None:
    agree(asked)
    watch(asked)
    asked.asked(f.Enquiry.HEALTH, "an inpatient until tomorrow", of="Healthcare")
    override_check(
        asked.office,
        LISTER,
        asked.id,
        check="G16",
        why="the ward discharged him",
        national_operations="Petra Lowe, 22:10",
        seen_version=asked.version,
    )
    agree(asked)
    assert watch(asked) == [OVERRIDDEN, OVERRIDDEN]


def test_whoever_made_the_override_cannot_end_its_alarm(asked: Person) -> None:
    agree(asked)
    watch(asked)
    alarm = asked.record.alarms[0].raised.fact.alarm
    with pytest.raises(ActRefused) as refused:
        end_alarm(asked.office, DEACON, asked.id, alarm, "it is right")
    assert refused.value.code == "OWN_ACT"
    take_alarm(asked.office, STROUD, asked.id, alarm)
    end_alarm(asked.office, STROUD, asked.id, alarm, "both reasons are good enough")
    assert not asked.record.alarms[0].is_open
    assert watch(asked) == [OVERRIDDEN]
