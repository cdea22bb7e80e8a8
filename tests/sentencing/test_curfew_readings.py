"""What bars curfew by either reading, where the doubt ends, and what the reason given is then."""

import msgspec

from gatelodge.sentencing import (
    Booking,
    Calculation,
    Hazard,
    LawBook,
    ReleaseDateType,
    calculate,
)
from gatelodge.sentencing.constructions import Construction

from .hazard_cases import CASES
from .hazard_cases_of_records import CURFEW_ENDING, IN_FORCE, standard
from .invented import booking, sds
from .two_books import dated

HDCED = ReleaseDateType.HDCED


def calculated(given: Booking, book: LawBook = IN_FORCE) -> Calculation:
    found = calculate(given, book, bank_holidays=frozenset())
    assert isinstance(found, Calculation), found
    return found


def hazards(given: Booking, book: LawBook = IN_FORCE) -> dict[str, Hazard]:
    return {each.code: each for each in calculated(given, book).hazards}


def test_a_would_be_sds_plus_sentence_on_which_the_person_is_recalled_has_not_let_go() -> None:
    """Five years end on 6 January 2024; three years passed on recall outlast them."""
    ordered = standard("2023-06-05", "2023-06-01")
    given = booking(
        sds("2019-01-07", years=5, offence_on="2018-05-04", recall=ordered, plus_today=True),
        sds("2023-07-03", years=3, name="two"),
    )
    assert "HDCED" not in dated(given, IN_FORCE)
    assert "GL_HDC_BARRED_BY_RELEASED" not in hazards(given)


def test_if_chains_bar_curfew_too_it_is_asked_whether_one_that_has_let_go_does() -> None:
    """As the case of a single one: half of 731 days, and a curfew of 180 days before its end."""
    given = booking(
        sds("2016-01-04", years=4, offence_on="2015-05-04", plus_today=True),
        sds("2016-01-04", months=6, offence_on="2015-05-04", name="after", after="one"),
        sds("2023-03-06", years=2, name="two"),
    )
    found = hazards(given)
    assert "GL_HDC_BARRED_BY_RELEASED" not in found
    own, barred = found["GL_HDC_BESIDE_SDS_PLUS_CHAIN"].readings
    assert str(own.dates[HDCED]) == "2023-09-08"
    assert HDCED not in barred.dates
    (further,) = barred.further
    assert further.code == "GL_HDC_BARRED_BY_RELEASED"
    assert [each.dates.get(HDCED) for each in further.readings] == [None, own.dates[HDCED]]


def test_a_sentence_that_holds_the_person_a_day_less_than_release_leaves_a_curfew() -> None:
    """The day before release is enough for the law's words; nobody has to decide it."""
    beside = CASES["GL_HDC_NOT_BEFORE_RELEASE"].beside
    found = dated(beside, IN_FORCE)
    assert (found["HDCED"], found["CRD"]) == ("2024-03-04", "2024-03-05")


def test_the_end_of_adult_curfew_is_no_doubt_about_detention_of_a_child_alone() -> None:
    """18 months of 1 June 2026 are 548 days: 220 to serve, and the curfew from half of them."""
    given = booking(sds("2026-06-01", months=18, child=True), born="2010-01-01")
    assert dated(given, CURFEW_ENDING)["HDCED"] == "2026-09-19"
    assert "GL_HDC_PAST_ITS_END" not in hazards(given, CURFEW_ENDING)


def test_the_reason_why_there_is_no_curfew_names_the_recall_of_a_part() -> None:
    law = msgspec.structs.replace(
        IN_FORCE,
        constructions=IN_FORCE.constructions | {Construction.CURFEW_BARRED_BY_LATER_RECALL},
    )
    found = calculated(CASES["GL_HDC_OF_RECALLED_CHAIN"].fires, law)
    (reason,) = (each.text for each in found.not_given if each.type is HDCED)
    assert reason.startswith("A part of it is recalled")
