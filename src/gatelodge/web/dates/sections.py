"""From a citation to the place in the published law that it names.

The addresses are those of legislation.gov.uk. Nothing here fetches one; a prison without the
internet reads the citation itself, which stands in full.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_SITE: Final = "https://www.legislation.gov.uk"
_ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Prison Act 1952": "ukpga/Geo6and1Eliz2/15-16/52",
        "CJA 1961": "ukpga/Eliz2/9-10/39",
        "CJA 1991": "ukpga/1991/53",
        "Powers of Criminal Courts (Sentencing) Act 2000": "ukpga/2000/6",
        "CJA 2003": "ukpga/2003/44",
        "LASPO 2012": "ukpga/2012/10",
        "Offender Rehabilitation Act 2014": "ukpga/2014/11",
        "Criminal Justice and Courts Act 2015": "ukpga/2015/2",
        "Sentencing Act 2020": "ukpga/2020/17",
        "Sentencing Code": "ukpga/2020/17",
        "Domestic Abuse Act 2021": "ukpga/2021/17",
        "PCSC Act 2022": "ukpga/2022/32",
        "Sentencing Act 2026": "ukpga/2026/2",
        "Nationality and Borders Act 2022": "ukpga/2022/36",
    }
)
_INSTRUMENT: Final = re.compile(r"S\.I\. (\d{4})/(\d+)")
_SECTION: Final = re.compile(r"\bss?\.(\d+[A-Z]*)")
_SCHEDULE: Final = re.compile(r"\bSch\. (\d+[A-Z]*)(?:,? paras? ?\.? ?(\d+[A-Z]*))?")
_ARTICLE: Final = re.compile(r"\barts?\.? (\d+)")
_REGULATION: Final = re.compile(r"\bregs?\.? (\d+)")


class Citation(NamedTuple):
    """A citation as it is shown, and its address; empty where no published page is known."""

    words: str
    href: str


def cited(words: str) -> Citation:
    """Find the address that a citation names: its first section, schedule, article, or the whole.

    Policy, practice and Acts without a known address stay words.
    """
    for name, path in _ACTS.items():
        if words.startswith(name):
            return Citation(words, f"{_SITE}/{path}{_place(words.removeprefix(name))}")
    instrument = _INSTRUMENT.match(words)
    if instrument:
        year, number = instrument.groups()
        return Citation(words, f"{_SITE}/uksi/{year}/{number}{_made(words)}")
    return Citation(words, "")


def _place(rest: str) -> str:
    section = _SECTION.search(rest)
    if section:
        return f"/section/{section.group(1)}"
    schedule = _SCHEDULE.search(rest)
    if schedule is None:
        return ""
    number, paragraph = schedule.groups()
    return f"/schedule/{number}" + (f"/paragraph/{paragraph}" if paragraph else "")


def _made(words: str) -> str:
    article, regulation = _ARTICLE.search(words), _REGULATION.search(words)
    if article:
        return f"/article/{article.group(1)}"
    return f"/regulation/{regulation.group(1)}" if regulation else ""
