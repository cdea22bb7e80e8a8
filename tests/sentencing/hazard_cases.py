"""For each hazard a booking that raises it, and one just beside it that does not."""

from datetime import date, timedelta
from typing import Any

from gatelodge.sentencing import (
    Booking,
    Exclusion,
    FixedTermRecallDetails,
    MovementReason,
    Term,
)

from .hazard_cases_of_records import (
    ADA,
    BAIL,
    BEFORE_LICENCE,
    CHILD,
    CURFEW_ENDED,
    CURFEW_ENDING,
    FTR_14,
    FTR_28,
    FTR_56,
    OLD,
    RADA,
    RECALL_REMAND,
    RECORDED,
    REMAND,
    UAL,
    Pair,
    back,
    fixed,
    of_2013,
    out,
    standard,
)
from .hazard_cases_of_removal import REMOVAL
from .invented import booking, botus, day, dto, eds, recall, row, sds
from .two_books import STATUTE_WITH_MODEL

MODEL_38 = "2025-10-06"
"""A sentence of 38 months from then is reached on 10 November 2026."""


def model(*more: Any, rows: tuple[Any, ...] = (), **extra: Any) -> Booking:
    return booking(*more, sds(MODEL_38, months=38, name="model"), rows=rows, **extra)


def with_model(fires: Booking, beside: Booking, *, ersed: bool = False) -> Pair:
    return Pair(fires, beside, STATUTE_WITH_MODEL, ersed)


def gap(returned: str) -> Booking:
    ordered = fixed(FTR_14, returned, "2024-11-08")
    return booking(
        sds("2023-12-11", months=12, recall=ordered),
        sds("2024-02-06", months=11, name="two", recall=ordered),
        returned=returned,
        fixed_term=FixedTermRecallDetails(returned_on=day(returned), recall_days=14),
    )


def donor(kept: int) -> Booking:
    ordered = standard("2022-12-20", "2022-12-18")
    return booking(
        sds("2023-01-09", months=24, recall=ordered),
        sds("2023-01-09", months=20, name="two"),
        sds("2023-03-06", months=24, name="three"),
        rows=(row(RECALL_REMAND, "2023-01-09", 100), row(REMAND, "2023-01-09", kept)),
    )


def served(second: int) -> Booking:
    return booking(
        sds("2019-01-07", months=12, offence_on="2018-05-04"),
        sds("2019-08-05", months=6, name="two", offence_on="2018-05-04"),
        sds("2019-11-25", months=4, name="three", offence_on="2018-05-04"),
        rows=(row(ADA, "2019-02-01", second),),
    )


def unused(days: int) -> Booking:
    return booking(
        sds("2024-01-01", months=5),
        sds("2024-01-15", months=1, name="two"),
        rows=(row(BAIL, "2024-01-15", days),),
    )


def tie(returned: str) -> Booking:
    ordered = fixed(FTR_28, returned, "2024-08-10")
    return booking(
        sds("2022-01-10", years=4, recall=ordered, exclusions=(Exclusion.SEXUAL,)),
        sds("2024-01-22", months=16, name="two"),
        returned=returned,
    )


def awarded(on: str) -> Booking:
    """Seven days awarded on a recall to the end, or under the sentence passed during it."""
    return booking(
        sds("2025-01-06", months=11, recall=standard()),
        sds("2025-11-24", months=6, name="two"),
        rows=(row(ADA, on, 7),),
    )


def absent_on_recall(last: Any) -> Booking:
    """Two months, recalled to the end: 19 days at large up to 20 June 2025, and one more."""
    return booking(
        sds("2025-03-12", months=2, recall=standard("2025-06-22", "2025-05-01")),
        rows=(row(UAL, "2025-05-02", 19, "2025-06-02", "2025-06-20"), last),
    )


def beside_extended(months: int) -> Booking:
    return booking(
        sds("2023-04-03", years=3),
        eds("2023-02-06", Term(months=months), Term(years=1)),
        sex_offender=True,
    )


