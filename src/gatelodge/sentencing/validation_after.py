"""What the dates themselves show to be wrong, or outside the engine: asked once they are known.

Each check is a small pure function that gives reasons, in the field's order; the same reason is
given once. Source: validation as practice has it; the thresholds are in the law files.
"""

from collections.abc import Iterator, Sequence

from gatelodge.sentencing.adjustments import CREDIT
from gatelodge.sentencing.answer import RefusalReason, ReleaseDateType
from gatelodge.sentencing.booking import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Direction,
    MovementReason,
    RecallType,
    UalReason,
)
from gatelodge.sentencing.chains import Form, Part
from gatelodge.sentencing.extraction import Group
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.recalls import is_long, is_of
from gatelodge.sentencing.refusing import invalid, unsupported
from gatelodge.sentencing.release import Serving
from gatelodge.sentencing.timeline import Replayed
from gatelodge.sentencing.tranches import Reach
from gatelodge.sentencing.tused import supervision_of

_SHORTER, _LONGER = RecallType.FIXED_TERM_RECALL_14, RecallType.FIXED_TERM_RECALL_28
CODES = frozenset(
    {
        "ADJUSTMENT_AFTER_RELEASE_ADA",
        "ADJUSTMENT_AFTER_RELEASE_RADA",
        "FTR_14_DAYS_AGGREGATE_GE_12_MONTHS",
        "FTR_28_DAYS_AGGREGATE_LT_12_MONTHS",
        "FTR_TYPE_28_DAYS_AGGREGATE_LT_12_MONTHS",
        "FTR_TYPE_14_DAYS_AGGREGATE_GE_12_MONTHS",
        "FTR_TYPE_14_DAYS_SENTENCE_GT_12_MONTHS",
        "FTR_TYPE_14_DAYS_SENTENCE_GAP_GT_14_DAYS",
        "FTR_TYPE_28_DAYS_SENTENCE_GAP_LT_14_DAYS",
        "HDCED_REPEAL",
        "UNSUPPORTED_OUT_OF_CUSTODY_AT_PROGRESSION_MODEL_COMMENCEMENT",
        "PROGRESSION_TRANCHE_ONE_ALLOCATION",
        "REMAND_OVERLAPS_WITH_SENTENCE",
        "UNABLE_TO_DETERMINE_SHPO_RELEASE_PROVISIONS",
        "UNSUPPORTED_SDS40_CONSECUTIVE_SDS_BETWEEN_TRANCHE_COMMENCEMENTS",
        "PROGRESSION_MODEL_UNSUPPORTED_EXTINGUISHED_SENTENCE",
        "RELEASE_DATE_BEFORE_SENTENCE_DATE",
    }
)
"""The codes of these checks."""


def after_calculation(
    booking: Booking, answer: Replayed, law: LawBook
) -> tuple[RefusalReason, ...]:
    """Ask everything that needs the dates."""
    flat = [each for group in answer.groups for each in group.servings]
    found = [
        *_awards_after_release(booking, flat),
        *_fixed_terms(booking, answer, flat, law),
        *_curfew_after_its_end(booking, answer, law),
        *_out_of_custody(booking, answer, law),
        *_first_tranche(answer, law),
        *_remand_while_serving(booking, answer),
        *_unsettled_release_points(booking, flat, law),
        *_chained_between_tranches(answer, flat),
        *_extinguished(booking, answer, law),
    ]
    return tuple(dict.fromkeys(found))


def _awards_after_release(booking: Booking, flat: Sequence[Serving]) -> Iterator[RefusalReason]:
    last = max((each.defaulted for each in flat if not each.each.is_term), default=None)
    if last is None:
        return
    late = sorted(
        (row for row in booking.adjustments if row.applies_on.toordinal() > last),
        key=lambda row: row.applies_on,
    )
    for row in late:
        if row.kind is AdjustmentKind.ADA:
            yield invalid(
                "ADJUSTMENT_AFTER_RELEASE_ADA",
                "Added days are dated after release. Use the date of the hearing.",
            )
        elif row.kind is AdjustmentKind.RADA:
            yield invalid(
                "ADJUSTMENT_AFTER_RELEASE_RADA",
                "Restored days are dated after release. Use the date of the remission.",
            )


