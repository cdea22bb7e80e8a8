"""From the register's labelled texts to what the court ordered, with every doubt in plain English.

A reading is certain only when nothing in it had to be guessed: an unknown label, a length of
nothing, a day that does not exist, a missing conviction, several terms without a word on how they
run. Each of these is a doubt with the text beside it, for a person; none of them is an error.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from gatelodge.intake.court_results import (
    Offence,
    RegisterRow,
    Results,
    plain,
    read_day,
    read_instant,
)
from gatelodge.intake.labels import Meaning, known_label
from gatelodge.intake.texts import Heard
from gatelodge.record.facts import Concurrency, OrderKind, OrderRead
from gatelodge.record.london import day_in_london

NOT_APPLICABLE = "Not Applicable"
"""The one post-hearing custody status whose meaning the contract gives."""
ADULT_AT = 21
"""Imprisonment is for adults of 21 or over (Sentencing Code, section 227)."""

Labelled = tuple[str, str]


class DefendantNamed(msgspec.Struct, frozen=True, kw_only=True):
    """The person whom a result or paper names. Empty or none = not given."""

    surname: str = ""
    forenames: str = ""
    born_on: date | None = None


class ResultRead(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the register as read. There is always at least one order."""

    hearing_id: str | None
    hearing_on: date | None
    court: str
    shared_at: datetime | None
    next_hearing_id: str
    defendant: DefendantNamed
    orders: tuple[OrderRead, ...]


def is_certain(orders: Iterable[OrderRead]) -> bool:
    """Whether no order has a doubt."""
    return not any(order.doubts for order in orders)


def read_row(row: RegisterRow) -> ResultRead:
    """Read one row of the register: an order for each offence, and for what belongs to none."""
    hearing = row.hearing
    hearing_on = read_day(plain(hearing.hearing_date))
    house = hearing.court_details.court if hearing.court_details else None
    orders = _with_each_other(tuple(_orders(row, hearing_on)))
    about_all = tuple(_doubts_about_row(row, hearing_on))
    if not orders:
        orders = (
            OrderRead(
                case_urn=plain(row.prosecution_case.case_urn),
                order=OrderKind.NOT_READ,
                doubts=("The result names no offence and no order.",),
            ),
        )
    orders = (replace(orders[0], doubts=(*about_all, *orders[0].doubts)), *orders[1:])
    following = hearing.next_hearing
    return ResultRead(
        hearing_id=plain(hearing.id) or None,
        hearing_on=hearing_on,
        court=plain(house.court_house_name) if house else "",
        shared_at=row.shared_at,
        next_hearing_id=plain(following.hearing_id) if following else "",
        defendant=DefendantNamed(
            surname=row.defendant.surname,
            forenames=row.defendant.forenames,
            born_on=row.defendant.born_on,
        ),
        orders=orders,
    )


def _doubts_about_row(row: RegisterRow, hearing_on: date | None) -> Iterator[str]:
    """What is doubtful about the result as a whole."""
    if hearing_on is None:
        yield _said("The day of the hearing cannot be read", row.hearing.hearing_date)
    if row.shared_at is None:
        yield _said("The time when the court shared the result cannot be read", row.shared_time)
    if plain(row.defendant.date_of_birth) and row.defendant.born_on is None:
        yield _said("The birth date cannot be read", row.defendant.date_of_birth)
    status = plain(row.defendant.post_hearing_custody_status)
    if status and status != NOT_APPLICABLE:
        yield (f'The custody status after the hearing is "{status}". We do not know what it means.')