def sentenced_again(first: str, second: str, reason: MovementReason) -> Booking:
    """Thirty days on remand before the first; out on 1 June 2023, between the two."""
    return booking(
        sds(first, years=2),
        sds(second, years=3, name="two", exclusions=(Exclusion.SEXUAL,)),
        rows=(row(REMAND, first, 30),),
        movements=(out("2023-06-01", reason),),
    )


def removed(on: str) -> Booking:
    """Forty days on remand before four years; removed, back on 1 August 2022, sentenced again."""
    return booking(
        sds("2021-01-11", years=4),
        sds("2022-09-05", years=3, name="two"),
        rows=(row(REMAND, "2021-01-11", 40),),
        movements=(out(on, MovementReason.ERS), back("2022-08-01")),
    )


def beside_four_years(after: str | None) -> tuple[Any, ...]:
    """Twelve and six months, one of them SDS+ today, and four years that outlast both."""
    return (
        sds("2021-01-04", months=12, plus_today=True),
        sds("2021-01-04", months=6, name="two", after=after),
        sds("2021-01-04", years=4, name="three"),
    )


def absent_after_tranche(days: int) -> Booking:
    """Four years, at large from 16 September 2024, soon after the tranche of the 10th."""
    return booking(
        sds("2023-02-27", years=4),
        rows=(
            row(UAL, "2024-09-16", days, "2024-09-16", str(date(2024, 9, 15) + timedelta(days))),
        ),
    )


def expired(years: int) -> Booking:
    """A sentence that ended on 4 September 2024, and one passed while its licence ran."""
    return booking(
        sds(f"{2024 - years}-09-05", years=years, offence_on="2017-05-08"),
        sds("2023-10-09", years=2, name="two"),
    )


def mixed(years: int) -> Booking:
    """A chain of six years, and one passed while it was served."""
    return booking(
        sds("2022-01-10", years=3),
        sds("2022-01-10", years=3, name="two", after="one"),
        sds("2023-06-05", years=years, name="three"),
    )


def parole_chain(on: str) -> Booking:
    return booking(
        sds(on, years=4, offence_on="2016-05-05"),
        of_2013(eds(on, Term(years=7), Term(years=2), after="one")),
    )


def new_recall(revoked: str, returned: str) -> Booking:
    return booking(
        sds("2020-01-13", years=12, recall=fixed(FTR_56, returned, revoked)), returned=returned
    )


