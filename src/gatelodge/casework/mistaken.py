"""For whom somebody may be mistaken: others of the same prison who are alike by name or birth.

It decides nothing and links nothing (that is G01's and the matcher's): it is a list for the eyes of
two officers who are about to let one of these people go (G31).
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

import msgspec

from gatelodge.casework.office import Office
from gatelodge.record import CustodyRecord, KnownName, PersonKnown, name_key, person_known

SIMILAR: Final = 0.75
"""How much of two names is the same, letter by letter, for them to be similar (our decision):
Mohammed and Muhammad are, Pell and Bell are, Pell and Hall are not."""


class Likeness(StrEnum):
    """In what two people are alike."""

    SURNAME = "same surname"
    ALIAS = "same other name"
    NAME = "similar name"
    BORN = "same date of birth"


class Mistakable(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody for whom a person may be mistaken, and why."""

    person: PersonKnown
    likenesses: tuple[Likeness, ...]


def mistakable(person: PersonKnown, others: Iterable[PersonKnown]) -> tuple[Mistakable, ...]:
    """Those of `others` who are alike a person in name or birth date; whoever is most alike first.

    Names are compared without case, accents and hyphens. Whoever is held to be the same person is
    none of them.
    """
    found = [
        Mistakable(person=other, likenesses=alike)
        for other in others
        if other.record != person.record
        and other.record not in person.same_as
        and (alike := tuple(_likenesses(person, other)))
    ]
    return tuple(sorted(found, key=lambda m: (-len(m.likenesses), m.person.prison_number)))


def mistakable_here(office: Office, record: CustodyRecord) -> tuple[Mistakable, ...]:
    """For whom a record's person may be mistaken in the prison where they are kept."""
    if not record.prison:
        return ()
    return mistakable(person_known(record), office.people.held_at(record.prison))


def _likenesses(one: PersonKnown, other: PersonKnown) -> Iterator[Likeness]:
    if not one.names or not other.names:
        return
    own, theirs = one.names[0], other.names[0]
    is_namesake = _same(own.surname, theirs.surname)
    if is_namesake:
        yield Likeness.SURNAME
    if _shares_another_name(one.names, other.names):
        yield Likeness.ALIAS
    if not is_namesake and _is_similar(own, theirs):
        yield Likeness.NAME
    if own.born_on is not None and own.born_on == theirs.born_on:
        yield Likeness.BORN


def _shares_another_name(one: tuple[KnownName, ...], other: tuple[KnownName, ...]) -> bool:
    """Whether a surname that one of two people also uses is any surname of the other."""
    own, theirs = (
        [name_key(name.surname) for name in names if name_key(name.surname)]
        for names in (one, other)
    )
    return bool(set(own[1:]) & set(theirs) or set(own) & set(theirs[1:]))


def _is_similar(one: KnownName, other: KnownName) -> bool:
    """Whether surnames and first forenames are similar, also when one has them the other way."""
    own, theirs = _parts(one), _parts(other)
    return any(
        all(_alike(mine, yours) for mine, yours in zip(own, ordered, strict=True))
        for ordered in (theirs, theirs[::-1])
    )


def _parts(name: KnownName) -> tuple[str, str]:
    first = name.forenames.split(maxsplit=1)[0] if name.forenames.strip() else ""
    return name_key(name.surname), name_key(first)


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return one == other
    # Which of two texts stands first can change what is found: the order must not matter here.
    first, second = sorted((one, other))
    compared = SequenceMatcher(None, first, second, autojunk=False)
    # The quick ones are upper bounds: most people of a prison are ruled out by them.
    return (
        compared.real_quick_ratio() >= SIMILAR
        and compared.quick_ratio() >= SIMILAR
        and compared.ratio() >= SIMILAR
    )


def _same(one: str, other: str) -> bool:
    return bool(name_key(one)) and name_key(one) == name_key(other)
