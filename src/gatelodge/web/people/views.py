"""Find a person; and the parts of a record that show what is known and from where."""

import secrets
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework.reception import find_different_people, hold_same_person
from gatelodge.record import Entry, day_in_london
from gatelodge.store import projections
from gatelodge.web import cells
from gatelodge.web.access import Verdict, judged
from gatelodge.web.acts import enter, posted
from gatelodge.web.documents import served
from gatelodge.web.exits.acts import next_act
from gatelodge.web.guard import also_about
from gatelodge.web.people import pairs, rows, timeline
from gatelodge.web.people.authorities_picture import picture
from gatelodge.web.people.forms import PastForm, SamePersonForm, SearchForm
from gatelodge.web.photos import photo_of
from gatelodge.web.record_page import RecordPage, age, name_of, plain_day
from gatelodge.web.request import SESSION_SEARCHES, StaffRequest
from gatelodge.web.service import office, record_of
from gatelodge.web.sources import titles
from gatelodge.web.staff import Directory
from gatelodge.web.states import Group, exit_state
from gatelodge.web.told import sentence
from gatelodge.web.words_of_time import person_name

_CONSEQUENCES = {
    "one": "News on either record is then news on both, and what holds the person on one holds "
    "them on the other. A live pass of either is cancelled.",
    "two": "What holds the person on one of the two records then holds them on the other no more. "
    "If only the matcher held them to be one person, add the paper that shows that they are two; "
    "if a person did, another person must find it. The matcher never links the two again.",
}
"""What follows from each answer, said beside it."""
_SEARCHES_KEPT = 10
_MOST_FOUND = 50
"""How many people one search lists; whoever wants more has to say more (our decision)."""


