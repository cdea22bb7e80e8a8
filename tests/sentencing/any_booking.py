"""Strategies for bookings of every kind of sentence, with days, recalls and exits of every kind."""

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    DetentionAndTraining,
    Direction,
    Exclusion,
    Extended,
    ExternalMovement,
    FineDefault,
    FixedTermRecallDetails,
    MovementReason,
    Offence,
    ParticularConcern,
    Person,
    Recall,
    RecallType,
    Sentence,
    StandardDeterminate,
    SupervisionBreach,
    Term,
    UalReason,
)

from .invented import FORTY, HALF, IN_FORCE, PROGRESSION

USUAL = 100
SOAK = max(1, settings().max_examples // USUAL)
"""How many times the usual number of bookings is asked for: `--hypothesis-profile=soak`."""

KIND = AdjustmentKind
LAWS = st.sampled_from([IN_FORCE, HALF, FORTY, PROGRESSION])
EARLIEST, LATEST = date(2003, 6, 1), date(2027, 3, 31)
FINE_LIMIT_PENCE = 1_000_000_000

EXCLUSIONS = st.sampled_from(
    [
        (),
        (),
        (),
        (Exclusion.SEXUAL,),
        (Exclusion.DOMESTIC_ABUSE_T3,),
        (Exclusion.SA2026_PROGRESSION_MODEL_SCHEDULE,),
    ]
)
SHORT_TERMS = st.one_of(
    st.builds(Term, days=st.integers(1, 200)),
    st.builds(Term, weeks=st.integers(1, 40)),
    st.builds(Term, months=st.integers(1, 11)),
)
TERMS = st.one_of(
    SHORT_TERMS,
    st.builds(Term, months=st.integers(1, 30), days=st.integers(0, 20)),
    st.builds(Term, years=st.integers(1, 12), months=st.integers(0, 11)),
)
LONG_TERMS = st.builds(Term, years=st.integers(1, 9), months=st.integers(0, 11))
ORDER_TERMS = st.sampled_from([Term(months=each) for each in (4, 6, 7, 8, 10, 12, 18, 24)])
FINES = st.sampled_from([50_000, FINE_LIMIT_PENCE - 1, FINE_LIMIT_PENCE, FINE_LIMIT_PENCE + 1])
RECALLS = (
    RecallType.STANDARD_RECALL,
    RecallType.FIXED_TERM_RECALL_14,
    RecallType.FIXED_TERM_RECALL_28,
    RecallType.FIXED_TERM_RECALL_56,
)
EXITS = (
    MovementReason.HDC,
    MovementReason.ERS,
    MovementReason.ECSL,
    MovementReason.CRD,
    MovementReason.PAROLE,
)
RETURNS = (
    MovementReason.SENTENCE,
    MovementReason.HDC_RECALL,
    MovementReason.FAILED_ERS_REMOVAL,
    MovementReason.REMAND,
)
STARTS = st.one_of(
    st.dates(EARLIEST, LATEST),
    st.dates(date(2022, 1, 1), LATEST),
    st.dates(date(2022, 1, 1), LATEST).map(lambda on: on.replace(day=1)),
)


def _standard(draw: st.DrawFn, imposed: dict[str, Any]) -> Sentence:
    plus = draw(st.integers(0, 7)) == 0
    return StandardDeterminate(
        **imposed,
        term=draw(TERMS),
        is_sds_plus=plus,
        is_sds_plus_eligible=plus or draw(st.integers(0, 15)) == 0,
        is_section_250=draw(st.integers(0, 7)) == 0,
        exclusions=draw(EXCLUSIONS),
    )


def _extended(draw: st.DrawFn, imposed: dict[str, Any]) -> Sentence:
    return Extended(
        **imposed,
        custodial_term=draw(LONG_TERMS),
        extension=draw(st.builds(Term, years=st.integers(1, 5))),
        has_automatic_release=draw(st.integers(0, 2)) == 0,
    )


def _concern(draw: st.DrawFn, imposed: dict[str, Any]) -> Sentence:
    return ParticularConcern(
        **imposed,
        custodial_term=draw(LONG_TERMS),
        extension=Term(years=1),
        is_under_18=draw(st.integers(0, 3)) == 0,
    )


def _fine(draw: st.DrawFn, imposed: dict[str, Any]) -> Sentence:
    return FineDefault(
        **(imposed | {"recall": None}), term=draw(SHORT_TERMS), fine_pence=draw(FINES)
    )


def _order(draw: st.DrawFn, imposed: dict[str, Any]) -> Sentence:
    return DetentionAndTraining(**(imposed | {"recall": None}), term=draw(ORDER_TERMS))


def _committal(draw: st.DrawFn, imposed: dict[str, Any]) -> Sentence:
    until = draw(st.none() | st.integers(0, 200))
    on = imposed["sentenced_on"]
    return SupervisionBreach(
        **(imposed | {"recall": None}),
        term=draw(st.builds(Term, days=st.integers(1, 14))),
        latest_tused_on=None if until is None else on + timedelta(days=until),
    )


KINDS = (_standard, _standard, _standard, _extended, _concern, _fine, _order, _committal)


@st.composite
def sentences(draw: st.DrawFn, *, most: int = 4) -> tuple[Sentence, ...]:
    """One to four sentences of any kinds, each perhaps after one of those before it."""
    first = draw(STARTS)
    recall = draw(recalls(first)) if draw(st.integers(0, 3)) == 0 else None
    made: list[Sentence] = []
    for place in range(draw(st.integers(1, most))):
        gap = draw(st.sampled_from([0, 0, 1])) and draw(st.integers(1, 600))
        on = first + timedelta(days=gap if made else 0)
        parents = [each.sentence_id for each in made if each.sentenced_on <= on]
        after = draw(st.sampled_from([None, *parents])) if parents else None
        back = draw(st.integers(1, 2500))
        imposed: dict[str, Any] = {
            "sentence_id": f"s{place}",
            "sentenced_on": on,
            "offence": Offence(committed_on=on - timedelta(days=back), code="TH68010"),
            "consecutive_to": () if after is None else (after,),
            "recall": _recall_of(recall, on) if draw(st.integers(0, 7)) else None,
        }
        made.append(draw(st.sampled_from(KINDS))(draw, imposed))
    return tuple(made)


@st.composite
def single_terms(draw: st.DrawFn) -> tuple[Sentence, ...]:
    """Sentences of different days that are served as one term: old offences, or orders."""
    first = draw(st.dates(EARLIEST, date(2010, 1, 1)))
    orders = draw(st.booleans())
    made: list[Sentence] = []
    for place in range(draw(st.integers(2, 3))):
        on = first + timedelta(days=draw(st.integers(1, 200)) if place else 0)
        imposed: dict[str, Any] = {
            "sentence_id": f"s{place}",
            "sentenced_on": on,
            "offence": Offence(committed_on=date(2003, 1, 1), code="TH68010"),
        }
        if orders:
            made.append(DetentionAndTraining(**imposed, term=draw(ORDER_TERMS)))
        else:
            made.append(
                StandardDeterminate(
                    **imposed,
                    term=draw(TERMS),
                    is_sds_plus=False,
                    is_sds_plus_eligible=False,
                    is_section_250=False,
                    exclusions=(),
                )
            )
    return tuple(made)


@st.composite
def recalls(draw: st.DrawFn, first: date) -> Recall:
    revoked = first + timedelta(days=draw(st.integers(60, 1500)))
    return Recall(
        recall_type=draw(st.sampled_from(RECALLS)),
        revoked_on=revoked,
        returned_on=revoked + timedelta(days=draw(st.integers(0, 40))),
    )


def _recall_of(recall: Recall | None, on: date) -> Recall | None:
    if recall is None or recall.revoked_on is None or on >= recall.revoked_on:
        return None
    return recall


@st.composite
def rows_of(draw: st.DrawFn, imposed: tuple[Sentence, ...]) -> tuple[Adjustment, ...]:
    """Credit on the days of sentences; awards, restorations and absences, each of its own days."""
    rows = []
    days = sorted({each.sentenced_on for each in imposed})
    for kind in (KIND.REMAND, KIND.TAGGED_BAIL, KIND.RECALL_REMAND, KIND.RECALL_TAGGED_BAIL):
        if draw(st.integers(0, 3)) == 0:
            on = draw(st.sampled_from(days))
            rows.append(Adjustment(kind=kind, applies_on=on, days=draw(st.integers(1, 90))))
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        on = draw(st.sampled_from(days)) + timedelta(days=draw(st.integers(0, 150)))
        count = draw(st.integers(1, 40))
        rows.append(Adjustment(kind=KIND.ADA, applies_on=on, days=count))
        if draw(st.integers(0, 2)) == 0:
            later = on + timedelta(days=draw(st.integers(0, 30)))
            back = draw(st.integers(1, count))
            rows.append(Adjustment(kind=KIND.RADA, applies_on=later, days=back))
    on = days[0]
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        on += timedelta(days=draw(st.integers(0, 600)))
        rows.append(absence(on, draw(st.integers(1, 40)), draw(st.sampled_from(UalReason))))
        on += timedelta(days=rows[-1].days)
    return tuple(rows)


def absence(on: date, count: int, reason: UalReason = UalReason.ESCAPE) -> Adjustment:
    """Days unlawfully at large, from one day on."""
    return Adjustment(
        kind=KIND.UAL,
        applies_on=on,
        days=count,
        from_on=on,
        to_on=on + timedelta(days=count - 1),
        ual_reason=reason,
    )


@st.composite
def movements_since(draw: st.DrawFn, first: date) -> tuple[ExternalMovement, ...]:
    if draw(st.integers(0, 5)):
        return ()
    out = first + timedelta(days=draw(st.integers(30, 1500)))
    left = ExternalMovement(
        moved_on=out, direction=Direction.OUT, reason=draw(st.sampled_from(EXITS))
    )
    if draw(st.booleans()):
        return (left,)
    back = ExternalMovement(
        moved_on=out + timedelta(days=draw(st.integers(1, 300))),
        direction=Direction.IN,
        reason=draw(st.sampled_from(RETURNS)),
    )
    return (left, back)


@st.composite
def persons(draw: st.DrawFn, first: date) -> Person:
    """Somebody who was 12 to 70 years old; every third of about the age of 18."""
    days = draw(st.one_of(st.integers(7300, 25500), st.integers(4500, 7300)))
    return Person(
        reference="G0001LD",
        born_on=first - timedelta(days=days),
        is_active_sex_offender=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def bookings(draw: st.DrawFn, *, most: int = 4) -> Booking:
    imposed = draw(single_terms() if draw(st.integers(0, 9)) == 0 else sentences(most=most))
    first = min(each.sentenced_on for each in imposed)
    found = [each.recall for each in imposed if each.recall is not None]
    returned = found[0].returned_on if found else None
    if returned is not None and draw(st.integers(0, 7)) == 0:
        returned += timedelta(days=draw(st.integers(1, 20)))
    has_details = bool(found) and returned is not None and draw(st.booleans())
    return Booking(
        person=draw(persons(first)),
        sentences=imposed,
        adjustments=draw(rows_of(imposed)),
        movements=draw(movements_since(first)),
        returned_to_custody_on=returned,
        fixed_term_recall=(
            FixedTermRecallDetails(
                returned_on=returned, recall_days=draw(st.sampled_from([14, 28, 56]))
            )
            if has_details and returned is not None
            else None
        ),
    )
