"""What decides the release point of a sentence: nobody is dated on silence."""

from datetime import date

import pytest

from gatelodge.casework.authorities import withdraw
from gatelodge.casework.hazards import decide_hazard
from gatelodge.casework.offence_lists import AS_ANSWERED, AS_REGISTERED
from gatelodge.casework.office import Actor, ActRefused
from gatelodge.gate import governing_of
from gatelodge.gate.checks.dates import today_is_the_lawful_day, two_people_reached_the_dates
from gatelodge.record import (
    AGAINST_REGISTER,
    NotBookable,
    booking,
    inputs_digest,
    marks_of,
    statement,
)
from gatelodge.record import facts as f
from gatelodge.record.facts import Answer
from gatelodge.sentencing import StandardDeterminate
from tests.gate.prison import AMADI, COURT, HALE, ROWE, URN, Person, paper, staff
from tests.offices import UNMARKED

G08, G09 = two_people_reached_the_dates, today_is_the_lawful_day
SEXUAL = f.ReleaseMarks(
    is_sds_plus_length_and_offence=False,
    is_section_250=False,
    early_release_exclusions=("SEXUAL",),
)
RAPE = "SX03001"
CPS = statement("Ines Marlowe, CPS")
OTHER_HEAD = staff("ode.ama", f.Role.HEAD_OF_OMU)


def silent(offence: str = "TH68010") -> Person:
    """A person with a sentence of whose release point nobody has said anything."""
    person = Person()
    person.unanswered(offence=offence)
    person.clock.pass_by(hours=1)
    return person


def test_a_sentence_of_nobodys_answer_is_not_dated_and_the_words_say_whose_move_it_is() -> None:
    person = silent()
    sentence = person.record.sentences[0].seq
    with pytest.raises(NotBookable) as missing:
        booking(person.record)
    assert missing.value.code == "MARKS_NOT_STATED"
    with pytest.raises(ActRefused) as refused:
        person.calculated()
    for words in (missing.value.words, refused.value.words, person.finding(G08).words):
        assert f"entry {sentence}, 12 months for offence TH68010" in words
        assert "The OMU answers from the warrant and the indictment" in words
    assert (person.finding(G08).answer, person.finding(G08).reason) == (
        Answer.UNKNOWN,
        "MARKS_NOT_STATED",
    )
    assert person.finding(G09).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    "half",
    [
        f.ReleaseMarks(),
        f.ReleaseMarks(is_sds_plus_length_and_offence=False, is_section_250=False),
        f.ReleaseMarks(is_section_250=False, early_release_exclusions=()),
        f.ReleaseMarks(is_sds_plus_length_and_offence=False, early_release_exclusions=()),
    ],
)
def test_one_question_not_known_is_enough_to_date_nothing(half: f.ReleaseMarks) -> None:
    person = silent()
    person.marks(person.record.sentences[0].entry.seq, half)
    assert inputs_digest(person.record) is None
    person.marks(person.record.sentences[0].entry.seq)
    assert inputs_digest(person.record) is not None


def test_a_later_answer_takes_the_place_of_an_earlier_one_and_makes_the_dates_stale() -> None:
    person = Person()
    sentence = person.sentence(months=36)
    person.calculated()
    person.checked()
    assert person.finding(G08).answer is Answer.PASSED
    person.marks(sentence, SEXUAL)
    assert person.finding(G08).reason == "FACTS_CHANGED"
    before = person.record.calculation
    person.calculated()
    after = person.record.calculation
    assert before is not None
    assert after is not None
    assert after.fact.governing_on > before.fact.governing_on
    (booked,) = booking(person.record).sentences
    assert isinstance(booked, StandardDeterminate)
    assert [each.value for each in booked.exclusions] == ["SEXUAL"]


def test_a_corrected_sentence_needs_its_own_answer() -> None:
    person = Person()
    sentence = person.sentence()
    person.unanswered(offence=RAPE, corrects=sentence)
    (corrected,) = person.record.sentences
    assert corrected.seq == sentence
    assert marks_of(person.record, corrected) is None
    assert inputs_digest(person.record) is None
    with pytest.raises(ActRefused) as stale:
        person.marks(sentence)
    assert stale.value.field == "sentence"
    person.marks(corrected.entry.seq, SEXUAL)
    assert inputs_digest(person.record) is not None


