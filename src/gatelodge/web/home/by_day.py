"""Sections of first pages that go by the day: deadlines, today's exits, each prison's lateness."""

from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse

from gatelodge.casework.office import ITEM
from gatelodge.gate import MET
from gatelodge.record import Stated, day_in_london, fold_item
from gatelodge.record.facts import DatesChecked, Finding, Role
from gatelodge.web import lists
from gatelodge.web.damage import DAMAGE
from gatelodge.web.exit_words import EXIT_WORDS
from gatelodge.web.home.tasks import Section, Task, Work, of_rows, section
from gatelodge.web.record_page import name_of, namesakes_line
from gatelodge.web.releases import board
from gatelodge.web.releases.forecast import DAYS_AHEAD, too_old_by_day
from gatelodge.web.service import office
from gatelodge.web.staff import prisons
from gatelodge.web.states import AT_ONCE, AWAY, Group, assessed
from gatelodge.web.words_of_time import day, moment, time_of_day

FORTNIGHT: Final = timedelta(days=14)
_LONG: Final = timedelta(days=1)
"""From when a blocked exit is one for the head of OMU (the requirement of the product)."""
_PAPER_CHECKS: Final = frozenset({"G04", "G05", "G20", "G21", "G34"})
"""Checks that wait for a paper: the court's, the licence, the conditions' proof, the call back."""


def yours_now(work: Work) -> Section:
    """Exits of today and the coming days that wait for a case administrator, by deadline."""
    today = day_in_london(work.now)
    ahead = board.coming(
        work.office,
        work.request.prison,
        today + timedelta(days=1),
        today + timedelta(days=DAYS_AHEAD),
        work.now,
    )
    mine = [
        row
        for row in (*work.rows, *ahead)
        if row.state.whose == Role.CASE_ADMINISTRATOR.value and not row.is_late
    ]
    return of_rows("Yours now", mine, "No exit of the next days waits for you.")


def over_a_day(work: Work) -> Section:
    """Exits that have been blocked for over a day, by whose move it is."""
    rows = [
        row
        for row in work.rows
        if row.state.group is Group.BLOCKED
        and row.state.since is not None
        and work.now - row.state.since > _LONG
    ]
    rows.sort(key=lambda row: (row.state.whose, row.state.since or work.now))
    return of_rows(
        "Blocked over a day, by whose move", rows, "Nothing has been blocked for over a day."
    )


def too_old(work: Work) -> Section:
    """Evidence of coming exits that will be too old by their day."""
    today = day_in_london(work.now)
    first, last = today + timedelta(days=1), today + timedelta(days=DAYS_AHEAD)
    found = too_old_by_day(work.office, work.request.prison, first, last, work.now)
    tasks = [
        Task(text=words, href=f"{reverse('releases')}?day={on.isoformat()}") for on, words in found
    ]
    return section("Too old by the day", tasks, "No evidence of the next days will be too old.")


def disagreements(work: Work) -> Section:
    """Exits of the next 14 days of whose dates a second calculation came to something else."""
    today = day_in_london(work.now)
    last = today + FORTNIGHT
    rows = board.coming(work.office, work.request.prison, today, last, work.now)
    tasks = [
        Task(
            text=f"{name_of(row.record)}, {row.record.prison_number}",
            href=reverse("person-dates", args=[row.record.record_id]),
            record_id=row.record.record_id,
            also="Two calculations differ",
            status=f"by {day(row.on)}" if row.on else "",
            since=check.recorded_at,
        )
        for row in rows
        if (check := _disputed(row)) is not None
    ]
    return section(
        "Two calculations that differ", tasks, "No two calculations of the next 14 days differ."
    )


def _disputed(row: board.Row) -> Stated[DatesChecked] | None:
    """The second calculation of the dates of now, when it does not agree."""
    calculated, check = row.record.calculation, row.record.check
    if calculated is None or check is None or check.fact.calculation != calculated.seq:
        return None
    return None if check.fact.agrees else check


def exits_of_today(work: Work) -> Section:
    """Today's exits: who is out by the time of leaving, then who is still here, next act first."""
    today = [row for row in work.rows if row.state.group is not Group.NOT_DUE]
    order = list(Group)
    ranked = sorted(
        today,
        key=lambda row: (
            row.state.group is Group.OUT,
            row.record.exits[-1].left.fact.exited_at
            if row.state.group is Group.OUT and row.record.exits
            else work.now,
            order.index(row.state.group),
        ),
    )
    tasks = [
        Task(
            text=name_of(row.record),
            href=reverse("exit-day", args=[row.record.record_id]),
            hint=_exit_words(row),
            status=row.state.tags[0] if row.state.tags else "",
            since=row.state.since,
            record_id=row.record.record_id,
            also="Exit of today",
        )
        for row in ranked
    ]
    return section("Exits of today", tasks, "No exit is due today.", more_href=reverse("releases"))


