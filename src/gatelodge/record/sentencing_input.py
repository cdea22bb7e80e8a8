"""From a custody record to what the sentence engine is given, and its digest.

Only facts in force count: a sentence whose authority has ended is not dated, a corrected row of
days counts as corrected. A sentence's id is the number of its entry: facts that were entered in
another order give the same dates, but another digest. It compares one record with itself over time.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

import msgspec

from gatelodge import sentencing as s
from gatelodge.record import facts as f
from gatelodge.record.london import day_in_london
from gatelodge.record.release_marks import marks_of, marks_wanted, without_marks
from gatelodge.record.state import (
    Absence,
    AdjustmentFact,
    AuthorityKind,
    CustodyRecord,
    Exit,
    Stated,
)

_DIGEST = msgspec.json.Encoder(order="sorted")

_RECALL = {
    f.RecallKind.STANDARD: s.RecallType.STANDARD_RECALL,
    f.RecallKind.FIXED_14: s.RecallType.FIXED_TERM_RECALL_14,
    f.RecallKind.FIXED_28: s.RecallType.FIXED_TERM_RECALL_28,
    f.RecallKind.FIXED_56: s.RecallType.FIXED_TERM_RECALL_56,
}
_UAL = {
    f.UalReason.ESCAPE: s.UalReason.ESCAPE,
    f.UalReason.SENTENCED_IN_ABSENCE: s.UalReason.SENTENCED_IN_ABSENCE,
    f.UalReason.IMMIGRATION_DETENTION: s.UalReason.IMMIGRATION_DETENTION,
    f.UalReason.RECALL: s.UalReason.RECALL,
    f.UalReason.RELEASE_IN_ERROR: s.UalReason.RELEASE_IN_ERROR,
}


_CREDIT_OF_RECALL = {
    s.AdjustmentKind.REMAND: s.AdjustmentKind.RECALL_REMAND,
    s.AdjustmentKind.TAGGED_BAIL: s.AdjustmentKind.RECALL_TAGGED_BAIL,
}


MARKS_NOT_STATED = "MARKS_NOT_STATED"
"""Code of `NotBookable` for a standard sentence of which a release mark is not known."""


class NotBookable(Exception):
    """The record does not say enough for the engine, or says what no shape of it can carry.

    `code` is stable; the text says in plain English what is missing and who settles it.
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


Part = s.Person | s.Sentence | s.Recall | s.Adjustment | s.ExternalMovement


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the engine's input, with the fact that it was made of."""

    part: Part | NotBookable
    """The part; or, for a sentence that cannot be given, what is missing."""
    of: Stated[Any]


def given_parts(record: CustodyRecord) -> tuple[Given, ...]:
    """Everything of a record that the engine is given, in the order of the input.

    `booking` is made of it and of nothing else, so whoever shows each part leaves nothing out.
    """
    recall = _recall(record)
    called = recall.part if recall is not None and isinstance(recall.part, s.Recall) else None
    sentences = tuple(
        _given_sentence(record, each, called)
        for each in sorted(record.sentences, key=lambda each: each.seq)
    )
    known = tuple(each.part for each in sentences if isinstance(each.part, s.Sentence))
    return (
        *_given_person(record),
        *sentences,
        *(() if recall is None else (recall,)),
        *(
            Given(part=row, of=each)
            for each in sorted(record.adjustments, key=lambda each: each.seq)
            for row in _on_recall(_adjustment(each), known)
        ),
        *(each for spell in record.exits for each in _spell(record, spell)),
        *(each for absence in record.absences for each in _let_go_by_court(record, absence)),
    )


def booking(record: CustodyRecord) -> s.Booking:
    """Turn the facts in force into the engine's input.

    Raises `NotBookable` when no sentence holds, when nobody entered a birth date or said what
    decides the release point of a standard sentence, and for a kind of sentence that the record
    cannot describe whole. A sentence's id is its authority's number.
    """
    if record.identity is None:
        raise NotBookable("NO_BIRTH_DATE", "Nobody has entered the birth date. Enter the identity.")
    if not record.sentences:
        raise NotBookable("NO_SENTENCE", "No sentence is in force, so there are no release dates.")
    if unanswered := without_marks(record):
        raise NotBookable(MARKS_NOT_STATED, f"{marks_wanted(unanswered)}.")
    parts = [each.part for each in given_parts(record)]
    for fault in parts:
        if isinstance(fault, NotBookable):
            raise fault
    recall = next((each for each in parts if isinstance(each, s.Recall)), None)
    return s.Booking(
        person=next(each for each in parts if isinstance(each, s.Person)),
        sentences=tuple(each for each in parts if isinstance(each, s.Sentence)),
        adjustments=tuple(each for each in parts if isinstance(each, s.Adjustment)),
        movements=tuple(each for each in parts if isinstance(each, s.ExternalMovement)),
        returned_to_custody_on=recall.returned_on if recall else None,
    )


def _given_person(record: CustodyRecord) -> tuple[Given, ...]:
    identity = record.identity
    if identity is None:
        return ()
    person = s.Person(reference=record.record_id, born_on=identity.fact.born_on)
    return (Given(part=person, of=identity),)


