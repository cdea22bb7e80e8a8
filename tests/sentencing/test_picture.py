"""The sentence picture: bars end on days the engine reached; the drawing says all in words."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings

from gatelodge.sentencing import (
    AdjustmentKind,
    BadCase,
    BarKind,
    Booking,
    Calculation,
    Picture,
    Recall,
    RecallType,
    Refusal,
    Worked,
    draw,
    read_case,
    read_profile,
    work_out,
)

from .invented import FORTY, booking, day, row, sds
from .test_properties import PROFILES, bookings

BESIDE = {
    BarKind.CURFEW,
    BarKind.PAROLE,
    BarKind.REMOVAL,
    BarKind.AWAY,
    BarKind.SUPERVISION,
}
"""Bars that run beside others of their row."""
CASES = Path(__file__).parents[2].parent / "shared" / "corpus" / "overall_calculation"
TODAY = date(2025, 7, 1)
CHAIN = booking(
    sds("2024-10-30", months=34),
    sds("2024-10-30", months=1, name="two", after="one"),
    rows=(row(AdjustmentKind.REMAND, "2024-10-30", 21),),
)


def worked(made: Booking, profile: str = FORTY, *, ersed: bool = False) -> Worked:
    found = work_out(made, read_profile(profile).law, bank_holidays=frozenset(), with_ersed=ersed)
    assert not isinstance(found, Refusal), found
    return found


def bars(picture: Picture, place: int = 0) -> dict[BarKind, tuple[str, str]]:
    return {bar.kind: (str(bar.from_on), str(bar.to_on)) for bar in picture.rows[place].bars}


def test_a_chain_with_remand_and_a_curfew_that_waited_for_its_law() -> None:
    picture = worked(CHAIN).picture()
    assert bars(picture) == {
        BarKind.REMAND: ("2024-10-09", "2024-10-29"),
        BarKind.CUSTODY: ("2024-10-30", "2025-12-08"),
        BarKind.CURFEW: ("2025-06-03", "2025-12-08"),
        BarKind.LICENCE: ("2025-12-09", "2027-09-08"),
    }
    assert [(mark.code, str(mark.on)) for mark in picture.marks] == [
        ("SENTENCED", "2024-10-30"),
        ("HDCED", "2025-06-03"),
        ("CRD", "2025-12-08"),
        ("SLED", "2027-09-08"),
        ("ESED", "2027-09-29"),
    ]
    assert picture.rows[0].sentence_ids == ("one", "two")


def test_days_of_remand_are_a_number_and_not_a_period() -> None:
    remand = worked(CHAIN).picture().rows[0].bars[0]
    assert remand.text == "21 days of remand and tagged bail come off. A number, not a period."


def test_a_person_who_waits_for_a_scheme_is_shown_waiting() -> None:
    picture = worked(booking(sds("2024-05-09", months=10))).picture()
    assert bars(picture)[BarKind.CUSTODY] == ("2024-05-09", "2024-09-07")
    assert bars(picture)[BarKind.WAITING] == ("2024-09-08", "2024-09-10")
    assert bars(picture)[BarKind.LICENCE][0] == "2024-09-11"
    assert "REACHED" in {mark.code for mark in picture.marks}


def test_supervision_follows_the_licence() -> None:
    picture = worked(booking(sds("2022-06-06", months=9)), "sds-50").picture()
    licence, supervision = bars(picture)[BarKind.LICENCE], bars(picture)[BarKind.SUPERVISION]
    assert day(supervision[0]) == day(licence[1]) + timedelta(days=1)


@pytest.mark.parametrize("returned", ["2023-09-11", None])
def test_a_recall_is_custody_again_and_says_if_its_first_day_is_not_known(
    returned: str | None,
) -> None:
    recall = Recall(
        recall_type=RecallType.STANDARD_RECALL,
        revoked_on=day("2023-09-04"),
        returned_on=None if returned is None else day(returned),
    )
    picture = worked(booking(sds("2022-06-06", years=2, recall=recall)), "sds-50").picture()
    back = next(bar for bar in picture.rows[0].bars if bar.kind is BarKind.RECALL)
    assert str(back.from_on) == (returned or "2023-09-04")
    assert back.is_uncertain is (returned is None)
    assert ("not known for certain" in back.text) is (returned is None)
    assert back.date_type == "PRRD"


def test_an_absence_is_shown_where_both_days_are_known() -> None:
    away = row(AdjustmentKind.UAL, "2025-01-07", 3, "2025-01-07", "2025-01-09")
    picture = worked(booking(sds("2024-10-30", years=3), rows=(away,))).picture()
    assert bars(picture)[BarKind.AWAY] == ("2025-01-07", "2025-01-09")


@settings(deadline=None, max_examples=150)
@given(bookings(), PROFILES)
def test_the_bars_of_any_booking_agree_with_its_dates(made: Booking, profile: str) -> None:
    law = read_profile(profile).law
    found = work_out(made, law, bank_holidays=frozenset(), with_ersed=True)
    if isinstance(found, Refusal):
        return
    agree(found, found.calculation())


def agree(found: Worked, told: Calculation) -> None:
    """Every bar ends where it says, none overlaps the next, and every date is marked."""
    picture = found.picture()
    by_type = {each.type.value: each for each in told.dates}
    ids = {each.sentence_id for each in found.booking.sentences}
    assert {each for r in picture.rows for each in r.sentence_ids} == ids
    for bar in (bar for each in picture.rows for bar in each.bars):
        assert bar.from_on <= bar.to_on
        if bar.date_type is not None:
            dated = by_type[bar.date_type]
            assert bar.to_on == dated.on
            assert bar.step == dated.steps[-1].number
    for each in picture.rows:
        spans = [(bar.from_on, bar.to_on) for bar in each.bars if bar.kind not in BESIDE]
        assert spans == sorted(spans)
        for (_, before), (after, _) in pairwise(spans):
            assert before < after
    assert {mark.code for mark in picture.marks} >= set(by_type)


def test_the_pictures_of_the_outside_cases_agree_with_their_dates() -> None:
    if not CASES.is_dir():
        pytest.skip(f"../shared is not here: {CASES}")
    drawn = 0
    for path in sorted(CASES.rglob("*.json")):
        try:
            case = read_case(path.read_bytes())
        except BadCase:
            continue
        profile = read_profile(case.profile, case.switches)
        found = work_out(
            case.booking,
            profile.law,
            bank_holidays=profile.bank_holidays,
            with_ersed=case.with_ersed,
        )
        if not isinstance(found, Refusal):
            agree(found, found.calculation())
            ET.fromstring(draw(found.picture()))  # noqa: S314 - our own drawing
            drawn += 1
    assert drawn > 700


def test_a_return_before_release_says_that_first_custody_is_not_certain() -> None:
    recall = Recall(
        recall_type=RecallType.STANDARD_RECALL,
        revoked_on=day("2023-03-01"),
        returned_on=day("2023-03-06"),
    )
    picture = worked(booking(sds("2022-06-06", years=2, recall=recall)), "sds-50").picture()
    custody = next(bar for bar in picture.rows[0].bars if bar.kind is BarKind.CUSTODY)
    assert str(custody.to_on) == "2023-03-05"
    assert custody.is_uncertain
    assert "The last day is not known for certain." in custody.text


def test_the_drawing_is_an_image_with_words_and_a_legend() -> None:
    drawn = draw(worked(CHAIN).picture(), today=TODAY)
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
    texts = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root.get("role") == "img"
    assert {"Custody", "Licence", "Curfew possible"} <= set(texts)
    assert "CRD 8 Dec 2025" in texts
    assert "Today 1 Jul 2025" in texts
    assert "CRD 8 December 2025" in drawn.split("<desc", 1)[1].split("</desc>")[0]
    fills = [each.get("fill") for each in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert "url(#picture-CURFEW)" in fills


def test_a_day_outside_the_picture_is_not_marked() -> None:
    assert "Today" not in draw(worked(CHAIN).picture(), today=date(2040, 1, 1))
    assert "Today" not in draw(worked(CHAIN).picture())


def test_words_cannot_break_the_drawing() -> None:
    picture = worked(CHAIN).picture()
    odd = msgspec.structs.replace(picture.rows[0], text="<script>&")
    drawn = draw(msgspec.structs.replace(picture, rows=(odd,)), name="p1")
    assert "<script" not in drawn
    assert "&lt;script&gt;&amp;" in drawn
    assert 'id="p1-CUSTODY"' in drawn
