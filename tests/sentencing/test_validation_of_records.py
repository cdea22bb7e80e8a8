"""Each check of a record fires at its boundary and not one step beside it."""

from datetime import date
from typing import Any, NamedTuple

import msgspec
import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Direction,
    Exclusion,
    ExternalMovement,
    FixedTermRecallDetails,
    MovementReason,
    Offence,
    RecallType,
    Refusal,
    RefusalKind,
    ReleaseDateType,
    Term,
    wrong_pairs,
)
from gatelodge.sentencing.law_files import LAW, LawBookError, law_texts
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.offence_tables import read_misrecorded
from gatelodge.sentencing.validation import before_calculation

from .invented import (
    FORTY,
    IN_FORCE,
    OFFENCE_ON,
    answer,
    booking,
    botus,
    day,
    doubts,
    dto,
    eds,
    fine,
    law,
    recall,
    row,
    sds,
    sopc,
)

REMAND, BAIL = AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL
FTR_14, FTR_28 = RecallType.FIXED_TERM_RECALL_14, RecallType.FIXED_TERM_RECALL_28
FTR_56 = RecallType.FIXED_TERM_RECALL_56
ON = "2023-03-06"
YEAR = Term(years=1)
FIVE = Term(years=5)


class Pair(NamedTuple):
    """A booking that a check refuses, and one just beside it that it lets pass."""

    fires: Booking
    beside: Booking


def fixed(
    kind: RecallType, *, revoked: str | None = "2026-04-07", returned: str = "2026-04-08"
) -> Any:
    return recall(kind, revoked=revoked, returned=returned)


def with_length(days: int, *sentences: Any) -> Booking:
    details = FixedTermRecallDetails(returned_on=day("2026-04-08"), recall_days=days)
    return booking(*sentences, fixed_term=details)


def coded(code: str, committed_on: str, *more: Any) -> Booking:
    return booking(sds("2022-06-06", years=2, code=code, offence_on=committed_on), *more)


def automatic(sentenced_on: str) -> Any:
    sentence = eds(sentenced_on, FIVE, YEAR, automatic=True)
    return msgspec.structs.replace(sentence, offence=Offence(committed_on=day("2013-05-04")))


def left(reason: MovementReason, out_on: str = "2026-03-02") -> Booking:
    moves = ((out_on, Direction.OUT, reason), ("2026-04-08", Direction.IN, RETURNED))
    return booking(
        sds("2023-03-06", years=6, recall=fixed(FTR_56)),
        movements=tuple(
            ExternalMovement(moved_on=day(on), direction=way, reason=why) for on, way, why in moves
        ),
    )


