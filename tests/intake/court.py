"""A court near by: the simulator's memory without HTTP, its messages, and staff who read them."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from gatelodge.casework.court import (
    CourtFault,
    Credentials,
    Fetched,
    NotThere,
    Reading,
    Received,
    ensure_subscription,
    process_item,
    receive_callback,
)
from gatelodge.casework.office import CUSTODY, INTAKE, Actor, Office, load
from gatelodge.casework.reception import NewPerson, receive_person
from gatelodge.casework.registers import INSTALLATION, register_prison
from gatelodge.record import CustodyRecord, InboxItem, PeopleIndex, statement
from gatelodge.record.facts import (
    EVERY_PRISON,
    Issuer,
    OrderKind,
    OrderRead,
    PrisonRegistered,
    Role,
    SentenceKind,
    Term,
)
from gatelodge.simulator import Kind, Order, Person, Share
from gatelodge.simulator.courier import Delivery, parcel
from gatelodge.simulator.court import CourtMemory, Refused
from gatelodge.simulator.results import Decided, event

CALLBACK_URL = "http://127.0.0.1:8000/api/court/results/"
FERNLEA_MAILBOX = "omu.fernlea@invented-prison.example"
DUNMERE_MAILBOX = "omu.dunmere@invented-prison.example"
HEARING_ON = date(2026, 9, 1)
SHARED_AT = datetime(2026, 9, 1, 14, 2, tzinfo=UTC)

OMU = Actor(
    account="okafor.ruth",
    surname="Okafor",
    forenames="Ruth",
    roles=frozenset({(Role.CASE_ADMINISTRATOR, "FNI"), (Role.CASE_ADMINISTRATOR, "DMI")}),
)
SECOND = Actor(
    account="finch.noor",
    surname="Finch",
    forenames="Noor",
    roles=frozenset({(Role.SECOND_CHECKER, "FNI"), (Role.SECOND_CHECKER, "DMI")}),
)
GATE = Actor(
    account="lamb.ted",
    surname="Lamb",
    forenames="Ted",
    roles=frozenset({(Role.GATE_OFFICER, "FNI")}),
)
RECEPTION = Actor(
    account="vane.olga",
    surname="Vane",
    forenames="Olga",
    roles=frozenset({(Role.RECEPTION_OFFICER, EVERY_PRISON)}),
)


def master_id(number: int) -> str:
    return f"aaaaaaaa-0000-4000-8000-{number:012d}"


PELL = Person(
    master_defendant_id=master_id(1),
    surname="Pell",
    forenames="Joshua",
    born_on=date(1991, 4, 17),
)


def custody(term: str = "45 Months", **changes: Any) -> Order:
    order = Order(
        kind=Kind.CUSTODY, offence_on=date(2026, 3, 2), convicted_on=date(2026, 8, 3), term=term
    )
    return msgspec.structs.replace(order, **changes)


def suspended(term: str = "21 Months", **changes: Any) -> Order:
    return custody(
        term, kind=Kind.SUSPENDED, suspended_for="24 Months", runs="Concurrent", **changes
    )


def remand(next_hearing_on: date = date(2026, 9, 29), **changes: Any) -> Order:
    return custody("", kind=Kind.REMAND, next_hearing_on=next_hearing_on, **changes)


def shared(*orders: Order, **changes: Any) -> Share:
    share = Share(
        person=PELL,
        case_urn="61ZX0000126",
        court="Fernlea Crown Court",
        hearing_on=HEARING_ON,
        prison_email=FERNLEA_MAILBOX,
        prison_name="HMP Fernlea",
        orders=orders or (custody(),),
        shared_at=SHARED_AT,
    )
    return msgspec.structs.replace(share, **changes)


class MemorySecrets:
    """Signing secrets in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, list[str]] = {}

    def read(self, key_id: str) -> tuple[str, ...]:
        return tuple(self._kept.get(key_id, ()))

    def keep(self, key_id: str, secret: str) -> None:
        self._kept.setdefault(key_id, []).append(secret)


