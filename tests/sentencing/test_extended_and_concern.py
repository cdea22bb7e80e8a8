"""Extended sentences and those for offenders of particular concern, worked by hand."""

import pytest

from gatelodge.sentencing import AdjustmentKind, Term

from .invented import booking, dates, eds, own_dates, row, sds, sopc

REMAND, ADA = AdjustmentKind.REMAND, AdjustmentKind.ADA


def test_automatic_release_comes_at_two_thirds_of_the_custodial_term() -> None:
    """A real case: 9 years from 6 March 2015 are 3,288 days, 2,192 of them to serve."""
    given = booking(eds("2015-03-06", Term(years=9), Term(years=5), automatic=True))
    assert dates(given) == {"SLED": "2029-03-05", "CRD": "2021-03-05", "ESED": "2029-03-05"}


def test_parole_may_come_from_two_thirds_and_release_at_the_end_of_custody() -> None:
    """A real case: 731 days, two thirds are 487 and a third: 488."""
    given = booking(eds("2022-07-19", Term(years=2), Term(years=4)))
    found = dates(given)
    assert found["CRD"] == "2024-07-18"
    assert found["PED"] == "2023-11-18"


@pytest.mark.parametrize(
    ("on", "under_18", "parole"),
    [
        ("2022-06-27", False, "2024-12-25"),
        ("2022-06-27", True, "2025-10-26"),
        ("2022-06-28", False, "2025-10-27"),
        ("2022-06-28", True, "2025-10-27"),
    ],
)
def test_parole_of_particular_concern_goes_by_the_day_of_sentence(
    on: str, parole: str, *, under_18: bool
) -> None:
    """1,826 days: one half is 913, two thirds 1,218 (always for a person under 18)."""
    given = booking(sopc(on, Term(years=5), Term(years=1), under_18=under_18))
    assert dates(given)["PED"] == parole


def test_parole_is_published_not_before_the_day_of_sentence() -> None:
    """488 days from 19 July 2022, less 500: 6 July. The sentence's own date is not raised."""
    given = booking(
        eds("2022-07-19", Term(years=2), Term(years=4)), rows=(row(REMAND, "2022-07-19", 500),)
    )
    assert dates(given)["PED"] == "2022-07-19"
    assert own_dates(given)[0]["PED"] == "2022-07-06"
    assert dates(given)["CRD"] == "2023-03-06"


def test_parole_is_published_not_before_the_first_of_several_sentences() -> None:
    given = booking(
        sds("2022-07-11", months=2),
        eds("2022-07-19", Term(years=2), Term(years=4)),
        rows=(row(REMAND, "2022-07-19", 510),),
    )
    assert dates(given)["PED"] == "2022-07-11"


def test_added_days_that_pass_the_end_still_put_parole_off() -> None:
    """365 days and 400 awarded pass the end, 5 June 2024, by 34. Parole: 244 days and 400."""
    given = booking(
        eds("2022-06-06", Term(years=1), Term(years=1)), rows=(row(ADA, "2022-09-05", 400),)
    )
    found = dates(given)
    assert found["CRD"] == found["SLED"] == "2024-06-05"
    assert found["PED"] == "2024-03-10"


@pytest.mark.parametrize(
    ("years", "parole"),
    [
        # 3,287 days, 1,644 to serve: after parole on 9 January 2026, so parole waits for it.
        (9, "2026-07-11"),
        # 2,191 days, 1,096 to serve: 9 January 2025, before it.
        (6, "2026-01-09"),
        # 4,748 days, 2,374 to serve: 10 July 2028, after the extended sentence lets go.
        (13, None),
    ],
)
def test_parole_waits_for_a_sentence_that_has_none(years: int, parole: str | None) -> None:
    """6 years from 10 January 2022 are served by 9 January 2028; two thirds by 9 January 2026."""
    given = booking(eds("2022-01-10", Term(years=6), Term(years=5)), sds("2022-01-10", years=years))
    assert dates(given).get("PED") == parole


def test_a_sentence_of_two_terms_is_measured_once_to_its_end() -> None:
    """From 31 January 2022 18 months and 13 months are 31 months, to 30 August 2024.

    Measured one after the other the end would differ: months end on different days.
    """
    given = booking(eds("2022-01-31", Term(months=18), Term(months=13)))
    found = dates(given)
    assert found["SLED"] == "2024-08-30"
    assert found["CRD"] == "2023-07-30"


def test_neither_has_curfew_or_supervision() -> None:
    for sentence in (
        eds("2022-06-06", Term(years=2), Term(years=1)),
        sopc("2022-06-06", Term(years=2), Term(years=1)),
    ):
        assert not {"HDCED", "TUSED"} & set(dates(booking(sentence)))
