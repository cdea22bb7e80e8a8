"""Sentences that follow one another, branch, or merge into a single term."""

import pytest

from gatelodge.sentencing import AdjustmentKind, Booking, Exclusion, Term

from .invented import booking, calculated, codes, dates, dto, eds, own_dates, row, sds, sopc

REMAND, UAL = AdjustmentKind.REMAND, AdjustmentKind.UAL


def test_each_release_point_is_counted_once_for_its_parts() -> None:
    """18 months at one half are 274 of 547 days; 8 years 4 months follow: 2,030 of 3,045."""
    given = booking(
        sds("2023-01-25", months=18),
        sds("2023-01-25", years=8, months=4, name="two", after="one", plus=True),
    )
    found = dates(given)
    assert found["CRD"] == "2029-05-16"
    assert found["SLED"] == "2032-11-24"


def test_parts_of_one_release_point_are_joined_though_another_stands_between() -> None:
    """3 and 3 months are 181 days, 91 to serve; 7 years from 11 April 2022 are 2,557, 1,705.

    Counted apart, 3 months of 90 days and 3 of later would serve 45 each, a day less.
    """
    given = booking(
        sds("2022-01-10", months=3),
        sds("2022-01-10", years=7, name="two", after="one", plus=True),
        sds("2022-01-10", months=3, name="three", after="two"),
    )
    found = dates(given)
    assert found["CRD"] == "2026-12-10"
    assert found["SLED"] == "2029-07-09"


def test_parole_parts_are_served_last_wherever_they_stand() -> None:
    """A real chain: 3,166 and 183 days first, then six years whole, parole at two thirds."""
    given = booking(
        eds("2014-05-02", Term(years=6), Term(years=1), name="a"),
        eds("2014-05-02", Term(years=6), Term(years=1), name="b", after="a", automatic=True),
        sds("2014-05-02", years=7, name="c", after="b", plus=True),
        sds("2014-05-02", years=1, name="d", after="c"),
    )
    found = dates(given)
    assert found["CRD"] == "2029-07-02"
    assert found["PED"] == "2027-07-03"
    assert found["SLED"] == "2036-05-01"


def test_parole_parts_of_two_points_count_the_second_from_the_notional_day_itself() -> None:
    """A real chain: 1,278 days to 16 October 2023, and 1,948 of 2,922 from that day on."""
    given = booking(
        sopc("2020-04-17", Term(years=7), Term(months=12), name="a"),
        eds("2020-04-17", Term(years=8), Term(years=4), name="b", after="a"),
    )
    found = dates(given)
    assert found["CRD"] == "2035-04-16"
    assert found["PED"] == "2029-02-14"


def test_two_sentences_that_follow_the_same_one_make_two_chains() -> None:
    """12 and 6 months, 12 and 12 months: the longer, 731 days, holds for 366."""
    given = booking(
        sds("2022-06-06", months=12),
        sds("2022-06-06", months=6, name="two", after="one"),
        sds("2022-06-06", months=12, name="three", after="one"),
    )
    assert dates(given)["CRD"] == "2023-06-06"
    assert [each["CRD"] for each in own_dates(given)] == [
        # 18 months are 548 days, 274 to serve.
        "2023-03-06",
        "2023-03-06",
        "2023-06-06",
        "2023-06-06",
    ]


def test_a_sentence_listed_twice_in_every_word_is_one() -> None:
    """2 years and 6 months are 914 days, 457 to serve."""
    twice = sds("2022-06-06", months=6, name="two", after="one")
    given = booking(sds("2022-06-06", years=2), twice, twice)
    assert dates(given)["CRD"] == "2023-09-05"
    assert len(own_dates(given)) == 2


def test_a_sentence_that_shares_no_more_than_the_name_is_another() -> None:
    """5 years are 1,826 days, 913 to serve, though they bear the name of a part of a chain."""
    given = booking(
        sds("2022-06-06", years=2),
        sds("2022-06-06", months=6, name="two", after="one"),
        sds("2022-06-06", years=5, name="two"),
    )
    assert dates(given)["CRD"] == "2024-12-04"
    assert len(own_dates(given)) == 3


def test_a_chain_that_grows_keeps_the_absence_of_the_first_it_grew_from() -> None:
    """12 and 2 months let go on 9 January 2023 with 5 absent days; 12 and 12 months hold on.

    7 more days, of February, reach the second chain alone. The third, 12 and 24 months, is 1,096
    days, 548 to serve to 5 December: and the 5 days of the first, not the 12 of the second.
    """
    given = booking(
        sds("2022-06-06", months=12),
        sds("2022-06-06", months=2, name="two", after="one"),
        sds("2022-06-06", months=12, name="three", after="one"),
        sds("2023-03-06", months=24, name="four", after="one"),
        rows=(row(UAL, "2022-08-01", 5), row(UAL, "2023-02-06", 7)),
    )
    # The new chain stands first among those of one day.
    assert [each["CRD"] for each in own_dates(given)][::2] == [
        "2023-12-10",
        "2023-01-09",
        "2023-06-18",
    ]
    assert dates(given)["CRD"] == "2023-12-10"