def _given_sentence(
    record: CustodyRecord, each: Stated[f.SentenceImposed], recall: s.Recall | None
) -> Given:
    try:
        return Given(part=_sentence(record, each, recall), of=each)
    except NotBookable as fault:
        return Given(part=fault, of=each)


def inputs_digest(record: CustodyRecord) -> str | None:
    """SHA-256, hexadecimal, of all that the engine is given now; none = nothing can be given."""
    try:
        return digest_of(booking(record), asks_for_removal=asks_for_removal(record))
    except NotBookable:
        return None


def digest_of(given: s.Booking, *, asks_for_removal: bool) -> str:
    """SHA-256, hexadecimal, of a booking's canonical form, and of whether removal is a question."""
    asked = b"early removal" if asks_for_removal else b""
    return sha256(_DIGEST.encode(given) + asked).hexdigest()


def asks_for_removal(record: CustodyRecord) -> bool:
    """Whether early removal is a question at all: deportation, IS91 or a stated interest.

    Its date is worked out for nobody else (our decision).
    """
    return (
        bool(record.deportation)
        or any(each.kind is AuthorityKind.IMMIGRATION for each in record.authorities)
        or any(
            each.fact.interest in (f.Interest.STATED, f.Interest.REMOVAL_PLANNED)
            for each in record.immigration
        )
    )


def _sentence(
    record: CustodyRecord, each: Stated[f.SentenceImposed], recall: s.Recall | None
) -> s.Sentence:
    fact = each.fact
    kind: Callable[..., s.Sentence]
    match fact.sentence_kind:
        case f.SentenceKind.SDS | f.SentenceKind.SDS_PLUS:
            kind = partial(s.StandardDeterminate, **_marks(record, each))
        case f.SentenceKind.DTO:
            kind = s.DetentionAndTraining
        case f.SentenceKind.A_FINE:
            kind = partial(s.FineDefault, fine_pence=fact.fine_pence)
        case f.SentenceKind.BOTUS:
            kind = partial(s.SupervisionBreach, latest_tused_on=fact.supervised_until)
        case f.SentenceKind.EDS | f.SentenceKind.SOPC:
            return _extended(each, recall)
        case other:
            raise NotBookable(
                "SENTENCE_KIND",
                f"Gatelodge cannot date a sentence of the kind {other}. A trained person works the"
                " dates out by hand.",
            )
    return kind(**_imposed(each, recall), term=_term(fact.term))


def _marks(record: CustodyRecord, each: Stated[f.SentenceImposed]) -> dict[str, Any]:
    stated = marks_of(record, each)
    marks = stated.fact.marks if stated else f.ReleaseMarks()
    is_sds_plus = each.fact.sentence_kind is f.SentenceKind.SDS_PLUS
    match marks:
        case f.ReleaseMarks(
            is_sds_plus_length_and_offence=bool() as is_plus_today,
            is_section_250=bool() as is_section_250,
            early_release_exclusions=tuple() as codes,
        ):
            return {
                "is_sds_plus": is_sds_plus,
                "is_sds_plus_eligible": is_sds_plus or is_plus_today,
                "is_section_250": is_section_250,
                "exclusions": tuple(s.Exclusion(code) for code in sorted(codes)),
            }
    raise NotBookable(MARKS_NOT_STATED, f"{marks_wanted((each,))}.")


def _imposed(each: Stated[f.SentenceImposed], recall: s.Recall | None) -> dict[str, Any]:
    fact = each.fact
    return {
        "sentence_id": str(each.seq),
        "sentenced_on": fact.imposed_on,
        "offence": s.Offence(committed_on=fact.offence_committed_on, code=fact.offence_code),
        "consecutive_to": () if fact.consecutive_to is None else (str(fact.consecutive_to),),
        "recall": _recall_of(fact, recall),
    }


def _extended(each: Stated[f.SentenceImposed], recall: s.Recall | None) -> s.Sentence:
    fact = each.fact
    if fact.extension is None:
        raise NotBookable(
            "NO_EXTENSION",
            f"Nobody has entered the extended licence of the {fact.sentence_kind}. Correct the"
            " sentence from the court's paper.",
        )
    custodial, extension = _term(fact.term), _term(fact.extension)
    if fact.sentence_kind is f.SentenceKind.EDS:
        return s.Extended(
            **_imposed(each, recall),
            custodial_term=custodial,
            extension=extension,
            has_automatic_release=fact.has_automatic_release,
        )
    return s.ParticularConcern(
        **_imposed(each, recall),
        custodial_term=custodial,
        extension=extension,
        is_under_18=fact.is_under_18_concern,
    )


def _term(term: f.Term) -> s.Term:
    return s.Term(years=term.years, months=term.months, weeks=term.weeks, days=term.days)


def _recall(record: CustodyRecord) -> Given | None:
    """The recall in force."""
    for authority in record.authorities_in_force:
        match authority.began.fact:
            case f.RecallOrdered(recall_kind=kind, revoked_on=revoked_on, returned_on=returned_on):
                recall = s.Recall(
                    recall_type=_RECALL[kind], revoked_on=revoked_on, returned_on=returned_on
                )
                return Given(part=recall, of=authority.began)
    return None


