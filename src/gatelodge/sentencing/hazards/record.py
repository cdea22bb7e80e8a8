"""Hazards that the record itself shows: sentences and recalls as they were entered."""

from collections.abc import Iterator

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import (
    Adjustment,
    AdjustmentKind,
    DetentionAndTraining,
    Extended,
    FineDefault,
    ParticularConcern,
    RecallType,
)
from gatelodge.sentencing.chains import (
    Form,
    Part,
    is_long_old,
    is_marked,
    is_short_of_before,
)
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import birthday
from gatelodge.sentencing.hazards.seen import Doubt, Need, Seen, Spot, overlaps, spot
from gatelodge.sentencing.recalls import FIXED, is_fixed
from gatelodge.sentencing.record_readings import sds_plus_begins
from gatelodge.sentencing.tracks import is_old_style, may_be_terrorist

_BAIL, _REMAND, _UAL = AdjustmentKind.TAGGED_BAIL, AdjustmentKind.REMAND, AdjustmentKind.UAL
_NEW_TERM = RecallType.FIXED_TERM_RECALL_56
_OLD_TERMS = FIXED - {_NEW_TERM}
_PARTS_READ = 2
"""How many parts of a single term the official service reads."""


# Sentences


def _single_term_of_three(seen: Seen) -> Spot | None:
    found = [
        each
        for each in seen.flat
        if each.each.form is Form.SINGLE_TERM
        and not each.each.is_dto
        and len(each.each.places) > _PARTS_READ
    ]
    most = max((len(each.each.places) for each in found), default=0)
    return spot(found, sentences=most) if found else None


def _order_over_cap(seen: Seen) -> Spot | None:
    found = [each for each in seen.flat if each.each.form is Form.SINGLE_TERM and each.each.is_dto]
    return spot(found, days=max(each.each.days for each in found)) if found else None


def _mixed_recall_chain(seen: Seen) -> Spot | None:
    found = [
        each
        for each in seen.flat
        if each.each.is_chain and len({part.sentence.recall for part in each.each.parts}) > 1
    ]
    return spot(found) if found else None


def _fine_at_threshold(seen: Seen) -> Spot | None:
    found = []
    for part in seen.parts:
        fine = seen.law.fine.on(part.at)
        sentence = part.sentence
        if (
            isinstance(sentence, FineDefault)
            and fine.has_full_term
            and sentence.fine_pence == fine.full_term_pence
        ):
            found.append(part)
    return spot(parts=found) if found else None


def _mixed_parole(seen: Seen) -> Spot | None:
    found = []
    for each in seen.flat:
        points = {part.track.parole.ratio for part in each.each.parts if part.track.parole}
        if each.each.is_chain and len(points) > 1:
            found.append(each)
    return spot(found) if found else None


def _several_parents(seen: Seen) -> Spot | None:
    found = [part for part in seen.parts if len(part.sentence.consecutive_to) > 1]
    return spot(parts=found) if found else None


def _parent_missing(seen: Seen) -> Spot | None:
    """A court may not order a term to follow one already released from (Sentencing Code s.225)."""
    chained = {part.place for each in seen.flat if each.each.is_chain for part in each.each.parts}
    found = [part for part in seen.parts if part.parent is not None and part.place not in chained]
    return spot(parts=found) if found else None


def _mark_before_its_law(seen: Seen) -> Spot | None:
    plus = [part for part in seen.parts if part.track.is_sds_plus]
    if not plus:
        return None
    begins = sds_plus_begins(seen.law)
    found = [part for part in plus if part.at < begins]
    return spot(parts=found, law_begins_on=begins) if found else None


def _mixed_licence(seen: Seen) -> Spot | None:
    found = [each for each in seen.flat if each.regime.is_mixed]
    return spot(found) if found else None


def _long_old(seen: Seen, *, marked: bool) -> Spot | None:
    found = [
        each
        for each in seen.flat
        if is_marked(each.each) is marked and is_long_old(each.each, seen.law)
    ]
    return spot(found, days=max(each.each.days for each in found)) if found else None


