"""The frame of every act: who acts, on what they saw, and the one door to the ledger.

Only `change`, `gate_act` and `change_together` append to custody records. Each folds, lets a pure
decision speak, and appends what was decided together with what follows from it at once: a live pass
dies, and records that are held to be the same person hear of it, in the same transaction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Protocol

import msgspec

from gatelodge.gate import CHECKS, Check
from gatelodge.record import (
    CustodyRecord,
    DoneByOnePerson,
    Draft,
    Entry,
    Ledger,
    PeopleOnRecord,
    StreamMoved,
    Write,
    acts_of,
    ends_a_pass,
    fold,
    is_news_elsewhere,
    latest_instant,
    ourselves,
)
from gatelodge.record.facts import EVERY_PRISON, LinkedRecordChanged, PassCancelled, Role
from gatelodge.sentencing import LawBook

CUSTODY = "custody/"
ITEM = "item/"
STAFF = "staff/"
REGISTER = "register/"

ATTEMPTS = 20
"""How often ordinary work is decided again on the new state before it gives up (our decision)."""


class Clock(Protocol):
    """The one source of time, chosen when the process starts."""

    is_practice: bool
    """Whether it is any but the system's clock; shown on every page and pass."""
    source: str
    """What it is, in words; kept with every assessment."""

    def now(self) -> datetime:
        """The instant, aware."""


class Documents(Protocol):
    """Documents by content hash, whole, whatever they are."""

    def keep(self, content: bytes, *, media_type: str) -> str:
        """Store the bytes durably and return their SHA-256, hexadecimal."""

    def read(self, content_hash: str) -> bytes | None:
        """The bytes, or none when no such document is kept."""


