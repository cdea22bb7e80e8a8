"""What a machine does with a court's message: fetch, match, and tell each record that is meant.

Everything here is idempotent and rests on the item's own stream alone: it may be done twice, by
two workers at once, or again after a crash, and the ledger says the same.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from gatelodge.casework.court.items import item_of, kept_document, say
from gatelodge.casework.court.linking import match_item
from gatelodge.casework.court.ports import CourtFault, CourtService, NotThere, People
from gatelodge.casework.court.subscribing import known_subscriptions
from gatelodge.casework.court.telling import tell_result
from gatelodge.casework.office import INTAKE, Office
from gatelodge.intake import Unreadable, choose, read_history
from gatelodge.record import InboxIndex, InboxItem
from gatelodge.record.facts import (
    CourtMessageReceived,
    CourtRegisterAnswered,
    DocumentNotAvailable,
    DocumentReceived,
    RegisterAnswer,
)

PAUSES: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800)
)
"""Waits after each failed attempt; after the last one a person brings the paper (our decision)."""

_ASK_AGAIN: Final = frozenset(
    {
        RegisterAnswer.EMPTY,
        RegisterAnswer.NOT_FOUND,
        RegisterAnswer.NOT_REACHED,
        RegisterAnswer.UNREADABLE,
    }
)
"""Answers that may be different later: the register may lag behind the message."""


def next_attempt_at(attempts: int, last_at: datetime) -> datetime | None:
    """When to try again after so many failed attempts (from 1); none = no more by machine."""
    return last_at + PAUSES[attempts - 1] if 1 <= attempts <= len(PAUSES) else None


def fetch_due_at(item: InboxItem) -> datetime | None:
    """From when a machine has something to fetch for an item; none = nothing to fetch."""
    due = [at for at in (_document_due_at(item), _register_due_at(item)) if at is not None]
    return min(due, default=None)


def pending_items(inbox: InboxIndex, at: datetime) -> tuple[str, ...]:
    """Items that a machine has something to do for now: all open ones at the first call.

    Afterwards those that changed, those that a change of somebody's identity may match, and those
    for which a fetch is due. Each is to be given to `process_item` once.
    """
    changed = inbox.changed()
    due = (item.item for item in inbox.items() if _is_due(fetch_due_at(item), at))
    return tuple(dict.fromkeys((*changed, *due)))


def process_item(office: Office, court: CourtService, item: str, people: People) -> InboxItem:
    """Do everything that a machine can do for an item now, and return what it has become.

    Matching by the court's own identifier comes before any fetch, so that a live pass dies even
    when the court's services cannot be reached. Raises `ActRefused` when there is no such item.
    """
    if item_of(office, item).is_open:
        match_item(office, item, people)
        fetch_item(office, court, item)
        for record in match_item(office, item, people):
            tell_result(office, item_of(office, item), record)
    return item_of(office, item)


def fetch_item(office: Office, court: CourtService, item: str) -> InboxItem:
    """Fetch the document and the register's answer, where they are lacking and due.

    The register is asked with the master defendant id in place of the defendant id that no message
    gives. A failed attempt is recorded, so that the next one waits its time wherever it is made.
    """
    at = office.clock.now()
    found = item_of(office, item)
    if found.message is not None and _is_due(_document_due_at(found), at):
        fact = _fetched_document(office, court, found.message.fact)
        say(office, found, fact, by=INTAKE.account, reason="fetching the document")
        found = item_of(office, item)
    if found.message is not None and _is_due(_register_due_at(found), at):
        answer = _asked_register(office, court, found.message.fact)
        say(office, found, answer, by=INTAKE.account, reason="asking the register")
        found = item_of(office, item)
    return found


def _document_due_at(item: InboxItem) -> datetime | None:
    if item.message is None or item.document is not None or not item.is_open:
        return None
    if not item.document_faults:
        return item.received_at
    return next_attempt_at(len(item.document_faults), item.document_faults[-1].recorded_at)


def _register_due_at(item: InboxItem) -> datetime | None:
    if item.message is None or not item.is_open:
        return None
    if item.register is None:
        return item.received_at
    if item.register.fact.answer not in _ASK_AGAIN:
        return None
    return next_attempt_at(len(item.register_answers), item.register.recorded_at)


def _is_due(due: datetime | None, at: datetime) -> bool:
    return due is not None and due <= at


def _fetched_document(
    office: Office, court: CourtService, said: CourtMessageReceived
) -> DocumentReceived | DocumentNotAvailable:
    subscription = next(
        (s for s in known_subscriptions(office) if s.has_key(said.key_id)),
        None,
    )
    if subscription is None:
        fault = "No subscription of ours has the key that signed the message."
        return DocumentNotAvailable(document_id=said.document_id, fault=fault)
    try:
        fetched = court.document(
            subscription.subscription_id, said.document_id, correlation_id=said.correlation_id
        )
    except CourtFault as fault:
        return DocumentNotAvailable(document_id=said.document_id, fault=fault.words)
    if not fetched.content:
        fault_words = "The court's service sent an empty document."
        return DocumentNotAvailable(document_id=said.document_id, fault=fault_words)
    return kept_document(office, fetched, title="Court's result document")


def _asked_register(
    office: Office, court: CourtService, said: CourtMessageReceived
) -> CourtRegisterAnswered:
    """Ask for each case of the message, and keep every row that came."""
    if said.hearing_id is None:
        return CourtRegisterAnswered(answer=RegisterAnswer.NOT_ASKED)
    bodies: list[bytes] = []
    for urn in said.case_urns:
        try:
            body = court.register(
                urn,
                said.hearing_id,
                said.master_defendant_id,
                correlation_id=said.correlation_id,
            )
        except NotThere:
            continue
        except CourtFault:
            return CourtRegisterAnswered(answer=RegisterAnswer.NOT_REACHED)
        bodies.append(body)
    return _judged(office, bodies, said)


def _judged(
    office: Office, bodies: list[bytes], said: CourtMessageReceived
) -> CourtRegisterAnswered:
    if not bodies:
        return CourtRegisterAnswered(answer=RegisterAnswer.NOT_FOUND)
    whole = _one_list(bodies)
    kept = office.documents.keep(whole, media_type="application/json")
    try:
        history = read_history(whole)
    except Unreadable:
        return CourtRegisterAnswered(answer=RegisterAnswer.UNREADABLE, rows=kept)
    return CourtRegisterAnswered(
        answer=choose(history, said).answer,
        rows=kept,
        row_count=len(history.rows) + len(history.faults),
    )


def _one_list(bodies: list[bytes]) -> bytes:
    """The answers for several cases as one list, each row as it came."""
    if len(bodies) == 1:
        return bodies[0]
    rows: list[msgspec.Raw] = []
    for body in bodies:
        try:
            rows += msgspec.json.decode(body, type=list[msgspec.Raw])
        except (ValueError, RecursionError):
            return b"\n".join(bodies)
    return msgspec.json.encode(rows)
