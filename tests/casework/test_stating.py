"""Entering what papers say: who may, from which source, and what cannot be so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from gatelodge.casework.authorities import state_fact, state_facts, withdraw
from gatelodge.casework.office import ActRefused
from gatelodge.casework.statable import STATABLE
from gatelodge.record import document, message, ourselves, start_of_day, statement
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, COURT, HALE, LISTER, NOAKES, ROWE, URN, Person, paper, staff
from tests.gate.spoken import spoken_end

TOMORROW = date(2026, 9, 3)
SENTENCE = f.SentenceImposed(
    court=COURT,
    case_urn=URN,
    sentence_kind=f.SentenceKind.SDS,
    term=f.Term(months=12),
    imposed_on=date(2026, 6, 1),
    offence_code="TH68010",
    offence_committed_on=date(2026, 1, 5),
)

RESTORED = f.AddedDaysRestored(days=7, restored_on=date(2026, 8, 1), adjudication="FNI/26/0117")


def but(fact: f.Fact, **more: object) -> f.Fact:
    fields = {name: getattr(fact, name) for name in fact.__struct_fields__}
    return type(fact)(**{**fields, **more})


def refusal(person: Person, fact: f.Fact, **more: object) -> ActRefused:
    with pytest.raises(ActRefused) as refused:
        person.state(fact, **more)
    return refused.value


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (but(SENTENCE, term=f.Term()), "term"),
        (but(SENTENCE, term=f.Term(months=0)), "term"),
        (but(SENTENCE, term=f.Term(years=1, days=-3)), "term"),
        (but(SENTENCE, term=f.Term(years=999_999)), "term"),
        (but(SENTENCE, imposed_on=TOMORROW), "imposed_on"),
        (but(SENTENCE, offence_committed_on=date(2026, 6, 2)), "offence_committed_on"),
        (but(SENTENCE, court=" "), "court"),
        (but(SENTENCE, count=0), "count"),
        (but(SENTENCE, consecutive_to=9_999), "consecutive_to"),
        (f.RemandOrdered(court=COURT, case_urn="", next_hearing_on=None), "case_urn"),
        (
            f.RecallOrdered(
                recall_kind=f.RecallKind.FIXED_28,
                revoked_on=date(2026, 8, 2),
                returned_on=date(2026, 8, 1),
            ),
            "returned_on",
        ),
        (f.RemandCredited(days=10**9, period=None, counts_from=date(2026, 6, 1)), "days"),
        (f.RemandCredited(days=0, period=None, counts_from=date(2026, 6, 1)), "days"),
        (
            f.UnlawfullyAtLargeRecorded(
                days=2,
                period=f.Period(date(2026, 8, 2), date(2026, 8, 1)),
                ual_reason=f.UalReason.ESCAPE,
            ),
            "period",
        ),
        (f.AddedDaysAwarded(days=7, awarded_on=TOMORROW, adjudication="x"), "awarded_on"),
        (
            f.AddedDaysRestored(days=7, restored_on=date(2026, 8, 1), adjudication=""),
            "adjudication",
        ),
        (f.CitizenshipEvidenceSeen(evidence="passport", number="", seen_by="A"), "number"),
        (f.ConditionsSet(conditions=(" ",)), "conditions"),
        (f.LicenceIssued(conditions=()), "conditions"),
        (f.LicenceIssued(conditions=("",)), "conditions"),
        (
            f.CaseDisposed(case_urn=URN, court=COURT, disposal="", disposed_on=date(2026, 8, 1)),
            "disposal",
        ),
        (
            f.CourtCasesStated(
                asked_of="court",
                answered_by="clerk",
                asked_at=datetime(2026, 9, 2, 9, 1, tzinfo=UTC),
                cases=(),
            ),
            "asked_at",
        ),
        (
            f.CourtCasesStated(
                asked_of="court",
                answered_by="clerk",
                asked_at=datetime(2026, 9, 1, tzinfo=UTC),
                cases=(f.CaseStated(case_urn=URN, court=COURT, is_open=False),),
            ),
            "cases",
        ),
        (f.NoAuthorityNoted(since=datetime(2026, 9, 3, tzinfo=UTC)), "since"),
        (f.IdentityRecorded(surname="", forenames="X", born_on=date(1990, 1, 1)), "surname"),
        (f.IdentityRecorded(surname="X", forenames="", born_on=TOMORROW), "born_on"),
    ],
)
def test_what_cannot_be_so_is_refused_by_its_field(fact: f.Fact, field: str) -> None:
    person = Person()
    before = person.version
    refused = refusal(person, fact)
    assert refused.field == field
    assert refused.words.endswith(".")
    assert person.version == before


@pytest.mark.parametrize(
    "fact",
    [
        f.ImmigrationDetentionAuthorised(reference="IS91/1"),
        f.DeportationOrdered(reference="DO/1"),
        f.AuthorityLodged(catalogue="B12", title="default of a fine", reference="W1"),
        f.EarlyReleaseDecided(
            scheme=f.EarlyScheme.HDC, release_on=date(2026, 9, 2), signed_by="Owen Lister"
        ),
    ],
)
def test_a_hold_or_a_decision_without_its_document_counts_for_nothing(fact: f.Fact) -> None:
    assert refusal(Person(), fact, source=statement("duty office")).field == "source"


def test_a_source_is_kept_here_or_is_none() -> None:
    person = Person()
    empty = paper(person.office, "")
    for source in (document("0" * 64), empty, ourselves("intake"), statement(" ")):
        assert refusal(person, SENTENCE, source=source).field == "source"


def test_who_opens_the_gate_enters_no_papers() -> None:
    assert refusal(Person(), SENTENCE, by=NOAKES).code == "NO_ROLE"
    elsewhere = staff("amadi.grace", f.Role.CASE_ADMINISTRATOR, prison="DMI")
    assert refusal(Person(), SENTENCE, by=elsewhere).code == "NO_ROLE"


def test_acts_of_the_release_and_of_ourselves_are_not_entered_by_hand() -> None:
    for fact in (
        f.PassPrinted(pass_id="x"),
        f.ExitPlanEnded(why="x"),
        f.AlarmEnded(alarm="x", why="x"),
        f.DatesChecked(
            calculation=1,
            inputs_digest="",
            entered=f.EnteredInputs(sentences=()),
            dates=(),
            agrees=True,
        ),
    ):
        assert refusal(Person(), fact).code == "NOT_BY_HAND"


def test_what_a_court_ordered_is_so_from_the_start_of_its_day() -> None:
    person = Person()
    person.state(SENTENCE)
    (authority,) = person.record.authorities
    assert authority.began.true_from == datetime(2026, 5, 31, 23, 0, tzinfo=UTC)
    assert authority.began.true_from == start_of_day(date(2026, 6, 1))


def test_an_end_needs_a_source_of_its_own() -> None:
    person = Person()
    warrant = paper(person.office, "warrant of remand")
    remand = person.state(
        f.RemandOrdered(court=COURT, case_urn=URN, next_hearing_on=None), source=warrant
    )
    ended = f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=person.clock.now())
    assert refusal(person, ended, source=warrant).field == "source"
    later = but(ended, ended_at=person.clock.now() + timedelta(minutes=1))
    assert refusal(person, later).field == "ended_at"
    assert refusal(person, but(ended, authority=9_999)).field == "authority"
    replaced = but(ended, how=f.EndKind.REPLACED, replaced_by=remand)
    assert refusal(person, replaced).field == "replaced_by"
    person.state(ended, source=paper(person.office, "order of release"))
    assert not person.record.authorities_in_force


def test_one_person_does_not_hear_an_end_twice() -> None:
    person = Person()
    remand = person.remand()
    ended = spoken_end(person, remand, f.Role.CASE_ADMINISTRATOR)
    heard = statement("listing officer")
    person.state(ended, source=heard)
    assert refusal(person, ended, source=heard).field == "authority"
    person.state(spoken_end(person, remand, f.Role.HEAD_OF_OMU), source=heard, by=HALE)


def test_a_spoken_end_says_whom_they_rang_back_and_in_which_role() -> None:
    person = Person()
    remand, heard = person.remand(), statement("listing officer")
    ended = spoken_end(person, remand, f.Role.CASE_ADMINISTRATOR)
    assert refusal(person, but(ended, heard=None), source=heard).field == "spoke_to"
    as_governor = spoken_end(person, remand, f.Role.DUTY_GOVERNOR)
    assert refusal(person, as_governor, source=heard).field == "heard_as"
    assert ended.heard is not None
    later = replace(ended.heard, said_at=person.clock.now() + timedelta(minutes=1))
    assert refusal(person, but(ended, heard=later), source=heard).field == "said_at"
    unnamed = replace(ended.heard, number_known_from=" ")
    assert refusal(person, but(ended, heard=unnamed), source=heard).field == "number_known_from"
    assert refusal(person, ended, source=paper(person.office, "order")).field == "spoke_to"


def test_a_correction_keeps_the_number_and_its_kind() -> None:
    person = Person()
    sentence = person.state(SENTENCE)
    other_kind = f.AliasRecorded(surname="X", forenames="Y")
    assert refusal(person, other_kind, corrects=sentence).field == "corrects"
    assert refusal(person, SENTENCE, corrects=9_999).field == "corrects"
    person.state(but(SENTENCE, term=f.Term(months=21)), corrects=sentence)
    (authority,) = person.record.authorities
    assert authority.seq == sentence
    assert person.record.sentences[0].fact.term == f.Term(months=21)


def test_one_correction_at_a_time() -> None:
    person = Person()
    with pytest.raises(ActRefused):
        state_facts(
            person.office,
            AMADI,
            person.id,
            [SENTENCE, SENTENCE],
            source=paper(person.office),
            corrects=1,
        )


def test_a_withdrawal_can_be_withdrawn() -> None:
    person = Person()
    remand = person.remand()
    source = paper(person.office)
    (gone,) = withdraw(person.office, HALE, person.id, remand, why="typed twice", source=source)
    assert not person.record.authorities
    withdraw(person.office, HALE, person.id, gone.seq, why="it was so", source=source)
    assert [each.seq for each in person.record.authorities] == [remand]


IS91 = f.ImmigrationDetentionAuthorised(reference="IS91/1")
REMAND = f.RemandOrdered(court=COURT, case_urn=URN, next_hearing_on=None)
DEPORTATION = f.DeportationOrdered(reference="DO/1")
LODGED = f.AuthorityLodged(catalogue="B12", title="fine default", reference="W/1")
INTEREST = f.ImmigrationInterestStated(interest=f.Interest.STATED)
RECALL = f.RecallOrdered(recall_kind=f.RecallKind.STANDARD, revoked_on=date(2026, 8, 1))
HOLDS = [SENTENCE, REMAND, RECALL, IS91, LODGED, DEPORTATION, INTEREST]
names = [type(each).__name__ for each in HOLDS]


@pytest.mark.parametrize("fact", HOLDS, ids=names)
def test_what_holds_somebody_is_not_taken_back_on_a_word_or_alone(fact: f.Fact) -> None:
    """Its end takes a paper or two people; so does saying that it was never so."""
    person = Person()
    seq = person.state(fact)
    proof = paper(person.office, "proof")
    tries = ((HALE, statement("Hale"), "source"), (AMADI, proof, "entry"))
    for who, source, field in tries:
        with pytest.raises(ActRefused) as refused:
            withdraw(person.office, who, person.id, seq, why="never so", source=source)
        assert refused.value.field == field
    corrected = person.state(fact, by=HALE, corrects=seq)
    with pytest.raises(ActRefused):
        withdraw(person.office, HALE, person.id, corrected, why="never so", source=proof)
    withdraw(person.office, ROWE, person.id, seq, why="never so", source=proof)
    record = person.record
    assert (record.authorities, record.deportation, record.immigration) == ((), (), ())


def test_what_was_found_to_hold_after_all_is_not_taken_back_on_a_word_or_alone() -> None:
    """Withdrawing the withdrawal of a withdrawal frees somebody just as the first one did."""
    person = Person()
    remand = person.remand()
    proof = paper(person.office, "proof")
    (gone,) = withdraw(person.office, ROWE, person.id, remand, why="never so", source=proof)
    (back,) = withdraw(person.office, HALE, person.id, gone.seq, why="it was so", source=proof)
    tries = (
        (LISTER, statement("Lister"), "source"),
        (AMADI, proof, "entry"),
        (HALE, proof, "entry"),
    )
    for who, source, field in tries:
        with pytest.raises(ActRefused) as refused:
            withdraw(person.office, who, person.id, back.seq, why="never so", source=source)
        assert refused.value.field == field
    assert [each.seq for each in person.record.authorities] == [remand]
    withdraw(person.office, LISTER, person.id, back.seq, why="never so", source=proof)
    assert person.record.authorities == ()


def test_an_end_that_was_withdrawn_does_not_count_again_on_a_word() -> None:
    person = Person()
    ended = person.end(person.remand())
    heard = statement("listing officer")
    (gone,) = withdraw(person.office, HALE, person.id, ended, why="another man's", source=heard)
    assert person.record.authorities_in_force
    with pytest.raises(ActRefused) as refused:
        withdraw(person.office, AMADI, person.id, gone.seq, why="it was his", source=heard)
    assert refused.value.field == "source"
    proof = paper(person.office, "proof")
    withdraw(person.office, AMADI, person.id, gone.seq, why="it was his", source=proof)
    assert not person.record.authorities_in_force


def test_an_interest_is_not_corrected_away_on_a_word() -> None:
    person = Person()
    seq = person.state(INTEREST)
    gone = f.ImmigrationInterestStated(interest=f.Interest.NOT_OF_INTEREST)
    assert refusal(person, gone, by=HALE, source=statement("Hale"), corrects=seq).field == "source"
    assert refusal(person, gone, corrects=seq).code == "SAME_PERSON"
    person.state(gone, by=HALE, corrects=seq)
    assert person.record.immigration[-1].fact == gone


@pytest.mark.parametrize("fact", [REMAND, IS91, DEPORTATION, LODGED], ids=lambda f: f.KIND)
def test_what_holds_somebody_who_left_before_says_since_when(fact: f.Fact) -> None:
    person = Person()
    first = person.state(fact)
    left_at = person.clock.now()
    person.say(
        f.ExitRecorded(
            exit_type=f.ExitType.COMMUNITY, exited_at=left_at, pass_id=None, place="gate"
        ),
        true_from=left_at,
    )
    person.clock.pass_by(days=2)
    refused = refusal(person, fact)
    assert (refused.field, refused.code) == ("true_from", "EMPTY")
    since = left_at - timedelta(days=1)
    seq = person.state(fact, true_from=since)
    entry = next(e for e in person.record.entries if e.seq == seq)
    assert entry.envelope.true_from == since
    person.state(fact, corrects=first)


def test_a_recall_of_the_day_on_which_somebody_left_says_at_which_time() -> None:
    """Whether that exit was right depends on it; of any other day the day is enough."""
    person = Person()
    left_at = person.clock.now()
    person.say(
        f.ExitRecorded(
            exit_type=f.ExitType.COMMUNITY, exited_at=left_at, pass_id=None, place="gate"
        ),
        true_from=left_at,
    )
    person.clock.pass_by(days=2)
    of_that_day = but(RECALL, revoked_on=left_at.date())
    for wrong in (None, left_at - timedelta(days=1), left_at + timedelta(days=1)):
        refused = refusal(person, of_that_day, true_from=wrong)
        assert (refused.field, refused.code) == ("true_from", "EMPTY")
    revoked_at = left_at + timedelta(minutes=9)
    seq = person.state(of_that_day, true_from=revoked_at)
    assert refusal(person, of_that_day, by=HALE, corrects=seq).field == "true_from"
    corrected = but(of_that_day, recall_kind=f.RecallKind.FIXED_28)
    person.state(corrected, by=HALE, corrects=seq, true_from=revoked_at)
    person.state(RECALL)
    began = [each.began for each in person.record.authorities]
    days = [start_of_day(date(2026, 8, 1)), revoked_at]
    assert [each.true_from for each in began] == days
    assert began[1].fact == corrected


def test_an_interest_stated_while_somebody_is_out_was_there_when_they_left() -> None:
    person = Person()
    left_at = person.clock.now()
    person.say(
        f.ExitRecorded(
            exit_type=f.ExitType.COMMUNITY, exited_at=left_at, pass_id=None, place="gate"
        ),
        true_from=left_at,
    )
    person.clock.pass_by(days=2)
    person.state(INTEREST)
    (interest,) = person.record.immigration
    assert interest.true_from < left_at


@pytest.mark.parametrize("later", [timedelta(seconds=1), timedelta(days=400)])
def test_nothing_is_so_from_a_moment_still_to_come(later: timedelta) -> None:
    person = Person()
    refused = refusal(person, REMAND, true_from=person.clock.now() + later)
    assert refused.field == "true_from"


def test_no_moment_of_its_own_hides_what_a_fact_names() -> None:
    """A sentence is so from its day at the latest, an end from its moment at the earliest."""
    person = Person()
    now = person.clock.now()
    person.state(SENTENCE, true_from=now)
    remand = person.state(REMAND, true_from=now - timedelta(days=30))
    ended = f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=now)
    person.state(ended, source=paper(person.office, "end"), true_from=now - timedelta(days=20))
    record = person.record
    assert [a.began.true_from for a in record.authorities] == [
        start_of_day(date(2026, 6, 1)),
        now - timedelta(days=30),
    ]
    assert next(a.ended.true_from for a in record.authorities if a.ended) == now


def test_a_paper_that_began_an_authority_does_not_end_it_on_another_page() -> None:
    person = Person()
    began = paper(person.office, "warrant")
    remand = person.state(REMAND, source=began)
    ended = f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=person.clock.now())
    page_two = document(began.reference, page=2, field="order")
    assert refusal(person, ended, source=page_two).field == "source"
    person.state(REMAND, source=paper(person.office, "a better copy"), corrects=remand)
    assert refusal(person, ended, source=began).field == "source"


def test_a_message_that_never_came_is_no_source() -> None:
    person = Person()
    remand = person.remand()
    ended = f.AuthorityEnded(authority=remand, how=f.EndKind.ENDED, ended_at=person.clock.now())
    assert refusal(person, ended, source=message("invented")).field == "source"


def test_several_facts_of_one_paper_are_one_act() -> None:
    person = Person()
    entries = state_facts(
        person.office,
        AMADI,
        person.id,
        [SENTENCE, but(SENTENCE, count=2)],
        source=paper(person.office, "order with two counts"),
    )
    assert len({each.envelope.recorded_at for each in entries}) == 1
    with pytest.raises(ActRefused):
        state_facts(
            person.office,
            AMADI,
            person.id,
            [but(SENTENCE, count=3), but(SENTENCE, count=0)],
            source=paper(person.office),
        )
    assert len(person.record.sentences) == 2


def test_a_repeat_of_one_command_is_entered_once() -> None:
    person = Person()
    for _ in range(2):
        state_fact(
            person.office, AMADI, person.id, SENTENCE, source=paper(person.office), command="c1"
        )
    assert len(person.record.sentences) == 1


def test_the_table_names_only_news() -> None:
    """What staff state is always news to a release: it ends a live pass."""
    assert all(kind.NATURE is f.Nature.NEW_EVENT for kind in STATABLE)


def test_a_sentence_is_served_only_when_its_day_has_come() -> None:
    """One clerk and any paper would else end it years early, and the dates with it."""
    person = Person()
    sentence = person.sentence()
    served = f.AuthorityEnded(
        authority=sentence, how=f.EndKind.SATISFIED, ended_at=person.clock.now()
    )
    proof = paper(person.office, "proof")
    assert refusal(person, served, source=proof).field == "how"
    person.calculated()
    assert refusal(person, served, source=proof).field == "how"
    person.go_to(person.record.calculation.fact.governing_on)
    person.state(but(served, ended_at=person.clock.now()), source=proof)
    fine = person.state(but(SENTENCE, sentence_kind=f.SentenceKind.A_FINE))
    paid = but(served, authority=fine, ended_at=person.clock.now())
    person.state(paid, source=paper(person.office, "receipt"))
    assert not person.record.authorities_in_force


def test_a_correction_of_any_earlier_correction_counts() -> None:
    person = Person()
    first = person.state(SENTENCE)
    second = person.state(but(SENTENCE, count=2), corrects=first)
    third = person.state(but(SENTENCE, count=3), corrects=second)
    for number, corrects in ((4, third), (5, third), (6, second), (7, first)):
        person.state(but(SENTENCE, count=number), corrects=corrects)
        (sentence,) = person.record.sentences
        assert (sentence.seq, sentence.fact.count) == (first, number)


def test_what_was_withdrawn_is_stated_anew_and_not_corrected() -> None:
    """A correction of it would not count either, and nobody would see that it does not."""
    person = Person()
    remand = person.remand()
    proof = paper(person.office, "proof")
    withdraw(person.office, HALE, person.id, remand, why="typed twice", source=proof)
    assert refusal(person, REMAND, corrects=remand).field == "corrects"
    with pytest.raises(ActRefused) as refused:
        withdraw(person.office, ROWE, person.id, remand, why="typed twice", source=proof)
    assert refused.value.field == "entry"
    again = person.state(REMAND)
    assert [each.seq for each in person.record.authorities] == [again]
