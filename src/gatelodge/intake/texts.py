"""What single labelled texts of the register say: lengths, numbers, yes or no, next hearings.

Each text is heard by its label's meaning. What cannot be understood becomes a doubt that repeats
the text; nothing raises.
"""

import re
from collections.abc import Callable, Iterator

from gatelodge.intake.court_results import read_day
from gatelodge.intake.labels import Meaning, known_label
from gatelodge.record.facts import Concurrency, OrderKind, Term

_LENGTH = re.compile(r"([0-9]{1,3})\s*(year|month|week|day)s?(?:\s*(?:,|and)?\s*)", re.IGNORECASE)


def read_term(text: str) -> Term | None:
    """A length such as "7 Months" or "1 Year 6 Months"; none for anything else.

    A unit may stand once. A length of nothing is returned as such: `is_nothing`.

    >>> str(read_term("1 Year 6 Months"))
    '1 year 6 months'
    """
    units: dict[str, int] = {}
    place = 0
    while found := _LENGTH.match(text, place):
        unit = found[2].lower() + "s"
        if unit in units:
            return None
        units[unit] = int(found[1])
        place = found.end()
    return Term(**units) if units and place == len(text) else None


class Heard:
    """What the texts of one order said so far. Lives only while one order is read."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.kinds: list[OrderKind] = []
        self.fields: dict[str, object] = {}
        self.doubts: list[str] = []
        self.names_prison = False
        self.names_next_hearing = False

    def text(self, label: str, text: str) -> None:
        """Take in one labelled text; a label that we do not know is a doubt."""
        known = known_label(label)
        if known is None:
            self.doubt(label, text, "we do not know this label")
        else:
            _HEAR[known.meaning](self, label, text)

    def kind(self, kind: OrderKind) -> None:
        """Note that the texts make this kind of order."""
        if kind not in self.kinds:
            self.kinds.append(kind)

    def put(self, field: str, value: object, label: str, text: str) -> None:
        """Keep one value; a second that differs is a doubt, and the first stands."""
        before = self.fields.setdefault(field, value)
        if before != value:
            self.doubts.append(f'"{label}: {text}" differs from what was said before: {before}.')

    def doubt(self, label: str, text: str, why: str) -> None:
        """Keep a doubt with the text that caused it."""
        self.doubts.append(f'"{label}: {text}": {why}.')


Hear = Callable[[Heard, str, str], None]


def _length(field: str, *kinds: OrderKind) -> Hear:
    def hear(heard: Heard, label: str, text: str) -> None:
        for kind in kinds:
            heard.kind(kind)
        term = read_term(text)
        if term is None:
            heard.doubt(label, text, "the length cannot be read")
        elif term.is_nothing:
            heard.doubt(label, text, "a length of nothing")
        else:
            heard.put(field, term, label, text)

    return hear


def _flag(*kinds: OrderKind, why: str = "") -> Hear:
    def hear(heard: Heard, label: str, text: str) -> None:
        match text.casefold():
            case "true":
                for kind in kinds:
                    heard.kind(kind)
                if why:
                    heard.doubt(label, text, why)
            case "false":
                pass
            case _:
                heard.doubt(label, text, "neither true nor false")

    return hear


def _number(field: str) -> Hear:
    def hear(heard: Heard, label: str, text: str) -> None:
        if re.fullmatch(r"[0-9]{1,5}", text):
            heard.put(field, int(text), label, text)
        else:
            heard.doubt(label, text, "not a number of days")

    return hear


def _runs(heard: Heard, label: str, text: str) -> None:
    try:
        heard.put("concurrency", Concurrency(text.casefold()), label, text)
    except ValueError:
        heard.doubt(label, text, "neither concurrent nor consecutive")


def _follows(heard: Heard, label: str, text: str) -> None:
    heard.put("consecutive_to", text, label, text)


def _medical_remand(heard: Heard, label: str, text: str) -> None:
    heard.kind(OrderKind.REMAND)
    heard.doubt(label, text, "to prison or to hospital? Read the order")


def _next_hearing(heard: Heard, label: str, text: str) -> None:
    heard.names_next_hearing = True
    lines = dict(_labelled_lines(text))
    day = read_day(lines.get("date of hearing", ""))
    if day is None:
        heard.doubt(label, text, "the day of the next hearing cannot be read")
    else:
        heard.put("next_hearing_on", day, label, text)
    if house := lines.get("courthouse organisation name"):
        heard.put("next_hearing_court", house, label, text)


def _labelled_lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        label, colon, value = line.partition(":")
        if colon:
            yield label.strip().casefold(), value.strip()


def _prison(heard: Heard, _label: str, _text: str) -> None:
    heard.names_prison = True


def _nothing(_heard: Heard, _label: str, _text: str) -> None:
    """Costs and the like."""


_HEAR: dict[Meaning, Hear] = {
    Meaning.TERM: _length("term", OrderKind.CUSTODY),
    Meaning.TOTAL_TERM: _length("total", OrderKind.CUSTODY),
    Meaning.LIFE: _flag(OrderKind.LIFE),
    Meaning.SUSPENDED_TERM: _length("term", OrderKind.SUSPENDED),
    Meaning.OPERATIONAL_PERIOD: _length("suspended_for", OrderKind.SUSPENDED),
    Meaning.ACTIVATED_TERM: _length("term", OrderKind.CUSTODY),
    Meaning.RUNS: _runs,
    Meaning.FOLLOWS: _follows,
    Meaning.REMAND: _flag(OrderKind.REMAND),
    Meaning.MEDICAL_REMAND: _medical_remand,
    Meaning.BAIL: _flag(OrderKind.BAIL),
    Meaning.ENDED: _flag(OrderKind.ACQUITTED),
    Meaning.REMAND_DAYS: _number("remand_days"),
    Meaning.TAGGED_DAYS: _number("tagged_bail_days"),
    Meaning.NEXT_HEARING: _next_hearing,
    Meaning.AGGRAVATED: _flag(why="it can change how the person is released"),
    Meaning.PRISON: _prison,
    Meaning.NOT_ABOUT_CUSTODY: _nothing,
}
