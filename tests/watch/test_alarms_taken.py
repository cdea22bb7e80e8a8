import pytest

from gatelodge.casework.office import Actor, ActRefused
from gatelodge.casework.watching import end_alarm, take_alarm
from gatelodge.record import facts as f
from gatelodge.watch import PAGED
from tests.watch.stories import GOVERNOR, RECORD, Story, watch

OUTSIDER = Actor(
    account="staff:other",
    surname="Vane",
    forenames="Ossian",
    roles=frozenset({(f.Role.DUTY_GOVERNOR, "DMI"), (f.Role.GATE_OFFICER, "FNI")}),
)
SECOND = Actor(
    account="staff:second-governor",
    surname="Marsh",
    forenames="Edda",
    roles=frozenset({(f.Role.DUTY_GOVERNOR, "FNI")}),
)


@pytest.fixture
def alarm(story: Story) -> str:
    """Somebody at the gate says that they should not be out."""
    story.receive()
    story.say(f.CustodyReturnAsked(said_by="the person", terminal="gate 1", words="I am serving."))
    watch(story)
    (raised,) = story.record.alarms
    return raised.raised.fact.alarm


def test_every_cause_pages_somebody() -> None:
    assert set(PAGED) == set(f.AlarmCause)
    assert all(PAGED.values())


def test_an_alarm_is_taken_once_by_one_person_and_may_be_taken_over(
    story: Story, alarm: str
) -> None:
    assert len(take_alarm(story.office, GOVERNOR, RECORD, alarm)) == 1
    assert take_alarm(story.office, GOVERNOR, RECORD, alarm) == ()
    take_alarm(story.office, SECOND, RECORD, alarm)
    taken = story.record.alarms[0].taken
    assert taken is not None
    assert taken.by == SECOND.account


def test_an_alarm_ends_with_a_reason_and_keeps_it(story: Story, alarm: str) -> None:
    end_alarm(story.office, GOVERNOR, RECORD, alarm, "  a visitor of the same name ")
    ended = story.record.alarms[0].ended
    assert ended is not None
    assert ended.fact.why == "a visitor of the same name"
    assert ended.by == GOVERNOR.account
    watch(story)
    assert story.alarms == [(f.AlarmCause.CUSTODY_RETURN_ASKED, False)]


@pytest.mark.parametrize(
    ("actor", "why", "code"), [(GOVERNOR, "   ", "NO_REASON"), (OUTSIDER, "seen", "NO_ROLE")]
)
def test_an_alarm_is_not_ended_without_a_reason_or_by_somebody_it_does_not_page(
    story: Story, alarm: str, actor: Actor, why: str, code: str
) -> None:
    with pytest.raises(ActRefused) as refused:
        end_alarm(story.office, actor, RECORD, alarm, why)
    assert refused.value.code == code
    assert story.record.alarms[0].is_open


def test_an_alarm_that_was_never_raised_is_refused(story: Story, alarm: str) -> None:
    with pytest.raises(ActRefused, match="no such alarm"):
        end_alarm(story.office, GOVERNOR, RECORD, alarm + "1", "seen")


def test_an_alarm_that_is_over_cannot_be_taken_or_ended_again(story: Story, alarm: str) -> None:
    end_alarm(story.office, GOVERNOR, RECORD, alarm, "seen")
    with pytest.raises(ActRefused, match="ended before: seen"):
        end_alarm(story.office, SECOND, RECORD, alarm, "seen again")
    with pytest.raises(ActRefused, match="ended before"):
        take_alarm(story.office, SECOND, RECORD, alarm)
