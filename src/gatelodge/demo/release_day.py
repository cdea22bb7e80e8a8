"""A whole release day at one prison: every way out ready to be worked, and wrong ones beside them.

Each wrong one is wrong in one way alone, so that one check stops it and says why.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from gatelodge.casework.exit_day import doubt_identity
from gatelodge.casework.hand_over import accept_hand_over
from gatelodge.demo import exit_day
from gatelodge.demo.desk import ASKED, Desk
from gatelodge.demo.people import detail
from gatelodge.demo.staff import PRISONS
from gatelodge.demo.stories import (
    CONDITIONS,
    ESCORT,
    confirmed_for_today,
    due,
    for_removal,
    pass_live,
    ready,
)
from gatelodge.demo.telling import LONDON, Story, Teller, Telling, Way
from gatelodge.record import open_items, papers_of, statement
from gatelodge.record.facts import (
    AwardOnFile,
    AwardStanding,
    ConditionMet,
    ConditionsSet,
    EarlyReleaseDecided,
    EarlyScheme,
    Enquiry,
    ExitPlanned,
    ExitPrepared,
    ExitType,
    Fact,
    HearingListed,
    HospitalBasis,
    HospitalStayAuthorised,
    InstructionVerified,
    LicenceIssued,
    Prepared,
    ProbationTold,
    ProductionOrdered,
    PublicProtectionStated,
    QuestionAsked,
    RecallKind,
    RecallOnFile,
    RecallStatusStated,
    Role,
    TemporaryReleaseLicensed,
    VictimContactStated,
)

_HOSPITAL = "Fernlea General Hospital"
_POLICE = "Saltmarsh Police Station"
_WORK = "Millbeck Bakery"
_TAG = "The tag is fitted at the address before 19:00."
_HOSTEL = "Live at Quayside House hostel."
_COURT_DESK = ("01632 960140", "list of the prison's own numbers", "Iris Penhallow")
_SERVED_MORE_DAYS = 300
"""How far away the release of somebody is who goes out today and comes back."""


def to_curfew(tell: Teller, *, is_rung_back: bool = True) -> Way:
    """Home detention curfew from today: decided, a tag to fit, and whoever decided rung back."""
    passed = tell.sentence(tell.now.day(40), 20)
    record_id = yield from tell.sentenced(passed)
    yield from tell.dated(record_id, passed.imposed_on + timedelta(days=1))
    yield tell.now.on(tell.now.day(-2), "11:30")
    decision = tell.paper("Decision: home detention curfew", f"From {tell.now.today:%d/%m/%Y}")
    desk, office = tell.desk, tell.desk.office
    desk.state(
        record_id,
        EarlyReleaseDecided(
            scheme=EarlyScheme.HDC, release_on=tell.now.today, signed_by="Harriet Vole"
        ),
        ConditionsSet(conditions=(_TAG,)),
        LicenceIssued(conditions=(*CONDITIONS, _TAG)),
        source=decision,
    )
    if is_rung_back:
        number, known_from, spoke_to = _COURT_DESK
        called = InstructionVerified(
            document=decision.reference,
            called_number=number,
            number_known_from=known_from,
            spoke_to=spoke_to,
            said_at=office.clock.now(),
        )
        desk.state(record_id, called, source=statement(spoke_to))
    yield from tell.dated(record_id, tell.now.day(-1))
    _tell_others(tell, record_id)
    met = ConditionMet(condition=_TAG, how="The contractor fits it at 17:30, confirmed by e-mail")
    desk.state(record_id, met, source=statement("Oona Bright, tag contractor"))
    plan = ExitPlanned(
        exit_type=ExitType.HOME_DETENTION_CURFEW, on=tell.now.today, destination="Own address"
    )
    desk.plan(record_id, plan, source=decision)
    yield from confirmed_for_today(tell, record_id)
    yield from tell.asked_around(record_id, tell.now.ago(hours=5))
    return record_id


def to_police(tell: Teller) -> Way:
    """A police force has a production order for today and tomorrow."""
    record_id = yield from _serving(tell)
    order = tell.paper("Production order", f"To {_POLICE}")
    ordered = ProductionOrdered(
        ordered_by="Saltmarsh Police",
        place=_POLICE,
        first_on=tell.now.today,
        last_on=tell.now.day(1),
        reference="PO-INVENTED-12",
    )
    tell.desk.state(record_id, ordered, source=order)
    _out_and_back(tell, record_id, ExitType.POLICE_PRODUCTION, _POLICE, escort="DC Asa Merrow")
    return record_id


def to_hospital(tell: Teller) -> Way:
    """A doctor and the governor decided on an operation today."""
    record_id = yield from _serving(tell)
    decided = HospitalStayAuthorised(
        basis=HospitalBasis.MEDICAL_ESCORT,
        hospital=_HOSPITAL,
        signed_by="Dr Ishbel Crane",
        first_on=tell.now.today,
        last_on=tell.now.day(3),
    )
    tell.desk.state(record_id, decided, source=tell.paper("Medical escort decision", _HOSPITAL))
    _out_and_back(tell, record_id, ExitType.HOSPITAL, _HOSPITAL, escort="Officers Dane and Pryor")
    return record_id


def on_temporary_licence(tell: Teller) -> Way:
    """A day's work outside, on a licence that says when to be back."""
    record_id = yield from _serving(tell)
    licensed = TemporaryReleaseLicensed(
        signed_by="Ruben Castell",
        purpose="Work",
        place=_WORK,
        leaves_on=tell.now.today,
        returns_at=datetime.combine(tell.now.day(1), time(18), tzinfo=LONDON),
    )
    tell.desk.state(record_id, licensed, source=tell.paper("Temporary release licence", _WORK))
    _out_and_back(tell, record_id, ExitType.TEMPORARY_RELEASE, _WORK)
    return record_id


