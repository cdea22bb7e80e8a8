from datetime import date, timedelta

import pytest

from gatelodge.record import facts as f
from gatelodge.record import start_of_day
from tests.watch.stories import DAY, SENTENCED_ON, Story, watch

SUSPECTED = f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR
BEFORE = start_of_day(date(2026, 9, 1))
OTHER_URN = "20AA0000099"


def judged(story: Story) -> f.ExitRedecided:
    """The newest judgement of the newest exit."""
    redecided = story.record.exits[-1].redecided
    assert redecided is not None
    return redecided.fact


def out_lawfully(story: Story) -> int:
    """A release that nothing spoke against, judged once, and a day gone by."""
    story.due_today()
    left = story.leave_by_pass()
    watch(story)
    story.clock.pass_by(days=1)
    return left


def test_a_lawful_exit_by_pass_is_judged_once_and_alarms_nobody(story: Story) -> None:
    out_lawfully(story)

    assert (judged(story).fallen, judged(story).never_evidenced) == ((), ())
    assert story.alarms == []
    assert [f_.answer for f_ in judged(story).assessed.findings].count(f.Answer.UNKNOWN) == 0


def test_deciding_twice_writes_once(story: Story) -> None:
    out_lawfully(story)
    story.result(f.OrderKind.CUSTODY, on=DAY.date(), months=45)
    assert watch(story) != ()
    head = story.office.ledger.head()

    assert watch(story) == ()
    story.clock.pass_by(days=30)
    assert watch(story) == ()
    assert story.office.ledger.head() == head


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(
            f.RecallOrdered(recall_kind=f.RecallKind.STANDARD, revoked_on=date(2026, 9, 4)),
            id="recall",
        ),
        pytest.param(
            f.RemandOrdered(
                court="Fernlea Magistrates' Court",
                case_urn=OTHER_URN,
                next_hearing_on=date(2026, 9, 10),
            ),
            id="arrest and remand on a new charge",
        ),
        pytest.param(
            f.NationalityStated(nationality="Irish"), id="nationality stated on the way back"
        ),
        pytest.param(
            f.HearingListed(
                hearing="h2", case_urn=OTHER_URN, court="Dunmere", on=date(2026, 9, 20)
            ),
            id="hearing listed",
        ),
    ],
)
def test_what_happens_after_a_lawful_exit_alarms_nobody(story: Story, late: f.Fact) -> None:
    out_lawfully(story)
    story.say(late, true_from=start_of_day(date(2026, 9, 4)))
    watch(story)
    story.come_back()
    watch(story)

    assert SUSPECTED not in [cause for cause, _ in story.alarms]
    assert judged(story).fallen == ()


def test_somebody_who_comes_back_to_nothing_that_holds_is_overdue_at_once(story: Story) -> None:
    out_lawfully(story)
    story.come_back("gave themselves up at the gate")
    watch(story)
    assert story.alarms == [(f.AlarmCause.OVERDUE_RELEASE, True)]


def test_a_custody_result_of_the_day_of_exit_alarms_before_anybody_reads_it(story: Story) -> None:
    left = out_lawfully(story)
    story.result(f.OrderKind.CUSTODY, on=DAY.date(), months=45, urn=OTHER_URN)

    watch(story)

    assert "G04" in judged(story).fallen
    assert "G03" in judged(story).fallen
    (alarm,) = story.record.alarms
    assert alarm.raised.fact.cause is SUSPECTED
    assert alarm.raised.fact.about == left
    assert "Thursday 3 September 2026" in alarm.raised.fact.words
    assert "Is each court result here with its paper, matched" in alarm.raised.fact.words


def test_a_proposed_match_is_enough_to_alarm(story: Story) -> None:
    out_lawfully(story)
    story.result(f.OrderKind.REMAND, on=DAY.date(), match=f.MatchKind.PROPOSED)
    watch(story)
    assert story.alarms == [(SUSPECTED, True)]


@pytest.mark.parametrize(
    "order",
    [
        f.OrderKind.SUSPENDED,
        f.OrderKind.BAIL,
        f.OrderKind.ACQUITTED,
        f.OrderKind.NOT_CUSTODIAL,
    ],
)
def test_a_late_result_that_holds_nobody_alarms_nobody(story: Story, order: f.OrderKind) -> None:
    out_lawfully(story)
    story.result(order, on=DAY.date(), months=6, urn=OTHER_URN)
    watch(story)
    assert (story.alarms, judged(story).fallen) == ([], ())


