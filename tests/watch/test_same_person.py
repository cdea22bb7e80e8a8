"""Two records of one person: what held them on the other counts for every exit on this one."""

from datetime import timedelta

import pytest

from gatelodge.record import facts as f
from tests.watch.stories import DAY, Story, watch

OTHER = "fedcba9876543210fedcba9876543210"
THIRD = "00112233445566778899aabbccddeeff"
SUSPECTED = f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR
REMAND = f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=None)


def link(one: Story, other: Story) -> None:
    for this, that in ((one, other), (other, one)):
        this.say(
            f.SamePersonHeld(
                other_record=that.record_id, held_by=f.HeldBy.PERSON, basis="same face"
            )
        )


def second(story: Story, record_id: str = OTHER) -> Story:
    other = Story(story.office, record_id)
    other.receive()
    return other


@pytest.mark.parametrize("is_linked_before", [True, False])
def test_a_remand_of_before_on_the_other_record_alarms(
    story: Story, *, is_linked_before: bool
) -> None:
    other = second(story)
    if is_linked_before:
        link(story, other)
    story.due_today()
    story.leave_by_pass()
    watch(story)
    assert story.alarms == []
    story.clock.pass_by(days=1)
    if not is_linked_before:
        link(story, other)
    other.say(REMAND, true_from=DAY - timedelta(days=30))
    watch(story)
    redecided = story.record.exits[-1].redecided
    assert redecided
    assert {"G02", "G30"} <= set(redecided.fact.fallen)
    assert story.alarms == [(SUSPECTED, True)]


def test_it_is_found_by_way_of_a_third_record(story: Story) -> None:
    middle, far = second(story), second(story, THIRD)
    link(story, middle)
    link(middle, far)
    story.due_today()
    story.leave_by_pass()
    watch(story)
    far.say(REMAND, true_from=DAY - timedelta(days=30))
    watch(story)
    assert story.alarms == [(SUSPECTED, True)]


def test_an_arrest_of_later_on_the_other_record_alarms_nobody(story: Story) -> None:
    """Somebody lawfully out is arrested and received anew; later the two are found to be one."""
    story.due_today()
    story.leave_by_pass()
    watch(story)
    story.clock.pass_by(days=20)
    other = second(story)
    other.say(REMAND, true_from=story.clock.now())
    other.result(f.OrderKind.CUSTODY, on=story.clock.now().date(), months=9, urn="20AA0000099")
    link(story, other)
    watch(story)
    watch(other)
    redecided = story.record.exits[-1].redecided
    assert redecided
    assert redecided.fact.fallen == ()
    assert story.alarms == []


def test_two_that_were_found_to_be_different_people_hold_each_other_no_more(story: Story) -> None:
    other = second(story)
    link(story, other)
    story.due_today()
    story.leave_by_pass()
    other.say(REMAND, true_from=DAY - timedelta(days=30))
    watch(story)
    assert story.alarms == [(SUSPECTED, True)]
    for this, that in ((story, other), (other, story)):
        this.say(f.DifferentPeopleFound(other_record=that.record_id, basis="fingerprints"))
    watch(story)
    redecided = story.record.exits[-1].redecided
    assert redecided
    assert redecided.fact.fallen == ()
