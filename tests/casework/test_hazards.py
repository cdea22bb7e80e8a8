"""Deciding a doubt about the law: who may, on what, and what it opens."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gatelodge.casework.authorities import withdraw
from gatelodge.casework.exits import ExitStopped
from gatelodge.casework.hazards import decide_hazard, withdraw_decision
from gatelodge.casework.office import Actor, ActRefused, RecordMovedOn
from gatelodge.casework.reception import hold_same_person
from gatelodge.gate import CHECKS, governing_of, undecided
from gatelodge.record import Source, statement
from gatelodge.record import facts as f
from tests.gate.doubts import (
    OTHER,
    OWN,
    WEEK,
    doubt,
    in_doubt,
    raising_another,
    undated,
    with_doubt,
)
from tests.gate.prison import AMADI, COURT, HALE, LISTER, ROWE, URN, Person, paper, staff

OKORO = staff("okoro.ada", f.Role.HEAD_OF_OMU)
BOTH = staff("bell.june", f.Role.HEAD_OF_OMU, f.Role.SECOND_CHECKER, f.Role.CASE_ADMINISTRATOR)
MANAGER = staff("pike.ron", f.Role.CUSTODIAL_MANAGER)
WORD = statement("Ines Marlowe, sentencing policy team")
CRD = date(2026, 10, 24)
G32 = next(each for each in CHECKS if each.name == "G32")


def decide(
    person: Person,
    reading: str | None = OWN,
    *,
    by: Actor = HALE,
    source: Source | None = None,
    why: str = "The order names the day.",
    **more: Any,
) -> None:
    calculation = person.record.calculation
    assert calculation is not None
    asked = {"calculation": calculation.seq, "place": 0, "seen_version": person.version} | more
    decide_hazard(
        person.office,
        by,
        person.id,
        reading=reading,
        why=why,
        source=source or paper(person.office, "the order"),
        **asked,
    )


def refused(person: Person, reading: str | None = OWN, **more: Any) -> ActRefused:
    before = person.version
    with pytest.raises(ActRefused) as refusal:
        decide(person, reading, **more)
    assert person.version == before
    return refusal.value


def is_open(person: Person) -> bool:
    record = person.record
    assert record.calculation is not None
    return bool(undecided(record, record.calculation))


def test_a_head_of_omu_decides_with_a_reason() -> None:
    person = in_doubt()
    assert is_open(person)
    decide(person)
    assert not is_open(person)
    (decision,) = person.record.hazard_decisions
    assert decision.by == HALE.account
    assert decision.fact.why == "The order names the day."
    assert decision.fact.hazard.code == "TRANCHE_DAY"


@pytest.mark.parametrize(
    "who", [AMADI, LISTER, MANAGER, staff("far.away", f.Role.HEAD_OF_OMU, prison="OTH")]
)
def test_nobody_else_decides(who: Actor) -> None:
    assert refused(in_doubt(), by=who).code == "NO_ROLE"


def test_who_calculated_or_checked_does_not_decide() -> None:
    person = Person()
    person.sentence()
    person.calculated(by=BOTH)
    with_doubt(person)
    assert refused(person, by=BOTH).code == "SAME_PERSON"


def test_who_calculated_on_the_persons_other_record_does_not_decide() -> None:
    person = in_doubt()
    other = Person(person.office)
    sentence = other.sentence()
    other.calculated(by=BOTH)
    hold_same_person(person.office, HALE, person.id, other.id, basis="face", source=WORD)
    assert refused(person, by=BOTH).code == "SAME_PERSON"
    other.end(sentence)
    decide(person, by=BOTH)


@pytest.mark.parametrize("make", [doubt, raising_another])
def test_a_fact_that_moves_no_date_makes_nobodys_question_another_persons(
    make: Callable[[tuple[f.CalculatedDate, ...]], f.HazardFound],
) -> None:
    person = Person()
    person.sentence()
    person.calculated(by=BOTH)
    first = person.record.calculation
    assert first is not None
    asked = make(first.fact.dates)
    person.say(replace(first.fact, hazards=(asked,)), by=BOTH)
    day = date(2026, 8, 20)
    person.state(f.AddedDaysAwarded(days=5, awarded_on=day, adjudication="FNI/1"))
    person.state(f.AddedDaysRestored(days=5, restored_on=day, adjudication="FNI/1"))
    person.calculated()
    again = person.record.calculation
    assert again is not None
    assert again.fact.inputs_digest != first.fact.inputs_digest
    person.say(replace(again.fact, hazards=(asked,)), by=AMADI)
    assert refused(person, by=BOTH).code == "SAME_PERSON"
    decide(person, OTHER, by=HALE)
    if asked.readings[1].further:
        assert refused(person, by=BOTH, place=1).code == "SAME_PERSON"


def curfew_in_doubt() -> Person:
    """Readings that agree on the release; by the other, curfew is possible two weeks earlier."""
    person = Person()
    person.sentence(months=24)
    person.calculated()
    first = person.record.calculation
    assert first is not None
    found = doubt(first.fact.dates)
    sooner = tuple(
        f.CalculatedDate(each.date_type, each.on - 2 * WEEK) if each.date_type == "HDCED" else each
        for each in first.fact.dates
    )
    assert sooner != first.fact.dates
    readings = (found.readings[0], f.HazardReading(name=OTHER, dates=sooner))
    hazard = replace(found, readings=readings)
    put = person.say(replace(first.fact, hazards=(hazard,)), by=AMADI)
    person.say(
        f.DatesChecked(
            calculation=put.seq,
            inputs_digest=first.fact.inputs_digest,
            entered=person.as_on_paper,
            dates=first.fact.dates,
            agrees=True,
        ),
        by=ROWE,
    )
    return person


def test_an_earlier_curfew_is_an_earlier_day() -> None:
    person = curfew_in_doubt()
    assert refused(person, OTHER, source=WORD).field == "source"
    decide(person, OWN, by=HALE, source=WORD)
    assert refused(person, OTHER, by=HALE).code == "SAME_PERSON"
    decide(person, OTHER, by=OKORO)
    found = person.finding(G32, acting=OKORO.account)
    assert found.reason == "SAME_PERSON_TWICE"
    assert person.finding(G32, acting=HALE.account).reason == "NOT_DONE_YET"


def test_who_decided_does_not_calculate_or_check() -> None:
    person = in_doubt()
    decide(person, by=BOTH)
    with pytest.raises(ActRefused) as refusal:
        person.calculated(by=BOTH)
    assert refusal.value.code == "SAME_PERSON"
    first = person.record.calculation
    assert first is not None
    with pytest.raises(ActRefused) as refusal:
        person.checked(by=BOTH)
    assert refusal.value.code == "SAME_PERSON"


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"why": "  "}, "EMPTY", "why"),
        ({"source": statement(" ")}, "CANNOT_BE_SO", "source"),
        ({"place": 1}, "NO_HAZARD", None),
        ({"place": -1}, "NO_HAZARD", None),
        ({"calculation": 1}, "CALCULATED_ANEW", None),
        ({"reading": "the weather"}, "CANNOT_BE_SO", "reading"),
        ({"by_hand": (f.CalculatedDate("CRD", CRD),)}, "CANNOT_BE_SO", "by_hand"),
        ({"reading": None}, "EMPTY", "by_hand"),
        (
            {"reading": None, "by_hand": (f.CalculatedDate("SLED", CRD),)},
            "EMPTY",
            "by_hand",
        ),
        (
            {"reading": None, "by_hand": (f.CalculatedDate("CRD", date(2026, 5, 31)),)},
            "CANNOT_BE_SO",
            "by_hand",
        ),
        (
            {
                "reading": None,
                "by_hand": (
                    f.CalculatedDate("CRD", CRD),
                    f.CalculatedDate("SLED", CRD - timedelta(days=1)),
                ),
            },
            "CANNOT_BE_SO",
            "by_hand",
        ),
        (
            {
                "reading": None,
                "by_hand": (f.CalculatedDate("CRD", CRD), f.CalculatedDate("CRD", CRD + WEEK)),
            },
            "CANNOT_BE_SO",
            "by_hand",
        ),
        (
            {"reading": None, "by_hand": (f.CalculatedDate("CRD", CRD),), "source": WORD},
            "CANNOT_BE_SO",
            "source",
        ),
    ],
)
def test_what_decides_nothing_is_refused_by_its_field(
    asked: dict[str, Any], code: str, field: str | None
) -> None:
    refusal = refused(in_doubt(), **asked)
    assert (refusal.code, refusal.field) == (code, field)


def test_nobody_is_dated_by_hand_before_their_last_sentence() -> None:
    person = Person()
    person.sentence(imposed_on=date(2026, 5, 1))
    person.sentence(imposed_on=date(2026, 8, 3))
    person.calculated()
    with_doubt(person)
    refusal = refused(person, None, by_hand=(f.CalculatedDate("CRD", date(2026, 8, 2)),))
    assert refusal.field == "by_hand"
    assert "Monday 3 August 2026" in refusal.words
    decide(person, None, by_hand=(f.CalculatedDate("CRD", date(2026, 8, 3)),))


def test_a_change_of_an_input_must_be_calculated_before_it_is_decided() -> None:
    person = in_doubt()
    person.state(f.AddedDaysAwarded(days=5, awarded_on=date(2026, 8, 20), adjudication="FNI/1"))
    assert refused(person).code == "FACTS_CHANGED"


def test_a_word_is_enough_for_the_later_day_and_not_for_the_earlier() -> None:
    person = in_doubt(by=WEEK)
    decide(person, OTHER, source=WORD)
    earlier = in_doubt(by=-WEEK)
    refusal = refused(earlier, OTHER, source=WORD)
    assert refusal.field == "source"
    assert "Saturday 17 October 2026" in refusal.words
    decide(earlier, OTHER)


def test_back_to_the_earlier_day_needs_a_paper_and_a_second_person() -> None:
    person = in_doubt(by=WEEK)
    decide(person, OTHER, by=HALE)
    assert refused(person, OWN, by=HALE).code == "SAME_PERSON"
    assert refused(person, OWN, by=OKORO, source=WORD).field == "source"
    decide(person, OWN, by=OKORO)
    (decision,) = person.record.hazard_decisions
    assert (decision.by, decision.fact.reading) == (OKORO.account, OWN)


BY_HAND = (f.CalculatedDate("CRD", date(2026, 10, 1)),)


def test_a_reading_without_dates_is_chosen_with_those_worked_out_by_hand_on_a_paper() -> None:
    person = in_doubt(make=undated)
    assert refused(person, OTHER).field == "by_hand"
    refusal = refused(person, OTHER, by_hand=BY_HAND, source=WORD)
    assert refusal.field == "source"
    decide(person, OTHER, by_hand=BY_HAND)
    (decision,) = person.record.hazard_decisions
    assert (decision.fact.reading, decision.fact.by_hand) == (OTHER, BY_HAND)


def test_dates_by_hand_of_a_reading_without_dates_take_two_heads_of_omu() -> None:
    person = in_doubt(make=undated)
    decide(person, OTHER, by_hand=BY_HAND, by=HALE)
    assert is_open(person)
    decide(person, OTHER, by_hand=BY_HAND, by=HALE)
    assert is_open(person)
    decide(person, OTHER, by_hand=BY_HAND, by=OKORO)
    assert not is_open(person)
    assert [each.by for each in person.record.hazard_decisions] == [HALE.account, OKORO.account]
    assert person.lawful_day() == date(2026, 10, 1)


def test_one_of_the_two_taken_back_opens_the_doubt_again() -> None:
    for taken_back in (0, 1):
        person = in_doubt(make=undated)
        decide(person, OTHER, by_hand=BY_HAND, by=HALE)
        decide(person, OTHER, by_hand=BY_HAND, by=OKORO)
        withdraw_decision(
            person.office,
            HALE,
            person.id,
            person.record.hazard_decisions[taken_back].seq,
            why="The sum is wrong.",
            source=WORD,
        )
        assert is_open(person)


def test_what_only_the_reading_chosen_raises_is_decided_after_it() -> None:
    person = in_doubt(make=raising_another)
    assert refused(person, OTHER, place=1).code == "NO_HAZARD"
    decide(person, OTHER)
    assert is_open(person)
    decide(person, OTHER, place=1)
    assert not is_open(person)
    assert [each.fact.hazard.code for each in person.record.hazard_decisions] == [
        "TRANCHE_DAY",
        "RETURN_DAY",
    ]


def test_who_calculated_what_a_reading_raises_does_not_decide_it() -> None:
    person = Person()
    person.sentence()
    person.calculated(by=BOTH)
    with_doubt(person, make=raising_another)
    decide(person, OTHER)
    assert refused(person, OWN, by=BOTH, place=1).code == "SAME_PERSON"


def test_two_heads_of_omu_at_once_do_not_decide_past_each_other() -> None:
    person = in_doubt(by=WEEK)
    seen = person.version
    decide(person, OTHER, by=HALE, seen_version=seen)
    with pytest.raises(RecordMovedOn) as moved:
        decide(person, OWN, by=OKORO, seen_version=seen)
    assert [each.envelope.kind for each in moved.value.newer] == ["hazard_decided"]
    (decision,) = person.record.hazard_decisions
    assert decision.fact.reading == OTHER


def test_taking_a_decision_back_does_not_open_the_earlier_day_to_the_same_person() -> None:
    person = in_doubt(by=WEEK)
    decide(person, OTHER, by=HALE)
    (decision,) = person.record.hazard_decisions
    withdraw_decision(
        person.office, HALE, person.id, decision.seq, why="the wrong person", source=WORD
    )
    assert is_open(person)
    assert refused(person, OWN, by=HALE).code == "SAME_PERSON"
    decide(person, OTHER, by=HALE)


def test_taking_a_correction_back_takes_all_of_it_back() -> None:
    person = in_doubt(by=WEEK)
    decide(person, OWN, by=OKORO)
    decide(person, OTHER, by=HALE)
    (decision,) = person.record.hazard_decisions
    withdraw_decision(person.office, OKORO, person.id, decision.seq, why="no", source=WORD)
    assert is_open(person)


def test_a_decision_that_was_taken_back_is_not_brought_back_by_the_other_door() -> None:
    person = in_doubt()
    decide(person)
    (decision,) = person.record.hazard_decisions
    gone = withdraw_decision(person.office, HALE, person.id, decision.seq, why="no", source=WORD)
    for entry in (gone[0].seq, decision.seq):
        with pytest.raises(ActRefused) as refusal:
            withdraw(
                person.office,
                AMADI,
                person.id,
                entry,
                why="so after all",
                source=paper(person.office),
            )
        assert refusal.value.code == "NOT_STATED"
    assert is_open(person)


def test_only_a_head_of_omu_takes_a_standing_decision_back() -> None:
    person = in_doubt()
    decide(person)
    (decision,) = person.record.hazard_decisions
    for actor, entry, why, code in (
        (AMADI, decision.seq, "no", "NO_ROLE"),
        (HALE, decision.seq, " ", "EMPTY"),
        (HALE, decision.seq + 99, "no", "NO_DECISION"),
    ):
        with pytest.raises(ActRefused) as refusal:
            withdraw_decision(person.office, actor, person.id, entry, why=why, source=WORD)
        assert refusal.value.code == code


def test_a_sentence_whose_day_is_in_doubt_is_not_called_served() -> None:
    person = in_doubt(by=WEEK)
    sentence = person.record.authorities[0].seq

    def served() -> None:
        person.state(
            f.AuthorityEnded(
                authority=sentence, how=f.EndKind.SATISFIED, ended_at=person.clock.now()
            ),
            source=paper(person.office, "release sheet"),
        )

    person.go_to(CRD)
    with pytest.raises(ActRefused, match="in doubt"):
        served()
    decide(person, OTHER)
    with pytest.raises(ActRefused, match="not served"):
        served()
    person.go_to(CRD + WEEK)
    served()


def ready(by: timedelta) -> Person:
    """Everything met but the doubt, on the day of the earlier reading."""
    person = in_doubt(by=by)
    person.cases()
    person.citizen()
    person.go_to(min(CRD, CRD + by) - timedelta(days=1))
    with_doubt(person, by=by)
    person.cases()
    person.others_asked()
    person.in_place()
    person.plan()
    return person


@pytest.mark.parametrize("by", [WEEK, -WEEK])
def test_on_the_earlier_readings_day_no_pass_is_issued_undecided(by: timedelta) -> None:
    person = ready(by)
    with pytest.raises(ExitStopped) as stopped:
        person.authorise(MANAGER)
    assert "G08" in {each.check for each in stopped.value.findings}
    assert person.record.release is None
    decide(person, OWN if by > timedelta() else OTHER)
    person.authorise(MANAGER)
    person.confirm()
    assert person.pass_id


def test_the_later_reading_keeps_the_gate_shut_until_its_day() -> None:
    person = ready(WEEK)
    decide(person, OTHER)
    with pytest.raises(ExitStopped) as stopped:
        person.authorise(MANAGER)
    assert {"G02", "G09"} <= {each.check for each in stopped.value.findings}


def test_a_new_decision_kills_a_live_pass() -> None:
    person = ready(WEEK)
    decide(person, OWN, by=OKORO)
    person.authorise(MANAGER)
    person.confirm()
    decide(person, OTHER, by=HALE)
    release = person.record.release
    assert release is not None
    assert release.cancelled is not None


@given(
    days=st.integers(min_value=-60, max_value=60).filter(bool),
    reading=st.sampled_from([None, OWN, OTHER]),
    wait_days=st.integers(min_value=0, max_value=90),
)
def test_no_decision_no_pass_and_never_before_the_day_decided(
    days: int, reading: str | None, wait_days: int
) -> None:
    by = timedelta(days=days)
    person = in_doubt(by=by)
    if reading is not None:
        decide(person, reading)
    person.clock.pass_by(days=wait_days)
    with_doubt(person, by=by)
    person.cases()
    person.citizen()
    person.others_asked()
    person.in_place()
    person.plan()
    chosen = CRD + by if reading == OTHER else CRD
    try:
        person.authorise(MANAGER)
    except ExitStopped:
        return
    assert reading is not None
    assert person.clock.now().date() >= chosen - timedelta(days=4)  # a weekend with bank holidays
    assert person.clock.now().date() >= person.lawful_day()


def test_a_doubt_that_the_engine_finds_by_itself_keeps_the_gate_shut_until_it_is_decided() -> None:
    """Six years of the very day on which release at 40 per cent began."""
    person = Person()
    sentence = person.state(
        f.SentenceImposed(
            court=COURT,
            case_urn=URN,
            sentence_kind=f.SentenceKind.SDS,
            term=f.Term(years=6),
            imposed_on=date(2024, 9, 10),
            offence_code="TH68010",
            offence_committed_on=date(2024, 1, 5),
        )
    )
    person.marks(sentence)
    person.calculated()
    calculation = person.record.calculation
    assert calculation is not None
    (hazard,) = calculation.fact.hazards
    assert hazard.code == "GL_SENTENCED_ON_SWITCH_DAY"
    assert hazard.readings[0].dates == calculation.fact.dates
    early, late = (governing_of(each.dates) for each in hazard.readings)
    assert early is not None
    assert late is not None
    assert early.on < late.on
    person.go_to(early.on)
    person.calculated()
    person.checked()
    person.cases()
    person.citizen()
    person.others_asked()
    person.in_place()
    person.plan()
    with pytest.raises(ExitStopped) as stopped:
        person.authorise(MANAGER)
    assert "HAZARD_UNDECIDED" in {each.reason for each in stopped.value.findings}
    decide(person, hazard.readings[1].name)
    with pytest.raises(ExitStopped) as stopped:
        person.authorise(MANAGER)
    assert "DAY_IS_EARLY" in {each.reason for each in stopped.value.findings}
    decide(person, hazard.readings[0].name, by=OKORO)
    person.authorise(MANAGER)
    person.confirm()
    assert person.pass_id
