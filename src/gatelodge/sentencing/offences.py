"""The offence register: which offence a code is, on which lists of law, and what replaced it.

A question has one of three answers. An offence that the register does not know is unknown, never
"not on the list". A repealed offence is judged through its successors too; where they disagree the
answer is unknown, and says who disagrees. The tables stand in `law/offences`.
"""

import hashlib
from datetime import date
from enum import StrEnum
from functools import cache, cached_property

import msgspec

from gatelodge.sentencing.law_files import LAW, LawBookError
from gatelodge.sentencing.offence_tables import (
    Code,
    Entry,
    Misrecorded,
    OffenceList,
    Succession,
    read_codes,
    read_entries,
    read_lists,
    read_misrecorded,
    read_sources,
    read_successions,
)
from gatelodge.sentencing.working import Citation

_FOLDER = LAW / "offences"
_TABLES = (
    "codes.csv",
    "entries.csv",
    "lists.toml",
    "marks.toml",
    "misrecorded.toml",
    "sources.toml",
    "successions.csv",
)
_ENDING = frozenset({"ended", "merged", "re-coded", "re-enacted", "replaced", "split"})
_RECODED = "re-coded"


class OffenceStatus(StrEnum):
    """What an offence code is on a day."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Whether something is so. Unknown is never "no"."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What the court found and a code cannot show; None: the record does not say.

    A foreign power condition and a terrorist connection are pronounced in open court, so not every
    offence is asked about for want of them; only one whose place on a list turns on the finding is.
    """

    sexual_exploitation: bool | None = None
    foreign_power_condition: bool | None = None
    terrorist_connection: bool | None = None


NOTHING_STATED = Findings()


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """Offences that a law file puts on a list from a day (number) on."""

    list_id: str
    codes: frozenset[str]
    begins: int
    provision: str
    authority: tuple[Citation, ...]


