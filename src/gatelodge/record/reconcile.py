"""The court's message, the court's paper and the record, compared field by field (G05).

Three mouths speak of one order: the result message as read, the document as a person read it, and
the facts on the record. Where two of them differ nobody bends one to fit the other: the court is
asked, and its answer names the field and the right value. What a mouth does not say is no
difference; that a person must still read the paper is another check's matter.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from gatelodge.record import facts as f
from gatelodge.record.london import day_in_london
from gatelodge.record.state import CourtItem, CustodyRecord, Stated

Orders = Sequence[f.OrderRead]

NOT_SAID = ""
"""What stands for a mouth that does not speak of the field."""
NO_ORDER = "no such order"
"""What stands for a mouth that knows the case but not this order."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One field on which the message, the paper and the record do not agree.

    `field` is its name within the item, as `result_difference_settled` repeats it; the three texts
    are what each says, `NOT_SAID` where one says nothing. `settled` is the court's right value,
    once it gave one and everything on the record agrees with it.
    """

    item: str
    field: str
    case_urn: str
    message_says: str
    paper_says: str
    record_says: str
    settled: str | None = None


def differences(record: CustodyRecord, item: CourtItem) -> tuple[Difference, ...]:
    """Give every field of an item on which the three mouths differ, settled ones too.

    Before a person has confirmed the reading there is nothing to compare, and after a later result
    has amended this one its orders are no longer those of the record.
    """
    if item.reading is None:
        return ()
    reading = item.reading.fact
    message = item.result.fact.orders if item.result else ()
    is_amended = item.result is not None and item.result.seq in amended(record)
    stands = None if is_amended else _applied(record, item)
    found = [
        *_of_person(record, item.item, reading),
        *_of_orders(item.item, message, reading.orders, stands),
        *_of_hearing(item, stands or ()),
    ]
    return tuple(_with_answer(item, each) for each in found)


def amended(record: CustodyRecord) -> frozenset[int]:
    """Numbers of the results that a later result amends."""
    return frozenset(
        each.result.fact.amends
        for each in record.items
        if each.result is not None and each.result.fact.amends is not None
    )


def values_said(found: Difference) -> tuple[str, ...]:
    """Give the values that were said, each once: what a court's answer can choose between."""
    values = (found.message_says, found.paper_says, found.record_says)
    return tuple(dict.fromkeys(each for each in values if each != NOT_SAID))


def _with_answer(item: CourtItem, found: Difference) -> Difference:
    """Mark a difference as settled by the court's newest answer on its field.

    A record that says otherwise than the court's answer still differs.
    """
    answers = [
        each.fact.right_value
        for each in item.settled
        if each.fact.field == found.field and each.fact.right_value in values_said(found)
    ]
    if not answers or found.record_says not in (NOT_SAID, answers[-1]):
        return found
    return msgspec.structs.replace(found, settled=answers[-1])


def _of_person(
    record: CustodyRecord, item: str, reading: f.ReadingConfirmed
) -> Iterator[Difference]:
    """The paper's defendant against the person: any name that the person is known by will do."""
    known = [each.fact for each in record.aliases]
    names = {_plain(each.surname, each.forenames) for each in known}
    births = {each.born_on for each in known if each.born_on}
    if record.identity is not None:
        names.add(_plain(record.identity.fact.surname, record.identity.fact.forenames))
        births.add(record.identity.fact.born_on)
    on_paper = _plain(reading.defendant_surname, reading.defendant_forenames)
    if on_paper not in names:
        yield Difference(
            item=item,
            field="defendant name",
            case_urn="",
            message_says=NOT_SAID,
            paper_says=f"{reading.defendant_surname}, {reading.defendant_forenames}",
            record_says="; ".join(sorted(names)) or NO_ORDER,
        )
    born_on = reading.defendant_born_on
    if born_on is not None and born_on not in births:
        yield Difference(
            item=item,
            field="defendant birth date",
            case_urn="",
            message_says=NOT_SAID,
            paper_says=born_on.isoformat(),
            record_says="; ".join(sorted(each.isoformat() for each in births)) or NO_ORDER,
        )


def _plain(surname: str, forenames: str) -> str:
    """A name as compared: case and spaces do not count."""
    return " ".join(f"{surname}, {forenames}".casefold().split())


class _Stands(msgspec.Struct, frozen=True, kw_only=True):
    """One order as it stands on the record, from the facts that were applied."""

    order: f.OrderRead
    imposed_on: str


