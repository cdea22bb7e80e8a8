"""Detention and training orders, default terms and committals, worked by hand."""

import pytest

from gatelodge.sentencing import AdjustmentKind, Term
from gatelodge.sentencing.breakdown import breakdown

from .invented import booking, botus, calculated, dates, dto, fine, row, sds, worked

REMAND, BAIL, ADA = AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL, AdjustmentKind.ADA


def test_a_default_term_is_half_served() -> None:
    """A real case: 14 of 28 days from 29 April 2021."""
    assert dates(booking(fine("2021-04-29", Term(days=28)))) == {
        "SED": "2021-05-26",
        "ARD": "2021-05-12",
        "ESED": "2021-05-26",
    }


def test_a_default_term_for_eleven_million_is_served_whole() -> None:
    """A real case: 7 years from 5 June 2022."""
    found = dates(booking(fine("2022-06-05", Term(years=7), pence=1_100_000_000)))
    assert found["ARD"] == found["SED"] == "2029-06-04"


def test_a_committal_is_served_whole_and_has_no_effective_end() -> None:
    """A real case: 7 days from 1 February 2021."""
    given = booking(botus("2021-02-01", Term(days=7)))
    assert dates(given) == {"SED": "2021-02-07", "ARD": "2021-02-07"}
    assert str(calculated(given).effective_sentence_length) == "P7D"


def test_committals_that_follow_one_another_have_none_either() -> None:
    """A real case: 7 and 7 days from 1 March 2024."""
    given = booking(
        botus("2024-03-01", Term(days=7)),
        botus("2024-03-01", Term(days=7), name="two", after="botus"),
    )
    assert dates(given) == {"SED": "2024-03-14", "ARD": "2024-03-14"}


@pytest.mark.parametrize("until", ["2021-02-05", "2022-01-14"])
def test_recorded_supervision_goes_on_as_it_was(until: str) -> None:
    """Alone it is published whether or not it outlasts the committal."""
    given = booking(botus("2021-02-01", Term(days=7), supervised_until=until))
    assert dates(given)["TUSED"] == until


def test_recorded_supervision_is_lost_beside_a_default_term_and_kept_beside_a_licence() -> None:
    """No licence runs beside a fine. 2 months from 1 February 2021 are on licence to 31 March."""
    committed = botus("2021-02-01", Term(days=7), supervised_until="2022-01-14")
    assert "TUSED" not in dates(booking(committed, fine("2021-02-01", Term(days=28))))
    licensed = sds("2021-02-01", months=2, offence_on="2014-11-03")
    assert "TUSED" not in dates(booking(committed, licensed))
    since = sds("2021-02-01", years=2, offence_on="2020-11-03")
    # Licence to 31 January 2023 outlasts the recorded day.
    assert "TUSED" not in dates(booking(committed, since))
    short = sds("2021-02-01", months=4, offence_on="2014-11-03", years=1)
    # 16 months: licence to 31 May 2022, which outlasts 14 January too.
    assert "TUSED" not in dates(booking(committed, short))
    longer = botus("2021-02-01", Term(days=7), supervised_until="2022-06-01")
    assert dates(booking(longer, short))["TUSED"] == "2022-06-01"


def test_an_order_is_half_served_and_may_end_early_or_late() -> None:
    """A real case: 549 days from 23 May 2021, 275 to serve; of 18 months: two months."""
    found = dates(booking(dto("2021-05-23", Term(months=18)), born="2005-09-01"))
    assert found["MTD"] == "2022-02-21"
    assert found["ETD"] == "2021-12-21"
    assert found["LTD"] == "2022-04-21"


@pytest.mark.parametrize(
    ("on", "kind", "middle", "applied"),
    [
        # 183 of 365 days: to 26 December 2022, or from a day later to the 27th.
        ("2022-06-27", REMAND, "2022-12-26", False),
        ("2022-06-27", BAIL, "2022-12-16", True),
        ("2022-06-28", REMAND, "2022-12-17", True),
        ("2022-06-28", BAIL, "2022-12-17", True),
    ],
)
def test_remand_counts_towards_an_order_since_28_june_2022_and_bail_always(
    on: str, kind: AdjustmentKind, middle: str, *, applied: bool
) -> None:
    given = booking(dto(on, Term(months=12)), rows=(row(kind, on, 10),), born="2006-05-01")
    assert dates(given)["MTD"] == middle
    left = calculated(given).unapplied
    assert not left if applied else "counts it" in left[0].reason


