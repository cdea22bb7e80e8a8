"""What the simulated court decided, and how its register and its callback say it.

The shapes are those of the two contracts. The labels of suspended, concurrent, consecutive and
ordinary remand orders are ours: the contract's examples hold none (see `intake.labels`).
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

from gatelodge.intake import labels

Json = dict[str, Any]


class Kind(StrEnum):
    """What the court ordered on an offence."""

    CUSTODY = "custody"
    SUSPENDED = "suspended"
    ACTIVATED = "activated"
    LIFE = "life"
    REMAND = "remand"
    BAIL = "bail"
    FINE = "fine"
    ENDED = "ended"


class _Asked(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Base of what the control interface is told: strict, camel case."""


class Person(_Asked, frozen=True, kw_only=True):
    """An invented defendant. Without a `defendant_id` it is the master defendant id."""

    master_defendant_id: str
    surname: str
    forenames: str
    born_on: date
    defendant_id: str = ""
    nationality: str | None = None

    @property
    def court_id(self) -> str:
        """The id that the register knows the defendant by."""
        return self.defendant_id or self.master_defendant_id


class Order(_Asked, frozen=True, kw_only=True):
    """One order on one offence. Lengths are as courts write them: "45 Months"."""

    kind: Kind
    offence_code: str = "TH68001"
    offence_title: str = "Theft from the person of another"
    offence_on: date
    convicted_on: date | None = None
    count: int = 1
    term: str = ""
    suspended_for: str = ""
    runs: str = ""
    """"Concurrent", "Consecutive" or nothing."""
    consecutive_to: str = ""
    remand_days: int | None = None
    next_hearing_on: date | None = None
    next_hearing_court: str = ""
    more_texts: tuple[tuple[str, str], ...] = ()
    """Any other labelled texts, such as ones that nobody knows."""


class Faults(_Asked, frozen=True, kw_only=True):
    """What goes wrong with a result. All off: nothing does."""

    omit_hearing_id: bool = False
    lose_document: bool = False
    spoil_document: bool = False
    """The document is not the PDF that it says it is."""
    name_other_person: bool = False
    register_not_found: bool = False
    register_empty_for: int = 0
    """How often the register answers an empty list before the result is there."""
    hold_delivery: bool = False
    """The event is not sent until `deliver` is asked for."""


class Share(_Asked, frozen=True, kw_only=True):
    """A result that the court shares."""

    person: Person
    case_urn: str
    court: str
    hearing_on: date
    prison_email: str
    prison_name: str = ""
    orders: tuple[Order, ...]
    paper_orders: tuple[Order, ...] | None = None
    """What the document says, where it differs from the result; none = the same."""
    hearing_id: str = ""
    """Empty = a new hearing."""
    shared_at: datetime | None = None
    """None = now."""
    document_generated_at: datetime | None = None
    """None = when the result was shared."""
    faults: Faults = Faults()


class Amend(_Asked, frozen=True, kw_only=True):
    """An amendment of a result: the same person, case and hearing, shared later.

    None = as in the result that it amends.
    """

    orders: tuple[Order, ...] | None = None
    paper_orders: tuple[Order, ...] | None = None
    prison_email: str | None = None
    shared_at: datetime | None = None
    document_generated_at: datetime | None = None
    faults: Faults = Faults()


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A result as the simulated court keeps it: its row of the register, document and event."""

    result_id: str
    document_id: str
    hearing_id: str
    shared_at: datetime
    generated_at: datetime
    share: Share

    @property
    def paper(self) -> tuple[Order, ...]:
        """What the document says."""
        return self.share.orders if self.share.paper_orders is None else self.share.paper_orders


OTHER_PERSON: Final = Person(
    master_defendant_id="0d0d0d0d-0000-4000-8000-00000000beef",
    surname="Nobody",
    forenames="Invented",
    born_on=date(1970, 1, 1),
)
"""Whom the register names when it is told to name another person."""


def event(decided: Decided) -> Json:
    """The payload of the callback (EventNotificationPayload)."""
    payload: Json = {
        "eventType": "PRISON_COURT_REGISTER_GENERATED",
        "hearingId": decided.hearing_id,
        "masterDefendantId": decided.share.person.master_defendant_id,
        "documentId": decided.document_id,
        "documentGeneratedTimestamp": _instant(decided.generated_at),
        "cases": [{"urn": decided.share.case_urn}],
        "prisonEmailAddress": decided.share.prison_email,
    }
    if decided.share.faults.omit_hearing_id:
        del payload["hearingId"]
    return payload


def register_row(decided: Decided) -> Json:
    """One row of the register's answer (PcrHearingResult)."""
    share = decided.share
    return {
        "courtApplications": [],
        "custodyLocation": {"custodyType": "Prison", "name": share.prison_name or None},
        "defendant": _defendant(OTHER_PERSON if share.faults.name_other_person else share.person),
        "hearing": _hearing(decided),
        "sharedTime": _instant(decided.shared_at),
        "offences": [_offence(share, order) for order in share.orders],
        "prosecutionCase": {"caseMarkers": [], "caseURN": share.case_urn, "results": []},
    }


