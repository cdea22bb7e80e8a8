"""The court's result, told on every record that it is held to be about.

Nobody has to confirm anything for the watch to see it: a result that changes what should have
happened at the gate must alarm before anybody looks.
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from gatelodge.casework.court.items import result_of
from gatelodge.casework.office import INTAKE, Office, change, load
from gatelodge.intake import ResultRead
from gatelodge.record import CourtItem, CustodyRecord, Draft, InboxItem, Stated, message
from gatelodge.record.facts import CourtMessageReceived, CourtResultReceived
from gatelodge.record.london import start_of_day


def tell_result(office: Office, item: InboxItem, record_id: str) -> None:
    """Put the register's result of an item on a record; again only when it says something new.

    The document may come after the result: then the same statement is made anew, with it.
    """
    chosen = result_of(office, item)
    if item.message is None or chosen is None or chosen.result is None:
        return
    said, read = item.message.fact, chosen.result
    document = item.document.fact.document if item.document else None

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        known = _item(record, item.item)
        before = known.result if known else None
        earlier = _newest_before(record, item.item, read, said)
        fact = CourtResultReceived(
            item=item.item,
            hearing_id=read.hearing_id,
            hearing_on=read.hearing_on,
            court=read.court,
            shared_at=read.shared_at or said.document_generated_at,
            orders=read.orders,
            document=document,
            amends=before.fact.amends if before else (earlier.seq if earlier else None),
        )
        if before is not None and before.fact == fact:
            return ()
        return (_draft(item.item, fact, corrects=before),)

    change(office, record_id, decide)
    _order_amendments(office, record_id)


def later_result(record: CustodyRecord, item: CourtItem) -> CourtItem | None:
    """The newest result of the same hearing that was shared after this one, if there is any."""
    same = _of_hearing(record, item)
    return same[-1] if same and same[-1].item != item.item else None


def earlier_results(record: CustodyRecord, item: CourtItem) -> tuple[CourtItem, ...]:
    """Results of the same hearing that were shared before this one, oldest first."""
    same = _of_hearing(record, item)
    names = [each.item for each in same]
    return same[: names.index(item.item)] if item.item in names else ()


def _item(record: CustodyRecord, name: str) -> CourtItem | None:
    return next((item for item in record.items if item.item == name), None)


def _of_hearing(record: CustodyRecord, item: CourtItem) -> tuple[CourtItem, ...]:
    """Items with a result of the same hearing, in the order in which the court shared them."""
    if item.result is None or item.result.fact.hearing_id is None:
        return ()
    hearing = item.result.fact.hearing_id
    same = [i for i in record.items if i.result and i.result.fact.hearing_id == hearing]
    return tuple(sorted(same, key=_order))


def _order(item: CourtItem) -> tuple[datetime, datetime, str]:
    """When the court shared it; of two copies of one result, when its document was made."""
    if item.result is None:
        raise LookupError(f"item {item.item} has no result")
    shared_at = item.result.fact.shared_at
    return (shared_at, item.linked.true_from if item.linked else shared_at, item.item)


def _newest_before(
    record: CustodyRecord, name: str, read: ResultRead, said: CourtMessageReceived
) -> Stated[CourtResultReceived] | None:
    """The result that a new one amends: the newest of its hearing that was shared before it."""
    if read.hearing_id is None:
        return None
    place = (read.shared_at or said.document_generated_at, said.document_generated_at, name)
    before = [
        item
        for item in record.items
        if item.result
        and item.item != name
        and item.result.fact.hearing_id == read.hearing_id
        and _order(item) < place
    ]
    return max(before, key=_order).result if before else None


def _order_amendments(office: Office, record_id: str) -> None:
    """Let each result name the one before it, also when the court's messages came out of order."""

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        return tuple(_amended_anew(record))

    if any(True for _ in _amended_anew(load(office, record_id))):
        change(office, record_id, decide)


def _amended_anew(record: CustodyRecord) -> Iterator[Draft]:
    for item in record.items:
        before = earlier_results(record, item)
        wanted = before[-1].result if before else None
        seq = wanted.seq if wanted else None
        if item.result is not None and item.result.fact.amends != seq:
            yield _draft(item.item, replace(item.result.fact, amends=seq), corrects=item.result)


def _draft(
    name: str, fact: CourtResultReceived, *, corrects: Stated[CourtResultReceived] | None
) -> Draft:
    """What a court ordered was so from the start of the day of the hearing."""
    return Draft(
        fact=fact,
        by=INTAKE.account,
        reason="the court's result",
        source=message(name),
        true_from=start_of_day(fact.hearing_on) if fact.hearing_on else fact.shared_at,
        corrects=corrects.entry.seq if corrects else None,
    )
