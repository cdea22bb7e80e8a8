"""What is done at reception on the day of an exit: licence, identity, governor, footage.

These are acts of the release itself: its live pass goes on. Doubt about who somebody is, is none:
it is a new fact, and the pass dies.
"""

from collections.abc import Sequence
from datetime import datetime

from gatelodge.casework.exits import CONFIRM, must_have, own_word
from gatelodge.casework.gate_desk import DESK
from gatelodge.casework.office import Actor, ActRefused, Decide, Office, change, gate_act
from gatelodge.gate import CELL_CARD, photo_stands_until
from gatelodge.record import CustodyRecord, Draft, Entry, day_in_london
from gatelodge.record.facts import (
    FootageNoted,
    GovernorAttended,
    IdentityConfirmed,
    IdentityDoubted,
    IdentityMethod,
    LicenceSigned,
    QuestionAsked,
)

QUESTIONS = 2
"""How many questions are asked beside photo, name and number (dossier, G31; needs N31)."""


def sign_licence(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    refusal_witnessed_by: str = "",
    seen_version: int | None = None,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that the actor read the licence to the person, who signed or refused before a witness.

    With `seen_version`, the number of entries on the page that was read from, anything new on the
    record refuses it: another licence may have come. Raises `ActRefused` when no licence is issued,
    and for a witness who is the reader.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, DESK, record, "read a licence")
        if record.licence is None:
            raise ActRefused("No licence is on the record. Issue it first.", code="NO_LICENCE")
        if refusal_witnessed_by.strip().casefold() == actor.name.casefold():
            raise ActRefused(
                "Another officer must witness a refusal.",
                code="SAME_PERSON",
                field="refusal_witnessed_by",
            )
        signed = LicenceSigned(
            read_by=actor.name, refusal_witnessed_by=refusal_witnessed_by.strip()
        )
        return (own_word(actor, signed, "licence read"),)

    return _on_what_was_seen(office, record_id, decide, seen_version, command)


def confirm_identity(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    method: IdentityMethod,
    questions: Sequence[QuestionAsked] = (),
    reference: str = "",
    seen_version: int | None = None,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that the actor holds the person before them to be the one on this record.

    By photo, name, number and two questions, none of which the cell card answers; or by a biometric
    result with its reference. A wrong answer confirms nobody: enter a doubt. `seen_version` as for
    `sign_licence`: the second officer's page stays good when the first confirms. Raises
    `ActRefused`.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, DESK, record, "confirm who somebody is")
        if method is IdentityMethod.BIOMETRIC:
            _must_have_reference(reference)
        else:
            _must_have_photo(record, at)
            _must_be_answered(record, questions)
        confirmed = IdentityConfirmed(
            method=method, questions=tuple(questions), reference=reference
        )
        return (own_word(actor, confirmed, "identity confirmed"),)

    return _on_what_was_seen(office, record_id, decide, seen_version, command)


def doubt_identity(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    found: str,
    questions: Sequence[QuestionAsked] = (),
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that the person may not be the one on this record; wrong answers are kept.

    A live pass dies. Raises `ActRefused` when nothing is said.
    """
    if not found.strip():
        raise ActRefused("Say what does not fit.", code="EMPTY", field="found")

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, DESK, record, "doubt who somebody is")
        doubted = IdentityDoubted(found=found, questions=tuple(questions))
        return (own_word(actor, doubted, "identity doubted"),)

    return change(office, record_id, decide, command=command)


def attend_removal(
    office: Office, actor: Actor, record_id: str, *, escort: str, command: str | None = None
) -> tuple[Entry, ...]:
    """Enter as duty governor that the actor is present at the hand-over to a named escort (G33)."""
    if not escort.strip():
        raise ActRefused("Enter who the escort is, by name.", code="EMPTY", field="escort")

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, CONFIRM, record, "attend a removal")
        return (own_word(actor, GovernorAttended(escort=escort), "governor present"),)

    return change(office, record_id, decide, command=command)


def note_footage(
    office: Office, actor: Actor, record_id: str, *, reference: str, command: str | None = None
) -> tuple[Entry, ...]:
    """Enter where the footage or another record of the exit is kept (G35)."""
    if not reference.strip():
        raise ActRefused("Enter the reference.", code="EMPTY", field="reference")

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, DESK, record, "note footage")
        return (own_word(actor, FootageNoted(reference=reference), "footage noted"),)

    return change(office, record_id, decide, command=command)


def _on_what_was_seen(
    office: Office,
    record_id: str,
    decide: Decide,
    seen_version: int | None,
    command: str | None,
) -> tuple[Entry, ...]:
    if seen_version is None:
        return change(office, record_id, decide, command=command)
    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def _must_have_reference(reference: str) -> None:
    if not reference.strip():
        raise ActRefused(
            "Enter the number of the biometric result.", code="EMPTY", field="reference"
        )


def _must_have_photo(record: CustodyRecord, at: datetime) -> None:
    photograph = record.photograph
    if photograph is None:
        raise ActRefused("There is no photo. Take one.", code="NO_PHOTO")
    until = photo_stands_until(photograph.fact)
    if until is None or day_in_london(at) > until:
        raise ActRefused("The photo is too old, or not in colour. Take one.", code="PHOTO_TOO_OLD")


def _must_be_answered(record: CustodyRecord, questions: Sequence[QuestionAsked]) -> None:
    """Two questions whose answers are on the record and on no cell card, both answered rightly."""
    asked = {each.about for each in questions}
    if len(asked) < QUESTIONS:
        raise ActRefused("Ask two different questions.", code="TOO_FEW", field="questions")
    if asked & CELL_CARD:
        raise ActRefused(
            "The cell card answers this question. Ask another.",
            code="ON_THE_CARD",
            field="questions",
        )
    known = {each.fact.about for each in record.personal_details}
    if not asked <= known:
        raise ActRefused(
            "The record does not hold the answer. Ask another question.",
            code="NOT_KNOWN",
            field="questions",
        )
    if not all(each.is_right for each in questions):
        raise ActRefused(
            "A wrong answer confirms nobody. Enter that you doubt who this is.",
            code="WRONG_ANSWER",
            field="questions",
        )
