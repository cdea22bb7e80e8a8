"""G02: what still holds the person."""

from datetime import date, timedelta

from gatelodge.casework.authorities import withdraw
from gatelodge.gate.checks import CHECKS
from gatelodge.record import facts as f
from gatelodge.record import ourselves, statement
from gatelodge.record.facts import Answer
from tests.gate.prison import AMADI, COURT, HALE, LISTER, Person, paper
from tests.gate.spoken import spoken_end

G02 = next(each for each in CHECKS if each.name == "G02")


def test_nobody_without_an_authority_on_record_passes() -> None:
    found = Person().finding(G02)
    assert (found.answer, found.reason) == (Answer.UNKNOWN, "NO_AUTHORITY_EVER")


def test_a_remand_holds_until_its_end_has_a_source() -> None:
    person = Person()
    remand = person.remand()
    found = person.finding(G02)
    assert (found.answer, found.reason) == (Answer.FAILED, "STILL_HELD")
    assert COURT in found.words
    person.end(remand)
    found = person.finding(G02)
    assert (found.answer, found.reason) == (Answer.PASSED, "ALL_ENDED")
    assert len(found.evidence) == 1


def test_the_day_in_the_warrant_ends_nothing_by_itself() -> None:
    person = Person()
    person.remand()
    person.clock.pass_by(days=400)
    assert person.finding(G02).answer is Answer.FAILED


def test_gatelodge_itself_ends_no_authority() -> None:
    person = Person()
    ended = f.AuthorityEnded(
        authority=person.remand(), how=f.EndKind.ENDED, ended_at=person.clock.now()
    )
    person.say(ended, source=ourselves("watch"))
    assert person.finding(G02).answer is Answer.FAILED


def test_an_end_that_was_only_heard_needs_two_people() -> None:
    person = Person()
    remand = person.remand()
    heard = statement("listing officer, Ashbourne")
    ended = spoken_end(person, remand, f.Role.CASE_ADMINISTRATOR)
    person.state(ended, source=heard, by=AMADI)
    assert person.finding(G02).reason == "END_HEARD_BY_ONE"
    ended = spoken_end(person, remand, f.Role.HEAD_OF_OMU)
    person.state(ended, source=heard, by=HALE)
    assert person.finding(G02).reason == "END_HEARD_WITHOUT_GOVERNOR"
    ended = spoken_end(person, remand, f.Role.DUTY_GOVERNOR)
    person.state(ended, source=heard, by=LISTER)
    assert person.finding(G02).answer is Answer.PASSED


def test_an_authority_replaced_by_nothing_still_holds() -> None:
    person = Person()
    remand = person.remand()
    replaced = f.AuthorityEnded(
        authority=remand,
        how=f.EndKind.REPLACED,
        ended_at=person.clock.now(),
        replaced_by=9_999,
    )
    person.say(replaced)
    assert person.finding(G02).reason == "STILL_HELD"


def test_a_replaced_remand_hands_over_to_the_sentence() -> None:
    person = Person()
    remand = person.remand()
    sentence = person.sentence()
    replaced = f.AuthorityEnded(
        authority=remand,
        how=f.EndKind.REPLACED,
        ended_at=person.clock.now(),
        replaced_by=sentence,
    )
    person.state(replaced, source=paper(person.office, "order"))
    assert person.finding(G02).reason == "RELEASE_DAY_NOT_KNOWN"


def test_a_sentence_holds_until_its_checked_day() -> None:
    person = Person()
    person.sentence()
    assert person.finding(G02).reason == "RELEASE_DAY_NOT_KNOWN"
    person.calculated()
    assert person.finding(G02).reason == "RELEASE_DAY_NOT_KNOWN"
    person.checked()
    on = person.lawful_day()
    person.go_to(on - timedelta(days=1))
    assert person.finding(G02).reason == "HELD_UNTIL_LATER"
    person.go_to(on)
    assert person.finding(G02).reason == "ALL_COVERED"


def test_of_two_sentences_the_one_that_holds_until_the_day_is_named() -> None:
    """A short sentence of long ago does not hold until the day of a long one of today."""
    person = Person()
    person.sentence(months=9)
    person.clock.pass_by(days=30)
    newer = person.sentence(months=45, imposed_on=date(2026, 9, 15))
    person.calculated()
    person.checked()
    found = person.finding(G02)
    assert (found.reason, found.evidence) == ("HELD_UNTIL_LATER", (newer,))
    assert found.words.startswith("The sentence holds until ")


def test_two_sentences_that_both_reach_the_day_are_both_named() -> None:
    person = Person()
    both = (person.sentence(), person.sentence())
    person.calculated()
    person.checked()
    found = person.finding(G02)
    assert (found.reason, found.evidence) == ("HELD_UNTIL_LATER", both)
    assert found.words.startswith("The sentences hold until ")


def test_is91_goes_with_the_escort_and_with_nobody_else() -> None:
    person = Person()
    person.state(f.ImmigrationDetentionAuthorised(reference="IS91/1"))
    assert person.finding(G02).answer is Answer.FAILED
    escorted = person.finding(G02, exit_type=f.ExitType.IMMIGRATION_ESCORT)
    assert escorted.answer is Answer.PASSED


def test_a_court_production_needs_something_to_go_with() -> None:
    person = Person()
    remand = person.remand()
    to_court = f.ExitType.COURT_PRODUCTION
    assert person.finding(G02, exit_type=to_court).reason == "GOES_WITH_PERSON"
    person.end(remand)
    assert person.finding(G02, exit_type=to_court).reason == "NOTHING_TO_GO_WITH"


def test_an_end_that_is_withdrawn_holds_again() -> None:
    person = Person()
    remand = person.remand()
    end = person.end(remand)
    withdraw(person.office, HALE, person.id, end, why="another person's", source=statement("Hale"))
    assert person.finding(G02).answer is Answer.FAILED


def test_two_authorities_that_replace_each_other_both_hold() -> None:
    person = Person()
    one, two = person.remand(), person.remand("02CD0000226")
    for gone, instead in ((one, two), (two, one)):
        fact = f.AuthorityEnded(
            authority=gone,
            how=f.EndKind.REPLACED,
            ended_at=person.clock.now(),
            replaced_by=instead,
        )
        person.state(fact, source=paper(person.office, f"instead of {gone}"))
    assert person.finding(G02).reason == "STILL_HELD"
