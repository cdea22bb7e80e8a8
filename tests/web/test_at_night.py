"""Every check that stops an exit has a lawful way out at night, for somebody on duty to take."""

import pytest

from gatelodge.gate import AT_NIGHT, CHECKS, NEVER_OVERRIDDEN, ON_DUTY_AT_NIGHT, Check
from gatelodge.record.facts import OnFail, Role
from gatelodge.web.access import TABLE
from gatelodge.web.exits import checklist
from tests.gate.prison import LISTER, Person
from tests.web.house import House, text_of

SIGNED = {"G32": ("exit-authorise", "exit-confirm")}
"""Checks whose way is an act of the release itself."""


def addresses(check: str) -> set[str]:
    """Where the evidence of a check is added, by the very table of the checklist."""
    named = {str(name) for name, *_rest in checklist.EVIDENCE.get(check, ())}
    return named | set(SIGNED.get(check, ()))


def test_the_table_names_every_check_and_no_other() -> None:
    assert set(AT_NIGHT) == {each.name for each in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.name)
def test_each_check_has_a_way_that_somebody_on_duty_may_take(check: Check) -> None:
    way = AT_NIGHT[check.name]
    assert check.what_to_do
    assert way.words.endswith(".")
    assert way.by
    assert set(way.by) <= ON_DUTY_AT_NIGHT
    may_enter = {
        role for name in addresses(check.name) for role in TABLE[name].roles if role in way.by
    }
    is_let_through = check.name not in NEVER_OVERRIDDEN and check.on_fail is not OnFail.WARN
    if is_let_through:
        assert {"exit-override", "exit-override-agree"} <= set(TABLE)
        assert Role.DUTY_GOVERNOR in TABLE["exit-override"].roles
        assert "two governors override it" in way.words
    else:
        assert may_enter


def test_what_nobody_may_override_is_done_by_those_on_duty_alone() -> None:
    for name in NEVER_OVERRIDDEN:
        for address in addresses(name):
            assert TABLE[address].roles & ON_DUTY_AT_NIGHT, (name, address)


def test_the_courts_word_is_heard_by_those_on_duty() -> None:
    assert {Role.DUTY_GOVERNOR, Role.CUSTODIAL_MANAGER} <= TABLE["authority-end"].roles


def test_a_card_says_how_it_is_met_at_night(house: House) -> None:
    person: Person = house.person().ready()
    person.remand("02CD0000226")
    page = text_of(house.browser(LISTER).see("exit", person.id))
    assert "At night" in page
    assert "The paper is chased" in page
