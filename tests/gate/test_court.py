"""G03 to G06: cases, results with their papers, agreement, and what may still come."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from gatelodge.gate.checks import CHECKS
from gatelodge.record import facts as f
from gatelodge.record import statement
from gatelodge.record.facts import Answer, CaseStated
from tests.gate.court import ITEM, applied, linked, order, read, result, whole_item
from tests.gate.prison import COURT, URN, Person, finding, paper

G03, G04, G05, G06 = (
    next(each for each in CHECKS if each.name == name) for name in ("G03", "G04", "G05", "G06")
)
OTHER = "02CD0000226"
COMMUNITY = f.ExitType.COMMUNITY


# G03


def test_cases_that_nobody_stated_are_not_known() -> None:
    person = Person()
    person.sentence()
    assert person.finding(G03).reason == "CASES_NOT_STATED"


def test_a_statement_that_names_nobody_who_answered_is_none() -> None:
    person = Person()
    person.say(
        f.CourtCasesStated(asked_of="court", answered_by=" ", asked_at=person.clock.now(), cases=())
    )
    assert person.finding(G03).reason == "CASES_ANSWERED_BY_NOBODY"


def test_every_case_stated_with_its_disposal_passes_for_24_hours() -> None:
    person = Person()
    person.cases()
    assert person.finding(G03).answer is Answer.PASSED
    person.clock.pass_by(hours=23, minutes=59)
    assert person.finding(G03).answer is Answer.PASSED
    person.clock.pass_by(minutes=1)
    found = person.finding(G03)
    assert (found.answer, found.reason) == (Answer.UNKNOWN, "TOO_OLD")


def test_policy_shortens_the_24_hours_and_never_lengthens_them() -> None:
    person = Person()
    person.cases()
    person.clock.pass_by(hours=13)
    shorter = (("G03", timedelta(hours=12)),)
    longer = (("G03", timedelta(hours=48)),)
    assert person.finding(G03, policy=shorter).reason == "TOO_OLD"
    person.clock.pass_by(hours=12)
    assert person.finding(G03, policy=longer).reason == "TOO_OLD"


def test_a_case_stated_open_without_authority_fails() -> None:
    person = Person()
    person.cases(CaseStated(case_urn=OTHER, court=COURT, is_open=True))
    found = person.finding(G03)
    assert (found.answer, found.reason) == (Answer.FAILED, "CASES_OPEN")
    assert OTHER in found.words


def test_a_case_that_the_feed_named_and_nobody_stated_fails() -> None:
    person = Person()
    linked(person, urns=(URN, OTHER))
    person.cases()
    assert person.finding(G03).reason == "CASES_OPEN"
    person.state(
        f.CaseDisposed(
            case_urn=OTHER, court=COURT, disposal="acquitted", disposed_on=date(2026, 8, 1)
        )
    )
    assert person.finding(G03).answer is Answer.PASSED


def test_a_case_that_the_court_calls_open_is_closed_only_by_what_came_after() -> None:
    """An old disposal, entered after the court was asked, is no news to the court."""
    person = Person()
    person.cases(CaseStated(case_urn=OTHER, court=COURT, is_open=True))
    person.clock.pass_by(minutes=5)
    today = person.clock.now().date()
    for on, reason in ((today - timedelta(days=1), "CASES_OPEN"), (today, "CASES_HANDLED")):
        person.state(
            f.CaseDisposed(case_urn=OTHER, court=COURT, disposal="acquitted", disposed_on=on)
        )
        assert person.finding(G03).reason == reason


def test_of_two_answers_on_one_case_the_open_one_stands() -> None:
    for is_open in (True, False):
        person = Person()
        person.cases(
            *(
                CaseStated(case_urn=OTHER, court=COURT, is_open=each, disposal="acquitted")
                for each in (is_open, not is_open)
            )
        )
        assert person.finding(G03).reason == "CASES_OPEN"


def test_a_case_of_a_message_found_to_be_another_persons_does_not_count() -> None:
    person = Person()
    linked(person, urns=(OTHER,))
    person.cases()
    assert person.finding(G03).reason == "CASES_OPEN"
    person.say(f.CourtItemNotThisPerson(item=ITEM, basis="a co-defendant's"))
    assert person.finding(G03).answer is Answer.PASSED


def test_an_open_case_is_not_closed_by_an_earlier_sentence() -> None:
    """What the court calls open today is more than what we entered before."""
    person = Person()
    person.sentence()
    person.cases(CaseStated(case_urn=URN, court=COURT, is_open=True))
    assert person.finding(G03).reason == "CASES_OPEN"


def test_a_remand_that_ended_leaves_its_case_open_until_it_is_disposed_of() -> None:
    person = Person()
    person.end(person.remand(OTHER))
    person.cases()
    assert person.finding(G03).reason == "CASES_OPEN"


def test_a_case_on_bail_is_handled() -> None:
    person = Person()
    person.end(person.remand(OTHER))
    linked(person)
    read(person, order(case_urn=OTHER, order=f.OrderKind.BAIL, term=None))
    applied(person)
    person.cases(
        CaseStated(case_urn=URN, court=COURT, is_open=False, disposal="imprisonment"),
        CaseStated(case_urn=OTHER, court=COURT, is_open=True),
    )
    assert person.finding(G03).answer is Answer.PASSED


def test_somebody_whom_the_courts_do_not_know_passes_on_their_word() -> None:
    person = Person()
    person.state(
        f.CourtCasesStated(
            asked_of="court", answered_by="Ines Marlowe", asked_at=person.clock.now(), cases=()
        ),
        source=statement("Ines Marlowe"),
    )
    found = person.finding(G03)
    assert (found.answer, found.reason) == (Answer.PASSED, "NO_CASES")


# G04


def test_without_result_or_order_nothing_is_known() -> None:
    assert Person().finding(G04).reason == "NO_RESULT_KNOWN"


def test_a_result_passes_only_when_nothing_of_it_is_left_to_do() -> None:
    person = Person()
    sentence = person.sentence()
    linked(person)
    assert "paper is awaited" in person.finding(G04).words
    result(person)
    assert "read the paper" in person.finding(G04).words
    read(person)
    assert "not yet applied" in person.finding(G04).words
    applied(person, sentence)
    assert person.finding(G04).reason == "RESULTS_COMPLETE"


def test_a_proposed_match_is_no_match() -> None:
    person = Person()
    person.say(f.CourtMessageLinked(item=ITEM, match=f.MatchKind.PROPOSED, basis="name"))
    result(person)
    read(person)
    applied(person)
    found = person.finding(G04)
    assert found.answer is Answer.UNKNOWN
    assert "whose it is" in found.words


def test_reading_another_paper_than_the_results_own_does_not_count() -> None:
    person = Person()
    linked(person)
    result(person)
    read(person, text="a letter")
    applied(person)
    assert "not the result's own" in person.finding(G04).words


def test_an_order_on_a_persons_word_awaits_its_paper() -> None:
    person = Person()
    person.state(
        f.SuspendedSentenceOrdered(
            court=COURT,
            case_urn=URN,
            term=f.Term(months=6),
            suspended_for=f.Term(years=1),
            imposed_on=date(2026, 6, 1),
        ),
        source=statement("escort officer"),
    )
    found = person.finding(G04)
    assert (found.answer, found.reason) == (Answer.UNKNOWN, "PAPER_AWAITED")


def test_an_order_entered_from_its_paper_passes_without_a_message() -> None:
    person = Person()
    person.sentence()
    assert person.finding(G04).reason == "PAPERS_SEEN"


# G05


def test_message_paper_and_record_that_agree_pass() -> None:
    person = Person()
    whole_item(person, person.sentence())
    found = person.finding(G05)
    assert (found.answer, found.reason) == (Answer.PASSED, "MOUTHS_AGREE")


def test_custody_in_one_and_suspended_in_the_other_is_case_c() -> None:
    person = Person()
    sentence = person.sentence()
    linked(person)
    result(person, order(order=f.OrderKind.SUSPENDED, suspended_for=f.Term(years=2)))
    read(person)
    applied(person, sentence)
    found = person.finding(G05)
    assert (found.answer, found.reason) == (Answer.FAILED, "MOUTHS_DIFFER")


@pytest.mark.parametrize(
    "on_paper",
    [
        order(term=f.Term(months=21)),
        order(offence_code="TH68012"),
        order(count=2),
        order(offence_on=date(2026, 1, 6)),
        order(order=f.OrderKind.REMAND, term=None, next_hearing_on=date(2026, 9, 9)),
        order(sentence_kind=f.SentenceKind.EDS),
    ],
    ids=["term", "offence", "count", "offence date", "order", "kind"],
)
def test_each_field_that_differs_fails(on_paper: f.OrderRead) -> None:
    person = Person()
    sentence = person.sentence()
    linked(person)
    result(person)
    read(person, on_paper)
    applied(person, sentence)
    assert person.finding(G05).answer is Answer.FAILED


def test_another_day_on_the_paper_or_on_the_record_fails() -> None:
    on_paper, on_record = Person(), Person()
    sentence = on_paper.sentence()
    linked(on_paper)
    result(on_paper)
    read(on_paper, heard_on=date(2026, 6, 2))
    applied(on_paper, sentence)
    assert "day of the hearing" in on_paper.finding(G05).words
    sentence = on_record.sentence(imposed_on=date(2026, 6, 2))
    linked(on_record)
    result(on_record)
    read(on_record, heard_on=date(2026, 6, 1))
    applied(on_record, sentence)
    assert "day of the hearing" in on_record.finding(G05).words


def test_another_defendant_on_the_paper_fails() -> None:
    person = Person()
    sentence = person.sentence()
    linked(person)
    result(person)
    read(person, surname="Crake", born_on=date(1990, 1, 1))
    applied(person, sentence)
    words = person.finding(G05).words
    assert "defendant name" in words
    assert "defendant birth date" in words


def test_an_order_applied_as_nothing_fails() -> None:
    person = Person()
    linked(person)
    result(person)
    read(person)
    applied(person)
    assert person.finding(G05).answer is Answer.FAILED


def test_a_difference_that_the_court_settled_as_the_record_says_passes() -> None:
    person = Person()
    sentence = person.sentence()
    linked(person)
    result(person, order(term=f.Term(months=21)))
    read(person)
    applied(person, sentence)
    field = f"term, order 1 of case {URN}"
    assert field in person.finding(G05).words
    person.say(
        f.ResultDifferenceSettled(
            item=ITEM, field=field, right_value="21 months", said_by="court clerk"
        )
    )
    assert person.finding(G05).answer is Answer.FAILED
    person.say(
        f.ResultDifferenceSettled(
            item=ITEM, field=field, right_value="12 months", said_by="court clerk"
        )
    )
    assert person.finding(G05).answer is Answer.PASSED


def test_a_paper_that_nobody_read_is_not_known_to_agree() -> None:
    person = Person()
    linked(person)
    result(person)
    assert person.finding(G05).reason == "READING_AWAITED"


def test_two_terms_need_the_same_word_on_concurrency() -> None:
    person = Person()
    linked(person)
    together = (
        order(concurrency=f.Concurrency.CONCURRENT),
        order(count=2, concurrency=f.Concurrency.CONCURRENT),
    )
    one_after_another = (order(), order(count=2, concurrency=f.Concurrency.CONSECUTIVE))
    result(person, *together)
    read(person, *one_after_another)
    assert "concurrent or consecutive" in person.finding(G05).words


def test_orders_from_paper_alone_have_nothing_to_be_compared_with() -> None:
    person = Person()
    person.sentence()
    found = person.finding(G05)
    assert (found.answer, found.reason) == (Answer.NOT_APPLICABLE, "NOTHING_TO_COMPARE")
    assert found.evidence


# G06


def test_nothing_asked_and_nothing_received_is_not_known() -> None:
    assert Person().finding(G06).reason == "NO_EVIDENCE"


def test_a_message_that_nobody_applied_blocks() -> None:
    person = Person()
    person.cases()
    assert person.finding(G06).answer is Answer.PASSED
    linked(person)
    assert person.finding(G06).reason == "UNREAD"


def test_an_open_query_blocks_until_its_answer() -> None:
    person = Person()
    person.cases()
    person.say(f.CourtQueried(query="q1", about="custody or suspended", asked_of="court"))
    found = person.finding(G06)
    assert (found.answer, found.reason) == (Answer.FAILED, "QUERY_OPEN")
    person.say(f.CourtQueryAnswered(query="q1", answer="custody", answered_by="clerk"))
    assert person.finding(G06).answer is Answer.PASSED


def test_the_court_has_two_hours_to_amend() -> None:
    person = Person()
    sentence = person.sentence()
    linked(person)
    result(person, shared_ago=timedelta(hours=1, minutes=59))
    read(person)
    applied(person, sentence)
    assert person.finding(G06).reason == "TOO_NEW"
    person.clock.pass_by(minutes=1)
    assert person.finding(G06).answer is Answer.PASSED


def just_shared(kind: f.OrderKind) -> Person:
    """Somebody whose result of a minute ago is read and applied."""
    person = Person()
    person.cases()
    linked(person)
    result(person, order(order=kind, term=None), shared_ago=timedelta(minutes=1))
    read(person, order(order=kind, term=None))
    applied(person)
    return person


@pytest.mark.parametrize("kind", f.OrderKind)
def test_a_planner_alone_does_not_waive_the_window(kind: f.OrderKind) -> None:
    """Bail, an acquittal and no custody let go at once; a suspended sentence may be a mistake."""
    lets_go = kind in (f.OrderKind.BAIL, f.OrderKind.ACQUITTED, f.OrderKind.NOT_CUSTODIAL)
    person = just_shared(kind)
    by_word = statement("Amadi")
    person.say(
        f.ExitPlanned(exit_type=COMMUNITY, on=person.clock.now().date(), is_immediate=True),
        source=by_word,
    )
    answer = person.finding(G06, is_immediate=True).answer
    assert answer is (Answer.PASSED if lets_go else Answer.FAILED)
    assert person.finding(G06, is_immediate=False).reason == "TOO_NEW"


def test_an_order_for_release_on_paper_waives_the_window() -> None:
    person = just_shared(f.OrderKind.CUSTODY)
    plan = f.ExitPlanned(exit_type=COMMUNITY, on=person.clock.now().date(), is_immediate=True)
    person.say(plan, source=paper(person.office, "order for immediate release"))
    assert person.finding(G06, is_immediate=True).answer is Answer.PASSED


def test_the_results_own_paper_waives_no_window() -> None:
    """It says what the result says; whether that lets anybody go, its reading tells."""
    person = just_shared(f.OrderKind.SUSPENDED)
    plan = f.ExitPlanned(exit_type=COMMUNITY, on=person.clock.now().date(), is_immediate=True)
    person.say(plan, source=paper(person.office, f"result {ITEM}"))
    assert person.finding(G06, is_immediate=True).reason == "TOO_NEW"


def test_a_results_paper_filed_on_another_record_of_the_person_waives_no_window() -> None:
    other = just_shared(f.OrderKind.SUSPENDED)
    person = Person(other.office, surname="Pelham")
    plan = f.ExitPlanned(exit_type=COMMUNITY, on=person.clock.now().date(), is_immediate=True)
    person.say(plan, source=paper(person.office, f"result {ITEM}"))
    circumstances = replace(person.circumstances(is_immediate=True), same_person=(other.record,))
    assert finding(person.record, G06, circumstances).reason == "TOO_NEW"


def test_a_release_in_one_result_does_not_waive_the_window_of_another() -> None:
    person = just_shared(f.OrderKind.ACQUITTED)
    linked(person, "item-2")
    result(person, order(order=f.OrderKind.SUSPENDED), item="item-2", shared_ago=timedelta(0))
    read(person, order(order=f.OrderKind.SUSPENDED), item="item-2")
    applied(person, item="item-2")
    plan = f.ExitPlanned(exit_type=COMMUNITY, on=person.clock.now().date(), is_immediate=True)
    person.say(plan, source=statement("Amadi"))
    assert person.finding(G06, is_immediate=True).reason == "TOO_NEW"


def test_the_window_runs_for_a_paper_without_a_result_too() -> None:
    person = Person()
    person.cases()
    linked(person)
    read(person, order(order=f.OrderKind.SUSPENDED))
    applied(person)
    assert person.finding(G06).reason == "TOO_NEW"
    person.clock.pass_by(hours=2)
    assert person.finding(G06).answer is Answer.PASSED


def test_policy_lengthens_the_window_and_never_shortens_it() -> None:
    person = Person()
    sentence = person.sentence()
    linked(person)
    result(person, shared_ago=timedelta(hours=1))
    read(person)
    applied(person, sentence)
    limit = "G06 amendment window"
    assert person.finding(G06, policy=((limit, timedelta(0)),)).reason == "TOO_NEW"
    person.clock.pass_by(hours=2)
    assert person.finding(G06, policy=((limit, timedelta(hours=6)),)).reason == "TOO_NEW"


def test_case_c_an_amendment_makes_the_old_result_history() -> None:
    """45 months, entered as suspended; the amendment is its own item and must be applied."""
    person = Person()
    suspended = person.state(
        f.SuspendedSentenceOrdered(
            court=COURT,
            case_urn=URN,
            term=f.Term(months=45),
            suspended_for=f.Term(years=2),
            imposed_on=date(2026, 6, 1),
        )
    )
    was = order(order=f.OrderKind.SUSPENDED, term=f.Term(months=45), suspended_for=f.Term(years=2))
    linked(person)
    first = result(person, was)
    read(person, was)
    applied(person, suspended)
    person.cases()
    assert person.finding(G05).answer is Answer.PASSED
    linked(person, "item-2")
    result(person, order(term=f.Term(months=45)), item="item-2", amends=first)
    assert person.finding(G06).reason == "UNREAD"
    assert person.finding(G05).reason == "READING_AWAITED"
    read(person, order(term=f.Term(months=45)), item="item-2")
    sentence = person.state(
        f.SentenceImposed(
            court=COURT,
            case_urn=URN,
            sentence_kind=f.SentenceKind.SDS,
            term=f.Term(months=45),
            imposed_on=date(2026, 6, 1),
            offence_code="TH68010",
            offence_committed_on=date(2026, 1, 5),
        ),
        source=paper(person.office, "amended order"),
    )
    applied(person, sentence, item="item-2")
    assert person.finding(G05).answer is Answer.PASSED
