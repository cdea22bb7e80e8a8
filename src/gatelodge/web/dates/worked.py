"""How dates were reached, as they were stored: steps, what is not there, the sentence picture.

Showing an old calculation reads what was entered with it. Nothing is worked out here.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gatelodge.record import CustodyRecord
from gatelodge.record.facts import PictureBar, PictureRow, SentencePicture
from gatelodge.sentencing import Bar, BarKind, Mark, Picture, Row, draw, summarise
from gatelodge.web.dates.sections import Citation, cited
from gatelodge.web.dates.words import place
from gatelodge.web.words_of_time import day


def working(record: CustodyRecord) -> list[dict[str, Any]]:
    """Numbered steps by date, in the order of the table; the last of each leads to the date."""
    if record.calculation is None:
        return []
    fact = record.calculation.fact
    falls_on = {each.date_type: day(each.on) for each in fact.dates}
    by_type: dict[str, list[dict[str, Any]]] = {}
    for step in fact.working:
        told = {"words": step.words, "authority": _cited(step.authority)}
        by_type.setdefault(step.date_type, []).append(told)
    return [
        {"date_type": kind, "falls_on": falls_on.get(kind, ""), "steps": by_type[kind]}
        for kind in sorted(by_type, key=place)
    ]


def not_given(record: CustodyRecord) -> list[dict[str, Any]]:
    """Dates that are not there, each with the reason that the engine gave."""
    if record.calculation is None:
        return []
    return [
        {"date_type": each.date_type, "words": each.words, "authority": _cited(each.authority)}
        for each in record.calculation.fact.not_given
    ]


def picture(record: CustodyRecord, today: date) -> dict[str, Any] | None:
    """The drawing, its summary and its table; none for a calculation that keeps no picture."""
    stored = None if record.calculation is None else record.calculation.fact.picture
    if stored is None:
        return None
    drawn = _as_drawn(stored)
    return {
        "svg": draw(drawn, today=today),
        "summary": summarise(drawn),
        "table": {
            "caption": "The sentence picture",
            "caption_size": "s",
            "head": ["Sentence", "What", "From", "To", "Ends with"],
            "rows": [_bar(row, bar) for row in stored.rows for bar in row.bars],
        },
    }


def _bar(row: PictureRow, bar: PictureBar) -> list[str]:
    if bar.kind == BarKind.REMAND:  # a number of days: its place in the drawing is no period
        return [row.words, bar.words, "No day of its own", "No day of its own", "Nothing"]
    return [row.words, bar.kind, day(bar.from_on), day(bar.to_on), _ends_with(bar)]


def _ends_with(bar: PictureBar) -> str:
    if bar.date_type is None:
        return "Not certain" if bar.is_uncertain else "This sentence alone"
    return f"{bar.date_type}, step {bar.step}"


def _as_drawn(stored: SentencePicture) -> Picture:
    return Picture(
        rows=tuple(
            Row(
                sentence_ids=(),
                text=row.words,
                bars=tuple(
                    Bar(
                        kind=BarKind(bar.kind),
                        from_on=bar.from_on,
                        to_on=bar.to_on,
                        text=bar.words,
                        is_uncertain=bar.is_uncertain,
                    )
                    for bar in row.bars
                ),
            )
            for row in stored.rows
        ),
        marks=tuple(Mark(code=each.code, on=each.on, text=each.words) for each in stored.marks),
    )


def _cited(authorities: Iterable[str]) -> list[Citation]:
    return [cited(words) for words in authorities]
