"""What keeps a booking from being dated: sentences outside the engine, and records that are wrong.

A check is a small pure function that gives reasons; all are asked, none stops another. The codes
are those of the field, so that stored reasons can be compared; a `GL_` code is ours.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gatelodge.sentencing.answer import RefusalKind, RefusalReason
from gatelodge.sentencing.booking import (
    Adjustment,
    AdjustmentKind,
    Booking,
    DetentionAndTraining,
    Exclusion,
    Extended,
    FineDefault,
    ParticularConcern,
    Sentence,
    StandardDeterminate,
    SupervisionBreach,
    Term,
)
from gatelodge.sentencing.chains import Part
from gatelodge.sentencing.lawbook import LawBook, NoLawForDate
from gatelodge.sentencing.regimes import is_old_style
from gatelodge.sentencing.timeline import Answer

_KINDS: dict[type[Sentence], str] = {
    Extended: "An extended sentence (EDS)",
    ParticularConcern: "A sentence for an offender of particular concern (SOPC)",
    FineDefault: "Imprisonment in default of a fine",
    DetentionAndTraining: "A detention and training order (DTO)",
    SupervisionBreach: "A committal for breach of supervision (BOTUS)",
}

_DAYS_OF_A_UNIT = (366, 31, 7, 1)
_MOST_DAYS_OF_TERMS = 500_000
_MOST_SENTENCES = 500
_MOST_DAYS = 100_000
_FIRST_YEAR = 1850
_LAST_YEAR = 2200
AFTER_CODES = frozenset(
    {
        "ADJUSTMENT_AFTER_RELEASE_ADA",
        "ADJUSTMENT_AFTER_RELEASE_RADA",
        "REMAND_OVERLAPS_WITH_SENTENCE",
        "UNABLE_TO_DETERMINE_SHPO_RELEASE_PROVISIONS",
        "UNSUPPORTED_SDS40_CONSECUTIVE_SDS_BETWEEN_TRANCHE_COMMENCEMENTS",
        "RELEASE_DATE_BEFORE_SENTENCE_DATE",
    }
)


def parts_of(booking: Booking) -> tuple[Part, ...]:
    """Take the sentences as parts, in the order given, once `before_calculation` is content."""
    return tuple(
        Part(
            place=place,
            sentence=sentence,
            at=sentence.sentenced_on.toordinal(),
            offence_on=sentence.offence.committed_on.toordinal(),
        )
        for place, sentence in enumerate(booking.sentences)
        if isinstance(sentence, StandardDeterminate) and sentence.offence.committed_on is not None
    )


def before_calculation(booking: Booking, law: LawBook) -> tuple[RefusalReason, ...]:
    """Ask everything that the record alone can answer."""
    reasons = [
        *_no_sentences(booking),
        *_unsupported_kinds(booking),
        *_recalls(booking),
        *_terrorism(booking),
        *_missing_offence_dates(booking),
        *_terms(booking),
        *_beyond_belief(booking),
        *_parents(booking),
        *_adjustments(booking),
        *_counted_twice(booking),
    ]
    return (*reasons, *(() if reasons else _old_style(booking, law)))


def _no_sentences(booking: Booking) -> Iterator[RefusalReason]:
    if not booking.sentences:
        yield _invalid("NO_SENTENCES", "There is no active sentence on this record.")


def _unsupported_kinds(booking: Booking) -> Iterator[RefusalReason]:
    for sentence in booking.sentences:
        if not isinstance(sentence, StandardDeterminate):
            kind = _KINDS[type(sentence)]
            yield _unsupported(
                "UNSUPPORTED_SENTENCE_TYPE",
                f"{kind} is outside what Gatelodge calculates. Work the dates out by hand.",
                sentence,
            )


def _recalls(booking: Booking) -> Iterator[RefusalReason]:
    for sentence in booking.sentences:
        if sentence.recall is not None:
            yield _unsupported(
                "GL_RECALL",
                "A recalled sentence is outside what Gatelodge calculates. Work the dates out by "
                "hand.",
                sentence,
            )


def _terrorism(booking: Booking) -> Iterator[RefusalReason]:
    """Nobody is released automatically from a terrorism-connected sentence (CJA 2003 s.247A)."""
    for sentence in booking.sentences:
        if isinstance(sentence, StandardDeterminate) and Exclusion.TERRORISM in sentence.exclusions:
            yield _unsupported(
                "SDS_TORERA_EXCLUSION",
                "A terrorism-connected offence leaves release to the Parole Board. Work the dates "
                "out by hand.",
                sentence,
            )


def _old_style(booking: Booking, law: LawBook) -> Iterator[RefusalReason]:
    for part in parts_of(booking):
        try:
            old = is_old_style(part, law)
        except NoLawForDate as missing:
            yield _unsupported("NO_LAW_FOR_DATE", str(missing), part.sentence)
            continue
        if old:
            yield _unsupported(
                "GL_1991_ACT_SENTENCE",
                "A sentence under the rules of the Criminal Justice Act 1991 is outside what "
                "Gatelodge calculates. Work the dates out by hand.",
                part.sentence,
            )


def _missing_offence_dates(booking: Booking) -> Iterator[RefusalReason]:
    for sentence in booking.sentences:
        if sentence.offence.committed_on is None:
            yield _invalid("OFFENCE_MISSING_DATE", "Add the date of the offence.", sentence)


def _terms(booking: Booking) -> Iterator[RefusalReason]:
    for sentence in booking.sentences:
        if isinstance(sentence, StandardDeterminate):
            counts = _counts(sentence.term)
            if min(counts) < 0 or not any(counts):
                yield _invalid(
                    "ZERO_IMPRISONMENT_TERM",
                    "The term is zero or less. Enter the term the court imposed.",
                    sentence,
                )


def _beyond_belief(booking: Booking) -> Iterator[RefusalReason]:
    """Keep out slips of the pen that would run out of the calendar. The limits are our decision."""
    terms = sum(
        count * days
        for sentence in booking.sentences
        if isinstance(sentence, StandardDeterminate)
        for count, days in zip(_counts(sentence.term), _DAYS_OF_A_UNIT, strict=True)
    )
    if terms > _MOST_DAYS_OF_TERMS:
        yield _invalid(
            "GL_TERMS_NOT_CREDIBLE",
            f"The terms come to more than {_MOST_DAYS_OF_TERMS:,} days together. Correct them.",
        )
    if len(booking.sentences) > _MOST_SENTENCES:
        yield _invalid(
            "GL_TOO_MANY_SENTENCES",
            f"There are more than {_MOST_SENTENCES} sentences. Give those of one person.",
        )
    if sum(abs(row.days) for row in booking.adjustments) > _MOST_DAYS:
        yield _invalid(
            "GL_DAYS_NOT_CREDIBLE",
            f"The adjustments come to more than {_MOST_DAYS:,} days. Correct them.",
        )
    years = {booking.person.born_on.year, *(each.sentenced_on.year for each in booking.sentences)}
    if not (min(years) >= _FIRST_YEAR and max(years) <= _LAST_YEAR):
        yield _invalid(
            "GL_YEAR_NOT_CREDIBLE",
            f"A date of birth or sentence lies outside {_FIRST_YEAR} to {_LAST_YEAR}. Correct it.",
        )


def _counts(term: Term) -> tuple[int, int, int, int]:
    return term.years, term.months, term.weeks, term.days


def _parents(booking: Booking) -> Iterator[RefusalReason]:
    by_id: dict[str, Sentence] = {each.sentence_id: each for each in booking.sentences}
    for sentence in booking.sentences:
        if len(sentence.consecutive_to) > 1:
            yield _unsupported(
                "GL_SEVERAL_PARENTS",
                "The sentence follows more than one other. Say which one it follows.",
                sentence,
            )
        elif any(parent not in by_id for parent in sentence.consecutive_to):
            yield _invalid(
                "BROKEN_CONSECUTIVE_CHAINS",
                "The sentence follows one that is not among those given.",
                sentence,
            )
        elif _loops(sentence, by_id):
            yield _invalid(
                "GL_CHAIN_LOOP",
                "Going from sentence to the sentence it follows leads back to the start.",
                sentence,
            )


def _loops(sentence: Sentence, by_id: dict[str, Sentence]) -> bool:
    seen = {sentence.sentence_id}
    while sentence.consecutive_to:
        parent = by_id.get(sentence.consecutive_to[0])
        if parent is None:
            return False
        if parent.sentence_id in seen:
            return True
        seen.add(parent.sentence_id)
        sentence = parent
    return False


def _adjustments(booking: Booking) -> Iterator[RefusalReason]:
    for row in booking.adjustments:
        if row.days < 0:
            yield _invalid(
                "GL_NEGATIVE_DAYS",
                f"{row.kind.value} of {row.applies_on} has {row.days} days. Days cannot be fewer "
                "than none; restored days have a kind of their own.",
            )


def _overlapping(rows: Sequence[Adjustment]) -> bool:
    """Whether two of the rows' periods share a day."""
    periods = sorted(
        (row.from_on, row.to_on)
        for row in rows
        if row.from_on is not None and row.to_on is not None and row.from_on <= row.to_on
    )
    return any(later[0] <= earlier[1] for earlier, later in pairwise(periods))