def test_a_late_result_that_is_not_read_with_certainty_alarms(story: Story) -> None:
    out_lawfully(story)
    story.result(
        f.OrderKind.SUSPENDED, on=DAY.date(), months=6, doubts=("The label is not known.",)
    )
    watch(story)
    assert story.alarms == [(SUSPECTED, True)]


def test_a_message_that_holds_nobody_alarms_when_its_paper_says_custody(story: Story) -> None:
    out_lawfully(story)
    story.result(f.OrderKind.SUSPENDED, on=DAY.date(), months=45)
    watch(story)
    assert story.alarms == []

    story.read_paper(f.OrderKind.CUSTODY, on=DAY.date(), months=45)
    watch(story)

    assert story.alarms == [(SUSPECTED, True)]
    assert "G05" in judged(story).fallen


def test_a_result_of_a_later_hearing_says_nothing_about_the_exit(story: Story) -> None:
    out_lawfully(story)
    story.result(f.OrderKind.CUSTODY, on=date(2026, 9, 4), months=45)
    watch(story)
    assert (story.alarms, judged(story).fallen) == ([], ())


def test_a_result_found_to_be_of_somebody_else_no_longer_speaks_against_the_exit(
    story: Story,
) -> None:
    out_lawfully(story)
    story.result(f.OrderKind.CUSTODY, on=DAY.date(), months=45, match=f.MatchKind.PROPOSED)
    watch(story)
    story.say(f.CourtItemNotThisPerson(item="item-1", basis="the co-defendant's"))

    watch(story)

    assert judged(story).fallen == ()
    assert story.alarms == [(SUSPECTED, True)], "only a person ends an alarm"


def test_applying_the_late_sentence_keeps_one_alarm_and_names_the_authority(story: Story) -> None:
    out_lawfully(story)
    story.result(f.OrderKind.CUSTODY, on=DAY.date(), months=45, urn=OTHER_URN)
    watch(story)
    story.read_paper(f.OrderKind.CUSTODY, on=DAY.date(), months=45, urn=OTHER_URN)
    sentence = story.sentence(months=45, on=DAY.date(), urn=OTHER_URN)
    story.apply(sentence)

    watch(story)

    assert "G02" in judged(story).fallen
    assert "G04" not in judged(story).fallen
    assert story.alarms == [(SUSPECTED, True)]


def test_a_late_short_sentence_that_would_have_ended_by_then_is_no_error(story: Story) -> None:
    out_lawfully(story)
    story.sentence(months=2, on=SENTENCED_ON, urn=OTHER_URN)
    story.say(
        f.CaseDisposed(
            case_urn=OTHER_URN, court="Dunmere", disposal="custody", disposed_on=SENTENCED_ON
        ),
        true_from=start_of_day(SENTENCED_ON),
    )
    watch(story)
    assert (story.alarms, judged(story).fallen) == ([], ())


def test_added_days_that_come_to_light_later_make_the_exit_early(story: Story) -> None:
    out_lawfully(story)
    story.say(
        f.AddedDaysAwarded(days=14, awarded_on=date(2026, 8, 20), adjudication="A1"),
        true_from=start_of_day(date(2026, 8, 20)),
    )
    watch(story)
    assert {"G02", "G09"} <= set(judged(story).fallen)
    assert story.alarms == [(SUSPECTED, True)]


def test_days_of_remand_that_come_to_light_later_make_no_release_in_error(story: Story) -> None:
    out_lawfully(story)
    story.say(
        f.RemandCredited(days=10, period=None, counts_from=SENTENCED_ON),
        true_from=start_of_day(SENTENCED_ON),
    )
    watch(story)
    assert (story.alarms, judged(story).fallen) == ([], ())


def test_a_check_that_fell_from_pass_to_unknown_alarms(story: Story) -> None:
    out_lawfully(story)
    story.say(f.NationalityStated(nationality="Portuguese"), true_from=BEFORE)
    watch(story)
    assert judged(story).fallen == ("G13",)
    assert story.alarms == [(SUSPECTED, True)]