def test_terms_of_different_days_under_the_old_rules_are_one_term() -> None:
    """A real case: from 31 July 2012 to the later end, 16 December: 139 days, 70 to serve."""
    first = sds("2012-07-31", months=3, offence_on="2004-06-01")
    second = sds("2012-08-17", months=4, offence_on="2004-06-01", name="two")
    found = dates(booking(first, second))
    assert found["ARD"] == "2012-10-08"
    assert found["SED"] == "2012-12-16"


def test_practice_reads_the_first_two_of_such_terms_alone() -> None:
    given = booking(
        sds("2012-07-31", months=3, offence_on="2004-06-01"),
        sds("2012-08-17", months=4, offence_on="2004-06-01", name="two"),
        sds("2012-09-03", months=12, offence_on="2004-06-01", name="three"),
    )
    found = dates(given)
    assert found["ARD"] == "2012-10-08"
    assert found["SED"] == "2012-12-16"


def test_terms_of_one_day_under_the_old_rules_stay_apart() -> None:
    """4 months from 31 July 2012 are 123 days, 62 to serve; a single term would serve no less."""
    given = booking(
        sds("2012-07-31", months=3, offence_on="2004-06-01"),
        sds("2012-07-31", months=4, offence_on="2004-06-01", name="two"),
    )
    assert len(own_dates(given)) == 2
    assert own_dates(given)[0]["SED"] == "2012-10-30"
    assert dates(given)["ARD"] == "2012-09-30"


@pytest.mark.parametrize(
    ("second", "ends", "transfers"),
    [
        # To 9 January 2025, two years from the first day: 732 days stand, and are over 24 months.
        ("2023-07-10", "2025-01-09", {}),
        # A day more, and the whole is cut to 731 days.
        ("2023-07-11", "2025-01-08", {"ETD": "2023-11-09", "LTD": "2024-03-09"}),
    ],
)
def test_orders_of_different_days_are_one_term_cut_after_two_years(
    second: str, ends: str, transfers: dict[str, str]
) -> None:
    """18 months of 9 January 2023, then 18 months more; 366 days are served either way."""
    given = booking(
        dto("2023-01-09", Term(months=18)),
        dto(second, Term(months=18), name="two"),
        born="2007-05-01",
    )
    assert dates(given) == {"SED": ends, "MTD": "2024-01-09", "ESED": ends, **transfers}


def test_orders_that_follow_one_another_never_come_to_more_than_24_months() -> None:
    """A real case: 14 and 14 months from 13 July 2022 are cut to 731 days, 366 to serve, less 5."""
    given = booking(
        dto("2022-07-13", Term(months=14)),
        dto("2022-07-13", Term(months=14), name="two", after="dto"),
        rows=(row(REMAND, "2022-07-13", 5),),
        born="2006-05-01",
    )
    found = dates(given)
    assert found["MTD"] == "2023-07-08"
    assert found["SED"] == "2024-07-07"
    assert found["ESED"] == "2024-07-12"


def test_an_order_over_at_once_has_transfer_dates_only_beside_another() -> None:
    """12 months from 9 January 2023: 183 to serve, 183 on remand. Practice asks one alone."""
    rows = (row(REMAND, "2023-01-09", 183),)
    alone = booking(dto("2023-01-09", Term(months=12)), rows=rows, born="2006-05-01")
    beside = booking(
        dto("2023-01-09", Term(months=12)),
        dto("2023-01-09", Term(months=10), name="two"),
        rows=rows,
        born="2006-05-01",
    )
    assert not {"ETD", "LTD"} & set(dates(alone))
    found = dates(beside)
    assert (found["MTD"], found["ETD"], found["LTD"]) == ("2023-01-09", "2022-12-09", "2023-02-09")


def test_effective_length_is_of_the_whole_chain() -> None:
    given = booking(
        sds("2022-06-06", years=1),
        sds("2022-06-06", months=5, weeks=2, name="two", after="one"),
    )
    assert str(calculated(given).effective_sentence_length) == "P1Y5M14D"


def twice_over(levels: int, *, second: Exclusion) -> Booking:
    """Each step of a chain holds two sentences of one id, which the next step follows."""
    return booking(
        *(
            sds(
                "2024-01-08",
                days=3,
                name=f"step {step}",
                after=f"step {step - 1}" if step else None,
                exclusions=(exclusion,),
            )
            for step in range(levels)
            for exclusion in (Exclusion.SEXUAL, second)
        )
    )


def test_sentences_of_one_id_make_no_more_paths_than_one() -> None:
    """Two ways on at each of 40 steps would be a million million paths; all say the same."""
    given = twice_over(40, second=Exclusion.SEXUAL)
    # 120 days from 8 January, half of them to serve.
    assert (dates(given)["CRD"], dates(given)["SLED"]) == ("2024-03-07", "2024-05-06")


def test_too_many_paths_are_refused() -> None:
    """Two ways on at each of 8 steps are 256 chains, at each of 9 they are 512."""
    assert dates(twice_over(8, second=Exclusion.VIOLENT))["SLED"] == "2024-01-31"
    assert codes(twice_over(9, second=Exclusion.VIOLENT)) == ["GL_TOO_MANY_SENTENCES"]
