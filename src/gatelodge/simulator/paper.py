"""The simulated court's documents: one page, a real PDF, and plainly invented."""

from importlib.resources import files

import msgspec
import typst

from gatelodge.simulator.results import Decided, Kind, Order

_TITLE = {
    Kind.CUSTODY: "Order for imprisonment",
    Kind.ACTIVATED: "Order for imprisonment",
    Kind.LIFE: "Order for imprisonment",
    Kind.SUSPENDED: "Suspended sentence order",
    Kind.REMAND: "Warrant of remand in custody",
    Kind.BAIL: "Grant of bail",
    Kind.FINE: "Notice of fine",
    Kind.ENDED: "Notice that a case has ended",
}
_SAID = {
    Kind.CUSTODY: "Imprisonment",
    Kind.ACTIVATED: "Suspended sentence activated: imprisonment",
    Kind.LIFE: "Imprisonment for life",
    Kind.SUSPENDED: "Imprisonment, SUSPENDED",
    Kind.REMAND: "Remanded in custody",
    Kind.BAIL: "Released on bail",
    Kind.FINE: "Fine",
    Kind.ENDED: "Ended without sentence",
}
_GRAVEST_FIRST = (
    Kind.LIFE,
    Kind.CUSTODY,
    Kind.ACTIVATED,
    Kind.REMAND,
    Kind.SUSPENDED,
    Kind.BAIL,
    Kind.FINE,
    Kind.ENDED,
)
_NOT_A_PDF = b"<html><body>This is not the document that you asked for.</body></html>"


def document(decided: Decided) -> bytes:
    """Make the document of a result; the same result gives the same bytes."""
    if decided.share.faults.spoil_document:
        return _NOT_A_PDF
    source = files("gatelodge.simulator").joinpath("paper.typ").read_bytes()
    made = typst.compile(
        source,
        format="pdf",
        sys_inputs={"order": msgspec.json.encode(_content(decided)).decode()},
        ignore_system_fonts=True,
        timestamp=int(decided.generated_at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


def _content(decided: Decided) -> dict[str, object]:
    """Everything that stands on the page."""
    share = decided.share
    kinds = [order.kind for order in decided.paper]
    gravest = next((kind for kind in _GRAVEST_FIRST if kind in kinds), Kind.ENDED)
    return {
        "title": _TITLE[gravest],
        "court": share.court,
        "head": [
            ["Defendant", f"{share.person.surname}, {share.person.forenames}".rstrip(", ")],
            ["Date of birth", f"{share.person.born_on:%d/%m/%Y}"],
            ["Case", share.case_urn],
            ["Day of hearing", f"{share.hearing_on:%d/%m/%Y}"],
            ["To", share.prison_name or share.prison_email],
        ],
        "orders": [_lines(order) for order in decided.paper],
        "document": decided.document_id,
        "made": f"{decided.generated_at:%d/%m/%Y %H:%M} UTC",
    }


def _lines(order: Order) -> list[list[str]]:
    lines = [
        ("Offence", f"{order.offence_title} ({order.offence_code}), count {order.count}"),
        ("Committed on", f"{order.offence_on:%d/%m/%Y}"),
        ("Convicted on", f"{order.convicted_on:%d/%m/%Y}" if order.convicted_on else ""),
        ("The court ordered", _SAID[order.kind]),
        ("Length", order.term),
        ("Suspended for", order.suspended_for),
        ("Concurrent or consecutive", order.runs),
        ("Consecutive to", order.consecutive_to),
        ("Days on remand", "" if order.remand_days is None else str(order.remand_days)),
        ("Next hearing", f"{order.next_hearing_on:%d/%m/%Y}" if order.next_hearing_on else ""),
        ("At", order.next_hearing_court),
        *order.more_texts,
    ]
    return [[label, value] for label, value in lines if value]