def _defendant(person: Person) -> Json:
    return {
        "address": {"address1": "1 Invented Street", "postCode": "ZZ1 1ZZ"},
        "dateOfBirth": person.born_on.isoformat(),
        "firstName": person.forenames,
        "gender": "MALE",
        "id": person.court_id,
        "lastName": person.surname,
        "masterDefendantId": person.master_defendant_id,
        "nationality": person.nationality,
        "postHearingCustodyStatus": "Not Applicable",
        "results": [],
    }


def _hearing(decided: Decided) -> Json:
    share = decided.share
    following = [o for o in share.orders if o.next_hearing_on]
    return {
        "courtDetails": {
            "court": {"courtHouseCode": "ZZ0000", "courtHouseName": share.court},
            "courtAddress": {"address1": "1 Court Square", "postCode": "ZZ1 1ZZ"},
        },
        "defendantAppearanceDetails": "In person",
        "hearingDate": share.hearing_on.isoformat(),
        "hearingType": "Sentence",
        "id": decided.hearing_id,
        "jurisdiction": "CROWN" if "crown court" in share.court.casefold() else "MAGISTRATES",
        "nextHearing": _next_hearing(share, following[0]) if following else None,
    }


def _next_hearing(share: Share, order: Order) -> Json:
    return {
        "court": {"courtHouseName": order.next_hearing_court or share.court},
        "dateTime": f"{order.next_hearing_on}T10:00:00Z",
        "hearingId": None,
    }


def _offence(share: Share, order: Order) -> Json:
    texts = [*_texts(share, order), *order.more_texts]
    return {
        "code": order.offence_code,
        "convictionDate": order.convicted_on.isoformat() if order.convicted_on else None,
        "listingNumber": order.count,
        "startDate": order.offence_on.isoformat(),
        "title": order.offence_title,
        "wording": order.offence_title,
        "results": [{"resultTexts": [{"label": label, "value": value} for label, value in texts]}],
    }


_LENGTH_LABEL = {
    Kind.CUSTODY: labels.TERM,
    Kind.SUSPENDED: labels.SUSPENDED_TERM,
    Kind.ACTIVATED: labels.ACTIVATED_TERM,
}
_FLAG_LABEL = {
    Kind.LIFE: labels.LIFE,
    Kind.REMAND: labels.REMAND,
    Kind.BAIL: labels.BAIL,
    Kind.ENDED: labels.ENDED,
}


def _texts(share: Share, order: Order) -> list[tuple[str, str]]:
    """The labelled texts of an order."""
    next_label = (
        labels.NEXT_IN_CROWN
        if "crown court" in share.court.casefold()
        else labels.NEXT_IN_MAGISTRATES
    )
    told = [
        (_LENGTH_LABEL.get(order.kind), order.term),
        (_FLAG_LABEL.get(order.kind), "true"),
        ("Amount of costs" if order.kind is Kind.FINE else None, order.term),
        (labels.OPERATIONAL_PERIOD, order.suspended_for),
        (labels.RUNS, order.runs),
        (labels.FOLLOWS, order.consecutive_to),
        (labels.REMAND_DAYS, "" if order.remand_days is None else str(order.remand_days)),
        (next_label, _next_hearing_text(share, order) if order.next_hearing_on else ""),
        (labels.PRISON_NAME, share.prison_name if order.kind not in _FREE else ""),
    ]
    return [(label, value) for label, value in told if label is not None and value]


_FREE = (Kind.BAIL, Kind.FINE, Kind.ENDED, Kind.SUSPENDED)


def _next_hearing_text(share: Share, order: Order) -> str:
    """A next hearing in the lines that the contract's examples have."""
    day = f"{order.next_hearing_on:%d/%m/%Y}" if order.next_hearing_on else ""
    house = order.next_hearing_court or share.court
    return (
        f"Date of hearing:{day}\n\nTime of hearing:10:00\n\n"
        f"Courthouse organisation name:{house}\n\nHearing type:Plea"
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