class CourtNearBy:
    """The court's two services without a network; a page of its own stands for each document."""

    def __init__(self) -> None:
        self.memory = CourtMemory()
        self.is_down = False

    def subscribe(self, callback_url: str, event_type: str, *, correlation_id: str) -> Credentials:
        assert correlation_id
        made = self.memory.subscribe(callback_url, (event_type,))
        key = made.keys[-1]
        return Credentials(
            subscription_id=made.subscription_id, key_id=key.key_id, secret=key.secret
        )

    def rotate(self, subscription_id: str, key_id: str, *, correlation_id: str) -> Credentials:
        assert correlation_id
        key = self.memory.rotate(subscription_id, key_id)
        return Credentials(subscription_id=subscription_id, key_id=key.key_id, secret=key.secret)

    def document(self, subscription_id: str, document_id: str, *, correlation_id: str) -> Fetched:
        assert correlation_id
        self._answer()
        self.memory.subscriber(subscription_id)
        try:
            decided = self.memory.documented(document_id)
        except Refused as refused:
            raise NotThere(refused.message) from refused
        page = f"%PDF-1.4\n{decided.document_id} {decided.paper}\n%%EOF"
        if decided.share.faults.spoil_document:
            page = "<html>"
        return Fetched(content=page.encode(), media_type="application/pdf")

    def register(
        self, case_urn: str, hearing_id: str, defendant_id: str, *, correlation_id: str
    ) -> bytes:
        assert correlation_id
        self._answer()
        try:
            return msgspec.json.encode(self.memory.history(case_urn, hearing_id, defendant_id))
        except Refused as refused:
            raise NotThere(refused.message) from refused

    def _answer(self) -> None:
        if self.is_down:
            raise CourtFault("The court's service cannot be reached.")


def register_prisons(office: Office) -> None:
    """Enter two prisons with the mailboxes that courts write to."""
    for prison, name, mailbox in (
        ("FNI", "HMP Fernlea", FERNLEA_MAILBOX),
        ("DMI", "HMP Dunmere", DUNMERE_MAILBOX),
    ):
        fact = PrisonRegistered(prison=prison, name=name, telephone="01632 960100", mailbox=mailbox)
        register_prison(office, INSTALLATION, fact)


class Desk:
    """An office with a court near by, two prisons, and a subscription."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.court = CourtNearBy()
        self.secrets = MemorySecrets()
        self.people = PeopleIndex(office.ledger)
        register_prisons(office)
        self.subscription = ensure_subscription(
            office, INTAKE, self.court, self.secrets, callback_url=CALLBACK_URL
        )

    def receive_person(
        self, person: Person = PELL, *, prison: str = "FNI", knows_court_id: bool = True
    ) -> str:
        numbers = ((Issuer.MASTER_DEFENDANT, person.master_defendant_id),)
        return receive_person(
            self.office,
            RECEPTION,
            NewPerson(
                prison=prison,
                prison_number=f"A{len(list(self.office.ledger.streams(CUSTODY))) + 1:04d}ZX",
                surname=person.surname,
                forenames=person.forenames,
                born_on=person.born_on,
                numbers=numbers if knows_court_id else (),
            ),
            source=statement("escort"),
        )

    def delivery(self, decided: Decided) -> Delivery:
        subscriber = self.court.memory.subscriber(self.subscription.subscription_id)
        return parcel(subscriber, decided.result_id, event(decided))

    def deliver(self, decided: Decided) -> Received:
        return self.deliver_parcel(self.delivery(decided))

    def deliver_parcel(self, delivery: Delivery) -> Received:
        return receive_callback(
            self.office,
            delivery.body,
            key_id=delivery.headers["X-Key-Id"],
            signature=delivery.headers["X-Signature"],
            correlation_id=delivery.headers["X-Correlation-Id"],
            content_type=delivery.headers["Content-Type"],
            secrets=self.secrets,
        )

    def share(self, share: Share) -> InboxItem:
        """Let the court share a result, take its message in, and do the machine's part."""
        return self.take_in(self.court.memory.share(share))

    def take_in(self, decided: Decided) -> InboxItem:
        return self.process(self.deliver(decided).item)

    def process(self, item: str) -> InboxItem:
        return process_item(self.office, self.court, item, self.people)

    def record(self, record_id: str) -> CustodyRecord:
        return load(self.office, record_id)


def months(number: int) -> Term:
    return Term(months=number)


def read_by_person(orders: tuple[OrderRead, ...], **changes: Any) -> Reading:
    """What a person reads on a paper that says what the message says."""
    read = tuple(
        msgspec.structs.replace(
            order,
            texts=(),
            doubts=(),
            sentence_kind=SentenceKind.SDS if order.order is OrderKind.CUSTODY else None,
        )
        for order in orders
    )
    reading = Reading(
        orders=read,
        defendant_surname=PELL.surname,
        defendant_forenames=PELL.forenames,
        defendant_born_on=PELL.born_on,
        hearing_on=HEARING_ON,
        court="Fernlea Crown Court",
    )
    return msgspec.structs.replace(reading, **changes)
