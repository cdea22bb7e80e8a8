"""What a first page is made of: tasks, their sections, and the board of the reader's prison."""

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec
from django.urls import reverse

from gatelodge.record import CustodyRecord, day_in_london
from gatelodge.store import projections
from gatelodge.web.damage import DAMAGE
from gatelodge.web.record_page import name_of
from gatelodge.web.releases import board
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office, record_of
from gatelodge.web.words_of_time import day

_MOST = 12


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One line: what, about whom, where it is done, and its state in words."""

    text: str
    href: str
    hint: str = ""
    status: str = ""
    is_late: bool = False
    since: datetime | None = None
    """Since when it waits; none = nobody recorded when it began."""
    record_id: str = ""
    """The record that it is about; empty when it is about none."""
    also: str = ""
    """What it is called where the same person stands already."""
    more: tuple[tuple[str, str], ...] = ()
    """What else waits about the same person: words and address."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Tasks of one kind, with words for when there are none."""

    title: str
    tasks: tuple[Task, ...]
    empty: str
    more: int = 0
    more_href: str = ""
    """Where all of them are listed."""


class Work:
    """All that one reader's first page can show; each part is worked out once."""

    def __init__(self, request: StaffRequest) -> None:
        self.request = request
        self.office = office()
        self.now = self.office.clock.now()
        self._rows: tuple[board.Row, ...] | None = None

    @property
    def rows(self) -> tuple[board.Row, ...]:
        """Today's board."""
        if self._rows is None:
            today = day_in_london(self.now)
            self._rows = board.rows(self.office, self.request.prison, today, self.now)
        return self._rows


def of_rows(title: str, rows: Iterable[board.Row], empty: str, *, is_late: bool = False) -> Section:
    """Rows of the board as tasks, each since its own moment."""
    tasks = [
        Task(
            text=name_of(row.record),
            href=board.href_of(row.record),
            record_id=row.record.record_id,
            also=title,
            hint=f"{row.record.prison_number}. {row.state.words}",
            status=row.state.tags[0] if row.state.tags else "",
            is_late=is_late,
            since=row.state.since,
        )
        for row in rows
    ]
    return section(title, tasks, empty, more_href=reverse("releases"))


def of_due(
    title: str,
    found: Iterable[projections.Due],
    page: str,
    empty: str,
    since: Callable[[CustodyRecord], datetime | None] = lambda _record: None,
) -> Section:
    """People of a list as tasks on a page; `since` says of a record since when it waits."""
    listed = list(found)
    people = projections.people_cards([each.record_id for each in listed])
    tasks = [
        Task(
            text=person(people.get(each.record_id)),
            href=reverse(page, args=[each.record_id]),
            record_id=each.record_id,
            also=title,
            status=f"by {day(each.on)}" if each.on else "",
            since=_asked(each.record_id, since) if place < _MOST else None,
        )
        for place, each in enumerate(listed)
    ]
    return section(title, tasks, empty)


def _asked(record_id: str, since: Callable[[CustodyRecord], datetime | None]) -> datetime | None:
    record = readable(record_id)
    return since(record) if record else None


def readable(record_id: str) -> CustodyRecord | None:
    """A record, none when it cannot be read: the others must still be listed."""
    try:
        return record_of(record_id)
    except DAMAGE:
        return None


def section(title: str, tasks: list[Task], empty: str, *, more_href: str = "") -> Section:
    """Tasks as a section that shows the first of them and counts the others."""
    return Section(
        title=title,
        tasks=tuple(tasks[:_MOST]),
        empty=empty,
        more=max(0, len(tasks) - _MOST),
        more_href=more_href,
    )


def person(found: projections.Found | None) -> str:
    """A person in a list: name and prison number."""
    if found is None:
        return "Name not known"
    forenames = f", {found.forenames}" if found.forenames else ""
    return f"{found.surname.upper()}{forenames}, {found.prison_number}"
