"""G08 and G09: whether the dates are settled, and whether today is the day."""

from datetime import date, time, timedelta

import pytest

from gatelodge.casework.dates import second_check_dates
from gatelodge.casework.office import RecordMovedOn
from gatelodge.gate import Step
from gatelodge.gate.checks import CHECKS
from gatelodge.record import facts as f
from gatelodge.record.facts import Answer
from tests.gate.prison import AMADI, ROWE, Person

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
    person = sentenced()
    person.calculated()
    first = person.record.calculation
    assert first is not None
    person.say(
        f.DatesChecked(
            calculation=first.seq,
            inputs_digest=first.fact.inputs_digest,
            dates=first.fact.dates,
            agrees=True,
        )
    )
    assert first.by == AMADI.account
    assert person.finding(G08).reason == "SAME_PERSON_CHECKED"


def test_a_difference_between_the_two_fails() -> None:
    person = sentenced()
    person.calculated()
    first = person.record.calculation
    assert first is not None
    reached = [
        f.CalculatedDate(date_type=each.date_type, on=each.on + timedelta(days=1))
        for each in first.fact.dates
    ]
    second_check_dates(person.office, ROWE, person.id, reached=reached, seen_version=person.version)
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "DATES_DIFFER")


def test_another_kind_of_release_that_the_second_person_reached_is_a_difference() -> None:
    person = sentenced()
    person.calculated()
    first = person.record.calculation
    assert first is not None
    reached = [f.CalculatedDate("ARD", first.fact.governing_on)]
    second_check_dates(person.office, ROWE, person.id, reached=reached, seen_version=person.version)
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "DATES_DIFFER")
    assert "ARD: first no such date" in found.words
    assert "CRD: first Saturday 24 October 2026, second no such date" in found.words


def without(person: Person, *kinds: str) -> list[f.CalculatedDate]:
    """The dates of the first calculation but for some."""
    first = person.record.calculation
    assert first is not None
    return [each for each in first.fact.dates if each.date_type not in kinds]


@pytest.mark.parametrize("on", [None, date(2026, 8, 3)])
def test_a_curfew_date_that_only_one_person_reached_is_a_difference(on: date | None) -> None:
    person = sentenced()
    person.calculated()
    reached = without(person, "HDCED")
    assert len(reached) < len(without(person))
    if on:
        reached.append(f.CalculatedDate("HDCED", on))
    second_check_dates(person.office, ROWE, person.id, reached=reached, seen_version=person.version)
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "DATES_DIFFER")
    assert "HDCED: first " in found.words


def test_ends_that_nobody_leaves_on_need_no_second_person() -> None:
    person = sentenced()
    person.calculated()
    reached = without(person, "ESED", "TUSED", "SLED")
    second_check_dates(person.office, ROWE, person.id, reached=reached, seen_version=person.version)
    assert person.finding(G08).answer is Answer.PASSED


def test_a_parole_date_that_the_second_person_did_not_reach_is_a_difference() -> None:
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
    reached = without(person, "PED")
    assert len(reached) < len(without(person))
    second_check_dates(person.office, ROWE, person.id, reached=reached, seen_version=person.version)
    check = person.record.check
    assert check is not None
    assert not check.fact.agrees
    assert check.fact.differences[0].startswith("PED: first ")


def test_nobody_checks_past_a_fact_that_they_did_not_see() -> None:
    person = sentenced()
    person.calculated()
    seen, first = person.version, person.record.calculation
    assert first is not None
    person.state(f.AddedDaysAwarded(days=5, awarded_on=date(2026, 8, 20), adjudication="FNI/1"))
    person.calculated()
    with pytest.raises(RecordMovedOn) as moved:
        second_check_dates(
            person.office, ROWE, person.id, reached=first.fact.dates, seen_version=seen
        )
    kinds = [each.envelope.kind for each in moved.value.newer]
    assert kinds == ["added_days_awarded", "dates_calculated"]
    assert person.record.check is None


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
