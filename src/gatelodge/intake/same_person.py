"""Which two custody records the matcher holds to be one person, and what speaks for it.

Our decision: two records are one person when they share a number of one issuer, or when any name
that one is known by is a name of the other, with the same birth date. It is held at once and
nobody is asked first. What holds somebody on one record then holds them on the other and a live
pass dies; a link never opens a gate. Holding too many costs two people a look; holding too few
costs a release in error.

So numbers that differ keep nobody apart, the police's (PNC, CRO) neither: they are typed from
papers, one person may have two of them, and one who hides behind another name has another number.
That they differ is said beside the link, for whoever looks. A prison number that differs is not
even that: whoever was received twice has two.

Once a person has found two records to be two people, the matcher never holds them to be one again.
"""

from collections.abc import Iterable

import msgspec

from gatelodge.record import PersonKnown, marks, number_key
from gatelodge.record.facts import Issuer

_ONE_A_PERSON = (Issuer.PNC, Issuer.CRO)
"""Numbers of which a person should have one: that they differ is worth a word."""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Two records that are held to be one person; `basis` names what they share, never a value."""

    record: str
    other: str
    basis: str


def matches(person: PersonKnown, alike: Iterable[PersonKnown]) -> tuple[Match, ...]:
    """Hold a person against others: who is the same, and not said so on both records yet."""
    return tuple(
        Match(record=person.record, other=other.record, basis=basis)
        for other in alike
        if not _is_settled(person, other) and (basis := basis_of(person, other))
    )


def basis_of(one: PersonKnown, other: PersonKnown) -> str:
    """What two records share, in plain words, and what differs; empty when they share nothing."""
    shared = sorted({mark[0] for mark in marks(one) & marks(other)})
    if not shared:
        return ""
    differing = [
        issuer.value
        for issuer in _ONE_A_PERSON
        if (ours := _keys(one, issuer)) and (theirs := _keys(other, issuer)) and not ours & theirs
    ]
    but = f"; but differs: {', '.join(differing)}" if differing else ""
    return f"both have the same {', the same '.join(shared)}{but}"


def _is_settled(one: PersonKnown, other: PersonKnown) -> bool:
    is_held = other.record in one.same_as and one.record in other.same_as
    is_parted = other.record in one.parted_from or one.record in other.parted_from
    return one.record == other.record or is_held or is_parted


def _keys(person: PersonKnown, issuer: Issuer) -> set[str]:
    return {key for value in person.values(issuer) if (key := number_key(issuer, value))}