def _long_old_listed(seen: Seen) -> Spot | None:
    return _long_old(seen, marked=True)


def _long_old_unmarked(seen: Seen) -> Spot | None:
    return _long_old(seen, marked=False)


def _short_old(seen: Seen) -> Spot | None:
    """Short sentences that the day of the offence alone would put under the 2003 Act."""
    found = [
        part
        for part in seen.parts
        if part.track.is_standard
        and is_short_of_before(part.track, part.at, seen.law)
        and not is_old_style(part.offence_on, part.at, seen.law)
    ]
    return spot(parts=found) if found else None


def _automatic_extended(seen: Seen) -> Spot | None:
    found = [
        part
        for part in seen.parts
        if isinstance(part.sentence, Extended) and part.sentence.has_automatic_release
    ]
    return spot(parts=found) if found else None


def _of_age(seen: Seen) -> Spot | None:
    """A child's sentence needs a conviction as a child, and no conviction is before the offence."""
    born = seen.booking.person.born_on.toordinal()
    found = [
        part
        for part in seen.parts
        if _is_for_a_child(part)
        and part.sentence.offence.committed_on is not None
        and part.offence_on >= birthday(born, seen.law.short.on(part.offence_on).adult_age)
    ]
    return spot(parts=found, born_on=born) if found else None


def _is_for_a_child(part: Part) -> bool:
    sentence = part.sentence
    return (
        isinstance(sentence, DetentionAndTraining)
        or (isinstance(sentence, ParticularConcern) and sentence.is_under_18)
        or (part.standard is not None and part.standard.is_section_250)
    )


def _awards_and_own_licence(seen: Seen) -> Spot | None:
    found = [each for each in seen.flat if each.days.ada > 0 and ReleaseDateType.LED in each.types]
    return spot(found, added_days=max(each.days.ada for each in found)) if found else None


def _parole_of_terrorists(seen: Seen) -> Spot | None:
    found = [
        part
        for part in seen.parts
        if isinstance(part.sentence, Extended)
        and part.track.parole is not None
        and may_be_terrorist(part.sentence, seen.law)
    ]
    return spot(parts=found) if found else None


# Recalls


def _two_return_days(seen: Seen) -> Spot | None:
    own = seen.booking.returned_to_custody_on
    details = seen.booking.fixed_term_recall
    if own is None:
        return None
    found = [
        part
        for part in seen.parts
        if (recall := part.sentence.recall) is not None
        and recall.returned_on is not None
        and recall.returned_on != own
    ]
    others = {each.sentence.recall.returned_on for each in found if each.sentence.recall}
    if details is not None and details.returned_on != own:
        others.add(details.returned_on)
    days = sorted(str(each) for each in others)
    return spot(parts=found, booking=str(own), others=", ".join(days)) if others else None


def _recorded_length(seen: Seen) -> Spot | None:
    details, scheme = seen.booking.fixed_term_recall, seen.law.recall_scheme
    if details is None or scheme is None or not details.recall_days:
        return None
    other = _OLD_TERMS if details.recall_days == scheme.days else {_NEW_TERM}
    found = [
        part
        for part in seen.parts
        if part.sentence.recall is not None and part.sentence.recall.recall_type in other
    ]
    return spot(parts=found, recorded_days=details.recall_days) if found else None


def _revocation(seen: Seen) -> Spot | None:
    found = [
        part
        for part in seen.parts
        if (recall := part.sentence.recall) is not None
        and (
            recall.revoked_on is None
            or (recall.returned_on is not None and recall.returned_on < recall.revoked_on)
        )
    ]
    return spot(parts=found) if found else None


def _fixed_term_in_force(seen: Seen) -> Spot | None:
    release = seen.on(ReleaseDateType.PRRD)
    found = [each for each in seen.flat if is_fixed(each) and each.lets_go == release]
    return spot(found, released_on=release) if found and release is not None else None


def _fixed_term_of_extended(seen: Seen) -> Spot | None:
    found = [
        part
        for part in seen.parts
        if isinstance(part.sentence, Extended)
        and part.sentence.recall is not None
        and part.sentence.recall.recall_type in FIXED
    ]
    return spot(parts=found) if found else None