RETURNED = MovementReason.RECALL_ADMISSION
SHORT = {"months": 11}
LONG = {"months": 12}
UNSUPPORTED = {
    "A_FINE_SENTENCE_CONSECUTIVE_TO": Pair(
        booking(sds(ON, years=2), fine(ON, Term(days=14), after="one")),
        booking(sds(ON, years=2), fine(ON, Term(days=14))),
    ),
    "A_FINE_SENTENCE_CONSECUTIVE": Pair(
        booking(fine(ON, Term(days=14)), sds(ON, years=2, after="fine")),
        booking(fine(ON, Term(days=14)), sds(ON, years=2)),
    ),
    "DTO_CONSECUTIVE_TO_SENTENCE": Pair(
        booking(sds(ON, years=2), dto(ON, Term(months=8), after="one")),
        booking(dto(ON, Term(months=8), name="one"), dto(ON, Term(months=8), after="one")),
    ),
    "DTO_HAS_SENTENCE_CONSECUTIVE_TO_IT": Pair(
        booking(dto(ON, Term(months=8)), sds(ON, years=2, after="dto")),
        booking(dto(ON, Term(months=8)), sds(ON, years=2)),
    ),
    "UNSUPPORTED_CALCULATION_DTO_WITH_RECALL": Pair(
        booking(dto(ON, Term(months=8)), sds(ON, years=4, recall=recall(revoked="2025-06-02"))),
        booking(dto(ON, Term(months=8)), sds(ON, years=4)),
    ),
    "BOTUS_CONSECUTIVE_TO_OTHER_SENTENCE": Pair(
        booking(sds(ON, years=2), botus(ON, Term(days=7), after="one")),
        booking(sds(ON, years=2), botus(ON, Term(days=7))),
    ),
    "FTR_TYPE_56_UNSUPPORTED_RECALL": Pair(left(MovementReason.HDC), left(MovementReason.CRD)),
}
INVALID = {
    "OFFENCE_DATE_AFTER_SENTENCE_START_DATE": Pair(
        booking(sds(ON, years=2, offence_on="2023-03-07")),
        booking(sds(ON, years=2, offence_on=ON)),
    ),
    "OFFENCE_DATE_OVER_OR_UNDER_100_YEARS_AGO": Pair(
        booking(sds(ON, years=2, offence_on="1923-03-05")),
        booking(sds(ON, years=2, offence_on="1923-03-06")),
    ),
    "EDS_LICENCE_TERM_LESS_THAN_ONE_YEAR": Pair(
        booking(eds(ON, FIVE, Term(days=364))), booking(eds(ON, FIVE, Term(months=12)))
    ),
    "EDS_LICENCE_TERM_MORE_THAN_EIGHT_YEARS": Pair(
        booking(eds(ON, FIVE, Term(years=8, days=1))), booking(eds(ON, FIVE, Term(months=96)))
    ),
    "SOPC_LICENCE_TERM_NOT_12_MONTHS": Pair(
        booking(sopc(ON, FIVE, Term(days=365))), booking(sopc(ON, FIVE, Term(days=366)))
    ),
    "LASPO_AR_SENTENCE_TYPE_INCORRECT": Pair(
        booking(automatic("2015-04-13")),
        booking(automatic("2015-04-12")),
    ),
    "CONSECUTIVE_TO_SENTENCE_IMPOSED_AFTER": Pair(
        booking(sds("2023-03-07", years=2), sds(ON, years=1, name="two", after="one")),
        booking(sds(ON, years=2), sds(ON, years=1, name="two", after="one")),
    ),
    "REMAND_ON_OR_AFTER_SENTENCE_DATE": Pair(
        booking(sds(ON, years=2), rows=(row(REMAND, ON, 4, "2023-03-03", "2023-03-06"),)),
        booking(sds(ON, years=2), rows=(row(REMAND, ON, 3, "2023-03-03", "2023-03-05"),)),
    ),
    "ADJUSTMENT_INVALID_DATE_RANGE": Pair(
        booking(sds(ON, years=2), rows=(row(REMAND, ON, 1, "2023-01-03", "2023-01-02"),)),
        booking(sds(ON, years=2), rows=(row(REMAND, ON, 1, "2023-01-02", "2023-01-02"),)),
    ),
    "DUPLICATE_OR_OVERLAPPING_UAL": Pair(
        booking(
            sds(ON, years=4),
            rows=(
                row(AdjustmentKind.UAL, "2023-05-01", 3, "2023-05-01", "2023-05-03"),
                row(AdjustmentKind.UAL, "2023-05-03", 2, "2023-05-03", "2023-05-04"),
            ),
        ),
        booking(
            sds(ON, years=4),
            rows=(
                row(AdjustmentKind.UAL, "2023-05-01", 3, "2023-05-01", "2023-05-03"),
                row(AdjustmentKind.UAL, "2023-05-04", 1, "2023-05-04", "2023-05-04"),
            ),
        ),
    ),
    "PRE_PCSC_DTO_WITH_ADJUSTMENT": Pair(
        booking(dto("2022-06-27", Term(months=8)), rows=(row(BAIL, "2022-06-27", 5),)),
        booking(dto("2022-06-28", Term(months=8)), rows=(row(BAIL, "2022-06-28", 5),)),
    ),
    "FTR_SENTENCES_CONFLICT_WITH_EACH_OTHER": Pair(
        booking(
            sds("2025-03-03", **SHORT, recall=fixed(FTR_14)),
            sds("2025-03-03", **LONG, name="two", recall=fixed(FTR_56)),
        ),
        booking(
            sds("2025-03-03", **SHORT, recall=fixed(FTR_56)),
            sds("2025-03-03", **LONG, name="two", recall=fixed(FTR_56)),
        ),
    ),
    "FTR_TYPE_14_DAYS_BUT_LENGTH_IS_28": Pair(
        with_length(28, sds("2025-09-01", **SHORT, recall=fixed(FTR_14))),
        with_length(14, sds("2025-09-01", **SHORT, recall=fixed(FTR_14))),
    ),
    "FTR_TYPE_28_DAYS_BUT_LENGTH_IS_14": Pair(
        with_length(14, sds("2025-09-01", **LONG, recall=fixed(FTR_28))),
        with_length(28, sds("2025-09-01", **LONG, recall=fixed(FTR_28))),
    ),
    "FTR_RTC_DATE_BEFORE_SENTENCE_DATE": Pair(
        booking(sds("2026-04-09", **LONG, recall=fixed(FTR_28))),
        booking(sds("2026-04-08", **LONG, recall=fixed(FTR_28))),
    ),
    "RECALL_MISSING_REVOCATION_DATE": Pair(
        booking(sds(ON, years=6, recall=fixed(FTR_56, revoked=None))),
        booking(sds(ON, years=6, recall=fixed(FTR_56))),
    ),
    "FTR_RTC_DATE_BEFORE_REVOCATION_DATE": Pair(
        booking(sds(ON, years=6, recall=fixed(FTR_56, revoked="2026-04-09"))),
        booking(sds(ON, years=6, recall=fixed(FTR_56, revoked="2026-04-08"))),
    ),
    "FTR_14_DAYS_SENTENCE_GE_12_MONTHS": Pair(
        with_length(14, sds("2025-09-01", **LONG, recall=fixed(FTR_14))),
        with_length(14, sds("2025-09-01", **SHORT, recall=fixed(FTR_14))),
    ),
    "FTR_TYPE_14_DAYS_SENTENCE_GE_12_MONTHS": Pair(
        booking(sds("2025-09-01", **LONG, recall=fixed(FTR_14))),
        booking(sds("2025-09-01", **SHORT, recall=fixed(FTR_14))),
    ),
    "FTR_28_DAYS_SENTENCE_LT_12_MONTHS": Pair(
        with_length(28, sds("2025-09-01", **SHORT, recall=fixed(FTR_28))),
        with_length(28, sds("2025-09-01", **LONG, recall=fixed(FTR_28))),
    ),
    "FTR_TYPE_28_DAYS_SENTENCE_LT_12_MONTHS": Pair(
        booking(sds("2025-09-01", **SHORT, recall=fixed(FTR_28))),
        booking(
            sds("2025-09-01", **SHORT, recall=fixed(FTR_28)),
            sds("2025-09-01", **SHORT, name="two", after="one", recall=fixed(FTR_28)),
        ),
    ),
    "INCORRECT_OFFENCE_GENERIC_CONSPIRACY": Pair(
        coded("CL77036", OFFENCE_ON), coded("CL77037", OFFENCE_ON)
    ),
    "INCORRECT_OFFENCE_ENCOURAGING_OR_ASSISTING": Pair(
        coded("SC07013", OFFENCE_ON), coded("SC07014", OFFENCE_ON)
    ),
    "INCORRECT_OFFENCE_BREACH_97": Pair(
        coded("PH97003A", "2020-12-01"), coded("PH97003A", "2020-11-30")
    ),
    "INCORRECT_SUSPENDED_OFFENCE": Pair(
        coded(" se20512", "2021-01-04"), coded("SE20513", "2021-01-04")
    ),
    "SE2020_INVALID_OFFENCE_DETAIL": Pair(
        coded("SE20002", "2020-11-30"), coded("SE20002", "2020-12-01")
    ),
    "SE2020_INVALID_OFFENCE_COURT_DETAIL": Pair(
        coded(
            "SE20002",
            "2020-11-30",
            sds("2022-06-06", years=1, name="two", code="SE20005", offence_on="2020-11-30"),
        ),
        coded("SE20002", "2020-11-30"),
    ),
}
CASES = UNSUPPORTED | INVALID


