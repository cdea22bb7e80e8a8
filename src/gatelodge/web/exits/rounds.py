"""The rounds of checks on the checklist, and the duty governor's page of the evening before."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gatelodge.casework.evening import confirm_evening, why_not_this_evening
from gatelodge.gate import Step
from gatelodge.record import Stated, day_in_london, spoken_day
from gatelodge.record.facts import ChecksRound, EveningConfirmed, Finding
from gatelodge.watch import evening_given, evening_missing
from gatelodge.web.acts import SeenForm, enter, posted
from gatelodge.web.boxes import words_box
from gatelodge.web.exit_words import EXIT_WORDS
from gatelodge.web.exits import checklist
from gatelodge.web.mixed_up import mixed_up
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import assessed, sentence_case, stopping
from gatelodge.web.whose_move import whose_words

_METHODS = ["GET", "POST"]


class EveningForm(SeenForm):
    """The governor agrees to what they saw; on the day itself they say why it is late."""

    why_late = words_box(
        "If it is given on the day itself: why was it not confirmed on the evening before?",
        most=1000,
        is_long=True,
    )


@require_http_methods(_METHODS)
def evening(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Confirm as duty governor, on the evening before, that the exit is to go on."""
    page = RecordPage(request, "exit")
    form = EveningForm(*posted(request), initial={"seen_version": page.record.version})
    refused = why_not_this_evening(page.record, page.now)
    found = assessed(page.office, page.record, page.now, step=Step.AUTHORISE)
    plan = page.record.plan
    context: dict[str, Any] = {"stops": [], "others": mixed_up(page.office, page.record)}
    if found is not None and plan is not None and not refused:
        context["stops"] = [
            checklist.card(page, each, found.at) for each in stopping(found, Step.AUTHORISE)
        ]
        context["planned"] = f"{EXIT_WORDS[plan.fact.exit_type]}, {spoken_day(plan.fact.on)}."
    return enter(
        page,
        form,
        act=lambda: confirm_evening(
            page.office,
            request.actor,
            page.record_id,
            why_late=form.cleaned_data["why_late"],
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
        template="exits/evening.html",
        title="Confirm on the evening before",
        intro=(refused,) if refused else (_SAYS,),
        no_form=bool(refused),
        button=f"Confirm the exit of {page.name} for its day",
        **context,
    )


_SAYS = (
    "By confirming you say: I looked at what the checks found, and at whose move each is. It"
    " authorises nothing: what is not met still stops the exit at its own acts."
)


def told_rounds(page: RecordPage) -> list[dict[str, Any]]:
    """The rounds of the planned day, and of the reception, as rows: what was not met, whose move.

    The newest first.
    """
    plan = page.record.plan
    on = plan.fact.on if plan else None
    rounds = [each for each in page.record.rounds if on is None or each.fact.on in (None, on)]
    return [_row(each) for each in reversed(rounds)] + _evening_row(page)


def _row(stated: Stated[ChecksRound]) -> dict[str, Any]:
    return {
        "key": sentence_case(stated.fact.round.value),
        "value": _not_met(stated.fact),
        "source": {"act": "Run", "by": "Gatelodge", "at": stated.recorded_at},
    }


def _not_met(fact: ChecksRound | EveningConfirmed) -> str:
    """What a round found not met, each with whose move it was."""
    by_name = {each.check: each for each in fact.assessed.findings}
    told = "; ".join(_whose(by_name[name]) for name in fact.not_met if name in by_name)
    return f"Not met: {told}." if told else "All checks met, not needed, or still to be done."


def _whose(finding: Finding) -> str:
    whose = whose_words(finding)
    return f"{finding.check} ({whose})" if whose else finding.check


def _evening_row(page: RecordPage) -> list[dict[str, Any]]:
    given = evening_given(page.record)
    row: dict[str, Any] = {"key": "Governor, the evening before"}
    if given is not None:
        by = page.directory.staff(given.by)
        late = f" Given on the day: {given.fact.why_late}" if given.fact.why_late else ""
        row["value"] = f"Confirmed. {_not_met(given.fact)}{late}"
        row["source"] = {"act": "By", "by": by, "at": given.recorded_at}
        return [row]
    if evening_missing(page.record, page.known_at or page.now):
        row["missing"] = "Waiting for the duty governor. Nothing is signed until then."
        return [row]
    return []


def evening_act(page: RecordPage) -> dict[str, str] | None:
    """The link to the governor's page, when it can be given now and the reader may."""
    at = page.now
    if page.is_past or not page.may("exit-evening") or why_not_this_evening(page.record, at):
        return None
    plan = page.record.plan
    is_late = plan is not None and day_in_london(at) >= plan.fact.on
    if is_late and not evening_missing(page.record, at):
        return None
    return {
        "text": "Confirm on the evening before",
        "href": reverse("exit-evening", args=[page.record_id]),
    }
