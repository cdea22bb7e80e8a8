"""Who on record may be the person at reception, before a second record of them is opened."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from gatelodge.casework.exits import standing_release
from gatelodge.record import KnownName, PersonKnown, name_key, number_key
from gatelodge.record.facts import Issuer
from gatelodge.web.damage import DAMAGE
from gatelodge.web.record_page import name_of, plain_day
from gatelodge.web.service import people, record_of
from gatelodge.web.staff import Directory
from gatelodge.web.words_of_time import person_name


def likely(*, surname: str, forenames: str, born_on: date, number: str) -> tuple[PersonKnown, ...]:
    """Everybody who has this prison number, or this name and birth date by any name of theirs."""
    index = people()
    name = name_key(surname), name_key(forenames)
    of_name = (
        person
        for person in index.find_by_name(surname, born_on)
        if any(_same(each, name, born_on) for each in person.names)
    )
    of_number = index.find(Issuer.PRISON_NUMBER, number)
    return tuple({each.record: each for each in (*of_number, *of_name)}.values())


def _same(known: KnownName, name: tuple[str, str], born_on: date) -> bool:
    return (name_key(known.surname), name_key(known.forenames)) == name and known.born_on == born_on


def has_number(found: Iterable[PersonKnown], number: str) -> bool:
    """Whether one of them has this prison number."""
    key = number_key(Issuer.PRISON_NUMBER, number)
    return bool(key) and any(
        key == number_key(Issuer.PRISON_NUMBER, each)
        for person in found
        for each in person.values(Issuer.PRISON_NUMBER)
    )


def cards(found: Iterable[PersonKnown], number: str, directory: Directory) -> list[dict[str, Any]]:
    """Each of them with what is shared, where they are, and whether a live pass would die.

    A number that is taken opens no second record, and so ends no pass.
    """
    return [_card(each, number, directory) for each in found]


def _card(person: PersonKnown, number: str, directory: Directory) -> dict[str, Any]:
    name = person.names[0] if person.names else None
    is_number = has_number([person], number)
    where = directory.prison(person.prison)
    return {
        "href": reverse("person", args=[person.record]),
        "name": person_name(name.surname, name.forenames) if name else "Name not known",
        "words": ", ".join(
            part
            for part in (
                person.prison_number,
                f"born {plain_day(name.born_on)}" if name and name.born_on else "",
                where if person.is_in_custody else f"out; last at {where}",
            )
            if part
        ),
        "shared": "Same prison number" if is_number else "Same name and birth date",
        "pass": "" if is_number else _pass(person.record),
    }


def _pass(record_id: str) -> str:
    try:
        record = record_of(record_id)
    except DAMAGE:
        return "This record cannot be trusted. Ring national operations."
    release = standing_release(record) if record else None
    if record is None or release is None or release.issued is None:
        return ""
    return (
        f"{name_of(record)} has a live exit pass. If you open a second record, that pass is"
        " cancelled."
    )
