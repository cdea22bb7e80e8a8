"""What people do with an inbox item: open it, match it, undo that, bring its paper, read it, close.

Opening clears nothing (needs N14). A match is proposed by the machine and confirmed by a person;
undoing it takes back everything that the item put on the record.
"""

from collections.abc import Sequence
from datetime import datetime

from gatelodge.casework.court.items import PDF, item_of, kept_document, say
from gatelodge.casework.court.ports import Fetched
from gatelodge.casework.court.reading import Reading, must_be_possible
from gatelodge.casework.court.telling import later_result, tell_result
from gatelodge.casework.office import ITEM, Actor, ActRefused, Office, change, load
from gatelodge.casework.statable import takes_back
from gatelodge.record import (
    CourtItem,
    CustodyRecord,
    Draft,
    Entry,
    InboxItem,
    Source,
    Write,
    document,
    message,
    statement,
)
from gatelodge.record.facts import (
    CourtItemNotThisPerson,
    CourtMessageLinked,
    CourtResultApplied,
    CourtResultReceived,
    EntryWithdrawn,
    Fact,
    IdentifierRecorded,
    Issuer,
    ItemClosed,
    ItemMatched,
    ItemOpened,
    MatchKind,
    MatchUndone,
    ReadingConfirmed,
    ResultDifferenceSettled,
    Role,
)
from gatelodge.record.london import day_in_london, start_of_day

INBOX = (
    Role.CASE_ADMINISTRATOR,
    Role.SECOND_CHECKER,
    Role.HEAD_OF_OMU,
    Role.NATIONAL_OPERATIONS,
)
"""Who may match an item to a person (our decision)."""
READERS = (Role.CASE_ADMINISTRATOR, Role.SECOND_CHECKER, Role.HEAD_OF_OMU)
"""Who may confirm what a paper says and apply a result (our decision)."""
APPLYING = "applying a court's result"
"""The reason of all that applying a result writes."""
LARGEST_DOCUMENT = 20_000_000
"""Bytes (our decision)."""

_PUT_BY_ITEM = (
    CourtMessageLinked,
    CourtResultReceived,
    ReadingConfirmed,
    ResultDifferenceSettled,
    CourtResultApplied,
)


def open_item(office: Office, actor: Actor, item: str) -> InboxItem:
    """Note that somebody opened an item: once for each person. It clears nothing."""
    found = item_of(office, item)
    if not any(opened.by == actor.account for opened in found.opened):
        say(
            office,
            found,
            ItemOpened(),
            by=actor.account,
            reason="opened",
            source=statement(actor.name),
        )
    return item_of(office, item)


def confirm_match(
    office: Office,
    actor: Actor,
    item: str,
    record_id: str,
    *,
    basis: str,
    command: str | None = None,
) -> None:
    """Confirm that an item is about this person; `basis` is what the person compared, in words.

    The court's identifier is recorded, so that the next message is matched at once. Other records
    that the matcher held to be meant are told that they are not, unless they are held to be the
    same person. Raises `ActRefused`.
    """
    found = _to_match(office, item, record_id)
    if not basis.strip():
        raise ActRefused("Say what you compared.", code="EMPTY", field="basis")
    source = statement(actor.name)

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_work(actor, INBOX, record)
        known = court_item(record, item)
        if known and known.linked and known.linked.fact.match is MatchKind.CONFIRMED:
            return ()
        linked = CourtMessageLinked(
            item=item,
            match=MatchKind.CONFIRMED,
            basis=basis,
            case_urns=found.message.fact.case_urns if found.message else (),
        )
        own = Draft(
            fact=linked,
            by=actor.account,
            reason="matching a court's message",
            source=source,
            true_from=known.linked.true_from if known and known.linked else _stated_at(found, at),
        )
        return (own, *_identifier(record, found, actor))

    def also(_record: CustodyRecord) -> tuple[Write, ...]:
        # On the version that was seen: of two people who match one item at once, one is refused.
        seen = _to_match(office, item, record_id).version
        matched = ItemMatched(record=record_id, match=MatchKind.CONFIRMED, basis=basis)
        return (_item_write(item, matched, actor, source, expected_version=seen),)

    change(office, record_id, decide, command=command, also=also)
    same_person = load(office, record_id).same_person
    for other in found.proposed:
        if other != record_id and other not in same_person:
            _say_not_theirs(office, actor, item, other, basis=f"the item is about {record_id}")
    tell_result(office, item_of(office, item), record_id)


def falls_with_match(office: Office, item: str, record_id: str) -> tuple[Entry, ...]:
    """The entries on a record that undoing the match of an item would take back."""
    record = load(office, record_id)
    withdrawn = {e.fact.entry for e in record.entries if isinstance(e.fact, EntryWithdrawn)}
    applied = _applied_entries(record, item)
    return tuple(
        entry
        for entry in record.entries
        if entry.seq not in withdrawn
        and (
            (isinstance(entry.fact, _PUT_BY_ITEM) and entry.fact.item == item)
            or entry.seq in applied
            or _is_identifier_of(entry, item)
        )
    )


