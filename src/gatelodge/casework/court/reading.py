"""What a person read on a court's document, and what cannot stand on any paper."""

from collections.abc import Iterator
from datetime import date

import msgspec

from gatelodge.casework.office import ActRefused
from gatelodge.casework.statable import MOST_OF_A_UNIT, OF_KINDS
from gatelodge.record.facts import OrderKind, OrderRead, Term


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a person read on the court's document itself, field by field."""

    orders: tuple[OrderRead, ...]
    defendant_surname: str
    defendant_forenames: str
    defendant_born_on: date | None
    hearing_on: date
    court: str


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One field that cannot mean what it says, and what to do."""

    field: str
    words: str
    code: str = "CANNOT_BE_SO"


_IF_THE_PAPER_SAYS_SO = "If the paper itself says so, ask the court."
_HEARING_LATER = "That hearing is still to come. Enter the day as on the paper."
_LENGTHS = ("term", "extension", "suspended_for")


def must_be_possible(reading: Reading, today: date) -> None:
    """Raise `ActRefused` with the first field of a reading that cannot stand on any paper."""
    for fault in _faults(reading, today):
        raise ActRefused(fault.words, code=fault.code, field=fault.field)


def faults_of_hearing(hearing_on: date, born_on: date | None, today: date) -> Iterator[Fault]:
    """What cannot be so of the hearing and the defendant that a paper names."""
    if hearing_on > today:
        yield Fault(field="hearing_on", words=_HEARING_LATER)
    if born_on is not None and born_on > hearing_on:
        yield Fault(
            field="defendant_born_on",
            words=f"The birth cannot be later than the hearing. {_IF_THE_PAPER_SAYS_SO}",
        )


def faults_of_order(order: OrderRead, hearing_on: date | None) -> Iterator[Fault]:
    """What cannot be so of one order; `hearing_on` none = that day could not be read."""
    if order.order is OrderKind.NOT_READ:
        yield Fault(field="order", words="Say what the court ordered.", code="EMPTY")
    yield from _faults_of_lengths(order)
    yield from _faults_of_kind(order)
    yield from _faults_of_days(order, hearing_on)


def _faults(reading: Reading, today: date) -> Iterator[Fault]:
    yield from faults_of_hearing(reading.hearing_on, reading.defendant_born_on, today)
    for field, words, is_said in (
        ("orders", "Enter at least one order.", bool(reading.orders)),
        (
            "defendant_surname",
            "Enter the defendant's surname as on the paper.",
            bool(reading.defendant_surname.strip()),
        ),
        ("court", "Enter the court as on the paper.", bool(reading.court.strip())),
    ):
        if not is_said:
            yield Fault(field=field, words=words, code="EMPTY")
    for place, order in enumerate(reading.orders):
        for fault in faults_of_order(order, reading.hearing_on):
            yield msgspec.structs.replace(fault, field=f"orders.{place}.{fault.field}")


def _faults_of_lengths(order: OrderRead) -> Iterator[Fault]:
    for field in _LENGTHS:
        term = getattr(order, field)
        if term is not None and not _is_possible(term):
            yield Fault(
                field=field,
                words="A length of nothing cannot be a sentence, nor one of more than"
                f" {MOST_OF_A_UNIT} of a unit. Enter it as on the paper.",
                code="NOTHING",
            )


def _is_possible(term: Term) -> bool:
    units = (term.years, term.months, term.weeks, term.days)
    return not term.is_nothing and min(units) >= 0 and max(units) <= MOST_OF_A_UNIT


def _faults_of_kind(order: OrderRead) -> Iterator[Fault]:
    """Refuse an entry that only another kind of sentence has. Not said, or no: it has none."""
    for field, kinds in OF_KINDS.items():
        if getattr(order, field) not in (None, False) and order.sentence_kind not in kinds:
            names = " or ".join(kinds)
            yield Fault(
                field=field,
                words=f"Only a sentence of the kind {names} has this. Clear it, or choose that"
                " kind.",
            )


def _faults_of_days(order: OrderRead, hearing_on: date | None) -> Iterator[Fault]:
    """Days of one order in the only sequence that they can have."""
    offence_on, convicted_on = order.offence_on, order.convicted_on
    for field, what, earlier, later, other in (
        ("offence_on", "The offence", offence_on, hearing_on, "later than the hearing"),
        ("convicted_on", "The conviction", convicted_on, hearing_on, "later than the hearing"),
        ("convicted_on", "The conviction", offence_on, convicted_on, "before the offence"),
        ("next_hearing_on", "The next hearing", hearing_on, order.next_hearing_on, "before this"),
    ):
        if earlier is not None and later is not None and earlier > later:
            yield Fault(field=field, words=f"{what} cannot be {other}. {_IF_THE_PAPER_SAYS_SO}")
