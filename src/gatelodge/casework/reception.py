"""Reception: a person comes into custody, and who they are is entered with its paper."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from gatelodge.casework import numbers
from gatelodge.casework.authorities import sound_source
from gatelodge.casework.office import (
    ATTEMPTS,
    CUSTODY,
    Actor,
    ActRefused,
    Decide,
    Office,
    change_together,
    load,
)
from gatelodge.casework.registers import must_be_a_prison
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    Source,
    SourceKind,
    StreamMoved,
    Write,
    day_in_london,
    document,
)
from gatelodge.record.facts import (
    AliasRecorded,
    Detail,
    DifferentPeopleFound,
    Fact,
    HeldBy,
    IdentifierRecorded,
    IdentityRecorded,
    Issuer,
    NationalityStated,
    PersonalDetailRecorded,
    PersonReceived,
    PhotographTaken,
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
    """Needed with a photo."""
    photo_is_colour: bool = False
    details: tuple[tuple[Detail, str], ...] = ()
    """What the person says of themselves, to be asked again when they leave."""


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
    record. Raises `ActRefused` for somebody who may not, for an empty name or number, for a
    prison that is not in the register, for a day of birth that is still to come in London or makes
    a child whom no court could hold, and for a prison number that another record has.
    """
    if not person.prison:
        raise ActRefused("Choose the prison where you work first.", code="NO_PRISON")
    _may(actor, RECEPTION, person.prison)
    if command is not None and (answer := office.ledger.answer_to(command)) is not None:
        return _opened(answer)
    must_be_a_prison(office, person.prison)
    at = office.clock.now()
    for field, value in (("surname", person.surname), ("prison_number", person.prison_number)):
        if not value.strip():
            words = field.replace("_", " ")
            raise ActRefused(f"Enter the {words} as on the paper.", code="EMPTY", field=field)
    _must_be_born(person.born_on, day_in_london(at))
    drafts = tuple(
        Draft(
            fact=fact,
            by=actor.account,
            reason="reception",
            source=document(fact.photo) if isinstance(fact, PhotographTaken) else source,
        )
        for fact in _facts(person)
    )
    record_id = next(office.new_ids)
    write = Write(stream=CUSTODY + record_id, drafts=drafts, expected_version=0)
    for _ in range(ATTEMPTS):
        filed = numbers.filed(office, person.prison_number)
        numbers.must_be_free(office, person.prison_number, filed)
        filing = numbers.filing(record_id, person.prison_number, len(filed), by=actor.account)
        try:
            return _opened(office.ledger.append([write, *filing], at=at, command=command))
        except StreamMoved:
            continue
    raise ActRefused("This number is being entered by many at once. Try again.", code="BUSY")


NEVER_IN_CUSTODY_BELOW = 10
"""Years of age: below, nobody can be guilty of an offence (Children and Young Persons Act 1933,
section 50)."""


