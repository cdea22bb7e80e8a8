"""Every address stands in the access table, and the table holds at every address."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gatelodge.casework.registers import INSTALLATION, end_role
from gatelodge.record import facts as f
from gatelodge.web.access import TABLE, Rule, Scope, Verdict, judged
from tests.gate.prison import AMADI, FERNLEA, HALE, NOAKES, staff
from tests.web.house import BY_ROLE, NWOSU, STROUD, House, logged
from tests.web.world import World, guarded, insider_of


def names(patterns: list[Any]) -> list[str | None]:
    found: list[str | None] = []
    for each in patterns:
        if isinstance(each, URLResolver):
            found += names(each.url_patterns)
        elif isinstance(each, URLPattern):
            found.append(each.name)
    return found


def test_every_address_has_a_name_and_stands_in_the_table() -> None:
    assert sorted(names(get_resolver().url_patterns), key=str) == sorted(TABLE)


def test_what_is_not_in_the_table_is_denied_even_to_an_administrator() -> None:
    everything = staff("all.roles", *f.Role, prison=f.EVERY_PRISON)
    assert judged("brand-new-page", everything) is Verdict.NOT_IN_TABLE
    assert judged(None, everything) is Verdict.NOT_IN_TABLE


@pytest.fixture
def world(house: House) -> World:
    return World(house)


def test_nobody_sees_a_guarded_page_without_signing_in(world: World) -> None:
    stranger = world.house.browser()
    for name in guarded(Scope.SIGNED_IN, Scope.PRISON, Scope.RECORD, Scope.ITEM):
        answer = stranger.get(world.address(name))
        assert (answer.status_code, answer.headers["Location"][:14]) == (302, "/sign-in/?next"), (
            name
        )


def test_who_has_no_role_for_it_is_denied_everywhere(world: World) -> None:
    for name in guarded(Scope.PRISON, Scope.RECORD, Scope.ITEM):
        outsider = next(a for role, a in BY_ROLE.items() if role not in TABLE[name].roles)
        answer = world.house.browser(outsider).get(world.address(name))
        assert answer.status_code == 403, name
        assert logged(url_name=name, account=outsider.account)[0].outcome.startswith("denied")


def test_who_has_a_right_role_here_is_let_in_everywhere(world: World) -> None:
    for name in guarded(Scope.PRISON, Scope.RECORD, Scope.ITEM):
        insider = insider_of(name)
        answer = world.house.browser(insider).get(world.address(name))
        assert answer.status_code in {200, 302, 404, 405}, name
        assert not logged(url_name=name, account=insider.account)[0].outcome.startswith("denied")


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_rule_lets_in_its_own_roles_and_no_other(name: str) -> None:
    rule = TABLE[name]
    for role in f.Role:
        verdict = judged(name, staff("some.body", role), subject_prison=FERNLEA)
        if rule.scope in (Scope.ANYONE, Scope.SIGNED_IN):
            assert verdict is Verdict.ALLOWED
        else:
            assert (verdict is Verdict.ALLOWED) == (role in rule.roles)
            elsewhere = judged(name, staff("some.body", role, prison="DMI"), subject_prison=FERNLEA)
            assert rule.scope is Scope.PRISON or elsewhere is not Verdict.ALLOWED


def test_another_prison_is_denied_and_told_whom_to_ask(world: World) -> None:
    ada = world.house.browser(NWOSU)
    answer = ada.see("person", world.person.id)
    assert answer.status_code == 403
    assert "ask the head of OMU at HMP Fernlea" in answer.content.decode()
    line = logged(url_name="person", account=NWOSU.account)[0]
    assert (line.record_id, line.prison) == (world.person.id, FERNLEA)
    assert line.outcome == "denied: no role for this at that prison"
    assert ada.see("inbox-item", world.item).status_code == 403


def test_who_looks_from_outside_gives_a_reason_in_words(world: World) -> None:
    miriam = world.house.browser(STROUD)
    asked = miriam.see("person", world.person.id)
    assert asked.headers["Location"].startswith(reverse("reason"))
    too_short = miriam.post(asked.headers["Location"], {"why": "x"})
    assert too_short.status_code == 422
    words = "Alarm 4127 names this person; nobody took it."
    given = miriam.post(asked.headers["Location"], {"why": words})
    assert given.headers["Location"] == reverse("person", args=[world.person.id])
    assert miriam.see("person", world.person.id).status_code == 200
    assert logged(url_name="person", account=STROUD.account)[0].reason == words
    assert miriam.see("person", world.other).status_code == 302


def test_the_reason_of_daily_work_is_the_task_in_hand(world: World) -> None:
    world.house.browser(AMADI).see("person-dates", world.person.id)
    line = logged(url_name="person-dates")[0]
    assert (line.account, line.reason, line.outcome) == (
        AMADI.account,
        "looking at release dates",
        "shown",
    )
    assert line.at.tzinfo is not None


def test_the_log_tells_a_form_that_was_refused_from_an_act_that_was_done(world: World) -> None:
    priya = world.house.browser(HALE)
    priya.send("exit-refuse", world.person.id)
    assert logged(url_name="exit-refuse")[0].outcome.startswith("not done")
    priya.send("exit-refuse", world.person.id, why="The escort is not here.")
    assert logged(url_name="exit-refuse")[0].outcome == "done"


def test_a_role_that_ended_opens_nothing_any_more(world: World) -> None:

    grace = world.house.browser(AMADI)
    assert grace.see("person", world.person.id).status_code == 200
    end_role(
        world.house.office,
        INSTALLATION,
        AMADI.account,
        f.Role.CASE_ADMINISTRATOR,
        FERNLEA,
    )
    assert grace.see("person", world.person.id).status_code == 403


def test_the_gate_sees_no_record(world: World) -> None:
    kit = world.house.browser(NOAKES)
    for name in ("person", "person-history", "exit", "inbox", "releases"):
        assert kit.get(world.address(name)).status_code == 403


def test_a_rule_without_roles_lets_nobody_into_a_record() -> None:
    for rule in TABLE.values():
        assert isinstance(rule, Rule)
        if rule.scope in (Scope.RECORD, Scope.ITEM, Scope.PRISON):
            assert rule.roles
