"""A sentence picture as SVG: bars told apart by pattern and by words, never by colour alone."""

from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from gatelodge.sentencing.picture import REACHED, SENTENCED, Bar, BarKind, Mark, Picture, Row

TODAY = "TODAY"
_WIDTH = 960
_LEFT = 10
_RIGHT = 950
_TITLE_HEIGHT = 20
_BAR_HEIGHT = 24
_ROW_GAP = 14
_MARK_HEIGHT = 15
_NARROWEST = 2
_LETTER_WIDTH = 6.6
_INK = "#0b0c0c"
_LEGEND_HEIGHT = 24
_FROM = frozenset({SENTENCED, REACHED, TODAY, "HDCED", "ERSED", "PED"})
"""Marks of days on which something begins; the others end with their day."""
_OVER_CUSTODY = frozenset({BarKind.CURFEW, BarKind.PAROLE, BarKind.REMOVAL, BarKind.AWAY})
_SHORT = {
    BarKind.REMAND: "Before sentence",
    BarKind.WAITING: "Held on",
    BarKind.CURFEW: "Curfew",
    BarKind.PAROLE: "Parole",
    BarKind.REMOVAL: "Removal",
    BarKind.AWAY: "Away",
    BarKind.WITHOUT_LICENCE: "No licence",
    BarKind.RECALL: "Recall",
}
_FILLS = {
    BarKind.REMAND: '<path d="M0 4H8" stroke="#505a5f" stroke-width="1"/>',
    BarKind.CUSTODY: '<rect width="8" height="8" fill="#d2e2f1"/>',
    BarKind.WAITING: '<path d="M0 0L8 8M0 8L8 0" stroke="#505a5f" stroke-width="1"/>',
    BarKind.CURFEW: '<path d="M0 8L8 0" stroke="#00703c" stroke-width="2"/>',
    BarKind.PAROLE: '<path d="M0 0L8 8" stroke="#4c2c92" stroke-width="2"/>',
    BarKind.REMOVAL: '<path d="M4 0V8" stroke="#942514" stroke-width="2"/>',
    BarKind.AWAY: '<circle cx="4" cy="4" r="2" fill="#0b0c0c"/>',
    BarKind.LICENCE: '<path d="M2 0V8" stroke="#1d70b8" stroke-width="1"/>',
    BarKind.WITHOUT_LICENCE: "",
    BarKind.RECALL: '<path d="M0 2H8M0 6H8" stroke="#942514" stroke-width="1.5"/>',
    BarKind.SUPERVISION: '<circle cx="4" cy="4" r="1" fill="#1d70b8"/>',
}


def draw(picture: Picture, *, today: date | None = None, name: str = "picture") -> str:
    """Draw a picture as SVG, 960 units wide. `name` begins every identifier in it.

    The drawing is one image with a summary for those who cannot see it; the same content belongs
    beside it as a table. `today` is marked where it lies within the picture.
    """
    scale = _Scale(picture)
    y = 4
    body: list[str] = []
    for row in picture.rows:
        body += _row(row, scale, y, name)
        y += _TITLE_HEIGHT + _height(row) + _ROW_GAP
    marks = list(picture.marks)
    if today is not None and scale.first <= today <= scale.last:
        marks.append(Mark(code=TODAY, on=today, text="Today"))
    labels, height = _labels(sorted(marks, key=lambda mark: mark.on), scale, y)
    legend, legend_height = _legend(picture, name, y + height)
    total = y + height + legend_height
    lines = list(_lines(marks, scale, y))
    summary = escape(summarise(picture))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {total}" width="100%" '
        f'role="img" aria-labelledby="{name}-title {name}-text" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="12" fill="{_INK}">'
    )
    return "".join(
        [
            opening,
            f'<title id="{name}-title">Sentence picture</title>',
            f'<desc id="{name}-text">{summary}</desc>',
            "<defs>",
            *_patterns(picture, name),
            "</defs>",
            *lines,
            *body,
            *labels,
            *legend,
            "</svg>",
        ]
    )


def summarise(picture: Picture) -> str:
    """Say in a few sentences what the picture shows."""
    count = len(picture.rows)
    rows = "1 sentence" if count == 1 else f"{count} sentences"
    dates = ", ".join(mark.text for mark in picture.marks if mark.code != SENTENCED)
    return f"{rows}, from {_spoken(picture.marks[0].on)}. Key dates: {dates}."


class _Scale:
    """From days to places across the drawing."""

    def __init__(self, picture: Picture) -> None:
        bars = [bar for row in picture.rows for bar in row.bars]
        days = [mark.on for mark in picture.marks]
        self.first = min([*days, *(bar.from_on for bar in bars)])
        self.last = max([*days, *(bar.to_on for bar in bars)])
        self.unit = (_RIGHT - _LEFT) / ((self.last - self.first).days + 1)

    def x(self, day: date, *, after: bool = False) -> float:
        """Give the left edge of a day, or its right edge."""
        return round(_LEFT + ((day - self.first).days + after) * self.unit, 1)


