"""What must be in place when somebody is let out, entered from papers and answers (G20 to G24)."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gatelodge.gate import instructions_to_verify
from gatelodge.record import Stated
from gatelodge.web.acts import posted
from gatelodge.web.entering.condition_forms import (
    CallBackForm,
    ConditionMetForm,
    ConditionsForm,
    FlagsForm,
    LicenceForm,
    NotifyForm,
    ProbationForm,
    VictimForm,
)
from gatelodge.web.entering.stating import state
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.told import sentence

_METHODS = ["GET", "POST"]


def open_conditions(page: RecordPage) -> tuple[str, ...]:
    """Conditions that were set and that nobody has entered as met since."""
    set_out = page.record.conditions
    if set_out is None:
        return ()
    met = {
        each.fact.condition
        for each in page.record.conditions_met
        if each.entry.seq > set_out.entry.seq
    }
    return tuple(each for each in set_out.fact.conditions if each not in met)


@require_http_methods(_METHODS)
def conditions(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Conditions of release, as the paper states them, or that it states none."""
    page = RecordPage(request, "exit")
    form = ConditionsForm(*posted(request), office=page.office)
    standing = page.record.conditions
    return state(
        page,
        form,
        lambda: form.fact,
        title="Enter the conditions of release",
        intro=(
            "Enter them as the direction, the bail order or the curfew decision states them.",
            *(
                ("These take the place of those on record, and each is met anew.",)
                if standing
                else ()
            ),
        ),
        button=f"Enter the conditions of {page.name}",
    )


@require_http_methods(_METHODS)
def condition_met(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """One condition as met, and how."""
    page = RecordPage(request, "exit")
    open_ones = open_conditions(page)
    form = ConditionMetForm(*posted(request), office=page.office, open_ones=open_ones)
    if open_ones:
        intro = "Enter it once it is in place, not when it is promised."
    elif page.record.conditions is None:
        intro = "No conditions are on record. Enter them first, as the paper states them."
    else:
        intro = "Every condition that was set is entered as met."
    return state(
        page,
        form,
        lambda: form.fact,
        title="Enter that a condition is met",
        intro=(intro,),
        no_form=not open_ones,
        button=f"Enter this condition of {page.name} as met",
    )


@require_http_methods(_METHODS)
def licence(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The licence, with all its conditions."""
    page = RecordPage(request, "exit")
    set_out = page.record.conditions.fact.conditions if page.record.conditions else ()
    form = LicenceForm(*posted(request), office=page.office, set_out=set_out)
    return state(
        page,
        form,
        lambda: form.fact,
        title="Issue the licence",
        intro=(
            "Enter every condition of the licence, as it will be read to the person on the day.",
            *(
                ("A licence is on record. This one takes its place, and is read and signed anew.",)
                if page.record.licence
                else ()
            ),
        ),
        button=f"Issue the licence of {page.name}",
    )


@require_http_methods(_METHODS)
def probation(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Probation was told, and where and when the person reports."""
    page = RecordPage(request, "exit")
    form = ProbationForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        title="Enter that probation was told",
        intro=("Tell them the day, and ask where and when the person reports.",),
        button=f"Enter what probation said about {page.name}",
    )


@require_http_methods(_METHODS)
def public_protection(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Which flags the public-protection register has."""
    page = RecordPage(request, "exit")
    form = FlagsForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        title="Enter public-protection flags",
        intro=("Ask those who keep the register. Enter its words alone, nothing of the offence.",),
        button=f"Enter the flags of {page.name}",
    )


@require_http_methods(_METHODS)
def victim_contact(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Whether a victim wants to be told."""
    page = RecordPage(request, "exit")
    form = VictimForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        title="Enter whether a victim is to be told",
        intro=("Never enter who a victim is. The liaison officer knows.",),
        button=f"Enter this about {page.name}",
    )


@require_http_methods(_METHODS)
def notified(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The police or the victim liaison officer was told of the day."""
    page = RecordPage(request, "exit")
    form = NotifyForm(*posted(request), office=page.office)
    return state(
        page,
        form,
        lambda: form.fact,
        title="Enter who was told of the release",
        intro=("It counts for the day that you told them of, and for no other.",),
        button=f"Enter who was told of the release of {page.name}",
    )


@require_http_methods(_METHODS)
def call_back(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Whoever is said to have sent a paper was rung back on a known number."""
    page = RecordPage(request, "exit")
    papers = _papers(page)
    form = CallBackForm(*posted(request), office=page.office, papers=papers)
    return state(
        page,
        form,
        lambda: form.fact,
        title="Enter a call back about a paper",
        intro=(
            "Ring back who is said to have sent it, on a number that you knew before."
            if papers
            else "No paper waits for a call: each came by the court's feed, or was rung back.",
        ),
        no_form=not papers,
        button=f"Enter the call about the paper of {page.name}",
    )


def _papers(page: RecordPage) -> list[tuple[str, str]]:
    """Papers that let the person out and that nobody rang back about, with what each says."""
    return [
        (each.entry.envelope.source.reference, _named(page, each))
        for each in instructions_to_verify(page.record)
    ]


def _named(page: RecordPage, stated: Stated[Any]) -> str:
    source = page.sources.of(stated)
    return f"{source['document']}: {sentence(stated.entry)}"
