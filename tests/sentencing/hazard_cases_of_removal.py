"""Cases of the hazards of the removal date and of the end of supervision."""

from datetime import timedelta

from gatelodge.sentencing import Booking, MovementReason, Term

from .hazard_cases_of_records import (
    ADA,
    OLD,
    REMAND,
    SUPERVISION_REPEALED,
    UAL,
    Pair,
    coded,
    out,
    standard,
    two_old,
)
from .invented import booking, botus, day, eds, fine, row, sds


def short(remand: int, ada: int) -> Booking:
    rows = [row(REMAND, "2022-01-10", remand)]
    if ada:
        rows.append(row(ADA, "2022-01-10", ada))
    return booking(sds("2022-01-10", days=100), rows=tuple(rows))


def at_large(credit: int) -> Booking:
    """100 days, 50 to serve, half of them first; some are credited and 30 spent at large."""
    return booking(
        sds("2022-01-10", days=100),
        rows=(
            row(REMAND, "2022-01-10", credit),
            row(UAL, "2022-01-12", 30, "2022-01-12", "2022-02-10"),
        ),
    )


def two_of_three_years(second: str) -> Booking:
    return booking(
        sds("2024-09-23", years=3),
        sds(second, years=3, name="two", after="one"),
    )


def absent(on: str, days: int, last: str, *, months: int, sentenced: str, born: str) -> Booking:
    return booking(sds(sentenced, months=months), born=born, rows=(row(UAL, on, days, on, last),))


def recalled_and_absent(last: str) -> Booking:
    """Twelve months; on recall, at large for long, of which five days were entered."""
    return booking(
        sds("2023-01-09", months=12, recall=standard("2024-07-01", "2023-10-02")),
        rows=(row(UAL, "2023-10-03", 5, "2023-10-03", last),),
    )


def beside_a_fine(supervised_until: str | None) -> Booking:
    return booking(
        botus("2025-01-06", Term(days=14), supervised_until=supervised_until),
        fine("2025-01-06", Term(days=20)),
    )


def committal(supervised_until: str) -> Booking:
    return booking(botus("2026-04-01", Term(days=14), supervised_until=supervised_until))


def terrorist(code: str) -> Booking:
    return booking(coded(eds("2023-03-06", Term(years=6), Term(years=2)), code))


def let_go_early(sentenced: str, on: str) -> Booking:
    """A year, of which 183 days are to be served; at large for ten of them after an exit."""
    first = day(on)
    last = first + timedelta(9)
    return booking(
        sds(sentenced, months=12, recall=standard(str(last + timedelta(1)), on)),
        movements=(out(str(first - timedelta(21)), MovementReason.HDC),),
        rows=(row(UAL, on, 10, on, str(last)),),
    )


REMOVAL: dict[str, Pair] = {
    "GL_UAL_BEFORE_RELEASE_ON_RECALL": Pair(
        let_go_early("2023-08-22", "2024-02-01"), let_go_early("2023-08-22", "2024-02-21")
    ),
    "GL_ERSED_AFTER_RELEASE": Pair(short(60, 20), short(30, 0), ersed=True),
    "GL_ERSED_BEFORE_WIDER_WINDOW": Pair(
        two_of_three_years("2025-10-08"), two_of_three_years("2025-09-22"), ersed=True
    ),
    "GL_ERSED_ON_DAY_OF_CHANGE": Pair(
        two_of_three_years("2025-09-23"), two_of_three_years("2025-10-08"), ersed=True
    ),
    "GL_ERSED_OF_OLDER_LAW": Pair(
        booking(*two_old()),
        booking(
            sds("2010-01-04", months=12, offence_on="2009-05-05"),
            sds("2010-02-01", months=12, name="two", offence_on="2009-05-05"),
        ),
        ersed=True,
    ),
    "GL_NO_ERSED_OF_OLDER_LAW": Pair(
        booking(sds("2010-01-04", months=12, offence_on=OLD)),
        booking(sds("2010-01-04", months=12, offence_on="2009-05-05")),
        ersed=True,
    ),
    "GL_ERSED_FLOOR": Pair(at_large(40), at_large(20), ersed=True),
    "GL_ERSED_ONE_DAY": Pair(
        booking(sds("2025-10-01", years=20)), booking(sds("2025-10-01", years=4)), ersed=True
    ),
    "GL_REMOVAL_AT_ANY_TIME": Pair(
        booking(sds("2025-10-01", years=4)), booking(sds("2025-01-06", years=4)), ersed=True
    ),
    "GL_REMOVAL_OF_RECALLED": Pair(
        booking(sds("2025-01-06", months=11, recall=standard())),
        booking(sds("2025-01-06", months=11)),
        ersed=True,
    ),
    "GL_TERRORIST_REMOVAL": Pair(terrorist("AT01002"), terrorist("TH68010"), ersed=True),
    "GL_TUSED_AGE_AT_HALF": Pair(
        *(
            absent("2022-02-01", days, last, months=6, sentenced="2022-01-10", born="2004-04-15")
            for days, last in ((10, "2022-02-10"), (4, "2022-02-04"))
        )
    ),
    "GL_TUSED_AGE_AFTER_ABSENCE": Pair(
        *(
            absent("2024-12-02", 10, "2024-12-11", months=12, sentenced="2024-10-07", born=born)
            for born in ("2007-03-05", "2007-03-01")
        )
    ),
    "GL_TUSED_LEAP_YEAR": Pair(
        booking(sds("2022-06-01", days=730)), booking(sds("2023-06-01", days=730))
    ),
    "GL_TUSED_BEFORE_SENTENCE": Pair(short(60, 20), short(40, 20)),
    "GL_TUSED_WITHIN_LICENCE": Pair(
        recalled_and_absent("2024-07-14"), recalled_and_absent("2024-07-13")
    ),
    "GL_TUSED_OF_COMMITTAL_LOST": Pair(beside_a_fine("2025-06-01"), beside_a_fine(None)),
    "GL_TUSED_BEFORE_TRANCHE": Pair(
        booking(sds("2024-01-08", months=18)), booking(sds("2024-01-08", years=3))
    ),
    "GL_BOTUS_TUSED_AFTER_REPEAL": Pair(
        committal("2026-05-11"), committal("2026-05-10"), SUPERVISION_REPEALED
    ),
}
"""For each of them a booking that raises it, and one just beside it that does not."""
