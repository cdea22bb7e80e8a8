"""A date that is not there says why, on whose authority."""

import pytest
from hypothesis import given, settings

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Calculation,
    Recall,
    RecallType,
    ReleaseDateType,
    Term,
    calculate,
    read_profile,
)
from gatelodge.sentencing.booking import Extended, Offence

from .invented import FORTY, HALF, PROGRESSION, booking, calculated, day, row, sds
from .test_properties import PROFILES, bookings

HDCED, TUSED, PED = ReleaseDateType.HDCED, ReleaseDateType.TUSED, ReleaseDateType.PED
CRD, ARD, ERSED = ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.ERSED
PRRD = ReleaseDateType.PRRD
STANDARD_RECALL = Recall(recall_type=RecallType.STANDARD_RECALL, revoked_on=day("2023-09-04"))


def why(found: Calculation, date_type: ReleaseDateType) -> str:
    return next((each.text for each in found.not_given if each.type is date_type), "")


def extended() -> Extended:
    return Extended(
        sentence_id="one",
        sentenced_on=day("2022-06-06"),
        offence=Offence(committed_on=day("2022-01-10")),
        custodial_term=Term(years=4),
        extension=Term(years=2),
    )


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (booking(sds("2022-06-06", months=2)), "Too short: 31 days to serve"),
        (booking(sds("2022-06-06", years=2), sex_offender=True), "sex offender notification"),
        (booking(sds("2022-06-06", years=5, plus_today=True)), "would be SDS+ if"),
        (booking(sds("2022-06-06", years=8, plus=True)), "is SDS+"),
        (booking(sds("2022-06-06", years=2, recall=STANDARD_RECALL)), "Recalled"),
    ],
)
def test_why_there_is_no_curfew(made: Booking, reason: str) -> None:
    found = calculated(made)
    assert found.on(HDCED) is None
    assert reason in why(found, HDCED)


def test_an_extended_sentence_has_no_curfew_and_no_supervision_but_parole() -> None:
    found = calculate(
        Booking(person=booking().person, sentences=(extended(),)),
        read_profile(HALF).law,
        bank_holidays=frozenset(),
    )
    assert isinstance(found, Calculation), found
    assert "extended" in why(found, HDCED)
    assert "extended" in why(found, TUSED)
    assert why(found, PED) == ""


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (booking(sds("2022-06-06", years=2)), "24 months or longer"),
        (booking(sds("2022-06-06", months=18), born="1990-02-11"), ""),
        (booking(sds("2022-06-06", months=20, offence_on="2014-05-04")), "before 1 February 2015"),
        (booking(sds("2022-06-06", months=9), born="2005-04-01"), "under 18"),
    ],
)
def test_why_there_is_no_supervision(made: Booking, reason: str) -> None:
    found = calculated(made)
    if not reason:
        assert found.on(TUSED) is not None
    assert reason in why(found, TUSED)


def test_who_was_a_child_when_half_was_served_has_no_supervision_though_an_adult_on_release() -> (
    None
):
    """91 of 181 days are to 10 April 2022, and with ten at large to the 20th."""
    gone = row(AdjustmentKind.UAL, "2022-02-01", 10, "2022-02-01", "2022-02-10")
    given = booking(sds("2022-01-10", months=6), born="2004-04-15", rows=(gone,))
    found = calculated(given)
    assert found.on(TUSED) is None
    assert why(found, TUSED) == "The person is under 18 when half is served."


def test_a_licence_of_twelve_months_needs_no_supervision_on_top() -> None:
    found = calculated(booking(sds("2025-12-01", months=22)), FORTY)
    assert found.on(TUSED) is None
    assert "already 365 days or more" in why(found, TUSED)


def test_supervision_that_parliament_repealed_is_named_with_the_repeal() -> None:
    found = read_profile(PROGRESSION, frozenset({"applyPostRecallRepealRules"}))
    answer = calculate(booking(sds("2026-01-05", months=9)), found.law, bank_holidays=frozenset())
    assert isinstance(answer, Calculation)
    told = next(each for each in answer.not_given if each.type is TUSED)
    assert "repealed" in told.text
    assert any("2026" in str(citation) for citation in told.authority)


def test_release_is_either_automatic_or_conditional() -> None:
    conditional = calculated(booking(sds("2022-06-06", months=20)))
    automatic = calculated(booking(sds("2022-06-06", months=9, offence_on="2014-05-04")))
    assert "conditional" in why(conditional, ARD)
    assert "automatic" in why(automatic, CRD)


def test_removal_is_named_only_where_it_was_not_asked_for_or_not_possible() -> None:
    asked = calculated(booking(sds("2022-06-06", years=4)), ersed=True)
    assert why(asked, ERSED) == ""
    assert "Not asked for" in why(calculated(booking(sds("2022-06-06", years=4))), ERSED)
    recalled = calculated(booking(sds("2022-06-06", years=2, recall=STANDARD_RECALL)), ersed=True)
    assert "Recalled" in why(recalled, ERSED)


def test_a_recall_that_another_sentence_outlasts_says_so() -> None:
    found = calculated(
        booking(
            sds("2022-06-06", months=14, recall=STANDARD_RECALL),
            sds("2023-10-09", years=6, name="two"),
        )
    )
    assert found.on(PRRD) is None
    assert "holds the person longer" in why(found, PRRD)


@settings(deadline=None, max_examples=120)
@given(bookings(), PROFILES)
def test_a_date_is_given_or_explained_never_both(made: Booking, profile: str) -> None:
    found = calculate(made, read_profile(profile).law, bank_holidays=frozenset())
    if not isinstance(found, Calculation):
        return
    given_types = {each.type for each in found.dates}
    told = [each.type for each in found.not_given]
    assert given_types.isdisjoint(told)
    assert len(told) == len(set(told))
    assert {HDCED, TUSED, PED, ERSED} <= given_types | set(told)
    for each in found.not_given:
        assert each.authority, each
        assert each.text.endswith(".")
