"""Who is held to be meant: the court's own number, or name and birth date; and what is shown."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.intake import Agreement, Told, candidates, is_signed, sign
from gatelodge.record import KnownName, PersonKnown, name_key
from gatelodge.record.facts import Issuer

BORN = date(1991, 4, 17)
TOLD = Told(master_defendant_id="m-1", surname="O'Hanlon", forenames="Seán Joseph", born_on=BORN)


def person(surname: str = "O'Hanlon", forenames: str = "Sean", **changes: Any) -> PersonKnown:
    made = PersonKnown(
        record="one",
        prison="FNI",
        prison_number="A0001ZX",
        names=(KnownName(surname=surname, forenames=forenames, born_on=BORN),),
    )
    return msgspec.structs.replace(made, **changes)


@pytest.mark.parametrize(
    ("known", "is_held"),
    [
        (person(), True),
        (person(surname="O\u2019HANLON"), True),
        (person(surname="Ohanlon", forenames="SEÁN Patrick"), True),
        (person(forenames=""), True),
        (person(surname="Hanlon"), False),
        (person(forenames="John"), False),
        (person(names=(KnownName(surname="O'Hanlon", forenames="Sean", born_on=None),)), False),
        (
            person(surname="Byrne", identifiers=((Issuer.MASTER_DEFENDANT, "m-1"),)),
            True,
        ),
        (person(surname="Byrne", identifiers=((Issuer.PNC, "m-1"),)), False),
        (person(identifiers=((Issuer.MASTER_DEFENDANT, "m-2"),)), True),
        (
            person(
                names=(
                    KnownName(surname="Byrne", forenames="Ann", born_on=BORN),
                    KnownName(surname="O'Hanlon", forenames="Sean", born_on=BORN),
                )
            ),
            True,
        ),
    ],
)
def test_who_is_held(known: PersonKnown, is_held: bool) -> None:  # noqa: FBT001 - what is expected
    (candidate,) = candidates(TOLD, [known])
    assert candidate.is_held is is_held


def test_each_field_says_agrees_differs_or_not_given() -> None:
    told = msgspec.structs.replace(TOLD, prison="DMI", forenames="")
    (candidate,) = candidates(told, [person(surname="Byrne")])
    assert {line.field: line.agreement for line in candidate.compared} == {
        "court's master defendant id": Agreement.NOT_GIVEN,
        "surname": Agreement.DIFFERS,
        "forenames": Agreement.NOT_GIVEN,
        "birth date": Agreement.AGREES,
        "prison": Agreement.DIFFERS,
    }
    assert candidate.basis == "agrees: birth date; differs: surname, prison"


def test_held_ones_come_first_and_nobody_twice() -> None:
    other = person(surname="Byrne", record="a-first-by-name")
    found = candidates(TOLD, [other, person(), other])
    assert [c.person.record for c in found] == ["one", "a-first-by-name"]


def test_nothing_told_holds_nobody() -> None:
    empty = PersonKnown(record="x", prison="", prison_number="", names=())
    assert not any(c.is_held for c in candidates(Told(), [person(), empty]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("D'Arcy", "darcy"),
        ("Müller", "MULLER"),
        ("Le Breton", "Le-breton"),
        ("Ковальчук", "КОВАЛЬЧУК"),
    ],
)
def test_names_are_looked_up_without_accents_and_marks(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(secret=st.text(min_size=1, max_size=60), body=st.binary(max_size=200))
def test_a_signature_fits_its_own_body_and_secret_alone(secret: str, body: bytes) -> None:
    signature = sign(secret, body)
    assert is_signed(secret, body, signature)
    assert not is_signed(secret, body + b" ", signature)
    assert not is_signed(secret + "x", body, signature)


def test_the_secret_is_what_its_base64_says() -> None:
    """Worked with openssl: printf body | openssl dgst -sha256 -hmac secret -binary | base64."""
    assert sign("c2VjcmV0", b"body") == "3EaYNVf+oSe0OvchRn65s/3iM4/j4U9RlSqoR4wT01U="
