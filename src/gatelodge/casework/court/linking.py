"""Whose record an item belongs to: candidates, and the link that a held one gets at once."""

from typing import Final

from gatelodge.casework.court.items import item_of, result_of
from gatelodge.casework.court.ports import People
from gatelodge.casework.office import INTAKE, ITEM, Office, change
from gatelodge.casework.registers import PRISONS
from gatelodge.intake import Candidate, Told, candidates, named_person
from gatelodge.record import CustodyRecord, Draft, InboxItem, PersonKnown, Write, message
from gatelodge.record.facts import (
    CourtMessageLinked,
    Issuer,
    ItemMatched,
    MatchKind,
    PrisonRegistered,
)

MOST_CANDIDATES: Final = 20
"""How many candidates a person is shown (our decision)."""


def match_item(office: Office, item: str, people: People) -> tuple[str, ...]:
    """Link an item to every record that is held to be meant, and return these records.

    After a person confirmed a record the matcher is silent; whom a person ruled out is never
    proposed again. News on these records: their live passes die.
    """
    found = item_of(office, item)
    if not found.is_open or found.confirmed is not None:
        return found.records
    for candidate in find_candidates(office, found, people):
        record = candidate.person.record
        if candidate.is_held and record not in (*found.proposed, *found.not_theirs):
            _link(office, found, candidate)
    return item_of(office, item).records


def find_candidates(
    office: Office, item: InboxItem, people: People, *, told: Told | None = None
) -> tuple[Candidate, ...]:
    """Who may be meant: every held one, then others up to `MOST_CANDIDATES`.

    `told` stands in place of what the messages say: a person read it on the paper.
    """
    told = told or told_by(office, item)
    known: list[PersonKnown] = []
    if told.master_defendant_id:
        known += people.find(Issuer.MASTER_DEFENDANT, told.master_defendant_id)
    if told.surname or told.born_on:
        known += people.find_by_name(told.surname, told.born_on)
    compared = candidates(told, known)
    held = sum(candidate.is_held for candidate in compared)
    return compared[: max(held, MOST_CANDIDATES)]


def told_by(office: Office, item: InboxItem) -> Told:
    """What the court's message, and the register's answer to it, say of who is meant.

    Of a message that cannot be read, the court's identifier of the person if it can be found.
    """
    if item.message is None:
        body = office.documents.read(item.unreadable.fact.message) if item.unreadable else None
        return Told(master_defendant_id=(named_person(body) if body else None) or "")
    said = item.message.fact
    chosen = result_of(office, item)
    named = chosen.result.defendant if chosen and chosen.result else None
    return Told(
        master_defendant_id=said.master_defendant_id,
        surname=named.surname if named else "",
        forenames=named.forenames if named else "",
        born_on=named.born_on if named else None,
        prison=prison_of_mailbox(office, said.prison_email) or "",
    )


def prison_of_mailbox(office: Office, address: str) -> str | None:
    """Code of the one prison with this mailbox; none when no prison or several have it (N17)."""
    mailboxes: dict[str, str] = {}
    for entry in office.ledger.stream(PRISONS):
        if isinstance(entry.fact, PrisonRegistered):
            mailboxes[entry.fact.prison] = entry.fact.mailbox.strip().casefold()
    owners = [p for p, mailbox in mailboxes.items() if mailbox == address.strip().casefold()]
    return owners[0] if len(owners) == 1 else None


def _link(office: Office, item: InboxItem, candidate: Candidate) -> None:
    """Say on the record and in the inbox, in one transaction, that the message is theirs."""
    record_id = candidate.person.record
    stated_at = item.message.fact.document_generated_at if item.message else None

    def draft(fact: CourtMessageLinked | ItemMatched) -> Draft:
        return Draft(
            fact=fact,
            by=INTAKE.account,
            reason="held to be meant by the court",
            source=message(item.item),
            # The court had said something when the document was made, however late we heard.
            true_from=min(stated_at, office.clock.now()) if stated_at else None,
        )

    def decide(record: CustodyRecord, _at: object) -> tuple[Draft, ...]:
        if any(known.item == item.item and known.linked for known in record.items):
            return ()
        linked = CourtMessageLinked(
            item=item.item,
            match=MatchKind.PROPOSED,
            basis=candidate.basis,
            case_urns=item.message.fact.case_urns if item.message else (),
        )
        return (draft(linked),)

    def also(_record: CustodyRecord) -> tuple[Write, ...]:
        matched = ItemMatched(record=record_id, match=MatchKind.PROPOSED, basis=candidate.basis)
        return (Write(stream=ITEM + item.item, drafts=(draft(matched),)),)

    change(office, record_id, decide, also=also)
