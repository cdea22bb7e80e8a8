"""What stands behind each check: one rule, its evidence, who supplies it, and an example."""

import msgspec
import pytest

from gatelodge.gate import CHECKS, Check, Footing, listed
from gatelodge.web.access import TABLE
from gatelodge.web.exits.checklist import EVIDENCE


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.name)
def test_every_check_of_the_list_says_what_it_stands_on(check: Check) -> None:
    rule = check.rule
    assert rule is not None
    assert all((rule.accepts, rule.by, rule.words, rule.example))
    assert all(text.endswith(".") for text in (rule.accepts, rule.words, rule.example))
    assert (rule.footing is Footing.OUR_DECISION) is (rule.where == "")
    assert str(rule.footing) in rule.spoken


@pytest.mark.parametrize("check", [c for c in CHECKS if c.name in EVIDENCE], ids=lambda c: c.name)
def test_whoever_is_named_may_open_a_page_on_which_it_is_supplied(check: Check) -> None:
    assert check.rule is not None
    for role in check.rule.by:
        pages = [str(each[0]) for each in EVIDENCE[check.name]]
        assert any(role in TABLE[page].roles for page in pages), (check.name, role)


def test_the_list_as_data_has_the_rule_and_survives_json() -> None:
    told = msgspec.json.decode(msgspec.json.encode(listed(CHECKS)))
    assert [each["id"] for each in told["checks"]] == [each.name for each in CHECKS]
    by_id = {each["id"]: each for each in told["checks"]}
    assert by_id["G09"]["rule"]["where"] == "Criminal Justice Act 1961 s.23(3)"
    assert by_id["G06"]["rule"]["footing"] == "our decision"
    assert by_id["G13"]["fresh_for_minutes"] == 24 * 60
