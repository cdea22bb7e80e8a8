"""What waits for a reader, by role: sections of tasks, the most pressing first."""

from collections.abc import Callable, Iterable

import msgspec
from django.urls import reverse

from gatelodge.record import CustodyRecord, Entry, day_in_london
from gatelodge.record.facts import HeldBy, Role
from gatelodge.store import projections
from gatelodge.web import lists
from gatelodge.web.damage import DAMAGE
from gatelodge.web.people.rows import held_same
from gatelodge.web.record_page import name_of
from gatelodge.web.releases import board
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office, people, record_of
from gatelodge.web.staff import prisons, roles_at
from gatelodge.web.states import LATE, Group
from gatelodge.web.words_of_time import day, moment

_MOST = 12


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One line: what, about whom, where it is done, and its state in words."""

    text: str
    href: str
    hint: str = ""
    status: str = ""
    is_late: bool = False
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

    def sections(self) -> list[Section]:
        """The sections of all roles that the reader holds here, each once."""
        wanted: dict[Callable[[Work], Section], None] = {}
        for role in roles_at(self.request.actor, self.request.prison):
            wanted.update(dict.fromkeys(_OF_ROLE.get(role, ())))
        return _each_person_once(part(self) for part in wanted)


def late(work: Work) -> Section:
    """Late, or held without authority."""
    return _of_rows("Act now", [r for r in work.rows if r.is_late], "Nobody is late.", is_late=True)


def to_authorise(work: Work) -> Section:
    """Ready for the authoriser, and passes of theirs that died."""
    account = work.request.actor.account
    ready = [r for r in work.rows if r.state.group is Group.READY]
    mine = [
        r
        for r in work.rows
        if r.record.release
        and r.record.release.cancelled
        and not r.is_late
        and r.record.release.authorised.by == account
        and r.state.whose == work.request.actor.name
    ]
    return _of_rows("To authorise or renew today", [*mine, *ready], "Nothing waits for you.")


def to_decide(work: Work) -> Section:
    """Exits that wait for a governor's decision, or for a second governor's agreement."""
    account = work.request.actor.account
    rows = [
        r
        for r in work.rows
        if _waits_for_second(r.record, account)
        or (r.state.group is Group.BLOCKED and r.state.whose == Role.DUTY_GOVERNOR.value)
    ]
    return _of_rows("To decide as governor", rows, "No decision waits for you.")


def _waits_for_second(record: CustodyRecord, account: str) -> bool:
    """Whether somebody else asked for an override of the planned exit and nobody has agreed."""
    if record.plan is None or not record.overrides:
        return False
    newest = record.overrides[-1]
    is_of_plan = newest.given.entry.seq > record.plan.entry.seq
    return is_of_plan and newest.seconded is None and newest.given.by != account


def to_confirm(work: Work) -> Section:
    """Authorised, and waiting for the duty governor."""
    rows = [r for r in work.rows if r.state.group is Group.AUTHORISED]
    return _of_rows("To confirm now", rows, "No authorised exit waits for you.")


def to_leave(work: Work) -> Section:
    """Passes that are live: print, final check, gate."""
    rows = [r for r in work.rows if r.state.group is Group.PASS_LIVE]
    return _of_rows("Passes live now", rows, "No pass is live.")


def blocked(work: Work) -> Section:
    """Exits of today that a check stops."""
    rows = [r for r in work.rows if r.state.group is Group.BLOCKED]
    return _of_rows("Exits of today that are blocked", rows, "No exit of today is blocked.")


def alarms(work: Work) -> Section:
    """Open alarms: the gravest first, of equal ones the newest; each names its prison."""
    ordered = lists.alarms_gravest_first(work.request.prison)
    people = projections.people_cards([each.record_id for each in ordered])
    named = prisons(work.office)
    tasks = [
        Task(
            text=each.cause.capitalize(),
            href=reverse("alarm", args=[each.seq]),
            hint=f"{_person(people.get(each.record_id))}, "
            + (named[each.prison].name if each.prison in named else each.prison),
            record_id=each.record_id,
            also=f"Alarm: {each.cause}",
            status=f"since {moment(each.since)}"
            + (", taken" if each.taken_by else ", nobody has it"),
            is_late=not each.taken_by,
        )
        for each in ordered
    ]
    return _section("Alarms", tasks, "No open alarms.", more_href=reverse("alarms"))


def inbox(work: Work) -> Section:
    """What courts sent, oldest first."""
    items = lists.inbox_waiting(work.request.prison)
    if not items:
        return Section(title="Inbox", tasks=(), empty="Nothing waits in the inbox.")
    task = Task(
        text="1 item waits in the inbox" if len(items) == 1 else f"{len(items)} items wait",
        href=reverse("inbox"),
        hint="What courts sent and nobody has applied",
    )
    return Section(title="Inbox", tasks=(task,), empty="")


def one_or_two(work: Work) -> Section:
    """Records that the matcher holds to be one person and nobody has looked at; each pair once."""
    tasks: dict[frozenset[str], Task] = {}
    for person in people().linked(work.request.prison):
        record = _readable(person.record)
        for other in person.same_as if record else ():
            held = held_same(record, other) if record else []
            if not any(by is HeldBy.PERSON for _, by, _ in held):
                tasks.setdefault(
                    frozenset((person.record, other)), _pair(person.record, other, held)
                )
    return _section("One person or two", list(tasks.values()), "No two records wait to be told.")


def _pair(this: str, other: str, held: list[tuple[Entry, HeldBy, str]]) -> Task:
    cards = projections.people_cards([this, other])
    both = " and ".join(_person(cards.get(each)) for each in (this, other))
    return Task(
        text=both,
        href=reverse("person-same", args=[this, other]),
        hint="; ".join(f"Held by {by} to be one person: {basis}" for _, by, basis in held),
        status=f"since {moment(held[0][0].envelope.recorded_at)}" if held else "",
    )


def _readable(record_id: str) -> CustodyRecord | None:
    """A record, none when it cannot be read: the others must still be listed."""
    try:
        return record_of(record_id)
    except DAMAGE:
        return None


def to_take_over(work: Work) -> Section:
    """People whom another prison is to hand over, and those who are on their way here."""
    found = projections.bound_for(work.request.prison)
    here = [each for each in found if each.exited_at is None]
    coming = [each for each in found if each.exited_at is not None]
    tasks = (
        *_of_due("", here, "hand-over", "").tasks,
        *_of_due("", coming, "return-enter", "").tasks,
    )
    return _section("Transfers to here", list(tasks), "Nobody is to be transferred to here.")


def to_make_good(work: Work) -> Section:
    """What an exit left to be done: after an emergency, a paper to chase, days at large."""
    found = projections.with_duties(work.request.prison)
    return _of_due("To be made good", found, "person", "Nothing is left to be made good.")


def undated(work: Work) -> Section:
    """Sentences whose dates nobody has worked out."""
    found = projections.without_dates(work.request.prison)
    return _of_due(
        "No dates worked out", found, "person-dates", "Everybody under a sentence has dates."
    )


def unchecked(work: Work) -> Section:
    """Dates that wait for a second check, never the reader's own."""
    found = projections.without_check(work.request.prison, but_of=work.request.actor.account)
    return _of_due("Second checks", found, "dates-check", "No second check waits for you.")


