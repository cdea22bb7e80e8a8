"""What stands on a board: found by the lists, told by the records themselves."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

import msgspec
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from gatelodge.casework.office import CUSTODY, Office
from gatelodge.record import Alarm, CustodyRecord, day_in_london, fold, start_of_day
from gatelodge.record.facts import AlarmCause, ExitType, Role
from gatelodge.store import projections
from gatelodge.watch import waiting_decision
from gatelodge.web import cells, damage
from gatelodge.web.damage import DAMAGE
from gatelodge.web.exit_words import EXIT_WORDS
from gatelodge.web.record_page import name_of
from gatelodge.web.releases.remembered import Remembered
from gatelodge.web.staff import Directory
from gatelodge.web.states import (
    AT_ONCE,
    AWAY,
    ExitState,
    Group,
    due_of,
    exit_state,
    sentence_case,
    suspected_alarm,
)
from gatelodge.web.words_of_time import day, moment, time_of_day

_MOVED_BACK: Final = timedelta(days=7)
"""Working days and the Friday scheme move a day back by less than this."""
_LONG_AGO: Final = date(2000, 1, 1)
LISTED_AS_OUT: Final = timedelta(days=7)
"""How long somebody who left stays on the list of people who are out (our decision)."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One person on the board."""

    record: CustodyRecord
    state: ExitState
    on: date | None
    """The planned day, else the last lawful day to be here, or that of a doubt to be decided."""

    @property
    def is_late(self) -> bool:
        """Whether the person is wrongly here by now, or perhaps wrongly out: act on it now."""
        return self.state.group in AT_ONCE


def rows(office: Office, prison: str, on: date, at: datetime) -> tuple[Row, ...]:
    """Everybody whom a prison's board shows for a day, by group and then by name.

    Today's board also shows everybody who is late and everybody held without authority. As worked
    out at most a few seconds ago, while nothing was recorded since.
    """
    return _REMEMBERED.board(office, prison, on, at)


def _worked_out(office: Office, prison: str, on: date, at: datetime) -> tuple[Row, ...]:
    today = day_in_london(at)
    due = list(projections.due_between(prison, on, on + _MOVED_BACK))
    if on == today:
        due += projections.due_between(prison, _LONG_AGO, on - timedelta(days=1))
        due += projections.without_authority(prison)
    begins = start_of_day(on)
    ends = start_of_day(on + timedelta(days=1))
    due += projections.left_between(prison, begins, ends)
    names = {each.record_id: each.on for each in due}
    if on == today:
        names = dict.fromkeys(_alarmed(prison)) | names
    directory = Directory(office)
    made = (_row(office, name, at, directory, listed_on) for name, listed_on in names.items())
    kept = [row for row in made if _belongs(row, on, today)]
    order = list(Group)
    return tuple(sorted(kept, key=lambda r: (order.index(r.state.group), name_of(r.record))))


_REMEMBERED = Remembered(_worked_out)


def coming(office: Office, prison: str, first: date, last: date, at: datetime) -> tuple[Row, ...]:
    """Who is to leave in these days, both counted, by day and then by name."""
    directory = Directory(office)
    due = projections.due_between(prison, first, last + _MOVED_BACK)
    made = (_row(office, each.record_id, at, directory, each.on) for each in due)
    kept = [(row.on, row) for row in made if row.on is not None and first <= row.on <= last]
    return tuple(row for _on, row in sorted(kept, key=lambda r: (r[0], name_of(r[1].record))))


def _alarmed(prison: str) -> list[str]:
    """Whoever may be out in error, is not back in time or is asked back, whenever they left."""
    causes = (
        AlarmCause.SUSPECTED_RELEASE_IN_ERROR.value,
        AlarmCause.NOT_BACK_IN_TIME.value,
        AlarmCause.CUSTODY_RETURN_ASKED.value,
    )
    return [each.record_id for each in projections.open_alarms(prison) if each.cause in causes]


def href_of(record: CustodyRecord) -> str:
    """Where somebody acts on a row: on its alarm when they may be out in error, or asked back."""
    alarm = suspected_alarm(record) or _alarm_of_freeze(record)
    if alarm is not None:
        return reverse("alarm", args=[alarm.raised.seq])
    return reverse("exit", args=[record.record_id])


def _alarm_of_freeze(record: CustodyRecord) -> Alarm | None:
    """The open alarm of a return to custody that was asked; none = it is closed, or none was."""
    frozen = record.frozen
    return next(
        (a for a in record.alarms if frozen and a.is_open and a.raised.fact.about == frozen.seq),
        None,
    )


def out(office: Office, prison: str, first: datetime, at: datetime) -> tuple[Row, ...]:
    """Everybody who left a prison from `first` up to `at` and is not back, in the order of leaving.

    Also who is at court: a production is no exit from custody, but its return is entered too.
    """
    directory = Directory(office)
    left = projections.left_between(prison, first, at + timedelta(seconds=1))
    return tuple(_row(office, each.record_id, at, directory, each.on) for each in left)