def asked(given: Booking) -> dict[str, Any]:
    return {each.code: each for each in before_calculation(given, law(IN_FORCE))}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_check_refuses_at_its_boundary_in_our_words(code: str) -> None:
    found = answer(CASES[code].fires, IN_FORCE)
    assert isinstance(found, Refusal), found
    reasons = {each.code: each for each in found.reasons}
    assert code in reasons, sorted(reasons)
    wanted = RefusalKind.UNSUPPORTED if code in UNSUPPORTED else RefusalKind.INVALID
    assert reasons[code].kind is wanted
    assert reasons[code].text.endswith(".")


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_check_lets_pass_what_lies_beside_its_boundary(code: str) -> None:
    assert code not in asked(CASES[code].beside)


@pytest.mark.parametrize("code", sorted(CASES))
def test_the_official_services_books_ask_none_of_them(code: str) -> None:
    assert code not in {each.code for each in before_calculation(CASES[code].fires, law(FORTY))}


def test_everything_wrong_with_a_record_is_said_at_once() -> None:
    given = booking(
        sds("2023-03-06", offence_on="1919-01-01"),
        eds("2023-03-06", FIVE, Term(months=6), after="nobody"),
        fine("2023-03-06", Term(days=14), pence=None, after="one"),
    )
    assert doubts(given) == {
        "ZERO_IMPRISONMENT_TERM",
        "BROKEN_CONSECUTIVE_CHAINS",
        "OFFENCE_DATE_OVER_OR_UNDER_100_YEARS_AGO",
        "EDS_LICENCE_TERM_LESS_THAN_ONE_YEAR",
        "A_FINE_SENTENCE_CONSECUTIVE_TO",
        "A_FINE_SENTENCE_MISSING_FINE_AMOUNT",
    }


