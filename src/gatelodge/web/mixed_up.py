"""Whom somebody must not be taken for, in the words of pages and passes."""

from gatelodge.casework.mistaken import Likeness, Mistakable, mistakable_here
from gatelodge.casework.office import Office
from gatelodge.record import CustodyRecord
from gatelodge.web.words_of_time import person_name


def mixed_up(office: Office, record: CustodyRecord) -> tuple[str, ...]:
    """Each person of the same prison who is alike: name, number, and why."""
    return tuple(map(_spoken, mistakable_here(office, record)))


def _spoken(alike: Mistakable) -> str:
    person = alike.person
    name = person.names[0]
    who = f"{person_name(name.surname, name.forenames)}, {person.prison_number}"
    if alike.likenesses == (Likeness.SURNAME,):
        return who
    return f"{who} ({', '.join(alike.likenesses)})"
