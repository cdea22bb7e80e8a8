"""Who is on record, as far as names and numbers go: an index that follows the ledger.

It proposes nothing and decides nothing; the matcher compares what it finds here.
"""

import threading
import unicodedata
from datetime import date

from gatelodge.record import facts as f
from gatelodge.record.entry import Entry
from gatelodge.record.fold import fold
from gatelodge.record.following import Following
from gatelodge.record.inbox import CHANGES_WHO_SOMEBODY_IS, CUSTODY_STREAM
from gatelodge.record.ledger import Ledger
from gatelodge.record.state import CustodyRecord, Value


class KnownName(Value, frozen=True, kw_only=True):
    """A name that a person is or was known by. No birth date = that statement gave none."""

    surname: str
    forenames: str
    born_on: date | None


class PersonKnown(Value, frozen=True, kw_only=True):
    """What a record says of who the person is."""

    record: str
    prison: str
    prison_number: str
    names: tuple[KnownName, ...]
    """The name in force first, then each alias."""
    identifiers: tuple[tuple[f.Issuer, str], ...] = ()
    is_in_custody: bool = True

    def values(self, issuer: f.Issuer) -> tuple[str, ...]:
        """The person's numbers from one issuer."""
        return tuple(value for by, value in self.identifiers if by is issuer)


def name_key(name: str) -> str:
    """A name without case, accents, spaces, hyphens and apostrophes, for looking it up."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parted if letter.isalpha())


def person_known(record: CustodyRecord) -> PersonKnown:
    """Take from a folded record what matching needs.

    An alias that was entered without a birth date has the person's own.
    """
    names = []
    born_on = record.identity.fact.born_on if record.identity else None
    if record.identity is not None:
        stated = record.identity.fact
        names.append(
            KnownName(surname=stated.surname, forenames=stated.forenames, born_on=stated.born_on)
        )
    names += [
        KnownName(
            surname=a.fact.surname,
            forenames=a.fact.forenames,
            born_on=a.fact.born_on or born_on,
        )
        for a in record.aliases
    ]
    return PersonKnown(
        record=record.record_id,
        prison=record.prison,
        prison_number=record.prison_number,
        names=tuple(names),
        identifiers=tuple((i.fact.issuer, i.fact.value) for i in record.identifiers),
        is_in_custody=record.is_in_custody,
    )


_ALSO_CHANGES_A_PERSON = (f.MovementRecorded, f.ExitRecorded, f.ReturnRecorded)


def _touches(entry: Entry) -> bool:
    """Whether an entry may change who somebody is."""
    return entry.envelope.stream.startswith(CUSTODY_STREAM) and (
        entry.fact is None
        or entry.envelope.corrects is not None
        or isinstance(entry.fact, (*CHANGES_WHO_SOMEBODY_IS, *_ALSO_CHANGES_A_PERSON))
    )


class PeopleIndex:
    """Everybody on record by number, name and birth date. Many threads may ask it.

    Somebody whose record is damaged stays as last read, or unknown; it stops nobody else's
    (`Following`).
    """

    def __init__(self, ledger: Ledger) -> None:
        """Begin empty; the first question reads the ledger."""
        self._following = Following(ledger, CUSTODY_STREAM)
        self._people: dict[str, PersonKnown] = {}
        self._by_number: dict[tuple[f.Issuer, str], set[str]] = {}
        self._by_surname: dict[str, set[str]] = {}
        self._by_birth: dict[date, set[str]] = {}
        self._lock = threading.Lock()

    def find(self, issuer: f.Issuer, value: str) -> tuple[PersonKnown, ...]:
        """Everybody with this number of this issuer; numbers of two issuers never mix (N18)."""
        with self._lock:
            self._follow()
            return self._named(self._by_number.get((issuer, value), set()))

    def find_by_name(self, surname: str, born_on: date | None) -> tuple[PersonKnown, ...]:
        """Everybody who has this surname, by any name they are known by, or this birth date."""
        with self._lock:
            self._follow()
            found = set(self._by_surname.get(name_key(surname), set()))
            if born_on is not None:
                found |= self._by_birth.get(born_on, set())
            return self._named(found)

    def person(self, record: str) -> PersonKnown | None:
        """One person by their record."""
        with self._lock:
            self._follow()
            return self._people.get(record)

    def damaged(self) -> tuple[str, ...]:
        """Streams of custody records that cannot be read or folded."""
        with self._lock:
            self._follow()
            return self._following.damaged

    def _named(self, records: set[str]) -> tuple[PersonKnown, ...]:
        return tuple(person for record, person in self._people.items() if record in records)

    def _follow(self) -> None:
        self._following.follow(_touches, self._take)

    def _take(self, record: str, entries: tuple[Entry, ...]) -> None:
        person = person_known(fold(record, entries))
        before = self._people.get(record)
        if before is not None:
            self._index(before, add=False)
        self._people[record] = person
        self._index(person, add=True)

    def _index(self, person: PersonKnown, *, add: bool) -> None:
        places: list[set[str]] = [
            self._by_number.setdefault(number, set()) for number in person.identifiers
        ]
        for name in person.names:
            places.append(self._by_surname.setdefault(name_key(name.surname), set()))
            if name.born_on is not None:
                places.append(self._by_birth.setdefault(name.born_on, set()))
        for place in places:
            if add:
                place.add(person.record)
            else:
                place.discard(person.record)
