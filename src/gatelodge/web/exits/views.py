"""The exit checklist, one check, the plan, and the acts of authoriser and duty governor."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework import exits
from gatelodge.casework.gate_desk import run_final_check
from gatelodge.casework.leaving import unfreeze
from gatelodge.gate import Step, blocking
from gatelodge.record import CustodyRecord, statement
from gatelodge.record.facts import ExitType
from gatelodge.watch import evening_missing
from gatelodge.web.acts import ActForm, SignedForm, enter, posted
from gatelodge.web.exit_words import EXIT_WORDS
from gatelodge.web.exits import checklist
from gatelodge.web.exits.acts import next_act, not_now, not_theirs_to_renew, why_not
from gatelodge.web.exits.forms import AuthoriseForm, EndPlanForm, PlanForm, WhyForm
from gatelodge.web.exits.news import confirmation_to_renew, ended_at, news, signatures_ended
from gatelodge.web.exits.rounds import evening_act, told_rounds
from gatelodge.web.mixed_up import mixed_up
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import SESSION_BOARD, StaffRequest
from gatelodge.web.staff import prisons
from gatelodge.web.states import assessed, due_of, exit_state, step_of, stopping
from gatelodge.web.words_of_time import day

_METHODS = ["GET", "POST"]


@require_GET
def exit_checklist(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """What stops the exit, all checks, and whose act comes next."""
    page = RecordPage(request, "exit")
    at = page.known_at or page.now
    found = assessed(page.office, page.record, at)
    due = due_of(page.office, page.record)
    state = exit_state(page.office, page.record, at, page.directory)
    context: dict[str, Any] = {
        "exit_sentences": state.sentences,
        "exit_tags": state.tags,
        "board_href": request.session.get(SESSION_BOARD, {}).get("href", reverse("releases")),
        "board_words": request.session.get(SESSION_BOARD, {}).get("words", "Back to releases"),
        "found": found,
        "at": at,
        "ring": page.directory.telephone(page.record.prison),
        "due_words": f"First lawful day: {day(due.on)}." if due else "",
        "acts": checklist.acts(page),
        "rounds": told_rounds(page),
        "evening": evening_act(page),
        "others": () if page.is_past else mixed_up(page.office, page.record),
        **next_act(page, has_plan=found is not None),
    }
    if found is not None and page.record.plan is not None:
        context |= {
            "plan": page.record.plan.fact,
            "plan_source": page.sources.of(page.record.plan),
            "exit_words": EXIT_WORDS[page.record.plan.fact.exit_type],
            "stops": checklist.stops(page, found),
            "through": checklist.let_through_cards(page, found),
            "ended": signatures_ended(page),
            "tables": checklist.tables(page, found),
            "numbers": checklist.numbers(found),
            "contradictions": checklist.contradictions(found),
        }
    return render(request, "exits/checklist.html", page.context(**context))


@require_GET
def one_check(request: StaffRequest, record_id: str, check: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """One check with its evidence, age, owner and rule."""
    page = RecordPage(request, "exit")
    rule = checklist.check_of(page, check)
    if rule is None:
        raise Http404
    at = page.known_at or page.now
    found = assessed(page.office, page.record, at)
    finding = next((f for f in found.findings if f.check == check), None) if found else None
    return render(
        request,
        "exits/check.html",
        page.context(
            rule=rule,
            code=check,
            card=checklist.card(page, finding, at) if finding else None,
            rule_words=checklist.rule_words(rule),
            actions=checklist.actions(page, check),
        ),
    )


@require_http_methods(_METHODS)
def plan(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Plan an exit, or plan it anew."""
    page = RecordPage(request, "exit")
    known = prisons(page.office).values()
    others = [each for each in known if each.prison != page.record.prison]
    form = PlanForm(*posted(request), others=others)
    return enter(
        page,
        form,
        act=lambda: exits.plan_exit(
            page.office,
            request.actor,
            page.record_id,
            form.fact,
            source=statement(request.actor.name),
            command=form.press,
        ),
        title="Plan an exit",
        intro=_plan_intro(page),
        button=f"Plan the exit of {page.name}",
    )


