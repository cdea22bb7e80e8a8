"""The law files as they are written: their shape, and what is wrong with one taken by itself.

One TOML file holds one enactment. Every fault is a LawBookError that names the file, the key and
what to do. How the files follow one another is checked where they are laid on each other.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Literal

import msgspec

from gatelodge.sentencing.booking import Exclusion
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.working import Citation

LAW = files("gatelodge.sentencing") / "law"


class LawBookError(ValueError):
    """A law file is wrong; the text names the file, the key and what to do."""


class Practice(StrEnum):
    """A way of working that a law file puts in force as a whole."""

    NO_SUPERVISION = "NO_SUPERVISION"
    """No supervision follows any sentence, whatever its date."""
    SUPERVISION_ENDED = "SUPERVISION_ENDED"
    """Nobody is under supervision from the day of the file; what had ended before it stands."""
    NO_ADULT_CURFEW_SINCE = "NO_ADULT_CURFEW_SINCE"
    """No adult curfew from the day of the file, nor under the progression model."""
    NO_ADULT_CURFEW = "NO_ADULT_CURFEW"
    """No curfew for anybody who serves an adult sentence."""
    ERS_30_TAKES_NOTHING_AWAY = "ERS_30_TAKES_NOTHING_AWAY"
    """A removal date of before the wider window is not brought forward by a later sentence."""
    REMOVAL_AT_ANY_TIME_PASSED = "REMOVAL_AT_ANY_TIME_PASSED"
    """An Act lets people be removed at any time after sentence from a day that is not found."""
    FIRST_TRANCHE_BY_HAND = "FIRST_TRANCHE_BY_HAND"
    """Whoever the progression model reaches in its first tranche is worked out by hand."""
    EXTINGUISHED_BY_HAND = "EXTINGUISHED_BY_HAND"
    """Credit that the progression model made too much is worked out by hand."""
    SCHEDULE_EXCLUSION_BY_HAND = "SCHEDULE_EXCLUSION_BY_HAND"
    """Offences of the 2026 Act's schedule are worked out by hand."""


