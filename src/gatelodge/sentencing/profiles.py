"""The laws under which the outside cases are computed. Only the command line and tests name one."""

import tomllib
from datetime import date
from functools import cache

import msgspec

from gatelodge.sentencing.lawbook import LAW, LawBook, LawBookError, law_texts

_FOLDER = LAW / "profiles"
_FILE = "profile.toml"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A law, and the bank holidays that its cases know."""

    name: str
    title: str
    law: LawBook
    bank_holidays: frozenset[date]


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    title: str
    without: tuple[str, ...]
    bank_holidays: frozenset[date]


@cache
def profile_names() -> tuple[str, ...]:
    """Name the profiles there are."""
    return tuple(sorted(each.name for each in _FOLDER.iterdir() if each.is_dir()))


@cache
def read_profile(name: str) -> Profile:
    """Read a profile: the packaged law without some enactments, and with files of its own.

    Drafts among its own files count. Raises LawBookError for a name that is not there.
    """
    if name not in profile_names():
        raise LawBookError(f"There is no profile {name!r}; there are {', '.join(profile_names())}.")
    folder = _FOLDER / name
    written = msgspec.convert(tomllib.loads((folder / _FILE).read_text("utf-8")), _File)
    own = {file: text for file, text in law_texts(folder).items() if file != _FILE}
    law = LawBook.load({**law_texts(LAW), **own}, without=written.without, drafts=frozenset(own))
    return Profile(
        name=written.name, title=written.title, law=law, bank_holidays=written.bank_holidays
    )
