"""The hand-over of a transfer: what is open is taken over, and papers not yet seen are named."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.authorities import PAPERS
from gatelodge.casework.hand_over import accept_hand_over, see_papers
from gatelodge.record import open_items, papers_not_seen, papers_of
from gatelodge.record.facts import ExitType
from gatelodge.web.acts import ActForm, enter, posted
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.sources import titles
from gatelodge.web.words_of_time import moment

_TAKE: Final = (
    "Take over each thing that is open. Until you have, it stays on the sending prison's list, and "
    "the person does not leave there."
)
_PAPERS: Final = (
    "Choose the papers that you looked at. Those that you did not look at stay named on this record"
    " until somebody here has."
)

_NO_PAPER: Final = (
    "You chose no paper. Choose those that you looked at, or say that you looked at none."
)
_TEMPLATE: Final = "exits/hand_over.html"


class HandOverForm(ActForm):
    """Open items to take over, and papers that were looked at. Nothing is chosen beforehand."""

    is_news = True

    items = forms.MultipleChoiceField(
        label="What do you take over?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose each open item: all are taken over together."},
    )
    papers = forms.MultipleChoiceField(
        label="Which papers did you look at?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    no_paper = forms.BooleanField(
        label="I looked at no paper, and take the person over all the same", required=False
    )

    def __init__(
        self,
        *args: Any,
        items: list[tuple[str, str]],
        papers: list[tuple[str, str]],
        may_see_none: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not papers or not may_see_none:
            del self.fields["no_paper"]
        for name, choices in (("items", items), ("papers", papers)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask once more before somebody takes a person over and looked at no paper at all."""
        cleaned: dict[str, Any] = super().clean() or {}
        asks = "no_paper" in self.fields
        if asks and not cleaned.get("papers") and not cleaned.get("no_paper"):
            self.add_error("no_paper", _NO_PAPER)
        return cleaned

    def chosen(self, name: str) -> list[str]:
        """What was chosen; nothing where nothing could be."""
        return list(self.cleaned_data.get(name, []))


@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Take over what is open before a transfer; after it, say which papers were looked at."""
    page = RecordPage(request, "person")
    plan = page.record.plan
    is_planned = plan is not None and plan.fact.exit_type is ExitType.TRANSFER
    return _accepting(page) if is_planned else _seeing(page)


def _accepting(page: RecordPage) -> HttpResponse:
    opened = [
        (each.name, f"{each.words}, since {moment(each.since)}")
        for each in open_items(page.record, page.now)
    ]
    form = HandOverForm(
        *posted(page.request), items=opened, papers=_named(page, papers_of(page.record))
    )
    lines: tuple[str, ...]
    lines = (_TAKE, _PAPERS) if opened else ("Nothing is open on this record.", _PAPERS)
    to_prison = page.record.bound_for
    is_theirs = page.request.actor.has_any(PAPERS, to_prison)
    if not is_theirs:
        lines = (_of_receiver(page, to_prison),)
    return enter(
        page,
        form,
        act=lambda: accept_hand_over(
            page.office,
            page.request.actor,
            page.record_id,
            items=form.chosen("items"),
            papers_seen=form.chosen("papers"),
            command=form.press,
        ),
        then=page.request.path,
        template=_TEMPLATE,
        to_look_at=_links(page, papers_of(page.record)),
        title="Take somebody over",
        intro=(*lines, *_accepted(page)),
        no_form=not is_theirs,
        button=f"Take over {page.name}",
    )


def _of_receiver(page: RecordPage, prison: str) -> str:
    """Who takes the person over, for a reader who cannot."""
    telephone = page.directory.telephone(prison)
    ring = f" Ring them: {telephone}." if telephone else " Ring them."
    name = page.directory.prison(prison)
    return f"Only staff of the receiving prison, {name}, may take this person over.{ring}"


def _seeing(page: RecordPage) -> HttpResponse:
    waiting = _named(page, papers_not_seen(page.record))
    form = HandOverForm(*posted(page.request), items=[], papers=waiting, may_see_none=False)
    lines = (
        ("The sending prison's papers that nobody here has looked at:", *(n for _, n in waiting))
        if waiting
        else ("No transfer is planned, and no paper of a sending prison waits to be looked at.",)
    )
    return enter(
        page,
        form,
        act=lambda: see_papers(
            page.office,
            page.request.actor,
            page.record_id,
            papers=form.chosen("papers"),
            command=form.press,
        ),
        then=page.request.path,
        template=_TEMPLATE,
        to_look_at=_links(page, papers_not_seen(page.record)),
        title="Papers of the sending prison",
        intro=lines,
        no_form=not waiting,
        button=f"Enter which papers of {page.name} you looked at",
    )


def _accepted(page: RecordPage) -> tuple[str, ...]:
    """What was taken over already, if anything."""
    plan = page.record.plan
    taken = [
        each
        for each in page.record.hand_overs
        if plan is not None and each.fact.prison == plan.fact.to_prison
    ]
    if not taken:
        return ()
    who, when = page.directory.staff(taken[-1].by), moment(taken[-1].recorded_at)
    return (f"Taken over by {who}, {when}. Take over again if something new is open.",)


def _named(page: RecordPage, papers: tuple[str, ...]) -> list[tuple[str, str]]:
    """Papers with their names; two of one name are told apart by a number."""
    known = titles(page.record)
    seen: dict[str, int] = {}
    named = []
    for paper in papers:
        title = known.get(paper, "Paper")
        seen[title] = seen.get(title, 0) + 1
        named.append((paper, title if seen[title] == 1 else f"{title} ({seen[title]})"))
    return named


def _links(page: RecordPage, papers: tuple[str, ...]) -> list[dict[str, str]]:
    """Where each paper can be looked at."""
    return [
        {"text": name, "href": page.sources.document(paper)} for paper, name in _named(page, papers)
    ]


def unseen_rows(page: RecordPage) -> list[dict[str, Any]]:
    """A row for the summary that names the papers nobody at the receiving prison has seen."""
    waiting = _named(page, papers_not_seen(page.record))
    if not waiting or page.record.bound_for:
        return []
    row: dict[str, Any] = {
        "key": "Papers not seen here",
        "value": f"{'; '.join(name for _, name in waiting)}.",
        "source": page.sources.of(page.record.hand_overs[-1] if page.record.hand_overs else None),
    }
    if not page.is_past and page.may("hand-over"):
        href = page.href("hand-over")
        row["actions"] = [{"text": "Enter which you looked at", "href": href, "of": "papers"}]
    return [row]