_ELSEWHERE = RECORDED | REMOVAL
CASES = _ELSEWHERE | {
    # Days served, credited and awarded
    "GL_PROSPECTIVE_ADA_COUNTED_TWICE": Pair(
        booking(
            sds("2023-03-06", months=12),
            rows=(row(ADA, "2023-02-01", 10), row(RADA, "2023-02-01", 3)),
        ),
        booking(
            sds("2023-03-06", months=12),
            rows=(row(ADA, "2023-02-01", 10), row(RADA, "2023-02-02", 3)),
        ),
    ),
    "GL_HELD_WITHOUT_AWARDS": Pair(
        booking(sds("2023-10-02", days=760), sds("2024-09-10", days=200, name="two")),
        booking(sds("2023-10-02", days=760), sds("2024-09-11", days=200, name="two")),
    ),
    "GL_AWARDS_PAST_END": Pair(
        booking(
            sds("2020-09-07", weeks=36),
            sds("2021-07-05", months=6, name="two"),
            rows=(row(ADA, "2020-09-14", 306),),
        ),
        booking(
            sds("2020-09-07", weeks=36),
            sds("2021-07-05", months=6, name="two"),
            rows=(row(ADA, "2020-09-14", 126),),
        ),
    ),
    "GL_SERVED_REPLACED": Pair(served(60), served(30)),
    "GL_ADA_NOT_APPLIED": Pair(awarded("2025-11-10"), awarded("2025-11-24")),
    "GL_AWARD_BETWEEN_SPELLS": Pair(
        booking(
            sds("2025-01-06", months=6),
            sds("2025-09-01", months=6, name="two"),
            rows=(row(ADA, "2025-08-04", 7),),
        ),
        booking(
            sds("2025-01-06", months=6),
            sds("2025-09-01", months=6, name="two"),
            rows=(row(ADA, "2025-09-08", 7),),
        ),
    ),
    "GL_ABSENCE_ON_OLD_ORDER": Pair(
        booking(
            dto("2022-03-01", Term(months=12)),
            sds("2022-03-01", months=3),
            rows=(row(UAL, "2022-04-05", 10, "2022-04-05", "2022-04-14"),),
        ),
        booking(
            dto("2022-06-28", Term(months=12)),
            sds("2022-06-28", months=3),
            rows=(row(UAL, "2022-07-05", 10, "2022-07-05", "2022-07-14"),),
        ),
    ),
    "GL_ADA_LOST_TO_CREDIT": Pair(
        booking(
            sds("2023-09-04", months=2),
            rows=(row(REMAND, "2023-09-04", 33), row(ADA, "2023-09-04", 2)),
        ),
        booking(
            sds("2023-09-04", months=2),
            rows=(row(REMAND, "2023-09-04", 31), row(ADA, "2023-09-04", 2)),
        ),
    ),
    "GL_AWARD_ON_RELEASE_WEEKEND": Pair(
        booking(sds("2023-09-20", months=10), rows=(row(ADA, "2024-02-17", 10),)),
        booking(sds("2023-09-20", months=10), rows=(row(ADA, "2024-02-16", 10),)),
    ),
    "GL_DEDUCTION_NOT_APPLIED": Pair(
        booking(botus("2024-03-01", Term(days=14)), rows=(row(REMAND, "2024-03-01", 3),)),
        booking(sds("2024-03-01", months=4), rows=(row(REMAND, "2024-03-01", 3),)),
    ),
    "GL_CREDIT_DONOR": Pair(donor(60), donor(0)),
    "GL_REMAND_IN_MIXED_GROUP": Pair(
        booking(
            sds("2024-01-08", years=3, recall=fixed(FTR_28, "2025-11-03", "2025-11-01")),
            sds("2025-12-15", months=6, name="two"),
            rows=(row(REMAND, "2025-12-15", 6, "2025-11-25", "2025-11-30"),),
        ),
        booking(
            sds("2024-01-08", years=3, recall=fixed(FTR_28, "2025-11-03", "2025-11-01")),
            sds("2025-12-15", months=6, name="two"),
            rows=(row(REMAND, "2025-12-15", 6, "2025-12-01", "2025-12-06"),),
        ),
    ),
    "GL_UAL_FLOOR": Pair(
        booking(
            sds("2023-01-09", months=12),
            rows=(row(UAL, "2023-04-03", 5, "2023-04-03", "2024-06-30"),),
        ),
        booking(
            sds("2023-01-09", months=12),
            rows=(row(UAL, "2023-04-03", 5, "2023-04-03", "2023-04-07"),),
        ),
    ),
    "GL_UAL_FLOOR_LOST": Pair(
        absent_on_recall(row(UAL, "2025-05-03", 1)),
        absent_on_recall(row(UAL, "2025-05-03", 1, "2025-06-21", "2025-06-21")),
    ),
    "GL_LICENCE_END_UNKNOWN": Pair(
        booking(
            sds("2010-01-04", years=2, offence_on=OLD, recall=standard("2011-03-01", "2011-01-20")),
            rows=(row(UAL, "2011-02-01", 10, "2011-02-01", "2011-02-10"),),
        ),
        booking(
            sds("2010-01-04", years=4, offence_on=OLD, recall=standard("2012-03-01", "2012-01-20")),
            rows=(row(UAL, "2012-02-01", 10, "2012-02-01", "2012-02-10"),),
        ),
    ),
    "GL_LEADING_SENTENCE_DIFFERS": Pair(beside_extended(months=18), beside_extended(months=16)),
    "GL_SHORT_TERM_WEEKEND": Pair(
        booking(sds("2024-03-07", days=5)), booking(sds("2024-03-07", days=6))
    ),
    "GL_UNUSED_DAYS_EDGE": Pair(unused(62), unused(61)),
    "GL_FOURTEEN_DAY_GAP": Pair(gap("2024-11-26"), gap("2024-11-27")),
    "GL_EXIT_ENDS_NEW_SENTENCE": Pair(
        sentenced_again("2023-01-09", "2023-07-03", MovementReason.IMMIGRATION_BAIL),
        sentenced_again("2023-01-09", "2023-07-03", MovementReason.ECSL),
    ),
    "GL_RETURN_AFTER_REMOVAL": Pair(removed("2022-06-27"), removed("2022-06-28")),
    # Schemes that reached somebody
    "GL_ARD_BEFORE_TRANCHE": Pair(
        booking(sds("2024-04-20", months=10, offence_on=BEFORE_LICENCE)),
        booking(sds("2024-04-20", months=10)),
    ),
    "GL_MORE_EXCLUSIONS_AFTER_RETURN": Pair(
        booking(
            sds("2024-07-01", years=2, exclusions=(Exclusion.DOMESTIC_ABUSE_T3,)),
            movements=(out("2024-11-01", MovementReason.HDC), back("2025-04-17")),
        ),
        booking(
            sds("2024-07-01", years=2, exclusions=(Exclusion.DOMESTIC_ABUSE_T3,)),
            movements=(out("2024-11-01", MovementReason.HDC), back("2025-04-18")),
        ),
    ),
    "GL_S250_AFTER_PROGRESSION": with_model(
        booking(sds("2026-09-30", years=4, child=True), born=CHILD),
        booking(sds("2026-10-02", years=4, child=True), born=CHILD),
    ),
    "GL_S250_UNDER_PROGRESSION": with_model(
        booking(sds("2026-10-01", years=4, child=True), born=CHILD),
        booking(sds("2026-09-30", years=4, child=True), born=CHILD),
    ),
    "GL_SHORT_SENTENCE_UNDER_MODEL": with_model(
        booking(sds("2026-10-05", months=10), born=CHILD),
        booking(sds("2026-10-05", months=10, child=True), born=CHILD),
    ),
    "GL_SENTENCED_ON_SWITCH_DAY": Pair(
        booking(sds("2024-09-10", years=2)), booking(sds("2024-09-11", years=2))
    ),
    "GL_TRANCHE_WITHOUT_EFFECT": Pair(
        booking(
            sds("2023-04-03", years=4),
            sds("2023-04-03", years=6, name="two", exclusions=(Exclusion.SEXUAL,)),
        ),
        booking(sds("2023-04-03", years=6), sds("2023-04-03", years=4, name="two")),
    ),
    "GL_TRANCHE_OF_MIXED_SENTENCES": Pair(mixed(2), mixed(5)),
    "GL_TRANCHE_OF_EXPIRED_SENTENCE": Pair(expired(6), expired(4)),
    "GL_MOVED_ON_TRANCHE_DAY": Pair(
        booking(sds("2023-12-04", years=3), movements=(out("2024-09-10", MovementReason.HDC),)),
        booking(sds("2023-12-04", years=3), movements=(out("2024-09-09", MovementReason.HDC),)),
    ),
    "GL_AT_LARGE_AT_TRANCHE": with_model(
        model(rows=(row(UAL, "2026-11-06", 4, "2026-11-06", "2026-11-09"),)),
        model(rows=(row(UAL, "2026-11-05", 4, "2026-11-05", "2026-11-08"),)),
    ),
    "GL_CRD_PRRD_TIE": Pair(tie("2024-08-14"), tie("2024-08-13")),
    "GL_ADA_COUNTED_NOT_SERVED": with_model(
        model(sds("2024-01-08", months=6), rows=(row(ADA, "2024-02-05", 10),)),
        model(sds("2024-01-08", months=6)),
    ),
    "GL_PM_ADA_TESTS_DISAGREE": with_model(
        booking(sds("2025-07-07", months=38), rows=(row(ADA, "2026-01-05", 40),)),
        booking(sds("2025-07-07", months=38), rows=(row(ADA, "2026-01-05", 10),)),
    ),
    "GL_ADA_AFTER_TRANCHE": with_model(
        model(rows=(row(ADA, "2026-01-05", 10),)),
        booking(sds("2025-12-01", months=38), rows=(row(ADA, "2026-01-05", 10),)),
    ),
    "GL_SDS40_EFFECT_HIDDEN": with_model(
        booking(sds("2023-04-03", years=10)),
        booking(sds("2023-04-03", years=10, exclusions=(Exclusion.SEXUAL,))),
    ),
    "GL_HDCED_FROM_SNAPSHOT": with_model(
        model(rows=(row(ADA, "2026-11-10", 10),)), model(rows=(row(ADA, "2026-11-09", 10),))
    ),
    "GL_REPLAY_RELEASE_BEFORE_ADA": with_model(
        model(rows=(row(ADA, "2026-01-05", 5), row(ADA, "2026-11-12", 2))),
        model(rows=(row(ADA, "2026-01-05", 5), row(ADA, "2026-11-09", 2))),
    ),
    "GL_DEFAULTED_TWICE": with_model(parole_chain("2018-07-09"), parole_chain("2018-08-13")),
    "GL_UAL_REASON_UNKNOWN": with_model(
        model(rows=(row(UAL, "2026-09-28", 3, "2026-09-28", "2026-09-30"),)),
        model(rows=(row(UAL, "2026-09-28", 2, "2026-09-28", "2026-09-29"),)),
    ),
    "GL_UAL_DATES_MISSING": with_model(
        model(rows=(row(UAL, "2026-03-02", 3),)),
        model(rows=(row(UAL, "2026-03-02", 3, "2026-03-02", "2026-03-04"),)),
    ),
    "GL_FTR_56_TRANCHE": Pair(
        new_recall("2026-03-10", "2026-03-20"), new_recall("2026-04-10", "2026-04-20")
    ),
    # Dates that are published
    "GL_HDC_BARRED_BY_RELEASED": Pair(
        *(
            booking(
                sds("2016-01-04", years=4, offence_on="2015-05-04", plus_today=would_be),
                sds("2023-03-06", years=2, name="two"),
            )
            for would_be in (True, False)
        )
    ),
    "GL_HDC_BESIDE_SDS_PLUS_CHAIN": Pair(
        booking(*beside_four_years("one")), booking(*beside_four_years(None))
    ),
    "GL_HDC_NOT_BEFORE_RELEASE": Pair(
        booking(
            sds("2023-03-06", years=2),
            eds("2023-03-06", Term(months=12), Term(years=1)),
        ),
        booking(
            sds("2023-03-06", years=2),
            eds("2023-03-06", Term(days=365), Term(years=1)),
        ),
    ),
    "GL_HDC_PAST_ITS_END": Pair(
        absent_after_tranche(1000), absent_after_tranche(980), CURFEW_ENDING
    ),
    "GL_HDC_OF_RECALLED_CHAIN": Pair(
        booking(
            sds("2023-03-06", years=2),
            sds("2023-03-06", months=12, name="two", after="one", recall=recall()),
        ),
        booking(sds("2023-03-06", years=2), sds("2023-03-06", months=12, name="two", after="one")),
    ),
    "GL_HDC_OF_CHAINED_CHILDREN": Pair(
        booking(
            sds("2026-06-01", months=18, child=True),
            sds("2026-06-01", months=6, child=True, name="two", after="one"),
            born=CHILD,
        ),
        booking(
            sds("2026-06-01", months=18, child=True),
            sds("2026-06-01", months=6, child=True, name="two"),
            born=CHILD,
        ),
        CURFEW_ENDED,
    ),
}
