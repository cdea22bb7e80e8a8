"""Which sentences are reckoned together: chains of consecutive sentences, and the rest singly.

Source: CJA 2003 ss.263, 264. A branch has no meaning in law; only the longest path matters, and
each path from a base to its end is reckoned as a chain.
"""

from collections.abc import Iterator, Sequence

import msgspec

from gatelodge.sentencing.booking import StandardDeterminate, Term
from gatelodge.sentencing.days import length, total


class Part(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One sentence as imposed: its place in the booking, and its days as day numbers."""

    place: int
    sentence: StandardDeterminate
    at: int
    offence_on: int

    @property
    def parent(self) -> str | None:
        """The identifier of the sentence it follows."""
        return self.sentence.consecutive_to[0] if self.sentence.consecutive_to else None


class Calculable(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What gets dates of its own: a single sentence or a chain.

    `at` is the earliest sentence date, `offence_on` the earliest offence; `days` is the length that
    tests of "less than n months" use: of all terms added unit by unit.
    """

    parts: tuple[Part, ...]
    at: int
    offence_on: int
    days: int

    @property
    def is_chain(self) -> bool:
        """Whether several sentences follow one another in it."""
        return len(self.parts) > 1

    @property
    def terms(self) -> list[Term]:
        """The terms of its parts, in chain order."""
        return [part.sentence.term for part in self.parts]

    @property
    def places(self) -> tuple[int, ...]:
        """Its parts' places in the booking, in chain order: what it is the same by."""
        return tuple(part.place for part in self.parts)


def calculable(parts: tuple[Part, ...]) -> Calculable:
    """Reckon parts as one: a single sentence, or a chain in the order given."""
    at = min(part.at for part in parts)
    return Calculable(
        parts=parts,
        at=at,
        offence_on=min(part.offence_on for part in parts),
        days=length(at, total(part.sentence.term for part in parts)),
    )


def arrange(parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """Arrange parts into chains, then the singles that are in no chain, in the order given.

    A part whose parent is not among the parts is a single: the parent was released already, or is
    yet to be imposed.
    """
    children: dict[str, list[Part]] = {}
    for part in parts:
        if part.parent is not None:
            children.setdefault(part.parent, []).append(part)
    paths = [path for base in parts if base.parent is None for path in _paths(base, children)]
    chains: list[tuple[Part, ...]] = []
    seen: set[tuple[object, ...]] = set()
    for path in paths:
        mark = tuple((part.sentence.sentence_id, _arrangements(part)) for part in path)
        if len(path) > 1 and mark not in seen:
            seen.add(mark)
            chains.append(path)
    chained = {part.sentence for chain in chains for part in chain}
    return chains + [(part,) for part in parts if part.sentence not in chained]


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


def _arrangements(part: Part) -> tuple[object, ...]:
    sentence = part.sentence
    return (
        sentence.is_sds_plus,
        sentence.is_sds_plus_eligible,
        sentence.is_section_250,
        sentence.exclusions,
    )
