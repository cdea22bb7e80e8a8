"""The kept packs of paper of a prison: list, paper, and one made on demand."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.adapters.pack_print import PackNotPrinted
from gatelodge.casework.office import ActRefused
from gatelodge.casework.pack import KeptPack, kept_packs, pack_of
from gatelodge.web import cells
from gatelodge.web.access import Verdict, judged
from gatelodge.web.acts import ActForm, is_pressed_again, note_press
from gatelodge.web.documents import served
from gatelodge.web.releases.pack import make_now
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office
from gatelodge.web.staff import Directory
from gatelodge.web.words_of_time import day, moment

_PIECE = 22
_HEAD = ["Pack", "Made", "Releases", "Signed with key", "Signature"]


@require_GET
def packs(request: StaffRequest) -> HttpResponse:
    """All packs of the prison, newest first, each to look at and print."""
    if not request.prison:
        return redirect("location")
    return _listed(request, ActForm())


@require_http_methods(["GET", "POST"])
def make(request: StaffRequest) -> HttpResponse:
    """Make and keep a pack of what is known now."""
    if not request.prison:
        return redirect("location")
    if request.method != "POST" or is_pressed_again(request):
        return redirect("releases-pack")
    form = ActForm(request.POST)
    if form.is_valid():
        try:
            make_now(office(), request.actor, request.prison)
        except (ActRefused, PackNotPrinted) as fault:
            form.add_error(None, str(fault))
        else:
            note_press(request)
            return redirect("releases-pack")
    return _listed(request, form)


@require_GET
def paper(request: StaffRequest, pack: int) -> HttpResponse:
    """The pack as PDF, for the printer."""
    kept = pack_of(office(), request.prison, pack) if request.prison else None
    if kept is None:
        raise Http404
    return served(office(), kept.fact.pdf)


def _listed(request: StaffRequest, form: ActForm) -> HttpResponse:
    directory = Directory(office())
    kept = kept_packs(office(), request.prison)
    return render(
        request,
        "releases/packs.html",
        {
            "form": form,
            "prison_name": directory.prison(request.prison),
            "may_make": judged("releases-pack-make", request.actor) is Verdict.ALLOWED,
            "number": len(kept),
            "table": {
                "caption": "Kept packs",
                "caption_hidden": True,
                "head": _HEAD,
                "rows": [_row(each, directory) for each in kept],
                "empty": "No pack is kept. The worker makes one each evening from 18:00; "
                "if it does not, tell whoever runs the system.",
            },
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _breakable(signature: str) -> SafeString:
    """A signature that a narrow cell breaks and that is copied whole."""
    pieces = [signature[at : at + _PIECE] for at in range(0, len(signature), _PIECE)]
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces))


def _row(kept: KeptPack, directory: Directory) -> list[object]:
    href = reverse("releases-pack-paper", args=[kept.seq])
    by = "by itself, in the evening" if kept.is_of_evening else f"by {directory.staff(kept.by)}"
    return [
        cells.link(f"Pack of {day(kept.fact.on)}", href, sub="PDF", hidden=f", entry {kept.seq}"),
        {"text": moment(kept.made_at), "sub": by},
        str(kept.fact.releases),
        kept.fact.key_id,
        {"html": _breakable(kept.fact.signature)},
    ]
