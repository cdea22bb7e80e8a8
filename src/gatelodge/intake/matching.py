"""Whose record a court's message belongs to: candidates, compared field by field.

The matcher proposes and a person confirms. A candidate is *held* to be meant when the court's own
identifier is already on the record, or when name and birth date agree: then the message is linked
to the record at once, so that a live pass dies. Holding too many costs somebody a look; holding
too few costs a release in error.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.record import KnownName, PersonKnown, name_key
from gatelodge.record.facts import Issuer


class Agreement(StrEnum):
    """How what the court says stands to what the record says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_GIVEN = "not given"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the court says of who is meant. Empty or none = not given."""

    master_defendant_id: str = ""
    surname: str = ""
    forenames: str = ""
    born_on: date | None = None
    prison: str = ""
    """Code of the prison whose mailbox the court wrote to."""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the comparison."""

    field: str
    agreement: Agreement
    told: str
    known: str


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may be meant."""

    person: PersonKnown
    compared: tuple[Compared, ...]
    is_held: bool
    """Whether the matcher holds this person to be meant."""

    @property
    def basis(self) -> str:
        """What speaks for and against, in words."""
        lines = (
            (Agreement.AGREES, "agrees"),
            (Agreement.DIFFERS, "differs"),
        )
        said = [
            f"{words}: {', '.join(line.field for line in self.compared if line.agreement is kind)}"
            for kind, words in lines
            if any(line.agreement is kind for line in self.compared)
        ]
        return "; ".join(said) or "nothing to compare"


def candidates(told: Told, people: Iterable[PersonKnown]) -> tuple[Candidate, ...]:
    """Compare each person with what the court says; held ones first, then the most agreements."""
    unique = {person.record: person for person in people}
    found = [_candidate(told, person) for person in unique.values()]
    return tuple(sorted(found, key=_order))


def _order(candidate: Candidate) -> tuple[bool, int, str]:
    agreeing = sum(line.agreement is Agreement.AGREES for line in candidate.compared)
    return (not candidate.is_held, -agreeing, candidate.person.record)


def _candidate(told: Told, person: PersonKnown) -> Candidate:
    number = _number(told, person)
    surname, forenames, born = max(
        (_name(told, name) for name in person.names),
        key=_agreements,
        default=_name(told, KnownName(surname="", forenames="", born_on=None)),
    )
    is_same_name = (
        surname.agreement is Agreement.AGREES
        and born.agreement is Agreement.AGREES
        and forenames.agreement is not Agreement.DIFFERS
    )
    return Candidate(
        person=person,
        compared=(number, surname, forenames, born, _prison(told, person)),
        is_held=number.agreement is Agreement.AGREES or is_same_name,
    )


def _agreements(lines: tuple[Compared, ...]) -> int:
    return sum(line.agreement is Agreement.AGREES for line in lines)


def _number(told: Told, person: PersonKnown) -> Compared:
    known = person.values(Issuer.MASTER_DEFENDANT)
    if not told.master_defendant_id or not known:
        agreement = Agreement.NOT_GIVEN
    elif told.master_defendant_id in known:
        agreement = Agreement.AGREES
    else:
        agreement = Agreement.DIFFERS
    return Compared(
        field="court's master defendant id",
        agreement=agreement,
        told=told.master_defendant_id,
        known=", ".join(known),
    )


def _name(told: Told, known: KnownName) -> tuple[Compared, Compared, Compared]:
    """Surname, first forename and birth date against one name of a person.

    Only the first forename is compared: courts and prisons keep middle names as they please.
    """
    return (
        _text("surname", told.surname, known.surname, name_key),
        _text("forenames", told.forenames, known.forenames, _first_key),
        _text(
            "birth date",
            told.born_on.isoformat() if told.born_on else "",
            known.born_on.isoformat() if known.born_on else "",
            str,
        ),
    )


def _first_key(forenames: str) -> str:
    return name_key(forenames.split(maxsplit=1)[0])


def _prison(told: Told, person: PersonKnown) -> Compared:
    return _text("prison", told.prison, person.prison, str)


def _text(field: str, told: str, known: str, key: Callable[[str], str]) -> Compared:
    if not told.strip() or not known.strip():
        agreement = Agreement.NOT_GIVEN
    elif key(told) == key(known):
        agreement = Agreement.AGREES
    else:
        agreement = Agreement.DIFFERS
    return Compared(field=field, agreement=agreement, told=told, known=known)
