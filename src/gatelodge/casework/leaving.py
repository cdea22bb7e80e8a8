"""Out and back beside the gate desk: an exit on paper, a return, and the word that freezes.

Here staff enter what has happened. Nothing is checked before it is entered: the watch judges every
exit afterwards, however it was done.
"""

from datetime import datetime
from typing import Final

from gatelodge.casework.authorities import sound_source
from gatelodge.casework.exits import CONFIRM, must_have, own_word
from gatelodge.casework.gate_desk import PRINT, cancellation
from gatelodge.casework.office import Actor, ActRefused, Office, change
from gatelodge.casework.pass_face import prison_of
from gatelodge.casework.registers import must_be_a_prison
from gatelodge.record import CustodyRecord, Draft, Entry, Source
from gatelodge.record.facts import (
    CustodyReturnAsked,
    DeathRecorded,
    ExitRecorded,
    ExitType,
    RecordUnfrozen,
    ReturnRecorded,
    Role,
)

ON_PAPER: Final = "exit done on paper"
"""Reason of the entry of an exit that was entered afterwards, from paper."""


def is_on_paper(entry: Entry) -> bool:
    """Whether an entry is an exit that was done on paper and entered afterwards."""
    return isinstance(entry.fact, ExitRecorded) and entry.envelope.reason == ON_PAPER


def record_exit_on_paper(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    exit_type: ExitType,
    exited_at: datetime,
    place: str,
    source: Source,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter an exit that was done on paper, at an earlier moment. A live pass dies with it.

    No check of the gate is run here: it has happened. The watch judges it as it judges every exit.
    Raises `ActRefused` for a source that is none, and for a moment at which it cannot have been.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, PRINT, record, "record an exit")
        sound_source(office, source)
        if not record.is_in_custody:
            raise ActRefused("The person is not in custody here.", code="NOT_IN_CUSTODY")
        if exited_at.tzinfo is None or exited_at > at:
            raise ActRefused("That moment is still to come.", field="exited_at")
        _after_the_last(record, exited_at)
        left = ExitRecorded(exit_type=exit_type, exited_at=exited_at, pass_id=None, place=place)
        draft = Draft(
            fact=left,
            by=actor.account,
            reason=ON_PAPER,
            source=source,
            true_from=exited_at,
        )
        release = record.release
        if release is None or release.issued is None or not release.is_open:
            return (draft,)
        dead = cancellation(actor, release.issued.fact.pass_id, "the person left on paper")
        return (dead, draft)

    return change(office, record_id, decide, command=command)


def record_return(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    returned_at: datetime,
    how: str,
    prison: str,
    source: Source,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that the person came back into custody, at which prison and how.

    Raises `ActRefused` for a source that is none, for a prison that is not in the register, and
    for a moment at which it cannot have been.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        _may_take_in(office, actor, record, prison)
        must_be_a_prison(office, prison)
        sound_source(office, source)
        away_since = _away_since(record)
        if returned_at.tzinfo is None or returned_at > at:
            raise ActRefused("That moment is still to come.", field="returned_at")
        if returned_at < away_since:
            raise ActRefused("The return cannot be before the exit.", field="returned_at")
        back = ReturnRecorded(returned_at=returned_at, how=how, prison=prison)
        return (
            Draft(
                fact=back, by=actor.account, reason="return", source=source, true_from=returned_at
            ),
        )

    return change(office, record_id, decide, command=command)


def _may_take_in(office: Office, actor: Actor, record: CustodyRecord, prison: str) -> None:
    """Refuse a prison that is not the actor's; say so where only the choice of prison is wrong."""
    if actor.has_any(PRINT, prison):
        return
    bound_for = record.bound_for
    if bound_for not in ("", prison) and actor.has_any(PRINT, bound_for):
        known = {each: prison_of(office, each) for each in (bound_for, prison)}
        named = {each: found.name if found else each for each, found in known.items()}
        raise ActRefused(
            f"The person is on the way to {named[bound_for]}. Choose that prison. If the person is"
            f" at {named[prison]}, ring there: only its own staff enter that.",
            code="OTHER_PRISON",
            field="prison",
        )
    must_have(actor, PRINT, record, "record a return")


def _away_since(record: CustodyRecord) -> datetime:
    """The moment from which somebody has been away; raises `ActRefused` for whoever is here."""
    gone, out = record.gone, record.out
    if gone is not None and isinstance(gone.began.fact, DeathRecorded):
        raise ActRefused(
            "The death of this person is on the record. If that is wrong, take it back.",
            code="DIED",
        )
    if gone is not None:
        return gone.began_at
    if out is None:
        raise ActRefused("The person is not out.", code="NOT_OUT")
    return out.left.fact.exited_at


def _after_the_last(record: CustodyRecord, exited_at: datetime) -> None:
    """Refuse an exit before the last return, or, for somebody at court, before they went there."""
    last = record.exits[-1] if record.exits else None
    if last is None:
        return
    if last.returned is not None and exited_at < last.returned.fact.returned_at:
        raise ActRefused("The exit cannot be before the last return.", field="exited_at")
    if exited_at < last.left.fact.exited_at:
        raise ActRefused("The exit cannot be before the last exit.", field="exited_at")


def ask_return_to_custody(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    words: str,
    said_by: str,
    terminal: str,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that somebody at the gate says this person should not be out. It freezes and pages.

    It holds nobody. Everybody who works at the prison may enter it, and nobody needs a reason.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, tuple(Role), record, "ask for a return to custody")
        asked = CustodyReturnAsked(said_by=said_by, terminal=terminal, words=words)
        return (own_word(actor, asked, "return to custody asked"),)

    return change(office, record_id, decide, command=command)


def unfreeze(
    office: Office, actor: Actor, record_id: str, *, why: str, command: str | None = None
) -> tuple[Entry, ...]:
    """End the freeze as duty governor, with a reason."""
    if not why.strip():
        raise ActRefused("Say why the freeze ends.", code="EMPTY", field="why")

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, CONFIRM, record, "end a freeze")
        if record.frozen is None:
            raise ActRefused("The record is not frozen.", code="NOT_FROZEN")
        return (own_word(actor, RecordUnfrozen(why=why), "freeze ended"),)

    return change(office, record_id, decide, command=command)
