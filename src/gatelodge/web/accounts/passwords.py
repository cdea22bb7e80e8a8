"""Checking a password: at the sign-in, at the lock, and under each signed act, with one limit."""

from typing import Any, Final

from django.contrib.auth import authenticate
from django.http import HttpRequest

from gatelodge.web import access_log

TOO_MANY: Final = (
    "Too many wrong attempts for this user name. Wait 10 minutes, or ask an administrator."
)


class PasswordRefused(Exception):
    """The password is not taken; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def owner_of(request: HttpRequest, username: str, password: str, *, wrong: str) -> Any:
    """Give the account (of the class that the settings name) that both belong to.

    Raises `PasswordRefused` with `wrong` as words when they do not go together, and with others
    after too many wrong ones, whatever the password. Each wrong one is logged.
    """
    if access_log.wrong_sign_ins(username) >= access_log.MOST_WRONG_SIGN_INS:
        raise PasswordRefused(TOO_MANY)
    user = authenticate(request, username=username, password=password)
    if user is None:
        access_log.note_sign_in(username, outcome=access_log.WRONG_PASSWORD)
        raise PasswordRefused(wrong)
    return user
