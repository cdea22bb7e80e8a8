"""State is a pure fold of entries, as known at and as effective at any instant."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from gatelodge.record import AuthorityState, fold
from gatelodge.record import facts as f
from gatelodge.record.fold import _APPLY
from tests.record.sample_facts import sample, samples
from tests.record.stream import (
    MONDAY,
    RECORD,
    Stream,
    ended,
    moment,
    remand,
    sentence,
    stream_of,
)

OF_OTHER_STREAMS: set[type[f.Fact]] = {
    f.StaffRegistered,
    f.RoleGranted,
    f.RoleEnded,
    f.PolicySet,
    f.SubscriptionCreated,
    f.SubscriptionSecretRotated,
    f.SigningKeyPublished,
    f.PackMade,
    f.PrisonRegistered,
    f.NightlyLookbackRun,
    f.NearMissCounted,
    f.CourtMessageReceived,
    f.UnreadableMessageReceived,
    f.CourtMessageRefused,
    f.CourtRegisterAnswered,
    f.DocumentReceived,
    f.DocumentNotAvailable,
    f.DocumentRead,
    f.ItemMatched,
    f.MatchUndone,
    f.ItemOpened,
    f.ItemClosed,
}


def stored_name(kind: type[f.Fact]) -> str:
    return kind.KIND


def surname(stream: Stream, **times: object) -> str | None:
    record = stream.fold(**times)  # type: ignore[arg-type]  # the two times of the fold
    return record.identity.fact.surname if record.identity else None


def named(surname: str) -> f.IdentityRecorded:
    return f.IdentityRecorded(surname=surname, forenames="Ann", born_on=date(1990, 5, 1))


# Every kind


def test_every_kind_has_its_place_in_a_state_or_belongs_elsewhere() -> None:
    everything = set(f.FACT_KINDS) - {f.EntryWithdrawn}
    assert everything - set(_APPLY) == OF_OTHER_STREAMS & everything
    assert not set(_APPLY) & OF_OTHER_STREAMS


@pytest.mark.parametrize("kind", [kind for kind in f.FACT_KINDS if kind in _APPLY], ids=stored_name)
def test_any_kind_may_come_first(kind: type[f.Fact]) -> None:
    """An entry that names what is not there changes nothing and breaks nothing."""
    record = stream_of([sample(kind)]).fold()
    assert record.version == 1


def test_a_stream_of_every_kind_folds() -> None:
    stream = stream_of([fact for kind, fact in samples().items() if kind in _APPLY])
    assert stream.fold().version == len(_APPLY)


@pytest.mark.parametrize(
    "kind", [kind for kind in f.FACT_KINDS if kind in OF_OTHER_STREAMS], ids=stored_name
)
def test_a_kind_of_another_stream_is_refused(kind: type[f.Fact]) -> None:
    with pytest.raises(LookupError):
        stream_of([sample(kind)]).fold()


# Two times


def test_what_did_we_know_then() -> None:
    stream = Stream()
    stream.say(named("AYRES"), at=moment(0))
    stream.say(named("BELL"), at=moment(2))
    assert surname(stream, known_at=moment(-1)) is None
    assert surname(stream, known_at=moment(0)) == "AYRES"
    assert surname(stream, known_at=moment(1)) == "AYRES"
    assert surname(stream, known_at=moment(2)) == "BELL"
    assert surname(stream) == "BELL"
    assert stream.fold(known_at=moment(1)).version == 1
    assert len(stream.fold(known_at=moment(1)).entries) == 1


def test_what_was_so_then() -> None:
    stream = Stream()
    stream.say(named("AYRES"), true_from=moment(-400))
    stream.say(named("BELL"), true_from=moment(-10))
    assert surname(stream, effective_at=moment(-401)) is None
    assert surname(stream, effective_at=moment(-400)) == "AYRES"
    assert surname(stream, effective_at=moment(-11)) == "AYRES"
    assert surname(stream, effective_at=moment(-10)) == "BELL"


def test_both_times_at_once() -> None:
    """On Wednesday an order of Monday arrived: what did we hold on Tuesday to be so on Monday?"""
    stream = Stream()
    stream.say(sample(f.PersonReceived), at=moment(0))
    stream.say(remand(), true_from=moment(0, 5), at=moment(2))
    tuesday, wednesday = moment(1), moment(2)
    assert not stream.fold(known_at=tuesday, effective_at=moment(0, 5)).authorities
    assert stream.fold(known_at=wednesday, effective_at=moment(0, 5)).authorities
    assert not stream.fold(known_at=wednesday, effective_at=moment(0, 4)).authorities


def test_a_paper_about_an_earlier_time_that_comes_late_does_not_undo_a_later_one() -> None:
    stream = Stream()
    stream.say(named("BELL"), true_from=moment(-10))
    stream.say(named("AYRES"), true_from=moment(-400))
    assert surname(stream) == "BELL"
    assert surname(stream, effective_at=moment(-11)) == "AYRES"


def test_two_statements_of_one_moment_the_later_recorded_stands() -> None:
    stream = Stream()
    stream.say(named("AYRES"), true_from=moment(-10))
    stream.say(named("BELL"), true_from=moment(-10))
    assert surname(stream) == "BELL"


# Corrections


def test_a_correction_takes_the_place_and_keeps_the_number() -> None:
    stream = Stream()
    began = stream.say(sentence(months=6), true_from=moment(-3))
    corrected = stream.say(sentence(months=8), corrects=began, true_from=moment(-3))
    (authority,) = stream.fold().authorities
    assert authority.seq == began
    assert authority.began.entry.seq == corrected
    assert authority.began.fact == sentence(months=8)
    assert stream.fold().version == 2


def test_a_correction_without_its_own_moment_keeps_that_of_what_it_corrects() -> None:
    """Otherwise the authority would not have been in force when the person left."""
    stream = Stream()
    began = stream.say(sentence(months=6), true_from=moment(-3))
    stream.say(sentence(months=8), corrects=began, at=moment(5))
    (authority,) = stream.fold(effective_at=moment(-3)).authorities
    assert authority.began.fact == sentence(months=8)
    assert authority.began.true_from == moment(-3)
    assert authority.began.recorded_at == moment(5)
    assert not stream.fold(effective_at=moment(-4)).authorities


def test_a_correction_may_move_the_moment() -> None:
    stream = Stream()
    began = stream.say(sentence(), true_from=moment(-3))
    moved = stream.say(sentence(), corrects=began, true_from=moment(-9))
    stream.say(sentence(months=7), corrects=moved)
    assert stream.fold(effective_at=moment(-9)).authorities[0].began.fact == sentence(months=7)
    assert not stream.fold(effective_at=moment(-10)).authorities


def test_before_the_correction_came_the_first_statement_was_known() -> None:
    stream = Stream()
    began = stream.say(sentence(months=6), at=moment(0))
    stream.say(sentence(months=8), corrects=began, at=moment(2))
    (then,) = stream.fold(known_at=moment(1)).authorities
    assert then.began.fact == sentence(months=6)


@pytest.mark.parametrize("names_the_first", [True, False])
def test_of_two_corrections_the_later_stands(*, names_the_first: bool) -> None:
    stream = Stream()
    began = stream.say(sentence(months=6))
    second = stream.say(sentence(months=8), corrects=began)
    stream.say(sentence(months=9), corrects=began if names_the_first else second)
    (authority,) = stream.fold().authorities
    assert (authority.seq, authority.began.fact) == (began, sentence(months=9))


def test_a_correction_into_another_kind_takes_its_place_too() -> None:
    stream = Stream()
    began = stream.say(sentence())
    stream.say(
        replace(sample(f.SuspendedSentenceOrdered), case_urn="45GD1"),
        corrects=began,
    )
    record = stream.fold()
    assert not record.authorities
    assert [each.seq for each in record.suspended] == [began]


# Withdrawals


def withdrawn(seq: int) -> f.EntryWithdrawn:
    return f.EntryWithdrawn(entry=seq, why="entered on the wrong record")


def test_a_withdrawn_entry_does_not_count_at_any_time() -> None:
    stream = Stream()
    began = stream.say(remand(), true_from=moment(-3), at=moment(0))
    stream.say(withdrawn(began), at=moment(2))
    assert not stream.fold().authorities
    assert not stream.fold(effective_at=moment(-2)).authorities
    assert stream.fold(known_at=moment(1)).authorities
    assert stream.fold().version == 2


def test_a_withdrawal_can_itself_be_withdrawn_again_and_again() -> None:
    stream = Stream()
    last = began = stream.say(remand())
    for turn in range(1, 6):
        last = stream.say(withdrawn(last))
        authorities = stream.fold().authorities
        assert [a.seq for a in authorities] == ([] if turn % 2 else [began])


def test_withdrawing_a_correction_brings_back_what_it_corrected() -> None:
    stream = Stream()
    began = stream.say(sentence(months=6))
    corrected = stream.say(sentence(months=8), corrects=began)
    stream.say(withdrawn(corrected))
    (authority,) = stream.fold().authorities
    assert authority.began.fact == sentence(months=6)


def test_withdrawing_the_first_statement_withdraws_its_corrections() -> None:
    stream = Stream()
    began = stream.say(sentence(months=6))
    stream.say(sentence(months=8), corrects=began)
    stream.say(withdrawn(began))
    assert not stream.fold().authorities


def test_a_correction_that_comes_after_a_withdrawal_states_it_anew() -> None:
    stream = Stream()
    began = stream.say(sentence(months=6))
    stream.say(withdrawn(began))
    stream.say(sentence(months=8), corrects=began)
    (authority,) = stream.fold().authorities
    assert (authority.seq, authority.began.fact) == (began, sentence(months=8))


def test_a_withdrawal_that_is_corrected_withdraws_the_right_entry_alone() -> None:
    stream = Stream()
    meant = stream.say(remand("45GD1"))
    mistaken = stream.say(remand("45GD2"))
    wrong = stream.say(withdrawn(mistaken))
    stream.say(withdrawn(meant), corrects=wrong)
    assert [a.seq for a in stream.fold().authorities] == [mistaken]


def test_a_withdrawal_reaches_no_further_than_its_entry() -> None:
    stream = Stream()
    first = stream.say(remand("45GD1"))
    second = stream.say(remand("45GD2"))
    stream.say(withdrawn(first))
    stream.say(withdrawn(999))
    assert [a.seq for a in stream.fold().authorities] == [second]


# Authorities


def test_an_authority_holds_until_a_sourced_entry_ends_it() -> None:
    stream = Stream()
    stream.say(sample(f.PersonReceived))
    began = stream.say(remand(until=date(2026, 9, 1)))
    assert stream.fold(effective_at=moment(400)).authorities_in_force
    stream.say(ended(began, days=1), true_from=moment(1))
    record = stream.fold()
    assert [a.state for a in record.authorities] == [AuthorityState.SATISFIED]
    assert record.authorities_in_force == ()
    assert record.no_authority_since == moment(1)
    before = stream.fold(effective_at=moment(0, 59))
    assert before.authorities_in_force
    assert before.no_authority_since is None


def test_an_end_stated_from_before_its_authority_still_ends_it() -> None:
    stream = Stream()
    began = stream.say(remand(), true_from=moment(3))
    stream.say(ended(began), true_from=moment(1))
    assert not stream.fold().authorities_in_force
    assert stream.fold(effective_at=moment(2)).authorities == ()


def test_an_end_holds_against_a_later_correction_of_its_authority() -> None:
    stream = Stream()
    began = stream.say(remand(), true_from=moment(0))
    stream.say(ended(began), true_from=moment(0))
    stream.say(remand(until=date(2026, 9, 1)), corrects=began, true_from=moment(2))
    record = stream.fold()
    assert [a.next_event_on for a in record.authorities] == [date(2026, 9, 1)]
    assert not record.authorities_in_force


def test_a_withdrawn_end_leaves_the_authority_in_force() -> None:
    stream = Stream()
    began = stream.say(remand())
    end = stream.say(ended(began))
    stream.say(withdrawn(end))
    (authority,) = stream.fold().authorities_in_force
    assert authority.seq == began
    assert authority.ends == ()


def test_a_suspended_sentence_holds_nobody() -> None:
    record = stream_of([sample(f.PersonReceived), sample(f.SuspendedSentenceOrdered)]).fold()
    assert record.authorities == ()
    assert record.suspended


def test_somebody_who_never_had_an_authority_has_no_moment_of_its_end() -> None:
    assert stream_of([sample(f.PersonReceived)]).fold().no_authority_since is None


# How a release goes, and how a person comes back


PASS_ID = "P1"


def exited(*, pass_id: str | None = PASS_ID, days: int = 0, minutes: int = 0) -> f.ExitRecorded:
    return f.ExitRecorded(
        exit_type=f.ExitType.COMMUNITY,
        exited_at=moment(days, minutes),
        pass_id=pass_id,
        place="the main gate",
    )


def with_a_pass() -> tuple[Stream, int]:
    stream = Stream()
    stream.say(f.PersonReceived(prison="FNI", prison_number="A1234BC"))
    stream.say(sample(f.ExitPlanned))
    authorised = stream.say(sample(f.ReleaseAuthorised))
    issued = replace(sample(f.PassIssued), authorisation=authorised, pass_id=PASS_ID)
    stream.say(issued)
    return stream, authorised


def test_a_release_and_its_acts() -> None:
    stream, authorised = with_a_pass()
    release = stream.fold().release
    assert release
    assert release.seq == authorised
    assert release.is_open
    assert release.issued
    stream.say(replace(sample(f.PassScanned), pass_id=PASS_ID))
    stream.say(replace(sample(f.PassScanned), pass_id="another"))
    stream.say(replace(sample(f.PassCancelled), pass_id=PASS_ID))
    release = stream.fold().release
    assert release
    assert len(release.scans) == 1
    assert not release.is_open


def test_an_exit_ends_its_release_even_if_its_time_was_written_too_early() -> None:
    """The watch at the gate is slow by an hour: the pass may not live on."""
    stream, _ = with_a_pass()
    stream.say(exited(minutes=-60), true_from=moment(0, -60))
    record = stream.fold()
    assert record.release
    assert record.release.exit
    assert not record.release.is_open
    assert record.plan is None
    assert not record.is_in_custody


def test_somebody_out_is_not_in_custody_until_they_return() -> None:
    stream, _ = with_a_pass()
    stream.say(exited(days=1), true_from=moment(1))
    back = f.ReturnRecorded(returned_at=moment(3), how="arrested", prison="DMI")
    stream.say(back, true_from=moment(3))
    assert stream.fold(effective_at=moment(0, 30)).is_in_custody
    assert not stream.fold(effective_at=moment(2)).is_in_custody
    after = stream.fold(effective_at=moment(3))
    assert (after.is_in_custody, after.prison) == (True, "DMI")


def test_a_return_belongs_to_the_exit_before_it() -> None:
    stream, _ = with_a_pass()
    stream.say(exited(days=1, pass_id=None), true_from=moment(1))
    stream.say(exited(days=5, pass_id=None), true_from=moment(5))
    stream.say(
        f.ReturnRecorded(returned_at=moment(3), how="arrested", prison="FNI"), true_from=moment(3)
    )
    first, second = stream.fold().exits
    assert first.returned
    assert second.returned is None


def test_a_second_return_does_not_take_the_place_of_the_first() -> None:
    stream, _ = with_a_pass()
    stream.say(exited(days=1), true_from=moment(1))
    for days in (2, 3):
        fact = f.ReturnRecorded(returned_at=moment(days), how="arrested", prison="FNI")
        stream.say(fact, true_from=moment(days))
    (exit_,) = stream.fold().exits
    assert exit_.returned
    assert exit_.returned.fact.returned_at == moment(2)


def test_somebody_produced_at_court_stays_in_custody() -> None:
    stream = stream_of([f.PersonReceived(prison="FNI", prison_number="A1234BC")])
    stream.say(replace(exited(pass_id=None), exit_type=f.ExitType.COURT_PRODUCTION))
    assert stream.fold().is_in_custody


# Items, questions, people


def test_an_item_gathers_what_the_court_sent_and_people_did() -> None:
    stream = Stream()
    item = "b" * 32
    for kind in (f.CourtMessageLinked, f.CourtResultReceived, f.ReadingConfirmed):
        stream.say(replace(sample(kind), item=item))
    for field in ("term", "count"):
        stream.say(replace(sample(f.ResultDifferenceSettled), item=item, field=field))
    (held,) = stream.fold().items
    assert held.is_open
    assert len(held.settled) == 2
    stream.say(replace(sample(f.CourtResultApplied), item=item))
    (held,) = stream.fold().items
    assert not held.is_open
    stream.say(f.CourtItemNotThisPerson(item=item, basis="another birth date"))
    assert stream.fold().items == ()


def test_an_answer_written_before_its_question_was_entered_still_answers_it() -> None:
    stream = Stream()
    stream.say(f.CourtQueried(query="q1", about="bail", asked_of="listing"), at=moment(0, 5))
    answer = f.CourtQueryAnswered(query="q1", answer="none", answered_by="the list officer")
    stream.say(answer, true_from=moment(0, 3))
    (query,) = stream.fold().queries
    assert query.answered


def test_same_person_until_somebody_finds_otherwise() -> None:
    stream = Stream()
    held = f.SamePersonHeld(other_record="c" * 32, held_by=f.HeldBy.MATCHER, basis="PNC")
    stream.say(held)
    stream.say(replace(held, held_by=f.HeldBy.PERSON))
    stream.say(replace(held, other_record="d" * 32))
    assert stream.fold().same_person == ("c" * 32, "d" * 32)
    stream.say(f.DifferentPeopleFound(other_record="c" * 32, basis="fingerprints"))
    assert stream.fold().same_person == ("d" * 32,)


def test_a_freeze_and_an_alarm_last_until_somebody_ends_them() -> None:
    stream = stream_of(
        [
            sample(f.CustodyReturnAsked),
            replace(sample(f.AlarmRaised), alarm="x"),
            replace(sample(f.AlarmTaken), alarm="x"),
        ]
    )
    record = stream.fold()
    assert record.frozen
    assert [(a.is_open, a.taken is not None) for a in record.alarms] == [(True, True)]
    stream.say(sample(f.RecordUnfrozen))
    stream.say(replace(sample(f.AlarmEnded), alarm="x"))
    record = stream.fold()
    assert record.frozen is None
    assert [a.is_open for a in record.alarms] == [False]


def test_a_calculation_clears_the_refusal_before_it() -> None:
    stream = stream_of([sample(f.CalculationRefused)])
    assert stream.fold().refused
    stream.say(sample(f.DatesCalculated))
    assert stream.fold().refused is None
    stream.say(sample(f.CalculationRefused))
    assert stream.fold().refused
    assert stream.fold().calculation


def test_a_transfer_changes_who_answers_for_the_person() -> None:
    stream = stream_of([f.PersonReceived(prison="FNI", prison_number="A1234BC")])
    left = f.ExitRecorded(
        exit_type=f.ExitType.TRANSFER, exited_at=stream.at, pass_id=None, place="gate"
    )
    stream.say(left)
    assert stream.fold().prison == "FNI"
    assert stream.fold().is_in_custody
    stream.say(f.ReturnRecorded(returned_at=stream.at, how="transfer", prison="DMI"))
    assert stream.fold().prison == "DMI"
    assert stream.fold().prison_number == "A1234BC"


def test_an_erased_body_counts_in_the_history_and_nowhere_else() -> None:
    stream = Stream()
    stream.say(remand())
    (entry,) = stream.entries
    record = fold(RECORD, [replace(entry, fact=None)])
    assert record.version == 1
    assert record.authorities == ()


def test_two_hundred_entries_are_folded_the_same_each_time() -> None:
    stream = stream_of([fact for kind, fact in samples().items() if kind in _APPLY] * 3)
    assert stream.fold() == stream.fold()
    assert fold(RECORD, iter(stream.entries)) == stream.fold()
    assert stream.fold(known_at=MONDAY - timedelta(days=1)) == fold(RECORD, ())
