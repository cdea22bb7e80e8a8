"""What waits for a reader, by role: sections of tasks, the most pressing first."""

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec
from django.urls import reverse

from gatelodge.record import CustodyRecord, Entry, duties_after
from gatelodge.record.facts import HeldBy, Role
from gatelodge.store import projections
from gatelodge.web import lists
from gatelodge.web.home import by_day
from gatelodge.web.home.by_day import item_came
from gatelodge.web.home.rounds import found_by_rounds, to_confirm_for_the_day
from gatelodge.web.home.tasks import (
    Section,
    Task,
    Work,
    of_due,
    of_rows,
    person,
    readable,
    section,
)
from gatelodge.web.people.rows import held_same
from gatelodge.web.service import people
from gatelodge.web.staff import prisons, roles_at
from gatelodge.web.states import Group


def sections(work: Work) -> list[Section]:
    """The sections of all roles that the reader holds here, each once."""
    wanted: dict[Callable[[Work], Section], None] = {}
    for role in roles_at(work.request.actor, work.request.prison):
        wanted.update(dict.fromkeys(_OF_ROLE.get(role, ())))
    return _each_person_once(part(work) for part in wanted)


def late(work: Work) -> Section:
    """Late, or held without authority."""
    return of_rows("Act now", [r for r in work.rows if r.is_late], "Nobody is late.", is_late=True)


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
    return of_rows("To authorise or renew today", [*mine, *ready], "Nothing waits for you.")


def to_decide(work: Work) -> Section:
    """Exits that wait for a governor's decision, or for a second governor's agreement."""
    account = work.request.actor.account
    rows = [
        r
        for r in work.rows
        if _waits_for_second(r.record, account)
        or (r.state.group is Group.BLOCKED and r.state.whose == Role.DUTY_GOVERNOR.value)
    ]
    return of_rows("To decide as governor", rows, "No decision waits for you.")


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
    return of_rows("To confirm now", rows, "No authorised exit waits for you.")


def to_leave(work: Work) -> Section:
    """Passes that are live: print, final check, gate."""
    rows = [r for r in work.rows if r.state.group is Group.PASS_LIVE]
    return of_rows("Passes live now", rows, "No pass is live.")


def blocked(work: Work) -> Section:
    """Exits of today that a check stops."""
    rows = [r for r in work.rows if r.state.group is Group.BLOCKED]
    return of_rows("Exits of today that are blocked", rows, "No exit of today is blocked.")


def alarms(work: Work) -> Section:
    """Open alarms: the gravest first, of equal ones the newest; each names its prison."""
    ordered = lists.alarms_gravest_first(work.request.prison)
    people = projections.people_cards([each.record_id for each in ordered])
    named = prisons(work.office)
    tasks = [
        Task(
            text=each.cause.capitalize(),
            href=reverse("alarm", args=[each.seq]),
            hint=f"{person(people.get(each.record_id))}, "
            + (named[each.prison].name if each.prison in named else each.prison),
            record_id=each.record_id,
            also=f"Alarm: {each.cause}",
            status="Taken" if each.taken_by else "Nobody has it",
            since=each.since,
            is_late=not each.taken_by,
        )
        for each in ordered
    ]
    return section("Alarms", tasks, "No open alarms.", more_href=reverse("alarms"))


def inbox(work: Work) -> Section:
    """What courts sent, oldest first."""
    items = lists.inbox_waiting(work.request.prison)
    if not items:
        return Section(title="Inbox", tasks=(), empty="Nothing waits in the inbox.")
    task = Task(
        text="1 item waits in the inbox" if len(items) == 1 else f"{len(items)} items wait",
        href=reverse("inbox"),
        hint="What courts sent and nobody has applied",
        since=item_came(items[0]),
    )
    return Section(title="Inbox", tasks=(task,), empty="")


def one_or_two(work: Work) -> Section:
    """Records that the matcher holds to be one person and nobody has looked at; each pair once."""
    tasks: dict[frozenset[str], Task] = {}
    for known in people().linked(work.request.prison):
        record = readable(known.record)
        for other in known.same_as if record else ():
            held = held_same(record, other) if record else []
            if not any(by is HeldBy.PERSON for _, by, _ in held):
                tasks.setdefault(frozenset((known.record, other)), _pair(known.record, other, held))
    return section("One person or two", list(tasks.values()), "No two records wait to be told.")


