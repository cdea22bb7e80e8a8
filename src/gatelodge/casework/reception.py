"""Reception: a person comes into custody, and who they are is entered with its paper."""

from datetime import date, datetime

import msgspec

from gatelodge.casework.office import CUSTODY, Actor, ActRefused, Office, change, load
from gatelodge.record import CustodyRecord, Draft, Entry, Source, Write
from gatelodge.record.facts import (
    AliasRecorded,
    DifferentPeopleFound,
    Fact,
    HeldBy,
    IdentifierRecorded,
    IdentityRecorded,
    Issuer,
    MovementKind,
    MovementRecorded,
    NationalityStated,
    PersonReceived,
    Role,
    SamePersonHeld,
)

RECEPTION = (Role.RECEPTION_OFFICER, Role.CASE_ADMINISTRATOR, Role.CUSTODIAL_MANAGER)
"""Who may enter a person, who they are and where they go (our decision)."""
RECORDS = (Role.CASE_ADMINISTRATOR, Role.HEAD_OF_OMU)
"""Who may say that two records are one person, or two (our decision)."""


class NewPerson(msgspec.Struct, frozen=True, kw_only=True):
    """What reception reads on the papers that came with somebody.

    Somebody with one name has it as the surname and no forenames. `other_names` are pairs of
    surname and forenames; `numbers` are outside identifiers, each with its issuer.
    """

    prison: str
    prison_number: str
    surname: str
    forenames: str
    born_on: date
    other_names: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[Issuer, str], ...] = ()
    nationality: str | None = None
    photo: str | None = None
    """Content hash of a photograph that is kept."""
    photo_taken_on: date | None = None


def receive_person(
    office: Office,
    actor: Actor,
    person: NewPerson,
    *,
    source: Source,
    command: str | None = None,
) -> str:
    """Open a custody record at reception and return its id, 32 hexadecimal digits.

    `command` is the caller's own id of the press: sent again it opens nothing and returns the first
    record. Raises `ActRefused` for somebody who may not, for an empty name or number, for no
    prison, and for a day of birth that is still to come.
    """
    if not person.prison:
        raise ActRefused("Choose the prison where you work first.", code="NO_PRISON")
    _may(actor, RECEPTION, person.prison)
    at = office.clock.now()
    for field, value in (("surname", person.surname), ("prison_number", person.prison_number)):
        if not value.strip():
            words = field.replace("_", " ")
            raise ActRefused(f"Enter the {words} as on the paper.", code="EMPTY", field=field)
    if person.born_on > at.date():
        raise ActRefused(
            "The day of birth is still to come. Enter it as on the paper.",
            code="BORN_LATER",
            field="born_on",
        )
    drafts = tuple(
        Draft(fact=fact, by=actor.account, reason="reception", source=source)
        for fact in _facts(person)
    )
    write = Write(stream=CUSTODY + next(office.new_ids), drafts=drafts, expected_version=0)
    opened = office.ledger.append([write], at=at, command=command)[0]
    if not isinstance(opened.fact, PersonReceived):
        raise ActRefused(
            "This was sent before, about something else. Open the page again.", code="SENT_BEFORE"
        )
    return opened.envelope.stream.removeprefix(CUSTODY)


def record_nationality(
    office: Office, actor: Actor, record_id: str, nationality: str, *, source: Source
) -> tuple[Entry, ...]:
    """Enter a nationality as a paper or person states it; it reopens the immigration question."""
    fact = NationalityStated(nationality=nationality)
    return _say(office, actor, record_id, fact, source=source, reason="nationality stated")


def record_movement(
    office: Office,
    actor: Actor,
    record_id: str,
    movement: MovementKind,
    *,
    place: str,
    prison: str | None = None,
    moved_at: datetime,
    source: Source,
) -> tuple[Entry, ...]:
    """Enter a movement that is not an exit. `prison` = who answers for the person from then on.

    Raises `ActRefused` for a moment still to come.
    """
    if moved_at.tzinfo is None or moved_at > office.clock.now():
        raise ActRefused("That moment is still to come.", field="moved_at")
    fact = MovementRecorded(movement=movement, place=place, prison=prison)
    return _say(
        office, actor, record_id, fact, source=source, reason="movement", true_from=moved_at
    )


def hold_same_person(
    office: Office, actor: Actor, record_id: str, other_id: str, *, basis: str, source: Source
) -> None:
    """Hold two records to be one person, on both; news on either is then news on both.

    It is news to both: a live pass of either dies. Raises `ActRefused` for a record that is held to
    be the same as itself.
    """
    if record_id == other_id:
        raise ActRefused("Choose two different records.", code="SAME_RECORD", field="other_record")
    for this, other in ((record_id, other_id), (other_id, record_id)):
        _may(actor, RECORDS, load(office, this).prison)
        fact = SamePersonHeld(other_record=other, held_by=HeldBy.PERSON, basis=basis)
        _say(office, actor, this, fact, source=source, reason="same person", roles=RECORDS)


def find_different_people(
    office: Office, actor: Actor, record_id: str, other_id: str, *, basis: str, source: Source
) -> None:
    """Find, having looked, that two records are two people; entered on both.

    What holds one of them then holds the other no more, so it takes another person than the one who
    held them to be the same. Raises `ActRefused`.
    """
    for this, other in ((record_id, other_id), (other_id, record_id)):
        if actor.account in _held_same_by(load(office, this), other):
            raise ActRefused(
                "You held them to be one person. A second person must look at both.",
                code="SAME_PERSON",
                field="other_record",
            )
    for this, other in ((record_id, other_id), (other_id, record_id)):
        fact = DifferentPeopleFound(other_record=other, basis=basis)
        _say(office, actor, this, fact, source=source, reason="different people", roles=RECORDS)


def _held_same_by(record: CustodyRecord, other: str) -> set[str]:
    """Accounts of those who held a record and another to be one person."""
    return {
        entry.envelope.by
        for entry in record.entries
        if isinstance(entry.fact, SamePersonHeld) and entry.fact.other_record == other
    }


def _facts(person: NewPerson) -> list[Fact]:
    facts: list[Fact] = [
        PersonReceived(prison=person.prison, prison_number=person.prison_number),
        IdentityRecorded(
            surname=person.surname,
            forenames=person.forenames,
            born_on=person.born_on,
            photo=person.photo,
            photo_taken_on=person.photo_taken_on,
        ),
        IdentifierRecorded(issuer=Issuer.PRISON_NUMBER, value=person.prison_number),
    ]
    facts += [
        AliasRecorded(surname=surname, forenames=forenames, born_on=person.born_on)
        for surname, forenames in person.other_names
    ]
    facts += [IdentifierRecorded(issuer=issuer, value=value) for issuer, value in person.numbers]
    if person.nationality:
        facts.append(NationalityStated(nationality=person.nationality))
    return facts


def _say(
    office: Office,
    actor: Actor,
    record_id: str,
    fact: Fact,
    *,
    source: Source,
    reason: str,
    true_from: datetime | None = None,
    roles: tuple[Role, ...] = RECEPTION,
) -> tuple[Entry, ...]:
    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        _may(actor, roles, record.prison)
        return (
            Draft(fact=fact, by=actor.account, reason=reason, source=source, true_from=true_from),
        )

    return change(office, record_id, decide)


def _may(actor: Actor, roles: tuple[Role, ...], prison: str) -> None:
    if not actor.has_any(roles, prison):
        raise ActRefused(
            f"Only a {' or a '.join(roles)} of this prison may enter this.", code="NO_ROLE"
        )
