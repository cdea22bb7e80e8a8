"""Cases of the hazards that the record itself shows, and what all cases are made of."""

from typing import Any, NamedTuple

import msgspec

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Direction,
    Exclusion,
    ExternalMovement,
    FixedTermRecallDetails,
    LawBook,
    MovementReason,
    Offence,
    RecallType,
    Term,
)

from .invented import booking, day, dto, eds, fine, recall, row, sds, sopc
from .two_books import book_of

REMAND, BAIL, UAL = AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL, AdjustmentKind.UAL
ADA, RADA = AdjustmentKind.ADA, AdjustmentKind.RADA
RECALL_REMAND = AdjustmentKind.RECALL_REMAND
FTR_14, FTR_28 = RecallType.FIXED_TERM_RECALL_14, RecallType.FIXED_TERM_RECALL_28
FTR_56 = RecallType.FIXED_TERM_RECALL_56
IN_FORCE = LawBook.in_force()
CURFEW_ENDING = book_of(("2026-09-02-end-of-adult-curfew.toml",))
CURFEW_ENDED = book_of(("2026-09-02-no-adult-curfew.toml",))
SUPERVISION_REPEALED = book_of(
    ("2026-05-11-end-of-supervision.toml",), without=("STATUTE_END_OF_SUPERVISION",)
)
OLD = "2003-05-05"
BEFORE_LICENCE = "2015-01-18"
CHILD = "2010-01-01"


class Pair(NamedTuple):
    """A booking that raises a hazard and one that does not, and the law they are dated under."""

    fires: Booking
    beside: Booking
    law: LawBook = IN_FORCE
    ersed: bool = False


def moved(on: str, direction: Direction, reason: MovementReason) -> ExternalMovement:
    return ExternalMovement(moved_on=day(on), direction=direction, reason=reason)


def out(on: str, reason: MovementReason) -> ExternalMovement:
    return moved(on, Direction.OUT, reason)


def back(on: str) -> ExternalMovement:
    return moved(on, Direction.IN, MovementReason.RECALL_ADMISSION)


def of_2013(sentence: Any) -> Any:
    return msgspec.structs.replace(sentence, offence=Offence(committed_on=day("2013-05-06")))


def coded(sentence: Any, code: str) -> Any:
    offence = msgspec.structs.replace(sentence.offence, code=code)
    return msgspec.structs.replace(sentence, offence=offence)


def two_old() -> tuple[Any, ...]:
    return (
        sds("2010-01-04", months=12, offence_on=OLD),
        sds("2010-02-01", months=12, offence_on=OLD, name="two"),
    )


def two_short(on: str) -> tuple[Any, ...]:
    """Two short sentences, one after the other: 15 months in all."""
    return (
        sds(on, months=8, offence_on="2009-05-05"),
        sds(on, months=7, name="two", after="one", offence_on="2009-05-05"),
    )


def standard(returned: str = "2025-11-03", revoked: str | None = "2025-11-01") -> Any:
    return recall(revoked=revoked, returned=returned)


def fixed(kind: RecallType, returned: str, revoked: str) -> Any:
    return recall(kind, revoked=revoked, returned=returned)


def two_orders(days: int) -> Booking:
    return booking(
        dto("2021-06-14", Term(months=20)),
        dto("2021-12-14", Term(months=18, days=days), name="two"),
        born="2006-01-01",
    )


def recalled_extended(ordered: Any) -> Any:
    return of_2013(eds("2014-03-03", Term(years=6), Term(years=4), recall=ordered))


def recalled_28(returned: str) -> Booking:
    ordered = fixed(FTR_28, "2025-11-03", "2025-11-01")
    return booking(sds("2025-01-06", months=18, recall=ordered), returned=returned)


def recalled_14(**more: Any) -> Booking:
    ordered = fixed(FTR_14, "2025-11-03", "2025-11-01")
    return booking(sds("2025-01-06", months=11, recall=ordered), returned="2025-11-03", **more)


