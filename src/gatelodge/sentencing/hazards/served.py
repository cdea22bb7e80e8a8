"""Hazards of days that were served, credited or awarded, and of which sentence governs."""

from gatelodge.sentencing.adjustments import CREDIT
from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import AdjustmentKind, Direction, MovementReason
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.extraction import Group
from gatelodge.sentencing.hazards.seen import Doubt, Need, Seen, Spot, overlaps, spot
from gatelodge.sentencing.recalls import is_long
from gatelodge.sentencing.record_readings import EXITS_OF_NO_RELEASE
from gatelodge.sentencing.release import (
    Serving,
    credit_that_counts,
    licence_end_at_first_release,
)

_REMAND, _UAL = AdjustmentKind.REMAND, AdjustmentKind.UAL
_AWARDS = (AdjustmentKind.ADA, AdjustmentKind.RADA)


# Added days


def _awarded_and_restored(seen: Seen) -> Spot | None:
    return seen.warned("GL_PROSPECTIVE_ADA_COUNTED_TWICE")


def _held_without_awards(seen: Seen) -> Spot | None:
    return seen.warned("GL_HELD_WITHOUT_AWARDS")


def _served_replaced(seen: Seen) -> Spot | None:
    return seen.warned("GL_SERVED_REPLACED")


def _awards_not_applied(seen: Seen) -> Spot | None:
    lost = [each.adjustment for each in seen.answer.unapplied if each.adjustment.kind in _AWARDS]
    if not lost:
        return None
    days = ", ".join(f"{row.days} of {row.applies_on}" for row in lost)
    return spot(days=days)


def _awards_between_spells(seen: Seen) -> Spot | None:
    """Made while nobody served, after one release: practice holds them for the next sentence."""
    groups = seen.answer.groups
    found = [
        row
        for row in seen.rows(*_AWARDS)
        if any(each.released < row.applies_on.toordinal() for each in groups)
        and any(each.begins > row.applies_on.toordinal() for each in groups)
        and not any(each.begins <= row.applies_on.toordinal() <= each.released for each in groups)
    ]
    return spot(awarded_on=found[0].applies_on.toordinal(), awards=len(found)) if found else None


def _awards_past_end(seen: Seen) -> Spot | None:
    found = [each for each in seen.flat if each.unused_ada]
    return spot(found, unused_days=max(each.unused_ada for each in found)) if found else None


def _absence_on_old_order(seen: Seen) -> Spot | None:
    """The mid-term date beside other sentences is that of the term as imposed, absences or not."""
    found = [
        each
        for each in seen.flat
        if each.each.is_dto and not each.each.remand_counts and each.days.ual > 0
    ]
    return spot(found, days_at_large=max(each.days.ual for each in found)) if found else None


def _awards_lost_to_credit(seen: Seen) -> Spot | None:
    found = [
        each
        for each in seen.flat
        if each.recalled is None and each.days.ada > 0 and each.uncapped_release < each.at
    ]
    return spot(found, added_days=max(each.days.ada for each in found)) if found else None


def _award_on_release_weekend(seen: Seen) -> Spot | None:
    for group in seen.answer.groups:
        last = max(
            (each.defaulted for each in group.servings if not each.each.is_term), default=None
        )
        if last is None:
            continue
        for row in seen.rows(*_AWARDS):
            if group.released < row.applies_on.toordinal() <= last:
                return spot(
                    group.servings,
                    awarded=str(row.applies_on),
                    let_go_on=group.released,
                    calculated_on=last,
                )
    return None


# Credit


def _credit_not_applied(seen: Seen) -> Spot | None:
    lost = [each.adjustment for each in seen.answer.unapplied if each.adjustment.kind in CREDIT]
    if not lost:
        return None
    days = ", ".join(f"{row.kind.value} {row.days} of {row.applies_on}" for row in lost)
    return spot(days=days)


def _credit_of_other_kind(seen: Seen) -> Spot | None:
    return seen.warned("GL_CREDIT_DONOR")


def _remand_on_recall(seen: Seen) -> Spot | None:
    for row in seen.rows(_REMAND):
        for group in seen.answer.groups:
            if _is_mixed(group) and overlaps(row, group.begins, group.released):
                return spot(group.servings, remand=f"{row.from_on} to {row.to_on}")
        for each in seen.flat:
            recalled = each.recalled
            if (
                recalled is not None
                and recalled.fixed_days is not None
                and overlaps(row, recalled.returned_on, each.lets_go)
            ):
                return spot([each], remand=f"{row.from_on} to {row.to_on}")
    return None


def _is_mixed(group: Group) -> bool:
    recalls = [each.recalled is not None for each in group.servings]
    return any(recalls) and not all(recalls)


