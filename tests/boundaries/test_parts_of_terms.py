"""The parts of a term that are served: an exact fraction, rounded up to whole days, once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import pytest

from gatelodge.sentencing import (
    Booking,
    Exclusion,
    Term,
)
from gatelodge.sentencing.days import Ratio
from gatelodge.sentencing.lawbook import Scheme
from tests.boundaries.edges import BOOK, DAY, HELD, OLD, on
from tests.sentencing.invented import (
    FORTY,
    HALF,
    IN_FORCE,
    PROGRESSION,
    booking,
    dates,
    dto,
    eds,
    fine,
    law,
    sds,
    sopc,
)

START = date(2023, 1, 9)
PART = Callable[[int], Booking]


class Point(NamedTuple):
    """A part of a term: what sets it, and the profile, date and sentence that show it."""

    field: str
    profile: str
    ratio: Ratio
    kind: str
    sentence: PART
    start: date
    lots: int = 131


LONG = 1000
"""Times the denominator, such a sentence is long."""


def _listed(days: int) -> Booking:
    """Give a sentence under the 1991 Act's rules for a listed offence."""
    marks = (Exclusion.SEXUAL,)
    return booking(sds("2009-10-05", days=days, offence_on=OLD, exclusions=marks))


def _of_scheme(profile: str, scheme: Scheme) -> Point:
    """Give a sentence of after a scheme's first day; a child's, where the model would be newer."""
    start = date(2026, 10, 5)
    marks = (Exclusion.SEXUAL_T3,) if scheme.applies_to == "sds_with" else ()

    def sentence(days: int) -> Booking:
        child = not scheme.is_progression
        return booking(sds(on(start), days=days, child=child, exclusions=marks))

    return Point(scheme.id, profile, scheme.fraction, "CRD", sentence, start)


def _points() -> Iterator[Point]:
    s, one = on(START), Term(years=1)
    early, old = date(2021, 1, 11), date(2009, 10, 5)
    model = date(2026, 10, 5)
    now = {name: getattr(BOOK, name).values[-1] for name in ("sds", "sds_plus", "old_style", "eds")}
    sopc_before, sopc_now = BOOK.sopc.values[0], BOOK.sopc.values[-1]

    def of(field: str, kind: str, sentence: PART, start: date = START) -> Point:
        subject, _, name = field.partition(".")
        return Point(field, HALF, getattr(now[subject], name), kind, sentence, start)

    yield of("sds.release_point", "CRD", lambda n: booking(sds(s, days=n)))
    yield of("sds_plus.release_point", "CRD", lambda n: booking(sds(s, days=n, plus=True)))
    for field, kind in (("old_style.release_point", "ARD"), ("old_style.licence", "LED")):
        yield of(field, kind, lambda n: booking(sds(on(old), days=n, offence_on=OLD)), old)
    for field, kind in (
        ("old_style.listed_release_point", "CRD"),
        ("old_style.listed_parole_point", "PED"),
    ):
        ratio = getattr(now["old_style"], field.partition(".")[2])
        yield Point(field, IN_FORCE, ratio, kind, _listed, old, lots=LONG)
    yield of(
        "eds.automatic_point", "CRD", lambda n: booking(eds(s, Term(days=n), one, automatic=True))
    )
    yield of("eds.parole_point", "PED", lambda n: booking(eds(s, Term(days=n), one)))
    for rule, day in ((sopc_before, early), (sopc_now, START)):
        yield Point(
            "sopc.parole_point",
            HALF,
            rule.parole_point,
            "PED",
            lambda n, day=day: booking(sopc(on(day), Term(days=n), one)),
            day,
        )
    yield Point(
        "sopc.under_18_parole_point",
        HALF,
        sopc_before.under_18_parole_point,
        "PED",
        lambda n: booking(sopc(on(early), Term(days=n), one, under_18=True)),
        early,
    )
    yield Point(
        "fine.release_point",
        HALF,
        BOOK.fine.values[-1].release_point,
        "ARD",
        lambda n: booking(fine(s, Term(days=n))),
        START,
    )
    yield Point(
        "dto.release_point",
        HALF,
        BOOK.dto.values[-1].release_point,
        "MTD",
        lambda n: booking(dto(s, Term(days=n)), born="2007-05-07"),
        START,
    )
    for profile in (FORTY, PROGRESSION):
        yield from (_of_scheme(profile, scheme) for scheme in law(profile).schemes)
    yield Point(
        "SDS_PROGRESSION_MODEL for SDS+",
        PROGRESSION,
        Ratio(1, 2),
        "CRD",
        lambda n: booking(sds(on(model), days=n, plus=True)),
        model,
    )


POINTS = list(_points())
HELD.update(point.field for point in POINTS if "." in point.field)


@pytest.mark.parametrize(
    "point", POINTS, ids=[f"{each.profile}-{each.field}-{each.ratio}" for each in POINTS]
)
def test_a_part_of_a_term_is_rounded_up_to_whole_days(point: Point) -> None:
    """A length that divides is not rounded; a day more adds one."""
    ratio, lots = point.ratio, point.lots
    for more in (0, 1):
        found = dates(point.sentence(ratio.denominator * lots + more), point.profile)
        wanted = point.start + (ratio.numerator * lots + more - 1) * DAY
        assert found[point.kind] == on(wanted)
