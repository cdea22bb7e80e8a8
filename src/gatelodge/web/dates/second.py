"""The second calculation: what another person reads from the papers, and where the two differ.

No page before the comparison says anything of the first result or of what it follows from: not the
pages themselves, not the bar above them, not what came in meanwhile.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework.office import ActRefused, load
from gatelodge.casework.second_calculation import (
    confirm_unexpected_move,
    differed_before,
    first_to_check,
    second_check_dates,
)
from gatelodge.record import Entry, Stated, live
from gatelodge.record.facts import DatesChecked, FieldDifference
from gatelodge.web import entry_links
from gatelodge.web.acts import attempt, enter, is_pressed_again, note_press, notify, posted, shown
from gatelodge.web.dates import second_draft as drafts
from gatelodge.web.dates.facts_used import named
from gatelodge.web.dates.second_draft import Fields, NotWhole, SecondDraft
from gatelodge.web.dates.second_forms import CompareForm, ConfirmForm
from gatelodge.web.dates.words import check_of_these
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.words_of_time import moment

_METHODS: Final = ["GET", "POST"]
_MOST_PAGES: Final = 60
"""Sentences, or rows of days, of one person (our decision)."""


class BlindForm(CompareForm):
    """The last page: what came in meanwhile is told without what it says."""

    @staticmethod
    def newer_words(entry: Entry) -> str:
        """What kind of entry came in, and nothing of what it says."""
        return f"{named(entry)[0].upper()}{named(entry)[1:]} was entered."


@require_http_methods(_METHODS)
def check(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What was read so far, and the way to each page; sent, the two are compared."""
    page = RecordPage(request, "person-dates")
    account = request.actor.account
    then = reverse("dates-compared", args=[page.record_id])
    if request.method == "POST" and is_pressed_again(request):
        return redirect(then)
    draft = drafts.draft_for(account, page.record)
    form = BlindForm(
        *posted(request),
        initial={"seen_version": page.record.version},
        has_days=bool(draft.days),
        has_recall=draft.recall is not None,
        is_again=differed_before(page.record, account),
    )
    refused = _refused(page)
    if request.method == "POST" and form.is_valid() and _is_compared(page, form, draft):
        note_press(request)
        notify(page)
        return redirect(then)
    return shown(
        page,
        form,
        "dates/second.html",
        **_blind(page),
        back_href=reverse("person-dates", args=[page.record_id]),
        lines=_lines(page, draft),
        has_recall=draft.recall is not None,
        next_sentence=len(draft.sentences) + 1,
        next_days=len(draft.days) + 1,
        refused=refused,
        no_form=bool(refused),
        confirm_href=unexpected(page).get("confirm_href", ""),
        button=f"Compare the two calculations of {page.name}",
    )


def _is_compared(page: RecordPage, form: BlindForm, draft: SecondDraft) -> bool:
    """Compare, and keep or forget what was typed; a page that is not whole is refused."""
    actor = page.request.actor
    try:
        entered = drafts.entered_inputs(draft)
    except NotWhole as fault:
        form.add_error(None, str(fault))
        return False
    done = attempt(
        form,
        lambda: second_check_dates(
            page.office,
            actor,
            page.record_id,
            entered=entered,
            seen_version=form.cleaned_data["seen_version"],
            why_again=form.cleaned_data.get("why_again", ""),
            command=form.press,
        ),
    )
    if done is None:
        return False
    check = load(page.office, page.record_id).check
    if check is not None and not check.fact.agrees:
        differs_from = msgspec.structs.replace(draft, compared_with=check.fact.calculation)
        drafts.keep(actor.account, page.record, differs_from)
    else:
        drafts.drop(actor.account, page.record)
    return True


def _refused(page: RecordPage) -> str:
    """Why this reader cannot make the second calculation now; empty = they can."""
    try:
        first_to_check(page.record, page.request.actor)
    except ActRefused as refused:
        return refused.words
    return ""


def _blind(page: RecordPage) -> dict[str, Any]:
    """The bar above the page without the number of sentences and the day that they lead to."""
    held = "What holds the person is not shown until you have compared"
    return {"identity": page.context()["identity"] | {"hold": held}}


