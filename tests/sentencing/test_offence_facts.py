"""The register against the facts it was read from, one by one, where they are at hand."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from gatelodge.sentencing import Standing, offence_register

FACTS = Path(__file__).parents[3] / "shared" / "law"
REGISTER = offence_register()
LAST = date(2026, 9, 30)
OF_SENTENCES = {
    "ERS_EXCLUSION",
    "HDC_AFTER_PM",
    "HDC_EXCLUSION",
    "PM_RATIO",
    "PM_WOULD_BE_SDS_PLUS",
    "SDS40_VIOLENT",
    "SDS_PLUS_TRIGGER",
}
"""Lists of kinds of sentence, which name no offence; other law files hold them."""
CATEGORIES = {
    "DOMESTIC_ABUSE": "SDS40_DOMESTIC_ABUSE",
    "DOMESTIC_ABUSE_T3": "SDS40_T3_DOMESTIC_ABUSE",
    "MURDER_T3": "SDS40_T3_MURDER",
    "NATIONAL_SECURITY": "SDS40_NATIONAL_SECURITY",
    "SEXUAL": "SDS40_SEXUAL",
    "SEXUAL_T3": "SDS40_T3_SEXUAL",
    "TERRORISM": "SDS40_TERRORISM",
    "VIOLENT": "CJA2003_SCH15_P1",
}


def facts(name: str) -> list[dict[str, str]]:
    path = FACTS / name
    if not path.is_file():
        pytest.skip(f"../shared is not here: {name} cannot be compared.")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes_in(said: str) -> Iterator[str]:
    first, dots, last = said.partition("..")
    if dots:
        for number in range(int(first[4:]), int(last[4:]) + 1):
            yield f"{first[:4]}{number:03}"
        return
    for each in said.replace("?", "").split(";"):
        if any(sign.isdigit() for sign in each) and " " not in each:
            yield each


def test_every_code_with_its_life_maximum_and_parent() -> None:
    for row in facts("offence-codes.csv"):
        held = REGISTER.look_up(row["code"], LAST).offence
        assert held is not None, row["code"]
        life = tuple("" if day is None else str(day) for day in (held.begins_on, held.ends_on))
        assert life == (row["in_force_from"], row["in_force_to"]), row["code"]
        assert held.maximum == row["max_on_indictment"], row["code"]
        assert held.parent == row["parent"], row["code"]
        if row["title_basis"] != "corpus":
            assert held.title == row["title"], row["code"]


def test_every_code_of_every_list_from_its_day() -> None:
    rows = [row for row in facts("offence-lists.csv") if row["list_id"] not in OF_SENTENCES]
    assert {row["list_id"] for row in rows} <= set(REGISTER.list_ids)
    for row in rows:
        if row["cjs_codes"].startswith(("see ", "suffix ")):
            continue
        said = row["from"].removesuffix("?")
        begins = date.fromisoformat(said) if said[:1].isdigit() else date(2026, 3, 22)
        begins = begins if said else date(2005, 4, 4)
        standing = REGISTER.codes_on(row["list_id"], begins.toordinal())
        assert set(codes_in(row["cjs_codes"])) <= standing, (row["list_id"], row["provision"])


def test_an_end_that_nobody_confirmed_does_not_act_and_one_that_is_does() -> None:
    for row in facts("offence-lists.csv"):
        codes = set(codes_in(row["cjs_codes"])) if row["list_id"] not in OF_SENTENCES else set()
        if not codes or not row["to"]:
            continue
        end = date.fromisoformat(row["to"].removesuffix("?"))
        if row["to"].endswith("?"):
            assert codes <= REGISTER.codes_on(row["list_id"], end.toordinal())
        else:
            assert codes <= REGISTER.codes_on(row["list_id"], (end - timedelta(1)).toordinal())
            assert not codes & REGISTER.codes_on(row["list_id"], end.toordinal())


def test_no_list_names_a_code_that_the_facts_do_not() -> None:
    """Suffixes of the deaths by driving, and the committals, are told in words there."""
    told: dict[str, set[str]] = {}
    for row in facts("offence-lists.csv"):
        told.setdefault(row["list_id"], set()).update(codes_in(row["cjs_codes"]))
    for row in facts("offence-codes.csv"):
        for mark in filter(None, row["sds40_categories"].split(";")):
            told.setdefault(CATEGORIES[mark.removesuffix("?")], set()).add(row["code"])
        for letter in set(row["pcsc_lists"]) & set("ABCD"):
            told.setdefault(f"SDS_PLUS_{letter}", set()).add(row["code"])
    told["SDS40_SEXUAL"] |= {"CJ08001", "CJ08002", "CJ09001", "SC15003"}
    told["SC2020_SCH18_P1"] = told["CJA2003_SCH15_P1"]
    told["SC2020_SCH18_P2"] = told["CJA2003_SCH15_P2"]
    told["SDS_PLUS_EXTRA_D"] |= {
        code + suffix for code in told["SDS_PLUS_EXTRA_D"] for suffix in "ABCI"
    }
    for list_id in set(REGISTER.list_ids) - {"CIVIL_CONTEMPT", "SHPO_BREACH"}:
        assert REGISTER.codes_on(list_id, LAST.toordinal()) <= told.get(list_id, set()), list_id


def test_every_category_and_every_two_thirds_list_of_a_code() -> None:
    """A sure mark is a yes; a mark that was inferred is at least never a no."""
    for row in facts("offence-codes.csv"):
        for mark in filter(None, row["sds40_categories"].split(";")):
            found = REGISTER.membership(row["code"], CATEGORIES[mark.removesuffix("?")], LAST)
            asked = found.finding in {"GL_OFFENCE_LIST_TO_ASK", "GL_OFFENCE_FINDING_NOT_STATED"}
            assert found.answer is Standing.YES or asked, (row["code"], mark)
        letters = row["pcsc_lists"]
        for place, letter in enumerate(letters):
            if letter != "?":
                expected = Standing.UNKNOWN if letters[place : place + 2] == "A?" else Standing.YES
                found = REGISTER.membership(row["code"], f"SDS_PLUS_{letter}", LAST)
                assert found.answer is expected, (row["code"], letter)


def test_every_succession_with_its_successors_and_day() -> None:
    for row in facts("offence-successions.csv"):
        if "(" in row["kind"]:
            continue  # a sentence, a list or a finding
        for code in codes_in(row["from_codes"]):
            found = REGISTER.look_up(code, LAST)
            assert set(codes_in(row["to_codes"])) <= set(found.successors), code
            days = {str(each.effective) for each in found.successions if each.effective}
            if row["effective"].count("-") == 2 and row["effective"][:1].isdigit():
                assert row["effective"] in days, code