def _counted_twice(booking: Booking) -> Iterator[RefusalReason]:
    by_kind: dict[AdjustmentKind, list[Adjustment]] = {}
    for row in booking.adjustments:
        by_kind.setdefault(row.kind, []).append(row)
    if _overlapping(by_kind.get(AdjustmentKind.REMAND, [])):
        yield _invalid(
            "REMAND_OVERLAPS_WITH_REMAND",
            "Two periods of remand share a day, and a day counts once. Correct the remand.",
        )
    if _overlapping(by_kind.get(AdjustmentKind.UAL, [])):
        yield _invalid(
            "DUPLICATE_OR_OVERLAPPING_UAL",
            "Two absences share a day, and a day counts once. Correct the absences.",
        )
    bail = [(row.applies_on, row.days) for row in by_kind.get(AdjustmentKind.TAGGED_BAIL, [])]
    if len(set(bail)) < len(bail):
        yield _unsupported(
            "GL_BAIL_TWICE",
            "The same days of tagged bail hang on two sentences of one date. Say whether they are "
            "one credit or two, and work the dates out by hand.",
        )


def after_calculation(booking: Booking, answer: Answer, law: LawBook) -> tuple[RefusalReason, ...]:
    """Ask everything that needs the dates, in the field's order; the same reason is given once."""
    found = [
        *_awards_after_release(booking, answer),
        *_remand_while_serving(booking, answer),
        *_unsettled_release_points(answer, law),
        *_chained_between_tranches(answer),
        *_credit_beyond_custody(answer),
        *_restored_beyond_award(answer),
    ]
    # What follows is ours; it is asked only of a record that the field itself would take.
    if not found:
        found = [*_awards_not_applied(answer), *_parents_gone(answer)]
    return tuple(dict.fromkeys(found))