# Rows of days


def _equal_bail(seen: Seen) -> Spot | None:
    bail = [(row.applies_on, row.days) for row in seen.rows(_BAIL)]
    twice = sorted({each for each in bail if bail.count(each) > 1 and each[1]})
    if not twice:
        return None
    days = {day.toordinal() for day, _ in twice}
    found = [part for part in seen.parts if part.at in days]
    return spot(parts=found, days=twice[0][1], rows=bail.count(twice[0]))


def _bail_on_old_order(seen: Seen) -> Spot | None:
    """Bail of any day: the order takes over what a sentence beside it was credited with."""
    if not any(row.days for row in seen.rows(_BAIL)):
        return None
    found = [
        part
        for part in seen.parts
        if isinstance(part.sentence, DetentionAndTraining)
        and not seen.law.dto.on(part.at).remand_counts
    ]
    return spot(parts=found) if found else None


def _bail_overlaps(seen: Seen) -> Spot | None:
    bail = [row for row in seen.rows(_BAIL) if row.from_on and row.to_on]
    others = [*seen.rows(_REMAND, _UAL), *bail]
    served = [(group.begins, group.released) for group in seen.answer.groups]
    for row in bail:
        rest = [each for each in others if each is not row]
        if any(_share_a_day(row, each) for each in rest) or any(
            overlaps(row, first, last) for first, last in served
        ):
            return spot(bail=f"{row.from_on} to {row.to_on}")
    return None


def _share_a_day(row: Adjustment, other: Adjustment) -> bool:
    if other.from_on is None or other.to_on is None:
        return False
    return overlaps(row, other.from_on.toordinal(), other.to_on.toordinal())


def _days_differ(seen: Seen) -> Spot | None:
    for row, counted in _counted(seen):
        if row.days != counted:
            return spot(
                kind=row.kind.value,
                period=f"{row.from_on} to {row.to_on}",
                days_entered=row.days,
                days_of_period=counted,
            )
    return None


def _counted(seen: Seen) -> Iterator[tuple[Adjustment, int]]:
    for row in seen.rows(_REMAND, _UAL):
        if row.from_on is not None and row.to_on is not None:
            yield row, (row.to_on - row.from_on).days + 1


