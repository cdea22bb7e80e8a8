"""The lists: rows that anybody can work out again from the ledger, caught up before they are read.

Each row is a pure function of one folded stream and holds the ledger number it was made at. A list
that is read first catches up with the ledger's head, so it is never older than the page that shows
it, whoever wrote last. No decision ever reads a row from here.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Q

from gatelodge.gate import earliest_release
from gatelodge.record import CustodyRecord, Entry, duties_after, fold
from gatelodge.record.entry import Undecodable, UnknownKind
from gatelodge.record.facts import ExitType
from gatelodge.record.inbox import CUSTODY_STREAM, ITEM_STREAM, InboxItem, fold_item
from gatelodge.store import people
from gatelodge.store.ledger import DjangoLedger, EntryDamaged
from gatelodge.store.models import (
    AlarmCard,
    FollowerPosition,
    InboxCard,
    LedgerEntry,
    PersonCard,
    ReleaseDue,
)

_LOG = logging.getLogger(__name__)
_FOLLOWER = "lists"
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_BACK_SOON = frozenset({ExitType.COURT_PRODUCTION, ExitType.POLICE_PRODUCTION, ExitType.TRANSFER})
"""Exits after which somebody is elsewhere for the day. Who lies in hospital stays on the board: a
hospital bed does not stop a release date."""
_AT_ONCE = 2000
"""Entries looked at in one transaction, so that a rebuild does not hold writers up for long."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A person as a search shows them."""

    record_id: str
    prison: str
    prison_number: str
    surname: str
    forenames: str
    born_on: date | None
    is_in_custody: bool


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody for the board; `on` is the planned day or the governing date, not moved."""

    record_id: str
    on: date | None
    exited_at: datetime | None
    is_in_custody: bool
    has_no_authority: bool


class OpenAlarm(msgspec.Struct, frozen=True, kw_only=True):
    """An alarm that nobody has ended; `seq` is the number of the entry that raised it."""

    seq: int
    record_id: str
    prison: str
    cause: str
    words: str
    since: datetime
    raised_at: datetime
    taken_by: str


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the inbox, and which prisons it concerns."""

    item: str
    mailbox: str
    """Address that the court wrote to, folded; empty when the message could not be read."""
    prisons: frozenset[str]
    """Codes of the prisons that answer for the people whom it is held to be about."""


def catch_up() -> None:
    """Bring all lists to the ledger's head."""
    while _one_step():
        pass


def rebuild() -> None:
    """Throw all rows away and work them out anew."""
    with transaction.atomic():
        for table in (PersonCard, ReleaseDue, AlarmCard, InboxCard):
            table.objects.all().delete()
        people.clear()
        FollowerPosition.objects.filter(follower=_FOLLOWER).delete()
    catch_up()


def find_people(text: str, *, limit: int = 50) -> tuple[Found, ...]:
    """People whose names or numbers hold every word of the text; in all prisons.

    A word that is a day, such as 14/3/1998, finds a birth date.
    """
    catch_up()
    words = [folded(word) for word in text.replace(",", " ").split()]
    if not words:
        return ()
    wanted = Q()
    for word in words:
        wanted &= Q(names__contains=word) | Q(numbers__contains=word) | _born_on(word)
    rows = PersonCard.objects.filter(wanted).order_by("surname", "forenames", "prison_number")
    return tuple(_found(row) for row in rows[:limit])


def _born_on(word: str) -> Q:
    """What finds a birth date written in figures; nobody for a word that is none."""
    written = _DAY.fullmatch(word)
    if written is None:
        return Q(pk__in=())
    day, month, year = map(int, written.groups())
    try:
        return Q(born_on=date(year, month, day))
    except ValueError:
        return Q(pk__in=())


def people_named(surname: str, prison: str) -> tuple[Found, ...]:
    """People in custody at a prison with the same surname, in whatever case it is written."""
    catch_up()
    rows = PersonCard.objects.filter(
        prison=prison, is_in_custody=True, names__contains=folded(surname)
    ).order_by("forenames")
    same = [row for row in rows if folded(row.surname) == folded(surname)]
    return tuple(_found(row) for row in same)


def people_cards(record_ids: list[str]) -> dict[str, Found]:
    """Cards of several people by record."""
    catch_up()
    return {row.record_id: _found(row) for row in PersonCard.objects.filter(pk__in=record_ids)}


def due_between(prison: str, first_on: date, last_on: date) -> tuple[Due, ...]:
    """People still here at a prison whose planned day or governing date falls in these days."""
    catch_up()
    rows = ReleaseDue.objects.filter(
        prison=prison, is_in_custody=True, due_on__gte=first_on, due_on__lte=last_on
    )
    return tuple(_due(row) for row in rows)


def without_authority(prison: str) -> tuple[Due, ...]:
    """People still here at a prison whom no authority holds, or for whom none was ever entered."""
    catch_up()
    rows = ReleaseDue.objects.filter(prison=prison, is_in_custody=True, has_no_authority=True)
    return tuple(_due(row) for row in rows)


