"""What the database keeps: ledger, documents' cards, checkpoints, accounts, access log.

Only this package imports `store.models`; others import its modules (`store.ledger`,
`store.documents`, `store.checkpoints`, `store.access_log`, `store.accounts`, `store.followers`).
They can be imported once Django is set up; a process that Django did not start calls
`set_up_django` first.
"""

import os

import django

__all__ = ["set_up_django"]


def set_up_django() -> None:
    """Read the settings and load the applications; raises what wrong settings raise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gatelodge.settings")
    django.setup()
