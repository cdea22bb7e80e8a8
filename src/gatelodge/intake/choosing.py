"""Which rows of the register's history a message is about.

The register answers a list: every result shared for the hearing so far. A message belongs to the
result from which its document was made: the newest one shared before the document was generated.
A later one in the list belongs to another message, whether that has come or not.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from gatelodge.intake.court_results import History, RegisterRow, plain
from gatelodge.intake.reading import ResultRead, read_row
from gatelodge.record.facts import CourtMessageReceived, RegisterAnswer

_NEVER = datetime.min.replace(tzinfo=UTC)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What the register's answer means for one message."""

    answer: RegisterAnswer
    result: ResultRead | None = None
    """Set when, and only when, the answer is `FOUND`."""


def choose(history: History, message: CourtMessageReceived) -> Chosen:
    """Judge the register's whole answer, all cases of the message together.

    An answer that names another person is no result of this message, however much of it would fit.
    """
    if not history.rows:
        is_empty = not history.faults
        answer = RegisterAnswer.EMPTY if is_empty else RegisterAnswer.UNREADABLE
        return Chosen(answer=answer)
    if any(_names_another(row, message) for row in history.rows):
        return Chosen(answer=RegisterAnswer.OTHER_PERSON)
    own = [_own_row(rows, message) for rows in _by_case(history.rows)]
    doubts = tuple(_doubts(history, message, own))
    return Chosen(answer=RegisterAnswer.FOUND, result=_merged([read_row(r) for r in own], doubts))


def _names_another(row: RegisterRow, message: CourtMessageReceived) -> bool:
    ids = row.defendant.court_ids
    return bool(ids) and message.master_defendant_id.lower() not in ids


def _by_case(rows: Sequence[RegisterRow]) -> list[list[RegisterRow]]:
    cases: dict[str, list[RegisterRow]] = {}
    for row in rows:
        cases.setdefault(plain(row.prosecution_case.case_urn), []).append(row)
    return list(cases.values())


def _own_row(rows: Sequence[RegisterRow], message: CourtMessageReceived) -> RegisterRow:
    """The newest row shared before the document was generated; else the oldest of all."""
    in_order = sorted(rows, key=_shared)
    before = [row for row in in_order if _shared(row) <= message.document_generated_at]
    return before[-1] if before else in_order[0]


def _shared(row: RegisterRow) -> datetime:
    return row.shared_at or _NEVER


def _doubts(
    history: History, message: CourtMessageReceived, own: Sequence[RegisterRow]
) -> Iterator[str]:
    """What is doubtful about the answer as a whole."""
    yield from history.faults
    newest = {plain(row.prosecution_case.case_urn): _shared(row) for row in own}
    later = [
        row for row in history.rows if _shared(row) > newest[plain(row.prosecution_case.case_urn)]
    ]
    if later:
        at = max(_shared(row) for row in later).isoformat(timespec="minutes")
        yield f"The court shared a later result of this hearing at {at}: read its message too."
    answered = {plain(row.prosecution_case.case_urn) for row in history.rows}
    for urn in message.case_urns:
        if urn not in answered:
            yield f"The message names the case {urn}, and the register gave no result for it."
    for row in own:
        if not row.defendant.court_ids:
            yield "The register's answer does not say which defendant it is about."
        heard = plain(row.hearing.id)
        if heard and message.hearing_id and heard.lower() != message.hearing_id.lower():
            yield f"The register's answer is about another hearing: {heard}."


def _merged(results: Sequence[ResultRead], doubts: tuple[str, ...]) -> ResultRead:
    """One result for one message, with the orders of all its cases."""
    first = results[0]
    orders = [order for result in results for order in result.orders]
    orders[0] = replace(orders[0], doubts=(*doubts, *orders[0].doubts))
    shared = [result.shared_at for result in results if result.shared_at]
    return replace(first, orders=tuple(orders), shared_at=max(shared, default=None))
