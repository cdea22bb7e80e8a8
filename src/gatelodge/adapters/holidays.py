"""Bank holidays of England and Wales: a published library, with our own corrections on top.

A one-off bank holiday is proclaimed months ahead, and a library learns of it with its next
release. It is added in `bank_holidays.toml`, with its citation, on the day it is proclaimed.
"""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

import holidays
import msgspec

FIRST_YEAR = 2000
LAST_YEAR = 2049
"""Years that are known; a day outside them counts as no bank holiday."""


class _Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    on: date
    citation: str


class _Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    added: tuple[_Correction, ...] = ()
    removed: tuple[_Correction, ...] = ()


@cache
def bank_holidays() -> frozenset[date]:
    """All bank holidays of England and Wales from 2000 to 2049, substitute days among them.

    Source: Banking and Financial Dealings Act 1971 s.1 and Sch.1; proclamations under it.
    """
    published = holidays.country_holidays(
        "GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1)
    )
    ours = files("gatelodge.adapters").joinpath("bank_holidays.toml").read_text("utf-8")
    return corrected(frozenset(published), ours)


def corrected(published: frozenset[date], corrections: str) -> frozenset[date]:
    """Add and remove days as a TOML text says, each with its citation.

    Raises `ValueError` for a day that is there already, or is not there to be removed: the
    library has learned of it, or the correction is wrong; either way a person must look.
    """
    parsed = msgspec.convert(tomllib.loads(corrections), _Corrections)
    added = frozenset(each.on for each in parsed.added)
    removed = frozenset(each.on for each in parsed.removed)
    if needless := (added & published) | (removed - published):
        days = ", ".join(str(on) for on in sorted(needless))
        raise ValueError(f"bank_holidays.toml corrects what needs no correction: {days}")
    return (published | added) - removed
