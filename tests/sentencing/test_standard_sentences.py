"""Standard determinate sentences, worked by hand: single, concurrent, consecutive."""

import pytest

from gatelodge.sentencing import AdjustmentKind, ReleaseDateType

from .invented import FORTY, HALF, booking, calculated, dates, row, sds

REMAND, BAIL = AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL


def test_half_days_go_up() -> None:
    """6 years from 27 March 2020 are 2,191 days; half is 1,095.5, so 1,096 are served."""
    found = dates(booking(sds("2020-03-27", years=6)))
    assert found["CRD"] == "2023-03-27"
    assert found["SLED"] == "2026-03-26"
    assert found["ESED"] == "2026-03-26"
    assert "TUSED" not in found


def test_the_longest_are_served_to_two_thirds() -> None:
    """7 years from 1 April 2020 are 2,556 days; two thirds are 1,704 exactly."""
    found = dates(booking(sds("2020-04-01", years=7, plus=True)))
    assert found == {"SLED": "2027-03-31", "CRD": "2024-11-29", "ESED": "2027-03-31"}


def test_a_sentence_that_would_be_served_to_two_thirds_today_allows_no_curfew() -> None:
    today = booking(sds("2019-06-03", years=8, offence_on="2018-01-01", plus_today=True))
    plain = booking(sds("2019-06-03", years=8, offence_on="2018-01-01"))
    assert "HDCED" not in dates(today)
    assert "HDCED" in dates(plain)
    assert dates(today)["CRD"] == dates(plain)["CRD"]


def test_a_sentence_imposed_since_the_40_per_cent_order() -> None:
    """9 months from 23 December 2024 are 274 days; 40 per cent is 109.6, so 110."""
    found = dates(booking(sds("2024-12-23", months=9, offence_on="2024-01-09")), FORTY)
    assert found["CRD"] == "2025-04-11"
    assert found["SLED"] == "2025-09-22"
    assert found["TUSED"] == "2026-04-11"
    assert dates(booking(sds("2024-12-23", months=9, offence_on="2024-01-09")), HALF)["CRD"] == (
        "2025-05-08"
    )


def test_one_day_is_served_and_over() -> None:
    found = dates(booking(sds("2023-05-16", days=1)))
    assert found == {"SED": "2023-05-16", "ARD": "2023-05-16", "ESED": "2023-05-16"}


def test_under_12_months_before_licence_came_is_unconditional() -> None:
    old = dates(booking(sds("2015-03-02", months=8, offence_on="2015-01-31")))
    new = dates(booking(sds("2015-03-02", months=8, offence_on="2015-02-01")))
    assert set(old) == {"SED", "ARD", "HDCED", "ESED"}
    assert set(new) == {"SLED", "CRD", "TUSED", "HDCED", "ESED"}
    assert old["ARD"] == new["CRD"]


def test_twelve_months_is_not_under_12_months() -> None:
    found = dates(booking(sds("2015-03-02", months=12, offence_on="2015-01-31")))
    assert {"SLED", "CRD"} <= set(found)


def test_a_child_leaves_a_short_sentence_without_licence() -> None:
    """Born 1 April 2005; release on 31 March 2023 is as a child, on 1 April as an adult."""
    child = booking(sds("2022-12-25", days=194), born="2005-04-01")
    adult = booking(sds("2022-12-25", days=195), born="2005-04-01")
    assert dates(child)["ARD"] == "2023-03-31"
    assert "SED" in dates(child)
    assert dates(adult)["CRD"] == "2023-04-01"
    assert "SLED" in dates(adult)


def test_remand_and_bail_bring_release_and_end_forward() -> None:
    given = booking(
        sds("2022-06-06", years=2),
        rows=(row(REMAND, "2022-06-06", 40), row(BAIL, "2022-06-06", 7)),
    )
    plain = dates(booking(sds("2022-06-06", years=2)))
    assert plain["CRD"] == "2023-06-06"
    assert plain["SLED"] == "2024-06-05"
    found = dates(given)
    assert found["CRD"] == "2023-04-20"
    assert found["SLED"] == "2024-04-19"
    assert found["ESED"] == "2024-06-05"


def test_remand_for_the_whole_part_to_be_served_releases_on_the_day() -> None:
    """6 months from 4 June 2020 are 183 days, 92 to serve; 92 on remand leave none."""
    given = booking(sds("2020-06-04", months=6), rows=(row(REMAND, "2020-06-04", 92),))
    found = dates(given)
    assert found["CRD"] == "2020-06-04"
    assert found["SLED"] == "2020-09-02"
    assert found["TUSED"] == "2021-06-04"
    assert "HDCED" not in found


