"""The marks of a standard determinate sentence, by offence, kind, length and day."""

import tomllib
from datetime import date

import pytest

from gatelodge.sentencing import (
    Exclusion,
    Findings,
    Imposed,
    LawBook,
    Marks,
    StandardKind,
    Standing,
    Term,
    marks_of,
)
from gatelodge.sentencing.law_files import LAW

from .invented import FORTY, HALF, PROGRESSION, law

YES, NO, UNKNOWN = Standing.YES, Standing.NO, Standing.UNKNOWN
GBH_WITH_INTENT, ROBBERY, ARSON_ENDED = "OF61016", "TH68023", "CD71003A"
DEATH_BY_DRIVING, THEFT = "RT88500", "TH68001"
ON = date(2026, 4, 1)


def marks(
    code: str | None,
    sentenced_on: str,
    term: Term,
    *,
    kind: str = "IMPRISONMENT",
    book: LawBook | None = None,
    on: date = ON,
    findings: Findings | None = None,
) -> Marks:
    sentence = Imposed(
        offence_code=code,
        kind=StandardKind(kind),
        sentenced_on=date.fromisoformat(sentenced_on),
        term=term,
        findings=findings or Findings(),
    )
    return marks_of(sentence, book or LawBook.in_force(), on)


@pytest.mark.parametrize(
    ("code", "kind", "term", "sentenced_on", "eligible", "plus"),
    [
        (GBH_WITH_INTENT, "IMPRISONMENT", {"years": 7}, "2020-03-31", YES, NO),
        (GBH_WITH_INTENT, "IMPRISONMENT", {"years": 7}, "2020-04-01", YES, YES),
        (GBH_WITH_INTENT, "DETENTION_262", {"years": 4}, "2022-06-27", YES, NO),
        (GBH_WITH_INTENT, "DETENTION_262", {"years": 4}, "2022-06-28", YES, YES),
        (GBH_WITH_INTENT, "DETENTION_96", {"years": 4}, "2022-06-28", NO, NO),
        (GBH_WITH_INTENT, "DETENTION_96", {"years": 7}, "2022-06-28", YES, YES),
        (GBH_WITH_INTENT, "IMPRISONMENT", {"years": 3, "months": 11}, "2022-06-28", NO, NO),
        (ROBBERY, "IMPRISONMENT", {"years": 6, "days": 364}, "2023-01-10", NO, NO),
        (ROBBERY, "IMPRISONMENT", {"years": 7}, "2023-01-10", YES, YES),
        (GBH_WITH_INTENT, "DETENTION_250", {"years": 7}, "2022-06-27", YES, NO),
        (GBH_WITH_INTENT, "DETENTION_250", {"years": 7}, "2022-06-28", YES, YES),
        (GBH_WITH_INTENT, "DETENTION_250", {"years": 6}, "2022-06-28", NO, NO),
        (ROBBERY, "DETENTION_250", {"years": 8}, "2022-06-28", NO, NO),
        (DEATH_BY_DRIVING, "IMPRISONMENT", {"years": 8}, "2021-05-01", YES, NO),
        (DEATH_BY_DRIVING, "IMPRISONMENT", {"years": 8}, "2022-06-28", YES, YES),
        (THEFT, "IMPRISONMENT", {"years": 7}, "2023-01-10", NO, NO),
    ],
)
def test_two_thirds(  # noqa: PLR0917 - a row of the table
    code: str,
    kind: str,
    term: dict[str, int],
    sentenced_on: str,
    eligible: Standing,
    plus: Standing,
) -> None:
    found = marks(code, sentenced_on, kind=kind, term=Term(**term))
    assert (found.is_sds_plus_eligible.answer, found.is_sds_plus.answer) == (eligible, plus)


@pytest.mark.parametrize(
    ("term", "seven", "four"),
    [
        ({"months": 84}, YES, YES),
        ({"years": 6, "months": 12}, YES, YES),
        ({"days": 2557}, YES, YES),
        ({"days": 2556}, NO, YES),
        ({"weeks": 365}, NO, YES),
        ({"months": 83}, NO, YES),
        ({"months": 48}, NO, YES),
        ({"days": 1461}, NO, YES),
        ({"weeks": 208}, NO, NO),
        ({"days": 1460}, NO, NO),
        ({"months": 47, "days": 27}, NO, NO),
    ],
)
def test_lengths_are_counted_from_the_day_of_sentence(
    term: dict[str, int], seven: Standing, four: Standing
) -> None:
    """Robbery from seven years is SDS+; from four years it is violent."""
    found = marks(ROBBERY, "2023-03-01", Term(**term))
    assert found.is_sds_plus.answer is seven
    assert found.exclusions[Exclusion.VIOLENT].answer is four