def without_dates(prison: str) -> tuple[Due, ...]:
    """People at a prison under a sentence whose dates nobody has worked out."""
    catch_up()
    return tuple(_due(row) for row in ReleaseDue.objects.filter(prison=prison, lacks_dates=True))


def without_check(prison: str, *, but_of: str) -> tuple[Due, ...]:
    """People at a prison whose dates no second person has checked.

    `but_of` is the account of the reader: whom they calculated themselves they cannot check.
    """
    catch_up()
    rows = ReleaseDue.objects.filter(prison=prison, lacks_check=True, is_in_custody=True)
    return tuple(_due(row) for row in rows.exclude(calculated_by=but_of).order_by("due_on"))


def left_between(prison: str, first: datetime, last: datetime) -> tuple[Due, ...]:
    """People whose newest exit from a prison lies in this span, first counted, last not."""
    catch_up()
    rows = ReleaseDue.objects.filter(prison=prison, exited_at__gte=first, exited_at__lt=last)
    return tuple(_due(row) for row in rows.order_by("exited_at"))


def bound_for(prison: str) -> tuple[Due, ...]:
    """People whom a prison is to take over, or who are on their way there."""
    catch_up()
    rows = ReleaseDue.objects.filter(bound_for=prison).order_by("due_on")
    return tuple(_due(row) for row in rows)


def with_duties(prison: str) -> tuple[Due, ...]:
    """People of a prison after whose exit something is still to be made good."""
    catch_up()
    rows = ReleaseDue.objects.filter(prison=prison, has_duties=True).order_by("exited_at")
    return tuple(_due(row) for row in rows)


def open_alarms(prison: str | None) -> tuple[OpenAlarm, ...]:
    """Alarms that nobody has ended, oldest first; none = of every prison."""
    catch_up()
    rows = AlarmCard.objects.order_by("since", "seq")
    if prison is not None:
        rows = rows.filter(prison=prison)
    return tuple(
        OpenAlarm(
            seq=row.seq,
            record_id=row.record_id,
            prison=row.prison,
            cause=row.cause,
            words=row.words,
            since=row.since,
            raised_at=row.raised_at,
            taken_by=row.taken_by,
        )
        for row in rows
    )


def open_items() -> tuple[Waiting, ...]:
    """Items still in the inbox, oldest first, of every prison."""
    catch_up()
    rows = list(InboxCard.objects.order_by("received_at", "item_id"))
    records = {record for row in rows for record in row.records.split()}
    prisons = dict(PersonCard.objects.filter(pk__in=records).values_list("record_id", "prison"))
    return tuple(
        Waiting(
            item=row.item_id,
            mailbox=row.mailbox,
            prisons=frozenset(prisons[r] for r in row.records.split() if r in prisons),
        )
        for row in rows
    )


def folded(text: str) -> str:
    """A text as names and numbers are compared: without case and outer spaces."""
    return " ".join(text.casefold().split())


def person_card(record: CustodyRecord, as_of_seq: int) -> PersonCard:
    """The row of a person; pure."""
    identity = record.identity.fact if record.identity else None
    names = [f"{identity.surname} {identity.forenames}"] if identity else []
    names += [f"{a.fact.surname} {a.fact.forenames}" for a in record.aliases]
    numbers = [record.prison_number, *(i.fact.value for i in record.identifiers)]
    return PersonCard(
        record_id=record.record_id,
        as_of_seq=as_of_seq,
        prison=record.prison,
        prison_number=record.prison_number,
        surname=identity.surname if identity else "",
        forenames=identity.forenames if identity else "",
        born_on=identity.born_on if identity else None,
        names="\n".join(dict.fromkeys(folded(name) for name in names)),
        numbers="\n".join(dict.fromkeys(folded(number) for number in numbers)),
        is_in_custody=record.is_in_custody,
    )


def release_due(record: CustodyRecord, as_of_seq: int) -> ReleaseDue:
    """The row of the board; pure."""
    calculated = record.calculation
    planned = record.plan.fact.on if record.plan else None
    out = record.out
    return ReleaseDue(
        record_id=record.record_id,
        as_of_seq=as_of_seq,
        prison=record.prison,
        due_on=planned or (earliest_release(record, calculated) if calculated else None),
        exited_at=out.left.fact.exited_at if out else None,
        has_no_authority=record.is_in_custody and not record.authorities_in_force,
        is_in_custody=record.is_in_custody and not (out and out.left.fact.exit_type in _BACK_SOON),
        lacks_dates=record.is_in_custody and bool(record.sentences) and not _is_dated(record),
        lacks_check=_is_dated(record) and not _is_checked(record),
        calculated_by=calculated.by if calculated else "",
        bound_for=record.bound_for,
        has_duties=bool(duties_after(record)),
    )


def _is_dated(record: CustodyRecord) -> bool:
    """Whether the last calculation is of all sentences that are in force."""
    calculated = record.calculation
    if calculated is None or record.refused is not None or not record.sentences:
        return False
    return max(s.entry.seq for s in record.sentences) < calculated.entry.seq


