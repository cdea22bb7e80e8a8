"""The working: every date says how it came about, and on whose authority."""

import re
from pathlib import Path

import msgspec
import pytest

import gatelodge.sentencing
from gatelodge.sentencing import AdjustmentKind, Booking, Citation, LawBook, ReleaseDateType, Step
from gatelodge.sentencing.working import RULES

from .invented import FORTY, HALF, IN_FORCE, booking, calculated, law, row, sds, steps

REMAND, UAL, ADA = AdjustmentKind.REMAND, AdjustmentKind.UAL, AdjustmentKind.ADA
WRITTEN = "".join(
    path.read_text("utf-8")
    for path in Path(gatelodge.sentencing.__file__).parent.glob("*.py")
    if path.name != "working.py"
)
"""All of the engine's code but the words of its rules."""
RICH = booking(
    sds("2022-06-06", years=2),
    sds("2022-06-06", months=5, weeks=2, name="two", after="one"),
    sds("2022-09-05", months=20, name="three"),
    rows=(
        row(REMAND, "2022-06-06", 20),
        row(AdjustmentKind.TAGGED_BAIL, "2022-06-06", 4),
        row(UAL, "2022-07-04", 3, "2022-07-04", "2022-07-06"),
        row(ADA, "2022-10-03", 8),
    ),
)


def test_the_working_of_a_release_can_be_followed() -> None:
    given = booking(sds("2022-06-06", years=2), rows=(row(REMAND, "2022-06-06", 40),))
    found = [step.text for step in steps(calculated(given), ReleaseDateType.CRD)]
    assert found == [
        "2 years from 6 June 2022 is 731 days, to 5 June 2024.",
        "Half of 731 days, rounded up, is 366 days to serve, to 6 June 2023.",
        "Less 40 days on remand: 6 June 2023 becomes 27 April 2023.",
        "Release is on licence, to the end of the sentence.",
    ]


MIXED = booking(
    sds("2024-11-04", months=4, offence_on="2015-01-18"),
    sds("2024-11-04", months=7, name="two", after="one"),
)


def test_the_licence_of_a_mixed_chain_is_spoken_as_each_book_works_it_out() -> None:
    texts = {
        profile: [step.text for step in steps(calculated(MIXED, profile), ReleaseDateType.LED)][-1]
        for profile in (FORTY, IN_FORCE)
    }
    assert texts == {
        FORTY: "Of the 212 days for the offences since licence came for short sentences, half, "
        "rounded up, is custody. The rest is licence: 106 days from release, to 1 July 2025.",
        IN_FORCE: "Custody for the older offences ends before 22 December 2024. From then the "
        "terms for the offences since licence came for short sentences run whole, 212 days, to 21 "
        "July 2025; moved as release is, licence ends on 21 July 2025.",
    }


@pytest.mark.parametrize("profile", [HALF, FORTY])
@pytest.mark.parametrize(
    "given",
    [
        RICH,
        booking(sds("2023-10-12", years=2)),
        booking(sds("2023-10-12", years=2), rows=(row(UAL, "2024-09-20", 5),)),
        booking(sds("2025-12-01", years=3), rows=(row(ADA, "2026-03-02", 9),)),
        booking(
            sds("2015-02-22", months=3, offence_on="2015-02-10"),
            sds("2015-02-22", months=7, offence_on="2014-11-01", name="two", after="one"),
        ),
        booking(sds("2020-06-04", months=6), rows=(row(REMAND, "2020-06-04", 92),)),
        booking(sds("2023-11-14", weeks=12), sds("2023-12-05", weeks=4, name="two")),
        booking(sds("2022-12-25", days=194), born="2005-04-01"),
    ],
)
def test_every_step_is_numbered_spoken_and_sourced(given: Booking, profile: str) -> None:
    found = calculated(given, profile, ersed=True)
    for dated in found.dates:
        assert [step.number for step in dated.steps] == list(range(1, len(dated.steps) + 1))
        for step in dated.steps:
            assert step.authority, (dated.type, step.text)
            assert "{" not in step.text
            assert re.search(r"[.]$", step.text)


def test_the_last_day_named_in_a_release_is_the_release() -> None:
    found = calculated(RICH)
    text = " ".join(step.text for step in steps(found, ReleaseDateType.CRD))
    on = found.on(ReleaseDateType.CRD)
    assert on is not None
    assert f"{on.day} {on:%B %Y}" in text


def test_an_unconfirmed_source_says_so_wherever_it_is_shown() -> None:
    unread = Citation(text="A paper of 2015", is_confirmed=False)
    assert str(unread) == "A paper of 2015 (source not confirmed)"
    assert str(Citation(text="An Act", is_confirmed=True)) == "An Act"
    counted = steps(calculated(booking(sds("2022-06-06", years=2))), ReleaseDateType.SLED)[0]
    assert all(not citation.is_confirmed for citation in counted.authority)


def test_a_calculation_can_be_kept_and_read_again() -> None:
    found = calculated(RICH, FORTY, ersed=True)
    kept = msgspec.json.encode(found)
    again = msgspec.json.decode(kept, type=type(found))
    assert again == found
    assert [step.text for each in again.dates for step in each.steps] == [
        step.text for each in found.dates for step in each.steps
    ]


def test_every_rule_has_a_source_in_the_law_or_takes_the_law_files_own() -> None:
    topics = {rule.topic for rule in RULES.values() if rule.topic is not None}
    for book in (LawBook.in_force(), law(HALF), law(FORTY)):
        assert topics <= set(book.citations)


def test_no_source_in_the_law_is_idle() -> None:
    topics = {rule.topic for rule in RULES.values()}
    read = set(re.findall(r'citations\["([a-z_]+)"\]', WRITTEN))
    for book in (LawBook.in_force(), law(HALF), law(FORTY)):
        assert set(book.citations) - topics - read == set()


def test_every_rule_noted_anywhere_can_be_spoken_and_none_is_idle() -> None:
    noted = set(re.findall(r'note\(\s*"([A-Z_0-9]+)"', WRITTEN))
    assert noted <= set(RULES)
    assert {name for name in RULES if f'"{name}"' not in WRITTEN} == set()


def test_small_and_large_figures_read_well() -> None:
    one = Step(number=1, rule="REMAND", figures=(1,), authority=())
    many = Step(number=1, rule="REMAND", figures=(2191,), authority=())
    assert one.text == "Less 1 day on remand."
    assert many.text == "Less 2,191 days on remand."
    restored = Step(number=1, rule="ADA", figures=(-3,), authority=())
    assert restored.text == "Less 3 days awarded, after what was restored."
