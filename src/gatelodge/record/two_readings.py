"""Two readings of the same papers side by side: what belongs together, and each field that differs.

The second person counts sentences in the order of their papers, the record in the order of its
entries. What agrees most is held to be the same sentence or row, so that another order alone is no
difference.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from gatelodge.record.facts import (
    EnteredDays,
    EnteredInputs,
    EnteredRecall,
    EnteredSentence,
    FieldDifference,
    ReleaseMarks,
)
from gatelodge.record.london import spoken_day
from gatelodge.record.release_marks import spoken_marks

NOT_THERE = "not there"
ALONE = "alone or concurrent"
_PENCE = 100

T = TypeVar("T")
Pair = tuple[int | None, int | None]
"""Places of what belongs together in the first and the second reading, from 0; none = only one of
them has it."""


class FirstReading(msgspec.Struct, frozen=True, kw_only=True):
    """What the record says, in the shape in which a second person enters it, with its entries."""

    inputs: EnteredInputs
    sentence_entries: tuple[int, ...]
    days_entries: tuple[int, ...]
    recall_entry: int | None


def compared(first: FirstReading, second: EnteredInputs) -> tuple[FieldDifference, ...]:
    """Give each field on which the two readings differ: sentences, then days, then the recall."""
    return (
        *_sentences(first, second),
        *_days(first, second),
        *_fields(
            "Recall",
            _recall_words(first.inputs.recall),
            _recall_words(second.recall),
            first.recall_entry,
        ),
    )


def spoken_difference(each: FieldDifference) -> str:
    """Say one difference: "Sentence 2, length: first 12 months, second 21 months"."""
    return f"{each.what}, {each.field}: first {each.first}, second {each.second}"


def pairs_of_sentences(first: EnteredInputs, second: EnteredInputs) -> tuple[Pair, ...]:
    """Say which sentences are held to be the same one, in the order of the second reading."""
    return _paired(
        [(*_own(each).values(), len(_chain(first, at))) for at, each in enumerate(first.sentences)],
        [
            (*_own(each).values(), len(_chain(second, at)))
            for at, each in enumerate(second.sentences)
        ],
    )


def pairs_of_days(first: EnteredInputs, second: EnteredInputs) -> tuple[Pair, ...]:
    """Say which rows of days are held to be the same one: rows of one kind alone."""
    found: list[Pair] = []
    for kind in dict.fromkeys(each.kind for each in (*first.days, *second.days)):
        ours = [at for at, each in enumerate(first.days) if each.kind is kind]
        theirs = [at for at, each in enumerate(second.days) if each.kind is kind]
        rows = _paired(
            [tuple(_days_words(first.days[at]).values()) for at in ours],
            [tuple(_days_words(second.days[at]).values()) for at in theirs],
        )
        found += [
            (None if a is None else ours[a], None if b is None else theirs[b]) for a, b in rows
        ]
    return tuple(found)


def follows_the_same(
    first: EnteredInputs, second: EnteredInputs, pair: Pair, pairs: Sequence[Pair]
) -> bool:
    """Whether a pair of sentences follows the same sentence, or one that says the same."""
    one, other = _predecessors(first, second, pair)
    if one is None or other is None:
        return one is other
    return (one, other) in pairs or _chain(first, one) == _chain(second, other)


def _paired(first: Sequence[tuple[T, ...]], second: Sequence[tuple[T, ...]]) -> tuple[Pair, ...]:
    """Pair what agrees in most places; among equals, in order. The rest stands alone."""
    by_likeness = sorted(
        ((one, other) for one in range(len(first)) for other in range(len(second))),
        key=lambda pair: (
            -sum(a == b for a, b in zip(first[pair[0]], second[pair[1]], strict=True)),
            pair,
        ),
    )
    taken: dict[int, int] = {}
    for one, other in by_likeness:
        if one not in taken.values() and other not in taken:
            taken[other] = one
    alone: list[Pair] = [(one, None) for one in range(len(first)) if one not in taken.values()]
    return (*((taken.get(other), other) for other in range(len(second))), *alone)


def _sentences(first: FirstReading, second: EnteredInputs) -> Iterator[FieldDifference]:
    pairs = pairs_of_sentences(first.inputs, second)
    for pair in pairs:
        one, other = pair
        ours = None if one is None else first.inputs.sentences[one]
        theirs = None if other is None else second.sentences[other]
        entry = None if one is None else first.sentence_entries[one]
        what = "A sentence of the record" if other is None else f"Sentence {other + 1}"
        yield from _fields(
            what,
            None if ours is None else _own(ours),
            None if theirs is None else _own(theirs),
            entry,
        )
        if ours and theirs and not follows_the_same(first.inputs, second, pair, pairs):
            before, after = _predecessors(first.inputs, second, pair)
            yield FieldDifference(
                what=what,
                field="how it stands to the others",
                first=_follows(first.inputs, before),
                second=_follows(second, after),
                entry=entry,
            )


def _days(first: FirstReading, second: EnteredInputs) -> Iterator[FieldDifference]:
    for one, other in pairs_of_days(first.inputs, second):
        ours = None if one is None else first.inputs.days[one]
        theirs = None if other is None else second.days[other]
        kind = (theirs or ours or second.days[0]).kind
        yield from _fields(
            f"Days: {kind}",
            None if ours is None else _days_words(ours),
            None if theirs is None else _days_words(theirs),
            None if one is None else first.days_entries[one],
        )


def _fields(
    what: str, first: dict[str, str] | None, second: dict[str, str] | None, entry: int | None
) -> Iterator[FieldDifference]:
    """Each field that differs; one line alone where only one of the two readings has it."""
    if first is None or second is None:
        if first is not second:
            yield FieldDifference(
                what=what,
                field="the whole of it",
                first=NOT_THERE if first is None else _whole(first),
                second=NOT_THERE if second is None else _whole(second),
                entry=entry,
            )
        return
    for field, ours in first.items():
        if ours != second[field]:
            yield FieldDifference(
                what=what, field=field, first=ours, second=second[field], entry=entry
            )


def _whole(words: dict[str, str]) -> str:
    return ", ".join(f"{field} {said}" for field, said in words.items() if said != "none")


def _own(sentence: EnteredSentence) -> dict[str, str]:
    """What a sentence says of itself, field by field, in words that are alike if the fields are."""
    fine = sentence.fine_pence
    until = sentence.supervised_until
    return {
        "kind": str(sentence.sentence_kind),
        "length": str(sentence.term),
        "extended licence": str(sentence.extension or "none"),
        "offence code": sentence.offence_code or "none",
        "day of the offence": spoken_day(sentence.offence_committed_on),
        "day imposed": spoken_day(sentence.imposed_on),
        "release point": _marks_words(sentence.marks),
        "automatic release": "yes" if sentence.has_automatic_release else "none",
        "under 18 when convicted": "yes" if sentence.is_under_18_concern else "none",
        "fine": "none" if fine is None else f"£{fine / _PENCE:,.2f}",
        "end of supervision": spoken_day(until) if until else "none",
    }


def _marks_words(marks: ReleaseMarks | None) -> str:
    if marks is None:
        return "none"
    codes = marks.early_release_exclusions
    in_order = None if codes is None else tuple(sorted(codes))
    return spoken_marks(msgspec.structs.replace(marks, early_release_exclusions=in_order))


def _days_words(days: EnteredDays) -> dict[str, str]:
    return {
        "number of days": str(days.days),
        "day": spoken_day(days.on),
        "last day": spoken_day(days.last_on) if days.last_on else "none",
    }


def _recall_words(recall: EnteredRecall | None) -> dict[str, str] | None:
    if recall is None:
        return None
    back = recall.returned_on
    return {
        "kind": str(recall.recall_kind),
        "licence revoked": spoken_day(recall.revoked_on),
        "back in custody": spoken_day(back) if back else "none",
    }


def _follows(inputs: EnteredInputs, at: int | None) -> str:
    if at is None:
        return ALONE
    if not 0 <= at < len(inputs.sentences):
        return "consecutive to a sentence that is not in force"
    sentence = inputs.sentences[at]
    return (
        f"consecutive to {sentence.term} for {sentence.offence_code or 'no offence code'}, "
        f"imposed on {spoken_day(sentence.imposed_on)}"
    )


def _predecessors(
    first: EnteredInputs, second: EnteredInputs, pair: Pair
) -> tuple[int | None, int | None]:
    """Places of the sentences that a pair follows."""
    one, other = pair
    return (
        None if one is None else _before(first, one),
        None if other is None else _before(second, other),
    )


def _before(inputs: EnteredInputs, at: int) -> int | None:
    number = inputs.sentences[at].consecutive_to
    return None if number is None else number - 1


def _chain(inputs: EnteredInputs, at: int) -> tuple[tuple[str, ...], ...]:
    """A sentence and all that it follows, each by what it says of itself; a ring ends once round.

    A sentence that follows one nobody entered has a link of its own for it.
    """
    links: list[tuple[str, ...]] = []
    seen: list[int] = []
    here: int | None = at
    while here is not None and here not in seen:
        if not 0 <= here < len(inputs.sentences):
            links.append((NOT_THERE,))
            break
        seen.append(here)
        links.append(tuple(_own(inputs.sentences[here]).values()))
        here = _before(inputs, here)
    return tuple(links)
