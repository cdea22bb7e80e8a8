"""The offence register's tables, read and checked: codes, lists and their entries, successions.

They stand in `law/offences`. A day followed by `?` was not confirmed by anybody: a beginning counts
all the same, an end does not. Every fault is a LawBookError that names the file and the line.
"""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from gatelodge.sentencing.law_files import LawBookError
from gatelodge.sentencing.working import Citation

_CERTAINTIES = frozenset({"named", "inferred", "asked"})
_CONDITIONS = frozenset(
    {"", "sexual_exploitation", "no_sexual_exploitation", "terrorist_connection"}
)
_TEST_DAYS = frozenset({"-", "any", "conviction", "offence"})
_KINDS = frozenset(
    {
        "beside",
        "corrected",
        "ended",
        "maximum",
        "merged",
        "re-coded",
        "re-enacted",
        "re-worded",
        "replaced",
        "split",
    }
)


class OffenceList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of offences in law, as `lists.toml` describes it.

    `inchoate`: whether attempts and the like are on it by law. `complete`: whether the whole list
    is held. `finding`: the finding that puts any offence on it. `asks`: lists whose offences may be
    on this one, which nobody has settled. `note`: what a person must know, our reading.
    """

    title: str
    law: str
    inchoate: Literal["included", "excluded", "unknown"]
    complete: bool
    contents_known: bool = True
    finding: str | None = None
    asks: tuple[str, ...] = ()
    note: str = ""


class Misrecorded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Codes that a record should not have for offences of some days, as `misrecorded.toml` says.

    `codes` are whole codes, `begins_with` beginnings of codes. `committed_from` is the first day,
    `committed_before` the day after the last; None: no limit. `code_if_several`: the message's code
    where more than one sentence has such an offence.
    """

    code: str
    text: str
    authority: tuple[str, ...]
    confirmed: bool
    codes: frozenset[str] = frozenset()
    begins_with: tuple[str, ...] = ()
    committed_from: date | None = None
    committed_before: date | None = None
    code_if_several: str | None = None

    def names(self, code: str, committed_on: date) -> bool:
        """Whether a code (in capitals) of an offence of a day is one of these."""
        if code not in self.codes and not code.startswith(self.begins_with):
            return False
        return (self.committed_from is None or self.committed_from <= committed_on) and (
            self.committed_before is None or committed_on < self.committed_before
        )


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An offence on a list: from a day (number) on, before `ends` if an end is confirmed.

    `certainty`: named by the law or the offence service, inferred by us, or to be asked about.
    """

    begins: int
    ends: int | None
    certainty: str
    when: str
    """The finding of the court on which it turns; with `no_` before it, the want of it."""
    authority: tuple[Citation, ...]

    def stands(self, day: int) -> bool:
        """Whether it is on the list on a day (number)."""
        return self.begins <= day and (self.ends is None or day < self.ends)


class Succession(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an offence: its successors by code (none: not known) and the first day.

    `effective` is None where no one day is known. `test_day` says which day decides whether the old
    or the new one applies, such as that of the `offence`; `any`: whichever is asked about, `-`:
    none. `provisions` are the old and the new section.
    """

    codes: tuple[str, ...]
    successors: tuple[str, ...]
    kind: str
    effective: date | None
    test_day: str
    authority: Citation
    provisions: tuple[str, str]


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """An offence code as the register holds it. `ends_on` is its last day.

    `maximum` is today's, on indictment (`life`, `14y`, `6m`); it has no dates. `parent` is the
    offence of which it is an attempt or the like.
    """

    code: str
    title: str
    begins_on: date | None
    ends_on: date | None
    maximum: str
    parent: str


Entries = dict[str, dict[str, tuple[Entry, ...]]]
"""The entries of each code on each list."""


class _Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: str
    read: bool


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a table, which knows its place for a fault."""

    place: str
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells[name]

    def codes(self, name: str) -> tuple[str, ...]:
        return tuple(self.cells[name].split())

    def day(self, name: str, *, unconfirmed: bool = True) -> date | None:
        """Read a day; none where the cell is empty, or is unconfirmed and that is not asked for."""
        said = self.cells[name]
        if not said or (said.endswith("?") and not unconfirmed):
            return None
        try:
            return date.fromisoformat(said.removesuffix("?"))
        except ValueError:
            raise self.fault(name, "write a day as year-month-day, or leave it empty") from None

    def one_of(self, name: str, known: frozenset[str]) -> str:
        if self.cells[name] not in known:
            raise self.fault(name, f"write one of {', '.join(sorted(known))}")
        return self.cells[name]

    def fault(self, name: str, what_to_do: str) -> LawBookError:
        return LawBookError(f"{self.place}: {name} is {self.cells[name]!r}; {what_to_do}.")


def _rows(name: str, text: str, fields: tuple[str, ...]) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if tuple(reader.fieldnames or ()) != fields:
        raise LawBookError(f"{name}: the columns must be {', '.join(fields)}, in this order.")
    for cells in reader:
        place = f"{name}, line {reader.line_num}"
        if None in cells or None in cells.values():
            raise LawBookError(f"{place}: the line must have {len(fields)} cells.")
        yield _Row(place=place, cells=cells)


def read_lists(text: str) -> dict[str, OffenceList]:
    """Read `lists.toml`. Raises LawBookError."""
    try:
        lists = msgspec.convert(tomllib.loads(text), dict[str, OffenceList])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise LawBookError(f"lists.toml: {wrong}. Correct it or take it out.") from wrong
    for list_id, each in lists.items():
        if not each.law.strip():
            raise LawBookError(f"lists.toml: {list_id}.law: no source; write the Act and Schedule.")
        for other in each.asks:
            if other not in lists:
                raise LawBookError(f"lists.toml: {list_id}.asks: there is no list {other!r}.")
    return lists


def read_sources(text: str) -> dict[str, bool]:
    """Read `sources.toml`: whether somebody read each source's text. Raises LawBookError."""
    try:
        sources = msgspec.convert(tomllib.loads(text), dict[str, _Source])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise LawBookError(f"sources.toml: {wrong}. Correct it or take it out.") from wrong
    return {tag: each.read for tag, each in sources.items()}