def undo_match(
    office: Office,
    actor: Actor,
    item: str,
    record_id: str,
    *,
    basis: str,
    command: str | None = None,
) -> None:
    """Find that an item is not about this person: everything it put on the record is withdrawn.

    The item goes back to the inbox, also when it had been applied; the matcher never proposes this
    record for it again. What holds somebody is taken back by another person than who applied it.
    Raises `ActRefused`.
    """
    found = item_of(office, item)
    if record_id not in found.records:
        raise ActRefused("The item is not matched to this record.", code="NOT_MATCHED")
    if not basis.strip():
        raise ActRefused("Say how you know.", code="EMPTY", field="basis")
    must_work(actor, INBOX, load(office, record_id))
    falls = falls_with_match(office, item, record_id)
    if any(takes_back(e.fact, None) and e.envelope.by == actor.account for e in falls):
        raise ActRefused(
            "You applied what holds this person. A second person must look and undo the match.",
            code="SAME_PERSON",
        )
    _say_not_theirs(office, actor, item, record_id, basis=basis, command=command)


def bring_document(
    office: Office, actor: Actor, item: str, content: bytes, *, media_type: str, title: str
) -> InboxItem:
    """Keep a paper that came another way (by hand, by mail) as the item's document.

    It is kept whatever it is. Raises `ActRefused` when nothing was given or it is too large.
    """
    found = _open(office, item)
    if not content:
        raise ActRefused("Choose the file.", code="EMPTY", field="document")
    if len(content) > LARGEST_DOCUMENT:
        raise ActRefused(
            f"The file has {len(content)} bytes; at most {LARGEST_DOCUMENT} can be kept.",
            code="TOO_LARGE",
            field="document",
        )
    fact = kept_document(
        office, Fetched(content=content, media_type=media_type or PDF), title=title
    )
    _say_in_item(office, found, fact, actor, reason="bringing a court's document")
    for record in found.records:
        tell_result(office, item_of(office, item), record)
    return item_of(office, item)


