"""Recalls for 56 days: whom the new term reaches, when, and by the length of which sentence."""

import pytest

from gatelodge.sentencing import AdjustmentKind, Booking, RecallType, StandardDeterminate, Term

from .invented import FORTY, booking, calculated, dates, recall, row, sds, sopc

FTR_56 = RecallType.FIXED_TERM_RECALL_56
UAL, ADA = AdjustmentKind.UAL, AdjustmentKind.ADA


def recalled(
    sentenced_on: str,
    *,
    years: int = 0,
    days: int = 0,
    revoked: str = "2025-11-03",
    returned: str = "2025-11-10",
    name: str = "one",
) -> StandardDeterminate:
    return sds(
        sentenced_on,
        years=years,
        days=days,
        offence_on="2017-05-08",
        name=name,
        recall=recall(FTR_56, revoked=revoked, returned=returned),
    )


def tranche(given: Booking) -> str | None:
    found = {each.scheme: each.tranche for each in calculated(given, FORTY).schemes}
    return found.get("FTR_56")


@pytest.mark.parametrize(
    ("returned", "after"),
    [
        ("2026-02-17", "2026-04-14"),
        ("2026-02-18", "2026-04-14"),
        ("2026-02-19", "2026-04-15"),
    ],
)
def test_nobody_leaves_before_the_day_of_their_tranche(returned: str, after: str) -> None:
    """2,000 days are of the second tranche, 14 April 2026: 56 days from 18 February."""
    given = booking(
        recalled("2022-05-09", days=2000, revoked="2026-02-16", returned=returned),
        returned=returned,
    )
    assert tranche(given) == "FTR_56_TRANCHE_2"
    assert dates(given, FORTY)["PRRD"] == after


def test_awards_come_after_the_day_of_the_tranche_and_absences_before_it() -> None:
    """10 absent from 9 March move the 56 days to 15 March, still before 14 April; 6 awarded."""
    rows = (row(UAL, "2026-01-12", 10), row(ADA, "2026-02-02", 6))
    given = booking(
        recalled("2022-05-09", days=2000, revoked="2026-01-05", returned="2026-01-10"),
        rows=rows,
        returned="2026-01-10",
    )
    assert dates(given, FORTY)["PRRD"] == "2026-04-20"


@pytest.mark.parametrize(
    ("start", "after", "name"),
    [
        # 7 years to 3 November 2025, the day of the last revocation: no longer running.
        ("2018-11-04", "2026-03-31", "FTR_56_TRANCHE_1"),
        # To the 4th: 2,557 days, the third tranche.
        ("2018-11-05", "2026-04-21", "FTR_56_TRANCHE_3"),
    ],
)
def test_a_sentence_counts_that_ran_when_the_licence_was_last_revoked(
    start: str, after: str, name: str
) -> None:
    """Beside it 4 years from 9 January 2023, 1,461 days: alone of the first tranche."""
    given = booking(
        recalled(start, years=7),
        recalled("2023-01-09", years=4, name="two"),
        returned="2025-11-10",
    )
    assert tranche(given) == name
    assert dates(given, FORTY)["PRRD"] == after


@pytest.mark.parametrize(
    ("revoked", "name"), [("2026-03-30", "FTR_56_TRANCHE_2"), ("2026-03-31", None)]
)
def test_who_is_recalled_on_the_first_day_waits_for_no_tranche(
    revoked: str, name: str | None
) -> None:
    """56 days from 31 March 2026 end on 25 May, after every tranche but nobody's here."""
    given = booking(
        recalled("2022-05-09", days=2000, revoked=revoked, returned="2026-03-31"),
        returned="2026-03-31",
    )
    assert tranche(given) == name
    assert dates(given, FORTY)["PRRD"] == "2026-05-25"


@pytest.mark.parametrize(
    ("returned", "name"), [("2026-03-31", "FTR_56_TRANCHE_2"), ("2026-04-01", None)]
)
def test_who_comes_back_after_the_first_day_waits_for_no_tranche(
    returned: str, name: str | None
) -> None:
    given = booking(
        recalled("2022-05-09", days=2000, revoked="2026-03-09", returned=returned),
        returned=returned,
    )
    assert tranche(given) == name


@pytest.mark.parametrize(
    ("start", "after", "ends"),
    [
        # 2 years to 31 March 2026: over before the new term, so served to the end.
        ("2024-04-01", "2026-03-31", "2026-03-31"),
        # To 1 April: 56 days from 5 January end on 1 March, and the tranche is 31 March.
        ("2024-04-02", "2026-03-31", "2026-04-01"),
        # To 20 May 2026: the same, and the sentence goes on.
        ("2024-05-21", "2026-03-31", "2026-05-20"),
    ],
)
def test_the_new_term_reaches_what_ends_after_its_first_day(
    start: str, after: str, ends: str
) -> None:
    given = booking(
        recalled(start, years=2, revoked="2026-01-02", returned="2026-01-05"),
        returned="2026-01-05",
    )
    found = dates(given, FORTY)
    assert (found["PRRD"], found["SLED"]) == (after, ends)


def test_before_the_new_term_was_law_the_recall_holds_to_the_end() -> None:
    """2 years from 4 September 2023 end on 3 September 2025, before the new term was law.

    They ran when the licence was revoked, so they name a tranche all the same; it moves nothing.
    """
    given = booking(
        recalled("2023-09-04", years=2, revoked="2025-01-06", returned="2025-01-10"),
        returned="2025-01-10",
    )
    assert dates(given, FORTY)["PRRD"] == "2025-09-03"
    assert tranche(given) == "FTR_56_TRANCHE_1"


def test_without_a_day_of_revocation_there_is_no_tranche() -> None:
    """56 days from 9 March 2026 end on 3 May."""
    given = booking(
        sds(
            "2022-05-09",
            days=2000,
            offence_on="2017-05-08",
            recall=recall(FTR_56, returned="2026-03-09"),
        ),
        returned="2026-03-09",
    )
    assert tranche(given) is None
    assert dates(given, FORTY)["PRRD"] == "2026-05-03"


def test_an_expired_sentence_of_another_kind_counts_for_the_tranche_as_well() -> None:
    """It ran when the licence was revoked and was over by 31 March 2026: 1,003 days, the first."""
    back = recall(FTR_56, revoked="2022-12-29", returned="2023-01-23")
    concern = sopc("2022-01-03", Term(months=21), Term(years=1), recall=back)
    assert tranche(booking(concern, returned="2023-01-23")) == "FTR_56_TRANCHE_1"