def test_an_answer_is_so_from_the_day_of_its_sentence() -> None:
    person = silent()
    person.marks(person.record.sentences[0].seq)
    (stated,) = person.record.release_marks
    assert stated.true_from == person.record.authorities[0].began.true_from


def test_a_word_does_not_take_an_exclusion_back_and_neither_does_who_said_it() -> None:
    person = silent()
    sentence = person.record.sentences[0].seq
    person.marks(sentence, SEXUAL, by=AMADI)
    person.marks(sentence, f.ReleaseMarks(is_section_250=False), by=AMADI, source=CPS)
    with pytest.raises(ActRefused) as word:
        person.marks(sentence, UNMARKED, by=ROWE, source=CPS)
    assert word.value.field == "source"
    with pytest.raises(ActRefused) as same:
        person.marks(sentence, UNMARKED, by=AMADI)
    assert same.value.code == "SAME_PERSON"
    person.marks(sentence, UNMARKED, by=ROWE)
    assert inputs_digest(person.record) is not None


def test_a_withdrawn_answer_leaves_nobody_dated() -> None:
    person = silent()
    stated = person.marks(person.record.sentences[0].seq)
    source = paper(person.office, "it was another man's indictment")
    withdraw(person.office, ROWE, person.id, stated, why="another man's", source=source)
    assert inputs_digest(person.record) is None
    assert person.finding(G08).reason == "MARKS_NOT_STATED"


def test_what_cannot_be_answered_is_refused_beside_its_question() -> None:
    person = silent()
    sentence = person.record.sentences[0].seq
    nonsense = f.ReleaseMarks(early_release_exclusions=("NONSENSE",))
    with pytest.raises(ActRefused) as unknown:
        person.marks(sentence, nonsense)
    assert unknown.value.field == "early_release_exclusions"
    fine = person.state(
        f.SentenceImposed(
            court=COURT,
            case_urn=URN,
            sentence_kind=f.SentenceKind.A_FINE,
            term=f.Term(days=28),
            imposed_on=date(2026, 6, 1),
            offence_code="TH68010",
            offence_committed_on=date(2026, 1, 5),
            count=2,
        )
    )
    with pytest.raises(ActRefused) as needless:
        person.marks(fine)
    assert needless.value.field == "sentence"


def test_the_dates_say_which_answers_they_rest_on_and_who_gave_them() -> None:
    person = silent()
    sentence = person.record.sentences[0].seq
    stated = person.marks(sentence, source=CPS)
    person.calculated()
    calculated = person.record.calculation
    assert calculated is not None
    (used,) = calculated.fact.marks_used
    assert used.startswith(f"Sentence of entry {sentence}: not SDS+ by today's test; not section")
    assert "no exclusion found" in used
    assert f"Entry {stated}, by amadi.grace, from Ines Marlowe, CPS." in used


def test_an_answer_that_the_offence_register_contradicts_waits_for_a_second_person() -> None:
    person = silent(offence=RAPE)
    person.marks(person.record.sentences[0].seq)
    person.calculated()
    person.checked()
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "HAZARD_UNDECIDED")
    assert "contradict the offence register" in found.words
    calculated = person.record.calculation
    assert calculated is not None
    (doubt,) = calculated.fact.hazards
    assert doubt.code == AGAINST_REGISTER
    answered, registered = doubt.readings
    assert (answered.name, registered.name) == (AS_ANSWERED, AS_REGISTERED)
    early, late = governing_of(answered.dates), governing_of(registered.dates)
    assert early is not None
    assert late is not None
    assert early.on < late.on
    decide_hazard(
        person.office,
        HALE,
        person.id,
        calculation=calculated.seq,
        place=0,
        seen_version=person.version,
        reading=AS_REGISTERED,
        why="The indictment has count 1 under section 1 of the Act.",
        source=statement("Hale, Priya"),
    )
    assert person.finding(G08).answer is Answer.PASSED


