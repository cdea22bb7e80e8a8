"""Who the person is who is about to leave: compared by an officer, or by a device (G31)."""

from base64 import b64encode
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.adapters.biometrics import ByEye
from gatelodge.casework.biometrics import Biometrics, compare_faces
from gatelodge.casework.exit_day import confirm_identity, doubt_identity
from gatelodge.casework.office import Office
from gatelodge.gate import CELL_CARD
from gatelodge.record import Entry, Stated, day_in_london
from gatelodge.record.facts import IdentityMethod, PersonalDetailRecorded
from gatelodge.web import photos
from gatelodge.web.acts import enter, posted, shown
from gatelodge.web.exits.day_forms import QUESTIONS, CompareForm, DeviceForm, IdentityForm
from gatelodge.web.exits.exit_day import day_of, seen
from gatelodge.web.mixed_up import mixed_up
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest

_METHODS = ["GET", "POST"]
_NO_PHOTO: Final = "There is no photo that a face may be compared with. Add one, or use a device."
_TOO_FEW: Final = (
    "The record holds fewer than two answers to ask for. Enter what a paper says of the person, or"
    " use a device."
)


def provider(office: Office) -> Biometrics | None:
    """Who compares pictures here: in practice an officer's own eyes, and nobody otherwise."""
    return ByEye() if office.clock.is_practice else None


@require_http_methods(_METHODS)
def confirm(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """One officer compares face, name, number and birth date, and asks two questions."""
    page = RecordPage(request, "exit")
    known = to_ask(page)
    form = IdentityForm(*posted(request), known=known, initial=seen(page))
    stopped = why_not(page, known)

    def compared() -> tuple[Entry, ...]:
        cleaned = form.cleaned_data
        if form.doubts:
            return doubt_identity(
                page.office,
                request.actor,
                page.record_id,
                found=form.doubts,
                questions=form.questions,
                command=form.press,
            )
        return confirm_identity(
            page.office,
            request.actor,
            page.record_id,
            method=IdentityMethod.PHOTO,
            questions=form.questions,
            seen_version=cleaned["seen_version"],
            command=form.press,
        )

    return enter(
        page,
        form,
        act=compared,
        then=day_of(page),
        template="exits/identity.html",
        title="Confirm who this is",
        no_form=bool(stopped),
        stopped=stopped,
        button="Enter what I found",
        **_of_person(page),
    )


@require_http_methods(_METHODS)
def device(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Enter what a device said of the person's finger or face."""
    page = RecordPage(request, "exit")
    form = DeviceForm(*posted(request), initial=seen(page))

    def entered() -> tuple[Entry, ...]:
        cleaned = form.cleaned_data
        if cleaned["result"] == "other":
            return doubt_identity(
                page.office,
                request.actor,
                page.record_id,
                found=f"The device knows somebody else, or nobody. Result {cleaned['reference']}",
                command=form.press,
            )
        return confirm_identity(
            page.office,
            request.actor,
            page.record_id,
            method=IdentityMethod.BIOMETRIC,
            reference=cleaned["reference"],
            seen_version=cleaned["seen_version"],
            command=form.press,
        )

    return enter(
        page,
        form,
        act=entered,
        then=day_of(page),
        title="Enter a device's result",
        intro=(
            "A device that compares a finger or a face counts alone, with its result's number.",
            "That it knows somebody else, or nobody, is kept. A live pass dies.",
        ),
        button=f"Enter the result about {page.name}",
    )


@require_http_methods(_METHODS)
def compare(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """In practice: a photo taken now beside the one on record, and an officer's eyes."""
    page = RecordPage(request, "exit")
    comparing = provider(page.office)
    if comparing is None:
        raise Http404
    form = CompareForm(*posted(request), office=page.office, initial=seen(page))
    words: dict[str, Any] = {
        "title": "Compare two photos",
        "button": f"Compare with the photo of {page.name}",
        "stopped": "" if photos.usable(page.record, _today(page)) else _NO_PHOTO,
        **_of_person(page, but="exit-compare"),
    }
    words["no_form"] = bool(words["stopped"])
    if form.is_valid() and (form.is_new or not form.cleaned_data["looks_same"]):
        if not form.is_new:
            form.add_error("looks_same", "Choose whether it is the same person.")
        return shown(
            page,
            form,
            "exits/compare.html",
            back_href=day_of(page),
            **words | {"taken": _picture(page, form), "button": "Enter what I see"},
        )
    if form.is_bound and not form.errors.get("paper") and form.data.get("kept_paper"):
        words |= {"taken": _picture(page, form), "button": "Enter what I see"}
    return enter(
        page,
        form,
        act=lambda: compare_faces(
            page.office,
            request.actor,
            page.record_id,
            comparing,
            taken=form.cleaned_data["kept_paper"],
            looks_same=form.cleaned_data["looks_same"] == "yes",
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
        then=day_of(page),
        template="exits/compare.html",
        **words,
    )


def to_ask(page: RecordPage) -> tuple[Stated[PersonalDetailRecorded], ...]:
    """The newest answer to each question that no cell card answers."""
    newest = {
        each.fact.about: each
        for each in page.record.personal_details
        if each.fact.about not in CELL_CARD
    }
    return tuple(newest.values())


def why_not(page: RecordPage, known: tuple[Stated[PersonalDetailRecorded], ...]) -> str:
    """Why nobody can confirm by photo and questions; empty when an officer can."""
    if not photos.usable(page.record, _today(page)):
        return _NO_PHOTO
    return _TOO_FEW if len(known) < QUESTIONS else ""


def _of_person(page: RecordPage, *, but: str = "") -> dict[str, Any]:
    """What the officer compares with, and whom the person must not be taken for.

    `but` is the way that the officer is on already.
    """
    return {
        "face": photos.photo_shown(page.record, _today(page)),
        "good_until": photos.good_until(page.record),
        "others": mixed_up(page.office, page.record),
        "ways": [
            {"text": words, "name": name}
            for name, words in (
                ("exit-device", "Enter a device's result"),
                ("exit-compare", "Compare two photos (practice)"),
                ("photo-add", "Add a photo"),
                ("details-enter", "Enter what the person says of themselves"),
                ("exit-doubt", "Doubt who this is"),
            )
            if name != but and page.may(name) and (name != "exit-compare" or provider(page.office))
        ],
    }


def _picture(page: RecordPage, form: CompareForm) -> str:
    """The picture that was taken now, inside the page: it is on no record, so it has no address."""
    content = page.office.documents.read(form.data.get("kept_paper", "")) or b""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(content).decode()}"


def _today(page: RecordPage) -> date:
    return day_in_london(page.now)
