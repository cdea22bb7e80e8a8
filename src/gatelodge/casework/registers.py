"""Registers: prisons, members of staff and what each may do where."""

from gatelodge.casework.office import REGISTER, STAFF, Actor, ActRefused, Office
from gatelodge.record import Draft, Entry, Source, Write, fold_staff, statement
from gatelodge.record.facts import (
    EVERY_PRISON,
    Fact,
    PrisonRegistered,
    Role,
    RoleEnded,
    RoleGranted,
    StaffRegistered,
)

PRISONS = REGISTER + "prisons"

INSTALLATION = Actor(
    account="system:installation",
    surname="Gatelodge",
    forenames="installation",
    roles=frozenset({(Role.ADMINISTRATOR, EVERY_PRISON)}),
)
"""Who enters the first prisons and the first accounts, before there is anybody else."""


def register_prison(
    office: Office, actor: Actor, prison: PrisonRegistered, *, source: Source | None = None
) -> tuple[Entry, ...]:
    """Enter a prison, or enter it anew with another telephone or mailbox; the later one stands."""
    return _say(office, actor, PRISONS, prison, reason="prisons", source=source)


def register_staff(
    office: Office, actor: Actor, account: str, *, surname: str, forenames: str
) -> tuple[Entry, ...]:
    """Enter a member of staff under an account. Raises `ActRefused` when the account is taken."""
    if fold_staff(account, office.ledger.stream(STAFF + account)).is_registered:
        raise ActRefused(
            f"The account {account} is taken. Choose another.", code="TAKEN", field="account"
        )
    fact = StaffRegistered(surname=surname, forenames=forenames)
    return _say(office, actor, STAFF + account, fact, reason="staff")


def grant_role(
    office: Office, actor: Actor, account: str, role: Role, prison: str
) -> tuple[Entry, ...]:
    """Let a member of staff do what a role may, at one prison or at `EVERY_PRISON`.

    Raises `ActRefused` for an account that nobody has, and a prison that is not in the register.
    """
    _registered(office, account)
    if prison != EVERY_PRISON:
        must_be_a_prison(office, prison)
    return _say(
        office, actor, STAFF + account, RoleGranted(role=role, prison=prison), reason="roles"
    )


def end_role(
    office: Office, actor: Actor, account: str, role: Role, prison: str
) -> tuple[Entry, ...]:
    """End a role of a member of staff, at the one prison or at `EVERY_PRISON`, as it was granted.

    Raises `ActRefused` for an account that nobody has, and a role that is not theirs there.
    """
    _registered(office, account)
    if (role, prison) not in fold_staff(account, office.ledger.stream(STAFF + account)).roles:
        raise ActRefused(
            f"{account} is not {role} there. End a role as it was granted.",
            code="NO_SUCH_ROLE",
            field="role",
        )
    return _say(office, actor, STAFF + account, RoleEnded(role=role, prison=prison), reason="roles")


def must_be_a_prison(office: Office, prison: str) -> None:
    """Refuse a prison code that is not in the register. Raises `ActRefused` with the field."""
    facts = (entry.fact for entry in office.ledger.stream(PRISONS))
    if not any(isinstance(fact, PrisonRegistered) and fact.prison == prison for fact in facts):
        raise ActRefused(
            f"There is no prison {prison} in the register. Choose one of those that are.",
            code="NO_SUCH_PRISON",
            field="prison",
        )


def _registered(office: Office, account: str) -> None:
    if not fold_staff(account, office.ledger.stream(STAFF + account)).is_registered:
        raise ActRefused(
            f"Nobody has the account {account}. Enter the person first.",
            code="NO_ACCOUNT",
            field="account",
        )


def _say(
    office: Office,
    actor: Actor,
    stream: str,
    fact: Fact,
    *,
    reason: str,
    source: Source | None = None,
) -> tuple[Entry, ...]:
    if not actor.has(Role.ADMINISTRATOR, EVERY_PRISON):
        raise ActRefused("Only an administrator may enter this.", code="NO_ROLE")
    draft = Draft(
        fact=fact, by=actor.account, reason=reason, source=source or statement(actor.name)
    )
    return office.ledger.append([Write(stream=stream, drafts=(draft,))], at=office.clock.now())