def _awards_after_release(booking: Booking, answer: Answer) -> Iterator[RefusalReason]:
    last = max(each.defaulted_release for group in answer.groups for each in group.servings)
    late = sorted(
        (row for row in booking.adjustments if row.applies_on.toordinal() > last),
        key=lambda row: row.applies_on,
    )
    for row in late:
        if row.kind is AdjustmentKind.ADA:
            yield _invalid(
                "ADJUSTMENT_AFTER_RELEASE_ADA",
                "Added days are dated after release. Use the date of the hearing.",
            )
        elif row.kind is AdjustmentKind.RADA:
            yield _invalid(
                "ADJUSTMENT_AFTER_RELEASE_RADA",
                "Restored days are dated after release. Use the date of the remission.",
            )


def _restored_beyond_award(answer: Answer) -> Iterator[RefusalReason]:
    """Days given back that were never awarded would let the person go before the release point."""
    if any(each.days.ada < 0 for group in answer.groups for each in group.servings):
        yield _invalid(
            "GL_MORE_RESTORED_THAN_AWARDED",
            "More added days were restored than awarded. Correct the awards or the restoration.",
        )


def _awards_not_applied(answer: Answer) -> Iterator[RefusalReason]:
    """Awards that reach no sentence vanish, and the person would go earlier than awarded."""
    for left in answer.unapplied:
        row = left.adjustment
        if row.kind in {AdjustmentKind.ADA, AdjustmentKind.RADA}:
            yield _unsupported(
                "GL_ADA_NOT_APPLIED",
                f"The {row.days} days awarded or restored on {row.applies_on} reach no sentence. "
                "Decide whether they are served, and work the dates out by hand.",
            )


