"""A member of staff as folded from their own stream: name, and the roles that stand now."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from gatelodge.record.entry import Entry
from gatelodge.record.facts import Role, RoleEnded, RoleGranted, StaffRegistered


class StaffMember(msgspec.Struct, frozen=True, kw_only=True):
    """Who works here and what they may do, each role tied to a prison or to `EVERY_PRISON`."""

    account: str
    surname: str = ""
    forenames: str = ""
    roles: tuple[tuple[Role, str], ...] = ()
    """Role and prison, in the order in which they were granted."""

    @property
    def is_registered(self) -> bool:
        """Whether somebody entered this account as a member of staff."""
        return bool(self.surname)

    @property
    def name(self) -> str:
        """Surname first, as on every page."""
        return f"{self.surname.upper()}, {self.forenames}" if self.forenames else self.surname


def fold_staff(
    account: str, entries: Iterable[Entry], *, known_at: datetime | None = None
) -> StaffMember:
    """Fold one account's stream. `known_at` leaves out what was recorded later; none = everything.

    Entries of other kinds, and entries whose body was erased, say nothing about roles.
    """
    member = StaffMember(account=account)
    for entry in entries:
        if known_at is not None and entry.envelope.recorded_at > known_at:
            continue
        match entry.fact:
            case StaffRegistered(surname=surname, forenames=forenames):
                member = replace(member, surname=surname, forenames=forenames)
            case RoleGranted(role=role, prison=prison) if (role, prison) not in member.roles:
                member = replace(member, roles=(*member.roles, (role, prison)))
            case RoleEnded(role=role, prison=prison):
                roles = tuple(r for r in member.roles if r != (role, prison))
                member = replace(member, roles=roles)
            case _:
                pass
    return member
