"""Sign-ins: a user name and a password for a member of staff whose facts stand in the ledger."""

from django.contrib.auth.hashers import make_password

from gatelodge.store.models import Account


def open_account(username: str, password: str, *, staff: str) -> Account:
    """Make a sign-in for a staff account, or give an existing one this password."""
    account, _is_new = Account.objects.update_or_create(
        username=username, defaults={"password": make_password(password), "staff": staff}
    )
    return account


def has_accounts() -> bool:
    """Whether anybody can sign in."""
    return Account.objects.exists()
