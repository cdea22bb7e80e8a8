"""Which two records the matcher holds to be one person, and what it says of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.intake import basis_of, matches
from gatelodge.record import KnownName, PersonKnown
from gatelodge.record.facts import Issuer

BORN = date(1990, 1, 1)


def known(
    record: str,
    surname: str,
    forenames: str = "",
    *others: tuple[str, str],
    born_on: date | None = BORN,
    numbers: tuple[tuple[Issuer, str], ...] = (),
    parted_from: frozenset[str] = frozenset(),
    same_as: frozenset[str] = frozenset(),
) -> PersonKnown:
    return PersonKnown(
        record=record,
        prison="FNI",
        prison_number="",
        names=tuple(
            KnownName(surname=last, forenames=first, born_on=born_on)
            for last, first in ((surname, forenames), *others)
        ),
        identifiers=numbers,
        parted_from=parted_from,
        same_as=same_as,
    )


@pytest.mark.parametrize(
    ("surname", "forenames"),
    [("O\u2019Hanlon", "Ciarán"), ("OHANLON", "Ciaran"), ("o hanlon", "CIARÁN")],
)
def test_one_name_and_birth_date_are_one_person_however_it_is_written(
    surname: str, forenames: str
) -> None:
    one, other = known("a", "O'Hanlon", "Ciaran"), known("b", surname, forenames)
    assert basis_of(one, other) == "both have the same name and birth date"


def test_any_known_name_counts() -> None:
    one = known("a", "Quill", "Tamsin", ("Pell", "Josie"))
    other = known("b", "Ashe", "Robin", ("Pell", "Josie"))
    assert basis_of(one, other)


@pytest.mark.parametrize(
    "other",
    [
        known("b", "Pell", "Jordan"),
        known("b", "Pell", "Joshua Lee"),
        known("b", "Joshua", "Pell"),
        known("b", "Pell", "Joshua", born_on=date(1990, 1, 2)),
        known("b", "Pell", "Joshua", born_on=None),
        known("b", "Pell"),
    ],
)
def test_what_is_not_the_whole_of_it_is_nothing(other: PersonKnown) -> None:
    one = known("a", "Pell", "Joshua", numbers=((Issuer.PNC, "2001/1234567Z"),))
    assert basis_of(one, other) == ""
    assert matches(one, [other]) == ()


def test_numbers_of_two_issuers_never_mix() -> None:
    one = known("a", "Pell", numbers=((Issuer.PNC, "1234567"),))
    assert not basis_of(one, known("b", "Ashe", numbers=((Issuer.CRO, "1234567"),)))
    found = basis_of(one, known("b", "Ashe", numbers=((Issuer.PNC, "1234567"),)))
    assert found == "both have the same PNC"


@pytest.mark.parametrize("written", ["01/1234Z", "2001/0001234z", " 2001 / 1234 Z", "01/0001234Z"])
def test_a_police_number_is_one_number_however_it_is_written(written: str) -> None:
    one = known("a", "Pell", numbers=((Issuer.PNC, "2001/0001234Z"),))
    assert basis_of(one, known("b", "Ashe", numbers=((Issuer.PNC, written),)))
    assert not basis_of(one, known("b", "Ashe", numbers=((Issuer.PNC, "2002/0001234Z"),)))


@pytest.mark.parametrize("words", ["unknown", "N/A", "-", "", "none"])
def test_what_has_no_digit_is_no_number(words: str) -> None:
    pair = [known(r, s, numbers=((Issuer.CRO, words),)) for r, s in (("a", "Pell"), ("b", "Ashe"))]
    assert not basis_of(*pair)


def test_police_numbers_that_differ_keep_nobody_apart_and_are_said() -> None:
    """A number is typed from paper, and who hides has another: a person looks, told of it."""
    one = known("a", "Pell", "Joshua", numbers=((Issuer.PNC, "2001/1234567Z"),))
    other = known("b", "Pell", "Joshua", numbers=((Issuer.PNC, "2002/7654321Z"),))
    found = basis_of(one, other)
    assert found == "both have the same name and birth date; but differs: PNC"
    assert "1234567" not in found
    assert "Pell" not in found


def test_whoever_was_received_twice_has_two_prison_numbers() -> None:
    one = known("a", "Pell", "Joshua", numbers=((Issuer.PRISON_NUMBER, "A0001ZX"),))
    other = known("b", "Pell", "Joshua", numbers=((Issuer.PRISON_NUMBER, "A0002ZX"),))
    assert basis_of(one, other) == "both have the same name and birth date"


def test_whom_a_person_parted_or_both_records_link_is_no_match() -> None:
    def pair(
        parted_from: frozenset[str] = frozenset(), same_as: frozenset[str] = frozenset()
    ) -> int:
        one = known("a", "Pell", "Joshua", parted_from=parted_from, same_as=same_as)
        other = known("b", "Pell", "Joshua", same_as=frozenset({"a"}))
        assert len(matches(one, [other, one])) == len(matches(other, [one]))
        return len(matches(one, [other]))

    assert pair(parted_from=frozenset({"b"})) == 0
    assert pair(same_as=frozenset({"b"})) == 0
    assert pair() == 1


NUMBERS = st.tuples(st.sampled_from(Issuer), st.sampled_from(["1", " 1", "01/1Z", "2001/0000001z"]))
PEOPLE = st.builds(
    known,
    st.sampled_from(["a", "b"]),
    st.sampled_from(["Pell", "PELL", "Pelham", ""]),
    st.sampled_from(["Jo", "jo", "Josie"]),
    born_on=st.sampled_from([BORN, date(1990, 1, 2), None]),
    numbers=st.lists(NUMBERS, max_size=3).map(tuple),
)


@given(PEOPLE, PEOPLE)
def test_two_records_are_as_much_one_person_whichever_is_looked_at_first(
    one: PersonKnown, other: PersonKnown
) -> None:
    assert basis_of(one, other) == basis_of(other, one)
    assert bool(matches(one, [other])) == bool(matches(other, [one]))