# Absences and licence


def _absence_before_release(seen: Seen) -> Spot | None:
    """Practice lets it put release off only on a sentence that is not recalled."""
    days = [row.applies_on.toordinal() for row in seen.rows(AdjustmentKind.UAL)]
    found = [
        each
        for group in seen.answer.groups
        for each in group.servings
        if each.recalled is not None and any(group.released < day <= each.release for day in days)
    ]
    return spot(found) if found else None


def _absence_floor_lost(seen: Seen) -> Spot | None:
    return seen.warned("GL_UAL_FLOOR_LOST")


def _absence_floor(seen: Seen) -> Spot | None:
    last = max(each.end for each in seen.flat)
    found = [
        each
        for each in seen.flat
        if each.end == last and each.end > max(each.adjusted_end, each.at)
    ]
    return spot(found, ends_on=last) if found else None


def _licence_of_its_own(seen: Seen) -> Spot | None:
    days = [row.applies_on.toordinal() for row in seen.rows(_UAL)]
    days += [reach.on for reach in seen.answer.reaches]
    for group in seen.answer.groups:
        for each in group.servings:
            if ReleaseDateType.LED not in each.types:
                continue
            ends = licence_end_at_first_release(each, seen.law)
            if ends is not None and any(group.released < day <= ends for day in days):
                return spot([each], licence_ends_on=ends)
    return None


# Which sentence governs


def _leading_differs(seen: Seen) -> Spot | None:
    serving = [each for each in seen.flat if each.recalled is None]
    if not serving:
        return None
    defaulted = max(serving, key=lambda each: each.defaulted)
    own = max(serving, key=lambda each: each.release)
    if defaulted.release == own.release or defaulted.defaulted == own.defaulted:
        return None
    return spot([defaulted, own], released_on=defaulted.defaulted, own_release_on=own.release)


def _fourteen_days(seen: Seen) -> Spot | None:
    """Recalls on both sides of twelve months whose ends lie exactly the shorter term apart."""
    details, returned = seen.booking.fixed_term_recall, seen.booking.returned_to_custody_on
    sled = seen.on(ReleaseDateType.SLED)
    if details is None or returned is None or sled is None:
        return None
    since = details.returned_on.toordinal()
    running = [
        each for each in seen.flat if each.recalled is not None and each.adjusted_end >= since
    ]
    last = next((each for each in running if each.adjusted_end == sled), None)
    if last is None or is_long(last, seen.law):
        return None
    near = _near_long(seen, running, returned.toordinal())
    gap_days = seen.law.recall.values[-1].shorter_days
    if near is None or abs(near.adjusted_end - returned.toordinal()) != gap_days:
        return None
    return spot([last, near], days_apart=gap_days)


def _near_long(seen: Seen, running: list[Serving], returned_on: int) -> Serving | None:
    found = [
        each for each in running if is_long(each, seen.law) and each.unadjusted_end >= returned_on
    ]
    return min(found, key=lambda each: abs(each.unadjusted_end - returned_on), default=None)


def _short_term_at_weekend(seen: Seen) -> Spot | None:
    """A short term that ends on no working day, and so lets go before its last day."""
    governs, released = seen.answer.extract.governs, seen.answer.groups[-1].released
    limit = seen.law.short.on(governs.each.offence_on).weekend_over_days
    left = {each.moved_on.toordinal() for each in seen.booking.movements}
    if governs.each.days > limit or released >= governs.defaulted or released in left:
        return None
    return spot([governs], working_day_on=released, calculated_on=governs.defaulted)


def _unused_days_edge(seen: Seen) -> Spot | None:
    """Credit past what an earlier sentence can use before the day of a later one, or on it.

    Practice counts to that day for a sentence passed earlier, and one day further for one passed
    then.
    """
    last = seen.answer.groups[-1].servings
    usable = credit_that_counts(last)
    credit = max(each.days.deductions for each in last)
    if usable.is_of_latest or credit <= usable.days:
        return None
    return spot(last, credit_days=credit, usable_days=usable.days, or_else=usable.days + 1)


# Exits


def _exit_ends_new_sentence(seen: Seen) -> Spot | None:
    exits = {
        each.moved_on.toordinal()
        for each in seen.booking.movements
        if each.direction is Direction.OUT and each.reason in EXITS_OF_NO_RELEASE
    }
    for group in seen.answer.groups:
        found = [
            each
            for each in group.servings
            if each.recalled is None and each.defaulted > group.released
        ]
        if group.released in exits and found:
            return spot(found, left_on=group.released)
    return None