def age_on(born_on: date, today: date) -> int:
    """Whole years lived by a day; somebody of 29 February has a birthday on 1 March."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def _must_be_born(born_on: date, today: date) -> None:
    if born_on > today:
        raise ActRefused(
            "The day of birth is still to come. Enter it as on the paper.",
            code="BORN_LATER",
            field="born_on",
        )
    if (age := age_on(born_on, today)) < NEVER_IN_CUSTODY_BELOW:
        raise ActRefused(
            f"By this date of birth the person is {age}. Nobody under {NEVER_IN_CUSTODY_BELOW} is "
            "held for an offence. Enter the year as on the paper.",
            code="TOO_YOUNG",
            field="born_on",
        )


def _opened(answer: Sequence[Entry]) -> str:
    """The record that a press opened."""
    if not isinstance(answer[0].fact, PersonReceived):
        raise ActRefused(
            "This was sent before, about something else. Open the page again.", code="SENT_BEFORE"
        )
    return answer[0].envelope.stream.removeprefix(CUSTODY)


def hold_same_person(
    office: Office, actor: Actor, record_id: str, other_id: str, *, basis: str, source: Source
) -> tuple[Entry, ...]:
    """Hold two records to be one person, on both; news on either is then news on both.

    It is news to both: a live pass of either dies. Returns what was written on the two. Raises
    `ActRefused` for a record that is held to be the same as itself.
    """
    _both(office, actor, record_id, other_id)
    return _say_on_both(
        office,
        actor,
        {
            this: SamePersonHeld(other_record=other, held_by=HeldBy.PERSON, basis=basis)
            for this, other in ((record_id, other_id), (other_id, record_id))
        },
        source=source,
        reason="same person",
    )


def find_different_people(
    office: Office, actor: Actor, record_id: str, other_id: str, *, basis: str, source: Source
) -> tuple[Entry, ...]:
    """Find, having looked, that two records are two people; entered on both.

    What holds one of them then holds the other no more, so it takes another person than the one who
    held them to be the same. Where no person did, but the matcher or nobody, it takes a paper, such
    as an answer on fingerprints: one person's word alone takes nothing back that holds somebody
    (our decision). The matcher never links the two again. Returns what was written on the two.
    Raises `ActRefused`.
    """
    records = _both(office, actor, record_id, other_id)
    if not basis.strip():
        raise ActRefused("Say how you know.", code="EMPTY", field="basis")
    sound_source(office, source)
    holders = {by for this in records for other in records for by in _held_same_by(this, other)}
    if actor.account in holders:
        raise ActRefused(
            "You held them to be one person. A second person must look at both.",
            code="SAME_PERSON",
            field="other_record",
        )
    if not holders and source.kind is not SourceKind.DOCUMENT:
        raise ActRefused(
            "No person held them to be one. Add the paper that shows that they are two.",
            code="NEEDS_PAPER",
            field="source",
        )
    return _say_on_both(
        office,
        actor,
        {
            this: DifferentPeopleFound(other_record=other, basis=basis)
            for this, other in ((record_id, other_id), (other_id, record_id))
        },
        source=source,
        reason="different people",
    )


def _both(
    office: Office, actor: Actor, record_id: str, other_id: str
) -> tuple[CustodyRecord, CustodyRecord]:
    """Load two records that this person may link or part, before anything is written.

    A role at the prison of either is enough (our decision): the matcher links across prisons, and
    hardly anybody has a role at both.
    """
    if record_id == other_id:
        raise ActRefused("Choose two different records.", code="SAME_RECORD", field="other_record")
    record, other = load(office, record_id), load(office, other_id)
    if not actor.has_any(RECORDS, other.prison):
        _may(actor, RECORDS, record.prison)
    return record, other


def _held_same_by(record: CustodyRecord, other: CustodyRecord) -> set[str]:
    """Accounts of the people who held a record and another to be one person."""
    return {
        entry.envelope.by
        for entry in record.entries
        if isinstance(entry.fact, SamePersonHeld)
        and entry.fact.other_record == other.record_id
        and entry.fact.held_by is HeldBy.PERSON
    }


def _facts(person: NewPerson) -> list[Fact]:
    facts: list[Fact] = [
        PersonReceived(prison=person.prison, prison_number=person.prison_number),
        IdentityRecorded(
            surname=person.surname,
            forenames=person.forenames,
            born_on=person.born_on,
        ),
        IdentifierRecorded(issuer=Issuer.PRISON_NUMBER, value=person.prison_number),
    ]
    facts += [
        AliasRecorded(surname=surname, forenames=forenames, born_on=person.born_on)
        for surname, forenames in person.other_names
    ]
    facts += [IdentifierRecorded(issuer=issuer, value=value) for issuer, value in person.numbers]
    facts += [PersonalDetailRecorded(about=about, answer=said) for about, said in person.details]
    if person.photo and person.photo_taken_on:
        facts.append(
            PhotographTaken(
                photo=person.photo,
                taken_on=person.photo_taken_on,
                is_colour=person.photo_is_colour,
            )
        )
    if person.nationality:
        facts.append(NationalityStated(nationality=person.nationality))
    return facts


def _say_on_both(
    office: Office, actor: Actor, facts: Mapping[str, Fact], *, source: Source, reason: str
) -> tuple[Entry, ...]:
    """Enter a fact on each of several records, on all or on none; who may, the caller has seen."""

    def saying(fact: Fact) -> Decide:
        draft = Draft(fact=fact, by=actor.account, reason=reason, source=source)
        return lambda _record, _at: (draft,)

    return change_together(office, {record: saying(fact) for record, fact in facts.items()})


def _may(actor: Actor, roles: tuple[Role, ...], prison: str) -> None:
    if not actor.has_any(roles, prison):
        raise ActRefused(
            f"Only a {' or a '.join(roles)} of this prison may enter this.", code="NO_ROLE"
        )
