"""The inbox, one item, and what a person does with it."""

from collections.abc import Callable, Iterable
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework import court
from gatelodge.casework.office import load
from gatelodge.record import NEED_MARKS, CustodyRecord, InboxItem, PersonKnown, day_in_london
from gatelodge.record.facts import Concurrency, OrderKind, SentenceImposed
from gatelodge.store import projections
from gatelodge.web import cells
from gatelodge.web.acts import ActForm, attempt, posted
from gatelodge.web.damage import DAMAGE
from gatelodge.web.documents import served
from gatelodge.web.inbox import page as words
from gatelodge.web.inbox.forms import (
    ApplyForm,
    BasisForm,
    BringForm,
    NotTheirsForm,
    OutcomeForm,
    SettleForm,
)
from gatelodge.web.inbox.page import ItemPage
from gatelodge.web.items import load_item
from gatelodge.web.lists import inbox_waiting
from gatelodge.web.people.forms import SearchForm
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import name_of, plain_day
from gatelodge.web.release_marks import register_words
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office, people
from gatelodge.web.staff import Directory
from gatelodge.web.states import sentence_case
from gatelodge.web.told import fact_sentence
from gatelodge.web.words_of_time import moment

_METHODS = ["GET", "POST"]
_SHOWN_CANDIDATES = 6


@require_GET
def inbox(request: StaffRequest) -> HttpResponse:
    """Everything from courts that waits at this prison: what blocks an exit first, then by age."""
    now = office().clock.now()
    items, damaged = _readable(inbox_waiting(request.prison))
    blocking = {item.item for item in items if words.blocks_by(item, day_in_london(now))}
    ordered = sorted(items, key=lambda i: (i.item not in blocking, i.received_at))
    directory = Directory(office())
    apart = words.told_apart(items)
    rows = [_damaged_row(name) for name in damaged] + [
        [
            cells.link(
                ", ".join(filter(None, (words.what(item), apart.get(item.item)))),
                reverse("inbox-item", args=[item.item]),
                sub="; ".join(words.held_names(item)) or "Nobody knows yet whose it is",
            ),
            moment(item.received_at),
            cells.sub(item.stage.value.capitalize(), words.waits(item)),
            "; ".join(dict.fromkeys(directory.staff(by) for by, _ in words.opened_by(item)))
            or "Nobody",
            {"html": cells.tag(words.blocks_words(item, is_blocking=item.item in blocking))},
            words.age_words(item.received_at, now),
        ]
        for item in ordered
    ]
    return render(
        request,
        "inbox/inbox.html",
        {
            "prison_name": directory.prison(request.prison),
            "number": len(items) + len(damaged),
            "oldest": words.age_words(items[0].received_at, now) if items else "",
            "blocking": len(blocking) + len(damaged),
            "at": now,
            "ring": directory.telephone(request.prison),
            "table": {
                "caption": "Items that wait",
                "caption_hidden": True,
                "head": [
                    "What, probably for whom",
                    "Received",
                    "Stage",
                    "Who opened it",
                    "Blocks",
                    "Age",
                ],
                "rows": rows,
                "empty": "Nothing waits.",
            },
        },
    )


def _readable(names: Iterable[str]) -> tuple[list[InboxItem], list[str]]:
    """The items that can be read, oldest first, and the names of those that cannot."""
    items: list[InboxItem] = []
    damaged: list[str] = []
    for name in names:
        try:
            items.append(load_item(office(), name))
        except DAMAGE:
            damaged.append(name)
    return items, damaged


def _damaged_row(name: str) -> list[Any]:
    """One altered entry must neither hide its item nor all others."""
    return [
        cells.link("An item that cannot be trusted", reverse("inbox-item", args=[name])),
        "Not known",
        cells.sub("Not known", "Its entries are not what was recorded. Ring national operations."),
        "Not known",
        {"html": cells.tag("Blocked")},
        "Not known",
    ]


@require_http_methods(_METHODS)
def item(request: StaffRequest, item_id: str) -> HttpResponse:
    """One item: five stages, what the court says, what the paper says. POST takes the item."""
    page = _page(request, item_id)
    form = ActForm(*posted(request))
    if form.is_valid():
        done = attempt(form, lambda: court.open_item(page.office, request.actor, item_id))
        if done is not None:
            return redirect("inbox-item", item_id)
    return _shown(page, "inbox/item.html", form, **_item_context(page))


def _item_context(page: ItemPage) -> dict[str, Any]:
    item = page.item
    on_record = page.on_record
    reading = on_record.reading if on_record else None
    compared = page.compared()
    is_taken = any(o.by == page.request.actor.account for o in item.opened)
    open_differences = [d for d in compared if not d["is_for_the_paper"]]
    next_act: dict[str, Any] = {}
    if item.confirmed is None:
        next_act = {"text": "Match this item to a person", "href": page.href("inbox-match")}
    elif item.document is None:
        next_act = {"text": "Add its paper", "href": page.href("inbox-bring")}
    elif reading is None:
        next_act = {"text": "Read the paper", "href": page.href("inbox-read")}
    elif on_record is not None and on_record.applied is None:
        next_act = _act_on_reading(page, reading.fact.document, open_differences)
    return {
        "stages": page.stages(),
        "told": page.told(),
        "orders": page.orders(),
        "compared": compared,
        "has_reading": reading is not None,
        "reading_words": _reading_words(page),
        "is_taken": is_taken,
        "next_act": next_act if item.is_open else {},
        "proposed": list(words.held_names(item)),
        "open_differences": open_differences,
    }


def _act_on_reading(
    page: ItemPage, read: str, open_differences: list[dict[str, Any]]
) -> dict[str, Any]:
    """The act that is left when a paper was read: another paper, where the court contradicts it."""
    if not open_differences or any(not each["settled"] for each in open_differences):
        is_refused = bool(open_differences)
        href = page.href("inbox-apply")
        return {"text": "Apply this result", "href": href, "is_refused": is_refused}
    if words.is_newest_paper(page.item, read):
        return {"text": "Add the corrected paper", "href": page.href("inbox-bring")}
    return {"text": "Read the corrected paper", "href": page.href("inbox-read")}


def _reading_words(page: ItemPage) -> list[str]:
    on_record = page.on_record
    reading = on_record.reading if on_record else None
    if reading is None:
        return []
    fact = reading.fact
    who = f"{fact.defendant_surname}, {fact.defendant_forenames}"
    by = page.directory.staff(reading.by)
    first = f"Read by {by}, {moment(reading.recorded_at)}: {who}, {fact.court}."
    return [first, *(f"{sentence_case(words.order_words(o))}." for o in fact.orders)]


@require_GET
def document(request: StaffRequest, item_id: str, content_hash: str) -> HttpResponse:
    """The court's paper of an item."""
    page = _page(request, item_id)
    if content_hash not in {each.fact.document for each in page.item.documents}:
        raise Http404
    return served(page.office, content_hash)


@require_http_methods(_METHODS)
def match(request: StaffRequest, item_id: str) -> HttpResponse:
    """Candidates side by side, each line "agrees", "differs" or "not given"."""
    page = _page(request, item_id)
    searched = SearchForm(request.POST if "words" in request.POST else None)
    found = court.find_candidates(page.office, page.item, people())
    meant = [(each.person, each.compared, each.is_held) for each in found[:_SHOWN_CANDIDATES]]
    listed = {person.record for person, _, _ in meant}
    meant += [(each, (), False) for each in _searched(searched) if each.record not in listed]
    cards = []
    for person, compared, is_held in meant:
        record_id = person.record
        is_pressed = request.POST.get("candidate") == record_id
        form = BasisForm(request.POST if is_pressed else None, prefix=record_id[:8])
        if is_pressed and form.is_valid():
            return_to = _confirmed(page, form, record_id)
            if return_to is not None:
                return return_to
        cards.append(_candidate_card(page, person, compared, form) | {"is_held": is_held})
    forms = [c["form"] for c in cards]
    pressed = next((form for form in (*forms, searched) if form.errors), ActForm())
    return _shown(
        page,
        "inbox/match.html",
        pressed,
        cards=cards,
        more=max(0, len(found) - _SHOWN_CANDIDATES),
        confirmed=page.item.confirmed,
        search=searched,
    )


