"""The practice court's own page: share a result, amend it, send it again, with a browser.

For people who try the product: it stands in for everything that happens in a court room. It needs
no script, and everybody in it is invented.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from html import escape
from typing import Final
from urllib.parse import parse_qsl

from msgspec.structs import replace

from gatelodge.intake import read_term
from gatelodge.record.london import day_in_london
from gatelodge.simulator.courier import Delivery
from gatelodge.simulator.results import Amend, Decided, Faults, Kind, Order, Person, Share

Fields = Mapping[str, str]

KIND_WORDS: Final = {
    Kind.CUSTODY: "Imprisonment",
    Kind.SUSPENDED: "Imprisonment, suspended",
    Kind.REMAND: "Remanded in custody",
    Kind.BAIL: "Released on bail",
    Kind.ENDED: "Case ended without sentence",
    Kind.FINE: "Fine",
}
"""What the page lets a court order."""
FAULT_WORDS: Final = {
    "lose_document": "The document is lost",
    "spoil_document": "The document is no PDF",
    "omit_hearing_id": "The message names no hearing",
    "register_not_found": "The register knows nothing of it",
    "name_other_person": "The register names somebody else",
}
"""What may go wrong with a result, by its name in `Faults`."""
_PERSONS_NAMESPACE: Final = uuid.UUID("5f0c1f5e-6f0f-4c52-9f0e-7c1d4be3a001")
_LENGTHY: Final = (Kind.CUSTODY, Kind.SUSPENDED)


class Wrong(Exception):
    """A form that cannot be taken: what to do, field by field."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Say it in plain English."""
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def share_from(fields: Fields, now: datetime, results: Sequence[Decided] = ()) -> Share:
    """Read the form for a new result. Raises `Wrong`.

    `results` is what this court shared before: of a case that it knows, an empty offence is the one
    that the case was about the last time.
    """
    faults = [
        f"Enter the {words}."
        for name, words in (
            ("surname", "surname"),
            ("case_urn", "case number"),
            ("court", "court"),
            ("prison_email", "prison's mailbox"),
        )
        if not _text(fields, name)
    ]
    born_on = _day(fields, "born_on", "day of birth", faults)
    offence_on = _day(fields, "offence_on", "day of the offence", faults)
    code, title = _offence(fields, results, faults)
    order = _order(fields, offence_on or now.date(), day_in_london(now), faults)
    if faults or born_on is None or order is None:
        raise Wrong(faults)
    surname, forenames = _text(fields, "surname"), _text(fields, "forenames")
    return Share(
        person=Person(
            master_defendant_id=_text(fields, "master_defendant_id")
            or _court_id(surname, forenames, born_on),
            surname=surname,
            forenames=forenames,
            born_on=born_on,
        ),
        case_urn=_text(fields, "case_urn"),
        court=_text(fields, "court"),
        hearing_on=day_in_london(now),
        prison_email=_text(fields, "prison_email"),
        orders=(replace(order, offence_code=code, offence_title=title),),
        faults=Faults(**{name: True for name in FAULT_WORDS if name in fields}),
    )


def amend_from(fields: Fields, before: Decided, now: datetime) -> Amend:
    """Read the form that amends a result: its first order is made anew. Raises `Wrong`."""
    faults: list[str] = []
    first, *others = before.share.orders
    order = _order(fields, first.offence_on, day_in_london(now), faults)
    if order is None:
        raise Wrong(faults)
    same = replace(
        order,
        offence_code=first.offence_code,
        offence_title=first.offence_title,
        count=first.count,
        convicted_on=first.convicted_on or order.convicted_on,
    )
    return Amend(orders=(same, *others), prison_email=_text(fields, "prison_email") or None)


def shown(
    results: Sequence[Decided],
    deliveries: Sequence[Delivery],
    *,
    typed: Fields | None = None,
    faults: Sequence[str] = (),
    now: datetime | None = None,
) -> bytes:
    """The whole page, newest result first."""
    today = day_in_london(now or datetime.now(UTC))
    parts = [
        _HEAD,
        _faults(faults),
        _new(typed or {}, today),
        "<h2>Shared results</h2>",
        *(_result(each, deliveries) for each in reversed(results)),
        "" if results else "<p>None yet.</p>",
        "</main></body></html>",
    ]
    return "\n".join(parts).encode()