RECORDED: dict[str, Pair] = {
    # Sentences as recorded
    "GL_SINGLE_TERM_THREE_OR_MORE": Pair(
        booking(*two_old(), sds("2010-03-01", months=24, offence_on=OLD, name="three")),
        booking(*two_old()),
    ),
    "GL_ORDER_OVER_CAP": Pair(two_orders(1), two_orders(0)),
    "GL_MIXED_RECALL_CHAIN": Pair(
        booking(
            sds("2022-01-10", years=2, recall=standard("2023-11-03", "2023-11-01")),
            sds("2022-01-10", years=1, name="two", after="one"),
        ),
        booking(
            sds("2022-01-10", years=2, recall=standard("2023-11-03", "2023-11-01")),
            sds(
                "2022-01-10",
                years=1,
                name="two",
                after="one",
                recall=standard("2023-11-03", "2023-11-01"),
            ),
        ),
    ),
    "GL_FINE_AT_THRESHOLD": Pair(
        booking(fine("2022-06-05", Term(years=7), pence=1_000_000_000)),
        booking(fine("2022-06-05", Term(years=7), pence=1_000_000_001)),
    ),
    "GL_MIXED_PED": Pair(
        booking(
            sopc("2020-03-31", Term(years=7), Term(months=12)),
            eds("2020-03-31", Term(years=2, months=5), Term(years=4), after="sopc"),
        ),
        booking(
            eds("2020-03-31", Term(years=7), Term(years=1), name="sopc"),
            eds("2020-03-31", Term(years=2, months=5), Term(years=4), after="sopc"),
        ),
    ),
    "GL_SEVERAL_PARENTS": Pair(
        booking(
            sds("2023-03-06", months=20),
            sds("2023-03-06", months=10, name="two"),
            msgspec.structs.replace(
                sds("2023-03-06", months=12, name="three"), consecutive_to=("one", "two")
            ),
        ),
        booking(
            sds("2023-03-06", months=20),
            sds("2023-03-06", months=10, name="two"),
            sds("2023-03-06", months=12, name="three", after="one"),
        ),
    ),
    "GL_PARENT_MISSING": Pair(
        booking(
            sds("2020-03-02", months=12), sds("2021-03-01", months=12, name="two", after="one")
        ),
        booking(
            sds("2020-03-02", months=12), sds("2020-06-01", months=12, name="two", after="one")
        ),
    ),
    "GL_SENTENCE_TYPE_ERA": Pair(
        booking(sds("2020-03-31", years=8, plus=True)),
        booking(sds("2020-04-01", years=8, plus=True)),
    ),
    "GL_MIXED_LICENCE": Pair(
        booking(
            sds("2024-11-04", months=4, offence_on=BEFORE_LICENCE),
            sds("2024-11-04", months=7, name="two", after="one"),
        ),
        booking(
            sds("2024-11-04", months=4, offence_on=BEFORE_LICENCE),
            sds("2024-11-04", months=8, name="two", after="one"),
        ),
    ),
    "GL_LONG_OLD_SENTENCE": Pair(
        booking(sds("2008-03-03", years=4, offence_on=OLD, exclusions=(Exclusion.SEXUAL,))),
        booking(sds("2008-03-03", months=47, offence_on=OLD, exclusions=(Exclusion.SEXUAL,))),
    ),
    "GL_LONG_OLD_SENTENCE_UNMARKED": Pair(
        booking(sds("2008-03-03", years=4, offence_on=OLD)),
        booking(sds("2012-12-03", years=4, offence_on=OLD)),
    ),
    "GL_SHORT_OLD_SENTENCE": Pair(
        booking(*two_short("2012-12-02")),
        booking(*two_short("2012-12-03")),
    ),
    "GL_AUTOMATIC_EXTENDED": Pair(
        booking(of_2013(eds("2014-03-03", Term(years=6), Term(years=2), automatic=True))),
        booking(of_2013(eds("2014-03-03", Term(years=6), Term(years=2)))),
    ),
    "GL_AGE_FOR_TYPE": Pair(
        booking(dto("2021-06-14", Term(months=20)), born="2001-05-04"),
        booking(dto("2021-06-14", Term(months=20)), born="2001-05-05"),
    ),
    "GL_AWARDS_AND_OWN_LICENCE": Pair(
        booking(sds("2010-01-04", years=2, offence_on=OLD), rows=(row(ADA, "2010-02-01", 10),)),
        booking(
            sds("2010-01-04", years=2, offence_on="2009-05-04"),
            rows=(row(ADA, "2010-02-01", 10),),
        ),
    ),
    "GL_TERRORIST_PAROLE": Pair(
        booking(coded(eds("2023-03-06", Term(years=6), Term(years=2)), "AT01002")),
        booking(coded(eds("2023-03-06", Term(years=6), Term(years=2)), "TH68010")),
    ),
    # Recalls as recorded
    "GL_TWO_RETURN_DATES": Pair(
        recalled_28(returned="2025-11-04"), recalled_28(returned="2025-11-03")
    ),
    "GL_RECALL_LENGTH_56": Pair(
        recalled_14(
            fixed_term=FixedTermRecallDetails(returned_on=day("2025-11-03"), recall_days=56)
        ),
        recalled_14(
            fixed_term=FixedTermRecallDetails(returned_on=day("2025-11-03"), recall_days=14)
        ),
    ),
    "GL_RECALL_WITHOUT_REVOCATION": Pair(
        booking(sds("2025-01-06", months=11, recall=standard(revoked=None))),
        booking(sds("2025-01-06", months=11, recall=standard())),
    ),
    "GL_FIXED_TERM_IN_FORCE": Pair(
        recalled_14(), booking(sds("2025-01-06", months=11, recall=standard()))
    ),
    "GL_FIXED_TERM_OF_EXTENDED": Pair(
        booking(recalled_extended(fixed(FTR_28, "2022-11-03", "2022-11-01"))),
        booking(recalled_extended(standard("2022-11-03", "2022-11-01"))),
    ),
    # Rows of days
    "GL_BAIL_TWICE": Pair(
        booking(
            sds("2023-03-06", months=12),
            sds("2023-03-06", months=10, name="two"),
            rows=(row(BAIL, "2023-03-06", 30), row(BAIL, "2023-03-06", 30)),
        ),
        booking(
            sds("2023-03-06", months=12),
            sds("2023-03-06", months=10, name="two"),
            rows=(row(BAIL, "2023-03-06", 30), row(BAIL, "2023-03-06", 29)),
        ),
    ),
    "GL_BAIL_ON_OLD_ORDER": Pair(
        booking(
            dto("2022-06-27", Term(months=20)),
            sds("2022-06-27", months=4),
            rows=(row(BAIL, "2022-06-27", 20),),
        ),
        booking(
            dto("2022-06-28", Term(months=20)),
            sds("2022-06-28", months=4),
            rows=(row(BAIL, "2022-06-28", 20),),
        ),
    ),
    "GL_BAIL_OVERLAP": Pair(
        booking(
            sds("2023-03-06", months=12),
            rows=(
                row(BAIL, "2023-03-06", 10, "2023-01-01", "2023-01-20"),
                row(REMAND, "2023-03-06", 5, "2023-01-20", "2023-01-24"),
            ),
        ),
        booking(
            sds("2023-03-06", months=12),
            rows=(
                row(BAIL, "2023-03-06", 10, "2023-01-01", "2023-01-20"),
                row(REMAND, "2023-03-06", 4, "2023-01-21", "2023-01-24"),
            ),
        ),
    ),
    "GL_DAYS_DIFFER_FROM_PERIOD": Pair(
        booking(
            sds("2023-03-06", months=12),
            rows=(row(REMAND, "2023-03-06", 5, "2023-01-21", "2023-01-24"),),
        ),
        booking(
            sds("2023-03-06", months=12),
            rows=(row(REMAND, "2023-03-06", 4, "2023-01-21", "2023-01-24"),),
        ),
    ),
}