def _returned_after_old_removal(seen: Seen) -> Spot | None:
    movements = sorted(seen.booking.movements, key=lambda each: each.moved_on)
    for place, each in enumerate(movements):
        if each.direction is Direction.IN or each.reason is not MovementReason.ERS:
            continue
        removed_on = each.moved_on.toordinal()
        returns = [later for later in movements[place:] if later.direction is Direction.IN]
        if returns and not seen.law.removal.on(removed_on).keeps_sentence_running:
            return spot(removed_on=removed_on, returned=str(returns[0].moved_on))
    return None


_C = Construction
DOUBTS = (
    Doubt(
        code="GL_PROSPECTIVE_ADA_COUNTED_TWICE",
        title="Days awarded and restored on one day while no sentence was being served",
        question="What is the net figure?",
        source="our decision: each row once; the official service reads the rows twice",
        fires=_awarded_and_restored,
        need=Need.WARNING,
        other=_C.AWARDS_OF_ONE_DAY_TWICE,
    ),
    Doubt(
        code="GL_HELD_WITHOUT_AWARDS",
        title="A sentence was imposed on somebody held past release for a reason that is no award",
        question="Why was the person held? Those days must not come off the new sentence.",
        source="practice (added days served before a later sentence)",
        fires=_held_without_awards,
        need=Need.WARNING,
        other=_C.SERVED_DAYS_ARE_AWARDS,
    ),
    Doubt(
        code="GL_AWARDS_PAST_END",
        title="Added days would run past the end of a sentence, and something happened after it",
        question="When did the person leave, and did the added days still hold them?",
        source="practice (unused added days are set aside on a release)",
        fires=_awards_past_end,
        need=Need.ROWS,
        other=_C.AWARDS_PAST_END_HOLD,
    ),
    Doubt(
        code="GL_SERVED_REPLACED",
        title="Added days were served before two later sentences",
        question="Do the served days of both add up?",
        source="practice: only those served last count",
        fires=_served_replaced,
        need=Need.WARNING,
        other=_C.SERVED_DAYS_ADDED_UP,
    ),
    Doubt(
        code="GL_ADA_NOT_APPLIED",
        title="Added or restored days that reach no sentence",
        question="Are these days served, and on which sentence?",
        source="CJA 2003 s.257; the official service drops them",
        fires=_awards_not_applied,
        need=Need.ROWS,
        other=_C.AWARDS_ALWAYS_SERVED,
        asks_more=True,
    ),
    Doubt(
        code="GL_AWARD_BETWEEN_SPELLS",
        title="Added days of a day between two sentences",
        question="Where was the person on that day, and to which sentence do the days belong?",
        source="CJA 2003 s.257; practice holds the days for the next sentence",
        fires=_awards_between_spells,
        need=Need.ROWS,
        other=_C.AWARDS_KEEP_TO_THEIR_SPELL,
    ),
    Doubt(
        code="GL_ADA_LOST_TO_CREDIT",
        title="Credit that exceeds the custody swallows added days",
        question="Are the added days served although credit covers the whole of custody?",
        source="CJA 2003 s.257(2)(a); practice lets credit cover them",
        fires=_awards_lost_to_credit,
        need=Need.ROWS,
        other=_C.CREDIT_COVERS_NO_AWARDS,
    ),
    Doubt(
        code="GL_AWARD_ON_RELEASE_WEEKEND",
        title="An award between the working day of release and the calculated day",
        question="Was the person still in custody, and are the days served?",
        source="Criminal Justice Act 1961 s.23(3); CJA 2003 s.257",
        fires=_award_on_release_weekend,
        need=Need.ROWS,
        other=_C.LET_GO_ON_CALCULATED_DAY,
    ),
    Doubt(
        code="GL_ABSENCE_ON_OLD_ORDER",
        title="Days at large that do not move the mid-term date of an order beside other sentences",
        question="Are the days at large served before the order lets go?",
        source="Prison Act 1952 s.49(2); practice leaves them out",
        fires=_absence_on_old_order,
        need=Need.SEVERAL,
        other=_C.ABSENCE_MOVES_OLD_ORDER,
    ),
    Doubt(
        code="GL_DEDUCTION_NOT_APPLIED",
        title="Remand or tagged bail that reaches no sentence",
        question="On which sentence do these days belong?",
        source="CJA 2003 ss.240ZA, 240A",
        fires=_credit_not_applied,
        need=Need.ROWS,
        other=_C.CREDIT_ALWAYS_COUNTS,
        asks_more=True,
    ),
    Doubt(
        code="GL_CREDIT_DONOR",
        title="Credit is handed on from a sentence of the other kind, recalled or not",
        question="Which remand carries over to the new sentence?",
        source="CJA 2003 s.240ZA(9); practice takes it from the sentence with the most days",
        fires=_credit_of_other_kind,
        need=Need.WARNING,
        other=_C.CREDIT_HANDED_ON_BY_KIND,
    ),
    Doubt(
        code="GL_REMAND_IN_MIXED_GROUP",
        title="Remand on days of a recall",
        question="Was the person held on remand alone on these days?",
        source="CJA 2003 s.240ZA(4), (6)",
        fires=_remand_on_recall,
        need=Need.ROWS,
        other=_C.REMAND_ON_RECALL_LEFT_OUT,
        asks_more=True,
    ),
    Doubt(
        code="GL_UAL_FLOOR",
        title="The end of the sentence comes from an absence",
        question="When does the sentence end, and are the days at large entered the right number?",
        source="Prison Act 1952 s.49(2); the floor is practice",
        fires=_absence_floor,
        need=Need.ROWS,
        other=_C.ABSENCE_FLOORS_NO_END,
    ),
    Doubt(
        code="GL_UAL_BEFORE_RELEASE_ON_RECALL",
        title="Days at large of somebody let go early, and recalled, from before release was due",
        question="Do they put the release off from which supervision is counted?",
        source="Prison Act 1952 s.49(2); that a recall makes a difference is practice",
        fires=_absence_before_release,
        need=Need.ROWS,
        other=_C.ABSENCE_MOVES_RECALLED_ALIKE,
    ),
    Doubt(
        code="GL_UAL_FLOOR_LOST",
        title="An absence without a last day, after one that the end of the sentence waits for",
        question="On which day did the last absence end? No sentence ends inside an absence.",
        source="Prison Act 1952 s.49(2); the floor is practice",
        fires=_absence_floor_lost,
        need=Need.WARNING,
        other=_C.ABSENCE_ENDS_BY_ITS_DAYS,
    ),
    Doubt(
        code="GL_LICENCE_END_UNKNOWN",
        title="Something happened during a licence that has an end of its own",
        question="Was the licence running on that day?",
        source="practice; two ways of working it give every published case",
        fires=_licence_of_its_own,
        other=_C.LICENCE_OF_ITS_OWN_UNKNOWN,
    ),
    Doubt(
        code="GL_LEADING_SENTENCE_DIFFERS",
        title="The last sentence to let go is not the one with the latest release of its own",
        question="Which sentence governs?",
        source="CJA 2003 s.263(2)(a)",
        fires=_leading_differs,
        need=Need.SEVERAL,
        other=_C.LAST_RELEASE_OF_ITS_OWN_GOVERNS,
    ),
    Doubt(
        code="GL_FOURTEEN_DAY_GAP",
        title="Recalls whose ends lie exactly fourteen days apart",
        question="For how long is the recall? Practice finds both lengths wrong.",
        source="CJA 2003 s.255B; the rule is practice",
        fires=_fourteen_days,
        need=Need.RECALL,
        other=_C.RECALLS_OF_OTHER_LENGTH,
        asks_more=True,
    ),
    Doubt(
        code="GL_SHORT_TERM_WEEKEND",
        title="A very short term that ends on a weekend or holiday",
        question="Is the person released on the working day before, or on the day itself?",
        source="",
        unread=("Criminal Justice Act 1961 s.23(3) as amended by Criminal Justice Act 1982",),
        fires=_short_term_at_weekend,
    ),
    Doubt(
        code="GL_UNUSED_DAYS_EDGE",
        title="Credit that an earlier sentence beside a later one cannot use",
        question="How many days of credit are unused? The two ways to count differ by a day.",
        source="practice",
        fires=_unused_days_edge,
        need=Need.ROWS,
    ),
    Doubt(
        code="GL_EXIT_ENDS_NEW_SENTENCE",
        title="An exit that is no end of a sentence let a sentence go that was being served",
        question="Was the person released from the new sentence too?",
        source="practice",
        fires=_exit_ends_new_sentence,
        need=Need.MOVEMENTS,
        other=_C.EXITS_END_NO_NEW_SENTENCE,
        asks_more=True,
    ),
    Doubt(
        code="GL_RETURN_AFTER_REMOVAL",
        title="Return after an early removal that ended the sentence",
        question="Did the person come back to serve the same sentence?",
        source="",
        unread=("CJA 2003 s.261", "Nationality and Borders Act 2022 s.47"),
        fires=_returned_after_old_removal,
        need=Need.MOVEMENTS,
        other=_C.REMOVAL_ENDS_NO_SENTENCE,
        asks_more=True,
    ),
)
"""The hazards of this module."""
