"""The desks of the invented prisons: staff who enter invented papers through casework.

Everything that the demo and the replays put on record goes through here, and from here through the
acts that staff have: nothing is written past them.
"""

from datetime import UTC, datetime

from gatelodge.casework.authorities import state_facts
from gatelodge.casework.dates import calculate_dates
from gatelodge.casework.evening import confirm_evening
from gatelodge.casework.exits import authorise_exit, confirm_exit, plan_exit
from gatelodge.casework.hazards import decide_hazard
from gatelodge.casework.office import Actor, Office, load
from gatelodge.casework.reception import NewPerson, receive_person
from gatelodge.casework.registers import (
    INSTALLATION,
    grant_role,
    register_prison,
    register_staff,
)
from gatelodge.casework.second_calculation import second_check_dates
from gatelodge.demo.faces import PNG, face
from gatelodge.demo.papers import PDF, paper
from gatelodge.demo.people import InventedPerson, detail
from gatelodge.demo.staff import PRISONS, staff
from gatelodge.record import (
    CustodyRecord,
    Entry,
    Source,
    day_in_london,
    document,
    reading_of,
    statement,
)
from gatelodge.record.facts import (
    CalculationReason,
    CaseStated,
    CourtCasesStated,
    Detail,
    ExitPlanned,
    ExitType,
    Fact,
    Issuer,
    PersonalDetailRecorded,
    PrisonRegistered,
    Role,
)

ASKED = (Detail.MOTHERS_NAME, Detail.FIRST_SCHOOL)
"""What reception asks everybody, to be asked again when they leave; no cell card says it."""
COURT_LIST_OFFICE = "Ivy Denholm, list office"
"""Who answers for the invented courts when they are asked for somebody's cases."""


class SteppingClock:
    """A clock that stands until it is moved; it never runs back."""

    is_practice = False
    source = "clock of the demo's stories"

    def __init__(self, at: datetime) -> None:
        """Begin at an aware instant."""
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The instant it was moved to, in UTC."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Move on to an instant; an earlier one changes nothing."""
        self._at = max(self._at, at.astimezone(UTC))


def open_prisons(office: Office) -> None:
    """Enter the invented prisons, and everybody who works there with their roles."""
    for prison in PRISONS:
        register_prison(office, INSTALLATION, prison)
    for one in staff():
        register_staff(
            office, INSTALLATION, one.account, surname=one.surname, forenames=one.forenames
        )
        grant_role(office, INSTALLATION, one.account, one.role, one.prison)


