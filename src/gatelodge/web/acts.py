"""How a form becomes an act of casework.

One call; its refusal stands beside the field; a press counts once; and when the record moved on,
what changed is shown and nothing typed is lost.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from gatelodge.casework.court import PDF, is_pdf
from gatelodge.casework.exits import standing_release
from gatelodge.casework.office import ActRefused, Office, RecordMovedOn, load
from gatelodge.record import Entry, Source, document, statement
from gatelodge.record.facts import CalculationRefused, DatesChecked, IdentityDoubted, PassCancelled
from gatelodge.web.accounts.passwords import PasswordRefused, owner_of
from gatelodge.web.boxes import number_box, words_box
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import SESSION_NOTICE, SESSION_PRESSES, StaffRequest
from gatelodge.web.told import sentence

T = TypeVar("T")
_NOT_YOURS = "That is not your password. Nothing was recorded."
_PRESSES_KEPT = 20
LARGEST_PAPER = 20 * 1024 * 1024
"""Bytes of a paper that somebody adds (our decision)."""


class ActForm(forms.Form):
    """A form whose press counts once: `command` names the press, made when the form was shown."""

    command = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    is_news = False
    """Whether its act is a new event, which ends a live pass and an open authorisation."""
    newer: tuple[Entry, ...] = ()
    """What changed on the record since the form was shown, when an act was refused for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("command", secrets.token_hex(16))

    @property
    def press(self) -> str:
        """The name of this press."""
        return str(self.cleaned_data.get("command") or secrets.token_hex(16))


class SeenForm(ActForm):
    """An act of the gate: decided on the entries that were on the page, no others."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def newer_words(entry: Entry) -> str:
        """How a change is told that came in meanwhile."""
        return sentence(entry)

    def show_newer(self, version: int) -> None:
        """Carry the version of the record that is shown with what changed, not the one sent.

        What changed stands on this very page, so the next press decides on it too.
        """
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("seen_version")] = str(version)
        self.data = data


class SignedForm(SeenForm):
    """An act that asks for the password again: two acts, two sign-ins."""

    password = forms.CharField(
        label="Your password",
        help_text="You sign this act with it.",
        max_length=1000,
        strip=False,
        error_messages={"required": "Enter your password to sign this."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_password(self) -> str:
        """Check that whoever presses is whoever is signed in."""
        password = str(self.cleaned_data["password"])
        username = self._request.user.get_username()
        try:
            owner_of(self._request, username, password, wrong=_NOT_YOURS)
        except PasswordRefused as refused:
            raise forms.ValidationError(refused.words) from refused
        return password


def opened_paper(paper: "UploadedFile[bytes]") -> tuple[bytes, str]:
    """Give a chosen file's bytes and what it really is, or refuse it beside its field.

    Its name and what the browser calls it are not believed. Raises `ValidationError` for a file
    that is too large, or is neither a PDF nor a picture that can be opened as evidence.
    """
    if (paper.size or 0) > LARGEST_PAPER:
        raise forms.ValidationError("The file is larger than 20 MB. Choose a smaller copy.")
    content = paper.read()
    if is_pdf(content):
        return content, PDF
    for begins, media_type in _PICTURES.items():
        if content.startswith(begins):
            return content, media_type
    raise forms.ValidationError(
        "This file is neither a PDF nor a photo (JPEG or PNG), whatever its name says. Choose"
        " another file, or scan the paper again."
    )


_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class PaperForm(ActForm):
    """A fact with its source: a paper that is added here, or a person who says so."""

    is_news = True

    paper = forms.FileField(
        label="The paper",
        help_text="A PDF or a photo of it, at most 20 MB.",
        required=False,
        allow_empty_file=False,
        error_messages={"empty": "The file is empty. Choose the paper again."},
    )
    kept_paper = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    page = number_box("Page of the paper", least=1, most=999)
    said_by = words_box(
        "Or who says so", most=200, hint="Name and office of the person, if there is no paper."
    )

    needs_paper = False
    """Whether a person's word is not enough."""
    ask_for_paper = "Add the paper."
    kept_words = "The paper that you added is kept. You need not choose it again."

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._office = office
        if self.needs_paper:
            del self.fields["said_by"]

    def clean_paper(self) -> "UploadedFile[bytes] | None":
        """Keep the paper at once, so that it is not lost when another field is wrong."""
        paper: UploadedFile[bytes] | None = self.cleaned_data.get("paper")
        if paper is None:
            return None
        content, media_type = opened_paper(paper)
        kept = self._office.documents.keep(content, media_type=media_type)
        data = QueryDict(mutable=True)  # several answers to one question stay several
        data.update(self.data)
        data["kept_paper"] = kept
        self.data = data
        return paper

    def clean(self) -> dict[str, Any] | None:
        """A fact without a source is refused."""
        cleaned = super().clean() or {}
        cleaned["kept_paper"] = str(self.data.get("kept_paper", ""))
        is_told = {"paper", "said_by"} & self.errors.keys()
        if not cleaned["kept_paper"] and not cleaned.get("said_by") and not is_told:
            words = (
                self.ask_for_paper
                if self.needs_paper
                else "Add the paper, or enter who says so. A fact without a source is not taken."
            )
            self.add_error("paper", words)
        return cleaned

    @property
    def so_from(self) -> datetime | None:
        """When it began to be so, where the form asks for that; none = as the fact itself says."""
        return None

    @property
    def source(self) -> Source:
        """Where the fact comes from; a paper goes before a person's word."""
        if self.cleaned_data["kept_paper"]:
            return document(self.cleaned_data["kept_paper"], page=self.cleaned_data.get("page"))
        return statement(self.cleaned_data["said_by"])


