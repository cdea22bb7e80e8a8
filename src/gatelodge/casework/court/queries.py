"""Questions to a court, their answers, and which of two statements the court called right.

An open question blocks every exit (G06).
"""

from collections.abc import Callable
from datetime import datetime

from gatelodge.casework.court.judging import court_item, must_work
from gatelodge.casework.office import Actor, ActRefused, Office, change
from gatelodge.record import CustodyRecord, Draft, Entry, differences, statement, values_said
from gatelodge.record.facts import (
    CourtQueried,
    CourtQueryAnswered,
    Fact,
    ResultDifferenceSettled,
    Role,
)

ASKERS = (Role.CASE_ADMINISTRATOR, Role.HEAD_OF_OMU)
"""Who may ask a court and enter its answer (our decision)."""


def raise_query(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    about: str,
    asked_of: str,
    item: str | None = None,
    command: str | None = None,
) -> str:
    """Ask a court something about a person and return the query's id. Raises `ActRefused`."""
    _filled("about", about, "Say what you ask.")
    _filled("asked_of", asked_of, "Say whom you ask.")
    query = next(office.new_ids)
    fact = CourtQueried(query=query, about=about, asked_of=asked_of, item=item)
    entries = _say(office, actor, record_id, fact, by_whom=actor.name, command=command)
    asked = next(e.fact for e in entries if isinstance(e.fact, CourtQueried))
    return asked.query


def answer_query(
    office: Office,
    actor: Actor,
    record_id: str,
    query: str,
    *,
    answer: str,
    answered_by: str,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter a court's answer: what, and who gave it. Raises `ActRefused`."""
    _filled("answer", answer, "Enter the court's answer.")
    _filled("answered_by", answered_by, "Say who answered.")
    fact = CourtQueryAnswered(query=query, answer=answer, answered_by=answered_by)

    def must_be_open(record: CustodyRecord) -> None:
        asked = next((q for q in record.queries if q.asked.fact.query == query), None)
        if asked is None:
            raise ActRefused("There is no such question on this record.", code="NO_QUERY")
        if asked.answered is not None:
            raise ActRefused("The question is answered already.", code="ANSWERED")

    return _say(
        office,
        actor,
        record_id,
        fact,
        by_whom=answered_by,
        command=command,
        check=must_be_open,
    )


def settle_difference(
    office: Office,
    actor: Actor,
    record_id: str,
    item: str,
    *,
    field: str,
    right_value: str,
    said_by: str,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter which value the court called right where its message and its paper differ.

    `field` is the difference's name as `record.reconcile` gives it; `right_value` is one of the
    values that message, paper or record say. A court that calls none of them right has to send a
    right paper: that is a question to it. Raises `ActRefused`.
    """

    def must_choose(record: CustodyRecord) -> None:
        known = next((each for each in record.items if each.item == item), None)
        found = differences(record, known) if known else ()
        values = next((values_said(each) for each in found if each.field == field), ())
        if right_value not in values:
            raise ActRefused(
                "Choose one of the values that were said. If the court calls none of them right,"
                " ask it for a right paper.",
                code="NOT_SAID",
                field="right_value",
            )

    _filled("right_value", right_value, "Enter the value that the court called right.")
    _filled("said_by", said_by, "Say who at the court said so.")
    fact = ResultDifferenceSettled(item=item, field=field, right_value=right_value, said_by=said_by)
    return _say(office, actor, record_id, fact, by_whom=said_by, command=command, check=must_choose)


def _filled(field: str, value: str, words: str) -> None:
    if not value.strip():
        raise ActRefused(words, code="EMPTY", field=field)


def _say(
    office: Office,
    actor: Actor,
    record_id: str,
    fact: Fact,
    *,
    by_whom: str,
    command: str | None,
    check: Callable[[CustodyRecord], None] | None = None,
) -> tuple[Entry, ...]:
    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_work(actor, ASKERS, record)
        if check is not None:
            check(record)
        own = Draft(
            fact=fact,
            by=actor.account,
            reason="a question to the court",
            source=statement(by_whom),
            true_from=_so_from(record, fact),
        )
        return (own,)

    return change(office, record_id, decide, command=command)


def _so_from(record: CustodyRecord, fact: Fact) -> datetime | None:
    """What the court called right was so at its hearing; a question and its answer are of now."""
    if not isinstance(fact, ResultDifferenceSettled):
        return None
    known = court_item(record, fact.item)
    if known is None:
        raise ActRefused("There is no such item on this record.", code="NO_ITEM", field="item")
    stated = known.result or known.reading
    return stated.true_from if stated else None
