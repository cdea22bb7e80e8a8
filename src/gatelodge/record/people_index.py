"""Who is on record, as far as names and numbers go: an index that follows the ledger.

It proposes nothing and decides nothing; the matcher compares what it finds here.
"""

import logging
import re
import threading
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from gatelodge.record import facts as f
from gatelodge.record.entry import Entry
from gatelodge.record.fold import fold
from gatelodge.record.following import Following
from gatelodge.record.inbox import CHANGES_WHO_SOMEBODY_IS, CUSTODY_STREAM
from gatelodge.record.ledger import Ledger
from gatelodge.record.state import CustodyRecord, Value

Mark = tuple[str, ...]
"""What may tell a person from others: what it is in words, then its keys for looking it up."""
NAME_AND_BIRTH = "name and birth date"
"""What a mark of name and birth date is called; a number's is called by its issuer."""
MOST_OF_ONE_PERSON = 10
"""How many records may share a mark that still tells somebody (our decision).

"Unknown, born 1 January 1900" or a number that stands for none tells nobody: to hold them all to be
one person would stop everybody, and compare each with each.
"""

_LOG = logging.getLogger(__name__)
_PNC = re.compile(r"(?:\d\d)?(\d\d)/(\d{1,7})([A-Z])")


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
    same_as: frozenset[str] = frozenset()
    """Records that this one holds to be the same person."""
    parted_from: frozenset[str] = frozenset()
    """Records that somebody ever found to be another person; see `parted_from`."""
    cases: frozenset[str] = frozenset()
    """Case numbers under which anything stands on the record."""

    def values(self, issuer: f.Issuer) -> tuple[str, ...]:
        """The person's numbers from one issuer."""
        return tuple(value for by, value in self.identifiers if by is issuer)


class Near(Value, frozen=True, kw_only=True):
    """Who may be mixed up with somebody: who is alike, and who is in the same cases, by record."""

    alike: tuple[PersonKnown, ...]
    in_cases: frozenset[str]


