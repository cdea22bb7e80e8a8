"""An item of the inbox, and whose it is to deal with."""

from django.http import Http404

from gatelodge.casework.court import prison_of_mailbox
from gatelodge.casework.office import ITEM, Office, load
from gatelodge.record import InboxItem, fold_item


def load_item(office: Office, item_id: str) -> InboxItem:
    """Fold an item as it is now; a page that does not exist when there is none."""
    entries = office.ledger.stream(ITEM + item_id)
    if not entries:
        raise Http404
    return fold_item(item_id, entries)


def item_prison(office: Office, item_id: str, reader_at: str) -> str:
    """Code of the prison that an item concerns, as its reader may look at it; empty = of none.

    It concerns the prison whose mailbox the court wrote to, and every prison that answers for
    somebody whom it is held to be about: where the reader works at one of these, it is that one.
    """
    item = load_item(office, item_id)
    email = item.message.fact.prison_email if item.message else ""
    written_to = prison_of_mailbox(office, email) or ""
    held_at = {load(office, record).prison for record in item.records}
    return reader_at if reader_at in held_at else written_to
