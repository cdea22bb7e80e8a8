"""A fact that is on record wrongly: corrected on the form it was entered with, or taken back.

What stands is shown beside each box, and words, figures and days are kept as they were entered. No
answer is chosen beforehand. Both need a source of their own, and the history keeps both entries.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec
from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from gatelodge.casework.authorities import PAPERS, TakingBack, state_fact, taking_back, withdraw
from gatelodge.casework.office import ActRefused
from gatelodge.record import LONDON, Authority, Entry, Stated, day_in_london, live
from gatelodge.record import facts as f
from gatelodge.web.acts import PaperForm, enter, posted
from gatelodge.web.boxes import words_box
from gatelodge.web.entering import days, orders
from gatelodge.web.entering.by_hand import TEMPLATE, RemandForm
from gatelodge.web.entering.forms import (
    AuthorityEndForm,
    CasesForm,
    CitizenshipForm,
    HearingForm,
    ImmigrationForm,
    NationalityForm,
)
from gatelodge.web.entering.known_cases import known_cases
from gatelodge.web.entering.spoken import heard_as
from gatelodge.web.entry_links import part_of
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.told import sentence
from gatelodge.web.words_of_time import day

_METHODS: Final = ["GET", "POST"]
_STANDS: Final = "stands"
"""The hidden box that carries which entry stood when the form was shown."""
_KEPT: Final = (
    "What stands now is beside each question, and the history keeps it. Change what is wrong, and "
    "add the paper or the person that says so. Answer each choice anew."
)
_CORRECTED_SINCE: Final = (
    "Somebody corrected this since you opened the page. What stands now is beside each question. "
    "Look at it, then press again. Nothing you typed is lost."
)
_STAYS: Final = (
    "Take back only what was never so. It stays in the history with your reason, and counts for "
    "nothing from then on. What was so and has ended is not taken back: enter its end."
)


class _Way(msgspec.Struct, frozen=True, kw_only=True):
    """How a kind of fact is corrected: the form of its entry, and how that is filled and read."""

    title: str
    form: Callable[[RecordPage, Stated[Any], dict[str, Any]], PaperForm]
    as_entered: Callable[[RecordPage, Stated[Any]], dict[str, Any]]
    fact: Callable[[RecordPage, Stated[Any], Any], f.Fact]
    template: str = "entering/form.html"


def _plain(kind: type[PaperForm]) -> Callable[[RecordPage, Stated[Any], dict[str, Any]], PaperForm]:
    """A form that needs nothing of the record."""
    return lambda page, _stated, initial: kind(
        *posted(page.request), office=page.office, initial=initial
    )


def _fields(*names: str) -> Callable[[RecordPage, Stated[Any]], dict[str, Any]]:
    """Boxes that are called like the fields of the fact."""
    return lambda _page, stated: {name: getattr(stated.fact, name) for name in names}


def _moment(day_box: str, time_box: str, at: datetime) -> dict[str, Any]:
    return {day_box: day_in_london(at), time_box: at.astimezone(LONDON).strftime("%H:%M")}


def _remand(_page: RecordPage, stated: Stated[f.RemandOrdered]) -> dict[str, Any]:
    names = ("court", "case_urn", "catalogue", "next_hearing_on")
    known = {name: getattr(stated.fact, name) for name in names}
    return known | {"true_from": day_in_london(stated.true_from)}


def _ended_authority(page: RecordPage, stated: Stated[f.AuthorityEnded]) -> Authority:
    return next(a for a in page.record.authorities if a.seq == stated.fact.authority)


def _end_form(
    page: RecordPage, stated: Stated[f.AuthorityEnded], initial: dict[str, Any]
) -> PaperForm:
    others = [
        (a.seq, authority_words(a))
        for a in page.record.authorities
        if a.seq != stated.fact.authority
    ]
    return AuthorityEndForm(
        *posted(page.request),
        office=page.office,
        others=others,
        heard_as=heard_as(page),
        initial=initial,
    )


def _end(_page: RecordPage, stated: Stated[f.AuthorityEnded]) -> dict[str, Any]:
    fact = stated.fact
    other = str(fact.replaced_by) if fact.replaced_by else None
    return {"how": fact.how.value, "replaced_by": other} | _moment(
        "ended_on", "ended_time", fact.ended_at
    )


def _days_form(page: RecordPage, stated: Stated[Any], initial: dict[str, Any]) -> PaperForm:
    return days.DaysForm(
        *posted(page.request),
        office=page.office,
        record=page.record,
        only=days.KIND_OF[type(stated.fact)],
        initial=initial,
    )


def _days(_page: RecordPage, stated: Stated[Any]) -> dict[str, Any]:
    said = stated.entry.envelope.reason
    is_own = said != stated.fact.KIND.replace("_", " ")
    return days.as_entered(stated.fact) | {"why_fewer": said if is_own else None}


def _days_fact(_page: RecordPage, stated: Stated[Any], form: days.DaysForm) -> f.Fact:
    """The days as corrected; who agreed a credit stays as it stands, for no box asks it."""
    fact = form.fact
    if isinstance(fact, f.RemandCredited):
        return replace(fact, agreed_by=stated.fact.agreed_by)
    return fact


def _cases_known(page: RecordPage, stated: Stated[f.CourtCasesStated]) -> list[tuple[str, str]]:
    known = dict(known_cases(page.record))
    for case in stated.fact.cases:
        known.setdefault(case.case_urn, case.court)
    return list(known.items())


def _cases_form(
    page: RecordPage, stated: Stated[f.CourtCasesStated], initial: dict[str, Any]
) -> PaperForm:
    known = _cases_known(page, stated)
    return CasesForm(*posted(page.request), office=page.office, known=known, initial=initial)


def _cases(page: RecordPage, stated: Stated[f.CourtCasesStated]) -> dict[str, Any]:
    fact = stated.fact
    said = {case.case_urn: case for case in fact.cases}
    known: dict[str, Any] = {"asked_of": fact.asked_of, "answered_by": fact.answered_by}
    for place, (urn, _court) in enumerate(_cases_known(page, stated)):
        case = said.get(urn)
        known[f"state_{place}"] = "unknown" if case is None else "open" if case.is_open else "ended"
        known[f"disposal_{place}"] = case.disposal if case else None
    return known | _moment("asked_on", "asked_time", fact.asked_at)


def _hearing(_page: RecordPage, stated: Stated[f.HearingListed]) -> dict[str, Any]:
    fact = stated.fact
    how = "yes" if fact.by_video else "no"
    return {"court": fact.court, "case_urn": fact.case_urn, "on": fact.on, "by_video": how}


def _interest(_page: RecordPage, stated: Stated[f.ImmigrationInterestStated]) -> dict[str, Any]:
    return {"interest": stated.fact.interest.value, "reference": stated.fact.reference}


_OF_DAYS: Final = _Way(
    title="Correct days that move release dates",
    form=_days_form,
    as_entered=_days,
    fact=_days_fact,
)
_BY_KIND: Final[dict[type[f.Fact], _Way]] = {
    f.RemandOrdered: _Way(
        title="Correct a remand",
        form=_plain(RemandForm),
        as_entered=_remand,
        fact=lambda _page, stated, form: replace(
            form.fact, custody_time_limit_on=stated.fact.custody_time_limit_on
        ),
        template=TEMPLATE,
    ),
    f.AuthorityEnded: _Way(
        title="Correct how an authority to hold ended",
        form=_end_form,
        as_entered=_end,
        fact=lambda page, stated, form: form.fact(_ended_authority(page, stated)),
    ),
    f.CourtCasesStated: _Way(
        title="Correct what the courts answered about cases",
        form=_cases_form,
        as_entered=_cases,
        fact=lambda _page, _stated, form: form.fact,
        template="entering/cases.html",
    ),
    f.HearingListed: _Way(
        title="Correct a hearing",
        form=_plain(HearingForm),
        as_entered=_hearing,
        fact=lambda _page, stated, form: form.fact(stated.fact.hearing),
    ),
    f.ImmigrationInterestStated: _Way(
        title="Correct the Home Office's statement",
        form=_plain(ImmigrationForm),
        as_entered=_interest,
        fact=lambda _page, _stated, form: form.fact,
    ),
    f.NationalityStated: _Way(
        title="Correct a nationality",
        form=_plain(NationalityForm),
        as_entered=_fields("nationality"),
        fact=lambda _page, _stated, form: form.fact,
    ),
    f.CitizenshipEvidenceSeen: _Way(
        title="Correct evidence of British citizenship",
        form=_plain(CitizenshipForm),
        as_entered=_fields("evidence", "number"),
        fact=lambda page, _stated, form: form.fact(page.request.actor.name),
    ),
}
_ORDERS: Final[Mapping[type[f.Fact], tuple[str, type[PaperForm]]]] = {
    f.RecallOrdered: ("Correct a recall", orders.RecallForm),
    f.SuspendedSentenceOrdered: ("Correct a suspended sentence order", orders.SuspendedForm),
    f.AuthorityLodged: ("Correct an authority to hold", orders.LodgedForm),
    f.ImmigrationDetentionAuthorised: ("Correct immigration detention", orders.DetentionForm),
    f.DeportationOrdered: ("Correct a deportation order", orders.DeportationForm),
}
_OF_ORDERS: Final[dict[type[f.Fact], _Way]] = {
    kind: _Way(
        title=title,
        form=_plain(form),
        as_entered=lambda _page, stated: orders.as_entered(stated),
        fact=lambda _page, _stated, form: form.fact,
        template=TEMPLATE,
    )
    for kind, (title, form) in _ORDERS.items()
}
WAYS: Final[Mapping[type[f.Fact], _Way]] = MappingProxyType(
    _BY_KIND | _OF_ORDERS | dict.fromkeys(days.KIND_OF, _OF_DAYS)
)
"""Every kind that is corrected here; a sentence is corrected in `sentences`."""


@require_http_methods(_METHODS)
def correct(request: StaffRequest, record_id: str, entry: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Correct a fact that counts, on the form of its entry."""
    found = _counting(request, entry)
    way = WAYS.get(type(found.fact))
    if way is None:
        raise Http404
    page = _page(request, found.fact)
    form = way.form(page, found, way.as_entered(page, found))
    show_what_stands(form)
    carry_what_stands(form, found)

    def act() -> tuple[Entry, ...]:
        must_stand(form, found)
        if isinstance(form, days.DaysForm):
            return days.entered(
                page, form, lambda: way.fact(page, found, form), corrects=found.entry.seq
            )
        return state_fact(
            page.office,
            page.request.actor,
            page.record_id,
            way.fact(page, found, form),
            source=form.source,
            true_from=form.so_from,
            corrects=found.entry.seq,
            command=form.press,
        )

    return enter(
        page,
        form,
        act=act,
        template=way.template,
        page_title=way.title,
        intro=(f"Entry {found.entry.seq}: {sentence(found.entry)}", _KEPT),
        button=f"Enter the correction for {page.name}",
    )