@pytest.mark.parametrize(("code", "release"), [("ZZ01001", "2021-05-12"), (None, "2021-05-02")])
def test_a_civil_contempt_takes_no_credit(code: str | None, release: str) -> None:
    given = booking(
        fine("2021-04-29", Term(days=28), code=code), rows=(row(REMAND, "2021-04-29", 10),)
    )
    assert dates(given)["ARD"] == release
    assert len(calculated(given).unapplied) == (1 if code else 0)


@pytest.mark.parametrize("kind", [REMAND, BAIL])
def test_a_committal_takes_no_credit(kind: AdjustmentKind) -> None:
    given = booking(botus("2021-02-01", Term(days=7)), rows=(row(kind, "2021-02-01", 3),))
    assert dates(given)["ARD"] == "2021-02-07"
    assert len(calculated(given).unapplied) == 1


def test_no_award_lengthens_a_default_term() -> None:
    given = booking(fine("2021-04-29", Term(days=28)), rows=(row(ADA, "2021-05-04", 5),))
    assert dates(given)["ARD"] == "2021-05-12"
    assert len(calculated(given).unapplied) == 1


def test_default_terms_that_follow_one_another_have_a_curfew_in_practice() -> None:
    """Two of 200 days from 10 January 2022: 200 to serve; half, 100 days, to 20 April."""
    given = booking(
        fine("2022-01-10", Term(days=200)),
        fine("2022-01-10", Term(days=200), name="two", after="fine"),
    )
    found = dates(given)
    assert found["ARD"] == "2022-07-28"
    assert found["HDCED"] == "2022-04-20"


def test_no_award_lengthens_default_terms_that_follow_one_another_and_it_is_named() -> None:
    given = booking(
        fine("2022-01-10", Term(days=200)),
        fine("2022-01-10", Term(days=200), name="two", after="fine"),
        rows=(row(ADA, "2022-03-07", 12),),
    )
    assert dates(given)["ARD"] == "2022-07-28"
    (left,) = calculated(given).unapplied
    assert left.adjustment.days == 12


def test_a_child_leaves_an_order_and_a_short_sentence_without_licence() -> None:
    """Order: 183 of 365 days. Sentence: 121 of 242; half of those again to curfew."""
    given = booking(
        dto("2022-09-05", Term(months=12)), sds("2022-09-05", months=8), born="2006-05-01"
    )
    assert dates(given) == {
        "SED": "2023-09-04",
        "ARD": "2023-01-03",
        "MTD": "2023-03-06",
        "LTD": "2023-04-06",
        "ETD": "2023-02-06",
        "HDCED": "2022-11-05",
        "ESED": "2023-09-04",
    }


@pytest.mark.parametrize(
    ("order", "removal", "barred"),
    [
        # 167 of 334 days: mid-term on 24 June 2023, before release, after the sentence's own date.
        (Term(months=11), "2023-06-24", False),
        # 183 of 365 days, to the day of release: counts as later.
        (Term(months=12), None, True),
    ],
)
def test_an_order_holds_removal_to_its_middle(
    order: Term, removal: str | None, *, barred: bool
) -> None:
    """12 months from 9 January 2023: release on 10 July; removal alone from 11 April."""
    given = booking(sds("2023-01-09", months=12), dto("2023-01-09", order), born="1990-02-11")
    assert dates(given, ersed=True).get("ERSED") == removal
    account = breakdown(worked(given, ersed=True))
    assert account["ersedNotApplicableDueToDtoLaterThanCrd"] is barred


@pytest.mark.parametrize(
    ("on", "days", "removal"),
    [
        # 200 to serve, to 25 August 2022: after the release on 11 July.
        ("2022-02-07", 400, None),
        # 150 to serve, to 6 July: between removal and release.
        ("2022-02-07", 300, "2022-07-06"),
        # 30 to serve, to 8 March: before removal.
        ("2022-02-07", 60, "2022-04-12"),
        # Served in another group, after the release: it holds nobody who was removed before.
        ("2023-01-09", 400, "2022-04-12"),
    ],
)
def test_a_default_term_served_beside_it_holds_removal(
    on: str, days: int, removal: str | None
) -> None:
    """12 months from 10 January 2022: 183 to serve; half of them, 92, are served on 11 April."""
    given = booking(sds("2022-01-10", months=12), fine(on, Term(days=days)))
    assert dates(given, ersed=True).get("ERSED") == removal


def test_two_default_terms_in_a_chain_hold_no_removal_in_practice() -> None:
    given = booking(
        sds("2022-01-10", months=12),
        fine("2022-01-10", Term(days=200)),
        fine("2022-01-10", Term(days=200), name="two", after="fine"),
    )
    assert dates(given, ersed=True)["ERSED"] == "2022-04-12"
