"""What the escort contractor hears at court: nobody leaves who is held in another case."""

from datetime import date

from gatelodge.gate import court_answer
from gatelodge.record import facts as f
from tests.gate.prison import URN, Person


def test_an_acquittal_in_one_case_does_not_free_somebody_remanded_in_another() -> None:
    person = Person()
    person.remand()
    person.state(
        f.RemandOrdered(
            court="Ashbourne Magistrates' Court",
            case_urn="30OTHER0126",
            next_hearing_on=date(2026, 9, 14),
        )
    )
    answer = court_answer([person.record], person.clock.now(), case_urn=f" {URN.lower()} ")
    assert answer.is_not_for_release
    assert [each.until for each in answer.holds] == [date(2026, 9, 14)]
    assert answer.words == (
        "NOT FOR RELEASE. Held under remand until Monday 14 September 2026."
        " As at Wednesday 2 September 2026, 10:00."
    )


def test_what_holds_in_the_case_that_was_heard_is_left_to_the_court() -> None:
    person = Person()
    person.remand()
    now = person.clock.now()
    assert court_answer([person.record], now).is_not_for_release
    answer = court_answer([person.record], now, case_urn=URN)
    assert not answer.is_not_for_release
    assert "release" not in answer.words.lower()


def test_a_sentence_holds_until_the_day_that_its_dates_give() -> None:
    person = Person()
    person.sentence()
    now = person.clock.now()
    assert court_answer([person.record], now).holds[0].until is None
    person.calculated()
    calculated = person.record.calculation
    assert calculated is not None
    assert court_answer([person.record], now).holds[0].until == calculated.fact.governing_on


def test_another_record_of_the_same_person_holds_them_too() -> None:
    here, there = Person(), Person(surname="Pelham")
    there.remand()
    now = here.clock.now()
    assert not court_answer([here.record], now).is_not_for_release
    assert court_answer([here.record, there.record], now).is_not_for_release


def test_an_interest_once_stated_holds_until_the_home_office_closes_it() -> None:
    person = Person()

    def after(interest: f.Interest) -> bool:
        person.state(f.ImmigrationInterestStated(interest=interest))
        return court_answer([person.record], person.clock.now()).is_not_for_release

    assert not after(f.Interest.NOT_KNOWN)
    assert after(f.Interest.STATED)
    assert after(f.Interest.NOT_KNOWN)
    assert not after(f.Interest.NOT_OF_INTEREST)


def test_a_case_on_none_of_the_records_is_said_to_be_unknown_and_frees_nobody() -> None:
    here, there = Person(), Person(surname="Pelham")
    there.end(there.remand())
    here.state(
        f.HearingListed(
            hearing="h", case_urn="30OTHER0126", court="Ashbourne", on=date(2026, 12, 1)
        )
    )
    now = here.clock.now()
    records = [here.record, there.record]
    assert court_answer(records, now).is_case_known
    assert court_answer(records, now, case_urn="30 other 0126").is_case_known
    assert court_answer(records, now, case_urn=URN).is_case_known
    unknown = court_answer(records, now, case_urn="31ZX9999999")
    assert not unknown.is_case_known
    assert unknown.words.endswith(" Nobody here knows that case.")