def test_an_authority_that_was_in_force_all_along_alarms(story: Story) -> None:
    out_lawfully(story)
    story.say(
        f.ImmigrationDetentionAuthorised(reference="IS91-1", review_on=date(2026, 9, 28)),
        true_from=BEFORE,
    )
    watch(story)
    assert {"G02", "G13", "G30"} <= set(judged(story).fallen)


def test_a_confirmation_that_was_never_given_alarms(story: Story) -> None:
    out_lawfully(story)
    confirmed = story.record.releases[0].confirmed
    assert confirmed is not None
    story.say(f.EntryWithdrawn(entry=confirmed.seq, why="entered under another's name"))
    watch(story)
    assert judged(story).fallen == ("G32",)


def test_an_exit_long_after_the_final_check_without_a_scan_alarms(story: Story) -> None:
    story.due_today()
    authorisation = story.authorise()
    pass_id = story.confirm()
    story.at_reception()
    story.say(f.FinalCheckRun(authorisation=authorisation, assessed=story.final()))
    story.clock.pass_by(minutes=11)
    story.leave(pass_id=pass_id)

    watch(story)

    assert judged(story).never_evidenced == ()
    assert judged(story).fallen == ("G36",)


def test_evidence_that_grew_old_between_scan_and_entry_of_the_exit_is_no_error(
    story: Story,
) -> None:
    """The case list is good for 24 hours and was 23 hours 59 minutes old at the scan."""
    story.receive()
    story.sentence()
    story.calculate()
    story.check()
    story.clock.at = DAY - timedelta(days=1) + timedelta(minutes=34, seconds=30)
    story.state_cases()
    story.clock.at = DAY
    story.leave_by_pass()
    assert story.clock.now() > DAY + timedelta(minutes=34, seconds=30)

    watch(story)

    assert judged(story).fallen == ()


def test_an_exit_on_paper_with_an_authority_that_nothing_ended_alarms(story: Story) -> None:
    story.due_today()
    story.say(
        f.RemandOrdered(court="Dunmere", case_urn=OTHER_URN, next_hearing_on=date(2026, 9, 18)),
        true_from=start_of_day(date(2026, 8, 10)),
    )
    exited_at = story.clock.now()
    story.clock.pass_by(hours=20)
    left = story.leave(at=exited_at)

    watch(story)

    assert "G02" in judged(story).fallen
    assert {"G32", "G36"} <= set(judged(story).never_evidenced)
    (alarm,) = story.record.alarms
    assert (alarm.raised.fact.cause, alarm.raised.fact.about) == (SUSPECTED, left)
    assert alarm.raised.fact.since == exited_at


def test_an_exit_on_paper_lists_what_was_never_evidenced_and_alarms_nobody(story: Story) -> None:
    story.receive()
    story.sentence()
    story.calculate()
    story.check()
    story.leave()

    watch(story)

    assert set(judged(story).never_evidenced) == {
        *("G03", "G06", "G10", "G12", "G14", "G15", "G16"),
        *("G20", "G22", "G23", "G24", "G31", "G32", "G36"),
    }
    assert (story.alarms, judged(story).fallen) == ([], ())


def test_what_was_met_when_a_paper_exit_was_entered_may_not_become_unknown(story: Story) -> None:
    story.due_today()
    story.leave()
    story.say(f.NationalityStated(nationality="Portuguese"), true_from=BEFORE)

    watch(story)

    assert judged(story).fallen == ("G13",)
    assert set(judged(story).never_evidenced) == {"G20", "G31", "G32", "G36"}


def test_a_name_put_right_after_the_exit_undoes_no_comparison_of_faces(story: Story) -> None:
    """Two officers compared the person that day; who was compared, a correction does not change."""
    out_lawfully(story)
    named = next(e for e in story.record.entries if isinstance(e.fact, f.IdentityRecorded))
    story.say(
        f.IdentityRecorded(surname="Quill", forenames="Tamsyn", born_on=date(1990, 1, 1)),
        corrects=named.seq,
    )
    watch(story)
    assert "G31" not in judged(story).fallen


def test_a_query_to_the_court_opened_after_the_exit_does_not_speak_against_it(story: Story) -> None:
    out_lawfully(story)
    story.say(f.CourtQueried(query="q", about="the term", asked_of="Dunmere"), true_from=BEFORE)
    watch(story)
    assert (story.alarms, judged(story).fallen) == ([], ())


