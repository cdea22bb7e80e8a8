"""A transfer is a hand-over: the receiving prison takes over what is open before anybody leaves.

Until it has, everything stays on the sending prison's list, and the gate stays shut (G30). Papers
that nobody at the receiving prison has looked at stay named until somebody has.
"""

from collections.abc import Sequence
from datetime import datetime

from gatelodge.casework.authorities import PAPERS
from gatelodge.casework.exits import own_word
from gatelodge.casework.office import Actor, ActRefused, Office, change
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    last_transfer,
    open_items,
    papers_not_seen,
    papers_of,
)
from gatelodge.record.facts import ExitType, HandOverAccepted, PapersSeen


def accept_hand_over(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    items: Sequence[str],
    papers_seen: Sequence[str],
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Take over, for the receiving prison, each thing that is open on a record.

    `items` are names of open items, all of them; `papers_seen` content hashes of the papers that
    the actor looked at, perhaps none. Raises `ActRefused` for somebody of another prison, without
    a planned transfer, and when something open is not taken over.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        plan = record.plan
        if plan is None or plan.fact.exit_type is not ExitType.TRANSFER:
            raise ActRefused("No transfer is planned.", code="NO_PLAN")
        _of_receiver(actor, plan.fact.to_prison)
        missing = [i.words for i in open_items(record, at) if i.name not in items]
        if missing:
            raise ActRefused(
                f"Take over each open item. Not taken over: {'; '.join(missing)}.",
                code="EMPTY",
                field="items",
            )
        _of_record(record, papers_seen)
        accepted = HandOverAccepted(
            prison=plan.fact.to_prison,
            items=tuple(i.name for i in open_items(record, at)),
            papers_seen=tuple(dict.fromkeys(papers_seen)),
        )
        return (own_word(actor, accepted, "hand-over accepted"),)

    return change(office, record_id, decide, command=command)


def see_papers(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    papers: Sequence[str],
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that the actor, at the receiving prison, looked at papers of the sending prison.

    Raises `ActRefused` when no paper is named, or none of them waits to be seen.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        if last_transfer(record) is None and not record.bound_for:
            raise ActRefused("Nobody was transferred.", code="NO_TRANSFER")
        prison = record.bound_for or record.prison
        _of_receiver(actor, prison)
        waiting = papers_not_seen(record)
        seen = tuple(each for each in dict.fromkeys(papers) if each in waiting)
        if not seen:
            raise ActRefused("Choose the papers that you looked at.", code="EMPTY", field="papers")
        return (own_word(actor, PapersSeen(prison=prison, papers=seen), "papers seen"),)

    return change(office, record_id, decide, command=command)


def _of_receiver(actor: Actor, prison: str) -> None:
    if not actor.has_any(PAPERS, prison):
        raise ActRefused(
            f"Only staff of the receiving prison ({prison}) may take somebody over.",
            code="NO_ROLE",
        )


def _of_record(record: CustodyRecord, papers: Sequence[str]) -> None:
    known = papers_of(record)
    if any(each not in known for each in papers):
        raise ActRefused("Choose papers of this record.", code="NOT_A_PAPER", field="papers")
