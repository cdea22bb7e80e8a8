"""A change of law is a change of one data file: invented amendments, and no code for them."""

from datetime import date

from gatelodge.sentencing import (
    Calculation,
    Exclusion,
    Imposed,
    LawBook,
    StandardKind,
    Standing,
    Term,
    calculate,
    compare_law,
    marks_of,
)
from gatelodge.sentencing.law_files import LAW, law_texts

from .invented import booking, sds

PACKAGED = law_texts(LAW)
THREE_TENTHS = """
id = "RELEASE_AT_THREE_TENTHS"
title = "Release at three tenths of a standard determinate sentence"
status = "in force"
commences = 2031-03-04
authority = ["Invented Release Act 2031 s.3"]
confirmed = true

[release_point]
procedure = "by_release"
applies_to = "sds_without"
fraction = "3/10"
excluded_by = ["SEXUAL", "VIOLENT", "DOMESTIC_ABUSE", "NATIONAL_SECURITY", "TERRORISM"]

[[tranche]]
name = "FIRST"
begins = 2031-03-04
under_years = 4
[[tranche]]
name = "SECOND"
begins = 2031-05-06
"""
LONGER_CURFEW = """
id = "CURFEW_500"
title = "Home detention curfew of up to 500 days"
status = "in force"
commences = 2031-03-04
authority = ["Invented Curfew Order 2031 art. 2"]
confirmed = true
[set."hdc.midpoint_days"]
was = 730
now = 1000
[set."hdc.deduction_days"]
was = 364
now = 499
"""
ROBBERY_LISTED = """
id = "ROBBERY_LISTED"
title = "Robbery leaves release at 40 per cent"
status = "in force"
commences = 2031-03-04
authority = ["Invented Exclusions Order 2031"]
confirmed = true
[[listed]]
list = "SDS40_DOMESTIC_ABUSE"
provision = "art. 2"
codes = ["TH68023"]
"""


def amended(text: str) -> LawBook:
    return LawBook.load({**PACKAGED, "2031-03-04-invented.toml": text})


def dates(book: LawBook, sentenced_on: str, years: int, *exclusions: Exclusion) -> dict[str, str]:
    given = booking(sds(sentenced_on, years=years, offence_on="2028-02-03", exclusions=exclusions))
    answer = calculate(given, book, bank_holidays=frozenset())
    assert isinstance(answer, Calculation), answer
    return {each.type.value: str(each.on) for each in answer.dates}


def test_a_new_release_point_for_later_sentences() -> None:
    """3 years from 10 March 2031 are 1,096 days: half 548, 40 per cent 439, three tenths 329."""
    assert dates(LawBook.in_force(), "2031-03-10", 3)["CRD"] == "2032-05-21"
    assert dates(amended(THREE_TENTHS), "2031-03-10", 3)["CRD"] == "2032-02-01"
    assert dates(amended(THREE_TENTHS), "2031-03-10", 3, Exclusion.SEXUAL)["CRD"] == "2032-09-07"


def test_its_tranches_reach_earlier_sentences_on_their_days_and_not_before() -> None:
    """3 years from 14 March 2030: 329 days end on 5 February 2031, before the first tranche.

    5 years from 14 January 2030 are 1,826 days: 548 end on 15 July 2031, after the second tranche.
    """
    book = amended(THREE_TENTHS)
    assert dates(LawBook.in_force(), "2030-03-14", 3)["CRD"] == "2031-05-26"
    assert dates(book, "2030-03-14", 3)["CRD"] == "2031-03-04"
    assert dates(LawBook.in_force(), "2030-01-14", 5)["CRD"] == "2032-01-14"
    assert dates(book, "2030-01-14", 5)["CRD"] == "2031-07-15"


def test_the_working_cites_the_amendment() -> None:
    answer = calculate(
        booking(sds("2031-03-10", years=3, offence_on="2028-02-03")),
        amended(THREE_TENTHS),
        bank_holidays=frozenset(),
    )
    assert isinstance(answer, Calculation)
    (release,) = [each for each in answer.dates if each.type.value == "CRD"]
    cited = {str(source) for step in release.steps for source in step.authority}
    assert "Invented Release Act 2031 s.3" in cited


def test_a_longer_curfew() -> None:
    """7 years from 10 March 2031: 1,023 days to serve of 2,557, to 26 December 2033."""
    given = ("2031-03-10", 7)
    assert dates(LawBook.in_force(), *given)["HDCED"] == "2032-12-27"
    assert dates(amended(LONGER_CURFEW), *given)["HDCED"] == "2032-08-14"
    assert dates(LawBook.in_force(), *given)["CRD"] == dates(amended(LONGER_CURFEW), *given)["CRD"]


def test_a_new_exclusion() -> None:
    """Robbery is put on a list: from its day it is marked, and released at one half."""
    sentence = Imposed(
        offence_code="TH68023",
        kind=StandardKind.IMPRISONMENT,
        sentenced_on=date(2031, 3, 10),
        term=Term(years=3),
    )
    book = amended(ROBBERY_LISTED)
    before = marks_of(sentence, book, date(2031, 3, 3))
    after = marks_of(sentence, book, date(2031, 3, 4))
    never = marks_of(sentence, LawBook.in_force(), date(2031, 3, 4))
    assert (before.excluded, never.excluded) == ((), ())
    assert after.excluded == (Exclusion.DOMESTIC_ABUSE,)
    mark = after.exclusions[Exclusion.DOMESTIC_ABUSE]
    assert mark.answer is Standing.YES
    assert "Invented Exclusions Order 2031, art. 2" in {str(each) for each in mark.authority}
    assert dates(book, "2031-03-10", 3, *before.excluded)["CRD"] == "2032-05-21"
    assert dates(book, "2031-03-10", 3, *after.excluded)["CRD"] == "2032-09-07"


def test_what_an_amendment_changes_is_told_with_its_source() -> None:
    on = date(2031, 3, 4)
    changes = compare_law((LawBook.in_force(), on), (amended(LONGER_CURFEW), on))
    assert {each.name for each in changes} == {"hdc.midpoint_days", "hdc.deduction_days"}
    for each in changes:
        assert each.after is not None
        assert str(each.after.authority[0]) == "Invented Curfew Order 2031 art. 2"
    (listed,) = compare_law((LawBook.in_force(), on), (amended(ROBBERY_LISTED), on))
    assert listed.name == "offences.SDS40_DOMESTIC_ABUSE"
    assert compare_law((amended(ROBBERY_LISTED), date(2031, 3, 3)), (LawBook.in_force(), on)) == ()
