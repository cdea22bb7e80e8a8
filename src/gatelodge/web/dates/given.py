"""What the dates follow from: every part of the engine's own input in words, each with its paper.

The rows are made from the input itself, so that a fact cannot move a date unseen. What a sentence
of the input says beyond its length, court and day is told field by field.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

import msgspec
from django.urls import reverse

from gatelodge import sentencing as s
from gatelodge.record import (
    NEED_MARKS,
    CustodyRecord,
    Given,
    NotBookable,
    Stated,
    given_parts,
    marks_of,
    spoken_marks,
)
from gatelodge.record.facts import SentenceImposed
from gatelodge.web import entry_links
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage, plain_day
from gatelodge.web.states import sentence_case
from gatelodge.web.words_of_time import day

Row = dict[str, Any]


def rows(page: RecordPage, record: CustodyRecord | None = None) -> list[Row]:
    """The facts that dates follow from: those of now, or of a record as it was known then."""
    record = record or page.record
    made: list[Row] = []
    given = (
        each
        for each in given_parts(record)
        if record.sentences or not isinstance(each.part, s.Person)
    )
    for _entry, parts in groupby(given, key=lambda each: each.of.entry.seq):
        made += _of_one_fact(page, record, list(parts))
    return made


def _of_one_fact(page: RecordPage, record: CustodyRecord, parts: list[Given]) -> list[Row]:
    """The rows of a fact; a row of days that is filed twice is told once, with both ways."""
    first = parts[0].of
    row: Row = {"source": page.sources.of(first), "actions": entry_links.links(page, first)}
    if isinstance(first.fact, SentenceImposed):
        return [row | _sentence(record, parts[0]), *_release_point(page, record, first)]
    if isinstance(parts[0].part, s.Person):
        row["actions"] = []
    words = [_spoken(each) for each in parts]
    key, said = words[0]
    more = [each for _, each in words[1:] if each != said]
    return [row | {"key": key, "value": " ".join((said, *more))}]


def _spoken(given: Given) -> tuple[str, str]:
    """The name and the words of a part that is no sentence."""
    match given.part:
        case s.Person(born_on=born_on):
            return "Born", f"{plain_day(born_on)}."
        case s.Recall() as recall:
            return "Recall", _recall(recall)
        case s.Adjustment() as adjustment:
            return "Days", f"{_days(adjustment, given.of.fact)}{_why(given.of)}"
        case s.ExternalMovement(moved_on=on, direction=direction, reason=reason):
            way = "Left custody" if direction is s.Direction.OUT else "Came back"
            return "In and out", f"{way} on {day(on)}: {_REASONS[reason]}."
        case _:
            return "Sentence", str(given.part)


def _sentence(record: CustodyRecord, given: Given) -> Row:
    """A sentence, and all that the engine is told of it; or what keeps it from being given."""
    authority = next(a for a in record.authorities if a.seq == given.of.seq)
    words = [authority_words(authority)]
    part = given.part
    if isinstance(part, NotBookable):
        words.append(f"Not given to the engine. {part.words}")
        words += [_offence(given.of.fact.offence_code, given.of.fact.offence_committed_on)]
    else:
        words += _told(part)
    return {"key": f"Sentence, entry {given.of.seq}", "value": " ".join(words)}


def _told(sentence: Any) -> Iterable[str]:
    """What a sentence of the input says, but for what stands in its first words."""
    for field in msgspec.structs.fields(type(sentence)):
        value = getattr(sentence, field.name)
        if field.name in _IN_FIRST_WORDS:
            continue
        say = _FIELDS.get(field.name)
        said = say(value) if say else _plainly(field.name, value)
        if said:
            yield said


def _plainly(name: str, value: Any) -> str:
    """Words for a field that has none of its own: named all the same, unless it is empty."""
    return (
        "" if value in (None, (), False) else f"{sentence_case(name.replace('_', ' '))}: {value}."
    )


def _offence(code: str | None, committed_on: Any) -> str:
    on = f" of {day(committed_on)}" if committed_on else ", day not known"
    return f"Offence {code or 'without a code'}{on}."


def _follows(ids: tuple[str, ...]) -> str:
    return f"Consecutive to entry {' and '.join(ids)}." if ids else "Alone or concurrent."


_IN_FIRST_WORDS: Final = frozenset(
    {"sentence_id", "sentenced_on", "term", "custodial_term", "extension"}
)
"""Told by the words of the authority: number, day, length and extended licence."""
_IN_RELEASE_POINT: Final = ("is_sds_plus_eligible", "is_section_250", "exclusions")
"""Told by the answers on the release point, which have a row and a paper of their own."""
_FIELDS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {
        "offence": lambda value: _offence(value.code, value.committed_on),
        "consecutive_to": _follows,
        "recall": lambda value: "Recalled." if value else "Not recalled.",
        "is_sds_plus": lambda value: "Served to two thirds (SDS+)." if value else "",
        "has_automatic_release": lambda value: (
            "Release is automatic." if value else "Release is not automatic."
        ),
        "is_under_18": lambda value: (
            "Under 18 when convicted." if value else "Not under 18 when convicted."
        ),
        "fine_pence": lambda value: (
            f"In default of £{value / 100:,.2f}." if value is not None else "The sum is not known."
        ),
        "latest_tused_on": lambda value: (
            f"The supervision was to end on {day(value)}."
            if value
            else "The end of the supervision is not known."
        ),
    }
    | dict.fromkeys(_IN_RELEASE_POINT, lambda _value: "")
)
"""What each field of a sentence is in words; a field that is not here is named plainly."""

_TYPES: Final[Mapping[s.RecallType, str]] = MappingProxyType(
    {
        s.RecallType.STANDARD_RECALL: "standard recall",
        s.RecallType.STANDARD_RECALL_255: "standard recall",
        s.RecallType.FIXED_TERM_RECALL_14: "fixed term of 14 days",
        s.RecallType.FIXED_TERM_RECALL_28: "fixed term of 28 days",
        s.RecallType.FIXED_TERM_RECALL_56: "fixed term of 56 days",
    }
)
_REASONS: Final[Mapping[s.MovementReason, str]] = MappingProxyType(
    {
        **{each: each.value for each in s.MovementReason},
        s.MovementReason.CRD: "release",
        s.MovementReason.ERS: "removed from the country",
        s.MovementReason.SENTENCE: "sentenced",
        s.MovementReason.REMAND: "remanded",
        s.MovementReason.RECALL_ADMISSION: "recalled",
    }
)


def _recall(recall: s.Recall) -> str:
    revoked = f"licence revoked on {day(recall.revoked_on)}" if recall.revoked_on else "no day"
    back = (
        f"back in custody on {day(recall.returned_on)}"
        if recall.returned_on
        else "the day of the return is not entered"
    )
    return f"{sentence_case(_TYPES[recall.recall_type])}; {revoked}; {back}."


def _days(row: s.Adjustment, fact: Any) -> str:
    """A row of days: how many, what they do, and the day by which the engine reads them."""
    days = f"{row.days} day" if row.days == 1 else f"{row.days} days"
    span = f", {day(row.from_on)} to {day(row.to_on)}" if row.from_on and row.to_on else ""
    on = day(row.applies_on)
    why = f" ({row.ual_reason.value.replace('_', ' ').lower()})" if row.ual_reason else ""
    number = getattr(fact, "adjudication", "")
    kinds = s.AdjustmentKind
    words = {
        kinds.REMAND: f"on remand{span} come off the sentence of {on}",
        kinds.TAGGED_BAIL: f"for tagged bail come off the sentence of {on}",
        kinds.RECALL_REMAND: f"on remand{span} come off the recalled sentence of {on}",
        kinds.RECALL_TAGGED_BAIL: f"for tagged bail come off the recalled sentence of {on}",
        kinds.UAL: f"unlawfully away{why}{span}",
        kinds.ADA: f"added for breaking rules on {on} (adjudication {number})",
        kinds.RADA: f"given back on {on} (adjudication {number})",
    }
    return f"{days} {words[row.kind]}."


def _why(days: Stated[Any]) -> str:
    """What was said of why days count as they do; nothing where nobody said anything."""
    said = days.entry.envelope.reason
    return "" if said == days.fact.KIND.replace("_", " ") else f" {sentence_case(said)}."


def _release_point(
    page: RecordPage, record: CustodyRecord, sentence: Stated[SentenceImposed]
) -> list[Row]:
    """What was answered for a standard sentence, by whom, and the way to answer."""
    if sentence.fact.sentence_kind not in NEED_MARKS:
        return []
    stated = marks_of(record, sentence)
    row: Row = {
        "key": "Release point",
        "value": sentence_case(spoken_marks(stated.fact.marks)) + "." if stated else "",
        "missing": "Not known. Nobody has said what decides it, so there are no dates.",
        "actions": [],
    }
    if stated:
        row["source"] = page.sources.of(stated)
    if page.may("release-marks") and not page.is_past:
        row["actions"] = [
            {
                "text": "Answer anew" if stated else "Answer",
                "href": reverse("release-marks", args=[page.record_id, sentence.seq]),
                "of": f"what decides the release point of the sentence of entry {sentence.seq}",
            }
        ]
    row["actions"] += entry_links.links(page, stated)
    return [row]
