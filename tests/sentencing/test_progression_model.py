"""The progression model at its edges, worked by hand: whom it reaches, when, with which dates."""

from datetime import date

import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Calculation,
    Exclusion,
    StandardDeterminate,
    calculate,
    read_profile,
)

from .invented import (
    FORTY,
    PROGRESSION,
    booking,
    calculated,
    codes,
    dates,
    recall,
    row,
    sds,
)

UAL, ADA, REMAND = AdjustmentKind.UAL, AdjustmentKind.ADA, AdjustmentKind.REMAND
MODEL = "SDS_PROGRESSION_MODEL"


def tranche(given: Booking) -> str | None:
    found = {each.scheme: each.tranche for each in calculated(given, PROGRESSION).schemes}
    return found.get(MODEL)


def switched(given: Booking, *switches: str, profile: str = FORTY) -> dict[str, str]:
    found = calculate(
        given, read_profile(profile, frozenset(switches)).law, bank_holidays=frozenset()
    )
    assert isinstance(found, Calculation)
    return {each.type.value: str(each.on) for each in found.dates}


@pytest.mark.parametrize(
    ("sentence", "release"),
    [
        # One third of 1,096 days is 366, though one half, 548, was to be served.
        (sds("2025-12-01", years=3, exclusions=(Exclusion.SEXUAL,)), "2026-12-01"),
        # A child's detention stays at 40 per cent: 439.
        (sds("2025-12-01", years=3, child=True), "2027-02-12"),
        (
            sds(
                "2025-12-01",
                years=3,
                exclusions=(Exclusion.SEXUAL, Exclusion.SA2026_PROGRESSION_MODEL_SCHEDULE),
            ),
            "2027-06-01",
        ),
        (
            sds(
                "2025-12-01",
                years=3,
                exclusions=(Exclusion.SEXUAL, Exclusion.PROGRESSION_MODEL_SCHEDULE_13_PART_3),
            ),
            "2027-06-01",
        ),
        # It would be longer if passed today, so it stays as it was.
        (
            sds("2025-12-01", years=3, plus_today=True, exclusions=(Exclusion.VIOLENT,)),
            "2027-06-01",
        ),
    ],
    ids=["sexual", "child", "2026 schedule", "schedule 13", "longer today"],
)
def test_whom_it_reaches_goes_by_marks_of_its_own(
    sentence: StandardDeterminate, release: str
) -> None:
    given = booking(sentence)
    assert dates(given, PROGRESSION)["CRD"] == release
    assert tranche(given) == ("TRANCHE_3" if release == "2026-12-01" else None)


def test_it_reaches_no_recall() -> None:
    given = booking(sds("2025-12-01", years=3, recall=recall()))
    assert tranche(given) is None
    assert dates(given, PROGRESSION) == dates(given, FORTY)


@pytest.mark.parametrize(
    ("start", "release", "name", "is_affected"),
    [
        # 200 of 500 days, to 30 September, 1 and 2 October 2026. A third would be 167.
        ("2026-03-15", "2026-09-30", None, False),
        ("2026-03-16", "2026-10-01", "TRANCHE_1", False),
        ("2026-03-17", "2026-10-01", "TRANCHE_1", True),
    ],
)
def test_who_is_due_on_its_first_day_has_a_tranche_and_keeps_the_date(
    start: str, release: str, name: str | None, *, is_affected: bool
) -> None:
    given = booking(sds(start, days=500))
    assert dates(given, PROGRESSION)["CRD"] == release
    assert tranche(given) == name
    assert (MODEL in calculated(given, PROGRESSION).affected_by) is is_affected


@pytest.mark.parametrize(("start", "name"), [("2025-11-14", None), ("2025-11-15", "TRANCHE_2")])
def test_an_absence_since_it_began_counts_a_day_less_than_it_lasted(
    start: str, name: str | None
) -> None:
    """320 of 800 days, to 29 or 30 September 2026; 30 awarded; ten days at large from 2 October.

    On 13 October the release without awards, 9 or 10 October, less nine days is 30 September or
    1 October: practice takes off one day less than the ten that it has added.
    """
    given = booking(
        sds(start, days=800),
        rows=(row(ADA, "2026-03-02", 30), row(UAL, "2026-10-02", 10, "2026-10-02", "2026-10-11")),
    )
    assert tranche(given) == name


@pytest.mark.parametrize(
    ("awarded_on", "release"),
    [(None, "2026-10-13"), ("2026-03-02", "2026-10-23"), ("2026-10-13", "2026-10-23")],
)
def test_awards_are_served_after_the_day_of_the_tranche(
    awarded_on: str | None, release: str
) -> None:
    """24 months of 5 January 2026: a third, 244 days, to 5 September; the second tranche."""
    rows = () if awarded_on is None else (row(ADA, awarded_on, 10),)
    given = booking(sds("2026-01-05", months=24), rows=rows)
    assert dates(given, PROGRESSION)["CRD"] == release


def test_an_award_of_after_the_release_is_sent_back_before_it_can_hold_anyone() -> None:
    given = booking(sds("2026-01-05", months=24), rows=(row(ADA, "2028-03-06", 10),))
    assert codes(given, PROGRESSION) == ["ADJUSTMENT_AFTER_RELEASE_ADA"]


