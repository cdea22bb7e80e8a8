"""An item of the inbox, and whose it is to deal with."""

from django.http import Http404

from gatelodge.casework.court import prison_of_mailbox
from gatelodge.casework.office import ITEM, Office
from gatelodge.record import InboxItem, fold_item


def load_item(office: Office, item_id: str) -> InboxItem:
    """Fold an item as it is now; a page that does not exist when there is none."""
    entries = office.ledger.stream(ITEM + item_id)
    if not entries:
        raise Http404
    return fold_item(item_id, entries)


def item_prison(office: Office, item_id: str) -> str:
    """Code of the prison whose mailbox the court wrote to; empty when no mailbox claims it."""
    item = load_item(office, item_id)
    if item.message is None:
        return ""
    return prison_of_mailbox(office, item.message.fact.prison_email) or ""