def test_dates_by_the_register_that_are_in_doubt_themselves_cannot_be_chosen() -> None:
    person = Person()
    sentence = person.state(
        f.SentenceImposed(
            court=COURT,
            case_urn=URN,
            sentence_kind=f.SentenceKind.SDS,
            term=f.Term(months=18),
            imposed_on=date(2024, 1, 31),
            offence_code="TH68010",
            offence_committed_on=date(2019, 1, 5),
        )
    )
    person.marks(sentence, SEXUAL)
    person.calculated()
    calculated = person.record.calculation
    assert calculated is not None
    (doubt,) = (each for each in calculated.fact.hazards if each.code == AGAINST_REGISTER)
    assert "GL_TUSED_BEFORE_TRANCHE" in doubt.text
    assert "answer anew" in doubt.text
    release = governing_of(doubt.readings[0].dates)
    assert release is not None
    assert doubt.decide_by is not None
    assert doubt.decide_by < release.on
    assert any(each.name == "CRD as the offence register says" for each in doubt.figures)
    with pytest.raises(ActRefused) as refused:
        decide(person, OTHER_HEAD, AS_REGISTERED, place=calculated.fact.hazards.index(doubt))
    assert refused.value.field == "reading"


def test_early_removal_stands_in_both_readings() -> None:
    person = silent(offence=RAPE)
    person.state(f.DeportationOrdered(reference="D1234567"))
    person.marks(person.record.sentences[0].seq)
    person.calculated()
    calculated = person.record.calculation
    assert calculated is not None
    (doubt,) = (each for each in calculated.fact.hazards if each.code == AGAINST_REGISTER)
    for reading in doubt.readings:
        assert "ERSED" in {each.date_type for each in reading.dates}


def decide_as_answered(person: Person, by: Actor) -> None:
    decide(person, by, AS_ANSWERED)


def decide(person: Person, by: Actor, reading: str, *, place: int = 0) -> None:
    calculated = person.record.calculation
    assert calculated is not None
    decide_hazard(
        person.office,
        by,
        person.id,
        calculation=calculated.seq,
        place=place,
        seen_version=person.version,
        reading=reading,
        why="Looked at again.",
        source=paper(person.office, "indictment"),
    )


def test_nobody_decides_about_their_own_answer() -> None:
    person = silent(offence=RAPE)
    person.marks(person.record.sentences[0].seq, by=HALE)
    person.calculated()
    with pytest.raises(ActRefused) as same:
        decide_as_answered(person, HALE)
    assert same.value.code == "SAME_PERSON"
    decide_as_answered(person, OTHER_HEAD)


def test_an_answer_that_another_repeats_is_still_ones_own() -> None:
    person = silent(offence=RAPE)
    sentence = person.record.sentences[0].seq
    person.marks(sentence, by=HALE)
    person.marks(sentence, by=ROWE)
    person.calculated()
    with pytest.raises(ActRefused) as same:
        decide_as_answered(person, HALE)
    assert same.value.code == "SAME_PERSON"


def test_who_decided_and_then_gives_the_answer_too_has_decided_nothing() -> None:
    person = silent(offence=RAPE)
    sentence = person.record.sentences[0].seq
    person.marks(sentence)
    person.calculated()
    person.checked()
    decide_as_answered(person, HALE)
    assert person.finding(G08).answer is Answer.PASSED
    person.marks(sentence, by=HALE)
    found = person.finding(G08)
    assert (found.answer, found.reason) == (Answer.FAILED, "HAZARD_DECIDED_BY_CALCULATOR")
    assert "gave the answer" in found.words
    decide_as_answered(person, OTHER_HEAD)
    assert person.finding(G08).answer is Answer.PASSED


def test_an_unknown_offence_code_contradicts_nothing() -> None:
    person = silent(offence="ZZ99999")
    person.marks(person.record.sentences[0].seq)
    person.calculated()
    calculated = person.record.calculation
    assert calculated is not None
    assert calculated.fact.hazards == ()
