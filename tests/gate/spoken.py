"""The spoken end of an authority, as two people hear it who ring back."""

from gatelodge.casework.office import Actor
from gatelodge.record import facts as f
from tests.gate.prison import HALE, LISTER, Person


def word(person: Person, heard_as: f.Role) -> f.SpokenWord:
    return f.SpokenWord(
        name="Ines Marlowe",
        role="listing officer",
        called_number="01632 960140",
        number_known_from="the court's page in our telephone book",
        said_at=person.clock.now(),
        heard_as=heard_as,
    )


def spoken_end(person: Person, authority: int, heard_as: f.Role) -> f.AuthorityEnded:
    return f.AuthorityEnded(
        authority=authority,
        how=f.EndKind.ENDED,
        ended_at=person.clock.now(),
        heard=word(person, heard_as),
    )


HEARD_BY: tuple[tuple[Actor, f.Role], ...] = (
    (HALE, f.Role.HEAD_OF_OMU),
    (LISTER, f.Role.DUTY_GOVERNOR),
)