def test_credit_on_the_day_of_an_old_order_and_another_sentence_may_be_for_the_other() -> None:
    given = booking(
        dto("2022-06-27", Term(months=8)),
        sds("2022-06-27", months=8),
        rows=(row(REMAND, "2022-06-27", 5),),
    )
    assert "PRE_PCSC_DTO_WITH_ADJUSTMENT" not in asked(given)


def test_offences_of_the_schedule_are_worked_out_by_hand_where_the_practice_says_so() -> None:
    name = "2026-10-01-schedule-exclusion-by-hand.toml"
    text = (LAW / "drafts" / name).read_text("utf-8")
    book = LawBook.load({**law_texts(LAW), name: text}, drafts=frozenset({name}))
    on_it = (Exclusion.SA2026_PROGRESSION_MODEL_SCHEDULE,)
    code = "PROGRESSION_MODEL_SCHEDULE_EXCLUSION"

    def told(given: Booking, asked_of: LawBook) -> bool:
        return code in {each.code for each in before_calculation(given, asked_of)}

    assert told(booking(sds(ON, years=2, exclusions=on_it)), book)
    assert not told(booking(sds(ON, years=2, exclusions=on_it)), law(IN_FORCE))
    assert not told(booking(sds(ON, years=2)), book)
    assert not told(booking(sds(ON, years=2, exclusions=on_it, child=True)), book)
    assert not told(booking(sds(ON, years=2, exclusions=on_it, recall=recall())), book)


TABLE = '[[misrecorded]]\ncode = "A"\nauthority = ["C"]\nconfirmed = true\n'


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "misrecorded"),
        (TABLE + 'text = "B."', "codes"),
        (TABLE + 'text = " "\ncodes = ["X"]', "no text"),
    ],
)
def test_a_wrong_table_of_codes_is_refused(text: str, word: str) -> None:
    with pytest.raises(LawBookError, match=word):
        read_misrecorded(text)


FIRST, LATER = date(2026, 5, 1), date(2026, 5, 2)


@pytest.mark.parametrize(
    ("types", "code"),
    [
        ("CRD ARD", "DATES_PAIRINGS_INVALID"),
        ("HDCED PRRD", "DATES_PAIRINGS_INVALID"),
        ("PED PRRD", "DATES_PAIRINGS_INVALID"),
        ("HDCED PED", "DATES_PAIRINGS_INVALID"),
        ("TUSED PED", "DATES_PAIRINGS_INVALID"),
        ("ARD LED", "DATES_PAIRINGS_INVALID"),
        ("SLED SED", "DATES_PAIRINGS_INVALID"),
        ("SLED LED", "DATES_PAIRINGS_INVALID"),
        ("CRD SED", "DATES_MISSING_REQUIRED_TYPE"),
        ("CRD SED LED", None),
        ("CRD PRRD", None),
        ("CRD PED", None),
        ("ARD SED", None),
    ],
)
def test_dates_that_cannot_stand_together_are_named(types: str, code: str | None) -> None:
    found = wrong_pairs({ReleaseDateType(each): FIRST for each in types.split()})
    assert [each.code for each in found] == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("PED", "CRD"),
        ("HDCED", "CRD"),
        ("HDCED", "ARD"),
        ("SLED", "TUSED"),
        ("PRRD", "SLED"),
        ("CRD", "SLED"),
        ("ARD", "SED"),
    ],
)
def test_days_out_of_order_are_named_and_one_day_is_in_order(first: str, second: str) -> None:
    one, other = ReleaseDateType(first), ReleaseDateType(second)
    (found,) = wrong_pairs({one: LATER, other: FIRST})
    assert found.code == "GL_DATES_OUT_OF_ORDER"
    assert first in found.text
    assert not wrong_pairs({one: FIRST, other: FIRST})
