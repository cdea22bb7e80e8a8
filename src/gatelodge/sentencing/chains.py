"""Which sentences are reckoned together: chains of consecutive sentences, single terms, the rest.

Source: CJA 2003 ss.263, 264; CJA 1991 s.51(2) for single terms. A branch has no meaning in law;
only the longest path matters, and each path from a base to its end is reckoned as a chain.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from gatelodge.sentencing.booking import Exclusion, Recall, Sentence, StandardDeterminate
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import add_months, end_of, is_shorter, length, total
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.refusing import Refused, invalid
from gatelodge.sentencing.tracks import Track, is_old_style, track_of


class Part(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One sentence as imposed: its place in the booking, its track, its days as day numbers."""

    place: int
    sentence: Sentence
    standard: StandardDeterminate | None
    """The sentence, where it is a standard determinate one."""
    track: Track
    at: int
    offence_on: int
    is_old_style: bool

    @property
    def parent(self) -> str | None:
        """The identifier of the sentence it follows."""
        return self.sentence.consecutive_to[0] if self.sentence.consecutive_to else None


def part_of(place: int, sentence: Sentence, law: LawBook) -> Part:
    """Take a sentence as a part. Its offence must have a date; raises NoLawForDate."""
    at = sentence.sentenced_on.toordinal()
    offence_on = at
    if sentence.offence.committed_on is not None:
        offence_on = sentence.offence.committed_on.toordinal()
    track = track_of(sentence, at, law)
    return Part(
        place=place,
        sentence=sentence,
        standard=sentence if isinstance(sentence, StandardDeterminate) else None,
        track=track,
        at=at,
        offence_on=offence_on,
        is_old_style=track.is_standard
        and (is_old_style(offence_on, at, law) or _stays_old(track, at, law)),
    )


def _stays_old(track: Track, at: int, law: LawBook) -> bool:
    """Whether the law book lets a short sentence stand under the older law by its day alone."""
    return Construction.SHORT_SENTENCES_STAY_OLD in law.constructions and is_short_of_before(
        track, at, law
    )


def is_short_of_before(track: Track, at: int, law: LawBook) -> bool:
    """Whether it is short, and passed before all sentences came under the 2003 Act.

    Source: CJA 2003 Sch. 20B para. 1(9), whatever the day of the offence.
    """
    months = law.old_style.on(at).licence_from_months
    return not law.regime.on(at).sentences_under_2003_act and is_shorter(
        length(at, track.whole), at, months=months
    )


class Form(StrEnum):
    """How sentences are reckoned: one alone, one after the other, or merged into one term."""

    SINGLE = "single"
    CHAIN = "chain"
    SINGLE_TERM = "single term"


