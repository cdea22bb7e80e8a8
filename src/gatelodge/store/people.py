"""Everybody on record by name, number and case, found in tables: `record.PeopleOnRecord`.

The rows are written with the lists, each a pure function of one folded stream, and are caught up
before every question. So a process that starts reads nobody, and keeps nobody in its memory. What
is found here is who to look at; what a person's record says is folded from the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec
from django.db.models import Count

from gatelodge.record import CustodyRecord, Near, PersonKnown, marks, name_key, person_known
from gatelodge.record.facts import Issuer
from gatelodge.record.people_index import MOST_OF_ONE_PERSON
from gatelodge.store.models import KnownPerson, PersonMark

_AT_ONCE = 500
_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(PersonKnown)


class PeopleInTables:
    """Everybody on record, as the tables have them. It holds no state and may be shared."""

    def __init__(self, catch_up: Callable[[], None]) -> None:
        """Take what brings the tables to the ledger's head; it is asked before each question."""
        self._catch_up = catch_up

    def find(self, issuer: Issuer, value: str) -> tuple[PersonKnown, ...]:
        """Everybody with this number of this issuer; numbers of two issuers never mix (N18)."""
        return self._having(_key("number", issuer.value, value))

    def find_by_name(self, surname: str, born_on: date | None) -> tuple[PersonKnown, ...]:
        """Everybody who has this surname, by any name they are known by, or this birth date."""
        born = [_key("birth", born_on.isoformat())] if born_on is not None else []
        return self._having(_key("surname", name_key(surname)), *born)

    def person(self, record: str) -> PersonKnown | None:
        """One person by their record."""
        return next(iter(self._known(record_id=record)), None)

    def linked(self, prison: str) -> tuple[PersonKnown, ...]:
        """Everybody at a prison whose record is held to be one person with another."""
        return self._known(prison=prison, is_linked=True)

    def held_at(self, prison: str) -> tuple[PersonKnown, ...]:
        """Everybody in custody for whom a prison answers."""
        return self._known(prison=prison, is_in_custody=True)

    def alike(self, record: str) -> tuple[PersonKnown, ...]:
        """Others who share a mark with somebody: a number, or name and birth date.

        A mark that more records share than can be one person's tells nobody.
        """
        person = self.person(record)
        if person is None:
            return ()
        keys = [_key("mark", *mark) for mark in marks(person)]
        shared = PersonMark.objects.filter(key__in=keys).values("key").annotate(n=Count("id"))
        telling = [row["key"] for row in shared if row["n"] <= MOST_OF_ONE_PERSON]
        return tuple(each for each in self._having(*telling) if each.record != record)

    def of_case(self, case_urn: str) -> tuple[PersonKnown, ...]:
        """Everybody on whose record something stands under a case number."""
        return self._having(_key("case", case_urn))

    def near(self, person: PersonKnown) -> Near | None:
        """Who is alike, and who is in the same cases, in two queries; none = not on record.

        By the marks that the caller's own record has, which is at least as new as the tables.
        """
        self._catch_up()
        by_mark = {_key("mark", *mark) for mark in marks(person)}
        by_case = {_key("case", urn) for urn in person.cases}
        sharing: dict[str, set[str]] = {}
        rows = PersonMark.objects.filter(key__in=by_mark | by_case)
        for key, record in rows.values_list("key", "record_id"):
            sharing.setdefault(key, set()).add(record)
        telling = (sharing.get(key, set()) for key in by_mark)
        alike = {r for who in telling if len(who) <= MOST_OF_ONE_PERSON for r in who}
        in_cases = {r for key in by_case for r in sharing.get(key, set())} - {person.record}
        found = _read(KnownPerson.objects.filter(record_id__in=alike | {person.record}))
        if all(each.record != person.record for each in found):
            return None
        others = tuple(each for each in found if each.record != person.record)
        return Near(alike=others, in_cases=frozenset(in_cases))

    def changed(self, since: int = 0) -> tuple[int, tuple[str, ...]]:
        """Give the number of the newest entry read, and whose rows were written after `since`.

        Newest first; after 0, everybody. The caller keeps the number for its next question.
        """
        self._catch_up()
        rows = KnownPerson.objects.filter(turn__gt=since).order_by("-turn", "record_id")
        found = list(rows.values_list("turn", "record_id"))
        return max([since, *(turn for turn, _ in found[:1])]), tuple(name for _, name in found)

    def damaged(self) -> tuple[str, ...]:
        """Streams of custody records that could not be read or folded when they last changed."""
        self._catch_up()
        names = KnownPerson.objects.filter(is_damaged=True).values_list("record_id", flat=True)
        return tuple(f"custody/{name}" for name in names.order_by("record_id"))

    def _having(self, *keys: str) -> tuple[PersonKnown, ...]:
        """Everybody who has one of these keys, by record."""
        self._catch_up()
        names = PersonMark.objects.filter(key__in=keys).values_list("record_id", flat=True)
        return _read(KnownPerson.objects.filter(record_id__in=names))

    def _known(self, **wanted: Any) -> tuple[PersonKnown, ...]:
        """Everybody whose row says this, by record."""
        self._catch_up()
        return _read(KnownPerson.objects.filter(**wanted))


