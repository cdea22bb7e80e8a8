"""What every view may rely on once the access table has let a request through."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from gatelodge.casework.office import Actor
from gatelodge.record import CustodyRecord


class StaffRequest(HttpRequest):
    """A request by a signed-in member of staff, as the access middleware leaves it."""

    actor: Actor
    prison: str
    """Code of the prison where the reader works now; empty when they are tied to none."""
    record: CustodyRecord
    """The record that the address names; only under addresses that name one."""
    htmx: HtmxDetails
    locks_at: datetime


SESSION_PRISON = "prison"
SESSION_SIGNED_IN_AT = "signed_in_at"
SESSION_SEEN_AT = "seen_at"
SESSION_LOCKED = "locked"
SESSION_REASONS = "reasons"
SESSION_KEPT = "kept"
SESSION_PRESSES = "presses"
SESSION_BOARD = "board"
SESSION_NOTICE = "notice"
SESSION_ANSWERS = "answers"
SESSION_SEARCHES = "searches"
SESSION_AT_THE_GATE = "at_the_gate"