def _exit_words(row: board.Row) -> str:
    record = row.record
    if row.state.group in AWAY and record.exits:
        left = record.exits[-1].left.fact
        out_at = time_of_day(left.exited_at)
        return f"{record.prison_number}. {EXIT_WORDS[left.exit_type]}, out {out_at}"
    if record.plan is None:
        return f"{record.prison_number}. No exit planned"
    plan = record.plan.fact
    told = ", ".join(w for w in (EXIT_WORDS[plan.exit_type], plan.destination, plan.escort) if w)
    return f"{record.prison_number}. {told}"


def papers_awaited(work: Work) -> Section:
    """Today's exits that wait for a paper: the court's, a signed licence, proof of a condition."""
    checks = {each.name: each for each in work.office.checks}
    tasks = []
    for row in work.rows:
        found = assessed(work.office, row.record, work.now) if _is_here(row) else None
        missing = [each for each in found.findings if _awaits_paper(each)] if found else []
        if missing:
            tasks.append(
                Task(
                    text=name_of(row.record),
                    href=reverse("exit", args=[row.record.record_id]),
                    hint=" ".join(checks[each.check].question for each in missing),
                    since=row.state.since,
                    record_id=row.record.record_id,
                    also="Papers awaited",
                )
            )
    return section("Papers awaited", tasks, "No exit of today waits for a paper.")


def _is_here(row: board.Row) -> bool:
    return row.record.plan is not None and row.state.group not in AWAY


def _awaits_paper(finding: Finding) -> bool:
    return finding.check in _PAPER_CHECKS and finding.answer not in MET


def same_surnames(work: Work) -> Section:
    """Whoever leaves today and shares a surname with somebody else here."""
    tasks = []
    for row in work.rows:
        line = namesakes_line(row.record) if _is_here(row) else None
        if line is not None:
            tasks.append(
                Task(
                    text=name_of(row.record),
                    href=reverse("exit-day", args=[row.record.record_id]),
                    hint=f"{row.record.prison_number}. {line['text']}",
                    record_id=row.record.record_id,
                    also=line["text"],
                )
            )
    return section("Same surname", tasks, "Nobody who leaves today shares a surname here.")


def prisons_by_lateness(work: Work) -> Section:
    """Each prison with who is late or blocked there today and its inbox; the worst first."""
    today = day_in_london(work.now)
    ranked = []
    for each in prisons(work.office).values():
        counted = board.counts(board.rows(work.office, each.prison, today, work.now))
        late = sum(counted[group] for group in AT_ONCE)
        waiting = lists.inbox_waiting(each.prison)
        oldest = item_came(waiting[0]) if waiting else None
        old = f", the oldest since {moment(oldest)}" if oldest else ""
        task = Task(
            text=each.name,
            href=reverse("location"),
            hint=f"{counted[Group.SUSPECTED]} suspected released in error, "
            f"{counted[Group.NO_AUTHORITY]} without authority, "
            f"{counted[Group.OVERDUE]} overdue, "
            f"{counted[Group.FROZEN_OUT] + counted[Group.FROZEN]} frozen, "
            f"{counted[Group.BLOCKED]} blocked, "
            f"{len(waiting)} in the inbox{old}",
            is_late=late > 0,
        )
        ranked.append((-late, -counted[Group.BLOCKED], oldest or work.now, task))
    ordered = [task for *_, task in sorted(ranked, key=lambda each: each[:3])]
    return section("Prisons today", ordered, "No prison is registered.")


def to_inspect(work: Work) -> Section:
    """An inspector searches, and gives a reason for each record."""
    tasks = [
        Task(
            text="Find a person",
            href=reverse("people"),
            hint="You are asked why you need a record; the answer is kept.",
        )
    ]
    if work.request.prison:
        tasks.append(Task(text="Releases today", href=reverse("releases")))
    return section("Inspect", tasks, "")


def mailboxes(work: Work) -> Section:
    """Which address courts write to, by prison, and how long the oldest message has waited."""
    tasks = []
    for each in prisons(work.office).values():
        waiting = lists.inbox_waiting(each.prison)
        tasks.append(
            Task(
                text=each.name,
                href=reverse("location"),
                hint=f"{each.mailbox or 'No mailbox is entered'}. {len(waiting)} waiting.",
                since=item_came(waiting[0]) if waiting else None,
            )
        )
    return section("Mailboxes", tasks, "No prison is registered.")


def item_came(item: str) -> datetime | None:
    """When an item of the inbox came; none when it cannot be read."""
    try:
        return fold_item(item, office().ledger.stream(ITEM + item)).received_at
    except (*DAMAGE, LookupError):
        return None