BOX_OF = {
    "source": "paper",
    "photo": "paper",
    "asked_at": "asked_on",
    "told_at": "told_on",
    "reports_at": "reports_on",
    "said_at": "said_on",
}
"""Where a form asks for a field of a fact under another name."""


def posted(request: HttpRequest) -> tuple[Any, ...]:
    """What a form is bound to: what was sent by POST, or nothing, so that it is shown afresh."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def attempt(form: ActForm, act: Callable[[], T]) -> T | None:
    """Do the act; a refusal stands beside its field, or above the form, with all words kept."""
    try:
        return act()
    except RecordMovedOn as moved:
        form.newer = moved.newer
        form.add_error(None, moved.words)
    except ActRefused as refused:
        box = BOX_OF.get(refused.field or "", refused.field)
        form.add_error(box if box in form.fields else None, refused.words)
    return None


def enter(
    page: RecordPage,
    form: ActForm,
    *,
    act: Callable[[], object],
    then: str = "",
    template: str = "entering/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form about one record, or do its act once and go on to the address `then`.

    Empty = to the part of the record that the page belongs to.
    """
    then = then or reverse(page.part, args=[page.record_id])
    if page.request.method == "POST":
        if is_pressed_again(page.request):
            return redirect(then)
        if form.is_valid() and attempt(form, act) is not None:
            note_press(page.request)
            notify(page)
            return redirect(then)
    return shown(page, form, template, back_href=then, **context)


def notify(page: RecordPage) -> None:
    """Keep for the next page what an act entered, and say so when it cancelled a pass."""
    entered = load(page.office, page.record_id).entries[page.record.version :]
    cancelled = [e for e in entered if is_cancelled_by_news(e)]
    own = [e for e in entered if e.envelope.by == page.request.actor.account]
    if not own:
        return
    told = [sentence(e) for e in own[:_MOST_TOLD]]
    more = len(own) - len(told)
    page.request.session[SESSION_NOTICE] = {
        "is_done": not any(_is_no_success(e) for e in own),
        "heading": f"Entered for {page.name}: {told[0]}",
        "lines": [*told[1:], *([f"And {more} more."] if more else [])],
        "warnings": [f"This cancelled the exit pass of {page.name}. Do not let out."]
        if cancelled
        else [],
    }


_MOST_TOLD = 3


def _is_no_success(entry: Entry) -> bool:
    """Whether an entry says that what was asked for did not come about."""
    fact = entry.fact
    return isinstance(fact, CalculationRefused | IdentityDoubted) or (
        isinstance(fact, DatesChecked) and not fact.agrees
    )


def is_cancelled_by_news(entry: Entry) -> bool:
    """Whether an entry is the death of a pass by something new, not by a person's hand."""
    fact = entry.fact
    return isinstance(fact, PassCancelled) and fact.because_of_version is not None


def ends_what(page: RecordPage, form: ActForm) -> str:
    """What a form's act will end, said before it is pressed; empty when it ends nothing."""
    standing = standing_release(page.record) if form.is_news else None
    if standing is None:
        return ""
    again = "After that authoriser and duty governor both have to sign again."
    if standing.issued is None:
        return f"This exit is authorised. To enter this ends the authorisation. {again}"
    return f"A live exit pass exists for {page.name}. To enter this cancels it. {again}"


def is_pressed_again(request: StaffRequest) -> bool:
    """Whether this very press was done already: then there is nothing to do but to go on."""
    return request.POST.get("command", "") in request.session.get(SESSION_PRESSES, [])


def note_press(request: StaffRequest) -> None:
    """Remember a press that was done."""
    press = request.POST.get("command", "")
    if press:
        kept = request.session.get(SESSION_PRESSES, [])[-(_PRESSES_KEPT - 1) :]
        request.session[SESSION_PRESSES] = [*kept, press]


def _moved_on(form: ActForm, *, no_form: bool = False, **_context: Any) -> str:
    """What somebody does whose act was refused because something came in meanwhile."""
    if "password" not in form.fields:
        return "The record changed while you were working. Nothing you typed is lost."
    words = (
        "The record changed while you were working. Nothing was signed. Look at what is new below."
    )
    return words if no_form else f"{words} To sign all the same, type your password again."


def shown(page: RecordPage, form: ActForm, template: str, **context: Any) -> HttpResponse:
    """The form as typed, with what changed when the record moved on."""
    alerts = []
    if form.newer:
        if isinstance(form, SeenForm):
            form.show_newer(page.record.version)
        alerts = [{"variant": "warning", "title": _moved_on(form, **context), "announce": True}]
    return render(
        page.request,
        template,
        page.context(
            form=form,
            alerts=alerts,
            ends=ends_what(page, form),
            newer=[
                {
                    "words": form.newer_words(e) if isinstance(form, SeenForm) else sentence(e),
                    "at": e.envelope.recorded_at,
                    "seq": e.seq,
                }
                for e in form.newer
            ],
            **context,
        ),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )
