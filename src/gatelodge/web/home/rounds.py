"""Sections of first pages about the rounds of checks: what they found, the evening before."""

from datetime import timedelta

from django.urls import reverse

from gatelodge.casework.evening import why_not_this_evening
from gatelodge.record import day_in_london
from gatelodge.record.facts import Finding
from gatelodge.watch import evening_missing
from gatelodge.web.home.tasks import Section, Task, Work, section
from gatelodge.web.record_page import name_of
from gatelodge.web.releases import board
from gatelodge.web.releases.forecast import DAYS_AHEAD
from gatelodge.web.staff import roles_at
from gatelodge.web.states import sentence_case
from gatelodge.web.whose_move import whose_move
from gatelodge.web.words_of_time import day


def to_confirm_for_the_day(work: Work) -> Section:
    """Exits of tomorrow to confirm this evening, and of today that nobody confirmed."""
    tomorrow = day_in_london(work.now) + timedelta(days=1)
    ahead = board.coming(work.office, work.request.prison, tomorrow, tomorrow, work.now)
    rows = [row for row in work.rows if evening_missing(row.record, work.now)]
    rows += [row for row in ahead if not why_not_this_evening(row.record, work.now)]
    tasks = [
        Task(
            text=name_of(row.record),
            href=reverse("exit-evening", args=[row.record.record_id]),
            record_id=row.record.record_id,
            also="Confirm on the evening before",
            status=f"by {day(row.on)}" if row.on else "",
            is_late=row.on is not None and row.on < tomorrow,
        )
        for row in {row.record.record_id: row for row in rows}.values()
    ]
    return section(
        "To confirm on the evening before", tasks, "No exit of the next day waits for you."
    )


def found_by_rounds(work: Work) -> Section:
    """What the newest round of coming exits found not met, where it is the reader's move."""
    today = day_in_london(work.now)
    mine = set(roles_at(work.request.actor, work.request.prison))
    ahead = board.coming(
        work.office,
        work.request.prison,
        today + timedelta(days=1),
        today + timedelta(days=DAYS_AHEAD),
        work.now,
    )
    tasks = []
    for row in ahead:
        newest = row.record.rounds[-1] if row.record.rounds else None
        if newest is None:
            continue
        found = [
            each
            for each in newest.fact.assessed.findings
            if each.check in newest.fact.not_met and whose_move(each) in mine
        ]
        if found:
            tasks.append(
                Task(
                    text=name_of(row.record),
                    href=reverse("exit", args=[row.record.record_id]),
                    record_id=row.record.record_id,
                    also="Found by a round of checks",
                    hint=f"{sentence_case(newest.fact.round.value)}: {_named(found)}",
                    status=f"by {day(row.on)}" if row.on else "",
                    since=newest.recorded_at,
                )
            )
    return section("Found by the rounds of checks", tasks, "No round found anything for you.")


def _named(found: list[Finding]) -> str:
    return ", ".join(each.check for each in found)