def _orders(row: RegisterRow, hearing_on: date | None) -> Iterator[OrderRead]:
    """Orders in the row's own order: offences, applications, then what belongs to no offence."""
    urn = plain(row.prosecution_case.case_urn)
    for offence in row.offences or ():
        yield _offence_order(row, urn, offence, hearing_on)
    for application in row.court_applications or ():
        for offence in application.offences or ():
            yield _offence_order(row, urn, offence, hearing_on)
        title = " ".join(filter(None, ("Application:", plain(application.type))))
        texts = _texts(application.results)
        if texts or not application.offences:
            order = _read(row, texts, OrderRead(case_urn=urn, order=OrderKind.NOT_READ))
            if not application.offences or _speaks_of_custody(order):
                yield replace(order, offence_title=title)
    for results, title in (
        (row.prosecution_case.results, "Whole case"),
        (row.defendant.results, "Defendant"),
    ):
        if texts := _texts(results):
            order = _read(row, texts, OrderRead(case_urn=urn, order=OrderKind.NOT_READ))
            if _speaks_of_custody(order):
                yield replace(order, offence_title=title)


def _speaks_of_custody(order: OrderRead) -> bool:
    """Whether an order that belongs to no offence is more than costs and the like."""
    return order.order is not OrderKind.NOT_CUSTODIAL or bool(order.doubts)


def _offence_order(
    row: RegisterRow, urn: str, offence: Offence, hearing_on: date | None
) -> OrderRead:
    """Read what the court ordered on one offence."""
    doubts: list[str] = []
    days: dict[str, date | None] = {}
    for field, words, value in (
        ("offence_on", "The day of the offence", offence.start_date),
        ("convicted_on", "The day of conviction", offence.conviction_date),
    ):
        days[field] = read_day(plain(value))
        if plain(value) and days[field] is None:
            doubts.append(_said(f"{words} cannot be read", value))
    number = plain(offence.listing_number)
    order = _read(
        row,
        _texts(offence.results),
        OrderRead(
            case_urn=urn,
            offence_code=plain(offence.code),
            offence_title=plain(offence.title),
            count=int(number) if re.fullmatch(r"[0-9]{1,4}", number) else None,
            order=OrderKind.NOT_READ,
            offence_on=days["offence_on"],
            convicted_on=days["convicted_on"],
            doubts=tuple(doubts),
        ),
    )
    return replace(
        order, doubts=(*order.doubts, *_doubts_of_law(order, row.defendant.born_on, hearing_on))
    )


_CUSTODIAL = (OrderKind.CUSTODY, OrderKind.LIFE)
_SENTENCES = (*_CUSTODIAL, OrderKind.SUSPENDED)


def _doubts_of_law(
    order: OrderRead, born_on: date | None, hearing_on: date | None
) -> Iterator[str]:
    """Orders that courts cannot or hardly make, and so may have been entered wrongly."""
    if order.order in _SENTENCES and order.convicted_on is None:
        yield "A sentence is given, but no day of conviction."
    if order.order in _CUSTODIAL and born_on and hearing_on:
        comes_of_age = date(
            born_on.year + ADULT_AT,
            born_on.month,
            28 if (born_on.month, born_on.day) == (2, 29) else born_on.day,
        )
        if hearing_on < comes_of_age:
            yield f"The person was under {ADULT_AT} on the day of the hearing."
    if order.order is OrderKind.REMAND and order.next_hearing_on is None:
        yield "A remand in custody is given, but no day of the next hearing."


def _with_each_other(orders: tuple[OrderRead, ...]) -> tuple[OrderRead, ...]:
    """Doubts that only show when all orders of a result are seen together."""
    terms = [order for order in orders if order.order in _SENTENCES]
    if len(terms) < 2:  # noqa: PLR2004 - one term alone runs by itself
        return orders
    totals = {id(order) for order in terms if _rests_on_total(order)}

    def seen(order: OrderRead) -> OrderRead:
        doubts = list(order.doubts)
        if order.order in _SENTENCES and order.concurrency is Concurrency.NOT_STATED:
            doubts.append(
                "Several terms are given, and this one does not say whether it is concurrent "
                "or consecutive."
            )
        if id(order) in totals:
            doubts.append("Only a total is given: which part of it belongs to this offence?")
        return replace(order, doubts=tuple(doubts))

    return tuple(seen(order) for order in orders)


