"""One view for each kind of fact that staff enter from papers and by asking."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.court import answer_query, raise_query
from gatelodge.casework.office import load
from gatelodge.web.acts import enter, posted
from gatelodge.web.entering.forms import (
    AnswerForm,
    AskForm,
    AuthorityEndForm,
    CasesForm,
    CitizenshipForm,
    HearingForm,
    ImmigrationForm,
    NationalityForm,
)
from gatelodge.web.entering.known_cases import known_cases
from gatelodge.web.entering.spoken import heard_as
from gatelodge.web.entering.stating import state
from gatelodge.web.guard import about
from gatelodge.web.items import load_item
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office

_METHODS = ["GET", "POST"]
_OWN_SOURCE = (
    "The end needs a source of its own: the paper, or the court's spoken word. A spoken word "
    "counts when two people have rung back and entered it, one of them the duty governor. Its "
    "paper is chased afterwards."
)
_NOT_KNOWN = (
    "Not known is not no. An interest that was once stated is closed only by a Home Office "
    "document of the last 24 hours."
)


@require_http_methods(_METHODS)
def cases(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What courts answered about all cases of the person."""
    page = RecordPage(request, "person-cases")
    form = CasesForm(*posted(request), office=page.office, known=list(known_cases(page.record)))
    return state(page, form, lambda: form.fact, template="entering/cases.html")


@require_http_methods(_METHODS)
def authority_end(request: StaffRequest, record_id: str, authority: int) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """How one authority to hold ended."""
    page = RecordPage(request, "person-authorities")
    found = next((a for a in page.record.authorities if a.seq == authority), None)
    if found is None:
        raise Http404
    others = [(a.seq, authority_words(a)) for a in page.record.authorities if a.seq != authority]
    form = AuthorityEndForm(
        *posted(request), office=page.office, others=others, heard_as=heard_as(page)
    )
    return state(
        page,
        form,
        lambda: form.fact(found),
        title="How an authority to hold ended",
        intro=(authority_words(found), _OWN_SOURCE),
        button=f"Enter the end of this authority for {page.name}",
    )


@require_http_methods(_METHODS)
def immigration(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What the Home Office states."""
    page = RecordPage(request, "person-authorities")
    form = ImmigrationForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        title="The Home Office's statement",
        intro=(_NOT_KNOWN,),
        button=f"Enter the statement for {page.name}",
    )


@require_http_methods(_METHODS)
def nationality(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A nationality as a paper or person states it."""
    page = RecordPage(request, "person-authorities")
    form = NationalityForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        title="A nationality",
        intro=("It stands beside any other, and asks the immigration question anew.",),
        button=f"Enter the nationality of {page.name}",
    )


@require_http_methods(_METHODS)
def citizenship(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Evidence of British citizenship."""
    page = RecordPage(request, "person-authorities")
    form = CitizenshipForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact(request.actor.name),
        title="Evidence of British citizenship",
        intro=("It counts where nobody ever stated an immigration interest. It does not age.",),
        button=f"Enter the evidence for {page.name}",
    )


@require_http_methods(_METHODS)
def hearing(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """A hearing that a court has listed."""
    page = RecordPage(request, "person-cases")
    form = HearingForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact(next(page.office.new_ids)),
        title="A hearing",
        intro=(),
        button=f"Enter the hearing of {page.name}",
    )


@require_http_methods(_METHODS)
def query(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Ask a court something about the person."""
    page = RecordPage(request, "person-cases")
    return _asking(page)


@require_http_methods(_METHODS)
def query_from_item(request: StaffRequest, item_id: str) -> HttpResponse:
    """Ask a court about one of its own items, once it is known whose that is."""
    record_id = load_item(office(), item_id).confirmed
    if record_id is None:
        raise Http404
    request.record = load(office(), record_id)
    about(request, record_id, request.record.prison)
    page = RecordPage(request, "person-cases")
    return _asking(page, item=item_id, then=reverse("inbox-item", args=[item_id]))


def _asking(page: RecordPage, *, item: str | None = None, then: str = "") -> HttpResponse:
    form = AskForm(*posted(page.request))
    return enter(
        page,
        form,
        act=lambda: raise_query(
            page.office,
            page.request.actor,
            page.record_id,
            about=form.cleaned_data["about"],
            asked_of=form.cleaned_data["asked_of"],
            item=item,
            command=form.press,
        ),
        then=then,
        title="Ask a court",
        intro=("An open question stops every exit until its answer is entered.",),
        button=f"Ask about {page.name}",
    )


@require_http_methods(_METHODS)
def answer(request: StaffRequest, record_id: str, query: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter what a court answered."""
    page = RecordPage(request, "person-cases")
    asked = next((q for q in page.record.queries if q.asked.fact.query == query), None)
    if asked is None:
        raise Http404
    form = AnswerForm(*posted(page.request))
    return enter(
        page,
        form,
        act=lambda: answer_query(
            page.office,
            page.request.actor,
            page.record_id,
            query,
            answer=form.cleaned_data["answer"],
            answered_by=form.cleaned_data["answered_by"],
            command=form.press,
        ),
        title="A court's answer",
        intro=(f"Asked of {asked.asked.fact.asked_of}: {asked.asked.fact.about}",),
        button=f"Enter the answer for {page.name}",
    )