def confirm_reading(
    office: Office,
    actor: Actor,
    item: str,
    reading: Reading,
    *,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter what a person read on the document beside the result.

    A second reading takes the place of the first until the result is applied. Raises `ActRefused`
    with the field: orders are named `orders.0.term` and so on, from 0.
    """
    found = _open(office, item)
    if found.confirmed is None:
        raise ActRefused("Match the item to a person first.", code="NOT_MATCHED")
    if found.document is None:
        raise ActRefused("The document is not here yet.", code="NO_DOCUMENT")
    must_be_possible(reading, day_in_london(office.clock.now()))
    content_hash = found.document.fact.document

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_work(actor, READERS, record)
        known = court_item(record, item)
        if known is not None and known.applied is not None:
            raise ActRefused("The result is applied already.", code="APPLIED")
        before = known.reading if known else None
        fact = ReadingConfirmed(
            item=item,
            document=content_hash,
            orders=reading.orders,
            defendant_surname=reading.defendant_surname,
            defendant_forenames=reading.defendant_forenames,
            defendant_born_on=reading.defendant_born_on,
            hearing_on=reading.hearing_on,
            court=reading.court,
        )
        own = Draft(
            fact=fact,
            by=actor.account,
            reason="reading a court's document",
            source=document(content_hash),
            true_from=start_of_day(reading.hearing_on),
            corrects=before.entry.seq if before else None,
        )
        return (own,)

    return change(office, found.confirmed, decide, command=command)


def close_item(office: Office, actor: Actor, item: str, *, outcome: str) -> InboxItem:
    """Let an item leave the inbox with a reason instead of facts. Raises `ActRefused`.

    An item that is held to be about somebody may leave so only when its document was read and a
    later result of the same hearing is applied to that record: otherwise it is applied, or its
    match undone.
    """
    found = _open(office, item)
    if not outcome.strip():
        raise ActRefused("Say why the item needs nothing more.", code="EMPTY", field="outcome")
    for record_id in found.records:
        _close_on_record(office, actor, item, record_id, outcome)
    if not any(role in READERS for role, _ in actor.roles):
        raise ActRefused(_who(READERS), code="NO_ROLE")
    _say_in_item(office, item_of(office, item), ItemClosed(outcome=outcome), actor, reason=outcome)
    return item_of(office, item)


def court_item(record: CustodyRecord, item: str) -> CourtItem | None:
    """What a record knows of an item."""
    return next((known for known in record.items if known.item == item), None)


def must_work(actor: Actor, roles: Sequence[Role], record: CustodyRecord) -> None:
    """Raise `ActRefused` unless the person has one of the roles at the record's prison."""
    if not actor.has_any(roles, record.prison):
        raise ActRefused(_who(roles), code="NO_ROLE")


def _who(roles: Sequence[Role]) -> str:
    return f"Only a {' or a '.join(roles)} of this prison may do this."


def _open(office: Office, item: str) -> InboxItem:
    found = item_of(office, item)
    if not found.is_open:
        raise ActRefused("The item has left the inbox.", code="CLOSED")
    return found


def _to_match(office: Office, item: str, record_id: str) -> InboxItem:
    """The item as it is now, when it may be matched to this record. Raises `ActRefused`."""
    found = _open(office, item)
    if found.confirmed not in (None, record_id):
        raise ActRefused(
            "This item is matched to another record. Undo that match first.", code="MATCHED"
        )
    return found


def _stated_at(item: InboxItem, at: datetime) -> datetime | None:
    """When the court had said something, however late we heard; none = when it is recorded."""
    return min(item.message.fact.document_generated_at, at) if item.message else None


def _identifier(record: CustodyRecord, item: InboxItem, actor: Actor) -> tuple[Draft, ...]:
    """The court's own number of the person, when the record does not have it."""
    if item.message is None:
        return ()
    value = item.message.fact.master_defendant_id
    known = (i.fact for i in record.identifiers if i.fact.issuer is Issuer.MASTER_DEFENDANT)
    if any(fact.value == value for fact in known):
        return ()
    return (
        Draft(
            fact=IdentifierRecorded(issuer=Issuer.MASTER_DEFENDANT, value=value),
            by=actor.account,
            reason="matching a court's message",
            source=message(item.item),
        ),
    )


def _is_identifier_of(entry: Entry, item: str) -> bool:
    return (
        isinstance(entry.fact, IdentifierRecorded)
        and entry.fact.issuer is Issuer.MASTER_DEFENDANT
        and entry.envelope.source == message(item)
    )


def _applied_entries(record: CustodyRecord, item: str) -> frozenset[int]:
    """Entries that applying the item wrote; what it found on the record already is not its own.

    Of one that was interrupted before it was done, what it had written by then.
    """
    known = court_item(record, item)
    if known is None or known.linked is None:
        return frozenset()
    first = known.linked.seq
    if known.applied is not None:
        return frozenset(seq for seq in known.applied.fact.entries if seq > first)
    paper = known.reading.fact.document if known.reading else ""
    own = (message(item), document(paper))
    return frozenset(
        e.seq
        for e in record.entries
        if e.seq > first and e.envelope.reason == APPLYING and e.envelope.source in own
    )


def _say_not_theirs(
    office: Office,
    actor: Actor,
    item: str,
    record_id: str,
    *,
    basis: str,
    command: str | None = None,
) -> None:
    source = statement(actor.name)

    def draft(fact: Fact) -> Draft:
        return Draft(fact=fact, by=actor.account, reason="undoing a match", source=source)

    def decide(_record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        falls = falls_with_match(office, item, record_id)
        return (
            *(draft(EntryWithdrawn(entry=entry.seq, why=basis)) for entry in falls),
            draft(CourtItemNotThisPerson(item=item, basis=basis)),
        )

    def also(_record: CustodyRecord) -> tuple[Write, ...]:
        return (_item_write(item, MatchUndone(record=record_id, basis=basis), actor, source),)

    change(office, record_id, decide, command=command, also=also)


def _item_write(
    item: str, fact: Fact, actor: Actor, source: Source, *, expected_version: int | None = None
) -> Write:
    draft = Draft(fact=fact, by=actor.account, reason="matching a court's message", source=source)
    return Write(stream=ITEM + item, drafts=(draft,), expected_version=expected_version)


def _say_in_item(office: Office, item: InboxItem, fact: Fact, actor: Actor, *, reason: str) -> None:
    is_said = say(office, item, fact, by=actor.account, reason=reason, source=statement(actor.name))
    if not is_said:
        raise ActRefused("The item changed while you looked. Look again.", code="MOVED_ON")


def _close_on_record(office: Office, actor: Actor, item: str, record_id: str, outcome: str) -> None:
    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_work(actor, READERS, record)
        known = court_item(record, item)
        later = later_result(record, known) if known else None
        if known is None or known.applied is not None:
            return ()
        if later is None or later.applied is None:
            raise ActRefused(
                "The item is held to be about this person. Apply it, apply the court's later "
                "result of this hearing, or say that it is about somebody else.",
                code="STILL_MEANT",
            )
        if known.reading is None:
            raise ActRefused(
                "Read its document first: no exit may rest on an unread paper.", code="NOT_READ"
            )
        fact = CourtResultApplied(item=item)
        return (
            Draft(
                fact=fact,
                by=actor.account,
                reason=outcome,
                source=statement(actor.name),
                true_from=known.result.true_from if known.result else None,
            ),
        )

    change(office, record_id, decide)