def prisons_by_lateness(work: Work) -> Section:
    """Each prison with who is late or blocked there today."""
    today = day_in_london(work.now)
    tasks = []
    for each in prisons(work.office).values():
        counted = board.counts(board.rows(work.office, each.prison, today, work.now))
        waiting = len(lists.inbox_waiting(each.prison))
        tasks.append(
            Task(
                text=each.name,
                href=reverse("location"),
                hint=f"{counted[Group.SUSPECTED]} suspected released in error, "
                f"{counted[Group.NO_AUTHORITY]} without authority, "
                f"{counted[Group.OVERDUE]} overdue, {counted[Group.BLOCKED]} blocked, "
                f"{waiting} in the inbox",
                is_late=any(counted[group] for group in LATE),
            )
        )
    return _section("Prisons today", tasks, "No prison is registered.")


def _of_rows(
    title: str, rows: Iterable[board.Row], empty: str, *, is_late: bool = False
) -> Section:
    tasks = [
        Task(
            text=name_of(row.record),
            href=board.href_of(row.record),
            record_id=row.record.record_id,
            also=title,
            hint=f"{row.record.prison_number}. {row.state.words}",
            status=row.state.tags[0] if row.state.tags else "",
            is_late=is_late,
        )
        for row in rows
    ]
    return _section(title, tasks, empty, more_href=reverse("releases"))


def _of_due(title: str, found: Iterable[projections.Due], page: str, empty: str) -> Section:
    listed = list(found)
    people = projections.people_cards([each.record_id for each in listed])
    tasks = [
        Task(
            text=_person(people.get(each.record_id)),
            href=reverse(page, args=[each.record_id]),
            record_id=each.record_id,
            also=title,
            status=f"by {day(each.on)}" if each.on else "",
        )
        for each in listed
    ]
    return _section(title, tasks, empty)


def _section(title: str, tasks: list[Task], empty: str, *, more_href: str = "") -> Section:
    return Section(
        title=title,
        tasks=tuple(tasks[:_MOST]),
        empty=empty,
        more=max(0, len(tasks) - _MOST),
        more_href=more_href,
    )


def _each_person_once(sections: Iterable[Section]) -> list[Section]:
    """Each person where they are most pressing; what else waits about them is a link there."""
    ordered = list(sections)
    tasks: dict[str, list[Task]] = {}
    for task in (task for section in ordered for task in section.tasks if task.record_id):
        tasks.setdefault(task.record_id, []).append(task)
    first = {id(same[0]) for same in tasks.values()}
    return [
        msgspec.structs.replace(
            section,
            tasks=tuple(
                msgspec.structs.replace(
                    task, more=tuple((t.also, t.href) for t in tasks[task.record_id][1:])
                )
                if task.record_id
                else task
                for task in section.tasks
                if not task.record_id or id(task) in first
            ),
            empty="All of them stand above." if section.tasks else section.empty,
        )
        for section in ordered
    ]


def _person(found: projections.Found | None) -> str:
    if found is None:
        return "Name not known"
    forenames = f", {found.forenames}" if found.forenames else ""
    return f"{found.surname.upper()}{forenames}, {found.prison_number}"


_OF_ROLE: dict[Role, tuple[Callable[[Work], Section], ...]] = {
    Role.DUTY_GOVERNOR: (late, to_confirm, to_decide, alarms, to_leave, to_make_good),
    Role.HEAD_OF_OMU: (late, to_authorise, alarms, blocked, inbox, one_or_two, to_make_good),
    Role.CUSTODIAL_MANAGER: (late, to_authorise, alarms, to_leave, to_make_good),
    Role.SECOND_CHECKER: (unchecked, inbox, late),
    Role.CASE_ADMINISTRATOR: (
        late,
        blocked,
        inbox,
        one_or_two,
        undated,
        to_take_over,
        to_make_good,
    ),
    Role.RECEPTION_OFFICER: (to_leave, late, blocked, to_take_over),
    Role.NATIONAL_OPERATIONS: (alarms, prisons_by_lateness),
    Role.INSPECTOR: (),
    Role.ESCORT_CONTRACTOR: (),
    Role.ADMINISTRATOR: (),
}
"""Which sections a role's first page has, in their order."""