def name_key(name: str) -> str:
    """A name without case, accents, spaces, hyphens and apostrophes, for looking it up."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parted if letter.isalpha())


def number_key(issuer: f.Issuer, value: str) -> str:
    """An outside number without case, spaces and strokes; empty for what is no number.

    A number has a digit: "unknown" tells nobody. A PNC number is written with two or four digits of
    its year, and with or without the noughts of its serial; both are one number (our decision).
    """
    pnc = _PNC.fullmatch("".join(value.split()).upper()) if issuer is f.Issuer.PNC else None
    if pnc is not None:
        year, serial, check = pnc.groups()
        return f"{year}{int(serial):07d}{check}".casefold()
    key = "".join(letter for letter in value.casefold() if letter.isalnum())
    return key if any(letter.isdigit() for letter in key) else ""


def marks(person: PersonKnown) -> frozenset[Mark]:
    """Everything that may tell this person: each number by its issuer, each name and birth date.

    Whole forenames count, unlike in a court's message: both sides were entered at reception.
    """
    numbers = ((by.value, number_key(by, value)) for by, value in person.identifiers)
    names = (
        (NAME_AND_BIRTH, name_key(n.surname), name_key(n.forenames), n.born_on.isoformat())
        for n in person.names
        if n.born_on is not None
    )
    return frozenset(mark for mark in (*numbers, *names) if mark[1])


def parted_from(record: CustodyRecord) -> frozenset[str]:
    """Records that somebody ever found to be another person than this record's.

    Also those that a person held to be the same again since: that is for people alone to change.
    """
    return frozenset(
        entry.fact.other_record
        for entry in record.entries
        if isinstance(entry.fact, f.DifferentPeopleFound)
    )


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
        same_as=frozenset(record.same_person),
        parted_from=parted_from(record),
        cases=frozenset(_cases_of(record)),
    )


def _cases_of(record: CustodyRecord) -> Iterator[str]:
    """Case numbers of orders and court items."""
    for authority in record.authorities:
        match authority.began.fact:
            case f.RemandOrdered(case_urn=urn) | f.SentenceImposed(case_urn=urn) if urn:
                yield urn
    yield from (each.fact.case_urn for each in record.suspended if each.fact.case_urn)
    for item in record.items:
        if item.linked is not None:
            yield from (each for each in item.linked.fact.case_urns if each)
        for orders in (
            item.result.fact.orders if item.result else (),
            item.reading.fact.orders if item.reading else (),
        ):
            yield from (each.case_urn for each in orders if each.case_urn)


_ALSO_CHANGES_A_PERSON = (
    f.ExitRecorded,
    f.ReturnRecorded,
    f.DeathRecorded,
    f.WentAtLarge,
    f.ReleasedByCourt,
    f.RemandOrdered,
    f.SentenceImposed,
    f.SuspendedSentenceOrdered,
    f.CourtMessageLinked,
    f.CourtItemNotThisPerson,
    f.CourtResultReceived,
    f.ReadingConfirmed,
    f.EntryWithdrawn,
)


def _touches(entry: Entry) -> bool:
    """Whether an entry may change who somebody is."""
    return entry.envelope.stream.startswith(CUSTODY_STREAM) and (
        entry.fact is None
        or entry.envelope.corrects is not None
        or isinstance(entry.fact, (*CHANGES_WHO_SOMEBODY_IS, *_ALSO_CHANGES_A_PERSON))
    )


class PeopleOnRecord(Protocol):
    """Whoever can say who is on record: an index in memory, or one in the database."""

    def find(self, issuer: f.Issuer, value: str) -> tuple[PersonKnown, ...]:
        """Everybody with this number of this issuer."""

    def find_by_name(self, surname: str, born_on: date | None) -> tuple[PersonKnown, ...]:
        """Everybody who has this surname, by any name, or this birth date."""

    def person(self, record: str) -> PersonKnown | None:
        """One person by their record."""

    def linked(self, prison: str) -> tuple[PersonKnown, ...]:
        """Everybody at a prison whose record is held to be one person with another."""

    def held_at(self, prison: str) -> tuple[PersonKnown, ...]:
        """Everybody in custody for whom a prison answers."""

    def alike(self, record: str) -> tuple[PersonKnown, ...]:
        """Others who share a mark with somebody that can tell a person."""

    def of_case(self, case_urn: str) -> tuple[PersonKnown, ...]:
        """Everybody on whose record something stands under a case number."""

    def near(self, person: PersonKnown) -> Near | None:
        """Who is alike, and who is in the same cases, in one question; none = not on record."""

    def changed(self, since: int = 0) -> tuple[int, tuple[str, ...]]:
        """Give a turn to ask again with, and the records read anew since the turn given."""

    def damaged(self) -> tuple[str, ...]:
        """Streams of custody records that cannot be read or folded."""


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
        self._by_mark: dict[Mark, set[str]] = {}
        self._by_case: dict[str, set[str]] = {}
        self._by_prison: dict[str, set[str]] = {}
        self._turns: dict[str, int] = {}
        self._turn = 0
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

    def linked(self, prison: str) -> tuple[PersonKnown, ...]:
        """Everybody at a prison whose record is held to be one person with another."""
        with self._lock:
            self._follow()
            return tuple(p for p in self._people.values() if p.same_as and p.prison == prison)

    def held_at(self, prison: str) -> tuple[PersonKnown, ...]:
        """Everybody in custody for whom a prison answers."""
        with self._lock:
            self._follow()
            return self._named(self._by_prison.get(prison, set()))

    def alike(self, record: str) -> tuple[PersonKnown, ...]:
        """Others who share a mark with somebody: a number, or name and birth date.

        A mark that more records share than can be one person's tells nobody (`MOST_OF_ONE_PERSON`).
        """
        with self._lock:
            self._follow()
            person = self._people.get(record)
            if person is None:
                return ()
            shared = (self._by_mark[mark] for mark in marks(person))
            found = {each for who in shared if len(who) <= MOST_OF_ONE_PERSON for each in who}
            return self._named(found - {record})

    def of_case(self, case_urn: str) -> tuple[PersonKnown, ...]:
        """Everybody on whose record something stands under a case number."""
        with self._lock:
            self._follow()
            return self._named(self._by_case.get(case_urn, set()))

    def near(self, person: PersonKnown) -> Near | None:
        """Who is alike, and who is in the same cases; none = not on record."""
        if self.person(person.record) is None:
            return None
        in_cases = {each.record for urn in person.cases for each in self.of_case(urn)}
        return Near(alike=self.alike(person.record), in_cases=frozenset(in_cases - {person.record}))

    def changed(self, since: int = 0) -> tuple[int, tuple[str, ...]]:
        """Give the index's turn, and the records that were read anew after turn `since`.

        Newest first; after turn 0, everybody. The caller keeps the turn for its next question.
        """
        with self._lock:
            self._follow()
            return self._turn, tuple(self._read_after(since))

    def damaged(self) -> tuple[str, ...]:
        """Streams of custody records that cannot be read or folded."""
        with self._lock:
            self._follow()
            return self._following.damaged

    def _named(self, records: set[str]) -> tuple[PersonKnown, ...]:
        return tuple(self._people[record] for record in sorted(records))

    def _read_after(self, since: int) -> Iterator[str]:
        for record, turn in reversed(self._turns.items()):
            if turn <= since:
                return
            yield record

    def _follow(self) -> None:
        self._following.follow(_touches, self._take)

    def _take(self, record: str, entries: tuple[Entry, ...]) -> None:
        person = person_known(fold(record, entries))
        before = self._people.get(record)
        if before is not None:
            self._index(before, add=False)
        self._people[record] = person
        self._index(person, add=True)
        self._turn += 1
        self._turns.pop(record, None)
        self._turns[record] = self._turn
        for mark in marks(person) - (marks(before) if before is not None else frozenset()):
            if len(self._by_mark[mark]) == MOST_OF_ONE_PERSON + 1:
                _LOG.warning(
                    "more than %d records share one %s: by it nobody is held to be one person",
                    MOST_OF_ONE_PERSON,
                    mark[0],
                )

    def _index(self, person: PersonKnown, *, add: bool) -> None:
        places: list[set[str]] = [
            self._by_number.setdefault(number, set()) for number in person.identifiers
        ]
        places += [self._by_mark.setdefault(mark, set()) for mark in marks(person)]
        places += [self._by_case.setdefault(urn, set()) for urn in person.cases]
        if person.is_in_custody:
            places.append(self._by_prison.setdefault(person.prison, set()))
        for name in person.names:
            places.append(self._by_surname.setdefault(name_key(name.surname), set()))
            if name.born_on is not None:
                places.append(self._by_birth.setdefault(name.born_on, set()))
        for place in places:
            if add:
                place.add(person.record)
            else:
                place.discard(person.record)