def _searched(form: SearchForm) -> list[PersonKnown]:
    """Whom a person searched for; what the court says is compared with none of them."""
    if not form.is_valid():
        return []
    found = projections.find_people(form.cleaned_data["words"], limit=_SHOWN_CANDIDATES)
    known = [people().person(each.record_id) for each in found]
    return [each for each in known if each is not None]


def _confirmed(page: ItemPage, form: BasisForm, record_id: str) -> HttpResponse | None:
    def act() -> bool:
        court.confirm_match(
            page.office,
            page.request.actor,
            page.item.item,
            record_id,
            basis=form.cleaned_data["basis"],
            command=form.press,
        )
        return True

    done = attempt(form, act)
    return redirect("inbox-item", page.item.item) if done else None


def _candidate_card(
    page: ItemPage, person: PersonKnown, compared: Iterable[Any], form: BasisForm
) -> dict[str, Any]:
    lines = list(compared)
    name = person.names[0] if person.names else None
    shown = f"{name.surname.upper()}, {name.forenames}" if name else "Name not known"
    born_on = name.born_on if name else None
    return {
        "record": person.record,
        "name": shown,
        "number": person.prison_number,
        "born": f"born {plain_day(born_on)}" if born_on else "birth date not known",
        "where": page.directory.prison(person.prison) + ("" if person.is_in_custody else ", out"),
        "differs": any(_differs(line) for line in lines),
        "lines": [
            {
                "cells": [
                    line.field.capitalize(),
                    _given(page, line.field, line.told),
                    _given(page, line.field, line.known),
                    {"html": cells.tag(line.agreement.value.capitalize())},
                ],
                "differs": _differs(line),
            }
            for line in lines
        ],
        "form": form,
        "is_confirmed": page.item.confirmed == person.record,
    }


def _differs(line: Any) -> bool:
    return str(line.agreement.value) == "differs"


def _given(page: ItemPage, field: str, value: str) -> str:
    """One side of a comparison in the words of the screens: days in full, prisons by name."""
    if not value:
        return "Not given"
    if field == "prison":
        return page.directory.prison(value)
    try:
        return plain_day(date.fromisoformat(value))
    except ValueError:
        return value


@require_http_methods(_METHODS)
def undo(request: StaffRequest, item_id: str, record_id: str) -> HttpResponse:
    """Say that an item is not about this person; what falls with it is shown first."""
    page = _page(request, item_id)
    if record_id not in page.item.records:
        raise Http404
    form = NotTheirsForm(*posted(request))
    falls = court.falls_with_match(page.office, item_id, record_id)
    return _done_or_shown(
        page,
        form,
        "inbox/undo.html",
        lambda: court.undo_match(
            page.office,
            request.actor,
            item_id,
            record_id,
            basis=form.cleaned_data["basis"],
            command=form.press,
        ),
        falls=[fact_sentence(e) for e in falls],
        name=name_of(load(page.office, record_id)),
    )


@require_http_methods(_METHODS)
def bring(request: StaffRequest, item_id: str) -> HttpResponse:
    """Add a paper that came another way."""
    page = _page(request, item_id)
    form = BringForm(*posted(request))

    def act() -> object:
        content, media_type = form.cleaned_data["document"]
        return court.bring_document(
            page.office,
            request.actor,
            item_id,
            content,
            media_type=media_type,
            title=form.cleaned_data["title"],
        )

    return _done_or_shown(page, form, "inbox/bring.html", act)


