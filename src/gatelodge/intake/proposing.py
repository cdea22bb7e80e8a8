"""From orders to the facts that would stand on the record, and what is missing for them.

Nothing here is written anywhere: a person applies what is proposed. A fact that would need a guess
is not proposed; what is missing for it is named with its field instead.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from gatelodge.record.facts import (
    CaseDisposed,
    Fact,
    HearingListed,
    OffenceRecorded,
    OrderKind,
    OrderRead,
    RemandOrdered,
    SentenceImposed,
    SentenceKind,
    SuspendedSentenceOrdered,
    Term,
)

FINAL = frozenset(
    {
        OrderKind.CUSTODY,
        OrderKind.LIFE,
        OrderKind.SUSPENDED,
        OrderKind.NOT_CUSTODIAL,
        OrderKind.ACQUITTED,
    }
)
"""Orders after which the court has nothing more to decide on the offence."""

Key = tuple[str, ...]
"""What a fact is about, so that an amended result can be laid over the one before it."""


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """One fact that would stand on the record."""

    order: int | None
    """Place of the order that it comes from; none = from the result as a whole."""
    fact: Fact

    @property
    def key(self) -> Key:
        """What the fact is about."""
        return key_of(self.fact)


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Something without which a fact cannot be proposed."""

    order: int | None
    """Place of the order; none = the hearing as a whole."""
    field: str
    words: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a result; nothing is applied while something is missing."""

    facts: tuple[Proposed, ...]
    missing: tuple[Missing, ...]


class HearingHeard(msgspec.Struct, frozen=True, kw_only=True):
    """The hearing at which the orders were made."""

    court: str
    on: date | None
    next_hearing_id: str = ""


def propose(orders: Sequence[OrderRead], hearing: HearingHeard) -> Proposal:
    """Propose the facts of a result, in the order: offences, orders, hearings, disposals.

    Consecutive sentences come without what they follow: that is an entry which only the act of
    applying can name.
    """
    missing = list(_missing_of_hearing(hearing))
    facts: list[Proposed] = []
    if hearing.on is None:
        return Proposal(facts=(), missing=tuple(missing))
    for place, order in enumerate(orders):
        lacking = tuple(_missing(place, order))
        missing += lacking
        if not lacking:
            facts += [
                Proposed(order=place, fact=fact)
                for fact in _facts_of_order(place, order, hearing.court, hearing.on)
            ]
    facts += [Proposed(order=None, fact=fact) for fact in _remands(orders, hearing)]
    facts += [Proposed(order=None, fact=fact) for fact in _hearings(orders, hearing)]
    facts += [Proposed(order=None, fact=fact) for fact in _disposals(orders, hearing, hearing.on)]
    once = {each.key: each for each in facts}
    return Proposal(facts=tuple(once.values()), missing=tuple(missing))


def missing_of_order(order: OrderRead) -> tuple[Missing, ...]:
    """The fields without which an order makes no fact, each with what to do."""
    return tuple(_missing(0, order))


def key_of(fact: Fact) -> Key:
    """What a fact that comes from a court's result is about.

    A custodial and a suspended sentence for one count of one case are about the same thing.
    """
    match fact:
        case SentenceImposed() | SuspendedSentenceOrdered():
            return ("sentence", fact.case_urn, fact.offence_code, str(fact.count))
        case RemandOrdered():
            return ("remand", fact.case_urn)
        case HearingListed():
            return ("hearing", fact.case_urn)
        case OffenceRecorded():
            return ("offence", fact.case_urn, fact.offence_code, fact.committed_on.isoformat())
        case CaseDisposed():
            return ("disposal", fact.case_urn)
    return (fact.KIND,)


def cases_heard(orders: Sequence[OrderRead]) -> tuple[str, ...]:
    """The cases that the orders are about, each once."""
    return tuple(dict.fromkeys(order.case_urn for order in orders if order.case_urn))


def is_disposed(case_urn: str, orders: Sequence[OrderRead]) -> bool:
    """Whether every order on a case is final."""
    own = [order for order in orders if order.case_urn == case_urn]
    return bool(own) and all(order.order in FINAL for order in own)


def has_new_remand(case_urn: str, orders: Sequence[OrderRead]) -> bool:
    """Whether the court remanded the person again on a case."""
    return any(o.case_urn == case_urn and o.order is OrderKind.REMAND for o in orders)


def ends_remand(case_urn: str, orders: Sequence[OrderRead]) -> bool:
    """Whether the orders end the remand under which the person was held on a case.

    They do when the case is over, when a new remand takes its place, and when every order on it
    is final or bail. An order that was not read ends nothing.
    """
    own = [order for order in orders if order.case_urn == case_urn]
    if any(order.order is OrderKind.NOT_READ for order in own):
        return False
    return bool(own)


def _missing_of_hearing(hearing: HearingHeard) -> Iterator[Missing]:
    if hearing.on is None:
        yield Missing(order=None, field="hearing_on", words="Enter the day of the hearing.")
    if not hearing.court:
        yield Missing(order=None, field="court", words="Enter the court as on the paper.")


_IS_ABOUT_AN_OFFENCE = (OrderKind.CUSTODY, OrderKind.LIFE, OrderKind.SUSPENDED, OrderKind.REMAND)


_HAVE_EXTENSION = (SentenceKind.EDS, SentenceKind.SOPC)


def _missing(place: int, order: OrderRead) -> Iterator[Missing]:
    """Name the fields without which this order makes no fact."""
    lacking: list[tuple[str, str, bool]] = [
        ("order", "Say what the court ordered.", order.order is OrderKind.NOT_READ),
        (
            "case_urn",
            "Enter the case number.",
            not order.case_urn and order.order in _IS_ABOUT_AN_OFFENCE,
        ),
        (
            "term",
            "Enter the length of the sentence.",
            order.order in (OrderKind.CUSTODY, OrderKind.SUSPENDED) and not _is_length(order.term),
        ),
        (
            "suspended_for",
            "Enter how long the sentence is suspended.",
            order.order is OrderKind.SUSPENDED and not _is_length(order.suspended_for),
        ),
        (
            "sentence_kind",
            "Say which sentence it is, as on the warrant.",
            order.order is OrderKind.CUSTODY and order.sentence_kind is None,
        ),
        (
            "sentence_kind",
            "Custody for life is an order of its own, and its kind is LIFE.",
            _is_half_life(order),
        ),
        (
            "extension",
            "Enter the length of the extended licence.",
            order.sentence_kind in _HAVE_EXTENSION and not _is_length(order.extension),
        ),
        (
            "fine_pence",
            "Enter the sum of the fine.",
            order.sentence_kind is SentenceKind.A_FINE and order.fine_pence is None,
        ),
        (
            "offence_on",
            "Enter the day of the offence.",
            order.order in (OrderKind.CUSTODY, OrderKind.LIFE) and order.offence_on is None,
        ),
    ]
    for field, words, is_lacking in lacking:
        if is_lacking:
            yield Missing(order=place, field=field, words=words)


def _is_half_life(order: OrderRead) -> bool:
    """Whether order and kind of sentence do not both say life, or both not."""
    if order.order is OrderKind.LIFE:
        return order.sentence_kind not in (None, SentenceKind.LIFE)
    return order.sentence_kind is SentenceKind.LIFE


def _is_length(term: Term | None) -> bool:
    return term is not None and not term.is_nothing


def _facts_of_order(place: int, order: OrderRead, court: str, on: date) -> Iterator[Fact]:
    """The facts of one order; a count that the paper does not give is the order's own place."""
    if order.offence_code and order.offence_on:
        yield OffenceRecorded(
            case_urn=order.case_urn,
            offence_code=order.offence_code,
            title=order.offence_title,
            committed_on=order.offence_on,
            convicted_on=order.convicted_on,
        )
    count = order.count if order.count is not None else place + 1
    match order:
        case OrderRead(order=OrderKind.CUSTODY | OrderKind.LIFE, offence_on=date() as committed_on):
            yield SentenceImposed(
                court=court,
                case_urn=order.case_urn,
                sentence_kind=order.sentence_kind or SentenceKind.LIFE,
                term=order.term or Term(),
                imposed_on=on,
                offence_code=order.offence_code,
                offence_committed_on=committed_on,
                count=count,
                extension=order.extension,
                has_automatic_release=order.has_automatic_release or False,
                is_under_18_concern=order.is_under_18_concern or False,
                fine_pence=order.fine_pence,
                supervised_until=order.supervised_until,
            )
        case OrderRead(
            order=OrderKind.SUSPENDED, term=Term() as term, suspended_for=Term() as suspended_for
        ):
            yield SuspendedSentenceOrdered(
                court=court,
                case_urn=order.case_urn,
                term=term,
                suspended_for=suspended_for,
                imposed_on=on,
                offence_code=order.offence_code,
                count=count,
            )


