"""The dates of each sentence: what it alone would say, before anything of the booking."""

from gatelodge.sentencing import AdjustmentKind, RecallType, ReleaseDateType, Term

from .invented import (
    FORTY,
    PROGRESSION,
    booking,
    dates,
    dto,
    eds,
    fine,
    own_dates,
    recall,
    row,
    sds,
    worked,
)

FTR_56 = RecallType.FIXED_TERM_RECALL_56


def test_no_sentence_waits_for_a_tranche_of_its_own() -> None:
    """40 per cent of 731 days, 293, are served on 30 July 2024; the booking waits."""
    given = booking(sds("2023-10-12", years=2))
    assert dates(given, FORTY)["CRD"] == "2024-09-10"
    (own,) = own_dates(given, FORTY)
    assert own["CRD"] == "2024-07-30"


def test_the_point_of_each_part_is_the_one_it_has_in_the_end() -> None:
    given = booking(sds("2023-10-12", years=2), eds("2023-10-12", Term(years=2), Term(years=1)))
    assert [each.release_point for each in worked(given, FORTY).sentence_dates()] == ["2/5", "1/1"]
    plus = booking(sds("2023-10-12", years=8, plus=True), fine("2023-10-12", Term(days=20)))
    assert [each.release_point for each in worked(plus, FORTY).sentence_dates()] == ["2/3", "1/2"]


def test_parts_of_a_chain_share_their_dates_and_their_place() -> None:
    given = booking(
        sds("2022-06-06", years=1),
        sds("2022-06-06", months=6, name="two", after="one"),
        sds("2022-06-06", months=3, name="three"),
    )
    one, two, three = worked(given).sentence_dates()
    assert one.dates == two.dates
    assert (one.index, two.index, three.index) == (0, 0, 1)
    assert (one.drives_release, two.drives_release, three.drives_release) == (True, True, False)
    assert [each.sentence_id for each in (one, two, three)] == ["one", "two", "three"]


def test_a_recalled_sentence_shows_its_first_release_beside_the_one_after_recall() -> None:
    """Back on 8 January 2026: 56 days would be 4 March; the first tranche, 31 March, and 1 awarded.

    The release of before, 40 per cent of 1,461 days with 5 awarded, is still its CRD.
    """
    given = booking(
        sds(
            "2023-10-02",
            years=4,
            recall=recall(FTR_56, revoked="2026-01-07", returned="2026-01-08"),
        ),
        rows=(
            row(AdjustmentKind.ADA, "2024-03-04", 5),
            row(AdjustmentKind.ADA, "2026-01-12", 1),
        ),
        returned="2026-01-08",
    )
    (own,) = worked(given, FORTY).sentence_dates()
    assert (own.awarded_days, own.awarded_on_recall_days) == (5, 1)
    assert own_dates(given, FORTY) == [
        {"CRD": "2025-05-13", "PRRD": "2026-04-01", "SLED": "2027-10-01"}
    ]


def test_a_recall_that_does_not_lead_is_marked_beside_what_does() -> None:
    given = booking(
        sds("2020-01-06", years=4, recall=recall()),
        sds("2023-06-05", years=3, name="new"),
        sds("2023-06-05", months=2, name="short"),
    )
    assert [each.drives_release for each in worked(given).sentence_dates()] == [True, True, False]


def test_an_order_shows_its_end_and_supervision_alone_and_orders_drive_nothing() -> None:
    given = booking(
        dto("2023-01-09", Term(months=8)),
        dto("2023-01-09", Term(months=4), name="two"),
        born="2004-05-01",
    )
    rows = worked(given).sentence_dates()
    assert [set(each) for each in own_dates(given)] == [{"SED", "TUSED"}] * 2
    assert [each.drives_release for each in rows] == [False, False]


def test_beside_an_order_the_other_sentence_drives() -> None:
    given = booking(dto("2023-01-09", Term(months=12)), sds("2023-01-09", months=2))
    assert [each.drives_release for each in worked(given).sentence_dates()] == [False, True]


def test_the_curfew_of_a_sentence_is_its_own_though_another_holds() -> None:
    """42 of 84 days: 28 to the curfew, on 12 December 2023; the other has none and holds."""
    given = booking(sds("2023-11-14", weeks=12), sds("2023-12-05", weeks=4, name="two"))
    first, second = own_dates(given)
    assert first["HDCED"] == "2023-12-12"
    assert "HDCED" not in second
    assert dates(given)["HDCED"] == "2023-12-18"


def test_a_child_shows_a_release_without_licence() -> None:
    """92 of 183 days from 6 June 2022, to 5 September, at 17."""
    (own,) = own_dates(booking(sds("2022-06-06", months=6), born="2005-04-01"))
    assert own["ARD"] == "2022-09-05"
    assert "SED" in own
    assert not {"CRD", "SLED", "TUSED"} & set(own)


def test_a_part_of_two_chains_shows_the_point_that_either_gave_it() -> None:
    """The model reaches the chain with the extended sentence; the other let go long before.

    Its days stay as they were counted, at 40 per cent, but the part they share is at one third.
    """
    given = booking(
        sds("2024-01-08", years=3),
        eds("2024-01-08", Term(years=2), Term(years=1), after="one"),
        fine("2024-01-08", Term(days=20), after="one"),
    )
    found = worked(given, PROGRESSION).sentence_dates()
    points = [(each.index, each.sentence_id, each.release_point) for each in found]
    assert points == [
        (0, "one", "1/3"),
        (0, "eds", "1/1"),
        (1, "one", "1/3"),
        (1, "fine", "1/2"),
    ]
    # 439 days of 1,096 for the sentence, 10 of 20 for the fine.
    assert str(found[2].dates[ReleaseDateType.CRD]) == "2025-03-31"


def test_a_licence_of_its_own_ends_with_the_group_it_is_served_in() -> None:
    """3 and 7 months, 303 days from 22 February 2021, and 161 awarded: release is the end itself.

    Half of the later offence's 89 days, 44, would run past it.
    """
    given = booking(
        sds("2021-02-22", months=3, offence_on="2021-02-02"),
        sds("2021-02-22", months=7, name="two", after="one", offence_on="2015-01-31"),
        rows=(row(AdjustmentKind.ADA, "2021-02-23", 161),),
    )
    first, _ = own_dates(given)
    assert (first["CRD"], first["LED"], first["SED"]) == ("2021-12-21",) * 3


def test_every_offence_of_the_sentence_that_sets_the_release_is_marked() -> None:
    """Two offences of one sentence share its identifier; the longer term sets the release."""
    given = booking(
        sds("2023-10-12", months=6),
        sds("2023-10-12", years=2),
        sds("2023-10-12", months=6, name="two"),
    )
    found = worked(given).sentence_dates()
    marks = [(each.sentence_id, each.drives_release) for each in found]
    assert marks == [("one", True), ("one", True), ("two", False)]
