"""The bank holidays that the library brings along, for whoever has no calendar of their own."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "law" / "calendar" / "bank-holidays.toml"


@cache
def bank_holidays() -> frozenset[date]:
    """All bank holidays of England and Wales from 2000 to 2049, substitute days among them.

    They are those of the installation's own calendar at the time of this release of Gatelodge.
    Source: Banking and Financial Dealings Act 1971 s.1 and Sch.1; proclamations under it.
    """
    return frozenset(tomllib.loads(_FILE.read_text("utf-8"))["days"])