def counts(shown: Iterable[Row]) -> Counter[Group]:
    """How many there are of each state."""
    return Counter(row.state.group for row in shown)


def _row(
    office: Office, record_id: str, at: datetime, directory: Directory, listed_on: date | None
) -> Row:
    try:
        record = fold(record_id, office.ledger.stream(CUSTODY + record_id))
    except DAMAGE:
        # One altered entry must neither hide its person nor everybody else.
        state = ExitState(
            group=Group.BLOCKED,
            tags=("Blocked",),
            sentences=(damage.WORDS,),
            stops=damage.WORDS,
            whose=Role.NATIONAL_OPERATIONS.value,
        )
        return Row(record=CustodyRecord(record_id=record_id), state=state, on=listed_on)
    return Row(
        record=record,
        state=exit_state(office, record, at, directory),
        on=_day_of(office, record, day_in_london(at)),
    )


def _day_of(office: Office, record: CustodyRecord, today: date) -> date | None:
    """The planned day, else the last lawful day to be here.

    Whose law is in doubt stands on the first day of any reading, and then on each until somebody
    has decided.
    """
    if record.plan is not None:
        return record.plan.fact.on
    due = due_of(office, record)
    waiting = waiting_decision(record, office.bank_holidays)
    if waiting is None:
        return due.on if due else None
    first = max(waiting.leaves_on or today, today)
    return min(due.on, first) if due else first


def _belongs(row: Row, on: date, today: date) -> bool:
    if row.is_late and on == today:
        return True
    if row.state.group in AWAY:
        left = row.record.exits[-1].left.fact.exited_at if row.record.exits else None
        return left is not None and day_in_london(left) == on
    return row.on == on


def table_row(row: Row) -> dict[str, Any]:
    """The cells of a row: person, exit, state, what stops it, whose move."""
    record, state = row.record, row.state
    return {
        "id": f"row-{record.record_id}",
        "late": row.is_late,
        "cells": [
            person_cell(record, href_of(record)),
            _exit_cell(row),
            {"html": _piece("state", record, _state_html(state))},
            {"html": _piece("stops", record, state.stops or "Nothing")},
            {"html": _piece("whose", record, _whose_html(state))},
        ],
    }


def table(caption: str, listed: Iterable[Row]) -> dict[str, Any]:
    """Rows as a table of the screen; on paper it has columns for the pen."""
    return {
        "caption": caption,
        "caption_hidden": True,
        "head": ["Person", "Exit", "State", "What stops it", "Whose move, since"],
        "rows": [table_row(row) for row in listed],
        "blanks": ["Time out", "Initials"],
        "empty": "",
    }


def person_cell(record: CustodyRecord, href: str) -> dict[str, Any]:
    """Who a row is about, as a link, with the prison number below."""
    return cells.link(name_of(record), href, sub=record.prison_number)


def return_link(record: CustodyRecord) -> dict[str, Any]:
    """Where the return of somebody who is out is entered."""
    href = reverse("return-enter", args=[record.record_id])
    out = record.out
    is_transfer = out is not None and out.left.fact.exit_type is ExitType.TRANSFER
    words = "Enter the arrival" if is_transfer else "Enter a return"
    return cells.link(words, href, hidden=f" of {name_of(record)}")


def _exit_cell(row: Row) -> dict[str, Any]:
    """Type of the exit, and when it was or where it leads."""
    record = row.record
    if row.state.group in AWAY and record.exits:
        left = record.exits[-1].left.fact
        return cells.sub(EXIT_WORDS[left.exit_type], time_of_day(left.exited_at))
    if record.plan is None:
        return cells.sub("No exit planned", day(row.on) if row.on else "")
    return cells.sub(EXIT_WORDS[record.plan.fact.exit_type], record.plan.fact.destination)


def _whose_html(state: ExitState) -> object:
    if not state.whose:
        return "Nobody's"
    since = f"since {moment(state.since)}" if state.since else ""
    return format_html('{}<span class="gl-table__sub">{}</span>', sentence_case(state.whose), since)


def refreshed(shown: Iterable[Row]) -> str:
    """Parts of the page that a refresh replaces where they stand."""
    parts = ["#as-at", "#changes", "#counts", "#ahead"]
    for row in shown:
        name = row.record.record_id
        parts += [f"#state-{name}", f"#stops-{name}", f"#whose-{name}"]
    return ",".join(parts)


def fingerprint(shown: Iterable[Row]) -> str:
    """Changes when the rows or their groups change: then the reader is told, and nothing moves."""
    text = "\n".join(f"{row.record.record_id} {row.is_late}" for row in shown)
    return sha256(text.encode()).hexdigest()[:12]


def _piece(name: str, record: CustodyRecord, words: object) -> object:
    return format_html('<span id="{}-{}">{}</span>', name, record.record_id, words)


def _state_html(state: ExitState) -> object:
    tags = format_html_join(" ", "{}", ((cells.tag(t),) for t in state.tags))
    words = state.short or (state.sentences[0] if state.sentences else "")
    return cells.fading(format_html("{} {}", words, tags)) if state.tags else words