def to_next_prison(tell: Teller, *, is_taken_over: bool = True) -> Way:
    """The next prison has a place, took over what is open, and looked at every paper."""
    record_id = yield from _serving(tell)
    to = _next(tell)
    plan = ExitPlanned(
        exit_type=ExitType.TRANSFER,
        on=tell.now.today,
        destination=to.registered.name,
        escort=ESCORT,
        to_prison=to.prison,
    )
    tell.desk.plan(record_id, plan, source=statement("Population desk"))
    if is_taken_over:
        record = tell.desk.record(record_id)
        accept_hand_over(
            tell.desk.office,
            to.actor(Role.CASE_ADMINISTRATOR),
            record_id,
            items=[each.name for each in open_items(record, tell.desk.office.clock.now())],
            papers_seen=papers_of(record),
        )
    return record_id


def out_of_the_country(tell: Teller) -> Way:
    """The sentence ends today, and a deportation order takes the person out of the country."""
    return (yield from for_removal(tell, to_detention=False))


def too_early(tell: Teller) -> Story:
    """Planned for today; the lawful day is later."""
    record_id = yield from due(tell, in_days=9)
    plan = ExitPlanned(exit_type=ExitType.COMMUNITY, on=tell.now.today, destination="Own address")
    tell.desk.plan(record_id, plan, source=statement("Grace Amadi"))
    yield from confirmed_for_today(tell, record_id)
    yield from tell.asked_around(record_id, tell.now.ago(hours=5))


def days_differ(tell: Teller) -> Story:
    """The register of adjudications knows of 14 added days that are not on the record."""
    record_id = yield from ready(tell)
    stated = tell.desk.record(record_id).days_stated
    award = AwardOnFile(adjudication="ADJ 4417", days=14, standing=AwardStanding.IN_FORCE)
    if stated is not None:
        said = replace(stated.fact, asked_at=tell.desk.office.clock.now(), awards=(award,))
        tell.desk.state(record_id, said, source=statement(said.answered_by))


def recall_on_file(tell: Teller) -> Story:
    """Those who order recalls know of one that is not on the record."""
    record_id = yield from ready(tell)
    stated = RecallStatusStated(
        asked_of="Recall section",
        answered_by="Hugo Penn",
        asked_at=tell.desk.office.clock.now(),
        outstanding=(RecallOnFile(recall_kind=RecallKind.STANDARD),),
    )
    tell.desk.state(record_id, stated, source=statement("Hugo Penn"))


def unwell(tell: Teller) -> Story:
    """Healthcare says that a transfer to hospital is on its way."""
    record_id = yield from due(tell)
    found = "two doctors recommend a transfer to hospital; the warrant is awaited"
    yield from tell.asked_around(record_id, tell.now.ago(hours=5), found={Enquiry.HEALTH: found})


def licence_lacks(tell: Teller) -> Story:
    """A condition was set and met; the licence that was issued before does not say it."""
    record_id = yield from ready(tell)
    _set(tell, record_id, ConditionsSet(conditions=(_HOSTEL,)))
    met = ConditionMet(condition=_HOSTEL, how="The hostel keeps a bed from tonight")
    tell.desk.state(record_id, met, source=statement("Quayside House"))


def condition_open(tell: Teller) -> Story:
    """A condition was set and is on the licence; nobody has said that it is met."""
    record_id = yield from ready(tell)
    _set(tell, record_id, ConditionsSet(conditions=(_HOSTEL,)))
    _set(tell, record_id, LicenceIssued(conditions=(*CONDITIONS, _HOSTEL)))


def address_refused(tell: Teller) -> Story:
    """Probation was told, and has not confirmed the address."""
    record_id = yield from ready(tell)
    at = tell.desk.office.clock.now()
    told = ProbationTold(
        officer="Lena Foss",
        told_at=at,
        address_is_confirmed=False,
        reports_at=tell.now.at + timedelta(days=1),
        reports_to="Fernlea probation office, 4 Quay Street",
    )
    tell.desk.state(record_id, told, source=statement("Lena Foss"))