def row_of(record: CustodyRecord, as_of_seq: int, turn: int) -> tuple[KnownPerson, Sequence[str]]:
    """The row of a person and the keys by which they are found; pure."""
    known = person_known(record)
    row = KnownPerson(
        record_id=known.record,
        as_of_seq=as_of_seq,
        turn=turn,
        prison=known.prison,
        is_in_custody=known.is_in_custody,
        is_linked=bool(known.same_as),
        known=_ENCODER.encode(known),
    )
    return row, sorted(set(_keys(known)))


def write(rows: Iterable[tuple[KnownPerson, Sequence[str]]]) -> None:
    """Put these rows in the place of whatever the tables have of the same people."""
    kept = list(rows)
    KnownPerson.objects.bulk_create(
        [row for row, _ in kept],
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["record_id"],
        update_fields=[
            *("as_of_seq", "turn", "prison", "is_in_custody", "is_linked", "is_damaged", "known"),
        ],
    )
    names = [row.record_id for row, _ in kept]
    for first in range(0, len(names), _AT_ONCE):
        PersonMark.objects.filter(record_id__in=names[first : first + _AT_ONCE]).delete()
    PersonMark.objects.bulk_create(
        (PersonMark(record_id=row.record_id, key=key) for row, keys in kept for key in keys),
        batch_size=_AT_ONCE,
    )


def note_damaged(record_id: str, as_of_seq: int) -> None:
    """The record cannot be read: what was known of the person stays, and it is named."""
    unknown = PersonKnown(record=record_id, prison="", prison_number="", names=())
    KnownPerson.objects.get_or_create(
        record_id=record_id,
        defaults={
            "as_of_seq": as_of_seq,
            "turn": as_of_seq,
            "prison": "",
            "is_in_custody": False,
            "is_linked": False,
            "known": _ENCODER.encode(unknown),
        },
    )
    KnownPerson.objects.filter(pk=record_id).update(is_damaged=True)


def clear() -> None:
    """Throw all rows away."""
    KnownPerson.objects.all().delete()
    PersonMark.objects.all().delete()


def _keys(known: PersonKnown) -> Iterator[str]:
    yield from (_key("number", issuer.value, value) for issuer, value in known.identifiers)
    yield from (_key("surname", name_key(name.surname)) for name in known.names)
    yield from (_key("birth", n.born_on.isoformat()) for n in known.names if n.born_on)
    yield from (_key("mark", *mark) for mark in marks(known))
    yield from (_key("case", urn) for urn in known.cases)


def _key(*parts: str) -> str:
    """A key of fixed length, whatever a name or number holds."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _read(rows: Any) -> tuple[PersonKnown, ...]:
    found = rows.order_by("record_id").values_list("known", flat=True)
    return tuple(_DECODER.decode(bytes(known)) for known in found)
