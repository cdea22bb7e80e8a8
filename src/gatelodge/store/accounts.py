"""Sign-ins: a user name and a password for a member of staff whose facts stand in the ledger."""

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password

from gatelodge.store.models import Account


def open_account(username: str, password: str, *, staff: str) -> Account:
    """Make a sign-in for a staff account, or give an existing one this password."""
    account, _is_new = Account.objects.update_or_create(
        username=username, defaults={"password": make_password(password), "staff": staff}
    )
    return account


def open_accounts(accounts: Mapping[str, str], password: str) -> None:
    """Make a sign-in for each staff account, by user name, all with one password.

    For practice alone: they share one salt too, so that hundreds are opened in a moment.
    """
    hashed = make_password(password)
    Account.objects.bulk_create(
        Account(username=username, staff=staff, password=hashed)
        for username, staff in accounts.items()
    )