def _parents_gone(answer: Answer) -> Iterator[RefusalReason]:
    """A court may not order a term to follow one already released from (Sentencing Code s.225)."""
    for group in answer.groups:
        chained = {
            part.place for each in group.servings if each.each.is_chain for part in each.each.parts
        }
        for part in (part for each in group.servings for part in each.each.parts):
            if part.parent is not None and part.place not in chained:
                yield _unsupported(
                    "GL_PARENT_MISSING",
                    "The sentence follows one that the person had been released from. Ask the "
                    "court what it meant.",
                    part.sentence,
                )


def _remand_while_serving(booking: Booking, answer: Answer) -> Iterator[RefusalReason]:
    for row in booking.adjustments:
        if row.kind is not AdjustmentKind.REMAND or row.from_on is None or row.to_on is None:
            continue
        first, last = row.from_on.toordinal(), row.to_on.toordinal()
        for group in answer.groups:
            overlaps = first <= group.released and group.begins <= last
            if overlaps and group.begins < group.released:
                yield _invalid(
                    "REMAND_OVERLAPS_WITH_SENTENCE",
                    f"Remand from {row.from_on} to {row.to_on} cannot count: a sentence was being "
                    "served. Correct the remand.",
                )


def _unsettled_release_points(answer: Answer, law: LawBook) -> Iterator[RefusalReason]:
    for rule in law.unsettled:
        for serving in (each for group in answer.groups for each in group.servings):
            if not rule.release_from <= serving.release < rule.release_before:
                continue
            for part in serving.each.parts:
                if (
                    not part.sentence.is_sds_plus
                    and part.sentence.offence.code in rule.codes
                    and rule.offence_from <= part.offence_on <= rule.offence_to
                ):
                    yield _unsupported(rule.code, rule.text)


def _chained_between_tranches(answer: Answer) -> Iterator[RefusalReason]:
    for reach in answer.reaches:
        first, *_, last = (each.begins.toordinal() for each in reach.scheme.tranches)
        for serving in (each for group in answer.groups for each in group.servings):
            between = any(
                not part.sentence.is_sds_plus and first <= part.at < last
                for part in serving.each.parts
            )
            if reach.on == last and serving.each.is_chain and between:
                yield _unsupported(
                    "UNSUPPORTED_SDS40_CONSECUTIVE_SDS_BETWEEN_TRANCHE_COMMENCEMENTS",
                    "A sentence imposed between the first and the last day on which the new "
                    "release point reached people is chained to an older one.",
                )


def _credit_beyond_custody(answer: Answer) -> Iterator[RefusalReason]:
    for group in answer.groups:
        begins = min(each.at for each in group.servings)
        last = max(group.servings, key=lambda each: each.uncapped_release)
        if last.uncapped_release < begins - 1 and last.days.deductions:
            yield _invalid(
                "RELEASE_DATE_BEFORE_SENTENCE_DATE",
                "Remand and tagged bail come to more than the part to be served. Correct the "
                "unused days.",
            )


def _ids(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(each.sentence_id for each in sentences)


def _unsupported(code: str, text: str, *sentences: Sentence) -> RefusalReason:
    return RefusalReason(
        code=code, kind=RefusalKind.UNSUPPORTED, text=text, sentence_ids=_ids(sentences)
    )


def _invalid(code: str, text: str, *sentences: Sentence) -> RefusalReason:
    return RefusalReason(
        code=code, kind=RefusalKind.INVALID, text=text, sentence_ids=_ids(sentences)
    )
