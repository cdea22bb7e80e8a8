"""Something at every address: a person with a pass, an alarm, a court's item, a paper."""

from datetime import timedelta

from django.urls import reverse

from gatelodge.casework.office import Actor, load
from gatelodge.casework.overrides import override_check
from gatelodge.casework.watching import watch_the_clock
from gatelodge.record import facts as f
from gatelodge.web.access import TABLE, Scope
from gatelodge.web.releases.pack import make_now
from tests.gate.prison import AMADI, Person
from tests.intake.court import PELL
from tests.web.house import BY_ROLE, DEACON, House


class World:
    """Something at every address: a person with a pass, an alarm, a court's item, a paper."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.person: Person = house.person().ready().with_pass()
        self.fined: Person = house.person("Birch").ready()
        self.fined.asked(f.Enquiry.WARRANTS, "a fine that was never paid")
        self.override = override_check(
            house.office,
            DEACON,
            self.fined.id,
            check="G14",
            why="paid at the counter",
            national_operations="Petra Lowe",
            seen_version=self.fined.version,
        )[0].seq
        tomorrow = self.fined.clock.now().date() + timedelta(days=1)
        house.person("Moss").plan(on=tomorrow)
        self.item = house.item()
        self.other = house.court.receive_person(PELL, prison="FNI")
        late = house.person("Ashe")
        late.end(late.remand())
        late.clock.pass_by(hours=2)
        watch_the_clock(house.office, late.id)
        self.alarm = load(house.office, late.id).alarms[0].raised.seq
        self.pack = make_now(house.office, AMADI, "FNI").seq
        self.paper = self.person.record.entries[0].envelope.source.reference

    def arguments(self, name: str) -> list[object]:
        special: dict[str, list[object]] = {
            "releases-pack-paper": [self.pack],
            "people-found": ["0" * 32],
            "gate-answer": ["0" * 32],
            "person-document": [self.person.id, self.paper],
            "authority-end": [self.person.id, self.person.record.authorities[0].seq],
            "release-marks": [self.person.id, self.person.record.sentences[0].seq],
            "sentence-correct": [self.person.id, self.person.record.sentences[0].seq],
            "entry-correct": [self.person.id, self.person.record.citizenship[0].seq],
            "entry-take-back": [self.person.id, self.person.record.citizenship[0].seq],
            "person-same": [self.person.id, self.other],
            "hazard-decide": [self.person.id, 0],
            "hazard-take-back": [self.person.id, 0],
            "days-stated": [self.person.id, "0" * 32],
            "query-answer": [self.person.id, "0" * 32],
            "dates-check-sentence": [self.person.id, 1],
            "dates-check-days": [self.person.id, 1],
            "exit-check": [self.person.id, "G02"],
            "exit-check-decide": [self.person.id, "G15"],
            "exit-override-before": [self.person.id, "G14"],
            "exit-override": [self.person.id, "G14"],
            "exit-override-agree": [self.fined.id, self.override],
            "enquiry-answer": [self.person.id, f.Enquiry.WARRANTS],
            "duty-done": [self.person.id, 0, f.EmergencyDuty.TOLD],
            "inbox-document": [self.item, "0" * 64],
            "inbox-undo": [self.item, self.other],
            "inbox-settle": [self.item, 0],
        }
        if name in special:
            return special[name]
        if TABLE[name].scope is Scope.ITEM:
            return [self.item]
        if name.startswith("alarm") and TABLE[name].scope is Scope.RECORD:
            return [self.alarm]
        return [self.person.id] if TABLE[name].scope is Scope.RECORD else []

    def address(self, name: str) -> str:
        return reverse(name, args=self.arguments(name))


def guarded(*scopes: Scope) -> list[str]:
    return [name for name, rule in TABLE.items() if rule.scope in scopes]


def insider_of(name: str) -> Actor:
    """Somebody of the prison, else of every prison, who may have an address."""
    insiders = [BY_ROLE[role] for role in sorted(TABLE[name].roles)]
    here = (a for a in insiders if f.EVERY_PRISON not in {prison for _, prison in a.roles})
    return next(here, insiders[0] if insiders else AMADI)
