"""G08 and G09: whether the dates are settled, and whether today is the day."""

from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.office import Actor, ActRefused, RecordMovedOn
from gatelodge.casework.second_calculation import confirm_unexpected_move, second_check_dates
from gatelodge.gate import Reason, Step, assess, dates_settled
from gatelodge.gate.checks import CHECKS
from gatelodge.record import facts as f
from gatelodge.record import spoken_difference
from gatelodge.record.facts import Answer
from tests.gate.prison import AMADI, ROWE, Person, paper, staff
from tests.offices import UNMARKED

G08, G09 = (next(each for each in CHECKS if each.name == name) for name in ("G08", "G09"))


def sentenced() -> Person:
    person = Person()
    person.sentence()
    return person


def dated() -> Person:
    person = sentenced()
    person.calculated()
    person.checked()
    return person


# G08


def test_dates_need_a_calculation_and_a_second_check() -> None:
    person = sentenced()
    assert person.finding(G08).reason == "NOT_CALCULATED"
    person.calculated()
    assert person.finding(G08).reason == "NOT_CHECKED"
    person.checked()
    assert person.finding(G08).answer is Answer.PASSED


def test_the_second_check_is_good_for_two_days() -> None:
    person = dated()
    person.clock.pass_by(days=1, hours=23, minutes=59)
    assert person.finding(G08).answer is Answer.PASSED
    person.clock.pass_by(minutes=1)
    assert person.finding(G08).reason == "TOO_OLD"


def test_a_fact_that_moves_dates_voids_both() -> None:
    person = dated()
    person.state(
        f.AddedDaysAwarded(days=14, awarded_on=date(2026, 8, 20), adjudication="FNI/26/0117")
    )
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "FACTS_CHANGED")


def test_a_fact_that_moves_no_date_leaves_them() -> None:
    person = dated()
    person.citizen()
    person.state(f.AliasRecorded(surname="Pelham", forenames="Josh"))
    assert person.finding(G08).answer is Answer.PASSED


def test_a_second_check_of_an_earlier_calculation_is_none() -> None:
    person = dated()
    person.calculated()
    assert person.finding(G08).reason == "CHECKED_OTHER"


def test_one_person_who_did_both_fails() -> None:
    """The ledger refuses it; whatever got past the ledger does not get past the gate."""
    record = dated().record
    check = record.check
    assert check is not None
    envelope = replace(check.entry.envelope, by=AMADI.account)
    by_one = replace(check, entry=replace(check.entry, envelope=envelope))
    found = dates_settled(replace(record, check=by_one))
    assert (found.answer, found.reason) == (Answer.FAILED, Reason.SAME_PERSON_CHECKED)


def as_read(person: Person, **other: object) -> f.EnteredInputs:
    """What a second person reads who gets something of the first sentence wrong."""
    first, *more = person.as_on_paper.sentences
    return replace(person.as_on_paper, sentences=(replace(first, **other), *more))


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"term": f.Term(months=21)}, "length"),
        ({"offence_code": "TH68001"}, "offence code"),
        ({"offence_committed_on": date(2025, 1, 6)}, "day of the offence"),
        ({"imposed_on": date(2026, 5, 29)}, "day imposed"),
        ({"marks": replace(UNMARKED, early_release_exclusions=("SEXUAL",))}, "release point"),
        ({"marks": replace(UNMARKED, is_section_250=None)}, "release point"),
        ({"sentence_kind": f.SentenceKind.DTO, "marks": None}, "kind"),
    ],
)
def test_what_a_second_person_reads_otherwise_fails_and_is_named(
    other: dict[str, object], field: str
) -> None:
    person = sentenced()
    person.calculated()
    person.checked(entered=as_read(person, **other))
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "DATES_DIFFER")
    check = person.record.check
    assert check is not None
    named = {each.field: each for each in check.fact.differences if each.what == "Sentence 1"}
    assert field in named
    assert named[field].entry == person.record.sentences[0].seq
    assert named[field].first != named[field].second


def test_an_extended_sentence_is_read_with_its_licence() -> None:
    person = Person()
    eds = f.SentenceImposed(
        court="Ashbourne Crown Court",
        case_urn="01ZX0000126",
        sentence_kind=f.SentenceKind.EDS,
        term=f.Term(years=8),
        extension=f.Term(years=2),
        imposed_on=date(2026, 6, 1),
        offence_code="SX03001",
        offence_committed_on=date(2026, 1, 5),
    )
    person.state(eds)
    person.calculated()
    person.checked(entered=as_read(person, extension=f.Term(years=3)))
    check = person.record.check
    assert check is not None
    assert "Sentence 1, extended licence: first 2 years, second 3 years" in map(
        spoken_difference, check.fact.differences
    )


def test_a_difference_is_settled_by_entering_again_with_what_the_paper_says() -> None:
    person = sentenced()
    person.calculated()
    person.checked(entered=as_read(person, term=f.Term(months=21)))
    with pytest.raises(ActRefused) as refused:
        person.checked()
    assert refused.value.field == "why_again"
    person.checked(why_again="The warrant says 12 months; 21 is the total of the other case.")
    assert person.finding(G08).answer is Answer.PASSED


