"""What the escort contractor asks at court: does anything else hold this person? (page and API)."""

import base64
import binascii
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gatelodge.casework.office import same_person
from gatelodge.gate import CourtAnswer, court_answer
from gatelodge.record import CustodyRecord, fold
from gatelodge.store import projections
from gatelodge.web import access_log
from gatelodge.web.access import Verdict, judged
from gatelodge.web.access_log import Visit
from gatelodge.web.accounts.passwords import PasswordRefused, owner_of
from gatelodge.web.boxes import words_box
from gatelodge.web.form_fields import DayField
from gatelodge.web.guard import also_about
from gatelodge.web.record_page import plain_day
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office, record_of
from gatelodge.web.staff import Directory, actor_of

_API = "court-answer-api"
_NO_NUMBER = (
    "That is no prison number. Enter it as on the escort record: letters and digits, such as"
    " A0042ZX."
)
_LONGEST_NUMBER = 20
_SIGN_IN = "Sign in with an account of the escort contractor (HTTP Basic)."


class CourtAnswerForm(forms.Form):
    """Who stands before the court: the number and birth date on their escort record."""

    prison_number = forms.CharField(
        label="Prison number",
        help_text="As on the person escort record, such as A0042ZX.",
        error_messages={"required": "Enter the prison number as on the escort record."},
    )
    """Its length is no attribute of the box: a browser would cut what is too long, unsaid."""
    born_on = DayField(
        label="Date of birth", help_text="As on the person escort record. For example, 14 3 1998."
    )
    case_urn = words_box(
        "Number of the case that was heard (optional)",
        most=50,
        hint="What holds the person in this case alone is then left to the court that sits.",
    )

    def clean_prison_number(self) -> str:
        """Refuse what can be no prison number: "not known here" would be said of nobody."""
        number = "".join(str(self.cleaned_data["prison_number"]).split()).upper()
        if len(number) > _LONGEST_NUMBER or not any(sign.isdigit() for sign in number):
            raise forms.ValidationError(_NO_NUMBER, code="no_number")
        return number


@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """Answer on a page; the search is sent, so that no address and no log holds a name."""
    form = CourtAnswerForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "at": office().clock.now()}
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        number, born_on = form.cleaned_data["prison_number"], form.cleaned_data["born_on"]
        found = _find(number, born_on)
        if found:
            also_about(request, found[0])
            context |= {
                "answer": _answer(found, form.cleaned_data["case_urn"]),
                "ring": _ring(found[0].prison),
            }
        context |= {
            "is_asked": True,
            "asked_about": f"{number}, born {plain_day(born_on)}",
            "case": form.cleaned_data["case_urn"],
        }
    elif request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "gate/court_answer.html", context, status=status)


@csrf_exempt
@require_http_methods(["POST"])
def ask_by_machine(request: HttpRequest) -> HttpResponse:
    """Answer the contractor's own system: form fields in, JSON out, account and password by Basic.

    401 for a wrong account, 403 for one without the role, 422 with errors by field, 404 for
    somebody not known here: none of these is an answer to let anybody go.
    """
    account = _account(request)
    if account is None:
        refused = _error(HTTPStatus.UNAUTHORIZED, "not_signed_in", _SIGN_IN)
        refused.headers["WWW-Authenticate"] = 'Basic realm="Gatelodge", charset="UTF-8"'
        return refused
    actor = actor_of(office(), account)
    if actor is None or judged("court-answer", actor) is not Verdict.ALLOWED:
        access_log.note(Visit(url_name=_API, account=account, outcome=Verdict.NO_ROLE.value))
        return _error(HTTPStatus.FORBIDDEN, "no_role", "This account may not ask.")
    form = CourtAnswerForm(_boxes(request.POST.dict()))
    if not form.is_valid():
        return JsonResponse(
            {"error": "invalid_request", "fields": form.errors},
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    found = _find(form.cleaned_data["prison_number"], form.cleaned_data["born_on"])
    _note(account, found)
    if not found:
        return _error(HTTPStatus.NOT_FOUND, "not_known", _NOT_KNOWN)
    answer = _answer(found, form.cleaned_data["case_urn"])
    return JsonResponse(
        {
            "not_for_release": answer.is_not_for_release,
            "words": answer.words,
            "holds": [
                {"why": each.why, "until": each.until.isoformat() if each.until else None}
                for each in answer.holds
            ],
            "case_known": answer.is_case_known,
            "as_at": answer.at.isoformat(),
            "prison": Directory(office()).prison(found[0].prison),
            "ring": Directory(office()).telephone(found[0].prison),
        }
    )


_NOT_KNOWN = (
    "Nobody with this number and birth date is on record here. That says nothing about whether"
    " anything holds them: ring the prison on the escort record before you let go."
)


def _boxes(posted: dict[str, Any]) -> dict[str, Any]:
    """The form's boxes from what a machine sends: its day is one text, as in 1998-03-14."""
    try:
        born_on = date.fromisoformat(str(posted.get("born_on", "")))
    except ValueError:
        return posted
    boxes = {"day": born_on.day, "month": born_on.month, "year": born_on.year}
    return posted | {f"born_on_{name}": str(value) for name, value in boxes.items()}


def _find(prison_number: str, born_on: date) -> tuple[CustodyRecord, ...]:
    """The record with this very number and birth date, and all held to be the same person's."""
    number = prison_number.casefold()
    for card in projections.find_people(number):
        if card.prison_number.casefold() == number and card.born_on == born_on:
            record = record_of(card.record_id)
            if record is not None:
                others = same_person(office(), record).items()
                return (record, *(fold(other, entries) for other, entries in others))
    return ()


def _ring(prison: str) -> str:
    """Whom to ring: the prison by its name, for whoever asks is outside, and its number."""
    directory = Directory(office())
    name, number = directory.prison(prison) if prison else "", directory.telephone(prison)
    return ", ".join(each for each in (name, number) if each)


def _answer(found: Sequence[CustodyRecord], case_urn: str) -> CourtAnswer:
    return court_answer(found, office().clock.now(), case_urn=case_urn)


def _account(request: HttpRequest) -> str | None:
    """The staff account whose password came with the request; none = none that is right."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        username, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if scheme.casefold() != "basic" or not username:
        return None
    try:
        user = owner_of(request, username, password, wrong=_SIGN_IN)
    except PasswordRefused:
        return None
    return str(getattr(user, "staff", "")) or None


def _note(account: str, found: Sequence[CustodyRecord]) -> None:
    """Write into the access log who was asked about (DPA 2018 s.62)."""
    access_log.note(
        Visit(
            url_name=_API,
            account=account,
            record_id=found[0].record_id if found else "",
            prison=found[0].prison if found else "",
            reason="asking at court whether somebody is held",
            outcome="shown" if found else "nobody found",
        )
    )


def _error(status: HTTPStatus, error: str, message: str) -> JsonResponse:
    return JsonResponse({"error": error, "message": message}, status=status)