def test_the_authority_of_each_mark_is_given() -> None:
    found = marks(GBH_WITH_INTENT, "2022-06-28", term=Term(years=4))
    assert str(found.is_sds_plus.authority[0]) == "CJA 2003 s.244ZA(5), (7)"
    violent = found.exclusions[Exclusion.VIOLENT]
    assert str(violent.authority[0]) == "S.I. 2024/844 art. 3(6)(b)"
    assert violent.authority[1].text.startswith("CJA 2003 Sch. 15 Part 1, para 6")
    assert found.excluded == (Exclusion.VIOLENT,)
    death = marks(DEATH_BY_DRIVING, "2022-06-28", term=Term(years=8)).is_sds_plus
    assert any("Practice counts these codes" in note for note in death.notes)
    assert not found.is_section_250
    assert marks(ROBBERY, "2024-01-01", kind="DETENTION_91", term=Term(years=2)).is_section_250


def test_two_thirds_begins_on_the_days_of_the_law_files() -> None:
    """The day stands in the rule and in the file of the enactment; they must not part."""
    rules = tomllib.loads((LAW / "offences" / "marks.toml").read_text("utf-8"))
    begins = {rule["sentenced_from"] for rule in rules["two_thirds"]}
    enacted = {
        each.commences
        for each in LawBook.in_force().enactments
        if "sds_plus.release_point" in each.set
    }
    assert begins == enacted


def test_every_way_out_of_an_early_release_is_asked_about() -> None:
    found = marks(THEFT, "2024-01-08", term=Term(years=3), book=law(PROGRESSION))
    assert set(found.exclusions) == set(Exclusion)
    assert all(mark.authority for mark in found.exclusions.values() if mark.answer is NO)


def test_an_exclusion_is_asked_about_only_where_a_scheme_goes_by_it() -> None:
    rape = "SX03001"
    assert marks(rape, "2024-01-08", term=Term(years=2), book=law(HALF)).excluded == ()
    assert marks(rape, "2024-01-08", term=Term(years=2), book=law(FORTY)).excluded == (
        Exclusion.SEXUAL,
    )
    spy = Exclusion.PROGRESSION_MODEL_SCHEDULE_13_PART_3
    model = law(PROGRESSION)
    assert (
        marks("NS23001", "2024-01-08", term=Term(years=2), book=law(FORTY)).exclusions[spy].answer
        is NO
    )
    assert (
        marks("NS23001", "2024-01-08", term=Term(years=2), book=model).exclusions[spy].answer is YES
    )
    assert (
        marks("NS23001", "2026-10-01", term=Term(years=2), book=model).exclusions[spy].answer is NO
    )
    child = marks("NS23001", "2024-01-08", kind="DETENTION_250", term=Term(years=2), book=model)
    assert child.exclusions[spy].answer is NO


def test_a_law_to_come_is_asked_about_on_the_day_it_comes() -> None:
    on = date(2024, 9, 1)
    assert marks("SE20005", "2024-02-05", term=Term(years=2), on=on).excluded == (
        Exclusion.SEXUAL_T3,
    )


def test_what_is_not_known_is_said_and_never_passed() -> None:
    for code in (None, "TH68O23"):
        found = marks(code, "2024-01-08", term=Term(years=8))
        assert found.is_sds_plus.answer is UNKNOWN
        assert {mark.findings for mark in found.unknown} == {("GL_OFFENCE_UNKNOWN",)}
        assert found.exclusions[Exclusion.SEXUAL].answer is UNKNOWN
        assert found.excluded == ()
    breach = marks("PH97003", "2024-02-05", term=Term(months=18))
    assert breach.exclusions[Exclusion.DOMESTIC_ABUSE].answer is UNKNOWN
    assert breach.exclusions[Exclusion.DOMESTIC_ABUSE].offences == ("PH97003", "SE20002", "PH97012")
    assert breach.exclusions[Exclusion.DOMESTIC_ABUSE_T3].answer is YES
    assert marks(ARSON_ENDED, "2021-05-04", term=Term(years=8)).is_sds_plus.answer is UNKNOWN
    assert marks(ARSON_ENDED, "2023-05-04", term=Term(years=8)).is_sds_plus.answer is YES


def test_37_people_of_2024_are_held_and_none_is_passed() -> None:
    """Breach of a restraining order under the repealed code, whatever the length and day."""
    for number in range(37):
        sentenced_on = date.fromordinal(date(2023, 1, 2).toordinal() + 17 * number)
        found = marks(
            "PH97003", sentenced_on.isoformat(), term=Term(months=6 + number), on=date(2024, 9, 9)
        )
        assert any(mark.findings == ("GL_OFFENCE_LIST_CONFLICT",) for mark in found.unknown), (
            sentenced_on
        )


def test_a_terrorist_mark_stands_beside_the_others() -> None:
    assert marks("PT00073", "2024-01-08", term=Term(years=3)).terrorist.answer is UNKNOWN
    stated = Findings(terrorist_connection=True)
    assert marks(THEFT, "2024-01-08", term=Term(years=3), findings=stated).terrorist.answer is YES
    assert marks(THEFT, "2024-01-08", term=Term(years=3)).terrorist.answer is NO