def test_an_exit_entered_at_the_wrong_hour_is_judged_again_at_the_right_one(story: Story) -> None:
    left = out_lawfully(story)
    on_time = judged(story).assessed.at
    the_day_before = story.record.exits[-1].left.fact.exited_at - timedelta(days=1)
    story.say(
        f.ExitRecorded(
            exit_type=f.ExitType.COMMUNITY,
            exited_at=the_day_before,
            pass_id=story.record.releases[0].issued.fact.pass_id,  # type: ignore[union-attr]  # the exit above was by pass
            place="main gate",
        ),
        true_from=the_day_before,
        corrects=left,
    )
    watch(story)
    assert judged(story).assessed.at == the_day_before < on_time
    assert "G09" in judged(story).fallen


def test_an_exit_that_never_was_is_not_judged(story: Story) -> None:
    left = out_lawfully(story)
    story.say(f.EntryWithdrawn(entry=left, why="another person's"))
    before = story.office.ledger.head()
    wrote = watch(story)
    assert not any(isinstance(e.fact, f.ExitRedecided) for e in wrote)
    assert story.office.ledger.head() >= before


def test_every_past_exit_is_judged_not_the_newest_alone(story: Story) -> None:
    first = out_lawfully(story)
    story.come_back()
    story.clock.pass_by(hours=5)
    second = story.leave()
    watch(story)
    story.say(f.NationalityStated(nationality="Portuguese"), true_from=BEFORE)
    watch(story)
    about = {a.raised.fact.about for a in story.record.alarms if a.raised.fact.cause is SUSPECTED}
    assert about == {first, second}


def test_an_alarm_that_a_person_ended_stays_ended_until_there_is_a_new_ground(
    story: Story,
) -> None:
    out_lawfully(story)
    story.result(f.OrderKind.CUSTODY, on=DAY.date(), months=45)
    watch(story)
    (alarm,) = story.record.alarms
    story.end_alarm(alarm.raised.fact.alarm, "the co-defendant's result, seen on paper")
    story.clock.pass_by(days=3)
    story.say(f.AliasRecorded(surname="Quill", forenames="T"))
    watch(story)
    assert story.alarms == [(SUSPECTED, False)]

    story.say(
        f.ImmigrationDetentionAuthorised(reference="IS91-1"),
        true_from=BEFORE,
    )
    watch(story)

    assert story.alarms == [(SUSPECTED, False), (SUSPECTED, True)]
    first, second = (a.raised.fact.alarm for a in story.record.alarms)
    assert first != second


class TestCourtProduction:
    def produced(self, story: Story) -> int:
        story.receive()
        story.sentence(months=24)
        listed = f.HearingListed(
            hearing="h1", case_urn="20AA0000026", court="Dunmere", on=DAY.date()
        )
        self.listed = story.say(listed).seq
        story.clock.pass_by(minutes=1)
        return story.leave_by_pass(f.ExitType.COURT_PRODUCTION)

    def test_a_production_with_its_hearing_alarms_nobody(self, story: Story) -> None:
        self.produced(story)
        watch(story)
        assert (story.alarms, judged(story).fallen) == ([], ())

    def test_while_the_person_is_out_a_hearing_that_never_was_alarms(self, story: Story) -> None:
        self.produced(story)
        story.say(f.EntryWithdrawn(entry=self.listed, why="no such hearing"))
        watch(story)
        assert judged(story).fallen == ("G30",)
        assert story.alarms == [(SUSPECTED, True)]

    def test_once_the_person_is_back_it_is_only_written_down(self, story: Story) -> None:
        self.produced(story)
        story.come_back("back from court")
        story.say(f.EntryWithdrawn(entry=self.listed, why="no such hearing"))
        watch(story)
        assert judged(story).fallen == ("G30",)
        assert story.alarms == []


def test_a_remand_entered_between_an_exit_and_its_entry_held_them(story: Story) -> None:
    """An exit on paper is entered afterwards; what holds and says no moment is no later arrest."""
    story.due_today()
    left_at = story.clock.now()
    story.clock.pass_by(hours=1)
    story.say(
        f.RemandOrdered(court="Dunmere", case_urn=OTHER_URN, next_hearing_on=date(2026, 9, 20))
    )
    story.clock.pass_by(hours=1)
    story.leave(at=left_at)
    watch(story)
    assert {"G02", "G30"} <= set(judged(story).fallen)