def _height(row: Row) -> int:
    return _BAR_HEIGHT * (1 + len(_lanes(row)))


def _lanes(row: Row) -> tuple[BarKind, ...]:
    """Name the kinds that get a line of their own below custody, in order of writing."""
    apart = _OVER_CUSTODY
    if any(bar.kind is BarKind.WITHOUT_LICENCE for bar in row.bars):
        apart |= {BarKind.SUPERVISION}  # it runs beside the sentence that goes on without licence
    return tuple(dict.fromkeys(bar.kind for bar in row.bars if bar.kind in apart))


def _row(row: Row, scale: _Scale, y: int, name: str) -> Iterator[str]:
    yield f'<text x="{_LEFT}" y="{y + 13}" font-weight="bold">{escape(row.text)}</text>'
    top, lanes = y + _TITLE_HEIGHT, _lanes(row)
    for bar in row.bars:
        lane = lanes.index(bar.kind) + 1 if bar.kind in lanes else 0
        yield from _bar(bar, scale, top + _BAR_HEIGHT * lane, name)


def _bar(bar: Bar, scale: _Scale, y: int, name: str) -> Iterator[str]:
    left, right = scale.x(bar.from_on), scale.x(bar.to_on, after=True)
    width = max(round(right - left, 1), _NARROWEST)
    dashed = ' stroke-dasharray="4 3"' if bar.is_uncertain else ""
    yield (
        f'<rect x="{left}" y="{y}" width="{width}" height="{_BAR_HEIGHT - 4}" '
        f'fill="url(#{name}-{bar.kind.name})" stroke="{_INK}"{dashed}>'
        f"<title>{escape(bar.text)}</title></rect>"
    )
    label = _SHORT.get(bar.kind, bar.kind.value)
    room = len(label) * _LETTER_WIDTH
    if room + 8 <= width:
        yield f'<rect x="{left + 3}" y="{y + 3}" width="{room}" height="14" fill="#ffffff"/>'
        yield f'<text x="{left + 5}" y="{y + 14}">{escape(label)}</text>'


def _legend(picture: Picture, name: str, top: int) -> tuple[list[str], int]:
    """Show each pattern beside its words, as many to a line as there is room for."""
    shown = {bar.kind for row in picture.rows for bar in row.bars}
    written: list[str] = []
    x, y = float(_LEFT), top
    for kind in BarKind:
        if kind not in shown:
            continue
        width = 30 + len(kind.value) * _LETTER_WIDTH
        if x + width > _RIGHT:
            x, y = float(_LEFT), y + _LEGEND_HEIGHT
        written.append(
            f'<rect x="{x:.1f}" y="{y}" width="18" height="14" fill="url(#{name}-{kind.name})" '
            f'stroke="{_INK}"/><text x="{x + 23:.1f}" y="{y + 11}">{escape(kind.value)}</text>'
        )
        x += width
    return written, y - top + _LEGEND_HEIGHT


def _patterns(picture: Picture, name: str) -> Iterator[str]:
    kinds = {bar.kind for row in picture.rows for bar in row.bars}
    for kind in BarKind:
        if kind in kinds:
            yield (
                f'<pattern id="{name}-{kind.name}" width="8" height="8" '
                f'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/>'
                f"{_FILLS[kind]}</pattern>"
            )


def _lines(marks: Sequence[Mark], scale: _Scale, bottom: int) -> Iterator[str]:
    for mark in marks:
        x = scale.x(mark.on, after=mark.code not in _FROM)
        dashed = ' stroke-dasharray="2 3"' if mark.code in {TODAY, REACHED, "ESED"} else ""
        yield f'<path d="M{x} 0V{bottom}" stroke="#505a5f"{dashed}/>'


def _labels(marks: Sequence[Mark], scale: _Scale, top: int) -> tuple[list[str], int]:
    """Write the marks below the bars, one line each where they would run into one another."""
    written: list[str] = []
    ends: list[float] = []
    for on, text in _merged(marks):
        width = len(text) * _LETTER_WIDTH
        x = min(scale.x(on, after=True), _RIGHT - width)
        lane = next((place for place, end in enumerate(ends) if end < x), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = x + width + 8
        written.append(
            f'<text x="{round(x, 1)}" y="{top + 12 + lane * _MARK_HEIGHT}">{escape(text)}</text>'
        )
    return written, len(ends) * _MARK_HEIGHT + 8


def _merged(marks: Sequence[Mark]) -> Iterator[tuple[date, str]]:
    """Write marks of one day together: their words, then the day once."""
    words: dict[date, list[str]] = {}
    for mark in marks:
        words.setdefault(mark.on, []).append(_word(mark))
    for on, said in words.items():
        yield on, f"{', '.join(dict.fromkeys(said))} {_short_day(on)}"


def _word(mark: Mark) -> str:
    return {SENTENCED: "Sentenced", TODAY: "Today", REACHED: "New release point"}.get(
        mark.code, mark.code
    )


def _short_day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
