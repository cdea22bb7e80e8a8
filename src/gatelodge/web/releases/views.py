"""The release board of a prison and a day."""

from collections.abc import Mapping
from datetime import date, timedelta
from http import HTTPStatus

import msgspec
from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from gatelodge.record import day_in_london
from gatelodge.web.access import TABLE, Verdict, judged
from gatelodge.web.form_fields import DayField, FilterSelect
from gatelodge.web.releases import board, filters
from gatelodge.web.releases.forecast import DAYS_AHEAD, too_old_ahead
from gatelodge.web.request import SESSION_BOARD, StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory, roles_at
from gatelodge.web.states import Group
from gatelodge.web.words_of_time import day


def _or_all(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("", "All"), *choices.items()]


class BoardForm(forms.Form):
    """Which day's board, and who is shown of it."""

    day = DayField(label="Day", required=False)
    kind = forms.ChoiceField(
        label="Exit", required=False, choices=_or_all(filters.KINDS), widget=FilterSelect
    )
    whose = forms.ChoiceField(
        label="Whose move", required=False, choices=_or_all(filters.MOVES), widget=FilterSelect
    )
    state = forms.ChoiceField(
        label="State", required=False, choices=_or_all(filters.STATES), widget=FilterSelect
    )


@require_GET
def releases(request: StaffRequest) -> HttpResponse:
    """Show a day's releases: late ones first, then who is still here, then who is out."""
    if not request.prison:
        return redirect("location")
    at = office().clock.now()
    today = day_in_london(at)
    on = _day(request, today)
    chosen = filters.asked(request.GET)
    form = BoardForm(msgspec.structs.asdict(chosen) if chosen.is_set else None)
    if "day_day" in request.GET:
        form = BoardForm(request.GET)
        if form.is_valid():
            return redirect(_asked_for(form, on))
    rows = board.rows(office(), request.prison, on, at)
    shown = filters.shown(rows, chosen)
    if not request.htmx:
        request.session[SESSION_BOARD] = {
            "href": _with(request),
            "words": f"Back to releases, {day(on)}",
        }
    directory = Directory(office())
    late = [r for r in shown if r.is_late]
    out = [r for r in shown if r.state.group is Group.OUT]
    here = [r for r in shown if r not in late and r not in out]
    fingerprint = board.fingerprint(rows)
    return render(
        request,
        "releases/board.html",
        {
            "form": form,
            "on": on,
            "at": at,
            "is_today": on == today,
            "may_near_misses": bool(
                TABLE["near-misses"].roles & set(roles_at(request.actor, request.prison))
            ),
            "prison_name": directory.prison(request.prison),
            "ring": directory.telephone(request.prison),
            "counts": [
                {
                    "text": f"{number} {group.value}",
                    "href": _with(request, state=group.name.lower()),
                }
                for group, number in sorted(
                    board.counts(rows).items(), key=lambda each: list(Group).index(each[0])
                )
            ],
            "total": len(rows),
            "number_shown": len(shown),
            "may_enter": judged("evidence", request.actor) is Verdict.ALLOWED,
            "ahead": too_old_ahead(office(), request.prison, *_ahead(on, today), at),
            "chosen": chosen,
            "all_href": _with(request, **dict.fromkeys(filters.NAMES, "")),
            "refresh": board.refreshed(shown),
            "poll_href": _with(request, shown=fingerprint),
            "pause_href": _with(request, paused="" if "paused" in request.GET else "1"),
            "is_paused": "paused" in request.GET,
            "has_moved": request.GET.get("shown", fingerprint) != fingerprint,
            "here_href": _with(request, shown=""),
            "late": board.table("Act now", late),
            "here": board.table("Still here", here),
            "out": board.table("Out", out),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _ahead(on: date, today: date) -> tuple[date, date]:
    """The coming days that a board looks ahead to; a later day's board looks at its own alone."""
    if on > today:
        return on, on
    return today + timedelta(days=1), today + timedelta(days=DAYS_AHEAD)


def _asked_for(form: BoardForm, on: date) -> str:
    """Address of the board that a form asks for; without a day it stays on the day shown."""
    wanted = {"day": (form.cleaned_data["day"] or on).isoformat()}
    wanted |= {name: form.cleaned_data[name] for name in filters.NAMES if form.cleaned_data[name]}
    return f"{reverse('releases')}?{urlencode(wanted)}"


def _day(request: StaffRequest, today: date) -> date:
    try:
        on = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return today if on == date.max else on  # the calendar's last day has no end to count to


def _with(request: StaffRequest, **changed: str) -> str:
    """This page's address with some of its filter changed; an empty value leaves it out."""
    asked = QueryDict(mutable=True)
    for name in ("day", *filters.NAMES, "paused"):
        if request.GET.get(name):
            asked[name] = request.GET[name]
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    query = asked.urlencode()
    return f"{reverse('releases')}?{query}" if query else reverse("releases")