def _applied(record: CustodyRecord, item: CourtItem) -> tuple[_Stands, ...] | None:
    """The orders that stand on the record from this item, read back from its facts.

    An ended remand still says what the court ordered. None = nobody has applied the item yet.
    """
    if item.applied is None:
        return None
    own = set(item.applied.fact.entries)
    begun: list[Stated[Any]] = [a.began for a in record.authorities]
    of_item = (s for s in (*begun, *record.suspended) if s.seq in own or s.entry.seq in own)
    stands = (_read_back(stated) for stated in of_item)
    return tuple(each for each in stands if each is not None)


def _read_back(stated: Stated[Any]) -> _Stands | None:
    """The order that a fact stands for; none = a fact that no order of a court makes.

    A remand is one fact for all offences of a case. Custody for life is a sentence of its own kind.
    """
    match stated.fact:
        case f.SentenceImposed() as fact:
            follows = fact.consecutive_to is not None
            is_life = fact.sentence_kind is f.SentenceKind.LIFE
            order = f.OrderRead(
                case_urn=fact.case_urn,
                offence_code=fact.offence_code,
                offence_on=fact.offence_committed_on,
                count=fact.count,
                order=f.OrderKind.LIFE if is_life else f.OrderKind.CUSTODY,
                sentence_kind=fact.sentence_kind,
                term=fact.term,
                concurrency=f.Concurrency.CONSECUTIVE if follows else f.Concurrency.CONCURRENT,
                **_of_its_kind(fact),
            )
            imposed_on = fact.imposed_on
        case f.SuspendedSentenceOrdered() as fact:
            order = f.OrderRead(
                case_urn=fact.case_urn,
                offence_code=fact.offence_code,
                count=fact.count,
                order=f.OrderKind.SUSPENDED,
                term=fact.term,
                suspended_for=fact.suspended_for,
            )
            imposed_on = fact.imposed_on
        case f.RemandOrdered() as fact:
            order = f.OrderRead(
                case_urn=fact.case_urn,
                order=f.OrderKind.REMAND,
                next_hearing_on=fact.next_hearing_on,
            )
            imposed_on = day_in_london(stated.true_from)
        case _:
            return None
    return _Stands(order=order, imposed_on=imposed_on.isoformat())


def _of_its_kind(fact: f.SentenceImposed) -> dict[str, Any]:
    """What only some kinds of sentence have; of another kind the record says nothing."""
    kind = fact.sentence_kind
    is_extended, is_concern = kind is f.SentenceKind.EDS, kind is f.SentenceKind.SOPC
    return {
        "extension": fact.extension,
        "has_automatic_release": fact.has_automatic_release if is_extended else None,
        "is_under_18_concern": fact.is_under_18_concern if is_concern else None,
        "fine_pence": fact.fine_pence,
        "supervised_until": fact.supervised_until,
    }


_SENTENCES = frozenset({f.OrderKind.CUSTODY, f.OrderKind.LIFE, f.OrderKind.SUSPENDED})
_ON_RECORD = _SENTENCES | {f.OrderKind.REMAND}
"""Orders that make a fact which can be read back; of the others the record says nothing."""
_COMPARED = (
    ("order", "order"),
    ("kind of sentence", "sentence_kind"),
    ("term", "term"),
    ("extended licence", "extension"),
    ("automatic release", "has_automatic_release"),
    ("under 18 when convicted", "is_under_18_concern"),
    ("sum of the fine", "fine_pence"),
    ("supervised until", "supervised_until"),
    ("suspended for", "suspended_for"),
    ("offence", "offence_code"),
    ("offence date", "offence_on"),
    ("count", "count"),
    ("concurrent or consecutive", "concurrency"),
    ("next hearing", "next_hearing_on"),
)
_UNSAID = frozenset(
    {"", "None", "0 days", f.OrderKind.NOT_READ.value, f.Concurrency.NOT_STATED.value}
)


def _of_orders(
    item: str, message: Orders, paper: Orders, stands: Sequence[_Stands] | None
) -> Iterator[Difference]:
    """Each order on the paper against its like in the message and on the record, and what is over.

    One order alone is neither concurrent nor consecutive, so the statement counts between several.
    """
    said = list(message)
    kept = _Kept(paper, [each.order for each in stands or ()])
    several = sum(each.order is f.OrderKind.CUSTODY for each in paper) > 1
    for place, order in enumerate(paper, start=1):
        like = _take_like(order, said, place)
        on_record = kept.take(order, place)
        for name, attribute in _COMPARED:
            if attribute == "concurrency" and not several:
                continue
            texts = (
                _said(like, attribute, absent=NO_ORDER if message else NOT_SAID),
                _said(order, attribute, absent=NO_ORDER),
                _said(on_record, attribute, absent=_absent(order, stands)),
            )
            spoken = {each for each in texts if each not in _UNSAID}
            if len(spoken) > 1:
                yield _difference(item, f"{name}, {_where(order, place)}", order.case_urn, texts)
    for place, order in enumerate(said, start=len(paper) + 1):
        texts = (order.order.value, NO_ORDER, NOT_SAID)
        yield _difference(item, f"order, {_where(order, place)}", order.case_urn, texts)
    for place, order in enumerate(kept.over, start=len(paper) + len(said) + 1):
        texts = (NOT_SAID, NO_ORDER, order.order.value)
        yield _difference(item, f"order, {_where(order, place)}", order.case_urn, texts)


