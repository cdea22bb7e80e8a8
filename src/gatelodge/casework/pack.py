"""The pack: on paper, what a prison needs for its releases when the system is down.

It is made every evening, signed and kept. It opens no gate: paper does not hear of what is new, so
who lets somebody out by it does each check again by telephone. What was done on paper is entered
afterwards with its true time, and the watch decides it like any exit.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from gatelodge.casework.office import ATTEMPTS, REGISTER, Actor, ActRefused, Office
from gatelodge.record import (
    LONDON,
    Draft,
    Entry,
    StreamMoved,
    Write,
    day_in_london,
    ourselves,
    statement,
)
from gatelodge.record.facts import PackMade

PACKS: Final = REGISTER + "packs/"
"""One stream of packs a prison."""
DAYS: Final = 3
"""How many days after its own a pack covers: a weekend (the requirement of the product)."""
EVENING: Final = time(18)
"""From when the day's pack is made, in London: the office has closed (our decision)."""
PACKER: Final = Actor(account="system:pack", surname="Gatelodge", forenames="pack")
"""Who makes the pack of the evening."""
SIGNED: Final = b"gatelodge pack\n"
"""What precedes the contents under their signature: no other signed text can pass for a pack."""


class PackedCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One check of one release as it stood when the pack was made."""

    name: str
    question: str
    answer: str
    words: str
    age: str
    """How old the evidence was and until when it counts; empty when it does not age."""


class PackedRelease(msgspec.Struct, frozen=True, kw_only=True):
    """One person who is to leave, or is late."""

    person: str
    facts: tuple[str, ...]
    """Prison number and birth date."""
    on: str
    """The day of the release."""
    exit: str
    """Type of the exit, with place and escort."""
    state: str
    others: tuple[str, ...]
    """For whom the person must not be taken."""
    checks: tuple[PackedCheck, ...]
    """Empty when no exit is planned: then no check was run."""


class SameSurname(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody of the prison with one surname, when one of them is in the pack."""

    surname: str
    people: tuple[str, ...]


class BlankCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the blank checklist."""

    name: str
    question: str
    what_to_do: str
    counts_for: str


class PackContents(msgspec.Struct, frozen=True, kw_only=True):
    """Every word of a pack."""

    prison: str
    """Its code."""
    prison_name: str
    ring: str
    """Telephone of whoever answers for exits; empty when none is entered."""
    on: date
    made_at: str
    """The instant in words."""
    until: str
    """The last day that it covers, in words."""
    by: str
    releases: tuple[PackedRelease, ...]
    surnames: tuple[SameSurname, ...]
    checks: tuple[BlankCheck, ...]
    versions: str
    is_practice: bool


class SignedPack(msgspec.Struct, frozen=True, kw_only=True):
    """The contents with what proves them: all that the printer needs."""

    contents: PackContents
    contents_hash: str
    key_id: str
    signature: str


class KeptPack(msgspec.Struct, frozen=True, kw_only=True):
    """A pack that is kept: its fact, who made it and when."""

    seq: int
    fact: PackMade
    by: str
    made_at: datetime

    @property
    def is_of_evening(self) -> bool:
        """Whether the worker made it by itself."""
        return self.by == PACKER.account


_ENCODER: Final = msgspec.json.Encoder(order="sorted")
Gather = Callable[[], PackContents]
Print = Callable[[SignedPack], bytes]


def kept_packs(office: Office, prison: str) -> tuple[KeptPack, ...]:
    """All packs of a prison, newest first."""
    return tuple(map(_kept, reversed(_stream(office, prison))))


def is_due(office: Office, prison: str) -> bool:
    """Whether nobody has made a pack since the last evening began.

    So a worker that was down in the evening makes it as soon as it is back.
    """
    at = office.clock.now()
    today = day_in_london(at)
    began = datetime.combine(today, EVENING, tzinfo=LONDON)
    if at < began:
        began = datetime.combine(today - timedelta(days=1), EVENING, tzinfo=LONDON)
    kept = kept_packs(office, prison)
    return not kept or kept[0].made_at < began


def make_if_due(office: Office, prison: str, *, gather: Gather, prints: Print) -> KeptPack | None:
    """Make the pack of the evening; none when it is there. Two workers make one.

    Raises what the printer raises; then it is due still.
    """
    seen = len(_stream(office, prison))
    if not is_due(office, prison):
        return None
    try:
        return _make(office, PACKER, prison, seen, gather=gather, prints=prints)
    except StreamMoved:
        return None  # another worker made it in the same moment


def make_pack(
    office: Office, actor: Actor, prison: str, *, gather: Gather, prints: Print
) -> KeptPack:
    """Make a pack now, of what is known now, whether one is due or not; it is kept beside others.

    Raises `ActRefused` when others make packs all the time, and what the printer raises.
    """
    for _ in range(ATTEMPTS):
        seen = len(_stream(office, prison))
        try:
            return _make(office, actor, prison, seen, gather=gather, prints=prints)
        except StreamMoved:
            continue
    raise ActRefused("Many packs are being made at once. Try again.", code="BUSY")


def signed_bytes(contents: bytes) -> bytes:
    """What a pack's signature is on: the kept contents, after words that say what they are."""
    return SIGNED + contents


def pack_of(office: Office, prison: str, seq: int) -> KeptPack | None:
    """One pack of a prison by the number of its entry; none = that prison has no such pack."""
    return next((each for each in kept_packs(office, prison) if each.seq == seq), None)


def _make(
    office: Office, actor: Actor, prison: str, seen: int, *, gather: Gather, prints: Print
) -> KeptPack:
    at = office.clock.now()
    contents = gather()
    encoded = _ENCODER.encode(contents)
    signature = b64encode(office.signer.sign(signed_bytes(encoded))).decode()
    kept = office.documents.keep(encoded, media_type="application/json")
    printed = prints(
        SignedPack(
            contents=contents,
            contents_hash=kept,
            key_id=office.signer.key_id,
            signature=signature,
        )
    )
    made = PackMade(
        prison=prison,
        on=contents.on,
        pdf=office.documents.keep(printed, media_type="application/pdf"),
        contents=kept,
        key_id=office.signer.key_id,
        signature=signature,
        releases=len(contents.releases),
    )
    is_ours = actor.account == PACKER.account
    draft = Draft(
        fact=made,
        by=actor.account,
        reason="pack of the evening" if is_ours else "pack on demand",
        source=ourselves("pack") if is_ours else statement(actor.name),
    )
    write = Write(stream=PACKS + prison, drafts=(draft,), expected_version=seen)
    (entry,) = office.ledger.append([write], at=at)
    return _kept(entry)


def _stream(office: Office, prison: str) -> Sequence[Entry]:
    return office.ledger.stream(PACKS + prison)


def _kept(entry: Entry) -> KeptPack:
    if not isinstance(entry.fact, PackMade):
        raise TypeError(f"entry {entry.seq} is in a stream of packs and is none")
    return KeptPack(
        seq=entry.seq,
        fact=entry.fact,
        by=entry.envelope.by,
        made_at=entry.envelope.recorded_at,
    )
