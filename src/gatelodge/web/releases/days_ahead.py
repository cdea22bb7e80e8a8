"""The other boards: the next 14 days, everybody who is late, and today's large for a wall."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from gatelodge.record import CustodyRecord, day_in_london
from gatelodge.web import cells
from gatelodge.web.releases import board
from gatelodge.web.releases.forecast import too_old_ahead
from gatelodge.web.request import SESSION_BOARD, StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory
from gatelodge.web.states import sentence_case
from gatelodge.web.words_of_time import day, moment

FORTNIGHT: Final = 14
"""Days that the board of coming releases shows, after today."""
_SHOWN_OF_NUMBER: Final = 3


@require_GET
def fortnight(request: StaffRequest) -> HttpResponse:
    """Who leaves in the next 14 days, day by day, and what will be too old on the day."""
    if not request.prison:
        return redirect("location")
    at = office().clock.now()
    first = day_in_london(at) + timedelta(days=1)
    last = first + timedelta(days=FORTNIGHT - 1)
    rows = board.coming(office(), request.prison, first, last, at)
    _come_back_here(request, "Back to releases in 14 days")
    tables = [
        {"heading": day(on), "table": board.table(day(on), listed)}
        for on, listed in groupby(rows, key=lambda row: row.on)
        if on is not None
    ]
    number = "Nobody" if not rows else "1 person" if len(rows) == 1 else f"{len(rows)} people"
    return _board(
        request,
        rows,
        page_title="Releases in 14 days",
        heading=f"Releases from {day(first)} to {day(last)}",
        number=number,
        ahead=too_old_ahead(office(), request.prison, first, last, at),
        tables=tables,
        empty="No release is due in these days.",
    )


@require_GET
def overdue(request: StaffRequest) -> HttpResponse:
    """Everybody who is wrongly here or perhaps wrongly out, the longest first."""
    if not request.prison:
        return redirect("location")
    at = office().clock.now()
    rows = [
        row for row in board.rows(office(), request.prison, day_in_london(at), at) if row.is_late
    ]
    rows.sort(key=lambda row: row.state.since or at)
    _come_back_here(request, "Back to everybody who is late")
    return _board(
        request,
        rows,
        page_title="Late: act now",
        heading="Late: act now",
        number=f"{len(rows)} late",
        ahead=(),
        tables=[{"heading": "", "table": board.table("Late", rows)}] if rows else [],
        empty="Nobody is late.",
    )


@require_GET
def wall(request: StaffRequest) -> HttpResponse:
    """Today's releases large enough to read across a room, with as little of a person as will do.

    No cause is shown: it may tell of an offence, of immigration or of health.
    """
    if not request.prison:
        return redirect("location")
    at = office().clock.now()
    today = day_in_london(at)
    rows = board.rows(office(), request.prison, today, at)
    directory = Directory(office())
    return render(
        request,
        "releases/wall.html",
        {
            "at": at,
            "on": today,
            "number": len(rows),
            "prison_name": directory.prison(request.prison),
            "ring": directory.telephone(request.prison),
            "table": {
                "caption": "Releases today",
                "caption_hidden": True,
                "head": ["Person", "State", "Whose move, since"],
                "rows": [_wall_row(row) for row in rows],
                "empty": "No release is due today.",
            },
        },
    )


def _board(request: StaffRequest, rows: Sequence[board.Row], **context: Any) -> HttpResponse:
    directory = Directory(office())
    fingerprint = board.fingerprint(rows)
    return render(
        request,
        "releases/days_ahead.html",
        {
            "at": office().clock.now(),
            "prison_name": directory.prison(request.prison),
            "ring": directory.telephone(request.prison),
            "refresh": board.refreshed(rows),
            "poll_href": f"{request.path}?shown={fingerprint}",
            "here_href": request.path,
            "is_paused": "paused" in request.GET,
            "pause_href": request.path if "paused" in request.GET else f"{request.path}?paused=1",
            "has_moved": request.GET.get("shown", fingerprint) != fingerprint,
            **context,
        },
    )


def _come_back_here(request: StaffRequest, words: str) -> None:
    """From a checklist the way back leads here."""
    if not request.htmx:
        request.session[SESSION_BOARD] = {"href": request.get_full_path(), "words": words}


def _wall_row(row: board.Row) -> dict[str, Any]:
    whose = sentence_case(row.state.whose) or "Nobody's"
    return {
        "late": row.is_late,
        "cells": [
            {"text": _surname(row.record), "sub": row.record.prison_number[-_SHOWN_OF_NUMBER:]},
            {"html": cells.fading(cells.tag(row.state.tags[0]) if row.state.tags else _calm(row))},
            {"text": whose, "sub": f"since {moment(row.state.since)}" if row.state.since else ""},
        ],
    }


def _calm(row: board.Row) -> str:
    return sentence_case(row.state.group.value)


def _surname(record: CustodyRecord) -> str:
    return record.identity.fact.surname.upper() if record.identity else "Not known"
