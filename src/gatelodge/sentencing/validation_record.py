"""What the law does not allow in a record: lengths, chains, rows of days, recalls, offence codes.

Asked of the law in force before anything is counted; the official service asks it of the source
records. Each limit is a value of the law. The codes are those of the field.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from gatelodge.sentencing.answer import RefusalReason
from gatelodge.sentencing.booking import (
    AdjustmentKind,
    Booking,
    DetentionAndTraining,
    Direction,
    Exclusion,
    Extended,
    FineDefault,
    MovementReason,
    ParticularConcern,
    RecallType,
    Sentence,
    StandardDeterminate,
    SupervisionBreach,
    Term,
)
from gatelodge.sentencing.days import (
    add_months,
    add_years,
    is_shorter,
    length,
    plainly_after,
    total,
)
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.offence_tables import Misrecorded
from gatelodge.sentencing.offences import misrecorded
from gatelodge.sentencing.recalls import FIXED
from gatelodge.sentencing.refusing import invalid, unsupported

_OLDEST_OFFENCE_YEARS = 100
_SHORTER, _LONGER = RecallType.FIXED_TERM_RECALL_14, RecallType.FIXED_TERM_RECALL_28
_NEW = RecallType.FIXED_TERM_RECALL_56
_CURFEW = frozenset({MovementReason.HDC, MovementReason.ECSL})
_REMAND = frozenset({AdjustmentKind.REMAND, AdjustmentKind.RECALL_REMAND})
_BEFORE_SENTENCE = frozenset({AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL})


def not_allowed(booking: Booking, law: LawBook) -> tuple[RefusalReason, ...]:
    """Ask what the law does not let a record say, or lets nobody date but a trained person.

    The terms and days must be credible. Raises nothing: every limit is held for every day.
    """
    return (
        *_default_terms_in_chains(booking),
        *_orders_in_chains(booking),
        *_orders_with_recall(booking),
        *_committals_in_chains(booking),
        *_new_term_from_curfew(booking),
        *_on_the_schedule(booking, law),
        *_far_offences(booking),
        *_extensions(booking, law),
        *_concern_licences(booking, law),
        *_automatic_release(booking, law),
        *_parents_of_later_days(booking),
        *_remand_past_sentence(booking),
        *_credit_on_old_orders(booking, law),
        *_recall_types(booking, law),
        *_returns(booking),
        *_fixed_terms_by_length(booking, law),
        *_offence_codes(booking),
    )


# Chains


def _links(booking: Booking) -> Iterator[tuple[int, Sentence, Sentence]]:
    """Give each sentence that follows another: its place, itself, the other."""
    by_id = {each.sentence_id: each for each in booking.sentences}
    for place, sentence in enumerate(booking.sentences):
        for parent in sentence.consecutive_to:
            if parent in by_id:
                yield place, sentence, by_id[parent]


def _follows(place: int) -> str:
    return f"sentences[{place}].consecutive_to"


def _default_terms_in_chains(booking: Booking) -> Iterator[RefusalReason]:
    for place, sentence in enumerate(booking.sentences):
        if isinstance(sentence, FineDefault) and sentence.consecutive_to:
            yield unsupported(
                "A_FINE_SENTENCE_CONSECUTIVE_TO",
                "A default term follows another sentence. Work the dates out by hand.",
                sentence,
                at=_follows(place),
            )
    for place, sentence, parent in _links(booking):
        if isinstance(parent, FineDefault):
            yield unsupported(
                "A_FINE_SENTENCE_CONSECUTIVE",
                "A sentence follows a default term. Work the dates out by hand.",
                sentence,
                parent,
                at=_follows(place),
            )


def _orders_in_chains(booking: Booking) -> Iterator[RefusalReason]:
    for place, sentence, parent in _links(booking):
        is_order = isinstance(sentence, DetentionAndTraining)
        if is_order is isinstance(parent, DetentionAndTraining):
            continue
        if is_order:
            code = "DTO_CONSECUTIVE_TO_SENTENCE"
            text = "A detention and training order follows a sentence of another kind."
        else:
            code = "DTO_HAS_SENTENCE_CONSECUTIVE_TO_IT"
            text = "A sentence of another kind follows a detention and training order."
        yield unsupported(
            code, f"{text} Work the dates out by hand.", sentence, parent, at=_follows(place)
        )


def _orders_with_recall(booking: Booking) -> Iterator[RefusalReason]:
    orders = [each for each in booking.sentences if isinstance(each, DetentionAndTraining)]
    recalled = [each for each in booking.sentences if each.recall is not None]
    if orders and recalled:
        yield unsupported(
            "UNSUPPORTED_CALCULATION_DTO_WITH_RECALL",
            "There is a detention and training order and a recall. Work the dates out by hand.",
            *dict.fromkeys((*orders, *recalled)),
        )


def _committals_in_chains(booking: Booking) -> Iterator[RefusalReason]:
    for place, sentence, parent in _links(booking):
        if isinstance(sentence, SupervisionBreach) or isinstance(parent, SupervisionBreach):
            yield unsupported(
                "BOTUS_CONSECUTIVE_TO_OTHER_SENTENCE",
                "A committal for breach of supervision stands in a chain. Work the dates out by "
                "hand.",
                sentence,
                parent,
                at=_follows(place),
            )


def _parents_of_later_days(booking: Booking) -> Iterator[RefusalReason]:
    for place, sentence, parent in _links(booking):
        if parent.sentenced_on > sentence.sentenced_on:
            yield invalid(
                "CONSECUTIVE_TO_SENTENCE_IMPOSED_AFTER",
                f"The sentence of {sentence.sentenced_on} follows one passed later, on "
                f"{parent.sentenced_on}. Correct what it follows, or the day that is wrong.",
                sentence,
                parent,
                at=_follows(place),
            )


# Sentences


def _on_the_schedule(booking: Booking, law: LawBook) -> Iterator[RefusalReason]:
    if Practice.SCHEDULE_EXCLUSION_BY_HAND not in law.practices:
        return
    for place, sentence in enumerate(booking.sentences):
        if (
            isinstance(sentence, StandardDeterminate)
            and not sentence.is_section_250
            and sentence.recall is None
            and Exclusion.SA2026_PROGRESSION_MODEL_SCHEDULE in sentence.exclusions
        ):
            yield unsupported(
                "PROGRESSION_MODEL_SCHEDULE_EXCLUSION",
                "The 2026 Act's schedule leaves this offence out of the progression model. Work "
                "the dates out by hand.",
                sentence,
                at=f"sentences[{place}].exclusions",
            )


def _far_offences(booking: Booking) -> Iterator[RefusalReason]:
    """Keep out a slip in the year. The engine knows no today: the latest sentence stands for it."""
    latest = max((each.sentenced_on for each in booking.sentences), default=None)
    if latest is None:
        return
    oldest = date.fromordinal(add_years(latest.toordinal(), -_OLDEST_OFFENCE_YEARS))
    for place, sentence in enumerate(booking.sentences):
        committed = sentence.offence.committed_on
        if committed is not None and committed < oldest:
            yield invalid(
                "OFFENCE_DATE_OVER_OR_UNDER_100_YEARS_AGO",
                f"The offence is dated {committed}, more than {_OLDEST_OFFENCE_YEARS} years before "
                "the latest sentence. Correct the year.",
                sentence,
                at=f"sentences[{place}].offence.committed_on",
            )


def _extensions(booking: Booking, law: LawBook) -> Iterator[RefusalReason]:
    for place, sentence in enumerate(booking.sentences):
        if not isinstance(sentence, Extended):
            continue
        at = sentence.sentenced_on.toordinal()
        limits = law.imposable.on(at)
        ends = plainly_after(at, sentence.extension)
        least, most = limits.extension_least_years, limits.extension_most_years
        if ends < add_years(at, least):
            code = "EDS_LICENCE_TERM_LESS_THAN_ONE_YEAR"
        elif ends > add_years(at, most):
            code = "EDS_LICENCE_TERM_MORE_THAN_EIGHT_YEARS"
        else:
            continue
        yield invalid(
            code,
            f"The extension of an extended sentence is from {least} to {most} years. Correct it "
            "from the court's paper.",
            sentence,
            at=f"sentences[{place}].extension",
        )


def _concern_licences(booking: Booking, law: LawBook) -> Iterator[RefusalReason]:
    for place, sentence in enumerate(booking.sentences):
        if not isinstance(sentence, ParticularConcern):
            continue
        at = sentence.sentenced_on.toordinal()
        months = law.imposable.on(at).concern_licence_months
        if plainly_after(at, sentence.extension) != add_months(at, months):
            yield invalid(
                "SOPC_LICENCE_TERM_NOT_12_MONTHS",
                f"The licence of an offender of particular concern is exactly {months} months. "
                "Correct it from the court's paper.",
                sentence,
                at=f"sentences[{place}].extension",
            )


def _automatic_release(booking: Booking, law: LawBook) -> Iterator[RefusalReason]:
    for place, sentence in enumerate(booking.sentences):
        if (
            isinstance(sentence, Extended)
            and sentence.has_automatic_release
            and not law.imposable.on(sentence.sentenced_on.toordinal()).has_automatic_extended
        ):
            yield invalid(
                "LASPO_AR_SENTENCE_TYPE_INCORRECT",
                f"On {sentence.sentenced_on} no extended sentence had automatic release any more. "
                "Correct the kind of sentence, or its day.",
                sentence,
                at=f"sentences[{place}].has_automatic_release",
            )


# Rows of days


def _remand_past_sentence(booking: Booking) -> Iterator[RefusalReason]:
    """A row hangs on the sentences of its day; days from then on are days of the sentence."""
    days = {each.sentenced_on for each in booking.sentences}
    for place, row in enumerate(booking.adjustments):
        if row.kind not in _REMAND or row.applies_on not in days:
            continue
        last = max((each for each in (row.from_on, row.to_on) if each is not None), default=None)
        if last is not None and last >= row.applies_on:
            yield invalid(
                "REMAND_ON_OR_AFTER_SENTENCE_DATE",
                f"The remand goes on to {last}, and the sentence that it counts for is of "
                f"{row.applies_on}. Remand ends before that day: correct it.",
                at=f"adjustments[{place}].to_on",
            )


def _credit_on_old_orders(booking: Booking, law: LawBook) -> Iterator[RefusalReason]:
    """Where another sentence is of the same day, the row may be for that one."""
    for place, row in enumerate(booking.adjustments):
        if row.kind not in _BEFORE_SENTENCE or not row.days:
            continue
        of_day = [each for each in booking.sentences if each.sentenced_on == row.applies_on]
        counts = law.dto.on(row.applies_on.toordinal()).remand_counts
        if of_day and not counts and all(isinstance(s, DetentionAndTraining) for s in of_day):
            yield invalid(
                "PRE_PCSC_DTO_WITH_ADJUSTMENT",
                f"A detention and training order of {row.applies_on} takes no credit: the court "
                "took the days into account. Take the row out.",
                *of_day,
                at=f"adjustments[{place}].applies_on",
            )


# Recalls


def _of_type(booking: Booking, *types: RecallType) -> list[tuple[int, Sentence]]:
    return [
        (place, each)
        for place, each in enumerate(booking.sentences)
        if each.recall is not None and each.recall.recall_type in types
    ]


def _new_term_from_curfew(booking: Booking) -> Iterator[RefusalReason]:
    found = _of_type(booking, _NEW)
    back = [each.moved_on for each in booking.movements if each.direction is Direction.IN]
    if not (found and back):
        return
    left = [
        each
        for each in booking.movements
        if each.direction is Direction.OUT and each.moved_on < max(back)
    ]
    last = max((each.moved_on for each in left), default=None)
    reasons = {each.reason for each in left if each.moved_on == last} & _CURFEW
    if reasons:
        yield unsupported(
            "FTR_TYPE_56_UNSUPPORTED_RECALL",
            f"The person was out on {min(reasons)} when recalled for the new fixed term. "
            "Work the dates out by hand.",
            *(each for _, each in found),
        )


def _recall_types(booking: Booking, law: LawBook) -> Iterator[RefusalReason]:
    found = _of_type(booking, *FIXED)
    types = {each.recall.recall_type for _, each in found if each.recall}
    if len(types) > 1:
        yield invalid(
            "FTR_SENTENCES_CONFLICT_WITH_EACH_OTHER",
            "The sentences are recalled for fixed terms of different lengths. Give them one.",
            *(each for _, each in found),
        )
        return
    details = booking.fixed_term_recall
    if details is None:
        return
    rule = law.recall.values[-1]
    for recall_type, other, code in (
        (_SHORTER, rule.longer_days, "FTR_TYPE_14_DAYS_BUT_LENGTH_IS_28"),
        (_LONGER, rule.shorter_days, "FTR_TYPE_28_DAYS_BUT_LENGTH_IS_14"),
    ):
        if recall_type in types and details.recall_days == other:
            yield invalid(
                code,
                f"The recall is recorded as one of {other} days, the sentences as recalled for "
                "another fixed term. Correct the one that is wrong.",
                *(each for _, each in found),
                at="fixed_term_recall.recall_days",
            )


def _returned_on(booking: Booking, sentence: Sentence) -> date | None:
    own = sentence.recall.returned_on if sentence.recall is not None else None
    details = booking.fixed_term_recall
    return (own or booking.returned_to_custody_on) if details is None else details.returned_on


def _returns(booking: Booking) -> Iterator[RefusalReason]:
    for place, sentence in _of_type(booking, *FIXED):
        returned_on = _returned_on(booking, sentence)
        if returned_on is not None and sentence.sentenced_on > returned_on:
            yield invalid(
                "FTR_RTC_DATE_BEFORE_SENTENCE_DATE",
                f"The return to custody, {returned_on}, is before the sentence recalled, "
                f"{sentence.sentenced_on}. Correct the one that is wrong.",
                sentence,
                at=f"sentences[{place}].recall.returned_on",
            )
    of_new_term = _of_type(booking, _NEW)
    if not of_new_term:
        return
    recalls = [each.recall for each in booking.sentences if each.recall is not None]
    revoked = [each.revoked_on for each in recalls if each.revoked_on is not None]
    place, first = of_new_term[0]
    if not revoked:
        yield invalid(
            "RECALL_MISSING_REVOCATION_DATE",
            "Enter the day on which the licence was revoked.",
            *(each for _, each in of_new_term),
            at=f"sentences[{place}].recall.revoked_on",
        )
        return
    returned_on = _returned_on(booking, first)
    if returned_on is not None and max(revoked) > returned_on:
        yield invalid(
            "FTR_RTC_DATE_BEFORE_REVOCATION_DATE",
            f"The return to custody, {returned_on}, is before the licence was revoked, "
            f"{max(revoked)}. Correct the one that is wrong.",
            *(each for _, each in of_new_term),
            at=f"sentences[{place}].recall.returned_on",
        )


def _fixed_terms_by_length(booking: Booking, law: LawBook) -> Iterator[RefusalReason]:
    """Fixed terms of 14 days are for sentences under twelve months, of 28 for longer ones.

    A chain is judged once its days are counted. Source: CJA 2003 s.255B.
    """
    found = [each for _, each in _of_type(booking, _SHORTER, _LONGER)]
    details = booking.fixed_term_recall
    if not found:
        return
    rule = law.recall.values[-1]
    recorded = None if details is None else details.recall_days
    shorter = [each for each in found if each.recall and each.recall.recall_type is _SHORTER]
    no_short_14 = all(_is_long(each, law) for each in shorter)
    is_long = _is_long(max(found, key=_days), law)
    may_be_14 = is_long or _is_chained(booking, found)
    wrong = (
        (
            "FTR_14_DAYS_SENTENCE_GE_12_MONTHS",
            no_short_14 and is_long and recorded == rule.shorter_days,
        ),
        ("FTR_28_DAYS_SENTENCE_LT_12_MONTHS", not may_be_14 and recorded == rule.longer_days),
        ("FTR_TYPE_28_DAYS_SENTENCE_LT_12_MONTHS", not may_be_14 and len(shorter) < len(found)),
        ("FTR_TYPE_14_DAYS_SENTENCE_GE_12_MONTHS", bool(shorter) and no_short_14),
    )
    months = rule.longer_from_months
    needed = rule.longer_days if is_long else rule.shorter_days
    for code, holds in wrong:
        if holds:
            yield invalid(
                code,
                f"The sentence is {'of' if is_long else 'under'} {months} months"
                f"{' or more' if is_long else ''}, so the fixed term is {needed} days. Correct the "
                "recall's type, or its recorded length.",
                *found,
            )


def _whole(sentence: Sentence) -> Term:
    if isinstance(sentence, Extended | ParticularConcern):
        return total((sentence.custodial_term, sentence.extension))
    return sentence.term


def _days(sentence: Sentence) -> int:
    return length(sentence.sentenced_on.toordinal(), _whole(sentence))


def _is_long(sentence: Sentence, law: LawBook) -> bool:
    at = sentence.sentenced_on.toordinal()
    return not is_shorter(_days(sentence), at, months=law.recall.on(at).longer_from_months)


def _is_chained(booking: Booking, found: Iterable[Sentence]) -> bool:
    parents = {parent for each in booking.sentences for parent in each.consecutive_to}
    return any(each.consecutive_to or each.sentence_id in parents for each in found)


# Offence codes


def _offence_codes(booking: Booking) -> Iterator[RefusalReason]:
    for rule in misrecorded():
        found = [
            (place, each) for place, each in enumerate(booking.sentences) if _is_named(each, rule)
        ]
        is_several = len(found) > 1 and rule.code_if_several is not None
        code = rule.code_if_several if is_several and rule.code_if_several else rule.code
        for place, sentence in found:
            yield invalid(code, rule.text, sentence, at=f"sentences[{place}].offence.code")


def _is_named(sentence: Sentence, rule: Misrecorded) -> bool:
    offence = sentence.offence
    return (
        offence.code is not None
        and offence.committed_on is not None
        and rule.names(offence.code.strip().upper(), offence.committed_on)
    )