@require_http_methods(["GET", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Take what is searched for by POST, so that no log and no address holds a name."""
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = secrets.token_hex(16)
        kept = request.session.get(SESSION_SEARCHES, [])
        request.session[SESSION_SEARCHES] = [
            *kept[-(_SEARCHES_KEPT - 1) :],
            [name, form.cleaned_data["words"]],
        ]
        return redirect("people-found", name)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    may_receive = judged("person-receive", request.actor) is Verdict.ALLOWED
    return render(
        request, "people/search.html", {"form": form, "may_receive": may_receive}, status=status
    )


@require_GET
def found(request: StaffRequest, search_id: str) -> HttpResponse:
    """Show who was found; the search itself is kept in the session for the reader alone."""
    words = dict(request.session.get(SESSION_SEARCHES, [])).get(search_id)
    if words is None:
        return redirect("people")
    directory = Directory(office())
    on = day_in_london(office().clock.now())
    people = projections.find_people(words, limit=_MOST_FOUND + 1)
    is_cut = len(people) > _MOST_FOUND
    people = people[:_MOST_FOUND]
    return render(
        request,
        "people/found.html",
        {
            "words": words,
            "form": SearchForm(initial={"words": words}),
            "number": len(people),
            "is_cut": is_cut,
            "table": {
                "caption": "People found",
                "caption_hidden": True,
                "head": ["Person", "Prison number", "Born", "Where"],
                "rows": [_found_row(each, directory, on) for each in people],
                "empty": "Nobody of that name or number is recorded. Try another name, another "
                "spelling, or the prison number.",
            },
        },
    )


def _found_row(each: projections.Found, directory: Directory, on: Any) -> list[Any]:
    href = reverse("person", args=[each.record_id])
    name = person_name(each.surname or "Name not known", each.forenames)
    born = f"{plain_day(each.born_on)} ({age(each.born_on, on)})" if each.born_on else "Not known"
    where = directory.prison(each.prison)
    return [
        cells.link(name, href),
        each.prison_number,
        born,
        where if each.is_in_custody else f"Out; last at {where}",
    ]


@require_GET
def summary(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Who this is, what holds them, what is open, what came last."""
    page = RecordPage(request, "person")
    at = page.known_at or page.now
    state = exit_state(page.office, page.record, at, page.directory)
    return render(
        request,
        "people/summary.html",
        page.context(
            exit_sentences=state.sentences if state.group is not Group.OUT else (),
            exit_tags=state.tags,
            **rows.summary(page),
            **_first_act(page),
        ),
    )


def _first_act(page: RecordPage) -> dict[str, Any]:
    """What comes first on a record: an authority to hold before any exit is planned."""
    may_enter = page.may("remand-enter") or page.may("sentence-enter")
    if page.is_past or page.record.authorities or not page.record.is_in_custody or not may_enter:
        return next_act(page, has_plan=page.record.plan is not None)
    return {
        "act": {
            "text": "Enter the warrant or other authority",
            "href": page.href("person-authorities"),
        }
    }


@require_GET
def history(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Every entry, newest first, now or as known at a moment."""
    page = RecordPage(request, "person-history")
    asked = {"day_day", "time"} & request.GET.keys()
    form = PastForm(request.GET if asked else None, now=page.now)
    if asked and form.is_valid():
        query = {"at": form.known_at.strftime("%Y-%m-%dT%H:%M")}
        if form.cleaned_data["about"]:
            query["about"] = form.cleaned_data["about"].isoformat()
        return redirect(f"{reverse('person-history', args=[page.record_id])}?{urlencode(query)}")
    return render(
        request,
        "people/history.html",
        page.context(form=form, days=timeline.entries(page), empty=timeline.nothing_by_then(page)),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_GET
def authorities(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What holds the person, what ended, and by which paper."""
    page = RecordPage(request, "person-authorities")
    drawn = picture(page)
    return render(
        request, "people/authorities.html", page.context(picture=drawn, **rows.authorities(page))
    )


@require_GET
def cases(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Court cases: stated, named by the court's feed, disposed of; hearings and questions."""
    page = RecordPage(request, "person-cases")
    return render(request, "people/cases.html", page.context(**rows.cases(page)))


@require_GET
def documents(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Every paper that a fact of this record rests on."""
    page = RecordPage(request, "person-documents")
    return render(request, "people/documents.html", page.context(**rows.documents(page)))


@require_GET
def document(request: StaffRequest, record_id: str, content_hash: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """One paper, if it belongs to this record."""
    if content_hash not in titles(request.record):
        raise Http404
    return served(office(), content_hash)


@require_GET
def photo(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The person's photo."""
    kept = photo_of(request.record)
    if kept is None:
        raise Http404
    return served(office(), kept)


@require_http_methods(["GET", "POST"])
def same_person(request: StaffRequest, record_id: str, other_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Say that two records that are held to be one person are so, or that they are two people."""
    page = RecordPage(request, "person")
    other = record_of(other_id) if other_id in page.record.same_person else None
    if other is None:
        return _parted(page, other_id)
    also_about(request, other)
    form = SamePersonForm(*posted(request), office=page.office)

    def act() -> tuple[Entry, ...]:
        is_one = form.cleaned_data["found"] == "one"
        return (hold_same_person if is_one else find_different_people)(
            page.office,
            page.request.actor,
            page.record_id,
            other_id,
            basis=form.cleaned_data["basis"],
            source=form.source,
        )

    held = next(e["row"] for e in rows.same_person(page) if e["other"] == other_id)
    return enter(
        page,
        form,
        act=act,
        template="people/same.html",
        title="One person or two",
        intro=(held["value"],),
        hints=_CONSEQUENCES,
        table=pairs.side_by_side(page, other),
        button=f"Enter what you found about {page.name}",
    )


def _parted(page: RecordPage, other_id: str) -> HttpResponse:
    """What became of two records that were held to be one person and are no more."""
    entry = pairs.parted(page.record).get(other_id)
    if entry is None:
        raise Http404
    other = record_of(other_id)
    return render(
        page.request,
        "people/parted.html",
        page.context(
            words=sentence(entry),
            source=page.sources.of(entry),
            other_id=other_id,
            other_name=name_of(other) if other else "the other person",
        ),
    )