class Signer(Protocol):
    """The key that signs passes, checkpoints and revocation lists."""

    key_id: str

    def sign(self, content: bytes) -> bytes:
        """Ed25519 signature, 64 bytes."""


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """All that acts need from outside, chosen once when a process starts."""

    ledger: Ledger
    clock: Clock
    documents: Documents
    signer: Signer
    law: LawBook
    bank_holidays: frozenset[date]
    new_ids: Iterator[str]
    """Fresh random identifiers, 32 hexadecimal digits each."""
    people: PeopleOnRecord
    """Everybody on record by name, number and case; follows the same ledger."""
    checks: tuple[Check, ...] = CHECKS


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A member of staff who acts: account, name as shown, and roles by prison."""

    account: str
    surname: str
    forenames: str
    roles: frozenset[tuple[Role, str]] = frozenset()

    def has(self, role: Role, prison: str) -> bool:
        """Whether the person holds a role at a prison, or everywhere."""
        return (role, prison) in self.roles or (role, EVERY_PRISON) in self.roles

    def has_any(self, roles: Sequence[Role], prison: str) -> bool:
        """Whether the person holds one of several roles at a prison."""
        return any(self.has(role, prison) for role in roles)

    @property
    def name(self) -> str:
        """Surname first, as on every page."""
        return f"{self.surname.upper()}, {self.forenames}".removesuffix(", ")


INTAKE = Actor(account="system:intake", surname="Gatelodge", forenames="intake")
WATCH = Actor(account="system:watch", surname="Gatelodge", forenames="watch")


class ActRefused(Exception):
    """An act that may not be done: why and what to do, in plain English, and the field if any."""

    def __init__(self, words: str, *, code: str = "REFUSED", field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.code = code
        self.field = field


class RecordMovedOn(ActRefused):
    """A gate act on a record that changed since the person looked; `newer` is what changed."""

    def __init__(self, newer: Sequence[Entry]) -> None:
        super().__init__(
            "The record changed while you were working. Look at what is new, then decide again.",
            code="RECORD_MOVED_ON",
        )
        self.newer = tuple(newer)


Decide = Callable[[CustodyRecord, datetime], Sequence[Draft]]
Streams = dict[str, tuple[Entry, ...]]
"""Entries of several records, by record."""


def load(office: Office, record_id: str) -> CustodyRecord:
    """Fold a custody record as it is now. Raises `ActRefused` when there is none."""
    entries = office.ledger.stream(CUSTODY + record_id)
    if not entries:
        raise ActRefused("There is no such record.", code="NO_RECORD")
    return fold(record_id, entries)


def same_person(office: Office, record: CustodyRecord) -> Streams:
    """Give the streams of all records held to be this person, directly or by way of another.

    Two links make one person: what holds the third record's person holds this one. Gate, watch and
    the telling of news all go by this.
    """
    found: Streams = {}
    waiting = list(record.same_person)
    while waiting:
        other = waiting.pop(0)
        if other == record.record_id or other in found:
            continue
        found[other] = office.ledger.stream(CUSTODY + other)
        waiting += fold(other, found[other]).same_person
    return found


def change(
    office: Office,
    record_id: str,
    decide: Decide,
    *,
    command: str | None = None,
    also: Callable[[CustodyRecord], Sequence[Write]] | None = None,
) -> tuple[Entry, ...]:
    """Do ordinary work on a record: decide on its state, append; on a lost race decide again.

    `also` gives writes to other streams that belong to the same act (an inbox item's). Returns the
    entries of this act. Raises what `decide` raises; nothing is lost and nothing half-written.
    """
    for _ in range(ATTEMPTS):
        try:
            return _once(office, record_id, decide, command=command, also=also)
        except StreamMoved:
            continue
    raise ActRefused("The record is being changed by many at once. Try again.", code="BUSY")


def gate_act(
    office: Office,
    record_id: str,
    decide: Decide,
    *,
    seen_version: int,
    command: str | None = None,
    also: Callable[[CustodyRecord], Sequence[Write]] | None = None,
) -> tuple[Entry, ...]:
    """Do an act of the gate: refused, with what changed, when the record moved on.

    `seen_version` is the number of entries on the page that the person decided on. Entries that are
    our own decisions do not count as a change; everything else does. `also` as in `change`, asked
    after the decision. Raises `RecordMovedOn`.
    """

    def on_what_was_seen(record: CustodyRecord, at: datetime) -> Sequence[Draft]:
        if not 0 <= seen_version <= record.version:
            raise ActRefused("Nobody has seen such a record. Open the page again.", code="UNSEEN")
        newer = [e for e in record.entries[seen_version:] if ends_a_pass(e.fact, release=None)]
        if newer:
            raise RecordMovedOn(newer)
        return decide(record, at)

    for _ in range(ATTEMPTS):
        try:
            return _once(office, record_id, on_what_was_seen, command=command, also=also)
        except StreamMoved as moved:
            if moved.stream != CUSTODY + record_id:
                continue
            newer = [e for e in moved.newer if ends_a_pass(e.fact, release=None)]
            if newer:
                raise RecordMovedOn(newer) from moved
    raise ActRefused("The record is being changed by many at once. Try again.", code="BUSY")


def change_together(
    office: Office, decided: Mapping[str, Decide], *, command: str | None = None
) -> tuple[Entry, ...]:
    """Do ordinary work on several records that must stand on all of them or on none.

    `decided` gives each record its decision. All is written in one append; on a lost race all is
    decided again. Returns the entries of this act. Raises what a decision raises.
    """
    for _ in range(ATTEMPTS):
        if command is not None and (answer := office.ledger.answer_to(command)) is not None:
            return answer
        drafted = [_drafted(office, record_id, decide) for record_id, decide in decided.items()]
        writes = tuple(_writes(office, drafted))
        if not writes:
            return ()
        try:
            return _append(office, writes, max(each.at for each in drafted), command)
        except StreamMoved:
            continue
    raise ActRefused("The records are being changed by many at once. Try again.", code="BUSY")


class _Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided on a record as it stood, and at which instant."""

    record: CustodyRecord
    drafts: tuple[Draft, ...]
    at: datetime


def _once(
    office: Office,
    record_id: str,
    decide: Decide,
    *,
    command: str | None,
    also: Callable[[CustodyRecord], Sequence[Write]] | None = None,
) -> tuple[Entry, ...]:
    stream = CUSTODY + record_id
    if command is not None and (answer := office.ledger.answer_to(command)) is not None:
        # A press that came twice: what was decided stands, and is not decided on its own result.
        if all(each.envelope.stream != stream for each in answer):
            raise ActRefused(
                "This was sent before, about somebody else. Open the page again.",
                code="SENT_BEFORE",
            )
        return answer
    drafted = _drafted(office, record_id, decide)
    if not drafted.drafts:
        return ()
    own, *told = _writes(office, [drafted])
    writes = [own, *(also(drafted.record) if also else ()), *told]
    return _append(office, writes, drafted.at, command)


def _append(
    office: Office, writes: Sequence[Write], at: datetime, command: str | None
) -> tuple[Entry, ...]:
    """Append, or refuse an act to somebody who did another that is kept apart from it."""
    try:
        return office.ledger.append(writes, at=at, command=command)
    except DoneByOnePerson as twice:
        raise ActRefused(
            f"You did the {twice.earlier} for this person, so another person must do this"
            f" ({twice.act.duty}).",
            code="SAME_PERSON",
        ) from twice


def _drafted(office: Office, record_id: str, decide: Decide) -> _Drafted:
    """Let a decision speak on a record as it is now. Raises `ActRefused` when there is none."""
    record = load(office, record_id)
    # What is recorded is past, also when the clock ran back: nothing on record is still to come.
    at = latest_instant(office.clock.now().astimezone(UTC), record.entries[-1].envelope)
    return _Drafted(record=record, drafts=tuple(decide(record, at)), at=at)


def _writes(office: Office, drafted: Sequence[_Drafted]) -> Iterator[Write]:
    """What was decided on each record, each with what follows from it at once."""
    for each in drafted:
        if each.drafts:
            yield Write(
                stream=CUSTODY + each.record.record_id,
                drafts=(*each.drafts, *_pass_cancelled(each.record, each.drafts)),
                expected_version=len(each.record.entries),
                apart=acts_of(each.record.entries, each.drafts),
            )
    yield from _told_to_same_person(office, drafted)


def _pass_cancelled(record: CustodyRecord, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The live pass of the record dies with the first draft that is news to its release."""
    release = record.release
    if release is None or release.issued is None or not release.is_open:
        return ()
    for place, draft in enumerate(drafts, start=record.version + 1):
        if isinstance(draft.fact, PassCancelled):
            return ()
        if ends_a_pass(draft.fact, release=release.seq):
            return (
                Draft(
                    fact=PassCancelled(
                        pass_id=release.issued.fact.pass_id,
                        because_of_version=place,
                        words=draft.fact.KIND.replace("_", " "),
                    ),
                    by=WATCH.account,
                    reason="a new entry ends a live pass",
                    source=ourselves("casework"),
                ),
            )
    return ()


def _told_to_same_person(office: Office, drafted: Sequence[_Drafted]) -> Iterator[Write]:
    """What is news on these records is news on each other record held to be the same person.

    A record among them that has its own news in this act needs to be told nothing more.
    """
    own = {each.record.record_id for each in drafted if each.drafts}
    seen: Streams = {}
    tell: dict[str, list[Draft]] = {}
    for each in drafted:
        told = _news(each)
        if told is None:
            continue
        for other, entries in same_person(office, each.record).items():
            if other not in own:
                seen[other] = entries
                tell.setdefault(other, []).append(told)
    for other, drafts in tell.items():
        # On the version that was seen: a pass issued on the other meanwhile must die as well.
        yield Write(
            stream=CUSTODY + other,
            drafts=(*drafts, *_pass_cancelled(fold(other, seen[other]), drafts)),
            expected_version=len(seen[other]),
        )


def _news(drafted: _Drafted) -> Draft | None:
    """What others are told of a record; none = nothing on it is news to them."""
    record = drafted.record
    news = [
        place
        for place, draft in enumerate(drafted.drafts, start=record.version + 1)
        if is_news_elsewhere(draft.fact)
    ]
    if not news:
        return None
    return Draft(
        fact=LinkedRecordChanged(other_record=record.record_id, other_version=news[-1]),
        by=WATCH.account,
        reason="held to be the same person",
        source=ourselves("casework"),
    )