@require_http_methods(_METHODS)
def apply_result(request: StaffRequest, item_id: str) -> HttpResponse:
    """Put the facts of the confirmed reading on the record."""
    page = _page(request, item_id)
    record, on_record = page.record, page.on_record
    reading = on_record.reading.fact if on_record and on_record.reading else None
    orders = reading.orders if reading else ()
    custody = [(n, o) for n, o in enumerate(orders) if o.order is OrderKind.CUSTODY]
    form = ApplyForm(
        *posted(request),
        consecutive=[
            (n, words.order_words(o))
            for n, o in custody
            if o.concurrency is Concurrency.CONSECUTIVE
        ],
        followed=[(f"order-{n}", f"In this result: {words.order_words(o)}") for n, o in custody]
        + _sentences(record),
        standard=[
            (
                n,
                words.order_words(o),
                register_words(
                    page.office,
                    offence_code=o.offence_code,
                    term=o.term,
                    imposed_on=reading.hearing_on if reading else None,
                ),
            )
            for n, o in custody
            if o.sentence_kind in NEED_MARKS
        ],
    )
    proposal = court.preview(record, item_id) if record else None
    return _done_or_shown(
        page,
        form,
        "inbox/apply.html",
        lambda: court.apply_result(
            page.office, request.actor, item_id, follows=form.follows, marks=form.marks
        ),
        proposed=[fact_sentence(p.fact) for p in proposal.facts] if proposal else [],
        remands=[words.remand_words(each) for each in court.remands_then(record, item_id)]
        if record
        else [],
        missing=[m.words for m in proposal.missing] if proposal else [],
        open_differences=[d for d in page.compared() if not d["is_for_the_paper"]],
        has_reading=reading is not None,
        is_applied=on_record is not None and on_record.applied is not None,
    )


def _sentences(record: CustodyRecord | None) -> list[tuple[str, str]]:
    return [
        (f"entry-{a.seq}", f"On the record: {authority_words(a)}")
        for a in (record.authorities if record else ())
        if isinstance(a.began.fact, SentenceImposed)
    ]


@require_http_methods(_METHODS)
def settle(request: StaffRequest, item_id: str, number: int) -> HttpResponse:
    """Enter which of two differing values the court called right."""
    page = _page(request, item_id)
    compared = page.compared()
    if page.item.confirmed is None or not 0 <= number < len(compared):
        raise Http404
    difference = compared[number]
    record_id = page.item.confirmed
    form = SettleForm(*posted(request), values=difference["values"])
    return _done_or_shown(
        page,
        form,
        "inbox/settle.html",
        lambda: court.settle_difference(
            page.office,
            request.actor,
            record_id,
            item_id,
            field=difference["name"],
            right_value=form.cleaned_data["right_value"],
            said_by=form.cleaned_data["said_by"],
            command=form.press,
        ),
        difference=difference,
    )


@require_http_methods(_METHODS)
def close(request: StaffRequest, item_id: str) -> HttpResponse:
    """Let an item leave with a reason instead of facts."""
    page = _page(request, item_id)
    form = OutcomeForm(*posted(request))
    return _done_or_shown(
        page,
        form,
        "inbox/close.html",
        lambda: court.close_item(
            page.office, request.actor, item_id, outcome=form.cleaned_data["outcome"]
        ),
        then=reverse("inbox"),
    )


def _page(request: StaffRequest, item_id: str) -> ItemPage:
    return ItemPage(request, item_id)


def _done_or_shown(
    page: ItemPage,
    form: ActForm,
    template: str,
    act: Callable[[], object],
    *,
    then: str = "",
    **context: Any,
) -> HttpResponse:
    """Do the act once and go back to the item, or show the form as typed."""
    if form.is_valid() and attempt(form, lambda: (act(),)) is not None:
        return redirect(then or page.href("inbox-item"))
    return _shown(page, template, form, **context)


def _shown(page: ItemPage, template: str, form: Any, **context: Any) -> HttpResponse:
    return render(
        page.request,
        template,
        page.context(form=form, **context),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )
