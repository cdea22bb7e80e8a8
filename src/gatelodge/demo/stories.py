"""What happened to the people of the demo: every state that a board can show. All is invented."""

from collections.abc import Callable
from datetime import timedelta

from gatelodge.casework.court.queries import raise_query
from gatelodge.casework.gate_desk import print_pass, record_exit, run_final_check, scan_pass
from gatelodge.demo import exit_day
from gatelodge.demo.papers import recall
from gatelodge.demo.people import person
from gatelodge.demo.telling import Story, Teller, Telling, Way
from gatelodge.record import statement
from gatelodge.record.facts import (
    AuthorityEnded,
    DeportationOrdered,
    EndKind,
    Enquiry,
    ExitPlanned,
    ExitType,
    HearingListed,
    IdentifierRecorded,
    ImmigrationDetentionAuthorised,
    ImmigrationInterestStated,
    Interest,
    Issuer,
    LicenceIssued,
    RecallKind,
    RecallOrdered,
    Role,
    SentenceKind,
    Term,
)

Tell = Callable[[Teller], Telling]

_DAYS_IN_CUSTODY_A_MONTH = 12
"""About two fifths of a month, rounded down: how many days a month of sentence keeps in custody."""
ESCORT = "Harrow Lane Escorts"
CONDITIONS = ("Report to probation within one day of release",)


def sentenced_for_later(tell: Teller, release_in_days: int) -> Story:
    """Sentenced, dated by two people, and not due yet."""
    months = (release_in_days + 60) // _DAYS_IN_CUSTODY_A_MONTH + 1
    passed = tell.sentence(tell.now.day(release_in_days), months)
    record_id = yield from tell.sentenced(passed)
    yield from tell.dated(record_id, passed.imposed_on + timedelta(days=1))


def on_remand(tell: Teller, hearing_in_days: int, since_days: int) -> Way:
    """Held on remand until a hearing."""
    hearing_on = tell.now.day(hearing_in_days)
    record_id = yield from tell.remanded(tell.now.day(-since_days), next_hearing_on=hearing_on)
    yield tell.now.on(tell.now.day(2 - since_days), "11:20")
    case = tell.case()
    tell.desk.state(
        record_id,
        HearingListed(
            hearing="", case_urn=case.urn, court=case.court, on=hearing_on, by_video=True
        ),
        source=tell.paper("List of hearings", f"{case.court}, case {case.urn}"),
    )
    tell.citizenship(record_id)
    return record_id


def received_by_another_name(tell: Teller, hearing_in_days: int, since_days: int) -> Story:
    """On remand; the police then say that the person before, who has a record here, is the same."""
    record_id = yield from on_remand(tell, hearing_in_days, since_days)
    yield tell.now.on(tell.now.day(3 - since_days), "15:05")
    pnc = person(tell.person.number - 1).pnc
    tell.desk.state(
        record_id,
        IdentifierRecorded(issuer=Issuer.PNC, value=pnc),
        source=tell.paper("Answer of the fingerprint bureau", f"The PNC of these prints is {pnc}"),
    )


def not_dated_yet(tell: Teller) -> Story:
    """Sentenced yesterday; nobody has worked out the dates."""
    passed = tell.sentence(tell.now.day(110), 18, remand_days=100)
    yield from tell.sentenced(passed)


def due(tell: Teller, in_days: int = 0, *, is_citizen: bool = True) -> Way:
    """Due on a day, with the re-check of two days before, a licence and a plan."""
    passed = tell.sentence(tell.now.day(in_days), 9)
    record_id = yield from tell.sentenced(passed, is_citizen=is_citizen)
    yield from tell.dated(record_id, passed.imposed_on + timedelta(days=1))
    yield tell.now.on(tell.now.day(-4), "11:05")
    _plan(tell, record_id, in_days)
    yield tell.now.on(tell.now.day(-1), "10:20")
    tell.desk.calculate(record_id)
    yield tell.now.on(tell.now.day(-1), "14:35")
    tell.desk.check(record_id)
    if not in_days:
        yield from confirmed_for_today(tell, record_id)
    return record_id


def confirmed_for_today(tell: Teller, record_id: str) -> Story:
    """Last evening the duty governor looked at the exit of today."""
    yield tell.now.on(tell.now.day(-1), "18:20")
    tell.desk.confirm_evening(record_id)


def planned_soon(tell: Teller, in_days: int) -> Story:
    """Due within the next two weeks."""
    yield from due(tell, in_days)


def ready(tell: Teller) -> Way:
    """Everything is there; nobody has authorised."""
    record_id = yield from due(tell)
    yield from tell.asked_around(record_id, tell.now.ago(hours=5))
    return record_id


def authorised(tell: Teller) -> Way:
    """Authorised; waits for the duty governor."""
    record_id = yield from ready(tell)
    yield tell.now.ago(hours=2, minutes=40)
    tell.desk.authorise(record_id)
    return record_id


def pass_live(tell: Teller) -> Way:
    """Confirmed, and the pass printed; the final check is still to come."""
    record_id = yield from authorised(tell)
    yield tell.now.ago(hours=2)
    tell.desk.confirm(record_id)
    yield tell.now.ago(hours=1, minutes=50)
    office, reception = tell.desk.office, tell.desk.actor(Role.RECEPTION_OFFICER)
    print_pass(office, reception, record_id, _pass(tell, record_id))
    return record_id


def cancelled(tell: Teller) -> Story:
    """A hearing was listed after the pass was printed: the pass is dead."""
    record_id = yield from pass_live(tell)
    yield tell.now.ago(hours=1)
    case = tell.case(second=1)
    tell.desk.state(
        record_id,
        HearingListed(hearing="", case_urn=case.urn, court=case.court, on=tell.now.day(8)),
        source=tell.paper("Notice of hearing", f"{case.court}, case {case.urn}"),
    )


def left(tell: Teller) -> Way:
    """Out to the community, on a pass that the gate answered with GO."""
    record_id = yield from pass_live(tell)
    minutes = 45 + tell.person.number * 11 % 40
    yield tell.now.today_ago(minutes=minutes + 3)
    office, gate = tell.desk.office, tell.desk.actor(Role.GATE_OFFICER)
    exit_day.read_licence(tell.desk, record_id)
    exit_day.identify(tell.desk, record_id)
    exit_day.footage(tell.desk, record_id)
    run_final_check(office, tell.desk.actor(Role.CUSTODIAL_MANAGER), record_id)
    yield tell.now.today_ago(minutes=minutes)
    release = tell.desk.record(record_id).release
    token = release.issued.fact.token if release and release.issued else ""
    scan_pass(office, gate, token, prison=tell.desk.prison, terminal="Gate 1")
    record_exit(office, gate, record_id, pass_id=_pass(tell, record_id), terminal="Gate 1")
    return record_id


def suspected(tell: Teller) -> Story:
    """Out an hour ago; then the warrant of another case is found in the post."""
    record_id = yield from left(tell)
    yield tell.now.today_ago(minutes=20)
    case = tell.case(second=1)
    committed_on = tell.now.day(-30)
    tell.remand(
        record_id,
        case,
        source=tell.paper("Warrant: remand in custody", *case.charge(committed_on)),
        committed_on=committed_on,
        true_from=tell.now.on(tell.now.day(-6), "15:10"),
    )


def blocked_by_query(tell: Teller) -> Story:
    """The court was asked about the days on remand and has not answered."""
    record_id = yield from ready(tell)
    yield tell.now.ago(hours=4)
    raise_query(
        tell.desk.office,
        tell.desk.actor(Role.CASE_ADMINISTRATOR),
        record_id,
        about="Were the days on remand to count stated in open court?",
        asked_of=tell.case().court,
    )


def blocked_by_remand(tell: Teller) -> Story:
    """Due today, and still remanded by another court."""
    record_id = yield from due(tell)
    case = tell.case(second=1)
    yield tell.now.on(tell.now.day(-1), "17:10")
    committed_on = tell.now.day(-30)
    warrant = tell.paper("Warrant: remand in custody", *case.charge(committed_on))
    tell.remand(record_id, case, source=warrant, committed_on=committed_on)
    yield from tell.asked_around(record_id, tell.now.ago(hours=5), case.stated())


def warrant_found(tell: Teller) -> Story:
    """The search for warrants found a fine that was never paid."""
    record_id = yield from due(tell)
    fine = "480 pounds unpaid, 14 days in default, warrant of Ashcombe Magistrates' Court"
    yield from tell.asked_around(record_id, tell.now.ago(hours=5), found={Enquiry.WARRANTS: fine})


def wanted_by_police(tell: Teller) -> Story:
    """A police force says that it wants to speak to the person: the duty governor decides."""
    record_id = yield from due(tell)
    wanted = "to be interviewed about a theft of March; no warrant is issued"
    yield from tell.asked_around(
        record_id, tell.now.ago(hours=5), found={Enquiry.OTHER_INTEREST: wanted}
    )


def immigration_not_known(tell: Teller) -> Story:
    """Nobody knows whether the Home Office has an interest."""
    record_id = yield from due(tell, is_citizen=False)
    yield from tell.asked_around(record_id, tell.now.ago(hours=5))


def too_old(tell: Teller) -> Story:
    """The courts and everybody else were asked the day before yesterday."""
    record_id = yield from due(tell)
    yield from tell.asked_around(record_id, tell.now.ago(hours=31))


def overdue(tell: Teller) -> Story:
    """The day was the day before yesterday; the second check was never made."""
    passed = tell.sentence(tell.now.day(-2), 9)
    record_id = yield from tell.sentenced(passed)
    yield from tell.dated(record_id, passed.imposed_on + timedelta(days=1), is_checked=False)
    yield tell.now.on(tell.now.day(-6), "11:05")
    _plan(tell, record_id, -2)


def nobody_holds(tell: Teller) -> Story:
    """Acquitted today; the order is here, and the person still is."""
    record_id = yield from tell.remanded(tell.now.day(-70), next_hearing_on=tell.now.today)
    yield tell.now.on(tell.now.day(-68), "10:15")
    tell.citizenship(record_id)
    ended_at = tell.now.today_ago(minutes=64)
    yield ended_at + (tell.now.at - ended_at) / 2
    order = tell.paper("Order: not guilty, to be released", tell.case().court)
    tell.desk.state(
        record_id,
        AuthorityEnded(authority=tell.authority(record_id), how=EndKind.ENDED, ended_at=ended_at),
        source=order,
    )


def for_removal(tell: Teller, *, to_detention: bool = True) -> Way:
    """The sentence ends today, and the escort is ready.

    `to_detention` = custody goes on with the Home Office's escort; else out of the country.
    """
    passed = tell.sentence(tell.now.today, 12)
    record_id = yield from tell.sentenced(passed, is_citizen=False)
    yield from tell.dated(record_id, passed.imposed_on + timedelta(days=1))
    yield tell.now.on(tell.now.day(-9), "13:30")
    served = tell.paper("Papers of the Home Office", "After the end of the sentence")
    tell.desk.state(
        record_id,
        ImmigrationInterestStated(interest=Interest.REMOVAL_PLANNED, reference="HO-INVENTED-77"),
        DeportationOrdered(reference="DO-INVENTED-77"),
        source=served,
    )
    if to_detention:
        detained = ImmigrationDetentionAuthorised(
            reference="IS91-INVENTED-77", review_on=tell.now.day(19), catalogue="D03"
        )
        tell.desk.state(record_id, detained, source=served)
    yield tell.now.on(tell.now.day(-3), "09:40")
    licence_issued(tell, record_id, 0)
    plan = ExitPlanned(
        exit_type=ExitType.IMMIGRATION_ESCORT if to_detention else ExitType.REMOVAL,
        on=tell.now.today,
        destination="Immigration removal centre" if to_detention else "Airport",
        escort=ESCORT,
    )
    tell.desk.plan(record_id, plan, source=served)
    yield from tell.dated(record_id, tell.now.day(-1))
    yield tell.now.on(tell.now.day(-1), "15:20")
    tell.desk.decide_doubts(record_id, "He leaves when his sentence ends, not on a removal date.")
    yield from confirmed_for_today(tell, record_id)
    yield from tell.asked_around(record_id, tell.now.ago(hours=5))
    return record_id


def to_court(tell: Teller) -> Story:
    """On remand, and wanted at court today."""
    record_id = yield from tell.remanded(tell.now.day(-26), next_hearing_on=tell.now.today)
    case = tell.case()
    yield tell.now.on(tell.now.day(-2), "15:25")
    notice = tell.paper("Notice of hearing", f"{case.court}, case {case.urn}")
    tell.desk.state(
        record_id,
        HearingListed(hearing="", case_urn=case.urn, court=case.court, on=tell.now.today),
        source=notice,
    )
    plan = ExitPlanned(
        exit_type=ExitType.COURT_PRODUCTION,
        on=tell.now.today,
        destination=case.court,
        escort=ESCORT,
    )
    tell.desk.plan(record_id, plan, source=notice)


def recalled(tell: Teller) -> Story:
    """Released weeks ago, and recalled to prison for 28 days since."""
    passed = tell.sentence(tell.now.day(-40), 30, remand_days=200)
    record_id = yield from tell.sentenced(passed)
    yield tell.now.on(tell.now.day(-3), "16:20")
    ordered = RecallOrdered(
        recall_kind=RecallKind.FIXED_28,
        revoked_on=tell.now.day(-5),
        returned_on=tell.now.day(-3),
    )
    tell.desk.state(record_id, ordered, source=tell.paper("Notice of recall", *recall(ordered)))
    yield tell.now.on(tell.now.day(-2), "10:20")
    tell.desk.calculate(record_id)


def extended(tell: Teller) -> Story:
    """An extended sentence: the Parole Board at two thirds, release at the end of custody."""
    passed = tell.sentence(tell.now.day(400), 48)
    record_id = yield from tell.sentenced(passed, kind=SentenceKind.EDS, extension=Term(years=3))
    yield from tell.dated(record_id, passed.imposed_on + timedelta(days=1))


def for_life(tell: Teller) -> Story:
    """A life sentence: outside what the engine dates; a person works the dates out."""
    passed = tell.sentence(tell.now.day(900), 144)
    record_id = yield from tell.sentenced(passed, kind=SentenceKind.LIFE)
    yield tell.now.on(passed.imposed_on + timedelta(days=1), "10:20")
    tell.desk.calculate(record_id)


def _plan(tell: Teller, record_id: str, in_days: int) -> None:
    """A licence, word to those who must know, and the plan to leave on it."""
    licence_issued(tell, record_id, in_days)
    plan = ExitPlanned(
        exit_type=ExitType.COMMUNITY,
        on=tell.now.day(in_days),
        destination="Own address",
    )
    tell.desk.plan(record_id, plan, source=statement("Grace Amadi"))


def licence_issued(tell: Teller, record_id: str, in_days: int) -> None:
    """The licence is issued, and probation, the register and the victims' unit are told or asked.

    Every fifth person has a victim who asked to be told.
    """
    desk, at = tell.desk, tell.desk.office.clock.now()
    desk.state(
        record_id, LicenceIssued(conditions=CONDITIONS), source=tell.paper("Licence", *CONDITIONS)
    )
    has_victim = tell.person.number % 5 == 0
    reports_at = max(at, tell.now.at + timedelta(days=in_days + 1))
    said = exit_day.told(at, reports_at, has_victim=has_victim)
    answers = tell.paper("Answers of probation, register and victim contact unit")
    desk.state(record_id, *said, source=answers)
    if has_victim:
        desk.state(record_id, exit_day.liaison_told(at, tell.now.day(in_days)), source=answers)


def _pass(tell: Teller, record_id: str) -> str:
    """The id of the live pass."""
    release = tell.desk.record(record_id).release
    return release.issued.fact.pass_id if release and release.issued else ""