def _court_id(surname: str, forenames: str, born_on: date) -> str:
    """The same invented person has the same number at this court, also after a restart.

    The people of the demo estate have theirs by the same rule, so that a match shows no difference.
    """
    return str(uuid.uuid5(_PERSONS_NAMESPACE, f"{surname}|{forenames}|{born_on}".casefold()))


def _offence(fields: Fields, results: Sequence[Decided], faults: list[str]) -> tuple[str, str]:
    """Code and words of the offence: as typed, else as this court knows it from the same case.

    Nothing is made up: another code would be another offence, and a remand on the first one would
    hold on.
    """
    case_urn, typed = _text(fields, "case_urn"), _text(fields, "offence_code").upper()
    of_case = [each.share.orders[0] for each in results if each.share.case_urn == case_urn]
    code = typed or (of_case[-1].offence_code if of_case else "")
    if not code:
        faults.append(
            "Enter the offence code of the case, such as TH68010. The person's record has it under"
            " Court cases."
        )
    known = [each.offence_title for each in of_case if each.offence_code == code]
    title = _text(fields, "offence_title") or (known[-1] if known else "")
    return code, title or f"Offence {code}"


def _text(fields: Fields, name: str) -> str:
    return fields.get(name, "").strip()


def _day(fields: Fields, name: str, words: str, faults: list[str]) -> date | None:
    try:
        return date.fromisoformat(_text(fields, name))
    except ValueError:
        faults.append(f"Enter the {words}.")
        return None


def _order(fields: Fields, offence_on: date, today: date, faults: list[str]) -> Order | None:
    """The order of a form; a fault for each field that it needs and lacks."""
    try:
        kind = Kind(_text(fields, "kind"))
    except ValueError:
        faults.append("Say what the court ordered.")
        return None
    before = len(faults)
    lengths = [("term", "length")] if kind in _LENGTHY else []
    if kind is Kind.SUSPENDED:
        lengths.append(("suspended_for", "time for which it is suspended"))
    for name, words in lengths:
        length = read_term(_text(fields, name))
        if length is None or length.is_nothing:
            faults.append(f"Enter the {words} as courts write it, such as 45 Months.")
    next_on = None
    if kind in (Kind.REMAND, Kind.BAIL):
        next_on = _day(fields, "next_hearing_on", "day of the next hearing", faults)
    if len(faults) > before:
        return None
    return Order(
        kind=kind,
        offence_on=offence_on,
        convicted_on=None if kind in (Kind.REMAND, Kind.BAIL, Kind.ENDED) else today,
        term="£100.00" if kind is Kind.FINE else _text(fields, "term") if lengths else "",
        suspended_for=_text(fields, "suspended_for") if kind is Kind.SUSPENDED else "",
        next_hearing_on=next_on,
    )


