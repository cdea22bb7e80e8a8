"""Who works where, and the court's signing secret: what whoever runs the installation enters.

Answers go to standard output. Exit codes: 0 entered; 1 refused, with what to do.
"""

import sys
from collections.abc import Callable
from getpass import getpass
from typing import NoReturn, TypeVar

from cyclopts import App
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gatelodge import installation
from gatelodge.casework.court import CourtFault, known_subscriptions, rotate_secret
from gatelodge.casework.office import STAFF, ActRefused, Office
from gatelodge.casework.registers import (
    INSTALLATION,
    end_role,
    grant_role,
    register_prison,
    register_staff,
)
from gatelodge.record import fold_staff, spoken_moment
from gatelodge.record.facts import EVERY_PRISON, PrisonRegistered, Role
from gatelodge.store.accounts import open_account

_REFUSED = 1

staff = App(name="staff", help="Enter who works here, and what each may do where.")
T = TypeVar("T")


def prison(code: str, name: str, *, telephone: str, mailbox: str) -> None:
    """Enter a prison, or enter it anew with another name, telephone or mailbox.

    Parameters
    ----------
    code
        The prison's code, as staff write it.
    name
        Its name, as pages and passes show it.
    telephone
        Whom the gate rings.
    mailbox
        The address to which courts write; their messages reach this prison's inbox by it.
    """
    fact = PrisonRegistered(prison=code, name=name, telephone=telephone, mailbox=mailbox)
    _entered(lambda office: register_prison(office, INSTALLATION, fact))
    sys.stdout.write(f"{name} ({code}) is entered.\n")


@staff.command
def add(account: str, surname: str, forenames: str = "") -> None:
    """Enter a member of staff and open their sign-in; the password is asked for, or read.

    Without a terminal the first line of standard input is the password. A new member of staff may
    do nothing until a role is granted.

    Parameters
    ----------
    account
        The name to sign in with.
    surname
        Surname; somebody with one name has it here.
    forenames
        Forenames.
    """
    given = _password()
    _entered(
        lambda office: register_staff(
            office, INSTALLATION, account, surname=surname, forenames=forenames
        )
    )
    open_account(account, given, staff=account)
    sys.stdout.write(f"{account} can sign in. Grant a role: gatelodge staff grant {account} ...\n")


@staff.command
def password(account: str) -> None:
    """Give a member of staff another password, asked for as in `add`."""
    _entered(lambda office: _must_be_staff(office, account))
    open_account(account, _password(), staff=account)
    sys.stdout.write(f"{account} has another password.\n")


@staff.command
def grant(account: str, role: Role, prison: str = EVERY_PRISON) -> None:
    """Let a member of staff do what a role may at a prison, or at every prison.

    Parameters
    ----------
    account
        The name they sign in with.
    role
        What they may do.
    prison
        The prison's code; without it every prison.
    """
    _entered(lambda office: grant_role(office, INSTALLATION, account, role, prison))
    _say_roles(account)


@staff.command
def end(account: str, role: Role, prison: str = EVERY_PRISON) -> None:
    """End a role that was granted; what was done with it stands.

    Parameters
    ----------
    account
        The name they sign in with.
    role
        The role to end.
    prison
        The prison's code, as it was granted for; without it every prison.
    """
    _entered(lambda office: end_role(office, INSTALLATION, account, role, prison))
    _say_roles(account)


def rotate_court_secret(subscription: str | None = None) -> None:
    """Change the secret by which the court signs its messages; the old one counts for a while more.

    Parameters
    ----------
    subscription
        The subscription's id; not needed where there is one alone.
    """
    known = {each.subscription_id for each in _entered(known_subscriptions)}
    chosen = subscription or (min(known) if len(known) == 1 else None)
    if chosen is None:
        _stop(
            f"Name one of these subscriptions: {', '.join(sorted(known))}."
            if known
            else "There is no subscription yet: the worker makes it when it starts."
        )
    made = _entered(
        lambda office: rotate_secret(
            office, INSTALLATION, installation.court(), installation.court_secrets(), chosen
        )
    )
    old, until = made.old_keys[-1]
    sys.stdout.write(
        f"The court signs with key {made.key_id} now; key {old} counts until "
        f"{spoken_moment(until)}.\n"
    )


def _entered(act: Callable[[Office], T]) -> T:
    """Do an act on this installation; what it refuses ends the command in its words."""
    installation.start_up()
    try:
        return act(installation.office())
    except ActRefused as refused:
        _stop(refused.words)
    except CourtFault as fault:
        _stop(fault.words)


def _must_be_staff(office: Office, account: str) -> None:
    if not fold_staff(account, office.ledger.stream(STAFF + account)).is_registered:
        raise ActRefused(f"Nobody has the account {account}. Enter the person first.")


def _password() -> str:
    """Ask for a password, twice at a terminal. Refuse one that is too short or too common."""
    if sys.stdin.isatty():
        given = getpass("Password: ")
        if getpass("The same again: ") != given:
            _stop("The two passwords differ. Nothing was entered.")
    else:
        given = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(given)
    except ValidationError as wrong:
        _stop(" ".join((*wrong.messages, "Nothing was entered.")))
    return given


def _say_roles(account: str) -> None:
    roles = fold_staff(account, installation.office().ledger.stream(STAFF + account)).roles
    told = (f"{role} at {'every prison' if at == EVERY_PRISON else at}" for role, at in roles)
    sys.stdout.write(f"{account}: {'; '.join(told) or 'no role'}.\n")


def _stop(words: str) -> NoReturn:
    sys.stderr.write(words.rstrip() + "\n")
    sys.exit(_REFUSED)