def show_what_stands(form: forms.Form) -> None:
    """Say beside each box what stands there now, as the form's initial values have it."""
    for name, value in form.initial.items():
        field = form.fields.get(name)
        if field is None or isinstance(field.widget, forms.HiddenInput):
            continue
        stands = f"Stands now: {_in_words(field, value)}."
        field.help_text = f"{stands} {field.help_text}".strip()


def _in_words(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(field, forms.ChoiceField):
        chosen = {str(key): str(words) for key, words in _choices(field)}
        return chosen.get(str(value), str(value)).rstrip(".")
    return day(value) if isinstance(value, date) else str(value)


def _choices(field: forms.ChoiceField) -> Iterable[tuple[Any, Any]]:
    yield from field.choices  # type: ignore[misc]  # no groups and no function: pairs


def carry_what_stands(form: PaperForm, stated: Stated[Any]) -> None:
    """Let the form carry which entry stood when it was shown."""
    form.fields[_STANDS] = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form.initial[_STANDS] = stated.entry.seq


def must_stand(form: PaperForm, stated: Stated[Any]) -> None:
    """Refuse a correction of what was corrected meanwhile, once; what stands now is shown then.

    Raises `ActRefused`.
    """
    if form.cleaned_data.get(_STANDS) == stated.entry.seq:
        return
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[_STANDS] = str(stated.entry.seq)
    form.data = data
    raise ActRefused(_CORRECTED_SINCE, code="CORRECTED_SINCE")


class TakeBackForm(PaperForm):
    """Why something was never so."""

    why = words_box("Why was it never so?", "Say why it was never so.", most=2000, is_long=True)

    field_order = ("why", "paper", "page", "said_by")


class TakeBackByPaperForm(TakeBackForm):
    """The same where a word is not enough."""

    needs_paper = True


@require_http_methods(_METHODS)
def take_back(request: StaffRequest, record_id: str, entry: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter that a fact was never so; who may, and with what, is said before the form."""
    found = next((e for e in request.record.entries if e.seq == entry), None)
    if found is None or found.fact is None:
        raise Http404
    page = _page(request, found.fact)
    try:
        needs = taking_back(page.record, entry)
    except ActRefused as refused:
        raise Http404 from refused
    is_barred = request.actor.account in needs.not_by
    kind = TakeBackByPaperForm if needs.needs_document else TakeBackForm
    form = kind(*posted(request), office=page.office)
    return enter(
        page,
        form,
        act=lambda: withdraw(
            page.office,
            request.actor,
            page.record_id,
            entry,
            why=form.cleaned_data["why"],
            source=form.source,
            command=form.press,
        ),
        template="entering/take_back.html",
        page_title="Take back what was never so",
        told={"words": f"Entry {entry}: {sentence(found)}", "source": page.sources.of(found)},
        rules=[_STAYS, *_follows(page, found), *_who_may(page, needs, is_barred=is_barred)],
        no_form=is_barred,
        button=f"Take back entry {entry} of {page.name}",
    )


def _follows(page: RecordPage, entry: Entry) -> list[str]:
    """What taking an entry back does to others."""
    said = []
    if isinstance(entry.fact, f.EntryWithdrawn):
        said.append(f"Entry {entry.fact.entry} was taken back by this. It counts again then.")
    if entry.envelope.corrects is not None:
        said.append(
            f"This is a correction. What stood before it, entry {entry.envelope.corrects}, counts"
            f" again then. If neither was ever so, take entry {entry.envelope.corrects} back too."
        )
    later = [s.entry.seq for s in live(page.record.entries) if s.seq == entry.seq != s.entry.seq]
    if later:
        said.append(f"Its correction, entry {later[0]}, goes with it.")
    return said


def _who_may(page: RecordPage, needs: TakingBack, *, is_barred: bool) -> list[str]:
    """Who may take it back and with which source, and whether this reader may."""
    prison = page.directory.prison(page.record.prison or "")
    said = [f"Who may: a {', '.join(PAPERS[:-1])} or {PAPERS[-1]} of {prison}."]
    if needs.needs_document:
        by = " and ".join(page.directory.staff(each) for each in sorted(needs.not_by))
        said.append(
            "It holds this person, or would again. A word is not enough: it needs the paper that"
            " shows it."
        )
        if by:
            said.append(f"{by} entered it and cannot take it back: another person must look.")
    if is_barred:
        said.append("You entered it. Ask a colleague to look at the paper and take it back.")
    return said


def _page(request: StaffRequest, fact: f.Fact) -> RecordPage:
    """The part of the record that shows a fact; the history for who may not see that part."""
    page = RecordPage(request, part_of(fact))
    return page if page.may(page.part) else RecordPage(request, "person-history")


def _counting(request: StaffRequest, number: int) -> Stated[Any]:
    """The fact that counts under a number: its first, or that of the entry in force."""
    for stated in live(request.record.entries):
        if number in (stated.seq, stated.entry.seq):
            return stated
    raise Http404