# Fixed terms of recall against the length of the sentence


def _fixed_terms(
    booking: Booking, answer: Replayed, flat: Sequence[Serving], law: LawBook
) -> Iterator[RefusalReason]:
    details = booking.fixed_term_recall
    if details is None:
        return
    returned_on = details.returned_on.toordinal()
    running = [
        each for each in flat if each.recalled is not None and each.adjusted_end >= returned_on
    ]
    longs = [is_long(each, law) for each in running]
    if not (any(longs) and not all(longs)):
        chains = [each for each in flat if each.each.form is Form.CHAIN]
        yield from _aggregates(
            chains, law, details.recall_days, any_long=any(longs), any_short=not all(longs)
        )
    elif booking.returned_to_custody_on is not None:
        sled = answer.extract.dates.get(ReleaseDateType.SLED)
        if sled is not None:
            yield from _gaps(running, sled.on, booking.returned_to_custody_on.toordinal(), law)


def _aggregates(
    chains: Sequence[Serving], law: LawBook, recorded: int, *, any_long: bool, any_short: bool
) -> Iterator[RefusalReason]:
    rule = law.recall.values[-1]

    def is_14_recorded(each: Serving) -> bool:
        # The bracket stands as practice has it: a 28-day recall is asked whatever else is short.
        is_asked = (not any_short and is_of(each, _SHORTER)) or is_of(each, _LONGER)
        return is_asked and recorded == rule.shorter_days and is_long(each, law)

    def is_28_recorded(each: Serving) -> bool:
        is_asked = not any_long and (is_of(each, _SHORTER) or is_of(each, _LONGER))
        return is_asked and recorded == rule.longer_days and not is_long(each, law)

    def is_28_type(each: Serving) -> bool:
        return not any_long and is_of(each, _LONGER) and not is_long(each, law)

    def is_14_type(each: Serving) -> bool:
        return not any_short and is_of(each, _SHORTER) and is_long(each, law)

    for code, is_wrong in (
        ("FTR_14_DAYS_AGGREGATE_GE_12_MONTHS", is_14_recorded),
        ("FTR_28_DAYS_AGGREGATE_LT_12_MONTHS", is_28_recorded),
        ("FTR_TYPE_28_DAYS_AGGREGATE_LT_12_MONTHS", is_28_type),
        ("FTR_TYPE_14_DAYS_AGGREGATE_GE_12_MONTHS", is_14_type),
    ):
        for each in chains:
            if is_wrong(each):
                yield invalid(code, _FIXED_TERM_TEXT)


def _gaps(
    running: Sequence[Serving], sled: int, returned_on: int, law: LawBook
) -> Iterator[RefusalReason]:
    """Recalls on both sides of twelve months: how far their ends lie apart decides the term."""
    last = next((each for each in running if each.adjusted_end == sled), None)
    if last is None:
        return
    gap_days = law.recall.values[-1].shorter_days

    def near(*, long: bool) -> Serving | None:
        found = [
            each
            for each in running
            if each is not last
            and is_long(each, law) is long
            and each.unadjusted_end >= returned_on
        ]
        return min(found, key=lambda each: abs(each.unadjusted_end - returned_on), default=None)

    near_short, near_long = near(long=False), near(long=True)
    if is_long(last, law):
        if (
            near_short is not None
            and is_of(near_short, _SHORTER)
            and abs(near_short.adjusted_end - sled) >= gap_days
        ):
            yield invalid("FTR_TYPE_14_DAYS_SENTENCE_GT_12_MONTHS", _FIXED_TERM_TEXT)
        return
    if near_long is None:
        return
    gap = abs(near_long.adjusted_end - returned_on)
    if gap == gap_days and not law.follows_official_service:
        return  # Practice finds either length wrong, which leaves no way out: a hazard asks.
    if is_of(last, _SHORTER) and gap >= gap_days:
        yield invalid("FTR_TYPE_14_DAYS_SENTENCE_GAP_GT_14_DAYS", _FIXED_TERM_TEXT)
    elif is_of(last, _LONGER) and gap <= gap_days:
        yield invalid("FTR_TYPE_28_DAYS_SENTENCE_GAP_LT_14_DAYS", _FIXED_TERM_TEXT)