def _lines(page: RecordPage, draft: SecondDraft) -> list[dict[str, Any]]:
    return [
        {
            "key": name,
            "value": words,
            "missing": "Not complete.",
            "actions": [{"text": "Change", "href": _href(page, kind, place), "of": name}],
        }
        for kind, place, name, words in drafts.lines(draft)
    ]


def _href(page: RecordPage, kind: str, place: int) -> str:
    where = [page.record_id] if kind == "recall" else [page.record_id, place]
    return reverse(f"dates-check-{kind}", args=where)


@require_http_methods(_METHODS)
def sentence(request: StaffRequest, record_id: str, place: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """One sentence from its warrant."""

    def kept(draft: SecondDraft, fields: Fields) -> SecondDraft:
        sentences = drafts.with_page(draft.sentences, place, fields)
        return msgspec.structs.replace(draft, sentences=sentences)

    return _one_page(
        request,
        kind="sentence",
        place=place,
        filled=lambda draft: len(draft.sentences),
        form_of=lambda draft: drafts.sentence_form(draft, place),
        kept=kept,
        removed=lambda draft: drafts.without_sentence(draft, place),
        title=f"Sentence {place}",
        button=f"Keep sentence {place}",
        more="Keep it, and enter another sentence",
        remove="Remove this sentence",
    )


@require_http_methods(_METHODS)
def days(request: StaffRequest, record_id: str, place: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """One row of days."""

    def kept(draft: SecondDraft, fields: Fields) -> SecondDraft:
        return msgspec.structs.replace(draft, days=drafts.with_page(draft.days, place, fields))

    return _one_page(
        request,
        kind="days",
        place=place,
        filled=lambda draft: len(draft.days),
        form_of=lambda draft: drafts.days_form(draft, place),
        kept=kept,
        removed=lambda draft: msgspec.structs.replace(
            draft, days=(*draft.days[: place - 1], *draft.days[place:])
        ),
        title=f"Days {place}",
        button=f"Keep days {place}",
        more="Keep them, and enter another row of days",
        remove="Remove these days",
    )


@require_http_methods(_METHODS)
def recall(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The recall in force."""
    return _one_page(
        request,
        kind="recall",
        place=1,
        filled=lambda draft: int(draft.recall is not None),
        form_of=drafts.recall_form,
        kept=lambda draft, fields: msgspec.structs.replace(draft, recall=fields),
        removed=lambda draft: msgspec.structs.replace(draft, recall=None),
        title="Recall",
        button="Keep the recall",
        more="",
        remove="Remove the recall",
    )


def _one_page(
    request: StaffRequest,
    *,
    kind: str,
    place: int,
    filled: Callable[[SecondDraft], int],
    form_of: Callable[[SecondDraft], forms.Form],
    kept: Callable[[SecondDraft, Fields], SecondDraft],
    removed: Callable[[SecondDraft], SecondDraft],
    **words: str,
) -> HttpResponse:
    """One page of the reading: kept as typed at each press, whole or not, and while it is typed."""
    page = RecordPage(request, "person-dates")
    account = request.actor.account
    draft = drafts.draft_for(account, page.record)
    if not 1 <= place <= min(filled(draft) + 1, _MOST_PAGES):
        raise Http404
    if request.method == "POST":
        then = request.POST.get("then", "")
        if then == "remove":
            if place <= filled(draft):
                drafts.keep(account, page.record, removed(draft))
            return redirect("dates-check", page.record_id)
        draft = kept(draft, drafts.typed(request.POST))
        drafts.keep(account, page.record, draft)
        if request.POST.get("keep"):
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        if form_of(draft).is_valid():
            if then == "more":
                return redirect(_href(page, kind, place + 1))
            return redirect("dates-check", page.record_id)
    form = form_of(draft)
    is_wrong = request.method == "POST"
    return render(
        request,
        "dates/second_page.html",
        page.context(
            **_blind(page),
            form=form,
            back_href=reverse("dates-check", args=[page.record_id]),
            is_kept=place <= filled(draft),
            **words,
        ),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK,
    )


@require_GET
def compared(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The two calculations side by side, once there are two."""
    page = RecordPage(request, "person-dates")
    record = page.record
    check = check_of_these(record)
    first = record.calculation
    return render(
        request,
        "dates/compared.html",
        page.context(
            back={"text": "Back to release dates", "href": page.href("person-dates")},
            check=check,
            first_by=page.directory.staff(first.by) if first else "",
            second_by=page.directory.staff(check.by) if check else "",
            checked_at=moment(check.recorded_at) if check else "",
            table=_table(page, check) if check else None,
            again_href=reverse("dates-check", args=[record.record_id])
            if check and not check.fact.agrees and _may_check(page)
            else "",
            why_again=check.fact.why_again if check else "",
            **(unexpected(page) if check else _blind(page)),
        ),
    )


def _may_check(page: RecordPage) -> bool:
    """Whether this reader may make the second calculation of the first that stands."""
    return not page.is_past and page.may("dates-check") and not _refused(page)


def _table(page: RecordPage, check: Stated[DatesChecked]) -> dict[str, Any]:
    counting = {each.seq: each for each in live(page.record.entries)}
    return {
        "caption": "Where the two differ",
        "caption_size": "m",
        "head": ["Field", "First", "Second", "The record"],
        "rows": [
            {"cells": _cells(page, each, counting), "differs": True}
            for each in check.fact.differences
        ],
        "empty": "The two agree in every field and every date.",
    }


def _cells(page: RecordPage, each: FieldDifference, counting: dict[int, Stated[Any]]) -> list[Any]:
    stated = counting.get(each.entry or 0)
    ways = entry_links.links(page, stated) if stated else []
    where = f"Entry {each.entry}" if each.entry else "Follows from the fields"
    link = next((way for way in ways if way["text"] == "Correct"), None)
    return [
        {"text": each.what, "sub": each.field},
        each.first,
        each.second,
        {"text": where} if link is None else {"html": _link(link, where)},
    ]


def _link(way: dict[str, str], where: str) -> str:
    return format_html('{}. <a class="govuk-link" href="{}">Correct it</a>', where, way["href"])


def unexpected(page: RecordPage) -> dict[str, Any]:
    """How dates moved against expectation, who says why, and who has to confirm it."""
    record = page.record
    first, check = record.calculation, check_of_these(record)
    if first is None or not first.fact.unexpected:
        return {}
    confirmed = record.unexpected_confirmed
    is_confirmed = confirmed is not None and confirmed.fact.calculation == first.seq
    can = (
        not is_confirmed
        and not page.is_past
        and check is not None
        and check.fact.agrees
        and page.may("dates-confirm")
        and first.by != page.request.actor.account
    )
    return {
        "moves": [each.words for each in first.fact.unexpected],
        "why_moved": f"{page.directory.staff(first.by)}: {first.fact.why_unexpected}",
        "moved_confirmed": f"{page.directory.staff(confirmed.by)}: {confirmed.fact.why}"
        if confirmed is not None and is_confirmed
        else "",
        "confirm_href": reverse("dates-confirm", args=[record.record_id]) if can else "",
    }


@require_http_methods(_METHODS)
def confirm(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Confirm, as a second person, that dates moved rightly against expectation."""
    page = RecordPage(request, "person-dates")
    first = page.record.calculation
    if first is None or not first.fact.unexpected:
        raise Http404
    form = ConfirmForm(
        *posted(request),
        initial={"seen_version": page.record.version, "calculation": first.seq},
    )
    return enter(
        page,
        form,
        template="dates/confirm.html",
        act=lambda: confirm_unexpected_move(
            page.office,
            request.actor,
            page.record_id,
            calculation=form.cleaned_data["calculation"],
            why=form.cleaned_data["why"],
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
        then=reverse("dates-compared", args=[page.record_id]),
        **{key: value for key, value in unexpected(page).items() if key in ("moves", "why_moved")},
        button=f"Confirm the dates of {page.name}",
    )
