"""The laws by name: those under which the outside cases are computed, and the law in force.

Only the command line and tests name one.
"""

import tomllib
from datetime import date
from functools import cache

import msgspec

from gatelodge.sentencing.bank_holidays import bank_holidays
from gatelodge.sentencing.law_files import (
    LAW,
    Enactment,
    LawBookError,
    law_texts,
    read_enactment,
)
from gatelodge.sentencing.lawbook import LawBook

_FOLDER = LAW / "profiles"
_FILE = "profile.toml"
_SWITCHES = {
    "applyPostRecallRepealRules": "2026-05-11-end-of-supervision.toml",
    "applyPostHdcedRepealRules": "2026-09-02-end-of-adult-curfew.toml",
    "adultHdcSuspended": "2026-09-02-no-adult-curfew.toml",
    "useLatestErsedFromPreErs30Snapshot": "2025-09-23-ers-30-takes-nothing-away.toml",
    "progressionTrancheOneManualJourney": "2026-10-01-first-tranche-by-hand.toml",
    "routePreProgressionExtinguishedSentenceToManual": "2026-10-01-extinguished-by-hand.toml",
    "routeProgressionModelScheduleExclusionToManual": (
        "2026-10-01-schedule-exclusion-by-hand.toml"
    ),
}
"""The official service's switches, and the law files that each stands for."""


IN_FORCE = "in-force"
"""The word that names the law in force where a profile could be named."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A law, and what its outside cases were computed with.

    `bank_holidays` are those that the cases know; `hints_on` is the day on which their hints were
    read (only the weekend hint depends on it).
    """

    name: str
    title: str
    law: LawBook
    bank_holidays: frozenset[date]
    hints_on: date


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    title: str
    without: tuple[str, ...]
    bank_holidays: frozenset[date]
    hints_on: date


@cache
def profile_names() -> tuple[str, ...]:
    """Name the profiles there are."""
    return tuple(sorted(each.name for each in _FOLDER.iterdir() if each.is_dir()))


@cache
def read_profile(name: str, switches: frozenset[str] = frozenset()) -> Profile:
    """Read a profile: the packaged law without some enactments, and with files of its own.

    Drafts among its own files count, and those that `switches` of the official service stand for.
    Raises LawBookError for a name that is not there.
    """
    if name not in profile_names():
        raise LawBookError(f"There is no profile {name!r}; there are {', '.join(profile_names())}.")
    folder = _FOLDER / name
    written = msgspec.convert(tomllib.loads((folder / _FILE).read_text("utf-8")), _File)
    own = {file: text for file, text in law_texts(folder).items() if file != _FILE}
    drafts = law_texts(LAW / "drafts")
    own |= {file: drafts[file] for switch, file in _SWITCHES.items() if switch in switches}
    law = LawBook.load(
        {**law_texts(LAW), **own},
        without=written.without,
        drafts=frozenset(own),
        follows_official_service=True,
    )
    return Profile(
        name=written.name,
        title=written.title,
        law=law,
        bank_holidays=written.bank_holidays,
        hints_on=written.hints_on,
    )


@cache
def statute_files() -> tuple[Enactment, ...]:
    """Give the law files that only the statute bears out, drafts too, by their days.

    The official service departs from each; its books leave them out.
    """
    texts = {**law_texts(LAW), **law_texts(LAW / "drafts")}
    read = [read_enactment(name, text) for name, text in sorted(texts.items())]
    return tuple(
        sorted((each for each in read if each.statute_alone), key=lambda each: each.commences)
    )


class ChosenLaw(msgspec.Struct, frozen=True, kw_only=True):
    """A law to date under: its profile's name, None for the law in force, and bank holidays."""

    profile: str | None
    book: LawBook
    bank_holidays: frozenset[date]


@cache
def chosen_law(name: str | None, switches: frozenset[str] = frozenset()) -> ChosenLaw:
    """Find the law by a profile's name; without one, or by IN_FORCE, the law in force.

    Raises LawBookError for a profile that is not there.
    """
    if name is None or name == IN_FORCE:
        return ChosenLaw(profile=None, book=LawBook.in_force(), bank_holidays=bank_holidays())
    found = read_profile(name, switches)
    return ChosenLaw(profile=found.name, book=found.law, bank_holidays=found.bank_holidays)