_C = Construction
DOUBTS = (
    Doubt(
        code="GL_AGE_FOR_TYPE",
        title="A sentence for a child on somebody of age on the day of the offence",
        question="Which is wrong: the kind of sentence, the birth date or the day of the offence?",
        source="Sentencing Act 2020 ss.234, 249",
        unread=("Sentencing Act 2020 s.252A",),
        fires=_of_age,
    ),
    Doubt(
        code="GL_AWARDS_AND_OWN_LICENCE",
        title="Added days on a sentence whose licence has an end of its own",
        question="Do the added days put off the end of the licence too?",
        source="CJA 2003 s.257(2)(c); practice leaves the end where it is",
        fires=_awards_and_own_licence,
        need=Need.ROWS,
        other=_C.AWARDS_LENGTHEN_OWN_LICENCE,
    ),
    Doubt(
        code="GL_SINGLE_TERM_THREE_OR_MORE",
        title="A single term of three or more sentences",
        question="Do all the sentences make one term, or the first two alone?",
        source="CJA 2003 Sch. 20B para. 21; the official service reads two",
        fires=_single_term_of_three,
        need=Need.SEVERAL,
        other=_C.SINGLE_TERM_OF_ALL_PARTS,
    ),
    Doubt(
        code="GL_ORDER_OVER_CAP",
        title="Detention and training orders that come to one day over their cap",
        question="Is the day over the cap served or remitted?",
        source="Sentencing Act 2020 s.238(2); the official service serves it",
        fires=_order_over_cap,
        need=Need.SEVERAL,
        other=_C.ORDERS_WITHIN_CAP,
    ),
    Doubt(
        code="GL_MIXED_RECALL_CHAIN",
        title="Sentences of one chain differ in their recall",
        question="Was the whole chain recalled, how and when? Practice reads the first part alone.",
        source="practice",
        fires=_mixed_recall_chain,
        need=Need.SEVERAL,
        other=_C.CHAIN_RECALLED_BY_LATER_PART,
    ),
    Doubt(
        code="GL_FINE_AT_THRESHOLD",
        title="A default term for a sum of exactly the limit",
        question="Is the half or the whole of the default term served?",
        source="CJA 2003 s.258(2B), more than the limit; the official service: from the limit",
        fires=_fine_at_threshold,
        other=_C.FULL_TERM_ONLY_ABOVE_SUM,
    ),
    Doubt(
        code="GL_MIXED_PED",
        title="A chain with parole points of different size",
        question="From which day are the later parole parts counted?",
        source="practice; no statute counts it",
        fires=_mixed_parole,
        need=Need.SEVERAL,
        other=_C.PAROLE_PARTS_FROM_DAY_AFTER,
    ),
    Doubt(
        code="GL_SEVERAL_PARENTS",
        title="A sentence follows more than one other",
        question="Which sentence did the court order it to follow? Only the first named is read.",
        source="CJA 2003 s.264(1)(a)",
        fires=_several_parents,
        need=Need.SEVERAL,
        other=_C.LAST_NAMED_PARENT,
        asks_more=True,
    ),
    Doubt(
        code="GL_PARENT_MISSING",
        title="A sentence follows one that the person had been released from",
        question="What did the court order? It is dated as if it stood alone.",
        source="Sentencing Act 2020 s.225",
        fires=_parent_missing,
        need=Need.SEVERAL,
        other=_C.PARENTS_HAD_NOT_LET_GO,
        asks_more=True,
    ),
    Doubt(
        code="GL_SENTENCE_TYPE_ERA",
        title="A sentence is marked SDS+ though it is older than SDS+",
        question="Is the mark wrong, or the day of the sentence?",
        source="S.I. 2020/158 arts 2-5",
        fires=_mark_before_its_law,
        other=_C.SDS_PLUS_MARK_TOO_EARLY,
        asks_more=True,
    ),
    Doubt(
        code="GL_MIXED_LICENCE",
        title="A short chain with offences of before and since licence for short sentences",
        question="When does the licence end?",
        source="CJA 2003 s.264B; the official service counts half of the newer terms",
        fires=_mixed_licence,
        need=Need.SEVERAL,
        other=_C.MIXED_LICENCE_TO_WHOLE_TERM,
    ),
    Doubt(
        code="GL_LONG_OLD_SENTENCE",
        title="A sentence of four years or more for a listed offence of before the 2003 Act",
        question="Does the Parole Board decide from one half, or is release automatic then?",
        source="CJA 2003 Sch. 20B paras 4-6, 17; the official service releases at one half",
        fires=_long_old_listed,
        other=_C.LISTED_LONG_OLD_SENTENCES_BY_BOARD,
    ),
    Doubt(
        code="GL_LONG_OLD_SENTENCE_UNMARKED",
        title="A sentence of four years or more for an offence of before the 2003 Act, unmarked",
        question="Is the offence listed in Schedule 15, or was half served before it was changed?",
        source="CJA 2003 Sch. 20B paras 4-6",
        fires=_long_old_unmarked,
        other=_C.EVERY_LONG_OLD_SENTENCE_LISTED,
    ),
    Doubt(
        code="GL_SHORT_OLD_SENTENCE",
        title="Short sentences passed before every sentence came under the 2003 Act",
        question="Do they stand under the older law, though the offence was later than it?",
        source="CJA 2003 Sch. 20B para. 1(9); the official service asks for the day of the offence",
        fires=_short_old,
        other=_C.SHORT_SENTENCES_STAY_OLD,
    ),
    Doubt(
        code="GL_AUTOMATIC_EXTENDED",
        title="An extended sentence with automatic release",
        question="Is the offence a terrorist one? Then nobody is released from it automatically.",
        source="CJA 2003 s.247A; the official service does not look",
        fires=_automatic_extended,
        other=_C.EXTENDED_ALWAYS_BY_BOARD,
    ),
    Doubt(
        code="GL_TERRORIST_PAROLE",
        title="Parole from an extended sentence for an offence that may be a terrorist one",
        question="Is it one of the gravest terrorist offences? Then nobody is released before the "
        "custodial term ends.",
        source="CJA 2003 s.247A(2A), read through s.264(6A)(za)",
        fires=_parole_of_terrorists,
        other=_C.TERRORISTS_WITHOUT_PAROLE,
    ),
    Doubt(
        code="GL_TWO_RETURN_DATES",
        title="Two different days of return to custody",
        question="On which day did the person return?",
        source="CJA 2003 ss.255B, 255BA: the day of return is day 1",
        fires=_two_return_days,
        need=Need.RECALL,
        other=_C.BOOKING_RETURN_COUNTS,
        asks_more=True,
    ),
    Doubt(
        code="GL_RECALL_LENGTH_56",
        title="The recorded length of the recall is not that of its type",
        question="For how long was the person recalled?",
        source="CJA 2003 ss.255B, 255BA",
        fires=_recorded_length,
        need=Need.RECALL,
        other=_C.RECORDED_LENGTH_COUNTS,
        asks_more=True,
    ),
    Doubt(
        code="GL_RECALL_WITHOUT_REVOCATION",
        title="A recall without the day of revocation, or with a return before it",
        question="On which day was the licence revoked?",
        source="CJA 2003 s.254(1), (6)",
        fires=_revocation,
        need=Need.RECALL,
    ),
    Doubt(
        code="GL_FIXED_TERM_IN_FORCE",
        title="Release at the end of a fixed-term recall",
        question="Is the fixed term still in force: no earlier release, no decision against it?",
        source="CJA 2003 ss.255B(2), (9), 255BA(3), (5)",
        fires=_fixed_term_in_force,
        need=Need.RECALL,
        other=_C.FIXED_TERMS_NOT_IN_FORCE,
        asks_more=True,
    ),
    Doubt(
        code="GL_FIXED_TERM_OF_EXTENDED",
        title="A fixed-term recall of an extended sentence, for which the law has none",
        question="Is the recall a standard one? Ask the recall authority before anybody leaves.",
        source="practice counts the fixed term",
        unread=("CJA 2003 s.255A(2)",),
        fires=_fixed_term_of_extended,
        need=Need.RECALL,
        other=_C.EXTENDED_RECALLED_TO_END,
    ),
    Doubt(
        code="GL_BAIL_TWICE",
        title="The same days of tagged bail on two sentences of one date",
        question="Are they one credit, or two?",
        source="CJA 2003 ss.240A, 240ZA(5); the official service adds them up",
        fires=_equal_bail,
        need=Need.ROWS,
        other=_C.BAIL_OF_ONE_DATE_ONCE,
    ),
    Doubt(
        code="GL_BAIL_ON_OLD_ORDER",
        title="Tagged bail on an order of before remand counted towards orders",
        question="Did the court take the tagged bail into account when it fixed the term?",
        source="Sentencing Act 2020 ss.239, 240; the official service credits it",
        fires=_bail_on_old_order,
        need=Need.ROWS,
        other=_C.OLD_ORDERS_WITHOUT_BAIL,
    ),
    Doubt(
        code="GL_BAIL_OVERLAP",
        title="Tagged bail on days of remand, absence, custody or other bail",
        question="Which of these days count, and as what?",
        source="CJA 2003 s.240A; Sentencing Act 2020 s.325",
        fires=_bail_overlaps,
        need=Need.ROWS,
        other=_C.OVERLAPPING_BAIL_LEFT_OUT,
        asks_more=True,
    ),
    Doubt(
        code="GL_DAYS_DIFFER_FROM_PERIOD",
        title="The days entered are not those of the period",
        question="How many days is it? The number entered is counted, not the period.",
        source="our decision",
        fires=_days_differ,
        need=Need.ROWS,
        other=_C.PERIODS_COUNT,
        asks_more=True,
    ),
)
"""The hazards of this module."""