def _remands(orders: Sequence[OrderRead], hearing: HearingHeard) -> Iterator[RemandOrdered]:
    """One remand a case, until its earliest next hearing; the Crown Court's own kind is A08."""
    for case_urn in cases_heard(orders):
        remands = [o for o in orders if o.case_urn == case_urn and o.order is OrderKind.REMAND]
        if remands:
            days = [o.next_hearing_on for o in remands if o.next_hearing_on]
            yield RemandOrdered(
                court=hearing.court,
                case_urn=case_urn,
                next_hearing_on=min(days, default=None),
                catalogue="A08" if "crown court" in hearing.court.casefold() else "A01",
            )


def _hearings(orders: Sequence[OrderRead], hearing: HearingHeard) -> Iterator[HearingListed]:
    """One next hearing a case: the earliest."""
    for case_urn in cases_heard(orders):
        listed = sorted(
            (o.next_hearing_on, o.next_hearing_court)
            for o in orders
            if o.case_urn == case_urn and o.next_hearing_on
        )
        if listed:
            on, court = listed[0]
            yield HearingListed(
                hearing=hearing.next_hearing_id,
                case_urn=case_urn,
                court=court or hearing.court,
                on=on,
            )


def _disposals(
    orders: Sequence[OrderRead], hearing: HearingHeard, on: date
) -> Iterator[CaseDisposed]:
    """A case is disposed of when nothing on it is left for the court to decide."""
    for case_urn in cases_heard(orders):
        if is_disposed(case_urn, orders):
            kinds = dict.fromkeys(o.order.value for o in orders if o.case_urn == case_urn)
            yield CaseDisposed(
                case_urn=case_urn,
                court=hearing.court,
                disposal=", ".join(kinds),
                disposed_on=on,
            )
