"""Court results, from the signed call to facts on a record.

Received and recorded (`receiving`), fetched, matched and told by a machine (`following`), then
opened, matched, read and applied by people (`judging`, `applying`), with questions to the court
(`queries`). The court's services, our secrets and the people on record are ports (`ports`).
"""

from gatelodge.casework.court.applying import (
    Follows,
    RemandFate,
    apply_result,
    preview,
    remands_then,
    unsettled,
)
from gatelodge.casework.court.following import (
    fetch_due_at,
    fetch_item,
    next_attempt_at,
    pending_items,
    process_item,
)
from gatelodge.casework.court.items import PDF, is_pdf, item_of, result_of
from gatelodge.casework.court.judging import (
    bring_document,
    close_item,
    confirm_match,
    confirm_reading,
    falls_with_match,
    open_item,
    undo_match,
)
from gatelodge.casework.court.linking import (
    find_candidates,
    match_item,
    prison_of_mailbox,
    told_by,
)
from gatelodge.casework.court.ports import (
    CourtFault,
    CourtService,
    Credentials,
    Fetched,
    NotThere,
    People,
    Secrets,
)
from gatelodge.casework.court.queries import answer_query, raise_query, settle_difference
from gatelodge.casework.court.reading import Fault, Reading, faults_of_hearing, faults_of_order
from gatelodge.casework.court.receiving import (
    LARGEST_BODY,
    REFUSALS,
    CallbackRefused,
    Received,
    item_name,
    receive_callback,
    refuse_too_large,
)
from gatelodge.casework.court.subscribing import (
    COURT,
    REGISTER_EVENT,
    Subscription,
    ensure_subscription,
    known_subscriptions,
    rotate_secret,
)

__all__ = [
    "COURT",
    "LARGEST_BODY",
    "PDF",
    "REFUSALS",
    "REGISTER_EVENT",
    "CallbackRefused",
    "CourtFault",
    "CourtService",
    "Credentials",
    "Fault",
    "Fetched",
    "Follows",
    "NotThere",
    "People",
    "Reading",
    "Received",
    "RemandFate",
    "Secrets",
    "Subscription",
    "answer_query",
    "apply_result",
    "bring_document",
    "close_item",
    "confirm_match",
    "confirm_reading",
    "ensure_subscription",
    "falls_with_match",
    "faults_of_hearing",
    "faults_of_order",
    "fetch_due_at",
    "fetch_item",
    "find_candidates",
    "is_pdf",
    "item_name",
    "item_of",
    "known_subscriptions",
    "match_item",
    "next_attempt_at",
    "open_item",
    "pending_items",
    "preview",
    "prison_of_mailbox",
    "process_item",
    "raise_query",
    "receive_callback",
    "refuse_too_large",
    "remands_then",
    "result_of",
    "rotate_secret",
    "settle_difference",
    "told_by",
    "undo_match",
    "unsettled",
]
