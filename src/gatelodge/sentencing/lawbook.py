"""The law as dated values, read from `law/*.toml`: one file per enactment, folded by commencement.

Numbers, dates, fractions, lists of exclusions and citations are data; conditions are code. A file
whose `was` is not what was in force the day before is refused, and so is an unknown key. A day
before the first law on a subject has no answer: NoLawForDate.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar, get_type_hints

import msgspec

from gatelodge.sentencing.booking import Exclusion
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import Ratio
from gatelodge.sentencing.law_files import (
    LAW,
    Change,
    Enactment,
    LawBookError,
    Practice,
    ReleasePointFile,
    Tranche,
    Unsettled,
    UnsettledFile,
    law_texts,
    read_enactment,
)
from gatelodge.sentencing.offences import Listed, offence_register, tables_version
from gatelodge.sentencing.working import Citation


class NoLawForDate(LookupError):
    """No law on a subject is held for a day."""


class _Group(msgspec.Struct, frozen=True, kw_only=True):
    authority: tuple[Citation, ...]


class ReleasePoint(_Group, frozen=True, kw_only=True):
    """The part of a sentence that is served before release."""

    release_point: Ratio


class Regime(_Group, frozen=True, kw_only=True):
    """Whether offences (by their day) and sentences (by theirs) stand under the 2003 Act."""

    offences_under_2003_act: bool
    sentences_under_2003_act: bool


class ShortSentences(_Group, frozen=True, kw_only=True):
    """Short sentences, by the day of the offence: whether release is on licence or without one.

    `mixed_custody` is the part of the newer terms in a mixed chain that its licence leaves out.
    """

    has_licence: bool
    under_months: int
    unconditional_days: int
    weekend_over_days: int
    mixed_under_years: int
    mixed_custody: Ratio
    adult_age: int


class Supervision(_Group, frozen=True, kw_only=True):
    """Top-up supervision after a short sentence."""

    months: int
    over_days: int
    under_months: int
    licence_days: int
    age: int
    midway: Ratio


class Hdc(_Group, frozen=True, kw_only=True):
    """Home detention curfew: who has served long enough, and how early it may begin."""

    minimum_custodial_days: int
    minimum_stay_days: int
    minimum_served_days: int
    midway: Ratio
    midpoint_days: int
    deduction_days: int


class Ers(_Group, frozen=True, kw_only=True):
    """Early removal: how long before release it may be, and the part to be served first."""

    longest_days: int
    longest_years: int
    served: Ratio


class OldStyle(_Group, frozen=True, kw_only=True):
    """Sentences under the 1991 Act's rules: how long they must be for which kind of licence.

    Long ones for listed offences have release and parole points of their own.
    """

    release_point: Ratio
    listed_release_point: Ratio
    listed_parole_point: Ratio
    licence_from_months: int
    long_from_months: int
    licence: Ratio


class Extended(_Group, frozen=True, kw_only=True):
    """Extended sentences: the part of the custodial term before release or parole."""

    automatic_point: Ratio
    parole_point: Ratio


class ParticularConcern(_Group, frozen=True, kw_only=True):
    """Offenders of particular concern: the part of the custodial term before parole."""

    parole_point: Ratio
    under_18_parole_point: Ratio


class Fine(_Group, frozen=True, kw_only=True):
    """Default terms: the part served, and from which sum (in pence) the whole is served."""

    release_point: Ratio
    has_full_term: bool
    full_term_pence: int


class Dto(_Group, frozen=True, kw_only=True):
    """Detention and training orders: the custodial part, the longest whole, transfer windows."""

    release_point: Ratio
    longest_months: int
    remand_counts: bool
    transfer_from_months: int
    transfer_longer_from_months: int
    transfer_months: int
    transfer_longer_months: int


class FixedTerm(_Group, frozen=True, kw_only=True):
    """Recall for a fixed term: 14 days, or 28 for sentences of twelve months or more."""

    shorter_days: int
    longer_days: int
    longer_from_months: int


class Absence(_Group, frozen=True, kw_only=True):
    """How the days of an absence are counted."""

    escape_counts_both_days: bool


class Removal(_Group, frozen=True, kw_only=True):
    """Whether a person removed early, by the day of removal, still has the sentence to serve."""

    keeps_sentence_running: bool


class Imposable(_Group, frozen=True, kw_only=True):
    """What a court may impose, by the day of sentence; a record of anything else is wrong."""

    extension_least_years: int
    extension_most_years: int
    concern_licence_months: int
    has_automatic_extended: bool


T = TypeVar("T")


class Versions(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One subject through time: the day each version begins (day number), and the version."""

    subject: str
    begins: tuple[int, ...]
    values: tuple[T, ...]

    def on(self, day: int) -> T:
        """Give the version in force on a day. Raises NoLawForDate before the first."""
        place = bisect_right(self.begins, day) - 1
        if place < 0:
            raise NoLawForDate(
                f"No law on {self.subject} is held for {date.fromordinal(day)}; the first "
                f"begins on {date.fromordinal(self.begins[0])}."
            )
        return self.values[place]

    def last_change(self) -> tuple[T, int, T]:
        """Give the version before the last change, the day of the change, and the last version."""
        return self.values[max(len(self.values) - 2, 0)], self.begins[-1], self.values[-1]


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the release point, for sentences from its day on or for those being served too.

    `applies_to` names a predicate in `regimes`, `procedure` the way in which it reaches people, as
    in the law file. `commences` is a day number.
    """

    id: str
    title: str
    commences: int
    applies_to: str
    procedure: str
    fraction: Ratio
    fraction_sds_plus: Ratio | None
    exclusions: frozenset[Exclusion]
    tranches: tuple[Tranche, ...]
    authority: tuple[Citation, ...]

    @property
    def reaches_back(self) -> bool:
        """Whether it reaches sentences passed before it."""
        return self.procedure != "later_sentences"

    @property
    def is_progression(self) -> bool:
        """Whether it reaches people, and settles their dates, without regard to added days."""
        return self.procedure == "by_release_without_ada"


class RecallScheme(msgspec.Struct, frozen=True, kw_only=True):
    """A new fixed term of recall, and the days on which it reaches recalls of before it."""

    id: str
    commences: int
    days: int
    tranches: tuple[Tranche, ...]
    authority: tuple[Citation, ...]


_SUBJECTS: dict[str, type[_Group]] = {
    "regime": Regime,
    "sds": ReleasePoint,
    "sds_plus": ReleasePoint,
    "short": ShortSentences,
    "supervision": Supervision,
    "hdc": Hdc,
    "ers": Ers,
    "removal": Removal,
    "old_style": OldStyle,
    "eds": Extended,
    "sopc": ParticularConcern,
    "fine": Fine,
    "dto": Dto,
    "recall": FixedTerm,
    "absence": Absence,
    "imposable": Imposable,
}


class LawBook(msgspec.Struct, frozen=True, kw_only=True):
    """All law the engine reads, on every day it covers.

    `version` changes with any law file and with any table of the offence register.
    """

    version: str
    enactments: tuple[Enactment, ...]
    regime: Versions[Regime]
    sds: Versions[ReleasePoint]
    sds_plus: Versions[ReleasePoint]
    short: Versions[ShortSentences]
    supervision: Versions[Supervision]
    hdc: Versions[Hdc]
    ers: Versions[Ers]
    removal: Versions[Removal]
    old_style: Versions[OldStyle]
    eds: Versions[Extended]
    sopc: Versions[ParticularConcern]
    fine: Versions[Fine]
    dto: Versions[Dto]
    recall: Versions[FixedTerm]
    absence: Versions[Absence]
    imposable: Versions[Imposable]
    schemes: tuple[Scheme, ...]
    recall_scheme: RecallScheme | None
    practices: dict[Practice, int]
    """Each practice in force, and the day (number) since when."""
    constructions: frozenset[Construction]
    """The readings that the law files choose where a rule can be read in two ways."""
    unsettled: tuple[Unsettled, ...]
    listed: tuple[Listed, ...]
    """Offences that law files put on lists of the offence register."""
    citations: dict[str, tuple[Citation, ...]]
    follows_official_service: bool = False
    """Whether dates are worked out as the official service does, even where that is in doubt."""

    @staticmethod
    @cache
    def in_force() -> "LawBook":
        """Read the packaged law in force. The same book comes back each time."""
        return LawBook.load(law_texts(LAW))

    @staticmethod
    def load(
        texts: Mapping[str, str],
        *,
        without: tuple[str, ...] = (),
        drafts: frozenset[str] = frozenset(),
        follows_official_service: bool = False,
    ) -> "LawBook":
        """Fold law files (name to text). Files of status draft are left out unless named.

        `without` names enactments (by id) to leave out. Raises LawBookError for a file that is
        wrong, by itself or beside the others: no source, an unknown key, a `was` that was not so,
        one value twice on one day, tranches out of order.
        """
        named = [(name, _enactment(name, text)) for name, text in sorted(texts.items())]
        files = [
            (name, each)
            for name, each in sorted(named, key=lambda pair: pair[1].commences)
            if each.id not in without
            and (each.status != "draft" or name in drafts)
            and not (each.statute_alone and follows_official_service)
        ]
        if not files:
            raise LawBookError("There is no law file.")
        _check_overlaps(files)
        kept = [each for _, each in files]
        digest = hashlib.sha256(tables_version().encode())
        for each in kept:
            digest.update(msgspec.json.encode(each, order="sorted"))
        return LawBook(
            version=f"{kept[-1].commences}-{digest.hexdigest()[:12]}",
            enactments=tuple(kept),
            follows_official_service=follows_official_service,
            schemes=tuple(
                _scheme(name, each, each.release_point)
                for name, each in files
                if each.release_point is not None
            ),
            recall_scheme=_recall_scheme(kept),
            practices={
                practice: each.commences.toordinal() for each in kept for practice in each.practices
            },
            constructions=frozenset(name for each in kept for name in each.constructions),
            unsettled=tuple(
                _unsettled(name, rule) for name, each in files for rule in each.unsettled
            ),
            listed=tuple(entry for each in kept for entry in _listed(each)),
            citations={topic: cite.citations for each in kept for topic, cite in each.cite.items()},
            **{name: _fold(name, shape, files) for name, shape in _SUBJECTS.items()},
        )


def _enactment(name: str, text: str) -> Enactment:
    each = read_enactment(name, text)
    for subject, field, _ in _changes(each):
        known = _SUBJECTS.get(subject)
        if known is None or field not in known.__struct_fields__ or field == "authority":
            raise LawBookError(
                f"{name}: nothing in the engine reads {subject}.{field}; correct the key."
            )
    for subject in each.reaches_back:
        if subject not in _SUBJECTS:
            raise LawBookError(f"{name}: reaches_back names {subject!r}, which is no subject.")
    for entry in each.listed:
        if entry.list not in offence_register().list_ids:
            raise LawBookError(
                f"{name}: listed: the offence register has no list {entry.list!r}; correct it."
            )
    return each


def _unsettled(name: str, rule: UnsettledFile) -> Unsettled:
    register = offence_register()
    if rule.offence_list not in register.list_ids:
        raise LawBookError(
            f"{name}: unsettled {rule.code}: the offence register has no list "
            f"{rule.offence_list!r}; correct it."
        )
    return rule.read(register.codes_on(rule.offence_list, rule.offence_from.toordinal()))


def _listed(each: Enactment) -> Iterator[Listed]:
    for entry in each.listed:
        yield Listed(
            list_id=entry.list,
            codes=entry.codes,
            begins=each.commences.toordinal(),
            provision=entry.provision,
            authority=tuple(
                Citation(text=f"{by.text}, {entry.provision}", is_confirmed=by.is_confirmed)
                for by in each.citations
            ),
        )


def _check_overlaps(files: Iterable[tuple[str, Enactment]]) -> None:
    """Refuse two files that say one thing on one day."""
    said: dict[tuple[str, ...], str] = {}
    for name, each in files:
        day = each.commences.isoformat()
        claims = [("id", each.id), *(("value", key, day) for key in each.set)]
        if each.release_point is not None:
            claims.append(("release point", each.release_point.applies_to, day))
        if each.fixed_term is not None:
            claims.append(("fixed term of recall",))
        for claim in claims:
            if claim in said:
                raise LawBookError(
                    f"{name}: {' '.join(claim)} stands in {said[claim]} already; keep one of them, "
                    "or let the later law commence later."
                )
            said[claim] = name


def _scheme(name: str, each: Enactment, point: ReleasePointFile) -> Scheme:
    return Scheme(
        id=each.id,
        title=each.title,
        commences=each.commences.toordinal(),
        applies_to=point.applies_to,
        procedure=point.procedure,
        fraction=_ratio(f"{name}: release_point.fraction", point.fraction),
        fraction_sds_plus=(
            None
            if point.fraction_sds_plus is None
            else _ratio(f"{name}: release_point.fraction_sds_plus", point.fraction_sds_plus)
        ),
        exclusions=point.excluded_by | point.included_by,
        tranches=each.tranche,
        authority=each.citations,
    )


def _recall_scheme(kept: Iterable[Enactment]) -> RecallScheme | None:
    for each in kept:
        if each.fixed_term is not None:
            return RecallScheme(
                id=each.id,
                commences=each.commences.toordinal(),
                days=each.fixed_term.days,
                tranches=each.tranche,
                authority=each.citations,
            )
    return None


def _ratio(name: str, text: object) -> Ratio:
    upper, slash, lower = str(text).partition("/")
    if not (slash and upper.isdecimal() and lower.isdecimal() and 0 < int(upper) <= int(lower)):
        raise LawBookError(f'{name}: {text!r} is not a fraction; write one such as "2/5".')
    return Ratio(int(upper), int(lower))


class _Folding:
    """One subject while the files are laid on it in order of commencement."""

    def __init__(self, subject: str, shape: type[_Group]) -> None:
        self.subject = subject
        self.shape = shape
        self.types = get_type_hints(shape)
        self.written: dict[str, bool | int | str] = {}
        self.begins: list[int] = []
        self.values: list[_Group] = []

    def lay(self, name: str, each: Enactment) -> None:
        changes = {
            field: change for subject, field, change in _changes(each) if subject == self.subject
        }
        reaches_back = self.subject in each.reaches_back
        if reaches_back and (self.begins or not changes):
            raise LawBookError(
                f"{name}: reaches_back names {self.subject}, but only the first file that sets it "
                "can reach back; take it out."
            )
        if not changes:
            return
        for field, change in changes.items():
            if change.was != self.written.get(field):
                raise LawBookError(
                    f"{name}: {self.subject}.{field} was {self.written.get(field)!r} the day "
                    f"before {each.commences}, not {change.was!r}. Correct `was`, or the order of "
                    "the files."
                )
            self.written[field] = change.now
        if missing := set(self.types) - set(self.written) - {"authority"}:
            raise LawBookError(
                f"{name}: {self.subject}.{min(missing)} is set nowhere up to "
                f"{each.commences}; set it here or in an earlier file."
            )
        self.begins.append(1 if reaches_back else each.commences.toordinal())
        fields = {field: self._typed(name, field) for field in self.written}
        self.values.append(self.shape(authority=self._authority(each, changes), **fields))

    def _authority(self, each: Enactment, changes: Iterable[str]) -> tuple[Citation, ...]:
        """Give the sources of what a file changes, each once."""
        return tuple(
            dict.fromkeys(
                source
                for field in changes
                for source in each.citations_of(f"{self.subject}.{field}")
            )
        )

    def _typed(self, name: str, field: str) -> Any:
        value = self.written[field]
        wanted = self.types[field]
        if wanted is Ratio:
            return _ratio(f"{name}: {self.subject}.{field}", value)
        if type(value) is not wanted:
            raise LawBookError(
                f"{name}: {self.subject}.{field} is {value!r}; give a value of type "
                f"{wanted.__name__}."
            )
        return value


def _changes(each: Enactment) -> Iterator[tuple[str, str, Change]]:
    for key, change in each.set.items():
        subject, _, field = key.partition(".")
        yield subject, field, change


def _fold(
    subject: str, shape: type[_Group], files: Iterable[tuple[str, Enactment]]
) -> Versions[Any]:
    folding = _Folding(subject, shape)
    for name, each in files:
        folding.lay(name, each)
    if not folding.begins:
        raise LawBookError(f"No law file sets anything on {subject!r}; add the file that does.")
    return Versions(subject=subject, begins=tuple(folding.begins), values=tuple(folding.values))
