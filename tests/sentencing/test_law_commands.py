"""`gatelodge law`: offences and lists with their sources, and what changes between two laws."""

import pytest

from .test_command_line import run


def test_an_offence_with_what_replaced_it_and_where_it_stands() -> None:
    ran = run("law", "show", "--offence", "PH97003", "--on", "2024-10-01")
    assert ran.returncode == 0, ran.stderr
    lines = [line.strip() for line in ran.stdout.splitlines()]
    assert lines[0] == "PH97003 (repealed)"
    assert "SE20002  [SA 2020 Sch 28; S.I. 2020/1236]" in lines
    assert "PH97012  [SA 2020 Sch 24 para 144]" in lines
    place = next(n for n, line in enumerate(lines) if line.startswith("unknown: SDS40_DOMESTIC"))
    assert lines[place + 1].startswith("GL_OFFENCE_LIST_CONFLICT: The list does not name PH97003")
    assert "S.I. 2024/844 Schedule, para 24: Sentencing Code s.363" in lines[place + 1]
    assert lines[-1].endswith("on 2024-10-01")
    later = run("law", "show", "--offence", "ph97003", "--on", "2024-12-16").stdout
    assert "yes: SDS40_T3_DOMESTIC_ABUSE" in later


def test_an_offence_that_is_not_known_is_refused() -> None:
    ran = run("law", "show", "--offence", "PH97OO3")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "The register does not know the offence code PH97OO3; correct it" in ran.stderr


def test_the_lists_and_one_of_them() -> None:
    whole = run("law", "show", "--lists", "--on", "2026-04-01").stdout
    murder = "2 codes  [S.I. 2024/844 Schedule as amended by S.I. 2024/1331]"
    assert (
        f"SDS40_T3_MURDER: Murder, put outside release at 40 per cent on 16 December 2024, {murder}"
        in whole
    )
    assert "TORERA_19ZA: Terrorist prisoners: no automatic release, 0 codes; not the whole" in whole
    one = run("law", "show", "--list", "SDS40_T3_MURDER", "--on", "2026-04-01").stdout
    assert [line.strip() for line in one.splitlines()][2:4] == ["COML025", "COML026"]
    none = run("law", "show", "--list", "SDS40_T4")
    assert none.returncode == 2
    assert "There is no list 'SDS40_T4'; there are SDS40_SEXUAL" in none.stderr


def test_what_is_not_confirmed_is_marked_wherever_the_law_is_shown() -> None:
    whole = run("law", "show").stdout
    assert "2015-06-01  SCA_2015: " in whole
    assert "(in force; day not confirmed)" in whole
    assert "Serious Crime Act 2015 s.10 (the day) (source not confirmed)" in whole
    assert "dto.remand_counts = True (was False)  [CJA 2003 s.240ZA(1A), (1B); PCSC Act" in whole
    assert "Our reading: Practice works out earlier dates with this curfew too" in whole
    stay = run("law", "show", "hdc.minimum_stay_days").stdout
    assert "HDC Policy Framework (source not confirmed)" in stay
    assert "Our reading: The Act leaves out" in stay


def test_what_changes_between_two_days() -> None:
    ran = run("law", "diff", "2025-06-02", "2025-06-03")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [
        "hdc.midpoint_days: 360 -> 730",
        "  - since 2023-06-06 [CJA 2003 s.246(2); S.I. 2023/390]",
        "  + since 2025-06-03 [CJA 2003 s.246(1)(a); S.I. 2024/1331 art. 2]",
        "hdc.deduction_days: 179 -> 364",
        "  - since 2023-06-06 [CJA 2003 s.246(1)(a); S.I. 2023/390]",
        "  + since 2025-06-03 [CJA 2003 s.246(1)(a); S.I. 2024/1331 art. 2]",
    ]
    assert run("law", "diff", "2025-06-03", "2025-06-04").stdout == "Nothing differs.\n"


def test_offences_that_come_onto_a_list() -> None:
    said = run("law", "diff", "2024-12-15", "2024-12-16").stdout
    assert "offences.SDS40_T3_MURDER: nothing -> 2 codes" in said
    assert "scheme.SDS_40_ADDITIONAL_EXCLUDED_OFFENCES: nothing -> release point 1/2" in said
    assert "offences.SHPO_BREACH: 6 codes -> nothing" in said
    assert "TRANCHE_2" not in said


def test_what_two_profiles_differ_in() -> None:
    said = run("law", "diff", "sds-50", "calculation-params").stdout
    assert "scheme.SDS_40: nothing -> release point 2/5 for sds_without by DOMESTIC_ABUSE" in said
    assert "+ since 2024-09-10 [S.I. 2024/844 arts 1(2), 2(2), 3]" in said
    back = run("law", "diff", "calculation-params", "sds-50").stdout
    assert "scheme.SDS_40: release point 2/5 for sds_without" in back
    assert run("law", "diff", "sds-50", "sds-50").stdout == "Nothing differs.\n"
    early = run("law", "diff", "sds-50", "calculation-params", "--on", "2024-09-09").stdout
    assert early == "Nothing differs.\n"
    model = run("law", "diff", "in-force", "sds-progression-model-october").stdout
    assert "scheme.SDS_PROGRESSION_MODEL.TRANCHE_10: nothing -> 2027-06-08: all the rest" in model
    assert "day not confirmed" in model


def test_a_change_of_authority_alone_is_a_change() -> None:
    said = run("law", "diff", "2022-06-27", "2022-06-28").stdout
    assert "sds_plus.release_point: still 2/3, on another authority" in said
    assert "sopc.parole_point: 1/2 -> 2/3" in said


@pytest.mark.parametrize(
    ("sides", "message"),
    [
        (("2025-06-31", "2025-07-01"), "2025-06-31 is not a day; write year-month-day"),
        (("sds-60", "sds-50"), "sds-60"),
    ],
)
def test_what_cannot_be_compared(sides: tuple[str, str], message: str) -> None:
    ran = run("law", "diff", *sides)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_day_that_is_none_is_answered_plainly_wherever_it_stands() -> None:
    for asked in (("show",), ("diff", "in-force", "in-force")):
        ran = run("law", *asked, "--on", "2026-02-31")
        assert ran.returncode != 0
        said = " ".join(ran.stderr.split() + ran.stdout.split())
        assert "2026-02-31 is not a day; write year-month-day" in said
        assert "unable to convert" not in said