def _pair(this: str, other: str, held: list[tuple[Entry, HeldBy, str]]) -> Task:
    cards = projections.people_cards([this, other])
    both = " and ".join(person(cards.get(each)) for each in (this, other))
    return Task(
        text=both,
        href=reverse("person-same", args=[this, other]),
        hint="; ".join(f"Held by {by} to be one person: {basis}" for _, by, basis in held),
        since=held[0][0].envelope.recorded_at if held else None,
    )


def to_take_over(work: Work) -> Section:
    """People whom another prison is to hand over, and those who are on their way here."""
    found = projections.bound_for(work.request.prison)
    here = [each for each in found if each.exited_at is None]
    coming = [each for each in found if each.exited_at is not None]
    tasks = (
        *of_due("", here, "hand-over", "", _planned).tasks,
        *of_due("", coming, "return-enter", "", _left).tasks,
    )
    return section("Transfers to here", list(tasks), "Nobody is to be transferred to here.")


def _planned(record: CustodyRecord) -> datetime | None:
    return record.plan.recorded_at if record.plan else None


def _left(record: CustodyRecord) -> datetime | None:
    return record.out.left.fact.exited_at if record.out else None


def to_make_good(work: Work) -> Section:
    """What an exit left to be done: after an emergency, a paper to chase, days at large."""
    found = projections.with_duties(work.request.prison)
    return of_due(
        "To be made good", found, "person", "Nothing is left to be made good.", _first_duty
    )


def _first_duty(record: CustodyRecord) -> datetime | None:
    return min((each.since for each in duties_after(record)), default=None)


def undated(work: Work) -> Section:
    """Sentences whose dates nobody has worked out."""
    found = projections.without_dates(work.request.prison)
    return of_due(
        "No dates worked out",
        found,
        "person-dates",
        "Everybody under a sentence has dates.",
        lambda record: max(
            (each.entry.envelope.recorded_at for each in record.sentences), default=None
        ),
    )


def unchecked(work: Work) -> Section:
    """Dates that wait for a second check, never the reader's own."""
    found = projections.without_check(work.request.prison, but_of=work.request.actor.account)
    return of_due(
        "Second checks",
        found,
        "dates-check",
        "No second check waits for you.",
        lambda record: record.calculation.recorded_at if record.calculation else None,
    )


def _each_person_once(sections: Iterable[Section]) -> list[Section]:
    """Each person where they are most pressing; what else waits about them is a link there."""
    ordered = list(sections)
    tasks: dict[str, list[Task]] = {}
    for task in (task for part in ordered for task in part.tasks if task.record_id):
        tasks.setdefault(task.record_id, []).append(task)
    first = {id(same[0]) for same in tasks.values()}
    return [
        msgspec.structs.replace(
            part,
            tasks=tuple(
                msgspec.structs.replace(
                    task, more=tuple((t.also, t.href) for t in tasks[task.record_id][1:])
                )
                if task.record_id
                else task
                for task in part.tasks
                if not task.record_id or id(task) in first
            ),
            empty="All of them stand above." if part.tasks else part.empty,
        )
        for part in ordered
    ]


_OF_ROLE: dict[Role, tuple[Callable[[Work], Section], ...]] = {
    Role.DUTY_GOVERNOR: (
        *(late, to_confirm, to_decide, to_confirm_for_the_day, alarms),
        *(to_leave, to_make_good),
    ),
    Role.HEAD_OF_OMU: (
        *(late, to_authorise, alarms, by_day.over_a_day, blocked, by_day.too_old),
        *(inbox, one_or_two, found_by_rounds, to_make_good),
    ),
    Role.CUSTODIAL_MANAGER: (late, to_authorise, alarms, to_leave, to_make_good),
    Role.SECOND_CHECKER: (unchecked, by_day.disagreements, inbox, late),
    Role.CASE_ADMINISTRATOR: (
        *(late, by_day.yours_now, blocked, inbox, one_or_two),
        *(undated, found_by_rounds, to_take_over, to_make_good),
    ),
    Role.RECEPTION_OFFICER: (
        *(to_leave, late, by_day.exits_of_today, by_day.papers_awaited, by_day.same_surnames),
        to_take_over,
    ),
    Role.NATIONAL_OPERATIONS: (alarms, by_day.prisons_by_lateness),
    Role.INSPECTOR: (by_day.to_inspect,),
    Role.ESCORT_CONTRACTOR: (),
    Role.ADMINISTRATOR: (by_day.mailboxes,),
}
"""Which sections a role's first page has, in their order."""