_FIXED_TERM_TEXT = (
    "The fixed term of the recall does not fit the length of the sentence. Correct the recall's "
    "type, or its recorded length."
)


# The end of adult curfew, the progression model


def _curfew_after_its_end(
    booking: Booking, answer: Replayed, law: LawBook
) -> Iterator[RefusalReason]:
    if (
        Practice.NO_ADULT_CURFEW_SINCE not in law.practices
        or ReleaseDateType.HDCED not in answer.extract.dates
    ):
        return
    outs = [
        each.moved_on
        for each in booking.movements
        if each.direction is Direction.OUT and each.reason is MovementReason.HDC
    ]
    ins = [each.moved_on for each in booking.movements if each.direction is Direction.IN]
    if outs and not any(day >= max(outs) for day in ins):
        yield unsupported(
            "HDCED_REPEAL",
            "The person is out on home detention curfew already, and adult curfew has ended. Work "
            "the dates out by hand.",
        )


def _progression(answer: Replayed) -> Reach | None:
    return next((each for each in answer.reaches if each.scheme.is_progression), None)


def _out_of_custody(booking: Booking, answer: Replayed, law: LawBook) -> Iterator[RefusalReason]:
    reach = _progression(answer)
    if reach is None:
        return
    begins = reach.scheme.commences
    if any(_is_at_large(row, begins, law) for row in booking.adjustments) or _had_left(
        booking, begins
    ):
        yield unsupported(
            "UNSUPPORTED_OUT_OF_CUSTODY_AT_PROGRESSION_MODEL_COMMENCEMENT",
            "The person was not in custody when the progression model began, so earlier release "
            "law applies. Work the dates out by hand.",
        )


def _is_at_large(row: Adjustment, begins: int, law: LawBook) -> bool:
    """Whether an absence of a kind that matters covers the day before a law began."""
    if row.kind is not AdjustmentKind.UAL or row.from_on is None or row.to_on is None:
        return False
    first, last = row.from_on.toordinal(), row.to_on.toordinal()
    match row.ual_reason:
        case UalReason.RELEASE_IN_ERROR:
            first, last = first - 1, last + 1
        case UalReason.SENTENCED_IN_ABSENCE | UalReason.IMMIGRATION_DETENTION:
            last += 1
        case UalReason.ESCAPE:
            if not law.absence.on(first).escape_counts_both_days:
                first, last = first - 1, last + 1
        case _:
            return False
    return first <= begins - 1 < last


def _had_left(booking: Booking, begins: int) -> bool:
    earlier = [each for each in booking.movements if each.moved_on.toordinal() < begins]
    outs = [each for each in earlier if each.direction is Direction.OUT]
    if not outs:
        return False
    last = max(each.moved_on for each in outs)
    reasons = {each.reason for each in outs if each.moved_on == last}
    back = max((each.moved_on for each in earlier if each.direction is Direction.IN), default=None)
    return bool(reasons & {MovementReason.ERS, MovementReason.PAROLE}) and (
        back is None or back <= last
    )


def _first_tranche(answer: Replayed, law: LawBook) -> Iterator[RefusalReason]:
    reach = _progression(answer)
    if (
        Practice.FIRST_TRANCHE_BY_HAND in law.practices
        and reach is not None
        and reach.tranche == reach.scheme.tranches[0].name
    ):
        yield unsupported(
            "PROGRESSION_TRANCHE_ONE_ALLOCATION",
            "The progression model reaches this person in its first tranche. Confirm the dates by "
            "hand.",
        )