def test_sentences_side_by_side_take_the_latest_of_each() -> None:
    """4 years decide release and end, whatever the shorter one does."""
    given = booking(
        sds("2021-03-01", years=4),
        sds("2021-05-10", months=10, name="two"),
    )
    found = dates(given)
    alone = dates(booking(sds("2021-03-01", years=4)))
    assert found["CRD"] == alone["CRD"] == "2023-03-01"
    assert found["SLED"] == alone["SLED"] == "2025-02-28"
    assert "TUSED" not in found


def test_remand_of_one_sentence_counts_for_those_served_with_it() -> None:
    """15 days read on 20 September and 23 on 10 October: both sentences end with 38."""
    given = booking(
        sds("2021-09-20", months=6),
        sds("2021-10-10", months=8, name="two"),
        rows=(row(REMAND, "2021-09-20", 15), row(REMAND, "2021-10-10", 23)),
    )
    found = dates(given)
    alone = dates(booking(sds("2021-10-10", months=8)))
    assert alone["CRD"] == "2022-02-08"
    assert found["CRD"] == "2022-01-01"
    assert found["SLED"] == "2022-05-02"


def test_after_release_a_new_sentence_starts_with_nothing() -> None:
    given = booking(
        sds("2021-01-11", months=6),
        sds("2021-09-06", months=6, name="two"),
        rows=(row(REMAND, "2021-01-11", 30),),
    )
    found = dates(given)
    assert found["CRD"] == dates(booking(sds("2021-09-06", months=6)))["CRD"]


def test_consecutive_sentences_are_added_before_they_are_counted() -> None:
    """18 months at one half, then 8 years 4 months at two thirds, from 25 January 2023.

    547 days give 274; then 3,045 days from 26 October 2023 give 2,030: 2,304 in all.
    """
    given = booking(
        sds("2023-01-25", months=18),
        sds("2023-01-25", years=8, months=4, name="two", after="one", plus=True),
    )
    found = dates(given)
    assert found["CRD"] == "2029-05-16"
    assert found["SLED"] == "2032-11-24"
    length = calculated(given).effective_sentence_length
    assert str(length) == "P9Y10M"


def test_a_chain_may_be_imposed_on_several_days() -> None:
    """2 years 4 months, 28 days and 10 months from 6 May 2022: 1,186 days, 593 served."""
    given = booking(
        sds("2022-05-06", years=2, months=4),
        sds("2022-08-01", days=28, name="two", after="one"),
        sds("2022-11-14", months=10, name="three", after="two"),
    )
    found = dates(given)
    assert found["CRD"] == "2023-12-19"
    assert found["SLED"] == "2025-08-03"


def test_two_sentences_after_one_make_two_chains() -> None:
    shorter = sds("2022-05-06", months=3, name="two", after="one")
    longer = sds("2022-05-06", months=9, name="three", after="one")
    both = dates(booking(sds("2022-05-06", years=2), shorter, longer))
    longest = dates(booking(sds("2022-05-06", years=2), longer))
    assert both["CRD"] == longest["CRD"]
    assert both["SLED"] == longest["SLED"]


def test_a_short_chain_across_the_coming_of_licence_has_a_licence_of_its_own() -> None:
    """3 months (since) and 7 months (before) from 22 February 2015: half of 89 days is 44."""
    given = booking(
        sds("2015-02-22", months=3, offence_on="2015-02-10"),
        sds("2015-02-22", months=7, offence_on="2014-11-01", name="two", after="one"),
    )
    found = dates(given)
    assert found["CRD"] == "2015-07-23"
    assert found["LED"] == "2015-09-05"
    assert found["SED"] == "2015-12-21"
    assert found["TUSED"] == "2016-07-23"


def test_licence_of_one_sentence_makes_release_of_the_other_conditional() -> None:
    """8 months without licence govern, but the licence of the 6 months runs on that day."""
    given = booking(
        sds("2015-03-02", months=6, offence_on="2015-02-10"),
        sds("2015-03-02", months=8, offence_on="2014-11-01", name="two"),
    )
    found = dates(given)
    assert {"CRD", "SED", "LED"} <= set(found)
    assert "ARD" not in found
    assert found["CRD"] < found["LED"] < found["SED"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_the_sentences_given_does_not_matter(order: tuple[int, int, int]) -> None:
    sentences = (
        sds("2022-05-06", years=2, months=4),
        sds("2022-08-01", days=200, name="two", after="one"),
        sds("2022-11-14", months=40, name="three"),
    )
    shuffled = tuple(sentences[place] for place in order)
    assert dates(booking(*shuffled), ersed=True) == dates(booking(*sentences), ersed=True)


def test_the_day_of_the_sentence_that_governs_is_given() -> None:
    given = booking(sds("2021-03-01", years=4), sds("2021-05-10", months=10, name="two"))
    found = calculated(given)
    assert str(found.governing_sentenced_on) == "2021-03-01"
    assert found.governing().type is ReleaseDateType.CRD
    assert found.on(ReleaseDateType.TUSED) is None