class Calculable(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What gets dates of its own: a single sentence, a chain, or a single term.

    `at` is the earliest sentence date, `offence_on` the earliest offence; `days` is the length that
    tests of "less than n months" use: of all terms added unit by unit. `recall` is that of the
    first part, which stands for all; where the parts differ, one reading takes a later part's.
    """

    form: Form
    parts: tuple[Part, ...]
    at: int
    offence_on: int
    days: int
    recall: Recall | None
    is_dto: bool
    is_botus: bool
    is_term_throughout: bool
    """Whether added days never touch it."""
    remand_counts: bool
    bail_counts: bool

    @property
    def is_chain(self) -> bool:
        """Whether several sentences follow one another in it."""
        return self.form is Form.CHAIN

    @property
    def is_term(self) -> bool:
        """Whether it is a default term, an order or a committal, and no chain of them."""
        return self.is_term_throughout and self.form is not Form.CHAIN

    @property
    def only(self) -> Part | None:
        """Its one part, where it is a single sentence."""
        return self.parts[0] if self.form is Form.SINGLE else None

    @property
    def places(self) -> tuple[int, ...]:
        """Its parts' places in the booking, in chain order: what it is the same by."""
        return tuple(part.place for part in self.parts)


def calculable(form: Form, parts: tuple[Part, ...], law: LawBook) -> Calculable:
    """Reckon parts as one, in the order given."""
    at = min(part.at for part in parts)
    is_dto = all(part.track.is_dto for part in parts)
    if form is Form.SINGLE_TERM:
        days = _single_term_days(parts, law, is_dto=is_dto)
    else:
        days = length(at, total(part.track.whole for part in parts))
        if is_dto and form is Form.CHAIN:
            days = min(days, add_months(at, law.dto.on(at).longest_months) - at)
    is_botus = all(part.track.is_botus for part in parts)
    remand_counts = bail_counts = True
    if form is Form.SINGLE or is_dto or is_botus:
        remand_counts = any(part.track.remand_counts for part in parts)
        bail_counts = any(part.track.bail_counts for part in parts)
    return Calculable(
        form=form,
        parts=parts,
        at=at,
        offence_on=min(part.offence_on for part in parts),
        days=days,
        recall=_recall_of(parts, law),
        is_dto=is_dto,
        is_botus=is_botus,
        is_term_throughout=all(part.track.is_term for part in parts),
        remand_counts=remand_counts,
        bail_counts=bail_counts,
    )


def _recall_of(parts: Sequence[Part], law: LawBook) -> Recall | None:
    """Give the recall that stands for all parts."""
    first = parts[0].sentence.recall
    if Construction.CHAIN_RECALLED_BY_LATER_PART not in law.constructions:
        return first
    return next((part.sentence.recall for part in parts if part.sentence.recall != first), first)


def is_listed_long(each: Calculable, law: LawBook) -> bool:
    """Whether a long sentence under the 1991 Act's rules is for a listed offence.

    Source: CJA 2003 Sch. 20B paras 4-6. That an offence is listed is read from the marks for sexual
    and violent offences; an offence without a mark may be listed all the same.
    """
    chosen = law.constructions
    if Construction.LISTED_LONG_OLD_SENTENCES_BY_BOARD not in chosen:
        return False
    if not is_long_old(each, law):
        return False
    return Construction.EVERY_LONG_OLD_SENTENCE_LISTED in chosen or is_marked(each)


def is_long_old(each: Calculable, law: LawBook) -> bool:
    """Whether it stands under the 1991 Act's rules throughout, and is long."""
    if not all(part.is_old_style for part in each.parts):
        return False
    return not is_shorter(each.days, each.at, months=law.old_style.on(each.at).long_from_months)


def is_marked(each: Calculable) -> bool:
    """Whether any of its offences bears the mark for sexual or violent offences."""
    return any(
        part.standard is not None and not _LISTED.isdisjoint(part.standard.exclusions)
        for part in each.parts
    )


_LISTED = frozenset({Exclusion.SEXUAL, Exclusion.VIOLENT})


def _single_term_days(parts: Sequence[Part], law: LawBook, *, is_dto: bool) -> int:
    """Count from the first sentence to the later end.

    Of standard sentences practice reads the first two alone, though all are one term (CJA 2003
    Sch. 20B para. 21). Practice caps orders only once they end after the day that lies the longest
    time from the first; whatever is over it is remitted (Sentencing Act 2020 s.238).
    """
    if not is_dto:
        read = parts if Construction.SINGLE_TERM_OF_ALL_PARTS in law.constructions else parts[:2]
        return max(map(_end, read)) - min(part.at for part in read) + 1
    begins = min(part.at for part in parts)
    last = max(part.at for part in parts)
    ends = max(_end(part) for part in parts if part.at in {begins, last})
    cap = add_months(begins, law.dto.on(begins).longest_months)
    if ends > cap or Construction.ORDERS_WITHIN_CAP in law.constructions:
        return min(cap - begins, ends - begins + 1)
    return ends - begins + 1


def _end(part: Part) -> int:
    return end_of(part.at, part.track.whole)


def arrange(parts: Sequence[Part]) -> list[tuple[Form, tuple[Part, ...]]]:
    """Arrange parts into chains or a single term, then the singles, in the order given.

    A part whose parent is not among the parts is a single: the parent was released already, or is
    yet to be imposed.
    """
    if _is_single_term(parts):
        return [(Form.SINGLE_TERM, tuple(parts))]
    if all(part.parent is None for part in parts):
        return [(Form.SINGLE, (part,)) for part in parts]
    children: dict[str, list[Part]] = {}
    for part in parts:
        if part.parent is not None:
            children.setdefault(part.parent, []).append(part)
    bases = _unlike([part for part in parts if part.parent is None])
    unlike = {parent: _unlike(following) for parent, following in children.items()}
    chains: list[tuple[Part, ...]] = []
    for path in (path for base in bases for path in _paths(base, unlike)):
        if len(path) > 1:
            chains.append(path)
        if len(chains) > _MOST_CHAINS:
            raise Refused(_TOO_MANY_CHAINS)
    chained = {part.sentence for chain in chains for part in chain}
    return [
        *((Form.CHAIN, chain) for chain in chains),
        *((Form.SINGLE, (part,)) for part in parts if part.sentence not in chained),
    ]


def _is_single_term(parts: Sequence[Part]) -> bool:
    return (
        len(parts) > 1
        and (all(part.is_old_style for part in parts) or all(part.track.is_dto for part in parts))
        and not any(part.parent is not None or part.sentence.recall is not None for part in parts)
        and len({part.at for part in parts}) > 1
    )


def _paths(base: Part, children: dict[str, list[Part]]) -> Iterator[tuple[Part, ...]]:
    """Go down from a base to each end, the first child first."""
    waiting: list[tuple[Part, ...]] = [(base,)]
    while waiting:
        path = waiting.pop()
        following = [
            part for part in children.get(path[-1].sentence.sentence_id, []) if part not in path
        ]
        if not following:
            yield path
        waiting += [(*path, part) for part in reversed(following)]


def _unlike(parts: Sequence[Part]) -> list[Part]:
    """Leave out parts with the identifier and the arrangements of an earlier one.

    What follows is found by the identifier, so each path through them would come a second time.
    """
    first: dict[tuple[object, ...], Part] = {}
    for part in parts:
        first.setdefault((part.sentence.sentence_id, *_arrangements(part)), part)
    return list(first.values())


def _arrangements(part: Part) -> tuple[object, ...]:
    sentence = part.standard
    if sentence is None:
        return ()
    return (
        sentence.is_sds_plus,
        sentence.is_sds_plus_eligible,
        sentence.is_section_250,
        sentence.exclusions,
    )


_MOST_CHAINS = 500
_TOO_MANY_CHAINS = invalid(
    "GL_TOO_MANY_SENTENCES",
    f"Sentences that share an id make more than {_MOST_CHAINS} chains. Give each an id of its own.",
    at="sentences",
)