def test_a_difference_is_settled_by_correcting_the_record_and_calculating_anew() -> None:
    person = Person()
    seq = person.sentence(months=12)
    person.calculated()
    read = as_read(person, term=f.Term(months=21))
    person.checked(entered=read)
    wrong = next(each for each in person.record.sentences if each.seq == seq)
    right = replace(wrong.fact, term=f.Term(months=21))
    (corrected,) = state_fact(
        person.office, AMADI, person.id, right, source=paper(person.office), corrects=seq
    )
    person.state(f.ReleaseMarksStated(sentence=corrected.seq, marks=UNMARKED))
    assert person.finding(G08).reason == "FACTS_CHANGED"
    person.calculated(f.CalculationReason.CORRECTION)
    assert person.finding(G08).reason == "CHECKED_OTHER"
    person.checked(entered=read)
    assert person.finding(G08).answer is Answer.PASSED


def test_nobody_checks_past_a_fact_that_they_did_not_see() -> None:
    person = sentenced()
    person.calculated()
    seen, read = person.version, person.as_on_paper
    person.state(f.AddedDaysAwarded(days=5, awarded_on=date(2026, 8, 20), adjudication="FNI/1"))
    person.calculated()
    with pytest.raises(RecordMovedOn) as moved:
        second_check_dates(person.office, ROWE, person.id, entered=read, seen_version=seen)
    kinds = [each.envelope.kind for each in moved.value.newer]
    assert kinds == ["added_days_awarded", "dates_calculated"]
    assert person.record.check is None


# Dates that do not move as a paper should have moved them


def a_shorter_one_too() -> Person:
    """A new concurrent sentence that changes nothing: the longer one governs."""
    person = Person()
    person.sentence(months=36, imposed_on=date(2026, 6, 1))
    person.calculated()
    person.checked()
    person.sentence(months=3, imposed_on=date(2026, 6, 1))
    return person


def test_a_sentence_that_moves_nothing_needs_a_reason_and_a_second_person() -> None:
    person = a_shorter_one_too()
    with pytest.raises(ActRefused) as refused:
        person.calculated()
    assert refused.value.field == "why_unexpected"
    assert "Something should change" in refused.value.words
    person.calculated(why_unexpected="The longer sentence governs.")
    person.checked()
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "MOVED_UNEXPECTEDLY")
    confirm(person, ROWE)
    assert person.finding(G08).answer is Answer.PASSED


def test_to_calculate_twice_does_not_get_round_the_question() -> None:
    person = a_shorter_one_too()
    person.calculated(why_unexpected="The longer sentence governs.")
    with pytest.raises(ActRefused) as refused:
        person.calculated()
    assert refused.value.code == "MOVED_UNEXPECTEDLY"


def test_who_calculated_does_not_confirm_and_nobody_before_the_second_calculation() -> None:
    person = a_shorter_one_too()
    person.calculated(why_unexpected="The longer sentence governs.", by=BOTH)
    with pytest.raises(ActRefused) as refused:
        confirm(person, BOTH)
    assert refused.value.code == "SAME_PERSON"
    with pytest.raises(ActRefused) as refused:
        confirm(person, ROWE)
    assert refused.value.code == "NOT_CHECKED"


def test_who_confirmed_lets_nobody_out() -> None:
    person = a_shorter_one_too()
    person.calculated(why_unexpected="The longer sentence governs.")
    person.checked()
    head = staff("omu.head", f.Role.HEAD_OF_OMU, f.Role.SECOND_CHECKER)
    confirm(person, head)
    person.plan()
    assessed = assess(person.record, person.circumstances(), CHECKS)
    with pytest.raises(ActRefused) as refused:
        person.say(f.ReleaseAuthorised(assessed=assessed), by=head)
    assert refused.value.code == "SAME_PERSON"


def test_a_confirmation_dies_with_the_next_calculation() -> None:
    person = a_shorter_one_too()
    person.calculated(why_unexpected="The longer sentence governs.")
    person.checked()
    confirm(person, ROWE)
    person.state(f.AddedDaysAwarded(days=5, awarded_on=date(2026, 8, 20), adjudication="FNI/1"))
    person.state(f.RemandCredited(days=20, period=None, counts_from=date(2026, 6, 1)))
    person.calculated(f.CalculationReason.ADDED_DAYS)
    person.checked()
    assert person.finding(G08).answer is Answer.PASSED
    with pytest.raises(ActRefused) as refused:
        confirm(person, ROWE)
    assert refused.value.code == "NOTHING_UNEXPECTED"


BOTH = staff("rowe.both", f.Role.CASE_ADMINISTRATOR, f.Role.SECOND_CHECKER)


def confirm(person: Person, by: Actor) -> None:
    first = person.record.calculation
    assert first is not None
    confirm_unexpected_move(
        person.office,
        by,
        person.id,
        calculation=first.seq,
        why="I looked at both warrants: the longer one governs.",
        seen_version=person.version,
    )