def _is_checked(record: CustodyRecord) -> bool:
    """Whether nothing waits for a second person: they agree, and confirmed what was unexpected."""
    calculated, check = record.calculation, record.check
    if calculated is None or check is None or check.fact.calculation != calculated.seq:
        return False
    confirmed = record.unexpected_confirmed
    is_confirmed = confirmed is not None and confirmed.fact.calculation == calculated.seq
    return check.fact.agrees and (not calculated.fact.unexpected or is_confirmed)


def alarm_cards(record: CustodyRecord, as_of_seq: int) -> Iterator[AlarmCard]:
    """The rows of a record's open alarms; pure."""
    for alarm in record.alarms:
        if not alarm.is_open:
            continue
        raised = alarm.raised
        yield AlarmCard(
            seq=raised.seq,
            record_id=record.record_id,
            as_of_seq=as_of_seq,
            prison=record.prison,
            cause=raised.fact.cause.value,
            words=raised.fact.words,
            since=raised.fact.since,
            raised_at=raised.recorded_at,
            taken_by=alarm.taken.by if alarm.taken else "",
        )


def inbox_card(item: InboxItem, as_of_seq: int) -> InboxCard | None:
    """The row of an item, none when it has left the inbox; pure."""
    if not item.is_open:
        return None
    mailbox = item.message.fact.prison_email if item.message else ""
    return InboxCard(
        item_id=item.item,
        as_of_seq=as_of_seq,
        mailbox=folded(mailbox),
        records="\n".join(item.records),
        received_at=item.received_at,
    )


def _one_step() -> bool:
    """Take in the next entries; false when the lists were at the head already."""
    position = FollowerPosition.objects.filter(follower=_FOLLOWER).first()
    head = LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    if position is not None and position.seq >= head:
        return False
    with transaction.atomic():
        FollowerPosition.objects.get_or_create(follower=_FOLLOWER, defaults={"seq": 0})
        position = FollowerPosition.objects.select_for_update().get(follower=_FOLLOWER)
        newer = LedgerEntry.objects.filter(seq__gt=position.seq).order_by("seq")[:_AT_ONCE]
        streams: dict[str, int] = {}
        for seq, stream in newer.values_list("seq", "stream"):
            streams[stream] = position.seq = seq
        _project(streams, head)
        position.save()
    return True


def _project(streams: Mapping[str, int], head: int) -> None:
    """Write the rows of these streams anew; each has the number of its newest entry."""
    records: list[tuple[CustodyRecord, int]] = []
    for stream, newest in streams.items():
        if not stream.startswith((CUSTODY_STREAM, ITEM_STREAM)):
            continue
        name = stream.removeprefix(CUSTODY_STREAM)
        try:
            entries = DjangoLedger().stream(stream)
            if stream.startswith(ITEM_STREAM):
                _project_item(stream.removeprefix(ITEM_STREAM), entries, head)
            else:
                records.append((fold(name, entries), newest))
        except (EntryDamaged, Undecodable, UnknownKind) as damaged:
            # The old row stays: lists must not hide everybody because one entry was altered.
            _LOG.error("lists keep the old row of %s: %s", stream, damaged)
            if name != stream:
                people.note_damaged(name, head)
    _project_people(records, head)


def _project_people(records: Sequence[tuple[CustodyRecord, int]], head: int) -> None:
    """Write the rows of people in few statements, so that 100,000 of them take minutes."""
    _put(PersonCard, [person_card(record, head) for record, _ in records])
    _put(ReleaseDue, [release_due(record, head) for record, _ in records])
    names = [record.record_id for record, _ in records]
    AlarmCard.objects.filter(record_id__in=names).delete()
    AlarmCard.objects.bulk_create(
        card for record, _ in records for card in alarm_cards(record, head)
    )
    people.write(people.row_of(record, head, newest) for record, newest in records)


def _put(table: type[PersonCard | ReleaseDue], rows: Sequence[Any]) -> None:
    """Insert rows, or put them in the place of those of the same record."""
    fields = [each.name for each in table._meta.concrete_fields if not each.primary_key]  # noqa: SLF001 - Django's way to name a table's columns
    table.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["record_id"], update_fields=fields
    )


def _project_item(item_id: str, entries: Sequence[Entry], head: int) -> None:
    card = inbox_card(fold_item(item_id, entries), head)
    if card is None:
        InboxCard.objects.filter(pk=item_id).delete()
    else:
        card.save()


def _found(row: PersonCard) -> Found:
    return Found(
        record_id=row.record_id,
        prison=row.prison,
        prison_number=row.prison_number,
        surname=row.surname,
        forenames=row.forenames,
        born_on=row.born_on,
        is_in_custody=row.is_in_custody,
    )


def _due(row: ReleaseDue) -> Due:
    return Due(
        record_id=row.record_id,
        on=row.due_on,
        exited_at=row.exited_at,
        is_in_custody=row.is_in_custody,
        has_no_authority=row.has_no_authority,
    )
