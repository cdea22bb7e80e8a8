"""The offence register: known, unknown, repealed; on a list, not on it, or for a person to say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.sentencing import (
    Citation,
    Findings,
    OffenceRegister,
    OffenceStatus,
    Standing,
    offence_register,
)
from gatelodge.sentencing.offences import Listed

REGISTER = offence_register()
YES, NO, UNKNOWN = Standing.YES, Standing.NO, Standing.UNKNOWN
IN_SEPTEMBER, THE_DAY_BEFORE, FROM_DECEMBER = (
    date(2024, 10, 1),
    date(2024, 12, 15),
    date(2024, 12, 16),
)


def answer(code: str, list_id: str, on: date, findings: Findings | None = None) -> Standing:
    return REGISTER.membership(code, list_id, on, findings or Findings()).answer


def test_a_repealed_offence_with_two_successors_that_disagree_is_unknown_and_names_both() -> None:
    """Breach of a restraining order under the provision of 1997: the gap of September 2024."""
    found = REGISTER.membership("PH97003", "SDS40_DOMESTIC_ABUSE", IN_SEPTEMBER)
    assert found.answer is UNKNOWN
    assert found.finding == "GL_OFFENCE_LIST_CONFLICT"
    assert found.offences == ("PH97003", "SE20002", "PH97012")
    assert "The list names SE20002" in found.text
    assert "PH97012 is known and not on the list" in found.text
    assert answer("PH97003", "SDS40_T3_DOMESTIC_ABUSE", FROM_DECEMBER) is YES


def test_a_repealed_offence_whose_only_successor_is_listed_is_listed_but_not_confirmed() -> None:
    found = REGISTER.membership("PH97005", "SDS40_DOMESTIC_ABUSE", IN_SEPTEMBER)
    assert found.answer is YES
    assert not any(each.is_confirmed for each in found.authority)
    assert "SE20002" in found.text


def test_what_a_code_is_on_a_day() -> None:
    before = REGISTER.look_up("PH97003", date(2020, 11, 30))
    after = REGISTER.look_up("PH97003", date(2020, 12, 1))
    assert (before.status, before.finding) == (OffenceStatus.IN_FORCE, None)
    assert (after.status, after.finding) == (OffenceStatus.REPEALED, "GL_OFFENCE_NOT_IN_FORCE")
    assert after.successors == ("SE20002", "PH97012")
    assert REGISTER.look_up("MS15003", date(2015, 8, 1)).status is OffenceStatus.NOT_YET
    assert REGISTER.look_up("MS15003", date(2015, 8, 2)).status is OffenceStatus.IN_FORCE
    assert REGISTER.look_up(" th68023 ", IN_SEPTEMBER).status is OffenceStatus.IN_FORCE


def test_a_repealed_code_that_nobody_has_mapped_is_named() -> None:
    found = REGISTER.look_up("OF61020", IN_SEPTEMBER)
    assert (found.status, found.successors) == (OffenceStatus.REPEALED, ())
    assert found.finding == "GL_OFFENCE_REPEALED_UNMAPPED"
    assert answer("OF61020", "CJA2003_SCH15_P1", IN_SEPTEMBER) is YES
    unlisted = REGISTER.membership("OF61020", "SDS40_SEXUAL", IN_SEPTEMBER)
    assert (unlisted.answer, unlisted.finding) == (UNKNOWN, "GL_OFFENCE_REPEALED_UNMAPPED")


@pytest.mark.parametrize("list_id", REGISTER.list_ids)
def test_an_offence_that_is_not_known_is_never_off_a_list(list_id: str) -> None:
    for code in ("TH680Z3", "TH68O23", "", None):
        assert REGISTER.membership(code, list_id, IN_SEPTEMBER).answer is UNKNOWN
    assert REGISTER.look_up("TH68O23", IN_SEPTEMBER).finding == "GL_OFFENCE_UNKNOWN"


@given(code=st.text(max_size=12), on=st.dates(date(2000, 1, 1), date(2035, 1, 1)))
def test_only_a_known_offence_is_ever_said_to_be_off_a_list(code: str, on: date) -> None:
    answers = {REGISTER.membership(code, each, on).answer for each in REGISTER.list_ids}
    assert REGISTER.look_up(code, on).status is not OffenceStatus.UNKNOWN or answers == {UNKNOWN}


@pytest.mark.parametrize("code", ["PH97012", "CJ15005"])
def test_what_was_added_in_december_2024_was_off_the_list_the_day_before(code: str) -> None:
    lists = [each for each in REGISTER.list_ids if each.startswith("SDS40_T3")]
    assert all(answer(code, each, THE_DAY_BEFORE) is not YES for each in lists)
    assert [answer(code, each, FROM_DECEMBER) for each in lists].count(YES) == 1


def test_breach_of_a_sexual_harm_prevention_order_by_its_old_and_its_right_code() -> None:
    assert answer("SX03220", "SDS40_SEXUAL", IN_SEPTEMBER) is YES
    assert answer("SE20005", "SDS40_SEXUAL", IN_SEPTEMBER) is NO
    assert answer("SE20005", "SDS40_T3_SEXUAL", THE_DAY_BEFORE) is NO
    assert answer("SE20005", "SDS40_T3_SEXUAL", FROM_DECEMBER) is YES


def test_murder_alone_is_murder_and_its_attempt_is_violent() -> None:
    assert answer("COML025", "SDS40_T3_MURDER", FROM_DECEMBER) is YES
    assert answer("COML025A", "SDS40_T3_MURDER", FROM_DECEMBER) is NO
    assert answer("COML025A", "CJA2003_SCH15_P1", IN_SEPTEMBER) is YES
    assert answer("COML025", "CJA2003_SCH15_P1", IN_SEPTEMBER) is NO


@pytest.mark.parametrize(
    ("code", "list_id"),
    [
        ("CD98080E", "SDS40_DOMESTIC_ABUSE"),
        ("SC15005E", "SDS40_DOMESTIC_ABUSE"),
        ("OF61016E", "SDS_PLUS_B"),
        ("COML022E", "SDS_PLUS_B"),
        ("CD71041A", "CJA2003_SCH15_P1"),
        ("TH68032C", "CJA2003_SCH15_P1"),
    ],
)
def test_forms_of_a_listed_offence_that_the_offence_service_forgot_are_listed(
    code: str, list_id: str
) -> None:
    assert answer(code, list_id, FROM_DECEMBER) is YES


def test_trafficking_is_sexual_or_violent_and_only_the_finding_says_which() -> None:
    lists = ("SDS40_SEXUAL", "CJA2003_SCH15_P1")
    for found, expected in [(None, (UNKNOWN, UNKNOWN)), (True, (YES, NO)), (False, (NO, YES))]:
        findings = Findings(sexual_exploitation=found)
        said = tuple(answer("MS15003", each, FROM_DECEMBER, findings) for each in lists)
        assert said == expected


def test_a_finding_of_the_court_puts_any_offence_on_the_list() -> None:
    theft = "TH68001"
    found = Findings(foreign_power_condition=True, terrorist_connection=True)
    for list_id in ("SDS40_NATIONAL_SECURITY", "SDS40_FPC", "PM_SCH13_P3", "TORERA_19ZA"):
        on = date(2026, 4, 1)
        assert answer(theft, list_id, on) is NO
        assert answer(theft, list_id, on, found) is YES


def test_a_terrorist_offence_is_asked_about_and_never_passed() -> None:
    asked = REGISTER.membership("PT00073", "TORERA_19ZA", FROM_DECEMBER)
    assert (asked.answer, asked.finding) == (UNKNOWN, "GL_OFFENCE_LIST_TO_ASK")
    assert answer("OF61016", "TORERA_19ZA", FROM_DECEMBER) is UNKNOWN
    cleared = Findings(terrorist_connection=False)
    assert answer("OF61016", "TORERA_19ZA", FROM_DECEMBER, cleared) is NO


def test_disclosure_of_secrets_is_outside_40_per_cent_and_inside_one_third() -> None:
    assert answer("OS89002", "SDS40_NATIONAL_SECURITY", FROM_DECEMBER) is YES
    assert answer("OS89002", "PM_SCH13_P3", date(2026, 11, 1)) is NO


def test_a_list_that_was_never_published_answers_nothing() -> None:
    found = REGISTER.membership("TH68023", "PM_SA2026", date(2026, 11, 1))
    assert (found.answer, found.finding) == (UNKNOWN, "GL_OFFENCE_LIST_NOT_HELD")


def test_a_candidate_for_an_uncoded_paragraph_is_asked_about() -> None:
    for code in ("CJ08001", "CJ09001", "SC15003", "PH97003A"):
        list_id = "SDS40_DOMESTIC_ABUSE" if code == "PH97003A" else "SDS40_SEXUAL"
        found = REGISTER.membership(code, list_id, IN_SEPTEMBER)
        assert (found.answer, found.finding) == (UNKNOWN, "GL_OFFENCE_LIST_TO_ASK")


def test_before_the_order_nothing_stands_on_its_lists() -> None:
    lists = [each for each in REGISTER.list_ids if each.startswith("SDS40")]
    day = date(2024, 9, 9).toordinal()
    assert not any(REGISTER.codes_on(each, day) for each in lists)
    assert REGISTER.codes_on("SDS40_SEXUAL", day + 1)


def test_every_answer_says_why_and_every_yes_on_what_authority() -> None:
    for code in ("PH97003", "SE20002", "TH68023", "SX03001", "RT88001", "ZZ01001", "CY33001"):
        for each in REGISTER.lists_of(code, FROM_DECEMBER):
            assert each.text
            assert each.authority or each.answer is UNKNOWN
            assert each.finding if each.answer is UNKNOWN else each.finding is None


def test_an_authority_that_nobody_read_is_marked() -> None:
    named = REGISTER.membership("SE20002", "SDS40_DOMESTIC_ABUSE", FROM_DECEMBER).authority
    service = REGISTER.membership("OF61016", "SDS_PLUS_D", FROM_DECEMBER).authority
    assert str(named[0]) == "S.I. 2024/844 Schedule, para 24: Sentencing Code s.363"
    assert str(service[0]).endswith("(source not confirmed)")


def test_the_civil_committals_without_credit() -> None:
    assert REGISTER.codes_on("CIVIL_CONTEMPT", FROM_DECEMBER.toordinal()) == {
        "ZZ01001",
        "ZZ01002",
        "ZZ01003",
        "ZZ01004",
        "ZZ01005",
        "ZZ01008",
        "ZZ01010",
        "XX00000-016N",
    }
    assert answer("ZZ01001", "SDS40_SEXUAL", FROM_DECEMBER) is NO


def test_the_work_list_of_repealed_codes_without_a_successor_only_shrinks() -> None:
    on = date(2026, 4, 1)
    listed = {
        code for each in REGISTER.list_ids for code in REGISTER.codes_on(each, on.toordinal())
    }
    unmapped = {
        code
        for code in listed
        if REGISTER.look_up(code, on).finding == "GL_OFFENCE_REPEALED_UNMAPPED"
        and not code.endswith("E")
    }
    assert len(unmapped) <= 140
    assert all(code == code.strip() and REGISTER.knows(code) for code in listed)


LISTED = sorted(REGISTER.codes_on("CJA2003_SCH15_P1", IN_SEPTEMBER.toordinal()))


@given(added=st.sets(st.sampled_from(LISTED), max_size=3), asked=st.sampled_from(LISTED))
def test_a_law_that_lists_more_never_takes_an_offence_off_a_list(
    added: set[str], asked: str
) -> None:
    law = Listed(
        list_id="SDS40_DOMESTIC_ABUSE",
        codes=frozenset(added),
        begins=FROM_DECEMBER.toordinal(),
        provision="art. 2",
        authority=(Citation(text="Invented Order art. 2", is_confirmed=True),),
    )
    more = OffenceRegister((law,))
    for list_id in REGISTER.list_ids:
        before = REGISTER.membership(asked, list_id, FROM_DECEMBER).answer
        after = more.membership(asked, list_id, FROM_DECEMBER).answer
        assert after is before or (list_id == "SDS40_DOMESTIC_ABUSE" and after is not NO)
    if asked in added:
        assert more.membership(asked, "SDS40_DOMESTIC_ABUSE", FROM_DECEMBER).answer is YES
