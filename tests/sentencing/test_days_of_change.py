"""Chains and orders at the very day on which the law changed, or read throughout by older law."""

import pytest

from gatelodge.sentencing import AdjustmentKind, Term

from .invented import FORTY, HALF, IN_FORCE, booking, calculated, dates, dto, row, sds


def test_a_chain_with_a_part_of_the_very_day_of_the_longer_curfew_spans_it() -> None:
    """Without it the shorter curfew would have begun in May.

    275 days in all, of which 2/5 are 110; half of them is 55 days from 24 March 2025, less 15 on
    remand: 3 May 2025. A chain with a part of 3 June 2025 waits for that day; then 8 days awarded.
    """
    given = booking(
        sds("2025-03-24", days=200, offence_on="2024-12-01"),
        sds("2025-06-03", days=75, name="two", after="one", offence_on="2024-12-01"),
        rows=(
            row(AdjustmentKind.REMAND, "2025-03-24", 15),
            row(AdjustmentKind.ADA, "2025-04-10", 8),
        ),
    )
    found = dates(given, FORTY)
    assert found["CRD"] == "2025-07-04"
    assert found["HDCED"] == "2025-06-11"


def test_a_chain_of_sentences_under_the_older_law_has_its_licence_to_three_quarters() -> None:
    """Two years from 1 June 2012 are 730 days: half is 365, three quarters 547.5, so 548."""
    given = booking(
        sds("2012-06-01", months=12, offence_on="2004-05-06"),
        sds("2012-06-01", months=12, name="two", after="one", offence_on="2004-05-06"),
    )
    found = dates(given, HALF)
    assert found["CRD"] == "2013-05-31"
    assert found["LED"] == "2013-11-30"
    assert found["SED"] == "2014-05-31"


def test_orders_served_as_one_within_the_longest_time_end_with_the_later() -> None:
    """From 17 May 2022 to 2 August 2023 are 443 days; half of them, rounded up, is 222."""
    given = booking(
        dto("2022-05-17", Term(months=11)),
        dto("2022-08-03", Term(months=12), name="two"),
        born="2006-01-05",
    )
    found = dates(given, IN_FORCE)
    assert found["SED"] == "2023-08-02"
    assert found["MTD"] == "2022-12-24"


def test_a_sentence_of_the_day_a_scheme_began_never_puts_the_person_in_a_tranche() -> None:
    given = booking(sds("2024-09-10", years=3, offence_on="2024-01-02"))
    assert calculated(given, FORTY).schemes == ()


def test_a_short_chain_of_the_older_and_the_newer_law_ends_on_licence() -> None:
    """Six months from 4 June 2012 are 183 days; half of them, rounded up, is 92."""
    given = booking(
        sds("2012-06-04", months=3, offence_on="2004-05-06"),
        sds("2012-06-04", months=3, name="two", after="one", offence_on="2010-05-06"),
    )
    found = dates(given, HALF)
    assert found["CRD"] == "2012-09-03"
    assert found["SLED"] == "2012-12-03"
    assert "ARD" not in found


@pytest.mark.parametrize(
    ("born", "release"), [("2006-04-06", "CRD"), ("2006-04-07", "CRD"), ("2006-04-08", "ARD")]
)
def test_beside_an_order_release_is_on_licence_from_the_eighteenth_birthday_on(
    born: str, release: str
) -> None:
    """A term and an order of six months, 182 days; half of them ends on 7 April 2024."""
    given = booking(
        sds("2024-01-08", months=6, offence_on="2014-06-02"),
        dto("2024-01-08", Term(months=6)),
        born=born,
    )
    found = dates(given, HALF)
    assert found[release] == "2024-04-07"
    assert not {"CRD", "ARD"} - {release} & found.keys()