class Tranche(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The day on which a scheme reaches earlier sentences up to a length; none: all the rest."""

    name: str
    begins: date
    under_years: int | None = None
    at_most_days: int | None = None

    @property
    def limit(self) -> int | None:
        """The length in years or days up to which it reaches; None: no limit."""
        return self.at_most_days if self.under_years is None else self.under_years


class Unsettled(msgspec.Struct, frozen=True, kw_only=True):
    """Offences and releases for which nobody has settled the release point. Days are numbers."""

    code: str
    text: str
    codes: frozenset[str]
    offence_from: int
    offence_to: int
    release_from: int
    release_before: int


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class UnsettledFile(_Written, frozen=True, kw_only=True):
    """An unsettled release point as written, for the offences on a list of the register."""

    code: str
    text: str
    offence_list: str
    offence_from: date
    offence_to: date
    release_from: date
    release_before: date

    def read(self, codes: frozenset[str]) -> Unsettled:
        """Give it for the codes on its list, with its days as numbers."""
        return Unsettled(
            code=self.code,
            text=self.text,
            codes=codes,
            offence_from=self.offence_from.toordinal(),
            offence_to=self.offence_to.toordinal(),
            release_from=self.release_from.toordinal(),
            release_before=self.release_before.toordinal(),
        )


class Change(_Written, frozen=True, kw_only=True):
    """What a value was the day before and is now.

    `authority` and `confirmed` where its source is not that of the whole file; `note` where the
    reading is ours.
    """

    now: bool | int | str
    was: bool | int | str | None = None
    authority: tuple[str, ...] = ()
    confirmed: bool | None = None
    note: str | None = None


class Cite(_Written, frozen=True, kw_only=True):
    """The source of a rule that no figure stands for. `unread`: further sources nobody has read."""

    text: tuple[str, ...]
    confirmed: bool
    unread: tuple[str, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All its sources, each marked confirmed or not."""
        return _citations(self.text, self.unread, is_confirmed=self.confirmed)


class ReleasePointFile(_Written, frozen=True, kw_only=True):
    """A scheme's release point, whom it is for and how it reaches them."""

    applies_to: Literal["sds_without", "sds_with", "progression_model", "detention_of_children"]
    procedure: Literal["by_release", "by_release_without_ada", "at_once", "later_sentences"]
    fraction: str
    fraction_sds_plus: str | None = None
    excluded_by: frozenset[Exclusion] = frozenset()
    included_by: frozenset[Exclusion] = frozenset()


class FixedTermFile(_Written, frozen=True, kw_only=True):
    """A fixed term of recall."""

    days: int


class ListedFile(_Written, frozen=True, kw_only=True):
    """Offences that an enactment puts on a list of the offence register from its day on."""

    list: str
    provision: str
    codes: frozenset[str]


class Enactment(_Written, frozen=True, kw_only=True):
    """One law file as written.

    `authority` is what it rests on, `confirmed` whether that text was read; `unread` are further
    sources that nobody has read. `day_confirmed`: whether the day of commencement was read too.
    `note` says where the reading is ours. `reaches_back` names subjects whose values hold for
    earlier days. `statute_alone`: the official service does not work it, so its books leave the
    file out.
    """

    id: str
    title: str
    status: Literal["draft", "in force", "spent"]
    commences: date
    authority: tuple[str, ...]
    confirmed: bool
    unread: tuple[str, ...] = ()
    day_confirmed: bool = True
    note: str | None = None
    reaches_back: tuple[str, ...] = ()
    set: dict[str, Change] = {}
    cite: dict[str, Cite] = {}
    release_point: ReleasePointFile | None = None
    fixed_term: FixedTermFile | None = None
    practices: tuple[Practice, ...] = ()
    constructions: tuple[Construction, ...] = ()
    statute_alone: bool = False
    tranche: tuple[Tranche, ...] = ()
    unsettled: tuple[UnsettledFile, ...] = ()
    listed: tuple[ListedFile, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The authority of what this file sets, each part marked confirmed or not."""
        return _citations(self.authority, self.unread, is_confirmed=self.confirmed)

    def citations_of(self, key: str) -> tuple[Citation, ...]:
        """The authority of one value this file sets: its own, or that of the file."""
        change = self.set[key]
        if not change.authority:
            return self.citations
        return _citations(change.authority, (), is_confirmed=bool(change.confirmed))


def _citations(
    text: tuple[str, ...], unread: tuple[str, ...], *, is_confirmed: bool
) -> tuple[Citation, ...]:
    return (
        *(Citation(text=each, is_confirmed=is_confirmed) for each in text),
        *(Citation(text=each, is_confirmed=False) for each in unread),
    )


def law_texts(folder: Traversable) -> dict[str, str]:
    """Read the TOML files of a folder, by name."""
    return {
        each.name: each.read_text("utf-8")
        for each in folder.iterdir()
        if each.name.endswith(".toml")
    }


def read_enactment(name: str, text: str) -> Enactment:
    """Read one law file. Raises LawBookError for what is wrong with it by itself."""
    try:
        each = msgspec.convert(tomllib.loads(text), Enactment)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise LawBookError(f"{name}: {wrong}. Correct it or take it out.") from wrong
    for fault in _faults(each, name):
        raise LawBookError(f"{name}: {fault}")
    return each


def _faults(each: Enactment, name: str) -> Iterator[str]:
    if not name.startswith(each.commences.isoformat()):
        yield f"commences: the file name must begin with {each.commences}; rename it."
    yield from _without_source(each)
    yield from _of_scheme(each)
    yield from _of_tranches(each)
    for rule in each.unsettled:
        if rule.offence_from > rule.offence_to or rule.release_from >= rule.release_before:
            yield f"unsettled {rule.code}: a period ends before it begins; put its days in order."
    for entry in each.listed:
        if not entry.codes or not entry.provision.strip():
            yield f"listed {entry.list}: give at least one offence code, and the provision."


def _without_source(each: Enactment) -> Iterator[str]:
    if not (each.authority and all(source.strip() for source in each.authority)):
        what = "release_point" if each.release_point else "authority"
        what = "fixed_term" if each.fixed_term else what
        yield f"{what}: no source; write the Act, section or instrument in `authority`."
    for topic, cite in each.cite.items():
        if not (cite.text and all(source.strip() for source in cite.text)):
            yield f"cite.{topic}: no source; write the Act, section or policy in `text`."
    for key, change in each.set.items():
        if bool(change.authority) != (change.confirmed is not None):
            yield f"{key}: give `authority` and `confirmed` together, or neither."


def _of_scheme(each: Enactment) -> Iterator[str]:
    if each.release_point and each.fixed_term:
        yield "fixed_term: a file holds one scheme; put the release point in a file of its own."
    if each.tranche and not (each.release_point or each.fixed_term):
        yield "tranche: there is no scheme to reach anybody; add release_point or fixed_term."
    point = each.release_point
    if point is None:
        return
    has_tranches = point.procedure.startswith("by_release")
    if each.tranche and not has_tranches:
        yield f"release_point.procedure: {point.procedure} has no tranches; take them out."
    if has_tranches and not each.tranche:
        yield f"release_point.procedure: {point.procedure} needs tranches; add at least one."
    if point.applies_to == "sds_with" and not point.included_by:
        yield "release_point.included_by: sds_with reaches nobody without it; name exclusions."


def _of_tranches(each: Enactment) -> Iterator[str]:
    if not each.tranche:
        return
    first, last = each.tranche[0], each.tranche[-1]
    if first.begins < each.commences:
        yield f"tranche {first.name}: begins before {each.commences}, the commencement."
    if last.limit is not None:
        yield (
            f"tranche {last.name}: the last tranche has a limit, so longer sentences are never "
            "reached; add a tranche without one."
        )
    if len({tranche.name for tranche in each.tranche}) < len(each.tranche):
        yield "tranche: two have the same name; give each its own."
    if len(
        {tranche.under_years is None for tranche in each.tranche if tranche.limit is not None}
    ) > 1 or any(
        tranche.under_years is not None and tranche.at_most_days is not None
        for tranche in each.tranche
    ):
        yield "tranche: limits in years and in days; use one unit in a file."
    for earlier, later in pairwise(each.tranche):
        if later.begins <= earlier.begins:
            yield (
                f"tranche {later.name}: begins on {later.begins}, not after {earlier.name}; put "
                "the tranches in the order of their days."
            )
        if earlier.limit is None or (later.limit is not None and later.limit <= earlier.limit):
            yield (
                f"tranche {later.name}: its limit is not above that of {earlier.name}; limits "
                "grow from tranche to tranche."
            )