def police_not_told(tell: Teller) -> Story:
    """The register has a flag, and nobody told the police the day."""
    record_id = yield from ready(tell)
    flagged = PublicProtectionStated(
        asked_of="Public protection unit",
        answered_by="Noor Castellan",
        asked_at=tell.desk.office.clock.now(),
        flags=("violent offender register",),
    )
    tell.desk.state(record_id, flagged, source=statement("Noor Castellan"))


def victim_not_told(tell: Teller) -> Story:
    """A victim asked to be told since, and their liaison officer does not know the day."""
    record_id = yield from ready(tell)
    asked = VictimContactStated(
        asked_of="Victim contact unit",
        answered_by="Bryn Hollis",
        asked_at=tell.desk.office.clock.now(),
        liaison_officer="Cerys Vaughan",
    )
    tell.desk.state(record_id, asked, source=statement("Bryn Hollis"))


def rail_fare_for_an_escort(tell: Teller) -> Story:
    """The escort of the Home Office comes, and somebody made out a travel warrant."""
    record_id = yield from for_removal(tell)
    warrant = ExitPrepared(
        what=Prepared.TRAVEL_WARRANT,
        on=tell.now.today,
        exit_type=None,
        reference="Single to Dunmere",
    )
    tell.desk.state(record_id, warrant, source=tell.paper("Travel warrant", "Single to Dunmere"))


def to_court_for_a_video_link(tell: Teller) -> Story:
    """Planned to go to court; the court listed the hearing by video link."""
    record_id = yield from tell.remanded(tell.now.day(-26), next_hearing_on=tell.now.today)
    case = tell.case()
    yield tell.now.on(tell.now.day(-2), "15:25")
    notice = tell.paper("Notice of hearing", f"{case.court}, case {case.urn}, by video link")
    by_video = HearingListed(
        hearing="", case_urn=case.urn, court=case.court, on=tell.now.today, by_video=True
    )
    tell.desk.state(record_id, by_video, source=notice)
    _out_and_back(tell, record_id, ExitType.COURT_PRODUCTION, case.court, escort=ESCORT)


def not_taken_over(tell: Teller) -> Story:
    """The van comes today, and the next prison has not taken the person over."""
    yield from to_next_prison(tell, is_taken_over=False)


def not_rung_back(tell: Teller) -> Story:
    """The decision on curfew came by e-mail, and nobody rang back who is said to have sent it."""
    yield from to_curfew(tell, is_rung_back=False)


def doubted(tell: Teller) -> Story:
    """The pass was live; at reception the person did not know the first school on record."""
    record_id = yield from pass_live(tell)
    yield tell.now.ago(minutes=35)
    right, wrong = ASKED
    doubt_identity(
        tell.desk.office,
        tell.desk.actor(Role.RECEPTION_OFFICER),
        record_id,
        found=f"says another first school than {detail(tell.person.number, wrong)}",
        questions=(
            QuestionAsked(about=right, is_right=True),
            QuestionAsked(about=wrong, is_right=False),
        ),
    )


RIGHT: tuple[Callable[[Teller], Telling], ...] = (
    *(ready, to_curfew, to_police, out_of_the_country),
    *(to_hospital, to_next_prison, on_temporary_licence),
)
"""Ways out that can be worked to the end; court and immigration escort wait at every prison."""
WRONG: tuple[Callable[[Teller], Telling], ...] = (
    *(too_early, days_differ, recall_on_file, unwell, licence_lacks, condition_open),
    *(address_refused, police_not_told, victim_not_told, rail_fare_for_an_escort),
    *(to_court_for_a_video_link, not_taken_over, not_rung_back, doubted),
)
"""Each wrong in one way alone."""


def _serving(tell: Teller) -> Way:
    """Serving a sentence that ends long after today."""
    passed = tell.sentence(tell.now.day(_SERVED_MORE_DAYS), 31)
    record_id = yield from tell.sentenced(passed)
    yield from tell.dated(record_id, passed.imposed_on + timedelta(days=1))
    yield tell.now.on(tell.now.day(-2), "13:45")
    return record_id


def _out_and_back(
    tell: Teller, record_id: str, exit_type: ExitType, destination: str, *, escort: str = ""
) -> None:
    plan = ExitPlanned(
        exit_type=exit_type, on=tell.now.today, destination=destination, escort=escort
    )
    tell.desk.plan(record_id, plan, source=statement("Grace Amadi"))


def _tell_others(tell: Teller, record_id: str) -> None:
    """Probation, the register and the victims' unit, with the licence that was issued."""
    at = tell.desk.office.clock.now()
    reports_at = max(at, tell.now.at + timedelta(days=1))
    said = exit_day.told(at, reports_at)
    tell.desk.state(record_id, *said, source=tell.paper("Answers of probation and register"))


def _set(tell: Teller, record_id: str, fact: Fact) -> None:
    tell.desk.state(record_id, fact, source=tell.paper("Licence conditions", *CONDITIONS, _HOSTEL))


def _next(tell: Teller) -> Desk:
    """The desk of the prison after this one."""
    codes = [each.prison for each in PRISONS]
    return Desk(tell.desk.office, codes[(codes.index(tell.desk.prison) + 1) % len(codes)])