def _rests_on_total(order: OrderRead) -> bool:
    meanings = {known.meaning for label, _ in order.texts if (known := known_label(label))}
    return Meaning.TOTAL_TERM in meanings and Meaning.TERM not in meanings


def _texts(results: Results) -> tuple[Labelled, ...]:
    """All labelled texts of several results, as they came."""
    return tuple(
        (plain(text.label), plain(text.value))
        for result in results or ()
        for text in result.result_texts or ()
    )


def _said(words: str, value: object) -> str:
    return f'{words}: "{value}".' if value not in (None, "") else f"{words}: it is not given."


_GRAVEST_FIRST = (
    OrderKind.LIFE,
    OrderKind.CUSTODY,
    OrderKind.REMAND,
    OrderKind.SUSPENDED,
    OrderKind.BAIL,
    OrderKind.ACQUITTED,
)


def _read(row: RegisterRow, texts: Sequence[Labelled], blank: OrderRead) -> OrderRead:
    """Read the texts of one order into what is already known of it."""
    heard = Heard()
    for label, text in texts:
        heard.text(label, text)
    kind = _kind(heard, is_silent=not texts)
    total = heard.fields.pop("total", None)
    if total is not None and kind is OrderKind.CUSTODY:
        heard.fields.setdefault("term", total)
    if kind in (OrderKind.REMAND, OrderKind.BAIL):
        _take_next_hearing(row, heard)
    _doubts_of_terms(kind, heard)
    read = msgspec.structs.asdict(blank) | heard.fields
    read |= {"order": kind, "texts": tuple(texts), "doubts": (*blank.doubts, *heard.doubts)}
    return OrderRead(**read)


def _kind(heard: Heard, *, is_silent: bool) -> OrderKind:
    """What kind of order the texts make; the gravest when they make several."""
    if not heard.kinds:
        if is_silent:
            heard.doubts.append("No result is given.")
        elif heard.names_next_hearing:
            heard.doubts.append("A next hearing is given, but neither remand nor bail.")
        elif heard.names_prison:
            heard.doubts.append("A prison is named, but no order that holds the person.")
        elif not heard.doubts:
            return OrderKind.NOT_CUSTODIAL
        return OrderKind.NOT_READ
    if len(heard.kinds) > 1:
        both = " and ".join(heard.kinds)
        heard.doubts.append(f"The result speaks of {both} at once.")
    return next(kind for kind in _GRAVEST_FIRST if kind in heard.kinds)


def _take_next_hearing(row: RegisterRow, heard: Heard) -> None:
    """The hearing's own next hearing, where the order's texts give none; a doubt if they differ."""
    following = row.hearing.next_hearing
    if following is None or not plain(following.date_time):
        return
    at = read_instant(plain(following.date_time))
    if at is None:
        heard.doubts.append(_said("The next hearing cannot be read", following.date_time))
        return
    heard.put("next_hearing_on", day_in_london(at), "next hearing", plain(following.date_time))
    if following.court and plain(following.court.court_house_name):
        heard.fields.setdefault("next_hearing_court", plain(following.court.court_house_name))


def _doubts_of_terms(kind: OrderKind, heard: Heard) -> None:
    """What a sentence must say and this one does not."""
    has_length_doubt = any("length" in doubt for doubt in heard.doubts)
    if kind in (OrderKind.CUSTODY, OrderKind.SUSPENDED) and not (
        "term" in heard.fields or has_length_doubt
    ):
        heard.doubts.append("A sentence is given without its length.")
    if kind is OrderKind.SUSPENDED and "suspended_for" not in heard.fields:
        heard.doubts.append("A suspended sentence is given without its operational period.")
    runs = heard.fields.get("concurrency", Concurrency.NOT_STATED)
    if runs is Concurrency.CONSECUTIVE and not heard.fields.get("consecutive_to"):
        heard.doubts.append("The term is consecutive, but it is not said to what.")
