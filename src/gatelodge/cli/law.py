"""The law at the command line: its values with their sources, its offences, and what changes.

Answers go to standard output. Exit codes: 0 shown; 2 what was asked for is not there.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, NoReturn

from cyclopts import App, Parameter, Token

from gatelodge.sentencing import (
    Citation,
    Enactment,
    LawBook,
    LawBookError,
    LawChange,
    Membership,
    OffenceRegister,
    Provision,
    chosen_law,
    compare_law,
    offence_register,
    reach,
)

_UNREADABLE = 2
_INDENT = " " * 12
_MANY = 12
_LATEST = date.max
_NO_DAY = ("any", "-")
"""Where no one day decides whether an offence or what replaced it applies."""


def _day(_type: object, tokens: Sequence[Token]) -> date:
    """Read a day as it was typed; cyclopts shows the words of the `ValueError`."""
    said = tokens[0].value
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ValueError(_NO_REAL_DAY.format(said)) from None


_NO_REAL_DAY = "{} is not a day; write year-month-day, such as 2026-03-31."
Day = Annotated[date, Parameter(converter=_day)]
law = App(name="law", help="The law that the engine reads.")


def _stop(message: str) -> NoReturn:
    sys.stderr.write(message.rstrip() + "\n")
    sys.exit(_UNREADABLE)


def _book(profile: str | None) -> LawBook:
    try:
        return chosen_law(profile).book
    except LawBookError as wrong:
        _stop(str(wrong))


def _write(lines: Iterable[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


@law.command
def show(
    key: str | None = None,
    *,
    on: Day | None = None,
    profile: str | None = None,
    offence: str | None = None,
    lists: Annotated[bool, Parameter(negative="")] = False,
    list_: Annotated[str | None, Parameter(name="--list")] = None,
) -> None:
    """Show the law: each file with its values and sources, one value's history, or offences.

    Parameters
    ----------
    key
        One value, such as hdc.midpoint_days: show its history only.
    on
        Leave out what begins after this day; of offences, ask on this day (otherwise today).
    profile
        The law of this profile; without it the law in force.
    offence
        An offence code: what it is on the day, what replaced it, and on which lists it is.
    lists
        Name the lists of offences.
    list_
        One list of offences, by name: the codes on it.
    """
    book = _book(profile)
    register = offence_register(book.listed)
    day = on or datetime.now(tz=UTC).date()
    if offence is not None:
        lines = list(_offence(register, offence, day))
    elif list_ is not None:
        lines = list(_list(register, list_, day))
    elif lists:
        lines = [_list_line(register, each, day) for each in register.list_ids]
    else:
        _write(_laws(book, key, on))
        return
    _write([*lines, f"Offences {register.version[:12]} on {day}"])


@law.command
def diff(before: str, after: str, *, profile: str | None = None, on: Day | None = None) -> None:
    """Show what changes from one state of the law to another, with the authority of each change.

    Parameters
    ----------
    before
        A day (2026-03-30): the law as it stands then. Or a profile, or in-force.
    after
        The same, for the other side.
    profile
        With days: the law of this profile; without it the law in force.
    on
        With profiles: compare what stands on this day; without it all that they hold.
    """
    sides = [_side(said, profile, on) for said in (before, after)]
    try:
        changes = compare_law(sides[0], sides[1])
    except LawBookError as wrong:
        _stop(str(wrong))
    lines = [line for change in changes for line in _change(change)]
    _write(lines or ["Nothing differs."])


def _side(said: str, profile: str | None, on: date | None) -> tuple[LawBook, date]:
    try:
        return _book(profile), date.fromisoformat(said)
    except ValueError:
        if said[:1].isdecimal():
            _stop(_NO_REAL_DAY.format(said))
    return _book(said), on or _LATEST


def _change(change: LawChange) -> Iterator[str]:
    old, new = change.before, change.after
    if old is not None and new is not None and change.name.startswith("offences."):
        came, went = set(new.says.split()), set(old.says.split())
        yield f"{change.name}: {_codes('added', came - went)}; {_codes('taken off', went - came)}"
    elif old is not None and new is not None and old.says == new.says:
        yield f"{change.name}: still {new.says}, on another authority"
    else:
        yield f"{change.name}: {_says(change.name, old)} -> {_says(change.name, new)}"
    for mark, provision in (("-", old), ("+", new)):
        if provision is not None:
            yield f"  {mark} {_provenance(provision)}"
            if provision.note and mark == "+":
                yield f"    {provision.note}"


def _says(name: str, provision: Provision | None) -> str:
    if provision is None:
        return "nothing"
    if name.startswith("offences."):
        return f"{len(provision.says.split())} codes"
    return provision.says


def _provenance(provision: Provision) -> str:
    since = "" if provision.begins_on is None else f"since {provision.begins_on} "
    mark = "" if provision.day_confirmed else "(day not confirmed) "
    return f"{since}{mark}[{_sources(provision.authority)}]"


def _codes(what: str, codes: set[str]) -> str:
    named = sorted(codes)[:_MANY]
    more = f" and {len(codes) - _MANY} more" if len(codes) > _MANY else ""
    return f"{what} {' '.join(named)}{more}" if codes else f"none {what}"


def _laws(book: LawBook, key: str | None, on: date | None) -> list[str]:
    shown = [each for each in book.enactments if on is None or each.commences <= on]
    lines = list(_history(shown, key)) if key else [line for each in shown for line in _file(each)]
    if key and not lines:
        _stop(f"No law file sets {key!r}. `gatelodge law show` lists what there is.")
    return [*lines, f"Law {book.version}"]


def _sources(sources: Iterable[Citation]) -> str:
    return "; ".join(map(str, sources))


def _history(shown: list[Enactment], key: str) -> Iterator[str]:
    for each in shown:
        if key in each.set:
            change = each.set[key]
            yield f"{each.commences}  {key} = {change.now}  [{_sources(each.citations_of(key))}]"
            if change.note:
                yield f"{_INDENT}Our reading: {change.note}"


def _file(each: Enactment) -> Iterator[str]:
    mark = "" if each.day_confirmed else "; day not confirmed"
    yield f"{each.commences}  {each.id}: {each.title} ({each.status}{mark})"
    yield f"{_INDENT}[{_sources(each.citations)}]"
    if each.note:
        yield f"{_INDENT}Our reading: {each.note}"
    for key, change in each.set.items():
        was = "" if change.was is None else f" (was {change.was})"
        own = f"  [{_sources(each.citations_of(key))}]" if change.authority else ""
        yield f"{_INDENT}{key} = {change.now}{was}{own}"
        if change.note:
            yield f"{_INDENT}  Our reading: {change.note}"
    yield from _schemes(each)
    for topic, cite in each.cite.items():
        yield f"{_INDENT}source of {topic}  [{_sources(cite.citations)}]"


def _schemes(each: Enactment) -> Iterator[str]:
    if each.release_point is not None:
        point = each.release_point
        named = ", ".join(sorted(point.excluded_by | point.included_by))
        yield f"{_INDENT}release point {point.fraction} for {point.applies_to} [{named or '-'}]"
    if each.fixed_term is not None:
        yield f"{_INDENT}recall for {each.fixed_term.days} days"
    for tranche in each.tranche:
        yield f"{_INDENT}{tranche.name} from {tranche.begins}: {reach(tranche)}"
    for name in (*each.practices, *each.constructions):
        yield f"{_INDENT}worked as {name}"
    for entry in each.listed:
        yield f"{_INDENT}puts on {entry.list}: {' '.join(sorted(entry.codes))} ({entry.provision})"


def _offence(register: OffenceRegister, code: str, day: date) -> Iterator[str]:
    found = register.look_up(code, day)
    if not register.knows(found.code):
        _stop(found.text)
    held = found.offence
    title = f": {held.title}" if held is not None and held.title else ""
    yield f"{found.code}{title} ({found.status})"
    if held is not None:
        life = f"{held.begins_on or 'not known'} to {held.ends_on or 'not ended'}"
        maximum = held.maximum or "not known"
        yield f"  code in use {life}; most on indictment today: {maximum}"
        if held.parent:
            yield f"  a form of {held.parent}"
    if found.finding:
        yield f"  {found.finding}: {found.text}"
    for row in found.successions:
        when = row.effective or "a day that is not known"
        old, new = (each or "?" for each in row.provisions)
        by = "" if row.test_day in _NO_DAY else f", by the day of the {row.test_day}"
        yield f"  {row.kind} from {when}{by}: {old} -> {new}"
        yield f"    {' '.join(row.successors) or 'no code known'}  [{row.authority}]"
    for each in register.lists_of(code, day):
        yield from _membership(register, each)


def _membership(register: OffenceRegister, each: Membership) -> Iterator[str]:
    yield f"  {each.answer}: {each.list_id}, {register.list_named(each.list_id).title}"
    finding = f"{each.finding}: " if each.finding else ""
    yield f"    {finding}{each.text}  [{_sources(each.authority) or 'no source'}]"
    if each.note:
        yield f"    {each.note}"


def _list_line(register: OffenceRegister, list_id: str, day: date) -> str:
    kind = register.list_named(list_id)
    number = len(register.codes_on(list_id, day.toordinal()))
    whole = "" if kind.complete else "; not the whole list"
    return f"{list_id}: {kind.title}, {number:,} codes{whole}  [{kind.law}]"


def _list(register: OffenceRegister, list_id: str, day: date) -> Iterator[str]:
    if list_id not in register.list_ids:
        _stop(f"There is no list {list_id!r}; there are {', '.join(register.list_ids)}.")
    yield _list_line(register, list_id, day)
    note = register.list_named(list_id).note
    if note:
        yield f"  {note}"
    yield from (f"  {code}" for code in sorted(register.codes_on(list_id, day.toordinal())))
