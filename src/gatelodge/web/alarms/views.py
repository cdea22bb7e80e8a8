"""The list of open alarms, one alarm, taking it and ending it with a reason."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gatelodge.casework.watching import end_alarm, take_alarm, why_not_end
from gatelodge.record import Alarm, CustodyRecord
from gatelodge.record.facts import AlarmCause, Role
from gatelodge.store import projections
from gatelodge.watch import PAGED
from gatelodge.web import cells, lists
from gatelodge.web.acts import ActForm, enter, posted
from gatelodge.web.exits.forms import SignedWhyForm, WhyForm
from gatelodge.web.record_page import RecordPage, hold_sentence
from gatelodge.web.record_page import spoken as spoken_person
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory
from gatelodge.web.told import sentence
from gatelodge.web.words_of_time import duration, moment

_NOBODY = "Nobody has taken it"


@require_GET
def alarms(request: StaffRequest) -> HttpResponse:
    """Alarms that nobody has ended: the gravest first, of equal ones the newest."""
    now = office().clock.now()
    directory = Directory(office())
    found = lists.alarms_gravest_first(request.prison)
    people = projections.people_cards([each.record_id for each in found])
    rows = [
        [
            cells.link(each.cause.capitalize(), reverse("alarm", args=[each.seq])),
            spoken_person(people[each.record_id]) if each.record_id in people else "Not known",
            directory.prison(each.prison),
            {"text": moment(each.since), "sub": since_words(each.since, now)},
            {"html": cells.fading(directory.staff(each.taken_by) if each.taken_by else _NOBODY)},
        ]
        for each in found
    ]
    return render(
        request,
        "alarms/alarms.html",
        {
            "number": len(found),
            "at": now,
            "ring": directory.telephone(request.prison),
            "table": {
                "caption": "Open alarms",
                "caption_hidden": True,
                "head": ["What", "Person", "Prison", "Since", "Who has it"],
                "rows": [
                    {"cells": row, "late": not each.taken_by}
                    for row, each in zip(rows, found, strict=True)
                ],
                "empty": "No open alarms.",
            },
        },
    )


def since_words(since: datetime, now: datetime) -> str:
    """How long an alarm has lasted."""
    return duration(now - since) if now >= since else "0 seconds"


@require_GET
def alarm(request: StaffRequest, alarm: int) -> HttpResponse:
    """One alarm: what, since when, who has it, what is known."""
    page = RecordPage(request, "alarm")
    found = _found(page.record, alarm)
    raised = found.raised.fact
    return render(
        request,
        "alarms/alarm.html",
        page.context(
            **_context(page, found),
            about=_about(page, raised.about),
            form=ActForm(),
            hold=hold_sentence(page.record, page.now)[0],
        ),
    )


def _about(page: RecordPage, seq: int) -> dict[str, str] | None:
    """The entry that an alarm is about, in its own words."""
    entry = next((e for e in page.record.entries if e.seq == seq), None)
    if entry is None:
        return None
    return {
        "text": f"Entry {seq}",
        "words": sentence(entry),
        "href": f"{page.href('person-history')}#entry-{seq}",
    }


def _context(page: RecordPage, found: Alarm) -> dict[str, Any]:
    raised = found.raised.fact
    return {
        "alarm": found,
        "seq": found.raised.seq,
        "cause": raised.cause.value.capitalize(),
        "since": raised.since,
        "lasts": since_words(raised.since, page.now),
        "taken_by": page.directory.staff(found.taken.by) if found.taken else "",
        "ended_by": page.directory.staff(found.ended.by) if found.ended else "",
        "paged": ", ".join(role.value for role in PAGED[raised.cause]),
        "is_mine": found.taken is not None and found.taken.by == page.request.actor.account,
        "taken_at": found.taken.recorded_at if found.taken else None,
        "why_not_end": why_not_end(page.record, page.request.actor, raised.alarm),
        "is_paged": page.request.actor.has_any(PAGED[raised.cause], page.record.prison),
        "is_governor": page.request.actor.has(Role.DUTY_GOVERNOR, page.record.prison),
        "redecided": _fallen(page, found),
        "is_suspected": raised.cause is AlarmCause.SUSPECTED_RELEASE_IN_ERROR,
        "prison": page.directory.prison(page.record.prison),
        "ring": page.directory.telephone(page.record.prison),
    }


def _fallen(page: RecordPage, found: Alarm) -> list[str]:
    """Checks that would not have let the person out, for an exit that was decided again."""
    about = found.raised.fact.about
    decided = next((e.redecided for e in page.record.exits if e.left.seq == about), None)
    if decided is None:
        return []
    questions = {c.name: c.question for c in page.office.checks}
    words = {f.check: f.words for f in decided.fact.assessed.findings}
    return [f"{questions.get(name, name)} {words.get(name, '')}" for name in decided.fact.fallen]


@require_POST
def take(request: StaffRequest, alarm: int) -> HttpResponse:
    """Take the alarm: from now on this person answers for it."""
    page = RecordPage(request, "alarm")
    found = _found(page.record, alarm)
    form = ActForm(request.POST)
    return enter(
        page,
        form,
        template="alarms/refused.html",
        act=lambda: take_alarm(page.office, request.actor, page.record_id, found.raised.fact.alarm),
        then=reverse("alarm", args=[alarm]),
    )


@require_http_methods(["GET", "POST"])
def end(request: StaffRequest, alarm: int) -> HttpResponse:
    """End the alarm with a reason."""
    page = RecordPage(request, "alarm")
    found = _found(page.record, alarm)
    form = _end_form(page, found)
    return enter(
        page,
        form,
        act=lambda: end_alarm(
            page.office,
            request.actor,
            page.record_id,
            found.raised.fact.alarm,
            form.cleaned_data["why"],
        ),
        then=reverse("alarm", args=[alarm]),
        title="End this alarm",
        intro=(
            found.raised.fact.words,
            (
                "The reason stays in the record for ever, under your name. A late release and a"
                " missing authority alarm again an hour later while they are still so. A suspected"
                " release in error alarms again only when something new speaks for it."
            ),
        ),
        button=f"End the alarm about {page.name}",
    )


def _end_form(page: RecordPage, found: Alarm) -> WhyForm | SignedWhyForm:
    """A reason; for a suspected release in error it is signed with the password."""
    label = "Why is this alarm over?"
    if found.raised.fact.cause is not AlarmCause.SUSPECTED_RELEASE_IN_ERROR:
        return WhyForm(*posted(page.request), label=label)
    seen = {"seen_version": page.record.version}
    return SignedWhyForm(*posted(page.request), request=page.request, label=label, initial=seen)


def _found(record: CustodyRecord, alarm: int) -> Alarm:
    found = next((a for a in record.alarms if a.raised.seq == alarm), None)
    if found is None:
        raise Http404
    return found