def test_a_kind_that_the_record_cannot_describe_is_refused_by_name() -> None:
    person = Person()
    person.state(
        f.SentenceImposed(
            court="Ashbourne Crown Court",
            case_urn="x",
            sentence_kind=f.SentenceKind.EDS,
            term=f.Term(years=8),
            imposed_on=date(2026, 6, 1),
            offence_code="SX03001",
            offence_committed_on=date(2026, 1, 5),
        )
    )
    person.calculated()
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.UNKNOWN, "ENGINE_REFUSED")
    assert "EDS" in found.words


def test_where_no_sentence_holds_no_dates_are_needed_and_the_paper_says_so() -> None:
    person = Person()
    assert person.finding(G08).answer is Answer.UNKNOWN
    end = person.end(person.remand())
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.NOT_APPLICABLE, "NO_SENTENCE_HOLDS")
    assert found.evidence == (end,)


# G09


def test_the_day_before_is_too_early_the_day_is_right_and_after_it_is_late() -> None:
    person = dated()
    on = person.lawful_day()
    person.go_to(on - timedelta(days=1))
    assert person.finding(G09).reason == "DAY_IS_EARLY"
    person.go_to(on)
    assert person.finding(G09).reason == "DAY_IS_LAWFUL"
    person.go_to(on + timedelta(days=1))
    late = person.finding(G09)
    assert (late.answer, late.reason) == (Answer.PASSED, "DAY_IS_LATE")
    assert late.words.startswith("LATE")


def test_london_decides_which_day_it_is() -> None:
    """23:30 UTC in summer is half past midnight in London."""
    person = dated()
    on = person.lawful_day()
    assert on < date(2026, 10, 25) or on > date(2027, 3, 28)
    person.go_to(on - timedelta(days=1), time(23, 30))
    assert person.finding(G09, on=on, step=Step.GATE).answer is Answer.PASSED
    person.go_to(on - timedelta(days=1), time(22, 30))
    assert person.finding(G09, on=on, step=Step.GATE).reason == "NOT_THE_PLANNED_DAY"


def test_the_evening_before_may_decide_about_tomorrow_and_the_gate_may_not() -> None:
    person = dated()
    on = person.lawful_day()
    person.go_to(on - timedelta(days=1), time(18))
    assert person.finding(G09, on=on, step=Step.CONFIRM).answer is Answer.PASSED
    assert person.finding(G09, on=on, step=Step.FINAL).answer is Answer.FAILED


def test_a_weekend_leads_back_to_the_friday() -> None:
    for months in range(6, 13):
        person = Person()
        person.sentence(months=months)
        person.calculated()
        person.checked()
        calculation = person.record.calculation
        assert calculation is not None
        falls_on, leaves_on = calculation.fact.governing_on, person.lawful_day()
        assert leaves_on.weekday() < 5
        assert leaves_on <= falls_on
        if falls_on.weekday() < 5 and falls_on not in person.office.bank_holidays:
            assert leaves_on == falls_on


@pytest.mark.parametrize(
    ("scheme", "exit_type", "opens"),
    [
        (f.EarlyScheme.HDC, f.ExitType.HOME_DETENTION_CURFEW, True),
        (f.EarlyScheme.HDC, f.ExitType.COMMUNITY, False),
        (f.EarlyScheme.HDC, f.ExitType.IMMIGRATION_ESCORT, False),
        (f.EarlyScheme.EARLY_REMOVAL, f.ExitType.COMMUNITY, False),
    ],
)
def test_an_earlier_day_needs_its_own_decision(
    scheme: f.EarlyScheme, exit_type: f.ExitType, *, opens: bool
) -> None:
    person = Person()
    person.sentence(months=24)
    person.calculated()
    person.checked()
    calculation = person.record.calculation
    assert calculation is not None
    hdced = next(each.on for each in calculation.fact.dates if each.date_type == "HDCED")
    first = hdced
    while first.weekday() > 4 or first in person.office.bank_holidays:
        first += timedelta(days=1)
    assert first < person.lawful_day()
    person.go_to(first)
    assert person.finding(G09, exit_type=exit_type).reason == "DAY_IS_EARLY"
    person.state(f.EarlyReleaseDecided(scheme=scheme, release_on=first, signed_by="Owen Lister"))
    reason = person.finding(G09, exit_type=exit_type).reason
    assert (reason == "DAY_IS_LAWFUL") is opens


def test_our_own_name_keeps_its_capital_within_a_reason() -> None:
    """The engine's refusal is told as a part of what G02 and G09 say."""
    person = dated()
    person.plan()
    person.say(
        f.CalculationRefused(
            inputs_digest="0" * 64,
            refused="NO_RULE",
            words="No rule for this.",
            engine_version="1",
            law_version="1",
        )
    )
    g02 = next(each for each in CHECKS if each.name == "G02")
    for check in (g02, G09):
        words = person.finding(check).words
        assert "Gatelodge refused to date this: No rule for this" in words
        assert ".." not in words