def _recall_of(fact: f.SentenceImposed, recall: s.Recall | None) -> s.Recall | None:
    """A recall stands on the sentences imposed before the licence was revoked, on no later one."""
    if recall is None or recall.revoked_on is None or fact.imposed_on >= recall.revoked_on:
        return None
    return recall


def _on_recall(row: s.Adjustment, sentences: tuple[s.Sentence, ...]) -> tuple[s.Adjustment, ...]:
    """File credit by the sentences of its day: recalled ones take it as credit of the recall.

    Where a recalled and another sentence are of one day it is filed both ways; the engine counts
    each on its own kind alone.
    """
    if row.kind not in _CREDIT_OF_RECALL:
        return (row,)
    of_day = [each for each in sentences if each.sentenced_on == row.applies_on]
    kinds = {
        row.kind if each.recall is None else _CREDIT_OF_RECALL[row.kind] for each in of_day
    } or {row.kind}
    return tuple(msgspec.structs.replace(row, kind=kind) for kind in sorted(kinds))


def _adjustment(each: Stated[AdjustmentFact]) -> s.Adjustment:
    """One row of days, filed on the day by which the engine reads it."""
    kinds = s.AdjustmentKind
    match each.fact:
        case f.RemandCredited(days=days, period=period, counts_from=counts_from):
            return s.Adjustment(
                kind=kinds.REMAND,
                applies_on=counts_from,
                days=days,
                from_on=period.first_on if period else None,
                to_on=period.last_on if period else None,
            )
        case f.TaggedBailCredited(days=days, counts_from=counts_from):
            return s.Adjustment(kind=kinds.TAGGED_BAIL, applies_on=counts_from, days=days)
        case f.UnlawfullyAtLargeRecorded(days=days, period=period, ual_reason=why):
            return s.Adjustment(
                kind=kinds.UAL,
                applies_on=period.first_on,
                days=days,
                from_on=period.first_on,
                to_on=period.last_on,
                ual_reason=_UAL[why],
            )
        case f.AddedDaysAwarded(days=days, awarded_on=on):
            return s.Adjustment(kind=kinds.ADA, applies_on=on, days=days)
        case f.AddedDaysRestored(days=days, restored_on=on):
            return s.Adjustment(kind=kinds.RADA, applies_on=on, days=days)


def _spell(record: CustodyRecord, spell: Exit) -> tuple[Given, ...]:
    """A lawful time outside that has ended, as exit and return.

    An exit that keeps somebody in custody is none. A release in error is no release: those days
    stand as days unlawfully at large. An exit without a return is not over: nobody is dated while
    out.
    """
    if spell.returned is None or spell.left.fact.exit_type.keeps_in_custody:
        return ()
    out_on = day_in_london(spell.left.fact.exited_at)
    reason = _OUT.get(spell.left.fact.exit_type, s.MovementReason.CRD)
    return _outside(record, spell.left, out_on, reason, spell.returned)


_OUT = {
    f.ExitType.IMMIGRATION_ESCORT: s.MovementReason.ERS,
    f.ExitType.REMOVAL: s.MovementReason.ERS,
    f.ExitType.HOME_DETENTION_CURFEW: s.MovementReason.HDC,
}


def _let_go_by_court(record: CustodyRecord, absence: Absence) -> tuple[Given, ...]:
    """A release by a court, and the return from it. Days at large are days of their own."""
    if absence.returned is None or not isinstance(absence.began.fact, f.ReleasedByCourt):
        return ()
    out_on = day_in_london(absence.began_at)
    return _outside(record, absence.began, out_on, s.MovementReason.CRD, absence.returned)


def _outside(
    record: CustodyRecord,
    left: Stated[Any],
    out_on: date,
    reason: s.MovementReason,
    returned: Stated[f.ReturnRecorded],
) -> tuple[Given, ...]:
    back_on = day_in_london(returned.fact.returned_at)
    if _was_at_large(record, out_on, back_on):
        return ()
    out = s.ExternalMovement(moved_on=out_on, direction=s.Direction.OUT, reason=reason)
    back = s.ExternalMovement(
        moved_on=back_on, direction=s.Direction.IN, reason=_back(record, back_on)
    )
    return (Given(part=out, of=left), Given(part=back, of=returned))


def _was_at_large(record: CustodyRecord, out_on: date, back_on: date) -> bool:
    return any(
        out_on <= each.fact.period.last_on and each.fact.period.first_on <= back_on
        for each in record.adjustments
        if isinstance(each.fact, f.UnlawfullyAtLargeRecorded)
    )


def _back(record: CustodyRecord, back_on: date) -> s.MovementReason:
    """Why the person came back: the authority that began by then, recall before sentence."""
    began = [
        a.began.fact for a in record.authorities if day_in_london(a.began.true_from) <= back_on
    ]
    if any(isinstance(fact, f.RecallOrdered) for fact in began):
        return s.MovementReason.RECALL_ADMISSION
    if began and isinstance(began[-1], f.SentenceImposed):
        return s.MovementReason.SENTENCE
    return s.MovementReason.REMAND