class LookUp(msgspec.Struct, frozen=True, kw_only=True):
    """What the register knows of a code on a day. `finding` names what a person must settle."""

    code: str
    status: OffenceStatus
    offence: Code | None
    successions: tuple[Succession, ...]
    finding: str | None
    text: str

    @property
    def successors(self) -> tuple[str, ...]:
        """The codes of all that replaced it."""
        return tuple(dict.fromkeys(each for row in self.successions for each in row.successors))


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an offence is on a list on a day, why, and on what authority.

    `offences` are the codes that the answer rests on; `finding` names what a person must settle.
    """

    list_id: str
    answer: Standing
    text: str
    offences: tuple[str, ...]
    authority: tuple[Citation, ...]
    finding: str | None = None
    note: str = ""


class OffenceRegister:
    """The register on every day it covers, with what later law files have listed.

    `version` changes with any table and any file that lists offences.
    """

    def __init__(self, listed: tuple[Listed, ...] = ()) -> None:
        self._lists = read_lists(_text("lists.toml"))
        self._entries = read_entries(
            _text("entries.csv"), self._lists, read_sources(_text("sources.toml"))
        )
        self._listed = listed
        for each in listed:
            self._add(each)

    def _add(self, each: Listed) -> None:
        if each.list_id not in self._lists:
            raise LawBookError(
                f"listed: there is no list {each.list_id!r}; there are {', '.join(self.list_ids)}."
            )
        entry = Entry(
            begins=each.begins, ends=None, certainty="named", when="", authority=each.authority
        )
        kept = self._entries[each.list_id] = dict(self._entries[each.list_id])
        for code in each.codes:
            kept[code] = (*kept.get(code, ()), entry)

    @cached_property
    def version(self) -> str:
        """A name for this register, from its tables and what law files list besides."""
        listed = msgspec.json.encode(self._listed, order="deterministic")
        return hashlib.sha256(tables_version().encode() + listed).hexdigest()

    @property
    def list_ids(self) -> tuple[str, ...]:
        """Name the lists there are."""
        return tuple(self._lists)

    def list_named(self, list_id: str) -> OffenceList:
        """Describe a list. Raises KeyError for one that is not there."""
        return self._lists[list_id]

    def codes_on(self, list_id: str, day: int) -> frozenset[str]:
        """Give the codes that stand on a list by name on a day (number), asked-about ones too."""
        return frozenset(
            code
            for code, entries in self._entries[list_id].items()
            if any(entry.stands(day) for entry in entries)
        )

    def authority_of(self, list_id: str, day: int) -> tuple[Citation, ...]:
        """Give what a list rests on: its law, and each later law that added to it by a day."""
        kind = self._lists[list_id]
        added = (
            each.authority
            for each in self._listed
            if each.list_id == list_id and each.begins <= day
        )
        return (
            Citation(text=kind.law, is_confirmed=kind.complete),
            *(source for sources in added for source in sources),
        )

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(code for codes in self._entries.values() for code in codes)

    def knows(self, code: str) -> bool:
        """Whether the register holds the code, in a list or in any other table."""
        return code in _codes() or code in self._named or code in _following()

    def look_up(self, code: str, on: date) -> LookUp:
        """Say what a code is on a day: in force, not yet, repealed with successors, or unknown."""
        code = code.strip().upper()
        if not self.knows(code):
            return LookUp(
                code=code,
                status=OffenceStatus.UNKNOWN,
                offence=None,
                successions=(),
                finding="GL_OFFENCE_UNKNOWN",
                text=f"The register does not know the offence code {code}; correct it, or have "
                "the offence entered.",
            )
        held = _codes().get(code)
        following = _following().get(code, ())
        status = _status(code, on.toordinal())
        finding, text = None, f"{code} is {status}."
        if status is OffenceStatus.NOT_YET:
            finding = "GL_OFFENCE_NOT_IN_FORCE"
        if status is OffenceStatus.REPEALED:
            named = tuple(dict.fromkeys(each for row in following for each in row.successors))
            finding = "GL_OFFENCE_NOT_IN_FORCE" if named else "GL_OFFENCE_REPEALED_UNMAPPED"
            text = f"{code} is repealed; " + (
                f"what replaced it: {', '.join(named)}." if named else "nobody has said by what."
            )
        return LookUp(
            code=code,
            status=status,
            offence=held,
            successions=following,
            finding=finding,
            text=text,
        )

    def lists_of(
        self, code: str, on: date, findings: Findings = NOTHING_STATED
    ) -> tuple[Membership, ...]:
        """Give every list on which an offence stands, or may stand, on a day."""
        asked = (self.membership(code, each, on, findings) for each in self._lists)
        return tuple(each for each in asked if each.answer is not Standing.NO)

    def membership(
        self, code: str | None, list_id: str, on: date, findings: Findings = NOTHING_STATED
    ) -> Membership:
        """Say whether an offence is on a list, as the law stood on a day. Raises KeyError.

        In this order: the list names it; the list names the offence it is an attempt of; what
        replaced it; what it replaced, where only the code changed.
        """
        kind = self._lists[list_id]
        if not code or not self.knows(code.strip().upper()):
            said = f"The offence {code}" if code else "An offence without a code"
            return self._answer(
                list_id,
                Standing.UNKNOWN,
                f"{said} is not known to the register: whether it is on the list, nobody can say.",
                (code,) if code else (),
                finding="GL_OFFENCE_UNKNOWN",
            )
        code = code.strip().upper()
        if kind.finding is not None and getattr(findings, kind.finding):
            return self._answer(
                list_id,
                Standing.YES,
                f"The court found it: {kind.finding.replace('_', ' ')}.",
                (code,),
                (Citation(text=kind.law, is_confirmed=True),),
            )
        if not kind.contents_known:
            return self._answer(
                list_id,
                Standing.UNKNOWN,
                "What is on this list was never published.",
                (code,),
                finding="GL_OFFENCE_LIST_NOT_HELD",
            )
        return self._judged(code, list_id, on.toordinal(), findings, frozenset())

    def _judged(
        self, code: str, list_id: str, day: int, findings: Findings, seen: frozenset[str]
    ) -> Membership:
        seen |= {code}
        for found in (
            self._by_name(code, list_id, day, findings),
            self._by_parent(code, list_id, day, findings, seen),
            self._by_successors(code, list_id, day, findings, seen),
            self._by_predecessors(code, list_id, day, findings),
            self._by_other_lists(code, list_id, day, findings),
        ):
            if found is not None:
                return found
        return self._answer(
            list_id,
            Standing.NO,
            f"{code} is known and not on the list.",
            (code,),
            (Citation(text=self._lists[list_id].law, is_confirmed=self._lists[list_id].complete),),
        )

    def _by_name(self, code: str, list_id: str, day: int, findings: Findings) -> Membership | None:
        standing = [entry for entry in self._entries[list_id].get(code, ()) if entry.stands(day)]
        if not standing:
            return None
        entry = max(standing, key=lambda each: each.begins)
        turns_on = entry.when.removeprefix("no_")
        if turns_on:
            found = getattr(findings, turns_on)
            spoken = turns_on.replace("_", " ")
            if found is None:
                return self._answer(
                    list_id,
                    Standing.UNKNOWN,
                    f"Whether {code} is on the list turns on a finding that is not stated: "
                    f"{spoken}.",
                    (code,),
                    entry.authority,
                    finding="GL_OFFENCE_FINDING_NOT_STATED",
                )
            if found != (entry.when == turns_on):
                text = f"The list names {code} only {'with' if not found else 'without'}: {spoken}."
                return self._answer(list_id, Standing.NO, text, (code,), entry.authority)
        if entry.certainty == "asked":
            return self._answer(
                list_id,
                Standing.UNKNOWN,
                f"{code} may be on the list; a person must say.",
                (code,),
                entry.authority,
                finding="GL_OFFENCE_LIST_TO_ASK",
            )
        return self._answer(
            list_id, Standing.YES, f"The list names {code}.", (code,), entry.authority
        )

    def _by_parent(
        self, code: str, list_id: str, day: int, findings: Findings, seen: frozenset[str]
    ) -> Membership | None:
        held = _codes().get(code)
        inchoate = self._lists[list_id].inchoate
        if held is None or not held.parent or held.parent in seen or inchoate == "excluded":
            return None
        parent = self._judged(held.parent, list_id, day, findings, seen)
        if parent.answer is Standing.NO:
            return None
        if parent.answer is Standing.YES and inchoate == "included":
            return self._answer(
                list_id,
                Standing.YES,
                f"{code} is a form of {held.parent}, and the list takes such forms in.",
                (code, *parent.offences),
                parent.authority,
            )
        return self._conflict(list_id, code, (parent,))

    def _by_successors(
        self, code: str, list_id: str, day: int, findings: Findings, seen: frozenset[str]
    ) -> Membership | None:
        if _status(code, day) is not OffenceStatus.REPEALED:
            return None
        named = [
            each
            for row in _following().get(code, ())
            for each in row.successors
            if each not in seen
        ]
        if not named:
            return self._unmapped(list_id, code)
        judged = [self._judged(each, list_id, day, findings, seen) for each in dict.fromkeys(named)]
        answers = {each.answer for each in judged}
        if answers == {Standing.NO}:
            return None
        if answers == {Standing.YES}:
            return self._answer(
                list_id,
                Standing.YES,
                f"{code} is repealed, and the list names what replaced it: "
                f"{', '.join(dict.fromkeys(named))}.",
                (code, *dict.fromkeys(named)),
                tuple(
                    Citation(text=cited.text, is_confirmed=False)
                    for each in judged[:1]
                    for cited in each.authority
                ),
            )
        return self._conflict(list_id, code, tuple(judged))

    def _unmapped(self, list_id: str, code: str) -> Membership | None:
        held = _codes().get(code)
        if held is not None and held.parent and code not in _following():
            return None  # judged by the offence it is a form of
        return self._answer(
            list_id,
            Standing.UNKNOWN,
            f"{code} is repealed, and nobody has said what replaced it.",
            (code,),
            finding="GL_OFFENCE_REPEALED_UNMAPPED",
        )

    def _by_predecessors(
        self, code: str, list_id: str, day: int, findings: Findings
    ) -> Membership | None:
        found = [
            named
            for each in _recoded().get(code, ())
            if (named := self._by_name(each, list_id, day, findings)) is not None
            and named.answer is not Standing.NO
        ]
        return self._conflict(list_id, code, tuple(found)) if found else None

    def _by_other_lists(
        self, code: str, list_id: str, day: int, findings: Findings
    ) -> Membership | None:
        for other in self._lists[list_id].asks:
            found = self._judged(code, other, day, findings, frozenset())
            if found.answer is not Standing.NO:
                return self._answer(
                    list_id,
                    Standing.UNKNOWN,
                    f"{code} is, or may be, among: {self._lists[other].title}. Whether it is on "
                    "this list too, a person must say.",
                    found.offences,
                    found.authority,
                    finding="GL_OFFENCE_LIST_TO_ASK",
                )
        return None

    def _conflict(self, list_id: str, code: str, relatives: tuple[Membership, ...]) -> Membership:
        said = "; ".join(each.text.rstrip(".") for each in relatives)
        return self._answer(
            list_id,
            Standing.UNKNOWN,
            f"The list does not name {code}, and its relatives do not settle it: {said}.",
            tuple(dict.fromkeys((code, *(each for row in relatives for each in row.offences)))),
            tuple(dict.fromkeys(each for row in relatives for each in row.authority)),
            finding="GL_OFFENCE_LIST_CONFLICT",
        )

    def _answer(
        self,
        list_id: str,
        answer: Standing,
        text: str,
        offences: tuple[str, ...],
        authority: tuple[Citation, ...] = (),
        *,
        finding: str | None = None,
    ) -> Membership:
        return Membership(
            list_id=list_id,
            answer=answer,
            text=text,
            offences=offences,
            authority=authority,
            finding=finding,
            note=self._lists[list_id].note,
        )


@cache
def offence_register(listed: tuple[Listed, ...] = ()) -> OffenceRegister:
    """Read the packaged register, with what law files list besides.

    The same one comes back each time. Raises LawBookError for a table or a list that is wrong.
    """
    return OffenceRegister(listed)


@cache
def tables_version() -> str:
    """A name for the packaged tables, marks included; it changes with any of them."""
    digest = hashlib.sha256()
    for name in _TABLES:
        digest.update((_FOLDER / name).read_bytes())
    return digest.hexdigest()


@cache
def misrecorded() -> tuple[Misrecorded, ...]:
    """Give the codes that a record should not have, and what to do about each.

    Raises LawBookError for a table that is wrong.
    """
    return read_misrecorded(_text("misrecorded.toml"))


@cache
def _codes() -> dict[str, Code]:
    return read_codes(_text("codes.csv"))


@cache
def _successions() -> tuple[Succession, ...]:
    return read_successions(_text("successions.csv"))


@cache
def _following() -> dict[str, tuple[Succession, ...]]:
    """Give what became of each code."""
    found: dict[str, list[Succession]] = {}
    for row in _successions():
        for code in row.codes:
            found.setdefault(code, []).append(row)
        for code in row.successors:
            found.setdefault(code, [])
    return {code: tuple(rows) for code, rows in found.items()}


@cache
def _recoded() -> dict[str, tuple[str, ...]]:
    """Give the codes that each code took the place of where the law stayed the same."""
    found: dict[str, list[str]] = {}
    for row in _successions():
        if row.kind == _RECODED:
            for code in row.successors:
                found.setdefault(code, []).extend(row.codes)
    return {code: tuple(codes) for code, codes in found.items()}


def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _status(code: str, day: int) -> OffenceStatus:
    held = _codes().get(code)
    ended = [
        row.effective.toordinal()
        for row in _following().get(code, ())
        if row.kind in _ENDING and row.effective is not None
    ]
    if held is not None and held.ends_on is not None:
        ended.append(held.ends_on.toordinal() + 1)
    if ended and day >= min(ended):
        return OffenceStatus.REPEALED
    if held is not None and held.begins_on is not None and day < held.begins_on.toordinal():
        return OffenceStatus.NOT_YET
    return OffenceStatus.IN_FORCE
