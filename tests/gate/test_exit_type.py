"""G30: each type of exit has its own needed authority, and what was made ready must fit."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from gatelodge.casework.office import ActRefused
from gatelodge.gate import CHECKS, Step
from gatelodge.record import facts as f
from gatelodge.record import statement
from gatelodge.record.facts import Answer, ExitType
from tests.gate.prison import COURT, URN, Person, registered

G02, G13, G30, G31, G33 = (
    next(each for each in CHECKS if each.name == name)
    for name in ("G02", "G13", "G30", "G31", "G33")
)


def held() -> tuple[Person, date]:
    person = Person()
    person.remand()
    return person, person.clock.now().date()


def serving() -> tuple[Person, date]:
    person = Person()
    person.sentence()
    return person, person.clock.now().date()


def reason(person: Person, exit_type: ExitType, on: date | None = None) -> str:
    return person.finding(G30, exit_type=exit_type, on=on).reason


def prepared(person: Person, what: f.Prepared, **more: object) -> f.ExitPrepared:
    on = person.clock.now().date()
    fact = f.ExitPrepared(what=what, on=on, exit_type=None, reference="")
    return f.ExitPrepared(**{name: more.get(name, getattr(fact, name)) for name in _FIELDS})


_FIELDS = ("what", "on", "exit_type", "reference", "stands")


def test_a_curfew_needs_its_decision_from_a_paper_and_its_date_reached() -> None:
    curfew = ExitType.HOME_DETENTION_CURFEW
    person = Person()
    person.sentence(months=24)
    person.calculated()
    person.checked()
    calculation = person.record.calculation
    assert calculation is not None
    hdced = next(each.on for each in calculation.fact.dates if each.date_type == "HDCED")
    assert reason(person, curfew, hdced) == "NOTHING_LETS_OUT"
    decided = f.EarlyReleaseDecided(
        scheme=f.EarlyScheme.HDC, release_on=hdced, signed_by="Owen Lister"
    )
    person.state(decided)
    assert reason(person, curfew, hdced - timedelta(days=1)) == "PAPER_FOR_ANOTHER_DAY"
    assert reason(person, curfew, hdced) == "EXIT_MATCHES"
    assert person.finding(G02, on=hdced).answer is Answer.FAILED


def test_police_may_have_somebody_on_the_days_of_the_order_and_at_its_place() -> None:
    person, today = held()
    police = ExitType.POLICE_PRODUCTION
    assert reason(person, police) == "NOTHING_LETS_OUT"
    tomorrow = today + timedelta(days=1)
    order = f.ProductionOrdered(
        ordered_by="Ashbourne Crown Court",
        place="Dunmere Police Station",
        first_on=today,
        last_on=tomorrow,
        reference="PO/7",
    )
    person.state(order)
    assert reason(person, police) == "EXIT_MATCHES"
    assert reason(person, police, tomorrow + timedelta(days=1)) == "PAPER_FOR_ANOTHER_DAY"
    person.plan(police, destination="Fernlea Police Station", escort="DC Orr")
    assert reason(person, police) == "EXIT_CONTRADICTED"
    person.plan(police, destination="dunmere police station")
    assert reason(person, police) == "ESCORT_NOT_NAMED"
    person.plan(police, destination="Dunmere Police Station", escort="DC Orr")
    assert reason(person, police) == "EXIT_MATCHES"


@pytest.mark.parametrize("basis", f.HospitalBasis)
def test_hospital_needs_a_decision_or_a_direction(basis: f.HospitalBasis) -> None:
    person, today = held()
    assert reason(person, ExitType.HOSPITAL) == "NOTHING_LETS_OUT"
    stay = f.HospitalStayAuthorised(
        basis=basis, hospital="Ashbourne General", signed_by="Dr Amiri", first_on=today
    )
    person.state(stay)
    assert reason(person, ExitType.HOSPITAL) == "EXIT_MATCHES"
    assert reason(person, ExitType.HOSPITAL, today - timedelta(days=1)) == "PAPER_FOR_ANOTHER_DAY"


def test_temporary_release_needs_a_licence_of_that_day_and_a_sentence() -> None:
    person, today = serving()
    rotl = ExitType.TEMPORARY_RELEASE
    assert reason(person, rotl) == "NOTHING_LETS_OUT"
    licence = f.TemporaryReleaseLicensed(
        signed_by="Owen Lister",
        purpose="work",
        place="Dunmere",
        leaves_on=today,
        returns_at=datetime.combine(today, time(17), tzinfo=UTC),
    )
    person.state(licence)
    assert reason(person, rotl) == "EXIT_MATCHES"
    assert reason(person, rotl, today + timedelta(days=1)) == "PAPER_FOR_ANOTHER_DAY"
    person.remand("02CD0000226")
    assert reason(person, rotl) == "EXIT_IS_ANOTHER"


def test_a_removal_needs_a_deportation_order_or_a_decision_and_an_escort() -> None:
    person, _today = serving()
    removal = ExitType.REMOVAL
    assert reason(person, removal) == "REMOVAL_NOT_DECIDED"
    assert person.finding(G13, exit_type=removal).reason == "REMOVAL_NOT_DECIDED"
    person.state(f.DeportationOrdered(reference="DO/4"))
    assert reason(person, removal) == "EXIT_MATCHES"
    assert person.finding(G13, exit_type=removal).reason == "REMOVAL_DECIDED"
    with pytest.raises(ActRefused, match="escort's name"):
        person.plan(removal)
    person.plan(removal, escort="Meridian Escorts")
    assert person.finding(G33, exit_type=removal).reason == "NOT_DONE_YET"
    person.remand("02CD0000226")
    assert reason(person, removal) == "EXIT_IS_ANOTHER"


@pytest.mark.parametrize("exit_type", [e for e in ExitType if e.keeps_in_custody])
def test_with_nothing_in_force_nobody_goes_out_as_a_prisoner(exit_type: ExitType) -> None:
    if exit_type is ExitType.EMERGENCY_HOSPITAL:
        return
    person, _today = held()
    person.end(person.record.authorities[0].seq)
    found = person.finding(G02, exit_type=exit_type)
    assert (found.answer, found.reason) == (Answer.FAILED, "NOTHING_TO_GO_WITH")


def test_a_transfer_waits_for_the_receiving_prison() -> None:
    person, _today = held()
    registered(person.office, "DMI")
    with pytest.raises(ActRefused, match="other prison"):
        person.plan(ExitType.TRANSFER, escort="Meridian Escorts")
    person.plan(ExitType.TRANSFER, to_prison="DMI", escort="Meridian Escorts")
    assert reason(person, ExitType.TRANSFER) == "HAND_OVER_NOT_ACCEPTED"


@pytest.mark.parametrize(
    ("what", "exit_type", "fits"),
    [
        (f.Prepared.SUBSISTENCE_PAYMENT, ExitType.COMMUNITY, True),
        (f.Prepared.SUBSISTENCE_PAYMENT, ExitType.IMMIGRATION_ESCORT, False),
        (f.Prepared.RELEASE_LICENCE, ExitType.IMMIGRATION_ESCORT, False),
        (f.Prepared.TRAVEL_WARRANT, ExitType.IMMIGRATION_ESCORT, False),
        (f.Prepared.ALL_PROPERTY, ExitType.IMMIGRATION_ESCORT, True),
        (f.Prepared.ESCORT_VEHICLE, ExitType.COMMUNITY, False),
        (f.Prepared.ESCORT_VEHICLE, ExitType.IMMIGRATION_ESCORT, True),
    ],
)
def test_what_was_made_ready_must_go_with_the_exit(
    what: f.Prepared, exit_type: ExitType, *, fits: bool
) -> None:
    """Case A: the payment was the only sign that somebody had another exit in mind."""
    person = Person()
    person.end(person.remand())
    if exit_type.is_escorted:
        person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7"))
    person.state(prepared(person, what))
    assert reason(person, exit_type) == ("EXIT_MATCHES" if fits else "EXIT_CONTRADICTED")
    person.state(prepared(person, what, stands=False))
    assert reason(person, exit_type) == "EXIT_MATCHES"


def test_a_list_that_names_another_exit_stops_it() -> None:
    person = Person()
    person.end(person.remand())
    person.state(prepared(person, f.Prepared.LIST, exit_type=ExitType.IMMIGRATION_ESCORT))
    found = person.finding(G30)
    assert found.reason == "EXIT_CONTRADICTED"
    assert "immigration escort" in found.words
    assert reason(person, ExitType.COMMUNITY, person.clock.now().date() + timedelta(days=1)) == (
        "EXIT_MATCHES"
    )


def test_a_production_order_is_refused_without_its_paper() -> None:
    person, today = held()
    order = f.ProductionOrdered(
        ordered_by="Court", place="Station", first_on=today, last_on=today, reference="PO/7"
    )
    with pytest.raises(ActRefused, match="Without its document"):
        person.state(order, source=statement("a caller"))


def test_in_an_emergency_the_order_and_the_officers_word_are_all_that_is_asked() -> None:
    person, _today = held()
    emergency = ExitType.EMERGENCY_HOSPITAL
    assert reason(person, emergency) == "NOTHING_LETS_OUT"
    assert person.finding(G31, exit_type=emergency).answer is Answer.UNKNOWN
    person.say(
        f.EmergencyEscortOrdered(
            hospital="Ashbourne General", escort="A. Moss", identified_by="Tom Noakes"
        )
    )
    found = [
        person.finding(each, exit_type=emergency, step=Step.GATE)
        for each in CHECKS
        if each.name != "G35"
    ]
    assert {each.check for each in found if each.answer is Answer.PASSED} == {"G30", "G31"}
    assert {each.answer for each in found} == {Answer.PASSED, Answer.NOT_APPLICABLE}


def test_a_court_production_without_an_escort_is_not_known() -> None:
    person, today = held()
    person.state(f.HearingListed(hearing="h9", case_urn=URN, court=COURT, on=today))
    person.plan(ExitType.COURT_PRODUCTION, destination=COURT)
    assert reason(person, ExitType.COURT_PRODUCTION) == "ESCORT_NOT_NAMED"
