from gatelodge.record import facts as f
from gatelodge.watch import redecides
from tests.watch.stories import Story, watch

STANDS_NO_LONGER = f.AlarmCause.AUTHORISATION_NO_LONGER_STANDS
CANCELLED = f.AlarmCause.PASS_CANCELLED


def test_an_authorisation_with_nothing_new_is_left_alone(story: Story) -> None:
    story.due_today()
    story.authorise()
    assert {type(each.fact) for each in watch(story)} == {f.ChecksRound}
    assert watch(story) == ()


def test_news_before_the_governor_confirmed_makes_an_authorisation_fall(story: Story) -> None:
    story.due_today()
    authorisation = story.authorise()
    story.result(f.OrderKind.CUSTODY, on=story.clock.now().date(), months=45)

    watch(story)

    redecided = story.record.releases[0].redecided
    assert redecided is not None
    assert not redecided.fact.stands
    (alarm,) = story.record.alarms
    assert alarm.raised.fact.cause is STANDS_NO_LONGER
    assert alarm.raised.fact.about == authorisation
    assert "Is each court result here with its paper, matched" in alarm.raised.fact.words
    assert "court message linked" in alarm.raised.fact.words


def test_a_second_ground_does_not_alarm_twice_while_the_alarm_is_open(story: Story) -> None:
    story.due_today()
    story.authorise()
    story.result(f.OrderKind.CUSTODY, on=story.clock.now().date(), months=45)
    watch(story)
    story.say(f.NationalityStated(nationality="Portuguese"))
    watch(story)
    assert story.alarms == [(STANDS_NO_LONGER, True)]


def test_an_authorisation_whose_day_is_over_concerns_nobody(story: Story) -> None:
    story.due_today()
    story.authorise()
    story.clock.pass_by(days=1)
    story.say(f.NationalityStated(nationality="Portuguese"))
    watch(story)
    assert STANDS_NO_LONGER not in [cause for cause, _ in story.alarms]


def test_a_live_pass_that_news_kills_is_told_to_the_gate_once(story: Story) -> None:
    story.due_today()
    story.authorise()
    story.confirm()
    story.result(f.OrderKind.CUSTODY, on=story.clock.now().date(), months=45)

    watch(story)
    watch(story)

    (alarm,) = story.record.alarms
    assert alarm.raised.fact.cause is CANCELLED
    assert "court message linked" in alarm.raised.fact.words


def test_a_pass_that_a_person_cancelled_alarms_nobody(story: Story) -> None:
    story.due_today()
    story.authorise()
    pass_id = story.confirm()
    story.say(f.PassCancelled(pass_id=pass_id, because_of_version=None, words="not today"))
    watch(story)
    assert story.alarms == []


def test_a_word_at_the_gate_pages_at_once(story: Story) -> None:
    story.due_today()
    story.leave_by_pass()
    story.say(
        f.CustodyReturnAsked(said_by="the person", terminal="gate 1", words="I have 2 years left.")
    )
    watch(story)
    (alarm,) = story.record.alarms
    assert alarm.raised.fact.cause is f.AlarmCause.CUSTODY_RETURN_ASKED
    assert "I have 2 years left." in alarm.raised.fact.words


def test_our_own_decisions_and_alarms_make_nobody_decide_again(story: Story) -> None:
    story.due_today()
    story.leave_by_pass()
    story.say(f.NationalityStated(nationality="Portuguese"), true_from=story.clock.now())
    story.result(f.OrderKind.CUSTODY, on=story.clock.now().date(), months=45)
    wrote = watch(story)
    assert {type(e.fact) for e in wrote} == {f.ExitRedecided, f.AlarmRaised}
    assert not any(redecides(e) for e in wrote)
