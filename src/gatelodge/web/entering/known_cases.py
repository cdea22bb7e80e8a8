"""The court cases that a record knows of, from whatever names them."""

from collections.abc import Iterable

from gatelodge.record import CustodyRecord


def known_cases(record: CustodyRecord) -> Iterable[tuple[str, str]]:
    """Cases that facts and court results of this record name, each once, with a court."""
    known: dict[str, str] = {}
    for authority in record.authorities:
        urn = getattr(authority.began.fact, "case_urn", "")
        if urn:
            known.setdefault(urn, getattr(authority.began.fact, "court", ""))
    for item in record.items:
        if item.result:
            for order in item.result.fact.orders:
                known.setdefault(order.case_urn, item.result.fact.court)
    if record.cases_stated:
        for case in record.cases_stated.fact.cases:
            known.setdefault(case.case_urn, case.court)
    return known.items()