_HEAD: Final = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Practice court</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body{font:19px/1.4 arial,sans-serif;color:#0b0c0c;margin:0;background:#fff}
header{background:#4c2c92;color:#fff;padding:12px 24px;font-weight:bold}
main{max-width:960px;margin:0 auto;padding:16px 24px}
fieldset{border:1px solid #b1b4b6;margin:0 0 16px;padding:12px 16px}
label{display:block;margin:8px 0 2px}
label.inline{display:inline-block;margin-right:16px}
input:not([type=checkbox]),select{font:inherit;border:2px solid #0b0c0c;padding:4px 6px}
button{font:inherit;font-weight:bold;background:#4c2c92;color:#fff;border:0;padding:8px 14px}
:focus-visible{outline:3px solid #fd0;outline-offset:0;box-shadow:0 0 0 5px #0b0c0c}
.faults{border:4px solid #d4351c;padding:8px 16px}
.row{display:flex;flex-wrap:wrap;gap:0 24px}
article{border-top:2px solid #4c2c92;padding:8px 0 16px}
</style></head><body>
<header>Practice court. Everybody here is invented.</header><main>
<h1>What the court decides</h1>
<p>This stands in for the court room. Share a result: Gatelodge gets a signed message, fetches the
document and the register's answer, and matches the person by name and birth date.</p>"""


def _faults(faults: Sequence[str]) -> str:
    if not faults:
        return ""
    lines = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    return f'<div class="faults" role="alert"><h2>There is a problem</h2><ul>{lines}</ul></div>'


def _input(name: str, label: str, value: str, *, kind: str = "text", place: str = "") -> str:
    ident = f"{name}-{place}" if place else name
    return (
        f'<div><label for="{ident}">{escape(label)}</label>'
        f'<input id="{ident}" name="{name}" type="{kind}" value="{escape(value)}"></div>'
    )


def _kinds(chosen: str, place: str = "") -> str:
    ident = f"kind-{place}" if place else "kind"
    options = "".join(
        f'<option value="{kind.value}"{" selected" if kind.value == chosen else ""}>'
        f"{escape(words)}</option>"
        for kind, words in KIND_WORDS.items()
    )
    return (
        f'<div><label for="{ident}">The court orders</label>'
        f'<select id="{ident}" name="kind">{options}</select></div>'
    )


def _order_fields(typed: Fields, place: str = "") -> str:
    return (
        '<div class="row">'
        + _kinds(typed.get("kind", Kind.CUSTODY.value), place)
        + _input("term", "Length, such as 45 Months", typed.get("term", ""), place=place)
        + _input("suspended_for", "Suspended for", typed.get("suspended_for", ""), place=place)
        + _input(
            "next_hearing_on",
            "Next hearing",
            typed.get("next_hearing_on", ""),
            kind="date",
            place=place,
        )
        + "</div>"
    )


def _new(typed: Fields, today: date) -> str:
    def field(name: str, label: str, *, kind: str = "text", default: str = "") -> str:
        return _input(name, label, typed.get(name, default), kind=kind)

    faults = "".join(
        f'<label class="inline"><input type="checkbox" name="{name}"'
        f"{' checked' if name in typed else ''}> {escape(words)}</label>"
        for name, words in FAULT_WORDS.items()
    )
    return (
        '<h2>Share a result</h2><form method="post" action="/practice/share">'
        '<fieldset><legend>Defendant, as on the custody record</legend><div class="row">'
        + field("surname", "Surname")
        + field("forenames", "Forenames")
        + field("born_on", "Born on", kind="date")
        + field("master_defendant_id", "Court's number of the person, if the record shows another")
        + '</div></fieldset><fieldset><legend>Hearing today</legend><div class="row">'
        + field("court", "Court", default="Fernlea Crown Court")
        + field("case_urn", "Case number")
        + field("offence_code", "Offence code, as on the custody record")
        + field("offence_title", "Offence, in words")
        + field("offence_on", "Day of the offence", kind="date", default=today.isoformat())
        + field("prison_email", "Mailbox of the prison", default="omu.fernlea@prisons.invalid")
        + "</div>"
        + _order_fields(typed)
        + f"</fieldset><fieldset><legend>What goes wrong</legend>{faults}</fieldset>"
        + "<button>Share this result</button></form>"
    )


def _result(decided: Decided, deliveries: Sequence[Delivery]) -> str:
    share, ident = decided.share, escape(decided.result_id)
    first = share.orders[0]
    lines = "; ".join(_said(share.orders))
    sent = "; ".join(_sent(d) for d in deliveries if d.result_id == decided.result_id)
    typed = {
        "kind": first.kind.value,
        "term": first.term,
        "suspended_for": first.suspended_for,
        "next_hearing_on": first.next_hearing_on.isoformat() if first.next_hearing_on else "",
    }
    return (
        f"<article><h3>{escape(share.person.surname.upper())}, {escape(share.person.forenames)}: "
        f"{escape(lines)}</h3>"
        f"<p>{escape(share.court)}, case {escape(share.case_urn)}, shared "
        f"{decided.shared_at:%d/%m/%Y %H:%M} UTC, to {escape(share.prison_email)}. "
        f"{escape(sent) or 'Not sent.'}</p>"
        f'<form method="post" action="/practice/results/{ident}/amend"><fieldset>'
        f"<legend>Amend this result</legend>{_order_fields(typed, ident)}"
        + _input("prison_email", "Send to", share.prison_email, place=ident)
        + "<p><button>Share the amendment</button></p></fieldset></form>"
        f'<form method="post" action="/practice/results/{ident}/deliver">'
        "<button>Send the same message again</button></form></article>"
    )


def _said(orders: Sequence[Order]) -> Iterator[str]:
    for order in orders:
        words = KIND_WORDS.get(order.kind, order.kind.value)
        yield " ".join(filter(None, (words, order.term if order.kind in _LENGTHY else "")))


def _sent(delivery: Delivery) -> str:
    if delivery.is_delivered:
        return "Delivered"
    return "Given up" if delivery.is_dead else "Not delivered yet, trying again"


def typed_form(body: bytes) -> dict[str, str]:
    """The fields of a posted form; the last value of each stands."""
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
