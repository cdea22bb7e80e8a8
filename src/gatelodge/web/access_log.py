"""The access log as the screens write it, and the limit on wrong passwords that reads it."""

from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from gatelodge.store.access_log import AccessMade, count_accesses, note_access

WRONG_PASSWORD: Final = "wrong user name or password"
MOST_WRONG_SIGN_INS: Final = 5
"""Wrong passwords for one user name before it must wait (our decision)."""
_WINDOW: Final = timedelta(minutes=10)
_SIGN_IN: Final = "sign-in"
_LONGEST_ACCOUNT: Final = 150


class Visit(msgspec.Struct, kw_only=True):
    """What the log will say of one request; a view may add whom it turned out to be about."""

    url_name: str
    account: str
    record_id: str = ""
    prison: str = ""
    reason: str = ""
    outcome: str = ""


def note(visit: Visit) -> None:
    """Write a visit. The instant is the machine's own, whatever practice clock a page shows."""
    note_access(AccessMade(at=datetime.now(UTC), **msgspec.structs.asdict(visit)))


def note_sign_in(username: str, *, outcome: str) -> None:
    """Write an attempt to sign in under a user name."""
    note(
        Visit(
            url_name=_SIGN_IN,
            account=username[:_LONGEST_ACCOUNT],
            reason="signing in",
            outcome=outcome,
        )
    )


def wrong_sign_ins(username: str) -> int:
    """Wrong passwords for a user name in the last ten minutes."""
    return count_accesses(
        username[:_LONGEST_ACCOUNT],
        _SIGN_IN,
        WRONG_PASSWORD,
        since=datetime.now(UTC) - _WINDOW,
    )