def _remand_while_serving(booking: Booking, answer: Replayed) -> Iterator[RefusalReason]:
    groups = [
        group
        for group in answer.groups
        if group.begins < group.released
        and not any(each.recalled is not None for each in group.servings)
    ]
    for row in booking.adjustments:
        if row.kind is not AdjustmentKind.REMAND or row.from_on is None or row.to_on is None:
            continue
        first, last = row.from_on.toordinal(), row.to_on.toordinal()
        for group in groups:
            if first <= group.released and group.begins <= last:
                yield invalid(
                    "REMAND_OVERLAPS_WITH_SENTENCE",
                    f"Remand from {row.from_on} to {row.to_on} cannot count: a sentence was being "
                    "served. Correct the remand.",
                )


def _unsettled_release_points(
    booking: Booking, flat: Sequence[Serving], law: LawBook
) -> Iterator[RefusalReason]:
    for rule in law.unsettled:
        for each in flat:
            if not rule.release_from <= each.release < rule.release_before:
                continue
            if not any(
                _is_named(part, rule.codes, rule.offence_from, rule.offence_to)
                for part in each.each.parts
            ):
                continue
            if each.recalled is None or supervision_of(each, booking.person, law) is not None:
                yield unsupported(rule.code, rule.text)


def _is_named(part: Part, codes: frozenset[str], offence_from: int, offence_to: int) -> bool:
    return (
        part.track.is_standard
        and not part.track.is_sds_plus
        and part.sentence.offence.code in codes
        and offence_from <= part.offence_on <= offence_to
    )


def _chained_between_tranches(answer: Replayed, flat: Sequence[Serving]) -> Iterator[RefusalReason]:
    for reach in answer.reaches:
        if reach.scheme.is_progression:
            continue
        first, *_, last = (each.begins.toordinal() for each in reach.scheme.tranches)
        for each in flat:
            between = any(
                part.track.is_standard and not part.track.is_sds_plus and first <= part.at < last
                for part in each.each.parts
            )
            if reach.on == last and each.each.is_chain and between:
                yield unsupported(
                    "UNSUPPORTED_SDS40_CONSECUTIVE_SDS_BETWEEN_TRANCHE_COMMENCEMENTS",
                    "A sentence imposed between the first and the last day on which the new "
                    "release point reached people is chained to an older one.",
                )


def _extinguished(booking: Booking, answer: Replayed, law: LawBook) -> Iterator[RefusalReason]:
    for group in answer.groups:
        if not _is_extinguished(group):
            continue
        if _by_hand(booking, answer, law):
            yield unsupported(
                "PROGRESSION_MODEL_UNSUPPORTED_EXTINGUISHED_SENTENCE",
                "Remand and tagged bail come to more than the part to be served under the "
                "progression model. Work the dates out by hand.",
            )
        else:
            yield invalid(
                "RELEASE_DATE_BEFORE_SENTENCE_DATE",
                "Remand and tagged bail come to more than the part to be served. Correct the "
                "unused days.",
            )


def _is_extinguished(group: Group) -> bool:
    own = [each for each in group.servings if each.recalled is None]
    if not own:
        return False
    begins = min(each.at for each in own)
    last = max(own, key=lambda each: each.uncapped_release)
    return last.uncapped_release < begins - 1 and bool(last.days.remand or last.days.bail)


def _by_hand(booking: Booking, answer: Replayed, law: LawBook) -> bool:
    reach = _progression(answer)
    return (
        Practice.EXTINGUISHED_BY_HAND in law.practices
        and reach is not None
        and not any(
            row.kind in CREDIT and row.applies_on.toordinal() >= reach.scheme.commences
            for row in booking.adjustments
        )
    )
