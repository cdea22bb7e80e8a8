"""Every way to read the law is shown: one that cannot be dated, and what only one puts in doubt."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    Hazard,
    LawBook,
    Reading,
    RecallType,
    ReleaseDateType,
    Sentence,
    calculate,
)
from gatelodge.sentencing.constructions import Construction

from .hazard_cases import CASES, MODEL_38, model, new_recall, tie
from .hazard_cases_of_records import IN_FORCE
from .invented import booking, recall, row, sds
from .test_command_line import run
from .two_books import STATUTE_WITH_MODEL


def hazards(given: Booking, law: LawBook = IN_FORCE) -> dict[str, Hazard]:
    found = calculate(given, law, bank_holidays=frozenset())
    assert isinstance(found, Calculation), found
    return {each.code: each for each in found.hazards}


def twice_the_bail(days: int) -> Booking:
    """182 days are to be served. The law book credits equal bail once; the other reading twice."""
    bail = row(AdjustmentKind.TAGGED_BAIL, "2023-03-06", days)
    return booking(
        sds("2023-03-06", months=12),
        sds("2023-03-06", months=10, name="two"),
        rows=(bail, bail),
    )


def test_a_reading_that_cannot_be_dated_is_given_without_dates() -> None:
    """Bail of 100 days twice comes to more than the part to be served: nobody can be dated so."""
    first, second = hazards(twice_the_bail(100))["GL_BAIL_TWICE"].readings
    assert str(first.dates[ReleaseDateType.CRD]) == "2023-05-27"
    assert second.name == "Each row of tagged bail is a credit of its own."
    assert not second.dates


def test_a_reading_that_can_be_dated_just_so_has_its_dates() -> None:
    _first, second = hazards(twice_the_bail(91))["GL_BAIL_TWICE"].readings
    assert str(second.dates[ReleaseDateType.CRD]) == "2023-03-06"


def test_without_dates_of_the_other_reading_it_is_decided_before_the_law_books_own_release() -> (
    None
):
    assert str(hazards(twice_the_bail(100))["GL_BAIL_TWICE"].decide_by) == "2023-05-27"


def told(folder: Path, given: Booking, *words: str) -> str:
    path = folder / "booking.json"
    path.write_bytes(msgspec.json.encode(given))
    return run("calculate", path, *words).stdout


def test_the_terminal_says_that_a_reading_is_worked_out_by_hand(tmp_path: Path) -> None:
    said = told(tmp_path, twice_the_bail(100))
    assert (
        "Each row of tagged bail is a credit of its own. The engine cannot date this reading. Work "
        "its dates out by hand." in said
    )


def test_what_only_the_other_reading_puts_in_doubt_stands_with_it() -> None:
    """Were the chain not recalled it would have a curfew date, and a recalled part beside it."""
    found = hazards(CASES["GL_MIXED_RECALL_CHAIN"].fires)
    assert "GL_HDC_OF_RECALLED_CHAIN" not in found
    own, other = found["GL_MIXED_RECALL_CHAIN"].readings
    assert not own.further
    (further,) = other.further
    assert further.code == "GL_HDC_OF_RECALLED_CHAIN"
    assert further.question


def test_a_doubt_of_both_readings_is_raised_once() -> None:
    for pair in CASES.values():
        found = calculate(pair.fires, pair.law, bank_holidays=frozenset(), with_ersed=pair.ersed)
        assert isinstance(found, Calculation)
        asked = {(each.code, each.sentence_ids) for each in found.hazards}
        for hazard in found.hazards:
            for reading in hazard.readings:
                assert asked.isdisjoint((each.code, each.sentence_ids) for each in reading.further)


def test_the_terminal_tells_what_only_the_other_reading_puts_in_doubt(tmp_path: Path) -> None:
    said = told(tmp_path, CASES["GL_MIXED_RECALL_CHAIN"].fires)
    by_reading = said.index("Whoever decides for this reading decides too:")
    assert said.index("IN DOUBT GL_HDC_OF_RECALLED_CHAIN") > by_reading


def test_json_gives_both(tmp_path: Path) -> None:
    def readings(given: Booking, code: str) -> list[dict[str, Any]]:
        answer = json.loads(told(tmp_path, given, "--json"))
        return next(each["readings"] for each in answer["hazards"] if each["code"] == code)

    assert readings(twice_the_bail(100), "GL_BAIL_TWICE")[1]["dates"] == {}
    other = readings(CASES["GL_MIXED_RECALL_CHAIN"].fires, "GL_MIXED_RECALL_CHAIN")[1]
    assert [each["code"] for each in other["further"]] == ["GL_HDC_OF_RECALLED_CHAIN"]


def days(reading: Reading) -> dict[str, str]:
    return {each.value: str(on) for each, on in reading.dates.items()}


ADA = AdjustmentKind.ADA


def in_the_awards(more: Adjustment) -> tuple[Reading, ...]:
    """Reached on 10 November 2026, with five added days to serve from then: both readings."""
    given = model(rows=(row(ADA, "2026-01-05", 5), more))
    return hazards(given, STATUTE_WITH_MODEL)["GL_REPLAY_RELEASE_BEFORE_ADA"].readings


def test_an_absence_while_awards_are_served_puts_release_and_end_off_by_one_reading() -> None:
    gone = row(AdjustmentKind.UAL, "2026-11-12", 2, "2026-11-12", "2026-11-13")
    own, other = map(days, in_the_awards(gone))
    assert (own["CRD"], own["SLED"]) == ("2026-11-15", "2028-12-05")
    assert (other["CRD"], other["SLED"]) == ("2026-11-17", "2028-12-07")


def test_a_sentence_passed_while_awards_are_served_is_served_with_them_by_one_reading() -> None:
    """61 days from 16 November 2026; by one reading less 30 of credit, and 15 added days more."""
    given = booking(
        sds(MODEL_38, months=38),
        sds("2026-11-16", months=6, name="two"),
        rows=(row(ADA, "2026-01-05", 20), row(AdjustmentKind.REMAND, MODEL_38, 30)),
    )
    found = hazards(given, STATUTE_WITH_MODEL)["GL_REPLAY_RELEASE_BEFORE_ADA"]
    assert [days(each)["CRD"] for each in found.readings] == ["2027-01-15", "2026-12-31"]


def test_an_award_while_awards_are_served_counts_for_the_sentence_served_by_one_reading() -> None:
    """61 days from 16 November 2026, and two: or less three of credit, and two of seven to do."""
    given = booking(
        sds(MODEL_38, months=38),
        sds("2026-11-16", months=6, name="two"),
        rows=(
            row(ADA, "2026-01-05", 5),
            row(AdjustmentKind.REMAND, MODEL_38, 3),
            row(ADA, "2026-11-12", 2),
        ),
    )
    found = hazards(given, STATUTE_WITH_MODEL)["GL_REPLAY_RELEASE_BEFORE_ADA"]
    assert [days(each)["CRD"] for each in found.readings] == ["2027-01-17", "2027-01-14"]


def test_where_both_readings_give_the_same_dates_it_still_asks_for_custody_on_the_day() -> None:
    own, other = map(days, in_the_awards(row(ADA, "2026-11-12", 2)))
    assert own == other


def test_a_chain_is_measured_as_a_whole_or_each_of_its_sentences() -> None:
    own, other = hazards(CASES["GL_TRANCHE_OF_MIXED_SENTENCES"].fires)[
        "GL_TRANCHE_OF_MIXED_SENTENCES"
    ].readings
    assert (days(own)["CRD"], days(other)["CRD"]) == ("2024-10-22", "2024-09-10")


def test_a_sentence_that_was_over_makes_a_chain_one_of_several_too() -> None:
    given = booking(
        sds("2022-01-10", years=3),
        sds("2022-01-10", years=3, name="two", after="one"),
        sds("2022-01-10", years=2, name="three"),
    )
    own, other = hazards(given)["GL_TRANCHE_OF_MIXED_SENTENCES"].readings
    assert (days(own)["CRD"], days(other)["CRD"]) == ("2024-10-22", "2024-09-10")


def after_six_years(*more: Sentence) -> Booking:
    """A chain of four years, to be let go in November 2024, while the licence of six years runs."""
    return booking(
        sds("2020-05-11", years=6),
        sds("2022-11-07", years=2, name="two"),
        sds("2022-11-07", years=2, name="three", after="two"),
        *more,
    )


def test_a_short_chain_is_short_enough_beside_a_longer_sentence_by_one_reading() -> None:
    found = hazards(after_six_years())["GL_TRANCHE_OF_MIXED_SENTENCES"]
    assert [days(each)["CRD"] for each in found.readings] == ["2024-10-22", "2024-09-10"]


def test_a_single_sentence_still_to_be_let_go_needs_each_to_be_short() -> None:
    given = after_six_years(sds("2023-11-06", years=2, name="four"))
    assert "GL_TRANCHE_OF_MIXED_SENTENCES" not in hazards(given)


def test_a_chain_alone_is_measured_as_a_whole() -> None:
    given = booking(sds("2022-01-10", years=3), sds("2022-01-10", years=3, name="two", after="one"))
    assert "GL_TRANCHE_OF_MIXED_SENTENCES" not in hazards(given)


def test_a_tie_keeps_release_beside_recall_without_a_curfew() -> None:
    own, other = map(days, hazards(CASES["GL_CRD_PRRD_TIE"].fires)["GL_CRD_PRRD_TIE"].readings)
    assert "CRD" not in own
    assert other == own | {"CRD": own["PRRD"]}


def test_a_recall_that_the_new_term_does_not_reach_holds_to_the_end() -> None:
    own, other, refused = hazards(CASES["GL_FTR_56_TRANCHE"].fires)["GL_FTR_56_TRANCHE"].readings
    assert (days(own)["PRRD"], days(other)["PRRD"]) == ("2026-05-14", "2032-01-12")
    assert not refused.dates


def test_an_absence_that_nobody_explained_keeps_the_model_away_by_one_reading() -> None:
    for code in ("GL_UAL_REASON_UNKNOWN", "GL_UAL_DATES_MISSING"):
        found = hazards(CASES[code].fires, STATUTE_WITH_MODEL)[code]
        own, other = map(days, found.readings)
        assert (own["CRD"], other["CRD"]) == ("2026-11-10", "2027-01-14"), code


def test_a_chain_with_two_recalls_is_held_by_either() -> None:
    """One is for 28 days from the return, the other to the end of the chain."""
    standard = recall(revoked="2023-11-01", returned="2023-11-03")
    fixed = recall(RecallType.FIXED_TERM_RECALL_28, revoked="2023-11-01", returned="2023-11-03")
    prrd = [
        [
            days(each)["PRRD"]
            for each in hazards(
                booking(
                    sds("2022-01-10", years=2, recall=first),
                    sds("2022-01-10", years=1, name="two", after="one", recall=second),
                    returned="2023-11-03",
                )
            )["GL_MIXED_RECALL_CHAIN"].readings
        ]
        for first, second in ((standard, fixed), (fixed, standard))
    ]
    assert prrd == [["2025-01-09", "2023-11-30"], ["2023-11-30", "2025-01-09"]]


C = Construction
ABSENT = AdjustmentKind.UAL


@pytest.mark.parametrize(
    ("construction", "law", "given"),
    [
        (
            C.LIMIT_BY_EACH_SENTENCE,
            IN_FORCE,
            booking(
                sds("2022-01-10", years=3), sds("2022-01-10", years=3, name="two", after="one")
            ),
        ),
        (C.NEW_TERM_LEAVES_EARLIER_RECALLS, IN_FORCE, new_recall("2026-03-31", "2026-04-20")),
        (C.TIE_KEEPS_RELEASE, IN_FORCE, tie("2024-08-15")),
        (
            C.UNEXPLAINED_ABSENCE_LEAVES_OUT,
            IN_FORCE,
            booking(sds("2023-12-04", years=3), rows=(row(ABSENT, "2024-02-05", 3),)),
        ),
        (
            C.MODEL_LETS_GO_AFTER_AWARDS,
            STATUTE_WITH_MODEL,
            model(
                rows=(
                    row(ADA, "2026-01-05", 5),
                    row(ABSENT, "2026-11-16", 2, "2026-11-16", "2026-11-17"),
                )
            ),
        ),
    ],
    ids=lambda each: str(each) if isinstance(each, Construction) else "",
)
def test_a_reading_moves_nothing_beside_its_rule(
    construction: Construction, law: LawBook, given: Booking
) -> None:
    """A chain alone, a recall of the term's first day, no tie, 40 per cent, after the awards."""
    chosen = msgspec.structs.replace(law, constructions=law.constructions | {construction})
    dated = [calculate(given, each, bank_holidays=frozenset()) for each in (law, chosen)]
    first, second = (each.dates for each in dated if isinstance(each, Calculation))
    assert [(each.type, each.on) for each in first] == [(each.type, each.on) for each in second]


def test_an_absence_from_the_tranche_day_itself_counts_with_the_awards_by_one_reading() -> None:
    gone = row(ABSENT, "2026-11-10", 2, "2026-11-10", "2026-11-11")
    given = model(rows=(row(ADA, "2026-01-05", 5), gone))
    chosen = STATUTE_WITH_MODEL.constructions | {C.MODEL_LETS_GO_AFTER_AWARDS}
    law = msgspec.structs.replace(STATUTE_WITH_MODEL, constructions=chosen)
    found = calculate(given, law, bank_holidays=frozenset())
    assert isinstance(found, Calculation)
    assert str(found.on(ReleaseDateType.CRD)) == "2026-11-17"
