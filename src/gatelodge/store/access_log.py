"""The access log: who looked at what, when and why. It only grows."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from gatelodge.store.models import Access


class AccessMade(msgspec.Struct, frozen=True, kw_only=True):
    """One look at a page, or one refusal of it."""

    at: datetime
    account: str
    """Staff account; empty = nobody was signed in."""
    url_name: str
    record_id: str = ""
    prison: str = ""
    """Code of the prison that the record belongs to, else of the one where the reader works."""
    reason: str = ""
    outcome: str
    """Allowed, or why not."""


def note_access(access: AccessMade) -> None:
    """Write one line of the log, in the caller's transaction if there is one."""
    Access.objects.create(**msgspec.structs.asdict(access))


def accesses(
    *, record_id: str | None = None, account: str | None = None, limit: int = 200
) -> Iterator[AccessMade]:
    """Lines of the log, newest first: of one record, of one account, or all."""
    rows = Access.objects.order_by("-pk")
    if record_id is not None:
        rows = rows.filter(record_id=record_id)
    if account is not None:
        rows = rows.filter(account=account)
    for row in rows[:limit]:
        yield AccessMade(
            at=row.at,
            account=row.account,
            url_name=row.url_name,
            record_id=row.record_id,
            prison=row.prison,
            reason=row.reason,
            outcome=row.outcome,
        )


def count_accesses(account: str, url_name: str, outcome: str, *, since: datetime) -> int:
    """How often an account was logged with this address and outcome since an instant."""
    rows = Access.objects.filter(account=account, url_name=url_name, outcome=outcome)
    return rows.filter(at__gte=since).count()