@require_http_methods(_METHODS)
def end_plan(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """End the plan of an exit: nobody is to leave on it."""
    page = RecordPage(request, "exit")
    form = EndPlanForm(*posted(request), label="Why is nobody to leave on it?")
    has_plan = page.record.plan is not None
    return enter(
        page,
        form,
        act=lambda: exits.end_plan(
            page.office,
            request.actor,
            page.record_id,
            why=form.cleaned_data["why"],
            command=form.press,
        ),
        title="End the plan",
        intro=() if has_plan else ("No exit is planned.",),
        no_form=not has_plan,
        button=f"End the plan for {page.name}",
    )


def _plan_intro(page: RecordPage) -> tuple[str, ...]:
    due = due_of(page.office, page.record)
    lines = [f"First lawful day: {day(due.on)}."] if due else []
    if page.record.plan is not None:
        lines.append("An exit is planned already. A new plan takes its place and ends a live pass.")
    return tuple(lines)


@require_http_methods(_METHODS)
def authorise(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Authorise the planned exit."""
    page = RecordPage(request, "exit")
    form = AuthoriseForm(*posted(request), request=request, initial=_seen(page))
    return _sign(
        page,
        form,
        Step.AUTHORISE,
        title="Authorise exit",
        button=f"Authorise exit of {page.name}",
        act=lambda: exits.authorise_exit(
            page.office,
            request.actor,
            page.record_id,
            exit_type=ExitType(form.cleaned_data["exit_type"]),
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
    )


@require_http_methods(_METHODS)
def confirm(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Confirm an authorised exit as duty governor; the pass is made in the same act."""
    page = RecordPage(request, "exit")
    return _sign_as_seen(
        page,
        Step.CONFIRM,
        exits.confirm_exit,
        title="Confirm exit",
        button=f"Confirm exit of {page.name}",
    )


@require_http_methods(_METHODS)
def renew(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Renew: the authoriser first, then the duty governor, one act each, all checks anew."""
    page = RecordPage(request, "exit")
    is_governor = step_of(page.record) is Step.CONFIRM
    what = "confirmation" if is_governor else "authorisation"
    return _sign_as_seen(
        page,
        Step.CONFIRM if is_governor else Step.AUTHORISE,
        exits.renew_confirmation if is_governor else exits.renew_authorisation,
        title=f"Renew the {what}",
        button=f"Renew the {what} for {page.name}",
        waits=not_theirs_to_renew(page),
    )


def _sign_as_seen(
    page: RecordPage,
    step: Step,
    act: Callable[..., object],
    *,
    title: str,
    button: str,
    waits: str = "",
) -> HttpResponse:
    """A signed act that says nothing of its own: it agrees to what its signer saw."""
    form = SignedForm(*posted(page.request), request=page.request, initial=_seen(page))
    return _sign(
        page,
        form,
        step,
        title=title,
        button=button,
        waits=waits,
        act=lambda: act(
            page.office,
            page.request.actor,
            page.record_id,
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
    )


def _sign(
    page: RecordPage,
    form: SignedForm,
    step: Step,
    *,
    title: str,
    button: str,
    act: Callable[[], object],
    waits: str = "",
) -> HttpResponse:
    """One signed act of the gate, beside all that its signer must look at.

    `waits` says why it is not this person's move, where the caller knows.
    """
    record, account = page.record, page.request.actor.account
    found = assessed(page.office, record, page.now, step=step, acting=account)
    context: dict[str, Any] = {
        "title": title,
        "button": button,
        "found": found,
        "others": mixed_up(page.office, record),
        "refuse_href": reverse("exit-refuse", args=[page.record_id]),
        "exit_href": reverse("exit", args=[page.record_id]),
        "acts": checklist.acts(page),
        "says": _says(step, page.record),
        "news": news(page, for_governor=step is Step.CONFIRM),
        "news_since": _news_since(page, step),
        "ended_at": ended_at(record),
        "stopped": waits
        or why_not(record, account, step)
        or not_now(page, step)
        or (exits.NOT_CONFIRMED_BEFORE if evening_missing(record, page.now) else ""),
    }
    context["no_form"] = bool(context["stopped"]) or found is None
    if found is not None and record.plan is not None:
        stops = [checklist.card(page, f, found.at) for f in stopping(found, step)]
        context["no_form"] = context["no_form"] or bool(stops)
        context |= {
            "plan": record.plan.fact,
            "exit_words": EXIT_WORDS[record.plan.fact.exit_type],
            "stops": stops,
            "through": checklist.let_through_cards(page, found),
            "not_until": _not_until(step, stops, renews=page.record.release is not None),
            "numbers": checklist.numbers(found),
            "oldest": _oldest(page),
        }
    then = reverse("exit-pass", args=[page.record_id]) if step is Step.CONFIRM else ""
    return enter(page, form, template="exits/sign.html", act=act, then=then, **context)


def _news_since(page: RecordPage, step: Step) -> str:
    """The act that what is new is counted from: the governor's own, where it is renewed."""
    is_again = step is Step.CONFIRM and confirmation_to_renew(page.record) is not None
    return "confirmed" if is_again else "authorised"


def _not_until(step: Step, stops: list[dict[str, Any]], *, renews: bool) -> str:
    """Why nothing can be signed yet, and whose move it is; empty when it can."""
    if not stops:
        return ""
    act = "renew" if renews and step is Step.AUTHORISE else step.value
    more = f" {len(stops) - 1} more below." if len(stops) > 1 else ""
    first = stops[0]
    whose = (
        f" Waiting for {first['whose'][0].lower()}{first['whose'][1:]}." if first["whose"] else ""
    )
    return f"You cannot {act}. {first['because']}{whose}{more}"


def _says(step: Step, record: CustodyRecord) -> str:
    """What the signature says; where custody goes on nobody decides whether to keep the person."""
    goes_on = record.plan is not None and record.plan.fact.exit_type.keeps_in_custody
    no_other = (
        "I know of no reason against this exit."
        if goes_on
        else "I know of no other reason to keep this person."
    )
    if step is Step.AUTHORISE:
        return (
            "By authorising you say: I looked at the evidence. I made neither calculation. "
            f"{no_other}"
        )
    return (
        "By confirming you say: I looked at the evidence and at who authorised. I made neither "
        f"calculation. {no_other} All checks run again now, and the exit pass is made."
    )


def _oldest(page: RecordPage) -> str:
    """Which evidence is the oldest of that which ages."""
    found = assessed(page.office, page.record, page.now)
    ageing = [f for f in found.findings if f.stale_at is not None] if found else []
    if not ageing:
        return ""
    oldest = min(ageing, key=lambda f: f.as_at)
    check = checklist.check_of(page, oldest.check)
    return f"{oldest.check}, {checklist.age_words(oldest, check, page.now)}"


@require_http_methods(_METHODS)
def refuse(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Look and not authorise."""
    page = RecordPage(request, "exit")
    form = WhyForm(*posted(request), label="Why may this person not leave now?")
    return enter(
        page,
        form,
        act=lambda: exits.do_not_authorise(
            page.office,
            request.actor,
            page.record_id,
            why=form.cleaned_data["why"],
            command=form.press,
        ),
        title="Do not authorise",
        intro=("It is counted as stopped in time. No name goes into the figures.",),
        button=f"Do not authorise exit of {page.name}",
    )


@require_http_methods(_METHODS)
def final_check(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Run all checks once more; good for 10 minutes."""
    page = RecordPage(request, "exit")
    form = ActForm(*posted(request))
    at, account = page.known_at or page.now, request.actor.account
    found = assessed(page.office, page.record, at, step=Step.FINAL, acting=account)
    return enter(
        page,
        form,
        act=lambda: run_final_check(page.office, request.actor, page.record_id, command=form.press),
        then=reverse("exit-pass", args=[page.record_id]),
        template="exits/final_check.html",
        title="Final check",
        stops=blocking(found, Step.FINAL) if found else (),
        intro=("All checks run once more. The result is good for 10 minutes at the gate.",),
        button=f"Run the final check of {page.name}",
    )


@require_http_methods(_METHODS)
def end_freeze(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """End a freeze as duty governor, with a reason."""
    page = RecordPage(request, "exit")
    form = WhyForm(*posted(request), label="Why does the freeze end?")
    return enter(
        page,
        form,
        act=lambda: unfreeze(
            page.office,
            request.actor,
            page.record_id,
            why=form.cleaned_data["why"],
            command=form.press,
        ),
        title="End the freeze",
        intro=("Say what you found out. The person who asked at the gate can read it.",),
        button=f"End the freeze for {page.name}",
    )


def _seen(page: RecordPage) -> dict[str, int]:
    return {"seen_version": page.record.version}