@pytest.mark.parametrize("awarded_on", [None, "2024-03-04", "2024-09-10"])
def test_under_release_at_40_per_cent_the_wait_takes_awards_up(awarded_on: str | None) -> None:
    """18 months of 8 January 2024: 219 of 547 days, to 13 August; nobody before 10 September."""
    rows = () if awarded_on is None else (row(ADA, awarded_on, 10),)
    given = booking(sds("2024-01-08", months=18), rows=rows)
    assert dates(given, FORTY)["CRD"] == "2024-09-10"
    lost = [each.adjustment.days for each in calculated(given, FORTY).unapplied]
    assert lost == ([10] if awarded_on == "2024-09-10" else [])


def test_each_part_of_a_chain_has_its_own_point() -> None:
    """Three years at one half are 548 days; two from 3 May 2028 at one third 244: 792."""
    marks = (Exclusion.SEXUAL, Exclusion.SA2026_PROGRESSION_MODEL_SCHEDULE)
    given = booking(
        sds("2026-11-02", years=3, exclusions=marks),
        sds("2026-11-02", years=2, name="two", after="one"),
    )
    assert dates(given, PROGRESSION)["CRD"] == "2029-01-01"


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        # 334 days, 40 per cent: 134, gone before it began.
        ("2026-05-01", 11, {"ARD": "2026-09-11", "SED": "2027-03-31"}),
        # 40 per cent was 12 October; a third, 112 days, would be 20 September.
        ("2026-06-01", 11, {"CRD": "2026-10-01", "SLED": "2027-04-30"}),
        # Sentenced under it: 102 of 304 days.
        ("2026-10-12", 10, {"CRD": "2027-01-21", "SLED": "2027-08-11"}),
    ],
)
def test_it_puts_short_sentences_for_old_offences_on_licence(
    start: str, months: int, expected: dict[str, str]
) -> None:
    found = dates(booking(sds(start, months=months, offence_on="2014-11-03")), PROGRESSION)
    kinds = {"ARD", "SED", "CRD", "SLED"}
    assert {kind: on for kind, on in found.items() if kind in kinds} == expected


def test_a_child_leaves_a_short_sentence_before_the_tranche_day_in_practice() -> None:
    """304 days from 10 June 2026: 40 per cent to 9 October, a third to 19 September, at 17."""
    given = booking(sds("2026-06-10", months=10), born="2009-05-01")
    assert dates(given, FORTY)["ARD"] == "2026-10-09"
    assert dates(given, PROGRESSION)["ARD"] == "2026-09-19"
    assert tranche(given) == "TRANCHE_1"


def test_the_curfew_of_before_it_stands() -> None:
    """30 months of 3 December 2025: 366 of 913 at 40 per cent, and half of those: 4 June 2026."""
    given = booking(sds("2025-12-03", months=30))
    assert dates(given, PROGRESSION)["HDCED"] == "2026-06-04"
    assert (
        switched(given, "applyPostHdcedRepealRules", profile=PROGRESSION)["HDCED"] == "2026-06-04"
    )
    since = booking(sds("2026-10-05", months=30))
    assert "HDCED" in dates(since, PROGRESSION)
    assert "HDCED" not in switched(since, "applyPostHdcedRepealRules", profile=PROGRESSION)


@pytest.mark.parametrize(("start", "curfew"), [("2026-07-03", "2026-09-01"), ("2026-07-04", None)])
def test_adult_curfew_ends_with_a_day(start: str, curfew: str | None) -> None:
    """120 of 300 days: the curfew is 60 days from the day of sentence."""
    given = booking(sds(start, days=300))
    assert switched(given, "applyPostHdcedRepealRules").get("HDCED") == curfew
    assert switched(given)["HDCED"] == (curfew or "2026-09-02")


def test_a_childs_detention_alone_keeps_its_curfew() -> None:
    alone = booking(sds("2026-07-06", days=300, child=True), born="2010-02-01")
    chain = booking(
        sds("2026-07-06", days=150, child=True),
        sds("2026-07-06", days=150, child=True, name="two", after="one"),
        born="2010-02-01",
    )
    for switch in ("applyPostHdcedRepealRules", "adultHdcSuspended"):
        assert switched(alone, switch)["HDCED"] == "2026-09-04"
        assert "HDCED" not in switched(chain, switch)
    assert switched(chain)["HDCED"] == "2026-09-04"


def test_supervision_ends_with_its_repeal_whatever_the_sentence() -> None:
    given = booking(sds("2024-03-04", months=8))
    assert "TUSED" in switched(given)
    assert "TUSED" not in switched(given, "applyPostRecallRepealRules")


@pytest.mark.parametrize("by_hand", [False, True])
def test_credit_that_the_shorter_part_makes_too_much_is_told_apart(*, by_hand: bool) -> None:
    """3 years of 20 August 2026, 440 days of credit: one half is 548 to serve, a third is 366."""
    given = booking(
        sds("2026-08-20", years=3, exclusions=(Exclusion.SEXUAL,)),
        rows=(row(REMAND, "2026-08-20", 440),),
    )
    switches = {"routePreProgressionExtinguishedSentenceToManual"} if by_hand else set()
    found = calculate(
        given,
        read_profile(PROGRESSION, frozenset(switches)).law,
        bank_holidays=frozenset[date](),
    )
    assert not isinstance(found, Calculation)
    expected = "PROGRESSION_MODEL_UNSUPPORTED_EXTINGUISHED_SENTENCE"
    assert [each.code for each in found.reasons] == [
        expected if by_hand else "RELEASE_DATE_BEFORE_SENTENCE_DATE"
    ]