class Desk:
    """Who does what at one prison, each act by somebody whose role it is."""

    def __init__(self, office: Office, prison: str) -> None:
        """Work with an office at a prison by its code."""
        self.office = office
        self.prison = prison
        self._actors = {
            one.role: Actor(
                account=one.account,
                surname=one.surname,
                forenames=one.forenames,
                roles=frozenset({(one.role, one.prison)}),
            )
            for one in reversed(list(staff()))
            if one.prison == prison
        }

    @property
    def registered(self) -> PrisonRegistered:
        """The prison as registered."""
        return next(each for each in PRISONS if each.prison == self.prison)

    def actor(self, role: Role) -> Actor:
        """Who has a role at this prison; of several the first."""
        return self._actors[role]

    def record(self, record_id: str) -> CustodyRecord:
        """A record as it stands."""
        return load(self.office, record_id)

    def keep(self, title: str, *lines: str) -> Source:
        """Keep an invented paper and give it as a source."""
        return document(self.office.documents.keep(paper(title, lines), media_type=PDF))

    def receive(self, person: InventedPerson, *, nationality: str = "British") -> str:
        """Receive somebody with the escort's record as their paper; give the record's id."""
        came_with = self.keep(
            "Person escort record",
            f"Name: {person.surname}, {person.forenames}".rstrip(" ,"),
            f"Born: {person.born_on:%d/%m/%Y}",
            f"PNC: {person.pnc}",
            f"Handed over to: {self.registered.name}",
        )
        record_id = receive_person(
            self.office,
            self.actor(Role.RECEPTION_OFFICER),
            NewPerson(
                prison=self.prison,
                prison_number=person.prison_number,
                surname=person.surname,
                forenames=person.forenames,
                born_on=person.born_on,
                other_names=tuple((each.surname, each.forenames) for each in person.other_names),
                numbers=(
                    (Issuer.PNC, person.pnc),
                    (Issuer.MASTER_DEFENDANT, person.master_defendant_id),
                ),
                nationality=nationality,
                photo=self.office.documents.keep(face(person.number), media_type=PNG),
                photo_taken_on=day_in_london(self.office.clock.now()),
                photo_is_colour=True,
            ),
            source=came_with,
        )
        said = (
            PersonalDetailRecorded(about=about, answer=detail(person.number, about))
            for about in ASKED
        )
        name = f"{person.surname}, {person.forenames}".rstrip(" ,")
        self.state(record_id, *said, source=statement(name), role=Role.RECEPTION_OFFICER)
        return record_id

    def state(
        self,
        record_id: str,
        *facts: Fact,
        source: Source,
        role: Role = Role.CASE_ADMINISTRATOR,
        true_from: datetime | None = None,
    ) -> tuple[Entry, ...]:
        """Enter what a paper or person says, in one act."""
        return state_facts(
            self.office, self.actor(role), record_id, facts, source=source, true_from=true_from
        )

    def state_cases(self, record_id: str, *cases: CaseStated, asked_at: datetime) -> None:
        """Enter what the courts answered who were asked for all cases by telephone."""
        self.state(
            record_id,
            CourtCasesStated(
                asked_of="the list offices, by number and by each name",
                answered_by=COURT_LIST_OFFICE,
                asked_at=asked_at,
                cases=cases,
            ),
            source=statement(COURT_LIST_OFFICE),
        )

    def calculate(self, record_id: str, why: CalculationReason | None = None) -> None:
        """Make the first calculation: the initial one, and after that the one of 2 days before."""
        is_first = self.record(record_id).calculation is None
        usual = CalculationReason.INITIAL if is_first else CalculationReason.TWO_DAYS
        calculate_dates(
            self.office, self.actor(Role.CASE_ADMINISTRATOR), record_id, why=why or usual
        )

    def check(self, record_id: str) -> None:
        """Make the second calculation: another reads from the papers what the record says."""
        record = self.record(record_id)
        second_check_dates(
            self.office,
            self.actor(Role.SECOND_CHECKER),
            record_id,
            entered=reading_of(record).inputs,
            seen_version=record.version,
        )

    def decide_doubts(self, record_id: str, why: str) -> None:
        """Let the head of OMU keep the law book's own reading of every doubt, with a reason."""
        actor = self.actor(Role.HEAD_OF_OMU)
        calculated = self.record(record_id).calculation
        if calculated is None:
            return
        for place, hazard in enumerate(calculated.fact.hazards):
            decide_hazard(
                self.office,
                actor,
                record_id,
                calculation=calculated.seq,
                place=place,
                reading=hazard.readings[0].name,
                why=why,
                source=statement(actor.name),
                seen_version=self.record(record_id).version,
            )

    def plan(self, record_id: str, plan: ExitPlanned, *, source: Source) -> None:
        """Plan an exit."""
        actor = self.actor(Role.CASE_ADMINISTRATOR)
        plan_exit(self.office, actor, record_id, plan, source=source)

    def confirm_evening(self, record_id: str) -> None:
        """Let the duty governor confirm on the evening before that the exit is to go on."""
        version = self.record(record_id).version
        governor = self.actor(Role.DUTY_GOVERNOR)
        confirm_evening(self.office, governor, record_id, seen_version=version)

    def authorise(self, record_id: str) -> None:
        """Authorise the planned exit on the record as it stands. Raises `ExitStopped`."""
        record = self.record(record_id)
        exit_type = record.plan.fact.exit_type if record.plan else ExitType.COMMUNITY
        authorise_exit(
            self.office,
            self.actor(Role.HEAD_OF_OMU),
            record_id,
            exit_type=exit_type,
            seen_version=record.version,
        )

    def confirm(self, record_id: str) -> None:
        """Confirm the authorised exit, which issues the pass. Raises `ExitStopped`."""
        version = self.record(record_id).version
        governor = self.actor(Role.DUTY_GOVERNOR)
        confirm_exit(self.office, governor, record_id, seen_version=version)