def read_entries(
    text: str, lists: Mapping[str, OffenceList], sources: Mapping[str, bool]
) -> Entries:
    """Read `entries.csv`. Raises LawBookError: unknown list or source, days, one offence twice."""
    entries: Entries = {list_id: {} for list_id in lists}
    fields = (
        "list", "provision", "offence", "from", "to", "certainty", "when", "source", "codes",
    )  # fmt: skip
    for row in _rows("entries.csv", text, fields):
        list_id = row.one_of("list", frozenset(lists))
        kept = entries[list_id]
        entry = _entry(row, lists[list_id].law, sources)
        for code in row.codes("codes"):
            if entry in kept.get(code, ()):
                raise row.fault("codes", f"{code} stands there twice; take one out")
            kept[code] = (*kept.get(code, ()), entry)
    return entries


def _entry(row: _Row, law: str, sources: Mapping[str, bool]) -> Entry:
    begins, ends = row.day("from"), row.day("to")
    if begins is not None and ends is not None and ends <= begins:
        raise row.fault("to", "it must be after the day in `from`")
    confirmed_end = row.day("to", unconfirmed=False)
    tags = row.codes("source")
    if not tags or not all(tag in sources for tag in tags):
        raise row.fault("source", "name sources that stand in sources.toml")
    certainty = row.one_of("certainty", _CERTAINTIES)
    provision = row["provision"]
    return Entry(
        begins=0 if begins is None else begins.toordinal(),
        ends=None if confirmed_end is None else confirmed_end.toordinal(),
        certainty=certainty,
        when=row.one_of("when", _CONDITIONS),
        authority=(
            Citation(
                text=f"{law}, {provision}" if provision else law,
                is_confirmed=certainty == "named" and any(sources[tag] for tag in tags),
            ),
        ),
    )


def read_codes(text: str) -> dict[str, Code]:
    """Read `codes.csv`. Raises LawBookError: a code twice, a life that ends before it begins."""
    codes: dict[str, Code] = {}
    for row in _rows("codes.csv", text, ("code", "from", "to", "maximum", "parent", "title")):
        code, begins_on, ends_on = row["code"], row.day("from"), row.day("to")
        if code in codes or not code:
            raise row.fault("code", "each code stands there once; take one out")
        if begins_on is not None and ends_on is not None and ends_on < begins_on:
            raise row.fault("to", "it must not be before the day in `from`")
        codes[code] = Code(
            code=code,
            title=row["title"],
            begins_on=begins_on,
            ends_on=ends_on,
            maximum=row["maximum"],
            parent=row["parent"].removesuffix("?"),
        )
    return codes


def read_misrecorded(text: str) -> tuple[Misrecorded, ...]:
    """Read `misrecorded.toml`. Raises LawBookError: a rule without codes, text or authority."""
    try:
        found = msgspec.convert(tomllib.loads(text)["misrecorded"], tuple[Misrecorded, ...])
    except (KeyError, tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise LawBookError(f"misrecorded.toml: {wrong}. Correct it or take it out.") from wrong
    for rule in found:
        if not (rule.codes or rule.begins_with):
            raise LawBookError(f"misrecorded.toml: {rule.code} names no codes; give `codes`.")
        if not (rule.text.strip() and rule.authority):
            raise LawBookError(
                f"misrecorded.toml: {rule.code} has no text or no authority; write both."
            )
    return found


def read_successions(text: str) -> tuple[Succession, ...]:
    """Read `successions.csv`. Raises LawBookError: unknown kind, no authority."""
    fields = (
        "from", "to", "kind", "effective", "test_day", "authority", "confirmed", "source",
        "from_provision", "to_provision",
    )  # fmt: skip
    return tuple(_succession(row) for row in _rows("successions.csv", text, fields))


def _succession(row: _Row) -> Succession:
    if not row["authority"].strip():
        raise row.fault("authority", "write the Act or instrument, or that it is practice")
    is_day = row["effective"].count("-") > 1
    return Succession(
        codes=row.codes("from"),
        successors=row.codes("to"),
        kind=row.one_of("kind", _KINDS),
        effective=row.day("effective") if is_day and row["effective"][0].isdecimal() else None,
        test_day=row.one_of("test_day", _TEST_DAYS),
        authority=Citation(
            text=row["authority"],
            is_confirmed=row.one_of("confirmed", frozenset({"yes", "no"})) == "yes",
        ),
        provisions=(row["from_provision"], row["to_provision"]),
    )
