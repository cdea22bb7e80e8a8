"""What holds somebody, drawn on one line of time: a bar for each authority to hold.

Bars are told apart by pattern and by words, never by colour alone, and the same stands in a table.
Nothing is worked out here: each end is a day that an entry or the dates give.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final
from xml.sax.saxutils import escape

import msgspec

from gatelodge.gate import decided_dates, undecided
from gatelodge.record import Authority, AuthorityKind, CustodyRecord, day_in_london
from gatelodge.record.facts import RecallOrdered, SentenceImposed
from gatelodge.web.dates.facts_used import is_out_of_date
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage, end_or_event
from gatelodge.web.states import sentence_case
from gatelodge.web.words_of_time import day

_WIDTH: Final = 960
_LEFT: Final = 10
_RIGHT: Final = 950
_ROW: Final = 54
_BAR: Final = 22
_MARK: Final = 15
_LEGEND: Final = 24
_NARROWEST: Final = 2
_LETTER: Final = 6.6
_INK: Final = "#0b0c0c"
_NAME: Final = "authorities"


class Until(StrEnum):
    """To what the bar of an authority runs; the value is how it is spoken."""

    EVENT = "In force until its end or next event"
    NOT_KNOWN = "In force, no end or next event known"
    ENDED = "Ended"


_FILLS: Final = {
    Until.EVENT: '<rect width="8" height="8" fill="#d2e2f1"/>',
    Until.NOT_KNOWN: '<path d="M0 8L8 0" stroke="#942514" stroke-width="2"/>',
    Until.ENDED: '<path d="M0 4H8" stroke="#505a5f" stroke-width="1"/>',
}


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One authority from its first day to its last; without `to_on` its last day is not known."""

    title: str
    words: str
    from_on: date
    to_on: date | None
    until: Until


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A day of its own: today, or the release day."""

    on: date
    word: str


def picture(page: RecordPage) -> dict[str, Any] | None:
    """The drawing, its summary and its table; none where no authority was ever recorded."""
    today = day_in_london(page.known_at or page.now)
    bars = [_bar(each, page.record) for each in page.record.authorities]
    if not bars:
        return None
    bars.sort(key=lambda bar: bar.from_on)
    marks = [Mark(on=today, word="Today"), *_release_day(page.record)]
    return {
        "svg": draw(bars, marks),
        "summary": summarise(bars, marks),
        "table": {
            "caption": "Authorities to hold, in order of their beginning",
            "caption_size": "s",
            "head": ["Authority", "From", "To", "How it stands"],
            "rows": [
                [
                    bar.words,
                    day(bar.from_on),
                    day(bar.to_on) if bar.to_on else "Not known",
                    bar.until.value,
                ]
                for bar in bars
            ],
        },
    }


def summarise(bars: Sequence[Bar], marks: Sequence[Mark]) -> str:
    """Say in a few sentences what the picture shows."""
    number = "1 authority" if len(bars) == 1 else f"{len(bars)} authorities"
    ended = sum(bar.until is Until.ENDED for bar in bars)
    told = ", ".join(f"{mark.word.lower()} {day(mark.on)}" for mark in marks)
    return (
        f"{number} to hold, from {day(bars[0].from_on)}: {len(bars) - ended} in force, "
        f"{ended} ended. Marked: {told}."
    )


def draw(bars: Sequence[Bar], marks: Sequence[Mark]) -> str:
    """Draw authorities as SVG, 960 units wide: an image with a summary for who cannot see it."""
    scale = _Scale(bars, marks)
    bottom = _ROW * len(bars)
    labels, height = _labels(marks, scale, bottom)
    legend, legend_height = _legend(bars, bottom + height)
    total = bottom + height + legend_height
    drawn = "".join(
        part for place, bar in enumerate(bars) for part in _drawn(bar, scale, _ROW * place)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {total}" width="100%" '
        f'role="img" aria-labelledby="{_NAME}-title {_NAME}-text" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="12" fill="{_INK}">'
        f'<title id="{_NAME}-title">Authorities to hold</title>'
        f'<desc id="{_NAME}-text">{escape(summarise(bars, marks))}</desc>'
        f"<defs>{''.join(_patterns(bars))}</defs>"
        f"{''.join(_lines(marks, scale, bottom))}{drawn}{labels}{legend}</svg>"
    )


def _bar(authority: Authority, record: CustodyRecord) -> Bar:
    from_on = _began_on(authority)
    until, to_on = Until.NOT_KNOWN, None
    if authority.ended is not None:
        until, to_on = Until.ENDED, day_in_london(authority.ended.fact.ended_at)
    elif _is_settled(authority, record) and (on := end_or_event(authority, record)) is not None:
        until, to_on = Until.EVENT, on
    return Bar(
        title=sentence_case(authority.kind.value),
        words=authority_words(authority),
        from_on=from_on,
        to_on=None if to_on is None else max(to_on, from_on),
        until=until,
    )


def _is_settled(authority: Authority, record: CustodyRecord) -> bool:
    """Whether its end can be told: of a sentence only by dates that stand and nobody doubts."""
    calculated = record.calculation
    if authority.kind is not AuthorityKind.SENTENCE or calculated is None:
        return True
    return not is_out_of_date(record) and not undecided(record, calculated)


def _began_on(authority: Authority) -> date:
    """The first day: of a sentence when it was imposed, of a recall the day back in custody."""
    match authority.began.fact:
        case SentenceImposed(imposed_on=on):
            return on
        case RecallOrdered(returned_on=returned, revoked_on=revoked):
            return returned or revoked
    return day_in_london(authority.began.true_from)


def _release_day(record: CustodyRecord) -> Iterator[Mark]:
    """The release day that nobody doubts and that facts have not overtaken."""
    calculated = record.calculation
    if calculated is None or is_out_of_date(record) or undecided(record, calculated):
        return
    fact = decided_dates(record, calculated).calculation.fact
    yield Mark(on=fact.governing_on, word=f"Release day ({fact.governing})")


class _Scale:
    """From days to places across the drawing."""

    def __init__(self, bars: Sequence[Bar], marks: Sequence[Mark]) -> None:
        days = [mark.on for mark in marks]
        self.first = min([*days, *(bar.from_on for bar in bars)])
        self.last = max([*days, *(bar.to_on or bar.from_on for bar in bars)])
        self.unit = (_RIGHT - _LEFT) / ((self.last - self.first).days + 1)

    def x(self, on: date, *, after: bool = False) -> float:
        """Give the left edge of a day, or its right edge."""
        return round(_LEFT + ((on - self.first).days + after) * self.unit, 1)


def _drawn(bar: Bar, scale: _Scale, y: int) -> Iterator[str]:
    left = scale.x(bar.from_on)
    right = scale.x(bar.to_on or scale.last, after=True)
    width = max(round(right - left, 1), _NARROWEST)
    dashed = ' stroke-dasharray="4 3"' if bar.to_on is None else ""
    ends = f"to {_short(bar.to_on)}" if bar.to_on else "on, no end or next event known"
    label = f"{bar.title}, {_short(bar.from_on)} {ends}"
    yield f'<text x="{_LEFT}" y="{y + 14}" font-weight="bold">{escape(label)}</text>'
    yield (
        f'<rect x="{left}" y="{y + 20}" width="{width}" height="{_BAR}" '
        f'fill="url(#{_NAME}-{bar.until.name})" stroke="{_INK}"{dashed}>'
        f"<title>{escape(bar.words)}</title></rect>"
    )


def _patterns(bars: Sequence[Bar]) -> Iterator[str]:
    for until in dict.fromkeys(bar.until for bar in bars):
        yield (
            f'<pattern id="{_NAME}-{until.name}" width="8" height="8" '
            f'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/>'
            f"{_FILLS[until]}</pattern>"
        )


def _lines(marks: Sequence[Mark], scale: _Scale, bottom: int) -> Iterator[str]:
    for place, mark in enumerate(marks):
        x = scale.x(mark.on, after=place > 0)
        dashed = ' stroke-dasharray="2 3"' if place == 0 else ""
        yield f'<path d="M{x} 0V{bottom}" stroke="#505a5f"{dashed}/>'


def _labels(marks: Sequence[Mark], scale: _Scale, top: int) -> tuple[str, int]:
    """Write each mark on a line of its own below the bars."""
    written = ""
    for place, mark in enumerate(marks):
        text = f"{mark.word} {_short(mark.on)}"
        x = round(min(scale.x(mark.on), _RIGHT - len(text) * _LETTER), 1)
        written += f'<text x="{x}" y="{top + 12 + place * _MARK}">{escape(text)}</text>'
    return written, len(marks) * _MARK + 8


def _legend(bars: Sequence[Bar], top: int) -> tuple[str, int]:
    """Show each pattern beside its words."""
    shown = list(dict.fromkeys(bar.until for bar in bars))
    written = ""
    for place, until in enumerate(shown):
        y = top + place * _LEGEND
        written += (
            f'<rect x="{_LEFT}" y="{y}" width="18" height="14" '
            f'fill="url(#{_NAME}-{until.name})" stroke="{_INK}"/>'
            f'<text x="{_LEFT + 23}" y="{y + 11}">{escape(until.value)}</text>'
        )
    return written, len(shown) * _LEGEND


def _short(on: date) -> str:
    return f"{on.day} {on:%b %Y}"
