"""What keeps a booking from being dated: sentences outside the engine, and records that are wrong.

A check is a small pure function that gives reasons; all are asked, none stops another. The codes
are those of the field, so that stored reasons can be compared; a `GL_` code is ours.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from gatelodge.sentencing.answer import RefusalKind, RefusalReason, ReleaseDateType
from gatelodge.sentencing.booking import (
    AdjustmentKind,
    Booking,
    Exclusion,
    Extended,
    FineDefault,
    ParticularConcern,
    Sentence,
    StandardDeterminate,
    SupervisionBreach,
    Term,
)
from gatelodge.sentencing.chains import Part, part_of
from gatelodge.sentencing.date_pairs import exclude_each_other
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.refusing import invalid, unsupported
from gatelodge.sentencing.release import Serving
from gatelodge.sentencing.timeline import Replayed
from gatelodge.sentencing.validation_record import not_allowed

_DAYS_OF_A_UNIT = (366, 31, 7, 1)
_MOST_DAYS_OF_TERMS = 500_000
_MOST_SENTENCES = 500
_MOST_ROWS = 5_000
_MOST_DAYS = 100_000
_FIRST_YEAR = 1850
_LAST_YEAR = 2200
_UNBELIEVABLE = frozenset(
    {
        "GL_TOO_MANY_SENTENCES",
        "GL_TOO_MANY_ROWS",
        "GL_TERMS_NOT_CREDIBLE",
        "GL_DAYS_NOT_CREDIBLE",
        "GL_YEAR_NOT_CREDIBLE",
    }
)


def parts_of(booking: Booking, law: LawBook) -> tuple[Part, ...]:
    """Take the sentences as parts, in the order given. Raises NoLawForDate."""
    return tuple(part_of(place, sentence, law) for place, sentence in enumerate(booking.sentences))


def _cannot_calculate(booking: Booking) -> tuple[RefusalReason, ...]:
    """Ask what the record alone can answer: whether the booking can be calculated at all.

    Of a booking that is too large nothing more is asked.
    """
    return tuple(_too_large(booking)) or (
        *_no_sentences(booking),
        *_missing_offence_dates(booking),
        *_terms(booking),
        *_beyond_belief(booking),
        *_parents(booking),
        *_adjustments(booking),
    )


def before_calculation(booking: Booking, law: LawBook) -> tuple[RefusalReason, ...]:
    """Ask everything that can be asked before the dates, all at once.

    Of a record that nobody can believe nothing more is asked. The official service's engine asks
    only whether it can calculate.
    """
    reasons = _cannot_calculate(booking)
    if law.follows_official_service or any(each.code in _UNBELIEVABLE for each in reasons):
        return reasons
    return (*reasons, *must_not_calculate(booking), *not_allowed(booking, law))


def must_not_calculate(booking: Booking) -> tuple[RefusalReason, ...]:
    """Ask what makes the dates wrong, or leaves release to somebody else.

    Asked of the law in force; the official service asks it of the source records.
    """
    return (
        *_terrorism(booking),
        *_fine_amounts(booking),
        *_late_offences(booking),
        *_same_ids(booking),
        *_backward_periods(booking),
        *_counted_twice(booking),
    )


def record_faults(booking: Booking) -> tuple[RefusalReason, ...]:
    """Name what the record has wrong, each with its path, whichever law is asked.

    Under the law in force each is a refusal. The official service's engine dates some all the same.
    """
    reasons = before_calculation(booking, LawBook.in_force())
    return tuple(each for each in reasons if each.kind is RefusalKind.INVALID)


def _no_sentences(booking: Booking) -> Iterator[RefusalReason]:
    if not booking.sentences:
        yield invalid(
            "NO_SENTENCES",
            "There is no active sentence on this record. Give at least one.",
            at="sentences",
        )


def _terrorism(booking: Booking) -> Iterator[RefusalReason]:
    """Nobody is released automatically from a terrorism-connected sentence (CJA 2003 s.247A)."""
    for sentence in booking.sentences:
        if isinstance(sentence, StandardDeterminate) and Exclusion.TERRORISM in sentence.exclusions:
            yield unsupported(
                "SDS_TORERA_EXCLUSION",
                "A terrorism-connected offence leaves release to the Parole Board. Work the dates "
                "out by hand.",
                sentence,
            )


def _fine_amounts(booking: Booking) -> Iterator[RefusalReason]:
    """Whether half or the whole of a default term is served goes by the sum."""
    for place, sentence in enumerate(booking.sentences):
        if isinstance(sentence, FineDefault) and sentence.fine_pence is None:
            yield invalid(
                "A_FINE_SENTENCE_MISSING_FINE_AMOUNT",
                "Add the amount of the fine.",
                sentence,
                at=f"sentences[{place}].fine_pence",
            )


def _missing_offence_dates(booking: Booking) -> Iterator[RefusalReason]:
    for place, sentence in enumerate(booking.sentences):
        if sentence.offence.committed_on is None:
            yield invalid(
                "OFFENCE_MISSING_DATE",
                "Add the date of the offence.",
                sentence,
                at=f"sentences[{place}].offence.committed_on",
            )


def _late_offences(booking: Booking) -> Iterator[RefusalReason]:
    for place, sentence in enumerate(booking.sentences):
        committed = sentence.offence.committed_on
        if committed is not None and committed > sentence.sentenced_on:
            yield invalid(
                "OFFENCE_DATE_AFTER_SENTENCE_START_DATE",
                f"The offence, {committed}, is dated after its sentence, {sentence.sentenced_on}. "
                "Correct the one that is wrong.",
                sentence,
                at=f"sentences[{place}].offence.committed_on",
            )


def _same_ids(booking: Booking) -> Iterator[RefusalReason]:
    """A sentence that follows one of two by one id could be counted from the wrong one."""
    first: dict[str, int] = {}
    for place, sentence in enumerate(booking.sentences):
        earlier = first.setdefault(sentence.sentence_id, place)
        if earlier != place:
            yield invalid(
                "GL_SENTENCE_ID_TWICE",
                f"{sentence.sentence_id!r} names sentences[{earlier}] too. Give each an id of its "
                "own.",
                sentence,
                at=f"sentences[{place}].sentence_id",
            )


def _terms(booking: Booking) -> Iterator[RefusalReason]:
    for place, sentence in enumerate(booking.sentences):
        for name, term in _terms_of(sentence).items():
            counts = _counts(term)
            if min(counts) < 0 or not any(counts):
                yield invalid(
                    "ZERO_IMPRISONMENT_TERM",
                    "The term is zero or less. Enter the term the court imposed.",
                    sentence,
                    at=f"sentences[{place}].{name}",
                )


def _terms_of(sentence: Sentence) -> dict[str, Term]:
    """The lengths that a sentence has, by the names of their fields."""
    if isinstance(sentence, Extended | ParticularConcern):
        return {"custodial_term": sentence.custodial_term, "extension": sentence.extension}
    return {"term": sentence.term}


def _too_large(booking: Booking) -> Iterator[RefusalReason]:
    if len(booking.sentences) > _MOST_SENTENCES:
        yield invalid(
            "GL_TOO_MANY_SENTENCES",
            f"There are {len(booking.sentences):,} sentences, more than {_MOST_SENTENCES}. Give "
            "those of one person.",
            at="sentences",
        )
    if len(booking.adjustments) > _MOST_ROWS:
        yield invalid(
            "GL_TOO_MANY_ROWS",
            f"There are {len(booking.adjustments):,} adjustments, more than {_MOST_ROWS:,}. Give "
            "those of one person.",
            at="adjustments",
        )
    if len(booking.movements) > _MOST_ROWS:
        yield invalid(
            "GL_TOO_MANY_ROWS",
            f"There are {len(booking.movements):,} movements, more than {_MOST_ROWS:,}. Give "
            "those of one person.",
            at="movements",
        )


def _beyond_belief(booking: Booking) -> Iterator[RefusalReason]:
    """Keep out slips of the pen that would run out of the calendar. The limits are our decision."""
    terms = sum(
        count * days
        for sentence in booking.sentences
        for term in _terms_of(sentence).values()
        for count, days in zip(_counts(term), _DAYS_OF_A_UNIT, strict=True)
    )
    if terms > _MOST_DAYS_OF_TERMS:
        yield invalid(
            "GL_TERMS_NOT_CREDIBLE",
            f"The terms come to more than {_MOST_DAYS_OF_TERMS:,} days together. Correct them.",
            at="sentences",
        )
    if sum(abs(row.days) for row in booking.adjustments) > _MOST_DAYS:
        yield invalid(
            "GL_DAYS_NOT_CREDIBLE",
            f"The adjustments come to more than {_MOST_DAYS:,} days. Correct them.",
            at="adjustments",
        )
    for path, on in _days_of(booking):
        if on is not None and not _FIRST_YEAR <= on.year <= _LAST_YEAR:
            yield invalid(
                "GL_YEAR_NOT_CREDIBLE",
                f"{on} lies outside {_FIRST_YEAR} to {_LAST_YEAR}. Correct it.",
                at=path,
            )


def _days_of(booking: Booking) -> Iterator[tuple[str, date | None]]:
    """Each day from which the engine counts, with its path."""
    yield "person.born_on", booking.person.born_on
    yield "returned_to_custody_on", booking.returned_to_custody_on
    if booking.fixed_term_recall is not None:
        yield "fixed_term_recall.returned_on", booking.fixed_term_recall.returned_on
    if booking.historic_tused is not None:
        yield "historic_tused.tused_on", booking.historic_tused.tused_on
    for place, sentence in enumerate(booking.sentences):
        at = f"sentences[{place}]"
        yield f"{at}.sentenced_on", sentence.sentenced_on
        yield f"{at}.offence.committed_on", sentence.offence.committed_on
        if sentence.recall is not None:
            yield f"{at}.recall.revoked_on", sentence.recall.revoked_on
            yield f"{at}.recall.returned_on", sentence.recall.returned_on
        if isinstance(sentence, SupervisionBreach):
            yield f"{at}.latest_tused_on", sentence.latest_tused_on
    for place, row in enumerate(booking.adjustments):
        yield f"adjustments[{place}].applies_on", row.applies_on
        yield f"adjustments[{place}].from_on", row.from_on
        yield f"adjustments[{place}].to_on", row.to_on
    for place, moved in enumerate(booking.movements):
        yield f"movements[{place}].moved_on", moved.moved_on


def _counts(term: Term) -> tuple[int, int, int, int]:
    return term.years, term.months, term.weeks, term.days


def _parents(booking: Booking) -> Iterator[RefusalReason]:
    by_id: dict[str, Sentence] = {each.sentence_id: each for each in booking.sentences}
    for place, sentence in enumerate(booking.sentences):
        at = f"sentences[{place}].consecutive_to"
        lost = [n for n, parent in enumerate(sentence.consecutive_to) if parent not in by_id]
        if lost:
            yield invalid(
                "BROKEN_CONSECUTIVE_CHAINS",
                f"The sentence follows {sentence.consecutive_to[lost[0]]!r}, which is not among "
                "those given. Add that sentence, or correct what this one follows.",
                sentence,
                at=f"{at}[{lost[0]}]",
            )
        elif _loops(sentence, by_id):
            yield invalid(
                "GL_CHAIN_LOOP",
                "Going from sentence to the sentence it follows leads back to the start. Correct "
                "what this one follows.",
                sentence,
                at=f"{at}[0]",
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
    for place, row in enumerate(booking.adjustments):
        if row.days < 0:
            yield invalid(
                "GL_NEGATIVE_DAYS",
                f"{row.kind.value} of {row.applies_on} has {row.days} days. Days cannot be fewer "
                "than none; restored days have a kind of their own.",
                at=f"adjustments[{place}].days",
            )


def _backward_periods(booking: Booking) -> Iterator[RefusalReason]:
    for place, row in enumerate(booking.adjustments):
        if (
            row.kind in {AdjustmentKind.REMAND, AdjustmentKind.UAL}
            and row.from_on is not None
            and row.to_on is not None
            and row.from_on > row.to_on
        ):
            yield invalid(
                "ADJUSTMENT_INVALID_DATE_RANGE",
                f"The first day, {row.from_on}, is after the last, {row.to_on}. Correct the one "
                "that is wrong.",
                at=f"adjustments[{place}].from_on",
            )


def _overlapping(booking: Booking, kind: AdjustmentKind) -> tuple[int, int] | None:
    """Give the places of two rows of a kind whose periods share a day, the later first."""
    periods = sorted(
        (row.from_on, row.to_on, place)
        for place, row in enumerate(booking.adjustments)
        if row.kind is kind
        and row.from_on is not None
        and row.to_on is not None
        and row.from_on <= row.to_on
    )
    for earlier, later in pairwise(periods):
        if later[0] <= earlier[1]:
            return later[2], earlier[2]
    return None


def _shared(booking: Booking, places: tuple[int, int]) -> str:
    one, other = (booking.adjustments[place] for place in places)
    return f"{one.from_on} to {one.to_on} and {other.from_on} to {other.to_on}"


def _counted_twice(booking: Booking) -> Iterator[RefusalReason]:
    if places := _overlapping(booking, AdjustmentKind.REMAND):
        yield invalid(
            "REMAND_OVERLAPS_WITH_REMAND",
            f"Two periods of remand share a day, {_shared(booking, places)}, and a day counts "
            "once. Correct the remand.",
            at=f"adjustments[{places[0]}].from_on",
        )
    if places := _overlapping(booking, AdjustmentKind.UAL):
        yield invalid(
            "DUPLICATE_OR_OVERLAPPING_UAL",
            f"Two absences share a day, {_shared(booking, places)}, and a day counts once. "
            "Correct the absences.",
            at=f"adjustments[{places[0]}].from_on",
        )


def cannot_stand(answer: Replayed) -> tuple[RefusalReason, ...]:
    """Say what keeps dates that were worked out from being used at all.

    Asked of the law in force alone; the official service gives them all the same. What is merely in
    doubt is a hazard, and dated.
    """
    return (*_not_priced(answer), *_restored_beyond_award(answer), *_broken(answer))


def _not_priced(answer: Replayed) -> Iterator[RefusalReason]:
    if any(each.code == "GL_SENTENCE_NOT_PRICED" for each in answer.hazards):
        yield unsupported(
            "GL_SENTENCE_NOT_PRICED",
            "A later sentence breaks up sentences that were served as one term, and practice then "
            "dates neither. Work the dates out by hand, with all sentences.",
        )


def _restored_beyond_award(answer: Replayed) -> Iterator[RefusalReason]:
    """Days given back that were never awarded would let the person go before the release point."""
    if any(each.days.ada < 0 for group in answer.groups for each in group.servings):
        yield invalid(
            "GL_MORE_RESTORED_THAN_AWARDED",
            "More added days were restored than awarded. Correct the awards or the restoration.",
        )


def _broken(answer: Replayed) -> Iterator[RefusalReason]:
    """Dates that contradict one another are the engine's fault, and nobody leaves on them."""
    on = {kind: dated.on for kind, dated in answer.extract.dates.items()}
    expiry = on.get(ReleaseDateType.SLED, on.get(ReleaseDateType.SED))
    release = on.get(ReleaseDateType.CRD, on.get(ReleaseDateType.ARD))
    recall = on.get(ReleaseDateType.PRRD)
    holds = (
        (ReleaseDateType.SLED in on) is not (ReleaseDateType.SED in on),
        ReleaseDateType.LED not in on or ReleaseDateType.SED in on,
        not exclude_each_other(on.keys()),
        expiry is None or release is None or release <= expiry,
        expiry is None or recall is None or recall <= expiry,
        all(group.begins <= group.released for group in answer.groups),
        all(each.at <= min(each.release, each.end) for each in _flat(answer)),
    )
    if not all(holds):
        yield unsupported(
            "GL_INVARIANT",
            "The dates contradict one another. Report this booking, and work the dates out by "
            "hand.",
        )


def _flat(answer: Replayed) -> Iterator[Serving]:
    return (each for group in answer.groups for each in group.servings)