def _absent(order: f.OrderRead, stands: Sequence[_Stands] | None) -> str:
    """What it means that the record knows no such order: nothing, unless it should by now."""
    return NO_ORDER if stands is not None and order.order in _ON_RECORD else NOT_SAID


def _said(order: f.OrderRead | None, attribute: str, *, absent: str) -> str:
    """One field of an order as text; an order that is missing is said once, under "order"."""
    if order is None:
        return absent if attribute == "order" else NOT_SAID
    value = getattr(order, attribute)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if attribute == "fine_pence" and value is not None:
        return f"£{value // 100}.{value % 100:02d}"
    return NOT_SAID if value is None else str(value)


class _Kept:
    """The record's orders, each taken by the order of the paper that it is read back from."""

    def __init__(self, paper: Orders, orders: Orders) -> None:
        self._paper = paper
        self._sentences = [each for each in orders if each.order in _SENTENCES]
        self._remands = {each.case_urn: each for each in orders if each.order is f.OrderKind.REMAND}
        self._taken: set[str] = set()

    def take(self, order: f.OrderRead, place: int) -> f.OrderRead | None:
        """The record's order for one of the paper; none = it makes no fact, or has none."""
        if order.order in _SENTENCES:
            return _take_like(order, self._sentences, place)
        if order.order is not f.OrderKind.REMAND or order.case_urn not in self._remands:
            return None
        self._taken.add(order.case_urn)
        remand = self._remands[order.case_urn]
        if remand.next_hearing_on != self._earliest(order.case_urn):
            return remand
        return msgspec.structs.replace(remand, next_hearing_on=order.next_hearing_on)

    @property
    def over(self) -> Iterator[f.OrderRead]:
        """What the paper did not take."""
        yield from self._sentences
        yield from (each for urn, each in self._remands.items() if urn not in self._taken)

    def _earliest(self, case_urn: str) -> date | None:
        """The next hearing of a case with several remands, as it is put on record."""
        remands = (o for o in self._paper if o.order is f.OrderKind.REMAND)
        days = (o.next_hearing_on for o in remands if o.case_urn == case_urn)
        return min((day for day in days if day is not None), default=None)


def _take_like(order: f.OrderRead, among: list[f.OrderRead], place: int) -> f.OrderRead | None:
    """Take out the order that is most like this one: same case, then offence, count, kind, term.

    A count that the paper does not give is the order's own place, as it is put on record.
    """
    count = order.count if order.count is not None else place

    def likeness(other: f.OrderRead) -> tuple[bool, bool, bool, bool]:
        return (
            bool(order.offence_code) and other.offence_code == order.offence_code,
            other.count == count,
            other.order is order.order,
            other.term == order.term,
        )

    same_case = [each for each in among if each.case_urn == order.case_urn]
    if not same_case:
        return None
    best = max(same_case, key=likeness)
    among.remove(best)
    return best


def _where(order: f.OrderRead, place: int) -> str:
    """Name an order within its item so that two orders of one case have two names."""
    return f"order {place} of case {order.case_urn or 'not named'}"


def _difference(item: str, field: str, case_urn: str, texts: tuple[str, ...]) -> Difference:
    message, paper, record = texts
    return Difference(
        item=item,
        field=field,
        case_urn=case_urn,
        message_says=message,
        paper_says=paper,
        record_says=record,
    )


def _of_hearing(item: CourtItem, stands: Sequence[_Stands]) -> Iterator[Difference]:
    """The day of the hearing, as message and paper say it, and the day on the record's orders."""
    by_message = item.result.fact.hearing_on if item.result else None
    on_paper = item.reading.fact.hearing_on if item.reading else None
    said = tuple(day.isoformat() if day else NOT_SAID for day in (by_message, on_paper))
    recorded = sorted(
        {each.imposed_on for each in stands if each.order.order is not f.OrderKind.REMAND}
    )
    for on_record in recorded or [NOT_SAID]:
        if len({*said, on_record} - {NOT_SAID}) > 1:
            yield _difference(item.item, "day of the hearing", "", (*said, on_record))
